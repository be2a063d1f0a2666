/* utf.c - UTF-8 and UTF-16 there and back, every character; and what is neither. */
#include "harness.h"

#include "base/base.h"

static size_t put16(uint32_t c, uint16_t units[2])
{
	units[0] = (uint16_t)(c < 0x10000 ? c : 0xD800 + ((c - 0x10000) >> 10));
	units[1] = (uint16_t)(0xDC00 + (c & 0x3FF));
	return c < 0x10000 ? 1 : 2;
}

TEST(every_character_there_and_back)
{
	static const uint32_t ends[] = { 0x80, 0x800, 0x10000, 0x110000 };
	unsigned length = 1;

	for (uint32_t c = 1; c < 0x110000; c++) {
		uint16_t units[2], again[2] = { 0 };
		char text[5];
		size_t count = put16(c, units);

		if (c == 0xD800)
			c = 0xE000, count = put16(c, units);
		length += c == ends[length - 1];
		if (!utf8_from_utf16(units, count, text, sizeof text) || strlen(text) != length ||
		    utf16_from_utf8(text, again, 2) != count || memcmp(units, again, 2 * count))
			fail_msg("U+%04X", c);
	}
	assert_int_equal(length, 4);
}

TEST(text_as_others_write_it)
{
	char text[32];
	uint16_t units[32];

	assert_true(utf8_from_utf16(u"/tmp/\u00e4\u20ac\U0001F600", 9, text, sizeof text));
	assert_string_equal(text, "/tmp/\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
	assert_int_equal(utf16_from_utf8(text, units, 32), 9);
	assert_memory_equal(units, u"/tmp/\u00e4\u20ac\U0001F600", 18);
	assert_true(utf8_from_utf16(u"", 0, text, 1));
	assert_string_equal(text, "");
	assert_int_equal(utf16_from_utf8("", units, 0), 0);
}

TEST(half_characters_and_long_forms_are_refused)
{
	static const char *const bad[] = {
		"\x80", "\xc3", "\xc3(", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
		"\xf8\x88\x80\x80\x80", "\xff", "\xe2\x82",
	};
	uint16_t units[16];
	char text[16];

	for (size_t i = 0; i < ARRAY_COUNT(bad); i++)
		if (utf16_from_utf8(bad[i], units, 16) != SIZE_MAX)
			fail_msg("input %zu", i);
	assert_false(utf8_from_utf16((uint16_t[]){ 0xD800 }, 1, text, sizeof text));
	assert_false(utf8_from_utf16((uint16_t[]){ 0xD800, 'a' }, 2, text, sizeof text));
	assert_false(utf8_from_utf16((uint16_t[]){ 0xDC00, 0xD800 }, 2, text, sizeof text));
}

TEST(short_room_is_told)
{
	uint16_t units[2];
	char text[4];

	assert_true(utf8_from_utf16(u"abc", 3, text, 4));
	assert_false(utf8_from_utf16(u"abc", 3, text, 3));
	assert_false(utf8_from_utf16(u"ab\u00e4", 3, text, 4));
	assert_int_equal(utf16_from_utf8("ab", units, 2), 2);
	assert_int_equal(utf16_from_utf8("abc", units, 2), SIZE_MAX);
	assert_int_equal(utf16_from_utf8("a\xf0\x9f\x98\x80", units, 2), SIZE_MAX);
}
