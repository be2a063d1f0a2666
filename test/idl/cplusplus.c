/* cplusplus.c - what is written in C++ against a generated header and what is written in C call each other. */
#include "classes.h"
#include "house.h"

enum { ROOM = 100 };

static void check_object(ISimpleStream *s, const IUnknown *own)
{
	BYTE data[ROOM];
	ULONG n = 0;
	IUnknown *unknown;

	assert_int_equal(ISimpleStream_Read(s, data, ROOM, &n), S_OK);
	assert_int_equal(n, ROOM);
	house_check(data, n);
	assert_int_equal(ISimpleStream_Write(s, (const BYTE *)"\1\2\3", 3, &n), S_FALSE);
	assert_int_equal(n, 3);
	assert_int_equal(classes_sum(), 6);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ISequentialStream, (void **)&unknown), E_NOINTERFACE);
	assert_null(unknown);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_IUnknown, (void **)&unknown), S_OK);
	assert_true(!own || own == unknown);
	IUnknown_Release(unknown);
}

TEST(c_calls_an_object_of_a_class)
{
	ISimpleStream *s = classes_make(NULL);

	check_object(s, (IUnknown *)s);
	assert_int_equal(ISimpleStream_AddRef(s), 2);
	assert_int_equal(ISimpleStream_Release(s), 1);
	assert_int_equal(classes_alive(), 1);
	assert_int_equal(ISimpleStream_Release(s), 0);
	assert_int_equal(classes_alive(), 0);
}

static void call_through_a_proxy(DWORD client, DWORD server)
{
	struct house h = { .model = server, .make = classes_make };
	BYTE data[ROOM];
	ULONG n = 0;

	house_enter(client);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	check_object(s, NULL);
	assert_int_equal(classes_read((IUnknown *)s, data, ROOM, &n), S_OK);
	house_check(data, n);
	n = 0;
	memset(data, 0, sizeof data);
	assert_int_equal(classes_read_async((IUnknown *)s, data, ROOM, &n), S_OK);
	assert_int_equal(n, ROOM);
	house_check(data, n);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	assert_int_equal(classes_alive(), 0);
}

TEST(an_object_of_a_class_is_called_through_a_proxy_from_c_and_from_cplusplus)
{
	call_through_a_proxy(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
	call_through_a_proxy(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
	call_through_a_proxy(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
}

/* In the server's own apartment the client has the object of C itself. */
static HRESULT call_directly(void *house)
{
	struct house *h = house;
	BYTE data[ROOM];
	ULONG n = 0;
	ISimpleStream *s = house_stream(h);

	assert_ptr_equal(s, h->object);
	assert_int_equal(classes_read((IUnknown *)s, data, ROOM, &n), S_OK);
	assert_int_equal(n, ROOM);
	house_check(data, n);
	assert_int_equal(classes_read_async((IUnknown *)s, data, ROOM, &n), S_OK);
	house_check(data, n);
	ISimpleStream_Release(s);
	return S_OK;
}

TEST(cplusplus_calls_an_object_and_a_call_object_in_c)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_AT_ONCE };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	assert_int_equal(house_run(&h, call_directly, &h), S_OK);
	assert_int_equal(house_count(&h.sync_reads), 1);
	assert_int_equal(house_count(&h.finishes), 1);
	house_close(&h);
	house_leave();
}
