/* remunknown.c - what clients hold of objects: taken, given back, asked for other interfaces; and what a hanging up does to it. */
#include "counter.h"

enum { QUERY = 3, ADD, RELEASE, QUERY2 };

/* When the server has done what it does behind its answers. */
static unsigned uses(struct counter *x)
{
	house_run(&x->house, counter_rest, NULL);
	return os_load32(&stub_export(x->stub)->uses);
}

static HRESULT change(struct counter *x, uint16_t slot, REMINTERFACEREF *refs, USHORT count, HRESULT *results)
{
	void *args[] = { &count, &refs, &results };

	return caller_call(&x->k, &IID_IRemUnknown, slot, exporter_unknown(), args);
}

static HRESULT add(struct counter *x, uint32_t references)
{
	REMINTERFACEREF ref = { x->stub->ipid, references, 0 };
	HRESULT result;
	HRESULT hr = change(x, ADD, &ref, 1, &result);

	assert_int_equal(hr, SUCCEEDED(result) ? S_OK : E_INVALIDARG);
	return result;
}

static void drop(struct counter *x, uint32_t references)
{
	REMINTERFACEREF ref = { x->stub->ipid, references, 0 };

	assert_int_equal(change(x, RELEASE, &ref, 1, NULL), S_OK);
}

TEST(references_of_a_group_are_one_use_until_the_last_is_given_back)
{
	struct counter x;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	assert_int_equal(uses(&x), 1);
	assert_int_equal(add(&x, 5), S_OK);
	assert_int_equal(add(&x, 1), S_OK);
	assert_int_equal(uses(&x), 2);
	drop(&x, 5);
	assert_int_equal(uses(&x), 2);
	drop(&x, 1);
	assert_int_equal(uses(&x), 1);
	drop(&x, 1000000); /* more than it holds: clamped */
	assert_int_equal(uses(&x), 1);
	counter_close(&x);
}

TEST(more_references_than_are_sane_are_refused)
{
	struct counter x;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	assert_int_equal(add(&x, UINT32_MAX), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(add(&x, 1u << 31), S_OK);
	assert_int_equal(add(&x, 1), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(uses(&x), 2);
	drop(&x, UINT32_MAX);
	assert_int_equal(uses(&x), 1);
	counter_close(&x);
}

TEST(of_several_that_exist_and_do_not_each_has_a_result)
{
	struct counter x;
	HRESULT results[3];

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	REMINTERFACEREF refs[3] = { { x.stub->ipid, 1, 0 }, { IID_IUnknown, 1, 0 }, { x.stub->ipid, 1, 0 } };
	assert_int_equal(change(&x, ADD, refs, 3, results), E_INVALIDARG);
	assert_int_equal(results[0], S_OK);
	assert_int_equal(results[1], RPC_E_DISCONNECTED);
	assert_int_equal(results[2], S_OK);
	assert_int_equal(change(&x, RELEASE, refs, 3, NULL), S_OK);
	assert_int_equal(uses(&x), 1);
	counter_close(&x);
}

TEST(the_groups_last_connection_gives_back_what_it_holds)
{
	struct caller second;
	struct counter x;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	assert_int_equal(add(&x, 5), S_OK);
	caller_join(&second, &x.k, &x.service);
	caller_context(&second, &(struct pdu_syntax){ IID_ISimpleStream, 0 });
	assert_int_equal(second.client.group, x.k.client.group);
	caller_close(&x.k);
	assert_int_equal(uses(&x), 2);
	x.k = second; /* the address is nobody's business any more */
	x.k.client.context = &x.k;
	x.k.client.peer = &x.k.peer;
	caller_close(&x.k);
	assert_int_equal(uses(&x), 1);
	caller_open(&x.k, &x.service);
	counter_close(&x);
}

TEST(an_object_that_only_a_client_held_is_released)
{
	struct counter x;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	assert_int_equal(add(&x, 5), S_OK);
	export_unuse(stub_export(x.stub));
	assert_int_equal(uses(&x), 1);
	drop(&x, 5);
	while (uses(&x))
		os_yield();
	struct reply reply;
	caller_ask(&x.k, &IID_ISimpleStream, READ, &x.stub->ipid, "abcd", 4, &reply);
	caller_expect_fault(&x.k, &reply, (uint32_t)RPC_E_DISCONNECTED, true);
	stub_unref(x.stub);
	assert_int_equal(house_run(&x.house, export_it, &x), S_OK);
	counter_close(&x);
}

/* ---- OBJREFs in transit ---- */

static void mark_transit(struct counter *x)
{
	assert_true(export_try_use(stub_export(x->stub)));
	export_marshaled(x->stub, OBJREF_NORMAL, true);
}

TEST(who_unmarshals_a_reference_in_transit_has_what_it_holds)
{
	struct counter x;
	HRESULT result;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	mark_transit(&x);
	assert_int_equal(uses(&x), 2);
	REMINTERFACEREF claim = { x.stub->ipid, OBJREF_REFERENCES, OBJREF_REFERENCES };
	assert_int_equal(change(&x, ADD, &claim, 1, &result), S_OK); /* one of ours */
	assert_int_equal(uses(&x), 2);
	drop(&x, OBJREF_REFERENCES);
	assert_int_equal(uses(&x), 1);
	mark_transit(&x);
	drop(&x, OBJREF_REFERENCES - 1);
	assert_int_equal(uses(&x), 2);
	drop(&x, OBJREF_REFERENCES); /* a stranger */
	assert_int_equal(uses(&x), 1);
	counter_close(&x);
}

/* One request, before which nothing needs to be there, and nothing of the group's own goes with it. */
TEST(what_travelled_in_vain_is_let_go_without_what_the_group_holds)
{
	struct counter x;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	assert_int_equal(add(&x, OBJREF_REFERENCES), S_OK);
	mark_transit(&x);
	assert_int_equal(uses(&x), 3);
	REMINTERFACEREF vain = { x.stub->ipid, 0, OBJREF_REFERENCES };
	assert_int_equal(change(&x, RELEASE, &vain, 1, NULL), S_OK);
	assert_int_equal(uses(&x), 2);
	assert_int_equal(change(&x, RELEASE, &vain, 1, NULL), S_OK); /* once more than there is */
	assert_int_equal(uses(&x), 2);
	drop(&x, OBJREF_REFERENCES);
	assert_int_equal(uses(&x), 1);
	counter_close(&x);
}

/* Whoever gives back more than he has would void what one apartment has made for another. */
TEST(what_travels_inside_of_the_process_is_not_for_clients_to_give_back)
{
	struct counter x;
	struct stub *claimed;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	assert_true(export_try_use(stub_export(x.stub)));
	export_marshaled(x.stub, OBJREF_NORMAL, false);
	drop(&x, 3 * OBJREF_REFERENCES);
	REMINTERFACEREF vain = { x.stub->ipid, 0, OBJREF_REFERENCES };
	assert_int_equal(change(&x, RELEASE, &vain, 1, NULL), S_OK);
	assert_int_equal(uses(&x), 2);
	struct objref_target target = { .ipid = x.stub->ipid, .oxid = x.house.apartment->id, .oid = stub_export(x.stub)->oid };
	assert_int_equal(export_claim(&target, &claimed), S_OK);
	export_unuse(stub_export(claimed));
	stub_unref(claimed);
	assert_int_equal(uses(&x), 1);
	counter_close(&x);
}

TEST(a_reference_that_nobody_claims_is_void_after_two_looks)
{
	struct counter x;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	mark_transit(&x);
	assert_int_equal(uses(&x), 2);
	assert_true(export_age());
	assert_int_equal(uses(&x), 2);
	assert_false(export_age());
	assert_int_equal(uses(&x), 1);
	drop(&x, OBJREF_REFERENCES); /* of one that is void */
	assert_int_equal(uses(&x), 1);
	counter_close(&x);
}

TEST(a_reference_that_was_claimed_leaves_the_younger_ones_their_time)
{
	struct counter x;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	mark_transit(&x);
	assert_true(export_age());
	mark_transit(&x);
	drop(&x, OBJREF_REFERENCES);
	assert_true(export_age());
	assert_int_equal(uses(&x), 2);
	assert_false(export_age());
	assert_int_equal(uses(&x), 1);
	counter_close(&x);
}

/* A client that has one reference could make others without end. */
TEST(references_in_transit_have_a_bound)
{
	enum { ONCE = 1024, MOST = 65536 };
	static REMINTERFACEREF refs[ONCE];
	static HRESULT results[ONCE];
	struct counter x;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	assert_int_equal(add(&x, 1), S_OK);
	for (unsigned i = 0; i < ONCE; i++)
		refs[i] = (REMINTERFACEREF){ x.stub->ipid, 0, OBJREF_REFERENCES };
	for (unsigned i = 0; i < MOST / ONCE; i++)
		assert_int_equal(change(&x, ADD, refs, ONCE, results), S_OK);
	assert_int_equal(uses(&x), 2 + MOST);
	assert_int_equal(change(&x, ADD, refs, 1, results), E_INVALIDARG);
	assert_int_equal(results[0], RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(uses(&x), 2 + MOST);
	drop(&x, 1 + MOST * OBJREF_REFERENCES);
	assert_int_equal(uses(&x), 1);
	counter_close(&x);
}

/* ---- other interfaces ---- */

static HRESULT query(struct counter *x, const IPID *ipid, ULONG references, USHORT count, const IID *iids, REMQIRESULT **results)
{
	void *args[] = { &ipid, &references, &count, &iids, &results };

	return caller_call(&x->k, &IID_IRemUnknown, QUERY, exporter_unknown(), args);
}

TEST(an_object_is_asked_for_its_other_interfaces)
{
	const IID iids[] = { IID_IUnknown, IID_IStream, IID_ISimpleStream };
	REMQIRESULT *results;
	struct counter x;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	assert_int_equal(query(&x, &x.stub->ipid, 5, 3, iids, &results), S_FALSE);
	assert_int_equal(results[0].hResult, S_OK);
	assert_int_equal(results[1].hResult, E_NOINTERFACE);
	assert_int_equal(results[2].hResult, S_OK);
	assert_int_equal(results[2].std.cPublicRefs, 5);
	assert_int_equal(results[2].std.oxid, exporter_oxid());
	assert_int_equal(results[2].std.oid, stub_export(x.stub)->oid);
	assert_true(IsEqualGUID(&results[2].std.ipid, &x.stub->ipid));
	assert_int_equal(uses(&x), 3);
	drop(&x, 5);
	assert_int_equal(uses(&x), 2); /* IUnknown's go as the client hangs up */
	CoTaskMemFree(results);
	counter_close(&x);
}

TEST(an_object_is_asked_for_references_to_its_other_interfaces)
{
	const IID iids[] = { IID_IStream, IID_ISimpleStream };
	const IID *piids = iids;
	HRESULT results[2] = { S_OK, E_FAIL }, *presults = results;
	MInterfacePointer *made[2] = { NULL, NULL }, **pmade = made;
	USHORT count = 2;
	struct objref o;
	struct counter x;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	const IPID *ipid = &x.stub->ipid;
	void *args[] = { &ipid, &count, &piids, &presults, &pmade };
	assert_int_equal(caller_call(&x.k, &IID_IRemUnknown2, QUERY2, exporter_unknown(), args), S_FALSE);
	assert_int_equal(results[0], E_NOINTERFACE);
	assert_null(made[0]);
	assert_int_equal(results[1], S_OK);
	assert_int_equal(objref_parse(&o, needed(made[1])->abData, made[1]->ulCntData), S_OK);
	assert_int_equal(o.oxid, exporter_oxid());
	assert_true(IsEqualGUID(&o.ipid, &x.stub->ipid));
	assert_int_equal(uses(&x), 2);
	drop(&x, o.references);
	assert_int_equal(uses(&x), 1);
	CoTaskMemFree(made[1]);
	counter_close(&x);
}

TEST(where_there_is_nothing_to_ask_for_it_is_said)
{
	const IID iids[] = { IID_IStream };
	REMQIRESULT *results;
	struct counter x;

	counter_open(&x, (struct house){ .model = COINIT_APARTMENTTHREADED });
	assert_int_equal(query(&x, &x.stub->ipid, 5, 1, iids, &results), E_NOINTERFACE);
	assert_int_equal(results[0].hResult, E_NOINTERFACE);
	CoTaskMemFree(results);
	assert_int_equal(query(&x, &x.stub->ipid, 5, 0, iids, &results), E_INVALIDARG);
	assert_null(results);
	assert_int_equal(query(&x, &iids[0], 5, 1, iids, &results), RPC_E_DISCONNECTED);
	assert_null(results);
	assert_int_equal(uses(&x), 1);
	counter_close(&x);
}
