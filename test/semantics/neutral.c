/* neutral.c - the neutral apartment: its objects are called on the thread of whoever calls them, which is in it meanwhile. */
#include "client.h"
#include "mixer.h"
#include "where.h"

/* What a method of the neutral object finds. */
struct found {
	void (*look)(struct found *f);
	struct house *house, *other;
	APTTYPE type;
	APTTYPEQUALIFIER qualifier;
	uint64_t thread;
	uint32_t times;
	struct harness_gate *entered, *leave;
	HRESULT hr;
	void *arg;
};

static void inside(void *arg)
{
	struct found *f = arg;

	assert_int_equal(CoGetApartmentType(&f->type, &f->qualifier), S_OK);
	f->thread = os_thread_id();
	f->times++;
	if (f->look)
		f->look(f);
}

static void is_in(APTTYPE type, APTTYPEQUALIFIER qualifier)
{
	APTTYPEQUALIFIER q;
	APTTYPE t;

	assert_int_equal(CoGetApartmentType(&t, &q), S_OK);
	assert_int_equal(t, type);
	assert_int_equal(q, qualifier);
}

static void number_is(IMix *mix, HRESULT hr)
{
	LONG *number = mixer_number(5);

	assert_int_equal(IMix_Number(mix, &number), hr);
	CoTaskMemFree(number);
}

/* A neutral object, made by a thread in an STA of its own, and the test's thread in another apartment. */
struct scene {
	struct mixer mixer;
	struct found found;
	struct house house;
	IMix *mix;
};

static void scene_open(struct scene *s, DWORD model, bool async, void (*look)(struct found *f))
{
	*s = (struct scene){ .found = { .look = look, .house = &s->house } };
	s->mixer = (struct mixer){ .async = async, .inside = inside, .arg = &s->found };
	s->house = (struct house){ .model = COINIT_APARTMENTTHREADED, .neutral = true, .make = mixer_make, .arg = &s->mixer };
	house_enter(model);
	house_open(&s->house);
	s->mix = mixer_proxy(&s->house);
}

static void scene_close(struct scene *s)
{
	IMix_Release(s->mix);
	house_close(&s->house);
	house_leave();
}

/* ---- where calls run ---- */

static void on_the_thread(DWORD model, APTTYPE type, APTTYPEQUALIFIER visiting)
{
	struct scene s;

	scene_open(&s, model, false, NULL);
	is_in(type, APTTYPEQUALIFIER_NONE);
	number_is(s.mix, S_OK);
	assert_int_equal(s.found.times, 1);
	assert_int_equal(s.found.thread, os_thread_id());
	assert_int_equal(s.found.type, APTTYPE_NA);
	assert_int_equal(s.found.qualifier, visiting);
	is_in(type, APTTYPEQUALIFIER_NONE);
	scene_close(&s);
}

TEST(a_call_into_the_neutral_apartment_runs_on_the_thread_that_makes_it)
{
	on_the_thread(COINIT_APARTMENTTHREADED, APTTYPE_MAINSTA, APTTYPEQUALIFIER_NA_ON_MAINSTA);
	on_the_thread(COINIT_MULTITHREADED, APTTYPE_MTA, APTTYPEQUALIFIER_NA_ON_MTA);
}

/* A thread that belongs to the MTA by default only, and one of an STA that is not the first. */
static void other_main(void *scene)
{
	struct scene *s = scene;
	IMix *mix;

	is_in(APTTYPE_MTA, APTTYPEQUALIFIER_IMPLICIT_MTA);
	number_is(s->mix, S_OK);
	assert_int_equal(s->found.qualifier, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA);
	is_in(APTTYPE_MTA, APTTYPEQUALIFIER_IMPLICIT_MTA);
	house_enter(COINIT_APARTMENTTHREADED);
	is_in(APTTYPE_STA, APTTYPEQUALIFIER_NONE);
	assert_int_equal(house_query(&s->house, &IID_IMix, (void **)&mix), S_OK);
	number_is(mix, S_OK);
	assert_int_equal(s->found.thread, os_thread_id());
	assert_int_equal(s->found.qualifier, APTTYPEQUALIFIER_NA_ON_STA);
	IMix_Release(mix);
	house_leave();
}

TEST(threads_of_every_kind_can_be_in_the_neutral_apartment)
{
	struct harness_thread thread;
	struct scene s;

	scene_open(&s, COINIT_MULTITHREADED, false, NULL);
	harness_start(&thread, other_main, &s);
	harness_join(&thread);
	scene_close(&s);
}

TEST(CoGetApartmentType_of_a_thread_without_apartment_is_CO_E_NOTINITIALIZED)
{
	APTTYPEQUALIFIER qualifier = APTTYPEQUALIFIER_NA_ON_STA;
	APTTYPE type = APTTYPE_STA;

	assert_int_equal(CoGetApartmentType(&type, &qualifier), CO_E_NOTINITIALIZED);
	assert_int_equal(type, APTTYPE_CURRENT);
	assert_int_equal(qualifier, APTTYPEQUALIFIER_NONE);
	assert_int_equal(CoGetApartmentType(NULL, &qualifier), E_INVALIDARG);
	assert_int_equal(CoGetApartmentType(&type, NULL), E_INVALIDARG);
}

/* Begin_ must not wait, so a thread of the runtime's executes the call; where there is no MTA, too. */
static void begun(DWORD model, bool async)
{
	LONG number = 5, *p = &number, *back = mixer_number(5);
	struct scene s;

	scene_open(&s, model, async, NULL);
	AsyncIMix *call = mixer_call(s.mix);
	assert_int_equal(AsyncIMix_Begin_Number(call, &p), S_OK);
	assert_int_equal(AsyncIMix_Finish_Number(call, &back), S_OK);
	assert_int_not_equal(s.found.thread, os_thread_id());
	assert_int_equal(s.found.type, APTTYPE_NA);
	assert_int_equal(s.found.qualifier, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA);
	CoTaskMemFree(back);
	AsyncIMix_Release(call);
	scene_close(&s);
}

TEST(a_begun_call_into_the_neutral_apartment_runs_on_a_thread_of_the_runtime)
{
	begun(COINIT_APARTMENTTHREADED, false);
	begun(COINIT_APARTMENTTHREADED, true);
	begun(COINIT_MULTITHREADED, false);
	begun(COINIT_MULTITHREADED, true);
}
