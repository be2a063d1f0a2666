/* after.c - what a client still holds when its apartment has ended: it does no harm, says what it is good for, and can be
 * named. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "mix.h"
#include "shell.h"
#include "told.h"

enum { ROOM = 10 };

/* ---- C52: use after CoUninitialize, and after a new CoInitializeEx ---- */

/* All sorts of things, from an apartment that has ended. */
struct estate {
	struct house house;
	ISimpleStream *stream;
	ICallFactory *factory;
	AsyncISimpleStream *idle, *pending, *replied;
	IStream *reference; /* to an object of ours */
	ISynchronize *event[2];
	IClassFactory *class_object;
	DWORD cookie;
};

static const CLSID CLSID_Mine = { 0x5b1f0a77, 1, 2, { 3, 4, 5, 6, 7, 8, 9, 10 } };

static void estate_objects(struct estate *e)
{
	assert_int_equal(event_create(NULL, &IID_ISynchronize, (void **)&e->event[0]), S_OK);
	assert_int_equal(event_create_auto(NULL, &IID_ISynchronize, (void **)&e->event[1]), S_OK);
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_ISynchronize, (IUnknown *)e->event[0], &e->reference),
	                 S_OK);
	assert_int_equal(AcomRegisterClass(&CLSID_Mine, event_create, 0, &e->cookie), S_OK);
	assert_int_equal(CoGetClassObject(&CLSID_Mine, CLSCTX_INPROC_SERVER, NULL, &IID_IClassFactory,
	                                  (void **)&e->class_object), S_OK);
}

static AsyncISimpleStream *estate_call(struct estate *e, bool begin)
{
	AsyncISimpleStream *call = house_call(e->stream);

	if (begin)
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, ROOM), S_OK);
	return call;
}

static void estate_acquire(struct estate *e, DWORD client)
{
	*e = (struct estate){ .house = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LATER } };
	house_enter(client);
	house_open(&e->house);
	e->stream = house_stream(&e->house);
	assert_int_equal(ISimpleStream_QueryInterface(e->stream, &IID_ICallFactory, (void **)&e->factory), S_OK);
	estate_objects(e);
	e->idle = estate_call(e, false);
	e->replied = estate_call(e, true);
	e->pending = estate_call(e, true);
	house_wait_pending(&e->house, 2);
	house_complete(&e->house, S_OK);
	ISynchronize *sync = client_sync(e->replied);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	client_release(sync);
}

/* What belongs to the apartment says that it is gone. */
static void try_bound(struct estate *e, HRESULT expected)
{
	AsyncISimpleStream *const calls[] = { e->idle, e->replied, e->pending };
	IUnknown *p = (IUnknown *)e;
	BYTE data[ROOM];
	ULONG n = 99;

	assert_int_equal(ISimpleStream_Read(e->stream, data, ROOM, &n), expected);
	assert_int_equal(n, 0);
	assert_int_equal(ISimpleStream_QueryInterface(e->stream, &IID_IMix, (void **)&p), expected);
	assert_null(p);
	assert_int_equal(ICallFactory_CreateCall(e->factory, &IID_AsyncISimpleStream, NULL, &IID_IUnknown, &p), expected);
	assert_null(p);
	for (unsigned i = 0; i < ARRAY_COUNT(calls); i++) {
		assert_int_equal(AsyncISimpleStream_Begin_Read(calls[i], ROOM), expected);
		client_finish(calls[i], expected);
	}
}

/* What belongs to no apartment works as ever. */
static void try_agile(struct estate *e)
{
	ISynchronize *sync = client_sync(e->replied);
	ICancelMethodCalls *cancel = client_cancel(e->replied);

	for (int i = 0; i < 2; i++) {
		assert_int_equal(ISynchronize_Wait(e->event[i], 0, 0), RPC_S_CALLPENDING);
		assert_int_equal(ISynchronize_Signal(e->event[i]), S_OK);
		assert_int_equal(ISynchronize_Wait(e->event[i], 0, INFINITE), S_OK);
		assert_int_equal(ISynchronize_Reset(e->event[i]), S_OK);
	}
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), RPC_E_CALL_COMPLETE);
	client_release(cancel);
	client_release(sync);
	sync = client_sync(e->pending);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	client_release(sync);
}

static void try_class_object(struct estate *e, HRESULT expected)
{
	IUnknown *p = (IUnknown *)e;

	assert_int_equal(IClassFactory_CreateInstance(e->class_object, NULL, &IID_IUnknown, (void **)&p), S_OK);
	client_release(p);
	assert_int_equal(CoCreateInstance(&CLSID_Mine, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&p), expected);
	assert_null(p);
	assert_int_equal(CoRevokeClassObject(e->cookie), expected == REGDB_E_CLASSNOTREG ? E_INVALIDARG : expected);
}

/* Behind the new apartment's back nothing is left over of the old one: it gets pointers of its own. */
static void try_again(struct estate *e)
{
	ISimpleStream *s = house_stream(&e->house);
	AsyncISimpleStream *call = house_call(s);
	ICancelMethodCalls *cancel = client_cancel(call);

	assert_ptr_not_equal(s, e->stream);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, ROOM), S_OK);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	client_finish(call, RPC_E_CALL_CANCELED);
	client_release(cancel);
	client_release(call);
	client_release(s);
}

static void try_in(struct estate *e, DWORD model)
{
	house_enter(model);
	try_bound(e, RPC_E_DISCONNECTED);
	try_agile(e);
	try_class_object(e, REGDB_E_CLASSNOTREG);
	try_again(e);
	house_leave();
}

static void estate_settle(struct estate *e)
{
	ISynchronize *p = (ISynchronize *)e;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(CoGetInterfaceAndReleaseStream(e->reference, &IID_ISynchronize, (void **)&p), RPC_E_DISCONNECTED);
	assert_null(p);
	house_leave();
	client_release(e->class_object);
	for (int i = 0; i < 2; i++)
		assert_int_equal(client_release(e->event[i]), 0);
	assert_int_equal(client_release(e->idle), 0);
	assert_int_equal(client_release(e->replied), 0);
	assert_int_equal(client_release(e->pending), 0);
	client_release(e->factory);
	assert_int_equal(client_release(e->stream), 0);
	for (int i = 0; i < 3; i++) /* the server has all that was begun: this one, and those of try_again */
		house_complete(&e->house, S_OK);
	assert_int_equal(house_count(&e->house.finishes), house_count(&e->house.begins));
	house_close(&e->house);
}

static void use_after(DWORD client)
{
	struct estate e;

	estate_acquire(&e, client);
	house_leave();
	try_bound(&e, CO_E_NOTINITIALIZED);
	try_agile(&e);
	try_class_object(&e, CO_E_NOTINITIALIZED);
	try_in(&e, COINIT_APARTMENTTHREADED);
	try_in(&e, COINIT_MULTITHREADED);
	try_bound(&e, CO_E_NOTINITIALIZED);
	estate_settle(&e);
}

TEST(C52_after_CoUninitialize_calls_are_abandoned_and_later_use_is_refused_without_harm)
{
	use_after(COINIT_APARTMENTTHREADED);
	use_after(COINIT_MULTITHREADED);
}

/* The last release of each thing may come in another apartment, or in none, in any order. */
static void release_after(DWORD client, bool enter, bool forwards)
{
	struct estate e;

	estate_acquire(&e, client);
	house_leave();
	if (enter)
		house_enter(COINIT_APARTMENTTHREADED);
	void *things[] = { e.stream, e.factory, e.pending, e.idle, e.reference, e.replied, e.event[0], e.event[1],
	                   e.class_object };
	const int n = (int)ARRAY_COUNT(things);
	for (int i = 0; i < n; i++)
		client_release(things[forwards ? i : n - 1 - i]);
	if (enter)
		house_leave();
	house_complete(&e.house, S_OK);
	house_close(&e.house);
}

TEST(C52_what_an_ended_apartment_left_may_be_released_anywhere_in_any_order)
{
	for (int i = 0; i < 8; i++)
		release_after(i & 1 ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED, i & 2, i & 4);
}

/* ---- ACOM_TRACE=held ---- */

/* One line, with these words in this order. */
static void expect_line(const char *first, const char *second, const char *third)
{
	const char *line = strstr(told_so_far(), first);
	const char *end = line ? strchr(line, '\n') : NULL;
	const char *a = line ? strstr(line, second) : NULL;
	const char *b = a ? strstr(a, third) : NULL;

	if (!b || b > end)
		fail_msg("no line with \"%s\", \"%s\", \"%s\" in\n%s", first, second, third, told_so_far());
}

static unsigned lines(void)
{
	unsigned n = 0;

	for (const char *p = told_so_far(); (p = strchr(p, '\n')); p++)
		n++;
	return n;
}

static void clean_end(void)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_AT_ONCE };

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, ROOM), S_OK);
	client_finish(call, S_OK);
	client_release(call);
	client_release(s);
	house_close(&h);
	house_leave();
}

TEST(held_tells_nothing_when_nothing_is_held)
{
	told_from_here("held");
	clean_end();
	assert_string_equal(told_so_far(), "");
}

TEST(held_names_the_objects_that_others_use_when_their_apartment_ends)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_LATER };
	char id[64];

	told_from_here("held");
	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	snprintf(id, sizeof id, "held: apartment %llu ends", (unsigned long long)h.apartment->id);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, ROOM), S_OK);
	house_wait_pending(&h, 1);
	house_quit(&h);
	client_finish(call, RPC_E_DISCONNECTED);
	house_close(&h);
	assert_int_equal(lines(), 1);
	expect_line(id, "(ISimpleStream)", "1 reference"); /* the proxy: the call has just been ended */
	client_release(call);
	client_release(s);
	house_leave();
	assert_int_equal(lines(), 1);
}

TEST(held_names_the_proxies_that_an_ending_apartment_has_not_released)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	char ours[64], theirs[64];

	told_from_here("held");
	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	snprintf(ours, sizeof ours, "held: apartment %llu ends", (unsigned long long)thread_self()->apartment->id);
	snprintf(theirs, sizeof theirs, "apartment %llu ", (unsigned long long)h.apartment->id);
	ISimpleStream *s = house_stream(&h);
	house_leave();
	assert_int_equal(lines(), 1);
	expect_line(ours, theirs, "(ISimpleStream)");
	client_release(s);
	house_close(&h);
	assert_int_equal(lines(), 1);
}
