/* comments.h - made by idlgen from comments.idl. */
#ifndef IDL_COMMENTS_H
#define IDL_COMMENTS_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct ICommented ICommented;
typedef struct AsyncICommented AsyncICommented;

/* A struct. */
struct acom_comments_1 {
	LONG inner;
};
typedef struct {
	// the x
	LONG x;
	/* The y,
	   in two lines. */
	LONG y;
	/** the z */
	LONG z;
	LONG zz;
	/* the w */
	LONG w;
	struct acom_comments_1 in;
} COMMENTED;

/* a union */
typedef struct {
	LONG tag;
	union {
		LONG a;
	} tagged_union;
} COMMENTED_UNION;
enum COMMENTED_ENUM {
	COMMENTED_A = 0,
	// b
	COMMENTED_B = 1,
	// above c
	COMMENTED_C = 2,
	/* of d */
	COMMENTED_D = 3,
	/* of e */
	COMMENTED_E = 7,
};

// one comment
// of two lines
// */ of three
#define COMMENTED_JOINED ((LONG)3)

/* a constant \  * and more */
#define COMMENTED_N ((LONG)4)
/* of a quote */
#define COMMENTED_QUOTE 1

/** An interface. */
EXTERN_C const IID IID_ICommented;
#ifdef __cplusplus
struct ICommented : public IUnknown {
	/* Reads. */
	// pv: where to
	/* cb: how many
	 * at most */
	/** got: how many came */
	/* [out, size_is(cb), length_is(*got)] pv, [in] cb, [in, out] got */
	virtual HRESULT Read(BYTE *pv, ULONG cb, ULONG *got) = 0;
	// behind a method
	/* [in, range(0, COMMENTED_N + 1)] a */
	virtual HRESULT Behind(LONG a) = 0;
	/// a property
	/* [propget, id, helpstring] [out, retval] class_ */
	virtual HRESULT get_Size(LONG *class_) = 0;
	/* a: in front */
	/* b: [in] */
	/* c: behind it */
	/* d: inside */
	/* e: of e */
	/* f: of f, whatever came first */
	/* [in] a, b, c, [in] d, [in] e, f */
	virtual HRESULT Inside(LONG a, LONG b, LONG c, LONG d, LONG e, LONG f) = 0;
	virtual HRESULT Nothing() = 0;
	/* two */
	virtual HRESULT Same(LONG a) = 0;
};
#else
typedef struct ICommentedVtbl {
	HRESULT (*QueryInterface)(ICommented *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ICommented *This);
	ULONG (*Release)(ICommented *This);
	/* Reads. */
	// pv: where to
	/* cb: how many
	 * at most */
	/** got: how many came */
	/* [out, size_is(cb), length_is(*got)] pv, [in] cb, [in, out] got */
	HRESULT (*Read)(ICommented *This, BYTE *pv, ULONG cb, ULONG *got);
	// behind a method
	/* [in, range(0, COMMENTED_N + 1)] a */
	HRESULT (*Behind)(ICommented *This, LONG a);
	/// a property
	/* [propget, id, helpstring] [out, retval] class_ */
	HRESULT (*get_Size)(ICommented *This, LONG *class_);
	/* a: in front */
	/* b: [in] */
	/* c: behind it */
	/* d: inside */
	/* e: of e */
	/* f: of f, whatever came first */
	/* [in] a, b, c, [in] d, [in] e, f */
	HRESULT (*Inside)(ICommented *This, LONG a, LONG b, LONG c, LONG d, LONG e, LONG f);
	HRESULT (*Nothing)(ICommented *This);
	/* two */
	HRESULT (*Same)(ICommented *This, LONG a);
} ICommentedVtbl;
struct ICommented {
	const ICommentedVtbl *lpVtbl;
};
static inline HRESULT ICommented_QueryInterface(ICommented *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ICommented_AddRef(ICommented *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ICommented_Release(ICommented *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ICommented_Read(ICommented *This, BYTE *pv, ULONG cb, ULONG *got) { return This->lpVtbl->Read(This, pv, cb, got); }
static inline HRESULT ICommented_Behind(ICommented *This, LONG a) { return This->lpVtbl->Behind(This, a); }
static inline HRESULT ICommented_get_Size(ICommented *This, LONG *class_) { return This->lpVtbl->get_Size(This, class_); }
static inline HRESULT ICommented_Inside(ICommented *This, LONG a, LONG b, LONG c, LONG d, LONG e, LONG f) { return This->lpVtbl->Inside(This, a, b, c, d, e, f); }
static inline HRESULT ICommented_Nothing(ICommented *This) { return This->lpVtbl->Nothing(This); }
static inline HRESULT ICommented_Same(ICommented *This, LONG a) { return This->lpVtbl->Same(This, a); }
#endif

/* The asynchronous twin of ICommented: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncICommented;
#ifdef __cplusplus
struct AsyncICommented : public IUnknown {
	/* [in] cb, [in, out] got */
	virtual HRESULT Begin_Read(ULONG cb, ULONG *got) = 0;
	/* [out, size_is(cb), length_is(*got)] pv, [in, out] got */
	virtual HRESULT Finish_Read(BYTE *pv, ULONG *got) = 0;
	/* [in, range(0, COMMENTED_N + 1)] a */
	virtual HRESULT Begin_Behind(LONG a) = 0;
	virtual HRESULT Finish_Behind() = 0;
	virtual HRESULT Begin_get_Size() = 0;
	/* [out, retval] class_ */
	virtual HRESULT Finish_get_Size(LONG *class_) = 0;
	/* [in] a, b, c, [in] d, [in] e, f */
	virtual HRESULT Begin_Inside(LONG a, LONG b, LONG c, LONG d, LONG e, LONG f) = 0;
	virtual HRESULT Finish_Inside() = 0;
	virtual HRESULT Begin_Nothing() = 0;
	virtual HRESULT Finish_Nothing() = 0;
	virtual HRESULT Begin_Same(LONG a) = 0;
	virtual HRESULT Finish_Same() = 0;
};
#else
typedef struct AsyncICommentedVtbl {
	HRESULT (*QueryInterface)(AsyncICommented *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncICommented *This);
	ULONG (*Release)(AsyncICommented *This);
	/* [in] cb, [in, out] got */
	HRESULT (*Begin_Read)(AsyncICommented *This, ULONG cb, ULONG *got);
	/* [out, size_is(cb), length_is(*got)] pv, [in, out] got */
	HRESULT (*Finish_Read)(AsyncICommented *This, BYTE *pv, ULONG *got);
	/* [in, range(0, COMMENTED_N + 1)] a */
	HRESULT (*Begin_Behind)(AsyncICommented *This, LONG a);
	HRESULT (*Finish_Behind)(AsyncICommented *This);
	HRESULT (*Begin_get_Size)(AsyncICommented *This);
	/* [out, retval] class_ */
	HRESULT (*Finish_get_Size)(AsyncICommented *This, LONG *class_);
	/* [in] a, b, c, [in] d, [in] e, f */
	HRESULT (*Begin_Inside)(AsyncICommented *This, LONG a, LONG b, LONG c, LONG d, LONG e, LONG f);
	HRESULT (*Finish_Inside)(AsyncICommented *This);
	HRESULT (*Begin_Nothing)(AsyncICommented *This);
	HRESULT (*Finish_Nothing)(AsyncICommented *This);
	HRESULT (*Begin_Same)(AsyncICommented *This, LONG a);
	HRESULT (*Finish_Same)(AsyncICommented *This);
} AsyncICommentedVtbl;
struct AsyncICommented {
	const AsyncICommentedVtbl *lpVtbl;
};
static inline HRESULT AsyncICommented_QueryInterface(AsyncICommented *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncICommented_AddRef(AsyncICommented *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncICommented_Release(AsyncICommented *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncICommented_Begin_Read(AsyncICommented *This, ULONG cb, ULONG *got) { return This->lpVtbl->Begin_Read(This, cb, got); }
static inline HRESULT AsyncICommented_Finish_Read(AsyncICommented *This, BYTE *pv, ULONG *got) { return This->lpVtbl->Finish_Read(This, pv, got); }
static inline HRESULT AsyncICommented_Begin_Behind(AsyncICommented *This, LONG a) { return This->lpVtbl->Begin_Behind(This, a); }
static inline HRESULT AsyncICommented_Finish_Behind(AsyncICommented *This) { return This->lpVtbl->Finish_Behind(This); }
static inline HRESULT AsyncICommented_Begin_get_Size(AsyncICommented *This) { return This->lpVtbl->Begin_get_Size(This); }
static inline HRESULT AsyncICommented_Finish_get_Size(AsyncICommented *This, LONG *class_) { return This->lpVtbl->Finish_get_Size(This, class_); }
static inline HRESULT AsyncICommented_Begin_Inside(AsyncICommented *This, LONG a, LONG b, LONG c, LONG d, LONG e, LONG f) { return This->lpVtbl->Begin_Inside(This, a, b, c, d, e, f); }
static inline HRESULT AsyncICommented_Finish_Inside(AsyncICommented *This) { return This->lpVtbl->Finish_Inside(This); }
static inline HRESULT AsyncICommented_Begin_Nothing(AsyncICommented *This) { return This->lpVtbl->Begin_Nothing(This); }
static inline HRESULT AsyncICommented_Finish_Nothing(AsyncICommented *This) { return This->lpVtbl->Finish_Nothing(This); }
static inline HRESULT AsyncICommented_Begin_Same(AsyncICommented *This, LONG a) { return This->lpVtbl->Begin_Same(This, a); }
static inline HRESULT AsyncICommented_Finish_Same(AsyncICommented *This) { return This->lpVtbl->Finish_Same(This); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop comments_p.o from an archive. */
extern ACOM_MODULE comments_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
