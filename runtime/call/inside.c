/* inside.c - who serves several calls of an object one behind the other, and waits for nobody between them, enters it once. */
#include "call/call.h"

/* What its batch ends leaves; NULL: it is in none that a reader has begun, or in the midst of a call already. */
static struct thread_calls *inside_stays(struct thread *self)
{
	return self && self->batch.shared && !self->calls.within ? &self->calls : NULL;
}

/* Who finds it cut leaves it, and may be the last. */
static bool inside_go(struct thread_calls *t, struct export *e)
{
	if (t->inside == e && !export_is_cut(e))
		return true;
	inside_end(t);
	if (!export_enter(e))
		return false;
	t->inside = e;
	return true;
}

bool inside_enter(struct presence *x, struct export *e)
{
	*x = (struct presence){ e, inside_stays(thread_self()) };
	if (!x->stays)
		return export_enter(e);
	if (!inside_go(x->stays, e))
		return false;
	x->stays->within = true;
	return true;
}

void inside_leave(const struct presence *x)
{
	if (x->stays)
		x->stays->within = false;
	else
		export_leave(x->export);
}

void inside_end(struct thread_calls *t)
{
	struct export *e = t->inside;

	t->inside = NULL;
	if (e)
		export_leave(e);
}
