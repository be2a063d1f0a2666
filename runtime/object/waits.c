/* waits.c - waiting for one or all of several descriptors, serving meanwhile: CoWaitForMultipleHandles and the container. */
#include "object/object.h"

#define KNOWN_FLAGS (COWAIT_WAITALL | COWAIT_ALERTABLE | COWAIT_INPUTAVAILABLE | COWAIT_DISPATCH_CALLS | \
		     COWAIT_DISPATCH_WINDOW_MESSAGES)

/* Those that are not readable yet, and the descriptor of the apartment's queue behind them. */
struct rest {
	int fds[WAITS_MOST + 1];
	unsigned count;
};

static HRESULT rest_of(struct rest *rest, const int *fds, unsigned count, uint64_t ready)
{
	int queue;

	rest->count = 0;
	for (unsigned i = 0; i < count; i++)
		if (!(ready >> i & 1))
			rest->fds[rest->count++] = fds[i];
	HRESULT hr = AcomApartmentFd(&queue);
	if (SUCCEEDED(hr))
		rest->fds[rest->count++] = queue;
	return hr == RPC_E_OUT_OF_RESOURCES ? hr : S_OK; /* what cannot be served may be what the wait is for */
}

/* Sleeps until one of them or work may have come. False: the time is over. What was held back goes out before: it may be what
 * they wait for. */
static bool rest_wait(const struct rest *rest, uint64_t deadline)
{
	uint64_t ready;

	wait_write();
	bool in_time = os_poll_many(rest->fds, rest->count, deadline, &ready) != 0;

	wait_look();
	return in_time;
}

static HRESULT waits_loop(const int *fds, unsigned count, bool all, uint64_t deadline, uint64_t *ready)
{
	const uint64_t whole = ~(uint64_t)0 >> (64 - count);
	struct rest rest;

	for (bool in_time = true;; ) {
		int n = os_poll_many(fds, count, 0, ready);
		if (n < 0)
			return FAIL(E_HANDLE);
		if (all ? *ready == whole : *ready != 0)
			return S_OK;
		if (!in_time)
			return RPC_S_CALLPENDING;
		HRESULT hr = rest_of(&rest, fds, count, *ready);
		if (FAILED(hr))
			return hr;
		in_time = (apartment_serve() || rest_wait(&rest, deadline)) && wait_is_in_time(deadline);
	}
}

HRESULT waits_wait(const int *fds, unsigned count, bool all, uint64_t deadline, uint64_t *ready)
{
	struct thread *self = thread_self();
	struct trace_place place;
	bool told = trace_on(TRACE_FILE) && place_wait_begins(&place, deadline);

	thread_pin(self);
	HRESULT hr = waits_loop(fds, count, all, deadline, ready);
	if (told)
		place_wait_ends(&place);
	thread_unpin(self);
	return hr;
}

bool waits_flags_known(DWORD flags)
{
	return !(flags & ~(DWORD)KNOWN_FLAGS);
}

HRESULT CoWaitForMultipleHandles(DWORD flags, DWORD timeout, ULONG count, HANDLE *handles, DWORD *index)
{
	int fds[WAITS_MOST];
	uint64_t ready;

	if (!handles || !index || !waits_flags_known(flags))
		return FAIL(E_INVALIDARG);
	*index = 0;
	if (!count)
		return FAIL(RPC_E_NO_SYNC);
	if (count > WAITS_MOST)
		return FAIL(E_INVALIDARG);
	for (ULONG i = 0; i < count; i++)
		fds[i] = AcomHandleFd(handles[i]);
	if (os_is_copy())
		return FAIL(CO_E_NOTINITIALIZED);
	HRESULT hr = waits_wait(fds, count, flags & COWAIT_WAITALL, wait_deadline(timeout), &ready);
	if (hr == S_OK)
		*index = (DWORD)__builtin_ctzll(ready);
	return hr;
}
