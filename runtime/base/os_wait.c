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

/* ---- trying ---- */

/* Watching pays while it is shorter than being woken, yielding while it is shorter than a slice of somebody else. Whoever tries
 * in vain loses time, and does not try again for as long; twice as long after each further time, up to 64 times: then the
 * tries cost hardly anything, however many others want the processor. Hits make him bolder again. */
enum { WATCH_NS = 50000, YIELD_NS = 400000, LOOKS = 32, YIELDS = 20, MOST_MISSES = 6, HITS_PER_MISS = 32, HITS_PER_LOOK = 8 };

static uint32_t nothing; /* os_try_nothing */

void os_try_nothing(bool sober)
{
	__atomic_store_n(&nothing, sober, __ATOMIC_RELAXED);
}

static void patience_learn(struct os_patience *p, bool hit, uint64_t now, uint64_t lost)
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
static bool patience_is_timed(struct os_patience *p)
{
	return p->misses || !(++p->hits % HITS_PER_LOOK);
}

/* The other side wants this processor: it gets it. When that takes long, others got it, and are many. since: 0: nobody looks at
 * the clock. */
static bool give_way(bool (*helped)(void *arg), void *arg, uint64_t since)
{
	bool has = false;

	for (int i = 0; i < YIELDS && !has; i++) {
		os_yield();
		has = helped(arg);
		if (!has && since && os_now() - since > YIELD_NS)
			break;
	}
	return has;
}

/* Who has a deadline might miss it. */
bool os_try(struct os_patience *p, uint64_t deadline, bool (*helped)(void *arg), void *arg)
{
	bool timed = deadline != OS_FOREVER || patience_is_timed(p);
	uint64_t since = timed ? os_now() : 0;

	if (__atomic_load_n(&nothing, __ATOMIC_RELAXED) ||
	    (timed && (since < p->sober || (deadline != OS_FOREVER && deadline < since + 2 * YIELD_NS))))
		return false;
	bool has = give_way(helped, arg, since);
	if (!timed && has)
		return true;
	uint64_t now = os_now();
	patience_learn(p, has && now - since < YIELD_NS, now, timed ? now - since : YIELD_NS);
	return has;
}

/* ---- parking ---- */

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
			if (os_unparked(p))
				return true;
			relax();
		}
	} while (os_now() - since < WATCH_NS);
	return false;
}

static bool park_has(void *p)
{
	return os_unparked(p);
}

/* A token without a system call that sleeps. Where the other side runs on another processor it is watched. */
static bool park_try(os_parker *p, uint64_t deadline)
{
	if (os_load32(&p->waker) == here())
		return deadline == OS_FOREVER && os_try(&p->patience, deadline, park_has, p);
	uint64_t since = os_now();
	if (__atomic_load_n(&nothing, __ATOMIC_RELAXED) || since < p->patience.sober ||
	    (deadline != OS_FOREVER && deadline < since + WATCH_NS))
		return false;
	bool taken = park_watch(p, since);
	uint64_t now = os_now();
	patience_learn(&p->patience, taken, now, now - since);
	return taken;
}

bool os_nap(os_parker *p, uint64_t deadline)
{
	bool more = true;

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

bool os_park(os_parker *p, uint64_t deadline)
{
	return os_unparked(p) || park_try(p, deadline) || os_nap(p, deadline);
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
