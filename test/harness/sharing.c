/* sharing.c - ACOM_TEST_SHARE=OCTETS: local connections share memory once so many octets have come, so that short tests do, too. */
#include <stdlib.h>

#include "wire/wire.h"

__attribute__((constructor)) static void sharing_begin(void)
{
	const char *octets = getenv("ACOM_TEST_SHARE");

	if (octets)
		share_from = (uint32_t)strtoul(octets, NULL, 10);
}
