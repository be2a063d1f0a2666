/* com_gopher.c - Gopher servers as objects. */
#include "com.h"

ACOM_FACE_AT(com_thing, IGopherSession, face)
ACOM_FACE_AT(com_call, AsyncIGopherSession, face)

enum { FIND_FIRST, OPEN_FILE, GET_ATTRIBUTE };
enum { ATTRIBUTES_MOST = 65536 };

static com_call *call_of(AsyncIGopherSession *This)
{
	return com_call_from_AsyncIGopherSession(This);
}

static HRESULT Begin_FindFirst(AsyncIGopherSession *This, const char *locator, const char *search, ULONGLONG context)
{
	com_call *c = call_of(This);
	HRESULT hr;

	if (!com_call_makes(c, FIND_FIRST, context, sizeof(GOPHER_FIND_DATAA), &hr))
		return hr;
	return com_call_made(c, GopherFindFirstFileA(com_call_handle(c), locator, search, c->data, 0, com_call_context(c)));
}

static HRESULT Finish_FindFirst(AsyncIGopherSession *This, IInternetFind **find)
{
	return com_call_finish_object(call_of(This), FIND_FIRST, com_find, &IID_IInternetFind, (void **)find);
}

static HRESULT Begin_OpenFile(AsyncIGopherSession *This, const char *locator, const char *view, ULONGLONG context)
{
	com_call *c = call_of(This);
	HRESULT hr;

	if (!com_call_makes(c, OPEN_FILE, context, 0, &hr))
		return hr;
	return com_call_made(c, GopherOpenFileA(com_call_handle(c), locator, view, 0, com_call_context(c)));
}

static HRESULT Finish_OpenFile(AsyncIGopherSession *This, IInternetStream **file)
{
	return com_call_finish_object(call_of(This), OPEN_FILE, com_file, &IID_IInternetStream, (void **)file);
}

static HRESULT Begin_GetAttribute(AsyncIGopherSession *This, const char *locator, const char *name)
{
	com_call *c = call_of(This);
	HRESULT hr;

	if (!com_call_waits(c, GET_ATTRIBUTE, ATTRIBUTES_MOST + 1, &hr))
		return hr;
	return com_call_went(c, GopherGetAttributeA(com_call_handle(c), locator, name, c->data, ATTRIBUTES_MOST + 1, &c->count,
						    NULL, com_call_context(c)));
}

static HRESULT Finish_GetAttribute(AsyncIGopherSession *This, char **lines)
{
	return com_call_finish_text(call_of(This), GET_ATTRIBUTE, lines);
}

static const AsyncIGopherSessionVtbl AsyncIGopherSession_vtbl = {
	ACOM_UNKNOWN(com_call, AsyncIGopherSession), Begin_FindFirst, Finish_FindFirst, Begin_OpenFile, Finish_OpenFile,
	Begin_GetAttribute, Finish_GetAttribute,
};
COM_CALL_KIND(AsyncIGopherSession);

#define HALVES(begin, finish) COM_BOTH_HALVES(AsyncIGopherSession, com_thing_from_IGopherSession(This), begin, finish)

static HRESULT FindFirst(IGopherSession *This, const char *locator, const char *search, ULONGLONG context, IInternetFind **find)
{
	*find = NULL;
	HALVES(Begin_FindFirst(call, locator, search, context), Finish_FindFirst(call, find));
}

static HRESULT OpenFile(IGopherSession *This, const char *locator, const char *view, ULONGLONG context, IInternetStream **file)
{
	*file = NULL;
	HALVES(Begin_OpenFile(call, locator, view, context), Finish_OpenFile(call, file));
}

static HRESULT GetAttribute(IGopherSession *This, const char *locator, const char *name, char **lines)
{
	*lines = NULL;
	HALVES(Begin_GetAttribute(call, locator, name), Finish_GetAttribute(call, lines));
}

static const IGopherSessionVtbl IGopherSession_vtbl = {
	ACOM_UNKNOWN(com_thing, IGopherSession), FindFirst, OpenFile, GetAttribute,
};
COM_THING_KIND(GopherSession, IGopherSession, , &com_AsyncIGopherSession);
const AcomClass *const com_gopher_session = &GopherSession.class;
