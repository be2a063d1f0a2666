/* golden.c - what idlgen makes of IDL, compared with what golden/ holds: NAME.h, NAME_i.c and NAME_p.c (and NAME.err, if
 * it warns), or NAME.err alone. A first line "// idlgen: OPTIONS" is obeyed. To accept a change: test/idl/accept.sh */
#include "idlgen_run.h"

#include <unistd.h>

#include <acom/meta.h>

#include "goldens.h" /* made by goldens.sh */

#define GOLDEN "test/idl/golden/"

static struct command command;

/* ---- files that come out ---- */

static void compare(const char *directory, const char *name, const char *end)
{
	char made[512], golden[512];
	const char *a, *b;

	snprintf(made, sizeof made, "%s/%s%s", directory, name, end);
	snprintf(golden, sizeof golden, GOLDEN "%s%s", name, end);
	a = file_read(made, NULL);
	b = file_read(golden, NULL);
	assert_non_null(a);
	assert_non_null(b);
	assert_string_equal(a, b);
}

static const char *path_of(const char *directory, const char *name, const char *end)
{
	static char paths[4][512];
	static unsigned turn;
	char *p = paths[turn++ % 4];

	snprintf(p, sizeof paths[0], "%s%s%s", directory, name, end);
	return p;
}

/* The words behind "// idlgen: " on the first line of the file, in memory that stays. */
static unsigned options_of(const char *input, const char **argv)
{
	static char line[256];
	unsigned count = 0;
	FILE *f = fopen(input, "r");

	assert_non_null(f);
	if (fgets(line, sizeof line, f) && !strncmp(line, "// idlgen: ", 11))
		for (char *word = strtok(line + 11, " \n"); word && count < 8; word = strtok(NULL, " \n"))
			argv[count++] = word;
	fclose(f);
	return count;
}

/* Compiles a golden's IDL, and compares what it says and its exit status. */
static const char *run_golden(const char *name, int status)
{
	const char *directory = scratch_make(), *input = path_of(GOLDEN, name, ".idl"), *errors = path_of(GOLDEN, name, ".err");
	const char *argv[16] = { build_path("bin/idlgen"), "-ferror-limit=0" };
	char sample[256];
	unsigned count;

	snprintf(sample, sizeof sample, "samples/%s/", name);
	if (access(input, F_OK))
		input = path_of(sample, name, ".idl");
	count = 2 + options_of(input, argv + 2);
	argv[count++] = "-I";
	argv[count++] = "include/acom";
	argv[count++] = "-o";
	argv[count++] = directory;
	argv[count++] = input;
	command_run(&command, argv, NULL);
	assert_string_equal(command.output, access(errors, F_OK) ? "" : file_read(errors, NULL));
	assert_int_equal(command.status, status);
	return directory;
}

static void check_working(const char *name)
{
	const char *directory = run_golden(name, 0);
	char expected[256];

	snprintf(expected, sizeof expected, "%s.h %s_i.c %s_p.c", name, name, name);
	assert_string_equal(scratch_list(directory), expected);
	compare(directory, name, ".h");
	compare(directory, name, "_i.c");
	compare(directory, name, "_p.c");
	scratch_remove();
}

#define X(name) TEST(golden_##name) { check_working(#name); }
WORKING(X)
#undef X

/* ---- the runtime accepts them ---- */

TEST(the_runtime_accepts_the_tables)
{
#define X(name) assert_int_equal(AcomRegisterInterfaces(name##_interfaces), S_OK);
	REMOTE(X)
#undef X
}

/* ---- diagnostics ---- */

static void check_broken(const char *name)
{
	assert_true(access(path_of(GOLDEN, name, ".err"), F_OK) == 0);
	assert_string_equal(scratch_list(run_golden(name, 1)), "");
	scratch_remove();
}

#define X(name) TEST(golden_##name##_is_refused) { check_broken(#name); }
BROKEN(X)
#undef X

/* ---- nothing is forgotten ---- */

static bool takes(const char *file, const char *name, const char *end)
{
	return !strncmp(file, name, strlen(name)) && !strcmp(file + strlen(name), end);
}

static bool is_known(const char *file)
{
#define X(name) \
	if (takes(file, #name, ".idl") || takes(file, #name, ".h") || takes(file, #name, "_i.c") || takes(file, #name, "_p.c") || \
	    takes(file, #name, ".err")) \
		return true;
	WORKING(X)
#undef X
#define X(name) \
	if (takes(file, #name, ".idl") || takes(file, #name, ".err")) \
		return true;
	BROKEN(X)
#undef X
	return !strcmp(file, "parts"); /* what goldens import */
}

TEST(every_file_of_the_directory_belongs_to_a_golden)
{
	for (char *file = strtok((char *)scratch_list(GOLDEN), " "); file; file = strtok(NULL, " "))
		if (!is_known(file))
			fail_msg(GOLDEN "%s belongs to no golden", file);
}
