/* call.h - floor 4: calls between apartments. A section per file of this room. */
#ifndef ACOM_CALL_H
#define ACOM_CALL_H

#include "base/map.h"
#include "base/pool.h"
#include "base/probe.h"
#include "call/states.h"
#include "ndr/ndr.h"

struct call;
struct export;
struct logical;
struct stub;
struct proxy;
struct objref;
struct marshaled;

/* What an OBJREF holds. Each begins with a use of the object; a normal one gives it to who unmarshals it, a strong one of a
 * table keeps it until it is released, a weak one gives it to the first who unmarshals it, and later ones find the object
 * only while others use it. */
enum objref_kind { OBJREF_NORMAL, OBJREF_STRONG, OBJREF_WEAK, OBJREF_KINDS };

/* ---- channels: the seam between a call and what carries it (decision 7) ---- */

/* A way to one interface of one object. The same for every carrier; channel_inproc.c is the one inside this process. */
struct channel {
	const struct channel_ops *ops;
	const ACOM_INTERFACE *interface; /* whose methods are called over it */
	os_u32 refs;
	bool bare; /* descriptors cannot go along */
	struct ndr_account *account; /* of what it connects, for [out] arrays of its calls; NULL: none */
	os_u32 timeout; /* milliseconds that a call over it may take (AcomSetCallTimeout); 0: what the process says; INFINITE */
};

struct channel_ops {
	/* Room for a request of `size` octets, in call->request. */
	HRESULT (*buffer)(struct channel *c, struct call *call, size_t size);
	/* Sends call->request; the answer comes through call_complete, exactly once, unless this fails. Takes over a count of the
	 * call, unless it fails: then *why (NULL before) may be an error object, counted; the call may be somebody else's by now. */
	HRESULT (*send)(struct channel *c, struct call *call, struct IErrorInfo **why);
	/* Tells the server that the client would like the call to end. */
	void (*cancel)(struct channel *c, struct call *call);
	void (*destroy)(struct channel *c);
	/* Whoever called is elsewhere: the call is complete, its answer is to go there. NULL: a client of this process has the call. */
	void (*answered)(struct channel *c, struct call *call);
	/* The client has given up: no answer is wanted any more. NULL: one that comes hurts nobody. */
	void (*orphan)(struct channel *c, struct call *call);
	/* How interface pointers travel over it; their context is the channel. NULL: as between apartments of this process. */
	const struct ndr_hooks *hooks;
	/* Who has called over it. NULL, or false: somebody in this process. */
	bool (*caller)(struct channel *c, AcomPeer *peer);
	/* Takes in what has come, without waiting: that a call is cancelled may be there. NULL: that is known at once. */
	void (*look)(struct channel *c);
	/* What others call what the calls over it belong to. NULL: nobody else does. */
	struct logical *(*logical)(struct channel *c);
	/* The last count of a call has gone whose memory, and that of the channel, is its owner's. NULL: it comes from the pool. */
	void (*retire)(struct channel *c);
	/* Who carries a call does so until he gives back his count with call_complete_with, or until it is over in another way. */
	bool hands;
	bool lends; /* large arrays can go from where they are: of synchronous requests, and of what is `answered` */
};

struct channel *channel_ref(struct channel *c);
void channel_unref(struct channel *c);

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
	unsigned young, old; /* of the normal ones, those that have left the process: since the last look, and before that */
};
void transit_add(struct transit *t, enum objref_kind kind);
void transit_leaves(struct transit *t); /* a normal one that was added does */
/* Those that have been on their way for the whole time between two looks: their uses are the caller's. */
unsigned transit_age(struct transit *t);
/* One is unmarshaled. S_OK: with the use that it held; S_FALSE: with another one, which must still be had;
 * CO_E_OBJNOTCONNECTED: there is none. */
HRESULT transit_claim(struct transit *t, enum objref_kind kind);
/* One will never be. S_OK: it held a use; S_FALSE: it holds none any more, or there is none. */
HRESULT transit_return(struct transit *t, enum objref_kind kind);
unsigned transit_end(struct transit *t); /* none will ever be: the uses that they held are the caller's */

/* ---- channel_inproc.c ---- */

/* A channel to a stub of this process, which it counts. */
HRESULT channel_inproc_create(struct stub *stub, struct channel **c);

/* ---- call.c, call_values.c, call_end.c, call_finish.c, call_cancel.c, call_memory.c: one invocation; its steps: steps.h ---- */

/* A half's octets. */
struct call_buffer {
	uint8_t *data;
	uint32_t size;
	uint32_t room : 26;
	uint32_t head : 4;     /* eights of octets in front of them, which are the channel's */
	uint32_t received : 1; /* they came from another process, and nobody has read them so far */
	uint32_t big : 1;      /* their numbers are big-endian */
};
enum { CALL_ROOM_MOST = (1 << 26) - 1, CALL_HEAD = 8 /* unit */ };
/* Written only where it changes: who then reads `room` would have to wait for that. */
static inline void call_buffer_head(struct call_buffer *b, unsigned head)
{
	if (b->head != head)
		b->head = head & 15;
}
static inline uint8_t *call_octets(const struct call_buffer *b) { return b->data + b->head * CALL_HEAD; }

enum { CALL_LITTLE = 16, CALL_CARRIER = 7 };

/* One invocation: shared by its two ends, owner of all that it needs. Comes from a pool, so that calls allocate nothing in
 * the long run. */
struct call {
	os_u32 refs;                     /* CALL_COUNTS, CALL_TAKEN */
	os_u32 state;                    /* enum call_state, and marks */
	uint64_t id;
	union {
		struct call_object *owner;   /* who is signalled; NULL: nobody, or not any more */
		struct pool_node pooled;
	};
	os_mutex lock;                   /* guards changes of state, but for call_leap; awaited, hr, owner, serving and its outer */
	HRESULT hr;                      /* how the carrier answered; the method's own result is in the reply */
	DWORD caller;                    /* the thread that began it */
	uint32_t security;               /* settings, as security.c packs them */
	os_u32 marks;                    /* CALL_USED, CALL_CANCEL_ASKED, CALL_GUEST */
	bool sync : 1;                   /* its caller does nothing but wait */
	bool own : 1;                    /* nobody can cancel it, so that one thread at a time takes its steps */
	bool kin : 1;                    /* it is among those of an object, from its beginning to its end */
	bool light : 1;                  /* and the count of who carries it is none of `refs` while it is BEGINNING or PENDING */
	bool awaited;                    /* somebody waits for `done`, or is about to */
	bool carried;                    /* the channel's to another process: it is on its way */
	bool rejected;                   /* the message filter did not take it, if that is what hr says */
	const ACOM_METHOD *method;
	struct channel *channel;         /* counted, unless both are part of the same */
	struct waitable done;
	union {                          /* call_causality: */
		uint64_t causality;
		struct call *sibling;    /* of the same object */
	};
	struct call_buffer request, reply;
	struct ndr *client;              /* used by the client's thread; NULL: it has had nothing to keep so far */
	struct call_serving *serving;    /* NULL: no server has looked at it so far */
	struct IErrorInfo *error;        /* the answer's, or why it could not be sent; counted */
	union {
		struct {
			uint8_t little[CALL_LITTLE]; /* a request that is no longer */
			struct work work;            /* kept: the channel's: what it will say, once it may */
			struct stub *stub;           /* counted by the channel; NULL: what is called is no object */
		};
		void *carrier[CALL_CARRIER];     /* the channel's to another process: what it knows the call by while that is on its way */
	};
};

/* The same for what a call causes while its caller waits; its own id, if nothing caused it: C40: unless its caller waits it may
 * outlive what its caller serves. */
static inline uint64_t call_causality(const struct call *c) { return c->kin ? c->id : c->causality; }
static inline bool call_is_marked(const struct call *c, uint32_t mark) { return os_load32(&c->marks) & mark; }

/* The server's half, from the request's arrival on. */
struct call_serving {
	struct call *call;
	struct ndr ndr;
	void **args;
	struct work cancel_work;
	struct IErrorInfo *raised;       /* copy of what the method that failed left as error object; counted */
	struct outer *outer;             /* the server's call object, while it is at work; not counted */
};

/* What each end needs, made when it does and kept for the next call. NULL: E_OUTOFMEMORY */
struct ndr *call_client(struct call *c);
struct call_serving *call_serve(struct call *c);
/* One that is part of something else: its memory was zeroed. Between the two it may be used again and again: then it is in state
 * IDLE, its count is 1, and the channel, which must have `retire`, is not counted. */
void call_make(struct call *c);
void call_unmake(struct call *c);
void call_open_own(struct call *c, struct channel *channel, const ACOM_METHOD *method);
/* A call in state BEGINNING, counted once. E_OUTOFMEMORY: NULL. */
struct call *call_open(struct channel *channel, const ACOM_METHOD *method);
/* One that is over: nobody else begins it from now on. False: it is not over, or set aside, or claimed. */
bool call_claim_idle(struct call *c);
HRESULT call_is_busy(struct call *c); /* what to begin another one means then; S_OK: it is over */
/* Whether the caller has the only count of it, and may look at it alone (but for `guests`). */
bool call_is_alone(const struct call *c, uint32_t guests);
/* One that was claimed, or set aside, and that the caller has alone: another invocation, in state BEGINNING, with two counts; of
 * one that is light `refs` has one of them. */
void call_open_again(struct call *c, const ACOM_METHOD *method);
/* As new: what its ends have kept, and have to give back, goes. */
void call_clean(struct call *c);
/* The row of the interface that is called, where a user's [call_as] function has that of the base it was written for. */
static inline const ACOM_METHOD *call_method(const ACOM_INTERFACE *interface, const ACOM_METHOD *method)
{
	return method->slot - 3u < interface->count ? &interface->methods[method->slot - 3] : method;
}
struct call *call_ref(struct call *c);
static inline uint32_t call_counts(const struct call *c) { return os_load32(&c->refs) & CALL_COUNTS; }
void call_unref(struct call *c);
void call_pool_drain(void);

/* [in] into the request: RPC_X_*, E_OUTOFMEMORY. Afterwards the arguments may go. */
HRESULT call_put_request(struct call *c, void *const *args);
/* -> PENDING and off. On failure the call is IDLE again. */
HRESULT call_send(struct call *c);
/* The same; takes over a count, unless it fails. quiet: nobody has looked at its object's event. */
HRESULT call_send_away(struct call *c, bool quiet);
/* Back to IDLE because of hr, which it returns; S_OK if completion came first: then it takes over a count. `why`, counted, is the
 * error object of that, or NULL: then it stays as it is. */
HRESULT call_undo(struct call *c, HRESULT hr, struct IErrorInfo *why);
/* Whether it is IDLE: undone, or finished. */
bool call_is_over(struct call *c);
/* Whether one that was to be sent is cancelled, and its caller perhaps gone already. */
bool call_is_given_up(struct call *c);
/* The answer: S_OK with call->reply filled, or why there is none. Once per sent call; any thread. */
void call_complete(struct call *c, HRESULT hr);
/* The same with an error object; takes over its count (NULL: none), and one of the call. */
void call_complete_with(struct call *c, HRESULT hr, struct IErrorInfo *error);
/* Waits until the result can be fetched, claims it, and fetches it: the method's HRESULT, or why there is none. That the
 * callee's message filter has refused the call is RPC_E_CALL_REJECTED; what it said is in c->hr until the last unref. */
HRESULT call_finish(struct call *c, void *const *args);
/* The same in steps. Waits and claims; without waiting and without the lock, if it is an object's, done, and of that method: false:
 * it is not, or there is more to be done. Then the result; and at last nobody has it. */
HRESULT call_claim(struct call *c);
bool call_claim_done(struct call *c, const ACOM_METHOD *method);
HRESULT call_fetch(struct call *c, void *const *args);
bool call_was_rejected(const struct call *c);
/* The calling thread's error object becomes the one of the call, which has failed; or none, if it has none. */
void call_tell_error(struct call *c);
/* Whether the client would like it to end, for who has just been asked: a busy thread may be the only one that could hear of it
 * (decision 13). Not under a lock. */
bool call_is_cancelled(struct call *c);
/* For who fails before a call is sent: zeroes the outputs that are there, and returns hr, without an error object. `whole`:
 * args are those of both halves, and checked, so that the sizes of arrays are known. */
HRESULT call_refuse(const ACOM_METHOD *method, void *const *args, bool whole, HRESULT hr);
/* Behind that, an error object after all: which parameter of these halves is NULL, if that is what hr says. */
void call_tell_null(const ACOM_INTERFACE *i, const ACOM_METHOD *method, ndr_half halves, void *const *args, HRESULT hr);
/* ICancelMethodCalls. */
HRESULT call_cancel(struct call *c, ULONG seconds);
/* Its time is over: as Cancel(0), but the result will be RPC_E_TIMEOUT. */
void call_expire(struct call *c);
HRESULT call_test_cancel(struct call *c);
/* Nobody will finish it. True: its owner will not be signalled, either. */
bool call_abandon(struct call *c);
/* Its owner refuses to hear that it is complete: so Finish_ fails with hr, unless it was faster, or Cancel. */
void call_spoil(struct call *c, HRESULT hr);
/* Room for `size` octets behind the head, in a buffer that keeps what it has. E_OUTOFMEMORY */
HRESULT call_buffer_grow(struct call_buffer *b, size_t size);
static inline HRESULT call_buffer_reserve(struct call_buffer *b, size_t size)
{
	return size + b->head * CALL_HEAD <= b->room ? S_OK : call_buffer_grow(b, size);
}
/* The octets become the buffer's; they are more than CALL_LITTLE. */
void call_buffer_adopt(struct call_buffer *b, uint8_t *octets, uint32_t size);
/* For the server: the client has cancelled. Polling servers see it; the work, if there is one, is to be run in the call's
 * apartment, as a notice, or with the reason why it cannot: it has a count of the call. */
struct work *call_cancelled(struct call *c);

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
uint32_t manager_timeout(const struct manager *m);
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
	unsigned aged;                    /* in which look */
};

static inline struct export *stub_export(const struct stub *s)
{
	return container_of(s->remote.object, struct export, remote);
}
struct stub *stub_ref(struct stub *s);
void stub_unref(struct stub *s);
void stub_destroy(struct stub *s); /* of stub_unref, the last one */
bool export_try_use(struct export *e); /* false: it has run down */
bool export_try_uses(struct export *e, uint32_t count); /* so many at once */
void export_unuse(struct export *e);
void export_unuse_later(struct export *e); /* the same for who holds a lock: no user code runs */
void export_unuses_later(struct export *e, uint32_t count);
/* Around each use of `identity` or of a stub's `object`: it is released behind the last one. False: it was let go. */
bool export_enter(struct export *e);
void export_leave(struct export *e);
bool export_is_cut(const struct export *e);

/* ---- inside.c: the same around calls, of which a thread may have several ---- */

struct presence {
	struct export *export;
	struct thread_calls *stays; /* behind the call, too; NULL: it does not */
};
bool inside_enter(struct presence *x, struct export *e); /* as export_enter */
void inside_leave(const struct presence *x);
void inside_end(struct thread_calls *t); /* of the calling thread: nothing more of its batch is to come; user code may run */

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

/* The stub of an object of the calling thread's apartment, made if need be: counted, and one use of its export. */
HRESULT export_object(IUnknown *object, REFIID iid, struct stub **stub);
/* In the export's apartment: another interface of the same object. */
HRESULT export_interface(struct export *e, REFIID iid, struct stub **stub);
/* What an OBJREF names. */
struct objref_target {
	GUID ipid;
	uint64_t oxid, oid;
	enum objref_kind kind;
	bool process; /* the OXID is not an apartment's, but that of the whole process */
};
/* The stub, counted, with a use of its export: to unmarshal it. RPC_E_DISCONNECTED, CO_E_OBJNOTCONNECTED. */
HRESULT export_claim(const struct objref_target *t, struct stub **stub);
/* By its IPID alone, or an alias of that, counted, but without a use. RPC_E_DISCONNECTED. */
HRESULT export_stub(REFGUID ipid, struct stub **stub);
/* The same, but it is the use that the OBJREF held, and that is used up. S_FALSE: it holds none any more. */
HRESULT export_reclaim(const struct objref_target *t, struct stub **stub);
/* A normal one has arrived in another process, which says so: the use that it held is given back. False: there is none. No user
 * code runs. */
bool export_arrived(struct stub *s);
/* The use that the caller has goes into an OBJREF. */
void export_marshaled(struct stub *s, enum objref_kind kind, bool leaves); /* leaves: to another process */
/* Normal references to another process that nobody has claimed since the last look but one are void. Whether there are more. Any
 * thread; no user code runs. */
bool export_age(void);
/* The same, into a normal one that somebody else has made. RPC_E_OUT_OF_RESOURCES: too many are under way. */
HRESULT export_departs(struct stub *s);
/* In the calling thread's apartment: cuts off whoever uses the object. */
HRESULT export_disconnect(IUnknown *object);
/* In the calling thread's apartment: one more use, or one less. E_UNEXPECTED: it was not locked. */
HRESULT export_lock(IUnknown *object, bool lock);
void export_apartment_ends(struct apartment *a);

/* ---- objref_octets.c: the form of OBJREFs ---- */

/* Of the four forms exactly one. Handlers and extended ones are read as standard ones, and never written. */
enum { OBJREF_STANDARD = 1, OBJREF_HANDLER = 2, OBJREF_CUSTOM = 4, OBJREF_EXTENDED = 8 };
enum {
	OBJREF_HEAD = 24,         /* octets that all forms begin with */
	OBJREF_SIZE = 68,         /* of a standard one without addresses */
	OBJREF_CUSTOM_SIZE = 48,  /* of a custom one, before its data */
	OBJREF_WORDS_MAX = 2048,
};

struct objref {
	uint32_t form;
	IID iid;
	/* all but custom: the STDOBJREF, and its DUALSTRINGARRAY, whose words are not looked at here */
	uint32_t flags, references;
	uint64_t oxid, oid;
	GUID ipid;
	const uint8_t *words; /* word_count little-endian ones, anywhere; the security bindings begin at the word `security` */
	uint16_t word_count, security;
	/* custom (handler: clsid) */
	CLSID clsid;
	const uint8_t *data;  /* to be written: NULL leaves them to others */
	size_t data_size;
};

/* The form; 0: these octets begin no OBJREF. */
uint32_t objref_form(const uint8_t *octets, size_t size);
/* Takes octets apart; what points, points into them. What follows a standard one is not looked at, what follows the head of
 * a custom one is its data, whatever size it says (implementations differ). RPC_E_INVALID_OBJREF. */
HRESULT objref_parse(struct objref *o, const uint8_t *octets, size_t size);
/* The octets that objref_format writes of a standard or custom one. */
size_t objref_octets(const struct objref *o);
void objref_format(const struct objref *o, uint8_t *octets);

/* ---- remote_inproc.c ---- */

/* Of exports and stubs. */
extern const struct remote_ops remote_inproc_ops;
struct stub *stub_from_remote(struct remote *r); /* one of these */

/* ---- objref.c ---- */

/* What a normal one brings to another process, which can pass some of them on without asking. */
enum { OBJREF_REFERENCES = 5 };
/* One reference to interface iid of p for a place of this distance (MSHCTX), by the runtime's own marshaling. For this process
 * it has OBJREF_SIZE octets. */
HRESULT objref_marshal(IUnknown *p, REFIID iid, enum objref_kind kind, DWORD context, struct marshaled *m);
HRESULT objref_size(IUnknown *p, DWORD context, ULONG *size);
/* The same as a normal one for elsewhere, but without references: what it names is kept here until it is released. */
HRESULT objref_lend(IUnknown *p, REFIID iid, DWORD context, struct marshaled *m);
/* Turns it into a pointer in the calling thread's apartment. A normal reference is used up, whatever happens. */
HRESULT objref_unmarshal(const uint8_t *octets, size_t size, REFIID riid, void **ppv);
HRESULT objref_release(const uint8_t *octets, size_t size); /* RPC_E_INVALID_OBJREF */
bool objref_is_standard(const uint8_t *octets, size_t size);
bool context_is_inside(DWORD context); /* of MSHCTX: this process */

/* What floor 5 adds: references that leave this process, and those that come from another one. */
struct objref_abroad {
	uint64_t (*oxid)(void); /* of this process */
	/* The process of an object of another one, or (NULL) this one, for others: o->oxid, and addresses for somebody at that
	 * distance, as words in `room` for OBJREF_WORDS_MAX. */
	HRESULT (*address)(const struct remote_object *object, DWORD context, struct objref *o, uint8_t *room);
	/* What a reference to an object of another process names: counted, with a use. S_FALSE: it is this one's. */
	HRESULT (*claim)(const struct objref *o, enum objref_kind kind, struct remote **r);
	HRESULT (*give_back)(const struct objref *o, enum objref_kind kind);
	void (*leaves)(void); /* a reference has left this process: nobody may ever claim it */
};
void objref_left(void);                          /* one has */
void objref_reach(const struct objref_abroad *a); /* once, before any apartment exists */

/* ---- marshal.c, unmarshal.c: with regard to what objects say of it (IMarshal) ---- */

enum { MARSHAL_MAX = 1 << 20 }; /* octets of one custom marshaled reference */

/* A marshaled reference in memory. */
struct marshaled {
	uint8_t *octets;
	size_t size;
	uint8_t standard[OBJREF_SIZE]; /* where most of them lie, so that m must not move */
};
enum objref_kind marshal_kind(DWORD flags); /* MSHLFLAGS */
HRESULT marshal_make(struct marshaled *m, IUnknown *p, REFIID iid, DWORD context, DWORD flags);
void marshal_free(struct marshaled *m);
/* The runtime's own, into a stream. */
HRESULT marshal_standard(IStream *stream, IUnknown *p, REFIID iid, DWORD context, DWORD flags);
HRESULT marshal_resolve(const uint8_t *octets, size_t size, REFIID riid, void **ppv);
void marshal_release(const uint8_t *octets, size_t size);
extern const struct ndr_hooks marshal_hooks;
/* A stream that holds the octets, at its start. */
HRESULT marshal_stream(const uint8_t *octets, size_t size, IStream **stream);
HRESULT marshal_read(IStream *stream, void *to, ULONG size); /* all of it; RPC_E_INVALID_OBJREF: it ends before */

/* ---- custom.c: what objects of other processes wrote of themselves ---- */

/* No class is made known, or loaded, because a peer names it: as activation_unmarshaler, and what the class says. */
HRESULT custom_unmarshal(const struct objref *o, bool anonymous, REFIID iid, void **ppv);
/* Nobody will read it: given back if the class can be found. */
void custom_release(const struct objref *o, bool anonymous);

/* ---- activate.c, errand.c: objects from classes of other apartments ---- */

struct activation {
	const CLSID *clsid;
	const IID *iid;
	DWORD context; /* CLSCTX */
	bool object;   /* the class object itself is wanted */
	struct marshaled made;
};

/* For a client of another process: where objects of a class are made that this process has registered for such, counted; and
 * there an object, or the class object itself. REGDB_E_CLASSNOTREG, CO_E_SERVER_STOPPING; E_ACCESSDENIED: not for those whom
 * nobody knows. */
HRESULT activation_place(REFCLSID clsid, bool anonymous, struct apartment **where);
HRESULT activation_serve(REFCLSID clsid, bool object, REFIID iid, IUnknown **p);
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

/* ---- ftm.c, git.c: classes ---- */

enum { FTM_SIZE = 16 };
/* What the free-threaded marshaler wrote is understood without an object of that class: on any thread, and without memory. */
static inline bool ftm_wrote(REFCLSID clsid) { return IsEqualCLSID(clsid, &CLSID_InProcFreeMarshaler); }
/* Of the FTM_SIZE octets that it wrote. */
HRESULT ftm_resolve(const uint8_t *octets, REFIID riid, void **ppv);
HRESULT ftm_release(const uint8_t *octets);
HRESULT ftm_create(IUnknown *outer, REFIID riid, void **ppv);
HRESULT git_create(IUnknown *outer, REFIID riid, void **ppv);
void ftm_teardown(void);
void git_teardown(void);

/* ---- timeout.c: how long calls to other processes may take ---- */

/* In milliseconds; INFINITE: as long as they do. NULL: those of whose proxies nothing was said. */
DWORD channel_timeout(const struct channel *c);

/* ---- cancel.c: synchronous calls that can be cancelled ---- */

/* What a thread has pending: a call, or the object that a custom marshaler registered. */
struct cancel_entry {
	struct cancel_entry *next;
	struct outgoing *outgoing;
	ICancelMethodCalls *object; /* counted, unless it is the runtime's */
	bool own;                   /* the runtime's: CoSetCancelObject does not take it out */
	os_u32 refs;                /* of one that CoSetCancelObject made */
};

/* Around a synchronous call, if the calling thread has cancellation enabled. */
void cancel_enter(struct cancel_entry *e, struct outgoing *o);
/* Around something else that its thread waits for, which the object cancels. */
void cancel_enter_object(struct cancel_entry *e, ICancelMethodCalls *object);
void cancel_leave(struct cancel_entry *e);
bool cancel_is_enabled(void); /* on the calling thread */
void cancel_thread_ends(struct thread *self);

/* ---- outgoing.c: synchronous calls ---- */

/* A synchronous call of a method, which may need several tries. */
struct outgoing {
	struct outgoing *outer;
	uint64_t causality; /* 0: that which its first try begins */
	uint64_t since;    /* os_now; 0: no filter has been there to ask for it */
	uint64_t callee;   /* the id of the apartment that is called */
	struct cancel_entry entry;
	/* under a lock, if it can be cancelled: */
	struct call *call;       /* the present try, or the last one, which was rejected; counted. NULL: there was none so far */
	bool cancelled;          /* no other try is to be made */
	struct waitable *asleep; /* between two tries; set to end that */
	struct Canceller *cancellers;
};

void outgoing_enter(struct outgoing *o);
/* hr is what the last try came to, `rejected` that it was and that there is to be no other; what the call comes to. */
HRESULT outgoing_leave(struct outgoing *o, HRESULT hr, bool rejected);
/* The next try, whose count it takes over. */
void outgoing_try(struct outgoing *o, struct call *c);
/* Serves the apartment so long (0: not at all), or until the call is cancelled; false: it is. */
bool outgoing_sleep(struct outgoing *o, DWORD milliseconds);
/* On its thread. */
void outgoing_cancel(struct outgoing *o);
/* A cancel object, and the call that it is to cancel, which is not over. */
HRESULT canceller_create(ICancelMethodCalls **canceller);
void canceller_attach(ICancelMethodCalls *canceller, struct outgoing *o);

/* ---- filter.c: message filters ---- */

/* The callee's filter refused the call; whether to try again, after a while if need be. */
bool outgoing_retry(struct outgoing *o, HRESULT rejection);
/* Whether the calling STA takes the call: S_OK, RPC_E_SERVERCALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER. */
HRESULT filter_admit(struct call *c);
/* An STA ends, on its thread. */
void filter_apartment_ends(void);

/* ---- callout.c: notifications and [input_sync] ---- */

/* Whether its methods are notifications. */
bool interface_notifies(const ACOM_INTERFACE *interface);
bool method_is_input_sync(const ACOM_METHOD *method);
/* Whether the calling thread may make a synchronous call just now: of a method, or (NULL) another question to an apartment.
 * RPC_E_CANTCALLOUT_INEXTERNALCALL: it is in its message filter; RPC_E_CANTCALLOUT_ININPUTSYNCCALL, RPC_E_CANTCALLOUT_INASYNCCALL:
 * in such a method; RPC_E_WRONG_THREAD: an [input_sync] method is called from a multithreaded apartment. */
HRESULT callout_check(const ACOM_INTERFACE *interface, const ACOM_METHOD *method);

/* ---- context.c: what a method may know of the call that it serves ---- */

struct context {
	struct context *outer;
	struct call *call;
	uint64_t causality; /* of what the method does */
	bool async;       /* Begin_ or Finish_ */
	IUnknown *own;    /* made when it is asked for; counted */
	IUnknown *other;  /* in its place, by CoSwitchCallContext; not counted */
	struct IErrorInfo *error; /* the thread's, until the method has returned; counted */
};

/* That of what the calling thread does: serves a call, or something that it was told; 0: nothing. */
uint64_t causality_inherited(void);
uint64_t causality_new(void); /* calls are numbered by them, too: most begin one */

/* ---- threading.c: IComThreadingInfo ---- */

/* A causality, as it is called outside of this process: the GUID that others gave it, or one of ours. */
#define LOGICAL_FOREIGN (UINT64_C(1) << 63) /* a bit of others' alone: the numbers of this process do not get so far */
extern os_u64 logical_first __attribute__((visibility("hidden"))); /* the first half of all of ours; 0: none was needed so far */
GUID logical_guid_of(uint64_t causality);
static inline GUID logical_guid(uint64_t causality)
{
	uint64_t own[2] = { os_load64(&logical_first), causality };
	GUID g;

	if (!own[0] || causality & LOGICAL_FOREIGN)
		return logical_guid_of(causality);
	memcpy(&g, own, sizeof g);
	return g;
}
uint64_t logical_causality(REFGUID guid);
/* A GUID of others'. */
struct logical {
	struct logical *next, **link; /* among those that are known, under a lock */
	bool known;                   /* it is there */
	uint64_t causality;
	GUID guid;
};
void logical_is(struct logical *l, REFGUID guid);
void logical_learn(struct logical *l);  /* from here on logical_guid finds it */
void logical_forget(struct logical *l); /* by who is the last to have it; it may be that nobody has learned it */
void logical_thread_ends(struct thread *self);

/* Around a method, on the thread that runs it; its result. The error object that it leaves goes to the call if it has failed,
 * and is forgotten otherwise. */
void context_enter(struct context *x, struct call *c, bool async);
void context_leave(struct context *x, HRESULT hr);

/* ---- tell.c: what the trace tells of calls ---- */

/* What lasts, on one thread. */
enum tell_part { TELL_CALL, TELL_BEGIN, TELL_FINISH, TELL_METHOD, TELL_METHOD_BEGIN, TELL_METHOD_FINISH };

enum { TELL = TRACE_CALL | TRACE_FILE }; /* who hears of what calls do */
/* With one of these topics on: */
void tell_part_begins(const struct call *c, enum tell_part part);
void tell_part_ends(const struct call *c, enum tell_part part, HRESULT hr);
void tell_step(const struct call *c, enum call_state now, enum call_event event); /* before it is taken */
void tell_dispatch_now(const struct call *c);
void tell_signal_now(const struct call *c);

static inline void tell_begins(const struct call *c, enum tell_part part)
{
	if (trace_may_be_on(TELL) && trace_on(TELL))
		tell_part_begins(c, part);
}
static inline void tell_ends(const struct call *c, enum tell_part part, HRESULT hr)
{
	if (trace_may_be_on(TELL) && trace_on(TELL))
		tell_part_ends(c, part, hr);
}

/* ---- stub.c, outer.c, outer_faces.c: the server's side of a call ---- */

/* Executes call->work in the server's apartment. */
void stub_run(struct work *work, HRESULT hr);
/* The arguments, c->serving->args, out of the request. */
HRESULT stub_get_request(struct call *c);
/* Puts the outputs and the method's result into the reply, frees the arguments, completes. */
void stub_reply(struct call *c, HRESULT result);
/* The call ends: S_OK with the reply in place, or why there is none. The arguments are freed if they were there. */
void stub_end(struct call *c, HRESULT hr);

/* Hands the call to the server object's own call object. S_FALSE: it has none for this interface. */
HRESULT outer_dispatch(struct call *c);
/* Tells the server's call object that the client wants to cancel. */
void outer_cancel_run(struct work *work, HRESULT hr);
/* Whether the server's call object has signalled, or the call is over. */
bool outer_has_signalled(struct call *c);
void outer_apartment_ends(struct apartment *a);
void outer_pool_drain(void);

#endif
