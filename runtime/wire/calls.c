/* calls.c - the calls of a connection by their ids; records of past ones are used again. */
#include "wire/calls.h"

enum { PLACES_FIRST = 4 /* the exponent of 2 */, PLACES_MANY = 1024 };

static size_t calls_places(unsigned shift)
{
	return (size_t)1 << (32 - shift);
}

HRESULT calls_init(struct wire_calls *c)
{
	*c = (struct wire_calls){ .shift = 32 - PLACES_FIRST };
	c->last = &c->first;
	os_random(&c->salt, sizeof c->salt);
	c->salt |= 1;
	c->places = os_zalloc(calls_places(c->shift) * sizeof *c->places);
	return c->places ? S_OK : FAIL(E_OUTOFMEMORY);
}

static void calls_free_list(struct wire_call *call)
{
	while (call) {
		struct wire_call *later = call->later;
		os_free(call);
		call = later;
	}
}

void calls_fini(struct wire_calls *c)
{
	calls_free_list(c->first);
	calls_free_list(c->lost);
	calls_free_list(c->spare);
	os_free(c->places);
}

/* As many places as calls, or half as many where they are many; but without memory for more of them it takes longer to find one. */
static void calls_widen(struct wire_calls *c)
{
	size_t now = calls_places(c->shift), size = 2 * now * sizeof *c->places;
	bool wants = now < PLACES_MANY || c->count > 2 * now;
	struct wire_call **places = wants ? os_realloc(c->places, size) : NULL;

	if (!places)
		return;
	memset(places, 0, size);
	c->places = places;
	c->shift--;
	for (struct wire_call *call = c->first; call; call = call->later) {
		struct wire_call **place = calls_place(c, call->id);
		call->beside = *place;
		*place = call;
	}
}

struct wire_call *calls_record(struct wire_calls *c)
{
	struct wire_call *call = c->spare;

	if (call)
		c->spare = call->later;
	else
		call = os_alloc(sizeof *call);
	c->count += call != NULL;
	return call;
}

bool calls_spare(struct wire_calls *c)
{
	if (c->spare)
		return true;
	struct wire_call *call = calls_record(c);
	if (call)
		calls_free(c, call);
	return call;
}

void calls_enter(struct wire_calls *c, struct wire_call *call, uint32_t id, uint16_t context, bool guest)
{
	*call = (struct wire_call){ .id = id, .context = context, .guest = guest, .link = c->last };
	c->count += guest;
	if (c->count > calls_places(c->shift))
		calls_widen(c);
	call->beside = *calls_place(c, id);
	*calls_place(c, id) = call;
	*c->last = call;
	c->last = &call->later;
}

struct wire_call *calls_add(struct wire_calls *c, uint32_t id, uint16_t context)
{
	struct wire_call *call = calls_record(c);

	if (call)
		calls_enter(c, call, id, context, false);
	return call;
}

struct wire_call *calls_first(const struct wire_calls *c)
{
	return c->first;
}

struct wire_call *calls_next(const struct wire_call *call)
{
	return call->later;
}

/* What leads to it. */
static struct wire_call **calls_led(const struct wire_calls *c, const struct wire_call *call)
{
	struct wire_call **place = calls_place(c, call->id);

	while (*place != call)
		place = &(*place)->beside;
	return place;
}

/* Known from there on. */
static void calls_copy(struct wire_calls *c, const struct wire_call *call, struct wire_call *to, bool guest)
{
	*to = *call;
	to->guest = guest;
	*calls_led(c, call) = *to->link = to;
	*(to->later ? &to->later->link : &c->last) = &to->later;
}

struct wire_call *calls_move(struct wire_calls *c, struct wire_call *call)
{
	struct wire_call *own = calls_record(c);

	if (!own)
		return NULL;
	c->count--;
	calls_copy(c, call, own, false);
	return own;
}

void calls_settle(struct wire_calls *c, struct wire_call *call, struct wire_call *room)
{
	calls_copy(c, call, room, true);
	calls_free(c, call);
	c->count++;
}

void calls_forget(struct wire_calls *c, struct wire_call *call)
{
	*calls_led(c, call) = call->beside;
	*call->link = call->later;
	*(call->later ? &call->later->link : &c->last) = call->link;
}

void calls_free(struct wire_calls *c, struct wire_call *call)
{
	call->later = c->spare;
	c->spare = call;
	c->count--;
}

void calls_leave(struct wire_calls *c)
{
	c->count--;
}

void calls_lose(struct wire_calls *c, struct wire_call *call)
{
	calls_forget(c, call);
	call->later = c->lost;
	call->link = &c->lost;
	if (call->later)
		call->later->link = &call->later;
	c->lost = call;
}

void calls_find_lost(struct wire_call *call)
{
	*call->link = call->later;
	if (call->later)
		call->later->link = call->link;
}
