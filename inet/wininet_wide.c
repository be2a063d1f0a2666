/* wininet_wide.c - the functions that end with W, of sessions and HTTP: what those that end with A do, with text as UTF-16. */
#include "wide.h"

HINTERNET InternetOpenW(const WCHAR *lpszAgent, DWORD dwAccessType, const WCHAR *lpszProxy, const WCHAR *lpszProxyBypass,
                        DWORD dwFlags)
{
	struct texts t = { .count = 0 };
	const char *agent = texts_take(&t, lpszAgent), *proxy = texts_take(&t, lpszProxy), *bypass = texts_take(&t, lpszProxyBypass);
	HINTERNET h = texts_good(&t) ? InternetOpenA(agent, dwAccessType, proxy, bypass, dwFlags) : NULL;

	texts_free(&t);
	return h;
}

INTERNET_STATUS_CALLBACK InternetSetStatusCallbackW(HINTERNET hInternet, INTERNET_STATUS_CALLBACK lpfnInternetCallback)
{
	return set_callback(hInternet, lpfnInternetCallback, true);
}

HINTERNET InternetConnectW(HINTERNET hInternet, const WCHAR *lpszServerName, INTERNET_PORT nServerPort, const WCHAR *lpszUserName,
                           const WCHAR *lpszPassword, DWORD dwService, DWORD dwFlags, DWORD_PTR dwContext)
{
	struct texts t = { .count = 0 };
	const char *server = texts_take(&t, lpszServerName), *user = texts_take(&t, lpszUserName);
	const char *password = texts_take(&t, lpszPassword);
	HINTERNET h = NULL;

	if (texts_good(&t))
		h = InternetConnectA(hInternet, server, nServerPort, user, password, dwService, dwFlags, dwContext);
	texts_free(&t);
	return h;
}

HINTERNET InternetOpenUrlW(HINTERNET hInternet, const WCHAR *lpszUrl, const WCHAR *lpszHeaders, DWORD dwHeadersLength,
                           DWORD dwFlags, DWORD_PTR dwContext)
{
	struct texts t = { .count = 0 };
	const char *url = texts_take(&t, lpszUrl), *headers = texts_take_part(&t, lpszHeaders, &dwHeadersLength);
	HINTERNET h = texts_good(&t) ? InternetOpenUrlA(hInternet, url, headers, dwHeadersLength, dwFlags, dwContext) : NULL;

	texts_free(&t);
	return h;
}

BOOL InternetGetLastResponseInfoW(DWORD *lpdwError, WCHAR *lpszBuffer, DWORD *lpdwBufferLength)
{
	return give_words(lpdwError, lpszBuffer, lpdwBufferLength, true);
}

BOOL InternetQueryOptionW(HINTERNET hInternet, DWORD dwOption, void *lpBuffer, DWORD *lpdwBufferLength)
{
	return query_option(hInternet, dwOption, lpBuffer, lpdwBufferLength, true);
}

/* Names and what is reached without them, if it is as it should be. */
static BOOL set_proxy(HINTERNET handle, const INTERNET_PROXY_INFOW *info)
{
	struct texts t = { .count = 0 };
	INTERNET_PROXY_INFOA narrow = { info->dwAccessType, texts_take(&t, info->lpszProxy), texts_take(&t, info->lpszProxyBypass) };
	BOOL done = texts_good(&t) && InternetSetOptionA(handle, INTERNET_OPTION_PROXY, &narrow, sizeof narrow);

	texts_free(&t);
	return done;
}

BOOL InternetSetOptionW(HINTERNET hInternet, DWORD dwOption, void *lpBuffer, DWORD dwBufferLength)
{
	struct texts t = { .count = 0 };
	void *value = lpBuffer;
	BOOL done;

	if (lpBuffer && dwOption == INTERNET_OPTION_PROXY && dwBufferLength == sizeof(INTERNET_PROXY_INFOW))
		return set_proxy(hInternet, lpBuffer);
	if (lpBuffer && option_is_text(dwOption))
		value = (void *)texts_take_part(&t, lpBuffer, &dwBufferLength);
	done = texts_good(&t) && InternetSetOptionA(hInternet, dwOption, value, dwBufferLength);
	texts_free(&t);
	return done;
}

BOOL InternetFindNextFileW(HINTERNET hFind, void *lpvFindData)
{
	return find_next(hFind, lpvFindData, true);
}

/* All but the headers, which are not looked at, is the same. */
BOOL InternetReadFileExW(HINTERNET hFile, INTERNET_BUFFERSW *lpBuffersOut, DWORD dwFlags, DWORD_PTR dwContext)
{
	_Static_assert(sizeof(INTERNET_BUFFERSW) == sizeof(INTERNET_BUFFERSA) &&
	               offsetof(INTERNET_BUFFERSW, dwBufferLength) == offsetof(INTERNET_BUFFERSA, dwBufferLength), "one is the other");
	return InternetReadFileExA(hFile, (INTERNET_BUFFERSA *)(void *)lpBuffersOut, dwFlags, dwContext);
}

/* ---- HTTP ---- */

static void free_list(char **list)
{
	size_t i;

	for (i = 0; list && list[i]; i++)
		os_free(list[i]);
	os_free(list);
}

/* Texts with NULL behind them; NULL stays NULL. */
static DWORD narrow_list(const WCHAR **texts, char ***list)
{
	size_t count = 0, i;
	DWORD error = ERROR_SUCCESS;

	*list = NULL;
	if (!texts)
		return ERROR_SUCCESS;
	while (texts[count])
		count++;
	*list = os_zalloc((count + 1) * sizeof **list);
	if (!*list)
		return ERROR_NOT_ENOUGH_MEMORY;
	for (i = 0; i < count && !error; i++)
		error = wide_narrow(texts[i], WIDE_TERMINATED, &(*list)[i]);
	return error;
}

HINTERNET HttpOpenRequestW(HINTERNET hConnect, const WCHAR *lpszVerb, const WCHAR *lpszObjectName, const WCHAR *lpszVersion,
                           const WCHAR *lpszReferrer, const WCHAR **lplpszAcceptTypes, DWORD dwFlags, DWORD_PTR dwContext)
{
	char **accept;
	struct texts t = { .error = narrow_list(lplpszAcceptTypes, &accept) };
	const char *verb = texts_take(&t, lpszVerb), *object = texts_take(&t, lpszObjectName);
	const char *version = texts_take(&t, lpszVersion), *referrer = texts_take(&t, lpszReferrer);
	HINTERNET h = NULL;

	if (texts_good(&t))
		h = HttpOpenRequestA(hConnect, verb, object, version, referrer, (const char **)accept, dwFlags, dwContext);
	texts_free(&t);
	free_list(accept);
	return h;
}

BOOL HttpSendRequestW(HINTERNET hRequest, const WCHAR *lpszHeaders, DWORD dwHeadersLength, void *lpOptional, DWORD dwOptionalLength)
{
	struct texts t = { .count = 0 };
	const char *headers = texts_take_part(&t, lpszHeaders, &dwHeadersLength);
	BOOL done = texts_good(&t) && HttpSendRequestA(hRequest, headers, dwHeadersLength, lpOptional, dwOptionalLength);

	texts_free(&t);
	return done;
}

BOOL HttpSendRequestExW(HINTERNET hRequest, INTERNET_BUFFERSW *lpBuffersIn, INTERNET_BUFFERSW *lpBuffersOut, DWORD dwFlags,
                        DWORD_PTR dwContext)
{
	INTERNET_BUFFERSA in = { .dwStructSize = 0 };
	struct texts t = { .count = 0 };
	BOOL done;

	if (lpBuffersIn && lpBuffersIn->dwStructSize == sizeof *lpBuffersIn) {
		in = (INTERNET_BUFFERSA){ .dwStructSize = sizeof in, .dwHeadersLength = lpBuffersIn->dwHeadersLength,
					  .lpvBuffer = lpBuffersIn->lpvBuffer, .dwBufferLength = lpBuffersIn->dwBufferLength,
					  .dwBufferTotal = lpBuffersIn->dwBufferTotal };
		in.lpcszHeader = texts_take_part(&t, lpBuffersIn->lpcszHeader, &in.dwHeadersLength);
	}
	done = texts_good(&t) && HttpSendRequestExA(hRequest, lpBuffersIn ? &in : NULL, (INTERNET_BUFFERSA *)(void *)lpBuffersOut,
	                                            dwFlags, dwContext);
	texts_free(&t);
	return done;
}

BOOL HttpEndRequestW(HINTERNET hRequest, INTERNET_BUFFERSW *lpBuffersOut, DWORD dwFlags, DWORD_PTR dwContext)
{
	return HttpEndRequestA(hRequest, (INTERNET_BUFFERSA *)(void *)lpBuffersOut, dwFlags, dwContext);
}

BOOL HttpAddRequestHeadersW(HINTERNET hRequest, const WCHAR *lpszHeaders, DWORD dwHeadersLength, DWORD dwModifiers)
{
	struct texts t = { .count = 0 };
	const char *headers = texts_take_part(&t, lpszHeaders, &dwHeadersLength);
	BOOL done = texts_good(&t) && HttpAddRequestHeadersA(hRequest, headers, dwHeadersLength, dwModifiers);

	texts_free(&t);
	return done;
}

BOOL HttpQueryInfoW(HINTERNET hRequest, DWORD dwInfoLevel, void *lpBuffer, DWORD *lpdwBufferLength, DWORD *lpdwIndex)
{
	bool custom = (dwInfoLevel & 0xFFFF) == HTTP_QUERY_CUSTOM;
	struct texts t = { .count = 0 };
	const char *name = custom ? texts_take(&t, lpBuffer) : NULL;
	BOOL done = texts_good(&t) && query_info(hRequest, dwInfoLevel, name, lpBuffer, lpdwBufferLength, lpdwIndex, true);

	texts_free(&t);
	return done;
}
