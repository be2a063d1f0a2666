/* operation.c - what a function of a handle has begun: one at a time, and it ends exactly once. */
#include "inet.h"

static os_u32 operations;                      /* that there were */

DWORD operation_begin(struct node *n, DWORD_PTR context)
{
	struct operation *o = &n->operation;

	if (n->closed)
		return ERROR_INVALID_HANDLE;
	if (o->state != OPERATION_IDLE)
		return ERROR_INTERNET_REQUEST_PENDING;
	o->state = OPERATION_PENDING;
	words_unref(o->words);
	o->words = NULL;
	o->count = o->system = 0;
	o->number = os_ref(&operations);
	o->opens = false;
	o->succeeds = NULL;
	o->context = context;
	if (!n->settings.async)
		n->strand.waiter = &o->parker;
	return ERROR_SUCCESS;
}

/* This thread learns of it now. A read that has got something succeeds: what broke it off is the next one's. */
static DWORD tell_end(const struct operation *o)
{
	return last_late(o->error, o->words, o->error ? o->system : 0);
}

struct operation_waiter {
	struct operation_waiter *next;
	os_parker parker;
	bool over;
};

static void wake_waiters(struct operation *o)
{
	while (o->waiters) {
		struct operation_waiter *w = o->waiters;

		o->waiters = w->next;
		w->over = true;
		os_unpark(&w->parker);
	}
}

/* The waiter is gone before what is left is told, so that a callback can begin the next one. */
static void operation_idle(struct node *n)
{
	n->operation.state = OPERATION_IDLE;
	n->strand.waiter = NULL;
	wake_waiters(&n->operation);
}

void operation_drop(struct node *n)
{
	operation_idle(n);
}

DWORD operation_begin_opening(struct node *n)
{
	DWORD error = operation_begin(n, n->context);

	if (error)
		return error;
	n->operation.opens = true;
	if (strand_created(n, n, true))
		return ERROR_SUCCESS;
	operation_drop(n);
	return ERROR_NOT_ENOUGH_MEMORY;
}

/* Locked; unlocks meanwhile. Nothing else may begin yet. */
static void succeed(struct node *n)
{
	void (*succeeds)(struct node *n) = n->operation.error ? NULL : n->operation.succeeds;

	n->operation.succeeds = NULL;
	if (!succeeds)
		return;
	node_unlock(n);
	succeeds(n);
	node_lock(n);
}

DWORD operation_await(struct node *n, DWORD_PTR *result)
{
	struct operation *o = &n->operation;
	DWORD error;

	if (n->settings.async)
		return ERROR_IO_PENDING;
	for (strand_tell(n); o->state == OPERATION_PENDING; strand_tell(n)) {
		node_unlock(n);
		os_park(&o->parker, OS_FOREVER);
		node_lock(n);
	}
	succeed(n);
	error = tell_end(o);
	if (result)
		*result = o->result;
	operation_idle(n);
	return error;
}

/* From here on the next may begin: in the callback that hears of this one's end, too. */
static void operation_telling(struct node *n)
{
	succeed(n);
	tell_end(&n->operation);
	operation_idle(n);
}

/* Behind the callback: there is no handle. */
static void opening_told(struct node *n)
{
	HINTERNET value = n->value;

	node_unlock(n);
	node_close(value, &(bool){ false });
	node_lock(n);
}

static void post_complete(struct node *n)
{
	struct operation *o = &n->operation;

	o->notice = (struct notice){ .context = o->context, .status = INTERNET_STATUS_REQUEST_COMPLETE, .kept = true,
				     .length = sizeof o->notice.result, .telling = operation_telling,
				     .told = o->opens && o->error ? opening_told : NULL,
				     .then = o->then, .result = { o->result, o->error ? o->error : o->count } };
	o->then = NULL;
	strand_post(n, &o->notice);
}

void operation_end(struct node *n, DWORD_PTR result, DWORD error, struct words *words)
{
	struct operation *o = &n->operation;

	if (o->state != OPERATION_PENDING) {
		words_unref(words);
		return;
	}
	o->state = OPERATION_OVER;
	o->result = o->opens && !error ? (DWORD_PTR)n->value : result;
	o->error = error;
	o->words = words;
	if (!n->settings.async) {
		os_unpark(&o->parker);
	} else if (strand_wanted(n, o->context) || (o->opens && error) || o->then || o->succeeds) {
		post_complete(n);
	} else {
		operation_idle(n);
	}
}

/* Locked. */
static DWORD cancel(struct node *n, const DWORD_PTR *context)
{
	const struct operation *o = &n->operation;
	struct transfer *t;

	if (n->closed)
		return ERROR_INVALID_HANDLE;
	if (!operation_pending(o) || (context && o->context != *context) || !n->class->carrier)
		return ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	t = n->class->carrier(n);
	if (!t) /* it has not been begun yet */
		return ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	os_store32(&t->cancels, o->number);
	io_ask(t, TRANSFER_CANCEL);
	return ERROR_SUCCESS;
}

DWORD operation_cancel(HINTERNET handle, const DWORD_PTR *context)
{
	struct node *n;
	DWORD error = node_get(handle, TYPES_ALL, &n);

	if (error)
		return error;
	node_lock(n);
	error = cancel(n, context);
	node_unlock(n);
	node_unref(n);
	return error;
}

DWORD operation_wait(struct node *n, uint64_t deadline)
{
	struct operation *o = &n->operation;
	struct operation_waiter me = { .next = o->waiters, .over = o->state == OPERATION_IDLE }, **at;

	if (me.over)
		return tell_end(o);
	o->waiters = &me;
	node_unlock(n);
	os_park(&me.parker, deadline);
	node_lock(n);
	for (at = &o->waiters; !me.over && *at != &me; at = &(*at)->next)
		;
	if (!me.over)
		*at = me.next;
	os_parker_fini(&me.parker);
	return me.over ? tell_end(o) : WAIT_TIMEOUT;
}
