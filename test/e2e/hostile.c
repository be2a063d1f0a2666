/* hostile.c - a hostile server (wire.md 5.5): what it does, what its client gets, synchronously and asynchronously, and that nobody
 * else notices. */
#include "hostile.h"
#include "scene.h"

static const CLSID CLSID_Bystander = { 0xA0C0FFEE, 11, 1, { 1, 2, 3, 4, 5, 6, 7, 8 } };

/* ---- the table ---- */

struct row {
	const char *does;
	enum rogue_moment moment;
	rogue_act act;
	HRESULT created, called; /* what the client gets: by its activation, by its call */
	bool lives;              /* the connection */
	struct reference_row reference;
};

static const struct row rows[] = {
	{ "bind_ack with more results than asked for", ROGUE_BIND, bind_more, .created = RPC_S_PROTOCOL_ERROR },
	{ "bind_ack with fewer results", ROGUE_BIND, bind_fewer, .created = RPC_S_PROTOCOL_ERROR },
	{ "bind_ack with a syntax that was not offered", ROGUE_BIND, bind_other_syntax, .created = RPC_S_PROTOCOL_ERROR },
	{ "bind_ack with result 3 for an interface", ROGUE_BIND, bind_negotiated, .created = RPC_S_PROTOCOL_ERROR },
	{ "bind_ack with an address that leads behind its end", ROGUE_BIND, bind_address, .created = RPC_S_PROTOCOL_ERROR },
	{ "bind_ack with no room in a fragment", ROGUE_BIND, bind_no_room, .created = RPC_S_PROTOCOL_ERROR },

	{ "response to a call never made", ROGUE_VALUES, call_never_made, .called = RPC_S_PROTOCOL_ERROR },
	{ "second answer to a call", ROGUE_VALUES, call_answered_twice, .called = S_OK },
	{ "fragments of two calls interleaved", ROGUE_VALUES, call_interleaved, .called = RPC_S_PROTOCOL_ERROR },
	{ "response with another context", ROGUE_VALUES, call_other_context, .called = RPC_S_PROTOCOL_ERROR },
	{ "alter_context_resp out of the blue", ROGUE_VALUES, call_agreement, .called = RPC_S_PROTOCOL_ERROR },
	{ "fault of 24 octets", ROGUE_VALUES, call_short_fault, .called = RPC_S_PROTOCOL_ERROR },
	{ "response without an end", ROGUE_VALUES, call_without_end, .called = RPC_E_OUT_OF_RESOURCES },
	{ "more values than the caller has room for", ROGUE_VALUES, call_more_values, .called = RPC_E_CLIENT_CANTUNMARSHAL_DATA,
	  .lives = true },
	{ "fewer values than size_is says", ROGUE_VALUES, call_no_values,
	  .called = RPC_E_CLIENT_CANTUNMARSHAL_DATA, .lives = true },
	{ "shutdown in the middle of a call that is answered", ROGUE_VALUES, call_shut_down, .called = S_OK },
	{ "shutdown in the middle of one that is not", ROGUE_VALUES, call_shut_down_unanswered, .called = RPC_E_SERVER_DIED },

	{ "activation of nothing", ROGUE_ACTIVATE, activate_nothing, .created = RPC_E_INVALID_OBJREF },
	{ "OBJREF of 65 535 words", ROGUE_ACTIVATE, activate_reference, .created = RPC_E_INVALID_OBJREF,
	  .reference = { many_words, 0 } },
	{ "... in an answer", ROGUE_GIVE, give_reference, .called = RPC_E_CLIENT_CANTUNMARSHAL_DATA, .lives = true,
	  .reference = { many_words, 0 } },
	{ "OBJREF whose security lies behind its words", ROGUE_ACTIVATE, activate_reference, .created = RPC_E_INVALID_OBJREF,
	  .reference = { security_behind, 0 } },
	{ "... in an answer", ROGUE_GIVE, give_reference, .called = RPC_E_CLIENT_CANTUNMARSHAL_DATA, .lives = true,
	  .reference = { security_behind, 0 } },
	{ "OBJREF without terminators", ROGUE_ACTIVATE, activate_reference, .created = RPC_E_INVALID_OBJREF,
	  .reference = { no_terminators, 0 } },
	{ "... in an answer", ROGUE_GIVE, give_reference, .called = RPC_E_CLIENT_CANTUNMARSHAL_DATA, .lives = true,
	  .reference = { no_terminators, 0 } },
	{ "OBJREF of an unknown protocol", ROGUE_GIVE, give_reference, .called = RPC_E_CLIENT_CANTUNMARSHAL_DATA, .lives = true,
	  .reference = { unknown_tower, 0 } },
	{ "OBJREF at another host", ROGUE_ACTIVATE, activate_reference, .created = RPC_E_INVALID_OBJREF,
	  .reference = { other_host, 0 } },
	{ "... in an answer", ROGUE_GIVE, give_reference, .called = RPC_E_CLIENT_CANTUNMARSHAL_DATA, .lives = true,
	  .reference = { other_host, 0 } },
	{ "our OXID with an IPID of nobody", ROGUE_ACTIVATE, activate_reference, .created = RPC_E_DISCONNECTED,
	  .reference = { of_ours, 0 } },
	{ "... in an answer", ROGUE_GIVE, give_reference, .called = RPC_E_CLIENT_CANTUNMARSHAL_DATA, .lives = true,
	  .reference = { of_ours, 0 } },
	{ "custom OBJREF of a class that is no unmarshaler here", ROGUE_ACTIVATE, activate_reference,
	  .created = REGDB_E_CLASSNOTREG,
	  .reference = { of_a_class, 0 } },
	{ "... in an answer", ROGUE_GIVE, give_reference, .called = REGDB_E_CLASSNOTREG, .lives = true,
	  .reference = { of_a_class, 0 } },
	{ "OBJREF that is cut", ROGUE_GIVE, give_reference, .called = RPC_E_CLIENT_CANTUNMARSHAL_DATA, .lives = true,
	  .reference = { NULL, 1 } },

	{ "RemQueryInterface with more results than asked for", ROGUE_QUERY, query_two, .called = RPC_E_CLIENT_CANTUNMARSHAL_DATA,
	  .lives = true },
	{ "RemQueryInterface with fewer", ROGUE_QUERY, query_none, .called = RPC_E_CLIENT_CANTUNMARSHAL_DATA, .lives = true },
	{ "RemQueryInterface without results", ROGUE_QUERY, query_null, .called = RPC_E_INVALID_OBJREF, .lives = true },
	{ "RemQueryInterface that answers of another object", ROGUE_QUERY, query_other_object, .called = RPC_E_INVALID_OBJREF,
	  .lives = true },
	{ "ResolveOxid2 that knows nothing", ROGUE_RESOLVE, resolve_unknown,
	  .called = RPC_E_CLIENT_CANTUNMARSHAL_DATA, .lives = true },
	{ "ResolveOxid2 without addresses", ROGUE_RESOLVE, resolve_null, .called = RPC_E_CLIENT_CANTUNMARSHAL_DATA, .lives = true },
};

/* ---- the client ---- */

static HRESULT values(IMix *mix, bool async)
{
	LONG numbers[COUNT] = { 0 };

	if (!async)
		return IMix_Values(mix, COUNT, numbers);
	AsyncIMix *call = mixer_call(mix);
	HRESULT hr = AsyncIMix_Begin_Values(call, COUNT, numbers);
	if (SUCCEEDED(hr))
		hr = AsyncIMix_Finish_Values(call, numbers);
	AsyncIMix_Release(call);
	return hr;
}

static HRESULT give(IMix *mix, bool async)
{
	IUnknown *given = NULL;
	AsyncIMix *call = async ? mixer_call(mix) : NULL;
	HRESULT hr = async ? AsyncIMix_Begin_Give(call, &IID_IMix) : IMix_Give(mix, &IID_IMix, &given);

	if (async && SUCCEEDED(hr))
		hr = AsyncIMix_Finish_Give(call, &given);
	if (async)
		AsyncIMix_Release(call);
	assert_int_equal(!given, FAILED(hr));
	if (given)
		IUnknown_Release(given);
	return hr;
}

static HRESULT query(IMix *mix)
{
	ISimpleStream *other;
	HRESULT hr = IMix_QueryInterface(mix, &IID_ISimpleStream, (void **)&other);

	assert_int_equal(!other, FAILED(hr));
	if (other)
		ISimpleStream_Release(other);
	return hr;
}

static HRESULT call_for(enum rogue_moment moment, IMix *mix, bool async)
{
	switch (moment) {
	case ROGUE_GIVE:
	case ROGUE_RESOLVE:
		return give(mix, async);
	case ROGUE_QUERY:
		return query(mix);
	default:
		return values(mix, async);
	}
}

static void expect(const struct row *row, bool async, HRESULT hr, HRESULT expected)
{
	if (hr != expected)
		fail_msg("%s (%s): 0x%08x, not 0x%08x", row->does, async ? "async" : "sync", (unsigned)hr, (unsigned)expected);
}

/* Nobody has anything of its any more. */
static void wait_alone(struct rogue *r)
{
	while (os_load32(&r->connections))
		if (AcomDispatch(0) != S_OK)
			os_yield();
}

/* Once it behaves, it is a server like any other. */
static void behaves(struct rogue *r)
{
	IMix *mix;

	rogue_provoke(r, ROGUE_NEVER, NULL);
	wait_alone(r);
	os_store32(&r->given, 0);
	os_store32(&r->taken, 0);
	assert_int_equal(rogue_create(r, &mix), S_OK);
	assert_int_equal(values(mix, false), S_OK);
	assert_int_equal(values(mix, true), S_OK);
	assert_int_equal(give(mix, false), S_OK);
	os_store32(&r->further, true);
	assert_int_equal(give(mix, true), S_OK);
	os_store32(&r->further, false);
	assert_int_equal(query(mix), S_OK);
	IMix_Release(mix);
	wait_alone(r);
	assert_int_equal(os_load32(&r->taken), os_load32(&r->given));
}

static void provoked(struct rogue *r, const struct row *row, bool async)
{
	IMix *mix;

	reference = &row->reference;
	os_store32(&r->further, row->moment == ROGUE_RESOLVE);
	rogue_provoke(r, row->moment, row->act);
	HRESULT hr = rogue_create(r, &mix);
	expect(row, async, hr, row->created);
	assert_int_equal(!mix, FAILED(hr));
	if (!mix) {
		assert_true(rogue_acted(r));
		return;
	}
	expect(row, async, call_for(row->moment, mix, async), row->called);
	assert_true(rogue_acted(r));
	rogue_provoke(r, ROGUE_NEVER, NULL);
	hr = values(mix, async);
	if (SUCCEEDED(hr) != row->lives)
		fail_msg("%s: the next call gets 0x%08x", row->does, (unsigned)hr);
	IMix_Release(mix);
}

/* ---- who must not notice ---- */

static HRESULT good_open(void *unused, LPCOLESTR address)
{
	DWORD cookie;

	(void)unused;
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomRegisterClass(&CLSID_Bystander, where_make, ACOM_ALLOW_ANONYMOUS, &cookie), S_OK);
	return AcomListen(address);
}

static void good_close(void *unused)
{
	(void)unused;
	house_leave();
}

/* A good server, with a proxy of its own, and one more that has an answer to come. */
struct others {
	struct away good;
	struct scene *scene;
	ISimpleStream *stream, *pending;
	AsyncISimpleStream *call;
};

static void others_open(struct others *o, enum away_transport over, DWORD client)
{
	away_open(&o->good, over, good_open, good_close, NULL);
	o->scene = scene_streams();
	o->scene->house.async = true;
	o->scene->house.mode = HOUSE_LATER;
	scene_open(o->scene, over, client);
	assert_int_equal(away_create(&o->good, &CLSID_Bystander, &IID_ISimpleStream, (void **)&o->stream), S_OK);
	o->pending = scene_object(o->scene, &IID_ISimpleStream);
	o->call = house_call(o->pending);
	assert_int_equal(AsyncISimpleStream_Begin_Read(o->call, 5), S_OK);
	house_wait_pending(&o->scene->house, 1);
}

/* Both of what was there before and of what is new. */
static void others_work(struct others *o)
{
	ISimpleStream *fresh;
	uint64_t thread;

	assert_int_equal(where_ask(o->stream, &thread), S_OK);
	assert_int_equal(away_create(&o->good, &CLSID_Bystander, &IID_ISimpleStream, (void **)&fresh), S_OK);
	assert_int_equal(where_ask(fresh, &thread), S_OK);
	ISimpleStream_Release(fresh);
}

static void others_close(struct others *o)
{
	BYTE data[5];
	ULONG n = 0;

	house_complete(&o->scene->house, S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(o->call, data, &n), S_OK);
	assert_int_equal(n, sizeof data);
	house_check(data, n);
	AsyncISimpleStream_Release(o->call);
	ISimpleStream_Release(o->pending);
	ISimpleStream_Release(o->stream);
	scene_close(o->scene);
	away_close(&o->good);
}

/* ---- the tests ---- */

static void each_row(enum away_transport over, DWORD client, bool async)
{
	struct others others;
	struct rogue rogue;

	others_open(&others, over, client);
	rogue_open(&rogue, over);
	for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
		provoked(&rogue, &rows[i], async);
		others_work(&others);
		behaves(&rogue);
	}
	assert_int_equal(os_load32(&rogue.pings), 0); /* whatever it would say of how often */
	rogue_close(&rogue);
	others_close(&others);
}

ACROSS(a_hostile_server_harms_only_synchronous_calls_to_it)
{
	each_row(over, COINIT_MULTITHREADED, false);
	each_row(over, COINIT_APARTMENTTHREADED, false);
}

ACROSS(a_hostile_server_harms_only_asynchronous_calls_to_it)
{
	each_row(over, COINIT_MULTITHREADED, true);
	each_row(over, COINIT_APARTMENTTHREADED, true);
}

/* ---- answers to calls that were given up ---- */

static void answer_late(struct rogue *r, struct rogue_asked *a)
{
	uint16_t context = 0;

	(void)r;
	while (!IsEqualIID(&a->link->contexts[context], &IID_IMix))
		context++;
	rogue_respond(a, WHOLE, a->h.call_id, context, result_of(a, COUNT));
}

static void answer_late_twice(struct rogue *r, struct rogue_asked *a)
{
	answer_late(r, a);
	answer_late(r, a);
}

static void cancel_async(IMix *mix)
{
	AsyncIMix *call = mixer_call(mix);
	LONG numbers[COUNT] = { 0 };

	assert_int_equal(AsyncIMix_Begin_Values(call, COUNT, numbers), S_OK);
	scene_cancel(call);
	assert_int_equal(AsyncIMix_Finish_Values(call, numbers), RPC_E_CALL_CANCELED);
	AsyncIMix_Release(call);
}

static void cancel_sync(IMix *mix)
{
	assert_int_equal(AcomSetCallTimeout((IUnknown *)mix, 1), S_OK);
	assert_int_equal(values(mix, false), RPC_E_TIMEOUT);
	assert_int_equal(AcomSetCallTimeout((IUnknown *)mix, INFINITE), S_OK);
}

/* What comes behind the late answer comes to a connection that has seen it. */
static void answer_behind(enum away_transport over, void (*cancel)(IMix *mix), rogue_act late, bool lives)
{
	struct rogue rogue;
	IMix *mix;

	rogue_open(&rogue, over);
	assert_int_equal(rogue_create(&rogue, &mix), S_OK);
	rogue_provoke(&rogue, ROGUE_ORPHANED, late);
	cancel(mix);
	while (!rogue_acted(&rogue))
		os_yield();
	rogue_provoke(&rogue, ROGUE_NEVER, NULL);
	assert_int_equal(SUCCEEDED(values(mix, false)), lives);
	IMix_Release(mix);
	behaves(&rogue);
	rogue_close(&rogue);
}

ACROSS(an_answer_to_a_call_that_was_given_up_is_dropped)
{
	house_enter(COINIT_MULTITHREADED);
	answer_behind(over, cancel_async, answer_late, true);
	answer_behind(over, cancel_sync, answer_late, true);
	house_leave();
}

ACROSS(a_second_one_ends_the_connection)
{
	house_enter(COINIT_MULTITHREADED);
	answer_behind(over, cancel_async, answer_late_twice, false);
	answer_behind(over, cancel_sync, answer_late_twice, false);
	house_leave();
}
