/* apartment.c - which apartments the process has, which one a thread is in, how long an apartment lives, and its end. */
#include "object/object.h"

static struct {
	os_mutex lock;
	struct apartment *mta; /* the one that threads belong to by default; not counted */
	struct apartment *nta; /* counted; it ends behind all others, and is one of `apartments` only while it does */
	struct apartment *main; /* the first STA, while it lives; not counted */
	unsigned apartments;   /* that have not ended */
	unsigned leaving;      /* of them those that are about to have */
	unsigned lets_go;      /* how often it is still to let go; whoever has made it one does it */
	unsigned threads;      /* in one by CoInitializeEx */
	os_u32 moving;         /* that enter or leave just now */
	os_u64 next_id;
	const struct apartment_observer *observer;
	void (*last_leaves)(void);
} process;

void apartment_observe(const struct apartment_observer *observer)
{
	process.observer = observer;
}

const struct apartment_observer *apartment_observer(void)
{
	return process.observer;
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
	return process.apartments || os_load32(&process.moving);
}

void apartment_moves(bool begins)
{
	os_tally32(&process.moving, begins ? 1u : -1u);
}

__attribute__((constructor)) static void process_init(void)
{
	os_copy_watch(process_is_used);
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
	return os_load32(&a->dead);
}

/* ---- who is in one ---- */

struct apartment *apartment_enter(struct thread *self, enum apartment_kind kind, bool *first)
{
	os_mutex_lock(&process.lock);
	*first = kind == APARTMENT_STA || !process.mta;
	struct apartment *a = *first ? apartment_create(kind) : apartment_ref(process.mta);
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
	return a;
}

bool apartment_leave(struct apartment *a)
{
	if (a->kind == APARTMENT_STA)
		return true;
	os_mutex_lock(&process.lock);
	bool last = !--a->members;
	if (last)
		process.mta = NULL;
	os_mutex_unlock(&process.lock);
	return last;
}

void apartment_left(void)
{
	os_mutex_lock(&process.lock);
	process.threads--;
	os_mutex_unlock(&process.lock);
}

/* ---- the end of an apartment ---- */

/* From here on nothing is queued; what is, learns that it will not run. */
static void apartment_close(struct apartment *a)
{
	struct work *work;

	os_mutex_lock(&a->lock);
	os_store32(&a->dead, 1);
	while ((work = apartment_take(a))) {
		os_mutex_unlock(&a->lock);
		work->run(work, RPC_E_DISCONNECTED);
		os_mutex_lock(&a->lock);
	}
	os_mutex_unlock(&a->lock);
}

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

/* What ties the process to others goes while its last apartment is there still: of several that leave at once, the one that finds
 * all others leaving. One that has come meanwhile may be the last, too, while this is still being done. */
static void process_lets_go(void)
{
	os_mutex_lock(&process.lock);
	bool mine = ++process.leaving == process.apartments && !process.lets_go++;
	while (mine) {
		os_mutex_unlock(&process.lock);
		if (process.last_leaves)
			process.last_leaves();
		os_mutex_lock(&process.lock);
		mine = --process.lets_go;
	}
	os_mutex_unlock(&process.lock);
}

static void process_leave(struct apartment *a)
{
	apartment_moves(true); /* a worker may be the one that ends it */
	process_lets_go();
	os_mutex_lock(&process.lock);
	if (process.main == a)
		process.main = NULL;
	process.leaving--;
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
	apartment_moves(false);
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

/* A worker's last call may have registered a class; and who is in the MTA by default still may try. */
void apartment_finish(struct apartment *a)
{
	os_or32(&a->over, OVER_CLASSES);
	class_apartment_ends(a);
	if (trace_on(TRACE_REFS))
		place_tell_refs(a);
	if (process.observer)
		process.observer->apartment_ends(a);
	if (trace_on(TRACE_APARTMENT))
		place_tell(a, "has ended it");
	process_leave(a);
}

void apartment_end(struct apartment *a)
{
	class_apartment_ends(a);
	apartment_close(a);
	if (a->kind == APARTMENT_STA || worker_end_all(a))
		apartment_finish(a);
}
