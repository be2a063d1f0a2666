/* command.c - runs another program from a test, with its output kept, and files that a test makes and takes away. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "harness.h"

static char scratch[128];

static void child(const char *const *argv, void (*before)(void), int output)
{
	dup2(output, STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	if (before)
		before();
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	perror(argv[0]);
	_exit(127);
}

void command_run(struct command *c, const char *const *argv, void (*before)(void))
{
	int output = memfd_create("output", MFD_CLOEXEC), status = 0;
	pid_t pid = fork();
	ssize_t n;

	assert_true(output >= 0 && pid >= 0);
	if (!pid)
		child(argv, before, output);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	n = pread(output, c->output, sizeof c->output - 1, 0);
	c->output[n > 0 ? n : 0] = 0;
	c->status = WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
	close(output);
}

void directory_new(char *path, size_t size, const char *name)
{
	const char *below = getenv("TMPDIR");

	assert_in_range(snprintf(path, size, "%s/acom-%s-XXXXXX", below ? below : "/tmp", name), 1, size - 1);
	assert_non_null(mkdtemp(path));
}

const char *scratch_make(void)
{
	directory_new(scratch, sizeof scratch, "test");
	return scratch;
}

void scratch_remove(void)
{
	scratch_clear(scratch);
	assert_int_equal(rmdir(scratch), 0);
}

const char *scratch_file(const char *name)
{
	static char paths[8][512];
	static unsigned turn;
	char *path = paths[turn++ % 8];

	snprintf(path, sizeof paths[0], "%s/%s", scratch, name);
	return path;
}

void directory_make(const char *path)
{
	assert_int_equal(mkdir(path, 0755), 0);
}

static int entries(const char *directory, struct dirent ***list)
{
	int n = scandir(directory, list, NULL, alphasort);

	assert_true(n >= 0);
	return n;
}

static bool is_dot(const char *name)
{
	return !strcmp(name, ".") || !strcmp(name, "..");
}

const char *scratch_list(const char *directory)
{
	static char text[65536];
	struct dirent **list;
	int n = entries(directory, &list);

	text[0] = 0;
	for (int i = 0; i < n; free(list[i++]))
		if (!is_dot(list[i]->d_name))
			snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", text[0] ? " " : "", list[i]->d_name);
	free(list);
	return text;
}

void scratch_clear(const char *directory)
{
	struct dirent **list;
	int n = entries(directory, &list);
	char path[512];
	struct stat st;

	for (int i = 0; i < n; free(list[i++])) {
		snprintf(path, sizeof path, "%s/%s", directory, list[i]->d_name);
		if (is_dot(list[i]->d_name) || lstat(path, &st))
			continue;
		if (S_ISDIR(st.st_mode)) {
			scratch_clear(path);
			rmdir(path);
		} else {
			unlink(path);
		}
	}
	free(list);
}

const char *file_read(const char *path, size_t *size)
{
	static struct { char *data; } kept[8];
	static unsigned turn;
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *data;

	if (fd < 0 || fstat(fd, &st))
		return NULL;
	turn = (turn + 1) % 8;
	free(kept[turn].data);
	data = kept[turn].data = calloc(1, (size_t)st.st_size + 1);
	assert_non_null(data);
	assert_int_equal(read(fd, data, (size_t)st.st_size), st.st_size);
	close(fd);
	if (size)
		*size = (size_t)st.st_size;
	return data;
}

void file_write(const char *path, const void *data, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, size), (ssize_t)size);
	close(fd);
}
