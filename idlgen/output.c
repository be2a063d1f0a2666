/* output.c - output files: they appear whole or not at all, and only those that change. */
#include "idlgen.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct output {
	const char *path;      /* NULL: not wanted; "-": standard output */
	FILE *old;             /* the file that is there, which has all that came so far */
	FILE *file;            /* what is written, once they differ */
	char temporary[PATH_MAX + 32]; /* its name until all are written; not the memory that is freed before the exit */
	volatile bool is_temporary;    /* it is there */
	uint64_t len;          /* of what came so far */
	bool same;             /* the file that is there is as it should be */
	struct timespec time;  /* of that */
};

static struct output outputs[OUTPUT_COUNT];

/* Whatever ends the program leaves no unfinished file behind. */
static void take_back(void)
{
	for (int i = 0; i < OUTPUT_COUNT; i++)
		if (outputs[i].is_temporary)
			unlink(outputs[i].temporary);
}

/* Signals that end the program, too. */
static void take_back_and_end(int signal)
{
	take_back();
	raise(signal); /* whose handler is the default again */
}

/* Asks for both; a signal that whoever started the program wants ignored stays ignored. */
static void prepare(void)
{
	static const int signals[] = { SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGXCPU, SIGXFSZ };
	static bool prepared;
	struct sigaction a = { .sa_handler = take_back_and_end, .sa_flags = SA_RESETHAND | SA_NODEFER }, old;

	for (size_t i = 0; i < ARRAY_COUNT(signals) && !prepared; i++)
		if (!sigaction(signals[i], NULL, &old) && old.sa_handler == SIG_DFL)
			sigaction(signals[i], &a, NULL);
	prepared = prepared || !atexit(take_back);
}

static _Noreturn void cannot_write(const char *path)
{
	die("%s cannot be written: %s", path, strerror(errno));
}

/* ---- one file ---- */

/* What is read, or is another output, is not written over. */
static void check_apart(const struct output *o, const char *path, const struct stat *st)
{
	for (int i = 0; i < OUTPUT_COUNT; i++)
		if (&outputs[i] != o && text_same(outputs[i].path, path))
			die("%s cannot be written: another output has this name", path);
	for (const struct source *s = source_list(); s && st; s = s->next)
		if (s->device == st->st_dev && s->inode == st->st_ino)
			die("%s cannot be written: it is an input", path);
}

static void open_temporary(struct output *o)
{
	o->is_temporary = true; /* before it is, so that a signal does not come in between */
	if (!(o->file = fopen(o->temporary, "wb")))
		cannot_write(o->path);
}

/* Beside the output, and named like it: as far as there is room for what makes it another name. */
static void name_temporary(struct output *o)
{
	enum { ROOM = 32 };
	const char *slash = strrchr(o->path, '/');
	int directory = slash ? (int)(slash + 1 - o->path) : 0;

	snprintf(o->temporary, sizeof o->temporary, "%.*s%.*s.%d.%ld.tmp", directory, o->path, NAME_MAX - ROOM, o->path + directory,
	         (int)(o - outputs), (long)getpid());
}

struct output *output_open(enum output_kind kind, const char *path)
{
	struct output *o = &outputs[kind];
	bool is_stdout = text_same(path, "-");
	struct stat st = { .st_mode = S_IFREG };
	bool is_there = !is_stdout && !stat(path, &st), is_too_long = !is_stdout && !is_there && errno == ENAMETOOLONG;

	prepare();
	if (!is_stdout && S_ISREG(st.st_mode))
		check_apart(o, path, is_there ? &st : NULL);
	o->path = path;
	name_temporary(o);
	o->time = st.st_mtim;
	if (S_ISDIR(st.st_mode) || is_too_long) {
		errno = is_too_long ? ENAMETOOLONG : EISDIR;
		cannot_write(path);
	}
	if (is_stdout || !S_ISREG(st.st_mode))
		o->file = is_stdout ? stdout : fopen(path, "wb");
	else if (!is_there || !(o->old = fopen(path, "rb")))
		open_temporary(o);
	if (!o->file && !o->old)
		cannot_write(path);
	return o;
}

/* Whether the old file goes on like this. */
static bool goes_on(struct output *o, const char *s, size_t len)
{
	char buffer[16384];

	while (len) {
		size_t n = fread(buffer, 1, len < sizeof buffer ? len : sizeof buffer, o->old);

		if (!n || memcmp(buffer, s, n))
			return false;
		s += n;
		len -= n;
	}
	return true;
}

static void write_out(struct output *o, const char *s, size_t len)
{
	if (fwrite(s, 1, len, o->file) != len)
		cannot_write(o->path);
}

/* The old file differs from here on: a new one begins with what it had. */
static void part_ways(struct output *o)
{
	char buffer[16384];

	open_temporary(o);
	rewind(o->old);
	for (uint64_t left = o->len; left; ) {
		size_t n = fread(buffer, 1, left < sizeof buffer ? left : sizeof buffer, o->old);

		if (!n)
			cannot_write(o->path);
		write_out(o, buffer, n);
		left -= n;
	}
	fclose(o->old);
	o->old = NULL;
}

void output_put(struct output *o, const char *s, size_t len)
{
	if (o->old && !goes_on(o, s, len))
		part_ways(o);
	o->len += len;
	if (!o->old)
		write_out(o, s, len);
}

static void close_output(struct output *o)
{
	if (o->old && fgetc(o->old) != EOF)
		part_ways(o);
	o->same = o->old != NULL;
	if (o->old)
		fclose(o->old);
	else if (o->file == stdout ? fflush(o->file) : fclose(o->file))
		cannot_write(o->path);
}

/* ---- times ---- */

static bool is_later(struct timespec a, struct timespec b)
{
	return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec;
}

/* When the newest of what the output is made from, idlgen among it, was changed. */
static struct timespec newest_input(void)
{
	struct timespec newest = { 0 };
	struct stat st;

	if (!stat("/proc/self/exe", &st))
		newest = st.st_mtim;
	for (const struct source *s = source_list(); s; s = s->next)
		if (!stat(s->path, &st) && is_later(st.st_mtim, newest))
			newest = st.st_mtim;
	return newest;
}

/* A file that would not change stays as it is, unless make would think it too old for ever. */
static void touch_old(void)
{
	struct timespec newest = newest_input();

	for (int i = 0; i < OUTPUT_COUNT; i++)
		if (outputs[i].same && is_later(newest, outputs[i].time) && utimensat(AT_FDCWD, outputs[i].path, NULL, 0))
			cannot_write(outputs[i].path);
}

/* All are written before the first one gets its name. */
void output_finish(bool keep_times)
{
	for (int i = 0; i < OUTPUT_COUNT; i++)
		if (outputs[i].path)
			close_output(&outputs[i]);
	for (int i = 0; i < OUTPUT_COUNT; i++) {
		if (outputs[i].is_temporary && rename(outputs[i].temporary, outputs[i].path))
			cannot_write(outputs[i].path);
		outputs[i].is_temporary = false;
	}
	if (!keep_times)
		touch_old();
}

/* ---- dependencies ---- */

/* Appends a file as make wants it, behind a blank if it is not the first one: "a b" -> "a\ b". */
void output_escape(struct text *t, const char *s)
{
	text_add(t, " ", t->len && t->s[t->len - 1] != '\n' ? 1 : 0);
	for (; *s; s++) {
		text_add(t, *s == '$' ? "$" : "\\", *s == '$' || *s == ' ' || *s == '#');
		text_add(t, s, 1);
	}
}

/* targets: inputs, and an empty rule for each input, so that a file that is gone does not stop make. */
struct text output_dependencies(const char *targets)
{
	struct text t = { 0 };

	if (targets)
		text_add(&t, targets, strlen(targets));
	for (int i = 0; i < OUTPUT_DEPENDENCIES && !targets; i++)
		if (outputs[i].path && strcmp(outputs[i].path, "-"))
			output_escape(&t, outputs[i].path);
	text_add(&t, ":", 1);
	for (const struct source *s = source_list(); s; s = s->next)
		output_escape(&t, s->path);
	text_add(&t, "\n", 1);
	for (const struct source *s = source_list()->next; s; s = s->next) {
		output_escape(&t, s->path);
		text_add(&t, ":\n", 2);
	}
	return t;
}
