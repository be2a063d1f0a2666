/* bstr.c - BSTR: lengths, terminators, embedded zeros, replacement. */
#include "harness.h"
#include "object/object.h"

TEST(a_bstr_of_text_has_its_length_and_a_terminator)
{
	BSTR b = needed(SysAllocString(u"hello"));

	assert_int_equal(SysStringLen(b), 5);
	assert_int_equal(SysStringByteLen(b), 10);
	assert_memory_equal(b, u"hello", 12);
	SysFreeString(b);
	b = needed(SysAllocString(u""));
	assert_non_null(b);
	assert_int_equal(SysStringLen(b), 0);
	assert_int_equal(b[0], 0);
	SysFreeString(b);
}

/* Windows' layout: a 32-bit count of octets stands before the units. */
TEST(the_length_stands_in_front_of_the_units)
{
	BSTR b = needed(SysAllocString(u"abc"));
	uint32_t before;

	memcpy(&before, (const char *)b - sizeof before, sizeof before);
	assert_int_equal(before, 6);
	assert_int_equal((uintptr_t)b % sizeof(void *), 0);
	SysFreeString(b);
}

TEST(null_is_the_empty_bstr)
{
	assert_null(SysAllocString(NULL));
	assert_int_equal(SysStringLen(NULL), 0);
	assert_int_equal(SysStringByteLen(NULL), 0);
	SysFreeString(NULL);
}

TEST(a_bstr_keeps_zeros_inside_and_without_text_is_zeroed)
{
	BSTR b = needed(SysAllocStringLen(u"a\0b", 3));

	assert_int_equal(SysStringLen(b), 3);
	assert_memory_equal(b, u"a\0b", 8);
	SysFreeString(b);
	b = needed(SysAllocStringLen(NULL, 100));
	assert_int_equal(SysStringLen(b), 100);
	for (int i = 0; i <= 100; i++)
		assert_int_equal(b[i], 0);
	SysFreeString(b);
}

TEST(a_bstr_of_octets_may_have_an_odd_length)
{
	BSTR b = needed(SysAllocStringByteLen("abc", 3));

	assert_int_equal(SysStringByteLen(b), 3);
	assert_int_equal(SysStringLen(b), 1);
	assert_memory_equal(b, "abc\0\0", 5);
	SysFreeString(b);
}

TEST(a_length_that_no_bstr_can_have_is_refused)
{
	assert_null(SysAllocStringLen(NULL, UINT32_MAX));
	assert_null(SysAllocStringLen(NULL, UINT32_MAX / 2 + 1));
}

TEST(a_bstr_is_replaced_even_by_a_part_of_itself)
{
	BSTR b = needed(SysAllocString(u"abcdef"));

	assert_int_equal(SysReAllocStringLen(&b, b + 2, 3), TRUE);
	assert_memory_equal(b, u"cde", 8);
	assert_int_equal(SysStringLen(b), 3);
	assert_int_equal(SysReAllocString(&b, u"longer than before"), TRUE);
	assert_int_equal(SysStringLen(b), 18);
	assert_int_equal(SysReAllocString(&b, NULL), TRUE);
	assert_null(b);
	assert_int_equal(SysReAllocString(&b, u"x"), TRUE);
	assert_int_equal(SysStringLen(b), 1);
	assert_int_equal(SysReAllocString(NULL, u"x"), FALSE);
	assert_int_equal(SysReAllocStringLen(NULL, u"x", 1), FALSE);
	SysFreeString(b);
}

SWEEP(a_bstr_that_cannot_be_replaced_stays)
{
	BSTR b = SysAllocString(u"old");
	bool replaced = b && SysReAllocString(&b, u"new value");

	assert_true(replaced || os_alloc_failed());
	if (b)
		assert_int_equal(SysStringLen(b), replaced ? 9 : 3);
	SysFreeString(b);
}
