/* ends.c - the two ends of an association: whatever comes, however it is cut, they say the same, each call is answered once, and
 * nothing is left. */
#include "memory.h"
#include "pdu.h"

enum { REQUESTS = 20000, CALLS = 12, ECHO_FROM = 0, HOLD = 5, FAULTY = 6, HELD = 64, BRINGS = 0x40000000 };

static const GUID plain = { 0xA0C0FFEE, 0x0004, 0x4A11, { 0x90, 0, 0, 0, 0, 0, 0xAB, 0xCD } };
static const GUID adder = { 0xA0C0FFEE, 0x0003, 0x4A11, { 0x90, 0, 0, 0, 0, 0, 0xAB, 0xCD } };

/* What an end has done. */
struct story {
	struct ear ear;
	uint64_t heard; /* a hash of what it told its owner */
	HRESULT closed;
};

static void story_tell(struct story *s, uint64_t what)
{
	s->heard = (s->heard ^ what) * 1099511628211u;
}

static void story_tell_span(struct story *s, struct span what)
{
	for (size_t i = 0; i < what.size; i++)
		story_tell(s, what.at[i]);
	story_tell(s, what.size);
}

/* What it wants to say is taken away. */
static void story_hear(struct story *s, struct assoc *a)
{
	struct span out;

	while (outbox_spans(&a->outbox, &out, 1)) {
		ear_hear(&s->ear, out.at, out.size);
		outbox_sent(&a->outbox, out.size);
	}
}

/* What was taken for bells comes by memory then, and is no different. */
static size_t shift(struct assoc *a)
{
	size_t bells = a->shifts ? a->bells : 0;

	a->shifts = false;
	return bells;
}

/* The rest of a long message comes to where it belongs, as connections have it; how much that was. */
static size_t feed_landing(struct assoc *a, const uint8_t *octets, size_t size)
{
	struct landing l;
	size_t at = 0;

	if (!landing_plan(a, &l))
		return 0;
	for (unsigned i = 0; i < l.count && at < size; i++) {
		size_t part = l.rooms[i].size < size - at ? l.rooms[i].size : size - at;
		memcpy(l.rooms[i].at, octets + at, part);
		at += part;
	}
	landing_take(a, &l, at, a->brought);
	return at - shift(a);
}

static void feed_piece(struct assoc *a, const uint8_t *octets, size_t size)
{
	const uint8_t *alone = account_alone(octets, size);
	size_t done = 0, landed;

	account_received(size);
	while (done < size && a->closed == S_OK) {
		while (done < size && (landed = feed_landing(a, alone + done, size - done)))
			done += landed;
		if (done < size)
			assoc_feed(a, alone + done, size - done);
		done = size - shift(a);
	}
	account_check();
	account_alone_end(alone);
}

/* How an input is cut: behind `at` octets, and then each so many (0: not). */
struct cuts {
	size_t at, each;
};

/* How many octets of these go in one write: a PDU that brings a descriptor is alone in its own. Which does is said by its id. */
static size_t next_write(struct span octets, bool *brings)
{
	struct pdu_header h;
	size_t done = 0;

	*brings = false;
	while (!*brings && octets.size - done >= PDU_HEADER && SUCCEEDED(pdu_read_header(octets.at + done, &h)) &&
	       h.size >= PDU_HEADER && h.size <= octets.size - done) {
		bool alone = h.call_id & BRINGS;
		if (alone && done)
			return done;
		*brings = alone;
		done += h.size;
	}
	return *brings ? done : octets.size;
}

static void bring(struct assoc *a)
{
	int fd = a->closed == S_OK ? sockets_file() : -1;
	HRESULT hr = fd >= 0 ? assoc_bring(a, &fd, 1) : S_OK;

	if (FAILED(hr))
		assoc_close(a, hr);
}

static void feed_write(struct assoc *a, struct story *s, struct span octets, size_t from, const struct cuts *c)
{
	for (size_t done = 0, part; done < octets.size; done += part) {
		size_t at = from + done;
		part = octets.size - done;
		if (at < c->at && c->at - at < part)
			part = c->at - at;
		else if (at >= c->at && c->each && c->each < part)
			part = c->each;
		feed_piece(a, octets.at + done, part);
		story_hear(s, a);
	}
}

static void feed_all(struct assoc *a, struct story *s, struct span octets, const struct cuts *c)
{
	for (size_t done = 0, size; done < octets.size; done += size) {
		bool brings;
		size = next_write((struct span){ octets.at + done, octets.size - done }, &brings);
		if (brings)
			bring(a);
		feed_write(a, s, (struct span){ octets.at + done, size }, done, c);
	}
}

/* unsent: at its end it takes back what has not left. */
static void stories_agree(const struct story *a, const struct story *b, bool unsent)
{
	must(a->closed == b->closed && a->heard == b->heard, "it matters how the octets are cut");
	must((unsent && a->closed != S_OK) || (a->ear.said == b->ear.said && a->ear.inbox.have == b->ear.inbox.have),
	     "it says something else if the octets are cut otherwise");
}

static void tell_client(struct story *story, struct span octets, const struct cuts *cuts);

/* Told whole, it is the same as told in two, and in pieces. */
static void tell_twice(void (*tell)(struct story *s, struct span octets, const struct cuts *cuts), const struct choices *c,
		       struct span octets)
{
	struct story whole, cut;
	struct cuts none = { 0, 0 }, cuts = { octets.size ? (c->second | c->third << 8) % octets.size : 0, c->flags >> 4 };

	tell(&whole, octets, &none);
	tell(&cut, octets, &cuts);
	stories_agree(&whole, &cut, tell == tell_client);
}

/* ---- the server's ---- */

struct serving {
	struct assoc_server end;
	struct story *story;
	struct wire_call *held[HELD];
	unsigned held_count;
	bool refuses; /* to share memory */
};

static const void *serving_find(void *context, const struct pdu_syntax *interface)
{
	(void)context;
	return IsEqualGUID(&interface->uuid, &plain) ? &plain : IsEqualGUID(&interface->uuid, &adder) ? &adder : NULL;
}

static void serving_request(void *context, struct assoc_request *r)
{
	struct serving *s = context;

	story_tell(s->story, r->opnum | (uint64_t)r->big << 16 | (uint64_t)!!r->object << 17);
	story_tell_span(s->story, r->stub);
	r->call->user = s;
	if (r->opnum == HOLD && s->held_count < HELD)
		s->held[s->held_count++] = r->call;
	else if (r->opnum == FAULTY)
		assoc_server_fault(&s->end, r->call, (uint32_t)E_FAIL, r->stub.size & 1, NULL);
	else
		must(SUCCEEDED(assoc_server_respond(&s->end, r->call, no_span, r->stub)), "a request could not be answered");
}

static void serving_noted(void *context, struct wire_call *call)
{
	struct serving *s = context;

	must(call->user == s, "a call is another's");
	story_tell(s->story, call->id | (uint64_t)call->orphaned << 33);
}

static bool serving_share(void *context, int fd)
{
	struct serving *s = context;

	must(sockets_has_file(fd), "nothing came that could be shared");
	story_tell(s->story, s->refuses);
	return !s->refuses;
}

static void serving_shared(void *context)
{
	struct serving *s = context;

	must(s->end.a.shifts && s->end.shares == SHARE_BOTH, "it goes by memory, and does not");
	story_tell(s->story, SHARE_BOTH);
}

static void serving_closed(void *context, void *kept)
{
	struct serving *s = context;

	must(!kept && s->end.a.closed != S_OK, "it is closed, and is not");
	story_tell(s->story, (uint64_t)s->end.a.closed);
}

static void tell_server(struct story *story, struct span octets, const struct cuts *cuts)
{
	static const struct assoc_server_ops ops = {
		.find = serving_find, .request = serving_request, .cancel = serving_noted, .orphan = serving_noted,
		.closed = serving_closed, .share = serving_share, .shared = serving_shared,
	};
	static struct assoc_groups groups;
	static const struct assoc_service service = {
		.ops = &ops, .groups = &groups, .address = "49600", .features = { PDU_KEEP_ON_ORPHAN, 5 },
		.request_limit = REQUESTS, .calls_limit = 8,
	};
	static struct serving s;

	story->ear.said = story->ear.inbox.have = story->ear.inbox.begun.rest = 0;
	story->heard = 0;
	sockets_begin(&(struct outside){ .octets = NULL });
	account_begin();
	s.story = story;
	s.held_count = 0;
	s.refuses = octets.size & 2;
	must(assoc_server_init(&s.end, &service, &s) == S_OK, "no end");
	feed_all(&s.end.a, story, octets, cuts);
	must(s.end.a.message.size <= REQUESTS && s.end.a.calls.count <= 16, "a limit is passed");
	must(s.end.a.closed != S_OK || s.end.a.calls.count == s.held_count, "a call is forgotten");
	while (s.held_count)
		must(SUCCEEDED(assoc_server_respond(&s.end, s.held[--s.held_count], no_span, no_span)), "no answer");
	story_hear(story, &s.end.a);
	story->closed = s.end.a.closed;
	must(!s.end.a.calls.count, "a call is left over");
	assoc_server_fini(&s.end);
	must(!groups.map.first, "a group is left over");
	sockets_end();
	account_end();
}

void ends_server(const struct choices *c, struct span octets) { tell_twice(tell_server, c, octets); }

/* ---- the client's ---- */

struct calling {
	struct assoc_client end;
	struct story *story;
	struct wire_call *calls[CALLS];
	unsigned made;
	bool over[CALLS]; /* answered, or an orphan */
};

static void calling_begin(struct calling *l, uint16_t context)
{
	static const uint8_t stub[6000];
	struct pdu_request r = { .context = context, .opnum = (uint16_t)l->made, .stub = { stub, l->made == 3 ? sizeof stub : 16 } };
	struct wire_call **slot = &l->calls[l->made];

	if (l->made == CALLS || FAILED(assoc_client_call(&l->end, &r, slot, slot)))
		return;
	l->made++;
}

static void calling_agreed(void *context, uint16_t id, HRESULT hr)
{
	struct calling *l = context;

	story_tell(l->story, id | (uint64_t)(uint32_t)hr << 16);
	if (SUCCEEDED(hr) && l->end.a.carries && l->end.shares == SHARE_NOT)
		must(assoc_client_share(&l->end, sockets_file()) == S_OK, "it is not asked for memory");
	for (int i = 0; SUCCEEDED(hr) && i < CALLS / 2; i++)
		calling_begin(l, id);
	if (l->made < 3 || l->over[1])
		return;
	assoc_client_cancel(&l->end, l->calls[0]);
	l->over[1] = true;
	l->calls[1]->more = l->made % 2 ? l : NULL;
	assoc_client_orphan(&l->end, l->calls[1]);
}

static void calling_answer(void *context, struct wire_call *call, struct assoc_answer *a)
{
	struct calling *l = context;
	size_t n = call->orphaned ? 1 : (size_t)((struct wire_call **)call->user - l->calls);
	HRESULT hr = a->hr == RPC_E_SERVER_DIED_DNE ? l->end.a.closed : a->hr; /* how far it had got is chance */

	must(n < l->made && (call->orphaned ? call->more == l : !l->over[n]), "an answer to nothing");
	l->over[n] = true;
	story_tell(l->story, n | (uint64_t)(uint32_t)hr << 8 | (uint64_t)a->did_not_execute << 41 | (uint64_t)a->big << 42);
	story_tell(l->story, a->status);
	story_tell_span(l->story, a->stub);
	if (a->hr == S_OK && n % 4 == 2)
		calling_begin(l, 0);
}

static void calling_shared(void *context, enum share how)
{
	struct calling *l = context;

	must(l->end.shares == how && l->end.a.shifts == (how == SHARE_BOTH), "it goes by memory, and does not");
	story_tell(l->story, how);
}

static void tell_client(struct story *story, struct span octets, const struct cuts *cuts)
{
	static const struct assoc_client_ops ops = { calling_agreed, calling_answer, NULL, calling_shared, NULL };
	static const struct assoc_peer peers[2] = {
		{ .ops = &ops, .features = { PDU_KEEP_ON_ORPHAN, 1 }, .response_limit = REQUESTS, .calls_limit = 8 },
		{ .ops = &ops, .features = { PDU_KEEP_ON_ORPHAN, PDU_ACOM_FEATURES }, .response_limit = REQUESTS, .calls_limit = 4,
		  .offer_null = true },
	};
	static struct calling l;
	uint16_t id;

	story->ear.said = story->ear.inbox.have = story->ear.inbox.begun.rest = 0;
	story->heard = 0;
	sockets_begin(&(struct outside){ .octets = NULL });
	account_begin();
	l = (struct calling){ .story = story };
	must(assoc_client_init(&l.end, &peers[octets.size & 1], &l) == S_OK, "no end");
	must(assoc_client_offer(&l.end, &(struct pdu_syntax){ plain, 1 }, &id) == S_FALSE, "it is agreed upon before it is asked");
	must(assoc_client_offer(&l.end, &(struct pdu_syntax){ adder, 0 }, &id) == S_FALSE, "it is agreed upon before it is asked");
	story_hear(story, &l.end.a);
	feed_all(&l.end.a, story, octets, cuts);
	must(l.end.a.message.size <= REQUESTS, "a limit is passed");
	story->closed = l.end.a.closed;
	assoc_client_fini(&l.end);
	for (unsigned i = 0; i < l.made; i++)
		must(l.over[i], "a call has no end");
	sockets_end();
	account_end();
}

void ends_client(const struct choices *c, struct span octets) { tell_twice(tell_client, c, octets); }
