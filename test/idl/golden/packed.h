/* packed.h - made by idlgen from packed.idl. */
#ifndef IDL_PACKED_H
#define IDL_PACKED_H

#include <acom/meta.h>
#include <acom/oaidl.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IPacked IPacked;
typedef struct AsyncIPacked AsyncIPacked;
typedef struct {
	BYTE a;
	LONG b;
} NATURAL;
typedef struct {
	LONG n;
	LONG *values;
} COUNTED;
typedef struct {
	BYTE a;
	COUNTED b;
} COUNTED_DEEPER;
typedef struct {
	LONG n;
	LONG *values;
} COUNTED_APART;

/* The comment stands with the definition. */
#pragma pack(push, 1)
typedef struct tagPACKED_1 {
	BYTE a;
	LONG b;
	double c;
	SHORT d;
	NATURAL inside;
} PACKED_1;
#pragma pack(pop)
typedef struct tagPACKED_1 *PPACKED_1;
#pragma pack(push, 1)
typedef struct {
	ULONG n;
	BYTE before;
	LONG *values;
	LPCOLESTR text;
	IUnknown *object;
} PACKED_POINTERS;
#pragma pack(pop)
#pragma pack(push, 1)
typedef struct {
	BYTE count;
	LONG open[1];
} PACKED_OPEN;
#pragma pack(pop)
#pragma pack(push, 1)
typedef struct {
	BYTE a;
	COUNTED_DEEPER counted[2];
} PACKED_COUNTED;
#pragma pack(pop)
#pragma pack(push, 1)
typedef struct {
	VARIANT value;
	DATE date;
} NATURAL_VALUE;
#pragma pack(pop)
#pragma pack(push, 1)
typedef struct {
	BYTE a;
	BSTR text;
	NATURAL_VALUE value;
	BYTE b;
	LPSAFEARRAY array;
	VARIANT more[2];
} PACKED_AUTOMATION;
#pragma pack(pop)
#pragma pack(push, 1)
typedef struct {
	BYTE which;
	union {
		LONG number;
		BYTE octet;
		double real;
	} kind;
} PACKED_UNION;
#pragma pack(pop)
#pragma pack(push, 1)
typedef struct {
	BYTE which;
	__extension__ union {
		LONG number;
	};
} PACKED_NAMELESS;
#pragma pack(pop)
#pragma pack(push, 2)
struct inner {
	BYTE c;
	int64_t d;
};
#pragma pack(pop)
#pragma pack(push, 2)
struct packed_2 {
	BYTE a;
	LONG b;
	struct inner e;
};
#pragma pack(pop)
struct natural {
	BYTE a;
	LONG b;
};
#pragma pack(push, 4)
typedef struct {
	LONG a;
	int64_t b;
	PACKED_1 c[2];
} PACKED_4;
#pragma pack(pop)
typedef struct {
	LONG a;
	int64_t b;
} NATURAL_AGAIN;
#pragma pack(push, 1)
typedef struct {
	BYTE a;
	USHORT b;
} ONE_AGAIN;
#pragma pack(pop)
#pragma pack(push, 1)
typedef struct {
	BYTE a[3];
	CHAR b;
} NO_MATTER;
#pragma pack(pop)
typedef enum {
	PACKED_NO = 0,
	PACKED_YES = 1,
} NO_STRUCT;
#pragma pack(push, 2)
typedef struct {
	BYTE a;
	LONG b;
} BY_HEADER;
#pragma pack(pop)
typedef struct {
	BYTE a;
	LONG b;
} AT_LAST;

/* C counts like the compiler. */
#define SIZE_OF_1 ((LONG)23)
#define SIZE_OF_2 ((LONG)16)
#define SIZE_OF_4 ((LONG)60)
#define SIZE_OF_UNION ((LONG)9)
typedef char packed_sizes[sizeof(PACKED_1) == SIZE_OF_1 && SIZE_OF_1 == 23 && sizeof(struct packed_2) == SIZE_OF_2 &&
                          SIZE_OF_2 == 16 && sizeof(PACKED_4) == SIZE_OF_4 && SIZE_OF_4 == 60 &&
                          sizeof(PACKED_UNION) == SIZE_OF_UNION && SIZE_OF_UNION == 9 && sizeof(NATURAL) == 8 &&
                          sizeof(struct natural) == 8 && sizeof(NATURAL_AGAIN) == 16 && sizeof(ONE_AGAIN) == 3 &&
                          sizeof(BY_HEADER) == 6 && sizeof(AT_LAST) == 8 ? 1 : -1];

EXTERN_C const IID IID_IPacked;
#ifdef __cplusplus
struct IPacked : public IUnknown {
	/* [in] a, [in] b, [in] c, [in] d, [in] e */
	virtual HRESULT Take(const PACKED_1 *a, const struct packed_2 *b, const PACKED_4 *c, NATURAL d, NO_MATTER e) = 0;
	/* [out] a, [in, out] b, [in] c, [out] d, [out] e, [in] n, [out, size_is(n)] f */
	virtual HRESULT Give(PACKED_1 *a, PACKED_POINTERS *b, const PACKED_OPEN *c, PACKED_UNION *d, PACKED_NAMELESS *e, LONG n, ONE_AGAIN *f) = 0;
	/* [in] a, [in, out] b, [out] c */
	virtual HRESULT Hold(const PACKED_AUTOMATION *a, PACKED_AUTOMATION *b, PACKED_AUTOMATION *c) = 0;
	/* [in] a, [in, out] b, [in] c */
	virtual HRESULT Count(const PACKED_COUNTED *a, PACKED_COUNTED *b, const COUNTED_APART *c) = 0;
};
#else
typedef struct IPackedVtbl {
	HRESULT (*QueryInterface)(IPacked *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IPacked *This);
	ULONG (*Release)(IPacked *This);
	/* [in] a, [in] b, [in] c, [in] d, [in] e */
	HRESULT (*Take)(IPacked *This, const PACKED_1 *a, const struct packed_2 *b, const PACKED_4 *c, NATURAL d, NO_MATTER e);
	/* [out] a, [in, out] b, [in] c, [out] d, [out] e, [in] n, [out, size_is(n)] f */
	HRESULT (*Give)(IPacked *This, PACKED_1 *a, PACKED_POINTERS *b, const PACKED_OPEN *c, PACKED_UNION *d, PACKED_NAMELESS *e, LONG n, ONE_AGAIN *f);
	/* [in] a, [in, out] b, [out] c */
	HRESULT (*Hold)(IPacked *This, const PACKED_AUTOMATION *a, PACKED_AUTOMATION *b, PACKED_AUTOMATION *c);
	/* [in] a, [in, out] b, [in] c */
	HRESULT (*Count)(IPacked *This, const PACKED_COUNTED *a, PACKED_COUNTED *b, const COUNTED_APART *c);
} IPackedVtbl;
struct IPacked {
	const IPackedVtbl *lpVtbl;
};
static inline HRESULT IPacked_QueryInterface(IPacked *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IPacked_AddRef(IPacked *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IPacked_Release(IPacked *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IPacked_Take(IPacked *This, const PACKED_1 *a, const struct packed_2 *b, const PACKED_4 *c, NATURAL d, NO_MATTER e) { return This->lpVtbl->Take(This, a, b, c, d, e); }
static inline HRESULT IPacked_Give(IPacked *This, PACKED_1 *a, PACKED_POINTERS *b, const PACKED_OPEN *c, PACKED_UNION *d, PACKED_NAMELESS *e, LONG n, ONE_AGAIN *f) { return This->lpVtbl->Give(This, a, b, c, d, e, n, f); }
static inline HRESULT IPacked_Hold(IPacked *This, const PACKED_AUTOMATION *a, PACKED_AUTOMATION *b, PACKED_AUTOMATION *c) { return This->lpVtbl->Hold(This, a, b, c); }
static inline HRESULT IPacked_Count(IPacked *This, const PACKED_COUNTED *a, PACKED_COUNTED *b, const COUNTED_APART *c) { return This->lpVtbl->Count(This, a, b, c); }
#endif

/* The asynchronous twin of IPacked: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIPacked;
#ifdef __cplusplus
struct AsyncIPacked : public IUnknown {
	/* [in] a, [in] b, [in] c, [in] d, [in] e */
	virtual HRESULT Begin_Take(const PACKED_1 *a, const struct packed_2 *b, const PACKED_4 *c, NATURAL d, NO_MATTER e) = 0;
	virtual HRESULT Finish_Take() = 0;
	/* [in, out] b, [in] c, [in] n */
	virtual HRESULT Begin_Give(PACKED_POINTERS *b, const PACKED_OPEN *c, LONG n) = 0;
	/* [out] a, [in, out] b, [out] d, [out] e, [out, size_is(n)] f */
	virtual HRESULT Finish_Give(PACKED_1 *a, PACKED_POINTERS *b, PACKED_UNION *d, PACKED_NAMELESS *e, ONE_AGAIN *f) = 0;
	/* [in] a, [in, out] b */
	virtual HRESULT Begin_Hold(const PACKED_AUTOMATION *a, PACKED_AUTOMATION *b) = 0;
	/* [in, out] b, [out] c */
	virtual HRESULT Finish_Hold(PACKED_AUTOMATION *b, PACKED_AUTOMATION *c) = 0;
	/* [in] a, [in, out] b, [in] c */
	virtual HRESULT Begin_Count(const PACKED_COUNTED *a, PACKED_COUNTED *b, const COUNTED_APART *c) = 0;
	/* [in, out] b */
	virtual HRESULT Finish_Count(PACKED_COUNTED *b) = 0;
};
#else
typedef struct AsyncIPackedVtbl {
	HRESULT (*QueryInterface)(AsyncIPacked *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIPacked *This);
	ULONG (*Release)(AsyncIPacked *This);
	/* [in] a, [in] b, [in] c, [in] d, [in] e */
	HRESULT (*Begin_Take)(AsyncIPacked *This, const PACKED_1 *a, const struct packed_2 *b, const PACKED_4 *c, NATURAL d, NO_MATTER e);
	HRESULT (*Finish_Take)(AsyncIPacked *This);
	/* [in, out] b, [in] c, [in] n */
	HRESULT (*Begin_Give)(AsyncIPacked *This, PACKED_POINTERS *b, const PACKED_OPEN *c, LONG n);
	/* [out] a, [in, out] b, [out] d, [out] e, [out, size_is(n)] f */
	HRESULT (*Finish_Give)(AsyncIPacked *This, PACKED_1 *a, PACKED_POINTERS *b, PACKED_UNION *d, PACKED_NAMELESS *e, ONE_AGAIN *f);
	/* [in] a, [in, out] b */
	HRESULT (*Begin_Hold)(AsyncIPacked *This, const PACKED_AUTOMATION *a, PACKED_AUTOMATION *b);
	/* [in, out] b, [out] c */
	HRESULT (*Finish_Hold)(AsyncIPacked *This, PACKED_AUTOMATION *b, PACKED_AUTOMATION *c);
	/* [in] a, [in, out] b, [in] c */
	HRESULT (*Begin_Count)(AsyncIPacked *This, const PACKED_COUNTED *a, PACKED_COUNTED *b, const COUNTED_APART *c);
	/* [in, out] b */
	HRESULT (*Finish_Count)(AsyncIPacked *This, PACKED_COUNTED *b);
} AsyncIPackedVtbl;
struct AsyncIPacked {
	const AsyncIPackedVtbl *lpVtbl;
};
static inline HRESULT AsyncIPacked_QueryInterface(AsyncIPacked *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIPacked_AddRef(AsyncIPacked *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIPacked_Release(AsyncIPacked *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIPacked_Begin_Take(AsyncIPacked *This, const PACKED_1 *a, const struct packed_2 *b, const PACKED_4 *c, NATURAL d, NO_MATTER e) { return This->lpVtbl->Begin_Take(This, a, b, c, d, e); }
static inline HRESULT AsyncIPacked_Finish_Take(AsyncIPacked *This) { return This->lpVtbl->Finish_Take(This); }
static inline HRESULT AsyncIPacked_Begin_Give(AsyncIPacked *This, PACKED_POINTERS *b, const PACKED_OPEN *c, LONG n) { return This->lpVtbl->Begin_Give(This, b, c, n); }
static inline HRESULT AsyncIPacked_Finish_Give(AsyncIPacked *This, PACKED_1 *a, PACKED_POINTERS *b, PACKED_UNION *d, PACKED_NAMELESS *e, ONE_AGAIN *f) { return This->lpVtbl->Finish_Give(This, a, b, d, e, f); }
static inline HRESULT AsyncIPacked_Begin_Hold(AsyncIPacked *This, const PACKED_AUTOMATION *a, PACKED_AUTOMATION *b) { return This->lpVtbl->Begin_Hold(This, a, b); }
static inline HRESULT AsyncIPacked_Finish_Hold(AsyncIPacked *This, PACKED_AUTOMATION *b, PACKED_AUTOMATION *c) { return This->lpVtbl->Finish_Hold(This, b, c); }
static inline HRESULT AsyncIPacked_Begin_Count(AsyncIPacked *This, const PACKED_COUNTED *a, PACKED_COUNTED *b, const COUNTED_APART *c) { return This->lpVtbl->Begin_Count(This, a, b, c); }
static inline HRESULT AsyncIPacked_Finish_Count(AsyncIPacked *This, PACKED_COUNTED *b) { return This->lpVtbl->Finish_Count(This, b); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop packed_p.o from an archive. */
extern ACOM_MODULE packed_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
