/* sharing_host.c - servers by hand that share memory with a client of the library's, and say odd things at the socket. */
#include <stdlib.h>
#include <unistd.h>

#include "capture.h"
#include "house.h"
#include "shared.h"
#include "transport.h"
#include "wires.h"

enum { BELLS = 5 };

/* A client's connection, and its server at the other end of the socket; all in one thread. */
struct host {
	struct wires_server s;
	struct assoc_groups groups;
	struct assoc_service service;
	struct assoc_server_ops ops;
	struct stream stream;
	size_t said; /* octets */
	struct connection *client;
	struct assoc_peer peer;
	uint16_t context;
	unsigned answers;
	HRESULT hr; /* of the last one */
};
static struct host host;

static bool host_share(void *context, int fd)
{
	(void)context;
	return stream_share_with(&host.stream, fd);
}

static void host_shared(void *context)
{
	(void)context;
}

static void agreed(void *context, uint16_t id, HRESULT hr)
{
	(void)context, (void)id;
	assert_int_equal(hr, S_OK);
}

static void answered(void *context, struct wire_call *call, struct assoc_answer *a)
{
	(void)context, (void)call;
	host.answers++;
	host.hr = a->hr;
}

/* What the client has said is heard, and answered. */
static void host_turn(void)
{
	struct assoc *a = &host.s.server.a;
	static uint8_t octets[PDU_MOST];
	struct arrival came;
	struct span out;

	assert_int_equal(stream_read(&host.stream, octets, sizeof octets, &came), S_OK);
	if (came.fd_count)
		assert_int_equal(assoc_bring(a, came.fds, came.fd_count), S_OK);
	assoc_feed(a, octets, came.size);
	while (outbox_spans(&a->outbox, &out, 1)) {
		assert_int_equal(os_socket_write(host.stream.fd, &(struct os_part){ out.at, out.size }, 1, NULL, 0), out.size);
		outbox_sent(&a->outbox, out.size);
		host.said += out.size;
	}
}

static void host_open(const struct address *at)
{
	static const struct assoc_client_ops ops = { agreed, answered, NULL, link_shared, NULL };
	struct listener l = listening(at);
	char why[WHY_MOST];

	host = (struct host){ .peer = { .ops = &ops, .features = { PDU_KEEP_ON_ORPHAN, PDU_ACOM_FEATURES } } };
	host.service = wires_service(&host.groups);
	host.service.features[PDU_FEATURES_ACOM] = PDU_DESCRIPTORS;
	host.ops = *host.service.ops;
	host.ops.share = host_share;
	host.ops.shared = host_shared;
	host.service.ops = &host.ops;
	assert_int_equal(wires_server_init(&host.s, &host.service), S_OK);
	expect_done(connection_connect(at, NULL, &host.peer, 0, &host.client, why), why);
	host.stream = accepted(&l);
	transport_unlisten(&l);
	connection_lock(host.client);
	assert_int_equal(assoc_client_offer(&host.client->client, &wires_echo, &host.context), S_FALSE);
	connection_unlock(host.client);
	host_turn();
}

static void host_close(void)
{
	connection_close(host.client, E_ABORT);
	connection_unref(host.client);
	wires_server_fini(&host.s);
}

/* The client has asked twice, and its octets go by memory; of the second answer it knows nothing so far. */
static void host_share_out(void)
{
	share_from = 0;
	connection_look(host.client);
	host_turn();
	connection_look(host.client);
	assert_int_equal(host.client->client.shares, SHARE_OUT);
	host_turn();
	assert_int_equal(host.s.server.shares, SHARE_BOTH);
}

static void ask(void)
{
	struct pdu_request r = { .context = host.context, .opnum = 1, .stub = { (const uint8_t *)"12345678", 8 } };
	struct wire_call *call;

	connection_lock(host.client);
	assert_int_equal(assoc_client_call(&host.client->client, &r, NULL, &call), S_OK);
	connection_unlock(host.client);
}

/* ---- the capture ---- */

static void capture_to(const char *path)
{
	setenv("ACOM_PCAP", path, 1);
	pcap_restart();
}

static void expect_captured(const char *path)
{
	struct capture c;

	unsetenv("ACOM_PCAP");
	pcap_restart();
	capture_read(path, &c);
	assert_int_equal(c.flow_count, 1);
	assert_int_equal(c.flows[0].in.size, host.said);
	capture_free(&c);
}

/* The client learns of the server's end where it writes, and hears what that has said last. */
TEST(bells_behind_the_last_that_a_server_says_are_not_captured)
{
	char directory[DIRECTORY_MOST], path[DIRECTORY_MOST + 16];

	directory_new(directory, sizeof directory, "host");
	struct address at = address_in(directory, "socket");
	snprintf(path, sizeof path, "%s/x.pcap", directory);
	capture_to(path);
	house_enter(COINIT_APARTMENTTHREADED);
	host_open(&at);
	host_share_out();
	assert_int_equal(os_socket_write(host.stream.fd, &(struct os_part){ "bells", BELLS }, 1, NULL, 0), BELLS);
	stream_close(&host.stream);
	ask();
	assert_int_equal(host.answers, 1);
	assert_int_equal(host.hr, RPC_E_SERVER_DIED_DNE);
	assert_int_equal(host.client->client.shares, SHARE_BOTH);
	host_close();
	house_leave();
	expect_captured(path);
	scratch_clear(directory);
	assert_int_equal(rmdir(directory), 0);
}
