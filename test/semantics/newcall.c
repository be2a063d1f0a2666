/* newcall.c - call objects made, waited for and cancelled in one line each. */
#include "house.h"

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
