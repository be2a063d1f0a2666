/* map.c - the hash map: what is added is found until it is removed, and short memory changes nothing. */
#include "base/base.h"
#include "base/map.h"
#include "harness.h"

struct entry {
	struct map_node node;
	uint32_t key;
};

static struct entry *find(const struct map *m, uint32_t key)
{
	struct map_node *node = map_find(m, &key, sizeof key);

	return node ? container_of(node, struct entry, node) : NULL;
}

TEST(what_is_added_is_found_until_it_is_removed)
{
	static struct entry entries[1000];
	struct map m = { 0 };

	assert_null(find(&m, 7));
	for (uint32_t i = 0; i < ARRAY_COUNT(entries); i++) {
		entries[i].key = i * 2654435761u;
		assert_true(map_add(&m, &entries[i].node, &entries[i].key, sizeof entries[i].key));
	}
	for (uint32_t i = 0; i < ARRAY_COUNT(entries); i++)
		assert_ptr_equal(find(&m, entries[i].key), &entries[i]);
	for (uint32_t i = 0; i < ARRAY_COUNT(entries); i++) {
		map_remove(&m, &entries[i].node);
		assert_null(find(&m, entries[i].key));
		if (i + 1 < ARRAY_COUNT(entries))
			assert_ptr_equal(find(&m, entries[i + 1].key), &entries[i + 1]);
	}
	assert_null(m.first);
}

TEST(keys_of_other_sizes_are_other_keys)
{
	struct map_node a, b;
	struct map m = { 0 };

	assert_true(map_add(&m, &a, "abcd", 4));
	assert_true(map_add(&m, &b, "abcd", 3));
	assert_ptr_equal(map_find(&m, "abcd", 4), &a);
	assert_ptr_equal(map_find(&m, "abcd", 3), &b);
	assert_null(map_find(&m, "abcd", 2));
	map_remove(&m, &a);
	map_remove(&m, &b);
}

/* The proxies' table lets a dying entry and its successor stand beside each other for a moment. */
TEST(two_entries_of_one_key_are_removed_one_by_one)
{
	struct map_node a, b;
	struct map m = { 0 };

	assert_true(map_add(&m, &a, "key", 3));
	assert_true(map_add(&m, &b, "key", 3));
	struct map_node *first = map_find(&m, "key", 3);
	map_remove(&m, first);
	assert_ptr_equal(map_find(&m, "key", 3), first == &a ? &b : &a);
	map_remove(&m, first == &a ? &b : &a);
	assert_null(m.first);
}

/* 100 entries: the table is made, and grows more than once. */
SWEEP(an_entry_that_finds_no_memory_is_not_in_the_map)
{
	struct entry entries[100];
	struct map m = { 0 };
	uint32_t n = 0;
	bool refused = false;

	for (; n < ARRAY_COUNT(entries) && !refused; n++) {
		entries[n].key = n;
		refused = !map_add(&m, &entries[n].node, &entries[n].key, sizeof entries[n].key);
		if (refused) {
			assert_true(os_alloc_failed());
			assert_null(find(&m, n));
			break;
		}
	}
	for (uint32_t i = 0; i < n; i++)
		assert_ptr_equal(find(&m, i), &entries[i]);
	for (uint32_t i = 0; i < n; i++)
		map_remove(&m, &entries[i].node);
	assert_null(m.first);
}
