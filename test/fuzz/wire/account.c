/* account.c - counts the memory of one input, by the linker's --wrap around the one allocator. */
#include "account.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ndr/walk.h"

/* COPIES: of [out] memory: the method's, the answer, that on its way, and what VARIANTs become in between. */
enum { PER_OCTET = 64, SLACK = 64 << 10, CONNECTION = 34 << 10, COPIES = 16,
       LARGE = 16 << 10 };

static size_t live, peak, first, blocks, first_blocks, received, out, connections;

void account_broken(const char *promise)
{
	static const char line_end[] = "\n";

	if (write(STDERR_FILENO, promise, strlen(promise)) > 0 && write(STDERR_FILENO, line_end, 1) > 0)
		abort();
	abort();
}

/* ---- what the library calls ---- */

void *__wrap_os_alloc(size_t size);
void *__real_os_alloc(size_t size);
void *__wrap_os_zalloc(size_t size);
void *__real_os_zalloc(size_t size);
void *__wrap_os_realloc(void *p, size_t size);
void *__real_os_realloc(void *p, size_t size);
void __wrap_os_free(void *p);
void __real_os_free(void *p);
void *__wrap_owned_alloc(struct walk *w, const ACOM_TYPE *t, bool top);
void *__real_owned_alloc(struct walk *w, const ACOM_TYPE *t, bool top);
void __wrap_walk_receive(struct walk *w, struct ndr *n, ndr_half half, const uint8_t *buffer, size_t size);
void __real_walk_receive(struct walk *w, struct ndr *n, ndr_half half, const uint8_t *buffer, size_t size);

static void *count_in(void *p)
{
	blocks += p != NULL;
	live += p ? malloc_usable_size(p) : 0;
	peak = live > peak ? live : peak;
	return p;
}

static void count_out(void *p)
{
	blocks -= p != NULL;
	live -= p ? malloc_usable_size(p) : 0;
}

void *__wrap_os_alloc(size_t size) { return count_in(__real_os_alloc(size)); }

void *__wrap_os_zalloc(size_t size) { return count_in(__real_os_zalloc(size)); }

void *__wrap_os_realloc(void *p, size_t size)
{
	count_out(p);
	return count_in(__real_os_realloc(p, size));
}

/* A large block that is used again may be larger than it need be: here none is. */
void __wrap_os_free(void *p)
{
	bool large = p && malloc_usable_size(p) >= LARGE;

	count_out(p);
	__real_os_free(p);
	if (large)
		os_alloc_trim();
}

/* Room for what a method gives back is not paid for by what was received. */
void *__wrap_owned_alloc(struct walk *w, const ACOM_TYPE *t, bool top)
{
	if (top && w->direction & ACOM_OUT)
		out += array_memory(t, w->bounds.max);
	return __real_owned_alloc(w, t, top);
}

/* As always, but that much room is a question of time only. */
void __wrap_walk_receive(struct walk *w, struct ndr *n, ndr_half half, const uint8_t *buffer, size_t size)
{
	__real_walk_receive(w, n, half, buffer, size);
	w->room = 64 << 10;
}

/* ---- one input ---- */

void account_begin(void)
{
	first_blocks = blocks;
	received = out = connections = 0;
	account_ready();
}

void account_ready(void) { first = peak = live; }

void account_connected(void) { connections++; }

void account_received(size_t size) { received += size; }

void account_check(void)
{
	must(peak - first <= SLACK + CONNECTION * connections + PER_OCTET * received + COPIES * out,
	     "so few octets should not take so much memory");
}

void account_end(void)
{
	must(blocks == first_blocks, "memory is left over");
}

#if defined(__SANITIZE_ADDRESS__)
#define ALONE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ALONE 1
#endif
#endif

const uint8_t *account_alone(const uint8_t *octets, size_t size)
{
#ifdef ALONE
	uint8_t *copy = malloc(size ? size : 1);

	must(copy, "no memory for the input");
	return size ? memcpy(copy, octets, size) : copy;
#else
	(void)size;
	return octets;
#endif
}

void account_alone_end(const uint8_t *octets)
{
#ifdef ALONE
	free((void *)octets);
#else
	(void)octets;
#endif
}
