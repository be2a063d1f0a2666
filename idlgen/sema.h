/* sema.h - meaning, and the shapes of what travels. Included by idlgen.h. */
#ifndef IDLGEN_SEMA_H
#define IDLGEN_SEMA_H

/* ---- sema.c, sema_*.c, shape.c: meaning ---- */

/* Resolves names, judges everything, fills in what the comments above ascribe to sema. */
void sema_unit(struct unit *unit);
/* The interface or typedef of the file that is judged now which has this name, though nobody knows it so far; or NULL. */
const struct decl *sema_later(const char *name);
/* Complains about names of generated C that something else has, too. */
void sema_made(struct unit *unit);

/* shared by the sema files */
enum symbol_kind { SYMBOL_TYPE, SYMBOL_INTERFACE, SYMBOL_CONSTANT, SYMBOL_OTHER,
                   SYMBOL_BAD /* unknown, which was said */ };

struct symbol {
	enum symbol_kind kind;
	struct place place;           /* of its name where it is defined */
	struct type *type;            /* TYPE, with the typedef's: */
	struct attr *attrs;
	enum pointer pointer_default;
	struct iface *iface;
	struct constant value;
	bool is_macro;                /* in C */
	const char *name;
	struct symbol *next;
	bool in_header;               /* declared in a C header; IDL may declare it again */
};
struct symbol *symbol_find(const char *name);
struct symbol *symbol_define(const char *name, struct place place, enum symbol_kind kind); /* NULL after a diagnostic */
/* C headers: while one is judged nothing is told, and what is wrong with IDL's eyes is taken out of the table again. */
bool sema_in_header(void);
void sema_enter(struct table *table, const char *name, void *thing);
enum pointer sema_pointer_default(void); /* of the interface whose body is judged */
/* Complains about a name that C could not have here, and tells of one that C has in another spelling. */
void name_check(const char *name, struct place place);
bool name_was_used(const char *name);
/* Complains, once, about a name that is no symbol of the kind (TYPE: no INTERFACE either). */
void name_unknown(const char *name, struct place place, enum symbol_kind kind);
/* Declares a name of which nothing more is known, since its declaration was cut by a syntax error. */
void name_broken(const char *name, struct place place);
/* The name of a parameter, member or method, mangled if C or C++ could not tell it from a type or a constant. */
const char *name_apart(const char *name);
/* Complains about a name that is both a tag and another type. */
void name_no_tag(const char *name, struct place place);
/* Remembers a UUID; false if it was used before. */
bool guid_claim(const GUID *guid, struct place place);
void sema_decls(struct decl *list, enum pointer pointer_default);
void sema_body(const struct iface *x, enum pointer pointer_default);
void sema_type(struct type *t);
/* Of a parameter. What C first hears of there it forgets behind it, so those structs are remembered. */
void sema_param_type(struct type *t);
struct early {
	const struct tag *tag;
	struct place place;  /* where it is mentioned */
	struct early *next;
};
const struct early *sema_early_tags(void);
/* Gives a struct or enum that a declaration defines without a name one, if it still has none. */
void name_body(struct type *t, struct place place);
void sema_const(struct decl *d);
void sema_coclass(struct decl *d);
void sema_library(struct decl *d);
void sema_dispinterface(struct iface *x);
/* A function, or a method that is never remoted; owner: NULL for a function. */
void sema_function(struct method *m, struct iface *owner);
bool sema_in_function(void); /* outside of interfaces */
struct iface *sema_imply_interface(const char *name, struct place place);
void sema_union(struct tag *tag);
/* A union that is defined where it is used needs no [switch_type]: [switch_is] names a member that has one. */
void sema_switch_is(struct tag *outer, struct var *v);
/* Complains about a [switch_type] that stands where no union is defined. */
void sema_switch_type(struct attr *attrs, struct type *t);
struct iface *sema_declare_interface(struct iface *x);
struct iface *sema_interface(struct iface *declared);
/* Moves interfaces in front of those that derive from them, for C++. */
void sema_order(struct decl **list);
bool iface_is_unknown(const struct iface *x);
/* Makes it an interface that is only declared, with a warning in the file that is compiled; those who import it know. */
void sema_not_remoted(struct iface *x, struct place place, int number, const char *why);
/* Complains about a base from which nothing derives. */
void sema_base(const struct iface *x);
/* Declares AsyncX, which X itself may use already; NULL after a diagnostic. */
struct iface *sema_declare_twin(struct iface *x, const struct attr *async);
void sema_methods(struct iface *x, enum pointer pointer_default);
struct method *method_find(const struct iface *x, const char *name); /* of C; of its bases, too */

struct type *type_strip(struct type *t); /* behind all typedefs */
bool type_same(struct type *a, struct type *b); /* behind all typedefs, member by member */
bool type_is_const(const struct type *t);
bool type_is_char(struct type *t);
bool type_is_guid(struct type *t);
bool type_is_open(struct type *t);  /* an array without bound */
const char *tag_keyword(const struct tag *tag); /* in C */
const struct tag *tag_find(const char *name);

struct attr *attr_find(struct attr *list, enum attr_id id);
const char *attr_name(enum attr_id id);
unsigned attr_where(enum attr_id id); /* it may stand */
const char *attr_next_name(void *context); /* for suggest(); context: a size_t */
/* Complains about attributes that stand twice, may not stand here or are not supported. */
void attr_check(struct attr *list, unsigned where, bool is_local, const char *what);

/* False after a diagnostic. */
bool value_of(struct expr *e, struct constant *v);
bool value_convert(const struct expr *e, struct type *to, struct constant *v);
double value_real(const struct constant *v);
/* Size and alignment in memory; false if a type has none, or not yet. */
bool type_layout(struct type *t, unsigned *octets, unsigned *align);
/* Whether #pragma pack moves anything in it: libffi knows no such structs. */
bool type_is_packed(struct type *t);
/* Marks the structs that lie in it and may stand anywhere in memory, for #pragma pack. */
void tag_lead_astray(struct tag *tag);
bool type_is_enum(struct type *t);
bool scalar_is_unsigned(const struct type *t);
/* The value of a constant integer expression; false after a diagnostic. */
bool expr_constant(struct expr *e, int64_t *value);
/* Binds names to the variables of a method or struct, else to constants; refuses what no count may contain. */
bool expr_bind(struct expr *e, struct var *vars, bool is_struct);
bool expr_bind_iid(struct expr *e, struct var *vars);
struct expr *expr_number(int64_t value, struct place place);

/* Which kinds of parameters an expression uses. */
struct sources {
	bool in_only, out_only, both;
};
void expr_sources(const struct expr *e, struct sources *s);

/* A type with the attributes distributed over its levels: what remoting means by it. */
struct shape {
	enum shape_kind { SHAPE_SCALAR, SHAPE_ENUM, SHAPE_STRUCT, SHAPE_UNION, SHAPE_POINTER, SHAPE_ARRAY,
	                  SHAPE_INTERFACE, SHAPE_USER } kind;
	struct type *type;   /* the level as C sees it; an array behind a pointer: its element */
	struct shape *of;    /* pointee, element; USER: what travels instead, NULL if the library knows */
	enum passed { PASSED_NUMBER, PASSED_STRUCT, NOT_PASSED } passed; /* USER: as the runtime's ACOM_PASSED */
	enum pointer pointer;
	bool string, conformant, varying;
	bool hoisted;        /* array: the last member of a struct, whose maximum travels before the struct */
	uint32_t count;      /* of a fixed array */
	struct expr *size, *first, *length;
	struct expr *iid;    /* INTERFACE with iid_is */
	struct expr *which;  /* UNION: switch_is; NULL: encapsulated */
	struct iface *iface;
	bool ranged;
	unsigned descriptor; /* SCALAR: enum ACOM_DESCRIPTOR */
	int64_t lo, hi;
	uint64_t octets;     /* about, for limits */
	unsigned depth;      /* levels, this one included */
};
/* NULL after a diagnostic. `vars`: what the expressions may name. `top`: a parameter, whose first pointer is [ref]. */
struct shape *shape_make(struct var *v, struct var *vars, enum pointer pointer_default, bool top);
/* Gives each member its shape; false after a diagnostic, which comes once. A type that is met again inside itself, behind a
 * pointer, is good if the rest of it is. */
bool shape_tag(struct tag *tag);
/* ---- shape_descriptor.c ---- */
/* What [system_handle] makes of an int, which `is_int` says it is: ACOM_NO_DESCRIPTOR after a diagnostic. */
unsigned shape_descriptor(const struct attr *a, bool is_int, const char *name);
/* ---- shape_user.c ---- */
/* The [wire_marshal] or [user_marshal] of a typedef; NULL: none. */
struct attr *user_attr(struct attr *attrs);
/* Whether the library itself converts such a type of this name. */
bool user_is_known(const char *name);
void sema_user_type(struct decl *d);
/* SAFEARRAY * is LPSAFEARRAY, whoever writes it so; NULL: it is not that. */
struct type *user_of_pointer(struct type *pointee);
/* How C passes a value of which the rows do not know what is in it. */
enum passed user_passed(struct type *t);
/* The rules of the asynchronous halves and of [out] memory for one method. */
void shape_check_method(struct method *m);

/* ---- async.c: X to AsyncX ---- */
/* Fills in the declared twin. */
void async_make(struct iface *twin, struct iface *x, const GUID *guid);

#endif
