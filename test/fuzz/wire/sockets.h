/* sockets.h - the world outside of the process, as far as an input is that: streams that bring its octets, time that stands
 * nearly still, and numbers that are no secret. */
#ifndef FUZZ_SOCKETS_H
#define FUZZ_SOCKETS_H

#include "account.h"

#include "wire/wire.h"

/* Nothing is left of the input before. Streams bring these octets, in pieces (0: each is a PDU, as whoever waits for one answer
 * before he asks for the next gets them); writes are cut short now and then (stutter). What other processes are there accept
 * connections (peers). With some of the first pieces come descriptors: a bit each; one each (shares), or more. */
struct outside {
	const uint8_t *octets;
	size_t size, piece;
	bool stutter, peers, shares;
	uint8_t brings;
	uint16_t spoils; /* as memory_begin's */
};
void sockets_begin(const struct outside *o);
/* The thread does nothing but look what has come, so often at most, as long as anybody wants to hear of it. */
void sockets_look(unsigned times);
void sockets_end(void); /* each descriptor was closed, once */

/* A stream that somebody has accepted. */
struct stream sockets_stream(bool far);

/* An end has said these octets: PDUs that can be read. */
struct ear {
	struct inbox inbox;
	uint64_t said; /* a hash of all */
};
void ear_hear(struct ear *e, const uint8_t *octets, size_t size);

#endif
