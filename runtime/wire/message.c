/* message.c - collects the fragments of one stub. */
#include "wire/pdu.h"

/* Reserved ahead because a hint says so: at most so many times what is there already; kept from one message to the next at most. */
enum { HINT_TIMES = 16, KEEP = 64 << 10 };

/* Whoever's hints say little lets it grow by half each time. */
static size_t message_room(const struct message *m, size_t size, uint32_t hint)
{
	size_t most = HINT_TIMES * size, room = m->size + hint < most ? m->size + hint : most, least = m->room + m->room / 2;

	least = least < size ? size : least;
	return room < least ? least : room;
}

/* Large blocks are used again, but not by os_realloc. */
static HRESULT message_grow(struct message *m, size_t size, uint32_t hint)
{
	size_t room = message_room(m, size, hint);
	uint8_t *octets = os_alloc(room);

	if (!octets)
		return FAIL(E_OUTOFMEMORY);
	if (m->size)
		memcpy(octets, m->octets, m->size);
	os_free(m->octets);
	m->octets = octets;
	m->room = room;
	return S_OK;
}

HRESULT message_add(struct message *m, struct span part, uint32_t hint, size_t limit)
{
	HRESULT hr = S_OK;

	if (part.size > limit - m->size)
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	if (m->size + part.size > m->room && FAILED(hr = message_grow(m, m->size + part.size, hint)))
		return hr;
	if (part.size && part.at != m->octets + m->size)
		memcpy(m->octets + m->size, part.at, part.size);
	m->size += part.size;
	m->left = hint > part.size ? hint - (uint32_t)part.size : 0;
	m->left = m->left < limit - m->size ? m->left : (uint32_t)(limit - m->size);
	m->part = (uint16_t)part.size;
	return hr;
}

void message_reserve(struct message *m)
{
	if (m->size + m->left > m->room && m->room < HINT_TIMES * m->size)
		message_grow(m, m->size, m->left);
}

void message_end(struct message *m)
{
	uint8_t *octets = m->octets;
	size_t room = m->room;

	descriptors_close(&m->descriptors);
	if (room > KEEP) {
		os_free(octets);
		octets = NULL;
		room = 0;
	}
	*m = (struct message){ .octets = octets, .room = room };
}

void message_fini(struct message *m)
{
	descriptors_close(&m->descriptors);
	os_free(m->octets);
	*m = (struct message){ .octets = NULL };
}
