/* diag.c - diagnostics: which count, which are shown, and what the user chose. */
#include "idlgen.h"

#include <stdlib.h>

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
static bool hushing, shown, softening, all_are_errors;

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

bool diag_is_hushing(void) { return hushing; }
unsigned diag_hushed(void) { return hushed; }
void diag_forgive(unsigned before) { hushed = before; }

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

/* ---- one diagnostic ---- */

void note_at(struct place place, const char *format, ...)
{
	va_list ap;

	if (!shown)
		return;
	va_start(ap, format);
	diag_show(place, "note", "1;36", "", format, ap);
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
	diag_show(place, softening ? "warning" : "error", softening ? "1;35" : "1;31", tail, format, ap);
	va_end(ap);
	show_expansion(place);
	show_way(place.source);
}

void fatal_at(struct place place, const char *format, ...)
{
	va_list ap;

	shown = true;
	va_start(ap, format);
	diag_show(place, "error", "1;31", "", format, ap);
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
	diag_show(place, is_error ? "error" : "warning", is_error ? "1;31" : "1;35", tail, format, ap);
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
