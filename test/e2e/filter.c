/* filter.c - a message filter in another process that does not take calls. */
#include "scene.h"
#include "../semantics/filter.h"

static Filter *server_filter; /* in the server's process */

static HRESULT reject_first(void *arg)
{
	(void)arg;
	server_filter = filter_new();
	server_filter->incoming[0] = SERVERCALL_RETRYLATER;
	return register_run(server_filter);
}

static HRESULT stop_rejecting(void *arg)
{
	(void)arg;
	HRESULT hr = CoRegisterMessageFilter(NULL, NULL);
	filter_done(server_filter);
	return hr;
}

/* How a call ends that is not taken the first time, and how often the client's filter is asked. */
static HRESULT read_rejected(enum away_transport over, unsigned *asked)
{
	struct scene *s = scene_streams();
	Filter *mine = filter_new();
	BYTE data[4];
	ULONG n;

	scene_open(s, over, COINIT_APARTMENTTHREADED);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	assert_int_equal(register_run(mine), S_OK);
	assert_int_equal(house_run(&s->house, reject_first, NULL), S_OK);
	HRESULT hr = ISimpleStream_Read(stream, data, sizeof data, &n);
	*asked = mine->retries;
	assert_int_equal(ISimpleStream_Read(stream, data, sizeof data, &n), S_OK);
	assert_int_equal(house_run(&s->house, stop_rejecting, NULL), S_OK);
	ISimpleStream_Release(stream);
	assert_int_equal(CoRegisterMessageFilter(NULL, NULL), S_OK);
	filter_done(mine);
	scene_close(s);
	return hr;
}

TEST(a_call_that_is_not_taken_is_made_again_as_between_apartments)
{
	unsigned asked;

	assert_int_equal(read_rejected(AWAY_UNIX, &asked), S_OK);
	assert_int_equal(asked, 1);
}

TEST(A97_of_a_server_that_may_be_on_another_machine_RetryRejectedCall_is_not_asked)
{
	unsigned asked;

	assert_int_equal(read_rejected(AWAY_TCP, &asked), RPC_E_CALL_REJECTED);
	assert_int_equal(asked, 0);
}
