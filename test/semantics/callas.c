/* callas.c - [call_as]: what stands in the slots is [local], what travels is another method, whole and in halves. */
#include <stdlib.h>

#include "callas.h"
#include "house.h"

/* ---- the object, and its call object ---- */

typedef struct Counted {
	AcomObject object;
	ICountedPlain ICountedPlain_iface;
	ICallFactory ICallFactory_iface;
	LONG next;
	size_t told; /* octets of texts */
} Counted;

typedef struct CountedCall {
	AcomObject object;
	AsyncICountedMore AsyncICountedMore_iface;
	AcomServerCall call;
	Counted *counted; /* outlives it */
	ULONG n;
} CountedCall;

ACOM_FACE(Counted, ICountedPlain)
ACOM_FACE(Counted, ICallFactory)
ACOM_FACE(CountedCall, AsyncICountedMore)

static HRESULT give(Counted *c, ULONG n, LONG *numbers, ULONG *got)
{
	ULONG i = 0;

	for (; i < n && c->next < 10; i++)
		numbers[i] = c->next++;
	*got = i;
	return i == n ? S_OK : S_FALSE;
}

static HRESULT Counted_Next(ICountedPlain *This, ULONG n, LONG *numbers, ULONG *got)
{
	return give(Counted_from_ICountedPlain(This), n, numbers, got);
}

static HRESULT Counted_Skip(ICountedPlain *This, ULONG n)
{
	Counted_from_ICountedPlain(This)->next += (LONG)n;
	return S_OK;
}

static void Counted_Tell(ICountedPlain *This, const char *text)
{
	Counted_from_ICountedPlain(This)->told += strlen(text);
}

static ULONG Counted_Left(ICountedPlain *This, LONG *n)
{
	Counted *c = Counted_from_ICountedPlain(This);

	*n += (LONG)c->told;
	return (ULONG)(10 - c->next);
}

static HRESULT Counted_Last(ICountedPlain *This, ULONG n)
{
	return (LONG)n == Counted_from_ICountedPlain(This)->next ? S_OK : S_FALSE;
}

static HRESULT begin(AsyncICountedMore *This, DWORD method)
{
	CountedCall *c = CountedCall_from_AsyncICountedMore(This);
	HRESULT hr = AcomServerCallTryBegin(&c->call, method);

	if (SUCCEEDED(hr))
		AcomServerCallComplete(&c->call, S_OK);
	return hr;
}

static HRESULT finish(AsyncICountedMore *This, DWORD method)
{
	CountedCall *c = CountedCall_from_AsyncICountedMore(This);
	HRESULT result, hr = AcomServerCallTryFinish(&c->call, method, &result);

	if (SUCCEEDED(hr))
		AcomServerCallFinished(&c->call);
	return hr;
}

static HRESULT CountedCall_Begin_Next(AsyncICountedMore *This, ULONG n)
{
	CountedCall_from_AsyncICountedMore(This)->n = n;
	return begin(This, 1);
}

static HRESULT CountedCall_Finish_Next(AsyncICountedMore *This, LONG *numbers, ULONG *got)
{
	CountedCall *c = CountedCall_from_AsyncICountedMore(This);

	assert_int_equal(finish(This, 1), S_OK);
	return give(c->counted, c->n, numbers, got);
}

static HRESULT CountedCall_Begin_Skip(AsyncICountedMore *This, ULONG n)
{
	CountedCall_from_AsyncICountedMore(This)->n = n;
	return begin(This, 2);
}

static HRESULT CountedCall_Finish_Skip(AsyncICountedMore *This)
{
	CountedCall *c = CountedCall_from_AsyncICountedMore(This);

	c->counted->next += (LONG)c->n;
	return finish(This, 2);
}

static void CountedCall_Begin_Tell(AsyncICountedMore *This, const char *text)
{
	CountedCall_from_AsyncICountedMore(This)->counted->told += strlen(text);
	begin(This, 3);
}

static void CountedCall_Finish_Tell(AsyncICountedMore *This)
{
	assert_int_equal(finish(This, 3), S_OK);
}

static HRESULT CountedCall_Begin_Left(AsyncICountedMore *This, LONG *n)
{
	*n += (LONG)CountedCall_from_AsyncICountedMore(This)->counted->told;
	return begin(This, 4);
}

static ULONG CountedCall_Finish_Left(AsyncICountedMore *This, LONG *n)
{
	(void)n; /* as Begin_ left it */
	assert_int_equal(finish(This, 4), S_OK);
	return (ULONG)(10 - CountedCall_from_AsyncICountedMore(This)->counted->next);
}

static const AsyncICountedMoreVtbl CountedCall_AsyncICountedMore_vtbl = {
	ACOM_UNKNOWN(CountedCall, AsyncICountedMore), CountedCall_Begin_Next, CountedCall_Finish_Next, CountedCall_Begin_Skip,
	CountedCall_Finish_Skip, CountedCall_Begin_Tell, CountedCall_Finish_Tell, CountedCall_Begin_Left, CountedCall_Finish_Left,
};
static const AcomInterface call_map[] = {
	ACOM_ENTRY(CountedCall, AsyncICountedMore), ACOM_SERVER_CALL_ENTRIES(CountedCall, call), ACOM_END,
};

static HRESULT CountedCall_construct(void *object)
{
	CountedCall *c = object;

	return AcomServerCallInit(&c->call, &c->object);
}

static void CountedCall_destruct(void *object)
{
	AcomServerCallFini(&((CountedCall *)object)->call);
}

static const AcomClass call_class = {
	"counted call", sizeof(CountedCall), call_map, CountedCall_construct, CountedCall_destruct, NULL,
};

static HRESULT Counted_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	IUnknown *unknown;

	*ppv = NULL;
	if (!IsEqualIID(riid, &IID_AsyncICountedMore))
		return E_NOINTERFACE;
	HRESULT hr = AcomCreateObject(&call_class, outer, &IID_IUnknown, (void **)&unknown);
	if (FAILED(hr))
		return hr;
	((CountedCall *)AcomObjectOf(unknown))->counted = Counted_from_ICallFactory(This);
	hr = IUnknown_QueryInterface(unknown, riid2, (void **)ppv);
	IUnknown_Release(unknown);
	return hr;
}

static const ICountedPlainVtbl Counted_ICountedPlain_vtbl = {
	ACOM_UNKNOWN(Counted, ICountedPlain), Counted_Next, Counted_Skip, Counted_Tell, Counted_Left, Counted_Last,
};
static const ICallFactoryVtbl Counted_ICallFactory_vtbl = { ACOM_UNKNOWN(Counted, ICallFactory), Counted_CreateCall };

/* The table of the last interface begins with those of its bases. */
#define BASE(iid) { &iid, offsetof(Counted, ICountedPlain_iface), &Counted_ICountedPlain_vtbl }
static const AcomInterface plain_map[] = {
	ACOM_ENTRY(Counted, ICountedPlain), BASE(IID_ICountedMore), BASE(IID_ICounted), ACOM_END,
};
static const AcomInterface async_map[] = {
	ACOM_ENTRY(Counted, ICountedPlain), BASE(IID_ICountedMore), BASE(IID_ICounted), ACOM_ENTRY(Counted, ICallFactory), ACOM_END,
};
static const AcomClass plain_class = { "plain counted", sizeof(Counted), plain_map, NULL, NULL, NULL };
static const AcomClass async_class = { "async counted", sizeof(Counted), async_map, NULL, NULL, NULL };

static ISimpleStream *counted_make(void *class)
{
	ICountedPlain *counted;

	assert_int_equal(AcomCreateObject(class, NULL, &IID_ICountedPlain, (void **)&counted), S_OK);
	return (ISimpleStream *)counted;
}

/* ---- clients ---- */

/* Runs body with a proxy of each kind of server, and a call object of it. */
static void each(void (*body)(ICountedPlain *plain, ICountedMore *more, AsyncICountedMore *call))
{
	for (int i = 0; i < 2; i++) {
		struct house h = { .model = COINIT_APARTMENTTHREADED, .make = counted_make,
		                   .arg = (void *)(uintptr_t)(i ? &async_class : &plain_class) };
		ICountedPlain *plain;
		ICountedMore *more;
		ICallFactory *factory;
		AsyncICountedMore *call;

		house_enter(COINIT_MULTITHREADED);
		house_open(&h);
		assert_int_equal(house_query(&h, &IID_ICountedPlain, (void **)&plain), S_OK);
		assert_int_equal(ICountedPlain_QueryInterface(plain, &IID_ICountedMore, (void **)&more), S_OK);
		assert_int_equal(ICountedMore_QueryInterface(more, &IID_ICallFactory, (void **)&factory), S_OK);
		assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncICountedMore, NULL, &IID_AsyncICountedMore,
		                                         (IUnknown **)&call), S_OK);
		body(plain, more, call);
		AsyncICountedMore_Release(call);
		ICallFactory_Release(factory);
		ICountedMore_Release(more);
		ICountedPlain_Release(plain);
		house_close(&h);
		house_leave();
	}
}

static void check_whole(ICountedPlain *plain, ICountedMore *more, AsyncICountedMore *call)
{
	LONG numbers[4] = { 0 }, n = 100;
	ULONG got = 0;

	(void)call;
	assert_int_equal(ICountedMore_Next(more, 3, numbers, &got), S_OK);
	assert_int_equal(got, 3);
	assert_int_equal(numbers[2], 2);
	assert_int_equal(ICountedMore_Next(more, 1, numbers, NULL), S_OK); /* which on the wire is no NULL */
	assert_int_equal(numbers[0], 3);
	assert_int_equal(ICountedMore_Skip(more, 1), S_OK);
	ICountedMore_Tell(more, "seven..");
	assert_int_equal(ICountedMore_Left(more, &n), 5);
	assert_int_equal(n, 107);
	assert_int_equal(ICountedPlain_Last(plain, 5), S_OK);
	assert_int_equal(ICountedPlain_Last(plain, 4), S_FALSE);
	assert_int_equal(ICountedPlain_Left(plain, &n), 5); /* inherited, in a table of its own */
	assert_int_equal(ICountedPlain_RemoteLast_Proxy(plain, 4, 5), E_INVALIDARG); /* what the stub thinks of it */
}

TEST(a_method_for_which_another_travels)
{
	each(check_whole);
}

static void check_halves(ICountedPlain *plain, ICountedMore *more, AsyncICountedMore *call)
{
	LONG numbers[4] = { 0 }, n = 100;
	ULONG got = 0;

	(void)more;
	assert_int_equal(AsyncICountedMore_Begin_Next(call, 3), S_OK);
	assert_int_equal(AsyncICountedMore_Begin_Skip(call, 1), RPC_S_CALLPENDING);
	assert_int_equal(AsyncICountedMore_Finish_Next(call, numbers, &got), S_OK);
	assert_int_equal(got, 3);
	assert_int_equal(numbers[2], 2);
	assert_int_equal(AsyncICountedMore_Begin_Skip(call, 5), S_OK);
	assert_int_equal(AsyncICountedMore_Finish_Skip(call), S_OK);
	AsyncICountedMore_Begin_Tell(call, "seven..");
	AsyncICountedMore_Finish_Tell(call);
	assert_int_equal(AsyncICountedMore_Begin_Left(call, &n), S_OK);
	n = 0;
	assert_int_equal(AsyncICountedMore_Finish_Left(call, &n), 2);
	assert_int_equal(n, 107);
	assert_int_equal(AsyncICountedMore_Begin_Next(call, 4), S_OK);
	assert_int_equal(AsyncICountedMore_Finish_Next(call, numbers, NULL), S_FALSE);
	assert_int_equal(numbers[1], 9);
	assert_int_equal(ICountedPlain_Last(plain, 10), S_OK);
}

TEST(A45_both_halves_of_a_method_for_which_another_travels_are_the_users)
{
	each(check_halves);
}
