/* create.c - statements about ICallFactory: who has it, what CreateCall answers, and what a new call object is. */
#include "house.h"
#include "said.h"
#include "vec.h"

/* ---- what the tests share ---- */

static ICallFactory *factory_of(void *p)
{
	ICallFactory *factory;

	assert_int_equal(IUnknown_QueryInterface((IUnknown *)p, &IID_ICallFactory, (void **)&factory), S_OK);
	return factory;
}

/* CreateCall on an object's factory. C1 is asserted for every failure of every test. */
static HRESULT create(void *object, REFIID riid, IUnknown *outer, REFIID riid2, void **ppv)
{
	ICallFactory *factory = factory_of(object);

	*ppv = &factory; /* rubbish */
	HRESULT hr = ICallFactory_CreateCall(factory, riid, outer, riid2, (IUnknown **)ppv);
	assert_int_equal(SUCCEEDED(hr), *ppv != NULL);
	ICallFactory_Release(factory);
	return hr;
}

/* Compares identities only: nothing stays counted. */
static IUnknown *identity_of(void *p)
{
	IUnknown *unknown;

	assert_int_equal(IUnknown_QueryInterface((IUnknown *)p, &IID_IUnknown, (void **)&unknown), S_OK);
	IUnknown_Release(unknown);
	return unknown;
}

static HRESULT query(void *p, REFIID iid)
{
	void *face;
	HRESULT hr = IUnknown_QueryInterface((IUnknown *)p, iid, &face);

	if (SUCCEEDED(hr))
		IUnknown_Release((IUnknown *)face);
	else
		assert_null(face);
	return hr;
}

static ULONG count_of(void *p)
{
	IUnknown_AddRef((IUnknown *)p);
	return IUnknown_Release((IUnknown *)p);
}

static ULONG release(void *p)
{
	return IUnknown_Release((IUnknown *)p);
}

static const IID *const call_iids[] = {
	&IID_IUnknown, &IID_AsyncISimpleStream, &IID_ISynchronize, &IID_ISynchronizeHandle, &IID_ICancelMethodCalls,
};
enum { CALL_IIDS = sizeof call_iids / sizeof *call_iids };

/* One call from beginning to end. */
static void read_once(struct house *h, AsyncISimpleStream *call)
{
	BYTE data[10];
	ULONG n = 0;

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), S_OK);
	house_let(h);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	assert_int_equal(n, sizeof data);
	house_check(data, n);
}

/* ---- an outer that has nothing of its own and passes every question on ---- */

typedef struct Outer {
	AcomObject object;
	IUnknown *inner;
} Outer;

static HRESULT Outer_query(void *object, REFIID riid, void **ppv)
{
	Outer *o = object;

	return o->inner ? IUnknown_QueryInterface(o->inner, riid, ppv) : E_NOINTERFACE;
}

static void Outer_destruct(void *object)
{
	Outer *o = object;

	if (o->inner)
		IUnknown_Release(o->inner);
}

static const AcomInterface Outer_map[] = { ACOM_END };
static const AcomClass Outer_class = { "outer", sizeof(Outer), Outer_map, NULL, Outer_destruct, Outer_query };

static IUnknown *outer_create(void)
{
	IUnknown *outer;

	assert_int_equal(AcomCreateObject(&Outer_class, NULL, &IID_IUnknown, (void **)&outer), S_OK);
	return outer;
}

static IUnknown *outer_around(ISimpleStream *s)
{
	IUnknown *outer = outer_create();
	Outer *o = AcomObjectOf(outer);

	assert_int_equal(create(s, &IID_AsyncISimpleStream, outer, &IID_IUnknown, (void **)&o->inner), S_OK);
	return outer;
}

/* ---- who has a factory ---- */

struct inside {
	struct house *house;
	void (*body)(struct house *h, ISimpleStream *s);
};

static HRESULT inside_run(void *arg)
{
	struct inside *in = arg;
	ISimpleStream *s = house_stream(in->house);

	assert_ptr_equal(s, in->house->object);
	in->body(in->house, s);
	ISimpleStream_Release(s);
	return S_OK;
}

/* Runs body in the apartment of a house, where the pointer is the object itself. */
static void in_the_same_apartment(bool async, bool refuse, void (*body)(struct house *h, ISimpleStream *s))
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (unsigned i = 0; i < 2; i++) {
		struct house h = { .model = models[i], .async = async, .refuse = refuse };
		struct inside in = { &h, body };

		house_open(&h);
		assert_int_equal(house_run(&h, inside_run, &in), S_OK);
		house_close(&h);
	}
}

static void sync_interface_works(struct house *h, ISimpleStream *s)
{
	BYTE data[10];
	ULONG n = 0;
	uint32_t before = house_count(&h->sync_reads);

	assert_int_equal(ISimpleStream_Read(s, data, sizeof data, &n), S_OK);
	assert_int_equal(n, sizeof data);
	assert_int_equal(house_count(&h->sync_reads), before + 1);
}

static void A1_body(struct house *h, ISimpleStream *s)
{
	assert_int_equal(query(s, &IID_ICallFactory), E_NOINTERFACE);
	sync_interface_works(h, s);
}

TEST(A1_without_ICallFactory_only_the_sync_interface_can_be_used)
{
	in_the_same_apartment(false, false, A1_body);
}

static void C34_body(struct house *h, ISimpleStream *s)
{
	(void)h;
	assert_int_equal(query(s, &IID_ICallFactory), E_NOINTERFACE);
	assert_int_equal(query(s, &IID_AsyncISimpleStream), E_NOINTERFACE);
}

TEST(C34_in_apartment_client_of_an_object_without_ICallFactory_gets_E_NOINTERFACE)
{
	in_the_same_apartment(false, false, C34_body);
}

static void A12_body(struct house *h, ISimpleStream *s)
{
	void *call;

	assert_int_equal(create(s, &IID_AsyncISimpleStream, NULL, &IID_IUnknown, &call), E_NOINTERFACE);
	sync_interface_works(h, s);
}

TEST(A12_in_the_same_apartment_CreateCall_may_fail_and_the_sync_interface_serves)
{
	in_the_same_apartment(true, true, A12_body);
}

static void A14_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call;

	h->refuse = true; /* no call has been sent: the server has not looked yet */
	assert_int_equal(create(s, &IID_AsyncISimpleStream, NULL, &IID_AsyncISimpleStream, (void **)&call), S_OK);
	if (h->async)
		harness_gate_open(h->gate); /* it falls back to the sync method */
	h->async = false;
	read_once(h, call);
	assert_int_equal(house_count(&h->sync_reads), 1);
	assert_int_equal(house_count(&h->begins), 0);
	release(call);
}

TEST(A14_marshaled_clients_get_call_objects_also_where_the_server_has_none)
{
	house_each(HOUSE_BOTH, A14_body);
}

static HRESULT B1_object_has_none(void *arg)
{
	struct house *h = arg;

	return query(h->object, &IID_ICallFactory);
}

static void B1_body(struct house *h, ISimpleStream *s)
{
	assert_int_equal(house_run(h, B1_object_has_none, h), E_NOINTERFACE);
	assert_int_equal(query(s, &IID_ICallFactory), S_OK);
}

TEST(B1_a_proxy_supplies_ICallFactory_if_the_server_object_does_not)
{
	house_each(HOUSE_PLAIN, B1_body);
}

/* ---- what CreateCall refuses ---- */

static void A2_body(struct house *h, ISimpleStream *s)
{
	static const IID unknown = { 0x5b1f0a99, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0x12, 0x34 } };
	void *call;

	(void)h;
	assert_int_equal(create(s, &unknown, NULL, &IID_IUnknown, &call), E_NOINTERFACE);
	error_says("this process has no proxy of interface {");
	assert_int_equal(create(s, &IID_ISynchronize, NULL, &IID_IUnknown, &call), E_NOINTERFACE);
	/* an asynchronous interface that is known, but not to this object */
	assert_int_equal(create(s, &IID_AsyncIVec, NULL, &IID_IUnknown, &call), E_NOINTERFACE);
}

TEST(A2_CreateCall_of_no_supported_async_interface_returns_E_NOINTERFACE)
{
	house_each(HOUSE_BOTH, A2_body);
}

static void A3_body(struct house *h, ISimpleStream *s)
{
	void *call;

	(void)h;
	assert_int_equal(create(s, &IID_ISimpleStream, NULL, &IID_IUnknown, &call), E_NOINTERFACE);
	error_is("ISimpleStream is the synchronous interface: CreateCall takes the IID of its asynchronous twin");
	assert_int_equal(create(s, &IID_ISimpleStream, NULL, &IID_ISimpleStream, &call), E_NOINTERFACE);
}

TEST(A3_CreateCall_of_the_sync_interface_returns_E_NOINTERFACE)
{
	house_each(HOUSE_BOTH, A3_body);
}

static void A6_body(struct house *h, ISimpleStream *s)
{
	IUnknown *outer = outer_create();
	void *call;

	(void)h;
	for (unsigned i = 1; i < CALL_IIDS; i++)
		assert_int_equal(create(s, &IID_AsyncISimpleStream, outer, call_iids[i], &call), E_INVALIDARG);
	assert_int_equal(release(outer), 0);
}

TEST(A6_aggregation_with_another_riid2_than_IUnknown_must_fail)
{
	house_each(HOUSE_BOTH, A6_body);
}

TEST(C3_aggregation_with_another_riid2_than_IUnknown_returns_E_INVALIDARG)
{
	house_each(HOUSE_ASYNC, A6_body);
}

static void A8_body(struct house *h, ISimpleStream *s)
{
	ICallFactory *factory = factory_of(s);
	ULONG before = count_of(factory);

	(void)h;
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_IUnknown, NULL), E_POINTER);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_ISimpleStream, NULL, &IID_IUnknown, NULL), E_POINTER);
	assert_int_equal(count_of(factory), before);
	ICallFactory_Release(factory);
}

TEST(A8_CreateCall_with_ppv_NULL_fails)
{
	house_each(HOUSE_BOTH, A8_body);
}

TEST(C2_CreateCall_with_ppv_NULL_returns_E_POINTER)
{
	house_each(HOUSE_ASYNC, A8_body);
}

static void C1_body(struct house *h, ISimpleStream *s)
{
	IUnknown *outer = outer_create();
	void *call;

	(void)h;
	assert_int_equal(create(s, &IID_ISimpleStream, NULL, &IID_IUnknown, &call), E_NOINTERFACE);
	assert_null(call);
	assert_int_equal(create(s, &IID_AsyncISimpleStream, NULL, &IID_ISimpleStream, &call), E_NOINTERFACE);
	assert_null(call);
	assert_int_equal(create(s, &IID_AsyncISimpleStream, outer, &IID_ISynchronize, &call), E_INVALIDARG);
	assert_null(call);
	assert_int_equal(create(s, &IID_AsyncIVec, outer, &IID_IUnknown, &call), E_NOINTERFACE);
	assert_null(call);
	release(outer);
}

TEST(C1_when_CreateCall_fails_ppv_is_NULL)
{
	house_each(HOUSE_BOTH, C1_body);
}

/* ---- memory ---- */

/* Both threads, the client's and the server's, meet failures or do not. */
static void let_allocations_fail(struct house *h, bool fail)
{
	os_alloc_exempt(true);
	house_meets_failures(h, fail);
	os_alloc_exempt(!fail);
}

/* `held` is the interface that the client has a proxy of. */
static void create_short_of_memory(REFIID held)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true };
	IUnknown *object, *call;

	os_alloc_exempt(true);
	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	let_allocations_fail(&h, false);
	assert_int_equal(house_query(&h, held, (void **)&object), S_OK);
	ICallFactory *factory = factory_of(object);
	let_allocations_fail(&h, true);
	HRESULT hr = ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_AsyncISimpleStream, &call);
	let_allocations_fail(&h, false);
	if (sweep_ok(hr))
		IUnknown_Release(call);
	else
		assert_null(call);
	ICallFactory_Release(factory);
	IUnknown_Release(object);
	house_close(&h);
	house_leave();
	os_alloc_exempt(false);
}

SWEEP(A9_short_of_memory_CreateCall_returns_E_OUTOFMEMORY)
{
	create_short_of_memory(&IID_ISimpleStream);
}

SWEEP(A9_short_of_memory_CreateCall_returns_E_OUTOFMEMORY_when_it_first_has_to_ask_for_the_interface)
{
	create_short_of_memory(&IID_IUnknown);
}

/* ---- what a new call object is ---- */

static void A4_body(struct house *h, ISimpleStream *s)
{
	IUnknown *unknown;
	void *faces[CALL_IIDS];

	(void)h;
	assert_int_equal(create(s, &IID_AsyncISimpleStream, NULL, &IID_IUnknown, (void **)&unknown), S_OK);
	assert_ptr_equal(identity_of(unknown), unknown);
	assert_ptr_not_equal(identity_of(unknown), identity_of(s));
	for (unsigned i = 0; i < CALL_IIDS; i++) {
		assert_int_equal(IUnknown_QueryInterface(unknown, call_iids[i], &faces[i]), S_OK);
		assert_ptr_equal(identity_of(faces[i]), unknown);
		for (unsigned k = 0; k < CALL_IIDS; k++)
			assert_int_equal(query(faces[i], call_iids[k]), S_OK);
	}
	for (unsigned i = 0; i < CALL_IIDS; i++)
		release(faces[i]);
	assert_int_equal(release(unknown), 0);
}

TEST(A4_without_an_outer_the_call_object_has_an_identity_of_its_own)
{
	house_each(HOUSE_BOTH, A4_body);
}

static void A5_body(struct house *h, ISimpleStream *s)
{
	IUnknown *outer = outer_around(s);
	IUnknown *inner = ((Outer *)AcomObjectOf(outer))->inner;

	assert_ptr_equal(identity_of(inner), inner);
	for (unsigned i = 1; i < CALL_IIDS; i++) {
		IUnknown *face;

		assert_int_equal(IUnknown_QueryInterface(inner, call_iids[i], (void **)&face), S_OK);
		assert_ptr_equal(identity_of(face), outer);
		assert_int_equal(count_of(outer), 2);
		assert_int_equal(IUnknown_AddRef(face), 3);
		assert_int_equal(count_of(inner), 1);
		assert_int_equal(IUnknown_Release(face), 2);
		assert_int_equal(release(face), 1);
	}
	AsyncISimpleStream *call;
	assert_int_equal(IUnknown_QueryInterface(outer, &IID_AsyncISimpleStream, (void **)&call), S_OK);
	read_once(h, call);
	release(call);
	release(outer);
}

TEST(A5_with_an_outer_all_pointers_but_the_inner_unknown_delegate_to_it)
{
	house_each(HOUSE_BOTH, A5_body);
}

static void A7_body(struct house *h, ISimpleStream *s)
{
	IUnknown *unknown;
	ISynchronize *sync;

	(void)h;
	assert_int_equal(create(s, &IID_AsyncISimpleStream, NULL, &IID_IUnknown, (void **)&unknown), S_OK);
	assert_ptr_equal(identity_of(unknown), unknown);
	assert_int_equal(release(unknown), 0);
	assert_int_equal(create(s, &IID_AsyncISimpleStream, NULL, &IID_ISynchronize, (void **)&sync), S_OK);
	assert_int_equal(ISynchronize_Signal(sync), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), S_OK);
	assert_int_equal(release(sync), 0);
}

TEST(A7_CreateCall_returns_the_interface_that_riid2_names)
{
	house_each(HOUSE_BOTH, A7_body);
}

static void A10_body(struct house *h, ISimpleStream *s)
{
	static const IID *const others[] = { &IID_IUnknown, &IID_ISynchronize };

	for (unsigned i = 0; i < 2; i++) {
		IUnknown *p;
		AsyncISimpleStream *call;

		assert_int_equal(create(s, &IID_AsyncISimpleStream, NULL, others[i], (void **)&p), S_OK);
		assert_int_equal(IUnknown_QueryInterface(p, &IID_AsyncISimpleStream, (void **)&call), S_OK);
		read_once(h, call);
		release(call);
		assert_int_equal(release(p), 0);
	}
}

TEST(A10_whatever_riid2_was_the_call_object_can_be_asked_for_the_async_interface)
{
	house_each(HOUSE_BOTH, A10_body);
}

static void A11_body(struct house *h, ISimpleStream *s)
{
	ICallFactory *factory = factory_of(s);
	AsyncISimpleStream *call;

	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_AsyncISimpleStream,
	                                         (IUnknown **)&call), S_OK);
	ICallFactory_Release(factory);
	read_once(h, call);
	assert_int_equal(release(call), 0);
}

TEST(A11_releasing_the_factory_does_not_affect_the_call_object)
{
	house_each(HOUSE_BOTH, A11_body);
}

static void C4_body(struct house *h, ISimpleStream *s)
{
	IUnknown *outer = outer_create();
	void *call;

	(void)h;
	for (unsigned i = 0; i < CALL_IIDS; i++) {
		assert_int_equal(create(s, &IID_AsyncISimpleStream, NULL, call_iids[i], &call), S_OK);
		assert_int_equal(count_of(call), 1);
		assert_int_equal(release(call), 0);
	}
	assert_int_equal(create(s, &IID_AsyncISimpleStream, outer, &IID_IUnknown, &call), S_OK);
	assert_int_equal(count_of(outer), 1);
	assert_int_equal(release(call), 0);
	assert_int_equal(release(outer), 0);
}

TEST(C4_a_new_call_object_has_the_reference_count_1)
{
	house_each(HOUSE_BOTH, C4_body);
}

static void C5_body(struct house *h, ISimpleStream *s)
{
	IUnknown *outer = outer_around(s);
	AsyncISimpleStream *call = house_call(s);

	(void)h;
	assert_int_equal(query(call, &IID_ISimpleStream), E_NOINTERFACE);
	assert_int_equal(query(outer, &IID_ISimpleStream), E_NOINTERFACE);
	release(call);
	release(outer);
}

TEST(C5_a_call_object_does_not_have_the_sync_interface)
{
	house_each(HOUSE_BOTH, C5_body);
}

static void C6_body(struct house *h, ISimpleStream *s)
{
	IUnknown *outer = outer_around(s);
	AsyncISimpleStream *call = house_call(s);

	(void)h;
	assert_int_equal(query(call, &IID_ICallFactory), E_NOINTERFACE);
	assert_int_equal(query(outer, &IID_ICallFactory), E_NOINTERFACE);
	release(call);
	release(outer);
}

TEST(C6_a_call_object_does_not_have_ICallFactory)
{
	house_each(HOUSE_BOTH, C6_body);
}

static void C7_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *first = house_call(s), *second = house_call(s);
	BYTE one[10], two[20];
	ULONG n = 0, m = 0;

	assert_ptr_not_equal(identity_of(first), identity_of(second));
	assert_int_equal(AsyncISimpleStream_Begin_Read(first, sizeof one), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(second, sizeof two), S_OK);
	house_let(h);
	house_let(h);
	assert_int_equal(AsyncISimpleStream_Finish_Read(second, two, &m), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(first, one, &n), S_OK);
	assert_int_equal(n, sizeof one);
	assert_int_equal(m, sizeof two);
	house_check(one, n);
	house_check(two, m);
	release(first);
	release(second);
}

TEST(C7_two_call_objects_are_distinct_and_can_be_pending_at_the_same_time)
{
	house_each(HOUSE_BOTH, C7_body);
}
