/* manual.c - idlgen.1: it is good roff, and says all that --help says. */
#include "idlgen_run.h"

#include <ctype.h>

#define MANUAL "idlgen/idlgen.1"

static struct command command;

/* Whether the manual has the word with its hyphens escaped, at the end of a word. */
static bool has(const char *manual, const char *word)
{
	char escaped[128];
	size_t len = 0;

	for (; *word && len + 3 < sizeof escaped; word++) {
		if (*word == '-')
			escaped[len++] = '\\';
		escaped[len++] = *word;
	}
	escaped[len] = 0;
	for (const char *p = manual; (p = strstr(p, escaped)); p += len)
		if (!isalnum((unsigned char)p[len]) && p[len] != '\\' && p[len] != '_')
			return true;
	return false;
}

/* -W[no-]NAME, -WMACRO, -o, --output -> the option up to where its argument begins. */
static void check_options(const char *help, const char *manual)
{
	unsigned count = 0;

	for (const char *p = help; (p = strstr(p, "-")); ) {
		char option[64];
		size_t len = strspn(p, "-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
		bool begins = p == help || p[-1] == ' ';

		snprintf(option, sizeof option, "%.*s", (int)len, p);
		p += len;
		if (!begins || option[1] == 0 || !strcmp(option, "--"))
			continue;
		if (!strncmp(option, "-Wno-", 5)) /* the manual shows -WNAME */
			memmove(option + 2, option + 5, strlen(option + 5) + 1);
		if (!has(manual, option))
			fail_msg(MANUAL " does not tell of %s", option);
		count++;
	}
	assert_true(count > 20);
}

TEST(the_manual_tells_of_every_option_and_warning)
{
	const char *manual = file_read(MANUAL, NULL);

	assert_non_null(manual);
	command_run(&command, (const char *const[]){ build_path("bin/idlgen"), "--help", NULL }, NULL);
	assert_int_equal(command.status, 0);
	check_options(command.output, manual);
}

static bool is_there(const char *program)
{
	command_run(&command, (const char *const[]){ "sh", "-c", "command -v \"$0\"", program, NULL }, NULL);
	return command.status == 0;
}

TEST(the_manual_is_good_roff)
{
	if (!is_there("groff"))
		skip();
	command_run(&command, (const char *const[]){ "sh", "-c", "groff -man -ww -Tutf8 -rLL=100n " MANUAL " 2>&1 >/dev/null", NULL },
		    NULL);
	assert_string_equal(command.output, "");
	assert_int_equal(command.status, 0);
}
