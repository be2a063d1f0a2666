/* properties.h - made by idlgen from properties.idl. */
#ifndef IDL_PROPERTIES_H
#define IDL_PROPERTIES_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IProperties IProperties;
typedef struct AsyncIProperties AsyncIProperties;
typedef struct ISelf ISelf;
typedef struct AsyncISelf AsyncISelf;
typedef struct IHeir IHeir;
typedef struct AsyncIHeir AsyncIHeir;

EXTERN_C const IID IID_IProperties;
#ifdef __cplusplus
struct IProperties : public IUnknown {
	/* How many there are. */
	/* [propget] [out, retval] size */
	virtual HRESULT get_Size(LONG *size) = 0;
	/* [propput] [in] size */
	virtual HRESULT put_Size(LONG size) = 0;
	/* [propget] [in] index, [out, retval] item */
	virtual HRESULT get_Item(LONG index, IUnknown **item) = 0;
	/* [propput] [in] index, [in] item */
	virtual HRESULT put_Item(LONG index, IUnknown *item) = 0;
	/* [propputref] [in] index, [in] item */
	virtual HRESULT putref_Item(LONG index, IUnknown *item) = 0;
	/* another name than get_Size */
	/* [in] plain */
	virtual HRESULT Size(LONG plain) = 0;
};
#else
typedef struct IPropertiesVtbl {
	HRESULT (*QueryInterface)(IProperties *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IProperties *This);
	ULONG (*Release)(IProperties *This);
	/* How many there are. */
	/* [propget] [out, retval] size */
	HRESULT (*get_Size)(IProperties *This, LONG *size);
	/* [propput] [in] size */
	HRESULT (*put_Size)(IProperties *This, LONG size);
	/* [propget] [in] index, [out, retval] item */
	HRESULT (*get_Item)(IProperties *This, LONG index, IUnknown **item);
	/* [propput] [in] index, [in] item */
	HRESULT (*put_Item)(IProperties *This, LONG index, IUnknown *item);
	/* [propputref] [in] index, [in] item */
	HRESULT (*putref_Item)(IProperties *This, LONG index, IUnknown *item);
	/* another name than get_Size */
	/* [in] plain */
	HRESULT (*Size)(IProperties *This, LONG plain);
} IPropertiesVtbl;
struct IProperties {
	const IPropertiesVtbl *lpVtbl;
};
static inline HRESULT IProperties_QueryInterface(IProperties *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IProperties_AddRef(IProperties *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IProperties_Release(IProperties *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IProperties_get_Size(IProperties *This, LONG *size) { return This->lpVtbl->get_Size(This, size); }
static inline HRESULT IProperties_put_Size(IProperties *This, LONG size) { return This->lpVtbl->put_Size(This, size); }
static inline HRESULT IProperties_get_Item(IProperties *This, LONG index, IUnknown **item) { return This->lpVtbl->get_Item(This, index, item); }
static inline HRESULT IProperties_put_Item(IProperties *This, LONG index, IUnknown *item) { return This->lpVtbl->put_Item(This, index, item); }
static inline HRESULT IProperties_putref_Item(IProperties *This, LONG index, IUnknown *item) { return This->lpVtbl->putref_Item(This, index, item); }
static inline HRESULT IProperties_Size(IProperties *This, LONG plain) { return This->lpVtbl->Size(This, plain); }
#endif

/* The asynchronous twin of IProperties: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIProperties;
#ifdef __cplusplus
struct AsyncIProperties : public IUnknown {
	virtual HRESULT Begin_get_Size() = 0;
	/* [out, retval] size */
	virtual HRESULT Finish_get_Size(LONG *size) = 0;
	/* [in] size */
	virtual HRESULT Begin_put_Size(LONG size) = 0;
	virtual HRESULT Finish_put_Size() = 0;
	/* [in] index */
	virtual HRESULT Begin_get_Item(LONG index) = 0;
	/* [out, retval] item */
	virtual HRESULT Finish_get_Item(IUnknown **item) = 0;
	/* [in] index, [in] item */
	virtual HRESULT Begin_put_Item(LONG index, IUnknown *item) = 0;
	virtual HRESULT Finish_put_Item() = 0;
	/* [in] index, [in] item */
	virtual HRESULT Begin_putref_Item(LONG index, IUnknown *item) = 0;
	virtual HRESULT Finish_putref_Item() = 0;
	/* [in] plain */
	virtual HRESULT Begin_Size(LONG plain) = 0;
	virtual HRESULT Finish_Size() = 0;
};
#else
typedef struct AsyncIPropertiesVtbl {
	HRESULT (*QueryInterface)(AsyncIProperties *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIProperties *This);
	ULONG (*Release)(AsyncIProperties *This);
	HRESULT (*Begin_get_Size)(AsyncIProperties *This);
	/* [out, retval] size */
	HRESULT (*Finish_get_Size)(AsyncIProperties *This, LONG *size);
	/* [in] size */
	HRESULT (*Begin_put_Size)(AsyncIProperties *This, LONG size);
	HRESULT (*Finish_put_Size)(AsyncIProperties *This);
	/* [in] index */
	HRESULT (*Begin_get_Item)(AsyncIProperties *This, LONG index);
	/* [out, retval] item */
	HRESULT (*Finish_get_Item)(AsyncIProperties *This, IUnknown **item);
	/* [in] index, [in] item */
	HRESULT (*Begin_put_Item)(AsyncIProperties *This, LONG index, IUnknown *item);
	HRESULT (*Finish_put_Item)(AsyncIProperties *This);
	/* [in] index, [in] item */
	HRESULT (*Begin_putref_Item)(AsyncIProperties *This, LONG index, IUnknown *item);
	HRESULT (*Finish_putref_Item)(AsyncIProperties *This);
	/* [in] plain */
	HRESULT (*Begin_Size)(AsyncIProperties *This, LONG plain);
	HRESULT (*Finish_Size)(AsyncIProperties *This);
} AsyncIPropertiesVtbl;
struct AsyncIProperties {
	const AsyncIPropertiesVtbl *lpVtbl;
};
static inline HRESULT AsyncIProperties_QueryInterface(AsyncIProperties *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIProperties_AddRef(AsyncIProperties *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIProperties_Release(AsyncIProperties *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIProperties_Begin_get_Size(AsyncIProperties *This) { return This->lpVtbl->Begin_get_Size(This); }
static inline HRESULT AsyncIProperties_Finish_get_Size(AsyncIProperties *This, LONG *size) { return This->lpVtbl->Finish_get_Size(This, size); }
static inline HRESULT AsyncIProperties_Begin_put_Size(AsyncIProperties *This, LONG size) { return This->lpVtbl->Begin_put_Size(This, size); }
static inline HRESULT AsyncIProperties_Finish_put_Size(AsyncIProperties *This) { return This->lpVtbl->Finish_put_Size(This); }
static inline HRESULT AsyncIProperties_Begin_get_Item(AsyncIProperties *This, LONG index) { return This->lpVtbl->Begin_get_Item(This, index); }
static inline HRESULT AsyncIProperties_Finish_get_Item(AsyncIProperties *This, IUnknown **item) { return This->lpVtbl->Finish_get_Item(This, item); }
static inline HRESULT AsyncIProperties_Begin_put_Item(AsyncIProperties *This, LONG index, IUnknown *item) { return This->lpVtbl->Begin_put_Item(This, index, item); }
static inline HRESULT AsyncIProperties_Finish_put_Item(AsyncIProperties *This) { return This->lpVtbl->Finish_put_Item(This); }
static inline HRESULT AsyncIProperties_Begin_putref_Item(AsyncIProperties *This, LONG index, IUnknown *item) { return This->lpVtbl->Begin_putref_Item(This, index, item); }
static inline HRESULT AsyncIProperties_Finish_putref_Item(AsyncIProperties *This) { return This->lpVtbl->Finish_putref_Item(This); }
static inline HRESULT AsyncIProperties_Begin_Size(AsyncIProperties *This, LONG plain) { return This->lpVtbl->Begin_Size(This, plain); }
static inline HRESULT AsyncIProperties_Finish_Size(AsyncIProperties *This) { return This->lpVtbl->Finish_Size(This); }
#endif
typedef struct SelfPair {
	AsyncISelf *async;
	ISelf *sync;
} SelfPair;

/* Who uses the twin inside the interface, and behind it. */
EXTERN_C const IID IID_ISelf;
#ifdef __cplusplus
struct ISelf : public IUnknown {
	/* [in] async, [in] sync, [out] other */
	virtual HRESULT Meet(AsyncISelf *async, ISelf *sync, AsyncISelf **other) = 0;
	/* [in, out] pair */
	virtual HRESULT Pass(SelfPair *pair) = 0;
	/* [in] arg1, [out, retval] arg2 */
	virtual HRESULT Nameless(LONG arg1, LONG *arg2) = 0;
};
#else
typedef struct ISelfVtbl {
	HRESULT (*QueryInterface)(ISelf *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ISelf *This);
	ULONG (*Release)(ISelf *This);
	/* [in] async, [in] sync, [out] other */
	HRESULT (*Meet)(ISelf *This, AsyncISelf *async, ISelf *sync, AsyncISelf **other);
	/* [in, out] pair */
	HRESULT (*Pass)(ISelf *This, SelfPair *pair);
	/* [in] arg1, [out, retval] arg2 */
	HRESULT (*Nameless)(ISelf *This, LONG arg1, LONG *arg2);
} ISelfVtbl;
struct ISelf {
	const ISelfVtbl *lpVtbl;
};
static inline HRESULT ISelf_QueryInterface(ISelf *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ISelf_AddRef(ISelf *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ISelf_Release(ISelf *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ISelf_Meet(ISelf *This, AsyncISelf *async, ISelf *sync, AsyncISelf **other) { return This->lpVtbl->Meet(This, async, sync, other); }
static inline HRESULT ISelf_Pass(ISelf *This, SelfPair *pair) { return This->lpVtbl->Pass(This, pair); }
static inline HRESULT ISelf_Nameless(ISelf *This, LONG arg1, LONG *arg2) { return This->lpVtbl->Nameless(This, arg1, arg2); }
#endif

/* The asynchronous twin of ISelf: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncISelf;
#ifdef __cplusplus
struct AsyncISelf : public IUnknown {
	/* [in] async, [in] sync */
	virtual HRESULT Begin_Meet(AsyncISelf *async, ISelf *sync) = 0;
	/* [out] other */
	virtual HRESULT Finish_Meet(AsyncISelf **other) = 0;
	/* [in, out] pair */
	virtual HRESULT Begin_Pass(SelfPair *pair) = 0;
	/* [in, out] pair */
	virtual HRESULT Finish_Pass(SelfPair *pair) = 0;
	/* [in] arg1 */
	virtual HRESULT Begin_Nameless(LONG arg1) = 0;
	/* [out, retval] arg2 */
	virtual HRESULT Finish_Nameless(LONG *arg2) = 0;
};
#else
typedef struct AsyncISelfVtbl {
	HRESULT (*QueryInterface)(AsyncISelf *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncISelf *This);
	ULONG (*Release)(AsyncISelf *This);
	/* [in] async, [in] sync */
	HRESULT (*Begin_Meet)(AsyncISelf *This, AsyncISelf *async, ISelf *sync);
	/* [out] other */
	HRESULT (*Finish_Meet)(AsyncISelf *This, AsyncISelf **other);
	/* [in, out] pair */
	HRESULT (*Begin_Pass)(AsyncISelf *This, SelfPair *pair);
	/* [in, out] pair */
	HRESULT (*Finish_Pass)(AsyncISelf *This, SelfPair *pair);
	/* [in] arg1 */
	HRESULT (*Begin_Nameless)(AsyncISelf *This, LONG arg1);
	/* [out, retval] arg2 */
	HRESULT (*Finish_Nameless)(AsyncISelf *This, LONG *arg2);
} AsyncISelfVtbl;
struct AsyncISelf {
	const AsyncISelfVtbl *lpVtbl;
};
static inline HRESULT AsyncISelf_QueryInterface(AsyncISelf *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncISelf_AddRef(AsyncISelf *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncISelf_Release(AsyncISelf *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncISelf_Begin_Meet(AsyncISelf *This, AsyncISelf *async, ISelf *sync) { return This->lpVtbl->Begin_Meet(This, async, sync); }
static inline HRESULT AsyncISelf_Finish_Meet(AsyncISelf *This, AsyncISelf **other) { return This->lpVtbl->Finish_Meet(This, other); }
static inline HRESULT AsyncISelf_Begin_Pass(AsyncISelf *This, SelfPair *pair) { return This->lpVtbl->Begin_Pass(This, pair); }
static inline HRESULT AsyncISelf_Finish_Pass(AsyncISelf *This, SelfPair *pair) { return This->lpVtbl->Finish_Pass(This, pair); }
static inline HRESULT AsyncISelf_Begin_Nameless(AsyncISelf *This, LONG arg1) { return This->lpVtbl->Begin_Nameless(This, arg1); }
static inline HRESULT AsyncISelf_Finish_Nameless(AsyncISelf *This, LONG *arg2) { return This->lpVtbl->Finish_Nameless(This, arg2); }
#endif

EXTERN_C const IID IID_IHeir;
#ifdef __cplusplus
struct IHeir : public ISelf {
	/* [in] properties, [in] base, [in] async */
	virtual HRESULT More(AsyncIProperties *properties, AsyncISelf *base, AsyncIHeir *async) = 0;
};
#else
typedef struct IHeirVtbl {
	HRESULT (*QueryInterface)(IHeir *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IHeir *This);
	ULONG (*Release)(IHeir *This);
	HRESULT (*Meet)(IHeir *This, AsyncISelf *async, ISelf *sync, AsyncISelf **other);
	HRESULT (*Pass)(IHeir *This, SelfPair *pair);
	HRESULT (*Nameless)(IHeir *This, LONG arg1, LONG *arg2);
	/* [in] properties, [in] base, [in] async */
	HRESULT (*More)(IHeir *This, AsyncIProperties *properties, AsyncISelf *base, AsyncIHeir *async);
} IHeirVtbl;
struct IHeir {
	const IHeirVtbl *lpVtbl;
};
static inline HRESULT IHeir_QueryInterface(IHeir *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IHeir_AddRef(IHeir *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IHeir_Release(IHeir *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IHeir_Meet(IHeir *This, AsyncISelf *async, ISelf *sync, AsyncISelf **other) { return This->lpVtbl->Meet(This, async, sync, other); }
static inline HRESULT IHeir_Pass(IHeir *This, SelfPair *pair) { return This->lpVtbl->Pass(This, pair); }
static inline HRESULT IHeir_Nameless(IHeir *This, LONG arg1, LONG *arg2) { return This->lpVtbl->Nameless(This, arg1, arg2); }
static inline HRESULT IHeir_More(IHeir *This, AsyncIProperties *properties, AsyncISelf *base, AsyncIHeir *async) { return This->lpVtbl->More(This, properties, base, async); }
#endif

/* The asynchronous twin of IHeir: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIHeir;
#ifdef __cplusplus
struct AsyncIHeir : public AsyncISelf {
	/* [in] properties, [in] base, [in] async */
	virtual HRESULT Begin_More(AsyncIProperties *properties, AsyncISelf *base, AsyncIHeir *async) = 0;
	virtual HRESULT Finish_More() = 0;
};
#else
typedef struct AsyncIHeirVtbl {
	HRESULT (*QueryInterface)(AsyncIHeir *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIHeir *This);
	ULONG (*Release)(AsyncIHeir *This);
	HRESULT (*Begin_Meet)(AsyncIHeir *This, AsyncISelf *async, ISelf *sync);
	HRESULT (*Finish_Meet)(AsyncIHeir *This, AsyncISelf **other);
	HRESULT (*Begin_Pass)(AsyncIHeir *This, SelfPair *pair);
	HRESULT (*Finish_Pass)(AsyncIHeir *This, SelfPair *pair);
	HRESULT (*Begin_Nameless)(AsyncIHeir *This, LONG arg1);
	HRESULT (*Finish_Nameless)(AsyncIHeir *This, LONG *arg2);
	/* [in] properties, [in] base, [in] async */
	HRESULT (*Begin_More)(AsyncIHeir *This, AsyncIProperties *properties, AsyncISelf *base, AsyncIHeir *async);
	HRESULT (*Finish_More)(AsyncIHeir *This);
} AsyncIHeirVtbl;
struct AsyncIHeir {
	const AsyncIHeirVtbl *lpVtbl;
};
static inline HRESULT AsyncIHeir_QueryInterface(AsyncIHeir *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIHeir_AddRef(AsyncIHeir *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIHeir_Release(AsyncIHeir *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIHeir_Begin_Meet(AsyncIHeir *This, AsyncISelf *async, ISelf *sync) { return This->lpVtbl->Begin_Meet(This, async, sync); }
static inline HRESULT AsyncIHeir_Finish_Meet(AsyncIHeir *This, AsyncISelf **other) { return This->lpVtbl->Finish_Meet(This, other); }
static inline HRESULT AsyncIHeir_Begin_Pass(AsyncIHeir *This, SelfPair *pair) { return This->lpVtbl->Begin_Pass(This, pair); }
static inline HRESULT AsyncIHeir_Finish_Pass(AsyncIHeir *This, SelfPair *pair) { return This->lpVtbl->Finish_Pass(This, pair); }
static inline HRESULT AsyncIHeir_Begin_Nameless(AsyncIHeir *This, LONG arg1) { return This->lpVtbl->Begin_Nameless(This, arg1); }
static inline HRESULT AsyncIHeir_Finish_Nameless(AsyncIHeir *This, LONG *arg2) { return This->lpVtbl->Finish_Nameless(This, arg2); }
static inline HRESULT AsyncIHeir_Begin_More(AsyncIHeir *This, AsyncIProperties *properties, AsyncISelf *base, AsyncIHeir *async) { return This->lpVtbl->Begin_More(This, properties, base, async); }
static inline HRESULT AsyncIHeir_Finish_More(AsyncIHeir *This) { return This->lpVtbl->Finish_More(This); }
#endif

/* For AcomRegisterInterfaces, where the linker would drop properties_p.o from an archive. */
extern ACOM_MODULE properties_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
