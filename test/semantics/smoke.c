/* smoke.c - the thin slice: each pair of client and server, between two apartments. */
#include "house.h"

static void read_sync(DWORD client, DWORD server, bool async, enum house_mode mode)
{
	struct house h = { .model = server, .async = async, .mode = mode };
	BYTE data[100];
	ULONG n = 0;

	house_enter(client);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	assert_int_equal(ISimpleStream_Read(s, data, sizeof data, &n), S_OK);
	assert_int_equal(n, sizeof data);
	house_check(data, n);
	assert_int_equal(house_count(&h.sync_reads), !async);
	assert_int_equal(house_count(&h.finishes), async);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

TEST(a_synchronous_call_goes_from_one_sta_to_another)
{
	read_sync(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, false, HOUSE_AT_ONCE);
}

TEST(a_synchronous_call_goes_from_sta_to_mta)
{
	read_sync(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, false, HOUSE_AT_ONCE);
}

TEST(a_synchronous_call_goes_from_mta_to_sta)
{
	read_sync(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, false, HOUSE_AT_ONCE);
}

TEST(a_synchronous_call_reaches_a_server_call_object)
{
	read_sync(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, true, HOUSE_AT_ONCE);
	read_sync(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, true, HOUSE_AT_ONCE);
}

static void read_async(DWORD client, DWORD server, bool async)
{
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct house h = { .model = server, .async = async, .mode = HOUSE_LATER, .gate = &gate };
	BYTE data[100];
	ULONG n = 0;
	ISynchronize *sync;

	house_enter(client);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = house_call(s);
	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ISynchronize, (void **)&sync), S_OK);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), S_OK);
		if (!i || async)
			assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), RPC_S_CALLPENDING);
		if (async)
			house_complete(&h, S_OK);
		else
			harness_gate_open(&gate);
		assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
		assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
		assert_int_equal(n, sizeof data);
		house_check(data, n);
		assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), RPC_E_CALL_COMPLETE);
	}
	assert_int_equal(house_count(&h.sync_reads), async ? 0 : 3);
	ISynchronize_Release(sync);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

TEST(an_asynchronous_call_reaches_a_plain_server)
{
	read_async(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, false);
	read_async(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, false);
	read_async(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, false);
}

TEST(an_asynchronous_call_reaches_a_server_call_object)
{
	read_async(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, true);
	read_async(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, true);
	read_async(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, true);
}
