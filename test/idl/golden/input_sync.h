/* input_sync.h - made by idlgen from input_sync.idl. */
#ifndef IDL_INPUT_SYNC_H
#define IDL_INPUT_SYNC_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IFocused IFocused;
typedef struct AsyncIFocused AsyncIFocused;
typedef struct IFocusedMore IFocusedMore;

EXTERN_C const IID IID_IFocused;
#ifdef __cplusplus
struct IFocused : public IUnknown {
	/* [input_sync] [in] n */
	virtual HRESULT Focus(LONG n) = 0;
	virtual HRESULT Plain() = 0;
};
#else
typedef struct IFocusedVtbl {
	HRESULT (*QueryInterface)(IFocused *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IFocused *This);
	ULONG (*Release)(IFocused *This);
	/* [input_sync] [in] n */
	HRESULT (*Focus)(IFocused *This, LONG n);
	HRESULT (*Plain)(IFocused *This);
} IFocusedVtbl;
struct IFocused {
	const IFocusedVtbl *lpVtbl;
};
static inline HRESULT IFocused_QueryInterface(IFocused *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IFocused_AddRef(IFocused *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IFocused_Release(IFocused *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IFocused_Focus(IFocused *This, LONG n) { return This->lpVtbl->Focus(This, n); }
static inline HRESULT IFocused_Plain(IFocused *This) { return This->lpVtbl->Plain(This); }
#endif

/* The asynchronous twin of IFocused: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIFocused;
#ifdef __cplusplus
struct AsyncIFocused : public IUnknown {
	/* [in] n */
	virtual HRESULT Begin_Focus(LONG n) = 0;
	virtual HRESULT Finish_Focus() = 0;
	virtual HRESULT Begin_Plain() = 0;
	virtual HRESULT Finish_Plain() = 0;
};
#else
typedef struct AsyncIFocusedVtbl {
	HRESULT (*QueryInterface)(AsyncIFocused *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIFocused *This);
	ULONG (*Release)(AsyncIFocused *This);
	/* [in] n */
	HRESULT (*Begin_Focus)(AsyncIFocused *This, LONG n);
	HRESULT (*Finish_Focus)(AsyncIFocused *This);
	HRESULT (*Begin_Plain)(AsyncIFocused *This);
	HRESULT (*Finish_Plain)(AsyncIFocused *This);
} AsyncIFocusedVtbl;
struct AsyncIFocused {
	const AsyncIFocusedVtbl *lpVtbl;
};
static inline HRESULT AsyncIFocused_QueryInterface(AsyncIFocused *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIFocused_AddRef(AsyncIFocused *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIFocused_Release(AsyncIFocused *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIFocused_Begin_Focus(AsyncIFocused *This, LONG n) { return This->lpVtbl->Begin_Focus(This, n); }
static inline HRESULT AsyncIFocused_Finish_Focus(AsyncIFocused *This) { return This->lpVtbl->Finish_Focus(This); }
static inline HRESULT AsyncIFocused_Begin_Plain(AsyncIFocused *This) { return This->lpVtbl->Begin_Plain(This); }
static inline HRESULT AsyncIFocused_Finish_Plain(AsyncIFocused *This) { return This->lpVtbl->Finish_Plain(This); }
#endif

/* Inherited with it. */
EXTERN_C const IID IID_IFocusedMore;
#ifdef __cplusplus
struct IFocusedMore : public IFocused {
	virtual HRESULT More() = 0;
};
#else
typedef struct IFocusedMoreVtbl {
	HRESULT (*QueryInterface)(IFocusedMore *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IFocusedMore *This);
	ULONG (*Release)(IFocusedMore *This);
	HRESULT (*Focus)(IFocusedMore *This, LONG n);
	HRESULT (*Plain)(IFocusedMore *This);
	HRESULT (*More)(IFocusedMore *This);
} IFocusedMoreVtbl;
struct IFocusedMore {
	const IFocusedMoreVtbl *lpVtbl;
};
static inline HRESULT IFocusedMore_QueryInterface(IFocusedMore *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IFocusedMore_AddRef(IFocusedMore *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IFocusedMore_Release(IFocusedMore *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IFocusedMore_Focus(IFocusedMore *This, LONG n) { return This->lpVtbl->Focus(This, n); }
static inline HRESULT IFocusedMore_Plain(IFocusedMore *This) { return This->lpVtbl->Plain(This); }
static inline HRESULT IFocusedMore_More(IFocusedMore *This) { return This->lpVtbl->More(This); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop input_sync_p.o from an archive. */
extern ACOM_MODULE input_sync_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
