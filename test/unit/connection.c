/* connection.c - connections between threads of one process: who reads, who writes, and that nobody waits in vain. */
#include "house.h"
#include "transport.h"

enum { ECHO, LATER, LEAVE, FIRST, SECOND, THIRD };

static struct assoc_groups groups;
static struct wire_call *late; /* under the connection's lock */
static os_u32 requests;

/* A request that is answered by a method, so to speak: in the multithreaded apartment. */
struct posted {
	struct work work;
	struct connection *c; /* counted */
	struct wire_call *call;
	uint16_t opnum;
};
static struct harness_gate gate;
static bool first_waits;

static void posted_run(struct work *work, HRESULT hr)
{
	struct posted *p = container_of(work, struct posted, work);

	assert_int_equal(hr, S_OK);
	if (first_waits ? p->opnum == FIRST : p->opnum != FIRST)
		harness_gate_wait(&gate);
	else if (first_waits && p->opnum == SECOND)
		harness_gate_open(&gate);
	connection_lock(p->c);
	assoc_server_respond(&p->c->server, p->call, (struct span){ NULL, 0 }, (struct span){ (const uint8_t *)"y", 1 });
	connection_unlock(p->c);
	connection_unref(p->c);
	os_free(p);
}

static void request_post(struct connection *c, const struct assoc_request *r)
{
	struct posted *p = needed(os_zalloc(sizeof *p));
	struct apartment *mta = apartment_with_workers(APARTMENT_MTA);

	*p = (struct posted){ { .run = posted_run }, connection_ref(c), r->call, r->opnum };
	assert_int_equal(connection_post(c, mta, &p->work), S_OK);
	apartment_unref(mta);
}

static const void *find(void *context, const struct pdu_syntax *interface)
{
	(void)context;
	(void)interface;
	return &groups;
}

static void request(void *context, struct assoc_request *r)
{
	struct connection *c = context;

	os_add32(&requests, 1);
	if (r->opnum >= FIRST)
		request_post(c, r);
	else if (r->opnum == LATER)
		late = r->call;
	else if (r->opnum == LEAVE)
		assoc_close(&c->assoc, RPC_E_DISCONNECTED);
	else
		needed(assoc_server_respond(&c->server, r->call, (struct span){ NULL, 0 }, r->stub) == S_OK ? c : NULL);
}

static void ignore(void *context, struct wire_call *call)
{
	(void)context;
	(void)call;
}

static void closed(void *context, void *kept)
{
	(void)context;
	(void)kept;
}

static const struct assoc_server_ops server_ops = { find, request, ignore, ignore, closed };
static const struct assoc_service service = {
	.ops = &server_ops, .groups = &groups, .address = "", .request_limit = 1 << 22, .calls_limit = 1000,
};

/* A call of the client's. */
struct asked {
	struct work work;
	struct waitable done;
	HRESULT hr;
	size_t size;
	uint8_t first;
};

static void agreed(void *context, uint16_t id, HRESULT hr)
{
	(void)context;
	(void)id;
	needed(SUCCEEDED(hr) ? context : NULL);
}

static void asked_done(struct work *work, HRESULT hr)
{
	(void)hr;
	waitable_set(&container_of(work, struct asked, work)->done);
}

static void answer(void *context, struct wire_call *call, struct assoc_answer *a)
{
	struct asked *asked = call->user;

	asked->hr = a->hr;
	asked->size = a->stub.size;
	asked->first = a->stub.size ? *a->stub.at : 0;
	connection_defer(context, &asked->work);
}

static const struct assoc_client_ops client_ops = { agreed, answer };
static const struct assoc_peer peer = {
	.ops = &client_ops, .features = { PDU_KEEP_ON_ORPHAN }, .response_limit = 1 << 22, .calls_limit = 1000,
};

/* A client and a server, joined. */
struct pair {
	struct listener listener;
	struct connection *client, *server;
};

static bool pair_open(struct pair *p)
{
	struct address a = address_in(scratch_make(), "s");
	struct stream s;
	char why[WHY_MOST];
	uint16_t id;

	*p = (struct pair){ .client = NULL };
	if (transport_listen(&a, NULL, &p->listener, why) != S_OK)
		return false;
	needed(connection_connect(&a, NULL, &peer, 0, &p->client, why) == S_OK ? p : NULL);
	needed(transport_accept(&p->listener, &s, why) == S_OK ? p : NULL);
	needed(connection_accept(&s, &service, &p->server) == S_OK ? p : NULL);
	connection_lock(p->client);
	HRESULT hr = assoc_client_offer(&p->client->client, &(struct pdu_syntax){ .uuid = IID_IUnknown }, &id);
	connection_unlock(p->client);
	needed(SUCCEEDED(hr) ? p : NULL);
	return true;
}

static void pair_close(struct pair *p)
{
	connection_close(p->client, E_ABORT);
	connection_unref(p->client);
	connection_close(p->server, E_ABORT);
	connection_unref(p->server);
	transport_unlisten(&p->listener);
	scratch_remove();
}

static void ask(struct connection *c, struct asked *a, uint16_t opnum, struct span stub, bool watched)
{
	struct pdu_request r = { .opnum = opnum, .stub = stub };
	struct wire_call *call;

	*a = (struct asked){ .work.run = asked_done, .hr = RPC_S_CALLPENDING };
	os_mutex_init(&a->done.lock);
	if (!watched)
		os_storep(&a->done.source, &c->source);
	connection_lock(c);
	HRESULT hr = assoc_client_call(&c->client, &r, a, &call);
	if (watched)
		connection_watch(c);
	connection_unlock(c);
	needed(hr == E_OUTOFMEMORY ? NULL : c);
	if (FAILED(hr)) {
		a->hr = hr;
		waitable_set(&a->done);
	}
}

static void await(struct asked *a)
{
	assert_int_equal(waitable_wait(&a->done, OS_FOREVER), S_OK);
	waitable_fini(&a->done);
}

/* The bind is answered: no other way is there to learn of it here. */
static void pair_bound(struct pair *p)
{
	while (true) {
		struct asked a;
		ask(p->client, &a, ECHO, (struct span){ (const uint8_t *)"x", 1 }, false);
		await(&a);
		needed(a.hr == S_OK || a.hr == E_UNEXPECTED ? p : NULL);
		if (a.hr != E_UNEXPECTED)
			break;
		os_parker none = { 0 };
		p->client->source.sleep(&p->client->source, NULL, &none, OS_FOREVER);
		os_parker_fini(&none);
	}
}

static void echo(struct connection *c, uint8_t value, bool watched)
{
	uint8_t octets[24] = { value };
	struct asked a;

	ask(c, &a, ECHO, (struct span){ octets, sizeof octets }, watched);
	await(&a);
	needed(a.hr == S_OK ? c : NULL);
	assert_int_equal(a.hr, S_OK);
	assert_int_equal(a.size, sizeof octets);
	assert_int_equal(a.first, value);
}

static void enter(struct pair *p, DWORD model)
{
	house_enter(model);
	assert_true(pair_open(p));
	pair_bound(p);
}

static void leave(struct pair *p)
{
	pair_close(p);
	house_leave();
}

/* ---- one thread ---- */

TEST(in_a_process_without_a_multithreaded_apartment_the_thread_that_waits_does_all)
{
	struct pair p;

	enter(&p, COINIT_APARTMENTTHREADED);
	for (uint8_t i = 0; i < 10; i++)
		echo(p.client, i, i & 1);
	assert_int_equal(os_thread_live(), 0);
	leave(&p);
}

TEST(in_a_multithreaded_apartment_who_waits_reads_the_answer_and_a_reader_the_request)
{
	struct pair p;

	enter(&p, COINIT_MULTITHREADED);
	for (uint8_t i = 0; i < 10; i++)
		echo(p.client, i, false);
	assert_int_equal(os_thread_live(), 1);
	for (uint8_t i = 0; i < 10; i++)
		echo(p.client, i, true);
	leave(&p);
}

TEST(megabytes_go_to_and_fro_although_neither_end_has_room_for_them)
{
	enum { SIZE = 1 << 20 };
	struct pair p;
	struct asked a[3];
	uint8_t *octets = calloc(1, SIZE);

	enter(&p, COINIT_MULTITHREADED);
	for (int i = 0; i < 3; i++)
		ask(p.client, &a[i], ECHO, (struct span){ octets, SIZE }, i == 1);
	for (int i = 0; i < 3; i++) {
		await(&a[i]);
		needed(a[i].hr == S_OK ? &p : NULL);
		assert_int_equal(a[i].size, SIZE);
	}
	leave(&p);
	free(octets);
}

TEST(what_is_outstanding_ends_when_the_server_leaves)
{
	struct pair p;
	struct asked a[2];

	enter(&p, COINIT_MULTITHREADED);
	ask(p.client, &a[0], LATER, (struct span){ (const uint8_t *)"x", 1 }, false);
	ask(p.client, &a[1], LEAVE, (struct span){ (const uint8_t *)"x", 1 }, false);
	for (int i = 1; i >= 0; i--) {
		await(&a[i]);
		needed(a[i].hr == RPC_E_SERVER_DIED ? &p : NULL);
	}
	ask(p.client, &a[0], ECHO, (struct span){ (const uint8_t *)"x", 1 }, false);
	await(&a[0]);
	assert_int_equal(a[0].hr, RPC_E_SERVER_DIED_DNE);
	leave(&p);
}

TEST(an_answer_that_nobody_waits_for_is_read_all_the_same)
{
	struct pair p;
	struct asked a;

	enter(&p, COINIT_MULTITHREADED);
	ask(p.client, &a, ECHO, (struct span){ (const uint8_t *)"x", 1 }, true);
	while (!waitable_is_set(&a.done))
		os_yield();
	await(&a);
	needed(a.hr == S_OK ? &p : NULL);
	leave(&p);
}

TEST(the_descriptor_of_an_sta_is_readable_when_something_has_come)
{
	struct pair p;
	struct asked a;
	int fd;

	enter(&p, COINIT_APARTMENTTHREADED);
	needed(AcomApartmentFd(&fd) == S_OK ? &fd : NULL);
	while (AcomDispatch(0) == S_OK || os_poll(fd, os_now()) > 0)
		;
	ask(p.client, &a, ECHO, (struct span){ (const uint8_t *)"x", 1 }, true);
	while (!waitable_is_set(&a.done)) {
		assert_int_equal(os_poll(fd, OS_FOREVER), 1);
		AcomDispatch(0);
	}
	await(&a);
	needed(a.hr == S_OK ? &p : NULL);
	leave(&p);
}

/* ---- what comes together (decision 4) ---- */

enum { TOGETHER = 64 };

/* Requests that go out in one write. */
static void ask_together(struct connection *c, struct asked a[TOGETHER])
{
	batch_begin(false);
	for (int i = 0; i < TOGETHER; i++)
		ask(c, &a[i], i == 0 ? FIRST : i == 1 ? SECOND : THIRD, (struct span){ (const uint8_t *)"x", 1 }, false);
	batch_end();
}

static void await_together(struct asked a[TOGETHER], int from)
{
	for (int i = from; i < TOGETHER; i++) {
		await(&a[i]);
		needed(a[i].hr == S_OK ? a : NULL);
	}
}

TEST(of_calls_that_come_together_the_first_can_wait_for_what_the_second_does)
{
	struct asked a[TOGETHER];
	struct pair p;

	enter(&p, COINIT_MULTITHREADED);
	first_waits = true;
	ask_together(p.client, a);
	await_together(a, 0);
	leave(&p);
}

/* So many threads may run: all of them will, but for the first method, and wait. */
static void answer_first(unsigned bound)
{
	struct asked a[TOGETHER];
	struct pair p;

	enter(&p, COINIT_MULTITHREADED);
	struct apartment *mta = apartment_with_workers(APARTMENT_MTA);
	mta->workers.bound = bound;
	apartment_unref(mta);
	ask_together(p.client, a);
	await(&a[0]);
	harness_gate_open(&gate);
	await_together(a, 1);
	leave(&p);
}

TEST(an_answer_does_not_wait_for_the_next_method)
{
	answer_first(2);
}

TEST(an_answer_is_written_by_whoever_comes_next)
{
	answer_first(3);
}

/* ---- several threads ---- */

struct caller {
	struct connection *c;
	DWORD model;
	uint8_t value;
};

static void caller_run(void *arg)
{
	struct caller *me = arg;

	needed(SUCCEEDED(CoInitializeEx(NULL, me->model)) ? me : NULL);
	for (int i = 0; i < 200; i++)
		echo(me->c, me->value, i % 3 == 0);
	CoUninitialize();
}

static void call_from(const DWORD *models, unsigned count)
{
	struct harness_thread threads[8];
	struct caller callers[8];
	struct pair p;

	enter(&p, COINIT_MULTITHREADED);
	for (unsigned i = 0; i < count; i++) {
		callers[i] = (struct caller){ p.client, models[i], (uint8_t)i };
		harness_start(&threads[i], caller_run, &callers[i]);
	}
	for (unsigned i = 0; i < count; i++)
		harness_join(&threads[i]);
	leave(&p);
}

TEST(threads_of_an_mta_and_of_stas_share_a_connection)
{
	static const DWORD models[] = {
		COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED,
	};

	call_from(models, 4);
}
