/* stub.c - a request is decoded, dispatched, answered; or refused with the code that tells on which side it failed. */
#include "house.h"
#include "where.h"

#include "call/steps.h"

/* A channel that hands the request over, changed. */
struct fake {
	struct channel channel;
	struct stub *stub;
	void (*change)(struct call *call);
};

static HRESULT fake_buffer(struct channel *c, struct call *call, size_t size)
{
	(void)c;
	return call_buffer_reserve(&call->request, size);
}

/* As channel_inproc does it, but served at once: both ends are this thread. */
static HRESULT fake_send(struct channel *c, struct call *call, struct IErrorInfo **why)
{
	struct fake *f = container_of(c, struct fake, channel);

	(void)why;
	assert_true(export_try_use(stub_export(f->stub)));
	call->stub = f->stub;
	if (f->change)
		f->change(call);
	stub_run(&call->work, S_OK);
	return S_OK;
}

static void fake_cancel(struct channel *c, struct call *call)
{
	(void)c;
	(void)call;
}

static void fake_destroy(struct channel *c)
{
	(void)c;
}

static const struct channel_ops fake_ops = {
	.buffer = fake_buffer, .send = fake_send, .cancel = fake_cancel, .destroy = fake_destroy,
};

/* Read(cb) on an object of this apartment. */
static HRESULT read_with(void (*change)(struct call *call), ULONG cb)
{
	const ACOM_INTERFACE *interface = needed(registry_find(&IID_ISimpleStream, NULL));
	ISimpleStream *s = where_create();
	struct fake f = { { .ops = &fake_ops, .interface = interface, .refs = { 1 } }, NULL, change };
	uint64_t thread = 0;
	BYTE *pv = (BYTE *)&thread;
	ULONG read = 77, *pcb = &read;
	void *args[] = { &pv, &cb, &pcb };

	assert_int_equal(export_object((IUnknown *)s, &IID_ISimpleStream, &f.stub), S_OK);
	struct call *c = needed(call_open(&f.channel, &interface->methods[0]));
	assert_int_equal(call_put_request(c, args), S_OK);
	assert_int_equal(call_send(c), S_OK);
	HRESULT hr = call_finish(c, args);
	assert_int_equal(read, SUCCEEDED(hr) ? sizeof thread : 0);
	assert_true(thread == (SUCCEEDED(hr) ? os_thread_id() : 0));
	call_unref(c);
	assert_int_equal(os_load32(&stub_export(f.stub)->uses), 1); /* the call's is given back */
	export_unuse(stub_export(f.stub));
	stub_unref(f.stub);
	assert_int_equal(where_refs(s), 1);
	ISimpleStream_Release(s);
	return hr;
}

static void cut(struct call *call)
{
	call->request.size--;
}

static void ask_for_more(struct call *call)
{
	call->request.data[3] = 0x80; /* cb = 2 GiB more */
}

static void lose_object(struct call *call)
{
	IUnknown *object = call->stub->object;

	call->stub->object = NULL;
	IUnknown_Release(object);
}

TEST(a_request_is_served_and_the_use_of_the_object_given_back)
{
	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(read_with(NULL, sizeof(uint64_t)), S_OK);
	house_leave();
}

TEST(a_request_that_cannot_be_decoded_is_refused_as_the_servers_failure)
{
	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(read_with(cut, sizeof(uint64_t)), RPC_E_SERVER_CANTUNMARSHAL_DATA);
	house_leave();
}

TEST(a_request_for_more_than_the_limit_is_told_so)
{
	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(read_with(ask_for_more, sizeof(uint64_t)), RPC_E_OUT_OF_RESOURCES);
	house_leave();
}

/* The apartment released the object between the sending and the serving. */
static HRESULT run_disconnected(struct stub *stub)
{
	const ACOM_INTERFACE *interface = needed(registry_find(&IID_ISimpleStream, NULL));
	struct fake f = { { .ops = &fake_ops, .interface = interface, .refs = { 1 } }, stub, lose_object };
	BYTE data[8], *pv = data;
	ULONG cb = sizeof data, read, *pcb = &read;
	void *args[] = { &pv, &cb, &pcb };
	struct call *c = needed(call_open(&f.channel, &interface->methods[0]));

	assert_int_equal(call_put_request(c, args), S_OK);
	assert_int_equal(call_send(c), S_OK);
	HRESULT hr = call_finish(c, args);
	call_unref(c);
	return hr;
}

TEST(a_request_for_an_object_that_is_gone_is_disconnected)
{
	struct stub *stub;

	house_enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	assert_int_equal(export_object((IUnknown *)s, &IID_ISimpleStream, &stub), S_OK);
	assert_int_equal(run_disconnected(stub), RPC_E_DISCONNECTED);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ISimpleStream, (void **)&stub->object), S_OK);
	export_unuse(stub_export(stub));
	stub_unref(stub);
	ISimpleStream_Release(s);
	house_leave();
}

TEST(a_request_whose_apartment_has_ended_gets_the_reason)
{
	const ACOM_INTERFACE *interface = needed(registry_find(&IID_ISimpleStream, NULL));
	struct fake f = { { .ops = &fake_ops, .interface = interface, .refs = { 1 } }, NULL, NULL };
	struct stub *stub;
	BYTE data[8], *pv = data;
	ULONG cb = sizeof data, read, *pcb = &read;
	void *args[] = { &pv, &cb, &pcb };

	house_enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	assert_int_equal(export_object((IUnknown *)s, &IID_ISimpleStream, &stub), S_OK);
	struct call *c = needed(call_open(&f.channel, &interface->methods[0]));
	assert_int_equal(call_put_request(c, args), S_OK);
	assert_int_equal(call_event(c, CALL_SENT), S_OK);
	assert_true(export_try_use(stub_export(stub)));
	c->stub = stub;
	call_ref(c);
	stub_run(&c->work, RPC_E_DISCONNECTED);
	assert_int_equal(call_finish(c, args), RPC_E_DISCONNECTED);
	call_unref(c);
	export_unuse(stub_export(stub));
	stub_unref(stub);
	assert_int_equal(where_refs(s), 1);
	ISimpleStream_Release(s);
	house_leave();
}
