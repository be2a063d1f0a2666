/* pipe.h - made by idlgen from pipe.idl. */
#ifndef IDL_PIPE_H
#define IDL_PIPE_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IPipeByte IPipeByte;
typedef struct AsyncIPipeByte AsyncIPipeByte;
typedef struct IPipeByte IPipeByte;
typedef struct AsyncIPipeByte AsyncIPipeByte;

EXTERN_C const IID IID_IPipeByte;
#ifdef __cplusplus
struct IPipeByte : public IUnknown {
	/* [out, size_is(cRequest), length_is(*pcReturned)] buf, [in] cRequest, [out] pcReturned */
	virtual HRESULT Pull(BYTE *buf, ULONG cRequest, ULONG *pcReturned) = 0;
	/* [in, size_is(cSent)] buf, [in] cSent */
	virtual HRESULT Push(BYTE *buf, ULONG cSent) = 0;
};
#else
typedef struct IPipeByteVtbl {
	HRESULT (*QueryInterface)(IPipeByte *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IPipeByte *This);
	ULONG (*Release)(IPipeByte *This);
	/* [out, size_is(cRequest), length_is(*pcReturned)] buf, [in] cRequest, [out] pcReturned */
	HRESULT (*Pull)(IPipeByte *This, BYTE *buf, ULONG cRequest, ULONG *pcReturned);
	/* [in, size_is(cSent)] buf, [in] cSent */
	HRESULT (*Push)(IPipeByte *This, BYTE *buf, ULONG cSent);
} IPipeByteVtbl;
struct IPipeByte {
	const IPipeByteVtbl *lpVtbl;
};
static inline HRESULT IPipeByte_QueryInterface(IPipeByte *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IPipeByte_AddRef(IPipeByte *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IPipeByte_Release(IPipeByte *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IPipeByte_Pull(IPipeByte *This, BYTE *buf, ULONG cRequest, ULONG *pcReturned) { return This->lpVtbl->Pull(This, buf, cRequest, pcReturned); }
static inline HRESULT IPipeByte_Push(IPipeByte *This, BYTE *buf, ULONG cSent) { return This->lpVtbl->Push(This, buf, cSent); }
#endif

/* The asynchronous twin of IPipeByte: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIPipeByte;
#ifdef __cplusplus
struct AsyncIPipeByte : public IUnknown {
	/* [in] cRequest */
	virtual HRESULT Begin_Pull(ULONG cRequest) = 0;
	/* [out, size_is(cRequest), length_is(*pcReturned)] buf, [out] pcReturned */
	virtual HRESULT Finish_Pull(BYTE *buf, ULONG *pcReturned) = 0;
	/* [in, size_is(cSent)] buf, [in] cSent */
	virtual HRESULT Begin_Push(BYTE *buf, ULONG cSent) = 0;
	virtual HRESULT Finish_Push() = 0;
};
#else
typedef struct AsyncIPipeByteVtbl {
	HRESULT (*QueryInterface)(AsyncIPipeByte *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIPipeByte *This);
	ULONG (*Release)(AsyncIPipeByte *This);
	/* [in] cRequest */
	HRESULT (*Begin_Pull)(AsyncIPipeByte *This, ULONG cRequest);
	/* [out, size_is(cRequest), length_is(*pcReturned)] buf, [out] pcReturned */
	HRESULT (*Finish_Pull)(AsyncIPipeByte *This, BYTE *buf, ULONG *pcReturned);
	/* [in, size_is(cSent)] buf, [in] cSent */
	HRESULT (*Begin_Push)(AsyncIPipeByte *This, BYTE *buf, ULONG cSent);
	HRESULT (*Finish_Push)(AsyncIPipeByte *This);
} AsyncIPipeByteVtbl;
struct AsyncIPipeByte {
	const AsyncIPipeByteVtbl *lpVtbl;
};
static inline HRESULT AsyncIPipeByte_QueryInterface(AsyncIPipeByte *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIPipeByte_AddRef(AsyncIPipeByte *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIPipeByte_Release(AsyncIPipeByte *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIPipeByte_Begin_Pull(AsyncIPipeByte *This, ULONG cRequest) { return This->lpVtbl->Begin_Pull(This, cRequest); }
static inline HRESULT AsyncIPipeByte_Finish_Pull(AsyncIPipeByte *This, BYTE *buf, ULONG *pcReturned) { return This->lpVtbl->Finish_Pull(This, buf, pcReturned); }
static inline HRESULT AsyncIPipeByte_Begin_Push(AsyncIPipeByte *This, BYTE *buf, ULONG cSent) { return This->lpVtbl->Begin_Push(This, buf, cSent); }
static inline HRESULT AsyncIPipeByte_Finish_Push(AsyncIPipeByte *This) { return This->lpVtbl->Finish_Push(This); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop pipe_p.o from an archive. */
extern ACOM_MODULE pipe_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
