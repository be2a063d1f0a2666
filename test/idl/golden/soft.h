/* soft.h - made by idlgen from soft.idl. */
#ifndef IDL_SOFT_H
#define IDL_SOFT_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct ISoftVoid ISoftVoid;
typedef struct AsyncISoftVoid AsyncISoftVoid;
typedef struct ISoftDerived ISoftDerived;
typedef struct ISoftFirst ISoftFirst;
typedef struct ISoftSecond ISoftSecond;
typedef struct ISoftGood ISoftGood;
typedef struct AsyncISoftGood AsyncISoftGood;
typedef struct ISoftAgain ISoftAgain;
typedef union {
	LONG a;
	SHORT b;
} SOFT_PLAIN;
typedef struct {
	LONG n;
	SOFT_PLAIN plain;
} SOFT_HOLDS;

EXTERN_C const IID IID_ISoftVoid;
#ifdef __cplusplus
struct ISoftVoid : public IUnknown {
	/* [in] a */
	virtual HRESULT Good(LONG a) = 0;
	/* [in] p */
	virtual HRESULT Bad(void *p) = 0;
	virtual LONG Number() = 0;
};
#else
typedef struct ISoftVoidVtbl {
	HRESULT (*QueryInterface)(ISoftVoid *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ISoftVoid *This);
	ULONG (*Release)(ISoftVoid *This);
	/* [in] a */
	HRESULT (*Good)(ISoftVoid *This, LONG a);
	/* [in] p */
	HRESULT (*Bad)(ISoftVoid *This, void *p);
	LONG (*Number)(ISoftVoid *This);
} ISoftVoidVtbl;
struct ISoftVoid {
	const ISoftVoidVtbl *lpVtbl;
};
static inline HRESULT ISoftVoid_QueryInterface(ISoftVoid *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ISoftVoid_AddRef(ISoftVoid *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ISoftVoid_Release(ISoftVoid *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ISoftVoid_Good(ISoftVoid *This, LONG a) { return This->lpVtbl->Good(This, a); }
static inline HRESULT ISoftVoid_Bad(ISoftVoid *This, void *p) { return This->lpVtbl->Bad(This, p); }
static inline LONG ISoftVoid_Number(ISoftVoid *This) { return This->lpVtbl->Number(This); }
#endif

/* The asynchronous twin of ISoftVoid: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncISoftVoid;
#ifdef __cplusplus
struct AsyncISoftVoid : public IUnknown {
	/* [in] a */
	virtual HRESULT Begin_Good(LONG a) = 0;
	virtual HRESULT Finish_Good() = 0;
	/* [in] p */
	virtual HRESULT Begin_Bad(void *p) = 0;
	virtual HRESULT Finish_Bad() = 0;
	virtual HRESULT Begin_Number() = 0;
	virtual LONG Finish_Number() = 0;
};
#else
typedef struct AsyncISoftVoidVtbl {
	HRESULT (*QueryInterface)(AsyncISoftVoid *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncISoftVoid *This);
	ULONG (*Release)(AsyncISoftVoid *This);
	/* [in] a */
	HRESULT (*Begin_Good)(AsyncISoftVoid *This, LONG a);
	HRESULT (*Finish_Good)(AsyncISoftVoid *This);
	/* [in] p */
	HRESULT (*Begin_Bad)(AsyncISoftVoid *This, void *p);
	HRESULT (*Finish_Bad)(AsyncISoftVoid *This);
	HRESULT (*Begin_Number)(AsyncISoftVoid *This);
	LONG (*Finish_Number)(AsyncISoftVoid *This);
} AsyncISoftVoidVtbl;
struct AsyncISoftVoid {
	const AsyncISoftVoidVtbl *lpVtbl;
};
static inline HRESULT AsyncISoftVoid_QueryInterface(AsyncISoftVoid *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncISoftVoid_AddRef(AsyncISoftVoid *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncISoftVoid_Release(AsyncISoftVoid *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncISoftVoid_Begin_Good(AsyncISoftVoid *This, LONG a) { return This->lpVtbl->Begin_Good(This, a); }
static inline HRESULT AsyncISoftVoid_Finish_Good(AsyncISoftVoid *This) { return This->lpVtbl->Finish_Good(This); }
static inline HRESULT AsyncISoftVoid_Begin_Bad(AsyncISoftVoid *This, void *p) { return This->lpVtbl->Begin_Bad(This, p); }
static inline HRESULT AsyncISoftVoid_Finish_Bad(AsyncISoftVoid *This) { return This->lpVtbl->Finish_Bad(This); }
static inline HRESULT AsyncISoftVoid_Begin_Number(AsyncISoftVoid *This) { return This->lpVtbl->Begin_Number(This); }
static inline LONG AsyncISoftVoid_Finish_Number(AsyncISoftVoid *This) { return This->lpVtbl->Finish_Number(This); }
#endif

EXTERN_C const IID IID_ISoftDerived;
#ifdef __cplusplus
struct ISoftDerived : public ISoftVoid {
	/* [in] a */
	virtual HRESULT More(LONG a) = 0;
};
#else
typedef struct ISoftDerivedVtbl {
	HRESULT (*QueryInterface)(ISoftDerived *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ISoftDerived *This);
	ULONG (*Release)(ISoftDerived *This);
	HRESULT (*Good)(ISoftDerived *This, LONG a);
	HRESULT (*Bad)(ISoftDerived *This, void *p);
	LONG (*Number)(ISoftDerived *This);
	/* [in] a */
	HRESULT (*More)(ISoftDerived *This, LONG a);
} ISoftDerivedVtbl;
struct ISoftDerived {
	const ISoftDerivedVtbl *lpVtbl;
};
static inline HRESULT ISoftDerived_QueryInterface(ISoftDerived *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ISoftDerived_AddRef(ISoftDerived *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ISoftDerived_Release(ISoftDerived *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ISoftDerived_Good(ISoftDerived *This, LONG a) { return This->lpVtbl->Good(This, a); }
static inline HRESULT ISoftDerived_Bad(ISoftDerived *This, void *p) { return This->lpVtbl->Bad(This, p); }
static inline LONG ISoftDerived_Number(ISoftDerived *This) { return This->lpVtbl->Number(This); }
static inline HRESULT ISoftDerived_More(ISoftDerived *This, LONG a) { return This->lpVtbl->More(This, a); }
#endif

EXTERN_C const IID IID_ISoftFirst;
#ifdef __cplusplus
struct ISoftFirst : public IUnknown {
	/* [in] held */
	virtual HRESULT Take(SOFT_HOLDS *held) = 0;
};
#else
typedef struct ISoftFirstVtbl {
	HRESULT (*QueryInterface)(ISoftFirst *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ISoftFirst *This);
	ULONG (*Release)(ISoftFirst *This);
	/* [in] held */
	HRESULT (*Take)(ISoftFirst *This, SOFT_HOLDS *held);
} ISoftFirstVtbl;
struct ISoftFirst {
	const ISoftFirstVtbl *lpVtbl;
};
static inline HRESULT ISoftFirst_QueryInterface(ISoftFirst *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ISoftFirst_AddRef(ISoftFirst *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ISoftFirst_Release(ISoftFirst *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ISoftFirst_Take(ISoftFirst *This, SOFT_HOLDS *held) { return This->lpVtbl->Take(This, held); }
#endif

/* The same type again, of which it was said before. */
EXTERN_C const IID IID_ISoftSecond;
#ifdef __cplusplus
struct ISoftSecond : public IUnknown {
	/* [in] held */
	virtual HRESULT Take(SOFT_HOLDS *held) = 0;
};
#else
typedef struct ISoftSecondVtbl {
	HRESULT (*QueryInterface)(ISoftSecond *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ISoftSecond *This);
	ULONG (*Release)(ISoftSecond *This);
	/* [in] held */
	HRESULT (*Take)(ISoftSecond *This, SOFT_HOLDS *held);
} ISoftSecondVtbl;
struct ISoftSecond {
	const ISoftSecondVtbl *lpVtbl;
};
static inline HRESULT ISoftSecond_QueryInterface(ISoftSecond *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ISoftSecond_AddRef(ISoftSecond *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ISoftSecond_Release(ISoftSecond *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ISoftSecond_Take(ISoftSecond *This, SOFT_HOLDS *held) { return This->lpVtbl->Take(This, held); }
#endif

EXTERN_C const IID IID_ISoftGood;
#ifdef __cplusplus
struct ISoftGood : public IUnknown {
	/* [in] a */
	virtual HRESULT Good(LONG a) = 0;
};
#else
typedef struct ISoftGoodVtbl {
	HRESULT (*QueryInterface)(ISoftGood *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ISoftGood *This);
	ULONG (*Release)(ISoftGood *This);
	/* [in] a */
	HRESULT (*Good)(ISoftGood *This, LONG a);
} ISoftGoodVtbl;
struct ISoftGood {
	const ISoftGoodVtbl *lpVtbl;
};
static inline HRESULT ISoftGood_QueryInterface(ISoftGood *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ISoftGood_AddRef(ISoftGood *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ISoftGood_Release(ISoftGood *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ISoftGood_Good(ISoftGood *This, LONG a) { return This->lpVtbl->Good(This, a); }
#endif

/* The asynchronous twin of ISoftGood: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncISoftGood;
#ifdef __cplusplus
struct AsyncISoftGood : public IUnknown {
	/* [in] a */
	virtual HRESULT Begin_Good(LONG a) = 0;
	virtual HRESULT Finish_Good() = 0;
};
#else
typedef struct AsyncISoftGoodVtbl {
	HRESULT (*QueryInterface)(AsyncISoftGood *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncISoftGood *This);
	ULONG (*Release)(AsyncISoftGood *This);
	/* [in] a */
	HRESULT (*Begin_Good)(AsyncISoftGood *This, LONG a);
	HRESULT (*Finish_Good)(AsyncISoftGood *This);
} AsyncISoftGoodVtbl;
struct AsyncISoftGood {
	const AsyncISoftGoodVtbl *lpVtbl;
};
static inline HRESULT AsyncISoftGood_QueryInterface(AsyncISoftGood *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncISoftGood_AddRef(AsyncISoftGood *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncISoftGood_Release(AsyncISoftGood *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncISoftGood_Begin_Good(AsyncISoftGood *This, LONG a) { return This->lpVtbl->Begin_Good(This, a); }
static inline HRESULT AsyncISoftGood_Finish_Good(AsyncISoftGood *This) { return This->lpVtbl->Finish_Good(This); }
#endif

/* Two names for one interface. */
EXTERN_C const IID IID_ISoftAgain;
#ifdef __cplusplus
struct ISoftAgain : public IUnknown {
	/* [in] a */
	virtual HRESULT Good(LONG a) = 0;
	/* [out] a */
	virtual HRESULT Out(LONG a) = 0;
};
#else
typedef struct ISoftAgainVtbl {
	HRESULT (*QueryInterface)(ISoftAgain *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ISoftAgain *This);
	ULONG (*Release)(ISoftAgain *This);
	/* [in] a */
	HRESULT (*Good)(ISoftAgain *This, LONG a);
	/* [out] a */
	HRESULT (*Out)(ISoftAgain *This, LONG a);
} ISoftAgainVtbl;
struct ISoftAgain {
	const ISoftAgainVtbl *lpVtbl;
};
static inline HRESULT ISoftAgain_QueryInterface(ISoftAgain *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ISoftAgain_AddRef(ISoftAgain *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ISoftAgain_Release(ISoftAgain *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ISoftAgain_Good(ISoftAgain *This, LONG a) { return This->lpVtbl->Good(This, a); }
static inline HRESULT ISoftAgain_Out(ISoftAgain *This, LONG a) { return This->lpVtbl->Out(This, a); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop soft_p.o from an archive. */
extern ACOM_MODULE soft_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
