/* switches.h - made by idlgen from switches.idl. */
#ifndef IDL_SWITCHES_H
#define IDL_SWITCHES_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct ISwitches ISwitches;
typedef struct AsyncISwitches AsyncISwitches;
typedef enum SwitchKind {
	SWITCH_NUMBER = 1,
	SWITCH_TEXT = 2,
	SWITCH_OBJECT = 4,
} SwitchKind;
union acom_switches_1 {
	LONG number;
	OLECHAR *text;
	IUnknown *object;
};
union acom_switches_2 {
	double real;
	BYTE octets[4];
	LONG other;
};
typedef struct Switched {
	SwitchKind kind;
	union acom_switches_1 u;
	ULONG more;
	union acom_switches_2 v;
} Switched;

EXTERN_C const IID IID_ISwitches;
#ifdef __cplusplus
struct ISwitches : public IUnknown {
	/* [in] s */
	virtual HRESULT Put(const Switched *s) = 0;
	/* [in, out] s, [in] n, [out, size_is(n)] many */
	virtual HRESULT Change(Switched *s, ULONG n, Switched *many) = 0;
};
#else
typedef struct ISwitchesVtbl {
	HRESULT (*QueryInterface)(ISwitches *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ISwitches *This);
	ULONG (*Release)(ISwitches *This);
	/* [in] s */
	HRESULT (*Put)(ISwitches *This, const Switched *s);
	/* [in, out] s, [in] n, [out, size_is(n)] many */
	HRESULT (*Change)(ISwitches *This, Switched *s, ULONG n, Switched *many);
} ISwitchesVtbl;
struct ISwitches {
	const ISwitchesVtbl *lpVtbl;
};
static inline HRESULT ISwitches_QueryInterface(ISwitches *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ISwitches_AddRef(ISwitches *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ISwitches_Release(ISwitches *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ISwitches_Put(ISwitches *This, const Switched *s) { return This->lpVtbl->Put(This, s); }
static inline HRESULT ISwitches_Change(ISwitches *This, Switched *s, ULONG n, Switched *many) { return This->lpVtbl->Change(This, s, n, many); }
#endif

/* The asynchronous twin of ISwitches: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncISwitches;
#ifdef __cplusplus
struct AsyncISwitches : public IUnknown {
	/* [in] s */
	virtual HRESULT Begin_Put(const Switched *s) = 0;
	virtual HRESULT Finish_Put() = 0;
	/* [in, out] s, [in] n */
	virtual HRESULT Begin_Change(Switched *s, ULONG n) = 0;
	/* [in, out] s, [out, size_is(n)] many */
	virtual HRESULT Finish_Change(Switched *s, Switched *many) = 0;
};
#else
typedef struct AsyncISwitchesVtbl {
	HRESULT (*QueryInterface)(AsyncISwitches *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncISwitches *This);
	ULONG (*Release)(AsyncISwitches *This);
	/* [in] s */
	HRESULT (*Begin_Put)(AsyncISwitches *This, const Switched *s);
	HRESULT (*Finish_Put)(AsyncISwitches *This);
	/* [in, out] s, [in] n */
	HRESULT (*Begin_Change)(AsyncISwitches *This, Switched *s, ULONG n);
	/* [in, out] s, [out, size_is(n)] many */
	HRESULT (*Finish_Change)(AsyncISwitches *This, Switched *s, Switched *many);
} AsyncISwitchesVtbl;
struct AsyncISwitches {
	const AsyncISwitchesVtbl *lpVtbl;
};
static inline HRESULT AsyncISwitches_QueryInterface(AsyncISwitches *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncISwitches_AddRef(AsyncISwitches *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncISwitches_Release(AsyncISwitches *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncISwitches_Begin_Put(AsyncISwitches *This, const Switched *s) { return This->lpVtbl->Begin_Put(This, s); }
static inline HRESULT AsyncISwitches_Finish_Put(AsyncISwitches *This) { return This->lpVtbl->Finish_Put(This); }
static inline HRESULT AsyncISwitches_Begin_Change(AsyncISwitches *This, Switched *s, ULONG n) { return This->lpVtbl->Begin_Change(This, s, n); }
static inline HRESULT AsyncISwitches_Finish_Change(AsyncISwitches *This, Switched *s, Switched *many) { return This->lpVtbl->Finish_Change(This, s, many); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop switches_p.o from an archive. */
extern ACOM_MODULE switches_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
