/* unions.h - made by idlgen from unions.idl. */
#ifndef IDL_UNIONS_H
#define IDL_UNIONS_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IUnions IUnions;
typedef struct AsyncIUnions AsyncIUnions;
typedef struct ILocalUnions ILocalUnions;
typedef enum {
	IS_NOTHING = 0,
	IS_NUMBER = 3,
	IS_TEXT = 4,
} WHAT;
typedef enum BROAD {
	BROAD_A = -1,
	BROAD_B = 65536,
} BROAD;

/* A union without a name of its own. */
typedef struct _TAGGED {
	LONG which;
	union {
		BYTE small_one;
		OLECHAR *text;
		int64_t large;
	} tagged_union;
} TAGGED;
typedef struct {
	WHAT what;
	union {
		LONG number;
		char *text;
	} value;
} NAMED;
struct SIGNED {
	int8_t tag;
	union {
		float f;
		double d;
	} u;
};
struct acom_unions_1 {
	LONG x;
	LONG y;
};
typedef struct {
	char letter;
	union {
		struct acom_unions_1 point;
	} tagged_union;
} LETTER;
typedef struct {
	uint8_t is_set;
	union {
		GUID guid;
	} tagged_union;
} MAYBE;
typedef union ELSEWHERE {
	BYTE b;
	int64_t h;
	LONG *p;
	LONG fixed[3];
} ELSEWHERE;
typedef union {
	TAGGED inner;
} LARGE_TAG;
typedef union {
	IUnknown *object;
	NAMED named;
} BROAD_TAG;
union acom_unions_2 {
	LONG a;
};
typedef struct HOLDER {
	SHORT tag;
	ELSEWHERE one;
	ELSEWHERE *other;
	BROAD broad;
	union acom_unions_2 inner;
} HOLDER;
typedef struct OPEN {
	SHORT n;
	int64_t a[1];
} OPEN;
typedef struct {
	BYTE lead;
	OPEN open;
} OPEN_NESTED;
typedef struct {
	LONG n;
	LONG from;
	LONG to;
	SHORT a[1];
} OPEN_WINDOW;
typedef struct {
	LONG n;
	IUnknown *a[1];
} OPEN_OBJECTS;
typedef struct {
	LONG last;
	SHORT a[1][2];
} OPEN_ROWS;
typedef struct LIST {
	LONG v;
	struct LIST *next;
} LIST;
typedef struct NODE NODE;
typedef struct {
	LONG n;
	NODE **list;
} NODES;
struct NODE {
	OLECHAR *name;
	NODES children;
	NODE *parent;
};
struct acom_unions_3 {
	struct TERM *left;
	struct TERM *right;
};
typedef struct TERM {
	SHORT kind;
	union {
		LONG number;
		struct TERM *negated;
		struct acom_unions_3 sum;
	} tagged_union;
} TERM;
typedef struct ANY {
	SHORT tag;
	union ANY_UNION *u;
} ANY;
union ANY_UNION {
	ANY any;
	ANY *pointer;
};

EXTERN_C const IID IID_IUnions;
#ifdef __cplusplus
struct IUnions : public IUnknown {
	/* [in] tagged, [in, unique] named, [out] small_tag, [out] letter */
	virtual HRESULT Encapsulated(TAGGED *tagged, NAMED *named, struct SIGNED *small_tag, LETTER **letter) = 0;
	/* [in, out] maybe, [in] n, [in, size_is(n)] many */
	virtual HRESULT Maybe(MAYBE *maybe, LONG n, MAYBE many[]) = 0;
	/* [in] tag, [in, switch_is(tag)] u, [in, switch_is(tag), unique] v */
	virtual HRESULT Elsewhere(SHORT tag, ELSEWHERE *u, ELSEWHERE *v) = 0;
	/* [in, switch_is(3)] u, [in] tag, [in, switch_is(tag)] large */
	virtual HRESULT Constant(ELSEWHERE *u, ULONG tag, LARGE_TAG *large) = 0;
	/* [in] tag, [out, switch_is(tag)] u, [out] broad, [out, switch_is(*broad)] w */
	virtual HRESULT Comes(SHORT tag, ELSEWHERE *u, BROAD *broad, BROAD_TAG *w) = 0;
	/* [in, out] tag, [in, out, switch_is(*tag)] u, [in] holder */
	virtual HRESULT Both(SHORT *tag, ELSEWHERE *u, HOLDER *holder) = 0;
	/* [in] tag, [in] n, [in, size_is(n), switch_is(tag)] u */
	virtual HRESULT Many(SHORT tag, LONG n, ELSEWHERE u[]) = 0;
	/* [in] open, [in, unique] nested, [out] out, [in, out] window */
	virtual HRESULT Open(OPEN *open, OPEN_NESTED *nested, OPEN_NESTED **out, OPEN_WINDOW **window) = 0;
	/* [in] objects, [in] rows, [in] n, [in, size_is(n)] many */
	virtual HRESULT Objects(OPEN_OBJECTS *objects, OPEN_ROWS *rows, LONG n, OPEN_ROWS **many) = 0;
	/* [in, unique] list, [in, out] tree, [in] term, [out] result, [in] any */
	virtual HRESULT Recursive(LIST *list, NODE **tree, TERM *term, TERM **result, ANY *any) = 0;
	/* [in] n, [in] from, [in, size_is(n), first_is(from), last_is(n - 1)] a, [in, max_is(n), length_is(n), first_is(1)] b, [in, first_is(1), length_is(from)] c */
	virtual HRESULT Windows(LONG n, LONG from, SHORT *a, SHORT *b, BYTE c[8]) = 0;
};
#else
typedef struct IUnionsVtbl {
	HRESULT (*QueryInterface)(IUnions *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IUnions *This);
	ULONG (*Release)(IUnions *This);
	/* [in] tagged, [in, unique] named, [out] small_tag, [out] letter */
	HRESULT (*Encapsulated)(IUnions *This, TAGGED *tagged, NAMED *named, struct SIGNED *small_tag, LETTER **letter);
	/* [in, out] maybe, [in] n, [in, size_is(n)] many */
	HRESULT (*Maybe)(IUnions *This, MAYBE *maybe, LONG n, MAYBE many[]);
	/* [in] tag, [in, switch_is(tag)] u, [in, switch_is(tag), unique] v */
	HRESULT (*Elsewhere)(IUnions *This, SHORT tag, ELSEWHERE *u, ELSEWHERE *v);
	/* [in, switch_is(3)] u, [in] tag, [in, switch_is(tag)] large */
	HRESULT (*Constant)(IUnions *This, ELSEWHERE *u, ULONG tag, LARGE_TAG *large);
	/* [in] tag, [out, switch_is(tag)] u, [out] broad, [out, switch_is(*broad)] w */
	HRESULT (*Comes)(IUnions *This, SHORT tag, ELSEWHERE *u, BROAD *broad, BROAD_TAG *w);
	/* [in, out] tag, [in, out, switch_is(*tag)] u, [in] holder */
	HRESULT (*Both)(IUnions *This, SHORT *tag, ELSEWHERE *u, HOLDER *holder);
	/* [in] tag, [in] n, [in, size_is(n), switch_is(tag)] u */
	HRESULT (*Many)(IUnions *This, SHORT tag, LONG n, ELSEWHERE u[]);
	/* [in] open, [in, unique] nested, [out] out, [in, out] window */
	HRESULT (*Open)(IUnions *This, OPEN *open, OPEN_NESTED *nested, OPEN_NESTED **out, OPEN_WINDOW **window);
	/* [in] objects, [in] rows, [in] n, [in, size_is(n)] many */
	HRESULT (*Objects)(IUnions *This, OPEN_OBJECTS *objects, OPEN_ROWS *rows, LONG n, OPEN_ROWS **many);
	/* [in, unique] list, [in, out] tree, [in] term, [out] result, [in] any */
	HRESULT (*Recursive)(IUnions *This, LIST *list, NODE **tree, TERM *term, TERM **result, ANY *any);
	/* [in] n, [in] from, [in, size_is(n), first_is(from), last_is(n - 1)] a, [in, max_is(n), length_is(n), first_is(1)] b, [in, first_is(1), length_is(from)] c */
	HRESULT (*Windows)(IUnions *This, LONG n, LONG from, SHORT *a, SHORT *b, BYTE c[8]);
} IUnionsVtbl;
struct IUnions {
	const IUnionsVtbl *lpVtbl;
};
static inline HRESULT IUnions_QueryInterface(IUnions *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IUnions_AddRef(IUnions *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IUnions_Release(IUnions *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IUnions_Encapsulated(IUnions *This, TAGGED *tagged, NAMED *named, struct SIGNED *small_tag, LETTER **letter) { return This->lpVtbl->Encapsulated(This, tagged, named, small_tag, letter); }
static inline HRESULT IUnions_Maybe(IUnions *This, MAYBE *maybe, LONG n, MAYBE many[]) { return This->lpVtbl->Maybe(This, maybe, n, many); }
static inline HRESULT IUnions_Elsewhere(IUnions *This, SHORT tag, ELSEWHERE *u, ELSEWHERE *v) { return This->lpVtbl->Elsewhere(This, tag, u, v); }
static inline HRESULT IUnions_Constant(IUnions *This, ELSEWHERE *u, ULONG tag, LARGE_TAG *large) { return This->lpVtbl->Constant(This, u, tag, large); }
static inline HRESULT IUnions_Comes(IUnions *This, SHORT tag, ELSEWHERE *u, BROAD *broad, BROAD_TAG *w) { return This->lpVtbl->Comes(This, tag, u, broad, w); }
static inline HRESULT IUnions_Both(IUnions *This, SHORT *tag, ELSEWHERE *u, HOLDER *holder) { return This->lpVtbl->Both(This, tag, u, holder); }
static inline HRESULT IUnions_Many(IUnions *This, SHORT tag, LONG n, ELSEWHERE u[]) { return This->lpVtbl->Many(This, tag, n, u); }
static inline HRESULT IUnions_Open(IUnions *This, OPEN *open, OPEN_NESTED *nested, OPEN_NESTED **out, OPEN_WINDOW **window) { return This->lpVtbl->Open(This, open, nested, out, window); }
static inline HRESULT IUnions_Objects(IUnions *This, OPEN_OBJECTS *objects, OPEN_ROWS *rows, LONG n, OPEN_ROWS **many) { return This->lpVtbl->Objects(This, objects, rows, n, many); }
static inline HRESULT IUnions_Recursive(IUnions *This, LIST *list, NODE **tree, TERM *term, TERM **result, ANY *any) { return This->lpVtbl->Recursive(This, list, tree, term, result, any); }
static inline HRESULT IUnions_Windows(IUnions *This, LONG n, LONG from, SHORT *a, SHORT *b, BYTE c[8]) { return This->lpVtbl->Windows(This, n, from, a, b, c); }
#endif

/* The asynchronous twin of IUnions: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIUnions;
#ifdef __cplusplus
struct AsyncIUnions : public IUnknown {
	/* [in] tagged, [in, unique] named */
	virtual HRESULT Begin_Encapsulated(TAGGED *tagged, NAMED *named) = 0;
	/* [out] small_tag, [out] letter */
	virtual HRESULT Finish_Encapsulated(struct SIGNED *small_tag, LETTER **letter) = 0;
	/* [in, out] maybe, [in] n, [in, size_is(n)] many */
	virtual HRESULT Begin_Maybe(MAYBE *maybe, LONG n, MAYBE many[]) = 0;
	/* [in, out] maybe */
	virtual HRESULT Finish_Maybe(MAYBE *maybe) = 0;
	/* [in] tag, [in, switch_is(tag)] u, [in, switch_is(tag), unique] v */
	virtual HRESULT Begin_Elsewhere(SHORT tag, ELSEWHERE *u, ELSEWHERE *v) = 0;
	virtual HRESULT Finish_Elsewhere() = 0;
	/* [in, switch_is(3)] u, [in] tag, [in, switch_is(tag)] large */
	virtual HRESULT Begin_Constant(ELSEWHERE *u, ULONG tag, LARGE_TAG *large) = 0;
	virtual HRESULT Finish_Constant() = 0;
	/* [in] tag */
	virtual HRESULT Begin_Comes(SHORT tag) = 0;
	/* [out, switch_is(tag)] u, [out] broad, [out, switch_is(*broad)] w */
	virtual HRESULT Finish_Comes(ELSEWHERE *u, BROAD *broad, BROAD_TAG *w) = 0;
	/* [in, out] tag, [in, out, switch_is(*tag)] u, [in] holder */
	virtual HRESULT Begin_Both(SHORT *tag, ELSEWHERE *u, HOLDER *holder) = 0;
	/* [in, out] tag, [in, out, switch_is(*tag)] u */
	virtual HRESULT Finish_Both(SHORT *tag, ELSEWHERE *u) = 0;
	/* [in] tag, [in] n, [in, size_is(n), switch_is(tag)] u */
	virtual HRESULT Begin_Many(SHORT tag, LONG n, ELSEWHERE u[]) = 0;
	virtual HRESULT Finish_Many() = 0;
	/* [in] open, [in, unique] nested, [in, out] window */
	virtual HRESULT Begin_Open(OPEN *open, OPEN_NESTED *nested, OPEN_WINDOW **window) = 0;
	/* [out] out, [in, out] window */
	virtual HRESULT Finish_Open(OPEN_NESTED **out, OPEN_WINDOW **window) = 0;
	/* [in] objects, [in] rows, [in] n, [in, size_is(n)] many */
	virtual HRESULT Begin_Objects(OPEN_OBJECTS *objects, OPEN_ROWS *rows, LONG n, OPEN_ROWS **many) = 0;
	virtual HRESULT Finish_Objects() = 0;
	/* [in, unique] list, [in, out] tree, [in] term, [in] any */
	virtual HRESULT Begin_Recursive(LIST *list, NODE **tree, TERM *term, ANY *any) = 0;
	/* [in, out] tree, [out] result */
	virtual HRESULT Finish_Recursive(NODE **tree, TERM **result) = 0;
	/* [in] n, [in] from, [in, size_is(n), first_is(from), last_is(n - 1)] a, [in, max_is(n), length_is(n), first_is(1)] b, [in, first_is(1), length_is(from)] c */
	virtual HRESULT Begin_Windows(LONG n, LONG from, SHORT *a, SHORT *b, BYTE c[8]) = 0;
	virtual HRESULT Finish_Windows() = 0;
};
#else
typedef struct AsyncIUnionsVtbl {
	HRESULT (*QueryInterface)(AsyncIUnions *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIUnions *This);
	ULONG (*Release)(AsyncIUnions *This);
	/* [in] tagged, [in, unique] named */
	HRESULT (*Begin_Encapsulated)(AsyncIUnions *This, TAGGED *tagged, NAMED *named);
	/* [out] small_tag, [out] letter */
	HRESULT (*Finish_Encapsulated)(AsyncIUnions *This, struct SIGNED *small_tag, LETTER **letter);
	/* [in, out] maybe, [in] n, [in, size_is(n)] many */
	HRESULT (*Begin_Maybe)(AsyncIUnions *This, MAYBE *maybe, LONG n, MAYBE many[]);
	/* [in, out] maybe */
	HRESULT (*Finish_Maybe)(AsyncIUnions *This, MAYBE *maybe);
	/* [in] tag, [in, switch_is(tag)] u, [in, switch_is(tag), unique] v */
	HRESULT (*Begin_Elsewhere)(AsyncIUnions *This, SHORT tag, ELSEWHERE *u, ELSEWHERE *v);
	HRESULT (*Finish_Elsewhere)(AsyncIUnions *This);
	/* [in, switch_is(3)] u, [in] tag, [in, switch_is(tag)] large */
	HRESULT (*Begin_Constant)(AsyncIUnions *This, ELSEWHERE *u, ULONG tag, LARGE_TAG *large);
	HRESULT (*Finish_Constant)(AsyncIUnions *This);
	/* [in] tag */
	HRESULT (*Begin_Comes)(AsyncIUnions *This, SHORT tag);
	/* [out, switch_is(tag)] u, [out] broad, [out, switch_is(*broad)] w */
	HRESULT (*Finish_Comes)(AsyncIUnions *This, ELSEWHERE *u, BROAD *broad, BROAD_TAG *w);
	/* [in, out] tag, [in, out, switch_is(*tag)] u, [in] holder */
	HRESULT (*Begin_Both)(AsyncIUnions *This, SHORT *tag, ELSEWHERE *u, HOLDER *holder);
	/* [in, out] tag, [in, out, switch_is(*tag)] u */
	HRESULT (*Finish_Both)(AsyncIUnions *This, SHORT *tag, ELSEWHERE *u);
	/* [in] tag, [in] n, [in, size_is(n), switch_is(tag)] u */
	HRESULT (*Begin_Many)(AsyncIUnions *This, SHORT tag, LONG n, ELSEWHERE u[]);
	HRESULT (*Finish_Many)(AsyncIUnions *This);
	/* [in] open, [in, unique] nested, [in, out] window */
	HRESULT (*Begin_Open)(AsyncIUnions *This, OPEN *open, OPEN_NESTED *nested, OPEN_WINDOW **window);
	/* [out] out, [in, out] window */
	HRESULT (*Finish_Open)(AsyncIUnions *This, OPEN_NESTED **out, OPEN_WINDOW **window);
	/* [in] objects, [in] rows, [in] n, [in, size_is(n)] many */
	HRESULT (*Begin_Objects)(AsyncIUnions *This, OPEN_OBJECTS *objects, OPEN_ROWS *rows, LONG n, OPEN_ROWS **many);
	HRESULT (*Finish_Objects)(AsyncIUnions *This);
	/* [in, unique] list, [in, out] tree, [in] term, [in] any */
	HRESULT (*Begin_Recursive)(AsyncIUnions *This, LIST *list, NODE **tree, TERM *term, ANY *any);
	/* [in, out] tree, [out] result */
	HRESULT (*Finish_Recursive)(AsyncIUnions *This, NODE **tree, TERM **result);
	/* [in] n, [in] from, [in, size_is(n), first_is(from), last_is(n - 1)] a, [in, max_is(n), length_is(n), first_is(1)] b, [in, first_is(1), length_is(from)] c */
	HRESULT (*Begin_Windows)(AsyncIUnions *This, LONG n, LONG from, SHORT *a, SHORT *b, BYTE c[8]);
	HRESULT (*Finish_Windows)(AsyncIUnions *This);
} AsyncIUnionsVtbl;
struct AsyncIUnions {
	const AsyncIUnionsVtbl *lpVtbl;
};
static inline HRESULT AsyncIUnions_QueryInterface(AsyncIUnions *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIUnions_AddRef(AsyncIUnions *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIUnions_Release(AsyncIUnions *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIUnions_Begin_Encapsulated(AsyncIUnions *This, TAGGED *tagged, NAMED *named) { return This->lpVtbl->Begin_Encapsulated(This, tagged, named); }
static inline HRESULT AsyncIUnions_Finish_Encapsulated(AsyncIUnions *This, struct SIGNED *small_tag, LETTER **letter) { return This->lpVtbl->Finish_Encapsulated(This, small_tag, letter); }
static inline HRESULT AsyncIUnions_Begin_Maybe(AsyncIUnions *This, MAYBE *maybe, LONG n, MAYBE many[]) { return This->lpVtbl->Begin_Maybe(This, maybe, n, many); }
static inline HRESULT AsyncIUnions_Finish_Maybe(AsyncIUnions *This, MAYBE *maybe) { return This->lpVtbl->Finish_Maybe(This, maybe); }
static inline HRESULT AsyncIUnions_Begin_Elsewhere(AsyncIUnions *This, SHORT tag, ELSEWHERE *u, ELSEWHERE *v) { return This->lpVtbl->Begin_Elsewhere(This, tag, u, v); }
static inline HRESULT AsyncIUnions_Finish_Elsewhere(AsyncIUnions *This) { return This->lpVtbl->Finish_Elsewhere(This); }
static inline HRESULT AsyncIUnions_Begin_Constant(AsyncIUnions *This, ELSEWHERE *u, ULONG tag, LARGE_TAG *large) { return This->lpVtbl->Begin_Constant(This, u, tag, large); }
static inline HRESULT AsyncIUnions_Finish_Constant(AsyncIUnions *This) { return This->lpVtbl->Finish_Constant(This); }
static inline HRESULT AsyncIUnions_Begin_Comes(AsyncIUnions *This, SHORT tag) { return This->lpVtbl->Begin_Comes(This, tag); }
static inline HRESULT AsyncIUnions_Finish_Comes(AsyncIUnions *This, ELSEWHERE *u, BROAD *broad, BROAD_TAG *w) { return This->lpVtbl->Finish_Comes(This, u, broad, w); }
static inline HRESULT AsyncIUnions_Begin_Both(AsyncIUnions *This, SHORT *tag, ELSEWHERE *u, HOLDER *holder) { return This->lpVtbl->Begin_Both(This, tag, u, holder); }
static inline HRESULT AsyncIUnions_Finish_Both(AsyncIUnions *This, SHORT *tag, ELSEWHERE *u) { return This->lpVtbl->Finish_Both(This, tag, u); }
static inline HRESULT AsyncIUnions_Begin_Many(AsyncIUnions *This, SHORT tag, LONG n, ELSEWHERE u[]) { return This->lpVtbl->Begin_Many(This, tag, n, u); }
static inline HRESULT AsyncIUnions_Finish_Many(AsyncIUnions *This) { return This->lpVtbl->Finish_Many(This); }
static inline HRESULT AsyncIUnions_Begin_Open(AsyncIUnions *This, OPEN *open, OPEN_NESTED *nested, OPEN_WINDOW **window) { return This->lpVtbl->Begin_Open(This, open, nested, window); }
static inline HRESULT AsyncIUnions_Finish_Open(AsyncIUnions *This, OPEN_NESTED **out, OPEN_WINDOW **window) { return This->lpVtbl->Finish_Open(This, out, window); }
static inline HRESULT AsyncIUnions_Begin_Objects(AsyncIUnions *This, OPEN_OBJECTS *objects, OPEN_ROWS *rows, LONG n, OPEN_ROWS **many) { return This->lpVtbl->Begin_Objects(This, objects, rows, n, many); }
static inline HRESULT AsyncIUnions_Finish_Objects(AsyncIUnions *This) { return This->lpVtbl->Finish_Objects(This); }
static inline HRESULT AsyncIUnions_Begin_Recursive(AsyncIUnions *This, LIST *list, NODE **tree, TERM *term, ANY *any) { return This->lpVtbl->Begin_Recursive(This, list, tree, term, any); }
static inline HRESULT AsyncIUnions_Finish_Recursive(AsyncIUnions *This, NODE **tree, TERM **result) { return This->lpVtbl->Finish_Recursive(This, tree, result); }
static inline HRESULT AsyncIUnions_Begin_Windows(AsyncIUnions *This, LONG n, LONG from, SHORT *a, SHORT *b, BYTE c[8]) { return This->lpVtbl->Begin_Windows(This, n, from, a, b, c); }
static inline HRESULT AsyncIUnions_Finish_Windows(AsyncIUnions *This) { return This->lpVtbl->Finish_Windows(This); }
#endif

/* What is local needs no tag. */
typedef union BITS {
	float f;
	ULONG u;
	BYTE octets[4];
} BITS;

EXTERN_C const IID IID_ILocalUnions;
#ifdef __cplusplus
struct ILocalUnions : public IUnknown {
	/* [in] bits, [in] open, [in] letter */
	virtual BITS Bits(BITS bits, OPEN open, LETTER letter) = 0;
};
#else
typedef struct ILocalUnionsVtbl {
	HRESULT (*QueryInterface)(ILocalUnions *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ILocalUnions *This);
	ULONG (*Release)(ILocalUnions *This);
	/* [in] bits, [in] open, [in] letter */
	BITS (*Bits)(ILocalUnions *This, BITS bits, OPEN open, LETTER letter);
} ILocalUnionsVtbl;
struct ILocalUnions {
	const ILocalUnionsVtbl *lpVtbl;
};
static inline HRESULT ILocalUnions_QueryInterface(ILocalUnions *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ILocalUnions_AddRef(ILocalUnions *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ILocalUnions_Release(ILocalUnions *This) { return This->lpVtbl->Release(This); }
static inline BITS ILocalUnions_Bits(ILocalUnions *This, BITS bits, OPEN open, LETTER letter) { return This->lpVtbl->Bits(This, bits, open, letter); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop unions_p.o from an archive. */
extern ACOM_MODULE unions_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
