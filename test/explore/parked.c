/* parked.c - every schedule of a server's call object whose call is parked: signalled while that is done, asked, cancelled. Who
 * carries the call is made by hand, as little as the outer knows of it.
 */
#include "call/outer.h"
#include "service.h"

/* The carrier of a service's call, which keeps the call beside what stands in its place. */
struct carrier {
	struct service service;
	struct channel_ops ops;
	os_mutex lock;
	struct parked parked;
	bool parks;              /* under the lock */
	os_u32 cancelled;
	HRESULT seen;            /* by who asked */
};

static struct carrier *carrier_of_parked(struct parked *p)
{
	return container_of(p, struct carrier, parked);
}

static struct carrier *carrier_of_channel(struct channel *c)
{
	return container_of(c->ops, struct carrier, ops);
}

static struct call *carrier_take(struct parked *p)
{
	struct carrier *k = carrier_of_parked(p);

	os_mutex_lock(&k->lock);
	k->parks = false;
	os_mutex_unlock(&k->lock);
	return k->service.call;
}

static void *carrier_of(struct parked *p)
{
	return carrier_of_parked(p);
}

static void carrier_look(void *carrier)
{
	struct carrier *k = carrier;

	os_mutex_lock(&k->lock);
	os_mutex_unlock(&k->lock);
}

static bool carrier_is_cancelled(struct parked *p)
{
	return os_load32(&carrier_of_parked(p)->cancelled);
}

static const struct parked_ops carrier_ops = { carrier_take, carrier_of, carrier_look, carrier_is_cancelled };

/* Who looks at the call has it, and nobody has put anything in its place. */
static void carrier_sees(struct channel *channel)
{
	struct carrier *k = carrier_of_channel(channel);

	os_mutex_lock(&k->lock);
	assert_false(k->parks);
	os_mutex_unlock(&k->lock);
}

enum { COUNTS = 3 /* of the client, the server's side and the calling thread */ };

/* The call itself stays, for its client is here; but the server's side does not know it meanwhile. */
static bool carrier_park(struct channel *channel, struct call *call, struct outer *outer)
{
	struct carrier *k = carrier_of_channel(channel);

	os_mutex_lock(&k->lock);
	k->parked = (struct parked){ &carrier_ops, outer, call->id };
	bool parks = k->parks = outer_parks(outer, &k->parked, COUNTS);
	os_mutex_unlock(&k->lock);
	if (parks)
		call_unref(call);
	return parks;
}

/* As who hears of it from the client. */
static void carrier_cancel(struct carrier *k)
{
	os_mutex_lock(&k->lock);
	if (k->parks && !os_swap32(&k->cancelled, 1))
		outer_parked_cancelled(k->parked.outer, stub_export(k->service.stub)->remote.apartment);
	os_mutex_unlock(&k->lock);
}

static void carrier_open(struct carrier *k, HRESULT (*begin_it)(Raw *c))
{
	struct service *v = &k->service;

	v->hr = E_FAIL;
	service_make(v, begin_it);
	k->ops = *v->channel->ops;
	k->ops.park = carrier_park;
	k->ops.look = carrier_sees;
	v->channel->ops = &k->ops;
	service_begin(v);
}

static void carrier_close(struct carrier *k)
{
	assert_int_equal(service_finish(&k->service), S_OK);
	service_join(&k->service);
	service_end(&k->service);
	assert_int_equal(k->service.hr, S_OK);
	assert_int_equal(house_count(&k->service.desk.finishes), 1);
	assert_false(k->parks);
}

/* ---- signalled, asked, cancelled ---- */

static void ask_main(void *arg)
{
	struct carrier *k = container_of(arg, struct carrier, service);
	Raw *c = k->service.desk.call;
	ICancelMethodCalls *cancel;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomObjectQueryInterface(&c->object, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	k->seen = ICancelMethodCalls_TestCancel(cancel);
	ICancelMethodCalls_Release(cancel);
	AcomObjectRelease(&c->object);
	house_leave();
}

static void cancel_main(void *arg)
{
	house_enter(COINIT_MULTITHREADED);
	carrier_cancel(container_of(arg, struct carrier, service));
	house_leave();
}

static HRESULT begin_and_be_signalled(Raw *c)
{
	worker_start_with_reference(c, signal_main);
	return S_OK;
}

EXPLORE(a_signal_beside_the_parking, 2)
{
	struct carrier k = { 0 };

	carrier_open(&k, begin_and_be_signalled);
	carrier_close(&k);
}

static HRESULT begin_and_be_asked(Raw *c)
{
	worker_start_with_reference(c, ask_main);
	worker_start_with_reference(c, signal_main);
	return S_OK;
}

RACE(a_question_beside_parking_and_signal, 2)
{
	struct carrier k = { .seen = S_OK };

	carrier_open(&k, begin_and_be_asked);
	carrier_close(&k);
	assert_true(k.seen == RPC_S_CALLPENDING || k.seen == RPC_E_CALL_COMPLETE);
}

static HRESULT begin_and_be_cancelled(Raw *c)
{
	worker_start_with_reference(c, signal_main);
	worker_start(c, cancel_main);
	return S_OK;
}

RACE(a_cancel_beside_parking_and_signal, 2)
{
	struct carrier k = { .service.desk.cancellable = true };

	carrier_open(&k, begin_and_be_cancelled);
	carrier_close(&k);
	assert_true(house_count(&k.service.desk.cancels) <= os_load32(&k.cancelled));
}
