/* activation.h - objects from classes of other apartments and processes. */
#ifndef ACOM_ACTIVATION_H
#define ACOM_ACTIVATION_H

#include "call/objref.h"

/* ---- activate.c, errand.c: objects from classes of other apartments ---- */

struct activation {
	const CLSID *clsid;
	const IID *iid;
	DWORD context; /* CLSCTX */
	bool object;   /* the class object itself is wanted */
	struct marshaled made;
	struct IErrorInfo *told; /* after a failure: what the class says; counted; NULL: nothing */
};

/* For a client of another process: where objects of a class are made that this process has registered for such, counted; and
 * there an object, or the class object itself; told: as in struct activation. REGDB_E_CLASSNOTREG, CO_E_SERVER_STOPPING;
 * E_ACCESSDENIED: not for those whom nobody knows. */
HRESULT activation_place(REFCLSID clsid, bool anonymous, struct apartment **where);
HRESULT activation_serve(REFCLSID clsid, bool anonymous, bool object, REFIID iid, IUnknown **p, struct IErrorInfo **told);
/* An object that reads what another process wrote, of a class that the application has registered here for whoever is in the
 * calling thread's apartment. REGDB_E_CLASSNOTREG: there is none, or its objects have no IMarshal; E_ACCESSDENIED as above. */
HRESULT activation_unmarshaler(REFCLSID clsid, bool anonymous, IMarshal **m);

/* What floor 5 adds: objects that a server at an address has. Without one each result stays as it is. */
struct activation_order {
	const OLECHAR *server;            /* NULL: the one that a class file describes: */
	const struct class_place *described;
	const CLSID *clsid;
	DWORD context;
	bool object;
	ULONG count;
	MULTI_QI *results; /* hr and pItf are to be filled in */
};
void activation_reach(HRESULT (*place)(const struct activation_order *order)); /* once, before any apartment exists */

/* Has it run in the apartment, and waits, but can be cancelled: RPC_E_CALL_CANCELED. */
HRESULT errand_call(struct apartment *where, HRESULT (*run)(struct activation *a), struct activation *a);

#endif
