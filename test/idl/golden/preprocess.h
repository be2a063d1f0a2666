/* preprocess.h - made by idlgen from preprocess.idl. */
#ifndef IDL_PREPROCESS_H
#define IDL_PREPROCESS_H

#include <acom/meta.h>
#include <acom/unknwn.h>
#include "preprocess_private.h"
#include "parts/imported.h"
#include "parts/constants.h"
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IPp IPp;
typedef struct INSERTED {
	LONG inserted;
} INSERTED;
typedef LONG JOINED;
#define SUM ((LONG)10)
#define GLUED ((LONG)21)
#define LIMIT ((LONG)14)
#define COMMAS ((LONG)15)
/* a "quoted\n" + 'c' 4 one text of the header */
typedef int joined_strings;
typedef int IN_BOTH;
#ifdef __cplusplus
}
#endif
#include "parts/around.h"
#ifdef __cplusplus
extern "C" {
#endif
typedef struct {
	SHORT a;
	LONG b;
} PACKED;
#ifdef __cplusplus
}
#endif
#include "parts/around.h"
#ifdef __cplusplus
extern "C" {
#endif
typedef struct SELF {
	LONG F;
	HEADER_POINT point;
	IN_PRIVATE alone;
	IMPORTED imported;
	HEADER_UINT u;
} SELF;

EXTERN_C const IID IID_IPp;
#ifdef __cplusplus
struct IPp : public IUnknown {
	/* Its comment stays with it. */
	/* [in] a */
	virtual HRESULT Plain(LONG a) = 0;
	/* [in] a, [in] b, [in] c, [in] d */
	virtual HRESULT More(LONG a, INSERTED *b, LONG c, LONG d) = 0;
	/* [in] n, [in, size_is(n + 4)] b */
	virtual HRESULT Sized(LONG n, BYTE *b) = 0;
	/* [in] a, [in, range(0, 255)] b */
	virtual HRESULT Conditional(LONG a, LONG b) = 0;
};
#else
typedef struct IPpVtbl {
	HRESULT (*QueryInterface)(IPp *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IPp *This);
	ULONG (*Release)(IPp *This);
	/* Its comment stays with it. */
	/* [in] a */
	HRESULT (*Plain)(IPp *This, LONG a);
	/* [in] a, [in] b, [in] c, [in] d */
	HRESULT (*More)(IPp *This, LONG a, INSERTED *b, LONG c, LONG d);
	/* [in] n, [in, size_is(n + 4)] b */
	HRESULT (*Sized)(IPp *This, LONG n, BYTE *b);
	/* [in] a, [in, range(0, 255)] b */
	HRESULT (*Conditional)(IPp *This, LONG a, LONG b);
} IPpVtbl;
struct IPp {
	const IPpVtbl *lpVtbl;
};
static inline HRESULT IPp_QueryInterface(IPp *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IPp_AddRef(IPp *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IPp_Release(IPp *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IPp_Plain(IPp *This, LONG a) { return This->lpVtbl->Plain(This, a); }
static inline HRESULT IPp_More(IPp *This, LONG a, INSERTED *b, LONG c, LONG d) { return This->lpVtbl->More(This, a, b, c, d); }
static inline HRESULT IPp_Sized(IPp *This, LONG n, BYTE *b) { return This->lpVtbl->Sized(This, n, b); }
static inline HRESULT IPp_Conditional(IPp *This, LONG a, LONG b) { return This->lpVtbl->Conditional(This, a, b); }
#endif
EXTERN_C const CLSID CLSID_Pp;

/* For AcomRegisterInterfaces, where the linker would drop preprocess_p.o from an archive. */
extern ACOM_MODULE preprocess_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
