/* statements.c - what async_uuid makes of an interface: com-async.md 10 as far as the compiler decides it. */
#include <acom/meta.h>

#include "async.h"
#include "idlgen_run.h"
#include "simplestream.h"
#include "vec.h"

/* The type of a member of a struct; whether two types are the same. */
#define MEMBER(type, member) __typeof__(((type *)0)->member)
#define SAME(a, b) __builtin_types_compatible_p(a, b)
/* The slot of a method in a function table. */
#define SLOT(table, method) (offsetof(table, method) / sizeof(void *))

static struct command command;

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

TEST(A13_idispatch_and_what_derives_from_it_has_no_asynchronous_version)
{
	static const char idl[] = "import \"unknwn.idl\";\n"
		"[object, uuid(00020400-0000-0000-c000-000000000046)] interface IRenamed : IUnknown { HRESULT M(); }\n"
		"[object, uuid(11111111-0000-0000-0000-000000000002)] interface IMiddle : IRenamed { HRESULT N(); }\n"
		"[object, uuid(11111111-0000-0000-0000-000000000003), async_uuid(11111111-0000-0000-0000-000000000004)]\n"
		"interface IDerived : IMiddle { HRESULT O(); }\n";
	const char *directory = scratch_make();
	char path[256];

	snprintf(path, sizeof path, "%s/d.idl", directory);
	file_write(path, idl, strlen(idl));
	idlgen_run(&command, directory, path);
	assert_int_equal(command.status, 1);
	assert_non_null(strstr(command.output, "d.idl:4:54: error: IDispatch and what derives from it cannot have [async_uuid]"));
	assert_string_equal(scratch_list(directory), "d.idl");
	scratch_remove();
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
