/* giveup.c - a call that is cancelled on its way to the connection does not use its caller's memory behind his back. */
#include "links.h"

#include "call/steps.h"

static uint64_t queued(struct link *l)
{
	connection_lock(l->connection);
	uint64_t octets = l->connection->client.a.outbox.queued;
	connection_unlock(l->connection);
	return octets;
}

/* Cancel comes when the call is pending already, but not yet sent; then its caller may go. */
static void cancel_before_it_is_sent(struct channel *c, struct link *l)
{
	enum { SIZE = 100000 };
	BYTE *octets = needed(os_zalloc(SIZE));
	ULONG cb = SIZE, written, *pcb = &written;
	void *args[] = { &octets, &cb, &pcb };
	uint64_t before = queued(l);
	struct IErrorInfo *why = NULL;

	struct call *call = needed(call_open(c, &c->interface->methods[1]));
	call->sync = true;
	assert_int_equal(call_put_request(call, args), S_OK);
	assert_true(call->client->loan.at == octets);
	assert_int_equal(call_step(call, CALL_SENT), S_OK);
	assert_int_equal(call_cancel(call, 0), S_OK);
	assert_int_equal(c->ops->send(c, call, &why), RPC_E_CALL_CANCELED);
	assert_null(why);
	assert_int_equal(call_finish(call, args), RPC_E_CALL_CANCELED);
	assert_true(queued(l) == before);
	assert_int_equal(call_counts(call), 1);
	call_unref(call);
	os_free(octets);
}

ACROSS(what_is_cancelled_before_it_is_sent_is_not_sent)
{
	static const GUID some = { 0x1b4f6a01, 0, 0, { 0 } };
	struct scene *s = scene_streams();
	struct channel *c;

	scene_open(s, over, COINIT_MULTITHREADED);
	struct link *l = scene_link(s);
	assert_int_equal(channel_outward_create(l, OUTWARD_OBJECT, &IID_ISimpleStream, &some, 0, &c), S_OK);
	cancel_before_it_is_sent(c, l);
	channel_unref(c);
	link_unref(l);
	scene_close(s);
}
