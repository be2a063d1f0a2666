/* input_sync.c - [input_sync] methods: no message filter refuses them, and they may not call anybody who might make them wait. */
#include "client.h"
#include "filter.h"
#include "notice.h"

struct scene {
	struct notice notice;
	struct house house;
	Filter *filter;
	IInput *proxy;
};

static void scene_open(struct scene *s, DWORD client, void (*inside)(struct notice *n, LONG value))
{
	*s = (struct scene){ .notice = { .inside = inside }, .filter = filter_new() };
	s->house = (struct house){ .model = COINIT_APARTMENTTHREADED, .make = notice_make, .arg = &s->notice };
	for (int i = 0; i < 4; i++)
		s->filter->incoming[i] = SERVERCALL_REJECTED;
	house_enter(client);
	house_open(&s->house);
	s->proxy = input_proxy(&s->house);
}

static void scene_close(struct scene *s)
{
	IInput_Release(s->proxy);
	house_close(&s->house);
	house_leave();
	filter_done(s->filter);
}

TEST(an_input_synchronous_call_is_dispatched_whatever_the_message_filter_answers)
{
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED, NULL);
	assert_int_equal(house_run(&s.house, register_run, s.filter), S_OK);
	assert_int_equal(IInput_Plain(s.proxy, 1), RPC_E_CALL_REJECTED);
	assert_int_equal(os_load32(&s.notice.entered), 0);
	assert_int_equal(IInput_Focus(s.proxy, 1), S_OK); /* the caller waits for it */
	assert_int_equal(os_load32(&s.notice.entered), 1);
	assert_int_equal(s.filter->incomings, 2);
	assert_int_equal(s.filter->types[1], CALLTYPE_TOPLEVEL);
	scene_close(&s);
}

TEST(input_synchronous_calls_are_made_by_single_threaded_apartments_only)
{
	struct scene s;

	scene_open(&s, COINIT_MULTITHREADED, NULL);
	assert_int_equal(IInput_Focus(s.proxy, 1), RPC_E_WRONG_THREAD);
	assert_int_equal(IInput_Plain(s.proxy, 1), S_OK);
	assert_int_equal(os_load32(&s.notice.entered), 1);
	scene_close(&s);
}

/* ---- calling out ---- */

/* Another object in an STA of its own. */
struct other {
	struct notice notice;
	struct house house;
};

static void calls_out(struct notice *n, LONG value)
{
	struct other *o = n->arg;
	void *unknown = &unknown;
	IInput *input;

	(void)value;
	assert_int_equal(house_query(&o->house, &IID_IInput, (void **)&input), S_OK);
	n->hr = IInput_Plain(input, 0);
	assert_int_equal(IInput_Focus(input, 0), S_OK); /* which does not wait for anybody either */
	assert_int_equal(IInput_QueryInterface(input, &IID_INotice, &unknown), n->hr); /* the object must be asked */
	if (SUCCEEDED(n->hr))
		client_release(unknown);
	else
		assert_null(unknown);
	IInput_Release(input);
}

static void begins(struct notice *n, LONG value)
{
	struct other *o = n->arg;
	ICallFactory *factory;
	AsyncIInput *call;
	IInput *input;

	(void)value;
	assert_int_equal(house_query(&o->house, &IID_IInput, (void **)&input), S_OK);
	assert_int_equal(IInput_QueryInterface(input, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIInput, NULL, &IID_AsyncIInput, (IUnknown **)&call), S_OK);
	n->hr = AsyncIInput_Begin_Plain(call, 0);
	AsyncIInput_Release(call); /* the call goes on */
	ICallFactory_Release(factory);
	IInput_Release(input);
}

static HRESULT inside(void (*fn)(struct notice *n, LONG value), bool focus)
{
	struct scene s;
	struct other o = { .house = { .model = COINIT_APARTMENTTHREADED, .make = notice_make, .arg = &o.notice } };

	scene_open(&s, COINIT_APARTMENTTHREADED, fn);
	house_open(&o.house);
	s.notice.arg = &o;
	assert_int_equal(focus ? IInput_Focus(s.proxy, 1) : IInput_Plain(s.proxy, 1), S_OK);
	if (fn == begins)
		house_wait_count(&o.notice.entered, 1);
	house_close(&o.house);
	scene_close(&s);
	return s.notice.hr;
}

TEST(an_input_synchronous_method_may_not_call_out)
{
	assert_int_equal(inside(calls_out, true), RPC_E_CANTCALLOUT_ININPUTSYNCCALL);
	assert_int_equal(inside(calls_out, false), S_OK);
}

TEST(an_input_synchronous_method_may_begin_a_call)
{
	assert_int_equal(inside(begins, true), S_OK);
}

static void activates(struct notice *n, LONG value)
{
	static const CLSID clsid = { 0x9c0f6d53, 0x31b7, 0x4c7a, { 0x8a, 0x5e, 0x2f, 0x1d, 0x6a, 0x0b, 0x77, 0x03 } };
	IUnknown *p;

	(void)value;
	n->hr = CoCreateInstance(&clsid, NULL, CLSCTX_ALL, &IID_IUnknown, (void **)&p);
	assert_null(p);
}

static HRESULT make_none(IUnknown *outer, REFIID riid, void **ppv)
{
	(void)outer, (void)riid;
	*ppv = NULL;
	return E_ABORT;
}

static HRESULT register_class(void *cookie)
{
	static const CLSID clsid = { 0x9c0f6d53, 0x31b7, 0x4c7a, { 0x8a, 0x5e, 0x2f, 0x1d, 0x6a, 0x0b, 0x77, 0x03 } };

	return AcomRegisterClass(&clsid, make_none, 0, cookie);
}

TEST(an_input_synchronous_method_may_not_activate_elsewhere)
{
	struct scene s;
	DWORD cookie;

	scene_open(&s, COINIT_APARTMENTTHREADED, activates);
	assert_int_equal(register_class(&cookie), S_OK); /* in the test's apartment */
	assert_int_equal(IInput_Focus(s.proxy, 1), S_OK);
	assert_int_equal(s.notice.hr, RPC_E_CANTCALLOUT_ININPUTSYNCCALL);
	assert_int_equal(IInput_Plain(s.proxy, 1), S_OK);
	assert_int_equal(s.notice.hr, E_ABORT);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	scene_close(&s);
}
