/* locators.c - what leads to an item of Gopher: made, and taken apart. */
#include "inet/site.h"

TEST(locators_are_lines_of_menus)
{
	char text[MAX_GOPHER_LOCATOR_LENGTH + 1];
	DWORD size = sizeof text, type;

	assert_true(GopherCreateLocator("shop", 0, "A text", "/a", GOPHER_TYPE_TEXT_FILE | GOPHER_TYPE_GOPHER_PLUS, text, &size));
	assert_string_equal(text, "0A text\t/a\tshop\t70\t+\r\n");
	assert_int_equal(size, strlen(text));
	assert_true(GopherGetLocatorType(text, &type));
	assert_int_equal(type, GOPHER_TYPE_TEXT_FILE | GOPHER_TYPE_GOPHER_PLUS);
	size = sizeof text;
	assert_true(GopherCreateLocator("shop", 7070, NULL, NULL, 0, text, &size));
	assert_string_equal(text, "1\t\tshop\t7070\r\n");
	FAILS(GopherCreateLocator("shop", 7070, NULL, NULL, 0, text, &size), ERROR_INSUFFICIENT_BUFFER);
	assert_int_equal(size, 15);
	FAILS(GopherCreateLocator("shop", 7070, NULL, NULL, 0, NULL, &size), ERROR_INSUFFICIENT_BUFFER);
	FAILS(GopherCreateLocator(NULL, 0, NULL, NULL, 0, text, &size), ERROR_INVALID_PARAMETER);
	FAILS(GopherCreateLocator("shop", 0, NULL, NULL, 0, text, NULL), ERROR_INVALID_PARAMETER);
	FAILS(GopherCreateLocator("shop", 0, "a\tb", NULL, 0, text, &size), ERROR_INVALID_PARAMETER);
	FAILS(GopherCreateLocator("shop", 0, NULL, "a\r\nb", 0, text, &size), ERROR_INVALID_PARAMETER);
	FAILS(GopherCreateLocator("shop", 0, NULL, NULL, 3, text, &size), ERROR_GOPHER_UNKNOWN_LOCATOR);
	FAILS(GopherGetLocatorType("1x\ty\tz", &type), ERROR_GOPHER_INVALID_LOCATOR);
	FAILS(GopherGetLocatorType("1x\ty\tz\t70000", &type), ERROR_GOPHER_INVALID_LOCATOR);
	FAILS(GopherGetLocatorType("1x\ty\tz\t-1", &type), ERROR_GOPHER_INVALID_LOCATOR);
	FAILS(GopherGetLocatorType("", &type), ERROR_GOPHER_INVALID_LOCATOR);
	FAILS(GopherGetLocatorType(NULL, &type), ERROR_INVALID_PARAMETER);
	FAILS(GopherGetLocatorType("1x\ty\tz\t70", NULL), ERROR_INVALID_PARAMETER);
}

TEST(each_type_has_its_sign)
{
	static const struct { char sign; DWORD type; } types[] = {
		{ '0', 1 }, { '1', 2 }, { '2', 4 }, { '3', 8 }, { '4', 0x10 }, { '5', 0x20 }, { '6', 0x40 }, { '7', 0x80 },
		{ '8', 0x100 }, { '9', 0x200 }, { '+', 0x400 }, { 'T', 0x800 }, { 'g', 0x1000 }, { 'I', 0x2000 }, { ':', 0x4000 },
		{ ';', 0x8000 }, { '<', 0x10000 }, { 'h', 0x20000 }, { 'P', 0x40000 }, { 'c', 0x80000 }, { 'i', 0x100000 },
	};
	char text[64];
	DWORD size, type;
	size_t i;

	for (i = 0; i < ARRAY_COUNT(types); i++) {
		size = sizeof text;
		assert_true(GopherCreateLocator("h", 0, "", "", types[i].type, text, &size));
		assert_int_equal(*text, types[i].sign);
		assert_true(GopherGetLocatorType(text, &type));
		assert_int_equal(type, types[i].type);
	}
	assert_true(GopherGetLocatorType("dx\ty\tz\t70", &type));
	assert_int_equal(type, GOPHER_TYPE_PDF);
	assert_int_equal(sizeof(GOPHER_FIND_DATA), 808);
	assert_int_equal(MAX_GOPHER_LOCATOR_LENGTH, 653);
}
