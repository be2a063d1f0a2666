/* timeline_read.c - reads trace events, finds which belong together, and leaves those that are to be drawn. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "timeline.h"

static const char *path_of(const struct picture *p)
{
	return p->options->path ? p->options->path : "standard input";
}

/* ---- members ---- */

static const char *text_of(json_t *event, const char *member)
{
	return json_string_value(json_object_get(event, member));
}

static json_int_t number_of(const struct picture *p, size_t i, const char *member)
{
	json_t *n = json_object_get(json_array_get(p->events, i), member);

	if (!json_is_integer(n) || json_integer_value(n) < 0)
		fail("%s: event %zu: \"%s\" is not a number", path_of(p), i, member);
	return json_integer_value(n);
}

static double time_of(const struct picture *p, size_t i)
{
	json_t *ts = json_object_get(json_array_get(p->events, i), "ts");

	if (!json_is_number(ts) || !(fabs(json_number_value(ts)) < 1e15))
		fail("%s: event %zu: \"ts\" is not a time", path_of(p), i);
	return json_number_value(ts);
}

/* ---- lanes ---- */

/* From the last one back: threads that have ended are the first ones. */
static unsigned lane_of(struct picture *p, json_int_t apartment, json_int_t thread)
{
	unsigned i = p->lane_count;

	while (i && (p->lanes[i - 1].apartment != apartment || p->lanes[i - 1].thread != thread))
		i--;
	if (i)
		return i - 1;
	if (p->lane_count == MOST_THREADS)
		fail("%s: more than %d threads", path_of(p), MOST_THREADS);
	p->lanes[p->lane_count] = (struct lane){ .apartment = apartment, .thread = thread };
	return p->lane_count++;
}

/* A name that viewers show. */
static void read_name(struct picture *p, size_t i, const char *what)
{
	json_t *event = json_array_get(p->events, i);
	const char *name = text_of(json_object_get(event, "args"), "name");
	json_int_t apartment = number_of(p, i, "pid");

	if (!name)
		fail("%s: event %zu: a name without a name", path_of(p), i);
	if (!strcmp(what, "thread_name"))
		p->lanes[lane_of(p, apartment, number_of(p, i, "tid"))].name = name;
	if (!strcmp(what, "process_name"))
		for (unsigned l = 0; l < p->lane_count; l++)
			if (p->lanes[l].apartment == apartment)
				p->lanes[l].apartment_name = name;
}

/* ---- events ---- */

static unsigned long long call_of(const struct picture *p, size_t i, char phase)
{
	json_t *args = json_object_get(json_array_get(p->events, i), "args");

	if (strchr("bestf", phase))
		return (unsigned long long)number_of(p, i, "id");
	return (unsigned long long)json_integer_value(json_object_get(args, "call"));
}

/* One after the other: of two things that are wrong the same is told whatever the compiler's order of arguments. */
static void read_point(struct picture *p, size_t i, char phase)
{
	json_t *event = json_array_get(p->events, i);
	const char *name = text_of(event, "name"), *cat = text_of(event, "cat");
	json_int_t apartment = number_of(p, i, "pid"), thread = number_of(p, i, "tid");
	double ts = time_of(p, i);
	unsigned long long call = call_of(p, i, phase);

	p->points[p->count++] = (struct point){
		.phase = phase, .wait = cat && !strcmp(cat, "wait"), .server = cat && !strcmp(cat, "server"),
		.lane = lane_of(p, apartment, thread), .ts = ts, .call = call, .name = name ? name : "",
		.result = text_of(json_object_get(event, "args"), "result"), .partner = NONE, .after = NONE,
	};
}

static void read_event(struct picture *p, size_t i, bool names)
{
	json_t *event = json_array_get(p->events, i);
	const char *phase = text_of(event, "ph"), *name = text_of(event, "name");

	if (!phase || !*phase)
		fail("%s: event %zu has no \"ph\"", path_of(p), i);
	if (names && !strcmp(phase, "M") && name)
		read_name(p, i, name);
	if (!names && !phase[1] && strchr("BEbeistf", *phase))
		read_point(p, i, *phase);
}

/* ---- what belongs together ---- */

/* The innermost slice of the lane that has no end yet. */
static int take_open_slice(struct picture *p, const struct point *e)
{
	struct lane *l = &p->lanes[e->lane];
	int i = l->open - 1;

	if (i >= 0)
		l->open = p->points[i].outer;
	return i;
}

/* The span of the call that has no end yet. */
static int find_open_span(const struct picture *p, size_t end)
{
	for (size_t i = end; i-- > 0;)
		if (p->points[i].phase == 'b' && p->points[i].call == p->points[end].call)
			return p->points[i].partner == NONE ? (int)i : NONE;
	return NONE;
}

/* An end takes the call of its beginning. */
static void pair(struct picture *p)
{
	for (size_t i = 0; i < p->count; i++) {
		struct point *e = &p->points[i];
		if (e->phase == 'B') {
			e->outer = p->lanes[e->lane].open;
			p->lanes[e->lane].open = (int)i + 1;
		}
		if (e->phase != 'E' && e->phase != 'e')
			continue;
		e->partner = e->phase == 'E' ? take_open_slice(p, e) : find_open_span(p, i);
		if (e->partner == NONE)
			fail("%s: \"%c\" of thread %lld at %.3f ends what nothing began", path_of(p), e->phase,
			     (long long)p->lanes[e->lane].thread, e->ts);
		struct point *b = &p->points[e->partner];
		b->partner = (int)i;
		b->result = e->result;
		e->call = b->call;
		e->wait = b->wait;
	}
}

/* ---- what is drawn ---- */

static bool is_chosen(const struct picture *p, const struct point *t)
{
	return t->call && t->call >= p->options->first && t->call <= p->options->last;
}

static bool wait_overlaps(const struct picture *p, const struct point *b, double from, double to)
{
	return b->phase == 'B' && b->wait && p->lanes[b->lane].drawn && b->ts <= to &&
	       (b->partner == NONE || p->points[b->partner].ts >= from);
}

/* The chosen calls, and the waits of their threads meanwhile. */
static void choose(struct picture *p, bool *keep)
{
	double from = INFINITY, to = -INFINITY;

	for (size_t i = 0; i < p->count; i++) {
		const struct point *t = &p->points[i];
		keep[i] = is_chosen(p, t);
		if (!keep[i])
			continue;
		from = fmin(from, t->ts);
		to = fmax(to, t->ts);
		p->lanes[t->lane].drawn = true;
	}
	for (size_t i = 0; i < p->count; i++) {
		struct point *b = &p->points[i];
		if (!wait_overlaps(p, b, from, to))
			continue;
		keep[i] = true;
		b->ts = fmax(b->ts, from);
		if (b->partner != NONE) {
			keep[b->partner] = true;
			p->points[b->partner].ts = fmin(p->points[b->partner].ts, to);
		}
	}
}

static void leave(struct picture *p, const bool *keep)
{
	int *now = allocate(p->count, sizeof *now);
	size_t n = 0;

	for (size_t i = 0; i < p->count; i++)
		now[i] = keep[i] ? (int)n++ : NONE;
	for (size_t i = 0; i < p->count; i++)
		if (keep[i]) {
			struct point t = p->points[i];
			t.partner = t.partner == NONE ? NONE : now[t.partner];
			p->points[now[i]] = t;
		}
	p->count = n;
	free(now);
}

static void check_size(const struct picture *p)
{
	unsigned lanes = 0;

	for (unsigned i = 0; i < p->lane_count; i++)
		lanes += p->lanes[i].drawn;
	if (!p->count)
		fail("%s: no such call", path_of(p));
	if (p->count > MOST_POINTS || lanes > MOST_LANES)
		fail("%s: %zu events of %u threads are too many for a picture: choose calls with -c", path_of(p), p->count, lanes);
}

void picture_read(struct picture *p, FILE *file)
{
	json_error_t error;

	p->events = json_loadf(file, 0, &error);
	if (!p->events)
		fail("%s:%d:%d: %s", path_of(p), error.line, error.column, error.text);
	if (!json_is_array(p->events))
		fail("%s:1:1: not an array of trace events", path_of(p));
	size_t count = json_array_size(p->events);
	p->points = allocate(count, sizeof *p->points);
	p->lanes = allocate(MOST_THREADS, sizeof *p->lanes);
	for (size_t i = 0; i < count; i++)
		read_event(p, i, false);
	for (size_t i = 0; i < count; i++)
		read_event(p, i, true);
	pair(p);
	bool *keep = allocate(p->count, sizeof *keep);
	choose(p, keep);
	leave(p, keep);
	free(keep);
	check_size(p);
}
