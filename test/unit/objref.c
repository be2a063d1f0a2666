/* objref.c - references as octets: their form, their one use, what is refused, and the two functions between threads. */
#include "house.h"
#include "where.h"

enum { AT_IID = 8, AT_STDFLAGS = 24, AT_OXID = 32, AT_OID = 40, AT_IPID = 48, AT_BINDINGS = 64 };

/* ---- a reference made in the house ---- */

struct reference {
	const IID *iid;
	uint8_t octets[OBJREF_SIZE];
	uint64_t oxid, oid;
	GUID ipid;
};

/* A new object that only the reference keeps. */
static HRESULT marshal_run(void *arg)
{
	struct reference *r = arg;
	ISimpleStream *s = where_create();
	struct stub *stub;

	assert_int_equal(where_marshal((IUnknown *)s, r->iid, OBJREF_NORMAL, r->octets), S_OK);
	assert_int_equal(export_object((IUnknown *)s, r->iid, &stub), S_OK);
	r->oxid = stub_export(stub)->remote.apartment->id;
	r->oid = stub_export(stub)->oid;
	r->ipid = stub->ipid;
	export_unuse(stub_export(stub));
	stub_unref(stub);
	ISimpleStream_Release(s);
	return S_OK;
}

static struct reference reference(struct house *h)
{
	struct reference r = { .iid = &IID_ISimpleStream };

	assert_int_equal(house_run(h, marshal_run, &r), S_OK);
	assert_int_equal(where_alive(), 1);
	return r;
}

static HRESULT unmarshal(const struct reference *r, ISimpleStream **s)
{
	return objref_unmarshal(r->octets, sizeof r->octets, r->iid, (void **)s);
}

static uint64_t little(const uint8_t *octets, int n)
{
	uint64_t v = 0;

	while (n--)
		v = v << 8 | octets[n];
	return v;
}

static void check_guid(const uint8_t *octets, REFGUID g)
{
	assert_int_equal(little(octets, 4), g->Data1);
	assert_int_equal(little(octets + 4, 2), g->Data2);
	assert_int_equal(little(octets + 6, 2), g->Data3);
	assert_memory_equal(octets + 8, g->Data4, 8);
}

/* Section 3.2 of the wire's description: signature, flags, iid; flags, references, oxid, oid, ipid; no bindings. */
TEST(the_octets_are_a_standard_objref)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	struct reference r = reference(&h);
	assert_int_equal(OBJREF_SIZE, 68);
	assert_memory_equal(r.octets, "MEOW\1\0\0\0", 8);
	check_guid(r.octets + AT_IID, &IID_ISimpleStream);
	assert_int_equal(little(r.octets + AT_STDFLAGS, 4), 0);
	assert_int_equal(little(r.octets + AT_STDFLAGS + 4, 4), 1);
	assert_true(little(r.octets + AT_OXID, 8) == r.oxid);
	assert_true(little(r.octets + AT_OXID, 8) == h.apartment->id);
	assert_true(little(r.octets + AT_OID, 8) == r.oid);
	check_guid(r.octets + AT_IPID, &r.ipid);
	assert_int_equal(little(r.octets + AT_BINDINGS, 4), 0);
	objref_release(r.octets, sizeof r.octets);
	house_close(&h);
	house_leave();
}

TEST(a_reference_is_good_for_one_unmarshaling)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	ISimpleStream *s, *again = (ISimpleStream *)&again;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	struct reference r = reference(&h);
	assert_int_equal(unmarshal(&r, &s), S_OK);
	assert_int_equal(unmarshal(&r, &again), CO_E_OBJNOTCONNECTED);
	assert_null(again);
	objref_release(r.octets, sizeof r.octets);
	assert_true(where_is(s) != os_thread_id());
	ISimpleStream_Release(s);
	where_wait_alive(0);
	assert_int_equal(unmarshal(&r, &again), RPC_E_DISCONNECTED);
	house_close(&h);
	house_leave();
}

TEST(a_reference_that_nobody_unmarshals_is_given_back)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	ISimpleStream *s;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	struct reference r = reference(&h);
	objref_release(r.octets, sizeof r.octets);
	where_wait_alive(0);
	objref_release(r.octets, sizeof r.octets);
	assert_int_equal(unmarshal(&r, &s), RPC_E_DISCONNECTED);
	house_close(&h);
	house_leave();
}

/* Every octet that means something here, with every bit turned; and every other length. */
TEST(octets_that_are_no_reference_are_refused_and_cost_nothing)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	uint8_t longer[OBJREF_SIZE + 1];
	ISimpleStream *s;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	struct reference good = reference(&h), bad;
	for (int i = 0; i < OBJREF_SIZE * 8; i++) {
		bad = good;
		bad.octets[i / 8] ^= (uint8_t)(1 << i % 8);
		if (i / 8 >= AT_IID && i / 8 < AT_OXID)
			continue;
		HRESULT hr = unmarshal(&bad, &s);
		assert_true(hr == RPC_E_INVALID_OBJREF || hr == RPC_E_DISCONNECTED);
		assert_null(s);
		objref_release(bad.octets, sizeof bad.octets);
	}
	memcpy(longer, good.octets, OBJREF_SIZE);
	for (size_t n = 0; n <= sizeof longer; n++) {
		if (n == OBJREF_SIZE)
			continue;
		assert_int_equal(objref_unmarshal(longer, n, &IID_ISimpleStream, (void **)&s), RPC_E_INVALID_OBJREF);
		objref_release(longer, n);
	}
	assert_int_equal(unmarshal(&good, &s), S_OK);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

TEST(random_octets_are_refused)
{
	struct reference r = { .iid = &IID_IUnknown };
	ISimpleStream *s;

	house_enter(COINIT_APARTMENTTHREADED);
	for (int i = 0; i < 1000; i++) {
		os_random(r.octets, sizeof r.octets);
		if (i % 2)
			memcpy(r.octets, "MEOW\1\0\0\0", 8);
		memset(r.octets + AT_BINDINGS, 0, 4);
		memset(r.octets + AT_STDFLAGS, 0, 4);
		assert_int_equal(unmarshal(&r, &s), i % 2 ? RPC_E_DISCONNECTED : RPC_E_INVALID_OBJREF);
		objref_release(r.octets, sizeof r.octets);
	}
	house_leave();
}

TEST(an_unmarshaling_that_fails_uses_the_reference_up)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	void *p = &p;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	struct reference r = reference(&h);
	assert_int_equal(objref_unmarshal(r.octets, sizeof r.octets, &IID_IStream, &p), E_NOINTERFACE);
	assert_null(p);
	where_wait_alive(0);
	house_leave();
	r = reference(&h);
	p = &p;
	assert_int_equal(objref_unmarshal(r.octets, sizeof r.octets, &IID_ISimpleStream, &p), CO_E_NOTINITIALIZED);
	assert_null(p);
	where_wait_alive(0);
	house_close(&h);
}

/* ---- the two functions ---- */

TEST(bad_arguments_of_marshaling_are_refused_and_nothing_is_held)
{
	IStream *stream = (IStream *)&stream;
	ISimpleStream *s;

	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, (IUnknown *)&s, NULL), E_POINTER);
	house_enter(COINIT_APARTMENTTHREADED);
	s = where_create();
	IUnknown *u = (IUnknown *)s;
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(NULL, u, &stream), E_INVALIDARG);
	assert_null(stream);
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, NULL, &stream), E_INVALIDARG);
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_IMalloc, u, &stream), REGDB_E_IIDNOTREG);
	assert_int_equal(where_refs(s), 1);
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_ISynchronize, u, &stream), S_OK);
	assert_int_equal(IStream_Release(stream), 0);
	ISimpleStream_Release(s);
	house_leave();
}

TEST(an_interface_that_the_object_lacks_cannot_be_marshaled)
{
	IStream *stream = (IStream *)&stream;
	IUnknown *event;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(event_create(NULL, &IID_IUnknown, (void **)&event), S_OK);
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_ISimpleStream, event, &stream), E_NOINTERFACE);
	assert_null(stream);
	assert_int_equal(where_refs(event), 1);
	IUnknown_Release(event);
	house_leave();
}

TEST(marshaling_needs_an_apartment)
{
	IStream *stream = (IStream *)&stream;
	IUnknown *event;

	assert_int_equal(event_create(NULL, &IID_IUnknown, (void **)&event), S_OK);
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_ISynchronize, event, &stream), CO_E_NOTINITIALIZED);
	assert_null(stream);
	assert_int_equal(IUnknown_Release(event), 0);
}

/* A stream with a reference to a new object in the house; we hold it once more. */
static HRESULT stream_run(void *arg)
{
	ISimpleStream *s = where_create();

	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_ISimpleStream, (IUnknown *)s, arg), S_OK);
	ISimpleStream_Release(s);
	return S_OK;
}

static IStream *stream_from(struct house *h)
{
	IStream *stream;

	assert_int_equal(house_run(h, stream_run, &stream), S_OK);
	assert_int_equal(IStream_AddRef(stream), 2);
	return stream;
}

TEST(the_stream_is_released_and_the_reference_given_back_whatever_happens)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	ISimpleStream *s;
	IStream *stream;

	house_open(&h);
	for (int i = 0; i < 5; i++) {
		if (i)
			house_enter(COINIT_APARTMENTTHREADED);
		stream = stream_from(&h);
		s = (ISimpleStream *)&s;
		switch (i) {
		case 0:
			assert_int_equal(CoGetInterfaceAndReleaseStream(stream, &IID_ISimpleStream, (void **)&s), CO_E_NOTINITIALIZED);
			assert_null(s);
			break;
		case 1:
			assert_int_equal(CoGetInterfaceAndReleaseStream(stream, NULL, (void **)&s), E_INVALIDARG);
			assert_null(s);
			break;
		case 2:
			assert_int_equal(CoGetInterfaceAndReleaseStream(stream, &IID_ISimpleStream, NULL), E_INVALIDARG);
			break;
		case 3:
			assert_int_equal(CoGetInterfaceAndReleaseStream(stream, &IID_IStream, (void **)&s), E_NOINTERFACE);
			assert_null(s);
			break;
		default:
			assert_int_equal(CoGetInterfaceAndReleaseStream(stream, &IID_ISimpleStream, (void **)&s), S_OK);
			assert_true(where_is(s) != os_thread_id());
			ISimpleStream_Release(s);
		}
		where_wait_alive(0);
		assert_int_equal(IStream_Release(stream), 0);
		if (i)
			house_leave();
	}
	assert_int_equal(CoGetInterfaceAndReleaseStream(NULL, &IID_ISimpleStream, (void **)&s), E_INVALIDARG);
	house_close(&h);
}

TEST(a_stream_without_a_reference_is_refused)
{
	IStream *stream;
	void *p = &p;

	house_enter(COINIT_APARTMENTTHREADED);
	for (ULONG n = 0; n < 80; n += 20) {
		static const uint8_t zero[80];
		assert_int_equal(stream_create(&stream), S_OK);
		assert_int_equal(IStream_Write(stream, zero, n, NULL), S_OK);
		assert_int_equal(CoGetInterfaceAndReleaseStream(stream, &IID_IUnknown, &p), RPC_E_INVALID_OBJREF);
		assert_null(p);
	}
	house_leave();
}

TEST(a_reference_into_an_apartment_that_has_ended_is_refused)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	void *p = &p;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	IStream *stream = stream_from(&h);
	house_close(&h);
	assert_int_equal(where_alive(), 0);
	IStream_Release(stream);
	assert_int_equal(CoGetInterfaceAndReleaseStream(stream, &IID_ISimpleStream, &p), RPC_E_DISCONNECTED);
	assert_null(p);
	house_leave();
}

/* ---- short memory, on both sides ---- */

static HRESULT sweep_marshal(void *arg)
{
	ISimpleStream *s;

	os_alloc_exempt(true);
	s = where_create();
	os_alloc_exempt(false);
	HRESULT hr = CoMarshalInterThreadInterfaceInStream(&IID_ISimpleStream, (IUnknown *)s, arg);
	os_alloc_exempt(true);
	ISimpleStream_Release(s);
	return hr;
}

SWEEP(marshaling_between_threads_meets_short_memory)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 2; i++) {
		struct house h = { .model = COINIT_APARTMENTTHREADED };
		IStream *stream = (IStream *)&stream;
		ISimpleStream *s = NULL;

		if (!sweep_ok(CoInitializeEx(NULL, models[i])))
			return;
		house_open(&h);
		if (sweep_ok(house_run(&h, sweep_marshal, &stream))) {
			if (sweep_ok(CoGetInterfaceAndReleaseStream(stream, &IID_ISimpleStream, (void **)&s)))
				ISimpleStream_Release(s);
			else
				assert_null(s);
		} else {
			assert_null(stream);
		}
		where_wait_alive(0);
		house_close(&h);
		house_leave();
	}
}
