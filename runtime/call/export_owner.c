/* export_owner.c - what the owner of an exported object decides: CoDisconnectObject, CoLockObjectExternal. */
#include "call/exports.h"

/* The export of an object of the calling thread's apartment, counted, but not used. NULL: it has none. */
static HRESULT export_of_object(IUnknown *object, struct export **e)
{
	struct apartment *a = apartment_current();
	IUnknown *identity;

	*e = NULL;
	if (!a)
		return FAIL(CO_E_NOTINITIALIZED);
	HRESULT hr = IUnknown_QueryInterface(object, &IID_IUnknown, (void **)&identity);
	if (SUCCEEDED(hr)) {
		struct export_key key = { a, identity };
		os_mutex_lock(&exports.lock);
		struct map_node *node = map_find(&exports.by_identity, &key, sizeof key);
		if (node)
			os_ref(&(*e = container_of(node, struct export, node))->refs);
		os_mutex_unlock(&exports.lock);
		IUnknown_Release(identity);
	}
	apartment_unref(a);
	return hr;
}

HRESULT export_disconnect(IUnknown *object)
{
	struct export *e;
	HRESULT hr = export_of_object(object, &e);

	if (FAILED(hr) || !e)
		return hr;
	export_cut(e);
	export_unref(e);
	return S_OK;
}

static HRESULT export_unlock(IUnknown *object)
{
	struct export *e;
	HRESULT hr = export_of_object(object, &e);

	if (FAILED(hr) || !e)
		return FAILED(hr) ? hr : FAIL(E_UNEXPECTED);
	os_mutex_lock(&exports.lock);
	bool locked = e->locks;
	e->locks -= locked;
	os_mutex_unlock(&exports.lock);
	if (locked)
		export_unuse(e);
	export_unref(e);
	return locked ? S_OK : FAIL(E_UNEXPECTED);
}

HRESULT export_lock(IUnknown *object, bool lock)
{
	struct stub *s;

	if (!lock)
		return export_unlock(object);
	HRESULT hr = export_object(object, &IID_IUnknown, &s);
	if (FAILED(hr))
		return hr;
	os_mutex_lock(&exports.lock);
	stub_export(s)->locks++;
	os_mutex_unlock(&exports.lock);
	stub_unref(s);
	return S_OK;
}
