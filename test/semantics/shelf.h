/* shelf.h - a directory of class files that a test writes, and what the library says of them on standard error. */
#ifndef SHELF_H
#define SHELF_H

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "harness.h"

#include "test/shared/place.h"

struct shelf {
	char path[128];
};

#define PLACE_CLSID "{5b1f0ab0-7d0e-4c55-9f6e-2a6d6d3a0001}"

/* A new directory, the only one that is searched. */
static inline void shelf_open(struct shelf *s)
{
	directory_new(s->path, sizeof s->path, "shelf");
	setenv("ACOM_CLASS_PATH", s->path, 1);
	setenv("XDG_DATA_HOME", "/nowhere", 1);
	setenv("XDG_DATA_DIRS", "/nowhere", 1);
}

static inline void shelf_close(struct shelf *s)
{
	char command[160];

	snprintf(command, sizeof command, "rm -rf '%s'", s->path);
	assert_int_equal(system(command), 0);
	unsetenv("ACOM_CLASS_PATH");
}

/* The path of something in it: one of four buffers. */
static inline const char *shelf_path(const struct shelf *s, const char *name)
{
	static char paths[4][512];
	static unsigned turn;
	char *p = paths[turn++ % 4];

	snprintf(p, sizeof paths[0], "%s/%s", s->path, name);
	return p;
}

static inline void shelf_put(const struct shelf *s, const char *name, const void *text, size_t size)
{
	int fd = open(shelf_path(s, name), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, size), size);
	close(fd);
}

/* A class file; %s in it is the shelf. */
static inline void shelf_write(const struct shelf *s, const char *name, const char *format)
{
	char text[8192];

	#pragma GCC diagnostic push
	#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(text, sizeof text, format, s->path);
	#pragma GCC diagnostic pop
	shelf_put(s, name, text, strlen(text));
}

/* A copy of a library that was built for the tests. */
static inline void shelf_library(const struct shelf *s, const char *name)
{
	char from[512], buffer[4096];
	size_t n;

	snprintf(from, sizeof from, "%s/../shared/%s", harness_directory(), name);
	FILE *in = fopen(from, "r"), *out = fopen(shelf_path(s, name), "w");
	assert_non_null(in);
	assert_non_null(out);
	while ((n = fread(buffer, 1, sizeof buffer, in)))
		assert_int_equal(fwrite(buffer, 1, n, out), n);
	fclose(in);
	fclose(out);
	chmod(shelf_path(s, name), 0755);
}

/* The place library and a file of its class with this threading model. */
static inline void shelf_place(const struct shelf *s, const char *model)
{
	char format[512];

	shelf_library(s, "place.so");
	snprintf(format, sizeof format, "CLSID=%s\nLibrary=%%s/place.so\n%s%s\n", PLACE_CLSID, *model ? "ThreadingModel=" : "", model);
	shelf_write(s, "place.class", format);
}

/* ---- standard error ---- */

static int told_before, told_file;

static inline void told_begin(void)
{
	FILE *f = tmpfile();

	assert_non_null(f);
	fflush(stderr);
	told_before = dup(2);
	told_file = dup(fileno(f));
	fclose(f);
	dup2(told_file, 2);
}

/* What was written since. */
static inline const char *told_end(void)
{
	static char text[2048];

	fflush(stderr);
	dup2(told_before, 2);
	close(told_before);
	ssize_t n = pread(told_file, text, sizeof text - 1, 0);
	close(told_file);
	text[n > 0 ? n : 0] = '\0';
	return text;
}

#endif
