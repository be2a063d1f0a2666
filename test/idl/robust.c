/* robust.c - idlgen fed with what is no IDL: it ends with 0 or 1, in time, and never leaves half a result. */
#include <stdlib.h>
#include <sys/resource.h>

#include "idlgen_run.h"

static const char *const corpus[] = { "samples/simplestream/simplestream.idl", "test/idl/vec.idl", "test/idl/golden/types.idl",
	"test/idl/golden/arrays.idl", "test/idl/golden/async.idl", "test/idl/golden/faces.idl", "test/idl/golden/unions.idl", "test/idl/golden/pipe.idl",
	"test/idl/golden/preprocess.idl" };
enum { FILES = sizeof corpus / sizeof *corpus, LARGEST = 1 << 16, MUTATIONS = HARNESS_COVERAGE ? 100 : 2000 };

static struct command command;

/* Each run may take two minutes of the processor, so that one that hangs is told by a signal: sanitizers have taken half of one. */
static void limit_time(void)
{
	struct rlimit limit = { 120, 120 };

	setrlimit(RLIMIT_CPU, &limit);
}

static bool ends_with(const char *directory, const char *file, const char *end)
{
	char path[512];
	const char *text;
	size_t size;

	snprintf(path, sizeof path, "%s/%s", directory, file);
	text = file_read(path, &size);
	return size >= strlen(end) && !strcmp(text + size - strlen(end), end);
}

/* Runs idlgen on the octets as INPUT/foo.idl, into the empty directory OUTPUT. `what` and `n` say which input failed. */
static void judge(const char *input, const char *output, const void *data, size_t size, const char *what, unsigned n)
{
	const char *const argv[] = { build_path("bin/idlgen"), "-I", "include/acom", "-I", "test/idl/golden", "-o", output, input,
		NULL };

	file_write(input, data, size);
	command_run(&command, argv, limit_time);
	if (command.status != 0 && command.status != 1)
		fail_msg("%s %u: status %d: %.3000s", what, n, command.status, command.output);
	if (strstr(command.output, "Sanitizer") || strstr(command.output, "runtime error"))
		fail_msg("%s %u: %.3000s", what, n, command.output);
	if (command.status && !strstr(command.output, "error: "))
		fail_msg("%s %u: no error is told", what, n);
	if (strcmp(scratch_list(output), command.status ? "" : "foo.h foo_i.c foo_p.c"))
		fail_msg("%s %u: leaves %s", what, n, scratch_list(output));
	if (!command.status && !ends_with(output, "foo.h", "#endif\n"))
		fail_msg("%s %u: half a header", what, n);
	scratch_clear(output);
}

struct place {
	char input[256], output[256];
};

static void open_place(struct place *p)
{
	const char *directory = scratch_make();

	snprintf(p->input, sizeof p->input, "%s/foo.idl", directory);
	snprintf(p->output, sizeof p->output, "%s/out", directory);
	directory_make(p->output);
}

/* Every prefix of the sample; of the longer files every 23rd. */
static void check_prefixes(const char *path, size_t step)
{
	struct place p;
	size_t size;
	char text[LARGEST];
	const char *whole = file_read(path, &size);

	assert_non_null(whole);
	assert_true(size <= sizeof text);
	memcpy(text, whole, size);
	open_place(&p);
	for (size_t n = 0; n <= size; n += step)
		judge(p.input, p.output, text, n, path, (unsigned)n);
	scratch_remove();
}

TEST(every_prefix_of_the_sample)
{
	check_prefixes(corpus[0], 1);
}

TEST(prefixes_of_the_other_files)
{
	for (int i = 1; i < FILES; i++)
		check_prefixes(corpus[i], 23);
}

/* ---- mutations ---- */

static uint64_t state;

/* xorshift64* */
static unsigned draw(size_t below)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (unsigned)((state * 0x2545F4914F6CDD1D >> 33) % below);
}

static const char *const tokens[] = {
	"[", "]", "{", "}", "(", ")", ",", ";", "*", "=", "+", "?", ":", "-", "&", "<<", "#", "struct ", "enum ",
	"union ", "switch (short t)", "case 1: ", "default: ", "[case(1)]", "[switch_is(t)]", "[switch_type(short)]",
	"typedef ", "const ", "interface ", "import \"", "coclass ", "hyper ", "void ", "byte ", "size_is(", "[string]",
	"[out] ", "[in,out]", "[v1_enum]", "[iid_is(riid)]", "[local]", "unique", "0x", "9999999999", "\"", "'", "/*",
	"//", "*/", "\xff", "[3]", "[]", "1", "a", "ISimpleStream ", "IVec ", "S_PTR ", "unknwn.idl", "#if ",
	"#else\n", "#endif\n", "#define X(a) a ## a\n", "#define X X(X)\n", "#include \"parts/constants.h\"\n", "#", "##", "\\\n",
	"X(", "GLUE(", "1.5e3", "L'a'"
};

/* Replaces `cut` octets at `at` by `paste`. */
static size_t splice(char *text, size_t size, size_t at, size_t cut, const char *paste, size_t len)
{
	cut = cut < size - at ? cut : size - at;
	if (size - cut + len > LARGEST)
		return size;
	memmove(text + at + len, text + at + cut, size - at - cut);
	memcpy(text + at, paste, len);
	return size - cut + len;
}

static size_t mutate(char *text, size_t size)
{
	const char *token = tokens[draw(sizeof tokens / sizeof *tokens)];
	size_t at = draw(size + 1), from = draw(size + 1), len = draw(60);
	char copy[64];

	len = len < size - from ? len : size - from;
	memcpy(copy, text + from, len);
	switch (draw(6)) {
	case 0: return splice(text, size, at, 1, (char[]){ (char)draw(256) }, 1);
	case 1: return splice(text, size, at, draw(20), "", 0);
	case 2: return splice(text, size, at, 0, token, strlen(token));
	case 3: return splice(text, size, at, draw(10), token, strlen(token));
	case 4: return splice(text, size, at, 0, copy, len);
	}
	for (unsigned n = draw(200); n; n--)
		size = splice(text, size, at, 0, token, strlen(token));
	return size;
}

TEST(two_thousand_mutations)
{
	static char text[LARGEST];
	struct place p;

	open_place(&p);
	for (unsigned seed = 1; seed <= MUTATIONS; seed++) {
		size_t size;
		const char *whole;

		state = seed * 0x9E3779B97F4A7C15;
		whole = file_read(corpus[draw(FILES)], &size);
		assert_true(whole && size <= sizeof text);
		memcpy(text, whole, size);
		for (unsigned n = 1 + draw(4); n; n--)
			size = mutate(text, size);
		judge(p.input, p.output, text, size, "seed", seed);
	}
	scratch_remove();
}

/* ---- much that is alike ---- */

/* 100 interfaces of 50 methods of 20 parameters, which differ by a number alone: `parameter` has a place for it. */
static void judge_alike(struct place *p, const char *parameter)
{
	enum { INTERFACES = 100, METHODS = 50, PARAMETERS = 20, EACH = 64 };
	char *text = malloc((size_t)INTERFACES * METHODS * (PARAMETERS + 1) * EACH), *end = text;
	unsigned number = 0;

	end += sprintf(end, "import \"unknwn.idl\";\n");
	for (unsigned i = 0; i < INTERFACES; i++) {
		end += sprintf(end, "[object, uuid(%08x-0000-0000-0000-000000000001)] interface I%u : IUnknown {\n", i, i);
		for (unsigned m = 0; m < METHODS; m++) {
			end += sprintf(end, "HRESULT M%u([in] long n", m);
			for (unsigned k = 0; k < PARAMETERS; k++, number++)
				end += sprintf(end, parameter, number, k);
			end += sprintf(end, ");\n");
		}
		end += sprintf(end, "}\n");
	}
	judge(p->input, p->output, text, (size_t)(end - text), parameter, number);
	free(text);
}

TEST(a_hundred_thousand_rows_that_are_almost_alike)
{
	struct place p;

	open_place(&p);
	judge_alike(&p, ", [in, range(0, %u)] long p%u");
	judge_alike(&p, ", [in, size_is(1 + %u)] byte *p%u");
	scratch_remove();
}

/* ---- memory ---- */

enum { DENSE = 1 << 20, PROGRAM = 12 << 20 }; /* the program itself, its libraries and stack */

/* 64 octets for each octet of the input and 64 MiB, of address space. */
static void limit_memory(void)
{
	struct rlimit limit = { ((rlim_t)64 << 20) + (rlim_t)64 * DENSE + PROGRAM, RLIM_INFINITY };

	setrlimit(RLIMIT_AS, &limit);
	limit_time();
}

/* What makes much of few characters, over and over; with status 3 memory was short. */
TEST(no_input_needs_more_memory_than_it_may)
{
	static const char *const pieces[] = { "[in]", "a********b;", "typedef long ********a;", "[", "(", "1+", "A=1,", "a,", "\"\"",
		"#define A\n", "#if 1\n", "#include \"foo.idl\"\n", "#define A() A\nA()", "import\"a\";", ";", "interface a;", "struct{a b;}c;",
		"cpp_quote(\"\")", "const long a=1;", "/**/a\n", "'a'", "[size_is(,,,,,,,)]", "@", "coclass a{interface b;}", "enum{a}b;" };
	static const char *const heads[] = { "", "typedef enum {", "interface a:b{", "typedef struct {", "const long a=", "\n#define A " };
	static char text[DENSE];
	struct place p;

	if (HARNESS_ASAN || HARNESS_TSAN)
		skip(); /* they need memory of their own */
	open_place(&p);
	for (unsigned i = 0; i < sizeof pieces / sizeof *pieces; i++)
		for (unsigned head = 0; head < sizeof heads / sizeof *heads; head++) {
			const char *const argv[] = { build_path("bin/idlgen"), "-o", p.output, p.input, NULL };
			size_t len = strlen(heads[head]);

			memcpy(text, heads[head], len);
			for (size_t at = len; at < DENSE; at++)
				text[at] = pieces[i][(at - len) % strlen(pieces[i])];
			file_write(p.input, text, DENSE);
			command_run(&command, argv, limit_memory);
			if (command.status != 0 && command.status != 1)
				fail_msg("%s%s...: status %d: %.200s", heads[head], pieces[i], command.status, command.output);
		}
	scratch_remove();
}
