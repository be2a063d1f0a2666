/* units.c - text of UTF-16. */
#include "units.h"

void units_are(const WCHAR *text, const WCHAR *expected)
{
	size_t n = 0;

	while (expected[n])
		n++;
	assert_memory_equal(text, expected, (n + 1) * sizeof *text);
}
