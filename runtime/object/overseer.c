/* overseer.c - a worker that looks from time to time: who runs several works one after the other keeps none of them waiting for
 * long. */
#include "object/worker.h"

/* How often the overseer looks, how much less often (a power of two) where that is enough, how long if there is nothing to oversee,
 * and how many lists are shared out at once behind one that took too long. */
enum { OVERSEER_NS = 500000, OVERSEER_CALM = 3, OVERSEER_LOOKS = 8, OVERSEER_SLOW = 16 };

void overseer_is(struct workers *w, os_parker *sleeper)
{
	w->overseer = sleeper;
	w->blocked += sleeper ? 1u : -1u;
	os_store32(&w->overseen, sleeper ? OVERSEEN_CLOSELY : OVERSEEN_NOT);
}

/* The apartment is locked. */
static void overseer_change(struct worker *me, bool oversees)
{
	struct workers *w = &me->apartment->workers;

	me->oversees = oversees;
	me->quiet = me->calm = 0;
	me->taken = w->taken;
	overseer_is(w, oversees ? &me->thread.parker : NULL);
}

static enum overseen overseer_sees(void)
{
	return reader_ops ? reader_ops->look() : OVERSEEN_NOT;
}

/* Who is about to hand over something that others must not wait for for long has it look closely from here on; the apartment is
 * locked. */
static void overseer_alert(struct workers *w, struct worker_todo *todo)
{
	if (os_load32(&w->overseen) != OVERSEEN_CALMLY)
		return;
	os_store32(&w->overseen, OVERSEEN_CLOSELY);
	todo->marked = os_unpark_mark(w->overseer);
}

HRESULT overseer_provide(struct apartment *a, struct worker_todo *todo)
{
	struct workers *w = &a->workers;
	struct worker *idle = w->idle;
	HRESULT hr = S_OK;

	if (os_load32(&w->overseen)) {
		overseer_alert(w, todo);
		return S_OK;
	}
	if (os_load32(&a->dead))
		return FAIL(RPC_E_DISCONNECTED);
	if (idle) {
		overseer_change(idle, true); /* it sleeps */
		todo->marked = worker_mark(w, NULL);
		return S_OK;
	}
	hr = w->total < WORKERS_TOTAL ? worker_start(a, worker_next, true, todo) : FAIL(RPC_E_OUT_OF_RESOURCES);
	return hr;
}

/* It was alerted: what there is now has its time. */
static void overseer_begin(struct worker *me)
{
	struct apartment *a = me->apartment;

	os_mutex_lock(&a->lock);
	me->quiet = me->calm = 0;
	me->taken = a->workers.taken;
	os_mutex_unlock(&a->lock);
}

/* The apartment is locked. */
static void overseer_calm(struct worker *me, bool calm)
{
	me->calm = calm ? me->calm + (me->calm < OVERSEER_CALM) : 0;
	os_store32(&me->apartment->workers.overseen, calm ? OVERSEEN_CALMLY : OVERSEEN_CLOSELY);
}

/* Somebody else oversees while it runs what it takes, and the others share the rest; the apartment is locked. */
static struct work *overseer_take(struct worker *me, struct worker_todo *todo, struct worker_todo *another)
{
	struct apartment *a = me->apartment;

	overseer_change(me, false);
	struct work *work = apartment_take(a);
	a->workers.slow = OVERSEER_SLOW;
	a->workers.owed = os_load32(&a->queued);
	worker_follow(a, todo);
	overseer_provide(a, another);
	return work;
}

/* What nobody has taken since the last look; else it goes on, unless there was nothing to oversee for long. */
static struct work *overseer_look(struct worker *me, enum overseen sees)
{
	struct worker_todo todo = { 0 }, another = { 0 };
	struct apartment *a = me->apartment;
	struct workers *w = &a->workers;
	struct work *work = NULL;

	os_mutex_lock(&a->lock);
	me->quiet = sees || a->head ? 0 : me->quiet + 1;
	if (os_load32(&a->dead) || me->quiet > OVERSEER_LOOKS)
		overseer_change(me, false);
	else if (a->head && me->taken == w->taken && runnable(w) < w->bound)
		work = overseer_take(me, &todo, &another);
	me->taken = w->taken;
	if (me->oversees)
		overseer_calm(me, sees != OVERSEEN_CLOSELY && !a->head);
	os_mutex_unlock(&a->lock);
	worker_do(&todo);
	worker_do(&another);
	return work;
}

/* Something to oversee has come while it turned away; unless another one does. */
static void overseer_stay(struct worker *me)
{
	struct apartment *a = me->apartment;

	os_mutex_lock(&a->lock);
	if (!os_load32(&a->dead) && !os_load32(&a->workers.overseen))
		overseer_change(me, true);
	os_mutex_unlock(&a->lock);
}

struct work *overseer_next(struct worker *me)
{
	struct work *work = NULL;

	while (me->oversees && !work) {
		bool alerted = os_nap(&me->thread.parker, os_now() + (OVERSEER_NS << me->calm));
		if (alerted && !os_load32(&me->apartment->dead)) {
			overseer_begin(me);
			continue;
		}
		work = overseer_look(me, overseer_sees());
		if (!me->oversees && !work && overseer_sees())
			overseer_stay(me);
	}
	return work;
}

bool worker_oversee_list(struct apartment *a, struct worker_todo *todo)
{
	struct workers *w = &a->workers;

	if (w->slow)
		w->slow--;
	else
		return SUCCEEDED(overseer_provide(a, todo));
	return false;
}

bool worker_oversees(struct apartment *a, bool closely)
{
	struct worker_todo todo = { 0 };

	uint32_t overseen = os_load32(&a->workers.overseen);
	if (overseen == OVERSEEN_CLOSELY || (overseen && !closely))
		return true;
	os_mutex_lock(&a->lock);
	HRESULT hr = overseer_provide(a, &todo);
	os_mutex_unlock(&a->lock);
	worker_do(&todo);
	return SUCCEEDED(hr);
}
