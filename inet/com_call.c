/* com_call.c - call objects: Begin_ has a flat function begin what pends, its handle's callback completes, Finish_ gives. */
#include "com.h"

ACOM_FACE(com_call, ICancelMethodCalls)

/* ---- the object ---- */

HRESULT com_call_construct(void *object)
{
	com_call *c = object;

	os_mutex_init(&c->lock);
	return AcomServerCallInit(&c->call, &c->object);
}

static struct com_line *change_line(com_call *c, struct com_line *l)
{
	struct com_line *before;

	os_mutex_lock(&c->lock);
	before = c->line;
	c->line = l;
	os_mutex_unlock(&c->lock);
	return before;
}

/* What the last call has left. */
static void forget(com_call *c)
{
	com_line_unref(change_line(c, NULL));
	CoTaskMemFree(c->data);
	CoTaskMemFree(c->words);
	while (c->found_count--) {
		CoTaskMemFree(c->found[c->found_count].name);
		CoTaskMemFree(c->found[c->found_count].locator);
	}
	CoTaskMemFree(c->found);
	c->data = NULL;
	c->found = NULL;
	c->words = NULL;
	c->found_count = c->count = 0;
	c->makes = c->cancelled = false;
}

void com_call_destruct(void *object)
{
	com_call *c = object;

	forget(c);
	if (c->thing)
		AcomObjectRelease(&c->thing->object);
	AcomServerCallFini(&c->call);
	os_mutex_fini(&c->lock);
}

static struct com_line *line_of(com_call *c)
{
	struct com_line *l;

	os_mutex_lock(&c->lock);
	l = c->line ? com_line_ref(c->line) : NULL;
	os_mutex_unlock(&c->lock);
	return l;
}

static void cancel_line(com_call *c)
{
	struct com_line *l = line_of(c);

	if (l)
		com_line_cancel(l, c);
	com_line_unref(l);
}

/* RPC_E_CALL_COMPLETE: it has ended in time. */
static HRESULT await_end(com_call *c, ULONG seconds)
{
	ISynchronize *sync;
	HRESULT hr = AcomObjectQueryInterface(&c->object, &IID_ISynchronize, (void **)&sync);

	if (FAILED(hr))
		return S_OK;
	hr = ISynchronize_Wait(sync, 0, seconds < INFINITE / 1000 ? seconds * 1000 : INFINITE);
	ISynchronize_Release(sync);
	return hr == S_OK ? RPC_E_CALL_COMPLETE : S_OK;
}

static HRESULT com_call_Cancel(ICancelMethodCalls *This, ULONG seconds)
{
	com_call *c = com_call_from_ICancelMethodCalls(This);
	HRESULT hr = AcomServerCall_ICancelMethodCalls_vtbl.Cancel(&c->call.ICancelMethodCalls_iface, 0);

	if (FAILED(hr))
		return hr;
	cancel_line(c);
	return seconds ? await_end(c, seconds) : S_OK;
}

static HRESULT com_call_TestCancel(ICancelMethodCalls *This)
{
	com_call *c = com_call_from_ICancelMethodCalls(This);

	return AcomServerCall_ICancelMethodCalls_vtbl.TestCancel(&c->call.ICancelMethodCalls_iface);
}

const ICancelMethodCallsVtbl com_call_ICancelMethodCalls_vtbl = {
	ACOM_UNKNOWN(com_call, ICancelMethodCalls), com_call_Cancel, com_call_TestCancel,
};

DWORD com_type(HINTERNET handle)
{
	DWORD type, size = sizeof type;

	return InternetQueryOptionA(handle, INTERNET_OPTION_HANDLE_TYPE, &type, &size) ? type : 0;
}

char *com_copy(const void *data, size_t size)
{
	char *copy = CoTaskMemAlloc(size + 1);

	if (copy) {
		memcpy(copy, data, size);
		copy[size] = 0;
	}
	return copy;
}

/* ---- Begin_ ---- */

HRESULT com_call_begin(com_call *c, DWORD method)
{
	HRESULT hr = AcomServerCallTryBegin(&c->call, method);

	if (SUCCEEDED(hr))
		forget(c);
	return hr;
}

HINTERNET com_call_handle(com_call *c)
{
	return com_line_handle(c->thing->line);
}

DWORD_PTR com_call_context(com_call *c)
{
	return c->line->context;
}

HRESULT com_result(DWORD error)
{
	return error == ERROR_NOT_ENOUGH_MEMORY ? E_OUTOFMEMORY : HRESULT_FROM_WIN32(error);
}

/* Of what was cancelled while it was made the handle is closed, whatever the function has come to. */
static HRESULT result_of(const com_call *c, DWORD error)
{
	if (c->cancelled && c->makes)
		return RPC_E_CALL_CANCELED;
	return c->cancelled && error == ERROR_INTERNET_OPERATION_CANCELLED ? RPC_E_CALL_CANCELED : com_result(error);
}

HRESULT com_call_end(com_call *c, DWORD error)
{
	if (c->line)
		com_line_unclaim(c->line, c);
	c->words = com_words_take(error);
	return AcomServerCallComplete(&c->call, result_of(c, error));
}

static bool goes_on(com_call *c, DWORD error, HRESULT *hr)
{
	if (error)
		*hr = com_call_end(c, error);
	return !error;
}

bool com_call_opens(com_call *c, DWORD method, HRESULT *hr)
{
	*hr = com_call_begin(c, method);
	return SUCCEEDED(*hr) && goes_on(c, com_thing_open(c->thing), hr);
}

/* From now on it pends on the line, which is its own; NULL: no memory. */
static bool claims(com_call *c, struct com_line *own, size_t room, HRESULT *hr)
{
	DWORD error;

	change_line(c, own);
	error = own ? com_line_claim(own, c) : ERROR_NOT_ENOUGH_MEMORY;
	if (!error && room) {
		c->data = CoTaskMemAlloc(room);
		error = c->data ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
	}
	return goes_on(c, error, hr);
}

bool com_call_waits(com_call *c, DWORD method, size_t room, HRESULT *hr)
{
	*hr = com_call_begin(c, method);
	return SUCCEEDED(*hr) && claims(c, com_line_ref(c->thing->line), room, hr);
}

bool com_call_makes(com_call *c, DWORD method, uint64_t told, size_t room, HRESULT *hr)
{
	if (!com_call_opens(c, method, hr))
		return false;
	c->makes = true;
	return claims(c, com_line_make(c->thing->line, told), room, hr);
}

/* What was to be cancelled before it pended is cancelled now. */
HRESULT com_call_went(com_call *c, BOOL succeeded)
{
	DWORD error = succeeded ? ERROR_SUCCESS : GetLastError();

	if (error != ERROR_IO_PENDING)
		return com_call_end(c, error);
	if (com_call_TestCancel(&c->ICancelMethodCalls_iface) == RPC_E_CALL_CANCELED)
		cancel_line(c);
	return S_OK;
}

HRESULT com_call_made(com_call *c, HINTERNET handle)
{
	if (handle)
		com_line_set(c->line, handle);
	return com_call_went(c, handle != NULL);
}

void com_call_over(com_call *c, DWORD error)
{
	c->words = com_words_take(error);
	AcomServerCallPost(&c->call, result_of(c, error));
}

/* ---- Finish_ ---- */

static HRESULT finished(com_call *c, HRESULT hr)
{
	if (FAILED(hr))
		com_words_give(c->words);
	AcomServerCallFinished(&c->call);
	return hr;
}

/* False: it gives nothing, and *result is what Finish_ returns. */
static bool gives(com_call *c, DWORD method, HRESULT *result)
{
	HRESULT hr = AcomServerCallTryFinish(&c->call, method, result);

	if (FAILED(hr))
		*result = hr;
	else if (FAILED(*result))
		finished(c, *result);
	return SUCCEEDED(*result);
}

HRESULT com_call_finish(com_call *c, DWORD method)
{
	HRESULT result;

	return gives(c, method, &result) ? finished(c, result) : result;
}

HRESULT com_call_finish_octets(com_call *c, DWORD method, void *to, ULONG *count)
{
	HRESULT result;

	*count = 0;
	if (!gives(c, method, &result))
		return result;
	if (c->count)
		memcpy(to, c->data, c->count);
	*count = c->count;
	return finished(c, c->count || !c->number ? S_OK : S_FALSE);
}

HRESULT com_call_finish_number(com_call *c, DWORD method, DWORD *number)
{
	HRESULT result;

	*number = 0;
	if (!gives(c, method, &result))
		return result;
	*number = c->count;
	return finished(c, result);
}

HRESULT com_call_finish_size(com_call *c, DWORD method, ULONGLONG *size)
{
	HRESULT result;

	*size = 0;
	if (!gives(c, method, &result))
		return result;
	*size = c->number;
	return finished(c, result);
}

static void *take(void **data)
{
	void *taken = *data;

	*data = NULL;
	return taken;
}

HRESULT com_call_finish_text(com_call *c, DWORD method, char **text)
{
	HRESULT result;

	*text = NULL;
	if (!gives(c, method, &result))
		return result;
	*text = take(&c->data);
	return finished(c, result);
}

/* By what a URL has led to. */
static const AcomClass *class_of(const com_call *c)
{
	switch (com_type(com_line_handle(c->line))) {
	case INTERNET_HANDLE_TYPE_HTTP_REQUEST:
		return com_http_request;
	case INTERNET_HANDLE_TYPE_FTP_FIND:
	case INTERNET_HANDLE_TYPE_GOPHER_FIND:
		return com_find;
	default:
		return com_file;
	}
}

HRESULT com_call_finish_object(com_call *c, DWORD method, const AcomClass *class, REFIID riid, void **ppv)
{
	HRESULT result;

	*ppv = NULL;
	if (!gives(c, method, &result))
		return result;
	class = class ? class : class_of(c);
	return finished(c, com_thing_make(class, change_line(c, NULL), take(&c->data), NULL, riid, ppv));
}

HRESULT com_call_finish_found(com_call *c, DWORD method, ULONG asked, InternetFound *found, ULONG *got)
{
	HRESULT result;

	*got = 0;
	if (!gives(c, method, &result))
		return result;
	if (c->found_count)
		memcpy(found, c->found, c->found_count * sizeof *found);
	*got = c->found_count;
	c->found_count = 0;
	return finished(c, *got < asked ? S_FALSE : S_OK);
}
