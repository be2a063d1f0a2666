/* across.h - made by idlgen from across.idl. */
#ifndef IDL_ACROSS_H
#define IDL_ACROSS_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IAcross IAcross;
typedef struct AsyncIAcross AsyncIAcross;
typedef union AcrossArms {
	LONG number;
	double real;
} AcrossArms;

EXTERN_C const IID IID_IAcross;
#ifdef __cplusplus
struct IAcross : public IUnknown {
	/* The room is said by what only goes in. */
	/* [in] n, [out, size_is(n)] a */
	virtual HRESULT Size(ULONG n, LONG *a) = 0;
	/* [in] n, [out, max_is(n)] a */
	virtual HRESULT Max(ULONG n, LONG *a) = 0;
	/* [in] n, [out, size_is(, n)] a */
	virtual HRESULT Deep(ULONG n, LONG **a) = 0;
	/* [out, size_is((2 * n) + 1)] a, [in] n */
	virtual HRESULT Late(LONG *a, ULONG n) = 0;
	/* [in] n, [out, size_is(*n)] a */
	virtual HRESULT Pointer(const ULONG *n, LONG *a) = 0;
	/* [in] n, [out, string, size_is(n)] s */
	virtual HRESULT String(ULONG n, OLECHAR *s) = 0;
	/* [in] n, [in, out, size_is(n)] a */
	virtual HRESULT Both(ULONG n, LONG *a) = 0;
	/* [in] n, [in, out, string, size_is(n)] s */
	virtual HRESULT BothString(ULONG n, OLECHAR *s) = 0;
	/* How much of it is in use, and where. */
	/* [in] n, [in] used, [out, size_is(n), length_is(used)] a */
	virtual HRESULT Length(ULONG n, ULONG used, LONG *a) = 0;
	/* [in] n, [in] from, [out, size_is(n), first_is(from), last_is(n - 1)] a */
	virtual HRESULT First(ULONG n, ULONG from, LONG *a) = 0;
	/* [in] n, [out, size_is(n), length_is(*used)] a, [out] used */
	virtual HRESULT LengthOut(ULONG n, LONG *a, ULONG *used) = 0;
	/* [in] n, [in, out] used, [in, out, size_is(n), length_is(*used)] a */
	virtual HRESULT LengthBoth(ULONG n, ULONG *used, LONG *a) = 0;
	/* [in, out] n, [out, size_is(*n)] a */
	virtual HRESULT SizeBoth(ULONG *n, LONG *a) = 0;
	/* Which interface, and which arm. */
	/* [in] riid, [out, iid_is(riid)] ppv */
	virtual HRESULT Iid(REFIID riid, void **ppv) = 0;
	/* [in] riid, [out, iid_is(riid)] ppv */
	virtual HRESULT IidTyped(REFIID riid, IUnknown **ppv) = 0;
	/* [in] iid, [out, iid_is(iid)] ppv */
	virtual HRESULT IidPointer(IID *iid, IUnknown **ppv) = 0;
	/* [out] iid, [out, iid_is(iid)] ppv */
	virtual HRESULT IidOut(IID *iid, IUnknown **ppv) = 0;
	/* [in] iid, [out, iid_is(iid)] ppv */
	virtual HRESULT IidStar(IID *iid, IUnknown **ppv) = 0;
	/* [in] riid, [in, out, iid_is(riid)] ppv */
	virtual HRESULT IidBoth(REFIID riid, IUnknown **ppv) = 0;
	/* [in] riid, [in] n, [out, size_is(n), length_is(*got), iid_is(riid)] list, [out] got */
	virtual HRESULT IidMany(REFIID riid, ULONG n, IUnknown **list, ULONG *got) = 0;
	/* [in] which, [out, switch_is(which)] arms */
	virtual HRESULT Arm(LONG which, AcrossArms *arms) = 0;
	/* [out] which, [out, switch_is(*which)] arms */
	virtual HRESULT ArmOut(LONG *which, AcrossArms *arms) = 0;
	/* [in] which, [in, out, switch_is(which)] arms */
	virtual HRESULT ArmBoth(LONG which, AcrossArms *arms) = 0;
};
#else
typedef struct IAcrossVtbl {
	HRESULT (*QueryInterface)(IAcross *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IAcross *This);
	ULONG (*Release)(IAcross *This);
	/* The room is said by what only goes in. */
	/* [in] n, [out, size_is(n)] a */
	HRESULT (*Size)(IAcross *This, ULONG n, LONG *a);
	/* [in] n, [out, max_is(n)] a */
	HRESULT (*Max)(IAcross *This, ULONG n, LONG *a);
	/* [in] n, [out, size_is(, n)] a */
	HRESULT (*Deep)(IAcross *This, ULONG n, LONG **a);
	/* [out, size_is((2 * n) + 1)] a, [in] n */
	HRESULT (*Late)(IAcross *This, LONG *a, ULONG n);
	/* [in] n, [out, size_is(*n)] a */
	HRESULT (*Pointer)(IAcross *This, const ULONG *n, LONG *a);
	/* [in] n, [out, string, size_is(n)] s */
	HRESULT (*String)(IAcross *This, ULONG n, OLECHAR *s);
	/* [in] n, [in, out, size_is(n)] a */
	HRESULT (*Both)(IAcross *This, ULONG n, LONG *a);
	/* [in] n, [in, out, string, size_is(n)] s */
	HRESULT (*BothString)(IAcross *This, ULONG n, OLECHAR *s);
	/* How much of it is in use, and where. */
	/* [in] n, [in] used, [out, size_is(n), length_is(used)] a */
	HRESULT (*Length)(IAcross *This, ULONG n, ULONG used, LONG *a);
	/* [in] n, [in] from, [out, size_is(n), first_is(from), last_is(n - 1)] a */
	HRESULT (*First)(IAcross *This, ULONG n, ULONG from, LONG *a);
	/* [in] n, [out, size_is(n), length_is(*used)] a, [out] used */
	HRESULT (*LengthOut)(IAcross *This, ULONG n, LONG *a, ULONG *used);
	/* [in] n, [in, out] used, [in, out, size_is(n), length_is(*used)] a */
	HRESULT (*LengthBoth)(IAcross *This, ULONG n, ULONG *used, LONG *a);
	/* [in, out] n, [out, size_is(*n)] a */
	HRESULT (*SizeBoth)(IAcross *This, ULONG *n, LONG *a);
	/* Which interface, and which arm. */
	/* [in] riid, [out, iid_is(riid)] ppv */
	HRESULT (*Iid)(IAcross *This, REFIID riid, void **ppv);
	/* [in] riid, [out, iid_is(riid)] ppv */
	HRESULT (*IidTyped)(IAcross *This, REFIID riid, IUnknown **ppv);
	/* [in] iid, [out, iid_is(iid)] ppv */
	HRESULT (*IidPointer)(IAcross *This, IID *iid, IUnknown **ppv);
	/* [out] iid, [out, iid_is(iid)] ppv */
	HRESULT (*IidOut)(IAcross *This, IID *iid, IUnknown **ppv);
	/* [in] iid, [out, iid_is(iid)] ppv */
	HRESULT (*IidStar)(IAcross *This, IID *iid, IUnknown **ppv);
	/* [in] riid, [in, out, iid_is(riid)] ppv */
	HRESULT (*IidBoth)(IAcross *This, REFIID riid, IUnknown **ppv);
	/* [in] riid, [in] n, [out, size_is(n), length_is(*got), iid_is(riid)] list, [out] got */
	HRESULT (*IidMany)(IAcross *This, REFIID riid, ULONG n, IUnknown **list, ULONG *got);
	/* [in] which, [out, switch_is(which)] arms */
	HRESULT (*Arm)(IAcross *This, LONG which, AcrossArms *arms);
	/* [out] which, [out, switch_is(*which)] arms */
	HRESULT (*ArmOut)(IAcross *This, LONG *which, AcrossArms *arms);
	/* [in] which, [in, out, switch_is(which)] arms */
	HRESULT (*ArmBoth)(IAcross *This, LONG which, AcrossArms *arms);
} IAcrossVtbl;
struct IAcross {
	const IAcrossVtbl *lpVtbl;
};
static inline HRESULT IAcross_QueryInterface(IAcross *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IAcross_AddRef(IAcross *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IAcross_Release(IAcross *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IAcross_Size(IAcross *This, ULONG n, LONG *a) { return This->lpVtbl->Size(This, n, a); }
static inline HRESULT IAcross_Max(IAcross *This, ULONG n, LONG *a) { return This->lpVtbl->Max(This, n, a); }
static inline HRESULT IAcross_Deep(IAcross *This, ULONG n, LONG **a) { return This->lpVtbl->Deep(This, n, a); }
static inline HRESULT IAcross_Late(IAcross *This, LONG *a, ULONG n) { return This->lpVtbl->Late(This, a, n); }
static inline HRESULT IAcross_Pointer(IAcross *This, const ULONG *n, LONG *a) { return This->lpVtbl->Pointer(This, n, a); }
static inline HRESULT IAcross_String(IAcross *This, ULONG n, OLECHAR *s) { return This->lpVtbl->String(This, n, s); }
static inline HRESULT IAcross_Both(IAcross *This, ULONG n, LONG *a) { return This->lpVtbl->Both(This, n, a); }
static inline HRESULT IAcross_BothString(IAcross *This, ULONG n, OLECHAR *s) { return This->lpVtbl->BothString(This, n, s); }
static inline HRESULT IAcross_Length(IAcross *This, ULONG n, ULONG used, LONG *a) { return This->lpVtbl->Length(This, n, used, a); }
static inline HRESULT IAcross_First(IAcross *This, ULONG n, ULONG from, LONG *a) { return This->lpVtbl->First(This, n, from, a); }
static inline HRESULT IAcross_LengthOut(IAcross *This, ULONG n, LONG *a, ULONG *used) { return This->lpVtbl->LengthOut(This, n, a, used); }
static inline HRESULT IAcross_LengthBoth(IAcross *This, ULONG n, ULONG *used, LONG *a) { return This->lpVtbl->LengthBoth(This, n, used, a); }
static inline HRESULT IAcross_SizeBoth(IAcross *This, ULONG *n, LONG *a) { return This->lpVtbl->SizeBoth(This, n, a); }
static inline HRESULT IAcross_Iid(IAcross *This, REFIID riid, void **ppv) { return This->lpVtbl->Iid(This, riid, ppv); }
static inline HRESULT IAcross_IidTyped(IAcross *This, REFIID riid, IUnknown **ppv) { return This->lpVtbl->IidTyped(This, riid, ppv); }
static inline HRESULT IAcross_IidPointer(IAcross *This, IID *iid, IUnknown **ppv) { return This->lpVtbl->IidPointer(This, iid, ppv); }
static inline HRESULT IAcross_IidOut(IAcross *This, IID *iid, IUnknown **ppv) { return This->lpVtbl->IidOut(This, iid, ppv); }
static inline HRESULT IAcross_IidStar(IAcross *This, IID *iid, IUnknown **ppv) { return This->lpVtbl->IidStar(This, iid, ppv); }
static inline HRESULT IAcross_IidBoth(IAcross *This, REFIID riid, IUnknown **ppv) { return This->lpVtbl->IidBoth(This, riid, ppv); }
static inline HRESULT IAcross_IidMany(IAcross *This, REFIID riid, ULONG n, IUnknown **list, ULONG *got) { return This->lpVtbl->IidMany(This, riid, n, list, got); }
static inline HRESULT IAcross_Arm(IAcross *This, LONG which, AcrossArms *arms) { return This->lpVtbl->Arm(This, which, arms); }
static inline HRESULT IAcross_ArmOut(IAcross *This, LONG *which, AcrossArms *arms) { return This->lpVtbl->ArmOut(This, which, arms); }
static inline HRESULT IAcross_ArmBoth(IAcross *This, LONG which, AcrossArms *arms) { return This->lpVtbl->ArmBoth(This, which, arms); }
#endif

/* The asynchronous twin of IAcross: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIAcross;
#ifdef __cplusplus
struct AsyncIAcross : public IUnknown {
	/* [in] n */
	virtual HRESULT Begin_Size(ULONG n) = 0;
	/* [out, size_is(n)] a */
	virtual HRESULT Finish_Size(LONG *a) = 0;
	/* [in] n */
	virtual HRESULT Begin_Max(ULONG n) = 0;
	/* [out, max_is(n)] a */
	virtual HRESULT Finish_Max(LONG *a) = 0;
	/* [in] n */
	virtual HRESULT Begin_Deep(ULONG n) = 0;
	/* [out, size_is(, n)] a */
	virtual HRESULT Finish_Deep(LONG **a) = 0;
	/* [in] n */
	virtual HRESULT Begin_Late(ULONG n) = 0;
	/* [out, size_is((2 * n) + 1)] a */
	virtual HRESULT Finish_Late(LONG *a) = 0;
	/* [in] n */
	virtual HRESULT Begin_Pointer(const ULONG *n) = 0;
	/* [out, size_is(*n)] a */
	virtual HRESULT Finish_Pointer(LONG *a) = 0;
	/* [in] n */
	virtual HRESULT Begin_String(ULONG n) = 0;
	/* [out, string, size_is(n)] s */
	virtual HRESULT Finish_String(OLECHAR *s) = 0;
	/* [in] n, [in, out, size_is(n)] a */
	virtual HRESULT Begin_Both(ULONG n, LONG *a) = 0;
	/* [in, out, size_is(n)] a */
	virtual HRESULT Finish_Both(LONG *a) = 0;
	/* [in] n, [in, out, string, size_is(n)] s */
	virtual HRESULT Begin_BothString(ULONG n, OLECHAR *s) = 0;
	/* [in, out, string, size_is(n)] s */
	virtual HRESULT Finish_BothString(OLECHAR *s) = 0;
	/* [in] n, [in] used */
	virtual HRESULT Begin_Length(ULONG n, ULONG used) = 0;
	/* [out, size_is(n), length_is(used)] a */
	virtual HRESULT Finish_Length(LONG *a) = 0;
	/* [in] n, [in] from */
	virtual HRESULT Begin_First(ULONG n, ULONG from) = 0;
	/* [out, size_is(n), first_is(from), last_is(n - 1)] a */
	virtual HRESULT Finish_First(LONG *a) = 0;
	/* [in] n */
	virtual HRESULT Begin_LengthOut(ULONG n) = 0;
	/* [out, size_is(n), length_is(*used)] a, [out] used */
	virtual HRESULT Finish_LengthOut(LONG *a, ULONG *used) = 0;
	/* [in] n, [in, out] used, [in, out, size_is(n), length_is(*used)] a */
	virtual HRESULT Begin_LengthBoth(ULONG n, ULONG *used, LONG *a) = 0;
	/* [in, out] used, [in, out, size_is(n), length_is(*used)] a */
	virtual HRESULT Finish_LengthBoth(ULONG *used, LONG *a) = 0;
	/* [in, out] n */
	virtual HRESULT Begin_SizeBoth(ULONG *n) = 0;
	/* [in, out] n, [out, size_is(*n)] a */
	virtual HRESULT Finish_SizeBoth(ULONG *n, LONG *a) = 0;
	/* [in] riid */
	virtual HRESULT Begin_Iid(REFIID riid) = 0;
	/* [out, iid_is(riid)] ppv */
	virtual HRESULT Finish_Iid(void **ppv) = 0;
	/* [in] riid */
	virtual HRESULT Begin_IidTyped(REFIID riid) = 0;
	/* [out, iid_is(riid)] ppv */
	virtual HRESULT Finish_IidTyped(IUnknown **ppv) = 0;
	/* [in] iid */
	virtual HRESULT Begin_IidPointer(IID *iid) = 0;
	/* [out, iid_is(iid)] ppv */
	virtual HRESULT Finish_IidPointer(IUnknown **ppv) = 0;
	virtual HRESULT Begin_IidOut() = 0;
	/* [out] iid, [out, iid_is(iid)] ppv */
	virtual HRESULT Finish_IidOut(IID *iid, IUnknown **ppv) = 0;
	/* [in] iid */
	virtual HRESULT Begin_IidStar(IID *iid) = 0;
	/* [out, iid_is(iid)] ppv */
	virtual HRESULT Finish_IidStar(IUnknown **ppv) = 0;
	/* [in] riid, [in, out, iid_is(riid)] ppv */
	virtual HRESULT Begin_IidBoth(REFIID riid, IUnknown **ppv) = 0;
	/* [in, out, iid_is(riid)] ppv */
	virtual HRESULT Finish_IidBoth(IUnknown **ppv) = 0;
	/* [in] riid, [in] n */
	virtual HRESULT Begin_IidMany(REFIID riid, ULONG n) = 0;
	/* [out, size_is(n), length_is(*got), iid_is(riid)] list, [out] got */
	virtual HRESULT Finish_IidMany(IUnknown **list, ULONG *got) = 0;
	/* [in] which */
	virtual HRESULT Begin_Arm(LONG which) = 0;
	/* [out, switch_is(which)] arms */
	virtual HRESULT Finish_Arm(AcrossArms *arms) = 0;
	virtual HRESULT Begin_ArmOut() = 0;
	/* [out] which, [out, switch_is(*which)] arms */
	virtual HRESULT Finish_ArmOut(LONG *which, AcrossArms *arms) = 0;
	/* [in] which, [in, out, switch_is(which)] arms */
	virtual HRESULT Begin_ArmBoth(LONG which, AcrossArms *arms) = 0;
	/* [in, out, switch_is(which)] arms */
	virtual HRESULT Finish_ArmBoth(AcrossArms *arms) = 0;
};
#else
typedef struct AsyncIAcrossVtbl {
	HRESULT (*QueryInterface)(AsyncIAcross *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIAcross *This);
	ULONG (*Release)(AsyncIAcross *This);
	/* [in] n */
	HRESULT (*Begin_Size)(AsyncIAcross *This, ULONG n);
	/* [out, size_is(n)] a */
	HRESULT (*Finish_Size)(AsyncIAcross *This, LONG *a);
	/* [in] n */
	HRESULT (*Begin_Max)(AsyncIAcross *This, ULONG n);
	/* [out, max_is(n)] a */
	HRESULT (*Finish_Max)(AsyncIAcross *This, LONG *a);
	/* [in] n */
	HRESULT (*Begin_Deep)(AsyncIAcross *This, ULONG n);
	/* [out, size_is(, n)] a */
	HRESULT (*Finish_Deep)(AsyncIAcross *This, LONG **a);
	/* [in] n */
	HRESULT (*Begin_Late)(AsyncIAcross *This, ULONG n);
	/* [out, size_is((2 * n) + 1)] a */
	HRESULT (*Finish_Late)(AsyncIAcross *This, LONG *a);
	/* [in] n */
	HRESULT (*Begin_Pointer)(AsyncIAcross *This, const ULONG *n);
	/* [out, size_is(*n)] a */
	HRESULT (*Finish_Pointer)(AsyncIAcross *This, LONG *a);
	/* [in] n */
	HRESULT (*Begin_String)(AsyncIAcross *This, ULONG n);
	/* [out, string, size_is(n)] s */
	HRESULT (*Finish_String)(AsyncIAcross *This, OLECHAR *s);
	/* [in] n, [in, out, size_is(n)] a */
	HRESULT (*Begin_Both)(AsyncIAcross *This, ULONG n, LONG *a);
	/* [in, out, size_is(n)] a */
	HRESULT (*Finish_Both)(AsyncIAcross *This, LONG *a);
	/* [in] n, [in, out, string, size_is(n)] s */
	HRESULT (*Begin_BothString)(AsyncIAcross *This, ULONG n, OLECHAR *s);
	/* [in, out, string, size_is(n)] s */
	HRESULT (*Finish_BothString)(AsyncIAcross *This, OLECHAR *s);
	/* [in] n, [in] used */
	HRESULT (*Begin_Length)(AsyncIAcross *This, ULONG n, ULONG used);
	/* [out, size_is(n), length_is(used)] a */
	HRESULT (*Finish_Length)(AsyncIAcross *This, LONG *a);
	/* [in] n, [in] from */
	HRESULT (*Begin_First)(AsyncIAcross *This, ULONG n, ULONG from);
	/* [out, size_is(n), first_is(from), last_is(n - 1)] a */
	HRESULT (*Finish_First)(AsyncIAcross *This, LONG *a);
	/* [in] n */
	HRESULT (*Begin_LengthOut)(AsyncIAcross *This, ULONG n);
	/* [out, size_is(n), length_is(*used)] a, [out] used */
	HRESULT (*Finish_LengthOut)(AsyncIAcross *This, LONG *a, ULONG *used);
	/* [in] n, [in, out] used, [in, out, size_is(n), length_is(*used)] a */
	HRESULT (*Begin_LengthBoth)(AsyncIAcross *This, ULONG n, ULONG *used, LONG *a);
	/* [in, out] used, [in, out, size_is(n), length_is(*used)] a */
	HRESULT (*Finish_LengthBoth)(AsyncIAcross *This, ULONG *used, LONG *a);
	/* [in, out] n */
	HRESULT (*Begin_SizeBoth)(AsyncIAcross *This, ULONG *n);
	/* [in, out] n, [out, size_is(*n)] a */
	HRESULT (*Finish_SizeBoth)(AsyncIAcross *This, ULONG *n, LONG *a);
	/* [in] riid */
	HRESULT (*Begin_Iid)(AsyncIAcross *This, REFIID riid);
	/* [out, iid_is(riid)] ppv */
	HRESULT (*Finish_Iid)(AsyncIAcross *This, void **ppv);
	/* [in] riid */
	HRESULT (*Begin_IidTyped)(AsyncIAcross *This, REFIID riid);
	/* [out, iid_is(riid)] ppv */
	HRESULT (*Finish_IidTyped)(AsyncIAcross *This, IUnknown **ppv);
	/* [in] iid */
	HRESULT (*Begin_IidPointer)(AsyncIAcross *This, IID *iid);
	/* [out, iid_is(iid)] ppv */
	HRESULT (*Finish_IidPointer)(AsyncIAcross *This, IUnknown **ppv);
	HRESULT (*Begin_IidOut)(AsyncIAcross *This);
	/* [out] iid, [out, iid_is(iid)] ppv */
	HRESULT (*Finish_IidOut)(AsyncIAcross *This, IID *iid, IUnknown **ppv);
	/* [in] iid */
	HRESULT (*Begin_IidStar)(AsyncIAcross *This, IID *iid);
	/* [out, iid_is(iid)] ppv */
	HRESULT (*Finish_IidStar)(AsyncIAcross *This, IUnknown **ppv);
	/* [in] riid, [in, out, iid_is(riid)] ppv */
	HRESULT (*Begin_IidBoth)(AsyncIAcross *This, REFIID riid, IUnknown **ppv);
	/* [in, out, iid_is(riid)] ppv */
	HRESULT (*Finish_IidBoth)(AsyncIAcross *This, IUnknown **ppv);
	/* [in] riid, [in] n */
	HRESULT (*Begin_IidMany)(AsyncIAcross *This, REFIID riid, ULONG n);
	/* [out, size_is(n), length_is(*got), iid_is(riid)] list, [out] got */
	HRESULT (*Finish_IidMany)(AsyncIAcross *This, IUnknown **list, ULONG *got);
	/* [in] which */
	HRESULT (*Begin_Arm)(AsyncIAcross *This, LONG which);
	/* [out, switch_is(which)] arms */
	HRESULT (*Finish_Arm)(AsyncIAcross *This, AcrossArms *arms);
	HRESULT (*Begin_ArmOut)(AsyncIAcross *This);
	/* [out] which, [out, switch_is(*which)] arms */
	HRESULT (*Finish_ArmOut)(AsyncIAcross *This, LONG *which, AcrossArms *arms);
	/* [in] which, [in, out, switch_is(which)] arms */
	HRESULT (*Begin_ArmBoth)(AsyncIAcross *This, LONG which, AcrossArms *arms);
	/* [in, out, switch_is(which)] arms */
	HRESULT (*Finish_ArmBoth)(AsyncIAcross *This, AcrossArms *arms);
} AsyncIAcrossVtbl;
struct AsyncIAcross {
	const AsyncIAcrossVtbl *lpVtbl;
};
static inline HRESULT AsyncIAcross_QueryInterface(AsyncIAcross *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIAcross_AddRef(AsyncIAcross *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIAcross_Release(AsyncIAcross *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIAcross_Begin_Size(AsyncIAcross *This, ULONG n) { return This->lpVtbl->Begin_Size(This, n); }
static inline HRESULT AsyncIAcross_Finish_Size(AsyncIAcross *This, LONG *a) { return This->lpVtbl->Finish_Size(This, a); }
static inline HRESULT AsyncIAcross_Begin_Max(AsyncIAcross *This, ULONG n) { return This->lpVtbl->Begin_Max(This, n); }
static inline HRESULT AsyncIAcross_Finish_Max(AsyncIAcross *This, LONG *a) { return This->lpVtbl->Finish_Max(This, a); }
static inline HRESULT AsyncIAcross_Begin_Deep(AsyncIAcross *This, ULONG n) { return This->lpVtbl->Begin_Deep(This, n); }
static inline HRESULT AsyncIAcross_Finish_Deep(AsyncIAcross *This, LONG **a) { return This->lpVtbl->Finish_Deep(This, a); }
static inline HRESULT AsyncIAcross_Begin_Late(AsyncIAcross *This, ULONG n) { return This->lpVtbl->Begin_Late(This, n); }
static inline HRESULT AsyncIAcross_Finish_Late(AsyncIAcross *This, LONG *a) { return This->lpVtbl->Finish_Late(This, a); }
static inline HRESULT AsyncIAcross_Begin_Pointer(AsyncIAcross *This, const ULONG *n) { return This->lpVtbl->Begin_Pointer(This, n); }
static inline HRESULT AsyncIAcross_Finish_Pointer(AsyncIAcross *This, LONG *a) { return This->lpVtbl->Finish_Pointer(This, a); }
static inline HRESULT AsyncIAcross_Begin_String(AsyncIAcross *This, ULONG n) { return This->lpVtbl->Begin_String(This, n); }
static inline HRESULT AsyncIAcross_Finish_String(AsyncIAcross *This, OLECHAR *s) { return This->lpVtbl->Finish_String(This, s); }
static inline HRESULT AsyncIAcross_Begin_Both(AsyncIAcross *This, ULONG n, LONG *a) { return This->lpVtbl->Begin_Both(This, n, a); }
static inline HRESULT AsyncIAcross_Finish_Both(AsyncIAcross *This, LONG *a) { return This->lpVtbl->Finish_Both(This, a); }
static inline HRESULT AsyncIAcross_Begin_BothString(AsyncIAcross *This, ULONG n, OLECHAR *s) { return This->lpVtbl->Begin_BothString(This, n, s); }
static inline HRESULT AsyncIAcross_Finish_BothString(AsyncIAcross *This, OLECHAR *s) { return This->lpVtbl->Finish_BothString(This, s); }
static inline HRESULT AsyncIAcross_Begin_Length(AsyncIAcross *This, ULONG n, ULONG used) { return This->lpVtbl->Begin_Length(This, n, used); }
static inline HRESULT AsyncIAcross_Finish_Length(AsyncIAcross *This, LONG *a) { return This->lpVtbl->Finish_Length(This, a); }
static inline HRESULT AsyncIAcross_Begin_First(AsyncIAcross *This, ULONG n, ULONG from) { return This->lpVtbl->Begin_First(This, n, from); }
static inline HRESULT AsyncIAcross_Finish_First(AsyncIAcross *This, LONG *a) { return This->lpVtbl->Finish_First(This, a); }
static inline HRESULT AsyncIAcross_Begin_LengthOut(AsyncIAcross *This, ULONG n) { return This->lpVtbl->Begin_LengthOut(This, n); }
static inline HRESULT AsyncIAcross_Finish_LengthOut(AsyncIAcross *This, LONG *a, ULONG *used) { return This->lpVtbl->Finish_LengthOut(This, a, used); }
static inline HRESULT AsyncIAcross_Begin_LengthBoth(AsyncIAcross *This, ULONG n, ULONG *used, LONG *a) { return This->lpVtbl->Begin_LengthBoth(This, n, used, a); }
static inline HRESULT AsyncIAcross_Finish_LengthBoth(AsyncIAcross *This, ULONG *used, LONG *a) { return This->lpVtbl->Finish_LengthBoth(This, used, a); }
static inline HRESULT AsyncIAcross_Begin_SizeBoth(AsyncIAcross *This, ULONG *n) { return This->lpVtbl->Begin_SizeBoth(This, n); }
static inline HRESULT AsyncIAcross_Finish_SizeBoth(AsyncIAcross *This, ULONG *n, LONG *a) { return This->lpVtbl->Finish_SizeBoth(This, n, a); }
static inline HRESULT AsyncIAcross_Begin_Iid(AsyncIAcross *This, REFIID riid) { return This->lpVtbl->Begin_Iid(This, riid); }
static inline HRESULT AsyncIAcross_Finish_Iid(AsyncIAcross *This, void **ppv) { return This->lpVtbl->Finish_Iid(This, ppv); }
static inline HRESULT AsyncIAcross_Begin_IidTyped(AsyncIAcross *This, REFIID riid) { return This->lpVtbl->Begin_IidTyped(This, riid); }
static inline HRESULT AsyncIAcross_Finish_IidTyped(AsyncIAcross *This, IUnknown **ppv) { return This->lpVtbl->Finish_IidTyped(This, ppv); }
static inline HRESULT AsyncIAcross_Begin_IidPointer(AsyncIAcross *This, IID *iid) { return This->lpVtbl->Begin_IidPointer(This, iid); }
static inline HRESULT AsyncIAcross_Finish_IidPointer(AsyncIAcross *This, IUnknown **ppv) { return This->lpVtbl->Finish_IidPointer(This, ppv); }
static inline HRESULT AsyncIAcross_Begin_IidOut(AsyncIAcross *This) { return This->lpVtbl->Begin_IidOut(This); }
static inline HRESULT AsyncIAcross_Finish_IidOut(AsyncIAcross *This, IID *iid, IUnknown **ppv) { return This->lpVtbl->Finish_IidOut(This, iid, ppv); }
static inline HRESULT AsyncIAcross_Begin_IidStar(AsyncIAcross *This, IID *iid) { return This->lpVtbl->Begin_IidStar(This, iid); }
static inline HRESULT AsyncIAcross_Finish_IidStar(AsyncIAcross *This, IUnknown **ppv) { return This->lpVtbl->Finish_IidStar(This, ppv); }
static inline HRESULT AsyncIAcross_Begin_IidBoth(AsyncIAcross *This, REFIID riid, IUnknown **ppv) { return This->lpVtbl->Begin_IidBoth(This, riid, ppv); }
static inline HRESULT AsyncIAcross_Finish_IidBoth(AsyncIAcross *This, IUnknown **ppv) { return This->lpVtbl->Finish_IidBoth(This, ppv); }
static inline HRESULT AsyncIAcross_Begin_IidMany(AsyncIAcross *This, REFIID riid, ULONG n) { return This->lpVtbl->Begin_IidMany(This, riid, n); }
static inline HRESULT AsyncIAcross_Finish_IidMany(AsyncIAcross *This, IUnknown **list, ULONG *got) { return This->lpVtbl->Finish_IidMany(This, list, got); }
static inline HRESULT AsyncIAcross_Begin_Arm(AsyncIAcross *This, LONG which) { return This->lpVtbl->Begin_Arm(This, which); }
static inline HRESULT AsyncIAcross_Finish_Arm(AsyncIAcross *This, AcrossArms *arms) { return This->lpVtbl->Finish_Arm(This, arms); }
static inline HRESULT AsyncIAcross_Begin_ArmOut(AsyncIAcross *This) { return This->lpVtbl->Begin_ArmOut(This); }
static inline HRESULT AsyncIAcross_Finish_ArmOut(AsyncIAcross *This, LONG *which, AcrossArms *arms) { return This->lpVtbl->Finish_ArmOut(This, which, arms); }
static inline HRESULT AsyncIAcross_Begin_ArmBoth(AsyncIAcross *This, LONG which, AcrossArms *arms) { return This->lpVtbl->Begin_ArmBoth(This, which, arms); }
static inline HRESULT AsyncIAcross_Finish_ArmBoth(AsyncIAcross *This, AcrossArms *arms) { return This->lpVtbl->Finish_ArmBoth(This, arms); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop across_p.o from an archive. */
extern ACOM_MODULE across_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
