/* engine_curl.c - transfers by libcurl: one multi handle, its sockets in one set, its timer. */
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine_curl.h"

/* A transfer that runs. */
struct run {
	struct easy base;
	struct transfer *transfer;
	struct curl_engine *engine;
	CURL *easy;
	struct curl_slist *headers;
	char error[CURL_ERROR_SIZE];
	bool connecting;                       /* a socket was made that is not told to be connected */
	bool sending, receiving;               /* the head is going out, an answer comes in */
	int64_t to_send;
	bool refused;                          /* somebody told wants no more */
	char peer[OS_IP_MOST];
	curl_socket_t fd;                      /* of its connection, or CURL_SOCKET_BAD */
};

bool users_room(struct curl_engine *e, curl_socket_t fd)
{
	size_t count = e->user_count ? e->user_count : 64;
	struct user *users;

	while (count <= (size_t)fd)
		count *= 2;
	if (count == e->user_count)
		return true;
	users = os_realloc(e->users, count * sizeof *users);
	if (!users)
		return false;
	memset(users + e->user_count, 0, (count - e->user_count) * sizeof *users);
	e->users = users;
	e->user_count = count;
	return true;
}

static void disown(struct run *r)
{
	if (r->fd >= 0 && r->engine->users[r->fd].run == r)
		r->engine->users[r->fd].run = NULL;
}

static bool own(struct run *r, curl_socket_t fd)
{
	if (fd < 0)
		return true;
	if (!users_room(r->engine, fd))
		return false;
	disown(r);
	r->engine->users[fd].run = r;
	r->fd = fd;
	return true;
}

/* ---- what curl tells ---- */

static int on_resolve(void *resolver, void *reserved, void *arg)
{
	struct run *r = arg;
	struct transfer *t = r->transfer;
	CURLU *url = curl_url();
	char *host = NULL;
	bool on = false;

	(void)resolver;
	(void)reserved;
	if (url && !curl_url_set(url, CURLUPART_URL, t->url, CURLU_NON_SUPPORT_SCHEME) &&
	    !curl_url_get(url, CURLUPART_HOST, &host, 0))
		on = t->calls->resolving(t, host);
	curl_free(host);
	curl_url_cleanup(url);
	r->refused |= !on;
	return !on;
}

void peer_text(const struct curl_sockaddr *peer, char text[OS_IP_MOST])
{
	struct os_address a = { .family = peer->family == AF_INET6 ? OS_IPV6 : OS_IPV4 };
	const struct sockaddr_in *v4 = (const void *)&peer->addr;
	const struct sockaddr_in6 *v6 = (const void *)&peer->addr;

	if (a.family == OS_IPV6)
		memcpy(a.ip, &v6->sin6_addr, 16);
	else
		memcpy(a.ip, &v4->sin_addr, 4);
	os_ip_text(&a, text);
}

curl_socket_t peer_socket(const struct curl_sockaddr *peer)
{
	return socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

static curl_socket_t on_open(void *arg, curlsocktype purpose, struct curl_sockaddr *peer)
{
	struct run *r = arg;
	curl_socket_t fd = CURL_SOCKET_BAD;

	(void)purpose;
	peer_text(peer, r->peer);
	r->connecting = true;
	if (r->transfer->calls->connecting(r->transfer, r->peer))
		fd = peer_socket(peer);
	else
		r->refused = true;
	if (fd >= 0 && !own(r, fd)) {
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
		disown(r);
		r->transfer->calls->disconnected(r->transfer);
	}
	os_set_forget(&e->set, fd);
	return close(fd);
}

static bool add_header(const char *line, void *arg)
{
	struct run *r = arg;
	struct curl_slist *list = curl_slist_append(r->headers, line);

	if (list)
		r->headers = list;
	return list != NULL;
}

static bool set_headers(struct run *r)
{
	curl_slist_free_all(r->headers);
	r->headers = curl_slist_append(NULL, "Expect:");
	return r->headers && r->transfer->calls->headers(r->transfer, add_header, r) &&
	       !curl_easy_setopt(r->easy, CURLOPT_HTTPHEADER, r->headers);
}

/* The connection stands, and the head is about to go. */
static int on_ready(void *arg, char *peer, char *local, int peer_port, int local_port)
{
	struct run *r = arg;
	struct transfer *t = r->transfer;
	bool on = !r->connecting || t->calls->connected(t, r->peer);
	curl_socket_t fd = CURL_SOCKET_BAD;

	(void)peer;
	(void)local;
	(void)peer_port;
	(void)local_port;
	r->connecting = false;
	r->sending = true;
	r->to_send = t->no_upload ? 0 : t->upload;
	curl_easy_getinfo(r->easy, CURLINFO_ACTIVESOCKET, &fd);
	on = on && own(r, fd) && t->calls->sending(t) && set_headers(r);
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

/* ---- what curl waits for ---- */

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *socket_arg)
{
	struct curl_engine *e = arg;
	unsigned events = (what & CURL_POLL_IN ? OS_READABLE : 0) | (what & CURL_POLL_OUT ? OS_WRITABLE : 0);

	(void)easy;
	(void)socket_arg;
	if (what == CURL_POLL_REMOVE)
		os_set_forget(&e->set, fd);
	else
		os_set_watch(&e->set, fd, events, (void *)((intptr_t)fd + 1));
	return 0;
}

static int on_timer(CURLM *multi, long milliseconds, void *arg)
{
	struct curl_engine *e = arg;

	(void)multi;
	e->timer = milliseconds < 0 ? OS_FOREVER : os_now() + (uint64_t)milliseconds * 1000000;
	return 0;
}

/* ---- the end of a transfer ---- */

static const struct { CURLcode code; DWORD error; } errors[] = {
	{ CURLE_UNSUPPORTED_PROTOCOL, ERROR_INTERNET_UNRECOGNIZED_SCHEME },
	{ CURLE_URL_MALFORMAT, ERROR_INTERNET_INVALID_URL },
	{ CURLE_COULDNT_RESOLVE_PROXY, ERROR_INTERNET_PROXY_SERVER_UNREACHABLE },
	{ CURLE_COULDNT_RESOLVE_HOST, ERROR_INTERNET_NAME_NOT_RESOLVED },
	{ CURLE_COULDNT_CONNECT, ERROR_INTERNET_CANNOT_CONNECT },
	{ CURLE_WEIRD_SERVER_REPLY, ERROR_HTTP_INVALID_SERVER_RESPONSE },
	{ CURLE_OPERATION_TIMEDOUT, ERROR_INTERNET_TIMEOUT },
	{ CURLE_SSL_CONNECT_ERROR, ERROR_INTERNET_SECURITY_CHANNEL_ERROR },
	{ CURLE_PEER_FAILED_VERIFICATION, ERROR_INTERNET_SEC_INVALID_CERT },
	{ CURLE_ABORTED_BY_CALLBACK, ERROR_INTERNET_OPERATION_CANCELLED },
	{ CURLE_GOT_NOTHING, ERROR_HTTP_INVALID_SERVER_RESPONSE },
	{ CURLE_SEND_ERROR, ERROR_INTERNET_CONNECTION_ABORTED },
	{ CURLE_RECV_ERROR, ERROR_INTERNET_CONNECTION_ABORTED },
	{ CURLE_PARTIAL_FILE, ERROR_INTERNET_CONNECTION_ABORTED },
	{ CURLE_BAD_CONTENT_ENCODING, ERROR_INTERNET_DECODING_FAILED },
	{ CURLE_HTTP2, ERROR_HTTP_INVALID_SERVER_RESPONSE },
	{ CURLE_HTTP2_STREAM, ERROR_HTTP_INVALID_SERVER_RESPONSE },
	{ CURLE_OUT_OF_MEMORY, ERROR_NOT_ENOUGH_MEMORY },
	{ CURLE_WRITE_ERROR, ERROR_INTERNET_OPERATION_CANCELLED },
};

DWORD error_of(CURLcode code)
{
	size_t i;

	if (!code)
		return ERROR_SUCCESS;
	for (i = 0; i < ARRAY_COUNT(errors); i++)
		if (errors[i].code == code)
			return errors[i].error;
	return ERROR_INTERNET_INTERNAL_ERROR;
}

/* A connection that cannot be kept is closed in here. */
static void run_free(struct run *r)
{
	struct curl_engine *e = r->engine;

	curl_multi_remove_handle(e->multi, r->easy);
	disown(r);
	curl_easy_cleanup(r->easy);
	curl_slist_free_all(r->headers);
	r->transfer->engine = NULL;
	os_free(r);
}

static void on_over(struct easy *easy, CURLcode code)
{
	struct run *r = container_of(easy, struct run, base);
	struct transfer *t = r->transfer;

	run_free(r);
	io_done(t, error_of(code));
}

static void collect(struct curl_engine *e)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(e->multi, &left))) {
		CURLcode code = message->data.result;
		struct easy *easy;

		if (message->msg == CURLMSG_DONE && !curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&easy))
			easy->over(easy, code);
	}
}

/* ---- the engine ---- */

#define SET(option, value) (failed |= curl_easy_setopt(r->easy, option, value) != CURLE_OK)

static bool configure_events(struct run *r)
{
	bool failed = false;

	SET(CURLOPT_PRIVATE, &r->base);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_VERBOSE, 1L);
	SET(CURLOPT_DEBUGFUNCTION, on_debug);
	SET(CURLOPT_DEBUGDATA, r);
	SET(CURLOPT_RESOLVER_START_FUNCTION, on_resolve);
	SET(CURLOPT_RESOLVER_START_DATA, r);
	SET(CURLOPT_OPENSOCKETFUNCTION, on_open);
	SET(CURLOPT_OPENSOCKETDATA, r);
	SET(CURLOPT_CLOSESOCKETFUNCTION, on_close);
	SET(CURLOPT_CLOSESOCKETDATA, r->engine);
	SET(CURLOPT_PREREQFUNCTION, on_ready);
	SET(CURLOPT_PREREQDATA, r);
	SET(CURLOPT_HEADERFUNCTION, on_header);
	SET(CURLOPT_HEADERDATA, r);
	SET(CURLOPT_WRITEFUNCTION, on_body);
	SET(CURLOPT_WRITEDATA, r);
	SET(CURLOPT_READFUNCTION, on_upload);
	SET(CURLOPT_READDATA, r);
	return !failed;
}

static bool configure_request(struct run *r)
{
	struct transfer *t = r->transfer;
	bool failed = false;

	SET(CURLOPT_URL, t->url);
	SET(CURLOPT_PATH_AS_IS, 1L);
	SET(CURLOPT_PROXY, t->proxy ? t->proxy : "");
	SET(CURLOPT_CONNECTTIMEOUT_MS, 0x7FFFFFFFL);
	if (!t->no_upload) {
		SET(CURLOPT_UPLOAD, 1L);
		SET(CURLOPT_INFILESIZE_LARGE, (curl_off_t)t->upload);
	}
	if (!strcmp(t->method, "HEAD"))
		SET(CURLOPT_NOBODY, 1L);
	else
		SET(CURLOPT_CUSTOMREQUEST, t->method);
	return !failed && set_headers(r);
}

static DWORD start(void *engine, struct transfer *t)
{
	struct run *r = os_zalloc(sizeof *r);

	if (!r)
		return ERROR_NOT_ENOUGH_MEMORY;
	r->base.over = on_over;
	r->transfer = t;
	r->engine = engine;
	r->fd = CURL_SOCKET_BAD;
	r->easy = curl_easy_init();
	if (!r->easy || !configure_events(r) || !configure_request(r) ||
	    curl_multi_add_handle(r->engine->multi, r->easy)) {
		curl_easy_cleanup(r->easy);
		curl_slist_free_all(r->headers);
		os_free(r);
		return ERROR_NOT_ENOUGH_MEMORY;
	}
	t->engine = r;
	return ERROR_SUCCESS;
}

static void stop(void *engine, struct transfer *t)
{
	(void)engine;
	if (t->engine)
		run_free(t->engine);
}

static void resume(void *engine, struct transfer *t)
{
	struct run *r = t->engine;

	(void)engine;
	if (r)
		curl_easy_pause(r->easy, CURLPAUSE_CONT);
}

static void act(struct curl_engine *e, curl_socket_t fd, unsigned events)
{
	int mask = (events & OS_READABLE ? CURL_CSELECT_IN : 0) | (events & OS_WRITABLE ? CURL_CSELECT_OUT : 0), running;

	curl_multi_socket_action(e->multi, fd, mask, &running);
}

/* A line may be gone since, and its descriptor another's. */
static void wake_user(struct curl_engine *e, curl_socket_t fd, unsigned events)
{
	if ((size_t)fd < e->user_count && e->users[fd].line)
		line_ready(e->users[fd].line, events);
	else
		act(e, fd, events);
}

static void turn(void *engine, uint64_t deadline)
{
	struct curl_engine *e = engine;
	struct os_ready ready[OS_READY_MOST];
	int i, count = os_set_wait(&e->set, e->timer < deadline ? e->timer : deadline, ready, OS_READY_MOST);

	for (i = 0; i < count; i++)
		if (ready[i].what)
			wake_user(e, (curl_socket_t)((intptr_t)ready[i].what - 1), ready[i].events);
	if (e->timer <= os_now()) {
		e->timer = OS_FOREVER;
		act(e, CURL_SOCKET_TIMEOUT, 0);
	}
	collect(e);
}

static void wake(void *engine)
{
	os_set_wake(&((struct curl_engine *)engine)->set);
}

static void end(void *engine)
{
	struct curl_engine *e = engine;

	curl_multi_cleanup(e->multi);
	os_set_end(&e->set);
	os_free(e->users);
	os_free(e);
}

static const struct engine_ops ops = { start, stop, resume, turn, wake, end, line_open, line_close, line_read, line_write,
				       line_want };

static bool multi_make(struct curl_engine *e)
{
	e->multi = curl_multi_init();
	if (!e->multi)
		return false;
	curl_multi_setopt(e->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	curl_multi_setopt(e->multi, CURLMOPT_SOCKETDATA, e);
	curl_multi_setopt(e->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	curl_multi_setopt(e->multi, CURLMOPT_TIMERDATA, e);
	return true;
}

DWORD engine_curl(struct engine *engine)
{
	struct curl_engine *e = os_zalloc(sizeof *e);

	if (!e)
		return ERROR_NOT_ENOUGH_MEMORY;
	e->timer = OS_FOREVER;
	if (!os_set_make(&e->set)) {
		if (!curl_global_init(CURL_GLOBAL_DEFAULT) && multi_make(e)) {
			*engine = (struct engine){ &ops, e };
			return ERROR_SUCCESS;
		}
		os_set_end(&e->set);
	}
	os_free(e);
	return ERROR_NOT_ENOUGH_MEMORY;
}
