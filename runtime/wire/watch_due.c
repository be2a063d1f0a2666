/* watch_due.c - what is watched has its time, and alarms theirs: who looks then, looks at them, too. */
#include "wire/watch.h"

/* Under the lock of what is watched. */
static struct {
	struct watched *of[WATCH_TERMS], **tail[WATCH_TERMS]; /* each in order */
	uint64_t last[WATCH_TERMS]; /* the latest that there was: most that come are later */
	struct alarm *alarms; /* the first */
	uint64_t alarm_count; /* that were ever set */
	struct looker *lookers;
} due;

/* Locked: somebody will look by then. */
static bool watch_is_looked_at(uint64_t when)
{
	const struct looker *l = due.lookers;

	while (l && l->until > when)
		l = l->next;
	return l;
}

void due_remove(struct watched *w)
{
	if (!w->link)
		return;
	*w->link = w->next;
	if (w->next)
		w->next->link = w->link;
	for (int i = 0; i < WATCH_TERMS; i++)
		if (due.tail[i] == &w->next)
			due.tail[i] = w->link;
	w->link = NULL;
}

/* Locked. At the end, but for those that have less time than others had when they came. */
static void due_insert(struct watched *w, enum watch_term term)
{
	if (!due.of[term])
		due.tail[term] = &due.of[term];
	struct watched **link = w->due < due.last[term] ? &due.of[term] : due.tail[term];
	while (*link && (*link)->due <= w->due)
		link = &(*link)->next;
	if (*link)
		(*link)->link = &w->next;
	else
		due.tail[term] = &w->next;
	w->next = *link;
	w->link = link;
	*link = w;
	if (w->due > due.last[term])
		due.last[term] = w->due;
}

/* Locked. Who sleeps must know of the first that is due: who comes later is due later, of its kind. */
static void due_begin(struct watched *w, enum watch_term term)
{
	const uint64_t terms[WATCH_TERMS] = {
		limit_of(ACOM_LIMIT_FIRST_TIME), limit_of(ACOM_LIMIT_REST_TIME), WATCH_LAST_SECONDS * 1000, WATCH_PINGS_SECONDS * 1000,
	};

	if (!w->id || term >= WATCH_TERMS)
		return;
	w->due = os_now() + terms[term] * (NS_PER_S / 1000);
	due_insert(w, term);
	if (due.of[term] == w && !watch_is_looked_at(w->due))
		os_set_wake(&watch.set);
}

void watch_until(struct watched *w, enum watch_term term)
{
	os_mutex_lock(&watch.lock);
	due_remove(w);
	due_begin(w, term);
	os_mutex_unlock(&watch.lock);
}

void watch_by(struct watched *w, enum watch_term term)
{
	os_mutex_lock(&watch.lock);
	if (!w->link)
		due_begin(w, term);
	os_mutex_unlock(&watch.lock);
}

/* ---- alarms ---- */

/* Locked. */
static void alarm_remove(struct alarm *a)
{
	alarms_remove(&due.alarms, a);
	a->set = false;
}

void alarm_set(struct alarm *a, uint64_t when)
{
	os_mutex_lock(&watch.lock);
	a->when = when;
	a->number = ++due.alarm_count;
	a->set = true;
	alarms_add(&due.alarms, a);
	if (watch.made && due.alarms == a && !watch_is_looked_at(when))
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
	if (due.alarms && due.alarms->when < deadline)
		deadline = due.alarms->when;
	for (int i = 0; i < WATCH_TERMS; i++)
		if (due.of[i] && due.of[i]->due < deadline)
			deadline = due.of[i]->due;
	return deadline;
}

uint64_t due_before(uint64_t deadline)
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
		if (due.of[i] && due.of[i]->due <= now)
			w = due.of[i];
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
	struct alarm *a = due.alarms && due.alarms->when <= now ? due.alarms : NULL;
	if (a)
		alarm_remove(a);
	os_mutex_unlock(&watch.lock);
	return a;
}

void due_expire(uint64_t now)
{
	struct watched *w;
	struct alarm *a;

	while ((w = due_take(now)))
		w->ops->expired(w);
	while ((a = alarm_take(now)))
		a->ring(a);
}

/* ---- who looks ---- */

void looker_begin(struct looker *l, uint64_t deadline, bool reader)
{
	os_mutex_lock(&watch.lock);
	l->until = due_first(deadline);
	l->counts = reader;
	if (reader) {
		l->next = due.lookers;
		l->link = &due.lookers;
		if (l->next)
			l->next->link = &l->next;
		due.lookers = l;
	}
	os_mutex_unlock(&watch.lock);
}

void looker_end(struct looker *l)
{
	if (!l->counts)
		return;
	os_mutex_lock(&watch.lock);
	*l->link = l->next;
	if (l->next)
		l->next->link = l->link;
	os_mutex_unlock(&watch.lock);
}

void due_hand_on(void)
{
	os_mutex_lock(&watch.lock);
	uint64_t first = due_first(OS_FOREVER);
	bool tell = first != OS_FOREVER && !watch_is_looked_at(first);
	os_mutex_unlock(&watch.lock);
	if (tell && readers_look())
		os_set_wake(&watch.set);
}
