/* inherit.c - listeners that a process is started with: taken once, by the process that they are for, and only if fit. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "transport.h"

enum { FIRST = 3, MOST = 4 };

/* Runs `fn` in a process that was started with these descriptors, as systemd does it. They are closed here. */
static void run_with(const int *fds, int count, void (*fn)(const struct address *a), const struct address *a)
{
	char number[16];
	int status;
	pid_t child = fork();

	if (!child) {
		int above[MOST];

		os_alloc_exempt(true);
		for (int i = 0; i < count; i++)
			above[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, 100);
		for (int i = 0; i < count; i++)
			dup2(above[i], FIRST + i);
		snprintf(number, sizeof number, "%d", getpid());
		setenv("LISTEN_PID", number, 1);
		snprintf(number, sizeof number, "%d", count);
		setenv("LISTEN_FDS", number, 1);
		fn(a);
		_exit(0);
	}
	for (int i = 0; i < count; i++)
		close(fds[i]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static struct listener inherited(const struct address *wanted)
{
	char why[WHY_MOST] = "there is none";
	struct listener l;

	expect_done(transport_inherit(wanted, NULL, &l, why), why);
	return l;
}

static void expect_none(const struct address *wanted)
{
	char why[WHY_MOST];
	struct listener l;

	assert_int_equal(transport_inherit(wanted, NULL, &l, why), S_FALSE);
}

static void expect_unfit(HRESULT hr, const char *says)
{
	char why[WHY_MOST];
	struct listener l;

	assert_int_equal(transport_inherit(NULL, NULL, &l, why), hr);
	if (!strstr(why, says))
		fail_msg("\"%s\" does not say \"%s\"", why, says);
}

/* Somebody else's listener, and its address. */
static int handed(struct address *a)
{
	int fd = os_socket_listen(&a->at);

	assert_true(fd > 2);
	assert_int_equal(os_socket_address(fd, &a->at), 0);
	return fd;
}

/* ---- one that fits ---- */

static void take_one(const struct address *a)
{
	struct listener l = inherited(NULL);

	assert_int_equal(l.fd, FIRST);
	assert_true(address_equal(&l.at, a));
	assert_true(fcntl(l.fd, F_GETFD) & FD_CLOEXEC);
	assert_true(fcntl(l.fd, F_GETFL) & O_NONBLOCK);
	expect_none(NULL); /* each once */
	expect_none(a);
	expect_service(&l);
	transport_unlisten(&l);
	assert_int_equal(fcntl(FIRST, F_GETFD), -1);
	expect_none(NULL);
}

TEST(a_listener_is_taken_once_and_serves)
{
	struct address a = address_at("tcp:127.0.0.1:0");
	int fd = handed(&a);

	run_with(&fd, 1, take_one, &a);
}

static void listen_there(const struct address *a)
{
	struct listener l = listening(a);

	assert_int_equal(l.fd, FIRST + 1);
	expect_service(&l);
	transport_unlisten(&l);
	assert_int_equal(access(a->at.path, F_OK), 0); /* whoever made it keeps it */
	expect_none(a);
	l = inherited(NULL);
	assert_int_equal(l.fd, FIRST);
	transport_unlisten(&l);
}

/* Its directory is whoever's who made it. */
TEST(who_listens_at_its_address_gets_it)
{
	struct address a = address_in(scratch_make(), "s"), tcp = address_at("tcp:127.0.0.1:0");
	int fds[2] = { handed(&tcp), handed(&a) };

	run_with(fds, 2, listen_there, &a);
	scratch_remove();
}

/* ---- those that do not fit ---- */

static void take_the_second(const struct address *a)
{
	expect_unfit(RPC_S_CANT_CREATE_ENDPOINT, "descriptor 3");
	struct listener l = inherited(NULL);
	assert_int_equal(l.fd, FIRST + 1);
	assert_true(address_equal(&l.at, a));
	transport_unlisten(&l);
	assert_int_not_equal(fcntl(FIRST, F_GETFD), -1); /* it may be somebody else's */
	expect_none(NULL);
}

static void run_unfit_and_fit(int unfit)
{
	struct address a = address_at("tcp:127.0.0.1:0");
	int fds[2] = { unfit, handed(&a) };

	run_with(fds, 2, take_the_second, &a);
}

TEST(what_is_no_listener_is_told_and_passed_over)
{
	struct address a = address_at("tcp:127.0.0.1:0");
	int ends[2], not_listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(pipe(ends), 0);
	close(ends[1]);
	run_unfit_and_fit(ends[0]);
	assert_int_equal(setsockopt(not_listening, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int)), 0);
	int fd = handed(&a);
	int client = os_socket_connect(&a.at, OS_FOREVER);
	os_close(fd);
	close(not_listening);
	run_unfit_and_fit(client);
}

static void take_none(const struct address *a)
{
	(void)a;
	expect_unfit(E_ACCESSDENIED, "is for TLS only");
	expect_none(NULL);
}

TEST(a_listener_for_everybody_is_refused_without_TLS)
{
	struct os_address all = { .family = OS_IPV4 };
	int fd;

	assert_true(os_ip_parse("0.0.0.0", &all));
	fd = os_socket_listen(&all);
	assert_true(fd > 2);
	run_with(&fd, 1, take_none, NULL);
}

static void take_other(const struct address *a)
{
	expect_none(a);
	struct listener l = inherited(NULL);
	transport_unlisten(&l);
}

TEST(who_wants_another_address_leaves_it)
{
	struct address a = address_at("tcp:127.0.0.1:0"), other = address_at("tcp:127.0.0.1:1");
	int fd = handed(&a);

	run_with(&fd, 1, take_other, &other);
}

/* ---- the environment ---- */

static void take_under(const struct address *a)
{
	static const struct { const char *pid, *fds; } wrong[] = {
		{ NULL, "1" }, { "1", "1" }, { "", "1" }, { "self", NULL }, { "self", "" }, { "self", "0" }, { "self", "-1" },
		{ "self", "1x" }, { "self", "99999999999999999999" }, { "x", "1" },
	};
	char self[16];

	snprintf(self, sizeof self, "%d", getpid());
	for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
		const char *pid = wrong[i].pid && !strcmp(wrong[i].pid, "self") ? self : wrong[i].pid;

		unsetenv("LISTEN_PID");
		unsetenv("LISTEN_FDS");
		if (pid)
			setenv("LISTEN_PID", pid, 1);
		if (wrong[i].fds)
			setenv("LISTEN_FDS", wrong[i].fds, 1);
		expect_none(NULL);
		expect_none(a);
	}
	setenv("LISTEN_PID", self, 1);
	setenv("LISTEN_FDS", "1", 1);
	struct listener l = inherited(a);
	transport_unlisten(&l);
}

TEST(what_is_another_processs_or_no_number_is_nothing)
{
	struct address a = address_at("tcp:127.0.0.1:0");
	int fd = handed(&a);

	run_with(&fd, 1, take_under, &a);
}
