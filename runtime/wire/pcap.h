/* pcap.h - captures. */
#ifndef ACOM_PCAP_H
#define ACOM_PCAP_H

#include "base/base.h"

/* ---- pcap.c: ACOM_PCAP, a capture of all that connections carry, which tshark and Wireshark read ---- */

enum { PCAP_PORT = 135, PCAP_SEGMENT = 5840 };
/* A connection in it; as a conversation over TCP, whatever carries it. Zero-initialized but for `serves`. Its end here is
 * 127.0.0.1, the other one has an address of its own; the server has port PCAP_PORT. */
struct pcap_flow {
	bool serves;              /* this end is the server's */
	uint32_t number;          /* 0: nothing was carried so far */
	uint32_t out, in;         /* octets, modulo 2^32 */
};
void pcap_carried(struct pcap_flow *f, bool out, const struct os_part *parts, size_t size);
void pcap_restart(void);          /* as at the start of a process: for tests */

/* Behind a read and a write: what came, and how much of the parts went. Safe on any thread; any lock may be held. */
static inline void pcap_came(struct pcap_flow *f, const void *octets, size_t size)
{
	if (trace_on(TRACE_PCAP))
		pcap_carried(f, false, &(struct os_part){ octets, size }, size);
}
static inline void pcap_came_into(struct pcap_flow *f, const struct os_room *rooms, size_t size)
{
	for (size_t part; trace_on(TRACE_PCAP) && size; size -= part, rooms++) {
		part = rooms->size < size ? rooms->size : size;
		pcap_came(f, rooms->at, part);
	}
}
static inline void pcap_went(struct pcap_flow *f, const struct os_part *parts, size_t size)
{
	if (trace_on(TRACE_PCAP))
		pcap_carried(f, true, parts, size);
}

#endif
