/* gopher.c - conversations of Gopher: a connection, a line that asks, and what comes until the connection ends. */
#include <errno.h>
#include <stdio.h>

#include "gopher.h"

enum { PIECES_MOST = 4 }; /* of an answer at a time: others are waiting */

/* ---- what is told ---- */

static DWORD_PTR context_of(const struct node *n)
{
	return operation_pending(&n->operation) ? n->operation.context : n->context;
}

static bool text(struct gopher_job *j, DWORD status, const char *value)
{
	struct node *n = j->transfer.node;
	bool told;

	node_lock(n);
	told = strand_text(n, context_of(n), status, value);
	node_unlock(n);
	return told;
}

static bool plain(struct gopher_job *j, DWORD status)
{
	struct node *n = j->transfer.node;
	bool told;

	node_lock(n);
	told = strand_plain(n, context_of(n), status);
	node_unlock(n);
	return told;
}

static bool number(struct gopher_job *j, DWORD status, size_t value)
{
	struct node *n = j->transfer.node;
	bool told;

	node_lock(n);
	told = strand_number(n, context_of(n), status, (DWORD)value);
	node_unlock(n);
	return told;
}

bool gopher_hear(struct gopher_job *j)
{
	bool heard = j->heard;

	j->heard = true;
	return heard || number(j, INTERNET_STATUS_RESPONSE_RECEIVED, j->received);
}

static void allow(struct gopher_job *j, enum timeout timeout)
{
	struct node *n = j->transfer.node;

	io_allow(&j->transfer, node_setting(n, &n->settings.timeouts[timeout]));
}

/* ---- the end ---- */

/* That it is not told for want of memory is no reason to keep it. Nothing that a read tells comes between the two. */
static void hang_up(struct gopher_job *j)
{
	struct node *n = j->transfer.node;

	node_lock(n);
	if (j->connected && strand_plain(n, context_of(n), INTERNET_STATUS_CLOSING_CONNECTION))
		strand_plain(n, context_of(n), INTERNET_STATUS_CONNECTION_CLOSED);
	node_unlock(n);
	j->connected = false;
	io_close(&j->stream);
}

/* The job may be gone behind it. */
static void finish(struct gopher_job *j, DWORD error)
{
	if (!error && !gopher_hear(j))
		error = ERROR_NOT_ENOUGH_MEMORY;
	hang_up(j);
	io_done(&j->transfer, error);
}

static void go_on(struct gopher_job *j, bool told)
{
	if (!told)
		finish(j, ERROR_NOT_ENOUGH_MEMORY);
}

/* ---- the connection ---- */

static struct gopher_job *job_of(struct stream *s)
{
	return container_of(s, struct gopher_job, stream);
}

static DWORD addresses_most(const struct gopher_job *j)
{
	return node_setting(j->transfer.node, &j->transfer.node->settings.addresses);
}

static bool on_resolving(struct stream *s, const char *host)
{
	job_of(s)->resolving = true;
	return text(job_of(s), INTERNET_STATUS_RESOLVING_NAME, host);
}

static bool on_connecting(struct stream *s, const char *address)
{
	struct gopher_job *j = job_of(s);
	bool told = !j->resolving || text(j, INTERNET_STATUS_NAME_RESOLVED, address);

	j->resolving = false;
	if (j->addresses++ >= addresses_most(j))
		return false;
	return told && text(j, INTERNET_STATUS_CONNECTING_TO_SERVER, address);
}

static void on_connected(struct stream *s, const char *address)
{
	struct gopher_job *j = job_of(s);
	bool told = text(j, INTERNET_STATUS_CONNECTED_TO_SERVER, address);

	j->connected = true;
	allow(j, TIMEOUT_SEND);
	io_want(s, OS_WRITABLE);
	go_on(j, told && plain(j, INTERNET_STATUS_SENDING_REQUEST));
}

static void on_failed(struct stream *s, DWORD error)
{
	struct gopher_job *j = job_of(s);

	if (error == ERROR_INTERNET_OPERATION_CANCELLED)
		error = j->addresses > addresses_most(j) ? ERROR_INTERNET_CANNOT_CONNECT : ERROR_NOT_ENOUGH_MEMORY;
	j->transfer.system = s->system;
	finish(j, error);
}

static void break_off(struct gopher_job *j, ptrdiff_t code)
{
	j->transfer.system = (DWORD)-code;
	finish(j, code == -ECONNRESET ? ERROR_INTERNET_CONNECTION_RESET : ERROR_INTERNET_CONNECTION_ABORTED);
}

static void send_request(struct gopher_job *j)
{
	ptrdiff_t n = io_write(&j->stream, j->request + j->sent, j->size - j->sent);

	if (n == -EAGAIN)
		return;
	if (n < 0) {
		break_off(j, n);
		return;
	}
	j->sent += (size_t)n;
	if (j->sent < j->size)
		return;
	allow(j, TIMEOUT_RECEIVE);
	io_want(&j->stream, OS_READABLE);
	go_on(j, number(j, INTERNET_STATUS_REQUEST_SENT, j->size) && plain(j, INTERNET_STATUS_RECEIVING_RESPONSE));
}

/* False: no more for now. */
static bool take_in(struct gopher_job *j)
{
	char data[GOPHER_CHUNK];
	size_t room = j->task->room(j);
	ptrdiff_t n;
	DWORD error;

	if (!room) {
		io_want(&j->stream, 0);
		io_allow(&j->transfer, INFINITE);
		return false;
	}
	n = io_read(&j->stream, data, room < sizeof data ? room : sizeof data);
	if (n == -EAGAIN)
		return false;
	if (n < 0) {
		break_off(j, n);
		return false;
	}
	if (!n) {
		finish(j, ERROR_SUCCESS);
		return false;
	}
	j->received += (size_t)n;
	error = j->task->put(j, data, (size_t)n);
	if (!j->replies)
		allow(j, TIMEOUT_RECEIVE);
	if (error)
		finish(j, error == ERROR_NO_MORE_ITEMS ? ERROR_SUCCESS : error);
	return !error;
}

static void on_ready(struct stream *s, unsigned events)
{
	struct gopher_job *j = job_of(s);
	unsigned pieces = PIECES_MOST;

	(void)events;
	if (j->sent < j->size)
		send_request(j);
	else
		while (take_in(j) && --pieces)
			;
}

static const struct stream_calls calls = { on_resolving, on_connecting, on_connected, on_failed, on_ready };

/* ---- jobs ---- */

static struct gopher_job *transfers_job(struct transfer *t)
{
	return container_of(t, struct gopher_job, transfer);
}

static DWORD job_start(struct transfer *t)
{
	struct gopher_job *j = transfers_job(t);
	DWORD error = way_stream(&j->way, t->node, "gopher", j->host);

	allow(j, TIMEOUT_CONNECT);
	return error ? error : io_open(&j->stream);
}

static void job_stop(struct transfer *t)
{
	hang_up(transfers_job(t));
}

static void job_resume(struct transfer *t)
{
	struct gopher_job *j = transfers_job(t);

	if (!j->connected || j->sent < j->size)
		return;
	allow(j, TIMEOUT_RECEIVE);
	io_want(&j->stream, OS_READABLE);
}

static void job_done(struct transfer *t, DWORD error)
{
	node_lock(t->node);
	t->node->operation.system = t->system;
	node_unlock(t->node);
	transfers_job(t)->task->over(transfers_job(t), error);
}

static const struct transfer_ops job_ops = { .start = job_start, .stop = job_stop, .resume = job_resume };
static const struct transfer_calls job_calls = { .done = job_done };

/* "selector", "selector<TAB>words", "selector<TAB>+view" or "selector<TAB>!". */
static char *request_of(const struct locator *l, const char *search, const char *plus)
{
	size_t size = strlen(l->selector) + (search ? strlen(search) : 0) + (plus ? strlen(plus) : 0) + 5;
	char *request = os_alloc(size);

	if (request)
		snprintf(request, size, "%s%s%s%s%s\r\n", l->selector, search ? "\t" : "", search ? search : "", plus ? "\t" : "",
		         plus ? plus : "");
	return request;
}

DWORD gopher_job_make(struct gopher_job *j, struct node *n, const struct gopher_task *task, const struct locator *l,
                      const char *search, const char *plus)
{
	j->transfer.calls = &job_calls;
	j->transfer.ops = &job_ops;
	j->transfer.node = n;
	j->task = task;
	j->stream.calls = &calls;
	j->host = text_copy(l->host, strlen(l->host));
	j->stream.host = j->host;
	j->stream.port = l->port;
	j->stream.way = &j->way;
	j->request = request_of(l, search, plus);
	j->size = j->request ? strlen(j->request) : 0;
	j->sent = j->received = 0;
	j->addresses = 0;
	j->resolving = j->connected = j->heard = false;
	return j->host && j->request ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

void gopher_job_clear(struct gopher_job *j)
{
	way_free(&j->way);
	os_free(j->host);
	os_free(j->request);
	j->host = j->request = NULL;
}

DWORD gopher_open_job(struct gopher_job *j, DWORD error, HINTERNET *value)
{
	struct node *n = j->transfer.node;

	if (!error && n->settings.offline)
		error = ERROR_FILE_NOT_FOUND;
	if (!error)
		error = node_open(n);
	if (!error) {
		node_lock(n);
		error = operation_begin_opening(n);
		if (!error) {
			io_ask(&j->transfer, TRANSFER_START);
			error = operation_await(n, NULL);
		}
		node_unlock(n);
	}
	return node_opened(n, error, value);
}
