/* pp_expr.c - the conditions of #if and #elif, computed in 64 bits. */
#include "pp.h"

struct value {
	int64_t n;
	bool is_unsigned;
};

struct reader {
	struct pp *p;
	const struct tokens *list;
	size_t at;
	struct place place;  /* of the directive */
	unsigned nesting;
	unsigned unused;     /* > 0: in what && || ? : do not need, where nothing is wrong with a division */
	bool failed;
};

static struct value conditional(struct reader *r);

static const struct token *token(const struct reader *r)
{
	static const struct token end = { .kind = TOKEN_END };

	return r->at < r->list->count ? &r->list->t[r->at] : &end;
}

static bool accept(struct reader *r, enum token_kind kind)
{
	if (token(r)->kind != kind)
		return false;
	r->at++;
	return true;
}

/* One error for each condition. */
static void refuse(struct reader *r, const char *what)
{
	const struct token *t = token(r);

	if (!r->failed)
		error_at(t->kind == TOKEN_END ? r->place : t->place, 0, "%s", what);
	r->failed = true;
	r->at = r->list->count;
}

/* defined = defined ( name | "(" name ")" ) -- the keyword was read already */
static struct value defined(struct reader *r)
{
	bool open = accept(r, TOKEN_LPAREN);
	const struct token *t = token(r);
	struct value v = { 0, false };

	if (!token_is_word(t))
		return refuse(r, "expected the name of a macro"), v;
	v.n = macro_find(r->p, t->text) != NULL;
	r->at++;
	if (open && !accept(r, TOKEN_RPAREN))
		refuse(r, "expected )");
	return v;
}

/* primary = number | name | defined | ( conditional ) -- a name that is no macro is 0 */
static struct value primary(struct reader *r)
{
	struct token t = *token(r);
	struct value v = { 0, false };

	if (t.kind == TOKEN_NUMBER || t.kind == TOKEN_CHARACTER) {
		lex_value(&t);
		if (t.kind == TOKEN_REAL)
			return refuse(r, "only integers may stand here"), v;
		r->at++;
		return (struct value){ t.number, t.is_unsigned };
	}
	if (token_is_word(&t)) {
		r->at++;
		return text_same(t.text, "defined") ? defined(r) : v;
	}
	if (!accept(r, TOKEN_LPAREN))
		return refuse(r, "expected an expression"), v;
	v = conditional(r);
	if (!r->failed && !accept(r, TOKEN_RPAREN))
		refuse(r, "expected )");
	return v;
}

/* unary = ( - | + | ~ | ! ) unary | primary */
static struct value unary(struct reader *r)
{
	enum token_kind op = token(r)->kind;
	struct value v = { 0, false };

	if (op != TOKEN_MINUS && op != TOKEN_PLUS && op != TOKEN_TILDE && op != TOKEN_BANG)
		return primary(r);
	if (r->nesting >= MAX_NESTING)
		return refuse(r, "this condition is nested too deeply"), v;
	r->nesting++;
	r->at++;
	v = unary(r);
	r->nesting--;
	if (op == TOKEN_BANG)
		return (struct value){ !v.n, false };
	v.n = op == TOKEN_MINUS ? (int64_t)(0 - (uint64_t)v.n) : op == TOKEN_TILDE ? ~v.n : v.n;
	return v;
}

static struct value divide(struct reader *r, struct value a, struct value b, bool rest)
{
	bool is_unsigned = a.is_unsigned || b.is_unsigned;

	if (!b.n || (!is_unsigned && a.n == INT64_MIN && b.n == -1)) {
		if (!r->unused)
			refuse(r, "this cannot be computed in 64 bits");
		return (struct value){ 0, is_unsigned };
	}
	if (is_unsigned)
		return (struct value){ (int64_t)(rest ? (uint64_t)a.n % (uint64_t)b.n : (uint64_t)a.n / (uint64_t)b.n), true };
	return (struct value){ rest ? a.n % b.n : a.n / b.n, false };
}

static bool compare(enum token_kind op, struct value a, struct value b)
{
	bool is_unsigned = a.is_unsigned || b.is_unsigned;
	bool less = is_unsigned ? (uint64_t)a.n < (uint64_t)b.n : a.n < b.n;

	switch (op) {
	case TOKEN_LESS: return less;
	case TOKEN_GREATER: return !less && a.n != b.n;
	case TOKEN_LE: return less || a.n == b.n;
	case TOKEN_GE: return !less;
	case TOKEN_EQ: return a.n == b.n;
	default: return a.n != b.n;
	}
}

/* As a compiler's: what is shifted out is lost, overflow wraps. */
static struct value shift(struct value a, struct value b, bool left)
{
	uint64_t n = (uint64_t)b.n & 63;

	a.n = left ? (int64_t)((uint64_t)a.n << n) : a.is_unsigned ? (int64_t)((uint64_t)a.n >> n) : a.n >> n;
	return a;
}

static struct value compute(struct reader *r, enum token_kind op, struct value a, struct value b)
{
	bool is_unsigned = a.is_unsigned || b.is_unsigned;
	uint64_t x = (uint64_t)a.n, y = (uint64_t)b.n;

	switch (op) {
	case TOKEN_PLUS: return (struct value){ (int64_t)(x + y), is_unsigned };
	case TOKEN_MINUS: return (struct value){ (int64_t)(x - y), is_unsigned };
	case TOKEN_STAR: return (struct value){ (int64_t)(x * y), is_unsigned };
	case TOKEN_AND: return (struct value){ a.n & b.n, is_unsigned };
	case TOKEN_OR: return (struct value){ a.n | b.n, is_unsigned };
	case TOKEN_XOR: return (struct value){ a.n ^ b.n, is_unsigned };
	case TOKEN_SHL: case TOKEN_SHR: return shift(a, b, op == TOKEN_SHL);
	case TOKEN_SLASH: case TOKEN_PERCENT: return divide(r, a, b, op == TOKEN_PERCENT);
	case TOKEN_ANDAND: return (struct value){ a.n && b.n, false };
	case TOKEN_OROR: return (struct value){ a.n || b.n, false };
	default: return (struct value){ compare(op, a, b), false };
	}
}

/* binary = unary { operator binary-of-higher-precedence } */
static struct value binary(struct reader *r, int lowest)
{
	struct value a = unary(r), b;

	for (int precedence; !r->failed && (precedence = token_precedence(token(r)->kind)) >= lowest; ) {
		enum token_kind op = token(r)->kind;
		bool unused = (op == TOKEN_ANDAND && !a.n) || (op == TOKEN_OROR && a.n);

		r->at++;
		r->unused += unused;
		b = binary(r, precedence + 1);
		r->unused -= unused;
		a = compute(r, op, a, b);
	}
	return a;
}

/* conditional = binary [ ? conditional : conditional ] */
static struct value conditional(struct reader *r)
{
	struct value v = { 0, false }, a, b;

	if (r->nesting >= MAX_NESTING)
		return refuse(r, "this condition is nested too deeply"), v;
	r->nesting++;
	v = binary(r, 1);
	if (!r->failed && accept(r, TOKEN_QUESTION)) {
		r->unused += !v.n;
		a = conditional(r);
		r->unused -= !v.n;
		if (!r->failed && !accept(r, TOKEN_COLON))
			refuse(r, "expected :");
		r->unused += v.n != 0;
		b = conditional(r);
		r->unused -= v.n != 0;
		v = (struct value){ v.n ? a.n : b.n, a.is_unsigned || b.is_unsigned };
	}
	r->nesting--;
	return v;
}

bool pp_condition(struct pp *p, struct cursor *c, struct place place)
{
	struct reader r = { .p = p, .place = place };
	struct tokens *list;
	struct value v;

	p->in_condition = true;
	r.list = list = pp_expand_line(p, c);
	p->in_condition = false;
	v = conditional(&r);
	if (r.at < list->count)
		refuse(&r, "expected an operator or the end of the line");
	tokens_free(list);
	return !r.failed && v.n;
}
