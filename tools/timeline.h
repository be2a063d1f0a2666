/* timeline.h - acom-timeline: a trace of calls as a picture. A section per file. */
#ifndef TIMELINE_H
#define TIMELINE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* ---- acom-timeline.c ---- */

struct options {
	const char *path, *title;        /* path NULL: standard input */
	unsigned long long first, last;  /* the calls that are drawn */
	double quantum;                  /* milliseconds; 0: chosen */
};
/* Says why there is no picture, and ends the program. */
void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));
void *allocate(size_t count, size_t size); /* zeroed; fails */

/* ---- timeline_read.c: events -> points ---- */

enum { MOST_LANES = 64, MOST_POINTS = 4000, MOST_THREADS = 10000, NONE = -1 };

/* One event that is drawn. */
struct point {
	char phase;              /* B E: a slice; b e: a span; s t f: an arrow; i: an instant */
	bool wait;               /* of a slice: the thread waits */
	bool server;             /* of a slice: a method, not its caller */
	unsigned lane;
	double ts;               /* microseconds */
	unsigned long long call; /* 0: none */
	const char *name, *result;
	int partner;             /* B: its E; E: its B; b: its e; e: its b */
	int outer;               /* B: the slice around it + 1, while they are paired */
	/* timeline_order.c */
	int after;               /* what caused it, on another lane */
	long tick;
	/* timeline_place.c */
	double x;
	unsigned row;            /* of a slice: how deep it is nested; of a span: which line */
};

/* A thread in an apartment. */
struct lane {
	json_int_t apartment, thread;
	const char *apartment_name, *name;
	bool drawn;
	int open;                /* the innermost slice + 1, while they are paired */
	unsigned rows, spans;    /* how many there are beneath each other */
	double y, height;
};

struct picture {
	const struct options *options;
	json_t *events;          /* owns the texts */
	struct point *points;    /* in the order of the file */
	size_t count;
	struct lane *lanes;
	unsigned lane_count;
	/* timeline_order.c */
	int *order;              /* the points from left to right */
	double quantum;          /* microseconds */
	/* timeline_place.c */
	double width, height;
};

/* Leaves what the options choose. */
void picture_read(struct picture *p, FILE *file);

/* ---- timeline_order.c: what stands left of what ---- */

/* Points of one time stand in an order that depends on what caused what, and on the lanes, but not on who was faster. */
void picture_order(struct picture *p);

/* ---- timeline_place.c: where everything stands ---- */

enum { ROW = 24, SPAN = 16, MARKS = 18, MARGIN = 16, LABELS = 150, TOP = 44 };

void picture_place(struct picture *p);
double text_width(const char *text, double size);
/* The method without its interface. */
const char *short_name(const char *name);
/* Where a lane's slices begin. */
double lane_rows_y(const struct lane *l);

/* ---- timeline_draw.c: SVG ---- */

void picture_draw(const struct picture *p, FILE *out);

#endif
