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

/* What a read has got is told, and counts where the caller wanted to have it. */
void read_end(struct request *r, DWORD error)
{
	struct read *read = &r->read;
	DWORD count = read->counts ? (DWORD)r->flow.count : read->got;

	if (!read->waits)
		return;
	read->waits = false;
	if (read->got_to)
		*read->got_to = count;
	if (!strand_number(&r->node, r->node.operation.context, INTERNET_STATUS_RESPONSE_RECEIVED, count) && !error)
		error = ERROR_NOT_ENOUGH_MEMORY;
	r->node.operation.count = read->tells ? count : 0;
	operation_end(&r->node, !error, error, NULL);
}

/* Locked: what is there does not suffice, and more is to come. */
static DWORD read_wait(struct request *r, const struct read *read, DWORD_PTR context)
{
	struct notice *receiving = NULL;
	DWORD error;

	if (strand_wanted(&r->node, context)) {
		receiving = notice_make(context, INTERNET_STATUS_RECEIVING_RESPONSE, 0);
		if (!receiving)
			return ERROR_NOT_ENOUGH_MEMORY;
	}
	error = operation_begin(&r->node, context);
	if (error) {
		os_free(receiving);
		return error;
	}
	r->read = *read;
	if (read->some && !read->counts)
		r->read = (struct read){ .counts = true, .some = true };
	r->read.waits = true;
	io_ask(&r->transfer, TRANSFER_RESUME);
	if (receiving)
		strand_now(&r->node, receiving);
	return operation_await(&r->node, NULL);
}

/* Locked. */
static DWORD may_read(const struct request *r)
{
	if (r->node.closed)
		return ERROR_INVALID_HANDLE;
	if (r->node.operation.state != OPERATION_IDLE)
		return ERROR_INTERNET_REQUEST_PENDING;
	return r->state == REQUEST_ANSWERED || r->state == REQUEST_ENDED ? ERROR_SUCCESS : ERROR_INTERNET_INCORRECT_HANDLE_STATE;
}

/* Locked. Of a read that counts nothing is taken. */
static DWORD read_some(struct request *r, struct read *read, DWORD_PTR context)
{
	bool ended = r->state == REQUEST_ENDED;
	DWORD error = may_read(r), had = (DWORD)r->flow.count;

	if (error)
		return error;
	if (!read->counts)
		read->got = (DWORD)flow_take(&r->flow, read->to, read->wanted);
	if (!ended && (read->some ? !had : read->got < read->wanted))
		return read_wait(r, read, context);
	if (!ended && flow_is_low(&r->flow))
		io_ask(&r->transfer, TRANSFER_RESUME);
	if (read->got_to)
		*read->got_to = read->counts ? had : read->got;
	return had || !ended ? ERROR_SUCCESS : r->error;
}

static DWORD read_now(struct node *n, struct read *read, DWORD_PTR context)
{
	DWORD error;

	node_lock(n);
	error = read_some(container_of(n, struct request, node), read, context ? context : n->context);
	node_unlock(n);
	return error;
}

DWORD request_read(struct node *n, void *buffer, DWORD wanted, DWORD *got)
{
	struct read read = { .to = buffer, .wanted = wanted, .got_to = got };

	return read_now(n, &read, 0);
}

/* With no_wait what is not there yet is not put into the buffer: the next call gives it. */
DWORD request_read_ex(struct node *n, INTERNET_BUFFERSA *buffers, bool no_wait, DWORD_PTR context)
{
	struct read read = { .to = buffers->lpvBuffer, .wanted = buffers->dwBufferLength, .got_to = &buffers->dwBufferLength,
			     .some = no_wait };

	return read_now(n, &read, context);
}

DWORD request_available(struct node *n, DWORD *count)
{
	struct read read = { .counts = true, .some = true, .tells = true, .got_to = count };

	return read_now(n, &read, 0);
}
