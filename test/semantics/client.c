/* client.c - statements about the life of a call as its client sees it: Begin_, Wait, Finish_, and going away early. */
#include "house.h"
#include "client.h"

/* ---- Begin_ ---- */

static void A15_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	BYTE data[10];

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), S_OK);
	harness_gate_wait(h->entered); /* without any call into the library */
	assert_int_equal(house_count(&h->sync_returns), 0);
	assert_int_equal(house_count(&h->finishes), 0);
	house_let(h);
	client_finish(call, S_OK);
	client_release(call);
}

TEST(A15_begin_returns_without_waiting_for_the_method_which_the_server_starts)
{
	house_each(HOUSE_BOTH, A15_body);
}

static void A16_from_another_thread(void *arg)
{
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(arg, 5), RPC_S_CALLPENDING);
	CoUninitialize();
}

static void A16_begin_again(AsyncISimpleStream *call)
{
	struct harness_thread other;

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 5), RPC_S_CALLPENDING);
	if (client_is_mta()) {
		harness_start(&other, A16_from_another_thread, call);
		harness_join(&other);
	}
}

static void A16_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	A16_begin_again(call);
	house_let(h);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	A16_begin_again(call); /* it is complete, but unfinished */
	client_finish(call, S_OK);
	assert_int_equal(house_count(&h->sync_reads) + house_count(&h->begins), 1);
	client_release(sync);
	client_release(call);
}

TEST(A16_begin_on_a_busy_call_object_is_refused)
{
	house_each(HOUSE_BOTH, A16_body);
}

static void A17_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);
	const BYTE data[] = "abc";

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Write(call, data, 3), RPC_S_CALLPENDING);
	house_let(h);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Write(call, data, 3), RPC_S_CALLPENDING);
	client_finish(call, S_OK);
	assert_int_equal(house_count(&h->sync_writes), 0);
	client_release(sync);
	client_release(call);
}

TEST(A17_begin_of_another_method_of_a_busy_call_object_is_refused)
{
	house_each(HOUSE_BOTH, A17_body);
}

static void B3_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	BYTE *data = needed(CoTaskMemAlloc(4));
	ULONG n = 0;

	memcpy(data, "abcd", 4); /* what the server looks at when it is let */
	assert_int_equal(AsyncISimpleStream_Begin_Write(call, data, 4), S_OK);
	memcpy(data, "!!!!", 4);
	CoTaskMemFree(data);
	house_let(h);
	assert_int_equal(AsyncISimpleStream_Finish_Write(call, &n), S_OK);
	assert_int_equal(n, 4);
	client_release(call);
}

TEST(B3_memory_of_in_parameters_may_be_freed_after_begin)
{
	house_each(HOUSE_BOTH, B3_body);
}

static void B4_body(struct house *h, ISimpleStream *s)
{
	static const enum house_mode modes[] = { HOUSE_AT_ONCE, HOUSE_FAIL_BEGIN };
	AsyncISimpleStream *call = house_call(s);
	BYTE data[10];
	ULONG n;

	harness_gate_open(h->gate);
	h->hr = E_ACCESSDENIED;
	for (unsigned i = 0; i < 2; i++) {
		h->mode = modes[i];
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), S_OK);
		assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), E_ACCESSDENIED);
	}
	client_release(call);
}

TEST(B4_no_result_of_the_server_comes_out_of_begin)
{
	house_each(HOUSE_BOTH, B4_body);
}

static void begin_to_a_dead_server(DWORD client, DWORD server)
{
	struct house h = { .model = server };
	BYTE data[10];
	ULONG n;

	house_enter(client);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = house_call(s);
	house_close(&h);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), RPC_E_DISCONNECTED);
		assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), RPC_E_CALL_COMPLETE);
	}
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), RPC_E_DISCONNECTED);
	assert_int_equal(client_release(call), 0);
	ISimpleStream_Release(s);
	house_leave();
}

TEST(B5_when_begin_fails_releasing_the_call_object_cleans_up)
{
	begin_to_a_dead_server(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
	begin_to_a_dead_server(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
	begin_to_a_dead_server(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
}

/* ---- waiting ---- */

static void A18_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	for (int i = 0; i < 3; i++)
		assert_int_equal(ISynchronize_Wait(sync, 0, 1), RPC_S_CALLPENDING);
	house_let(h);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	client_finish(call, S_OK);
	client_release(sync);
	client_release(call);
}

TEST(A18_when_the_time_of_a_wait_is_over_the_call_goes_on_and_can_be_waited_for_again)
{
	house_each(HOUSE_BOTH, A18_body);
}

static void B2_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	assert_int_equal((uint32_t)ISynchronize_Wait(sync, 0, 1), 0x80010115u);
	assert_int_equal((uint32_t)ISynchronize_Wait(sync, 0, 0), 0x80010115u);
	house_let(h);
	client_finish(call, S_OK);
	client_release(sync);
	client_release(call);
}

TEST(B2_the_code_of_a_timed_out_wait_is_0x80010115)
{
	house_each(HOUSE_BOTH, B2_body);
}

static void A19_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	house_let(h);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), S_OK);
	client_finish(call, S_OK);
	client_release(sync);
	client_release(call);
}

TEST(A19_wait_with_0_returns_S_OK_or_the_pending_code_at_once)
{
	house_each(HOUSE_BOTH, A19_body);
}

static void A20_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);
	struct client_let let = { .house = h };

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	client_let_while_waiting(&let);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	assert_int_equal(house_count(&let.done), 1);
	client_let_join(&let);
	client_finish(call, S_OK);
	client_release(sync);
	client_release(call);
}

TEST(A20_wait_with_INFINITE_returns_only_after_completion)
{
	house_each(HOUSE_BOTH, A20_body);
}

static void signal_it(void *sync)
{
	assert_int_equal(ISynchronize_Signal(sync), S_OK);
}

static void A21_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);
	struct house_meanwhile m;

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	house_meanwhile(&m, signal_it, sync);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	house_meanwhile_join(&m);
	house_let(h);
	client_finish(call, S_OK);
	client_release(sync);
	client_release(call);
}

TEST(A21_a_signal_ends_a_blocked_wait_with_S_OK)
{
	house_each(HOUSE_BOTH, A21_body);
}

static void A22_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	house_let(h);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	client_finish(call, S_OK);
	client_release(sync);
	client_release(call);
}

TEST(A22_after_wait_has_returned_S_OK_finish_may_be_called)
{
	house_each(HOUSE_BOTH, A22_body);
}

struct marker {
	struct work work;
	os_u32 ran;
};

static void marker_run(struct work *work, HRESULT hr)
{
	(void)hr;
	os_add32(&container_of(work, struct marker, work)->ran, 1);
}

/* A Finish_ that waited would have served the client's own queue. */
static void B8_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);
	struct marker marker = { .work.run = marker_run };

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	house_let(h);
	HRESULT hr;
	while ((hr = ISynchronize_Wait(sync, 0, 0)) == RPC_S_CALLPENDING)
		os_yield();
	assert_int_equal(hr, S_OK);
	if (client_is_mta()) {
		client_finish(call, S_OK);
	} else {
		assert_int_equal(apartment_post(thread_self()->apartment, &marker.work), S_OK);
		client_finish(call, S_OK);
		assert_int_equal(house_count(&marker.ran), 0);
		assert_int_equal(AcomDispatch(0), S_OK);
		assert_int_equal(house_count(&marker.ran), 1);
	}
	client_release(sync);
	client_release(call);
}

TEST(B8_after_polling_wait_until_S_OK_finish_does_not_block)
{
	house_each(HOUSE_BOTH, B8_body);
}

/* ---- the synchronization object of a call object ---- */

static void A29_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);

	client_release(client_sync(call)); /* idle */
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	client_release(client_sync(call)); /* pending */
	house_let(h);
	client_finish(call, S_OK);
	client_release(client_sync(call)); /* finished */
	client_release(call);
}

TEST(A29_a_call_object_has_ISynchronize)
{
	house_each(HOUSE_BOTH, A29_body);
}

static void A30_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);

	(void)h;
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(ISynchronize_Signal(sync), S_OK);
		assert_int_equal(ISynchronize_Wait(sync, 0, 0), S_OK);
		assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	}
	client_release(sync);
	client_release(call);
}

TEST(A30_signal_of_a_call_object_returns_S_OK_and_signals_it)
{
	house_each(HOUSE_BOTH, A30_body);
}

static void A31_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);

	(void)h;
	assert_int_equal(ISynchronize_Signal(sync), S_OK);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(ISynchronize_Reset(sync), S_OK);
		assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	}
	client_release(sync);
	client_release(call);
}

TEST(A31_reset_of_a_call_object_returns_S_OK_and_makes_it_not_signalled)
{
	house_each(HOUSE_BOTH, A31_body);
}

static void C26_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	harness_gate_wait(h->entered); /* a call that ended before the Reset would never be signalled again */
	assert_int_equal(ISynchronize_Signal(sync), S_OK);
	assert_int_equal(ISynchronize_Reset(sync), S_OK);
	house_let(h);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	assert_int_equal(ISynchronize_Reset(sync), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 1), RPC_S_CALLPENDING);
	client_finish(call, S_OK);
	client_release(sync);
	client_release(call);
}

TEST(C26_reset_by_the_client_changes_what_wait_says_but_not_the_call)
{
	house_each(HOUSE_BOTH, C26_body);
}

static void C27_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);
	struct client_let let = { .house = h };

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	assert_int_equal(ISynchronize_Signal(sync), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), S_OK);
	client_let_while_waiting(&let);
	client_finish(call, S_OK);
	assert_int_equal(house_count(&let.done), 1);
	client_let_join(&let);
	client_release(sync);
	client_release(call);
}

TEST(C27_signal_by_the_client_ends_waits_but_finish_waits_for_completion)
{
	house_each(HOUSE_BOTH, C27_body);
}
