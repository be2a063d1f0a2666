/* held.c - a server that holds calls in call objects of its own, without a thread for any. */
#include <acom.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "adder.h"
#include "bench.h"
#include "held.h"

const CLSID CLSID_Held = { 0x5b1f0a46, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };

/* One of an array, whose pages are there before the first call is; of an object that is never released but with its call. */
struct held {
	IUnknown IUnknown_iface;
	AsyncIAdder AsyncIAdder_iface;
	IUnknown *outer;
	LONG sum;
};

static struct {
	struct held *all;
	ULONG room, made, begun;
	pthread_mutex_t lock;
	pthread_cond_t more;
	int gate;
} calls = { .lock = PTHREAD_MUTEX_INITIALIZER, .more = PTHREAD_COND_INITIALIZER };

static struct held *held_of(AsyncIAdder *This)
{
	return (struct held *)((char *)This - offsetof(struct held, AsyncIAdder_iface));
}

/* ---- its own unknown; the outer alone has it ---- */

static HRESULT held_QueryInterface(IUnknown *This, REFIID riid, void **ppv)
{
	struct held *h = (struct held *)This;

	*ppv = IsEqualIID(riid, &IID_IUnknown) ? (void *)This : IsEqualIID(riid, &IID_AsyncIAdder) ? (void *)&h->AsyncIAdder_iface : NULL;
	if (!*ppv)
		return E_NOINTERFACE;
	IUnknown_AddRef((IUnknown *)*ppv);
	return S_OK;
}

static ULONG held_count(IUnknown *This)
{
	(void)This;
	return 1;
}

static const IUnknownVtbl held_vtbl = { held_QueryInterface, held_count, held_count };

/* ---- what clients see ---- */

static HRESULT held_Query(AsyncIAdder *This, REFIID riid, void **ppv)
{
	return IUnknown_QueryInterface(held_of(This)->outer, riid, ppv);
}

static ULONG held_AddRef(AsyncIAdder *This)
{
	return IUnknown_AddRef(held_of(This)->outer);
}

static ULONG held_Release(AsyncIAdder *This)
{
	return IUnknown_Release(held_of(This)->outer);
}

static HRESULT held_Begin_Add(AsyncIAdder *This, LONG a, LONG b)
{
	held_of(This)->sum = a + b;
	pthread_mutex_lock(&calls.lock);
	calls.begun++;
	pthread_cond_broadcast(&calls.more);
	pthread_mutex_unlock(&calls.lock);
	return S_OK;
}

static HRESULT held_Finish_Add(AsyncIAdder *This, LONG *sum)
{
	*sum = held_of(This)->sum;
	return S_OK;
}

static const AsyncIAdderVtbl held_AsyncIAdder_vtbl = { held_Query, held_AddRef, held_Release, held_Begin_Add, held_Finish_Add };

/* ---- the object ---- */

typedef struct Holder {
	AcomObject object;
	IAdder IAdder_iface;
	IHeld IHeld_iface;
	ICallFactory ICallFactory_iface;
} Holder;

ACOM_FACE(Holder, IAdder)
ACOM_FACE(Holder, IHeld)
ACOM_FACE(Holder, ICallFactory)

static HRESULT Holder_Add(IAdder *This, LONG a, LONG b, LONG *sum)
{
	(void)This;
	*sum = a + b;
	return S_OK;
}

static HRESULT Holder_Room(IHeld *This, ULONG count)
{
	(void)This;
	calls.all = malloc(count * sizeof *calls.all);
	BENCH_CHECK(calls.all);
	memset(calls.all, 1, count * sizeof *calls.all);
	calls.room = count;
	return S_OK;
}

static HRESULT Holder_Await(IHeld *This, ULONG count)
{
	(void)This;
	pthread_mutex_lock(&calls.lock);
	while (calls.begun < count)
		pthread_cond_wait(&calls.more, &calls.lock);
	pthread_mutex_unlock(&calls.lock);
	return S_OK;
}

static HRESULT Holder_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	(void)This;
	*ppv = NULL;
	if (!outer || !IsEqualIID(riid, &IID_AsyncIAdder) || !IsEqualIID(riid2, &IID_IUnknown))
		return E_NOINTERFACE;
	pthread_mutex_lock(&calls.lock);
	struct held *h = calls.made < calls.room ? &calls.all[calls.made++] : NULL;
	pthread_mutex_unlock(&calls.lock);
	if (!h)
		return E_OUTOFMEMORY;
	*h = (struct held){ { &held_vtbl }, { &held_AsyncIAdder_vtbl }, outer, 0 };
	*ppv = &h->IUnknown_iface;
	return S_OK;
}

static const IAdderVtbl Holder_IAdder_vtbl = { ACOM_UNKNOWN(Holder, IAdder), Holder_Add };
static const IHeldVtbl Holder_IHeld_vtbl = { ACOM_UNKNOWN(Holder, IHeld), Holder_Room, Holder_Await };
static const ICallFactoryVtbl Holder_ICallFactory_vtbl = { ACOM_UNKNOWN(Holder, ICallFactory), Holder_CreateCall };
static const AcomInterface Holder_map[] = {
	ACOM_ENTRY(Holder, IAdder), ACOM_ENTRY(Holder, IHeld), ACOM_ENTRY(Holder, ICallFactory), ACOM_END,
};
static const AcomClass Holder_class = { .name = "Holder", .size = sizeof(Holder), .interfaces = Holder_map };

static HRESULT holder_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Holder_class, outer, riid, ppv);
}

/* ---- all are let go ---- */

static void let_go(struct held *h)
{
	ISynchronize *sync;

	BENCH_CHECK(IUnknown_QueryInterface(h->outer, &IID_ISynchronize, (void **)&sync) == S_OK);
	BENCH_CHECK(ISynchronize_Signal(sync) == S_OK);
	ISynchronize_Release(sync);
}

static void *let_all_go(void *arg)
{
	char c;

	BENCH_CHECK(read(calls.gate, &c, 1) == 0);
	for (ULONG i = 0; i < calls.begun; i++)
		let_go(&calls.all[i]);
	return arg;
}

void held_register(int gate)
{
	pthread_t thread;

	calls.gate = gate;
	BENCH_CHECK(AcomRegisterClass(&CLSID_Held, holder_create, ACOM_ALLOW_ANONYMOUS, &(DWORD){ 0 }) == S_OK);
	BENCH_CHECK(!pthread_create(&thread, NULL, let_all_go, NULL) && !pthread_detach(thread));
}
