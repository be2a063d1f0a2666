/* capture.h - reads what ACOM_PCAP wrote, and insists that every packet of it is what IP and TCP say it must be. */
#ifndef HARNESS_CAPTURE_H
#define HARNESS_CAPTURE_H

#include "harness.h"

enum { CAPTURE_FLOWS = 64 };

/* What a connection carried, in the order of time. `out` is from the process that wrote the file. */
struct capture_flow {
	uint32_t peer;                       /* the other end's address: its own in this file */
	bool serves;
	struct capture_stream { uint8_t *octets; size_t size; } out, in;
};
struct capture {
	unsigned flow_count;
	struct capture_flow flows[CAPTURE_FLOWS];
};

void capture_read(const char *path, struct capture *c);
void capture_free(struct capture *c);
/* The next PDU of DCE/RPC in a stream, from *at on, which goes behind it; NULL: there is none. */
const uint8_t *capture_pdu(const struct capture_stream *s, size_t *at, size_t *size);

#endif
