/* ftp_control.c - an FTP session's control connection: commands and replies, and what is told of them. */
#include <errno.h>

#include "ftp.h"

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

bool ftp_plain(struct ftp *f, DWORD status)
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
	return ftp_tell(f, ftp_plain(f, INTERNET_STATUS_RECEIVING_RESPONSE));
}

void ftp_allow(struct ftp *f, enum timeout timeout)
{
	struct node *n = &f->connect.node;

	if (f->doing)
		io_allow(&f->first->transfer, node_setting(n, &n->settings.timeouts[timeout]));
}

void ftp_system(struct ftp *f, ptrdiff_t code)
{
	if (f->doing && code)
		f->first->transfer.system = (DWORD)(code < 0 ? -code : code);
}

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
	if (ftp_tell(f, ftp_plain(f, INTERNET_STATUS_SENDING_REQUEST) && number(f, INTERNET_STATUS_REQUEST_SENT, size) &&
			ftp_plain(f, INTERNET_STATUS_RECEIVING_RESPONSE)))
		send_out(f);
}

void ftp_replied(struct ftp *f, unsigned code)
{
	if (!ftp_tell(f, number(f, INTERNET_STATUS_RESPONSE_RECEIVED, f->reply_size)))
		return;
	if (code == 421 && ftp_is_sent(f))
		return; /* it leaves behind that */
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

static DWORD addresses_most(struct ftp *f)
{
	return node_setting(&f->connect.node, &f->connect.node.settings.addresses);
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
	if (f->addresses++ >= addresses_most(f))
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
	ftp_tell(f, text(f, INTERNET_STATUS_CONNECTED_TO_SERVER, address) && ftp_plain(f, INTERNET_STATUS_RECEIVING_RESPONSE));
	ftp_next(f);
	node_unref(&f->connect.node);
}

static void on_failed(struct stream *s, DWORD error)
{
	struct ftp *f = control_of(s);

	node_ref(&f->connect.node);
	if (error == ERROR_INTERNET_OPERATION_CANCELLED)
		error = f->addresses > addresses_most(f) ? ERROR_INTERNET_CANNOT_CONNECT : ERROR_NOT_ENOUGH_MEMORY;
	ftp_system(f, s->system);
	ftp_drop(f, error);
	ftp_next(f);
	node_unref(&f->connect.node);
}

/* Of what the server has sent nothing is lost because it has left since, or says so. */
static void hear(struct ftp *f)
{
	f->deaf = ftp_is_sent(f);
	if (f->deaf)
		io_want(&f->control, 0);
	else
		ftp_hear(f);
}

static void on_ready(struct stream *s, unsigned events)
{
	struct ftp *f = control_of(s);

	node_ref(&f->connect.node);
	if (events & OS_WRITABLE)
		send_out(f);
	if ((events & OS_READABLE) && f->state != FTP_OFF)
		hear(f);
	ftp_next(f);
	node_unref(&f->connect.node);
}

const struct stream_calls ftp_control_calls = { on_resolving, on_connecting, on_connected, on_failed, on_ready };
