/* watch_look.c - who looks at what is watched: readers of the MTA, else STAs that wait. */
#include "wire/watch.h"

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

static int watch_fd(void)
{
	return SUCCEEDED(watch_prepare()) ? watch.set.fd : -1;
}

__attribute__((constructor)) static void watch_look_init(void)
{
	static const struct apartment_reader reader = { watch_next, watch_stop, watch_oversee, watch_stay, stays_at_rest };
	static struct wait_outside outside = { { anywhere_sleep, NULL }, anything_watched, batch_write, watch_fd };

	wait_outside_set(&outside);
	reader_set(&reader);
}
