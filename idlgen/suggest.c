/* suggest.c - "did you mean": the spelling that is nearest to a wrong one. */
#include "idlgen.h"

enum {
	MAX_SPELLING = 64,      /* letters of a name that is compared */
	MAX_COMPARED = 1 << 20, /* names that are compared, all together */
};

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* How many letters are to be changed, put in, left out or swapped with the next to make a from b; `most` + 1: more than
 * that. Case counts half: two differences of case are one. */
static unsigned distance(const char *a, size_t m, const char *b, size_t n, unsigned most)
{
	unsigned rows[3][MAX_SPELLING + 1], *two = rows[0], *one = rows[1], *now = rows[2], *spare;

	for (size_t j = 0; j <= n; j++)
		one[j] = 2 * (unsigned)j;
	for (size_t i = 1; i <= m; i++) {
		unsigned best = now[0] = 2 * (unsigned)i;

		for (size_t j = 1; j <= n; j++) {
			unsigned change = a[i - 1] == b[j - 1] ? 0 : lower(a[i - 1]) == lower(b[j - 1]) ? 1 : 2;

			now[j] = least(one[j - 1] + change, least(one[j], now[j - 1]) + 2);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], two[j - 2] + 2);
			best = least(best, now[j]);
		}
		if (best > most)
			return most + 1;
		spare = two, two = one, one = now, now = spare;
	}
	return one[n];
}

/* However many letters it is: people mean the same name. */
static bool is_but_for_case(const char *a, const char *b)
{
	while (*a && lower(*a) == lower(*b))
		a++, b++;
	return *a == *b;
}

const char *suggest(const char *wrong, const char *(*next)(void *context), void *context)
{
	size_t len = strlen(wrong);
	unsigned best = 2 * (unsigned)((len + 2) / 3) + 1; /* a third of the letters may be wrong */
	const char *name, *nearest = NULL;
	static unsigned compared;

	if (len > MAX_SPELLING || diag_is_hushing())
		return NULL;
	while (best > 0 && compared++ < MAX_COMPARED && (name = next(context))) {
		size_t n = strlen(name);
		unsigned d;

		if (n > MAX_SPELLING || 2 * (n > len ? n - len : len - n) >= best || n <= 1)
			continue;
		if ((d = is_but_for_case(wrong, name) ? 1 : distance(wrong, len, name, n, best - 1)) < best) {
			best = d;
			nearest = name;
		}
	}
	return nearest;
}
