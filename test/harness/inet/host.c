/* host.c - a real HTTP server of the test's own, on the loopback: a thread that accepts, and one for each connection. */
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "host.h"

static struct connection {
	struct harness_thread thread;
	struct host_call call;
} connections[HOST_CONNECTIONS];
static os_mutex lock;            /* guards what follows */
static unsigned count;
static bool ended;
static size_t heads_size;
char host_heads[65536];
static int listener;
static INTERNET_PORT port;
static struct harness_thread acceptor;
static host_answer answer;

/* ---- what an answer needs ---- */

bool host_say(struct host_call *c, const void *data, size_t size)
{
	const char *at = data;

	while (size) {
		ssize_t n = send(c->fd, at, size, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		at += n;
		size -= (size_t)n;
	}
	return true;
}

bool host_text(struct host_call *c, const char *text)
{
	return host_say(c, text, strlen(text));
}

bool host_reply(struct host_call *c, const char *lines, const void *body, size_t size)
{
	char head[4096];

	snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n%s\r\n", size, lines);
	return host_text(c, head) && host_say(c, body, size);
}

bool host_asked(const struct host_call *c, const char *path)
{
	const char *at = strchr(c->head, ' ');
	size_t size = strlen(path);

	return at && !strncmp(at + 1, path, size) && (at[1 + size] == ' ' || at[1 + size] == '?');
}

const char *host_line(const struct host_call *c, const char *name)
{
	static __thread char value[1024];
	const char *at;
	size_t size = strlen(name);

	for (at = strstr(c->head, "\r\n"); at; at = strstr(at + 2, "\r\n"))
		if (!strncasecmp(at + 2, name, size) && at[2 + size] == ':') {
			at += 3 + size;
			at += strspn(at, " ");
			snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "\r\n"), at);
			return value;
		}
	return NULL;
}

/* ---- connections ---- */

static void write_down(const char *head)
{
	os_mutex_lock(&lock);
	heads_size += (size_t)snprintf(host_heads + heads_size, sizeof host_heads - heads_size, "%s", head);
	if (heads_size >= sizeof host_heads)
		heads_size = sizeof host_heads - 1;
	os_mutex_unlock(&lock);
}

/* Up to the empty line; what is behind it stays for later. False: the client is gone. */
static bool hear(struct host_call *c)
{
	char *end;
	ssize_t n;

	while (c->rest[c->rest_size] = 0, !(end = strstr(c->rest, "\r\n\r\n"))) {
		n = c->rest_size < sizeof c->rest - 1 ? recv(c->fd, c->rest + c->rest_size, sizeof c->rest - 1 - c->rest_size, 0) : 0;
		if (n <= 0)
			return false;
		c->rest_size += (size_t)n;
	}
	end += 4;
	memcpy(c->head, c->rest, (size_t)(end - c->rest));
	c->head[end - c->rest] = 0;
	c->rest_size -= (size_t)(end - c->rest);
	memmove(c->rest, end, c->rest_size);
	return true;
}

static void serve(void *arg)
{
	struct connection *c = arg;

	while (hear(&c->call)) {
		write_down(c->call.head);
		if (!answer(&c->call))
			break;
	}
	shutdown(c->call.fd, SHUT_RDWR);
}

static bool take(int fd)
{
	bool on;

	os_mutex_lock(&lock);
	on = !ended && fd >= 0 && count < HOST_CONNECTIONS;
	if (on) {
		connections[count].call = (struct host_call){ .fd = fd };
		harness_start(&connections[count].thread, serve, &connections[count]);
		count++;
	}
	os_mutex_unlock(&lock);
	return on;
}

static void accept_all(void *arg)
{
	int fd;

	(void)arg;
	while (take(fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC)))
		;
	if (fd >= 0)
		close(fd);
}

INTERNET_PORT host_start(host_answer fn)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof at;

	answer = fn;
	listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(listener >= 0);
	assert_int_equal(bind(listener, (struct sockaddr *)&at, size), 0);
	assert_int_equal(listen(listener, 64), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *)&at, &size), 0);
	port = ntohs(at.sin_port);
	count = 0;
	heads_size = 0;
	ended = false;
	harness_start(&acceptor, accept_all, NULL);
	return port;
}

void host_end(void)
{
	unsigned i;

	os_mutex_lock(&lock);
	ended = true;
	os_mutex_unlock(&lock);
	shutdown(listener, SHUT_RDWR);
	harness_join(&acceptor);
	for (i = 0; i < count; i++)
		shutdown(connections[i].call.fd, SHUT_RDWR);
	for (i = 0; i < count; i++) {
		harness_join(&connections[i].thread);
		close(connections[i].call.fd);
	}
	close(listener);
}

unsigned host_connections(void)
{
	unsigned n;

	os_mutex_lock(&lock);
	n = count;
	os_mutex_unlock(&lock);
	return n;
}

long host_memory(void)
{
	char line[128];
	long n = 0;
	FILE *f = fopen("/proc/self/status", "r");

	while (f && !n && fgets(line, sizeof line, f))
		sscanf(line, "VmHWM: %ld", &n);
	if (f)
		fclose(f);
	return n;
}

/* ---- the client ---- */

bool host_open(struct shop *s, DWORD flags)
{
	return shop_connect(s, "127.0.0.1", port, flags);
}

bool host_request(struct shop *s, const char *object, DWORD flags)
{
	if (s->request)
		InternetCloseHandle(s->request);
	s->request = HttpOpenRequest(s->connect, NULL, object, NULL, NULL, NULL, flags, REQUEST_CONTEXT);
	if (!s->request)
		return sweep_ok(HRESULT_FROM_WIN32(GetLastError()));
	return shop_send(s);
}
