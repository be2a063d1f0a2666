/* export.h - objects of this process that others may call. */
#ifndef ACOM_EXPORT_H
#define ACOM_EXPORT_H

#include "base/map.h"
#include "call/remote.h"

/* ---- export.c: the objects of this process that others may call ---- */

/* One object of one apartment. `uses` counts marshaled references, proxies and calls on their way; when the last goes, the
 * object is released in its apartment. */
struct export_key {
	struct apartment *apartment;
	IUnknown *identity;
};

enum { EXPORT_CUT = 1u << 30 };
struct export {
	struct remote_object remote;
	os_u32 refs; /* of this structure */
	os_u32 uses;
	os_u32 running;              /* threads of its apartment that are in it just now; EXPORT_CUT: it was let go */
	uint64_t oid;
	os_u32 anonymous;            /* those may call it whom nobody knows: one of them was given it */
	struct export_key key;
	struct work release;
	/* under the exports' lock: */
	struct map_node node;
	IUnknown *identity;          /* counted; NULL after the release. Only its apartment calls it */
	struct stub *stubs;          /* counted; none after the release */
	bool hidden;                 /* it has run down, or will have: no new use */
	unsigned locks;              /* uses by CoLockObjectExternal */
	struct export *next, **link;
	struct export *next_ending;  /* its apartment's, at the end of that */
};

/* One interface of it. */
struct stub {
	struct remote remote;             /* counts the export */
	GUID ipid;
	IUnknown *object;                 /* the interface pointer, counted; NULL after the release */
	os_u32 plain;                     /* it has said that it has no ICallFactory: what an object has stays the same */
	/* under the exports' lock: */
	struct map_node node;
	struct stub *next;
	struct transit transit;
	unsigned over;                    /* references that a look has found void, and not yet let go */
	struct stub *next_over;           /* another one with some; that look's */
};

static inline struct export *stub_export(const struct stub *s)
{
	return container_of(s->remote.object, struct export, remote);
}
struct stub *stub_ref(struct stub *s);
void stub_unref(struct stub *s);
void stub_destroy(struct stub *s); /* of stub_unref, the last one */
/* The stub of an object of the calling thread's apartment, made if need be: counted, and one use of its export. */
HRESULT export_object(IUnknown *object, REFIID iid, struct stub **stub);
/* In the export's apartment: another interface of the same object. */
HRESULT export_interface(struct export *e, REFIID iid, struct stub **stub);
/* By its IPID alone, or an alias of that, counted, but without a use. RPC_E_DISCONNECTED. */
HRESULT export_stub(REFGUID ipid, struct stub **stub);

/* ---- export_end.c: how long ---- */

bool export_try_use(struct export *e); /* false: it has run down */
bool export_try_uses(struct export *e, uint32_t count); /* so many at once */
void export_unuse(struct export *e);
void export_unuse_later(struct export *e); /* the same for who holds a lock: no user code runs */
void export_unuses_later(struct export *e, uint32_t count);
/* Around each use of `identity` or of a stub's `object`: it is released behind the last one. False: it was let go. */
bool export_enter(struct export *e);
void export_leave(struct export *e);
bool export_is_cut(const struct export *e);
void export_apartment_ends(struct apartment *a);

/* ---- export_transit.c: references to them ---- */

/* What an OBJREF names. */
struct objref_target {
	GUID ipid;
	uint64_t oxid, oid;
	enum objref_kind kind;
	bool process; /* the OXID is not an apartment's, but that of the whole process */
	bool left;    /* a normal one that has left the process */
};
/* The stub, counted, with a use of its export: to unmarshal it. RPC_E_DISCONNECTED, CO_E_OBJNOTCONNECTED. */
HRESULT export_claim(const struct objref_target *t, struct stub **stub);
/* The same, but it is the use that the OBJREF held, and that is used up. S_FALSE: it holds none any more. */
HRESULT export_reclaim(const struct objref_target *t, struct stub **stub);
/* A normal one that has left has arrived in another process, which says so: the use that it held is given back. False: there is
 * none. No user code runs. */
bool export_arrived(struct stub *s);
/* The use that the caller has goes into an OBJREF. */
void export_marshaled(struct stub *s, enum objref_kind kind, bool leaves); /* leaves: to another process */
/* A normal one that was to leave does not: it is given back, or claimed, as one within the process, and never void. */
void export_stays(struct stub *s);
/* As export_marshaled, into a normal one that somebody else has made, and that leaves. RPC_E_OUT_OF_RESOURCES: too many are under
 * way. */
HRESULT export_departs(struct stub *s);
/* Normal references to another process that nobody has claimed since the last look but one are void. Whether there are more. Any
 * thread; no user code runs. */
bool export_age(void);

/* ---- export_owner.c: what their owners decide ---- */

/* In the calling thread's apartment: cuts off whoever uses the object. */
HRESULT export_disconnect(IUnknown *object);
/* In the calling thread's apartment: one more use, or one less. E_UNEXPECTED: it was not locked. */
HRESULT export_lock(IUnknown *object, bool lock);

/* ---- alias.c: other IPIDs of stubs ---- */

/* Names no object any more when its stub goes. */
struct alias {
	struct map_node node;
	GUID ipid, own; /* own: the stub's */
	unsigned refs;
};
struct alias *alias_create(REFGUID own); /* counted; NULL: memory is short */
struct alias *alias_find(REFGUID ipid);  /* counted; NULL: it is none */
void alias_unref(struct alias *a);       /* may be NULL */
bool alias_own(REFGUID ipid, GUID *own); /* false: it is none */

#endif
