/* engine_curl.h - what the two halves of the engine share: transfers that libcurl does, and streams that it only connects. */
#ifndef ACOM_ENGINE_CURL_H
#define ACOM_ENGINE_CURL_H

#include <curl/curl.h>

#include "inet.h"

struct run;
struct line;
/* Who uses a descriptor. */
struct user {
	struct run *run;
	struct line *line;
	/* Of a connection that stood once. */
	char peer[OS_IP_MOST];
	int peer_port, local_port;
};
struct curl_engine {
	CURLM *multi;
	struct os_set set;
	uint64_t timer;                        /* when curl wants a turn */
	struct user *users;                    /* by descriptor */
	size_t user_count;
};
/* What the multi handle knows easy handles by. */
struct easy {
	void (*over)(struct easy *easy, CURLcode code);
};

/* A transfer that runs. */
struct run {
	struct easy base;
	struct transfer *transfer;
	struct curl_engine *engine;
	CURL *easy;
	struct curl_slist *headers;
	char *cookie;                          /* those of the request's own headers */
	bool connecting;                       /* a socket was made that is not told to be connected */
	bool sending;                          /* the head is going out, or has gone */
	bool stands;                           /* on a connection that is not told to be closed */
	int64_t to_send;
	bool refused;                          /* somebody told wants no more */
	char peer[OS_IP_MOST];
	curl_socket_t fd;                      /* of its connection, or CURL_SOCKET_BAD */
};
/* Sets `failed` if it is not taken. */
#define EASY_SET(easy, option, value) (failed |= curl_easy_setopt(easy, option, value) != CURLE_OK)

bool run_own(struct run *r, curl_socket_t fd); /* false: no memory */
void run_disown(struct run *r);
/* engine_error.c */
DWORD error_of(CURLcode code);
DWORD run_error(const struct run *r, CURLcode code);
bool users_room(struct curl_engine *e, curl_socket_t fd); /* false: no memory */
void peer_text(const struct curl_sockaddr *peer, char text[OS_IP_MOST]);
curl_socket_t peer_socket(const struct curl_sockaddr *peer);

/* engine_told.c */
bool run_listen(struct run *r);   /* to what curl tells; false: no memory, and so the other */
bool run_headers(struct run *r);  /* as they are now */

/* engine_cookies.c */
bool jar_use(struct run *r);      /* the jar is the session's; false: no memory */
DWORD jar_tell(struct run *r);    /* how many will be sent */
void jar_forget(void *engine, void *jar);
bool cookie_add(struct run *r, const char *value); /* of the application; false: no memory */

/* engine_stream.c */
DWORD line_open(void *engine, struct stream *s);
void line_close(void *engine, struct stream *s);
ptrdiff_t line_read(void *engine, struct stream *s, void *to, size_t size);
ptrdiff_t line_write(void *engine, struct stream *s, const void *data, size_t size);
void line_want(void *engine, struct stream *s, unsigned events);
void line_ready(struct line *line, unsigned events);

#endif
