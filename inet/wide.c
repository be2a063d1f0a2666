/* wide.c - text as UTF-16: from the application, and to it. */
#include "wide.h"

static size_t count_of(const WCHAR *text)
{
	size_t n = 0;

	while (text[n])
		n++;
	return n;
}

DWORD wide_narrow(const WCHAR *text, size_t count, char **to)
{
	size_t units = !text ? 0 : count == WIDE_TERMINATED ? count_of(text) : count;

	*to = NULL;
	if (!text)
		return ERROR_SUCCESS;
	*to = os_alloc(3 * units + 1);
	if (!*to)
		return ERROR_NOT_ENOUGH_MEMORY;
	if (utf8_from_utf16(text, units, *to, 3 * units + 1))
		return ERROR_SUCCESS;
	os_free(*to);
	*to = NULL;
	return ERROR_INVALID_PARAMETER;
}

size_t wide_fill(const char *text, WCHAR *to)
{
	size_t octets = strlen(text), units = utf16_from_utf8(text, to, octets), i;

	if (units == SIZE_MAX)
		for (i = 0, units = octets; i < octets; i++)
			to[i] = (unsigned char)text[i];
	to[units] = 0;
	return units;
}

WCHAR *wide_text(const char *text, size_t size, size_t *units)
{
	WCHAR *to = os_alloc((size + 1) * sizeof *to);
	const char *end = text + size;

	*units = 0;
	if (!to)
		return NULL;
	for (;; text++) {
		*units += wide_fill(text, to + *units);
		text += strlen(text);
		if (text >= end)
			return to;
		++*units;
	}
}

DWORD wide_give(const char *text, size_t size, bool wide, void *buffer, size_t *room)
{
	size_t unit = wide ? sizeof(WCHAR) : 1, units = size;
	WCHAR *text_w = wide ? wide_text(text, size, &units) : NULL;
	bool fits = buffer && (units + 1) * unit <= *room;

	if (wide && !text_w)
		return ERROR_NOT_ENOUGH_MEMORY;
	if (fits)
		memcpy(buffer, wide ? (const void *)text_w : text, (units + 1) * unit);
	os_free(text_w);
	*room = (units + !fits) * unit;
	return fits ? ERROR_SUCCESS : ERROR_INSUFFICIENT_BUFFER;
}

DWORD wide_give_units(const char *text, bool wide, void *buffer, DWORD room, DWORD *length)
{
	size_t unit = wide ? sizeof(WCHAR) : 1, octets = room * unit;
	DWORD error = wide_give(text, strlen(text), wide, buffer, &octets);

	*length = (DWORD)(octets / unit);
	return error;
}

/* A text of it, where there is room, and behind that. */
static WCHAR *give_behind(const char *text, WCHAR *at, const WCHAR **to)
{
	*to = text ? at : NULL;
	return text ? at + wide_fill(text, at) + 1 : at;
}

DWORD wide_give_proxy(const INTERNET_PROXY_INFOA *info, void *buffer, DWORD *room)
{
	size_t proxy = info->lpszProxy ? strlen(info->lpszProxy) + 1 : 0;
	size_t bypass = info->lpszProxyBypass ? strlen(info->lpszProxyBypass) + 1 : 0;
	size_t size = sizeof(INTERNET_PROXY_INFOW) + (proxy + bypass) * sizeof(WCHAR);
	INTERNET_PROXY_INFOW *to = buffer;
	bool fits = buffer && size <= *room;

	*room = (DWORD)size;
	if (!fits)
		return ERROR_INSUFFICIENT_BUFFER;
	to->dwAccessType = info->dwAccessType;
	give_behind(info->lpszProxyBypass, give_behind(info->lpszProxy, (WCHAR *)(to + 1), &to->lpszProxy), &to->lpszProxyBypass);
	return ERROR_SUCCESS;
}

void wide_item(const GOPHER_FIND_DATAA *item, GOPHER_FIND_DATAW *to)
{
	*to = (GOPHER_FIND_DATAW){ .GopherType = item->GopherType, .SizeLow = item->SizeLow, .SizeHigh = item->SizeHigh,
				   .LastModificationTime = item->LastModificationTime };
	wide_fill(item->DisplayString, to->DisplayString);
	wide_fill(item->Locator, to->Locator);
}

void wide_found(const WIN32_FIND_DATAA *found, WIN32_FIND_DATAW *to)
{
	*to = (WIN32_FIND_DATAW){ found->dwFileAttributes, found->ftCreationTime, found->ftLastAccessTime, found->ftLastWriteTime,
				  found->nFileSizeHigh, found->nFileSizeLow, found->dwReserved0, found->dwReserved1, { 0 }, { 0 } };
	wide_fill(found->cFileName, to->cFileName);
	wide_fill(found->cAlternateFileName, to->cAlternateFileName);
}

/* ---- what functions are given ---- */

static const char *take(struct texts *t, const WCHAR *text, size_t count)
{
	char *narrow;
	DWORD error = wide_narrow(text, count, &narrow);

	if (!t->error)
		t->error = error;
	return t->at[t->count++] = narrow;
}

const char *texts_take(struct texts *t, const WCHAR *text)
{
	return take(t, text, WIDE_TERMINATED);
}

const char *texts_take_part(struct texts *t, const WCHAR *text, DWORD *length)
{
	const char *narrow = take(t, text, *length == (DWORD)-1 ? WIDE_TERMINATED : *length);

	*length = narrow ? (DWORD)strlen(narrow) : 0;
	return narrow;
}

bool texts_good(const struct texts *t)
{
	return !t->error || last_failed(t->error);
}

void texts_free(struct texts *t)
{
	while (t->count)
		os_free(t->at[--t->count]);
}

/* Octets as they are. */
DWORD wide_give_value(const void *value, size_t size, void *buffer, DWORD *room)
{
	DWORD error = buffer && *room >= size ? ERROR_SUCCESS : ERROR_INSUFFICIENT_BUFFER;

	if (!error)
		memcpy(buffer, value, size);
	*room = (DWORD)size;
	return error;
}

DWORD wide_give_text(const char *text, size_t size, bool wide, void *buffer, DWORD *room)
{
	size_t octets = *room;
	DWORD error = wide_give(text, size, wide, buffer, &octets);

	*room = (DWORD)octets;
	return error;
}
