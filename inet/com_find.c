/* com_find.c - finds as objects. */
#include "com.h"

ACOM_FACE_AT(com_thing, IInternetFind, face)
ACOM_FACE_AT(com_call, AsyncIInternetFind, face)

enum { NEXT };
enum { PAGE_MOST = 1024 };

union item {
	WIN32_FIND_DATAA ftp;
	GOPHER_FIND_DATAA gopher;
};

static BOOL next(com_thing *t, HINTERNET handle, bool gopher, union item *item)
{
	void *first;

	os_mutex_lock(&t->lock);
	first = t->first;
	t->first = NULL;
	os_mutex_unlock(&t->lock);
	if (!first)
		return InternetFindNextFileA(handle, item);
	memcpy(item, first, gopher ? sizeof item->gopher : sizeof item->ftp);
	CoTaskMemFree(first);
	return TRUE;
}

static DWORD put_file(InternetFound *found, const WIN32_FIND_DATAA *item)
{
	*found = (InternetFound){ .name = com_copy(item->cFileName, strlen(item->cFileName)), .written = item->ftLastWriteTime,
				  .size = (uint64_t)item->nFileSizeHigh << 32 | item->nFileSizeLow, .type = item->dwFileAttributes };
	return found->name ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

static DWORD put_item(InternetFound *found, const GOPHER_FIND_DATAA *item)
{
	*found = (InternetFound){ .name = com_copy(item->DisplayString, strlen(item->DisplayString)),
				  .locator = com_copy(item->Locator, strlen(item->Locator)), .written = item->LastModificationTime,
				  .size = (uint64_t)item->SizeHigh << 32 | item->SizeLow, .type = item->GopherType };
	if (found->name && found->locator)
		return ERROR_SUCCESS;
	CoTaskMemFree(found->name);
	CoTaskMemFree(found->locator);
	return ERROR_NOT_ENOUGH_MEMORY;
}

static DWORD fill(com_call *c, ULONG asked)
{
	HINTERNET handle = com_call_handle(c);
	bool gopher = com_type(handle) == INTERNET_HANDLE_TYPE_GOPHER_FIND;
	union item item;

	asked = asked < PAGE_MOST ? asked : PAGE_MOST;
	c->found = CoTaskMemAlloc((asked + 1) * sizeof *c->found);
	if (!c->found)
		return ERROR_NOT_ENOUGH_MEMORY;
	for (; c->found_count < asked && next(c->thing, handle, gopher, &item); c->found_count++) {
		InternetFound *to = &c->found[c->found_count];

		if (gopher ? put_item(to, &item.gopher) : put_file(to, &item.ftp))
			return ERROR_NOT_ENOUGH_MEMORY;
	}
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
