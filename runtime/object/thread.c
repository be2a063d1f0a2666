/* thread.c - what the runtime knows of a thread, how it comes to be in an apartment, how it leaves it, and its end. */
#include "object/object.h"

void thread_free_unused(struct thread *self)
{
	const struct thread_calls *calls = &self->calls;

	if (self->worker || self->apartment || self->pins || self->serving || self->visits)
		return;
	if (calls->cancellable || calls->cancels || calls->outside || calls->logical || self->error || self->holds)
		return;
	if (calls->context || calls->filtering || self->meeting) /* that stand on its stack */
		return;
	os_slot_set(NULL, NULL);
	os_parker_fini(&self->parker);
	os_free(self);
}

void thread_pin(struct thread *self)
{
	if (!self)
		return;
	self->pins++;
	if (self->worker && self->pins == 1)
		worker_blocks(self->apartment);
}

void thread_unpin(struct thread *self)
{
	if (!self)
		return;
	if (self->worker && self->pins == 1)
		worker_resumes(self->apartment);
	self->pins--;
	thread_free_unused(self);
}

/* ---- it leaves, and ends ---- */

/* An object of the user's may leave another one as it goes. */
static void thread_drop_error(struct thread *self)
{
	struct IErrorInfo *info;

	while ((info = self->error)) {
		self->error = NULL;
		release_unknown(info);
	}
}

static void thread_leave(struct thread *self)
{
	struct apartment *a = self->apartment;
	struct visit *visiting = self->visiting;
	const struct apartment_observer *observer = apartment_observer();
	bool last = apartment_leave(a);

	self->visiting = NULL;
	if (trace_on(TRACE_APARTMENT))
		place_tell(a, last ? "leaves, as its last one" : "leaves");
	thread_drop_error(self); /* it may be an object of the apartment's */
	if (last)
		apartment_end(a);
	self->apartment = NULL;
	self->visiting = visiting;
	if (observer && observer->thread_leaves)
		observer->thread_leaves(self);
	apartment_unref(a);
}

/* When there is nothing left of its apartment, nor perhaps of the thread: what waits now makes it known anew. */
static void thread_left(void)
{
	apartment_left();
	placement_thread_left();
}

void thread_calls_end(struct thread *self)
{
	const struct apartment_observer *observer = apartment_observer();

	thread_drop_error(self);
	mutex_thread_ends(self);
	if (observer)
		observer->thread_ends(self);
}

/* What it has begun in batches of its own leaves. */
static void thread_ends_batches(struct thread *self)
{
	wait_write();
	self->batch.depth -= self->batch.asked; /* others may stand on its stack */
	self->batch.asked = 0;
}

/* A thread that ends inside its apartment takes it along (decision 17). */
static void thread_exits(void *value)
{
	struct thread *self = value;

	os_slot_set(self, NULL);
	self->visits = self->visiting = NULL; /* its stack is gone */
	thread_ends_batches(self);
	bool member = self->inits;
	apartment_moves(true);
	if (member) {
		self->inits = 0;
		thread_leave(self);
	}
	self->serving = 0;
	self->pins = 1; /* what goes now may wait */
	thread_calls_end(self);
	self->pins = 0;
	thread_free_unused(self);
	if (member)
		thread_left();
	apartment_moves(false);
}

/* ---- it becomes known ---- */

struct thread *thread_obtain(void)
{
	struct thread *self = thread_self();

	if (self)
		return self;
	self = os_zalloc(sizeof *self);
	if (self)
		os_slot_set(self, thread_exits);
	return self;
}

/* ---- the functions ---- */

static HRESULT copy_tell(void)
{
	static os_u32 told;

	if (!os_swap32(&told, 1))
		trace_write("CoInitializeEx: this process is a copy of one that uses acom: it can only execute another program");
	return FAIL(CO_E_NOT_SUPPORTED);
}

static HRESULT thread_enter(struct thread *self, enum apartment_kind kind)
{
	bool first;
	struct apartment *a = self->apartment = apartment_enter(self, kind, &first);

	if (a && trace_on(TRACE_APARTMENT))
		place_tell(a, "enters");
	if (a && kind == APARTMENT_MTA && first && wait_outside_has())
		reader_provide(a); /* so far STAs looked; without it they still do */
	return a ? S_OK : FAIL(E_OUTOFMEMORY);
}

static HRESULT thread_init(enum apartment_kind kind)
{
	struct thread *self = thread_obtain();

	if (!self)
		return FAIL(E_OUTOFMEMORY);
	apartment_moves(true);
	HRESULT hr = thread_enter(self, kind);
	apartment_moves(false);
	self->inits = SUCCEEDED(hr);
	thread_free_unused(self);
	return hr;
}

HRESULT CoInitializeEx(void *reserved, DWORD flags)
{
	const DWORD known = COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE | COINIT_SPEED_OVER_MEMORY;
	bool sta = flags & COINIT_APARTMENTTHREADED;
	struct thread *self = thread_self();

	if (reserved || flags & ~known)
		return FAIL(E_INVALIDARG);
	if (os_is_copy())
		return copy_tell();
	if (!self || !self->apartment)
		return thread_init(sta ? APARTMENT_STA : APARTMENT_MTA);
	if ((self->apartment->kind == APARTMENT_STA) != sta)
		return FAIL(RPC_E_CHANGED_MODE);
	self->inits++;
	return S_FALSE;
}

HRESULT CoInitialize(void *reserved)
{
	return CoInitializeEx(reserved, COINIT_APARTMENTTHREADED);
}

void CoUninitialize(void)
{
	struct thread *self = thread_self();

	if (!self || !self->inits || --self->inits)
		return;
	if (self->worker)
		return; /* a worker is in the MTA whether it says so or not */
	apartment_moves(true);
	thread_ends_batches(self);
	thread_leave(self);
	thread_free_unused(self);
	thread_left();
	apartment_moves(false);
}
