/* worker.c - the threads that serve the multithreaded apartment: started when a call needs one, bounded (decision 15). */
#include "object/object.h"

struct worker {
	struct thread thread;
	os_thread handle;
	struct apartment *apartment; /* counted */
	struct worker *next;         /* in workers.idle or workers.ended */
	bool idle;
};

static unsigned runnable(const struct workers *w)
{
	return w->total - w->blocked;
}

static void worker_free(struct worker *me)
{
	apartment_unref(me->apartment);
	os_free(me);
}

/* The next work, or NULL when this worker should end: it is no longer counted then. */
static struct work *worker_next(struct worker *me)
{
	struct apartment *a = me->apartment;
	struct workers *w = &a->workers;
	struct work *work;

	os_mutex_lock(&a->lock);
	while (!(work = apartment_take(a)) && !a->dead && runnable(w) <= WORKERS_RUNNABLE) {
		me->idle = true;
		me->next = w->idle;
		w->idle = me;
		while (me->idle) {
			os_mutex_unlock(&a->lock);
			os_park(&me->thread.parker, OS_FOREVER);
			os_mutex_lock(&a->lock);
		}
	}
	if (!work)
		w->total--;
	os_mutex_unlock(&a->lock);
	return work;
}

/* Hands the ended thread to whoever joins it; `me` is not ours any more afterwards. */
static void worker_leave(struct worker *me)
{
	struct apartment *a = me->apartment;
	struct workers *w = &a->workers;

	os_mutex_lock(&a->lock);
	me->next = w->ended;
	w->ended = me;
	w->alive--;
	if (w->ender)
		os_unpark(w->ender);
	os_mutex_unlock(&a->lock);
}

static void worker_main(void *arg)
{
	struct worker *me = arg;
	struct work *work;

	os_slot_set(&me->thread, NULL);
	while ((work = worker_next(me))) {
		me->thread.serving++;
		work->run(work, S_OK);
		me->thread.serving--;
	}
	os_slot_set(NULL, NULL);
	worker_leave(me);
}

/* To be woken with os_unpark_wake once the apartment is unlocked. */
static os_parker *worker_mark(struct workers *w)
{
	struct worker *first = w->idle;

	w->idle = first->next;
	first->idle = false;
	return os_unpark_mark(&first->thread.parker);
}

static void worker_join(struct worker *list)
{
	while (list) {
		struct worker *next = list->next;
		os_thread_join(&list->handle);
		worker_free(list);
		list = next;
	}
}

static HRESULT worker_start(struct apartment *a)
{
	struct workers *w = &a->workers;
	struct worker *me = os_zalloc(sizeof *me);

	if (!me)
		return FAIL(E_OUTOFMEMORY);
	worker_join(w->ended);
	w->ended = NULL;
	me->apartment = apartment_ref(a);
	me->thread.apartment = a;
	me->thread.worker = true;
	if (os_thread_start(&me->handle, worker_main, me)) {
		worker_free(me);
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	}
	w->total++;
	w->alive++;
	return S_OK;
}

HRESULT worker_provide(struct apartment *a, bool nested, os_parker **marked)
{
	struct workers *w = &a->workers;

	if (w->idle) {
		*marked = worker_mark(w);
		return S_OK;
	}
	/* Whoever waits for a nested call may hold what the runnable workers want. */
	if (!nested && runnable(w) >= WORKERS_RUNNABLE)
		return S_OK;
	if (!nested && w->total >= WORKERS_TOTAL)
		return runnable(w) ? S_OK : FAIL(RPC_E_OUT_OF_RESOURCES);
	HRESULT hr = worker_start(a);
	return FAILED(hr) && runnable(w) ? S_OK : hr;
}

void worker_blocks(struct apartment *a)
{
	os_parker *marked = NULL;

	os_mutex_lock(&a->lock);
	a->workers.blocked++;
	if (a->head && !a->dead)
		worker_provide(a, false, &marked);
	os_mutex_unlock(&a->lock);
	os_unpark_wake(marked);
}

void worker_resumes(struct apartment *a)
{
	os_mutex_lock(&a->lock);
	a->workers.blocked--;
	os_mutex_unlock(&a->lock);
}

void worker_end_all(struct apartment *a)
{
	struct workers *w = &a->workers;
	os_parker *parker = &thread_self()->parker;

	os_mutex_lock(&a->lock);
	while (w->idle)
		os_unpark_wake(worker_mark(w));
	w->ender = parker;
	while (w->alive || w->ended) {
		struct worker *ended = w->ended;
		w->ended = NULL;
		os_mutex_unlock(&a->lock);
		worker_join(ended);
		if (!ended)
			os_park(parker, OS_FOREVER);
		os_mutex_lock(&a->lock);
	}
	w->ender = NULL;
	os_mutex_unlock(&a->lock);
}
