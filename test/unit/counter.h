/* counter.h - what tests of the wire's server side share: an object behind a counter, and a client by hand before it. */
#ifndef COUNTER_H
#define COUNTER_H

#include "caller.h"
#include "house.h"

enum { READ = 3, WRITE = 4 };

/* A house, its object exported, and a client by hand. The test's own thread is in the multithreaded apartment: its readers take in
 * what comes. */
struct counter {
	struct house house;
	struct stub *stub;
	struct assoc_groups groups;
	struct assoc_service service;
	struct caller k;
};

static inline HRESULT export_it(void *arg)
{
	struct counter *x = arg;

	return export_object((IUnknown *)x->house.object, &IID_ISimpleStream, &x->stub);
}

static inline HRESULT counter_rest(void *arg)
{
	(void)arg;
	return S_OK;
}

static inline void counter_open(struct counter *x, struct house h)
{
	memset(x, 0, sizeof *x);
	x->house = h;
	house_enter(COINIT_MULTITHREADED);
	house_open(&x->house);
	assert_int_equal(house_run(&x->house, export_it, x), S_OK);
	x->service = caller_service(&x->groups);
	caller_open(&x->k, &x->service);
}

/* A server whose call objects complete when the test says so. */
static inline struct house later(DWORD model)
{
	return (struct house){ .model = model, .async = true, .mode = HOUSE_LATER };
}

static inline void ask_read(struct counter *x, uint32_t cb, struct reply *reply)
{
	uint8_t params[4];
	struct put p = put_to(params, sizeof params, false);

	put_u32(&p, cb);
	caller_ask(&x->k, &IID_ISimpleStream, READ, &x->stub->ipid, params, sizeof params, reply);
}

/* [out, size_is(cb), length_is(*pcb)] pv, [out] pcb, HRESULT */
static inline void expect_read(struct counter *x, struct reply *reply, uint32_t cb, HRESULT hr)
{
	struct span s = caller_expect(&x->k, reply);
	struct take t = take_from(s.at, s.size, false);

	assert_int_equal(take_u32(&t), cb);
	assert_int_equal(take_u32(&t), 0);
	assert_int_equal(take_u32(&t), cb);
	house_check(take_octets(&t, cb).at, cb);
	take_octets(&t, -cb & 3);
	assert_int_equal(take_u32(&t), cb);
	assert_int_equal((HRESULT)take_u32(&t), hr);
	assert_false(t.over);
	assert_int_equal(take_left(&t), 0);
}

/* A call object works at the request, the only one. */
static inline void counter_open_at_work(struct counter *x, struct reply *reply)
{
	counter_open(x, later(COINIT_APARTMENTTHREADED));
	ask_read(x, 1, reply);
	house_wait_pending(&x->house, 1);
}

static inline void counter_cancel_twice(struct counter *x, const struct reply *reply)
{
	for (int i = 0; i < 2; i++)
		assert_int_equal(assoc_client_cancel(&x->k.client, reply->call), S_OK);
	caller_send(&x->k);
}

/* Until the oldest call object knows that its call was cancelled. */
static inline void counter_await_cancel(struct counter *x)
{
	while (house_test_cancel(&x->house) == RPC_S_CALLPENDING)
		os_yield();
	assert_int_equal(house_test_cancel(&x->house), RPC_E_CALL_CANCELED);
}

/* For house_run: the apartment has no memory any more, or nth points to the only allocation that fails. */
static inline HRESULT counter_starve(void *nth)
{
	os_alloc_exempt(false);
	os_alloc_fail(nth ? *(unsigned *)nth : 1, !nth);
	return S_OK;
}

static inline HRESULT counter_feed(void *arg)
{
	(void)arg;
	os_alloc_fail(0, false);
	os_alloc_exempt(true);
	return S_OK;
}

static inline void counter_close(struct counter *x)
{
	caller_close(&x->k);
	house_run(&x->house, counter_rest, NULL); /* what the last call holds goes right behind its answer */
	while (os_load32(&stub_export(x->stub)->uses) > 1)
		os_yield();
	export_unuse(stub_export(x->stub));
	stub_unref(x->stub);
	house_close(&x->house);
	house_leave();
}

#endif
