/* say.c - error objects of the wire's own, for people. */
#include <stdio.h>

#include "wire/wire.h"

struct IErrorInfo *say_class(REFCLSID clsid, const char *who)
{
	const uint8_t *d = clsid->Data4;
	char text[ERRORINFO_TEXT];

	snprintf(text, sizeof text, "an object marshals itself by class {%08X-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X}, which %s "
	         "(CoRegisterClassObject or AcomRegisterClass, where the object is to be read)", (unsigned)clsid->Data1,
	         clsid->Data2, clsid->Data3, d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7], who);
	return errorinfo_make(text);
}

HRESULT say_why(HRESULT hr, const char *what, const char *why)
{
	char text[ERRORINFO_TEXT];

	snprintf(text, sizeof text, "%s: %s", what, why);
	errorinfo_put(errorinfo_make(text));
	return hr;
}
