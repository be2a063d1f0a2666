/* statements.c - what async_uuid makes of an interface: com-async.md 10 as far as the compiler decides it. */
#include <acom/meta.h>

#include "base/base.h"

#include "across.h"
#include "async.h"
#include "idlgen_run.h"
#include "properties.h"
#include "simplestream.h"
#include "vec.h"

/* The type of a member of a struct; whether two types are the same. */
#define MEMBER(type, member) __typeof__(((type *)0)->member)
#define SAME(a, b) __builtin_types_compatible_p(a, b)
/* The slot of a method in a function table. */
#define SLOT(table, method) (offsetof(table, method) / sizeof(void *))

static const ACOM_INTERFACE *row_of(const ACOM_MODULE *module, const IID *iid)
{
	for (uint32_t i = 0; i < module->count; i++)
		if (IsEqualIID(module->interfaces[i]->iid, iid))
			return module->interfaces[i];
	fail_msg("no row for the interface");
	return NULL;
}

static const ACOM_METHOD *method_of(const ACOM_INTERFACE *i, const char *name)
{
	for (uint32_t m = 0; m < i->count; m++)
		if (!strcmp(i->methods[m].name, name))
			return &i->methods[m];
	fail_msg("no row for %s", name);
	return NULL;
}

TEST(A38_async_uuid_defines_AsyncX_with_that_iid)
{
	static const IID sync = { 0x5b1f0a10, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0x00, 0x01 } };
	static const IID async = { 0x5b1f0a11, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0x00, 0x01 } };
	const ACOM_INTERFACE *i = row_of(simplestream_interfaces, &sync);

	assert_true(IsEqualIID(&IID_ISimpleStream, &sync));
	assert_true(IsEqualIID(&IID_AsyncISimpleStream, &async));
	assert_ptr_equal(i->async_iid, &IID_AsyncISimpleStream);
	assert_non_null(i->async_vtbl);
	assert_true(SAME(MEMBER(AsyncISimpleStream, lpVtbl), const AsyncISimpleStreamVtbl *));
	assert_null(row_of(async_interfaces, &IID_IThird)->async_iid); /* which has no async_uuid, though its base has */
}

TEST(A39_each_method_has_exactly_begin_and_finish)
{
	const ACOM_INTERFACE *i = row_of(vec_interfaces, &IID_IVec);

	assert_int_equal(sizeof(ISimpleStreamVtbl), (3 + 2) * sizeof(void *));
	assert_int_equal(sizeof(AsyncISimpleStreamVtbl), (3 + 2 * 2) * sizeof(void *));
	assert_int_equal(sizeof(IVecVtbl), (3 + i->count) * sizeof(void *));
	assert_int_equal(sizeof(AsyncIVecVtbl), (3 + 2 * i->count) * sizeof(void *));
	assert_int_equal(sizeof(AsyncISecondVtbl), (3 + 2 * (5 + 4)) * sizeof(void *)); /* inherited ones included */
	assert_true(SLOT(AsyncIVecVtbl, Finish_oMulti) == SLOT(AsyncIVecVtbl, Begin_oMulti) + 1);
}

TEST(A40_an_in_parameter_is_only_in_begin)
{
	assert_true(SAME(MEMBER(AsyncISimpleStreamVtbl, Begin_Read), HRESULT (*)(AsyncISimpleStream *, ULONG)));
	assert_true(SAME(MEMBER(AsyncIFirstVtbl, Begin_Sum), HRESULT (*)(AsyncIFirst *, int, int)));
	assert_true(SAME(MEMBER(AsyncIFirstVtbl, Finish_NoDirection), HRESULT (*)(AsyncIFirst *)));
	assert_true(SAME(MEMBER(AsyncIVecVtbl, Finish_ifaceIID), HRESULT (*)(AsyncIVec *)));
	assert_int_equal(method_of(row_of(simplestream_interfaces, &IID_ISimpleStream), "Read")->params[1].flags, ACOM_IN);
	assert_int_equal(method_of(row_of(async_interfaces, &IID_IFirst), "NoDirection")->params[0].flags, ACOM_IN);
}

TEST(A41_an_out_parameter_is_only_in_finish)
{
	assert_true(SAME(MEMBER(AsyncISimpleStreamVtbl, Finish_Read), HRESULT (*)(AsyncISimpleStream *, BYTE *, ULONG *)));
	assert_true(SAME(MEMBER(AsyncIFirstVtbl, Finish_Sum), HRESULT (*)(AsyncIFirst *, int *)));
	assert_true(SAME(MEMBER(AsyncIFirstVtbl, Begin_Only), HRESULT (*)(AsyncIFirst *)));
	assert_int_equal(method_of(row_of(async_interfaces, &IID_IFirst), "Sum")->params[2].flags, ACOM_OUT | ACOM_RETVAL);
}

TEST(A42_an_in_out_parameter_is_in_both)
{
	assert_true(SAME(MEMBER(AsyncIFirstVtbl, Begin_Update), HRESULT (*)(AsyncIFirst *, REFIID, LONG **)));
	assert_true(SAME(MEMBER(AsyncIFirstVtbl, Finish_Update), HRESULT (*)(AsyncIFirst *, LONG **, ULONG *)));
	assert_int_equal(method_of(row_of(async_interfaces, &IID_IFirst), "Update")->params[1].flags, ACOM_IN | ACOM_OUT);
}

TEST(B36_AsyncX_of_an_interface_on_iunknown_derives_from_iunknown)
{
	assert_int_equal(SLOT(AsyncIFirstVtbl, QueryInterface), 0);
	assert_int_equal(SLOT(AsyncIFirstVtbl, AddRef), 1);
	assert_int_equal(SLOT(AsyncIFirstVtbl, Release), 2);
	assert_int_equal(SLOT(AsyncIFirstVtbl, Begin_Sum), 3); /* where AsyncIUnknown has Begin_QueryInterface */
	assert_int_equal(SLOT(AsyncISecondVtbl, Begin_Sum), 3);
}

TEST(B37_where_Y_derives_from_X_AsyncY_derives_from_AsyncX)
{
	const char *header = file_read("test/idl/golden/async.h", NULL);

	assert_non_null(strstr(header, "struct ISecond : public IFirst {"));
	assert_non_null(strstr(header, "struct AsyncISecond : public AsyncIFirst {"));
	assert_int_equal(SLOT(AsyncISecondVtbl, Begin_Sum), SLOT(AsyncIFirstVtbl, Begin_Sum));
	assert_int_equal(SLOT(AsyncISecondVtbl, Finish_Only), SLOT(AsyncIFirstVtbl, Finish_Only));
	assert_int_equal(SLOT(AsyncISecondVtbl, Begin_Read), sizeof(AsyncIFirstVtbl) / sizeof(void *));
}

TEST(B40_a_parameter_without_direction_goes_to_begin)
{
	assert_true(SAME(MEMBER(AsyncIFirstVtbl, Begin_NoDirection), HRESULT (*)(AsyncIFirst *, LONG)));
	assert_true(SAME(MEMBER(AsyncIFirstVtbl, Finish_NoDirection), HRESULT (*)(AsyncIFirst *)));
}

TEST(B41_the_pairs_stand_in_the_order_of_the_methods_from_slot_3_on)
{
	assert_int_equal(SLOT(AsyncISimpleStreamVtbl, Begin_Read), 3);
	assert_int_equal(SLOT(AsyncISimpleStreamVtbl, Finish_Read), 4);
	assert_int_equal(SLOT(AsyncISimpleStreamVtbl, Begin_Write), 5);
	assert_int_equal(SLOT(AsyncISimpleStreamVtbl, Finish_Write), 6);
	assert_int_equal(SLOT(AsyncISecondVtbl, Begin_Read), 3 + 2 * 5);
	for (uint32_t m = 0; m < row_of(vec_interfaces, &IID_IVec)->count; m++) {
		const ACOM_METHOD *row = &row_of(vec_interfaces, &IID_IVec)->methods[m];

		assert_int_equal(row->slot, 3 + m);
		assert_int_equal(row->async_slot, 3 + 2 * m);
	}
}

TEST(A49_a_local_interface_is_in_the_header_only)
{
	const char *rows = file_read("test/idl/golden/async_p.c", NULL);

	assert_true(SAME(MEMBER(ILocalVtbl, Count), ULONG (*)(ILocal *, LONG)));
	assert_true(SAME(MEMBER(AsyncILocalVtbl, Finish_Count), ULONG (*)(AsyncILocal *)));
	assert_non_null(strstr(rows, "IFirst"));
	assert_null(strstr(rows, "ILocal"));
	for (uint32_t i = 0; i < async_interfaces->count; i++)
		assert_false(IsEqualIID(async_interfaces->interfaces[i]->iid, &IID_ILocal));
	assert_null(strstr(file_read(build_path("gen/include/acom/unknwn_p.c"), NULL), "IUnknown"));
}

TEST(B44_the_room_of_what_finish_gives_may_be_said_to_begin)
{
	const ACOM_METHOD *pull = method_of(row_of(objidl_interfaces, &IID_IPipeByte), "Pull");

	assert_true(SAME(MEMBER(AsyncIPipeByteVtbl, Begin_Pull), HRESULT (*)(AsyncIPipeByte *, ULONG)));
	assert_true(SAME(MEMBER(AsyncIPipeByteVtbl, Finish_Pull), HRESULT (*)(AsyncIPipeByte *, BYTE *, ULONG *)));
	assert_true(SAME(MEMBER(AsyncIPipeByteVtbl, Begin_Push), HRESULT (*)(AsyncIPipeByte *, BYTE *, ULONG)));
	assert_true(SAME(MEMBER(AsyncIPipeByteVtbl, Finish_Push), HRESULT (*)(AsyncIPipeByte *)));
	assert_int_equal(pull->saves, 1);
	assert_int_equal(pull->params[0].type->elem->max->save, 1);
	assert_int_equal(AcomRegisterInterfaces(objidl_interfaces), S_OK);
}

/* Both halves of every method of an interface lead back to the method's own slot, which is the number that travels. */
static void check_opnums(const ACOM_INTERFACE *i)
{
	for (uint32_t m = 0; m < i->count; m++)
		for (unsigned half = 0; half < 2; half++)
			assert_int_equal(3 + (i->methods[m].async_slot + half - 3) / 2, i->methods[m].slot);
}

TEST(C44_both_halves_lead_to_the_slot_of_the_method)
{
	check_opnums(row_of(vec_interfaces, &IID_IVec));
	check_opnums(row_of(async_interfaces, &IID_ISecond)); /* with a base's methods in front */
	assert_int_equal(method_of(row_of(async_interfaces, &IID_ISecond), "Read")->slot, SLOT(ISecondVtbl, Read));
	assert_int_equal(method_of(row_of(async_interfaces, &IID_ISecond), "Read")->async_slot, SLOT(AsyncISecondVtbl, Begin_Read));
}

TEST(C45_begin_has_the_iid_finish_the_pointer_and_the_iid_is_kept)
{
	const ACOM_METHOD *query = method_of(row_of(async_interfaces, &IID_ISecond), "Query");
	const ACOM_EXPR *iid = query->params[1].type->elem->max;
	const IID *riid = &IID_IFirst;
	void *const args[] = { &riid, NULL, NULL, NULL };

	assert_true(SAME(MEMBER(AsyncISecondVtbl, Begin_Query), HRESULT (*)(AsyncISecond *, REFIID, LONG)));
	assert_true(SAME(MEMBER(AsyncISecondVtbl, Finish_Query), HRESULT (*)(AsyncISecond *, void **, IUnknown **)));
	assert_int_equal(iid->from, ACOM_IN);
	assert_true(iid->save > 0);
	assert_ptr_equal(iid->iid(&(ACOM_SCOPE){ args, NULL }), &IID_IFirst);
}

TEST(C46_an_interface_without_methods_has_a_twin_with_the_slots_of_its_base)
{
	const ACOM_INTERFACE *i = row_of(async_interfaces, &IID_INoMore);

	assert_int_equal(sizeof(AsyncINoMoreVtbl), sizeof(AsyncIFirstVtbl));
	assert_ptr_equal(i->async_iid, &IID_AsyncINoMore);
	assert_int_equal(i->count, row_of(async_interfaces, &IID_IFirst)->count);
}

TEST(a_value_that_finish_needs_is_saved_by_begin)
{
	const ACOM_INTERFACE *i = row_of(async_interfaces, &IID_ISecond);
	const ACOM_METHOD *read = method_of(i, "Read"), *query = method_of(i, "Query"), *both = method_of(i, "Both");

	assert_int_equal(read->saves, 1);
	assert_int_equal(read->params[0].type->elem->max->save, 1);
	assert_int_equal(read->params[0].type->elem->max->from, ACOM_IN);
	assert_int_equal(read->params[0].type->elem->length->save, 0); /* it comes out itself */
	assert_int_equal(read->params[0].type->elem->length->from, ACOM_OUT);
	assert_int_equal(query->saves, 3);
	assert_int_equal(both->params[1].type->elem->max->from, ACOM_IN | ACOM_OUT);
	assert_int_equal(both->saves, 2);
	assert_int_equal(method_of(i, "Deep")->saves, 0);
}

/* What async_uuid wants of Finish_ is kept by Begin_, and nothing else is: how many values, for each method. */
TEST(whatever_decides_between_the_halves_is_kept)
{
	static const struct {
		const char *name;
		unsigned saves;
	} methods[] = {
		{ "Size", 1 }, { "Max", 1 }, { "Deep", 1 }, { "Late", 1 }, { "Pointer", 1 }, { "String", 1 }, { "Both", 1 },
		{ "BothString", 1 }, { "Length", 2 }, { "First", 3 }, { "LengthOut", 1 }, { "LengthBoth", 2 }, { "SizeBoth", 1 },
		{ "Iid", 1 }, { "IidTyped", 1 }, { "IidPointer", 1 }, { "IidOut", 0 }, { "IidStar", 1 }, { "IidBoth", 1 },
		{ "IidMany", 2 }, { "Arm", 1 }, { "ArmOut", 0 }, { "ArmBoth", 1 },
	};
	const ACOM_INTERFACE *i = row_of(across_interfaces, &IID_IAcross);

	assert_int_equal(i->count, ARRAY_COUNT(methods));
	for (size_t m = 0; m < ARRAY_COUNT(methods); m++)
		if (method_of(i, methods[m].name)->saves != methods[m].saves)
			fail_msg("%s keeps %d", methods[m].name, method_of(i, methods[m].name)->saves);
	assert_int_equal(AcomRegisterInterfaces(across_interfaces), S_OK);
}

/* One of several capacities: an expression over what was kept is computed from the arguments of Begin_. */
TEST(an_expression_over_what_goes_in_is_kept_as_one_number)
{
	const ACOM_METHOD *late = method_of(row_of(across_interfaces, &IID_IAcross), "Late");
	ULONG n = 20;
	void *const args[] = { NULL, &n };

	assert_int_equal(late->params[0].type->elem->max->save, 1);
	assert_int_equal(late->params[0].type->elem->max->number(&(ACOM_SCOPE){ args, NULL }), 41);
}

TEST(C47_the_halves_of_a_property_have_the_prefix_in_front_of_get)
{
	const ACOM_INTERFACE *i = row_of(properties_interfaces, &IID_IProperties);

	assert_true(SAME(MEMBER(IPropertiesVtbl, get_Size), HRESULT (*)(IProperties *, LONG *)));
	assert_true(SAME(MEMBER(AsyncIPropertiesVtbl, Begin_get_Size), HRESULT (*)(AsyncIProperties *)));
	assert_true(SAME(MEMBER(AsyncIPropertiesVtbl, Finish_get_Size), HRESULT (*)(AsyncIProperties *, LONG *)));
	assert_true(SAME(MEMBER(AsyncIPropertiesVtbl, Begin_put_Size), HRESULT (*)(AsyncIProperties *, LONG)));
	assert_true(SAME(MEMBER(AsyncIPropertiesVtbl, Finish_put_Size), HRESULT (*)(AsyncIProperties *)));
	assert_true(SAME(MEMBER(AsyncIPropertiesVtbl, Begin_putref_Item), HRESULT (*)(AsyncIProperties *, LONG, IUnknown *)));
	assert_int_equal(SLOT(AsyncIPropertiesVtbl, Begin_get_Size), 3);
	assert_int_equal(method_of(i, "put_Size")->slot, 4);
	assert_int_equal(method_of(i, "Size")->slot, 8); /* another method, which is no property */
}

/* What MIDL keeps in a table aside: here each row has its own, and the twin has no row. */
TEST(plain_and_asynchronous_interfaces_of_one_file_keep_their_iids_apart)
{
	assert_ptr_equal(row_of(async_interfaces, &IID_IFirst)->async_iid, &IID_AsyncIFirst);
	assert_ptr_equal(row_of(async_interfaces, &IID_ISecond)->async_iid, &IID_AsyncISecond);
	assert_null(row_of(async_interfaces, &IID_IThird)->async_iid);
	for (uint32_t i = 0; i < async_interfaces->count; i++)
		assert_false(IsEqualIID(async_interfaces->interfaces[i]->iid, &IID_AsyncIFirst));
}

TEST(an_interface_may_use_its_own_twin)
{
	assert_true(SAME(MEMBER(ISelfVtbl, Meet), HRESULT (*)(ISelf *, AsyncISelf *, ISelf *, AsyncISelf **)));
	assert_true(SAME(MEMBER(AsyncISelfVtbl, Finish_Meet), HRESULT (*)(AsyncISelf *, AsyncISelf **)));
	assert_ptr_equal(method_of(row_of(properties_interfaces, &IID_ISelf), "Meet")->params[0].type->iid, &IID_AsyncISelf);
}

TEST(expressions_compute_what_the_idl_says)
{
	LONG n = 7, *null = NULL, *pn = &n;
	void *const size[] = { &n, NULL }, *const out[] = { &pn, NULL }, *const none[] = { &null, NULL };
	const ACOM_INTERFACE *i = row_of(vec_interfaces, &IID_IVec);
	const ACOM_EXPR *expr = method_of(i, "aExpr")->params[1].type->elem->max;
	const ACOM_EXPR *deep = method_of(i, "oArrP")->params[1].type->elem->elem->max;

	assert_int_equal(expr->number(&(ACOM_SCOPE){ size, NULL }), 15);
	n = -7;
	assert_int_equal(expr->number(&(ACOM_SCOPE){ size, NULL }), -13);
	assert_int_equal(deep->number(&(ACOM_SCOPE){ out, NULL }), -7);
	assert_true(deep->number(&(ACOM_SCOPE){ none, NULL }) < 0);
}

TEST(the_runtime_accepts_the_tables_of_the_samples)
{
	assert_int_equal(AcomRegisterInterfaces(simplestream_interfaces), S_OK);
	assert_int_equal(AcomRegisterInterfaces(vec_interfaces), S_OK);
}
