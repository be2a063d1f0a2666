/* apartment.c - who is in which apartment, what an apartment's queue promises, and how it ends. */
#include "house.h"

static struct apartment *current(void)
{
	struct apartment *a = apartment_current();

	apartment_unref(a); /* the thread's own count keeps it */
	return a;
}

/* ---- CoInitializeEx ---- */

TEST(a_thread_in_no_apartment_is_told_so)
{
	int fd = 7;

	assert_null(current());
	assert_int_equal(AcomDispatch(0), CO_E_NOTINITIALIZED);
	assert_int_equal(AcomApartmentFd(&fd), CO_E_NOTINITIALIZED);
	assert_int_equal(fd, -1);
	assert_int_equal(AcomApartmentFd(NULL), E_POINTER);
	assert_false(apartment_serve());
	CoUninitialize();
}

TEST(each_coinitializeex_is_undone_by_one_couninitialize)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 2; i++) {
		assert_int_equal(CoInitializeEx(NULL, models[i]), S_OK);
		struct apartment *a = current();
		assert_int_equal(CoInitializeEx(NULL, models[i] | COINIT_DISABLE_OLE1DDE | COINIT_SPEED_OVER_MEMORY), S_FALSE);
		assert_int_equal(CoInitializeEx(NULL, models[i]), S_FALSE);
		CoUninitialize();
		CoUninitialize();
		assert_ptr_equal(current(), a);
		CoUninitialize();
		assert_null(current());
		CoUninitialize();
	}
	assert_int_equal(CoInitialize(NULL), S_OK);
	assert_int_equal(current()->kind, APARTMENT_STA);
	CoUninitialize();
}

TEST(the_model_cannot_change_and_a_refusal_counts_for_nothing)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 2; i++) {
		assert_int_equal(CoInitializeEx(NULL, models[i]), S_OK);
		struct apartment *a = current();
		assert_int_equal(CoInitializeEx(NULL, models[!i]), RPC_E_CHANGED_MODE);
		assert_ptr_equal(current(), a);
		CoUninitialize();
		assert_null(current());
		assert_int_equal(CoInitializeEx(NULL, models[!i]), S_OK);
		CoUninitialize();
	}
}

TEST(bad_arguments_of_coinitializeex_are_refused)
{
	int something;

	assert_int_equal(CoInitializeEx(&something, COINIT_APARTMENTTHREADED), E_INVALIDARG);
	assert_int_equal(CoInitializeEx(NULL, 0x10), E_INVALIDARG);
	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED | 1), E_INVALIDARG);
	assert_int_equal(CoInitialize(&something), E_INVALIDARG);
	assert_null(current());
	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	assert_int_equal(CoInitializeEx(&something, COINIT_APARTMENTTHREADED), E_INVALIDARG);
	CoUninitialize();
	assert_null(current());
}

SWEEP(coinitializeex_that_finds_no_memory_enters_nothing)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 2; i++) {
		if (!sweep_ok(CoInitializeEx(NULL, models[i]))) {
			assert_null(current());
			return;
		}
		assert_int_equal(CoInitializeEx(NULL, models[i]), S_FALSE);
		CoUninitialize();
		CoUninitialize();
	}
}

/* ---- the MTA by default (decision 15) ---- */

struct member {
	struct harness_thread thread;
	struct harness_gate in, leave, out;
	struct apartment *apartment;
};

static void be_member(void *arg)
{
	struct member *m = arg;

	house_enter(COINIT_MULTITHREADED);
	m->apartment = current();
	harness_gate_open(&m->in);
	harness_gate_wait(&m->leave);
	CoUninitialize();
	harness_gate_open(&m->out);
}

TEST(a_thread_that_says_nothing_is_in_the_mta_while_there_is_one)
{
	struct member m = { .apartment = NULL };
	ISynchronize *event;
	int fd;

	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_ALL, &IID_ISynchronize, (void **)&event),
	                 CO_E_NOTINITIALIZED);
	harness_start(&m.thread, be_member, &m);
	harness_gate_wait(&m.in);
	assert_ptr_equal(current(), m.apartment);
	assert_true(apartment_is_current(m.apartment));
	assert_int_equal(AcomDispatch(0), S_FALSE);
	assert_int_equal(AcomApartmentFd(&fd), RPC_E_CHANGED_MODE);
	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_ALL, &IID_ISynchronize, (void **)&event),
	                 S_OK);
	ISynchronize_Release(event);
	CoUninitialize();
	assert_ptr_equal(current(), m.apartment);
	harness_gate_open(&m.leave);
	harness_gate_wait(&m.out);
	assert_null(current());
	harness_join(&m.thread);
}

TEST(a_member_by_default_may_still_choose_an_sta)
{
	struct member m = { .apartment = NULL };

	harness_start(&m.thread, be_member, &m);
	harness_gate_wait(&m.in);
	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	assert_ptr_not_equal(current(), m.apartment);
	assert_false(apartment_is_current(m.apartment));
	CoUninitialize();
	assert_ptr_equal(current(), m.apartment);
	harness_gate_open(&m.leave);
	harness_join(&m.thread);
}

TEST(there_is_one_mta_and_it_lives_as_long_as_its_last_member)
{
	struct member m = { .apartment = NULL };

	harness_start(&m.thread, be_member, &m);
	harness_gate_wait(&m.in);
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	assert_ptr_equal(current(), m.apartment);
	harness_gate_open(&m.leave);
	harness_join(&m.thread);
	assert_ptr_equal(current(), m.apartment);
	assert_false(apartment_is_dead(current()));
	CoUninitialize();
	assert_null(current());
}

TEST(every_sta_is_an_apartment_of_its_own)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	assert_ptr_not_equal(current(), h.apartment);
	assert_true(current()->id != h.apartment->id);
	assert_false(apartment_is_current(h.apartment));
	house_close(&h);
	house_leave();
}

/* ---- work ---- */

struct note {
	struct work work;
	unsigned *count;
	unsigned at;     /* which one it was */
	unsigned again;  /* how often it is still to be posted */
	uint64_t thread;
	HRESULT hr;
};

static void note_run(struct work *work, HRESULT hr)
{
	struct note *n = container_of(work, struct note, work);

	n->at = ++*n->count;
	n->thread = os_thread_id();
	n->hr = hr;
	if (!n->again)
		return;
	n->again--;
	assert_int_equal(apartment_post(current(), &n->work), S_OK);
}

static int readable(int fd)
{
	return os_poll(fd, 0);
}

TEST(work_runs_in_the_order_in_which_it_was_posted_and_not_before_dispatch)
{
	struct note notes[5];
	unsigned count = 0;

	house_enter(COINIT_APARTMENTTHREADED);
	for (int i = 0; i < 5; i++) {
		notes[i] = (struct note){ .work.run = note_run, .count = &count };
		assert_int_equal(apartment_post(current(), &notes[i].work), S_OK);
	}
	assert_int_equal(count, 0);
	assert_true(apartment_serve());
	assert_int_equal(count, 1);
	assert_int_equal(AcomDispatch(0), S_OK);
	for (unsigned i = 0; i < 5; i++) {
		assert_int_equal(notes[i].at, i + 1);
		assert_int_equal(notes[i].hr, S_OK);
	}
	assert_int_equal(AcomDispatch(0), S_FALSE);
	assert_false(apartment_serve());
	house_leave();
}

TEST(dispatch_serves_what_is_there_when_it_begins)
{
	unsigned count = 0;
	struct note n = { .work.run = note_run, .count = &count, .again = 2 };

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(apartment_post(current(), &n.work), S_OK);
	for (unsigned i = 1; i <= 3; i++) {
		assert_int_equal(AcomDispatch(INFINITE), S_OK);
		assert_int_equal(count, i);
	}
	assert_int_equal(AcomDispatch(0), S_FALSE);
	house_leave();
}

TEST(the_apartments_descriptor_is_readable_exactly_while_work_is_queued)
{
	unsigned count = 0;
	struct note notes[2] = { { .work.run = note_run, .count = &count }, { .work.run = note_run, .count = &count } };
	int fd, again;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(apartment_post(current(), &notes[0].work), S_OK);
	assert_int_equal(AcomApartmentFd(&fd), S_OK);
	assert_true(fd > 0);
	assert_int_equal(readable(fd), 1);
	assert_int_equal(apartment_post(current(), &notes[1].work), S_OK);
	assert_true(apartment_serve());
	assert_int_equal(readable(fd), 1);
	assert_true(apartment_serve());
	assert_int_equal(readable(fd), 0);
	assert_int_equal(apartment_post(current(), &notes[0].work), S_OK);
	assert_int_equal(readable(fd), 1);
	assert_int_equal(AcomApartmentFd(&again), S_OK);
	assert_int_equal(again, fd);
	assert_int_equal(AcomDispatch(0), S_OK);
	assert_int_equal(readable(fd), 0);
	house_leave();
}

/* The loop of an application: poll, dispatch. Another apartment's call is served in it. */
static HRESULT add_one(void *arg)
{
	++*(int *)arg;
	return S_FALSE;
}

struct caller {
	struct harness_thread thread;
	struct apartment *to;
	int number;
};

static void call_once(void *arg)
{
	struct caller *c = arg;

	assert_int_equal(apartment_call(c->to, add_one, &c->number), S_FALSE);
}

TEST(poll_and_dispatch_serve_the_calls_of_others)
{
	struct caller c = { .number = 0 };
	int fd;

	house_enter(COINIT_APARTMENTTHREADED);
	c.to = current();
	assert_int_equal(AcomApartmentFd(&fd), S_OK);
	harness_start(&c.thread, call_once, &c);
	assert_int_equal(os_poll(fd, OS_FOREVER), 1);
	assert_int_equal(c.number, 0);
	assert_int_equal(AcomDispatch(0), S_OK);
	assert_int_equal(c.number, 1);
	harness_join(&c.thread);
	house_leave();
}

TEST(a_time_out_of_dispatch_serves_nothing)
{
	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomDispatch(1), S_FALSE);
	house_leave();
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomDispatch(INFINITE), S_FALSE);
	house_leave();
}

static void call_often(void *arg)
{
	for (int i = 0; i < 200; i++)
		call_once(arg);
}

TEST(what_many_threads_post_is_served_once_each_on_the_stas_own_thread)
{
	struct caller callers[4];
	struct house h = { .model = COINIT_APARTMENTTHREADED };

	house_open(&h);
	for (int i = 0; i < 4; i++) {
		callers[i] = (struct caller){ .to = h.apartment };
		harness_start(&callers[i].thread, call_often, &callers[i]);
	}
	for (int i = 0; i < 4; i++) {
		harness_join(&callers[i].thread);
		assert_int_equal(callers[i].number, 200);
	}
	house_close(&h);
}

/* ---- apartment_call ---- */

static HRESULT thread_id(void *arg)
{
	*(uint64_t *)arg = os_thread_id();
	return E_ACCESSDENIED;
}

TEST(a_call_runs_in_its_apartment_and_brings_back_the_result)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };
	uint64_t where;

	for (int i = 0; i < 3; i++) {
		struct house h = { .model = COINIT_APARTMENTTHREADED }, m = { .model = COINIT_MULTITHREADED };
		if (i < 2)
			house_enter(models[i]);
		house_open(&h);
		assert_int_equal(apartment_call(h.apartment, thread_id, &where), E_ACCESSDENIED);
		assert_true(where != os_thread_id());
		house_open(&m);
		assert_int_equal(apartment_call(m.apartment, thread_id, &where), E_ACCESSDENIED);
		/* Only who is in the MTA stays on his thread. */
		assert_int_equal(where == os_thread_id(), i > 0);
		house_close(&m);
		house_close(&h);
		if (i < 2) {
			assert_int_equal(apartment_call(current(), thread_id, &where), E_ACCESSDENIED);
			assert_true(where == os_thread_id());
			house_leave();
		}
	}
}

struct ball {
	struct apartment *sides[2];
	uint64_t threads[2];
	int depth;
};

static HRESULT throw_back(void *arg)
{
	struct ball *b = arg;
	int side = b->depth % 2;

	if (!b->threads[side])
		b->threads[side] = os_thread_id();
	if (b->sides[side]->kind == APARTMENT_STA)
		assert_true(b->threads[side] == os_thread_id());
	if (!b->depth)
		return S_FALSE;
	b->depth--;
	return apartment_call(b->sides[!side], throw_back, b);
}

/* Each side waits for the other inside a served call, 20 deep: every wait serves. */
TEST(calls_nest_both_ways)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 4; i++) {
		struct house h = { .model = models[i / 2] };
		struct ball b = { .depth = 20 };
		house_enter(models[i % 2]);
		house_open(&h);
		b.sides[0] = current();
		b.sides[1] = h.apartment;
		assert_int_equal(throw_back(&b), S_FALSE);
		house_close(&h);
		house_leave();
	}
}

/* ---- the end of an apartment ---- */

TEST(work_for_a_dead_apartment_is_refused_and_not_taken)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 2; i++) {
		unsigned count = 0;
		struct note n = { .work.run = note_run, .count = &count };
		house_enter(models[i]);
		struct apartment *a = apartment_current();
		house_leave();
		assert_int_equal(apartment_post(a, &n.work), RPC_E_DISCONNECTED);
		assert_int_equal(count, 0);
		assert_int_equal(apartment_call(a, thread_id, &n), RPC_E_DISCONNECTED);
		apartment_unref(a);
	}
}

TEST(work_still_queued_when_its_apartment_ends_is_told_that_it_will_not_run)
{
	struct note notes[3];
	unsigned count = 0;
	int fd;

	house_enter(COINIT_APARTMENTTHREADED);
	struct apartment *a = apartment_current();
	assert_int_equal(AcomApartmentFd(&fd), S_OK);
	for (int i = 0; i < 3; i++) {
		notes[i] = (struct note){ .work.run = note_run, .count = &count };
		assert_int_equal(apartment_post(a, &notes[i].work), S_OK);
	}
	house_leave();
	for (unsigned i = 0; i < 3; i++) {
		assert_int_equal(notes[i].at, i + 1);
		assert_int_equal(notes[i].hr, RPC_E_DISCONNECTED);
		assert_true(notes[i].thread == os_thread_id());
	}
	apartment_unref(a);
}

struct quitter {
	struct harness_thread thread;
	struct harness_gate ready, go;
	DWORD model;
	struct apartment *apartment;
	struct note note;
	unsigned count;
};

/* Ends without CoUninitialize (decision 17). */
static void quit_silently(void *arg)
{
	struct quitter *q = arg;

	house_enter(q->model);
	assert_int_equal(CoInitializeEx(NULL, q->model), S_FALSE);
	q->apartment = apartment_current();
	if (q->model == COINIT_APARTMENTTHREADED)
		assert_int_equal(apartment_post(q->apartment, &q->note.work), S_OK);
	harness_gate_open(&q->ready);
	harness_gate_wait(&q->go);
}

TEST(a_thread_that_ends_takes_its_apartment_along)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 2; i++) {
		struct quitter q = { .model = models[i] };
		q.note = (struct note){ .work.run = note_run, .count = &q.count };
		harness_start(&q.thread, quit_silently, &q);
		harness_gate_wait(&q.ready);
		harness_gate_open(&q.go);
		harness_join(&q.thread);
		assert_true(apartment_is_dead(q.apartment));
		assert_int_equal(q.note.hr, i ? S_OK : RPC_E_DISCONNECTED);
		assert_int_equal(q.count, !i);
		assert_int_equal(apartment_call(q.apartment, thread_id, &q), RPC_E_DISCONNECTED);
		assert_null(current());
		apartment_unref(q.apartment);
	}
}

/* A caller that waits for an apartment which ends instead. */
struct victim {
	struct harness_thread thread;
	struct apartment *to;
	HRESULT hr;
};

static void call_the_dying(void *arg)
{
	struct victim *v = arg;

	v->hr = apartment_call(v->to, add_one, NULL);
}

TEST(a_call_that_waits_for_an_apartment_which_ends_comes_back)
{
	struct victim v = { .hr = S_OK };
	int fd;

	house_enter(COINIT_APARTMENTTHREADED);
	v.to = apartment_current();
	assert_int_equal(AcomApartmentFd(&fd), S_OK);
	harness_start(&v.thread, call_the_dying, &v);
	assert_int_equal(os_poll(fd, OS_FOREVER), 1);
	house_leave();
	harness_join(&v.thread);
	assert_int_equal(v.hr, RPC_E_DISCONNECTED);
	apartment_unref(v.to);
}

/* ---- leaving inside a served call ---- */

struct leaver {
	struct work work;
	DWORD model; /* to enter again, or INFINITE */
};

static void leave_run(struct work *work, HRESULT hr)
{
	struct leaver *l = container_of(work, struct leaver, work);

	assert_int_equal(hr, S_OK);
	CoUninitialize();
	assert_null(current());
	assert_int_equal(AcomDispatch(0), CO_E_NOTINITIALIZED);
	if (l->model != INFINITE)
		assert_int_equal(CoInitializeEx(NULL, l->model), S_OK);
}

TEST(a_thread_may_leave_and_enter_inside_a_call_that_it_serves)
{
	static const DWORD models[] = { INFINITE, COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 3; i++) {
		struct leaver l = { .work.run = leave_run, .model = models[i] };
		house_enter(COINIT_APARTMENTTHREADED);
		assert_int_equal(apartment_post(current(), &l.work), S_OK);
		assert_int_equal(AcomDispatch(INFINITE), S_OK);
		if (models[i] == INFINITE)
			assert_null(current());
		else
			assert_int_equal(current()->kind, i == 1 ? APARTMENT_STA : APARTMENT_MTA);
		house_leave();
		assert_null(current());
	}
}
