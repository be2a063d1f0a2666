/* connections.c - what a server's connection waits for, in simulated time: it is never long, and only who is silent goes. */
#include <stdlib.h>

#include <acom/automation.h>

#include "base/os_sim.h"
#include "pair.h"
#include "where.h"
#include "../unit/transport.h"

static struct assoc_groups groups;

static void closed(void *context, void *kept)
{
	(void)context;
	(void)kept;
}

/* Nobody gets further. */
static const struct assoc_server_ops ops = { .closed = closed };
static const struct assoc_service service = { .ops = &ops, .groups = &groups, .address = "" };

/* A client that is no more than a stream, and the server's end. */
struct scene {
	struct listener listener;
	struct stream client;
	struct connection *server;
};

static void scene_open_for(struct scene *s, DWORD model, const struct assoc_service *served)
{
	char why[WHY_MOST];
	struct stream accepted;

	house_enter(model);
	struct address a = address_in(scratch_make(), "s");
	expect_done(transport_listen(&a, NULL, &s->listener, why), why);
	expect_done(transport_connect(&a, NULL, OS_FOREVER, &s->client, why), why);
	expect_done(transport_accept(&s->listener, &accepted, why), why);
	expect_done(connection_accept(&accepted, served, &s->server), why);
}

static void scene_open(struct scene *s, DWORD model)
{
	scene_open_for(s, model, &service);
}

static void scene_close(struct scene *s)
{
	stream_close(&s->client);
	connection_close(s->server, E_ABORT);
	connection_unref(s->server);
	transport_unlisten(&s->listener);
	scratch_remove();
	house_leave();
}

static void tell(struct scene *s, const void *octets, size_t size)
{
	struct os_part part = { octets, size };
	size_t done;

	while (part.size) {
		HRESULT hr = stream_write(&s->client, &part, 1, NULL, 0, &done);
		assert_true(SUCCEEDED(hr));
		part = (struct os_part){ (const char *)part.at + done, part.size - done };
	}
}

/* The seconds until the other end has ended. */
static unsigned hear_end(struct scene *s)
{
	uint64_t since = os_now();
	struct arrival a;
	uint8_t octets[256];
	HRESULT hr;

	do {
		assert_int_equal(os_poll(s->client.fd, OS_FOREVER), 1);
		hr = stream_read(&s->client, octets, sizeof octets, &a);
	} while (SUCCEEDED(hr));
	assert_int_equal(hr, RPC_E_DISCONNECTED);
	return (unsigned)((os_now() - since) / 1000000000u);
}

static const uint8_t half[] = { 5, 0, PDU_BIND, PDU_FIRST | PDU_LAST, 0x10, 0, 0, 0, 72, 0 };

SIM_TEST(who_does_not_say_what_he_wants_is_sent_away_after_ten_seconds, 20)
{
	struct scene s;

	scene_open(&s, COINIT_MULTITHREADED);
	assert_int_equal(hear_end(&s), 10);
	scene_close(&s);
}

SIM_TEST(who_stops_in_the_middle_is_sent_away_after_thirty_seconds, 20)
{
	struct scene s;

	scene_open(&s, COINIT_MULTITHREADED);
	tell(&s, half, sizeof half);
	assert_int_equal(hear_end(&s), 30);
	scene_close(&s);
}

SIM_TEST(who_has_less_time_than_others_goes_before_them, 20)
{
	struct scene s;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_FIRST_TIME, 5000), S_OK);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_REST_TIME, 3000), S_OK);
	scene_open(&s, COINIT_MULTITHREADED);
	assert_int_equal(hear_end(&s), 5);
	scene_close(&s);
	scene_open(&s, COINIT_MULTITHREADED);
	tell(&s, half, sizeof half);
	assert_int_equal(hear_end(&s), 3);
	scene_close(&s);
}

/* However slowly: the time is that of the whole PDU. */
static void drip(struct scene *s)
{
	struct waitable never = { 0 };
	uint64_t since = os_now();

	os_mutex_init(&never.lock);
	for (int i = 1; i < 30; i++) {
		assert_int_equal(waitable_wait(&never, since + (uint64_t)i * NS_PER_S), RPC_S_CALLPENDING);
		tell(s, "", 1);
	}
	assert_int_equal(hear_end(s), 1);
	waitable_fini(&never);
}

SIM_TEST(who_drips_octets_of_a_pdu_is_sent_away_after_thirty_seconds, 5)
{
	struct scene s;

	scene_open(&s, COINIT_MULTITHREADED);
	tell(&s, half, sizeof half);
	drip(&s);
	scene_close(&s);
}

static const void *find_any(void *context, const struct pdu_syntax *interface)
{
	(void)context;
	return interface;
}

static const struct assoc_server_ops finding = { .find = find_any, .closed = closed };
static const struct assoc_service longs = {
	.ops = &finding, .groups = &groups, .address = "", .features = { [PDU_FEATURES_ACOM] = PDU_DESCRIPTORS },
};

/* For who sends long ones. */
static void bind_long(struct scene *s)
{
	struct pdu_syntax feature = pdu_feature_syntax(PDU_FEATURES_ACOM, PDU_DESCRIPTORS);
	struct put p = put_to((uint8_t[256]){ 0 }, 256, false);

	pdu_begin(&p, PDU_BIND, PDU_FIRST | PDU_LAST, 1);
	pdu_put_bind(&p, &(struct pdu_bind){ .xmit = PDU_LONG, .recv = PDU_LONG, .count = 2 });
	pdu_put_context(&p, &(struct pdu_context){ .id = 1, .count = 1, .interface = { .uuid = IID_ISimpleStream } });
	pdu_put_syntax(&p, &pdu_ndr);
	pdu_put_context(&p, &(struct pdu_context){ .id = 2, .count = 1, .interface = feature });
	pdu_put_syntax(&p, &feature);
	tell(s, p.start, pdu_end(&p));
}

SIM_TEST(who_drips_octets_of_a_long_pdu_has_no_more_time, 5)
{
	static uint8_t octets[PDU_LONG], stub[PDU_LONG - PDU_STUB];
	struct put p = put_to(octets, sizeof octets, false);
	struct pdu_request r = { .alloc_hint = 2 * sizeof stub, .context = 1, .opnum = 4, .stub = { stub, sizeof stub } };
	struct scene s;

	scene_open_for(&s, COINIT_MULTITHREADED, &longs);
	bind_long(&s);
	pdu_begin(&p, PDU_REQUEST, PDU_FIRST, 2);
	pdu_put_request(&p, &r);
	assert_int_equal(pdu_end(&p), sizeof octets);
	tell(&s, octets, sizeof octets / 2);
	drip(&s);
	scene_close(&s);
}

static void other_waits(void *arg)
{
	struct harness_gate *gate = arg;

	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	AcomDispatch(60000);
	CoUninitialize();
	harness_gate_open(gate);
}

SIM_TEST(without_a_multithreaded_apartment_an_sta_that_waits_sees_to_it, 20)
{
	struct harness_gate gate = { 0 };
	struct harness_thread sta;
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED);
	harness_start(&sta, other_waits, &gate);
	assert_int_equal(hear_end(&s), 10);
	harness_gate_wait(&gate);
	harness_join(&sta);
	scene_close(&s);
}

/* ---- references that nobody claims ---- */

/* They are void after six minutes at least, and twelve at most. */
SIM_TEST(an_object_whose_reference_nobody_claims_is_let_go, 5)
{
	struct waitable never = { 0 };
	IStream *stream;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(setenv("XDG_RUNTIME_DIR", scratch_make(), 1), 0);
	os_mutex_init(&never.lock);
	ISimpleStream *s = where_create();
	assert_int_equal(CreateStreamOnHGlobal(NULL, TRUE, &stream), S_OK);
	assert_int_equal(CoMarshalInterface(stream, &IID_ISimpleStream, (IUnknown *)s, MSHCTX_LOCAL, NULL, MSHLFLAGS_NORMAL), S_OK);
	ISimpleStream_Release(s);
	IStream_Release(stream);
	assert_int_equal(waitable_wait(&never, wait_deadline_seconds(LAPSE_SECONDS - 1)), RPC_S_CALLPENDING);
	assert_int_equal(where_alive(), 1);
	assert_int_equal(waitable_wait(&never, wait_deadline_seconds(LAPSE_SECONDS + 2)), RPC_S_CALLPENDING);
	where_wait_alive(0);
	waitable_fini(&never);
	house_leave();
	scratch_remove();
}

/* ---- under many schedules ---- */

enum { CALLS = 3 };

struct caller {
	struct harness_thread thread;
	struct connection *c;
	DWORD model;
	unsigned good, died;
};

static void caller_run(void *arg)
{
	struct caller *me = arg;
	struct asked a[CALLS];

	assert_int_equal(CoInitializeEx(NULL, me->model), S_OK);
	for (int i = 0; i < CALLS; i++)
		pair_ask(me->c, &a[i], i == 1 ? THIRD : ECHO, (struct span){ (const uint8_t *)"x", 1 }, i == 2);
	for (int i = 0; i < CALLS; i++) {
		HRESULT hr = pair_await(&a[i]);
		me->good += hr == S_OK;
		me->died += hr == RPC_E_SERVER_DIED || hr == RPC_E_SERVER_DIED_DNE;
	}
	CoUninitialize();
}

static void call_from_two(struct caller callers[2])
{
	struct pair p;

	house_enter(COINIT_MULTITHREADED);
	assert_true(pair_open(&p));
	pair_script.first_waits = true;
	pair_bind(&p);
	for (int i = 0; i < 2; i++) {
		callers[i] = (struct caller){ .c = p.client, .model = i ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED };
		harness_start(&callers[i].thread, caller_run, &callers[i]);
	}
	for (int i = 0; i < 2; i++)
		harness_join(&callers[i].thread);
	pair_close(&p);
	house_leave();
}

SIM_TEST(each_call_of_two_threads_over_one_connection_is_answered, 300)
{
	struct caller callers[2];

	call_from_two(callers);
	assert_int_equal(callers[0].good + callers[1].good, 2 * CALLS);
}

SIM_TEST(where_the_connection_breaks_each_call_ends_all_the_same, 300)
{
	struct caller callers[2];

	sim_streams(SIM_BREAK);
	call_from_two(callers);
	assert_int_equal(callers[0].good + callers[1].good + callers[0].died + callers[1].died, 2 * CALLS);
}
