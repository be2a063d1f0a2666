/* manager.h - what manager.c, manager_security.c and managers.c share: a proxy manager from inside. */
#ifndef ACOM_MANAGER_H
#define ACOM_MANAGER_H

#include "call/call.h"

struct manager_key {
	struct apartment *apartment;
	const struct remote_object *object;
};

typedef struct manager {
	AcomObject object;
	ICallFactory ICallFactory_iface;
	IMultiQI IMultiQI_iface;
	IUnknown IAcomProxy_iface;
	struct security security;
	os_u32 settings;             /* of IUnknown */
	os_u32 timeout;              /* as struct channel's */
	struct manager_key key;
	struct apartment *apartment; /* counted */
	struct remote *remote;       /* one of the object's; counted */
	bool connected;              /* has a use of the object; under the managers' lock */
	bool listed;
	struct map_node node;
	struct manager *next, **link;
	os_mutex lock;               /* guards proxies; only copies ever leave it */
	struct proxy *proxies;
} manager;

/* ---- manager.c ---- */

/* Counted; nobody finds it so far, and it has no use. */
HRESULT manager_create(struct apartment *a, struct remote *remote, struct manager **m);

void manager_list(struct manager *m, struct proxy *fresh); /* locked */

/* ---- manager_security.c ---- */

extern const struct security_ops manager_security __attribute__((visibility("hidden")));

/* ---- managers.c ---- */

bool managers_forget(struct manager *m); /* it is dying; whether it has a use */

#endif
