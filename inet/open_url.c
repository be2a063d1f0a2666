/* open_url.c - a URL becomes a handle: the connection above it is hidden, and goes when it goes. */
#include <stdio.h>
#include <stdlib.h>

#include "ftp.h"
#include "gopher.h"

/* What is asked for, and the connection that is made for it. */
struct visit {
	struct node *session;
	struct url url;
	struct connect how;
	const char *headers;
	size_t headers_size;
	DWORD flags;
	DWORD_PTR context;
	struct node *hidden;                   /* NULL: not yet */
};

/* What made it said this. */
static DWORD open_hidden(struct visit *v, DWORD error)
{
	if (error)
		return error;
	v->hidden->hidden = true;
	return node_open(v->hidden);
}

/* The path with what libcurl took for a query; to be freed. */
static char *whole_path(const struct url *u)
{
	const char *path = u->path && *u->path ? u->path : "/";
	size_t size = strlen(path) + (u->query ? strlen(u->query) : 0) + 2;
	char *whole = os_alloc(size);

	if (whole)
		snprintf(whole, size, "%s%s%s", path, u->query ? "?" : "", u->query ? u->query : "");
	return whole;
}

/* ---- HTTP ---- */

static DWORD send_request(struct node *n, const struct visit *v)
{
	struct request *r = container_of(n, struct request, node);
	DWORD error;

	node_lock(n);
	error = operation_begin_opening(n);
	if (!error)
		error = request_start(r, request_prepare(r, v->headers, v->headers_size, NULL, 0));
	node_unlock(n);
	return error;
}

static DWORD open_http(struct visit *v, const char *path, HINTERNET *value)
{
	bool secure = ascii_equal(v->url.scheme, "https");
	struct node *n = NULL;
	DWORD error;

	v->how.flags = secure ? v->flags | INTERNET_FLAG_SECURE : v->flags & ~(DWORD)INTERNET_FLAG_SECURE;
	error = open_hidden(v, connect_make(v->session, &v->how, INTERNET_SERVICE_HTTP, 0, &v->hidden));
	if (!error)
		error = request_make(v->hidden, NULL, path, NULL, NULL, v->how.flags, v->context, &n);
	if (!error)
		error = node_open(n);
	if (!error)
		error = send_request(n, v);
	return n ? node_opened(n, error, value) : error;
}

/* ---- FTP: "/directory/file;type=i" ---- */

/* Of "Range: bytes=N-"; 0: there is no such header. */
static DWORD range_of(const struct visit *v, int64_t *from)
{
	struct headers headers = { .first = NULL };
	DWORD error = v->headers ? headers_add(&headers, v->headers, v->headers_size, HTTP_ADDREQ_FLAG_ADD) : ERROR_SUCCESS;
	const char *range = headers_find(&headers, "Range", 0);
	char *end;

	*from = range && ascii_equal_n(range, "bytes=", 6) ? strtoll(range + 6, &end, 10) : 0;
	if (*from < 0 || (*from && strcmp(end, "-")))
		*from = 0;
	headers_free(&headers);
	return error;
}

/* Cuts ";type=X" off; 0: there is none. */
static char take_type(char *path)
{
	size_t size = strlen(path);
	char *type = size >= 7 ? path + size - 7 : NULL;

	if (!type || !ascii_equal_n(type, ";type=", 6))
		return 0;
	*type = 0;
	return type[6];
}

static DWORD visit_ftp(struct visit *v, char *path, char type, int64_t from, HINTERNET *value)
{
	size_t size = strlen(path);
	bool ascii = type == 'a' || (!type && (v->flags & FTP_TRANSFER_TYPE_ASCII));

	if (type != 'd' && size && path[size - 1] != '/')
		return ftp_visit_file(v->hidden, path, ascii, from, v->context, value);
	if (size > 1 && path[size - 1] == '/')
		path[size - 1] = 0;
	return ftp_visit_directory(v->hidden, path, !(v->flags & INTERNET_FLAG_RAW_DATA), v->context, value);
}

static DWORD open_ftp(struct visit *v, const char *path, HINTERNET *value)
{
	char *coded = text_copy(path + 1, strlen(path + 1)), *decoded = NULL, type = coded ? take_type(coded) : 0;
	DWORD error = coded ? url_decode(coded, false, &decoded) : ERROR_NOT_ENOUGH_MEMORY;
	int64_t from;

	if (!error)
		error = open_hidden(v, ftp_hide(v->session, &v->how, &v->hidden));
	if (!error)
		error = range_of(v, &from);
	if (!error)
		error = visit_ftp(v, decoded, type, from, value);
	os_free(coded);
	os_free(decoded);
	return error == ERROR_INVALID_PARAMETER ? ERROR_INTERNET_INVALID_URL : error;
}

/* ---- Gopher: "/1selector%09words%09+view" ---- */

static char *cut_tab(char *text)
{
	char *tab = text ? strchr(text, '\t') : NULL;

	if (tab)
		*tab++ = 0;
	return tab;
}

static DWORD visit_gopher(struct visit *v, char *path, HINTERNET *value)
{
	char *words = cut_tab(path), *plus = cut_tab(words), none[] = "";
	struct locator l = { .sign = *path ? *path : '1', .display = none, .selector = *path ? path + 1 : path, .host = v->url.host,
			     .port = v->url.port };

	if (locator_is_menu(&l))
		return gopher_visit_menu(v->hidden, &l, words, !(v->flags & INTERNET_FLAG_RAW_DATA), v->context, value);
	return gopher_open(v->hidden, &l, plus && *plus == '+' ? plus + 1 : NULL, v->context, value);
}

static DWORD open_gopher(struct visit *v, const char *path, HINTERNET *value)
{
	char *decoded;
	DWORD error = url_decode(path + 1, true, &decoded);

	if (!error)
		error = open_hidden(v, connect_make(v->session, &v->how, INTERNET_SERVICE_GOPHER, 0, &v->hidden));
	if (!error)
		error = visit_gopher(v, decoded, value);
	os_free(decoded);
	return error;
}

/* ---- all of them ---- */

static const struct scheme {
	const char *name;
	DWORD (*open)(struct visit *v, const char *path, HINTERNET *value);
} schemes[] = { { "http", open_http }, { "https", open_http }, { "ftp", open_ftp }, { "gopher", open_gopher } };

static const struct scheme *scheme_of(const char *text)
{
	size_t i, size = url_scheme(text);

	for (i = 0; i < ARRAY_COUNT(schemes); i++)
		if (strlen(schemes[i].name) == size && ascii_equal_n(schemes[i].name, text, size))
			return &schemes[i];
	return NULL;
}

static bool fits(const char *text, size_t most)
{
	return !text || strlen(text) <= most;
}

static DWORD open_with(const struct scheme *scheme, struct visit *v, HINTERNET *value)
{
	const struct url *u = &v->url;
	HINTERNET unused;
	char *path;
	DWORD error;

	if (!u->host || !*u->host || !fits(u->host, INTERNET_MAX_HOST_NAME_LENGTH) || !fits(u->user, INTERNET_MAX_USER_NAME_LENGTH) ||
	    !fits(u->password, INTERNET_MAX_PASSWORD_LENGTH))
		return ERROR_INTERNET_INVALID_URL;
	path = whole_path(u);
	error = path ? scheme->open(v, path, value) : ERROR_NOT_ENOUGH_MEMORY;
	os_free(path);
	return v->hidden ? node_opened(v->hidden, error, &unused) : error;
}

DWORD open_url(struct node *session, const char *text, const char *headers, size_t headers_size, DWORD flags, DWORD_PTR context,
               HINTERNET *value)
{
	const struct scheme *scheme = scheme_of(text);
	struct visit v = { .session = session, .headers = headers, .headers_size = headers_size, .flags = flags, .context = context };
	DWORD error;

	if (!scheme)
		return ERROR_INTERNET_UNRECOGNIZED_SCHEME;
	error = url_crack(text, &v.url);
	if (error)
		return error;
	v.how = (struct connect){ .host = v.url.host, .user = v.url.user, .password = v.url.password, .port = v.url.port };
	error = session->settings.offline || (flags & INTERNET_FLAG_OFFLINE) ? ERROR_FILE_NOT_FOUND : open_with(scheme, &v, value);
	url_free(&v.url);
	return error;
}
