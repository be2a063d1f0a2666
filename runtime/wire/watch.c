/* watch.c - one set of all descriptors that nobody else reads. */
#include "wire/watch.h"

struct watch watch;

struct watched *watched_of(uint64_t id)
{
	os_mutex_lock(&watch.lock);
	struct map_node *node = map_find(&watch.by_id, &id, sizeof id);
	struct watched *w = node ? container_of(node, struct watched, node) : NULL;
	if (w)
		w->ops->ref(w);
	os_mutex_unlock(&watch.lock);
	return w;
}

static HRESULT watch_make(void)
{
	if (!watch.made && os_set_make(&watch.set))
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	watch.made = true;
	return S_OK;
}

HRESULT watch_prepare(void)
{
	os_mutex_lock(&watch.lock);
	HRESULT hr = watch_make();
	os_mutex_unlock(&watch.lock);
	return hr;
}

/* The first that is watched finds a reader for all that follow. Without one, STAs look; and who cannot wait so long is told
 * why by what he wanted to have watched. */
static void watch_provide(void)
{
	struct apartment *mta = apartment_with_workers(APARTMENT_MTA);

	if (!mta)
		return;
	reader_provide(mta);
	apartment_unref(mta);
}

/* Locked. */
static HRESULT watch_insert(struct watched *w, unsigned events)
{
	HRESULT hr = watch_make();

	if (FAILED(hr))
		return hr;
	w->id = ++watch.last_id;
	if (!map_add(&watch.by_id, &w->node, &w->id, sizeof w->id))
		hr = FAIL(E_OUTOFMEMORY);
	else if (os_set_watch(&watch.set, w->fd, events | OS_EDGE, (void *)(uintptr_t)w->id))
		hr = FAIL(RPC_E_OUT_OF_RESOURCES);
	if (hr == RPC_E_OUT_OF_RESOURCES)
		map_remove(&watch.by_id, &w->node);
	if (FAILED(hr))
		w->id = 0;
	else
		os_add32(&watch.watching, 1);
	return hr;
}

HRESULT watch_add(struct watched *w, unsigned events)
{
	os_mutex_lock(&watch.lock);
	HRESULT hr = watch_insert(w, events);
	os_mutex_unlock(&watch.lock);
	if (SUCCEEDED(hr))
		watch_provide();
	return hr;
}

HRESULT watch_again(struct watched *w, unsigned events)
{
	os_mutex_lock(&watch.lock);
	bool failed = w->id && os_set_change(&watch.set, w->fd, events | OS_EDGE, (void *)(uintptr_t)w->id);
	os_mutex_unlock(&watch.lock);
	return failed ? FAIL(RPC_E_OUT_OF_RESOURCES) : S_OK;
}

void watch_forget(struct watched *w)
{
	os_mutex_lock(&watch.lock);
	if (w->id) {
		os_set_forget(&watch.set, w->fd);
		map_remove(&watch.by_id, &w->node);
		os_sub32(&watch.watching, 1);
		due_remove(w);
		w->id = 0;
	}
	os_mutex_unlock(&watch.lock);
}

/* ---- the end ---- */

/* One that is watched, counted; NULL: none is. */
static struct watched *watch_first(void)
{
	os_mutex_lock(&watch.lock);
	struct watched *w = watch.by_id.first ? container_of(watch.by_id.first, struct watched, node) : NULL;
	if (w)
		w->ops->ref(w);
	os_mutex_unlock(&watch.lock);
	return w;
}

/* The multithreaded apartment has no reader any more, and no STA is left that could wait. */
static void watch_end(void)
{
	struct watched *w;

	while ((w = watch_first()))
		w->ops->end(w);
	incoming_pool_drain();
	lapse_end();
	os_mutex_lock(&watch.lock);
	if (watch.made)
		os_set_end(&watch.set);
	watch.made = false;
	os_mutex_unlock(&watch.lock);
}

__attribute__((constructor)) static void watch_init(void)
{
	apartment_observe_last(watch_end);
}
