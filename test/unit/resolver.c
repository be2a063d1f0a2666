/* resolver.c - strangers ask where the process is, and ping the objects that they hold; what they do not ping goes. */
#include "listening.h"

enum { RESOLVE_OXID = 3, SIMPLE_PING, COMPLEX_PING, SERVER_ALIVE, RESOLVE_OXID2, SERVER_ALIVE2 };
enum { ACCESS_DENIED = 5, INVALID_OXID = 0x776, INVALID_OID, INVALID_SET };
#define SECONDS 1000000000ull

static HRESULT ask_it(struct caller *k, uint16_t slot, void *const *args)
{
	return caller_call(k, &IID_IObjectExporter, slot, NULL, args);
}

static void check_address(const DUALSTRINGARRAY *d, enum os_family first)
{
	struct bindings b = bindings_of(needed(d));
	struct address address;
	struct binding one;
	size_t at = 0;

	assert_int_equal(bindings_check(&b), S_OK);
	assert_true(bindings_next(&b, &at, &one));
	assert_true(binding_address(&one, &address));
	assert_int_equal(address.at.family, first);
	assert_true(bindings_next(&b, &at, &one));
	assert_int_equal(b.count % 2, 0);
}

TEST(a_server_is_alive_and_says_where)
{
	DUALSTRINGARRAY *where = NULL, **pwhere = &where;
	COMVERSION version = { 0, 0 }, *pversion = &version;
	DWORD reserved = 1, *preserved = &reserved;
	void *args[] = { &pversion, &pwhere, &preserved };
	struct server s;
	struct caller k;

	server_open(&s, ACOM_ALLOW_ANONYMOUS);
	dial_tcp(&k);
	assert_int_equal(ask_it(&k, SERVER_ALIVE, NULL), S_OK);
	assert_int_equal(ask_it(&k, SERVER_ALIVE2, args), S_OK);
	assert_int_equal(version.MajorVersion, 5);
	assert_int_equal(version.MinorVersion, 7);
	assert_int_equal(reserved, 0);
	check_address(where, OS_IPV4);
	CoTaskMemFree(where);
	caller_close(&k);
	server_close(&s);
}

static HRESULT resolve(struct caller *k, uint16_t slot, OXID oxid, DUALSTRINGARRAY **where, IPID *unknown)
{
	USHORT count = 1, tower = 7, *towers = &tower;
	COMVERSION version, *pversion = &version;
	DWORD hint, *phint = &hint;
	OXID *poxid = &oxid;
	void *args[] = { &poxid, &count, &towers, &where, &unknown, &phint, &pversion };
	HRESULT hr = ask_it(k, slot, args);

	assert_int_equal(hint, hr == S_OK);
	return hr;
}

/* An object that a stranger holds, and nobody else. */
static OID hold(struct caller *k)
{
	struct activated a;

	assert_int_equal(caller_activate(k, &CLSID_Where, false, 1, &IID_ISimpleStream, &a), S_OK);
	struct objref o = activated_objref(&a, 0);
	activated_fini(&a);
	return (OID)o.oid;
}

TEST(an_oxid_is_resolved_and_unknown_ones_are_not)
{
	DUALSTRINGARRAY *where;
	struct server s;
	struct caller k;
	IPID unknown;

	server_open(&s, ACOM_ALLOW_ANONYMOUS);
	dial_tcp(&k);
	assert_int_equal(resolve(&k, RESOLVE_OXID2, (OXID)exporter_oxid(), &where, &unknown), ACCESS_DENIED);
	CoTaskMemFree(where);
	hold(&k);
	for (uint16_t slot = RESOLVE_OXID; slot <= RESOLVE_OXID2; slot += RESOLVE_OXID2 - RESOLVE_OXID) {
		assert_int_equal(resolve(&k, slot, (OXID)exporter_oxid(), &where, &unknown), S_OK);
		check_address(where, OS_IPV4);
		assert_true(IsEqualGUID(&unknown, exporter_unknown()));
		CoTaskMemFree(where);
		assert_int_equal(resolve(&k, slot, (OXID)exporter_oxid() + 1, &where, &unknown), INVALID_OXID);
		CoTaskMemFree(where);
	}
	caller_close(&k);
	server_close(&s);
}

/* ---- pings ---- */

static HRESULT ping_as(struct caller *k, USHORT sequence, SETID *set, USHORT adds, const OID *add, USHORT drops, const OID *drop)
{
	USHORT backoff = 1, *pbackoff = &backoff;
	void *args[] = { &set, &sequence, &adds, &drops, &add, &drop, &pbackoff };
	HRESULT hr = ask_it(k, COMPLEX_PING, args);

	assert_int_equal(backoff, 0);
	return hr;
}

/* As those do who do not count: impacket 0.10. */
static HRESULT ping(struct caller *k, SETID *set, USHORT adds, const OID *add, USHORT drops, const OID *drop)
{
	return ping_as(k, 0, set, adds, add, drops, drop);
}

static HRESULT ping_again(struct caller *k, SETID set)
{
	SETID *pset = &set;
	void *args[] = { &pset };

	return ask_it(k, SIMPLE_PING, args);
}

TEST(sets_are_made_and_changed_and_unknown_ones_are_not)
{
	struct server s;
	struct caller k;
	SETID set = 0, unknown = 77;

	server_open(&s, ACOM_ALLOW_ANONYMOUS);
	dial_tcp(&k);
	OID oids[] = { hold(&k), hold(&k) }, nobody = 99999;
	assert_int_equal(ping(&k, &set, 1, oids, 0, NULL), S_OK);
	assert_int_not_equal(set, 0);
	assert_int_equal(ping(&k, &set, 1, &oids[1], 1, oids), S_OK);
	assert_int_equal(ping_again(&k, set), S_OK);
	assert_int_equal(ping(&k, &set, 1, &nobody, 0, NULL), INVALID_OID);
	assert_int_equal(ping(&k, &unknown, 1, oids, 0, NULL), INVALID_SET);
	assert_int_equal(ping_again(&k, unknown), INVALID_SET);
	caller_close(&k);
	server_close(&s);
}

/* What a set's pings tell of. */
struct told {
	unsigned times;
	uint64_t oids; /* a bit each */
};

static bool tell(void *arg, uint64_t oid)
{
	struct told *t = arg;

	t->times++;
	t->oids |= 1ull << oid;
	return true;
}

static uint64_t in_set(struct pings *p, uint64_t set)
{
	struct told t = { 0 };

	assert_true(pings_simple(p, set, tell, &t));
	return t.oids;
}

static void change(struct pings *p, uint64_t *set, uint16_t sequence, int64_t add, int64_t drop)
{
	struct told t = { 0 };
	struct ping_change c = { 1, sequence, &add, &drop, add != 0, drop != 0, tell, &t };

	assert_int_equal(pings_change(p, set, &c), S_OK);
	assert_int_not_equal(t.times, 0); /* it is heard of in any case */
}

enum { ONE = 1 << 1, TWO = 1 << 2, THREE = 1 << 3 };

TEST(a_change_that_comes_late_or_again_does_not_undo_newer_ones)
{
	struct pings *p;
	uint64_t set = 0;

	assert_int_equal(pings_create(&p), S_OK);
	change(p, &set, 65534, 1, 0);
	change(p, &set, 65535, 2, 1);
	assert_int_equal(in_set(p, set), TWO);
	change(p, &set, 65534, 1, 0); /* the first one, once more */
	assert_int_equal(in_set(p, set), TWO);
	change(p, &set, 1, 3, 0);
	change(p, &set, 0, 0, 2); /* overtaken; numbers go round */
	assert_int_equal(in_set(p, set), TWO | THREE);
	change(p, &set, 1, 3, 0);
	assert_int_equal(in_set(p, set), TWO | THREE);
	change(p, &set, 2, 0, 2);
	assert_int_equal(in_set(p, set), THREE);
	pings_free(p);
}

TEST(changes_of_who_does_not_count_are_made_in_their_order)
{
	struct pings *p;
	uint64_t set = 0;

	assert_int_equal(pings_create(&p), S_OK);
	change(p, &set, 0, 1, 0);
	change(p, &set, 0, 2, 1);
	assert_int_equal(in_set(p, set), TWO);
	change(p, &set, 0, 1, 2);
	assert_int_equal(in_set(p, set), ONE);
	pings_free(p);
}

TEST(a_client_makes_so_many_sets_whatever_others_make)
{
	struct server s;
	struct caller k, other;
	SETID set, first = 0;

	server_open(&s, ACOM_ALLOW_ANONYMOUS);
	dial_tcp(&k);
	dial_again(&other);
	OID oid = hold(&k);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_PING_SETS, 2), S_OK);
	assert_int_equal(ping(&k, &first, 1, &oid, 0, NULL), S_OK);
	assert_int_equal(ping(&k, (set = 0, &set), 1, &oid, 0, NULL), S_OK);
	assert_int_equal(ping(&k, (set = 0, &set), 1, &oid, 0, NULL), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(set, 0);
	assert_int_equal(ping(&k, &first, 1, &oid, 0, NULL), S_OK); /* those that it has are as before */
	assert_int_equal(ping(&other, (set = 0, &set), 1, &oid, 0, NULL), S_OK);
	assert_int_equal(ping_again(&other, first), S_OK);
	caller_close(&other);
	caller_close(&k);
	server_close(&s);
}

TEST(all_clients_have_so_many_sets_together_as_those_stay_when_they_go)
{
	struct pings *p;
	struct told t = { 0 };
	struct ping_change c = { .hear = tell, .arg = &t };
	uint64_t set;

	assert_int_equal(pings_create(&p), S_OK);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_PING_SETS, 1), S_OK);
	for (c.client = 1; c.client <= 64; c.client++)
		assert_int_equal(pings_change(p, (set = 0, &set), &c), S_OK);
	assert_int_equal(pings_change(p, (set = 0, &set), &c), RPC_E_OUT_OF_RESOURCES);
	pings_expire(p, os_now() + HOLDINGS_SECONDS * SECONDS);
	assert_int_equal(pings_change(p, (set = 0, &set), &c), S_OK);
	pings_free(p);
}

TEST(a_set_has_so_many_objects)
{
	struct server s;
	struct caller k;
	SETID set = 0;

	server_open(&s, ACOM_ALLOW_ANONYMOUS);
	dial_tcp(&k);
	OID oids[] = { hold(&k), hold(&k), hold(&k) };
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_PINGED_OBJECTS, 2), S_OK);
	assert_int_equal(ping(&k, &set, 3, oids, 0, NULL), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(set, 0); /* none was made */
	assert_int_equal(ping(&k, &set, 2, oids, 0, NULL), S_OK);
	assert_int_equal(ping(&k, &set, 1, &oids[2], 0, NULL), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(ping(&k, &set, 1, &oids[2], 1, oids), S_OK);
	caller_close(&k);
	server_close(&s);
}

TEST(a_late_change_over_the_wire_is_a_ping_and_no_change)
{
	struct server s;
	struct caller k;
	SETID set = 0;

	server_open(&s, ACOM_ALLOW_ANONYMOUS);
	dial_tcp(&k);
	OID oid = hold(&k), nobody = 99999;
	assert_int_equal(ping_as(&k, 7, &set, 1, &oid, 0, NULL), S_OK);
	assert_int_equal(ping_as(&k, 6, &set, 1, &nobody, 0, NULL), S_OK); /* it may have been there then */
	assert_int_equal(ping_as(&k, 8, &set, 1, &nobody, 0, NULL), INVALID_OID);
	caller_close(&k);
	server_close(&s);
}

/* A stranger's reference to a new object. */
static struct holdings *held_by_a_stranger(uint64_t *oid)
{
	struct holdings *h;
	IUnknown *object;
	struct stub *stub;

	needed(SUCCEEDED(holdings_create_pinged(&h)) ? h : NULL);
	needed(SUCCEEDED(where_make(NULL, &IID_IUnknown, (void **)&object)) ? object : NULL);
	needed(SUCCEEDED(export_object(object, &IID_ISimpleStream, &stub)) ? stub : NULL);
	IUnknown_Release(object);
	*oid = stub_export(stub)->oid;
	needed(SUCCEEDED(holdings_add(h, &stub->ipid, stub, 5)) ? h : NULL);
	stub_unref(stub);
	return h;
}

TEST(what_a_stranger_holds_is_given_back_when_he_has_been_silent_for_long)
{
	uint64_t oid, now = os_now();

	house_enter(COINIT_MULTITHREADED);
	struct holdings *h = held_by_a_stranger(&oid);
	assert_true(holdings_expire(h, now + (HOLDINGS_SECONDS - 1) * SECONDS));
	assert_false(holdings_hear(h, oid + 1));
	assert_true(holdings_hear(h, oid)); /* later than `now`, if only by little */
	assert_int_equal(where_alive(), 1);
	assert_false(holdings_expire(h, os_now() + HOLDINGS_SECONDS * SECONDS));
	where_wait_alive(0);
	assert_false(holdings_hear(h, oid));
	holdings_end(h);
	holdings_unref(h);
	house_leave();
}
