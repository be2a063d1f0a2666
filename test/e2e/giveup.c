/* giveup.c - a call that is cancelled on its way to the connection does not use its caller's memory behind his back; what is
 * remembered of calls that were given up is forgotten. */
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

/* As if more calls had been given up; how many there are then. */
static unsigned orphans(struct link *l, int more)
{
	struct connection *c = l->connection;

	connection_lock(c);
	unsigned now = c->client.orphan_count += more;
	c->assoc.calls.count += more;
	connection_unlock(c);
	return now;
}

static HRESULT complete(void *arg)
{
	return mixer_complete_here(arg, S_OK);
}

/* A call is given up while it pends in the server, and as if so many more; an object of another is held. */
struct many { struct scene *scene; struct link *link; IMix *mix; IUnknown *given; int more; };

static void many_open(struct many *m, enum away_transport over)
{
	struct scene *s = m->scene = scene_mix();
	LONG numbers[3] = { 1, 2, 3 };

	s->house.model = COINIT_MULTITHREADED;
	s->mixer.async = true;
	scene_open(s, over, COINIT_MULTITHREADED);
	m->mix = scene_object(s, &IID_IMix);
	AsyncIMix *call = mixer_call(m->mix);
	m->link = channel_link(container_of((struct face *)(void *)m->mix, struct proxy, face)->channel);
	assert_int_equal(IMix_Give(m->mix, &IID_IUnknown, &m->given), S_OK);
	s->mixer.later = true;
	assert_int_equal(AsyncIMix_Begin_Values(call, 3, numbers), S_OK);
	mixer_wait_pending(&s->mixer);
	s->mixer.later = false;
	scene_cancel(call);
	AsyncIMix_Release(call);
	assert_int_equal(orphans(m->link, 0), 1);
	m->more = ASSOC_ORPHANS + (int)m->link->connection->assoc.calls_most - 1;
	orphans(m->link, m->more);
}

static void many_close(struct many *m)
{
	assert_int_equal(orphans(m->link, -m->more), 0);
	scene_wait_alive(m->scene, 0);
	assert_int_equal(away_run(&m->scene->away, complete, &m->scene->mixer), S_OK);
	IMix_Release(m->mix);
	scene_close(m->scene);
}

/* The server hears of them, but as it answers none nothing else tells the client that it may forget them. */
ACROSS(calls_go_on_behind_more_that_were_given_up_than_are_remembered)
{
	struct many m;
	LONG numbers[3] = { 1, 2, 3 };

	many_open(&m, over);
	HRESULT hr = IMix_Values(m.mix, 3, numbers);
	assert_int_equal(hr, RPC_E_OUT_OF_RESOURCES);
	while (hr == RPC_E_OUT_OF_RESOURCES)
		hr = IMix_Values(m.mix, 3, numbers);
	assert_int_equal(hr, S_OK);
	IUnknown_Release(m.given);
	many_close(&m);
}

ACROSS(what_is_let_go_behind_more_calls_that_were_given_up_than_are_remembered_is_given_back)
{
	struct many m;

	many_open(&m, over);
	IUnknown_Release(m.given);
	scene_wait_alive(m.scene, 0);
	many_close(&m);
}

/* The server does not say it any more. */
ACROSS(what_is_let_go_behind_so_many_goes_with_the_connection)
{
	struct many m;

	many_open(&m, over);
	struct connection *c = connection_ref(m.link->connection);
	away_stop(&m.scene->away);
	IUnknown_Release(m.given);
	assert_true(os_load32(&c->owes));
	away_kill(&m.scene->away);
	while (orphans(m.link, 0) > (unsigned)m.more)
		os_yield();
	orphans(m.link, -m.more);
	IMix_Release(m.mix);
	while (os_load32(&c->refs) > 1)
		os_yield();
	connection_unref(c);
	scene_close(m.scene);
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
