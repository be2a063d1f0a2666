/* reference.h - references to objects of other processes, and interface pointers in what goes to and fro. */
#ifndef ACOM_REFERENCE_H
#define ACOM_REFERENCE_H

#include "call/remote.h"
#include "ndr/ndr.h"
#include "wire/origin.h"

struct link;

/* ---- foreign.c, foreign_ask.c: objects of other processes, as their proxies know them ---- */

/* What says that an interface of an object has so many references that are ours. */
struct reference {
	const IID *iid;
	GUID ipid;
	uint64_t oid;
	uint32_t references;
	const ACOM_INTERFACE *interface; /* foreign.c's */
};
/* Takes them over, whatever happens. Counted, with a use. RPC_E_INVALID_OBJREF: it contradicts what is known of the object;
 * REGDB_E_IIDNOTREG, E_OUTOFMEMORY. */
HRESULT foreign_take(struct origin *origin, struct reference *r, struct remote **remote);
/* What it takes to make a proxy for this interface is known and agreed upon afterwards, so that nothing is asked then. */
HRESULT foreign_prepare(struct remote *r, REFIID iid, uint64_t deadline);
/* As objref_abroad's, of references that were made here. S_FALSE: it is none of these. */
HRESULT foreign_claim(const struct objref *o, enum objref_kind kind, struct remote **remote);
HRESULT foreign_give_back(const struct objref *o, enum objref_kind kind);
struct origin *foreign_origin(const struct remote_object *o); /* not counted; NULL: it is of this process */

/* ---- hooks.c: interface pointers in calls between processes; their context is the channel ---- */

extern const struct ndr_hooks wire_hooks;
/* A pointer from an OBJREF that came in an answer over this link (NULL: from anywhere). Its references are used up. The deadline is
 * for all that it takes. */
HRESULT reference_resolve(const uint8_t *octets, size_t size, const struct link *from, uint64_t deadline, REFIID iid, void **ppv);
/* An object of another process, whoever named it, with all that its proxy needs: counted, with a use. */
HRESULT reference_take(const struct objref *o, uint64_t deadline, struct remote **r);
/* A request has ended with hr. If the server has not read what an object in it wrote, that is the caller's again; *error: why. */
void reference_unread(struct ndr *n, HRESULT hr, bool not_executed, struct IErrorInfo **error);

/* ---- abroad.c: wherever else OBJREFs are ---- */

extern const struct objref_abroad wire_abroad;

/* ---- lapse.c: references that nobody claims ---- */

enum { LAPSE_SECONDS = 360 };  /* at least; at most twice as many */
void lapse_expect(void);       /* one may be on its way */
void lapse_end(void);          /* the process has no apartment any more */

#endif
