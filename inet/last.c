/* last.c - what each thread knows of its last failure: a code, and the words of the server that refused. */
#include "inet.h"

/* In the octets that each thread has of its own. */
struct last {
	DWORD error, response;
	struct words *words;
	DWORD system;
};
_Static_assert(sizeof(struct last) <= OS_LOCAL_SIZE, "what a thread knows fits into its octets");

DWORD GetLastError(void)
{
	return ((struct last *)os_local())->error;
}

void SetLastError(DWORD dwErrCode)
{
	((struct last *)os_local())->error = dwErrCode;
}

BOOL last_failed(DWORD error)
{
	SetLastError(error);
	return FALSE;
}

BOOL last_succeeded(DWORD error)
{
	return error ? last_failed(error) : TRUE;
}

HINTERNET last_made(DWORD error, const HINTERNET *value)
{
	if (error)
		SetLastError(error);
	return error ? NULL : *value;
}

struct words *words_make(const char *text, size_t length)
{
	struct words *w = os_alloc(sizeof *w + length + 1);

	if (!w)
		return NULL;
	w->refs.v = 1;
	w->length = length;
	memcpy(w->text, text, length);
	w->text[length] = 0;
	return w;
}

void words_ref(struct words *w)
{
	os_ref(&w->refs);
}

void words_unref(struct words *w)
{
	if (w && !os_unref(&w->refs))
		os_free(w);
}

static void last_exit(void *local)
{
	words_unref(((struct last *)local)->words);
}

struct words *last_words_take(void)
{
	struct last *last = os_local();
	struct words *w = last->words;

	last->words = NULL;
	return w;
}

void last_response(DWORD *error, const struct words **w)
{
	const struct last *last = os_local();

	*error = last->response;
	*w = last->words;
}

void last_system(DWORD error)
{
	((struct last *)os_local())->system = error;
}

DWORD last_system_error(void)
{
	return ((struct last *)os_local())->system;
}

DWORD last_late(DWORD error, struct words *w, DWORD system)
{
	if (w)
		words_ref(w);
	last_words(error, w);
	last_system(system);
	return error;
}

void last_words(DWORD error, struct words *w)
{
	struct last *last = os_local();

	if (w)
		os_local_at_exit(last_exit);
	words_unref(last->words);
	last->words = w;
	last->response = error;
}
