/* compile.h - the compiler as a function of octets. */
#ifndef FUZZ_COMPILE_H
#define FUZZ_COMPILE_H

#include <stddef.h>
#include <stdint.h>

#define COMPILE_OWN "include/acom"              /* acom's IDL files */
#define COMPILE_SHORT "test/fuzz/compiler/own"  /* the same with little in them: imported in a fraction of the time */

/* Compiles the octets to all outputs, of which nothing is kept, and ends the program with a message if idlgen breaks a
 * promise: memory, status, diagnostics, and with `again` the same output for the same input. `directory`: where imports
 * and includes are looked for. */
void compile_octets(const char *directory, const void *data, size_t size, int again);

#endif
