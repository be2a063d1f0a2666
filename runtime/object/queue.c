/* queue.c - the work that waits for an apartment, and who takes it. */
#include "object/object.h"

static void queue_push(struct apartment *a, struct work *work, bool first)
{
	struct work **link = first ? &a->head : a->tail;

	work->next = *link;
	*link = work;
	if (!work->next)
		a->tail = &work->next;
	uint32_t before = os_load32(&a->queued);
	os_store32(&a->queued, before + 1);
	if (!before && a->readable.fd)
		waitable_set(&a->readable);
}

struct work *apartment_take(struct apartment *a)
{
	struct work *work = a->head;

	if (!work)
		return NULL;
	a->head = work->next;
	a->workers.taken++;
	if (!a->head)
		a->tail = &a->head;
	uint32_t left = os_load32(&a->queued) - 1;
	os_store32(&a->queued, left);
	if (!left && a->readable.fd)
		waitable_reset(&a->readable);
	return work;
}

void apartment_refuse(struct apartment *a, HRESULT hr)
{
	struct work *work;

	for (uint32_t left = os_load32(&a->queued); left && (work = apartment_take(a)); left--) {
		if (work->notice) {
			queue_push(a, work, false);
			continue;
		}
		os_mutex_unlock(&a->lock);
		work->run(work, hr);
		os_mutex_lock(&a->lock);
	}
}

/* LEFT: a notice that waits for the next worker, if there is none. */
enum post { POST_CALL, POST_NESTED, POST_NOTICE, POST_LEFT };

static void queue_for_thread(struct apartment *a, struct work *work, struct worker_todo *todo)
{
	queue_push(a, work, false);
	todo->marked = os_unpark_mark(&a->thread->parker);
}

/* What nobody takes at once waits for the first who has done what he does, or for one who is started. */
static HRESULT queue_for_workers(struct apartment *a, struct work *work, enum post post, struct worker_todo *todo)
{
	if (worker_give(a, work, todo))
		return S_OK;
	HRESULT hr = worker_provide(a, post == POST_NESTED, todo);
	if (FAILED(hr) && post != POST_LEFT)
		return hr;
	/* before what the bound holds back: else the worker that was provided would take that */
	queue_push(a, work, post == POST_NESTED);
	return S_OK;
}

static HRESULT apartment_queue(struct apartment *a, struct work *work, enum post post)
{
	struct worker_todo todo = { 0 };
	HRESULT hr = S_OK;

	work->notice = post >= POST_NOTICE;
	os_mutex_lock(&a->lock);
	if (os_load32(&a->dead))
		hr = FAIL(RPC_E_DISCONNECTED);
	else if (a->kind == APARTMENT_STA)
		queue_for_thread(a, work, &todo);
	else
		hr = queue_for_workers(a, work, post, &todo);
	os_mutex_unlock(&a->lock);
	worker_do(&todo);
	return hr;
}

HRESULT apartment_post(struct apartment *a, struct work *work)
{
	return apartment_queue(a, work, POST_CALL);
}

static void refuse_list(struct work *list, HRESULT hr)
{
	while (list) {
		struct work *next = list->next;
		list->run(list, hr);
		list = next;
	}
}

bool apartment_post_list(struct apartment *a, struct work *list, bool goes_on)
{
	struct worker_todo todo = { 0 };

	if (!list)
		return false;
	os_mutex_lock(&a->lock);
	HRESULT hr = os_load32(&a->dead) ? FAIL(RPC_E_DISCONNECTED) : S_OK;
	bool overseen = goes_on && SUCCEEDED(hr) && worker_oversee_list(a, &todo);
	if (SUCCEEDED(hr) && !overseen)
		hr = worker_provide(a, false, &todo);
	for (struct work *next; SUCCEEDED(hr) && list; list = next) {
		next = list->next;
		list->notice = false;
		queue_push(a, list, false);
		a->workers.owed += next != NULL && !overseen;
	}
	os_mutex_unlock(&a->lock);
	worker_do(&todo);
	refuse_list(list, hr);
	return overseen;
}

/* Only a call from inside a call can wait for what stands above it. */
HRESULT apartment_post_nested(struct apartment *a, struct work *work)
{
	struct thread *self = thread_self();

	if (a->kind == APARTMENT_NTA)
		return visit_run(a, work);
	return apartment_queue(a, work, self && (self->serving || self->visits) ? POST_NESTED : POST_CALL);
}

/* Who finds no worker goes there himself: others may wait for just this. It stays only where he has no memory to go. Each way
 * is closed if the apartment is dead. */
HRESULT apartment_notify(struct apartment *a, struct work *work)
{
	if (a->kind != APARTMENT_NTA && SUCCEEDED(apartment_queue(a, work, POST_NOTICE)))
		return S_OK;
	if (SUCCEEDED(visit_run(a, work)))
		return S_OK;
	return apartment_queue(a, work, POST_LEFT);
}

HRESULT apartment_leave_notice(struct apartment *a, struct work *work)
{
	HRESULT hr = apartment_queue(a, work, POST_NOTICE);

	return FAILED(hr) ? apartment_queue(a, work, POST_LEFT) : hr;
}

/* What is posted right behind the look leaves its token at the thread's parker. */
bool apartment_serve(void)
{
	struct thread *self = thread_self();
	struct apartment *a = self ? self->apartment : NULL;

	if (!a || a->kind != APARTMENT_STA || !os_load32(&a->queued))
		return false;
	os_mutex_lock(&a->lock);
	struct work *work = apartment_take(a);
	os_mutex_unlock(&a->lock);
	if (!work)
		return false;
	struct visit *visiting = self->visiting;
	HRESULT hr = self->serving < APARTMENT_DEPTH || work->notice ? S_OK : FAIL(RPC_E_OUT_OF_RESOURCES);
	self->visiting = NULL;
	self->serving++;
	work->run(work, hr);
	self->serving--;
	self->visiting = visiting;
	return true;
}

/* ---- a function that is called there ---- */

struct request {
	struct work work;
	HRESULT (*fn)(void *arg);
	void *arg;
	HRESULT hr;
	struct waitable done;
};

static void request_run(struct work *work, HRESULT hr)
{
	struct request *r = container_of(work, struct request, work);

	r->hr = SUCCEEDED(hr) ? r->fn(r->arg) : hr;
	waitable_set(&r->done); /* r is gone from here on */
}

HRESULT apartment_call(struct apartment *a, HRESULT (*fn)(void *arg), void *arg)
{
	struct request r = { .work.run = request_run, .fn = fn, .arg = arg };

	if (apartment_is_current(a))
		return fn(arg);
	os_mutex_init(&r.done.lock);
	HRESULT hr = apartment_post_nested(a, &r.work);
	if (SUCCEEDED(hr)) {
		waitable_wait(&r.done, OS_FOREVER);
		hr = r.hr;
	}
	waitable_fini(&r.done);
	return hr;
}

/* ---- who serves by himself ---- */

/* What the last look has found is served, too. */
static HRESULT apartment_dispatch(struct apartment *a, os_parker *parker, uint64_t deadline)
{
	HRESULT hr = S_FALSE;

	for (bool in_time = true;; in_time = wait_sleep(NULL, parker, deadline)) {
		uint32_t queued = os_load32(&a->queued);
		while (queued-- && apartment_serve())
			hr = S_OK;
		if (hr == S_OK || !in_time)
			return hr;
	}
}

HRESULT AcomDispatch(DWORD milliseconds)
{
	struct thread *self = thread_self();
	uint64_t deadline = wait_deadline(milliseconds);
	struct apartment *a = apartment_home();

	if (!a)
		return FAIL(CO_E_NOTINITIALIZED);
	HRESULT hr = S_FALSE;
	thread_pin(self);
	if (a->kind == APARTMENT_STA)
		hr = apartment_dispatch(a, &self->parker, deadline);
	thread_unpin(self);
	apartment_unref(a);
	return hr;
}

/* Of an STA, which is locked. */
static HRESULT apartment_pollable(struct apartment *a, int *fd)
{
	int parts[2];
	HRESULT hr = a->pollable ? S_OK : waitable_fd(&a->readable, &parts[0]);

	if (SUCCEEDED(hr) && !a->pollable) {
		parts[1] = wait_outside_fd();
		int made = parts[1] < 0 ? -1 : os_set_join(parts, parts[1] ? 2 : 1);
		if (made < 0)
			return FAIL(RPC_E_OUT_OF_RESOURCES);
		a->pollable = made + 1;
	}
	if (SUCCEEDED(hr) && os_load32(&a->queued))
		waitable_set(&a->readable);
	*fd = a->pollable - 1;
	return hr;
}

HRESULT AcomApartmentFd(int *fd)
{
	if (!fd)
		return FAIL(E_POINTER);
	*fd = -1;
	struct apartment *a = apartment_home();
	if (!a)
		return FAIL(CO_E_NOTINITIALIZED);
	HRESULT hr = RPC_E_CHANGED_MODE;
	if (a->kind == APARTMENT_STA) {
		os_mutex_lock(&a->lock);
		hr = apartment_pollable(a, fd);
		os_mutex_unlock(&a->lock);
	} else {
		hr = FAIL(hr);
	}
	apartment_unref(a);
	return hr;
}
