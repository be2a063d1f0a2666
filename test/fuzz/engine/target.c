/* target.c - what libFuzzer calls. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__asan_default_options(void);

/* What waits to be used again should still be in the processor's caches; libFuzzer looks for leaks more often than it is worth. */
const char *__asan_default_options(void) { return "quarantine_size_mb=8:detect_leaks=0"; }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_try(data, size);
	return 0;
}
