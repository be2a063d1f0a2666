/* timeline_order.c - the order of what is drawn: by rounded time, cause before effect, and otherwise by lanes. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "timeline.h"

/* ---- time ---- */

/* 1, 2 or 5 times a power of ten: about a hundredth of the whole. */
static double quantum_for(double whole)
{
	double q = pow(10, floor(log10(fmax(whole / 100, 1))));

	return whole / 100 > 5 * q ? 10 * q : whole / 100 > 2 * q ? 5 * q : whole / 100 > q ? 2 * q : q;
}

static void round_times(struct picture *p)
{
	double from = INFINITY, to = -INFINITY;

	for (size_t i = 0; i < p->count; i++) {
		from = fmin(from, p->points[i].ts);
		to = fmax(to, p->points[i].ts);
	}
	p->quantum = p->options->quantum ? p->options->quantum * 1000 : quantum_for(to - from);
	for (size_t i = 0; i < p->count; i++)
		p->points[i].tick = lround(fmin((p->points[i].ts - from) / p->quantum, 1e9));
}

/* ---- causes ---- */

static bool is_arrow(const struct point *t)
{
	return t->phase == 's' || t->phase == 't' || t->phase == 'f';
}

/* An arrow's end follows its beginning, like methods and instants of the call; Finish_ what it has seen of the reply; the end
 * of a wait whatever ended it. */
static bool may_cause(const struct point *cause, const struct point *t)
{
	if (is_arrow(t) || t->phase == 'i' || (t->phase == 'B' && t->server))
		return is_arrow(cause) && cause->call == t->call;
	if (t->phase == 'E' && t->wait)
		return (cause->phase == 't' || cause->phase == 'i') && cause->lane != t->lane;
	return t->phase == 'B' && !t->wait && cause->phase == 't' && cause->call == t->call;
}

static void find_causes(struct picture *p)
{
	for (size_t i = 0; i < p->count; i++) {
		struct point *t = &p->points[i];
		int c = (int)i - 1;
		while (c >= 0 && !may_cause(&p->points[c], t))
			c--;
		t->after = c;
	}
}

/* ---- lanes ---- */

/* Apartments by their numbers - threads that are in none last. */
static json_int_t rank(const struct lane *l)
{
	return l->apartment ? l->apartment : INT64_MAX;
}

/* Where a lane stands; the threads of an apartment in the order in which they were seen. */
static unsigned position(const struct picture *p, unsigned lane)
{
	json_int_t mine = rank(&p->lanes[lane]);
	unsigned n = 0;

	for (unsigned i = 0; i < p->lane_count; i++)
		n += p->lanes[i].drawn && (rank(&p->lanes[i]) < mine || (i < lane && rank(&p->lanes[i]) == mine));
	return n;
}

static void sort_lanes(struct picture *p)
{
	unsigned *now = allocate(p->lane_count, sizeof *now), n = 0;
	struct lane *sorted = allocate(p->lane_count, sizeof *sorted);

	for (unsigned i = 0; i < p->lane_count; i++)
		if (p->lanes[i].drawn) {
			now[i] = position(p, i);
			sorted[now[i]] = p->lanes[i];
			n++;
		}
	for (size_t i = 0; i < p->count; i++)
		p->points[i].lane = now[p->points[i].lane];
	free(now);
	free(p->lanes);
	p->lanes = sorted;
	p->lane_count = n;
}

/* ---- order ---- */

/* The next point of a lane, from `i` on. */
static size_t next_of(const struct picture *p, unsigned lane, size_t i)
{
	while (i < p->count && p->points[i].lane != lane)
		i++;
	return i;
}

/* The lane whose next point is the next one of all: there is always one, because the order of the file would do. */
static unsigned choose_lane(const struct picture *p, const size_t *next, const bool *placed)
{
	unsigned best = 0;
	long tick = 0;
	bool found = false;

	for (unsigned l = 0; l < p->lane_count; l++) {
		const struct point *t = &p->points[next[l]];
		if (next[l] == p->count || (t->after != NONE && !placed[t->after]) || (found && t->tick >= tick))
			continue;
		found = true;
		best = l;
		tick = t->tick;
	}
	return best;
}

void picture_order(struct picture *p)
{
	size_t next[MOST_LANES];

	sort_lanes(p);
	round_times(p);
	find_causes(p);
	bool *placed = allocate(p->count, sizeof *placed);
	p->order = allocate(p->count, sizeof *p->order);
	for (unsigned l = 0; l < p->lane_count; l++)
		next[l] = next_of(p, l, 0);
	for (size_t n = 0; n < p->count; n++) {
		unsigned l = choose_lane(p, next, placed);
		p->order[n] = (int)next[l];
		placed[next[l]] = true;
		next[l] = next_of(p, l, next[l] + 1);
	}
	free(placed);
}
