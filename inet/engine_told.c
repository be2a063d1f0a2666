/* engine_told.c - what libcurl tells of a transfer. */
#include <strings.h>
#include <stdio.h>
#include <unistd.h>

#include "engine_curl.h"

/* Of one that was told to stand. A kept one may be dead when the head goes out: libcurl makes another one. */
static void tell_disconnected(struct run *r)
{
	if (r->stands)
		r->transfer->calls->disconnected(r->transfer);
	r->stands = false;
}

static int on_resolve(void *resolver, void *reserved, void *arg)
{
	struct run *r = arg;
	struct transfer *t = r->transfer;
	CURLU *url = curl_url();
	char *host = NULL;
	bool on = false;

	(void)resolver;
	(void)reserved;
	tell_disconnected(r);
	if (url && !curl_url_set(url, CURLUPART_URL, t->url, CURLU_NON_SUPPORT_SCHEME) &&
	    !curl_url_get(url, CURLUPART_HOST, &host, 0))
		on = t->calls->resolving(t, host);
	curl_free(host);
	curl_url_cleanup(url);
	r->refused |= !on;
	return !on;
}

static curl_socket_t on_open(void *arg, curlsocktype purpose, struct curl_sockaddr *peer)
{
	struct run *r = arg;
	curl_socket_t fd = CURL_SOCKET_BAD;

	(void)purpose;
	tell_disconnected(r);
	peer_text(peer, r->peer);
	r->connecting = true;
	if (r->transfer->calls->connecting(r->transfer, r->peer))
		fd = peer_socket(peer);
	else
		r->refused = true;
	if (fd >= 0 && !run_own(r, fd)) {
		close(fd);
		fd = CURL_SOCKET_BAD;
	}
	return fd;
}

/* Whoever uses the connection is told; it may be another one than who made it, or nobody. */
static int on_close(void *arg, curl_socket_t fd)
{
	struct curl_engine *e = arg;

	struct run *r = (size_t)fd < e->user_count ? e->users[fd].run : NULL;

	if (r) {
		run_disown(r);
		tell_disconnected(r);
	}
	if ((size_t)fd < e->user_count)
		e->users[fd].local_port = 0;
	os_set_forget(&e->set, fd);
	return close(fd);
}

static bool add_header(const char *line, void *arg)
{
	struct run *r = arg;
	bool cookie = r->transfer->jar && !strncasecmp(line, "Cookie: ", 8);
	struct curl_slist *list = cookie ? NULL : curl_slist_append(r->headers, line);

	if (cookie)
		return cookie_add(r, line + 8);
	if (list)
		r->headers = list;
	return list != NULL;
}

bool run_headers(struct run *r)
{
	curl_slist_free_all(r->headers);
	os_free(r->cookie);
	r->cookie = NULL;
	r->headers = curl_slist_append(NULL, "Expect:");
	return r->headers && r->transfer->calls->headers(r->transfer, add_header, r) &&
	       !curl_easy_setopt(r->easy, CURLOPT_HTTPHEADER, r->headers) && !curl_easy_setopt(r->easy, CURLOPT_COOKIE, r->cookie);
}

static bool is_of(const struct user *u, const char *peer, int peer_port, int local_port)
{
	return u->local_port == local_port && u->peer_port == peer_port && !strcmp(u->peer, peer);
}

/* Of a kept connection libcurl tells the ends, not the descriptor. False: no memory. */
static bool use_connection(struct run *r, const char *peer, int peer_port, int local_port)
{
	struct curl_engine *e = r->engine;
	curl_socket_t fd = CURL_SOCKET_BAD;
	size_t i;

	curl_easy_getinfo(r->easy, CURLINFO_ACTIVESOCKET, &fd);
	if (fd == CURL_SOCKET_BAD && r->connecting)
		fd = r->fd;
	for (i = 0; fd == CURL_SOCKET_BAD && !r->connecting && i < e->user_count; i++)
		if (is_of(&e->users[i], peer, peer_port, local_port))
			fd = (curl_socket_t)i;
	if (fd == CURL_SOCKET_BAD)
		return true;
	if (!run_own(r, fd))
		return false;
	snprintf(e->users[fd].peer, OS_IP_MOST, "%s", peer);
	e->users[fd].peer_port = peer_port;
	e->users[fd].local_port = local_port;
	return true;
}

/* The connection stands, and the head is about to go. */
static int on_ready(void *arg, char *peer, char *local, int peer_port, int local_port)
{
	struct run *r = arg;
	struct transfer *t = r->transfer;
	bool on = !r->connecting || t->calls->connected(t, r->peer);

	(void)local;
	on = use_connection(r, peer, peer_port, local_port) && on;
	r->connecting = false;
	r->sending = r->stands = true;
	r->to_send = t->no_upload ? 0 : t->upload;
	on = on && t->calls->sending(t) && run_headers(r);
	r->refused |= !on;
	return on ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

static int on_debug(CURL *easy, curl_infotype type, char *data, size_t size, void *arg)
{
	struct run *r = arg;
	struct transfer *t = r->transfer;

	(void)easy;
	(void)data;
	if (!r->sending || (type != CURLINFO_HEADER_OUT && type != CURLINFO_DATA_OUT))
		return 0;
	if (type == CURLINFO_DATA_OUT && r->to_send > 0)
		r->to_send -= (int64_t)size;
	r->refused |= !t->calls->sent(t, size, r->to_send == 0);
	return 0;
}

static size_t on_header(char *line, size_t size, size_t count, void *arg)
{
	struct run *r = arg;

	if (!r->refused && r->transfer->calls->header(r->transfer, line, size * count))
		return size * count;
	r->refused = true;
	return 0;
}

static size_t on_body(char *data, size_t size, size_t count, void *arg)
{
	struct run *r = arg;
	size_t taken = r->refused ? 0 : r->transfer->calls->body(r->transfer, data, size * count);

	if (taken == TRANSFER_PAUSE)
		return CURL_WRITEFUNC_PAUSE;
	r->refused |= taken != size * count;
	return taken;
}

static size_t on_upload(char *data, size_t size, size_t count, void *arg)
{
	struct run *r = arg;
	size_t given = r->refused ? CURL_READFUNC_ABORT : r->transfer->calls->upload(r->transfer, data, size * count);

	return given == TRANSFER_PAUSE ? CURL_READFUNC_PAUSE : given;
}

bool run_listen(struct run *r)
{
	bool failed = false;

	EASY_SET(r->easy, CURLOPT_PRIVATE, &r->base);
	EASY_SET(r->easy, CURLOPT_NOSIGNAL, 1L);
	EASY_SET(r->easy, CURLOPT_VERBOSE, 1L);
	EASY_SET(r->easy, CURLOPT_DEBUGFUNCTION, on_debug);
	EASY_SET(r->easy, CURLOPT_DEBUGDATA, r);
	EASY_SET(r->easy, CURLOPT_RESOLVER_START_FUNCTION, on_resolve);
	EASY_SET(r->easy, CURLOPT_RESOLVER_START_DATA, r);
	EASY_SET(r->easy, CURLOPT_OPENSOCKETFUNCTION, on_open);
	EASY_SET(r->easy, CURLOPT_OPENSOCKETDATA, r);
	EASY_SET(r->easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
	EASY_SET(r->easy, CURLOPT_CLOSESOCKETDATA, r->engine);
	EASY_SET(r->easy, CURLOPT_PREREQFUNCTION, on_ready);
	EASY_SET(r->easy, CURLOPT_PREREQDATA, r);
	EASY_SET(r->easy, CURLOPT_HEADERFUNCTION, on_header);
	EASY_SET(r->easy, CURLOPT_HEADERDATA, r);
	EASY_SET(r->easy, CURLOPT_WRITEFUNCTION, on_body);
	EASY_SET(r->easy, CURLOPT_WRITEDATA, r);
	EASY_SET(r->easy, CURLOPT_READFUNCTION, on_upload);
	EASY_SET(r->easy, CURLOPT_READDATA, r);
	return !failed;
}
