/* http_send.c - an HTTP request on its way, and its end: what the engine tells becomes what the callback hears. */
#include "inet.h"

enum { CHALLENGES_MOST = 8 };          /* two for each of two ways, by a proxy, to say who one is; and as many again */

struct request *request_locked(struct transfer *t)
{
	struct request *r = container_of(t, struct request, transfer);

	node_lock(&r->node);
	return r;
}

bool request_unlock(struct request *r, bool told)
{
	bool on = told && !r->node.closed;

	if (!told && !r->error)
		r->error = ERROR_NOT_ENOUGH_MEMORY;
	node_unlock(&r->node);
	return on;
}

static bool text(struct request *r, DWORD status, const char *t)
{
	return r->seek.asks || strand_text(&r->node, r->node.context, status, t);
}

bool request_number(struct request *r, DWORD status, size_t n)
{
	return r->seek.asks || strand_number(&r->node, r->node.context, status, (DWORD)n);
}

bool request_plain(struct request *r, DWORD status)
{
	return r->seek.asks || strand_plain(&r->node, r->node.context, status);
}

static void on_starting(struct transfer *t)
{
	struct request *r = request_locked(t);

	r->restarting = r->announced = false;
	r->challenges = 0;
	node_unlock(&r->node);
}

/* ---- on its way ---- */

/* Names and all addresses together have the time to connect. */
static void allow_connect(struct transfer *t, const struct request *r)
{
	if (t->deadline == OS_FOREVER)
		io_allow(t, r->node.settings.timeouts[TIMEOUT_CONNECT]);
}

static bool on_cookies(struct transfer *t, unsigned count)
{
	struct request *r = request_locked(t);

	return request_unlock(r, !count || request_number(r, INTERNET_STATUS_COOKIE_SENT, count));
}

static bool on_resolving(struct transfer *t, const char *host)
{
	struct request *r = request_locked(t);

	allow_connect(t, r);
	r->resolving = true;
	r->addresses = 0;
	return request_unlock(r, text(r, INTERNET_STATUS_RESOLVING_NAME, host));
}

static bool on_connecting(struct transfer *t, const char *address)
{
	struct request *r = request_locked(t);
	bool told = !r->resolving || text(r, INTERNET_STATUS_NAME_RESOLVED, address);

	allow_connect(t, r);
	r->resolving = r->announced = false;
	if (r->addresses++ >= r->node.settings.addresses) {
		r->error = ERROR_INTERNET_CANNOT_CONNECT;
		node_unlock(&r->node);
		return false;
	}
	return request_unlock(r, told && text(r, INTERNET_STATUS_CONNECTING_TO_SERVER, address));
}

static bool on_connected(struct transfer *t, const char *address)
{
	struct request *r = request_locked(t);

	return request_unlock(r, text(r, INTERNET_STATUS_CONNECTED_TO_SERVER, address));
}

static bool announce(struct request *r)
{
	r->addresses = 0; /* of a name that is known nothing is told */
	r->gate.transfer = &r->transfer;
	r->announced = true;
	return r->seek.asks || strand_gate(&r->node, &r->gate, r->node.context, INTERNET_STATUS_SENDING_REQUEST);
}

/* The application's time is nobody else's. */
static bool on_announced(struct transfer *t, bool *waits)
{
	struct request *r = request_locked(t);
	bool told = announce(r);

	io_allow(t, INFINITE);
	*waits = !r->seek.asks && r->gate.notice;
	return request_unlock(r, told);
}

static bool on_sending(struct transfer *t)
{
	struct request *r = request_locked(t);
	bool told = r->announced || announce(r);

	io_allow(t, r->node.settings.timeouts[TIMEOUT_SEND]);
	r->sent = r->received = 0;
	r->sent_told = r->announced = false;
	if (!r->seek.asks)
		strand_pass(&r->node, &r->gate);
	return request_unlock(r, told);
}

static bool on_headers(struct transfer *t, bool (*fn)(const char *line, void *arg), void *arg)
{
	struct request *r = request_locked(t);
	const struct header *h = r->headers.first;
	bool on;

	while (h && fn(h->line, arg))
		h = h->next;
	on = !h && (!r->seek.asks || seek_headers(r, fn, arg));
	node_unlock(&r->node);
	return on;
}

/* ---- the body, and the end ---- */

/* What the application writes, it writes once; and who is told and asks ever again is told no more. */
static bool on_challenged(struct transfer *t, size_t octets)
{
	struct request *r = request_locked(t);
	bool again = !r->push.state && r->challenges++ < CHALLENGES_MOST;
	bool told = !again || request_number(r, INTERNET_STATUS_RESPONSE_RECEIVED, octets);

	if (!again)
		r->error = r->push.state ? ERROR_INTERNET_FORCE_RETRY : ERROR_HTTP_INVALID_SERVER_RESPONSE;
	return request_unlock(r, told) && again;
}

static size_t on_body(struct transfer *t, const char *data, size_t length)
{
	struct request *r = request_locked(t);
	bool starves = false; /* a read that waits has nothing before it: it is memory that is missing, and nobody would go on */
	size_t taken = length;

	if (r->restarting) {
		taken = 0;
	} else if (r->redirecting) {
		taken = redirect_drains(r, length) ? length : 0;
	} else if (!seek_body(r, data, length)) {
		starves = r->in.read.waits;
		taken = TRANSFER_PAUSE;
	} else {
		request_allow(t, r);
	}
	return request_unlock(r, !starves) || (!starves && taken == TRANSFER_PAUSE) ? taken : 0;
}

static void on_resumed(struct transfer *t)
{
	struct request *r = request_locked(t);

	if (r->in.read.waits || (r->state == REQUEST_SENDING && r->push.sent_all))
		io_allow(t, r->node.settings.timeouts[TIMEOUT_RECEIVE]);
	else if (r->push.out.waits || (r->state == REQUEST_SENDING && r->push.state == PUSH_ENDED))
		io_allow(t, r->node.settings.timeouts[TIMEOUT_SEND]);
	node_unlock(&r->node);
}

static void on_disconnected(struct transfer *t)
{
	struct request *r = request_locked(t);

	request_unlock(r, request_plain(r, INTERNET_STATUS_CLOSING_CONNECTION) && request_plain(r, INTERNET_STATUS_CONNECTION_CLOSED));
}

/* All kinds of trouble with a certificate may be one. */
static DWORD masked(const struct request *r, DWORD error)
{
	static const DWORD kinds[] = {
		ERROR_INTERNET_SEC_CERT_DATE_INVALID, ERROR_INTERNET_SEC_CERT_CN_INVALID, ERROR_INTERNET_INVALID_CA,
		ERROR_INTERNET_SEC_INVALID_CERT, ERROR_INTERNET_SEC_CERT_REVOKED, ERROR_INTERNET_SEC_CERT_REV_FAILED,
	};
	size_t i;

	for (i = 0; i < ARRAY_COUNT(kinds); i++)
		if (error == kinds[i] && (r->node.settings.error_mask & INTERNET_ERROR_MASK_COMBINED_SEC_CERT))
			return ERROR_INTERNET_SEC_CERT_ERRORS;
	return error;
}

static void on_done(struct transfer *t, DWORD how)
{
	struct request *r = request_locked(t);
	DWORD error = masked(r, how);
	bool sending = r->state == REQUEST_SENDING || r->state == REQUEST_WRITING;

	if (r->restarting && !t->cancelled) {
		node_unlock(&r->node);
		return;
	}
	r->over = true;
	r->seek.asks = false;
	r->node.operation.system = t->system;
	r->redirecting = r->redirecting && !t->cancelled;
	if (r->redirecting) {
		redirect_drained(r);
		node_unlock(&r->node);
		return;
	}
	if (r->push.answered && r->push.state != PUSH_ENDED && !t->cancelled) {
		r->error = error;
		push_let_go(r);
		node_unlock(&r->node);
		return;
	}
	if (!r->error)
		r->error = sending && !error ? ERROR_HTTP_INVALID_SERVER_RESPONSE : error;
	r->state = REQUEST_ENDED;
	r->push.out.waits = false;
	r->seek.at_end |= !r->error && r->in.read.waits && !r->in.read.counts;
	if (sending)
		operation_end(&r->node, FALSE, r->error, NULL);
	else
		inflow_end(&r->in, &r->node, r->in.read.got && !t->cancelled ? ERROR_SUCCESS : r->error);
	node_unlock(&r->node);
}

DWORD request_read(struct node *n, struct read *read, DWORD_PTR context)
{
	struct request *r = container_of(n, struct request, node);
	DWORD error;
	bool ended;

	if (!request_is_answered(r))
		return ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	if (r->seek.to >= 0 && (read->wanted || read->counts)) { /* else nothing would wait for what it asks for */
		error = inflow_prepare(&r->in, n, context);
		if (error)
			return error;
		seek_begin(r);
	}
	ended = r->state == REQUEST_ENDED;
	error = inflow_read(&r->in, &r->transfer, read, context, ended ? &r->error : NULL);
	r->seek.at_end |= ended && !r->error && !read->counts && read->got < read->wanted;
	return error;
}

const struct transfer_calls request_calls = {
	on_starting, on_cookies, on_resolving, on_connecting, on_connected, on_announced, on_sending, on_headers, request_sent,
	request_header, on_body, request_upload, request_rewind, on_challenged, on_resumed, on_disconnected, on_done,
};

/* ---- what the application asks for ---- */

DWORD request_prepare(struct request *r, const char *headers, size_t headers_size, const void *body, size_t body_size)
{
	if (r->push.state == PUSH_OPEN) /* HttpEndRequest comes first */
		return ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	r->state = REQUEST_NEW;
	r->restarting = true;
	io_ask(&r->transfer, TRANSFER_STOP);
	r->body = body;
	r->body_size = body_size;
	r->body_sent = r->answer_size = r->in.flow.begin = r->in.flow.count = 0;
	r->error = ERROR_SUCCESS;
	r->status = r->redirects = r->addresses = 0;
	r->redirecting = r->over = false;
	r->seek = (struct seek){ .to = -1 };
	r->push.state = PUSH_NONE;
	r->push.sent_all = r->push.answered = r->push.out.waits = false;
	r->transfer.no_upload = !body_size;
	r->transfer.upload = (int64_t)body_size;
	r->transfer.decodes = r->node.settings.decodes;
	if (r->node.settings.offline || (r->flags & INTERNET_FLAG_OFFLINE))
		return ERROR_FILE_NOT_FOUND;
	if (!headers)
		return ERROR_SUCCESS;
	return headers_add(&r->headers, headers, headers_size, HTTP_ADDREQ_FLAG_ADD | HTTP_ADDREQ_FLAG_REPLACE);
}

DWORD request_start(struct request *r, DWORD error)
{
	if (!error) /* which may be known only since it was opened */
		error = request_secure(r);
	if (!error)
		error = request_route(r, r->url);
	if (error) {
		operation_drop(&r->node);
		return error;
	}
	r->state = REQUEST_SENDING;
	io_ask(&r->transfer, TRANSFER_START);
	return operation_await(&r->node, NULL);
}

DWORD request_send(struct node *n, const char *headers, size_t headers_size, const void *body, size_t body_size)
{
	struct request *r = container_of(n, struct request, node);
	DWORD error;

	node_lock(n);
	error = operation_begin(n, n->context);
	if (!error)
		error = request_start(r, request_prepare(r, headers, headers_size, body, body_size));
	node_unlock(n);
	return error;
}
