/* filter.h - a message filter that answers what a test says, and keeps what it was asked. */
#ifndef FILTER_H
#define FILTER_H

#include "harness.h"

#include <acom.h>

enum { SEEN = 64 };

typedef struct Filter {
	AcomObject object;
	IMessageFilter IMessageFilter_iface;
	/* what it answers: the n-th answer, the last one for ever */
	DWORD incoming[4], retry[4], pending;
	/* what it was asked */
	DWORD types[SEEN], callers[SEEN], ticks, rejects[SEEN], pendings[SEEN];
	WORD methods[SEEN];
	unsigned incomings, retries, pended;
	uint64_t thread;
	/* called by RetryRejectedCall and HandleInComingCall, if they are set */
	void (*on_retry)(void *arg), (*on_incoming)(void *arg);
	void *arg;
} Filter;

ACOM_FACE(Filter, IMessageFilter)

static DWORD nth(const DWORD *answers, unsigned n)
{
	return answers[n < 4 ? n : 3];
}

static DWORD Filter_HandleInComingCall(IMessageFilter *This, DWORD type, HTASK caller, DWORD ticks, LPINTERFACEINFO info)
{
	Filter *f = Filter_from_IMessageFilter(This);
	unsigned n = f->incomings++;

	assert_true(n < SEEN);
	assert_non_null(info->pUnk);
	f->types[n] = type;
	f->callers[n] = (DWORD)(uintptr_t)caller;
	f->methods[n] = info->wMethod;
	f->ticks = ticks;
	f->thread = os_thread_id();
	if (f->on_incoming)
		f->on_incoming(f->arg);
	return nth(f->incoming, n);
}

static DWORD Filter_RetryRejectedCall(IMessageFilter *This, HTASK callee, DWORD ticks, DWORD type)
{
	Filter *f = Filter_from_IMessageFilter(This);
	unsigned n = f->retries++;

	(void)ticks;
	assert_true(n < SEEN);
	assert_non_null(callee);
	f->rejects[n] = type;
	if (f->on_retry)
		f->on_retry(f->arg);
	return nth(f->retry, n);
}

static DWORD Filter_MessagePending(IMessageFilter *This, HTASK callee, DWORD ticks, DWORD type)
{
	Filter *f = Filter_from_IMessageFilter(This);

	(void)callee, (void)ticks;
	assert_true(f->pended < SEEN);
	f->pendings[f->pended++] = type;
	return f->pending;
}

static const IMessageFilterVtbl Filter_IMessageFilter_vtbl = {
	ACOM_UNKNOWN(Filter, IMessageFilter), Filter_HandleInComingCall, Filter_RetryRejectedCall, Filter_MessagePending,
};
static const AcomInterface Filter_map[] = { ACOM_ENTRY(Filter, IMessageFilter), ACOM_END };
static const AcomClass Filter_class = { "Filter", sizeof(Filter), Filter_map, NULL, NULL, NULL };

static inline Filter *filter_new(void)
{
	IMessageFilter *p;

	assert_int_equal(AcomCreateObject(&Filter_class, NULL, &IID_IMessageFilter, (void **)&p), S_OK);
	return Filter_from_IMessageFilter(p);
}

static inline HRESULT register_run(void *filter)
{
	return CoRegisterMessageFilter(&((Filter *)filter)->IMessageFilter_iface, NULL);
}

static inline void filter_done(Filter *f)
{
	assert_int_equal(IMessageFilter_Release(&f->IMessageFilter_iface), 0);
}

#endif
