/* pair.h - a client's and a server's connection in one process: the server answers by itself, by a script. */
#ifndef PAIR_H
#define PAIR_H

#include "house.h"
#include "wire/wire.h"

/* What a request asks for: to have it back; no answer; that the server leaves; the rest is a method's, in the multithreaded
 * apartment. */
enum { ECHO, LATER, LEAVE, FIRST, SECOND, THIRD };

/* All methods but the first wait for the gate; or the first does, which the second opens. */
extern struct pair_script {
	struct harness_gate gate, entered; /* entered: opened by those who wait for the gate */
	bool first_waits;
	bool shares; /* both agree upon descriptors, and so share memory from share_from on */
} pair_script;

struct pair {
	struct listener listener;
	struct connection *client, *server;
};
bool pair_open(struct pair *p);
HRESULT pair_bind(struct pair *p); /* S_OK, or how the first call failed */
void pair_close(struct pair *p);

/* A call of the client's. */
struct asked {
	struct work work;
	struct waitable done;
	HRESULT hr;
	size_t size;
	uint8_t first;
};
/* watched: as a call does whose caller may not wait for it. */
void pair_ask(struct connection *c, struct asked *a, uint16_t opnum, struct span stub, bool watched);
HRESULT pair_await(struct asked *a);

#endif
