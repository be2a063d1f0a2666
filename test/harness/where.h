/* where.h - an object that tells where it is: on which thread its methods run, and that it ends where it began.
 *
 * Interfaces: ISimpleStream, whose Read fills in the number of the thread that it runs on, and ISynchronize, which does
 * nothing. An object that is destroyed in another apartment than the one that made it fails the test, and so does one
 * that is still alive after it.
 */
#ifndef WHERE_H
#define WHERE_H

#include "harness.h"

#include <acom.h>

#include "call/call.h"
#include "simplestream.h"

/* In an apartment; counted once. */
ISimpleStream *where_create(void);
/* The same as a class does it (AcomCreate): E_OUTOFMEMORY, CLASS_E_NOAGGREGATION, E_NOINTERFACE. */
HRESULT where_make(IUnknown *outer, REFIID riid, void **ppv);
/* How many there are. */
uint64_t where_alive(void);
/* Waits until there are no more than n; serves the calling thread's apartment meanwhile. */
void where_wait_alive(uint64_t n);
/* The thread on which Read runs, through whatever pointer. */
HRESULT where_ask(ISimpleStream *s, uint64_t *thread);
/* The same, asserted. */
uint64_t where_is(ISimpleStream *s);
/* The references on p: an object of ours, or a proxy. */
ULONG where_refs(void *p);
/* Whether two pointers are to one object. */
bool where_same(void *p, void *q);
/* OBJREF_SIZE octets: a reference for this process. */
HRESULT where_marshal(IUnknown *p, REFIID iid, enum objref_kind kind, uint8_t *octets);

#endif
