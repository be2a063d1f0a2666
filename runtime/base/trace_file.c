/* trace_file.c - ACOM_TRACE_FILE: a JSON array of Chrome's trace events, which Perfetto and acom-timeline show. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base.h"

enum { EVENT_MOST = 1024, NAMED = 256 };

/* The end of the array is written behind every event, and overwritten by the next: a process that is killed leaves a whole
 * array behind. */
static const char tail[] = "\n]\n";

static struct {
	os_u32 process;   /* that made it; 0: not made yet */
	os_mutex lock;    /* guards the rest; a leaf */
	int fd;           /* 0: not made yet */
	uint64_t size;    /* up to the end of the last event */
	struct named { uint64_t apartment, thread; } named[NAMED]; /* those that were given names */
} file;

static void file_give_up(const char *what, int error)
{
	trace_drop(TRACE_FILE);
	trace_write("ACOM_TRACE_FILE=%s %s: %s", os_env_trusted("ACOM_TRACE_FILE"), what, strerror(error));
}

static bool file_is_open(void)
{
	if (file.fd)
		return true;
	int fd = os_file_make(os_env_trusted("ACOM_TRACE_FILE"));
	if (fd < 0) {
		file_give_up("cannot be written", -fd);
		return false;
	}
	file.fd = fd;
	os_store32(&file.process, (uint32_t)os_process_id());
	return true;
}

static void file_close(void)
{
	if (file.fd)
		os_close(file.fd);
	os_store32(&file.process, 0);
	file.fd = 0;
	file.size = 0;
	memset(file.named, 0, sizeof file.named);
}

/* When there is no room what was written before stays a whole array. */
static void file_add(const char *event)
{
	char text[EVENT_MOST + 16];
	int n = snprintf(text, sizeof text, "%s%s%s", file.size ? ",\n" : "[\n", event, tail);
	int error = os_file_put(file.fd, file.size, text, (size_t)n);

	if (!error) {
		file.size += (uint64_t)n - (sizeof tail - 1);
		return;
	}
	if (file.size)
		os_file_put(file.fd, file.size, tail, sizeof tail - 1);
	file_close();
	file_give_up("ends here", error);
}

/* ---- names: viewers call an apartment a process ---- */

static void file_name_apartment(const struct trace_place *p)
{
	char event[EVENT_MOST];
	unsigned long long id = p->apartment;

	snprintf(event, sizeof event, "{\"ph\":\"M\",\"pid\":%llu,\"name\":\"process_name\",\"args\":{\"name\":\"%.16s %llu\"}}", id,
	         p->kind, id);
	if (!id)
		snprintf(event, sizeof event,
		         "{\"ph\":\"M\",\"pid\":0,\"name\":\"process_name\",\"args\":{\"name\":\"no apartment\"}}");
	file_add(event);
}

static void file_name_thread(const struct trace_place *p, uint64_t thread)
{
	char event[EVENT_MOST];
	const char *what = p->worker ? "worker" : thread == os_load32(&file.process) ? "main thread" : "thread";

	snprintf(event, sizeof event,
	         "{\"ph\":\"M\",\"pid\":%llu,\"tid\":%llu,\"name\":\"thread_name\",\"args\":{\"name\":\"%s %llu\"}}",
	         (unsigned long long)p->apartment, (unsigned long long)thread, what, (unsigned long long)thread);
	file_add(event);
}

/* Where the thread's name is known to stand in this apartment, or is to be noted: behind others of the same number, unless there
 * are too many. */
static struct named *file_named(uint64_t apartment, uint64_t thread)
{
	unsigned slot = (unsigned)(thread * 31 + apartment) % NAMED;

	for (unsigned i = 0; i < NAMED; i++) {
		struct named *n = &file.named[(slot + i) % NAMED];

		if (!n->thread || (n->thread == thread && n->apartment == apartment))
			return n;
	}
	return &file.named[slot];
}

/* Once, or again if too many others were named in between: that does no harm. */
static void file_name(const struct trace_place *p, uint64_t thread)
{
	struct named *n = file_named(p->apartment, thread);

	if (n->thread == thread && n->apartment == p->apartment)
		return;
	*n = (struct named){ p->apartment, thread };
	file_name_apartment(p);
	if (file.fd)
		file_name_thread(p, thread);
}

/* ---- events ---- */

static void file_event(const struct trace_place *p, char phase, const char *members, va_list args)
{
	uint64_t now = os_now(), thread = os_thread_id();
	char event[EVENT_MOST];
	int n = snprintf(event, sizeof event, "{\"ph\":\"%c\",\"pid\":%llu,\"tid\":%llu,\"ts\":%llu.%03u,", phase,
	                 (unsigned long long)p->apartment, (unsigned long long)thread, (unsigned long long)(now / 1000),
	                 (unsigned)(now % 1000));

	vsnprintf(event + n, sizeof event - (size_t)n - 1, members, args);
	strcat(event, "}");
	file_add(event);
}

/* Where a process was forked its other threads may have held the lock, for ever. */
static bool file_is_another_process(void)
{
	uint32_t process = os_load32(&file.process);

	return process && process != os_process_id();
}

void trace_event(const struct trace_place *p, char phase, const char *members, ...)
{
	va_list args;

	if (file_is_another_process())
		return;
	va_start(args, members);
	os_mutex_lock(&file.lock);
	if (trace_on(TRACE_FILE) && file_is_open())
		file_name(p, os_thread_id());
	if (trace_on(TRACE_FILE) && file_is_open())
		file_event(p, phase, members, args);
	os_mutex_unlock(&file.lock);
	va_end(args);
}

void trace_restart(void)
{
	os_mutex_lock(&file.lock);
	file_close();
	os_store32(&trace_topics, TRACE_UNREAD);
	os_mutex_unlock(&file.lock);
}
