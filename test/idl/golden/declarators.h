/* declarators.h - made by idlgen from declarators.idl. */
#ifndef IDL_DECLARATORS_H
#define IDL_DECLARATORS_H

#include <acom/types.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct ILater ILater;
typedef struct ILatest ILatest;
typedef struct IForward IForward;
typedef struct IForward IForward;
typedef struct IDeclarators IDeclarators;
struct D_EARLY;
union D_NEVER;
struct D_CALLED;

/* A callback, as Windows spells it. */
typedef HRESULT (*D_PFNCALLBACK)(IUnknown *object, const OLECHAR *name, void *context);
typedef void (*D_PFNLOG)(const char *format, ...);
typedef void (*D_PFNVOID)(void);
typedef void (*D_PFNNAMELESS)(void *, LONG[4], D_PFNLOG);
typedef LONG (*(*D_PFNMAKER)(LONG kind))(LONG);
typedef LONG D_FUNCTION(LONG a);
typedef LONG (*D_ROWS)[3];
typedef LONG *D_COLUMNS[3];
typedef LONG D_PLAIN;
typedef LONG D_MATRIX[2][3];
typedef int64_t D_TWICE_LONG;
typedef uint64_t D_TWICE_LONG_UNSIGNED;
typedef uint64_t D_WIDEST;
typedef int8_t D_INT_8;
typedef USHORT D_UINT_16;
typedef int D_INT_32;
typedef ULONG D_STATUS;
typedef void *D_BINDING;
typedef LONG D_SHAKY;
struct D_later;

/* Bits, and members that lend their own. */
struct acom_declarators_1 {
	LONG x;
	LONG y;
};
typedef struct D_tagPARTS {
	ULONG first : 3;
	ULONG second : 4;
	ULONG : 0;
	BYTE third : 1;
	__extension__ union {
		__extension__ struct {
			SHORT low;
			SHORT high;
		};
		LONG whole;
		struct acom_declarators_1 point;
	};
	struct D_tagPARTS *next;
	struct D_later *D_later;
	D_PFNCALLBACK call;
	LONG (*inline_call)(LONG a, LONG b);
	LONG matrix[2][3];
} D_PARTS;
typedef struct D_tagPARTS *D_PPARTS;
struct acom_declarators_2 {
	LONG a;
};
typedef struct acom_declarators_2 *D_NAMELESS;
typedef enum {
	D_FLAG_TOP = INT32_MIN,
	D_FLAG_ALL = -1,
	D_FLAG_NEXT = 0,
} D_FLAGS;
extern const IID IID_Elsewhere;

/* A function that C code defines. */
/* [local] [in] parts, [in] forward */
HRESULT Plain(D_PARTS *parts, IForward *forward);

BOOL Nothing(void);

LONG Outside(LONG a);
typedef struct ILater ILater;
typedef struct IImplied IImplied;
typedef LONG (*D_PFNINSIDE)(IDeclarators *self);
#define D_INSIDE ((LONG)7)
enum {
	D_INSIDE_A = 0,
	D_INSIDE_B = 7,
};
/* between */

EXTERN_C const IID IID_IDeclarators;
#ifdef __cplusplus
struct IDeclarators : public IUnknown {
	/* [in] f, anything, [in] plain */
	virtual HRESULT Call(D_PFNINSIDE f, void *anything, LONG (*plain)(LONG)) = 0;
	virtual ILatest *Give(IImplied *i) = 0;
	virtual void Nothing() = 0;
	virtual HRESULT Early(struct D_EARLY *early, union D_NEVER *never, HRESULT (*call)(struct D_CALLED *)) = 0;
};
#else
typedef struct IDeclaratorsVtbl {
	HRESULT (*QueryInterface)(IDeclarators *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IDeclarators *This);
	ULONG (*Release)(IDeclarators *This);
	/* [in] f, anything, [in] plain */
	HRESULT (*Call)(IDeclarators *This, D_PFNINSIDE f, void *anything, LONG (*plain)(LONG));
	ILatest *(*Give)(IDeclarators *This, IImplied *i);
	void (*Nothing)(IDeclarators *This);
	HRESULT (*Early)(IDeclarators *This, struct D_EARLY *early, union D_NEVER *never, HRESULT (*call)(struct D_CALLED *));
} IDeclaratorsVtbl;
struct IDeclarators {
	const IDeclaratorsVtbl *lpVtbl;
};
static inline HRESULT IDeclarators_QueryInterface(IDeclarators *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IDeclarators_AddRef(IDeclarators *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IDeclarators_Release(IDeclarators *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IDeclarators_Call(IDeclarators *This, D_PFNINSIDE f, void *anything, LONG (*plain)(LONG)) { return This->lpVtbl->Call(This, f, anything, plain); }
static inline ILatest *IDeclarators_Give(IDeclarators *This, IImplied *i) { return This->lpVtbl->Give(This, i); }
static inline void IDeclarators_Nothing(IDeclarators *This) { This->lpVtbl->Nothing(This); }
static inline HRESULT IDeclarators_Early(IDeclarators *This, struct D_EARLY *early, union D_NEVER *never, HRESULT (*call)(struct D_CALLED *)) { return This->lpVtbl->Early(This, early, never, call); }
#endif

/* What a parameter mentions first is the same struct all the same. */
struct D_EARLY {
	LONG a;
};

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
