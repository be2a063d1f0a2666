/* inflow.c - what comes from a server: what nobody has read yet, and reads that wait. */
#include "inet.h"

struct words *inflow_words(const struct inflow *in, DWORD error)
{
	if (!error || !in->words)
		return NULL;
	words_ref(in->words);
	return in->words;
}

/* What a read has got is told, and counts where the caller wanted to have it. */
void inflow_end(struct inflow *in, struct node *n, DWORD error)
{
	struct read *read = &in->read;
	DWORD count = read->counts ? (DWORD)in->flow.count : read->got;

	if (!read->waits)
		return;
	read->waits = false;
	if (read->got_to)
		*read->got_to = count;
	if (in->received && strand_wanted(n, n->operation.context)) {
		in->received->number = count;
		strand_post(n, in->received);
		in->received = NULL;
	}
	n->operation.count = read->tells ? count : 0;
	operation_end(n, !error, error, inflow_words(in, error));
}

bool inflow_take(struct inflow *in, struct node *n, const char *data, size_t length)
{
	struct read *read = &in->read;
	size_t direct = read->waits && !read->counts ? read->wanted - read->got : 0;

	if (direct > length)
		direct = length;
	if (!flow_room(&in->flow, length - direct))
		return false;
	if (direct)
		memcpy(read->to + read->got, data, direct);
	read->got += (DWORD)direct;
	flow_put(&in->flow, data + direct, length - direct);
	if (read->counts || read->got == read->wanted)
		inflow_end(in, n, ERROR_SUCCESS);
	return true;
}

DWORD inflow_prepare(struct inflow *in, struct node *n, DWORD_PTR context)
{
	if (!strand_wanted(n, context))
		return ERROR_SUCCESS;
	if (!in->receiving)
		in->receiving = notice_make(context, INTERNET_STATUS_RECEIVING_RESPONSE, 0);
	if (!in->received)
		in->received = notice_make(context, INTERNET_STATUS_RESPONSE_RECEIVED, 0);
	if (!in->receiving || !in->received)
		return ERROR_NOT_ENOUGH_MEMORY;
	in->receiving->context = in->received->context = context;
	in->received->length = sizeof in->received->number;
	return ERROR_SUCCESS;
}

void inflow_fini(struct inflow *in)
{
	os_free(in->flow.data);
	os_free(in->receiving);
	os_free(in->received);
	words_unref(in->words);
}

static void take_there_is(struct inflow *in, struct read *read)
{
	if (!read->counts)
		read->got = (DWORD)flow_take(&in->flow, read->to, read->wanted);
}

/* Locked: what is there does not suffice, and more is to come. Nothing is taken before all is there that may be missing. */
static DWORD read_wait(struct inflow *in, struct transfer *t, struct read *read, DWORD_PTR context)
{
	struct node *n = t->node;
	struct notice *receiving;
	DWORD error = inflow_prepare(in, n, context);

	if (!error)
		error = operation_begin(n, context);
	if (error)
		return error;
	take_there_is(in, read);
	in->read = *read;
	if (read->some && !read->counts)
		in->read = (struct read){ .counts = true, .some = true };
	in->read.waits = true;
	io_ask(t, TRANSFER_RESUME);
	if (strand_wanted(n, context)) {
		receiving = in->receiving;
		in->receiving = NULL;
		strand_now(n, receiving);
	}
	return operation_await(n, NULL);
}

DWORD inflow_read(struct inflow *in, struct transfer *t, struct read *read, DWORD_PTR context, const DWORD *ended)
{
	DWORD had = (DWORD)in->flow.count;

	if (!ended && (read->some ? !had : had < read->wanted))
		return read_wait(in, t, read, context);
	take_there_is(in, read);
	if (!ended && flow_is_low(&in->flow))
		io_ask(t, TRANSFER_RESUME);
	if (read->got_to)
		*read->got_to = read->counts ? had : read->got;
	return had || !ended ? ERROR_SUCCESS : last_late(*ended, *ended ? in->words : NULL, t->system);
}

/* ---- what the application asks for ---- */

static DWORD read_now(struct node *n, struct read *read, DWORD_PTR context)
{
	DWORD error;

	if (!read->to && read->wanted)
		return ERROR_INVALID_PARAMETER;
	node_lock(n);
	error = n->closed ? ERROR_INVALID_HANDLE
			  : n->operation.state != OPERATION_IDLE ? ERROR_INTERNET_REQUEST_PENDING
								 : n->class->read(n, read, context ? context : n->context);
	node_unlock(n);
	return error;
}

DWORD node_read(struct node *n, void *buffer, DWORD wanted, DWORD *got)
{
	struct read read = { .to = buffer, .wanted = wanted, .got_to = got };

	return read_now(n, &read, 0);
}

/* With no_wait what is not there yet is not put into the buffer: the next call gives it. */
DWORD node_read_ex(struct node *n, INTERNET_BUFFERSA *buffers, bool no_wait, DWORD_PTR context)
{
	struct read read = { .to = buffers->lpvBuffer, .wanted = buffers->dwBufferLength, .got_to = &buffers->dwBufferLength,
			     .some = no_wait };

	return read_now(n, &read, context);
}

DWORD node_available(struct node *n, DWORD *count)
{
	struct read read = { .counts = true, .some = true, .tells = true, .got_to = count };

	return read_now(n, &read, 0);
}
