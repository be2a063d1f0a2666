/* com_thing.c - the objects: what they have in common, which is all but their methods. */
#include "com.h"

ACOM_FACE(com_thing, IInternetHandle)
ACOM_FACE(com_thing, ICallFactory)
ACOM_FACE_AT(com_call, AsyncIInternetHandle, face)

HRESULT com_thing_make(const AcomClass *class, struct com_line *l, void *first, IUnknown *outer, REFIID riid, void **ppv)
{
	IUnknown *own;
	HRESULT hr = l ? AcomCreateObject(class, outer, &IID_IUnknown, (void **)&own) : E_OUTOFMEMORY;
	com_thing *t;

	if (FAILED(hr)) {
		CoTaskMemFree(first);
		com_line_unref(l);
		return hr;
	}
	t = AcomObjectOf(own);
	t->first = first;
	os_mutex_init(&t->lock);
	t->line = l;
	com_class_made();
	hr = IUnknown_QueryInterface(own, riid, ppv);
	IUnknown_Release(own);
	return hr;
}

void com_thing_destruct(void *object)
{
	com_thing *t = object;

	if (!t->line)
		return;
	com_line_unref(t->line);
	CoTaskMemFree(t->first);
	os_mutex_fini(&t->lock);
	com_class_gone();
}

DWORD com_thing_open(com_thing *t)
{
	DWORD error = t->line->parent ? ERROR_SUCCESS : com_session_open(t, "acom", INTERNET_OPEN_TYPE_PRECONFIG, NULL, NULL, 0);

	return error == ERROR_INTERNET_INCORRECT_HANDLE_STATE ? ERROR_SUCCESS : error;
}

/* ---- call objects ---- */

static HRESULT init_call(void *object, void *thing)
{
	com_call *c = object;

	c->thing = thing;
	AcomObjectAddRef(&c->thing->object);
	return S_OK;
}

void *com_thing_call(com_thing *t, const struct com_call_kind *kind)
{
	IUnknown *call;
	HRESULT hr = AcomCreateCall(&kind->class, kind->iid, init_call, t, kind->iid, NULL, kind->iid, &call);

	return SUCCEEDED(hr) ? call : NULL;
}

static HRESULT com_thing_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	com_thing *t = com_thing_from_ICallFactory(This);
	const struct com_thing_kind *kind = container_of(t->object.cls, struct com_thing_kind, class);
	size_t i;

	for (i = 0; i + 1 < ARRAY_COUNT(kind->calls) && kind->calls[i + 1] && riid; i++)
		if (IsEqualIID(riid, kind->calls[i]->iid))
			break;
	return AcomCreateCall(&kind->calls[i]->class, kind->calls[i]->iid, init_call, t, riid, outer, riid2, ppv);
}

const ICallFactoryVtbl com_thing_ICallFactory_vtbl = { ACOM_UNKNOWN(com_thing, ICallFactory), com_thing_CreateCall };

/* ---- IInternetHandle ---- */

enum { SET_SINK, SET_OPTION, QUERY_OPTION, QUERY_TEXT, CLOSE };

static HRESULT Begin_SetSink(AsyncIInternetHandle *This, IInternetStatusSink *to)
{
	com_call *c = com_call_from_AsyncIInternetHandle(This);
	HRESULT hr = com_call_begin(c, SET_SINK);
	struct com_sink *sink = NULL;

	if (FAILED(hr))
		return hr;
	if (to)
		hr = com_sink_make(to, &sink);
	if (SUCCEEDED(hr))
		com_line_hears(c->thing->line, sink);
	return AcomServerCallComplete(&c->call, hr);
}

static HRESULT Finish_SetSink(AsyncIInternetHandle *This)
{
	return com_call_finish(com_call_from_AsyncIInternetHandle(This), SET_SINK);
}

static HRESULT Begin_SetOption(AsyncIInternetHandle *This, DWORD option, DWORD value)
{
	com_call *c = com_call_from_AsyncIInternetHandle(This);
	HRESULT hr;

	if (!com_call_opens(c, SET_OPTION, &hr))
		return hr;
	return com_call_went(c, InternetSetOptionA(com_call_handle(c), option, &value, sizeof value));
}

static HRESULT Finish_SetOption(AsyncIInternetHandle *This)
{
	return com_call_finish(com_call_from_AsyncIInternetHandle(This), SET_OPTION);
}

static HRESULT Begin_QueryOption(AsyncIInternetHandle *This, DWORD option)
{
	com_call *c = com_call_from_AsyncIInternetHandle(This);
	DWORD size = sizeof c->count;
	HRESULT hr;

	if (!com_call_opens(c, QUERY_OPTION, &hr))
		return hr;
	return com_call_went(c, InternetQueryOptionA(com_call_handle(c), option, &c->count, &size));
}

static HRESULT Finish_QueryOption(AsyncIInternetHandle *This, DWORD *value)
{
	return com_call_finish_number(com_call_from_AsyncIInternetHandle(This), QUERY_OPTION, value);
}

/* Of text alone the terminator is not counted in the end; anything else has none. */
static DWORD query_text(com_call *c, DWORD option)
{
	HINTERNET handle = com_call_handle(c);
	DWORD size = 0, room;

	if (InternetQueryOptionA(handle, option, NULL, &size))
		return ERROR_INTERNET_INVALID_OPTION;
	if (GetLastError() != ERROR_INSUFFICIENT_BUFFER)
		return GetLastError();
	room = size;
	c->data = CoTaskMemAlloc(room);
	if (!c->data)
		return ERROR_NOT_ENOUGH_MEMORY;
	if (!InternetQueryOptionA(handle, option, c->data, &size))
		return GetLastError();
	return size < room ? ERROR_SUCCESS : ERROR_INTERNET_INVALID_OPTION;
}

static HRESULT Begin_QueryText(AsyncIInternetHandle *This, DWORD option)
{
	com_call *c = com_call_from_AsyncIInternetHandle(This);
	HRESULT hr;

	return com_call_opens(c, QUERY_TEXT, &hr) ? com_call_end(c, query_text(c, option)) : hr;
}

static HRESULT Finish_QueryText(AsyncIInternetHandle *This, char **text)
{
	return com_call_finish_text(com_call_from_AsyncIInternetHandle(This), QUERY_TEXT, text);
}

static HRESULT Begin_Close(AsyncIInternetHandle *This)
{
	com_call *c = com_call_from_AsyncIInternetHandle(This);
	HRESULT hr = com_call_begin(c, CLOSE);

	return FAILED(hr) ? hr : com_call_went(c, InternetCloseHandle(com_call_handle(c)));
}

static HRESULT Finish_Close(AsyncIInternetHandle *This)
{
	return com_call_finish(com_call_from_AsyncIInternetHandle(This), CLOSE);
}

static const AsyncIInternetHandleVtbl AsyncIInternetHandle_vtbl = {
	ACOM_UNKNOWN(com_call, AsyncIInternetHandle), Begin_SetSink, Finish_SetSink, Begin_SetOption, Finish_SetOption,
	Begin_QueryOption, Finish_QueryOption, Begin_QueryText, Finish_QueryText, Begin_Close, Finish_Close,
};
COM_CALL_KIND(AsyncIInternetHandle);

#define HALVES(begin, finish) COM_BOTH_HALVES(AsyncIInternetHandle, com_thing_from_IInternetHandle(This), begin, finish)

static HRESULT SetSink(IInternetHandle *This, IInternetStatusSink *sink)
{
	HALVES(Begin_SetSink(call, sink), Finish_SetSink(call));
}

static HRESULT SetOption(IInternetHandle *This, DWORD option, DWORD value)
{
	HALVES(Begin_SetOption(call, option, value), Finish_SetOption(call));
}

static HRESULT QueryOption(IInternetHandle *This, DWORD option, DWORD *value)
{
	*value = 0;
	HALVES(Begin_QueryOption(call, option), Finish_QueryOption(call, value));
}

static HRESULT QueryText(IInternetHandle *This, DWORD option, char **text)
{
	*text = NULL;
	HALVES(Begin_QueryText(call, option), Finish_QueryText(call, text));
}

static HRESULT Close(IInternetHandle *This)
{
	HALVES(Begin_Close(call), Finish_Close(call));
}

const IInternetHandleVtbl com_thing_IInternetHandle_vtbl = {
	ACOM_UNKNOWN(com_thing, IInternetHandle), SetSink, SetOption, QueryOption, QueryText, Close,
};
