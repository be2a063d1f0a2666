/* bytes.h - numbers and GUIDs among octets, wherever they lie: read in either byte order, written little-endian. */
#ifndef ACOM_BYTES_H
#define ACOM_BYTES_H

#include <stdbool.h>
#include <string.h>

#include <acom/types.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "octets are little-endian where they are not swapped");

/* big: the octets are big-endian. */
static inline uint16_t bytes_u16(const uint8_t *p, bool big)
{
	uint16_t v;

	memcpy(&v, p, sizeof v);
	return big ? __builtin_bswap16(v) : v;
}

static inline uint32_t bytes_u32(const uint8_t *p, bool big)
{
	uint32_t v;

	memcpy(&v, p, sizeof v);
	return big ? __builtin_bswap32(v) : v;
}

static inline uint64_t bytes_u64(const uint8_t *p, bool big)
{
	uint64_t v;

	memcpy(&v, p, sizeof v);
	return big ? __builtin_bswap64(v) : v;
}

static inline GUID bytes_guid(const uint8_t *p, bool big)
{
	GUID g;

	memcpy(&g, p, sizeof g);
	g.Data1 = bytes_u32(p, big);
	g.Data2 = bytes_u16(p + 4, big);
	g.Data3 = bytes_u16(p + 6, big);
	return g;
}

static inline void bytes_put_u16(uint8_t *p, uint16_t v) { memcpy(p, &v, sizeof v); }
static inline void bytes_put_u32(uint8_t *p, uint32_t v) { memcpy(p, &v, sizeof v); }
static inline void bytes_put_u64(uint8_t *p, uint64_t v) { memcpy(p, &v, sizeof v); }
static inline void bytes_put_guid(uint8_t *p, const GUID *g) { memcpy(p, g, sizeof *g); }

#endif
