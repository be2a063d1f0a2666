/* ascii.c - letters of protocols: the same in every locale, and no others. */
#include <string.h>

#include "harness.h"
#include "base/base.h"

TEST(letters_and_digits_are_those_of_ASCII)
{
	for (int i = -128; i < 128; i++) {
		char c = (char)i;
		bool letter = c && strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", c);

		assert_true(ascii_is_letter(c) == letter);
		assert_true(ascii_is_digit(c) == (c && strchr("0123456789", c)));
		assert_int_equal(ascii_capital(c), letter ? c & ~0x20 : c);
	}
}

TEST(capitals_make_no_other_word)
{
	assert_true(ascii_equal("LOCATION", "location") && ascii_equal("", "") && ascii_equal("\xe4@[`{", "\xe4@[`{"));
	assert_false(ascii_equal("location", "locations") || ascii_equal("locations", "location"));
	assert_false(ascii_equal("\xe4", "\xc4") || ascii_equal("@", "`") || ascii_equal("[", "{") || ascii_equal("a", ""));
}

TEST(of_two_texts_the_first_octets_may_be_the_same)
{
	assert_true(ascii_equal_n("Bytes 1", "BYTES 2", 6) && ascii_equal_n("a", "b", 0) && ascii_equal_n("ab", "AB", 9));
	assert_false(ascii_equal_n("Bytes 1", "bytes 2", 7) || ascii_equal_n("byte", "bytes", 5) || ascii_equal_n("bytes", "byte", 5));
}

TEST(texts_are_joined_as_far_as_there_is_room)
{
	char text[8];

	assert_int_equal(ascii_join(text, sizeof text, NULL), 0);
	assert_string_equal(text, "");
	assert_int_equal(ascii_join(text, sizeof text, "un", "", "ix:s", NULL), 6);
	assert_string_equal(text, "unix:s");
	assert_int_equal(ascii_join(text, sizeof text, "unix:", "so", NULL), 7);
	assert_string_equal(text, "unix:so");
	assert_int_equal(ascii_join(text, sizeof text, "unix:", "socket", "s", NULL), 12);
	assert_string_equal(text, "unix:so");
	ascii_cut(text, sizeof text, "a/b", 1);
	assert_string_equal(text, "a");
	ascii_cut(text, sizeof text, "directory/b", 9);
	assert_string_equal(text, "directo");
}
