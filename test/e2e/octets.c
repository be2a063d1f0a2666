/* octets.c - what goes over the connection, as ACOM_PCAP sees it: that a call is asynchronous at one end or the other shows
 * nowhere. */
#include <stdio.h>
#include <stdlib.h>

#include "capture.h"
#include "command.h"
#include "scene.h"
#include "wire/wire.h"

enum { READ = 3, ROOM = 23, CALL_ID = 12, OBJECT = 24, CAUSALITY = OBJECT + PDU_UUID + 12 };

/* The PDUs of a call of Read. */
struct octets {
	uint8_t request[256], response[256];
	size_t request_size, response_size;
};

/* What differs between two calls whatever they are, and between two servers. */
static void octets_mask(struct octets *o)
{
	memset(o->request + CALL_ID, 0, 4);
	memset(o->response + CALL_ID, 0, 4);
	memset(o->request + OBJECT, 0, PDU_UUID);
	memset(o->request + CAUSALITY, 0, PDU_UUID);
}

static void octets_keep(uint8_t *to, size_t *to_size, const uint8_t *pdu, size_t size)
{
	assert_true(size <= 256);
	memcpy(to, pdu, size);
	*to_size = size;
}

static bool is_read(const uint8_t *pdu, size_t size)
{
	static const uint8_t room[4] = { ROOM };

	return pdu[2] == PDU_REQUEST && pdu[22] == READ && !memcmp(pdu + size - sizeof room, room, sizeof room);
}

static void find_response(const struct capture_flow *f, struct octets *o)
{
	const uint8_t *pdu;
	size_t at = 0, size;

	while ((pdu = capture_pdu(&f->in, &at, &size)))
		if (pdu[2] == PDU_RESPONSE && !memcmp(pdu + CALL_ID, o->request + CALL_ID, 4))
			octets_keep(o->response, &o->response_size, pdu, size);
	assert_true(o->response_size > 0);
}

/* All calls of Read in a capture, in order; how many. */
static unsigned find_reads(const struct capture *c, struct octets *reads, unsigned most)
{
	unsigned n = 0;

	for (unsigned i = 0; i < c->flow_count; i++) {
		const uint8_t *pdu;
		size_t at = 0, size;

		while ((pdu = capture_pdu(&c->flows[i].out, &at, &size))) {
			if (!is_read(pdu, size))
				continue;
			assert_true(n < most);
			octets_keep(reads[n].request, &reads[n].request_size, pdu, size);
			find_response(&c->flows[i], &reads[n++]);
		}
	}
	return n;
}

static void check_same(const struct octets *a, const struct octets *b)
{
	assert_int_equal(a->request_size, b->request_size);
	assert_memory_equal(a->request, b->request, a->request_size);
	assert_int_equal(a->response_size, b->response_size);
	assert_memory_equal(a->response, b->response, a->response_size);
}

/* A synchronous and an asynchronous call of a server. */
static void two_calls(enum away_transport over, bool async)
{
	struct scene *s = scene_streams();
	BYTE data[ROOM];
	ULONG n;

	s->house.async = async;
	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	assert_int_equal(ISimpleStream_Read(stream, data, ROOM, &n), S_OK);
	AsyncISimpleStream *call = house_call(stream);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, ROOM), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(stream);
	scene_close(s);
}

static void captured_calls(enum away_transport over, bool async, struct octets reads[2])
{
	struct capture c;
	char path[256];

	snprintf(path, sizeof path, "%s/x.pcap", scratch_make());
	setenv("ACOM_PCAP", path, 1);
	pcap_restart();
	two_calls(over, async);
	unsetenv("ACOM_PCAP");
	pcap_restart();
	capture_read(path, &c);
	assert_int_equal(find_reads(&c, reads, 2), 2);
	capture_free(&c);
	scratch_remove();
}

ACROSS(the_octets_of_all_four_pairs_are_equal)
{
	struct octets reads[4] = { 0 };

	unsetenv("ACOM_TEST_CAPTURES"); /* there would be two files of this process */
	captured_calls(over, false, reads);
	captured_calls(over, true, reads + 2);
	for (unsigned i = 0; i < 4; i++)
		octets_mask(&reads[i]);
	for (unsigned i = 1; i < 4; i++)
		check_same(&reads[0], &reads[i]);
}
