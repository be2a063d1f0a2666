/* engine_cookies.c - the cookies of a session: libcurl keeps and sends them; here is only counted how many it will. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine_curl.h"

enum { SENT_MOST = 150 };              /* libcurl's */

/* Only the I/O thread uses it. */
struct jar {
	CURLSH *share;
	uint32_t browsers;             /* as io_browsers when it was looked at */
};

static struct jar *jar_make(void)
{
	struct jar *jar = os_zalloc(sizeof *jar);

	if (!jar)
		return NULL;
	jar->browsers = os_load32(&io_browsers);
	jar->share = curl_share_init();
	if (jar->share && !curl_share_setopt(jar->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE))
		return jar;
	jar_forget(NULL, jar);
	return NULL;
}

bool jar_use(struct run *r)
{
	struct jar *jar = *r->transfer->jar;
	uint32_t browsers = os_load32(&io_browsers);
	bool failed = false;

	if (!jar)
		*r->transfer->jar = jar = jar_make();
	if (!jar)
		return false;
	EASY_SET(r->easy, CURLOPT_SHARE, jar->share);
	EASY_SET(r->easy, CURLOPT_COOKIEFILE, "");
	if (jar->browsers != browsers)
		EASY_SET(r->easy, CURLOPT_COOKIELIST, "SESS");
	jar->browsers = browsers;
	return !failed;
}

void jar_forget(void *engine, void *jar)
{
	struct jar *j = jar;

	(void)engine;
	if (j)
		curl_share_cleanup(j->share);
	os_free(j);
}

/* All go in one line, also those of the jar. */
bool cookie_add(struct run *r, const char *value)
{
	size_t old = r->cookie ? strlen(r->cookie) : 0, size = old + strlen(value) + 3;
	char *joined = os_realloc(r->cookie, size);

	if (!joined)
		return false;
	snprintf(joined + old, size - old, "%s%s", old ? "; " : "", value);
	r->cookie = joined;
	return true;
}

/* ---- how many go there ---- */

/* As libcurl lists it, between tabulators. */
struct cookie {
	const char *domain, *below, *path, *secure, *expires;
	size_t domain_size, path_size;
};

static bool read_cookie(const char *line, struct cookie *c)
{
	static const char only[] = "#HttpOnly_";
	const char *fields[5];
	unsigned i;

	if (!strncmp(line, only, sizeof only - 1))
		line += sizeof only - 1;
	for (i = 0; i < 5 && line; i++) {
		fields[i] = line;
		line = strchr(line, '\t');
		line = line ? line + 1 : NULL;
	}
	if (i < 5 || !line)
		return false;
	*c = (struct cookie){ fields[0], fields[1], fields[2], fields[3], fields[4], 0, 0 };
	c->domain += *c->domain == '.';
	c->domain_size = strcspn(c->domain, "\t");
	c->path_size = strcspn(c->path, "\t");
	return true;
}

static bool is_number(const char *host)
{
	return strchr(host, ':') || !host[strspn(host, "0123456789.")];
}

static bool host_fits(const struct cookie *c, const char *host)
{
	size_t size = strlen(host), below = size - c->domain_size;

	if (size < c->domain_size || !ascii_equal_n(host + below, c->domain, c->domain_size))
		return false;
	return !below || (*c->below == 'T' && !is_number(host) && host[below - 1] == '.');
}

static bool path_fits(const struct cookie *c, const char *path)
{
	size_t size = c->path_size && c->path[c->path_size - 1] == '/' ? c->path_size - 1 : c->path_size;

	return !strncmp(path, c->path, size) && (path[size] == '/' || !path[size]);
}

static bool is_safe(const struct url *u)
{
	return ascii_equal(u->scheme, "https") || ascii_equal(u->host, "localhost") || !strcmp(u->host, "127.0.0.1") ||
	       !strcmp(u->host, "[::1]");
}

static bool goes(const struct cookie *c, const struct url *u)
{
	long long expires = strtoll(c->expires, NULL, 10);

	return host_fits(c, u->host) && path_fits(c, u->path ? u->path : "/") && (*c->secure == 'F' || is_safe(u)) &&
	       (!expires || expires > time(NULL));
}

static DWORD count_cookies(const char *url, const struct curl_slist *at, unsigned *n)
{
	struct cookie c;
	struct url u;
	DWORD error = at ? url_crack(url, &u) : ERROR_SUCCESS;

	if (error || !at)
		return error;
	for (; at; at = at->next)
		*n += read_cookie(at->data, &c) && goes(&c, &u);
	url_free(&u);
	return ERROR_SUCCESS;
}

DWORD jar_tell(struct run *r)
{
	struct transfer *t = r->transfer;
	struct curl_slist *list = NULL;
	unsigned n = 0;
	DWORD error;

	curl_easy_getinfo(r->easy, CURLINFO_COOKIELIST, &list);
	error = count_cookies(t->url, list, &n);
	curl_slist_free_all(list);
	if (error)
		return error;
	return t->calls->cookies(t, n < SENT_MOST ? n : SENT_MOST) ? ERROR_SUCCESS : ERROR_INTERNET_OPERATION_CANCELLED;
}
