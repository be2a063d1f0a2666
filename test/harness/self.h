/* self.h - objects of this process, met as those of another one would be: over a connection to where it listens itself, under a
 * name that is none of its own. So client and server are one process. */
#ifndef SELF_H
#define SELF_H

#include "house.h"
#include "wire/wire.h"

struct self {
	struct house *house;         /* its object */
	const IID *iid;
	uint64_t oxid;               /* the name: any, each once */
	struct marshaled reference;
	struct objref objref;
};

void self_listen(const struct address *a); /* asserted; AcomStopListening(NULL) ends it */
/* The house's object can be met from then on, as often as one likes; asserted. Neither meets faults or failed allocations. */
void self_export(struct self *s, struct house *h, REFIID iid, uint64_t oxid);
void self_unexport(struct self *s);
/* Where this process listens, or something that leads there: a proxy for the calling thread's apartment. Why there is none. */
HRESULT self_get(const struct self *s, const struct address *at, void **ppv);

#endif
