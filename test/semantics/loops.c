/* loops.c - descriptors in the event loops of others: poll, epoll, GLib's and libuv's (decisions 5 and 31). The client is in an
 * STA: its loop learns from one descriptor that calls wait for it, and from one of each call object that its call is complete. */
#include <glib-unix.h>
#include <sys/epoll.h>
#include <unistd.h>
#include <uv.h>

#include "house.h"
#include "mixer.h"

/* ---- loops: each runs until it is over, and waits in between ---- */

struct watch {
	int fd;
	void (*ready)(void *arg);
	void *arg;
};

typedef void loop_fn(const struct watch *w, unsigned n, const bool *over);

static void loop_poll(const struct watch *w, unsigned n, const bool *over)
{
	int fds[OS_POLL_MOST];
	uint64_t ready;

	for (unsigned i = 0; i < n; i++)
		fds[i] = w[i].fd;
	while (!*over) {
		while (!os_poll_many(fds, n, os_now() + 50000000, &ready))
			os_yield();
		for (unsigned i = 0; i < n; i++)
			if (ready >> i & 1)
				w[i].ready(w[i].arg);
	}
}

static void loop_epoll_with(const struct watch *w, unsigned n, const bool *over, uint32_t events)
{
	int loop = epoll_create1(EPOLL_CLOEXEC);
	struct epoll_event event;

	for (unsigned i = 0; i < n; i++) {
		event = (struct epoll_event){ .events = events, .data.u32 = i };
		assert_int_equal(epoll_ctl(loop, EPOLL_CTL_ADD, w[i].fd, &event), 0);
	}
	while (!*over) {
		assert_int_equal(os_poll(loop, OS_FOREVER), 1); /* a loop may stand in a loop */
		assert_int_equal(epoll_wait(loop, &event, 1, -1), 1);
		w[event.data.u32].ready(w[event.data.u32].arg);
	}
	close(loop);
}

static void loop_epoll(const struct watch *w, unsigned n, const bool *over)
{
	loop_epoll_with(w, n, over, EPOLLIN);
}

/* Tells of each change once. */
static void loop_edge(const struct watch *w, unsigned n, const bool *over)
{
	loop_epoll_with(w, n, over, EPOLLIN | EPOLLET);
}

static gint glib_wait(GPollFD *fds, guint n, gint timeout)
{
	int ready;

	while (!(ready = g_poll(fds, n, timeout < 0 ? 50 : timeout)) && timeout < 0)
		os_yield();
	return ready;
}

static gboolean glib_ready(gint fd, GIOCondition condition, gpointer watch)
{
	const struct watch *w = watch;

	assert_int_equal(fd, w->fd);
	assert_int_equal(condition, G_IO_IN);
	w->ready(w->arg);
	return G_SOURCE_CONTINUE;
}

static void loop_glib(const struct watch *w, unsigned n, const bool *over)
{
	GMainContext *context = g_main_context_new();
	GSource *sources[OS_POLL_MOST];

	g_main_context_set_poll_func(context, glib_wait);
	for (unsigned i = 0; i < n; i++) {
		sources[i] = g_unix_fd_source_new(w[i].fd, G_IO_IN);
		g_source_set_callback(sources[i], G_SOURCE_FUNC(glib_ready), (gpointer)&w[i], NULL);
		g_source_attach(sources[i], context);
	}
	while (!*over)
		g_main_context_iteration(context, TRUE);
	for (unsigned i = 0; i < n; i++) {
		g_source_destroy(sources[i]);
		g_source_unref(sources[i]);
	}
	g_main_context_unref(context);
}

static void uv_ready(uv_poll_t *poll, int status, int events)
{
	const struct watch *w = poll->data;

	assert_int_equal(status, 0);
	assert_int_equal(events, UV_READABLE);
	w->ready(w->arg);
}

static void loop_uv(const struct watch *w, unsigned n, const bool *over)
{
	uv_poll_t polls[OS_POLL_MOST];
	uv_loop_t loop;

	assert_int_equal(uv_loop_init(&loop), 0);
	for (unsigned i = 0; i < n; i++) {
		assert_int_equal(uv_poll_init(&loop, &polls[i], w[i].fd), 0);
		polls[i].data = (void *)(uintptr_t)&w[i];
		assert_int_equal(uv_poll_start(&polls[i], UV_READABLE, uv_ready), 0);
	}
	for (uv_run(&loop, UV_RUN_NOWAIT); !*over; uv_run(&loop, UV_RUN_NOWAIT))
		assert_int_equal(os_poll(uv_backend_fd(&loop), OS_FOREVER), 1);
	for (unsigned i = 0; i < n; i++)
		uv_close((uv_handle_t *)&polls[i], NULL);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_close(&loop), 0);
	uv_library_shutdown();
}

/* ---- a client with several calls in one loop; each is called back before it is complete ---- */

enum { CALLS = 3, TIMES = 4, DEPTH = 3 };

struct client {
	struct mixer there, mine;
	struct house house;
	IMix *mix, *me;
	unsigned left;
	bool over;
	struct pending {
		struct client *client;
		AsyncIMix *call;
		ISynchronize *sync;
		unsigned times;
	} pending[CALLS];
};

static int descriptor_of(ISynchronize *sync)
{
	ISynchronizeHandle *owner;
	HANDLE handle;

	assert_int_equal(ISynchronize_QueryInterface(sync, &IID_ISynchronizeHandle, (void **)&owner), S_OK);
	assert_int_equal(ISynchronizeHandle_GetHandle(owner, &handle), S_OK);
	ISynchronizeHandle_Release(owner);
	return AcomHandleFd(handle);
}

static void pending_begin(struct pending *p)
{
	uint32_t before = house_count(&p->client->mine.entered);

	p->times++;
	assert_int_equal(AsyncIMix_Begin_CallBack(p->call, p->client->me, DEPTH), S_OK);
	assert_int_equal(house_count(&p->client->mine.entered), before);
}

static void on_incoming(void *arg)
{
	(void)arg;
	while (AcomDispatch(0) == S_OK)
		;
}

/* What came in may have been the last that another call waited for: the descriptor says look, and Wait says yes or no. */
static void on_done(void *arg)
{
	struct pending *p = arg;
	LONG calls;

	if (ISynchronize_Wait(p->sync, 0, 0) != S_OK)
		return;
	assert_int_equal(AsyncIMix_Finish_CallBack(p->call, &calls), S_OK);
	assert_int_equal(calls, DEPTH + 1);
	if (p->times < TIMES) {
		pending_begin(p);
	} else {
		assert_int_equal(ISynchronize_Reset(p->sync), S_OK); /* else it is readable until the next Begin_ */
		p->client->over = !--p->client->left;
	}
}

static void client_open(struct client *c, DWORD server, bool async)
{
	c->there.async = async;
	c->house = (struct house){ .model = server, .make = mixer_make, .arg = &c->there };
	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&c->house);
	c->mix = mixer_proxy(&c->house);
	c->me = mixer_create(&c->mine);
	for (c->left = 0; c->left < CALLS; c->left++) {
		struct pending *p = &c->pending[c->left];
		p->client = c;
		p->call = mixer_call(c->mix);
		assert_int_equal(AsyncIMix_QueryInterface(p->call, &IID_ISynchronize, (void **)&p->sync), S_OK);
	}
}

static void client_close(struct client *c)
{
	for (int i = 0; i < CALLS; i++) {
		ISynchronize_Release(c->pending[i].sync);
		AsyncIMix_Release(c->pending[i].call);
	}
	IMix_Release(c->mix);
	while (IMix_AddRef(c->me) > 2) { /* the server gives its reference back in its own time */
		IMix_Release(c->me);
		AcomDispatch(0);
		os_yield();
	}
	IMix_Release(c->me);
	IMix_Release(c->me);
	house_close(&c->house);
	house_leave();
}

static void client_play(loop_fn *run, DWORD server, bool async)
{
	struct watch watches[CALLS + 1] = { { .ready = on_incoming } };
	struct client c = { 0 };

	client_open(&c, server, async);
	assert_int_equal(AcomApartmentFd(&watches[0].fd), S_OK);
	for (int i = 0; i < CALLS; i++) {
		watches[i + 1] = (struct watch){ descriptor_of(c.pending[i].sync), on_done, &c.pending[i] };
		pending_begin(&c.pending[i]);
	}
	run(watches, CALLS + 1, &c.over);
	assert_int_equal(house_count(&c.mine.entered), CALLS * TIMES * (DEPTH + 1) / 2);
	assert_true(mixer_thread(&c.mine) == os_thread_id());
	client_close(&c);
}

static void each_server(loop_fn *run)
{
	for (int i = 0; i < 4; i++)
		client_play(run, i / 2 ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED, i % 2);
}

TEST(D5_poll_hears_of_complete_calls_and_of_those_that_come_in) { each_server(loop_poll); }

TEST(D5_epoll_hears_of_complete_calls_and_of_those_that_come_in) { each_server(loop_epoll); }

TEST(D5_edge_triggered_epoll_hears_of_complete_calls_and_of_those_that_come_in) { each_server(loop_edge); }

TEST(D5_GLib_hears_of_complete_calls_and_of_those_that_come_in) { each_server(loop_glib); }

TEST(D5_libuv_hears_of_complete_calls_and_of_those_that_come_in) { each_server(loop_uv); }

/* ---- nothing is heard before it happens ---- */

struct quiet {
	AsyncISimpleStream *call;
	bool over;
	HRESULT hr;
};

static void on_quiet_done(void *arg)
{
	struct quiet *q = arg;
	BYTE data[10];
	ULONG n;

	q->hr = AsyncISimpleStream_Finish_Read(q->call, data, &n);
	q->over = true;
}

static void let(void *h)
{
	house_let(h);
}

static loop_fn *const loops[] = { loop_poll, loop_epoll, loop_edge, loop_glib, loop_uv };

static void quiet_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	struct harness_thread other;
	ICancelMethodCalls *cancel;
	ISynchronize *sync;

	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ISynchronize, (void **)&sync), S_OK);
	for (size_t i = 0; i <= ARRAY_COUNT(loops); i++) {
		bool last = i == ARRAY_COUNT(loops);
		struct quiet q = { .call = call };
		struct watch w = { descriptor_of(sync), on_quiet_done, &q };
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
		assert_int_equal(os_poll(w.fd, 0), 0);
		if (last)
			harness_start(&other, let, h);
		else
			assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
		loops[i % ARRAY_COUNT(loops)](&w, 1, &q.over);
		assert_int_equal(q.hr, last ? S_OK : RPC_E_CALL_CANCELED);
		if (last)
			harness_join(&other);
	}
	ISynchronize_Release(sync);
	ICancelMethodCalls_Release(cancel);
	AsyncISimpleStream_Release(call);
}

TEST(D5_no_loop_hears_of_a_call_before_it_is_complete_or_cancelled) { house_each(HOUSE_PLAIN, quiet_body); }
