/* outbox.c - a queue of octets to be sent, in blocks that hold whole PDUs and are used again, and of descriptors beside them. */
#include "wire/outbox.h"

static void outbox_append(struct outbox *o, struct outbox_block *b)
{
	b->next = NULL;
	b->sent = 0;
	if (o->last)
		o->last->next = b;
	else
		o->first = b;
	o->last = b;
}

static struct outbox_block *outbox_block(struct outbox *o)
{
	struct outbox_block *b = o->spare ? o->spare : os_alloc(sizeof *b + OUTBOX_ROOM);

	if (!b)
		return NULL;
	o->spare = NULL;
	b->parcel = NULL;
	b->size = 0;
	outbox_append(o, b);
	return b;
}

/* One is kept: a connection that goes to and fro needs no more. */
static void outbox_drop(struct outbox *o, struct outbox_block *b)
{
	if (b->parcel) {
		parcel_end(b->parcel);
		o->parcels--;
	}
	if (o->spare || b->parcel)
		os_free(b);
	else
		o->spare = b;
}

uint8_t *outbox_more(struct outbox *o)
{
	struct outbox_block *b = outbox_block(o);

	return b ? b->octets : NULL;
}

bool outbox_parcel(struct outbox *o, struct parcel *p)
{
	struct outbox_block *b = os_alloc(sizeof *b);

	if (!b) {
		parcel_free(p);
		return false;
	}
	b->parcel = p;
	b->size = parcel_size(p);
	outbox_append(o, b);
	o->queued += b->size;
	o->parcels++;
	return true;
}

bool outbox_keep(struct outbox *o, const void *owner)
{
	for (struct outbox_block *b = o->parcels ? o->first : NULL; b; b = b->next)
		if (b->parcel && !parcel_keep(b->parcel, owner)) {
			outbox_abandon(o);
			return false;
		}
	return true;
}

struct outbox_mark outbox_mark(const struct outbox *o)
{
	return (struct outbox_mark){ o->last, o->last ? o->last->size : 0, o->queued };
}

void outbox_attach(struct outbox *o, uint64_t at, struct ndr_descriptors **d)
{
	struct ndr_descriptors **link = &o->descriptors;

	if (!*d)
		return;
	(*d)->at = at;
	while (*link)
		link = &(*link)->next;
	*link = descriptors_take(d);
}

unsigned outbox_attached(const struct outbox *o)
{
	unsigned n = 0;

	for (const struct ndr_descriptors *d = o->descriptors; d; d = d->next)
		n += d->count;
	return n;
}

/* Those of `*link` and behind it that go with an octet before this one. */
static void outbox_forget(struct ndr_descriptors **link, uint64_t end)
{
	struct ndr_descriptors *d;

	while ((d = *link) && d->at < end) {
		*link = d->next;
		descriptors_free(d);
	}
}

static void outbox_rewind_descriptors(struct outbox *o, uint64_t queued)
{
	struct ndr_descriptors **link = &o->descriptors;

	while (*link && (*link)->at < queued)
		link = &(*link)->next;
	outbox_forget(link, UINT64_MAX);
}

void outbox_rewind(struct outbox *o, struct outbox_mark mark)
{
	struct outbox_block *b = mark.last ? mark.last->next : o->first, *next;

	for (; b; b = next) {
		next = b->next;
		outbox_drop(o, b);
	}
	o->last = mark.last;
	o->queued = mark.queued;
	if (o->descriptors)
		outbox_rewind_descriptors(o, mark.queued);
	if (!mark.last) {
		o->first = NULL;
		return;
	}
	mark.last->next = NULL;
	mark.last->size = mark.size;
}

/* A PDU with descriptors is alone in its write: the receiver takes them for those of the last one that begins in it. Its header
 * says how long it is. */
static size_t outbox_once(const struct outbox *o, const uint8_t *next)
{
	if (outbox_due(o))
		return next[8] | (size_t)next[9] << 8;
	return o->descriptors ? (size_t)(o->descriptors->at - o->sent) : SIZE_MAX;
}

unsigned outbox_spans(const struct outbox *o, struct span *spans, unsigned most)
{
	size_t left = SIZE_MAX;
	unsigned n = 0;

	if (o->first && o->first == o->last && !o->first->parcel && !o->descriptors && most) {
		spans[0] = (struct span){ o->first->octets + o->first->sent, o->first->size - o->first->sent };
		return spans[0].size != 0;
	}
	for (const struct outbox_block *b = o->first; b && n < most && left; b = b->next) {
		size_t size = b->size - b->sent;

		if (!size)
			continue;
		if (!n)
			left = outbox_once(o, b->octets + b->sent);
		if (b->parcel) {
			n += parcel_spans(b->parcel, b->sent, spans + n, most - n);
			break;
		}
		spans[n++] = (struct span){ b->octets + b->sent, size < left ? size : left };
		left -= spans[n - 1].size;
	}
	return n;
}

uint32_t outbox_bereave(struct outbox *o)
{
	struct ndr_descriptors *d = o->descriptors;
	struct pdu_header h;
	struct span pdu;

	outbox_spans(o, &pdu, 1);
	pdu_read_header(pdu.at, &h);
	o->descriptors = d->next;
	descriptors_free(d);
	return h.call_id;
}

void outbox_sent(struct outbox *o, size_t size)
{
	struct outbox_block *b;

	o->sent += size;
	if (o->descriptors)
		outbox_forget(&o->descriptors, o->sent);
	while ((b = o->first)) {
		size_t part = size < b->size - b->sent ? size : b->size - b->sent;

		b->sent += part;
		size -= part;
		if (b->sent < b->size)
			return;
		o->first = b->next;
		if (!o->first)
			o->last = NULL;
		outbox_drop(o, b);
	}
}

void outbox_fini(struct outbox *o)
{
	outbox_rewind(o, (struct outbox_mark){ NULL, 0, 0 });
	os_free(o->spare);
	o->spare = NULL;
}

void outbox_abandon(struct outbox *o)
{
	outbox_fini(o);
	o->queued = o->sent; /* which still tells what has left */
}
