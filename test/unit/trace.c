/* trace.c - ACOM_TRACE chooses what is told, in lines of its own, and telling allocates nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/base.h"
#include "harness.h"
#include "told.h"

TEST(without_the_variable_nothing_is_told)
{
	told_from_here(NULL);
	assert_false(trace_on(TRACE_CALL));
	assert_false(trace_on(TRACE_FAIL));
	assert_int_equal(FAIL(E_FAIL), E_FAIL);
	assert_string_equal(told_so_far(), "");
}

TEST(each_topic_of_the_list_is_on)
{
	told_from_here("call,fail");
	assert_true(trace_on(TRACE_CALL));
	assert_true(trace_on(TRACE_FAIL));
}

TEST(a_topic_that_is_not_named_is_off)
{
	told_from_here("fail");
	assert_false(trace_on(TRACE_CALL));
	assert_true(trace_on(TRACE_FAIL));
}

TEST(unknown_names_are_told_and_empty_ones_ignored)
{
	told_from_here(",callx,,call,");
	assert_true(trace_on(TRACE_CALL));
	assert_false(trace_on(TRACE_FAIL));
	assert_string_equal(told_so_far(), "acom: ACOM_TRACE does not know 'callx': "
				     "apartment, call, fail, held and refs are what it can be\n");
}

TEST(a_failure_is_told_with_name_value_and_place)
{
	char expected[256];
	int line;

	told_from_here("fail");
	line = __LINE__ + 1;
	assert_int_equal(FAIL(E_POINTER), E_POINTER);
	snprintf(expected, sizeof expected, "acom: fail E_POINTER 0x80004003 at %s:%d in %s\n", __FILE__, line, __func__);
	assert_string_equal(told_so_far(), expected);
}

TEST(success_is_no_failure)
{
	told_from_here("fail");
	assert_int_equal(FAIL(S_FALSE), S_FALSE);
	assert_string_equal(told_so_far(), "");
}

TEST(an_unknown_code_is_told_by_its_number)
{
	told_from_here("fail");
	assert_int_equal(FAIL((HRESULT)0x81234567), (HRESULT)0x81234567);
	assert_non_null(strstr(told_so_far(), "0x81234567"));
}

TEST(a_long_line_is_cut_and_still_a_line)
{
	char text[2000];

	told_from_here("call");
	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = 0;
	trace_write("%s", text);
	trace_write("%d", 7);
	assert_int_equal(strlen(told_so_far()), 511 + strlen("acom: 7\n"));
	assert_string_equal(told_so_far() + 510, "\nacom: 7\n");
}

TEST(a_line_holds_no_commands_for_a_terminal)
{
	told_from_here("call");
	trace_write("%s", "a\n\033[2J\r\t\177 \xc2\x9b gr\xc3\xbc\xc3\x9f\xc2\xa0\xc2");
	assert_string_equal(told_so_far(), "acom: a??[2J??? ?? gr\xc3\xbc\xc3\x9f\xc2\xa0\xc2\n");
}

TEST(telling_allocates_nothing)
{
	uint64_t count;

	told_from_here("call,fail");
	count = os_alloc_count();
	trace_write("%s %d %p", "text", 1, (void *)&count);
	FAIL(E_FAIL);
	assert_int_equal(os_alloc_count(), count);
}

static void tell(void *arg)
{
	for (int i = 0; i < 20; i++)
		trace_write("%s", (const char *)arg);
}

TEST(lines_of_two_threads_do_not_mix)
{
	struct harness_thread a, b;
	const char *line = told_so_far();
	int lines = 0;

	told_from_here("call");
	harness_start(&a, tell, "aaaaaaaaaaaaaaaaaaaa");
	harness_start(&b, tell, "bbbbbbbbbbbbbbbbbbbb");
	harness_join(&a);
	harness_join(&b);
	for (line = told_so_far(); *line; line += strlen("acom: aaaaaaaaaaaaaaaaaaaa\n"), lines++)
		assert_true(!strncmp(line, "acom: aaaaaaaaaaaaaaaaaaaa\n", 27) ||
			    !strncmp(line, "acom: bbbbbbbbbbbbbbbbbbbb\n", 27));
	assert_int_equal(lines, 40);
}
