/* automation_size.c - how long the wire form of a VARIANT is, which it says in front of it. */
#include "ndr/automation.h"

static size_t size_align(size_t pos, size_t align)
{
	return (pos + align - 1) & ~(align - 1);
}

/* `count` octets or numbers, of which the widest alignment is `align`. */
static size_t size_plain(size_t pos, size_t align, size_t size)
{
	return size ? size_align(pos, align) + size : pos;
}

static size_t size_pointer(size_t pos)
{
	return size_plain(pos, 4, 4);
}

static size_t size_variant(size_t pos, const struct _wireVARIANT *v);

static size_t size_bstr(size_t pos, wireBSTR b)
{
	return size_plain(pos, 4, 3 * 4 + 2 * (size_t)b->clSize);
}

/* What stands behind the descriptor: a count and the elements, then what hangs from those. */
static size_t size_elements(size_t pos, const SAFEARRAYUNION *a)
{
	ULONG count = a->u.ByteStr.clSize; /* where all of them have it */

	pos = size_plain(pos, 4, 4);
	switch (a->sfType) {
	case SF_I1: return size_plain(pos, 1, count);
	case SF_I2: return size_plain(pos, 2, 2 * (size_t)count);
	case SF_I4: return size_plain(pos, 4, 4 * (size_t)count);
	case SF_I8: return size_plain(pos, 8, 8 * (size_t)count);
	}
	pos = size_plain(pos, 4, 4 * (size_t)count);
	for (ULONG i = 0; i < count; i++)
		if (a->sfType == SF_BSTR)
			pos = size_bstr(pos, a->u.BstrStr.aBstr[i]);
		else if (a->sfType == SF_VARIANT)
			pos = size_variant(pos, a->u.VariantStr.aVariant[i]);
	return pos;
}

/* The pointer to it, the descriptor with the maximum of its bounds in front, the elements. */
static size_t size_array(size_t pos, wirePSAFEARRAY a)
{
	pos = size_pointer(pos);
	if (!*a)
		return pos;
	pos = size_plain(pos, 4, 4 + 12 + 12 + ((*a)->uArrayStructs.sfType == SF_HAVEIID ? sizeof(IID) : 0));
	return size_elements(pos + 8 * (size_t)(*a)->cDims, &(*a)->uArrayStructs);
}

/* A value that lies in the union, or behind a reference; and what hangs from it. */
static size_t size_value(size_t pos, VARTYPE vt, const void *at)
{
	const struct vartype *t = vartype_find(vt);

	if (vt & VT_ARRAY)
		return size_array(size_pointer(pos), *(const wirePSAFEARRAY *)at);
	if (vt == VT_BSTR)
		return size_bstr(size_pointer(pos), *(const wireBSTR *)at);
	if (vt == VT_VARIANT)
		return size_variant(size_pointer(pos), *(const wireVARIANT *)at);
	if (t && t->element == ELEMENT_INTERFACE)
		return size_pointer(pos);
	return t ? size_plain(pos, t->size < 8 ? t->size : 8, t->size) : pos;
}

static size_t size_variant(size_t pos, const struct _wireVARIANT *v)
{
	pos = size_plain(pos, 8, 20);
	if (v->vt & VT_BYREF)
		return size_value(size_pointer(pos), v->vt & ~VT_BYREF, v->_varUnion.pllVal);
	return size_value(pos, v->vt, &v->_varUnion);
}

size_t automation_size(const struct _wireVARIANT *v)
{
	return size_variant(0, v);
}
