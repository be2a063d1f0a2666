/* replay.c - tries each file of the directories that it is given; tells the last one if a promise is broken. */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static uint8_t text[1 << 20];

static int replay_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t size;

	if (!f)
		return 0;
	size = fread(text, 1, sizeof text, f);
	fclose(f);
	fprintf(stderr, "\r%s", path);
	fuzz_try(text, size);
	return 1;
}

static int replay_directory(const char *directory)
{
	struct dirent **entries;
	char path[4096];
	int count = scandir(directory, &entries, NULL, alphasort), files = 0;

	for (int i = 0; i < count; i++) {
		snprintf(path, sizeof path, "%s/%s", directory, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.')
			files += replay_file(path);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return files;
}

int main(int argc, char **argv)
{
	int files = 0;

	for (int i = 1; i < argc; i++)
		files += replay_directory(argv[i]);
	printf("%d files\n", files);
	return files ? 0 : 1;
}
