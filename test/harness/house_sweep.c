/* house_sweep.c - the server's thread of a house meets short memory. */
#include "house.h"

static HRESULT house_exempt(void *exempt)
{
	os_alloc_exempt(*(bool *)exempt);
	return S_OK;
}

void house_meets_failures(struct house *h, bool meets)
{
	bool exempt = !meets;

	assert_int_equal(house_run(h, house_exempt, &exempt), S_OK);
}

void house_sweep(DWORD model, bool async, void (*fn)(ISimpleStream *s))
{
	struct house h = { .model = model, .async = async };
	ISimpleStream *s;

	if (!sweep_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED)))
		return;
	house_open(&h);
	if (model == COINIT_APARTMENTTHREADED)
		house_meets_failures(&h, true);
	if (sweep_ok(house_query(&h, &IID_ISimpleStream, (void **)&s), RPC_E_OUT_OF_RESOURCES)) {
		fn(s);
		ISimpleStream_Release(s);
	}
	house_close(&h);
	house_leave();
}
