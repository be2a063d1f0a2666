/* references.c - every schedule of references between apartments: one identity, one end, and never neither. */
#include "call/call.h"
#include "where.h"

#define SECOND 1000000000u

static void enter(DWORD model)
{
	assert_int_equal(CoInitializeEx(NULL, model), S_OK);
}

/* One more reference to s, for one other thread. */
struct parcel {
	uint8_t octets[OBJREF_SIZE];
};

static void pack(struct parcel *p, ISimpleStream *s)
{
	assert_int_equal(where_marshal((IUnknown *)s, &IID_ISimpleStream, OBJREF_NORMAL, p->octets), S_OK);
}

static HRESULT unpack(struct parcel *p, ISimpleStream **s)
{
	return objref_unmarshal(p->octets, sizeof p->octets, &IID_ISimpleStream, (void **)s);
}

/* A thread of the MTA that unpacks what it got. */
struct guest {
	struct harness_thread thread;
	struct parcel parcel;
	struct harness_gate *wait, *there; /* waited for before it lets go; opened when it has unpacked */
	ISimpleStream *s;
	HRESULT hr;
};

static void guest_main(void *arg)
{
	struct guest *g = arg;

	enter(COINIT_MULTITHREADED);
	assert_int_equal(unpack(&g->parcel, &g->s), S_OK);
	if (g->there)
		harness_gate_open(g->there);
	if (g->wait)
		harness_gate_wait(g->wait);
	ISimpleStream_Release(g->s);
	CoUninitialize();
}

/* ---- proxies of one object ---- */

/* The second comes while the first lets go, who may be the last: the object lives until both have. */
EXPLORE(unmarshal_and_the_last_release, 2)
{
	struct guest a = { .s = NULL }, b = { .s = NULL };

	enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	pack(&a.parcel, s);
	pack(&b.parcel, s);
	ISimpleStream_Release(s);
	harness_start(&a.thread, guest_main, &a);
	harness_start(&b.thread, guest_main, &b);
	harness_join(&a.thread);
	harness_join(&b.thread);
	assert_int_equal(where_alive(), 1);
	assert_int_equal(AcomDispatch(0), S_OK);
	assert_int_equal(where_alive(), 0);
	CoUninitialize();
}

/* Who has both at the same time sees one object. */
EXPLORE(two_threads_that_unmarshal_at_once_get_one_identity, 2)
{
	struct harness_gate a_there = HARNESS_GATE_INIT, b_there = HARNESS_GATE_INIT, done = HARNESS_GATE_INIT;
	struct guest a = { .there = &a_there, .wait = &done }, b = { .there = &b_there, .wait = &done };

	enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	pack(&a.parcel, s);
	pack(&b.parcel, s);
	harness_start(&a.thread, guest_main, &a);
	harness_start(&b.thread, guest_main, &b);
	harness_gate_wait(&a_there);
	harness_gate_wait(&b_there);
	assert_ptr_equal(a.s, b.s);
	harness_gate_open(&done);
	harness_join(&a.thread);
	harness_join(&b.thread);
	ISimpleStream_Release(s);
	CoUninitialize();
	assert_int_equal(where_alive(), 0);
}

static void claim_main(void *arg)
{
	struct guest *g = arg;

	enter(COINIT_MULTITHREADED);
	g->hr = unpack(&g->parcel, &g->s);
	if (SUCCEEDED(g->hr))
		ISimpleStream_Release(g->s);
	CoUninitialize();
}

/* The same octets twice: what they hold is taken once. */
EXPLORE(octets_that_are_unmarshaled_twice_give_one_reference, 2)
{
	struct guest a = { .s = NULL }, b;

	enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	pack(&a.parcel, s);
	b = a;
	harness_start(&a.thread, claim_main, &a);
	harness_start(&b.thread, claim_main, &b);
	harness_join(&a.thread);
	harness_join(&b.thread);
	assert_true(SUCCEEDED(a.hr) != SUCCEEDED(b.hr));
	HRESULT hr = SUCCEEDED(a.hr) ? b.hr : a.hr;
	assert_true(hr == CO_E_OBJNOTCONNECTED || hr == RPC_E_DISCONNECTED);
	AcomDispatch(0);
	assert_int_equal(ISimpleStream_Release(s), 0);
	CoUninitialize();
}

/* ---- the object's apartment ends ---- */

static void ask_main(void *arg)
{
	struct guest *g = arg;
	uint64_t thread = 0;

	enter(COINIT_MULTITHREADED);
	g->hr = unpack(&g->parcel, &g->s);
	if (SUCCEEDED(g->hr)) {
		g->hr = where_ask(g->s, &thread);
		ISimpleStream_Release(g->s);
	}
	CoUninitialize();
	assert_int_equal(SUCCEEDED(g->hr), thread != 0);
}

EXPLORE(an_apartment_ends_while_its_object_is_unmarshaled_and_called, 2)
{
	struct guest a = { .s = NULL };

	enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	pack(&a.parcel, s);
	ISimpleStream_Release(s);
	harness_start(&a.thread, ask_main, &a);
	AcomDispatch(0);
	CoUninitialize();
	assert_int_equal(where_alive(), 0);
	harness_join(&a.thread);
	assert_true(a.hr == S_OK || a.hr == RPC_E_DISCONNECTED);
}

/* Both ends at once, while the last proxy goes. */
EXPLORE(both_apartments_end_at_once, 2)
{
	struct guest a = { .s = NULL };

	enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	pack(&a.parcel, s);
	ISimpleStream_Release(s);
	harness_start(&a.thread, claim_main, &a);
	CoUninitialize();
	assert_int_equal(where_alive(), 0);
	harness_join(&a.thread);
	assert_true(a.hr == S_OK || a.hr == RPC_E_DISCONNECTED);
}

/* ---- exports ---- */

static void unuse_main(void *arg)
{
	struct stub *stub = arg;

	export_unuse(stub_export(stub));
	stub_unref(stub);
}

/* The object is marshaled again while its last use goes: there is a new export, or the old one lives on. */
EXPLORE(the_last_use_goes_while_the_object_is_exported_again, 3)
{
	struct stub *stub, *again;
	struct harness_thread t;

	enter(COINIT_MULTITHREADED);
	ISimpleStream *s = where_create();
	assert_int_equal(export_object((IUnknown *)s, &IID_ISimpleStream, &stub), S_OK);
	harness_start(&t, unuse_main, stub);
	assert_int_equal(export_object((IUnknown *)s, &IID_ISimpleStream, &again), S_OK);
	assert_ptr_equal(again->object, s);
	harness_join(&t);
	assert_ptr_equal(again->object, s);
	unuse_main(again);
	assert_int_equal(ISimpleStream_Release(s), 0);
	CoUninitialize();
}

struct exporter {
	struct harness_thread thread;
	IUnknown *object;
	const IID *iid;
	struct stub *stub;
};

static void export_main(void *arg)
{
	struct exporter *e = arg;

	assert_int_equal(export_object(e->object, e->iid, &e->stub), S_OK);
}

/* Two threads of the MTA export one object: one export, and a stub for each interface. */
static void export_twice(const IID *one, const IID *two)
{
	enter(COINIT_MULTITHREADED);
	ISimpleStream *s = where_create();
	struct exporter a = { .object = (IUnknown *)s, .iid = one }, b = { .object = (IUnknown *)s, .iid = two };
	harness_start(&a.thread, export_main, &a);
	export_main(&b);
	harness_join(&a.thread);
	assert_ptr_equal(stub_export(a.stub), stub_export(b.stub));
	assert_int_equal(a.stub == b.stub, one == two);
	unuse_main(a.stub);
	unuse_main(b.stub);
	assert_int_equal(ISimpleStream_Release(s), 0);
	CoUninitialize();
}

EXPLORE(two_threads_export_one_interface, 3)
{
	export_twice(&IID_ISimpleStream, &IID_ISimpleStream);
}

EXPLORE(two_threads_export_two_interfaces, 3)
{
	export_twice(&IID_ISimpleStream, &IID_ISynchronize);
}

/* ---- one proxy, two threads ---- */

struct asker {
	struct harness_thread thread;
	ISimpleStream *s;
	ISynchronize *sync;
	struct waitable *done;
	unsigned *left;
};

static void query_main(void *arg)
{
	struct asker *a = arg;

	assert_int_equal(ISimpleStream_QueryInterface(a->s, &IID_ISynchronize, (void **)&a->sync), S_OK);
	if (!--*a->left)
		waitable_set(a->done);
}

static void host_main(void *arg)
{
	struct parcel *p = arg;
	struct waitable never = { 0 };

	enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	pack(p, s);
	ISimpleStream_Release(s);
	waitable_wait(&never, os_now() + SECOND);
	CoUninitialize();
	waitable_fini(&never);
}

static void limit_main(void *arg)
{
	struct asker *a = arg;

	assert_int_equal(AcomSetCallTimeout((IUnknown *)a->s, 1234), S_OK);
	if (!--*a->left)
		waitable_set(a->done);
}

/* One asks for another interface; what the other does at the same time. The object's apartment ends in a second, for which all have
 * to wait. */
static void ask_twice(void (*other)(void *asker), void (*check)(const struct asker *a, struct asker *b))
{
	struct harness_thread host;
	struct parcel parcel = { { 0 } };
	struct waitable done = { 0 };
	unsigned left = 2;
	os_parker nobody = { 0 };

	enter(COINIT_MULTITHREADED);
	harness_start(&host, host_main, &parcel);
	os_park(&nobody, os_now() + SECOND / 2);
	struct asker a = { .done = &done, .left = &left }, b;
	assert_int_equal(unpack(&parcel, &a.s), S_OK);
	b = a;
	harness_start(&a.thread, query_main, &a);
	other(&b);
	assert_int_equal(waitable_wait(&done, OS_FOREVER), S_OK);
	harness_join(&a.thread);
	check(&a, &b);
	ISynchronize_Release(a.sync);
	ISimpleStream_Release(a.s);
	harness_join(&host);
	CoUninitialize();
	assert_int_equal(where_alive(), 0);
	waitable_fini(&done);
}

static void one_pointer(const struct asker *a, struct asker *b)
{
	assert_ptr_equal(a->sync, b->sync);
	ISynchronize_Release(b->sync);
}

/* Each may find it first. */
EXPLORE(two_threads_ask_one_proxy_for_another_interface, 2)
{
	ask_twice(query_main, one_pointer);
}

static uint32_t timeout_of(void *face)
{
	return os_load32(&container_of((struct face *)face, struct proxy, face)->channel->timeout);
}

static void one_time(const struct asker *a, struct asker *b)
{
	(void)b;
	assert_int_equal(timeout_of(a->s), 1234);
	assert_int_equal(timeout_of(a->sync), 1234);
}

/* Time is set for all pointers to the object, those included that another thread is just about to have. */
EXPLORE(a_proxy_gets_another_interface_while_its_calls_get_less_time, 2)
{
	ask_twice(limit_main, one_time);
}

/* ---- the process' last apartment ends ---- */

struct getter {
	struct harness_thread thread;
	IGlobalInterfaceTable *table;
	DWORD cookie;
	HRESULT hr;
};

/* On a thread that is in no apartment. */
static void get_main(void *arg)
{
	struct getter *g = arg;
	void *p;

	g->hr = IGlobalInterfaceTable_GetInterfaceFromGlobal(g->table, g->cookie, &IID_ISimpleStream, &p);
	assert_null(p);
}

EXPLORE(the_global_interface_table_is_emptied_while_somebody_looks_into_it, 2)
{
	struct getter g = { .hr = S_OK };

	enter(COINIT_APARTMENTTHREADED);
	ISimpleStream *s = where_create();
	assert_int_equal(CoCreateInstance(&CLSID_StdGlobalInterfaceTable, NULL, CLSCTX_INPROC_SERVER, &IID_IGlobalInterfaceTable,
	                                  (void **)&g.table), S_OK);
	assert_int_equal(IGlobalInterfaceTable_RegisterInterfaceInGlobal(g.table, (IUnknown *)s, &IID_ISimpleStream, &g.cookie), S_OK);
	ISimpleStream_Release(s);
	harness_start(&g.thread, get_main, &g);
	CoUninitialize();
	harness_join(&g.thread);
	assert_true(g.hr == CO_E_NOTINITIALIZED || g.hr == RPC_E_DISCONNECTED || g.hr == E_INVALIDARG);
	IGlobalInterfaceTable_Release(g.table);
	assert_int_equal(where_alive(), 0);
}
