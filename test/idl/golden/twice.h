/* twice.h - made by idlgen from twice.idl. */
#ifndef IDL_TWICE_H
#define IDL_TWICE_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct ITwice ITwice;
typedef ULONG TWICE_COUNT;
typedef OLECHAR *TWICE_NAME;
typedef TWICE_COUNT TWICE_ROW[3];
typedef struct {
	TWICE_COUNT x;
	TWICE_COUNT y;
} TWICE_PAIR;
#if 0
#endif

EXTERN_C const IID IID_ITwice;
#ifdef __cplusplus
struct ITwice : public IUnknown {
	/* [in] pair, [in, string] name */
	virtual HRESULT Both(TWICE_PAIR pair, TWICE_NAME name) = 0;
};
#else
typedef struct ITwiceVtbl {
	HRESULT (*QueryInterface)(ITwice *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ITwice *This);
	ULONG (*Release)(ITwice *This);
	/* [in] pair, [in, string] name */
	HRESULT (*Both)(ITwice *This, TWICE_PAIR pair, TWICE_NAME name);
} ITwiceVtbl;
struct ITwice {
	const ITwiceVtbl *lpVtbl;
};
static inline HRESULT ITwice_QueryInterface(ITwice *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ITwice_AddRef(ITwice *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ITwice_Release(ITwice *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ITwice_Both(ITwice *This, TWICE_PAIR pair, TWICE_NAME name) { return This->lpVtbl->Both(This, pair, name); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop twice_p.o from an archive. */
extern ACOM_MODULE twice_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
