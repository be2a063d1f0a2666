/* compile.c - every public header and every golden header, in one file, is accepted by C and C++ without a warning; what
 * else idlgen generates by C. */
#include "idlgen_run.h"

#include <stdlib.h>

static struct command command;
static char all[65536]; /* the file that includes everything */

/* The names of a directory that end so, in order or backwards. */
static unsigned list_files(const char *directory, const char *end, bool backwards, char **names, unsigned room)
{
	static char files[65536];
	unsigned count = 0;

	snprintf(files, sizeof files, "%s", scratch_list(directory));
	for (char *file = strtok(files, " "); file; file = strtok(NULL, " "))
		if (strlen(file) > strlen(end) && !strcmp(file + strlen(file) - strlen(end), end)) {
			assert_true(count < room);
			names[count++] = file;
		}
	for (unsigned i = 0; backwards && i < count / 2; i++) {
		char *other = names[count - 1 - i];

		names[count - 1 - i] = names[i];
		names[i] = other;
	}
	return count;
}

static void add_headers(const char *directory, bool backwards, const char *format)
{
	char *files[512], line[512];
	unsigned count = list_files(directory, ".h", backwards, files, 512);

	for (unsigned i = 0; i < count; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(line, sizeof line, format, files[i]);
#pragma GCC diagnostic pop
		assert_true(strlen(all) + strlen(line) < sizeof all);
		strcat(all, line);
	}
}

/* acom.h, which has it all, comes last: every header says itself what it needs. */
static const char *write_all(const char *directory, bool backwards, const char *end)
{
	static char path[512];

	all[0] = 0;
	add_headers("test/idl/golden", backwards, "#include \"%s\"\n");
	add_headers("include/acom", backwards, "#include <acom/%s>\n");
	add_headers(build_path("gen/include/acom"), backwards, "#include <acom/%s>\n");
	add_headers("include/acom/win", backwards, "#include <acom/win/%s>\n");
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
	const char *const argv[] = { compiler, standard, "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wcast-qual", "-Wshadow",
		"-Werror", "-fsyntax-only", "-Iinclude", generated, "-Itest/idl/golden", file, NULL };

	snprintf(generated, sizeof generated, "-I%s", build_path("gen/include"));
	command_run(&command, argv, NULL);
	assert_string_equal(command.output, "");
	assert_int_equal(command.status, 0);
}

static void check_headers(const char *compiler, const char *standard)
{
	const char *end = strstr(standard, "++") ? "cpp" : "c";

	compile(compiler, standard, write_all(scratch_make(), false, end));
	scratch_remove();
	compile(compiler, standard, write_all(scratch_make(), true, end));
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

/* A golden's header in a file of its own, twice. */
static void check_alone(const char *compiler, const char *standard)
{
	const char *directory = scratch_make();
	char *files[512], path[512], text[512];
	unsigned count = list_files("test/idl/golden", ".h", false, files, 512);

	assert_true(count >= 5);
	for (unsigned i = 0; i < count; i++) {
		snprintf(path, sizeof path, "%s/%s.%s", directory, files[i], strstr(standard, "++") ? "cpp" : "c");
		snprintf(text, sizeof text, "#include \"%s\"\n#include \"%s\"\n", files[i], files[i]);
		file_write(path, text, strlen(text));
		compile(compiler, standard, path);
	}
	scratch_remove();
}

TEST(each_header_stands_alone_in_c) { check_alone("gcc", "-std=c11"); }
TEST(each_header_stands_alone_in_cpp) { check_alone("clang++", "-std=c++17"); }

/* The golden with C's keywords and macros for names, behind the headers that have them. */
static void check_macros(const char *compiler, const char *standard)
{
	static const char text[] = "#include <assert.h>\n#include <errno.h>\n#include <signal.h>\n#include <stdarg.h>\n#include <stdio.h>\n"
				   "#include <sys/stat.h>\n#include <sys/sysmacros.h>\n#ifndef __cplusplus\n#include <complex.h>\n#endif\n"
				   "#include \"mangled.h\"\n";
	char path[512];

	snprintf(path, sizeof path, "%s/macros.%s", scratch_make(), strstr(standard, "++") ? "cpp" : "c");
	file_write(path, text, sizeof text - 1);
	compile(compiler, standard, path);
	scratch_remove();
}

TEST(macros_of_libc_do_no_harm_in_c) { check_macros("gcc", "-std=gnu17"); }
TEST(macros_of_libc_do_no_harm_in_cpp) { check_macros("g++", "-std=gnu++17"); }

/* foo_i.c and foo_p.c of every golden, one after the other. */
static void check_sources(const char *compiler, const char *standard)
{
	char *files[1024], path[512];
	unsigned count = list_files("test/idl/golden", ".c", false, files, 1024);

	assert_true(count >= 10);
	for (unsigned i = 0; i < count; i++) {
		snprintf(path, sizeof path, "test/idl/golden/%s", files[i]);
		compile(compiler, standard, path);
	}
}

TEST(generated_sources_are_c11_for_gcc) { check_sources("gcc", "-std=c11"); }
TEST(generated_sources_are_c17_for_clang) { check_sources("clang", "-std=c17"); }
