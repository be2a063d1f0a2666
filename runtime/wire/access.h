/* access.h - who may come. */
#ifndef ACOM_ACCESS_H
#define ACOM_ACCESS_H

#include "wire/stream.h"

/* ---- access.c: who may use this process' objects (AcomSetAccess) ---- */

AcomPeer access_peer(const struct peer *who);
/* Whether it has only what everybody may have (decision 26): nobody knows who it is, or nobody has said what its certificate is
 * good for. */
bool access_is_anonymous(const struct peer *who);
/* Calls the user's function: not under a lock. clsid: NULL: to connect. S_OK; E_ACCESSDENIED, or what that function says. */
HRESULT access_check(const struct peer *who, REFCLSID clsid);

/* ---- census.c: how many connections were accepted, of each user and of all ---- */

unsigned census_count(void);

#endif
