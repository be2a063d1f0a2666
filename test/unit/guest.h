/* guest.h - clients by hand that share memory with a server, and may do there what they like. */
#ifndef UNIT_GUEST_H
#define UNIT_GUEST_H

#include <errno.h>

#include "listening.h"
#include "shared.h"

enum { WHOLE = PDU_FIRST | PDU_LAST, SHARE_CONTEXT = ASSOC_CONTEXTS + PDU_FEATURE_FAMILIES };

static const struct pdu_syntax share_syntax = {
	{ 0x3f1d2b60, 0x8d0e, 0x4c1f, { 0x9a, 0x57, 0x6b, 0x1d, 0x2c, 0x4e, 0x7a, 0x90 } }, 1,
};
static const GUID nobody = { 1, 2, 3, { 4, 5, 6, 7, 8, 9, 10, 11 } };

/* ---- a client that behaves ---- */

static inline void good_call(struct caller *k)
{
	struct reply reply;

	caller_ask(k, &IID_IRemUnknown, 3, &nobody, &nobody, 4, &reply);
	caller_expect_fault(k, &reply, (uint32_t)RPC_E_DISCONNECTED, true);
}

/* ---- and one that need not ---- */

struct guest {
	struct caller k;
	struct shared_memory *memory;
	uint16_t context;
	uint32_t head, tail; /* what it has written, and read */
	uint32_t id;         /* of what it asks */
};

static inline void guest_come(struct guest *g, const char *address)
{
	*g = (struct guest){ .id = 1000 };
	caller_dial(&g->k, address);
	g->k.peer.features[PDU_FEATURES_ACOM] = PDU_DESCRIPTORS;
	g->context = caller_context(&g->k, &(struct pdu_syntax){ IID_IRemUnknown, 0 });
}

static inline void guest_go(struct guest *g)
{
	if (g->memory)
		munmap(g->memory, sizeof *g->memory);
	caller_close(&g->k);
}

static inline size_t put_alter(uint8_t *room, size_t size, uint32_t id, enum pdu_type type)
{
	struct put p = put_to(room, size, false);

	pdu_begin(&p, type, WHOLE, id);
	pdu_put_bind(&p, &(struct pdu_bind){ .xmit = PDU_MOST, .recv = PDU_MOST, .count = 1 });
	pdu_put_context(&p, &(struct pdu_context){ .id = SHARE_CONTEXT, .count = 1, .interface = share_syntax });
	pdu_put_syntax(&p, &share_syntax);
	return pdu_end(&p);
}

/* It asks for the object of nobody. */
static inline size_t put_ask(struct guest *g, uint8_t *room, size_t size)
{
	struct put p = put_to(room, size, false);

	pdu_begin(&p, PDU_REQUEST, WHOLE, ++g->id);
	pdu_put_request(&p, &(struct pdu_request){ .context = g->context, .opnum = 3, .stub = { (const uint8_t *)&nobody, 16 } });
	return pdu_end(&p);
}

static inline void guest_send(struct guest *g, const void *octets, size_t size, const int *fds, unsigned count)
{
	struct os_part part = { octets, size };

	assert_int_equal(os_socket_write(g->k.fd, &part, 1, fds, count), size);
}

/* At the socket; 0: that has ended. */
static inline size_t guest_hear(struct guest *g, uint8_t *room, size_t size)
{
	unsigned none;
	ptrdiff_t n;

	do
		os_poll(g->k.fd, OS_FOREVER);
	while ((n = os_socket_read(g->k.fd, room, size, NULL, &none)) == -EAGAIN);
	return n > 0 ? (size_t)n : 0;
}

enum { ACCEPTED, REJECTED, REFUSED, ENDED };

static inline int answer_of(const uint8_t *octets, size_t size)
{
	struct pdu_bind_ack ack;
	struct pdu_header h;
	struct pdu_result r;

	if (!size)
		return ENDED;
	assert_int_equal(pdu_read_header(octets, &h), S_OK);
	assert_int_equal(h.size, size);
	if (h.type != PDU_ALTER_RESP)
		return REFUSED;
	assert_int_equal(pdu_read_bind_ack(take_from(octets + PDU_HEADER, size - PDU_HEADER, false), &ack), S_OK);
	assert_int_equal(ack.count, 1);
	pdu_next_result(&ack.results, &r);
	return r.result == PDU_ACCEPTED ? ACCEPTED : REJECTED;
}

static inline int guest_alter(struct guest *g, const int *fds, unsigned count)
{
	uint8_t room[512];
	size_t size = put_alter(room, sizeof room, ++g->id, PDU_ALTER);

	guest_send(g, room, size, fds, count);
	return answer_of(room, guest_hear(g, room, sizeof room));
}

/* What a server has to take. */
static inline int guest_ask(struct guest *g)
{
	int fd = os_memory_make(sizeof *g->memory);

	assert_true(fd >= 0);
	if (!g->memory)
		g->memory = needed((struct shared_memory *)os_memory_map(fd, sizeof *g->memory));
	int result = guest_alter(g, &fd, 1);
	os_close(fd);
	return result;
}

static inline void guest_share(struct guest *g, const char *address)
{
	guest_come(g, address);
	assert_int_equal(guest_ask(g), ACCEPTED);
	assert_int_equal(guest_alter(g, NULL, 0), ACCEPTED);
}

static inline bool guest_rings(struct guest *g)
{
	return send(g->k.fd, "", 1, MSG_NOSIGNAL | MSG_DONTWAIT) == 1 || errno == EAGAIN;
}

static inline void guest_rouses(struct guest *g)
{
	os_u32 *sleeps = &g->memory->lanes[0].sleeps;

	if (os_swap32(sleeps, SHARED_AWAKE) == SHARED_BELL)
		guest_rings(g);
	else
		os_memory_wake(sleeps);
}

/* By memory, and as a library would. */
static inline void guest_write(struct guest *g, const uint8_t *octets, size_t size)
{
	struct shared_lane *lane = &g->memory->lanes[0];

	while (SHARED_LANE - (g->head - os_load32(&lane->tail)) < size)
		os_yield();
	for (size_t i = 0; i < size; i++)
		g->memory->octets[0][(g->head + i) % SHARED_LANE] = octets[i];
	g->head += (uint32_t)size;
	os_swap32(&lane->head, g->head);
	guest_rouses(g);
}

/* As a library does, too. */
static inline void guest_tells_of_room(struct guest *g)
{
	struct shared_lane *lane = &g->memory->lanes[1];

	if (os_load32(&lane->head) - g->tail <= SHARED_HALF && os_load32(&lane->full) && os_swap32(&lane->full, false))
		guest_rouses(g);
}

static inline void guest_read(struct guest *g, uint8_t *to, size_t size)
{
	struct shared_lane *lane = &g->memory->lanes[1];

	while (os_load32(&lane->head) - g->tail < size)
		os_yield();
	for (size_t i = 0; i < size; i++)
		to[i] = g->memory->octets[1][(g->tail - os_load32(&lane->base) + i) % SHARED_LANE];
	g->tail += (uint32_t)size;
	os_swap32(&lane->tail, g->tail);
	guest_tells_of_room(g);
}

static inline struct pdu_header guest_read_pdu(struct guest *g, uint8_t *room)
{
	struct pdu_header h;

	guest_read(g, room, PDU_HEADER);
	assert_int_equal(pdu_read_header(room, &h), S_OK);
	guest_read(g, room + PDU_HEADER, h.size - PDU_HEADER);
	return h;
}

static inline void guest_call(struct guest *g)
{
	uint8_t room[PDU_MOST];
	size_t size = put_ask(g, room, sizeof room);

	guest_write(g, room, size);
	struct pdu_header h = guest_read_pdu(g, room);
	assert_int_equal(h.type, PDU_FAULT);
	assert_int_equal(h.call_id, g->id);
}

static inline void guest_hears_the_end(struct guest *g)
{
	uint8_t room[512];

	while (guest_hear(g, room, sizeof room))
		;
}

/* ---- both at one server ---- */

struct scene {
	struct server server;
	struct caller good;
};

static inline void scene_open(struct scene *s)
{
	server_open(&s->server, 0);
	caller_dial(&s->good, s->server.address);
	good_call(&s->good);
}

static inline void scene_close(struct scene *s)
{
	good_call(&s->good);
	caller_close(&s->good);
	server_close(&s->server);
}

#endif
