/* acom/meta.h - the contract between idlgen and the runtime: what a generated foo_p.c says about an interface.
 *
 * A row (ACOM_METHOD) describes one *synchronous* method. AsyncIFoo has no rows: Begin_M uses the parameters flagged
 * ACOM_IN, Finish_M those flagged ACOM_OUT, in the same order. One walk (runtime/ndr) interprets the rows for every
 * operation; the generator computes nothing that sizeof and offsetof can say.
 *
 * An argument vector `args` holds the *addresses* of the arguments of the synchronous method, so args[i] points to a
 * variable of the parameter's C type. An array parameter has decayed: its type is a [ref] pointer to the array.
 */
#ifndef ACOM_META_H
#define ACOM_META_H

#include <acom/types.h>

#define ACOM_META_VERSION 1

/* Scalars: X(kind, type in memory, libffi's name of it, octets on the wire).
 * ENUM16 is a C enum that travels in 2 octets; INT3264 and UINT3264 are pointer-sized and travel in 4. FD is a descriptor, which
 * travels beside the octets: in its place stands its number among those of the half. */
#define ACOM_SCALARS(X) \
	X(U8, uint8_t, uint8, 1) \
	X(I8, int8_t, sint8, 1) \
	X(BOOLEAN, uint8_t, uint8, 1) \
	X(U16, uint16_t, uint16, 2) \
	X(I16, int16_t, sint16, 2) \
	X(U32, uint32_t, uint32, 4) \
	X(I32, int32_t, sint32, 4) \
	X(U64, uint64_t, uint64, 8) \
	X(I64, int64_t, sint64, 8) \
	X(F32, float, float, 4) \
	X(F64, double, double, 8) \
	X(ENUM16, int32_t, sint32, 2) \
	X(INT3264, intptr_t, pointer, 4) \
	X(UINT3264, uintptr_t, pointer, 4) \
	X(FD, int, sint32, 4)

/* What a descriptor must be: X(name, MIDL's word for it in [system_handle]). The kinds of Windows' handles that Linux has as
 * descriptors: a file is a regular one, a directory or a device; a section is what can be mapped as shared memory, a regular file
 * (memfd_create); an event is what has no kind of its own among files (eventfd). */
#define ACOM_DESCRIPTORS(X) X(FILE, sh_file) X(PIPE, sh_pipe) X(SOCKET, sh_socket) X(SECTION, sh_section) X(EVENT, sh_event)

enum ACOM_DESCRIPTOR {
	ACOM_NO_DESCRIPTOR,
#define X(name, word) ACOM_FD_##name,
	ACOM_DESCRIPTORS(X)
#undef X
	ACOM_DESCRIPTOR_COUNT
};

enum ACOM_KIND {
#define X(kind, memory, ffi, wire) ACOM_##kind,
	ACOM_SCALARS(X)
#undef X
	ACOM_POINTER,   /* memory: T *;          elem: the pointee */
	ACOM_STRUCT,    /* memory: struct;       fields, count. ACOM_CONFORMANT: its last field is a conformant array, or a
	                 * struct that ends in one, and its maximum travels before the struct */
	ACOM_ARRAY,     /* memory: the elements; elem, count unless ACOM_CONFORMANT */
	ACOM_INTERFACE_POINTER, /* memory: IFoo *; iid, or max->iid for [iid_is] */
	ACOM_UNION,     /* memory: union;        elem: the scalar type of the tag, fields: the arms, max: switch_is.
	                 * ACOM_ENCAPSULATED: memory is the struct { tag; union }, the tag stands at its start, no max */
	ACOM_USER,      /* memory: anything; elem: the type that travels instead, or user->wire; user: how one
	                 * becomes the other.
	                 * count: how a value of it is passed, enum ACOM_PASSED */
	ACOM_KINDS
};

/* ACOM_TYPE.flags */
enum {
	ACOM_REF = 1,         /* pointer: never NULL; a top-level one has no octets of its own */
	ACOM_UNIQUE = 2,      /* pointer: may be NULL, never aliased */
	ACOM_CONFORMANT = 4,  /* array: its maximum travels; in memory its size is known only at run time */
	ACOM_VARYING = 8,     /* array: offset and actual count travel */
	ACOM_STRING = 16,     /* array: ends with a zero unit, which gives its length */
	ACOM_RANGE = 32,      /* scalar: lo <= value <= hi, refused elsewhere on receipt and on sending */
	ACOM_ENCAPSULATED = 64, /* union: with its tag in front, in memory and on the wire */
	ACOM_DEFAULT = 128,   /* union: the last field is the default arm, its label means nothing */
	ACOM_PTR = 256,       /* pointer: may be NULL, and may point where another one of the half points */
};

/* ACOM_PARAM.flags, and where the values of an expression come from */
enum {
	ACOM_IN = 1,
	ACOM_OUT = 2,
	ACOM_RETVAL = 4,
};

/* What a value of a user's type is for a calling convention: of such a struct's members only their size is known. */
enum ACOM_PASSED {
	ACOM_PASSED_NUMBER, /* an integer or a pointer */
	ACOM_PASSED_STRUCT, /* a struct without floating numbers, or one of more than 16 octets that has others, too */
	ACOM_NOT_PASSED,    /* any other: only behind a pointer */
};

typedef struct ACOM_TYPE ACOM_TYPE;

/* Memory that lives as long as one half of a call. */
typedef struct ACOM_SCRATCH {
	void *(*alloc)(struct ACOM_SCRATCH *scratch, size_t size); /* zeroed, aligned for any type; NULL: memory is short */
} ACOM_SCRATCH;

/* A [wire_marshal] or [user_marshal] type T that travels as another type W. Either the first four or the last three. */
typedef struct ACOM_USER_TYPE {
	/* T_UserSize & co. of the user. `flags` is what NdrGetUserMarshalInfo (acom/user.h) wants. They size, write and read
	 * what stands in the place of W, or of what W points to; NULL instead of the end of it refuses it, and then nothing
	 * is owned. Values are zeroed before unmarshal. free is called once for each value that unmarshal made. */
	ULONG (*size)(ULONG *flags, ULONG start, void *value);
	unsigned char *(*marshal)(ULONG *flags, unsigned char *buffer, void *value);
	unsigned char *(*unmarshal)(ULONG *flags, unsigned char *buffer, void *value);
	void (*free)(ULONG *flags, void *value);
	/* The library's own: between a value and one of type W, which the walk sends and receives like any other. */
	HRESULT (*to_wire)(const void *value, void *wire, ACOM_SCRATCH *scratch);
	/* Everything below `wire` was read and checked by the rows. It stays the walk's: whatever the value needs of it is
	 * copied or counted. `value` is zeroed, and is so, or owns nothing, after a failure. */
	HRESULT (*from_wire)(const void *wire, void *value);
	void (*clear)(void *value); /* gives back what a value owns; the memory itself may be anything afterwards */
	/* [in,out], optional: `fresh` is about to replace `old`, which is cleared then. */
	void (*settle)(void *old, void *fresh);
	const ACOM_TYPE *wire; /* the row of W, as to_wire and from_wire know it; no other W is looked at */
	uint32_t octets;       /* sizeof T, as they know it */
} ACOM_USER_TYPE;

/* What an expression may look at: the arguments of the synchronous method, or the struct that the attribute stands in. */
typedef struct ACOM_SCOPE {
	void *const *args;
	const void *base;
} ACOM_SCOPE;

/* A size_is, first_is, length_is, switch_is or iid_is. `number` and `iid` are one-line C functions; a result < 0 means "no
 * such number" and is refused, but a switch_is may be negative. max_is and last_is are emitted as size_is and length_is
 * (one more, and last - first + 1). */
typedef struct ACOM_EXPR {
	int64_t (*number)(const ACOM_SCOPE *scope);
	const IID *(*iid)(const ACOM_SCOPE *scope);
	uint8_t from; /* ACOM_IN: uses an [in] value; ACOM_OUT: an [out] value; both: [in,out]. 0: constant, or a member */
	uint8_t save; /* 1..: place among the call's saved values, because an [out] parameter needs the result Begin_ had */
} ACOM_EXPR;

typedef struct ACOM_FIELD {
	const char *name;
	uint32_t offset; /* offsetof; of an arm: 0, or the union's place in an encapsulated one */
	const ACOM_TYPE *type; /* NULL: an arm without a member */
	int64_t label;   /* of an arm: the tag's value; an arm with two labels is two fields */
} ACOM_FIELD;

/* For offsetof: a member's name, or `first`, the first name in it, where the name is a macro for nothing. */
#define ACOM_MEMBER(name, first) ACOM_SECOND(ACOM_NAMELESS name (first), name, 0)
#define ACOM_NAMELESS(first) 0, first
#define ACOM_SECOND(...) ACOM_SECOND_OF(__VA_ARGS__)
#define ACOM_SECOND_OF(a, b, ...) b

struct ACOM_TYPE {
	const char *name;  /* as in the IDL, for messages */
	uint8_t kind;
	uint8_t align;     /* alignment on the wire: 1, 2, 4, 8 */
	uint16_t flags;
	uint32_t size;     /* sizeof; 0 for a conformant array or string; a conformant struct's with one element */
	uint32_t wire;     /* the least number of octets that one value takes */
	uint32_t count;    /* elements of a fixed array; fields of a struct or union; FD: enum ACOM_DESCRIPTOR */
	const ACOM_TYPE *elem;
	const ACOM_FIELD *fields;
	const IID *iid;
	const ACOM_EXPR *max;   /* size_is of a conformant array; iid_is of an interface pointer; switch_is of a union */
	const ACOM_EXPR *first; /* first_is of a varying array, NULL: 0 */
	const ACOM_EXPR *length;/* length_is of a varying array */
	int64_t lo, hi;         /* ACOM_RANGE */
	const ACOM_USER_TYPE *user;
};

typedef struct ACOM_PARAM {
	const char *name;
	uint8_t flags; /* ACOM_IN | ACOM_OUT | ACOM_RETVAL */
	const ACOM_TYPE *type;
} ACOM_PARAM;

/* The writable part of a row: what the runtime prepares when it verifies the table. */
typedef struct ACOM_CELL {
	void *frames;      /* libffi call interfaces of M, Begin_M and Finish_M */
	uint32_t plain[2]; /* of the request and of the response: what is known where the values do not change their lengths; else 0 */
} ACOM_CELL;

/* [call_as]: another method travels than the one that stands in the slot. These functions have the parameters of the row,
 * behind the pointer to the object or to its call object, and call the method of the slot. */
typedef struct ACOM_CALL_AS {
	void (*stub)(void);
	void (*begin_stub)(void); /* NULL without an asynchronous twin */
	void (*finish_stub)(void);
} ACOM_CALL_AS;

/* ACOM_METHOD.flags */
enum {
	ACOM_INPUT_SYNC = 1, /* [input_sync]: no message filter refuses it, and it calls nobody */
};

typedef struct ACOM_METHOD {
	const char *name;
	uint16_t slot;    /* in IFoo's table; the opnum too. Begin_ is async_slot, Finish_ the next */
	uint16_t async_slot; /* 0 without an asynchronous twin */
	uint16_t count;   /* parameters */
	uint16_t saves;   /* saved values, places 1..saves */
	const ACOM_PARAM *params;
	ACOM_CELL *cell;
	const ACOM_CALL_AS *call_as; /* NULL: the method of the slot itself travels */
	uint16_t flags;   /* ACOM_INPUT_SYNC */
} ACOM_METHOD;

typedef struct ACOM_INTERFACE {
	uint32_t version; /* ACOM_META_VERSION */
	uint32_t size;    /* sizeof(ACOM_INTERFACE) */
	const char *name;
	const IID *iid;
	const IID *async_iid; /* NULL: no asynchronous twin */
	const IID *base;
	uint32_t count;                /* methods, the inherited ones included, slot 3 first */
	const ACOM_METHOD *methods;
	const void *proxy_vtbl;        /* IFooVtbl of the proxy */
	const void *async_vtbl;        /* AsyncIFooVtbl of the call object; NULL without twin */
} ACOM_INTERFACE;

/* One generated file. Its constructor links it into a list, its destructor unlinks it: nothing is allocated and nothing
 * can fail. The tables are verified when an interface of the file is first asked for. */
typedef struct ACOM_MODULE {
	uint32_t version;
	uint32_t size;
	const char *file; /* foo.idl */
	uint32_t count;
	const ACOM_INTERFACE *const *interfaces;
	struct ACOM_MODULE *next; /* the runtime's from here on */
	struct ACOM_MODULE **link;
	int32_t state;
	HRESULT hr;
} ACOM_MODULE;

EXTERN_C ACOM_API void AcomLinkModule(ACOM_MODULE *module);
EXTERN_C ACOM_API void AcomUnlinkModule(ACOM_MODULE *module);

/* Links a module if its constructor did not (an object file in an archive that nothing referred to), and verifies it now.
 * S_OK; REGDB_E_IIDNOTREG: refused, standard error says which row and why; E_OUTOFMEMORY. */
EXTERN_C ACOM_API HRESULT AcomRegisterInterfaces(ACOM_MODULE *module);

/* What the thunks of a proxy call. `This` is the interface pointer that the method was called on. */
EXTERN_C ACOM_API HRESULT AcomCall(void *This, const ACOM_METHOD *method, void **args);
EXTERN_C ACOM_API HRESULT AcomBegin(void *This, const ACOM_METHOD *method, void **args);
EXTERN_C ACOM_API HRESULT AcomFinish(void *This, const ACOM_METHOD *method, void **args);
EXTERN_C ACOM_API HRESULT AcomFaceQueryInterface(void *This, const IID *iid, void **ppv);
EXTERN_C ACOM_API ULONG AcomFaceAddRef(void *This);
EXTERN_C ACOM_API ULONG AcomFaceRelease(void *This);

/* The types that the library converts, whoever declared them. */
EXTERN_C ACOM_API const ACOM_USER_TYPE acom_user_BSTR, acom_user_VARIANT, acom_user_LPSAFEARRAY;

/* Arithmetic of IDL expressions on values that a peer may have chosen: what overflows or divides by zero becomes
 * ACOM_BAD_NUMBER and stays it, and the walk refuses it. */
#define ACOM_BAD_NUMBER INT64_MIN
#define ACOM_ARITHMETIC(name, expression) \
	static inline int64_t acom_##name(int64_t a, int64_t b) \
	{ \
		int64_t r = 0; \
		return a == ACOM_BAD_NUMBER || b == ACOM_BAD_NUMBER || (expression) ? ACOM_BAD_NUMBER : r; \
	}
ACOM_ARITHMETIC(add, __builtin_add_overflow(a, b, &r))
ACOM_ARITHMETIC(sub, __builtin_sub_overflow(a, b, &r))
ACOM_ARITHMETIC(mul, __builtin_mul_overflow(a, b, &r))
ACOM_ARITHMETIC(div, b == 0 || (r = a / b, 0))
ACOM_ARITHMETIC(mod, b == 0 || (r = b == -1 ? 0 : a % b, 0))
ACOM_ARITHMETIC(shl, b < 0 || b > 62 || __builtin_mul_overflow(a, INT64_C(1) << b, &r))
ACOM_ARITHMETIC(shr, b < 0 || b > 62 || (r = a >> b, 0))
ACOM_ARITHMETIC(bits_and, (r = a & b, 0))
ACOM_ARITHMETIC(bits_or, (r = a | b, 0))
ACOM_ARITHMETIC(bits_xor, (r = a ^ b, 0))
ACOM_ARITHMETIC(eq, (r = a == b, 0))
ACOM_ARITHMETIC(ne, (r = a != b, 0))
ACOM_ARITHMETIC(lt, (r = a < b, 0))
ACOM_ARITHMETIC(le, (r = a <= b, 0))
ACOM_ARITHMETIC(gt, (r = a > b, 0))
ACOM_ARITHMETIC(ge, (r = a >= b, 0))
#undef ACOM_ARITHMETIC

/* What C would not look at does not count: a && b, a || b, c ? a : b. */
static inline int64_t acom_both(int64_t a, int64_t b)
{
	return a == ACOM_BAD_NUMBER || a == 0 ? a : b == ACOM_BAD_NUMBER ? b : b != 0;
}
static inline int64_t acom_either(int64_t a, int64_t b)
{
	return a == ACOM_BAD_NUMBER ? a : a != 0 ? 1 : b == ACOM_BAD_NUMBER ? b : b != 0;
}
static inline int64_t acom_choose(int64_t c, int64_t a, int64_t b) { return c == ACOM_BAD_NUMBER ? c : c ? a : b; }

/* An unsigned 64-bit value that no int64_t holds is no count. */
static inline int64_t acom_u64(uint64_t v)
{
	int64_t r;

	return __builtin_add_overflow(v, 0, &r) ? ACOM_BAD_NUMBER : r;
}

/* *p in an expression, where p may be NULL. */
#define ACOM_AT(p) ((p) ? (int64_t)*(p) : ACOM_BAD_NUMBER)

#endif
