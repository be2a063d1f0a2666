/* say.c - error objects of the wire's own, for people. */
#include <stdio.h>

#include "wire/wire.h"

struct IErrorInfo *say_class(REFCLSID clsid, const char *who)
{
	char text[ERRORINFO_TEXT], name[GUID_TEXT];

	snprintf(text, sizeof text, "an object marshals itself by class %s, which %s (CoRegisterClassObject or AcomRegisterClass, "
	         "where the object is to be read)", guid_name(clsid, name), who);
	return errorinfo_make(text);
}

HRESULT say_why(HRESULT hr, const char *what, const char *why)
{
	return errorinfo_say(hr, "%s: %s", what, why);
}
