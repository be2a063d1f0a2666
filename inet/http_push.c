/* http_push.c - a body that the application writes piece by piece: HttpSendRequestEx, InternetWriteFile, HttpEndRequest. */
#include "inet.h"

/* ---- what the engine takes ---- */

/* Locked. The first time that there is nothing left the head is out, and what came with it. */
size_t push_upload(struct request *r, char *to, size_t room)
{
	struct push *p = &r->push;
	size_t size = outflow_take(&p->out, &r->node, to, room);

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

/* Locked: nobody takes the rest of the body. */
bool push_is_refused(const struct request *r)
{
	return r->push.answered && r->status >= 300;
}

/* Locked: a write that waits has no reader any more; HttpEndRequest says how it went. */
void push_let_go(struct request *r)
{
	outflow_drop(&r->push.out, &r->node);
}

/* ---- what the application asks for ---- */

static DWORD open_push(struct request *r, const INTERNET_BUFFERSA *in)
{
	struct push *p = &r->push;
	size_t first = in && in->lpvBuffer ? in->dwBufferLength : 0;

	if (in && first > in->dwBufferTotal)
		return ERROR_INVALID_PARAMETER;
	p->left = in ? in->dwBufferTotal - (DWORD)first : 0;
	p->state = PUSH_HEAD;
	p->out.flow.begin = p->out.flow.count = 0;
	r->transfer.no_upload = !in || !in->dwBufferTotal;
	r->transfer.upload = in ? in->dwBufferTotal : 0;
	if (r->transfer.no_upload || !first)
		return ERROR_SUCCESS;
	if (!flow_fit(&p->out.flow, first))
		return ERROR_NOT_ENOUGH_MEMORY;
	flow_put(&p->out.flow, in->lpvBuffer, first);
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

DWORD request_writable(struct node *n, DWORD size)
{
	const struct request *r = container_of(n, struct request, node);

	if (r->push.state != PUSH_OPEN)
		return ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	if (r->over && !r->push.answered)
		return last_late(r->error, NULL, r->transfer.system);
	if (r->over || push_is_refused(r))
		return ERROR_SUCCESS;
	return size > r->push.left ? ERROR_INVALID_PARAMETER : ERROR_SUCCESS;
}

DWORD request_write(struct node *n, const void *data, DWORD size, DWORD *written)
{
	struct request *r = container_of(n, struct request, node);

	if (!r->over && !push_is_refused(r)) {
		DWORD error = outflow_write(&r->push.out, &r->transfer, data, size, written);

		r->push.left -= !error || error == ERROR_IO_PENDING ? size : 0;
		return error;
	}
	*written = size; /* the server has answered without it: HttpEndRequest says how */
	return ERROR_SUCCESS;
}

/* Locked, and the operation has begun. What came while the application still wrote is told now. */
static void end_push(struct request *r)
{
	bool told = true, known = r->push.state == PUSH_HEAD; /* why it has failed */

	r->push.state = PUSH_ENDED;
	if (r->state == REQUEST_ENDED) {
		r->node.operation.system = r->transfer.system;
		operation_end(&r->node, FALSE, known ? ERROR_INTERNET_OPERATION_CANCELLED : r->error, NULL);
		return;
	}
	r->state = REQUEST_SENDING;
	r->push.sent_all |= r->push.answered;
	if (r->push.sent_all)
		told = strand_plain(&r->node, r->node.context, INTERNET_STATUS_RECEIVING_RESPONSE);
	if (!told || (r->push.answered && !request_answered(r)))
		operation_end(&r->node, FALSE, ERROR_NOT_ENOUGH_MEMORY, NULL);
	io_ask(&r->transfer, TRANSFER_RESUME);
}

/* Also what has failed before its head was out. */
static bool may_end(const struct request *r)
{
	return r->push.state == PUSH_OPEN || (r->push.state == PUSH_HEAD && r->state == REQUEST_ENDED);
}

DWORD request_end(struct node *n)
{
	struct request *r = container_of(n, struct request, node);
	DWORD error;

	node_lock(n);
	error = n->closed || may_end(r) ? operation_begin(n, n->context) : ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	if (!error) {
		end_push(r);
		error = operation_await(n, NULL);
	}
	node_unlock(n);
	return error;
}
