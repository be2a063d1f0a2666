/* ftp_control.c - an FTP session's control connection: commands and replies, and what is to be done, one after the other. */
#include <errno.h>

#include "ftp.h"

static struct ftp_job *job_of(struct transfer *t)
{
	return container_of(t, struct ftp_job, transfer);
}

/* ---- what is told ---- */

/* Locked: who is told what happens; NULL: nobody. */
static struct node *asker_of(struct ftp *f)
{
	struct node *n = f->doing && f->first->asks ? f->first->asker : NULL;

	if (!n)
		return NULL;
	node_lock(n);
	if (operation_pending(&n->operation))
		return n;
	node_unlock(n);
	return NULL;
}

bool ftp_tell(struct ftp *f, bool told)
{
	if (!told)
		ftp_drop(f, ERROR_NOT_ENOUGH_MEMORY);
	return told;
}

static bool plain(struct ftp *f, DWORD status)
{
	struct node *n = asker_of(f);
	bool told = !n || strand_plain(n, f->first->context, status);

	if (n)
		node_unlock(n);
	return told;
}

static bool number(struct ftp *f, DWORD status, size_t value)
{
	struct node *n = asker_of(f);
	bool told = !n || strand_number(n, f->first->context, status, (DWORD)value);

	if (n)
		node_unlock(n);
	return told;
}

/* Of the way to the server, which the session's handle is told; of a URL its own. */
static bool text(struct ftp *f, DWORD status, const char *value)
{
	struct node *n = asker_of(f);
	bool told = !n || (n == &f->connect.node ? strand_parent_text : strand_text)(n, f->first->context, status, value);

	if (n)
		node_unlock(n);
	return told;
}

bool ftp_awaits(struct ftp *f)
{
	return ftp_tell(f, plain(f, INTERNET_STATUS_RECEIVING_RESPONSE));
}

void ftp_allow(struct ftp *f, enum timeout timeout)
{
	if (f->doing)
		io_allow(&f->first->transfer, f->connect.node.settings.timeouts[timeout]);
}

void ftp_system(struct ftp *f, ptrdiff_t code)
{
	if (f->doing && code)
		f->first->transfer.system = (DWORD)(code < 0 ? -code : code);
}

/* ---- what is to be done ---- */

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
	f->rested = false;
	f->state = FTP_OFF;
	if (stood)
		node_unref(&f->connect.node);
}

/* That nothing is told for want of memory is no reason to keep it. */
static void close_control(struct ftp *f)
{
	if (f->state > FTP_DIALS && plain(f, INTERNET_STATUS_CLOSING_CONNECTION))
		plain(f, INTERNET_STATUS_CONNECTION_CLOSED);
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

static void quit(struct ftp *f)
{
	if (f->state == FTP_READY)
		io_write(&f->control, "QUIT\r\n", 6);
	hang_up(f);
}

void ftp_next(struct ftp *f)
{
	while (f->first && !f->doing && (f->state == FTP_OFF || f->state == FTP_READY)) {
		f->doing = true;
		if (f->state == FTP_OFF)
			dial(f);
		else
			ftp_begin_job(f);
	}
	if (f->leaving && !f->first && f->state != FTP_OFF)
		quit(f);
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
	io_allow(t, f->connect.node.settings.timeouts[TIMEOUT_RECEIVE]);
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

/* ---- commands ---- */

static void send_out(struct ftp *f)
{
	while (f->out_at < f->out_size) {
		ptrdiff_t n = io_write(&f->control, f->out + f->out_at, f->out_size - f->out_at);

		if (n < 0 && n != -EAGAIN) {
			ftp_system(f, n);
			ftp_drop(f, ERROR_FTP_DROPPED);
			return;
		}
		if (n < 0)
			break;
		f->out_at += (size_t)n;
	}
	io_want(&f->control, OS_READABLE | (f->out_at < f->out_size ? OS_WRITABLE : 0u));
}

void ftp_say(struct ftp *f, enum ftp_state then, const char *verb, const char *parameter)
{
	char *command = ftp_command(verb, parameter), *out;
	size_t size = command ? strlen(command) + 2 : 0;

	out = command ? os_realloc(command, size) : NULL;
	if (!out) {
		os_free(command);
		ftp_drop(f, ERROR_NOT_ENOUGH_MEMORY);
		return;
	}
	memcpy(out + size - 2, "\r\n", 2);
	os_free(f->out);
	f->out = out;
	f->out_at = 0;
	f->out_size = size;
	f->state = then;
	f->heard = 0;
	ftp_allow(f, TIMEOUT_RECEIVE);
	if (ftp_tell(f, plain(f, INTERNET_STATUS_SENDING_REQUEST) && number(f, INTERNET_STATUS_REQUEST_SENT, size) &&
			plain(f, INTERNET_STATUS_RECEIVING_RESPONSE)))
		send_out(f);
}

void ftp_replied(struct ftp *f, unsigned code)
{
	if (!ftp_tell(f, number(f, INTERNET_STATUS_RESPONSE_RECEIVED, f->reply_size)))
		return;
	if (code == 421 && f->doing)
		ftp_refused(f, ERROR_FTP_DROPPED);
	if (code == 421)
		ftp_drop(f, ERROR_FTP_DROPPED);
	else if (f->state >= FTP_GREETING && f->state <= FTP_RETURN)
		ftp_login_reply(f, code);
	else if (f->state == FTP_DRAINS && code >= 200)
		f->state = FTP_READY;
	else if (f->doing && f->state != FTP_DRAINS)
		ftp_job_reply(f, code);
}

/* ---- the connection ---- */

static struct ftp *control_of(struct stream *s)
{
	return container_of(s, struct ftp, control);
}

static bool on_resolving(struct stream *s, const char *host)
{
	control_of(s)->resolving = true;
	control_of(s)->addresses = 0;
	return text(control_of(s), INTERNET_STATUS_RESOLVING_NAME, host);
}

static bool on_connecting(struct stream *s, const char *address)
{
	struct ftp *f = control_of(s);
	bool told = !f->resolving || text(f, INTERNET_STATUS_NAME_RESOLVED, address);

	f->resolving = false;
	if (f->addresses++ >= f->connect.node.settings.addresses)
		return false;
	return told && text(f, INTERNET_STATUS_CONNECTING_TO_SERVER, address);
}

static void on_connected(struct stream *s, const char *address)
{
	struct ftp *f = control_of(s);

	node_ref(&f->connect.node);
	f->state = FTP_GREETING;
	memcpy(f->peer, address, strlen(address) + 1);
	ftp_allow(f, TIMEOUT_RECEIVE);
	io_want(s, OS_READABLE);
	ftp_tell(f, text(f, INTERNET_STATUS_CONNECTED_TO_SERVER, address) && plain(f, INTERNET_STATUS_RECEIVING_RESPONSE));
	ftp_next(f);
	node_unref(&f->connect.node);
}

static void on_failed(struct stream *s, DWORD error)
{
	struct ftp *f = control_of(s);

	node_ref(&f->connect.node);
	if (error == ERROR_INTERNET_OPERATION_CANCELLED)
		error = f->addresses > f->connect.node.settings.addresses ? ERROR_INTERNET_CANNOT_CONNECT : ERROR_NOT_ENOUGH_MEMORY;
	ftp_system(f, s->system);
	ftp_drop(f, error);
	ftp_next(f);
	node_unref(&f->connect.node);
}

static void on_ready(struct stream *s, unsigned events)
{
	struct ftp *f = control_of(s);

	node_ref(&f->connect.node);
	if (events & OS_WRITABLE)
		send_out(f);
	if ((events & OS_READABLE) && f->state != FTP_OFF)
		ftp_hear(f);
	ftp_next(f);
	node_unref(&f->connect.node);
}

const struct stream_calls ftp_control_calls = { on_resolving, on_connecting, on_connected, on_failed, on_ready };
