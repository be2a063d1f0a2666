/* place.c - what the trace tells of threads: where they are, what they wait for, which apartments they enter and leave,
 * and what they make. */
#include <stdio.h>

#include "object/object.h"

static const char *kind_name(const struct apartment *a)
{
	static const char *const names[] = { [APARTMENT_STA] = "STA", [APARTMENT_MTA] = "MTA", [APARTMENT_NTA] = "NTA" };

	return names[a->kind];
}

static void place_of(struct trace_place *p, const struct apartment *a, const struct thread *self)
{
	*p = (struct trace_place){ a ? a->id : 0, a ? kind_name(a) : "none", self && self->worker };
}

void place_here(struct trace_place *p)
{
	struct apartment *a = apartment_current();

	place_of(p, a, thread_self());
	apartment_unref(a);
}

bool place_wait_begins(struct trace_place *p, uint64_t deadline)
{
	if (deadline != OS_FOREVER && deadline <= os_now())
		return false;
	place_here(p);
	trace_event(p, 'B', "\"name\":\"wait\",\"cat\":\"wait\"");
	return true;
}

void place_wait_ends(const struct trace_place *p)
{
	trace_event(p, 'E', "\"name\":\"wait\"");
}

void place_tell(const struct apartment *a, const char *what)
{
	trace_write("%s %llu: thread %llu %s", kind_name(a), (unsigned long long)a->id, (unsigned long long)os_thread_id(), what);
}

void place_ref_made(const void *thing, const char *kind, const os_u32 *count, const struct apartment *a)
{
	struct trace_place p;

	if (a)
		place_of(&p, a, NULL);
	else
		place_here(&p);
	trace_ref_made(thing, kind, count, &p);
}

void place_tell_refs(const struct apartment *a)
{
	char when[64];

	snprintf(when, sizeof when, "%s %llu ends", kind_name(a), (unsigned long long)a->id);
	trace_refs_tell(a->id, when);
}

HRESULT AcomTraceRefs(void)
{
	if (!trace_on(TRACE_REFS))
		return S_FALSE;
	trace_refs_tell(0, "AcomTraceRefs");
	return S_OK;
}
