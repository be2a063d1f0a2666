/* simplestream.h - made by idlgen from simplestream.idl. */
#ifndef IDL_SIMPLESTREAM_H
#define IDL_SIMPLESTREAM_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct ISimpleStream ISimpleStream;
typedef struct AsyncISimpleStream AsyncISimpleStream;

EXTERN_C const IID IID_ISimpleStream;
#ifdef __cplusplus
struct ISimpleStream : public IUnknown {
	/* [out, size_is(cb), length_is(*pcbRead)] pv, [in] cb, [out] pcbRead */
	virtual HRESULT Read(BYTE *pv, ULONG cb, ULONG *pcbRead) = 0;
	/* [in, size_is(cb)] pv, [in] cb, [out] pcbWritten */
	virtual HRESULT Write(const BYTE *pv, ULONG cb, ULONG *pcbWritten) = 0;
};
#else
typedef struct ISimpleStreamVtbl {
	HRESULT (*QueryInterface)(ISimpleStream *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ISimpleStream *This);
	ULONG (*Release)(ISimpleStream *This);
	/* [out, size_is(cb), length_is(*pcbRead)] pv, [in] cb, [out] pcbRead */
	HRESULT (*Read)(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead);
	/* [in, size_is(cb)] pv, [in] cb, [out] pcbWritten */
	HRESULT (*Write)(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten);
} ISimpleStreamVtbl;
struct ISimpleStream {
	const ISimpleStreamVtbl *lpVtbl;
};
static inline HRESULT ISimpleStream_QueryInterface(ISimpleStream *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ISimpleStream_AddRef(ISimpleStream *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ISimpleStream_Release(ISimpleStream *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ISimpleStream_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead) { return This->lpVtbl->Read(This, pv, cb, pcbRead); }
static inline HRESULT ISimpleStream_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten) { return This->lpVtbl->Write(This, pv, cb, pcbWritten); }
#endif

/* The asynchronous twin of ISimpleStream: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncISimpleStream;
#ifdef __cplusplus
struct AsyncISimpleStream : public IUnknown {
	/* [in] cb */
	virtual HRESULT Begin_Read(ULONG cb) = 0;
	/* [out, size_is(cb), length_is(*pcbRead)] pv, [out] pcbRead */
	virtual HRESULT Finish_Read(BYTE *pv, ULONG *pcbRead) = 0;
	/* [in, size_is(cb)] pv, [in] cb */
	virtual HRESULT Begin_Write(const BYTE *pv, ULONG cb) = 0;
	/* [out] pcbWritten */
	virtual HRESULT Finish_Write(ULONG *pcbWritten) = 0;
};
#else
typedef struct AsyncISimpleStreamVtbl {
	HRESULT (*QueryInterface)(AsyncISimpleStream *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncISimpleStream *This);
	ULONG (*Release)(AsyncISimpleStream *This);
	/* [in] cb */
	HRESULT (*Begin_Read)(AsyncISimpleStream *This, ULONG cb);
	/* [out, size_is(cb), length_is(*pcbRead)] pv, [out] pcbRead */
	HRESULT (*Finish_Read)(AsyncISimpleStream *This, BYTE *pv, ULONG *pcbRead);
	/* [in, size_is(cb)] pv, [in] cb */
	HRESULT (*Begin_Write)(AsyncISimpleStream *This, const BYTE *pv, ULONG cb);
	/* [out] pcbWritten */
	HRESULT (*Finish_Write)(AsyncISimpleStream *This, ULONG *pcbWritten);
} AsyncISimpleStreamVtbl;
struct AsyncISimpleStream {
	const AsyncISimpleStreamVtbl *lpVtbl;
};
static inline HRESULT AsyncISimpleStream_QueryInterface(AsyncISimpleStream *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncISimpleStream_AddRef(AsyncISimpleStream *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncISimpleStream_Release(AsyncISimpleStream *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncISimpleStream_Begin_Read(AsyncISimpleStream *This, ULONG cb) { return This->lpVtbl->Begin_Read(This, cb); }
static inline HRESULT AsyncISimpleStream_Finish_Read(AsyncISimpleStream *This, BYTE *pv, ULONG *pcbRead) { return This->lpVtbl->Finish_Read(This, pv, pcbRead); }
static inline HRESULT AsyncISimpleStream_Begin_Write(AsyncISimpleStream *This, const BYTE *pv, ULONG cb) { return This->lpVtbl->Begin_Write(This, pv, cb); }
static inline HRESULT AsyncISimpleStream_Finish_Write(AsyncISimpleStream *This, ULONG *pcbWritten) { return This->lpVtbl->Finish_Write(This, pcbWritten); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop simplestream_p.o from an archive. */
extern ACOM_MODULE simplestream_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
