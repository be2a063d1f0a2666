/* diag_show.c - what a diagnostic looks like: the place, the message, the line with an underline; and its colours. */
#include "idlgen.h"

#include <unistd.h>

enum { SHOWN = 120 /* columns of the line that is shown */ };

static bool colours;

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

void diag_show(struct place place, const char *severity, const char *code, const char *tail, const char *format, va_list ap)
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
