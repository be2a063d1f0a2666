/* http_read.c - the body of an answer: what came and nobody has read, and reads that wait. */
#include "inet.h"

enum { FLOW_FIRST = 16384, FLOW_MOST = 262144, FLOW_LOW = 65536 };

/* ---- the pool: a ring that grows ---- */

static bool flow_grow(struct flow *p, size_t room)
{
	char *data = os_alloc(room);
	size_t count = p->count;

	if (!data)
		return false;
	flow_take(p, data, count);
	os_free(p->data);
	*p = (struct flow){ data, room, 0, count };
	return true;
}

bool flow_room(struct flow *p, size_t size)
{
	size_t room = p->room ? p->room : FLOW_FIRST;

	if (p->room - p->count >= size)
		return true;
	while (room - p->count < size)
		room *= 2;
	return room <= FLOW_MOST && flow_grow(p, room);
}

void flow_put(struct flow *p, const char *data, size_t size)
{
	size_t end = p->room ? (p->begin + p->count) % p->room : 0;
	size_t first = size < p->room - end ? size : p->room - end;

	if (!size)
		return;
	memcpy(p->data + end, data, first);
	memcpy(p->data, data + first, size - first);
	p->count += size;
}

size_t flow_take(struct flow *p, char *to, size_t most)
{
	size_t size = p->count < most ? p->count : most;
	size_t first = size < p->room - p->begin ? size : p->room - p->begin;

	if (!size)
		return 0;
	memcpy(to, p->data + p->begin, first);
	memcpy(to + first, p->data, size - first);
	p->begin = (p->begin + size) % p->room;
	p->count -= size;
	return size;
}

bool flow_is_low(const struct flow *p)
{
	return p->count <= FLOW_LOW;
}

/* ---- reads ---- */

void read_end(struct request *r, DWORD error)
{
	if (!r->to)
		return;
	r->to = NULL;
	*r->got_to = r->got;
	if (!strand_number(&r->node, r->node.context, INTERNET_STATUS_RESPONSE_RECEIVED, r->got) && !error)
		error = ERROR_NOT_ENOUGH_MEMORY;
	operation_end(&r->node, !error, error, NULL);
}

/* Locked: what is there does not suffice, and more is to come. */
static DWORD read_wait(struct request *r, char *buffer, DWORD wanted, DWORD got, DWORD *got_to)
{
	struct notice *receiving = NULL;
	DWORD error;

	if (strand_wanted(&r->node, r->node.context)) {
		receiving = notice_make(r->node.context, INTERNET_STATUS_RECEIVING_RESPONSE, 0);
		if (!receiving)
			return ERROR_NOT_ENOUGH_MEMORY;
	}
	error = operation_begin(&r->node, r->node.context);
	if (error) {
		os_free(receiving);
		return error;
	}
	r->to = buffer;
	r->wanted = wanted;
	r->got = got;
	r->got_to = got_to;
	io_ask(&r->transfer, TRANSFER_RESUME);
	if (receiving)
		strand_now(&r->node, receiving);
	return operation_await(&r->node, NULL);
}

/* Locked. */
static DWORD read_some(struct request *r, char *buffer, DWORD wanted, DWORD *got)
{
	DWORD size;

	if (r->node.closed)
		return ERROR_INVALID_HANDLE;
	if (r->node.operation.state != OPERATION_IDLE)
		return ERROR_INTERNET_REQUEST_PENDING;
	if (r->state != REQUEST_ANSWERED && r->state != REQUEST_ENDED)
		return ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	size = (DWORD)flow_take(&r->flow, buffer, wanted);
	if (size < wanted && r->state == REQUEST_ANSWERED)
		return read_wait(r, buffer, wanted, size, got);
	if (r->state == REQUEST_ANSWERED && flow_is_low(&r->flow))
		io_ask(&r->transfer, TRANSFER_RESUME);
	*got = size;
	return size ? ERROR_SUCCESS : r->error;
}

DWORD request_read(struct node *n, void *buffer, DWORD wanted, DWORD *got)
{
	struct request *r = container_of(n, struct request, node);
	DWORD error;

	*got = 0;
	node_lock(n);
	error = read_some(r, buffer, wanted, got);
	node_unlock(n);
	return error;
}
