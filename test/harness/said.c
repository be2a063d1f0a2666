/* said.c - what the error object of the last failure says. */
#include <acom.h>
#include <acom/automation.h>

#include "base/base.h"
#include "harness.h"
#include "said.h"

const char *error_said(void)
{
	static char text[512];
	IErrorInfo *info;
	BSTR said;

	assert_int_equal(GetErrorInfo(0, &info), S_OK);
	assert_int_equal(IErrorInfo_GetDescription(info, &said), S_OK);
	assert_true(utf8_from_utf16(said, SysStringLen(said), text, sizeof text));
	SysFreeString(said);
	IErrorInfo_Release(info);
	return text;
}

void error_is(const char *text)
{
	assert_string_equal(error_said(), text);
}

void error_says(const char *words)
{
	const char *said = error_said();

	if (!strstr(said, words))
		fail_msg("\"%s\" does not say \"%s\"", said, words);
}
