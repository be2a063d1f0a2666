/* values.h - arguments of a method, made by walking its row. */
#ifndef TEST_VALUES_H
#define TEST_VALUES_H

#include "harness.h"
#include "ndr/walk.h"

/* A value of a user's type, which owns something outside of the arena. */
struct values_user {
	struct values_user *next;
	const ACOM_TYPE *type;
	void *value;
};

/* Arguments of a method, in memory of their own. The walk is there to be asked for bounds. */
struct values {
	struct ndr n;
	struct walk w;
	const ACOM_METHOD *m;
	void **args;
	struct values_user *users;
};

/* A zeroed variable for each parameter; what a [ref] parameter points to comes with it, unless it is conformant. */
static inline void values_init(struct values *v, const ACOM_METHOD *m, const struct ndr_hooks *hooks)
{
	ndr_init(&v->n, hooks, NULL);
	walk_init(&v->w, &v->n, WALK_SIZE, ACOM_IN);
	v->m = m;
	v->users = NULL;
	v->w.args = v->args = needed(arena_alloc(&v->n.arena, m->count * sizeof *v->args));
	for (uint16_t i = 0; i < m->count; i++) {
		const ACOM_TYPE *t = m->params[i].type;

		v->args[i] = needed(arena_alloc(&v->n.arena, t->size));
		if (t->kind == ACOM_POINTER && t->flags & ACOM_REF)
			*(void **)v->args[i] = needed(arena_alloc(&v->n.arena, t->elem->size));
	}
}

static inline void values_own(struct values *v, const ACOM_TYPE *t, void *value)
{
	struct values_user *u = needed(arena_alloc(&v->n.arena, sizeof *u));

	*u = (struct values_user){ v->users, t, value };
	v->users = u;
}

static inline void values_fini(struct values *v)
{
	for (struct values_user *u = v->users; u; u = u->next) {
		v->w.op = WALK_FREE;
		walk_value(&v->w, u->type, u->value);
	}
	v->users = NULL;
	ndr_fini(&v->n);
}

static inline const ACOM_METHOD *values_method(const ACOM_INTERFACE *interface, const char *name)
{
	for (uint32_t i = 0; i < interface->count; i++)
		if (!strcmp(interface->methods[i].name, name))
			return &interface->methods[i];
	fail_msg("no method %s", name);
	return NULL;
}

#endif
