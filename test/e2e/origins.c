/* origins.c - what names an object of another process: whose it is, and who has its references. */
#include "base/cursor.h"
#include "links.h"
#include "test/unit/rows.h"

/* In memory of both processes: what the server tells of itself. */
struct facts {
	struct scene *scene;
	uint64_t oxid;
	IPID unknown, ipid; /* of its IRemUnknown, of the house's object */
	uint64_t oid;
	uint32_t uses; /* of the house's object, by others */
};

static HRESULT facts_tell(void *arg)
{
	struct facts *f = arg;
	struct stub *s;
	HRESULT hr = export_object((IUnknown *)f->scene->house.object, &IID_ISimpleStream, &s);

	if (FAILED(hr))
		return hr;
	f->oxid = exporter_oxid();
	f->unknown = *exporter_unknown();
	f->ipid = s->ipid;
	f->oid = stub_export(s)->oid;
	f->uses = os_load32(&stub_export(s)->uses) - 1;
	export_unuse(stub_export(s));
	stub_unref(s);
	return S_OK;
}

static struct facts *facts_of(struct scene *s)
{
	struct facts *f = away_memory(sizeof *f);

	f->scene = s;
	return f;
}

static uint32_t facts_uses(struct facts *f)
{
	assert_int_equal(house_run(&f->scene->house, facts_tell, f), S_OK);
	return f->uses;
}

static void facts_wait_uses(struct facts *f, uint32_t n)
{
	while (facts_uses(f) > n)
		os_yield();
}

static void check_reads(ISimpleStream *s)
{
	BYTE data[5];
	ULONG n = 0;

	assert_int_equal(ISimpleStream_Read(s, data, sizeof data, &n), S_OK);
	assert_int_equal(n, sizeof data);
	house_check(data, n);
}

/* ---- an OXID is a name that others can say, too ---- */

struct rivals {
	struct scene *owner, *liar;
	struct facts *facts; /* the owner's */
	struct link *link;   /* to the liar */
	struct origin *lie;
};

static struct rivals rivals_open(enum away_transport over)
{
	struct rivals r = { .owner = scene_streams(), .liar = scene_streams() };

	r.facts = facts_of(r.owner);
	house_open_away(&r.owner->house, &r.owner->away, over);
	house_open_away(&r.liar->house, &r.liar->away, over);
	house_enter(COINIT_MULTITHREADED);
	facts_uses(r.facts);
	r.link = scene_link(r.liar);
	return r;
}

/* What the client learns when the liar answers that it is the owner, and where the owner is. */
static void rivals_lie(struct rivals *r)
{
	DUALSTRINGARRAY *d = needed(os_alloc(sizeof *d + 2 * ORPC_WORDS_MAX));
	struct link *owner = scene_link(r->owner);

	assert_int_equal(bindings_write(&owner->at, 1, d, ORPC_WORDS_MAX), S_OK);
	struct bindings b = bindings_of(d);
	assert_int_equal(origin_learn(r->facts->oxid, r->link, &r->facts->unknown, &b, 0, &r->lie), S_OK);
	os_free(d);
	link_unref(owner);
}

static void rivals_close(struct rivals *r)
{
	origin_unref(r->lie);
	link_unref(r->link);
	house_leave();
	house_close(&r->owner->house);
	house_close(&r->liar->house);
	away_forget(r->facts, sizeof *r->facts);
	away_forget(r->liar, sizeof *r->liar);
	away_forget(r->owner, sizeof *r->owner);
}

static uint64_t told(struct link *l)
{
	connection_lock(l->connection);
	uint64_t octets = l->connection->client.a.outbox.queued;
	connection_unlock(l->connection);
	return octets;
}

/* The owner's object works in each way in which one can get at it, and nobody asks the liar. */
static void check_owner(struct rivals *r, ISimpleStream *s)
{
	uint64_t before = told(r->link);
	ISimpleStream *again = NULL;
	ISynchronize *none = NULL;
	IStream *memory;
	LARGE_INTEGER start = { 0 };

	check_reads(s);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ISynchronize, (void **)&none), E_NOINTERFACE);
	assert_int_equal(stream_create(&memory), S_OK);
	assert_int_equal(CoMarshalInterface(memory, &IID_ISimpleStream, (IUnknown *)s, MSHCTX_LOCAL, NULL, MSHLFLAGS_NORMAL), S_OK);
	assert_int_equal(IStream_Seek(memory, start, STREAM_SEEK_SET, NULL), S_OK);
	assert_int_equal(CoUnmarshalInterface(memory, &IID_ISimpleStream, (void **)&again), S_OK);
	assert_ptr_equal(again, s);
	check_reads(again);
	ISimpleStream_Release(again);
	IStream_Release(memory);
	assert_int_equal(told(r->link), before);
}

ACROSS(a_server_that_takes_anothers_name_first_gets_none_of_its_calls)
{
	struct rivals r = rivals_open(over);

	rivals_lie(&r);
	ISimpleStream *s = scene_object(r.owner, &IID_ISimpleStream);
	check_owner(&r, s);
	ISimpleStream_Release(s);
	facts_wait_uses(r.facts, 0);
	rivals_close(&r);
}

ACROSS(a_server_that_takes_anothers_name_later_gets_none_of_its_calls)
{
	struct rivals r = rivals_open(over);
	ISimpleStream *s = scene_object(r.owner, &IID_ISimpleStream);

	rivals_lie(&r);
	check_owner(&r, s);
	ISimpleStream *other = scene_object(r.owner, &IID_ISimpleStream);
	assert_ptr_equal(other, s);
	ISimpleStream_Release(other);
	ISimpleStream_Release(s);
	facts_wait_uses(r.facts, 0);
	rivals_close(&r);
}

/* ---- what is lent, and what others bring ---- */

static IStream *marshaled(ISimpleStream *s, enum away_transport over)
{
	DWORD distance = over == AWAY_UNIX ? MSHCTX_LOCAL : MSHCTX_DIFFERENTMACHINE;
	LARGE_INTEGER start = { 0 };
	IStream *memory;

	assert_int_equal(stream_create(&memory), S_OK);
	assert_int_equal(CoMarshalInterface(memory, &IID_ISimpleStream, (IUnknown *)s, distance, NULL, MSHLFLAGS_NORMAL), S_OK);
	assert_int_equal(IStream_Seek(memory, start, STREAM_SEEK_SET, NULL), S_OK);
	return memory;
}

/* A server with a stream, and another one that holds on to a call which was lent it. */
static void while_it_is_lent(enum away_transport over, void (*body)(struct facts *f, ISimpleStream *s, IStream *memory))
{
	struct scene *owner = scene_streams(), *keeper = scene_mix();
	struct facts *f = facts_of(owner);

	keeper->mixer.gate = &keeper->gate;
	keeper->mixer.act = MIXER_RETURN;
	house_open_away(&owner->house, &owner->away, over);
	house_open_away(&keeper->house, &keeper->away, over);
	house_enter(COINIT_MULTITHREADED);
	ISimpleStream *s = scene_object(owner, &IID_ISimpleStream);
	IMix *mix = scene_object(keeper, &IID_IMix);
	AsyncIMix *call = mixer_call(mix);
	IStream *memory = marshaled(s, over);
	assert_int_equal(facts_uses(f), 2); /* ours, and what is in transit */
	assert_int_equal(AsyncIMix_Begin_TakeAs(call, &IID_ISimpleStream, (IUnknown *)s), S_OK);
	house_wait_count(&keeper->mixer.entered, 1);
	assert_int_equal(facts_uses(f), 3); /* and the keeper's */
	body(f, s, memory);
	harness_gate_open(&keeper->gate);
	assert_int_equal(AsyncIMix_Finish_TakeAs(call), S_OK);
	IStream_Release(memory);
	AsyncIMix_Release(call);
	IMix_Release(mix);
	ISimpleStream_Release(s);
	facts_wait_uses(f, 1); /* what the keeper has kept */
	house_leave();
	house_close(&keeper->house);
	facts_wait_uses(f, 0);
	house_close(&owner->house);
	away_forget(f, sizeof *f);
	away_forget(keeper, sizeof *keeper);
	away_forget(owner, sizeof *owner);
}

static void unmarshal_meanwhile(struct facts *f, ISimpleStream *s, IStream *memory)
{
	ISimpleStream *again = NULL;

	assert_int_equal(CoUnmarshalInterface(memory, &IID_ISimpleStream, (void **)&again), S_OK);
	assert_ptr_equal(again, s);
	facts_wait_uses(f, 2);
	ISimpleStream_Release(again);
}

static void give_back_meanwhile(struct facts *f, ISimpleStream *s, IStream *memory)
{
	(void)s;
	assert_int_equal(CoReleaseMarshalData(memory), S_OK);
	facts_wait_uses(f, 2);
}

ACROSS(what_is_unmarshaled_does_not_use_up_what_is_lent)
{
	while_it_is_lent(over, unmarshal_meanwhile);
}

ACROSS(what_is_given_back_does_not_use_up_what_is_lent)
{
	while_it_is_lent(over, give_back_meanwhile);
}

/* ---- further connections of a group ---- */

METHOD(gives, 0, OUT(T_REF(T_IFACE(&IID_ISimpleStream))));

/* Of which the server has nothing; the connection has no room for more then, and there is a further one. */
static struct link *fill(struct link *l)
{
	struct link *over = link_ref(l);
	uint16_t context;

	while (over == l) {
		struct pdu_syntax unknown = { .version = 1 };
		os_random(&unknown.uuid, sizeof unknown.uuid);
		link_unref(over);
		assert_int_equal(link_agree(l, &unknown, 0, &over, &context), RPC_S_UNKNOWN_IF);
	}
	return over;
}

/* The server's stream, with references that the client's group has been given. */
static void write_reference(const struct facts *f, struct put *p)
{
	uint8_t octets[OBJREF_SIZE];

	objref_format(&(struct objref){ .form = OBJREF_STANDARD, .iid = IID_ISimpleStream, .references = 5, .oxid = f->oxid,
	                                .oid = f->oid, .ipid = f->ipid }, octets);
	put_u64(p, 0);
	put_u32(p, 0x20000);
	put_u32(p, OBJREF_SIZE);
	put_u32(p, OBJREF_SIZE);
	put_octets(p, octets, sizeof octets);
	put_u32(p, 0);
}

ACROSS(an_orphans_answer_over_a_further_connection_gives_back_what_it_brings)
{
	struct wire_call orphan = { .orphaned = true, .more = (void *)(uintptr_t)&gives };
	uint8_t octets[ORPC_THAT_SIZE + 12 + OBJREF_SIZE + 4];
	struct assoc_answer answer = { .stub = { octets, sizeof octets } };
	struct put p = put_to(octets, sizeof octets, false);
	struct scene *s = scene_streams();
	struct facts *f = facts_of(s);

	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	assert_int_equal(facts_uses(f), 1);
	struct link *l = scene_link(s), *further = fill(l);
	struct origin *origin = needed(origin_find(f->oxid, &l->at));
	assert_int_equal(origin_add_ref(origin, &f->ipid, 5, 0, OS_FOREVER), S_OK);
	write_reference(f, &p);
	connection_lock(further->connection);
	channel_answer(further->connection, &orphan, &answer);
	connection_unlock(further->connection);
	assert_int_equal(ISimpleStream_Release(stream), 0);
	facts_wait_uses(f, 0);
	origin_unref(origin);
	link_unref(further);
	link_unref(l);
	scene_close(s);
	away_forget(f, sizeof *f);
}

/* ---- the other forms of references (wire.md 3.2), which are never written here ---- */

/* The octets of the reference in a stream, and those of the same as another form. */
static size_t as_form(IStream *from, uint32_t form, uint8_t *to, size_t most)
{
	static const uint8_t extended[4] = { 0x56, 0x59, 0x53, 0x4e }, one[4] = { 1 };
	enum { HEAD = 8, STD = OBJREF_SIZE - 4 };
	uint8_t octets[2048] = { 0 }, element[24 + 16] = { [16] = 10, [20] = 16 };
	struct put p = put_to(to, most, false);
	ULONG n = 0;

	assert_true(SUCCEEDED(IStream_Read(from, octets, sizeof octets, &n)));
	put_octets(&p, octets, 4);
	put_u32(&p, form);
	put_octets(&p, octets + HEAD, STD - HEAD);
	if (form == OBJREF_HANDLER)
		put_guid(&p, &IID_ISimpleStream); /* which class does not matter */
	else
		put_octets(&p, extended, sizeof extended);
	put_octets(&p, octets + STD, n - STD);
	if (form == OBJREF_EXTENDED) {
		put_octets(&p, one, sizeof one);
		put_octets(&p, extended, sizeof extended);
		put_octets(&p, element, sizeof element);
	}
	assert_false(p.over);
	return put_size(&p);
}

static void check_form(enum away_transport over, uint32_t form, bool by_stream)
{
	struct scene *s = scene_streams();
	struct facts *f = facts_of(s);
	uint8_t octets[2048], mark = 77, after = 0;
	LARGE_INTEGER start = { 0 };
	ISimpleStream *again = NULL;
	ULONG n = 0;

	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	IStream *memory = marshaled(stream, over), *other;
	size_t size = as_form(memory, form, octets, sizeof octets);
	assert_int_equal(facts_uses(f), 2);
	assert_int_equal(stream_create(&other), S_OK);
	assert_int_equal(IStream_Write(other, octets, (ULONG)size, NULL), S_OK);
	assert_int_equal(IStream_Write(other, &mark, 1, NULL), S_OK);
	assert_int_equal(IStream_Seek(other, start, STREAM_SEEK_SET, NULL), S_OK);
	if (by_stream)
		assert_int_equal(CoUnmarshalInterface(other, &IID_ISimpleStream, (void **)&again), S_OK);
	else
		assert_int_equal(reference_resolve(octets, size, NULL, OS_FOREVER, &IID_ISimpleStream, (void **)&again), S_OK);
	assert_ptr_equal(again, stream);
	check_reads(again);
	facts_wait_uses(f, 1);
	if (by_stream) {
		assert_int_equal(IStream_Read(other, &after, 1, &n), S_OK);
		assert_int_equal(after, mark);
	}
	IStream_Release(other);
	IStream_Release(memory);
	ISimpleStream_Release(again);
	ISimpleStream_Release(stream);
	facts_wait_uses(f, 0);
	scene_close(s);
	away_forget(f, sizeof *f);
}

ACROSS(a_reference_with_a_handler_is_one_like_others)
{
	check_form(over, OBJREF_HANDLER, false);
	check_form(over, OBJREF_HANDLER, true);
}

ACROSS(what_an_extended_reference_has_more_is_skipped)
{
	check_form(over, OBJREF_EXTENDED, false);
	check_form(over, OBJREF_EXTENDED, true);
}
