/* A C header that wants another one, which belongs to the compiler. */
#ifndef SIZED_H
#define SIZED_H
#include <stddef.h>
#include <stdint.h>
typedef struct sized {
	uint8_t octet;
	int64_t number;
} sized;
#ifdef UNKNOWN
typedef unknown_to_everybody left_out;
#endif
#endif
