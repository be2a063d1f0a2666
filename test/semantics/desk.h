/* desk.h - a server whose call objects are written by hand, so that a test says what they do; and its client. */
#ifndef DESK_H
#define DESK_H

#include "client.h"

enum { ROOM = 10 };

struct desk;

typedef struct Raw {
	AcomObject object;
	AsyncISimpleStream AsyncISimpleStream_iface;
	ICancelMethodCalls ICancelMethodCalls_iface;
	struct desk *desk;
} Raw;

struct desk {
	struct house house;
	/* chosen by the test */
	HRESULT (*begin)(Raw *c);  /* the body of Begin_Read */
	HRESULT hr;                /* what Finish_Read returns; it fills its outputs in any case */
	void (*create)(Raw *c);    /* called at the end of CreateCall, if it is set */
	bool cancellable;          /* call objects have an ICancelMethodCalls of their own */
	HRESULT (*cancel)(Raw *c); /* the body of its Cancel */
	/* what happened */
	os_u32 creates, begins, finishes, cancels, alive;
	IID riid, riid2;
	IUnknown *outer;           /* that CreateCall got; not counted */
	Raw *call;                 /* the one that CreateCall made last; not counted */
	uint64_t begin_thread, finish_thread, cancel_thread;
	ULONG cancel_seconds;
	struct thread *beginner;        /* who ran Begin_ */
	struct harness_gate cancelled;  /* open when Cancel is about to return */
};

typedef struct Desk {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	ICallFactory ICallFactory_iface;
	struct desk *desk;
} Desk;

ACOM_FACE(Raw, AsyncISimpleStream)
ACOM_FACE(Raw, ICancelMethodCalls)
ACOM_FACE(Desk, ISimpleStream)
ACOM_FACE(Desk, ICallFactory)

static HRESULT Raw_Begin_Read(AsyncISimpleStream *This, ULONG cb)
{
	Raw *c = Raw_from_AsyncISimpleStream(This);
	struct desk *d = c->desk;

	assert_int_equal(cb, ROOM);
	d->begin_thread = os_thread_id();
	d->beginner = thread_self();
	os_add32(&d->begins, 1);
	return d->begin(c);
}

static HRESULT Raw_Finish_Read(AsyncISimpleStream *This, BYTE *pv, ULONG *pcbRead)
{
	struct desk *d = Raw_from_AsyncISimpleStream(This)->desk;

	d->finish_thread = os_thread_id();
	os_add32(&d->finishes, 1);
	for (int i = 0; i < ROOM; i++)
		pv[i] = (BYTE)('a' + i);
	*pcbRead = ROOM;
	return d->hr;
}

static HRESULT Raw_Begin_Write(AsyncISimpleStream *This, const BYTE *pv, ULONG cb)
{
	fail_msg("nobody writes (%p, %p, %u)", (void *)This, (const void *)pv, (unsigned)cb);
	return E_UNEXPECTED;
}

static HRESULT Raw_Finish_Write(AsyncISimpleStream *This, ULONG *pcbWritten)
{
	fail_msg("nobody writes (%p, %p)", (void *)This, (void *)pcbWritten);
	return E_UNEXPECTED;
}

static HRESULT Raw_Cancel(ICancelMethodCalls *This, ULONG seconds)
{
	Raw *c = Raw_from_ICancelMethodCalls(This);
	struct desk *d = c->desk;

	d->cancel_thread = os_thread_id();
	d->cancel_seconds = seconds;
	os_add32(&d->cancels, 1);
	HRESULT hr = d->cancel ? d->cancel(c) : S_OK;
	harness_gate_open(&d->cancelled);
	return hr;
}

static HRESULT Raw_TestCancel(ICancelMethodCalls *This)
{
	fail_msg("the runtime has its own answer (%p)", (void *)This);
	return E_UNEXPECTED;
}

static const AsyncISimpleStreamVtbl Raw_AsyncISimpleStream_vtbl = {
	ACOM_UNKNOWN(Raw, AsyncISimpleStream), Raw_Begin_Read, Raw_Finish_Read, Raw_Begin_Write, Raw_Finish_Write,
};
static const ICancelMethodCallsVtbl Raw_ICancelMethodCalls_vtbl = {
	ACOM_UNKNOWN(Raw, ICancelMethodCalls), Raw_Cancel, Raw_TestCancel,
};
static const AcomInterface Raw_map[] = { ACOM_ENTRY(Raw, AsyncISimpleStream), ACOM_END };
static const AcomInterface Raw_cancel_map[] = {
	ACOM_ENTRY(Raw, AsyncISimpleStream), ACOM_ENTRY(Raw, ICancelMethodCalls), ACOM_END,
};

static void Raw_destruct(void *object)
{
	os_sub32(&((Raw *)object)->desk->alive, 1);
}

static const AcomClass Raw_class = { "Raw", sizeof(Raw), Raw_map, NULL, Raw_destruct, NULL };
static const AcomClass Raw_cancel_class = { "Raw", sizeof(Raw), Raw_cancel_map, NULL, Raw_destruct, NULL };

static HRESULT Desk_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	struct desk *d = Desk_from_ICallFactory(This)->desk;
	HRESULT hr = AcomCreateObject(d->cancellable ? &Raw_cancel_class : &Raw_class, outer, riid2, (void **)ppv);

	os_add32(&d->creates, 1);
	d->riid = *riid;
	d->riid2 = *riid2;
	d->outer = outer;
	if (FAILED(hr))
		return hr;
	d->call = (Raw *)(void *)*ppv;
	d->call->desk = d;
	os_add32(&d->alive, 1);
	if (d->create)
		d->create(d->call);
	return hr;
}

static HRESULT Desk_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	fail_msg("the call object wins (%p, %p, %u, %p)", (void *)This, (void *)pv, (unsigned)cb, (void *)pcbRead);
	return E_UNEXPECTED;
}

static HRESULT Desk_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	fail_msg("nobody writes (%p, %p, %u, %p)", (void *)This, (const void *)pv, (unsigned)cb, (void *)pcbWritten);
	return E_UNEXPECTED;
}

static const ISimpleStreamVtbl Desk_ISimpleStream_vtbl = { ACOM_UNKNOWN(Desk, ISimpleStream), Desk_Read, Desk_Write };
static const ICallFactoryVtbl Desk_ICallFactory_vtbl = { ACOM_UNKNOWN(Desk, ICallFactory), Desk_CreateCall };
static const AcomInterface Desk_map[] = {
	ACOM_ENTRY(Desk, ISimpleStream), ACOM_ENTRY(Desk, ICallFactory), ACOM_END,
};
static const AcomClass Desk_class = { "Desk", sizeof(Desk), Desk_map, NULL, NULL, NULL };

static ISimpleStream *desk_make(void *arg)
{
	ISimpleStream *s;

	assert_int_equal(AcomCreateObject(&Desk_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	Desk_from_ISimpleStream(s)->desk = arg;
	return s;
}

/* ---- what call objects and their workers do ---- */

/* The synchronization object behind the controlling unknown, counted. */
static ISynchronize *raw_sync(Raw *c)
{
	ISynchronize *sync;

	assert_int_equal(AcomObjectQueryInterface(&c->object, &IID_ISynchronize, (void **)&sync), S_OK);
	return sync;
}

static HRESULT raw_signal(Raw *c)
{
	ISynchronize *sync = raw_sync(c);
	HRESULT hr = ISynchronize_Signal(sync);

	ISynchronize_Release(sync);
	return hr;
}

/* For apartment_call and threads: the desk's call object signals. */
static inline HRESULT desk_signal(void *desk)
{
	return raw_signal(((struct desk *)desk)->call);
}

static inline HRESULT begin_only(Raw *c)
{
	(void)c;
	return S_OK;
}

static inline HRESULT begin_and_signal(Raw *c)
{
	assert_int_equal(raw_signal(c), S_OK);
	return S_OK;
}

/* ---- one test in each marshaled situation ---- */

struct client {
	struct desk *desk;
	ISimpleStream *stream;
	AsyncISimpleStream *call;
};

static void situation(const struct desk *script, DWORD client, DWORD server, void (*body)(struct client *))
{
	struct desk d = *script;
	struct client c = { .desk = &d };

	d.house.model = server;
	d.house.make = desk_make;
	d.house.arg = &d;
	house_enter(client);
	house_open(&d.house);
	c.stream = house_stream(&d.house);
	c.call = house_call(c.stream);
	body(&c);
	client_release(c.call);
	client_release(c.stream);
	house_close(&d.house);
	house_leave();
	assert_int_equal(house_count(&d.alive), 0);
}

static inline void each(const struct desk *script, void (*body)(struct client *))
{
	situation(script, COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, body);
	situation(script, COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, body);
	situation(script, COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, body);
}

static inline void begin(struct client *c)
{
	assert_int_equal(AsyncISimpleStream_Begin_Read(c->call, ROOM), S_OK);
}

/* The n-th Begin_ of the server has returned to the runtime: its thread sleeps. */
static inline void wait_begun(struct client *c, unsigned n)
{
	while (house_count(&c->desk->begins) < n)
		os_yield();
	house_wait_asleep(c->desk->beginner);
}

static inline void begin_and_meet(struct client *c)
{
	begin(c);
	wait_begun(c, 1);
}

/* Finish_Read where the server filled its outputs. */
static inline void finish_filled(struct client *c, HRESULT hr)
{
	BYTE data[ROOM] = { 0 };
	ULONG n = 99;

	assert_int_equal(AsyncISimpleStream_Finish_Read(c->call, data, &n), hr);
	assert_int_equal(n, ROOM);
	house_check(data, n);
}

static inline void check_pending(struct client *c)
{
	ISynchronize *sync = client_sync(c->call);

	assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	client_release(sync);
}

static inline HRESULT run(struct client *c, HRESULT (*fn)(void *))
{
	return house_run(&c->desk->house, fn, c->desk);
}

#endif
