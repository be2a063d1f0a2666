/* group.c - association groups: an id that lives as long as one of its associations. */
#include "wire/assoc.h"

static struct assoc_group *group_find(const struct assoc_groups *groups, uint32_t id)
{
	struct map_node *node = map_find(&groups->map, &id, sizeof id);

	return node ? container_of(node, struct assoc_group, node) : NULL;
}

static HRESULT group_create(struct assoc_groups *groups, struct assoc_group **group)
{
	struct assoc_group *g = os_alloc(sizeof *g);

	if (!g)
		return FAIL(E_OUTOFMEMORY);
	do
		os_random(&g->id, sizeof g->id);
	while (!g->id || group_find(groups, g->id));
	g->members = 1;
	g->kept = NULL;
	if (!map_add(&groups->map, &g->node, &g->id, sizeof g->id)) {
		os_free(g);
		return FAIL(E_OUTOFMEMORY);
	}
	*group = g;
	return S_OK;
}

HRESULT group_join(struct assoc_groups *groups, uint32_t id, struct assoc_group **group)
{
	HRESULT hr = S_OK;

	os_mutex_lock(&groups->lock);
	if (!id)
		hr = group_create(groups, group);
	else if (!(*group = group_find(groups, id)))
		hr = FAIL(RPC_E_INVALID_OBJECT);
	else
		(*group)->members++;
	os_mutex_unlock(&groups->lock);
	return hr;
}

void *group_leave(struct assoc_groups *groups, struct assoc_group *group)
{
	void *kept = NULL;

	os_mutex_lock(&groups->lock);
	bool last = !--group->members;
	if (last)
		map_remove(&groups->map, &group->node);
	os_mutex_unlock(&groups->lock);
	if (last) {
		kept = group->kept;
		os_free(group);
	}
	return kept;
}
