/* neutral.c - the neutral apartment: its objects are called on the thread of whoever calls them, which is in it meanwhile. */
#include "client.h"
#include "filter.h"
#include "mixer.h"
#include "where.h"

/* What a method of the neutral object finds. */
struct found {
	void (*look)(struct found *f);
	struct house *house;
	APTTYPE type;
	APTTYPEQUALIFIER qualifier;
	uint64_t thread;
	uint32_t times;
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

/* ---- pointers ---- */

static HRESULT kept_is_here(void *mixer)
{
	ISimpleStream *s;
	uint64_t thread;

	assert_int_equal(IUnknown_QueryInterface(((struct mixer *)mixer)->kept, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_int_equal(where_ask(s, &thread), S_OK);
	ISimpleStream_Release(s);
	return thread == os_thread_id() ? S_OK : S_FALSE;
}

/* From an STA, whose thread serves the call that comes out of the neutral apartment while it waits in there. */
TEST(pointers_are_marshaled_into_the_neutral_apartment)
{
	void *p = &p;
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED, false, NULL);
	ISimpleStream *mine = where_create();
	assert_int_equal(IMix_Take(s.mix, (IUnknown *)mine), S_OK);
	assert_ptr_not_equal(s.mixer.kept, mine);
	assert_int_equal(IUnknown_QueryInterface(s.mixer.kept, &IID_ISimpleStream, &p), RPC_E_WRONG_THREAD);
	assert_null(p);
	assert_int_equal(house_run(&s.house, kept_is_here, &s.mixer), S_OK);
	mixer_drop(&s.house);
	while (where_refs(mine) > 1)
		if (!apartment_serve())
			os_yield();
	ISimpleStream_Release(mine);
	scene_close(&s);
}

static HRESULT gets_itself_back(void *mixer)
{
	IMix *self = ((struct mixer *)mixer)->self, *back;

	assert_int_equal(IMix_Self(self, self, &back), S_OK);
	assert_ptr_equal(back, self);
	IMix_Release(back);
	return S_OK;
}

TEST(in_the_neutral_apartment_its_objects_are_called_directly)
{
	struct scene s;
	IMix *back;

	scene_open(&s, COINIT_MULTITHREADED, false, NULL);
	assert_int_equal(house_run(&s.house, gets_itself_back, &s.mixer), S_OK);
	assert_int_equal(IMix_Self(s.mix, s.mix, &back), S_OK);
	assert_true(s.mixer.same);
	assert_ptr_equal(back, s.mix); /* one identity per apartment */
	IMix_Release(back);
	scene_close(&s);
}

/* ---- waiting inside ---- */

static HRESULT asks_where(void *arg)
{
	struct found *f = arg;

	assert_int_equal(CoGetApartmentType(&f->type, &f->qualifier), S_OK);
	f->thread = os_thread_id();
	return S_OK;
}

struct caller {
	struct apartment *sta;
	struct found *found;
	ISynchronize *event;
};

static void calls_the_sta(void *arg)
{
	struct caller *c = arg;

	assert_int_equal(apartment_call(c->sta, asks_where, c->found), S_OK);
	ISynchronize_Signal(c->event);
}

/* The STA's own calls run in the STA, and then the method is in the neutral apartment again. */
static void waits_inside(struct found *f)
{
	struct caller c = { .sta = apartment_home(), .found = f };
	struct harness_thread thread;

	assert_int_equal(event_create(NULL, &IID_ISynchronize, (void **)&c.event), S_OK);
	harness_start(&thread, calls_the_sta, &c);
	assert_int_equal(ISynchronize_Wait(c.event, 0, INFINITE), S_OK);
	harness_join(&thread);
	assert_int_equal(f->type, APTTYPE_MAINSTA);
	assert_int_equal(f->qualifier, APTTYPEQUALIFIER_NONE);
	assert_int_equal(f->thread, os_thread_id());
	is_in(APTTYPE_NA, APTTYPEQUALIFIER_NA_ON_MAINSTA);
	ISynchronize_Release(c.event);
	apartment_unref(c.sta);
}

TEST(who_waits_in_the_neutral_apartment_serves_the_apartment_that_it_came_from)
{
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED, false, waits_inside);
	number_is(s.mix, S_OK);
	assert_int_equal(s.found.times, 1);
	scene_close(&s);
}

static void has_a_descriptor(struct found *f)
{
	int fd;

	f->hr = AcomApartmentFd(&fd);
	assert_int_equal(AcomDispatch(0), S_FALSE);
	is_in(APTTYPE_NA, SUCCEEDED(f->hr) ? APTTYPEQUALIFIER_NA_ON_MAINSTA : APTTYPEQUALIFIER_NA_ON_MTA);
}

TEST(the_descriptor_of_an_apartment_can_be_asked_for_from_the_neutral_one)
{
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED, false, has_a_descriptor);
	number_is(s.mix, S_OK);
	assert_int_equal(s.found.hr, S_OK);
	scene_close(&s);
	scene_open(&s, COINIT_MULTITHREADED, false, has_a_descriptor);
	number_is(s.mix, S_OK);
	assert_int_equal(s.found.hr, RPC_E_CHANGED_MODE);
	scene_close(&s);
}

/* CoInitializeEx is about the thread, wherever it is just now. */
static void initializes(struct found *f)
{
	(void)f;
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), RPC_E_CHANGED_MODE);
	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_FALSE);
	CoUninitialize();
	is_in(APTTYPE_NA, APTTYPEQUALIFIER_NA_ON_MAINSTA);
}

static void initializes_on_a_worker(struct found *f)
{
	(void)f;
	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), RPC_E_CHANGED_MODE);
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_FALSE);
	CoUninitialize();
	is_in(APTTYPE_NA, APTTYPEQUALIFIER_NA_ON_IMPLICIT_MTA);
}

TEST(CoInitializeEx_in_the_neutral_apartment_is_about_the_thread)
{
	LONG number = 5, *p = &number, *back = mixer_number(5);
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED, false, initializes);
	number_is(s.mix, S_OK);
	s.found.look = initializes_on_a_worker;
	AsyncIMix *call = mixer_call(s.mix);
	assert_int_equal(AsyncIMix_Begin_Number(call, &p), S_OK);
	assert_int_equal(AsyncIMix_Finish_Number(call, &back), S_OK);
	AsyncIMix_Release(call);
	assert_int_equal(s.found.times, 2);
	CoTaskMemFree(back);
	scene_close(&s);
}

/* ---- cancelling, contexts, filters ---- */

static void is_cancelled(struct found *f)
{
	assert_int_equal(CoTestCancel(), RPC_S_CALLPENDING);
	f->hr = CoCancelCall(0, 0);
	assert_int_equal(CoTestCancel(), RPC_E_CALL_CANCELED);
}

/* The client's thread is the one that runs the method, so it goes on when the method returns. */
TEST(a_cancelled_call_into_the_neutral_apartment_ends_with_its_method)
{
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED, false, is_cancelled);
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	number_is(s.mix, RPC_E_CALL_CANCELED);
	assert_int_equal(s.found.hr, S_OK);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	scene_close(&s);
}

static void has_a_context(struct found *f)
{
	IUnknown *context;

	f->hr = CoGetCallContext(&IID_IServerSecurity, (void **)&context);
	if (SUCCEEDED(f->hr))
		f->arg = context;
}

TEST(the_context_of_a_neutral_call_is_its_own_and_ends_with_it)
{
	void *p = &p;
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED, false, has_a_context);
	number_is(s.mix, S_OK);
	assert_int_equal(s.found.hr, S_OK);
	assert_int_equal(CoGetCallContext(&IID_IServerSecurity, &p), RPC_E_CALL_COMPLETE);
	assert_int_equal(IServerSecurity_ImpersonateClient((IServerSecurity *)s.found.arg), E_FAIL);
	client_release(s.found.arg);
	scene_close(&s);
}

/* The filter of the thread's own apartment hears of what comes to that, and of nothing else. */
TEST(no_filter_is_asked_about_calls_into_the_neutral_apartment)
{
	struct mixer mine = { 0 };
	Filter *f = filter_new();
	struct scene s;
	LONG calls;

	scene_open(&s, COINIT_APARTMENTTHREADED, false, NULL);
	IMix *own = mixer_create(&mine);
	for (int i = 0; i < 4; i++)
		f->incoming[i] = SERVERCALL_REJECTED;
	assert_int_equal(register_run(f), S_OK);
	number_is(s.mix, S_OK);
	assert_int_equal(f->incomings, 0);
	f->incoming[0] = SERVERCALL_ISHANDLED;
	assert_int_equal(IMix_CallBack(s.mix, own, 1, &calls), S_OK); /* out of there, into the STA of the same thread */
	assert_int_equal(calls, 2);
	assert_int_equal(f->incomings, 1);
	assert_int_equal(f->types[0], CALLTYPE_NESTED);
	assert_int_equal(CoRegisterMessageFilter(NULL, NULL), S_OK);
	IMix_Release(own);
	scene_close(&s);
	filter_done(f);
}

/* ---- call objects of neutral servers ---- */

static void completes_elsewhere(void *mixer)
{
	struct mixer *m = mixer;
	AcomServerCall *call = os_loadp(&m->pending);

	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	assert_int_equal(AcomServerCallComplete(call, S_OK), RPC_E_WRONG_THREAD);
	os_storep(&m->pending, NULL);
	assert_int_equal(AcomServerCallPost(call, S_OK), S_OK); /* in the neutral apartment, at once */
	CoUninitialize();
}

static void completed_elsewhere(DWORD model)
{
	LONG number = 5, *p = &number, *back = mixer_number(5);
	struct harness_thread thread;
	struct scene s;

	scene_open(&s, model, true, NULL);
	s.mixer.later = true;
	AsyncIMix *call = mixer_call(s.mix);
	assert_int_equal(AsyncIMix_Begin_Number(call, &p), S_OK);
	mixer_wait_pending(&s.mixer);
	harness_start(&thread, completes_elsewhere, &s.mixer);
	assert_int_equal(AsyncIMix_Finish_Number(call, &back), S_OK);
	harness_join(&thread);
	AsyncIMix_Release(call);
	CoTaskMemFree(back);
	scene_close(&s);
}

TEST(a_neutral_call_object_signals_in_the_neutral_apartment)
{
	completed_elsewhere(COINIT_APARTMENTTHREADED);
	completed_elsewhere(COINIT_MULTITHREADED);
}

/* ---- classes ---- */

static const CLSID clsid = { 0x5d3c9a10, 0x6b1e, 0x4f0a, { 0x92, 0x11, 0x7e, 0x40, 0x5a, 0x0c, 0x33, 0x01 } };

static HRESULT make_there(IUnknown *outer, REFIID riid, void **ppv)
{
	is_in(APTTYPE_NA, thread_self()->apartment->kind == APARTMENT_MTA ? APTTYPEQUALIFIER_NA_ON_MTA :
	      APTTYPEQUALIFIER_NA_ON_MAINSTA);
	return where_make(outer, riid, ppv);
}

static void made(DWORD model)
{
	ISimpleStream *s;
	DWORD cookie;

	house_enter(model);
	assert_int_equal(AcomRegisterClass(&clsid, make_there, ACOM_CLASS_NEUTRAL, &cookie), S_OK);
	assert_int_equal(CoCreateInstance(&clsid, NULL, CLSCTX_ALL, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_int_equal(where_is(s), os_thread_id());
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	assert_int_equal(ISimpleStream_Release(s), 0);
	assert_int_equal(where_alive(), 0);
	house_leave();
}

TEST(objects_of_a_neutral_class_are_made_in_the_neutral_apartment)
{
	made(COINIT_APARTMENTTHREADED);
	made(COINIT_MULTITHREADED);
}

/* One that was registered in there belongs to it. */
static HRESULT register_there(void *cookie)
{
	return AcomRegisterClass(&clsid, make_there, 0, cookie);
}

static HRESULT revoke_there(void *cookie)
{
	return CoRevokeClassObject(*(DWORD *)cookie);
}

TEST(a_class_that_is_registered_in_the_neutral_apartment_belongs_to_it)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .neutral = true };
	ISimpleStream *s;
	DWORD cookie;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	assert_int_equal(house_run(&h, register_there, &cookie), S_OK);
	assert_int_equal(CoCreateInstance(&clsid, NULL, CLSCTX_ALL, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_int_equal(where_is(s), os_thread_id());
	ISimpleStream_Release(s);
	assert_int_equal(CoRevokeClassObject(cookie), RPC_E_WRONG_THREAD);
	assert_int_equal(house_run(&h, revoke_there, &cookie), S_OK);
	house_close(&h);
	house_leave();
}

/* ---- its end ---- */

/* The object is still held by a proxy of an apartment that lives on. */
TEST(the_neutral_apartment_outlives_who_made_its_objects)
{
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED, false, NULL);
	house_close(&s.house); /* its object is let go, but not its apartment */
	number_is(s.mix, S_OK);
	IMix_Release(s.mix);
	house_leave();
}

TEST(the_last_CoUninitialize_ends_the_neutral_apartment_and_its_objects)
{
	ISimpleStream *s;
	DWORD cookie;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(AcomRegisterClass(&clsid, make_there, ACOM_CLASS_NEUTRAL, &cookie), S_OK);
	assert_int_equal(CoCreateInstance(&clsid, NULL, CLSCTX_ALL, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_int_equal(where_alive(), 1);
	house_leave();
	assert_int_equal(where_alive(), 0);
	ISimpleStream_Release(s); /* an empty proxy */
	made(COINIT_MULTITHREADED); /* in a new one */
}

/* Nobody waits for himself. */
static void leaves(struct found *f)
{
	APTTYPEQUALIFIER qualifier;
	APTTYPE type;

	CoUninitialize();
	f->hr = CoGetApartmentType(&type, &qualifier);
	assert_int_equal(type, APTTYPE_NA);
}

TEST(a_method_in_the_neutral_apartment_may_make_the_last_CoUninitialize)
{
	struct scene s;
	IMix *mix;

	scene_open(&s, COINIT_APARTMENTTHREADED, false, NULL);
	house_close(&s.house);
	mix = s.mix;
	s.found.look = leaves;
	number_is(mix, S_OK);
	assert_int_equal(s.found.hr, S_OK);
	IMix_Release(mix);
}

/* A thread of the MTA by default is inside when the last member leaves: it is waited for. */
struct last {
	struct scene *scene;
	struct thread *member;
	struct harness_gate entered;
	os_u32 left;
};

static void lingers(struct found *f)
{
	struct last *l = f->arg;

	harness_gate_open(&l->entered);
	house_wait_asleep(l->member);
	os_store32(&l->left, 1);
}

static void last_calls(void *arg)
{
	struct last *l = arg;

	number_is(l->scene->mix, S_OK);
}

TEST(the_last_CoUninitialize_waits_for_who_is_in_the_neutral_apartment)
{
	struct harness_thread thread;
	struct scene s;
	struct last l = { .scene = &s, .entered = HARNESS_GATE_INIT };

	scene_open(&s, COINIT_MULTITHREADED, false, lingers);
	l.member = thread_self();
	house_close(&s.house);
	s.found.arg = &l;
	harness_start(&thread, last_calls, &l);
	harness_gate_wait(&l.entered);
	house_leave(); /* sleeps in there */
	assert_int_equal(os_load32(&l.left), 1);
	harness_join(&thread);
	IMix_Release(s.mix);
}
