/* callobject.c - short memory on the way of an asynchronous call. What call objects do is shown in test/semantics. */
#include "house.h"

/* Twice with one object: after a failure it is idle again. */
static void begin_and_finish(AsyncISimpleStream *call)
{
	for (int i = 0; i < 2; i++) {
		BYTE data[1000];
		ULONG n = 77;

		if (!sweep_ok(AsyncISimpleStream_Begin_Read(call, sizeof data), RPC_E_OUT_OF_RESOURCES)) {
			assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), RPC_E_CALL_COMPLETE);
			continue;
		}
		if (sweep_ok(AsyncISimpleStream_Finish_Read(call, data, &n), RPC_E_OUT_OF_RESOURCES)) {
			assert_int_equal(n, sizeof data);
			house_check(data, n);
		} else {
			assert_int_equal(n, 0);
		}
	}
}

static HRESULT create_call(ISimpleStream *s, AsyncISimpleStream **call)
{
	ICallFactory *factory;

	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	HRESULT hr = ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_AsyncISimpleStream,
	                                     (IUnknown **)call);
	ICallFactory_Release(factory);
	return hr;
}

static void sweep_calls(ISimpleStream *s)
{
	AsyncISimpleStream *call;

	if (!sweep_ok(create_call(s, &call))) {
		assert_null(call);
		return;
	}
	begin_and_finish(call);
	/* One more that is abandoned. */
	(void)sweep_ok(AsyncISimpleStream_Begin_Read(call, 100), RPC_E_OUT_OF_RESOURCES);
	AsyncISimpleStream_Release(call);
}

SWEEP(an_async_call_to_a_plain_server_meets_short_memory)
{
	house_sweep(COINIT_APARTMENTTHREADED, false, sweep_calls);
	house_sweep(COINIT_MULTITHREADED, false, sweep_calls);
}

SWEEP(an_async_call_to_a_server_call_object_meets_short_memory)
{
	house_sweep(COINIT_APARTMENTTHREADED, true, sweep_calls);
	house_sweep(COINIT_MULTITHREADED, true, sweep_calls);
}
