/* glib.c - what a C programmer would take otherwise: GTask and GThreadPool of GLib, if it was there at build time. */
#include "bench.h"

#ifdef BENCH_GLIB
#include <gio/gio.h>

struct sum {
	int a, b, sum;
};

static GMainContext *context;

static void open_context(void)
{
	context = g_main_context_new();
	g_main_context_push_thread_default(context);
}

static void close_context(void)
{
	g_main_context_pop_thread_default(context);
	g_main_context_unref(context);
}

static void task_thread(GTask *task, gpointer source, gpointer data, GCancellable *cancel)
{
	struct sum *s = data;

	(void)source;
	(void)cancel;
	s->sum = s->a + s->b;
	g_task_return_int(task, s->sum);
}

static void task_done(GObject *source, GAsyncResult *result, gpointer data)
{
	(void)source;
	*(gssize *)data = g_task_propagate_int(G_TASK(result), NULL);
}

static void run_task(uint64_t n)
{
	for (uint64_t i = 0; i < n; i++) {
		struct sum s = { (int)(i & 1023), 1, 0 };
		gssize got = -1;
		GTask *task = g_task_new(NULL, NULL, task_done, &got);

		g_task_set_task_data(task, &s, NULL);
		g_task_run_in_thread(task, task_thread);
		while (got < 0)
			g_main_context_iteration(context, TRUE);
		g_object_unref(task);
		BENCH_CHECK(got == s.a + 1);
	}
}

enum { IN_FLIGHT = 64 };

static uint64_t begun, done, wanted;

static void begin_task(struct sum *s);

static void task_done_begin_next(GObject *source, GAsyncResult *result, gpointer data)
{
	struct sum *s = data;

	(void)source;
	BENCH_CHECK(g_task_propagate_int(G_TASK(result), NULL) == s->a + 1);
	done++;
	if (begun < wanted)
		begin_task(s);
}

static void begin_task(struct sum *s)
{
	GTask *task = g_task_new(NULL, NULL, task_done_begin_next, s);

	*s = (struct sum){ (int)(begun++ & 1023), 1, 0 };
	g_task_set_task_data(task, s, NULL);
	g_task_run_in_thread(task, task_thread);
	g_object_unref(task);
}

static void run_tasks(uint64_t n)
{
	struct sum s[IN_FLIGHT];

	begun = done = 0;
	wanted = n;
	for (unsigned i = 0; i < IN_FLIGHT && begun < n; i++)
		begin_task(&s[i]);
	while (done < n)
		g_main_context_iteration(context, TRUE);
}

static GThreadPool *threads;
static GAsyncQueue *answers;

static void pool_work(gpointer data, gpointer unused)
{
	struct sum *s = data;

	(void)unused;
	s->sum = s->a + s->b;
	g_async_queue_push(answers, s);
}

static void open_pool(void)
{
	answers = g_async_queue_new();
	threads = g_thread_pool_new(pool_work, NULL, 1, TRUE, NULL);
}

static void close_pool(void)
{
	g_thread_pool_free(threads, FALSE, TRUE);
	g_async_queue_unref(answers);
}

static void run_pool(uint64_t n)
{
	for (uint64_t i = 0; i < n; i++) {
		struct sum s = { (int)(i & 1023), 1, 0 };

		g_thread_pool_push(threads, &s, NULL);
		BENCH_CHECK(g_async_queue_pop(answers) == &s && s.sum == s.a + 1);
	}
}

const struct bench_case bench_glib[] = {
	{ .name = "GTask in a thread", .floor = "futex handoff", .open = open_context, .run = run_task,
	  .close = close_context },
	{ .name = "GTask, 64 in flight", .floor = "mutex queue, 64 in flight", .open = open_context, .run = run_tasks,
	  .close = close_context },
	{ .name = "GThreadPool and GAsyncQueue", .floor = "futex handoff", .open = open_pool, .run = run_pool,
	  .close = close_pool },
	{ .name = NULL },
};
#else
const struct bench_case bench_glib[] = { { .name = NULL } };
#endif
