/* visit.c - being in an apartment for a while without belonging to it: in the NTA to be called there, in the MTA to bring a
 * notice. */
#include "object/object.h"

static HRESULT visit_enter(struct visit *v, struct apartment *a)
{
	struct thread *self = thread_obtain();

	if (!self)
		return FAIL(E_OUTOFMEMORY);
	if (!worker_visitor_enters(a)) {
		thread_free_unused(self);
		return FAIL(RPC_E_DISCONNECTED);
	}
	*v = (struct visit){ self, self->visits, self->visiting, apartment_ref(a) };
	self->visits = self->visiting = v;
	return S_OK;
}

/* The last one out may have to end the apartment, and is in it then. */
static void visit_leave(struct visit *v)
{
	worker_visitor_leaves(v->apartment);
	v->self->visits = v->outer;
	v->self->visiting = v->before;
	apartment_unref(v->apartment);
	thread_free_unused(v->self);
}

HRESULT visit_run(struct apartment *a, struct work *work)
{
	struct visit v;
	HRESULT hr = visit_enter(&v, a);

	if (FAILED(hr))
		return hr;
	work->run(work, S_OK);
	visit_leave(&v);
	return S_OK;
}

unsigned visits_to(const struct thread *self, const struct apartment *a)
{
	unsigned count = 0;

	for (const struct visit *v = self->visits; v; v = v->outer)
		count += v->apartment == a;
	return count;
}
