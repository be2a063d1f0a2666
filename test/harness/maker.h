/* maker.h - a class object of an application: it makes the objects of where.h, and tells what was asked of it. */
#ifndef MAKER_H
#define MAKER_H

#include "where.h"

typedef struct Maker {
	AcomObject object;
	IClassFactory IClassFactory_iface;
	unsigned made, locks;
	uint64_t thread; /* of the last CreateInstance */
} Maker;

HRESULT maker_create(IClassFactory **f);
IClassFactory *maker(void); /* the same, asserted */
Maker *maker_of(IClassFactory *f);

#endif
