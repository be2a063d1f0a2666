/* json.c - idlgen --json: what it says of json/model.idl, and that what it says of every golden is JSON and agrees with itself. */
#include "idlgen_run.h"

#include <jansson.h>
#include <stdlib.h>

static struct command command;
static const char *directory;

/* Makes FILE.json in the scratch directory; NULL: the IDL is refused. */
static json_t *model_of(const char *input)
{
	char output[512];
	json_error_t error;
	json_t *model;

	snprintf(output, sizeof output, "%s/out.json", directory);
	command_run(&command, (const char *const[]){ build_path("bin/idlgen"), "-I", "include/acom", "-I", "test/idl/golden",
		    "--json", output, input, NULL }, NULL);
	if (command.status == 1)
		return NULL;
	assert_int_equal(command.status, 0);
	model = json_load_file(output, JSON_REJECT_DUPLICATES, &error);
	if (!model)
		fail_msg("%s, line %d: %s", input, error.line, error.text);
	return model;
}

TEST(the_model_of_everything_is_the_golden_one)
{
	directory = scratch_make();
	json_decref(model_of("test/idl/json/model.idl"));
	assert_string_equal(file_read("test/idl/json/model.json", NULL), file_read(strcat(strcpy((char[512]){ 0 }, directory),
			    "/out.json"), NULL));
	assert_string_equal(scratch_list(directory), "out.json");
	scratch_remove();
}

static json_t *member(json_t *object, const char *name)
{
	json_t *value = json_object_get(object, name);

	if (!value)
		fail_msg("no %s in %.500s", name, json_dumps(object, 0));
	return value;
}

static const char *text(json_t *object, const char *name)
{
	assert_true(json_is_string(member(object, name)));
	return json_string_value(json_object_get(object, name));
}

static bool is(json_t *object, const char *name) { return json_is_true(json_object_get(object, name)); }

/* ---- every golden: slots follow each other, halves say what their methods say ---- */

static unsigned interfaces, twins;

static void check_slots(json_t *iface)
{
	json_t *methods = member(iface, "methods"), *m;
	json_int_t next = json_integer_value(member(iface, "slots"));
	size_t i;

	for (i = json_array_size(methods); i-- > 0; ) {
		m = json_array_get(methods, i);
		if (json_object_get(m, "call_as")) /* shares the slot of another one */
			continue;
		assert_int_equal(json_integer_value(member(m, "slot")), --next);
	}
}

/* Parameters of the half: those of the method in its direction. */
static void check_half(json_t *half, json_t *method)
{
	bool finish = !strcmp(text(half, "half"), "finish");
	json_t *params = member(half, "parameters"), *p;
	size_t i, at = 0;

	assert_string_equal(text(half, "of"), text(method, "name"));
	json_array_foreach(member(method, "parameters"), i, p)
		if (is(p, finish ? "out" : "in"))
			assert_string_equal(text(json_array_get(params, at++), "name"), text(p, "name"));
	assert_int_equal(at, json_array_size(params));
}

/* The next method that has a slot of its own; NULL behind the last one. */
static json_t *next_slot(json_t *iface, size_t *at)
{
	json_t *m;

	while ((m = json_array_get(member(iface, "methods"), (*at)++)) && json_object_get(m, "call_as"))
		;
	return m;
}

static void check_interface(json_t *iface)
{
	json_t *twin = json_object_get(iface, "async"), *methods = member(iface, "methods"), *m;
	size_t i, at = 0;

	interfaces++;
	check_slots(iface);
	if (!twin)
		return;
	twins++;
	check_slots(twin);
	json_array_foreach(methods, i, m)
		if (!json_object_get(m, "call_as")) {
			check_half(next_slot(twin, &at), m);
			check_half(next_slot(twin, &at), m);
		}
	assert_null(next_slot(twin, &at));
}

static void check_declarations(json_t *holder)
{
	json_t *d;
	size_t i;

	json_array_foreach(json_object_get(holder, "declarations"), i, d) {
		assert_true(*text(d, "kind"));
		assert_true(json_integer_value(member(member(d, "place"), "line")) > 0);
		if (!strcmp(text(d, "kind"), "interface"))
			check_interface(d);
		check_declarations(d);
	}
}

TEST(the_model_of_every_golden_agrees_with_itself)
{
	char input[512], files[16384];
	unsigned models = 0;

	directory = scratch_make();
	snprintf(files, sizeof files, "%s", scratch_list("test/idl/golden"));
	for (char *rest = files, *name; (name = strsep(&rest, " ")); ) {
		json_t *model, *file;
		size_t i;

		snprintf(input, sizeof input, "test/idl/golden/%s", name);
		if (strlen(name) < 5 || strcmp(name + strlen(name) - 4, ".idl") || !(model = model_of(input)))
			continue;
		assert_string_equal(text(model, "file"), name);
		assert_int_equal(json_integer_value(member(model, "format")), 1);
		json_array_foreach(member(model, "files"), i, file)
			check_declarations(file);
		models++;
		json_decref(model);
	}
	assert_true(models > 5 && interfaces > 20 && twins > 8);
	scratch_remove();
}

TEST(places_are_right_when_a_method_is_the_first_that_has_one)
{
	static const char idl[] = "[object, local, uuid(00000000-0000-0000-C000-000000000046)] interface I {\n"
				  "void A();\nvoid B([in] long a,\n[in] long b);\n}\n";
	json_t *model, *methods;
	char input[512];

	directory = scratch_make();
	snprintf(input, sizeof input, "%s/a.idl", directory);
	file_write(input, idl, sizeof idl - 1);
	model = model_of(input);
	assert_non_null(model);
	methods = member(json_array_get(member(json_array_get(member(model, "files"), 0), "declarations"), 0), "methods");
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(json_integer_value(member(member(json_array_get(methods, i), "place"), "line")), 2 + i);
	json_decref(model);
	scratch_remove();
}

/* ---- octets that are no UTF-8 ---- */

TEST(a_comment_in_any_encoding_gives_json)
{
	static const char idl[] = "/* \xE4 \xC3\xA4 \xED\xA0\x80 \x01 \\ */\nconst long A = 1;";
	json_t *model;

	directory = scratch_make();
	char input[512];
	snprintf(input, sizeof input, "%s/a.idl", directory);
	file_write(input, idl, sizeof idl - 1);
	model = model_of(input);
	assert_non_null(model);
	assert_string_equal(text(json_array_get(member(json_array_get(member(model, "files"), 0), "declarations"), 0), "doc"),
			    "/* \xEF\xBF\xBD \xC3\xA4 \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD \x01 \\ */");
	json_decref(model);
	scratch_remove();
}
