/* references.c - interface pointers in calls: identity, homecoming, callbacks; and what nobody takes (decision 1). */
#include "scene.h"

/* ---- a server that waits ---- */

struct held {
	struct scene *scene;
	struct harness_gate gate;
	uint32_t entered, left;
};

/* From here on the server holds the next call. */
static void hold(struct held *held, struct scene *s)
{
	*held = (struct held){ .scene = s, .entered = house_count(&s->m.entered), .left = house_count(&s->m.left) };
	s->m.later = s->m.async;
	s->m.gate = s->m.async ? NULL : &held->gate;
}

/* Until the server has it. */
static void held_there(struct held *held)
{
	house_wait_count(&held->scene->m.entered, held->entered + 1);
}

/* It goes on, and has done its part when this returns. */
static void let(struct held *held)
{
	if (held->scene->m.async)
		mixer_complete(&held->scene->h, S_OK);
	else
		harness_gate_open(&held->gate);
	while (house_count(&held->scene->m.left) <= held->left)
		os_yield();
	held->scene->m.later = false;
	held->scene->m.gate = NULL;
}

enum { MANY = 3 };

static void many_are_null(IUnknown *const *objects, LPOLESTR text)
{
	for (int i = 0; i < MANY; i++)
		assert_null(objects[i]);
	assert_null(text);
}

static void fill(IUnknown **objects, LPOLESTR *text)
{
	for (int i = 0; i < MANY; i++)
		objects[i] = (IUnknown *)objects;
	*text = (LPOLESTR)text;
}

/* ---- the calls, of either kind of client ---- */

static HRESULT give(struct scene *s, REFIID iid, void *object)
{
	IUnknown **p = object;

	return scene_call(s, Give, (s->mix, iid, p), (s->call, iid), (s->call, p));
}

static HRESULT give_many(struct scene *s, IUnknown **objects, LPOLESTR *text)
{
	return scene_call(s, GiveMany, (s->mix, MANY, objects, text), (s->call, MANY), (s->call, objects, text));
}

static HRESULT take(struct scene *s, void *object)
{
	IUnknown *p = object;

	return scene_call(s, Take, (s->mix, p), (s->call, p), (s->call));
}

static HRESULT take_sync(struct scene *s, ISynchronize *sync)
{
	IUnknown *p = (IUnknown *)sync;

	return scene_call(s, TakeAs, (s->mix, &IID_ISynchronize, p), (s->call, &IID_ISynchronize, p), (s->call));
}

static HRESULT exchange(struct scene *s, IUnknown **object)
{
	return scene_call(s, Exchange, (s->mix, object), (s->call, object), (s->call, object));
}

static HRESULT call_back(struct scene *s, IMix *client, LONG depth, LONG *calls)
{
	return scene_call(s, CallBack, (s->mix, client, depth, calls), (s->call, client, depth), (s->call, calls));
}

static ICancelMethodCalls *cancel_of(struct scene *s)
{
	ICancelMethodCalls *cancel;

	assert_int_equal(AsyncIMix_QueryInterface(s->call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	return cancel;
}

static ISynchronize *sync_of(struct scene *s)
{
	ISynchronize *sync;

	assert_int_equal(AsyncIMix_QueryInterface(s->call, &IID_ISynchronize, (void **)&sync), S_OK);
	return sync;
}

static HRESULT wait_for(struct scene *s, DWORD milliseconds)
{
	ISynchronize *sync = sync_of(s);
	HRESULT hr = ISynchronize_Wait(sync, 0, milliseconds);

	ISynchronize_Release(sync);
	return hr;
}

/* Until others have given back theirs. */
static void until_refs(void *object, ULONG n)
{
	while (where_refs(object) > n)
		if (!apartment_serve())
			os_yield();
}

/* ---- pointers arrive, keep their identity, and come home ---- */

static void given(struct scene *s)
{
	IUnknown *objects[MANY], *object;
	LPOLESTR text;

	s->m.act = MIXER_KEEP;
	assert_int_equal(give(s, &IID_ISimpleStream, &object), S_OK);
	assert_int_equal(where_alive(), 1);
	if (s->h.model == COINIT_APARTMENTTHREADED)
		assert_true(where_is((ISimpleStream *)object) == mixer_thread(&s->m));
	IUnknown_Release(object);
	where_wait_alive(0);
	assert_int_equal(give_many(s, objects, &text), S_OK);
	assert_int_equal(where_alive(), MANY);
	for (int i = 1; i < MANY; i++)
		assert_false(where_same(objects[i], objects[i - 1]));
	for (int i = 0; i < MANY; i++)
		IUnknown_Release(objects[i]);
	CoTaskMemFree(text);
	where_wait_alive(0);
	object = (IUnknown *)&object;
	assert_int_equal(give(s, &IID_IMix, &object), E_NOINTERFACE);
	assert_null(object);
	s->m.act = MIXER_CLEAR;
	object = (IUnknown *)&object;
	assert_int_equal(give(s, &IID_IUnknown, &object), S_OK);
	assert_null(object);
}

TEST(objects_that_a_server_gives_are_the_clients_to_release)
{
	scene_each(given);
}

static void taken(struct scene *s)
{
	ISimpleStream *mine = where_create();

	assert_int_equal(take(s, mine), S_OK);
	assert_true(where_refs(mine) > 1);
	mixer_drop(&s->h);
	until_refs(mine, 1);
	/* The server signals it while we wait. */
	ISynchronize *sync;
	assert_int_equal(ISimpleStream_QueryInterface(mine, &IID_ISynchronize, (void **)&sync), S_OK);
	assert_int_equal(take_sync(s, sync), S_OK);
	ISynchronize_Release(sync);
	/* Only the server keeps it now; it ends here nevertheless. */
	ISimpleStream_Release(mine);
	assert_int_equal(where_alive(), 1);
	mixer_drop(&s->h);
	where_wait_alive(0);
	assert_int_equal(take(s, NULL), S_OK);
	assert_null(s->m.kept);
}

TEST(objects_that_a_client_passes_are_kept_by_the_server_and_end_in_their_own_apartment)
{
	scene_each(taken);
}

static void exchanged(struct scene *s)
{
	ISimpleStream *mine = where_create();
	IUnknown *object;

	/* Kept: it comes home as itself. */
	assert_int_equal(ISimpleStream_QueryInterface(mine, &IID_IUnknown, (void **)&object), S_OK);
	s->m.act = MIXER_KEEP;
	assert_int_equal(exchange(s, &object), S_OK);
	assert_true(where_same(object, mine));
	/* Replaced: ours is released for us, what comes is the server's. */
	s->m.act = MIXER_REPLACE;
	assert_int_equal(exchange(s, &object), S_OK);
	assert_false(where_same(object, mine));
	assert_int_equal(where_alive(), 2);
	/* Cleared. */
	s->m.act = MIXER_CLEAR;
	assert_int_equal(exchange(s, &object), S_OK);
	assert_null(object);
	mixer_drop(&s->h);
	where_wait_alive(1);
	until_refs(mine, 1);
	ISimpleStream_Release(mine);
	/* From nothing to something. */
	s->m.act = MIXER_REPLACE;
	assert_int_equal(exchange(s, &object), S_OK);
	IUnknown_Release(object);
	where_wait_alive(0);
}

TEST(in_out_pointers_are_kept_replaced_and_cleared_and_each_reference_counts)
{
	scene_each(exchanged);
}

static void itself(struct scene *s)
{
	IMix *self = NULL;

	assert_int_equal(scene_call(s, Self, (s->mix, s->mix, &self), (s->call, s->mix), (s->call, &self)), S_OK);
	assert_true(s->m.same);
	assert_ptr_equal(self, s->mix);
	IMix_Release(self);
	assert_int_equal(scene_call(s, Self, (s->mix, NULL, &self), (s->call, NULL), (s->call, &self)), S_OK);
	assert_false(s->m.same);
	IMix_Release(self);
}

TEST(a_proxy_comes_home_as_the_object_and_an_object_comes_back_as_the_same_proxy)
{
	scene_each(itself);
}

/* We pass on a proxy: the server gets the third apartment's object, and keeps it without us. */
static void passed_on(struct scene *s)
{
	struct mixer far = { .act = MIXER_KEEP };
	struct house third = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &far };
	ISimpleStream *object;

	house_open(&third);
	IMix *mix = mixer_proxy(&third);
	assert_int_equal(IMix_Give(mix, &IID_ISimpleStream, (IUnknown **)&object), S_OK);
	ISynchronize *sync;
	assert_int_equal(ISimpleStream_QueryInterface(object, &IID_ISynchronize, (void **)&sync), S_OK);
	assert_int_equal(take_sync(s, sync), S_OK);
	ISimpleStream_Release(object);
	ISynchronize_Release(sync);
	IMix_Release(mix);
	assert_int_equal(where_alive(), 1);
	mixer_drop(&s->h);
	where_wait_alive(0);
	house_close(&third);
}

TEST(a_proxy_that_is_passed_on_leads_to_the_third_apartment_without_us)
{
	scene_each(passed_on);
}

/* ---- callbacks (C37-C39) ---- */

static void called_back(struct scene *s)
{
	struct mixer mine = { .act = MIXER_KEEP };
	IMix *me = mixer_create(&mine);
	bool sta = thread_self()->apartment->kind == APARTMENT_STA;
	LONG calls = 0;

	for (LONG depth = 0; depth <= 7; depth++) {
		assert_int_equal(call_back(s, me, depth, &calls), S_OK);
		assert_int_equal(calls, depth + 1);
		assert_true(!depth || (mixer_thread(&mine) == os_thread_id()) == sta);
	}
	until_refs(me, 1);
	IMix_Release(me);
}

TEST(C37_a_client_that_waits_in_a_sync_call_or_in_Finish_is_called_back_as_deep_as_it_goes)
{
	scene_each(called_back);
}

/* The callback is there, visibly, and runs when the client waits: not before. */
static void called_back_in_wait(struct scene *s)
{
	struct mixer mine = { .act = MIXER_KEEP };
	IMix *me = mixer_create(&mine);
	LONG calls = 0;
	int fd;

	assert_int_equal(AcomApartmentFd(&fd), S_OK);
	for (int i = 0; i < 2; i++) {
		uint32_t before = house_count(&mine.entered);
		assert_int_equal(AsyncIMix_Begin_CallBack(s->call, me, 1), S_OK);
		assert_int_equal(os_poll(fd, OS_FOREVER), 1);
		assert_int_equal(house_count(&mine.entered), before);
		if (i) { /* C39: a poll serves, too */
			while (wait_for(s, 0) == RPC_S_CALLPENDING)
				os_yield();
		} else {
			assert_int_equal(wait_for(s, INFINITE), S_OK);
		}
		assert_int_equal(house_count(&mine.entered), before + 1);
		assert_true(mixer_thread(&mine) == os_thread_id());
		assert_int_equal(AsyncIMix_Finish_CallBack(s->call, &calls), S_OK);
		assert_int_equal(calls, 2);
	}
	until_refs(me, 1);
	IMix_Release(me);
}

TEST(C38_C39_a_callback_is_delayed_until_the_client_waits_or_polls)
{
	for (int i = 0; i < 4; i++)
		scene_play(COINIT_APARTMENTTHREADED, i & 2 ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED, i & 1, true,
		           called_back_in_wait);
}

/* ---- replies that nobody takes (decision 1, C13, C23, C24) ---- */

static void abandoned_before(struct scene *s)
{
	struct held held;

	hold(&held, s);
	assert_int_equal(AsyncIMix_Begin_GiveMany(s->call, MANY), S_OK);
	held_there(&held);
	assert_int_equal(AsyncIMix_Release(s->call), 0);
	let(&held);
	where_wait_alive(0);
	s->call = mixer_call(s->mix);
}

TEST(C24_the_references_in_a_reply_to_an_abandoned_call_are_given_back)
{
	scene_each_async(abandoned_before);
}

static void abandoned_after(struct scene *s)
{
	assert_int_equal(AsyncIMix_Begin_GiveMany(s->call, MANY), S_OK);
	assert_int_equal(wait_for(s, INFINITE), S_OK);
	assert_int_equal(where_alive(), MANY);
	assert_int_equal(AsyncIMix_Release(s->call), 0);
	where_wait_alive(0);
	s->call = mixer_call(s->mix);
}

TEST(C24_the_references_in_a_reply_that_was_there_when_the_call_was_abandoned_are_given_back)
{
	scene_each_async(abandoned_after);
}

static void cancelled(struct scene *s)
{
	ICancelMethodCalls *cancel = cancel_of(s);
	IUnknown *objects[MANY];
	LPOLESTR text;
	struct held held;

	hold(&held, s);
	assert_int_equal(AsyncIMix_Begin_GiveMany(s->call, MANY), S_OK);
	held_there(&held);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	fill(objects, &text);
	assert_int_equal(AsyncIMix_Finish_GiveMany(s->call, objects, &text), RPC_E_CALL_CANCELED);
	many_are_null(objects, text);
	let(&held);
	where_wait_alive(0);
	ICancelMethodCalls_Release(cancel);
}

TEST(C13_the_references_in_the_late_reply_to_a_cancelled_call_are_given_back)
{
	scene_each_async(cancelled);
}

/* The late reply does not disturb the next call of the same object. */
static void cancelled_and_begun(struct scene *s)
{
	ICancelMethodCalls *cancel = cancel_of(s);
	IUnknown *objects[MANY], *own;
	LPOLESTR text;
	struct held held;

	hold(&held, s);
	assert_int_equal(AsyncIMix_Begin_GiveMany(s->call, MANY), S_OK);
	held_there(&held);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(AsyncIMix_Finish_GiveMany(s->call, objects, &text), RPC_E_CALL_CANCELED);
	if (s->m.async)
		s->m.later = false; /* the first call pends, the next one completes at once */
	assert_int_equal(AsyncIMix_Begin_Give(s->call, &IID_IUnknown), S_OK);
	if (s->m.async) {
		assert_int_equal(AsyncIMix_Finish_Give(s->call, &own), S_OK);
		let(&held);
	} else {
		harness_gate_open(&held.gate);
		assert_int_equal(AsyncIMix_Finish_Give(s->call, &own), S_OK);
		house_wait_count(&s->m.left, held.left + 2);
		s->m.gate = NULL;
	}
	where_wait_alive(1);
	assert_non_null(own);
	IUnknown_Release(own);
	where_wait_alive(0);
	ICancelMethodCalls_Release(cancel);
}

TEST(C13_a_late_reply_does_not_disturb_the_next_call)
{
	scene_each_async(cancelled_and_begun);
}

/* The client's apartment ends while the call is pending; its call object lives on. */
static void orphaned(bool async, DWORD client)
{
	struct scene s = { .m.async = async };
	struct held held;

	house_enter(client);
	s.h = (struct house){ .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &s.m };
	house_open(&s.h);
	s.mix = mixer_proxy(&s.h);
	s.call = mixer_call(s.mix);
	hold(&held, &s);
	assert_int_equal(AsyncIMix_Begin_GiveMany(s.call, MANY), S_OK);
	held_there(&held);
	house_leave();
	let(&held);
	AsyncIMix_Release(s.call);
	where_wait_alive(0);
	IMix_Release(s.mix);
	house_close(&s.h);
}

TEST(decision_1_the_references_in_a_reply_to_a_dead_apartment_are_given_back)
{
	for (int i = 0; i < 4; i++)
		orphaned(i & 1, i & 2 ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED);
}

/* The method makes objects and one that cannot be marshaled. */
static void unsendable(struct scene *s)
{
	IUnknown *objects[MANY];
	LPOLESTR text;

	s->m.act = MIXER_BREAK;
	fill(objects, &text);
	assert_int_equal(give_many(s, objects, &text),
	                 RPC_E_SERVER_CANTMARSHAL_DATA);
	many_are_null(objects, text);
	where_wait_alive(0);
}

TEST(decision_1_the_references_in_a_reply_that_cannot_be_marshaled_are_given_back)
{
	scene_each(unsendable);
}

/* ---- requests that nobody takes ---- */

/* The send fails: the server's apartment has ended. */
static void sent_to_the_dead(DWORD client, bool async)
{
	struct scene s = { .async = async };

	house_enter(client);
	s.h = (struct house){ .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &s.m };
	house_open(&s.h);
	s.mix = mixer_proxy(&s.h);
	s.call = mixer_call(s.mix);
	house_close(&s.h);
	ISimpleStream *mine = where_create();
	for (int i = 0; i < 2; i++)
		assert_int_equal(take(&s, mine), RPC_E_DISCONNECTED);
	until_refs(mine, 1);
	ISimpleStream_Release(mine);
	AsyncIMix_Release(s.call);
	IMix_Release(s.mix);
	house_leave();
}

TEST(decision_1_the_references_in_a_request_that_cannot_be_sent_are_given_back)
{
	for (int i = 0; i < 4; i++)
		sent_to_the_dead(i & 1 ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED, i & 2);
}

/* It is sent, and still queued when the server's apartment ends: the server is in another call until then. */
static void end_apartment(void *arg)
{
	(void)arg;
	CoUninitialize();
}

static void queued_when_it_ends(struct scene *s)
{
	AsyncIMix *other = mixer_call(s->mix);
	ISimpleStream *mine = where_create();
	struct harness_gate gate = HARNESS_GATE_INIT;
	LONG number = 1, *p = &number;

	s->m.gate = &gate;
	s->m.inside = end_apartment;
	assert_int_equal(AsyncIMix_Begin_Number(other, &p), S_OK);
	house_wait_count(&s->m.entered, 1);
	assert_int_equal(AsyncIMix_Begin_Take(s->call, (IUnknown *)mine), S_OK);
	assert_true(where_refs(mine) > 1);
	harness_gate_open(&gate);
	assert_int_equal(AsyncIMix_Finish_Take(s->call), RPC_E_DISCONNECTED);
	until_refs(mine, 1);
	ISimpleStream_Release(mine);
	AsyncIMix_Release(other);
}

TEST(decision_1_the_references_in_a_request_that_is_never_run_are_given_back)
{
	scene_play(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, false, true, queued_when_it_ends);
	scene_play(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, false, true, queued_when_it_ends);
}

/* An object of the server's own apartment comes home as an argument of a call that is lost on a foreign thread: its last
 * reference goes in its own apartment all the same. */
static HRESULT make_there(void *arg)
{
	ISimpleStream *object = where_create();

	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_ISimpleStream, (IUnknown *)object, arg), S_OK);
	ISimpleStream_Release(object);
	return S_OK;
}

static HRESULT do_nothing(void *arg)
{
	(void)arg;
	return S_OK;
}

static void lost_elsewhere(struct scene *s)
{
	IStream *stream;
	ISimpleStream *theirs;

	assert_int_equal(house_run(&s->h, make_there, &stream), S_OK);
	assert_int_equal(CoGetInterfaceAndReleaseStream(stream, &IID_ISimpleStream, (void **)&theirs), S_OK);
	s->m.later = true;
	assert_int_equal(AsyncIMix_Begin_Take(s->call, (IUnknown *)theirs), S_OK);
	mixer_wait_pending(&s->m);
	ISimpleStream_Release(theirs);
	assert_int_equal(house_run(&s->h, do_nothing, NULL), S_OK); /* behind that release */
	assert_int_equal(where_alive(), 1);
	mixer_lose(&s->m);
	assert_int_equal(AsyncIMix_Finish_Take(s->call), RPC_E_SERVERFAULT);
	where_wait_alive(0);
}

TEST(D12_the_arguments_of_a_lost_call_are_released_in_the_servers_apartment)
{
	scene_play(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, true, true, lost_elsewhere);
	scene_play(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, true, true, lost_elsewhere);
	scene_play(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, true, true, lost_elsewhere);
}

/* ---- short memory on both sides: nothing is lost, what cannot be given back ends with its apartment ---- */

static HRESULT meet_failures(void *arg)
{
	((struct mixer *)arg)->fails = true;
	os_alloc_exempt(false);
	return S_OK;
}

static HRESULT meet_no_failures(void *arg)
{
	((struct mixer *)arg)->fails = false;
	os_alloc_exempt(true);
	return S_OK;
}

static void short_of_memory(struct scene *s)
{
	IUnknown *objects[MANY], *object, *mine;
	LPOLESTR text;

	fill(objects, &text);
	if (sweep_ok(give_many(s, objects, &text))) {
		for (int i = 0; i < MANY; i++)
			IUnknown_Release(objects[i]);
		CoTaskMemFree(text);
	} else if (!s->async || objects[0] != (IUnknown *)objects) {
		many_are_null(objects, text); /* a Begin_ that fails has no outputs */
	}
	os_alloc_exempt(true);
	object = mine = (IUnknown *)where_create();
	os_alloc_exempt(false);
	if (!sweep_ok(exchange(s, &object)))
		assert_ptr_equal(object, mine);
	release_unknown(object);
}

static void sweep_scene(bool async_server, bool async)
{
	struct scene s = { .m = { .async = async_server, .act = MIXER_REPLACE }, .async = async };

	if (!sweep_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED)))
		return;
	s.h = (struct house){ .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &s.m };
	house_open(&s.h);
	os_alloc_exempt(true);
	s.mix = mixer_proxy(&s.h);
	s.call = mixer_call(s.mix);
	os_alloc_exempt(false);
	assert_int_equal(house_run(&s.h, meet_failures, &s.m), S_OK);
	short_of_memory(&s);
	assert_int_equal(house_run(&s.h, meet_no_failures, &s.m), S_OK);
	AsyncIMix_Release(s.call);
	IMix_Release(s.mix);
	house_close(&s.h);
	house_leave();
}

SWEEP(references_in_sync_calls_meet_short_memory)
{
	sweep_scene(false, false);
	sweep_scene(true, false);
}

SWEEP(references_in_async_calls_meet_short_memory)
{
	sweep_scene(false, true);
	sweep_scene(true, true);
}
