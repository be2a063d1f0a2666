/* shops.c - the two shops: each a small HTTP server in a process of its own, which takes its time. */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "shops.h"

static void answer(const struct shop *s, int client)
{
	struct timespec time = { s->milliseconds / 1000, s->milliseconds % 1000 * 1000000L };
	char text[4096] = "";
	size_t size = 0;
	ssize_t n;

	while (size < sizeof text - 1 && !strstr(text, "\r\n\r\n") && (n = read(client, text + size, sizeof text - 1 - size)) > 0)
		text[size += (size_t)n] = 0;
	nanosleep(&time, NULL);
	int length = snprintf(text, sizeof text, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n"
			      "Connection: close\r\n\r\n%s", strlen(s->prices), s->prices);
	if (write(client, text, (size_t)length) != length)
		perror(s->name);
	close(client);
}

void shop_open(struct shop *s)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof at;
	int door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), client;

	if (door < 0 || bind(door, (struct sockaddr *)&at, sizeof at) || getsockname(door, (struct sockaddr *)&at, &size) ||
	    listen(door, 8)) {
		perror(s->name);
		exit(1);
	}
	s->port = ntohs(at.sin_port);
	s->process = fork();
	if (!s->process) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		while ((client = accept(door, NULL, NULL)) >= 0)
			answer(s, client);
		_exit(0);
	}
	close(door);
}

void shop_close(struct shop *s)
{
	kill(s->process, SIGKILL);
	waitpid(s->process, NULL, 0);
}
