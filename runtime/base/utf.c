/* utf.c - UTF-16, which COM and the wire speak, and UTF-8, which files and sockets speak. */
#include <string.h>

#include "base/base.h"
#include "base/cursor.h"

enum { SURROGATE = 0xD800, SURROGATE_LOW = 0xDC00, SURROGATE_END = 0xE000, PLANE = 0x10000, CHARACTER_END = 0x110000 };

/* The next character of little-endian units; CHARACTER_END: half a one. */
static uint32_t utf16_next(struct take *t)
{
	uint32_t unit = take_u16(t);

	if (unit < SURROGATE || unit >= SURROGATE_END)
		return unit;
	uint32_t low = unit < SURROGATE_LOW ? take_u16(t) : 0;
	if (low < SURROGATE_LOW || low >= SURROGATE_END)
		return CHARACTER_END;
	return PLANE + ((unit - SURROGATE) << 10) + (low - SURROGATE_LOW);
}

static void utf8_put(struct put *p, uint32_t c)
{
	unsigned more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < PLANE ? 2 : 3;

	put_u8(p, (uint8_t)(more ? (0xFF00 >> (more + 1) & 0xFF) | c >> 6 * more : c));
	while (more--)
		put_u8(p, (uint8_t)(0x80 | (c >> 6 * more & 0x3F)));
}

bool utf8_from_utf16(const void *units, size_t count, char *text, size_t room)
{
	struct take t = take_from(units, 2 * count, false);
	struct put p = put_to((uint8_t *)text, room, false);
	uint32_t c = 0;

	while (take_left(&t) && c != CHARACTER_END && !p.over) {
		c = utf16_next(&t);
		utf8_put(&p, c);
	}
	put_u8(&p, 0);
	return c != CHARACTER_END && !p.over;
}

/* The next character; CHARACTER_END: no UTF-8, or a longer form than it needs. */
static uint32_t utf8_next(struct take *t)
{
	static const uint32_t least[] = { 0, 0x80, 0x800, PLANE };
	uint8_t first = take_u8(t);
	unsigned more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
	uint32_t c = more ? first & (0x3F >> more) : first;

	if (first >= 0x80 && (first < 0xC0 || first >= 0xF8))
		return CHARACTER_END;
	for (unsigned i = 0; i < more; i++) {
		uint8_t next = take_u8(t);

		if ((next & 0xC0) != 0x80)
			return CHARACTER_END;
		c = c << 6 | (next & 0x3F);
	}
	return c < least[more] || (c >= SURROGATE && c < SURROGATE_END) || c > CHARACTER_END ? CHARACTER_END : c;
}

size_t utf16_from_utf8(const char *text, void *units, size_t room)
{
	struct take t = take_from((const uint8_t *)text, strlen(text), false);
	struct put p = put_to(units, 2 * room, false);

	while (take_left(&t)) {
		uint32_t c = utf8_next(&t);

		if (c == CHARACTER_END)
			return SIZE_MAX;
		if (c >= PLANE)
			put_u16(&p, (uint16_t)(SURROGATE + ((c - PLANE) >> 10)));
		put_u16(&p, (uint16_t)(c >= PLANE ? SURROGATE_LOW + (c & 0x3FF) : c));
	}
	return p.over ? SIZE_MAX : put_size(&p) / 2;
}
