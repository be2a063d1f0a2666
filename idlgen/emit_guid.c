/* emit_guid.c - foo_i.c: the GUIDs of interfaces, classes and libraries. */
#include "idlgen.h"

/* What is only declared may have none. */
static void put_iid(void *context, const struct iface *x)
{
	static const GUID none;

	if (!IsEqualGUID(&x->guid, &none))
		emit(context, "const IID $P$_$I$ = $G$;\n", "P", iid_prefix(x), "I", x->name, "G", emit_guid(&x->guid));
}

void emit_guids(struct out *o, const struct unit *unit)
{
	emit(o, "/* $N$ - made by idlgen from $F$.idl: the GUIDs. */\n#include \"$H$\"\n\n", "N", o->name, "F",
	     unit->source->stem, "H", unit->header);
	emit_each_interface(unit, put_iid, o);
	for (const struct decl *d = unit->decls; d; d = d->next)
		if (d->kind == DECL_COCLASS)
			emit(o, "const CLSID CLSID_$C$ = $G$;\n", "C", d->name, "G", emit_guid(&d->guid));
		else if (d->kind == DECL_LIBRARY && attr_find(d->attrs, ATTR_uuid))
			emit(o, "const GUID LIBID_$L$ = $G$;\n", "L", d->name, "G", emit_guid(&d->guid));
}
