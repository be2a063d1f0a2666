/* com_words.c - why something failed, in words: what a server says that refuses, or our own, to the caller as his error object. */
#include "com.h"
#include "inet.h"

#include <acom/automation.h>

static bool has_words(DWORD error)
{
	return error == ERROR_INTERNET_EXTENDED_ERROR || error == ERROR_INTERNET_LOGIN_FAILURE || error == ERROR_FTP_DROPPED;
}

static const struct { DWORD error; const char *text; } texts[] = {
	{ ERROR_INTERNET_TIMEOUT, "The server has not answered in time." },
	{ ERROR_INTERNET_INVALID_URL, "This is no URL." },
	{ ERROR_INTERNET_UNRECOGNIZED_SCHEME, "The URL is neither http, https, ftp nor gopher." },
	{ ERROR_INTERNET_NAME_NOT_RESOLVED, "Nobody knows a server of this name." },
	{ ERROR_INTERNET_OPERATION_CANCELLED, "The handle was closed meanwhile." },
	{ ERROR_INTERNET_ITEM_NOT_FOUND, "It is not there." },
	{ ERROR_INTERNET_CANNOT_CONNECT, "The server cannot be reached." },
	{ ERROR_INTERNET_CONNECTION_ABORTED, "The connection has broken." },
	{ ERROR_INTERNET_CONNECTION_RESET, "The server has broken the connection." },
	{ ERROR_INTERNET_REQUEST_PENDING, "The object is busy." },
	{ ERROR_INTERNET_SEC_CERT_DATE_INVALID, "The server's certificate is out of date." },
	{ ERROR_INTERNET_SEC_CERT_CN_INVALID, "The server's certificate is another one's." },
	{ ERROR_INTERNET_INVALID_CA, "Nobody who is trusted has signed the server's certificate." },
	{ ERROR_INTERNET_SECURITY_CHANNEL_ERROR, "The server and TLS do not come together." },
	{ ERROR_HTTP_INVALID_SERVER_RESPONSE, "The server's answer makes no sense." },
	{ ERROR_HTTP_REDIRECT_FAILED, "The server leads nowhere." },
	{ ERROR_GOPHER_PROTOCOL_ERROR, "The server's answer makes no sense." },
};

static char *own_words(DWORD error)
{
	size_t i;

	for (i = 0; i < ARRAY_COUNT(texts); i++)
		if (texts[i].error == error)
			return com_copy(texts[i].text, strlen(texts[i].text));
	return NULL;
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
