/* service.h - a server's call object with its client in one MTA, below the proxies, so that a schedule has few threads. */
#ifndef SERVICE_H
#define SERVICE_H

#include "test/semantics/desk.h"

/* A call to the object of a desk. */
struct service {
	struct desk desk;
	ISimpleStream *object;
	struct stub *stub;
	struct channel *channel;
	struct call *call;
	struct harness_thread workers[2];
	unsigned started;
	HRESULT hr;                /* of a worker's Signal */
};

static inline struct service *service_of(Raw *c)
{
	return container_of(c->desk, struct service, desk);
}

/* The object and the way to it. */
static inline void service_make(struct service *v, HRESULT (*begin_it)(Raw *c))
{
	v->desk.begin = begin_it;
	house_enter(COINIT_MULTITHREADED);
	thread_self()->apartment->workers.bound = 1;
	v->object = desk_make(&v->desk);
	assert_int_equal(export_object((IUnknown *)v->object, &IID_ISimpleStream, &v->stub), S_OK);
	assert_int_equal(channel_inproc_create(v->stub, &v->channel), S_OK);
}

static inline void service_begin(struct service *v)
{
	ULONG cb = ROOM, n, *pn = &n;
	BYTE data[ROOM], *pv = data;
	void *args[] = { &pv, &cb, &pn };
	HRESULT hr;
	const ACOM_INTERFACE *interface = registry_find(&IID_ISimpleStream, &hr);

	v->call = call_open(v->channel, &interface->methods[0]);
	assert_non_null(v->call);
	assert_int_equal(call_put_request(v->call, args), S_OK);
	assert_int_equal(call_send(v->call), S_OK);
}

static inline void service_open(struct service *v, HRESULT (*begin_it)(Raw *c))
{
	service_make(v, begin_it);
	service_begin(v);
}

static inline HRESULT service_finish(struct service *v)
{
	ULONG cb = ROOM, n = 99, *pn = &n;
	BYTE data[ROOM] = { 0 }, *pv = data;
	void *args[] = { &pv, &cb, &pn };
	HRESULT hr = call_finish(v->call, args);

	assert_int_equal(n, SUCCEEDED(hr) ? ROOM : 0);
	house_check(data, n);
	return hr;
}

static inline void service_join(struct service *v)
{
	for (unsigned i = 0; i < v->started; i++)
		harness_join(&v->workers[i]);
	v->started = 0;
}

/* The apartment ends, whatever the workers do. */
static inline void service_end(struct service *v)
{
	call_unref(v->call);
	channel_unref(v->channel);
	export_unuse(stub_export(v->stub));
	stub_unref(v->stub);
	ISimpleStream_Release(v->object);
	house_leave();
	service_join(v);
	assert_int_equal(house_count(&v->desk.alive), 0);
}

/* ---- workers: members of the MTA, for whoever is in it by default only must be through before it ends ---- */

/* fn gets the service. */
static inline void worker_start(Raw *c, void (*fn)(void *arg))
{
	struct service *v = service_of(c);

	harness_start(&v->workers[v->started++], fn, v);
}

static inline void worker_start_with_reference(Raw *c, void (*fn)(void *arg))
{
	AcomObjectAddRef(&c->object);
	worker_start(c, fn);
}

static inline void signal_main(void *arg)
{
	struct service *v = arg;
	Raw *c = v->desk.call;

	house_enter(COINIT_MULTITHREADED);
	v->hr = raw_signal(c);
	AcomObjectRelease(&c->object);
	house_leave();
}

#endif
