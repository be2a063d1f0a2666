/* turn.c - which transfers run, and which wait for their turn. So many run at once while that many end in each tick; those that
 * wait use what these leave: their connections and their memory. Where fewer end, more may run after each tick, about as many as
 * can be begun in one: a server that is slow soon has all of them. */
#include "inet.h"

enum { WINDOW = 64, MORE = 32, MOST = 1 << 20, ENDS_PER_TICK = 2, TICK = NS_PER_S / 1000 };

/* The I/O thread's own. */
static struct transfer *first, **last = &first;
static unsigned runs, window = WINDOW, ends;   /* how many run, and may; how many ended in this tick */
static uint64_t tick;                          /* when it is over, while somebody waits */

void turn_copied(void)
{
	first = NULL;
	last = &first;
	runs = 0;
	window = WINDOW;
}

static void tick_begin(void)
{
	tick = os_now() + TICK;
	ends = 0;
}

bool turn_take(struct transfer *t)
{
	if (t->waiting)
		return false;
	if (!first && runs < window) {
		runs++;
		return true;
	}
	if (!first)
		tick_begin();
	node_ref(t->node);
	t->waiting = true;
	t->next = NULL;
	t->link = last;
	*last = t;
	last = &t->next;
	return false;
}

void turn_over(void)
{
	ends++;
	if (!--runs)
		window = WINDOW;
}

static void dequeue(struct transfer *t)
{
	t->waiting = false;
	*t->link = t->next;
	if (t->next)
		t->next->link = t->link;
	else
		last = t->link;
}

void turn_leave(struct transfer *t)
{
	if (!t->waiting)
		return;
	dequeue(t);
	node_unref(t->node);
}

static void adapt(void)
{
	if (ends < ENDS_PER_TICK && window < MOST)
		window += MORE;
	else if (ends >= ENDS_PER_TICK && window > WINDOW)
		window -= MORE;
	tick_begin();
}

struct transfer *turn_next(void)
{
	struct transfer *t = first;

	if (t && tick <= os_now())
		adapt();
	if (!t || runs >= window)
		return NULL;
	runs++;
	dequeue(t);
	return t;
}

struct transfer *turn_first(void)
{
	return first;
}

uint64_t turn_due(void)
{
	return first ? tick : OS_FOREVER;
}
