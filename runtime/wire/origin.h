/* origin.h - other processes whose objects are known here, and what they are told of references. */
#ifndef ACOM_ORIGIN_H
#define ACOM_ORIGIN_H

#include "call/objref.h"
#include "wire/link.h"
#include "wire/stream.h"

struct channel;
struct place;

/* ---- oxid.c: other processes whose objects are known here ---- */

/* One, counted by its objects. What two servers call by the same OXID are two: neither gets what is meant for the other. */
struct origin {
	os_u32 refs;
	uint64_t oxid;
	uint64_t place;          /* how it is named in this process: all that are one process there, one after the other */
	struct place *known;     /* counted; NULL: another thread was faster */
	struct link *link;       /* counted */
	struct channel *unknown; /* to its IRemUnknown; counted */
	uint8_t *words;          /* its addresses, as words of an OBJREF */
	uint16_t word_count, security;
};
struct origin *origin_find(uint64_t oxid, const struct address *at); /* counted; NULL: it is not known */
struct origin *origin_known(const struct objref *objref); /* that of a reference, likewise, at one of its addresses */
/* Its name here, even if it cannot be reached any more, at the next of its addresses, from *next on, at which it is known. */
bool origin_place(const struct objref *objref, size_t *next, uint64_t *place);
/* The one with this name, of which the server at the other end of the link has told; a known one remains as it is. Counted.
 * deadline: as link_agree's. */
HRESULT origin_learn(uint64_t oxid, struct link *l, REFGUID unknown, const struct bindings *b, uint64_t deadline,
		     struct origin **origin);
/* Nobody who is only named in what somebody else has sent holds up who reads that: connect_deadline(); sooner if calls by
 * this channel (NULL: any) have less time. */
uint64_t origin_deadline(const struct channel *c);
/* That of a reference: known, or asked for at the addresses that it names. by: over what it came; NULL: the application has it.
 * RPC_E_INVALID_OBJREF: it names none that this process may connect to, or it is not known there; why nobody could be asked. The
 * deadline is that of all addresses together. */
HRESULT origin_resolve(const struct objref *objref, const struct stream *by, uint64_t deadline, struct origin **origin);
struct origin *origin_ref(struct origin *o);
void origin_unref(struct origin *o);
/* IRemUnknown's methods. */
/* *results: of each, so many references are our group's; CoTaskMemFree, whatever is answered. */
HRESULT origin_query(struct origin *o, REFGUID ipid, ULONG references, const IID *iids, unsigned count,
                     uint64_t deadline, REMQIRESULT **results);
/* So many more for our group; with so many of a reference that came in transit these are no more its. None: so many are in transit
 * from now on. */
HRESULT origin_add_ref(struct origin *o, REFGUID ipid, ULONG references, ULONG in_transit, uint64_t deadline);
void origin_release_in_transit(struct origin *o, REFGUID ipid, ULONG references); /* nobody waits */
void origin_release(struct origin *o, REMINTERFACEREF *refs, USHORT count); /* nobody waits */

/* ---- release.c ---- */

/* The same, but together with what else is let go in the same batch. */
void origin_let_go(struct origin *o, const REMINTERFACEREF *refs, unsigned count);
void link_release(struct link *l); /* what is let go so far */
/* Where too many calls are outstanding, or too much has not left: they wait until one of these has ended. False: that is not why
 * they could not be given back. Without memory they stay until the connection ends. */
bool origin_release_later(struct origin *o, const REMINTERFACEREF *refs, unsigned count);
void link_pay(struct connection *c); /* locked: a call has ended, and it owes */

#endif
