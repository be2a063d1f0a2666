/* scarce.c - no descriptor is left, at either end, or no room for what traces write. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "scene.h"
#include "told.h"
#include "trap.h"
#include "wire/wire.h"

/* ---- descriptors ---- */

enum { MOST = 128 };

static struct {
	struct rlimit before;
	int fds[MOST];
	unsigned count;
} hoard;

/* From here on the process gets none. */
static HRESULT descriptors_take_all(void *unused)
{
	struct rlimit few_of_them;
	int fd;

	(void)unused;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &hoard.before), 0);
	few_of_them = hoard.before;
	few_of_them.rlim_cur = MOST;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few_of_them), 0);
	for (hoard.count = 0; (fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)) >= 0; hoard.count++)
		hoard.fds[hoard.count] = fd;
	return S_OK;
}

static HRESULT descriptors_give_back(void *unused)
{
	(void)unused;
	while (hoard.count)
		close(hoard.fds[--hoard.count]);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &hoard.before), 0);
	return S_OK;
}

/* Nobody can even be sent away. */
static HRESULT descriptors_none(void *unused)
{
	struct rlimit none;

	(void)unused;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &hoard.before), 0);
	none = hoard.before;
	none.rlim_cur = 0;
	return setrlimit(RLIMIT_NOFILE, &none) ? E_FAIL : S_OK;
}

static HRESULT read_some(ISimpleStream *s)
{
	BYTE data[16];
	ULONG n;

	return ISimpleStream_Read(s, data, sizeof data, &n);
}

/* Another client, which has no connection yet. In memory of both processes. */
struct newcomer {
	struct trap *trap;
	HRESULT hr;
};

static void newcomer_run(void *arg)
{
	struct newcomer *n = arg;
	void *s = NULL;

	house_enter(COINIT_MULTITHREADED);
	n->hr = house_query(&n->trap->house, &IID_ISimpleStream, &s);
	if (s) {
		assert_int_equal(read_some(s), S_OK);
		ISimpleStream_Release((ISimpleStream *)s);
	}
	house_leave();
}

static HRESULT newcomer_comes(struct newcomer *n, struct trap *t)
{
	struct away_client process;

	n->trap = t;
	away_client_start(&process, newcomer_run, n);
	away_client_join(&process);
	return n->hr;
}

static void check_sent_away(HRESULT hr)
{
	if (hr != RPC_E_SERVER_DIED && hr != RPC_E_SERVER_DIED_DNE && hr != RPC_E_OUT_OF_RESOURCES)
		fail_msg("0x%08x", (unsigned)hr);
}

ACROSS(a_server_without_descriptors_sends_newcomers_away_serves_the_others_and_recovers)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	struct newcomer *n = away_memory(sizeof *n);

	house_open_away(&t->house, &t->away, over);
	assert_int_equal(away_run(&t->away, descriptors_take_all, NULL), S_OK);
	check_sent_away(newcomer_comes(n, t));
	assert_int_equal(away_run(&t->away, descriptors_give_back, NULL), S_OK);
	assert_int_equal(newcomer_comes(n, t), S_OK);
	house_enter(COINIT_MULTITHREADED);
	ISimpleStream *s = trap_stream(t);
	assert_int_equal(away_run(&t->away, descriptors_take_all, NULL), S_OK);
	assert_int_equal(read_some(s), S_OK);
	assert_int_equal(away_run(&t->away, descriptors_give_back, NULL), S_OK);
	ISimpleStream_Release(s);
	away_forget(n, sizeof *n);
	trap_close(t);
}

ACROSS(who_comes_to_a_server_that_can_not_even_send_him_away_is_served_once_it_can)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	struct newcomer *n = away_memory(sizeof *n);
	struct away_client process;

	n->trap = t;
	house_open_away(&t->house, &t->away, over);
	assert_int_equal(away_run(&t->away, descriptors_none, NULL), S_OK);
	away_client_start(&process, newcomer_run, n);
	assert_int_equal(away_run(&t->away, descriptors_give_back, NULL), S_OK);
	away_client_join(&process);
	assert_int_equal(n->hr, S_OK);
	house_enter(COINIT_MULTITHREADED);
	away_forget(n, sizeof *n);
	trap_close(t);
}

ACROSS(a_client_without_descriptors_is_told_so_and_recovers)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	void *p = t;

	trap_open(t, over, COINIT_MULTITHREADED);
	descriptors_take_all(NULL);
	assert_int_equal(house_query(&t->house, &IID_ISimpleStream, &p), RPC_E_OUT_OF_RESOURCES);
	assert_null(p);
	descriptors_give_back(NULL);
	assert_int_equal(house_query(&t->house, &IID_ISimpleStream, &p), S_OK);
	assert_int_equal(read_some(p), S_OK);
	ISimpleStream_Release((ISimpleStream *)p);
	trap_close(t);
}

static void read_in_thread(void *arg)
{
	assert_int_equal(read_some(arg), S_OK);
}

/* Also those of threads that never waited before. */
ACROSS(calls_over_a_connection_that_is_there_need_no_descriptors)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	struct harness_thread thread;

	t->passes = true;
	trap_open(t, over, COINIT_MULTITHREADED);
	ISimpleStream *s = trap_stream(t);
	descriptors_take_all(NULL);
	assert_int_equal(read_some(s), S_OK);
	AsyncISimpleStream *call = trap_begin(s, 0, 4);
	assert_int_equal(trap_finish(call), S_OK);
	harness_start(&thread, read_in_thread, s);
	harness_join(&thread);
	descriptors_give_back(NULL);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	trap_close(t);
}

ACROSS(a_call_object_without_a_descriptor_says_so_and_waits_all_the_same)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	ISynchronizeHandle *handle;
	HANDLE h;

	trap_open(t, over, COINIT_MULTITHREADED);
	ISimpleStream *s = trap_stream(t);
	AsyncISimpleStream *call = trap_begin(s, 0, 4);
	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ISynchronizeHandle, (void **)&handle), S_OK);
	descriptors_take_all(NULL);
	assert_int_equal(ISynchronizeHandle_GetHandle(handle, &h), E_OUTOFMEMORY);
	trap_let(t, 1);
	assert_int_equal(trap_finish(call), S_OK);
	descriptors_give_back(NULL);
	assert_int_equal(ISynchronizeHandle_GetHandle(handle, &h), S_OK);
	ISynchronizeHandle_Release(handle);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	trap_close(t);
}

/* ---- room for what is written ---- */

enum { FILE_MOST = 4096 };

/* From here on files do not grow beyond that; nor does standard error, which is one. */
static void files_are_short(void)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = FILE_MOST;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void files_are_long(void)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void ask_for(const char *variable, const char *value)
{
	if (value)
		setenv(variable, value, 1);
	else
		unsetenv(variable);
	pcap_restart();
	trace_restart();
}

/* Calls of a client that writes down what it does; then it is as before. */
static void calls_go_on(enum away_transport over, const char *variable, const char *value, bool short_files)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);

	trap_open(t, over, COINIT_MULTITHREADED);
	if (short_files)
		files_are_short();
	ask_for(variable, value);
	ISimpleStream *s = trap_stream(t);
	for (int i = 0; i < 100; i++)
		assert_int_equal(read_some(s), S_OK);
	ISimpleStream_Release(s);
	ask_for(variable, NULL);
	files_are_long();
	trap_close(t);
}

static void one_line(enum away_transport over, const char *variable, const char *path, bool short_files, const char *why)
{
	struct told told = told_begin();
	char line[512];

	calls_go_on(over, variable, path, short_files);
	snprintf(line, sizeof line, "acom: %s=%s ends here: %s\n", variable, path, why);
	assert_string_equal(told_end(&told), line);
}

ACROSS(a_full_disk_ends_a_capture_in_one_line_and_calls_go_on)
{
	one_line(over, "ACOM_PCAP", "/dev/full", false, "No space left on device");
}

ACROSS(a_full_disk_ends_a_trace_in_one_line_and_calls_go_on)
{
	one_line(over, "ACOM_TRACE_FILE", "/dev/full", false, "No space left on device");
}

static void short_file(enum away_transport over, const char *variable)
{
	struct stat st;
	char path[256];

	snprintf(path, sizeof path, "%s/file", scratch_make());
	one_line(over, variable, path, true, "File too large");
	assert_int_equal(stat(path, &st), 0);
	assert_in_range(st.st_size, FILE_MOST / 2, FILE_MOST);
	scratch_remove();
}

ACROSS(a_limit_on_files_ends_a_capture_and_no_signal_the_program)
{
	short_file(over, "ACOM_PCAP");
}

ACROSS(a_limit_on_files_ends_a_trace_and_no_signal_the_program)
{
	short_file(over, "ACOM_TRACE_FILE");
}

ACROSS(where_standard_error_is_full_nothing_is_told_and_calls_go_on)
{
	struct told told = told_begin_at(open("/dev/full", O_WRONLY | O_CLOEXEC));

	calls_go_on(over, "ACOM_TRACE", "call", false);
	told_end(&told);
}

ACROSS(a_limit_on_standard_error_cuts_what_is_told_and_no_signal_ends_the_program)
{
	struct told told = told_begin();

	calls_go_on(over, "ACOM_TRACE", "call", true);
	assert_in_range(strlen(told_end(&told)), FILE_MOST / 2, FILE_MOST);
}

ACROSS(where_nobody_reads_standard_error_calls_go_on)
{
	int ends[2];

	if (swept()) /* what assertions say would end the test */
		skip();
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	close(ends[0]);
	struct told told = told_begin_at(ends[1]);
	calls_go_on(over, "ACOM_TRACE", "call", false);
	told_end(&told);
}
