/* ftp_whole.c - whole files, from the server to here and from here to the server. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ftp.h"

static DWORD local_error(void)
{
	switch (errno) {
	case ENOENT: return ERROR_FILE_NOT_FOUND;
	case EEXIST: return ERROR_FILE_EXISTS;
	case ENOMEM: return ERROR_NOT_ENOUGH_MEMORY;
	default: return ERROR_ACCESS_DENIED;
	}
}

/* Nothing that somebody else may fill or empty as he likes: the one thread that reads it here serves all others, too. */
static int local_open(const char *path, int how)
{
	int fd = open(path, how | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0666);
	struct stat s;

	if (fd < 0 || (!fstat(fd, &s) && (S_ISREG(s.st_mode) || S_ISCHR(s.st_mode))))
		return fd;
	close(fd);
	errno = EACCES;
	return -1;
}

static DWORD local_make(struct ftp_job *j)
{
	struct ftp *f = j->ftp;

	f->call.fd = local_open(f->call.path, O_WRONLY | O_CREAT | (f->call.anew ? O_EXCL : O_TRUNC));
	return f->call.fd < 0 ? local_error() : ERROR_SUCCESS;
}

static size_t local_room(struct ftp_job *j)
{
	(void)j;
	return FTP_CHUNK;
}

static DWORD local_put(struct ftp_job *j, const char *data, size_t size)
{
	while (size) {
		ssize_t n = write(j->ftp->call.fd, data, size);

		if (n < 0 && errno != EINTR)
			return local_error();
		if (n > 0) {
			data += n;
			size -= (size_t)n;
		}
	}
	return ERROR_SUCCESS;
}

static ptrdiff_t local_get(struct ftp_job *j, char *to, size_t room)
{
	ssize_t n = read(j->ftp->call.fd, to, room);

	while (n < 0 && errno == EINTR)
		n = read(j->ftp->call.fd, to, room);
	if (n < 0)
		j->ftp->call.error = local_error();
	return n > 0 ? n : -1;
}

static void local_close(struct ftp *f, DWORD *error)
{
	if (f->call.fd >= 0 && close(f->call.fd) && !*error)
		*error = local_error();
	f->call.fd = -1;
}

/* Of what has failed nothing is left, not even what was there before; devices and such stay. */
static void over_get(struct ftp_job *j, DWORD error)
{
	struct ftp *f = j->ftp;
	bool ours = f->call.fd >= 0 || !f->call.anew;
	struct stat s;

	local_close(f, &error);
	if (error && ours && !lstat(f->call.path, &s) && S_ISREG(s.st_mode))
		unlink(f->call.path);
	ftp_over_command(j, error);
}

/* What could not be read is not there. */
static void over_put(struct ftp_job *j, DWORD error)
{
	DWORD unimportant = ERROR_SUCCESS;

	local_close(j->ftp, &unimportant);
	ftp_over_command(j, error ? error : j->ftp->call.error);
}

static const struct ftp_task get_task = { local_make, local_room, local_put, NULL, over_get },
			     put_task = { NULL, NULL, NULL, local_get, over_put };

/* Locked, and it has begun. */
static DWORD set_local(struct ftp *f, const char *local, int fd)
{
	os_free(f->call.path);
	f->call.path = text_copy(local, strlen(local));
	f->call.fd = fd;
	f->call.error = ERROR_SUCCESS;
	return f->call.path ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

DWORD ftp_get(struct node *n, const char *remote, const char *local, bool fail_if_exists, DWORD flags, DWORD_PTR context)
{
	struct ftp *f = container_of(n, struct ftp, connect.node);
	struct stat s;
	DWORD error;

	if (fail_if_exists && !lstat(local, &s))
		return ERROR_FILE_EXISTS;
	node_lock(n);
	error = ftp_begin_task(f, &get_task, context);
	if (!error) {
		f->job.data = FTP_READS;
		f->job.ascii = flags & FTP_TRANSFER_TYPE_ASCII;
		f->call.anew = fail_if_exists;
		error = set_local(f, local, -1);
		if (!error)
			error = ftp_set_command(f, 0, "RETR", remote);
		error = ftp_job_run(&f->job, error, NULL);
	}
	node_unlock(n);
	return error;
}

DWORD ftp_put(struct node *n, const char *local, const char *remote, DWORD flags, DWORD_PTR context)
{
	struct ftp *f = container_of(n, struct ftp, connect.node);
	int fd = local_open(local, O_RDONLY);
	DWORD error;

	if (fd < 0)
		return local_error();
	node_lock(n);
	error = ftp_begin_task(f, &put_task, context);
	if (error) {
		close(fd);
	} else {
		f->job.data = FTP_WRITES;
		f->job.ascii = flags & FTP_TRANSFER_TYPE_ASCII;
		error = set_local(f, local, fd);
		if (!error)
			error = ftp_set_command(f, 0, "STOR", remote);
		if (error)
			local_close(f, &error);
		error = ftp_job_run(&f->job, error, NULL);
	}
	node_unlock(n);
	return error;
}
