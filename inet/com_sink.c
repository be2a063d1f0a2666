/* com_sink.c - who hears of progress: by calls that are begun and finished one after the other, so that nobody waits for a sink. */
#include "com.h"

enum { BEHIND_MOST = 1024 };

struct notice {
	struct notice *next;
	uint64_t context;
	DWORD status, number;
	bool has_text;
	char text[];
};

/* A call object's outer: it hears when a call of the sink has ended. */
typedef struct hearer {
	AcomObject object;
	ISynchronize ISynchronize_iface;
	struct com_sink *sink;                 /* not counted; NULL: it is gone. Guarded by `ways` */
	IUnknown *inner;                       /* the call object */
	AsyncIInternetStatusSink *call;        /* its interface, which counts this one: not counted */
} hearer;

struct com_sink {
	os_u32 refs;                           /* one of them while it tells */
	IInternetStatusSink *to;               /* counted */
	DWORD watch;                           /* of a hearer: that the apartment ends */
	hearer *hearer;                        /* counted; NULL: it has no call objects, and gets a thread when there is something */
	os_mutex lock;                         /* guards what follows */
	struct notice *first, **last;
	unsigned behind;
	bool tells, failed, ended;             /* ended: its apartment has */
	enum { NO_CALL, BEGINS, PENDS, HAS_ENDED } call;
};

static os_mutex ways;                          /* guards the way from each hearer to its sink */

static void tell_on(struct com_sink *s);

/* Counted; NULL: it is gone, or going. */
static struct com_sink *sink_of(hearer *h)
{
	struct com_sink *s;
	uint32_t refs;

	os_mutex_lock(&ways);
	s = h->sink;
	do
		refs = s ? os_load32(&s->refs) : 0;
	while (refs && !os_cas32(&s->refs, refs, refs + 1));
	os_mutex_unlock(&ways);
	return refs ? s : NULL;
}

/* ---- the outer ---- */

ACOM_FACE(hearer, ISynchronize)

static HRESULT hearer_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	(void)This;
	(void)flags;
	(void)milliseconds;
	return S_OK;
}

/* Of a call whose Begin_ has not returned the end is seen there. */
static HRESULT hearer_Signal(ISynchronize *This)
{
	struct com_sink *s = sink_of(hearer_from_ISynchronize(This));
	bool pended;

	if (!s)
		return S_OK;
	os_mutex_lock(&s->lock);
	pended = s->call == PENDS;
	if (s->call != NO_CALL)
		s->call = HAS_ENDED;
	os_mutex_unlock(&s->lock);
	if (pended)
		tell_on(s);
	com_sink_unref(s);
	return S_OK;
}

static HRESULT hearer_Reset(ISynchronize *This)
{
	(void)This;
	return S_OK;
}

static HRESULT hearer_query(void *object, REFIID riid, void **ppv)
{
	hearer *h = object;

	return h->inner ? IUnknown_QueryInterface(h->inner, riid, ppv) : E_NOINTERFACE;
}

static void hearer_destruct(void *object)
{
	hearer *h = object;

	if (h->inner)
		IUnknown_Release(h->inner);
}

static const ISynchronizeVtbl hearer_ISynchronize_vtbl = {
	ACOM_UNKNOWN(hearer, ISynchronize), hearer_Wait, hearer_Signal, hearer_Reset,
};
static const AcomInterface hearer_map[] = { ACOM_ENTRY(hearer, ISynchronize), ACOM_END };
static const AcomClass hearer_class = { "InternetSinkCall", sizeof(hearer), hearer_map, NULL, hearer_destruct, hearer_query };

/* Nothing that is begun here ends any more: what pends is given up, and there is nobody to tell. */
static void abandon(struct com_sink *s)
{
	bool pended;

	os_mutex_lock(&s->lock);
	s->failed = s->ended = true;
	pended = s->call == PENDS;
	if (pended) {
		s->call = NO_CALL;
		s->tells = false;
	}
	os_mutex_unlock(&s->lock);
	if (pended)
		com_sink_unref(s);
}

static void apartment_ended(void *arg)
{
	hearer *h = arg;
	struct com_sink *s = sink_of(h);

	if (s)
		abandon(s);
	com_sink_unref(s);
	AcomObjectRelease(&h->object);
}

/* The interface of what is aggregated counts its outer, who would never go: that count is given back. */
static HRESULT hearer_make(ICallFactory *factory, struct com_sink *s)
{
	hearer *h;
	IUnknown *own;
	HRESULT hr = AcomCreateObject(&hearer_class, NULL, &IID_IUnknown, (void **)&own);

	if (FAILED(hr))
		return hr;
	h = AcomObjectOf(own);
	h->sink = s;
	hr = ICallFactory_CreateCall(factory, &IID_AsyncIInternetStatusSink, own, &IID_IUnknown, &h->inner);
	if (SUCCEEDED(hr))
		hr = IUnknown_QueryInterface(h->inner, &IID_AsyncIInternetStatusSink, (void **)&h->call);
	if (FAILED(hr)) {
		IUnknown_Release(own);
		return hr;
	}
	AsyncIInternetStatusSink_Release(h->call);
	s->hearer = h;
	AcomObjectAddRef(&h->object);
	hr = com_watch(apartment_ended, h, &s->watch);
	if (FAILED(hr))
		AcomObjectRelease(&h->object);
	return hr;
}

/* ---- the sink ---- */

static HRESULT get_hearer(struct com_sink *s)
{
	ICallFactory *factory;
	HRESULT hr = IInternetStatusSink_QueryInterface(s->to, &IID_ICallFactory, (void **)&factory);

	if (FAILED(hr))
		return hr == E_NOINTERFACE ? S_OK : hr;
	hr = hearer_make(factory, s);
	ICallFactory_Release(factory);
	return hr == E_NOINTERFACE ? S_OK : hr;
}

HRESULT com_sink_make(IInternetStatusSink *to, struct com_sink **sink)
{
	struct com_sink *s = os_zalloc(sizeof *s);
	HRESULT hr;

	if (!s)
		return E_OUTOFMEMORY;
	s->refs.v = 1;
	s->to = to;
	s->last = &s->first;
	os_mutex_init(&s->lock);
	IInternetStatusSink_AddRef(to);
	hr = get_hearer(s);
	if (FAILED(hr)) {
		com_sink_unref(s);
		return hr;
	}
	*sink = s;
	return S_OK;
}

struct com_sink *com_sink_ref(struct com_sink *s)
{
	if (s)
		os_ref(&s->refs);
	return s;
}

static struct notice *take(struct com_sink *s)
{
	struct notice *n = s->first;

	if (!n)
		return NULL;
	s->first = n->next;
	if (!s->first)
		s->last = &s->first;
	s->behind--;
	return n;
}

/* No end of a call comes through to it any more. */
static void let_go(struct com_sink *s)
{
	os_mutex_lock(&ways);
	s->hearer->sink = NULL;
	os_mutex_unlock(&ways);
	if (s->watch)
		CoRevokeClassObject(s->watch);
	AcomObjectRelease(&s->hearer->object);
}

void com_sink_unref(struct com_sink *s)
{
	struct notice *n;

	if (!s || os_unref(&s->refs))
		return;
	while ((n = take(s)))
		os_free(n);
	if (s->hearer)
		let_go(s);
	IInternetStatusSink_Release(s->to);
	os_mutex_fini(&s->lock);
	os_free(s);
}

/* ---- telling ---- */

/* NULL: there is nothing more, and nobody tells any longer: its count is the caller's to give back. */
static struct notice *next(struct com_sink *s)
{
	struct notice *n;

	os_mutex_lock(&s->lock);
	while ((n = take(s)) && s->failed)
		os_free(n);
	s->tells = n != NULL;
	s->call = n && s->hearer ? BEGINS : NO_CALL;
	os_mutex_unlock(&s->lock);
	return n;
}

static void note(struct com_sink *s, HRESULT hr)
{
	os_mutex_lock(&s->lock);
	s->failed |= FAILED(hr);
	os_mutex_unlock(&s->lock);
}

/* Whether it pends now: then whoever ends it goes on. */
static bool pends(struct com_sink *s)
{
	bool pending, ended;

	os_mutex_lock(&s->lock);
	pending = s->call == BEGINS;
	ended = pending && s->ended;
	if (pending)
		s->call = ended ? NO_CALL : PENDS;
	if (ended)
		s->tells = false;
	os_mutex_unlock(&s->lock);
	if (ended)
		com_sink_unref(s);
	return pending;
}

static const char *text_of(const struct notice *n)
{
	return n->has_text ? n->text : NULL;
}

/* As far as it goes without waiting. */
static void tell_all(struct com_sink *s)
{
	AsyncIInternetStatusSink *call = s->hearer->call;
	struct notice *n;
	HRESULT hr;

	while ((n = next(s))) {
		hr = AsyncIInternetStatusSink_Begin_OnStatus(call, n->context, n->status, n->number, text_of(n));
		os_free(n);
		if (SUCCEEDED(hr)) {
			if (pends(s))
				return;
			hr = AsyncIInternetStatusSink_Finish_OnStatus(call);
		}
		note(s, hr);
	}
	com_sink_unref(s);
}

/* The call that pended has ended. */
static void tell_on(struct com_sink *s)
{
	note(s, AsyncIInternetStatusSink_Finish_OnStatus(s->hearer->call));
	tell_all(s);
}

/* Of a thread of its own. */
static void tell_and_wait(void *sink)
{
	struct com_sink *s = sink;
	struct notice *n;
	HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

	note(s, hr);
	while ((n = next(s))) {
		note(s, IInternetStatusSink_OnStatus(s->to, n->context, n->status, n->number, text_of(n)));
		os_free(n);
	}
	com_sink_unref(s);
	if (SUCCEEDED(hr))
		CoUninitialize();
}

static void start(struct com_sink *s)
{
	os_thread thread;

	if (s->hearer)
		tell_all(s);
	else if (!os_thread_start(&thread, tell_and_wait, s))
		os_thread_detach(&thread);
	else
		tell_and_wait(s);
}

/* Locked. False: nobody tells yet. */
static bool enqueue(struct com_sink *s, struct notice *n)
{
	bool tells = s->tells;

	*s->last = n;
	s->last = &n->next;
	s->behind++;
	s->tells = true;
	return tells;
}

/* Of which none is missed. */
static bool is_end(DWORD status)
{
	return status == INTERNET_STATUS_REQUEST_COMPLETE || status == INTERNET_STATUS_HANDLE_CLOSING;
}

void com_sink_tell(struct com_sink *s, uint64_t context, DWORD status, DWORD number, const char *text)
{
	size_t size = text ? strlen(text) + 1 : 0;
	struct notice *n = os_zalloc(sizeof *n + size);
	bool taken, tells = true;

	if (!n)
		return;
	*n = (struct notice){ .context = context, .status = status, .number = number, .has_text = text };
	if (text)
		memcpy(n->text, text, size);
	os_mutex_lock(&s->lock);
	taken = !s->failed && (s->behind < BEHIND_MOST || is_end(status));
	if (taken)
		tells = enqueue(s, n);
	os_mutex_unlock(&s->lock);
	if (!taken)
		os_free(n);
	if (!tells)
		start(com_sink_ref(s));
}
