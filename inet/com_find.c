/* com_find.c - finds as objects. */
#include "com.h"

ACOM_FACE_AT(com_thing, IInternetFind, face)
ACOM_FACE_AT(com_call, AsyncIInternetFind, face)

enum { NEXT };

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

static bool room(com_call *c, ULONG *all)
{
	InternetFound *found;

	if (c->found_count < *all)
		return true;
	*all = *all ? *all * 2 : 16;
	found = CoTaskMemRealloc(c->found, *all * sizeof *found);
	if (found)
		c->found = found;
	return found;
}

static DWORD fill(com_call *c, ULONG asked)
{
	HINTERNET handle = com_call_handle(c);
	bool gopher = com_type(handle) == INTERNET_HANDLE_TYPE_GOPHER_FIND;
	union item item;
	ULONG all = 0;

	for (; c->found_count < asked; c->found_count++) {
		if (!room(c, &all))
			return ERROR_NOT_ENOUGH_MEMORY;
		if (!next(c->thing, handle, gopher, &item))
			return GetLastError() == ERROR_NO_MORE_FILES ? ERROR_SUCCESS : GetLastError();
		if (gopher ? put_item(&c->found[c->found_count], &item.gopher) : put_file(&c->found[c->found_count], &item.ftp))
			return ERROR_NOT_ENOUGH_MEMORY;
	}
	return ERROR_SUCCESS;
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
