/* origins.c - processes that are only named in what somebody has sent, and do not answer: in simulated time, as they hold up who
 * reads that for ten seconds, however many they are. */
#include <acom.h>

#include "base/os_sim.h"
#include "house.h"
#include "where.h"
#include "../unit/transport.h"

enum { RESOLVE = 4, ADD_REF = 1, ADDRESSES = 3, REFERENCES = 5, REFERENCES_AT = 28 /* in an OBJREF */, SECONDS = 10 };

/* What a server answers; agreements always. */
enum answers { NOTHING, WHERE_IT_IS, THAT_IT_COUNTS };

struct rogue {
	struct listener listeners[ADDRESSES];
	struct harness_thread thread;
	struct connection *connection; /* NULL: nobody accepts */
	uint8_t objref[1024];
	size_t size;
};

static enum answers answers;
static struct assoc_groups groups;
static const GUID unknown = { 1, 2, 3, { 4 } };

static const void *find(void *context, const struct pdu_syntax *interface)
{
	(void)context;
	return needed(registry_find(&interface->uuid, NULL));
}

/* An answer of one of the runtime's own interfaces. */
static void respond(struct connection *c, const struct assoc_request *r, unsigned row, void *const *args)
{
	static const uint8_t that[ORPC_THAT_SIZE];
	const ACOM_INTERFACE *interface = r->interface;
	bool plain = IsEqualIID(r->iid, &IID_IObjectExporter);
	uint8_t octets[256];
	size_t used;
	struct ndr n;

	ndr_init(&n, &marshal_hooks, NULL);
	n.saved = (union ndr_saved[NDR_MAX_SAVES]){ { 0 } };
	ndr_save(&n, &interface->methods[row], args);
	assert_int_equal(ndr_put(&n, &interface->methods[row], ACOM_OUT, args, S_OK, octets, sizeof octets, &used), S_OK);
	ndr_fini(&n);
	assert_int_equal(assoc_server_respond(&c->server, r->call, (struct span){ that, plain ? 0 : sizeof that },
	                                      (struct span){ octets, used }), S_OK);
}

static void say_where(struct connection *c, const struct assoc_request *r)
{
	DUALSTRINGARRAY empty = { 0 }, *bindings = &empty, **pbindings = &bindings;
	COMVERSION version = { 5, 7 }, *pversion = &version;
	IPID ipid = unknown, *pipid = &ipid;
	DWORD hint = 1, *phint = &hint;
	USHORT none = 0, *protocols = NULL;
	OXID oxid = 0, *poxid = &oxid;
	void *args[] = { &poxid, &none, &protocols, &pbindings, &pipid, &phint, &pversion };

	respond(c, r, RESOLVE, args);
}

static void count(struct connection *c, const struct assoc_request *r)
{
	REMINTERFACEREF ref = { .cPublicRefs = REFERENCES }, *refs = &ref;
	HRESULT result = S_OK, *results = &result;
	USHORT one = 1;
	void *args[] = { &one, &refs, &results };

	respond(c, r, ADD_REF, args);
}

static void request(void *context, struct assoc_request *r)
{
	if (IsEqualIID(r->iid, &IID_IObjectExporter) && answers >= WHERE_IT_IS)
		say_where(context, r);
	else if (IsEqualIID(r->iid, &IID_IRemUnknown) && r->opnum == 3 + ADD_REF && answers >= THAT_IT_COUNTS)
		count(context, r);
}

static void ignore(void *context, struct wire_call *call)
{
	(void)context;
	(void)call;
}

static void closed(void *context, void *kept)
{
	(void)context;
	(void)kept;
}

static const struct assoc_server_ops ops = { find, request, ignore, ignore, closed, NULL, NULL, NULL, NULL, NULL };
static const struct assoc_service service = {
	.ops = &ops, .groups = &groups, .address = "", .request_limit = 1 << 22, .calls_limit = 1000,
};

static void accept_one(void *arg)
{
	struct rogue *r = arg;
	char why[WHY_MOST];
	struct stream s;

	assert_int_equal(os_poll(r->listeners[0].fd, OS_FOREVER), 1);
	expect_done(transport_accept(&r->listeners[0], &s, why), why);
	expect_done(connection_accept(&s, &service, &r->connection), why);
}

/* A reference to an object there, at all its addresses. */
static void make_reference(struct rogue *r)
{
	struct address at[ADDRESSES];
	union {
		DUALSTRINGARRAY array;
		uint8_t room[512];
	} words;
	struct objref o = {
		.form = OBJREF_STANDARD, .iid = IID_ISimpleStream, .references = REFERENCES, .oxid = 7, .oid = 8,
		.ipid = { 9, 0, 0, { 0 } },
	};

	for (int i = 0; i < ADDRESSES; i++)
		at[i] = r->listeners[i].at;
	assert_int_equal(bindings_write(at, ADDRESSES, &words.array, 250), S_OK);
	o.words = (const uint8_t *)words.array.aStringArray;
	o.word_count = words.array.wNumEntries;
	o.security = words.array.wSecurityOffset;
	r->size = objref_octets(&o);
	assert_in_range(r->size, 0, sizeof r->objref);
	objref_format(&o, r->objref);
}

static void rogue_open(struct rogue *r, bool accepts)
{
	static const char *const names[ADDRESSES] = { "a", "b", "c" };
	const char *directory = scratch_make();
	char why[WHY_MOST];

	*r = (struct rogue){ .connection = NULL };
	for (int i = 0; i < ADDRESSES; i++) {
		struct address a = address_in(directory, names[i]);
		expect_done(transport_listen(&a, NULL, &r->listeners[i], why), why);
	}
	make_reference(r);
	if (accepts)
		harness_start(&r->thread, accept_one, r);
}

static void rogue_close(struct rogue *r)
{
	if (r->connection) {
		harness_join(&r->thread);
		connection_close(r->connection, RPC_E_DISCONNECTED);
		connection_unref(r->connection);
	}
	for (int i = 0; i < ADDRESSES; i++)
		transport_unlisten(&r->listeners[i]);
	scratch_remove();
}

/* How long a pointer takes that is asked for as this interface, and does not come. */
static unsigned held_up(const struct rogue *r, REFIID iid, HRESULT expected)
{
	uint64_t since = os_now();
	void *p;

	assert_int_equal(reference_resolve(r->objref, r->size, NULL, origin_deadline(NULL), iid, &p), expected);
	assert_null(p);
	return (unsigned)((os_now() - since) / NS_PER_S);
}

static void hold_up(enum answers what, bool accepts, REFIID iid, HRESULT expected, unsigned seconds)
{
	struct rogue r;

	answers = what;
	house_enter(COINIT_MULTITHREADED);
	rogue_open(&r, accepts);
	assert_int_equal(held_up(&r, iid, expected), seconds);
	rogue_close(&r);
	house_leave();
}

SIM_TEST(addresses_at_which_nobody_answers_take_ten_seconds_all_together, 20)
{
	hold_up(NOTHING, false, &IID_ISimpleStream, RPC_S_SERVER_UNAVAILABLE, 10);
}

SIM_TEST(a_process_that_does_not_say_where_it_is_takes_ten_seconds, 20)
{
	hold_up(NOTHING, true, &IID_ISimpleStream, RPC_S_SERVER_UNAVAILABLE, 10);
}

SIM_TEST(a_process_that_does_not_count_references_takes_ten_seconds, 20)
{
	hold_up(WHERE_IT_IS, true, &IID_ISimpleStream, RPC_E_TIMEOUT, 10);
}

SIM_TEST(a_process_that_does_not_say_whether_it_has_an_interface_takes_ten_seconds, 20)
{
	hold_up(THAT_IT_COUNTS, true, &IID_ISynchronize, RPC_E_TIMEOUT, 10);
}

SIM_TEST(where_calls_have_less_time_it_takes_no_more, 20)
{
	assert_int_equal(AcomSetCallTimeout(NULL, 3000), S_OK);
	hold_up(NOTHING, false, &IID_ISimpleStream, RPC_S_SERVER_UNAVAILABLE, 3);
	hold_up(WHERE_IT_IS, true, &IID_ISimpleStream, RPC_E_TIMEOUT, 3);
	assert_int_equal(AcomSetCallTimeout(NULL, INFINITE), S_OK);
}

/* As one has it that was written into a stream. */
SIM_TEST(CoUnmarshalInterface_is_held_up_no_longer, 20)
{
	IStream *stream;
	struct rogue r;
	void *p;

	answers = WHERE_IT_IS;
	house_enter(COINIT_MULTITHREADED);
	rogue_open(&r, true);
	assert_int_equal(CreateStreamOnHGlobal(NULL, TRUE, &stream), S_OK);
	assert_int_equal(IStream_Write(stream, r.objref, (ULONG)r.size, NULL), S_OK);
	assert_int_equal(IStream_Seek(stream, (LARGE_INTEGER){ .QuadPart = 0 }, STREAM_SEEK_SET, NULL), S_OK);
	uint64_t since = os_now();
	assert_int_equal(CoUnmarshalInterface(stream, &IID_ISimpleStream, &p), RPC_E_TIMEOUT);
	assert_int_equal((os_now() - since) / NS_PER_S, 10);
	IStream_Release(stream);
	rogue_close(&r);
	house_leave();
}

/* What was lent, or is in a table, and void. */
SIM_TEST(a_reference_that_has_brought_none_is_given_back_without_asking_anybody, 20)
{
	uint8_t none[4] = { 0 };
	struct rogue r;

	house_enter(COINIT_MULTITHREADED);
	rogue_open(&r, false);
	uint64_t since = os_now();
	assert_int_equal(objref_release(r.objref, r.size), RPC_S_SERVER_UNAVAILABLE);
	assert_int_equal((os_now() - since) / NS_PER_S, SECONDS);
	memcpy(r.objref + REFERENCES_AT, none, sizeof none);
	since = os_now();
	assert_int_equal(objref_release(r.objref, r.size), S_OK);
	assert_int_equal(os_now(), since);
	rogue_close(&r);
	house_leave();
}

/* ---- several in one answer or request ---- */

static struct channel *channel_to(const struct rogue *r)
{
	char why[WHY_MOST];
	struct channel *c;
	struct link *l;

	expect_done(link_dial(&r->listeners[0].at, 0, &l, why), why);
	assert_int_equal(channel_outward_create(l, OUTWARD_OBJECT, &IID_ISimpleStream, &unknown, 0, &c), S_OK);
	link_unref(l);
	return c;
}

/* How long they take that are asked for one after the other. */
static unsigned all_held_up(struct channel *c, const struct rogue *r, unsigned count)
{
	uint64_t since = os_now(), until = 0;
	IUnknown *p;

	for (unsigned i = 0; i < count; i++)
		assert_true(FAILED(wire_hooks.get(c, &IID_ISimpleStream, r->objref, r->size, &until, &p)));
	return (unsigned)((os_now() - since) / NS_PER_S);
}

SIM_TEST(all_references_that_come_together_take_ten_seconds, 20)
{
	struct rogue r;

	answers = NOTHING;
	house_enter(COINIT_MULTITHREADED);
	rogue_open(&r, true);
	struct channel *c = channel_to(&r);
	assert_int_equal(all_held_up(c, &r, 3), 10);
	assert_int_equal(all_held_up(c, &r, 2), 10); /* those of another one have their own */
	channel_unref(c);
	rogue_close(&r);
	house_leave();
}

/* ---- in a request ---- */

static HRESULT find_stub(const uint8_t *octets, size_t size)
{
	struct stub *stub;
	struct objref o;

	assert_int_equal(objref_parse(&o, octets, size), S_OK);
	HRESULT hr = export_stub(&o.ipid, &stub);
	if (SUCCEEDED(hr))
		stub_unref(stub);
	return hr;
}

/* It may wait for a busy server, or for an answer, as long as it wants: nothing that is in it is void meanwhile. */
SIM_TEST(what_a_request_names_is_the_senders_until_the_answer_comes, 20)
{
	uint8_t octets[1024];
	struct rogue r;
	size_t used;

	answers = NOTHING;
	house_enter(COINIT_MULTITHREADED);
	rogue_open(&r, true);
	struct channel *c = channel_to(&r);
	IUnknown *p = (IUnknown *)where_create();
	assert_int_equal(wire_hooks.put(c, &IID_ISimpleStream, p, octets, sizeof octets, &used), S_OK);
	IUnknown_Release(p);
	for (int i = 0; i < 3; i++)
		export_age();
	assert_int_equal(find_stub(octets, used), S_OK);
	wire_hooks.take_back(c, octets, used);
	assert_int_equal(find_stub(octets, used), RPC_E_DISCONNECTED);
	where_wait_alive(0);
	channel_unref(c);
	rogue_close(&r);
	house_leave();
}
