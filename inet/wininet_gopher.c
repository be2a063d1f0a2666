/* wininet_gopher.c - the flat interface of Gopher: parameters are checked, handles become nodes, codes become GetLastError's. */
#include <stdio.h>

#include "gopher.h"
#include "wide.h"

static DWORD connect_of(HINTERNET handle, struct node **n)
{
	return node_get(handle, TYPE_BIT(INTERNET_HANDLE_TYPE_CONNECT_GOPHER), n);
}

static DWORD item_of(const struct node *n, const char *text, struct locator *l)
{
	return locator_find(container_of(n, const struct connect, node), text, l);
}

/* Text that there may be, but not what would become another line. */
static bool may_be(const char *text)
{
	return !text || locator_is_text(text);
}

static bool fits(const char *text, size_t most)
{
	return !text || (strlen(text) <= most && locator_is_text(text));
}

BOOL GopherCreateLocatorA(const char *lpszHost, INTERNET_PORT nServerPort, const char *lpszDisplayString,
                          const char *lpszSelectorString, DWORD dwGopherType, char *lpszLocator, DWORD *lpdwBufferLength)
{
	char sign = locator_sign(dwGopherType), text[LOCATOR_ROOM];
	struct locator l = { .sign = sign, .display = (char *)(lpszDisplayString ? lpszDisplayString : ""),
			     .selector = (char *)(lpszSelectorString ? lpszSelectorString : ""), .host = (char *)lpszHost,
			     .port = nServerPort ? nServerPort : INTERNET_DEFAULT_GOPHER_PORT,
			     .plus = dwGopherType & GOPHER_TYPE_GOPHER_PLUS, .asks = dwGopherType & GOPHER_TYPE_ASK };

	if (!lpszHost || !*lpszHost || !lpdwBufferLength || !fits(lpszHost, INTERNET_MAX_HOST_NAME_LENGTH) ||
	    !fits(lpszDisplayString, MAX_GOPHER_DISPLAY_TEXT) || !fits(lpszSelectorString, MAX_GOPHER_SELECTOR_TEXT))
		return last_failed(ERROR_INVALID_PARAMETER);
	if (!sign)
		return last_failed(ERROR_GOPHER_UNKNOWN_LOCATOR);
	locator_write(&l, text);
	return last_succeeded(wide_give_units(text, false, lpszLocator, *lpdwBufferLength, lpdwBufferLength));
}

BOOL GopherGetLocatorTypeA(const char *lpszLocator, DWORD *lpdwGopherType)
{
	struct locator l;

	if (!lpszLocator || !lpdwGopherType)
		return last_failed(ERROR_INVALID_PARAMETER);
	if (!locator_read(lpszLocator, strlen(lpszLocator), &l))
		return last_failed(ERROR_GOPHER_INVALID_LOCATOR);
	*lpdwGopherType = locator_type(&l);
	return TRUE;
}

HINTERNET gopher_find_first(HINTERNET connect, const char *locator, const char *search, void *data, bool wide, DWORD_PTR context)
{
	HINTERNET value = NULL;
	struct locator l;
	struct node *n;
	DWORD error = connect_of(connect, &n);

	if (!error && (!data || !may_be(search)))
		error = ERROR_INVALID_PARAMETER;
	if (!error)
		error = item_of(n, locator, &l);
	if (!error && !locator_is_menu(&l))
		error = ERROR_GOPHER_INCORRECT_LOCATOR_TYPE;
	if (!error)
		error = gopher_find(n, &l, search, data, wide, context, &value);
	node_unref(n);
	return last_made(error, &value);
}

HINTERNET GopherFindFirstFileA(HINTERNET hConnect, const char *lpszLocator, const char *lpszSearchString,
                               GOPHER_FIND_DATAA *lpFindData, DWORD dwFlags, DWORD_PTR dwContext)
{
	(void)dwFlags;
	return gopher_find_first(hConnect, lpszLocator, lpszSearchString, lpFindData, false, dwContext);
}

HINTERNET GopherOpenFileA(HINTERNET hConnect, const char *lpszLocator, const char *lpszView, DWORD dwFlags, DWORD_PTR dwContext)
{
	HINTERNET value = NULL;
	struct locator l;
	struct node *n;
	DWORD error = connect_of(hConnect, &n);

	(void)dwFlags;
	if (!error && (!lpszLocator || !may_be(lpszView)))
		error = ERROR_INVALID_PARAMETER;
	if (!error)
		error = item_of(n, lpszLocator, &l);
	if (!error && locator_is_menu(&l))
		error = ERROR_GOPHER_NOT_FILE;
	if (!error && lpszView && *lpszView && !l.plus)
		error = ERROR_GOPHER_NOT_GOPHER_PLUS;
	if (!error)
		error = gopher_open(n, &l, lpszView && *lpszView ? lpszView : NULL, dwContext, &value);
	node_unref(n);
	return last_made(error, &value);
}

DWORD gopher_get_attribute(HINTERNET connect, const char *locator, const char *names, const struct attribute_room *room,
                           DWORD_PTR context)
{
	struct locator l;
	struct node *n;
	DWORD error = connect_of(connect, &n);

	if (!error && (!locator || !may_be(names) || (!room->fn && (!room->returned || (!room->buffer && room->size)))))
		error = ERROR_INVALID_PARAMETER;
	if (!error)
		error = item_of(n, locator, &l);
	if (!error && !l.plus)
		error = ERROR_GOPHER_NOT_GOPHER_PLUS;
	if (!error)
		error = gopher_attribute(n, &l, names, room, context);
	node_unref(n);
	return error;
}

BOOL GopherGetAttributeA(HINTERNET hConnect, const char *lpszLocator, const char *lpszAttributeName, BYTE *lpBuffer,
                         DWORD dwBufferLength, DWORD *lpdwCharactersReturned, GOPHER_ATTRIBUTE_ENUMERATOR lpfnEnumerator,
                         DWORD_PTR dwContext)
{
	struct attribute_room room = { lpBuffer, dwBufferLength, lpdwCharactersReturned, false, lpfnEnumerator };

	return last_succeeded(gopher_get_attribute(hConnect, lpszLocator, lpszAttributeName, &room, dwContext));
}
