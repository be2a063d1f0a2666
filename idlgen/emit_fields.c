/* emit_fields.c - where the members of structs and unions stand, those without name too. */
#include "idlgen.h"

static const char *anonymous(unsigned index) { return text_format("anonymous_%u", index); }

/* C cannot say sizeof or offsetof of what has no name: the same again, with names. Inner ones come first. */
void emit_mirror(struct out *o, const struct row *r)
{
	struct tag *tag = r->type && r->type->kind == TYPE_TAG ? r->type->tag : NULL;

	if (!tag || tag->spelling || tag->mirror || tag->kind == TOKEN_ENUM)
		return;
	tag->mirror = text_format("acom_anonymous_%u", r->number);
	if (tag->pack)
		emit(o, "#pragma pack(push, $N$)\n", "N", text_format("%d", tag->pack));
	emit(o, "typedef $K$ {\n", "K", token_spelling(tag->kind));
	for (struct var *v = tag->members; v; v = v->next)
		if (v->type->kind != TYPE_VOID)
			emit(o, "$D$;\n", "D", emit_type(v->type, v->name ? v->name : anonymous(v->index)));
	emit(o, tag->pack ? "} $M$;\n#pragma pack(pop)\n" : "} $M$;\n", "M", tag->mirror);
}

static const char *named(const struct var *v);

/* A name that stands for the beginning of a member without one. */
static const char *first_name(const struct var *v)
{
	while (v && !v->name)
		v = v->type->kind == TYPE_TAG && v->type->tag->members ? v->type->tag->members : v->next;
	return v ? named(v) : "";
}

/* C may know the name of what is defined right there as a macro for nothing: DUMMYUNIONNAME. */
static bool is_like_macro(const struct var *v)
{
	if (v->type->kind != TYPE_TAG || !v->type->has_body || v->type->tag->kind == TOKEN_ENUM)
		return false;
	for (const char *p = v->name; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			return false;
	return true;
}

/* For offsetof, as deep as types are nested. */
static const char *named(const struct var *v)
{
	const struct tag *inner = is_like_macro(v) ? v->type->tag : NULL;

	return inner ? text_format("ACOM_MEMBER(%s, %s)", v->name, inner->tag ? inner->tag->name : first_name(inner->members)) :
	       v->name;
}

static const char *offset_of(const struct tag *tag, const struct var *v)
{
	if (tag->kind == TOKEN_UNION && !tag->tag)
		return "0";
	return text_format("offsetof(%s, %s)", emit_tag(tag), tag->tag ? tag->name_of_union :
	                   v->name ? named(v) : tag->mirror ? anonymous(v->index) : first_name(v));
}

void emit_fields(struct out *o, const struct row *r)
{
	emit(o, "static const ACOM_FIELD acom_fields_$N$[] = {\n", "N", text_format("%u", r->number));
	for (uint32_t i = 0; i < r->count; i++) {
		const struct row_field *f = &r->fields[i];

		emit(o, "{ \"$V$\", $O$, $T$, $L$ },\n", "V", f->var->name ? f->var->name : "", "O", offset_of(r->tag, f->var),
		     "T", f->row ? text_format("&acom_type_%u", f->row->number) : "NULL", "L", emit_number(f->label));
	}
	emit(o, "};\n");
}
