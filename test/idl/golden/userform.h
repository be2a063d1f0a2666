/* userform.h - made by idlgen from userform.idl. */
#ifndef IDL_USERFORM_H
#define IDL_USERFORM_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IUserGolden IUserGolden;
typedef struct AsyncIUserGolden AsyncIUserGolden;

/* These are the functions of test/harness. */
typedef void *COUNTER;
EXTERN_C ULONG COUNTER_UserSize(ULONG *flags, ULONG start, COUNTER *value);
EXTERN_C unsigned char *COUNTER_UserMarshal(ULONG *flags, unsigned char *buffer, COUNTER *value);
EXTERN_C unsigned char *COUNTER_UserUnmarshal(ULONG *flags, unsigned char *buffer, COUNTER *value);
EXTERN_C void COUNTER_UserFree(ULONG *flags, COUNTER *value);
typedef COUNTER COUNTER_ALIAS;

EXTERN_C const IID IID_IUserGolden;
#ifdef __cplusplus
struct IUserGolden : public IUnknown {
	/* [in] c, [in] n, [in, size_is(n)] all */
	virtual HRESULT Count(COUNTER_ALIAS c, LONG n, const COUNTER *all) = 0;
};
#else
typedef struct IUserGoldenVtbl {
	HRESULT (*QueryInterface)(IUserGolden *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IUserGolden *This);
	ULONG (*Release)(IUserGolden *This);
	/* [in] c, [in] n, [in, size_is(n)] all */
	HRESULT (*Count)(IUserGolden *This, COUNTER_ALIAS c, LONG n, const COUNTER *all);
} IUserGoldenVtbl;
struct IUserGolden {
	const IUserGoldenVtbl *lpVtbl;
};
static inline HRESULT IUserGolden_QueryInterface(IUserGolden *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IUserGolden_AddRef(IUserGolden *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IUserGolden_Release(IUserGolden *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IUserGolden_Count(IUserGolden *This, COUNTER_ALIAS c, LONG n, const COUNTER *all) { return This->lpVtbl->Count(This, c, n, all); }
#endif

/* The asynchronous twin of IUserGolden: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIUserGolden;
#ifdef __cplusplus
struct AsyncIUserGolden : public IUnknown {
	/* [in] c, [in] n, [in, size_is(n)] all */
	virtual HRESULT Begin_Count(COUNTER_ALIAS c, LONG n, const COUNTER *all) = 0;
	virtual HRESULT Finish_Count() = 0;
};
#else
typedef struct AsyncIUserGoldenVtbl {
	HRESULT (*QueryInterface)(AsyncIUserGolden *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIUserGolden *This);
	ULONG (*Release)(AsyncIUserGolden *This);
	/* [in] c, [in] n, [in, size_is(n)] all */
	HRESULT (*Begin_Count)(AsyncIUserGolden *This, COUNTER_ALIAS c, LONG n, const COUNTER *all);
	HRESULT (*Finish_Count)(AsyncIUserGolden *This);
} AsyncIUserGoldenVtbl;
struct AsyncIUserGolden {
	const AsyncIUserGoldenVtbl *lpVtbl;
};
static inline HRESULT AsyncIUserGolden_QueryInterface(AsyncIUserGolden *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIUserGolden_AddRef(AsyncIUserGolden *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIUserGolden_Release(AsyncIUserGolden *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIUserGolden_Begin_Count(AsyncIUserGolden *This, COUNTER_ALIAS c, LONG n, const COUNTER *all) { return This->lpVtbl->Begin_Count(This, c, n, all); }
static inline HRESULT AsyncIUserGolden_Finish_Count(AsyncIUserGolden *This) { return This->lpVtbl->Finish_Count(This); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop userform_p.o from an archive. */
extern ACOM_MODULE userform_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
