/* place.h - what an object of place.c tells about where it is. */
#ifndef PLACE_H
#define PLACE_H

#include <acom.h>

/* Any class id: the library has one kind of object. But CLSID_Unknown is none of its classes. */
static const CLSID CLSID_Place = { 0x5b1f0ab0, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };
static const CLSID CLSID_Unknown = { 0x5b1f0ab1, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 1 } };

/* ISimpleStream::Read fills it in. */
struct place {
	const void *object; /* the face that Read was called on in the end: the client's own pointer if there is no proxy */
	DWORD thread;
	APTTYPE apartment;
};

#endif
