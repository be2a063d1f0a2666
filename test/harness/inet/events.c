/* events.c - a callback that writes down what it is told, and checks that it could be told in this order. */
#include <stdio.h>
#include <string.h>

#include "events.h"

static struct event told[EVENTS_MOST];
static os_u32 count;
static unsigned finished[64];   /* completions that were waited for, by context */
static os_mutex lock;
/* Threads of the test that wait for the next one. */
static struct waiter {
	struct waiter *next;
	os_parker parker;
} *waiters;
void (*events_hook)(const struct event *e, void *info);

/* What may follow what, for one handle; 0 stands for nothing yet. */
static const struct { DWORD status; DWORD next[14]; } grammar[] = {
	{ 0, { 10, 20, 30, 40, 70, 80, 100, 320, 50 } },
	{ INTERNET_STATUS_DETECTING_PROXY, { 10, 20, 30, 100, 320 } },
	{ INTERNET_STATUS_COOKIE_SENT, { 10, 20, 30, 100 } },
	{ INTERNET_STATUS_RESOLVING_NAME, { 11, 100, 70 } },
	{ INTERNET_STATUS_NAME_RESOLVED, { 20, 100, 70 } },
	{ INTERNET_STATUS_CONNECTING_TO_SERVER, { 20, 21, 100, 70 } },
	{ INTERNET_STATUS_CONNECTED_TO_SERVER, { 30, 40, 100, 50, 70, 10, 20 } }, /* the last two: FTP's session is told no more */
	{ INTERNET_STATUS_SENDING_REQUEST, { 31, 100, 50, 70 } },
	{ INTERNET_STATUS_REQUEST_SENT, { 30, 40, 100, 50, 70 } },
	{ INTERNET_STATUS_RECEIVING_RESPONSE, { 41, 120, 100, 50, 70 } },
	{ INTERNET_STATUS_INTERMEDIATE_RESPONSE, { 41, 120, 100, 50, 70 } },
	{ INTERNET_STATUS_RESPONSE_RECEIVED, { 321, 110, 100, 50, 40, 30, 20, 10, 70, 80, 320 } },
	{ INTERNET_STATUS_COOKIE_RECEIVED, { 321, 110, 100, 50, 40, 30, 20, 10, 70, 80, 320 } },
	{ INTERNET_STATUS_REDIRECT, { 10, 20, 30, 100, 50, 70, 320, 200 } },
	{ INTERNET_STATUS_STATE_CHANGE, { 10, 20, 30, 100, 50, 70, 320 } },
	{ INTERNET_STATUS_CLOSING_CONNECTION, { 51 } },
	{ INTERNET_STATUS_CONNECTION_CLOSED, { 10, 20, 30, 40, 41, 70, 80, 100, 110, 320, 50 } },
	{ INTERNET_STATUS_REQUEST_COMPLETE, { 10, 20, 30, 40, 50, 70, 80, 320, 41, 100 } },
	{ INTERNET_STATUS_HANDLE_CLOSING, { 0 } },
};

static bool may_follow(DWORD before, DWORD status)
{
	unsigned i, j;

	for (i = 0; i < ARRAY_COUNT(grammar); i++)
		if (grammar[i].status == before)
			for (j = 0; grammar[i].next[j]; j++)
				if (grammar[i].next[j] == status)
					return true;
	return false;
}

/* That a handle was made is told with its parent's, and the way to an FTP server with the session's: by context these are several
 * stories. */
static DWORD before(HINTERNET h, DWORD_PTR context)
{
	uint32_t i;

	for (i = count.v; i--;)
		if (told[i].handle == h && told[i].context == context && told[i].status != INTERNET_STATUS_HANDLE_CREATED)
			return told[i].status;
	return 0;
}

DWORD events_check(DWORD before, DWORD status)
{
	if (status == INTERNET_STATUS_HANDLE_CREATED) /* that of another one */
		return before;
	if (!may_follow(before, status))
		fail_msg("%u is told behind %u", status, before);
	return status;
}

static void check(const struct event *e)
{
	if (e->status == INTERNET_STATUS_HANDLE_CREATED)
		assert_int_equal(e->length, sizeof(HINTERNET));
	else
		events_check(before(e->handle, e->context), e->status);
}

static void read_payload(struct event *e, const void *info)
{
	const INTERNET_ASYNC_RESULT *result = info;

	switch (e->status) {
	case INTERNET_STATUS_HANDLE_CREATED:
	case INTERNET_STATUS_REQUEST_COMPLETE:
		e->result = result->dwResult;
		e->error = result->dwError;
		break;
	case INTERNET_STATUS_REQUEST_SENT:
	case INTERNET_STATUS_RESPONSE_RECEIVED:
	case INTERNET_STATUS_INTERMEDIATE_RESPONSE:
	case INTERNET_STATUS_COOKIE_SENT:
	case INTERNET_STATUS_COOKIE_RECEIVED:
		assert_int_equal(e->length, sizeof e->number);
		memcpy(&e->number, info, sizeof e->number);
		break;
	case INTERNET_STATUS_RESOLVING_NAME:
	case INTERNET_STATUS_NAME_RESOLVED:
	case INTERNET_STATUS_CONNECTING_TO_SERVER:
	case INTERNET_STATUS_CONNECTED_TO_SERVER:
	case INTERNET_STATUS_REDIRECT:
		assert_int_equal(e->length, strlen(info) + 1);
		snprintf(e->text, sizeof e->text, "%s", (const char *)info);
		break;
	}
}

void events_callback(HINTERNET h, DWORD_PTR context, DWORD status, void *info, DWORD length)
{
	struct event e = { .handle = h, .context = context, .status = status, .thread = os_thread_id(), .length = length };
	void (*hook)(const struct event *e, void *info);

	assert_true(context);
	assert_true((info == NULL) == (length == 0));
	read_payload(&e, info);
	os_mutex_lock(&lock);
	check(&e);
	assert_true(count.v < EVENTS_MOST);
	told[count.v] = e;
	os_store32(&count, count.v + 1);
	for (; waiters; waiters = waiters->next) /* the next is read before its owner goes on: it needs the lock */
		os_unpark(&waiters->parker);
	hook = events_hook;
	os_mutex_unlock(&lock);
	if (length) /* it is the callback's own */
		memset(info, 0xEE, length);
	if (hook)
		hook(&e, info);
}

void events_clear(void)
{
	os_mutex_lock(&lock);
	count.v = 0;
	memset(finished, 0, sizeof finished);
	events_hook = NULL;
	os_mutex_unlock(&lock);
}

unsigned events_count(void)
{
	return os_load32(&count);
}

const struct event *events_at(unsigned i)
{
	assert_true(i < events_count());
	return &told[i];
}

const char *events_told(DWORD_PTR context)
{
	static char text[8 * EVENTS_MOST];
	size_t size = 0;
	unsigned i;

	text[0] = 0;
	for (i = 0; i < events_count(); i++)
		if (!context || told[i].context == context)
			size += (size_t)snprintf(text + size, sizeof text - size, "%s%u", size ? " " : "", told[i].status);
	return text;
}

unsigned events_times(DWORD_PTR context, DWORD status)
{
	unsigned i, seen = 0;

	for (i = 0; i < events_count(); i++)
		seen += told[i].status == status && told[i].context == context;
	return seen;
}

unsigned events_finished(DWORD_PTR context)
{
	return finished[context];
}

static const struct event *find(DWORD_PTR context, DWORD status, unsigned times)
{
	unsigned i, seen = 0;

	for (i = 0; i < count.v; i++) {
		seen += told[i].status == status && told[i].context == context;
		if (seen == times)
			return &told[i];
	}
	return NULL;
}

const struct event *events_await(DWORD_PTR context, DWORD status, unsigned times)
{
	struct waiter me = { .next = NULL };
	const struct event *e;

	os_mutex_lock(&lock);
	while (!(e = find(context, status, times))) {
		me.next = waiters;
		waiters = &me;
		os_mutex_unlock(&lock);
		os_park(&me.parker, OS_FOREVER);
		os_mutex_lock(&lock);
	}
	os_mutex_unlock(&lock);
	os_parker_fini(&me.parker);
	return e;
}

BOOL events_finish(BOOL returned, DWORD_PTR context, DWORD *error, DWORD_PTR *result)
{
	const struct event *e;

	*error = returned ? ERROR_SUCCESS : GetLastError();
	if (returned || *error != ERROR_IO_PENDING)
		return returned;
	assert_true(context < ARRAY_COUNT(finished));
	e = events_await(context, INTERNET_STATUS_REQUEST_COMPLETE, ++finished[context]);
	*error = e->error;
	if (result)
		*result = e->result;
	return e->result != 0;
}
