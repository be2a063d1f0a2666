/* mangled.h - made by idlgen from mangled.idl. */
#ifndef IDL_MANGLED_H
#define IDL_MANGLED_H

#include <acom/meta.h>
#include <acom/unknwn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Parameters have the names that the IDL gives them. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"

typedef struct IMangled IMangled;
typedef struct AsyncIMangled AsyncIMangled;
typedef struct ILike ILike;
typedef struct virtual_ virtual_;
typedef struct {
	LONG class_;
	LONG register_;
	LONG *errno_;
	LONG this_;
} explicit_;
typedef enum {
	private_ = 0,
	public_ = 5,
	stdin_ = 6,
	unix_ = 7,
	NULL_ = 5,
} template_;
typedef struct {
	LONG case_;
	union {
		LONG default_;
		explicit_ switch_;
	} operator_;
} typename_;
struct namespace_ {
	struct namespace_ *new_;
};
#define delete_ ((LONG)6)

EXTERN_C const IID IID_IMangled;
#ifdef __cplusplus
struct IMangled : public IUnknown {
	/* C++ takes the interface's name for a constructor. */
	/* [in] major_, [in] minor_ */
	virtual HRESULT IMangled_(LONG major_, LONG minor_) = 0;
	/* [in] const_cast_, [in, size_is(module)] library, [in] module */
	virtual HRESULT delete_it(explicit_ *const_cast_, const LONG *library, LONG module) = 0;
	/* [in, size_is(default)] stdin_, [in] default_, [out] stdout_ */
	virtual HRESULT class_(BYTE *stdin_, LONG default_, LONG *stdout_) = 0;
	/* [in] small, [in] hyper, [in, iid_is(and)] or_, [in] and_ */
	virtual HRESULT interface(template_ small, LONG hyper, IUnknown *or_, REFIID and_) = 0;
	/* [in] linux_, [out] va_arg_ */
	virtual HRESULT unix_(struct namespace_ *linux_, typename_ *va_arg_) = 0;
	/* [in] AcomCall_, [in] AcomBegin_, [out] AcomFinish_ */
	virtual HRESULT Called(LONG AcomCall_, LONG AcomBegin_, LONG *AcomFinish_) = 0;
};
#else
typedef struct IMangledVtbl {
	HRESULT (*QueryInterface)(IMangled *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IMangled *This);
	ULONG (*Release)(IMangled *This);
	/* C++ takes the interface's name for a constructor. */
	/* [in] major_, [in] minor_ */
	HRESULT (*IMangled_)(IMangled *This, LONG major_, LONG minor_);
	/* [in] const_cast_, [in, size_is(module)] library, [in] module */
	HRESULT (*delete_it)(IMangled *This, explicit_ *const_cast_, const LONG *library, LONG module);
	/* [in, size_is(default)] stdin_, [in] default_, [out] stdout_ */
	HRESULT (*class_)(IMangled *This, BYTE *stdin_, LONG default_, LONG *stdout_);
	/* [in] small, [in] hyper, [in, iid_is(and)] or_, [in] and_ */
	HRESULT (*interface)(IMangled *This, template_ small, LONG hyper, IUnknown *or_, REFIID and_);
	/* [in] linux_, [out] va_arg_ */
	HRESULT (*unix_)(IMangled *This, struct namespace_ *linux_, typename_ *va_arg_);
	/* [in] AcomCall_, [in] AcomBegin_, [out] AcomFinish_ */
	HRESULT (*Called)(IMangled *This, LONG AcomCall_, LONG AcomBegin_, LONG *AcomFinish_);
} IMangledVtbl;
struct IMangled {
	const IMangledVtbl *lpVtbl;
};
static inline HRESULT IMangled_QueryInterface(IMangled *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IMangled_AddRef(IMangled *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IMangled_Release(IMangled *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IMangled_IMangled_(IMangled *This, LONG major_, LONG minor_) { return This->lpVtbl->IMangled_(This, major_, minor_); }
static inline HRESULT IMangled_delete_it(IMangled *This, explicit_ *const_cast_, const LONG *library, LONG module) { return This->lpVtbl->delete_it(This, const_cast_, library, module); }
static inline HRESULT IMangled_class_(IMangled *This, BYTE *stdin_, LONG default_, LONG *stdout_) { return This->lpVtbl->class_(This, stdin_, default_, stdout_); }
static inline HRESULT IMangled_interface(IMangled *This, template_ small, LONG hyper, IUnknown *or_, REFIID and_) { return This->lpVtbl->interface(This, small, hyper, or_, and_); }
static inline HRESULT IMangled_unix_(IMangled *This, struct namespace_ *linux_, typename_ *va_arg_) { return This->lpVtbl->unix_(This, linux_, va_arg_); }
static inline HRESULT IMangled_Called(IMangled *This, LONG AcomCall_, LONG AcomBegin_, LONG *AcomFinish_) { return This->lpVtbl->Called(This, AcomCall_, AcomBegin_, AcomFinish_); }
#endif

/* The asynchronous twin of IMangled: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIMangled;
#ifdef __cplusplus
struct AsyncIMangled : public IUnknown {
	/* [in] major_, [in] minor_ */
	virtual HRESULT Begin_IMangled(LONG major_, LONG minor_) = 0;
	virtual HRESULT Finish_IMangled() = 0;
	/* [in] const_cast_, [in, size_is(module)] library, [in] module */
	virtual HRESULT Begin_delete_it(explicit_ *const_cast_, const LONG *library, LONG module) = 0;
	virtual HRESULT Finish_delete_it() = 0;
	/* [in, size_is(default)] stdin_, [in] default_ */
	virtual HRESULT Begin_class(BYTE *stdin_, LONG default_) = 0;
	/* [out] stdout_ */
	virtual HRESULT Finish_class(LONG *stdout_) = 0;
	/* [in] small, [in] hyper, [in, iid_is(and)] or_, [in] and_ */
	virtual HRESULT Begin_interface(template_ small, LONG hyper, IUnknown *or_, REFIID and_) = 0;
	virtual HRESULT Finish_interface() = 0;
	/* [in] linux_ */
	virtual HRESULT Begin_unix(struct namespace_ *linux_) = 0;
	/* [out] va_arg_ */
	virtual HRESULT Finish_unix(typename_ *va_arg_) = 0;
	/* [in] AcomCall_, [in] AcomBegin_ */
	virtual HRESULT Begin_Called(LONG AcomCall_, LONG AcomBegin_) = 0;
	/* [out] AcomFinish_ */
	virtual HRESULT Finish_Called(LONG *AcomFinish_) = 0;
};
#else
typedef struct AsyncIMangledVtbl {
	HRESULT (*QueryInterface)(AsyncIMangled *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIMangled *This);
	ULONG (*Release)(AsyncIMangled *This);
	/* [in] major_, [in] minor_ */
	HRESULT (*Begin_IMangled)(AsyncIMangled *This, LONG major_, LONG minor_);
	HRESULT (*Finish_IMangled)(AsyncIMangled *This);
	/* [in] const_cast_, [in, size_is(module)] library, [in] module */
	HRESULT (*Begin_delete_it)(AsyncIMangled *This, explicit_ *const_cast_, const LONG *library, LONG module);
	HRESULT (*Finish_delete_it)(AsyncIMangled *This);
	/* [in, size_is(default)] stdin_, [in] default_ */
	HRESULT (*Begin_class)(AsyncIMangled *This, BYTE *stdin_, LONG default_);
	/* [out] stdout_ */
	HRESULT (*Finish_class)(AsyncIMangled *This, LONG *stdout_);
	/* [in] small, [in] hyper, [in, iid_is(and)] or_, [in] and_ */
	HRESULT (*Begin_interface)(AsyncIMangled *This, template_ small, LONG hyper, IUnknown *or_, REFIID and_);
	HRESULT (*Finish_interface)(AsyncIMangled *This);
	/* [in] linux_ */
	HRESULT (*Begin_unix)(AsyncIMangled *This, struct namespace_ *linux_);
	/* [out] va_arg_ */
	HRESULT (*Finish_unix)(AsyncIMangled *This, typename_ *va_arg_);
	/* [in] AcomCall_, [in] AcomBegin_ */
	HRESULT (*Begin_Called)(AsyncIMangled *This, LONG AcomCall_, LONG AcomBegin_);
	/* [out] AcomFinish_ */
	HRESULT (*Finish_Called)(AsyncIMangled *This, LONG *AcomFinish_);
} AsyncIMangledVtbl;
struct AsyncIMangled {
	const AsyncIMangledVtbl *lpVtbl;
};
static inline HRESULT AsyncIMangled_QueryInterface(AsyncIMangled *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIMangled_AddRef(AsyncIMangled *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIMangled_Release(AsyncIMangled *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIMangled_Begin_IMangled(AsyncIMangled *This, LONG major_, LONG minor_) { return This->lpVtbl->Begin_IMangled(This, major_, minor_); }
static inline HRESULT AsyncIMangled_Finish_IMangled(AsyncIMangled *This) { return This->lpVtbl->Finish_IMangled(This); }
static inline HRESULT AsyncIMangled_Begin_delete_it(AsyncIMangled *This, explicit_ *const_cast_, const LONG *library, LONG module) { return This->lpVtbl->Begin_delete_it(This, const_cast_, library, module); }
static inline HRESULT AsyncIMangled_Finish_delete_it(AsyncIMangled *This) { return This->lpVtbl->Finish_delete_it(This); }
static inline HRESULT AsyncIMangled_Begin_class(AsyncIMangled *This, BYTE *stdin_, LONG default_) { return This->lpVtbl->Begin_class(This, stdin_, default_); }
static inline HRESULT AsyncIMangled_Finish_class(AsyncIMangled *This, LONG *stdout_) { return This->lpVtbl->Finish_class(This, stdout_); }
static inline HRESULT AsyncIMangled_Begin_interface(AsyncIMangled *This, template_ small, LONG hyper, IUnknown *or_, REFIID and_) { return This->lpVtbl->Begin_interface(This, small, hyper, or_, and_); }
static inline HRESULT AsyncIMangled_Finish_interface(AsyncIMangled *This) { return This->lpVtbl->Finish_interface(This); }
static inline HRESULT AsyncIMangled_Begin_unix(AsyncIMangled *This, struct namespace_ *linux_) { return This->lpVtbl->Begin_unix(This, linux_); }
static inline HRESULT AsyncIMangled_Finish_unix(AsyncIMangled *This, typename_ *va_arg_) { return This->lpVtbl->Finish_unix(This, va_arg_); }
static inline HRESULT AsyncIMangled_Begin_Called(AsyncIMangled *This, LONG AcomCall_, LONG AcomBegin_) { return This->lpVtbl->Begin_Called(This, AcomCall_, AcomBegin_); }
static inline HRESULT AsyncIMangled_Finish_Called(AsyncIMangled *This, LONG *AcomFinish_) { return This->lpVtbl->Finish_Called(This, AcomFinish_); }
#endif

/* What is named like a type or a constant of the IDL is told apart in the same way. */
typedef LONG LENGTH;
#define APART ((LONG)4)
typedef struct {
	LENGTH LENGTH_;
	BYTE *APART_;
} LIKE_TYPES;

EXTERN_C const IID IID_ILike;
#ifdef __cplusplus
struct ILike : public IUnknown {
	/* [in] LENGTH_, [in, size_is(LENGTH)] LIKE_TYPES_, [in] This_ */
	virtual HRESULT ULONG_(LENGTH LENGTH_, const LIKE_TYPES *LIKE_TYPES_, LONG This_) = 0;
	/* [in] IMangled_ */
	virtual HRESULT APART_(IMangled *IMangled_) = 0;
};
#else
typedef struct ILikeVtbl {
	HRESULT (*QueryInterface)(ILike *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(ILike *This);
	ULONG (*Release)(ILike *This);
	/* [in] LENGTH_, [in, size_is(LENGTH)] LIKE_TYPES_, [in] This_ */
	HRESULT (*ULONG_)(ILike *This, LENGTH LENGTH_, const LIKE_TYPES *LIKE_TYPES_, LONG This_);
	/* [in] IMangled_ */
	HRESULT (*APART_)(ILike *This, IMangled *IMangled_);
} ILikeVtbl;
struct ILike {
	const ILikeVtbl *lpVtbl;
};
static inline HRESULT ILike_QueryInterface(ILike *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG ILike_AddRef(ILike *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG ILike_Release(ILike *This) { return This->lpVtbl->Release(This); }
static inline HRESULT ILike_ULONG_(ILike *This, LENGTH LENGTH_, const LIKE_TYPES *LIKE_TYPES_, LONG This_) { return This->lpVtbl->ULONG_(This, LENGTH_, LIKE_TYPES_, This_); }
static inline HRESULT ILike_APART_(ILike *This, IMangled *IMangled_) { return This->lpVtbl->APART_(This, IMangled_); }
#endif

/* An interface can be named so, too. */
EXTERN_C const IID IID_virtual_;
#ifdef __cplusplus
struct virtual_ : public IMangled {
	/* [in] complex_ */
	virtual HRESULT assert_(virtual_ *complex_) = 0;
};
#else
typedef struct virtual_Vtbl {
	HRESULT (*QueryInterface)(virtual_ *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(virtual_ *This);
	ULONG (*Release)(virtual_ *This);
	HRESULT (*IMangled_)(virtual_ *This, LONG major_, LONG minor_);
	HRESULT (*delete_it)(virtual_ *This, explicit_ *const_cast_, const LONG *library, LONG module);
	HRESULT (*class_)(virtual_ *This, BYTE *stdin_, LONG default_, LONG *stdout_);
	HRESULT (*interface)(virtual_ *This, template_ small, LONG hyper, IUnknown *or_, REFIID and_);
	HRESULT (*unix_)(virtual_ *This, struct namespace_ *linux_, typename_ *va_arg_);
	HRESULT (*Called)(virtual_ *This, LONG AcomCall_, LONG AcomBegin_, LONG *AcomFinish_);
	/* [in] complex_ */
	HRESULT (*assert_)(virtual_ *This, virtual_ *complex_);
} virtual_Vtbl;
struct virtual_ {
	const virtual_Vtbl *lpVtbl;
};
static inline HRESULT virtual__QueryInterface(virtual_ *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG virtual__AddRef(virtual_ *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG virtual__Release(virtual_ *This) { return This->lpVtbl->Release(This); }
static inline HRESULT virtual__IMangled_(virtual_ *This, LONG major_, LONG minor_) { return This->lpVtbl->IMangled_(This, major_, minor_); }
static inline HRESULT virtual__delete_it(virtual_ *This, explicit_ *const_cast_, const LONG *library, LONG module) { return This->lpVtbl->delete_it(This, const_cast_, library, module); }
static inline HRESULT virtual__class_(virtual_ *This, BYTE *stdin_, LONG default_, LONG *stdout_) { return This->lpVtbl->class_(This, stdin_, default_, stdout_); }
static inline HRESULT virtual__interface(virtual_ *This, template_ small, LONG hyper, IUnknown *or_, REFIID and_) { return This->lpVtbl->interface(This, small, hyper, or_, and_); }
static inline HRESULT virtual__unix_(virtual_ *This, struct namespace_ *linux_, typename_ *va_arg_) { return This->lpVtbl->unix_(This, linux_, va_arg_); }
static inline HRESULT virtual__Called(virtual_ *This, LONG AcomCall_, LONG AcomBegin_, LONG *AcomFinish_) { return This->lpVtbl->Called(This, AcomCall_, AcomBegin_, AcomFinish_); }
static inline HRESULT virtual__assert_(virtual_ *This, virtual_ *complex_) { return This->lpVtbl->assert_(This, complex_); }
#endif
EXTERN_C const CLSID CLSID_friend;

/* For AcomRegisterInterfaces, where the linker would drop mangled_p.o from an archive. */
extern ACOM_MODULE mangled_interfaces[1];

#pragma GCC diagnostic pop

#ifdef __cplusplus
}
#endif

#endif
