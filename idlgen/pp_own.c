/* pp_own.c - what a compiler's own headers declare that other headers want; they lie in no -I directory. */
#include "pp.h"

const struct source *pp_own_header(const char *name)
{
	static const char text[] =
		"typedef signed char int8_t; typedef unsigned char uint8_t; typedef short int16_t; typedef unsigned short uint16_t;\n"
		"typedef int int32_t; typedef unsigned int uint32_t; typedef __int64 int64_t; typedef unsigned __int64 uint64_t;\n"
		"typedef __int3264 intptr_t, ptrdiff_t; typedef unsigned __int3264 uintptr_t, size_t;\n";
	static const char *const names[] = { "stdint.h", "stddef.h", "inttypes.h" };
	static struct source source = { .path = "<stdint.h>", .text = text, .size = sizeof text - 1, .stem = "stdint",
		.symbol = "stdint", .include = "<stdint.h>" };

	for (size_t i = 0; i < ARRAY_COUNT(names); i++)
		if (text_same(name, names[i]))
			return &source;
	return NULL;
}
