/* details.c - statements about proxies and call objects that belong to no other file: AsyncIUnknown, handles, order. */
#include "client.h"
#include "mixer.h"
#include "where.h"

/* ---- AsyncIUnknown ---- */

/* The client's STA has a proxy for ISimpleStream of an object that has ISynchronize too, which nobody has asked for. */
struct scene {
	struct house house;
	ISimpleStream *s;
	AsyncIUnknown *call;
	ISynchronize *sync;
};

static ISimpleStream *make_where(void *unused)
{
	(void)unused;
	return where_create();
}

static void scene_open(struct scene *c, DWORD model)
{
	ICallFactory *factory;

	c->house = (struct house){ .model = COINIT_APARTMENTTHREADED, .make = make_where };
	house_enter(model);
	house_open(&c->house);
	c->s = house_stream(&c->house);
	assert_int_equal(ISimpleStream_QueryInterface(c->s, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIUnknown, NULL, &IID_AsyncIUnknown, (IUnknown **)&c->call), S_OK);
	assert_int_equal(AsyncIUnknown_QueryInterface(c->call, &IID_ISynchronize, (void **)&c->sync), S_OK);
	ICallFactory_Release(factory);
}

static void scene_close(struct scene *c)
{
	ISynchronize_Release(c->sync);
	AsyncIUnknown_Release(c->call); /* the errand may still hold it */
	ISimpleStream_Release(c->s);
	house_close(&c->house);
	house_leave();
}

/* Begin, wait, finish. */
static HRESULT ask(struct scene *c, REFIID iid, void **p)
{
	assert_int_equal(AsyncIUnknown_Begin_QueryInterface(c->call, iid), S_OK);
	assert_int_equal(AsyncIUnknown_Begin_QueryInterface(c->call, iid), RPC_S_CALLPENDING);
	assert_int_equal(ISynchronize_Wait(c->sync, 0, INFINITE), S_OK);
	return AsyncIUnknown_Finish_QueryInterface(c->call, p);
}

static void B19_body(DWORD model)
{
	struct scene c;
	ISynchronize *s;
	void *p = &c;

	scene_open(&c, model);
	assert_int_equal(ask(&c, &IID_ISynchronize, (void **)&s), S_OK);
	assert_true(where_same(s, c.s));
	ISynchronize_Release(s);
	assert_int_equal(ask(&c, &IID_ISynchronize, (void **)&s), S_OK); /* known by now */
	ISynchronize_Release(s);
	assert_int_equal(ask(&c, &IID_ISimpleStream, &p), S_OK);
	assert_ptr_equal(p, c.s);
	ISimpleStream_Release(c.s);
	assert_int_equal(ask(&c, &IID_IMix, &p), E_NOINTERFACE);
	assert_null(p);
	assert_int_equal(ask(&c, &IID_IClassFactory, &p), E_NOINTERFACE);
	assert_int_equal(ask(&c, &IID_ICallFactory, &p), S_OK); /* the proxy's own */
	ICallFactory_Release((ICallFactory *)p);
	assert_int_equal(AsyncIUnknown_Finish_QueryInterface(c.call, &p), RPC_E_CALL_COMPLETE);
	assert_int_equal(AsyncIUnknown_Begin_QueryInterface(c.call, NULL), E_INVALIDARG);
	assert_int_equal(AsyncIUnknown_Begin_AddRef(c.call), S_OK);
	ULONG refs = AsyncIUnknown_Finish_AddRef(c.call);
	assert_int_equal(refs, where_refs(c.s));
	assert_int_equal(AsyncIUnknown_Begin_Release(c.call), S_OK);
	assert_int_equal(AsyncIUnknown_Finish_QueryInterface(c.call, &p), RPC_E_INVALIDMETHOD);
	refs = AsyncIUnknown_Finish_Release(c.call);
	assert_int_equal(refs, where_refs(c.s));
	assert_int_equal(AsyncIUnknown_Finish_Release(c.call), 0);
	scene_close(&c);
}

TEST(B19_CreateCall_for_AsyncIUnknown_on_a_proxy_gives_a_call_object)
{
	B19_body(COINIT_APARTMENTTHREADED);
	B19_body(COINIT_MULTITHREADED);
}

TEST(a_question_that_nobody_takes_the_answer_of_costs_nothing)
{
	struct scene c;

	scene_open(&c, COINIT_MULTITHREADED);
	assert_int_equal(AsyncIUnknown_Begin_QueryInterface(c.call, &IID_ISynchronize), S_OK);
	assert_int_equal(ISynchronize_Wait(c.sync, 0, INFINITE), S_OK);
	scene_close(&c);
}

/* ---- CreateCall and the server ---- */

static HRESULT hold_run(void *gate)
{
	harness_gate_wait(gate);
	return S_OK;
}

struct holder {
	struct house *house;
	struct harness_gate gate;
	struct harness_thread thread;
};

static void holder_main(void *arg)
{
	struct holder *h = arg;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(house_run(h->house, hold_run, &h->gate), S_OK);
	house_leave();
}

/* While the server's thread is held, what needs it not at all comes back, and what needs it waits. */
TEST(B20_CreateCall_asks_the_server_only_for_an_interface_that_is_not_known_yet)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct holder holder = { .house = &h, .gate = HARNESS_GATE_INIT };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	harness_start(&holder.thread, holder_main, &holder);
	AsyncISimpleStream *call = house_call(s); /* the gate is still closed: nobody was asked */
	harness_gate_open(&holder.gate);
	harness_join(&holder.thread);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

/* ---- handles ---- */

static void B12_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronizeHandle *face;
	HANDLE handle, same;
	DWORD index;
	BYTE pv[4];
	ULONG n;

	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ISynchronizeHandle, (void **)&face), S_OK);
	assert_int_equal(ISynchronizeHandle_GetHandle(face, &handle), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof pv), S_OK);
	assert_int_equal(CoWaitForMultipleHandles(0, 0, 1, &handle, &index), RPC_S_CALLPENDING);
	house_let(h);
	assert_int_equal(CoWaitForMultipleHandles(0, INFINITE, 1, &handle, &index), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, pv, &n), S_OK);
	assert_int_equal(ISynchronizeHandle_GetHandle(face, &same), S_OK);
	assert_ptr_equal(same, handle); /* it stays the object's */
	ISynchronizeHandle_Release(face);
	AsyncISimpleStream_Release(call);
}

TEST(B12_the_handle_of_a_call_object_is_good_for_CoWaitForMultipleHandles) { house_each(HOUSE_PLAIN, B12_body); }

/* ---- abandoning ---- */

static void C25_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 1000), S_OK);
	harness_gate_wait(h->entered);
	assert_int_equal(AsyncISimpleStream_Release(call), 0);
	house_let(h);
	if (!h->async)
		house_wait_count(&h->sync_returns, 1);
	else
		house_wait_count(&h->finishes, 1);
}

TEST(C25_outputs_of_an_abandoned_call_are_dropped) { house_each(HOUSE_BOTH, C25_body); }

/* ---- order ---- */

typedef struct Log {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	ULONG order[64];
	os_u32 count;
} Log;

ACOM_FACE(Log, ISimpleStream)

static HRESULT Log_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	Log *l = Log_from_ISimpleStream(This);

	(void)pv;
	l->order[os_load32(&l->count)] = cb;
	os_add32(&l->count, 1);
	*pcbRead = 0;
	return S_OK;
}

static HRESULT Log_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	(void)This, (void)pv;
	*pcbWritten = cb;
	return S_OK;
}

static const ISimpleStreamVtbl Log_ISimpleStream_vtbl = { ACOM_UNKNOWN(Log, ISimpleStream), Log_Read, Log_Write };
static const AcomInterface Log_map[] = { ACOM_ENTRY(Log, ISimpleStream), ACOM_END };
static const AcomClass Log_class = { "Log", sizeof(Log), Log_map, NULL, NULL, NULL };

static ISimpleStream *make_log(void *log)
{
	ISimpleStream *s;

	assert_int_equal(AcomCreateObject(&Log_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	*(Log **)log = Log_from_ISimpleStream(s);
	return s;
}

static void A105_body(DWORD model)
{
	enum { CALLS = 32 };
	Log *log;
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = make_log, .arg = &log };
	AsyncISimpleStream *calls[CALLS];
	ULONG n;

	house_enter(model);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	for (ULONG i = 0; i < CALLS; i++) {
		calls[i] = house_call(s);
		assert_int_equal(AsyncISimpleStream_Begin_Read(calls[i], i), S_OK);
	}
	for (int i = CALLS - 1; i >= 0; i--) {
		BYTE pv[CALLS];
		assert_int_equal(AsyncISimpleStream_Finish_Read(calls[i], pv, &n), S_OK);
		AsyncISimpleStream_Release(calls[i]);
	}
	for (ULONG i = 0; i < CALLS; i++)
		assert_int_equal(log->order[i], i);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

TEST(A105_calls_that_one_thread_begins_are_dispatched_in_their_order)
{
	A105_body(COINIT_APARTMENTTHREADED);
	A105_body(COINIT_MULTITHREADED);
}
