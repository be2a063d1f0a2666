/* flow.c - octets on their way between the network and the application: a ring that grows to a bound and goes once it is empty. */
#include "inet.h"

enum { FLOW_FIRST = 16384, FLOW_MOST = 262144, FLOW_LOW = 65536 };

/* Its memory is warm: who needs some next is to have it. */
static void flow_clear(struct flow *p)
{
	os_free(p->data);
	*p = (struct flow){ NULL, 0, 0, 0 };
}

static bool flow_grow(struct flow *p, size_t room)
{
	char *data = os_alloc(room);
	size_t count = p->count;

	if (!data)
		return false;
	flow_take(p, data, count);
	os_free(p->data);
	*p = (struct flow){ data, room, 0, count };
	return true;
}

bool flow_room(struct flow *p, size_t size)
{
	size_t room = p->room ? p->room : FLOW_FIRST;

	if (p->room - p->count >= size)
		return true;
	while (room - p->count < size)
		room *= 4;
	return room <= FLOW_MOST && flow_grow(p, room);
}

bool flow_fit(struct flow *p, size_t size)
{
	return size > FLOW_MOST ? flow_grow(p, p->count + size) : flow_room(p, size);
}

void flow_put(struct flow *p, const char *data, size_t size)
{
	size_t end = p->room ? (p->begin + p->count) % p->room : 0;
	size_t first = size < p->room - end ? size : p->room - end;

	if (!size)
		return;
	memcpy(p->data + end, data, first);
	memcpy(p->data, data + first, size - first);
	p->count += size;
}

size_t flow_take(struct flow *p, char *to, size_t most)
{
	size_t size = p->count < most ? p->count : most;
	size_t first = size < p->room - p->begin ? size : p->room - p->begin;

	if (!size)
		return 0;
	memcpy(to, p->data + p->begin, first);
	memcpy(to + first, p->data, size - first);
	p->begin = (p->begin + size) % p->room;
	p->count -= size;
	if (!p->count)
		flow_clear(p);
	return size;
}

bool flow_is_low(const struct flow *p)
{
	return p->count <= FLOW_LOW;
}

bool line_take(char *line, size_t room, size_t *filled, const char **data, size_t *size)
{
	const char *end = *size ? memchr(*data, '\n', *size) : NULL;
	size_t taken = end ? (size_t)(end - *data) : *size, kept = taken < room - *filled ? taken : room - *filled;

	if (kept)
		memcpy(line + *filled, *data, kept);
	*filled += kept;
	*data += taken + (end != NULL);
	*size -= taken + (end != NULL);
	return end;
}
