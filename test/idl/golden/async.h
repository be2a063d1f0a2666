/* async.h - made by idlgen from async.idl. */
#ifndef IDL_ASYNC_H
#define IDL_ASYNC_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IFirst IFirst;
typedef struct AsyncIFirst AsyncIFirst;
typedef struct ISecond ISecond;
typedef struct AsyncISecond AsyncISecond;
typedef struct INoMore INoMore;
typedef struct AsyncINoMore AsyncINoMore;
typedef struct IThird IThird;
typedef struct ILocal ILocal;
typedef struct AsyncILocal AsyncILocal;

/* The first level. */
EXTERN_C const IID IID_IFirst;
#ifdef __cplusplus
struct IFirst : public IUnknown {
	/* Adds. */
	/* [in] i, [in] j, [out, retval] sum */
	virtual HRESULT Sum(int i, int j, int *sum) = 0;
	/* [in] riid, [in, out, unique] both, [out] n */
	virtual HRESULT Update(REFIID riid, LONG **both, ULONG *n) = 0;
	virtual HRESULT NoDirection(LONG a) = 0;
	virtual HRESULT Nothing() = 0;
	/* [out] a */
	virtual HRESULT Only(LONG *a) = 0;
};
#else
typedef struct IFirstVtbl {
	HRESULT (*QueryInterface)(IFirst *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IFirst *This);
	ULONG (*Release)(IFirst *This);
	/* Adds. */
	/* [in] i, [in] j, [out, retval] sum */
	HRESULT (*Sum)(IFirst *This, int i, int j, int *sum);
	/* [in] riid, [in, out, unique] both, [out] n */
	HRESULT (*Update)(IFirst *This, REFIID riid, LONG **both, ULONG *n);
	HRESULT (*NoDirection)(IFirst *This, LONG a);
	HRESULT (*Nothing)(IFirst *This);
	/* [out] a */
	HRESULT (*Only)(IFirst *This, LONG *a);
} IFirstVtbl;
struct IFirst {
	const IFirstVtbl *lpVtbl;
};
static inline HRESULT IFirst_QueryInterface(IFirst *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IFirst_AddRef(IFirst *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IFirst_Release(IFirst *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IFirst_Sum(IFirst *This, int i, int j, int *sum) { return This->lpVtbl->Sum(This, i, j, sum); }
static inline HRESULT IFirst_Update(IFirst *This, REFIID riid, LONG **both, ULONG *n) { return This->lpVtbl->Update(This, riid, both, n); }
static inline HRESULT IFirst_NoDirection(IFirst *This, LONG a) { return This->lpVtbl->NoDirection(This, a); }
static inline HRESULT IFirst_Nothing(IFirst *This) { return This->lpVtbl->Nothing(This); }
static inline HRESULT IFirst_Only(IFirst *This, LONG *a) { return This->lpVtbl->Only(This, a); }
#endif

/* The asynchronous twin of IFirst: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIFirst;
#ifdef __cplusplus
struct AsyncIFirst : public IUnknown {
	/* [in] i, [in] j */
	virtual HRESULT Begin_Sum(int i, int j) = 0;
	/* [out, retval] sum */
	virtual HRESULT Finish_Sum(int *sum) = 0;
	/* [in] riid, [in, out, unique] both */
	virtual HRESULT Begin_Update(REFIID riid, LONG **both) = 0;
	/* [in, out, unique] both, [out] n */
	virtual HRESULT Finish_Update(LONG **both, ULONG *n) = 0;
	virtual HRESULT Begin_NoDirection(LONG a) = 0;
	virtual HRESULT Finish_NoDirection() = 0;
	virtual HRESULT Begin_Nothing() = 0;
	virtual HRESULT Finish_Nothing() = 0;
	virtual HRESULT Begin_Only() = 0;
	/* [out] a */
	virtual HRESULT Finish_Only(LONG *a) = 0;
};
#else
typedef struct AsyncIFirstVtbl {
	HRESULT (*QueryInterface)(AsyncIFirst *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIFirst *This);
	ULONG (*Release)(AsyncIFirst *This);
	/* [in] i, [in] j */
	HRESULT (*Begin_Sum)(AsyncIFirst *This, int i, int j);
	/* [out, retval] sum */
	HRESULT (*Finish_Sum)(AsyncIFirst *This, int *sum);
	/* [in] riid, [in, out, unique] both */
	HRESULT (*Begin_Update)(AsyncIFirst *This, REFIID riid, LONG **both);
	/* [in, out, unique] both, [out] n */
	HRESULT (*Finish_Update)(AsyncIFirst *This, LONG **both, ULONG *n);
	HRESULT (*Begin_NoDirection)(AsyncIFirst *This, LONG a);
	HRESULT (*Finish_NoDirection)(AsyncIFirst *This);
	HRESULT (*Begin_Nothing)(AsyncIFirst *This);
	HRESULT (*Finish_Nothing)(AsyncIFirst *This);
	HRESULT (*Begin_Only)(AsyncIFirst *This);
	/* [out] a */
	HRESULT (*Finish_Only)(AsyncIFirst *This, LONG *a);
} AsyncIFirstVtbl;
struct AsyncIFirst {
	const AsyncIFirstVtbl *lpVtbl;
};
static inline HRESULT AsyncIFirst_QueryInterface(AsyncIFirst *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIFirst_AddRef(AsyncIFirst *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIFirst_Release(AsyncIFirst *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIFirst_Begin_Sum(AsyncIFirst *This, int i, int j) { return This->lpVtbl->Begin_Sum(This, i, j); }
static inline HRESULT AsyncIFirst_Finish_Sum(AsyncIFirst *This, int *sum) { return This->lpVtbl->Finish_Sum(This, sum); }
static inline HRESULT AsyncIFirst_Begin_Update(AsyncIFirst *This, REFIID riid, LONG **both) { return This->lpVtbl->Begin_Update(This, riid, both); }
static inline HRESULT AsyncIFirst_Finish_Update(AsyncIFirst *This, LONG **both, ULONG *n) { return This->lpVtbl->Finish_Update(This, both, n); }
static inline HRESULT AsyncIFirst_Begin_NoDirection(AsyncIFirst *This, LONG a) { return This->lpVtbl->Begin_NoDirection(This, a); }
static inline HRESULT AsyncIFirst_Finish_NoDirection(AsyncIFirst *This) { return This->lpVtbl->Finish_NoDirection(This); }
static inline HRESULT AsyncIFirst_Begin_Nothing(AsyncIFirst *This) { return This->lpVtbl->Begin_Nothing(This); }
static inline HRESULT AsyncIFirst_Finish_Nothing(AsyncIFirst *This) { return This->lpVtbl->Finish_Nothing(This); }
static inline HRESULT AsyncIFirst_Begin_Only(AsyncIFirst *This) { return This->lpVtbl->Begin_Only(This); }
static inline HRESULT AsyncIFirst_Finish_Only(AsyncIFirst *This, LONG *a) { return This->lpVtbl->Finish_Only(This, a); }
#endif

EXTERN_C const IID IID_ISecond;
#ifdef __cplusplus
struct ISecond : public IFirst {
	/* [out, size_is(cb), length_is(*got)] pv, [in] cb, [out] got */
	virtual HRESULT Read(BYTE *pv, ULONG cb, ULONG *got) = 0;
	/* [in] riid, [out, iid_is(riid)] ppv, [in] n, [out, size_is(n), iid_is(riid)] list */
	virtual HRESULT Query(REFIID riid, void **ppv, LONG n, IUnknown **list) = 0;
	/* [in, out] n, [in, out, size_is(*n)] a, [in] limit, [out, size_is(limit)] b */
	virtual HRESULT Both(LONG *n, LONG *a, const LONG limit, BYTE *b) = 0;
	/* [out] n, [out, size_is(, *n)] a */
	virtual HRESULT Deep(LONG *n, LONG **a) = 0;
};
#else
typedef struct ISecondVtbl {
	HRESULT (*QueryInterface)(ISecond *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ISecond *This);
	ULONG (*Release)(ISecond *This);
	HRESULT (*Sum)(ISecond *This, int i, int j, int *sum);
	HRESULT (*Update)(ISecond *This, REFIID riid, LONG **both, ULONG *n);
	HRESULT (*NoDirection)(ISecond *This, LONG a);
	HRESULT (*Nothing)(ISecond *This);
	HRESULT (*Only)(ISecond *This, LONG *a);
	/* [out, size_is(cb), length_is(*got)] pv, [in] cb, [out] got */
	HRESULT (*Read)(ISecond *This, BYTE *pv, ULONG cb, ULONG *got);
	/* [in] riid, [out, iid_is(riid)] ppv, [in] n, [out, size_is(n), iid_is(riid)] list */
	HRESULT (*Query)(ISecond *This, REFIID riid, void **ppv, LONG n, IUnknown **list);
	/* [in, out] n, [in, out, size_is(*n)] a, [in] limit, [out, size_is(limit)] b */
	HRESULT (*Both)(ISecond *This, LONG *n, LONG *a, const LONG limit, BYTE *b);
	/* [out] n, [out, size_is(, *n)] a */
	HRESULT (*Deep)(ISecond *This, LONG *n, LONG **a);
} ISecondVtbl;
struct ISecond {
	const ISecondVtbl *lpVtbl;
};
static inline HRESULT ISecond_QueryInterface(ISecond *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ISecond_AddRef(ISecond *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ISecond_Release(ISecond *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ISecond_Sum(ISecond *This, int i, int j, int *sum) { return This->lpVtbl->Sum(This, i, j, sum); }
static inline HRESULT ISecond_Update(ISecond *This, REFIID riid, LONG **both, ULONG *n) { return This->lpVtbl->Update(This, riid, both, n); }
static inline HRESULT ISecond_NoDirection(ISecond *This, LONG a) { return This->lpVtbl->NoDirection(This, a); }
static inline HRESULT ISecond_Nothing(ISecond *This) { return This->lpVtbl->Nothing(This); }
static inline HRESULT ISecond_Only(ISecond *This, LONG *a) { return This->lpVtbl->Only(This, a); }
static inline HRESULT ISecond_Read(ISecond *This, BYTE *pv, ULONG cb, ULONG *got) { return This->lpVtbl->Read(This, pv, cb, got); }
static inline HRESULT ISecond_Query(ISecond *This, REFIID riid, void **ppv, LONG n, IUnknown **list) { return This->lpVtbl->Query(This, riid, ppv, n, list); }
static inline HRESULT ISecond_Both(ISecond *This, LONG *n, LONG *a, const LONG limit, BYTE *b) { return This->lpVtbl->Both(This, n, a, limit, b); }
static inline HRESULT ISecond_Deep(ISecond *This, LONG *n, LONG **a) { return This->lpVtbl->Deep(This, n, a); }
#endif

/* The asynchronous twin of ISecond: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncISecond;
#ifdef __cplusplus
struct AsyncISecond : public AsyncIFirst {
	/* [in] cb */
	virtual HRESULT Begin_Read(ULONG cb) = 0;
	/* [out, size_is(cb), length_is(*got)] pv, [out] got */
	virtual HRESULT Finish_Read(BYTE *pv, ULONG *got) = 0;
	/* [in] riid, [in] n */
	virtual HRESULT Begin_Query(REFIID riid, LONG n) = 0;
	/* [out, iid_is(riid)] ppv, [out, size_is(n), iid_is(riid)] list */
	virtual HRESULT Finish_Query(void **ppv, IUnknown **list) = 0;
	/* [in, out] n, [in, out, size_is(*n)] a, [in] limit */
	virtual HRESULT Begin_Both(LONG *n, LONG *a, const LONG limit) = 0;
	/* [in, out] n, [in, out, size_is(*n)] a, [out, size_is(limit)] b */
	virtual HRESULT Finish_Both(LONG *n, LONG *a, BYTE *b) = 0;
	virtual HRESULT Begin_Deep() = 0;
	/* [out] n, [out, size_is(, *n)] a */
	virtual HRESULT Finish_Deep(LONG *n, LONG **a) = 0;
};
#else
typedef struct AsyncISecondVtbl {
	HRESULT (*QueryInterface)(AsyncISecond *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncISecond *This);
	ULONG (*Release)(AsyncISecond *This);
	HRESULT (*Begin_Sum)(AsyncISecond *This, int i, int j);
	HRESULT (*Finish_Sum)(AsyncISecond *This, int *sum);
	HRESULT (*Begin_Update)(AsyncISecond *This, REFIID riid, LONG **both);
	HRESULT (*Finish_Update)(AsyncISecond *This, LONG **both, ULONG *n);
	HRESULT (*Begin_NoDirection)(AsyncISecond *This, LONG a);
	HRESULT (*Finish_NoDirection)(AsyncISecond *This);
	HRESULT (*Begin_Nothing)(AsyncISecond *This);
	HRESULT (*Finish_Nothing)(AsyncISecond *This);
	HRESULT (*Begin_Only)(AsyncISecond *This);
	HRESULT (*Finish_Only)(AsyncISecond *This, LONG *a);
	/* [in] cb */
	HRESULT (*Begin_Read)(AsyncISecond *This, ULONG cb);
	/* [out, size_is(cb), length_is(*got)] pv, [out] got */
	HRESULT (*Finish_Read)(AsyncISecond *This, BYTE *pv, ULONG *got);
	/* [in] riid, [in] n */
	HRESULT (*Begin_Query)(AsyncISecond *This, REFIID riid, LONG n);
	/* [out, iid_is(riid)] ppv, [out, size_is(n), iid_is(riid)] list */
	HRESULT (*Finish_Query)(AsyncISecond *This, void **ppv, IUnknown **list);
	/* [in, out] n, [in, out, size_is(*n)] a, [in] limit */
	HRESULT (*Begin_Both)(AsyncISecond *This, LONG *n, LONG *a, const LONG limit);
	/* [in, out] n, [in, out, size_is(*n)] a, [out, size_is(limit)] b */
	HRESULT (*Finish_Both)(AsyncISecond *This, LONG *n, LONG *a, BYTE *b);
	HRESULT (*Begin_Deep)(AsyncISecond *This);
	/* [out] n, [out, size_is(, *n)] a */
	HRESULT (*Finish_Deep)(AsyncISecond *This, LONG *n, LONG **a);
} AsyncISecondVtbl;
struct AsyncISecond {
	const AsyncISecondVtbl *lpVtbl;
};
static inline HRESULT AsyncISecond_QueryInterface(AsyncISecond *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncISecond_AddRef(AsyncISecond *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncISecond_Release(AsyncISecond *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncISecond_Begin_Sum(AsyncISecond *This, int i, int j) { return This->lpVtbl->Begin_Sum(This, i, j); }
static inline HRESULT AsyncISecond_Finish_Sum(AsyncISecond *This, int *sum) { return This->lpVtbl->Finish_Sum(This, sum); }
static inline HRESULT AsyncISecond_Begin_Update(AsyncISecond *This, REFIID riid, LONG **both) { return This->lpVtbl->Begin_Update(This, riid, both); }
static inline HRESULT AsyncISecond_Finish_Update(AsyncISecond *This, LONG **both, ULONG *n) { return This->lpVtbl->Finish_Update(This, both, n); }
static inline HRESULT AsyncISecond_Begin_NoDirection(AsyncISecond *This, LONG a) { return This->lpVtbl->Begin_NoDirection(This, a); }
static inline HRESULT AsyncISecond_Finish_NoDirection(AsyncISecond *This) { return This->lpVtbl->Finish_NoDirection(This); }
static inline HRESULT AsyncISecond_Begin_Nothing(AsyncISecond *This) { return This->lpVtbl->Begin_Nothing(This); }
static inline HRESULT AsyncISecond_Finish_Nothing(AsyncISecond *This) { return This->lpVtbl->Finish_Nothing(This); }
static inline HRESULT AsyncISecond_Begin_Only(AsyncISecond *This) { return This->lpVtbl->Begin_Only(This); }
static inline HRESULT AsyncISecond_Finish_Only(AsyncISecond *This, LONG *a) { return This->lpVtbl->Finish_Only(This, a); }
static inline HRESULT AsyncISecond_Begin_Read(AsyncISecond *This, ULONG cb) { return This->lpVtbl->Begin_Read(This, cb); }
static inline HRESULT AsyncISecond_Finish_Read(AsyncISecond *This, BYTE *pv, ULONG *got) { return This->lpVtbl->Finish_Read(This, pv, got); }
static inline HRESULT AsyncISecond_Begin_Query(AsyncISecond *This, REFIID riid, LONG n) { return This->lpVtbl->Begin_Query(This, riid, n); }
static inline HRESULT AsyncISecond_Finish_Query(AsyncISecond *This, void **ppv, IUnknown **list) { return This->lpVtbl->Finish_Query(This, ppv, list); }
static inline HRESULT AsyncISecond_Begin_Both(AsyncISecond *This, LONG *n, LONG *a, const LONG limit) { return This->lpVtbl->Begin_Both(This, n, a, limit); }
static inline HRESULT AsyncISecond_Finish_Both(AsyncISecond *This, LONG *n, LONG *a, BYTE *b) { return This->lpVtbl->Finish_Both(This, n, a, b); }
static inline HRESULT AsyncISecond_Begin_Deep(AsyncISecond *This) { return This->lpVtbl->Begin_Deep(This); }
static inline HRESULT AsyncISecond_Finish_Deep(AsyncISecond *This, LONG *n, LONG **a) { return This->lpVtbl->Finish_Deep(This, n, a); }
#endif

EXTERN_C const IID IID_INoMore;
#ifdef __cplusplus
struct INoMore : public IFirst {
};
#else
typedef struct INoMoreVtbl {
	HRESULT (*QueryInterface)(INoMore *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(INoMore *This);
	ULONG (*Release)(INoMore *This);
	HRESULT (*Sum)(INoMore *This, int i, int j, int *sum);
	HRESULT (*Update)(INoMore *This, REFIID riid, LONG **both, ULONG *n);
	HRESULT (*NoDirection)(INoMore *This, LONG a);
	HRESULT (*Nothing)(INoMore *This);
	HRESULT (*Only)(INoMore *This, LONG *a);
} INoMoreVtbl;
struct INoMore {
	const INoMoreVtbl *lpVtbl;
};
static inline HRESULT INoMore_QueryInterface(INoMore *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG INoMore_AddRef(INoMore *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG INoMore_Release(INoMore *This) { return This->lpVtbl->Release(This); }
static inline HRESULT INoMore_Sum(INoMore *This, int i, int j, int *sum) { return This->lpVtbl->Sum(This, i, j, sum); }
static inline HRESULT INoMore_Update(INoMore *This, REFIID riid, LONG **both, ULONG *n) { return This->lpVtbl->Update(This, riid, both, n); }
static inline HRESULT INoMore_NoDirection(INoMore *This, LONG a) { return This->lpVtbl->NoDirection(This, a); }
static inline HRESULT INoMore_Nothing(INoMore *This) { return This->lpVtbl->Nothing(This); }
static inline HRESULT INoMore_Only(INoMore *This, LONG *a) { return This->lpVtbl->Only(This, a); }
#endif

/* The asynchronous twin of INoMore: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncINoMore;
#ifdef __cplusplus
struct AsyncINoMore : public AsyncIFirst {
};
#else
typedef struct AsyncINoMoreVtbl {
	HRESULT (*QueryInterface)(AsyncINoMore *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncINoMore *This);
	ULONG (*Release)(AsyncINoMore *This);
	HRESULT (*Begin_Sum)(AsyncINoMore *This, int i, int j);
	HRESULT (*Finish_Sum)(AsyncINoMore *This, int *sum);
	HRESULT (*Begin_Update)(AsyncINoMore *This, REFIID riid, LONG **both);
	HRESULT (*Finish_Update)(AsyncINoMore *This, LONG **both, ULONG *n);
	HRESULT (*Begin_NoDirection)(AsyncINoMore *This, LONG a);
	HRESULT (*Finish_NoDirection)(AsyncINoMore *This);
	HRESULT (*Begin_Nothing)(AsyncINoMore *This);
	HRESULT (*Finish_Nothing)(AsyncINoMore *This);
	HRESULT (*Begin_Only)(AsyncINoMore *This);
	HRESULT (*Finish_Only)(AsyncINoMore *This, LONG *a);
} AsyncINoMoreVtbl;
struct AsyncINoMore {
	const AsyncINoMoreVtbl *lpVtbl;
};
static inline HRESULT AsyncINoMore_QueryInterface(AsyncINoMore *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncINoMore_AddRef(AsyncINoMore *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncINoMore_Release(AsyncINoMore *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncINoMore_Begin_Sum(AsyncINoMore *This, int i, int j) { return This->lpVtbl->Begin_Sum(This, i, j); }
static inline HRESULT AsyncINoMore_Finish_Sum(AsyncINoMore *This, int *sum) { return This->lpVtbl->Finish_Sum(This, sum); }
static inline HRESULT AsyncINoMore_Begin_Update(AsyncINoMore *This, REFIID riid, LONG **both) { return This->lpVtbl->Begin_Update(This, riid, both); }
static inline HRESULT AsyncINoMore_Finish_Update(AsyncINoMore *This, LONG **both, ULONG *n) { return This->lpVtbl->Finish_Update(This, both, n); }
static inline HRESULT AsyncINoMore_Begin_NoDirection(AsyncINoMore *This, LONG a) { return This->lpVtbl->Begin_NoDirection(This, a); }
static inline HRESULT AsyncINoMore_Finish_NoDirection(AsyncINoMore *This) { return This->lpVtbl->Finish_NoDirection(This); }
static inline HRESULT AsyncINoMore_Begin_Nothing(AsyncINoMore *This) { return This->lpVtbl->Begin_Nothing(This); }
static inline HRESULT AsyncINoMore_Finish_Nothing(AsyncINoMore *This) { return This->lpVtbl->Finish_Nothing(This); }
static inline HRESULT AsyncINoMore_Begin_Only(AsyncINoMore *This) { return This->lpVtbl->Begin_Only(This); }
static inline HRESULT AsyncINoMore_Finish_Only(AsyncINoMore *This, LONG *a) { return This->lpVtbl->Finish_Only(This, a); }
#endif

/* Without twin, though its base has one. */
EXTERN_C const IID IID_IThird;
#ifdef __cplusplus
struct IThird : public ISecond {
	/* [in] other */
	virtual HRESULT More(AsyncISecond *other) = 0;
};
#else
typedef struct IThirdVtbl {
	HRESULT (*QueryInterface)(IThird *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IThird *This);
	ULONG (*Release)(IThird *This);
	HRESULT (*Sum)(IThird *This, int i, int j, int *sum);
	HRESULT (*Update)(IThird *This, REFIID riid, LONG **both, ULONG *n);
	HRESULT (*NoDirection)(IThird *This, LONG a);
	HRESULT (*Nothing)(IThird *This);
	HRESULT (*Only)(IThird *This, LONG *a);
	HRESULT (*Read)(IThird *This, BYTE *pv, ULONG cb, ULONG *got);
	HRESULT (*Query)(IThird *This, REFIID riid, void **ppv, LONG n, IUnknown **list);
	HRESULT (*Both)(IThird *This, LONG *n, LONG *a, const LONG limit, BYTE *b);
	HRESULT (*Deep)(IThird *This, LONG *n, LONG **a);
	/* [in] other */
	HRESULT (*More)(IThird *This, AsyncISecond *other);
} IThirdVtbl;
struct IThird {
	const IThirdVtbl *lpVtbl;
};
static inline HRESULT IThird_QueryInterface(IThird *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IThird_AddRef(IThird *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IThird_Release(IThird *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IThird_Sum(IThird *This, int i, int j, int *sum) { return This->lpVtbl->Sum(This, i, j, sum); }
static inline HRESULT IThird_Update(IThird *This, REFIID riid, LONG **both, ULONG *n) { return This->lpVtbl->Update(This, riid, both, n); }
static inline HRESULT IThird_NoDirection(IThird *This, LONG a) { return This->lpVtbl->NoDirection(This, a); }
static inline HRESULT IThird_Nothing(IThird *This) { return This->lpVtbl->Nothing(This); }
static inline HRESULT IThird_Only(IThird *This, LONG *a) { return This->lpVtbl->Only(This, a); }
static inline HRESULT IThird_Read(IThird *This, BYTE *pv, ULONG cb, ULONG *got) { return This->lpVtbl->Read(This, pv, cb, got); }
static inline HRESULT IThird_Query(IThird *This, REFIID riid, void **ppv, LONG n, IUnknown **list) { return This->lpVtbl->Query(This, riid, ppv, n, list); }
static inline HRESULT IThird_Both(IThird *This, LONG *n, LONG *a, const LONG limit, BYTE *b) { return This->lpVtbl->Both(This, n, a, limit, b); }
static inline HRESULT IThird_Deep(IThird *This, LONG *n, LONG **a) { return This->lpVtbl->Deep(This, n, a); }
static inline HRESULT IThird_More(IThird *This, AsyncISecond *other) { return This->lpVtbl->More(This, other); }
#endif

EXTERN_C const IID IID_ILocal;
#ifdef __cplusplus
struct ILocal : public IUnknown {
	/* [in] p, [out] q */
	virtual HRESULT Fine(void *p, void **q) = 0;
	/* [in] a */
	virtual ULONG Count(LONG a) = 0;
	/* [in] a, [out] b */
	virtual void Tell(LONG a, LONG *b) = 0;
	virtual const char *Name() = 0;
};
#else
typedef struct ILocalVtbl {
	HRESULT (*QueryInterface)(ILocal *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ILocal *This);
	ULONG (*Release)(ILocal *This);
	/* [in] p, [out] q */
	HRESULT (*Fine)(ILocal *This, void *p, void **q);
	/* [in] a */
	ULONG (*Count)(ILocal *This, LONG a);
	/* [in] a, [out] b */
	void (*Tell)(ILocal *This, LONG a, LONG *b);
	const char *(*Name)(ILocal *This);
} ILocalVtbl;
struct ILocal {
	const ILocalVtbl *lpVtbl;
};
static inline HRESULT ILocal_QueryInterface(ILocal *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ILocal_AddRef(ILocal *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ILocal_Release(ILocal *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ILocal_Fine(ILocal *This, void *p, void **q) { return This->lpVtbl->Fine(This, p, q); }
static inline ULONG ILocal_Count(ILocal *This, LONG a) { return This->lpVtbl->Count(This, a); }
static inline void ILocal_Tell(ILocal *This, LONG a, LONG *b) { This->lpVtbl->Tell(This, a, b); }
static inline const char *ILocal_Name(ILocal *This) { return This->lpVtbl->Name(This); }
#endif

/* The asynchronous twin of ILocal: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncILocal;
#ifdef __cplusplus
struct AsyncILocal : public IUnknown {
	/* [in] p */
	virtual HRESULT Begin_Fine(void *p) = 0;
	/* [out] q */
	virtual HRESULT Finish_Fine(void **q) = 0;
	/* [in] a */
	virtual HRESULT Begin_Count(LONG a) = 0;
	virtual ULONG Finish_Count() = 0;
	/* [in] a */
	virtual void Begin_Tell(LONG a) = 0;
	/* [out] b */
	virtual void Finish_Tell(LONG *b) = 0;
	virtual HRESULT Begin_Name() = 0;
	virtual const char *Finish_Name() = 0;
};
#else
typedef struct AsyncILocalVtbl {
	HRESULT (*QueryInterface)(AsyncILocal *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncILocal *This);
	ULONG (*Release)(AsyncILocal *This);
	/* [in] p */
	HRESULT (*Begin_Fine)(AsyncILocal *This, void *p);
	/* [out] q */
	HRESULT (*Finish_Fine)(AsyncILocal *This, void **q);
	/* [in] a */
	HRESULT (*Begin_Count)(AsyncILocal *This, LONG a);
	ULONG (*Finish_Count)(AsyncILocal *This);
	/* [in] a */
	void (*Begin_Tell)(AsyncILocal *This, LONG a);
	/* [out] b */
	void (*Finish_Tell)(AsyncILocal *This, LONG *b);
	HRESULT (*Begin_Name)(AsyncILocal *This);
	const char *(*Finish_Name)(AsyncILocal *This);
} AsyncILocalVtbl;
struct AsyncILocal {
	const AsyncILocalVtbl *lpVtbl;
};
static inline HRESULT AsyncILocal_QueryInterface(AsyncILocal *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncILocal_AddRef(AsyncILocal *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncILocal_Release(AsyncILocal *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncILocal_Begin_Fine(AsyncILocal *This, void *p) { return This->lpVtbl->Begin_Fine(This, p); }
static inline HRESULT AsyncILocal_Finish_Fine(AsyncILocal *This, void **q) { return This->lpVtbl->Finish_Fine(This, q); }
static inline HRESULT AsyncILocal_Begin_Count(AsyncILocal *This, LONG a) { return This->lpVtbl->Begin_Count(This, a); }
static inline ULONG AsyncILocal_Finish_Count(AsyncILocal *This) { return This->lpVtbl->Finish_Count(This); }
static inline void AsyncILocal_Begin_Tell(AsyncILocal *This, LONG a) { This->lpVtbl->Begin_Tell(This, a); }
static inline void AsyncILocal_Finish_Tell(AsyncILocal *This, LONG *b) { This->lpVtbl->Finish_Tell(This, b); }
static inline HRESULT AsyncILocal_Begin_Name(AsyncILocal *This) { return This->lpVtbl->Begin_Name(This); }
static inline const char *AsyncILocal_Finish_Name(AsyncILocal *This) { return This->lpVtbl->Finish_Name(This); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop async_p.o from an archive. */
extern ACOM_MODULE async_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
