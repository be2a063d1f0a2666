/* tell.h - what the steps of the sample share: time, errors, other work, and content in short. */
#ifndef TELL_H
#define TELL_H

#include <acom.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { CHUNK = 4096 };

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void check(HRESULT hr, const char *what)
{
	if (SUCCEEDED(hr))
		return;
	fprintf(stderr, "%s: %s (0x%08X)\n", what, AcomErrorText(hr), (unsigned)hr);
	exit(1);
}

static void heading(const char *text)
{
	printf("\n%s\n", text);
}

/* Content in short: its length and a checksum (FNV-1a), which must be the same whichever way it came. */
struct content {
	unsigned long long octets, sum, reads;
};

static void content_add(struct content *c, const BYTE *pv, ULONG n)
{
	if (!c->reads++)
		c->sum = 14695981039346656037u;
	c->octets += n;
	for (ULONG i = 0; i < n; i++)
		c->sum = (c->sum ^ pv[i]) * 1099511628211u;
}

static void content_print(const struct content *c, double since, unsigned long long primes)
{
	static struct content first;

	if (!first.reads)
		first = *c;
	int same = c->octets == first.octets && c->sum == first.sum;
	printf("  %llu octets in %llu reads, checksum %016llx (%s), %.0f ms; meanwhile the client found %llu primes\n",
	       c->octets, c->reads, c->sum, same ? "the same content" : "DIFFERENT CONTENT", now_ms() - since, primes);
	if (!same)
		exit(1);
}

/* The other work: tests a few hundred more numbers for being prime. */
static unsigned long long work(void)
{
	static unsigned long long n = 1, found;

	for (int i = 0; i < 300; i++) {
		unsigned long long d = 3;
		for (n += 2; d * d <= n && n % d; d += 2)
			;
		found += d * d > n;
	}
	return found;
}

#endif
