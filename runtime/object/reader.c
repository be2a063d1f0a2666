/* reader.c - workers of the multithreaded apartment that bring in what comes from outside the process. */
#include "object/worker.h"

const struct apartment_reader *reader_ops;
static os_u32 looking; /* readers that do, or will as soon as they run */

enum { READERS_LOOKING = 4 }; /* who finds more of them has come too late */

void reader_looks(struct worker *me, bool looks)
{
	struct workers *w = &me->apartment->workers;

	os_add32(&looking, looks ? 1u : -1u);
	w->reading += looks ? 1u : -1u;
	w->blocked += looks ? 1u : -1u;
	me->looks = looks;
}

/* It goes on with what is queued if another one looks meanwhile, and from here on it does so no longer: it was counted on as one
 * that runs. Else somebody else is provided for that; the apartment is locked. */
static struct work *reader_take(struct worker *me, struct worker_todo *todo)
{
	struct apartment *a = me->apartment;
	struct workers *w = &a->workers;

	if (!a->head || os_load32(&a->dead))
		return NULL;
	if (w->reading > 1 && runnable(w) < w->bound) {
		reader_looks(me, false);
		return apartment_take(a);
	}
	HRESULT hr = worker_provide(a, false, todo);
	if (FAILED(hr))
		apartment_refuse(a, hr);
	return NULL;
}

/* It goes on as one that runs, while another one looks; the apartment is locked. */
static struct work *reader_go_on(struct worker *me)
{
	struct apartment *a = me->apartment;
	bool may = !me->looks && a->head && !os_load32(&a->dead) && a->workers.reading && runnable(&a->workers) <= a->workers.bound;

	return may ? apartment_take(a) : NULL;
}

/* What is queued comes first. */
static struct work *reader_stay(struct worker *me)
{
	struct apartment *a = me->apartment;

	if (!me->thread.stay.with || me->looks || os_load32(&a->queued))
		return NULL;
	me->stays = true;
	struct work *work = reader_ops->stay(a);
	me->stays = false;
	return work;
}

struct work *reader_next(struct worker *me)
{
	struct apartment *a = me->apartment;
	struct worker_todo todo = { 0 };
	struct work *staying = reader_stay(me);

	if (staying)
		return staying;
	os_mutex_lock(&a->lock);
	struct work *next = reader_go_on(me);
	if (next) {
		os_mutex_unlock(&a->lock);
		return next;
	}
	if (!me->looks)
		reader_looks(me, true);
	struct work *work = reader_take(me, &todo);
	bool wanted = !os_load32(&a->dead) && a->workers.reading <= READERS_LOOKING;
	if (!work && !wanted)
		reader_looks(me, false);
	os_mutex_unlock(&a->lock);
	worker_do(&todo);
	if (!work)
		work = reader_ops->next(a, wanted);
	os_mutex_lock(&a->lock);
	if (me->looks)
		reader_looks(me, false);
	a->workers.total -= !work;
	os_mutex_unlock(&a->lock);
	return work;
}

void reader_set(const struct apartment_reader *r)
{
	reader_ops = r;
}

/* The apartment is locked. */
static HRESULT reader_start(struct apartment *a, struct worker_todo *todo)
{
	struct workers *w = &a->workers;

	if (os_load32(&a->dead))
		return FAIL(RPC_E_DISCONNECTED);
	return w->total < WORKERS_TOTAL ? worker_start(a, reader_next, false, todo) : FAIL(RPC_E_OUT_OF_RESOURCES);
}

HRESULT reader_provide(struct apartment *a)
{
	struct worker_todo todo = { 0 };

	os_mutex_lock(&a->lock);
	HRESULT hr = a->workers.reading ? S_OK : reader_start(a, &todo);
	os_mutex_unlock(&a->lock);
	worker_do(&todo);
	return hr;
}

/* Two that look must not both count on the other one. */
bool reader_may_run(struct apartment *a)
{
	struct worker_todo todo = { 0 };

	os_mutex_lock(&a->lock);
	bool may = !os_load32(&a->dead) && runnable(&a->workers) < a->workers.bound &&
	           (a->workers.reading > 1 || SUCCEEDED(reader_start(a, &todo)));
	if (may)
		reader_looks(worker_self(), false);
	os_mutex_unlock(&a->lock);
	worker_do(&todo);
	return may;
}

struct apartment *reader_home(void)
{
	struct worker *me = worker_self();

	return me && (me->looks || me->stays) ? me->apartment : NULL;
}

bool readers_look(void)
{
	return os_load32(&looking);
}
