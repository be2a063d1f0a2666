/* typedefs.h - made by idlgen from typedefs.idl. */
#ifndef IDL_TYPEDEFS_H
#define IDL_TYPEDEFS_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct ITypedefs ITypedefs;
#define DUMMYUNIONNAME u
#define NOTHING
struct nameless { int a; union { int b; short c; } NOTHING; };
typedef char nameless_is_there[offsetof(struct nameless, ACOM_MEMBER(NOTHING, b)) == sizeof(int) ? 1 : -1];
#if 0
typedef struct tagMONEY {
	LONG lo;
	LONG hi;
} MONEY;
typedef struct tagMONEY *LPMONEY;
#endif
typedef struct anything { LONG lo, hi; } MONEY, *LPMONEY;
#ifndef _SPAN
#define _SPAN
typedef struct _SPAN {
	LONG from;
	LONG to;
} SPAN;
#endif
struct FIXED {
	LONG n;
};
typedef const struct FIXED CONSTANT;
struct BEHIND {
	LONG n;
	struct BEHIND *next;
};
typedef struct BEHIND *PBEHIND;
typedef enum TINT {
	PALE = 0,
	DARK = 1,
} TINT;
typedef enum TINT *PTINT;
struct acom_typedefs_1 {
	LONG a;
	LONG b;
};
union acom_typedefs_2 {
	struct acom_typedefs_1 DUMMYSTRUCTNAME;
	LONG *c;
};
struct acom_typedefs_3 {
	LONG x;
};
struct acom_typedefs_4 {
	struct acom_typedefs_3 DUMMYSTRUCTNAME;
};
struct acom_typedefs_5 {
	LONG y;
};
typedef struct NESTED {
	SHORT kind;
	union acom_typedefs_2 DUMMYUNIONNAME;
	struct acom_typedefs_4 PLAIN;
	struct acom_typedefs_5 named;
} NESTED;

EXTERN_C const IID IID_ITypedefs;
#ifdef __cplusplus
struct ITypedefs : public IUnknown {
	/* [in] m, [in] n, [in, size_is(n)] spans */
	virtual HRESULT Pay(MONEY *m, LONG n, SPAN *spans) = 0;
	/* [in, out] n, [in] b, [in] c, [in] f */
	virtual HRESULT Nest(NESTED *n, PBEHIND b, TINT c, CONSTANT *f) = 0;
};
#else
typedef struct ITypedefsVtbl {
	HRESULT (*QueryInterface)(ITypedefs *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ITypedefs *This);
	ULONG (*Release)(ITypedefs *This);
	/* [in] m, [in] n, [in, size_is(n)] spans */
	HRESULT (*Pay)(ITypedefs *This, MONEY *m, LONG n, SPAN *spans);
	/* [in, out] n, [in] b, [in] c, [in] f */
	HRESULT (*Nest)(ITypedefs *This, NESTED *n, PBEHIND b, TINT c, CONSTANT *f);
} ITypedefsVtbl;
struct ITypedefs {
	const ITypedefsVtbl *lpVtbl;
};
static inline HRESULT ITypedefs_QueryInterface(ITypedefs *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ITypedefs_AddRef(ITypedefs *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ITypedefs_Release(ITypedefs *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ITypedefs_Pay(ITypedefs *This, MONEY *m, LONG n, SPAN *spans) { return This->lpVtbl->Pay(This, m, n, spans); }
static inline HRESULT ITypedefs_Nest(ITypedefs *This, NESTED *n, PBEHIND b, TINT c, CONSTANT *f) { return This->lpVtbl->Nest(This, n, b, c, f); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop typedefs_p.o from an archive. */
extern ACOM_MODULE typedefs_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
