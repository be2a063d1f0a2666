/* memory.h - memory that a connection and the world outside share: what the world does there whenever it gets a turn. */
#ifndef FUZZ_MEMORY_H
#define FUZZ_MEMORY_H

#include "sockets.h"

/* Nothing is shared. spoils: 0: the world behaves; else when it writes what into a word that it has no business with. */
void memory_begin(uint16_t spoils);
uint16_t memory_spoils(struct span octets); /* as an input says in its last octets */
void memory_end(void); /* it is not mapped any more */

/* ---- sockets.c, for memory.c ---- */

/* The next octets of the input that fit into the room: as many as come at once. */
size_t sockets_take(void *room, size_t size);
/* A descriptor for what the library makes; -EMFILE. Whether this is one of those that were brought or made, and there. */
int sockets_file(void);
bool sockets_has_file(int fd);
bool sockets_are_over(void); /* nothing is left of the input */
/* Who says what goes by memory: the connection that has sent a descriptor, else the first one. */
struct ear *sockets_ear(void);

#endif
