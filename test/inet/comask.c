/* comask.c - what objects are asked that they cannot answer: nobody sees what else lies in their memory. */
#include "inet/office.h"

static const struct web_page pages[] = { { NULL, NULL } };

static void text_of_number(IInternetHandle *handle, DWORD option)
{
	char *text;

	assert_int_equal(IInternetHandle_QueryText(handle, option, &text), HRESULT_FROM_WIN32(ERROR_INTERNET_INVALID_OPTION));
	assert_null(text);
}

static void options(enum office_where where)
{
	IInternetHandle *handle;
	struct office o;
	char *text;

	if (swept() || !office_open(&o, where, pages, "/"))
		return;
	assert_int_equal(IInternetSession_QueryInterface(o.session, &IID_IInternetHandle, (void **)&handle), S_OK);
	assert_int_equal(IInternetHandle_SetOption(handle, INTERNET_OPTION_RECEIVE_TIMEOUT, 0x41414141), S_OK);
	text_of_number(handle, INTERNET_OPTION_RECEIVE_TIMEOUT);
	text_of_number(handle, INTERNET_OPTION_CALLBACK);
	text_of_number(handle, INTERNET_OPTION_PROXY);
	assert_int_equal(IInternetHandle_QueryText(handle, INTERNET_OPTION_USER_AGENT, &text), S_OK);
	assert_string_equal(text, "test");
	CoTaskMemFree(text);
	IInternetHandle_Release(handle);
	office_close(&o);
}

static void custom(enum office_where where)
{
	struct office o;
	char *text;

	if (swept() || !office_open(&o, where, pages, "/"))
		return;
	assert_int_equal(IHttpRequest_QueryInfo(o.request, HTTP_QUERY_CUSTOM | HTTP_QUERY_FLAG_REQUEST_HEADERS, NULL, 0, &text),
			 HRESULT_FROM_WIN32(ERROR_INVALID_PARAMETER));
	assert_null(text);
	office_close(&o);
}

SIM_TEST(no_option_that_is_no_text_comes_as_text, 5) { options(OFFICE_HERE); }
SIM_TEST(a_header_without_a_name_is_refused, 5) { custom(OFFICE_HERE); }
#ifndef ACOM_SIM
TEST(no_option_that_is_no_text_comes_as_text_from_another_process) { options(OFFICE_UNIX); }
TEST(a_header_without_a_name_is_refused_by_another_process) { custom(OFFICE_UNIX); }
#endif
