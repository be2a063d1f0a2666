/* server.c - an HTTP server that does next to nothing, for many connections at once. */
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "server.h"

enum { CLIENTS = 8192, REQUEST = 2048 };
struct client {
	char request[REQUEST];
	size_t size;
	const char *out;
	size_t left;
	double due;              /* 0: nothing is */
	bool held;
};
static struct client *clients;   /* by descriptor */
static char answer[BODY + 128], slow[128];
static size_t answer_size, slow_size;
static int set, highest;
static unsigned held;            /* that wait for all to have asked */
static unsigned *connections;    /* shared with who started the server */
static pid_t server;

double bench_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void want(int fd, uint32_t events)
{
	struct epoll_event e = { .events = events, .data.fd = fd };

	if (epoll_ctl(set, EPOLL_CTL_MOD, fd, &e))
		epoll_ctl(set, EPOLL_CTL_ADD, fd, &e);
}

static void hang_up(int fd)
{
	close(fd);
	clients[fd] = (struct client){ .size = 0 };
}

static void say(int fd)
{
	struct client *c = &clients[fd];

	while (c->left) {
		ssize_t n = send(fd, c->out, c->left, MSG_NOSIGNAL);

		if (n < 0) {
			if (errno == EAGAIN)
				want(fd, EPOLLOUT);
			else
				hang_up(fd);
			return;
		}
		c->out += n;
		c->left -= (size_t)n;
	}
	want(fd, EPOLLIN);
}

static void answer_it(int fd);

static bool is_for(const struct client *c, const char *path)
{
	return !strncmp(c->request + 4, path, strlen(path)) && c->request[4 + strlen(path)] == ' ';
}

/* The last one to ask ends the wait of all. */
static void hold(int fd)
{
	int i;

	clients[fd].held = true;
	if (++held < ALL)
		return;
	held = 0;
	for (i = 0; i <= highest; i++)
		if (clients[i].held)
			answer_it(i);
}

static void answer_it(int fd)
{
	struct client *c = &clients[fd];

	if (is_for(c, "/all") && !c->held) {
		hold(fd);
		return;
	}
	c->held = false;

	if (is_for(c, "/slow") && !c->due) {
		c->due = bench_seconds() + SLOW_MS / 1e3;
		return;
	}
	c->out = c->due ? slow : answer;
	c->left = c->due ? slow_size : answer_size;
	c->due = 0;
	c->size = 0;
	say(fd);
}

static void hear(int fd)
{
	struct client *c = &clients[fd];
	ssize_t n = recv(fd, c->request + c->size, REQUEST - 1 - c->size, 0);

	if (n <= 0) {
		if (n == 0 || errno != EAGAIN)
			hang_up(fd);
		return;
	}
	c->size += (size_t)n;
	c->request[c->size] = 0;
	if (strstr(c->request, "\r\n\r\n"))
		answer_it(fd);
}

static void greet(int listener)
{
	int fd;

	while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		if (fd >= CLIENTS) {
			close(fd);
			continue;
		}
		if (fd > highest)
			highest = fd;
		__atomic_add_fetch(connections, 1, __ATOMIC_RELAXED);
		want(fd, EPOLLIN);
	}
}

/* Milliseconds until there is more; -1: nobody waits. */
static int answer_late_ones(void)
{
	double now = bench_seconds(), next = 0;
	int fd;

	for (fd = 0; fd <= highest; fd++)
		if (clients[fd].due && clients[fd].due <= now)
			answer_it(fd);
		else if (clients[fd].due && (!next || clients[fd].due < next))
			next = clients[fd].due;
	return next ? (int)((next - now) * 1e3) + 1 : -1;
}

static void serve(int listener)
{
	struct epoll_event ready[256];
	int i, count, patience = -1;

	for (;;) {
		count = epoll_wait(set, ready, 256, patience);
		for (i = 0; i < count; i++)
			if (ready[i].data.fd == listener)
				greet(listener);
			else if (ready[i].events & EPOLLOUT)
				say(ready[i].data.fd);
			else
				hear(ready[i].data.fd);
		patience = answer_late_ones();
	}
}

static void prepare(int listener)
{
	clients = calloc(CLIENTS, sizeof *clients);
	set = epoll_create1(EPOLL_CLOEXEC);
	if (!clients || set < 0)
		_exit(1);
	answer_size = (size_t)sprintf(answer, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", BODY);
	memset(answer + answer_size, 'x', BODY);
	answer_size += BODY;
	slow_size = (size_t)sprintf(slow, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
	want(listener, EPOLLIN);
}

int server_start(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&a, size) || listen(fd, 4096) || getsockname(fd, (struct sockaddr *)&a, &size))
		return -1;
	connections = mmap(NULL, sizeof *connections, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (connections == MAP_FAILED)
		return -1;
	server = fork();
	if (!server) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		prepare(fd);
		serve(fd);
	}
	close(fd);
	return server < 0 ? -1 : ntohs(a.sin_port);
}

unsigned server_connections(void)
{
	return __atomic_exchange_n(connections, 0, __ATOMIC_RELAXED);
}

void server_stop(void)
{
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
}
