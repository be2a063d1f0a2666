/* diag.c - diagnostics: the place, the line with an underline, notes, and what the user chose to see. */
#include "idlgen.h"

#include <stdlib.h>
#include <unistd.h>

enum {
	SHOWN = 120,            /* columns of the line that is shown */
	MAX_SPELLING = 64,      /* letters of a name that is compared */
	MAX_COMPARED = 1 << 20, /* names that are compared, all together */
};

#define IS_ERROR(w) ((w) == WARN_not_remotable || (w) == WARN_duplicate_uuid || (w) == WARN_duplicate_typedef)

static struct kind {
	const char *name;  /* as -W has it */
	bool on, is_error;
	bool fixed;        /* -Wno-error=NAME: -Werror does not count */
	const char *help;
} kinds[] = {
#define X(name, on, help) { #name, on, IS_ERROR(WARN_##name), false, help },
	WARNINGS(X)
#undef X
};

static unsigned errors, limit = MAX_ERRORS, hushed, softened;
static enum warning soft_kind;
static bool hushing, shown, softening, all_are_errors, colours;

unsigned error_count(void) { return errors; }
void error_limit(unsigned n) { limit = n; }

/* unknown_pragma is written unknown-pragma. */
static const char *dashed(const char *name)
{
	char *s = text_copy(name, strlen(name));

	for (char *p = s; *p; p++)
		*p = *p == '_' ? '-' : *p;
	return s;
}

/* ---- quiet parts ---- */

bool diag_hush(bool hush)
{
	bool before = hushing;

	hushing = hush;
	return before;
}

unsigned diag_hushed(void) { return hushed; }

/* ---- errors that the user takes for warnings ---- */

bool diag_soften(enum warning w)
{
	soft_kind = w;
	return softening = !kinds[w].is_error;
}

void diag_harden(void)
{
	softening = false;
}

unsigned diag_softened(void) { return softened; }

/* ---- colours ---- */

void diag_colours(enum colours when)
{
	const char *terminal = os_env("TERM"), *none = os_env("NO_COLOR");

	colours = when == COLOURS_ALWAYS || (when == COLOURS_AUTO && !(none && *none) && isatty(STDERR_FILENO) &&
	                                     !text_same(terminal, "dumb"));
}

static void colour(const char *code)
{
	if (colours)
		fprintf(stderr, "\033[%sm", code);
}

/* ---- places ---- */

/* Where the lines begin; made when the first diagnostic asks. */
static void find_lines(struct source *s)
{
	uint32_t count = 1;

	for (size_t i = 0; i < s->size; i++)
		count += s->text[i] == '\n';
	s->lines = mem_lasting(count * sizeof *s->lines);
	for (size_t i = 0; i < s->size; i++)
		if (s->text[i] == '\n')
			s->lines[++s->line_count] = (uint32_t)i + 1;
	s->line_count++;
}

unsigned place_line(struct place place, unsigned *column)
{
	struct source *s = (struct source *)place.source; /* the lines are found late */
	uint32_t low = 0, high;

	if (!s->lines)
		find_lines(s);
	for (high = s->line_count; high - low > 1; ) {
		uint32_t middle = low + (high - low) / 2;

		*(s->lines[middle] <= place.at ? &low : &high) = middle;
	}
	*column = place.at - s->lines[low] + 1;
	return low + 1;
}

/* Text from outside may hold anything; a terminal gets no control characters of it. */
static void put_clean(const char *s, size_t len)
{
	char piece[SHOWN];

	for (size_t n; len; s += n, len -= n) {
		n = len < sizeof piece ? len : sizeof piece;
		for (size_t i = 0; i < n; i++)
			piece[i] = (unsigned char)s[i] < ' ' || s[i] == 127 ? ' ' : s[i];
		fwrite(piece, 1, n, stderr);
	}
}

/* Prints the line around `place` and an underline below it; a long line is cut around the caret. */
static void show_line(struct place place)
{
	const char *text = place.source->text;
	size_t begin = place.at, end = place.at, stop;

	while (begin > 0 && text[begin - 1] != '\n' && place.at - begin < SHOWN / 2)
		begin--;
	while (end < place.source->size && text[end] != '\n' && end - begin < SHOWN)
		end++;
	put_clean(text + begin, end - begin);
	fputc('\n', stderr);
	for (size_t i = begin; i < place.at; i++)
		if ((text[i] & 0xC0) != 0x80) /* a UTF-8 character takes one column */
			fputc(' ', stderr);
	colour("1;32");
	fputc('^', stderr);
	stop = place.at + (size_t)place.len < end ? place.at + (size_t)place.len : end;
	for (size_t i = (size_t)place.at + 1; i < stop; i++)
		if ((text[i] & 0xC0) != 0x80)
			fputc('~', stderr);
	colour("0");
	fputc('\n', stderr);
}

/* ---- one diagnostic ---- */

static void show_place(struct place place)
{
	unsigned line, column;

	colour("1");
	if (place.source) {
		line = place_line(place, &column);
		put_clean(place.source->path, strlen(place.source->path));
		fprintf(stderr, ":%u:%u: ", line, column);
	} else {
		fputs("idlgen: ", stderr);
	}
	colour("0");
}

/* `tail` is what follows the message on its line. */
static void show(struct place place, const char *severity, const char *code, const char *tail, const char *format,
                 va_list ap)
{
	char message[1024];
	int len = vsnprintf(message, sizeof message, format, ap);

	show_place(place);
	colour(code);
	fprintf(stderr, "%s: ", severity);
	colour("0");
	colour("1");
	put_clean(message, len < 0 ? 0 : (size_t)len < sizeof message ? (size_t)len : sizeof message - 1);
	colour("0");
	fprintf(stderr, "%s\n", tail);
	if (place.source)
		show_line(place);
}

void note_at(struct place place, const char *format, ...)
{
	va_list ap;

	if (!shown)
		return;
	va_start(ap, format);
	show(place, "note", "1;36", "", format, ap);
	va_end(ap);
}

static void show_expansion(struct place place)
{
	const struct expansion *x = source_expansion(place);

	if (x)
		note_at(x->definition, "in the expansion of the macro %s", x->macro);
}

/* The way to the file of a diagnostic, unless the one before was there too. */
static void show_way(const struct source *s)
{
	static const struct source *last;
	const struct source *at = s;

	if (!s || s == last)
		return;
	last = s;
	for (int i = 0; i < MAX_WAY && at->from.source && at->from.source != at; i++, at = at->from.source)
		note_at(at->from, at->is_included ? "included from here" : "imported from here");
}

static _Noreturn void stop(void)
{
	mem_free_all();
	exit(STATUS_ERRORS);
}

static void count_error(void)
{
	errors++;
	if (!limit || errors <= limit)
		return;
	fprintf(stderr, "idlgen: more than %u errors; stopped\n", limit);
	stop();
}

void error_at(struct place place, int number, const char *format, ...)
{
	char tail[64] = "";
	va_list ap;

	shown = !hushing && (!softening || kinds[soft_kind].on);
	hushed += hushing;
	if (hushing)
		return;
	if (softening)
		softened++;
	else
		count_error();
	if (!shown)
		return;
	if (number)
		snprintf(tail, sizeof tail, " [MIDL%d]", number);
	if (softening)
		snprintf(tail + strlen(tail), 40, " [-W%s]", dashed(kinds[soft_kind].name));
	va_start(ap, format);
	show(place, softening ? "warning" : "error", softening ? "1;35" : "1;31", tail, format, ap);
	va_end(ap);
	show_expansion(place);
	show_way(place.source);
}

void fatal_at(struct place place, const char *format, ...)
{
	va_list ap;

	shown = true;
	va_start(ap, format);
	show(place, "error", "1;31", "", format, ap);
	va_end(ap);
	show_expansion(place);
	show_way(place.source);
	stop();
}

void warn_at(struct place place, enum warning w, int number, const char *format, ...)
{
	bool is_error = kinds[w].is_error || (all_are_errors && !kinds[w].fixed);
	char tail[96] = "";
	va_list ap;

	shown = kinds[w].on && !hushing;
	if (!shown)
		return;
	if (is_error)
		count_error();
	if (number)
		snprintf(tail, 32, " [MIDL%d]", number);
	snprintf(tail + strlen(tail), 60, " [-W%s%s]", is_error ? "error=" : "", dashed(kinds[w].name));
	va_start(ap, format);
	show(place, is_error ? "error" : "warning", is_error ? "1;31" : "1;35", tail, format, ap);
	va_end(ap);
	show_expansion(place);
	show_way(place.source);
}

/* ---- -W ---- */

static struct kind *kind_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_COUNT(kinds); i++)
		if (text_same(dashed(kinds[i].name), name))
			return &kinds[i];
	return NULL;
}

static void set_all(bool on)
{
	for (size_t i = 0; i < ARRAY_COUNT(kinds); i++)
		kinds[i].on = on;
}

bool diag_option(const char *option)
{
	bool yes = strncmp(option, "no-", 3) != 0;
	struct kind *k;

	option += yes ? 0 : 3;
	if (text_same(option, "error"))
		return all_are_errors = yes, true;
	if (text_same(option, "all"))
		return set_all(yes), true;
	if (!strncmp(option, "error=", 6)) {
		if (!(k = kind_find(option + 6)))
			return false;
		k->is_error = yes;
		k->fixed = !yes;
		k->on |= yes;
		return true;
	}
	if (!(k = kind_find(option)))
		return false;
	k->on = yes;
	return true;
}

const char *diag_next_option(void *context)
{
	size_t *at = context;

	return *at < ARRAY_COUNT(kinds) ? dashed(kinds[(*at)++].name) : NULL;
}

void diag_help(void)
{
	for (size_t i = 0; i < ARRAY_COUNT(kinds); i++)
		printf("  -W%s%-16s  %s\n", kinds[i].on ? "no-" : "   ", dashed(kinds[i].name), kinds[i].help);
}

/* ---- suggestions ---- */

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

const char *suggest(const char *wrong, const char *(*next)(void *context), void *context)
{
	size_t len = strlen(wrong);
	unsigned best = 2 * (unsigned)((len + 2) / 3) + 1; /* a third of the letters may be wrong */
	const char *name, *nearest = NULL;
	static unsigned compared;

	if (len > MAX_SPELLING || hushing)
		return NULL;
	while (best > 0 && compared++ < MAX_COMPARED && (name = next(context))) {
		size_t n = strlen(name);
		unsigned d;

		if (n > MAX_SPELLING || 2 * (n > len ? n - len : len - n) >= best || n <= 1)
			continue;
		if ((d = distance(wrong, len, name, n, best - 1)) < best) {
			best = d;
			nearest = name;
		}
	}
	return nearest;
}
