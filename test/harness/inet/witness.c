/* witness.c - a sink that writes down what it is told. */
#include <stdio.h>
#include <string.h>

#include "events.h"
#include "witness.h"

struct witness_waiter {
	struct witness_waiter *next;
	os_parker parker;
};

typedef struct Sink {
	AcomObject object;
	IInternetStatusSink IInternetStatusSink_iface;
	struct witness *witness;
} Sink;

ACOM_FACE(Sink, IInternetStatusSink)

static DWORD before(const struct witness *w, uint64_t context)
{
	unsigned i;

	for (i = w->count; i--;)
		if (w->told[i].context == context && w->told[i].status != INTERNET_STATUS_HANDLE_CREATED)
			return w->told[i].status;
	return 0;
}

static void note(struct witness *w, uint64_t context, DWORD status, DWORD number, const char *text)
{
	os_mutex_lock(&w->lock);
	assert_true(w->count < WITNESS_MOST);
	events_check(before(w, context), status);
	w->told[w->count].context = context;
	w->told[w->count].status = status;
	w->told[w->count].number = number;
	snprintf(w->told[w->count].text, sizeof w->told->text, "%s", text ? text : "");
	w->count++;
	for (; w->waiters; w->waiters = w->waiters->next) /* the next is read before its owner goes on: it needs the lock */
		os_unpark(&w->waiters->parker);
	os_mutex_unlock(&w->lock);
}

static HRESULT Sink_OnStatus(IInternetStatusSink *This, ULONGLONG context, DWORD status, DWORD number, const char *text)
{
	struct witness *w = Sink_from_IInternetStatusSink(This)->witness;

	if (w->entered)
		harness_gate_open(w->entered);
	if (w->gate)
		harness_gate_wait(w->gate);
	note(w, context, status, number, text);
	return w->hr;
}

static HRESULT Sink_query(void *object, REFIID riid, void **ppv)
{
	const struct witness *w = ((Sink *)object)->witness;

	(void)ppv;
	return w && w->refuses && IsEqualIID(riid, &IID_ICallFactory) ? w->refuses : E_NOINTERFACE;
}

static const IInternetStatusSinkVtbl Sink_IInternetStatusSink_vtbl = { ACOM_UNKNOWN(Sink, IInternetStatusSink), Sink_OnStatus };
static const AcomInterface Sink_map[] = { ACOM_ENTRY(Sink, IInternetStatusSink), ACOM_END };
static const AcomClass Sink_class = { "Sink", sizeof(Sink), Sink_map, NULL, NULL, Sink_query };

IInternetStatusSink *witness_make(struct witness *w)
{
	IInternetStatusSink *sink;
	HRESULT hr = AcomCreateObject(&Sink_class, NULL, &IID_IInternetStatusSink, (void **)&sink);

	if (FAILED(hr)) {
		sweep_ok(hr);
		return NULL;
	}
	Sink_from_IInternetStatusSink(sink)->witness = w;
	return sink;
}

bool witness_attach(struct witness *w, void *object)
{
	IInternetStatusSink *sink = witness_make(w);
	IInternetHandle *handle;
	HRESULT hr;

	if (!sink)
		return false;
	hr = IUnknown_QueryInterface((IUnknown *)object, &IID_IInternetHandle, (void **)&handle);
	if (SUCCEEDED(hr)) {
		hr = IInternetHandle_SetSink(handle, sink);
		IInternetHandle_Release(handle);
	}
	IInternetStatusSink_Release(sink);
	return SUCCEEDED(hr) || sweep_ok(hr, HRESULT_FROM_WIN32(ERROR_NOT_ENOUGH_MEMORY));
}

const char *witness_told(struct witness *w, uint64_t context)
{
	static char text[8 * WITNESS_MOST];
	size_t size = 0;
	unsigned i;

	os_mutex_lock(&w->lock);
	text[0] = 0;
	for (i = 0; i < w->count; i++)
		if (w->told[i].context == context)
			size += (size_t)snprintf(text + size, sizeof text - size, "%s%u", size ? " " : "", w->told[i].status);
	os_mutex_unlock(&w->lock);
	return text;
}

static bool find(const struct witness *w, uint64_t context, DWORD status, unsigned times, unsigned *i)
{
	unsigned seen = 0;

	for (*i = 0; *i < w->count; ++*i) {
		seen += w->told[*i].status == status && w->told[*i].context == context;
		if (seen == times)
			return true;
	}
	return false;
}

unsigned witness_await(struct witness *w, uint64_t context, DWORD status, unsigned times)
{
	struct witness_waiter me = { .next = NULL };
	unsigned i;

	os_mutex_lock(&w->lock);
	while (!find(w, context, status, times, &i)) {
		me.next = w->waiters;
		w->waiters = &me;
		os_mutex_unlock(&w->lock);
		os_park(&me.parker, OS_FOREVER);
		os_mutex_lock(&w->lock);
	}
	os_mutex_unlock(&w->lock);
	os_parker_fini(&me.parker);
	return i;
}
