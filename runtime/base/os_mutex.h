/* os_mutex.h - of os.h: locks. */
#ifndef ACOM_OS_MUTEX_H
#define ACOM_OS_MUTEX_H

#include "os_atomic.h"

/* ---- locks: not recursive, zero-initialized is unlocked ---- */
#ifdef ACOM_SIM
typedef struct os_mutex { void *owner; } os_mutex;
#define OS_MUTEX_INIT { NULL }
void os_mutex_init(os_mutex *m);
void os_mutex_fini(os_mutex *m);
void os_mutex_lock(os_mutex *m);
void os_mutex_unlock(os_mutex *m);
#else
#include <pthread.h>
#if defined(__SANITIZE_THREAD__)
#define OS_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define OS_TSAN 1
#endif
#endif
#ifdef OS_TSAN
#include <sanitizer/tsan_interface.h>
#define OS_TSAN_MUTEX(what, ...) __tsan_mutex_##what(__VA_ARGS__)
#else
#define OS_TSAN_MUTEX(what, ...) ((void)0)
#endif
/* 0: free; 1: held; 2: held, and somebody may sleep. Taking it acquires, giving it back releases. */
typedef struct os_mutex { os_u32 state; } os_mutex;
#define OS_MUTEX_INIT { { 0 } }
void os_mutex_await(os_mutex *m);            /* of os_wait.c: the slow halves */
void os_mutex_wake(os_mutex *m);

static inline void os_mutex_init(os_mutex *m)
{
	m->state.v = 0;
	OS_TSAN_MUTEX(create, m, __tsan_mutex_not_static);
}
static inline void os_mutex_fini(os_mutex *m)
{
	OS_TSAN_MUTEX(destroy, m, 0);
	(void)m;
}
static inline void os_mutex_lock(os_mutex *m)
{
	uint32_t state = 0;

	OS_TSAN_MUTEX(pre_lock, m, 0);
	if (!__atomic_compare_exchange_n(&m->state.v, &state, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
		os_mutex_await(m);
	OS_TSAN_MUTEX(post_lock, m, 0, 0);
}
/* Once it is free the next holder may destroy it: what follows uses the address only. */
static inline void os_mutex_unlock(os_mutex *m)
{
	OS_TSAN_MUTEX(pre_unlock, m, 0);
	if (__atomic_exchange_n(&m->state.v, 0, __ATOMIC_RELEASE) == 2)
		os_mutex_wake(m);
	OS_TSAN_MUTEX(post_unlock, m, 0);
}
#endif

#endif
