/* say.c - error objects of the wire's own, for people. */
#include <acom/automation.h>
#include <stdio.h>

#include "wire/wire.h"

static IErrorInfo *error_of(ICreateErrorInfo *made, OLECHAR *text)
{
	IErrorInfo *info;

	ICreateErrorInfo_SetDescription(made, text);
	return SUCCEEDED(ICreateErrorInfo_QueryInterface(made, &IID_IErrorInfo, (void **)&info)) ? info : NULL;
}

struct IErrorInfo *say_error(const char *text)
{
	OLECHAR description[SAY_MOST];
	ICreateErrorInfo *made;
	size_t units = utf16_from_utf8(text, description, ARRAY_COUNT(description) - 1);

	if (units == SIZE_MAX || FAILED(CreateErrorInfo(&made)))
		return NULL;
	description[units] = 0;
	IErrorInfo *info = error_of(made, description);
	ICreateErrorInfo_Release(made);
	return info;
}

struct IErrorInfo *say_class(REFCLSID clsid, const char *who)
{
	const uint8_t *d = clsid->Data4;
	char text[SAY_MOST];

	snprintf(text, sizeof text, "an object marshals itself by class {%08X-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X}, which %s "
	         "(CoRegisterClassObject or AcomRegisterClass, where the object is to be read)", (unsigned)clsid->Data1,
	         clsid->Data2, clsid->Data3, d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7], who);
	return say_error(text);
}

HRESULT say_why(HRESULT hr, const char *what, const char *why)
{
	char text[SAY_MOST];

	snprintf(text, sizeof text, "%s: %s", what, why);
	errorinfo_put(say_error(text));
	return hr;
}
