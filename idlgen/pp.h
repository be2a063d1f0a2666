/* pp.h - shared by the files that make tokens: token.c, scan.c, pp.c, pp_macro.c, pp_expr.c and lex.c. */
#ifndef IDLGEN_PP_H
#define IDLGEN_PP_H

#include "idlgen.h"

enum {
	MAX_EXPANDED = 1 << 24,  /* tokens that macros make, all together */
	MAX_EXPANSION = 1 << 16, /* and one call of one */
	MAX_INCLUDED = 64 << 20, /* octets that #include inserts, all together */
	LEAST_INCLUDED = 1024,   /* for which a file counts at least */
	MAX_PUSHED = 16,         /* #pragma pack(push), one in another */
};

/* ---- token.c ---- */
struct name {
	struct name *next;
	uint32_t hash;
	enum token_kind kind; /* of a keyword; else TOKEN_NAME */
	bool is_macro;        /* some file defined it */
	char text[];
};
struct name *name_intern(const char *s, size_t len);
void token_start(void); /* before all others */
/* What a text begins with; TOKEN_FOREIGN: no punctuator. */
enum token_kind token_punctuator(const char *s, const char **spelling);
bool token_is_word(const struct token *t); /* a name or a keyword */
struct name *token_name(const struct token *t); /* of a word */
/* As it would be written. */
const char *token_text(const struct token *t);

/* ---- scan.c: characters to raw tokens ---- */
struct cursor {
	const struct source *source;
	uint32_t begin, at;
	bool in_directive; /* TOKEN_END comes at the end of the line, too */
};
void scan_token(struct cursor *c, struct token *t);
/* To the end of the line, over comments that begin on it. */
void scan_skip_line(struct cursor *c);
/* To the next token, over comments and ends of lines. */
void scan_skip_blanks(struct cursor *c);
/* What is left of the line, without blanks around it; the cursor comes to its end. */
const char *scan_rest(struct cursor *c, struct place *place);
struct place scan_here(const struct cursor *c, uint32_t len);

/* ---- pp_define.c, pp_macro.c: macros ---- */
struct macro {
	const char *name;
	struct place place;      /* of its name in the definition */
	bool defined;            /* no #undef since */
	bool disabled;           /* what is read comes out of it */
	bool is_function, is_variadic;
	const char **params;
	unsigned param_count;
	struct token *body;      /* `number`: which parameter a name is, from 1; 0: none */
	unsigned body_count;
};

/* A list of tokens that is used again when it is free. */
struct tokens {
	struct token *t;
	size_t count, room;
	struct tokens *next;
};

/* What is read before the file goes on. */
struct context {
	struct tokens *list;
	size_t at;
	struct macro *macro;     /* enabled when it ends; NULL: an argument, whose end gives TOKEN_END */
	struct context *up;
};

struct condition {
	struct place place;
	bool live, taken, had_else; /* what follows counts; some branch did; #else came */
	bool dead;                  /* it stands in what does not count */
	struct condition *up;
};

struct file {
	struct cursor cursor;
	struct condition *conditions;
	struct file *up;
};

/* What #pragma pack(push) remembers. */
struct pushed {
	const char *name;        /* NULL: none */
	uint8_t pack;
};

struct pp {
	struct file *file;       /* the innermost one */
	struct condition *spare_condition;
	struct context *context, *spare;
	struct table *macros;
	struct token unread;     /* what was read too far */
	bool has_unread;
	bool is_header;
	bool in_condition;       /* of an #if */
	unsigned depth;          /* of files */
	uint8_t pack;            /* #pragma pack's number, 0: none that changes anything */
	struct pushed pushes[MAX_PUSHED];
	unsigned pushed;
	unsigned nesting;        /* of macro calls in arguments */
	struct decl *headers, **headers_end;
};
struct macro *macro_find(const struct pp *p, const char *name);
/* #define behind its keyword. */
void macro_define(struct pp *p, struct cursor *c);
/* The next token, macros expanded. */
void pp_next(struct pp *p, struct token *t);
/* Expands the rest of a directive's line. */
struct tokens *pp_expand_line(struct pp *p, struct cursor *c);
struct tokens *tokens_new(void);
void tokens_free(struct tokens *list);
void tokens_add(struct tokens *list, const struct token *t);

/* ---- pp.c: directives, pp_include.c: files ---- */
/* The next token of the files; directives are obeyed. */
void pp_read_file(struct pp *p, struct token *t);
void pp_open(struct pp *p, const struct source *source);
void pp_close(struct pp *p);
/* At the end of a file. */
void pp_end_conditions(struct file *f);
void pp_once(struct pp *p);
/* ---- pp_pragma.c ---- */
/* #pragma behind its keyword. */
void pp_pragma(struct pp *p, struct cursor *c, struct place place);
/* <pshpack1.h> & co., which are such a #pragma in other words; false: another header. */
bool pp_pack_header(struct pp *p, const char *name, struct place place);

/* ---- pp_own.c ---- */
/* <stdint.h> and <stddef.h>, as far as IDL has words for it; NULL: another header. */
const struct source *pp_own_header(const char *name);

/* ---- pp_include.c ---- */
/* #include behind its keyword. */
void pp_include(struct pp *p, struct cursor *c, struct place keyword);
/* Begins a file; a header goes on with the macros of the file that includes it. */
void pp_start(struct pp *p, const struct source *source, const struct pp *includer);

/* ---- pp_expr.c: the condition of an #if ---- */
bool pp_condition(struct pp *p, struct cursor *c, struct place place);

/* ---- lex.c: values ---- */
/* A raw number becomes TOKEN_NUMBER or TOKEN_REAL, a character TOKEN_NUMBER. */
void lex_value(struct token *t);

#endif
