/* trace.c - what ACOM_TRACE and ACOM_TRACE_FILE tell of calls between apartments: lines, and events for a viewer. */
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "house.h"
#include "told.h"

static struct told told;

/* From here on what is written to standard error can be read back. */
static void listen(const char *topics, const char *path)
{
	setenv("ACOM_TRACE", topics ? topics : "", 1);
	setenv("ACOM_TRACE_FILE", path ? path : "", 1);
	told = told_begin();
	trace_restart();
}

/* What was told. */
static const char *unlisten(void)
{
	unsetenv("ACOM_TRACE");
	unsetenv("ACOM_TRACE_FILE");
	trace_restart();
	return told_end(&told);
}

/* Each stands behind the one before it. */
static void check_order(const char *text, const char *const *parts)
{
	const char *whole = text;

	for (; *parts; parts++) {
		text = strstr(text, *parts);
		if (!text)
			fail_msg("\"%s\" does not come, or too early, in\n%s", *parts, whole);
		text += strlen(*parts);
	}
}

static void async_read(ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	BYTE data[8];
	ULONG n;

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	AsyncISimpleStream_Release(call);
}

static void sync_read(ISimpleStream *s)
{
	BYTE data[8];
	ULONG n;

	assert_int_equal(ISimpleStream_Read(s, data, sizeof data, &n), S_OK);
}

/* ---- lines ---- */

TEST(each_step_of_an_asynchronous_call_is_a_line)
{
	static const char *const steps[] = {
		"ISimpleStream::Read on thread ", "of MTA ", "Begin_ begins\n",
		"BEGINNING --SENT--> PENDING S_OK, asynchronous, causality ",
		"of STA ", "dispatch begins\n", "the server's Begin_ begins\n", "the server's call object is signalled\n",
		"the server's Begin_ ends with S_OK 0x00000000\n", "the server's Finish_ begins\n", "the server's Finish_ ends with S_OK",
		"PENDING --REPLY--> DONE S_OK\n", "--FINISHED--> IDLE S_OK\n", "Finish_ ends with S_OK", NULL,
	};
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_AT_ONCE };

	listen("call", NULL);
	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	async_read(s);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	check_order(unlisten(), steps);
}

TEST(each_step_of_a_synchronous_call_is_a_line)
{
	static const char *const steps[] = {
		"the call begins\n", "--SENT--> PENDING S_OK, synchronous, causality ", "dispatch begins\n", "the method begins\n",
		"the method ends with E_FAIL 0x80004005\n", "--REPLY--> DONE S_OK\n", "the call ends with E_FAIL 0x80004005\n", NULL,
	};
	struct house h = { .hr = E_FAIL };
	BYTE data[8];
	ULONG n;

	listen("call", NULL);
	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	assert_int_equal(ISimpleStream_Read(s, data, sizeof data, &n), E_FAIL);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	check_order(unlisten(), steps);
}

TEST(threads_that_enter_and_leave_apartments_are_lines)
{
	static const char *const steps[] = {
		": thread ", " enters\n", " starts as a worker\n", " ends as a worker\n", " leaves, as its last one\n", " has ended it\n",
		NULL,
	};
	struct house h = { .model = COINIT_MULTITHREADED };

	listen("apartment", NULL);
	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	sync_read(s);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	check_order(unlisten(), steps);
}

/* ---- references ---- */

TEST(what_lives_is_told_with_its_references_and_where_it_was_made)
{
	static const char *const told_of[] = {
		"refs: AcomTraceRefs: ", "refs: export ", " (ISimpleStream) of STA ", ": 1 reference\n", "refs:   made by trace(",
		"refs:   called by trace(", "refs: proxy ", " (ISimpleStream) of MTA ", ": 4 references\n",
		"refs: call object ", " (ISimpleStream) of MTA ", ": 1 reference\n", NULL,
	};
	struct house h = { .model = COINIT_APARTMENTTHREADED };

	listen("refs", NULL);
	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = house_call(s);
	for (unsigned i = 0; i < 2; i++)
		ISimpleStream_AddRef(s);
	assert_int_equal(AcomTraceRefs(), S_OK);
	ISimpleStream_Release(s);
	ISimpleStream_Release(s);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	check_order(unlisten(), told_of);
	assert_int_equal(AcomTraceRefs(), S_FALSE);
}

TEST(an_apartment_that_ends_tells_what_was_made_in_it_and_still_lives)
{
	static const char *const told_of[] = {
		" ends: 1 of 1 live objects\n", "refs: ManualResetEvent 0x", " of MTA ", ": 1 reference\n",
		"refs: AcomTraceRefs: 0 of 0 live objects\n", NULL,
	};
	ISynchronize *event;

	listen("refs", NULL);
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(event_create(NULL, &IID_ISynchronize, (void **)&event), S_OK);
	house_leave();
	ISynchronize_Release(event);
	assert_int_equal(AcomTraceRefs(), S_OK);
	check_order(unlisten(), told_of);
}

/* ---- the file ---- */

static const char *path_of(const char *name)
{
	static char path[128];

	snprintf(path, sizeof path, "%s/%s", scratch_make(), name);
	return path;
}

static const char *string_of(json_t *event, const char *member)
{
	const char *s = json_string_value(json_object_get(event, member));

	return s ? s : "";
}

static json_int_t number_of(json_t *event, const char *member)
{
	return json_integer_value(json_object_get(event, member));
}

static bool has_phase(json_t *event, char phase)
{
	return string_of(event, "ph")[0] == phase;
}

static bool same_thread(json_t *a, json_t *b)
{
	return number_of(a, "pid") == number_of(b, "pid") && number_of(a, "tid") == number_of(b, "tid");
}

static json_t *events_of(const char *path)
{
	json_error_t error;
	json_t *events = json_load_file(path, 0, &error);

	if (!json_is_array(events))
		fail_msg("%d:%d: %s", error.line, error.column, error.text);
	return events;
}

/* Every slice of a thread ends, the innermost first, and none without its beginning. */
static void check_slices(json_t *events, json_t *one)
{
	size_t i;
	int depth = 0;
	json_t *e;

	json_array_foreach(events, i, e) {
		if (has_phase(e, 'M') || !same_thread(e, one))
			continue;
		depth += has_phase(e, 'B') - has_phase(e, 'E');
		assert_true(depth >= 0);
	}
	assert_int_equal(depth, 0);
}

static unsigned count_id(json_t *events, char phase, json_int_t id)
{
	unsigned n = 0;
	size_t i;
	json_t *e;

	json_array_foreach(events, i, e)
		n += has_phase(e, phase) && number_of(e, "id") == id;
	return n;
}

static void check_named(json_t *events, json_t *one)
{
	unsigned threads = 0, apartments = 0;
	size_t i;
	json_t *e;

	json_array_foreach(events, i, e) {
		if (e == one)
			break;
		threads += !strcmp(string_of(e, "name"), "thread_name") && same_thread(e, one);
		apartments += !strcmp(string_of(e, "name"), "process_name") && number_of(e, "pid") == number_of(one, "pid");
	}
	assert_int_equal(threads, 1);
	assert_true(apartments >= 1);
}

/* What holds for every trace of calls that are over. */
static void check_events(json_t *events)
{
	double before = 0;
	size_t i;
	json_t *e;

	json_array_foreach(events, i, e) {
		if (has_phase(e, 'M'))
			continue;
		check_named(events, e);
		assert_true(json_number_value(json_object_get(e, "ts")) >= before);
		before = json_number_value(json_object_get(e, "ts"));
		if (has_phase(e, 'B'))
			check_slices(events, e);
		if (has_phase(e, 'b') || has_phase(e, 'e')) {
			assert_int_equal(count_id(events, 'b', number_of(e, "id")), 1);
			assert_int_equal(count_id(events, 'e', number_of(e, "id")), 1);
		}
		if (has_phase(e, 's') || has_phase(e, 't') || has_phase(e, 'f')) {
			assert_int_equal(count_id(events, 's', number_of(e, "id")), 1);
			assert_int_equal(count_id(events, 'f', number_of(e, "id")), 1);
		}
	}
}

static unsigned count_named(json_t *events, char phase, const char *name)
{
	unsigned n = 0;
	size_t i;
	json_t *e;

	json_array_foreach(events, i, e)
		n += has_phase(e, phase) && !strcmp(string_of(e, "name"), name);
	return n;
}

/* All kinds of calls and of ends. */
static void calls(struct house *h, ISimpleStream *s)
{
	ICancelMethodCalls *cancel;
	BYTE data[8];
	ULONG n;

	sync_read(s);
	async_read(s);
	h->mode = HOUSE_LATER;
	AsyncISimpleStream *call = house_call(s);
	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), S_OK);
	house_wait_pending(h, 1);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), RPC_E_CALL_CANCELED);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), S_OK);
	ICancelMethodCalls_Release(cancel);
	AsyncISimpleStream_Release(call); /* abandons it */
	house_wait_pending(h, 2);
	house_complete(h, S_OK);
	house_complete(h, S_OK);
}

TEST(the_file_holds_slices_spans_arrows_and_names)
{
	struct house h = { .async = true, .mode = HOUSE_AT_ONCE };
	const char *path = path_of("x.json");

	listen(NULL, path);
	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	calls(&h, s);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	const char *heard = unlisten();
	json_t *events = events_of(path);
	check_events(events);
	assert_int_equal(count_named(events, 'B', "ISimpleStream::Read"), 1);
	assert_int_equal(count_named(events, 'B', "ISimpleStream::Begin_Read"), 3 + 4);
	assert_int_equal(count_named(events, 'B', "ISimpleStream::Finish_Read"), 2 + 4);
	assert_int_equal(count_named(events, 'b', "ISimpleStream::Read"), 3);
	assert_int_equal(count_named(events, 's', "call"), 4);
	assert_int_equal(count_named(events, 't', "call"), 4 + 2);
	assert_int_equal(count_named(events, 'i', "dispatch"), 4);
	assert_int_equal(count_named(events, 'i', "Signal"), 4);
	assert_int_equal(count_named(events, 'i', "reply"), 1);
	assert_int_equal(count_named(events, 'i', "reply, Signal"), 1);
	assert_int_equal(count_named(events, 'i', "Cancel"), 1);
	assert_string_equal(heard, "");
	json_decref(events);
	scratch_remove();
}

/* As long as there are no more of them than the library notes. */
TEST(the_file_names_a_thread_once_in_each_apartment)
{
	const char *path = path_of("x.json");

	listen(NULL, path);
	for (int round = 0; round < 3; round++)
		for (uint64_t apartment = 1; apartment <= 200; apartment++)
			trace_event(&(struct trace_place){ .apartment = apartment % 2 ? apartment : apartment << 8, .kind = "STA" },
			            'i', "\"name\":\"x\"");
	const char *heard = unlisten();
	json_t *events = events_of(path);
	assert_int_equal(count_named(events, 'i', "x"), 3 * 200);
	assert_int_equal(count_named(events, 'M', "thread_name"), 200);
	assert_string_equal(heard, "");
	json_decref(events);
	scratch_remove();
}

TEST(the_file_is_whole_at_any_moment_and_only_its_owner_reads_it)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LATER };
	const char *path = path_of("x.json");
	struct stat st;
	BYTE data[8];
	ULONG n;

	listen(NULL, path);
	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof data), S_OK);
	house_wait_pending(&h, 1);
	json_t *events = events_of(path);
	assert_int_equal(count_named(events, 'b', "ISimpleStream::Read"), 1);
	assert_int_equal(count_named(events, 'e', "ISimpleStream::Read"), 0);
	json_decref(events);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	house_complete(&h, S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	assert_string_equal(unlisten(), "");
	scratch_remove();
}

/* Calls with ACOM_TRACE_FILE=path go on, and one line says what is wrong with it. */
static void check_one_line(const char *path, const char *why)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	char line[512];

	listen(NULL, path);
	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	sync_read(s);
	sync_read(s);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	snprintf(line, sizeof line, "acom: ACOM_TRACE_FILE=%s %s\n", path, why);
	assert_string_equal(unlisten(), line);
}

TEST(a_full_disk_is_one_line_and_the_calls_go_on)
{
	check_one_line("/dev/full", "ends here: No space left on device");
}

TEST(a_file_that_cannot_be_made_is_one_line_and_the_calls_go_on)
{
	check_one_line("/nonexistent/x.json", "cannot be written: No such file or directory");
}

TEST(no_link_is_followed_and_no_pipe_is_waited_for)
{
	const char *path = path_of("x.json");

	assert_int_equal(symlink("/dev/full", path), 0);
	check_one_line(path, "cannot be written: Too many levels of symbolic links");
	unlink(path);
	assert_int_equal(mkfifo(path, 0600), 0);
	check_one_line(path, "cannot be written: No such device or address");
	scratch_remove();
}

TEST(a_file_with_a_second_name_stays_as_it_is)
{
	char precious[128];
	struct stat st;

	snprintf(precious, sizeof precious, "%s", path_of("precious"));
	const char *path = path_of("x.json");
	FILE *f = fopen(precious, "w");
	assert_non_null(f);
	fputs("precious", f);
	fclose(f);
	assert_int_equal(link(precious, path), 0);
	check_one_line(path, "cannot be written: Too many links");
	assert_int_equal(stat(precious, &st), 0);
	assert_int_equal(st.st_size, strlen("precious"));
	unlink(precious);
	scratch_remove();
}

/* Who owns it could read what is written. */
TEST(another_users_file_stays_as_it_is)
{
	const char *path = path_of("x.json");
	struct stat st;

	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs("another's", f);
	fclose(f);
	if (chown(path, 65534, 65534) || chmod(path, 0666)) { /* only root can give files away */
		scratch_remove();
		skip();
	}
	check_one_line(path, "cannot be written: Operation not permitted");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, strlen("another's"));
	scratch_remove();
}

TEST(a_limit_of_the_size_ends_the_file_and_leaves_it_whole)
{
	const char *path = path_of("x.json");
	struct rlimit limit = { 700, RLIM_INFINITY };

	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	check_one_line(path, "ends here: File too large");
	json_t *events = events_of(path);
	assert_true(json_array_size(events) > 2);
	json_decref(events);
	scratch_remove();
}

TEST(two_processes_do_not_write_the_same_file)
{
	const char *path = path_of("x.json");
	int fd = os_file_make(path);

	assert_true(fd > 2);
	check_one_line(path, "cannot be written: Resource temporarily unavailable");
	os_close(fd);
	scratch_remove();
}

TEST(what_the_process_forks_does_not_write)
{
	const struct trace_place here = { 1, "STA", false };
	const char *path = path_of("x.json");
	int status;

	listen(NULL, path);
	trace_event(&here, 'i', "\"name\":\"parent\"");
	pid_t child = fork();
	if (!child) {
		trace_event(&here, 'i', "\"name\":\"child\"");
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	const char *heard = unlisten();
	json_t *events = events_of(path);
	assert_int_equal(count_named(events, 'i', "parent"), 1);
	assert_int_equal(count_named(events, 'i', "child"), 0);
	assert_string_equal(heard, "");
	json_decref(events);
	scratch_remove();
}

/* A copy of this program that runs as somebody else. */
static void set_user_id_copy(const char *copy)
{
	char self[256];
	const char *argv[] = { "/bin/cp", self, copy, NULL };
	struct command c;

	self[readlink("/proc/self/exe", self, sizeof self - 1)] = 0;
	command_run(&c, argv, NULL);
	assert_int_equal(c.status, 0);
	if (chown(copy, 65534, 65534) || chmod(copy, 04755))
		skip();
}

static void trace_to_a_file(void)
{
	setenv("ACOM_TRACE", "call", 1);
	setenv("ACOM_TRACE_FILE", "/dev/full", 1);
	setenv("ACOM_TRACE_UNTRUSTED", "1", 1);
	setenv("ACOM_TEST_FILTER", "set_user_id", 1);
	unsetenv("ACOM_SWEEP");
	unsetenv("ACOM_TEST_RESULTS");
	unsetenv("ACOM_TEST_NAMES");
}

TEST(set_user_id_programs_tell_nothing)
{
	const char *path = path_of("copy");
	const char *argv[] = { path, NULL };
	static struct command c;

	if (getenv("ACOM_TRACE_UNTRUSTED")) { /* the copy */
		assert_true(geteuid() != getuid());
		assert_false(trace_on(TRACE_FILE | TRACE_CALL));
		scratch_remove();
		return;
	}
	if (geteuid() || HARNESS_ASAN) /* a sanitizer does not start for somebody else */
		skip();
	set_user_id_copy(path);
	command_run(&c, argv, trace_to_a_file);
	assert_int_equal(c.status, 0);
	scratch_remove();
}

#if __has_include(<sys/sdt.h>)
TEST(there_are_probes)
{
	static const char *const names[] = { "begin", "dispatch", "signal", "reply", "finish", "cancel" };
	static struct command c;
	char self[256], name[64];
	const char *argv[] = { "readelf", "-n", self, NULL };

	self[readlink("/proc/self/exe", self, sizeof self - 1)] = 0;
	command_run(&c, argv, NULL);
	assert_int_equal(c.status, 0);
	assert_non_null(strstr(c.output, "Provider: acom"));
	for (unsigned i = 0; i < ARRAY_COUNT(names); i++) {
		snprintf(name, sizeof name, "    Name: %s\n", names[i]);
		assert_non_null(strstr(c.output, name));
	}
}
#endif
