/* message.c - collects the fragments of one stub. */
#include "wire/inbox.h"

/* Reserved ahead because a hint says so: at most so many times what is there already; kept from one message to the next at most. */
enum { HINT_TIMES = 32, KEEP = 64 << 10 };

/* ---- octets, and those aside ---- */

/* How many of the first octets of the stub lie among the octets. */
static size_t message_among(const struct message *m, size_t at)
{
	size_t aside = at > m->aside.from ? at - m->aside.from : 0;

	return at - (aside < m->aside.size ? aside : m->aside.size);
}

size_t message_held(const struct message *m)
{
	return message_among(m, m->size);
}

/* So many octets from this one on lie together. */
static size_t message_together(const struct message *m, size_t at, size_t size)
{
	size_t from = m->aside.from, end = from + m->aside.size;
	size_t most = !m->aside.size || at >= end ? size : at < from ? from - at : end - at;

	return size < most ? size : most;
}

static uint8_t *message_at(const struct message *m, size_t at)
{
	bool aside = m->aside.size && at >= m->aside.from && at < m->aside.from + m->aside.size;

	return aside ? m->aside.at + (at - m->aside.from) : m->octets + message_among(m, at);
}

uint8_t *message_place(const struct message *m, size_t at, size_t *size)
{
	bool room = message_among(m, at + *size) <= m->room;

	*size = message_together(m, at, *size);
	return room ? message_at(m, at) : NULL;
}

static void message_copy(struct message *m, struct span part)
{
	while (part.size) {
		size_t size = message_together(m, m->size, part.size);

		memcpy(message_at(m, m->size), part.at, size);
		m->size += size;
		span_skip(&part, size);
	}
}

/* ---- memory ---- */

/* Who has sent as much before may have room for it again. */
static size_t message_most(const struct message *m, size_t size)
{
	return HINT_TIMES * size > m->most ? HINT_TIMES * size : m->most;
}

/* Whoever's hints say little lets it grow by half each time. */
static size_t message_next(const struct message *m)
{
	return m->room + m->room / 2;
}

static size_t message_room(const struct message *m, size_t size, size_t hint)
{
	size_t most = message_most(m, size), next = message_next(m), room = hint > next ? hint : next;

	room = room < most ? room : most;
	return room < size ? size : room;
}

/* For so much of the stub, which is so long by the hint. Large blocks are used again, but not by os_realloc. */
static HRESULT message_grow(struct message *m, size_t size, size_t hint)
{
	size_t room = message_room(m, message_among(m, size), message_among(m, hint));
	uint8_t *octets = os_alloc(room);

	if (!octets)
		return FAIL(E_OUTOFMEMORY);
	if (message_held(m))
		memcpy(octets, m->octets, message_held(m));
	os_free(m->octets);
	m->octets = octets;
	m->room = room;
	return S_OK;
}

static HRESULT message_take(struct message *m, struct span part, uint32_t hint, size_t limit)
{
	HRESULT hr = S_OK;

	if (message_among(m, m->size + part.size) > m->room)
		hr = message_grow(m, m->size + part.size, m->size + hint);
	if (FAILED(hr))
		return hr;
	if (part.at)
		message_copy(m, part);
	else
		m->size += part.size;
	m->left = hint > part.size ? hint - (uint32_t)part.size : 0;
	m->left = m->left < limit - m->size ? m->left : (uint32_t)(limit - m->size);
	return hr;
}

HRESULT message_add(struct message *m, const struct pdu_header *h, struct span part, uint32_t hint, size_t limit)
{
	if (part.size + h->rest > limit - m->size)
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	m->head = (uint16_t)(h->size - part.size);
	m->part = (uint16_t)(part.size + h->rest);
	return message_take(m, part, hint, limit);
}

HRESULT message_go_on(struct message *m, struct span part, size_t limit)
{
	return message_take(m, part, m->left, limit);
}

/* Not for a little more: that is copied, and there beside what there was. */
void message_reserve(struct message *m)
{
	size_t all = m->size + m->left, most = message_most(m, message_held(m)), room = message_among(m, all);

	if (room > m->room && (room <= most || message_next(m) <= most))
		message_grow(m, m->size, all);
}

void message_trim(struct message *m)
{
	size_t held = message_held(m);
	uint8_t *octets = m->room > KEEP && m->room / 2 > held ? os_realloc(m->octets, held) : NULL;

	if (!octets)
		return;
	m->octets = octets;
	m->room = held;
}

void message_end(struct message *m)
{
	uint8_t *octets = m->octets;
	size_t room = m->room, most = m->size > m->most ? m->size : m->most;

	descriptors_close(&m->descriptors);
	if (room > KEEP) {
		os_free(octets);
		octets = NULL;
		room = 0;
	}
	*m = (struct message){ .octets = octets, .room = room, .most = most };
}

void message_fini(struct message *m)
{
	descriptors_close(&m->descriptors);
	os_free(m->octets);
	*m = (struct message){ .octets = NULL };
}
