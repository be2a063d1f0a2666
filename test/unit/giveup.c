/* giveup.c - whoever gives up on a synchronous call takes its memory back: what carries the call lets go of that first. */
#include "house.h"

#include "call/call.h"

/* What carries the call; nobody answers. */
struct carrier {
	struct channel channel;
	unsigned orphans;
	bool late; /* who waits had been told already */
};

static HRESULT carrier_buffer(struct channel *c, struct call *call, size_t size)
{
	(void)c;
	return call_buffer_reserve(&call->request, size);
}

static HRESULT carrier_send(struct channel *c, struct call *call, struct IErrorInfo **why)
{
	(void)c;
	(void)call;
	(void)why;
	return S_OK;
}

static void carrier_cancel(struct channel *c, struct call *call)
{
	(void)c;
	(void)call;
}

static void carrier_orphan(struct channel *c, struct call *call)
{
	struct carrier *k = container_of(c, struct carrier, channel);

	k->orphans++;
	k->late |= waitable_is_set(&call->done);
	call_unref(call); /* the count of who would have answered */
}

static void carrier_destroy(struct channel *c)
{
	(void)c;
}

static void give_up(ULONG seconds)
{
	static const struct channel_ops ops = {
		.buffer = carrier_buffer, .send = carrier_send, .cancel = carrier_cancel, .orphan = carrier_orphan,
		.destroy = carrier_destroy,
	};
	const ACOM_INTERFACE *interface = needed(registry_find(&IID_ISimpleStream, NULL));
	struct carrier k = { .channel = { .ops = &ops, .interface = interface, .refs = { 1 } } };
	BYTE octets[8], *pv = octets;
	ULONG cb = sizeof octets, read = 77, *pcb = &read;
	void *args[] = { &pv, &cb, &pcb };

	struct call *c = needed(call_open(&k.channel, &interface->methods[0]));
	c->sync = true;
	assert_int_equal(call_put_request(c, args), S_OK);
	assert_int_equal(call_send(c), S_OK);
	assert_int_equal(call_cancel(c, seconds), S_OK);
	assert_int_equal(k.orphans, 1);
	assert_false(k.late);
	assert_int_equal(call_finish(c, args), RPC_E_CALL_CANCELED);
	assert_int_equal(read, 0);
	call_unref(c);
}

TEST(who_waits_is_told_of_a_cancel_when_nothing_uses_his_memory_any_more)
{
	house_enter(COINIT_MULTITHREADED);
	give_up(0);
	give_up(1);
	house_leave();
}
