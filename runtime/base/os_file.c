/* os_file.c - files and directories that the library makes for its user; the same in both builds. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "os.h"

/* Not one of the three that programs take for granted, even where they have closed them. */
int linux_above_standard(int fd)
{
	if (fd < 0 || fd > 2)
		return fd;
	int other = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	int error = errno;

	close(fd);
	errno = error;
	return other;
}

/* A file that another process writes stays as it is, one of another user, who could read it, and one with a second name: who gave
 * it may have meant another one than the trace to be emptied. Devices can be neither locked nor emptied. */
static int claim(int fd)
{
	struct stat st;

	if (fstat(fd, &st))
		return errno;
	if (S_ISREG(st.st_mode) && st.st_uid != geteuid())
		return EPERM;
	if (S_ISREG(st.st_mode) && st.st_nlink > 1)
		return EMLINK;
	if (S_ISREG(st.st_mode))
		return flock(fd, LOCK_EX | LOCK_NB) || ftruncate(fd, 0) ? errno : 0;
	return S_ISCHR(st.st_mode) ? 0 : ESPIPE;
}

int os_file_make(const char *path)
{
	int fd = linux_above_standard(open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0600));
	int error = fd < 0 ? errno : claim(fd);

	if (error && fd >= 0)
		close(fd);
	return error ? -error : fd;
}

/* Beyond the limit there is a signal that would end the program. */
static bool within_limit(uint64_t end)
{
	struct rlimit limit;

	return getrlimit(RLIMIT_FSIZE, &limit) || limit.rlim_cur == RLIM_INFINITY || end <= limit.rlim_cur;
}

int os_file_put(int fd, uint64_t at, const void *data, size_t n)
{
	const char *from = data;
	size_t done = 0;
	int error = within_limit(at + n) ? 0 : EFBIG;

	while (done < n && !error) {
		ssize_t m = pwrite(fd, from + done, n - done, (off_t)(at + done));
		if (m >= 0)
			done += (size_t)m;
		else if (errno != EINTR)
			error = errno;
	}
	if (error && ftruncate(fd, (off_t)at))
		return error; /* a device */
	return error;
}

/* Both signals come to the thread whose write fails; what was pending before stays so. */
void os_tell(const char *text, size_t n)
{
	static const struct timespec at_once;
	sigset_t signals, pending, before;

	sigemptyset(&signals);
	sigaddset(&signals, SIGXFSZ);
	sigaddset(&signals, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &signals, &before);
	sigpending(&pending);
	fwrite(text, 1, n, stderr);
	if (!sigismember(&pending, SIGXFSZ) && !sigismember(&pending, SIGPIPE))
		while (sigtimedwait(&signals, NULL, &at_once) > 0)
			;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* ---- directories ---- */

int os_directory_make(const char *path)
{
	return mkdir(path, 0700) ? errno : 0;
}

int os_directory_close_to_others(const char *path)
{
	return chmod(path, 0700) ? errno : 0;
}

enum { LOCK_AGAIN_NS = 1000000 };

/* Who holds it does so for a moment, unless he is stopped. The kernel would wait for him without a bound. */
static int lock_by(int fd, uint64_t deadline)
{
	os_parker nobody = { 0 };

	while (flock(fd, LOCK_EX | LOCK_NB)) {
		int error = errno;
		if (error == EWOULDBLOCK && os_now() >= deadline)
			return ETIMEDOUT;
		if (error == EWOULDBLOCK)
			os_nap(&nobody, os_now() + LOCK_AGAIN_NS);
		else if (error != EINTR)
			return error;
	}
	return 0;
}

int os_directory_lock(const char *path, uint64_t deadline)
{
	int fd = linux_above_standard(open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));

	if (fd < 0)
		return -errno;
	int error = lock_by(fd, deadline);
	if (error)
		close(fd);
	return error ? -error : fd;
}

/* A process that was forked meanwhile has the descriptor too: closing this one alone would not unlock. */
void os_directory_unlock(int lock)
{
	flock(lock, LOCK_UN);
	close(lock);
}

int os_file_remove(const char *path)
{
	return remove(path) ? errno : 0;
}
