/* message.c - collects the fragments of one stub. */
#include "wire/pdu.h"

/* Reserved ahead at most because a hint says so, and so many times what is there already; kept from one message to the next at
 * most. */
enum { HINT = 64 << 10, HINT_TIMES = 16, KEEP = 64 << 10 };

static HRESULT message_grow(struct message *m, size_t size, uint32_t hint)
{
	size_t most = HINT_TIMES * size < HINT ? HINT_TIMES * size : HINT;
	size_t room = m->room ? m->room : hint < most ? hint : most;
	uint8_t *octets;

	while (room < size)
		room = room ? 2 * room : size;
	if (!(octets = os_realloc(m->octets, room)))
		return FAIL(E_OUTOFMEMORY);
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
	if (part.size)
		memcpy(m->octets + m->size, part.at, part.size);
	m->size += part.size;
	return hr;
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
