/* manager.c - proxies: one identity per object and apartment, remote QueryInterface, homecoming, and their end. */
#include "mixer.h"
#include "where.h"

static const DWORD models[][2] = { /* client, server */
	{ COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED },
	{ COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED },
	{ COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED },
};

/* ---- objects travel as octets ---- */

struct travel {
	IUnknown *object;
	const IID *iid;
	uint8_t octets[OBJREF_SIZE];
	uint64_t thread;
};

static HRESULT marshal(void *arg)
{
	struct travel *t = arg;

	return where_marshal(t->object, t->iid, OBJREF_NORMAL, t->octets);
}

static HRESULT unmarshal(void *arg)
{
	struct travel *t = arg;

	return objref_unmarshal(t->octets, sizeof t->octets, t->iid, (void **)&t->object);
}

/* A server's object, which stays alive with the house. */
static HRESULT make_run(void *arg)
{
	struct travel *t = arg;

	t->object = (IUnknown *)where_create();
	t->thread = os_thread_id();
	return S_OK;
}

static HRESULT release_run(void *arg)
{
	struct travel *t = arg;

	IUnknown_Release(t->object);
	return S_OK;
}

static struct travel object_in(struct house *h)
{
	struct travel t = { .iid = &IID_ISimpleStream };

	assert_int_equal(house_run(h, make_run, &t), S_OK);
	return t;
}

/* A pointer to it for the calling thread's apartment. */
static void *proxy_to(struct house *h, const struct travel *object, REFIID iid)
{
	struct travel t = { .object = object->object, .iid = iid };

	assert_int_equal(house_run(h, marshal, &t), S_OK);
	assert_int_equal(unmarshal(&t), S_OK);
	return t.object;
}

static void object_done(struct house *h, struct travel *object)
{
	assert_int_equal(house_run(h, release_run, object), S_OK);
}

/* ---- identity ---- */

TEST(two_unmarshalings_in_one_apartment_give_one_object)
{
	for (size_t i = 0; i < ARRAY_COUNT(models); i++) {
		struct house h = { .model = models[i][1] };

		house_enter(models[i][0]);
		house_open(&h);
		struct travel object = object_in(&h), other = object_in(&h);
		ISimpleStream *s = proxy_to(&h, &object, &IID_ISimpleStream), *t = proxy_to(&h, &object, &IID_ISimpleStream);
		ISynchronize *y = proxy_to(&h, &object, &IID_ISynchronize);
		ISimpleStream *x = proxy_to(&h, &other, &IID_ISimpleStream);
		assert_ptr_equal(s, t);
		assert_ptr_not_equal(s, object.object);
		assert_true(where_same(s, y));
		assert_false(where_same(s, x));
		ISimpleStream_Release(t);
		ISimpleStream_Release(s);
		assert_int_equal(ISynchronize_Signal(y), S_OK);
		ISynchronize_Release(y);
		ISimpleStream_Release(x);
		object_done(&h, &object);
		object_done(&h, &other);
		where_wait_alive(0);
		house_close(&h);
		house_leave();
	}
}

TEST(query_leads_from_each_interface_to_each_other)
{
	for (size_t i = 0; i < ARRAY_COUNT(models); i++) {
		struct house h = { .model = models[i][1] };
		ISynchronize *y;
		ISimpleStream *again;
		IUnknown *u;
		void *p;

		house_enter(models[i][0]);
		house_open(&h);
		struct travel object = object_in(&h);
		ISimpleStream *s = proxy_to(&h, &object, &IID_ISimpleStream);
		assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ISynchronize, (void **)&y), S_OK);
		assert_int_equal(ISynchronize_QueryInterface(y, &IID_ISimpleStream, (void **)&again), S_OK);
		assert_ptr_equal(again, s);
		assert_true(where_same(s, y));
		assert_int_equal(ISynchronize_Wait(y, 0, 0), S_OK);
		assert_int_equal(ISimpleStream_QueryInterface(s, &IID_IUnknown, (void **)&u), S_OK);
		assert_int_equal(IUnknown_QueryInterface(u, &IID_ISynchronize, &p), S_OK);
		assert_ptr_equal(p, y);
		assert_int_equal(where_refs(s), 5);
		for (int j = 0; j < 4; j++)
			IUnknown_Release(u);
		ISimpleStream_Release(s);
		object_done(&h, &object);
		house_close(&h);
		house_leave();
	}
}

TEST(what_the_object_lacks_and_what_has_no_proxy_is_refused)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	void *p = &p;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	struct travel object = object_in(&h);
	ISimpleStream *s = proxy_to(&h, &object, &IID_ISimpleStream);
	ISequentialStream *none;
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ISequentialStream, (void **)&none), E_NOINTERFACE);
	assert_null(none);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_AsyncISimpleStream, &p), E_NOINTERFACE);
	assert_null(p);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ISimpleStream, NULL), E_POINTER);
	/* The house's own object has no ISynchronize, though there is a proxy for it. */
	p = &p;
	ISimpleStream *plain = house_stream(&h);
	assert_int_equal(ISimpleStream_QueryInterface(plain, &IID_ISynchronize, &p), E_NOINTERFACE);
	assert_null(p);
	assert_int_equal(where_refs(plain), 1);
	ISimpleStream_Release(plain);
	ISimpleStream_Release(s);
	object_done(&h, &object);
	house_close(&h);
	house_leave();
}

TEST(a_plain_unknown_travels_and_is_asked_for_more)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	ISimpleStream *s;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	struct travel object = object_in(&h);
	IUnknown *u = proxy_to(&h, &object, &IID_IUnknown);
	assert_int_equal(IUnknown_QueryInterface(u, &IID_ISimpleStream, (void **)&s), S_OK);
	assert_true(where_is(s) == object.thread);
	ISimpleStream_Release(s);
	IUnknown_Release(u);
	object_done(&h, &object);
	house_close(&h);
	house_leave();
}

/* ---- home, and further ---- */

TEST(in_its_own_apartment_an_object_comes_out_as_itself)
{
	static const DWORD own[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 2; i++) {
		struct travel t = { .iid = &IID_ISimpleStream };

		house_enter(own[i]);
		ISimpleStream *s = where_create();
		t.object = (IUnknown *)s;
		assert_int_equal(marshal(&t), S_OK);
		t.object = NULL;
		assert_int_equal(unmarshal(&t), S_OK);
		assert_ptr_equal(t.object, s);
		IUnknown_Release(t.object);
		assert_int_equal(where_refs(s), 1);
		ISimpleStream_Release(s);
		house_leave();
	}
}

static HRESULT come_home(void *arg)
{
	struct travel *t = arg;
	IUnknown *mine = t->object;

	assert_int_equal(unmarshal(t), S_OK);
	assert_ptr_equal(t->object, mine);
	IUnknown_Release(mine);
	return S_OK;
}

TEST(a_proxy_that_goes_home_is_the_object_itself)
{
	for (size_t i = 0; i < ARRAY_COUNT(models); i++) {
		struct house h = { .model = models[i][1] };

		house_enter(models[i][0]);
		house_open(&h);
		struct travel object = object_in(&h), back = { .iid = &IID_ISimpleStream };
		ISimpleStream *s = proxy_to(&h, &object, &IID_ISimpleStream);
		back.object = (IUnknown *)s;
		assert_int_equal(marshal(&back), S_OK);
		back.object = object.object;
		assert_int_equal(house_run(&h, come_home, &back), S_OK);
		ISimpleStream_Release(s);
		object_done(&h, &object);
		house_close(&h);
		house_leave();
	}
}

static HRESULT use_there(void *arg)
{
	struct travel *t = arg;

	HRESULT hr = unmarshal(t);
	assert_int_equal(hr, S_OK);
	t->thread = where_is((ISimpleStream *)t->object);
	return S_OK;
}

TEST(a_proxy_passed_to_a_third_apartment_leads_to_the_object)
{
	for (size_t i = 0; i < ARRAY_COUNT(models); i++) {
		struct house server = { .model = COINIT_APARTMENTTHREADED }, third = { .model = models[i][1] };

		house_enter(models[i][0]);
		house_open(&server);
		house_open(&third);
		struct travel object = object_in(&server), t = { .iid = &IID_ISimpleStream }, back = t;
		ISimpleStream *s = proxy_to(&server, &object, &IID_ISimpleStream);
		t.object = (IUnknown *)s;
		assert_int_equal(marshal(&t), S_OK);
		/* Nothing but the third apartment's pointer keeps the object. */
		ISimpleStream_Release(s);
		object_done(&server, &object);
		assert_int_equal(house_run(&third, use_there, &t), S_OK);
		assert_true(t.thread == object.thread);
		/* And from there back to us: it is the server's object, not a proxy of a proxy. */
		back.object = t.object;
		assert_int_equal(house_run(&third, marshal, &back), S_OK);
		assert_int_equal(house_run(&third, release_run, &t), S_OK);
		assert_int_equal(unmarshal(&back), S_OK);
		assert_true(where_is((ISimpleStream *)back.object) == object.thread);
		IUnknown_Release(back.object);
		where_wait_alive(0);
		house_close(&third);
		house_close(&server);
		house_leave();
	}
}

TEST(a_proxy_is_passed_on_as_an_interface_that_it_was_never_asked_for)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct travel t = { .iid = &IID_ISynchronize };

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	struct travel object = object_in(&h);
	ISimpleStream *s = proxy_to(&h, &object, &IID_ISimpleStream);
	t.object = (IUnknown *)s;
	assert_int_equal(marshal(&t), S_OK);
	assert_int_equal(unmarshal(&t), S_OK);
	assert_true(where_same(s, t.object));
	assert_int_equal(ISynchronize_Signal((ISynchronize *)t.object), S_OK);
	IUnknown_Release(t.object);
	t.object = (IUnknown *)s;
	t.iid = &IID_IStream;
	assert_true(FAILED(marshal(&t)));
	ISimpleStream_Release(s);
	object_done(&h, &object);
	house_close(&h);
	house_leave();
}

/* The server's apartment is busy with something that waits for us. */
struct busy {
	struct work work;
	struct harness_gate entered, left;
};

static void busy_run(struct work *work, HRESULT hr)
{
	struct busy *b = container_of(work, struct busy, work);

	(void)hr;
	harness_gate_open(&b->entered);
	harness_gate_wait(&b->left);
}

static void pass_on_while_busy(struct house *h, AsyncIMix *call, IUnknown *object)
{
	struct busy busy = { .work.run = busy_run, .entered = HARNESS_GATE_INIT, .left = HARNESS_GATE_INIT };

	assert_int_equal(apartment_post(h->apartment, &busy.work), S_OK);
	harness_gate_wait(&busy.entered);
	assert_int_equal(AsyncIMix_Begin_TakeAs(call, &IID_ISimpleStream, object), S_OK);
	harness_gate_open(&busy.left);
	assert_int_equal(AsyncIMix_Finish_TakeAs(call), S_OK);
}

TEST(a_proxy_is_passed_on_as_what_it_was_asked_for_without_asking_its_server_again)
{
	for (int i = 0; i < 2; i++) {
		struct mixer m = { 0 };
		struct house h = { .model = COINIT_APARTMENTTHREADED };
		struct house receiver = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &m };
		ISimpleStream *s;

		house_enter(models[i][0]);
		house_open(&h);
		house_open(&receiver);
		struct travel object = object_in(&h);
		IUnknown *u = proxy_to(&h, &object, &IID_IUnknown);
		assert_int_equal(IUnknown_QueryInterface(u, &IID_ISimpleStream, (void **)&s), S_OK);
		IMix *mix = mixer_proxy(&receiver);
		AsyncIMix *call = mixer_call(mix);
		pass_on_while_busy(&h, call, (IUnknown *)s);
		mixer_drop(&receiver);
		AsyncIMix_Release(call);
		IMix_Release(mix);
		ISimpleStream_Release(s);
		IUnknown_Release(u);
		object_done(&h, &object);
		house_close(&receiver);
		house_close(&h);
		house_leave();
	}
}

/* A reference names an interface, and so all that a proxy for it needs. */
TEST(another_interface_of_a_known_object_is_unmarshaled_without_asking_its_server)
{
	for (int i = 0; i < 2; i++) {
		struct busy busy = { .work.run = busy_run, .entered = HARNESS_GATE_INIT, .left = HARNESS_GATE_INIT };
		struct house h = { .model = COINIT_APARTMENTTHREADED };

		house_enter(models[i][0]);
		house_open(&h);
		struct travel object = object_in(&h), t = { .object = object.object, .iid = &IID_ISynchronize };
		ISimpleStream *s = proxy_to(&h, &object, &IID_ISimpleStream);
		assert_int_equal(house_run(&h, marshal, &t), S_OK);
		assert_int_equal(apartment_post(h.apartment, &busy.work), S_OK);
		harness_gate_wait(&busy.entered);
		assert_int_equal(unmarshal(&t), S_OK);
		harness_gate_open(&busy.left);
		assert_true(where_same(s, t.object));
		assert_int_equal(ISynchronize_Signal((ISynchronize *)t.object), S_OK);
		IUnknown_Release(t.object);
		ISimpleStream_Release(s);
		object_done(&h, &object);
		house_close(&h);
		house_leave();
	}
}

/* ---- the wrong thread ---- */

static HRESULT misuse(void *arg)
{
	struct travel *t = arg;
	ISimpleStream *s = (ISimpleStream *)t->object;
	ICallFactory *factory;
	struct travel onward = { .object = t->object, .iid = &IID_ISimpleStream };
	void *p = &p;

	assert_int_equal(where_ask(s, &t->thread), RPC_E_WRONG_THREAD);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ISynchronize, &p), RPC_E_WRONG_THREAD);
	assert_null(p);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_IUnknown, (IUnknown **)&p),
	                 RPC_E_WRONG_THREAD);
	assert_null(p);
	ICallFactory_Release(factory);
	assert_int_equal(marshal(&onward), RPC_E_WRONG_THREAD);
	return S_OK;
}

static void misuse_nowhere(void *arg)
{
	struct travel *t = arg;
	uint64_t thread;

	assert_int_equal(where_ask((ISimpleStream *)t->object, &thread), CO_E_NOTINITIALIZED);
}

TEST(a_proxy_belongs_to_its_apartment)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED }, third = { .model = COINIT_APARTMENTTHREADED };
	struct harness_thread nowhere;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	house_open(&third);
	struct travel object = object_in(&h), t = { .object = proxy_to(&h, &object, &IID_ISimpleStream) };
	assert_int_equal(house_run(&third, misuse, &t), S_OK);
	harness_start(&nowhere, misuse_nowhere, &t);
	harness_join(&nowhere);
	/* Counting is for any thread. */
	IUnknown_AddRef(t.object);
	assert_int_equal(house_run(&third, release_run, &t), S_OK);
	assert_true(where_is((ISimpleStream *)t.object) == object.thread);
	IUnknown_Release(t.object);
	object_done(&h, &object);
	house_close(&third);
	house_close(&h);
	house_leave();
}

/* ---- the end ---- */

TEST(when_the_objects_apartment_is_gone_calls_are_disconnected)
{
	for (size_t i = 0; i < ARRAY_COUNT(models); i++) {
		struct house h = { .model = models[i][1] };
		struct travel t = { .iid = &IID_ISimpleStream };
		uint64_t thread;
		void *p;

		house_enter(models[i][0]);
		house_open(&h);
		struct travel object = object_in(&h);
		ISimpleStream *s = proxy_to(&h, &object, &IID_ISimpleStream);
		object_done(&h, &object);
		house_close(&h);
		assert_int_equal(where_alive(), 0);
		assert_int_equal(where_ask(s, &thread), RPC_E_DISCONNECTED);
		assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ISynchronize, &p), RPC_E_DISCONNECTED);
		assert_null(p);
		t.object = (IUnknown *)s;
		if (SUCCEEDED(marshal(&t)))
			assert_int_equal(unmarshal(&t), RPC_E_DISCONNECTED);
		assert_int_equal(ISimpleStream_Release(s), 0);
		house_leave();
	}
}

TEST(when_the_clients_apartment_is_gone_its_proxies_hold_nothing)
{
	static const DWORD own[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (int i = 0; i < 2; i++) {
		struct house h = { .model = COINIT_APARTMENTTHREADED };
		uint64_t thread;

		house_enter(own[i]);
		house_open(&h);
		struct travel object = object_in(&h);
		ISimpleStream *s = proxy_to(&h, &object, &IID_ISimpleStream);
		object_done(&h, &object);
		assert_int_equal(where_alive(), 1);
		house_leave();
		where_wait_alive(0);
		assert_int_equal(where_ask(s, &thread), CO_E_NOTINITIALIZED);
		house_enter(own[i]); /* another apartment (C52) */
		assert_int_equal(where_ask(s, &thread), RPC_E_DISCONNECTED);
		house_leave();
		house_close(&h);
		assert_int_equal(ISimpleStream_Release(s), 0);
	}
}

/* ---- at once ---- */

struct user {
	struct harness_thread thread;
	struct harness_gate *go;
	struct house *house;
	const struct travel *object;
};

/* Each unmarshaling may be the one that finds the other thread's proxy dying. */
static void come_and_go(void *arg)
{
	struct user *u = arg;

	house_enter(COINIT_MULTITHREADED);
	harness_gate_wait(u->go);
	for (int i = 0; i < few(300); i++) {
		ISimpleStream *s = proxy_to(u->house, u->object, &IID_ISimpleStream);
		ISynchronize *y = proxy_to(u->house, u->object, &IID_ISynchronize);
		assert_true(where_same(s, y));
		ISynchronize_Release(y);
		ISimpleStream_Release(s);
	}
	house_leave();
}

TEST(a_proxy_may_be_released_while_another_thread_unmarshals)
{
	struct harness_gate go = HARNESS_GATE_INIT;
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct user users[3];

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	struct travel object = object_in(&h);
	for (int i = 0; i < 3; i++) {
		users[i] = (struct user){ .go = &go, .house = &h, .object = &object };
		harness_start(&users[i].thread, come_and_go, &users[i]);
	}
	harness_gate_open(&go);
	for (int i = 0; i < 3; i++)
		harness_join(&users[i].thread);
	object_done(&h, &object);
	where_wait_alive(0);
	house_close(&h);
	house_leave();
}

/* Threads of the MTA that ask one proxy for one new interface get one interface proxy. */
static void query_often(void *arg)
{
	struct travel *t = arg;
	ISynchronize *y;

	house_enter(COINIT_MULTITHREADED);
	for (int i = 0; i < 100; i++) {
		assert_int_equal(IUnknown_QueryInterface(t->object, &IID_ISynchronize, (void **)&y), S_OK);
		assert_int_equal(ISynchronize_Signal(y), S_OK);
		ISynchronize_Release(y);
	}
	house_leave();
}

TEST(threads_may_query_one_proxy_at_once)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct harness_thread threads[3];

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	struct travel object = object_in(&h), t = { .object = proxy_to(&h, &object, &IID_IUnknown) };
	for (int i = 0; i < 3; i++)
		harness_start(&threads[i], query_often, &t);
	for (int i = 0; i < 3; i++)
		harness_join(&threads[i]);
	assert_int_equal(IUnknown_Release(t.object), 0);
	object_done(&h, &object);
	house_close(&h);
	house_leave();
}

/* ---- short memory ---- */

SWEEP(unmarshaling_and_query_meet_short_memory)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct travel t = { .iid = &IID_ISimpleStream };
	ISynchronize *y = NULL;

	if (!sweep_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED)))
		return;
	house_open(&h);
	struct travel object = object_in(&h);
	t.object = object.object;
	house_meets_failures(&h, true);
	if (sweep_ok(house_run(&h, marshal, &t)) && sweep_ok(unmarshal(&t))) {
		if (sweep_ok(IUnknown_QueryInterface(t.object, &IID_ISynchronize, (void **)&y)))
			ISynchronize_Release(y);
		else
			assert_null(y);
		assert_int_equal(IUnknown_Release(t.object), 0);
	}
	house_meets_failures(&h, false);
	object_done(&h, &object);
	where_wait_alive(0);
	house_close(&h);
	house_leave();
}
