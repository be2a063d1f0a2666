/* idlgen.h - from IDL to C: source -> lex -> parse -> sema -> async -> lower -> emit. A section per file. */
#ifndef IDLGEN_H
#define IDLGEN_H

#include <stdarg.h>
#include <stdio.h>

#include "base/base.h"

/* Limits on what one file may say; beyond them comes a diagnostic, never a crash. */
enum {
	MAX_ERRORS = 20,   /* then it stops */
	MAX_WAY = 4,       /* imports that are shown on the way to a diagnostic */
	MAX_NESTING = 64,  /* of expressions, types, imports; of bases of an interface */
	MAX_STARS = 8,     /* pointer levels or dimensions of one declarator */
	MAX_PARAMS = 64,
	MAX_METHODS = 1024,
	MAX_FIELDS = 1024,
	MAX_SAVES = 16,    /* as the runtime's NDR_MAX_SAVES */
	MAX_OCTETS = 1 << 28, /* of one array or struct */
};

/* ---- text.c: memory that lives until the end, and text that grows ---- */

/* Zeroed; never NULL: without memory the program ends with status 3. */
void *mem_alloc(size_t size);
void mem_free_all(void);
/* A larger copy of a block that only mem_grow made, or of NULL; what is behind the old size is undefined. */
void *mem_grow(void *block, size_t size, size_t larger);
void mem_drop(void *block, size_t size); /* gives it back, if it is large */
/* What mem_alloc gave since the mark is gone with the release; what mem_grow and text_add made stays, if it was not small. */
struct mark {
	struct chunk *chunk;
	size_t used;
};
struct mark mem_mark(void);
void *mem_lasting(size_t size); /* stays whatever is released */
void mem_release(struct mark mark);
/* From now on `size` more octets may be used, for text that was read. */
void mem_allow(size_t size);
#define NEW(type) ((type *)mem_alloc(sizeof(type)))
/* The exit statuses. */
enum { STATUS_ERRORS = 1, STATUS_USAGE = 2, STATUS_SURROUNDINGS = 3 };
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

struct text {
	char *s; /* NULL while empty, else terminated */
	size_t len, room;
};
void text_add(struct text *t, const char *s, size_t len);
struct mark text_mark(struct text *t); /* a mark behind whose release this text stays */
char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
char *text_copy(const char *s, size_t len);
bool text_same(const char *a, const char *b);
const char *guid_text(const GUID *guid);

/* Names to things; the last thing that was put counts, NULL for none. Zero-initialized is empty. */
struct table {
	struct table_entry **buckets;
	size_t count, room;
};
void *table_get(const struct table *t, const char *name);
void table_put(struct table *t, const char *name, void *thing);

struct pp;
struct decl;

/* ---- source.c: files ---- */
struct place {
	const struct source *source;
	uint32_t at, len; /* len: what the underline covers; 0, 1: a caret only */
};

struct source {
	const char *path;    /* as it was asked for */
	const char *include; /* how a generated header includes the header of this file: "x.h" or <acom/x.h> */
	const char *stem;    /* file name without directory and .idl */
	const char *symbol;  /* that as a C identifier */
	const char *text;
	size_t size;
	uint64_t device, inode;
	struct place from;   /* the import or #include of it */
	bool is_included;    /* that is an #include */
	bool once;           /* has #pragma once */
	struct expansion *expansions; /* calls of macros, in order */
	size_t expansion_count, expansion_room;
	uint32_t *lines, line_count; /* diag: where they begin; NULL until asked for */
	struct source *next;
};

/* One more place to look in. is_acom: what lies there has its header in <acom/...>, which is so anyway if it is named acom. */
void source_add_directory(const char *directory, bool is_acom);
/* The file that `name` means in an import of `from` (NULL: on the command line). *fresh: seen for the first time.
 * NULL after a diagnostic at `place`. */
struct source *source_open(const char *name, const struct source *from, struct place place, bool *fresh);
/* The same for #include "name" or <name>; NULL, without a diagnostic, if it is nowhere or no file. */
struct source *source_include(const char *name, bool angled, const struct source *from, struct place place);
/* Remembers that what stands from `place` to `end` was expanded by the macro that is defined at `definition`. */
void source_expanded(struct place place, uint32_t end, const char *macro, struct place definition);
struct expansion {
	uint32_t at, end;
	const char *macro;
	struct place definition;
};
const struct expansion *source_expansion(struct place place); /* NULL: none there */
const struct source *source_list(void); /* every file that was opened, the first one first */

/* ---- diag.c: diagnostics ---- */

/* X(name, on by default, text for --help); -Wmangled-name is mangled_name here. */
#define WARNINGS(X) \
	X(cpp, true, "#warning") \
	X(duplicate_typedef, true, "a typedef that gets another meaning; an error unless -Wno-error=duplicate-typedef") \
	X(duplicate_uuid, true, "a UUID that is used twice; an error unless -Wno-error=duplicate-uuid") \
	X(extra_tokens, true, "something behind #else, #endif and the like") \
	X(macro_redefined, true, "a macro that is defined with another meaning") \
	X(mangled_name, true, "a name that C or C++ would not take, and so becomes NAME_") \
	X(not_generated, true, "what is declared, but gets no code: plain RPC, and what cannot be remoted") \
	X(not_remotable, true, "a method that cannot be remoted; an error unless -Wno-error=not-remotable") \
	X(pragma_pack, true, "a #pragma pack that cannot be obeyed") \
	X(retval, true, "[retval] that is not on the last parameter") \
	X(undeclared_enum, true, "an enum that nothing declares, in a function that is only declared") \
	X(undeclared_interface, true, "an interface of a class that nothing declares") \
	X(unknown_pragma, false, "a #pragma that means nothing here") \
	X(useless_out, true, "[in, out] on an interface pointer, which only goes in") \
	X(version, true, "[version] on an object interface, where it means nothing")

enum warning {
#define X(name, on, help) WARN_##name,
	WARNINGS(X)
#undef X
};

/* Between the two, errors are warnings of this kind, if the user has said that it is no error: true. diag_softened counts
 * them. */
bool diag_soften(enum warning w);
void diag_harden(void);
unsigned diag_softened(void);
/* `number` is MIDL's number of the error, 0 where it has none. After MAX_ERRORS errors the program ends. */
void error_at(struct place place, int number, const char *format, ...) __attribute__((format(printf, 3, 4)));
void warn_at(struct place place, enum warning w, int number, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* An error behind which nothing else makes sense: the program ends. */
_Noreturn void fatal_at(struct place place, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Belongs to the error or warning before it, and is shown if that is. */
void note_at(struct place place, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The spelling nearest to the wrong one of those that `next` gives until NULL; NULL if none is near. */
const char *suggest(const char *wrong, const char *(*next)(void *context), void *context);
unsigned error_count(void);
unsigned place_line(struct place place, unsigned *column); /* both count from 1 */

void error_limit(unsigned n); /* 0: none */
/* While hushed nothing is shown or counted as an error; returns what it was before. */
bool diag_hush(bool hush);
unsigned diag_hushed(void); /* how many errors were hushed */
enum colours { COLOURS_AUTO, COLOURS_ALWAYS, COLOURS_NEVER };
void diag_colours(enum colours when);
bool diag_option(const char *option); /* what follows -W; false: no such warning */
const char *diag_next_option(void *context); /* the names of warnings; context: a size_t */
void diag_help(void);

/* ---- lex.c: characters to tokens ---- */
#define KEYWORDS(X) \
	X(BOOLEAN, "boolean") X(BYTE, "byte") X(CASE, "case") X(CHAR, "char") X(COCLASS, "coclass") X(CONST, "const") \
	X(CPP_QUOTE, "cpp_quote") X(DEFAULT, "default") X(DISPINTERFACE, "dispinterface") X(DOUBLE, "double") X(ENUM, "enum") \
	X(FLOAT, "float") X(HANDLE_T, "handle_t") X(HYPER, "hyper") X(IMPORT, "import") X(IMPORTLIB, "importlib") \
	X(INT, "int") X(INT8, "__int8") X(INT16, "__int16") X(INT32, "__int32") X(INT64, "__int64") \
	X(INT3264, "__int3264") X(INTERFACE, "interface") X(LIBRARY, "library") \
	X(LONG, "long") X(MIDL_PRAGMA, "midl_pragma") X(MODULE, "module") X(PIPE, "pipe") X(SHORT, "short") \
	X(SIGNED, "signed") X(SIZEOF, "sizeof") X(SMALL, "small") X(STRUCT, "struct") X(SWITCH, "switch") \
	X(TYPEDEF, "typedef") X(UNION, "union") X(UNSIGNED, "unsigned") X(VOID, "void") X(WCHAR, "wchar_t")

/* Longest first where one begins another, those with one first character side by side. The number is the precedence as a
 * binary operator, 0: none. */
#define PUNCTUATORS(X) \
	X(SHL, "<<", 8) X(LE, "<=", 7) X(LESS, "<", 7) X(SHR, ">>", 8) X(GE, ">=", 7) X(GREATER, ">", 7) \
	X(EQ, "==", 6) X(ASSIGN, "=", 0) X(NE, "!=", 6) X(BANG, "!", 0) X(ANDAND, "&&", 2) X(AND, "&", 5) \
	X(OROR, "||", 1) X(OR, "|", 3) X(HASHHASH, "##", 0) X(HASH, "#", 0) X(ELLIPSIS, "...", 0) X(DOT, ".", 0) \
	X(LBRACE, "{", 0) X(RBRACE, "}", 0) X(LBRACKET, "[", 0) X(RBRACKET, "]", 0) X(LPAREN, "(", 0) X(RPAREN, ")", 0) \
	X(COMMA, ",", 0) X(SEMI, ";", 0) X(COLON, ":", 0) X(STAR, "*", 10) X(PLUS, "+", 9) X(MINUS, "-", 9) \
	X(SLASH, "/", 10) X(PERCENT, "%", 10) X(XOR, "^", 4) X(TILDE, "~", 0) X(QUESTION, "?", 0)

enum token_kind {
	TOKEN_END,
	TOKEN_NAME,
	TOKEN_NUMBER,
	TOKEN_REAL,
	TOKEN_STRING, /* text: what stands between the quotes, escapes untouched; strings in a row are one */
	TOKEN_CHARACTER, TOKEN_FOREIGN, /* only before the parser: it gets a number, or a diagnostic */
#define X(id, spelling) TOKEN_##id,
	KEYWORDS(X)
#undef X
#define X(id, spelling, precedence) TOKEN_##id,
	PUNCTUATORS(X)
#undef X
};

struct token {
	enum token_kind kind;
	bool is_wide;      /* L"..." or L'...' */
	bool is_unsigned;  /* a number with u, or one that needs 64 bits */
	bool line_start, blank; /* preprocessor: the first one of a line; blanks come before it */
	bool painted;      /* preprocessor: never expanded again */
	uint8_t pack;      /* parser: what #pragma pack says here */
	struct place place; /* of a token that comes out of a macro: where the macro's name stands */
	const char *text;  /* name, keyword, string, or a number as it was written */
	union {
		int64_t number;
		double real;
	};
	const char *doc;   /* the comment that stands directly above, or NULL */
	const char *behind; /* the comment that ends the line of the token before, or NULL */
	const char *between; /* the comment that stands between that token and this one, on their line, or NULL */
};

struct lexer {
	struct pp *pp;
	const struct source *source;
	struct token token;  /* the current one */
	enum token_kind last; /* the kind of the one before */
	struct place before;  /* and where that is */
	unsigned count;      /* how many were taken */
	struct token ahead[2], pending; /* pending: read behind a string */
	unsigned ahead_count;
	bool stopped;         /* nothing but END comes from here on */
	bool has_pending;
	const bool *skips;   /* whether the parser leaves out what comes, after an error; NULL: never */
};
/* `includer`: the preprocessor of the file that includes a C header, whose macros are known and go on; NULL: none does. */
void lex_start(struct lexer *l, const struct source *source, bool is_header, const struct pp *includer);
bool pp_is_header(const char *name); /* whether a file is one of C, by its name */
void lex_next(struct lexer *l);
/* The token n (1 or 2) behind the current one. */
const struct token *lex_peek(struct lexer *l, unsigned n);
/* The text from behind the current token up to the ')' that closes it, in one line; the current token becomes that ')'.
 * For what has a syntax of its own: uuid(...), version(1.0). Nothing may have been peeked at. */
const char *lex_raw(struct lexer *l, struct place *place);
/* DECL_INCLUDEs for the C headers since the last call; those behind the last token that was taken only with `behind`. */
struct decl *lex_headers(struct lexer *l, bool behind);
bool pp_option(char letter, const char *option); /* -D or -U; false: not the name of a macro */
const char *token_spelling(enum token_kind kind);
const char *token_found(const struct token *t); /* for messages: what stands there */
int token_precedence(enum token_kind kind);

/* ---- parse.c, parse_*.c: tokens to declarations ---- */

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
	bool is_unsigned;
	double real;         /* REAL */
	const char *name;
	struct expr *a, *b, *c; /* c ? a : b */
	struct type *type;
	unsigned depth;
	struct var *var;     /* sema: the parameter or member that a name means */
	bool is_set;         /* sema: that is a pointer, and the value is whether it is not NULL */
};

/* Where an attribute may stand. */
enum {
	ON_INTERFACE = 1,
	ON_METHOD = 2,
	ON_PARAM = 4,
	ON_MEMBER = 8,
	ON_TYPE = 16,
	ON_COCLASS = 32,
	ON_LIBRARY = 64,
	ON_FACE = 128,  /* an interface in a coclass */
	ON_ARM = 256,   /* a member of a union */
	ON_MODULE = 512,
	ON_CONST = 1024, /* in a module */
};

#define ON_ANYTHING \
	(ON_INTERFACE | ON_METHOD | ON_TYPE | ON_MEMBER | ON_COCLASS | ON_LIBRARY | ON_MODULE | ON_CONST)

/* The form of an attribute's arguments. */
enum attr_form {
	FORM_NONE,
	FORM_UUID,
	FORM_EXPRS, /* one or more expressions, some of which may be left out: size_is(,n) */
	FORM_EXPR,
	FORM_RANGE, /* two expressions */
	FORM_KIND,  /* ref, unique or ptr */
	FORM_TYPE,  /* a type */
	FORM_TEXT,  /* a string */
	FORM_RAW,   /* anything up to the closing parenthesis, or nothing */
};

/* X(name, form, where, whether idlgen can do it: YES, SKIP (carries no meaning for C or the wire), or
 * NEVER: sema_attr.c has the reason) */
#define ATTRIBUTES(X) \
	X(aggregatable, FORM_NONE, ON_COCLASS, SKIP) \
	X(allocate, FORM_RAW, ON_TYPE | ON_PARAM, SKIP) \
	X(annotation, FORM_TEXT, ON_PARAM | ON_MEMBER | ON_METHOD | ON_INTERFACE | ON_TYPE, SKIP) \
	X(appobject, FORM_NONE, ON_COCLASS, SKIP) \
	X(async, FORM_NONE, ON_METHOD, NEVER) \
	X(async_uuid, FORM_UUID, ON_INTERFACE, YES) \
	X(auto_handle, FORM_NONE, ON_INTERFACE, SKIP) \
	X(bindable, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(broadcast, FORM_NONE, ON_METHOD, SKIP) \
	X(byte_count, FORM_RAW, ON_METHOD | ON_PARAM, SKIP) \
	X(call_as, FORM_RAW, ON_METHOD, YES) \
	X(callback, FORM_NONE, ON_METHOD, NEVER) \
	X(case, FORM_EXPRS, ON_ARM, YES) \
	X(code, FORM_NONE, ON_INTERFACE | ON_METHOD, SKIP) \
	X(comm_status, FORM_NONE, ON_METHOD | ON_PARAM, SKIP) \
	X(context_handle, FORM_NONE, ON_PARAM | ON_TYPE, NEVER) \
	X(context_handle_noserialize, FORM_NONE, ON_PARAM | ON_TYPE, SKIP) \
	X(context_handle_serialize, FORM_NONE, ON_PARAM | ON_TYPE, SKIP) \
	X(control, FORM_NONE, ON_COCLASS | ON_LIBRARY, SKIP) \
	X(cs_char, FORM_RAW, ON_TYPE | ON_METHOD, SKIP) \
	X(cs_drtag, FORM_NONE, ON_PARAM, SKIP) \
	X(cs_rtag, FORM_NONE, ON_PARAM, SKIP) \
	X(cs_stag, FORM_NONE, ON_PARAM, SKIP) \
	X(cs_tag_rtn, FORM_RAW, ON_TYPE | ON_METHOD, SKIP) \
	X(custom, FORM_RAW, ON_ANYTHING | ON_PARAM, SKIP) \
	X(decode, FORM_NONE, ON_INTERFACE | ON_METHOD | ON_TYPE, SKIP) \
	X(default, FORM_NONE, ON_FACE | ON_ARM, YES) \
	X(defaultbind, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(defaultcollelem, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(defaultvalue, FORM_RAW, ON_PARAM, SKIP) \
	X(defaultvtable, FORM_NONE, ON_FACE, SKIP) \
	X(disable_consistency_check, FORM_NONE, ON_METHOD | ON_PARAM | ON_TYPE | ON_MEMBER, SKIP) \
	X(displaybind, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(dllname, FORM_TEXT, ON_MODULE, SKIP) \
	X(dual, FORM_NONE, ON_INTERFACE, YES) \
	X(enable_allocate, FORM_NONE, ON_INTERFACE | ON_METHOD, SKIP) \
	X(encode, FORM_NONE, ON_INTERFACE | ON_METHOD | ON_TYPE, SKIP) \
	X(endpoint, FORM_RAW, ON_INTERFACE, SKIP) \
	X(entry, FORM_RAW, ON_METHOD, SKIP) \
	X(explicit_handle, FORM_NONE, ON_INTERFACE | ON_METHOD, SKIP) \
	X(fault_status, FORM_NONE, ON_METHOD | ON_PARAM, SKIP) \
	X(first_is, FORM_EXPRS, ON_PARAM | ON_MEMBER, YES) \
	X(force_allocate, FORM_NONE, ON_PARAM, SKIP) \
	X(handle, FORM_NONE, ON_TYPE, SKIP) \
	X(helpcontext, FORM_RAW, ON_ANYTHING, SKIP) \
	X(helpfile, FORM_TEXT, ON_LIBRARY, SKIP) \
	X(helpstring, FORM_TEXT, ON_ANYTHING, SKIP) \
	X(helpstringcontext, FORM_RAW, ON_ANYTHING, SKIP) \
	X(helpstringdll, FORM_TEXT, ON_LIBRARY, SKIP) \
	X(hidden, FORM_NONE, ON_ANYTHING, SKIP) \
	X(id, FORM_RAW, ON_METHOD | ON_MEMBER | ON_CONST | ON_LIBRARY, SKIP) \
	X(idempotent, FORM_NONE, ON_METHOD, SKIP) \
	X(ignore, FORM_NONE, ON_MEMBER | ON_PARAM, SKIP) \
	X(iid_is, FORM_EXPR, ON_PARAM | ON_MEMBER, YES) \
	X(immediatebind, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(implicit_handle, FORM_RAW, ON_INTERFACE, SKIP) \
	X(in, FORM_NONE, ON_PARAM, YES) \
	X(in_line, FORM_NONE, ON_TYPE | ON_MEMBER | ON_PARAM, SKIP) \
	X(input_sync, FORM_NONE, ON_METHOD, YES) \
	X(last_is, FORM_EXPRS, ON_PARAM | ON_MEMBER, YES) \
	X(lcid, FORM_RAW, ON_LIBRARY | ON_PARAM, SKIP) \
	X(length_is, FORM_EXPRS, ON_PARAM | ON_MEMBER, YES) \
	X(licensed, FORM_NONE, ON_COCLASS, SKIP) \
	X(local, FORM_NONE, ON_INTERFACE | ON_METHOD | ON_TYPE, YES) \
	X(max_is, FORM_EXPRS, ON_PARAM | ON_MEMBER, YES) \
	X(maybe, FORM_NONE, ON_METHOD, NEVER) \
	X(message, FORM_NONE, ON_METHOD, NEVER) \
	X(min_is, FORM_EXPRS, ON_PARAM | ON_MEMBER, YES) \
	X(ms_union, FORM_NONE, ON_INTERFACE | ON_TYPE, SKIP) \
	X(nocode, FORM_NONE, ON_INTERFACE | ON_METHOD, SKIP) \
	X(nonbrowsable, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(noncreatable, FORM_NONE, ON_COCLASS, SKIP) \
	X(nonextensible, FORM_NONE, ON_INTERFACE | ON_COCLASS | ON_TYPE, SKIP) \
	X(notify, FORM_NONE, ON_METHOD, NEVER) \
	X(notify_flag, FORM_NONE, ON_METHOD, SKIP) \
	X(object, FORM_NONE, ON_INTERFACE, YES) \
	X(odl, FORM_NONE, ON_INTERFACE | ON_TYPE | ON_MODULE, SKIP) \
	X(oleautomation, FORM_NONE, ON_INTERFACE, SKIP) \
	X(optimize, FORM_TEXT, ON_INTERFACE | ON_METHOD, SKIP) \
	X(optional, FORM_NONE, ON_PARAM, SKIP) \
	X(out, FORM_NONE, ON_PARAM, YES) \
	X(out_of_line, FORM_NONE, ON_TYPE | ON_MEMBER | ON_PARAM, SKIP) \
	X(partial_ignore, FORM_NONE, ON_PARAM, SKIP) \
	X(pointer_default, FORM_KIND, ON_INTERFACE | ON_LIBRARY, YES) \
	X(predeclid, FORM_RAW, ON_COCLASS, SKIP) \
	X(progid, FORM_RAW, ON_COCLASS, SKIP) \
	X(propget, FORM_NONE, ON_METHOD | ON_MEMBER, YES) \
	X(propput, FORM_NONE, ON_METHOD | ON_MEMBER, YES) \
	X(propputref, FORM_NONE, ON_METHOD | ON_MEMBER, YES) \
	X(proxy, FORM_NONE, ON_INTERFACE, SKIP) \
	X(ptr, FORM_NONE, ON_PARAM | ON_MEMBER | ON_TYPE, YES) \
	X(public, FORM_NONE, ON_TYPE | ON_INTERFACE, SKIP) \
	X(range, FORM_RANGE, ON_PARAM | ON_MEMBER | ON_TYPE, YES) \
	X(readonly, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(ref, FORM_NONE, ON_PARAM | ON_MEMBER | ON_TYPE, YES) \
	X(replaceable, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(represent_as, FORM_RAW, ON_TYPE, NEVER) \
	X(requestedit, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(restricted, FORM_NONE, ON_INTERFACE | ON_METHOD | ON_MEMBER | ON_LIBRARY | ON_FACE | ON_COCLASS | ON_TYPE | \
	  ON_MODULE | ON_CONST, SKIP) \
	X(retval, FORM_NONE, ON_PARAM, YES) \
	X(size_is, FORM_EXPRS, ON_PARAM | ON_MEMBER, YES) \
	X(source, FORM_NONE, ON_FACE | ON_METHOD | ON_MEMBER | ON_TYPE, SKIP) \
	X(strict_context_handle, FORM_NONE, ON_INTERFACE, SKIP) \
	X(string, FORM_NONE, ON_PARAM | ON_MEMBER | ON_TYPE, YES) \
	X(switch_is, FORM_EXPR, ON_PARAM | ON_MEMBER, YES) \
	X(switch_type, FORM_TYPE, ON_TYPE | ON_MEMBER, YES) \
	X(threading, FORM_RAW, ON_COCLASS, SKIP) \
	X(transmit_as, FORM_RAW, ON_TYPE, NEVER) \
	X(uidefault, FORM_NONE, ON_METHOD | ON_MEMBER, SKIP) \
	X(unique, FORM_NONE, ON_PARAM | ON_MEMBER | ON_TYPE, YES) \
	X(user_marshal, FORM_TYPE, ON_TYPE, YES) \
	X(usesgetlasterror, FORM_NONE, ON_METHOD | ON_MODULE, SKIP) \
	X(uuid, FORM_UUID, ON_INTERFACE | ON_TYPE | ON_COCLASS | ON_LIBRARY | ON_MODULE, YES) \
	X(v1_enum, FORM_NONE, ON_TYPE, YES) \
	X(vararg, FORM_NONE, ON_METHOD, SKIP) \
	X(version, FORM_RAW, ON_INTERFACE | ON_TYPE | ON_COCLASS | ON_LIBRARY | ON_MODULE, YES) \
	X(vi_progid, FORM_RAW, ON_COCLASS, SKIP) \
	X(wire_marshal, FORM_TYPE, ON_TYPE, YES)

enum attr_id {
#define X(name, form, where, state) ATTR_##name,
	ATTRIBUTES(X)
#undef X
	ATTR_COUNT
};

struct attr {
	enum attr_id id;
	struct place place;
	struct expr **args; /* NULL entries: left out */
	unsigned count;
	GUID guid;
	struct type *type;
	const char *raw;    /* of FORM_RAW and FORM_UUID */
	struct place inner; /* where that stands */
	bool used;          /* switch_type: found its union */
	enum pointer { POINTER_NONE, POINTER_REF, POINTER_UNIQUE, POINTER_PTR } kind;
	struct attr *next;
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
	unsigned size, align; /* in memory, once asked for */
	uint8_t pack;         /* #pragma pack: the largest alignment of a member; 0: each has its own */
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
	struct row *row;      /* lower */
	bool emitted;
	enum pointer pointer_default;
};

struct method {
	const char *name;
	struct place place;
	const char *doc;
	struct attr *attrs;
	struct type *type;
	struct var *params;
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
	struct face *next;
};

enum decl_kind { DECL_IMPORT, DECL_INCLUDE, DECL_QUOTE, DECL_TYPEDEF, DECL_TAG, DECL_CONST, DECL_FORWARD, DECL_INTERFACE,
                 DECL_COCLASS, DECL_FUNCTION, DECL_EXTERN, DECL_LIBRARY, DECL_MODULE, DECL_IMPORTLIB };

struct decl {
	enum decl_kind kind;
	struct place place;
	const char *doc;
	const char *name;        /* of what is declared; the text of a quote; the file of an importlib */
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
struct unit *parse_unit(const struct source *source, unsigned nesting);
/* A C header: what IDL has in common with C is declared, the rest is left out without a word. */
struct unit *parse_header(const struct source *source, const struct pp *includer);

/* Whether the parser met another language than COM's IDL, so that nothing can be said about the rest. */
bool parse_gave_up(void);

/* shared by the parse files */
struct parser {
	struct lexer lex;
	unsigned nesting;
	bool is_header; /* of C: what is not known is left out */
	bool panic;     /* an error was reported in this declaration */
	unsigned error; /* at which token */
	unsigned errors;
};
bool parse_is(struct parser *p, enum token_kind kind);
bool parse_accept(struct parser *p, enum token_kind kind);
bool parse_expect(struct parser *p, enum token_kind kind);
const char *parse_name(struct parser *p, const char *what, struct place *place);
void parse_error(struct parser *p, int number, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Lets a keyword of IDL that begins nothing here be a name. */
void parse_soften(struct parser *p);
/* The comment behind what was just read is its documentation, if it has no other one. */
void parse_tail(struct parser *p, const char **doc);
/* The comment between what was just read and what ends it is, if it has none so far. */
void parse_between(struct parser *p, const char **doc);
void parse_refuse_winrt(struct parser *p, struct place place, const char *what);
bool parse_resync(struct parser *p, enum token_kind separator);
void parse_recover(struct parser *p);
bool parse_deeper(struct parser *p);
bool parse_is_typename(const char *name);
void parse_add_typename(const char *name);

struct expr *parse_expr(struct parser *p);
const char *parse_string(struct parser *p);
struct expr *expr_new(enum token_kind op, struct place place, struct expr *a, struct expr *b);
struct attr *parse_attrs(struct parser *p);
void attr_add_argument(struct attr *a, struct expr *e);

struct type *type_new(enum type_kind kind, struct place place);
bool parse_is_type_token(const struct token *t);
bool parse_at_type(struct parser *p);
struct type *parse_type(struct parser *p, struct attr *attrs);
/* functions: whether a ( behind the name belongs to the type. */
struct type *parse_declarator(struct parser *p, struct type *base, bool functions, const char **name, struct place *place);
/* The name may be missing. */
struct type *parse_abstract(struct parser *p, struct type *base, const char **name, struct place *place);
void parse_conventions(struct parser *p);
/* of_type: names may be missing; variadic: NULL where "..." may not stand. */
struct var *parse_params(struct parser *p, bool of_type, bool *variadic);
void parse_switch(struct parser *p, struct tag *tag);
struct attr *parse_labels(struct parser *p);

struct decl *decl_new(struct parser *p, enum decl_kind kind);
struct decl **parse_decls(struct parser *p, struct decl **end, bool in_interface);
struct decl *parse_method(struct parser *p, struct decl *d);
bool parse_at_interface(struct parser *p);
struct decl *parse_interface(struct parser *p, struct attr *attrs, const char *doc);
struct decl *parse_coclass(struct parser *p, struct attr *attrs, const char *doc);
struct decl *parse_library(struct parser *p, struct attr *attrs, const char *doc);
struct decl *parse_module(struct parser *p, struct attr *attrs, const char *doc);
struct decl *parse_importlib(struct parser *p);

/* ---- names.c: names that C or C++ would not take ---- */

/* C's name for IDL's, the same but for keywords and macros: x_. All that parses names goes through this one. */
const char *name_in_c(const char *name);
/* x_, whatever x is. */
const char *name_mangle(const char *name);
/* The name that one of the two above made x_ of; else the name itself. */
const char *name_in_idl(const char *name);

/* ---- sema.c, sema_*.c, shape.c: meaning ---- */

/* Resolves names, judges everything, fills in what the comments above ascribe to sema. */
void sema_unit(struct unit *unit);

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
/* The name of a parameter, member or method, mangled if C or C++ could not tell it from a type or a constant. */
const char *name_apart(const char *name);
/* Complains about a name that is both a tag and another type. */
void name_no_tag(const char *name, struct place place);
/* Remembers a UUID; false if it was used before. */
bool guid_claim(const GUID *guid, struct place place);
void sema_decls(struct decl *list, enum pointer pointer_default);
void sema_body(const struct iface *x, enum pointer pointer_default);
void sema_type(struct type *t);
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

struct type *type_strip(struct type *t); /* behind all typedefs */
bool type_same(struct type *a, struct type *b); /* behind all typedefs, member by member */
bool type_is_const(const struct type *t);
bool type_is_char(struct type *t);
bool type_is_guid(struct type *t);
bool type_is_open(struct type *t);  /* an array without bound */
const char *tag_keyword(const struct tag *tag); /* in C */

struct attr *attr_find(struct attr *list, enum attr_id id);
const char *attr_name(enum attr_id id);
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
	int64_t lo, hi;
	uint64_t octets;     /* about, for limits */
	unsigned depth;      /* levels, this one included */
};
/* NULL after a diagnostic. `vars`: what the expressions may name. `top`: a parameter, whose first pointer is [ref]. */
struct shape *shape_make(struct var *v, struct var *vars, enum pointer pointer_default, bool top);
/* Gives each member its shape; false after a diagnostic, which comes once. A type that is met again inside itself, behind a
 * pointer, is good if the rest of it is. */
bool shape_tag(struct tag *tag);
/* Complains unless [min_is] is 0, where C's arrays begin. */
bool shape_lowest(struct attr *min);
/* Whether libffi knows how to pass a value. */
bool shape_is_passed(const struct shape *s);
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
};
/* Writes `format` with $name$ replaced by the string that follows "name"; the format's braces make the indent. */
#define emit(o, ...) emit_holes(o, __VA_ARGS__, (const char *)NULL)
void emit_holes(struct out *o, const char *format, ...) __attribute__((sentinel));
void out_open(struct out *o, enum output_kind kind, const char *path, const char *name);
void out_flush(struct out *o);
bool type_is_reference(const struct type *t);
const char *emit_type(const struct type *t, const char *name); /* C's declaration of name, or the type alone: "" */
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
