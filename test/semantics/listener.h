/* listener.h - an outer object of the heap around a call object: what it hears through ISynchronize, and what it does then. */
#ifndef LISTENER_H
#define LISTENER_H

#include "client.h"

typedef struct Listener Listener;

/* What a test chooses, and what happened. */
struct listener {
	bool agile;
	const CLSID *event;            /* an event of this class is aggregated, too; NULL: the call object's own is used */
	bool deaf;                     /* Wait does not wait */
	HRESULT reset_hr, wait_hr, signal_hr;
	void (*on_signal)(Listener *); /* after the signal was handed on; it may end the listener */
	os_u32 resets, waits, signals; /* what it heard */
	os_u32 alive;
	uint64_t thread;               /* of the last Signal */
	bool at_home;                  /* ... whether it was in the listener's apartment */
};

struct Listener {
	AcomObject object;
	ISynchronize ISynchronize_iface;
	IAgileObject IAgileObject_iface;
	struct listener *script;
	struct apartment *home;   /* counted */
	IUnknown *inner;          /* the call object's own unknown; NULL: dropped */
	IUnknown *event;          /* that of the event */
	ISynchronize *sync;       /* where it hands on to; lives as long as these */
	AsyncISimpleStream *call; /* as well */
};

ACOM_FACE(Listener, ISynchronize)
ACOM_FACE(Listener, IAgileObject)

/* Whoever is not agile is at home for everybody. */
static void listener_check(Listener *l)
{
	assert_true(l->script->agile || apartment_is_current(l->home));
}

static HRESULT Listener_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	Listener *l = Listener_from_ISynchronize(This);

	listener_check(l);
	os_add32(&l->script->waits, 1);
	return l->script->deaf ? l->script->wait_hr : ISynchronize_Wait(l->sync, flags, milliseconds);
}

static HRESULT Listener_Signal(ISynchronize *This)
{
	Listener *l = Listener_from_ISynchronize(This);
	struct listener *s = l->script;
	static os_mutex order = OS_MUTEX_INIT; /* that of two comes from another process, where no sanitizer sees it */

	listener_check(l);
	os_mutex_lock(&order);
	s->thread = os_thread_id();
	s->at_home = apartment_is_current(l->home);
	os_mutex_unlock(&order);
	os_add32(&s->signals, 1);
	if (FAILED(s->signal_hr))
		return s->signal_hr;
	assert_int_equal(ISynchronize_Signal(l->sync), S_OK);
	if (s->on_signal)
		s->on_signal(l);
	return S_OK;
}

static HRESULT Listener_Reset(ISynchronize *This)
{
	Listener *l = Listener_from_ISynchronize(This);

	listener_check(l);
	os_add32(&l->script->resets, 1);
	return FAILED(l->script->reset_hr) ? l->script->reset_hr : ISynchronize_Reset(l->sync);
}

static const ISynchronizeVtbl Listener_ISynchronize_vtbl = {
	ACOM_UNKNOWN(Listener, ISynchronize), Listener_Wait, Listener_Signal, Listener_Reset,
};
static const IAgileObjectVtbl Listener_IAgileObject_vtbl = { ACOM_UNKNOWN(Listener, IAgileObject) };
static const AcomInterface Listener_map[] = { ACOM_ENTRY(Listener, ISynchronize), ACOM_END };
static const AcomInterface Listener_agile_map[] = {
	ACOM_ENTRY(Listener, ISynchronize), ACOM_ENTRY(Listener, IAgileObject), ACOM_END,
};

/* The call object takes no part in what the whole is: only the interfaces of a call are its own. */
static HRESULT Listener_query(void *object, REFIID riid, void **ppv)
{
	Listener *l = object;

	listener_check(l);
	return l->inner ? IUnknown_QueryInterface(l->inner, riid, ppv) : E_NOINTERFACE;
}

static void listener_drop(Listener *l)
{
	IUnknown *inner = l->inner;

	l->inner = NULL;
	release_unknown(inner);
}

static void Listener_destruct(void *object)
{
	Listener *l = object;

	listener_drop(l);
	release_unknown(l->event);
	apartment_unref(l->home);
	os_sub32(&l->script->alive, 1);
}

static const AcomClass Listener_class = {
	"listener", sizeof(Listener), Listener_map, NULL, Listener_destruct, Listener_query,
};
static const AcomClass Listener_agile_class = {
	"agile listener", sizeof(Listener), Listener_agile_map, NULL, Listener_destruct, Listener_query,
};

/* An interface of a part: counted on the whole, which has the part, and so not at all. */
static void *listener_borrow(Listener *l, IUnknown *part, REFIID iid)
{
	void *p;

	assert_int_equal(IUnknown_QueryInterface(part, iid, &p), S_OK);
	AcomObjectRelease(&l->object);
	return p;
}

/* Around a new call object of the stream; counted once. */
static inline Listener *listener_open(struct listener *script, ISimpleStream *stream)
{
	ICallFactory *factory;
	Listener *l;

	assert_int_equal(AcomCreateObject(script->agile ? &Listener_agile_class : &Listener_class, NULL, &IID_IUnknown,
	                                  (void **)&l), S_OK);
	os_add32(&script->alive, 1);
	l->script = script;
	l->home = apartment_current();
	assert_int_equal(ISimpleStream_QueryInterface(stream, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, l->object.outer, &IID_IUnknown,
	                                         &l->inner), S_OK);
	client_release(factory);
	if (script->event)
		assert_int_equal(CoCreateInstance(script->event, l->object.outer, CLSCTX_INPROC_SERVER, &IID_IUnknown,
		                                  (void **)&l->event), S_OK);
	l->sync = listener_borrow(l, l->event ? l->event : l->inner, &IID_ISynchronize);
	l->call = listener_borrow(l, l->inner, &IID_AsyncISimpleStream);
	assert_int_equal(os_load32((os_u32 *)(void *)&l->object.refs), 1);
	return l;
}

static inline void listener_release(Listener *l)
{
	AcomObjectRelease(&l->object);
}

/* Serves until the count is n: not a moment longer. */
static inline void listener_until(const os_u32 *counter, uint32_t n)
{
	while (os_load32(counter) != n)
		if (!apartment_serve())
			os_yield();
}

/* The last one ends when the runtime has let go of it. */
static inline void listener_close(Listener *l)
{
	struct listener *script = l->script;

	listener_release(l);
	listener_until(&script->alive, 0);
}

/* ---- one test in each marshaled situation, each with a listener of both kinds ---- */

enum { ROOM = 10 };

static void (*each_body)(struct house *h, ISimpleStream *s, bool agile);

static void each_kind(struct house *h, ISimpleStream *s)
{
	each_body(h, s, false);
	each_body(h, s, true);
}

static inline void each(unsigned servers, void (*body)(struct house *h, ISimpleStream *s, bool agile))
{
	each_body = body;
	house_each(servers, each_kind);
}

/* Calls that reached the server. */
static inline uint32_t calls_met(struct house *h)
{
	return house_count(&h->begins) + house_count(&h->sync_reads);
}

static inline void begin(Listener *l)
{
	assert_int_equal(AsyncISimpleStream_Begin_Read(l->call, ROOM), S_OK);
}

/* What it has heard so far. */
static inline void heard(const struct listener *s, uint32_t resets, uint32_t signals, uint32_t waits)
{
	assert_int_equal(house_count(&s->resets), resets);
	assert_int_equal(house_count(&s->signals), signals);
	assert_int_equal(house_count(&s->waits), waits);
}

static inline void let_main(void *house)
{
	house_let(house);
}

/* Without serving the client's apartment. */
static inline void let_elsewhere(struct house *h)
{
	struct harness_thread thread;

	harness_start(&thread, let_main, h);
	harness_join(&thread);
}

#endif
