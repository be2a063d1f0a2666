/* pairs.c - the four pairs: synchronous and asynchronous clients of plain and asynchronous servers (com-async.md 5). */
#include "clock.h"
#include "house.h"

enum { ROOM = 26 };

/* What a call gave. */
struct result {
	HRESULT hr;
	ULONG n;
	BYTE data[ROOM];
};

/* Read, or Begin_Read and Finish_Read. */
static struct result read_by(ISimpleStream *s, bool async)
{
	struct result r = { .n = 99 };

	if (!async) {
		r.hr = ISimpleStream_Read(s, r.data, ROOM, &r.n);
		return r;
	}
	AsyncISimpleStream *call = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, ROOM), S_OK);
	r.hr = AsyncISimpleStream_Finish_Read(call, r.data, &r.n);
	AsyncISimpleStream_Release(call);
	return r;
}

static struct result write_by(ISimpleStream *s, bool async)
{
	struct result r = { .n = 99 };

	for (int i = 0; i < ROOM; i++)
		r.data[i] = (BYTE)('a' + i);
	if (!async) {
		r.hr = ISimpleStream_Write(s, r.data, ROOM, &r.n);
		return r;
	}
	AsyncISimpleStream *call = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Write(call, r.data, ROOM), S_OK);
	r.hr = AsyncISimpleStream_Finish_Write(call, &r.n);
	AsyncISimpleStream_Release(call);
	return r;
}

static void check_equal(const struct result *a, const struct result *b)
{
	assert_int_equal(a->hr, b->hr);
	assert_int_equal(a->n, b->n);
	assert_memory_equal(a->data, b->data, sizeof a->data);
}

/* Nothing is held back here: every call is answered at once. */
static void at_once(struct house *h)
{
	h->mode = HOUSE_AT_ONCE;
	h->gate = NULL;
}

/* ---- who does what ---- */

static void async_client_plain_server(struct house *h, ISimpleStream *s)
{
	at_once(h);
	struct result r = read_by(s, true);
	assert_int_equal(r.hr, S_OK);
	assert_int_equal(r.n, ROOM);
	house_check(r.data, r.n);
	assert_int_equal(house_count(&h->sync_reads), 1);
	r = write_by(s, true);
	assert_int_equal(r.n, ROOM);
	assert_int_equal(house_count(&h->sync_writes), 1);
}

TEST(A33_begin_and_finish_reach_a_plain_server_as_one_synchronous_call)
{
	house_each(HOUSE_PLAIN, async_client_plain_server);
}

static void sync_client_async_server(struct house *h, ISimpleStream *s)
{
	static const HRESULT results[] = { S_OK, S_FALSE, E_ACCESSDENIED };

	at_once(h);
	for (unsigned i = 0; i < ARRAY_COUNT(results); i++) {
		h->hr = results[i];
		struct result r = read_by(s, false);
		assert_int_equal(r.hr, results[i]);
		assert_int_equal(r.n, SUCCEEDED(r.hr) ? ROOM : 0);
		house_check(r.data, r.n);
		assert_int_equal(house_count(&h->begins), i + 1);
		assert_int_equal(house_count(&h->finishes), i + 1);
	}
	assert_int_equal(house_count(&h->sync_reads), 0);
}

TEST(A34_a_synchronous_call_is_handled_by_the_call_object_of_the_server)
{
	house_each(HOUSE_ASYNC, sync_client_async_server);
}

static void complete_late(void *house)
{
	house_complete(house, S_OK);
}

static void sync_client_waits(struct house *h, ISimpleStream *s)
{
	struct house_meanwhile later;

	house_meanwhile(&later, complete_late, h);
	struct result r = read_by(s, false);
	assert_int_equal(r.hr, S_OK);
	house_check(r.data, r.n);
	house_meanwhile_join(&later);
}

TEST(A34_a_synchronous_client_waits_until_the_call_object_signals)
{
	house_each(HOUSE_ASYNC, sync_client_waits);
}

static void both_clients(struct house *h, ISimpleStream *s)
{
	at_once(h);
	for (int async = 0; async < 2; async++) {
		assert_int_equal(read_by(s, async).hr, S_OK);
		assert_int_equal(write_by(s, async).hr, S_OK);
	}
	assert_int_equal(house_count(&h->sync_reads), 0);
	assert_int_equal(house_count(&h->sync_writes), 0);
	assert_int_equal(house_count(&h->begins), 4);
	assert_int_equal(house_count(&h->finishes), 4);
}

TEST(B31_marshaled_calls_never_reach_the_synchronous_methods_of_an_asynchronous_server)
{
	house_each(HOUSE_ASYNC, both_clients);
}

static void refused(struct house *h, ISimpleStream *s)
{
	at_once(h);
	h->refuse = true;
	for (unsigned async = 0; async < 2; async++) {
		struct result r = read_by(s, async);
		assert_int_equal(r.hr, S_OK);
		house_check(r.data, r.n);
		assert_int_equal(r.n, ROOM);
		assert_int_equal(house_count(&h->sync_reads), async + 1);
	}
	assert_int_equal(house_count(&h->begins), 0);
}

TEST(B32_C33_where_the_servers_CreateCall_refuses_the_synchronous_method_runs)
{
	house_each(HOUSE_ASYNC, refused);
}

/* ---- the same results in all four ---- */

/* A failing call object fills nothing, a failing Read of the plain server does: what is compared then is the clients. */
static void four_pairs(DWORD client, DWORD server, HRESULT hr, struct result (*call)(ISimpleStream *, bool))
{
	struct result r[2][2];

	house_enter(client);
	for (int async = 0; async < 2; async++) {
		struct house h = { .model = server, .async = async, .hr = hr, .limit = 10 };
		house_open(&h);
		ISimpleStream *s = house_stream(&h);
		for (int how = 0; how < 2; how++)
			r[async][how] = call(s, how);
		ISimpleStream_Release(s);
		house_close(&h);
		assert_int_equal(r[async][0].hr, hr);
		check_equal(&r[async][0], &r[async][1]);
	}
	if (SUCCEEDED(hr))
		check_equal(&r[0][0], &r[1][0]);
	house_leave();
}

TEST(A24_A34_all_four_pairs_give_the_same_results)
{
	static const HRESULT results[] = { S_OK, S_FALSE, 0x00040123, E_FAIL, RPC_E_CALL_CANCELED };

	for (unsigned i = 0; i < ARRAY_COUNT(results); i++) {
		four_pairs(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, results[i], read_by);
		four_pairs(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, results[i], read_by);
		four_pairs(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, results[i], write_by);
	}
}

/* ---- A35: what travels ---- */

/* A channel in front of a proxy's own, which keeps the last call that went through. */
struct recorder {
	struct channel channel;
	struct channel *behind; /* counted */
	struct call *call;      /* counted */
};

static struct recorder *recorder_of(struct channel *c)
{
	return container_of(c, struct recorder, channel);
}

static HRESULT recorder_buffer(struct channel *c, struct call *call, size_t size)
{
	struct channel *behind = recorder_of(c)->behind;

	return behind->ops->buffer(behind, call, size);
}

static HRESULT recorder_send(struct channel *c, struct call *call, struct IErrorInfo **why)
{
	struct channel *behind = recorder_of(c)->behind;

	recorder_of(c)->call = call_ref(call);
	return behind->ops->send(behind, call, why);
}

static void recorder_cancel(struct channel *c, struct call *call)
{
	struct channel *behind = recorder_of(c)->behind;

	behind->ops->cancel(behind, call);
}

static void recorder_destroy(struct channel *c)
{
	channel_unref(recorder_of(c)->behind);
	os_free(recorder_of(c));
}

static struct recorder *recorder_insert(struct proxy *p)
{
	static const struct channel_ops ops = {
		.buffer = recorder_buffer, .send = recorder_send, .cancel = recorder_cancel, .destroy = recorder_destroy,
	};
	struct recorder *r = needed(os_zalloc(sizeof *r));

	r->channel.ops = &ops;
	r->channel.interface = p->interface;
	os_store32(&r->channel.refs, 1);
	r->behind = channel_ref(p->channel);
	p->channel = &r->channel;
	return r;
}

/* The server may still hold the last call, and with it the recorder. */
static void recorder_remove(struct recorder *r, struct proxy *p)
{
	p->channel = r->behind;
	channel_unref(&r->channel);
}

/* What travelled for one call. */
struct traffic {
	const ACOM_INTERFACE *interface;
	const ACOM_METHOD *method;
	size_t request_size, reply_size;
	uint8_t request[256], reply[256];
};

static struct traffic recorder_take(struct recorder *r)
{
	struct call *c = needed(r->call);
	struct traffic t = { .interface = c->channel->interface, .method = c->method, .request_size = c->request.size,
		             .reply_size = c->reply.size };

	assert_true(t.request_size <= sizeof t.request && t.reply_size <= sizeof t.reply);
	memcpy(t.request, c->request.data, t.request_size);
	memcpy(t.reply, c->reply.data, t.reply_size);
	r->call = NULL;
	call_unref(c);
	return t;
}

static void check_same_traffic(const struct traffic *a, const struct traffic *b)
{
	assert_ptr_equal(a->interface, b->interface);
	assert_ptr_equal(a->method, b->method);
	assert_int_equal(a->request_size, b->request_size);
	assert_memory_equal(a->request, b->request, a->request_size);
	assert_int_equal(a->reply_size, b->reply_size);
	assert_memory_equal(a->reply, b->reply, a->reply_size);
}

/* The octets of the same call, by a synchronous and by an asynchronous client; they are the first one's. */
static struct traffic traffic_of(struct house *h, struct result (*call)(ISimpleStream *, bool))
{
	struct traffic t[2];
	ISimpleStream *s = house_stream(h);
	struct proxy *p = container_of((struct face *)(void *)s, struct proxy, face);
	struct recorder *r = recorder_insert(p);

	for (int async = 0; async < 2; async++) {
		call(s, async);
		t[async] = recorder_take(r);
	}
	recorder_remove(r, p);
	ISimpleStream_Release(s);
	check_same_traffic(&t[0], &t[1]);
	return t[0];
}

static void same_traffic(DWORD client, DWORD server, HRESULT hr, struct result (*call)(ISimpleStream *, bool))
{
	struct traffic t[2];

	house_enter(client);
	for (int async = 0; async < 2; async++) {
		struct house h = { .model = server, .async = async, .hr = hr, .limit = 10 };
		house_open(&h);
		t[async] = traffic_of(&h, call);
		house_close(&h);
	}
	if (SUCCEEDED(hr))
		check_same_traffic(&t[0], &t[1]);
	house_leave();
}

TEST(A35_requests_and_responses_of_synchronous_and_asynchronous_calls_are_indistinguishable)
{
	static const HRESULT results[] = { S_OK, S_FALSE, E_FAIL };

	for (unsigned i = 0; i < ARRAY_COUNT(results); i++) {
		same_traffic(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, results[i], read_by);
		same_traffic(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, results[i], write_by);
		same_traffic(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, results[i], read_by);
	}
}

/* The server's Begin_ result never travels (com-async.md 2.8): the octets are those of a plain server. */
TEST(A35_the_octets_are_those_of_the_synchronous_method)
{
	static const uint8_t request[] = { ROOM, 0, 0, 0 };
	static const uint8_t reply[] = { ROOM, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 'a', 'b', 'c', 0, 3, 0, 0, 0, 0, 0, 0, 0 };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_HR_BEGIN, .hr = S_FALSE,
		           .limit = 3 };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	struct traffic t = traffic_of(&h, read_by);
	assert_int_equal(t.request_size, sizeof request);
	assert_memory_equal(t.request, request, sizeof request);
	assert_int_equal(t.reply_size, sizeof reply);
	assert_memory_equal(t.reply, reply, sizeof reply);
	house_close(&h);
	house_leave();
}

/* ---- A36, B54: one apartment ---- */

static IUnknown *identity_of(void *p)
{
	IUnknown *unknown;

	assert_int_equal(IUnknown_QueryInterface((IUnknown *)p, &IID_IUnknown, (void **)&unknown), S_OK);
	IUnknown_Release(unknown);
	return unknown;
}

static HRESULT in_one_apartment(void *arg)
{
	struct house *h = arg;
	ISimpleStream *s = house_stream(h);

	assert_ptr_equal(s, h->object);
	assert_int_equal(read_by(s, false).n, ROOM);
	assert_int_equal(house_count(&h->sync_reads), 1);
	assert_int_equal(house_count(&h->begins), 0);
	if (h->async) {
		assert_int_equal(read_by(s, true).n, ROOM);
		assert_int_equal(house_count(&h->begins), 1);
		assert_int_equal(house_count(&h->finishes), 1);
		assert_int_equal(house_count(&h->sync_reads), 1);
	}
	ISimpleStream_Release(s);
	return S_OK;
}

TEST(A36_in_one_apartment_the_object_handles_whichever_call_is_made)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 4; i++) {
		struct house h = { .model = models[i % 2], .async = i / 2 };
		house_enter(COINIT_APARTMENTTHREADED);
		house_open(&h);
		assert_int_equal(house_run(&h, in_one_apartment, &h), S_OK);
		house_close(&h);
		house_leave();
	}
}

static HRESULT own_event(void *arg)
{
	struct house *h = arg;
	ISimpleStream *s = house_stream(h);
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync;

	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ISynchronize, (void **)&sync), S_OK);
	assert_ptr_equal(identity_of(sync), identity_of(call));
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, ROOM), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	house_complete(h, S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	ISynchronize_Release(sync);
	BYTE data[ROOM];
	ULONG n = 0;
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	assert_int_equal(n, ROOM);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	return S_OK;
}

TEST(B54_in_one_apartment_ISynchronize_is_the_call_objects_own)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 2; i++) {
		struct house h = { .model = models[i], .async = true, .mode = HOUSE_LATER };
		house_enter(COINIT_APARTMENTTHREADED);
		house_open(&h);
		assert_int_equal(house_run(&h, own_event, &h), S_OK);
		house_close(&h);
		house_leave();
	}
}

/* ---- A37: a clock that streams: call objects for the stream only ---- */

typedef struct Clock {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	IClock IClock_iface;
	ICallFactory ICallFactory_iface;
	ISimpleStream *stream; /* of a house of its own, whose call objects it lends */
	os_u32 *ticks;
} Clock;

ACOM_FACE(Clock, ISimpleStream)
ACOM_FACE(Clock, IClock)
ACOM_FACE(Clock, ICallFactory)

static HRESULT Clock_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	return ISimpleStream_Read(Clock_from_ISimpleStream(This)->stream, pv, cb, pcbRead);
}

static HRESULT Clock_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	return ISimpleStream_Write(Clock_from_ISimpleStream(This)->stream, pv, cb, pcbWritten);
}

static HRESULT Clock_Tick(IClock *This, ULONG by, ULONG *now)
{
	*now = os_add32(Clock_from_IClock(This)->ticks, by);
	return S_OK;
}

static HRESULT Clock_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	ICallFactory *factory;
	ISimpleStream *s = Clock_from_ICallFactory(This)->stream;

	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	HRESULT hr = ICallFactory_CreateCall(factory, riid, outer, riid2, ppv);
	ICallFactory_Release(factory);
	assert_int_equal(hr, IsEqualIID(riid, &IID_AsyncISimpleStream) ? S_OK : E_NOINTERFACE);
	return hr;
}

static const ISimpleStreamVtbl Clock_ISimpleStream_vtbl = { ACOM_UNKNOWN(Clock, ISimpleStream), Clock_Read, Clock_Write };
static const IClockVtbl Clock_IClock_vtbl = { ACOM_UNKNOWN(Clock, IClock), Clock_Tick };
static const ICallFactoryVtbl Clock_ICallFactory_vtbl = { ACOM_UNKNOWN(Clock, ICallFactory), Clock_CreateCall };
static const AcomInterface Clock_map[] = {
	ACOM_ENTRY(Clock, ISimpleStream), ACOM_ENTRY(Clock, IClock), ACOM_ENTRY(Clock, ICallFactory), ACOM_END,
};

static void Clock_destruct(void *object)
{
	ISimpleStream_Release(((Clock *)object)->stream);
}

static const AcomClass Clock_class = { "Clock", sizeof(Clock), Clock_map, NULL, Clock_destruct, NULL };

struct clock_order {
	struct house *streams; /* in the same apartment: the MTA */
	os_u32 ticks;
};

static ISimpleStream *clock_make(void *arg)
{
	struct clock_order *order = arg;
	ISimpleStream *s;

	assert_int_equal(AcomCreateObject(&Clock_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	Clock_from_ISimpleStream(s)->stream = house_stream(order->streams);
	Clock_from_ISimpleStream(s)->ticks = &order->ticks;
	return s;
}

static ULONG tick_async(IClock *clock, ULONG by)
{
	ICallFactory *factory;
	AsyncIClock *call;
	ULONG now = 0;

	assert_int_equal(IClock_QueryInterface(clock, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIClock, NULL, &IID_AsyncIClock, (IUnknown **)&call), S_OK);
	ICallFactory_Release(factory);
	assert_int_equal(AsyncIClock_Begin_Tick(call, by), S_OK);
	assert_int_equal(AsyncIClock_Finish_Tick(call, &now), S_OK);
	AsyncIClock_Release(call);
	return now;
}

TEST(A37_interfaces_without_call_objects_still_work)
{
	struct house streams = { .model = COINIT_MULTITHREADED, .async = true };
	struct clock_order order = { .streams = &streams };
	struct house h = { .model = COINIT_MULTITHREADED, .make = clock_make, .arg = &order };
	IClock *clock;
	ULONG now = 0;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&streams);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_IClock, (void **)&clock), S_OK);
	for (unsigned i = 0; i < 2; i++) {
		assert_int_equal(read_by(s, i).n, ROOM);
		assert_int_equal(house_count(&streams.begins), i + 1);
		assert_int_equal(IClock_Tick(clock, 1, &now), S_OK);
		assert_int_equal(now, 3 * i + 1);
		assert_int_equal(tick_async(clock, 2), 3 * i + 3);
	}
	assert_int_equal(house_count(&streams.sync_reads), 0);
	IClock_Release(clock);
	ISimpleStream_Release(s);
	house_close(&h);
	house_close(&streams);
	house_leave();
}

/* ---- B33: many at once ---- */

enum { MANY = 60 };

static void many_at_once(DWORD client, DWORD server)
{
	struct house h = { .model = server, .async = true, .mode = HOUSE_LATER };
	AsyncISimpleStream *call[MANY];
	struct result r = { .n = 0 };

	house_enter(client);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	uint64_t threads = os_thread_live();
	for (int i = 0; i < MANY; i++) {
		call[i] = house_call(s);
		assert_int_equal(AsyncISimpleStream_Begin_Read(call[i], ROOM), S_OK);
	}
	house_wait_pending(&h, MANY);
	assert_in_range(os_thread_live() - threads, 0, WORKERS_RUNNABLE);
	for (int i = 0; i < MANY; i++)
		house_complete(&h, S_OK);
	for (int i = 0; i < MANY; i++) {
		assert_int_equal(AsyncISimpleStream_Finish_Read(call[i], r.data, &r.n), S_OK);
		assert_int_equal(r.n, ROOM);
		AsyncISimpleStream_Release(call[i]);
	}
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

TEST(B33_an_asynchronous_server_holds_no_thread_per_pending_call)
{
	_Static_assert(MANY > (int)WORKERS_RUNNABLE, "all pend at once only if none keeps a thread");
	many_at_once(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
	many_at_once(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
}
