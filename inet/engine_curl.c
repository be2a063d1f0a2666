/* engine_curl.c - transfers by libcurl: one multi handle, its sockets in one set, its timer. */
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine_curl.h"

/* While nobody reads, libcurl goes on decoding what it has got, to 1 000 times as much: it gets little at a time. */
enum { DECODED_AT_ONCE = 2048 };

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

bool user_is_idle(const struct user *u)
{
	return u->local_port && !u->runs;
}

void run_disown(struct run *r)
{
	struct user *u = r->fd >= 0 ? &r->engine->users[r->fd] : NULL;
	struct run **at = u ? &u->runs : NULL;

	while (at && *at && *at != r)
		at = &(*at)->next_user;
	if (at && *at) {
		*at = r->next_user;
		r->engine->idle += user_is_idle(u);
	}
	r->fd = CURL_SOCKET_BAD;
}

bool run_own(struct run *r, curl_socket_t fd)
{
	if (fd < 0)
		return true;
	if (!users_room(r->engine, fd))
		return false;
	run_disown(r);
	r->engine->idle -= user_is_idle(&r->engine->users[fd]);
	r->next_user = r->engine->users[fd].runs;
	r->engine->users[fd].runs = r;
	r->fd = fd;
	return true;
}

/* ---- addresses ---- */

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

/* ---- what curl waits for ---- */

static void *watched(curl_socket_t fd)
{
	return (void *)((intptr_t)fd + 1);
}

/* socket_arg: what is assigned to it once it is watched. */
static int on_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *socket_arg)
{
	struct curl_engine *e = arg;
	unsigned events = (what & CURL_POLL_IN ? OS_READABLE : 0) | (what & CURL_POLL_OUT ? OS_WRITABLE : 0);

	(void)easy;
	e->wanted = true;
	if (what == CURL_POLL_REMOVE)
		os_set_forget(&e->set, fd);
	else if (socket_arg)
		os_set_change(&e->set, fd, events, watched(fd));
	else if (!os_set_watch(&e->set, fd, events, watched(fd)))
		curl_multi_assign(e->multi, fd, e);
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

static void run_discard(struct run *r)
{
	if (!--r->engine->runs)
		r->engine->most = 0;
	curl_easy_cleanup(r->easy);
	curl_slist_free_all(r->headers);
	os_free(r->cookie);
	os_free(r->held);
	os_free(r);
}

/* A connection that cannot be kept is closed in here. */
static void run_free(struct run *r)
{
	struct curl_engine *e = r->engine;

	dial_over(e, &r->base);
	curl_multi_remove_handle(e->multi, r->easy);
	run_disown(r);
	r->transfer->engine = NULL;
	run_discard(r);
}

/* A proxy that lets nobody through fails the transfer, but what it said is an answer; that it lets through is none. */
static void on_over(struct easy *easy, CURLcode code)
{
	struct run *r = container_of(easy, struct run, base);
	struct transfer *t = r->transfer;
	DWORD error = run_error(r, code);
	bool answered = r->holds && (r->sending ? !code : proxy_refuses(r->easy));

	run_ended(r, answered);
	if (answered)
		error = r->refused ? ERROR_INTERNET_OPERATION_CANCELLED : ERROR_SUCCESS;
	t->system = error ? system_error(r->easy) : 0;
	run_free(r);
	io_done(t, error);
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

/* Among many connections libcurl looks for an idle one at length, though there is none and another may be made. */
static bool needs_another(const struct run *r)
{
	const struct curl_engine *e = r->engine;
	const struct transfer *t = r->transfer;

	return r->direct && !e->host_limit && !e->idle && !t->way->logins[LOGIN_USER] && !engine_knows(e, t->url);
}

static bool configure_request(struct run *r)
{
	struct transfer *t = r->transfer;
	bool failed = false;

	EASY_SET(r->easy, CURLOPT_URL, t->url);
	EASY_SET(r->easy, CURLOPT_PIPEWAIT, (long)engine_knows(r->engine, t->url));
	EASY_SET(r->easy, CURLOPT_FRESH_CONNECT, (long)needs_another(r));
	if (!t->no_upload) {
		EASY_SET(r->easy, CURLOPT_UPLOAD, 1L);
		EASY_SET(r->easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)t->upload);
	}
	if (!strcmp(t->method, "HEAD"))
		EASY_SET(r->easy, CURLOPT_NOBODY, 1L);
	else
		EASY_SET(r->easy, CURLOPT_CUSTOMREQUEST, t->method);
	if (t->decodes) {
		EASY_SET(r->easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
		EASY_SET(r->easy, CURLOPT_BUFFERSIZE, (long)DECODED_AT_ONCE);
	}
	/* those of one without a proxy are asked for once it is ready */
	return !failed && way_apply(r->easy, t->way) && (!t->jar || jar_use(r)) && (r->direct || run_headers(r));
}

/* As many connections to a server as may be, from now on. */
static void set_limit(struct curl_engine *e)
{
	DWORD limit = os_load32(&io_host_limit);

	if (e->host_limit != limit)
		curl_multi_setopt(e->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)limit);
	e->host_limit = limit;
}

/* libcurl would close the oldest, which it looks for among all, with each that ends, from when there are four to each that runs. */
static void run_count(struct curl_engine *e)
{
	if (++e->runs > e->most)
		curl_multi_setopt(e->multi, CURLMOPT_MAXCONNECTS, 4L * (long)(e->most = e->runs));
}

/* libcurl finds that they are dead when it wants to use them. */
static void drop_kept(struct curl_engine *e)
{
	uint32_t epoch = os_load32(&io_epoch);
	size_t i;

	for (i = 0; e->epoch != epoch && i < e->user_count; i++)
		if (user_is_idle(&e->users[i]))
			shutdown((int)i, SHUT_RDWR);
	e->epoch = epoch;
}

static DWORD start(void *engine, struct transfer *t)
{
	struct run *r = os_zalloc(sizeof *r);
	DWORD error;

	if (!r)
		return ERROR_NOT_ENOUGH_MEMORY;
	r->base = (struct easy){ .over = on_over, .curl = curl_easy_init(), .dials = { CURL_SOCKET_BAD, CURL_SOCKET_BAD } };
	r->transfer = t;
	r->engine = engine;
	run_count(engine);
	set_limit(engine);
	drop_kept(engine);
	r->fd = CURL_SOCKET_BAD;
	r->direct = ascii_equal_n(t->url, "http:", 5) && !t->way->proxy;
	r->easy = r->base.curl;
	if (!r->easy || !run_listen(r) || !configure_request(r) ||
	    curl_multi_add_handle(r->engine->multi, r->easy)) {
		run_discard(r);
		return ERROR_NOT_ENOUGH_MEMORY;
	}
	t->engine = r;
	t->of_proxy = false;
	error = t->jar ? jar_tell(r) : ERROR_SUCCESS;
	if (error)
		run_free(r);
	return error;
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

	e->acts = true;
	curl_multi_socket_action(e->multi, fd, mask, &running);
	e->acts = false;
	dial_on(e);
}

/* Who is told of a request that will be sent has the time that it wants: others go on meanwhile. */
static bool waits(struct curl_engine *e, curl_socket_t fd, const struct os_ready *ready)
{
	struct run *r = e->users[fd].runs;

	if (!r || !r->direct || !r->connecting || ready->ended || !(ready->events & OS_WRITABLE) || !run_waits(r))
		return false;
	os_set_change(&e->set, fd, 0, watched(fd));
	return true;
}

static void go(void *engine, struct transfer *t)
{
	struct curl_engine *e = engine;
	struct run *r = t->engine;

	if (!r || !r->waits)
		return;
	r->waits = e->wanted = false;
	if (r->fd != CURL_SOCKET_BAD)
		act(e, r->fd, OS_WRITABLE);
	if (r->fd != CURL_SOCKET_BAD && !e->wanted)
		os_set_change(&e->set, r->fd, OS_WRITABLE, watched(r->fd));
	collect(e);
}

/* A line may be gone since, and its descriptor another's. */
static void wake_user(struct curl_engine *e, curl_socket_t fd, const struct os_ready *ready)
{
	if ((size_t)fd < e->user_count && e->users[fd].line)
		line_ready(e->users[fd].line, ready->events);
	else if ((size_t)fd >= e->user_count || !waits(e, fd, ready))
		act(e, fd, ready->events);
}

static void turn(void *engine, uint64_t deadline)
{
	struct curl_engine *e = engine;
	struct os_ready ready[OS_READY_MOST];
	int i, count = os_set_wait(&e->set, e->timer < deadline ? e->timer : deadline, ready, OS_READY_MOST);

	for (i = 0; i < count; i++)
		if (ready[i].what)
			wake_user(e, (curl_socket_t)((intptr_t)ready[i].what - 1), &ready[i]);
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
	engine_forget(e);
	os_set_end(&e->set);
	os_free(e->users);
	os_free(e);
}

static const struct engine_ops ops = { start, stop, resume, go, turn, wake, end, jar_forget,
				       line_open, line_close, line_read, line_write, line_want };

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
	verify_init();
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
