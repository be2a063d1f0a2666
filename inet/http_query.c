/* http_query.c - what a request asked for and what came back: headers and the line before them, as text, number or time. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "inet.h"

/* By HTTP_QUERY_*; NULL: it is no header. */
static const char *const names[HTTP_QUERY_MAX + 1] = {
	"MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-ID", "Content-Description", "Content-Length",
	"Content-Language", "Allow", "Public", "Date", "Expires", "Last-Modified", "Message-ID", "URI", "Derived-From", "Cost", "Link",
	"Pragma", NULL, NULL, NULL, NULL, NULL, "Connection", "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language",
	"Authorization", "Content-Encoding", "Forwarded", "From", "If-Modified-Since", "Location", "Orig-URI", "Referer", "Retry-After",
	"Server", "Title", "User-Agent", "WWW-Authenticate", "Proxy-Authenticate", "Accept-Ranges", "Set-Cookie", "Cookie", NULL,
	"Refresh", "Content-Disposition", "Age", "Cache-Control", "Content-Base", "Content-Location", "Content-MD5", "Content-Range",
	"ETag", "Host", "If-Match", "If-None-Match", "If-Range", "If-Unmodified-Since", "Max-Forwards", "Proxy-Authorization", "Range",
	"Transfer-Encoding", "Upgrade", "Vary", "Via", "Warning", "Expect", "Proxy-Connection", "Unless-Modified-Since",
	NULL, NULL, NULL, NULL, "Proxy-Support", "Authentication-Info", "PassportURLs", "PassportConfig",
};

/* A piece of text that lies somewhere. */
struct piece { const char *at; size_t size; };

static struct piece piece_of(const char *text)
{
	return (struct piece){ text, text ? strlen(text) : 0 };
}

/* The first line with this name from here on; NULL: there is none. */
static const char *line_named(const char *line, const char *name)
{
	size_t length = strlen(name);

	while (*line && (!ascii_equal_n(line, name, length) || line[length] != ':'))
		line = strchr(line, '\n') + 1;
	return *line ? line : NULL;
}

static const char *first_line(const struct request *r, const char *name)
{
	return r->answer_size ? line_named(r->answer, name) : NULL;
}

static const char *next_line(const char *line, const char *name)
{
	return line_named(strchr(line, '\n') + 1, name);
}

/* The index-th line of the answer with this name. */
static struct piece answer_header(const struct request *r, const char *name, DWORD index)
{
	const char *line = first_line(r, name), *end;

	while (line && index--)
		line = next_line(line, name);
	if (!line)
		return (struct piece){ NULL, 0 };
	line += strlen(name) + 1;
	line += strspn(line, " \t");
	end = line + strcspn(line, "\r\n");
	while (end > line && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	return (struct piece){ line, (size_t)(end - line) };
}

/* Once through the head, however many they are: nobody else is served meanwhile. */
unsigned answer_count(const struct request *r, const char *name)
{
	const char *line = first_line(r, name);
	unsigned n;

	for (n = 0; line; n++)
		line = next_line(line, name);
	return n;
}

static void answer_remove(struct request *r, const char *name)
{
	struct piece p;
	char *line, *end, *last = r->answer + r->answer_size;

	while ((p = answer_header(r, name, 0)).at) {
		line = r->answer + (p.at - r->answer);
		while (line > r->answer && line[-1] != '\n')
			line--;
		end = strchr(line, '\n') + 1;
		memmove(line, end, (size_t)(last - end) + 1);
		last -= end - line;
	}
	r->answer_size = (size_t)(last - r->answer);
}

void answer_decoded(struct request *r)
{
	if (!answer_header(r, "Content-Encoding", 0).at)
		return;
	r->seek.decoded = true;
	answer_remove(r, "Content-Encoding");
	answer_remove(r, "Content-Length");
}

char *answer_value(const struct request *r, const char *name, DWORD *error)
{
	struct piece p = answer_header(r, name, 0);
	char *text = p.at ? text_copy(p.at, p.size) : NULL;

	*error = p.at && !text ? ERROR_NOT_ENOUGH_MEMORY : ERROR_SUCCESS;
	return text;
}

/* The n-th word of the status line, or all from there on. */
static struct piece status_part(const struct request *r, unsigned n, bool rest)
{
	const char *at = r->answer_size ? r->answer : "", *end = at + strcspn(at, "\r\n"), *word;

	for (; n; n--) {
		at += strcspn(at, " \r\n");
		at += strspn(at, " ");
	}
	word = at + strcspn(at, " \r\n");
	return (struct piece){ at, (size_t)((rest ? end : word) - at) };
}

/* The lines of the head, without the empty one. */
static DWORD raw(const char *text, size_t size, bool crlf, struct query *q)
{
	size_t i, n = 0;

	q->text = os_alloc(size + 2);
	if (!q->text)
		return ERROR_NOT_ENOUGH_MEMORY;
	for (i = 0; i < size; i++)
		if (text[i] != '\r')
			q->text[n++] = text[i] == '\n' && !crlf ? 0 : text[i];
		else if (crlf)
			q->text[n++] = text[i];
	q->text[n] = 0;
	q->length = n;
	return ERROR_SUCCESS;
}

static DWORD raw_request(const struct request *r, bool crlf, struct query *q)
{
	const char *path = strstr(r->url, "://") + 3;
	const struct header *h;
	size_t size = strlen(r->method) + strlen(path) + 32, n;
	DWORD error;
	char *text;

	path += strcspn(path, "/?");
	for (h = r->headers.first; h; h = h->next)
		size += strlen(h->line) + 2;
	text = os_alloc(size);
	if (!text)
		return ERROR_NOT_ENOUGH_MEMORY;
	n = (size_t)snprintf(text, size, "%s %s HTTP/1.1\r\n", r->method, *path ? path : "/");
	for (h = r->headers.first; h; h = h->next)
		n += (size_t)snprintf(text + n, size - n, "%s\r\n", h->line);
	error = raw(text, n, crlf, q);
	os_free(text);
	return error;
}

static DWORD found(struct piece p, struct query *q)
{
	if (!p.at)
		return ERROR_HTTP_HEADER_NOT_FOUND;
	q->text = text_copy(p.at, p.size);
	q->length = p.size;
	return q->text ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

/* What is no header. */
static DWORD query_line(const struct request *r, DWORD level, bool asked, struct query *q)
{
	switch (level) {
	case HTTP_QUERY_REQUEST_METHOD: return found(piece_of(r->method), q);
	case HTTP_QUERY_VERSION: return asked ? found(piece_of("HTTP/1.1"), q) : found(status_part(r, 0, false), q);
	case HTTP_QUERY_STATUS_CODE:
		if (asked)
			return ERROR_HTTP_INVALID_QUERY_REQUEST;
		return found(r->answer_size ? status_part(r, 1, false) : piece_of("0"), q);
	case HTTP_QUERY_STATUS_TEXT: return asked ? ERROR_HTTP_INVALID_QUERY_REQUEST : found(status_part(r, 2, true), q);
	case HTTP_QUERY_RAW_HEADERS:
	case HTTP_QUERY_RAW_HEADERS_CRLF:
		if (asked)
			return raw_request(r, level == HTTP_QUERY_RAW_HEADERS_CRLF, q);
		return raw(r->answer_size ? r->answer : "", r->answer_size, level == HTTP_QUERY_RAW_HEADERS_CRLF, q);
	default: return ERROR_HTTP_INVALID_QUERY_REQUEST;
	}
}

static bool read_time(const char *text, SYSTEMTIME *t)
{
	time_t seconds = curl_getdate(text, NULL);
	struct tm tm;

	if (seconds == -1 || !gmtime_r(&seconds, &tm))
		return false;
	*t = (SYSTEMTIME){ (WORD)(tm.tm_year + 1900), (WORD)(tm.tm_mon + 1), (WORD)tm.tm_wday, (WORD)tm.tm_mday, (WORD)tm.tm_hour,
			   (WORD)tm.tm_min, (WORD)tm.tm_sec, 0 };
	return true;
}

/* Text becomes what the modifiers ask for. */
static DWORD convert(DWORD info, struct query *q)
{
	char *end = q->text;
	bool good = true;

	if (info & HTTP_QUERY_FLAG_SYSTEMTIME) {
		good = read_time(q->text, &q->time);
		q->value = &q->time;
		q->value_size = sizeof q->time;
	} else if (info & (HTTP_QUERY_FLAG_NUMBER | HTTP_QUERY_FLAG_NUMBER64)) {
		q->number64 = strtoull(q->text, &end, 10);
		q->number = (DWORD)q->number64;
		good = end != q->text;
		q->value = info & HTTP_QUERY_FLAG_NUMBER64 ? (void *)&q->number64 : (void *)&q->number;
		q->value_size = info & HTTP_QUERY_FLAG_NUMBER64 ? sizeof q->number64 : sizeof q->number;
	}
	return good ? ERROR_SUCCESS : ERROR_HTTP_INVALID_QUERY_REQUEST;
}

/* Locked. */
static DWORD query(const struct request *r, DWORD info, const char *custom, DWORD *index, struct query *q)
{
	DWORD level = info & 0xFFFF, at = index ? *index : 0, error;
	bool asked = info & HTTP_QUERY_FLAG_REQUEST_HEADERS;
	const char *name = level == HTTP_QUERY_CUSTOM ? custom : level <= HTTP_QUERY_MAX ? names[level] : NULL;

	if (r->push.state == PUSH_OPEN)
		return ERROR_INTERNET_INCORRECT_HANDLE_STATE;
	if (!name)
		return query_line(r, level, asked, q);
	error = found(asked ? piece_of(headers_find(&r->headers, name, at)) : answer_header(r, name, at), q);
	if (!error && index)
		++*index;
	return error;
}

DWORD request_query(struct node *n, DWORD info, const char *custom, DWORD *index, struct query *q)
{
	DWORD error;

	*q = (struct query){ .text = NULL };
	node_lock(n);
	error = query(container_of(n, struct request, node), info, custom, index, q);
	node_unlock(n);
	if (!error)
		error = convert(info, q);
	if (error) {
		os_free(q->text);
		q->text = NULL;
	}
	return error;
}

DWORD request_add_headers(struct node *n, const char *text, size_t length, DWORD modifiers)
{
	DWORD error;

	node_lock(n);
	error = headers_add(&container_of(n, struct request, node)->headers, text, length, modifiers);
	node_unlock(n);
	return error;
}
