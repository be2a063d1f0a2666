/* command.c - idlgen as a command: arguments, files, what it leaves behind when it cannot write. */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "idlgen_run.h"

#define SAMPLE "samples/simplestream/simplestream.idl"

static struct command command;
static const char *directory;

#define run(...) idlgen_with(&command, __VA_ARGS__)
#define in(name) scratch_file(name)

TEST(help_and_version)
{
	run("--help");
	assert_int_equal(command.status, 0);
	assert_non_null(strstr(command.output, "Usage: idlgen"));
	run("-V");
	assert_int_equal(command.status, 0);
	run("--version");
	assert_int_equal(command.status, 0);
	assert_memory_equal(command.output, "idlgen ", 7);
	assert_string_equal(command.output + 7, file_read("VERSION", NULL));
}

static void copy(const char *from, const char *to)
{
	command_run(&command, (const char *const[]){ "cp", from, to, NULL }, NULL);
	assert_int_equal(command.status, 0);
}

TEST(an_installed_idlgen_finds_the_idl_that_was_installed_with_it)
{
	static const char own[] = "typedef long LONG; typedef long HRESULT;";

	directory = scratch_make();
	directory_make(in("bin"));
	directory_make(in("share"));
	directory_make(in("share/acom"));
	directory_make(in("share/acom/idl"));
	copy(build_path("bin/idlgen"), in("bin"));
	copy("include/acom/unknwn.idl", in("share/acom/idl"));
	copy("include/acom/wtypes.idl", in("share/acom/idl"));
	copy(SAMPLE, in("a.idl"));
	command_run(&command, (const char *const[]){ in("bin/idlgen"), "-o", directory, in("a.idl"), NULL }, NULL);
	assert_string_equal(command.output, "");
	assert_non_null(strstr(file_read(in("a.h"), NULL), "#include <acom/unknwn.h>\n"));

	file_write(in("wtypes.idl"), own, strlen(own)); /* but what lies beside the file, or in a -I directory, comes first */
	file_write(in("b.idl"), "import \"wtypes.idl\"; typedef ULONG MINE;", 40);
	command_run(&command, (const char *const[]){ in("bin/idlgen"), "-o", directory, in("b.idl"), NULL }, NULL);
	assert_non_null(strstr(command.output, "there is no type \"ULONG\""));
	copy(in("b.idl"), in("share"));
	command_run(&command, (const char *const[]){ in("bin/idlgen"), "-I", directory, "-o", directory, in("share/b.idl"), NULL },
		    NULL);
	assert_non_null(strstr(command.output, "there is no type \"ULONG\""));
	command_run(&command, (const char *const[]){ in("bin/idlgen"), "-o", directory, in("share/b.idl"), NULL }, NULL);
	assert_string_equal(command.output, "");
	scratch_remove();
}

TEST(wrong_usage_ends_with_status_2)
{
	run("-h"); /* the header, as for widl */
	assert_int_equal(command.status, 2);
	run(NULL);
	assert_int_equal(command.status, 2);
	assert_non_null(strstr(command.output, "no input file"));
	run("a.idl", "b.idl");
	assert_int_equal(command.status, 2);
	run("--nonsense", SAMPLE);
	assert_int_equal(command.status, 2);
	run("-o");
	assert_int_equal(command.status, 2);
	run("-o", "", "-MD", SAMPLE); /* a variable of make that is not set: this is not the root */
	assert_int_equal(command.status, 2);
	assert_non_null(strstr(command.output, "-o wants a directory"));
	run("-I", "", SAMPLE);
	assert_int_equal(command.status, 2);
	assert_non_null(strstr(command.output, "-I wants a directory"));
}

TEST(input_that_is_no_file_ends_with_status_3)
{
	directory = scratch_make();
	run("-o", directory, in("missing.idl"));
	assert_int_equal(command.status, 3);
	assert_non_null(strstr(command.output, "missing.idl cannot be read: No such file or directory\n"));
	run("-o", directory, "samples");
	assert_int_equal(command.status, 3);
	assert_string_equal(command.output, "idlgen: samples cannot be read: Is a directory\n");
	run("-o", directory, "");
	assert_int_equal(command.status, 3);
	assert_string_equal(scratch_list(directory), "");
	scratch_remove();
}

TEST(a_directory_that_is_not_there_is_an_error)
{
	directory = scratch_make();
	run("-I", "include/acom", "-o", in("nowhere"), SAMPLE);
	assert_int_equal(command.status, 3);
	assert_non_null(strstr(command.output, "simplestream.h cannot be written: "));
	scratch_remove();
}

TEST(when_one_file_cannot_be_written_none_is)
{
	directory = scratch_make();
	directory_make(in("simplestream_p.c"));
	run("-I", "include/acom", "-o", directory, SAMPLE);
	assert_int_equal(command.status, 3);
	assert_non_null(strstr(command.output, "simplestream_p.c cannot be written: "));
	assert_string_equal(scratch_list(directory), "simplestream_p.c");
	scratch_remove();
}

/* What is written is what was asked for. */
TEST(each_file_can_be_asked_for_and_named)
{
	directory = scratch_make();
	run("-I", "include/acom", "-o", directory, "-h", SAMPLE);
	assert_string_equal(scratch_list(directory), "simplestream.h");
	run("-I", "include/acom", "-o", directory, "-u", "-p", SAMPLE);
	assert_string_equal(scratch_list(directory), "simplestream.h simplestream_i.c simplestream_p.c");
	scratch_clear(directory);
	run("-I", "include/acom", "-o", in("x.h"), "-h", SAMPLE);
	assert_string_equal(scratch_list(directory), "x.h");
	assert_memory_equal(file_read(in("x.h"), NULL), "/* x.h - made by idlgen from simplestream.idl. */\n", 50);
	scratch_clear(directory);
	directory_make(in("sub"));
	run("-I", "include/acom", "-o", directory, "--header", "a.h", "--iid", in("sub/b.c"), "-P", "c.c", SAMPLE);
	assert_string_equal(command.output, "");
	assert_string_equal(scratch_list(directory), "a.h c.c sub");
	assert_string_equal(scratch_list(in("sub")), "b.c");
	assert_non_null(strstr(file_read(in("sub/b.c"), NULL), "/* b.c - made by idlgen from simplestream.idl: the GUIDs. */\n"
			       "#include \"a.h\"\n"));
	assert_non_null(strstr(file_read(in("c.c"), NULL), "#include \"a.h\"\n"));
	run("-H", "*/", SAMPLE);
	assert_int_equal(command.status, 3);
	scratch_remove();
}

TEST(a_file_that_imports_itself_names_no_other_header)
{
	directory = scratch_make();
	file_write(in("a.idl"), "import \"a.idl\"; const long A = 1;", 33);
	run("-o", directory, "-H", "other.h", in("a.idl"));
	assert_string_equal(command.output, "");
	assert_null(strstr(file_read(in("other.h"), NULL), "\"a.h\""));
	assert_non_null(strstr(file_read(in("a_i.c"), NULL), "#include \"other.h\"\n"));
	scratch_remove();
}

/* 255 octets are the longest name of a file. */
TEST(names_are_as_long_as_the_system_has_them)
{
	char name[300];

	directory = scratch_make();
	memset(name, 'a', sizeof name);
	strcpy(name + 251, ".idl");
	file_write(in(name), "const long A = 1;", 17);
	for (int i = 0; i < 2; i++) {
		run("-o", directory, in(name));
		assert_string_equal(command.output, "");
		assert_int_equal(command.status, 0);
		strcpy(name + 251, "_p.c");
		assert_non_null(file_read(in(name), NULL));
		strcpy(name + 251, ".idl");
		file_write(in(name), "const long B = 1;", 17); /* other files take the place of the old ones */
	}
	assert_int_equal(unlink(in(name)), 0);
	scratch_clear(directory);
	memset(name, 'b', sizeof name);
	strcpy(name + 252, "_p.c");
	run("-I", "include/acom", "-o", directory, "-P", name, SAMPLE);
	assert_int_equal(command.status, 3);
	assert_non_null(strstr(command.output, "_p.c cannot be written: File name too long\n"));
	assert_string_equal(scratch_list(directory), "");
	scratch_remove();
}

TEST(a_file_goes_to_standard_output_or_to_a_device)
{
	run("-I", "include/acom", "-u", "--iid", "-", SAMPLE);
	assert_int_equal(command.status, 0);
	assert_memory_equal(command.output, "/* - - made by idlgen from simplestream.idl: the GUIDs. */\n", 59);
	run("-I", "include/acom", "-u", "--iid", "/dev/full", SAMPLE);
	assert_int_equal(command.status, 3);
	assert_non_null(strstr(command.output, "/dev/full cannot be written: No space left on device\n"));
}

TEST(no_output_takes_the_place_of_an_input_or_of_another_output)
{
	directory = scratch_make();
	run("-I", "include/acom", "-o", directory, "-H", "x.c", "--iid", in("x.c"), SAMPLE);
	assert_int_equal(command.status, 3);
	assert_non_null(strstr(command.output, "x.c cannot be written: another output has this name"));
	run("-I", "include/acom", "-o", directory, "-MF", in("simplestream_p.c"), SAMPLE);
	assert_int_equal(command.status, 3);
	assert_string_equal(scratch_list(directory), "");
	file_write(in("a.idl"), "const long A = 1;", 17);
	file_write(in("b.idl"), "import \"a.idl\";", 15);
	run("-o", in("a.idl"), "-h", in("b.idl"));
	assert_int_equal(command.status, 3);
	assert_non_null(strstr(command.output, "a.idl cannot be written: it is an input"));
	assert_string_equal(file_read(in("a.idl"), NULL), "const long A = 1;");
	assert_string_equal(scratch_list(directory), "a.idl b.idl");
	run("-I", "include/acom", "-H", "/dev/null", "--iid", "/dev/null", "-P", "/dev/null", SAMPLE);
	assert_int_equal(command.status, 0);
	scratch_remove();
}

/* As a full disk would: writing fails in the middle of the first large file. */
static void limit_files(void)
{
	struct rlimit limit = { 2000, RLIM_INFINITY };

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
}

TEST(when_writing_fails_nothing_is_left)
{
	directory = scratch_make();
	command_run(&command, (const char *const[]){ build_path("bin/idlgen"), "-I", "include/acom", "-o", directory, SAMPLE, NULL },
		    limit_files);
	assert_int_equal(command.status, 3);
	assert_string_equal(scratch_list(directory), "");
	scratch_remove();
}

static void limit_files_and_be_killed(void)
{
	struct rlimit limit = { 2000, RLIM_INFINITY };

	setrlimit(RLIMIT_FSIZE, &limit);
}

TEST(when_a_signal_ends_it_nothing_is_left)
{
	/* what is written to the pipe is more than fits into it, so idlgen waits, with the other files begun */
	static const char script[] = "mkfifo \"$2\"; \"$0\" -I include/acom -hup -o \"$1\" --json \"$2\" include/acom/oaidl.idl & "
				     "exec 3<\"$2\"; ls \"$1\"; kill -TERM $!; wait $!; echo $?";

	directory = scratch_make();
	directory_make(in("out"));
	command_run(&command, (const char *const[]){ build_path("bin/idlgen"), "-I", "include/acom", "-o", in("out"), SAMPLE, NULL },
		    limit_files_and_be_killed);
	assert_int_equal(command.status, 256 + SIGXFSZ);
	assert_string_equal(scratch_list(in("out")), "");
	command_run(&command, (const char *const[]){ "sh", "-c", script, build_path("bin/idlgen"), in("out"), in("pipe"), NULL }, NULL);
	assert_memory_equal(command.output, "oaidl.h.", 8); /* the other name that it has until it is whole */
	assert_non_null(strstr(command.output, "143\n"));
	assert_string_equal(scratch_list(in("out")), "");
	scratch_remove();
}

static void limit_memory(void)
{
	struct rlimit limit = { 10 << 20, RLIM_INFINITY };

	setrlimit(RLIMIT_AS, &limit);
}

TEST(without_memory_it_says_so_and_writes_nothing)
{
	static char text[8 << 20];

	if (HARNESS_ASAN || HARNESS_TSAN)
		skip(); /* they need more address space than this */
	directory = scratch_make();
	directory_make(in("out"));
	memset(text, ';', sizeof text);
	memcpy(text, "typedef long A;", 15);
	file_write(in("a.idl"), text, sizeof text);
	command_run(&command, (const char *const[]){ build_path("bin/idlgen"), "-o", in("out"), in("a.idl"), NULL }, limit_memory);
	assert_int_equal(command.status, 3);
	assert_string_equal(command.output, "idlgen: out of memory\n");
	assert_string_equal(scratch_list(in("out")), "");
	scratch_remove();
}

TEST(the_depfile_names_every_file_that_was_read)
{
	char expected[2048];

	directory = scratch_make();
	run("-I", "include/acom", "-o", directory, "--depfile", in("d"), SAMPLE);
	assert_int_equal(command.status, 0);
	snprintf(expected, sizeof expected, "%s/simplestream.h %s/simplestream_i.c %s/simplestream_p.c: " SAMPLE
		 " include/acom/unknwn.idl include/acom/wtypes.idl\ninclude/acom/unknwn.idl:\ninclude/acom/wtypes.idl:\n", directory,
		 directory, directory);
	assert_string_equal(file_read(in("d"), NULL), expected);
	scratch_remove();
}

TEST(names_that_mean_something_to_make_are_escaped)
{
	directory = scratch_make();
	file_write(in("a b.idl"), "", 0);
	run("-o", directory, "--depfile", in("d"), in("a b.idl"));
	assert_int_equal(command.status, 0);
	assert_non_null(strstr(file_read(in("d"), NULL), "/a\\ b.h "));
	scratch_remove();
}

static struct stat state(const char *name)
{
	struct stat st;

	assert_int_equal(stat(in(name), &st), 0);
	return st;
}

static void set_age(const char *path, time_t seconds)
{
	struct timespec times[2] = { { .tv_sec = time(NULL) - seconds }, { .tv_sec = time(NULL) - seconds } };

	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

/* Compiles a.idl again; says of a_i.c: 0 untouched, 1 with a new time, 2 written. */
static int again(const char *option)
{
	struct stat before = state("a_i.c"), after;

	run("-o", directory, option, in("a.idl"));
	assert_int_equal(command.status, 0);
	after = state("a_i.c");
	return before.st_ino != after.st_ino ? 2 : memcmp(&before.st_mtim, &after.st_mtim, sizeof before.st_mtim) ? 1 : 0;
}

TEST(a_file_that_did_not_change_is_not_written_and_gets_a_new_time_only_if_make_wants_it)
{
	directory = scratch_make();
	file_write(in("a.idl"), "const long A = 1;", 17);
	run("-o", directory, in("a.idl"));
	set_age(in("a_i.c"), -100); /* newer than all it is made from */
	assert_int_equal(again("-Wall"), 0);
	set_age(in("a_i.c"), 1000000000);
	assert_int_equal(again("--keep-times"), 0);
	assert_int_equal(again("-Wall"), 1);
	file_write(in("a.idl"), "const long A = 2; coclass", 25);
	run("-o", directory, in("a.idl"));
	assert_int_equal(command.status, 1);
	assert_non_null(strstr(file_read(in("a.h"), NULL), "#define A ((LONG)1)\n"));
	file_write(in("a.idl"), "const long A = 3;", 17);
	set_age(in("a_i.c"), -100);
	assert_int_equal(again("-Wall"), 0);
	assert_non_null(strstr(file_read(in("a.h"), NULL), "#define A ((LONG)3)\n"));
	file_write(in("a_i.c"), "x", 1);
	assert_int_equal(again("-Wall"), 2);
	scratch_remove();
}

static int make(const char *option, const char *target)
{
	char idlgen[4096 + 80];

	snprintf(idlgen, sizeof idlgen, "IDLGEN=%s", build_path("bin/idlgen"));
	command_run(&command, (const char *const[]){ "env", "-u", "MAKEFLAGS", "make", "-C", directory, option, idlgen, target, NULL },
		    NULL);
	return command.status;
}

/* The manual's rules: twice, with an input that is newer but says the same. */
TEST(make_is_content_with_a_file_that_does_not_change)
{
	static const char rules[] = "%.h %_i.c %_p.c &: %.idl\n\t$(IDLGEN) -o . $<\n"
				    "%.stamp: %.idl\n\t$(IDLGEN) --keep-times -MD -MF $*.d -MT $@ $< && touch $@\n.PRECIOUS: %.stamp\n";
	struct stat before, after;

	directory = scratch_make();
	file_write(in("Makefile"), rules, sizeof rules - 1);
	file_write(in("a.idl"), "const long A = 1;", 17);
	assert_int_equal(make("-s", "a_i.c"), 0);
	set_age(in("a.h"), 1000);
	set_age(in("a_i.c"), 1000);
	set_age(in("a_p.c"), 1000);
	assert_int_equal(make("-q", "a_i.c"), 1);
	assert_int_equal(make("-s", "a_i.c"), 0);
	assert_int_equal(make("-q", "a_i.c"), 0);
	set_age(in("a_i.c"), 1000);
	before = state("a_i.c");
	assert_int_equal(make("-s", "a.stamp"), 0);
	assert_int_equal(make("-q", "a.stamp"), 0);
	after = state("a_i.c");
	assert_memory_equal(&before.st_mtim, &after.st_mtim, sizeof before.st_mtim);
	assert_non_null(strstr(file_read(in("a.d"), NULL), "a.stamp: "));
	scratch_remove();
}

/* a.idl with `count` constants, the last of which is `last`. */
static void compile_many(unsigned count, unsigned last, const char *output)
{
	static char text[1 << 20];
	size_t len = 0;

	for (unsigned i = 0; i < count; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, "const long NAME_%u = %u;\n", i, i + 1 < count ? i : last);
	file_write(in("a.idl"), text, len);
	run("-h", "-o", output, in("a.idl"));
	assert_int_equal(command.status, 0);
	assert_string_equal(command.output, "");
}

TEST(a_large_file_that_changes_late_is_written_whole)
{
	static const unsigned counts[] = { 10000, 10000, 9999, 10001, 1, 10000 };

	directory = scratch_make();
	directory_make(in("new"));
	for (unsigned i = 0; i < sizeof counts / sizeof *counts; i++) {
		compile_many(counts[i], i, in("old.h")); /* over the one before */
		compile_many(counts[i], i, in("new/old.h"));
		assert_string_equal(file_read(in("old.h"), NULL), file_read(in("new/old.h"), NULL));
		assert_string_equal(scratch_list(directory), "a.idl new old.h");
		scratch_clear(in("new"));
	}
	scratch_remove();
}

TEST(imports_are_found_beside_the_file_and_then_in_the_directories)
{
	static const char main_idl[] = "import \"unknwn.idl\", \"own.idl\", \"other.idl\"; typedef OWN A; typedef OTHER B;"
		"import \"sub/first.idl\", \"sub/second.idl\"; typedef SECOND C;";

	directory = scratch_make();
	directory_make(in("other"));
	file_write(in("main.idl"), main_idl, strlen(main_idl));
	file_write(in("own.idl"), "typedef long OWN;", 17);
	file_write(in("other/own.idl"), "typedef UNKNOWN OWN;", 20);
	file_write(in("other/other.idl"), "typedef long OTHER;", 19);
	directory_make(in("sub"));
	file_write(in("sub/first.idl"), "import \"second.idl\";", 20);
	file_write(in("sub/second.idl"), "typedef long SECOND;", 20);
	run("-I", in("other"), "--include", "include/acom/", "--output", directory, in("main.idl"));
	assert_string_equal(command.output, "");
	assert_non_null(strstr(file_read(in("main.h"), NULL),
			       "#include <acom/unknwn.h>\n#include \"own.h\"\n#include \"other.h\"\n#include \"sub/first.h\"\n#include \"sub/second.h\"\n"));
	scratch_remove();
}

#define AN_INTERFACE "import \"unknwn.idl\"; [object, uuid(3c1f0a47-7d0e-4c55-9f6e-2a6d6d3a0001)] interface IAny : IUnknown {}"

TEST(a_file_name_becomes_an_identifier)
{
	directory = scratch_make();
	file_write(in("2-x.y.idl"), "", 0);
	run("-o", directory, in("2-x.y.idl"));
	assert_int_equal(command.status, 0);
	assert_non_null(strstr(file_read(in("2-x.y.h"), NULL), "#ifndef IDL__2_X_Y_H\n"));
	file_write(in("acom.idl"), AN_INTERFACE, strlen(AN_INTERFACE)); /* which is how reserved names begin */
	run("-I", "include/acom", "-o", directory, in("acom.idl"));
	assert_int_equal(command.status, 0);
	assert_non_null(strstr(file_read(in("acom_p.c"), NULL), "ACOM_MODULE acom_interfaces[1]"));
	assert_null(strstr(file_read(in("acom_p.c"), NULL), "acom_interfaces[] ="));
	scratch_remove();
}
