/* capture.c - packets of a capture become streams again. */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "capture.h"
#include "command.h"
#include "wire/wire.h"

enum { IP_TCP = 40, HERE = 0x7f000001 };

/* One that is right sums up to all ones. */
static void check_sum(const uint8_t *octets, size_t size, uint32_t sum)
{
	for (size_t i = 0; i < size; i++)
		sum += (uint32_t)octets[i] << (i & 1 ? 0 : 8);
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	assert_int_equal(sum, 0xffff);
}

static struct capture_flow *flow_of(struct capture *c, uint32_t peer)
{
	for (unsigned i = 0; i < c->flow_count; i++)
		if (c->flows[i].peer == peer)
			return &c->flows[i];
	return NULL;
}

/* Three packets without data, of which the first two have a SYN. */
static struct capture_flow *begin_flow(struct capture *c, uint32_t peer, bool serves, uint32_t number)
{
	assert_true(c->flow_count < CAPTURE_FLOWS);
	assert_int_equal(number, 0);
	struct capture_flow *f = &c->flows[c->flow_count++];
	*f = (struct capture_flow){ .peer = peer, .serves = serves };
	return f;
}

static void stream_add(struct capture_stream *s, const uint8_t *octets, size_t size)
{
	s->octets = needed(os_realloc(s->octets, s->size + size));
	memcpy(s->octets + s->size, octets, size);
	s->size += size;
}

static void read_segment(struct capture *c, struct take *t, uint32_t from, uint32_t to)
{
	bool out = from == HERE;
	uint32_t peer = out ? to : from, number, answers;
	uint16_t from_port = take_u16(t), to_port = take_u16(t), flags;
	bool serves = (out ? from_port : to_port) == PCAP_PORT;
	struct capture_flow *f = flow_of(c, peer);

	assert_true(out || to == HERE);
	assert_int_equal(from_port == PCAP_PORT, to_port != PCAP_PORT);
	number = take_u32(t);
	answers = take_u32(t);
	flags = take_u16(t);
	take_octets(t, 6);
	if (!f)
		f = begin_flow(c, peer, serves, number);
	assert_int_equal(serves, f->serves);
	struct capture_stream *s = out ? &f->out : &f->in, *other = out ? &f->in : &f->out;
	assert_int_equal(flags & 0xf000, 0x5000);
	assert_int_equal(number, s->size + !(flags & 2));
	assert_int_equal(answers, flags & 16 ? other->size + 1 : 0);
	stream_add(s, t->at, take_left(t));
}

static void read_packet(struct capture *c, const uint8_t *packet, size_t size)
{
	struct take t = take_from(packet, size, true);
	uint32_t from, to;

	assert_true(size >= IP_TCP);
	assert_int_equal(take_u16(&t), 0x4500);
	assert_int_equal(take_u16(&t), size);
	take_octets(&t, 8);
	from = take_u32(&t);
	to = take_u32(&t);
	check_sum(packet, 20, 0);
	check_sum(packet + 12, size - 12, (uint32_t)(6 + size - 20));
	read_segment(c, &t, from, to);
}

void capture_read(const char *path, struct capture *c)
{
	size_t size;
	const uint8_t *file = (const uint8_t *)needed(file_read(path, &size));
	struct take t = take_from(file, size, false);
	uint64_t last = 0;

	*c = (struct capture){ 0 };
	assert_int_equal(take_u32(&t), 0xa1b2c3d4);
	assert_int_equal(take_u32(&t), 0x00040002);
	take_octets(&t, 12);
	assert_int_equal(take_u32(&t), 228);
	while (take_left(&t)) {
		uint64_t time = take_u32(&t) * UINT64_C(1000000);
		time += take_u32(&t);
		assert_true(time >= last);
		last = time;
		uint32_t kept = take_u32(&t), whole = take_u32(&t);
		assert_int_equal(kept, whole);
		struct span packet = take_octets(&t, kept);
		read_packet(c, packet.at, packet.size);
	}
	assert_false(t.over);
}

void capture_free(struct capture *c)
{
	for (unsigned i = 0; i < c->flow_count; i++) {
		os_free(c->flows[i].out.octets);
		os_free(c->flows[i].in.octets);
	}
}

const uint8_t *capture_pdu(const struct capture_stream *s, size_t *at, size_t *size)
{
	const uint8_t *pdu = s->octets + *at;
	struct pdu_header h;

	if (*at == s->size)
		return NULL;
	assert_true(*at + PDU_HEADER <= s->size);
	assert_int_equal(pdu_read_header(pdu, &h), S_OK);
	assert_true(*at + h.size <= s->size);
	*size = h.size;
	*at += h.size;
	return pdu;
}
