/* torture.h - what tortured tests share: which errors may be told of a fault, and calls between processes of which one meets it. */
#ifndef TORTURE_H
#define TORTURE_H

#include <stdio.h>
#include <unistd.h>

#include "fault.h"
#include "mixer.h"
#include "where.h"

/* What the documentation says of calls, connections and listening where the system does not do its part. */
static inline bool torture_allows(HRESULT hr)
{
	static const HRESULT all[] = {
		E_OUTOFMEMORY, RPC_E_OUT_OF_RESOURCES, RPC_S_SERVER_UNAVAILABLE, RPC_E_SERVER_DIED, RPC_E_SERVER_DIED_DNE,
		RPC_E_DISCONNECTED, E_ACCESSDENIED, RPC_S_CANT_CREATE_ENDPOINT, RPC_S_DUPLICATE_ENDPOINT,
		RPC_E_CLIENT_CANTUNMARSHAL_DATA, RPC_E_SERVER_CANTMARSHAL_DATA, RPC_X_BAD_STUB_DATA, /* the server could not unmarshal */
		E_HANDLE, /* fstat says nothing */
	};

	for (size_t i = 0; i < ARRAY_COUNT(all); i++)
		if (hr == all[i])
			return true;
	return false;
}

/* Faults are over, and so is what they have broken. */
static bool torture_strictly;

/* True: it was done. False: it says why not, and may: a fault was met that does not heal. */
#define torture_ok(hr) torture_judge(hr, #hr, __FILE__, __LINE__)
static inline bool torture_judge(HRESULT hr, const char *what, const char *file, int line)
{
	if (hr == S_OK)
		return true;
	if (torture_strictly || !fault_is_met() || !torture_allows(hr)) {
		fprintf(stderr, "0x%08x of %s\n", (unsigned)hr, what);
		_fail(file, line);
	}
	fault_plan->told = 1;
	return false;
}

/* Where programs close the first three descriptors, others get their numbers: what is to be given back later. */
static inline int torture_close_input(void)
{
	int input = dup(0);

	close(0);
	return input;
}

static inline void torture_open_input(int input)
{
	dup2(input, 0);
	close(input);
}

#endif
