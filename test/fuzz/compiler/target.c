/* target.c - what libFuzzer calls: every input compiles in a second of the processor, every 16th one twice, and with whole
 * imports. */
#include "compile.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__asan_default_options(void);

/* Each compilation begins with new memory: what waits to be used again should still be in the processor's caches. */
const char *__asan_default_options(void) { return "quarantine_size_mb=8"; }

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	bool whole = size % 16 == 0; /* goes by the input, so that a finding is found again */
	double start = seconds();

	compile_octets(whole ? COMPILE_OWN : COMPILE_SHORT, data, size, whole);
	if (seconds() - start > 1) {
		fputs("idlgen takes longer than a second\n", stderr);
		abort();
	}
	return 0;
}
