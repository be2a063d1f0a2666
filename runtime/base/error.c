/* error.c - names and texts of HRESULTs. */
#include <errno.h>

#include "base.h"

static const struct {
	HRESULT hr;
	const char *name, *text;
} errors[] = {
#define X(name, value, text) { name, #name, text },
	ACOM_ERRORS(X)
#undef X
};

static size_t error_find(HRESULT hr)
{
	size_t i = 0;

	while (i < ARRAY_COUNT(errors) && errors[i].hr != hr)
		i++;
	return i;
}

const char *error_name(HRESULT hr)
{
	size_t i = error_find(hr);

	return i < ARRAY_COUNT(errors) ? errors[i].name : NULL;
}

const char *error_text(HRESULT hr)
{
	size_t i = error_find(hr);

	return i < ARRAY_COUNT(errors) ? errors[i].text : "unknown error";
}

HRESULT error_from_system(int error, HRESULT otherwise)
{
	switch (error) {
	case ENOMEM:
	case ENOBUFS:
		return E_OUTOFMEMORY;
	case EMFILE:
	case ENFILE:
		return RPC_E_OUT_OF_RESOURCES;
	default:
		return otherwise;
	}
}
