/* os_thread.h - of os.h: threads, and what each has of its own. */
#ifndef ACOM_OS_THREAD_H
#define ACOM_OS_THREAD_H

#include "os_atomic.h"

/* ---- threads ---- */
typedef struct os_thread { void *impl; } os_thread;
/* 0 or an errno. fn runs on the new thread; every thread is joined or detached exactly once. */
int os_thread_start(os_thread *t, void (*fn)(void *arg), void *arg);
void os_thread_join(os_thread *t);
void os_thread_detach(os_thread *t);
uint64_t os_thread_id(void);                   /* gettid; unique among live threads, never 0 */
uint64_t os_thread_live(void);                 /* threads started here and not yet ended */
void os_yield(void);

/* The one thread-local pointer. `at_exit` runs when a thread ends with a non-NULL pointer. */
#ifdef ACOM_SIM
void *os_slot(void);
#else
/* In the memory that each thread has from its start, also where the library is a shared one. */
extern __thread void *os_slot_value __attribute__((visibility("hidden"), tls_model("initial-exec")));
static inline void *os_slot(void) { return os_slot_value; }
#endif
void os_slot_set(void *value, void (*at_exit)(void *value));

/* Octets that each thread has of its own beside it, zero at first, for what must not fail. `at_exit`, the same for all that
 * ask, runs when such a thread ends. */
enum { OS_LOCAL_SIZE = 64 };
void *os_local(void);
void os_local_at_exit(void (*at_exit)(void *local));

/* A copy, made by fork, of a process of which `in_use` said then that it is in use: it has the memory, but of the threads only its
 * own, and descriptors that are the other one's, too. Once; then the copying thread's slot is NULL in the copy. */
void os_copy_watch(bool (*in_use)(void));
void os_copy_tell(void (*fn)(void)); /* is called in each copy of the process from now on, whatever is in use */
extern os_u32 os_copied __attribute__((visibility("hidden")));
static inline bool os_is_copy(void) { return os_load32(&os_copied); }

#endif
