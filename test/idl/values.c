/* values.c - what constant expressions are worth: to the preprocessor, and to the compiler. */
#include "base/base.h"
#include "idlgen_run.h"

static struct command command;

#define LEAST "(-9223372036854775807 - 1)"

/* True for both, if they compute in 64 bits. */
static const char *const both[] = {
	"7 / 2 == 3", "-7 / 2 == -3", "-7 % 4 == -3", "7u / 2 == 3", "7u % 4 == 3", "5 / -1 == -5", "5 % -1 == 0", "0xFull % 4ull == 3",
	"1 < 2", "!(2 < 1)", "2 > 1", "!(1 > 1)", "1 <= 1", "!(2 <= 1)", "1 >= 1", "!(1 >= 2)", "1 != 2", "-1 < 0", "1ull > 0ull",
	"2ull >= 1ull", "1ull <= 2ull", "(6 & 3) == 2", "(6 | 3) == 7", "(6 ^ 3) == 5", "(6ull ^ 3) == 5", "~0 == -1", "!0", "!!7",
	"(1 << 4) == 16", "(256 >> 4) == 16", "(-16 >> 2) == -4", "(1 ? 2 : 3) == 2",
	"(0 ? 2 : 3) == 3", "1 && 2", "!(1 && 0)", "0 || 3", "!(0 || 0)", "(1 ? -1 : 0ull) > 0", "3ull - 2 == 1",
	"3ull * 2 + 1 == 7", "+5 == 5", "'a' == 97",
};

/* True for the preprocessor: all its numbers have 64 bits. */
static const char *const preprocessed[] = { "(1ull << 63) > 0", "(1ull << 63 >> 63) == 1", "-1 > 0u" };

/* True for the compiler: the kinds of the preprocessor are fewer. */
static const char *const compiled[] = {
	"1.5 + 1.5 == 3", "1.5 - 0.5 == 1", "1.5 * 2 == 3", "3.0 / 2 == 1.5", "1.5 < 2", "1.5 <= 1.5", "2.5 > 2", "2.5 >= 2.5",
	"1.5 != 2", "-1.5 < 0", "!0.0", "1.5 && 1", "sizeof(long) == 4", "sizeof(char) == 1", "(char)257 == 1", "(short)-1 < 0",
	"(unsigned short)-1 == 65535", "sizeof(2ll) == 8", "sizeof(2ui64) == 8", "sizeof(2l) == 4", "1ll << 40 > 0", "1ULL << 63 > 0",
	"2147483647ll + 1 == 2147483648", "-1ll >> 40 == -1", "-2147483648ll - 1 < 0", "-1ll / 2u == 0",
	"(hyper)1 << 40 > 0", "(double)1 / 2 == 0.5", "sizeof(L'a') == 4",
	"(1 ? 1 : 2.0) / 2 == 0.5", "(0 ? 2.0 : 1) / 2 == 0.5", "sizeof(1 ? 1 : (hyper)2) == 8", "(1 ? -1 : 0u) / 2 == 2147483647",
	"(1 ? 2147483647 : (hyper)0) + 1 == 2147483648", "(0 ? 1 / 0 : 1) == 1", "(1 ? 1 : 1u / 0) - 2 > 0",
};

static const struct {
	const char *expression, *error;
} wrong[] = {
	{ "1 / 0", "this divides by zero" }, { "1 % 0", "this divides by zero" }, { "1u / 0", "this divides by zero" },
	{ "1u % 0", "this divides by zero" }, { "1.0 / 0", "this divides by zero" }, { "1.0 % 2", "this operator wants integers" },
	{ "1.0 << 2", "this operator wants integers" }, { "1 << 2.0", "this operator wants integers" },
	{ "1.0 & 2", "this operator wants integers" }, { LEAST " / -1", "this overflows 64 bits" },
	{ "2147483647 + 1", "this overflows 32 bits" }, { "-2147483647 - 2", "this overflows 32 bits" },
	{ "(double)1e999", "this number is too large for its type" }, { "(float)1e39", "this number is too large for its type" },
	{ "(double)(1e999 - 1e999)", "this number is too large for its type" }, { "65536 * 65536", "this overflows 32 bits" }, { "1 << 32", "cannot be shifted that far" }, { "1 >> -1", "cannot be shifted that far" },
};

static char text[1 << 16];

static void compile(int status, const char *said)
{
	const char *directory = scratch_make();
	char input[256];

	snprintf(input, sizeof input, "%s/a.idl", directory);
	file_write(input, text, strlen(text));
	idlgen_run(&command, directory, input);
	if (command.status != status || !strstr(command.output, said))
		fail_msg("status %d: %s", command.status, command.output);
	scratch_remove();
}

/* Each expression takes the place of each %1$s, and its number that of %2$zu. */
static void append(const char *format, const char *const *expressions, size_t count)
{
	size_t used = strlen(text);

	for (size_t i = 0; i < count; i++) {
		#pragma GCC diagnostic push
		#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		used += (size_t)snprintf(text + used, sizeof text - used, format, expressions[i], i);
		#pragma GCC diagnostic pop
	}
	assert_true(used < sizeof text);
}

TEST(both_compute_alike)
{
	text[0] = 0;
	append("#if !(%1$s)\n#error %1$s\n#endif\n", both, ARRAY_COUNT(both));
	append("#if !(%1$s)\n#error %1$s\n#endif\n", preprocessed, ARRAY_COUNT(preprocessed));
	append("typedef char BOTH%2$zu[(%1$s) ? 1 : -1];\n", both, ARRAY_COUNT(both));
	append("typedef char COMPILED%2$zu[(%1$s) ? 1 : -1];\n", compiled, ARRAY_COUNT(compiled));
	compile(0, "");
	assert_string_equal(command.output, "");
}

TEST(what_has_no_value_is_refused)
{
	for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
		snprintf(text, sizeof text, "const hyper A = %s;\n", wrong[i].expression);
		compile(1, wrong[i].error);
	}
}

TEST(what_has_no_value_for_the_preprocessor_matters_only_where_it_is_used)
{
	static const char *const none[] = { "1 / 0", "1u % 0", LEAST " / -1", LEAST " % -1" };

	for (size_t i = 0; i < ARRAY_COUNT(none); i++) {
		snprintf(text, sizeof text, "#if %s\n#endif\n", none[i]);
		compile(1, "this cannot be computed in 64 bits");
		snprintf(text, sizeof text, "#if (0 && %s) || !(1 || %s)\n#error\n#endif\n", none[i], none[i]);
		compile(0, "");
	}
}
