/* main.c - the command: arguments, and the order of the passes. */
#include "idlgen.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct options {
	const char *input, *directory, *json;
	bool dependencies;
	const char *depfile;   /* NULL: as the input says */
	struct text targets;   /* what the dependency file calls what depends; empty: the outputs */
	const char *names[3];  /* of the header, the GUIDs and the proxies; NULL: as the input says */
	bool wanted[3], any;   /* what was asked for; nothing: all three */
	bool keep_times;
};

static const char usage[] =
	"Usage: idlgen [OPTION]... INPUT.idl\n"
	"Compiles IDL to C: OUTDIR/INPUT.h, OUTDIR/INPUT_i.c (GUIDs), OUTDIR/INPUT_p.c (tables and proxies).\n"
	"\n"
	"  -I, --include DIR   look for imported files in DIR too; acom's own are found without\n"
	"  -o, --output DIR    where the files go; the current directory by default. If one file is asked for: its name\n"
	"  -h                  make the header\n"
	"  -u                  make the file of GUIDs\n"
	"  -p                  make the file of tables and proxies; without -h, -u, -p and --json all three are made\n"
	"  -H, --header FILE   name the header; below -o unless FILE has a slash\n"
	"      --iid FILE      name the file of GUIDs\n"
	"  -P, --proxy FILE    name the file of tables and proxies\n"
	"      --json FILE     make a description of everything that was read, for other programs; -: on standard output\n"
	"      --keep-times    leave files that do not change untouched, however old: for ninja, or make with a stamp\n"
	"  -D NAME[=VALUE]     define a macro, as 1 without VALUE; in each file, imported ones too\n"
	"  -U NAME             forget a macro that is predefined (__midl, __IDLGEN__) or comes from an earlier -D\n"
	"  -MD                 say in INPUT.d, for make, what the output was made from\n"
	"  -MF FILE            say it in FILE; -MD and --depfile FILE in one\n"
	"  -MT TARGET          say it of TARGET, of several if repeated, not of the output\n"
	"  -W[no-]NAME         show a kind of warning, or do not; all: every kind\n"
	"  -Werror[=NAME]      warnings are errors\n"
	"  -ferror-limit=N     stop after N errors; 0: never; 20 by default\n"
	"  -fdiagnostics-color=auto|always|never\n"
	"      --help          this text\n"
	"  -V, --version       the version\n"
	"\n"
	"Warnings, with what changes their default:\n";

static const char usage_end[] =
	"\n"
	"Exit status: 0 done, 1 errors, 2 wrong usage, 3 a file cannot be read or written. Nothing is written but with 0.\n";

/* ---- passes ---- */

/* Where an output goes: a name with a slash says it all, else it lies in -o's directory. -o may also name the only output. */
static const char *place_output(const struct options *options, int kind, const char *stem)
{
	static const char *const ends[] = { ".h", "_i.c", "_p.c" };
	const char *name = options->names[kind] ? options->names[kind] : text_format("%s%s", stem, ends[kind]);
	const char *directory = options->directory;
	struct stat st;

	if (!directory || strchr(name, '/') || text_same(name, "-"))
		return name;
	if (!options->names[kind] && options->wanted[0] + options->wanted[1] + options->wanted[2] == 1 &&
	    directory[strlen(directory) - 1] != '/' && (stat(directory, &st) || !S_ISDIR(st.st_mode)))
		return directory;
	return text_format("%s%s%s", directory, directory[strlen(directory) - 1] == '/' ? "" : "/", name);
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Beside the output. */
static const char *place_dependencies(const struct options *options, const char *stem)
{
	const char *directory = options->directory;

	if (options->depfile)
		return options->depfile;
	return directory ? text_format("%s%s%s.d", directory, directory[strlen(directory) - 1] == '/' ? "" : "/", stem) :
	       text_format("%s.d", stem);
}

static void emit_all(const struct options *options, struct unit *unit)
{
	static void (*const emitters[])(struct out *o, const struct unit *unit) = { emit_header, emit_guids, emit_proxy };
	struct out o;

	unit->header = base_name(place_output(options, OUTPUT_HEADER, unit->source->stem));
	for (int i = 0; i < 3; i++)
		if (options->wanted[i] || !options->any) {
			const char *path = place_output(options, i, unit->source->stem);

			out_open(&o, (enum output_kind)i, path, base_name(path));
			emitters[i](&o, unit);
			out_flush(&o);
		}
	if (options->json) {
		out_open(&o, OUTPUT_JSON, options->json, NULL);
		emit_json(&o, unit);
		out_flush(&o);
	}
	if (options->dependencies) {
		struct text rule = output_dependencies(options->targets.s);

		output_put(output_open(OUTPUT_DEPENDENCIES, place_dependencies(options, unit->source->stem)), rule.s, rule.len);
	}
	output_finish(options->keep_times);
}

static int compile(const struct options *options)
{
	struct source *source;
	struct unit *unit;
	const char *include;
	struct stat st;
	bool fresh;

	if (stat(options->input, &st) || (S_ISDIR(st.st_mode) && (errno = EISDIR)) || access(options->input, R_OK))
		die("%s cannot be read: %s", options->input, strerror(errno));
	source = source_open(options->input, NULL, (struct place){ 0 }, &fresh, &include);
	if (!source)
		return STATUS_ERRORS;
	unit = parse_unit(source, 0);
	if (!parse_gave_up())
		sema_unit(unit);
	if (!error_count())
		sema_made(unit);
	if (error_count())
		return STATUS_ERRORS;
	emit_all(options, unit);
	return 0;
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

	fprintf(stderr, strchr("DU", letter) ? "idlgen: -%c%s names no macro" : "idlgen: there is no -%c%s", letter, option);
	fprintf(stderr, near ? "; did you mean -W%s?\n" : "; try --help\n", near);
	return STATUS_USAGE;
}

static int help(void)
{
	fputs(usage, stdout);
	diag_help();
	fputs(usage_end, stdout);
	return 0;
}

enum { LONG_IID = 256, LONG_JSON, LONG_KEEP_TIMES, LONG_DEPFILE, LONG_HELP };

/* A name that comments and #include can carry. */
static const char *output_name(const char *name)
{
	if (name[strcspn(name, "\"\\*\n\r")])
		die("\"%s\" has characters that no C comment or #include can carry", name);
	return name;
}

/* The options that say what is made and where; false: another one. */
static bool parse_output(int option, struct options *options)
{
	switch (option) {
	case 'o': options->directory = optarg; break;
	case 'h': options->any = options->wanted[OUTPUT_HEADER] = true; break;
	case 'u': options->any = options->wanted[OUTPUT_GUIDS] = true; break;
	case 'p': options->any = options->wanted[OUTPUT_PROXY] = true; break;
	case 'H': options->names[OUTPUT_HEADER] = output_name(optarg); break;
	case LONG_IID: options->names[OUTPUT_GUIDS] = output_name(optarg); break;
	case 'P': options->names[OUTPUT_PROXY] = output_name(optarg); break;
	case LONG_JSON:
		options->any = true;
		options->json = optarg;
		break;
	case LONG_DEPFILE: options->depfile = optarg; options->dependencies = true; break;
	case LONG_KEEP_TIMES: options->keep_times = true; break;
	default: return false;
	}
	return true;
}

/* -MD, -MF FILE, -MT TARGET, as C compilers have them: `letters` are those behind the M, the value may be the next word. */
static bool parse_dependencies(const char *letters, int argc, char **argv, struct options *options)
{
	bool has_value = *letters == 'F' || *letters == 'T';
	const char *value = letters[0] && letters[1] ? letters + 1 : has_value && optind < argc ? argv[optind++] : NULL;

	options->dependencies = true;
	if (text_same(letters, "D"))
		return true;
	if (!value || !has_value)
		return false;
	if (*letters == 'F')
		options->depfile = value;
	else
		output_escape(&options->targets, value);
	return true;
}

static const struct option long_options[] = {
	{ "include", required_argument, NULL, 'I' }, { "output", required_argument, NULL, 'o' },
	{ "header", required_argument, NULL, 'H' }, { "iid", required_argument, NULL, LONG_IID },
	{ "proxy", required_argument, NULL, 'P' }, { "keep-times", no_argument, NULL, LONG_KEEP_TIMES },
	{ "json", required_argument, NULL, LONG_JSON },
	{ "depfile", required_argument, NULL, LONG_DEPFILE }, { "help", no_argument, NULL, LONG_HELP },
	{ "version", no_argument, NULL, 'V' }, { NULL, 0, NULL, 0 },
};

/* As a variable of make is that is not set: this is not the root. */
static int refuse_nothing(char letter)
{
	fprintf(stderr, "idlgen: -%c wants a directory, which has a name\n", letter);
	return STATUS_USAGE;
}

/* -1: go on; else the exit status. */
static int parse_options(int argc, char **argv, struct options *options)
{
	for (int c; (c = getopt_long(argc, argv, "I:o:huH:P:pVW:f:D:U:M:", long_options, NULL)) != -1; ) {
		switch (c) {
		case 'I':
			if (!*optarg)
				return refuse_nothing('I');
			source_add_directory(optarg, false);
			break;
		case LONG_HELP: return help();
		case 'D': case 'U':
			if (!pp_option((char)c, optarg))
				return refuse((char)c, optarg);
			break;
		case 'M':
			if (!parse_dependencies(optarg, argc, argv, options))
				return refuse('M', optarg);
			break;
		case 'W':
			if (!diag_option(optarg))
				return refuse('W', optarg);
			break;
		case 'f':
			if (!parse_flag(optarg))
				return refuse('f', optarg);
			break;
		case 'V': puts("idlgen " ACOM_VERSION); return 0;
		default:
			if (parse_output(c, options))
				break;
			fputs("Try idlgen --help.\n", stderr);
			return STATUS_USAGE;
		}
	}
	if (options->directory && !*options->directory)
		return refuse_nothing('o');
	if (argc - optind != 1) {
		fputs(argc == optind ? "idlgen: no input file; try --help\n" : "idlgen: one input file at a time\n", stderr);
		return STATUS_USAGE;
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
	struct options options = { 0 };
	int status = (diag_colours(COLOURS_AUTO), parse_options(argc, argv, &options));

	if (status < 0) {
		add_installed();
		status = compile(&options);
	}
	mem_free_all();
	return status;
}
