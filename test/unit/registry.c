/* registry.c - tables are found by their IID once they were verified; a bad one is refused, with its row and rule. */
#include "tables.h"

static const IID IID_none = { 0x7416, 1, 4, { 3 } };

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
	listen();
	assert_ptr_equal(registry_find(&IID_thing, NULL), &a.interface);
	heard();
	assert_string_equal(said, ""); /* they are the same */
	AcomUnlinkModule(&a.module);
	assert_ptr_equal(registry_find(&IID_thing, NULL), &b.interface);
	AcomLinkModule(&a.module); /* comes last now */
	assert_ptr_equal(registry_find(&IID_thing, NULL), &b.interface);
	AcomUnlinkModule(&a.module);
	AcomUnlinkModule(&b.module);
	AcomUnlinkModule(&b.module);
	registry_teardown();
}

static void expect_twice(struct tables *b)
{
	struct tables a;

	tables_init(&a);
	b->module.file = "other.idl";
	AcomLinkModule(&a.module);
	AcomLinkModule(&b->module);
	listen();
	assert_ptr_equal(registry_find(&IID_thing, NULL), &a.interface);
	heard();
	assert_non_null(strstr(said, "thing of thing.idl and thing of other.idl have the same IID {00007416-0001-0002-0300-"));
	assert_non_null(strstr(said, "differ: the first is used"));
	assert_ptr_equal(strchr(said, '\n'), said + strlen(said) - 1);
	AcomUnlinkModule(&a.module);
	AcomUnlinkModule(&b->module);
	registry_teardown();
}

TEST(of_two_that_differ_the_one_that_is_not_used_is_told)
{
	struct tables b;

	tables_init(&b);
	b.interface.count = 1;
	expect_twice(&b);
	tables_init(&b);
	b.methods[1].count = 2;
	expect_twice(&b);
	tables_init(&b);
	b.params[0].flags = ACOM_IN | ACOM_OUT;
	expect_twice(&b);
	tables_init(&b);
	b.number.size = 8;
	expect_twice(&b);
	tables_init(&b);
	b.interface.async_iid = NULL;
	expect_twice(&b);
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

/* Conversions of a [call_as] method of which some are missing. */
static void no_function(void) { }
static const ACOM_CALL_AS empty = { NULL, NULL, NULL }, whole = { no_function, NULL, NULL };
static const ACOM_CALL_AS half = { no_function, no_function, NULL };

REFUSED(call_as_without_stub, t.methods[0].call_as = &empty, "thing::act: ", "[call_as] needs its functions")
REFUSED(call_as_without_halves, t.methods[0].call_as = &whole, "thing::act: ", "[call_as] needs its functions")
REFUSED(call_as_without_finish, t.methods[0].call_as = &half, "thing::act: ", "[call_as] needs its functions")

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
