/* trees.h - made by idlgen from trees.idl. */
#ifndef IDL_TREES_H
#define IDL_TREES_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct ITrees ITrees;
typedef struct AsyncITrees AsyncITrees;
typedef struct TREE TREE;
struct TREE {
	double weight;
	ULONG count;
	TREE *branches;
};

EXTERN_C const IID IID_ITrees;
#ifdef __cplusplus
struct ITrees : public IUnknown {
	/* [in] tree */
	virtual HRESULT Plant(TREE *tree) = 0;
	/* [in] count, [in, size_is(count)] trees */
	virtual HRESULT Wood(ULONG count, TREE *trees) = 0;
};
#else
typedef struct ITreesVtbl {
	HRESULT (*QueryInterface)(ITrees *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ITrees *This);
	ULONG (*Release)(ITrees *This);
	/* [in] tree */
	HRESULT (*Plant)(ITrees *This, TREE *tree);
	/* [in] count, [in, size_is(count)] trees */
	HRESULT (*Wood)(ITrees *This, ULONG count, TREE *trees);
} ITreesVtbl;
struct ITrees {
	const ITreesVtbl *lpVtbl;
};
static inline HRESULT ITrees_QueryInterface(ITrees *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ITrees_AddRef(ITrees *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ITrees_Release(ITrees *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ITrees_Plant(ITrees *This, TREE *tree) { return This->lpVtbl->Plant(This, tree); }
static inline HRESULT ITrees_Wood(ITrees *This, ULONG count, TREE *trees) { return This->lpVtbl->Wood(This, count, trees); }
#endif

/* The asynchronous twin of ITrees: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncITrees;
#ifdef __cplusplus
struct AsyncITrees : public IUnknown {
	/* [in] tree */
	virtual HRESULT Begin_Plant(TREE *tree) = 0;
	virtual HRESULT Finish_Plant() = 0;
	/* [in] count, [in, size_is(count)] trees */
	virtual HRESULT Begin_Wood(ULONG count, TREE *trees) = 0;
	virtual HRESULT Finish_Wood() = 0;
};
#else
typedef struct AsyncITreesVtbl {
	HRESULT (*QueryInterface)(AsyncITrees *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncITrees *This);
	ULONG (*Release)(AsyncITrees *This);
	/* [in] tree */
	HRESULT (*Begin_Plant)(AsyncITrees *This, TREE *tree);
	HRESULT (*Finish_Plant)(AsyncITrees *This);
	/* [in] count, [in, size_is(count)] trees */
	HRESULT (*Begin_Wood)(AsyncITrees *This, ULONG count, TREE *trees);
	HRESULT (*Finish_Wood)(AsyncITrees *This);
} AsyncITreesVtbl;
struct AsyncITrees {
	const AsyncITreesVtbl *lpVtbl;
};
static inline HRESULT AsyncITrees_QueryInterface(AsyncITrees *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncITrees_AddRef(AsyncITrees *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncITrees_Release(AsyncITrees *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncITrees_Begin_Plant(AsyncITrees *This, TREE *tree) { return This->lpVtbl->Begin_Plant(This, tree); }
static inline HRESULT AsyncITrees_Finish_Plant(AsyncITrees *This) { return This->lpVtbl->Finish_Plant(This); }
static inline HRESULT AsyncITrees_Begin_Wood(AsyncITrees *This, ULONG count, TREE *trees) { return This->lpVtbl->Begin_Wood(This, count, trees); }
static inline HRESULT AsyncITrees_Finish_Wood(AsyncITrees *This) { return This->lpVtbl->Finish_Wood(This); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop trees_p.o from an archive. */
extern ACOM_MODULE trees_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
