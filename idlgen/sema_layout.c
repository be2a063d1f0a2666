/* sema_layout.c - how large types are in memory, for sizeof: both our targets have pointers of 8 octets. */
#include "idlgen.h"

static const struct {
	uint8_t octets;
	bool is_unsigned;
} scalars[SCALAR_COUNT] = {
	[SCALAR_BYTE] = { 1, true }, [SCALAR_CHAR] = { 1, true }, [SCALAR_SCHAR] = { 1, false }, [SCALAR_UCHAR] = { 1, true },
	[SCALAR_SMALL] = { 1, false }, [SCALAR_USMALL] = { 1, true }, [SCALAR_BOOLEAN] = { 1, true },
	[SCALAR_WCHAR] = { 2, true }, [SCALAR_SHORT] = { 2, false }, [SCALAR_USHORT] = { 2, true },
	[SCALAR_INT] = { 4, false }, [SCALAR_UINT] = { 4, true }, [SCALAR_LONG] = { 4, false }, [SCALAR_ULONG] = { 4, true },
	[SCALAR_HYPER] = { 8, false }, [SCALAR_UHYPER] = { 8, true }, [SCALAR_FLOAT] = { 4, false },
	[SCALAR_DOUBLE] = { 8, false }, [SCALAR_INT3264] = { 8, false }, [SCALAR_UINT3264] = { 8, true },
};

bool scalar_is_unsigned(const struct type *t)
{
	return t->kind == TYPE_POINTER || (t->kind == TYPE_SCALAR && scalars[t->scalar].is_unsigned);
}

bool type_is_enum(struct type *t)
{
	t = type_strip(t);
	return t->kind == TYPE_TAG && t->tag->kind == TOKEN_ENUM;
}

static unsigned packed(const struct tag *tag, unsigned align) { return tag->pack && tag->pack < align ? tag->pack : align; }

/* Puts one more member behind (or, in a union, over) the others. */
static bool add_member(const struct tag *tag, const struct var *v, uint64_t *octets, unsigned *align)
{
	unsigned size, own;

	if (v->bits || v->type->kind == TYPE_VOID)
		return !v->bits;
	if (!type_layout(v->type, &size, &own))
		return false;
	own = packed(tag, own);
	*align = own > *align ? own : *align;
	if (tag->kind == TOKEN_UNION)
		*octets = size > *octets ? size : *octets;
	else
		*octets = (*octets + own - 1) / own * own + size;
	return *octets <= MAX_OCTETS;
}

/* Whole multiples of the alignment; the tag of an encapsulated union stands in front of it. */
static bool compute(const struct tag *tag, unsigned *size, unsigned *align)
{
	unsigned front = 0, own;
	uint64_t octets = 0;

	*align = 1;
	for (const struct var *v = tag->members; v; v = v->next)
		if (!add_member(tag, v, &octets, align))
			return false;
	if (tag->tag && !type_layout(tag->tag->type, &front, &own))
		return false;
	if (tag->tag)
		*align = packed(tag, own) > *align ? packed(tag, own) : *align;
	octets += (front + *align - 1) / *align * *align;
	*size = (unsigned)((octets + *align - 1) / *align * *align);
	return true;
}

bool type_is_packed(struct type *t)
{
	unsigned size, align;

	for (t = type_strip(t); t->kind == TYPE_ARRAY; )
		t = type_strip(t->of);
	if (t->kind != TYPE_TAG || t->tag->kind == TOKEN_ENUM || t->tag->open)
		return false;
	for (const struct var *v = t->tag->members; v; v = v->next)
		if (type_is_packed(v->type) ||
		    (t->tag->pack && (!type_layout(v->type, &size, &align) || align > t->tag->pack) && v->type->kind != TYPE_VOID))
			return true;
	return t->tag->tag && t->tag->pack && type_layout(t->tag->tag->type, &size, &align) && align > t->tag->pack;
}

/* What lies in a struct whose #pragma pack takes its alignment may stand anywhere, and so may what lies in that. */
void tag_lead_astray(struct tag *tag)
{
	for (struct var *v = tag->members; v; v = v->next) {
		struct type *t = type_strip(v->type);
		unsigned size, align;

		while (t->kind == TYPE_ARRAY)
			t = type_strip(t->of);
		if (t->kind != TYPE_TAG || t->tag->kind == TOKEN_ENUM || t->tag->astray)
			continue;
		t->tag->astray = tag->astray || (tag->pack && (!type_layout(t, &size, &align) || align > tag->pack));
		if (t->tag->astray)
			tag_lead_astray(t->tag);
	}
}

/* Computed once: a type may occur in many others. */
static bool tag_layout(struct tag *tag, unsigned *size, unsigned *align)
{
	if (tag->kind == TOKEN_ENUM)
		return *size = *align = 4, true;
	if (!tag->defined || tag->open || tag->broken)
		return false;
	if (!tag->align && !compute(tag, &tag->size, &tag->align))
		return tag->align = 0, false;
	*size = tag->size;
	*align = tag->align;
	return true;
}

bool type_layout(struct type *t, unsigned *octets, unsigned *align)
{
	uint64_t whole;

	t = type_strip(t);
	switch (t->kind) {
	case TYPE_SCALAR: return *octets = *align = scalars[t->scalar].octets, true;
	case TYPE_POINTER: return *octets = *align = 8, true;
	case TYPE_TAG: return tag_layout(t->tag, octets, align);
	case TYPE_ARRAY:
		if (!type_layout(t->of, octets, align))
			return false;
		whole = (uint64_t)*octets * (t->bound ? t->count : 1);
		*octets = (unsigned)whole;
		return whole <= MAX_OCTETS;
	default: return false;
	}
}
