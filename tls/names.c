/* names.c - where hosts are that have names: the C library is asked, on a thread of its own, for it may take longer than anybody
 * waits. */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tls.h"

enum { NS_PER_S = 1000000000 };

/* The thread's and the asker's; it goes with the later one of both. */
struct question {
	pthread_mutex_t lock;
	pthread_cond_t answered;
	bool over, alone; /* over: the thread is; alone: it is not waited for any more */
	int error, system;
	unsigned count;
	struct secure_place places[SECURE_PLACES];
	char name[];
};

static void question_free(struct question *q)
{
	pthread_cond_destroy(&q->answered);
	pthread_mutex_destroy(&q->lock);
	free(q);
}

static struct question *question_create(const char *name)
{
	size_t size = strlen(name) + 1;
	struct question *q = calloc(1, sizeof *q + size);
	pthread_condattr_t attributes;

	if (!q)
		return NULL;
	memcpy(q->name, name, size);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&q->answered, &attributes);
	pthread_condattr_destroy(&attributes);
	pthread_mutex_init(&q->lock, NULL);
	return q;
}

/* ---- the thread ---- */

/* What is good on one cable only has more to it than a number. */
static void place_take(struct question *q, const struct sockaddr *at)
{
	const struct in_addr *v4 = at->sa_family == AF_INET ? &((const struct sockaddr_in *)(const void *)at)->sin_addr : NULL;
	const struct in6_addr *v6 = at->sa_family == AF_INET6 ? &((const struct sockaddr_in6 *)(const void *)at)->sin6_addr : NULL;
	struct secure_place *p = &q->places[q->count];

	if (!v4 && (!v6 || IN6_IS_ADDR_LINKLOCAL(v6)))
		return;
	p->ip_size = v4 ? sizeof *v4 : sizeof *v6;
	memcpy(p->ip, v4 ? (const void *)v4 : v6, p->ip_size);
	q->count++;
}

static void ask(struct question *q)
{
	struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM }, *found = NULL;

	q->error = getaddrinfo(q->name, NULL, &hints, &found);
	q->system = errno;
	for (struct addrinfo *i = found; !q->error && i && q->count < SECURE_PLACES; i = i->ai_next)
		place_take(q, i->ai_addr);
	if (!q->error) {
		freeaddrinfo(found);
		q->error = q->count ? 0 : EAI_NONAME;
	}
}

static void *question_run(void *arg)
{
	struct question *q = arg;

	ask(q);
	pthread_mutex_lock(&q->lock);
	bool alone = q->alone;
	q->over = true;
	pthread_cond_signal(&q->answered);
	pthread_mutex_unlock(&q->lock);
	if (alone)
		question_free(q);
	return NULL;
}

/* The program's signals are not for it. */
static bool question_start(struct question *q)
{
	pthread_attr_t attributes;
	sigset_t all, before;
	pthread_t thread;

	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	int error = pthread_create(&thread, &attributes, question_run, q);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	return !error;
}

/* ---- who asks ---- */

static struct timespec after(uint64_t time)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += (time_t)(time / NS_PER_S);
	t.tv_nsec += (long)(time % NS_PER_S);
	if (t.tv_nsec >= NS_PER_S) {
		t.tv_nsec -= NS_PER_S;
		t.tv_sec++;
	}
	return t;
}

/* False: the time is over, and the thread alone with it. */
static bool question_await(struct question *q, uint64_t time)
{
	struct timespec end = after(time);
	int error = 0;

	pthread_mutex_lock(&q->lock);
	while (!q->over && !error)
		error = pthread_cond_timedwait(&q->answered, &q->lock, &end);
	bool over = q->over;
	q->alone = !over;
	pthread_mutex_unlock(&q->lock);
	return over;
}

/* The C library's own words are the locale's. */
static const char *reason_of(const struct question *q)
{
	const char *system = q->error == EAI_SYSTEM ? strerrordesc_np(q->system) : NULL;

	if (system)
		return system;
	return q->error == EAI_AGAIN ? "whoever would know does not answer" : "the name is unknown";
}

static unsigned question_end(struct question *q, struct secure_place places[SECURE_PLACES], struct secure_fault *f)
{
	unsigned count = q->count;

	memcpy(places, q->places, sizeof q->places);
	if (q->error == EAI_MEMORY)
		fault_set(f, E_OUTOFMEMORY, "memory is short");
	else if (q->error)
		fault_set(f, RPC_S_SERVER_UNAVAILABLE, "nobody knows where its host is: %s", reason_of(q));
	question_free(q);
	return count;
}

unsigned tls_look_up(const char *name, uint64_t time, struct secure_place places[SECURE_PLACES], struct secure_fault *f)
{
	struct question *q = question_create(name);

	if (!q || !question_start(q)) {
		if (q)
			question_free(q);
		fault_set(f, E_OUTOFMEMORY, "there is no memory, or no thread, to ask where its host is");
		return 0;
	}
	if (question_await(q, time))
		return question_end(q, places, f);
	fault_set(f, RPC_S_SERVER_UNAVAILABLE, "nobody has said in time where its host is");
	return 0;
}
