/* laststeps.c - what is let go while too many calls are on their way is given back as soon as one of them has ended. */
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
