/* sink.c - a file that a variable of the environment asks for, written as things happen; it never harms the program. */
#include <string.h>

#include "base.h"

static void sink_give_up(struct sink *s, const char *what, int error)
{
	trace_drop(s->topic);
	trace_write("%s=%s %s: %s", s->variable, os_env_trusted(s->variable), what, os_error_text(error));
}

static bool sink_is_open(struct sink *s)
{
	if (s->fd)
		return true;
	int fd = os_file_make(os_env_trusted(s->variable));
	if (fd < 0) {
		sink_give_up(s, "cannot be written", -fd);
		return false;
	}
	s->fd = fd;
	os_store32(&s->process, (uint32_t)os_process_id());
	return true;
}

static void sink_close(struct sink *s)
{
	if (s->fd)
		os_close(s->fd);
	os_store32(&s->process, 0);
	s->fd = 0;
	s->size = 0;
}

/* Where a process was forked its other threads may have held the lock, for ever. */
static bool sink_is_another_process(struct sink *s)
{
	uint32_t process = os_load32(&s->process);

	return os_is_copy() || (process && process != os_process_id());
}

bool sink_begin(struct sink *s)
{
	if (sink_is_another_process(s))
		return false;
	os_mutex_lock(&s->lock);
	if (trace_on(s->topic) && sink_is_open(s))
		return true;
	os_mutex_unlock(&s->lock);
	return false;
}

void sink_put(struct sink *s, const void *data, size_t size, size_t tail)
{
	const char *octets = data;
	int error;

	if (!s->fd) /* it ended meanwhile */
		return;
	error = os_file_put(s->fd, s->size, data, size);
	if (!error) {
		s->size += size - tail;
		return;
	}
	if (s->size && tail)
		os_file_put(s->fd, s->size, octets + size - tail, tail);
	sink_close(s);
	sink_give_up(s, "ends here", error);
}

void sink_end(struct sink *s)
{
	os_mutex_unlock(&s->lock);
}

void sink_restart(struct sink *s)
{
	os_mutex_lock(&s->lock);
	sink_close(s);
	os_store32(&trace_topics, TRACE_UNREAD);
	os_mutex_unlock(&s->lock);
}
