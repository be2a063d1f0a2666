/* com_line.c - what the objects know of a handle: who waits for its callback, and who hears of its progress. */
#include "com.h"
#include "inet.h"

static struct {
	os_mutex lock;
	struct map lines;
	DWORD_PTR contexts;                    /* that there were: what a callback is late for it does not find */
} table;

static bool table_enter(struct com_line *l)
{
	bool entered;

	os_mutex_lock(&table.lock);
	l->context = ++table.contexts;
	entered = map_add(&table.lines, &l->by_context, &l->context, sizeof l->context);
	os_mutex_unlock(&table.lock);
	return entered;
}

/* ---- the sink ---- */

static bool is_text(DWORD status)
{
	return status == INTERNET_STATUS_RESOLVING_NAME || status == INTERNET_STATUS_NAME_RESOLVED ||
	       status == INTERNET_STATUS_CONNECTING_TO_SERVER || status == INTERNET_STATUS_CONNECTED_TO_SERVER ||
	       status == INTERNET_STATUS_REDIRECT;
}

static void tell_sink(struct com_line *l, DWORD status, const void *info, DWORD length, DWORD number)
{
	struct com_sink *sink;

	if (length == sizeof number && !is_text(status))
		memcpy(&number, info, sizeof number);
	os_mutex_lock(&l->lock);
	sink = com_sink_ref(l->sink);
	l->hangs_up = status == INTERNET_STATUS_CLOSING_CONNECTION;
	os_mutex_unlock(&l->lock);
	if (sink)
		com_sink_tell(sink, l->told, status, number, is_text(status) ? info : NULL);
	com_sink_unref(sink);
}

/* Once, and nothing behind it. Of what has no context nothing else tells it apart. */
static void tell_closing(struct com_line *l)
{
	bool tells, hangs_up;

	os_mutex_lock(&l->lock);
	tells = l->handle && l->told && !l->closing;
	hangs_up = l->hangs_up;
	l->closing = true;
	os_mutex_unlock(&l->lock);
	if (tells && hangs_up)
		tell_sink(l, INTERNET_STATUS_CONNECTION_CLOSED, NULL, 0, 0);
	if (tells)
		tell_sink(l, INTERNET_STATUS_HANDLE_CLOSING, NULL, 0, 0);
}

/* ---- the line ---- */

struct com_line *com_line_make(struct com_line *parent, uint64_t told)
{
	struct com_line *l = os_zalloc(sizeof *l);

	if (!l)
		return NULL;
	l->refs = 1;
	l->told = told;
	os_mutex_init(&l->lock);
	if (!table_enter(l)) {
		os_mutex_fini(&l->lock);
		os_free(l);
		return NULL;
	}
	if (parent) {
		l->parent = com_line_ref(parent);
		os_mutex_lock(&parent->lock);
		l->sink = com_sink_ref(parent->sink);
		os_mutex_unlock(&parent->lock);
	}
	return l;
}

struct com_line *com_line_ref(struct com_line *l)
{
	os_mutex_lock(&table.lock);
	l->refs++;
	os_mutex_unlock(&table.lock);
	return l;
}

static bool is_last(struct com_line *l)
{
	bool last;

	os_mutex_lock(&table.lock);
	last = !--l->refs;
	if (last)
		map_remove(&table.lines, &l->by_context);
	os_mutex_unlock(&table.lock);
	return last;
}

void com_line_unref(struct com_line *l)
{
	while (l && is_last(l)) {
		struct com_line *parent = l->parent;

		if (l->handle)
			InternetCloseHandle(l->handle);
		tell_closing(l); /* no callback finds it any more */
		com_sink_unref(l->sink);
		os_mutex_fini(&l->lock);
		os_free(l);
		l = parent;
	}
}

static struct com_line *find(DWORD_PTR context)
{
	struct map_node *node;
	struct com_line *l;

	os_mutex_lock(&table.lock);
	node = map_find(&table.lines, &context, sizeof context);
	l = node ? container_of(node, struct com_line, by_context) : NULL;
	if (l)
		l->refs++;
	os_mutex_unlock(&table.lock);
	return l;
}

HINTERNET com_line_handle(struct com_line *l)
{
	HINTERNET handle;

	os_mutex_lock(&l->lock);
	handle = l->handle;
	os_mutex_unlock(&l->lock);
	return handle;
}

void com_line_set(struct com_line *l, HINTERNET handle)
{
	bool doomed;

	os_mutex_lock(&l->lock);
	l->handle = handle;
	doomed = l->doomed;
	os_mutex_unlock(&l->lock);
	if (doomed)
		InternetCloseHandle(handle);
}

void com_line_hears(struct com_line *l, struct com_sink *sink)
{
	struct com_sink *before;

	os_mutex_lock(&l->lock);
	before = l->sink;
	l->sink = sink;
	os_mutex_unlock(&l->lock);
	com_sink_unref(before);
}

/* ---- what pends ---- */

DWORD com_line_claim(struct com_line *l, com_call *c)
{
	DWORD error = ERROR_INTERNET_REQUEST_PENDING;

	os_mutex_lock(&l->lock);
	if (!l->pending) {
		l->pending = c;
		error = ERROR_SUCCESS;
	}
	os_mutex_unlock(&l->lock);
	return error;
}

void com_line_unclaim(struct com_line *l, const com_call *c)
{
	os_mutex_lock(&l->lock);
	if (l->pending == c)
		l->pending = NULL;
	os_mutex_unlock(&l->lock);
}

/* As long as it pends here no other call begins on the handle with this context; but one that makes a file has another one, and
 * may be what an FTP session does before this one has begun, or behind its end. */
void com_line_cancel(struct com_line *l, com_call *c)
{
	HINTERNET made = NULL;

	os_mutex_lock(&l->lock);
	if (l->pending == c) {
		c->cancelled = true;
		l->doomed = c->makes;
		if (c->makes)
			made = l->handle;
		else if (l->handle)
			operation_cancel(l->handle, &l->context);
	}
	os_mutex_unlock(&l->lock);
	if (made)
		InternetCloseHandle(made);
}

/* ---- the callback of all handles ---- */

static com_call *take_pending(struct com_line *l)
{
	com_call *c;

	os_mutex_lock(&l->lock);
	c = l->pending;
	l->pending = NULL;
	os_mutex_unlock(&l->lock);
	return c;
}

static void complete(struct com_line *l, const INTERNET_ASYNC_RESULT *result)
{
	DWORD error = result->dwResult ? ERROR_SUCCESS : result->dwError;
	com_call *c = take_pending(l);

	tell_sink(l, INTERNET_STATUS_REQUEST_COMPLETE, NULL, 0, error);
	if (c)
		com_call_over(c, error);
}

/* The apartment must not end under a thread that is in it by default only. But who has nothing to tell there does not keep it. */
static bool has_listener(struct com_line *l)
{
	bool has;

	os_mutex_lock(&l->lock);
	has = l->sink || l->pending;
	os_mutex_unlock(&l->lock);
	return has;
}

void com_line_callback(HINTERNET h, DWORD_PTR context, DWORD status, void *info, DWORD length)
{
	struct com_line *l = find(context);
	HRESULT hr;

	(void)h;
	if (!l)
		return;
	hr = has_listener(l) ? CoInitializeEx(NULL, COINIT_MULTITHREADED) : E_NOTIMPL;
	if (status == INTERNET_STATUS_HANDLE_CREATED)
		com_line_set(l, (HINTERNET)((INTERNET_ASYNC_RESULT *)info)->dwResult);
	else if (status == INTERNET_STATUS_REQUEST_COMPLETE)
		complete(l, info);
	else if (status == INTERNET_STATUS_HANDLE_CLOSING)
		tell_closing(l);
	else
		tell_sink(l, status, info, length, 0);
	com_line_unref(l);
	if (SUCCEEDED(hr))
		CoUninitialize();
}
