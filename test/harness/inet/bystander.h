/* bystander.h - a good download that goes on while something bad happens: it must not notice. */
#ifndef BYSTANDER_H
#define BYSTANDER_H

#include "events.h"
#include "raw.h"

enum { BYSTANDER_CONTEXT = 60 };
struct bystander {
	struct raw server;
	HINTERNET session, request;
};
/* Behind events_clear. The server is its own, and stays for further ones. */
void bystander_open(struct bystander *b);
void bystander_begin(struct bystander *b); /* half of it is there when this returns */
void bystander_end(struct bystander *b);   /* and now the rest */
void bystander_close(struct bystander *b);
/* All of that beside each of so many bad servers, which meet() meets. Not in a sweep. */
void bystander_watches(void (*start)(struct raw *bad), unsigned count, void (*meet)(struct raw *bad, unsigned i, bool async),
                       bool async);

#endif
