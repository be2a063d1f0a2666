/* apartment_type.c - CoGetApartmentType: what kind of apartment a thread is in, and how it came there. */
#include "object/object.h"

/* What is told of a thread outside the NTA, and in it if it came from there. */
static const struct kind {
	APTTYPE type;
	APTTYPEQUALIFIER qualifier, neutral;
} implicit = { APTTYPE_MTA, APTTYPEQUALIFIER_IMPLICIT_MTA, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA },
  mta = { APTTYPE_MTA, APTTYPEQUALIFIER_NONE, APTTYPEQUALIFIER_NA_ON_MTA },
  sta = { APTTYPE_STA, APTTYPEQUALIFIER_NONE, APTTYPEQUALIFIER_NA_ON_STA },
  main_sta = { APTTYPE_MAINSTA, APTTYPEQUALIFIER_NONE, APTTYPEQUALIFIER_NA_ON_MAINSTA };

/* Where the thread is, or was before it came into the NTA: in the MTA as a guest, or at home. */
static const struct kind *kind_outside(const struct thread *self)
{
	const struct apartment *home = self ? self->apartment : NULL;
	const struct visit *v = self ? self->visiting : NULL;

	while (v && v->apartment->kind == APARTMENT_NTA)
		v = v->before;
	bool guest = v && v->apartment != home;
	if (guest || !home || home->kind == APARTMENT_NTA) /* a worker of the NTA's is in no other */
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
	const struct kind *outside = kind_outside(thread_self());
	bool neutral = a->kind == APARTMENT_NTA;
	*type = neutral ? APTTYPE_NA : outside->type;
	*qualifier = neutral ? outside->neutral : outside->qualifier;
	apartment_unref(a);
	return S_OK;
}
