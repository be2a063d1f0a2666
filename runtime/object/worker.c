/* worker.c - the threads that serve the multithreaded and the neutral apartment: started when a call needs one, bounded
 * (decision 15). */
#include "object/object.h"

struct worker {
	struct thread thread;
	os_thread handle;
	struct apartment *apartment; /* counted */
	struct worker *next;         /* in workers.idle or workers.ended */
	os_u32 idle;                 /* and nobody has marked it */
	bool looks;                  /* of a reader */
	bool stays;                  /* it looks only for what comes from where its last work came from */
	bool oversees;               /* it is the overseer, who has seen so many works taken, and nothing to oversee so many times, */
	uint32_t taken;
	unsigned quiet, calm;        /* and nothing that could soon be held up so many times */
	struct work *given;          /* by who marked it; NULL: it looks itself */
	struct work *(*take)(struct worker *me); /* what it does next, or NULL: it ends, and is no longer counted */
};

static HRESULT overseer_provide(struct apartment *a, struct worker_todo *todo);

static const struct apartment_reader *reader;
static os_u32 looking; /* readers that do, or will as soon as they run */

enum { READERS_LOOKING = 4 }; /* who finds more of them has come too late */

/* How often the overseer looks, how much less often (a power of two) where that is enough, how long if there is nothing to oversee,
 * and how many lists are shared out at once behind one that took too long. */
enum { OVERSEER_NS = 500000, OVERSEER_CALM = 3, OVERSEER_LOOKS = 8, OVERSEER_SLOW = 16 };

static unsigned runnable(const struct workers *w)
{
	return w->total - w->blocked;
}

static void worker_free(struct worker *me)
{
	os_parker_fini(&me->thread.parker);
	apartment_unref(me->apartment);
	os_free(me);
}

/* The next one takes what is left, which nobody was provided for; the apartment is locked. */
static void worker_follow(struct apartment *a, struct worker_todo *todo)
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

/* ---- the overseer: who runs several works one after the other keeps none of them waiting for long ---- */

/* NULL: there is none any more; the apartment is locked. */
static void overseer_is(struct workers *w, os_parker *sleeper)
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
	return reader ? reader->look() : OVERSEEN_NOT;
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

static struct work *overseer_next(struct worker *me)
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

static struct work *worker_next(struct worker *me)
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

/* While it looks outside it is not one of those who run; the apartment is locked. */
static void reader_looks(struct worker *me, bool looks)
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
	struct work *work = reader->stay(a);
	me->stays = false;
	return work;
}

static struct work *reader_next(struct worker *me)
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
		work = reader->next(a, wanted);
	os_mutex_lock(&a->lock);
	if (me->looks)
		reader_looks(me, false);
	a->workers.total -= !work;
	os_mutex_unlock(&a->lock);
	return work;
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

/* An idle one is not idle any more; to be woken with os_unpark_wake once the apartment is unlocked. It may run before, but not
 * end, for which it needs the lock. */
static os_parker *worker_mark(struct workers *w, struct work *given)
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

static void worker_join(struct worker *list)
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

static HRESULT worker_start(struct apartment *a, struct work *(*take)(struct worker *me), bool oversees, struct worker_todo *todo)
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

/* The apartment is locked. */
static HRESULT overseer_provide(struct apartment *a, struct worker_todo *todo)
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

/* ---- readers ---- */

void reader_set(const struct apartment_reader *r)
{
	reader = r;
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

static struct worker *worker_self(void)
{
	struct thread *self = thread_self();

	return self && self->worker ? container_of(self, struct worker, thread) : NULL;
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
	if (reader)
		busy -= reader->at_rest(a);
	bool idle = !a->head && busy == own;
	os_mutex_unlock(&a->lock);
	return idle;
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
		reader->stop();
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
