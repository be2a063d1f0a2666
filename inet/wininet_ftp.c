/* wininet_ftp.c - the flat interface of FTP: parameters are checked, handles become nodes, codes become GetLastError's. */
#include "ftp.h"
#include "wide.h"

static DWORD session_of(HINTERNET handle, struct node **n)
{
	return node_get(handle, TYPE_BIT(INTERNET_HANDLE_TYPE_CONNECT_FTP), n);
}

static DWORD file_of(HINTERNET handle, struct node **n)
{
	return node_get(handle, TYPE_BIT(INTERNET_HANDLE_TYPE_FTP_FILE), n);
}

/* A verb with a name. */
static BOOL change(HINTERNET connect, const char *verb, const char *name)
{
	struct node *n;
	DWORD error = session_of(connect, &n);

	if (!error)
		error = name ? ftp_change(n, verb, name, NULL, NULL) : ERROR_INVALID_PARAMETER;
	node_unref(n);
	return last_succeeded(error);
}

BOOL FtpCreateDirectoryA(HINTERNET hConnect, const char *lpszDirectory)
{
	return change(hConnect, "MKD", lpszDirectory);
}

BOOL FtpRemoveDirectoryA(HINTERNET hConnect, const char *lpszDirectory)
{
	return change(hConnect, "RMD", lpszDirectory);
}

BOOL FtpDeleteFileA(HINTERNET hConnect, const char *lpszFileName)
{
	return change(hConnect, "DELE", lpszFileName);
}

BOOL FtpRenameFileA(HINTERNET hConnect, const char *lpszExisting, const char *lpszNew)
{
	struct node *n;
	DWORD error = session_of(hConnect, &n);

	if (!error)
		error = lpszExisting && lpszNew ? ftp_change(n, "RNFR", lpszExisting, "RNTO", lpszNew) : ERROR_INVALID_PARAMETER;
	node_unref(n);
	return last_succeeded(error);
}

BOOL FtpSetCurrentDirectoryA(HINTERNET hConnect, const char *lpszDirectory)
{
	struct node *n;
	DWORD error = session_of(hConnect, &n);

	if (!error)
		error = lpszDirectory ? ftp_enter(n, lpszDirectory) : ERROR_INVALID_PARAMETER;
	node_unref(n);
	return last_succeeded(error);
}

BOOL ftp_tell_where(HINTERNET connect, void *buffer, DWORD *length, bool wide)
{
	struct node *n;
	DWORD error = session_of(connect, &n);

	if (!error)
		error = !length ? ERROR_INVALID_PARAMETER : !buffer ? ERROR_INSUFFICIENT_BUFFER : ftp_where(n, buffer, length, wide);
	node_unref(n);
	return last_succeeded(error);
}

BOOL FtpGetCurrentDirectoryA(HINTERNET hConnect, char *lpszCurrentDirectory, DWORD *lpdwCurrentDirectory)
{
	return ftp_tell_where(hConnect, lpszCurrentDirectory, lpdwCurrentDirectory, false);
}

/* Types that there are. */
static bool are_flags(DWORD flags)
{
	return (flags & 0xF) <= FTP_TRANSFER_TYPE_BINARY;
}

BOOL FtpGetFileA(HINTERNET hConnect, const char *lpszRemoteFile, const char *lpszNewFile, BOOL fFailIfExists,
                 DWORD dwFlagsAndAttributes, DWORD dwFlags, DWORD_PTR dwContext)
{
	struct node *n;
	DWORD error = session_of(hConnect, &n);

	(void)dwFlagsAndAttributes;
	if (!error && (!lpszRemoteFile || !lpszNewFile || !are_flags(dwFlags)))
		error = ERROR_INVALID_PARAMETER;
	if (!error)
		error = ftp_get(n, lpszRemoteFile, lpszNewFile, fFailIfExists, dwFlags, dwContext);
	node_unref(n);
	return last_succeeded(error);
}

BOOL FtpPutFileA(HINTERNET hConnect, const char *lpszLocalFile, const char *lpszNewRemoteFile, DWORD dwFlags, DWORD_PTR dwContext)
{
	struct node *n;
	DWORD error = session_of(hConnect, &n);

	if (!error && (!lpszLocalFile || !lpszNewRemoteFile || !are_flags(dwFlags)))
		error = ERROR_INVALID_PARAMETER;
	if (!error)
		error = ftp_put(n, lpszLocalFile, lpszNewRemoteFile, dwFlags, dwContext);
	node_unref(n);
	return last_succeeded(error);
}

HINTERNET FtpOpenFileA(HINTERNET hConnect, const char *lpszFileName, DWORD dwAccess, DWORD dwFlags, DWORD_PTR dwContext)
{
	HINTERNET value = NULL;
	struct node *n;
	DWORD error = session_of(hConnect, &n);

	if (!error && (!lpszFileName || (dwAccess != GENERIC_READ && dwAccess != GENERIC_WRITE) || !are_flags(dwFlags)))
		error = ERROR_INVALID_PARAMETER;
	if (!error)
		error = ftp_open(n, lpszFileName, dwAccess, dwFlags, dwContext, &value);
	node_unref(n);
	return last_made(error, &value);
}

DWORD FtpGetFileSize(HINTERNET hFile, DWORD *lpdwFileSizeHigh)
{
	DWORD low = 0;
	struct node *n;
	DWORD error = file_of(hFile, &n);

	if (!error)
		error = ftp_size(n, lpdwFileSizeHigh, &low);
	if (error)
		SetLastError(error);
	node_unref(n);
	return low;
}

/* One line. */
static bool is_command(const char *text)
{
	return text && *text && !strpbrk(text, "\r\n");
}

BOOL FtpCommandA(HINTERNET hConnect, BOOL fExpectResponse, DWORD dwFlags, const char *lpszCommand, DWORD_PTR dwContext,
                 HINTERNET *phFtpCommand)
{
	HINTERNET value = NULL;
	struct node *n;
	DWORD error = session_of(hConnect, &n);

	if (!error && (!is_command(lpszCommand) || !are_flags(dwFlags) || (fExpectResponse && !phFtpCommand)))
		error = ERROR_INVALID_PARAMETER;
	if (!error && fExpectResponse) {
		error = ftp_raw_open(n, lpszCommand, dwFlags, dwContext, &value);
		if (!error || error == ERROR_IO_PENDING)
			*phFtpCommand = value;
	} else if (!error) {
		error = ftp_raw(n, lpszCommand, dwContext);
	}
	node_unref(n);
	return last_succeeded(error);
}

HINTERNET ftp_find_first(HINTERNET connect, const char *pattern, void *data, bool wide, DWORD_PTR context)
{
	HINTERNET value = NULL;
	struct node *n;
	DWORD error = session_of(connect, &n);

	if (!error)
		error = data ? ftp_find(n, pattern, data, wide, context, &value) : ERROR_INVALID_PARAMETER;
	node_unref(n);
	return last_made(error, &value);
}

HINTERNET FtpFindFirstFileA(HINTERNET hConnect, const char *lpszSearchFile, WIN32_FIND_DATAA *lpFindFileData, DWORD dwFlags,
                            DWORD_PTR dwContext)
{
	(void)dwFlags;
	return ftp_find_first(hConnect, lpszSearchFile, lpFindFileData, false, dwContext);
}
