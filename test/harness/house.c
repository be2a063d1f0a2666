/* house.c - a server for tests: a thread in an apartment with an object whose behaviour the test chooses. */
#include <stdio.h>
#include <stdlib.h>

#include "house.h"

typedef struct Stream {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	ICallFactory ICallFactory_iface;
	struct house *house;
} Stream;

typedef struct house_call {
	AcomObject object;
	AsyncISimpleStream AsyncISimpleStream_iface;
	AcomServerCall call;
	struct house *house;
	ULONG cb;
} house_call_t;

ACOM_FACE(Stream, ISimpleStream)
ACOM_FACE(Stream, ICallFactory)
ACOM_FACE(house_call_t, AsyncISimpleStream)

/* It is in another process than this one. */
static bool house_is_far(const struct house *h)
{
	return h->away && !away_is_here(h->away);
}

uint32_t house_count(const os_u32 *counter)
{
	return os_load32(counter);
}

void house_wait_count(const os_u32 *counter, uint32_t n)
{
	while (house_count(counter) != n)
		os_yield();
}

static void house_met(struct house *h, os_u32 *counter)
{
	os_add32(counter, 1);
	if (h->entered)
		harness_gate_open(h->entered);
}

static void house_fill(struct house *h, BYTE *pv, ULONG cb, ULONG *pcb)
{
	ULONG n = h->limit && h->limit < cb ? h->limit : cb;

	for (ULONG i = 0; i < n; i++)
		pv[i] = (BYTE)('a' + i % 26);
	*pcb = n;
}

void house_check(const BYTE *pv, ULONG n)
{
	for (ULONG i = 0; i < n; i++)
		assert_int_equal(pv[i], 'a' + i % 26);
}

/* ---- the object ---- */

static HRESULT Stream_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	struct house *h = Stream_from_ISimpleStream(This)->house;

	house_met(h, &h->sync_reads);
	if (h->gate)
		harness_gate_wait(h->gate);
	house_fill(h, pv, cb, pcbRead);
	if (h->says)
		errorinfo_say(S_OK, "%s", h->says);
	os_add32(&h->sync_returns, 1);
	return h->hr;
}

static HRESULT Stream_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	struct house *h = Stream_from_ISimpleStream(This)->house;

	house_met(h, &h->sync_writes);
	if (h->gate)
		harness_gate_wait(h->gate);
	house_check(pv, cb);
	*pcbWritten = cb;
	os_add32(&h->sync_returns, 1);
	return h->hr;
}

/* ---- its call object ---- */

enum { READ = 1, WRITE };

static void house_pend(struct house *h, house_call_t *c)
{
	os_mutex_lock(&h->lock);
	assert_true(house_count(&h->pending_count) < 64);
	h->pending[house_count(&h->pending_count)] = c;
	os_add32(&h->pending_count, 1);
	os_mutex_unlock(&h->lock);
}

/* HOUSE_BARE gives back the reference that TryBegin took, as servers do that hand a bare `this` to their worker. */
static HRESULT house_begin(house_call_t *c, DWORD method, ULONG cb)
{
	struct house *h = c->house;
	HRESULT hr;

	house_met(h, &h->begins);
	if (h->mode == HOUSE_FAIL_BEGIN)
		return h->hr;
	hr = AcomServerCallTryBegin(&c->call, method);
	if (FAILED(hr))
		return hr;
	c->cb = cb;
	if (h->mode == HOUSE_AT_ONCE || h->mode == HOUSE_HR_BEGIN) {
		AcomServerCallComplete(&c->call, h->mode == HOUSE_AT_ONCE ? h->hr : S_OK);
		return h->mode == HOUSE_AT_ONCE ? S_OK : h->hr;
	}
	house_pend(h, c);
	if (h->mode == HOUSE_BARE)
		AcomObjectRelease(&c->object);
	return S_OK;
}

static HRESULT house_call_Begin_Read(AsyncISimpleStream *This, ULONG cb)
{
	return house_begin(house_call_t_from_AsyncISimpleStream(This), READ, cb);
}

static HRESULT house_call_Finish_Read(AsyncISimpleStream *This, BYTE *pv, ULONG *pcbRead)
{
	house_call_t *c = house_call_t_from_AsyncISimpleStream(This);
	HRESULT result, hr = AcomServerCallTryFinish(&c->call, READ, &result);

	os_add32(&c->house->finishes, 1);
	*pcbRead = 0;
	if (SUCCEEDED(hr) && SUCCEEDED(result))
		house_fill(c->house, pv, c->cb, pcbRead);
	if (SUCCEEDED(hr))
		AcomServerCallFinished(&c->call);
	return result;
}

static HRESULT house_call_Begin_Write(AsyncISimpleStream *This, const BYTE *pv, ULONG cb)
{
	house_check(pv, cb);
	return house_begin(house_call_t_from_AsyncISimpleStream(This), WRITE, cb);
}

static HRESULT house_call_Finish_Write(AsyncISimpleStream *This, ULONG *pcbWritten)
{
	house_call_t *c = house_call_t_from_AsyncISimpleStream(This);
	HRESULT result, hr = AcomServerCallTryFinish(&c->call, WRITE, &result);

	os_add32(&c->house->finishes, 1);
	*pcbWritten = SUCCEEDED(result) ? c->cb : 0;
	if (SUCCEEDED(hr))
		AcomServerCallFinished(&c->call);
	return result;
}

static const AsyncISimpleStreamVtbl house_call_AsyncISimpleStream_vtbl = {
	ACOM_UNKNOWN(house_call_t, AsyncISimpleStream), house_call_Begin_Read, house_call_Finish_Read,
	house_call_Begin_Write, house_call_Finish_Write,
};
static const AcomInterface house_call_map[] = {
	{ &IID_AsyncISimpleStream, offsetof(house_call_t, AsyncISimpleStream_iface), &house_call_AsyncISimpleStream_vtbl },
	ACOM_SERVER_CALL_ENTRIES(house_call_t, call),
	ACOM_END,
};

static HRESULT house_call_construct(void *object)
{
	house_call_t *c = object;

	return AcomServerCallInit(&c->call, &c->object);
}

static void house_call_destruct(void *object)
{
	house_call_t *c = object;

	AcomServerCallFini(&c->call);
	if (c->house)
		os_sub32(&c->house->call_objects, 1);
}

static const AcomClass house_call_class = {
	"house call", sizeof(house_call_t), house_call_map, house_call_construct, house_call_destruct, NULL,
};

static HRESULT house_call_init(void *object, void *house)
{
	house_call_t *c = object;

	c->house = house;
	os_add32(&c->house->call_objects, 1);
	return S_OK;
}

static HRESULT Stream_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	struct house *h = Stream_from_ICallFactory(This)->house;

	return AcomCreateCall(&house_call_class, h->refuse ? &IID_IUnknown : &IID_AsyncISimpleStream, house_call_init, h, riid,
	                      outer, riid2, ppv);
}

static const ISimpleStreamVtbl Stream_ISimpleStream_vtbl = {
	ACOM_UNKNOWN(Stream, ISimpleStream), Stream_Read, Stream_Write,
};
static const ICallFactoryVtbl Stream_ICallFactory_vtbl = { ACOM_UNKNOWN(Stream, ICallFactory), Stream_CreateCall };
static const AcomInterface plain_map[] = { ACOM_ENTRY(Stream, ISimpleStream), ACOM_END };
static const AcomInterface async_map[] = {
	ACOM_ENTRY(Stream, ISimpleStream), ACOM_ENTRY(Stream, ICallFactory), ACOM_END,
};

static void Stream_destruct(void *object)
{
	Stream *s = object;

	if (s->house)
		os_sub32(&s->house->objects, 1);
}

static const AcomClass plain_class = { "plain stream", sizeof(Stream), plain_map, NULL, Stream_destruct, NULL };
static const AcomClass async_class = { "async stream", sizeof(Stream), async_map, NULL, Stream_destruct, NULL };

static ISimpleStream *house_object(struct house *h)
{
	const AcomClass *cls = h->async ? &async_class : &plain_class;
	ISimpleStream *s;

	assert_int_equal(AcomCreateObject(cls, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	Stream_from_ISimpleStream(s)->house = h;
	os_add32(&h->objects, 1);
	return s;
}

/* ---- its thread ---- */

void house_enter(DWORD model)
{
	assert_int_equal(CoInitializeEx(NULL, model), S_OK);
}

void house_leave(void)
{
	CoUninitialize();
}

/* In the apartment of the object. */
static HRESULT house_make(void *arg)
{
	struct house *h = arg;

	h->object = h->make ? h->make(h->arg) : house_object(h);
	return S_OK;
}

static HRESULT house_unmake(void *arg)
{
	ISimpleStream_Release(((struct house *)arg)->object);
	return S_OK;
}

static void house_main(void *arg)
{
	struct house *h = arg;

	os_alloc_exempt(true);
	assert_true(SUCCEEDED(CoInitializeEx(NULL, h->model)));
	if (!h->neutral)
		h->apartment = apartment_current();
	else
		assert_int_equal(apartment_neutral(&h->apartment), S_OK);
	assert_int_equal(apartment_call(h->apartment, house_make, h), S_OK);
	harness_gate_open(&h->ready);
	assert_int_equal(ISynchronize_Wait(h->quit, 0, INFINITE), S_OK);
	if (!h->neutral || FAILED(apartment_call(h->apartment, house_unmake, h)))
		house_unmake(h); /* a method may have ended the apartment */
	if (!h->forsake)
		CoUninitialize();
}

void house_open(struct house *h)
{
	os_mutex_init(&h->lock);
	os_alloc_exempt(true);
	assert_int_equal(event_create(NULL, &IID_ISynchronize, (void **)&h->quit), S_OK);
	os_alloc_exempt(false);
	harness_start(&h->thread, house_main, h);
	harness_gate_wait(&h->ready);
}

static HRESULT house_quit_run(void *arg)
{
	return ISynchronize_Signal(((struct house *)arg)->quit);
}

void house_quit(struct house *h)
{
	if (house_is_far(h))
		away_run(h->away, house_quit_run, h);
	else
		house_quit_run(h);
}

/* The apartment is gone: a worker that only now completes its call is told so, and leaves nothing behind. */
static void house_forget(struct house *h)
{
	while (h->mode != HOUSE_BARE && house_count(&h->pending_count))
		AcomServerCallComplete(&h->pending[os_sub32(&h->pending_count, 1)]->call, E_ABORT);
}

void house_close(struct house *h)
{
	if (house_is_far(h)) {
		away_close(h->away);
		return;
	}
	house_quit(h);
	harness_join(&h->thread);
	house_forget(h);
	ISynchronize_Release(h->quit);
	apartment_unref(h->apartment);
	/* a worker of an MTA that lives on may still be on its way out of the last call */
	house_wait_count(&h->objects, 0);
	house_wait_count(&h->call_objects, 0);
	os_mutex_fini(&h->lock);
}

static HRESULT house_run_near(struct house *h, HRESULT (*fn)(void *), void *arg)
{
	if (!h->neutral)
		return apartment_call(h->apartment, fn, arg);
	os_alloc_exempt(true); /* what the server does meets no failures on this thread either */
	HRESULT hr = apartment_call(h->apartment, fn, arg);
	os_alloc_exempt(false);
	return hr;
}

/* ---- in a process of its own ---- */

const CLSID CLSID_House = { 0x5b1f0a30, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0x00, 0x01 } };
static struct house *house_served; /* by this process */

static HRESULT house_hand_out(IUnknown *outer, REFIID riid, void **ppv)
{
	return outer ? CLASS_E_NOAGGREGATION : ISimpleStream_QueryInterface(house_served->object, riid, ppv);
}

static HRESULT house_listen(void *arg)
{
	struct house *h = arg;
	DWORD flags = ACOM_ALLOW_ANONYMOUS | (h->neutral ? (DWORD)ACOM_CLASS_NEUTRAL : 0);
	HRESULT hr = AcomRegisterClass(&CLSID_House, house_hand_out, flags, &h->cookie);

	return FAILED(hr) ? hr : AcomListen(h->away->address);
}

static HRESULT house_revoke(void *arg)
{
	return CoRevokeClassObject(((struct house *)arg)->cookie);
}

static HRESULT house_open_there(void *arg, LPCOLESTR address)
{
	struct house *h = house_served = arg;

	(void)address; /* h->away's */
	if (h->prepare)
		h->prepare(h);
	house_open(h);
	return house_run_near(h, house_listen, h);
}

static void house_close_there(void *arg)
{
	struct house *h = arg;

	AcomStopListening(NULL);
	house_run_near(h, house_revoke, h); /* its apartment may have ended */
	house_close(h);
}

void house_open_away(struct house *h, struct away *r, enum away_transport transport)
{
	h->away = r;
	away_open(r, transport, house_open_there, house_close_there, h);
}

static HRESULT house_run_there(void *arg)
{
	struct house *h = arg;

	return house_run_near(h, h->fn, h->fn_arg);
}

HRESULT house_run(struct house *h, HRESULT (*fn)(void *), void *arg)
{
	if (!house_is_far(h))
		return house_run_near(h, fn, arg);
	h->fn = fn;
	h->fn_arg = arg;
	return away_run(h->away, house_run_there, h);
}

struct house_marshal {
	struct house *house;
	const IID *iid;
	IStream *stream;
};

static HRESULT house_marshal_run(void *arg)
{
	struct house_marshal *m = arg;

	return CoMarshalInterThreadInterfaceInStream(m->iid, (IUnknown *)m->house->object, &m->stream);
}

HRESULT house_query(struct house *h, REFIID iid, void **ppv)
{
	struct house_marshal m = { h, iid, NULL };

	if (house_is_far(h))
		return away_create(h->away, &CLSID_House, iid, ppv);
	HRESULT hr = house_run(h, house_marshal_run, &m);
	*ppv = NULL;
	return FAILED(hr) ? hr : CoGetInterfaceAndReleaseStream(m.stream, iid, ppv);
}

ISimpleStream *house_stream(struct house *h)
{
	ISimpleStream *s;

	assert_int_equal(house_query(h, &IID_ISimpleStream, (void **)&s), S_OK);
	return s;
}

AsyncISimpleStream *house_call(ISimpleStream *s)
{
	AsyncISimpleStream *call;
	ICallFactory *factory;

	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_AsyncISimpleStream,
	                                         (IUnknown **)&call), S_OK);
	ICallFactory_Release(factory);
	return call;
}

/* ---- its pending calls ---- */

void house_wait_pending(struct house *h, unsigned n)
{
	while (house_count(&h->pending_count) < n)
		if (!apartment_serve())
			os_yield();
}

static house_call_t *house_oldest(struct house *h, bool take)
{
	os_mutex_lock(&h->lock);
	assert_true(house_count(&h->pending_count) > 0);
	house_call_t *c = h->pending[0];
	if (take) {
		unsigned left = os_sub32(&h->pending_count, 1);
		memmove(h->pending, h->pending + 1, left * sizeof *h->pending);
	}
	os_mutex_unlock(&h->lock);
	return c;
}

static HRESULT house_complete_run(void *arg)
{
	struct house *h = arg;
	house_call_t *c = house_oldest(h, true);

	if (h->mode == HOUSE_LOSE) {
		AcomObjectRelease(&c->object);
		return S_OK;
	}
	/* The reference that Complete gives back; a bare call object stays alive as long as the runtime holds it. */
	if (h->mode == HOUSE_BARE)
		AcomObjectAddRef(&c->object);
	return AcomServerCallComplete(&c->call, h->order);
}

void house_complete(struct house *h, HRESULT hr)
{
	house_wait_pending(h, 1);
	h->order = hr;
	assert_int_equal(house_run(h, house_complete_run, h), S_OK);
}

static HRESULT house_post_run(void *arg)
{
	struct house *h = arg;

	return AcomServerCallPost(&house_oldest(h, true)->call, h->order);
}

HRESULT house_post(struct house *h, HRESULT hr)
{
	house_wait_pending(h, 1);
	h->order = hr;
	return house_is_far(h) ? away_run(h->away, house_post_run, h) : house_post_run(h);
}

static HRESULT house_test_cancel_run(void *arg)
{
	return AcomServerCallTestCancel(&house_oldest(arg, false)->call);
}

HRESULT house_test_cancel(struct house *h)
{
	house_wait_pending(h, 1);
	return house_run(h, house_test_cancel_run, h);
}

/* ---- one test in several situations ---- */

void house_let(struct house *h)
{
	if (h->async)
		house_complete(h, h->hr);
	else
		harness_gate_open(h->gate);
}

struct situation {
	DWORD client, server;
	enum { NEAR, NEUTRAL, UNIX, TCP } where;
};

static const char *model_name(DWORD model)
{
	return model == COINIT_MULTITHREADED ? "MTA" : "STA";
}

/* What a test's thread and its server have in common, wherever that is. */
struct common {
	struct house house;
	struct harness_gate gate, entered;
};

/* A thread of the client's that keeps its multithreaded apartment alive: what comes for an STA that does not wait is read there. */
struct beside {
	struct harness_thread thread;
	struct harness_gate in, end;
};

static void beside_main(void *arg)
{
	struct beside *b = arg;

	os_alloc_exempt(true);
	house_enter(COINIT_MULTITHREADED);
	harness_gate_open(&b->in);
	harness_gate_wait(&b->end);
	house_leave();
}

static void beside_start(struct beside *b)
{
	*b = (struct beside){ .in = HARNESS_GATE_INIT, .end = HARNESS_GATE_INIT };
	harness_start(&b->thread, beside_main, b);
	harness_gate_wait(&b->in);
}

static void beside_end(struct beside *b)
{
	harness_gate_open(&b->end);
	harness_join(&b->thread);
}

static void house_away(struct common *c, const struct situation *s, void (*body)(struct house *h, ISimpleStream *s))
{
	struct beside beside;
	struct away away;

	house_open_away(&c->house, &away, s->where == UNIX ? AWAY_UNIX : AWAY_TCP);
	beside_start(&beside);
	house_enter(s->client);
	ISimpleStream *stream = house_stream(&c->house);
	body(&c->house, stream);
	ISimpleStream_Release(stream);
	house_leave();
	beside_end(&beside);
	house_close(&c->house);
}

static void house_near(struct common *c, const struct situation *s, void (*body)(struct house *h, ISimpleStream *s))
{
	house_enter(s->client);
	house_open(&c->house);
	ISimpleStream *stream = house_stream(&c->house);
	body(&c->house, stream);
	ISimpleStream_Release(stream);
	house_close(&c->house);
	house_leave();
}

static void house_situation(const struct situation *s, bool async, void (*body)(struct house *h, ISimpleStream *s))
{
	static const char *const places[] = { "", " in NTA", " over Unix", " over TCP" };
	struct common *c = away_memory(sizeof *c);
	bool far = s->where == UNIX || s->where == TCP;

	fprintf(stderr, "%s to %s server in %s%s\n", model_name(s->client), async ? "async" : "plain", model_name(s->server),
	        places[s->where]);
	c->gate.shared = c->entered.shared = far;
	c->house = (struct house){ .model = s->server, .neutral = s->where == NEUTRAL, .async = async, .mode = HOUSE_LATER,
	                           .gate = &c->gate, .entered = &c->entered };
	if (far)
		house_away(c, s, body);
	else
		house_near(c, s, body);
	away_forget(c, sizeof *c);
}

void house_each(unsigned servers, void (*body)(struct house *h, ISimpleStream *s))
{
	static const struct situation situations[] = {
		{ COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, NEAR },
		{ COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, NEAR },
		{ COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, NEAR },
		{ COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, NEUTRAL },
		{ COINIT_MULTITHREADED, COINIT_MULTITHREADED, NEUTRAL },
		{ COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, UNIX },
		{ COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, TCP },
	};
	/* A sweep finds in test/e2e what it could find between processes. */
	unsigned count = ARRAY_COUNT(situations) - (servers & HOUSE_NEAR || swept() ? 2 : 0);

	for (unsigned i = 0; i < count; i++) {
		if (servers & HOUSE_PLAIN)
			house_situation(&situations[i], false, body);
		if (servers & HOUSE_ASYNC)
			house_situation(&situations[i], true, body);
	}
}

/* ---- while somebody waits ---- */

void house_wait_asleep(struct thread *sleeper)
{
	for (;;) {
		uint32_t token = os_load32(&sleeper->parker.token);
		if (token == PARK_SLEEPING || token == PARK_POLLING)
			return;
		os_yield();
	}
}

static void house_meanwhile_main(void *arg)
{
	struct house_meanwhile *m = arg;

	house_wait_asleep(m->sleeper);
	m->act(m->arg);
}

void house_meanwhile(struct house_meanwhile *m, void (*act)(void *arg), void *arg)
{
	*m = (struct house_meanwhile){ .sleeper = thread_self(), .act = act, .arg = arg };
	harness_start(&m->thread, house_meanwhile_main, m);
}

void house_meanwhile_join(struct house_meanwhile *m)
{
	harness_join(&m->thread);
}
