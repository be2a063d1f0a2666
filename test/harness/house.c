/* house.c - a server for tests: a thread in an apartment with an object whose behaviour the test chooses. */
#include <stdio.h>
#include <stdlib.h>

#include "house.h"

typedef struct Stream {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	ICallFactory ICallFactory_iface;
	struct house *house;
} Stream;

typedef struct house_call {
	AcomObject object;
	AsyncISimpleStream AsyncISimpleStream_iface;
	AcomServerCall call;
	struct house *house;
	ULONG cb;
} house_call_t;

ACOM_FACE(Stream, ISimpleStream)
ACOM_FACE(Stream, ICallFactory)
ACOM_FACE(house_call_t, AsyncISimpleStream)

uint32_t house_count(const os_u32 *counter)
{
	return os_load32(counter);
}

void house_wait_count(const os_u32 *counter, uint32_t n)
{
	while (house_count(counter) != n)
		os_yield();
}

static void house_met(struct house *h, os_u32 *counter)
{
	os_add32(counter, 1);
	if (h->entered)
		harness_gate_open(h->entered);
}

static void house_fill(struct house *h, BYTE *pv, ULONG cb, ULONG *pcb)
{
	ULONG n = h->limit && h->limit < cb ? h->limit : cb;

	for (ULONG i = 0; i < n; i++)
		pv[i] = (BYTE)('a' + i % 26);
	*pcb = n;
}

void house_check(const BYTE *pv, ULONG n)
{
	for (ULONG i = 0; i < n; i++)
		assert_int_equal(pv[i], 'a' + i % 26);
}

/* ---- the object ---- */

static HRESULT Stream_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	struct house *h = Stream_from_ISimpleStream(This)->house;

	house_met(h, &h->sync_reads);
	if (h->gate)
		harness_gate_wait(h->gate);
	house_fill(h, pv, cb, pcbRead);
	os_add32(&h->sync_returns, 1);
	return h->hr;
}

static HRESULT Stream_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	struct house *h = Stream_from_ISimpleStream(This)->house;

	house_met(h, &h->sync_writes);
	if (h->gate)
		harness_gate_wait(h->gate);
	house_check(pv, cb);
	*pcbWritten = cb;
	os_add32(&h->sync_returns, 1);
	return h->hr;
}

/* ---- its call object ---- */

enum { READ = 1, WRITE };

static void house_pend(struct house *h, house_call_t *c)
{
	os_mutex_lock(&h->lock);
	assert_true(h->pending_count < 64);
	h->pending[h->pending_count++] = c;
	os_mutex_unlock(&h->lock);
}

/* HOUSE_BARE gives back the reference that TryBegin took, as servers do that hand a bare `this` to their worker. */
static HRESULT house_begin(house_call_t *c, DWORD method, ULONG cb)
{
	struct house *h = c->house;
	HRESULT hr;

	house_met(h, &h->begins);
	if (h->mode == HOUSE_FAIL_BEGIN)
		return h->hr;
	hr = AcomServerCallTryBegin(&c->call, method);
	if (FAILED(hr))
		return hr;
	c->cb = cb;
	if (h->mode == HOUSE_AT_ONCE || h->mode == HOUSE_HR_BEGIN) {
		AcomServerCallComplete(&c->call, h->mode == HOUSE_AT_ONCE ? h->hr : S_OK);
		return h->mode == HOUSE_AT_ONCE ? S_OK : h->hr;
	}
	house_pend(h, c);
	if (h->mode == HOUSE_BARE)
		AcomObjectRelease(&c->object);
	return S_OK;
}

static HRESULT house_call_Begin_Read(AsyncISimpleStream *This, ULONG cb)
{
	return house_begin(house_call_t_from_AsyncISimpleStream(This), READ, cb);
}

static HRESULT house_call_Finish_Read(AsyncISimpleStream *This, BYTE *pv, ULONG *pcbRead)
{
	house_call_t *c = house_call_t_from_AsyncISimpleStream(This);
	HRESULT result, hr = AcomServerCallTryFinish(&c->call, READ, &result);

	os_add32(&c->house->finishes, 1);
	*pcbRead = 0;
	if (SUCCEEDED(hr) && SUCCEEDED(result))
		house_fill(c->house, pv, c->cb, pcbRead);
	if (SUCCEEDED(hr))
		AcomServerCallFinished(&c->call);
	return result;
}

static HRESULT house_call_Begin_Write(AsyncISimpleStream *This, const BYTE *pv, ULONG cb)
{
	house_check(pv, cb);
	return house_begin(house_call_t_from_AsyncISimpleStream(This), WRITE, cb);
}

static HRESULT house_call_Finish_Write(AsyncISimpleStream *This, ULONG *pcbWritten)
{
	house_call_t *c = house_call_t_from_AsyncISimpleStream(This);
	HRESULT result, hr = AcomServerCallTryFinish(&c->call, WRITE, &result);

	os_add32(&c->house->finishes, 1);
	*pcbWritten = SUCCEEDED(result) ? c->cb : 0;
	if (SUCCEEDED(hr))
		AcomServerCallFinished(&c->call);
	return result;
}

static const AsyncISimpleStreamVtbl house_call_AsyncISimpleStream_vtbl = {
	ACOM_UNKNOWN(house_call_t, AsyncISimpleStream), house_call_Begin_Read, house_call_Finish_Read,
	house_call_Begin_Write, house_call_Finish_Write,
};
static const AcomInterface house_call_map[] = {
	{ &IID_AsyncISimpleStream, offsetof(house_call_t, AsyncISimpleStream_iface), &house_call_AsyncISimpleStream_vtbl },
	ACOM_SERVER_CALL_ENTRIES(house_call_t, call),
	ACOM_END,
};

static HRESULT house_call_construct(void *object)
{
	house_call_t *c = object;

	return AcomServerCallInit(&c->call, &c->object);
}

static void house_call_destruct(void *object)
{
	house_call_t *c = object;

	AcomServerCallFini(&c->call);
	if (c->house)
		os_sub32(&c->house->call_objects, 1);
}

static const AcomClass house_call_class = {
	"house call", sizeof(house_call_t), house_call_map, house_call_construct, house_call_destruct, NULL,
};

static HRESULT house_call_init(void *object, void *house)
{
	house_call_t *c = object;

	c->house = house;
	os_add32(&c->house->call_objects, 1);
	return S_OK;
}

static HRESULT Stream_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	struct house *h = Stream_from_ICallFactory(This)->house;

	return AcomCreateCall(&house_call_class, h->refuse ? &IID_IUnknown : &IID_AsyncISimpleStream, house_call_init, h, riid,
	                      outer, riid2, ppv);
}

static const ISimpleStreamVtbl Stream_ISimpleStream_vtbl = {
	ACOM_UNKNOWN(Stream, ISimpleStream), Stream_Read, Stream_Write,
};
static const ICallFactoryVtbl Stream_ICallFactory_vtbl = { ACOM_UNKNOWN(Stream, ICallFactory), Stream_CreateCall };
static const AcomInterface plain_map[] = { ACOM_ENTRY(Stream, ISimpleStream), ACOM_END };
static const AcomInterface async_map[] = {
	ACOM_ENTRY(Stream, ISimpleStream), ACOM_ENTRY(Stream, ICallFactory), ACOM_END,
};

static void Stream_destruct(void *object)
{
	Stream *s = object;

	if (s->house)
		os_sub32(&s->house->objects, 1);
}

static const AcomClass plain_class = { "plain stream", sizeof(Stream), plain_map, NULL, Stream_destruct, NULL };
static const AcomClass async_class = { "async stream", sizeof(Stream), async_map, NULL, Stream_destruct, NULL };

static ISimpleStream *house_object(struct house *h)
{
	const AcomClass *cls = h->async ? &async_class : &plain_class;
	ISimpleStream *s;

	assert_int_equal(AcomCreateObject(cls, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	Stream_from_ISimpleStream(s)->house = h;
	os_add32(&h->objects, 1);
	return s;
}

/* ---- its thread ---- */

void house_enter(DWORD model)
{
	assert_int_equal(CoInitializeEx(NULL, model), S_OK);
}

void house_leave(void)
{
	CoUninitialize();
}

/* In the apartment of the object. */
static HRESULT house_make(void *arg)
{
	struct house *h = arg;

	h->object = h->make ? h->make(h->arg) : house_object(h);
	return S_OK;
}

static HRESULT house_unmake(void *arg)
{
	ISimpleStream_Release(((struct house *)arg)->object);
	return S_OK;
}

static void house_main(void *arg)
{
	struct house *h = arg;

	os_alloc_exempt(true);
	assert_true(SUCCEEDED(CoInitializeEx(NULL, h->model)));
	if (!h->neutral)
		h->apartment = apartment_current();
	else
		assert_int_equal(apartment_neutral(&h->apartment), S_OK);
	assert_int_equal(apartment_call(h->apartment, house_make, h), S_OK);
	harness_gate_open(&h->ready);
	assert_int_equal(ISynchronize_Wait(h->quit, 0, INFINITE), S_OK);
	if (!h->neutral || FAILED(apartment_call(h->apartment, house_unmake, h)))
		house_unmake(h); /* a method may have ended the apartment */
	if (!h->forsake)
		CoUninitialize();
}

void house_open(struct house *h)
{
	os_mutex_init(&h->lock);
	os_alloc_exempt(true);
	assert_int_equal(event_create(NULL, &IID_ISynchronize, (void **)&h->quit), S_OK);
	os_alloc_exempt(false);
	harness_start(&h->thread, house_main, h);
	harness_gate_wait(&h->ready);
}

void house_quit(struct house *h)
{
	ISynchronize_Signal(h->quit);
}

/* The apartment is gone: a worker that only now completes its call is told so, and leaves nothing behind. */
static void house_forget(struct house *h)
{
	while (h->mode != HOUSE_BARE && h->pending_count)
		AcomServerCallComplete(&h->pending[--h->pending_count]->call, E_ABORT);
}

void house_close(struct house *h)
{
	house_quit(h);
	harness_join(&h->thread);
	house_forget(h);
	ISynchronize_Release(h->quit);
	apartment_unref(h->apartment);
	/* a worker of an MTA that lives on may still be on its way out of the last call */
	house_wait_count(&h->objects, 0);
	house_wait_count(&h->call_objects, 0);
	os_mutex_fini(&h->lock);
}

HRESULT house_run(struct house *h, HRESULT (*fn)(void *), void *arg)
{
	if (!h->neutral)
		return apartment_call(h->apartment, fn, arg);
	os_alloc_exempt(true); /* what the server does meets no failures on this thread either */
	HRESULT hr = apartment_call(h->apartment, fn, arg);
	os_alloc_exempt(false);
	return hr;
}

struct house_marshal {
	struct house *house;
	const IID *iid;
	IStream *stream;
};

static HRESULT house_marshal_run(void *arg)
{
	struct house_marshal *m = arg;

	return CoMarshalInterThreadInterfaceInStream(m->iid, (IUnknown *)m->house->object, &m->stream);
}

HRESULT house_query(struct house *h, REFIID iid, void **ppv)
{
	struct house_marshal m = { h, iid, NULL };
	HRESULT hr = house_run(h, house_marshal_run, &m);

	*ppv = NULL;
	return FAILED(hr) ? hr : CoGetInterfaceAndReleaseStream(m.stream, iid, ppv);
}

ISimpleStream *house_stream(struct house *h)
{
	ISimpleStream *s;

	assert_int_equal(house_query(h, &IID_ISimpleStream, (void **)&s), S_OK);
	return s;
}

AsyncISimpleStream *house_call(ISimpleStream *s)
{
	AsyncISimpleStream *call;
	ICallFactory *factory;

	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_AsyncISimpleStream,
	                                         (IUnknown **)&call), S_OK);
	ICallFactory_Release(factory);
	return call;
}

/* ---- its pending calls ---- */

void house_wait_pending(struct house *h, unsigned n)
{
	for (;;) {
		os_mutex_lock(&h->lock);
		bool there = h->pending_count >= n;
		os_mutex_unlock(&h->lock);
		if (there)
			return;
		if (!apartment_serve())
			os_yield();
	}
}

static house_call_t *house_oldest(struct house *h, bool take)
{
	os_mutex_lock(&h->lock);
	assert_true(h->pending_count > 0);
	house_call_t *c = h->pending[0];
	if (take) {
		h->pending_count--;
		for (unsigned i = 0; i < h->pending_count; i++)
			h->pending[i] = h->pending[i + 1];
	}
	os_mutex_unlock(&h->lock);
	return c;
}

struct house_order {
	struct house *house;
	HRESULT hr;
};

static HRESULT house_complete_run(void *arg)
{
	struct house_order *order = arg;
	house_call_t *c = house_oldest(order->house, true);

	if (order->house->mode == HOUSE_LOSE) {
		AcomObjectRelease(&c->object);
		return S_OK;
	}
	/* The reference that Complete gives back; a bare call object stays alive as long as the runtime holds it. */
	if (order->house->mode == HOUSE_BARE)
		AcomObjectAddRef(&c->object);
	return AcomServerCallComplete(&c->call, order->hr);
}

void house_complete(struct house *h, HRESULT hr)
{
	struct house_order order = { h, hr };

	house_wait_pending(h, 1);
	assert_int_equal(house_run(h, house_complete_run, &order), S_OK);
}

HRESULT house_post(struct house *h, HRESULT hr)
{
	house_wait_pending(h, 1);
	return AcomServerCallPost(&house_oldest(h, true)->call, hr);
}

static HRESULT house_test_cancel_run(void *arg)
{
	return AcomServerCallTestCancel(&house_oldest(arg, false)->call);
}

HRESULT house_test_cancel(struct house *h)
{
	house_wait_pending(h, 1);
	return house_run(h, house_test_cancel_run, h);
}

/* ---- one test in several situations ---- */

void house_let(struct house *h)
{
	if (h->async)
		house_complete(h, h->hr);
	else
		harness_gate_open(h->gate);
}

struct situation {
	DWORD client, server;
	bool neutral;
};

static void house_situation(const struct situation *s, bool async, void (*body)(struct house *h, ISimpleStream *s))
{
	struct harness_gate gate = HARNESS_GATE_INIT, entered = HARNESS_GATE_INIT;
	struct house h = { .model = s->server, .neutral = s->neutral, .async = async, .mode = HOUSE_LATER, .gate = &gate,
	                   .entered = &entered };

	fprintf(stderr, "%s to %s server in %s\n", s->client == COINIT_MULTITHREADED ? "MTA" : "STA",
	        async ? "async" : "plain", s->neutral ? "NTA" : s->server == COINIT_MULTITHREADED ? "MTA" : "STA");
	house_enter(s->client);
	house_open(&h);
	ISimpleStream *stream = house_stream(&h);
	body(&h, stream);
	ISimpleStream_Release(stream);
	house_close(&h);
	house_leave();
}

void house_each(unsigned servers, void (*body)(struct house *h, ISimpleStream *s))
{
	static const struct situation situations[] = {
		{ COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, false },
		{ COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, false },
		{ COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, false },
		{ COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, true },
		{ COINIT_MULTITHREADED, COINIT_MULTITHREADED, true },
	};

	for (unsigned i = 0; i < sizeof situations / sizeof *situations; i++) {
		if (servers & HOUSE_PLAIN)
			house_situation(&situations[i], false, body);
		if (servers & HOUSE_ASYNC)
			house_situation(&situations[i], true, body);
	}
}

/* ---- while somebody waits ---- */

enum { SLEEPING = 2 }; /* what os_direct.c leaves in the token of a parker that sleeps */

void house_wait_asleep(struct thread *sleeper)
{
	while (os_load32(&sleeper->parker.token) != SLEEPING)
		os_yield();
}

static void house_meanwhile_main(void *arg)
{
	struct house_meanwhile *m = arg;

	house_wait_asleep(m->sleeper);
	m->act(m->arg);
}

void house_meanwhile(struct house_meanwhile *m, void (*act)(void *arg), void *arg)
{
	*m = (struct house_meanwhile){ .sleeper = thread_self(), .act = act, .arg = arg };
	harness_start(&m->thread, house_meanwhile_main, m);
}

void house_meanwhile_join(struct house_meanwhile *m)
{
	harness_join(&m->thread);
}
