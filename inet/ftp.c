/* ftp.c - FTP sessions, and what is done in them: one job after the other. */
#include "ftp.h"

/* ---- jobs ---- */

void ftp_job_make(struct ftp_job *j, struct ftp *f, struct node *n, const struct ftp_task *task)
{
	j->transfer.calls = &ftp_job_calls;
	j->transfer.ops = &ftp_job_ops;
	j->transfer.node = n;
	j->ftp = f;
	j->asker = &f->connect.node;
	j->task = task;
}

void ftp_job_clear(struct ftp_job *j)
{
	os_free(j->commands[0]);
	os_free(j->commands[1]);
	os_free(j->reply);
	words_unref(j->words);
	j->commands[0] = j->commands[1] = j->reply = NULL;
	j->words = NULL;
	j->other = NULL;
	j->data = FTP_NO_DATA;
	j->ascii = j->measure = false;
}

DWORD ftp_begin(struct ftp *f, struct node *asker, DWORD_PTR context)
{
	DWORD error;

	if (asker->closed)
		return ERROR_INVALID_HANDLE;
	if (!os_cas32(&f->busy, 0, 1))
		return ERROR_FTP_TRANSFER_IN_PROGRESS;
	error = operation_begin(asker, context);
	if (error)
		ftp_idle(f);
	else if (asker == &f->connect.node)
		f->last_run = NULL; /* the one before may be gone */
	return error == ERROR_INTERNET_REQUEST_PENDING ? ERROR_FTP_TRANSFER_IN_PROGRESS : error;
}

void ftp_idle(struct ftp *f)
{
	os_store32(&f->busy, 0);
}

DWORD ftp_here(struct ftp *f, const char *name, char **path)
{
	return ftp_path(f->directory ? f->directory : "/", name, path);
}

/* It may have ended already, because the handle was closed. */
DWORD ftp_job_run(struct ftp_job *j, DWORD error, DWORD_PTR *result)
{
	struct node *n = j->asker;

	if (!error && j->data) {
		j->restart = j->ftp->restart;
		j->piece = n->settings.pieces[j->data == FTP_WRITES];
		j->ftp->restart = 0;
	}
	if (!error) {
		j->pending = true;
		if (n == &j->ftp->connect.node)
			j->ftp->last_run = j;
		j->context = n->operation.context;
		io_ask(&j->transfer, TRANSFER_START);
	} else {
		ftp_idle(j->ftp);
		if (operation_pending(&n->operation)) {
			operation_drop(n);
			return error;
		}
	}
	return operation_await(n, result);
}

void ftp_job_over(struct ftp_job *j, DWORD_PTR result, DWORD error)
{
	struct words *words = j->words;

	j->words = NULL;
	if (j->pending) {
		j->pending = j->asks = false;
		j->asker->operation.system = j->transfer.system;
		operation_end(j->asker, result, error, words);
	} else {
		words_unref(words);
	}
}

void ftp_job_end(struct ftp_job *j, DWORD_PTR result, DWORD error)
{
	node_lock(j->asker);
	ftp_job_over(j, result, error);
	node_unlock(j->asker);
}

/* ---- sessions ---- */

/* What was asked to be stopped may not have been started. */
static void leave(struct ftp_job *j)
{
	bool pending;

	node_lock(j->asker);
	pending = j->pending;
	node_unlock(j->asker);
	j->ftp->leaving = true;
	if (pending)
		j->task->over(j, ERROR_INTERNET_OPERATION_CANCELLED);
}

static void ftp_stop(struct node *n)
{
	struct ftp *f = ftp_of(n);

	io_ask(&f->job.transfer, TRANSFER_STOP);
	io_ask(&f->job.transfer, TRANSFER_LEAVE);
	node_hold(n);
}

static void ftp_fini(struct node *n)
{
	struct ftp *f = ftp_of(n);

	ftp_job_clear(&f->job);
	os_free(f->directory);
	os_free(f->chunk);
	os_free(f->call.path);
	way_free(&f->way);
	connect_fini(n);
}

static struct transfer *ftp_carrier(struct node *n)
{
	struct ftp_job *j = ftp_of(n)->last_run;

	return j ? &j->transfer : NULL;
}

const struct node_class ftp_class = { .size = sizeof(struct ftp), .stop = ftp_stop, .fini = ftp_fini, .carrier = ftp_carrier };

/* A connection that has failed has no handle. */
static void over_connect(struct ftp_job *j, DWORD error)
{
	struct node *n = j->transfer.node;
	HINTERNET value = n->value;
	bool closes = error && n->settings.async;

	ftp_idle(j->ftp);
	ftp_job_end(j, error ? 0 : (DWORD_PTR)value, error);
	if (closes)
		node_close(value, &(bool){ false });
}

static const struct ftp_task connecting = { .over = over_connect };

static DWORD credentials(struct connect *how)
{
	char *unused;
	DWORD error = ERROR_SUCCESS;

	if ((!how->user || !*how->user) && how->password)
		return ERROR_INVALID_PARAMETER;
	if (!how->user || !*how->user) {
		how->user = "anonymous";
		how->password = "guest@";
	}
	if (!how->password)
		how->password = "";
	error = ftp_path("/", how->user, &unused);
	os_free(unused);
	if (!error) {
		error = ftp_path("/", how->password, &unused);
		os_free(unused);
	}
	return error;
}

static DWORD connect_run(struct ftp *f, DWORD_PTR context)
{
	struct node *n = &f->connect.node;
	DWORD error;

	node_lock(n);
	error = ftp_begin(f, n, context);
	if (!error)
		error = ftp_job_run(&f->job, strand_created(n, n, true) ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY, NULL);
	node_unlock(n);
	return error;
}

/* Without a value yet. */
static DWORD make(struct node *session, const struct connect *asked, DWORD_PTR context, struct node **n)
{
	struct connect how = *asked;
	DWORD error = !how.host || !*how.host ? ERROR_INVALID_PARAMETER : credentials(&how);
	struct ftp *f;

	*n = error ? NULL : node_make(&ftp_class, INTERNET_HANDLE_TYPE_CONNECT_FTP, session, context);
	if (!*n)
		return error ? error : ERROR_NOT_ENOUGH_MEMORY;
	f = ftp_of(*n);
	f->last = &f->first;
	f->control.calls = &ftp_control_calls;
	f->data.calls = &ftp_data_calls;
	ftp_job_make(&f->job, f, *n, &connecting);
	f->job.leave = leave;
	return connect_fill(&f->connect, &how, INTERNET_DEFAULT_FTP_PORT);
}

DWORD ftp_connect(struct node *session, const struct connect *how, DWORD_PTR context, HINTERNET *value)
{
	struct node *n;
	DWORD error = make(session, how, context, &n);

	if (!error)
		error = node_open(n);
	if (!error)
		error = connect_run(ftp_of(n), context);
	return n ? node_opened(n, error, value) : error;
}

DWORD ftp_hide(struct node *session, const struct connect *how, struct node **n)
{
	return make(session, how, 0, n);
}
