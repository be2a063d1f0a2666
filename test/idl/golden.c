/* golden.c - what idlgen makes of IDL, compared with what golden/ holds: NAME.h, NAME_i.c and NAME_p.c, or NAME.err.
 *
 * To accept a change: bin/idlgen -I include/acom -o test/idl/golden test/idl/golden/NAME.idl [2> test/idl/golden/NAME.err]
 */
#include "idlgen_run.h"

#include <acom/meta.h>

#include "arrays.h"
#include "async.h"
#include "faces.h"
#include "pipe.h"
#include "unions.h"

#define GOLDEN "test/idl/golden/"

/* X(name, where its IDL lies) */
#define WORKING(X) \
	X(types, GOLDEN) \
	X(arrays, GOLDEN) \
	X(async, GOLDEN) \
	X(pipe, GOLDEN) \
	X(faces, GOLDEN) \
	X(unions, GOLDEN) \
	X(simplestream, "samples/simplestream/")

#define BROKEN(X) \
	X(lexical) \
	X(syntax) \
	X(unsupported) \
	X(names) \
	X(constants) \
	X(attributes) \
	X(shapes) \
	X(halves) \
	X(async_refused) \
	X(unions_refused) \
	X(members_refused) \
	X(imports) \
	X(depth)

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

static void check_working(const char *name, const char *where)
{
	const char *directory = scratch_make();
	char input[256], expected[256];

	snprintf(input, sizeof input, "%s%s.idl", where, name);
	snprintf(expected, sizeof expected, "%s.h %s_i.c %s_p.c", name, name, name);
	idlgen_run(&command, directory, input);
	assert_string_equal(command.output, "");
	assert_int_equal(command.status, 0);
	assert_string_equal(scratch_list(directory), expected);
	compare(directory, name, ".h");
	compare(directory, name, "_i.c");
	compare(directory, name, "_p.c");
	scratch_remove();
}

#define X(name, where) TEST(golden_##name) { check_working(#name, where); }
WORKING(X)
#undef X

/* ---- the runtime accepts them ---- */

TEST(the_runtime_accepts_the_tables)
{
	assert_int_equal(AcomRegisterInterfaces(arrays_interfaces), S_OK);
	assert_int_equal(AcomRegisterInterfaces(async_interfaces), S_OK);
	assert_int_equal(AcomRegisterInterfaces(faces_interfaces), S_OK);
	assert_int_equal(AcomRegisterInterfaces(pipe_interfaces), S_OK);
}

TEST(the_runtime_accepts_unions_open_structs_and_recursion)
{
	assert_int_equal(AcomRegisterInterfaces(unions_interfaces), S_OK);
}

/* ---- diagnostics ---- */

static void check_broken(const char *name)
{
	const char *directory = scratch_make(), *golden;
	char input[256], errors[256];

	snprintf(input, sizeof input, GOLDEN "%s.idl", name);
	snprintf(errors, sizeof errors, GOLDEN "%s.err", name);
	idlgen_run(&command, directory, input);
	golden = file_read(errors, NULL);
	assert_non_null(golden);
	assert_string_equal(command.output, golden);
	assert_int_equal(command.status, 1);
	assert_string_equal(scratch_list(directory), "");
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
#define X(name, where) \
	if (takes(file, #name, ".idl") || takes(file, #name, ".h") || takes(file, #name, "_i.c") || takes(file, #name, "_p.c")) \
		return true;
	WORKING(X)
#undef X
#define X(name) \
	if (takes(file, #name, ".idl") || takes(file, #name, ".err")) \
		return true;
	BROKEN(X)
#undef X
	return takes(file, "imports_broken", ".idl"); /* what imports.idl imports */
}

TEST(every_file_of_the_directory_belongs_to_a_golden)
{
	char files[8192];

	snprintf(files, sizeof files, "%s", scratch_list(GOLDEN));
	for (char *file = strtok(files, " "); file; file = strtok(NULL, " "))
		if (!is_known(file))
			fail_msg(GOLDEN "%s belongs to no golden", file);
}
