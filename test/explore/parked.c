/* parked.c - every schedule of a server's call object whose call is parked: signalled while that is done, asked, cancelled. Who
 * carries the call is made by hand, as little as the outer knows of it.
 */
#include "call/outer.h"
#include "test/semantics/desk.h"

/* A call to the object of a desk, whose carrier keeps it beside it. */
struct service {
	struct desk desk;
	ISimpleStream *object;
	struct stub *stub;
	struct channel *channel;
	struct call *call;
	struct channel_ops ops;
	os_mutex lock;
	struct parked parked;
	bool parks;              /* under the lock */
	os_u32 cancelled, times;
	struct harness_thread workers[2];
	unsigned started;
	HRESULT seen;
};

static struct service *service_of_parked(struct parked *p)
{
	return container_of(p, struct service, parked);
}

/* ---- the carrier ---- */

static struct call *carrier_take(struct parked *p)
{
	struct service *v = service_of_parked(p);

	os_mutex_lock(&v->lock);
	v->parks = false;
	os_mutex_unlock(&v->lock);
	return v->call;
}

static void *carrier_of(struct parked *p)
{
	return service_of_parked(p);
}

static void carrier_look(void *carrier)
{
	struct service *v = carrier;

	os_mutex_lock(&v->lock);
	os_mutex_unlock(&v->lock);
}

static bool carrier_is_cancelled(struct parked *p)
{
	return os_load32(&service_of_parked(p)->cancelled);
}

static const struct parked_ops carrier_ops = { carrier_take, carrier_of, carrier_look, carrier_is_cancelled };

static struct service *service;

/* Who looks at the call has it, and nobody has put anything in its place. */
static void carrier_sees(struct channel *channel)
{
	struct service *v = service;

	assert_ptr_equal(channel, v->channel);
	os_mutex_lock(&v->lock);
	assert_false(v->parks);
	os_mutex_unlock(&v->lock);
}

enum { COUNTS = 3 /* of the client, the server's side and the calling thread */ };

/* The call itself stays, for its client is here; but the server's side does not know it meanwhile. */
static bool carrier_park(struct channel *channel, struct call *call, struct outer *outer)
{
	struct service *v = service;

	assert_ptr_equal(channel, v->channel);
	os_mutex_lock(&v->lock);
	v->parked = (struct parked){ &carrier_ops, outer, call->id };
	v->parks = outer_parks(outer, &v->parked, COUNTS);
	os_mutex_unlock(&v->lock);
	if (!v->parks)
		return false;
	os_add32(&v->times, 1);
	call_unref(call);
	return true;
}

/* As who hears of it from the client. */
static void carrier_cancel(struct service *v)
{
	os_mutex_lock(&v->lock);
	if (v->parks && !os_swap32(&v->cancelled, 1))
		outer_parked_cancelled(v->parked.outer, stub_export(v->stub)->remote.apartment);
	os_mutex_unlock(&v->lock);
}

/* ---- the service ---- */

static void service_open(struct service *v, HRESULT (*begin_it)(Raw *c))
{
	ULONG cb = ROOM, n, *pn = &n;
	BYTE data[ROOM], *pv = data;
	void *args[] = { &pv, &cb, &pn };
	HRESULT hr;

	service = v;
	v->desk.begin = begin_it;
	house_enter(COINIT_MULTITHREADED);
	thread_self()->apartment->workers.bound = 1;
	v->object = desk_make(&v->desk);
	assert_int_equal(export_object((IUnknown *)v->object, &IID_ISimpleStream, &v->stub), S_OK);
	assert_int_equal(channel_inproc_create(v->stub, &v->channel), S_OK);
	v->ops = *v->channel->ops;
	v->ops.park = carrier_park;
	v->ops.look = carrier_sees;
	v->channel->ops = &v->ops;
	const ACOM_INTERFACE *interface = registry_find(&IID_ISimpleStream, &hr);
	v->call = call_open(v->channel, &interface->methods[0]);
	assert_non_null(v->call);
	assert_int_equal(call_put_request(v->call, args), S_OK);
	assert_int_equal(call_send(v->call), S_OK);
}

static void service_close(struct service *v)
{
	ULONG cb = ROOM, n = 99, *pn = &n;
	BYTE data[ROOM] = { 0 }, *pv = data;
	void *args[] = { &pv, &cb, &pn };

	assert_int_equal(call_finish(v->call, args), S_OK);
	assert_int_equal(n, ROOM);
	house_check(data, n);
	for (unsigned i = 0; i < v->started; i++)
		harness_join(&v->workers[i]);
	call_unref(v->call);
	channel_unref(v->channel);
	export_unuse(stub_export(v->stub));
	stub_unref(v->stub);
	ISimpleStream_Release(v->object);
	house_leave();
	assert_int_equal(house_count(&v->desk.alive), 0);
	assert_int_equal(house_count(&v->desk.finishes), 1);
	assert_false(v->parks);
}

static void signal_main(void *arg)
{
	Raw *c = ((struct service *)arg)->desk.call;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(raw_signal(c), S_OK);
	AcomObjectRelease(&c->object);
	house_leave();
}

static void ask_main(void *arg)
{
	struct service *v = arg;
	ICancelMethodCalls *cancel;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomObjectQueryInterface(&v->desk.call->object, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	v->seen = ICancelMethodCalls_TestCancel(cancel);
	ICancelMethodCalls_Release(cancel);
	AcomObjectRelease(&v->desk.call->object);
	house_leave();
}

static void cancel_main(void *arg)
{
	house_enter(COINIT_MULTITHREADED);
	carrier_cancel(arg);
	house_leave();
}

static void begin_worker(Raw *c, void (*fn)(void *arg))
{
	AcomObjectAddRef(&c->object);
	harness_start(&service->workers[service->started++], fn, service);
}

static HRESULT begin_and_be_signalled(Raw *c)
{
	begin_worker(c, signal_main);
	return S_OK;
}

EXPLORE(a_signal_beside_the_parking, 2)
{
	struct service v = { 0 };

	service_open(&v, begin_and_be_signalled);
	service_close(&v);
}

static HRESULT begin_and_be_asked(Raw *c)
{
	begin_worker(c, ask_main);
	begin_worker(c, signal_main);
	return S_OK;
}

RACE(a_question_beside_parking_and_signal, 2)
{
	struct service v = { .seen = S_OK };

	service_open(&v, begin_and_be_asked);
	service_close(&v);
	assert_true(v.seen == RPC_S_CALLPENDING || v.seen == RPC_E_CALL_COMPLETE);
}

static HRESULT begin_and_be_cancelled(Raw *c)
{
	begin_worker(c, signal_main);
	harness_start(&service->workers[service->started++], cancel_main, service);
	return S_OK;
}

RACE(a_cancel_beside_parking_and_signal, 2)
{
	struct service v = { .desk.cancellable = true };

	service_open(&v, begin_and_be_cancelled);
	service_close(&v);
	assert_true(house_count(&v.desk.cancels) <= os_load32(&v.cancelled));
}
