/* pdu.c - octets that a peer sends: to an association's server's or client's end, to objects, to a proxy. */
#include "fuzz.h"
#include "objects.h"
#include "pdu.h"

void fuzz_try(const uint8_t *octets, size_t size)
{
	static void (*const ends[])(const struct choices *c, struct span octets) = { ends_server, ends_client, served, called };
	static bool begun;
	struct choices c;

	if (!begun)
		objects_init();
	begun = true;
	if (size < CHOICES)
		return;
	c = (struct choices){ octets[0], octets[1], octets[2], octets[3] };
	ends[c.flags & 3](&c, (struct span){ octets + CHOICES, size - CHOICES });
}
