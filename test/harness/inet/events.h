/* events.h - a callback that writes down what it is told, and checks that it could be told in this order. */
#ifndef EVENTS_H
#define EVENTS_H

#include "harness.h"
#include <acom/wininet.h>
#include "base/base.h"

struct event {
	HINTERNET handle;
	DWORD_PTR context;
	DWORD status;
	uint64_t thread;
	DWORD number;             /* of payloads that are one */
	DWORD_PTR result;         /* of INTERNET_ASYNC_RESULT */
	DWORD error, length;
	char text[64];
};
enum { EVENTS_MOST = 1024 };

/* The grammar, for other callbacks than events_callback: fails unless this may be told behind `before`, of one handle and context;
 * 0: it is the first. What stands before the next one. */
DWORD events_check(DWORD before, DWORD status);
/* Forgets all. Each test begins with it. */
void events_clear(void);
void CALLBACK events_callback(HINTERNET h, DWORD_PTR context, DWORD status, void *info, DWORD length);
/* Called in the callback, behind the checks; NULL: nothing. */
extern void (*events_hook)(const struct event *e, void *info);
unsigned events_count(void);
const struct event *events_at(unsigned i);
/* The statuses with blanks between them, of one context; 0: of all. */
const char *events_told(DWORD_PTR context);
unsigned events_times(DWORD_PTR context, DWORD status); /* how often */
unsigned events_finished(DWORD_PTR context); /* how many completions were waited for */
/* Waits until there were so many with this status and context. */
const struct event *events_await(DWORD_PTR context, DWORD status, unsigned count);
/* A function has returned this: waits for its end if it pends; TRUE or FALSE, and *error. */
BOOL events_finish(BOOL returned, DWORD_PTR context, DWORD *error, DWORD_PTR *result);

#endif
