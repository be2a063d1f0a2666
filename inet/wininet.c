/* wininet.c - the flat interface: parameters are checked, handles become nodes, codes become GetLastError's. */
#include "ftp.h"
#include "gopher.h"
#include "wide.h"

HINTERNET InternetOpenA(const char *lpszAgent, DWORD dwAccessType, const char *lpszProxy, const char *lpszProxyBypass,
                        DWORD dwFlags)
{
	struct proxies proxies = { dwAccessType, (char *)lpszProxy, (char *)lpszProxyBypass };
	HINTERNET value = NULL;

	return last_made(session_open(lpszAgent, &proxies, dwFlags, &value), &value);
}

INTERNET_STATUS_CALLBACK set_callback(HINTERNET handle, INTERNET_STATUS_CALLBACK fn, bool wide)
{
	INTERNET_STATUS_CALLBACK before;
	struct node *n;
	DWORD error = handle ? node_get(handle, TYPES_ALL, &n) : ERROR_INTERNET_INCORRECT_HANDLE_TYPE;

	if (error) {
		SetLastError(error);
		return INTERNET_INVALID_STATUS_CALLBACK;
	}
	node_lock(n);
	before = n->settings.callback;
	n->settings.callback = fn;
	n->settings.wide = wide;
	node_unlock(n);
	node_unref(n);
	return before;
}

INTERNET_STATUS_CALLBACK InternetSetStatusCallbackA(HINTERNET hInternet, INTERNET_STATUS_CALLBACK lpfnInternetCallback)
{
	return set_callback(hInternet, lpfnInternetCallback, false);
}

HINTERNET InternetConnectA(HINTERNET hInternet, const char *lpszServerName, INTERNET_PORT nServerPort, const char *lpszUserName,
                           const char *lpszPassword, DWORD dwService, DWORD dwFlags, DWORD_PTR dwContext)
{
	struct connect how = { .host = (char *)lpszServerName, .user = (char *)lpszUserName, .password = (char *)lpszPassword,
			       .port = nServerPort, .flags = dwFlags };
	HINTERNET value = NULL;
	struct node *n;
	DWORD error = node_get(hInternet, TYPE_BIT(INTERNET_HANDLE_TYPE_INTERNET), &n);

	if (!error && dwService == INTERNET_SERVICE_FTP)
		error = ftp_connect(n, &how, dwContext, &value);
	else if (!error)
		error = connect_open(n, &how, dwService, dwContext, &value);
	node_unref(n);
	return last_made(error, &value);
}

HINTERNET InternetOpenUrlA(HINTERNET hInternet, const char *lpszUrl, const char *lpszHeaders, DWORD dwHeadersLength, DWORD dwFlags,
                           DWORD_PTR dwContext)
{
	size_t headers = text_length(lpszHeaders, dwHeadersLength);
	HINTERNET value = NULL;
	struct node *n;
	DWORD error = node_get(hInternet, TYPE_BIT(INTERNET_HANDLE_TYPE_INTERNET), &n);

	if (!error)
		error = lpszUrl ? open_url(n, lpszUrl, lpszHeaders, headers, dwFlags, dwContext, &value) : ERROR_INVALID_PARAMETER;
	node_unref(n);
	return last_made(error, &value);
}

/* Text that lacks nothing but room for its terminator is given without its last octet or unit, as WinINet does. */
static void give_cut(const char *text, size_t units, void *buffer, bool wide)
{
	WCHAR *to = buffer;

	if (wide) {
		memcpy(to, text, units * sizeof *to);
		to[units] = 0;
	} else {
		memcpy(buffer, text, units);
		((char *)buffer)[units] = 0;
	}
}

/* Units of it, and the octets. */
static DWORD give_last(const char *text, size_t units, void *buffer, DWORD *length, bool wide)
{
	if (!buffer || *length < units || !*length) {
		*length = (DWORD)units + 1;
		return ERROR_INSUFFICIENT_BUFFER;
	}
	if (units == *length)
		units--;
	give_cut(text, units, buffer, wide);
	*length = (DWORD)units;
	return ERROR_SUCCESS;
}

BOOL give_words(DWORD *error, void *buffer, DWORD *length, bool wide)
{
	const struct words *words;
	const char *text;
	WCHAR *text_w;
	size_t units;
	DWORD failed;

	if (!error || !length)
		return last_failed(ERROR_INVALID_PARAMETER);
	last_response(error, &words);
	text = words ? words->text : "";
	units = words ? words->length : 0;
	text_w = wide ? wide_text(text, units, &units) : NULL;
	if (wide && !text_w)
		return last_failed(ERROR_NOT_ENOUGH_MEMORY);
	failed = give_last(wide ? (const char *)text_w : text, units, buffer, length, wide);
	os_free(text_w);
	return last_succeeded(failed);
}

BOOL InternetGetLastResponseInfoA(DWORD *lpdwError, char *lpszBuffer, DWORD *lpdwBufferLength)
{
	return give_words(lpdwError, lpszBuffer, lpdwBufferLength, false);
}

BOOL InternetCloseHandle(HINTERNET hInternet)
{
	bool pending;
	DWORD error = node_close(hInternet, &pending);

	last_words(ERROR_SUCCESS, NULL);
	if (!error && pending)
		SetLastError(ERROR_IO_PENDING);
	return last_succeeded(error);
}

BOOL AcomInternetWait(HINTERNET hInternet, DWORD dwMilliseconds)
{
	struct node *n;
	DWORD error = node_get(hInternet, TYPES_ALL, &n);

	if (!error) {
		node_lock(n);
		error = operation_wait(n, dwMilliseconds == INFINITE ? OS_FOREVER : os_now() + dwMilliseconds * UINT64_C(1000000));
		node_unlock(n);
		node_unref(n);
	}
	return last_succeeded(error);
}

BOOL AcomInternetCancel(HINTERNET hInternet)
{
	return last_succeeded(operation_cancel(hInternet, NULL));
}

/* What is read or written. */
static DWORD stream_of(HINTERNET handle, struct node **n)
{
	return node_get(handle, TYPE_BIT(INTERNET_HANDLE_TYPE_HTTP_REQUEST) | TYPE_BIT(INTERNET_HANDLE_TYPE_FTP_FILE) |
	                TYPE_BIT(INTERNET_HANDLE_TYPE_GOPHER_FILE) | TYPE_BIT(INTERNET_HANDLE_TYPE_FTP_FIND_HTML) |
	                TYPE_BIT(INTERNET_HANDLE_TYPE_GOPHER_FIND_HTML), n);
}

BOOL InternetReadFile(HINTERNET hFile, void *lpBuffer, DWORD dwNumberOfBytesToRead, DWORD *lpdwNumberOfBytesRead)
{
	struct node *n;
	DWORD error;

	if (!lpdwNumberOfBytesRead)
		return last_failed(ERROR_INVALID_PARAMETER);
	*lpdwNumberOfBytesRead = 0;
	error = stream_of(hFile, &n);
	if (!error)
		error = node_read(n, lpBuffer, dwNumberOfBytesToRead, lpdwNumberOfBytesRead);
	node_unref(n);
	return last_succeeded(error);
}

BOOL InternetReadFileExA(HINTERNET hFile, INTERNET_BUFFERSA *lpBuffersOut, DWORD dwFlags, DWORD_PTR dwContext)
{
	struct node *n;
	DWORD error = buffers_are(lpBuffersOut) ? stream_of(hFile, &n) : ERROR_INVALID_PARAMETER;

	if (!error) {
		error = node_read_ex(n, lpBuffersOut, dwFlags & IRF_NO_WAIT, dwContext);
		node_unref(n);
	}
	return last_succeeded(error);
}

BOOL InternetQueryDataAvailable(HINTERNET hFile, DWORD *lpdwNumberOfBytesAvailable, DWORD dwFlags, DWORD_PTR dwContext)
{
	struct node *n;
	DWORD error = stream_of(hFile, &n);

	(void)dwFlags;
	(void)dwContext;
	if (lpdwNumberOfBytesAvailable)
		*lpdwNumberOfBytesAvailable = 0;
	if (!error)
		error = node_available(n, lpdwNumberOfBytesAvailable);
	node_unref(n);
	return last_succeeded(error);
}

DWORD InternetSetFilePointer(HINTERNET hFile, LONG lDistanceToMove, LONG *lpDistanceToMoveHigh, DWORD dwMoveMethod,
                             DWORD_PTR dwContext)
{
	int64_t high = lpDistanceToMoveHigh ? *lpDistanceToMoveHigh : lDistanceToMove < 0 ? -1 : 0;
	uint64_t to = 0;
	int64_t distance = (int64_t)((uint64_t)high << 32 | (DWORD)lDistanceToMove);
	struct node *n;
	DWORD error = node_get(hFile, TYPE_BIT(INTERNET_HANDLE_TYPE_HTTP_REQUEST) | TYPE_BIT(INTERNET_HANDLE_TYPE_FTP_FILE), &n);

	(void)dwContext;
	if (!error && n->type == INTERNET_HANDLE_TYPE_FTP_FILE)
		error = ftp_seek(n, distance, dwMoveMethod, &to);
	else if (!error)
		error = request_seek(n, distance, dwMoveMethod, &to);
	node_unref(n);
	SetLastError(error);
	if (error)
		return INVALID_SET_FILE_POINTER;
	if (lpDistanceToMoveHigh)
		*lpDistanceToMoveHigh = (LONG)(to >> 32);
	return (DWORD)to;
}

BOOL InternetWriteFile(HINTERNET hFile, const void *lpBuffer, DWORD dwNumberOfBytesToWrite, DWORD *lpdwNumberOfBytesWritten)
{
	struct node *n;
	DWORD error;

	if (!lpdwNumberOfBytesWritten || (!lpBuffer && dwNumberOfBytesToWrite))
		return last_failed(ERROR_INVALID_PARAMETER);
	error = stream_of(hFile, &n);
	if (!error)
		error = node_write(n, lpBuffer, dwNumberOfBytesToWrite, lpdwNumberOfBytesWritten);
	node_unref(n);
	return last_succeeded(error);
}

BOOL find_next(HINTERNET find, void *data, bool wide)
{
	struct node *n;
	DWORD error = node_get(find, TYPE_BIT(INTERNET_HANDLE_TYPE_FTP_FIND) | TYPE_BIT(INTERNET_HANDLE_TYPE_GOPHER_FIND), &n);

	if (!error && !data)
		error = ERROR_INVALID_PARAMETER;
	else if (!error)
		error = n->type == INTERNET_HANDLE_TYPE_FTP_FIND ? ftp_find_next(n, data, wide) : gopher_find_next(n, data, wide);
	node_unref(n);
	return last_succeeded(error);
}

BOOL InternetFindNextFileA(HINTERNET hFind, void *lpvFindData)
{
	return find_next(hFind, lpvFindData, false);
}

/* The texts lie behind it. */
static void settle(INTERNET_PROXY_INFOA *info)
{
	const char *at = (const char *)(info + 1);

	if (info->lpszProxy) {
		info->lpszProxy = at;
		at += strlen(at) + 1;
	}
	if (info->lpszProxyBypass)
		info->lpszProxyBypass = at;
}

BOOL query_option(HINTERNET handle, DWORD option, void *buffer, DWORD *length, bool wide)
{
	struct option_value v;
	DWORD error;

	if (!length)
		return last_failed(ERROR_INVALID_PARAMETER);
	error = option_get(handle, option, &v);
	if (!error && option == INTERNET_OPTION_PROXY && wide) {
		settle(v.block);
		error = wide_give_proxy(v.block, buffer, length);
	} else if (!error) {
		error = v.text ? wide_give_text(v.text, v.size, wide, buffer, length) : wide_give_value(v.at, v.size, buffer, length);
		if (!error && option == INTERNET_OPTION_PROXY)
			settle(buffer);
	}
	os_free(v.block);
	os_free(v.text);
	return last_succeeded(error);
}

BOOL InternetQueryOptionA(HINTERNET hInternet, DWORD dwOption, void *lpBuffer, DWORD *lpdwBufferLength)
{
	return query_option(hInternet, dwOption, lpBuffer, lpdwBufferLength, false);
}

BOOL InternetSetOptionA(HINTERNET hInternet, DWORD dwOption, void *lpBuffer, DWORD dwBufferLength)
{
	if (!lpBuffer && dwBufferLength)
		return last_failed(ERROR_INVALID_PARAMETER);
	return last_succeeded(option_set(hInternet, dwOption, lpBuffer, dwBufferLength));
}
