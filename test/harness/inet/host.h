/* host.h - a real HTTP server of the test's own, on the loopback: for what libcurl itself does. Not for simulated time. */
#ifndef HOST_H
#define HOST_H

#include "shop.h"

enum { HOST_HEAD_MOST = 8192, HOST_CONNECTIONS = 32 };
/* What a connection is asked: the head, terminated. */
struct host_call {
	int fd;
	char head[HOST_HEAD_MOST];
	char rest[HOST_HEAD_MOST]; /* what came with it */
	size_t rest_size;
};
/* On the connection's own thread; false: it is closed. */
typedef bool (*host_answer)(struct host_call *c);

/* Listens on 127.0.0.1 until host_end, which also ends all connections. */
INTERNET_PORT host_start(host_answer answer);
void host_end(void);
unsigned host_connections(void); /* how many there were */
extern char host_heads[65536];  /* all heads, one behind the other; to be looked at behind host_end */
/* False: the client is gone. */
bool host_say(struct host_call *c, const void *data, size_t size);
bool host_text(struct host_call *c, const char *text);
/* The whole answer with this length and these lines (each with CR LF). */
bool host_reply(struct host_call *c, const char *lines, const void *body, size_t size);
bool host_asked(const struct host_call *c, const char *path); /* with any verb */
/* The value of a line of the head; NULL: there is none. Until the next call. */
const char *host_line(const struct host_call *c, const char *name);

/* A session, a connection to it, and a request that is sent: with the options of the session as they are. */
bool host_open(struct shop *s, DWORD flags);
bool host_request(struct shop *s, const char *object, DWORD flags); /* another one; the one before is closed */
/* KiB that this process has had at most. */
long host_memory(void);

#endif
