/* async.c - makes AsyncX of X: each method becomes Begin_ with what goes in and Finish_ with what comes out. */
#include "idlgen.h"

static struct type *hresult(struct place place)
{
	struct type *t = type_new(TYPE_ALIAS, place);

	t->name = "HRESULT";
	t->of = type_new(TYPE_SCALAR, place);
	t->of->scalar = SCALAR_LONG;
	return t;
}

static struct var *half_of_params(const struct method *m, bool finish, unsigned *count)
{
	struct var *list = NULL, **end = &list;

	for (struct var *v = m->params; v; v = v->next)
		if (finish ? v->out : v->in) {
			struct var *copy = NEW(struct var);

			*copy = *v;
			copy->next = NULL;
			*end = copy;
			end = &copy->next;
			++*count;
		}
	return list;
}

/* Begin_ says whether the request left: HRESULT, as in AsyncIUnknown; a method that returns nothing stays so. */
static struct method *half_of_method(struct iface *twin, struct method *m, bool finish)
{
	struct method *half = NEW(struct method);

	half->name = text_format("%s_%s", finish ? "Finish" : "Begin", name_in_idl(m->name));
	half->place = m->place;
	half->doc = m->doc;
	half->type = finish || type_strip(m->type)->kind == TYPE_VOID ? m->type : hresult(m->place);
	half->params = half_of_params(m, finish, &half->count);
	half->slot = m->local ? 0 : twin->slots++;
	half->owner = twin;
	half->sync = m;
	half->finish = finish;
	m->halves[finish] = half;
	return half;
}

/* The halves of a [call_as] method travel for those of its [local] one. */
static void link_halves(struct method *m)
{
	for (unsigned i = 0; i < ARRAY_COUNT(m->halves) && m->local; i++) {
		struct method *remote = m->halves[i], *local = m->local->halves[i];

		remote->local = local;
		remote->slot = local->slot;
		local->remote = remote;
	}
}

void async_make(struct iface *twin, struct iface *x, const GUID *guid)
{
	struct method **end = &twin->methods;

	twin->base = x->base->twin ? x->base->twin : x->base;
	twin->slots = twin->base->slots;
	twin->depth = x->depth;
	twin->defined = twin->judged = true;
	twin->is_local = x->is_local;
	twin->guid = *guid;
	twin->sync = x;
	for (struct method *m = x->methods; m; m = m->next)
		for (unsigned finish = 0; finish < ARRAY_COUNT(m->halves); finish++) {
			*end = half_of_method(twin, m, finish);
			table_put(&twin->names, (*end)->name, *end);
			end = &(*end)->next;
		}
	for (struct method *m = x->methods; m; m = m->next)
		link_halves(m);
}
