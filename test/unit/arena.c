/* arena.c - memory of an invocation: zeroed, aligned, all given back, and little enough kept. */
#include "rows.h"

TEST(pieces_are_zeroed_aligned_and_apart)
{
	struct arena a = { 0 };
	uint8_t *last = NULL;

	for (size_t size = 0; size < 5000; size += 7) {
		uint8_t *p = needed(arena_alloc(&a, size));

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		assert_ptr_not_equal(p, last);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xa5, size);
		last = p;
	}
	arena_fini(&a);
}

TEST(a_reset_keeps_one_block_and_what_comes_from_it_is_zeroed_again)
{
	struct arena a = { 0 };
	uint64_t live = os_alloc_live(), count;
	uint8_t *p;

	for (int i = 0; i < 1000; i++)
		memset(needed(arena_alloc(&a, 100)), 0xa5, 100);
	needed(arena_alloc(&a, 1 << 20));
	arena_reset(&a);
	assert_int_equal(os_alloc_live(), live + 1);
	count = os_alloc_count();
	p = arena_alloc(&a, 100);
	for (int i = 0; i < 100; i++)
		assert_int_equal(p[i], 0);
	assert_int_equal(os_alloc_count(), count);
	arena_fini(&a);
}

TEST(what_cannot_be_is_refused)
{
	struct arena a = { 0 };

	assert_null(arena_alloc(&a, SIZE_MAX));
	assert_null(arena_alloc(&a, SIZE_MAX - 40));
	arena_fini(&a);
}

SWEEP(an_arena_without_memory_stays_whole)
{
	struct arena a = { 0 };

	for (int i = 0; i < 100; i++)
		if (!sweep_ok(arena_alloc(&a, 200) ? S_OK : E_OUTOFMEMORY))
			break;
	if (sweep_ok(arena_alloc(&a, 10000) ? S_OK : E_OUTOFMEMORY))
		arena_reset(&a);
	arena_fini(&a);
}
