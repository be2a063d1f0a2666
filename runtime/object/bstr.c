/* bstr.c - BSTR: UTF-16 strings with their length in octets before them, in CoTaskMem. */
#include "object/object.h"

/* 8 octets in front keep the units as aligned as the block is; the length is in the last four, as on Windows. */
enum { BSTR_HEAD = 8, BSTR_TAIL = sizeof(OLECHAR) };

static BSTR bstr_alloc(const void *octets, size_t cb)
{
	if (cb > UINT32_MAX)
		return NULL;
	uint8_t *block = CoTaskMemAlloc(BSTR_HEAD + cb + BSTR_TAIL);
	if (!block)
		return NULL;
	uint32_t length = (uint32_t)cb;
	memset(block, 0, BSTR_HEAD);
	memcpy(block + BSTR_HEAD - sizeof length, &length, sizeof length);
	if (octets)
		memcpy(block + BSTR_HEAD, octets, cb);
	else
		memset(block + BSTR_HEAD, 0, cb);
	memset(block + BSTR_HEAD + cb, 0, BSTR_TAIL);
	return (BSTR)(void *)(block + BSTR_HEAD);
}

static size_t units(LPCOLESTR s)
{
	size_t n = 0;

	while (s[n])
		n++;
	return n;
}

BSTR SysAllocString(LPCOLESTR s)
{
	return s ? bstr_alloc(s, units(s) * sizeof *s) : NULL;
}

BSTR SysAllocStringLen(LPCOLESTR s, UINT cch)
{
	return bstr_alloc(s, (size_t)cch * sizeof *s);
}

BSTR SysAllocStringByteLen(const char *s, UINT cb)
{
	return bstr_alloc(s, cb);
}

static INT bstr_replace(BSTR *b, BSTR fresh)
{
	if (!fresh)
		return FALSE;
	SysFreeString(*b);
	*b = fresh;
	return TRUE;
}

INT SysReAllocString(BSTR *b, LPCOLESTR s)
{
	if (!b)
		return FALSE;
	if (s)
		return bstr_replace(b, SysAllocString(s));
	SysFreeString(*b);
	*b = NULL;
	return TRUE;
}

INT SysReAllocStringLen(BSTR *b, LPCOLESTR s, UINT cch)
{
	return b ? bstr_replace(b, SysAllocStringLen(s, cch)) : FALSE;
}

void SysFreeString(BSTR b)
{
	if (b)
		CoTaskMemFree((uint8_t *)b - BSTR_HEAD);
}

UINT SysStringByteLen(BSTR b)
{
	uint32_t length = 0;

	if (b)
		memcpy(&length, (const uint8_t *)b - sizeof length, sizeof length);
	return length;
}

UINT SysStringLen(BSTR b)
{
	return SysStringByteLen(b) / sizeof *b;
}
