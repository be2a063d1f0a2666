/* target.c - what libFuzzer calls. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__asan_default_options(void);

/* What waits to be used again should still be in the processor's caches; libFuzzer looks for leaks more often than it is worth. */
const char *__asan_default_options(void) { return "quarantine_size_mb=8:detect_leaks=0"; }

static bool is_slow(const uint8_t *data, size_t size)
{
	clock_t since = clock();

	fuzz_try(data, size);
	return clock() - since > CLOCKS_PER_SEC;
}

/* A second is too long: of the processor's time, and twice, so that a machine with other work, or one that stood still, finds
 * nothing of its own. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (is_slow(data, size) && is_slow(data, size)) {
		fputs("one input took more than a second\n", stderr);
		abort();
	}
	return 0;
}
