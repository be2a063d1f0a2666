/* threading_info.c - what a thread can ask about itself: IComThreadingInfo, logical thread ids, context tokens. */
#include "client.h"
#include "mixer.h"

static IComThreadingInfo *info(void)
{
	IComThreadingInfo *p;

	assert_int_equal(CoGetObjectContext(&IID_IComThreadingInfo, (void **)&p), S_OK);
	return p;
}

static void is_in(APTTYPE apartment, THDTYPE thread)
{
	IComThreadingInfo *p = info();
	APTTYPE a;
	THDTYPE t;

	assert_int_equal(IComThreadingInfo_GetCurrentApartmentType(p, &a), S_OK);
	assert_int_equal(a, apartment);
	assert_int_equal(IComThreadingInfo_GetCurrentThreadType(p, &t), S_OK);
	assert_int_equal(t, thread);
	IComThreadingInfo_Release(p);
}

static GUID logical(void)
{
	GUID id, other;
	IComThreadingInfo *p = info();

	assert_int_equal(IComThreadingInfo_GetCurrentLogicalThreadId(p, &id), S_OK);
	assert_int_equal(CoGetCurrentLogicalThreadId(&other), S_OK);
	assert_true(IsEqualGUID(&id, &other));
	IComThreadingInfo_Release(p);
	return id;
}

static void set_logical(REFGUID id)
{
	IComThreadingInfo *p = info();

	assert_int_equal(IComThreadingInfo_SetCurrentLogicalThreadId(p, id), S_OK);
	IComThreadingInfo_Release(p);
}

/* ---- where a thread is ---- */

TEST(a_thread_without_apartment_has_no_object_context)
{
	ULONG_PTR token = 7;
	void *p = &p;

	assert_int_equal(CoGetObjectContext(&IID_IComThreadingInfo, &p), CO_E_NOTINITIALIZED);
	assert_null(p);
	assert_int_equal(CoGetObjectContext(&IID_IComThreadingInfo, NULL), E_INVALIDARG);
	assert_int_equal(CoGetContextToken(&token), CO_E_NOTINITIALIZED);
	assert_true(!token);
	assert_int_equal(CoGetContextToken(NULL), E_POINTER);
	assert_int_equal(CoGetCurrentLogicalThreadId(NULL), E_INVALIDARG);
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(CoGetObjectContext(&IID_ISynchronize, &p), E_NOINTERFACE);
	house_leave();
}

TEST(IComThreadingInfo_tells_the_kind_of_apartment_and_thread)
{
	APTTYPE type;

	house_enter(COINIT_APARTMENTTHREADED);
	is_in(APTTYPE_MAINSTA, THDTYPE_PROCESSMESSAGES);
	IComThreadingInfo *kept = info();
	house_leave();
	house_enter(COINIT_MULTITHREADED);
	is_in(APTTYPE_MTA, THDTYPE_BLOCKMESSAGES);
	assert_int_equal(IComThreadingInfo_GetCurrentApartmentType(kept, &type), S_OK); /* of the calling thread */
	assert_int_equal(type, APTTYPE_MTA);
	assert_int_equal(IComThreadingInfo_GetCurrentApartmentType(kept, NULL), E_INVALIDARG);
	assert_int_equal(IComThreadingInfo_GetCurrentThreadType(kept, NULL), E_INVALIDARG);
	assert_int_equal(IComThreadingInfo_GetCurrentLogicalThreadId(kept, NULL), E_INVALIDARG);
	assert_int_equal(IComThreadingInfo_SetCurrentLogicalThreadId(kept, NULL), E_INVALIDARG);
	house_leave();
	assert_int_equal(IComThreadingInfo_GetCurrentApartmentType(kept, &type), CO_E_NOTINITIALIZED);
	IComThreadingInfo_Release(kept);
}

static HRESULT token_run(void *token)
{
	return CoGetContextToken(token);
}

TEST(context_tokens_differ_between_apartments)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED }, n = { .model = COINIT_APARTMENTTHREADED, .neutral = true };
	ULONG_PTR mine, again, other, neutral;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	house_open(&n);
	assert_int_equal(CoGetContextToken(&mine), S_OK);
	assert_int_equal(CoGetContextToken(&again), S_OK);
	assert_int_equal(house_run(&h, token_run, &other), S_OK);
	assert_int_equal(house_run(&n, token_run, &neutral), S_OK);
	assert_true(mine == again && mine != other && mine != neutral && other != neutral);
	house_close(&n);
	house_close(&h);
	house_leave();
}

/* ---- logical threads ---- */

struct look {
	GUID id;
	const GUID *set; /* by the method, if it is not NULL */
	APTTYPE type;
	THDTYPE thread;
};

static void look(void *arg)
{
	struct look *l = arg;
	IComThreadingInfo *p = info();

	l->id = logical();
	assert_int_equal(IComThreadingInfo_GetCurrentApartmentType(p, &l->type), S_OK);
	assert_int_equal(IComThreadingInfo_GetCurrentThreadType(p, &l->thread), S_OK);
	if (l->set) {
		set_logical(l->set);
		GUID now = logical();
		assert_true(IsEqualGUID(&now, l->set));
	}
	IComThreadingInfo_Release(p);
}

struct scene {
	struct look look;
	struct mixer mixer;
	struct house house;
	IMix *mix;
};

static void scene_open(struct scene *s, DWORD model, bool neutral)
{
	*s = (struct scene){ .mixer = { .inside = look } };
	s->mixer.arg = &s->look;
	s->house = (struct house){ .model = model, .neutral = neutral, .make = mixer_make, .arg = &s->mixer };
	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&s->house);
	s->mix = mixer_proxy(&s->house);
}

static void scene_close(struct scene *s)
{
	IMix_Release(s->mix);
	house_close(&s->house);
	house_leave();
}

static GUID called(struct scene *s)
{
	LONG *number = mixer_number(5);

	assert_int_equal(IMix_Number(s->mix, &number), S_OK);
	CoTaskMemFree(number);
	return s->look.id;
}

static GUID begun(struct scene *s)
{
	AsyncIMix *call = mixer_call(s->mix);
	LONG *number = mixer_number(5);

	assert_int_equal(AsyncIMix_Begin_Number(call, &number), S_OK);
	assert_int_equal(AsyncIMix_Finish_Number(call, &number), S_OK);
	AsyncIMix_Release(call);
	CoTaskMemFree(number);
	return s->look.id;
}

static void each_server(void (*body)(struct scene *s))
{
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED, false);
	body(&s);
	scene_close(&s);
	scene_open(&s, COINIT_MULTITHREADED, false);
	body(&s);
	scene_close(&s);
	scene_open(&s, COINIT_APARTMENTTHREADED, true);
	body(&s);
	scene_close(&s);
}

/* A call carries its caller's number; one that is begun has its own. */
static void follows(struct scene *s)
{
	GUID first = called(s), second = called(s);

	assert_false(IsEqualGUID(&first, &second)); /* two top-level calls of a thread that has not asked since CoInitializeEx */
	GUID mine = logical(), again = logical(), there = called(s);
	assert_true(IsEqualGUID(&mine, &again));
	assert_true(IsEqualGUID(&mine, &there));
	GUID other = begun(s);
	assert_false(IsEqualGUID(&mine, &other));
	again = logical();
	assert_true(IsEqualGUID(&mine, &again));
}

TEST(C40_a_call_has_the_logical_thread_of_its_caller_and_a_begun_one_its_own)
{
	each_server(follows);
}

static void is_set(struct scene *s)
{
	GUID chosen, others;

	assert_int_equal(CoCreateGuid(&chosen), S_OK);
	assert_int_equal(CoCreateGuid(&others), S_OK);
	set_logical(&chosen);
	GUID there = called(s), mine = logical();
	assert_true(IsEqualGUID(&there, &chosen));
	assert_true(IsEqualGUID(&mine, &chosen));
	s->look.set = &others; /* until that method ends */
	there = called(s);
	assert_true(IsEqualGUID(&there, &chosen));
	s->look.set = NULL;
	set_logical(&chosen);
	there = called(s);
	assert_true(IsEqualGUID(&there, &chosen));
	set_logical(&mine); /* the same again */
}

TEST(a_logical_thread_id_can_be_chosen)
{
	each_server(is_set);
}

TEST(in_the_neutral_apartment_a_thread_stays_of_its_type)
{
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED, true);
	called(&s);
	assert_int_equal(s.look.type, APTTYPE_NA);
	assert_int_equal(s.look.thread, THDTYPE_PROCESSMESSAGES);
	begun(&s);
	assert_int_equal(s.look.type, APTTYPE_NA);
	assert_int_equal(s.look.thread, THDTYPE_BLOCKMESSAGES);
	scene_close(&s);
}
