/* strangers.c - clients whom nobody knows, over TCP: what one of them holds no other one can give back, even of the same object. */
#include "listening.h"

enum { RELEASE = 5, ADD = 4, QUERY = 3, MANY = 1000 };

static const CLSID CLSID_Same = { 0xA0C0FFEE, 9, 2, { 1, 2, 3, 4, 5, 6, 7, 8 } };

/* A server whose class has one object, which each activation gets. */
struct shared {
	struct server server;
	DWORD cookie;
};
static IUnknown *the_object;

static HRESULT same_make(IUnknown *outer, REFIID riid, void **ppv)
{
	(void)outer;
	return IUnknown_QueryInterface(the_object, riid, ppv);
}

static void shared_open(struct shared *s)
{
	server_open(&s->server, ACOM_ALLOW_ANONYMOUS);
	needed(SUCCEEDED(where_make(NULL, &IID_IUnknown, (void **)&the_object)) ? the_object : NULL);
	assert_int_equal(AcomRegisterClass(&CLSID_Same, same_make, ACOM_ALLOW_ANONYMOUS, &s->cookie), S_OK);
}

/* Nobody has the object but clients, and OBJREFs. */
static void shared_let_go(void)
{
	IUnknown_Release(the_object);
	the_object = NULL;
}

static void shared_close(struct shared *s)
{
	if (the_object)
		shared_let_go();
	server_close(&s->server);
}

static struct objref activate(struct caller *k)
{
	struct activated a;

	assert_int_equal(caller_activate(k, &CLSID_Same, false, 1, &IID_ISimpleStream, &a), S_OK);
	struct objref o = activated_objref(&a, 0);
	activated_fini(&a);
	return o;
}

static HRESULT change(struct caller *k, uint16_t slot, REFGUID ipid, ULONG references)
{
	REMINTERFACEREF ref = { *ipid, references, 0 }, *refs = &ref;
	HRESULT result = S_OK, *results = &result;
	USHORT count = 1;
	void *args[] = { &count, &refs, &results };
	HRESULT hr = caller_call(k, &IID_IRemUnknown, slot, exporter_unknown(), args);

	return FAILED(result) ? result : hr;
}

static void release(struct caller *k, REFGUID ipid, ULONG references)
{
	assert_int_equal(change(k, RELEASE, ipid, references), S_OK);
}

/* Whether there is a reference more to be had, which goes at once. */
static bool is_there(struct caller *k, REFGUID ipid)
{
	HRESULT hr = change(k, ADD, ipid, 1);

	if (SUCCEEDED(hr))
		release(k, ipid, 1);
	else
		assert_int_equal(hr, RPC_E_DISCONNECTED);
	return SUCCEEDED(hr);
}

TEST(what_a_client_holds_of_an_object_another_cannot_give_back)
{
	struct shared s;
	struct caller one, two;

	shared_open(&s);
	dial_tcp(&one);
	dial_again(&two);
	struct objref a = activate(&one), b = activate(&two);
	shared_let_go();
	assert_int_equal(a.oid, b.oid);
	assert_false(IsEqualGUID(&a.ipid, &b.ipid));
	release(&one, &a.ipid, MANY);
	assert_false(is_there(&one, &a.ipid));
	read_it(&two, &b);
	where_wait_alive(1);
	release(&two, &b.ipid, b.references);
	where_wait_alive(0);
	caller_close(&two);
	caller_close(&one);
	shared_close(&s);
}

TEST(a_client_has_one_name_for_what_it_is_given_twice)
{
	IID iid = IID_ISimpleStream, *iids = &iid;
	REMQIRESULT *results = NULL, **presults = &results;
	struct shared s;
	struct caller k;
	USHORT count = 1;
	ULONG references = 3;

	shared_open(&s);
	dial_tcp(&k);
	struct objref a = activate(&k), again = activate(&k);
	shared_let_go();
	assert_true(IsEqualGUID(&a.ipid, &again.ipid));
	const IPID *ipid = &a.ipid;
	void *args[] = { &ipid, &references, &count, &iids, &presults };
	assert_int_equal(caller_call(&k, &IID_IRemUnknown, QUERY, exporter_unknown(), args), S_OK);
	assert_int_equal(needed(results)->hResult, S_OK);
	assert_true(IsEqualGUID(&results->std.ipid, &a.ipid));
	CoTaskMemFree(results);
	release(&k, &a.ipid, a.references + again.references + 2);
	read_it(&k, &a);
	release(&k, &a.ipid, 1);
	where_wait_alive(0);
	caller_close(&k);
	shared_close(&s);
}

/* As impacket does: it activates, calls and gives back over connections that have nothing to do with each other. */
TEST(a_client_gives_back_over_any_of_its_connections)
{
	struct shared s;
	struct caller one, two;

	shared_open(&s);
	dial_tcp(&one);
	dial_again(&two);
	struct objref a = activate(&one);
	shared_let_go();
	read_it(&two, &a);
	release(&two, &a.ipid, a.references);
	where_wait_alive(0);
	caller_close(&two);
	caller_close(&one);
	shared_close(&s);
}

TEST(what_a_client_has_asked_for_by_the_objects_own_name_is_its_own)
{
	struct shared s;
	struct caller one, two;
	GUID own;

	shared_open(&s);
	dial_tcp(&one);
	dial_again(&two);
	struct objref a = activate(&one);
	shared_let_go();
	assert_true(alias_own(&a.ipid, &own));
	assert_int_equal(change(&two, ADD, &own, 2), S_OK);
	release(&one, &a.ipid, a.references);
	release(&one, &own, MANY);
	a.ipid = own;
	read_it(&two, &a);
	release(&two, &own, 2);
	where_wait_alive(0);
	caller_close(&two);
	caller_close(&one);
	shared_close(&s);
}

TEST(a_client_cannot_give_back_what_is_on_its_way_to_others)
{
	struct shared s;
	struct caller k;
	IStream *stream;
	ISimpleStream *p;

	shared_open(&s);
	dial_tcp(&k);
	struct objref a = activate(&k);
	assert_int_equal(CreateStreamOnHGlobal(NULL, TRUE, &stream), S_OK);
	assert_int_equal(CoMarshalInterface(stream, &IID_ISimpleStream, the_object, MSHCTX_LOCAL, NULL, MSHLFLAGS_NORMAL), S_OK);
	shared_let_go();
	release(&k, &a.ipid, MANY);
	assert_int_equal(IStream_Seek(stream, (LARGE_INTEGER){ .QuadPart = 0 }, STREAM_SEEK_SET, NULL), S_OK);
	assert_int_equal(CoUnmarshalInterface(stream, &IID_ISimpleStream, (void **)&p), S_OK);
	ISimpleStream_Release(p);
	IStream_Release(stream);
	where_wait_alive(0);
	caller_close(&k);
	shared_close(&s);
}

/* Its name goes with the last reference to it; a new one is given then. */
TEST(a_name_ends_with_what_it_is_for)
{
	struct shared s;
	struct caller k;

	shared_open(&s);
	dial_tcp(&k);
	struct objref a = activate(&k);
	release(&k, &a.ipid, a.references);
	assert_false(is_there(&k, &a.ipid));
	struct objref b = activate(&k);
	assert_false(IsEqualGUID(&a.ipid, &b.ipid));
	read_it(&k, &b);
	caller_close(&k);
	shared_close(&s);
}
