/* crowds.c - an apartment that ends beside another one, which has as much as it and came later: what belongs to whom is found in
 * one look at all, or the end would take minutes, and keep others out as long. */
#include "house.h"
#include "test/semantics/desk.h"
#include "where.h"

enum { MANY = 100000 };

struct crowd {
	struct harness_thread thread;
	struct harness_gate there, go;
	int count;
	void (*come)(struct crowd *c); /* in its apartment */
	ISimpleStream *proxies[MANY];
	uint8_t octets[MANY][OBJREF_SIZE];
	struct call *calls[MANY];
};

static struct crowd crowds[2];

static void crowd_main(void *arg)
{
	struct crowd *c = arg;

	house_enter(COINIT_APARTMENTTHREADED);
	c->come(c);
	harness_gate_open(&c->there);
	harness_gate_wait(&c->go);
	house_leave();
}

static void crowds_come(void (*come)(struct crowd *c))
{
	for (int i = 0; i < 2; i++) {
		struct crowd *c = &crowds[i];
		c->there = c->go = (struct harness_gate)HARNESS_GATE_INIT;
		c->count = few(MANY);
		c->come = come;
		harness_start(&c->thread, crowd_main, c);
		harness_gate_wait(&c->there);
	}
}

static void crowd_goes(struct crowd *c)
{
	harness_gate_open(&c->go);
	harness_join(&c->thread);
}

/* ---- objects ---- */

static void export_many(struct crowd *c)
{
	for (int i = 0; i < c->count; i++) {
		ISimpleStream *s = where_create();
		struct stub *stub;

		assert_int_equal(export_object((IUnknown *)s, &IID_IUnknown, &stub), S_OK);
		stub_unref(stub); /* its use goes with the apartment */
		ISimpleStream_Release(s);
	}
}

TEST(an_apartment_with_many_objects_ends)
{
	crowds_come(export_many);
	crowd_goes(&crowds[0]);
	assert_int_equal(where_alive(), crowds[1].count);
	crowd_goes(&crowds[1]);
	assert_int_equal(where_alive(), 0);
}

/* ---- proxies ---- */

static HRESULT make_many(void *arg)
{
	(void)arg;
	for (int i = 0; i < few(MANY); i++) {
		ISimpleStream *s = where_create();

		for (int j = 0; j < 2; j++)
			assert_int_equal(where_marshal((IUnknown *)s, &IID_ISimpleStream, OBJREF_NORMAL, crowds[j].octets[i]), S_OK);
		ISimpleStream_Release(s);
	}
	return S_OK;
}

static void unmarshal_many(struct crowd *c)
{
	for (int i = 0; i < c->count; i++)
		assert_int_equal(objref_unmarshal(c->octets[i], OBJREF_SIZE, &IID_ISimpleStream, (void **)&c->proxies[i]), S_OK);
}

static void release_many(struct crowd *c)
{
	for (int i = 0; i < c->count; i++)
		assert_int_equal(ISimpleStream_Release(c->proxies[i]), 0);
}

TEST(an_apartment_with_many_proxies_ends)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	assert_int_equal(house_run(&h, make_many, NULL), S_OK);
	crowds_come(unmarshal_many);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(where_alive(), few(MANY));
		crowd_goes(&crowds[i]);
		release_many(&crowds[i]);
	}
	where_wait_alive(0);
	house_close(&h);
	house_leave();
}

/* ---- calls at which call objects work ---- */

static void call_read(struct channel *channel, struct call **call)
{
	ULONG cb = ROOM, n, *pn = &n;
	BYTE data[ROOM], *pv = data;
	void *args[] = { &pv, &cb, &pn };

	*call = needed(call_open(channel, &channel->interface->methods[0]));
	assert_int_equal(call_put_request(*call, args), S_OK);
	assert_int_equal(call_send(*call), S_OK);
}

static struct desk desk = { .begin = begin_only };

static void call_many(struct crowd *c)
{
	ISimpleStream *s = desk_make(&desk);
	struct channel *channel;
	struct stub *stub;

	assert_int_equal(export_object((IUnknown *)s, &IID_ISimpleStream, &stub), S_OK);
	assert_int_equal(channel_inproc_create(stub, &channel), S_OK);
	for (int i = 0; i < c->count; i++)
		call_read(channel, &c->calls[i]);
	assert_int_equal(AcomDispatch(0), S_OK);
	channel_unref(channel);
	export_unuse(stub_export(stub));
	stub_unref(stub);
	ISimpleStream_Release(s);
}

static void calls_end(struct crowd *c)
{
	for (int i = 0; i < c->count; i++) {
		assert_int_equal(c->calls[i]->hr, RPC_E_DISCONNECTED);
		call_unref(c->calls[i]);
	}
}

TEST(an_apartment_with_many_calls_ends)
{
	crowds_come(call_many);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(house_count(&desk.alive), (2 - i) * few(MANY));
		crowd_goes(&crowds[i]);
		calls_end(&crowds[i]);
	}
	assert_int_equal(house_count(&desk.alive), 0);
}
