/* tree.h - what the parser makes and sema completes: expressions, types, declarations. Included by idlgen.h. */
#ifndef IDLGEN_TREE_H
#define IDLGEN_TREE_H

/* What a constant expression is worth. */
struct constant {
	bool is_real, is_unsigned;
	unsigned bits;       /* 32 or 64 */
	int64_t number;      /* without sign: its bits */
	double real;
};

struct expr {
	/* NUMBER, REAL, NAME, QUESTION, SIZEOF (of `type` or a), LPAREN (a cast to `type`) or an operator, unary without b. */
	enum token_kind op;
	struct place place;
	int64_t number;
	bool is_unsigned, is_wide; /* the latter: of 64 bits, whatever it is */
	double real;         /* REAL */
	const char *name;
	struct expr *a, *b, *c; /* c ? a : b */
	struct type *type;
	unsigned depth;
	struct var *var;     /* sema: the parameter or member that a name means */
	bool is_set;         /* sema: that is a pointer, and the value is whether it is not NULL */
};

/* X(id, C's name, kind in acom/meta.h) */
#define SCALARS(X) \
	X(BYTE, "BYTE", U8) X(CHAR, "char", U8) X(SCHAR, "signed char", I8) X(UCHAR, "unsigned char", U8) \
	X(SMALL, "int8_t", I8) X(USMALL, "uint8_t", U8) X(BOOLEAN, "uint8_t", BOOLEAN) X(WCHAR, "OLECHAR", U16) \
	X(SHORT, "SHORT", I16) X(USHORT, "USHORT", U16) X(INT, "int", I32) X(UINT, "unsigned int", U32) \
	X(LONG, "LONG", I32) X(ULONG, "ULONG", U32) X(HYPER, "int64_t", I64) X(UHYPER, "uint64_t", U64) \
	X(FLOAT, "float", F32) X(DOUBLE, "double", F64) X(INT3264, "intptr_t", INT3264) X(UINT3264, "uintptr_t", UINT3264)

enum scalar {
#define X(id, c, kind) SCALAR_##id,
	SCALARS(X)
#undef X
	SCALAR_COUNT
};
const char *scalar_spelling(enum scalar s);

enum type_kind { TYPE_VOID, TYPE_SCALAR, TYPE_TAG, TYPE_NAME, TYPE_ALIAS, TYPE_INTERFACE, TYPE_POINTER, TYPE_ARRAY,
                 TYPE_FUNCTION, TYPE_BAD };

struct type {
	enum type_kind kind; /* sema turns TYPE_NAME into ALIAS, INTERFACE or BAD */
	struct place place;
	bool is_const;
	enum scalar scalar;
	const char *name;    /* NAME, ALIAS */
	struct type *of;     /* pointee, element, what an alias stands for, what a function returns */
	struct var *params;  /* FUNCTION: names may be missing */
	bool variadic;
	bool is_interface;   /* NAME: behind the word interface, which declares it */
	struct type *element; /* SAFEARRAY(element), which C knows as LPSAFEARRAY */
	struct expr *bound;  /* ARRAY; NULL: [] or [*] */
	uint32_t count;      /* ARRAY, after sema; 0: open */
	struct tag *tag;
	bool has_body;       /* TAG: defined right here */
	struct attr *attrs;  /* ALIAS: those of the typedef */
	enum pointer pointer_default; /* ALIAS: where it was declared */
	struct iface *iface;
};

/* A parameter or a member. Without name: an arm of a union that holds nothing (void), an anonymous struct or union, a
 * bit-field that only takes room, a parameter of a function's type. */
struct var {
	const char *name;
	struct place place;
	struct type *type;
	const char *doc;
	bool broken;         /* a parameter with syntax errors: it has no name, and its type is only what stands before the error */
	struct expr *bits;   /* a bit-field, */
	unsigned width;      /* of which sema says how many */
	struct attr *attrs;
	unsigned index;
	bool in, out, retval;
	struct shape *shape;  /* sema; NULL in [local] interfaces and after errors */
	struct var *next;
};

struct enumerator {
	const char *name;
	struct place place;
	const char *doc;
	struct expr *value;
	int32_t number;
	struct attr *attrs;
	struct enumerator *next;
};

/* enum, struct or union. */
struct tag {
	enum token_kind kind; /* TOKEN_ENUM, TOKEN_STRUCT, TOKEN_UNION */
	const char *name;     /* NULL: none */
	const char *spelling; /* how C names it: "struct S", or the typedef's name; NULL: an anonymous member */
	const char *alias;    /* its first typedef, which C may have with another tag; NULL: none */
	const char *mirror;   /* the name of the same again, in the proxy file */
	struct place place;
	bool defined, v1;
	bool ms_union;        /* it would travel in another form */
	unsigned size, align; /* in memory, once asked for */
	uint8_t pack;         /* #pragma pack: the largest alignment of a member; 0: each has its own */
	bool astray;          /* it lies in one with #pragma pack, and so anywhere in memory */
	bool broken;          /* it had syntax errors, so some of its members are missing */
	bool in_header;       /* of C */
	bool open;            /* its members are being judged */
	enum { REMOTE_UNKNOWN, REMOTE_OPEN, REMOTE_GOOD, REMOTE_BAD } remote; /* whether its members can be remoted */
	struct var *members;  /* a union's have [case] and [default], wherever they were written */
	unsigned count;
	struct var *tag;      /* union switch (T tag) name: an encapsulated one, which is a struct in C */
	const char *name_of_union;
	struct attr *switch_type; /* of another union; NULL: one that cannot be remoted */
	bool conformant;      /* struct: ends in an array without bound */
	struct enumerator *enumerators;
	uint64_t octets;      /* about, for limits */
	unsigned depth;       /* levels of its members */
	unsigned levels, parts; /* of what lies in it: how deep, and how much, without pointers */
	struct row *row;      /* lower */
	bool emitted;
	bool told;            /* an enum: what of it cannot travel */
	enum pointer pointer_default;
};

struct method {
	const char *name;
	struct place place;
	const char *doc;
	struct attr *attrs;
	struct type *type;
	struct var *params;
	bool variadic;
	bool broken;          /* it had syntax errors: names and attributes are judged, but not what travels */
	unsigned count;
	unsigned slot;
	struct iface *owner;
	const char *property; /* X of get_X, put_X and putref_X */
	struct method *remote; /* of a [local] method: its [call_as] method, which is in the list of methods but has no slot */
	struct method *local; /* of that: the [local] method, whose slot it shares */
	const struct row **rows; /* lower: of the parameters */
	unsigned saves;
	struct method *halves[2]; /* Begin_ and Finish_, if the interface has a twin */
	struct method *sync;  /* in an asynchronous interface: the method it is a half of */
	bool finish;
	struct method *next;
};

struct iface {
	const char *name;
	struct place place;
	const char *doc;
	struct attr *attrs;
	const char *base_name;
	struct place base_place;
	struct iface *base;
	struct decl *decls;   /* types and constants in its body */
	struct method *methods; /* its own */
	struct table names;     /* of them */
	unsigned slots;             /* inherited ones included */
	unsigned depth;             /* how many bases it has */
	bool defined, judged, is_local;
	bool in_library;
	bool is_disp;         /* a dispinterface, which has IDispatch's methods: */
	bool is_rpc;          /* no COM interface: its methods are functions */
	struct var *properties; /* of a dispinterface, */
	struct method *dispatched; /* and its methods */
	const char *face_name;  /* the interface that it wraps, instead of properties and methods */
	struct place face_place;
	GUID guid;
	struct iface *twin;   /* AsyncX of X */
	struct iface *sync;   /* X of AsyncX */
};

struct face {
	const char *name;
	struct place place;
	struct attr *attrs;
	bool broken;         /* parser: it is left out */
	struct face *next;
};

enum decl_kind { DECL_IMPORT, DECL_INCLUDE, DECL_QUOTE, DECL_TYPEDEF, DECL_TAG, DECL_CONST, DECL_FORWARD, DECL_INTERFACE,
                 DECL_COCLASS, DECL_FUNCTION, DECL_EXTERN, DECL_LIBRARY, DECL_MODULE, DECL_IMPORTLIB };

struct decl {
	enum decl_kind kind;
	struct place place;
	const char *doc;
	const char *name;        /* of what is declared; the text of a quote; the file of an importlib */
	bool broken;             /* a syntax error cut it: of it the types count, and that it has a name */
	struct attr *attrs;
	struct type *type;
	struct decl *also;       /* typedef: the next declarator of the same declaration */
	bool is_again;           /* typedef: it was said before */
	struct expr *value;      /* const */
	struct constant worth;      /* const, after sema */
	const char *string;      /* const: the literal */
	struct iface *iface;
	struct method *method;   /* function; in an interface only between the parsers */
	struct face *faces;
	GUID guid;
	struct unit *unit;       /* import, include: the file; NULL if it was seen before, or is a C header that is not found */
	const struct source *source; /* import, include */
	const char *include;     /* import: "x.h" or <acom/x.h> */
	bool leads;              /* import, include: only such come before it */
	bool placed;             /* interface: its place in the order is found */
	struct decl *room;       /* the library or module that holds it */
	struct decl *next;
};

/* One file. */
struct unit {
	const struct source *source;
	const char *header; /* how the other generated files include the header */
	struct decl *decls;
	bool is_header; /* of C */
};

#endif
