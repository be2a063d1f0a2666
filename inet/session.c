/* session.c - the roots of all handles, and connections below them. */
#include "gopher.h"

char *text_copy(const char *text, size_t length)
{
	char *copy = os_alloc(length + 1);

	if (copy) {
		memcpy(copy, text, length);
		copy[length] = 0;
	}
	return copy;
}

static char *copy_of(const char *text, bool *failed)
{
	char *copy = text ? text_copy(text, strlen(text)) : NULL;

	*failed |= text && !copy;
	return copy;
}

/* ---- sessions ---- */

void proxies_free(struct proxies *p)
{
	os_free(p->names);
	os_free(p->bypass);
	*p = (struct proxies){ .names = NULL };
}

DWORD proxies_make(struct proxies *p, const struct proxies *how)
{
	bool failed = false;

	*p = (struct proxies){ .names = NULL };
	if (how->access > INTERNET_OPEN_TYPE_PRECONFIG_WITH_NO_AUTOPROXY || how->access == 2)
		return ERROR_INVALID_PARAMETER;
	*p = (struct proxies){ how->access, copy_of(how->names, &failed), copy_of(how->bypass, &failed) };
	if (failed)
		proxies_free(p);
	return failed ? ERROR_NOT_ENOUGH_MEMORY : ERROR_SUCCESS;
}

static void session_fini(struct node *n)
{
	struct session *s = container_of(n, struct session, node);

	os_free(s->agent);
	proxies_free(&s->proxies);
	os_free(s->authorities);
	hsts_free(s->strict);
	if (!n->value)
		return;
	if (n->settings.async)
		tellers_stop();
	io_forget(s->jar);
	io_stop();
}

static const struct node_class session_class = { .size = sizeof(struct session), .fini = session_fini };

static DWORD session_make(const char *agent, const struct proxies *proxies, DWORD flags, struct session **made)
{
	struct node *n = node_make(&session_class, INTERNET_HANDLE_TYPE_INTERNET, NULL, 0);
	struct session *s = n ? container_of(n, struct session, node) : NULL;
	bool failed = false;
	DWORD error;
	unsigned i;

	if (!s)
		return ERROR_NOT_ENOUGH_MEMORY;
	n->settings.async = flags & INTERNET_FLAG_ASYNC;
	n->settings.offline = flags & INTERNET_FLAG_OFFLINE;
	n->settings.protocols = HTTP_PROTOCOL_FLAG_HTTP2;
	for (i = 0; i < TIMEOUTS; i++)
		n->settings.timeouts[i] = i == TIMEOUT_CONNECT ? 60000 : 30000;
	n->settings.addresses = 5;
	n->settings.pieces[0] = n->settings.pieces[1] = 16384;
	s->agent = copy_of(agent ? agent : "", &failed);
	error = proxies_make(&s->proxies, proxies);
	if (failed)
		error = ERROR_NOT_ENOUGH_MEMORY;
	if (error)
		node_unref(n);
	else
		*made = s;
	return error;
}

/* The threads that the session needs, before it has a value. */
static DWORD threads_start(struct node *n)
{
	DWORD error = io_start();

	if (!error && n->settings.async && tellers_start()) {
		io_stop();
		error = ERROR_INTERNET_ASYNC_THREAD_FAILED;
	}
	return error;
}

DWORD session_open(const char *agent, const struct proxies *proxies, DWORD flags, HINTERNET *value)
{
	struct session *s = NULL;
	DWORD error = session_make(agent, proxies, flags, &s);

	if (!error)
		error = threads_start(&s->node);
	if (!error) {
		error = node_open(&s->node);
		if (error) {
			if (s->node.settings.async)
				tellers_stop();
			io_stop();
		}
	}
	if (!error)
		*value = s->node.value;
	if (s)
		node_unref(&s->node);
	return error;
}

/* ---- connections ---- */

void connect_fini(struct node *n)
{
	struct connect *c = container_of(n, struct connect, node);

	os_free(c->host);
	os_free(c->user);
	os_free(c->password);
}

static const struct node_class connect_class = { .size = sizeof(struct connect), .fini = connect_fini };

static const struct { DWORD service, type; INTERNET_PORT port; const struct node_class *class; } services[] = {
	{ INTERNET_SERVICE_HTTP, INTERNET_HANDLE_TYPE_CONNECT_HTTP, INTERNET_DEFAULT_HTTP_PORT, &connect_class },
	{ INTERNET_SERVICE_GOPHER, INTERNET_HANDLE_TYPE_CONNECT_GOPHER, INTERNET_DEFAULT_GOPHER_PORT, &gopher_class },
};

/* It becomes a part of addresses: nothing in it may mean more than a name. */
bool host_is_name(const char *host)
{
	size_t i;

	for (i = 0; host[i] && i < INTERNET_MAX_HOST_NAME_LENGTH; i++)
		if ((unsigned char)host[i] <= ' ' || host[i] == 0x7F || strchr("/\\@?#", host[i]))
			return false;
	return !host[i];
}

DWORD connect_fill(struct connect *c, const struct connect *how, DWORD service_port)
{
	bool failed = false;

	if (!host_is_name(how->host) || (how->user && !locator_is_text(how->user)))
		return ERROR_INVALID_PARAMETER;
	c->host = copy_of(how->host, &failed);
	c->user = copy_of(how->user, &failed);
	c->password = copy_of(how->password, &failed);
	c->flags = how->flags;
	c->port = how->port ? how->port : (INTERNET_PORT)service_port;
	if (!how->port && service_port == INTERNET_DEFAULT_HTTP_PORT && (how->flags & INTERNET_FLAG_SECURE))
		c->port = INTERNET_DEFAULT_HTTPS_PORT;
	return failed ? ERROR_NOT_ENOUGH_MEMORY : ERROR_SUCCESS;
}

DWORD connect_make(struct node *session, const struct connect *how, DWORD service, DWORD_PTR context, struct node **n)
{
	size_t i;

	*n = NULL;
	for (i = 0; i < ARRAY_COUNT(services) && services[i].service != service; i++)
		;
	if (i == ARRAY_COUNT(services) || !how->host || !*how->host)
		return ERROR_INVALID_PARAMETER;
	*n = node_make(services[i].class, services[i].type, session, context);
	return *n ? connect_fill(container_of(*n, struct connect, node), how, services[i].port) : ERROR_NOT_ENOUGH_MEMORY;
}

DWORD connect_open(struct node *session, const struct connect *how, DWORD service, DWORD_PTR context, HINTERNET *value)
{
	struct node *n;
	DWORD error = connect_make(session, how, service, context, &n);

	return node_make_known(n, error, value);
}
