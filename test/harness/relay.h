/* relay.h - a bad network in front of a server: who connects to the relay is connected to the server, but octets come late and in
 * other pieces, connections break, or nothing comes any more. Chance says what; in simulated time each seed is another network. */
#ifndef RELAY_H
#define RELAY_H

#include "harness.h"

enum relay_weather {
	RELAY_CALM,  /* pieces, and delays of 4 s together at most for each connection: nobody is to notice */
	RELAY_STORM, /* connections that end, and those that fall silent, too; and longer delays */
};
enum { RELAY_LINES = 16, RELAY_PIECE = 8192 };

/* Octets that are on their way in one direction. */
struct relay_way {
	uint8_t octets[RELAY_PIECE];
	size_t size, sent;
	int fds[OS_FDS_MOST]; /* which go with the first of them */
	unsigned fd_count;
	uint64_t due;
	bool ended, told; /* the sender's end was read; the receiver was told */
};
enum relay_fate { RELAY_LIVES, RELAY_BREAKS, RELAY_FALLS_SILENT };
struct relay_line {
	int fds[2];
	struct relay_way ways[2];  /* what comes from fds[i] */
	enum relay_fate fate;
	uint64_t left;             /* octets until then */
	uint64_t patience;         /* how much longer than without the relay it may still take */
};
struct relay {
	struct os_address to;
	enum relay_weather weather;
	int listener, orders;
	os_u32 kills, ends;        /* what is ordered */
	struct relay_line *lines[RELAY_LINES];
	unsigned count;
	struct harness_thread thread;
};

void relay_open(struct relay *r, const struct os_address *at, const struct os_address *to, enum relay_weather weather);
void relay_kill(struct relay *r); /* all connections end, soon */
void relay_close(struct relay *r);

/* What a seed decides: one of so many, 255 at most. */
unsigned relay_chance(unsigned options);

#endif
