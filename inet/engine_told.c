/* engine_told.c - what libcurl tells of a transfer. */
#include <stdio.h>
#include <unistd.h>

#include "engine_curl.h"

enum { HELD_MOST = 262144 };

/* Of one that was told to stand. */
static void tell_disconnected(struct run *r)
{
	if (r->stands)
		r->transfer->calls->disconnected(r->transfer);
	r->stands = r->gone = false;
}

static bool tell_connected(struct run *r)
{
	bool told = !r->connecting || r->transfer->calls->connected(r->transfer, r->peer);

	r->stands |= r->connecting;
	r->connecting = false;
	r->refused |= !told;
	return told;
}

/* ---- the head of an answer that may not be the last: curl says who asks, and asks again ---- */

static void drop_held(struct run *r)
{
	os_free(r->held);
	r->held = NULL;
	r->held_size = 0;
	r->holds = false;
}

static bool hold(struct run *r, const char *line, size_t size)
{
	char *held;

	r->endless = r->held_size + size > HELD_MOST;
	held = r->endless ? NULL : os_realloc(r->held, r->held_size + size);
	if (!held)
		return false;
	memcpy(held + r->held_size, line, size);
	r->held = held;
	r->held_size += size;
	return true;
}

/* It is the last. */
static bool tell_held(struct run *r)
{
	const char *line = r->held, *end = r->held + r->held_size, *next;
	bool on = true;

	for (; on && line < end; line = next) {
		next = memchr(line, '\n', (size_t)(end - line));
		next = next ? next + 1 : end;
		on = r->transfer->calls->header(r->transfer, line, (size_t)(next - line));
	}
	drop_held(r);
	if (r->gone)
		tell_disconnected(r);
	r->refused |= !on;
	return on;
}

/* A challenge that can be answered, and all that a proxy says before it lets through. */
static bool is_held(const struct run *r, const char *line, size_t size)
{
	char *const *logins = r->transfer->way->logins;
	const char *blank = memchr(line, ' ', size);

	if (!r->sending || !blank)
		return !r->sending;
	return (!strncmp(blank, " 401", 4) && logins[LOGIN_USER]) || (!strncmp(blank, " 407", 4) && logins[LOGIN_PROXY_USER]);
}

/* It was not the last: the same goes out again. */
static bool tell_challenge(struct run *r)
{
	struct transfer *t = r->transfer;
	bool on = !r->holds || !r->sending ||
		  ((!r->to_send || t->calls->sent(t, 0, true)) && t->calls->challenged(t, r->held_size));

	drop_held(r);
	return on;
}

void run_ended(struct run *r, bool answered)
{
	struct transfer *t = r->transfer;

	if (answered && !r->sending) {
		r->sending = t->of_proxy = true;
		if (!tell_connected(r) || !t->calls->sending(t) || !t->calls->sent(t, 0, true))
			r->refused = true;
	}
	if (answered && !r->refused)
		tell_held(r);
	drop_held(r);
	if (r->gone)
		tell_disconnected(r);
}

/* ---- the way to the server ---- */

/* A kept connection may be dead, or not serve for what is asked again. */
static bool begin_anew(struct run *r)
{
	bool on = tell_challenge(r);

	tell_disconnected(r);
	r->refused |= !on;
	return on;
}

static bool tell_resolving(void *arg, const char *host)
{
	struct run *r = arg;

	return r->transfer->calls->resolving(r->transfer, host);
}

/* Beyond a proxy names are the proxy's matter, or its way to them is. */
static int on_resolve(void *resolver, void *reserved, void *arg)
{
	struct run *r = arg;

	(void)resolver;
	(void)reserved;
	if (begin_anew(r) && !r->connecting && !way_tells(r->transfer->url, r->transfer->way, tell_resolving, r))
		r->refused = true;
	return r->refused;
}

static curl_socket_t on_open(void *arg, curlsocktype purpose, struct curl_sockaddr *peer)
{
	struct run *r = arg;
	curl_socket_t fd = CURL_SOCKET_BAD;

	(void)purpose;
	peer_text(peer, r->peer);
	if (!begin_anew(r))
		return CURL_SOCKET_BAD;
	r->connecting = true;
	r->sending = r->waits = false;
	if (r->transfer->calls->connecting(r->transfer, r->peer))
		fd = peer_socket(peer);
	else
		r->refused = true;
	if (fd >= 0 && !(run_own(r, fd) && dial_begin(r->engine, &r->base, fd))) {
		run_disown(r);
		close(fd);
		fd = CURL_SOCKET_BAD;
	}
	if (fd < 0)
		dial_failed(r->engine, &r->base);
	return fd;
}

/* Those that use the connection are told; they may be others than who made it, or nobody. What is held comes before. */
static int on_close(void *arg, curl_socket_t fd)
{
	struct curl_engine *e = arg;
	struct run *r;

	dial_closed(e, fd);
	while ((size_t)fd < e->user_count && (r = e->users[fd].runs)) {
		run_disown(r);
		if (r->holds)
			r->gone = true;
		else
			tell_disconnected(r);
	}
	if ((size_t)fd < e->user_count) {
		e->idle -= user_is_idle(&e->users[fd]);
		e->users[fd].local_port = 0;
	}
	return close(fd); /* on_socket was called before */
}

static bool add_header(const char *line, void *arg)
{
	struct run *r = arg;
	bool cookie = r->transfer->jar && ascii_equal_n(line, "Cookie: ", 8);
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

/* Of a kept connection libcurl tells the ends, not the descriptor. */
static curl_socket_t find_connection(const struct run *r, const char *peer, int peer_port, int local_port)
{
	const struct curl_engine *e = r->engine;
	size_t i;

	if (r->fd != CURL_SOCKET_BAD && !e->users[r->fd].local_port)
		return r->fd;
	for (i = 0; i < e->user_count; i++)
		if (is_of(&e->users[i], peer, peer_port, local_port))
			return (curl_socket_t)i;
	return r->fd;
}

/* False: no memory. */
static bool use_connection(struct run *r, const char *peer, int peer_port, int local_port)
{
	curl_socket_t fd = find_connection(r, peer, peer_port, local_port);
	struct user *u;

	if (fd == CURL_SOCKET_BAD)
		return true;
	if (!run_own(r, fd))
		return false;
	u = &r->engine->users[fd];
	snprintf(u->peer, OS_IP_MOST, "%s", peer);
	u->peer_port = peer_port;
	u->local_port = local_port;
	return true;
}

bool run_waits(struct run *r)
{
	bool on = tell_connected(r) && r->transfer->calls->announced(r->transfer, &r->waits);

	r->refused |= !on;
	return on && r->waits;
}

/* The connection stands, and the head is about to go. */
static int on_ready(void *arg, char *peer, char *local, int peer_port, int local_port)
{
	struct run *r = arg;
	struct transfer *t = r->transfer;
	bool on = tell_challenge(r) && tell_connected(r);

	(void)local;
	dial_over(r->engine, &r->base);
	on = use_connection(r, peer, peer_port, local_port) && on && !r->refused && !curl_easy_setopt(r->easy, CURLOPT_VERBOSE, 1L);
	r->waits = false;
	r->sending = r->stands = true;
	r->to_send = t->no_upload ? 0 : t->upload;
	on = on && t->calls->sending(t) && run_headers(r);
	r->refused |= !on;
	return on ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

static bool is_sent(curl_infotype type)
{
	return type == CURLINFO_HEADER_OUT || type == CURLINFO_DATA_OUT;
}

/* The first octets of a handshake, or to a proxy, say that there is a connection. */
static int on_debug(CURL *easy, curl_infotype type, char *data, size_t size, void *arg)
{
	struct run *r = arg;
	struct transfer *t = r->transfer;

	(void)easy;
	(void)data;
	if (is_sent(type) || type == CURLINFO_SSL_DATA_OUT)
		tell_connected(r);
	if (!r->sending || !is_sent(type))
		return 0;
	if (type == CURLINFO_DATA_OUT && r->to_send > 0)
		r->to_send -= (int64_t)size;
	r->refused |= !t->calls->sent(t, size, r->to_send == 0);
	if (r->direct && !r->to_send) /* what comes now is told elsewhere */
		curl_easy_setopt(r->easy, CURLOPT_VERBOSE, 0L);
	return 0;
}

static size_t on_header(char *line, size_t size, size_t count, void *arg)
{
	struct run *r = arg;
	bool taken;

	size *= count;
	if (size >= 5 && !memcmp(line, "HTTP/", 5)) {
		drop_held(r);
		r->holds = is_held(r, line, size);
		if (r->sending)
			engine_learn(r, size >= 6 && line[5] == '2');
	}
	taken = !r->refused && (r->holds ? hold(r, line, size) : r->transfer->calls->header(r->transfer, line, size));
	r->refused |= !taken;
	return taken ? size : 0;
}

static size_t on_body(char *data, size_t size, size_t count, void *arg)
{
	struct run *r = arg;
	bool on = !r->refused && (!r->holds || tell_held(r));
	size_t taken = on ? r->transfer->calls->body(r->transfer, data, size * count) : 0;

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

static int on_seek(void *arg, curl_off_t offset, int origin)
{
	struct run *r = arg;

	return !offset && origin == SEEK_SET && r->transfer->calls->rewind(r->transfer) ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_CANTSEEK;
}

bool run_listen(struct run *r)
{
	bool failed = false;

	EASY_SET(r->easy, CURLOPT_PRIVATE, &r->base);
	EASY_SET(r->easy, CURLOPT_VERBOSE, (long)!r->direct);
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
	EASY_SET(r->easy, CURLOPT_SEEKFUNCTION, on_seek);
	EASY_SET(r->easy, CURLOPT_SEEKDATA, r);
	return !failed;
}
