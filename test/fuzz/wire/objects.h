/* objects.h - objects of every interface that is linked here, whose methods do nothing, and methods by their number. */
#ifndef FUZZ_OBJECTS_H
#define FUZZ_OBJECTS_H

#include "wire/wire.h"

void objects_init(void); /* the thread gets its apartment, the process its address and a class; once */
/* A new one, counted once, which has all interfaces. */
IUnknown *object_new(void);
unsigned objects_live(void);
extern const CLSID objects_class;

/* The n-th of all interfaces that are linked here, counted around; and of its methods. */
const ACOM_INTERFACE *objects_interface(unsigned n);
const ACOM_METHOD *objects_method(const ACOM_INTERFACE *i, unsigned n);
unsigned objects_interface_count(void);

/* What others may know of: an object with two of its interfaces. Inputs call it 1, and the interfaces by their IPIDs, which are
 * the first two numbers of os_random. */
enum { OFFERED = 2 };
struct offered {
	IUnknown *object; /* counted by its export */
	struct stub *stubs[OFFERED];
};
struct offered objects_offer(unsigned first, unsigned second);
void objects_withdraw(struct offered *o);

/* Time passes: what waits for the apartment runs, and nothing is kept for later. */
void objects_rest(void);

#endif
