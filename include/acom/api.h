/* acom/api.h - the flat functions: Co..., Sys..., StringFrom..., and what acom adds, Acom....
 *
 * Every function may be called on any thread unless it says otherwise. A thread that never called CoInitializeEx belongs
 * to the multithreaded apartment while one exists; else what needs an apartment returns CO_E_NOTINITIALIZED. Such a thread
 * must be out of these functions and of its interface pointers before the last member leaves the apartment.
 * Out parameters are zeroed first. Pages are those of Microsoft's documentation (combaseapi.h, objbase.h, oleauto.h). */
#ifndef ACOM_API_H
#define ACOM_API_H

#include <acom/objidl.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- apartments ---- */

/* Joins the thread to an apartment: COINIT_APARTMENTTHREADED makes one of its own (STA), COINIT_MULTITHREADED joins the
 * process' multithreaded one (MTA). `reserved` must be NULL. Each success is undone by one CoUninitialize.
 * S_OK; S_FALSE: was a member already; RPC_E_CHANGED_MODE: is in an apartment of the other kind; E_INVALIDARG;
 * CO_E_NOT_SUPPORTED: the process is a copy (fork) of one that was in an apartment then, or just entered or left one, and can only
 * execute another program: its calls fail with CO_E_NOTINITIALIZED, and what it releases stays the other one's; E_OUTOFMEMORY.
 * Page: CoInitializeEx. */
ACOM_API HRESULT CoInitializeEx(void *reserved, DWORD flags);

/* CoInitializeEx(reserved, COINIT_APARTMENTTHREADED). */
ACOM_API HRESULT CoInitialize(void *reserved);

/* Undoes one CoInitializeEx. The last one ends the apartment: calls that wait for it end with RPC_E_DISCONNECTED, what it
 * exported is released. The last member of the MTA waits for threads that still execute calls, at most 10 s; then the last of
 * them ends it. The neutral apartment ends in the same way behind the last of all others. Does nothing on a thread without
 * CoInitializeEx. Page: CoUninitialize. */
ACOM_API void CoUninitialize(void);

/* Which apartment the calling thread is in, and how. In the neutral apartment (NTA), whose objects are called on the thread of
 * who calls them, the qualifier tells where that thread came from; APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA: it joined none, or
 * serves what Begin_ has left to the runtime. A thread of elsewhere that brings the MTA a Signal, a cancel or a last release,
 * because no thread could be started for it, is in the MTA meanwhile: APTTYPE_MTA, APTTYPEQUALIFIER_IMPLICIT_MTA.
 * S_OK; E_INVALIDARG; CO_E_NOTINITIALIZED: *type is APTTYPE_CURRENT. Any thread.
 * Source: combaseapi/nf-combaseapi-cogetapartmenttype. */
ACOM_API HRESULT CoGetApartmentType(APTTYPE *type, APTTYPEQUALIFIER *qualifier);

/* What the calling thread may know of where it is: IComThreadingInfo. *ppv: counted; agile.
 * S_OK; E_NOINTERFACE; E_INVALIDARG; CO_E_NOTINITIALIZED; E_OUTOFMEMORY. Any thread.
 * Source: combaseapi/nf-combaseapi-cogetobjectcontext. */
ACOM_API HRESULT CoGetObjectContext(REFIID riid, void **ppv);

/* A number that differs between apartments, and is never used again for another one.
 * S_OK; E_POINTER; CO_E_NOTINITIALIZED. Any thread. Source: combaseapi/nf-combaseapi-cogetcontexttoken. */
ACOM_API HRESULT CoGetContextToken(ULONG_PTR *token);

/* As IComThreadingInfo::GetCurrentLogicalThreadId. Any thread.
 * Source: combaseapi/nf-combaseapi-cogetcurrentlogicalthreadid. */
ACOM_API HRESULT CoGetCurrentLogicalThreadId(GUID *id);

/* Serves calls that wait for this thread's apartment, for at most `milliseconds` (0: what is there, INFINITE: until one
 * was served). S_OK: at least one served; S_FALSE: none, or the thread is in the MTA, which serves itself;
 * CO_E_NOTINITIALIZED. */
ACOM_API HRESULT AcomDispatch(DWORD milliseconds);

/* A descriptor that is readable while calls wait for this thread's single-threaded apartment: put it into poll, epoll or
 * any event loop and call AcomDispatch(0) when it is readable - in a loop that tells of changes only (EPOLLET) until that
 * returns S_FALSE. The apartment owns it: do not read or close it, and take it out of the loop before CoUninitialize.
 * S_OK; E_POINTER; CO_E_NOTINITIALIZED; RPC_E_CHANGED_MODE: the thread is in the MTA; RPC_E_OUT_OF_RESOURCES: no
 * descriptor is left. */
ACOM_API HRESULT AcomApartmentFd(int *fd);

/* Starts a thread that enters an apartment (flags: as for CoInitializeEx), calls enter(arg) in it - to register classes - and
 * serves until AcomApartmentClose. enter may be NULL. *apartment: for AcomApartmentClose.
 * S_OK; E_POINTER; RPC_E_OUT_OF_RESOURCES: no thread is left; E_OUTOFMEMORY; what CoInitializeEx or enter say: the thread has
 * ended. Any thread; one in an STA serves its calls meanwhile. */
typedef struct AcomApartment AcomApartment;
ACOM_API HRESULT AcomApartmentOpen(DWORD flags, HRESULT (*enter)(void *arg), void *arg, AcomApartment **apartment);

/* Has that thread leave its apartment, and returns when it has ended. NULL: nothing. Any thread but that one; one in an STA
 * serves its calls meanwhile. */
ACOM_API void AcomApartmentClose(AcomApartment *apartment);

/* Waits for handles (ISynchronizeHandle::GetHandle), or for any descriptors that become readable: (HANDLE)(intptr_t)fd. The
 * thread of a single-threaded apartment serves its calls meanwhile. Waiting resets nothing, an event of CLSID_StdEvent
 * either: ask its ISynchronize::Wait(0, 0).
 * flags: COWAIT_FLAGS: COWAIT_WAITALL waits until all are signalled together; the others have no meaning on Linux (there are
 * no APCs, window messages or application STAs) and change nothing. timeout: milliseconds, or INFINITE. count: 1 to 63.
 * *index: of the first one that is signalled.
 * S_OK; RPC_S_CALLPENDING: the time is over; E_INVALIDARG: a NULL pointer, an unknown flag or too many; RPC_E_NO_SYNC: count is
 * 0; E_HANDLE: one is no descriptor; RPC_E_OUT_OF_RESOURCES: none is left for the apartment's own calls. Any thread.
 * Source: combaseapi/nf-combaseapi-cowaitformultiplehandles. */
ACOM_API HRESULT CoWaitForMultipleHandles(DWORD flags, DWORD timeout, ULONG count, HANDLE *handles, DWORD *index);

/* For ICancelMethodCalls::Cancel: waits until the server answers. */
#define RPC_C_CANCEL_INFINITE_TIMEOUT 0xFFFFFFFFu

/* ---- memory ---- */

/* cb octets, uninitialized; NULL when memory is short. What crosses an interface is allocated and freed here.
 * Page: CoTaskMemAlloc, -Realloc, -Free. */
ACOM_API void *CoTaskMemAlloc(SIZE_T cb);
ACOM_API void *CoTaskMemRealloc(void *pv, SIZE_T cb);
ACOM_API void CoTaskMemFree(void *pv);

/* The allocator behind CoTaskMemAlloc; context must be 1. S_OK, E_INVALIDARG, E_POINTER. Page: CoGetMalloc. */
ACOM_API HRESULT CoGetMalloc(DWORD context, IMalloc **allocator);

/* Has allocation, reallocation, freeing and GetSize of CoTaskMem and IMalloc reported to `spy` (held until revoked). The
 * allocator is locked meanwhile, so the spy's methods must not use it. S_OK; E_INVALIDARG: no IMallocSpy;
 * CO_E_OBJISREG: there is a spy already. Page: CoRegisterMallocSpy. */
ACOM_API HRESULT CoRegisterMallocSpy(IMallocSpy *spy);

/* Ends that. S_OK; CO_E_OBJNOTREG: there is none; E_ACCESSDENIED: blocks that the spy saw are still alive: it is released
 * once the last of them is freed. Page: CoRevokeMallocSpy. */
ACOM_API HRESULT CoRevokeMallocSpy(void);

/* Length-prefixed UTF-16 strings; NULL is the empty string. The caller frees with SysFreeString. NULL when memory is
 * short. `cch` counts units, `cb` octets, both without the terminator. SysReAllocString and -Len replace *b and return
 * TRUE; FALSE: memory is short, *b is as before, or b is NULL. Pages: SysAllocString and its family. */
ACOM_API BSTR SysAllocString(LPCOLESTR s);
ACOM_API BSTR SysAllocStringLen(LPCOLESTR s, UINT cch);
ACOM_API BSTR SysAllocStringByteLen(const char *s, UINT cb);
ACOM_API INT SysReAllocString(BSTR *b, LPCOLESTR s);
ACOM_API INT SysReAllocStringLen(BSTR *b, LPCOLESTR s, UINT cch);
ACOM_API void SysFreeString(BSTR b);
ACOM_API UINT SysStringLen(BSTR b);
ACOM_API UINT SysStringByteLen(BSTR b);

/* A new stream in memory, empty, which grows up to 1 GiB. A clone has the same bytes and a position of its own. Other apartments
 * get a proxy. `memory` must be NULL, for Linux has no such handles; free_on_release has no meaning then.
 * S_OK; E_INVALIDARG; E_OUTOFMEMORY. Any thread. Source: combaseapi/nf-combaseapi-createstreamonhglobal. */
typedef void *HGLOBAL;
ACOM_API HRESULT CreateStreamOnHGlobal(HGLOBAL memory, BOOL free_on_release, IStream **stream);

/* ---- GUIDs ---- */

/* All zeros. */
ACOM_API extern const GUID GUID_NULL;
#define IID_NULL GUID_NULL
#define CLSID_NULL GUID_NULL

/* A new random GUID. S_OK, E_POINTER. Page: CoCreateGuid. */
ACOM_API HRESULT CoCreateGuid(GUID *guid);

/* "{XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX}" and its terminator into cch >= 39 units. 39, or 0 when cch is too small.
 * Page: StringFromGUID2. */
ACOM_API INT StringFromGUID2(REFGUID guid, LPOLESTR s, INT cch);

/* The reverse, braces required. S_OK, E_INVALIDARG (NULL or not of that form). Page: IIDFromString. */
ACOM_API HRESULT IIDFromString(LPCOLESTR s, IID *iid);

/* The same of a class, or else CLSIDFromProgID. NULL: CLSID_NULL. S_OK; E_INVALIDARG: no clsid; CO_E_CLASSSTRING: neither, and what
 * CLSIDFromProgID says. Any thread. Page: CLSIDFromString. */
ACOM_API HRESULT CLSIDFromString(LPCOLESTR s, CLSID *clsid);

/* As StringFromGUID2. *s: CoTaskMemFree; NULL on failure. S_OK; E_INVALIDARG: NULL; E_OUTOFMEMORY. Any thread.
 * Pages: StringFromCLSID, StringFromIID. */
ACOM_API HRESULT StringFromCLSID(REFCLSID clsid, LPOLESTR *s);
ACOM_API HRESULT StringFromIID(REFIID iid, LPOLESTR *s);

/* ---- classes ---- */

/* Makes a class object known to the process, in the calling thread's apartment, until CoRevokeClassObject. `factory` is held.
 * context: CLSCTX_INPROC_SERVER, CLSCTX_LOCAL_SERVER or both: a client must ask for one of them; those of
 * other processes (AcomListen) ask for the second.
 * flags: one of REGCLS_SINGLEUSE: the first who finds it is the last, for CLSCTX_LOCAL_SERVER alone; REGCLS_MULTIPLEUSE: all
 * find it, and CLSCTX_LOCAL_SERVER implies CLSCTX_INPROC_SERVER; REGCLS_MULTI_SEPARATE: it does not. With REGCLS_SUSPENDED nobody
 * finds it before CoResumeClassObjects; with REGCLS_AGILE threads of all apartments call `factory` directly.
 * S_OK; E_INVALIDARG; CO_E_NOTINITIALIZED; CO_E_OBJISREG: this apartment has registered one for the same clients;
 * E_OUTOFMEMORY. Page: CoRegisterClassObject. */
ACOM_API HRESULT CoRegisterClassObject(REFCLSID clsid, IUnknown *factory, DWORD context, DWORD flags, DWORD *cookie);

/* S_OK; E_INVALIDARG: no such cookie; RPC_E_WRONG_THREAD: registered in another apartment. Page: CoRevokeClassObject. */
ACOM_API HRESULT CoRevokeClassObject(DWORD cookie);

/* From here on nobody finds the class objects that the process has registered; CoResumeClassObjects lets them be found, also
 * those that were registered with REGCLS_SUSPENDED: so a server shows all its classes at once. S_OK. Any thread.
 * Pages: CoSuspendClassObjects, CoResumeClassObjects. */
ACOM_API HRESULT CoSuspendClassObjects(void);
ACOM_API HRESULT CoResumeClassObjects(void);

/* Counts what keeps a server process alive: its objects, and locks by IClassFactory::LockServer. With the last one
 * CoReleaseServerProcess suspends all class objects in the same step, and the server can end: nobody comes in between. The
 * process listens nowhere then (AcomStopListening), and clients that have asked already are told to ask its successor, also those
 * for whom an object is being made in this moment: it is released again, so that the count may become 0 once more. Returns the new
 * count. Any thread.
 * Pages: CoAddRefServerProcess, CoReleaseServerProcess. */
ACOM_API ULONG CoAddRefServerProcess(void);
ACOM_API ULONG CoReleaseServerProcess(void);

/* The class object of a class: that which this apartment registered, or else any other; or else one of the runtime's own; or
 * else one that a class file describes ("Classes" in the README): in a shared object, which is loaded, or of a server at an
 * address, which is started if nobody listens there; then the codes of `server` are to be expected, too.
 * context: CLSCTX_INPROC_SERVER, CLSCTX_LOCAL_SERVER or both, others are ignored. server: NULL, or a COSERVERINFO; with a name,
 * server->pwszName is the address of the process that has the class (unix:..., tcp:..., tls:..., as of AcomListen; a host may be
 * called by a name that its certificate has: tls:shop.example:4000), the rest of it is 0, context has CLSCTX_LOCAL_SERVER or
 * CLSCTX_REMOTE_SERVER, and the result is a proxy; of what fails then an error object (GetErrorInfo) may say more. To the
 * following codes come RPC_S_SERVER_UNAVAILABLE: nobody listens there; E_ACCESSDENIED: the server is not of this
 * user, or does not want this one; RPC_S_PROTSEQ_NOT_SUPPORTED, RPC_S_INVALID_STRING_BINDING: that is no address;
 * RPC_E_SERVER_DIED, RPC_E_SERVER_DIED_DNE; CO_E_SERVER_STOPPING.
 * S_OK; REGDB_E_CLASSNOTREG; REGDB_E_INVALIDVALUE: the class file is wrong; CO_E_DLLNOTFOUND, CO_E_ERRORINDLL: the shared object
 * is not there, or cannot be loaded; CO_E_APPNOTFOUND, CO_E_SERVER_EXEC_FAILURE: the program is not there, or does not serve;
 * E_ACCESSDENIED: others than root and the user could change either (of these a line on standard error says more);
 * RPC_E_OUT_OF_RESOURCES: no thread is left for its
 * apartment; E_NOINTERFACE: also when it lives in another apartment and the interface cannot be marshaled;
 * CO_E_NOTINITIALIZED; E_INVALIDARG; E_POINTER. Page: CoGetClassObject. */
ACOM_API HRESULT CoGetClassObject(REFCLSID clsid, DWORD context, void *server, REFIID riid, void **ppv);

/* The class whose class file has ProgID=progid, case aside ("Classes" in the README). *clsid: CLSID_NULL on failure.
 * S_OK; CO_E_CLASSSTRING: there is none; REGDB_E_INVALIDVALUE: its class file is wrong; E_INVALIDARG; E_OUTOFMEMORY. Any thread.
 * Page: CLSIDFromProgID. */
ACOM_API HRESULT CLSIDFromProgID(LPCOLESTR progid, CLSID *clsid);

/* The ProgID that the class file of a class gives to it. *progid: CoTaskMemFree; NULL on failure.
 * S_OK; REGDB_E_CLASSNOTREG: it has no class file, or that has none; REGDB_E_INVALIDVALUE; E_INVALIDARG; E_OUTOFMEMORY. Any thread.
 * Page: ProgIDFromCLSID. */
ACOM_API HRESULT ProgIDFromCLSID(REFCLSID clsid, LPOLESTR *progid);

/* A new object of the class, made in the apartment of the class; from another apartment the result is a proxy.
 * As CoGetClassObject; CLASS_E_NOAGGREGATION: `outer` is given but the class lives in another apartment or
 * refuses; E_UNEXPECTED: the class says that it has made one, and gives none. Page: CoCreateInstance. */
ACOM_API HRESULT CoCreateInstance(REFCLSID clsid, IUnknown *outer, DWORD context, REFIID riid, void **ppv);

/* The same with several interfaces. server: as for CoGetClassObject. results: count of them, at most 128 of a server at an address,
 * each with the pIID that is wanted; pItf (counted) and hr are filled in.
 * S_OK: all; CO_S_NOTALLINTERFACES: some; E_NOINTERFACE: none, and there is no object; E_INVALIDARG; and what CoCreateInstance and
 * CoGetClassObject say, in each hr too. Page: CoCreateInstanceEx. */
ACOM_API HRESULT CoCreateInstanceEx(REFCLSID clsid, IUnknown *outer, DWORD context, COSERVERINFO *server, ULONG count,
                                    MULTI_QI *results);

/* Unloads shared objects of classes whose DllCanUnloadNow said S_OK `delay` milliseconds ago and still does. 0: at once, for
 * programs that know that no thread of theirs is on its way out of a last Release; INFINITE: 10 minutes, as with
 * CoFreeUnusedLibraries. One whose own tables (foo_p.c) have marshaled interfaces stays loaded. The last CoUninitialize of the
 * process unloads those that say S_OK. reserved: 0, or nothing happens. Any thread.
 * Pages: CoFreeUnusedLibraries, CoFreeUnusedLibrariesEx. */
ACOM_API void CoFreeUnusedLibraries(void);
ACOM_API void CoFreeUnusedLibrariesEx(DWORD delay, DWORD reserved);

/* What the shared object of a class exports. The second is optional: without it the shared object stays loaded. Threads: any, at
 * the same time. Pages: DllGetClassObject, DllCanUnloadNow. */
ACOM_API HRESULT DllGetClassObject(REFCLSID clsid, REFIID riid, void **ppv);
ACOM_API HRESULT DllCanUnloadNow(void);

/* ---- between apartments ---- */

/* Writes a reference to `object` into a new stream, for one CoGetInterfaceAndReleaseStream in any apartment. A stream that
 * is released otherwise keeps the object alive until its apartment ends.
 * S_OK; E_POINTER; E_INVALIDARG: no object; REGDB_E_IIDNOTREG: no proxy for riid is linked in; E_NOINTERFACE;
 * CO_E_NOTINITIALIZED; E_OUTOFMEMORY. Page: CoMarshalInterThreadInterfaceInStream. */
ACOM_API HRESULT CoMarshalInterThreadInterfaceInStream(REFIID riid, IUnknown *object, IStream **stream);

/* Turns that into a pointer for the calling apartment: a proxy, or in the object's own apartment the object itself. The
 * stream is released in every case; what a custom marshaler holds stays held if an object of its class cannot be made.
 * S_OK; E_INVALIDARG; E_NOINTERFACE; RPC_E_INVALID_OBJREF; RPC_E_DISCONNECTED: the object's apartment is gone;
 * CO_E_NOTINITIALIZED; E_OUTOFMEMORY. Page: CoGetInterfaceAndReleaseStream. */
ACOM_API HRESULT CoGetInterfaceAndReleaseStream(IStream *stream, REFIID riid, void **ppv);

/* ---- marshaling ---- */

/* Writes a reference to interface riid of an object into a stream, from which another apartment can make a pointer. An object
 * that has IMarshal says itself what is written; the others get the runtime's own. Between processes that is read by a class
 * which the reader has registered (CoRegisterClassObject, AcomRegisterClass); such calls end with REGDB_E_CLASSNOTREG elsewhere.
 * context: MSHCTX. flags: MSHLFLAGS_NORMAL: unmarshaled once, or given back by CoReleaseMarshalData; MSHLFLAGS_TABLESTRONG: any
 * number of times, and keeps the object alive until CoReleaseMarshalData; MSHLFLAGS_TABLEWEAK: any number of times, but keeps
 * it alive only until the first who unmarshaled it has released it. reserved: NULL.
 * S_OK; E_INVALIDARG; CO_E_NOTINITIALIZED; E_NOINTERFACE; REGDB_E_IIDNOTREG: no proxy for riid is linked in; CO_E_NOT_SUPPORTED:
 * the object has INoMarshal; what the stream or its IMarshal say; E_OUTOFMEMORY. Threads: of the object's apartment.
 * Source: combaseapi/nf-combaseapi-comarshalinterface. */
ACOM_API HRESULT CoMarshalInterface(IStream *stream, REFIID riid, IUnknown *object, DWORD context, void *reserved, DWORD flags);

/* *size: at most so many octets CoMarshalInterface will write; other parameters and errors as there, and
 * RPC_E_OUT_OF_RESOURCES: more than 1 MiB. Source: combaseapi/nf-combaseapi-cogetmarshalsizemax. */
ACOM_API HRESULT CoGetMarshalSizeMax(ULONG *size, REFIID riid, IUnknown *object, DWORD context, void *reserved, DWORD flags);

/* Makes a pointer for the calling thread's apartment of what CoMarshalInterface wrote.
 * riid: IID_NULL is the interface that was marshaled. *ppv: counted; NULL on failure.
 * S_OK; E_INVALIDARG; E_NOINTERFACE; CO_E_NOTINITIALIZED; RPC_E_INVALID_OBJREF: something else stands there;
 * CO_E_OBJNOTCONNECTED: it was unmarshaled before; RPC_E_DISCONNECTED: the object or its apartment is gone;
 * REGDB_E_CLASSNOTREG: of a custom marshaler; E_OUTOFMEMORY. Source: combaseapi/nf-combaseapi-counmarshalinterface. */
ACOM_API HRESULT CoUnmarshalInterface(IStream *stream, REFIID riid, void **ppv);

/* Gives back what the reference in a stream holds, in place of unmarshaling it, or once one of a table is not wanted any more.
 * S_OK; E_INVALIDARG; RPC_E_INVALID_OBJREF; REGDB_E_CLASSNOTREG. Any thread.
 * Source: combaseapi/nf-combaseapi-coreleasemarshaldata. */
ACOM_API HRESULT CoReleaseMarshalData(IStream *stream);

/* Cuts off everybody who uses the object from another apartment: their calls end with RPC_E_DISCONNECTED, but for those that are
 * in a method just now, behind which the object is released. reserved: 0.
 * S_OK; E_INVALIDARG; CO_E_NOTINITIALIZED. Threads: of the object's apartment.
 * Source: combaseapi/nf-combaseapi-codisconnectobject. */
ACOM_API HRESULT CoDisconnectObject(IUnknown *object, DWORD reserved);

/* Keeps an object alive as others' pointers do, or undoes that. last_unlock_releases makes no difference: the last use, this or
 * another, releases the object. S_OK; E_INVALIDARG; E_UNEXPECTED: it was not locked; CO_E_NOTINITIALIZED; E_OUTOFMEMORY.
 * Threads: of the object's apartment. Source: combaseapi/nf-combaseapi-colockobjectexternal. */
ACOM_API HRESULT CoLockObjectExternal(IUnknown *object, BOOL lock, BOOL last_unlock_releases);

/* Makes the marshaler of an object whose pointers all apartments of the process may use directly: the object answers IMarshal
 * with it. outer: the object. *marshaler: its own unknown, to be aggregated.
 * S_OK; E_INVALIDARG; E_OUTOFMEMORY. Any thread. Source: combaseapi/nf-combaseapi-cocreatefreethreadedmarshaler. */
ACOM_API HRESULT CoCreateFreeThreadedMarshaler(IUnknown *outer, IUnknown **marshaler);

/* Makes a reference to interface riid of an object that any apartment can turn into a pointer of its own.
 * options: delayed marshaling is not: the object is marshaled now. *reference: counted.
 * S_OK; E_INVALIDARG; and what CoMarshalInterface says. Threads: of the object's apartment.
 * Source: combaseapi/nf-combaseapi-rogetagilereference. */
ACOM_API HRESULT RoGetAgileReference(AgileReferenceOptions options, REFIID riid, IUnknown *object, IAgileReference **reference);

/* ---- cancelling synchronous calls ---- */

/* Lets synchronous calls that the calling thread makes from now on be cancelled, until CoDisableCallCancellation was called
 * as often. By default they cannot be. CoInitializeEx and CoUninitialize do not change it. reserved: NULL.
 * S_OK; E_INVALIDARG; E_OUTOFMEMORY. Any thread. Source: combaseapi/nf-combaseapi-coenablecallcancellation. */
ACOM_API HRESULT CoEnableCallCancellation(void *reserved);

/* Undoes one CoEnableCallCancellation. Calls that are pending stay as they were begun. reserved: NULL.
 * S_OK; CO_E_CANCEL_DISABLED: it was not enabled; E_INVALIDARG. Source: combaseapi/nf-combaseapi-codisablecallcancellation. */
ACOM_API HRESULT CoDisableCallCancellation(void *reserved);

/* The object that cancels the innermost synchronous call that a thread waits for, or that CoSetCancelObject gave for it.
 * Asynchronous calls are not found: their call object has ICancelMethodCalls itself. It cancels the call in all its tries, where a
 * message filter has it made again, and between them; a rejection within the seconds of Cancel ends the call.
 * tid: gettid() of the thread, 0 for the calling one. iid: the interface wanted, ICancelMethodCalls. *ppv: counted; agile.
 * S_OK; E_NOINTERFACE: nothing that can be cancelled; E_INVALIDARG; E_OUTOFMEMORY. Any thread.
 * Source: combaseapi/nf-combaseapi-cogetcancelobject. */
ACOM_API HRESULT CoGetCancelObject(DWORD tid, REFIID iid, void **ppv);

/* Registers an object of a custom marshaler's to cancel what the calling thread does now; NULL takes back the last one. The
 * threads that cancel call it directly: it must be agile.
 * S_OK; E_NOINTERFACE: it has no ICancelMethodCalls; E_ACCESSDENIED: somebody is cancelling just now; E_UNEXPECTED: NULL, and
 * none is registered; E_OUTOFMEMORY. Source: combaseapi/nf-combaseapi-cosetcancelobject. */
ACOM_API HRESULT CoSetCancelObject(IUnknown *object);

/* Cancels the innermost synchronous call of a thread: CoGetCancelObject, then Cancel(seconds).
 * S_OK: asked, and the thread goes on; CO_E_CANCEL_DISABLED: the thread has not enabled it; E_NOINTERFACE: nothing that can be
 * cancelled; RPC_E_CALL_COMPLETE: it ended within `seconds`; RPC_E_CALL_CANCELED: it was cancelled before; E_OUTOFMEMORY.
 * Between two tries of a call that was rejected there is no answer to wait for, whatever `seconds` says.
 * Any thread. Source: combaseapi/nf-combaseapi-cocancelcall. */
ACOM_API HRESULT CoCancelCall(DWORD tid, ULONG seconds);

/* In a method: whether the client has cancelled the synchronous call that the thread serves. Of a call in a call object only
 * the ICancelMethodCalls of its outer tells.
 * RPC_E_CALL_CANCELED; RPC_S_CALLPENDING: it has not; RPC_E_CALL_COMPLETE: the thread serves no call; E_NOINTERFACE: what
 * CoSwitchCallContext set does not know; E_OUTOFMEMORY.
 * Source: combaseapi/nf-combaseapi-cotestcancel. */
ACOM_API HRESULT CoTestCancel(void);

/* ---- message filters ---- */

/* Sets the message filter of the calling thread's apartment; NULL: none, so that every call is taken and none is tried again.
 * *old (old may be NULL): the one before, counted; NULL if there was none. The end of the apartment releases it.
 * S_OK; CO_E_NOT_SUPPORTED: the thread is in no single-threaded apartment; E_OUTOFMEMORY.
 * Source: objbase/nf-objbase-coregistermessagefilter. */
ACOM_API HRESULT CoRegisterMessageFilter(IMessageFilter *filter, IMessageFilter **old);

/* Linux has no message queue to look into: this says that something else than calls waits for a thread - a key was pressed, a
 * window is to be drawn. If it waits for a synchronous call, its filter's MessagePending is asked what to do.
 * tid: gettid() of the thread. S_OK; S_FALSE: it has no message filter. Any thread. */
ACOM_API HRESULT AcomMessagePending(DWORD tid);

/* ---- the context of a call ---- */

/* In a method: the context of the call that the thread serves: IServerSecurity, ICancelMethodCalls. *ppv: counted.
 * S_OK; E_NOINTERFACE; RPC_E_CALL_COMPLETE: the thread serves no call; E_INVALIDARG; E_OUTOFMEMORY.
 * Source: combaseapi/nf-combaseapi-cogetcallcontext. */
ACOM_API HRESULT CoGetCallContext(REFIID riid, void **ppv);

/* For custom marshalers: puts an object in the place of the context until it is restored with *old. Nothing is counted: it is
 * for the caller to keep it alive. *old: what stood there, NULL if the thread serves no call.
 * S_OK; E_INVALIDARG; E_OUTOFMEMORY. Source: combaseapi/nf-combaseapi-coswitchcallcontext. */
ACOM_API HRESULT CoSwitchCallContext(IUnknown *object, IUnknown **old);

/* ---- security ---- */

/* For SetBlanket: what the runtime would take itself. */
#define COLE_DEFAULT_PRINCIPAL ((OLECHAR *)(intptr_t)-1)
#define COLE_DEFAULT_AUTHINFO ((void *)(intptr_t)-1)

/* The methods of the IClientSecurity of `proxy`, which may be a call object, with their answers (objidl.idl).
 * E_NOINTERFACE: it is no proxy; E_INVALIDARG: also NULL. Threads: of the proxy's apartment.
 * Sources: combaseapi/nf-combaseapi-coqueryproxyblanket, -cosetproxyblanket, -cocopyproxy. */
ACOM_API HRESULT CoQueryProxyBlanket(IUnknown *proxy, DWORD *authn, DWORD *authz, OLECHAR **principal, DWORD *level,
                                     DWORD *impersonation, void **identity, DWORD *capabilities);
ACOM_API HRESULT CoSetProxyBlanket(IUnknown *proxy, DWORD authn, DWORD authz, OLECHAR *principal, DWORD level,
                                   DWORD impersonation, void *identity, DWORD capabilities);
ACOM_API HRESULT CoCopyProxy(IUnknown *proxy, IUnknown **copy);

/* ---- other processes ---- */

/* Lets other processes reach this one: the objects that they have references to, and those of the classes that it has registered
 * for CLSCTX_LOCAL_SERVER (CoRegisterClassObject, AcomRegisterClass). They are served as long as the process has an apartment:
 * requests are taken in by threads of the multithreaded one, else by single-threaded ones that wait or dispatch.
 * address: unix:/run/user/1000/shop.sock - a socket in a directory of mode 0700 that is the user's, made if it is missing; what
 * nobody listens at any more is replaced; only processes of the same user, and root, are let in; unix:NAME without a slash is NAME
 * in $XDG_RUNTIME_DIR/acom. tcp:127.0.0.1:4000, tcp:[::1]:4000, tcp:localhost:4000 - any user of this machine, so that only classes
 * with ACOM_ALLOW_ANONYMOUS are there; port 0 is one that is free. tls:192.0.2.7:4000, tls:[2001:db8::7]:4000, tls:0.0.0.0:4000 -
 * TCP with TLS 1.3, by what AcomSetTls has set: whoever connects has a certificate of the authorities, and AcomSetAccess says what
 * it is good for; tcp: with an address that is not this machine's alone is the same. A listener that the process was started with
 * for this address (LISTEN_PID, LISTEN_FDS) is taken over. Why it cannot be is told in one line on standard error, too.
 * S_OK; E_POINTER; CO_E_NOTINITIALIZED; RPC_S_PROTSEQ_NOT_SUPPORTED, RPC_S_INVALID_STRING_BINDING: it is no address;
 * E_ACCESSDENIED: AcomSetTls comes before that, or others can get at the socket's directory; RPC_S_DUPLICATE_ENDPOINT: somebody
 * listens there; RPC_S_CANT_CREATE_ENDPOINT; RPC_E_OUT_OF_RESOURCES; E_OUTOFMEMORY. Any thread. Source: Linux only. */
ACOM_API HRESULT AcomListen(LPCOLESTR address);

/* The same undone, of all addresses if it is NULL. Connections remain. S_OK; S_FALSE: nobody listened there;
 * RPC_S_PROTSEQ_NOT_SUPPORTED, RPC_S_INVALID_STRING_BINDING as above. Any thread. Source: Linux only. */
ACOM_API HRESULT AcomStopListening(LPCOLESTR address);

/* Calls to other processes that the calling thread begins (Begin_) from here on go out together, when AcomBatchEnd undoes the last
 * AcomBatchBegin, or as soon as the thread waits for something or ends, or there are 32 KiB of them: many in one go cost a fraction
 * of as many alone. The same holds of proxies that it releases: a server hears of all its objects at once. Batches may stand inside
 * one another; outside of them each call leaves before its Begin_ returns.
 * S_OK; CO_E_NOTINITIALIZED: the thread is in no apartment by CoInitializeEx; E_UNEXPECTED: there is no batch to end. Source: Linux
 * only. */
ACOM_API HRESULT AcomBatchBegin(void);
ACOM_API HRESULT AcomBatchEnd(void);

/* Who is at the other end of a connection. Over a Unix socket the kernel knows the process from when it connected (its number may
 * be another's by now): known is TRUE. Over TLS subject is that of its certificate, as RFC 4514 writes it, in UTF-8
 * ("CN=alice,O=Example"). All else is FALSE, 0 and "": over plain TCP nobody says who it is. */
#define ACOM_SUBJECT_MOST 256
typedef struct AcomPeer {
	BOOL known;
	ULONG user, group, process;
	char subject[ACOM_SUBJECT_MOST];
} AcomPeer;

/* What this process proves itself with where TLS is spoken (AcomListen), and whom it believes: files in PEM: its certificate, with
 * those of authorities between it and the root behind it; its key, without a password, which others may not read; the
 * authorities whose certificates are good at the other end, and if they like their lists of revoked certificates (CRL): if there is
 * one there is one of each authority. Listeners and connections that there are remain as they are. All NULL: none from now on. TLS
 * is in libacom-tls.so.0, which is loaded here, and which needs OpenSSL. Of what fails a line on standard error and an error object
 * (GetErrorInfo) say more.
 * S_OK; E_INVALIDARG: some are NULL, or a file is not there, or is none of these, or the key is another certificate's;
 * E_ACCESSDENIED: others may read the key; CO_E_DLLNOTFOUND, CO_E_ERRORINDLL: the library is not there, or of another version;
 * E_OUTOFMEMORY. Any thread. Source: Linux only. */
ACOM_API HRESULT AcomSetTls(const char *certificate, const char *key, const char *authorities);

/* Says who may use this process' objects: S_OK, or a failure, which is what the other one gets. clsid: NULL: it wants to connect;
 * else it wants an object of this class, or its class object, and has been let in before; an anonymous one (without known and
 * subject) is asked for only of classes with ACOM_ALLOW_ANONYMOUS. Called on any thread, several at once, outside any apartment's
 * rules: it makes no calls and does not wait. */
typedef HRESULT (*AcomAccess)(void *context, const AcomPeer *peer, REFCLSID clsid);

/* From now on access is asked (NULL: nobody), in place of the rule that processes of the same user, and of root, are let in, and
 * have objects of all classes, and that all others over TCP, by TLS or not, have those of classes with ACOM_ALLOW_ANONYMOUS, and
 * what such clients were given. Connections that there are remain. The place of CoInitializeSecurity. S_OK. Any thread. Source:
 * Linux only. */
ACOM_API HRESULT AcomSetAccess(AcomAccess access, void *context);

/* For AcomSetServerOptions: objects hosted by Wine (ncacn_ip_tcp) know no name for the encoding of their calls: the null UUID is
 * offered beside NDR's, and means the same; answers may then carry the wrong call id, as Wine's do. */
#define ACOM_OFFER_NULL_SYNTAX 1

/* What the server at an address (as it is called: CoGetClassObject) needs, in place of what was said of it before; NULL: all
 * servers of which nothing else is said. options: 0 or ACOM_OFFER_NULL_SYNTAX. Connections that there are remain as they are: it is
 * said before the first object of that server is used.
 * S_OK; E_INVALIDARG: there is no such option; RPC_S_PROTSEQ_NOT_SUPPORTED, RPC_S_INVALID_STRING_BINDING: it is no address;
 * RPC_E_OUT_OF_RESOURCES: something is said of 64 addresses already. Any thread. Source: Linux only. */
ACOM_API HRESULT AcomSetServerOptions(LPCOLESTR address, DWORD options);

/* In a method: who has called it. S_OK; S_FALSE: somebody in this process; E_POINTER; RPC_E_CALL_COMPLETE: the thread serves no
 * call. The same as IServerSecurity::QueryBlanket tells. Any thread. Source: Linux only. */
ACOM_API HRESULT AcomGetCaller(AcomPeer *peer);

/* *address: where the process listens, with the port that it got; of several addresses the one of this index, in the order of
 * AcomListen. CoTaskMemFree. S_OK; S_FALSE: so many there are not, *address is NULL; E_POINTER; E_OUTOFMEMORY. Any thread. */
ACOM_API HRESULT AcomListeningAt(ULONG index, LPOLESTR *address);

/* How long a call to another process may take, from Begin_ (or from the beginning, if it is synchronous) to its answer. What
 * takes longer is cancelled, as Cancel(0) does it, but the result is RPC_E_TIMEOUT. proxy: of the proxies of this object in this
 * apartment, in calls that begin from now on; NULL: of all in this process for which nothing else is said. milliseconds:
 * INFINITE: as long as it takes, which is so at first; 0: as the process says, and for NULL as INFINITE. Calls between
 * apartments of this process take as long as they take. S_OK; E_INVALIDARG: it is no proxy; CO_E_NOTINITIALIZED,
 * RPC_E_WRONG_THREAD, RPC_E_DISCONNECTED. Any thread for NULL, else one of the proxy's apartment. Source: Linux only. */
ACOM_API HRESULT AcomSetCallTimeout(IUnknown *proxy, DWORD milliseconds);

/* Whether servers in other processes that do not answer are there at all. A call takes as long as it takes, but if nothing comes
 * from its server for `interval`, the server's process is asked; if nothing has come within `bound`, it is taken for dead: what
 * is outstanding ends with RPC_E_SERVER_DIED. Only servers are asked that have promised to read always, whatever their methods do:
 * processes that had a multithreaded apartment when they were connected to, and are to keep it. One that is stopped longer than
 * that (SIGSTOP, a debugger) is dead for its clients. Over TCP the kernel asks as well, for connections that are made from then on,
 * in whole seconds, and in servers too; if this is never called, after a minute of silence, for another one. Milliseconds;
 * interval 0: nobody is asked, which is so at first.
 * S_OK; E_INVALIDARG: INFINITE, or no bound. Any thread. Source: Linux only. */
ACOM_API HRESULT AcomSetHeartbeat(DWORD interval, DWORD bound);

/* ---- limits ----
 *
 * What others may send, hold and have outstanding, and what this process may ask of others, has bounds. Each is the process' own,
 * and has a default and a range, which stand behind what it bounds. Whoever runs into one gets a failure and an error object
 * (GetErrorInfo) with the size, the limit, whose it is, and its name: "5242896 octets in a request; the limit is 4194304, the
 * default of this process; AcomSetLimit(ACOM_LIMIT_REQUEST, ...) changes it". If it is the other process' limit, the text says
 * so: it is changed there. */
typedef enum ACOM_LIMIT {
	/* Octets of a request, of calls between apartments, too. 4 MiB; 4 KiB to 48 MiB. The client's: RPC_E_OUT_OF_RESOURCES from
	 * Begin_ or the call. The server's: the same from Finish_ or the call, and the connection ends (foreign clients get fault 5).
	 */
	ACOM_LIMIT_REQUEST = 1,
	/* Octets of an answer, and of the [out] arrays that a server makes for one call. 16 MiB; 4 KiB to 48 MiB. The server's:
	 * RPC_E_SERVER_CANTMARSHAL_DATA, for arrays RPC_E_OUT_OF_RESOURCES; the client's: RPC_E_OUT_OF_RESOURCES, and the connection
	 * ends. */
	ACOM_LIMIT_RESPONSE,
	/* Octets of [out] arrays of all calls that a connection has at work here. 64 MiB; 4 KiB to 4 GiB - 1. RPC_E_OUT_OF_RESOURCES.
	 */
	ACOM_LIMIT_OUT_MEMORY,
	/* Octets of memory for the values of one half: four times what came, and 64 KiB, but no more than this. 32 MiB; 64 KiB to
	 * 1 GiB. E_OUTOFMEMORY. */
	ACOM_LIMIT_DECODED,
	/* Full pointers in one half. 65536; 16 to 16777216. RPC_E_OUT_OF_RESOURCES; of what came: as other data that cannot be. */
	ACOM_LIMIT_POINTERS,
	/* VARIANTs inside of each other. 64; 1 to 64. DISP_E_BADVARTYPE or what the data that cannot be is. */
	ACOM_LIMIT_NESTING,
	/* Octets of a fragment. 65528; 2048 to 65528. Both ends take the smaller one: nothing fails. With a process of another library
	 * no more than 5840. */
	ACOM_LIMIT_FRAGMENT,
	/* Outstanding calls of a connection between processes of this library, agreed upon when it is made: the smaller one; the
	 * seven highest bits count. 65536; 1 to 4161536. RPC_E_OUT_OF_RESOURCES from Begin_ or the call. */
	ACOM_LIMIT_CALLS,
	/* The same with a process of another library: each end has its own. 256; 1 to 65536. The client's: as above; the server's:
	 * RPC_S_SERVER_TOO_BUSY, nothing was executed. */
	ACOM_LIMIT_FOREIGN_CALLS,
	/* Descriptors of a connection's unanswered requests, and of answers that nobody has fetched. 64; 1 to 65536.
	 * RPC_E_OUT_OF_RESOURCES; the server's, if it is smaller: RPC_S_SERVER_TOO_BUSY. */
	ACOM_LIMIT_DESCRIPTORS,
	/* Descriptors of one half of a call. 16; 0 to 16. RPC_E_OUT_OF_RESOURCES; who is sent more ends the connection. */
	ACOM_LIMIT_CALL_DESCRIPTORS,
	/* Interfaces that one connection knows. 64; 1 to 64. Beyond it there is another connection: nothing fails. */
	ACOM_LIMIT_CONTEXTS,
	/* The same in one message, and ways to write each. 16; 4 to 16; and 8; 1 to 8. They are refused. */
	ACOM_LIMIT_CONTEXTS_AT_ONCE,
	ACOM_LIMIT_TRANSFERS,
	/* Extensions of a call or an answer, and octets of each. 16; 0 to 16; and 4096; 0 to 4096. RPC_E_INVALID_HEADER. */
	ACOM_LIMIT_EXTENSIONS,
	ACOM_LIMIT_EXTENSION,
	/* Words of addresses in a reference that comes from another process. 2048; 16 to 2048. RPC_E_INVALID_OBJREF. */
	ACOM_LIMIT_ADDRESS_WORDS,
	/* Connections that others have made to this process: in all, and of one user; those over TCP have one user, and by TLS one for
	 * each host. 1024 and 64; 1 to 65536. Who connects gets RPC_E_OUT_OF_RESOURCES; over TLS RPC_E_SERVER_DIED, and no text. */
	ACOM_LIMIT_CONNECTIONS,
	ACOM_LIMIT_USER_CONNECTIONS,
	/* Interfaces of this process' objects that another process holds. 65536; 1 to 16777216. RPC_E_OUT_OF_RESOURCES. */
	ACOM_LIMIT_OBJECTS,
	/* Of those who ping what they hold: sets that a client (its connections of one association group) has made, and objects in
	 * each set. Sets stay when the client goes: all clients of an address together have at most 64 times as many. 16; 1 to 65536;
	 * and 65536; 1 to 16777216. RPC_E_OUT_OF_RESOURCES. */
	ACOM_LIMIT_PING_SETS,
	ACOM_LIMIT_PINGED_OBJECTS,
	/* Milliseconds: to connect, to agree upon an interface, to start a server, or until no other process is about to listen in
	 * a socket's directory. 10000; 1 to 3600000. RPC_S_SERVER_UNAVAILABLE, CO_E_SERVER_EXEC_FAILURE, RPC_S_CANT_CREATE_ENDPOINT. */
	ACOM_LIMIT_CONNECT_TIME,
	/* Milliseconds: until who has connected says what for; and until what has begun to come is there, or goes on. 10000 and
	 * 30000; 1 to 3600000. The connection ends. */
	ACOM_LIMIT_FIRST_TIME,
	ACOM_LIMIT_REST_TIME,
	/* Octets of a connection's requests that are not answered: the server's RPC_S_SERVER_TOO_BUSY; and of what the other end does
	 * not read: RPC_E_OUT_OF_RESOURCES, of requests from Begin_ or the call, and of answers in place of them. One message more than
	 * that is possible. 64 MiB each; 64 KiB to 4 GiB - 1. */
	ACOM_LIMIT_UNANSWERED,
	ACOM_LIMIT_UNSENT,
	/* Connections of this process whose octets go by memory that it shares with the process at the other end, 256 KiB each, in
	 * place of a local socket. 256; 0 to 65536. Beyond it they go by the socket: nothing fails. */
	ACOM_LIMIT_SHARED_MEMORY,
	ACOM_LIMITS
} ACOM_LIMIT;

/* Sets one for what begins from now on: calls, those of connections for new connections. E_INVALIDARG: there is none of this
 * name, or the value is not in its range; nothing has changed. Any thread. Source: Linux only. */
ACOM_API HRESULT AcomSetLimit(ACOM_LIMIT limit, ULONG64 value);

/* What it is now. E_INVALIDARG: there is none of this name; E_POINTER. Any thread. Source: Linux only. */
ACOM_API HRESULT AcomGetLimit(ACOM_LIMIT limit, ULONG64 *value);

/* ---- what helps ---- */

/* A call object of `object` (any of its interfaces) for an asynchronous interface, and of it that interface: ICallFactory's
 * CreateCall. *call: counted. S_OK; E_POINTER; E_NOINTERFACE: the object cannot be called asynchronously, or not so (GetErrorInfo
 * has why); what CreateCall says. As the object's methods. Source: Linux only. */
ACOM_API HRESULT AcomNewCall(void *object, REFIID async_iid, void **call);

/* Of a call object, by any of its interfaces: ISynchronize::Wait (S_OK; RPC_S_CALLPENDING: the time is over, or Begin_ has failed),
 * ICancelMethodCalls::Cancel, ISynchronizeHandle::GetHandle (for CoWaitForMultipleHandles; it stays the call object's). E_POINTER;
 * E_NOINTERFACE; what those say. As the call object's methods. Source: Linux only. */
ACOM_API HRESULT AcomWaitForCall(void *call, DWORD milliseconds);
ACOM_API HRESULT AcomCancelCall(void *call, ULONG seconds);
ACOM_API HRESULT AcomCallHandle(void *call, HANDLE *handle);

/* One line of English for an HRESULT of errors.h, "unknown error" otherwise. Static text. */
ACOM_API const char *AcomErrorText(HRESULT hr);

/* The name of an HRESULT of errors.h ("E_FAIL"), or NULL. Static text. */
ACOM_API const char *AcomErrorName(HRESULT hr);

/* "major.minor.patch" of the library that runs. Static text. */
ACOM_API const char *AcomVersion(void);

/* With ACOM_TRACE=refs: tells on standard error which of the library's objects are alive (proxies, exports, call objects, and
 * all that AcomCreateObject made), how many references they have, which calls have made them, and where references were taken.
 * S_OK; S_FALSE: ACOM_TRACE does not ask for it. Any thread. */
ACOM_API HRESULT AcomTraceRefs(void);

/* The descriptor behind a HANDLE that ISynchronizeHandle::GetHandle gave; -1 for NULL. It stays the object's. */
ACOM_API int AcomHandleFd(HANDLE handle);

#ifdef __cplusplus
}
#endif

#endif
