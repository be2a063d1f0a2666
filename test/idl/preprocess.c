/* preprocess.c - the preprocessor's limits, and the options that it obeys: -D, -U, -I, -MD, -MF, -MT. */
#include "idlgen_run.h"

#include <stdlib.h>

static struct command command;
static const char *directory;

#define run(...) idlgen_with(&command, __VA_ARGS__)
#define in(name) scratch_file(name)

static void write(const char *name, const char *text)
{
	file_write(in(name), text, strlen(text));
}

/* Compiles a.idl; `expected` NULL: without a word; else: an error that says it. */
static void judge(const char *expected)
{
	run("-o", directory, in("a.idl"));
	assert_int_equal(command.status, expected ? 1 : 0);
	if (!expected)
		assert_string_equal(command.output, "");
	else if (!strstr(command.output, expected))
		fail_msg("expected \"%s\" in: %.2000s", expected, command.output);
}

/* head, then `count` times the format with n - 1, n - 1 and n, then the tail, as a.idl */
static void write_chain(const char *head, const char *piece, const char *other, unsigned count, const char *tail)
{
	char *text = malloc(strlen(head) + strlen(tail) + count * (strlen(piece) + strlen(other) + 24) + 1), *p = text;

	assert_non_null(text);
	p += sprintf(p, "%s", head);
	for (unsigned i = 0; i < count; i++)
		p += sprintf(p, "%s%u%s", piece, i, other);
	sprintf(p, "%s", tail);
	write("a.idl", text);
	free(text);
}

/* ---- limits ---- */

TEST(a_file_that_includes_itself_for_ever)
{
	directory = scratch_make();
	write("a.idl", "#include \"a.idl\"\n");
	judge("error: #include is nested too deeply, as if a.idl included itself");
	write("b.h", "#include \"b.h\"\n");
	write("a.idl", "#include \"b.h\"\n");
	judge("error: #include is nested too deeply, as if b.h included itself");
	scratch_remove();
}

TEST(a_file_that_includes_itself_once)
{
	directory = scratch_make();
	write("a.idl", "#ifndef A\n#define A\n#include \"a.idl\"\n#else\ntypedef long INNER;\n#endif\n");
	judge(NULL);
	assert_non_null(strstr(file_read(in("a.h"), NULL), "INNER"));
	scratch_remove();
}

TEST(inclusion_that_doubles)
{
	directory = scratch_make();
	for (char name[] = "b.idl", text[] = "#include \"c.idl\"\n#include \"c.idl\"\n"; name[0] < 'z'; name[0]++) {
		text[10] = text[27] = (char)(name[0] + 1);
		write(name, text);
	}
	write("z.idl", "/* no more */\n");
	write("a.idl", "#include \"b.idl\"\n");
	judge("octets are included");
	assert_non_null(strstr(command.output, "error: more than 67108864 octets are included"));
	scratch_remove();
}

TEST(a_file_with_pragma_once_is_included_once_for_each_compiled_file)
{
	directory = scratch_make();
	write("once.h", "#pragma once\n#ifdef ONCE\n#error twice\n#endif\n#define ONCE 1\n");
	write("b.idl", "#include \"once.h\"\n#include \"once.h\"\ntypedef long B[ONCE];\n");
	write("a.idl", "import \"b.idl\";\n#include \"once.h\"\n#include \"once.h\"\ntypedef long A[ONCE];\n");
	judge(NULL);
	scratch_remove();
}

TEST(macros_that_double)
{
	directory = scratch_make();
	write("a.idl", "#define A E E E E E E E E\n#define B A A A A A A A A\n#define C B B B B B B B B\n#define D C C C C C C C C\n"
	      "#define E F F F F F F F F\n#define F G G G G G G G G\n#define G H H H H H H H H\n#define H\nD D D D D D D D\n");
	judge("error: macros make more than 16777216 tokens");
	write("a.idl", "#define X(a) a a\nX(X(X(X(X(X(X(X(X(X(X(X(X(X(X(X(X(X(X(X(X(X(X(X(X(X(X(X(1))))))))))))))))))))))))))))\n");
	judge("error: macros make more than 65536 tokens");
	scratch_remove();
}

TEST(calls_of_macros_up_to_the_limit)
{
	directory = scratch_make();
	write_chain("#define X(a, b) b\nconst long A = ", "X(", ", ", 60, "7))))))))))))))))))))))))))))))))))))))))))))))))))))))))))));\n");
	judge(NULL);
	assert_non_null(strstr(file_read(in("a.h"), NULL), "((LONG)7)"));
	write_chain("#define X(a, b) b\nconst long A = ", "X(", ", ", 70, "7\n");
	judge("error: this call of the macro X has no )");
	write_chain("#define X(a, b) b\nconst long A = ", "X(", ", ", 66,
	            "7))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))));\n");
	judge("error: calls of macros are nested too deeply");
	scratch_remove();
}

TEST(parameters_of_a_macro_up_to_the_limit)
{
	directory = scratch_make();
	write_chain("#define X(", "a", ", ", 63, "b) b\n");
	judge(NULL);
	write_chain("#define X(", "a", ", ", 64, "b) b\n");
	judge("error: a macro has more than 64 parameters");
	scratch_remove();
}

TEST(a_hundred_thousand_conditions_one_in_another)
{
	directory = scratch_make();
	write_chain("", "#if ", "\n", 100000, "");
	judge("error: this #if has no #endif");
	scratch_remove();
}

/* ---- -D, -U ---- */

TEST(macros_of_the_command_line)
{
	directory = scratch_make();
	write("b.idl", "typedef long B[FROM_COMMAND];\n#undef FROM_COMMAND\n");
	write("a.idl", "import \"b.idl\";\n#if FROM_COMMAND != 3 || ONE != 1 || SUM(1, 2) != 3 || defined __midl || defined NONE\n"
	      "#error the command line\n#endif\ntypedef long A[FROM_COMMAND];\n");
	run("-o", directory, "-DFROM_COMMAND=3", "-D", "ONE", "-DSUM(a, b)=a + b", "-U__midl", "-DNONE", "-U", "NONE", in("a.idl"));
	assert_string_equal(command.output, "");
	assert_int_equal(command.status, 0);
	judge("there is no constant \"FROM_COMMAND\"");
	scratch_remove();
}

TEST(what_names_no_macro_is_refused)
{
	run("-D", "3=4", "a.idl");
	assert_int_equal(command.status, 2);
	assert_string_equal(command.output, "idlgen: -D3=4 names no macro; try --help\n");
	run("-Ux=1", "a.idl");
	assert_int_equal(command.status, 2);
	assert_string_equal(command.output, "idlgen: -Ux=1 names no macro; try --help\n");
}

/* ---- -I ---- */

TEST(quotes_look_beside_the_file_first_and_angles_in_the_directories)
{
	directory = scratch_make();
	directory_make(in("other"));
	write("x.idl", "#define WHERE 1\n");
	write("other/x.idl", "#define WHERE 2\n");
	write("a.idl", "#include \"x.idl\"\n#if WHERE != 1\n#error here\n#endif\n#undef WHERE\n#include <x.idl>\n#if WHERE != 2\n"
	      "#error there\n#endif\n");
	run("-o", directory, "-I", in("other"), in("a.idl"));
	assert_string_equal(command.output, "");
	judge("#error there");
	scratch_remove();
}

/* ---- -MD, -MF, -MT ---- */

static void check_rule(const char *file, const char *targets)
{
	char expected[4096];

	assert_int_equal(command.status, 0);
	assert_string_equal(command.output, "");
	snprintf(expected, sizeof expected, "%s: %s/a.idl %s/b\\ c.idl %s/d.h\n%s/b\\ c.idl:\n%s/d.h:\n", targets, directory, directory,
	         directory, directory, directory);
	assert_string_equal(file_read(in(file), NULL), expected);
}

TEST(dependencies_name_what_was_imported_and_included)
{
	char targets[2048];

	directory = scratch_make();
	write("b c.idl", "#include \"d.h\"\n");
	write("d.h", "#include <nowhere.h>\n");
	write("a.idl", "import \"b c.idl\";\n");
	snprintf(targets, sizeof targets, "%s/a.h %s/a_i.c %s/a_p.c", directory, directory, directory);
	run("-o", directory, "-MD", in("a.idl"));
	check_rule("a.d", targets);
	run("-o", directory, "-MF", in("x.d"), in("a.idl"));
	check_rule("x.d", targets);
	snprintf(targets, sizeof targets, "-MF%s", in("y.d"));
	run("-o", directory, "-MD", targets, "-MT", "one$", "-MTtwo words", in("a.idl"));
	check_rule("y.d", "one$$ two\\ words");
	run("-MX", in("a.idl"));
	assert_int_equal(command.status, 2);
	run(in("a.idl"), "-MF");
	assert_int_equal(command.status, 2);
	scratch_remove();
}

/* ---- warnings and colours ---- */

TEST(warnings_are_chosen_by_name)
{
	directory = scratch_make();
	write("a.idl", "#pragma nothing\n#warning look\n#define A 1\n#define A 2\n");
	run("-o", directory, in("a.idl"));
	assert_int_equal(command.status, 0);
	assert_non_null(strstr(command.output, "warning: #warning look [-Wcpp]"));
	assert_null(strstr(command.output, "#pragma nothing means"));
	run("-o", directory, "-Wall", "-Wno-cpp", in("a.idl"));
	assert_int_equal(command.status, 0);
	assert_non_null(strstr(command.output, "warning: #pragma nothing means nothing here [-Wunknown-pragma]"));
	assert_null(strstr(command.output, "#warning look"));
	run("-o", directory, "-Werror", in("a.idl"));
	assert_int_equal(command.status, 1);
	assert_non_null(strstr(command.output, "error: #warning look [-Werror=cpp]"));
	run("-o", directory, "-Werror", "-Wno-error=cpp", "-Wno-macro-redefined", in("a.idl"));
	assert_int_equal(command.status, 0);
	run("-o", directory, "-Werror=unknown-pragma", in("a.idl"));
	assert_int_equal(command.status, 1);
	assert_non_null(strstr(command.output, "warning: #warning look [-Wcpp]"));
	run("-o", directory, "-Iinclude/acom", "-Wno-error=not-remotable", "-Wno-error=duplicate-uuid", "-Wno-all",
	    "test/idl/golden/soft.idl");
	assert_int_equal(command.status, 0);
	assert_string_equal(command.output, "");
	run("-Wcqp", in("a.idl"));
	assert_int_equal(command.status, 2);
	assert_string_equal(command.output, "idlgen: there is no -Wcqp; did you mean -Wcpp?\n");
	scratch_remove();
}

TEST(colours_when_they_are_asked_for)
{
	directory = scratch_make();
	write("a.idl", "#error look\n");
	judge("error: #error look");
	assert_null(strchr(command.output, '\033'));
	run("-fdiagnostics-color=always", in("a.idl"));
	assert_non_null(strstr(command.output, "\033[1;31merror: "));
	run("-fdiagnostics-color=sometimes", in("a.idl"));
	assert_int_equal(command.status, 2);
	scratch_remove();
}
