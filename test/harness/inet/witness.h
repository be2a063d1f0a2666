/* witness.h - a sink that writes down what it is told. */
#ifndef WITNESS_H
#define WITNESS_H

#include "harness.h"

#include <acom.h>
#include <acom/inet.h>
#include <acom/wininet.h>

enum { WITNESS_MOST = 2048 };
struct witness {
	HRESULT hr;                            /* what it returns */
	HRESULT refuses;                       /* what it says when it is asked for call objects; S_OK: that it has none */
	struct harness_gate *gate;             /* it waits there, if it is set */
	struct harness_gate *entered;          /* opened when it is called, if it is set */
	/* What it was told. */
	os_mutex lock;
	struct { uint64_t context; DWORD status, number; char text[32]; } told[WITNESS_MOST];
	unsigned count;
	struct witness_waiter *waiters;
};
/* Counted; NULL: no memory, in a sweep. *w outlives it, and is zeroed but for the first four. */
IInternetStatusSink *witness_make(struct witness *w);
/* The object's sink from now on; false: no memory, in a sweep. */
bool witness_attach(struct witness *w, void *object);
/* The statuses with blanks between them, of one context. */
const char *witness_told(struct witness *w, uint64_t context);
/* Waits until there were so many with this status and context: which one it is. Not in a single-threaded apartment. */
unsigned witness_await(struct witness *w, uint64_t context, DWORD status, unsigned count);

#endif
