/* host.c - a thread whose only work is to serve an apartment. */
#include "object/object.h"

struct AcomApartment {
	os_thread thread;
	DWORD flags;
	HRESULT (*enter)(void *arg);
	void *arg;
	HRESULT hr;                        /* how entering went; before `entered` is set */
	struct waitable entered, quit, left;
};

static void host_free(AcomApartment *a)
{
	waitable_fini(&a->entered);
	waitable_fini(&a->quit);
	waitable_fini(&a->left);
	os_free(a);
}

static void host_serve(AcomApartment *a)
{
	a->hr = a->enter ? a->enter(a->arg) : S_OK;
	bool serves = SUCCEEDED(a->hr);
	waitable_set(&a->entered);
	if (serves)
		waitable_wait(&a->quit, OS_FOREVER);
}

static void host_run(void *arg)
{
	AcomApartment *a = arg;

	a->hr = CoInitializeEx(NULL, a->flags);
	if (SUCCEEDED(a->hr)) {
		host_serve(a);
		CoUninitialize();
	} else {
		waitable_set(&a->entered);
	}
	waitable_set(&a->left);
}

static HRESULT host_create(AcomApartment **apartment)
{
	AcomApartment *a = *apartment = os_zalloc(sizeof *a);

	if (!a)
		return FAIL(E_OUTOFMEMORY);
	os_mutex_init(&a->entered.lock);
	os_mutex_init(&a->quit.lock);
	os_mutex_init(&a->left.lock);
	return S_OK;
}

static HRESULT host_start(AcomApartment *a)
{
	if (os_thread_start(&a->thread, host_run, a))
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	waitable_wait(&a->entered, OS_FOREVER);
	HRESULT hr = a->hr;
	if (FAILED(hr)) {
		waitable_wait(&a->left, OS_FOREVER);
		os_thread_join(&a->thread);
	}
	return hr;
}

HRESULT AcomApartmentOpen(DWORD flags, HRESULT (*enter)(void *arg), void *arg, AcomApartment **apartment)
{
	if (!apartment)
		return FAIL(E_POINTER);
	*apartment = NULL;
	if (os_is_copy()) /* where nobody can wait for the thread */
		return CoInitializeEx(NULL, flags);
	HRESULT hr = host_create(apartment);
	if (FAILED(hr))
		return hr;
	AcomApartment *a = *apartment;
	a->flags = flags;
	a->enter = enter;
	a->arg = arg;
	hr = host_start(a);
	if (FAILED(hr)) {
		host_free(a);
		*apartment = NULL;
	}
	return hr;
}

/* What it releases as it leaves may live with the caller, who must serve until then. */
void AcomApartmentClose(AcomApartment *a)
{
	if (!a || os_is_copy())
		return;
	waitable_set(&a->quit);
	waitable_wait(&a->left, OS_FOREVER);
	os_thread_join(&a->thread);
	host_free(a);
}
