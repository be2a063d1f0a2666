/* house.h - a server for tests: a thread in an apartment of its own, with an ISimpleStream whose behaviour a test chooses.
 *
 *	TEST(something)
 *	{
 *		struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LATER };
 *		house_enter(COINIT_MULTITHREADED);          // the client's apartment
 *		house_open(&h);
 *		ISimpleStream *s = house_stream(&h);        // a proxy, counted
 *		...
 *		ISimpleStream_Release(s);
 *		house_close(&h);
 *		house_leave();
 *	}
 */
#ifndef HOUSE_H
#define HOUSE_H

#include "harness.h"

#include <acom.h>

#include "call/call.h"
#include "away.h"
#include "simplestream.h"

/* What the server's call object does with a call that it got by Begin_. */
enum house_mode {
	HOUSE_AT_ONCE,     /* completes inside Begin_ */
	HOUSE_LATER,       /* completes when the test says house_complete */
	HOUSE_LOSE,        /* drops its last reference after Begin_ without Signal, when the test says house_complete */
	HOUSE_FAIL_BEGIN,  /* Begin_ returns h->hr and does nothing else */
	HOUSE_HR_BEGIN,    /* completes inside Begin_, with S_OK, and Begin_ returns h->hr */
	HOUSE_BARE,        /* keeps no reference; completes when the test says house_complete */
};

struct house_call;

struct house {
	/* set before house_open */
	DWORD model;             /* COINIT_... of the server */
	bool neutral;            /* its thread is there all the same, but the object lives in the neutral apartment */
	bool async;              /* the object has an ICallFactory */
	bool refuse;             /* ... whose CreateCall answers E_NOINTERFACE */
	enum house_mode mode;
	HRESULT hr;              /* what Read and Write return */
	const char *says;        /* the error object that a synchronous Read leaves, if it is set */
	ULONG limit;             /* at most this many octets per Read; 0: all that are asked for */
	struct harness_gate *gate; /* the synchronous methods wait for it, if it is set */
	struct harness_gate *entered; /* opened when a method or Begin_ is entered, if it is set */
	ISimpleStream *(*make)(void *arg); /* makes the object in place of the house's own, if it is set */
	void *arg;
	bool forsake;            /* the thread ends without CoUninitialize */
	void (*prepare)(struct house *h); /* runs in the server's process before all else, if it is set */
	struct away *away;   /* the process where it is, if it is set: house_open_away */

	/* what happened; read it through house_count */
	os_u32 sync_returns;     /* synchronous methods that ran to their end */
	os_u32 sync_reads, sync_writes, begins, finishes, call_objects, objects, cancels;
	os_u32 test_cancel;      /* the last AcomServerCallTestCancel, by house_test_cancel */

	/* private */
	struct apartment *apartment;
	ISynchronize *quit;
	struct harness_gate ready;
	struct harness_thread thread;
	ISimpleStream *object;
	os_mutex lock;
	struct house_call *pending[64];
	os_u32 pending_count;    /* changed under the lock */
	HRESULT order;           /* house_complete's */
	HRESULT (*fn)(void *arg); /* house_run's */
	void *fn_arg;
	DWORD cookie;
};

/* CoInitializeEx and CoUninitialize of the test's own thread, asserted. */
void house_enter(DWORD model);
void house_leave(void);

/* Starts the server's thread; it serves until house_close, which gives everything back. In a SWEEP neither house_open nor
 * the server's own thread meets failures. */
void house_open(struct house *h);
void house_close(struct house *h);
/* The same in a process of its own, before the test enters an apartment. The house is in away_memory and so are its gates;
 * house_run's arguments must be there, too. house_close ends the process. */
extern const CLSID CLSID_House; /* what its object is got by there */
void house_open_away(struct house *h, struct away *r, enum away_transport transport);
/* Tells the thread to end its apartment now; house_close waits for it. */
void house_quit(struct house *h);

/* A pointer to the object for the calling thread's apartment, counted. */
ISimpleStream *house_stream(struct house *h);
/* The same for any interface. */
HRESULT house_query(struct house *h, REFIID iid, void **ppv);
/* A call object from the proxy, counted: AsyncISimpleStream. */
AsyncISimpleStream *house_call(ISimpleStream *s);

/* Waits until n calls are pending in the server's call objects (HOUSE_LATER, HOUSE_LOSE, HOUSE_BARE). */
void house_wait_pending(struct house *h, unsigned n);
/* In the server's apartment: completes the oldest pending call with hr. */
void house_complete(struct house *h, HRESULT hr);
/* On the calling thread, wherever it is: AcomServerCallPost for the oldest pending call. */
HRESULT house_post(struct house *h, HRESULT hr);
/* In the server's apartment: what the oldest pending call object learns from TestCancel. */
HRESULT house_test_cancel(struct house *h);
/* Runs fn(arg) in the server's apartment. */
HRESULT house_run(struct house *h, HRESULT (*fn)(void *), void *arg);

/* ---- short memory, in a SWEEP ---- */

/* Whether the server's own thread meets failures, too. */
void house_meets_failures(struct house *h, bool meets);
/* fn with a proxy, if there is one, of a house whose thread meets them, unless it belongs to the multithreaded apartment. */
void house_sweep(DWORD model, bool async, void (*fn)(ISimpleStream *s));

/* ---- one test in several situations ---- */

enum { HOUSE_PLAIN = 1, HOUSE_ASYNC = 2, HOUSE_BOTH = 3, HOUSE_NEAR = 4 };

/* Runs body with an open house and a proxy to it in each situation where calls are marshaled: STA to STA, MTA to STA, STA
 * to MTA, to the neutral apartment, and unless HOUSE_NEAR says no to another process over Unix and TCP, each with the kinds of
 * server that are asked for. The server holds its first call until house_let. */
void house_each(unsigned servers, void (*body)(struct house *h, ISimpleStream *s));
/* Lets the server answer the call that it holds: a plain one all of them, with h->hr. */
void house_let(struct house *h);

/* Something that happens while the calling thread, which is in an apartment, sleeps in the next wait of the library. */
struct house_meanwhile {
	struct thread *sleeper;
	void (*act)(void *arg);
	void *arg;
	struct harness_thread thread;
};
void house_meanwhile(struct house_meanwhile *m, void (*act)(void *arg), void *arg);
void house_meanwhile_join(struct house_meanwhile *m);
/* Waits until a thread sleeps in a wait of the library: it must not sleep in an earlier one. */
void house_wait_asleep(struct thread *sleeper);

uint32_t house_count(const os_u32 *counter);
/* Waits until it is n, without any call into the library. */
void house_wait_count(const os_u32 *counter, uint32_t n);
/* Asserts that the n octets are what Read gives: 'a' ... 'z' 'a' ... */
void house_check(const BYTE *pv, ULONG n);

#endif
