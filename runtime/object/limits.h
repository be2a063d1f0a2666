/* limits.h - limits, and what is said when one was hit. */
#ifndef ACOM_LIMITS_H
#define ACOM_LIMITS_H

#include <acom.h>

#include "base/base.h"

/* ---- limits.c: AcomSetLimit ---- */

/* Read by whoever is bound by one: no more than a load. */
extern os_u32 limits[ACOM_LIMITS];
static inline uint32_t limit_of(ACOM_LIMIT which)
{
	return os_peek32(&limits[which]);
}

/* A limit was hit. Zero-initialized: none was. */
struct limit_hit {
	uint32_t which;       /* ACOM_LIMIT; 0: none */
	bool set, theirs;     /* it is not the default; it is the other process' */
	uint64_t size, limit; /* size: not more than the limit: so much and more. limit: 0: nobody says */
};
/* This process' own, by something of this size; as it is now, or was when what it bounds began. */
struct limit_hit limit_own(ACOM_LIMIT which, uint64_t size);
struct limit_hit limit_at(ACOM_LIMIT which, uint64_t limit, uint64_t size);
enum { LIMIT_TEXT = 256 };
void limit_text(const struct limit_hit *hit, char text[LIMIT_TEXT]);
/* An error object that says so. NULL: none was hit, or memory is short. No user code but IMallocSpy's. */
struct IErrorInfo *limit_error(const struct limit_hit *hit);
void limit_tell(struct limit_hit hit); /* it becomes the calling thread's */

#endif
