/* halves.h - what seeds are made of: both halves of calls whose values come from chance. */
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
/* A request with these arguments. */
bool halves_put(const ACOM_METHOD *m, void *const *args, struct half *request);
/* Octets as test/vectors has them. */
void put_hex(struct put *p, const char *hex);

#endif
