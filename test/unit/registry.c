/* registry.c - tables are found by their IID once they were verified; a bad one is refused, with its row and rule. */
#include <stdio.h>
#include <unistd.h>

#include "rows.h"

static const IID IID_thing = { 0x7416, 1, 2, { 3 } }, IID_async_thing = { 0x7416, 1, 3, { 3 } };
static const IID IID_none = { 0x7416, 1, 4, { 3 } };
static const IID IID_base = { 0, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } };
static const int vtbl;

/* A module that a test may spoil: thing::act(a, p) */
struct tables {
	ACOM_EXPR expr;
	ACOM_TYPE number, array, pointer, field_type, strct, refstruct;
	ACOM_FIELD field;
	ACOM_PARAM params[3];
	ACOM_CELL cells[2];
	ACOM_METHOD methods[2];
	ACOM_INTERFACE interface;
	const ACOM_INTERFACE *interfaces[1];
	ACOM_MODULE module;
};

static int64_t one(const ACOM_SCOPE *scope) { return scope != NULL; }

static void tables_init(struct tables *t)
{
	memset(t, 0, sizeof *t);
	t->expr = (ACOM_EXPR){ .number = one, .from = ACOM_IN, .save = 1 };
	t->number = *T_I32;
	t->array = *T_CONF(&t->number, &t->expr);
	t->pointer = *T_REF(&t->array);
	t->field_type = *T_I32;
	t->field = (ACOM_FIELD){ "member", 0, &t->field_type, 0 };
	t->strct = (ACOM_TYPE){ .name = "S", .kind = ACOM_STRUCT, .align = 4, .size = 4, .wire = 4, .count = 1,
		.fields = &t->field };
	t->refstruct = *T_REF(&t->strct);
	t->params[0] = (ACOM_PARAM){ "a", ACOM_IN, &t->number };
	t->params[1] = (ACOM_PARAM){ "p", ACOM_OUT, &t->pointer };
	t->params[2] = (ACOM_PARAM){ "s", ACOM_IN, &t->refstruct };
	for (uint16_t i = 0; i < 2; i++)
		t->methods[i] = (ACOM_METHOD){ .name = i ? "again" : "act", .slot = 3 + i, .async_slot = 3 + 2 * i, .count = 3,
			.saves = 1, .params = t->params, .cell = &t->cells[i] };
	t->interface = (ACOM_INTERFACE){ ACOM_META_VERSION, sizeof t->interface, "thing", &IID_thing, &IID_async_thing, &IID_base,
		2, t->methods, &vtbl, &vtbl };
	t->interfaces[0] = &t->interface;
	t->module = (ACOM_MODULE){ .version = ACOM_META_VERSION, .size = sizeof t->module, .file = "thing.idl", .count = 1,
		.interfaces = t->interfaces };
}

/* Standard error of a piece of a test, in a file that nobody sees. */
static char said[2048];
static int real_stderr;
static FILE *caught;

static void listen(void)
{
	fflush(stderr);
	caught = tmpfile();
	real_stderr = dup(2);
	dup2(fileno(caught), 2);
}

static void heard(void)
{
	fflush(stderr);
	dup2(real_stderr, 2);
	close(real_stderr);
	rewind(caught);
	said[fread(said, 1, sizeof said - 1, caught)] = 0;
	fclose(caught);
}

static void refused(struct tables *t, const char *where, const char *rule)
{
	HRESULT hr;

	listen();
	AcomLinkModule(&t->module);
	assert_null(registry_find(&IID_thing, &hr));
	assert_int_equal(hr, REGDB_E_IIDNOTREG);
	assert_null(registry_find(&IID_thing, &hr)); /* it stays refused, and is told once */
	heard();
	assert_int_equal(hr, REGDB_E_IIDNOTREG);
	if (!strstr(said, "thing.idl: ") || !strstr(said, where) || !strstr(said, rule) ||
	    strchr(said, '\n') != strrchr(said, '\n'))
		fail_msg("said: %s", said);
	AcomUnlinkModule(&t->module);
	registry_teardown();
}

TEST(interfaces_are_found_by_either_iid)
{
	struct tables t;
	HRESULT hr = E_FAIL;

	tables_init(&t);
	assert_null(registry_find(&IID_thing, NULL));
	AcomLinkModule(&t.module);
	assert_ptr_equal(registry_find(&IID_thing, &hr), &t.interface);
	assert_int_equal(hr, S_OK);
	assert_ptr_equal(registry_find_async(&IID_async_thing, NULL), &t.interface);
	assert_null(registry_find(&IID_async_thing, &hr));
	assert_int_equal(hr, REGDB_E_IIDNOTREG);
	assert_null(registry_find_async(&IID_thing, NULL));
	assert_null(registry_find(&IID_none, NULL));
	assert_non_null(t.cells[0].frames);
	assert_non_null(t.cells[1].frames);
	registry_teardown();
	assert_null(t.cells[0].frames);
	assert_ptr_equal(registry_find(&IID_thing, NULL), &t.interface);
	AcomUnlinkModule(&t.module);
	assert_null(t.cells[1].frames);
	assert_null(registry_find(&IID_thing, NULL));
	registry_teardown();
}

TEST(the_first_module_with_an_iid_wins)
{
	struct tables a, b;

	tables_init(&a);
	tables_init(&b);
	AcomLinkModule(&a.module);
	AcomLinkModule(&b.module);
	AcomLinkModule(&a.module); /* linked already */
	assert_ptr_equal(registry_find(&IID_thing, NULL), &a.interface);
	AcomUnlinkModule(&a.module);
	assert_ptr_equal(registry_find(&IID_thing, NULL), &b.interface);
	AcomLinkModule(&a.module); /* comes last now */
	assert_ptr_equal(registry_find(&IID_thing, NULL), &b.interface);
	AcomUnlinkModule(&a.module);
	AcomUnlinkModule(&b.module);
	AcomUnlinkModule(&b.module);
	registry_teardown();
}

TEST(registering_says_at_once)
{
	struct tables t;

	tables_init(&t);
	assert_int_equal(AcomRegisterInterfaces(NULL), E_POINTER);
	assert_int_equal(AcomRegisterInterfaces(&t.module), S_OK);
	assert_int_equal(AcomRegisterInterfaces(&t.module), S_OK);
	assert_ptr_equal(registry_find(&IID_thing, NULL), &t.interface);
	AcomUnlinkModule(&t.module);
	tables_init(&t);
	t.methods[0].cell = NULL;
	listen();
	assert_int_equal(AcomRegisterInterfaces(&t.module), REGDB_E_IIDNOTREG);
	heard();
	AcomUnlinkModule(&t.module);
	registry_teardown();
}

/* Each rule: what is spoiled, and which row is named. */
#define REFUSED(test, spoil, where, rule) \
	TEST(test) \
	{ \
		struct tables t; \
		tables_init(&t); \
		spoil; \
		refused(&t, where, rule); \
	}
#define P "thing::act, parameter "

REFUSED(a_module_of_another_version, t.module.version++, "the module", "another idlgen")
REFUSED(a_module_of_another_size, t.module.size--, "the module", "another idlgen")
REFUSED(an_interface_of_another_version, t.interface.version++, "the module", "another idlgen")
REFUSED(an_interface_of_another_size, t.interface.size++, "the module", "another idlgen")
REFUSED(an_interface_without_methods, t.interface.methods = NULL, "thing: ", "needs its methods")
REFUSED(an_interface_without_name, t.interface.name = NULL, "?: ", "needs a name")
REFUSED(an_interface_without_proxy, t.interface.proxy_vtbl = NULL, "thing: ", "its proxy's table")
REFUSED(an_interface_without_async_proxy, t.interface.async_vtbl = NULL, "thing: ", "its proxy's table")
REFUSED(a_wrong_slot, t.methods[1].slot++, "thing::again: ", "order of their slots")
REFUSED(overlapping_async_slots, t.methods[1].async_slot--, "thing::again: ", "overlap")
REFUSED(an_async_slot_in_iunknown, t.methods[0].async_slot = 1, "thing::act: ", "overlap")
REFUSED(an_async_slot_without_interface, t.interface.async_iid = NULL, "thing::act: ", "no asynchronous interface")
REFUSED(a_method_without_cell, t.methods[1].cell = NULL, "thing::again: ", "needs a cell")
REFUSED(too_many_parameters, t.methods[0].count = 65, "thing::act: ", "too many parameters")
REFUSED(no_parameter_rows, t.methods[0].params = NULL, "thing::act: ", "needs its parameters")
REFUSED(too_many_saves, t.methods[0].saves = NDR_MAX_SAVES + 1, "thing::act: ", "too many saved")
REFUSED(a_parameter_without_type, t.params[0].type = NULL, P "a: ", "needs a type")
REFUSED(a_parameter_without_direction, t.params[0].flags = 0, P "a: ", "neither")
REFUSED(an_unknown_flag, t.params[0].flags |= 0x80, P "a: ", "no such flag")
REFUSED(an_out_parameter_by_value, t.params[0].flags = ACOM_OUT, P "a", "needs a pointer")
REFUSED(an_out_parameter_that_may_be_null, t.pointer.flags = ACOM_UNIQUE, P "p", "needs a [ref]")
REFUSED(an_array_by_value, t.params[0].type = &t.array, P "a", "pointer to the array")
REFUSED(an_unknown_kind, t.number.kind = ACOM_KINDS, P "a, type I32", "no such kind")
REFUSED(an_odd_alignment, t.number.align = 3, P "a", "alignment")
REFUSED(a_wrong_size, t.number.size = 8, P "a", "sizes or limits")
REFUSED(a_wrong_wire_size, t.number.wire = 2, P "a", "sizes or limits")
REFUSED(an_empty_range, (t.number.flags = ACOM_RANGE, t.number.lo = 1), P "a", "sizes or limits")
REFUSED(a_pointer_of_no_kind, t.pointer.flags = 0, P "p", "either [ref] or [unique]")
REFUSED(a_pointer_of_two_kinds, t.pointer.flags = ACOM_REF | ACOM_UNIQUE, P "p", "either [ref] or [unique]")
REFUSED(a_pointer_to_nothing, t.pointer.elem = NULL, P "p", "needs a pointee")
REFUSED(a_pointer_of_wrong_size, t.pointer.size = 4, P "p", "sizes of a pointer")
REFUSED(an_array_of_nothing, t.array.elem = NULL, P "p, type array", "element type")
REFUSED(an_array_of_empty_elements, (t.number.size = 0), P "a", "sizes or limits")
REFUSED(an_array_of_conformant_arrays, t.array.elem = T_CONF(T_I32, &t.expr), P "p, type array", "no fixed size")
REFUSED(a_conformant_array_without_size, t.array.max = NULL, P "p", "needs size_is")
REFUSED(a_fixed_array_without_count, t.array.flags = 0, P "p", "needs its count")
REFUSED(an_array_of_wrong_size, t.array.size = 1, P "p", "its size is wrong")
REFUSED(an_array_of_wrong_alignment, t.array.align = 8, P "p", "alignment")
REFUSED(a_window_of_a_whole_array, t.array.length = &t.expr, P "p", "only a varying array")
REFUSED(an_expression_without_function, t.expr.number = NULL, P "p", "needs its function")
REFUSED(a_string_that_is_not_varying, t.array.flags |= ACOM_STRING, P "p", "a string is varying")
REFUSED(a_string_of_longs, t.array.flags |= ACOM_STRING | ACOM_VARYING, P "p", "units of 1 or 2")
REFUSED(a_saved_value_without_place, t.expr.save = 2, P "p", "no such place")
REFUSED(an_in_value_that_is_not_saved, (t.expr.save = 0, t.params[1].type = T_REF(T_UNIQUE(&t.array))), P "p",
	"not saved")
REFUSED(an_out_array_of_unknown_size, (t.expr.save = 0, t.expr.from = ACOM_OUT), P "p", "needs a saved size")
REFUSED(a_request_that_needs_an_out_value, (t.params[1].flags = ACOM_IN, t.expr.from = ACOM_OUT), P "p", "cannot know")
REFUSED(a_struct_without_members, t.strct.count = 0, P "s, type S", "needs members")
REFUSED(a_member_without_type, t.field.type = NULL, P "s, type S", "needs a type")
REFUSED(a_member_outside, t.field.offset = 1, P "s, type S", "lies outside")
REFUSED(a_conformant_member, t.field.type = T_CONF(T_I32, EXPR(one, 0, 0)), P "s, type S", "is no member")
REFUSED(a_struct_of_wrong_alignment, t.strct.align = 2, P "s, type S", "widest member")
REFUSED(a_struct_that_claims_too_much, t.strct.wire = 5, P "s, type S", "least size")
REFUSED(a_struct_that_claims_nothing, t.strct.wire = 0, P "s, type S", "least size")
REFUSED(a_member_that_sees_arguments, (t.field.type = T_UNIQUE(&t.array), t.strct.size = 8), P "s",
	"cannot see arguments")
REFUSED(an_interface_pointer_without_iid, t.field.type = T_IFACE(NULL), P "s", "needs an IID")

TEST(types_nested_too_deeply)
{
	static ACOM_TYPE nested[70];
	static ACOM_FIELD fields[70];
	struct tables t;

	tables_init(&t);
	for (int i = 0; i < 70; i++) {
		fields[i] = (ACOM_FIELD){ "member", 0, i ? &nested[i - 1] : &t.number, 0 };
		nested[i] = t.strct;
		nested[i].fields = &fields[i];
	}
	t.params[0].type = &nested[63];
	AcomLinkModule(&t.module);
	assert_non_null(registry_find(&IID_thing, NULL));
	AcomUnlinkModule(&t.module);
	t.module.state = 0;
	t.params[0].type = &nested[64];
	refused(&t, P "a, type", "nested too deeply");
}

TEST(recursive_types_are_verified_once)
{
	struct tables t;
	ACOM_TYPE pointer;

	tables_init(&t);
	pointer = *T_UNIQUE(&t.strct);
	t.field.type = &pointer;
	t.strct.size = sizeof(void *);
	AcomLinkModule(&t.module);
	assert_non_null(registry_find(&IID_thing, NULL));
	AcomUnlinkModule(&t.module);
	registry_teardown();
}

TEST(a_shortage_refuses_nothing_for_good)
{
	struct tables t;
	HRESULT hr = E_OUTOFMEMORY;

	tables_init(&t);
	AcomLinkModule(&t.module);
	for (uint64_t nth = 1; FAILED(hr); nth++) {
		os_alloc_fail(nth, true);
		registry_find(&IID_thing, &hr);
		if (os_alloc_failed())
			assert_int_equal(hr, E_OUTOFMEMORY);
		os_alloc_fail(0, false);
		if (FAILED(hr)) {
			assert_non_null(registry_find(&IID_thing, NULL));
			registry_teardown();
			t.module.state = 0;
		}
	}
	AcomUnlinkModule(&t.module);
	registry_teardown();
}

static void find_often(void *arg)
{
	for (int i = 0; i < 200; i++)
		assert_ptr_equal(registry_find(&IID_thing, NULL), arg);
}

TEST(threads_find_while_others_come_and_go)
{
	struct tables t, other;
	struct harness_thread threads[3];

	tables_init(&t);
	tables_init(&other);
	AcomLinkModule(&t.module);
	for (int i = 0; i < 3; i++)
		harness_start(&threads[i], find_often, &t.interface);
	for (int i = 0; i < 100; i++) {
		AcomLinkModule(&other.module);
		AcomUnlinkModule(&other.module);
	}
	for (int i = 0; i < 3; i++)
		harness_join(&threads[i]);
	AcomUnlinkModule(&t.module);
	registry_teardown();
}
