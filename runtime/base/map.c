/* map.c - the one place where uthash's macros are expanded. */
#include "map.h"

/* GCOVR_EXCL_BR_START: the branches are those of uthash's macros, which are not ours to test. */
bool map_add(struct map *m, struct map_node *node, const void *key, unsigned size)
{
	node->refused = false;
	HASH_ADD_KEYPTR(hh, m->first, key, size, node);
	return !node->refused;
}

struct map_node *map_find(const struct map *m, const void *key, unsigned size)
{
	struct map_node *node = NULL;

	HASH_FIND(hh, m->first, key, size, node);
	return node;
}

void map_remove(struct map *m, struct map_node *node)
{
	HASH_DELETE(hh, m->first, node);
}
/* GCOVR_EXCL_BR_STOP */
