/* halves.h - what seeds are made of: both halves of calls, and what a server says around them. */
#ifndef FUZZ_HALVES_H
#define FUZZ_HALVES_H

#include "wire/wire.h"

enum { HALF_MOST = 4096 };

struct half {
	size_t size;
	uint8_t octets[HALF_MOST];
};

/* Interface pointers in it name this object, in the process oxid, from there on. */
void halves_name(uint64_t oxid, const GUID *ipid);
/* A call of m. False: none came of it that is small enough. */
bool halves_make(const ACOM_METHOD *m, struct half *request, struct half *response);
/* One half with these arguments. */
bool halves_put(const ACOM_METHOD *m, ndr_half half, void *const *args, struct half *h);
/* That interface's method; not the ones of its base. */
const ACOM_METHOD *halves_row(const IID *iid, unsigned row);
/* A server's PDUs, behind what is there: it has accepted something, with so many results; it answers. */
void put_ack(struct put *all, enum pdu_type type, uint32_t id, unsigned results);
void put_response(struct put *all, uint32_t id, uint16_t context, bool plain, const struct half *h);
/* Octets as test/vectors has them. */
void put_hex(struct put *p, const char *hex);

#endif
