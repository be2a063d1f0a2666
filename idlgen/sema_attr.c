/* sema_attr.c - which attribute may stand where, how often, and with which others. */
#include "idlgen.h"

enum { NOT_YET, YES, SKIP };

static const struct {
	const char *name;
	unsigned where;
	int state;
} rules[] = {
#define X(name, form, where, state) { #name, where, state },
	ATTRIBUTES(X)
#undef X
};

const char *attr_name(enum attr_id id) { return rules[id].name; }

struct attr *attr_find(struct attr *list, enum attr_id id)
{
	while (list && list->id != id)
		list = list->next;
	return list;
}

void attr_check(struct attr *list, unsigned where, bool is_local, const char *what)
{
	for (struct attr *a = list; a; a = a->next) {
		if (attr_find(list, a->id) != a)
			error_at(a->place, 0, "[%s] stands twice", attr_name(a->id));
		else if (!(rules[a->id].where & where))
			error_at(a->place, 0, "[%s] may not stand on %s", attr_name(a->id), what);
		else if (rules[a->id].state == NOT_YET && !is_local)
			error_at(a->place, 0, "[%s] is not supported yet", attr_name(a->id));
	}
}
