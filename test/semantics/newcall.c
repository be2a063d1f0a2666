/* newcall.c - call objects made, waited for and cancelled in one line each. */
#include "house.h"
#include "said.h"

static void call_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call;
	HANDLE handle;
	DWORD which;
	BYTE data[4];
	ULONG got;

	assert_int_equal(AcomNewCall(s, &IID_AsyncISimpleStream, (void **)&call), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), S_OK);
	assert_int_equal(AcomWaitForCall(call, 0), RPC_S_CALLPENDING);
	house_let(h);
	assert_int_equal(AcomCallHandle(call, &handle), S_OK);
	assert_int_equal(CoWaitForMultipleHandles(0, INFINITE, 1, &handle, &which), S_OK);
	assert_int_equal(AcomWaitForCall(call, INFINITE), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &got), S_OK);
	assert_int_equal(AcomCancelCall(call, 0), RPC_E_CALL_COMPLETE);
	AsyncISimpleStream_Release(call);
}

TEST(a_call_is_made_and_waited_for) { house_each(HOUSE_BOTH, call_body); }

static void cancel_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call;
	BYTE data[4];
	ULONG got;

	assert_int_equal(AcomNewCall(s, &IID_AsyncISimpleStream, (void **)&call), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), S_OK);
	assert_int_equal(AcomCancelCall(call, 0), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &got), RPC_E_CALL_CANCELED);
	AsyncISimpleStream_Release(call);
	house_let(h);
}

TEST(a_call_is_cancelled) { house_each(HOUSE_PLAIN | HOUSE_NEAR, cancel_body); }

static void misuse_body(struct house *h, ISimpleStream *s)
{
	void *call = &call;
	HANDLE handle = &handle;

	assert_int_equal(AcomNewCall(s, &IID_AsyncIUnknown, NULL), E_POINTER);
	assert_int_equal(AcomNewCall(NULL, &IID_AsyncISimpleStream, &call), E_POINTER);
	assert_null(call);
	call = &call;
	assert_int_equal(AcomNewCall(s, &IID_ISimpleStream, &call), E_NOINTERFACE);
	assert_null(call);
	assert_int_equal(AcomWaitForCall(NULL, 0), E_POINTER);
	assert_int_equal(AcomWaitForCall(s, 0), E_NOINTERFACE);
	assert_int_equal(AcomCancelCall(NULL, 0), E_POINTER);
	assert_int_equal(AcomCancelCall(s, 0), E_NOINTERFACE);
	assert_int_equal(AcomCallHandle(s, NULL), E_POINTER);
	assert_int_equal(AcomCallHandle(s, &handle), E_NOINTERFACE);
	assert_null(handle);
	house_let(h);
}

TEST(what_is_no_call_object_is_told) { house_each(HOUSE_PLAIN | HOUSE_NEAR, misuse_body); }

TEST(an_object_of_this_apartment_without_call_objects_is_to_be_called_synchronously)
{
	ISynchronize *event;
	void *call = &call;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize, (void **)&event),
	                 S_OK);
	assert_int_equal(AcomNewCall(event, &IID_AsyncISimpleStream, &call), E_NOINTERFACE);
	error_is("the object lives in this apartment and has no ICallFactory: only synchronous calls are possible");
	assert_null(call);
	ISynchronize_Release(event);
	house_leave();
}
