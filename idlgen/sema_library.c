/* sema_library.c - what belongs to type libraries: classes, libraries, dispinterfaces. */
#include "idlgen.h"

/* The GUID of what cannot be without, or may be. */
static void take_guid(struct decl *d, const char *wanted)
{
	struct attr *uuid = attr_find(d->attrs, ATTR_uuid);

	if (uuid)
		d->guid = !uuid->bad && guid_claim(&uuid->guid, uuid->inner) ? uuid->guid : d->guid;
	else if (wanted)
		error_at(d->place, 0, "%s wants a uuid", wanted);
}

/* Classes and libraries have names of their own: they become CLSID_X and LIBID_X in C. */
static void claim_name(const struct decl *d, struct table *taken)
{
	struct decl *before = table_get(taken, d->name);

	if (!before) {
		table_put(taken, d->name, (void *)d);
		return;
	}
	error_at(d->place, 2003, "\"%s\" is declared twice", d->name);
	note_at(before->place, "the previous definition is here");
}

void sema_coclass(struct decl *d)
{
	static struct table classes;

	attr_check(d->attrs, ON_COCLASS, false, "a class");
	claim_name(d, &classes);
	take_guid(d, "a class");
	for (struct face *f = d->faces; f; f = f->next) {
		struct symbol *s = symbol_find(f->name);

		attr_check(f->attrs, ON_FACE, false, "an interface of a class");
		if (!s) /* C needs nothing of it, and real files mention what a later one defines */
			warn_at(f->place, WARN_undeclared_interface, 2011, "there is no interface \"%s\" so far", f->name);
		else if (s->kind != SYMBOL_INTERFACE)
			name_unknown(f->name, f->place, SYMBOL_INTERFACE);
	}
}

void sema_library(struct decl *d)
{
	static struct table libraries;

	attr_check(d->attrs, ON_LIBRARY, false, "a library");
	claim_name(d, &libraries);
	take_guid(d, NULL);
}

/* What a dispinterface says about its properties and methods is for type libraries; it has to be right all the same. */
void sema_dispinterface(struct iface *x)
{
	struct symbol *s = symbol_find("IDispatch");

	if (!s || s->kind != SYMBOL_INTERFACE || !s->iface->judged)
		error_at(x->place, 0, "a dispinterface has the methods of IDispatch, which nothing declares here; "
		         "import \"oaidl.idl\"");
	else
		x->base = s->iface;
	if (x->base) {
		x->slots = x->base->slots;
		x->depth = x->base->depth + 1;
	}
	if (x->face_name && (!(s = symbol_find(x->face_name)) || s->kind != SYMBOL_INTERFACE))
		name_unknown(x->face_name, x->face_place, SYMBOL_INTERFACE);
	for (struct var *v = x->properties; v; v = v->next) {
		attr_check(v->attrs, ON_MEMBER, true, "a property");
		sema_type(v->type);
	}
	for (struct method *m = x->dispatched; m; m = m->next)
		sema_function(m, x);
}
