/* wininet_wide_files.c - the functions that end with W, of FTP and Gopher: what those that end with A do, with text as UTF-16. */
#include "gopher.h"
#include "wide.h"

/* A function of a connection with a name. */
static BOOL name_it(BOOL (*fn)(HINTERNET connect, const char *name), HINTERNET connect, const WCHAR *name)
{
	struct texts t = { .count = 0 };
	const char *narrow = texts_take(&t, name);
	BOOL done = texts_good(&t) && fn(connect, narrow);

	texts_free(&t);
	return done;
}

BOOL FtpCreateDirectoryW(HINTERNET hConnect, const WCHAR *lpszDirectory)
{
	return name_it(FtpCreateDirectoryA, hConnect, lpszDirectory);
}

BOOL FtpRemoveDirectoryW(HINTERNET hConnect, const WCHAR *lpszDirectory)
{
	return name_it(FtpRemoveDirectoryA, hConnect, lpszDirectory);
}

BOOL FtpDeleteFileW(HINTERNET hConnect, const WCHAR *lpszFileName)
{
	return name_it(FtpDeleteFileA, hConnect, lpszFileName);
}

BOOL FtpSetCurrentDirectoryW(HINTERNET hConnect, const WCHAR *lpszDirectory)
{
	return name_it(FtpSetCurrentDirectoryA, hConnect, lpszDirectory);
}

BOOL FtpGetCurrentDirectoryW(HINTERNET hConnect, WCHAR *lpszCurrentDirectory, DWORD *lpdwCurrentDirectory)
{
	return ftp_tell_where(hConnect, lpszCurrentDirectory, lpdwCurrentDirectory, true);
}

BOOL FtpRenameFileW(HINTERNET hConnect, const WCHAR *lpszExisting, const WCHAR *lpszNew)
{
	struct texts t = { .count = 0 };
	const char *existing = texts_take(&t, lpszExisting), *name = texts_take(&t, lpszNew);
	BOOL done = texts_good(&t) && FtpRenameFileA(hConnect, existing, name);

	texts_free(&t);
	return done;
}

BOOL FtpGetFileW(HINTERNET hConnect, const WCHAR *lpszRemoteFile, const WCHAR *lpszNewFile, BOOL fFailIfExists,
                 DWORD dwFlagsAndAttributes, DWORD dwFlags, DWORD_PTR dwContext)
{
	struct texts t = { .count = 0 };
	const char *remote = texts_take(&t, lpszRemoteFile), *local = texts_take(&t, lpszNewFile);
	BOOL done = texts_good(&t) && FtpGetFileA(hConnect, remote, local, fFailIfExists, dwFlagsAndAttributes, dwFlags, dwContext);

	texts_free(&t);
	return done;
}

BOOL FtpPutFileW(HINTERNET hConnect, const WCHAR *lpszLocalFile, const WCHAR *lpszNewRemoteFile, DWORD dwFlags, DWORD_PTR dwContext)
{
	struct texts t = { .count = 0 };
	const char *local = texts_take(&t, lpszLocalFile), *remote = texts_take(&t, lpszNewRemoteFile);
	BOOL done = texts_good(&t) && FtpPutFileA(hConnect, local, remote, dwFlags, dwContext);

	texts_free(&t);
	return done;
}

HINTERNET FtpOpenFileW(HINTERNET hConnect, const WCHAR *lpszFileName, DWORD dwAccess, DWORD dwFlags, DWORD_PTR dwContext)
{
	struct texts t = { .count = 0 };
	const char *name = texts_take(&t, lpszFileName);
	HINTERNET h = texts_good(&t) ? FtpOpenFileA(hConnect, name, dwAccess, dwFlags, dwContext) : NULL;

	texts_free(&t);
	return h;
}

HINTERNET FtpFindFirstFileW(HINTERNET hConnect, const WCHAR *lpszSearchFile, WIN32_FIND_DATAW *lpFindFileData, DWORD dwFlags,
                            DWORD_PTR dwContext)
{
	struct texts t = { .count = 0 };
	const char *pattern = texts_take(&t, lpszSearchFile);
	HINTERNET h = texts_good(&t) ? ftp_find_first(hConnect, pattern, lpFindFileData, true, dwContext) : NULL;

	(void)dwFlags;
	texts_free(&t);
	return h;
}

BOOL FtpCommandW(HINTERNET hConnect, BOOL fExpectResponse, DWORD dwFlags, const WCHAR *lpszCommand, DWORD_PTR dwContext,
                 HINTERNET *phFtpCommand)
{
	struct texts t = { .count = 0 };
	const char *command = texts_take(&t, lpszCommand);
	BOOL done = texts_good(&t) && FtpCommandA(hConnect, fExpectResponse, dwFlags, command, dwContext, phFtpCommand);

	texts_free(&t);
	return done;
}

/* ---- Gopher ---- */

/* Room for a locator as UTF-8, which may have more octets than units. */
BOOL GopherCreateLocatorW(const WCHAR *lpszHost, INTERNET_PORT nServerPort, const WCHAR *lpszDisplayString,
                          const WCHAR *lpszSelectorString, DWORD dwGopherType, WCHAR *lpszLocator, DWORD *lpdwBufferLength)
{
	struct texts t = { .count = 0 };
	const char *host = texts_take(&t, lpszHost), *display = texts_take(&t, lpszDisplayString);
	const char *selector = texts_take(&t, lpszSelectorString);
	char locator[LOCATOR_ROOM];
	DWORD size = sizeof locator, error;
	BOOL done = texts_good(&t) && (lpdwBufferLength || last_failed(ERROR_INVALID_PARAMETER)) &&
		    GopherCreateLocatorA(host, nServerPort, display, selector, dwGopherType, locator, &size);

	texts_free(&t);
	if (!done)
		return FALSE;
	error = wide_give_units(locator, true, lpszLocator, *lpdwBufferLength, lpdwBufferLength);
	return error ? last_failed(error) : TRUE;
}

BOOL GopherGetLocatorTypeW(const WCHAR *lpszLocator, DWORD *lpdwGopherType)
{
	struct texts t = { .count = 0 };
	const char *locator = texts_take(&t, lpszLocator);
	BOOL done = texts_good(&t) && GopherGetLocatorTypeA(locator, lpdwGopherType);

	texts_free(&t);
	return done;
}

HINTERNET GopherFindFirstFileW(HINTERNET hConnect, const WCHAR *lpszLocator, const WCHAR *lpszSearchString,
                               GOPHER_FIND_DATAW *lpFindData, DWORD dwFlags, DWORD_PTR dwContext)
{
	struct texts t = { .count = 0 };
	const char *locator = texts_take(&t, lpszLocator), *search = texts_take(&t, lpszSearchString);
	HINTERNET h = texts_good(&t) ? gopher_find_first(hConnect, locator, search, lpFindData, true, dwContext) : NULL;

	(void)dwFlags;
	texts_free(&t);
	return h;
}

HINTERNET GopherOpenFileW(HINTERNET hConnect, const WCHAR *lpszLocator, const WCHAR *lpszView, DWORD dwFlags, DWORD_PTR dwContext)
{
	struct texts t = { .count = 0 };
	const char *locator = texts_take(&t, lpszLocator), *view = texts_take(&t, lpszView);
	HINTERNET h = texts_good(&t) ? GopherOpenFileA(hConnect, locator, view, dwFlags, dwContext) : NULL;

	texts_free(&t);
	return h;
}

BOOL GopherGetAttributeW(HINTERNET hConnect, const WCHAR *lpszLocator, const WCHAR *lpszAttributeName, BYTE *lpBuffer,
                         DWORD dwBufferLength, DWORD *lpdwCharactersReturned, GOPHER_ATTRIBUTE_ENUMERATOR lpfnEnumerator,
                         DWORD_PTR dwContext)
{
	struct attribute_room room = { lpBuffer, dwBufferLength, lpdwCharactersReturned, true, lpfnEnumerator };
	struct texts t = { .count = 0 };
	const char *locator = texts_take(&t, lpszLocator), *names = texts_take(&t, lpszAttributeName);
	DWORD error = texts_good(&t) ? gopher_get_attribute(hConnect, locator, names, &room, dwContext) : t.error;

	texts_free(&t);
	return error ? last_failed(error) : TRUE;
}
