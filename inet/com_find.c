/* com_find.c - finds as objects. */
#include "com.h"

ACOM_FACE_AT(com_thing, IInternetFind, face)
ACOM_FACE_AT(com_call, AsyncIInternetFind, face)

enum { NEXT };
enum { PAGE_MOST = 1024 };

static BOOL next(com_thing *t, HINTERNET handle, WIN32_FIND_DATAA *data)
{
	void *first;

	os_mutex_lock(&t->lock);
	first = t->first;
	t->first = NULL;
	os_mutex_unlock(&t->lock);
	if (!first)
		return InternetFindNextFileA(handle, data);
	memcpy(data, first, sizeof *data);
	CoTaskMemFree(first);
	return TRUE;
}

static DWORD put(InternetFound *found, const WIN32_FIND_DATAA *data)
{
	*found = (InternetFound){ .name = com_copy(data->cFileName, strlen(data->cFileName)), .written = data->ftLastWriteTime,
				  .size = (uint64_t)data->nFileSizeHigh << 32 | data->nFileSizeLow, .type = data->dwFileAttributes };
	return found->name ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

static DWORD fill(com_call *c, ULONG asked)
{
	HINTERNET handle = com_call_handle(c);
	WIN32_FIND_DATAA data;

	asked = asked < PAGE_MOST ? asked : PAGE_MOST;
	c->found = CoTaskMemAlloc((asked + 1) * sizeof *c->found);
	if (!c->found)
		return ERROR_NOT_ENOUGH_MEMORY;
	for (; c->found_count < asked && next(c->thing, handle, &data); c->found_count++)
		if (put(&c->found[c->found_count], &data))
			return ERROR_NOT_ENOUGH_MEMORY;
	return c->found_count == asked || GetLastError() == ERROR_NO_MORE_FILES ? ERROR_SUCCESS : GetLastError();
}

static HRESULT Begin_Next(AsyncIInternetFind *This, ULONG asked)
{
	com_call *c = com_call_from_AsyncIInternetFind(This);
	HRESULT hr = com_call_begin(c, NEXT);

	if (FAILED(hr))
		return hr;
	c->count = asked;
	return com_call_end(c, fill(c, asked));
}

static HRESULT Finish_Next(AsyncIInternetFind *This, InternetFound *found, ULONG *got)
{
	com_call *c = com_call_from_AsyncIInternetFind(This);

	return com_call_finish_found(c, NEXT, c->count, found, got);
}

static const AsyncIInternetFindVtbl AsyncIInternetFind_vtbl = {
	ACOM_UNKNOWN(com_call, AsyncIInternetFind), Begin_Next, Finish_Next,
};
COM_CALL_KIND(AsyncIInternetFind);

static HRESULT Next(IInternetFind *This, ULONG asked, InternetFound *found, ULONG *got)
{
	*got = 0;
	COM_BOTH_HALVES(AsyncIInternetFind, com_thing_from_IInternetFind(This), Begin_Next(call, asked), Finish_Next(call, found, got));
}

static const IInternetFindVtbl IInternetFind_vtbl = { ACOM_UNKNOWN(com_thing, IInternetFind), Next };
COM_THING_KIND(Find, IInternetFind, , &com_AsyncIInternetFind);
const AcomClass *const com_find = &Find.class;
