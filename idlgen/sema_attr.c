/* sema_attr.c - which attribute may stand where, how often, and with which others; and why some are refused. */
#include "idlgen.h"

static const struct {
	const char *name;
	unsigned where;
} rules[] = {
#define X(name, form, where, state) { #name, where },
	ATTRIBUTES(X)
#undef X
};

const char *attr_name(enum attr_id id) { return rules[id].name; }

const char *attr_next_name(void *context)
{
	size_t *at = context;

	return *at < ATTR_COUNT ? rules[(*at)++].name : NULL;
}

struct attr *attr_find(struct attr *list, enum attr_id id)
{
	while (list && list->id != id)
		list = list->next;
	return list;
}

/* ---- places ---- */

static const struct {
	unsigned where;
	const char *name;
} places[] = {
	{ ON_INTERFACE, "an interface" }, { ON_METHOD, "a method" }, { ON_PARAM, "a parameter" }, { ON_MEMBER, "a member" },
	{ ON_ARM, "an arm of a union" }, { ON_TYPE, "a type" }, { ON_COCLASS, "a class" }, { ON_LIBRARY, "a library" },
	{ ON_FACE, "an interface of a class" }, { ON_MODULE, "a module" }, { ON_CONST, "a constant of a module" },
};

/* "a parameter, a member or a type" */
static const char *spell_places(unsigned where)
{
	struct text t = { 0 };
	const char *last = NULL;

	for (size_t i = 0; i < ARRAY_COUNT(places); i++)
		if (where & places[i].where) {
			text_add(&t, ", ", t.len ? 2 : 0);
			text_add(&t, last ? last : "", last ? strlen(last) : 0);
			last = places[i].name;
		}
	return t.len ? text_format("%s or %s", t.s, last) : last ? last : "nothing";
}

/* ---- company ---- */

/* X(one, another, why both make no sense) */
#define EXCLUSIONS(X) \
	X(propget, propput, "a method is one of them; declare it twice") \
	X(propget, propputref, "a method is one of them; declare it twice") \
	X(propput, propputref, "a method is one of them; declare it twice") \
	X(local, call_as, "a [call_as] method travels for a [local] one") \
	X(optional, retval, "the result is always there") \
	X(defaultvalue, retval, "the result has no value before the call") \
	X(iid_is, switch_is, "one is for interface pointers, the other for unions") \
	X(iid_is, string, "an interface pointer is no string") \
	X(range, system_handle, "a descriptor is another number where it arrives") \
	X(message, maybe, "they are two ways to want no answer")

static const struct {
	enum attr_id a, b;
	const char *why;
} exclusions[] = {
#define X(a, b, why) { ATTR_##a, ATTR_##b, why },
	EXCLUSIONS(X)
#undef X
};

static void check_company(struct attr *list)
{
	for (size_t i = 0; list && i < ARRAY_COUNT(exclusions); i++) {
		const struct attr *a = attr_find(list, exclusions[i].a), *b = a ? attr_find(list, exclusions[i].b) : NULL;
		const struct attr *later = b && b->place.at > a->place.at ? b : a, *first = later == a ? b : a;

		if (b) {
			error_at(later->place, 0, "[%s] and [%s] exclude each other: %s", attr_name(a->id), attr_name(b->id),
			         exclusions[i].why);
			note_at(first->place, "[%s] stands here", attr_name(first->id));
		}
	}
}

/* ---- what idlgen does not do ---- */

#define UNANSWERED "it belongs to plain RPC; a COM method always has an answer, for which nobody need wait"

#define BINDING "it belongs to plain RPC; in COM, an interface pointer is the binding"
#define PICKLING "it belongs to plain RPC; in COM, an object writes itself to a stream (IPersistStream)"

/* X(name, MIDL's number, why) */
#define REASONS(X) \
	X(auto_handle, 0, BINDING) \
	X(async, 0, "it belongs to plain RPC; in COM, [async_uuid] on the interface makes its calls asynchronous") \
	X(callback, 0, "it belongs to plain RPC; in COM, the client passes an interface pointer to be called back through") \
	X(context_handle, 0, "it belongs to plain RPC; in COM, an object keeps its state itself") \
	X(decode, 2300, PICKLING) \
	X(encode, 2300, PICKLING) \
	X(explicit_handle, 0, BINDING) \
	X(implicit_handle, 0, BINDING) \
	X(maybe, 0, UNANSWERED) \
	X(message, 0, UNANSWERED) \
	X(notify, 0, "it belongs to plain RPC; in COM, the server's object knows itself when a call is over") \
	X(represent_as, 0, "[wire_marshal] does the same, with functions of COM's kind") \
	X(transmit_as, 0, "[wire_marshal] does the same, with functions of COM's kind")

static const struct {
	enum attr_id id;
	int number;
	const char *why;
} reasons[] = {
#define X(name, number, why) { ATTR_##name, number, why },
	REASONS(X)
#undef X
};

/* What travels may not have them; what is only declared may. */
static void check_reasons(const struct attr *a)
{
	for (size_t i = 0; i < ARRAY_COUNT(reasons); i++)
		if (reasons[i].id == a->id)
			error_at(a->place, reasons[i].number, "[%s] is not supported: %s", attr_name(a->id), reasons[i].why);
}

unsigned attr_where(enum attr_id id) { return rules[id].where; }

void attr_check(struct attr *list, unsigned where, bool is_local, const char *what)
{
	for (struct attr *a = list; a; a = a->next) {
		struct attr *first = attr_find(list, a->id);

		if (first != a) {
			error_at(a->place, 0, "[%s] stands twice", attr_name(a->id));
			note_at(first->place, "it stands here already");
		} else if (!(rules[a->id].where & where)) {
			error_at(a->place, 0, "[%s] may not stand on %s; it belongs on %s", attr_name(a->id), what,
			         spell_places(rules[a->id].where));
		} else if (!is_local) {
			check_reasons(a);
		}
	}
	check_company(list);
}
