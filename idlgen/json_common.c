/* json_common.c - foo.json: what everything in it has - a name, attributes, a place, a comment. */
#include "idlgen.h"

void json_name(struct out *o, const char *name)
{
	json_string(o, "name", name ? name_in_idl(name) : NULL);
	if (name && name_in_idl(name) != name)
		json_string(o, "c_name", name);
}

void json_guid(struct out *o, const char *name, const GUID *guid)
{
	static const GUID none;

	json_string(o, name, IsEqualGUID(guid, &none) ? NULL : guid_text(guid));
}

void json_flag(struct out *o, const char *name, bool value)
{
	if (value)
		json_bool(o, name, true);
}

static void put_arguments(struct out *o, const struct attr *a)
{
	static const char *const pointers[] = { NULL, "ref", "unique", "ptr" };

	json_open(o, "arguments", '[');
	for (unsigned i = 0; i < a->count; i++)
		json_string(o, NULL, idl_expr(a->args[i]));
	if (a->raw)
		json_string(o, NULL, a->raw);
	if (a->kind)
		json_string(o, NULL, pointers[a->kind]);
	if (a->type)
		json_string(o, NULL, emit_type(a->type, ""));
	json_close(o, ']');
}

void json_attrs(struct out *o, const struct attr *list)
{
	if (!list)
		return;
	json_open(o, "attributes", '[');
	for (const struct attr *a = list; a; a = a->next) {
		bool flat = (json_open(o, NULL, '{'), json_flat(o, true));

		json_string(o, "name", attr_name(a->id));
		if (a->count || a->raw || a->kind || a->type)
			put_arguments(o, a);
		json_close(o, '}');
		json_flat(o, flat);
	}
	json_close(o, ']');
}

const char *json_file_of(const struct source *s)
{
	const char *slash = strrchr(s->path, '/');

	return slash ? slash + 1 : s->path;
}

void json_place(struct out *o, struct place place)
{
	unsigned column, line;
	bool flat;

	if (!place.source)
		return;
	line = place_line(place, &column);
	json_open(o, "place", '{');
	flat = json_flat(o, true);
	json_string(o, "file", json_file_of(place.source));
	json_number(o, "line", line);
	json_number(o, "column", column);
	json_close(o, '}');
	json_flat(o, flat);
}

void json_rest(struct out *o, const struct attr *attrs, struct place place, const char *doc)
{
	json_attrs(o, attrs);
	json_place(o, place);
	if (doc)
		json_string(o, "doc", doc);
}
