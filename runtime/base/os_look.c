/* os_look.c - files that others may have prepared, looked at without following links or waiting. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os.h"

_Static_assert(OS_PATH_MOST >= PATH_MAX, "realpath writes up to PATH_MAX octets");

uint32_t os_user(void)
{
	return geteuid();
}

const char *os_error_text(int error)
{
	const char *text = strerrordesc_np(error);

	return text ? text : "unknown error";
}

int os_path_real(const char *path, char *real)
{
	return realpath(path, real) ? 0 : errno;
}

/* ---- files ---- */

static int file_look(struct os_file *f)
{
	struct stat s;

	if (fstat(f->fd, &s))
		return errno;
	f->kind = S_ISREG(s.st_mode) ? OS_FILE_REGULAR : S_ISDIR(s.st_mode) ? OS_FILE_DIRECTORY :
	          S_ISLNK(s.st_mode) ? OS_FILE_LINK : S_ISSOCK(s.st_mode) ? OS_FILE_SOCKET : OS_FILE_OTHER;
	f->device = s.st_dev;
	f->number = s.st_ino;
	f->owner = s.st_uid;
	f->mode = s.st_mode & 07777;
	f->size = (uint64_t)s.st_size;
	return 0;
}

/* O_PATH opens nothing that could wait, ask or act; that is for regular files and directories only. */
int os_file_find(int directory, const char *name, struct os_file *f)
{
	int error;

	f->fd = openat(directory < 0 ? AT_FDCWD : directory, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (f->fd < 0)
		return errno;
	error = file_look(f);
	if (error)
		close(f->fd);
	return error;
}

int os_link_read(const struct os_file *link, char *target)
{
	ssize_t n = readlinkat(link->fd, "", target, OS_PATH_MOST);

	if (n < 0)
		return errno;
	if (n == OS_PATH_MOST)
		return ENAMETOOLONG;
	target[n] = '\0';
	return 0;
}

/* The descriptor of O_PATH is the same file still: what was found out about it holds. */
static int file_reopen(const struct os_file *f, int flags)
{
	char path[32];

	snprintf(path, sizeof path, "/proc/self/fd/%d", f->fd);
	return open(path, flags | O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

int os_file_read(const struct os_file *f, void *buffer, size_t size, size_t *got)
{
	int fd = file_reopen(f, 0);
	ssize_t n = 0;

	*got = 0;
	if (fd < 0)
		return errno;
	do {
		n = read(fd, (char *)buffer + *got, size - *got);
		*got += n > 0 ? (size_t)n : 0;
	} while ((n > 0 && *got < size) || (n < 0 && errno == EINTR));
	int error = n < 0 ? errno : 0;
	close(fd);
	return error;
}

int os_file_list(const struct os_file *directory, bool (*fn)(const char *name, void *arg), void *arg)
{
	int fd = file_reopen(directory, O_DIRECTORY);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (!dir) {
		int error = errno;
		if (fd >= 0)
			close(fd);
		return error;
	}
	while ((entry = readdir(dir)) && fn(entry->d_name, arg))
		;
	closedir(dir);
	return 0;
}
