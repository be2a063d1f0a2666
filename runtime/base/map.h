/* map.h - a hash map whose nodes are embedded in what they lead to: uthash, told not to exit when memory is short. */
#ifndef ACOM_MAP_H
#define ACOM_MAP_H

#include "os.h"

#define HASH_NONFATAL_OOM 1
#define uthash_malloc(size) os_alloc(size)
#define uthash_free(p, size) os_free(p)
#define uthash_nonfatal_oom(node) ((node)->refused = true)
#include <uthash.h>

struct map_node {
	UT_hash_handle hh;
	bool refused;
};

/* Zero-initialized is empty; an empty map owns no memory. Not locked. */
struct map {
	struct map_node *first;
};

/* `key` must stay where it is while the node is in the map. False: memory is short, nothing has changed. */
bool map_add(struct map *m, struct map_node *node, const void *key, unsigned size);
struct map_node *map_find(const struct map *m, const void *key, unsigned size);
void map_remove(struct map *m, struct map_node *node);

#endif
