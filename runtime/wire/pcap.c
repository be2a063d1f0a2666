/* pcap.c - ACOM_PCAP: what connections carry, in both directions, as a capture of conversations over TCP. */
#include "wire.h"

enum { FILE_HEADER = 24, RECORD = 16, IP = 20, TCP = 20, LINK_IPV4 = 228, CLIENT_PORT = 49152 };
enum { SYN = 0x02, PUSH = 0x08, ACK = 0x10 };

static struct sink capture = { .variable = "ACOM_PCAP", .topic = TRACE_PCAP };
/* The sink's lock guards these. */
static uint32_t flows;
static uint8_t record[RECORD + IP + TCP + PCAP_SEGMENT];

static void pcap_begin_file(void)
{
	uint8_t octets[FILE_HEADER];
	struct put p = put_to(octets, sizeof octets, false);

	put_u32(&p, 0xa1b2c3d4); /* times in microseconds */
	put_u16(&p, 2);
	put_u16(&p, 4);
	put_zeros(&p, 8);
	put_u32(&p, 0xffff); /* the longest of its packets, at most */
	put_u32(&p, LINK_IPV4);
	sink_put(&capture, octets, sizeof octets, 0);
}

/* ---- a packet ---- */

/* As IP and TCP sum up; of fewer than 64 KiB. */
static uint16_t checksum(const uint8_t *octets, size_t size, uint32_t sum)
{
	for (size_t i = 0; i < size; i++)
		sum += (uint32_t)octets[i] << (i & 1 ? 0 : 8);
	sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~((sum & 0xffff) + (sum >> 16));
}

static void set_u16(uint8_t *at, uint16_t v)
{
	at[0] = (uint8_t)(v >> 8);
	at[1] = (uint8_t)v;
}

static void put_addresses(struct put *p, const struct pcap_flow *f, bool out)
{
	uint32_t here = 0x7f000001, there = 0x0a000000 + (f->number & 0xffffff);

	put_u32(p, out ? here : there);
	put_u32(p, out ? there : here);
}

static void put_ip(struct put *p, const struct pcap_flow *f, bool out, size_t size)
{
	uint8_t *start = p->at;

	put_u16(p, 0x4500);
	put_u16(p, (uint16_t)(IP + TCP + size));
	put_u32(p, 0x00004000); /* not to be fragmented */
	put_u32(p, 0x40060000); /* TCP; the checksum comes last */
	put_addresses(p, f, out);
	set_u16(start + 10, checksum(start, IP, 0));
}

static void put_tcp(struct put *p, const struct pcap_flow *f, bool out, unsigned flags)
{
	bool to_server = out != f->serves;

	put_u16(p, to_server ? CLIENT_PORT : PCAP_PORT);
	put_u16(p, to_server ? PCAP_PORT : CLIENT_PORT);
	/* A SYN is the first octet of each direction. */
	put_u32(p, (out ? f->out : f->in) + !(flags & SYN));
	put_u32(p, flags & ACK ? (out ? f->in : f->out) + 1 : 0);
	put_u16(p, (uint16_t)(0x5000 | flags));
	put_u16(p, 0xffff); /* window */
	put_u32(p, 0);
}

static void put_time(struct put *p)
{
	uint64_t now = os_now() / 1000;

	put_u32(p, (uint32_t)(now / 1000000));
	put_u32(p, (uint32_t)(now % 1000000));
}

/* The payload stands in the record's room for it. */
static void pcap_packet(const struct pcap_flow *f, bool out, unsigned flags, size_t size)
{
	size_t whole = IP + TCP + size;
	uint8_t *tcp = record + RECORD + IP;
	struct put p = put_to(record, RECORD, false);

	put_time(&p);
	put_u32(&p, (uint32_t)whole);
	put_u32(&p, (uint32_t)whole);
	p = put_to(record + RECORD, IP + TCP, true);
	put_ip(&p, f, out, size);
	put_tcp(&p, f, out, flags);
	/* Of the header of IP the addresses count, the protocol and the length. */
	set_u16(tcp + 16, checksum(tcp - 8, 8 + TCP + size, (uint32_t)(6 + TCP + size)));
	sink_put(&capture, record, RECORD + whole, 0);
}

/* ---- a connection ---- */

static void pcap_begin_flow(struct pcap_flow *f)
{
	if (!capture.size)
		pcap_begin_file();
	f->number = ++flows;
	pcap_packet(f, !f->serves, SYN, 0);
	pcap_packet(f, f->serves, SYN | ACK, 0);
	pcap_packet(f, !f->serves, ACK, 0);
}

/* So many octets of the parts; *at of the first one were there before. */
static void gather(const struct os_part **parts, size_t *at, uint8_t *octets, size_t size)
{
	while (size) {
		size_t left = (*parts)->size - *at, n = left < size ? left : size;

		memcpy(octets, (const uint8_t *)(*parts)->at + *at, n);
		octets += n;
		size -= n;
		*at += n;
		if (*at == (*parts)->size) {
			++*parts;
			*at = 0;
		}
	}
}

static void pcap_segments(struct pcap_flow *f, bool out, const struct os_part *parts, size_t size)
{
	size_t at = 0;

	while (size) {
		size_t n = size < PCAP_SEGMENT ? size : PCAP_SEGMENT;

		gather(&parts, &at, record + RECORD + IP + TCP, n);
		pcap_packet(f, out, PUSH | ACK, n);
		*(out ? &f->out : &f->in) += (uint32_t)n;
		size -= n;
	}
}

void pcap_carried(struct pcap_flow *f, bool out, const struct os_part *parts, size_t size)
{
	if (!size || !sink_begin(&capture))
		return;
	if (!f->number)
		pcap_begin_flow(f);
	pcap_segments(f, out, parts, size);
	sink_end(&capture);
}

void pcap_restart(void)
{
	sink_restart(&capture);
	flows = 0;
}
