/* files.h - an object that takes and gives descriptors, and what its clients see of them. */
#ifndef FILES_H
#define FILES_H

#include "house.h"
#include "system_handle.h"

/* Of what the object did last. */
struct files {
	os_u32 got;         /* the descriptor that it was passed; it is closed by now */
	os_u32 calls;
	HRESULT hr;         /* what its methods return, once they have done all */
	bool away;          /* it is in another process, whose descriptors have numbers of their own */
	bool reckless;      /* Pipe gives what is no pipe */
	struct harness_gate *gate; /* Read waits for it, if it is set */
};

/* For struct house: `arg` is a struct files. */
ISimpleStream *files_make(void *arg);
/* A file of so many octets; -1 if there cannot be one. */
int files_open(unsigned octets);
/* Whether both are the same file, pipe or socket. */
bool files_same(int a, int b);
bool files_is_open(int fd);

/* What every proxy must do, wherever the object is: each method of the interface, and its asynchronous halves. */
void files_check(struct files *f, IDescriptors *d);

#endif
