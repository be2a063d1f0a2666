/* export.c - which objects others may call: one export per object, one stub per interface, until the last use. */
#include "house.h"
#include "where.h"

static struct stub *export(ISimpleStream *s, REFIID iid)
{
	struct stub *stub;

	assert_int_equal(export_object((IUnknown *)s, iid, &stub), S_OK);
	return stub;
}

static void unexport(struct stub *s)
{
	export_unuse(stub_export(s));
	stub_unref(s);
}

TEST(an_object_is_exported_once_and_each_interface_has_one_stub)
{
	house_enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	struct stub *a = export(s, &IID_ISimpleStream), *b = export(s, &IID_ISimpleStream);
	struct stub *c = export(s, &IID_ISynchronize), *d = export(s, &IID_IUnknown);

	assert_ptr_equal(a, b);
	assert_ptr_not_equal(a, c);
	assert_ptr_equal(stub_export(a), stub_export(c));
	assert_ptr_equal(stub_export(a), stub_export(d));
	assert_false(IsEqualGUID(&a->ipid, &c->ipid));
	assert_ptr_equal(a->object, s);
	assert_string_equal(c->remote.interface->name, "ISynchronize");
	assert_null(d->remote.interface);
	assert_ptr_equal(d->object, stub_export(d)->identity);
	unexport(a);
	unexport(b);
	unexport(c);
	assert_true(where_refs(s) > 1);
	unexport(d);
	assert_int_equal(where_refs(s), 1);
	ISimpleStream_Release(s);
	house_leave();
}

TEST(two_objects_are_two_exports_and_an_object_exported_again_is_a_new_one)
{
	house_enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create(), *t = where_create();
	struct stub *a = export(s, &IID_ISimpleStream), *b = export(t, &IID_ISimpleStream);
	uint64_t oid = stub_export(a)->oid;
	GUID ipid = a->ipid;

	assert_true(oid != stub_export(b)->oid);
	unexport(a);
	a = export(s, &IID_ISimpleStream);
	assert_true(stub_export(a)->oid != oid);
	assert_false(IsEqualGUID(&a->ipid, &ipid));
	unexport(a);
	unexport(b);
	ISimpleStream_Release(s);
	ISimpleStream_Release(t);
	house_leave();
}

TEST(what_cannot_be_exported_is_not_held)
{
	struct stub *stub = (struct stub *)&stub;

	house_enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	assert_int_equal(export_object((IUnknown *)s, &IID_IMalloc, &stub), REGDB_E_IIDNOTREG);
	assert_null(stub);
	assert_int_equal(where_refs(s), 1);
	IUnknown *event;
	assert_int_equal(event_create(NULL, &IID_IUnknown, (void **)&event), S_OK);
	assert_int_equal(export_object(event, &IID_ISimpleStream, &stub), E_NOINTERFACE);
	assert_null(stub);
	assert_int_equal(IUnknown_Release(event), 0);
	ISimpleStream_Release(s);
	house_leave();
}

TEST(a_claim_needs_all_three_numbers_and_an_objref_on_its_way)
{
	house_enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	struct stub *stub = export(s, &IID_ISimpleStream), *claimed;
	const struct export *e = stub_export(stub);
	const struct objref_target target = { stub->ipid, e->remote.apartment->id, e->oid, OBJREF_NORMAL, false, false };
	struct objref_target oxid = target, oid = target, other = target, left = target;

	oxid.oxid++;
	oid.oid++;
	left.left = true;
	other.ipid.Data1 ^= 1;
	assert_int_equal(export_claim(&target, &claimed), CO_E_OBJNOTCONNECTED);
	assert_null(claimed);
	export_marshaled(stub, OBJREF_NORMAL, false);
	assert_int_equal(export_claim(&oxid, &claimed), RPC_E_INVALID_OBJREF);
	assert_int_equal(export_claim(&oid, &claimed), RPC_E_INVALID_OBJREF);
	assert_int_equal(export_claim(&other, &claimed), RPC_E_DISCONNECTED);
	assert_int_equal(export_claim(&left, &claimed), CO_E_OBJNOTCONNECTED); /* it would have left the process */
	assert_null(claimed);
	assert_int_equal(export_claim(&target, &claimed), S_OK);
	assert_ptr_equal(claimed, stub);
	assert_int_equal(export_claim(&target, &claimed), CO_E_OBJNOTCONNECTED);
	stub_unref(stub);
	unexport(stub);
	assert_int_equal(export_claim(&target, &claimed), RPC_E_DISCONNECTED);
	ISimpleStream_Release(s);
	house_leave();
}

/* ---- the end ---- */

struct there {
	struct stub *stub;
	ISimpleStream *object;
};

static HRESULT export_run(void *arg)
{
	struct there *t = arg;
	ISimpleStream *s = where_create();

	t->stub = export(s, &IID_ISimpleStream);
	ISimpleStream_Release(s);
	return S_OK;
}

/* where.c asserts the apartment in which the object ends. */
TEST(the_last_use_releases_the_object_in_its_own_apartment)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 2; i++) {
		struct house h = { .model = models[i] };
		struct there t;

		house_enter(COINIT_APARTMENTTHREADED);
		house_open(&h);
		assert_int_equal(house_run(&h, export_run, &t), S_OK);
		assert_true(export_try_use(stub_export(t.stub)));
		export_unuse(stub_export(t.stub));
		assert_int_equal(where_alive(), 1);
		export_unuse(stub_export(t.stub));
		assert_false(export_try_use(stub_export(t.stub)));
		where_wait_alive(0);
		stub_unref(t.stub);
		house_close(&h);
		house_leave();
	}
}

static HRESULT interface_run(void *arg)
{
	struct there *t = arg;
	struct stub *stub;
	HRESULT hr = export_interface(stub_export(t->stub), &IID_ISynchronize, &stub);

	assert_null(stub);
	return hr;
}

TEST(the_end_of_an_apartment_releases_what_it_exported_in_use_or_not)
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 2; i++) {
		struct house h = { .model = models[i] };
		struct there t[3];

		house_enter(COINIT_APARTMENTTHREADED);
		house_open(&h);
		for (int j = 0; j < 3; j++)
			assert_int_equal(house_run(&h, export_run, &t[j]), S_OK);
		assert_int_equal(where_alive(), 3);
		house_close(&h);
		assert_int_equal(where_alive(), 0);
		for (int j = 0; j < 3; j++) {
			assert_null(t[j].stub->object);
			assert_null(stub_export(t[j].stub)->identity);
			assert_int_equal(interface_run(&t[j]), RPC_E_DISCONNECTED);
			unexport(t[j].stub);
		}
		house_leave();
	}
}

/* Between the last use and its consequences another thread may export the object again, and again: one identity, even when
 * the table has grown meanwhile. */
TEST(an_export_that_runs_down_gives_way_to_one_new_one)
{
	enum { OTHERS = 2000 };
	static ISimpleStream *others[OTHERS];
	static struct stub *stubs[OTHERS];

	house_enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	struct stub *dying = export(s, &IID_ISimpleStream);
	assert_int_equal(os_sub32(&stub_export(dying)->uses, 1), 0); /* the first half of export_unuse */
	struct stub *a = export(s, &IID_ISimpleStream);
	assert_ptr_not_equal(stub_export(a), stub_export(dying));
	for (int i = 0; i < few(OTHERS); i++) {
		struct stub *b = export(s, &IID_ISynchronize);
		assert_ptr_equal(stub_export(a), stub_export(b));
		unexport(b);
		others[i] = where_create();
		stubs[i] = export(others[i], &IID_ISimpleStream);
	}
	os_add32(&stub_export(dying)->uses, 1);
	unexport(dying); /* all of it */
	struct stub *c = export(s, &IID_ISimpleStream);
	assert_ptr_equal(a, c);
	unexport(a);
	unexport(c);
	assert_int_equal(where_refs(s), 1);
	ISimpleStream_Release(s);
	for (int i = 0; i < few(OTHERS); i++) {
		unexport(stubs[i]);
		ISimpleStream_Release(others[i]);
	}
	house_leave();
}

/* ---- at once ---- */

struct exporter {
	struct harness_thread thread;
	struct harness_gate *go;
	ISimpleStream *s;
};

static void export_often(void *arg)
{
	struct exporter *e = arg;

	harness_gate_wait(e->go);
	for (int i = 0; i < few(300); i++) {
		struct stub *a = export(e->s, &IID_ISimpleStream), *b = export(e->s, i % 2 ? &IID_ISynchronize : &IID_IUnknown);
		assert_ptr_equal(stub_export(a), stub_export(b));
		unexport(a);
		unexport(b);
	}
}

TEST(threads_of_the_mta_may_export_one_object_at_once)
{
	struct harness_gate go = HARNESS_GATE_INIT;
	struct exporter exporters[3];

	house_enter(COINIT_MULTITHREADED);
	ISimpleStream *s = where_create();
	for (int i = 0; i < 3; i++) {
		exporters[i].go = &go;
		exporters[i].s = s;
		harness_start(&exporters[i].thread, export_often, &exporters[i]);
	}
	harness_gate_open(&go);
	for (int i = 0; i < 3; i++)
		harness_join(&exporters[i].thread);
	assert_int_equal(where_refs(s), 1);
	ISimpleStream_Release(s);
	house_leave();
}

SWEEP(an_export_that_finds_no_memory_holds_nothing)
{
	struct stub *a = NULL, *b = NULL;

	if (!sweep_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED)))
		return;
	os_alloc_exempt(true);
	ISimpleStream *s = where_create();
	os_alloc_exempt(false);
	if (sweep_ok(export_object((IUnknown *)s, &IID_ISimpleStream, &a))) {
		if (sweep_ok(export_object((IUnknown *)s, &IID_ISynchronize, &b)))
			unexport(b);
		unexport(a);
	}
	assert_int_equal(where_refs(s), 1);
	ISimpleStream_Release(s);
	house_leave();
}

/* ---- many on their way ---- */

/* All of them are void at once: who lets them go reads for others, and has the lock of all. */
TEST(what_nobody_claims_is_let_go_in_one_look_at_each)
{
	const int count = few(200000);

	house_enter(COINIT_APARTMENTTHREADED);
	for (int i = 0; i < count; i++) {
		ISimpleStream *s = where_create();
		struct stub *stub = export(s, &IID_IUnknown);

		export_marshaled(stub, OBJREF_NORMAL, true);
		stub_unref(stub);
		ISimpleStream_Release(s);
	}
	assert_true(export_age());
	assert_int_equal(where_alive(), count);
	assert_false(export_age());
	where_wait_alive(0);
	house_leave();
}
