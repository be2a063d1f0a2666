/* degraded.h - made by idlgen from degraded.idl. */
#ifndef IDL_DEGRADED_H
#define IDL_DEGRADED_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IDegradedTable IDegradedTable;
typedef struct IDegradedLocal IDegradedLocal;
typedef struct AsyncIDegradedLocal AsyncIDegradedLocal;
typedef struct IDegradedMore IDegradedMore;
typedef struct AsyncIDegradedMore AsyncIDegradedMore;
typedef struct IDegradedResults IDegradedResults;
typedef struct IDegradedFormat IDegradedFormat;
typedef struct IDegradedLayout IDegradedLayout;

/* No uuid, no base: a table of functions for one process. */
EXTERN_C const IID IID_IDegradedTable;
#ifdef __cplusplus
struct IDegradedTable {
	/* [in] name, [out] data */
	virtual HRESULT Open(const char *name, void **data) = 0;
	/* [in] data */
	virtual HRESULT Close(void *data) = 0;
};
#else
typedef struct IDegradedTableVtbl {
	/* [in] name, [out] data */
	HRESULT (*Open)(IDegradedTable *This, const char *name, void **data);
	/* [in] data */
	HRESULT (*Close)(IDegradedTable *This, void *data);
} IDegradedTableVtbl;
struct IDegradedTable {
	const IDegradedTableVtbl *lpVtbl;
};
static inline HRESULT IDegradedTable_Open(IDegradedTable *This, const char *name, void **data) { return This->lpVtbl->Open(This, name, data); }
static inline HRESULT IDegradedTable_Close(IDegradedTable *This, void *data) { return This->lpVtbl->Close(This, data); }
#endif

EXTERN_C const IID IID_IDegradedLocal;
#ifdef __cplusplus
struct IDegradedLocal : public IUnknown {
	/* [in] a */
	virtual HRESULT Travels(LONG a) = 0;
	/* [local] [in] p */
	virtual HRESULT Stays(void *p) = 0;
};
#else
typedef struct IDegradedLocalVtbl {
	HRESULT (*QueryInterface)(IDegradedLocal *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IDegradedLocal *This);
	ULONG (*Release)(IDegradedLocal *This);
	/* [in] a */
	HRESULT (*Travels)(IDegradedLocal *This, LONG a);
	/* [local] [in] p */
	HRESULT (*Stays)(IDegradedLocal *This, void *p);
} IDegradedLocalVtbl;
struct IDegradedLocal {
	const IDegradedLocalVtbl *lpVtbl;
};
static inline HRESULT IDegradedLocal_QueryInterface(IDegradedLocal *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IDegradedLocal_AddRef(IDegradedLocal *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IDegradedLocal_Release(IDegradedLocal *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IDegradedLocal_Travels(IDegradedLocal *This, LONG a) { return This->lpVtbl->Travels(This, a); }
static inline HRESULT IDegradedLocal_Stays(IDegradedLocal *This, void *p) { return This->lpVtbl->Stays(This, p); }
#endif

/* The asynchronous twin of IDegradedLocal: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIDegradedLocal;
#ifdef __cplusplus
struct AsyncIDegradedLocal : public IUnknown {
	/* [in] a */
	virtual HRESULT Begin_Travels(LONG a) = 0;
	virtual HRESULT Finish_Travels() = 0;
	/* [in] p */
	virtual HRESULT Begin_Stays(void *p) = 0;
	virtual HRESULT Finish_Stays() = 0;
};
#else
typedef struct AsyncIDegradedLocalVtbl {
	HRESULT (*QueryInterface)(AsyncIDegradedLocal *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIDegradedLocal *This);
	ULONG (*Release)(AsyncIDegradedLocal *This);
	/* [in] a */
	HRESULT (*Begin_Travels)(AsyncIDegradedLocal *This, LONG a);
	HRESULT (*Finish_Travels)(AsyncIDegradedLocal *This);
	/* [in] p */
	HRESULT (*Begin_Stays)(AsyncIDegradedLocal *This, void *p);
	HRESULT (*Finish_Stays)(AsyncIDegradedLocal *This);
} AsyncIDegradedLocalVtbl;
struct AsyncIDegradedLocal {
	const AsyncIDegradedLocalVtbl *lpVtbl;
};
static inline HRESULT AsyncIDegradedLocal_QueryInterface(AsyncIDegradedLocal *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIDegradedLocal_AddRef(AsyncIDegradedLocal *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIDegradedLocal_Release(AsyncIDegradedLocal *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIDegradedLocal_Begin_Travels(AsyncIDegradedLocal *This, LONG a) { return This->lpVtbl->Begin_Travels(This, a); }
static inline HRESULT AsyncIDegradedLocal_Finish_Travels(AsyncIDegradedLocal *This) { return This->lpVtbl->Finish_Travels(This); }
static inline HRESULT AsyncIDegradedLocal_Begin_Stays(AsyncIDegradedLocal *This, void *p) { return This->lpVtbl->Begin_Stays(This, p); }
static inline HRESULT AsyncIDegradedLocal_Finish_Stays(AsyncIDegradedLocal *This) { return This->lpVtbl->Finish_Stays(This); }
#endif

EXTERN_C const IID IID_IDegradedMore;
#ifdef __cplusplus
struct IDegradedMore : public IDegradedLocal {
	/* [in] a, [out] more */
	virtual HRESULT More(LONG a, IDegradedMore **more) = 0;
};
#else
typedef struct IDegradedMoreVtbl {
	HRESULT (*QueryInterface)(IDegradedMore *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IDegradedMore *This);
	ULONG (*Release)(IDegradedMore *This);
	HRESULT (*Travels)(IDegradedMore *This, LONG a);
	HRESULT (*Stays)(IDegradedMore *This, void *p);
	/* [in] a, [out] more */
	HRESULT (*More)(IDegradedMore *This, LONG a, IDegradedMore **more);
} IDegradedMoreVtbl;
struct IDegradedMore {
	const IDegradedMoreVtbl *lpVtbl;
};
static inline HRESULT IDegradedMore_QueryInterface(IDegradedMore *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IDegradedMore_AddRef(IDegradedMore *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IDegradedMore_Release(IDegradedMore *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IDegradedMore_Travels(IDegradedMore *This, LONG a) { return This->lpVtbl->Travels(This, a); }
static inline HRESULT IDegradedMore_Stays(IDegradedMore *This, void *p) { return This->lpVtbl->Stays(This, p); }
static inline HRESULT IDegradedMore_More(IDegradedMore *This, LONG a, IDegradedMore **more) { return This->lpVtbl->More(This, a, more); }
#endif

/* The asynchronous twin of IDegradedMore: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIDegradedMore;
#ifdef __cplusplus
struct AsyncIDegradedMore : public AsyncIDegradedLocal {
	/* [in] a */
	virtual HRESULT Begin_More(LONG a) = 0;
	/* [out] more */
	virtual HRESULT Finish_More(IDegradedMore **more) = 0;
};
#else
typedef struct AsyncIDegradedMoreVtbl {
	HRESULT (*QueryInterface)(AsyncIDegradedMore *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIDegradedMore *This);
	ULONG (*Release)(AsyncIDegradedMore *This);
	HRESULT (*Begin_Travels)(AsyncIDegradedMore *This, LONG a);
	HRESULT (*Finish_Travels)(AsyncIDegradedMore *This);
	HRESULT (*Begin_Stays)(AsyncIDegradedMore *This, void *p);
	HRESULT (*Finish_Stays)(AsyncIDegradedMore *This);
	/* [in] a */
	HRESULT (*Begin_More)(AsyncIDegradedMore *This, LONG a);
	/* [out] more */
	HRESULT (*Finish_More)(AsyncIDegradedMore *This, IDegradedMore **more);
} AsyncIDegradedMoreVtbl;
struct AsyncIDegradedMore {
	const AsyncIDegradedMoreVtbl *lpVtbl;
};
static inline HRESULT AsyncIDegradedMore_QueryInterface(AsyncIDegradedMore *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIDegradedMore_AddRef(AsyncIDegradedMore *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIDegradedMore_Release(AsyncIDegradedMore *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIDegradedMore_Begin_Travels(AsyncIDegradedMore *This, LONG a) { return This->lpVtbl->Begin_Travels(This, a); }
static inline HRESULT AsyncIDegradedMore_Finish_Travels(AsyncIDegradedMore *This) { return This->lpVtbl->Finish_Travels(This); }
static inline HRESULT AsyncIDegradedMore_Begin_Stays(AsyncIDegradedMore *This, void *p) { return This->lpVtbl->Begin_Stays(This, p); }
static inline HRESULT AsyncIDegradedMore_Finish_Stays(AsyncIDegradedMore *This) { return This->lpVtbl->Finish_Stays(This); }
static inline HRESULT AsyncIDegradedMore_Begin_More(AsyncIDegradedMore *This, LONG a) { return This->lpVtbl->Begin_More(This, a); }
static inline HRESULT AsyncIDegradedMore_Finish_More(AsyncIDegradedMore *This, IDegradedMore **more) { return This->lpVtbl->Finish_More(This, more); }
#endif

EXTERN_C const IID IID_IDegradedResults;
#ifdef __cplusplus
struct IDegradedResults : public IUnknown {
	/* [out, retval] a, [out, retval] b */
	virtual HRESULT Two(LONG *a, LONG *b) = 0;
	/* [in, out] a, [in, out] b */
	virtual HRESULT Moves(IUnknown *a, IUnknown **b) = 0;
};
#else
typedef struct IDegradedResultsVtbl {
	HRESULT (*QueryInterface)(IDegradedResults *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IDegradedResults *This);
	ULONG (*Release)(IDegradedResults *This);
	/* [out, retval] a, [out, retval] b */
	HRESULT (*Two)(IDegradedResults *This, LONG *a, LONG *b);
	/* [in, out] a, [in, out] b */
	HRESULT (*Moves)(IDegradedResults *This, IUnknown *a, IUnknown **b);
} IDegradedResultsVtbl;
struct IDegradedResults {
	const IDegradedResultsVtbl *lpVtbl;
};
static inline HRESULT IDegradedResults_QueryInterface(IDegradedResults *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IDegradedResults_AddRef(IDegradedResults *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IDegradedResults_Release(IDegradedResults *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IDegradedResults_Two(IDegradedResults *This, LONG *a, LONG *b) { return This->lpVtbl->Two(This, a, b); }
static inline HRESULT IDegradedResults_Moves(IDegradedResults *This, IUnknown *a, IUnknown **b) { return This->lpVtbl->Moves(This, a, b); }
#endif

EXTERN_C const IID IID_IDegradedFormat;
#ifdef __cplusplus
struct IDegradedFormat : public IUnknown {
	/* [out] a */
	virtual HRESULT Name(LONG *a) = 0;
};
#else
typedef struct IDegradedFormatVtbl {
	HRESULT (*QueryInterface)(IDegradedFormat *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IDegradedFormat *This);
	ULONG (*Release)(IDegradedFormat *This);
	/* [out] a */
	HRESULT (*Name)(IDegradedFormat *This, LONG *a);
} IDegradedFormatVtbl;
struct IDegradedFormat {
	const IDegradedFormatVtbl *lpVtbl;
};
static inline HRESULT IDegradedFormat_QueryInterface(IDegradedFormat *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IDegradedFormat_AddRef(IDegradedFormat *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IDegradedFormat_Release(IDegradedFormat *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IDegradedFormat_Name(IDegradedFormat *This, LONG *a) { return This->lpVtbl->Name(This, a); }
#endif

EXTERN_C const IID IID_IDegradedLayout;
#ifdef __cplusplus
struct IDegradedLayout : public IDegradedFormat {
	/* [in] at, [out] a */
	virtual HRESULT IDegradedLayout_Name(LONG at, LONG *a) = 0;
};
#else
typedef struct IDegradedLayoutVtbl {
	HRESULT (*QueryInterface)(IDegradedLayout *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IDegradedLayout *This);
	ULONG (*Release)(IDegradedLayout *This);
	HRESULT (*Name)(IDegradedLayout *This, LONG *a);
	/* [in] at, [out] a */
	HRESULT (*IDegradedLayout_Name)(IDegradedLayout *This, LONG at, LONG *a);
} IDegradedLayoutVtbl;
struct IDegradedLayout {
	const IDegradedLayoutVtbl *lpVtbl;
};
static inline HRESULT IDegradedLayout_QueryInterface(IDegradedLayout *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IDegradedLayout_AddRef(IDegradedLayout *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IDegradedLayout_Release(IDegradedLayout *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IDegradedLayout_Name(IDegradedLayout *This, LONG *a) { return This->lpVtbl->Name(This, a); }
static inline HRESULT IDegradedLayout_IDegradedLayout_Name(IDegradedLayout *This, LONG at, LONG *a) { return This->lpVtbl->IDegradedLayout_Name(This, at, a); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop degraded_p.o from an archive. */
extern ACOM_MODULE degraded_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
