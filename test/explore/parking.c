/* parking.c - every schedule of a call that its connection's record takes the place of, while others ask for it, complete it and
 * hang up. Nobody reads what is answered: the request is given to the server's end by hand.
 */
#include "call/outer.h"
#include "test/semantics/desk.h"
#include "wire/forms.h"
#include "wire/incoming.h"
#include "wire/waiting.h"

#include "../unit/transport.h"

/* A desk's object, and the server's end of a connection to it. */
static struct server {
	struct desk desk;
	ISimpleStream *object;
	struct stub *stub;
	struct listener listener;
	struct stream client;
	struct connection *connection;
	struct harness_gate answered, gone;
	struct harness_thread workers[2];
	unsigned started;
} *server;

/* What the calls of a connection have of it they have given back before. */
static void connection_goes(struct connection *c)
{
	assert_int_equal(os_load32(&c->out.octets), 0);
	harness_gate_open(&server->gone);
}

static void connection_make(struct server *v, const struct assoc_service *service)
{
	struct address a = address_in(scratch_make(), "s");
	char why[WHY_MOST] = "";
	struct stream s;

	assert_int_equal(watch_prepare(), S_OK);
	v->listener = listening(&a);
	expect_done(transport_connect(&a, NULL, 0, &v->client, why), why);
	expect_done(transport_accept(&v->listener, &s, why), why);
	assert_int_equal(connection_accept(&s, service, &v->connection), S_OK);
	v->connection->gone = connection_goes;
	assert_int_equal(holdings_create(false, &v->connection->holdings), S_OK);
}

static void server_open(struct server *v, const struct assoc_service *service, HRESULT (*begin_it)(Raw *c))
{
	server = v;
	waiting_from = 0;
	v->desk.begin = begin_it;
	house_enter(COINIT_MULTITHREADED);
	thread_self()->apartment->workers.bound = 1;
	v->object = desk_make(&v->desk);
	assert_int_equal(export_object((IUnknown *)v->object, &IID_ISimpleStream, &v->stub), S_OK);
	connection_make(v, service);
}

static void server_ask(struct server *v, bool waits)
{
	const struct pdu_syntax interface = { IID_ISimpleStream, 0 };
	struct connection *c = v->connection;
	uint8_t octets[ORPC_THIS_SIZE + sizeof(ULONG)] = { 0 };
	struct assoc_request r = {
		.iid = &IID_ISimpleStream, .object = &v->stub->ipid, .opnum = 3, .stub = { octets, sizeof octets },
	};

	orpc_write_plain_this(ORPC_MINOR, v->stub->ipid, octets);
	octets[ORPC_THIS_SIZE] = ROOM;
	connection_lock(c);
	r.interface = serve_ops.find(c, &interface);
	r.call = calls_add(&c->assoc.calls, 1, 0);
	waiting_from = waits ? 0 : 1;
	serve_ops.request(c, &r);
	waiting_from = 0;
	connection_unlock(c);
}

/* Its calls may outlive it, but for their counts. */
static void server_hang_up(struct server *v)
{
	connection_close(v->connection, E_ABORT);
	connection_unref(v->connection);
}

static void server_close(struct server *v)
{
	for (unsigned i = 0; i < v->started; i++)
		harness_join(&v->workers[i]);
	harness_gate_wait(&v->gone);
	while (os_load32(&stub_export(v->stub)->uses) > 1)
		os_yield();
	export_unuse(stub_export(v->stub));
	stub_unref(v->stub);
	ISimpleStream_Release(v->object);
	stream_close(&v->client);
	transport_unlisten(&v->listener);
	scratch_remove();
	house_leave();
	assert_int_equal(house_count(&v->desk.alive), 0);
	assert_int_equal(house_count(&v->desk.finishes), 1);
}

static void begin_worker(Raw *c, void (*fn)(void *arg))
{
	AcomObjectAddRef(&c->object);
	harness_start(&server->workers[server->started++], fn, c);
}

static void signal_main(void *arg)
{
	Raw *c = arg;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(raw_signal(c), S_OK);
	harness_gate_open(&server->answered);
	AcomObjectRelease(&c->object);
	house_leave();
}

static void ask_and_signal_main(void *arg)
{
	Raw *c = arg;
	ICancelMethodCalls *cancel;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomObjectQueryInterface(&c->object, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	HRESULT hr = ICancelMethodCalls_TestCancel(cancel);
	assert_true(hr == RPC_S_CALLPENDING || hr == RPC_E_CALL_CANCELED);
	ICancelMethodCalls_Release(cancel);
	house_leave();
	signal_main(c);
}

static HRESULT begin_and_be_signalled(Raw *c)
{
	begin_worker(c, signal_main);
	return S_OK;
}

static HRESULT begin_and_be_asked(Raw *c)
{
	begin_worker(c, ask_and_signal_main);
	return S_OK;
}

/* waits: it was no call at first. early: its client hangs up at any time, which its call object is told once at most. */
static void park(HRESULT (*begin_it)(Raw *c), bool waits, bool early)
{
	struct assoc_groups groups = { .map = { 0 } };
	struct assoc_service service = { .ops = &serve_ops, .groups = &groups, .address = "" };
	struct server v = { .desk.cancellable = early };

	server_open(&v, &service, begin_it);
	server_ask(&v, waits);
	if (!early)
		harness_gate_wait(&v.answered);
	server_hang_up(&v);
	harness_gate_wait(&v.answered);
	server_close(&v);
	assert_in_range(house_count(&v.desk.cancels), 0, early);
}

EXPLORE(a_connection_ends_beside_the_parking, 1)
{
	park(begin_and_be_signalled, false, false);
}

EXPLORE(a_question_beside_the_parking_of_what_was_no_call_before, 1)
{
	park(begin_and_be_asked, true, false);
}

EXPLORE(a_client_that_hangs_up_beside_the_parking, 1)
{
	park(begin_and_be_asked, false, true);
}
