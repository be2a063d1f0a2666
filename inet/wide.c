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

/* Terminated text, with a terminator: units without it. */
static size_t widen(const char *text, WCHAR *to)
{
	size_t octets = strlen(text), units = utf16_from_utf8(text, to, octets), i;

	if (units == SIZE_MAX)
		for (i = 0, units = octets; i < octets; i++)
			to[i] = (unsigned char)text[i];
	to[units] = 0;
	return units;
}

void wide_fill(const char *text, WCHAR *to)
{
	widen(text, to);
}

WCHAR *wide_text(const char *text, size_t size, size_t *units)
{
	WCHAR *to = os_alloc((size + 1) * sizeof *to);
	const char *end = text + size;

	*units = 0;
	if (!to)
		return NULL;
	for (;; text++) {
		*units += widen(text, to + *units);
		text += strlen(text);
		if (text >= end)
			return to;
		++*units;
	}
}

DWORD wide_give(const char *text, bool wide, void *buffer, DWORD room, DWORD *length)
{
	size_t size = strlen(text), units = size;
	WCHAR *text_w = wide ? wide_text(text, size, &units) : NULL;
	bool fits = buffer && units < room;

	if (wide && !text_w)
		return ERROR_NOT_ENOUGH_MEMORY;
	if (fits && wide)
		memcpy(buffer, text_w, (units + 1) * sizeof *text_w);
	else if (fits)
		memcpy(buffer, text, units + 1);
	os_free(text_w);
	*length = (DWORD)(units + !fits);
	return fits ? ERROR_SUCCESS : ERROR_INSUFFICIENT_BUFFER;
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
