/* classes.h - a server and a client in C++, for tests in C. */
#ifndef CLASSES_H
#define CLASSES_H

#include <acom.h>

#include "simplestream.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A new stream, counted once: Read gives 'a' to 'z' again and again, Write sums up the octets. */
ISimpleStream *classes_make(void *unused);
/* How many of them are alive; what the last one was given. */
int classes_alive(void);
unsigned classes_sum(void);

/* Reads through any interface of an object, as a client in C++ does. */
HRESULT classes_read(IUnknown *object, BYTE *pv, ULONG cb, ULONG *n);
/* The same by Begin_Read and Finish_Read of a call object, whose ISynchronize it polls. */
HRESULT classes_read_async(IUnknown *object, BYTE *pv, ULONG cb, ULONG *n);

#ifdef __cplusplus
}
#endif

#endif
