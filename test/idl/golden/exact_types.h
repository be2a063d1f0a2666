/* exact_types.h - made by idlgen from exact_types.idl. */
#ifndef IDL_EXACT_TYPES_H
#define IDL_EXACT_TYPES_H

#include <acom/meta.h>
#include <acom/unknwn.h>
#include <stdint.h>
#include "parts/sized.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IExact IExact;

EXTERN_C const IID IID_IExact;
#ifdef __cplusplus
struct IExact : public IUnknown {
	/* [in] s, [in] a, [in] b, [in] c, [in] d, [in] e, [out] f */
	virtual HRESULT Take(const sized *s, int8_t a, uint16_t b, int32_t c, uint64_t d, size_t e, intptr_t *f) = 0;
};
#else
typedef struct IExactVtbl {
	HRESULT (*QueryInterface)(IExact *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IExact *This);
	ULONG (*Release)(IExact *This);
	/* [in] s, [in] a, [in] b, [in] c, [in] d, [in] e, [out] f */
	HRESULT (*Take)(IExact *This, const sized *s, int8_t a, uint16_t b, int32_t c, uint64_t d, size_t e, intptr_t *f);
} IExactVtbl;
struct IExact {
	const IExactVtbl *lpVtbl;
};
static inline HRESULT IExact_QueryInterface(IExact *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IExact_AddRef(IExact *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IExact_Release(IExact *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IExact_Take(IExact *This, const sized *s, int8_t a, uint16_t b, int32_t c, uint64_t d, size_t e, intptr_t *f) { return This->lpVtbl->Take(This, s, a, b, c, d, e, f); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop exact_types_p.o from an archive. */
extern ACOM_MODULE exact_types_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
