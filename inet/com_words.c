/* com_words.c - what a server says that refuses: from the flat functions to the error object of the caller. */
#include "com.h"

#include <acom/automation.h>

static bool has_words(DWORD error)
{
	return error == ERROR_INTERNET_EXTENDED_ERROR || error == ERROR_INTERNET_LOGIN_FAILURE || error == ERROR_FTP_DROPPED;
}

char *com_words_take(DWORD of)
{
	DWORD error, size = 0;
	char *words;

	if (!has_words(of) || InternetGetLastResponseInfoA(&error, NULL, &size))
		return NULL;
	if (GetLastError() != ERROR_INSUFFICIENT_BUFFER || size < 2)
		return NULL;
	words = CoTaskMemAlloc(size);
	if (words && !InternetGetLastResponseInfoA(&error, words, &size)) {
		CoTaskMemFree(words);
		words = NULL;
	}
	return words;
}

/* Octets that are no UTF-8 are what they are in ISO 8859-1. */
static OLECHAR *wide(const char *words)
{
	size_t size = strlen(words), units, i;
	OLECHAR *text = CoTaskMemAlloc((size + 1) * sizeof *text);

	if (!text)
		return NULL;
	units = utf16_from_utf8(words, text, size);
	for (i = 0; units == SIZE_MAX && i < size; i++)
		text[i] = (unsigned char)words[i];
	text[units == SIZE_MAX ? size : units] = 0;
	return text;
}

void com_words_give(const char *words)
{
	OLECHAR *text = words ? wide(words) : NULL;
	ICreateErrorInfo *create;
	IErrorInfo *info;

	if (text && SUCCEEDED(CreateErrorInfo(&create))) {
		ICreateErrorInfo_SetDescription(create, text);
		if (SUCCEEDED(ICreateErrorInfo_QueryInterface(create, &IID_IErrorInfo, (void **)&info))) {
			SetErrorInfo(0, info);
			IErrorInfo_Release(info);
		}
		ICreateErrorInfo_Release(create);
	}
	CoTaskMemFree(text);
}
