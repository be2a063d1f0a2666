/* trace.c - what the library tells on standard error when ACOM_TRACE asks for it; telling allocates nothing. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base.h"

os_u32 trace_topics = { TRACE_UNREAD };

static const struct { const char *name; uint32_t topic; } known[] = {
	{ "apartment", TRACE_APARTMENT },
	{ "call", TRACE_CALL },
	{ "fail", TRACE_FAIL },
	{ "held", TRACE_HELD },
	{ "refs", TRACE_REFS },
};

/* One line, and no commands for a terminal, whatever names files and libraries have: also not those that UTF-8 spells with two
 * octets. */
static void line_clean(char *line)
{
	for (unsigned char *c = (unsigned char *)line; *c; c++) {
		if (c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0)
			c[0] = c[1] = '?';
		if (*c < ' ' || *c == 0x7f)
			*c = '?';
	}
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
	line_clean(line);
	strcat(line, "\n");
	os_tell(line, strlen(line));
}

/* The topic of one name of the list; 0 when it is none of ours, which is told. */
static uint32_t topic_of(const char *name, size_t length)
{
	for (size_t i = 0; i < ARRAY_COUNT(known); i++)
		if (strlen(known[i].name) == length && !memcmp(known[i].name, name, length))
			return known[i].topic;
	if (length)
		trace_write("ACOM_TRACE does not know '%.*s': apartment, call, fail, held and refs are what it can be", (int)length, name);
	return 0;
}

static uint32_t topics_of(const char *list)
{
	uint32_t found = 0;

	while (list && *list) {
		size_t length = strcspn(list, ",");

		found |= topic_of(list, length);
		list += length + (list[length] == ',');
	}
	return found;
}

/* The topic of a variable that names a file. */
static uint32_t topic_of_file(const char *variable, enum trace_topic topic)
{
	const char *path = os_env_trusted(variable);

	return path && *path ? topic : 0;
}

/* Two threads may both read the environment: they find the same. Set-user-id programs tell nothing: addresses of theirs help
 * those who attack them. */
bool trace_asked(uint32_t topics)
{
	uint32_t now = os_load32(&trace_topics);

	if (now & TRACE_UNREAD) {
		now = topics_of(os_env_trusted("ACOM_TRACE")) | topic_of_file("ACOM_TRACE_FILE", TRACE_FILE) |
		      topic_of_file("ACOM_PCAP", TRACE_PCAP);
		os_store32(&trace_topics, now);
	}
	return now & topics;
}

void trace_drop(enum trace_topic topic)
{
	os_and32(&trace_topics, ~(uint32_t)topic);
}

HRESULT trace_fail(HRESULT hr, const char *file, int line, const char *function)
{
	if (FAILED(hr) && trace_on(TRACE_FAIL)) {
		const char *name = error_name(hr);
		trace_write("fail %s 0x%08x at %s:%d in %s", name ? name : "HRESULT", (unsigned)hr, file, line, function);
	}
	return hr;
}
