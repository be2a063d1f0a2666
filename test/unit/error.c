/* error.c - every HRESULT of the list has its name, its text, and a value of its own. */
#include "harness.h"
#include "object/object.h"

static const struct {
	HRESULT hr;
	uint32_t value;
	const char *name, *text;
} errors[] = {
#define X(name, value, text) { name, value, #name, text },
	ACOM_ERRORS(X)
#undef X
};

TEST(each_error_has_its_name_and_its_text)
{
	for (size_t i = 0; i < ARRAY_COUNT(errors); i++) {
		assert_int_equal((uint32_t)errors[i].hr, errors[i].value);
		assert_string_equal(AcomErrorName(errors[i].hr), errors[i].name);
		assert_string_equal(AcomErrorText(errors[i].hr), errors[i].text);
		for (size_t j = 0; j < i; j++)
			assert_int_not_equal(errors[i].hr, errors[j].hr);
	}
}

TEST(what_is_no_error_of_the_list_is_unknown)
{
	assert_null(AcomErrorName((HRESULT)0x8badf00d));
	assert_string_equal(AcomErrorText((HRESULT)0x8badf00d), "unknown error");
}

/* The values are Windows': callers compare them with numbers that they have from elsewhere. */
TEST(the_codes_of_asynchronous_calls_are_those_of_windows)
{
	assert_int_equal((uint32_t)RPC_S_CALLPENDING, 0x80010115);
	assert_int_equal((uint32_t)RPC_E_CALL_COMPLETE, 0x80010117);
	assert_int_equal((uint32_t)RPC_E_CALL_CANCELED, 0x80010002);
	assert_int_equal((uint32_t)RPC_E_WRONG_THREAD, 0x8001010E);
	assert_int_equal((uint32_t)RPC_E_CHANGED_MODE, 0x80010106);
	assert_int_equal((uint32_t)RPC_E_DISCONNECTED, 0x80010108);
	assert_int_equal((uint32_t)CO_E_NOTINITIALIZED, 0x800401F0);
	assert_true(FAILED(RPC_S_CALLPENDING));
}
