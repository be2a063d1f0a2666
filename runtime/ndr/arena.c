/* arena.c - memory that lives as long as one invocation: taken in pieces, given back at once. */
#include "ndr/ndr.h"

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	_Alignas(max_align_t) unsigned char data[];
};

enum {
	ARENA_FIRST = 512 - sizeof(struct arena_block),
	ARENA_KEPT = 4096 - sizeof(struct arena_block),  /* the largest block that survives a reset */
	ARENA_PIECE = ARENA_KEPT / 4,                    /* larger ones are large */
	ARENA_LARGE = 64 << 10,                          /* small blocks grow up to this */
	ARENA_ALIGN = _Alignof(max_align_t),
};

static struct arena_block *block_create(size_t size, bool zeroed)
{
	struct arena_block *b = zeroed ? os_zalloc(sizeof *b + size) : os_alloc(sizeof *b + size);

	if (b)
		*b = (struct arena_block){ .size = size };
	return b;
}

/* Puts an empty block in front, each twice as large as the one before; most invocations need no second one. */
static bool arena_grow(struct arena *a, size_t needed)
{
	size_t size = !a->blocks ? ARENA_FIRST : a->blocks->size < ARENA_LARGE ? 2 * a->blocks->size : a->blocks->size;

	if (size < needed)
		size = ARENA_KEPT;
	struct arena_block *b = block_create(size, false);

	if (!b)
		return false;
	b->next = a->blocks;
	a->blocks = b;
	return true;
}

/* A large piece has a block of its own, behind the current one: fresh zero pages that cost nothing until touched. */
static void *arena_take_large(struct arena *a, size_t size)
{
	struct arena_block *b = block_create(size, true);

	if (!b)
		return NULL;
	b->used = size;
	b->next = a->blocks->next;
	a->blocks->next = b;
	return b->data;
}

static void *arena_take_small(struct arena *a, size_t size)
{
	struct arena_block *b = a->blocks;

	if (size > b->size - b->used) {
		if (!arena_grow(a, size))
			return NULL;
		b = a->blocks;
	}
	b->used += size;
	return b->data + b->used - size;
}

void *arena_take(struct arena *a, size_t size)
{
	if (size > SIZE_MAX - ARENA_ALIGN - sizeof(struct arena_block))
		return NULL;
	size = size ? (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN : ARENA_ALIGN;
	if (!a->blocks && !arena_grow(a, 0))
		return NULL;
	return size > ARENA_PIECE ? arena_take_large(a, size) : arena_take_small(a, size);
}

void *arena_alloc(struct arena *a, size_t size)
{
	void *p = arena_take(a, size);

	return p && size <= ARENA_PIECE ? memset(p, 0, size) : p;
}

APART static void arena_reset_many(struct arena *a)
{
	struct arena_block *b = a->blocks, *kept = NULL;

	while (b) {
		struct arena_block *next = b->next, *loses = b;

		if (b->size <= ARENA_KEPT && (!kept || b->size > kept->size)) {
			loses = kept;
			kept = b;
		}
		os_free(loses);
		b = next;
	}
	a->blocks = kept;
	if (kept)
		*kept = (struct arena_block){ .size = kept->size };
}

/* Most have one block, or none. */
void arena_reset(struct arena *a)
{
	struct arena_block *b = a->blocks;

	if (b && (b->next || b->size > ARENA_KEPT))
		arena_reset_many(a);
	else if (b)
		b->used = 0;
}

void arena_fini(struct arena *a)
{
	arena_reset(a);
	os_free(a->blocks);
	a->blocks = NULL;
}
