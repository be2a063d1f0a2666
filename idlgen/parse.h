/* parse.h - tokens to declarations. Included by idlgen.h. */
#ifndef IDLGEN_PARSE_H
#define IDLGEN_PARSE_H

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
/* Whether a declaration begins here that can be part of nothing else. */
bool parse_at_start(struct parser *p);
/* The ; behind a declaration. If it is all that is missing, the next declaration begins. */
void parse_end(struct parser *p);
bool parse_resync(struct parser *p, enum token_kind separator);
/* start: how many tokens were taken before the declaration. */
void parse_recover(struct parser *p, unsigned start);
bool parse_deeper(struct parser *p);
bool parse_is_typename(const char *name);
void parse_add_typename(const char *name);

struct expr *parse_expr(struct parser *p);
const char *parse_string(struct parser *p);
struct expr *expr_new(enum token_kind op, struct place place, struct expr *a, struct expr *b);
struct attr *parse_attrs(struct parser *p);
bool parse_at_heading(struct parser *p); /* at attributes that only stand in front of declarations */
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
/* of_type: names may be missing. */
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

#endif
