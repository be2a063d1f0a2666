/* remote.h - interfaces of objects that are elsewhere, and references to them that are on their way. */
#ifndef ACOM_REMOTE_H
#define ACOM_REMOTE_H

#include "ndr/ndr.h"

struct channel;
struct objref;
struct stub;

/* What an OBJREF holds. Each begins with a use of the object; a normal one gives it to who unmarshals it, a strong one of a
 * table keeps it until it is released, a weak one gives it to the first who unmarshals it, and later ones find the object
 * only while others use it. */
enum objref_kind { OBJREF_NORMAL, OBJREF_STRONG, OBJREF_WEAK, OBJREF_KINDS };

/* ---- remote.c: an interface of an object that is elsewhere, as its proxies know it ---- */

/* The object: an export. */
struct remote_object {
	const struct remote_ops *ops;
	struct apartment *apartment; /* its; counted by what this is part of. NULL: it is in another process */
	uint64_t place;              /* how its apartment, or that process, is named: an OXID */
	bool far;                    /* perhaps on another machine (MSHCTX_DIFFERENTMACHINE) */
};

/* One interface of it: a stub. */
struct remote {
	os_u32 refs;
	IID iid;
	const ACOM_INTERFACE *interface;   /* NULL: IUnknown */
	struct remote_object *object;      /* counted by what this is part of */
};

/* One interface that is wanted. */
struct question {
	IID iid;
	bool ask;              /* only the object's own place knows */
	HRESULT hr;            /* its answer, then */
	struct remote *remote; /* counted; NULL: the answer was no */
};

struct remote_ops {
	/* A use keeps the object. False: it has run down. */
	bool (*try_use)(struct remote_object *o);
	void (*unuse)(struct remote_object *o);
	/* Has work run, or fn called while the caller waits, where the object can be asked. */
	HRESULT (*post)(struct remote_object *o, struct work *work);
	HRESULT (*call)(struct remote_object *o, HRESULT (*fn)(void *arg), void *arg);
	/* There: other interfaces of it, in one go. Each has its answer then. */
	void (*query)(struct remote_object *o, struct question *all, ULONG count);
	/* One that is known without asking, counted. NULL: the object's own place must be asked. The operation itself may be NULL. */
	struct remote *(*known)(struct remote_object *o, REFIID iid);
	/* What carries calls of the interface. */
	HRESULT (*channel)(struct remote *r, struct channel **c);
	void (*destroy)(struct remote *r);
	/* The OXID, OID and IPID by which this process knows it. */
	void (*name)(const struct remote *r, struct objref *o);
	/* The use that the caller has goes into an OBJREF for a place of this distance (MSHCTX). On failure it is still his. */
	HRESULT (*marshaled)(struct remote *r, enum objref_kind kind, DWORD context);
};

struct remote *remote_ref(struct remote *r);
void remote_unref(struct remote *r);
bool remote_try_use(struct remote *r);
void remote_unuse(struct remote *r);
HRESULT remote_post(struct remote_object *o, struct work *work);
HRESULT remote_call(struct remote_object *o, HRESULT (*fn)(void *arg), void *arg);
HRESULT remote_query(struct remote_object *o, REFIID iid, struct remote **r);
struct remote *remote_known(struct remote_object *o, REFIID iid);
void remote_query_all(struct remote_object *o, struct question *all, ULONG count); /* of those to be asked */
/* How its apartment is named to others. */
uint64_t remote_place(const struct remote *r);
/* Whether it is known to be an STA of this process. */
bool remote_is_sta(const struct remote *r);
/* The pointer for riid in the calling thread's apartment: in the object's own it is the object itself, else its proxy. Takes over
 * the caller's count and one use. */
HRESULT remote_resolve(struct remote *r, REFIID riid, void **ppv);

/* ---- transit.c: OBJREFs not yet unmarshaled; those of tables: not yet released ---- */

/* Of one interface of an object. Whose lock guards it says its owner. */
struct transit {
	unsigned marshaled[OBJREF_KINDS];
	unsigned weak_uses; /* that nobody has taken yet */
	unsigned young, old; /* normal ones that have left the process: since the last look, and before that; not `marshaled` */
};
void transit_add(struct transit *t, enum objref_kind kind);
void transit_leaves(struct transit *t); /* a normal one that was added does */
void transit_stays(struct transit *t);  /* it does not after all */
bool transit_arrives(struct transit *t); /* one that has left is claimed, or will never be. False: there is none */
/* Those that have been on their way for the whole time between two looks: their uses are the caller's. */
unsigned transit_age(struct transit *t);
/* One that has not left is unmarshaled. S_OK: with the use that it held; S_FALSE: with another one, which must still be had;
 * CO_E_OBJNOTCONNECTED: there is none. */
HRESULT transit_claim(struct transit *t, enum objref_kind kind);
/* One will never be. S_OK: it held a use; S_FALSE: it holds none any more, or there is none. */
HRESULT transit_return(struct transit *t, enum objref_kind kind);
unsigned transit_end(struct transit *t); /* none will ever be: the uses that they held are the caller's */

/* ---- remote_inproc.c ---- */

/* Of exports and stubs. */
extern const struct remote_ops remote_inproc_ops;
struct stub *stub_from_remote(struct remote *r); /* one of these */

#endif
