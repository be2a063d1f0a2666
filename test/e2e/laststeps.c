/* laststeps.c - what is let go while too many calls are on their way is given back as soon as one of them has ended. */
#include "scene.h"

static HRESULT complete(void *arg)
{
	return mixer_complete_here(&((struct scene *)arg)->mixer, S_OK);
}

/* A call pends in the server, and so many may. */
ACROSS(what_is_let_go_while_too_many_calls_are_outstanding_is_given_back)
{
	struct scene *s = scene_mix();
	IUnknown *given;
	LONG numbers[3];

	s->house.model = COINIT_MULTITHREADED;
	s->mixer.async = true;
	scene_open(s, over, COINIT_MULTITHREADED);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CALLS, 1), S_OK);
	IMix *mix = scene_object(s, &IID_IMix);
	AsyncIMix *call = mixer_call(mix);

	assert_int_equal(IMix_Give(mix, &IID_IUnknown, &given), S_OK);
	assert_int_equal(scene_alive(s), 1);
	s->mixer.later = true;
	assert_int_equal(AsyncIMix_Begin_Values(call, 3, numbers), S_OK);
	mixer_wait_pending(&s->mixer);
	assert_int_equal(IUnknown_Release(given), 0);
	assert_int_equal(away_run(&s->away, complete, s), S_OK);
	assert_int_equal(AsyncIMix_Finish_Values(call, numbers), S_OK);
	scene_wait_alive(s, 0);
	AsyncIMix_Release(call);
	IMix_Release(mix);
	scene_close(s);
}

/* The call is given up. */
ACROSS(what_is_let_go_meanwhile_is_given_back_when_one_of_them_is_given_up)
{
	struct scene *s = scene_mix();
	IUnknown *given;
	LONG numbers[3];

	s->house.model = COINIT_MULTITHREADED;
	s->mixer.async = true;
	scene_open(s, over, COINIT_MULTITHREADED);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CALLS, 1), S_OK);
	IMix *mix = scene_object(s, &IID_IMix);
	AsyncIMix *call = mixer_call(mix);

	assert_int_equal(IMix_Give(mix, &IID_IUnknown, &given), S_OK);
	assert_int_equal(scene_alive(s), 1);
	s->mixer.later = true;
	assert_int_equal(AsyncIMix_Begin_Values(call, 3, numbers), S_OK);
	mixer_wait_pending(&s->mixer);
	assert_int_equal(IUnknown_Release(given), 0);
	ICancelMethodCalls *cancel;
	assert_int_equal(AsyncIMix_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	ICancelMethodCalls_Release(cancel);
	assert_int_equal(AsyncIMix_Finish_Values(call, numbers), RPC_E_CALL_CANCELED);
	scene_wait_alive(s, 0);
	assert_int_equal(away_run(&s->away, complete, s), S_OK);
	AsyncIMix_Release(call);
	IMix_Release(mix);
	scene_close(s);
}
