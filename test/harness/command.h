/* command.h - runs another program from a test, with its output kept, and files that a test makes and takes away. */
#ifndef HARNESS_COMMAND_H
#define HARNESS_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

/* What a program left behind. */
struct command {
	int status;        /* its exit status; 256 + n: killed by signal n */
	char output[65536]; /* standard output and error, as far as they fit, terminated */
};

/* Runs argv[0] (searched in PATH) and waits. `before`, unless NULL, runs in the child in front of it. */
void command_run(struct command *c, const char *const *argv, void (*before)(void));

enum { DIRECTORY_MOST = 96 }; /* a socket in it still has a name */

/* A new directory below $TMPDIR, or /tmp. */
void directory_new(char *path, size_t size, const char *name);
/* The test's own; removed with all that it holds. */
const char *scratch_make(void);
void scratch_remove(void);
/* Its path there, for the next seven of these. */
const char *scratch_file(const char *name);
/* The entries of a directory in order, separated by blanks. */
const char *scratch_list(const char *directory);
void scratch_clear(const char *directory);
void directory_make(const char *path);

/* Whole files, in memory that the next call reuses after eight calls. NULL: there is no such file. */
const char *file_read(const char *path, size_t *size);
void file_write(const char *path, const void *data, size_t size);

#endif
