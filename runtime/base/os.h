/* os.h - the one seam to threads, clock, atomics, thread-locals, futex, eventfd, poll, sockets, memory, the environment, files
 * that are not to be trusted, and shared objects.
 *
 * Two builds of the same functions. Direct: thin inlines over Linux. ACOM_SIM: a cooperative scheduler with simulated
 * time (os_sim.c), in which every lock, wait, wake and atomic read-modify-write is a scheduling point that a test
 * chooses. Memory and clock are here, the rest in headers of its own.
 */
#ifndef ACOM_OS_H
#define ACOM_OS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "os_atomic.h"
#include "os_file.h"
#include "os_mutex.h"
#include "os_park.h"
#include "os_process.h"
#include "os_set.h"
#include "os_socket.h"
#include "os_thread.h"

/* Deadlines are absolute, in nanoseconds of os_now(). */
#define OS_FOREVER UINT64_MAX
#define NS_PER_S UINT64_C(1000000000)

/* ---- memory: the one allocator of library, generator and tests (counted, and failed on purpose) ---- */
void *os_alloc(size_t size);                 /* contents undefined; NULL when memory is short */
void *os_zalloc(size_t size);                /* zeroed; large blocks are untouched zero pages */
void *os_realloc(void *p, size_t size);      /* as realloc; p stays valid when it fails */
void os_free(void *p);
void os_alloc_trim(void);                    /* large blocks that are kept to be used again go back to the system */

/* The harness' view: every block that is alive; the n-th allocation to fail (0: none; `ever`: and all that follow). */
uint64_t os_alloc_live(void);
uint64_t os_alloc_count(void) __attribute__((used)); /* the bench's, too */
void os_alloc_fail(uint64_t nth, bool ever);
bool os_alloc_failed(void);                  /* whether a failure was delivered since os_alloc_fail */
void os_alloc_exempt(bool exempt);           /* this thread's allocations never fail on purpose, and are not numbered */

/* ---- clock, randomness, environment ---- */
uint64_t os_now(void);
void os_random(void *buffer, size_t size);
const char *os_env(const char *name);        /* NULL when unset */
const char *os_env_trusted(const char *name); /* NULL in set-user-id programs, too */
uint64_t os_process_id(void);
bool os_process_lives(uint64_t id);            /* this one, or another one that has got its number */

#endif
