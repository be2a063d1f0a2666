/* callas.h - made by idlgen from callas.idl. */
#ifndef IDL_CALLAS_H
#define IDL_CALLAS_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct ICounted ICounted;
typedef struct AsyncICounted AsyncICounted;
typedef struct ICountedMore ICountedMore;
typedef struct AsyncICountedMore AsyncICountedMore;
typedef struct ICountedPlain ICountedPlain;

EXTERN_C const IID IID_ICounted;
#ifdef __cplusplus
struct ICounted : public IUnknown {
	/* Gives up to n numbers; with n = 1, got may be NULL. */
	/* [local] [in] n, [out] numbers, [out] got */
	virtual HRESULT Next(ULONG n, LONG *numbers, ULONG *got) = 0;
	/* [in] n */
	virtual HRESULT Skip(ULONG n) = 0;
	/* Says nothing of failures. */
	/* [local] [in] text */
	virtual void Tell(const char *text) = 0;
};
#else
typedef struct ICountedVtbl {
	HRESULT (*QueryInterface)(ICounted *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ICounted *This);
	ULONG (*Release)(ICounted *This);
	/* Gives up to n numbers; with n = 1, got may be NULL. */
	/* [local] [in] n, [out] numbers, [out] got */
	HRESULT (*Next)(ICounted *This, ULONG n, LONG *numbers, ULONG *got);
	/* [in] n */
	HRESULT (*Skip)(ICounted *This, ULONG n);
	/* Says nothing of failures. */
	/* [local] [in] text */
	void (*Tell)(ICounted *This, const char *text);
} ICountedVtbl;
struct ICounted {
	const ICountedVtbl *lpVtbl;
};
static inline HRESULT ICounted_QueryInterface(ICounted *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ICounted_AddRef(ICounted *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ICounted_Release(ICounted *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ICounted_Next(ICounted *This, ULONG n, LONG *numbers, ULONG *got) { return This->lpVtbl->Next(This, n, numbers, got); }
static inline HRESULT ICounted_Skip(ICounted *This, ULONG n) { return This->lpVtbl->Skip(This, n); }
static inline void ICounted_Tell(ICounted *This, const char *text) { This->lpVtbl->Tell(This, text); }
#endif

/* RemoteNext travels for Next: of these, the first two are yours to write. */
HRESULT ICounted_Next_Proxy(ICounted *This, ULONG n, LONG *numbers, ULONG *got);
HRESULT ICounted_Next_Stub(ICounted *This, ULONG n, LONG *numbers, ULONG *got);
HRESULT ICounted_RemoteNext_Proxy(ICounted *This, ULONG n, LONG *numbers, ULONG *got);

/* RemoteTell travels for Tell: of these, the first two are yours to write. */
void ICounted_Tell_Proxy(ICounted *This, const char *text);
HRESULT ICounted_Tell_Stub(ICounted *This, const char *text, LONG length);
HRESULT ICounted_RemoteTell_Proxy(ICounted *This, const char *text, LONG length);

/* The asynchronous twin of ICounted: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncICounted;
#ifdef __cplusplus
struct AsyncICounted : public IUnknown {
	/* [in] n */
	virtual HRESULT Begin_Next(ULONG n) = 0;
	/* [out] numbers, [out] got */
	virtual HRESULT Finish_Next(LONG *numbers, ULONG *got) = 0;
	/* [in] n */
	virtual HRESULT Begin_Skip(ULONG n) = 0;
	virtual HRESULT Finish_Skip() = 0;
	/* [in] text */
	virtual void Begin_Tell(const char *text) = 0;
	virtual void Finish_Tell() = 0;
};
#else
typedef struct AsyncICountedVtbl {
	HRESULT (*QueryInterface)(AsyncICounted *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncICounted *This);
	ULONG (*Release)(AsyncICounted *This);
	/* [in] n */
	HRESULT (*Begin_Next)(AsyncICounted *This, ULONG n);
	/* [out] numbers, [out] got */
	HRESULT (*Finish_Next)(AsyncICounted *This, LONG *numbers, ULONG *got);
	/* [in] n */
	HRESULT (*Begin_Skip)(AsyncICounted *This, ULONG n);
	HRESULT (*Finish_Skip)(AsyncICounted *This);
	/* [in] text */
	void (*Begin_Tell)(AsyncICounted *This, const char *text);
	void (*Finish_Tell)(AsyncICounted *This);
} AsyncICountedVtbl;
struct AsyncICounted {
	const AsyncICountedVtbl *lpVtbl;
};
static inline HRESULT AsyncICounted_QueryInterface(AsyncICounted *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncICounted_AddRef(AsyncICounted *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncICounted_Release(AsyncICounted *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncICounted_Begin_Next(AsyncICounted *This, ULONG n) { return This->lpVtbl->Begin_Next(This, n); }
static inline HRESULT AsyncICounted_Finish_Next(AsyncICounted *This, LONG *numbers, ULONG *got) { return This->lpVtbl->Finish_Next(This, numbers, got); }
static inline HRESULT AsyncICounted_Begin_Skip(AsyncICounted *This, ULONG n) { return This->lpVtbl->Begin_Skip(This, n); }
static inline HRESULT AsyncICounted_Finish_Skip(AsyncICounted *This) { return This->lpVtbl->Finish_Skip(This); }
static inline void AsyncICounted_Begin_Tell(AsyncICounted *This, const char *text) { This->lpVtbl->Begin_Tell(This, text); }
static inline void AsyncICounted_Finish_Tell(AsyncICounted *This) { This->lpVtbl->Finish_Tell(This); }
#endif

/* Begin_RemoteNext travels for Begin_Next: of these, the first two are yours to write. */
HRESULT AsyncICounted_Begin_Next_Proxy(AsyncICounted *This, ULONG n);
HRESULT AsyncICounted_Begin_Next_Stub(AsyncICounted *This, ULONG n);
HRESULT AsyncICounted_Begin_RemoteNext_Proxy(AsyncICounted *This, ULONG n);

/* Finish_RemoteNext travels for Finish_Next: of these, the first two are yours to write. */
HRESULT AsyncICounted_Finish_Next_Proxy(AsyncICounted *This, LONG *numbers, ULONG *got);
HRESULT AsyncICounted_Finish_Next_Stub(AsyncICounted *This, LONG *numbers, ULONG *got);
HRESULT AsyncICounted_Finish_RemoteNext_Proxy(AsyncICounted *This, LONG *numbers, ULONG *got);

/* Begin_RemoteTell travels for Begin_Tell: of these, the first two are yours to write. */
void AsyncICounted_Begin_Tell_Proxy(AsyncICounted *This, const char *text);
HRESULT AsyncICounted_Begin_Tell_Stub(AsyncICounted *This, const char *text, LONG length);
HRESULT AsyncICounted_Begin_RemoteTell_Proxy(AsyncICounted *This, const char *text, LONG length);

/* Finish_RemoteTell travels for Finish_Tell: of these, the first two are yours to write. */
void AsyncICounted_Finish_Tell_Proxy(AsyncICounted *This);
HRESULT AsyncICounted_Finish_Tell_Stub(AsyncICounted *This);
HRESULT AsyncICounted_Finish_RemoteTell_Proxy(AsyncICounted *This);

EXTERN_C const IID IID_ICountedMore;
#ifdef __cplusplus
struct ICountedMore : public ICounted {
	/* [local] [in, out] n */
	virtual ULONG Left(LONG *n) = 0;
};
#else
typedef struct ICountedMoreVtbl {
	HRESULT (*QueryInterface)(ICountedMore *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ICountedMore *This);
	ULONG (*Release)(ICountedMore *This);
	HRESULT (*Next)(ICountedMore *This, ULONG n, LONG *numbers, ULONG *got);
	HRESULT (*Skip)(ICountedMore *This, ULONG n);
	void (*Tell)(ICountedMore *This, const char *text);
	/* [local] [in, out] n */
	ULONG (*Left)(ICountedMore *This, LONG *n);
} ICountedMoreVtbl;
struct ICountedMore {
	const ICountedMoreVtbl *lpVtbl;
};
static inline HRESULT ICountedMore_QueryInterface(ICountedMore *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ICountedMore_AddRef(ICountedMore *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ICountedMore_Release(ICountedMore *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ICountedMore_Next(ICountedMore *This, ULONG n, LONG *numbers, ULONG *got) { return This->lpVtbl->Next(This, n, numbers, got); }
static inline HRESULT ICountedMore_Skip(ICountedMore *This, ULONG n) { return This->lpVtbl->Skip(This, n); }
static inline void ICountedMore_Tell(ICountedMore *This, const char *text) { This->lpVtbl->Tell(This, text); }
static inline ULONG ICountedMore_Left(ICountedMore *This, LONG *n) { return This->lpVtbl->Left(This, n); }
#endif

/* RemoteLeft travels for Left: of these, the first two are yours to write. */
ULONG ICountedMore_Left_Proxy(ICountedMore *This, LONG *n);
HRESULT ICountedMore_Left_Stub(ICountedMore *This, LONG *n, ULONG *left);
HRESULT ICountedMore_RemoteLeft_Proxy(ICountedMore *This, LONG *n, ULONG *left);

/* The asynchronous twin of ICountedMore: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncICountedMore;
#ifdef __cplusplus
struct AsyncICountedMore : public AsyncICounted {
	/* [in, out] n */
	virtual HRESULT Begin_Left(LONG *n) = 0;
	/* [in, out] n */
	virtual ULONG Finish_Left(LONG *n) = 0;
};
#else
typedef struct AsyncICountedMoreVtbl {
	HRESULT (*QueryInterface)(AsyncICountedMore *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncICountedMore *This);
	ULONG (*Release)(AsyncICountedMore *This);
	HRESULT (*Begin_Next)(AsyncICountedMore *This, ULONG n);
	HRESULT (*Finish_Next)(AsyncICountedMore *This, LONG *numbers, ULONG *got);
	HRESULT (*Begin_Skip)(AsyncICountedMore *This, ULONG n);
	HRESULT (*Finish_Skip)(AsyncICountedMore *This);
	void (*Begin_Tell)(AsyncICountedMore *This, const char *text);
	void (*Finish_Tell)(AsyncICountedMore *This);
	/* [in, out] n */
	HRESULT (*Begin_Left)(AsyncICountedMore *This, LONG *n);
	/* [in, out] n */
	ULONG (*Finish_Left)(AsyncICountedMore *This, LONG *n);
} AsyncICountedMoreVtbl;
struct AsyncICountedMore {
	const AsyncICountedMoreVtbl *lpVtbl;
};
static inline HRESULT AsyncICountedMore_QueryInterface(AsyncICountedMore *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncICountedMore_AddRef(AsyncICountedMore *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncICountedMore_Release(AsyncICountedMore *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncICountedMore_Begin_Next(AsyncICountedMore *This, ULONG n) { return This->lpVtbl->Begin_Next(This, n); }
static inline HRESULT AsyncICountedMore_Finish_Next(AsyncICountedMore *This, LONG *numbers, ULONG *got) { return This->lpVtbl->Finish_Next(This, numbers, got); }
static inline HRESULT AsyncICountedMore_Begin_Skip(AsyncICountedMore *This, ULONG n) { return This->lpVtbl->Begin_Skip(This, n); }
static inline HRESULT AsyncICountedMore_Finish_Skip(AsyncICountedMore *This) { return This->lpVtbl->Finish_Skip(This); }
static inline void AsyncICountedMore_Begin_Tell(AsyncICountedMore *This, const char *text) { This->lpVtbl->Begin_Tell(This, text); }
static inline void AsyncICountedMore_Finish_Tell(AsyncICountedMore *This) { This->lpVtbl->Finish_Tell(This); }
static inline HRESULT AsyncICountedMore_Begin_Left(AsyncICountedMore *This, LONG *n) { return This->lpVtbl->Begin_Left(This, n); }
static inline ULONG AsyncICountedMore_Finish_Left(AsyncICountedMore *This, LONG *n) { return This->lpVtbl->Finish_Left(This, n); }
#endif

/* Begin_RemoteLeft travels for Begin_Left: of these, the first two are yours to write. */
HRESULT AsyncICountedMore_Begin_Left_Proxy(AsyncICountedMore *This, LONG *n);
HRESULT AsyncICountedMore_Begin_Left_Stub(AsyncICountedMore *This, LONG *n);
HRESULT AsyncICountedMore_Begin_RemoteLeft_Proxy(AsyncICountedMore *This, LONG *n);

/* Finish_RemoteLeft travels for Finish_Left: of these, the first two are yours to write. */
ULONG AsyncICountedMore_Finish_Left_Proxy(AsyncICountedMore *This, LONG *n);
HRESULT AsyncICountedMore_Finish_Left_Stub(AsyncICountedMore *This, LONG *n, ULONG *left);
HRESULT AsyncICountedMore_Finish_RemoteLeft_Proxy(AsyncICountedMore *This, LONG *n, ULONG *left);

/* Without twin. */
EXTERN_C const IID IID_ICountedPlain;
#ifdef __cplusplus
struct ICountedPlain : public ICountedMore {
	/* [local] [in] n */
	virtual HRESULT Last(ULONG n) = 0;
};
#else
typedef struct ICountedPlainVtbl {
	HRESULT (*QueryInterface)(ICountedPlain *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ICountedPlain *This);
	ULONG (*Release)(ICountedPlain *This);
	HRESULT (*Next)(ICountedPlain *This, ULONG n, LONG *numbers, ULONG *got);
	HRESULT (*Skip)(ICountedPlain *This, ULONG n);
	void (*Tell)(ICountedPlain *This, const char *text);
	ULONG (*Left)(ICountedPlain *This, LONG *n);
	/* [local] [in] n */
	HRESULT (*Last)(ICountedPlain *This, ULONG n);
} ICountedPlainVtbl;
struct ICountedPlain {
	const ICountedPlainVtbl *lpVtbl;
};
static inline HRESULT ICountedPlain_QueryInterface(ICountedPlain *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ICountedPlain_AddRef(ICountedPlain *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ICountedPlain_Release(ICountedPlain *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ICountedPlain_Next(ICountedPlain *This, ULONG n, LONG *numbers, ULONG *got) { return This->lpVtbl->Next(This, n, numbers, got); }
static inline HRESULT ICountedPlain_Skip(ICountedPlain *This, ULONG n) { return This->lpVtbl->Skip(This, n); }
static inline void ICountedPlain_Tell(ICountedPlain *This, const char *text) { This->lpVtbl->Tell(This, text); }
static inline ULONG ICountedPlain_Left(ICountedPlain *This, LONG *n) { return This->lpVtbl->Left(This, n); }
static inline HRESULT ICountedPlain_Last(ICountedPlain *This, ULONG n) { return This->lpVtbl->Last(This, n); }
#endif

/* RemoteLast travels for Last: of these, the first two are yours to write. */
HRESULT ICountedPlain_Last_Proxy(ICountedPlain *This, ULONG n);
HRESULT ICountedPlain_Last_Stub(ICountedPlain *This, ULONG n, ULONG again);
HRESULT ICountedPlain_RemoteLast_Proxy(ICountedPlain *This, ULONG n, ULONG again);

/* For AcomRegisterInterfaces, where the linker would drop callas_p.o from an archive. */
extern ACOM_MODULE callas_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
