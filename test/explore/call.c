/* call.c - every schedule of one call object: begun, answered, cancelled, finished, released, by two to four threads. The
 * other end is a channel of the test's own, so that a schedule is short.
 */
#include "test/semantics/shell.h"

#define SECOND 1000000000u

enum { OCTETS = 5 };

/* The channel, and the thread that answers what is sent. Fibres switch at scheduling points only: it needs no lock. */
struct line {
	struct channel channel;
	struct harness_thread server;
	os_parker parker;
	struct call *sent[8];
	unsigned count, answered;
	unsigned last;         /* the server's thread ends behind so many */
	uint64_t patience;     /* how long it waits before it answers */
	HRESULT hr;            /* how it answers */
	unsigned told;         /* to cancel */
	unsigned destroyed;
	struct apartment *apartment;
	AsyncISimpleStream *call;
};

static struct line *line_of(struct channel *c)
{
	return container_of(c, struct line, channel);
}

static HRESULT line_buffer(struct channel *c, struct call *call, size_t size)
{
	(void)c;
	return call_buffer_reserve(&call->request, size);
}

static HRESULT line_send(struct channel *c, struct call *call)
{
	struct line *l = line_of(c);

	assert_true(l->count < ARRAY_COUNT(l->sent));
	call_ref(call);
	l->sent[l->count++] = call;
	os_unpark(&l->parker);
	return S_OK;
}

static void line_cancel(struct channel *c, struct call *call)
{
	(void)call;
	line_of(c)->told++;
}

static void line_destroy(struct channel *c)
{
	line_of(c)->destroyed++;
}

/* ---- the server ---- */

/* What the stub and a method do. */
static void put_reply(struct call *c)
{
	size_t size;

	assert_int_equal(ndr_get_request(&c->server, c->method, c->request.data, c->request.size, &c->args), S_OK);
	assert_int_equal(*(ULONG *)c->args[1], OCTETS);
	memcpy(*(BYTE **)c->args[0], "abcde", OCTETS);
	**(ULONG **)c->args[2] = OCTETS;
	assert_int_equal(ndr_size(&c->server, c->method, ACOM_OUT, c->args, &size), S_OK);
	assert_int_equal(call_buffer_reserve(&c->reply, size), S_OK);
	assert_int_equal(ndr_put(&c->server, c->method, ACOM_OUT, c->args, S_OK, c->reply.data, size, &c->reply.size), S_OK);
	ndr_free(&c->server, c->method, c->args);
}

static void answer(struct call *c, HRESULT hr)
{
	if (SUCCEEDED(hr))
		put_reply(c);
	call_complete(c, hr);
	call_unref(c);
}

static void server_main(void *arg)
{
	struct line *l = arg;
	os_parker nobody = { 0 };

	while (l->answered < l->last) {
		while (l->answered == l->count && l->answered < l->last)
			os_park(&l->parker, OS_FOREVER);
		if (l->patience)
			os_park(&nobody, os_now() + l->patience);
		if (l->answered < l->last)
			answer(l->sent[l->answered++], l->hr);
	}
}

/* No more calls will come than were sent. */
static void server_dismiss(struct line *l)
{
	l->last = l->count;
	os_unpark(&l->parker);
	harness_join(&l->server);
}

/* ---- the client ---- */

static const ACOM_INTERFACE *line_interface(void)
{
	HRESULT hr;
	const ACOM_INTERFACE *i = registry_find(&IID_ISimpleStream, &hr);

	assert_non_null(i);
	return i;
}

/* A call object in the calling thread's apartment, and a server that answers so many calls. */
static void line_open(struct line *l, DWORD model, unsigned calls, IUnknown *outer, REFIID riid, void **ppv)
{
	static const struct channel_ops ops = { line_buffer, line_send, line_cancel, line_destroy };

	l->channel.ops = &ops;
	os_store32(&l->channel.refs, 1);
	l->last = calls;
	house_enter(model);
	l->apartment = apartment_current();
	assert_int_equal(call_object_create(&l->channel, line_interface(), security_default, l->apartment, NULL, outer, riid,
	                                    ppv), S_OK);
	harness_start(&l->server, server_main, l);
}

static void line_begin(struct line *l, DWORD model, unsigned calls)
{
	line_open(l, model, calls, NULL, &IID_AsyncISimpleStream, (void **)&l->call);
}

/* The call object is gone. */
static void line_end(struct line *l)
{
	apartment_unref(l->apartment);
	channel_unref(&l->channel);
	assert_int_equal(l->destroyed, 1);
	house_leave();
}

static HRESULT begin(struct line *l)
{
	return AsyncISimpleStream_Begin_Read(l->call, OCTETS);
}

/* Either all of the result or none of it. */
static HRESULT finish(struct line *l)
{
	BYTE octets[OCTETS] = { 0 };
	ULONG n = 99;
	HRESULT hr = AsyncISimpleStream_Finish_Read(l->call, octets, &n);

	assert_int_equal(n, SUCCEEDED(hr) ? OCTETS : 0);
	house_check(octets, n);
	return hr;
}

/* A second thread, which cancels. */
struct canceller {
	struct harness_thread thread;
	ICancelMethodCalls *cancel; /* counted */
	ULONG seconds;
	HRESULT hr;
};

static void cancel_main(void *arg)
{
	struct canceller *c = arg;

	c->hr = ICancelMethodCalls_Cancel(c->cancel, c->seconds);
	assert_true(c->hr == S_OK || c->hr == RPC_E_CALL_CANCELED || c->hr == RPC_E_CALL_COMPLETE);
	ICancelMethodCalls_Release(c->cancel);
}

static void cancel_start(struct canceller *c, AsyncISimpleStream *call, ULONG seconds)
{
	*c = (struct canceller){ .cancel = client_cancel(call), .seconds = seconds };
	harness_start(&c->thread, cancel_main, c);
}

static bool cancel_join(struct canceller *c)
{
	harness_join(&c->thread);
	return c->hr == S_OK;
}

/* ---- two threads ---- */

EXPLORE(a_reply_and_finish, 3)
{
	struct line l = { 0 };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(finish(&l), S_OK);
	assert_int_equal(finish(&l), RPC_E_CALL_COMPLETE);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

EXPLORE(a_reply_and_the_event, 3)
{
	struct line l = { 0 };

	line_begin(&l, COINIT_APARTMENTTHREADED, 2);
	ISynchronize *sync = client_sync(l.call);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(begin(&l), S_OK);
		assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
		assert_int_equal(l.answered, i + 1);
		assert_int_equal(finish(&l), S_OK);
	}
	client_release(sync);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

EXPLORE(a_reply_and_cancel, 3)
{
	struct line l = { 0 };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	ICancelMethodCalls *cancel = client_cancel(l.call);
	assert_int_equal(begin(&l), S_OK);
	HRESULT hr = ICancelMethodCalls_Cancel(cancel, 0);
	assert_true(hr == S_OK || hr == RPC_E_CALL_COMPLETE);
	assert_int_equal(finish(&l), hr == S_OK ? RPC_E_CALL_CANCELED : S_OK);
	assert_int_equal(l.told, hr == S_OK);
	client_release(cancel);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

/* Whoever answers holds the call, not the object. */
EXPLORE(a_reply_and_the_last_release, 3)
{
	struct line l = { 0 };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(client_release(l.call), 0);
	harness_join(&l.server);
	line_end(&l);
}

/* The reply comes at the very instant at which Cancel has waited long enough. */
EXPLORE(a_reply_and_the_end_of_cancels_seconds, 3)
{
	struct line l = { .patience = SECOND };

	line_begin(&l, COINIT_MULTITHREADED, 1);
	ICancelMethodCalls *cancel = client_cancel(l.call);
	assert_int_equal(begin(&l), S_OK);
	HRESULT hr = ICancelMethodCalls_Cancel(cancel, 1);
	assert_true(hr == S_OK || hr == RPC_E_CALL_COMPLETE);
	assert_int_equal(finish(&l), hr == S_OK ? RPC_E_CALL_CANCELED : S_OK);
	client_release(cancel);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

/* The object is used again while the answer to its first call is still on its way. */
EXPLORE(a_late_reply_and_the_next_call, 2)
{
	struct line l = { 0 };

	line_begin(&l, COINIT_MULTITHREADED, 2);
	ICancelMethodCalls *cancel = client_cancel(l.call);
	ISynchronize *sync = client_sync(l.call);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(begin(&l), S_OK);
		HRESULT hr = i ? RPC_E_CALL_COMPLETE : ICancelMethodCalls_Cancel(cancel, 0);
		assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
		assert_int_equal(finish(&l), hr == S_OK ? RPC_E_CALL_CANCELED : S_OK);
	}
	client_release(sync);
	client_release(cancel);
	client_release(l.call);
	harness_join(&l.server);
	line_end(&l);
}

/* An outer object that is not agile hears of the reply once, wherever it is, and is not needed any more afterwards. */
static void shell_hears(DWORD model)
{
	struct line l = { 0 };
	struct shell s = { .listens = true };

	shell_prepare(&s);
	line_open(&l, model, 1, &s.IUnknown_iface, &IID_IUnknown, (void **)&s.inner);
	l.call = shell_adopt(&s);
	assert_int_equal(begin(&l), S_OK);
	assert_int_equal(finish(&l), S_OK);
	client_release(l.call);
	harness_join(&l.server);
	assert_int_equal(os_load32(&s.signals), 1);
	shell_close(&s);
	line_end(&l);
}

EXPLORE(an_aggregate_in_an_sta_hears_of_the_reply, 2)
{
	shell_hears(COINIT_APARTMENTTHREADED);
}

EXPLORE(an_aggregate_in_the_mta_hears_of_the_reply, 2)
{
	shell_hears(COINIT_MULTITHREADED);
}

/* ---- three threads ---- */

EXPLORE(reply_finish_and_cancel_have_one_outcome, 2)
{
	struct line l = { 0 };
	struct canceller c;

	line_begin(&l, COINIT_MULTITHREADED, 1);
	cancel_start(&c, l.call, 0);
	assert_int_equal(begin(&l), S_OK);
	HRESULT hr = finish(&l);
	assert_true(hr == S_OK || hr == RPC_E_CALL_CANCELED);
	client_release(l.call);
	assert_int_equal(cancel_join(&c), hr == RPC_E_CALL_CANCELED);
	server_dismiss(&l);
	line_end(&l);
}

EXPLORE(reply_finish_and_a_cancel_that_waits_have_one_outcome, 2)
{
	struct line l = { .patience = SECOND };
	struct canceller c;

	line_begin(&l, COINIT_MULTITHREADED, 1);
	cancel_start(&c, l.call, 1);
	assert_int_equal(begin(&l), S_OK);
	HRESULT hr = finish(&l);
	assert_true(hr == S_OK || hr == RPC_E_CALL_CANCELED);
	client_release(l.call);
	assert_int_equal(cancel_join(&c), hr == RPC_E_CALL_CANCELED);
	server_dismiss(&l);
	line_end(&l);
}

EXPLORE(reply_cancel_and_the_last_release, 2)
{
	struct line l = { 0 };
	struct canceller c;

	line_begin(&l, COINIT_MULTITHREADED, 1);
	cancel_start(&c, l.call, 0);
	assert_int_equal(begin(&l), S_OK);
	client_release(l.call);
	cancel_join(&c);
	server_dismiss(&l);
	line_end(&l);
}

/* ---- four threads: two clients share the object ---- */

struct other {
	struct harness_thread thread;
	struct line *line;
	unsigned begun, finished, cancelled;
};

/* Whoever begins is no owner: either of them may get the result. */
static void use_once(struct other *o)
{
	HRESULT hr = begin(o->line);

	assert_true(hr == S_OK || hr == RPC_S_CALLPENDING);
	o->begun = hr == S_OK;
	hr = finish(o->line);
	assert_true(hr == S_OK || hr == RPC_E_CALL_CANCELED || hr == RPC_E_CALL_COMPLETE);
	o->finished = hr != RPC_E_CALL_COMPLETE;
	o->cancelled = hr == RPC_E_CALL_CANCELED;
}

static void use_main(void *arg)
{
	use_once(arg);
}

EXPLORE(two_clients_a_server_and_a_canceller_share_one_call_object, 2)
{
	struct line l = { 0 };
	struct canceller c;

	line_begin(&l, COINIT_MULTITHREADED, 2);
	struct other a = { .line = &l }, b = { .line = &l };
	harness_start(&b.thread, use_main, &b);
	cancel_start(&c, l.call, 0);
	use_once(&a);
	harness_join(&b.thread);
	assert_int_equal(cancel_join(&c), a.cancelled + b.cancelled);
	assert_int_equal(a.begun + b.begun, a.finished + b.finished);
	client_release(l.call);
	server_dismiss(&l);
	line_end(&l);
}
