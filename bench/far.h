/* far.h - a server, usually in a process of its own, with an object that adds and gives back. */
#ifndef FAR_H
#define FAR_H

#include <acom.h>
#include <sys/types.h>

#include "adder.h"

/* FAR_THREAD: in another apartment of this process; FAR_HERE: in the caller's own. */
enum far_kind { FAR_UNIX, FAR_TCP, FAR_TLS, FAR_THREAD, FAR_HERE };
/* Starts it, and initializes the calling thread. `first`, unless it is NULL, is called in the new process before all else. */
void far_open(enum far_kind kind, void (*first)(void));
void far_close(void);
void *far_connect(REFIID iid); /* a new object there */
void *far_connect_to(REFCLSID clsid, REFIID iid); /* likewise, of a server in another process */
pid_t far_process(void); /* 0: this one */
/* Add of a negative number is held there until this is called; then no more. */
void far_let_go(void);

#endif
