/* connections.h - what the files of a connection have in common. */
#ifndef ACOM_CONNECTIONS_H
#define ACOM_CONNECTIONS_H

#include "wire/wire.h"

enum { READ_SIZE = 64 << 10 }; /* octets, at most, at once */

/* A thread that waits for the right to read. */
struct reading {
	struct reading *next;
	os_parker *parker;
	bool chosen; /* it has it now */
};

/* How long who has the right to read waits for what he may read, and what may end that. */
struct patience {
	uint64_t deadline;
	bool sleeps; /* for a short time, and nothing else need wake him */
};

/* ---- connection.c; all are locked ---- */

bool connection_expects(const struct connection *c);
bool connection_is_spent(const struct connection *c);
void connection_let_go(struct connection *c);
void connection_fail(struct connection *c, HRESULT hr); /* of the stream: that is the end */
void connection_leave(struct connection *c, bool reader); /* and unlocked afterwards; reader: the right to read is given up */

/* ---- connection_watch.c ---- */

extern const struct watched_ops connection_ops;

/* ---- connection_write.c; all are locked ---- */

void connection_drop(struct connection *c);
void connection_write_later(struct connection *c);
void connection_flush(struct connection *c);
void connection_expect(struct connection *c); /* what is written from now on may be answered */
bool connection_is_full(const struct connection *c);
void connection_measure(struct connection *c);

/* ---- connection_read.c ---- */

void connection_stop_reading(struct connection *c); /* locked */
void connection_forgo_reading(struct connection *c); /* locked, and unlocked afterwards */
void connection_return_reading(struct connection *c);
void connection_read(struct connection *c, struct turn *t); /* by who has the right to */
bool connection_read_soon(struct connection *c, struct turn *t, struct patience p);

/* ---- share.c; locked ---- */

void connection_share(struct connection *c); /* by who has the right to read */
bool connection_may_share(const struct connection *c);

/* ---- connection_wait.c: of wait sources ---- */

bool connection_sleep(struct wait_source *s, struct waitable *w, os_parker *parker, uint64_t deadline);
bool connection_sleep_alone(struct wait_source *s, struct waitable *w, os_parker *parker, uint64_t deadline);
bool connection_read_alone(struct wait_source *s);

#endif
