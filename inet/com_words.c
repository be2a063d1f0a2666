/* com_words.c - why something failed, in words: what a server says that refuses, or our own, to the caller as his error object. */
#include "com.h"
#include "inet.h"

#include <acom/automation.h>

static bool has_words(DWORD error)
{
	return error == ERROR_INTERNET_EXTENDED_ERROR || error == ERROR_INTERNET_LOGIN_FAILURE || error == ERROR_FTP_DROPPED;
}

/* A failure that has a text by its number needs no words. */
static char *own_words(DWORD error)
{
	const char *text = AcomErrorName(HRESULT_FROM_WIN32(error)) ? NULL : text_of(error);

	return text ? com_copy(text, strlen(text)) : NULL;
}

static char *last_words_copy(DWORD of)
{
	DWORD error, size = 0;
	char *words;

	if (!has_words(of) || InternetGetLastResponseInfoA(&error, NULL, &size))
		return own_words(of);
	if (GetLastError() != ERROR_INSUFFICIENT_BUFFER || size < 2)
		return NULL;
	words = CoTaskMemAlloc(size);
	if (words && !InternetGetLastResponseInfoA(&error, words, &size)) {
		CoTaskMemFree(words);
		words = NULL;
	}
	return words;
}

/* The thread keeps none: who uses objects does not ask it for them. */
char *com_words_take(DWORD of)
{
	char *words = last_words_copy(of);

	words_unref(last_words_take());
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

	SetErrorInfo(0, NULL);
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
