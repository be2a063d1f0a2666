/* around.c - what a process does around its calls, over system calls that fail: listening, listeners that it was started with,
 * programs and libraries that class files name, traces, descriptors for other people's event loops.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "../e2e/scene.h"
#include "../semantics/shelf.h"
#include "torture.h"
#include "wire/wire.h"

/* ---- class files ---- */

/* A program may be impossible to start, and class files that cannot be read describe nothing. */
static bool is_of_classes(HRESULT hr)
{
	int error = fault_plan->row ? fault_plan->row->error : 0;

	return hr == CO_E_SERVER_EXEC_FAILURE || (hr == REGDB_E_CLASSNOTREG && (error == EACCES || error == EIO));
}

enum { SOON_MS = 1000, USUAL_MS = 10000 };

static bool place_made(DWORD context, ISimpleStream **p)
{
	HRESULT hr = CoCreateInstance(&CLSID_Place, NULL, context, &IID_ISimpleStream, (void **)p);

	if (hr == CO_E_SERVER_EXEC_FAILURE && !fault_is_met()) { /* on a machine with other work SOON is too soon */
		AcomSetLimit(ACOM_LIMIT_CONNECT_TIME, USUAL_MS);
		hr = CoCreateInstance(&CLSID_Place, NULL, context, &IID_ISimpleStream, (void **)p);
	}
	return torture_ok(is_of_classes(hr) && !torture_strictly ? RPC_S_SERVER_UNAVAILABLE : hr);
}

static void ask_place(DWORD context)
{
	struct place place = { 0 };
	ISimpleStream *p;
	ULONG n;

	if (!place_made(context, &p))
		return;
	if (torture_ok(ISimpleStream_Read(p, (BYTE *)&place, sizeof place, &n)))
		assert_int_equal((DWORD)getpid() != place.thread, context == CLSCTX_LOCAL_SERVER);
	ISimpleStream_Release(p);
}

static void place_with_faults(DWORD context)
{
	if (fault_plan->row && !fault_plan->row->heals) /* waiting would not help */
		AcomSetLimit(ACOM_LIMIT_CONNECT_TIME, SOON_MS);
	fault_on(true);
	bool entered = torture_ok(CoInitializeEx(NULL, COINIT_MULTITHREADED));
	if (entered)
		ask_place(context);
	fault_on(false);
	AcomSetLimit(ACOM_LIMIT_CONNECT_TIME, USUAL_MS);
	if (!entered)
		house_enter(COINIT_MULTITHREADED);
	ask_place(context);
	torture_strictly = true;
	ask_place(context);
	house_leave();
}

static void wait_ended(const struct shelf *s)
{
	int fd = open(shelf_path(s, "runs"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	while (flock(fd, LOCK_EX | LOCK_NB))
		os_yield();
	close(fd);
}

static void name_a_program(void (*place)(DWORD context))
{
	char command[1400];
	struct shelf s;

	shelf_open(&s);
	snprintf(command, sizeof command, "cp '%s/../program/placeserver' '%s' && mkfifo '%s/life' && ln -s . '%s/link'",
	         harness_directory(), s.path, s.path, s.path);
	assert_int_equal(system(command), 0);
	int life = open(shelf_path(&s, "life"), O_RDWR | O_CLOEXEC);
	shelf_write(&s, "place.class", "CLSID=" PLACE_CLSID "\nAddress=unix:%1$s/place.sock\n"
	            "LocalServer=%1$s/link/placeserver %1$s serve unix:%1$s/place.sock\n");
	place(CLSCTX_LOCAL_SERVER);
	close(life); /* it ends with that at the latest */
	wait_ended(&s);
	shelf_close(&s);
}

TORTURE(a_program_that_a_class_file_names)
{
	name_a_program(place_with_faults);
}

static void place_without_input(DWORD context)
{
	int input = torture_close_input();

	place_with_faults(context);
	torture_open_input(input);
}

TORTURE(a_program_that_a_class_file_names_without_standard_input)
{
	name_a_program(place_without_input);
}

/* ---- listening ---- */

static void listen_and_stop(LPCOLESTR address)
{
	LPOLESTR at = NULL;

	if (!torture_ok(AcomListen(address)))
		return;
	assert_int_equal(AcomListeningAt(0, &at), S_OK);
	CoTaskMemFree(at);
	assert_int_equal(AcomStopListening(NULL), S_OK);
}

/* after: what is to be undone before it is done once more. */
static void listen_with_faults(const char *text, void (*after)(void))
{
	OLECHAR address[AWAY_ADDRESS];
	unsigned n = 0;

	do
		address[n] = (OLECHAR)text[n];
	while (text[n++]);
	fault_on(true);
	bool entered = torture_ok(CoInitializeEx(NULL, COINIT_MULTITHREADED));
	if (entered)
		listen_and_stop(address);
	fault_on(false);
	if (after)
		after();
	if (!entered)
		house_enter(COINIT_MULTITHREADED);
	torture_strictly = true;
	listen_and_stop(address);
	house_leave();
}

static const char *local_address(void)
{
	static char text[AWAY_ADDRESS];

	snprintf(text, sizeof text, "unix:%s/socket", scratch_make());
	return text;
}

TORTURE(listening_over_unix)
{
	listen_with_faults(local_address(), NULL);
	scratch_remove();
}

static int bound_at(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
	return fd;
}

/* A socket that nobody listens at any more is in its place. */
TORTURE(listening_where_another_one_has_died)
{
	const char *text = local_address();

	close(bound_at(strchr(text, '/')));
	listen_with_faults(text, NULL);
	scratch_remove();
}

TORTURE(listening_over_tcp)
{
	listen_with_faults("tcp:127.0.0.1:0", NULL);
}

TORTURE(listening_over_tcp_6)
{
	listen_with_faults("tcp:[::1]:0", NULL);
}

TORTURE(listening_without_standard_input)
{
	int input = torture_close_input();

	listen_with_faults(local_address(), NULL);
	scratch_remove();
	torture_open_input(input);
}

/* In the user's directory, which is made for it. */
TORTURE(listening_in_the_directory_of_the_user)
{
	setenv("XDG_RUNTIME_DIR", scratch_make(), 1);
	listen_with_faults("unix:acom-of-mine", NULL);
	scratch_remove();
}

TORTURE(listening_in_a_directory_of_the_user_that_was_open_to_others)
{
	setenv("XDG_RUNTIME_DIR", scratch_make(), 1);
	directory_make(scratch_file("acom"));
	listen_with_faults("unix:acom-of-mine", NULL);
	scratch_remove();
}

enum { INHERITED = 3 };

static void forget_inherited(void)
{
	unsetenv("LISTEN_FDS");
	close(INHERITED); /* if it could not be taken over, and even so */
}

TORTURE(a_listener_that_the_process_was_started_with)
{
	const char *text = local_address();
	int kept = fcntl(INHERITED, F_DUPFD, 10), fd = bound_at(strchr(text, '/'));
	char number[16];

	assert_int_equal(listen(fd, 1), 0);
	if (fd != INHERITED) {
		assert_int_equal(dup2(fd, INHERITED), INHERITED);
		close(fd);
	}
	snprintf(number, sizeof number, "%d", (int)getpid());
	setenv("LISTEN_PID", number, 1);
	setenv("LISTEN_FDS", "1", 1);
	listen_with_faults(text, forget_inherited);
	scratch_remove();
	if (kept >= 0) {
		dup2(kept, INHERITED);
		close(kept);
	}
}
