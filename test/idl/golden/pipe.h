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

typedef struct IGoldenPipe IGoldenPipe;
typedef struct AsyncIGoldenPipe AsyncIGoldenPipe;
typedef struct IGoldenPipe IGoldenPipe;
typedef struct AsyncIGoldenPipe AsyncIGoldenPipe;

EXTERN_C const IID IID_IGoldenPipe;
#ifdef __cplusplus
struct IGoldenPipe : public IUnknown {
	/* [out, size_is(cRequest), length_is(*pcReturned)] buf, [in] cRequest, [out] pcReturned */
	virtual HRESULT Pull(BYTE *buf, ULONG cRequest, ULONG *pcReturned) = 0;
	/* [in, size_is(cSent)] buf, [in] cSent */
	virtual HRESULT Push(BYTE *buf, ULONG cSent) = 0;
};
#else
typedef struct IGoldenPipeVtbl {
	HRESULT (*QueryInterface)(IGoldenPipe *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IGoldenPipe *This);
	ULONG (*Release)(IGoldenPipe *This);
	/* [out, size_is(cRequest), length_is(*pcReturned)] buf, [in] cRequest, [out] pcReturned */
	HRESULT (*Pull)(IGoldenPipe *This, BYTE *buf, ULONG cRequest, ULONG *pcReturned);
	/* [in, size_is(cSent)] buf, [in] cSent */
	HRESULT (*Push)(IGoldenPipe *This, BYTE *buf, ULONG cSent);
} IGoldenPipeVtbl;
struct IGoldenPipe {
	const IGoldenPipeVtbl *lpVtbl;
};
static inline HRESULT IGoldenPipe_QueryInterface(IGoldenPipe *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IGoldenPipe_AddRef(IGoldenPipe *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IGoldenPipe_Release(IGoldenPipe *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IGoldenPipe_Pull(IGoldenPipe *This, BYTE *buf, ULONG cRequest, ULONG *pcReturned) { return This->lpVtbl->Pull(This, buf, cRequest, pcReturned); }
static inline HRESULT IGoldenPipe_Push(IGoldenPipe *This, BYTE *buf, ULONG cSent) { return This->lpVtbl->Push(This, buf, cSent); }
#endif

/* The asynchronous twin of IGoldenPipe: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIGoldenPipe;
#ifdef __cplusplus
struct AsyncIGoldenPipe : public IUnknown {
	/* [in] cRequest */
	virtual HRESULT Begin_Pull(ULONG cRequest) = 0;
	/* [out, size_is(cRequest), length_is(*pcReturned)] buf, [out] pcReturned */
	virtual HRESULT Finish_Pull(BYTE *buf, ULONG *pcReturned) = 0;
	/* [in, size_is(cSent)] buf, [in] cSent */
	virtual HRESULT Begin_Push(BYTE *buf, ULONG cSent) = 0;
	virtual HRESULT Finish_Push() = 0;
};
#else
typedef struct AsyncIGoldenPipeVtbl {
	HRESULT (*QueryInterface)(AsyncIGoldenPipe *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIGoldenPipe *This);
	ULONG (*Release)(AsyncIGoldenPipe *This);
	/* [in] cRequest */
	HRESULT (*Begin_Pull)(AsyncIGoldenPipe *This, ULONG cRequest);
	/* [out, size_is(cRequest), length_is(*pcReturned)] buf, [out] pcReturned */
	HRESULT (*Finish_Pull)(AsyncIGoldenPipe *This, BYTE *buf, ULONG *pcReturned);
	/* [in, size_is(cSent)] buf, [in] cSent */
	HRESULT (*Begin_Push)(AsyncIGoldenPipe *This, BYTE *buf, ULONG cSent);
	HRESULT (*Finish_Push)(AsyncIGoldenPipe *This);
} AsyncIGoldenPipeVtbl;
struct AsyncIGoldenPipe {
	const AsyncIGoldenPipeVtbl *lpVtbl;
};
static inline HRESULT AsyncIGoldenPipe_QueryInterface(AsyncIGoldenPipe *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIGoldenPipe_AddRef(AsyncIGoldenPipe *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIGoldenPipe_Release(AsyncIGoldenPipe *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIGoldenPipe_Begin_Pull(AsyncIGoldenPipe *This, ULONG cRequest) { return This->lpVtbl->Begin_Pull(This, cRequest); }
static inline HRESULT AsyncIGoldenPipe_Finish_Pull(AsyncIGoldenPipe *This, BYTE *buf, ULONG *pcReturned) { return This->lpVtbl->Finish_Pull(This, buf, pcReturned); }
static inline HRESULT AsyncIGoldenPipe_Begin_Push(AsyncIGoldenPipe *This, BYTE *buf, ULONG cSent) { return This->lpVtbl->Begin_Push(This, buf, cSent); }
static inline HRESULT AsyncIGoldenPipe_Finish_Push(AsyncIGoldenPipe *This) { return This->lpVtbl->Finish_Push(This); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop pipe_p.o from an archive. */
extern ACOM_MODULE pipe_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
