/* main.c - the command: arguments, the order of the passes, and output files that appear whole or not at all. */
#include "idlgen.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OUTPUTS = 4, USAGE_ERROR = 2 };

struct output {
	const char *path;
	const char *temporary;
	bool written;          /* the temporary file is there */
	struct text text;
};

struct options {
	const char *input, *directory, *depfile;
};

static const char usage[] =
	"Usage: idlgen [OPTION]... INPUT.idl\n"
	"Compiles IDL to C: OUTDIR/INPUT.h, OUTDIR/INPUT_i.c (GUIDs), OUTDIR/INPUT_p.c (tables and proxies).\n"
	"\n"
	"  -I, --include DIR   look for imported files in DIR too; acom's own are found without\n"
	"  -o, --output DIR    where the files go; the current directory by default\n"
	"      --depfile FILE  say in FILE, for make, what they were made from\n"
	"  -W[no-]NAME         show a kind of warning, or do not; all: every kind\n"
	"  -Werror[=NAME]      warnings are errors\n"
	"  -ferror-limit=N     stop after N errors; 0: never; 20 by default\n"
	"  -fdiagnostics-color=auto|always|never\n"
	"  -h, --help          this text\n"
	"      --version       the version\n"
	"\n"
	"Warnings, with what changes their default:\n";

static const char usage_end[] =
	"\n"
	"Exit status: 0 done, 1 errors (nothing was written), 2 wrong usage.\n";

/* ---- output ---- */

static struct output outputs[OUTPUTS]; /* without path: not wanted */

static void take_back(void)
{
	for (int i = 0; i < OUTPUTS; i++)
		if (outputs[i].written)
			unlink(outputs[i].temporary);
}

static _Noreturn void cannot_write(const char *path)
{
	int error = errno;

	take_back();
	die("%s cannot be written: %s", path, strerror(error));
}

static void write_temporary(struct output *out)
{
	FILE *f = fopen(out->temporary, "wb");
	bool good;

	if (!f)
		cannot_write(out->path);
	out->written = true;
	good = fwrite(out->text.s, 1, out->text.len, f) == out->text.len;
	if (fclose(f) || !good)
		cannot_write(out->path);
}

/* What could fail later is found out, and what needs memory is done, while there is no file yet. */
static void prepare(struct output *out)
{
	struct stat st;

	if (!stat(out->path, &st) && S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		cannot_write(out->path);
	}
	out->temporary = text_format("%s.%ld.tmp", out->path, (long)getpid());
}

/* All are written before the first one gets its name. A file that did not change is renamed too: its time tells make
 * that it is up to date. */
static void write_all(void)
{
	for (int i = 0; i < OUTPUTS; i++)
		if (outputs[i].path)
			prepare(&outputs[i]);
	for (int i = 0; i < OUTPUTS; i++)
		if (outputs[i].path)
			write_temporary(&outputs[i]);
	for (int i = 0; i < OUTPUTS; i++)
		if (outputs[i].path) {
			if (rename(outputs[i].temporary, outputs[i].path))
				cannot_write(outputs[i].path);
			outputs[i].written = false;
		}
}

/* "a b" -> "a\ b", as make wants it. */
static void add_escaped(struct text *t, const char *s)
{
	for (; *s; s++) {
		text_add(t, *s == '$' ? "$" : "\\", *s == '$' || *s == ' ' || *s == '#');
		text_add(t, s, 1);
	}
}

/* outputs: inputs, and an empty rule for each input, so that a file that is gone does not stop make. */
static struct text dependencies(void)
{
	struct text t = { 0 };

	for (int i = 0; i < 3; i++) {
		add_escaped(&t, outputs[i].path);
		text_add(&t, i < 2 ? " " : ":", 1);
	}
	for (const struct source *s = source_list(); s; s = s->next) {
		text_add(&t, " ", 1);
		add_escaped(&t, s->path);
	}
	text_add(&t, "\n", 1);
	for (const struct source *s = source_list()->next; s; s = s->next) {
		add_escaped(&t, s->path);
		text_add(&t, ":\n", 2);
	}
	return t;
}

/* ---- passes ---- */

static void compile(const struct options *options)
{
	struct out o[3] = { 0 };
	struct source *source;
	struct unit *unit;
	bool fresh;

	source = source_open(options->input, NULL, (struct place){ 0 }, &fresh);
	if (!source)
		return;
	unit = parse_unit(source, 0);
	if (!parse_gave_up())
		sema_unit(unit);
	if (error_count())
		return;
	emit_header(&o[0], unit);
	emit_guids(&o[1], unit);
	emit_proxy(&o[2], unit);
	for (int i = 0; i < 3; i++) {
		static const char *const ends[] = { ".h", "_i.c", "_p.c" };

		outputs[i].path = text_format("%s/%s%s", options->directory, source->stem, ends[i]);
		outputs[i].text = o[i].text;
	}
	outputs[3].path = options->depfile;
	if (options->depfile)
		outputs[3].text = dependencies();
	write_all();
}

/* ---- arguments ---- */

/* -fNAME=VALUE; false: unknown. */
static bool parse_flag(const char *flag)
{
	static const char *const words[] = { "auto", "always", "never" };
	char *end;

	for (int i = 0; i < 3 && !strncmp(flag, "diagnostics-color=", 18); i++)
		if (text_same(flag + 18, words[i]))
			return diag_colours((enum colours)i), true;
	if (strncmp(flag, "error-limit=", 12) || !flag[12])
		return false;
	error_limit((unsigned)strtoul(flag + 12, &end, 10));
	return !*end;
}

static int refuse(char letter, const char *option)
{
	size_t at = 0;
	const char *near = letter == 'W' ? suggest(option, diag_next_option, &at) : NULL;

	fprintf(stderr, "idlgen: there is no -%c%s", letter, option);
	fprintf(stderr, near ? "; did you mean -W%s?\n" : "; try --help\n", near);
	return USAGE_ERROR;
}

static int help(void)
{
	fputs(usage, stdout);
	diag_help();
	fputs(usage_end, stdout);
	return 0;
}

/* -1: go on; else the exit status. */
static int parse_options(int argc, char **argv, struct options *options)
{
	static const struct option longs[] = {
		{ "include", required_argument, NULL, 'I' }, { "output", required_argument, NULL, 'o' },
		{ "depfile", required_argument, NULL, 'd' }, { "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' }, { NULL, 0, NULL, 0 },
	};

	for (int c; (c = getopt_long(argc, argv, "I:o:hW:f:", longs, NULL)) != -1; ) {
		switch (c) {
		case 'I': source_add_directory(optarg, false); break;
		case 'o': options->directory = optarg; break;
		case 'd': options->depfile = optarg; break;
		case 'h': return help();
		case 'W':
			if (!diag_option(optarg))
				return refuse('W', optarg);
			break;
		case 'f':
			if (!parse_flag(optarg))
				return refuse('f', optarg);
			break;
		case 'v': puts("idlgen " ACOM_VERSION); return 0;
		default: fputs("Try idlgen --help.\n", stderr); return USAGE_ERROR;
		}
	}
	if (argc - optind != 1) {
		fputs(argc == optind ? "idlgen: no input file; try --help\n" : "idlgen: one input file at a time\n", stderr);
		return USAGE_ERROR;
	}
	options->input = argv[optind];
	return -1;
}

/* bin/idlgen is installed beside share/acom/idl, where it looks last. */
static void add_installed(void)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof path);

	for (int level = 0; level < 2; level++)
		while (len > 0 && path[--len] != '/')
			;
	if (len > 0)
		source_add_directory(text_format("%.*s/share/acom/idl", (int)len, path), true);
}

int main(int argc, char **argv)
{
	struct options options = { .directory = "." };
	int status = (diag_colours(COLOURS_AUTO), parse_options(argc, argv, &options));

	if (status < 0) {
		add_installed();
		compile(&options);
		status = error_count() ? 1 : 0;
	}
	mem_free_all();
	return status;
}
