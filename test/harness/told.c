/* told.c - what the library says on standard error, read back. */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "harness.h"
#include "told.h"

static const char *told_in(int fd)
{
	static char text[65536];
	ssize_t n = pread(fd, text, sizeof text - 1, 0);

	text[n > 0 ? n : 0] = 0;
	return text;
}

struct told told_begin_at(int fd)
{
	struct told t = { dup(STDERR_FILENO), fd };

	assert_int_equal(dup2(fd, STDERR_FILENO), STDERR_FILENO);
	return t;
}

struct told told_begin(void)
{
	return told_begin_at(memfd_create("told", MFD_CLOEXEC));
}

const char *told_end(struct told *t)
{
	dup2(t->kept, STDERR_FILENO);
	close(t->kept);
	const char *text = told_in(t->now);
	close(t->now);
	return text;
}

void told_from_here(const char *topics)
{
	if (topics)
		setenv("ACOM_TRACE", topics, 1);
	else
		unsetenv("ACOM_TRACE");
	struct told t = told_begin();
	close(t.kept);
	close(t.now);
}

const char *told_so_far(void)
{
	return told_in(STDERR_FILENO);
}
