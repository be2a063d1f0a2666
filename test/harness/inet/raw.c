/* raw.c - servers on the loopback that say what a test wants, octet by octet. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "raw.h"

/* ---- connections ---- */

bool raw_say(int fd, const char *text, size_t size)
{
	while (size) {
		ssize_t n = send(fd, text, size, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		text += n;
		size -= (size_t)n;
	}
	return true;
}

/* Without its end. False: there is none. */
static bool hear_line(int fd, char line[RAW_LINE])
{
	size_t size = 0;
	char c;

	while (recv(fd, &c, 1, 0) == 1) {
		if (c == '\n') {
			line[size && line[size - 1] == '\r' ? size - 1 : size] = 0;
			return true;
		}
		if (size < RAW_LINE - 1)
			line[size++] = c;
	}
	return false;
}

static void hear_out(int fd)
{
	char c[512];

	while (recv(fd, c, sizeof c, 0) > 0)
		;
}

static void reset(int fd)
{
	struct linger hard = { 1, 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

static int listen_anywhere(INTERNET_PORT *port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0 && !bind(fd, (struct sockaddr *)&a, size) && !listen(fd, 64));
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &size), 0);
	*port = ntohs(a.sin_port);
	return fd;
}

/* ---- HTTP ---- */

static bool say_slowly(int fd, const char *text, unsigned pause)
{
	for (; *text; text++) {
		struct pollfd gone = { .fd = fd, .events = POLLRDHUP };

		if (poll(&gone, 1, (int)pause) > 0 || !raw_say(fd, text, 1))
			return false;
	}
	return true;
}

/* What is said last and the end of the connection come together: nobody can use it in between. */
static void cork(int fd)
{
	int on = 1;

	setsockopt(fd, IPPROTO_TCP, TCP_CORK, &on, sizeof on);
}

/* Whether the connection stays. */
static bool answer(int fd, const struct raw_answer *a)
{
	bool there;
	unsigned i;

	if (a->end == RAW_CLOSES && !a->pause)
		cork(fd);
	there = raw_say(fd, a->says, a->size ? a->size : strlen(a->says));
	for (i = 0; there && i < a->times; i++)
		there = a->pause ? say_slowly(fd, a->then, a->pause) : raw_say(fd, a->then, strlen(a->then));
	if (a->end == RAW_RESETS)
		reset(fd);
	if (a->end == RAW_HALF)
		shutdown(fd, SHUT_WR);
	if (a->end == RAW_HALF || a->end == RAW_HOLDS)
		hear_out(fd);
	return a->end == RAW_STAYS;
}

static bool is_login(const char *line)
{
	return !strncmp(line, "Authorization: ", 15);
}

static void keep_login(struct raw *r, const char *line)
{
	os_mutex_lock(&r->lock);
	snprintf(r->login, sizeof r->login, "%.511s", line);
	os_mutex_unlock(&r->lock);
}

static bool answer_as_it_is_now(struct raw *r, int fd, bool known)
{
	struct raw_answer a;

	os_mutex_lock(&r->lock);
	a = known && r->known ? *r->known : r->answer;
	os_mutex_unlock(&r->lock);
	return answer(fd, &a);
}

static bool answer_well(struct raw *r, int fd)
{
	static const char first[] = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello", second[] = " again";
	bool there = raw_say(fd, first, sizeof first - 1);

	harness_gate_wait(&r->good);
	return there && raw_say(fd, second, sizeof second - 1);
}

static void serve_http(struct raw *r, int fd)
{
	char line[RAW_LINE], verb[RAW_LINE];
	bool stays = true, known;

	while (stays && hear_line(fd, verb)) {
		os_store32(&r->asked, (uint32_t)strlen(verb));
		known = false;
		do {
			stays = hear_line(fd, line);
			known = known || is_login(line);
			if (is_login(line))
				keep_login(r, line);
		} while (stays && *line);
		os_add32(&r->requests, 1);
		stays = stays && (strncmp(verb, "GET /good ", 10) ? answer_as_it_is_now(r, fd, known) : answer_well(r, fd));
	}
}

/* ---- FTP ---- */

struct talking {
	struct raw *raw;
	int fd;
	size_t said;
};

/* False: the connection is over. */
static bool reply(struct talking *t, const char *text)
{
	unsigned port = t->raw->data_port;
	char with_port[256];
	size_t size, left;
	bool on;

	if (strstr(text, "%u,%u"))
		snprintf(with_port, sizeof with_port, text, port >> 8, port & 255);
	else if (strstr(text, "%u"))
		snprintf(with_port, sizeof with_port, text, port);
	text = strstr(text, "%u") ? with_port : text;
	size = strlen(text);
	left = t->raw->cut && t->raw->cut - t->said < size ? t->raw->cut - t->said : size;
	on = raw_say(t->fd, text, left) && left == size && (!t->raw->cut || t->raw->cut != t->said + left);
	t->said += left;
	return on;
}

/* As long as the client is there. */
static bool transfer(struct talking *t, const struct talk_reply *r)
{
	struct pollfd either[2] = { { .fd = t->raw->data_listener, .events = POLLIN }, { .fd = t->fd, .events = POLLRDHUP } };
	unsigned i;
	int fd;

	if (poll(either, 2, -1) < 0 || !(either[0].revents & POLLIN))
		return false;
	fd = accept(t->raw->data_listener, NULL, NULL);
	for (i = 0; r->data && i <= r->again && raw_say(fd, r->data, strlen(r->data)); i++)
		;
	if (r->takes)
		hear_out(fd);
	close(fd);
	return !r->after || reply(t, r->after);
}

/* Who called before and is gone since. */
static void forget_calls(struct raw *r)
{
	struct pollfd called = { .fd = r->data_listener, .events = POLLIN };

	while (poll(&called, 1, 0) > 0)
		close(accept(r->data_listener, NULL, NULL));
}

static bool obey(struct talking *t, const char *command)
{
	const struct talk_reply *r = t->raw->talk->replies;

	while (r->command && strncmp(command, r->command, strlen(r->command)))
		r++;
	if (!strcmp(command, "EPSV") || !strcmp(command, "PASV"))
		forget_calls(t->raw);
	if (r->slow && r->reply)
		return say_slowly(t->fd, r->reply, r->slow);
	return r->reply && reply(t, r->reply) && ((!r->data && !r->takes) || transfer(t, r));
}

static void serve_ftp(struct raw *r, int fd)
{
	struct talking t = { r, fd, 0 };
	char line[RAW_LINE];

	forget_calls(r);
	if (reply(&t, r->talk->greeting))
		while (hear_line(fd, line) && obey(&t, line))
			;
}

/* ---- all of them ---- */

static void work(void *arg)
{
	struct raw *r = arg;
	int fd;

	while ((fd = accept4(r->listener, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
		os_add32(&r->connections, 1);
		os_add32(&r->live, 1);
		r->serve(r, fd);
		close(fd);
		os_add32(&r->live, (uint32_t)-1);
	}
}

static void start(struct raw *r, void (*serve)(struct raw *r, int fd))
{
	unsigned i;

	r->serve = serve;
	r->listener = listen_anywhere(&r->port);
	for (i = 0; i < RAW_WORKERS; i++)
		harness_start(&r->workers[i], work, r);
}

void raw_start_http(struct raw *r)
{
	r->data_listener = -1;
	start(r, serve_http);
}

static void serve_blindly(struct raw *r, int fd)
{
	os_add32(&r->requests, 1);
	answer_as_it_is_now(r, fd, false);
}

void raw_start_blind(struct raw *r)
{
	r->data_listener = -1;
	start(r, serve_blindly);
}

static void serve_gopher(struct raw *r, int fd)
{
	char line[RAW_LINE];

	if (!hear_line(fd, line))
		return;
	os_add32(&r->requests, 1);
	answer_as_it_is_now(r, fd, false);
}

void raw_start_gopher(struct raw *r)
{
	r->data_listener = -1;
	start(r, serve_gopher);
}

void raw_start_ftp(struct raw *r)
{
	r->data_listener = listen_anywhere(&r->data_port);
	start(r, serve_ftp);
}

void raw_answers(struct raw *r, const struct raw_answer *a)
{
	os_mutex_lock(&r->lock);
	r->answer = *a;
	os_mutex_unlock(&r->lock);
}

void raw_stop(struct raw *r)
{
	unsigned i;

	shutdown(r->listener, SHUT_RDWR);
	for (i = 0; i < RAW_WORKERS; i++)
		harness_join(&r->workers[i]);
	close(r->listener);
	if (r->data_listener >= 0)
		close(r->data_listener);
}

void raw_quiet(struct raw *r)
{
	while (os_load32(&r->live))
		os_yield();
}
