/* visits.c - threads in apartments that they do not belong to, one visit inside another: what CoGetApartmentType says, who
 * counts as being in there, and the end of what is visited. */
#include "house.h"
#include "where.h"

/* The MTA and the NTA of the process, and who goes there. */
struct trip {
	struct work work;
	struct apartment *mta, *nta; /* counted */
	struct apartment *home;      /* the STA of the visitor, if it has one */
	const struct home *expected;
	void (*there)(struct trip *t);
	struct thread *member;       /* of the MTA, whose end waits for the visitor */
	struct waitable served;
	struct harness_gate entered, done;
	os_u32 left;
};

static void trip_run(struct work *work, HRESULT hr)
{
	struct trip *t = container_of(work, struct trip, work);

	assert_int_equal(hr, S_OK);
	t->there(t);
}

static void visit(struct trip *t, struct apartment *a, void (*there)(struct trip *t))
{
	t->work.run = trip_run;
	t->there = there;
	assert_int_equal(visit_run(a, &t->work), S_OK);
}

/* Some thread is in the MTA. */
static void trip_open(struct trip *t)
{
	*t = (struct trip){ .entered = HARNESS_GATE_INIT, .done = HARNESS_GATE_INIT };
	t->mta = needed(apartment_with_workers(APARTMENT_MTA));
	assert_int_equal(apartment_neutral(&t->nta), S_OK);
}

static void trip_close(struct trip *t)
{
	waitable_fini(&t->served);
	apartment_unref(t->nta);
	apartment_unref(t->mta);
}

/* ---- CoGetApartmentType ---- */

/* Of a thread: at home, in the NTA, in the MTA, and in the NTA from there. */
struct home {
	APTTYPE type;
	APTTYPEQUALIFIER qualifier, neutral, guest, neutral_guest;
};

static const struct home main_sta = {
	APTTYPE_MAINSTA, APTTYPEQUALIFIER_NONE, APTTYPEQUALIFIER_NA_ON_MAINSTA,
	APTTYPEQUALIFIER_IMPLICIT_MTA, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA,
}, sta = {
	APTTYPE_STA, APTTYPEQUALIFIER_NONE, APTTYPEQUALIFIER_NA_ON_STA,
	APTTYPEQUALIFIER_IMPLICIT_MTA, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA,
}, mta = {
	APTTYPE_MTA, APTTYPEQUALIFIER_NONE, APTTYPEQUALIFIER_NA_ON_MTA,
	APTTYPEQUALIFIER_NONE, APTTYPEQUALIFIER_NA_ON_MTA,
}, implicit = {
	APTTYPE_MTA, APTTYPEQUALIFIER_IMPLICIT_MTA, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA,
	APTTYPEQUALIFIER_IMPLICIT_MTA, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA,
}, neutral_worker = {
	APTTYPE_NA, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA,
	APTTYPEQUALIFIER_IMPLICIT_MTA, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA,
};

static void is_in(APTTYPE type, APTTYPEQUALIFIER qualifier)
{
	APTTYPEQUALIFIER q;
	APTTYPE t;

	assert_int_equal(CoGetApartmentType(&t, &q), S_OK);
	assert_int_equal(t, type);
	assert_int_equal(q, qualifier);
}

static void in_nta_from_mta(struct trip *t)
{
	is_in(APTTYPE_NA, t->expected->neutral_guest);
}

static void in_mta(struct trip *t)
{
	assert_true(apartment_is_current(t->mta));
	is_in(APTTYPE_MTA, t->expected->guest);
	visit(t, t->nta, in_nta_from_mta);
	is_in(APTTYPE_MTA, t->expected->guest);
}

static void in_nta_again(struct trip *t)
{
	is_in(APTTYPE_NA, t->expected->neutral);
}

static void in_nta(struct trip *t)
{
	assert_true(apartment_is_current(t->nta));
	is_in(APTTYPE_NA, t->expected->neutral);
	visit(t, t->nta, in_nta_again);
	visit(t, t->mta, in_mta);
	is_in(APTTYPE_NA, t->expected->neutral);
}

static void travel(struct trip *t)
{
	is_in(t->expected->type, t->expected->qualifier);
	visit(t, t->mta, in_mta);
	visit(t, t->nta, in_nta);
	is_in(t->expected->type, t->expected->qualifier);
}

static void travel_from(struct trip *t, const struct home *home)
{
	t->expected = home;
	travel(t);
}

/* A thread that belongs to the MTA by default, and then to an STA. */
static void other_main(void *trip)
{
	struct trip *t = trip;

	travel_from(t, &implicit);
	house_enter(COINIT_APARTMENTTHREADED);
	travel_from(t, &sta);
	house_leave();
}

static void on_a_worker(struct trip *t)
{
	travel(t);
	harness_gate_open(&t->done);
}

static void travel_from_worker(struct trip *t, struct apartment *a, const struct home *home)
{
	t->expected = home;
	t->work.run = trip_run;
	t->there = on_a_worker;
	t->done = (struct harness_gate)HARNESS_GATE_INIT;
	assert_int_equal(apartment_post(a, &t->work), S_OK);
	harness_gate_wait(&t->done);
}

TEST(CoGetApartmentType_tells_where_a_visitor_is_and_where_it_came_from)
{
	struct house h = { .model = COINIT_MULTITHREADED };
	struct harness_thread other;
	struct trip t;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	trip_open(&t);
	travel_from(&t, &main_sta);
	harness_start(&other, other_main, &t);
	harness_join(&other);
	travel_from_worker(&t, t.mta, &mta);
	travel_from_worker(&t, t.nta, &neutral_worker);
	trip_close(&t);
	house_close(&h);
	house_leave();
	house_enter(COINIT_MULTITHREADED);
	trip_open(&t);
	travel_from(&t, &mta);
	trip_close(&t);
	house_leave();
}

/* ---- serving meanwhile ---- */

static HRESULT at_home(void *trip)
{
	struct trip *t = trip;

	assert_true(apartment_is_current(t->home));
	travel(t);
	return S_FALSE;
}

static void calls_home(void *trip)
{
	struct trip *t = trip;

	assert_int_equal(apartment_call(t->home, at_home, t), S_FALSE);
	waitable_set(&t->served);
}

static void waits_there(struct trip *t)
{
	struct harness_thread caller;

	harness_start(&caller, calls_home, t);
	assert_int_equal(waitable_wait(&t->served, OS_FOREVER), S_OK);
	harness_join(&caller);
	is_in(APTTYPE_MTA, APTTYPEQUALIFIER_IMPLICIT_MTA);
}

TEST(what_a_visitor_serves_is_at_home_and_its_visits_begin_there)
{
	struct house h = { .model = COINIT_MULTITHREADED };
	struct trip t;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	trip_open(&t);
	t.home = apartment_home();
	t.expected = &main_sta;
	visit(&t, t.mta, waits_there);
	is_in(APTTYPE_MAINSTA, APTTYPEQUALIFIER_NONE);
	apartment_unref(t.home);
	trip_close(&t);
	house_close(&h);
	house_leave();
}

/* ---- who is in there ---- */

static void seen(struct trip *t, bool mta_idle, bool nta_idle)
{
	assert_int_equal(workers_are_idle(t->mta), mta_idle);
	assert_int_equal(workers_are_idle(t->nta), nta_idle);
}

static void seen_in_mta(void *trip)
{
	seen(trip, false, true);
}

static void seen_in_both(void *trip)
{
	seen(trip, false, false);
}

/* Nobody but the thread itself is in there, as it says; not so another one. */
static void counts(struct trip *t, void (*others)(void *trip))
{
	struct harness_thread other;

	seen(t, true, true);
	harness_start(&other, others, t);
	harness_join(&other);
}

static void counts_in_mta_again(struct trip *t)
{
	counts(t, seen_in_both);
}

static void counts_in_nta(struct trip *t)
{
	counts(t, seen_in_both);
	visit(t, t->mta, counts_in_mta_again);
	counts(t, seen_in_both);
}

static void counts_in_mta(struct trip *t)
{
	counts(t, seen_in_mta);
	visit(t, t->nta, counts_in_nta);
	counts(t, seen_in_mta);
}

static void counts_on_a_worker(struct trip *t)
{
	counts_in_mta(t);
	visit(t, t->mta, counts_in_mta);
	harness_gate_open(&t->done);
}

TEST(a_visitor_counts_for_the_apartment_that_it_visits_and_for_no_other)
{
	struct trip t;

	house_enter(COINIT_MULTITHREADED);
	trip_open(&t);
	seen(&t, true, true);
	visit(&t, t.mta, counts_in_mta);
	seen(&t, true, true);
	t.work.run = trip_run;
	t.there = counts_on_a_worker;
	assert_int_equal(apartment_post(t.mta, &t.work), S_OK);
	harness_gate_wait(&t.done);
	trip_close(&t);
	house_leave();
}

/* ---- the end of what is visited ---- */

static void lingers(struct trip *t)
{
	harness_gate_open(&t->entered);
	house_wait_asleep(t->member);
	is_in(APTTYPE_MTA, APTTYPEQUALIFIER_IMPLICIT_MTA);
	assert_true(apartment_is_dead(t->mta));
	os_store32(&t->left, 1);
}

static void lingers_behind_nta(struct trip *t)
{
	visit(t, t->mta, lingers);
	is_in(APTTYPE_NA, APTTYPEQUALIFIER_NA_ON_MAINSTA);
}

static void guest_main(void *trip)
{
	struct trip *t = trip;

	house_enter(COINIT_APARTMENTTHREADED);
	visit(t, t->nta, lingers_behind_nta);
	t->work.run = trip_run;
	assert_int_equal(visit_run(t->mta, &t->work), RPC_E_DISCONNECTED);
	house_leave();
}

TEST(the_last_CoUninitialize_of_the_MTA_waits_for_its_visitors)
{
	struct harness_thread guest;
	struct trip t;

	house_enter(COINIT_MULTITHREADED);
	trip_open(&t);
	t.member = thread_self();
	harness_start(&guest, guest_main, &t);
	harness_gate_wait(&t.entered);
	house_leave(); /* sleeps in there */
	assert_int_equal(os_load32(&t.left), 1);
	harness_join(&guest);
	trip_close(&t);
}

/* Nobody waits for himself: what he is in ends when he comes out. */
static void leaves(struct trip *t)
{
	CoUninitialize();
	assert_true(apartment_is_dead(t->mta));
	is_in(APTTYPE_MTA, APTTYPEQUALIFIER_IMPLICIT_MTA);
	assert_int_equal(where_alive(), 1);
}

static void leaves_behind_nta(struct trip *t)
{
	visit(t, t->mta, leaves);
	assert_int_equal(where_alive(), 0);
	is_in(APTTYPE_NA, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA);
}

TEST(a_visitor_may_make_the_last_CoUninitialize_of_what_it_visits)
{
	struct trip t;
	IStream *s;

	house_enter(COINIT_MULTITHREADED);
	trip_open(&t);
	ISimpleStream *object = where_create();
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_ISimpleStream, (IUnknown *)object, &s), S_OK);
	ISimpleStream_Release(object);
	visit(&t, t.nta, leaves_behind_nta);
	IStream_Release(s);
	trip_close(&t);
}
