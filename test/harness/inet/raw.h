/* raw.h - servers on the loopback that say what a test wants, octet by octet: for what no real server says. A few threads take
 * connections, each one at a time. */
#ifndef RAW_H
#define RAW_H

#include "harness.h"
#include "talk.h"

enum raw_end {
	RAW_CLOSES,
	RAW_RESETS,
	RAW_HALF,        /* it says no more, but listens until the other end goes */
	RAW_HOLDS,       /* and keeps silent until then */
	RAW_STAYS,       /* the next request is awaited */
};
struct raw_answer {
	const char *says, *then;
	size_t size;             /* octets of `says` that are said; 0: all of it */
	unsigned times;          /* `then` is said so often, or until the other end goes */
	unsigned pause;          /* milliseconds before each of its octets; 0: it comes at once */
	enum raw_end end;
};
enum { RAW_WORKERS = 6, RAW_LINE = 8192 };
struct raw {
	int listener, data_listener;
	INTERNET_PORT port, data_port;
	struct harness_thread workers[RAW_WORKERS];
	void (*serve)(struct raw *r, int fd); /* one connection */
	/* What is asked for by GET /good is answered in two halves with the gate between them: "hello again". */
	struct harness_gate good;
	os_mutex lock;
	struct raw_answer answer;             /* to all else, of HTTP; guarded by the lock */
	const struct raw_answer *known;       /* and this to who says who he is; NULL: no matter */
	char login[512];                      /* that line of the last request; guarded by the lock */
	const struct talk_server *talk;       /* of FTP: %u in a reply is the port for data, %u,%u the same in two */
	unsigned cut;                         /* the connection is closed after so many octets of replies; 0: never */
	os_u32 requests, connections, live;   /* live: connections that are served */
	os_u32 asked;                         /* octets of the last request's first line */
};
/* Fills in what is not set. What is said may change while nobody asks. */
void raw_start_http(struct raw *r);
void raw_start_ftp(struct raw *r);
void raw_start_gopher(struct raw *r); /* it answers a line, and that is all */
void raw_start_blind(struct raw *r);  /* it answers before it is asked, of whatever protocol */
void raw_answers(struct raw *r, const struct raw_answer *a); /* from now on */
void raw_stop(struct raw *r);         /* whoever still talks is hung up on */
void raw_quiet(struct raw *r);        /* waits until nobody talks */
bool raw_say(int fd, const char *text, size_t size); /* false: the other end is gone */

#endif
