/* engine_stream.c - connections of octets: libcurl finds the host and connects, and what is connected is ours from then on. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "engine_curl.h"

struct line {
	struct easy easy;
	struct curl_engine *engine;
	struct stream *stream;
	CURL *curl;                            /* while it connects */
	int fd;                                /* then */
	char peer[OS_IP_MOST];
	char url[INTERNET_MAX_HOST_NAME_LENGTH + 32];
	bool refused;                          /* who was told wants no more */
};

static bool tell_resolving(void *arg, const char *host)
{
	struct line *l = arg;

	return l->stream->calls->resolving(l->stream, host);
}

static int on_resolve(void *resolver, void *reserved, void *arg)
{
	struct line *l = arg;

	(void)resolver;
	(void)reserved;
	if (!*l->peer && !way_tells(l->url, l->stream->way, tell_resolving, l))
		l->refused = true;
	return l->refused;
}

static curl_socket_t on_open(void *arg, curlsocktype purpose, struct curl_sockaddr *peer)
{
	struct line *l = arg;
	curl_socket_t fd;

	(void)purpose;
	peer_text(peer, l->peer);
	l->refused |= !l->stream->calls->connecting(l->stream, l->peer);
	fd = l->refused ? CURL_SOCKET_BAD : peer_socket(peer);
	if (fd >= 0 && !dial_begin(l->engine, &l->easy, fd)) {
		close(fd);
		fd = CURL_SOCKET_BAD;
	}
	if (fd < 0)
		dial_failed(l->engine, &l->easy);
	return fd;
}

static int on_close(void *arg, curl_socket_t fd)
{
	struct curl_engine *e = arg;

	dial_closed(e, fd);
	os_set_forget(&e->set, fd);
	return close(fd);
}

/* curl closes its own descriptor in here. */
static void curl_leave(struct line *l)
{
	if (!l->curl)
		return;
	dial_over(l->engine, &l->easy);
	curl_multi_remove_handle(l->engine->multi, l->curl);
	curl_easy_cleanup(l->curl);
	l->curl = NULL;
}

static void line_free(struct line *l)
{
	curl_leave(l);
	if (l->fd >= 0) {
		l->engine->users[l->fd].line = NULL;
		os_set_forget(&l->engine->set, l->fd);
		close(l->fd);
	}
	l->stream->engine = NULL;
	os_free(l);
}

/* A descriptor of our own for what is connected. */
static DWORD take_over(struct line *l)
{
	curl_socket_t fd = CURL_SOCKET_BAD;
	int mine;

	if (curl_easy_getinfo(l->curl, CURLINFO_ACTIVESOCKET, &fd) || fd == CURL_SOCKET_BAD)
		return ERROR_INTERNET_CANNOT_CONNECT;
	mine = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	if (mine < 0 || !users_room(l->engine, mine)) {
		if (mine >= 0)
			close(mine);
		return ERROR_NOT_ENOUGH_MEMORY;
	}
	curl_leave(l);
	l->fd = mine;
	l->engine->users[mine] = (struct user){ .line = l };
	return ERROR_SUCCESS;
}

static void on_over(struct easy *easy, CURLcode code)
{
	struct line *l = container_of(easy, struct line, easy);
	struct stream *s = l->stream;
	DWORD error = l->refused ? ERROR_INTERNET_OPERATION_CANCELLED : error_of(l->curl, code);

	if (!error)
		error = take_over(l);
	if (!error) {
		s->calls->connected(s, l->peer);
		return;
	}
	s->system = system_error(l->curl);
	line_free(l);
	s->calls->failed(s, error);
}

static bool configure(struct line *l)
{
	const char *host = l->stream->host;
	bool bare6 = strchr(host, ':') && *host != '[', failed = false;
	int size = snprintf(l->url, sizeof l->url, bare6 ? "http://[%s]:%u" : "http://%s:%u", host, l->stream->port);

	if (size >= (int)sizeof l->url)
		return false;
	EASY_SET(l->curl, CURLOPT_PRIVATE, &l->easy);
	EASY_SET(l->curl, CURLOPT_URL, l->url);
	EASY_SET(l->curl, CURLOPT_CONNECT_ONLY, 1L);
	EASY_SET(l->curl, CURLOPT_HTTPPROXYTUNNEL, 1L);
	EASY_SET(l->curl, CURLOPT_RESOLVER_START_FUNCTION, on_resolve);
	EASY_SET(l->curl, CURLOPT_RESOLVER_START_DATA, l);
	EASY_SET(l->curl, CURLOPT_OPENSOCKETFUNCTION, on_open);
	EASY_SET(l->curl, CURLOPT_OPENSOCKETDATA, l);
	EASY_SET(l->curl, CURLOPT_CLOSESOCKETFUNCTION, on_close);
	EASY_SET(l->curl, CURLOPT_CLOSESOCKETDATA, l->engine);
	return !failed && way_apply(l->curl, l->stream->way);
}

DWORD line_open(void *engine, struct stream *s)
{
	struct line *l = os_zalloc(sizeof *l);

	if (!l)
		return ERROR_NOT_ENOUGH_MEMORY;
	*l = (struct line){ .engine = engine, .stream = s, .curl = curl_easy_init(), .fd = -1 };
	l->easy = (struct easy){ .over = on_over, .curl = l->curl, .dials = { CURL_SOCKET_BAD, CURL_SOCKET_BAD } };
	if (!l->curl || !configure(l) || curl_multi_add_handle(l->engine->multi, l->curl)) {
		curl_easy_cleanup(l->curl);
		os_free(l);
		return ERROR_NOT_ENOUGH_MEMORY;
	}
	s->engine = l;
	return ERROR_SUCCESS;
}

void line_close(void *engine, struct stream *s)
{
	(void)engine;
	if (s->engine)
		line_free(s->engine);
}

ptrdiff_t line_read(void *engine, struct stream *s, void *to, size_t size)
{
	int none[OS_FDS_MOST];
	unsigned count;

	(void)engine;
	return os_socket_read(((struct line *)s->engine)->fd, to, size, none, &count);
}

ptrdiff_t line_write(void *engine, struct stream *s, const void *data, size_t size)
{
	(void)engine;
	return os_socket_write(((struct line *)s->engine)->fd, &(struct os_part){ data, size }, 1, NULL, 0);
}

void line_want(void *engine, struct stream *s, unsigned events)
{
	struct line *l = s->engine;

	(void)engine;
	if (events)
		os_set_watch(&l->engine->set, l->fd, events, (void *)((intptr_t)l->fd + 1));
	else
		os_set_forget(&l->engine->set, l->fd);
}

void line_ready(struct line *l, unsigned events)
{
	l->stream->calls->ready(l->stream, events);
}
