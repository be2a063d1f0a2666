/* seeds.c - writes the seeds of a target into a directory. */
#include <stdio.h>

#include "fuzz.h"

static const char *directory;

static void keep(const char *name, const uint8_t *octets, size_t size)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", directory, name);
	f = fopen(path, "wb");
	if (!f || fwrite(octets, 1, size, f) != size || fclose(f))
		perror(path);
}

int main(int argc, char **argv)
{
	directory = argc > 1 ? argv[1] : ".";
	fuzz_seeds(keep);
	return 0;
}
