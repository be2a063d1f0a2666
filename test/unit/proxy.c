/* proxy.c - interface proxies and the synchronous call: what is checked before it leaves, and short memory on the way. */
#include "house.h"

static struct house plain(DWORD model)
{
	return (struct house){ .model = model };
}

TEST(a_required_pointer_that_is_null_is_refused_before_anything_is_sent)
{
	struct house h = plain(COINIT_APARTMENTTHREADED);
	BYTE data[4];
	ULONG n = 77;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	assert_int_equal(ISimpleStream_Read(s, NULL, 4, &n), RPC_X_NULL_REF_POINTER);
	assert_int_equal(n, 0);
	assert_int_equal(ISimpleStream_Read(s, data, 4, NULL), RPC_X_NULL_REF_POINTER);
	assert_int_equal(ISimpleStream_Write(s, NULL, 4, &n), RPC_X_NULL_REF_POINTER);
	assert_int_equal(ISimpleStream_Write(s, data, 4, NULL), RPC_X_NULL_REF_POINTER);
	assert_int_equal(house_count(&h.sync_reads) + house_count(&h.sync_writes), 0);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

TEST(the_faces_of_a_proxy_count_together)
{
	struct house h = plain(COINIT_MULTITHREADED);
	ICallFactory *factory;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ISimpleStream_AddRef(s), 3);
	assert_int_equal(ICallFactory_Release(factory), 2);
	assert_int_equal(ISimpleStream_Release(s), 1);
	assert_int_equal(ISimpleStream_Release(s), 0);
	house_close(&h);
	house_leave();
}

static HRESULT nothing(void *arg)
{
	(void)arg;
	return S_OK;
}

TEST(a_call_that_fails_gives_the_methods_result_and_zeroed_outputs)
{
	struct house h = plain(COINIT_APARTMENTTHREADED);
	BYTE data[4] = { 1, 2, 3, 4 };
	ULONG n = 77;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	house_quit(&h);
	while (SUCCEEDED(house_run(&h, nothing, NULL)))
		os_yield();
	assert_int_equal(ISimpleStream_Read(s, data, 4, &n), RPC_E_DISCONNECTED);
	assert_int_equal(n, 0);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

/* ---- short memory: of the client, of the server's thread, of the workers ---- */

static void read_and_write(ISimpleStream *s)
{
	BYTE data[1000] = { 0 };
	ULONG n = 77;

	if (sweep_ok(ISimpleStream_Read(s, data, sizeof data, &n), RPC_E_OUT_OF_RESOURCES)) {
		assert_int_equal(n, sizeof data);
		house_check(data, n);
	} else {
		assert_int_equal(n, 0);
	}
	for (ULONG i = 0; i < sizeof data; i++)
		data[i] = (BYTE)('a' + i % 26);
	n = 77;
	if (sweep_ok(ISimpleStream_Write(s, data, sizeof data, &n), RPC_E_OUT_OF_RESOURCES))
		assert_int_equal(n, sizeof data);
	else
		assert_int_equal(n, 0);
}

SWEEP(a_sync_call_to_a_plain_server_meets_short_memory)
{
	house_sweep(COINIT_APARTMENTTHREADED, false, read_and_write);
	house_sweep(COINIT_MULTITHREADED, false, read_and_write);
}

SWEEP(a_sync_call_to_a_server_call_object_meets_short_memory)
{
	house_sweep(COINIT_APARTMENTTHREADED, true, read_and_write);
	house_sweep(COINIT_MULTITHREADED, true, read_and_write);
}
