/* ftp_commands.c - the functions of FTP that need no handle of their own: directories, names, and commands as they stand. */
#include <stdlib.h>

#include "ftp.h"
#include "wide.h"

void ftp_over_command(struct ftp_job *j, DWORD error)
{
	ftp_idle(j->ftp);
	ftp_job_end(j, !error, error);
}

/* Where the server says that it is now; or else where it was asked to go. Locked. */
static DWORD entered(struct ftp *f)
{
	DWORD error = ERROR_SUCCESS;
	char *there = f->job.reply ? ftp_quoted(f->job.reply, &error) : NULL;

	if (!there && !error) {
		there = f->call.path;
		f->call.path = NULL;
	}
	if (there) {
		os_free(f->directory);
		f->directory = there;
	}
	return error;
}

static void over_enter(struct ftp_job *j, DWORD error)
{
	struct ftp *f = j->ftp;

	ftp_idle(f);
	node_lock(&f->connect.node);
	if (!error)
		error = entered(f);
	ftp_job_over(j, !error, error);
	node_unlock(&f->connect.node);
}

/* Locked; the buffer is the caller's as long as the function pends. */
static DWORD tell_where(struct ftp *f)
{
	DWORD error = ERROR_SUCCESS;
	char *there = f->job.reply ? ftp_quoted(f->job.reply, &error) : NULL;

	if (!there)
		return error ? error : ERROR_INTERNET_EXTENDED_ERROR;
	error = wide_give_units(there, f->call.wide, f->call.buffer, *f->call.length, f->call.length);
	os_free(there);
	return error;
}

static void over_where(struct ftp_job *j, DWORD error)
{
	struct ftp *f = j->ftp;

	ftp_idle(f);
	node_lock(&f->connect.node);
	if (!error && operation_pending(&f->connect.node.operation))
		error = tell_where(f);
	ftp_job_over(j, !error, error);
	node_unlock(&f->connect.node);
}

static void over_restart(struct ftp_job *j, DWORD error)
{
	struct ftp *f = j->ftp;

	if (!error) {
		f->type = 'I';
		f->rested = true;
	}
	ftp_idle(f);
	node_lock(&f->connect.node);
	f->restart = error ? 0 : f->call.restart;
	ftp_job_over(j, !error, error);
	node_unlock(&f->connect.node);
}

/* The type of the transfers is not known any more, whatever the server has made of it. */
static void over_raw(struct ftp_job *j, DWORD error)
{
	if (ascii_equal_n(j->commands[0], "TYPE", 4))
		j->ftp->type = 0;
	ftp_over_command(j, error);
}

static const struct ftp_task restart_task = { .over = over_restart }, raw_task = { .over = over_raw };
static const struct ftp_task command_task = { .over = ftp_over_command }, enter_task = { .over = over_enter },
			     where_task = { .over = over_where };

DWORD ftp_set_command(struct ftp *f, unsigned i, const char *verb, const char *name)
{
	char *path = NULL;
	DWORD error = name ? ftp_here(f, name, &path) : ERROR_SUCCESS;

	if (!error) {
		f->job.commands[i] = ftp_command(verb, path ? path : "");
		error = f->job.commands[i] ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
	}
	os_free(path);
	return error;
}

DWORD ftp_begin_task(struct ftp *f, const struct ftp_task *task, DWORD_PTR context)
{
	DWORD error = ftp_begin(f, &f->connect.node, context);

	if (!error) {
		ftp_job_clear(&f->job);
		f->job.task = task;
	}
	return error;
}

DWORD ftp_change(struct node *n, const char *verb, const char *path, const char *verb2, const char *path2)
{
	struct ftp *f = ftp_of(n);
	DWORD error;

	node_lock(n);
	error = ftp_begin_task(f, &command_task, n->context);
	if (!error) {
		error = ftp_set_command(f, 0, verb, path);
		if (!error && verb2)
			error = ftp_set_command(f, 1, verb2, path2);
		error = ftp_job_run(&f->job, error, NULL);
	}
	node_unlock(n);
	return error;
}

DWORD ftp_enter(struct node *n, const char *path)
{
	struct ftp *f = ftp_of(n);
	DWORD error;

	node_lock(n);
	error = ftp_begin_task(f, &enter_task, n->context);
	if (!error) {
		error = ftp_set_command(f, 0, "CWD", path);
		if (!error)
			error = ftp_set_command(f, 1, "PWD", NULL);
		os_free(f->call.path);
		f->call.path = NULL;
		if (!error)
			error = ftp_here(f, path, &f->call.path);
		error = ftp_job_run(&f->job, error, NULL);
	}
	node_unlock(n);
	return error;
}

DWORD ftp_where(struct node *n, void *buffer, DWORD *length, bool wide)
{
	struct ftp *f = ftp_of(n);
	DWORD error;

	node_lock(n);
	error = ftp_begin_task(f, &where_task, n->context);
	if (!error) {
		f->call.buffer = buffer;
		f->call.length = length;
		f->call.wide = wide;
		error = ftp_job_run(&f->job, ftp_set_command(f, 0, "PWD", NULL), NULL);
	}
	node_unlock(n);
	return error;
}

/* Other commands go before the transfer: then it is said again. Servers take it for octets, not for text. */
static bool is_restart(const char *command, int64_t *at)
{
	char *end;

	if (!ascii_equal_n(command, "REST ", 5) || command[5] < '0' || command[5] > '9')
		return false;
	*at = strtoll(command + 5, &end, 10);
	return !*end;
}

/* To another directory: which one that is the server is asked. */
static bool is_move(const char *command)
{
	static const char *const verbs[] = { "CWD", "XCWD", "CDUP", "XCUP" };
	size_t size = strcspn(command, " "), i;

	for (i = 0; i < ARRAY_COUNT(verbs); i++)
		if (strlen(verbs[i]) == size && ascii_equal_n(command, verbs[i], size))
			return true;
	return false;
}

static const struct ftp_task *raw_task_of(const char *command, int64_t *at)
{
	return is_restart(command, at) ? &restart_task : is_move(command) ? &enter_task : &raw_task;
}

DWORD ftp_raw(struct node *n, const char *command, DWORD_PTR context)
{
	struct ftp *f = ftp_of(n);
	int64_t at = 0;
	const struct ftp_task *task = raw_task_of(command, &at);
	DWORD error;

	node_lock(n);
	error = ftp_begin_task(f, task, context);
	if (!error) {
		f->call.restart = at;
		os_free(f->call.path);
		f->call.path = NULL;
		error = task == &restart_task ? ftp_set_command(f, 0, "TYPE I", NULL) : ERROR_SUCCESS;
		if (!error)
			error = ftp_set_command(f, task == &restart_task, command, NULL);
		if (!error && task == &enter_task)
			error = ftp_set_command(f, 1, "PWD", NULL);
		error = ftp_job_run(&f->job, error, NULL);
	}
	node_unlock(n);
	return error;
}
