/* outbox.h - octets on their way out. */
#ifndef ACOM_OUTBOX_H
#define ACOM_OUTBOX_H

#include "wire/pdu.h"

/* ---- outbox.c: octets on their way out, in the order in which they were put there ---- */

struct parcel;
struct outbox_block {
	struct outbox_block *next;
	size_t size, sent;
	struct parcel *parcel; /* NULL: octets of its own */
	uint8_t octets[];
};

/* Zero-initialized is empty. */
struct outbox {
	struct outbox_block *first, *last, *spare;
	struct ndr_descriptors *descriptors; /* in the order in which they go */
	unsigned parcels; /* among the blocks */
	uint64_t queued, sent; /* octets since the beginning. A connection bounds the difference: it reads no more requests meanwhile */
};
struct outbox_mark {
	struct outbox_block *last;
	size_t size;
	uint64_t queued;
};
enum { OUTBOX_ROOM = 4 * PDU_MOST };
uint8_t *outbox_more(struct outbox *o); /* OUTBOX_ROOM octets in a block of their own; NULL: memory is short */
/* The same, or behind what is there already: for one PDU of this size, of OUTBOX_ROOM at most. */
static inline uint8_t *outbox_room(struct outbox *o, size_t size)
{
	struct outbox_block *b = o->last;

	return b && !b->parcel && size <= OUTBOX_ROOM - b->size ? b->octets + b->size : outbox_more(o);
}
static inline void outbox_add(struct outbox *o, size_t size) /* so much of the room is to be sent */
{
	o->last->size += size;
	o->queued += size;
}
struct outbox_mark outbox_mark(const struct outbox *o);
void outbox_rewind(struct outbox *o, struct outbox_mark mark); /* what was added since then is not to be sent */
/* These go with the PDU that begins with this octet, counted as `queued` is; they are the outbox'. */
void outbox_attach(struct outbox *o, uint64_t at, struct ndr_descriptors **d);
unsigned outbox_attached(const struct outbox *o); /* how many wait to go */
/* A parcel goes as its fragments; the outbox' from now on. False: memory is short. */
bool outbox_parcel(struct outbox *o, struct parcel *p);
/* What parcels have of this owner's memory is theirs from now on. False: memory is short, and so nothing more is sent. */
bool outbox_keep(struct outbox *o, const void *owner);
/* What can go in one write, and the descriptors that go with it; NULL: none. */
unsigned outbox_spans(const struct outbox *o, struct span *spans, unsigned most);
static inline const struct ndr_descriptors *outbox_due(const struct outbox *o)
{
	return o->descriptors && o->descriptors->at == o->sent ? o->descriptors : NULL;
}
static inline uint64_t outbox_left(const struct outbox *o)
{
	return o->queued - o->sent;
}
uint32_t outbox_bereave(struct outbox *o); /* those that are due cannot go: their PDU goes without them. Its call */
void outbox_sent(struct outbox *o, size_t size);
void outbox_abandon(struct outbox *o); /* nothing of it is to be sent any more */
void outbox_fini(struct outbox *o);

/* ---- parcel.c: a stub that is cut into fragments as it leaves, from where its parts lie ---- */

enum { PARCEL_PARTS = 4, PARCEL_LEAST = 16 << 10 /* shorter ones are better copied */, PARCEL_FRONT = 32 };
static inline size_t parts_size(const struct span parts[PARCEL_PARTS])
{
	return parts[0].size + parts[1].size + parts[2].size + parts[3].size;
}
void parts_put(struct put *p, struct span parts[PARCEL_PARTS], size_t size); /* their first octets, which are not theirs any more */
/* Who lends the parts: they are not needed any more when `done` is called. */
struct lender {
	void (*done)(struct lender *l);
	const void *owner;
};
/* head: of a PDU without its stub; most: octets of that in a fragment. The first part, of at most PARCEL_FRONT octets, is copied.
 * NULL: memory is short. */
struct parcel *parcel_make(const struct put *head, const struct span parts[PARCEL_PARTS], size_t most, struct lender *l);
size_t parcel_size(const struct parcel *p); /* octets of all fragments */
/* Its octets from this one on, in pieces; how many of these. The next that are asked for take their place. */
unsigned parcel_spans(struct parcel *p, size_t from, struct span *spans, unsigned most);
bool parcel_keep(struct parcel *p, const void *owner); /* as outbox_keep */
void parcel_end(struct parcel *p); /* it is gone, and so the lender is told */
void parcel_free(struct parcel *p); /* the same, but he is not */

#endif
