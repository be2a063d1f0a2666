/* neutral.c - the neutral apartment: objects whose calls run on the thread of who makes them, which is in it meanwhile. */
#include "object/object.h"

HRESULT neutral_enter(struct neutral_visit *v, struct apartment *nta)
{
	v->self = thread_obtain();
	if (!v->self)
		return FAIL(E_OUTOFMEMORY);
	if (!worker_visits(nta)) {
		thread_free_unused(v->self);
		return FAIL(RPC_E_DISCONNECTED);
	}
	v->self->visits++;
	v->before = v->self->neutral;
	v->self->neutral = apartment_ref(nta);
	return S_OK;
}

/* The last one out may have to end the apartment, and is in it then. */
void neutral_leave(struct neutral_visit *v)
{
	struct apartment *nta = v->self->neutral;

	worker_visited(nta);
	v->self->visits--;
	v->self->neutral = v->before;
	apartment_unref(nta);
	thread_free_unused(v->self);
}

HRESULT neutral_run(struct apartment *nta, struct work *work)
{
	struct neutral_visit v;
	HRESULT hr = neutral_enter(&v, nta);

	if (FAILED(hr))
		return hr;
	work->run(work, S_OK);
	neutral_leave(&v);
	return S_OK;
}

/* ---- which apartment a thread is in ---- */

/* Where a thread comes from, and how that is told: of itself, and while it visits the NTA. */
static const struct kind {
	APTTYPE type;
	APTTYPEQUALIFIER qualifier, visiting;
} implicit = { APTTYPE_MTA, APTTYPEQUALIFIER_IMPLICIT_MTA, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA },
  mta = { APTTYPE_MTA, APTTYPEQUALIFIER_NONE, APTTYPEQUALIFIER_NA_ON_MTA },
  sta = { APTTYPE_STA, APTTYPEQUALIFIER_NONE, APTTYPEQUALIFIER_NA_ON_STA },
  main_sta = { APTTYPE_MAINSTA, APTTYPEQUALIFIER_NONE, APTTYPEQUALIFIER_NA_ON_MAINSTA };

static const struct kind *kind_of_home(void)
{
	struct thread *self = thread_self();
	struct apartment *home = self ? self->apartment : NULL;

	if (!home || home->kind == APARTMENT_NTA) /* a worker of the NTA's is in no other */
		return &implicit;
	return home->kind == APARTMENT_MTA ? &mta : apartment_is_main(home) ? &main_sta : &sta;
}

HRESULT CoGetApartmentType(APTTYPE *type, APTTYPEQUALIFIER *qualifier)
{
	if (!type || !qualifier)
		return FAIL(E_INVALIDARG);
	*type = APTTYPE_CURRENT;
	*qualifier = APTTYPEQUALIFIER_NONE;
	struct apartment *a = apartment_current();
	if (!a)
		return FAIL(CO_E_NOTINITIALIZED);
	const struct kind *home = kind_of_home();
	bool neutral = a->kind == APARTMENT_NTA;
	*type = neutral ? APTTYPE_NA : home->type;
	*qualifier = neutral ? home->visiting : home->qualifier;
	apartment_unref(a);
	return S_OK;
}
