/* together.c - statements about many clients of one server at once: each call has a call object of its own, and what one
 * client leaves behind is no other's. */
#include "client.h"
#include "scene.h"

/* ---- C54 ---- */

enum { SYNC = 4, ASYNC = 4, CALLS = SYNC + ASYNC };

struct crowd {
	struct house house;
	ISimpleStream *stream; /* of the test's own apartment */
	os_u32 done;           /* synchronous calls that came back */
};

/* A synchronous client, which reads `size` octets; those of the MTA share a proxy. None is where the server is. */
struct reader {
	struct crowd *crowd;
	DWORD model;
	ULONG size;
	unsigned times;
	struct harness_thread thread;
};

static void read_some(ISimpleStream *s, ULONG size)
{
	BYTE data[1000];
	ULONG n = 0;

	assert_int_equal(ISimpleStream_Read(s, data, size, &n), S_OK);
	assert_int_equal(n, size);
	house_check(data, n);
}

static void reader_main(void *arg)
{
	struct reader *r = arg;

	house_enter(r->model);
	ISimpleStream *s = house_stream(&r->crowd->house);
	for (unsigned i = 0; i < r->times; i++)
		read_some(s, r->size);
	client_release(s);
	house_leave();
	os_add32(&r->crowd->done, 1);
}

static void readers_start(struct crowd *c, struct reader *r, unsigned n, unsigned times)
{
	for (unsigned i = 0; i < n; i++) {
		bool mta = i % 2 && c->house.model == COINIT_APARTMENTTHREADED;
		r[i] = (struct reader){ c, mta ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED, 100 + i, times, { { NULL } } };
		harness_start(&r[i].thread, reader_main, &r[i]);
	}
}

static void finish_some(AsyncISimpleStream *call, ULONG size)
{
	BYTE data[1000];
	ULONG n = 0;

	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	assert_int_equal(n, size);
	house_check(data, n);
}

/* No two of the pending calls are in the same object. */
static void all_different(struct house *h, unsigned n)
{
	os_mutex_lock(&h->lock);
	assert_int_equal(house_count(&h->pending_count), n);
	for (unsigned i = 0; i < n; i++)
		for (unsigned k = 0; k < i; k++)
			assert_ptr_not_equal(h->pending[i], h->pending[k]);
	os_mutex_unlock(&h->lock);
	assert_int_equal(house_count(&h->call_objects), n);
	assert_int_equal(house_count(&h->begins), n);
	assert_int_equal(house_count(&h->finishes), 0);
}

static void crowd_open(struct crowd *c, DWORD client, DWORD server, enum house_mode mode)
{
	*c = (struct crowd){ .house = { .model = server, .async = true, .mode = mode } };
	house_enter(client);
	house_open(&c->house);
	c->stream = house_stream(&c->house);
}

static void crowd_close(struct crowd *c)
{
	assert_int_equal(house_count(&c->house.sync_reads), 0);
	client_release(c->stream);
	house_close(&c->house);
	house_leave();
}

static void C54_play(DWORD client, DWORD server)
{
	struct crowd c;
	struct reader r[SYNC];
	AsyncISimpleStream *call[ASYNC];

	crowd_open(&c, client, server, HOUSE_LATER);
	readers_start(&c, r, SYNC, 1);
	for (ULONG i = 0; i < ASYNC; i++) {
		call[i] = house_call(c.stream);
		assert_int_equal(AsyncISimpleStream_Begin_Read(call[i], 200 + i), S_OK);
	}
	house_wait_pending(&c.house, CALLS);
	all_different(&c.house, CALLS);
	for (int i = 0; i < CALLS; i++)
		house_complete(&c.house, S_OK);
	for (ULONG i = 0; i < ASYNC; i++) {
		finish_some(call[i], 200 + i);
		client_release(call[i]);
	}
	for (int i = 0; i < SYNC; i++)
		harness_join(&r[i].thread);
	assert_int_equal(house_count(&c.house.finishes), CALLS);
	crowd_close(&c);
}

TEST(C54_sync_and_async_clients_of_one_server_have_a_server_call_object_each)
{
	C54_play(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
	C54_play(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
	C54_play(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
}

#define ROUNDS ((unsigned)few(300))

/* As fast as they can: everybody gets what he asked for. */
static void C54_busy(DWORD client, DWORD server)
{
	struct crowd c;
	struct reader r[SYNC];
	AsyncISimpleStream *call[ASYNC];

	crowd_open(&c, client, server, HOUSE_AT_ONCE);
	for (ULONG i = 0; i < ASYNC; i++)
		call[i] = house_call(c.stream);
	readers_start(&c, r, SYNC, ROUNDS);
	for (unsigned round = 0; round < ROUNDS; round++) {
		for (ULONG i = 0; i < ASYNC; i++)
			assert_int_equal(AsyncISimpleStream_Begin_Read(call[i], 200 + i), S_OK);
		for (ULONG i = 0; i < ASYNC; i++)
			finish_some(call[i], 200 + i);
	}
	for (int i = 0; i < SYNC; i++)
		harness_join(&r[i].thread);
	for (int i = 0; i < ASYNC; i++)
		client_release(call[i]);
	assert_int_equal(house_count(&c.house.begins), ROUNDS * CALLS);
	assert_int_equal(house_count(&c.house.finishes), ROUNDS * CALLS);
	crowd_close(&c);
}

TEST(C54_busy_clients_of_one_server_do_not_get_each_others_results)
{
	C54_busy(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
	C54_busy(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
	C54_busy(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
}

/* ---- C24: some abandon, some cancel, some take what they are given ---- */

enum { GIFTS = 30, EACH = 3 };

static void give_back(IUnknown **objects, LPOLESTR text)
{
	for (int i = 0; i < EACH; i++) {
		assert_non_null(objects[i]);
		client_release(objects[i]);
	}
	CoTaskMemFree(text);
}

static void gift_cancel(AsyncIMix *call)
{
	ICancelMethodCalls *cancel;
	IUnknown *objects[EACH];
	LPOLESTR text;

	assert_int_equal(AsyncIMix_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	client_release(cancel);
	assert_int_equal(AsyncIMix_Finish_GiveMany(call, objects, &text), RPC_E_CALL_CANCELED);
	for (int i = 0; i < EACH; i++)
		assert_null(objects[i]);
	assert_null(text);
}

static void gift_take(AsyncIMix *call)
{
	IUnknown *objects[EACH];
	LPOLESTR text = NULL;

	assert_int_equal(AsyncIMix_Finish_GiveMany(call, objects, &text), S_OK);
	give_back(objects, text);
}

static void C24_body(struct scene *s)
{
	struct harness_gate gate = HARNESS_GATE_INIT;
	AsyncIMix *call[GIFTS];

	if (!s->m.async) /* a call object answers in Begin_ */
		s->m.gate = &gate;
	for (int i = 0; i < GIFTS; i++) {
		call[i] = mixer_call(s->mix);
		assert_int_equal(AsyncIMix_Begin_GiveMany(call[i], EACH), S_OK);
	}
	for (int i = 0; i < GIFTS; i++) {
		if (i % 3 == 0 || (i % 3 == 1 && s->m.async))
			client_release(call[i]);
		else if (i % 3 == 1)
			gift_cancel(call[i]), client_release(call[i]);
	}
	harness_gate_open(&gate);
	for (int i = 2; i < GIFTS; i += 3) {
		gift_take(call[i]);
		client_release(call[i]);
	}
	where_wait_alive(0);
	assert_int_equal(house_count(&s->m.entered), GIFTS);
	s->m.gate = NULL;
}

TEST(C24_what_some_abandon_is_given_back_and_what_others_take_is_theirs)
{
	scene_each_async(C24_body);
}
