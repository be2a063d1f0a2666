/* acom/object.h - what an application needs to be COM in C: an object head with an interface map, class registration, and
 * the one helper for asynchronous call objects. C++ has classes of its own for objects; it sees the registration only.
 *
 *	typedef struct Clock {
 *		AcomObject object;                  // always first
 *		IClock IClock_iface;                // one per interface: IFoo_iface
 *		int ticks;
 *	} Clock;
 *	ACOM_FACE(Clock, IClock)                    // its QueryInterface, AddRef, Release, and Clock_from_IClock
 *	static HRESULT Clock_Tick(IClock *This, LONG *n) { *n = ++Clock_from_IClock(This)->ticks; return S_OK; }
 *	static const IClockVtbl Clock_IClock_vtbl = { ACOM_UNKNOWN(Clock, IClock), Clock_Tick };
 *	static const AcomInterface Clock_map[] = { ACOM_ENTRY(Clock, IClock), ACOM_END };
 *	static const AcomClass Clock_class = { "Clock", sizeof(Clock), Clock_map };
 */
#ifndef ACOM_OBJECT_H
#define ACOM_OBJECT_H

#include <acom/objidl.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef __cplusplus
/* One line of an interface map: an interface, where its face stands in the object, and its methods. */
typedef struct AcomInterface {
	const IID *iid;
	size_t offset;
	const void *vtbl;
} AcomInterface;

/* What all objects of a kind share. construct, destruct and query may be NULL. destruct is not called when construct
 * failed. query is asked for what the map lacks and returns E_NOINTERFACE, or S_OK with *ppv counted. */
typedef struct AcomClass {
	const char *name;
	size_t size;
	const AcomInterface *interfaces; /* ends with ACOM_END */
	HRESULT (*construct)(void *object);
	void (*destruct)(void *object);
	HRESULT (*query)(void *object, REFIID riid, void **ppv);
} AcomClass;

/* The head of every object: identity, reference count, aggregation. Read `outer` (the controlling unknown: the object's
 * own, unless it is aggregated), leave the rest alone. */
typedef struct AcomObject {
	IUnknown IUnknown_iface; /* the non-delegating unknown */
	IUnknown *outer;
	const AcomClass *cls;
	uint32_t refs;
} AcomObject;

/* Makes a zeroed object, sets up its faces, calls construct and returns interface riid, counted once. With an `outer` it is
 * aggregated: riid must be IID_IUnknown and the result is the non-delegating unknown, which the outer owns.
 * S_OK; E_POINTER; E_INVALIDARG: aggregation with another riid; E_NOINTERFACE; E_OUTOFMEMORY; what construct says. */
ACOM_API HRESULT AcomCreateObject(const AcomClass *cls, IUnknown *outer, REFIID riid, void **ppv);

/* The object behind its own (non-delegating) unknown: what AcomCreateObject returned for IID_IUnknown. For those who make
 * an object and want to give it more than its class knows. */
static inline void *AcomObjectOf(IUnknown *own)
{
	return own;
}

/* What ACOM_FACE calls: the methods of the controlling unknown. */
ACOM_API HRESULT AcomObjectQueryInterface(AcomObject *object, REFIID riid, void **ppv);
ACOM_API ULONG AcomObjectAddRef(AcomObject *object);
ACOM_API ULONG AcomObjectRelease(AcomObject *object);

/* Defines Class_from_IFoo, and the three IUnknown methods of the face IFoo_iface. */
#define ACOM_FACE(Class, IFoo) ACOM_FACE_AT(Class, IFoo, IFoo##_iface)
#define ACOM_FACE_AT(Class, IFoo, member) \
	static inline Class *Class##_from_##IFoo(IFoo *This) \
	{ \
		return (Class *)(void *)((char *)This - offsetof(Class, member)); \
	} \
	ACOM_FACE_METHODS(Class, IFoo, &Class##_from_##IFoo(This)->object)

/* The three alone, of a face that stands elsewhere: `whole` says where the object is to which This belongs. */
#define ACOM_FACE_METHODS(Class, IFoo, whole) \
	static HRESULT Class##_##IFoo##_QueryInterface(IFoo *This, REFIID riid, void **ppvObject) \
	{ \
		return AcomObjectQueryInterface(whole, riid, ppvObject); \
	} \
	static ULONG Class##_##IFoo##_AddRef(IFoo *This) \
	{ \
		return AcomObjectAddRef(whole); \
	} \
	static ULONG Class##_##IFoo##_Release(IFoo *This) \
	{ \
		return AcomObjectRelease(whole); \
	}

/* The first three entries of Class_IFoo_vtbl. */
#define ACOM_UNKNOWN(Class, IFoo) \
	Class##_##IFoo##_QueryInterface, Class##_##IFoo##_AddRef, Class##_##IFoo##_Release

/* Lines of an interface map: face IFoo_iface with the methods Class_IFoo_vtbl. */
#define ACOM_ENTRY(Class, IFoo) { &IID_##IFoo, offsetof(Class, IFoo##_iface), &Class##_##IFoo##_vtbl }
/* The same face for an interface that IFoo derives from. */
#define ACOM_ENTRY_AS(Class, IBase, IFoo) { &IID_##IBase, offsetof(Class, IFoo##_iface), &Class##_##IFoo##_vtbl }
#define ACOM_END { NULL, 0, NULL }
#endif

/* ---- classes ---- */

/* Makes an object: as IClassFactory::CreateInstance. */
typedef HRESULT (*AcomCreate)(IUnknown *outer, REFIID riid, void **ppv);

enum {
	ACOM_CLASS_ANY_APARTMENT = 1, /* create is called in the apartment of whoever wants an object, on his thread */
	ACOM_CLASS_NEUTRAL = 2,       /* in the neutral apartment, on his thread */
	ACOM_ALLOW_ANONYMOUS = 0x10000, /* clients of whom nobody knows who they are, as over TCP, may have objects of the class;
	                                 * for the flags of CoRegisterClassObject, too */
};

/* Registers a class by its create function; otherwise as CoRegisterClassObject, undone by CoRevokeClassObject. Without
 * flags objects are made in the calling thread's apartment. E_INVALIDARG: both of the first two flags. */
ACOM_API HRESULT AcomRegisterClass(REFCLSID clsid, AcomCreate create, DWORD flags, DWORD *cookie);

/* A class object (IClassFactory) around a create function: what DllGetClassObject of a library needs that is never unloaded.
 * LockServer counts nothing. E_POINTER: no ppv; E_INVALIDARG: no create or riid; E_NOINTERFACE; E_OUTOFMEMORY. Any thread. */
ACOM_API HRESULT AcomCreateClassObject(AcomCreate create, REFIID riid, void **ppv);

#ifndef __cplusplus
/* ---- call objects of servers ---- */

/* The part that every asynchronous call object has in common; embed it and add ACOM_SERVER_CALL_ENTRIES to the map. It
 * supplies ISynchronize, ISynchronizeHandle and ICancelMethodCalls for clients in the same apartment; for marshaled calls the
 * runtime's own are found through the controlling unknown, and the functions below always use those that are found. */
typedef struct AcomServerCall {
	ISynchronize ISynchronize_iface;
	ISynchronizeHandle ISynchronizeHandle_iface;
	ICancelMethodCalls ICancelMethodCalls_iface;
	AcomObject *object;
	struct server_call *state;
} AcomServerCall;

ACOM_API extern const ISynchronizeVtbl AcomServerCall_ISynchronize_vtbl;
ACOM_API extern const ISynchronizeHandleVtbl AcomServerCall_ISynchronizeHandle_vtbl;
ACOM_API extern const ICancelMethodCallsVtbl AcomServerCall_ICancelMethodCalls_vtbl;
#define ACOM_SERVER_CALL_ENTRIES(Class, member) \
	{ &IID_ISynchronize, offsetof(Class, member.ISynchronize_iface), &AcomServerCall_ISynchronize_vtbl }, \
	{ &IID_ISynchronizeHandle, offsetof(Class, member.ISynchronizeHandle_iface), \
	  &AcomServerCall_ISynchronizeHandle_vtbl }, \
	{ &IID_ICancelMethodCalls, offsetof(Class, member.ICancelMethodCalls_iface), \
	  &AcomServerCall_ICancelMethodCalls_vtbl }

/* ICallFactory::CreateCall for a call object of class cls that implements async_iid: makes it, tells it by init(object,
 * context) what it needs to know, and returns riid2. `init` may be NULL; when it fails, destruct is called. The rest are
 * CreateCall's own arguments. S_OK; E_NOINTERFACE: riid is not async_iid, or riid2 is unknown; E_INVALIDARG: aggregation
 * with riid2 other than IID_IUnknown, or no cls, async_iid, riid or riid2; E_POINTER; E_OUTOFMEMORY; what init says. */
ACOM_API HRESULT AcomCreateCall(const AcomClass *cls, REFIID async_iid, HRESULT (*init)(void *object, void *context),
                                void *context, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv);

/* In construct and destruct of the call object. S_OK, E_OUTOFMEMORY. */
ACOM_API HRESULT AcomServerCallInit(AcomServerCall *call, AcomObject *object);
ACOM_API void AcomServerCallFini(AcomServerCall *call);

/* First in Begin_M: claims the object for `method` (any number that tells your methods apart), resets the synchronization
 * object and takes a reference on the call object for the worker. S_OK; RPC_S_CALLPENDING: it is busy, touch nothing; what
 * the controlling unknown's ISynchronize says if it cannot be had or reset: nothing was begun. */
ACOM_API HRESULT AcomServerCallTryBegin(AcomServerCall *call, DWORD method);

/* When the work is done, once per TryBegin, in the apartment of Begin_: keeps hr for Finish_, signals, and gives back the
 * worker's reference, so the call object may be gone on return. An error object (SetErrorInfo) does not go with hr: Finish_M sets
 * it. S_OK; RPC_E_CALL_COMPLETE: nothing was begun,
 * or it was completed or posted already; RPC_E_WRONG_THREAD: another apartment (the call stays pending: use
 * AcomServerCallPost); RPC_E_DISCONNECTED: the apartment of Begin_ has ended, nobody waits any more (the reference is given
 * back). */
ACOM_API HRESULT AcomServerCallComplete(AcomServerCall *call, HRESULT hr);

/* The same from any thread: has AcomServerCallComplete called in the apartment of Begin_ - for workers of an object that
 * lives in a single-threaded apartment. S_OK; RPC_E_CALL_COMPLETE: nothing was begun, or it was posted or completed
 * already; RPC_E_DISCONNECTED as above. */
ACOM_API HRESULT AcomServerCallPost(AcomServerCall *call, HRESULT hr);

/* First in Finish_M: claims the outputs. S_OK: fill them if *result is a success, call AcomServerCallFinished, return
 * *result. Else return the failure (which *result is then, too) and touch nothing: RPC_E_CALL_COMPLETE: nothing was begun, or
 * another thread has it; RPC_E_INVALIDMETHOD: another method was begun. Waits for completion; only clients of the same
 * apartment can be early. */
ACOM_API HRESULT AcomServerCallTryFinish(AcomServerCall *call, DWORD method, HRESULT *result);

/* After that: the call object accepts the next Begin_. */
ACOM_API void AcomServerCallFinished(AcomServerCall *call);

/* Whether the client has asked to cancel, as ICancelMethodCalls::TestCancel: RPC_E_CALL_CANCELED, RPC_S_CALLPENDING, or
 * RPC_E_CALL_COMPLETE if nobody waits any more. Any thread between TryBegin and Complete. */
ACOM_API HRESULT AcomServerCallTestCancel(AcomServerCall *call);
#endif

#ifdef __cplusplus
}
#endif

#endif
