/* faces.h - made by idlgen from faces.idl. */
#ifndef IDL_FACES_H
#define IDL_FACES_H

#include <acom/meta.h>
#include <acom/unknwn.h>
#include "types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct ILater ILater;
typedef struct IEmpty IEmpty;
typedef struct IFaces IFaces;
typedef struct ILater ILater;

/* An interface
   with a comment of several lines. */
EXTERN_C const IID IID_IEmpty;
#ifdef __cplusplus
struct IEmpty : public IUnknown {
};
#else
typedef struct IEmptyVtbl {
	HRESULT (*QueryInterface)(IEmpty *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IEmpty *This);
	ULONG (*Release)(IEmpty *This);
} IEmptyVtbl;
struct IEmpty {
	const IEmptyVtbl *lpVtbl;
};
static inline HRESULT IEmpty_QueryInterface(IEmpty *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IEmpty_AddRef(IEmpty *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IEmpty_Release(IEmpty *This) { return This->lpVtbl->Release(This); }
#endif
typedef enum {
	INSIDE_A = 0,
	INSIDE_B = 1,
} INSIDE;
#define INSIDE_CONSTANT ((LONG)5)
struct acom_faces_1 {
	LONG a;
};
struct INNER {
	INSIDE kind;
	struct acom_faces_1 deep;
};
/* inside */

EXTERN_C const IID IID_IFaces;
#ifdef __cplusplus
struct IFaces : public IEmpty {
	/* [helpstring, id] [in] later, [out] out, [in] empty */
	virtual HRESULT One(ILater *later, ILater **out, IEmpty *empty) = 0;
	/* [in] inner, [in] kind, [in] color, [in] wide, [in] plain */
	virtual HRESULT Two(struct INNER inner, INSIDE kind, COLOR color, WIDE_ENUM wide, enum PLAIN plain) = 0;
	/* [in, iid_is(riid)] p, [in] riid, [in] n, [in, size_is(n)] list */
	virtual HRESULT Three(IUnknown *p, REFIID riid, LONG n, IUnknown *list[]) = 0;
	/* [in] line, [in, defaultvalue] a, [in] b, [in] c */
	virtual HRESULT Four(const LINE *line, SIGNED_CHAR a, UNSIGNED b, POINTER_SIZED c) = 0;
};
#else
typedef struct IFacesVtbl {
	HRESULT (*QueryInterface)(IFaces *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IFaces *This);
	ULONG (*Release)(IFaces *This);
	/* [helpstring, id] [in] later, [out] out, [in] empty */
	HRESULT (*One)(IFaces *This, ILater *later, ILater **out, IEmpty *empty);
	/* [in] inner, [in] kind, [in] color, [in] wide, [in] plain */
	HRESULT (*Two)(IFaces *This, struct INNER inner, INSIDE kind, COLOR color, WIDE_ENUM wide, enum PLAIN plain);
	/* [in, iid_is(riid)] p, [in] riid, [in] n, [in, size_is(n)] list */
	HRESULT (*Three)(IFaces *This, IUnknown *p, REFIID riid, LONG n, IUnknown *list[]);
	/* [in] line, [in, defaultvalue] a, [in] b, [in] c */
	HRESULT (*Four)(IFaces *This, const LINE *line, SIGNED_CHAR a, UNSIGNED b, POINTER_SIZED c);
} IFacesVtbl;
struct IFaces {
	const IFacesVtbl *lpVtbl;
};
static inline HRESULT IFaces_QueryInterface(IFaces *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IFaces_AddRef(IFaces *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IFaces_Release(IFaces *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IFaces_One(IFaces *This, ILater *later, ILater **out, IEmpty *empty) { return This->lpVtbl->One(This, later, out, empty); }
static inline HRESULT IFaces_Two(IFaces *This, struct INNER inner, INSIDE kind, COLOR color, WIDE_ENUM wide, enum PLAIN plain) { return This->lpVtbl->Two(This, inner, kind, color, wide, plain); }
static inline HRESULT IFaces_Three(IFaces *This, IUnknown *p, REFIID riid, LONG n, IUnknown *list[]) { return This->lpVtbl->Three(This, p, riid, n, list); }
static inline HRESULT IFaces_Four(IFaces *This, const LINE *line, SIGNED_CHAR a, UNSIGNED b, POINTER_SIZED c) { return This->lpVtbl->Four(This, line, a, b, c); }
#endif

EXTERN_C const IID IID_ILater;
#ifdef __cplusplus
struct ILater : public IFaces {
	/* [in] p, [in] a, [in] b, [in] c, [in] d, [in] e, [in] f */
	virtual HRESULT Five(LONG **p, LONG a, float b, double c, uint8_t d, OLECHAR e, int64_t f) = 0;
};
#else
typedef struct ILaterVtbl {
	HRESULT (*QueryInterface)(ILater *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ILater *This);
	ULONG (*Release)(ILater *This);
	HRESULT (*One)(ILater *This, ILater *later, ILater **out, IEmpty *empty);
	HRESULT (*Two)(ILater *This, struct INNER inner, INSIDE kind, COLOR color, WIDE_ENUM wide, enum PLAIN plain);
	HRESULT (*Three)(ILater *This, IUnknown *p, REFIID riid, LONG n, IUnknown *list[]);
	HRESULT (*Four)(ILater *This, const LINE *line, SIGNED_CHAR a, UNSIGNED b, POINTER_SIZED c);
	/* [in] p, [in] a, [in] b, [in] c, [in] d, [in] e, [in] f */
	HRESULT (*Five)(ILater *This, LONG **p, LONG a, float b, double c, uint8_t d, OLECHAR e, int64_t f);
} ILaterVtbl;
struct ILater {
	const ILaterVtbl *lpVtbl;
};
static inline HRESULT ILater_QueryInterface(ILater *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ILater_AddRef(ILater *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ILater_Release(ILater *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ILater_One(ILater *This, ILater *later, ILater **out, IEmpty *empty) { return This->lpVtbl->One(This, later, out, empty); }
static inline HRESULT ILater_Two(ILater *This, struct INNER inner, INSIDE kind, COLOR color, WIDE_ENUM wide, enum PLAIN plain) { return This->lpVtbl->Two(This, inner, kind, color, wide, plain); }
static inline HRESULT ILater_Three(ILater *This, IUnknown *p, REFIID riid, LONG n, IUnknown *list[]) { return This->lpVtbl->Three(This, p, riid, n, list); }
static inline HRESULT ILater_Four(ILater *This, const LINE *line, SIGNED_CHAR a, UNSIGNED b, POINTER_SIZED c) { return This->lpVtbl->Four(This, line, a, b, c); }
static inline HRESULT ILater_Five(ILater *This, LONG **p, LONG a, float b, double c, uint8_t d, OLECHAR e, int64_t f) { return This->lpVtbl->Five(This, p, a, b, c, d, e, f); }
#endif

/* A class. */
EXTERN_C const CLSID CLSID_Faces;

/* For AcomRegisterInterfaces, where the linker would drop faces_p.o from an archive. */
extern ACOM_MODULE faces_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
