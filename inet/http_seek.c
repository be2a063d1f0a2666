/* http_seek.c - reading from another place of an answer's body: what has come is skipped, or what is there is asked for anew, by a
 * Range of the same request. Nothing of that is told but the read itself. */
#include <stdio.h>
#include <stdlib.h>

#include "inet.h"

enum { SKIP_MOST = 65536 };            /* octets that come sooner than another answer does */

static uint64_t position(const struct request *r)
{
	return r->seek.to >= 0 ? (uint64_t)r->seek.to : r->seek.came - r->in.flow.count;
}

/* -1: nobody knows. */
static int64_t length_of(const struct request *r, DWORD *error)
{
	char *text = answer_value(r, "Content-Length", error);
	int64_t length = text ? strtoll(text, NULL, 10) : -1;

	os_free(text);
	return length < 0 && r->state == REQUEST_ENDED && !r->error ? (int64_t)r->seek.came : length;
}

/* ---- what the application asks for ---- */

static DWORD base_of(const struct request *r, DWORD method, int64_t *base)
{
	DWORD error = ERROR_SUCCESS;

	switch (method) {
	case FILE_BEGIN:
		*base = 0;
		break;
	case FILE_CURRENT:
		*base = (int64_t)position(r);
		break;
	case FILE_END:
		*base = length_of(r, &error);
		if (!error && *base < 0)
			error = ERROR_INTERNET_INVALID_OPERATION;
		break;
	default:
		error = ERROR_INVALID_PARAMETER;
	}
	return error;
}

static DWORD is_answered(const struct request *r)
{
	if (r->node.closed)
		return ERROR_INVALID_HANDLE;
	if (r->node.operation.state != OPERATION_IDLE)
		return ERROR_INTERNET_REQUEST_PENDING;
	return request_is_answered(r) ? ERROR_SUCCESS : ERROR_INTERNET_INCORRECT_HANDLE_STATE;
}

/* An answer that is a part, because the application has asked for one itself, begins somewhere. */
static DWORD tell(const struct request *r, uint64_t *at)
{
	DWORD error = is_answered(r);
	char *range = !error && r->status == 206 ? answer_value(r, "Content-Range", &error) : NULL;

	*at = position(r) + (range && ascii_equal_n(range, "bytes ", 6) ? strtoull(range + 6, NULL, 10) : 0);
	os_free(range);
	return error;
}

/* As documented: of what is only read and could be kept, and not behind its end. */
static DWORD may_seek(const struct request *r)
{
	DWORD error = is_answered(r);

	if (error)
		return error;
	if (!r->transfer.no_upload) /* what went with it is the caller's again */
		return ERROR_INTERNET_INVALID_OPERATION;
	if ((strcmp(r->method, "GET") && strcmp(r->method, "HEAD")) || (r->flags & INTERNET_FLAG_NO_CACHE_WRITE) || r->status != 200)
		return ERROR_INTERNET_INVALID_OPERATION;
	if (r->seek.at_end)
		return ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	return ERROR_SUCCESS;
}

static DWORD seek(struct request *r, int64_t distance, DWORD method, uint64_t *to)
{
	DWORD error = may_seek(r);
	int64_t base;

	if (!error)
		error = base_of(r, method, &base);
	if (error)
		return error;
	if (__builtin_add_overflow(base, distance, &base))
		return ERROR_INVALID_PARAMETER;
	if (base < 0)
		return ERROR_NEGATIVE_SEEK;
	*to = (uint64_t)base;
	r->seek.to = base;
	return ERROR_SUCCESS;
}

DWORD request_seek(struct node *n, int64_t distance, DWORD method, uint64_t *to)
{
	struct request *r = container_of(n, struct request, node);
	DWORD error;

	node_lock(n);
	error = !distance && method == FILE_CURRENT ? tell(r, to) : seek(r, distance, method, to);
	node_unlock(n);
	return error;
}

/* ---- a read begins there ---- */

static void restart(struct request *r, uint64_t to)
{
	r->in.flow.begin = r->in.flow.count = 0;
	r->seek = (struct seek){ .came = to, .to = -1, .asks = true, .decoded = r->seek.decoded };
	r->state = REQUEST_ANSWERED;
	r->error = ERROR_SUCCESS;
	r->over = false;
	r->restarting = true;
	io_ask(&r->transfer, TRANSFER_STOP);
	io_ask(&r->transfer, TRANSFER_START);
}

void seek_begin(struct request *r)
{
	uint64_t to = (uint64_t)r->seek.to, came = r->seek.came, left;

	r->seek.to = -1;
	if (to >= came - r->in.flow.count && to <= came && (to < came || r->state == REQUEST_ANSWERED || !r->error)) {
		left = came - to;
		r->in.flow.begin = r->in.flow.room ? (r->in.flow.begin + r->in.flow.count - left) % r->in.flow.room : 0;
		r->in.flow.count = left;
	} else if (to > came && to - came <= SKIP_MOST && r->state == REQUEST_ANSWERED) {
		r->in.flow.begin = r->in.flow.count = 0;
		r->seek.skip += to - came;
		r->seek.came = to;
	} else {
		restart(r, to);
	}
}

/* ---- what is sent, and what comes ---- */

/* What the server has sent is only to be gone on with if it is still that. */
static bool add_validator(const struct request *r, bool (*fn)(const char *line, void *arg), void *arg)
{
	char line[1024];
	DWORD error;
	char *tag = answer_value(r, "ETag", &error), *text = tag;
	int size = 0;
	bool on;

	if (!error && (!tag || !strncmp(tag, "W/", 2)))
		text = answer_value(r, "Last-Modified", &error);
	if (text)
		size = snprintf(line, sizeof line, "If-Range: %s", text);
	on = !error && (!text || size >= (int)sizeof line || fn(line, arg));
	if (text != tag)
		os_free(text);
	os_free(tag);
	return on;
}

bool seek_headers(const struct request *r, bool (*fn)(const char *line, void *arg), void *arg)
{
	char line[64];

	snprintf(line, sizeof line, "Range: bytes=%llu-", (unsigned long long)r->seek.came);
	return r->seek.decoded || (fn(line, arg) && add_validator(r, fn, arg));
}

static bool is_named(const char *line, size_t length, const char *name)
{
	size_t size = strlen(name);

	return length > size && line[size] == ':' && ascii_equal_n(line, name, size);
}

/* Whether the line says of the answer what the first answer's said. */
static bool agrees(const struct request *r, const char *name, const char *line, size_t length)
{
	DWORD error;
	char *value = answer_value(r, name, &error);
	const char *at = line + strlen(name) + 1, *end = line + length;
	bool same;

	while (end > at && (end[-1] == '\r' || end[-1] == '\n' || end[-1] == ' '))
		end--;
	while (at < end && *at == ' ')
		at++;
	same = !error && (!value || (strlen(value) == (size_t)(end - at) && !memcmp(value, at, (size_t)(end - at))));
	os_free(value);
	return same;
}

static void read_line(struct request *r, const char *line, size_t length)
{
	struct seek *s = &r->seek;
	const char *space = memchr(line, ' ', length);

	if (length >= 5 && ascii_equal_n(line, "HTTP/", 5)) {
		s->status = space ? (DWORD)strtoul(space, NULL, 10) : 0;
		s->same = true;
		s->fits = false;
	} else if (is_named(line, length, "Content-Range")) {
		s->fits = space && ascii_equal_n(space, " bytes ", 7) && strtoull(space + 7, NULL, 10) == s->came;
	} else if (is_named(line, length, "ETag")) {
		s->same &= agrees(r, "ETag", line, length);
	} else if (is_named(line, length, "Last-Modified")) {
		s->same &= agrees(r, "Last-Modified", line, length);
	}
}

/* The head is whole. One that does not know parts gives all. */
static bool answered(struct request *r)
{
	struct seek *s = &r->seek;

	if (s->status / 100 == 1)
		return true;
	s->asks = false;
	s->ends = s->status == 416;
	if (s->status == 200)
		s->skip = s->came;
	if (s->ends || (s->same && (s->status == 200 || (s->status == 206 && s->fits))))
		return true;
	r->error = ERROR_HTTP_INVALID_SERVER_RESPONSE;
	return false;
}

bool seek_header(struct request *r, const char *line, size_t length)
{
	read_line(r, line, length);
	if (length <= 2 && !answered(r))
		return false;
	if (!r->seek.asks)
		io_allow(&r->transfer, r->node.settings.timeouts[TIMEOUT_RECEIVE]);
	return true;
}

bool seek_body(struct request *r, const char *data, size_t length)
{
	struct seek *s = &r->seek;
	size_t skipped = s->ends || s->skip > length ? length : (size_t)s->skip;

	if (length > skipped && !inflow_take(&r->in, &r->node, data + skipped, length - skipped))
		return false;
	s->skip -= s->ends ? 0 : skipped;
	s->came += length - skipped;
	return true;
}
