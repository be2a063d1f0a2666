/* talk.h - scripted servers of commands and replies, as of FTP: what the engine of tests has for streams. Octets come
 * in pieces, and in simulated time in the simulated build. */
#ifndef TALK_H
#define TALK_H

#include "harness.h"
#include "inet/inet.h"

/* What is said to a command that begins like this; the first that fits. */
struct talk_reply {
	const char *command;     /* NULL: any; the last */
	const char *reply;       /* lines with CR LF; "": silence; NULL: the connection is closed */
	const char *data;        /* goes over the data connection, which is closed then */
	bool stays;              /* it is not */
	bool ends;               /* the connection is closed behind the reply */
	bool takes;              /* what comes there is kept, until it is closed */
	const char *after;       /* said when the data is over */
	unsigned delay;          /* milliseconds before the reply */
	unsigned slow;           /* and before each piece of data; or of the reply, if there is none; by raw.c's before each octet */
	unsigned again;          /* data comes so often once more; by raw.c's */
};
struct talk_server {
	const char *host;        /* "shop": at 10.0.0.1 */
	INTERNET_PORT port;
	const char *greeting;
	const struct talk_reply *replies;
};

/* From now on this one is there; data goes to DATA_PORT. */
enum { DATA_PORT = 4001, TALK_PIECE = 5 };
void talk_serve(const struct talk_server *server);
extern char talk_heard[8192];    /* the commands, each with LF */
extern char talk_taken[65536];   /* what came over data connections */
extern unsigned talk_taken_size, talk_calls; /* how many connections of commands were made */
extern unsigned talk_cut;        /* the server is gone after so many octets that it said; 0: never */
extern os_u32 talk_piece;        /* octets that are read at once: TALK_PIECE */
extern const char *talk_called;  /* the host of the last data connection */

/* web.c's: */
struct talks;
struct talks *talks_make(void);
void talks_end(struct talks *t);
DWORD talk_open(struct talks *t, struct stream *s);
void talk_close(struct talks *t, struct stream *s);
ptrdiff_t talk_read(struct talks *t, struct stream *s, void *to, size_t size);
ptrdiff_t talk_write(struct talks *t, struct stream *s, const void *data, size_t size);
void talk_want(struct talks *t, struct stream *s, unsigned events);
uint64_t talk_due(struct talks *t);
void talk_turn(struct talks *t); /* what is due */

#endif
