/* libraries.h - made by idlgen from libraries.idl. */
#ifndef IDL_LIBRARIES_H
#define IDL_LIBRARIES_H

#include <acom/meta.h>
#include <acom/oaidl.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IShape IShape;
typedef struct DShapeEvents DShapeEvents;
typedef struct IShape IShape;
typedef struct IOld IOld;
typedef struct DShapeEvents DShapeEvents;
typedef struct IRootless IRootless;
typedef struct DShape DShape;
EXTERN_C const GUID LIBID_ShapesLib;
typedef enum SHAPE_KIND {
	SHAPE_ROUND = 0,
	SHAPE_SQUARE = 1,
} SHAPE_KIND;

/* A shape. */
EXTERN_C const IID IID_IShape;
#ifdef __cplusplus
struct IShape : public IDispatch {
	/* [id, propget, helpstring, bindable, displaybind] [out, retval] value */
	virtual HRESULT get_Area(double *value) = 0;
	/* [id, hidden, restricted] [in, defaultvalue] by, [in, optional] more */
	virtual HRESULT Grow(LONG by, LONG more) = 0;
};
#else
typedef struct IShapeVtbl {
	HRESULT (*QueryInterface)(IShape *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IShape *This);
	ULONG (*Release)(IShape *This);
	HRESULT (*GetTypeInfoCount)(IShape *This, UINT *pctinfo);
	HRESULT (*GetTypeInfo)(IShape *This, UINT iTInfo, LCID lcid, ITypeInfo **ppTInfo);
	HRESULT (*GetIDsOfNames)(IShape *This, REFIID riid, LPOLESTR *rgszNames, UINT cNames, LCID lcid, DISPID *rgDispId);
	HRESULT (*Invoke)(IShape *This, DISPID dispIdMember, REFIID riid, LCID lcid, WORD wFlags, DISPPARAMS *pDispParams, VARIANT *pVarResult, EXCEPINFO *pExcepInfo, UINT *puArgErr);
	/* [id, propget, helpstring, bindable, displaybind] [out, retval] value */
	HRESULT (*get_Area)(IShape *This, double *value);
	/* [id, hidden, restricted] [in, defaultvalue] by, [in, optional] more */
	HRESULT (*Grow)(IShape *This, LONG by, LONG more);
} IShapeVtbl;
struct IShape {
	const IShapeVtbl *lpVtbl;
};
static inline HRESULT IShape_QueryInterface(IShape *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IShape_AddRef(IShape *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IShape_Release(IShape *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IShape_GetTypeInfoCount(IShape *This, UINT *pctinfo) { return This->lpVtbl->GetTypeInfoCount(This, pctinfo); }
static inline HRESULT IShape_GetTypeInfo(IShape *This, UINT iTInfo, LCID lcid, ITypeInfo **ppTInfo) { return This->lpVtbl->GetTypeInfo(This, iTInfo, lcid, ppTInfo); }
static inline HRESULT IShape_GetIDsOfNames(IShape *This, REFIID riid, LPOLESTR *rgszNames, UINT cNames, LCID lcid, DISPID *rgDispId) { return This->lpVtbl->GetIDsOfNames(This, riid, rgszNames, cNames, lcid, rgDispId); }
static inline HRESULT IShape_Invoke(IShape *This, DISPID dispIdMember, REFIID riid, LCID lcid, WORD wFlags, DISPPARAMS *pDispParams, VARIANT *pVarResult, EXCEPINFO *pExcepInfo, UINT *puArgErr) { return This->lpVtbl->Invoke(This, dispIdMember, riid, lcid, wFlags, pDispParams, pVarResult, pExcepInfo, puArgErr); }
static inline HRESULT IShape_get_Area(IShape *This, double *value) { return This->lpVtbl->get_Area(This, value); }
static inline HRESULT IShape_Grow(IShape *This, LONG by, LONG more) { return This->lpVtbl->Grow(This, by, more); }
#endif

/* Only Automation's own C knows it. */
EXTERN_C const IID IID_IOld;
#ifdef __cplusplus
struct IOld : public IUnknown {
	/* [in] a */
	virtual uint8_t Old(LONG a) = 0;
};
#else
typedef struct IOldVtbl {
	HRESULT (*QueryInterface)(IOld *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IOld *This);
	ULONG (*Release)(IOld *This);
	/* [in] a */
	uint8_t (*Old)(IOld *This, LONG a);
} IOldVtbl;
struct IOld {
	const IOldVtbl *lpVtbl;
};
static inline HRESULT IOld_QueryInterface(IOld *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IOld_AddRef(IOld *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IOld_Release(IOld *This) { return This->lpVtbl->Release(This); }
static inline uint8_t IOld_Old(IOld *This, LONG a) { return This->lpVtbl->Old(This, a); }
#endif

/* What happens to shapes. */
EXTERN_C const IID DIID_DShapeEvents;
#ifdef __cplusplus
struct DShapeEvents : public IDispatch {
};
#else
typedef struct DShapeEventsVtbl {
	HRESULT (*QueryInterface)(DShapeEvents *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(DShapeEvents *This);
	ULONG (*Release)(DShapeEvents *This);
	HRESULT (*GetTypeInfoCount)(DShapeEvents *This, UINT *pctinfo);
	HRESULT (*GetTypeInfo)(DShapeEvents *This, UINT iTInfo, LCID lcid, ITypeInfo **ppTInfo);
	HRESULT (*GetIDsOfNames)(DShapeEvents *This, REFIID riid, LPOLESTR *rgszNames, UINT cNames, LCID lcid, DISPID *rgDispId);
	HRESULT (*Invoke)(DShapeEvents *This, DISPID dispIdMember, REFIID riid, LCID lcid, WORD wFlags, DISPPARAMS *pDispParams, VARIANT *pVarResult, EXCEPINFO *pExcepInfo, UINT *puArgErr);
} DShapeEventsVtbl;
struct DShapeEvents {
	const DShapeEventsVtbl *lpVtbl;
};
static inline HRESULT DShapeEvents_QueryInterface(DShapeEvents *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG DShapeEvents_AddRef(DShapeEvents *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG DShapeEvents_Release(DShapeEvents *This) { return This->lpVtbl->Release(This); }
static inline HRESULT DShapeEvents_GetTypeInfoCount(DShapeEvents *This, UINT *pctinfo) { return This->lpVtbl->GetTypeInfoCount(This, pctinfo); }
static inline HRESULT DShapeEvents_GetTypeInfo(DShapeEvents *This, UINT iTInfo, LCID lcid, ITypeInfo **ppTInfo) { return This->lpVtbl->GetTypeInfo(This, iTInfo, lcid, ppTInfo); }
static inline HRESULT DShapeEvents_GetIDsOfNames(DShapeEvents *This, REFIID riid, LPOLESTR *rgszNames, UINT cNames, LCID lcid, DISPID *rgDispId) { return This->lpVtbl->GetIDsOfNames(This, riid, rgszNames, cNames, lcid, rgDispId); }
static inline HRESULT DShapeEvents_Invoke(DShapeEvents *This, DISPID dispIdMember, REFIID riid, LCID lcid, WORD wFlags, DISPPARAMS *pDispParams, VARIANT *pVarResult, EXCEPINFO *pExcepInfo, UINT *puArgErr) { return This->lpVtbl->Invoke(This, dispIdMember, riid, lcid, wFlags, pDispParams, pVarResult, pExcepInfo, puArgErr); }
#endif

EXTERN_C const IID IID_IRootless;
#ifdef __cplusplus
struct IRootless {
	virtual LONG Alone() = 0;
};
#else
typedef struct IRootlessVtbl {
	LONG (*Alone)(IRootless *This);
} IRootlessVtbl;
struct IRootless {
	const IRootlessVtbl *lpVtbl;
};
static inline LONG IRootless_Alone(IRootless *This) { return This->lpVtbl->Alone(This); }
#endif

EXTERN_C const IID DIID_DShape;
#ifdef __cplusplus
struct DShape : public IDispatch {
};
#else
typedef struct DShapeVtbl {
	HRESULT (*QueryInterface)(DShape *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(DShape *This);
	ULONG (*Release)(DShape *This);
	HRESULT (*GetTypeInfoCount)(DShape *This, UINT *pctinfo);
	HRESULT (*GetTypeInfo)(DShape *This, UINT iTInfo, LCID lcid, ITypeInfo **ppTInfo);
	HRESULT (*GetIDsOfNames)(DShape *This, REFIID riid, LPOLESTR *rgszNames, UINT cNames, LCID lcid, DISPID *rgDispId);
	HRESULT (*Invoke)(DShape *This, DISPID dispIdMember, REFIID riid, LCID lcid, WORD wFlags, DISPPARAMS *pDispParams, VARIANT *pVarResult, EXCEPINFO *pExcepInfo, UINT *puArgErr);
} DShapeVtbl;
struct DShape {
	const DShapeVtbl *lpVtbl;
};
static inline HRESULT DShape_QueryInterface(DShape *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG DShape_AddRef(DShape *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG DShape_Release(DShape *This) { return This->lpVtbl->Release(This); }
static inline HRESULT DShape_GetTypeInfoCount(DShape *This, UINT *pctinfo) { return This->lpVtbl->GetTypeInfoCount(This, pctinfo); }
static inline HRESULT DShape_GetTypeInfo(DShape *This, UINT iTInfo, LCID lcid, ITypeInfo **ppTInfo) { return This->lpVtbl->GetTypeInfo(This, iTInfo, lcid, ppTInfo); }
static inline HRESULT DShape_GetIDsOfNames(DShape *This, REFIID riid, LPOLESTR *rgszNames, UINT cNames, LCID lcid, DISPID *rgDispId) { return This->lpVtbl->GetIDsOfNames(This, riid, rgszNames, cNames, lcid, rgDispId); }
static inline HRESULT DShape_Invoke(DShape *This, DISPID dispIdMember, REFIID riid, LCID lcid, WORD wFlags, DISPPARAMS *pDispParams, VARIANT *pVarResult, EXCEPINFO *pExcepInfo, UINT *puArgErr) { return This->lpVtbl->Invoke(This, dispIdMember, riid, lcid, wFlags, pDispParams, pVarResult, pExcepInfo, puArgErr); }
#endif
#define SHAPES_MOST ((LONG)3)

/* [entry, usesgetlasterror] [in] kind, [out, retval] shape */
HRESULT ShapeMake(SHAPE_KIND kind, IShape **shape);

/* [entry] */
void ShapeForget(void);

/* A shape that can be made. */
EXTERN_C const CLSID CLSID_Shape;
typedef void *CONTEXT;

/* Opens it. */
/* [in] binding, [in, string] name, [out] context */
LONG Open(void *binding, const char *name, CONTEXT *context);

/* [callback, maybe] [in, comm_status] status */
void Back(LONG status);

void Local(LONG a);

void Elsewhere(int kind);

/* For AcomRegisterInterfaces, where the linker would drop libraries_p.o from an archive. */
extern ACOM_MODULE libraries_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
