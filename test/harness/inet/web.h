/* web.h - a scripted web: the engine of tests. What a URL answers is a list of steps, each so long after the one before; in
 * simulated time in the simulated build. */
#ifndef WEB_H
#define WEB_H

#include "harness.h"
#include "inet/inet.h"

enum web_act {
	WEB_COOKIES,     /* number: so many will be sent */
	WEB_RESOLVE,     /* the name is asked for; text: of whom */
	WEB_CONNECT,     /* text: the address */
	WEB_CONNECTED,   /* text: the address */
	WEB_KEPT,        /* the connection is a kept one: nothing is announced, the head goes out at once */
	WEB_SEND,        /* the head and the body go out; number: of the body only so many pieces less one. May come again */
	WEB_HEAD,        /* text: lines of the answer's head with CR LF; the empty one ends it */
	WEB_BODY,        /* text, or count octets that count up */
	WEB_CLOSE,       /* the server closes the connection */
	WEB_SYSTEM,      /* number: the system's own error behind the end */
	WEB_DONE,        /* number: 0, or an error; the last */
	WEB_HANG,        /* nothing more ever comes */
};
struct web_step {
	enum web_act act;
	const char *text;
	DWORD number;
	unsigned after;  /* milliseconds */
};
struct web_page {
	const char *url;
	const struct web_step *steps;
};

/* The steps that most pages begin with. */
#define WEB_REACH \
	{ WEB_RESOLVE, "shop", 0, 1 }, { WEB_CONNECT, "10.0.0.1", 0, 1 }, { WEB_CONNECTED, "10.0.0.1", 0, 1 }, \
	{ WEB_SEND, NULL, 0, 0 }

/* From now on this is all there is; NULL behind the last one's url. */
void web_serve(const struct web_page *pages);
/* What the last request of this process was: its head and its body. */
extern char web_request[4096];
extern char web_way[512];    /* by which way it went: "ignored 0 protocols 2", and what else there is */
unsigned web_requests(void); /* how many were sent */

#endif
