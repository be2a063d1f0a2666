/* twice.c - two files that bring the same IID: whether they mean the same by it. */
#include "ndr/walk.h"

enum { LINES_MOST = 16 }; /* a program may load and unload such libraries for ever */

/* As far as a caller can see; what is wrong with either is verification's to say. */
static bool param_is(const ACOM_PARAM *a, const ACOM_PARAM *b)
{
	return a->flags == b->flags && (!a->type || !b->type || (a->type->kind == b->type->kind && a->type->size == b->type->size));
}

static bool method_is(const ACOM_METHOD *a, const ACOM_METHOD *b)
{
	bool same = a->slot == b->slot && a->async_slot == b->async_slot && a->count == b->count;

	for (uint16_t i = 0; same && a->params && b->params && i < a->count; i++)
		same = param_is(&a->params[i], &b->params[i]);
	return same;
}

static bool interface_is(const ACOM_INTERFACE *a, const ACOM_INTERFACE *b)
{
	bool same = a->count == b->count && !a->async_iid == !b->async_iid;

	for (uint32_t i = 0; same && a->methods && b->methods && i < a->count; i++)
		same = method_is(&a->methods[i], &b->methods[i]);
	return same;
}

static const char *name_of(const char *name)
{
	return name ? name : "?";
}

void twice_tell(const ACOM_MODULE *used, const ACOM_INTERFACE *first, const ACOM_MODULE *other, const ACOM_INTERFACE *second)
{
	static unsigned lines;
	char iid[GUID_TEXT];

	if (interface_is(first, second) || lines == LINES_MOST)
		return;
	lines++;
	trace_write("%s of %s and %s of %s have the same IID %s and differ: the first is used, for both", name_of(first->name),
	            name_of(used->file), name_of(second->name), name_of(other->file), guid_name(first->iid, iid));
}
