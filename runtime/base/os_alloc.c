/* os_alloc.c - the one allocator: malloc, counted, and made to fail by the harness; the same in both builds. */
#include <stdlib.h>

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

void *os_alloc(size_t size)
{
	return refuse() ? NULL : born(malloc(size ? size : 1));
}

void *os_zalloc(size_t size)
{
	return refuse() ? NULL : born(calloc(1, size ? size : 1));
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
