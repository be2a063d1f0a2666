/* assoc.c - both ends of an association, talking: calls of every size and in every chunking, cancelled and orphaned ones, and
 * what becomes of it when memory is short. */
#include "wires.h"

enum { CALLS = 64 };

struct pair {
	struct assoc_groups groups;
	struct assoc_service service;
	struct wires_server s;
	struct assoc_peer peer;
	struct assoc_client c;
	unsigned answers, lost;
	HRESULT agreed; /* of the last offer; S_FALSE: not yet */
	struct span expected[CALLS];
	uint32_t sum;
	HRESULT why; /* of the last that was lost */
};

static void pair_agreed(void *context, uint16_t id, HRESULT hr)
{
	struct pair *p = context;

	(void)id;
	p->agreed = hr;
}

/* What comes back is what went out, or, from the adder, a sum. */
static void pair_answer(void *context, struct wire_call *call, struct assoc_answer *a)
{
	const struct span *expected = call->user;
	struct pair *p = context;

	p->answers++;
	if (a->hr != S_OK) {
		p->why = a->hr == S_FALSE ? fault_to_hresult(a->status) : a->hr;
		p->lost++;
	} else if (expected) {
		assert_int_equal(a->stub.size, expected->size);
		if (expected->size)
			assert_memory_equal(a->stub.at, expected->at, expected->size);
	} else {
		struct take t = take_from(a->stub.at, a->stub.size, a->big);

		take_u64(&t);
		p->sum = take_u32(&t);
	}
}

static HRESULT pair_init(struct pair *p)
{
	static const struct assoc_client_ops ops = { pair_agreed, pair_answer, NULL, NULL, NULL };
	HRESULT hr;

	memset(p, 0, sizeof *p);
	p->service = wires_service(&p->groups);
	p->peer = (struct assoc_peer){ .ops = &ops, .features = { PDU_KEEP_ON_ORPHAN, 4 } };
	hr = wires_server_init(&p->s, &p->service);
	if (SUCCEEDED(hr) && FAILED(hr = assoc_client_init(&p->c, &p->peer, p)))
		wires_server_fini(&p->s);
	return hr;
}

static void pair_fini(struct pair *p)
{
	assoc_client_fini(&p->c);
	wires_server_fini(&p->s);
	assert_null(p->groups.map.first);
}

static void talk(struct pair *p, size_t chunk)
{
	wires_talk(&p->c.a, &p->s.server.a, chunk);
}

static HRESULT pair_bind(struct pair *p, const struct pdu_syntax *interface, uint16_t *id, size_t chunk)
{
	HRESULT hr;

	p->agreed = S_FALSE;
	hr = assoc_client_offer(&p->c, interface, id);
	if (hr != S_FALSE)
		return hr;
	talk(p, chunk);
	return p->agreed == S_FALSE ? E_OUTOFMEMORY : p->agreed;
}

static HRESULT pair_echo(struct pair *p, uint16_t context, const struct span *stub, struct wire_call **made)
{
	return assoc_client_call(&p->c, &(struct pdu_request){ .context = context, .opnum = 2, .stub = *stub }, (void *)stub, made);
}

static uint8_t *pattern(size_t size)
{
	uint8_t *octets = malloc(size + 1);

	assert_non_null(octets);
	for (size_t i = 0; i < size; i++)
		octets[i] = (uint8_t)(i * 11 + i / 251);
	return octets;
}

TEST(echoes_of_every_size_and_in_every_chunking)
{
	static const size_t chunks[] = { 0, 1, 5, 15, 16, 17, 5839, 5840, 5841, 65536 };
	static const size_t sizes[] = { 0, 1, 7, 8, 5799, 5815, 5816, 5817, 11632, 100000 };
	static struct pair p;
	uint8_t *octets = pattern(100000);
	struct wire_call *made;
	uint16_t id;

	for (size_t c = 0; c < ARRAY_COUNT(chunks); c++) {
		assert_int_equal(pair_init(&p), S_OK);
		assert_int_equal(pair_bind(&p, &wires_echo, &id, chunks[c]), S_OK);
		for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
			struct span stub = { octets, sizes[i] };

			assert_int_equal(pair_echo(&p, id, &stub, &made), S_OK);
			talk(&p, chunks[c]);
			assert_int_equal(p.answers, i + 1);
		}
		assert_int_equal(p.lost, 0);
		pair_fini(&p);
	}
	free(octets);
}

TEST(both_ends_agree_upon_features_groups_and_several_calls)
{
	static struct pair p;
	uint16_t id;

	assert_int_equal(pair_init(&p), S_OK);
	assert_int_equal(pair_bind(&p, &wires_echo, &id, 0), S_OK);
	assert_int_equal(p.c.features[PDU_FEATURES_BIND_TIME], PDU_KEEP_ON_ORPHAN);
	assert_int_equal(p.c.features[PDU_FEATURES_ACOM], 4);
	assert_int_equal(p.s.server.features[PDU_FEATURES_ACOM], 4);
	assert_int_equal(p.c.group, p.s.server.group->id);
	assert_true(p.c.a.multiplexed && p.s.server.a.multiplexed);
	assert_int_equal(pair_bind(&p, &(struct pdu_syntax){ .version = 3 }, &id, 0), RPC_S_UNKNOWN_IF);
	assert_int_equal(p.c.a.closed, S_OK);
	pair_fini(&p);
}

TEST(a_method_of_an_object_is_called_as_orpc_has_it)
{
	static struct pair p;
	struct orpc_this self = { .version = { ORPC_MAJOR, ORPC_MINOR } };
	uint8_t stub[64];
	struct put out = put_to(stub, sizeof stub, false);
	struct wire_call *made;
	struct ndr n;
	uint16_t id;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(orpc_write_this(&n, &self, &out), S_OK);
	ndr_fini(&n);
	put_u32(&out, 40);
	put_u32(&out, 2);
	assert_int_equal(pair_init(&p), S_OK);
	assert_int_equal(pair_bind(&p, &wires_adder, &id, 0), S_OK);
	assert_int_equal(assoc_client_call(&p.c, &(struct pdu_request){ .context = id, .opnum = WIRES_ADD, .object = &wires_object,
									.stub = { stub, put_size(&out) } }, NULL, &made), S_OK);
	assert_int_equal(p.c.a.outbox.queued - p.c.a.outbox.sent, 80); /* wire.md, section 7 */
	talk(&p, 0);
	assert_int_equal(p.sum, 42);
	assert_int_equal(assoc_client_call(&p.c, &(struct pdu_request){ .context = id, .opnum = WIRES_ADD,
									.stub = { stub, put_size(&out) } }, NULL, &made), S_OK);
	talk(&p, 0);
	assert_int_equal(p.why, RPC_E_DISCONNECTED);
	pair_fini(&p);
}

TEST(many_calls_at_once_are_answered_backwards)
{
	static struct pair p;
	uint8_t *octets = pattern(8000);
	struct wire_call *made;
	uint16_t id;

	assert_int_equal(pair_init(&p), S_OK);
	assert_int_equal(pair_bind(&p, &wires_echo, &id, 0), S_OK);
	p.s.hold = true;
	for (unsigned i = 0; i < CALLS; i++) {
		p.expected[i] = (struct span){ octets, i * 125 };
		assert_int_equal(pair_echo(&p, id, &p.expected[i], &made), S_OK);
	}
	talk(&p, 1000);
	assert_int_equal(p.s.held_count, CALLS);
	assert_int_equal(p.answers, 0);
	for (unsigned i = CALLS; i-- > 0;)
		assert_int_equal(assoc_server_respond(&p.s.server, needed(p.s.held[i]), p.expected[i], no_span), S_OK);
	talk(&p, 1000);
	assert_int_equal(p.answers, CALLS);
	assert_int_equal(p.lost, 0);
	pair_fini(&p);
	free(octets);
}

TEST(calls_in_steady_state_allocate_nothing_at_either_end)
{
	static struct pair p;
	struct span stub = { (const uint8_t *)"12345678", 8 };
	struct wire_call *made;
	uint64_t before = 0;
	uint16_t id;

	assert_int_equal(pair_init(&p), S_OK);
	assert_int_equal(pair_bind(&p, &wires_echo, &id, 0), S_OK);
	for (int round = 0; round < 20; round++) {
		if (round == 2)
			before = os_alloc_count();
		for (int i = 0; i < CALLS; i++)
			assert_int_equal(pair_echo(&p, id, &stub, &made), S_OK);
		talk(&p, 0);
	}
	assert_int_equal(p.answers, 20 * CALLS);
	assert_int_equal(os_alloc_count(), before);
	pair_fini(&p);
}

TEST(cancelled_and_orphaned_calls_reach_the_server)
{
	static struct pair p;
	struct span stub = { (const uint8_t *)"x", 1 };
	struct wire_call *made, *other;
	uint16_t id;

	assert_int_equal(pair_init(&p), S_OK);
	assert_int_equal(pair_bind(&p, &wires_echo, &id, 0), S_OK);
	p.s.hold = true;
	assert_int_equal(pair_echo(&p, id, &stub, &made), S_OK);
	assert_int_equal(pair_echo(&p, id, &stub, &other), S_OK);
	assert_int_equal(assoc_client_cancel(&p.c, made), S_OK);
	assoc_client_orphan(&p.c, made);
	talk(&p, 0);
	assert_int_equal(p.s.cancels, 1);
	assert_int_equal(p.s.orphans, 1);
	assert_int_equal(p.c.orphan_count, 1);
	assert_int_equal(assoc_server_respond(&p.s.server, needed(p.s.held[0]), stub, no_span), S_FALSE);
	assert_int_equal(assoc_server_respond(&p.s.server, needed(p.s.held[1]), stub, no_span), S_OK);
	talk(&p, 0);
	assert_int_equal(p.answers, 1);
	p.s.hold = false;
	assert_int_equal(pair_echo(&p, id, &stub, &made), S_OK);
	talk(&p, 0);
	assert_int_equal(p.answers, 2);
	assert_int_equal(p.c.orphan_count, 0);
	pair_fini(&p);
}

/* Those that were given up before it was asked are forgotten, and that is enough for the next call. */
TEST(a_server_says_that_it_answers_no_orphans)
{
	static struct pair p;
	struct span stub = { (const uint8_t *)"x", 1 };
	struct wire_call *made[3];
	uint16_t id;

	assert_int_equal(pair_init(&p), S_OK);
	assert_int_equal(pair_bind(&p, &wires_echo, &id, 0), S_OK);
	p.s.hold = true;
	for (int i = 0; i < 3; i++)
		assert_int_equal(pair_echo(&p, id, &stub, &made[i]), S_OK);
	assoc_client_orphan(&p.c, made[1]);
	assoc_client_orphan(&p.c, made[0]);
	unsigned more = ASSOC_ORPHANS + p.c.a.calls_most - 2;
	p.c.orphan_count += more; /* as if there were so many more */
	p.c.a.calls.count += more;
	assert_int_equal(pair_echo(&p, id, &stub, &made[0]), RPC_E_OUT_OF_RESOURCES);
	assoc_client_orphan(&p.c, made[2]); /* of which the server hears after the question */
	talk(&p, 0);
	assert_int_equal(p.s.orphans, 3);
	assert_int_equal(p.c.orphan_count, more + 1);
	assert_ptr_equal(p.c.orphans, made[2]);
	for (int i = 0; i < 3; i++)
		assert_int_equal(assoc_server_respond(&p.s.server, needed(p.s.held[i]), stub, no_span), S_FALSE);
	p.s.hold = false;
	assert_int_equal(pair_echo(&p, id, &stub, &made[0]), S_OK);
	p.c.orphan_count -= more;
	p.c.a.calls.count -= more;
	talk(&p, 0);
	assert_int_equal(p.answers, 1);
	assert_int_equal(p.c.orphan_count, 0);
	pair_fini(&p);
}

TEST(an_end_in_the_middle_gives_everything_back)
{
	static struct pair p;
	uint8_t *octets = pattern(50000);
	struct span stub = { octets, 50000 };
	struct wire_call *made;
	uint16_t id;

	for (int how = 0; how < 3; how++) {
		assert_int_equal(pair_init(&p), S_OK);
		assert_int_equal(pair_bind(&p, &wires_echo, &id, 0), S_OK);
		p.s.hold = true;
		assert_int_equal(pair_echo(&p, id, &stub, &made), S_OK);
		if (how) {
			talk(&p, 0);
			assert_int_equal(p.s.held_count, 1);
			assert_int_equal(pair_echo(&p, id, &stub, &made), S_OK);
		}
		if (how == 2)
			assoc_client_orphan(&p.c, made);
		wires_carry(&p.c.a, &p.s.server.a, 7000);
		pair_fini(&p);
		assert_int_equal(p.lost, how == 1 ? 2 : 1);
		assert_int_equal(p.why, E_ABORT);
	}
	free(octets);
}

/* A conversation that a shortage of memory may end, but only cleanly: each call is answered or says why it is not. */
SWEEP(short_memory_fails_calls_and_nothing_else)
{
	static struct pair p;
	uint8_t *octets = pattern(30000);
	struct span stubs[] = { { octets, 4 }, { octets, 30000 }, { octets, 6000 } };
	unsigned begun = 0, bad = 0;
	HRESULT hr = pair_init(&p);
	struct wire_call *made;
	uint16_t id = 0, adder;

	if (FAILED(hr)) {
		free(octets);
		sweep_ok(hr);
		return;
	}
	hr = pair_bind(&p, &wires_echo, &id, 100);
	for (size_t i = 0; SUCCEEDED(hr) && i < ARRAY_COUNT(stubs); i++) {
		hr = pair_echo(&p, id, &stubs[i], &made);
		begun += SUCCEEDED(hr);
		if (i == 1)
			talk(&p, 1000);
	}
	if (SUCCEEDED(hr))
		hr = assoc_client_cancel(&p.c, made);
	talk(&p, 0);
	if (SUCCEEDED(hr))
		hr = pair_bind(&p, &wires_adder, &adder, 0);
	if (SUCCEEDED(hr) && p.lost)
		hr = p.why;
	bad = p.answers + p.c.a.calls.count - p.c.orphan_count != begun;
	pair_fini(&p);
	free(octets);
	assert_int_equal(bad, 0);
	assert_int_equal(p.answers, begun);
	if (!sweep_ok(hr, RPC_E_SERVER_DIED_DNE, RPC_E_SERVER_DIED, RPC_E_CALL_REJECTED, RPC_E_OUT_OF_RESOURCES))
		return;
	assert_int_equal(begun, 3);
	assert_int_equal(p.lost, 0);
}
