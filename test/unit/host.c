/* host.c - AcomApartmentOpen: a thread in an apartment of its own, from its start to its end. */
#include "house.h"
#include "where.h"

static const CLSID clsid = { 0x5b1f0ab0, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };
static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

struct opening {
	HRESULT hr; /* what enter returns */
	unsigned calls;
	uint64_t thread;
	enum apartment_kind kind;
};

static HRESULT opening_enter(void *arg)
{
	struct opening *v = arg;
	DWORD cookie;

	v->calls++;
	v->thread = os_thread_id();
	v->kind = thread_self()->apartment->kind;
	HRESULT hr = AcomRegisterClass(&clsid, where_make, 0, &cookie);
	return FAILED(hr) ? hr : v->hr;
}

static HRESULT make(ISimpleStream **s)
{
	return CoCreateInstance(&clsid, NULL, CLSCTX_INPROC_SERVER, &IID_ISimpleStream, (void **)s);
}

TEST(an_apartment_that_was_opened_serves_what_was_registered_in_it_until_it_is_closed)
{
	for (size_t i = 0; i < ARRAY_COUNT(models); i++) {
		struct opening v = { .hr = S_FALSE };
		AcomApartment *a;
		ISimpleStream *s;

		house_enter(COINIT_APARTMENTTHREADED);
		assert_int_equal(AcomApartmentOpen(models[i], opening_enter, &v, &a), S_FALSE);
		assert_int_equal(v.calls, 1);
		assert_true(v.thread != os_thread_id());
		assert_int_equal(v.kind, models[i] == COINIT_MULTITHREADED ? APARTMENT_MTA : APARTMENT_STA);
		assert_int_equal(make(&s), S_OK);
		uint64_t server = where_is(s);
		assert_true(models[i] == COINIT_MULTITHREADED ? server != os_thread_id() : server == v.thread);
		ISimpleStream_Release(s);
		AcomApartmentClose(a);
		assert_int_equal(where_alive(), 0);
		assert_int_equal(make(&s), REGDB_E_CLASSNOTREG);
		house_leave();
	}
}

TEST(an_apartment_without_anything_to_enter_opens_and_closes_on_a_thread_of_any_kind)
{
	AcomApartment *a, *b;

	assert_int_equal(AcomApartmentOpen(COINIT_MULTITHREADED, NULL, NULL, &a), S_OK);
	assert_int_equal(AcomApartmentOpen(COINIT_APARTMENTTHREADED, NULL, NULL, &b), S_OK);
	AcomApartmentClose(a);
	AcomApartmentClose(b);
	AcomApartmentClose(NULL);
}

TEST(an_apartment_that_cannot_be_entered_leaves_nothing_behind)
{
	struct opening v = { .hr = E_ACCESSDENIED };
	AcomApartment *a = (AcomApartment *)&v;

	assert_int_equal(AcomApartmentOpen(COINIT_APARTMENTTHREADED, opening_enter, &v, NULL), E_POINTER);
	assert_int_equal(AcomApartmentOpen(0x1000, opening_enter, &v, &a), E_INVALIDARG);
	assert_null(a);
	assert_int_equal(v.calls, 0);
	assert_int_equal(AcomApartmentOpen(COINIT_APARTMENTTHREADED, opening_enter, &v, &a), E_ACCESSDENIED);
	assert_null(a);
	assert_int_equal(v.calls, 1);
}

/* ---- who opens and closes serves ---- */

struct guest {
	IStream *way; /* to an object of the one who opens */
	uint64_t thread;
	ISimpleStream *proxy;
};

static HRESULT guest_enter(void *arg)
{
	struct guest *g = arg;
	HRESULT hr = CoGetInterfaceAndReleaseStream(g->way, &IID_ISimpleStream, (void **)&g->proxy);

	return FAILED(hr) ? hr : where_ask(g->proxy, &g->thread);
}

/* On the guest's thread, as its apartment ends. */
static void guest_leaves(void *arg)
{
	struct guest *g = arg;

	assert_int_equal(where_ask(g->proxy, &g->thread), S_OK);
	ISimpleStream_Release(g->proxy);
}

typedef struct Leaver {
	AcomObject object;
	struct guest *guest;
} Leaver;

static void Leaver_destruct(void *object)
{
	guest_leaves(((Leaver *)object)->guest);
}

static const AcomInterface Leaver_map[] = { ACOM_END };
static const AcomClass Leaver_class = { "Leaver", sizeof(Leaver), Leaver_map, NULL, Leaver_destruct, NULL };

/* A class object that is released with its apartment calls home. */
static HRESULT leaver_enter(void *arg)
{
	IUnknown *leaver;
	DWORD cookie;
	HRESULT hr = guest_enter(arg);

	if (FAILED(hr))
		return hr;
	assert_int_equal(AcomCreateObject(&Leaver_class, NULL, &IID_IUnknown, (void **)&leaver), S_OK);
	((Leaver *)AcomObjectOf(leaver))->guest = arg;
	hr = CoRegisterClassObject(&clsid, leaver, CLSCTX_INPROC_SERVER, REGCLS_MULTIPLEUSE, &cookie);
	IUnknown_Release(leaver);
	return hr;
}

TEST(whoever_opens_or_closes_an_apartment_serves_its_calls_meanwhile)
{
	struct guest g = { 0 };
	AcomApartment *a;

	house_enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_ISimpleStream, (IUnknown *)s, &g.way), S_OK);
	assert_int_equal(AcomApartmentOpen(COINIT_APARTMENTTHREADED, leaver_enter, &g, &a), S_OK);
	assert_true(g.thread == os_thread_id());
	g.thread = 0;
	AcomApartmentClose(a);
	assert_true(g.thread == os_thread_id());
	ISimpleStream_Release(s);
	house_leave();
	where_wait_alive(0);
}

SWEEP(an_apartment_opens_with_short_memory_or_not_at_all)
{
	struct opening v = { .hr = S_OK };
	AcomApartment *a;

	if (sweep_ok(AcomApartmentOpen(COINIT_APARTMENTTHREADED, opening_enter, &v, &a), RPC_E_OUT_OF_RESOURCES))
		AcomApartmentClose(a);
	else
		assert_null(a);
}
