/* unread.c - answers to what the runtime itself has asked, and that nobody waits for any more: what they bring is given back. */
#include "hostile.h"
#include "scene.h"

#include "wire/outward.h"

/* Who gives back does not wait for it. */
static void wait_left(struct rogue *r, uint32_t references)
{
	while (os_load32(&r->given) - os_load32(&r->taken) != references)
		os_yield();
}

/* What has not been given back when nobody has anything but the object. */
static void only_the_objects_own_are_left(struct rogue *r)
{
	wait_left(r, ROGUE_REFERENCES);
}

/* The next that it hears is that nobody waits any more. */
static void answer_when_given_up(struct rogue *r, struct rogue_asked *a)
{
	assert_int_equal(os_poll(a->link->fd, OS_FOREVER), 1);
	rogue_behave(r, a);
}

static void give_up_soon(bool gives_up)
{
	assert_int_equal(AcomSetCallTimeout(NULL, gives_up ? 1 : INFINITE), S_OK);
}

/* Something that cannot be answered before what came late is there. */
static void works(IMix *mix)
{
	LONG numbers[COUNT];

	assert_int_equal(IMix_Values(mix, COUNT, numbers), S_OK);
}

static void open(struct rogue *r, enum away_transport over, IMix **mix)
{
	house_enter(COINIT_MULTITHREADED);
	rogue_open(r, over);
	assert_int_equal(rogue_create(r, mix), S_OK);
	only_the_objects_own_are_left(r);
}

static void close_all(struct rogue *r, IMix *mix)
{
	IMix_Release(mix);
	house_leave();
	wait_left(r, 0);
	rogue_close(r);
}

ACROSS_BARE(what_a_late_answer_says_of_other_interfaces_is_given_back)
{
	struct rogue r;
	IMix *mix;
	void *other;

	open(&r, over, &mix);
	rogue_provoke(&r, ROGUE_QUERY, answer_when_given_up);
	give_up_soon(true);
	assert_int_equal(IMix_QueryInterface(mix, &IID_ISimpleStream, &other), RPC_E_TIMEOUT);
	give_up_soon(false);
	rogue_provoke(&r, ROGUE_NEVER, NULL);
	works(mix);
	only_the_objects_own_are_left(&r);
	close_all(&r, mix);
}

ACROSS_BARE(what_a_late_activation_has_made_is_given_back)
{
	struct rogue r;
	IMix *mix, *other;

	open(&r, over, &mix);
	rogue_provoke(&r, ROGUE_ACTIVATE, answer_when_given_up);
	give_up_soon(true);
	assert_int_equal(rogue_create(&r, &other), RPC_E_TIMEOUT);
	give_up_soon(false);
	rogue_provoke(&r, ROGUE_NEVER, NULL);
	works(mix);
	only_the_objects_own_are_left(&r);
	close_all(&r, mix);
}

/* It is there before who asked gives up, and he does not read it. */
ACROSS_BARE(what_an_answer_that_nobody_reads_says_of_other_interfaces_is_given_back)
{
	struct origin *origin;
	struct rogue r;
	IMix *mix;

	open(&r, over, &mix);
	struct channel *c = container_of((struct face *)(void *)mix, struct proxy, face)->channel;
	const GUID *ipid = &outward_of(c)->object;
	uint8_t words[512];
	struct objref o = rogue_objref(&r, words);
	origin = needed(origin_known(&o));
	ULONG references = ROGUE_REFERENCES;
	USHORT count = 1;
	const IID *iid = &IID_ISimpleStream;
	REMQIRESULT *found = NULL, **results = &found;
	void *args[] = { &ipid, &references, &count, &iid, &results };
	struct call *call = needed(call_open(origin->unknown, &origin->unknown->interface->methods[0]));
	call->sync = true;
	assert_int_equal(call_put_request(call, args), S_OK);
	assert_int_equal(call_send(call), S_OK);
	assert_int_equal(waitable_wait(&call->done, OS_FOREVER), S_OK);
	assert_true(os_load32(&r.given) == 2 * ROGUE_REFERENCES);
	call_unref(call);
	origin_unref(origin);
	only_the_objects_own_are_left(&r);
	close_all(&r, mix);
}
