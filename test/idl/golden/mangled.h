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

typedef struct IFollower IFollower;
typedef struct IMangled IMangled;
typedef struct AsyncIMangled AsyncIMangled;
typedef struct ILike ILike;
typedef struct IStated IStated;
typedef struct AsyncIStated AsyncIStated;
typedef struct IFurther IFurther;
typedef struct AsyncIFurther AsyncIFurther;
typedef struct IFollower IFollower;
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
typedef struct {
	LENGTH LENGTH_;
	union {
		LENGTH length;
		LIKE_TYPES like;
	} APART_;
} LIKE_UNION;

EXTERN_C const IID IID_ILike;
#ifdef __cplusplus
struct ILike : public IUnknown {
	/* [in] u */
	virtual HRESULT Union(const LIKE_UNION *u) = 0;
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
	/* [in] u */
	HRESULT (*Union)(ILike *This, const LIKE_UNION *u);
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
static inline HRESULT ILike_Union(ILike *This, const LIKE_UNION *u) { return This->lpVtbl->Union(This, u); }
static inline HRESULT ILike_ULONG_(ILike *This, LENGTH LENGTH_, const LIKE_TYPES *LIKE_TYPES_, LONG This_) { return This->lpVtbl->ULONG_(This, LENGTH_, LIKE_TYPES_, This_); }
static inline HRESULT ILike_APART_(ILike *This, IMangled *IMangled_) { return This->lpVtbl->APART_(This, IMangled_); }
#endif

/* A type that is named like an inherited method is another thing for C++ in there. */
EXTERN_C const IID IID_IStated;
#ifdef __cplusplus
struct IStated : public IUnknown {
	/* [out] state */
	virtual HRESULT State(LONG *state) = 0;
	virtual HRESULT IFollower() = 0;
};
#else
typedef struct IStatedVtbl {
	HRESULT (*QueryInterface)(IStated *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IStated *This);
	ULONG (*Release)(IStated *This);
	/* [out] state */
	HRESULT (*State)(IStated *This, LONG *state);
	HRESULT (*IFollower)(IStated *This);
} IStatedVtbl;
struct IStated {
	const IStatedVtbl *lpVtbl;
};
static inline HRESULT IStated_QueryInterface(IStated *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IStated_AddRef(IStated *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IStated_Release(IStated *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IStated_State(IStated *This, LONG *state) { return This->lpVtbl->State(This, state); }
static inline HRESULT IStated_IFollower(IStated *This) { return This->lpVtbl->IFollower(This); }
#endif

/* The asynchronous twin of IStated: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIStated;
#ifdef __cplusplus
struct AsyncIStated : public IUnknown {
	virtual HRESULT Begin_State() = 0;
	/* [out] state */
	virtual HRESULT Finish_State(LONG *state) = 0;
	virtual HRESULT Begin_IFollower() = 0;
	virtual HRESULT Finish_IFollower() = 0;
};
#else
typedef struct AsyncIStatedVtbl {
	HRESULT (*QueryInterface)(AsyncIStated *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIStated *This);
	ULONG (*Release)(AsyncIStated *This);
	HRESULT (*Begin_State)(AsyncIStated *This);
	/* [out] state */
	HRESULT (*Finish_State)(AsyncIStated *This, LONG *state);
	HRESULT (*Begin_IFollower)(AsyncIStated *This);
	HRESULT (*Finish_IFollower)(AsyncIStated *This);
} AsyncIStatedVtbl;
struct AsyncIStated {
	const AsyncIStatedVtbl *lpVtbl;
};
static inline HRESULT AsyncIStated_QueryInterface(AsyncIStated *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIStated_AddRef(AsyncIStated *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIStated_Release(AsyncIStated *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIStated_Begin_State(AsyncIStated *This) { return This->lpVtbl->Begin_State(This); }
static inline HRESULT AsyncIStated_Finish_State(AsyncIStated *This, LONG *state) { return This->lpVtbl->Finish_State(This, state); }
static inline HRESULT AsyncIStated_Begin_IFollower(AsyncIStated *This) { return This->lpVtbl->Begin_IFollower(This); }
static inline HRESULT AsyncIStated_Finish_IFollower(AsyncIStated *This) { return This->lpVtbl->Finish_IFollower(This); }
#endif
typedef LONG State;
typedef struct {
	State now;
} Finish_State;

EXTERN_C const IID IID_IFurther;
#ifdef __cplusplus
struct IFurther : public IStated {
	/* [in] state, [in] many, [in] more */
	virtual HRESULT Set(const ::State *state, ::State *many[3], Finish_State *more) = 0;
	/* [out] follower */
	virtual HRESULT Follow(::IFollower **follower) = 0;
};
#else
typedef struct IFurtherVtbl {
	HRESULT (*QueryInterface)(IFurther *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IFurther *This);
	ULONG (*Release)(IFurther *This);
	HRESULT (*State)(IFurther *This, LONG *state);
	HRESULT (*IFollower)(IFurther *This);
	/* [in] state, [in] many, [in] more */
	HRESULT (*Set)(IFurther *This, const State *state, State *many[3], Finish_State *more);
	/* [out] follower */
	HRESULT (*Follow)(IFurther *This, IFollower **follower);
} IFurtherVtbl;
struct IFurther {
	const IFurtherVtbl *lpVtbl;
};
static inline HRESULT IFurther_QueryInterface(IFurther *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IFurther_AddRef(IFurther *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IFurther_Release(IFurther *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IFurther_State(IFurther *This, LONG *state) { return This->lpVtbl->State(This, state); }
static inline HRESULT IFurther_IFollower(IFurther *This) { return This->lpVtbl->IFollower(This); }
static inline HRESULT IFurther_Set(IFurther *This, const State *state, State *many[3], Finish_State *more) { return This->lpVtbl->Set(This, state, many, more); }
static inline HRESULT IFurther_Follow(IFurther *This, IFollower **follower) { return This->lpVtbl->Follow(This, follower); }
#endif

/* The asynchronous twin of IFurther: Begin_ takes what goes in, Finish_ gives what comes out. */
EXTERN_C const IID IID_AsyncIFurther;
#ifdef __cplusplus
struct AsyncIFurther : public AsyncIStated {
	/* [in] state, [in] many, [in] more */
	virtual HRESULT Begin_Set(const State *state, State *many[3], ::Finish_State *more) = 0;
	virtual HRESULT Finish_Set() = 0;
	virtual HRESULT Begin_Follow() = 0;
	/* [out] follower */
	virtual HRESULT Finish_Follow(IFollower **follower) = 0;
};
#else
typedef struct AsyncIFurtherVtbl {
	HRESULT (*QueryInterface)(AsyncIFurther *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(AsyncIFurther *This);
	ULONG (*Release)(AsyncIFurther *This);
	HRESULT (*Begin_State)(AsyncIFurther *This);
	HRESULT (*Finish_State)(AsyncIFurther *This, LONG *state);
	HRESULT (*Begin_IFollower)(AsyncIFurther *This);
	HRESULT (*Finish_IFollower)(AsyncIFurther *This);
	/* [in] state, [in] many, [in] more */
	HRESULT (*Begin_Set)(AsyncIFurther *This, const State *state, State *many[3], Finish_State *more);
	HRESULT (*Finish_Set)(AsyncIFurther *This);
	HRESULT (*Begin_Follow)(AsyncIFurther *This);
	/* [out] follower */
	HRESULT (*Finish_Follow)(AsyncIFurther *This, IFollower **follower);
} AsyncIFurtherVtbl;
struct AsyncIFurther {
	const AsyncIFurtherVtbl *lpVtbl;
};
static inline HRESULT AsyncIFurther_QueryInterface(AsyncIFurther *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG AsyncIFurther_AddRef(AsyncIFurther *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG AsyncIFurther_Release(AsyncIFurther *This) { return This->lpVtbl->Release(This); }
static inline HRESULT AsyncIFurther_Begin_State(AsyncIFurther *This) { return This->lpVtbl->Begin_State(This); }
static inline HRESULT AsyncIFurther_Finish_State(AsyncIFurther *This, LONG *state) { return This->lpVtbl->Finish_State(This, state); }
static inline HRESULT AsyncIFurther_Begin_IFollower(AsyncIFurther *This) { return This->lpVtbl->Begin_IFollower(This); }
static inline HRESULT AsyncIFurther_Finish_IFollower(AsyncIFurther *This) { return This->lpVtbl->Finish_IFollower(This); }
static inline HRESULT AsyncIFurther_Begin_Set(AsyncIFurther *This, const State *state, State *many[3], Finish_State *more) { return This->lpVtbl->Begin_Set(This, state, many, more); }
static inline HRESULT AsyncIFurther_Finish_Set(AsyncIFurther *This) { return This->lpVtbl->Finish_Set(This); }
static inline HRESULT AsyncIFurther_Begin_Follow(AsyncIFurther *This) { return This->lpVtbl->Begin_Follow(This); }
static inline HRESULT AsyncIFurther_Finish_Follow(AsyncIFurther *This, IFollower **follower) { return This->lpVtbl->Finish_Follow(This, follower); }
#endif

EXTERN_C const IID IID_IFollower;
#ifdef __cplusplus
struct IFollower : public IFurther {
	/* [in] follower, [in] state */
	virtual HRESULT Again(::IFollower *follower, ::State state) = 0;
};
#else
typedef struct IFollowerVtbl {
	HRESULT (*QueryInterface)(IFollower *This, REFIID riid, void **ppvObject);
	ULONG (*AddRef)(IFollower *This);
	ULONG (*Release)(IFollower *This);
	HRESULT (*State)(IFollower *This, LONG *state);
	HRESULT (*IFollower)(IFollower *This);
	HRESULT (*Set)(IFollower *This, const State *state, State *many[3], Finish_State *more);
	HRESULT (*Follow)(IFollower *This, IFollower **follower);
	/* [in] follower, [in] state */
	HRESULT (*Again)(IFollower *This, IFollower *follower, State state);
} IFollowerVtbl;
struct IFollower {
	const IFollowerVtbl *lpVtbl;
};
static inline HRESULT IFollower_QueryInterface(IFollower *This, REFIID riid, void **ppvObject) { return This->lpVtbl->QueryInterface(This, riid, ppvObject); }
static inline ULONG IFollower_AddRef(IFollower *This) { return This->lpVtbl->AddRef(This); }
static inline ULONG IFollower_Release(IFollower *This) { return This->lpVtbl->Release(This); }
static inline HRESULT IFollower_State(IFollower *This, LONG *state) { return This->lpVtbl->State(This, state); }
static inline HRESULT IFollower_IFollower(IFollower *This) { return This->lpVtbl->IFollower(This); }
static inline HRESULT IFollower_Set(IFollower *This, const State *state, State *many[3], Finish_State *more) { return This->lpVtbl->Set(This, state, many, more); }
static inline HRESULT IFollower_Follow(IFollower *This, IFollower **follower) { return This->lpVtbl->Follow(This, follower); }
static inline HRESULT IFollower_Again(IFollower *This, IFollower *follower, State state) { return This->lpVtbl->Again(This, follower, state); }
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
