/* client.h - the client that epoll.c, glib.c and uv.c have in common: all but the loop. */
#ifndef CLIENT_H
#define CLIENT_H

#include <stdbool.h>

#include "counter.h"

/* Two descriptors for any loop that waits until one is readable; they are the library's: never read or closed. */
struct client {
	int incoming; /* calls wait for this thread's apartment: client_serve */
	int done;     /* the pending call may be complete: client_finish */
	AcomApartment *server;
	AsyncICounter *call;
	ISynchronize *sync;
};

/* Enters a single-threaded apartment and begins a call, whose server calls back before it is done. */
void client_begin(struct client *c);
/* Serves the calls that wait, and does not wait itself. */
void client_serve(void);
/* Finishes the call; false: it was not complete after all. */
bool client_finish(struct client *c);
/* Leaves everything. The loop must have let go of the descriptors. */
void client_end(struct client *c);

extern const CLSID CLSID_Counter;
HRESULT counter_server(void *arg); /* for AcomApartmentOpen */

#endif
