/* harness.h - what a test file needs: each TEST runs in a process of its own and must give back all that it took.
 *
 * A test file is a program; main is in harness.c. Inside a test: cmocka's assert_* macros, fail_msg and skip, on any
 * thread. A failed one ends the test at once. After the body the harness compares memory, descriptors, threads and
 * whatever else was registered with their counts before it; each difference fails the test.
 *
 *   program [-v] [PATTERN]     runs the tests whose "room/file:name" contains PATTERN (or ACOM_TEST_FILTER)
 *   ACOM_TEST_TIMEOUT=seconds  instead of 60 (600 under a sanitizer)
 *   ACOM_TEST_WITHOUT=file     leaves out the tests whose names are lines of it
 *   ACOM_TEST_RESULTS=file     gets a line "passed failed skipped"
 *   ACOM_SWEEP=1               fails every allocation of every TEST, too, which must then not crash, hang or leak; another
 *                              number: from that allocation on
 *   ACOM_TORTURE=part            of a TORTURE all steps whose names contain the part
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <acom/errors.h>

#include "base/os.h"

#if defined(__SANITIZE_ADDRESS__)
#define HARNESS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HARNESS_ASAN 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define HARNESS_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define HARNESS_TSAN 1
#endif
#endif
#ifndef HARNESS_ASAN
#define HARNESS_ASAN 0
#endif
#ifndef HARNESS_TSAN
#define HARNESS_TSAN 0
#endif
#ifndef HARNESS_COVERAGE
#define HARNESS_COVERAGE 0
#endif

enum harness_kind { HARNESS_TEST, HARNESS_SWEEP, HARNESS_SIM, HARNESS_EXPLORE, HARNESS_TORTURE };

struct harness_test {
	const char *name;
	void (*body)(void);
	enum harness_kind kind;
	unsigned count;  /* seeds of a SIM_TEST, preemptions of an EXPLORE */
	unsigned most;   /* schedules with so many preemptions of an EXPLORE if ACOM_EXPLORE is set; 0: all there are */
	unsigned random; /* and random ones */
	int line;
	struct harness_test *next;
};
void harness_register(struct harness_test *test);

#define HARNESS_DEFINE(test, kind, count) HARNESS_DEFINE_SEARCH(test, kind, count, 0, 0)
#define HARNESS_DEFINE_SEARCH(test, kind, count, most, random) \
	static void test(void); \
	__attribute__((constructor)) static void register_##test(void) \
	{ \
		static struct harness_test entry = { #test, test, kind, count, most, random, __LINE__, NULL }; \
		harness_register(&entry); \
	} \
	static void test(void)

/* TEST(what_it_shows) { ... } */
#define TEST(name) HARNESS_DEFINE(name, HARNESS_TEST, 0)

/* A body that runs with the n-th allocation failing, for n = 1, 2, ... each in a fresh process, until it runs through
 * without meeting a failure; then again with all from the n-th on failing. It cleans up and returns when sweep_ok says
 * no. */
#define SWEEP(name) HARNESS_DEFINE(name, HARNESS_SWEEP, 0)

/* A body that runs under the simulated scheduler with seeds 1 ... n, or 20 n if ACOM_EXPLORE is set, or only with the
 * seed ACOM_SEED; in the direct build it runs once, as a TEST. */
#ifdef ACOM_SIM
#define SIM_TEST(name, n) HARNESS_DEFINE(name, HARNESS_SIM, n)

/* A body that runs under every schedule with at most n preemptions, as far as the budget goes (in `make check`; none if
 * ACOM_EXPLORE is set, but ACOM_EXPLORE_SECONDS for each body), and then under random ones: 2000 in `make check`, 40 000 if
 * ACOM_EXPLORE is set, or ACOM_EXPLORE_RANDOM. A schedule that fails is told as a list of choices: ACOM_SCHEDULE=list, or
 * ACOM_SEED=number, runs it alone. In the simulated build only. */
#define EXPLORE(name, n) HARNESS_DEFINE_SEARCH(name, HARNESS_EXPLORE, n, 0, 40000)
/* The same for one of the races that are promised to be looked at closely: 1 000 000 random ones. */
#define RACE(name, n) HARNESS_DEFINE_SEARCH(name, HARNESS_EXPLORE, n, 0, 1000000)
/* A race of so many choices that all schedules would take hours: a budget if ACOM_EXPLORE is set, too, unless to "all". */
#define LONG_RACE(name, n) HARNESS_DEFINE_SEARCH(name, HARNESS_EXPLORE, n, 1000000, 200000)
#else
#define SIM_TEST(name, n) HARNESS_DEFINE(name, HARNESS_TEST, n)
#define EXPLORE(name, n) HARNESS_DEFINE(name, HARNESS_TEST, n)
#define RACE(name, n) HARNESS_DEFINE(name, HARNESS_TEST, n)
#define LONG_RACE(name, n) HARNESS_DEFINE(name, HARNESS_TEST, n)
#endif

/* A body whose system calls fail on purpose from fault_on(true) to fault_on(false) (fault.h): each site that it meets, with each
 * error of its manual page, the first time, the second, ..., once or from then on; each step in a fresh process. A few of these
 * steps, unless ACOM_TORTURE says which: those whose names contain it; "": all. */
#define TORTURE(name) HARNESS_DEFINE(name, HARNESS_TORTURE, 0)

/* True: go on. False: the error came from the failed allocation. Any other error fails the test; beside E_OUTOFMEMORY
 * those listed after it are clean ones: sweep_ok(hr, RPC_E_OUT_OF_RESOURCES). */
#define sweep_ok(...) sweep_judge(__FILE__, __LINE__, (const HRESULT[]){ __VA_ARGS__ }, \
				  sizeof((const HRESULT[]){ __VA_ARGS__ }) / sizeof(HRESULT))
bool sweep_judge(const char *file, int line, const HRESULT *hr, size_t count);

/* Whether this is a step of a sweep, each of which is the whole test again. */
bool swept(void);

/* How often a test does what is alike each time, or how much of it it takes: in a sweep a few times show as much. */
int few(int all);
/* How often a test begins anew: so often, or as often as in `make soak` (ACOM_SOAK=1); once in a sweep. */
int repeats(int usual, int soaked);

/* A pointer that the test cannot go on without: if it is NULL, the test ends here. BSTR b = needed(SysAllocString(u"a")); */
#define needed(p) ((__typeof__(p))harness_needed((const void *)(p), #p, __FILE__, __LINE__))
void *harness_needed(const void *p, const char *what, const char *file, int line);

/* Has `what` counted before and after each test of this program. Call it from a constructor, or in the test's body. */
void harness_check(const char *what, uint64_t (*count)(void));

/* Where this program lies, so that a test finds its neighbours: the build directory's test/ROOM. */
const char *harness_directory(void);

/* ---- threads: the same in both builds ---- */

struct harness_thread {
	os_thread thread;
};
void harness_start(struct harness_thread *t, void (*fn)(void *arg), void *arg);
void harness_join(struct harness_thread *t);
unsigned harness_threads(void); /* that this process has */

/* Every loop of a test that waits for others turns here, and so does a poll without end. Once an allocation was made to
 * fail, what they wait for may never come: then they give up. */
#define os_yield harness_yield
void harness_yield(void);
#define os_poll harness_poll
int harness_poll(int fd, uint64_t deadline);

/* A door that opens once: tests force an order with it, without sleeping. If it is never opened the test fails. */
struct harness_gate {
	os_mutex lock;
	bool open;
	struct gate_waiter *waiters;
	bool shared;  /* in memory that several processes have in common */
	os_u32 told;  /* of such a one: it is open */
};
#define HARNESS_GATE_INIT { OS_MUTEX_INIT, false, NULL, false, { 0 } }
void harness_gate_wait(struct harness_gate *gate);
void harness_gate_open(struct harness_gate *gate);

#endif
