/* calls.c - calls of objects in another process: all that crosses, there and back. */
#include <acom/automation.h>

#include "said.h"
#include "scene.h"

/* ---- the four pairs ---- */

static void read_sync(ISimpleStream *s, BYTE *data, ULONG size)
{
	ULONG n = 0;

	assert_int_equal(ISimpleStream_Read(s, data, size, &n), S_OK);
	assert_int_equal(n, size);
	house_check(data, n);
}

static void read_async(ISimpleStream *s, BYTE *data, ULONG size)
{
	AsyncISimpleStream *call = house_call(s);
	ULONG n = 0;

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, size), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	assert_int_equal(n, size);
	house_check(data, n);
	AsyncISimpleStream_Release(call);
}

static void write_sync(ISimpleStream *s, const BYTE *data, ULONG size)
{
	ULONG n = 0;

	assert_int_equal(ISimpleStream_Write(s, data, size, &n), S_OK);
	assert_int_equal(n, size);
}

static void write_async(ISimpleStream *s, const BYTE *data, ULONG size)
{
	AsyncISimpleStream *call = house_call(s);
	ULONG n = 0;

	assert_int_equal(AsyncISimpleStream_Begin_Write(call, data, size), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Write(call, &n), S_OK);
	assert_int_equal(n, size);
	AsyncISimpleStream_Release(call);
}

static void pairs(enum away_transport over, DWORD client, DWORD server, bool async)
{
	struct scene *s = scene_streams();
	BYTE data[26];

	s->house.model = server;
	s->house.async = async;
	scene_open(s, over, client);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	read_sync(stream, data, sizeof data);
	read_async(stream, data, sizeof data);
	write_sync(stream, data, sizeof data);
	write_async(stream, data, sizeof data);
	assert_int_equal(house_count(&s->house.sync_reads), async ? 0 : 2);
	assert_int_equal(house_count(&s->house.sync_writes), async ? 0 : 2);
	assert_int_equal(house_count(&s->house.begins), async ? 4 : 0);
	ISimpleStream_Release(stream);
	scene_close(s);
}

ACROSS(clients_of_both_kinds_call_a_plain_server)
{
	pairs(over, COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, false);
	pairs(over, COINIT_MULTITHREADED, COINIT_MULTITHREADED, false);
}

ACROSS(clients_of_both_kinds_call_an_asynchronous_server)
{
	pairs(over, COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, true);
	pairs(over, COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, true);
}

/* ---- sizes ---- */

/* Below, at and above what fits into one PDU, and far more. */
static void sizes(enum away_transport over, void (*carry)(ISimpleStream *s, BYTE *data, ULONG size))
{
	static const ULONG all[] = { 0, 1, 5770, 5780, 5790, 5800, 5810, 5820, 5830, 5840, 65536, 1 << 20 };
	struct scene *s = scene_streams();
	BYTE *data = needed(os_alloc(1 << 20));

	for (ULONG i = 0; i < 1 << 20; i++)
		data[i] = (BYTE)('a' + i % 26);
	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	for (unsigned i = 0; i < ARRAY_COUNT(all); i++)
		carry(stream, data, all[i]);
	ISimpleStream_Release(stream);
	scene_close(s);
	os_free(data);
}

static void carry_there(ISimpleStream *s, BYTE *data, ULONG size)
{
	write_sync(s, data, size);
	write_async(s, data, size);
}

static void carry_back(ISimpleStream *s, BYTE *data, ULONG size)
{
	read_sync(s, data, size);
	read_async(s, data, size);
}

ACROSS(a_mebibyte_goes_there_in_many_pieces)
{
	sizes(over, carry_there);
}

ACROSS(a_mebibyte_comes_back_in_many_pieces)
{
	sizes(over, carry_back);
}

/* ---- memory ---- */

static IMix *mix_open(struct scene *s, enum away_transport over)
{
	scene_open(s, over, COINIT_APARTMENTTHREADED);
	return scene_object(s, &IID_IMix);
}

static void mix_close(struct scene *s, IMix *mix)
{
	IMix_Release(mix);
	scene_close(s);
}

ACROSS(texts_numbers_and_arrays_go_both_ways)
{
	struct scene *s = scene_mix();

	s->mixer.act = MIXER_REPLACE;
	IMix *mix = mix_open(s, over);
	LPOLESTR text = mixer_text(u"text");
	LONG *number = mixer_number(7), count = 0, *values = NULL, own[3] = { 1, 2, 3 };
	assert_int_equal(IMix_Text(mix, &text), S_OK);
	assert_true(mixer_text_is(text, u"other"));
	assert_int_equal(IMix_Number(mix, &number), S_OK);
	assert_int_equal(*number, 1007);
	assert_int_equal(IMix_Values(mix, 3, own), S_OK);
	assert_int_equal(own[2], 4);
	assert_int_equal(IMix_Make(mix, 1000, &count, &values), S_OK);
	assert_int_equal(count, 1000);
	assert_int_equal(values[999], 999 * 999);
	CoTaskMemFree(values);
	CoTaskMemFree(number);
	CoTaskMemFree(text);
	mix_close(s, mix);
}

ACROSS(what_cannot_be_sent_comes_back_as_an_error_and_the_connection_goes_on)
{
	struct scene *s = scene_mix();
	LONG count = 5, *values = &count;

	s->mixer.act = MIXER_BREAK;
	IMix *mix = mix_open(s, over);
	HRESULT hr = IMix_Make(mix, 3, &count, &values);
	assert_true(FAILED(hr));
	assert_int_equal(count, 0);
	assert_null(values);
	s->mixer.act = MIXER_KEEP;
	assert_int_equal(IMix_Make(mix, 3, &count, &values), S_OK);
	assert_int_equal(count, 3);
	CoTaskMemFree(values);
	mix_close(s, mix);
}

/* ---- errors ---- */

static void leave_error(void *description)
{
	ICreateErrorInfo *create;
	IErrorInfo *info;

	assert_int_equal(CreateErrorInfo(&create), S_OK);
	assert_int_equal(ICreateErrorInfo_SetDescription(create, description), S_OK);
	assert_int_equal(ICreateErrorInfo_QueryInterface(create, &IID_IErrorInfo, (void **)&info), S_OK);
	assert_int_equal(SetErrorInfo(0, info), S_OK);
	IErrorInfo_Release(info);
	ICreateErrorInfo_Release(create);
}

ACROSS(a_method_that_fails_still_gives_what_it_has_set)
{
	struct scene *s = scene_streams();
	BYTE data[4] = "xxx";
	ULONG n = 99;

	s->house.hr = 0x8004abcd;
	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	assert_int_equal(ISimpleStream_Read(stream, data, 3, &n), (HRESULT)0x8004abcd);
	assert_int_equal(n, 3);
	house_check(data, n);
	ISimpleStream_Release(stream);
	scene_close(s);
}

ACROSS(a_success_that_is_not_S_OK_comes_as_it_is)
{
	struct scene *s = scene_streams();
	BYTE data[26];
	ULONG n = 0;

	s->house.hr = S_FALSE;
	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	assert_int_equal(ISimpleStream_Read(stream, data, sizeof data, &n), S_FALSE);
	assert_int_equal(n, sizeof data);
	ISimpleStream_Release(stream);
	scene_close(s);
}

ACROSS(an_error_object_comes_with_the_failure)
{
	struct scene *s = scene_mix();
	LONG *number = NULL;

	s->mixer.hr = E_ACCESSDENIED;
	s->mixer.inside = leave_error;
	s->mixer.arg = (void *)(uintptr_t)u"the door is shut";
	IMix *mix = mix_open(s, over);
	assert_int_equal(IMix_Number(mix, &number), E_ACCESSDENIED);
	assert_string_equal(error_said(), "the door is shut");
	mix_close(s, mix);
}

/* ---- references ---- */

ACROSS(an_object_that_comes_back_can_be_called_and_its_release_reaches_it)
{
	struct scene *s = scene_mix();
	ISimpleStream *given;
	uint64_t thread;

	IMix *mix = mix_open(s, over);
	assert_int_equal(IMix_Give(mix, &IID_ISimpleStream, (IUnknown **)&given), S_OK);
	assert_int_equal(scene_alive(s), 1);
	assert_int_equal(where_ask(given, &thread), S_OK);
	assert_int_equal(thread, mixer_thread(&s->mixer));
	assert_true(thread != os_thread_id());
	ISimpleStream_Release(given);
	scene_wait_alive(s, 0);
	mix_close(s, mix);
}

ACROSS(many_objects_come_back_at_once)
{
	enum { MANY = 100 };
	struct scene *s = scene_mix();
	IUnknown *given[MANY];
	LPOLESTR text;

	IMix *mix = mix_open(s, over);
	assert_int_equal(IMix_GiveMany(mix, MANY, given, &text), S_OK);
	assert_int_equal(scene_alive(s), MANY);
	for (unsigned i = 0; i < MANY; i++)
		IUnknown_Release(given[i]);
	CoTaskMemFree(text);
	scene_wait_alive(s, 0);
	mix_close(s, mix);
}

ACROSS(an_object_has_one_identity_whatever_way_it_comes)
{
	struct scene *s = scene_mix();
	IMix *self = NULL;

	IMix *mix = mix_open(s, over);
	IMix *again = scene_object(s, &IID_IMix);
	assert_true(where_same(mix, again));
	assert_int_equal(IMix_Self(mix, again, &self), S_OK);
	assert_true(s->mixer.same);
	assert_true(where_same(mix, self));
	IMix_Release(self);
	IMix_Release(again);
	mix_close(s, mix);
}

ACROSS(an_interface_that_the_object_has_not_is_no_interface)
{
	struct scene *s = scene_mix();
	void *p = s;

	IMix *mix = mix_open(s, over);
	assert_int_equal(IMix_QueryInterface(mix, &IID_ISimpleStream, &p), E_NOINTERFACE);
	assert_null(p);
	mix_close(s, mix);
}

/* ---- the client's own objects ---- */

ACROSS(the_server_calls_an_object_of_the_client_and_that_calls_back)
{
	struct scene *s = scene_mix();
	struct mixer own = { .hr = S_OK };
	LONG calls = 0;

	IMix *mix = mix_open(s, over);
	IMix *mine = mixer_create(&own);
	assert_int_equal(IMix_CallBack(mix, mine, 3, &calls), S_OK);
	assert_int_equal(calls, 4);
	assert_int_equal(house_count(&s->mixer.entered), 2);
	assert_int_equal(house_count(&own.entered), 2);
	IMix_Release(mine);
	mix_close(s, mix);
}

ACROSS(an_object_that_the_server_keeps_lives_until_it_lets_go)
{
	struct scene *s = scene_mix();

	IMix *mix = mix_open(s, over);
	ISimpleStream *mine = where_create();
	assert_int_equal(IMix_Take(mix, (IUnknown *)mine), S_OK);
	ISimpleStream_Release(mine);
	assert_int_equal(where_alive(), 1);
	assert_int_equal(IMix_Take(mix, NULL), S_OK);
	where_wait_alive(0);
	mix_close(s, mix);
}
