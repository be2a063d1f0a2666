/* channel_inproc.c - a request goes into the queue of the object's apartment, and keeps the object until it is answered. */
#include "house.h"
#include "where.h"

/* One thread is both ends: what is sent is served when the call is finished. */
struct ends {
	ISimpleStream *object;
	struct stub *stub;
	struct channel *channel;
	struct call *call;
	uint64_t thread;
	BYTE *pv;
	ULONG cb, read;
	ULONG *pcb;
	void *args[3];
};

static void ends_open(struct ends *e)
{
	const ACOM_INTERFACE *interface = needed(registry_find(&IID_ISimpleStream, NULL));

	house_enter(COINIT_APARTMENTTHREADED);
	*e = (struct ends){ .object = where_create(), .cb = sizeof e->thread };
	e->pv = (BYTE *)&e->thread;
	e->pcb = &e->read;
	e->args[0] = &e->pv;
	e->args[1] = &e->cb;
	e->args[2] = &e->pcb;
	assert_int_equal(export_object((IUnknown *)e->object, &IID_ISimpleStream, &e->stub), S_OK);
	assert_int_equal(channel_inproc_create(e->stub, &e->channel), S_OK);
	e->call = needed(call_open(e->channel, &interface->methods[0]));
	assert_non_null(e->call);
	assert_int_equal(call_put_request(e->call, e->args), S_OK);
}

static void ends_close(struct ends *e)
{
	call_unref(e->call);
	channel_unref(e->channel);
	stub_unref(e->stub);
	assert_int_equal(where_refs(e->object), 1);
	ISimpleStream_Release(e->object);
	house_leave();
}

static unsigned queued(void)
{
	return os_load32(&thread_self()->apartment->queued);
}

TEST(a_request_waits_in_the_apartments_queue_and_is_answered_there)
{
	struct ends e;

	ends_open(&e);
	assert_int_equal(call_send(e.call), S_OK);
	assert_int_equal(queued(), 1);
	assert_int_equal(call_finish(e.call, e.args), S_OK);
	assert_true(e.thread == os_thread_id());
	assert_int_equal(e.read, sizeof e.thread);
	export_unuse(stub_export(e.stub));
	ends_close(&e);
}

TEST(C8_a_request_on_its_way_keeps_the_object)
{
	struct ends e;

	ends_open(&e);
	assert_int_equal(call_send(e.call), S_OK);
	export_unuse(stub_export(e.stub)); /* the proxy goes */
	assert_true(where_refs(e.object) > 1);
	assert_int_equal(call_finish(e.call, e.args), S_OK);
	assert_true(e.thread == os_thread_id());
	ends_close(&e);
}

TEST(a_request_to_an_object_that_is_exported_no_more_is_not_sent)
{
	struct ends e;

	ends_open(&e);
	export_unuse(stub_export(e.stub));
	assert_int_equal(call_send(e.call), RPC_E_DISCONNECTED);
	assert_true(call_is_over(e.call));
	assert_int_equal(queued(), 0);
	ends_close(&e);
}

TEST(a_cancel_that_comes_before_the_server_looks_at_the_call_only_leaves_its_mark)
{
	struct ends e;

	ends_open(&e);
	assert_int_equal(call_send(e.call), S_OK);
	assert_int_equal(call_cancel(e.call, 0), S_OK);
	assert_int_equal(call_is_marked(e.call, CALL_CANCEL_ASKED), 1);
	assert_int_equal(queued(), 1);
	assert_int_equal(call_finish(e.call, e.args), RPC_E_CALL_CANCELED);
	assert_int_equal(AcomDispatch(0), S_OK);
	export_unuse(stub_export(e.stub));
	ends_close(&e);
}

TEST(the_server_is_told_once_of_a_cancel)
{
	struct ends e;

	ends_open(&e);
	assert_int_equal(call_send(e.call), S_OK);
	needed(call_serve(e.call)); /* the server looks at it */
	assert_int_equal(call_cancel(e.call, 0), S_OK);
	assert_int_equal(call_is_marked(e.call, CALL_CANCEL_ASKED), 1);
	assert_int_equal(queued(), 2);
	e.channel->ops->cancel(e.channel, e.call);
	assert_int_equal(queued(), 2);
	assert_int_equal(call_finish(e.call, e.args), RPC_E_CALL_CANCELED);
	assert_int_equal(e.read, 0);
	assert_int_equal(AcomDispatch(0), S_OK);
	assert_int_equal(e.thread, 0); /* the late reply went nowhere */
	export_unuse(stub_export(e.stub));
	ends_close(&e);
}

SWEEP(a_channel_that_finds_no_memory_holds_no_stub)
{
	struct stub *stub;
	struct channel *channel;

	if (!sweep_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED)))
		return;
	os_alloc_exempt(true);
	ISimpleStream *s = where_create();
	assert_int_equal(export_object((IUnknown *)s, &IID_ISimpleStream, &stub), S_OK);
	os_alloc_exempt(false);
	if (sweep_ok(channel_inproc_create(stub, &channel)))
		channel_unref(channel);
	assert_int_equal(os_load32(&stub->remote.refs), 2); /* the export's, and ours */
	export_unuse(stub_export(stub));
	stub_unref(stub);
	ISimpleStream_Release(s);
	house_leave();
}
