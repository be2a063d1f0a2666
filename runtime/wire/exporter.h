/* exporter.h - this process, as others know it: its addresses and services. */
#ifndef ACOM_EXPORTER_H
#define ACOM_EXPORTER_H

#include "wire/serve.h"

/* ---- exporter.c: this process, as others know it ---- */

/* The OXID of OBJREFs that leave the process, and the IPID of its IRemUnknown. */
uint64_t exporter_oxid(void);
const IPID *exporter_unknown(void);
/* Where others reach it. */
HRESULT exporter_listens(const struct address *a); /* E_OUTOFMEMORY */
void exporter_unlistens(const struct address *a);
/* The addresses for an OBJREF or an answer, as words, those of the transport over which the other one was met first (NULL: it was
 * not), those of TLS last; for who was met by TLS those alone, at the address of this end. There is at least one that he can use:
 * without such a listener a private one is made (decision 24). E_INVALIDARG, RPC_E_OUT_OF_RESOURCES, E_OUTOFMEMORY; why there is no
 * listener. */
enum { EXPORTER_WORDS = 1024 };
HRESULT exporter_bindings(const struct stream *met, DUALSTRINGARRAY *d, size_t words);
/* Of this process; E_OUTOFMEMORY. */
HRESULT exporter_binding_array(const struct stream *met, DUALSTRINGARRAY **d); /* CoTaskMemFree */

/* ---- remunknown.c: the IRemUnknown of this process (wire.md 3.3), which has the references of each group in its holdings ----
 *
 * An OBJREF in transit counts OBJREF_REFERENCES. Who unmarshals it has these: RemRelease takes what his group does not hold from
 * there. Our own clients make them their group's at once, in one call: RemAddRef of so many public and as many private ones, the
 * private ones meaning those in transit, which end. RemAddRef of private ones alone means that a client has made such an OBJREF for
 * somebody else. */

extern const struct service remunknown_service, remunknown2_service;
/* Who gives back what he holds may do so although calls that nobody waits for any more are still at work. */
bool remunknown_at_once(const void *found, unsigned opnum);

/* ---- resolver.c: the IObjectExporter of this process, for strangers (wire.md 3.4) ---- */

extern const struct service resolver_service;

/* ---- activator.c: the ISystemActivator of this process (wire.md 3.5) ---- */

extern const struct service activator_service;

#endif
