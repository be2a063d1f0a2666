/* diagnostics.c - limits that need a generated file, and that every message of idlgen is shown by some test. */
#include "idlgen_run.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>

static struct command command;

/* ---- limits: the file is written here ---- */

#define HEAD "import \"unknwn.idl\";\n" \
	"[object, uuid(11111111-0000-0000-0000-000000000001), async_uuid(11111111-0000-0000-0000-000000000002)]\n" \
	"interface IFoo : IUnknown {\n"

struct file {
	char *text;
	size_t len, room;
};

static void add(struct file *f, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(struct file *f, const char *format, ...)
{
	va_list ap;

	if (f->room - f->len < 4096) {
		f->room = 2 * f->room + 65536;
		f->text = realloc(f->text, f->room);
		assert_non_null(f->text);
	}
	va_start(ap, format);
	f->len += (size_t)vsnprintf(f->text + f->len, 4096, format, ap);
	va_end(ap);
}

/* Runs idlgen on the text. `expected` NULL: it must compile; else: an error that contains it, and no output. */
static void judge(struct file *f, const char *expected)
{
	const char *directory = scratch_make();
	char input[256], output[256];

	snprintf(input, sizeof input, "%s/foo.idl", directory);
	snprintf(output, sizeof output, "%s/out", directory);
	file_write(input, f->text, f->len);
	directory_make(output);
	idlgen_run(&command, output, input);
	if (expected && !strstr(command.output, expected))
		fail_msg("expected \"%s\" in: %.2000s", expected, command.output);
	if (!expected)
		assert_string_equal(command.output, "");
	assert_int_equal(command.status, expected ? 1 : 0);
	assert_string_equal(scratch_list(output), expected ? "" : "foo.h foo_i.c foo_p.c");
	scratch_remove();
	free(f->text);
	*f = (struct file){ NULL, 0, 0 };
}

/* head, then `count` times the format with a number, then the tail */
static void judge_many(const char *head, const char *format, unsigned count, const char *tail, const char *expected)
{
	struct file f = { NULL, 0, 0 };

	add(&f, "%s", head);
	for (unsigned i = 0; i < count; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		add(&f, format, i, i);
#pragma GCC diagnostic pop
	}
	add(&f, "%s", tail);
	judge(&f, expected);
}

TEST(methods_up_to_the_limit)
{
	judge_many(HEAD, "HRESULT M%u();", 1020, "}", NULL);
	judge_many(HEAD, "HRESULT M%u();", 1021, "}", "\"IFoo\" has more than 1023 methods");
}

TEST(parameters_up_to_the_limit)
{
	judge_many(HEAD "HRESULT M(long a", ", long b%u", 63, "); }", NULL);
	judge_many(HEAD "HRESULT M(long a", ", long b%u", 64, "); }", "more than 64 of these are not supported");
}

TEST(members_up_to_the_limit)
{
	judge_many("typedef struct {", "long a%u;", 1024, "} S;", NULL);
	judge_many("typedef struct {", "long a%u;", 1025, "} S;", "more than 1024 of these are not supported");
}

TEST(labels_up_to_the_limit)
{
	judge_many("typedef union switch (long t) {", "case %u:", 1024, "long a; } U;", NULL);
	judge_many("typedef union switch (long t) {", "case %u:", 1025, "long a; } U;", "a union with more than 1024 labels is not supported");
	judge_many("typedef union switch (long t) {", "case %u: long a%u;", 1024, "} U;", NULL);
	judge_many("typedef union switch (long t) {", "case %u: long a%u;", 1025, "} U;", "more than 1024 of these are not supported");
	judge_many("typedef [switch_type(long)] union { [case(0", ", %u + 1", 1023, ")] long a; } U;", NULL);
	judge_many("typedef [switch_type(long)] union { [case(0", ", %u + 1", 1024, ")] long a; } U;", "expected ), found ,");
	judge_many("typedef union switch (long t) {", "case %u:", 100000, "long a; } U;", "a union with more than 1024 labels is not supported");
}

TEST(unions_within_unions_up_to_the_limit)
{
	judge_many("typedef ", "union switch (long t) { case 1: ", 60, "long a; }", "expected");
	judge_many("typedef ", "union switch (long t) { case 1: ", 70, "long a; }", "this is nested too deeply");
}

TEST(bases_up_to_the_limit)
{
	const char *format = "[object, uuid(11111111-0000-0000-0000-0000000%05x)] interface I%u ";

	for (unsigned count = 64; count <= 65; count++) {
		struct file f = { NULL, 0, 0 };

		add(&f, "import \"unknwn.idl\";");
		for (unsigned i = 0; i < count; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			add(&f, format, i, i);
#pragma GCC diagnostic pop
			add(&f, i ? ": I%u {}" : ": IUnknown {}", i - 1);
		}
		judge(&f, count == 64 ? NULL : "\"I64\" has more than 64 bases");
	}
}

TEST(types_within_types_up_to_the_limit)
{
	const char *tail = "typedef S%u LAST;" HEAD "HRESULT M([in] LAST *a); }";

	for (unsigned count = 20; count <= 40; count += 20) {
		struct file f = { NULL, 0, 0 };

		add(&f, "typedef struct { long a; } S0;");
		for (unsigned i = 1; i <= count; i++)
			add(&f, "typedef struct { S%u a; } S%u;", i - 1, i);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		add(&f, tail, count);
#pragma GCC diagnostic pop
		judge(&f, count == 20 ? NULL : "\"a\" is nested too deeply");
	}
}

/* In each union three times the one before, of which nothing says how large it is to look into. */
TEST(types_within_types_that_treble_up_to_the_limit)
{
	for (unsigned count = 10; count <= 30; count += 10) {
		struct file f = { NULL, 0, 0 };

		add(&f, "typedef union switch (long t) { case 0: long a; } U0;");
		for (unsigned i = 1; i <= count; i++)
			add(&f, "typedef union switch (long t) { case 0: U%u a; case 1: U%u b; case 2: U%u c; } U%u;", i - 1, i - 1, i - 1, i);
		add(&f, HEAD "HRESULT M([in] U%u a); }", count);
		judge(&f, count == 10 ? NULL : "more than 65536 members lie in this type");
	}
}

TEST(types_within_types_that_are_only_declared)
{
	for (unsigned count = 63; count <= 100063; count += 50000) {
		struct file f = { NULL, 0, 0 };

		add(&f, "typedef struct { long a; } S0;");
		for (unsigned i = 1; i <= count; i++)
			add(&f, "typedef struct { S%u a; } S%u;", i - 1, i);
		add(&f, "const long SIZE = sizeof(S%u);", count);
		judge(&f, count == 63 ? NULL : "more than 64 types lie one in another here");
	}
}

TEST(types_that_were_met_before_are_as_deep_as_new_ones)
{
	const char *type = "typedef struct { S%u a; } S%u;", *method = "HRESULT M%u([in] S%u *a);";

	for (unsigned count = 20; count <= 40; count += 20) {
		struct file f = { NULL, 0, 0 };

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		add(&f, "typedef struct { long a; } S0;");
		for (unsigned i = 1; i <= count; i++)
			add(&f, type, i - 1, i);
		add(&f, HEAD);
		for (unsigned i = 1; i <= count; i++)
			add(&f, method, i, i);
#pragma GCC diagnostic pop
		add(&f, "}");
		judge(&f, count == 20 ? NULL : "\"a\" is nested too deeply");
	}
}

TEST(definitions_within_definitions_up_to_the_limit)
{
	judge_many("typedef ", "struct S%u { ", 60, "long a; }", "expected");
	judge_many("typedef ", "struct S%u { ", 70, "long a; }", "this is nested too deeply");
}

TEST(a_long_chain_of_typedefs_is_no_nesting)
{
	struct file f = { NULL, 0, 0 };

	add(&f, "typedef long T0;");
	for (unsigned i = 1; i <= 20000; i++)
		add(&f, "typedef T%u T%u;", i - 1, i);
	add(&f, HEAD "HRESULT M([in] T20000 a); }");
	judge(&f, NULL);
}

TEST(after_twenty_errors_it_stops)
{
	unsigned count = 0;

	judge_many("", "typedef UNKNOWN%u T%u;", 1000, "", "idlgen: more than 20 errors; stopped");
	for (const char *p = command.output; (p = strstr(p, "error: ")); p++)
		count++;
	assert_int_equal(count, 20);
}

TEST(a_line_of_a_million_characters_is_shown_around_the_error)
{
	judge_many("/* one line */ ", "typedef long T%u%08u;", 50000, " typedef UNKNOWN X;", "there is no type \"UNKNOWN\"");
	assert_true(strlen(command.output) < 1000);
}

TEST(a_million_characters_of_one_kind)
{
	static const char *const runs[] = { "(", "[", "{", "*", "-", "/*", "//", "\"", "'", "a", "1", "[in]", "struct{", "\\", "@",
		"[object]", "1+", "?", "const ", "unsigned ", "typedef ", "import ", "interface ", "case 1:",
		"; union switch(short a){default:" };

	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
		struct file f = { NULL, 0, 0 };

		add(&f, "const long A = ");
		while (f.len < 1000000)
			add(&f, "%s", runs[i]);
		judge(&f, "error: ");
	}
}

TEST(a_nul_character_is_refused_with_its_place)
{
	struct file f = { NULL, 0, 0 };

	add(&f, "typedef long A;\n/* a ? in a comment */\n");
	*strchr(f.text, '?') = 0;
	judge(&f, "foo.idl:2:6: error: a NUL character: this is no text");
}

TEST(a_file_that_is_too_large_is_refused)
{
	struct file f = { NULL, 0, 0 };

	f.len = f.room = (16 << 20) + 1;
	f.text = malloc(f.room);
	assert_non_null(f.text);
	memset(f.text, ' ', f.len);
	judge(&f, "foo.idl\" is too large");
}

/* ---- every message has a test ---- */

/* What is known to be shown: the goldens' errors, and the texts of this room's tests. */
static char *shown;

static void show(const char *path)
{
	const char *text = file_read(path, NULL);
	size_t len = shown ? strlen(shown) : 0;

	assert_non_null(text);
	shown = realloc(shown, len + strlen(text) + 1);
	assert_non_null(shown);
	strcpy(shown + len, text);
}

static void show_all(const char *directory, const char *end)
{
	char files[65536], path[512];

	snprintf(files, sizeof files, "%s", scratch_list(directory));
	for (char *file = strtok(files, " "); file; file = strtok(NULL, " "))
		if (strlen(file) > strlen(end) && !strcmp(file + strlen(file) - strlen(end), end)) {
			snprintf(path, sizeof path, "%s/%s", directory, file);
			show(path);
		}
}

/* The longest piece of a message that holds no % directive. */
static void longest_piece(const char *message, char *piece, size_t size)
{
	const char *begin = message;
	size_t best = 0;

	piece[0] = 0;
	for (const char *p = message; ; p++) {
		if (*p && *p != '%')
			continue;
		if ((size_t)(p - begin) > best && (size_t)(p - begin) < size) {
			best = (size_t)(p - begin);
			snprintf(piece, size, "%.*s", (int)best, begin);
		}
		if (!*p)
			return;
		if (!p[1]) /* a line end was the last of it */
			return;
		p += p[1] == '%' ? 1 : 0;
		while (p[1] && strchr("0123456789*.l-", p[1]))
			p++;
		begin = p + 2;
		p++;
	}
}

/* The string literal that begins behind the quote at p, its escapes undone (a line end ends a piece, as % does); returns
 * what follows it. */
static const char *literal(const char *p, char *text, size_t size)
{
	size_t len = 0;

	for (; *p && *p != '"'; p++) {
		bool escaped = *p == '\\';

		p += escaped;
		if (len + 1 < size)
			text[len++] = escaped && *p == 'n' ? '%' : *p;
	}
	text[len] = 0;
	return *p ? p + 1 : p;
}

/* Messages are the literals with a space and no line end; paths and patterns have none. */
static unsigned check_messages(const char *path)
{
	const char *p = file_read(path, NULL);
	char text[512], piece[512];
	unsigned missing = 0;

	assert_non_null(p);
	while (*p) {
		if (!strncmp(p, "/*", 2)) {
			p = strstr(p, "*/") + 2;
		} else if (!strncmp(p, "#include", 8) || *p == '\'') {
			p += *p == '\'' ? (p[1] == '\\' ? 4 : 3) : (long)strcspn(p, "\n");
		} else if (*p++ == '"') {
			p = literal(p, text, sizeof text);
			longest_piece(text, piece, sizeof piece);
			if (strchr(text, ' ') && strlen(piece) > 4 && !strstr(shown, piece)) {
				fprintf(stderr, "no test shows this of %s: %s\n", path, text);
				missing++;
			}
		}
	}
	return missing;
}

TEST(every_message_is_shown_by_a_test)
{
	static const char *const files[] = { "lex.c", "parse.c", "parse_base.c", "parse_type.c",
		"parse_declarator.c", "parse_attr.c", "parse_expr.c", "parse_func.c", "parse_iface.c",
		"parse_library.c", "sema.c", "sema_name.c", "sema_const.c", "sema_value.c", "sema_library.c",
		"sema_iface.c", "sema_method.c", "sema_twin.c", "sema_type.c", "sema_attr.c", "sema_expr.c", "sema_layout.c",
		"sema_same.c", "sema_union.c", "shape.c", "shape_array.c", "shape_descriptor.c", "shape_tag.c", "shape_method.c",
		"shape_user.c", "async.c", "lower.c", "names.c", "output.c", "spell.c", "suggest.c", "source.c", "diag.c",
		"diag_show.c", "scan.c", "pp.c", "pp_macro.c", "pp_include.c", "pp_pragma.c", "pp_define.c", "pp_expr.c", "token.c" };
	unsigned missing = 0;
	char path[256];

	show_all("test/idl/golden", ".err");
	show("test/idl/diagnostics.c");
	show("test/idl/command.c");
	show("test/idl/preprocess.c");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		snprintf(path, sizeof path, "idlgen/%s", files[i]);
		missing += check_messages(path);
	}
	free(shown);
	assert_int_equal(missing, 0);
}
