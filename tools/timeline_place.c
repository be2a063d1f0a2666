/* timeline_place.c - positions: from left to right in the order that was found, with room for what is written. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "timeline.h"

enum { SLICE_TEXT = 13, MARK_TEXT = 11, GAP = 9, MOST_DEPTH = 32, NARROWEST = 560 };

/* About: there is no font here to ask. */
double text_width(const char *text, double size)
{
	double n = 0;

	for (; *text; text++)
		n += (*text & 0xc0) != 0x80;
	return n * size * 0.6;
}

const char *short_name(const char *name)
{
	const char *colons = strstr(name, "::");

	return colons ? colons + 2 : name;
}

double lane_rows_y(const struct lane *l)
{
	return l->y + l->spans * SPAN + 4;
}

/* ---- rows ---- */

/* How deep each slice is nested. */
static void place_slices(struct picture *p)
{
	for (unsigned l = 0; l < p->lane_count; l++) {
		unsigned depth = 0;
		for (size_t i = 0; i < p->count; i++) {
			struct point *t = &p->points[i];
			if (t->lane != l)
				continue;
			if (t->phase == 'B')
				t->row = depth++;
			if (t->phase == 'E')
				t->row = --depth;
			if (depth > MOST_DEPTH)
				fail("slices are nested more than %d deep", MOST_DEPTH);
			p->lanes[l].rows = depth > p->lanes[l].rows ? depth : p->lanes[l].rows;
		}
	}
}

/* Each span stands on the first line of its lane that is free. */
static void place_spans(struct picture *p)
{
	unsigned long long used[MOST_LANES] = { 0 };

	for (size_t n = 0; n < p->count; n++) {
		struct point *t = &p->points[p->order[n]];
		if (t->phase == 'b') {
			for (t->row = 0; t->row < 63 && used[t->lane] >> t->row & 1; t->row++)
				;
			used[t->lane] |= 1ull << t->row;
			struct lane *l = &p->lanes[t->lane];
			l->spans = t->row + 1 > l->spans ? t->row + 1 : l->spans;
		} else if (t->phase == 'e') {
			const struct point *b = &p->points[t->partner];
			used[b->lane] &= ~(1ull << b->row);
		}
	}
}

static void place_lanes(struct picture *p)
{
	double y = TOP;

	for (unsigned i = 0; i < p->lane_count; i++) {
		struct lane *l = &p->lanes[i];
		l->y = y + (i && l->apartment != l[-1].apartment ? 14 : 4);
		l->height = l->spans * SPAN + 8 + (l->rows ? l->rows : 1) * ROW + MARKS;
		y = l->y + l->height;
	}
	p->height = y;
}

/* ---- columns ---- */

static bool is_mark(const struct point *t)
{
	return t->phase == 'i';
}

/* How far a point is from the one before it. */
static double gap_before(const struct point *t)
{
	return t->phase == 's' || t->phase == 't' || t->phase == 'f' ? 5 : t->phase == 'b' || t->phase == 'e' ? 2 : GAP;
}

/* Where the text of what ends, or of the mark before it, ends. */
static double text_end(const struct picture *p, const struct point *t, const double *marks)
{
	if (t->phase == 'E') {
		const struct point *b = &p->points[t->partner];
		return b->x + text_width(b->wait ? "waits" : short_name(b->name), SLICE_TEXT) + 12;
	}
	return is_mark(t) ? marks[t->lane] : 0;
}

/* Later times stand further right, a little. */
static double time_gap(long ticks)
{
	return ticks ? 34 + 9 * log2((double)ticks) : 0;
}

static void place_columns(struct picture *p)
{
	double x = MARGIN + LABELS, marks[MOST_LANES] = { 0 };
	long tick = 0;

	for (size_t n = 0; n < p->count; n++) {
		struct point *t = &p->points[p->order[n]];
		x = fmax(x + gap_before(t) + time_gap(t->tick > tick ? t->tick - tick : 0), text_end(p, t, marks));
		tick = t->tick > tick ? t->tick : tick;
		t->x = x;
		if (is_mark(t))
			marks[t->lane] = x + 14 + text_width(t->name, MARK_TEXT);
		p->width = fmax(p->width, fmax(x, marks[t->lane]));
	}
	p->width = fmax(p->width + MARGIN + 8, NARROWEST);
}

void picture_place(struct picture *p)
{
	place_slices(p);
	place_spans(p);
	place_lanes(p);
	place_columns(p);
}
