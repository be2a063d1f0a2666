/* hsts.c - servers that want to be asked over TLS only (Strict-Transport-Security), as long as a session knows of them. */
#include <stdlib.h>

#include "inet.h"

enum { HOSTS_MOST = 1000 };

struct strict_host {
	struct strict_host *next;
	uint64_t until;
	bool below;                            /* and all whose names end with its */
	char name[];
};

void hsts_free(struct strict_host *first)
{
	while (first) {
		struct strict_host *next = first->next;

		os_free(first);
		first = next;
	}
}

static bool is_number(const char *host)
{
	return strchr(host, ':') || !host[strspn(host, "0123456789.")];
}

/* ---- what a server says: "max-age=31536000; includeSubDomains" ---- */

struct wish {
	bool has_age, below;
	uint64_t seconds;
};

/* What is behind a directive's name, from its "=" on; NULL: it is another one. */
static const char *value_of(const char *part, const char *name)
{
	size_t size = strlen(name);
	const char *value = part + size;

	if (!ascii_equal_n(part, name, size))
		return NULL;
	value += strspn(value, " \t");
	return !*value || *value == '=' ? value : NULL;
}

static bool read_age(const char *value, uint64_t *seconds)
{
	char *end;

	value += strspn(value, "= \t\"");
	*seconds = strtoull(value, &end, 10);
	if (*seconds > UINT32_MAX)
		*seconds = UINT32_MAX;
	return *value >= '0' && *value <= '9' && !end[strspn(end, " \t\"")];
}

static struct wish read_wish(char *text)
{
	struct wish w = { .has_age = false };
	char *rest = text, *part;
	const char *age;

	while ((part = strsep(&rest, ";"))) {
		part += strspn(part, " \t");
		age = value_of(part, "max-age");
		if (age)
			w.has_age = read_age(age, &w.seconds);
		else if (value_of(part, "includeSubDomains"))
			w.below = true;
	}
	return w;
}

/* ---- what a session knows; its node is locked ---- */

/* The last one if it is not there, and there are too many. */
static struct strict_host **find(struct session *s, const char *name)
{
	struct strict_host **at = &s->strict;
	unsigned n;

	for (n = 1; *at && n < HOSTS_MOST && !ascii_equal((*at)->name, name); n++)
		at = &(*at)->next;
	return at;
}

/* In the place of what was known; the last goes when there are too many. */
static void note(struct session *s, const char *name, const struct wish *w)
{
	struct strict_host **at = find(s, name), *old = *at, *host = NULL;

	if (!w->seconds && old && !ascii_equal(old->name, name))
		return;
	if (w->seconds)
		host = os_alloc(sizeof *host + strlen(name) + 1);
	if (w->seconds && !host)
		return;
	if (old)
		*at = old->next;
	os_free(old);
	if (!host)
		return;
	host->until = os_now() + w->seconds * UINT64_C(1000000000);
	host->below = w->below;
	memcpy(host->name, name, strlen(name) + 1);
	host->next = s->strict;
	s->strict = host;
}

static bool fits(const struct strict_host *h, const char *name)
{
	size_t size = strlen(name), own = strlen(h->name);

	if (size < own || !ascii_equal(name + size - own, h->name))
		return false;
	return size == own || (h->below && name[size - own - 1] == '.');
}

static bool is_strict(struct session *s, const char *name)
{
	const struct strict_host *h;

	for (h = s->strict; h; h = h->next)
		if (fits(h, name) && os_now() < h->until)
			return true;
	return false;
}

/* ---- requests, locked ---- */

void hsts_learn(struct request *r)
{
	struct session *s = request_session(r);
	DWORD error = ERROR_SUCCESS;
	bool asks = r->node.settings.hsts && !r->way.ignored && !r->transfer.of_proxy && !strncmp(r->url, "https:", 6);
	char *text = asks ? answer_value(r, "Strict-Transport-Security", &error) : NULL;
	struct wish w = text ? read_wish(text) : (struct wish){ .has_age = false };
	char *host;

	os_free(text);
	if (!w.has_age || url_name(r->url, &host))
		return;
	node_lock(&s->node);
	if (!is_number(host))
		note(s, host, &w);
	node_unlock(&s->node);
	os_free(host);
}

/* The port of HTTP becomes that of HTTPS, any other stays. */
static char *secured(const char *url)
{
	const char *host = url + strlen("http://");
	size_t whole = strcspn(host, "/?#"), size = whole > 3 && !memcmp(host + whole - 3, ":80", 3) ? whole - 3 : whole;
	char *text = os_alloc(strlen(url) + 2);

	if (text) {
		memcpy(text, "https://", 8);
		memcpy(text + 8, host, size);
		strcpy(text + 8 + size, host + whole);
	}
	return text;
}

DWORD hsts_apply(struct request *r, char **url)
{
	struct session *s = request_session(r);
	bool asks = r->node.settings.hsts && !strncmp(*url, "http://", 7), strict;
	char *host, *better;
	DWORD error = asks ? url_name(*url, &host) : ERROR_SUCCESS;

	if (!asks || error)
		return error;
	node_lock(&s->node);
	strict = is_strict(s, host);
	node_unlock(&s->node);
	os_free(host);
	if (!strict)
		return ERROR_SUCCESS;
	better = secured(*url);
	if (!better)
		return ERROR_NOT_ENOUGH_MEMORY;
	os_free(*url);
	*url = better;
	return ERROR_SUCCESS;
}
