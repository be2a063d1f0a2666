/* http_head.c - the head of an HTTP answer: its lines are kept, and what it means is told. */

#include "inet.h"

enum { HEAD_MOST = 256 << 10 }; /* octets of heads that an answer may have, and of what follows its body */

/* Doubled, or a head of many lines would be copied as often as it has some. */
static size_t answer_room(size_t size)
{
	size_t room = 512;

	while (room <= size)
		room *= 2;
	return room;
}

static bool answer_add(struct request *r, const char *line, size_t length)
{
	size_t size = r->answer_size + length, room = answer_room(size);

	if (!r->answer || room != answer_room(r->answer_size)) {
		char *answer = os_realloc(r->answer, room);

		if (!answer)
			return false;
		r->answer = answer;
	}
	memcpy(r->answer + r->answer_size, line, length);
	r->answer_size = size;
	r->answer[size] = 0;
	return true;
}

/* Three digits, as libcurl reads it. False: it is none. */
static bool read_status(struct request *r, const char *line, size_t length)
{
	const char *at = memchr(line, ' ', length), *end = line + length;
	unsigned digits = 0;

	r->answer_size = 0;
	r->protocol = length >= 6 && line[5] == '2' ? HTTP_PROTOCOL_FLAG_HTTP2 : 0;
	r->status = 0;
	while (at && at < end && *at == ' ')
		at++;
	for (; at && at < end && *at >= '0' && *at <= '9' && digits <= 3; at++, digits++)
		r->status = r->status * 10 + (DWORD)(*at - '0');
	return digits == 3 && r->status >= 100;
}

/* False: as all that ends a transfer. */
static bool make_no_sense(struct request *r)
{
	r->error = ERROR_HTTP_INVALID_SERVER_RESPONSE;
	return false;
}

bool request_answered(struct request *r)
{
	unsigned cookies = r->transfer.jar ? answer_count(r, "Set-Cookie") : 0;
	DWORD error;

	if (r->push.state == PUSH_ENDED && !r->push.sent_all && !request_plain(r, INTERNET_STATUS_RECEIVING_RESPONSE))
		return false; /* the application has ended it early */
	if (!r->push.state && !request_tell_sent(r))
		return false;
	if (!request_number(r, INTERNET_STATUS_RESPONSE_RECEIVED, r->received))
		return false;
	if (cookies && !request_number(r, INTERNET_STATUS_COOKIE_RECEIVED, cookies))
		return false;
	error = redirect(r);
	if (!error)
		return true;
	r->state = r->over ? REQUEST_ENDED : REQUEST_ANSWERED;
	error = error == ERROR_HTTP_NOT_REDIRECTED ? ERROR_SUCCESS : error;
	operation_end(&r->node, !error, error, NULL);
	return true;
}

/* The head is whole. */
static bool answered(struct request *r)
{
	bool told = true;

	if (r->status == 101) /* to what? */
		return make_no_sense(r);
	if (r->status / 100 == 1)
		return r->state == REQUEST_WRITING || request_number(r, INTERNET_STATUS_INTERMEDIATE_RESPONSE, r->status);
	request_allow(&r->transfer, r);
	hsts_learn(r);
	if (r->transfer.decodes)
		answer_decoded(r);
	if (r->state != REQUEST_WRITING && r->push.state != PUSH_HEAD) {
		told = request_answered(r);
		if (r->redirecting) /* what it has to say beside is not waited for longer than for an answer */
			io_allow(&r->transfer, r->node.settings.timeouts[TIMEOUT_RECEIVE]);
		return told;
	}
	if (r->push.state == PUSH_HEAD)
		told = push_head_sent(r);
	r->push.answered = true;
	if (push_is_refused(r))
		push_let_go(r);
	return told;
}

bool request_header(struct transfer *t, const char *line, size_t length)
{
	struct request *r = request_locked(t);
	bool told = true;

	if (r->restarting) {
		node_unlock(&r->node);
		return false;
	}
	r->received += length;
	if (r->received > HEAD_MOST || memchr(line, 0, length))
		return request_unlock(r, make_no_sense(r));
	if (r->seek.asks)
		told = seek_header(r, line, length);
	else if ((r->state == REQUEST_SENDING || r->state == REQUEST_WRITING) && !r->redirecting && !r->push.answered) {
		if (length >= 5 && ascii_equal_n(line, "HTTP/", 5) && !read_status(r, line, length))
			return request_unlock(r, make_no_sense(r));
		told = answer_add(r, line, length);
		if (told && length <= 2)
			told = answered(r);
	}
	return request_unlock(r, told);
}
