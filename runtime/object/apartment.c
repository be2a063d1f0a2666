/* apartment.c - which apartment a thread is in, how long an apartment lives, and its end. */
#include "object/object.h"

static struct {
	os_mutex lock;
	struct apartment *mta; /* the one that threads belong to by default; not counted */
	struct apartment *nta; /* counted; it ends behind all others, and is one of `apartments` only while it does */
	struct apartment *main; /* the first STA, while it lives; not counted */
	unsigned apartments;   /* that have not ended */
	unsigned threads;      /* in one by CoInitializeEx */
	os_u64 next_id;
	const struct apartment_observer *observer;
	void (*last_leaves)(void);
} process;

void apartment_observe(const struct apartment_observer *observer)
{
	process.observer = observer;
}

void apartment_observe_last(void (*last_leaves)(void))
{
	process.last_leaves = last_leaves;
}

/* ---- copies of the process ---- */

/* A copy has none of the threads, and locks as they were; what it wrote or watched would be the other process'. So it is in no
 * apartment, and destroys nothing (object.c). */
static bool process_is_used(void)
{
	return process.apartments;
}

__attribute__((constructor)) static void process_init(void)
{
	os_copy_watch(process_is_used);
}

static HRESULT copy_tell(void)
{
	static os_u32 told;

	if (!os_swap32(&told, 1))
		trace_write("CoInitializeEx: this process is a copy of one that uses acom: it can only execute another program");
	return FAIL(CO_E_NOT_SUPPORTED);
}

/* ---- apartments ---- */

static struct apartment *apartment_create(enum apartment_kind kind)
{
	struct apartment *a = os_zalloc(sizeof *a);

	if (!a)
		return NULL;
	os_store32(&a->refs, 1);
	a->kind = kind;
	a->id = os_add64(&process.next_id, 1);
	a->tail = &a->head;
	a->workers.bound = WORKERS_RUNNABLE;
	os_mutex_init(&a->lock);
	os_mutex_init(&a->readable.lock);
	return a;
}

struct apartment *apartment_ref(struct apartment *a)
{
	os_ref(&a->refs);
	return a;
}

void apartment_unref(struct apartment *a)
{
	if (!a || os_unref(&a->refs))
		return;
	if (a->pollable)
		os_close(a->pollable - 1);
	waitable_fini(&a->readable);
	os_mutex_fini(&a->lock);
	os_free(a);
}

/* False: it belongs to the MTA while there is one (decision 15). A thread that left its apartment inside a call which it
 * still serves does not. */
static bool thread_has_place(const struct thread *self)
{
	return self && (self->apartment || self->serving);
}

struct apartment *apartment_current(void)
{
	struct thread *self = thread_self();

	if (self && self->visiting)
		return apartment_ref(self->visiting->apartment);
	return apartment_home();
}

/* Which one it is in but for visits. */
struct apartment *apartment_home(void)
{
	struct thread *self = thread_self();

	if (thread_has_place(self))
		return self->apartment ? apartment_ref(self->apartment) : NULL;
	if (os_is_copy())
		return NULL;
	os_mutex_lock(&process.lock);
	struct apartment *a = process.mta ? apartment_ref(process.mta) : NULL;
	os_mutex_unlock(&process.lock);
	return a;
}

bool apartment_is_current(const struct apartment *a)
{
	struct thread *self = thread_self();

	if (self && self->visiting)
		return self->visiting->apartment == a;
	if (thread_has_place(self))
		return self->apartment == a;
	if (a->kind != APARTMENT_MTA || os_is_copy())
		return false;
	os_mutex_lock(&process.lock);
	bool is = process.mta == a;
	os_mutex_unlock(&process.lock);
	return is;
}

bool apartment_is_main(const struct apartment *a)
{
	os_mutex_lock(&process.lock);
	bool is = process.main == a;
	os_mutex_unlock(&process.lock);
	return is;
}

struct apartment *apartment_main(void)
{
	os_mutex_lock(&process.lock);
	struct apartment *a = process.main ? apartment_ref(process.main) : NULL;
	os_mutex_unlock(&process.lock);
	return a;
}

struct apartment *apartment_with_workers(enum apartment_kind kind)
{
	os_mutex_lock(&process.lock);
	struct apartment *a = kind == APARTMENT_MTA ? process.mta : process.nta;
	if (a)
		apartment_ref(a);
	os_mutex_unlock(&process.lock);
	return a;
}

unsigned apartment_threads(void)
{
	os_mutex_lock(&process.lock);
	unsigned threads = process.threads;
	os_mutex_unlock(&process.lock);
	return threads;
}

bool apartment_is_dead(struct apartment *a)
{
	os_mutex_lock(&a->lock);
	bool dead = a->dead;
	os_mutex_unlock(&a->lock);
	return dead;
}

/* ---- the end of an apartment ---- */

/* From here on nothing is queued; what is, learns that it will not run. */
static void apartment_close(struct apartment *a)
{
	struct work *work;

	os_mutex_lock(&a->lock);
	a->dead = true;
	while ((work = apartment_take(a))) {
		os_mutex_unlock(&a->lock);
		work->run(work, RPC_E_DISCONNECTED);
		os_mutex_lock(&a->lock);
	}
	os_mutex_unlock(&a->lock);
}

static void apartment_end(struct apartment *a);

/* What is neutral is at hand as long as anything is; then it ends, on the thread of the last of the others. That is in it then
 * without being counted as a visitor, whom it would wait for. */
static void neutral_end(struct apartment *nta)
{
	struct thread *self = thread_self();
	struct visit in = { .before = self->visiting, .apartment = nta };

	self->visiting = &in;
	apartment_end(nta);
	self->visiting = in.before;
	apartment_unref(nta);
}

/* What ties the process to others goes while its last apartment is there still. */
static void process_lets_go(void)
{
	os_mutex_lock(&process.lock);
	bool last = process.apartments == 1;
	os_mutex_unlock(&process.lock);
	if (last && process.last_leaves)
		process.last_leaves();
}

static void process_leave(struct apartment *a)
{
	process_lets_go();
	os_mutex_lock(&process.lock);
	if (process.main == a)
		process.main = NULL;
	bool last = !--process.apartments;
	struct apartment *nta = last ? process.nta : NULL;
	if (nta) {
		process.nta = NULL;
		process.apartments++;
	} else if (last && process.observer) {
		process.observer->process_ends();
	}
	os_mutex_unlock(&process.lock);
	if (nta)
		neutral_end(nta);
	else if (last)
		os_alloc_trim();
}

HRESULT apartment_neutral(struct apartment **a)
{
	os_mutex_lock(&process.lock);
	HRESULT hr = process.apartments ? S_OK : CO_E_NOTINITIALIZED;
	if (SUCCEEDED(hr) && !process.nta && !(process.nta = apartment_create(APARTMENT_NTA)))
		hr = E_OUTOFMEMORY;
	*a = SUCCEEDED(hr) ? apartment_ref(process.nta) : NULL;
	os_mutex_unlock(&process.lock);
	return FAILED(hr) ? FAIL(hr) : hr;
}

/* A worker's last call may have registered a class. */
void apartment_finish(struct apartment *a)
{
	class_apartment_ends(a);
	if (trace_on(TRACE_REFS))
		place_tell_refs(a);
	if (process.observer)
		process.observer->apartment_ends(a);
	if (trace_on(TRACE_APARTMENT))
		place_tell(a, "has ended it");
	process_leave(a);
}

/* On the apartment's last thread, which is still in it, so that what is released now runs where it belongs. */
static void apartment_end(struct apartment *a)
{
	class_apartment_ends(a);
	apartment_close(a);
	if (a->kind == APARTMENT_STA || worker_end_all(a))
		apartment_finish(a);
}

/* ---- threads ---- */

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

/* The apartment to enter: a new STA, or the MTA, which the first member makes. */
static HRESULT thread_enter(struct thread *self, enum apartment_kind kind)
{
	os_mutex_lock(&process.lock);
	bool first = kind == APARTMENT_MTA && !process.mta;
	struct apartment *a = kind == APARTMENT_MTA && process.mta ? apartment_ref(process.mta) : apartment_create(kind);
	if (a) {
		if (kind == APARTMENT_STA) {
			a->thread = self;
			process.apartments++;
			if (!process.main)
				process.main = a;
		} else if (!a->members++) {
			process.mta = a;
			process.apartments++;
		}
	}
	process.threads += a != NULL;
	os_mutex_unlock(&process.lock);
	self->apartment = a;
	if (a && trace_on(TRACE_APARTMENT))
		place_tell(a, "enters");
	if (a && first && wait_outside_has())
		reader_provide(a); /* so far STAs looked; without it they still do */
	return a ? S_OK : FAIL(E_OUTOFMEMORY);
}

static bool mta_member_leaves(struct apartment *a)
{
	os_mutex_lock(&process.lock);
	bool last = !--a->members;
	if (last)
		process.mta = NULL;
	os_mutex_unlock(&process.lock);
	return last;
}

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
	bool last = a->kind == APARTMENT_STA || mta_member_leaves(a);

	self->visiting = NULL;
	if (trace_on(TRACE_APARTMENT))
		place_tell(a, last ? "leaves, as its last one" : "leaves");
	thread_drop_error(self); /* it may be an object of the apartment's */
	if (last)
		apartment_end(a);
	self->apartment = NULL;
	self->visiting = visiting;
	if (process.observer && process.observer->thread_leaves)
		process.observer->thread_leaves(self);
	apartment_unref(a);
}

/* When there is nothing left of its apartment, nor perhaps of the thread: what waits now makes it known anew. */
static void thread_left(void)
{
	os_mutex_lock(&process.lock);
	process.threads--;
	os_mutex_unlock(&process.lock);
	placement_thread_left();
}

void thread_calls_end(struct thread *self)
{
	thread_drop_error(self);
	mutex_thread_ends(self);
	if (process.observer)
		process.observer->thread_ends(self);
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
}

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

static HRESULT thread_init(enum apartment_kind kind)
{
	struct thread *self = thread_obtain();

	if (!self)
		return FAIL(E_OUTOFMEMORY);
	HRESULT hr = thread_enter(self, kind);
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
	thread_ends_batches(self);
	thread_leave(self);
	thread_free_unused(self);
	thread_left();
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
	if (a->kind == APARTMENT_STA) do {
		uint32_t queued = os_load32(&a->queued);
		while (queued-- && apartment_serve())
			hr = S_OK;
	} while (hr == S_FALSE && wait_sleep(NULL, &self->parker, deadline));
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
