/* compile.h - the compiler as a function of octets. */
#ifndef FUZZ_COMPILE_H
#define FUZZ_COMPILE_H

#include <stddef.h>
#include <stdint.h>

/* Compiles the octets to all outputs, of which nothing is kept, and ends the program with a message if idlgen breaks a
 * promise: memory, status, diagnostics, and with `again` the same output for the same input. */
void compile_octets(const void *data, size_t size, int again);

#endif
