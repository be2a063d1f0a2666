/* http_upload.c - the body of an HTTP request on its way, and what is told of the octets that went. */
#include "inet.h"

bool request_tell_sent(struct request *r)
{
	bool before = r->sent_told;

	r->sent_told = true;
	return before || (request_number(r, INTERNET_STATUS_REQUEST_SENT, r->sent) &&
			  request_plain(r, INTERNET_STATUS_RECEIVING_RESPONSE));
}

bool request_sent(struct transfer *t, size_t octets, bool all)
{
	struct request *r = request_locked(t);
	bool told = true;

	r->sent += octets;
	if (r->restarting || (!r->seek.asks && r->state != REQUEST_SENDING && r->state != REQUEST_WRITING))
		told = true; /* of what is stopped, or was answered before */
	else if (r->push.state == PUSH_HEAD && all) {
		r->push.sent_all = true;
		told = push_head_sent(r);
	} else if (r->push.state == PUSH_OPEN) {
		r->push.sent_all |= all;
	} else if (all && r->push.state == PUSH_ENDED) {
		io_allow(t, r->node.settings.timeouts[TIMEOUT_RECEIVE]);
		told = r->push.sent_all || request_plain(r, INTERNET_STATUS_RECEIVING_RESPONSE);
		r->push.sent_all = true;
	} else if (all) {
		io_allow(t, r->node.settings.timeouts[TIMEOUT_RECEIVE]);
		told = request_tell_sent(r);
	}
	return request_unlock(r, told);
}

void request_allow(struct transfer *t, const struct request *r)
{
	const DWORD *timeouts = r->node.settings.timeouts;

	io_allow(t, r->in.read.waits ? timeouts[TIMEOUT_RECEIVE] : r->push.out.waits ? timeouts[TIMEOUT_SEND] : INFINITE);
}

/* As long as the server takes it. */
static void allow_upload(struct transfer *t, const struct request *r, size_t size)
{
	if (r->push.state == PUSH_OPEN)
		request_allow(t, r);
	else if (size && size != TRANSFER_PAUSE && r->state == REQUEST_SENDING)
		io_allow(t, r->node.settings.timeouts[TIMEOUT_SEND]);
}

size_t request_upload(struct transfer *t, char *data, size_t room)
{
	struct request *r = request_locked(t);
	size_t left = r->body_size - r->body_sent, size = left < room ? left : room;

	if (r->restarting) {
		size = 0; /* what there is goes with the next start */
	} else if (r->push.state) {
		size = push_upload(r, data, room);
	} else if (r->state == REQUEST_SENDING && operation_pending(&r->node.operation)) {
		memcpy(data, r->body + r->body_sent, size);
		r->body_sent += size;
	} else {
		size = 0; /* it is the caller's again */
	}
	allow_upload(t, r, size);
	request_unlock(r, true);
	return size;
}

bool request_rewind(struct transfer *t)
{
	struct request *r = request_locked(t);
	bool back = !r->push.state;

	if (back)
		r->body_sent = 0;
	node_unlock(&r->node);
	return back;
}
