/* error.c - names and texts of HRESULTs. */
#include "object/object.h"

static const struct {
	HRESULT hr;
	const char *name, *text;
} errors[] = {
#define X(name, value, text) { name, #name, text },
	ACOM_ERRORS(X)
#undef X
};

const char *AcomErrorText(HRESULT hr)
{
	for (size_t i = 0; i < ARRAY_COUNT(errors); i++)
		if (errors[i].hr == hr)
			return errors[i].text;
	return "unknown error";
}

const char *AcomErrorName(HRESULT hr)
{
	for (size_t i = 0; i < ARRAY_COUNT(errors); i++)
		if (errors[i].hr == hr)
			return errors[i].name;
	return NULL;
}
