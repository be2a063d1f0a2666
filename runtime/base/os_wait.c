/* os_wait.c - how threads wait: locks and parking over futexes, and what a thread tries before it sleeps. */
#ifndef ACOM_SIM
#include <errno.h>
#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "os.h"

/* Where the other side runs at the same time, a look at its memory is a thousand times cheaper than being woken. */
static inline void relax(void)
{
#if defined(__x86_64__) || defined(__i386__)
	__builtin_ia32_pause();
#elif defined(__aarch64__)
	__asm__ volatile("isb" ::: "memory");
#endif
}

/* Sleeps while *word is `value`; false when the time is over. Returns early at will. */
static bool futex_wait(os_u32 *word, uint32_t value, uint64_t deadline)
{
	struct timespec until = { (time_t)(deadline / NS_PER_S), (long)(deadline % NS_PER_S) };

	return !syscall(SYS_futex, &word->v, FUTEX_WAIT_BITSET_PRIVATE, value, deadline == OS_FOREVER ? NULL : &until, NULL,
			FUTEX_BITSET_MATCH_ANY) ||
	       errno != ETIMEDOUT;
}

static void futex_wake_one(os_u32 *word)
{
	syscall(SYS_futex, &word->v, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

/* ---- locks ---- */

enum { MUTEX_LOOKS = 100 }; /* what is done under a lock takes less */

void os_mutex_await(os_mutex *m)
{
	for (int i = 0; i < MUTEX_LOOKS && __atomic_load_n(&m->state.v, __ATOMIC_RELAXED) == 1; i++)
		relax();
	if (os_cas32(&m->state, 0, 1))
		return;
	while (os_swap32(&m->state, 2))
		futex_wait(&m->state, 2, OS_FOREVER);
}

void os_mutex_wake(os_mutex *m)
{
	futex_wake_one(&m->state);
}

/* ---- parking ---- */

/* Watching pays while it is shorter than being woken, yielding while it is shorter than a slice of somebody else. Whoever tries
 * in vain loses time, and does not try again for as long; twice as long after each further time, up to 64 times: then the
 * tries cost hardly anything, however many others want the processor. Hits make him bolder again. */
enum { WATCH_NS = 50000, YIELD_NS = 400000, LOOKS = 32, YIELDS = 20, MOST_MISSES = 6, HITS_PER_MISS = 32, HITS_PER_LOOK = 16 };

static bool park_take(os_parker *p)
{
	return __atomic_load_n(&p->token.v, __ATOMIC_RELAXED) == PARK_TOKEN && os_cas32(&p->token, PARK_TOKEN, PARK_EMPTY);
}

static uint32_t here(void)
{
	int cpu = sched_getcpu();

	return cpu < 0 ? 0 : (uint32_t)cpu + 1;
}

/* The other side runs on another processor: it is watched. */
static bool park_watch(os_parker *p, uint64_t since)
{
	do {
		for (int i = 0; i < LOOKS; i++) {
			if (park_take(p))
				return true;
			relax();
		}
	} while (os_now() - since < WATCH_NS);
	return false;
}

/* It wants this one: it gets it. When that takes long, others got it, and are many. since: 0: nobody looks at the clock. */
static bool park_yield(os_parker *p, uint64_t since)
{
	bool taken = false;

	for (int i = 0; i < YIELDS && !taken; i++) {
		sched_yield();
		taken = park_take(p);
		if (!taken && since && os_now() - since > YIELD_NS)
			break;
	}
	return taken;
}

static void park_learn(os_parker *p, bool hit, uint64_t now, uint64_t lost)
{
	if (!hit) {
		p->sober = now + (lost << p->misses);
		p->misses += p->misses < MOST_MISSES;
		p->hits = 0;
	} else if (p->misses && ++p->hits == HITS_PER_MISS) {
		p->misses--;
		p->hits = 0;
	}
}

/* A look at the clock takes as long as some calls do: as long as all goes well, few are timed. */
static bool park_is_timed(os_parker *p)
{
	return p->misses || !(++p->hits % HITS_PER_LOOK);
}

/* A token without a system call that sleeps. Who has a deadline might miss it by yielding. */
static bool park_try(os_parker *p, uint64_t deadline)
{
	bool elsewhere = os_load32(&p->waker) != here(), timed = elsewhere || deadline != OS_FOREVER || park_is_timed(p);
	uint64_t since = timed ? os_now() : 0;

	if (timed && (since < p->sober || (deadline != OS_FOREVER && (!elsewhere || deadline < since + WATCH_NS))))
		return false;
	bool taken = elsewhere ? park_watch(p, since) : park_yield(p, since);
	if (!timed && taken)
		return true;
	uint64_t now = os_now();
	park_learn(p, taken && now - since < YIELD_NS, now, timed ? now - since : YIELD_NS);
	return taken;
}

bool os_park(os_parker *p, uint64_t deadline)
{
	bool more = true;

	if (park_take(p) || park_try(p, deadline))
		return true;
	for (;;) {
		if (os_cas32(&p->token, PARK_TOKEN, PARK_EMPTY))
			return true;
		if (!more && os_swap32(&p->token, PARK_EMPTY) != PARK_TOKEN)
			return false;
		if (!more)
			return true;
		os_cas32(&p->token, PARK_EMPTY, PARK_SLEEPING);
		more = futex_wait(&p->token, PARK_SLEEPING, deadline);
	}
}

os_parker *os_unpark_mark(os_parker *p)
{
	os_store32(&p->waker, here());
	uint32_t before = os_swap32(&p->token, PARK_TOKEN);
	if (before == PARK_POLLING)
		os_eventfd_set(p->wake - 1);
	return before == PARK_SLEEPING ? p : NULL;
}

/* The waiter may be gone and its memory another's: the wake names the address only, and wakes nobody. */
void os_unpark_wake(os_parker *marked)
{
	if (marked)
		futex_wake_one(&marked->token);
}

void os_unpark(os_parker *p)
{
	os_unpark_wake(os_unpark_mark(p));
}
#endif
