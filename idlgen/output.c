/* output.c - output files: they appear whole or not at all, and only those that change. */
#include "idlgen.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct output {
	const char *path;      /* NULL: not wanted; "-": standard output */
	struct text text;
	const char *temporary; /* NULL: is no plain file and is written at once */
	bool written;          /* the temporary file is there */
	bool same;             /* the file is there with just this text */
	struct timespec time;  /* of such a file */
};

static struct output outputs[OUTPUT_COUNT];

void output_set(enum output_kind kind, const char *path, struct text text)
{
	outputs[kind].path = path;
	outputs[kind].text = text;
}

const char *output_path(enum output_kind kind) { return outputs[kind].path; }

static _Noreturn void cannot_write(const char *path)
{
	int error = errno;

	for (int i = 0; i < OUTPUT_COUNT; i++)
		if (outputs[i].written)
			unlink(outputs[i].temporary);
	die("%s cannot be written: %s", path, strerror(error));
}

/* ---- what is there already ---- */

static bool is_same(const struct output *out, size_t size)
{
	FILE *f = size == out->text.len ? fopen(out->path, "rb") : NULL;
	char buffer[16384];
	size_t at = 0, n = 1;

	while (f && n && at < size) {
		n = fread(buffer, 1, size - at < sizeof buffer ? size - at : sizeof buffer, f);
		if (memcmp(buffer, out->text.s + at, n))
			break;
		at += n;
	}
	if (f)
		fclose(f);
	return f && at == size;
}

/* What could fail later is found out, and what needs memory is done, while there is no file yet. */
static void prepare(struct output *out)
{
	struct stat st;
	bool is_there = strcmp(out->path, "-") && !stat(out->path, &st);

	text_add(&out->text, "", 0);
	if (is_there && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		cannot_write(out->path);
	}
	if (is_there && S_ISREG(st.st_mode) && is_same(out, (size_t)st.st_size)) {
		out->same = true;
		out->time = st.st_mtim;
	} else if (strcmp(out->path, "-") && (!is_there || S_ISREG(st.st_mode))) {
		out->temporary = text_format("%s.%ld.tmp", out->path, (long)getpid());
	}
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

/* ---- writing ---- */

static void write_text(struct output *out, const char *path)
{
	FILE *f = strcmp(path, "-") ? fopen(path, "wb") : stdout;
	bool good;

	if (!f)
		cannot_write(out->path);
	out->written = path == out->temporary;
	good = fwrite(out->text.s, 1, out->text.len, f) == out->text.len;
	if ((f == stdout ? fflush(f) : fclose(f)) || !good)
		cannot_write(out->path);
}

/* All are written before the first one gets its name. */
void output_write(bool keep_times)
{
	for (int i = 0; i < OUTPUT_COUNT; i++)
		if (outputs[i].path)
			prepare(&outputs[i]);
	for (int i = 0; i < OUTPUT_COUNT; i++)
		if (outputs[i].temporary)
			write_text(&outputs[i], outputs[i].temporary);
	for (int i = 0; i < OUTPUT_COUNT; i++) {
		if (outputs[i].path && !outputs[i].temporary && !outputs[i].same)
			write_text(&outputs[i], outputs[i].path);
		if (outputs[i].temporary && rename(outputs[i].temporary, outputs[i].path))
			cannot_write(outputs[i].path);
		outputs[i].written = false;
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
