/* ndr_user.c - types that travel as another type: by functions of the user, and by conversions of the library. */
#include <acom/user.h>

#include "rows.h"

static int live;  /* values that own something */
static int refs;  /* of the object */
static ULONG object_AddRef(IUnknown *p) { return (void)p, (ULONG)++refs; }
static ULONG object_Release(IUnknown *p) { return (void)p, (ULONG)--refs; }
static const IUnknownVtbl object_vtbl = { NULL, object_AddRef, object_Release };
static IUnknown object = { &object_vtbl };
static int marshaled; /* OBJREFs that hold a reference */

static HRESULT fake_size(void *context, REFIID iid, IUnknown *p, size_t *size)
{
	return (void)context, (void)iid, (void)p, *size = 4, S_OK;
}
static HRESULT fake_put(void *context, REFIID iid, IUnknown *p, uint8_t *buffer, size_t size, size_t *used)
{
	(void)context, (void)iid, (void)p, (void)size;
	marshaled++;
	memcpy(buffer, "obj!", *used = 4);
	return S_OK;
}
static HRESULT fake_get(void *context, REFIID iid, const uint8_t *objref, size_t size, uint64_t *until, IUnknown **p)
{
	(void)context, (void)iid, (void)until;
	marshaled--;
	if (size != 4 || memcmp(objref, "obj!", 4))
		return RPC_E_INVALID_OBJREF;
	object_AddRef(*p = &object);
	return S_OK;
}
static void fake_discard(void *context, const uint8_t *objref, size_t size)
{
	(void)context, (void)objref, (void)size;
	marshaled--;
}
static const struct ndr_hooks hooks = { fake_size, fake_put, fake_get, fake_discard, 2, NULL, NULL };

/* ---- by functions: a number on the heap, which travels as { u32 count; u8 digits[] } behind a pointer ---- */

typedef struct note { uint32_t *value; } note;
static enum { GOOD, NO_END, FAR_END, EARLY_END, BIG_MARSHAL } manners;
static NDR_USER_MARSHAL_INFO info;
static ULONG last_flags;

static uint8_t *note_align(void *p) { return (uint8_t *)(((uintptr_t)p + 3) & ~(uintptr_t)3); }

static ULONG note_size(ULONG *flags, ULONG start, void *value)
{
	last_flags = *flags;
	assert_int_equal(NdrGetUserMarshalInfo(flags, 1, &info), RPC_S_OK);
	assert_null(info.Level1.Buffer);
	return manners == EARLY_END ? start - 1 : ((start + 3) & ~3u) + 8 + (((note *)value)->value ? 4 : 0);
}

static unsigned char *note_marshal(ULONG *flags, unsigned char *buffer, void *value)
{
	uint32_t *number = ((note *)value)->value, size = number ? 4 : 0;
	uint8_t *at = note_align(buffer);

	assert_int_equal(NdrGetUserMarshalInfo(flags, 1, &info), RPC_S_OK);
	assert_ptr_equal(info.Level1.Buffer, buffer);
	assert_true(info.Level1.BufferSize >= 8 + size);
	memcpy(at, &size, 4);
	memcpy(at + 4, &size, 4);
	if (number)
		memcpy(at + 8, number, 4);
	return manners == NO_END ? NULL : at + 8 + size + (manners == BIG_MARSHAL);
}

static unsigned char *note_unmarshal(ULONG *flags, unsigned char *buffer, void *value)
{
	uint8_t *at = note_align(buffer);
	uint32_t size = 0;

	assert_int_equal(NdrGetUserMarshalInfo(flags, 1, &info), RPC_S_OK);
	assert_ptr_equal(info.Level1.Buffer, buffer);
	assert_null(((note *)value)->value);
	last_flags = *flags;
	if (manners == NO_END || info.Level1.BufferSize < 8)
		return NULL;
	memcpy(&size, at, 4);
	if (info.Level1.BufferSize < 8 + size || size > 4)
		return NULL;
	if (size) {
		((note *)value)->value = malloc(4);
		memcpy(((note *)value)->value, at + 8, 4);
		live++;
	}
	memset(buffer, 0xee, 4); /* it is a copy */
	return manners == FAR_END ? buffer + info.Level1.BufferSize + 1 : manners == EARLY_END ? buffer - 1 : at + 8 + size;
}

static void note_free(ULONG *flags, void *value)
{
	(void)flags;
	live -= ((note *)value)->value != NULL;
	free(((note *)value)->value);
	((note *)value)->value = NULL;
}

static const ACOM_USER_TYPE note_user = { .size = note_size, .marshal = note_marshal, .unmarshal = note_unmarshal,
	.free = note_free };
struct digits { uint32_t count; uint8_t a[1]; };
MEMBER(digits_count, struct digits, count)
static const ACOM_TYPE t_digits = { .name = "digits", .kind = ACOM_STRUCT, .flags = ACOM_CONFORMANT, .align = 4,
	.size = sizeof(struct digits), .wire = 8, .count = 2, .fields = (const ACOM_FIELD[]){ FIELD(struct digits, count, T_U32),
	FIELD(struct digits, a, T_ARRAY(T_U8, .flags = ACOM_CONFORMANT, .align = 1, .wire = 4, .max = EXPR(digits_count, 0, 0))) } };
static const ACOM_TYPE t_note = { .name = "note", .kind = ACOM_USER, .align = 4, .size = sizeof(note), .wire = 4,
	.count = ACOM_PASSED_STRUCT, .elem = T_UNIQUE(&t_digits), .user = &note_user };

static note note_make(uint32_t v)
{
	note n = { malloc(4) };

	*n.value = v;
	live++;
	return n;
}

struct two { note a; uint8_t between; note b; };
static const ACOM_TYPE t_two = T_STRUCT(struct two, 4, 9, FIELD(struct two, a, &t_note), FIELD(struct two, between, T_U8),
	FIELD(struct two, b, &t_note));
METHOD(notes, 0, IN(&t_note), IN(T_REF(&t_two)), IN_OUT(T_REF(&t_note)), OUT(T_REF(&t_two)), IN(T_U8));

/* A call of `notes`, with nothing in its [out] variables. */
struct notes {
	note in, in_out;
	struct two two, out;
	note *pin_out;
	struct two *ptwo, *pout;
	uint8_t last;
	void *args[5];
};

static void notes_make(struct notes *c)
{
	*c = (struct notes){ .in = note_make(1), .in_out = note_make(2), .two = { note_make(3), 9, { NULL } }, .last = 7 };
	c->pin_out = &c->in_out;
	c->ptwo = &c->two;
	c->pout = &c->out;
	memcpy(c->args, (void *[]){ &c->in, &c->ptwo, &c->pin_out, &c->pout, &c->last }, sizeof c->args);
}

static void notes_clear(struct notes *c)
{
	note_free(NULL, &c->in);
	note_free(NULL, &c->in_out);
	note_free(NULL, &c->two.a);
	note_free(NULL, &c->out.a);
	note_free(NULL, &c->out.b);
}

TEST(functions_write_behind_a_marker_where_pointers_have_their_referents)
{
	struct notes c;
	struct ndr n;
	struct octets o;

	notes_make(&c);
	ndr_init(&n, &hooks, NULL);
	o = put_request(&n, &notes, c.args);
	assert_octets(o, U32(0x72657355), U32(4), U32(4), U32(1), /* in */
		U32(0x72657355), 9, 0, 0, 0, U32(0x72657355), U32(4), U32(4), U32(3), U32(0), U32(0), /* two */
		U32(0x72657355), U32(4), U32(4), U32(2), 7);
	assert_int_equal(last_flags, 0x10 << 16 | 2);
	octets_free(&o);
	notes_clear(&c);
	ndr_fini(&n);
	assert_int_equal(live, 0);
}

TEST(values_of_functions_are_freed_by_whom_they_belong_to)
{
	struct notes c;
	struct ndr client, server;
	struct octets o;
	void **args;

	notes_make(&c);
	ndr_init(&client, &hooks, NULL);
	ndr_init(&server, &hooks, NULL);
	o = put_request(&client, &notes, c.args);
	assert_int_equal(get_request(&server, &notes, o.at, o.size, &args), S_OK);
	octets_free(&o);
	assert_int_equal(live, 6);
	assert_int_equal(*((note *)args[0])->value, 1);
	assert_int_equal(*(*(struct two **)args[1])->a.value, 3);
	assert_null((*(struct two **)args[1])->b.value);
	note_free(NULL, *(note **)args[2]);
	**(note **)args[2] = note_make(22);
	(*(struct two **)args[3])->b = note_make(33);
	o = put_half(&server, &notes, ACOM_OUT, args, S_OK);
	ndr_free(&server, &notes, args);
	assert_int_equal(live, 3);
	assert_int_equal(get_response(&client, &notes, o.at, o.size, c.args), S_OK);
	assert_int_equal(live, 4);
	assert_int_equal(*c.in_out.value, 22);
	assert_int_equal(*c.out.b.value, 33);
	octets_free(&o);
	notes_clear(&c);
	assert_int_equal(live, 0);
	ndr_fini(&client);
	ndr_fini(&server);
}

TEST(what_functions_made_is_freed_when_the_rest_is_refused)
{
	struct notes c;
	struct ndr n;
	struct octets o;
	void **args;

	notes_make(&c);
	ndr_init(&n, &hooks, NULL);
	o = put_request(&n, &notes, c.args);
	for (size_t size = 0; size < o.size; size++) {
		assert_int_equal(get_request(&n, &notes, o.at, size, &args), RPC_X_BAD_STUB_DATA);
		ndr_discard(&n, &notes, ACOM_IN, o.at, size);
	}
	ndr_discard(&n, &notes, ACOM_IN, o.at, o.size);
	assert_int_equal(live, 3);
	octets_free(&o);
	o = put_half(&n, &notes, ACOM_OUT, c.args, S_OK);
	for (size_t size = 0; size < o.size; size++)
		assert_int_equal(get_response(&n, &notes, o.at, size, c.args), RPC_X_BAD_STUB_DATA);
	assert_int_equal(*c.in_out.value, 2);
	assert_int_equal(live, 3);
	octets_free(&o);
	notes_clear(&c);
	ndr_fini(&n);
}

TEST(functions_that_leave_their_octets_are_refused)
{
	struct notes c;
	struct ndr n;
	struct octets o;
	void **args;
	size_t size;

	notes_make(&c);
	ndr_init(&n, &hooks, NULL);
	o = put_request(&n, &notes, c.args);
	for (manners = NO_END; manners <= EARLY_END; manners++) {
		assert_int_equal(get_request(&n, &notes, o.at, o.size, &args), RPC_X_BAD_STUB_DATA);
		assert_int_equal(live, 3);
	}
	manners = EARLY_END;
	assert_int_equal(ndr_size(&n, &notes, ACOM_IN, c.args, &size), RPC_X_BAD_STUB_DATA);
	manners = BIG_MARSHAL;
	assert_int_equal(ndr_put(&n, &notes, ACOM_IN, c.args, S_OK, o.at, o.size, &size), RPC_X_BAD_STUB_DATA);
	manners = NO_END;
	assert_int_equal(ndr_put(&n, &notes, ACOM_IN, c.args, S_OK, o.at, o.size, &size), RPC_X_BAD_STUB_DATA);
	manners = GOOD;
	octets_free(&o);
	notes_clear(&c);
	ndr_fini(&n);
}

TEST(a_marker_of_zero_is_no_value_and_the_sender_says_how_its_octets_lie)
{
	static const uint8_t little[] = { U32(0), U32(0), 9, 0, 0, 0, U32(0), U32(0), 7 };
	static const uint8_t big[] = { 0, 0, 0, 1, U32(0), U32(0), U32(0), 9, 0, 0, 0, U32(0), U32(0), 7 };
	struct ndr n;
	void **args;

	ndr_init(&n, &hooks, NULL);
	assert_int_equal(get_request(&n, &notes, little, sizeof little, &args), S_OK);
	assert_null(((note *)args[0])->value);
	ndr_free(&n, &notes, args);
	n.swap = true;
	assert_int_equal(get_request(&n, &notes, big, sizeof big, &args), S_OK);
	assert_int_equal(last_flags, 2);
	ndr_free(&n, &notes, args);
	ndr_fini(&n);
}

TEST(only_the_functions_may_ask)
{
	ULONG strange[8] = { 0 };

	assert_int_equal(NdrGetUserMarshalInfo(NULL, 1, &info), RPC_S_INVALID_ARG);
	assert_int_equal(NdrGetUserMarshalInfo(strange, 1, &info), RPC_S_INVALID_ARG);
	assert_int_equal(NdrGetUserMarshalInfo(strange, 2, &info), RPC_S_INVALID_ARG);
	assert_int_equal(NdrGetUserMarshalInfo(strange, 1, NULL), RPC_S_INVALID_ARG);
}

SWEEP(notes_arrive_or_leave_nothing)
{
	struct notes c;
	struct ndr client, server;
	struct octets o = { malloc(200), 0 };
	void **args;

	notes_make(&c);
	ndr_init(&client, &hooks, NULL);
	ndr_init(&server, &hooks, NULL);
	if (sweep_ok(ndr_size(&client, &notes, ACOM_IN, c.args, &o.size)) &&
	    sweep_ok(ndr_put(&client, &notes, ACOM_IN, c.args, S_OK, o.at, o.size, &o.size)) &&
	    sweep_ok(ndr_get_request(&server, &notes, o.at, o.size, &args)))
		ndr_free(&server, &notes, args);
	octets_free(&o);
	notes_clear(&c);
	ndr_fini(&client);
	ndr_fini(&server);
	assert_int_equal(live, 0);
}

/* ---- by conversion: an object and some text, which travel as a struct behind a pointer; and a number in place ---- */

typedef struct thing { IUnknown *object; char *text; } thing;
struct wire_thing { IUnknown *object; note note; uint32_t count; char text[1]; };
static bool fail_from;

static HRESULT thing_to(const void *value, void *wire, ACOM_SCRATCH *scratch)
{
	const thing *t = value;
	size_t count = t->text ? strlen(t->text) : 0;
	struct wire_thing *w = scratch->alloc(scratch, sizeof *w + count);

	if (!w)
		return E_OUTOFMEMORY;
	w->object = t->object;
	w->count = (uint32_t)count;
	memcpy(w->text, t->text ? t->text : "", count);
	*(struct wire_thing **)wire = w;
	return S_OK;
}

static HRESULT thing_from(const void *wire, void *value)
{
	const struct wire_thing *w = *(struct wire_thing *const *)wire;
	thing *t = value;

	assert_null(t->object);
	if (fail_from || !w)
		return RPC_X_BAD_STUB_DATA;
	*t = (thing){ w->object, memcpy(calloc(1, w->count + 1), w->text, w->count) };
	if (t->object)
		object_AddRef(t->object);
	live++;
	return S_OK;
}

static void thing_clear(void *value)
{
	thing *t = value;

	if (t->object)
		object_Release(t->object);
	live -= t->text != NULL;
	free(t->text);
	*t = (thing){ 0 };
}

static const ACOM_USER_TYPE thing_user = { .to_wire = thing_to, .from_wire = thing_from, .clear = thing_clear,
	.octets = sizeof(thing) };
static const IID IID_fake = { 0xfade, 1, 2, { 3 } };
MEMBER(thing_count, struct wire_thing, count)
static const ACOM_TYPE t_wire_thing = { .name = "wire", .kind = ACOM_STRUCT, .flags = ACOM_CONFORMANT, .align = 4,
	.size = sizeof(struct wire_thing), .wire = 16, .count = 4, .fields = (const ACOM_FIELD[]){
	FIELD(struct wire_thing, object, T_IFACE(&IID_fake)), FIELD(struct wire_thing, note, &t_note),
	FIELD(struct wire_thing, count, T_U32), FIELD(struct wire_thing, text, T_ARRAY(T_U8, .flags = ACOM_CONFORMANT, .align = 1,
	.wire = 4, .max = EXPR(thing_count, 0, 0))) } };
static const ACOM_TYPE t_thing = { .name = "thing", .kind = ACOM_USER, .align = 4, .size = sizeof(thing), .wire = 4,
	.count = ACOM_PASSED_STRUCT, .elem = T_UNIQUE(&t_wire_thing), .user = &thing_user };

/* Twice as much in memory as on the wire. */
static HRESULT twice_to(const void *value, void *wire, ACOM_SCRATCH *scratch)
{
	(void)scratch;
	return *(uint32_t *)wire = *(const uint32_t *)value / 2, S_OK;
}
static HRESULT twice_from(const void *wire, void *value)
{
	return *(uint32_t *)value = *(const uint32_t *)wire * 2, S_OK;
}
static void twice_clear(void *value) { (void)value; }
static const ACOM_USER_TYPE twice_user = { .to_wire = twice_to, .from_wire = twice_from, .clear = twice_clear };
static const ACOM_TYPE t_twice = { .name = "twice", .kind = ACOM_USER, .align = 4, .size = 4, .wire = 4,
	.count = ACOM_PASSED_NUMBER, .elem = T_U32, .user = &twice_user };

ARG(things_n, 0, uint32_t)
METHOD(things, 1, IN(T_U32), IN(&t_thing), IN_OUT(T_REF(T_CONF(&t_thing, EXPR(things_n, ACOM_IN, 1)))), IN(&t_twice));

struct things {
	uint32_t n, twice;
	thing in, all[2], *pall;
	void *args[4];
};

static void things_make(struct things *c)
{
	refs = 0;
	*c = (struct things){ 2, 84, { &object, calloc(1, 2) }, { { NULL, NULL }, { &object, calloc(1, 3) } }, .pall = c->all };
	memcpy(c->in.text, "a", 1);
	memcpy(c->all[1].text, "bc", 2);
	live += 2;
	refs += 2;
	memcpy(c->args, (void *[]){ &c->n, &c->in, &c->pall, &c->twice }, sizeof c->args);
}

static void things_clear(struct things *c)
{
	thing_clear(&c->in);
	thing_clear(&c->all[0]);
	thing_clear(&c->all[1]);
}

TEST(a_conversion_is_sent_as_the_rows_of_its_wire_type_say)
{
	struct things c;
	struct ndr n;
	struct octets o;

	things_make(&c);
	ndr_init(&n, &hooks, NULL);
	o = put_request(&n, &things, c.args);
	assert_octets(o, U32(2), U32(0x72657355), U32(1), U32(0x20000), U32(0x72657355), U32(1), 'a', 0, 0, 0,
		U32(4), U32(4), 'o', 'b', 'j', '!', U32(0), U32(0), /* the object, and the note inside */
		U32(2), U32(0x72657355), U32(0x72657355),
		U32(0), U32(0), U32(0x72657355), U32(0), U32(0), U32(0),
		U32(2), U32(0x20004), U32(0x72657355), U32(2), 'b', 'c', 0, 0, U32(4), U32(4), 'o', 'b', 'j', '!', U32(0), U32(0),
		U32(42));
	marshaled = 0;
	octets_free(&o);
	things_clear(&c);
	ndr_fini(&n);
}

TEST(conversions_come_back_and_own_what_they_took)
{
	struct things c;
	struct ndr client, server;
	struct octets o;
	void **args;
	thing *there;

	things_make(&c);
	ndr_init(&client, &hooks, NULL);
	ndr_init(&server, &hooks, NULL);
	o = put_request(&client, &things, c.args);
	assert_int_equal(get_request(&server, &things, o.at, o.size, &args), S_OK);
	octets_free(&o);
	there = *(thing **)args[2];
	assert_int_equal(*(uint32_t *)args[3], 84);
	assert_string_equal(((thing *)args[1])->text, "a");
	assert_string_equal(there[1].text, "bc");
	assert_int_equal(refs, 4);
	assert_int_equal(live, 2 + 3);
	thing_clear(&there[1]);
	o = put_half(&server, &things, ACOM_OUT, args, S_OK);
	ndr_free(&server, &things, args);
	assert_int_equal(refs, 2);
	assert_int_equal(get_response(&client, &things, o.at, o.size, c.args), S_OK);
	assert_string_equal(c.all[1].text, "");
	assert_int_equal(refs, 1);
	octets_free(&o);
	things_clear(&c);
	assert_int_equal(live, 0);
	assert_int_equal(marshaled, 0);
	ndr_fini(&client);
	ndr_fini(&server);
}

TEST(conversions_that_fail_leave_nothing)
{
	struct things c;
	struct ndr n;
	struct octets o;
	void **args;

	things_make(&c);
	ndr_init(&n, &hooks, NULL);
	o = put_request(&n, &things, c.args);
	fail_from = true;
	assert_int_equal(get_request(&n, &things, o.at, o.size, &args), RPC_X_BAD_STUB_DATA);
	fail_from = false;
	assert_int_equal(marshaled, 0);
	for (size_t size = 0; size < o.size; size++) {
		assert_int_equal(get_request(&n, &things, o.at, size, &args), RPC_X_BAD_STUB_DATA);
		marshaled = 2;
		ndr_discard(&n, &things, ACOM_IN, o.at, o.size);
		assert_int_equal(marshaled, 0);
	}
	assert_int_equal(refs, 2);
	assert_int_equal(live, 2);
	octets_free(&o);
	things_clear(&c);
	ndr_fini(&n);
}

SWEEP(things_arrive_or_leave_nothing)
{
	struct things c;
	struct ndr client, server;
	struct octets o = { malloc(400), 0 };
	void **args;

	things_make(&c);
	ndr_init(&client, &hooks, NULL);
	ndr_init(&server, &hooks, NULL);
	if (sweep_ok(ndr_size(&client, &things, ACOM_IN, c.args, &o.size)) &&
	    sweep_ok(ndr_put(&client, &things, ACOM_IN, c.args, S_OK, o.at, o.size, &o.size)) &&
	    sweep_ok(ndr_get_request(&server, &things, o.at, o.size, &args)))
		ndr_free(&server, &things, args);
	octets_free(&o);
	things_clear(&c);
	ndr_fini(&client);
	ndr_fini(&server);
	assert_int_equal(live, 0);
	assert_int_equal(refs, 0);
}

/* ---- by value ---- */

static HRESULT things_method(void *This, uint32_t n, thing in, thing *all, uint32_t twice)
{
	(void)This;
	assert_int_equal(n, 2);
	assert_string_equal(in.text, "a");
	assert_string_equal(all[1].text, "bc");
	assert_int_equal(twice, 84);
	return S_FALSE;
}

TEST(values_are_passed_whole)
{
	static void (*const vtbl[])(void) = { NULL, NULL, NULL, (void (*)(void))things_method };
	void (*const *instance)(void) = vtbl;
	struct things c;

	things_make(&c);
	assert_int_equal(frame_init(&things), S_OK);
	assert_int_equal(frame_call(&instance, &things, FRAME_SYNC, c.args), S_FALSE);
	frame_fini(&things);
	things_clear(&c);
}

/* ---- a type that travels as a pointer to itself ---- */

static const ACOM_TYPE t_circle;
static const ACOM_TYPE t_around = { .name = "around", .kind = ACOM_POINTER, .flags = ACOM_UNIQUE, .align = 4,
	.size = sizeof(void *), .wire = 4, .elem = &t_circle };
static const ACOM_TYPE t_circle = { .name = "circle", .kind = ACOM_USER, .align = 4, .size = sizeof(void *), .wire = 4,
	.count = ACOM_PASSED_NUMBER, .elem = &t_around, .user = &note_user };
METHOD(circles, 1, OUT(T_REF(&t_circle)));

TEST(what_is_kept_of_a_call_is_not_looked_for_in_wire_forms)
{
	void *none = NULL, **pnone = &none;
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(ndr_save(&n, &circles, (void *[]){ &pnone }), S_OK);
	ndr_fini(&n);
}
