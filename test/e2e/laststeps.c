/* laststeps.c - what is let go while too many calls, or too much, is on its way is given back as soon as that is over. */
#include "scene.h"

static HRESULT complete(void *arg)
{
	return mixer_complete_here(&((struct scene *)arg)->mixer, S_OK);
}

/* A call pends in the server, and so many may; what another has given is let go meanwhile. */
struct last { struct scene *scene; IMix *mix; AsyncIMix *call; LONG numbers[3]; };

static void last_open(struct last *l, enum away_transport over)
{
	struct scene *s = l->scene = scene_mix();
	IUnknown *given;

	s->house.model = COINIT_MULTITHREADED;
	s->mixer.async = true;
	scene_open(s, over, COINIT_MULTITHREADED);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CALLS, 1), S_OK);
	l->mix = scene_object(s, &IID_IMix);
	l->call = mixer_call(l->mix);
	assert_int_equal(IMix_Give(l->mix, &IID_IUnknown, &given), S_OK);
	assert_int_equal(scene_alive(s), 1);
	s->mixer.later = true;
	assert_int_equal(AsyncIMix_Begin_Values(l->call, 3, l->numbers), S_OK);
	mixer_wait_pending(&s->mixer);
	assert_int_equal(IUnknown_Release(given), 0);
}

static void last_close(struct last *l)
{
	AsyncIMix_Release(l->call);
	IMix_Release(l->mix);
	scene_close(l->scene);
}

ACROSS(what_is_let_go_while_too_many_calls_are_outstanding_is_given_back)
{
	struct last l;

	last_open(&l, over);
	assert_int_equal(away_run(&l.scene->away, complete, l.scene), S_OK);
	assert_int_equal(AsyncIMix_Finish_Values(l.call, l.numbers), S_OK);
	scene_wait_alive(l.scene, 0);
	last_close(&l);
}

ACROSS(what_is_let_go_meanwhile_is_given_back_when_one_of_them_is_given_up)
{
	struct last l;

	last_open(&l, over);
	scene_cancel(l.call);
	assert_int_equal(AsyncIMix_Finish_Values(l.call, l.numbers), RPC_E_CALL_CANCELED);
	scene_wait_alive(l.scene, 0);
	assert_int_equal(away_run(&l.scene->away, complete, l.scene), S_OK);
	last_close(&l);
}

/* A server reads nothing until the calls that fill the way to it are given up. */
ACROSS(what_is_let_go_while_too_much_has_not_left_is_given_back_though_no_call_waits)
{
	enum { NUMBERS = 50000, CALLS = 1000 };
	static LONG numbers[NUMBERS];
	static AsyncIMix *calls[CALLS];
	struct scene *s = scene_mix();
	unsigned begun = 0;
	IUnknown *given;
	HRESULT hr = S_OK;

	s->house.model = COINIT_MULTITHREADED;
	scene_open(s, over, COINIT_MULTITHREADED);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_UNSENT, 64 << 10), S_OK);
	IMix *mix = scene_object(s, &IID_IMix);

	assert_int_equal(IMix_Give(mix, &IID_IUnknown, &given), S_OK);
	assert_int_equal(scene_alive(s), 1);
	away_stop(&s->away);
	while (SUCCEEDED(hr)) {
		assert_true(begun < CALLS);
		calls[begun] = mixer_call(mix);
		hr = AsyncIMix_Begin_Values(calls[begun++], NUMBERS, numbers);
	}
	assert_int_equal(hr, RPC_E_OUT_OF_RESOURCES);
	AsyncIMix_Release(calls[--begun]);
	while (begun) {
		scene_cancel(calls[--begun]);
		AsyncIMix_Release(calls[begun]);
	}
	assert_int_equal(IUnknown_Release(given), 0);
	away_go_on(&s->away);
	scene_wait_alive(s, 0);
	IMix_Release(mix);
	scene_close(s);
}
