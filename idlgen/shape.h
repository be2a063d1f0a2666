/* shape.h - shared by shape.c and shape_array.c: the way down the levels of one type. */
#ifndef IDLGEN_SHAPE_H
#define IDLGEN_SHAPE_H

#include "idlgen.h"

/* The values of size_is and its kin, by level. */
enum { SIZE, MAX, FIRST, LENGTH, LAST, LISTS };

/* What is not used yet of what was said, and how far down it is. */
struct builder {
	struct var *var;
	struct var *vars;              /* what expressions may name */
	struct attr *lists[LISTS];
	struct attr *iid, *range, *which, *descriptor; /* NULL once used */
	struct attr *string;
	enum pointer pointer, pointer_default;
	struct attr *pointer_attr;
	unsigned level;
	bool is_param, top;
};

/* ---- shape.c ---- */
const char *shape_name(const struct builder *b); /* of the variable, for messages */
struct shape *shape_fail(const struct builder *b, const char *format); /* NULL, after a diagnostic; %s is that name */
struct shape *shape_new(enum shape_kind kind, struct type *t, uint64_t octets);
/* The level of `t`, and those below it. */
struct shape *shape_build(struct builder *b, struct type *t);
bool shape_bind(struct builder *b, struct expr *e); /* a number, to what it may name */

/* ---- shape_array.c ---- */
/* size_is and its kin, for the levels to come; false after a diagnostic. */
bool shape_take_lists(struct builder *b, struct attr *attrs);
/* An array of `element`; count 0: open. */
struct shape *shape_build_array(struct builder *b, struct type *outer, struct type *element, uint32_t count);
/* Whether a pointer at the current level points to an array. */
bool shape_is_sized(struct builder *b, struct type *pointee);
/* Complains about values for levels that are not there. */
void shape_check_lists(struct builder *b);

#endif
