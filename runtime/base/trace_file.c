/* trace_file.c - ACOM_TRACE_FILE: a JSON array of Chrome's trace events, which Perfetto and acom-timeline show. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base.h"

enum { EVENT_MOST = 1024, NAMED = 256 };

/* The end of the array is written behind every event, and overwritten by the next: a process that is killed leaves a whole
 * array behind, and so does one that has no more room. */
static const char tail[] = "\n]\n";

static struct sink file = { .variable = "ACOM_TRACE_FILE", .topic = TRACE_FILE };
static struct named { uint64_t apartment, thread; } file_names[NAMED]; /* those that were given names; the sink's lock guards it */

static void file_add(const char *event)
{
	char text[EVENT_MOST + 16];
	int n = snprintf(text, sizeof text, "%s%s%s", file.size ? ",\n" : "[\n", event, tail);

	sink_put(&file, text, (size_t)n, sizeof tail - 1);
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
		struct named *n = &file_names[(slot + i) % NAMED];

		if (!n->thread || (n->thread == thread && n->apartment == apartment))
			return n;
	}
	return &file_names[slot];
}

/* Once, or again if too many others were named in between: that does no harm. */
static void file_name(const struct trace_place *p, uint64_t thread)
{
	struct named *n = file_named(p->apartment, thread);

	if (n->thread == thread && n->apartment == p->apartment)
		return;
	*n = (struct named){ p->apartment, thread };
	file_name_apartment(p);
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

void trace_event(const struct trace_place *p, char phase, const char *members, ...)
{
	va_list args;

	if (!sink_begin(&file))
		return;
	va_start(args, members);
	file_name(p, os_thread_id());
	file_event(p, phase, members, args);
	va_end(args);
	sink_end(&file);
}

void trace_restart(void)
{
	sink_restart(&file);
	memset(file_names, 0, sizeof file_names);
}
