/* emit.h - rows, and what is written. Included by idlgen.h. */
#ifndef IDLGEN_EMIT_H
#define IDLGEN_EMIT_H

/* ---- lower.c: shapes to rows (acom/meta.h); the only file that knows NDR ---- */
struct rule {
	unsigned number;
	const struct expr *expr;
	bool is_iid;
	unsigned from, save;
	const struct tag *tag; /* NULL: over the arguments */
	struct rule *alike, *next;
};

/* A member; of a union: an arm for one label. */
struct row_field {
	const struct var *var;
	const struct row *row; /* NULL: nothing */
	int64_t label;
};

struct row {
	unsigned number;         /* 0: it is being made */
	bool forward;            /* a row before it refers to it */
	bool early;              /* its elem was being made when it was */
	const char *name, *kind;
	const struct type *type; /* of sizeof; NULL: 0 */
	bool is_pointer;         /* sizeof a pointer */
	unsigned flags, align;
	uint32_t wire, count;
	const struct row *elem;
	struct row_field *fields;
	const struct tag *tag;
	const struct iface *iface;
	const char *user;        /* USER: its name */
	const struct rule *max, *first, *length;
	int64_t lo, hi;
	struct row *alike, *next;
};

struct lowered {
	struct row *rows, **rows_end;
	struct rule *rules, **rules_end;
	unsigned row_count, rule_count;
	struct table row_keys, rule_keys; /* the first of those that are alike */
};
void lower_start(struct lowered *l);
/* The rows of the parameters of a method, in order; *saves: how many saved values it needs. */
const struct row **lower_method(struct lowered *l, const struct method *m, unsigned *saves);
/* When all methods have theirs. */
void lower_finish(struct lowered *l);
const char *row_flags(unsigned flags);

/* ---- emit.c, emit_header.c, emit_guid.c, emit_proxy.c: rows to characters ---- */
enum output_kind { OUTPUT_HEADER, OUTPUT_GUIDS, OUTPUT_PROXY, OUTPUT_JSON, OUTPUT_DEPENDENCIES, OUTPUT_COUNT };

struct out {
	const char *name; /* of the file */
	struct output *file;
	struct text text; /* what did not go there yet */
	int depth;
	bool mid_line;    /* JSON: something precedes on this level */
	bool flat;        /* JSON: all on one line */
	bool bodies;      /* JSON: a struct is described where it is defined; not again for the second name of a typedef */
};
/* Writes `format` with $name$ replaced by the string that follows "name"; the format's braces make the indent. */
#define emit(o, ...) emit_holes(o, __VA_ARGS__, (const char *)NULL)
void emit_holes(struct out *o, const char *format, ...) __attribute__((sentinel));
void out_open(struct out *o, enum output_kind kind, const char *path, const char *name);
void out_flush(struct out *o);
bool type_is_reference(const struct type *t);
const char *emit_type(const struct type *t, const char *name); /* C's declaration of name, or the type alone: "" */
/* From here on, types are spelled as C++ finds them inside of this class; NULL: in C, or outside. */
void emit_inside(const struct iface *x);
const char *emit_tag(const struct tag *tag); /* C's name of a struct or union, the same in all C headers */
const char *emit_params(const struct method *m, bool names);   /* ", T a, U b" */
const char *emit_guid(const GUID *guid);
const char *emit_number(int64_t n);
const char *emit_real(double real);
const char *iid_prefix(const struct iface *x); /* IID or DIID */

/* ---- spell.c: IDL's spelling ---- */
const char *idl_expr(const struct expr *e);          /* NULL of NULL */
const char *idl_attrs(const struct attr *list);      /* "[in, size_is(n)]" */

/* ---- emit_doc.c: comments ---- */
void emit_doc(struct out *o, const char *doc);
void emit_lead(struct out *o, const char *doc);        /* behind an empty line */
void emit_method_doc(struct out *o, const struct method *m);

void emit_header(struct out *o, const struct unit *unit);
void emit_guids(struct out *o, const struct unit *unit);
void emit_proxy(struct out *o, const struct unit *unit);
/* emit_user.c: the four functions of a user's type, for the header; how rows reach them, for the proxy. */
void emit_user_functions(struct out *o, const struct decl *d);
void emit_user_record(struct out *o, const struct row *r);
void emit_rule(struct out *o, const struct rule *r); /* emit_rule.c */
void emit_fields(struct out *o, const struct row *r); /* emit_fields.c */
/* A named twin of a struct or union without name. */
void emit_mirror(struct out *o, const struct row *r);

void emit_json(struct out *o, const struct unit *unit);

/* ---- json.c: names are NULL in arrays ---- */
/* What is opened from now on stays on its line, or does not; a flat thing's insides must be flat. How it was before. */
bool json_flat(struct out *o, bool flat);
void json_open(struct out *o, const char *name, char bracket);
void json_close(struct out *o, char bracket);
void json_string(struct out *o, const char *name, const char *value); /* NULL: null */
void json_number(struct out *o, const char *name, int64_t value);
void json_real(struct out *o, const char *name, double value);
void json_bool(struct out *o, const char *name, bool value);

/* ---- json_common.c: what everything in foo.json has ---- */
const char *json_file_of(const struct source *s);   /* without its directory */
void json_name(struct out *o, const char *name);    /* IDL's, and C's where it is another */
void json_guid(struct out *o, const char *name, const GUID *guid);
void json_flag(struct out *o, const char *name, bool value); /* false: nothing */
void json_attrs(struct out *o, const struct attr *list);
void json_place(struct out *o, struct place place);
/* What ends everything that has a name. */
void json_rest(struct out *o, const struct attr *attrs, struct place place, const char *doc);

/* ---- json_type.c ---- */
void json_type(struct out *o, const char *name, const struct type *t);
/* Members, or the parameters of a function's type. */
void json_vars(struct out *o, const char *name, const struct var *list);

/* ---- emit.c again: orders of things ---- */

/* Whether the file needs a proxy file: calls fn for each interface that can be remoted, AsyncX not among them. */
unsigned emit_each_remote(const struct unit *unit, void (*fn)(void *context, const struct iface *x), void *context);
/* Calls fn for each interface that is defined, each AsyncX after its X. */
void emit_each_interface(const struct unit *unit, void (*fn)(void *context, const struct iface *x), void *context);
/* Calls fn for each method of the whole table, inherited ones first; [call_as] methods stand in none. What fn
 * allocates is free when it returns. */
void emit_each_method(const struct iface *x, void (*fn)(void *context, const struct iface *x, const struct method *m),
                      void *context);

/* ---- output.c: files that appear whole or not at all ---- */
/* path: "-" is standard output. What is put appears when all outputs are finished. */
struct output *output_open(enum output_kind kind, const char *path);
void output_put(struct output *o, const char *s, size_t len);
/* Makes all the files that were set. Files that would not change are left alone, but if they are older than what they are
 * made from they get a new time, unless keep_times. */
void output_finish(bool keep_times);
/* The rule for make: the outputs that were set so far, and the files that were read. */
struct text output_dependencies(const char *targets);
void output_escape(struct text *t, const char *file);

#endif
