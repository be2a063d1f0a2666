/* variadic.h - made by idlgen from variadic.idl. */
#ifndef IDL_VARIADIC_H
#define IDL_VARIADIC_H

#include <acom/types.h>
#include <acom/oaidl.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IDebugOutput IDebugOutput;
typedef struct IDebugOutput2 IDebugOutput2;

/* [entry] [in] format */
LONG print_all(const char *format, ...);
typedef LONG (*PRINT)(const char *format, ...);

EXTERN_C const IID IID_IDebugOutput;
#ifdef __cplusplus
struct IDebugOutput : public IUnknown {
	/* As printf does it. */
	/* [in] format */
	virtual HRESULT Printf(LPCOLESTR format, ...) = 0;
	virtual HRESULT Flush() = 0;
	/* [in] mask, [in, string] format */
	virtual void Trace(ULONG mask, const char *format, ...) = 0;
};
#else
typedef struct IDebugOutputVtbl {
	HRESULT (*QueryInterface)(IDebugOutput *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IDebugOutput *This);
	ULONG (*Release)(IDebugOutput *This);
	/* As printf does it. */
	/* [in] format */
	HRESULT (*Printf)(IDebugOutput *This, LPCOLESTR format, ...);
	HRESULT (*Flush)(IDebugOutput *This);
	/* [in] mask, [in, string] format */
	void (*Trace)(IDebugOutput *This, ULONG mask, const char *format, ...);
} IDebugOutputVtbl;
struct IDebugOutput {
	const IDebugOutputVtbl *lpVtbl;
};
static inline HRESULT IDebugOutput_QueryInterface(IDebugOutput *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IDebugOutput_AddRef(IDebugOutput *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IDebugOutput_Release(IDebugOutput *This) { return This->lpVtbl->Release(This); }
#define IDebugOutput_Printf(This, ...) ((This)->lpVtbl->Printf((This), __VA_ARGS__))
static inline HRESULT IDebugOutput_Flush(IDebugOutput *This) { return This->lpVtbl->Flush(This); }
#define IDebugOutput_Trace(This, ...) ((This)->lpVtbl->Trace((This), __VA_ARGS__))
#endif

EXTERN_C const IID IID_IDebugOutput2;
#ifdef __cplusplus
struct IDebugOutput2 : public IDebugOutput {
	/* [in] first */
	virtual LONG Count(LONG first, ...) = 0;
};
#else
typedef struct IDebugOutput2Vtbl {
	HRESULT (*QueryInterface)(IDebugOutput2 *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IDebugOutput2 *This);
	ULONG (*Release)(IDebugOutput2 *This);
	HRESULT (*Printf)(IDebugOutput2 *This, LPCOLESTR format, ...);
	HRESULT (*Flush)(IDebugOutput2 *This);
	void (*Trace)(IDebugOutput2 *This, ULONG mask, const char *format, ...);
	/* [in] first */
	LONG (*Count)(IDebugOutput2 *This, LONG first, ...);
} IDebugOutput2Vtbl;
struct IDebugOutput2 {
	const IDebugOutput2Vtbl *lpVtbl;
};
static inline HRESULT IDebugOutput2_QueryInterface(IDebugOutput2 *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IDebugOutput2_AddRef(IDebugOutput2 *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IDebugOutput2_Release(IDebugOutput2 *This) { return This->lpVtbl->Release(This); }
#define IDebugOutput2_Printf(This, ...) ((This)->lpVtbl->Printf((This), __VA_ARGS__))
static inline HRESULT IDebugOutput2_Flush(IDebugOutput2 *This) { return This->lpVtbl->Flush(This); }
#define IDebugOutput2_Trace(This, ...) ((This)->lpVtbl->Trace((This), __VA_ARGS__))
#define IDebugOutput2_Count(This, ...) ((This)->lpVtbl->Count((This), __VA_ARGS__))
#endif

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
