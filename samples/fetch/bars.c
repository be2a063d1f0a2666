/* bars.c - how far downloads are, on a terminal. */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "bars.h"

enum { WIDTH = 30 };

static int shown;

void bars_erase(void)
{
	if (shown)
		printf("\033[%dA\033[J", shown);
	shown = 0;
}

bool bars_are_due(int count)
{
	static long long last;
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	long long now = t.tv_sec * 10LL + t.tv_nsec / 100000000;
	if (!isatty(1) || (shown == count && now == last))
		return false;
	bars_erase();
	last = now;
	return true;
}

void bars_print(const char *name, unsigned long long done, unsigned long long all)
{
	int full = all ? (int)(done * WIDTH / all) : 0;

	printf("%-24.24s [", name);
	for (int i = 0; i < WIDTH; i++)
		putchar(i < full ? '#' : all ? '.' : ' ');
	printf("] %10llu", done);
	if (all)
		printf(" of %llu", all);
	printf("\033[K\n");
	shown++;
}
