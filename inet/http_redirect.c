/* http_redirect.c - answers that lead elsewhere. The application is told before anything is sent there, and the next request begins
 * once that was told and the answer before it has come to its end, so that its connection serves again. */

#include "inet.h"

enum { REDIRECTS_MOST = 5, DRAIN_MOST = 65536 };

static bool leads_elsewhere(DWORD status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Relative ones are. */
static bool is_http(const char *location)
{
	size_t scheme = url_scheme(location);

	return !scheme || (scheme == 4 && ascii_equal_n(location, "http", 4)) || (scheme == 5 && ascii_equal_n(location, "https", 5));
}

static DWORD may_follow(const struct request *r, const struct url *from, const struct url *to)
{
	if (r->redirects >= REDIRECTS_MOST)
		return ERROR_HTTP_REDIRECT_FAILED;
	if (ascii_equal(from->scheme, "https") && !ascii_equal(to->scheme, "https") &&
	    !(r->flags & INTERNET_FLAG_IGNORE_REDIRECT_TO_HTTP))
		return ERROR_INTERNET_HTTPS_TO_HTTP_ON_REDIR;
	return ERROR_SUCCESS;
}

/* Another server is to learn nothing that was meant for this one. */
static void keep_secrets(struct request *r, const struct url *from, const struct url *to)
{
	static const char *const secrets[] = { "Authorization", "Cookie", "Host", "Proxy-Authorization" };
	size_t i;

	if (ascii_equal(from->host, to->host) && from->port == to->port && ascii_equal(from->scheme, to->scheme))
		return;
	for (i = 0; i < ARRAY_COUNT(secrets); i++)
		headers_remove(&r->headers, secrets[i]);
}

/* A body goes once, unless the server asks for it again. */
static DWORD change_method(struct request *r)
{
	bool get = r->status == 303 ? strcmp(r->method, "HEAD") : r->status <= 302 && !strcmp(r->method, "POST");
	static const char *const of_body[] = { "Content-Length", "Content-Type", "Transfer-Encoding" };
	char *method;
	size_t i;

	r->body_sent = 0;
	if (!get && r->push.state && !r->transfer.no_upload)
		return ERROR_INTERNET_FORCE_RETRY;
	method = get ? text_copy("GET", 3) : NULL;
	if (get && !method)
		return ERROR_NOT_ENOUGH_MEMORY;
	r->push.state = PUSH_NONE;
	if (!get)
		return ERROR_SUCCESS;
	os_free(r->method);
	r->transfer.method = r->method = method;
	r->transfer.no_upload = true;
	for (i = 0; i < ARRAY_COUNT(of_body); i++)
		headers_remove(&r->headers, of_body[i]);
	return ERROR_SUCCESS;
}

/* Both sides are ready: the next request begins. */
static void go_on(struct request *r)
{
	if (!r->redirecting || !r->redirect_told || !r->redirect_drained)
		return;
	r->redirecting = r->over = r->push.answered = false;
	r->error = ERROR_SUCCESS;
	if (!operation_pending(&r->node.operation))
		return;
	io_ask(&r->transfer, TRANSFER_START);
}

static void redirect_told(struct node *n)
{
	struct request *r = container_of(n, struct request, node);

	r->redirect_told = true;
	go_on(r);
}

void redirect_drained(struct request *r)
{
	r->redirect_drained = true;
	go_on(r);
}

bool redirect_drains(struct request *r, size_t length)
{
	r->drained += length;
	return r->drained <= DRAIN_MOST;
}

static DWORD redirect_begin(struct request *r, char *url)
{
	struct notice *notice = NULL;
	DWORD error;

	if (strand_wanted(&r->node, r->node.context)) {
		notice = notice_make_text(&r->node, r->node.context, INTERNET_STATUS_REDIRECT, url);
		if (!notice)
			return ERROR_NOT_ENOUGH_MEMORY;
		notice->told = redirect_told;
	}
	error = request_route(r, url);
	if (!error)
		error = change_method(r);
	if (error) {
		os_free(notice);
		return error;
	}
	os_free(r->url);
	r->transfer.url = r->url = url;
	r->redirects++;
	r->redirecting = true;
	r->redirect_told = !notice;
	r->redirect_drained = r->over;
	r->drained = 0;
	r->in.flow.begin = r->in.flow.count = 0; /* what came of it before the body was ended */
	r->seek.came = 0;
	if (notice)
		strand_post(&r->node, notice);
	else
		go_on(r);
	return ERROR_SUCCESS;
}

DWORD redirect(struct request *r)
{
	char *location = NULL, *url = NULL;
	struct url from = { .port = 0 }, to = { .port = 0 };
	DWORD error = ERROR_SUCCESS;

	if (leads_elsewhere(r->status) && !r->transfer.of_proxy && !(r->flags & INTERNET_FLAG_NO_AUTO_REDIRECT))
		location = answer_value(r, "Location", &error);
	if (!error && (!location || !is_http(location)))
		error = ERROR_HTTP_NOT_REDIRECTED;
	if (!error)
		error = url_join(r->url, location, &url);
	if (!error)
		error = hsts_apply(r, &url);
	if (!error)
		error = url_crack(r->url, &from);
	if (!error)
		error = url_crack(url, &to);
	if (!error)
		error = may_follow(r, &from, &to);
	if (!error)
		error = redirect_begin(r, url);
	if (error)
		os_free(url);
	else
		keep_secrets(r, &from, &to);
	url_free(&from);
	url_free(&to);
	os_free(location);
	return error;
}
