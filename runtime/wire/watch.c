/* watch.c - one set of all descriptors that nobody else reads: readers of the MTA look at it, else STAs that wait do. */
#include "wire/wire.h"

static struct {
	os_mutex lock;      /* a leaf but for memory, and for counting what is watched */
	bool made;
	struct os_set set;  /* its events name what is watched by id: it may be gone by then */
	struct map by_id;
	uint64_t last_id;
	os_u32 watching;    /* how many are in it */
	struct watched *due[WATCH_TERMS], **due_tail[WATCH_TERMS]; /* each in order */
	uint64_t last_due[WATCH_TERMS]; /* the latest that there was: most that come are later */
	struct alarm *alarms, *last_alarm; /* in order */
	struct looker *lookers;
} watch;

/* A reader that sleeps at the set. */
struct looker {
	struct looker *next, **link;
	uint64_t until; /* at the latest */
	bool counts;    /* it is in the list */
};

enum { EVENTS_AT_ONCE = 16 };

/* ---- turns ---- */

static void turn_keep(struct turn *t, struct work *work)
{
	work->next = NULL;
	if (!t->mine)
		t->tail = &t->mine;
	*t->tail = work;
	t->tail = &work->next;
}

HRESULT turn_post(struct turn *t, struct apartment *a, struct work *work)
{
	if (!t || t->home != a)
		return apartment_post(a, work);
	turn_keep(t, work);
	return S_OK;
}

/* ---- what is watched ---- */

/* Counted; NULL: it has been forgotten. */
static struct watched *watched_of(uint64_t id)
{
	os_mutex_lock(&watch.lock);
	struct map_node *node = map_find(&watch.by_id, &id, sizeof id);
	struct watched *w = node ? container_of(node, struct watched, node) : NULL;
	if (w)
		w->ops->ref(w);
	os_mutex_unlock(&watch.lock);
	return w;
}

/* ---- what has its time ---- */

/* Locked: somebody will look by then. */
static bool watch_is_looked_at(uint64_t when)
{
	const struct looker *l = watch.lookers;

	while (l && l->until > when)
		l = l->next;
	return l;
}

/* Locked. */
static void due_remove(struct watched *w)
{
	if (!w->link)
		return;
	*w->link = w->next;
	if (w->next)
		w->next->link = w->link;
	for (int i = 0; i < WATCH_TERMS; i++)
		if (watch.due_tail[i] == &w->next)
			watch.due_tail[i] = w->link;
	w->link = NULL;
}

/* Locked. At the end, but for those that have less time than others had when they came. */
static void due_insert(struct watched *w, enum watch_term term)
{
	if (!watch.due[term])
		watch.due_tail[term] = &watch.due[term];
	struct watched **link = w->due < watch.last_due[term] ? &watch.due[term] : watch.due_tail[term];
	while (*link && (*link)->due <= w->due)
		link = &(*link)->next;
	if (*link)
		(*link)->link = &w->next;
	else
		watch.due_tail[term] = &w->next;
	w->next = *link;
	w->link = link;
	*link = w;
	if (w->due > watch.last_due[term])
		watch.last_due[term] = w->due;
}

/* Who sleeps must know of the first that is due: who comes later is due later, of its kind. */
void watch_until(struct watched *w, enum watch_term term)
{
	const uint64_t terms[WATCH_TERMS] = {
		limit_of(ACOM_LIMIT_FIRST_TIME), limit_of(ACOM_LIMIT_REST_TIME), WATCH_LAST_SECONDS * 1000, WATCH_PINGS_SECONDS * 1000,
	};

	os_mutex_lock(&watch.lock);
	due_remove(w);
	if (w->id && term < WATCH_TERMS) {
		w->due = os_now() + terms[term] * (NS_PER_S / 1000);
		due_insert(w, term);
		if (watch.due[term] == w && !watch_is_looked_at(w->due))
			os_set_wake(&watch.set);
	}
	os_mutex_unlock(&watch.lock);
}

/* ---- alarms ---- */

/* Locked. */
static void alarm_remove(struct alarm *a)
{
	*(a->before ? &a->before->next : &watch.alarms) = a->next;
	*(a->next ? &a->next->before : &watch.last_alarm) = a->before;
	a->set = false;
}

/* The first comes first. Most are set for later than all others. Locked. */
static void alarm_insert(struct alarm *a)
{
	a->before = watch.last_alarm;
	while (a->before && a->before->when > a->when)
		a->before = a->before->before;
	a->next = a->before ? a->before->next : watch.alarms;
	*(a->before ? &a->before->next : &watch.alarms) = a;
	*(a->next ? &a->next->before : &watch.last_alarm) = a;
	a->set = true;
}

void alarm_set(struct alarm *a, uint64_t when)
{
	os_mutex_lock(&watch.lock);
	a->when = when;
	alarm_insert(a);
	if (watch.made && watch.alarms == a && !watch_is_looked_at(when))
		os_set_wake(&watch.set);
	os_mutex_unlock(&watch.lock);
}

bool alarm_clear(struct alarm *a)
{
	os_mutex_lock(&watch.lock);
	bool set = a->set;
	if (set)
		alarm_remove(a);
	os_mutex_unlock(&watch.lock);
	return set;
}

/* ---- what is due ---- */

/* Locked: the deadline, or when the first is due if that is sooner. */
static uint64_t due_first(uint64_t deadline)
{
	if (watch.alarms && watch.alarms->when < deadline)
		deadline = watch.alarms->when;
	for (int i = 0; i < WATCH_TERMS; i++)
		if (watch.due[i] && watch.due[i]->due < deadline)
			deadline = watch.due[i]->due;
	return deadline;
}

static uint64_t due_before(uint64_t deadline)
{
	os_mutex_lock(&watch.lock);
	deadline = due_first(deadline);
	os_mutex_unlock(&watch.lock);
	return deadline;
}

/* One that is due, counted. */
static struct watched *due_take(uint64_t now)
{
	struct watched *w = NULL;

	os_mutex_lock(&watch.lock);
	for (int i = 0; i < WATCH_TERMS && !w; i++)
		if (watch.due[i] && watch.due[i]->due <= now)
			w = watch.due[i];
	if (w) {
		due_remove(w);
		w->ops->ref(w);
	}
	os_mutex_unlock(&watch.lock);
	return w;
}

static struct alarm *alarm_take(uint64_t now)
{
	os_mutex_lock(&watch.lock);
	struct alarm *a = watch.alarms && watch.alarms->when <= now ? watch.alarms : NULL;
	if (a)
		alarm_remove(a);
	os_mutex_unlock(&watch.lock);
	return a;
}

static void due_expire(uint64_t now)
{
	struct watched *w;
	struct alarm *a;

	while ((w = due_take(now)))
		w->ops->expired(w);
	while ((a = alarm_take(now)))
		a->ring(a);
}

/* Who is no reader soon does something else: nobody counts on him. */
static void looker_begin(struct looker *l, uint64_t deadline, bool reader)
{
	os_mutex_lock(&watch.lock);
	l->until = due_first(deadline);
	l->counts = reader;
	if (reader) {
		l->next = watch.lookers;
		l->link = &watch.lookers;
		if (l->next)
			l->next->link = &l->next;
		watch.lookers = l;
	}
	os_mutex_unlock(&watch.lock);
}

static void looker_end(struct looker *l)
{
	if (!l->counts)
		return;
	os_mutex_lock(&watch.lock);
	*l->link = l->next;
	if (l->next)
		l->next->link = l->link;
	os_mutex_unlock(&watch.lock);
}

/* Takes in what has come, or comes until the deadline. */
static void watch_look(uint64_t deadline, struct turn *t)
{
	struct os_ready ready[EVENTS_AT_ONCE];
	struct looker me;

	looker_begin(&me, deadline, t);
	int n = os_set_wait(&watch.set, me.until, ready, EVENTS_AT_ONCE);
	looker_end(&me);
	for (int i = 0; i < n; i++) {
		struct watched *w = ready[i].what ? watched_of((uint64_t)(uintptr_t)ready[i].what) : NULL;
		if (w)
			w->ops->ready(w, &ready[i], t);
	}
	if (me.until != OS_FOREVER && os_now() >= me.until)
		due_expire(os_now());
}

/* Who has been woken because of what is due may have something else to do by then: the readers that look are told. */
static void due_hand_on(void)
{
	os_mutex_lock(&watch.lock);
	uint64_t first = due_first(OS_FOREVER);
	bool tell = first != OS_FOREVER && !watch_is_looked_at(first);
	os_mutex_unlock(&watch.lock);
	if (tell && readers_look())
		os_set_wake(&watch.set);
}

/* ---- readers ---- */

/* What one of them has found: the first is its own if another one looks meanwhile, and then it goes on with what is queued:
 * the rest, unless that takes long. Its answers go out together. */
static struct work *turn_divide(struct turn *t, bool (*may_run)(struct apartment *a))
{
	struct work *own = t->mine, *rest = own ? own->next : NULL;

	if (!own)
		return NULL;
	t->mine = NULL;
	if (!may_run(t->home)) {
		apartment_post_list(t->home, own, false);
		return NULL;
	}
	if (apartment_post_list(t->home, rest, true))
		batch_begin(true);
	return own;
}

static bool stayer_may_run(struct apartment *a)
{
	return !apartment_is_dead(a);
}

/* What was gathered goes out before others are waited for: nothing of it is queued any more, or others see to that. */
static void turn_begin(void)
{
	if (thread_self()->batch.depth)
		batch_end();
}

static struct work *watch_stay(struct apartment *a)
{
	struct turn t = { .home = a };
	struct work *own = NULL;

	turn_begin();
	while (!own && stay_read(&t))
		own = turn_divide(&t, stayer_may_run);
	return own;
}

static struct work *watch_next(struct apartment *a, bool wanted)
{
	struct turn t = { .home = a };
	struct work *own = NULL;

	turn_begin();
	stay_end();
	for (bool goes_on = wanted; goes_on; goes_on = !own && !apartment_is_dead(a)) {
		watch_look(OS_FOREVER, &t);
		own = turn_divide(&t, reader_may_run);
		if (own)
			due_hand_on();
		else
			stay_end();
	}
	if (!own && wanted)
		os_set_wake(&watch.set); /* the next one sees it, too */
	return own;
}

/* What a thread keeps to itself for too long others see to. */
static enum overseen watch_oversee(void)
{
	bool held = batch_look(), stays = stay_look();

	return held ? OVERSEEN_CLOSELY : stays ? OVERSEEN_CALMLY : OVERSEEN_NOT;
}

static void watch_stop(void)
{
	os_set_wake(&watch.set);
}

/* ---- who waits ---- */

/* A thread of an STA looks at everything: nobody else may. Others leave it to the readers. */
static bool looks_itself(void)
{
	const struct thread *self = thread_self();

	return !readers_look() || (self && self->apartment && self->apartment->kind == APARTMENT_STA);
}

static bool watch_is_mine(void)
{
	return os_load32(&watch.watching) && looks_itself();
}

bool watch_leaves_out(void)
{
	const struct thread *self = thread_self();

	return !(self && self->apartment && self->apartment->kind == APARTMENT_STA) && !watch_is_mine();
}

void watch_glance(void)
{
	if (!watch_is_mine())
		return;
	watch_look(os_now(), NULL);
	due_hand_on();
}

bool watch_sleep(os_parker *parker, int fd, uint64_t deadline, bool *readable)
{
	bool all = watch_is_mine();
	unsigned own = fd >= 0, count = own + all;
	uint64_t ready = 0;
	int fds[2] = { fd };

	*readable = false;
	if (!count)
		return os_park(parker, deadline);
	if (all)
		fds[own] = watch.set.fd; /* it stays once something is watched */
	uint64_t until = all ? due_before(deadline) : deadline;
	bool token = os_park_at(parker, fds, count, until, &ready);
	*readable = own && ready & 1;
	if (all && (ready >> own & 1 || until != deadline)) {
		watch_look(os_now(), NULL);
		due_hand_on();
	}
	return token || ready || until != deadline;
}

static bool anywhere_sleep(struct wait_source *s, struct waitable *w, os_parker *parker, uint64_t deadline)
{
	bool readable;

	(void)s;
	(void)w;
	return watch_sleep(parker, -1, deadline, &readable);
}

static bool anything_watched(void)
{
	return os_load32(&watch.watching);
}

/* ---- the set ---- */

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

static int watch_fd(void)
{
	return SUCCEEDED(watch_prepare()) ? watch.set.fd : -1;
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
	static const struct apartment_reader reader = { watch_next, watch_stop, watch_oversee, watch_stay, stays_at_rest };
	static struct wait_outside outside = { { anywhere_sleep, NULL }, anything_watched, batch_write, watch_fd };

	wait_outside_set(&outside);
	reader_set(&reader);
	apartment_observe_last(watch_end);
}
