/* async_library.h - made by idlgen from async_library.idl. */
#ifndef IDL_ASYNC_LIBRARY_H
#define IDL_ASYNC_LIBRARY_H

#include <acom/meta.h>
#include <acom/objidl.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IShelf IShelf;
typedef struct AsyncIShelfMore AsyncIShelfMore;
typedef struct IShelf IShelf;
typedef struct AsyncIShelf AsyncIShelf;
typedef struct IShelfMore IShelfMore;
typedef struct AsyncIShelfMore AsyncIShelfMore;
typedef struct IShelfInside IShelfInside;
typedef struct AsyncIShelfInside AsyncIShelfInside;

EXTERN_C const IID IID_IShelf;
#ifdef __cplusplus
struct IShelf : public IUnknown {
	/* [out, retval] n */
	virtual HRESULT Count(LONG *n) = 0;
};
#else
typedef struct IShelfVtbl {
	HRESULT (*QueryInterface)(IShelf *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IShelf *This);
	ULONG (*Release)(IShelf *This);
	/* [out, retval] n */
	HRESULT (*Count)(IShelf *This, LONG *n);
} IShelfVtbl;
struct IShelf {
	const IShelfVtbl *lpVtbl;
};
static inline HRESULT IShelf_QueryInterface(IShelf *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IShelf_AddRef(IShelf *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IShelf_Release(IShelf *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IShelf_Count(IShelf *This, LONG *n) { return This->lpVtbl->Count(This, n); }
#endif

/* The asynchronous twin of IShelf: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIShelf;
#ifdef __cplusplus
struct AsyncIShelf : public IUnknown {
	virtual HRESULT Begin_Count() = 0;
	/* [out, retval] n */
	virtual HRESULT Finish_Count(LONG *n) = 0;
};
#else
typedef struct AsyncIShelfVtbl {
	HRESULT (*QueryInterface)(AsyncIShelf *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIShelf *This);
	ULONG (*Release)(AsyncIShelf *This);
	HRESULT (*Begin_Count)(AsyncIShelf *This);
	/* [out, retval] n */
	HRESULT (*Finish_Count)(AsyncIShelf *This, LONG *n);
} AsyncIShelfVtbl;
struct AsyncIShelf {
	const AsyncIShelfVtbl *lpVtbl;
};
static inline HRESULT AsyncIShelf_QueryInterface(AsyncIShelf *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIShelf_AddRef(AsyncIShelf *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIShelf_Release(AsyncIShelf *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIShelf_Begin_Count(AsyncIShelf *This) { return This->lpVtbl->Begin_Count(This); }
static inline HRESULT AsyncIShelf_Finish_Count(AsyncIShelf *This, LONG *n) { return This->lpVtbl->Finish_Count(This, n); }
#endif

EXTERN_C const IID IID_IShelfMore;
#ifdef __cplusplus
struct IShelfMore : public IShelf {
	/* [in] from, [out, retval] n */
	virtual HRESULT Take(IShelf *from, LONG *n) = 0;
};
#else
typedef struct IShelfMoreVtbl {
	HRESULT (*QueryInterface)(IShelfMore *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IShelfMore *This);
	ULONG (*Release)(IShelfMore *This);
	HRESULT (*Count)(IShelfMore *This, LONG *n);
	/* [in] from, [out, retval] n */
	HRESULT (*Take)(IShelfMore *This, IShelf *from, LONG *n);
} IShelfMoreVtbl;
struct IShelfMore {
	const IShelfMoreVtbl *lpVtbl;
};
static inline HRESULT IShelfMore_QueryInterface(IShelfMore *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IShelfMore_AddRef(IShelfMore *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IShelfMore_Release(IShelfMore *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IShelfMore_Count(IShelfMore *This, LONG *n) { return This->lpVtbl->Count(This, n); }
static inline HRESULT IShelfMore_Take(IShelfMore *This, IShelf *from, LONG *n) { return This->lpVtbl->Take(This, from, n); }
#endif

/* The asynchronous twin of IShelfMore: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIShelfMore;
#ifdef __cplusplus
struct AsyncIShelfMore : public AsyncIShelf {
	/* [in] from */
	virtual HRESULT Begin_Take(IShelf *from) = 0;
	/* [out, retval] n */
	virtual HRESULT Finish_Take(LONG *n) = 0;
};
#else
typedef struct AsyncIShelfMoreVtbl {
	HRESULT (*QueryInterface)(AsyncIShelfMore *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIShelfMore *This);
	ULONG (*Release)(AsyncIShelfMore *This);
	HRESULT (*Begin_Count)(AsyncIShelfMore *This);
	HRESULT (*Finish_Count)(AsyncIShelfMore *This, LONG *n);
	/* [in] from */
	HRESULT (*Begin_Take)(AsyncIShelfMore *This, IShelf *from);
	/* [out, retval] n */
	HRESULT (*Finish_Take)(AsyncIShelfMore *This, LONG *n);
} AsyncIShelfMoreVtbl;
struct AsyncIShelfMore {
	const AsyncIShelfMoreVtbl *lpVtbl;
};
static inline HRESULT AsyncIShelfMore_QueryInterface(AsyncIShelfMore *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIShelfMore_AddRef(AsyncIShelfMore *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIShelfMore_Release(AsyncIShelfMore *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIShelfMore_Begin_Count(AsyncIShelfMore *This) { return This->lpVtbl->Begin_Count(This); }
static inline HRESULT AsyncIShelfMore_Finish_Count(AsyncIShelfMore *This, LONG *n) { return This->lpVtbl->Finish_Count(This, n); }
static inline HRESULT AsyncIShelfMore_Begin_Take(AsyncIShelfMore *This, IShelf *from) { return This->lpVtbl->Begin_Take(This, from); }
static inline HRESULT AsyncIShelfMore_Finish_Take(AsyncIShelfMore *This, LONG *n) { return This->lpVtbl->Finish_Take(This, n); }
#endif
EXTERN_C const GUID LIBID_ShelfLibrary;

EXTERN_C const IID IID_IShelfInside;
#ifdef __cplusplus
struct IShelfInside : public IShelf {
	/* [in] to */
	virtual HRESULT Give(AsyncIShelf *to) = 0;
};
#else
typedef struct IShelfInsideVtbl {
	HRESULT (*QueryInterface)(IShelfInside *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IShelfInside *This);
	ULONG (*Release)(IShelfInside *This);
	HRESULT (*Count)(IShelfInside *This, LONG *n);
	/* [in] to */
	HRESULT (*Give)(IShelfInside *This, AsyncIShelf *to);
} IShelfInsideVtbl;
struct IShelfInside {
	const IShelfInsideVtbl *lpVtbl;
};
static inline HRESULT IShelfInside_QueryInterface(IShelfInside *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IShelfInside_AddRef(IShelfInside *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IShelfInside_Release(IShelfInside *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IShelfInside_Count(IShelfInside *This, LONG *n) { return This->lpVtbl->Count(This, n); }
static inline HRESULT IShelfInside_Give(IShelfInside *This, AsyncIShelf *to) { return This->lpVtbl->Give(This, to); }
#endif

/* The asynchronous twin of IShelfInside: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIShelfInside;
#ifdef __cplusplus
struct AsyncIShelfInside : public AsyncIShelf {
	/* [in] to */
	virtual HRESULT Begin_Give(AsyncIShelf *to) = 0;
	virtual HRESULT Finish_Give() = 0;
};
#else
typedef struct AsyncIShelfInsideVtbl {
	HRESULT (*QueryInterface)(AsyncIShelfInside *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIShelfInside *This);
	ULONG (*Release)(AsyncIShelfInside *This);
	HRESULT (*Begin_Count)(AsyncIShelfInside *This);
	HRESULT (*Finish_Count)(AsyncIShelfInside *This, LONG *n);
	/* [in] to */
	HRESULT (*Begin_Give)(AsyncIShelfInside *This, AsyncIShelf *to);
	HRESULT (*Finish_Give)(AsyncIShelfInside *This);
} AsyncIShelfInsideVtbl;
struct AsyncIShelfInside {
	const AsyncIShelfInsideVtbl *lpVtbl;
};
static inline HRESULT AsyncIShelfInside_QueryInterface(AsyncIShelfInside *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIShelfInside_AddRef(AsyncIShelfInside *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIShelfInside_Release(AsyncIShelfInside *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIShelfInside_Begin_Count(AsyncIShelfInside *This) { return This->lpVtbl->Begin_Count(This); }
static inline HRESULT AsyncIShelfInside_Finish_Count(AsyncIShelfInside *This, LONG *n) { return This->lpVtbl->Finish_Count(This, n); }
static inline HRESULT AsyncIShelfInside_Begin_Give(AsyncIShelfInside *This, AsyncIShelf *to) { return This->lpVtbl->Begin_Give(This, to); }
static inline HRESULT AsyncIShelfInside_Finish_Give(AsyncIShelfInside *This) { return This->lpVtbl->Finish_Give(This); }
#endif
EXTERN_C const CLSID CLSID_Shelf;

/* For AcomRegisterInterfaces, where the linker would drop async_library_p.o from an archive. */
extern ACOM_MODULE async_library_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
