/* os_process.c - programs that are started, and told of as long as somebody wants to know; the same in both builds.
 *
 * Between this process and the program there is a keeper: a copy of this process that waits for the program's end until it is
 * known to work, then goes. So the program is nobody's child but init's, and nobody is left to wait for. The keeper is none that
 * this process' own wait(), or its SIGCHLD, would hear of. In both copies only what a signal handler may call is called.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os.h"

enum { FD_LISTENER = 3, FD_REPORT, FDS_KEPT, SIGNALS = 64, NUMBER_MOST = 24, NOT_EXECUTED = 127 };

extern char **environ;

/* What the copies need; all of it is there before they are made. */
struct start {
	const char *path;
	char *const *words;
	char **environment;
	char listen_pid[NUMBER_MOST + 16];
	int listener, report;
};

/* Written in one piece. */
struct report {
	enum os_process_end end;
	int value;
};

/* ---- in the copies ---- */

static void tell(int fd, enum os_process_end end, int value)
{
	struct report r = { end, value };
	ssize_t n = send(fd, &r, sizeof r, MSG_NOSIGNAL);

	(void)n; /* nobody wants to know any more */
}

/* Without what a library may have asked to be called at a fork: nothing of it is used here. */
static pid_t copy_process(int signal_at_end)
{
	return (pid_t)syscall(SYS_clone, signal_at_end, NULL, NULL, NULL, NULL);
}

static void close_from(int first)
{
	struct rlimit most = { 0 };

	if (!syscall(SYS_close_range, first, UINT_MAX, 0))
		return;
	getrlimit(RLIMIT_NOFILE, &most);
	for (int fd = first; fd < INT_MAX && (rlim_t)fd < most.rlim_cur; fd++)
		close(fd);
}

/* This process' number is known in the copy only. */
static void say_who(char *variable)
{
	unsigned long pid = (unsigned long)getpid();
	char digits[NUMBER_MOST], *d = digits + sizeof digits;
	char *to = strchr(variable, '=') + 1;

	for (*--d = '\0'; pid; pid /= 10)
		*--d = (char)('0' + pid % 10);
	memcpy(to, d, (size_t)(digits + sizeof digits - d));
}

static void default_signals(void)
{
	struct sigaction usual = { .sa_handler = SIG_DFL };

	for (int s = 1; s <= SIGNALS; s++)
		sigaction(s, &usual, NULL);
}

/* Both that stay are moved out of the way first. False: errno. */
static bool place_descriptors(struct start *s)
{
	int listener = fcntl(s->listener, F_DUPFD_CLOEXEC, FDS_KEPT), report = fcntl(s->report, F_DUPFD_CLOEXEC, FDS_KEPT);

	if (listener < 0 || report < 0 || dup2(listener, FD_LISTENER) < 0 || dup3(report, FD_REPORT, O_CLOEXEC) < 0)
		return false;
	s->report = FD_REPORT;
	int null = open("/dev/null", O_RDWR);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0)
		return false;
	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && dup2(null, fd) < 0)
			return false;
	close_from(FDS_KEPT);
	return true;
}

static _Noreturn void become_program(struct start *s)
{
	sigset_t none;

	setsid();
	say_who(s->listen_pid);
	default_signals();
	if (place_descriptors(s) && !chdir("/")) {
		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		execve(s->path, s->words, s->environment);
	}
	tell(s->report, OS_PROCESS_NOT_STARTED, errno);
	_exit(NOT_EXECUTED);
}

/* The program's signal is blocked, and read here. */
static int child_signals(void)
{
	sigset_t child;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	return signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void watch_program(pid_t program, int report, int signals)
{
	struct pollfd p[] = { { report, 0, 0 }, { signals, POLLIN, 0 } }; /* 0: only that its other end is closed */
	struct signalfd_siginfo info;
	pid_t ended = 0;
	int status = 0;

	while (!ended && (poll(p, 2, -1) >= 0 || errno == EINTR) && !p[0].revents) {
		while (read(signals, &info, sizeof info) > 0)
			;
		ended = waitpid(program, &status, WNOHANG);
	}
	if (ended == program && WIFSIGNALED(status))
		tell(report, OS_PROCESS_KILLED, WTERMSIG(status));
	else if (ended == program)
		tell(report, OS_PROCESS_EXITED, WEXITSTATUS(status));
}

/* All signals are blocked. It keeps nothing open that others may wait for. */
static _Noreturn void keep(struct start *s)
{
	setsid();
	default_signals();
	pid_t program = copy_process(SIGCHLD);
	if (!program)
		become_program(s);
	if (program < 0 || dup2(s->report, 0) < 0) {
		tell(s->report, OS_PROCESS_NOT_STARTED, errno);
		_exit(1);
	}
	close_from(1);
	watch_program(program, 0, child_signals());
	_exit(0);
}

/* ---- here ---- */

static bool is_of_listeners(const char *variable)
{
	return !strncmp(variable, "LISTEN_", 7);
}

/* Ours, and what says that there is a listener. */
static char **environment_make(struct start *s)
{
	static const char fds[] = "LISTEN_FDS=1";
	size_t count = 0, kept = 0;

	while (environ && environ[count])
		count++;
	char **e = os_alloc((count + 3) * sizeof *e);
	if (!e)
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (!is_of_listeners(environ[i]))
			e[kept++] = environ[i];
	memcpy(s->listen_pid, "LISTEN_PID=", sizeof "LISTEN_PID=");
	e[kept++] = s->listen_pid;
	e[kept++] = (char *)(uintptr_t)fds;
	e[kept] = NULL;
	return e;
}

/* No signal is handled in the copy. The keeper's number; < 0: -errno. */
static int keeper_make(struct start *s)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	pid_t keeper = copy_process(0);
	if (!keeper)
		keep(s);
	int error = errno;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return keeper < 0 ? -error : keeper;
}

/* No pipe: of one that this process has closed, a copy of it that somebody makes has an end, and the keeper would stay. */
static int report_make(int report[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, report))
		return errno;
	report[0] = linux_above_standard(report[0]);
	int error = report[0] < 0 ? errno : 0;
	if (error)
		close(report[1]);
	return error;
}

int os_process_start(const char *path, char *const *words, int listener, struct os_process *p)
{
	struct start s = { .path = path, .words = words, .listener = listener };
	int report[2], error = getauxval(AT_SECURE) ? EPERM : report_make(report);

	if (error)
		return error;
	s.report = report[1];
	s.environment = environment_make(&s);
	int keeper = s.environment ? keeper_make(&s) : -ENOMEM;
	os_free(s.environment);
	close(report[1]);
	*p = (struct os_process){ report[0], keeper };
	if (keeper >= 0)
		return 0;
	close(report[0]);
	return -keeper;
}

enum os_process_end os_process_ended(const struct os_process *p, uint64_t deadline, int *value)
{
	struct report r;

	*value = 0;
	if (os_poll(p->report, deadline) <= 0)
		return OS_PROCESS_RUNS;
	if (read(p->report, &r, sizeof r) != sizeof r)
		return OS_PROCESS_UNKNOWN;
	*value = r.value;
	return r.end;
}

void os_process_leave(struct os_process *p)
{
	shutdown(p->report, SHUT_RDWR);
	close(p->report);
	while (waitpid(p->keeper, NULL, __WALL) < 0 && errno == EINTR)
		;
}
