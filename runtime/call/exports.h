/* exports.h - what export.c, export_end.c, export_transit.c and export_owner.c share: the exports of this process. */
#ifndef ACOM_EXPORTS_H
#define ACOM_EXPORTS_H

#include "call/call.h"

/* The lock is leaf but for memory: nothing that could call user code runs under it. */
struct exports {
	os_mutex lock;
	struct map by_identity; /* exports in use */
	struct map by_ipid;     /* stubs of exports in use */
	struct export *all;     /* exports not yet released */
	os_u64 last_oid;
};
extern struct exports exports __attribute__((visibility("hidden")));

/* ---- export.c ---- */

void export_unref(struct export *e);
struct stub *stub_of_ipid(REFGUID ipid); /* NULL: none. Locked */

/* ---- export_end.c ---- */

void export_hide(struct export *e); /* no OBJREF and no new marshaling finds it from now on; locked */
/* In the export's apartment: gives back the object, or has the last one that is in it do so. */
void export_cut(struct export *e);
void export_release_run(struct work *work, HRESULT hr); /* the same as the export's own work, which has a count of it */

#endif
