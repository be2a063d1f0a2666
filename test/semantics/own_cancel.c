/* own_cancel.c - statements about cancelling calls that the runtime does not carry. */
#include "desk.h"

/* In the object's own apartment the client gets the object's call object, and with it what that has. */
static HRESULT asked_for_cancel(bool cancellable)
{
	struct desk d = { .cancellable = cancellable };
	void *cancel = &cancel;
	ICallFactory *factory;
	IUnknown *call;

	house_enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = desk_make(&d);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_IUnknown, &call), S_OK);
	ICallFactory_Release(factory);
	HRESULT hr = IUnknown_QueryInterface(call, &IID_ICancelMethodCalls, &cancel);
	if (SUCCEEDED(hr))
		client_release(cancel);
	else
		assert_null(cancel);
	IUnknown_Release(call);
	ISimpleStream_Release(s);
	house_leave();
	assert_int_equal(house_count(&d.alive), 0);
	return hr;
}

TEST(A56_in_one_apartment_a_call_object_has_ICancelMethodCalls_only_by_itself)
{
	assert_int_equal(asked_for_cancel(false), E_NOINTERFACE);
	assert_int_equal(asked_for_cancel(true), S_OK);
}
