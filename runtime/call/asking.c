/* asking.c - what the call objects for IUnknown and IMultiQI of a proxy have in common. */
#include "call/call.h"

HRESULT asking_construct(struct asking *a, AcomObject *object, const void *face, void (*run)(struct work *work, HRESULT hr))
{
	a->errand.run = run;
	call_security_init(&a->security, object, face);
	return AcomServerCallInit(&a->call, object);
}

void asking_set(struct asking *a, struct manager *m)
{
	a->manager = m;
	AcomObjectAddRef(manager_object(m));
	call_security_set(&a->security, manager_apartment(m), manager_settings(m));
}

void asking_destruct(struct asking *a)
{
	if (a->manager)
		AcomObjectRelease(manager_object(a->manager));
	AcomServerCallFini(&a->call);
}

HRESULT asking_check(const struct asking *a)
{
	return apartment_check(manager_apartment(a->manager));
}

HRESULT asking_send(struct asking *a)
{
	return apartment_post(manager_export(a->manager)->apartment, &a->errand);
}
