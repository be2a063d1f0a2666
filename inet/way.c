/* way.c - how a server is reached: by which proxy, as whom, and what is believed of its certificate. */
#include "inet.h"

void way_free(struct way *w)
{
	logins_free(w->logins);
	os_free(w->host);
	os_free(w->proxy);
	os_free(w->authorities);
	*w = (struct way){ .proxy = NULL };
}

void logins_free(char *logins[LOGINS])
{
	unsigned i;

	for (i = 0; i < LOGINS; i++)
		os_free(logins[i]);
}

const char *login_of(const struct node *n, enum login which)
{
	const struct connect *c = container_of(n, struct connect, node);
	bool connects = n->type == INTERNET_HANDLE_TYPE_CONNECT_HTTP || n->type == INTERNET_HANDLE_TYPE_CONNECT_FTP;

	if (n->logins[which] || which > LOGIN_PASSWORD || !connects)
		return n->logins[which];
	return which == LOGIN_USER ? c->user : c->password;
}

static bool copy(char **to, const char *text)
{
	*to = text && *text ? text_copy(text, strlen(text)) : NULL;
	return !text || !*text || *to;
}

/* Of the lowest handle that has a user. Its password is the next one. */
static bool take_login(struct way *w, struct node *n, enum login user)
{
	bool copied = true;
	struct node *p;

	for (p = n; p && copied && !w->logins[user]; p = p->parent) {
		if (p != n)
			node_lock(p);
		copied = copy(&w->logins[user], login_of(p, user)) &&
			 (!w->logins[user] || copy(&w->logins[user + 1], login_of(p, user + 1)));
		if (p != n)
			node_unlock(p);
	}
	return copied;
}

static DWORD take_session(struct way *w, struct session *s, const struct url *to)
{
	DWORD error;

	node_lock(&s->node);
	error = proxy_for(&s->proxies, to->scheme, to->host, &w->proxy);
	if (!copy(&w->authorities, s->authorities))
		error = ERROR_NOT_ENOUGH_MEMORY;
	node_unlock(&s->node);
	return error;
}

DWORD way_find(struct way *w, struct node *n, const struct url *to, unsigned as)
{
	struct node *session = n->parent;
	DWORD error;

	while (session->parent)
		session = session->parent;
	*w = (struct way){ .ignored = n->settings.ignored, .protocols = n->settings.protocols };
	error = take_session(w, container_of(session, struct session, node), to);
	if (!error && (((as & WAY_AS_USER) && !take_login(w, n, LOGIN_USER)) ||
		       ((as & WAY_AS_PROXY_USER) && !take_login(w, n, LOGIN_PROXY_USER))))
		error = ERROR_NOT_ENOUGH_MEMORY;
	if (error)
		way_free(w);
	return error;
}

DWORD way_stream(struct way *w, struct node *n, const char *scheme, const char *host)
{
	struct url to = { .scheme = (char *)scheme, .host = (char *)host };
	DWORD error;

	way_free(w);
	node_lock(n);
	error = way_find(w, n, &to, WAY_AS_PROXY_USER);
	node_unlock(n);
	if (!error && w->proxy && !strncmp(w->proxy, "https:", 6)) /* a stream has no TLS */
		error = ERROR_INTERNET_INVALID_PROXY_REQUEST;
	return error;
}
