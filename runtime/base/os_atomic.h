/* os_atomic.h - of os.h: atomics, and counts that are made of them. */
#ifndef ACOM_OS_ATOMIC_H
#define ACOM_OS_ATOMIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- atomics: loads and read-modify-writes are in one order that all threads agree on, so that of two that write one and then
 * read the other's at least one sees it; stores are releases; os_ref is relaxed ---- */
typedef struct os_u32 { uint32_t v; } os_u32;
typedef struct os_u64 { uint64_t v; } os_u64;
typedef struct os_ptr { void *v; } os_ptr;

#ifdef ACOM_SIM
void os_point(void);                         /* a scheduling point */
#else
static inline void os_point(void) {}
#endif

static inline uint32_t os_load32(const os_u32 *a) { return __atomic_load_n(&a->v, __ATOMIC_SEQ_CST); }
/* Of a number alone, that says nothing of other memory. */
static inline uint32_t os_peek32(const os_u32 *a) { return __atomic_load_n(&a->v, __ATOMIC_RELAXED); }
static inline void os_store32(os_u32 *a, uint32_t v) { __atomic_store_n(&a->v, v, __ATOMIC_RELEASE); }
static inline uint32_t os_swap32(os_u32 *a, uint32_t v)
{
	os_point();
	return __atomic_exchange_n(&a->v, v, __ATOMIC_SEQ_CST);
}
static inline uint32_t os_add32(os_u32 *a, uint32_t d)
{
	os_point();
	return __atomic_add_fetch(&a->v, d, __ATOMIC_SEQ_CST);
}
static inline uint32_t os_sub32(os_u32 *a, uint32_t d)
{
	os_point();
	return __atomic_sub_fetch(&a->v, d, __ATOMIC_SEQ_CST);
}
static inline bool os_cas32(os_u32 *a, uint32_t expected, uint32_t v)
{
	os_point();
	return __atomic_compare_exchange_n(&a->v, &expected, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
static inline uint32_t os_or32(os_u32 *a, uint32_t bits) /* what it was */
{
	os_point();
	return __atomic_fetch_or(&a->v, bits, __ATOMIC_SEQ_CST);
}
static inline uint32_t os_and32(os_u32 *a, uint32_t bits) /* what it was */
{
	os_point();
	return __atomic_fetch_and(&a->v, bits, __ATOMIC_SEQ_CST);
}
static inline uint64_t os_load64(const os_u64 *a) { return __atomic_load_n(&a->v, __ATOMIC_SEQ_CST); }
/* What it is from now on: v, unless it is something else than 0 already. No scheduling point: that is so once in a process. */
static inline uint64_t os_settle64(os_u64 *a, uint64_t v)
{
	uint64_t was = 0;

	return __atomic_compare_exchange_n(&a->v, &was, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST) ? v : was;
}
/* Of a count that nobody looks at but a copy of the process: no scheduling point. */
static inline void os_tally32(os_u32 *a, uint32_t d) { __atomic_add_fetch(&a->v, d, __ATOMIC_SEQ_CST); }
static inline uint64_t os_add64(os_u64 *a, uint64_t d)
{
	os_point();
	return __atomic_add_fetch(&a->v, d, __ATOMIC_SEQ_CST);
}
static inline void *os_loadp(const os_ptr *a) { return __atomic_load_n(&a->v, __ATOMIC_SEQ_CST); }
static inline void os_storep(os_ptr *a, void *v) { __atomic_store_n(&a->v, v, __ATOMIC_RELEASE); }
static inline void *os_swapp(os_ptr *a, void *v)
{
	os_point();
	return __atomic_exchange_n(&a->v, v, __ATOMIC_SEQ_CST);
}
static inline bool os_casp(os_ptr *a, void *expected, void *v)
{
	os_point();
	return __atomic_compare_exchange_n(&a->v, &expected, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/* Reference counts: both return the new count. Others may run right behind an os_unref: the object may be gone then. */
static inline uint32_t os_ref(os_u32 *a) { os_point(); return __atomic_add_fetch(&a->v, 1, __ATOMIC_RELAXED); }
static inline uint32_t os_unref(os_u32 *a)
{
	uint32_t left = __atomic_sub_fetch(&a->v, 1, __ATOMIC_ACQ_REL);

	os_point();
	return left;
}
/* The same where only who has a count can take another: then who has the last one is alone, and need not count it down. */
static inline uint32_t os_unref_own(os_u32 *a) { return os_load32(a) == 1 ? 0 : os_unref(a); }

#endif
