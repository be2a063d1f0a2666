/* outbox.c - a queue of octets to be sent, in blocks that hold whole PDUs and are used again. */
#include "wire/wire.h"

enum { BLOCK = 4 * PDU_MOST };

struct outbox_block {
	struct outbox_block *next;
	size_t size, sent;
	uint8_t octets[BLOCK];
};

static struct outbox_block *outbox_block(struct outbox *o)
{
	struct outbox_block *b = o->spare ? o->spare : os_alloc(sizeof *b);

	if (!b)
		return NULL;
	o->spare = NULL;
	b->next = NULL;
	b->size = b->sent = 0;
	if (o->last)
		o->last->next = b;
	else
		o->first = b;
	return o->last = b;
}

/* One is kept: a connection that goes to and fro needs no more. */
static void outbox_drop(struct outbox *o, struct outbox_block *b)
{
	if (o->spare)
		os_free(b);
	else
		o->spare = b;
}

uint8_t *outbox_room(struct outbox *o, size_t size)
{
	struct outbox_block *b = o->last && size <= BLOCK - o->last->size ? o->last : outbox_block(o);

	return b ? b->octets + b->size : NULL;
}

void outbox_add(struct outbox *o, size_t size)
{
	o->last->size += size;
	o->queued += size;
}

struct outbox_mark outbox_mark(const struct outbox *o)
{
	return (struct outbox_mark){ o->last, o->last ? o->last->size : 0, o->queued };
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
	if (!mark.last) {
		o->first = NULL;
		return;
	}
	mark.last->next = NULL;
	mark.last->size = mark.size;
}

unsigned outbox_spans(const struct outbox *o, struct span *spans, unsigned most)
{
	unsigned n = 0;

	for (const struct outbox_block *b = o->first; b && n < most; b = b->next)
		if (b->size > b->sent)
			spans[n++] = (struct span){ b->octets + b->sent, b->size - b->sent };
	return n;
}

void outbox_sent(struct outbox *o, size_t size)
{
	struct outbox_block *b;

	o->sent += size;
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
