/* progid.c - the names that class files give to classes for programs. */
#include "object/object.h"

HRESULT CLSIDFromProgID(LPCOLESTR progid, CLSID *clsid)
{
	struct class_names names;

	if (!clsid)
		return FAIL(E_INVALIDARG);
	*clsid = CLSID_NULL;
	if (!progid)
		return FAIL(E_INVALIDARG);
	HRESULT hr = classpath_names(NULL, progid, &names);
	if (FAILED(hr))
		return hr == REGDB_E_CLASSNOTREG ? FAIL(CO_E_CLASSSTRING) : hr;
	*clsid = names.clsid;
	return S_OK;
}

HRESULT CLSIDFromString(LPCOLESTR s, CLSID *clsid)
{
	if (!clsid)
		return FAIL(E_INVALIDARG);
	*clsid = CLSID_NULL;
	if (!s || SUCCEEDED(IIDFromString(s, clsid)))
		return S_OK;
	return *s == u'{' ? FAIL(CO_E_CLASSSTRING) : CLSIDFromProgID(s, clsid);
}

HRESULT ProgIDFromCLSID(REFCLSID clsid, LPOLESTR *progid)
{
	struct class_names names;

	if (!progid)
		return FAIL(E_INVALIDARG);
	*progid = NULL;
	HRESULT hr = clsid ? classpath_names(clsid, NULL, &names) : FAIL(E_INVALIDARG);
	if (FAILED(hr))
		return hr;
	size_t length = strlen(names.progid);
	if (!length)
		return FAIL(REGDB_E_CLASSNOTREG);
	LPOLESTR text = CoTaskMemAlloc((length + 1) * sizeof *text);
	if (!text)
		return FAIL(E_OUTOFMEMORY);
	for (size_t i = 0; i <= length; i++)
		text[i] = (unsigned char)names.progid[i];
	*progid = text;
	return S_OK;
}
