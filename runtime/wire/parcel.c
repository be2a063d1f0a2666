/* parcel.c - a stub that is cut into fragments as it leaves, from where its parts lie. */
#include "wire/outbox.h"

enum { PARCEL_HEADS = 32, AT_FLAGS = 3, AT_SIZE = 8, AT_HINT = 16 };

struct parcel {
	struct lender *lender;
	struct span parts[PARCEL_PARTS];
	uint8_t *kept;    /* in place of these, if it is not NULL */
	size_t stub, most;
	size_t head_size;
	uint8_t head[PDU_STUB + PDU_UUID], front[PARCEL_FRONT];
	uint8_t heads[PARCEL_HEADS][PDU_STUB + PDU_UUID]; /* of the fragments that leave next */
};

void parts_put(struct put *p, struct span parts[PARCEL_PARTS], size_t size)
{
	for (unsigned i = 0; i < PARCEL_PARTS; i++) {
		size_t part = parts[i].size < size ? parts[i].size : size;

		put_octets(p, parts[i].at, part);
		span_skip(&parts[i], part);
		size -= part;
	}
}

struct parcel *parcel_make(const struct put *head, const struct span parts[PARCEL_PARTS], size_t most, struct lender *l)
{
	struct parcel *p = os_alloc(sizeof *p);

	if (!p)
		return NULL;
	p->lender = l;
	p->kept = NULL;
	p->most = most;
	p->stub = parts_size(parts);
	p->head_size = put_size(head);
	memcpy(p->head, head->start, p->head_size);
	memcpy(p->parts, parts, sizeof p->parts);
	if (parts[0].size)
		memcpy(p->front, parts[0].at, parts[0].size);
	p->parts[0].at = p->front;
	return p;
}

size_t parcel_size(const struct parcel *p)
{
	return p->stub + (p->stub + p->most - 1) / p->most * p->head_size;
}

/* That of the fragment that begins with this octet of the stub. */
static void parcel_head(const struct parcel *p, size_t at, uint8_t *head)
{
	size_t left = p->stub - at, part = left < p->most ? left : p->most;
	struct put size = put_to(head + AT_SIZE, 2, false), hint = put_to(head + AT_HINT, 4, false);

	memcpy(head, p->head, p->head_size);
	head[AT_FLAGS] |= (at ? 0 : PDU_FIRST) | (part == left ? PDU_LAST : 0);
	put_u16(&size, (uint16_t)(p->head_size + part));
	put_u32(&hint, (uint32_t)left);
}

/* So many octets of the stub as lie together. */
static struct span parcel_piece(const struct parcel *p, size_t at, size_t size)
{
	const struct span *part = p->parts;

	for (; at >= part->size; part++)
		at -= part->size;
	return (struct span){ part->at + at, size < part->size - at ? size : part->size - at };
}

unsigned parcel_spans(struct parcel *p, size_t from, struct span *spans, unsigned most)
{
	size_t whole = p->head_size + p->most, first = from / whole, in = from % whole, at = first * p->most;
	unsigned n = 0;

	for (unsigned i = 0; i < PARCEL_HEADS && n < most && at < p->stub; i++, in = 0) {
		size_t end = p->stub - at < p->most ? p->stub : at + p->most;

		if (in < p->head_size) {
			parcel_head(p, at, p->heads[i]);
			spans[n++] = (struct span){ p->heads[i] + in, p->head_size - in };
		} else {
			at += in - p->head_size;
		}
		for (; at < end && n < most; n++) {
			spans[n] = parcel_piece(p, at, end - at);
			at += spans[n].size;
		}
		if (at < end)
			break;
	}
	return n;
}

bool parcel_keep(struct parcel *p, const void *owner)
{
	if (p->lender->owner != owner || p->kept)
		return true;
	struct put all = put_to(os_alloc(p->stub), p->stub, false);
	if (!all.start)
		return false;
	for (unsigned i = 0; i < PARCEL_PARTS; i++)
		put_octets(&all, p->parts[i].at, p->parts[i].size);
	memset(p->parts, 0, sizeof p->parts);
	p->parts[0] = (struct span){ p->kept = all.start, p->stub };
	return true;
}

void parcel_free(struct parcel *p)
{
	os_free(p->kept);
	os_free(p);
}

void parcel_end(struct parcel *p)
{
	struct lender *l = p->lender;

	parcel_free(p);
	l->done(l);
}
