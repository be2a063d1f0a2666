/* pending.c - very many calls that pend on one server thread, in an object that keeps its calls: none of them holds a thread. */
#include <stdlib.h>

#include "client.h"

enum { ALL = 100000, FEW = 2000, SWEPT = 12 };

/* The object, and its call objects in the order of their Begin_s; all used by its thread alone, but for `begun`. */
struct keeper {
	struct kept *first, **tail;
	os_u32 begun, finished, alive;
};

typedef struct Keeper {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	ICallFactory ICallFactory_iface;
	struct keeper *keeper;
} Keeper;

typedef struct kept {
	AcomObject object;
	AsyncISimpleStream AsyncISimpleStream_iface;
	AcomServerCall call;
	struct keeper *keeper;
	struct kept *next;
	uint32_t number;
} kept_t;

ACOM_FACE(Keeper, ISimpleStream)
ACOM_FACE(Keeper, ICallFactory)
ACOM_FACE(kept_t, AsyncISimpleStream)

/* ---- its call objects ---- */

static HRESULT kept_Begin_Read(AsyncISimpleStream *This, ULONG cb)
{
	kept_t *c = kept_t_from_AsyncISimpleStream(This);
	struct keeper *k = c->keeper;
	HRESULT hr = AcomServerCallTryBegin(&c->call, 1);

	if (FAILED(hr))
		return hr;
	assert_int_equal(cb, sizeof c->number);
	c->number = os_load32(&k->begun);
	*k->tail = c;
	k->tail = &c->next;
	os_add32(&k->begun, 1);
	return S_OK;
}

static HRESULT kept_Finish_Read(AsyncISimpleStream *This, BYTE *pv, ULONG *pcb)
{
	kept_t *c = kept_t_from_AsyncISimpleStream(This);
	HRESULT result, hr = AcomServerCallTryFinish(&c->call, 1, &result);

	*pcb = 0;
	if (FAILED(hr))
		return hr;
	memcpy(pv, &c->number, sizeof c->number);
	*pcb = sizeof c->number;
	os_add32(&c->keeper->finished, 1);
	AcomServerCallFinished(&c->call);
	return result;
}

static HRESULT kept_Begin_Write(AsyncISimpleStream *This, const BYTE *pv, ULONG cb)
{
	(void)This, (void)pv, (void)cb;
	return E_NOTIMPL;
}

static HRESULT kept_Finish_Write(AsyncISimpleStream *This, ULONG *pcb)
{
	(void)This;
	*pcb = 0;
	return E_NOTIMPL;
}

static const AsyncISimpleStreamVtbl kept_vtbl = {
	ACOM_UNKNOWN(kept_t, AsyncISimpleStream), kept_Begin_Read, kept_Finish_Read, kept_Begin_Write, kept_Finish_Write,
};
static const AcomInterface kept_map[] = {
	{ &IID_AsyncISimpleStream, offsetof(kept_t, AsyncISimpleStream_iface), &kept_vtbl },
	ACOM_SERVER_CALL_ENTRIES(kept_t, call),
	ACOM_END,
};

static HRESULT kept_construct(void *object)
{
	kept_t *c = object;

	return AcomServerCallInit(&c->call, &c->object);
}

static void kept_destruct(void *object)
{
	kept_t *c = object;

	AcomServerCallFini(&c->call);
	if (c->keeper)
		os_sub32(&c->keeper->alive, 1);
}

static const AcomClass kept_class = { "kept call", sizeof(kept_t), kept_map, kept_construct, kept_destruct, NULL };

static HRESULT kept_init(void *object, void *keeper)
{
	((kept_t *)object)->keeper = keeper;
	os_add32(&((struct keeper *)keeper)->alive, 1);
	return S_OK;
}

/* ---- the object ---- */

static HRESULT Keeper_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	return AcomCreateCall(&kept_class, &IID_AsyncISimpleStream, kept_init, Keeper_from_ICallFactory(This)->keeper, riid,
	                      outer, riid2, ppv);
}

static HRESULT Keeper_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcb)
{
	(void)This, (void)pv, (void)cb;
	*pcb = 0;
	return E_NOTIMPL;
}

static HRESULT Keeper_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcb)
{
	(void)This, (void)pv, (void)cb;
	*pcb = 0;
	return E_NOTIMPL;
}

static const ISimpleStreamVtbl Keeper_ISimpleStream_vtbl = { ACOM_UNKNOWN(Keeper, ISimpleStream), Keeper_Read, Keeper_Write };
static const ICallFactoryVtbl Keeper_ICallFactory_vtbl = { ACOM_UNKNOWN(Keeper, ICallFactory), Keeper_CreateCall };
static const AcomInterface Keeper_map[] = { ACOM_ENTRY(Keeper, ISimpleStream), ACOM_ENTRY(Keeper, ICallFactory), ACOM_END };
static const AcomClass Keeper_class = { "Keeper", sizeof(Keeper), Keeper_map, NULL, NULL, NULL };

static ISimpleStream *keeper_make(void *keeper)
{
	ISimpleStream *s;

	assert_int_equal(AcomCreateObject(&Keeper_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	Keeper_from_ISimpleStream(s)->keeper = keeper;
	return s;
}

/* In its apartment: every call that it keeps is complete. */
static HRESULT complete_all(void *keeper)
{
	struct keeper *k = keeper;

	while (k->first) {
		kept_t *c = k->first;
		k->first = c->next;
		assert_int_equal(AcomServerCallComplete(&c->call, S_OK), S_OK);
	}
	k->tail = &k->first;
	return S_OK;
}

/* ---- the client ---- */

static unsigned how_many(void)
{
	return swept() ? SWEPT : HARNESS_ASAN || HARNESS_TSAN ? FEW : ALL;
}

static void begin_all(ISimpleStream *s, AsyncISimpleStream **calls, unsigned n)
{
	ICallFactory *factory;

	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	for (unsigned i = 0; i < n; i++) {
		assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_AsyncISimpleStream,
		                                         (IUnknown **)&calls[i]), S_OK);
		assert_int_equal(AsyncISimpleStream_Begin_Read(calls[i], sizeof(uint32_t)), S_OK);
	}
	ICallFactory_Release(factory);
}

static void finish_all(AsyncISimpleStream **calls, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		uint32_t number = 0;
		ULONG got;
		assert_int_equal(AsyncISimpleStream_Finish_Read(calls[i], (BYTE *)&number, &got), S_OK);
		assert_int_equal(number, i); /* the order in which they were begun */
		AsyncISimpleStream_Release(calls[i]);
	}
}

static void pend(DWORD client, DWORD server)
{
	struct keeper k = { .tail = &k.first };
	struct house h = { .model = server, .make = keeper_make, .arg = &k };
	unsigned n = how_many();
	AsyncISimpleStream **calls = needed(calloc(n, sizeof *calls));

	house_enter(client);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	uint64_t threads = os_thread_live();
	begin_all(s, calls, n);
	house_wait_count(&k.begun, n);
	assert_int_equal(os_thread_live(), threads); /* the server's one thread has them all */
	assert_int_equal(os_load32(&k.finished), 0);
	assert_int_equal(house_run(&h, complete_all, &k), S_OK);
	assert_int_equal(os_load32(&k.finished), n);
	finish_all(calls, n);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	assert_int_equal(os_load32(&k.alive), 0);
	free(calls);
}

TEST(B33_a_hundred_thousand_calls_pend_on_one_server_thread)
{
	pend(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
}

/* Nobody finishes them: they are released while they pend, and complete later. */
TEST(C23_a_hundred_thousand_pending_calls_are_abandoned)
{
	struct keeper k = { .tail = &k.first };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = keeper_make, .arg = &k };
	unsigned n = how_many();
	AsyncISimpleStream **calls = needed(calloc(n, sizeof *calls));

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	begin_all(s, calls, n);
	for (unsigned i = 0; i < n; i++)
		AsyncISimpleStream_Release(calls[i]);
	house_wait_count(&k.begun, n);
	assert_int_equal(house_run(&h, complete_all, &k), S_OK);
	assert_int_equal(os_load32(&k.finished), n);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	assert_int_equal(os_load32(&k.alive), 0);
	free(calls);
}
