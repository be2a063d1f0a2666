/* worker_end.c - who is in an apartment with workers, and its end, which waits for all of them. */
#include "object/worker.h"

/* How many of those who are alive in it are the calling thread. */
static unsigned workers_own(const struct apartment *a)
{
	const struct thread *self = thread_self();

	return self ? (self->worker && self->apartment == a) + visits_to(self, a) : 0;
}

bool workers_are_idle(struct apartment *a)
{
	unsigned own = workers_own(a);

	os_mutex_lock(&a->lock);
	unsigned busy = a->workers.alive - a->workers.reading - (a->workers.overseer != NULL);
	for (const struct worker *w = a->workers.idle; w; w = w->next)
		busy--;
	if (reader_ops)
		busy -= reader_ops->at_rest(a);
	bool idle = !a->head && busy == own;
	os_mutex_unlock(&a->lock);
	return idle;
}

bool worker_visitor_enters(struct apartment *a)
{
	os_mutex_lock(&a->lock);
	bool alive = !os_load32(&a->dead);
	a->workers.alive += alive;
	os_mutex_unlock(&a->lock);
	return alive;
}

void worker_visitor_leaves(struct apartment *a)
{
	struct workers *w = &a->workers;

	os_mutex_lock(&a->lock);
	bool last = !--w->alive && w->orphaned;
	if (w->ender)
		os_unpark(w->ender);
	os_mutex_unlock(&a->lock);
	if (last)
		apartment_finish(a);
}

/* Waits for those who still execute calls; false when the time is over, or `own` are the waiting thread's. The apartment is
 * locked. */
static bool worker_await_all(struct apartment *a, os_parker *parker, unsigned own, uint64_t deadline)
{
	struct workers *w = &a->workers;
	bool in_time = true;

	while ((w->alive > own && in_time) || w->ended) {
		struct worker *ended = w->ended;
		w->ended = NULL;
		os_mutex_unlock(&a->lock);
		worker_join(ended);
		if (!ended)
			in_time = os_park(parker, deadline);
		os_mutex_lock(&a->lock);
	}
	return !w->alive;
}

bool worker_end_all(struct apartment *a)
{
	struct workers *w = &a->workers;
	struct thread *self = thread_self();
	unsigned own = workers_own(a);

	os_mutex_lock(&a->lock);
	while (w->idle)
		os_unpark_wake(worker_mark(w, NULL));
	if (w->overseer)
		os_unpark(w->overseer);
	if (w->reading)
		reader_ops->stop();
	w->ender = &self->parker;
	bool all = worker_await_all(a, &self->parker, own, wait_deadline(WORKERS_END_SECONDS * 1000));
	w->ender = NULL;
	w->orphaned = !all;
	unsigned left = w->alive;
	os_mutex_unlock(&a->lock);
	if (!all && trace_on(TRACE_HELD))
		trace_write("held: %u threads of apartment %llu still execute calls; the last one ends it", left,
		            (unsigned long long)a->id);
	return all;
}
