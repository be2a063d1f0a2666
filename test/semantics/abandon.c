/* abandon.c - calls that nobody finishes: abandoned ones, late replies, and apartments that end while calls are under way. */
#include "mix.h"
#include "shell.h"

/* ---- C23: nothing stays behind ---- */

enum { ROUNDS = 10000, TOGETHER = 50 };

/* The library may keep what calls can use again, but no more than for this many of them. */
enum { KEPT = ROUNDS / 10 };

/* The server is done with all calls. */
static void catch_up(struct house *h, unsigned begun)
{
	while (house_count(&h->sync_returns) + house_count(&h->finishes) < begun || house_count(&h->call_objects))
		os_yield();
}

static void C23_body(struct house *h, ISimpleStream *s)
{
	uint64_t before = os_alloc_live();

	h->mode = HOUSE_AT_ONCE;
	harness_gate_open(h->gate);
	for (unsigned i = 1; i <= (unsigned)few(ROUNDS); i++) {
		AsyncISimpleStream *call = house_call(s);
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
		assert_int_equal(client_release(call), 0);
		if (i % TOGETHER)
			continue;
		catch_up(h, i);
		assert_in_range(os_alloc_live(), 0, before + KEPT);
	}
}

TEST(C23_ten_thousand_abandoned_calls_leave_nothing_behind)
{
	house_each(HOUSE_BOTH | HOUSE_NEAR, C23_body);
}

/* ---- references in a reply that nobody takes (decision 1) ---- */

/* What the server gives away. */
typedef struct Token {
	AcomObject object;
	IAgileObject IAgileObject_iface; /* any face: a Token is no more than its references */
	os_u32 *alive;
} Token;

ACOM_FACE(Token, IAgileObject)

static const IAgileObjectVtbl Token_IAgileObject_vtbl = { ACOM_UNKNOWN(Token, IAgileObject) };
static const AcomInterface Token_map[] = { ACOM_ENTRY(Token, IAgileObject), ACOM_END };

static void Token_destruct(void *object)
{
	os_sub32(((Token *)object)->alive, 1);
}

static const AcomClass Token_class = { "Token", sizeof(Token), Token_map, NULL, Token_destruct, NULL };

static IUnknown *token(os_u32 *alive)
{
	IUnknown *unknown;

	assert_int_equal(AcomCreateObject(&Token_class, NULL, &IID_IUnknown, (void **)&unknown), S_OK);
	((Token *)(void *)unknown)->alive = alive;
	os_add32(alive, 1);
	return unknown;
}

/* A server with IMix::Give and ::Take, beside the ISimpleStream that every house has. */
typedef struct Giver {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	IMix IMix_iface;
	struct giver *script;
} Giver;

struct giver {
	struct house house;
	struct harness_gate entered, leave; /* of Give */
	os_u32 tokens;                      /* that are alive */
	os_u32 given, taken;
};

ACOM_FACE(Giver, ISimpleStream)
ACOM_FACE(Giver, IMix)

static HRESULT Giver_Give(IMix *This, REFIID riid, IUnknown **object)
{
	struct giver *g = Giver_from_IMix(This)->script;

	assert_true(IsEqualIID(riid, &IID_IUnknown));
	*object = token(&g->tokens);
	harness_gate_open(&g->entered);
	harness_gate_wait(&g->leave);
	os_add32(&g->given, 1);
	return S_OK;
}

static HRESULT Giver_Take(IMix *This, IUnknown *object)
{
	assert_non_null(object);
	os_add32(&Giver_from_IMix(This)->script->taken, 1);
	return S_OK;
}

static const ISimpleStreamVtbl Giver_ISimpleStream_vtbl = { ACOM_UNKNOWN(Giver, ISimpleStream), NULL, NULL };
static const IMixVtbl Giver_IMix_vtbl = { ACOM_UNKNOWN(Giver, IMix), .Give = Giver_Give, .Take = Giver_Take };
static const AcomInterface Giver_map[] = {
	ACOM_ENTRY(Giver, ISimpleStream), ACOM_ENTRY(Giver, IMix), ACOM_END,
};
static const AcomClass Giver_class = { "Giver", sizeof(Giver), Giver_map, NULL, NULL, NULL };

static ISimpleStream *giver_make(void *arg)
{
	ISimpleStream *s;

	assert_int_equal(AcomCreateObject(&Giver_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	Giver_from_ISimpleStream(s)->script = arg;
	return s;
}

static AsyncIMix *mix_call(IMix *mix)
{
	AsyncIMix *call;
	ICallFactory *factory;

	assert_int_equal(IMix_QueryInterface(mix, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIMix, NULL, &IID_AsyncIMix, (IUnknown **)&call), S_OK);
	client_release(factory);
	return call;
}

static IMix *giver_open(struct giver *g, DWORD client, DWORD server)
{
	IMix *mix;

	*g = (struct giver){ .house = { .model = server, .make = giver_make, .arg = g } };
	house_enter(client);
	house_open(&g->house);
	assert_int_equal(house_query(&g->house, &IID_IMix, (void **)&mix), S_OK);
	return mix;
}

/* The reference inside a reply came back, long before the apartments end. */
static void giver_close(struct giver *g)
{
	while (house_count(&g->tokens))
		os_yield();
	assert_int_equal(house_count(&g->given), 1);
	house_close(&g->house);
	house_leave();
}

static const DWORD models[][2] = {
	{ COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED },
	{ COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED },
	{ COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED },
};

/* Begin_Give, then what the test does with the call, and when: before the server replies, or after. */
static void give(void (*before)(AsyncIMix *call), void (*after)(AsyncIMix *call))
{
	struct giver g;

	for (unsigned i = 0; i < ARRAY_COUNT(models); i++) {
		IMix *mix = giver_open(&g, models[i][0], models[i][1]);
		AsyncIMix *call = mix_call(mix);
		assert_int_equal(AsyncIMix_Begin_Give(call, &IID_IUnknown), S_OK);
		client_release(mix);
		harness_gate_wait(&g.entered);
		if (before)
			before(call);
		harness_gate_open(&g.leave);
		if (after)
			after(call);
		giver_close(&g);
	}
}

static void cancel_call(AsyncIMix *call)
{
	ICancelMethodCalls *cancel;

	assert_int_equal(AsyncIMix_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	client_release(cancel);
}

static void cancel_and_finish(AsyncIMix *call)
{
	IUnknown *object = (IUnknown *)call; /* rubbish */

	cancel_call(call);
	assert_int_equal(AsyncIMix_Finish_Give(call, &object), RPC_E_CALL_CANCELED);
	assert_null(object);
}

static void abandon(AsyncIMix *call)
{
	assert_int_equal(client_release(call), 0);
}

static void wait_for_reply(AsyncIMix *call)
{
	ISynchronize *sync;

	assert_int_equal(AsyncIMix_QueryInterface(call, &IID_ISynchronize, (void **)&sync), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	client_release(sync);
}

static void wait_and_abandon(AsyncIMix *call)
{
	wait_for_reply(call);
	abandon(call);
}

static void cancel_and_abandon(AsyncIMix *call)
{
	cancel_call(call);
	abandon(call);
}

static void take(AsyncIMix *call)
{
	IUnknown *object = NULL;

	assert_int_equal(AsyncIMix_Finish_Give(call, &object), S_OK);
	assert_non_null(object);
	client_release(object);
	abandon(call);
}

TEST(C13_the_references_in_a_late_reply_are_given_back)
{
	give(cancel_and_finish, abandon);
}

TEST(C13_C24_the_references_in_the_reply_to_a_cancelled_and_abandoned_call_are_given_back)
{
	give(cancel_and_abandon, NULL);
}

TEST(A28_C24_the_references_in_the_reply_to_an_abandoned_call_are_given_back)
{
	give(abandon, NULL);
}

TEST(C24_the_references_in_a_reply_that_nobody_fetched_are_given_back)
{
	give(NULL, wait_and_abandon);
}

TEST(C24_references_that_the_client_takes_are_his)
{
	give(NULL, take);
}

/* ---- apartments of servers that end ---- */

/* A server that never looks into its queue. */
struct mute {
	bool forsake; /* it ends without CoUninitialize */
	struct harness_gate ready, go;
	struct harness_thread thread;
	IStream *stream;
	struct giver script;
};

static void mute_main(void *arg)
{
	struct mute *m = arg;

	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	ISimpleStream *object = giver_make(&m->script);
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_IMix, (IUnknown *)object, &m->stream), S_OK);
	ISimpleStream_Release(object);
	harness_gate_open(&m->ready);
	harness_gate_wait(&m->go);
	if (!m->forsake)
		CoUninitialize();
}

static IMix *mute_open(struct mute *m, bool forsake)
{
	IMix *mix;

	*m = (struct mute){ .forsake = forsake };
	harness_start(&m->thread, mute_main, m);
	harness_gate_wait(&m->ready);
	assert_int_equal(CoGetInterfaceAndReleaseStream(m->stream, &IID_IMix, (void **)&mix), S_OK);
	return mix;
}

/* Ends the server's apartment, if the test has not. */
static void mute_close(struct mute *m)
{
	harness_gate_open(&m->go);
	harness_join(&m->thread);
	assert_int_equal(os_load32(&m->script.taken), 0);
}

/* What a test does with such a server: four times. */
static void with_mute(void (*body)(struct mute *m, IMix *mix))
{
	for (unsigned i = 0; i < 4; i++) {
		struct mute m;
		house_enter(i % 2 ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED);
		IMix *mix = mute_open(&m, i / 2);
		body(&m, mix);
		client_release(mix);
		house_leave();
	}
}

/* Three calls are queued, with a reference in each request; it comes back, too. */
static void queued_body(struct mute *m, IMix *mix)
{
	AsyncIMix *call[3];
	os_u32 tokens = { 0 };
	IUnknown *mine = token(&tokens);

	for (int i = 0; i < 3; i++) {
		call[i] = mix_call(mix);
		assert_int_equal(AsyncIMix_Begin_Take(call[i], mine), S_OK);
	}
	client_release(mine);
	assert_int_equal(os_load32(&tokens), 1);
	mute_close(m);
	for (int i = 0; i < 3; i++) {
		wait_for_reply(call[i]);
		assert_int_equal(AsyncIMix_Finish_Take(call[i]), RPC_E_DISCONNECTED);
		abandon(call[i]);
	}
	while (os_load32(&tokens))
		AcomDispatch(0);
}

TEST(D17_D20_calls_in_the_queue_of_a_dying_apartment_end_with_RPC_E_DISCONNECTED)
{
	with_mute(queued_body);
}

static void open_gate(void *gate)
{
	harness_gate_open(gate);
}

static void sync_body(struct mute *m, IMix *mix)
{
	struct house_meanwhile meanwhile;
	IUnknown *object = (IUnknown *)mix; /* rubbish */

	house_meanwhile(&meanwhile, open_gate, &m->go);
	assert_int_equal(IMix_Give(mix, &IID_IUnknown, &object), RPC_E_DISCONNECTED);
	assert_null(object);
	house_meanwhile_join(&meanwhile);
	mute_close(m);
}

TEST(D17_D20_a_synchronous_call_to_a_dying_apartment_ends_with_RPC_E_DISCONNECTED)
{
	with_mute(sync_body);
}

static void abandoned_body(struct mute *m, IMix *mix)
{
	AsyncIMix *call = mix_call(mix);

	assert_int_equal(AsyncIMix_Begin_Give(call, &IID_IUnknown), S_OK);
	abandon(call);
	call = mix_call(mix);
	assert_int_equal(AsyncIMix_Begin_Give(call, &IID_IUnknown), S_OK);
	cancel_and_finish(call);
	abandon(call);
	mute_close(m);
}

TEST(D17_abandoned_and_cancelled_calls_in_the_queue_of_a_dying_apartment_leave_nothing_behind)
{
	with_mute(abandoned_body);
}

/* Begin_ tells at once; what its request held is given back. */
static void dead_body(struct mute *m, IMix *mix)
{
	AsyncIMix *call = mix_call(mix);
	IUnknown *object = (IUnknown *)mix; /* rubbish */
	os_u32 tokens = { 0 };
	IUnknown *mine = token(&tokens);

	mute_close(m);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(AsyncIMix_Begin_Take(call, mine), RPC_E_DISCONNECTED);
		assert_int_equal(AsyncIMix_Finish_Take(call), RPC_E_CALL_COMPLETE);
		assert_int_equal(IMix_Take(mix, mine), RPC_E_DISCONNECTED);
		assert_int_equal(IMix_Give(mix, &IID_IUnknown, &object), RPC_E_DISCONNECTED);
		assert_null(object);
	}
	client_release(mine);
	while (os_load32(&tokens))
		AcomDispatch(0);
	abandon(call);
}

TEST(D20_calls_to_a_dead_apartment_fail_with_RPC_E_DISCONNECTED)
{
	with_mute(dead_body);
}
