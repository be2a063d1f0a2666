/* ndr_interface.c - interface pointers between the values: no reference is lost, whatever fails and wherever. */
#include "rows.h"

static const IID IID_fake = { 0xfade, 1, 2, { 3 } }, IID_other = { 0x0712, 3, 4, { 5 } };

/* An object that counts; and a world of hooks that counts the references inside OBJREFs. */
struct fake {
	IUnknown IUnknown_iface;
	int refs;
};

static int marshaled;      /* OBJREFs written and not yet used up */
static int calls, fail_at; /* the call of put or get that fails; 0: none */
static int firsts; /* of a half */
static IID last_iid;

static ULONG fake_AddRef(IUnknown *p) { return (ULONG)++((struct fake *)(void *)p)->refs; }
static ULONG fake_Release(IUnknown *p) { return (ULONG)--((struct fake *)(void *)p)->refs; }
static HRESULT fake_QueryInterface(IUnknown *p, REFIID iid, void **ppv)
{
	(void)p, (void)iid;
	*ppv = NULL;
	return E_NOINTERFACE;
}
static const IUnknownVtbl fake_vtbl = { fake_QueryInterface, fake_AddRef, fake_Release };

static HRESULT fake_size(void *context, REFIID iid, IUnknown *p, size_t *size)
{
	(void)context, (void)iid, (void)p;
	*size = 2 * sizeof p; /* an upper bound */
	return S_OK;
}

static HRESULT fake_put(void *context, REFIID iid, IUnknown *p, uint8_t *buffer, size_t size, size_t *used)
{
	assert_ptr_equal(context, &marshaled);
	assert_true(size >= sizeof p);
	if (++calls == fail_at)
		return E_NOINTERFACE;
	last_iid = *iid;
	memcpy(buffer, &p, sizeof p);
	*used = sizeof p;
	marshaled++;
	return S_OK;
}

static HRESULT fake_get(void *context, REFIID iid, const uint8_t *objref, size_t size, uint64_t *until, IUnknown **p)
{
	(void)context;
	firsts += !*until;
	*until = 7;
	if (size != sizeof *p)
		return RPC_E_INVALID_OBJREF;
	marshaled--;
	if (++calls == fail_at)
		return RPC_E_DISCONNECTED;
	last_iid = *iid;
	memcpy(p, objref, sizeof *p);
	fake_AddRef(*p);
	return S_OK;
}

static void fake_discard(void *context, const uint8_t *objref, size_t size)
{
	(void)context, (void)objref;
	marshaled -= size == sizeof(void *);
}
static const struct ndr_hooks hooks = { fake_size, fake_put, fake_get, fake_discard, 0, NULL, NULL };

#define FAKES(name, n) \
	struct fake name[n]; \
	for (int i = 0; i < n; i++) \
		name[i] = (struct fake){ { &fake_vtbl }, 1 }

static void start(struct ndr *client, struct ndr *server, int failing)
{
	ndr_init(client, &hooks, &marshaled);
	ndr_init(server, &hooks, &marshaled);
	calls = firsts = 0;
	fail_at = failing;
}

METHOD(one, 0, IN(T_U8), IN(T_IFACE(&IID_fake)), IN(T_U8));

TEST(an_interface_pointer_is_a_counted_block_of_octets)
{
	FAKES(f, 1);
	IUnknown *p = &f[0].IUnknown_iface, *null = NULL;
	uint8_t a = 1, z = 2;
	void *mine[] = { &a, &p, &z }, **args;
	struct ndr client, server;
	struct octets o;

	start(&client, &server, 0);
	o = put_request(&client, &one, mine);
	assert_int_equal(o.size, 4 + 4 + 4 + 4 + sizeof p + 1);
	assert_memory_equal(o.at, ((uint8_t[]){ 1, 0, 0, 0, U32(0x20000), U32(8), U32(8) }), 16);
	assert_int_equal(o.at[24], 2);
	assert_int_equal(get_request(&server, &one, o.at, o.size, &args), S_OK);
	assert_ptr_equal(*(IUnknown **)args[1], p);
	assert_true(IsEqualIID(&last_iid, &IID_fake));
	assert_int_equal(f[0].refs, 2);
	assert_int_equal(marshaled, 0);
	ndr_free(&server, &one, args);
	assert_int_equal(f[0].refs, 1);
	octets_free(&o);
	mine[1] = &null;
	o = put_request(&client, &one, mine);
	assert_octets(o, 1, 0, 0, 0, U32(0), 2);
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

/* [in] IID, and [in, iid_is], [in,out, iid_is], [out, iid_is] pointers; the IID comes last */
static const IID *iid_argument(const ACOM_SCOPE *scope) { return *(const IID **)scope->args[3]; }
#define T_IID_IS(s) \
	(&(const ACOM_TYPE){ .name = "iid_is", .kind = ACOM_INTERFACE_POINTER, .align = 4, .size = sizeof(void *), .wire = 4, \
	.max = &(const ACOM_EXPR){ .iid = iid_argument, .from = ACOM_IN, .save = s } })
static const ACOM_TYPE t_guid = T_STRUCT(GUID, 4, 16, FIELD(GUID, Data1, T_U32), FIELD(GUID, Data2, T_U16),
	FIELD(GUID, Data3, T_U16), FIELD(GUID, Data4, T_FIXED(T_U8, uint8_t, 1, 8, 1)));
METHOD(by_iid, 1, IN(T_IID_IS(0)), IN_OUT(T_REF(T_IID_IS(1))), OUT(T_REF(T_IID_IS(1))), IN(T_REF(&t_guid)));

TEST(iid_is_names_the_interface_in_both_halves)
{
	FAKES(f, 4);
	IUnknown *in = &f[0].IUnknown_iface, *both = &f[1].IUnknown_iface, *out = NULL, **pboth = &both, **pout = &out;
	const IID *iid = &IID_other;
	void *begin[] = { &in, &pboth, &pout, &iid }, *finish[] = { NULL, &pboth, &pout, NULL }, **args;
	struct ndr client, server;
	struct octets o;

	start(&client, &server, 0);
	o = put_request(&client, &by_iid, begin);
	assert_int_equal(get_request(&server, &by_iid, o.at, o.size, &args), S_OK);
	assert_true(IsEqualIID(&last_iid, &IID_other));
	octets_free(&o);
	fake_Release(**(IUnknown ***)args[1]); /* what a method does that replaces an [in,out] pointer */
	**(IUnknown ***)args[1] = &f[2].IUnknown_iface;
	**(IUnknown ***)args[2] = &f[3].IUnknown_iface;
	fake_AddRef(&f[2].IUnknown_iface), fake_AddRef(&f[3].IUnknown_iface);
	last_iid = IID_fake;
	o = put_half(&server, &by_iid, ACOM_OUT, args, S_OK);
	assert_true(IsEqualIID(&last_iid, &IID_other));
	ndr_free(&server, &by_iid, args);
	last_iid = IID_fake;
	assert_int_equal(get_response(&client, &by_iid, o.at, o.size, finish), S_OK);
	assert_true(IsEqualIID(&last_iid, &IID_other));
	assert_ptr_equal(both, &f[2].IUnknown_iface);
	assert_ptr_equal(out, &f[3].IUnknown_iface);
	assert_int_equal(f[0].refs, 1);
	assert_int_equal(f[1].refs, 0); /* the caller's own reference went with the old value */
	assert_int_equal(f[2].refs, 2);
	assert_int_equal(f[3].refs, 2);
	assert_int_equal(marshaled, 0);
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

TEST(iid_is_null_is_refused)
{
	FAKES(f, 1);
	IUnknown *in = &f[0].IUnknown_iface, **none = NULL;
	const IID *iid = NULL;
	struct ndr client, server;

	start(&client, &server, 0);
	assert_int_equal(ndr_save(&client, &by_iid, (void *[]){ &in, &none, &none, &iid }), RPC_X_NULL_REF_POINTER);
	ndr_fini(&client);
	ndr_fini(&server);
}

/* [in, size_is(n)] and [in,out, size_is(n)] arrays, then a number that can be made bad */
ARG(array_size, 0, uint32_t)
METHOD(many, 1, IN(T_U32), IN(T_REF(T_CONF(T_IFACE(&IID_fake), EXPR(array_size, ACOM_IN, 0)))),
       IN_OUT(T_REF(T_CONF(T_IFACE(&IID_fake), EXPR(array_size, ACOM_IN, 1)))), IN_OUT(T_REF(T_RANGE(U32, uint32_t, 4, 0, 5))));

struct many {
	struct fake f[6];
	IUnknown *in[3], *both[3], **pin, **pboth;
	uint32_t n, good, *pgood;
	void *args[4];
};

static void many_init(struct many *x)
{
	*x = (struct many){ .n = 3, .good = 1 };
	for (int i = 0; i < 6; i++)
		x->f[i] = (struct fake){ { &fake_vtbl }, 1 };
	for (int i = 0; i < 3; i++) {
		x->in[i] = &x->f[i].IUnknown_iface;
		x->both[i] = &x->f[i + 3].IUnknown_iface;
	}
	x->pin = x->in, x->pboth = x->both, x->pgood = &x->good;
	memcpy(x->args, (void *[]){ &x->n, &x->pin, &x->pboth, &x->pgood }, sizeof x->args);
}

static void nothing_is_lost(const struct many *x)
{
	assert_int_equal(marshaled, 0);
	for (int i = 0; i < 6; i++)
		assert_int_equal(x->f[i].refs, 1);
}

TEST(a_put_that_fails_in_the_middle_gives_back_what_it_wrote)
{
	struct many x;
	uint8_t buffer[256];
	size_t used;

	for (int failing = 1; failing <= 6; failing++) {
		struct ndr client, server;

		many_init(&x);
		start(&client, &server, failing);
		assert_int_equal(ndr_put(&client, &many, ACOM_IN, x.args, S_OK, buffer, sizeof buffer, &used), E_NOINTERFACE);
		assert_int_equal(calls, failing);
		nothing_is_lost(&x);
		x.good = 6; /* fails after all of them */
		fail_at = 0;
		assert_int_equal(ndr_put(&client, &many, ACOM_IN, x.args, S_OK, buffer, sizeof buffer, &used), RPC_X_INVALID_BOUND);
		nothing_is_lost(&x);
		ndr_fini(&client);
		ndr_fini(&server);
	}
}

TEST(a_get_that_fails_in_the_middle_gives_back_everything)
{
	struct many x;

	for (int failing = 1; failing <= 7; failing++) {
		struct ndr client, server;
		struct octets o;
		void **args;
		HRESULT hr;

		many_init(&x);
		start(&client, &server, 0);
		o = put_request(&client, &many, x.args);
		calls = 0;
		fail_at = failing;
		hr = get_request(&server, &many, o.at, o.size, &args);
		assert_int_equal(hr, failing < 7 ? RPC_E_DISCONNECTED : S_OK);
		if (SUCCEEDED(hr))
			ndr_free(&server, &many, args);
		nothing_is_lost(&x);
		octets_free(&o);
		ndr_fini(&client);
		ndr_fini(&server);
	}
}

TEST(all_of_a_half_have_their_time_together)
{
	struct ndr client, server;
	struct many x;
	struct octets o;
	void **args;

	many_init(&x);
	start(&client, &server, 0);
	o = put_request(&client, &many, x.args);
	assert_int_equal(get_request(&server, &many, o.at, o.size, &args), S_OK);
	assert_int_equal(firsts, 1);
	ndr_free(&server, &many, args);
	ndr_reset(&server);
	assert_int_equal(get_request(&server, &many, o.at, o.size, &args), S_OK);
	assert_int_equal(firsts, 2); /* another call has its own */
	marshaled = 0;
	ndr_free(&server, &many, args);
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

TEST(nothing_is_unmarshaled_before_all_the_rest_is_good)
{
	struct ndr client, server;
	struct many x;
	struct octets o;
	void **args;

	many_init(&x);
	start(&client, &server, 0);
	o = put_request(&client, &many, x.args);
	memcpy(o.at + o.size - 4, &(uint32_t){ 6 }, 4); /* outside its [range] */
	calls = 0;
	assert_int_equal(get_request(&server, &many, o.at, o.size, &args), RPC_X_INVALID_BOUND);
	assert_int_equal(calls, 0);
	nothing_is_lost(&x);
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

TEST(discard_gives_back_the_references_of_either_half)
{
	struct ndr client, server;
	struct many x;
	struct octets o;

	many_init(&x);
	start(&client, &server, 0);
	o = put_request(&client, &many, x.args);
	assert_int_equal(marshaled, 6);
	calls = 0;
	ndr_discard(&server, &many, ACOM_IN, o.at, o.size);
	nothing_is_lost(&x);
	octets_free(&o);
	o = put_half(&client, &many, ACOM_OUT, x.args, E_FAIL);
	assert_int_equal(marshaled, 3);
	calls = 0;
	ndr_discard(&client, &many, ACOM_OUT, o.at, o.size);
	assert_int_equal(calls, 0);
	nothing_is_lost(&x);
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

TEST(references_that_nobody_takes_come_back_once_and_without_memory)
{
	struct ndr client, server;
	struct many x;
	struct octets o;

	many_init(&x);
	start(&client, &server, 0);
	o = put_request(&client, &many, x.args);
	os_alloc_fail(1, true);
	ndr_take_back(&client, o.at, 0);
	nothing_is_lost(&x);
	ndr_take_back(&client, o.at, 0);
	os_alloc_fail(0, false);
	nothing_is_lost(&x);
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

/* What the decode came to it gives back itself; the one who wrote the rest takes it back. */
SWEEP(a_request_that_breaks_off_loses_no_reference)
{
	struct ndr client, server;
	struct many x;
	struct octets o;
	void **args;

	many_init(&x);
	start(&client, &server, 0);
	os_alloc_exempt(true);
	o = put_request(&client, &many, x.args);
	os_alloc_exempt(false);
	if (sweep_ok(get_request(&server, &many, o.at, o.size, &args)))
		ndr_free(&server, &many, args);
	ndr_take_back(&client, o.at, server.seen);
	nothing_is_lost(&x);
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

TEST(a_response_that_fails_keeps_the_callers_pointers)
{
	struct ndr client, server;
	struct many x;
	struct octets o;

	many_init(&x);
	for (int failing = 1; failing <= 3; failing++) {
		start(&client, &server, 0);
		assert_int_equal(ndr_save(&client, &many, x.args), S_OK);
		o = put_half(&client, &many, ACOM_OUT, x.args, S_OK);
		calls = 0;
		fail_at = failing;
		assert_int_equal(get_response(&client, &many, o.at, o.size, x.args), RPC_E_DISCONNECTED);
		nothing_is_lost(&x);
		for (int i = 0; i < 3; i++)
			assert_ptr_equal(x.both[i], &x.f[i + 3].IUnknown_iface);
		octets_free(&o);
		ndr_fini(&client);
		ndr_fini(&server);
	}
}

/* Deferred behind a pointer in a struct, beside other referents. */
struct holder { IUnknown *p; int32_t *n; IUnknown *q; };
static const ACOM_TYPE t_holder = T_STRUCT(struct holder, 4, 12, FIELD(struct holder, p, T_IFACE(&IID_fake)),
	FIELD(struct holder, n, T_UNIQUE(T_I32)), FIELD(struct holder, q, T_IFACE(&IID_other)));
METHOD(in_struct, 0, IN_OUT(T_REF(&t_holder)));

TEST(embedded_interface_pointers_are_deferred_in_their_order)
{
	FAKES(f, 2);
	int32_t v = 7;
	struct holder h = { &f[0].IUnknown_iface, &v, &f[1].IUnknown_iface }, *p = &h;
	struct ndr client, server;
	struct octets o;
	void **args;

	start(&client, &server, 0);
	o = put_request(&client, &in_struct, (void *[]){ &p });
	assert_memory_equal(o.at, ((uint8_t[]){ U32(0x20000), U32(0x20004), U32(0x20008), U32(8), U32(8) }), 20);
	assert_memory_equal(o.at + 28, ((uint8_t[]){ U32(7), U32(8), U32(8) }), 12);
	assert_int_equal(get_request(&server, &in_struct, o.at, o.size, &args), S_OK);
	assert_ptr_equal((*(struct holder **)args[0])->q, &f[1].IUnknown_iface);
	assert_int_equal(*(*(struct holder **)args[0])->n, 7);
	ndr_free(&server, &in_struct, args);
	assert_int_equal(f[0].refs, 1);
	assert_int_equal(f[1].refs, 1);
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

/* struct { IID iid; [iid_is(&iid)] IUnknown *p; } behind another one */
struct named { IUnknown *before; IID iid; IUnknown *p; };
static const IID *iid_member(const ACOM_SCOPE *scope) { return &((const struct named *)scope->base)->iid; }
static const ACOM_TYPE t_named = T_STRUCT(struct named, 4, 24, FIELD(struct named, before, T_IFACE(&IID_fake)),
	FIELD(struct named, iid, &t_guid),
	FIELD(struct named, p, (&(const ACOM_TYPE){ .name = "iid_is", .kind = ACOM_INTERFACE_POINTER, .align = 4,
		.size = sizeof(void *), .wire = 4, .max = &(const ACOM_EXPR){ .iid = iid_member } })));
METHOD(in_named, 0, IN(T_REF(&t_named)), IN(T_U8));

TEST(an_iid_may_stand_in_the_struct_and_an_invocation_is_reused)
{
	FAKES(f, 2);
	struct named named = { &f[0].IUnknown_iface, IID_other, &f[1].IUnknown_iface }, *p = &named;
	uint8_t z = 0;
	struct ndr client, server;
	struct octets o;
	void **args;

	start(&client, &server, 0);
	o = put_request(&client, &in_named, (void *[]){ &p, &z });
	assert_true(IsEqualIID(&last_iid, &IID_other));
	for (int i = 0; i < 2; i++) {
		last_iid = IID_fake;
		marshaled = 2;
		assert_int_equal(get_request(&server, &in_named, o.at, o.size, &args), S_OK);
		assert_true(IsEqualIID(&last_iid, &IID_other));
		assert_int_equal(f[1].refs, 2);
		ndr_free(&server, &in_named, args);
		ndr_reset(&server);
		assert_int_equal(f[0].refs, 1);
		assert_int_equal(f[1].refs, 1);
	}
	octets_free(&o);
	ndr_fini(&client);
	ndr_fini(&server);
}

TEST(counts_of_an_interface_pointer_must_agree_and_fit)
{
	uint8_t octets[] = { 1, 0, 0, 0, U32(1), U32(8), U32(9), 1, 2, 3, 4, 5, 6, 7, 8, 9, 2 };
	struct ndr client, server;
	void **args;

	start(&client, &server, 0);
	assert_int_equal(get_request(&server, &one, octets, sizeof octets, &args), RPC_X_INVALID_BOUND);
	memset(octets + 8, 0xff, 8);
	assert_int_equal(get_request(&server, &one, octets, sizeof octets, &args), RPC_X_BAD_STUB_DATA);
	assert_int_equal(calls, 0);
	ndr_fini(&client);
	ndr_fini(&server);
}

SWEEP(references_survive_a_shortage_while_putting)
{
	struct many x;
	struct ndr client, server;
	uint8_t buffer[256];
	size_t used;

	many_init(&x);
	start(&client, &server, 0);
	if (sweep_ok(ndr_put(&client, &many, ACOM_IN, x.args, S_OK, buffer, sizeof buffer, &used))) {
		assert_int_equal(marshaled, 6);
		marshaled = 0;
	}
	nothing_is_lost(&x);
	ndr_fini(&client);
	ndr_fini(&server);
}
