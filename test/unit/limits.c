/* limits.c - the table of limits: defaults, ranges, what is said of one that is hit, and what is agreed upon. */
#include "harness.h"
#include "wire/wire.h"

TEST(each_limit_has_its_default_and_its_range)
{
	static const struct {
		ACOM_LIMIT limit;
		ULONG64 standard, least, most;
	} all[] = {
		{ ACOM_LIMIT_REQUEST, 4 << 20, 4096, 48 << 20 }, { ACOM_LIMIT_RESPONSE, 16 << 20, 4096, 48 << 20 },
		{ ACOM_LIMIT_OUT_MEMORY, 64 << 20, 4096, UINT32_MAX }, { ACOM_LIMIT_DECODED, 32 << 20, 65536, 1 << 30 },
		{ ACOM_LIMIT_POINTERS, 65536, 16, 1 << 24 }, { ACOM_LIMIT_NESTING, 64, 1, 64 },
		{ ACOM_LIMIT_FRAGMENT, 65528, 2048, 65528 }, { ACOM_LIMIT_CALLS, 65536, 1, 4161536 },
		{ ACOM_LIMIT_FOREIGN_CALLS, 256, 1, 65536 }, { ACOM_LIMIT_DESCRIPTORS, 64, 1, 65536 },
		{ ACOM_LIMIT_CALL_DESCRIPTORS, 16, 0, 16 }, { ACOM_LIMIT_CONTEXTS, 64, 1, 64 },
		{ ACOM_LIMIT_CONTEXTS_AT_ONCE, 16, 4, 16 }, { ACOM_LIMIT_TRANSFERS, 8, 1, 8 }, { ACOM_LIMIT_EXTENSIONS, 16, 0, 16 },
		{ ACOM_LIMIT_EXTENSION, 4096, 0, 4096 }, { ACOM_LIMIT_ADDRESS_WORDS, 2048, 16, 2048 },
		{ ACOM_LIMIT_CONNECTIONS, 1024, 1, 65536 }, { ACOM_LIMIT_USER_CONNECTIONS, 64, 1, 65536 },
		{ ACOM_LIMIT_OBJECTS, 65536, 1, 1 << 24 }, { ACOM_LIMIT_PING_SETS, 16, 1, 65536 },
		{ ACOM_LIMIT_PINGED_OBJECTS, 65536, 1, 1 << 24 }, { ACOM_LIMIT_CONNECT_TIME, 10000, 1, 3600000 },
		{ ACOM_LIMIT_FIRST_TIME, 10000, 1, 3600000 }, { ACOM_LIMIT_REST_TIME, 30000, 1, 3600000 },
		{ ACOM_LIMIT_UNANSWERED, 64 << 20, 65536, UINT32_MAX }, { ACOM_LIMIT_UNSENT, 64 << 20, 65536, UINT32_MAX },
		{ ACOM_LIMIT_SHARED_MEMORY, 256, 0, 65536 },
	};
	ULONG64 value;

	assert_int_equal(ARRAY_COUNT(all), ACOM_LIMITS - 1);
	for (unsigned i = 0; i < ARRAY_COUNT(all); i++) {
		ACOM_LIMIT limit = all[i].limit;

		assert_int_equal(limit, i + 1);
		assert_int_equal(AcomGetLimit(limit, &value), S_OK);
		assert_int_equal(value, all[i].standard);
		if (all[i].least)
			assert_int_equal(AcomSetLimit(limit, all[i].least - 1), E_INVALIDARG);
		assert_int_equal(AcomSetLimit(limit, all[i].most + 1), E_INVALIDARG);
		assert_int_equal(limit_of(limit), all[i].standard);
		assert_int_equal(AcomSetLimit(limit, all[i].least), S_OK);
		assert_int_equal(limit_of(limit), all[i].least);
		assert_int_equal(AcomSetLimit(limit, all[i].most), S_OK);
		assert_int_equal(AcomGetLimit(limit, &value), S_OK);
		assert_int_equal(value, all[i].most);
	}
}

TEST(what_is_no_limit_is_refused)
{
	ULONG64 value = 7;

	assert_int_equal(AcomSetLimit((ACOM_LIMIT)0, 1), E_INVALIDARG);
	assert_int_equal(AcomSetLimit(ACOM_LIMITS, 1), E_INVALIDARG);
	assert_int_equal(AcomSetLimit((ACOM_LIMIT)-1, 1), E_INVALIDARG);
	assert_int_equal(AcomGetLimit(ACOM_LIMITS, &value), E_INVALIDARG);
	assert_int_equal(value, 0);
	assert_int_equal(AcomGetLimit(ACOM_LIMIT_REQUEST, NULL), E_POINTER);
}

static void expect(struct limit_hit hit, const char *text)
{
	char said[LIMIT_TEXT];

	limit_text(&hit, said);
	assert_string_equal(said, text);
}

TEST(a_text_names_size_limit_owner_and_option)
{
	struct limit_hit hit = limit_own(ACOM_LIMIT_CALLS, 65537);

	expect(hit, "65537 outstanding calls of a connection; the limit is 65536, the default of this process; "
		    "AcomSetLimit(ACOM_LIMIT_CALLS, ...) changes it");
	hit.theirs = true;
	expect(hit, "65537 outstanding calls of a connection; the limit is 65536, the default of the other process; "
		    "there AcomSetLimit(ACOM_LIMIT_CALLS, ...) changes it");
	expect(limit_at(ACOM_LIMIT_CALLS, 9, 0), "more than 9 outstanding calls of a connection; the limit is 9, set by this process; "
						 "AcomSetLimit(ACOM_LIMIT_CALLS, ...) changes it");
	expect((struct limit_hit){ .which = ACOM_LIMIT_CALLS, .theirs = true },
	       "too many outstanding calls of a connection for the other process, which does not say what its limit is; "
	       "there AcomSetLimit(ACOM_LIMIT_CALLS, ...) may change it");
	expect((struct limit_hit){ 0 }, "");
	expect((struct limit_hit){ .which = ACOM_LIMITS, .limit = 1 }, ""); /* what a peer says */
	assert_null(limit_error(&(struct limit_hit){ 0 }));
}

TEST(no_text_is_cut)
{
	for (uint32_t which = 1; which < ACOM_LIMITS; which++)
		for (int known = 0; known < 2; known++) {
			struct limit_hit hit = { which, true, true, known ? UINT64_MAX : 0, known ? UINT64_MAX : 0 };
			char said[LIMIT_TEXT];

			limit_text(&hit, said);
			assert_in_range(strlen(said), 100, LIMIT_TEXT - 2);
		}
}

TEST(numbers_of_calls_are_agreed_upon_by_their_seven_highest_bits)
{
	assert_int_equal(pdu_calls_of(pdu_calls(1)), 1);
	assert_int_equal(pdu_calls_of(pdu_calls(127)), 127);
	assert_int_equal(pdu_calls_of(pdu_calls(1000)), 1000);
	assert_int_equal(pdu_calls_of(pdu_calls(65536)), 65536);
	assert_int_equal(pdu_calls_of(pdu_calls(4161536)), 4161536);
	assert_int_equal(pdu_calls_of(pdu_calls(65537)), 65536);
	assert_int_equal(pdu_calls_of(pdu_calls(1023)), 1016);
	assert_int_equal(pdu_agree(pdu_calls(1000) | 23, pdu_calls(3) | 22), pdu_calls(3) | 22);
	assert_int_equal(pdu_agree(23, pdu_calls(3) | 22), 22); /* one of them says nothing of it */
}

