/* compile.c - every public header and every golden header, in one file, is accepted by C and C++ without a warning; what
 * else idlgen generates by C. */
#include "idlgen_run.h"

#include <stdlib.h>

static struct command command;
static char all[65536]; /* the file that includes everything */

static void add_headers(const char *directory, const char *format)
{
	char files[65536], line[512];

	snprintf(files, sizeof files, "%s", scratch_list(directory));
	for (char *file = strtok(files, " "); file; file = strtok(NULL, " ")) {
		size_t len = strlen(file);

		if (len < 3 || strcmp(file + len - 2, ".h"))
			continue;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(line, sizeof line, format, file);
#pragma GCC diagnostic pop
		assert_true(strlen(all) + strlen(line) < sizeof all);
		strcat(all, line);
	}
}

/* acom.h, which has it all, comes last: every header says itself what it needs. */
static const char *write_all(const char *directory, const char *end)
{
	static char path[512];

	all[0] = 0;
	add_headers("test/idl/golden", "#include \"%s\"\n");
	add_headers("include/acom", "#include <acom/%s>\n");
	add_headers(build_path("gen/include/acom"), "#include <acom/%s>\n");
	add_headers("include/acom/win", "#include <acom/win/%s>\n");
	assert_non_null(strstr(all, "acom/object.h"));
	assert_non_null(strstr(all, "acom/objidl.h"));
	assert_non_null(strstr(all, "\"async.h\""));
	strcat(all, "#include <acom.h>\n");
	snprintf(path, sizeof path, "%s/all.%s", directory, end);
	file_write(path, all, strlen(all));
	return path;
}

static void compile(const char *compiler, const char *standard, const char *file)
{
	char generated[4096 + 64];
	const char *const argv[] = { compiler, standard, "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror", "-fsyntax-only",
		"-Iinclude", generated, "-Itest/idl/golden", file, NULL };

	snprintf(generated, sizeof generated, "-I%s", build_path("gen/include"));
	command_run(&command, argv, NULL);
	assert_string_equal(command.output, "");
	assert_int_equal(command.status, 0);
}

static void check_headers(const char *compiler, const char *standard)
{
	compile(compiler, standard, write_all(scratch_make(), strstr(standard, "++") ? "cpp" : "c"));
	scratch_remove();
}

TEST(headers_are_c11_for_gcc) { check_headers("gcc", "-std=c11"); }
TEST(headers_are_c11_for_clang) { check_headers("clang", "-std=c11"); }
TEST(headers_are_c17_for_gcc) { check_headers("gcc", "-std=c17"); }
TEST(headers_are_c17_for_clang) { check_headers("clang", "-std=c17"); }
TEST(headers_are_cpp11_for_gcc) { check_headers("g++", "-std=c++11"); }
TEST(headers_are_cpp11_for_clang) { check_headers("clang++", "-std=c++11"); }
TEST(headers_are_cpp17_for_gcc) { check_headers("g++", "-std=c++17"); }
TEST(headers_are_cpp17_for_clang) { check_headers("clang++", "-std=c++17"); }

/* foo_i.c and foo_p.c of every golden, one after the other. */
static void check_sources(const char *compiler, const char *standard)
{
	char files[65536], path[512];
	unsigned count = 0;

	snprintf(files, sizeof files, "%s", scratch_list("test/idl/golden"));
	for (char *file = strtok(files, " "); file; file = strtok(NULL, " ")) {
		if (strcmp(file + strlen(file) - 2, ".c"))
			continue;
		snprintf(path, sizeof path, "test/idl/golden/%s", file);
		compile(compiler, standard, path);
		count++;
	}
	assert_true(count >= 10);
}

TEST(generated_sources_are_c11_for_gcc) { check_sources("gcc", "-std=c11"); }
TEST(generated_sources_are_c17_for_clang) { check_sources("clang", "-std=c17"); }
