/* landing.c - the rest of a long message is read to where it is collected: how it will be cut says its last fragment. */
#include "wire/pdu.h"

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

/* The rest of the PDU that has begun. False: it is none of those that are expected. */
static bool landing_plan_begun(struct assoc *a, struct landing *l)
{
	const struct message *m = &a->message;
	struct pdu_header h = { .size = (uint16_t)(m->head + m->part) };

	if (a->inbox.have >= PDU_HEADER)
		pdu_read_header(a->inbox.octets, &h);
	if (h.size <= m->head || h.size <= a->inbox.have || (uint32_t)(h.size - m->head) > m->left)
		return false;
	l->begun = h.size;
	landing_add(l, a->inbox.octets + a->inbox.have, h.size - a->inbox.have);
	return true;
}

static void landing_plan_fragment(struct landing *l, uint8_t *at, size_t head, size_t part, bool last)
{
	unsigned i = l->fragments++;

	l->fragment[i].part = at;
	l->fragment[i].size = part;
	l->fragment[i].last = last;
	landing_add(l, l->fragment[i].head, head);
	landing_add(l, at, part);
}

bool landing_plan(struct assoc *a, struct landing *l)
{
	struct message *m = &a->message;

	l->count = l->fragments = 0;
	l->size = l->begun = 0;
	if (!landing_is_due(a) || (a->inbox.have && !landing_plan_begun(a, l)))
		return false;
	message_reserve(m);
	size_t begun = l->begun ? l->begun - m->head : 0, at = m->size + begun, left = m->left - begun;
	while (left && l->fragments < LANDING_HEADS) {
		size_t part = left < m->part ? left : m->part;

		uint8_t *place = message_place(m, at, part);

		if (!place)
			break;
		left -= part;
		landing_plan_fragment(l, place, m->head, part, !left);
		at += part;
	}
	return l->fragments;
}

/* ---- what has come ---- */

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

/* All that begins in `size` octets is as it was planned. */
static bool landing_is_good(const struct assoc *a, const struct landing *l, size_t size)
{
	const struct message *m = &a->message;
	size_t at = l->begun ? l->rooms[0].size : 0;

	if (l->begun && a->inbox.have + (size < at ? size : at) >= PDU_HEADER &&
	    !landing_fits(a, a->inbox.octets, l->begun - m->head, l->begun - m->head == m->left))
		return false;
	for (unsigned i = 0; i < l->fragments && at + m->head <= size; at += m->head + l->fragment[i++].size)
		if (!landing_fits(a, l->fragment[i].head, l->fragment[i].size, l->fragment[i].last))
			return false;
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

/* The begin of a fragment is kept as that of any PDU. */
static void landing_keep(struct assoc *a, const struct landing *l, unsigned i, size_t head, size_t size)
{
	struct put begin = put_to(a->inbox.octets, sizeof a->inbox.octets, false);

	put_octets(&begin, l->fragment[i].head, size < head ? size : head);
	put_octets(&begin, l->fragment[i].part, size < head ? 0 : size - head);
	a->inbox.have = size;
}

/* How many octets are left behind the PDU that had begun. */
static size_t landing_end_begun(struct assoc *a, const struct landing *l, size_t size)
{
	size_t part = size < l->rooms[0].size ? size : l->rooms[0].size;
	struct pdu_header h;

	a->inbox.have += part;
	if (a->inbox.have < l->begun)
		return 0;
	a->inbox.have = 0;
	pdu_read_header(a->inbox.octets, &h);
	a->with = descriptors_take(&a->begun);
	assoc_pdu(a, S_OK, &h, a->inbox.octets);
	return size - part;
}

void landing_take(struct assoc *a, const struct landing *l, size_t size, bool brought)
{
	size_t head = a->message.head;
	struct pdu_header h;

	if (brought || !landing_is_good(a, l, size)) {
		landing_spill(a, l, size);
		return;
	}
	if (l->begun)
		size = landing_end_begun(a, l, size);
	for (unsigned i = 0; i < l->fragments && size && a->closed == S_OK; i++) {
		size_t part = l->fragment[i].size;

		if (size < head + part) {
			landing_keep(a, l, i, head, size);
			return;
		}
		size -= head + part;
		pdu_read_header(l->fragment[i].head, &h);
		a->side->landed(a, &h, l->fragment[i].head, (struct span){ l->fragment[i].part, part });
	}
}
