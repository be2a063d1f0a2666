/* timeline_draw.c - the picture as SVG: no scripts, no fonts of its own, colours that can be read on light and dark ground. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "timeline.h"

enum { NAME_MOST = 48, LANE_MOST = 4 * NAME_MOST /* octets: what is cut off would not be shown */, AXIS = 26, LEGEND = 26 };

/* ---- text ---- */

enum { MALFORMED = 0xffff }; /* which no text may have */

/* The octets of the first character; one that is no UTF-8 is MALFORMED. */
static unsigned character_of(const char *text, uint32_t *character)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = (unsigned char)*text;
	unsigned octets = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf8 ? 4 : 0, n = 1;

	*character = octets < 2 ? first : first & (0x7fu >> octets);
	for (; n < octets && (text[n] & 0xc0) == 0x80; n++)
		*character = *character << 6 | (text[n] & 0x3f);
	bool good = n == octets && *character >= least[n] && *character <= 0x10ffff && *character >> 11 != 0xd800 >> 11;
	*character = good ? *character : MALFORMED;
	return good ? n : 1;
}

/* XML does not allow it, even as a reference. */
static bool is_forbidden(uint32_t character)
{
	return (character < 0x20 && character != '\t' && character != '\n') || character == 0xfffe || character == 0xffff;
}

/* At most so many characters of a text. */
static void put_text(FILE *out, const char *text, unsigned most)
{
	static const char *const names[] = { ['<'] = "&lt;", ['>'] = "&gt;", ['&'] = "&amp;", ['"'] = "&quot;" };
	uint32_t character;

	for (unsigned octets; *text; text += octets) {
		octets = character_of(text, &character);
		if (!most--) {
			fputs("…", out);
			return;
		}
		if (is_forbidden(character))
			fputc('?', out);
		else if (character < sizeof names / sizeof *names && names[character])
			fputs(names[character], out);
		else
			fwrite(text, 1, octets, out);
	}
}

static void put_label(FILE *out, double x, double y, const char *class, const char *text)
{
	fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">", x, y, class);
	put_text(out, text, NAME_MOST);
	fputs("</text>\n", out);
}

/* "call 3 IFoo::Bar", shown where the pointer rests. */
static void put_title(FILE *out, const struct point *t, const char *more)
{
	fputs("<title>", out);
	put_text(out, t->name, 200);
	if (t->call)
		fprintf(out, ", call %llu", t->call);
	if (t->result && *t->result) {
		fputs(": ", out);
		put_text(out, t->result, 64);
	}
	fprintf(out, "%s</title>", more);
}

/* ---- lanes ---- */

/* "worker", or "worker 2" if the apartment has more of them: the system's numbers would be others each time. */
static void lane_name(const struct picture *p, unsigned lane, char *name, size_t size)
{
	unsigned same = 0, before = 0;
	const char *mine = p->lanes[lane].name ? p->lanes[lane].name : "thread";
	size_t length = strcspn(mine, "0123456789");

	length = length < LANE_MOST ? length : LANE_MOST;
	while (length && mine[length - 1] == ' ')
		length--;
	for (unsigned i = 0; i < p->lane_count; i++) {
		const char *other = p->lanes[i].name ? p->lanes[i].name : "thread";
		if (p->lanes[i].apartment != p->lanes[lane].apartment || strncmp(mine, other, length))
			continue;
		same++;
		before += i <= lane;
	}
	snprintf(name, size, same > 1 ? "%.*s %u" : "%.*s", (int)length, mine, before);
}

static double apartment_end(const struct picture *p, unsigned lane)
{
	while (lane + 1 < p->lane_count && p->lanes[lane + 1].apartment == p->lanes[lane].apartment)
		lane++;
	return p->lanes[lane].y + p->lanes[lane].height;
}

static void draw_lane(const struct picture *p, FILE *out, unsigned i)
{
	const struct lane *l = &p->lanes[i];
	char name[LANE_MOST + 16];

	if (!i || l[-1].apartment != l->apartment) {
		fprintf(out, "<rect x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"6\" class=\"apartment\"/>\n", MARGIN / 2,
		        l->y - 2, p->width - MARGIN, apartment_end(p, i) - l->y + 4);
		put_label(out, MARGIN, l->y + 16, "strong", l->apartment_name ? l->apartment_name : "apartment");
	} else {
		fprintf(out, "<path d=\"M%d %.1fH%.1f\" class=\"between\"/>\n", MARGIN / 2, l->y - 2, p->width - MARGIN / 2);
	}
	lane_name(p, i, name, sizeof name);
	put_label(out, MARGIN, lane_rows_y(l) + 32, "note", name);
}

/* ---- slices ---- */

static double end_of(const struct picture *p, const struct point *b)
{
	return b->partner == NONE ? p->width - MARGIN : p->points[b->partner].x;
}

static void draw_slice(const struct picture *p, FILE *out, const struct point *b)
{
	const char *class = b->wait ? "wait" : b->server ? "server" : "client";
	double y = lane_rows_y(&p->lanes[b->lane]) + b->row * ROW;

	fprintf(out, "<g><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" rx=\"3\" class=\"%s\"/>", b->x, y,
	        fmax(end_of(p, b) - b->x, 2), ROW - 3, class);
	put_title(out, b, b->partner == NONE ? " (not over)" : "");
	put_label(out, b->x + 6, y + 15, b->wait ? "waits" : "on", b->wait ? "waits" : short_name(b->name));
	fputs("</g>\n", out);
}

static void draw_span(const struct picture *p, FILE *out, const struct point *b)
{
	double y = p->lanes[b->lane].y + b->row * SPAN + 10, end = end_of(p, b);

	fprintf(out, "<g><path d=\"M%.1f %.1fv6M%.1f %.1fH%.1fM%.1f %.1fv6\" class=\"span\"/>", b->x, y - 3, b->x, y, end, end, y - 3);
	put_title(out, b, " is pending");
	fputs("</g>\n", out);
}

/* ---- other work: between Begin_ and Finish_ a thread that does not wait is free ---- */

static bool is_pending(const struct picture *p, unsigned lane, double from, double to)
{
	for (size_t i = 0; i < p->count; i++) {
		const struct point *b = &p->points[i];
		if (b->phase == 'b' && b->lane == lane && b->x <= from && end_of(p, b) >= to)
			return true;
	}
	return false;
}

static void draw_free(const struct picture *p, FILE *out, unsigned lane)
{
	double y = lane_rows_y(&p->lanes[lane]), from = -1;

	for (size_t i = 0; i < p->count; i++) {
		const struct point *t = &p->points[i];
		if (t->lane != lane || t->row || (t->phase != 'B' && t->phase != 'E'))
			continue;
		if (t->phase == 'B' && from >= 0 && t->x - from > 40 && is_pending(p, lane, from, t->x)) {
			fprintf(out, "<g><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" rx=\"3\" class=\"free\"/>", from + 3, y,
			        t->x - from - 6, ROW - 3);
			if (t->x - from > text_width("other work", 12) + 12)
				put_label(out, from + 9, y + 15, "note", "other work");
			fputs("</g>\n", out);
		}
		from = t->phase == 'E' ? t->x : -1;
	}
}

/* ---- instants and arrows ---- */

static double marks_y(const struct lane *l)
{
	return l->y + l->height - MARKS / 2;
}

static void draw_mark(const struct picture *p, FILE *out, const struct point *t)
{
	double y = marks_y(&p->lanes[t->lane]);

	fprintf(out, "<g><path d=\"M%.1f %.1fl4 4 -4 4 -4 -4z\" class=\"mark\"/>", t->x, y - 4);
	put_title(out, t, "");
	put_label(out, t->x + 7, y + 4, "small", t->name);
	fputs("</g>\n", out);
}

/* The point of the same arrow before this one; NULL: there is none. */
static const struct point *arrow_from(const struct picture *p, const struct point *t)
{
	return (t->phase != 't' && t->phase != 'f') || t->after == NONE ? NULL : &p->points[t->after];
}

/* Between the server's threads it is another line: nothing is sent there. */
static void draw_arrow(const struct picture *p, FILE *out, const struct point *t)
{
	const struct point *s = arrow_from(p, t);

	if (!s || s->lane == t->lane)
		return;
	const struct lane *from = &p->lanes[s->lane], *to = &p->lanes[t->lane];
	bool down = s->lane < t->lane;
	double y0 = lane_rows_y(from) + (down ? (from->rows ? from->rows : 1) * ROW - 3 : 0);
	double y1 = lane_rows_y(to) + (down ? 0 : (to->rows ? to->rows : 1) * ROW - 3);
	fprintf(out, "<path d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f\" class=\"%s\"/>\n", s->x, y0, s->x, (y0 + y1) / 2, t->x,
	        (y0 + y1) / 2, t->x, y1 + (down ? -4 : 4), s->phase == t->phase ? "hand" : "arrow");
}

/* ---- around it ---- */

static void draw_axis(const struct picture *p, FILE *out)
{
	double y = p->height + 18, free = 0;
	long tick = -1;
	char text[32];

	for (size_t n = 0; n < p->count; n++) {
		const struct point *t = &p->points[p->order[n]];
		if (t->tick <= tick)
			continue;
		tick = t->tick;
		fprintf(out, "<path d=\"M%.1f %dV%.1f\" class=\"time\"/>\n", t->x - 4, TOP - 4, p->height + 4);
		if (t->x < free)
			continue;
		snprintf(text, sizeof text, "%.4g ms", (double)tick * p->quantum / 1000);
		put_label(out, t->x - 6, y, "small", text);
		free = t->x + text_width(text, 11) + 10;
	}
}

static void draw_legend(const struct picture *p, FILE *out)
{
	static const struct { const char *class, *text; } entries[] = {
		{ "client", "the client calls" }, { "server", "the server's method runs" }, { "wait", "waits" }, { "free", "other work" },
	};
	double x = MARGIN, y = p->height + AXIS + 4;

	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
		fprintf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"14\" height=\"12\" rx=\"2\" class=\"%s\"/>\n", x, y, entries[i].class);
		put_label(out, x + 20, y + 10, "small", entries[i].text);
		x += 40 + text_width(entries[i].text, 11);
	}
}

static const char style[] =
	"text{font-family:system-ui,'DejaVu Sans',sans-serif;font-size:12px;fill:#777}"
	".title{font-size:16px;font-weight:600}.strong{font-size:13px;font-weight:600}.small{font-size:11px}"
	".on{font-size:13px;fill:#fff}.waits{font-size:13px;fill:#777}"
	".apartment{fill:#888;fill-opacity:.08;stroke:#888;stroke-opacity:.45}.between{stroke:#888;stroke-opacity:.35}"
	".client{fill:#2f6db5}.server{fill:#2e7d4f}.wait{fill:#888;fill-opacity:.22;stroke:#888;stroke-opacity:.7}"
	".free{fill:none;stroke:#888;stroke-dasharray:4 3}"
	".span{fill:none;stroke:#2f6db5;stroke-width:2}.mark{fill:#c4661f}"
	".arrow{fill:none;stroke:#c4661f;stroke-width:1.6;marker-end:url(#tip)}.hand{fill:none;stroke:#888;stroke-dasharray:5 4}"
	".time{stroke:#888;stroke-opacity:.4;stroke-dasharray:2 4}";

static void draw_head(const struct picture *p, FILE *out)
{
	double width = p->width, height = p->height + AXIS + LEGEND;

	fprintf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">\n", width,
	        height, width, height);
	fprintf(out, "<style>%s</style>\n", style);
	fputs("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"5\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">"
	      "<path d=\"M0 0L8 4L0 8z\" fill=\"#c4661f\"/></marker></defs>\n", out);
	put_label(out, MARGIN, 26, "title", p->options->title ? p->options->title : "Calls");
}

void picture_draw(const struct picture *p, FILE *out)
{
	draw_head(p, out);
	for (unsigned i = 0; i < p->lane_count; i++)
		draw_lane(p, out, i);
	draw_axis(p, out);
	for (unsigned i = 0; i < p->lane_count; i++)
		draw_free(p, out, i);
	for (size_t i = 0; i < p->count; i++) {
		const struct point *t = &p->points[p->order[i]];
		if (t->phase == 'B')
			draw_slice(p, out, t);
		else if (t->phase == 'b')
			draw_span(p, out, t);
		else if (t->phase == 'i')
			draw_mark(p, out, t);
	}
	for (size_t i = 0; i < p->count; i++)
		draw_arrow(p, out, &p->points[p->order[i]]);
	draw_legend(p, out);
	fputs("</svg>\n", out);
}
