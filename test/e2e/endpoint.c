/* endpoint.c - the private endpoint of a process that listens nowhere else, and what is left of it when the process is killed. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "command.h"
#include "said.h"
#include "scene.h"
#include "told.h"

static char runtime[128], acom[160];

static void runtime_make(void)
{
	directory_new(runtime, sizeof runtime, "endpoint");
	assert_in_range(snprintf(acom, sizeof acom, "%s/acom", runtime), 1, sizeof acom - 1);
	assert_int_equal(setenv("XDG_RUNTIME_DIR", runtime, 1), 0);
}

static void runtime_remove(void)
{
	assert_string_equal(scratch_list(acom), "");
	scratch_clear(runtime);
	assert_int_equal(rmdir(runtime), 0);
}

/* The first export for other processes opens it. */
static IStream *export_one(void)
{
	ISimpleStream *s = where_create();
	IStream *stream;

	assert_int_equal(CreateStreamOnHGlobal(NULL, TRUE, &stream), S_OK);
	assert_int_equal(CoMarshalInterface(stream, &IID_ISimpleStream, (IUnknown *)s, MSHCTX_LOCAL, NULL, MSHLFLAGS_NORMAL), S_OK);
	assert_int_equal(IStream_Seek(stream, (LARGE_INTEGER){ .QuadPart = 0 }, STREAM_SEEK_SET, NULL), S_OK);
	ISimpleStream_Release(s);
	return stream;
}

static void export_and_wait(void *gate)
{
	house_enter(COINIT_MULTITHREADED);
	needed(export_one());
	harness_gate_open(gate);
	for (;;)
		pause();
}

/* Whether there is one of this process, and no other. */
static bool only_ours(void)
{
	char ours[32];
	const char *names = scratch_list(acom);

	snprintf(ours, sizeof ours, "%d-", (int)getpid());
	return !strncmp(names, ours, strlen(ours)) && !strchr(names, ' ');
}

TEST(the_endpoint_of_a_killed_process_goes_with_the_next_one_that_makes_its_own)
{
	struct harness_gate *exported = away_memory(sizeof *exported);
	struct away_client killed;

	runtime_make();
	exported->shared = true;
	away_client_start(&killed, export_and_wait, exported);
	harness_gate_wait(exported);
	away_client_kill(&killed);
	assert_string_not_equal(scratch_list(acom), "");
	house_enter(COINIT_MULTITHREADED);
	IStream *stream = export_one();
	assert_true(only_ours());
	assert_int_equal(CoReleaseMarshalData(stream), S_OK);
	IStream_Release(stream);
	house_leave();
	runtime_remove();
	away_forget(exported, sizeof *exported);
}

TEST(the_endpoints_of_processes_that_live_stay)
{
	struct harness_gate *exported = away_memory(sizeof *exported);
	struct away_client other;

	runtime_make();
	exported->shared = true;
	away_client_start(&other, export_and_wait, exported);
	harness_gate_wait(exported);
	house_enter(COINIT_MULTITHREADED);
	IStream *stream = export_one();
	assert_non_null(strchr(scratch_list(acom), ' '));
	assert_int_equal(CoReleaseMarshalData(stream), S_OK);
	IStream_Release(stream);
	house_leave();
	assert_string_not_equal(scratch_list(acom), "");
	away_client_kill(&other);
	scratch_clear(acom);
	runtime_remove();
	away_forget(exported, sizeof *exported);
}

static void export_nothing(const char *line)
{
	ISimpleStream *s = where_create();
	IStream *stream;
	struct told told = told_begin();

	assert_int_equal(CreateStreamOnHGlobal(NULL, TRUE, &stream), S_OK);
	HRESULT hr = CoMarshalInterface(stream, &IID_ISimpleStream, (IUnknown *)s, MSHCTX_LOCAL, NULL, MSHLFLAGS_NORMAL);
	const char *text = told_end(&told);
	assert_true(FAILED(hr));
	if (!strstr(text, line))
		fail_msg("\"%s\" does not say \"%s\"", text, line);
	IStream_Release(stream);
	ISimpleStream_Release(s);
}

TEST(where_no_endpoint_can_be_made_a_line_says_what_it_is_for_and_where)
{
	char far[128];

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(setenv("XDG_RUNTIME_DIR", "/nonexistent", 1), 0);
	export_nothing("acom: the address at which this process is called back (/nonexistent/acom/");
	memset(far, 'x', sizeof far);
	far[0] = '/';
	far[sizeof far - 1] = 0;
	assert_int_equal(setenv("XDG_RUNTIME_DIR", far, 1), 0);
	export_nothing("acom: the address at which this process is called back: its path has ");
	house_leave();
}

TEST(a_name_alone_is_told_with_its_place)
{
	COSERVERINFO at = { .pwszName = (LPOLESTR)(uintptr_t)u"unix:nobody" };
	MULTI_QI q = { .pIID = &IID_IUnknown };

	runtime_make();
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(CoCreateInstanceEx(&CLSID_House, NULL, CLSCTX_LOCAL_SERVER, &at, 1, &q), RPC_S_SERVER_UNAVAILABLE);
	error_says("unix:nobody (");
	house_leave();
	assert_int_equal(rmdir(runtime), 0);
}

static unsigned listeners(void)
{
	unsigned count = 0;

	for (int fd = 0; fd < 256; fd++) {
		int listens = 0;
		socklen_t size = sizeof listens;

		count += !getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) && listens;
	}
	return count;
}

/* Decision 24: no export, no listening. */
ACROSS(a_client_listens_nowhere_until_it_makes_a_reference_for_others)
{
	struct scene *s = scene_mix();
	IUnknown *given;

	runtime_make();
	scene_open(s, over, COINIT_APARTMENTTHREADED);
	IMix *mix = scene_object(s, &IID_IMix);
	unsigned before = listeners();
	assert_int_equal(IMix_Give(mix, &IID_IUnknown, &given), S_OK);
	assert_int_equal(listeners(), before);
	assert_int_not_equal(access(acom, F_OK), 0);
	IStream *stream = export_one();
	assert_true(listeners() > before);
	assert_true(only_ours());
	assert_int_equal(CoReleaseMarshalData(stream), S_OK);
	IStream_Release(stream);
	IUnknown_Release(given);
	IMix_Release(mix);
	scene_close(s);
	assert_int_equal(listeners(), before);
	runtime_remove();
}

/* The first of them is found by an address of TLS, the other one has no certificate. */
TEST(who_does_not_speak_TLS_is_told_of_an_endpoint_without_it)
{
	struct scene *near = scene_mix(), *far = scene_mix();
	struct mixer own = { .hr = S_OK };
	LONG calls = 0;

	house_open_away(&near->house, &near->away, AWAY_UNIX);
	house_open_away(&far->house, &far->away, AWAY_TLS);
	house_enter(COINIT_MULTITHREADED);
	IMix *there = scene_object(far, &IID_IMix), *here = scene_object(near, &IID_IMix), *mine = mixer_create(&own);
	assert_int_equal(IMix_CallBack(there, mine, 1, &calls), S_OK);
	assert_int_equal(calls, 2);
	assert_int_equal(IMix_CallBack(here, mine, 1, &calls), S_OK);
	assert_int_equal(calls, 2);
	IMix_Release(mine);
	IMix_Release(here);
	IMix_Release(there);
	house_leave();
	house_close(&far->house);
	house_close(&near->house);
	away_forget(far, sizeof *far);
	away_forget(near, sizeof *near);
}

/* Where this process listens its clients are nobody's, and an object that they were not given is not theirs. */
TEST(whom_a_socket_names_is_told_of_an_endpoint_where_he_is_known)
{
	struct scene *s = scene_mix();
	struct mixer own = { .hr = S_OK };
	LONG calls = 0;

	scene_open(s, AWAY_UNIX, COINIT_MULTITHREADED);
	assert_int_equal(AcomListen(u"tcp:127.0.0.1:0"), S_OK);
	IMix *mix = scene_object(s, &IID_IMix), *mine = mixer_create(&own);
	assert_int_equal(IMix_CallBack(mix, mine, 1, &calls), S_OK);
	assert_int_equal(calls, 2);
	IMix_Release(mine);
	IMix_Release(mix);
	scene_close(s);
}
