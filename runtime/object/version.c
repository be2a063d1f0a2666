/* version.c - which acom this is, and what its errors are called. */
#include "object/object.h"

const char *AcomVersion(void)
{
	return ACOM_VERSION;
}

const char *AcomErrorText(HRESULT hr)
{
	return error_text(hr);
}

const char *AcomErrorName(HRESULT hr)
{
	return error_name(hr);
}
