/* batch.h - what a thread keeps from one call to the next: what is to be written, and where it reads. */
#ifndef ACOM_BATCH_H
#define ACOM_BATCH_H

#include "object/object.h"

struct connection;
struct turn;

/* ---- batch.c: what a thread does in one go is written in one go ---- */

/* Around that, on the calling thread. shared: it may last long, and then the overseer writes what is there. */
void batch_begin(bool shared);
void batch_end(void);
void batch_write(void); /* at once: the thread is about to wait */
/* The connection, which the caller has counted, will be written to. False: it is to be done now. */
bool batch_hold(struct connection *c);
bool batch_is_open(void);
bool batch_reads(const struct wait_source *s); /* the calling thread writes, and then waits there */
bool batch_look(void); /* writes what those who share hold for too long; whether they hold anything */

/* ---- stay.c: a reader that stays with a connection ---- */

void stay_begin(struct connection *c); /* not locked, by a reader that has just read a request there; perhaps */
bool stay_read(struct turn *t); /* something has come there, and was read */
void stay_reads(struct turn *t); /* something has come; NULL: not to a reader */
void stay_sleeps(struct turn *t); /* around a sleep there; NULL: not a reader's */
void stay_wakes(struct turn *t);
unsigned stays_at_rest(const struct apartment *a); /* threads of its that wait for nothing but another request */
void stay_end(void);
bool stay_look(void);           /* by the overseer: the set tells of those again whose reader has something else to do */

#endif
