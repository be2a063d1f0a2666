/* causality.h - what a call belongs to that another one has caused. */
#ifndef ACOM_CAUSALITY_H
#define ACOM_CAUSALITY_H

#include "object/object.h"

/* ---- context.c, threading.c: causalities, and what they are called elsewhere ---- */

/* That of what the calling thread does: serves a call, or something that it was told; 0: nothing. */
uint64_t causality_inherited(void);
uint64_t causality_new(void); /* calls are numbered by them, too: most begin one */

/* A causality, as it is called outside of this process: the GUID that others gave it, or one of ours. */
#define LOGICAL_FOREIGN (UINT64_C(1) << 63) /* a bit of others' alone: the numbers of this process do not get so far */
extern os_u64 logical_first __attribute__((visibility("hidden"))); /* the first half of all of ours; 0: none was needed so far */
GUID logical_guid_of(uint64_t causality);
static inline GUID logical_guid(uint64_t causality)
{
	uint64_t own[2] = { os_load64(&logical_first), causality };
	GUID g;

	if (!own[0] || causality & LOGICAL_FOREIGN)
		return logical_guid_of(causality);
	memcpy(&g, own, sizeof g);
	return g;
}
uint64_t logical_causality(REFGUID guid);
/* A GUID of others'. */
struct logical {
	struct logical *next, **link; /* among those that are known, under a lock */
	bool known;                   /* it is there */
	uint64_t causality;
	GUID guid;
};
void logical_is(struct logical *l, REFGUID guid);
void logical_learn(struct logical *l);  /* from here on logical_guid finds it */
void logical_forget(struct logical *l); /* by who is the last to have it; it may be that nobody has learned it */
void logical_thread_ends(struct thread *self);

#endif
