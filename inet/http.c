/* http.c - HTTP requests: what is asked for. */
#include <stdio.h>

#include "inet.h"

static void request_stop(struct node *n)
{
	struct request *r = container_of(n, struct request, node);

	r->in.read.waits = r->push.out.waits = false;
	io_ask(&r->transfer, TRANSFER_STOP);
}

static void request_fini(struct node *n)
{
	struct request *r = container_of(n, struct request, node);

	os_free(r->url);
	os_free(r->method);
	way_free(&r->way);
	headers_free(&r->headers);
	os_free(r->answer);
	inflow_fini(&r->in);
	os_free(r->push.out.flow.data);
}

static struct transfer *request_carrier(struct node *n)
{
	return &container_of(n, struct request, node)->transfer;
}

static const struct node_class request_class = { sizeof(struct request), request_stop, request_fini, request_read, request_writable,
						 request_write, request_carrier };

/* As URLs have it, with "%20" for each blank. */
static void put_object(char *to, const char *object)
{
	if (*object != '/')
		*to++ = '/';
	for (; *object; object++) {
		if (*object == ' ') {
			memcpy(to, "%20", 3);
			to += 3;
		} else {
			*to++ = *object;
		}
	}
	*to = 0;
}

static char *url_make(const struct connect *c, const char *object, DWORD flags)
{
	bool secure = (flags | c->flags) & INTERNET_FLAG_SECURE, bare6 = strchr(c->host, ':') && *c->host != '[';
	bool usual = c->port == (secure ? INTERNET_DEFAULT_HTTPS_PORT : INTERNET_DEFAULT_HTTP_PORT);
	const char *path = object ? object : "";
	size_t size = strlen(c->host) + 3 * strlen(path) + 32;
	char *url = os_alloc(size), port[8] = "";

	if (!usual)
		snprintf(port, sizeof port, ":%u", c->port);
	if (url)
		put_object(url + snprintf(url, size, "%s://%s%s%s%s", secure ? "https" : "http", bare6 ? "[" : "", c->host,
					  bare6 ? "]" : "", port), path);
	return url;
}

static DWORD add_header(struct request *r, const char *name, const char *value)
{
	char line[1024];
	int size = snprintf(line, sizeof line, "%s: %s", name, value);

	if (strpbrk(value, "\r\n")) /* it would be another line */
		return ERROR_INVALID_PARAMETER;
	return size < (int)sizeof line ? headers_add(&r->headers, line, (size_t)size, HTTP_ADDREQ_FLAG_ADD) : ERROR_INVALID_PARAMETER;
}

static DWORD add_agent(struct request *r, struct session *s)
{
	DWORD error;

	node_lock(&s->node);
	error = *s->agent ? add_header(r, "User-Agent", s->agent) : ERROR_SUCCESS;
	node_unlock(&s->node);
	return error;
}

DWORD request_secure(struct request *r)
{
	bool plain = !strncmp(r->url, "http:", 5);
	DWORD error = hsts_apply(r, &r->url);

	r->strict |= plain && !strncmp(r->url, "https:", 6);
	r->transfer.url = r->url;
	return error;
}

static DWORD request_fill(struct request *r, struct connect *c, const char *verb, const char *object, DWORD flags)
{
	DWORD error;

	r->flags = flags | (c->flags & INTERNET_FLAG_SECURE);
	r->node.settings.ignored |= flags & (SECURITY_FLAG_IGNORE_CERT_CN_INVALID | SECURITY_FLAG_IGNORE_CERT_DATE_INVALID);
	r->transfer.calls = &request_calls;
	r->transfer.way = &r->way;
	r->transfer.node = &r->node;
	if (!(flags & INTERNET_FLAG_NO_COOKIES))
		r->transfer.jar = &request_session(r)->jar;
	r->url = url_make(c, object, flags);
	verb = verb && *verb ? verb : "GET";
	if (!header_is_token(verb, strlen(verb)))
		return ERROR_INVALID_PARAMETER;
	r->method = text_copy(verb, strlen(verb));
	if (!r->url || !r->method)
		return ERROR_NOT_ENOUGH_MEMORY;
	error = request_secure(r);
	if (error)
		return error;
	r->transfer.method = r->method;
	return add_agent(r, container_of(c->node.parent, struct session, node));
}

/* One may have brackets, an address of IPv6. */
static bool is_host(const char *bare, const char *host)
{
	size_t size = strlen(bare);

	return ascii_equal(bare, host) || (*host == '[' && ascii_equal_n(bare, host + 1, size) && !strcmp(host + 1 + size, "]"));
}

/* Only the server that it was opened for learns who asks. */
static unsigned logins_for(const struct request *r, const struct url *to)
{
	const struct connect *c = container_of(r->node.parent, struct connect, node);
	bool secure = r->strict || (r->flags & INTERNET_FLAG_SECURE);
	INTERNET_PORT port = r->strict && c->port == INTERNET_DEFAULT_HTTP_PORT ? INTERNET_DEFAULT_HTTPS_PORT : c->port;

	if (r->flags & INTERNET_FLAG_NO_AUTH)
		return 0;
	if (!is_host(c->host, to->host) || port != to->port || secure != ascii_equal(to->scheme, "https"))
		return WAY_AS_PROXY_USER;
	return WAY_AS_USER | WAY_AS_PROXY_USER;
}

DWORD request_route(struct request *r, const char *url)
{
	struct way way;
	struct url u;
	DWORD error = url_crack(url, &u);

	if (error)
		return error;
	error = way_find(&way, &r->node, &u, logins_for(r, &u));
	if (!error) {
		way.host = u.host;
		u.host = NULL;
	}
	url_free(&u);
	if (error)
		return error;
	way_free(&r->way);
	r->way = way;
	return ERROR_SUCCESS;
}

DWORD request_make(struct node *connect, const char *verb, const char *object, const char **accept, const char *referrer,
                   DWORD flags, DWORD_PTR context, struct node **n)
{
	struct request *r;
	DWORD error;

	*n = node_make(&request_class, INTERNET_HANDLE_TYPE_HTTP_REQUEST, connect, context);
	if (!*n)
		return ERROR_NOT_ENOUGH_MEMORY;
	r = container_of(*n, struct request, node);
	error = request_fill(r, container_of(connect, struct connect, node), verb, object, flags);
	if (!error && referrer)
		error = add_header(r, "Referer", referrer);
	if (!error && (flags & INTERNET_FLAG_RELOAD))
		error = add_header(r, "Cache-Control", "no-cache");
	if (!error && (flags & INTERNET_FLAG_PRAGMA_NOCACHE))
		error = add_header(r, "Pragma", "no-cache");
	for (; !error && accept && *accept; accept++)
		error = add_header(r, "Accept", *accept);
	return error;
}

DWORD request_open(struct node *connect, const char *verb, const char *object, const char **accept, const char *referrer,
                   DWORD flags, DWORD_PTR context, HINTERNET *value)
{
	struct node *n;
	DWORD error = request_make(connect, verb, object, accept, referrer, flags, context, &n);

	return node_make_known(n, error, value);
}
