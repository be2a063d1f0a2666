/* lanes_write.c - what goes by shared memory is copied into it, as far as there is room. */
#include <string.h>

#include "wire/lanes.h"

static void put(struct lanes *x, uint32_t head, const uint8_t *at, size_t size)
{
	uint32_t place = (head - x->base) % LANE;
	uint8_t *lane = x->memory->octets[x->out];
	size_t first = size < LANE - place ? size : LANE - place;

	memcpy(lane + place, at, first);
	memcpy(lane, at + first, size - first);
}

/* What there is room for of the parts behind `skip` octets. */
static size_t put_parts(struct lanes *x, const struct os_part *parts, unsigned count, size_t skip, size_t most)
{
	uint32_t head = os_peek32(&x->head);
	size_t done = 0;

	for (unsigned i = 0; i < count && done < most; i++) {
		size_t from = skip < parts[i].size ? skip : parts[i].size;
		size_t size = parts[i].size - from < most - done ? parts[i].size - from : most - done;

		skip -= from;
		put(x, head + (uint32_t)done, (const uint8_t *)parts[i].at + from, size);
		done += size;
	}
	os_store32(&x->head, head + (uint32_t)done);
	if (done)
		os_swap32(&lane_out(x)->head, head + (uint32_t)done);
	return done;
}

/* Where nothing is left to be read. */
static void begin_anew(struct lanes *x)
{
	x->base = os_peek32(&x->head);
	os_store32(&lane_out(x)->base, x->base);
}

/* Says that it waits, before it looks once more; if nobody reads, the bell is heard at the socket. */
static bool is_blocked(struct lanes *x)
{
	if (os_load32(&x->blocked))
		return true;
	os_store32(&x->blocked, true);
	os_swap32(&lane_out(x)->full, true);
	lanes_rest_at_socket(x);
	return false;
}

HRESULT lanes_write(const struct stream *s, const struct os_part *parts, unsigned count, size_t *done)
{
	struct lanes *x = s->lanes;
	size_t size = 0;

	for (unsigned i = 0; i < count; i++)
		size += parts[i].size;
	os_store32(&x->blocked, false);
	while (*done < size) {
		uint32_t room = lanes_room(x);

		if (room > LANE)
			return FAIL(RPC_S_PROTOCOL_ERROR);
		if (room == LANE)
			begin_anew(x);
		if (room)
			*done += put_parts(x, parts, count, *done, room);
		else if (is_blocked(x))
			break;
	}
	if (*done == size) /* what found none at first has found some since */
		os_store32(&x->blocked, false);
	if (*done && lanes_rouse(s))
		return FAIL(RPC_E_DISCONNECTED);
	return *done ? S_OK : S_FALSE;
}

size_t lanes_before(const struct lanes *x)
{
	return x->before;
}

unsigned lanes_cut(const struct lanes *x, const struct os_part *parts, unsigned count, struct os_part *cut)
{
	size_t left = x->before;
	unsigned n;

	for (n = 0; n < count && left; n++) {
		cut[n] = (struct os_part){ parts[n].at, parts[n].size < left ? parts[n].size : left };
		left -= cut[n].size;
	}
	return n;
}

void lanes_went(const struct stream *s, size_t size)
{
	s->lanes->before -= size;
	if (s->lanes->before)
		return;
	os_swap32(&s->lanes->rings, true);
	lanes_tell_of_room(s);
}
