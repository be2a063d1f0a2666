/* trace.c - what the library tells on standard error when ACOM_TRACE asks for it; it allocates nothing. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base.h"

#define TRACE_PARSED 0x80000000u /* beside the topics: the environment was read */

static os_u32 topics;

/* The topic of one name of the list; 0 when it is none of ours. */
static uint32_t topic_of(const char *name, size_t length)
{
	static const struct { const char *name; uint32_t topic; } known[] = {
		{ "call", TRACE_CALL },
		{ "fail", TRACE_FAIL },
		{ "held", TRACE_HELD },
	};

	for (size_t i = 0; i < ARRAY_COUNT(known); i++)
		if (strlen(known[i].name) == length && !memcmp(known[i].name, name, length))
			return known[i].topic;
	return 0;
}

static uint32_t parse(const char *list)
{
	uint32_t found = TRACE_PARSED;

	while (list && *list) {
		size_t length = strcspn(list, ",");

		found |= topic_of(list, length);
		list += length + (list[length] == ',');
	}
	return found;
}

/* Two threads may both parse: they find the same. */
bool trace_on(enum trace_topic topic)
{
	uint32_t now = os_load32(&topics);

	if (!now) {
		now = parse(os_env("ACOM_TRACE"));
		os_store32(&topics, now);
	}
	return now & topic;
}

/* One line, with one write, so that lines of several threads do not mix; what is too long is cut. */
void trace_write(const char *format, ...)
{
	char line[512] = "acom: ";
	size_t head = strlen(line);
	va_list args;

	va_start(args, format);
	vsnprintf(line + head, sizeof line - head - 1, format, args);
	va_end(args);
	strcat(line, "\n");
	fwrite(line, 1, strlen(line), stderr);
}

HRESULT trace_fail(HRESULT hr, const char *file, int line, const char *function)
{
	if (FAILED(hr) && trace_on(TRACE_FAIL)) {
		const char *name = error_name(hr);
		trace_write("fail %s 0x%08x at %s:%d in %s", name ? name : "HRESULT", (unsigned)hr, file, line, function);
	}
	return hr;
}
