/* foreign.c - proxies to objects of other processes: calls over a connection, references, and either side's end. */
#include "abroad.h"
#include "rows.h"
#include "where.h"

static void enter(struct abroad *x, DWORD client, struct house h)
{
	house_enter(client);
	abroad_open(x, h);
}

static void leave(struct abroad *x)
{
	abroad_close(x);
	house_leave();
}

static void read_some(ISimpleStream *s, ULONG cb, HRESULT hr)
{
	BYTE octets[64] = { 0 };
	ULONG n = 0;

	assert_int_equal(ISimpleStream_Read(s, octets, cb, &n), hr);
	assert_int_equal(n, cb);
	house_check(octets, cb);
}

static void call_once(DWORD client, struct house h)
{
	struct abroad x;

	enter(&x, client, h);
	ISimpleStream *s = abroad_stream(&x);
	read_some(s, 5, h.hr);
	read_some(s, 0, h.hr);
	assert_int_equal(ISimpleStream_Release(s), 0);
	leave(&x);
}

TEST(a_call_reaches_the_object_and_its_answer_comes_back)
{
	call_once(COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED });
	call_once(COINIT_MULTITHREADED, (struct house){ .model = COINIT_MULTITHREADED });
	call_once(COINIT_APARTMENTTHREADED, (struct house){ .model = COINIT_MULTITHREADED });
	call_once(COINIT_APARTMENTTHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED });
	call_once(COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED, .async = true });
	call_once(COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED, .hr = S_FALSE });
}

TEST(references_are_given_back_with_the_last_proxy)
{
	struct abroad x;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED });
	ISimpleStream *s = abroad_stream(&x), *again = abroad_stream(&x);
	assert_ptr_equal(s, again);
	assert_int_equal(abroad_uses(&x), 2);
	assert_int_equal(ISimpleStream_Release(s), 1);
	read_some(s, 3, S_OK);
	assert_int_equal(ISimpleStream_Release(again), 0);
	abroad_wait_uses(&x, 1);
	leave(&x);
}

TEST(an_asynchronous_call_is_one_request_and_one_answer)
{
	struct abroad x;
	BYTE octets[8];
	ULONG n;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LATER });
	ISimpleStream *s = abroad_stream(&x);
	AsyncISimpleStream *a = house_call(s), *b = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(a, 4), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(b, 8), S_OK);
	house_wait_pending(&x.house, 2);
	house_complete(&x.house, S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(a, octets, &n), S_OK);
	assert_int_equal(n, 4);
	house_check(octets, 4);
	house_complete(&x.house, S_FALSE);
	assert_int_equal(AsyncISimpleStream_Finish_Read(b, octets, &n), S_FALSE);
	assert_int_equal(n, 8);
	assert_int_equal(AsyncISimpleStream_Release(a), 0);
	assert_int_equal(AsyncISimpleStream_Release(b), 0);
	ISimpleStream_Release(s);
	leave(&x);
}

TEST(an_interface_that_is_not_known_yet_is_asked_for)
{
	struct abroad x;
	ICallFactory *factory;
	ISynchronize *none;
	IUnknown *u;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED, .async = true });
	ISimpleStream *s = abroad_stream(&x);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ISynchronize, (void **)&none), E_NOINTERFACE);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_IUnknown, (void **)&u), S_OK);
	ICallFactory_Release(factory);
	IUnknown_Release(u);
	assert_int_equal(ISimpleStream_Release(s), 0);
	leave(&x);
}

TEST(a_cancel_goes_over_the_wire_and_nobody_waits_for_the_answer)
{
	struct abroad x;
	ICancelMethodCalls *cancel;
	BYTE octets[8];
	ULONG n;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LATER });
	ISimpleStream *s = abroad_stream(&x);
	AsyncISimpleStream *a = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(a, 4), S_OK);
	house_wait_pending(&x.house, 1);
	assert_int_equal(AsyncISimpleStream_QueryInterface(a, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(a, octets, &n), RPC_E_CALL_CANCELED);
	while (house_test_cancel(&x.house) != RPC_E_CALL_CANCELED)
		os_yield();
	house_complete(&x.house, S_OK);
	ICancelMethodCalls_Release(cancel);
	assert_int_equal(AsyncISimpleStream_Release(a), 0);
	ISimpleStream_Release(s);
	leave(&x);
}

/* The connection has room to forget one call without memory, and ends with the next one: its other calls hear why. */
TEST(a_cancel_without_memory_ends_the_connection_at_worst)
{
	ICancelMethodCalls *cancel[2];
	AsyncISimpleStream *a[3];
	struct abroad x;
	BYTE octets[8];
	ULONG n;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LATER });
	ISimpleStream *s = abroad_stream(&x);
	for (int i = 0; i < 3; i++) {
		a[i] = house_call(s);
		assert_int_equal(AsyncISimpleStream_Begin_Read(a[i], 4), S_OK);
	}
	for (int i = 0; i < 2; i++)
		assert_int_equal(AsyncISimpleStream_QueryInterface(a[i], &IID_ICancelMethodCalls, (void **)&cancel[i]), S_OK);
	house_wait_pending(&x.house, 3);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel[0], 0), S_OK);
	os_alloc_fail(1, true);
	HRESULT hr = ICancelMethodCalls_Cancel(cancel[1], 0);
	os_alloc_fail(0, false);
	assert_int_equal(hr, S_OK);
	for (int i = 0; i < 3; i++)
		assert_int_equal(AsyncISimpleStream_Finish_Read(a[i], octets, &n), i < 2 ? RPC_E_CALL_CANCELED : E_OUTOFMEMORY);
	for (int i = 0; i < 3; i++)
		house_complete(&x.house, S_OK);
	for (int i = 0; i < 2; i++)
		ICancelMethodCalls_Release(cancel[i]);
	for (int i = 0; i < 3; i++)
		assert_int_equal(AsyncISimpleStream_Release(a[i]), 0);
	assert_int_equal(ISimpleStream_Release(s), 0);
	leave(&x);
}

TEST(what_is_on_its_way_when_the_server_goes_has_failed_and_what_comes_later_was_not_executed)
{
	struct abroad x;
	BYTE octets[8];
	ULONG n;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LATER });
	ISimpleStream *s = abroad_stream(&x);
	AsyncISimpleStream *a = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(a, 4), S_OK);
	house_wait_pending(&x.house, 1);
	connection_close(x.server, RPC_E_DISCONNECTED);
	assert_int_equal(AsyncISimpleStream_Finish_Read(a, octets, &n), RPC_E_SERVER_DIED);
	assert_int_equal(ISimpleStream_Read(s, octets, 4, &n), RPC_E_SERVER_DIED_DNE);
	house_complete(&x.house, S_OK);
	assert_int_equal(AsyncISimpleStream_Release(a), 0);
	assert_int_equal(ISimpleStream_Release(s), 0);
	leave(&x);
}

TEST(what_is_large_goes_in_fragments)
{
	enum { SIZE = 100000 };
	struct abroad x;
	BYTE *octets = calloc(1, SIZE);
	ULONG n = 0;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_MULTITHREADED });
	ISimpleStream *s = abroad_stream(&x);
	assert_int_equal(ISimpleStream_Read(s, octets, SIZE, &n), S_OK);
	assert_int_equal(n, SIZE);
	house_check(octets, SIZE);
	assert_int_equal(ISimpleStream_Write(s, octets, SIZE, &n), S_OK);
	assert_int_equal(ISimpleStream_Release(s), 0);
	leave(&x);
	free(octets);
}

TEST(a_connection_that_is_lost_takes_its_proxies_with_it_and_a_new_one_brings_new_ones)
{
	struct abroad x;
	BYTE octets[8];
	ULONG n;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED });
	ISimpleStream *lost = abroad_stream(&x);
	abroad_lose(&x);
	abroad_read_nothing(lost);
	assert_int_equal(ISimpleStream_Read(lost, octets, 4, &n), RPC_E_SERVER_DIED_DNE);
	abroad_connect_again(&x);
	ISimpleStream *fresh = abroad_stream(&x);
	assert_ptr_not_equal(fresh, lost);
	read_some(fresh, 4, S_OK);
	assert_int_equal(ISimpleStream_Release(lost), 0);
	read_some(fresh, 4, S_OK);
	assert_int_equal(ISimpleStream_Release(fresh), 0);
	leave(&x);
}

/* Nothing is left of it then, and the new one's proxies go on. */
TEST(what_was_marshaled_of_a_lost_connections_object_is_void_once_a_new_one_brings_it)
{
	static const DWORD flags[] = { MSHLFLAGS_NORMAL, MSHLFLAGS_TABLESTRONG, MSHLFLAGS_TABLEWEAK };
	static const LARGE_INTEGER start = { .QuadPart = 0 };
	IStream *streams[ARRAY_COUNT(flags)];
	struct abroad x;
	void *p;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED });
	ISimpleStream *lost = abroad_stream(&x);
	for (size_t i = 0; i < ARRAY_COUNT(flags); i++) {
		assert_int_equal(stream_create(&streams[i]), S_OK);
		assert_int_equal(CoMarshalInterface(streams[i], &IID_ISimpleStream, (IUnknown *)lost, MSHCTX_INPROC, NULL, flags[i]),
		                 S_OK);
		assert_int_equal(IStream_Seek(streams[i], start, STREAM_SEEK_SET, NULL), S_OK);
	}
	abroad_lose(&x);
	abroad_read_nothing(lost);
	assert_int_equal(ISimpleStream_Release(lost), 0);
	abroad_connect_again(&x);
	ISimpleStream *fresh = abroad_stream(&x);
	for (size_t i = 0; i < ARRAY_COUNT(flags); i++) {
		assert_int_equal(CoUnmarshalInterface(streams[i], &IID_ISimpleStream, &p), CO_E_OBJNOTCONNECTED);
		IStream_Release(streams[i]);
	}
	read_some(fresh, 4, S_OK);
	assert_int_equal(ISimpleStream_Release(fresh), 0);
	leave(&x);
}

/* Its reference would hold a use that nobody finds any more. */
TEST(a_proxy_that_gave_way_to_the_one_of_a_new_connection_is_not_marshaled_any_more)
{
	static const DWORD flags[] = { MSHLFLAGS_NORMAL, MSHLFLAGS_TABLESTRONG, MSHLFLAGS_TABLEWEAK };
	IStream *stream;
	struct abroad x;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED });
	ISimpleStream *lost = abroad_stream(&x);
	abroad_lose(&x);
	abroad_read_nothing(lost);
	abroad_connect_again(&x);
	ISimpleStream *fresh = abroad_stream(&x);
	assert_int_equal(stream_create(&stream), S_OK);
	for (size_t i = 0; i < ARRAY_COUNT(flags); i++)
		assert_int_equal(CoMarshalInterface(stream, &IID_ISimpleStream, (IUnknown *)lost, MSHCTX_INPROC, NULL, flags[i]),
		                 RPC_E_DISCONNECTED);
	IStream_Release(stream);
	assert_int_equal(ISimpleStream_Release(lost), 0);
	assert_int_equal(ISimpleStream_Release(fresh), 0);
	leave(&x);
}

TEST(a_call_whose_time_is_over_is_cancelled_and_says_so)
{
	struct harness_gate gate = { 0 }, entered = { 0 };
	struct abroad x;
	BYTE octets[8];
	ULONG n = 7;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED, .gate = &gate, .entered = &entered });
	ISimpleStream *s = abroad_stream(&x);
	assert_int_equal(AcomSetCallTimeout((IUnknown *)s, 1), S_OK);
	assert_int_equal(ISimpleStream_Read(s, octets, 4, &n), RPC_E_TIMEOUT);
	assert_int_equal(n, 0);
	AsyncISimpleStream *a = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(a, 4), S_OK);
	ISynchronize *done;
	assert_int_equal(AsyncISimpleStream_QueryInterface(a, &IID_ISynchronize, (void **)&done), S_OK);
	assert_int_equal(ISynchronize_Wait(done, 0, INFINITE), S_OK); /* nobody waits for the call itself */
	assert_int_equal(AsyncISimpleStream_Finish_Read(a, octets, &n), RPC_E_TIMEOUT);
	ISynchronize_Release(done);
	harness_gate_open(&gate);
	assert_int_equal(AcomSetCallTimeout((IUnknown *)s, INFINITE), S_OK);
	read_some(s, 4, S_OK);
	assert_int_equal(AcomSetCallTimeout(NULL, 60000), S_OK);
	assert_int_equal(AcomSetCallTimeout((IUnknown *)s, 0), S_OK);
	read_some(s, 4, S_OK);
	assert_int_equal(AcomSetCallTimeout(NULL, INFINITE), S_OK);
	assert_int_equal(AsyncISimpleStream_Release(a), 0);
	assert_int_equal(ISimpleStream_Release(s), 0);
	leave(&x);
}

TEST(only_proxies_have_a_time)
{
	house_enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *own = where_create();
	assert_int_equal(AcomSetCallTimeout((IUnknown *)own, 1), E_INVALIDARG);
	ISimpleStream_Release(own);
	house_leave();
}

struct sleeper {
	DWORD tid;
	os_u32 awake; /* it has got its answer, or could not ask */
};

static void cancel_sleeper(void *arg)
{
	struct sleeper *s = arg;

	while (!os_load32(&s->awake) && CoCancelCall(s->tid, 0) != S_OK)
		os_yield();
}

TEST(a_question_for_an_interface_can_be_cancelled)
{
	struct harness_gate gate = { 0 }, entered = { 0 };
	struct harness_thread canceller;
	struct abroad x;
	ISynchronize *none = NULL;
	BYTE octets[8];
	struct sleeper sleeper = { .tid = (DWORD)os_thread_id() };
	ULONG n;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED, .gate = &gate, .entered = &entered });
	ISimpleStream *s = abroad_stream(&x);
	AsyncISimpleStream *a = house_call(s);
	needed(AsyncISimpleStream_Begin_Read(a, 4) == S_OK ? a : NULL);
	harness_gate_wait(&entered);
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	harness_start(&canceller, cancel_sleeper, &sleeper);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ISynchronize, (void **)&none), RPC_E_CALL_CANCELED);
	os_store32(&sleeper.awake, true);
	harness_join(&canceller);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	harness_gate_open(&gate);
	assert_int_equal(AsyncISimpleStream_Finish_Read(a, octets, &n), S_OK);
	assert_int_equal(AsyncISimpleStream_Release(a), 0);
	assert_int_equal(ISimpleStream_Release(s), 0);
	leave(&x);
}

static void cancel_and_wait(void *cancel)
{
	ICancelMethodCalls_Cancel((ICancelMethodCalls *)cancel, 60);
}

/* The times of two calls are over in their order. */
TEST(a_time_that_is_over_while_its_call_is_being_cancelled_is_forgotten)
{
	struct harness_thread canceller;
	ICancelMethodCalls *cancel;
	struct abroad x;
	BYTE octets[8];
	ULONG n;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LATER });
	ISimpleStream *s = abroad_stream(&x);
	AsyncISimpleStream *a = house_call(s), *b = house_call(s);
	assert_int_equal(AsyncISimpleStream_QueryInterface(a, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(AcomSetCallTimeout((IUnknown *)s, 50), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(a, 4), S_OK);
	harness_start(&canceller, cancel_and_wait, cancel);
	assert_int_equal(AsyncISimpleStream_Begin_Read(b, 8), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(b, octets, &n), RPC_E_TIMEOUT);
	house_wait_pending(&x.house, 2);
	house_complete(&x.house, S_OK);
	house_complete(&x.house, S_OK);
	harness_join(&canceller);
	HRESULT hr = AsyncISimpleStream_Finish_Read(a, octets, &n);
	assert_true(hr == S_OK || hr == RPC_E_TIMEOUT); /* where the canceller came too late */
	ICancelMethodCalls_Release(cancel);
	assert_int_equal(AsyncISimpleStream_Release(a), 0);
	assert_int_equal(AsyncISimpleStream_Release(b), 0);
	assert_int_equal(ISimpleStream_Release(s), 0);
	leave(&x);
}

/* An outer of a call object: its Signal asks for more, and waits. */
typedef struct Asker {
	AcomObject object;
	ISynchronize ISynchronize_iface;
	IUnknown *inner;
	ISynchronize *sync; /* the inner's, borrowed; the call as well */
	AsyncISimpleStream *call;
	ISimpleStream *stream;
	os_u32 answered;
} Asker;

ACOM_FACE(Asker, ISynchronize)

static HRESULT Asker_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	return ISynchronize_Wait(Asker_from_ISynchronize(This)->sync, flags, milliseconds);
}

static HRESULT Asker_Signal(ISynchronize *This)
{
	Asker *k = Asker_from_ISynchronize(This);

	read_some(k->stream, 5, S_OK);
	os_add32(&k->answered, 1);
	return ISynchronize_Signal(k->sync);
}

static HRESULT Asker_Reset(ISynchronize *This)
{
	return ISynchronize_Reset(Asker_from_ISynchronize(This)->sync);
}

static HRESULT Asker_query(void *object, REFIID riid, void **ppv)
{
	Asker *k = object;

	return k->inner ? IUnknown_QueryInterface(k->inner, riid, ppv) : E_NOINTERFACE;
}

static void Asker_destruct(void *object)
{
	IUnknown_Release(((Asker *)object)->inner);
}

static const ISynchronizeVtbl Asker_ISynchronize_vtbl = {
	ACOM_UNKNOWN(Asker, ISynchronize), Asker_Wait, Asker_Signal, Asker_Reset,
};
static const AcomInterface Asker_map[] = { ACOM_ENTRY(Asker, ISynchronize), ACOM_END };
static const AcomInterface Asker_agile_map[] = {
	ACOM_ENTRY(Asker, ISynchronize), ACOM_ENTRY_AS(Asker, IAgileObject, ISynchronize), ACOM_END,
};
static const AcomClass Asker_class = { "asker", sizeof(Asker), Asker_map, NULL, Asker_destruct, Asker_query };
static const AcomClass Asker_agile_class = { "agile asker", sizeof(Asker), Asker_agile_map, NULL, Asker_destruct, Asker_query };

static Asker *asker(ISimpleStream *stream, bool agile)
{
	ICallFactory *factory;
	Asker *k;

	assert_int_equal(AcomCreateObject(agile ? &Asker_agile_class : &Asker_class, NULL, &IID_IUnknown, (void **)&k), S_OK);
	k->stream = stream;
	assert_int_equal(ISimpleStream_QueryInterface(stream, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, k->object.outer, &IID_IUnknown, &k->inner), S_OK);
	ICallFactory_Release(factory);
	assert_int_equal(IUnknown_QueryInterface(k->inner, &IID_ISynchronize, (void **)&k->sync), S_OK);
	AcomObjectRelease(&k->object);
	assert_int_equal(IUnknown_QueryInterface(k->inner, &IID_AsyncISimpleStream, (void **)&k->call), S_OK);
	AcomObjectRelease(&k->object);
	return k;
}

/* Nobody but one reader reads at the server's end. */
static void signal_waits(bool agile)
{
	struct abroad x;
	BYTE octets[8];
	ULONG n;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .neutral = true });
	ISimpleStream *s = abroad_stream(&x);
	Asker *k = asker(s, agile);
	assert_int_equal(AsyncISimpleStream_Begin_Read(k->call, 4), S_OK);
	house_wait_count(&k->answered, 1);
	assert_int_equal(AsyncISimpleStream_Finish_Read(k->call, octets, &n), S_OK);
	while (os_load32((os_u32 *)(void *)&k->object.refs) > 1)
		os_yield();
	assert_int_equal(AcomObjectRelease(&k->object), 0);
	assert_int_equal(ISimpleStream_Release(s), 0);
	leave(&x);
}

TEST(what_a_signal_waits_for_is_read_meanwhile)
{
	signal_waits(true);
	signal_waits(false);
}

/* What is not used of a peer's message takes nothing from who is named there. */
TEST(references_that_somebody_else_names_are_not_ours_to_give_back)
{
	static const struct channel_ops elsewhere = { .hooks = &wire_hooks };
	struct channel peer = { .ops = &elsewhere };
	uint8_t octets[OBJREF_SIZE + 2 * OBJREF_WORDS_MAX];
	struct abroad x;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED });
	ISimpleStream *s = abroad_stream(&x);
	struct objref o = {
		.words = x.origin->words, .word_count = x.origin->word_count, .security = x.origin->security,
		.form = OBJREF_STANDARD, .iid = IID_ISimpleStream, .references = 5, .oxid = exporter_oxid(),
		.oid = stub_export(x.stub)->oid, .ipid = x.stub->ipid,
	};
	objref_format(&o, octets);
	assert_ptr_equal(origin_known(&o), x.origin);
	origin_unref(x.origin);
	wire_hooks.discard(&peer, octets, objref_octets(&o));
	assert_int_equal(origin_add_ref(x.origin, &x.stub->ipid, 0, 0, OS_FOREVER), S_OK); /* behind it */
	assert_int_equal(abroad_uses(&x), 2);
	read_some(s, 5, S_OK);
	assert_int_equal(ISimpleStream_Release(s), 0);
	abroad_wait_uses(&x, 1);
	leave(&x);
}

METHOD(gives, 0, OUT(T_REF(T_IFACE(&IID_ISimpleStream))));

/* An answer that crossed with the news that nobody waits for it; what it brings is the group's. */
TEST(an_orphans_answer_that_was_on_its_way_gives_back_what_it_brings)
{
	struct wire_call orphan = { .orphaned = true, .more = (void *)(uintptr_t)&gives };
	uint8_t octets[ORPC_THAT_SIZE + 12 + OBJREF_SIZE + 4] = { 0 };
	struct put p = put_to(octets, sizeof octets, false);
	struct assoc_answer answer = { .stub = { octets, sizeof octets } };
	struct abroad x;

	enter(&x, COINIT_MULTITHREADED, (struct house){ .model = COINIT_APARTMENTTHREADED });
	struct objref o = {
		.form = OBJREF_STANDARD, .iid = IID_ISimpleStream, .references = 5, .oxid = exporter_oxid(),
		.oid = stub_export(x.stub)->oid, .ipid = x.stub->ipid,
	};
	put_u64(&p, 0);
	put_u32(&p, 0x20000);
	put_u32(&p, OBJREF_SIZE);
	put_u32(&p, OBJREF_SIZE);
	objref_format(&o, octets + put_size(&p));
	assert_int_equal(origin_add_ref(x.origin, &x.stub->ipid, 5, 0, OS_FOREVER), S_OK);
	assert_int_equal(abroad_uses(&x), 2);
	connection_lock(x.link->connection);
	channel_answer(x.link->connection, &orphan, &answer);
	connection_unlock(x.link->connection);
	abroad_wait_uses(&x, 1);
	leave(&x);
}
