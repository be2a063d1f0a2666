/* engine_curl.h - what the two halves of the engine share: transfers that libcurl does, and streams that it only connects. */
#ifndef ACOM_ENGINE_CURL_H
#define ACOM_ENGINE_CURL_H

#include <curl/curl.h>

#include "inet.h"

struct run;
struct line;
struct easy;
/* Who uses a descriptor. */
struct user {
	struct run *runs;                      /* several, if its protocol is HTTP/2 */
	struct line *line;
	struct easy *dials;                    /* for whom it is being connected */
	/* Of a connection that stood once. */
	char peer[OS_IP_MOST];
	int peer_port, local_port;
};
enum { MANY_MOST = 64 };
struct curl_engine {
	CURLM *multi;
	struct os_set set;
	uint64_t timer;                        /* when curl wants a turn */
	bool wanted;                           /* it has said what it waits for since that was cleared */
	struct user *users;                    /* by descriptor */
	size_t user_count;
	DWORD host_limit;                      /* that the multi handle knows */
	unsigned runs, most;                   /* how many run, and did at once since none did */
	unsigned idle;                         /* connections that stand and that nobody uses */
	uint32_t epoch;                        /* of the connections that it keeps */
	char *many[MANY_MOST];                 /* servers that speak HTTP/2: ours to free */
	unsigned many_next;                    /* which one is forgotten next */
	bool acts;                             /* libcurl is at work */
	struct easy *failed;                   /* whose connections have failed meanwhile */
};
/* What the multi handle knows easy handles by. */
struct easy {
	void (*over)(struct easy *easy, CURLcode code);
	CURL *curl;
	curl_socket_t dials[2];                /* that are being connected for it, or CURL_SOCKET_BAD */
	bool failed;
	struct easy *next_failed;
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
	bool direct;                           /* once its connection stands the head goes out */
	bool waits;                            /* for `go`, though its connection stands */
	bool sending;                          /* the head is going out, or has gone */
	bool stands;                           /* on a connection that is not told to be closed */
	int64_t to_send;
	bool refused;                          /* somebody told wants no more */
	char peer[OS_IP_MOST];
	curl_socket_t fd;                      /* of its connection, or CURL_SOCKET_BAD */
	struct run *next_user;
	bool holds;                            /* back what came of an answer's head: curl may ask again */
	bool gone;                             /* its connection, meanwhile */
	bool endless;                          /* and it was too much */
	char *held;
	size_t held_size;
};
/* Sets `failed` if it is not taken. */
#define EASY_SET(easy, option, value) (failed |= curl_easy_setopt(easy, option, value) != CURLE_OK)

bool run_own(struct run *r, curl_socket_t fd); /* false: no memory */
void run_disown(struct run *r);
bool user_is_idle(const struct user *u);
/* engine_error.c */
DWORD error_of(CURL *easy, CURLcode code);
DWORD system_error(CURL *easy);   /* behind the last one; 0: none */
DWORD run_error(const struct run *r, CURLcode code);
bool proxy_refuses(CURL *easy);   /* what it was asked last: to let through */
bool users_room(struct curl_engine *e, curl_socket_t fd); /* false: no memory */
void peer_text(const struct curl_sockaddr *peer, char text[OS_IP_MOST]);
curl_socket_t peer_socket(const struct curl_sockaddr *peer);

/* engine_way.c; false: no memory */
bool way_apply(CURL *easy, const struct way *w);
/* Whose name is resolved: the proxy's, or that in the URL. */
bool way_tells(const char *url, const struct way *w, bool (*tell)(void *arg, const char *host), void *arg);

/* engine_verify.c */
/* Before libcurl is: OpenSSL is not to take itself down when the process ends, for the I/O thread may be in it, or about to end. */
void verify_init(void);
bool verify_apply(CURL *easy, const struct way *w); /* false: no memory */
DWORD verify_error(CURL *easy);   /* which certificate's fault it was */

/* engine_told.c */
bool run_listen(struct run *r);   /* to what curl tells; false: no memory, and so the other */
bool run_headers(struct run *r);  /* as they are now */
/* Its connection stands, which libcurl does not know yet. True: it may know when `go` comes. */
bool run_waits(struct run *r);
void run_ended(struct run *r, bool answered); /* answered: by what is held of a head. A proxy may have said it */

/* engine_dial.c */
bool dial_begin(struct curl_engine *e, struct easy *easy, curl_socket_t fd); /* false: no memory */
void dial_failed(struct curl_engine *e, struct easy *easy); /* there may be another address */
void dial_closed(struct curl_engine *e, curl_socket_t fd);  /* the same, if it was being connected */
void dial_over(struct curl_engine *e, struct easy *easy);   /* one is connected, or wanted no more */
void dial_on(struct curl_engine *e); /* with other addresses, where they are to be tried */

/* engine_many.c: servers that speak HTTP/2: requests to them wait for a connection rather than make another one. */
void engine_learn(struct run *r, bool many);
bool engine_knows(const struct curl_engine *e, const char *url);
void engine_forget(struct curl_engine *e); /* all */

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
