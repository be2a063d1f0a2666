/* proxy.h - what a client has: proxies and call objects. */
#ifndef ACOM_PROXY_H
#define ACOM_PROXY_H

#include "call/channel.h"
#include "call/remote.h"

struct call;
struct call_object;
struct manager;

/* ---- security.c: IClientSecurity, for proxies and call objects ---- */

/* Embedded in an object that has it, with a line of its map; object and ops are the object's to set. Settings are a number,
 * so that those who call take all of them at once. */
struct security {
	IClientSecurity IClientSecurity_iface;
	AcomObject *object;
	const struct security_ops *ops;
};

struct security_ops {
	/* Where the settings of `proxy` are; E_INVALIDARG: it has none here. */
	HRESULT (*find)(struct security *s, const void *proxy, os_u32 **settings);
	/* Another such pointer, counted; E_INVALIDARG: there cannot be. */
	HRESULT (*copy)(struct security *s, const void *proxy, IUnknown **copy);
};

/* The same in a call object, which has one pair of settings, for AsyncX and for its identity. */
struct call_security {
	struct security security;
	os_u32 settings;             /* of the next call */
	const void *face;            /* AsyncX */
	struct apartment *apartment; /* that AsyncX is bound to; not counted */
};

void call_security_init(struct call_security *s, AcomObject *object, const void *face);
void call_security_set(struct call_security *s, struct apartment *apartment, uint32_t settings);

extern const IClientSecurityVtbl security_vtbl;
#define SECURITY_ENTRY(Class, member) \
	{ &IID_IClientSecurity, offsetof(Class, member.IClientSecurity_iface), &security_vtbl }

/* What they are before anybody changes them. */
extern const uint32_t security_default;
/* Each where its pointer is not NULL. */
void security_tell(uint32_t settings, DWORD *authn, DWORD *authz, DWORD *level, DWORD *impersonation, DWORD *capabilities);

/* ---- callobject.c: the client's call object ---- */

/* The interface pointer that a proxy or a call object hands out: what the generated thunks get as `This`. */
struct face {
	const void *lpVtbl;
	AcomObject *object; /* whose identity it belongs to */
	os_u32 copies;      /* references to a private copy of a proxy, which counts once on its object; 0: it is none */
};

/* proxy: that it comes from, to be held, or NULL; settings: that proxy's. */
HRESULT call_object_create(struct channel *channel, const ACOM_INTERFACE *interface, uint32_t settings,
                           struct apartment *apartment, IUnknown *proxy, IUnknown *outer, REFIID riid, void **ppv);
/* The call is complete, and locked: sets the object's own event. False: it is aggregated, and wants call_object_signal. */
bool call_object_set(struct call_object *o);
/* Its event, as Begin_ wants it; and whether somebody has looked at that. */
void call_object_unset(struct call_object *o);
bool call_object_is_looked_at(const struct call_object *o);
/* Somebody looks at its object's event for the first time. Under the object's lock. */
void call_look(struct call *c, struct call_object *o);
/* Signals the controlling unknown of an aggregated object, whose count it takes over. */
void call_object_signal(struct call_object *o, struct call *c);
bool call_object_try_ref(struct call_object *o);

/* ---- proxy.c: interface proxies; manager.c, manager_security.c, managers.c: the identity that they share ---- */

struct proxy {
	struct face face;
	struct proxy *next;
	struct manager *manager;
	const ACOM_INTERFACE *interface;
	struct remote *remote;   /* counted; where another reference to the same interface comes from */
	struct channel *channel; /* counted */
	os_u32 security;         /* settings */
};

HRESULT proxy_create(struct manager *manager, const ACOM_INTERFACE *interface, struct remote *remote, struct proxy **proxy);
void proxy_destroy(struct proxy *p);
/* A copy is not used any more. */
void manager_drop_copy(struct manager *m, struct proxy *copy);

/* CO_E_NOTINITIALIZED, RPC_E_WRONG_THREAD or, if it has ended, RPC_E_DISCONNECTED unless the calling thread is in the
 * apartment. */
HRESULT apartment_judge(struct apartment *a);
static inline HRESULT apartment_check(struct apartment *a)
{
	return apartment_is_home(a) ? S_OK : apartment_judge(a);
}

/* The pointer for riid to the object behind `remote` in the calling thread's apartment. Takes over one use of it. */
HRESULT manager_unmarshal(struct remote *remote, REFIID riid, void **ppv);
AcomObject *manager_object(struct manager *m);
struct apartment *manager_apartment(const struct manager *m);
/* What is behind a proxy for iid, counted, with one more use; S_FALSE: p is no proxy of ours. */
HRESULT manager_remote_of(IUnknown *p, REFIID iid, struct remote **remote);
const struct remote_object *manager_remote_object_of(IUnknown *p); /* NULL: it is none; not counted */
HRESULT manager_set_timeout(IUnknown *p, DWORD milliseconds); /* of all its proxies; E_INVALIDARG: it is none; RPC_E_WRONG_THREAD */
/* Whether the object's apartment must be asked for an interface, and what is known of it then. */
bool manager_must_ask(struct manager *m, REFIID iid);
HRESULT manager_learn(struct manager *m, struct remote *remote);
struct remote_object *manager_remote(const struct manager *m);
uint32_t manager_settings(const struct manager *m); /* of its IUnknown, which IMultiQI follows */
/* Gives back what proxies of this apartment hold. */
void manager_apartment_ends(struct apartment *a);

/* ---- asking.c: call objects for what a proxy itself asks the object's apartment ---- */

/* For interfaces; they go to the object together. */
struct questions {
	struct manager *manager;
	struct question *all;
	ULONG count;
	bool ask;       /* one of them is to be asked */
	HRESULT failed; /* nobody could be asked */
};

HRESULT questions_make(struct questions *q, struct manager *m, ULONG count, const MULTI_QI *mqis); /* E_INVALIDARG, E_OUTOFMEMORY */
void questions_free(struct questions *q);
HRESULT questions_run(void *questions); /* in the object's apartment: all in one visit; S_OK */
/* S_OK: all are there; S_FALSE: some; otherwise none. */
HRESULT questions_answer(struct questions *q, MULTI_QI *mqis);

/* Embedded in such a call object, with lines of its map. It is its own server: what it waits for is one inquiry there, which a
 * cancel leaves behind. */
struct asking {
	AcomServerCall call;
	struct call_security security;
	struct manager *manager; /* its identity is counted */
	struct questions answered;
};

#define ASKING_ENTRIES(Class, member) \
	ACOM_SERVER_CALL_ENTRIES(Class, member.call), SECURITY_ENTRY(Class, member.security.security)

HRESULT asking_construct(struct asking *a, AcomObject *object, const void *face); /* face: AsyncX */
void asking_set(struct asking *a, struct manager *m);
void asking_destruct(struct asking *a);
/* Begin_ and Finish_, in the proxy's apartment only. */
HRESULT asking_begin(struct asking *a, DWORD method, ULONG count, const MULTI_QI *mqis);
HRESULT asking_finish(struct asking *a, DWORD method, MULTI_QI *mqis);

/* ---- async_unknown.c ---- */

/* A call object of a proxy for AsyncIUnknown; as ICallFactory::CreateCall. */
HRESULT async_unknown_create(struct manager *m, IUnknown *outer, REFIID riid2, IUnknown **ppv);

/* ---- multiqi.c ---- */

/* IMultiQI of a proxy. */
HRESULT multiqi_query(struct manager *m, ULONG count, MULTI_QI *mqis);
/* A call object of a proxy for AsyncIMultiQI; as ICallFactory::CreateCall. */
HRESULT multiqi_create(struct manager *m, IUnknown *outer, REFIID riid2, IUnknown **ppv);

#endif
