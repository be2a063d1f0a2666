/* foreign.h - for foreign*.c: what is known here of objects of other processes. */
#ifndef ACOM_WIRE_FOREIGN_H
#define ACOM_WIRE_FOREIGN_H

#include "wire/wire.h"

struct foreign_key {
	uint64_t place, id; /* the origin's; the object's OID */
};

struct ipid_key {
	uint64_t place;
	GUID ipid;
};

/* `uses` counts proxies and references that were marshaled here; when the last goes, all references are given back. */
struct foreign_object {
	struct remote_object remote;
	os_u32 refs; /* of this structure: its interfaces', and those who are just at it */
	os_u32 uses;
	struct origin *origin; /* counted */
	struct foreign_key key;
	/* under the foreigns' lock: */
	struct map_node node;
	bool hidden;                /* it has run down, or gave way */
	struct foreign *interfaces; /* counted, until it is hidden */
	unsigned count;
};

/* An interface of it. */
struct foreign {
	struct remote remote;    /* counts the object */
	struct ipid_key key;
	/* under the foreigns' lock: */
	struct map_node node;
	struct foreign *next;
	uint32_t references;     /* that its process has for us */
	struct transit transit;
};

static inline struct foreign_object *object_of(const struct remote_object *o)
{
	return container_of(o, struct foreign_object, remote);
}

static inline struct foreign *foreign_of(const struct remote *r)
{
	return container_of(r, struct foreign, remote);
}

/* ---- foreign.c ---- */

/* A known interface, counted, or any (iid: NULL). NULL: there is none. */
struct foreign *foreign_known(struct foreign_object *o, REFIID iid);
/* How its calls are written. REGDB_E_IIDNOTREG, and what is wrong with its tables. */
HRESULT foreign_interface(struct reference *r);
void foreign_drop(struct origin *origin, const struct reference *r); /* what could not be taken over is given back */
/* One more interface, or more references to one; taken over, whatever happens. Counted. As foreign_take; RPC_E_DISCONNECTED:
 * nobody has the object any more. */
HRESULT foreign_learn(struct foreign_object *o, const struct reference *r, struct remote **remote);

/* ---- foreign_ask.c: some of the operations ---- */

HRESULT foreign_post(struct remote_object *r, struct work *work);
HRESULT foreign_call(struct remote_object *r, HRESULT (*fn)(void *arg), void *arg);
void foreign_query(struct remote_object *object, struct question *all, ULONG count);

#endif
