/* landing.c - the rest of a long message is read to where it is collected: how it will be cut says its last fragment. */
#include "wire/assoc.h"

bool landing_is_due(const struct assoc *a)
{
	const struct message *m = &a->message;

	return a->closed == S_OK && m->open && !m->refused && m->left >= LANDING_LEAST &&
	       m->part >= ASSOC_PEER_FRAGMENT_LEAST - PDU_STUB && m->head <= PDU_STUB + PDU_UUID;
}

static void landing_add(struct landing *l, void *at, size_t size)
{
	l->rooms[l->count++] = (struct os_room){ at, size };
	l->size += size;
}

/* So many octets of the stub from this one on go to where they belong. False: there is no room for them. */
static bool landing_add_stub(struct landing *l, const struct message *m, size_t at, size_t size)
{
	while (size) {
		size_t part = size;
		uint8_t *place = message_place(m, at, &part);

		if (!place || l->count == LANDING_ROOMS)
			return false;
		landing_add(l, place, part);
		at += part;
		size -= part;
	}
	return true;
}

/* All of it, or nothing. */
static bool landing_add_fragment(struct landing *l, const struct assoc *a, size_t at, size_t part, bool last)
{
	const struct message *m = &a->message;
	unsigned count = l->count, i = l->fragments;
	size_t size = l->size, have = i ? 0 : l->have;

	if (i == LANDING_HEADS || count == LANDING_ROOMS)
		return false;
	memcpy(l->fragment[i].head, a->inbox.octets, have);
	landing_add(l, l->fragment[i].head + have, m->head - have);
	if (!landing_add_stub(l, m, at, part)) {
		l->count = count;
		l->size = size;
		return false;
	}
	l->fragment[i].part = part;
	l->fragment[i].last = last;
	l->fragments++;
	return true;
}

/* Whether a fragment of the message begins here that has so many octets. */
static bool landing_fits(const struct assoc *a, const uint8_t *octets, size_t part, bool last)
{
	const struct message *m = &a->message;
	bool object = m->head > PDU_STUB;
	struct pdu_header h;

	return SUCCEEDED(pdu_read_header(octets, &h)) && h.type == a->side->stubs && h.size == m->head + part && !h.auth_size &&
	       h.big == m->big && h.call_id == m->call_id && !(h.flags & PDU_FIRST) && !!(h.flags & PDU_LAST) == last &&
	       (h.type != PDU_REQUEST || !!(h.flags & PDU_OBJECT) == object);
}

/* The fragment that has begun is taken as far as it is there, so that its rest goes to where it belongs, too. False: there is
 * something else. */
static bool landing_begin(struct assoc *a)
{
	struct inbox *b = &a->inbox;
	struct pdu_header h;

	if (a->begun)
		return false;
	if (b->have < a->message.head)
		return true;
	pdu_read_header(b->octets, &h);
	size_t part = (size_t)h.size - a->message.head;
	if (h.size <= a->message.head || part > a->message.left || !landing_fits(a, b->octets, part, part == a->message.left))
		return false;
	inbox_begin(b, &h, b->have);
	b->have = 0;
	assoc_pdu(a, S_OK, &h, b->octets);
	return a->closed == S_OK && !a->message.refused; /* for want of memory: what lies aside is its owner's again */
}

bool landing_plan(struct assoc *a, struct landing *l)
{
	struct message *m = &a->message;
	size_t part;

	l->count = l->fragments = 0;
	l->size = 0;
	if (!landing_is_due(a) || (a->inbox.have && !landing_begin(a)))
		return false;
	message_reserve(m);
	l->have = a->inbox.have;
	l->rest = a->inbox.begun.rest;
	if (!landing_add_stub(l, m, m->size, l->rest))
		return false;
	size_t at = m->size + l->rest, left = m->left - l->rest;
	for (; left; left -= part, at += part) {
		part = left < m->part ? left : m->part;
		if (!landing_add_fragment(l, a, at, part, part == left))
			break;
	}
	return l->count;
}

/* ---- what has come ---- */

/* All that begins in `size` octets is as it was planned. */
static bool landing_is_good(const struct assoc *a, const struct landing *l, size_t size)
{
	size_t at = l->rest, head = a->message.head - l->have;

	for (unsigned i = 0; i < l->fragments && at + head <= size; i++) {
		if (!landing_fits(a, l->fragment[i].head, l->fragment[i].part, l->fragment[i].last))
			return false;
		at += head + l->fragment[i].part;
		head = a->message.head;
	}
	return true;
}

/* They go the usual way. */
static void landing_spill(struct assoc *a, const struct landing *l, size_t size)
{
	struct put all = put_to(os_alloc(size), size, false);
	uint8_t *octets = all.start;

	if (!octets) {
		assoc_close(a, FAIL(E_OUTOFMEMORY));
		return;
	}
	for (unsigned i = 0; i < l->count; i++) {
		size_t left = size - put_size(&all);
		put_octets(&all, l->rooms[i].at, l->rooms[i].size < left ? l->rooms[i].size : left);
	}
	assoc_feed(a, octets, size);
	os_free(octets);
}

/* The first octets of its stub are where they belong. */
static void landing_take_fragment(struct assoc *a, const struct landing *l, unsigned i, size_t head, size_t part)
{
	struct pdu_header h;

	pdu_read_header(l->fragment[i].head, &h);
	inbox_begin(&a->inbox, &h, head + part);
	a->inbox.have = 0;
	a->side->landed(a, &h, l->fragment[i].head, part);
}

void landing_take(struct assoc *a, const struct landing *l, size_t size, bool brought)
{
	size_t whole = a->message.head, have = l->have, rest = l->rest < size ? l->rest : size;

	if (brought || !landing_is_good(a, l, size)) {
		landing_spill(a, l, size);
		return;
	}
	a->inbox.begun.rest -= (uint16_t)rest;
	if (rest)
		a->side->more(a, &a->inbox.begun, (struct span){ NULL, rest });
	size -= rest;
	for (unsigned i = 0; i < l->fragments && size && a->closed == S_OK; i++, have = 0) {
		size_t head = whole - have, part = l->fragment[i].part;

		if (size < head) {
			memcpy(a->inbox.octets + have, l->fragment[i].head + have, size);
			a->inbox.have = have + size;
			return;
		}
		size -= head;
		part = part < size ? part : size;
		landing_take_fragment(a, l, i, whole, part);
		size -= part;
	}
}
