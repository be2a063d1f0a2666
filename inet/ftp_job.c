/* ftp_job.c - what is to be done on an FTP session, one after the other, and the connection that it is done on. */
#include "ftp.h"

static struct ftp_job *job_of(struct transfer *t)
{
	return container_of(t, struct ftp_job, transfer);
}

static struct ftp_job *take_first(struct ftp *f)
{
	struct ftp_job *j = f->first;

	f->first = j->next;
	if (!f->first)
		f->last = &f->first;
	f->doing = false;
	return j;
}

void ftp_finish(struct ftp *f, DWORD error)
{
	struct ftp_job *j = take_first(f);

	io_close(&f->data);
	if (f->state != FTP_OFF && f->state != FTP_DRAINS)
		f->state = FTP_READY;
	io_done(&j->transfer, error);
}

bool ftp_keep_words(struct ftp *f)
{
	struct ftp_job *j = f->first;

	words_unref(j->words);
	j->words = words_make(f->reply, f->reply_size);
	return j->words != NULL;
}

void ftp_refused(struct ftp *f, DWORD error)
{
	ftp_finish(f, ftp_keep_words(f) ? error : ERROR_NOT_ENOUGH_MEMORY);
}

/* The reply that is still to come is nobody's. That to a transfer may have come before all data was taken. */
static void leave_reply(struct ftp *f)
{
	bool replied = f->state == FTP_FLOWS && f->first->replied;

	io_close(&f->data);
	if (f->state >= FTP_GREETING && f->state < FTP_DRAINS && !replied)
		f->state = FTP_DRAINS;
	else if (f->state != FTP_DRAINS)
		f->state = FTP_READY;
}

void ftp_abandon(struct ftp *f, DWORD error)
{
	leave_reply(f);
	ftp_finish(f, error);
}

/* Its count of the node is given back: the caller has one. */
static void hang_up(struct ftp *f)
{
	bool stood = f->state != FTP_OFF;

	io_close(&f->data);
	io_close(&f->control);
	os_free(f->out);
	os_free(f->reply);
	f->out = f->reply = NULL;
	f->out_size = f->out_at = f->line_size = f->reply_size = 0;
	f->heard = f->code = 0;
	f->type = 0;
	f->rested = f->deaf = false;
	f->state = FTP_OFF;
	if (stood)
		node_unref(&f->connect.node);
}

/* That nothing is told for want of memory is no reason to keep it. */
static void close_control(struct ftp *f)
{
	if (f->state > FTP_DIALS && ftp_plain(f, INTERNET_STATUS_CLOSING_CONNECTION))
		ftp_plain(f, INTERNET_STATUS_CONNECTION_CLOSED);
	hang_up(f);
}

void ftp_drop(struct ftp *f, DWORD error)
{
	close_control(f);
	if (f->doing)
		ftp_finish(f, error);
}

static void dial(struct ftp *f)
{
	DWORD error = way_stream(&f->way, &f->connect.node, "ftp", f->connect.host);

	f->control.host = f->connect.host;
	f->control.port = f->connect.port;
	f->control.way = f->data.way = &f->way;
	if (!error)
		error = io_open(&f->control);
	if (error) {
		ftp_finish(f, error);
		return;
	}
	node_ref(&f->connect.node);
	f->state = FTP_DIALS;
	ftp_allow(f, TIMEOUT_CONNECT);
}

/* Its handle was closed, and its function is over: who is told of its end is told of that, too. */
static void tell_end(struct node *n)
{
	node_lock(n);
	if (strand_plain(n, n->context, INTERNET_STATUS_CLOSING_CONNECTION))
		strand_plain(n, n->context, INTERNET_STATUS_CONNECTION_CLOSED);
	node_unlock(n);
}

static void quit(struct ftp *f)
{
	if (f->state == FTP_READY)
		io_write(&f->control, "QUIT\r\n", 6);
	if (f->state > FTP_DIALS)
		tell_end(&f->connect.node);
	hang_up(f);
}

bool ftp_is_sent(const struct ftp *f)
{
	return f->doing && f->state == FTP_FLOWS && f->first->data == FTP_READS && f->first->replied;
}

/* What it did not hear meanwhile comes before what is said next. */
static void listen_again(struct ftp *f)
{
	f->deaf = false;
	io_want(&f->control, OS_READABLE);
	ftp_hear(f);
}

void ftp_next(struct ftp *f)
{
	if (f->deaf && !f->doing)
		listen_again(f);
	while (f->first && !f->doing && (f->state == FTP_OFF || f->state == FTP_READY)) {
		f->doing = true;
		if (f->state == FTP_OFF)
			dial(f);
		else
			ftp_begin_job(f);
	}
	if (!f->leaving || f->first)
		return;
	if (f->state != FTP_OFF)
		quit(f);
	node_let_go(&f->connect.node);
}

static bool is_closed(struct node *n)
{
	bool closed;

	node_lock(n);
	closed = n->closed;
	node_unlock(n);
	return closed;
}

/* What was closed before it began has nobody who would end it. */
static DWORD job_start(struct transfer *t)
{
	struct ftp_job *j = job_of(t);
	struct ftp *f = j->ftp;

	if (is_closed(t->node))
		return ERROR_INTERNET_OPERATION_CANCELLED;
	node_ref(&f->connect.node);
	j->next = NULL;
	j->asks = true;
	*f->last = j;
	f->last = &j->next;
	io_allow(t, node_setting(&f->connect.node, &f->connect.node.settings.timeouts[TIMEOUT_RECEIVE]));
	ftp_next(f);
	node_unref(&f->connect.node);
	return ERROR_SUCCESS;
}

/* Whoever waits behind one that was given up waits for a reply that may never come. */
static void job_stop(struct transfer *t)
{
	struct ftp_job *j = job_of(t), **at;
	struct ftp *f = j->ftp;
	bool late = t->deadline <= os_now();

	node_ref(&f->connect.node);
	for (at = &f->first; *at != j; at = &(*at)->next)
		;
	if (j == f->first && f->doing && !late && f->state > FTP_RETURN)
		leave_reply(f);
	else if (j == f->first && (f->doing || late))
		close_control(f);
	if (j == f->first)
		f->doing = false;
	*at = j->next;
	if (!*at)
		f->last = at;
	ftp_next(f);
	node_unref(&f->connect.node);
}

static void job_resume(struct transfer *t)
{
	struct ftp_job *j = job_of(t);

	if (j->ftp->doing && j->ftp->first == j)
		ftp_resume(j->ftp);
}

static void job_leave(struct transfer *t)
{
	struct ftp_job *j = job_of(t);
	struct ftp *f = j->ftp;

	node_ref(&f->connect.node);
	j->leave(j);
	ftp_next(f);
	node_unref(&f->connect.node);
}

static void job_done(struct transfer *t, DWORD error)
{
	struct ftp_job *j = job_of(t);

	j->task->over(j, error);
}

const struct transfer_ops ftp_job_ops = { job_start, job_stop, job_resume, job_leave };
const struct transfer_calls ftp_job_calls = { .done = job_done };
