/* association.c - octets that are no conversation: 100 000 PDUs, most of them almost right, mutated and cut anyhow, for each end
 * of an association. What an end says can always be read, each call is answered once, and nothing is lost. ACOM_FUZZ=n tries
 * more. */
#include <jansson.h>

#include "chance.h"
#include "wires.h"

enum { STEPS = 100000, TALK = 24, POOL = 256, ANSWERS = 32, SHARE_CONTEXT = ASSOC_CONTEXTS + PDU_FEATURE_FAMILIES };

static const struct pdu_syntax share_syntax = {
	{ 0x3f1d2b60, 0x8d0e, 0x4c1f, { 0x9a, 0x57, 0x6b, 0x1d, 0x2c, 0x4e, 0x7a, 0x90 } }, 1,
};

/* The captured PDUs and the hostile ones. */
static struct {
	unsigned count;
	struct {
		size_t size;
		uint8_t octets[PDU_MOST];
	} at[POOL];
} pool;

static void pool_add(const char *hex)
{
	size_t size = 0;

	assert_true(pool.count < POOL);
	for (unsigned octet; size < PDU_MOST && sscanf(hex, "%2x", &octet) == 1; hex += 2)
		pool.at[pool.count].octets[size++] = (uint8_t)octet;
	pool.at[pool.count++].size = size;
}

static json_t *pool_file(const char *name)
{
	char path[4096];
	json_t *j;

	snprintf(path, sizeof path, "%.*s/../vectors/%s", (int)(strrchr(__FILE__, '/') - __FILE__), __FILE__, name);
	j = json_load_file(path, 0, NULL);
	assert_non_null(j);
	return j;
}

static void pool_load(void)
{
	json_t *pdus = pool_file("pdu_vectors.json"), *inputs = pool_file("hostile.json"), *j, *step;
	size_t i, n;

	json_array_foreach(json_object_get(pdus, "pdus"), i, j)
		pool_add(json_string_value(json_object_get(j, "hex")));
	json_array_foreach(json_object_get(inputs, "inputs"), i, j)
		json_array_foreach(json_object_get(j, "steps"), n, step)
			pool_add(json_string_value(step));
	json_decref(pdus);
	json_decref(inputs);
}

static unsigned long steps(void)
{
	const char *more = getenv("ACOM_FUZZ");

	return more ? strtoul(more, NULL, 0) : STEPS;
}

/* ---- PDUs by chance ---- */

/* Those of the next fragment of what is open, or of something new. */
static uint8_t chance_flags(const struct assoc *a)
{
	if (!chance(40))
		return (uint8_t)chance(256);
	return a->message.open ? (chance(2) ? PDU_LAST : 0) : chance(4) ? PDU_FIRST | PDU_LAST : PDU_FIRST;
}

static uint32_t chance_id(const struct assoc *a, uint32_t other)
{
	return a->message.open && chance(40) ? a->message.call_id : other;
}

static struct span chance_stub(void)
{
	static const uint8_t octets[4096];

	return (struct span){ octets, chance(4) ? chance(40) : chance(sizeof octets) };
}

static void chance_contexts(struct put *p, unsigned count)
{
	bool agrees = chance(2);
	uint32_t most = agrees ? PDU_MOST + 1 : 0x10000; /* those of a kind may agree upon longer ones than are heard here */

	pdu_put_bind(p, &(struct pdu_bind){ .xmit = (uint16_t)chance(most), .recv = (uint16_t)chance(most),
					    .group = chance(30) ? 0 : chance(3), .count = (uint8_t)(count + agrees) });
	if (agrees) {
		struct pdu_syntax descriptors = pdu_feature_syntax(PDU_FEATURES_ACOM, (uint16_t)(PDU_DESCRIPTORS | chance(16)));

		pdu_put_context(p, &(struct pdu_context){ .id = 9, .count = 1, .interface = wires_echo });
		pdu_put_syntax(p, &descriptors);
	}
	while (count--) {
		struct pdu_context c = { .id = (uint16_t)chance(4), .count = (uint8_t)(chance(20) ? 1 : chance(3)),
					 .interface = chance(8) ? wires_echo : wires_adder };

		pdu_put_context(p, &c);
		for (unsigned i = 0; i < c.count; i++) {
			struct pdu_syntax feature = pdu_feature_syntax(chance(2), (uint16_t)chance(16));

			pdu_put_syntax(p, chance(8) ? &pdu_ndr : chance(2) ? &pdu_ndr64 : &feature);
		}
	}
}

/* That octets are to go by memory, or what looks like it. */
static size_t chance_share(uint8_t *room)
{
	struct put p = put_to(room, PDU_MOST, chance(8));
	struct pdu_context c = { .id = SHARE_CONTEXT, .count = (uint8_t)(chance(9) ? 1 : chance(3)), .interface = share_syntax };
	unsigned count = chance(9) ? 1 : chance(3);

	pdu_begin(&p, PDU_ALTER, PDU_FIRST | PDU_LAST, chance(1000));
	pdu_put_bind(&p, &(struct pdu_bind){ .xmit = PDU_MOST, .recv = PDU_MOST, .count = (uint8_t)count });
	while (count--) {
		pdu_put_context(&p, &c);
		for (unsigned i = 0; i < c.count; i++)
			pdu_put_syntax(&p, chance(4) ? &share_syntax : &pdu_ndr);
	}
	return pdu_end(&p);
}

/* What a client might say. */
static void say_as_client(struct put *p, const struct assoc *a)
{
	static const uint8_t others[] = { PDU_CO_CANCEL, PDU_ORPHANED, PDU_ALTER, PDU_SHUTDOWN, PDU_AUTH3, PDU_BIND };
	enum pdu_type type = !a->bound ? PDU_BIND : chance(4) ? PDU_REQUEST : others[chance(chance(16) ? 3 : ARRAY_COUNT(others))];

	pdu_begin(p, type, type == PDU_BIND ? 0x13 : type == PDU_REQUEST ? chance_flags(a) : 3, chance_id(a, chance(1000)));
	if (type == PDU_REQUEST)
		pdu_put_request(p, &(struct pdu_request){ .alloc_hint = chance(9) ? chance(100) : chance(UINT32_MAX), .opnum = 3,
							  .context = (uint16_t)chance(3), .stub = chance_stub(),
							  .object = p->start[3] & PDU_OBJECT ? &wires_object : NULL });
	else if (type == PDU_BIND || type == PDU_ALTER)
		chance_contexts(p, chance(16) ? 1 + chance(2) : chance(20));
}

/* What a server might say to a client. */
static void say_as_server(struct put *p, const struct assoc *a)
{
	static const uint8_t others[] = { PDU_FAULT, PDU_ALTER_RESP, PDU_SHUTDOWN, PDU_BIND_NAK };
	enum pdu_type type = !a->bound ? PDU_BIND_ACK : chance(4) ? PDU_RESPONSE : others[chance(chance(8) ? 1 : ARRAY_COUNT(others))];
	const struct wire_call *oldest = calls_first(&a->calls);
	uint32_t id = (oldest ? oldest->id : 1) + (chance(20) ? 0 : chance(4));

	pdu_begin(p, type, type == PDU_RESPONSE ? chance_flags(a) : 3 | (chance(2) ? 0x10 : 0), chance_id(a, id));
	if (type == PDU_RESPONSE)
		pdu_put_response(p, &(struct pdu_response){ .alloc_hint = chance(100), .context = chance(9) ? 0 : 1,
							    .stub = chance_stub() });
	else if (type == PDU_FAULT)
		pdu_put_fault(p, &(struct pdu_fault){ .alloc_hint = 32, .status = chance(UINT32_MAX) });
	else if (type == PDU_BIND_ACK || type == PDU_ALTER_RESP) {
		pdu_put_bind_ack(p, &(struct pdu_bind_ack){ .xmit = 4280, .recv = (uint16_t)(1300 + chance(5000)),
							    .count = type == PDU_ALTER_RESP ? 1 : 3 });
		for (unsigned n = type == PDU_ALTER_RESP ? 1 : 3; n; n--)
			pdu_put_result(p, n == 3 || type == PDU_ALTER_RESP ? &(struct pdu_result){ PDU_ACCEPTED, 0, pdu_ndr } :
									     &(struct pdu_result){ .result = 2 + chance(2) });
	}
}

static size_t spoil(uint8_t *octets, size_t size)
{
	static const uint8_t liked[] = { 0, 1, 2, 0x7F, 0x80, 0xFF };

	for (uint32_t n = chance(4); size && n; n--) {
		size_t at = chance(chance(2) ? 32 : (uint32_t)size) % size;

		octets[at] = chance(2) ? octets[at] ^ (uint8_t)(1 << chance(8)) : liked[chance(ARRAY_COUNT(liked))];
	}
	return chance(8) ? size : chance((uint32_t)size + 1);
}

/* One PDU in p's room: of the pool, or made, and then as it is, or mutated. */
static size_t next_pdu(uint8_t *room, const struct assoc *a, bool server)
{
	struct put p = put_to(room, PDU_MOST, a->message.open ? a->message.big : !chance(8));
	size_t size;

	if (!chance(30)) {
		unsigned n = chance(pool.count);

		memcpy(room, pool.at[n].octets, pool.at[n].size);
		size = pool.at[n].size;
	} else {
		if (server)
			say_as_client(&p, a);
		else
			say_as_server(&p, a);
		size = pdu_end(&p);
	}
	return chance(8) ? size : spoil(room, size);
}

static void feed(struct assoc *a, const uint8_t *octets, size_t size)
{
	bool closed = a->closed != S_OK;

	wires_feed(a, octets, size, chance(2) ? 0 : 1 + chance(40));
	if (closed)
		wires_hear_nothing(a);
}

/* ---- the server's end ---- */

/* What an end has shared so far; behind the shift it would be fed what comes by memory, which looks no different. */
static struct {
	unsigned long asked, shifted;
} shared;

static bool server_share(void *context, int fd)
{
	(void)context;
	assert_true(fd >= 0);
	shared.asked++;
	return chance(4);
}

static void server_shared(void *context)
{
	struct wires_server *s = context;

	assert_int_equal(s->server.shares, SHARE_BOTH);
	assert_true(s->server.a.shifts);
	shared.shifted++;
}

/* Descriptors that come with what is fed next. */
static void bring_some(struct assoc *a)
{
	int fds[2] = { os_eventfd(), -1 };
	unsigned count = 1 + !chance(8);

	if (count == 2)
		fds[1] = os_eventfd();
	assert_true(fds[0] >= 0 && (count == 1 || fds[1] >= 0));
	HRESULT hr = assoc_bring(a, fds, count);
	if (FAILED(hr)) /* nobody has agreed upon them */
		assoc_close(a, hr);
}

/* Of the requests that are held some are answered. */
static void answer_some(struct wires_server *s)
{
	while (s->held_count && chance(3)) {
		struct wire_call *call = s->held[--s->held_count];

		if (chance(2))
			assoc_server_fault(&s->server, call, chance(UINT32_MAX), chance(2), NULL);
		else
			assert_true(SUCCEEDED(assoc_server_respond(&s->server, call, chance_stub(), no_span)));
	}
}

/* A conversation; how many steps it took, and how many requests arrived. */
static unsigned long server_talk(const struct assoc_service *service, unsigned long *requests)
{
	static struct wires_server s;
	struct heard heard;
	unsigned long n;

	assert_int_equal(wires_server_init(&s, service), S_OK);
	s.hold = chance(2);
	for (n = 0; n < TALK && (s.server.a.closed == S_OK || chance(2)); n++) {
		uint8_t octets[PDU_MOST];

		bool shares = s.server.a.carries && s.server.a.closed == S_OK && !chance(4);
		size_t size = shares ? chance_share(octets) : next_pdu(octets, &s.server.a, true);
		if (size && s.server.a.closed == S_OK && (shares ? s.server.shares == SHARE_NOT || !chance(9) : !chance(90)))
			bring_some(&s.server.a);
		feed(&s.server.a, octets, size);
		s.server.a.shifts = false; /* as who reads sees to */
		answer_some(&s);
		while (wires_hear(&s.server.a, &heard))
			;
		assert_true(s.server.a.message.size <= service->request_limit);
		assert_true(!s.server.a.bound || s.server.a.calls.count <= s.server.a.calls_most);
	}
	*requests += s.requests;
	wires_server_fini(&s);
	return n;
}

TEST(the_server_takes_anything)
{
	struct assoc_groups groups = { .map = { NULL } };
	struct assoc_service service = wires_service(&groups);
	unsigned long requests = 0, all = steps(), bound = 0;
	uint64_t live = os_alloc_live();

	struct assoc_server_ops ops = *service.ops;
	ops.share = server_share;
	ops.shared = server_shared;
	service.ops = &ops;
	service.request_limit = 20000;
	chance_seed();
	pool_load();
	for (unsigned long done = 0; done < all; bound++)
		done += server_talk(&service, &requests);
	assert_int_equal(os_alloc_live(), live);
	assert_null(groups.map.first);
	fprintf(stderr, "%lu associations, %lu PDUs, %lu requests; %lu shared, %lu shifted\n", bound, all, requests, shared.asked,
	        shared.shifted);
	assert_true(shared.shifted > all / 5000);
	assert_true(requests > all / 20); /* most of it is understood */
}

/* ---- the client's end ---- */

struct caller {
	struct assoc_client c;
	bool answered[ANSWERS], orphaned[ANSWERS];
	struct wire_call *calls[ANSWERS];
	unsigned made, answers, good;
};

static void on_agreed(void *context, uint16_t id, HRESULT hr)
{
	(void)context, (void)id, (void)hr;
}

static void on_answer(void *context, struct wire_call *call, struct assoc_answer *a)
{
	struct caller *l = context;
	size_t n = (size_t)((struct wire_call **)call->user - l->calls);

	assert_true(n < l->made);
	assert_false(l->answered[n] || l->orphaned[n]);
	l->answered[n] = true;
	l->answers++;
	l->good += a->hr == S_OK;
}

static void call_some(struct caller *l)
{
	while (l->made < ANSWERS && (!l->c.a.calls.count || chance(2))) {
		struct wire_call **slot = &l->calls[l->made];

		l->made++;
		if (SUCCEEDED(assoc_client_call(&l->c, &(struct pdu_request){ .stub = chance_stub() }, slot, slot)))
			continue;
		l->made--;
		break;
	}
	for (unsigned n = 0; n < l->made; n++)
		if (!l->answered[n] && !l->orphaned[n] && !chance(12)) {
			assert_int_equal(assoc_client_cancel(&l->c, l->calls[n]), S_OK);
			assoc_client_orphan(&l->c, l->calls[n]);
			l->orphaned[n] = true;
		}
}

static void on_shared(void *context, enum share how)
{
	const struct caller *l = context;

	assert_int_equal(l->c.shares, how);
	assert_int_equal(l->c.a.shifts, how == SHARE_BOTH);
	*(how == SHARE_OUT ? &shared.asked : &shared.shifted) += 1;
}

/* What answers the question after shared memory. */
static size_t chance_shared(uint8_t *room, uint32_t id)
{
	struct put p = put_to(room, PDU_MOST, !chance(8));
	unsigned count = chance(9) ? 1 : chance(3);

	pdu_begin(&p, PDU_ALTER_RESP, PDU_FIRST | PDU_LAST, id);
	pdu_put_bind_ack(&p, &(struct pdu_bind_ack){ .xmit = PDU_MOST, .recv = PDU_MOST, .count = (uint8_t)count });
	while (count--)
		pdu_put_result(&p, &(struct pdu_result){ chance(6) ? PDU_ACCEPTED : (uint16_t)chance(4), 0, pdu_ndr });
	return pdu_end(&p);
}

static unsigned long client_talk(const struct assoc_peer *peer, unsigned long *good)
{
	static struct caller l;
	unsigned long n;
	uint16_t id;

	memset(&l, 0, sizeof l);
	assert_int_equal(assoc_client_init(&l.c, peer, &l), S_OK);
	assert_int_equal(assoc_client_offer(&l.c, &wires_echo, &id), S_FALSE);
	for (n = 0; n < TALK && (l.c.a.closed == S_OK || chance(2)); n++) {
		uint8_t octets[PDU_MOST];
		struct heard heard;

		if (l.c.a.bound)
			call_some(&l);
		if (l.c.a.bound && l.c.a.closed == S_OK && l.c.shares == SHARE_NOT && !chance(4))
			assert_int_equal(assoc_client_share(&l.c, os_eventfd()), S_OK);
		feed(&l.c.a, octets, l.c.share_id && !chance(3) ? chance_shared(octets, l.c.share_id) :
								  next_pdu(octets, &l.c.a, false));
		l.c.a.shifts = false;
		while (wires_hear(&l.c.a, &heard))
			;
		assert_true(l.c.a.message.size <= peer->response_limit);
		if (!chance(20))
			assoc_client_offer(&l.c, &wires_adder, &id);
	}
	assoc_client_fini(&l.c);
	for (unsigned i = 0; i < l.made; i++)
		assert_true(l.answered[i] != l.orphaned[i]);
	*good += l.good;
	return n;
}

TEST(the_client_believes_nothing)
{
	static const struct assoc_client_ops ops = { on_agreed, on_answer, NULL, on_shared, NULL };
	struct assoc_peer peer = { .ops = &ops, .features = { PDU_KEEP_ON_ORPHAN, 1 }, .response_limit = 20000, .calls_limit = 8 };
	unsigned long good = 0, all = steps(), talks = 0;
	uint64_t live = os_alloc_live();

	chance_seed();
	pool_load();
	for (unsigned long done = 0; done < all; talks++) {
		peer.offer_null = chance(2);
		done += client_talk(&peer, &good);
	}
	assert_int_equal(os_alloc_live(), live);
	fprintf(stderr, "%lu associations, %lu PDUs, %lu answers; %lu shared, %lu shifted\n", talks, all, good, shared.asked,
	        shared.shifted);
	assert_true(shared.shifted > all / 5000);
	assert_true(good > all / 50);
}
