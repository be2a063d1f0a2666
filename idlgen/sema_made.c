/* sema_made.c - the names that generated C has beside those of the IDL: each means one thing. */
#include "idlgen.h"

static struct table made; /* names to where they are made */

static void refuse(struct place place, const char *name, struct place maker)
{
	error_at(place, 0, "\"%s\" is a name that generated C has", name);
	note_at(maker, "it is made of this");
}

static void claim(struct place place, const char *name)
{
	struct place *before = table_get(&made, name);
	const struct symbol *s = symbol_find(name);

	if (before) {
		error_at(place, 0, "\"%s\" is made of this in C, and of something else", name);
		note_at(*before, "that is this");
	} else if (s && !s->in_header && s->kind != SYMBOL_BAD) {
		refuse(s->place, name, place);
	} else {
		before = NEW(struct place);
		*before = place;
		table_put(&made, name, before);
	}
}

/* A struct that has a tag. */
static void claim_tag(struct place place, const char *name)
{
	const struct tag *tag = tag_find(name);

	if (tag && tag->defined && !tag->in_header)
		refuse(tag->place, name, place);
	else
		claim(place, name);
}

/* In the header: of the methods of bases, too. */
static void claim_wrappers(const struct iface *x)
{
	for (const struct iface *b = x; b; b = b->base)
		for (const struct method *m = b->methods; m; m = m->next)
			if (!m->local)
				claim(b == x ? m->place : x->place, text_format("%s_%s", x->name, m->name));
}

/* In the proxy file; those of [call_as] pairs are in the header. */
static void claim_proxies(const struct iface *x)
{
	for (const struct iface *b = x; b; b = b->base)
		for (const struct method *m = b->methods; m; m = m->next) {
			if (!m->local || b == x)
				claim(b == x ? m->place : x->place, text_format("%s_%s_Proxy", x->name, m->name));
			if (m->local && b == x)
				claim(m->place, text_format("%s_%s_Stub", x->name, m->local->name));
		}
}

static void claim_interface(void *context, const struct iface *x)
{
	const struct unit *unit = context;

	claim(x->place, text_format("%s_%s", iid_prefix(x), x->name));
	claim_tag(x->place, text_format("%sVtbl", x->name));
	claim_wrappers(x);
	if (unit->source == source_list() && !x->is_local && !error_count())
		claim_proxies(x);
}

static void claim_guids(const struct unit *unit)
{
	for (const struct decl *d = unit->decls; d; d = d->next)
		if (d->kind == DECL_COCLASS)
			claim(d->place, text_format("CLSID_%s", d->name));
		else if (d->kind == DECL_LIBRARY && attr_find(d->attrs, ATTR_uuid))
			claim(d->place, text_format("LIBID_%s", d->name));
}

void sema_made(struct unit *unit)
{
	for (const struct decl *d = unit->decls; d; d = d->next)
		if (d->kind == DECL_IMPORT && d->unit)
			sema_made(d->unit);
	emit_each_interface(unit, claim_interface, unit);
	claim_guids(unit);
	if (emit_each_remote(unit, NULL, NULL))
		claim((struct place){ unit->source, 0, 1 }, text_format("%s_interfaces", unit->source->symbol));
}
