/* arrays.h - made by idlgen from arrays.idl. */
#ifndef IDL_ARRAYS_H
#define IDL_ARRAYS_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IArrays IArrays;
typedef OLECHAR *LABEL;
typedef LONG *UNIQUE_LONG;
typedef struct {
	SHORT n;
	int64_t *p;
	LONG *q;
	LONG fixed[2][3];
	OLECHAR name[16];
	LABEL other;
	LONG percent;
} SIZED;
#define ROOM ((LONG)4)

/* which rows have, too */
#define wire ((LONG)5)

EXTERN_C const IID IID_IArrays;
#ifdef __cplusplus
struct IArrays : public IUnknown {
	/* [in] n, [in, max_is(n)] a, [in] last, [in, max_is(n), last_is(last)] b */
	virtual HRESULT Max(LONG n, SHORT *a, LONG last, SHORT *b) = 0;
	/* [in] n, [in] first, [in] last, [in, size_is(n), first_is(first), last_is(last)] a, [in, first_is(first)] b */
	virtual HRESULT First(LONG n, LONG first, LONG last, SHORT *a, SHORT b[8]) = 0;
	/* [in] a, [in] b, [in, unique] c, [in, unique] d, [in, size_is(((((((a + b) - *c) * 2) / 3) % 4) << 1) >> 1)] e, [in, size_is(*d)] f, [in, size_is(0 - *c)] g */
	virtual HRESULT Arithmetic(uint64_t a, uintptr_t b, SHORT *c, uint64_t *d, BYTE *e, BYTE *f, BYTE *g) = 0;
	/* [in, size_is(4)] a, [in, size_is(4 + 1)] b, [out, size_is(0 - -4)] c */
	virtual HRESULT Constant(BYTE *a, BYTE *b, BYTE *c) = 0;
	/* [in] n, [in] m, [in, size_is(n, m)] a, [in, size_is(, n)] b, [in, size_is(n)] c */
	virtual HRESULT Levels(LONG n, LONG m, LONG **a, LONG **b, LONG *c[]) = 0;
	/* [in, string] a, [in, string, unique] b, [in] c, [in, size_is(2)] d, [in, string] e, [in, string, size_is(20)] f, [in] n, [out, string, size_is(n)] g */
	virtual HRESULT Strings(const char *a, OLECHAR *b, LABEL c, LABEL *d, BYTE e[8], OLECHAR *f, LONG n, OLECHAR *g) = 0;
	/* [in] a, [in, unique] b, [in, ref] c, [in] d, [in, unique] e */
	virtual HRESULT Pointers(LONG *a, LONG *b, LONG **c, UNIQUE_LONG d, LONG e[4]) = 0;
	/* [in] a, [in] b, [in] c, [in] d, [in] e, [in] f, [in] g */
	virtual HRESULT Structs(SIZED a, const SIZED *b, const LONG c, GUID d, REFGUID e, SIZED f[2], REFGUID g) = 0;
	/* [in, range(-1, 10)] a, [in, range(1, 3)] b, [in] n, [in, size_is(n), range(0, 1)] c */
	virtual HRESULT Ranges(LONG a, LONG *b, LONG n, BYTE *c) = 0;
	/* [in] a, [in, size_is(((a & 65535) ^ 32768) - 32768)] b, [in, size_is((a * 2) & 255)] c, [in, unique] d, [in, size_is(*d, *d & 255)] e, [in, size_is(-128 + 130)] f */
	virtual HRESULT Casts(LONG a, BYTE *b, BYTE *c, USHORT *d, BYTE **e, BYTE *f) = 0;
};
#else
typedef struct IArraysVtbl {
	HRESULT (*QueryInterface)(IArrays *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IArrays *This);
	ULONG (*Release)(IArrays *This);
	/* [in] n, [in, max_is(n)] a, [in] last, [in, max_is(n), last_is(last)] b */
	HRESULT (*Max)(IArrays *This, LONG n, SHORT *a, LONG last, SHORT *b);
	/* [in] n, [in] first, [in] last, [in, size_is(n), first_is(first), last_is(last)] a, [in, first_is(first)] b */
	HRESULT (*First)(IArrays *This, LONG n, LONG first, LONG last, SHORT *a, SHORT b[8]);
	/* [in] a, [in] b, [in, unique] c, [in, unique] d, [in, size_is(((((((a + b) - *c) * 2) / 3) % 4) << 1) >> 1)] e, [in, size_is(*d)] f, [in, size_is(0 - *c)] g */
	HRESULT (*Arithmetic)(IArrays *This, uint64_t a, uintptr_t b, SHORT *c, uint64_t *d, BYTE *e, BYTE *f, BYTE *g);
	/* [in, size_is(4)] a, [in, size_is(4 + 1)] b, [out, size_is(0 - -4)] c */
	HRESULT (*Constant)(IArrays *This, BYTE *a, BYTE *b, BYTE *c);
	/* [in] n, [in] m, [in, size_is(n, m)] a, [in, size_is(, n)] b, [in, size_is(n)] c */
	HRESULT (*Levels)(IArrays *This, LONG n, LONG m, LONG **a, LONG **b, LONG *c[]);
	/* [in, string] a, [in, string, unique] b, [in] c, [in, size_is(2)] d, [in, string] e, [in, string, size_is(20)] f, [in] n, [out, string, size_is(n)] g */
	HRESULT (*Strings)(IArrays *This, const char *a, OLECHAR *b, LABEL c, LABEL *d, BYTE e[8], OLECHAR *f, LONG n, OLECHAR *g);
	/* [in] a, [in, unique] b, [in, ref] c, [in] d, [in, unique] e */
	HRESULT (*Pointers)(IArrays *This, LONG *a, LONG *b, LONG **c, UNIQUE_LONG d, LONG e[4]);
	/* [in] a, [in] b, [in] c, [in] d, [in] e, [in] f, [in] g */
	HRESULT (*Structs)(IArrays *This, SIZED a, const SIZED *b, const LONG c, GUID d, REFGUID e, SIZED f[2], REFGUID g);
	/* [in, range(-1, 10)] a, [in, range(1, 3)] b, [in] n, [in, size_is(n), range(0, 1)] c */
	HRESULT (*Ranges)(IArrays *This, LONG a, LONG *b, LONG n, BYTE *c);
	/* [in] a, [in, size_is(((a & 65535) ^ 32768) - 32768)] b, [in, size_is((a * 2) & 255)] c, [in, unique] d, [in, size_is(*d, *d & 255)] e, [in, size_is(-128 + 130)] f */
	HRESULT (*Casts)(IArrays *This, LONG a, BYTE *b, BYTE *c, USHORT *d, BYTE **e, BYTE *f);
} IArraysVtbl;
struct IArrays {
	const IArraysVtbl *lpVtbl;
};
static inline HRESULT IArrays_QueryInterface(IArrays *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IArrays_AddRef(IArrays *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IArrays_Release(IArrays *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IArrays_Max(IArrays *This, LONG n, SHORT *a, LONG last, SHORT *b) { return This->lpVtbl->Max(This, n, a, last, b); }
static inline HRESULT IArrays_First(IArrays *This, LONG n, LONG first, LONG last, SHORT *a, SHORT b[8]) { return This->lpVtbl->First(This, n, first, last, a, b); }
static inline HRESULT IArrays_Arithmetic(IArrays *This, uint64_t a, uintptr_t b, SHORT *c, uint64_t *d, BYTE *e, BYTE *f, BYTE *g) { return This->lpVtbl->Arithmetic(This, a, b, c, d, e, f, g); }
static inline HRESULT IArrays_Constant(IArrays *This, BYTE *a, BYTE *b, BYTE *c) { return This->lpVtbl->Constant(This, a, b, c); }
static inline HRESULT IArrays_Levels(IArrays *This, LONG n, LONG m, LONG **a, LONG **b, LONG *c[]) { return This->lpVtbl->Levels(This, n, m, a, b, c); }
static inline HRESULT IArrays_Strings(IArrays *This, const char *a, OLECHAR *b, LABEL c, LABEL *d, BYTE e[8], OLECHAR *f, LONG n, OLECHAR *g) { return This->lpVtbl->Strings(This, a, b, c, d, e, f, n, g); }
static inline HRESULT IArrays_Pointers(IArrays *This, LONG *a, LONG *b, LONG **c, UNIQUE_LONG d, LONG e[4]) { return This->lpVtbl->Pointers(This, a, b, c, d, e); }
static inline HRESULT IArrays_Structs(IArrays *This, SIZED a, const SIZED *b, const LONG c, GUID d, REFGUID e, SIZED f[2], REFGUID g) { return This->lpVtbl->Structs(This, a, b, c, d, e, f, g); }
static inline HRESULT IArrays_Ranges(IArrays *This, LONG a, LONG *b, LONG n, BYTE *c) { return This->lpVtbl->Ranges(This, a, b, n, c); }
static inline HRESULT IArrays_Casts(IArrays *This, LONG a, BYTE *b, BYTE *c, USHORT *d, BYTE **e, BYTE *f) { return This->lpVtbl->Casts(This, a, b, c, d, e, f); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop arrays_p.o from an archive. */
extern ACOM_MODULE arrays_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
