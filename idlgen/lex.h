/* lex.h - tokens. Included by idlgen.h. */
#ifndef IDLGEN_LEX_H
#define IDLGEN_LEX_H

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
	bool is_wide;      /* L"..." or L'...', or a number with ll or i64 */
	bool is_unsigned;  /* a number with u, or one that needs 64 bits */
	bool line_start, blank; /* preprocessor: the first one of a line; blanks come before it */
	bool torn;         /* a string or character without its end, which was told */
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
	bool torn;            /* whether that was torn, so that what stood behind it on its line is lost */
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

#endif
