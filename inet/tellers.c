/* tellers.c - the threads of asynchronous sessions, which tell what there is to tell: few, and more if callbacks do not return. */
#include "inet.h"

enum { TELLERS_MOST = 4 };
struct teller {
	struct teller *next_idle;
	os_parker parker;
};
static struct {
	os_mutex lock;
	unsigned sessions, threads, busy;      /* busy: those that tell */
	struct teller *idle;
	struct node *first, **last;            /* with something to tell */
	uint64_t since;                        /* when the queue was last seen to move */
} tellers = { .last = &tellers.first };

void tellers_copied(void)
{
	memset(&tellers, 0, sizeof tellers);
	tellers.last = &tellers.first;
}

static struct node *tellers_next(void)
{
	struct node *n = tellers.first;

	if (n) {
		tellers.first = n->strand.next;
		if (!tellers.first)
			tellers.last = &tellers.first;
		tellers.since = os_now();
	}
	return n;
}

static void teller_tells(struct node *n)
{
	node_lock(n);
	n->strand.called = false;
	strand_tell(n);
	node_unlock(n);
	node_unref(n);
}

static void teller_main(void *arg)
{
	struct teller me = { .next_idle = NULL };
	struct node *n;

	(void)arg;
	os_mutex_lock(&tellers.lock);
	for (;;) {
		n = tellers_next();
		if (n) {
			tellers.busy++;
			os_mutex_unlock(&tellers.lock);
			teller_tells(n);
			os_mutex_lock(&tellers.lock);
			tellers.busy--;
			continue;
		} else if (!tellers.sessions) {
			break;
		} else {
			me.next_idle = tellers.idle;
			tellers.idle = &me;
			os_mutex_unlock(&tellers.lock);
			os_park(&me.parker, OS_FOREVER);
		}
		os_mutex_lock(&tellers.lock);
	}
	tellers.threads--;
	os_mutex_unlock(&tellers.lock);
	os_parker_fini(&me.parker);
}

static int teller_start(void)
{
	os_thread thread;
	int error = os_thread_start(&thread, teller_main, NULL);

	if (!error) {
		os_thread_detach(&thread);
		tellers.threads++;
	}
	return error;
}

int tellers_start(void)
{
	int error = 0;

	os_mutex_lock(&tellers.lock);
	if (!tellers.threads)
		error = teller_start();
	if (!error)
		tellers.sessions++;
	os_mutex_unlock(&tellers.lock);
	return error;
}

void tellers_stop(void)
{
	struct teller *idle = NULL;

	os_mutex_lock(&tellers.lock);
	if (!--tellers.sessions) {
		idle = tellers.idle;
		tellers.idle = NULL;
	}
	while (idle) {
		struct teller *next = idle->next_idle;

		os_unpark(&idle->parker);
		idle = next;
	}
	os_mutex_unlock(&tellers.lock);
}

/* When a queue that does not move is to get company: its callbacks are in no hurry, and others, which they may wait for, are
 * behind them. OS_FOREVER: there is no such queue, or nobody more to come. */
uint64_t tellers_due(void)
{
	uint64_t due;

	os_mutex_lock(&tellers.lock);
	due = tellers.first && (tellers.idle || tellers.threads < TELLERS_MOST) ? tellers.since + TELLER_PATIENCE : OS_FOREVER;
	os_mutex_unlock(&tellers.lock);
	return due;
}

/* Locked. False: nobody is idle. */
static bool wake_idle(void)
{
	struct teller *idle = tellers.idle;

	if (!idle)
		return false;
	tellers.idle = idle->next_idle;
	os_unpark(&idle->parker);
	return true;
}

/* Who is woken, and was not given the processor yet, needs no company. But he takes one of those that wait, and may stay with it:
 * the others are looked after again. */
void tellers_relieve(void)
{
	os_mutex_lock(&tellers.lock);
	if (tellers.first && os_now() >= tellers.since + TELLER_PATIENCE) {
		tellers.since = os_now();
		if (!wake_idle() && tellers.busy == tellers.threads && tellers.threads < TELLERS_MOST)
			teller_start();
	}
	os_mutex_unlock(&tellers.lock);
}

void tellers_go(void)
{
	os_mutex_lock(&tellers.lock);
	if (tellers.first)
		wake_idle();
	os_mutex_unlock(&tellers.lock);
}

/* Locked is the node. Whoever is idle tells; if nobody is, the I/O thread looks after a while whether somebody has come. What the
 * I/O thread itself has to tell waits until it has looked at all that came: one who tells is woken for all. */
void tellers_call(struct node *n)
{
	bool here = io_here(), woken;

	n->strand.called = true;
	n->strand.next = NULL;
	node_ref(n);
	os_mutex_lock(&tellers.lock);
	if (!tellers.first)
		tellers.since = os_now();
	*tellers.last = n;
	tellers.last = &n->strand.next;
	woken = !here && wake_idle();
	os_mutex_unlock(&tellers.lock);
	if (!here && !woken)
		io_look();
}
