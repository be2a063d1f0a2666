/* object.c - object heads: interface maps, identity, aggregation, the ends of construct and destruct. */
#include "harness.h"
#include "object/object.h"

static os_u32 things, destructs;

static uint64_t things_alive(void)
{
	return os_load32(&things);
}

__attribute__((constructor)) static void watch_things(void)
{
	harness_check("thing", things_alive);
}

/* ---- a thing with two faces, which may hold an aggregated thing ---- */

typedef struct Thing {
	AcomObject object;
	ISynchronize ISynchronize_iface;
	ISynchronizeHandle ISynchronizeHandle_iface;
	IUnknown *inner;
	int number;
} Thing;

ACOM_FACE(Thing, ISynchronize)
ACOM_FACE(Thing, ISynchronizeHandle)

static HRESULT Thing_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	(void)flags;
	(void)milliseconds;
	return Thing_from_ISynchronize(This)->number;
}

static HRESULT Thing_Signal(ISynchronize *This)
{
	Thing_from_ISynchronize(This)->number++;
	return S_OK;
}

static HRESULT Thing_GetHandle(ISynchronizeHandle *This, HANDLE *ph)
{
	(void)ph;
	return Thing_from_ISynchronizeHandle(This)->number;
}

static const ISynchronizeVtbl Thing_ISynchronize_vtbl = {
	ACOM_UNKNOWN(Thing, ISynchronize), Thing_Wait, Thing_Signal, Thing_Signal,
};
static const ISynchronizeHandleVtbl Thing_ISynchronizeHandle_vtbl = {
	ACOM_UNKNOWN(Thing, ISynchronizeHandle), Thing_GetHandle,
};
static const AcomInterface Thing_map[] = {
	ACOM_ENTRY(Thing, ISynchronize), ACOM_ENTRY(Thing, ISynchronizeHandle), ACOM_END,
};

static HRESULT Thing_construct(void *object)
{
	((Thing *)object)->number = 42;
	os_add32(&things, 1);
	return S_OK;
}

/* References taken and given back in here must not destroy it again. */
static void Thing_destruct(void *object)
{
	Thing *t = object;
	ISynchronize *self;

	assert_int_equal(AcomObjectQueryInterface(&t->object, &IID_ISynchronize, (void **)&self), S_OK);
	ISynchronize_Release(self);
	assert_false(object_try_ref(&t->object));
	release_unknown(t->inner);
	os_add32(&destructs, 1);
	os_sub32(&things, 1);
}

static HRESULT Thing_query(void *object, REFIID riid, void **ppv)
{
	Thing *t = object;

	if (!t->inner)
		return E_NOINTERFACE;
	return IUnknown_QueryInterface(t->inner, riid, ppv);
}

static const AcomClass Thing_class = {
	"thing", sizeof(Thing), Thing_map, Thing_construct, Thing_destruct, Thing_query,
};

static ISynchronize *thing(void)
{
	ISynchronize *s;

	assert_int_equal(AcomCreateObject(&Thing_class, NULL, &IID_ISynchronize, (void **)&s), S_OK);
	return s;
}

static ULONG refs_of(void *p)
{
	IUnknown_AddRef((IUnknown *)p);
	return IUnknown_Release((IUnknown *)p);
}

TEST(an_object_is_made_constructed_and_counted_once)
{
	ISynchronize *s = thing();

	assert_int_equal(things_alive(), 1);
	assert_int_equal(refs_of(s), 1);
	assert_int_equal(ISynchronize_Wait(s, 0, 0), 42);
	assert_int_equal(ISynchronize_AddRef(s), 2);
	assert_int_equal(ISynchronize_Release(s), 1);
	assert_int_equal(ISynchronize_Release(s), 0);
	assert_int_equal(things_alive(), 0);
}

/* A face that answers for what its interface derives from, too. */
typedef struct Sub {
	AcomObject object;
	ISynchronizeEvent ISynchronizeEvent_iface;
} Sub;

ACOM_FACE(Sub, ISynchronizeEvent)

static HRESULT Sub_GetHandle(ISynchronizeEvent *This, HANDLE *ph)
{
	*ph = This;
	return S_FALSE;
}

static HRESULT Sub_SetEventHandle(ISynchronizeEvent *This, HANDLE *ph)
{
	(void)This;
	(void)ph;
	return S_OK;
}

static const ISynchronizeEventVtbl Sub_ISynchronizeEvent_vtbl = {
	ACOM_UNKNOWN(Sub, ISynchronizeEvent), Sub_GetHandle, Sub_SetEventHandle,
};
static const AcomInterface Sub_map[] = {
	ACOM_ENTRY_AS(Sub, ISynchronizeHandle, ISynchronizeEvent), ACOM_ENTRY(Sub, ISynchronizeEvent), ACOM_END,
};
static const AcomClass Sub_class = { "sub", sizeof(Sub), Sub_map, NULL, NULL, NULL };

TEST(one_face_answers_for_the_interface_that_its_own_derives_from)
{
	ISynchronizeHandle *base;
	ISynchronizeEvent *derived;
	HANDLE h;

	assert_int_equal(AcomCreateObject(&Sub_class, NULL, &IID_ISynchronizeHandle, (void **)&base), S_OK);
	assert_int_equal(ISynchronizeHandle_QueryInterface(base, &IID_ISynchronizeEvent, (void **)&derived), S_OK);
	assert_ptr_equal(base, derived);
	assert_int_equal(ISynchronizeHandle_GetHandle(base, &h), S_FALSE);
	assert_ptr_equal(h, derived);
	ISynchronizeEvent_Release(derived);
	assert_int_equal(ISynchronizeHandle_Release(base), 0);
}

TEST(each_face_leads_to_each_other_and_to_one_identity)
{
	ISynchronize *s = thing(), *again;
	ISynchronizeHandle *h;
	IUnknown *a, *b;

	assert_int_equal(ISynchronize_QueryInterface(s, &IID_ISynchronizeHandle, (void **)&h), S_OK);
	assert_int_equal(ISynchronize_Signal(s), S_OK);
	assert_int_equal(ISynchronizeHandle_GetHandle(h, NULL), 43);
	assert_int_equal(ISynchronizeHandle_QueryInterface(h, &IID_ISynchronize, (void **)&again), S_OK);
	assert_ptr_equal(again, s);
	assert_int_equal(ISynchronize_QueryInterface(s, &IID_IUnknown, (void **)&a), S_OK);
	assert_int_equal(ISynchronizeHandle_QueryInterface(h, &IID_IUnknown, (void **)&b), S_OK);
	assert_ptr_equal(a, b);
	assert_int_equal(refs_of(s), 5);
	IUnknown_Release(a);
	IUnknown_Release(b);
	ISynchronize_Release(again);
	ISynchronizeHandle_Release(h);
	ISynchronize_Release(s);
}

TEST(what_the_map_lacks_and_null_are_refused)
{
	ISynchronize *s = thing();
	void *p = s;

	assert_int_equal(ISynchronize_QueryInterface(s, &IID_IClassFactory, &p), E_NOINTERFACE);
	assert_null(p);
	assert_int_equal(ISynchronize_QueryInterface(s, &IID_ISynchronize, NULL), E_POINTER);
	p = s;
	assert_int_equal(ISynchronize_QueryInterface(s, NULL, &p), E_INVALIDARG);
	assert_null(p);
	assert_int_equal(refs_of(s), 1);
	ISynchronize_Release(s);
}

TEST(creation_with_bad_arguments_makes_nothing)
{
	IUnknown outer = { NULL };
	void *p = &p;

	assert_int_equal(AcomCreateObject(&Thing_class, NULL, &IID_ISynchronize, NULL), E_POINTER);
	assert_int_equal(AcomCreateObject(NULL, NULL, &IID_ISynchronize, &p), E_INVALIDARG);
	assert_null(p);
	p = &p;
	assert_int_equal(AcomCreateObject(&Thing_class, NULL, NULL, &p), E_INVALIDARG);
	assert_null(p);
	assert_int_equal(AcomCreateObject(&Thing_class, &outer, &IID_ISynchronize, &p), E_INVALIDARG);
	assert_int_equal(os_load32(&destructs), 0);
	p = &p;
	assert_int_equal(AcomCreateObject(&Thing_class, NULL, &IID_IClassFactory, &p), E_NOINTERFACE);
	assert_null(p);
	assert_int_equal(os_load32(&destructs), 1);
}

static HRESULT failing_construct(void *object)
{
	(void)object;
	return E_ACCESSDENIED;
}

TEST(an_object_whose_construct_fails_is_not_destructed)
{
	static const AcomClass cls = { "failing", sizeof(Thing), Thing_map, failing_construct, Thing_destruct, NULL };
	void *p = &p;

	assert_int_equal(AcomCreateObject(&cls, NULL, &IID_IUnknown, &p), E_ACCESSDENIED);
	assert_null(p);
	assert_int_equal(os_load32(&destructs), 0);
}

/* ---- aggregation ---- */

/* The thing around a thing that it does not show in its own map: query leads to it. */
typedef struct Outer {
	AcomObject object;
	IAgileObject IAgileObject_iface;
	IUnknown *inner;
} Outer;

ACOM_FACE(Outer, IAgileObject)

static const IAgileObjectVtbl Outer_IAgileObject_vtbl = { ACOM_UNKNOWN(Outer, IAgileObject) };
static const AcomInterface Outer_map[] = { ACOM_ENTRY(Outer, IAgileObject), ACOM_END };

static HRESULT Outer_query(void *object, REFIID riid, void **ppv)
{
	return IUnknown_QueryInterface(((Outer *)object)->inner, riid, ppv);
}

static void Outer_destruct(void *object)
{
	IUnknown_Release(((Outer *)object)->inner);
}

static HRESULT Outer_construct(void *object)
{
	Outer *o = object;

	return AcomCreateObject(&Thing_class, o->object.outer, &IID_IUnknown, (void **)&o->inner);
}

static const AcomClass Outer_class = {
	"outer", sizeof(Outer), Outer_map, Outer_construct, Outer_destruct, Outer_query,
};

TEST(an_aggregated_object_is_part_of_its_outer)
{
	IAgileObject *outer;
	ISynchronize *s;
	IUnknown *a, *b;
	void *p;

	assert_int_equal(AcomCreateObject(&Outer_class, NULL, &IID_IAgileObject, (void **)&outer), S_OK);
	assert_int_equal(IAgileObject_QueryInterface(outer, &IID_ISynchronize, (void **)&s), S_OK);
	assert_int_equal(refs_of(outer), 2);
	assert_int_equal(IAgileObject_QueryInterface(outer, &IID_IUnknown, (void **)&a), S_OK);
	assert_int_equal(ISynchronize_QueryInterface(s, &IID_IUnknown, (void **)&b), S_OK);
	assert_ptr_equal(a, b);
	assert_ptr_not_equal(a, Outer_from_IAgileObject(outer)->inner);
	assert_int_equal(ISynchronize_QueryInterface(s, &IID_IAgileObject, &p), S_OK);
	assert_ptr_equal(p, outer);
	assert_int_equal(ISynchronize_QueryInterface(s, &IID_IClassFactory, &p), E_NOINTERFACE);
	assert_int_equal(refs_of(s), 5);
	IAgileObject_Release(outer);
	IUnknown_Release(a);
	IUnknown_Release(b);
	IAgileObject_Release(outer);
	assert_int_equal(things_alive(), 1);
	assert_int_equal(ISynchronize_Release(s), 0);
	assert_int_equal(things_alive(), 0);
}

TEST(the_inner_unknown_of_an_aggregate_counts_for_itself)
{
	IAgileObject *outer;
	ISynchronize *s;
	void *p;

	assert_int_equal(AcomCreateObject(&Outer_class, NULL, &IID_IAgileObject, (void **)&outer), S_OK);
	IUnknown *inner = Outer_from_IAgileObject(outer)->inner;
	assert_int_equal(refs_of(inner), 1);
	assert_int_equal(refs_of(outer), 1);
	assert_int_equal(IUnknown_QueryInterface(inner, &IID_IUnknown, &p), S_OK);
	assert_ptr_equal(p, inner);
	assert_int_equal(refs_of(outer), 1);
	IUnknown_Release(inner);
	assert_int_equal(IUnknown_QueryInterface(inner, &IID_ISynchronize, (void **)&s), S_OK);
	assert_int_equal(refs_of(inner), 1);
	assert_int_equal(refs_of(outer), 2);
	ISynchronize_Release(s);
	IAgileObject_Release(outer);
}

/* ---- more ---- */

TEST(agile_is_what_says_so)
{
	IAgileObject *outer;
	ISynchronize *s = thing();

	assert_int_equal(AcomCreateObject(&Outer_class, NULL, &IID_IAgileObject, (void **)&outer), S_OK);
	assert_true(object_is_agile((IUnknown *)outer));
	assert_false(object_is_agile((IUnknown *)s));
	assert_int_equal(refs_of(outer), 1);
	IAgileObject_Release(outer);
	ISynchronize_Release(s);
}

TEST(a_reference_is_given_while_the_object_lives)
{
	ISynchronize *s = thing();
	AcomObject *o = &Thing_from_ISynchronize(s)->object;

	assert_true(object_try_ref(o));
	assert_int_equal(ISynchronize_Release(s), 1);
	assert_int_equal(ISynchronize_Release(s), 0); /* destruct asserts the rest */
	assert_int_equal(os_load32(&destructs), 1);
}

struct user {
	ISynchronize *thing;
	struct harness_thread thread;
};

static void use(void *arg)
{
	struct user *u = arg;

	for (int i = 0; i < 1000; i++) {
		ISynchronizeHandle *h;
		assert_int_equal(ISynchronize_QueryInterface(u->thing, &IID_ISynchronizeHandle, (void **)&h), S_OK);
		ISynchronizeHandle_Release(h);
	}
	ISynchronize_Release(u->thing);
}

TEST(threads_may_count_at_once_and_the_last_one_destroys)
{
	struct user users[4];
	ISynchronize *s = thing();

	for (int i = 0; i < 4; i++) {
		users[i].thing = s;
		ISynchronize_AddRef(s);
		harness_start(&users[i].thread, use, &users[i]);
	}
	ISynchronize_Release(s);
	for (int i = 0; i < 4; i++)
		harness_join(&users[i].thread);
	assert_int_equal(os_load32(&destructs), 1);
}

SWEEP(an_object_that_finds_no_memory_is_not_made)
{
	void *p = &p;

	if (!sweep_ok(AcomCreateObject(&Outer_class, NULL, &IID_IUnknown, &p))) {
		assert_null(p);
		assert_int_equal(things_alive(), 0);
		return;
	}
	IUnknown_Release((IUnknown *)p);
}
