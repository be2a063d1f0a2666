/* holdings.h - what clients hold of this process' objects. */
#ifndef ACOM_HOLDINGS_H
#define ACOM_HOLDINGS_H

#include "base/map.h"
#include "runtime/wire/orpc.h" /* made of orpc.idl */

struct stub;

/* ---- holdings.c: what the clients of an association group hold of this process' objects (wire.md 3.3, 3.7) ---- */

/* Public references by IPID; those to an interface are together one use of its export. Any thread; no user code runs but where
 * uses are given back: not under a connection's lock. */
struct holdings;
HRESULT holdings_create(bool anonymous, struct holdings **h); /* counted once; anonymous: nobody knows whose. E_OUTOFMEMORY */
struct holdings *holdings_ref(struct holdings *h);
void holdings_unref(struct holdings *h);
/* So many references more, to a stub that the client calls so. Takes over one use of the stub's export, whatever happens.
 * RPC_E_DISCONNECTED: the group has ended, or the name; RPC_E_OUT_OF_RESOURCES: too many; E_OUTOFMEMORY. */
HRESULT holdings_add(struct holdings *h, REFGUID ipid, struct stub *s, uint32_t references);
/* The same of what the client is given, under a name that is to be its own. */
HRESULT holdings_give(struct holdings *h, struct stub *s, uint32_t references, IPID *ipid);
/* Whether such clients may say of what they call so that OBJREFs in transit have arrived: aliases are in none that are theirs. */
bool holdings_may_claim(const struct holdings *h, REFGUID ipid);
/* So many fewer; returns how many of these were not there. With the last one the use is given back. */
uint32_t holdings_release(struct holdings *h, REFGUID ipid, uint32_t references);
bool holdings_has(struct holdings *h, REFGUID ipid);
/* Whether such clients may use the object: those that nobody knows, only if one of them was given it. */
bool holdings_may(const struct holdings *h, const struct stub *s);
bool holdings_are_anonymous(const struct holdings *h);
void holdings_expose(struct stub *s); /* anybody may use its object from now on */
bool holdings_may_ask(const struct holdings *h); /* where the process' objects are: if there is any that they may use */
/* The last connection of the group is gone: all is given back, and no more is taken. */
void holdings_end(struct holdings *h);
/* Of clients that are bound to nothing: they ping their objects, by OID; an object that none has been heard of for so long is given
 * back (wire.md 3.7). They are anonymous, too. */
enum { HOLDINGS_SECONDS = 360 };
HRESULT holdings_create_pinged(struct holdings **h);
/* One of these clients, by its association group: what it holds is kept there, also when the group has ended. E_OUTOFMEMORY. */
HRESULT holdings_create_client(struct holdings *book, struct holdings **h);
uint64_t holdings_client(const struct holdings *h); /* which one; never the same again */
struct pings *holdings_pings(struct holdings *h); /* their sets; NULL: it is none of these */
bool holdings_hear(struct holdings *h, uint64_t oid); /* false: they do not hold it */
bool holdings_expire(struct holdings *h, uint64_t now);   /* whether there are some left; of one that is pinged */

/* ---- held.c: objects that clients ping ---- */

/* In a map, which the lock of its owner guards. */
struct held;
struct held *held_join(struct map *objects, uint64_t oid); /* one more of its interfaces is held; NULL: memory is short */
void held_leave(struct map *objects, struct held *o);      /* one less; NULL: it is not pinged */
bool held_hear(const struct map *objects, uint64_t oid);   /* false: it is not there */
bool held_is_overdue(const struct held *o, uint64_t now);  /* it was not heard of for HOLDINGS_SECONDS */

/* ---- pings.c: sets of OIDs, which are pinged together ---- */

struct pings;
HRESULT pings_create(struct pings **p); /* E_OUTOFMEMORY */
void pings_free(struct pings *p);
/* A set has been heard of: tells of each of its OIDs. False: there is none of this id. */
bool pings_simple(struct pings *p, uint64_t id, bool (*hear)(void *arg, uint64_t oid), void *arg);
/* What its client wants to be different. What is older than the newest that a set knows changes nothing: the set has been heard
 * of, that is all. */
struct ping_change {
	uint64_t client;   /* whose set it is, if it is made */
	uint16_t sequence; /* counted by the client */
	const int64_t *add, *drop;
	size_t adds, drops;
	bool (*hear)(void *arg, uint64_t oid); /* tells of each OID; false: nobody holds it */
	void *arg;
};
/* Changes one, or makes one (*id: 0). S_FALSE: there is none of this id; RPC_E_INVALID_OBJECT: nobody holds what is to be added;
 * RPC_E_OUT_OF_RESOURCES: too many; E_OUTOFMEMORY. */
HRESULT pings_change(struct pings *p, uint64_t *id, const struct ping_change *c);
void pings_expire(struct pings *p, uint64_t now);

#endif
