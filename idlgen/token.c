/* token.c - what tokens are: spellings, precedences, and names that are stored once. */
#include "pp.h"

static const struct {
	enum token_kind kind;
	const char *spelling;
	int precedence;
} spellings[] = {
#define X(id, spelling) { TOKEN_##id, spelling, 0 },
	KEYWORDS(X)
#undef X
#define X(id, spelling, precedence) { TOKEN_##id, spelling, precedence },
	PUNCTUATORS(X)
#undef X
};

static const unsigned first = TOKEN_FOREIGN + 1; /* the kinds from there on have a row of the table, in its order */

static size_t keyword_count(void)
{
	size_t count = 0;

#define X(id, spelling) count++;
	KEYWORDS(X)
#undef X
	return count;
}

const char *token_spelling(enum token_kind kind)
{
	return kind >= first ? spellings[kind - first].spelling : kind == TOKEN_STRING ? "a string" :
	       kind == TOKEN_NUMBER ? "a number" : "a name";
}

int token_precedence(enum token_kind kind)
{
	return kind >= first ? spellings[kind - first].precedence : 0;
}

const char *token_found(const struct token *t)
{
	size_t len = t->place.len;

	if (t->kind == TOKEN_END)
		return "the end of the file";
	return text_format("%.*s%s", (int)(len > 40 ? 40 : len), t->place.source->text + t->place.at, len > 40 ? "..." : "");
}

const char *token_text(const struct token *t)
{
	switch (t->kind) {
	case TOKEN_END: return "";
	case TOKEN_STRING: return text_format("%s\"%s\"", t->is_wide ? "L" : "", t->text);
	case TOKEN_CHARACTER: return text_format("%s'%s'", t->is_wide ? "L" : "", t->text);
	default: return t->text ? t->text : token_spelling(t->kind);
	}
}

/* ---- punctuators ---- */

static uint8_t punctuators[128]; /* by first character: the first of them in the table, 0: none */

static void find_punctuators(void)
{
	for (size_t i = ARRAY_COUNT(spellings); --i >= keyword_count(); )
		punctuators[(unsigned char)spellings[i].spelling[0]] = (uint8_t)i;
}

enum token_kind token_punctuator(const char *s, const char **spelling)
{
	size_t i = (unsigned char)*s < 128 ? punctuators[(unsigned char)*s] : 0;

	for (; i && i < ARRAY_COUNT(spellings) && spellings[i].spelling[0] == *s; i++)
		if (!strncmp(spellings[i].spelling, s, strlen(spellings[i].spelling))) {
			*spelling = spellings[i].spelling;
			return spellings[i].kind;
		}
	return TOKEN_FOREIGN;
}

/* ---- names ---- */

bool token_is_word(const struct token *t)
{
	return t->kind == TOKEN_NAME || (t->kind >= first && t->kind < first + keyword_count());
}

struct name *token_name(const struct token *t)
{
	return (struct name *)(void *)((char *)(uintptr_t)t->text - offsetof(struct name, text));
}

static struct name **buckets;
static size_t count, room;

static void grow(void)
{
	size_t more = room ? 2 * room : 1024;
	struct name **fresh = mem_alloc(more * sizeof *fresh), *n;

	for (size_t i = 0; i < room; i++)
		while ((n = buckets[i])) {
			buckets[i] = n->next;
			n->next = fresh[n->hash & (more - 1)];
			fresh[n->hash & (more - 1)] = n;
		}
	buckets = fresh;
	room = more;
}

struct name *name_intern(const char *s, size_t len)
{
	uint32_t hash = 2166136261u;
	struct name *n;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)s[i]) * 16777619u;
	for (n = buckets[hash & (room - 1)]; n; n = n->next)
		if (n->hash == hash && !memcmp(n->text, s, len) && !n->text[len])
			return n;
	if (count++ >= room)
		grow();
	n = mem_alloc(sizeof *n + len + 1);
	n->kind = TOKEN_NAME;
	n->hash = hash;
	memcpy(n->text, s, len);
	n->next = buckets[hash & (room - 1)];
	return buckets[hash & (room - 1)] = n;
}

void token_start(void)
{
	if (room)
		return;
	grow();
	find_punctuators();
	for (size_t i = 0; i < keyword_count(); i++)
		name_intern(spellings[i].spelling, strlen(spellings[i].spelling))->kind = spellings[i].kind;
}
