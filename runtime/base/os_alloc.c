/* os_alloc.c - the one allocator: malloc, counted, and made to fail by the harness; large blocks are used again. */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "os.h"

static uint64_t live;    /* blocks that are alive */
static uint64_t count;   /* allocations that were asked for */
static uint64_t fail_at; /* the value of count that fails; 0: none */
static bool fail_ever;   /* and all that follow */
static bool failed;
static __thread bool exempted;

/* Counts one request and says whether it is the one that has to fail. */
static bool refuse(void)
{
	uint64_t n, at;

	if (exempted)
		return false;
	n = __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED);
	at = __atomic_load_n(&fail_at, __ATOMIC_RELAXED);
	if (!at || n < at || (n > at && !__atomic_load_n(&fail_ever, __ATOMIC_RELAXED)))
		return false;
	__atomic_store_n(&failed, true, __ATOMIC_RELAXED);
	return true;
}

static void *born(void *p)
{
	if (p)
		__atomic_add_fetch(&live, 1, __ATOMIC_RELAXED);
	return p;
}

/* ---- large blocks: each of their pages costs as much as the octets in it, when the kernel gives it anew ---- */

enum { KEPT_LEAST = 16 << 10, KEPT_MOST = 2 << 20, KEPT_TOTAL = 4 << 20 };

/* Sanitizers see who uses a block that was freed, unless it is used again. */
#if defined(ACOM_SIM) || defined(__SANITIZE_ADDRESS__)
#define OS_KEEPS_NONE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OS_KEEPS_NONE 1
#endif
#endif
#ifdef OS_KEEPS_NONE
static void *kept_take(size_t size)
{
	(void)size;
	return NULL;
}

static bool kept_give(void *p)
{
	(void)p;
	return false;
}

void os_alloc_trim(void)
{
}
#else
/* One that was freed. */
struct kept {
	struct kept *next;
	size_t size;
};
static struct {
	os_u32 busy; /* who finds it so does without: nobody waits, not even in the child of a fork */
	struct kept *first;
	size_t total;
} kept;

static bool kept_enter(void)
{
	return os_cas32(&kept.busy, 0, 1);
}

static void kept_leave(void)
{
	os_store32(&kept.busy, 0);
}

/* The smallest that is large enough, and not by far too large. */
static struct kept **kept_find(size_t size)
{
	struct kept **best = NULL;

	for (struct kept **link = &kept.first; *link; link = &(*link)->next)
		if ((*link)->size >= size && (*link)->size <= 4 * size && (!best || (*link)->size < (*best)->size))
			best = link;
	return best;
}

static void *kept_take(size_t size)
{
	if (size < KEPT_LEAST || size > KEPT_MOST || !kept_enter())
		return NULL;
	struct kept **link = kept_find(size), *k = link ? *link : NULL;
	if (k) {
		*link = k->next;
		kept.total -= k->size;
	}
	kept_leave();
	return k;
}

/* False: there are enough, or it is not worth it. */
static bool kept_give(void *p)
{
	size_t size = malloc_usable_size(p);
	struct kept *k = p;

	if (size < KEPT_LEAST || size > KEPT_MOST || !kept_enter())
		return false;
	bool room = kept.total + size <= KEPT_TOTAL;
	if (room) {
		k->size = size;
		k->next = kept.first;
		kept.first = k;
		kept.total += size;
	}
	kept_leave();
	return room;
}

void os_alloc_trim(void)
{
	if (!kept_enter())
		return;
	struct kept *k = kept.first;
	kept.first = NULL;
	kept.total = 0;
	kept_leave();
	while (k) {
		struct kept *next = k->next;
		free(k);
		k = next;
	}
}
#endif

/* ---- allocating ---- */

void *os_alloc(size_t size)
{
	if (refuse())
		return NULL;
	void *p = kept_take(size);
	return born(p ? p : malloc(size ? size : 1));
}

void *os_zalloc(size_t size)
{
	if (refuse())
		return NULL;
	void *p = kept_take(size);
	return born(p ? memset(p, 0, size) : calloc(1, size ? size : 1));
}

void *os_realloc(void *p, size_t size)
{
	if (!p)
		return os_alloc(size);
	return refuse() ? NULL : realloc(p, size ? size : 1);
}

void os_free(void *p)
{
	if (!p)
		return;
	__atomic_sub_fetch(&live, 1, __ATOMIC_RELAXED);
	if (!kept_give(p))
		free(p);
}

uint64_t os_alloc_live(void)
{
	return __atomic_load_n(&live, __ATOMIC_RELAXED);
}

uint64_t os_alloc_count(void)
{
	return __atomic_load_n(&count, __ATOMIC_RELAXED);
}

void os_alloc_fail(uint64_t nth, bool ever)
{
	__atomic_store_n(&failed, false, __ATOMIC_RELAXED);
	__atomic_store_n(&fail_ever, ever, __ATOMIC_RELAXED);
	__atomic_store_n(&fail_at, nth ? os_alloc_count() + nth : 0, __ATOMIC_RELAXED);
}

bool os_alloc_failed(void)
{
	return __atomic_load_n(&failed, __ATOMIC_RELAXED);
}

void os_alloc_exempt(bool exempt)
{
	exempted = exempt;
}
