/* target.c - what libFuzzer calls: every input compiles in a second of the processor, every 16th one is compiled twice. */
#include "compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static unsigned long count;
	double start = seconds();

	compile_octets(data, size, 0);
	if (seconds() - start > 1) {
		fputs("idlgen takes longer than a second\n", stderr);
		abort();
	}
	if (++count % 16 == 0)
		compile_octets(data, size, 1);
	return 0;
}
