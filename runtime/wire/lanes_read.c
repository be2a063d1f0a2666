/* lanes_read.c - what comes by shared memory is copied out of it, and who waits for room hears of that. */
#include <string.h>

#include "wire/lanes.h"

/* `size` octets from `place` on of a lane, which is a ring. */
static void copy_from(const uint8_t *lane, uint32_t place, uint8_t *to, size_t size)
{
	size_t first = size < LANE - place ? size : LANE - place;

	memcpy(to, lane + place, first);
	memcpy(to + first, lane, size - first);
}

/* Into the rooms behind `skip` octets. */
static size_t fill(const struct lanes *x, const struct os_room *rooms, unsigned count, size_t skip, uint32_t place, size_t most)
{
	size_t done = 0;

	for (unsigned i = 0; i < count && done < most; i++) {
		size_t from = skip < rooms[i].size ? skip : rooms[i].size;
		size_t size = rooms[i].size - from < most - done ? rooms[i].size - from : most - done;

		skip -= from;
		copy_from(x->memory->octets[!x->out], (place + (uint32_t)done) % LANE, (uint8_t *)rooms[i].at + from, size);
		done += size;
	}
	return done;
}

/* As the writer can see. */
static bool is_half_read(const struct lane *in)
{
	os_point();
	return os_load32(&in->head) - os_load32(&in->tail) <= HALF;
}

/* It may be full again by then, and that is not what is told: the next one does. */
void lanes_tell_of_room(const struct stream *s)
{
	const struct lanes *x = s->lanes;
	struct lane *in = lane_in(x);

	os_point();
	for (int i = 0; i < LOOKS && os_load32(&in->full) && os_load32(&x->rings) && is_half_read(in); i++) {
		if (!os_swap32(&in->full, false))
			return;
		if (is_half_read(in)) {
			lanes_rouse(s);
			return;
		}
		os_swap32(&in->full, true);
	}
}

/* What is there. S_FALSE: nothing. */
static HRESULT take(const struct stream *s, const struct os_room *rooms, unsigned count, struct arrival *a)
{
	struct lanes *x = s->lanes;
	struct lane *in = lane_in(x);
	uint32_t tail = os_peek32(&x->tail);

	os_point();
	uint32_t there = os_load32(&in->head) - tail;

	if (!there)
		return S_FALSE;
	if (there > LANE)
		return FAIL(RPC_S_PROTOCOL_ERROR);
	size_t taken = fill(x, rooms, count, a->size, (tail - os_peek32(&in->base)) % LANE, there);
	a->size += taken;
	tail += (uint32_t)taken;
	os_store32(&x->tail, tail);
	os_swap32(&in->tail, tail);
	os_point();
	if (os_load32(&in->over)) { /* behind the tail: one of both has seen the other */
		a->size = 0;
		return FAIL(RPC_E_DISCONNECTED);
	}
	lanes_tell_of_room(s);
	return taken ? S_OK : S_FALSE;
}

HRESULT lanes_try(const struct stream *s, const struct os_room *rooms, unsigned count, struct arrival *a)
{
	lanes_rise(s);
	HRESULT hr = take(s, rooms, count, a);
	return hr == S_FALSE && lanes_have_room(s->lanes) ? S_OK : hr;
}

/* Nothing is there after the reader has said that he sleeps. S_OK: he is to look again. */
static HRESULT fall_asleep(const struct stream *s)
{
	struct lanes *x = s->lanes;

	lanes_rest(s, BELL);
	if (lanes_have_octets(x) || lanes_have_room(x))
		return S_OK;
	bool over = os_socket_unring(s->fd);
	if (lanes_have_octets(x) || (!over && os_load32(&lane_in(x)->sleeps) != BELL))
		return S_OK;
	return over ? FAIL(RPC_E_DISCONNECTED) : S_FALSE;
}

HRESULT lanes_read(const struct stream *s, const struct os_room *rooms, unsigned count, struct arrival *a)
{
	HRESULT hr = S_OK;

	for (int i = 0; hr == S_OK && i < LOOKS; i++) {
		hr = lanes_try(s, rooms, count, a);
		if (hr != S_FALSE)
			return hr;
		hr = fall_asleep(s);
	}
	return hr;
}

HRESULT lanes_await(const struct stream *s, const struct os_room *rooms, unsigned count, struct arrival *a)
{
	struct lanes *x = s->lanes;

	lanes_rest(s, HERE);
	if (!lanes_have_octets(x) && !lanes_have_room(x))
		os_memory_await(&lane_in(x)->sleeps, HERE, DOZE_MS);
	return lanes_try(s, rooms, count, a);
}
