/* outflow.c - what the application writes to a server: what is kept until it is taken, and writes that wait. */
#include "inet.h"

/* What a write that waits has left. */
static size_t take_written(struct outflow *o, char *to, size_t room)
{
	size_t size = !o->waits ? 0 : o->from_size < room ? o->from_size : room; /* it is the caller's as long as it waits */

	if (!size)
		return 0;
	memcpy(to, o->from, size);
	o->from += size;
	o->from_size -= size;
	return size;
}

void outflow_drop(struct outflow *o, struct node *n)
{
	if (!o->waits)
		return;
	o->waits = false;
	*o->written_to = o->written;
	operation_end(n, TRUE, ERROR_SUCCESS, NULL);
}

size_t outflow_take(struct outflow *o, struct node *n, char *to, size_t room)
{
	size_t size = flow_take(&o->flow, to, room);

	size += take_written(o, to + size, room - size);
	if (!o->from_size)
		outflow_drop(o, n);
	return size;
}

/* Locked: it is more than is kept. */
static DWORD write_wait(struct outflow *o, struct transfer *t, const void *data, DWORD size, DWORD *written)
{
	DWORD error = operation_begin(t->node, t->node->context);

	if (error)
		return error;
	o->from = data;
	o->from_size = o->written = size;
	o->written_to = written;
	o->waits = true;
	io_ask(t, TRANSFER_RESUME);
	return operation_await(t->node, NULL);
}

DWORD outflow_write(struct outflow *o, struct transfer *t, const void *data, DWORD size, DWORD *written)
{
	if (!flow_room(&o->flow, size))
		return write_wait(o, t, data, size, written);
	flow_put(&o->flow, data, size);
	io_ask(t, TRANSFER_RESUME);
	*written = size;
	return ERROR_SUCCESS;
}

/* Locked. */
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
	if (n->closed) /* meanwhile, and its end is told */
		os_free(sent);
	else
		strand_now(n, sent);
	return ERROR_SUCCESS;
}

/* Locked. */
static DWORD may_write(struct node *n, DWORD size)
{
	if (n->closed)
		return ERROR_INVALID_HANDLE;
	if (n->operation.state != OPERATION_IDLE)
		return ERROR_INTERNET_REQUEST_PENDING;
	return n->class->writable ? n->class->writable(n, size) : ERROR_INTERNET_INCORRECT_HANDLE_STATE;
}

DWORD node_write(struct node *n, const void *data, DWORD size, DWORD *written)
{
	DWORD error;

	*written = 0;
	node_lock(n);
	error = may_write(n, size);
	if (!error)
		error = tell_write(n, size);
	if (!error)
		error = may_write(n, size);
	if (!error)
		error = n->class->write(n, data, size, written);
	node_unlock(n);
	return error;
}
