/* limits.c - what happens at each limit between processes, whoever has set it, and what is said of it (wire.md 5.3). */
#include <acom/automation.h>
#include <stdio.h>
#include <unistd.h>

#include "files.h"
#include "said.h"
#include "scene.h"
#include "wire/wire.h"

/* ---- settings and texts ---- */

/* A pointer is all that gets there. */
static HRESULT set(void *arg)
{
	uintptr_t both = (uintptr_t)arg;

	return AcomSetLimit((ACOM_LIMIT)(both >> 40), both & 0xffffffffff);
}

static void set_here(ACOM_LIMIT limit, ULONG64 value)
{
	assert_int_equal(AcomSetLimit(limit, value), S_OK);
}

static void set_there(struct scene *s, ACOM_LIMIT limit, ULONG64 value)
{
	assert_int_equal(away_run(&s->away, set, (void *)((uintptr_t)limit << 40 | value)), S_OK);
}

/* ---- requests and answers ---- */

static BYTE *octets_make(ULONG size)
{
	BYTE *data = needed(os_alloc(size));

	for (ULONG i = 0; i < size; i++)
		data[i] = (BYTE)('a' + i % 26);
	return data;
}

static void write_octets(ISimpleStream *s, ULONG size, HRESULT hr)
{
	BYTE *data = octets_make(size);
	ULONG n = 7;

	SetErrorInfo(0, NULL);
	assert_int_equal(ISimpleStream_Write(s, data, size, &n), hr);
	assert_int_equal(n, SUCCEEDED(hr) ? size : 0);
	os_free(data);
}

static void read_octets(ISimpleStream *s, ULONG size, HRESULT hr)
{
	BYTE *data = octets_make(size);
	ULONG n = 7;

	SetErrorInfo(0, NULL);
	assert_int_equal(ISimpleStream_Read(s, data, size, &n), hr);
	assert_int_equal(n, SUCCEEDED(hr) ? size : 0);
	os_free(data);
}

static void begin_write(ISimpleStream *s, ULONG size, HRESULT hr)
{
	AsyncISimpleStream *call = house_call(s);
	BYTE *data = octets_make(size);

	SetErrorInfo(0, NULL);
	assert_int_equal(AsyncISimpleStream_Begin_Write(call, data, size), hr);
	AsyncISimpleStream_Release(call);
	os_free(data);
}

static ISimpleStream *stream_open(struct scene *s, enum away_transport over)
{
	scene_open(s, over, COINIT_MULTITHREADED);
	return scene_object(s, &IID_ISimpleStream);
}

static void stream_leave(struct scene *s, ISimpleStream *stream)
{
	ISimpleStream_Release(stream);
	scene_close(s);
}

ACROSS(a_request_over_this_process_limit_is_not_sent)
{
	struct scene *s = scene_streams();
	ISimpleStream *stream = stream_open(s, over);

	write_octets(stream, (4 << 20) + 1, RPC_E_OUT_OF_RESOURCES);
	error_is("4194316 octets in a request; the limit is 4194304, the default of this process; "
		    "AcomSetLimit(ACOM_LIMIT_REQUEST, ...) changes it");
	set_here(ACOM_LIMIT_REQUEST, 65536);
	begin_write(stream, 65536, RPC_E_OUT_OF_RESOURCES);
	error_is("65544 octets in a request; the limit is 65536, set by this process; "
		    "AcomSetLimit(ACOM_LIMIT_REQUEST, ...) changes it");
	write_octets(stream, 65000, S_OK);
	stream_leave(s, stream);
}

ACROSS(a_request_over_the_servers_limit_is_refused_there)
{
	struct scene *s = scene_streams();
	ISimpleStream *stream = stream_open(s, over);

	set_there(s, ACOM_LIMIT_REQUEST, 65536); /* for the connections that follow */
	write_octets(stream, 65536, S_OK);
	set_here(ACOM_LIMIT_REQUEST, 8 << 20);
	write_octets(stream, 5 << 20, RPC_E_OUT_OF_RESOURCES);
	error_is("5242888 octets in a request; the limit is 4194304, the default of the other process; "
		    "there AcomSetLimit(ACOM_LIMIT_REQUEST, ...) changes it");
	ISimpleStream_Release(stream);
	stream = scene_object(s, &IID_ISimpleStream);
	write_octets(stream, 65536, RPC_E_OUT_OF_RESOURCES);
	error_is("65544 octets in a request; the limit is 65536, set by the other process; "
		    "there AcomSetLimit(ACOM_LIMIT_REQUEST, ...) changes it");
	stream_leave(s, stream);
}

ACROSS(with_higher_limits_more_goes_through)
{
	struct scene *s = scene_streams();

	set_here(ACOM_LIMIT_REQUEST, 20 << 20);
	set_here(ACOM_LIMIT_RESPONSE, 20 << 20);
	ISimpleStream *stream = stream_open(s, over); /* the server has them, too */
	write_octets(stream, 18 << 20, S_OK);
	read_octets(stream, 18 << 20, S_OK);
	stream_leave(s, stream);
}

ACROSS(a_request_of_just_the_limit_goes_through)
{
	struct scene *s = scene_streams();
	ISimpleStream *stream = stream_open(s, over);

	write_octets(stream, (4 << 20) - 8, S_OK);
	read_octets(stream, 16 << 20, S_OK);
	stream_leave(s, stream);
}

ACROSS(the_servers_memory_for_an_answer_has_its_limit)
{
	struct scene *s = scene_streams();
	ISimpleStream *stream = stream_open(s, over);

	read_octets(stream, (16 << 20) + 1, RPC_E_OUT_OF_RESOURCES);
	error_is("16777217 octets in an answer; the limit is 16777216, the default of the other process; "
		    "there AcomSetLimit(ACOM_LIMIT_RESPONSE, ...) changes it");
	set_there(s, ACOM_LIMIT_RESPONSE, 8192);
	read_octets(stream, 8193, RPC_E_OUT_OF_RESOURCES);
	error_is("8193 octets in an answer; the limit is 8192, set by the other process; "
		    "there AcomSetLimit(ACOM_LIMIT_RESPONSE, ...) changes it");
	read_octets(stream, 8192, S_OK);
	stream_leave(s, stream);
}

ACROSS(an_answer_over_this_process_limit_is_not_taken)
{
	struct scene *s = scene_streams();

	scene_open(s, over, COINIT_MULTITHREADED);
	set_here(ACOM_LIMIT_RESPONSE, 4096);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	read_octets(stream, 1 << 20, RPC_E_OUT_OF_RESOURCES);
	error_is("1048604 octets in an answer; the limit is 4096, set by this process; "
		    "AcomSetLimit(ACOM_LIMIT_RESPONSE, ...) changes it");
	stream_leave(s, stream);
}

/* ---- what a connection has at work ---- */

static AsyncISimpleStream *begin_read(ISimpleStream *s, ULONG size)
{
	AsyncISimpleStream *call = house_call(s);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, size), S_OK);
	return call;
}

static void finish_read(AsyncISimpleStream *call, ULONG size, HRESULT hr)
{
	BYTE *data = octets_make(size);
	ULONG n;

	SetErrorInfo(0, NULL);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), hr);
	AsyncISimpleStream_Release(call);
	os_free(data);
}

static struct scene *scene_later(void)
{
	struct scene *s = scene_streams();

	s->house.model = COINIT_MULTITHREADED;
	s->house.async = true;
	s->house.mode = HOUSE_LATER;
	return s;
}

ACROSS(out_memory_of_a_connection_has_a_budget)
{
	struct scene *s = scene_later();
	ISimpleStream *stream = stream_open(s, over);

	set_there(s, ACOM_LIMIT_OUT_MEMORY, 100000);
	AsyncISimpleStream *first = begin_read(stream, 60000);
	house_wait_pending(&s->house, 1);
	finish_read(begin_read(stream, 50000), 50000, RPC_E_OUT_OF_RESOURCES);
	error_is("110000 octets of [out] arrays of a connection; the limit is 100000, set by the other process; "
		    "there AcomSetLimit(ACOM_LIMIT_OUT_MEMORY, ...) changes it");
	AsyncISimpleStream *second = begin_read(stream, 40000);
	house_wait_pending(&s->house, 2);
	house_complete(&s->house, S_OK);
	house_complete(&s->house, S_OK);
	finish_read(first, 60000, S_OK);
	finish_read(second, 40000, S_OK);
	stream_leave(s, stream);
}

ACROSS(requests_that_are_not_answered_have_a_limit)
{
	struct scene *s = scene_later();
	ISimpleStream *stream = stream_open(s, over);

	set_there(s, ACOM_LIMIT_UNANSWERED, 100000);
	AsyncISimpleStream *call = house_call(stream), *more = house_call(stream);
	BYTE *data = octets_make(60000);
	ULONG n;
	assert_int_equal(AsyncISimpleStream_Begin_Write(call, data, 60000), S_OK);
	house_wait_pending(&s->house, 1);
	assert_int_equal(AsyncISimpleStream_Begin_Write(more, data, 60000), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Write(more, &n), RPC_S_SERVER_TOO_BUSY);
	error_is("120080 octets of a connection's requests that are not answered; the limit is 100000, set by the other process; "
		    "there AcomSetLimit(ACOM_LIMIT_UNANSWERED, ...) changes it");
	house_complete(&s->house, S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Write(call, &n), S_OK);
	AsyncISimpleStream_Release(call);
	AsyncISimpleStream_Release(more);
	os_free(data);
	stream_leave(s, stream);
}

/* So many calls, of which the last fails to begin. */
static void call_until(struct scene *s, ISimpleStream *stream, unsigned most, const char *text)
{
	AsyncISimpleStream *calls[8], *over = house_call(stream);

	for (unsigned i = 0; i < most; i++)
		calls[i] = begin_read(stream, 5);
	SetErrorInfo(0, NULL);
	assert_int_equal(AsyncISimpleStream_Begin_Read(over, 5), RPC_E_OUT_OF_RESOURCES);
	error_is(text);
	house_wait_pending(&s->house, most);
	for (unsigned i = 0; i < most; i++)
		house_complete(&s->house, S_OK); /* in whatever order they have come there */
	for (unsigned i = 0; i < most; i++)
		finish_read(calls[i], 5, S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(over, 5), S_OK);
	house_wait_pending(&s->house, 1);
	house_complete(&s->house, S_OK);
	finish_read(over, 5, S_OK);
}

ACROSS(this_process_lets_so_many_calls_be_outstanding)
{
	struct scene *s = scene_later();

	scene_open(s, over, COINIT_MULTITHREADED);
	set_here(ACOM_LIMIT_CALLS, 4);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	call_until(s, stream, 4, "5 outstanding calls of a connection; the limit is 4, set by this process; "
				 "AcomSetLimit(ACOM_LIMIT_CALLS, ...) changes it");
	stream_leave(s, stream);
}

ACROSS(the_server_lets_so_many_calls_be_outstanding)
{
	struct scene *s = scene_later();

	set_here(ACOM_LIMIT_CALLS, 3);
	scene_open(s, over, COINIT_MULTITHREADED);
	set_here(ACOM_LIMIT_CALLS, 100000);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	call_until(s, stream, 3, "4 outstanding calls of a connection; the limit is 3, set by the other process; "
				 "there AcomSetLimit(ACOM_LIMIT_CALLS, ...) changes it");
	stream_leave(s, stream);
}

ACROSS(fragments_are_as_long_as_both_allow)
{
	struct scene *s = scene_streams();

	set_here(ACOM_LIMIT_FRAGMENT, 2048);
	scene_open(s, over, COINIT_MULTITHREADED);
	set_here(ACOM_LIMIT_FRAGMENT, 4096);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	write_octets(stream, 100000, S_OK);
	read_octets(stream, 100000, S_OK);
	stream_leave(s, stream);
}

ACROSS(with_an_interface_for_each_connection_nothing_fails)
{
	struct scene *s = scene_streams();

	scene_open(s, over, COINIT_MULTITHREADED);
	set_here(ACOM_LIMIT_CONTEXTS, 1);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	write_octets(stream, 10, S_OK);
	finish_read(begin_read(stream, 10), 10, S_OK);
	stream_leave(s, stream);
}

/* ---- connections ---- */

/* Connects, and says nothing. */
static struct stream stranger_connect(const struct scene *s)
{
	char text[ADDRESS_MOST], why[WHY_MOST];
	struct address at;
	struct stream stranger;
	size_t units = 0;

	while (s->away.address[units])
		units++;
	utf8_from_utf16(s->away.address, units, text, sizeof text);
	assert_int_equal(address_parse(text, &at, why), S_OK);
	assert_int_equal(transport_connect(&at, NULL, 0, &stranger, why), S_OK);
	return stranger;
}

static void one_connection(enum away_transport over, ACOM_LIMIT which)
{
	struct scene *s = scene_streams();
	ISimpleStream *stream;

	scene_open(s, over, COINIT_MULTITHREADED);
	set_there(s, which, 1);
	struct stream stranger = stranger_connect(s);
	SetErrorInfo(0, NULL);
	assert_int_equal(house_query(&s->house, &IID_ISimpleStream, (void **)&stream), RPC_E_OUT_OF_RESOURCES);
	error_is("too many connections of one user for the other process, which does not say what its limit is; "
		    "there AcomSetLimit(ACOM_LIMIT_USER_CONNECTIONS, ...) may change it");
	stream_close(&stranger);
	while (FAILED(house_query(&s->house, &IID_ISimpleStream, (void **)&stream)))
		os_yield(); /* until the server has seen it */
	write_octets(stream, 10, S_OK);
	set_there(s, which, 2);
	stranger = stranger_connect(s);
	stream_close(&stranger);
	stream_leave(s, stream);
}

/* Over TLS nothing is said to who is sent away before anybody knows who he is. */
TEST(a_user_has_so_many_connections)
{
	one_connection(AWAY_UNIX, ACOM_LIMIT_USER_CONNECTIONS);
	one_connection(AWAY_TCP, ACOM_LIMIT_USER_CONNECTIONS);
}

TEST(there_are_so_many_connections)
{
	one_connection(AWAY_UNIX, ACOM_LIMIT_CONNECTIONS);
	one_connection(AWAY_TCP, ACOM_LIMIT_CONNECTIONS);
}

ACROSS(who_says_nothing_is_sent_away_in_the_time_that_is_set)
{
	struct scene *s = scene_streams();
	uint8_t octet;

	set_here(ACOM_LIMIT_FIRST_TIME, 10);
	scene_open(s, over, COINIT_MULTITHREADED);
	struct stream stranger = stranger_connect(s);
	struct arrival a;
	while (stream_read(&stranger, &octet, 1, &a) == S_FALSE)
		os_yield();
	stream_close(&stranger);
	scene_close(s);
}

/* A listener whose process never looks. */
TEST(who_does_not_answer_is_waited_for_as_long_as_is_set)
{
	struct address at;
	struct listener l;
	char why[WHY_MOST], text[ADDRESS_MOST];
	OLECHAR wide[ADDRESS_MOST];
	COSERVERINFO server = { .pwszName = wide };
	MULTI_QI mqi = { .pIID = &IID_ISimpleStream };

	house_enter(COINIT_MULTITHREADED);
	set_here(ACOM_LIMIT_CONNECT_TIME, 20);
	assert_int_equal(address_parse("tcp:127.0.0.1:0", &at, why), S_OK);
	assert_int_equal(transport_listen(&at, NULL, &l, why), S_OK);
	address_text(&l.at, text);
	wide[utf16_from_utf8(text, wide, ADDRESS_MOST - 1)] = 0;
	assert_int_equal(CoCreateInstanceEx(&IID_IUnknown, NULL, CLSCTX_LOCAL_SERVER, &server, 1, &mqi), RPC_S_SERVER_UNAVAILABLE);
	error_is("more than 20 milliseconds to connect; the limit is 20, set by this process; "
		    "AcomSetLimit(ACOM_LIMIT_CONNECT_TIME, ...) changes it");
	transport_unlisten(&l);
	house_leave();
}

/* ---- objects ---- */

ACROSS(a_process_holds_so_many_interfaces)
{
	struct scene *s = scene_streams();
	ISimpleStream *first, *second;

	scene_open(s, over, COINIT_MULTITHREADED);
	set_there(s, ACOM_LIMIT_OBJECTS, 1);
	first = scene_object(s, &IID_ISimpleStream);
	SetErrorInfo(0, NULL);
	assert_int_equal(house_query(&s->house, &IID_IUnknown, (void **)&second), RPC_E_OUT_OF_RESOURCES);
	error_is("more than 1 interfaces held by another process; the limit is 1, set by the other process; "
		    "there AcomSetLimit(ACOM_LIMIT_OBJECTS, ...) changes it");
	set_there(s, ACOM_LIMIT_OBJECTS, 2);
	second = scene_object(s, &IID_IUnknown);
	ISimpleStream_Release(second);
	stream_leave(s, first);
}

/* ---- descriptors ---- */

static struct files *files_in(struct scene *s)
{
	struct files *f = away_memory(sizeof *f);

	f->away = true;
	s->house.make = files_make;
	s->house.arg = f;
	s->house.model = COINIT_MULTITHREADED;
	return f;
}

static AsyncIDescriptors *descriptors_call(IDescriptors *d)
{
	AsyncIDescriptors *call;
	ICallFactory *factory;

	assert_int_equal(IDescriptors_QueryInterface(d, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIDescriptors, NULL, &IID_AsyncIDescriptors, (IUnknown **)&call),
			 S_OK);
	ICallFactory_Release(factory);
	return call;
}

/* Two are outstanding, the third would be one too many; `there`: by the server's limit, which the client does not know. */
static void descriptors_outstanding(bool there)
{
	struct scene *s = scene_streams();
	struct files *f = files_in(s);
	AsyncIDescriptors *calls[3];
	int file = files_open(3);
	int64_t octets;

	f->gate = &s->gate;
	set_here(ACOM_LIMIT_DESCRIPTORS, there ? 2 : 64);
	scene_open(s, AWAY_UNIX, COINIT_MULTITHREADED);
	set_here(ACOM_LIMIT_DESCRIPTORS, there ? 64 : 2);
	IDescriptors *d = scene_object(s, &IID_IDescriptors);
	for (int i = 0; i < 3; i++)
		calls[i] = descriptors_call(d);
	assert_int_equal(AsyncIDescriptors_Begin_Read(calls[0], file), S_OK);
	assert_int_equal(AsyncIDescriptors_Begin_Read(calls[1], file), S_OK);
	SetErrorInfo(0, NULL);
	assert_int_equal(AsyncIDescriptors_Begin_Read(calls[2], file), there ? S_OK : RPC_E_OUT_OF_RESOURCES);
	if (there)
		assert_int_equal(AsyncIDescriptors_Finish_Read(calls[2], &octets), RPC_S_SERVER_TOO_BUSY);
	error_is(there ? "3 descriptors on their way over a connection; the limit is 2, set by the other process; "
			    "there AcomSetLimit(ACOM_LIMIT_DESCRIPTORS, ...) changes it"
			  : "3 descriptors on their way over a connection; the limit is 2, set by this process; "
			    "AcomSetLimit(ACOM_LIMIT_DESCRIPTORS, ...) changes it");
	harness_gate_open(&s->gate);
	for (int i = 0; i < 2; i++)
		assert_int_equal(AsyncIDescriptors_Finish_Read(calls[i], &octets), S_OK);
	assert_int_equal(AsyncIDescriptors_Begin_Read(calls[2], file), S_OK);
	assert_int_equal(AsyncIDescriptors_Finish_Read(calls[2], &octets), S_OK);
	for (int i = 0; i < 3; i++)
		AsyncIDescriptors_Release(calls[i]);
	IDescriptors_Release(d);
	close(file);
	scene_close(s);
	away_forget(f, sizeof *f);
}

TEST(descriptors_of_outstanding_calls_are_limited_here)
{
	descriptors_outstanding(false);
}

TEST(descriptors_of_outstanding_calls_are_limited_there)
{
	descriptors_outstanding(true);
}

/* Pipe brings two. */
TEST(descriptors_of_answers_that_nobody_fetches_are_limited)
{
	struct scene *s = scene_streams();
	struct files *f = files_in(s);
	AsyncIDescriptors *calls[3];
	int reads, writes;

	scene_open(s, AWAY_UNIX, COINIT_MULTITHREADED);
	set_here(ACOM_LIMIT_DESCRIPTORS, 4);
	IDescriptors *d = scene_object(s, &IID_IDescriptors);
	for (int i = 0; i < 3; i++) {
		ISynchronize *sync;
		calls[i] = descriptors_call(d);
		assert_int_equal(AsyncIDescriptors_Begin_Pipe(calls[i]), S_OK);
		assert_int_equal(AsyncIDescriptors_QueryInterface(calls[i], &IID_ISynchronize, (void **)&sync), S_OK);
		assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
		ISynchronize_Release(sync);
	}
	SetErrorInfo(0, NULL);
	assert_int_equal(AsyncIDescriptors_Finish_Pipe(calls[2], &reads, &writes), RPC_E_OUT_OF_RESOURCES);
	error_is("6 descriptors on their way over a connection; the limit is 4, set by this process; "
		    "AcomSetLimit(ACOM_LIMIT_DESCRIPTORS, ...) changes it");
	assert_int_equal(reads, -1);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(AsyncIDescriptors_Finish_Pipe(calls[i], &reads, &writes), S_OK);
		close(reads);
		close(writes);
	}
	assert_int_equal(AsyncIDescriptors_Begin_Pipe(calls[2]), S_OK);
	AsyncIDescriptors_Release(calls[2]); /* abandoned: that frees them, too */
	for (int i = 0; i < 2; i++)
		AsyncIDescriptors_Release(calls[i]);
	assert_int_equal(IDescriptors_Pipe(d, &reads, &writes), S_OK);
	close(reads);
	close(writes);
	IDescriptors_Release(d);
	scene_close(s);
	away_forget(f, sizeof *f);
}

TEST(a_half_has_so_many_descriptors)
{
	struct scene *s = scene_streams();
	struct files *f = files_in(s);
	int pipes[4], fds[2];
	OPENED opened;

	scene_open(s, AWAY_UNIX, COINIT_MULTITHREADED);
	IDescriptors *d = scene_object(s, &IID_IDescriptors);
	assert_int_equal(pipe(fds), 0);
	for (int i = 0; i < 4; i++)
		pipes[i] = fds[1];
	set_here(ACOM_LIMIT_CALL_DESCRIPTORS, 3);
	SetErrorInfo(0, NULL);
	assert_int_equal(IDescriptors_Several(d, 4, pipes, &opened), RPC_E_OUT_OF_RESOURCES);
	error_is("more than 3 descriptors in a half of a call; the limit is 3, set by this process; "
		    "AcomSetLimit(ACOM_LIMIT_CALL_DESCRIPTORS, ...) changes it");
	assert_int_equal(IDescriptors_Several(d, 3, pipes, &opened), S_OK);
	close(opened.file);
	close(opened.maps[1]);
	IDescriptors_Release(d);
	close(fds[0]);
	close(fds[1]);
	scene_close(s);
	away_forget(f, sizeof *f);
}

/* Between apartments: the same limits, and both are this process'. */
TEST(limits_hold_between_apartments)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *stream = house_stream(&h);
	set_here(ACOM_LIMIT_REQUEST, 65536);
	set_here(ACOM_LIMIT_RESPONSE, 65536);
	write_octets(stream, 65536, RPC_E_OUT_OF_RESOURCES);
	error_is("65544 octets in a request; the limit is 65536, set by this process; "
		    "AcomSetLimit(ACOM_LIMIT_REQUEST, ...) changes it");
	read_octets(stream, 65537, RPC_E_OUT_OF_RESOURCES);
	error_is("65537 octets in an answer; the limit is 65536, set by this process; "
		    "AcomSetLimit(ACOM_LIMIT_RESPONSE, ...) changes it");
	read_octets(stream, 65536, S_OK);
	ISimpleStream_Release(stream);
	house_close(&h);
	house_leave();
}
