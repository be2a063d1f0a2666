/* os_direct.c - os.h over Linux itself: pthreads, the monotonic clock, ppoll. How threads wait is in os_wait.c. */
#ifndef ACOM_SIM
#include <errno.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "os.h"

uint64_t os_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * NS_PER_S + (uint64_t)t.tv_nsec;
}

/* Below 256 bytes getrandom neither fails nor returns short once the kernel is up; in between it can be interrupted. */
void os_random(void *buffer, size_t size)
{
	unsigned char *at = buffer;

	while (size) {
		ssize_t n = getrandom(at, size, 0);

		if (n > 0) {
			at += n;
			size -= (size_t)n;
		}
	}
}

/* ---- the thread-local pointer ---- */

__thread void *os_slot_value;
static __thread void (*slot_at_exit)(void *);
static __thread _Alignas(void *) char local[OS_LOCAL_SIZE];
static __thread void (*local_at_exit)(void *);
static pthread_key_t slot_key;
static pthread_once_t slot_once = PTHREAD_ONCE_INIT;

static void local_end(void)
{
	void (*at_exit)(void *) = local_at_exit;

	local_at_exit = NULL;
	if (at_exit)
		at_exit(local);
}

/* Runs at_exit, again if that sets the slot anew. */
static void slot_end(void *unused)
{
	(void)unused;
	local_end();
	while (os_slot_value) {
		void *value = os_slot_value;

		os_slot_value = NULL;
		if (slot_at_exit)
			slot_at_exit(value);
	}
}

static void slot_make_key(void)
{
	pthread_key_create(&slot_key, slot_end);
}

void os_slot_set(void *value, void (*at_exit)(void *value))
{
	pthread_once(&slot_once, slot_make_key);
	os_slot_value = value;
	slot_at_exit = at_exit;
	pthread_setspecific(slot_key, value || local_at_exit ? &slot_key : NULL);
}

void *os_local(void)
{
	return local;
}

void os_local_at_exit(void (*at_exit)(void *local))
{
	pthread_once(&slot_once, slot_make_key);
	local_at_exit = at_exit;
	pthread_setspecific(slot_key, &slot_key);
}

/* ---- copies of the process ---- */

static bool (*copied_in_use)(void);
static __thread pid_t thread_id; /* 0: not asked for so far */

static void copy_begins(void)
{
	thread_id = 0; /* it has another number there */
	if (!copied_in_use())
		return;
	os_store32(&os_copied, true);
	if (os_slot_value)
		os_slot_set(NULL, NULL);
}

void os_copy_watch(bool (*in_use)(void))
{
	copied_in_use = in_use;
	pthread_atfork(NULL, NULL, copy_begins);
}

void os_copy_tell(void (*fn)(void))
{
	pthread_atfork(NULL, NULL, fn);
}

/* ---- threads ---- */

struct thread_start {
	void (*fn)(void *);
	void *arg;
};

/* Counted relaxed: a stronger order would hide the races of threads that follow each other from ThreadSanitizer. */
static uint64_t threads_live;

static void threads_count(int change)
{
	__atomic_add_fetch(&threads_live, (uint64_t)change, __ATOMIC_RELAXED);
}

/* These end here and not in the key's destructor, so that a thread counts as live until that is done too. */
static void *thread_main(void *p)
{
	struct thread_start start = *(struct thread_start *)p;

	os_free(p);
	start.fn(start.arg);
	slot_end(NULL);
	threads_count(-1);
	return NULL;
}

int os_thread_start(os_thread *t, void (*fn)(void *arg), void *arg)
{
	struct thread_start *start = os_alloc(sizeof *start);
	pthread_t id;
	int error;

	if (!start)
		return ENOMEM;
	*start = (struct thread_start){ fn, arg };
	threads_count(1);
	error = pthread_create(&id, NULL, thread_main, start);
	if (error) {
		threads_count(-1);
		os_free(start);
		return error;
	}
	t->impl = (void *)id;
	return 0;
}

void os_thread_join(os_thread *t)
{
	pthread_join((pthread_t)t->impl, NULL);
}

void os_thread_detach(os_thread *t)
{
	pthread_detach((pthread_t)t->impl);
}

uint64_t os_thread_id(void)
{
	if (!thread_id)
		thread_id = (pid_t)syscall(SYS_gettid);
	return (uint64_t)thread_id;
}

uint64_t os_thread_live(void)
{
	return __atomic_load_n(&threads_live, __ATOMIC_RELAXED);
}

void os_yield(void)
{
	syscall(SYS_sched_yield); /* sched_yield's page of libc would be in memory for this alone */
}

/* ---- polling ---- */

/* The time from now to the deadline; NULL for ever. */
static struct timespec *poll_time(uint64_t deadline, struct timespec *t)
{
	uint64_t now = os_now();
	uint64_t left = deadline > now ? deadline - now : 0;

	*t = (struct timespec){ (time_t)(left / NS_PER_S), (long)(left % NS_PER_S) };
	return deadline == OS_FOREVER ? NULL : t;
}

int os_poll_many(const int *fds, unsigned count, uint64_t deadline, uint64_t *ready)
{
	struct timespec t;
	int n;

	do
		n = linux_poll(fds, count, poll_time(deadline, &t), ready);
	while (n == -EINTR);
	return n;
}
#endif
