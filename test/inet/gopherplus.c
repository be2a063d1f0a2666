/* gopherplus.c - what Gopher+ servers say of an item: lines that are wanted, and what they mean. */
#include <stdio.h>
#include <string.h>

#include "inet/site.h"

#define SAYS(what, ...) { .command = what, .reply = __VA_ARGS__, .ends = true }
static const struct talk_reply replies[] = {
	SAYS("/a.txt\t!", "+-1\r\n+INFO: 0A text\t/a.txt\tshop\t7070\t+\r\n+ADMIN:\r\n Admin: Ann <ann@shop>\r\n"
		" Mod-Date: Wed <20240131093000>\r\n+VIEWS:\r\n text/plain: <1k>\r\n Admin: me\r\n.\r\n"),
	SAYS("/many\t!", "+-2\r\n+INFO: 0x\t/many\tshop\t7070\t+\r\n+ADMIN:\r\n Admin: Ann <ann@shop>\r\n"
		" Mod-Date: Wed <20240131093000>\r\n ttl: 180\r\n Site: Shop\r\n Geog: 1 2 3 4 5 -6\r\n Score-Range: 1 9\r\n"
		" Mod-Date: never\r\n Colour: red\r\n+VIEWS:\r\n text/plain En_US: <10.5k>\r\n image/gif: <x>\r\n"
		"+ABSTRACT:\r\n What it is: much\r\n+ASK:\r\n Ask: How old?\r\n+VERONICA:\r\n treewalk: no\r\n+X:\r\n x\r\n"),
	SAYS("/old.txt\t!", "Hello,\r\n"), SAYS("/no.txt\t!", "--1 x\r\nNothing.\r\n"),
	{ .command = NULL, .reply = "", .ends = true },
};
static const struct talk_server shop = { "shop", 7070, NULL, replies };
#define LOCATOR(sign, selector, plus) sign "x\t" selector "\tshop\t7070" plus "\r\n"

static void attributes_are(const char *names, DWORD room, DWORD expected, const char *text)
{
	struct site s;
	char buffer[512];
	DWORD size = 0, error;

	if (!site_gopher(&s, &shop, INTERNET_FLAG_ASYNC))
		return;
	events_finish(GopherGetAttribute(s.connect, LOCATOR("0", "/a.txt", "\t+"), names, (BYTE *)buffer, room, &size, NULL,
	                                 SITE_CONTEXT), SITE_CONTEXT, &error, NULL);
	if (error != expected) {
		sweep_ok(HRESULT_FROM_WIN32(error));
	} else if (!swept()) {
		assert_string_equal(events_told(SITE_CONTEXT), "60 10 11 20 21 30 31 40 41 50 51 100");
		if (text)
			assert_int_equal(size, strlen(text) + (error != 0));
		if (!error)
			assert_string_equal(buffer, text);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_block_of_attributes, 20)
{
	attributes_are("+ADMIN", 512, 0, "+ADMIN:\r\n Admin: Ann <ann@shop>\r\n Mod-Date: Wed <20240131093000>\r\n");
}

SIM_TEST(single_attributes_wherever_they_are, 10)
{
	attributes_are("+views  Admin", 512, 0, " Admin: Ann <ann@shop>\r\n+VIEWS:\r\n text/plain: <1k>\r\n Admin: me\r\n");
}

SIM_TEST(all_attributes, 10)
{
	attributes_are(NULL, 512, 0, "+INFO: 0A text\t/a.txt\tshop\t7070\t+\r\n+ADMIN:\r\n Admin: Ann <ann@shop>\r\n"
	               " Mod-Date: Wed <20240131093000>\r\n+VIEWS:\r\n text/plain: <1k>\r\n Admin: me\r\n");
}

SIM_TEST(an_attribute_that_is_not_there_is_12137, 10)
{
	attributes_are("TTL", 512, ERROR_GOPHER_ATTRIBUTE_NOT_FOUND, NULL);
}

SIM_TEST(attributes_that_have_no_room_are_122, 10)
{
	attributes_are("Mod-Date", 33, ERROR_INSUFFICIENT_BUFFER, " Mod-Date: Wed <20240131093000>\r\n");
}

static void attribute_fails(const char *locator, DWORD expected)
{
	struct site s;
	char buffer[64];
	DWORD size = 0;

	if (!site_gopher(&s, &shop, 0))
		return;
	if (!swept()) {
		assert_false(GopherGetAttribute(s.connect, locator, NULL, (BYTE *)buffer, sizeof buffer, &size, NULL, 0));
		assert_int_equal(GetLastError(), expected);
	}
	InternetCloseHandle(s.session);
}

SIM_TEST(a_server_that_does_not_know_gopher_plus_is_12136, 10)
{
	attribute_fails(LOCATOR("0", "/old.txt", "\t+"), ERROR_GOPHER_NOT_GOPHER_PLUS);
}

SIM_TEST(attributes_that_are_refused_are_12003, 10)
{
	attribute_fails(LOCATOR("0", "/no.txt", "\t+"), ERROR_INTERNET_EXTENDED_ERROR);
}

static GOPHER_ATTRIBUTE_TYPE seen[16];
static char seen_text[16][2][32];
static DWORD seen_error[16];
static unsigned seen_count, seen_most;

static void copy_text(char *to, const char *text)
{
	snprintf(to, 32, "%s", text ? text : "-");
}

static BOOL see(GOPHER_ATTRIBUTE_TYPE *a, DWORD error)
{
	DWORD id = a->AttributeId;

	seen[seen_count] = *a;
	seen_error[seen_count] = error;
	if (id == GOPHER_ATTRIBUTE_ID_UNKNOWN || id == GOPHER_ATTRIBUTE_ID_ADMIN || id == GOPHER_ATTRIBUTE_ID_VIEW ||
	    id == GOPHER_ATTRIBUTE_ID_ABSTRACT || id == GOPHER_ATTRIBUTE_ID_SITE)
		copy_text(seen_text[seen_count][0], a->AttributeType.Admin.Comment);
	if (id == GOPHER_ATTRIBUTE_ID_ADMIN || id == GOPHER_ATTRIBUTE_ID_VIEW || a->CategoryId == GOPHER_CATEGORY_ID_ASK)
		copy_text(seen_text[seen_count][1], a->AttributeType.Admin.EmailAddress);
	return ++seen_count < seen_most;
}

/* False: no memory, in a sweep. */
static bool enumerates(DWORD flags, const char *selector, unsigned most)
{
	struct site s;
	char locator[64];
	DWORD error = 0;
	bool done = false;

	seen_count = 0;
	seen_most = most;
	sprintf(locator, "0x\t%s\tshop\t7070\t+", selector);
	if (!site_gopher(&s, &shop, flags))
		return false;
	if (!swept())
		done = events_finish(GopherGetAttribute(s.connect, locator, NULL, NULL, 0, NULL, see, SITE_CONTEXT), SITE_CONTEXT,
		                     &error, NULL);
	if (!swept())
		assert_int_equal(error, strstr(selector, "no") ? ERROR_INTERNET_EXTENDED_ERROR : 0);
	InternetCloseHandle(s.session);
	return done;
}

static void is_seen(unsigned i, DWORD category, DWORD id, const char *first, const char *second)
{
	assert_int_equal(seen[i].CategoryId, category);
	assert_int_equal(seen[i].AttributeId, id);
	if (first)
		assert_string_equal(seen_text[i][0], first);
	if (second)
		assert_string_equal(seen_text[i][1], second);
}

static void enumerated(DWORD flags)
{
	FILETIME t;

	if (!enumerates(flags, "/many", 16))
		return;
	assert_int_equal(seen_count, 15);
	is_seen(0, GOPHER_CATEGORY_ID_INFO, GOPHER_ATTRIBUTE_ID_UNKNOWN, "0x\t/many\tshop\t7070\t+", NULL);
	is_seen(1, GOPHER_CATEGORY_ID_ADMIN, GOPHER_ATTRIBUTE_ID_ADMIN, "Ann", "ann@shop");
	is_seen(2, GOPHER_CATEGORY_ID_ADMIN, GOPHER_ATTRIBUTE_ID_MOD_DATE, NULL, NULL);
	t = seen[2].AttributeType.ModDate.DateAndTime;
	/* 2024-01-31 09:30 */
	assert_int_equal(((uint64_t)t.dwHighDateTime << 32 | t.dwLowDateTime) / 10000000 - 11644473600u, 1706693400);
	is_seen(3, GOPHER_CATEGORY_ID_ADMIN, GOPHER_ATTRIBUTE_ID_TTL, NULL, NULL);
	assert_int_equal(seen[3].AttributeType.Ttl.Ttl, 180);
	is_seen(4, GOPHER_CATEGORY_ID_ADMIN, GOPHER_ATTRIBUTE_ID_SITE, "Shop", NULL);
	is_seen(5, GOPHER_CATEGORY_ID_ADMIN, GOPHER_ATTRIBUTE_ID_GEOG, NULL, NULL);
	assert_int_equal(seen[5].AttributeType.GeographicalLocation.SecondsEast, -6);
	is_seen(6, GOPHER_CATEGORY_ID_ADMIN, GOPHER_ATTRIBUTE_ID_RANGE, NULL, NULL);
	assert_int_equal(seen[6].AttributeType.ScoreRange.UpperBound, 9);
	is_seen(7, GOPHER_CATEGORY_ID_ADMIN, GOPHER_ATTRIBUTE_ID_UNKNOWN, "Mod-Date: never", NULL);
	assert_int_equal(seen_error[7], ERROR_GOPHER_DATA_ERROR);
	is_seen(8, GOPHER_CATEGORY_ID_ADMIN, GOPHER_ATTRIBUTE_ID_UNKNOWN, "Colour: red", NULL);
	assert_int_equal(seen_error[8], 0);
	is_seen(9, GOPHER_CATEGORY_ID_VIEWS, GOPHER_ATTRIBUTE_ID_VIEW, "text/plain", "En_US");
	assert_int_equal(seen[9].AttributeType.View.Size, 10752);
	is_seen(10, GOPHER_CATEGORY_ID_VIEWS, GOPHER_ATTRIBUTE_ID_VIEW, "image/gif", "-");
	is_seen(11, GOPHER_CATEGORY_ID_ABSTRACT, GOPHER_ATTRIBUTE_ID_ABSTRACT, "What it is: much", NULL);
	is_seen(12, GOPHER_CATEGORY_ID_ASK, GOPHER_ATTRIBUTE_ID_UNKNOWN, "Ask", "How old?");
	is_seen(13, GOPHER_CATEGORY_ID_VERONICA, GOPHER_ATTRIBUTE_ID_TREEWALK, NULL, NULL);
	assert_false(seen[13].AttributeType.Veronica.TreeWalk);
	is_seen(14, GOPHER_CATEGORY_ID_UNKNOWN, GOPHER_ATTRIBUTE_ID_UNKNOWN, "x", NULL);
}

SIM_TEST(attributes_are_enumerated_before_the_function_completes, 10)
{
	enumerated(INTERNET_FLAG_ASYNC);
}

SIM_TEST(attributes_are_enumerated_before_the_function_returns, 10)
{
	enumerated(0);
}

SIM_TEST(attributes_are_enumerated_until_that_is_enough, 10)
{
	if (enumerates(INTERNET_FLAG_ASYNC, "/many", 3))
		assert_int_equal(seen_count, 3);
}

SIM_TEST(of_a_server_that_refuses_nothing_is_enumerated, 10)
{
	enumerates(INTERNET_FLAG_ASYNC, "/no.txt", 16);
	assert_int_equal(seen_count, 0);
}

SIM_TEST(N4_with_context_0_attributes_are_enumerated_and_nobody_is_told, 20)
{
	struct site s;

	seen_count = 0;
	seen_most = 16;
	if (!site_gopher(&s, &shop, INTERNET_FLAG_ASYNC))
		return;
	if (!swept()) {
		assert_false(GopherGetAttribute(s.connect, "0x\t/many\tshop\t7070\t+", NULL, NULL, 0, NULL, see, 0));
		assert_int_equal(GetLastError(), ERROR_IO_PENDING);
		assert_true(AcomInternetWait(s.connect, INFINITE));
		assert_int_equal(seen_count, 15);
		assert_string_equal(events_told(0), "60");
	}
	InternetCloseHandle(s.session);
}
