/* try.c - an input is compiled with short imports, and twice with whole ones. */
#include "compile.h"
#include "test/fuzz/engine/fuzz.h"

void fuzz_try(const uint8_t *octets, size_t size)
{
	compile_octets(COMPILE_SHORT, octets, size, 0);
	compile_octets(COMPILE_OWN, octets, size, 1);
}
