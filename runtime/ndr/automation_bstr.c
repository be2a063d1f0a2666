/* automation_bstr.c - BSTR to its wire form and back: counted units, or a flag that says NULL. */
#include "ndr/automation.h"

enum { BSTR_NULL = 0xffffffff };

HRESULT bstr_to_wire(BSTR b, wireBSTR *wire, ACOM_SCRATCH *scratch)
{
	uint32_t octets = SysStringByteLen(b), units = octets / 2 + octets % 2;
	FLAGGED_WORD_BLOB *blob = scratch->alloc(scratch, sizeof *blob + (size_t)units * sizeof *blob->asData);

	if (!blob)
		return FAIL(E_OUTOFMEMORY);
	blob->fFlags = b ? octets : BSTR_NULL;
	blob->clSize = units;
	if (octets)
		memcpy(blob->asData, b, octets);
	*wire = blob;
	return S_OK;
}

/* The count of octets is that of the units, or one less. */
HRESULT bstr_from_wire(wireBSTR wire, BSTR *b)
{
	uint64_t octets;

	*b = NULL;
	if (!wire || (wire->fFlags == BSTR_NULL && !wire->clSize))
		return S_OK;
	octets = (uint64_t)wire->clSize * 2;
	if (wire->fFlags != octets && wire->fFlags + 1ull != octets)
		return FAIL(RPC_X_BAD_STUB_DATA);
	*b = SysAllocStringByteLen((const char *)wire->asData, wire->fFlags);
	return *b ? S_OK : FAIL(E_OUTOFMEMORY);
}

static HRESULT to_wire(const void *value, void *wire, ACOM_SCRATCH *scratch)
{
	return bstr_to_wire(*(const ndr_slot *)value, wire, scratch);
}

static HRESULT from_wire(const void *wire, void *value)
{
	BSTR b;
	HRESULT hr = bstr_from_wire(*(const wireBSTR *)wire, &b);

	*(ndr_slot *)value = b;
	return hr;
}

static void clear(void *value)
{
	SysFreeString(*(ndr_slot *)value);
}

const ACOM_USER_TYPE acom_user_BSTR = { .to_wire = to_wire, .from_wire = from_wire, .clear = clear,
	.wire = &automation_bstr, .octets = sizeof(BSTR) };
