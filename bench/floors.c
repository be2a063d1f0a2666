/* floors.c - what no library can beat on this machine: a call through a table, libffi, and handing a call to a thread. */
#include <ffi.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bench.h"

/* ---- in one thread ---- */

struct adder {
	int (*const *vtbl)(struct adder *, int, int, int *);
};

static int add(struct adder *This, int a, int b, int *sum)
{
	(void)This;
	*sum = a + b;
	return 0;
}

static int (*const adder_vtbl[])(struct adder *, int, int, int *) = { add };

static void run_vtable(uint64_t n)
{
	static struct adder adder = { adder_vtbl };
	struct adder *volatile p = &adder;
	int sum;

	for (uint64_t i = 0; i < n; i++)
		BENCH_CHECK(!p->vtbl[0](p, (int)(i & 1023), 1, &sum) && sum == (int)(i & 1023) + 1);
}

static void run_ffi(uint64_t n)
{
	ffi_type *types[] = { &ffi_type_pointer, &ffi_type_sint32, &ffi_type_sint32, &ffi_type_pointer };
	struct adder adder = { adder_vtbl }, *This = &adder;
	int a, b = 1, sum, *out = &sum;
	void *values[] = { &This, &a, &b, &out };
	ffi_arg result;
	ffi_cif cif;

	BENCH_CHECK(ffi_prep_cif(&cif, FFI_DEFAULT_ABI, 4, &ffi_type_sint32, types) == FFI_OK);
	for (uint64_t i = 0; i < n; i++) {
		a = (int)(i & 1023);
		ffi_call(&cif, FFI_FN(adder_vtbl[0]), &result, values);
		BENCH_CHECK(!(int)result && sum == a + 1);
	}
}

/* ---- one call at a time, to another thread and back ---- */

struct message {
	struct message *next;
	int a, b, sum;
};

static pthread_t server;
static struct message *slot;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t to_server = PTHREAD_COND_INITIALIZER, to_client = PTHREAD_COND_INITIALIZER;
static int turn; /* 1: the server's */

static void *cond_server(void *arg)
{
	pthread_mutex_lock(&lock);
	for (;;) {
		while (turn != 1)
			pthread_cond_wait(&to_server, &lock);
		if (!slot)
			break;
		slot->sum = slot->a + slot->b;
		turn = 0;
		pthread_cond_signal(&to_client);
	}
	pthread_mutex_unlock(&lock);
	return arg;
}

static void cond_call(struct message *m)
{
	pthread_mutex_lock(&lock);
	slot = m;
	turn = 1;
	pthread_cond_signal(&to_server);
	while (m && turn)
		pthread_cond_wait(&to_client, &lock);
	pthread_mutex_unlock(&lock);
}

static void open_cond(void)
{
	turn = 0;
	BENCH_CHECK(!pthread_create(&server, NULL, cond_server, NULL));
}

static void close_cond(void)
{
	cond_call(NULL);
	pthread_join(server, NULL);
}

static void run_cond(uint64_t n)
{
	for (uint64_t i = 0; i < n; i++) {
		struct message m = { NULL, (int)(i & 1023), 1, 0 };
		cond_call(&m);
		BENCH_CHECK(m.sum == m.a + 1);
	}
}

static _Alignas(64) atomic_uint request, reply;

static void futex_await(atomic_uint *word, unsigned seen)
{
	while (atomic_load(word) == seen)
		syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
}

static void futex_post(atomic_uint *word)
{
	atomic_fetch_add(word, 1);
	syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

static void *futex_server(void *arg)
{
	for (unsigned seen = 0;; seen++) {
		futex_await(&request, seen);
		if (!slot)
			return arg;
		slot->sum = slot->a + slot->b;
		futex_post(&reply);
	}
}

static void open_futex(void)
{
	atomic_store(&request, 0);
	atomic_store(&reply, 0);
	BENCH_CHECK(!pthread_create(&server, NULL, futex_server, NULL));
}

static void close_futex(void)
{
	slot = NULL;
	futex_post(&request);
	pthread_join(server, NULL);
}

static void run_futex(uint64_t n)
{
	for (uint64_t i = 0; i < n; i++) {
		struct message m = { NULL, (int)(i & 1023), 1, 0 };
		unsigned seen = atomic_load(&reply);
		slot = &m;
		futex_post(&request);
		futex_await(&reply, seen);
		BENCH_CHECK(m.sum == m.a + 1);
	}
}

/* ---- many at a time, through two locked queues ---- */

enum { IN_FLIGHT = 64 };

static struct queue {
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct message *head, **tail;
	bool waiting;
} requests, replies;

static void queue_init(struct queue *q)
{
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->more, NULL);
	q->tail = &q->head;
	q->head = NULL;
}

static void queue_push(struct queue *q, struct message *m)
{
	m->next = NULL;
	pthread_mutex_lock(&q->lock);
	*q->tail = m;
	q->tail = &m->next;
	if (q->waiting)
		pthread_cond_signal(&q->more);
	pthread_mutex_unlock(&q->lock);
}

static struct message *queue_pop(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	while (!q->head) {
		q->waiting = true;
		pthread_cond_wait(&q->more, &q->lock);
		q->waiting = false;
	}
	struct message *m = q->head;
	q->head = m->next;
	if (!q->head)
		q->tail = &q->head;
	pthread_mutex_unlock(&q->lock);
	return m;
}

static void *queue_server(void *arg)
{
	for (;;) {
		struct message *m = queue_pop(&requests);
		if (m->b < 0)
			return arg;
		m->sum = m->a + m->b;
		queue_push(&replies, m);
	}
}

static void open_queue(void)
{
	queue_init(&requests);
	queue_init(&replies);
	BENCH_CHECK(!pthread_create(&server, NULL, queue_server, NULL));
}

static void close_queue(void)
{
	struct message last = { NULL, 0, -1, 0 };

	queue_push(&requests, &last);
	pthread_join(server, NULL);
}

static void run_queue(uint64_t n)
{
	struct message m[IN_FLIGHT];
	uint64_t begun = 0;

	for (; begun < IN_FLIGHT && begun < n; begun++) {
		m[begun] = (struct message){ NULL, (int)begun, 1, 0 };
		queue_push(&requests, &m[begun]);
	}
	for (uint64_t done = 0; done < n; done++) {
		struct message *r = queue_pop(&replies);
		BENCH_CHECK(r->sum == r->a + 1);
		if (begun++ < n)
			queue_push(&requests, r);
	}
}

const struct bench_case bench_floors[] = {
	{ .name = "direct vtable call", .run = run_vtable },
	{ .name = "ffi_call", .run = run_ffi },
	{ .name = "futex handoff", .open = open_futex, .run = run_futex, .close = close_futex },
	{ .name = "mutex/cond handoff", .floor = "futex handoff", .open = open_cond, .run = run_cond,
	  .close = close_cond },
	{ .name = "mutex queue, 64 in flight", .open = open_queue, .run = run_queue, .close = close_queue },
	{ .name = NULL },
};
