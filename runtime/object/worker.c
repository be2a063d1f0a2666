/* worker.c - the threads that serve the multithreaded and the neutral apartment: started when a call needs one, bounded
 * (decision 15). */
#include "object/worker.h"

static void worker_free(struct worker *me)
{
	os_parker_fini(&me->thread.parker);
	apartment_unref(me->apartment);
	os_free(me);
}

void worker_follow(struct apartment *a, struct worker_todo *todo)
{
	struct workers *w = &a->workers;

	if (!a->head)
		w->owed = 0;
	if (!w->owed)
		return;
	w->owed--;
	worker_provide(a, false, todo);
}

/* What is queued; or else this worker is idle from here on, or, where there are enough, no longer counted, which ends it. */
static struct work *worker_look(struct worker *me, bool *ends)
{
	struct apartment *a = me->apartment;
	struct workers *w = &a->workers;
	struct worker_todo todo = { 0 };

	os_mutex_lock(&a->lock);
	struct work *work = apartment_take(a);
	*ends = !work && (os_load32(&a->dead) || runnable(w) > w->bound);
	if (work) {
		worker_follow(a, &todo);
	} else if (*ends) {
		w->total--;
	} else {
		os_store32(&me->idle, 1);
		me->next = w->idle;
		w->idle = me;
	}
	os_mutex_unlock(&a->lock);
	if (work)
		worker_do(&todo);
	return work;
}

struct work *worker_next(struct worker *me)
{
	for (;;) {
		bool ends;

		struct work *work = overseer_next(me);
		if (work)
			return work;
		work = worker_look(me, &ends);
		if (work || ends)
			return work;
		while (os_load32(&me->idle))
			os_park(&me->thread.parker, OS_FOREVER);
		if (me->given)
			return me->given;
	}
}

/* Who joins it: CoUninitialize or the next one that starts - then `me` is not ours any more - or nobody. */
static bool worker_hand_over(struct worker *me, bool *last)
{
	struct apartment *a = me->apartment;
	struct workers *w = &a->workers;

	os_mutex_lock(&a->lock);
	bool orphaned = w->orphaned;
	*last = !--w->alive;
	if (!orphaned) {
		me->next = w->ended;
		w->ended = me;
		if (w->ender)
			os_unpark(w->ender);
	}
	os_mutex_unlock(&a->lock);
	return !orphaned;
}

static void worker_main(void *arg)
{
	struct worker *me = arg;
	struct work *work;
	bool last;

	os_slot_set(&me->thread, NULL);
	if (trace_on(TRACE_APARTMENT))
		place_tell(me->apartment, "starts as a worker");
	while ((work = me->take(me))) {
		me->thread.serving++;
		work->run(work, S_OK);
		me->thread.serving--;
	}
	thread_calls_end(&me->thread); /* while the apartment is there: its methods may have left something */
	if (trace_on(TRACE_APARTMENT))
		place_tell(me->apartment, "ends as a worker");
	bool joined = worker_hand_over(me, &last);
	if (!joined && last)
		apartment_finish(me->apartment);
	os_slot_set(NULL, NULL);
	if (!joined) {
		os_thread_detach(&me->handle);
		worker_free(me);
	}
}

os_parker *worker_mark(struct workers *w, struct work *given)
{
	struct worker *first = w->idle;

	w->idle = first->next;
	first->given = given;
	os_store32(&first->idle, 0);
	return os_unpark_mark(&first->thread.parker);
}

bool worker_give(struct apartment *a, struct work *work, struct worker_todo *todo)
{
	if (!a->workers.idle || a->head)
		return false;
	todo->marked = worker_mark(&a->workers, work);
	return true;
}

void worker_join(struct worker *list)
{
	while (list) {
		struct worker *next = list->next;
		os_thread_join(&list->handle);
		worker_free(list);
		list = next;
	}
}

void worker_do(const struct worker_todo *todo)
{
	os_unpark_wake(todo->marked);
	worker_join(todo->ended);
}

HRESULT worker_start(struct apartment *a, struct work *(*take)(struct worker *me), bool oversees, struct worker_todo *todo)
{
	struct workers *w = &a->workers;
	struct worker *me = os_zalloc(sizeof *me);

	if (!me)
		return FAIL(E_OUTOFMEMORY);
	me->take = take;
	me->apartment = apartment_ref(a);
	me->thread.apartment = a;
	me->thread.worker = true;
	me->oversees = oversees;
	if (os_thread_start(&me->handle, worker_main, me)) {
		worker_free(me);
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	}
	if (take == reader_next) /* before anybody asks for another one */
		reader_looks(me, true);
	if (oversees)
		overseer_is(w, &me->thread.parker);
	w->total++;
	w->alive++;
	todo->ended = w->ended;
	w->ended = NULL;
	return S_OK;
}

HRESULT worker_provide(struct apartment *a, bool nested, struct worker_todo *todo)
{
	struct workers *w = &a->workers;

	if (w->idle) {
		todo->marked = worker_mark(w, NULL);
		return S_OK;
	}
	/* Whoever waits for a nested call may hold what the runnable workers want. */
	if (!nested && runnable(w) >= w->bound)
		return S_OK;
	if (!nested && w->total >= WORKERS_TOTAL)
		return runnable(w) ? S_OK : FAIL(RPC_E_OUT_OF_RESOURCES);
	HRESULT hr = worker_start(a, worker_next, false, todo);
	return FAILED(hr) && runnable(w) ? S_OK : hr;
}

struct worker *worker_self(void)
{
	struct thread *self = thread_self();

	return self && self->worker ? container_of(self, struct worker, thread) : NULL;
}

/* Without a thread, and with nobody left who could run it, what is queued might be just what all the others wait for. */
void worker_blocks(struct apartment *a)
{
	struct worker_todo todo = { 0 };
	HRESULT hr = S_OK;

	os_mutex_lock(&a->lock);
	a->workers.blocked++;
	if (a->head && !os_load32(&a->dead))
		hr = worker_provide(a, false, &todo);
	if (FAILED(hr))
		apartment_refuse(a, hr);
	os_mutex_unlock(&a->lock);
	worker_do(&todo);
}

void worker_resumes(struct apartment *a)
{
	os_mutex_lock(&a->lock);
	a->workers.blocked--;
	os_mutex_unlock(&a->lock);
}
