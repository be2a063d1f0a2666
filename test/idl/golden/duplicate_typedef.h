/* duplicate_typedef.h - made by idlgen from duplicate_typedef.idl. */
#ifndef IDL_DUPLICATE_TYPEDEF_H
#define IDL_DUPLICATE_TYPEDEF_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IPlaced IPlaced;
typedef struct AsyncIPlaced AsyncIPlaced;
typedef void *PLACED;
#if 0
typedef void *PLACED;
typedef struct {
	LONG n;
} PLACED_BEFORE;
typedef uint64_t PLACED;
#endif

EXTERN_C const IID IID_IPlaced;
#ifdef __cplusplus
struct IPlaced : public IUnknown {
	/* [in] p */
	virtual HRESULT Take(PLACED p) = 0;
};
#else
typedef struct IPlacedVtbl {
	HRESULT (*QueryInterface)(IPlaced *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IPlaced *This);
	ULONG (*Release)(IPlaced *This);
	/* [in] p */
	HRESULT (*Take)(IPlaced *This, PLACED p);
} IPlacedVtbl;
struct IPlaced {
	const IPlacedVtbl *lpVtbl;
};
static inline HRESULT IPlaced_QueryInterface(IPlaced *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IPlaced_AddRef(IPlaced *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IPlaced_Release(IPlaced *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IPlaced_Take(IPlaced *This, PLACED p) { return This->lpVtbl->Take(This, p); }
#endif

/* The asynchronous twin of IPlaced: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIPlaced;
#ifdef __cplusplus
struct AsyncIPlaced : public IUnknown {
	/* [in] p */
	virtual HRESULT Begin_Take(PLACED p) = 0;
	virtual HRESULT Finish_Take() = 0;
};
#else
typedef struct AsyncIPlacedVtbl {
	HRESULT (*QueryInterface)(AsyncIPlaced *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIPlaced *This);
	ULONG (*Release)(AsyncIPlaced *This);
	/* [in] p */
	HRESULT (*Begin_Take)(AsyncIPlaced *This, PLACED p);
	HRESULT (*Finish_Take)(AsyncIPlaced *This);
} AsyncIPlacedVtbl;
struct AsyncIPlaced {
	const AsyncIPlacedVtbl *lpVtbl;
};
static inline HRESULT AsyncIPlaced_QueryInterface(AsyncIPlaced *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIPlaced_AddRef(AsyncIPlaced *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIPlaced_Release(AsyncIPlaced *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIPlaced_Begin_Take(AsyncIPlaced *This, PLACED p) { return This->lpVtbl->Begin_Take(This, p); }
static inline HRESULT AsyncIPlaced_Finish_Take(AsyncIPlaced *This) { return This->lpVtbl->Finish_Take(This); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop duplicate_typedef_p.o from an archive. */
extern ACOM_MODULE duplicate_typedef_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
