/* sharing_full.c - a server whose answers nobody takes from the memory that it shares. */
#include <dlfcn.h>
#include <sys/epoll.h>

#include "guest.h"

/* ---- what wakes the server ---- */

static os_u32 woken;

/* In place of the C library's own. */
int epoll_wait(int set, struct epoll_event *events, int most, int timeout)
{
	static int (*own)(int, struct epoll_event *, int, int);

	if (!own)
		__atomic_store_n(&own, (int (*)(int, struct epoll_event *, int, int))dlsym(RTLD_NEXT, "epoll_wait"), __ATOMIC_RELAXED);
	int n = own(set, events, most, timeout);
	os_add32(&woken, 1);
	return n;
}

/* ---- a server that is full ---- */

enum { LOOKS = 1000, BELLS = 1000 /* a socket has no room for so many */ };

static bool has_room(const struct guest *g)
{
	return SHARED_LANE - (g->head - os_load32(&g->memory->lanes[0].tail)) >= 512;
}

/* Until the server says that it is to be woken, or for a while: it need not. */
static void let_it_sleep(struct guest *g)
{
	for (int i = 0; i < LOOKS && os_load32(&g->memory->lanes[0].sleeps) != SHARED_BELL; i++)
		os_yield();
}

/* False: the server takes nothing more, as it seems. */
static bool ask(struct guest *g)
{
	uint8_t room[512];

	for (int i = 0; i < LOOKS && !has_room(g); i++)
		os_yield();
	if (!has_room(g))
		return false;
	guest_write(g, room, put_ask(g, room, sizeof room));
	let_it_sleep(g);
	return true;
}

/* What was asked first. It has said that it waits for room by then, and does not take all that is asked. */
static uint32_t fill(struct guest *g)
{
	uint32_t first = g->id + 1;

	while (ask(g))
		;
	assert_in_range(g->id - first, BELLS, UINT32_MAX);
	assert_int_equal(os_load32(&g->memory->lanes[1].full), 1);
	return first;
}

static void take_answers(struct guest *g, uint32_t from)
{
	uint8_t room[PDU_MOST];

	for (uint32_t id = from; id <= g->id; id++) {
		struct pdu_header h = guest_read_pdu(g, room);
		assert_int_equal(h.type, PDU_FAULT);
		assert_int_equal(h.call_id, id);
	}
}

/* Each of what is asked rings a bell, if the server has said that it sleeps: it does not read, and hears them all the same. */
TEST(a_full_server_hears_of_room_behind_any_number_of_bells)
{
	struct scene s;
	struct guest g;

	if (swept())
		return;
	scene_open(&s);
	guest_share(&g, s.server.address);
	take_answers(&g, fill(&g));
	guest_call(&g);
	guest_go(&g);
	scene_close(&s);
}

/* As much as there is room for, with one bell. */
static bool ask_much(struct guest *g)
{
	static uint8_t room[SHARED_HALF];
	size_t size = 0;

	for (int i = 0; i < LOOKS && !has_room(g); i++)
		os_yield();
	size_t most = SHARED_LANE - (g->head - os_load32(&g->memory->lanes[0].tail));
	most = most < sizeof room ? most : sizeof room;
	while (most - size >= 512)
		size += put_ask(g, room + size, most - size);
	if (size)
		guest_write(g, room, size);
	let_it_sleep(g);
	return size;
}

/* Others' calls are what goes on meanwhile: it wakes for those. */
TEST(a_full_server_does_not_look_at_what_it_does_not_take)
{
	struct scene s;
	struct guest g;

	if (swept())
		return;
	scene_open(&s);
	guest_share(&g, s.server.address);
	uint32_t first = g.id + 1;
	while (ask_much(&g))
		;
	for (int i = 0; i < LOOKS; i++)
		good_call(&s.good);
	os_store32(&woken, 0);
	for (int i = 0; i < LOOKS; i++)
		good_call(&s.good);
	assert_in_range(os_load32(&woken), 0, 2 * LOOKS);
	take_answers(&g, first);
	guest_call(&g);
	guest_go(&g);
	scene_close(&s);
}
