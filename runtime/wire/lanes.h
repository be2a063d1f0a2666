/* lanes.h - what the files of shared memory have in common. */
#ifndef ACOM_LANES_H
#define ACOM_LANES_H

#include "wire/transport.h"

/* LOOKS: at who says again and again that there is something. */
enum { LANE = 128 << 10, HALF = LANE / 2, DOZE_MS = OS_SOCKET_WAIT_MS, LOOKS = 8 };

/* How a reader sleeps, if he does. */
enum { AWAKE, BELL /* at the socket */, HERE /* at the word itself */ };

/* Positions go on for ever; where there is nothing they begin anew, so that short messages touch little memory. */
struct lane {
	_Alignas(64) os_u32 head; /* this line is the writer's */
	os_u32 base;              /* what lies at the beginning */
	os_u32 full;              /* it waits for room */
	os_u32 over;              /* what is not taken by now is not to be */
	_Alignas(64) os_u32 tail; /* and this one the reader's */
	os_u32 sleeps;
};
struct memory {
	struct lane lanes[2];     /* of who asked for it, and back */
	uint8_t octets[2][LANE];
};

struct lanes {
	struct memory *memory;
	unsigned out;             /* which lane */
	bool reads;               /* what comes, comes here; this and the next two are of who has the right to read */
	os_u32 rests;             /* how it was said for him that he sleeps: a bell may have been rung */
	os_u32 rung;              /* one was, before others said so once more */
	os_u32 tail;              /* what the lane says of it the other end can write */
	bool writes;              /* what goes, goes here, behind so many octets that go by the socket: */
	size_t before;
	os_u32 rings;             /* none of those is left: only bells go by the socket from here on */
	os_u32 head;
	uint32_t base;
	os_u32 blocked;           /* it found no room */
};

static inline struct lane *lane_in(const struct lanes *x)
{
	return &x->memory->lanes[!x->out];
}

static inline struct lane *lane_out(const struct lanes *x)
{
	return &x->memory->lanes[x->out];
}

static inline bool lanes_have_octets(const struct lanes *x)
{
	os_point();
	return os_load32(&lane_in(x)->head) != os_peek32(&x->tail);
}

static inline uint32_t lanes_room(const struct lanes *x)
{
	os_point();
	return LANE - (os_peek32(&x->head) - os_load32(&lane_out(x)->tail));
}

/* Who waits for room is told when there is much. */
static inline bool lanes_have_room(const struct lanes *x)
{
	return os_load32(&x->blocked) && lanes_room(x) >= HALF;
}

/* ---- lanes.c: who sleeps ---- */

int lanes_rouse(const struct stream *s);                /* the other end's reader. 0 or an errno: it is gone */
void lanes_rest(const struct stream *s, unsigned how);  /* by the reader */
void lanes_rest_at_socket(struct lanes *x);             /* by anybody: the reader, if there is none now, is found there */
void lanes_rise(const struct stream *s);

/* ---- lanes_read.c ---- */

void lanes_tell_of_room(const struct stream *s);        /* by the reader, once a bell can be rung */

#endif
