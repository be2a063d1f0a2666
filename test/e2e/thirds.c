/* thirds.c - pointers to objects of one process that another one passes on to a third (decision 25). */
#include "scene.h"

/* Two servers, one with streams and one that keeps what it is given, and a client that passes the one's object to the other. */
struct thirds {
	struct scene *streams, *keeper;
	struct harness_gate passed, never;
};

static void pass_on(void *arg)
{
	struct thirds *t = arg;

	house_enter(COINIT_MULTITHREADED);
	ISimpleStream *stream = scene_object(t->streams, &IID_ISimpleStream);
	IMix *mix = scene_object(t->keeper, &IID_IMix);
	assert_int_equal(IMix_Take(mix, (IUnknown *)stream), S_OK);
	harness_gate_open(&t->passed);
	harness_gate_wait(&t->never);
}

static void check_stream(ISimpleStream *s)
{
	BYTE data[26];
	ULONG n = 0;

	assert_int_equal(ISimpleStream_Read(s, data, sizeof data, &n), S_OK);
	assert_int_equal(n, sizeof data);
	house_check(data, n);
}

static struct thirds *thirds_open(enum away_transport over)
{
	struct thirds *t = away_memory(sizeof *t);

	t->passed.shared = t->never.shared = true;
	t->streams = scene_streams();
	t->keeper = scene_mix();
	t->keeper->mixer.act = MIXER_RETURN;
	house_open_away(&t->streams->house, &t->streams->away, over);
	house_open_away(&t->keeper->house, &t->keeper->away, over);
	return t;
}

static void thirds_close(struct thirds *t)
{
	house_leave();
	house_close(&t->keeper->house);
	house_close(&t->streams->house);
	away_forget(t->keeper, sizeof *t->keeper);
	away_forget(t->streams, sizeof *t->streams);
	away_forget(t, sizeof *t);
}

/* What the keeper has kept; it keeps nothing more. */
static ISimpleStream *take_kept(struct thirds *t)
{
	IMix *mix = scene_object(t->keeper, &IID_IMix);
	ISimpleStream *stream = NULL;
	IUnknown *kept = NULL;

	assert_int_equal(IMix_Exchange(mix, &kept), S_OK);
	assert_int_equal(IUnknown_QueryInterface(needed(kept), &IID_ISimpleStream, (void **)&stream), S_OK);
	IUnknown_Release(kept);
	IMix_Release(mix);
	return needed(stream);
}

ACROSS(an_object_that_was_passed_on_outlives_the_one_who_passed_it)
{
	struct thirds *t = thirds_open(over);
	struct away_client client;

	away_client_start(&client, pass_on, t);
	harness_gate_wait(&t->passed);
	away_client_kill(&client);
	house_enter(COINIT_MULTITHREADED);
	ISimpleStream *stream = take_kept(t);
	check_stream(stream);
	ISimpleStream_Release(stream);
	thirds_close(t);
}

ACROSS(an_object_comes_back_from_a_third_as_the_one_that_it_was)
{
	struct thirds *t = thirds_open(over);

	house_enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *stream = scene_object(t->streams, &IID_ISimpleStream);
	IMix *mix = scene_object(t->keeper, &IID_IMix);
	assert_int_equal(IMix_Take(mix, (IUnknown *)stream), S_OK);
	ISimpleStream *again = take_kept(t);
	assert_true(where_same(stream, again));
	ISimpleStream_Release(stream);
	check_stream(again);
	ISimpleStream_Release(again);
	IMix_Release(mix);
	thirds_close(t);
}

static HRESULT stream_at(IStream *s, uint32_t at)
{
	LARGE_INTEGER to = { .QuadPart = at };

	return IStream_Seek(s, to, STREAM_SEEK_SET, NULL);
}

ACROSS(a_stream_that_holds_a_reference_keeps_the_object_of_another_process)
{
	DWORD distance = over == AWAY_UNIX ? MSHCTX_LOCAL : MSHCTX_DIFFERENTMACHINE;
	struct thirds *t = thirds_open(over);
	IStream *memory;

	house_enter(COINIT_MULTITHREADED);
	ISimpleStream *stream = scene_object(t->streams, &IID_ISimpleStream), *again = NULL;
	needed(stream_create(&memory) == S_OK ? memory : NULL);
	assert_int_equal(CoMarshalInterface(memory, &IID_ISimpleStream, (IUnknown *)stream, distance, NULL, MSHLFLAGS_NORMAL), S_OK);
	assert_int_equal(ISimpleStream_Release(stream), 0);
	assert_int_equal(stream_at(memory, 0), S_OK);
	assert_int_equal(CoUnmarshalInterface(memory, &IID_ISimpleStream, (void **)&again), S_OK);
	check_stream(needed(again));
	assert_int_equal(stream_at(memory, 0), S_OK);
	assert_int_equal(CoMarshalInterface(memory, &IID_ISimpleStream, (IUnknown *)again, distance, NULL, MSHLFLAGS_NORMAL), S_OK);
	assert_int_equal(ISimpleStream_Release(again), 0);
	assert_int_equal(stream_at(memory, 0), S_OK);
	assert_int_equal(CoReleaseMarshalData(memory), S_OK);
	IStream_Release(memory);
	thirds_close(t);
}
