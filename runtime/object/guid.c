/* guid.c - GUIDs as text, and new ones. */
#include "object/object.h"

const GUID GUID_NULL;

enum { GUID_UNITS = 38 };

/* Which octet of the text's order comes next, as an index into the GUID's memory image by field. */
static const uint8_t text_order[16] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };

/* The octets of a GUID in little-endian field order, whatever this machine's is. */
static void guid_octets(REFGUID g, uint8_t o[16])
{
	for (int i = 0; i < 4; i++)
		o[i] = (uint8_t)(g->Data1 >> 8 * i);
	for (int i = 0; i < 2; i++) {
		o[4 + i] = (uint8_t)(g->Data2 >> 8 * i);
		o[6 + i] = (uint8_t)(g->Data3 >> 8 * i);
	}
	memcpy(o + 8, g->Data4, 8);
}

static void guid_from_octets(GUID *g, const uint8_t o[16])
{
	g->Data1 = (uint32_t)o[0] | (uint32_t)o[1] << 8 | (uint32_t)o[2] << 16 | (uint32_t)o[3] << 24;
	g->Data2 = (uint16_t)(o[4] | o[5] << 8);
	g->Data3 = (uint16_t)(o[6] | o[7] << 8);
	memcpy(g->Data4, o + 8, 8);
}

static bool dash_before(int octet)
{
	return octet == 4 || octet == 6 || octet == 8 || octet == 10;
}

INT StringFromGUID2(REFGUID guid, LPOLESTR s, INT cch)
{
	static const char digits[] = "0123456789ABCDEF";
	uint8_t o[16];

	if (!guid || !s || cch < GUID_UNITS + 1)
		return 0;
	guid_octets(guid, o);
	*s++ = u'{';
	for (int i = 0; i < 16; i++) {
		if (dash_before(i))
			*s++ = u'-';
		*s++ = (OLECHAR)digits[o[text_order[i]] >> 4];
		*s++ = (OLECHAR)digits[o[text_order[i]] & 15];
	}
	*s++ = u'}';
	*s = 0;
	return GUID_UNITS + 1;
}

const char *guid_name(REFGUID guid, char text[GUID_TEXT])
{
	OLECHAR units[GUID_TEXT];

	StringFromGUID2(guid, units, GUID_TEXT);
	for (int i = 0; i < GUID_TEXT; i++)
		text[i] = (char)units[i];
	return text;
}

static HRESULT string_from(REFGUID guid, LPOLESTR *s)
{
	if (s)
		*s = NULL;
	if (!guid || !s)
		return FAIL(E_INVALIDARG);
	*s = CoTaskMemAlloc(GUID_TEXT * sizeof **s);
	if (!*s)
		return FAIL(E_OUTOFMEMORY);
	StringFromGUID2(guid, *s, GUID_TEXT);
	return S_OK;
}

HRESULT StringFromCLSID(REFCLSID clsid, LPOLESTR *s)
{
	return string_from(clsid, s);
}

HRESULT StringFromIID(REFIID iid, LPOLESTR *s)
{
	return string_from(iid, s);
}

static int hex_digit(OLECHAR c)
{
	if (c >= u'0' && c <= u'9')
		return c - u'0';
	c |= 0x20;
	return c >= u'a' && c <= u'f' ? c - u'a' + 10 : -1;
}

HRESULT IIDFromString(LPCOLESTR s, IID *iid)
{
	uint8_t o[16];

	if (!iid)
		return FAIL(E_INVALIDARG);
	memset(iid, 0, sizeof *iid);
	if (!s || *s++ != u'{')
		return FAIL(E_INVALIDARG);
	for (int i = 0; i < 16; i++) {
		if (dash_before(i) && *s++ != u'-')
			return FAIL(E_INVALIDARG);
		int high = hex_digit(s[0]);
		int low = high < 0 ? -1 : hex_digit(s[1]);
		if (low < 0)
			return FAIL(E_INVALIDARG);
		o[text_order[i]] = (uint8_t)(high << 4 | low);
		s += 2;
	}
	if (s[0] != u'}' || s[1])
		return FAIL(E_INVALIDARG);
	guid_from_octets(iid, o);
	return S_OK;
}

HRESULT CoCreateGuid(GUID *guid)
{
	if (!guid)
		return FAIL(E_POINTER);
	os_random(guid, sizeof *guid);
	/* A random GUID says so: version 4, variant 1. */
	guid->Data3 = (uint16_t)((guid->Data3 & 0x0FFF) | 0x4000);
	guid->Data4[0] = (uint8_t)((guid->Data4[0] & 0x3F) | 0x80);
	return S_OK;
}
