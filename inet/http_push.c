/* http_push.c - a body that the application writes piece by piece: HttpSendRequestEx, InternetWriteFile, HttpEndRequest. */
#include "inet.h"

/* ---- what the engine takes ---- */

/* What a write that waits has left. */
static size_t take_written(struct push *p, char *to, size_t room)
{
	size_t size = p->from_size < room ? p->from_size : room;

	if (!size)
		return 0;
	memcpy(to, p->from, size);
	p->from += size;
	p->from_size -= size;
	return size;
}

/* Locked. The first time that there is nothing left the head is out, and what came with it. */
size_t push_upload(struct request *r, char *to, size_t room)
{
	struct push *p = &r->push;
	size_t size = flow_take(&p->flow, to, room);

	size += take_written(p, to + size, room - size);
	if (p->waits && !p->from_size) {
		p->waits = false;
		*p->written_to = p->written;
		operation_end(&r->node, TRUE, ERROR_SUCCESS, NULL);
	}
	if (!size && p->state == PUSH_HEAD)
		push_head_sent(r);
	return size || p->state == PUSH_ENDED ? size : TRANSFER_PAUSE;
}

/* Locked. */
bool push_head_sent(struct request *r)
{
	bool told = strand_number(&r->node, r->node.operation.context, INTERNET_STATUS_REQUEST_SENT, (DWORD)r->sent);

	r->push.state = PUSH_OPEN;
	r->state = REQUEST_WRITING;
	io_allow(&r->transfer, INFINITE);
	operation_end(&r->node, told, told ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY, NULL);
	return told;
}

/* ---- what the application asks for ---- */

static DWORD open_push(struct request *r, const INTERNET_BUFFERSA *in)
{
	struct push *p = &r->push;
	size_t first = in && in->lpvBuffer ? in->dwBufferLength : 0;

	p->state = PUSH_HEAD;
	p->flow.begin = p->flow.count = 0;
	r->transfer.no_upload = !in || !in->dwBufferTotal;
	r->transfer.upload = in ? in->dwBufferTotal : 0;
	if (r->transfer.no_upload || !first)
		return ERROR_SUCCESS;
	if (!flow_room(&p->flow, first))
		return ERROR_NOT_ENOUGH_MEMORY;
	flow_put(&p->flow, in->lpvBuffer, first);
	return ERROR_SUCCESS;
}

DWORD request_push(struct node *n, const INTERNET_BUFFERSA *in, DWORD_PTR context)
{
	struct request *r = container_of(n, struct request, node);
	const char *headers = in ? in->lpcszHeader : NULL;
	size_t size = !headers ? 0 : in->dwHeadersLength == (DWORD)-1 ? strlen(headers) : in->dwHeadersLength;
	DWORD error;

	node_lock(n);
	error = operation_begin(n, context ? context : n->context);
	if (!error) {
		error = request_prepare(r, headers, size, NULL, 0);
		if (!error)
			error = open_push(r, in);
		error = request_start(r, error);
	}
	node_unlock(n);
	return error;
}

/* Locked: it is more than is kept. */
static DWORD write_wait(struct request *r, const void *data, DWORD size, DWORD *written)
{
	struct push *p = &r->push;
	DWORD error = operation_begin(&r->node, r->node.context);

	if (error)
		return error;
	p->from = data;
	p->from_size = p->written = size;
	p->written_to = written;
	p->waits = true;
	io_ask(&r->transfer, TRANSFER_RESUME);
	return operation_await(&r->node, NULL);
}

static DWORD tell_write(struct node *n, DWORD size)
{
	struct notice *sending, *sent;

	if (!strand_wanted(n, n->context))
		return ERROR_SUCCESS;
	sending = notice_make(n->context, INTERNET_STATUS_SENDING_REQUEST, 0);
	sent = notice_make(n->context, INTERNET_STATUS_REQUEST_SENT, 0);
	if (!sending || !sent) {
		os_free(sending);
		os_free(sent);
		return ERROR_NOT_ENOUGH_MEMORY;
	}
	sent->number = size;
	sent->length = sizeof sent->number;
	strand_now(n, sending);
	strand_now(n, sent);
	return ERROR_SUCCESS;
}

/* Locked. */
static DWORD may_write(const struct request *r)
{
	if (r->node.closed)
		return ERROR_INVALID_HANDLE;
	if (r->node.operation.state != OPERATION_IDLE)
		return ERROR_INTERNET_REQUEST_PENDING;
	if (r->push.state != PUSH_OPEN)
		return ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	return r->over && !r->push.answered ? r->error : ERROR_SUCCESS;
}

DWORD request_write(struct node *n, const void *data, DWORD size, DWORD *written)
{
	struct request *r = container_of(n, struct request, node);
	DWORD error;

	*written = 0;
	node_lock(n);
	error = may_write(r);
	if (!error)
		error = tell_write(n, size);
	if (!error)
		error = may_write(r);
	if (!error && r->over) {
		*written = size; /* the server has answered without it: HttpEndRequest says how */
	} else if (!error && flow_room(&r->push.flow, size)) {
		flow_put(&r->push.flow, data, size);
		io_ask(&r->transfer, TRANSFER_RESUME);
		*written = size;
	} else if (!error) {
		error = write_wait(r, data, size, written);
	}
	node_unlock(n);
	return error;
}

/* Locked, and the operation has begun. What came while the application still wrote is told now. */
static void end_push(struct request *r)
{
	bool told = true;

	r->push.state = PUSH_ENDED;
	if (r->state == REQUEST_ENDED) {
		operation_end(&r->node, FALSE, ERROR_INTERNET_OPERATION_CANCELLED, NULL);
		return;
	}
	r->state = REQUEST_SENDING;
	if (r->push.sent_all || r->push.answered)
		told = strand_plain(&r->node, r->node.context, INTERNET_STATUS_RECEIVING_RESPONSE);
	if (!told || (r->push.answered && !request_answered(r)))
		operation_end(&r->node, FALSE, ERROR_NOT_ENOUGH_MEMORY, NULL);
	io_ask(&r->transfer, TRANSFER_RESUME);
}

DWORD request_end(struct node *n)
{
	struct request *r = container_of(n, struct request, node);
	DWORD error;

	node_lock(n);
	error = n->closed || r->push.state == PUSH_OPEN ? operation_begin(n, n->context) : ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	if (!error) {
		end_push(r);
		error = operation_await(n, NULL);
	}
	node_unlock(n);
	return error;
}
