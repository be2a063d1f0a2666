/* options.c - what the application says of servers: such a one as Wine's, which knows the encoding of calls by no name. */
#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/cursor.h"
#include "harness.h"
#include "wire/wire.h"

enum { SERVER_ALIVE = 3 /* row */ };

/* On a thread of its own: agrees upon interfaces for the null syntax alone, and answers each call with nothing, and call id 1. */
struct nameless {
	struct harness_thread thread;
	OLECHAR address[64];
	int listener;
	unsigned offered; /* syntaxes, for the last interface */
};

static bool receive(int fd, uint8_t *octets, size_t size)
{
	return recv(fd, octets, size, MSG_WAITALL) == (ssize_t)size;
}

static void agree(struct nameless *n, struct put *p, const struct pdu_header *h, struct take body)
{
	static const struct pdu_syntax null;
	struct pdu_bind b;

	assert_int_equal(pdu_read_bind(body, &b), S_OK);
	bool bind = h->type == PDU_BIND;
	pdu_begin(p, bind ? PDU_BIND_ACK : PDU_ALTER_RESP, PDU_FIRST | PDU_LAST, h->call_id);
	pdu_put_bind_ack(p, &(struct pdu_bind_ack){ .xmit = PDU_MOST, .recv = PDU_MOST, .group = 1, .count = b.count });
	for (unsigned i = 0; i < b.count; i++) {
		struct pdu_result r = { .result = PDU_REJECTED, .reason = PDU_NO_TRANSFER };
		struct pdu_context c;
		pdu_next_context(&b.contexts, &c);
		for (unsigned k = 0; k < c.count; k++) {
			struct pdu_syntax s = pdu_next_syntax(&c.transfers);
			if (pdu_syntax_equal(&s, &null))
				r = (struct pdu_result){ .result = PDU_ACCEPTED };
		}
		n->offered = i ? n->offered : c.count;
		pdu_put_result(p, &r);
	}
}

static void answer(struct put *p)
{
	pdu_begin(p, PDU_RESPONSE, PDU_FIRST | PDU_LAST, 1);
	pdu_put_response(p, &(struct pdu_response){ .context = 0 });
	put_u32(p, 0);
}

static bool serve_one(struct nameless *n, int fd)
{
	uint8_t octets[PDU_MOST], said[PDU_MOST];
	struct put p = put_to(said, sizeof said, false);
	struct pdu_header h;

	if (!receive(fd, octets, PDU_HEADER))
		return false;
	assert_int_equal(pdu_read_header(octets, &h), S_OK);
	assert_true(receive(fd, octets + PDU_HEADER, h.size - PDU_HEADER));
	if (h.type == PDU_REQUEST)
		answer(&p);
	else
		agree(n, &p, &h, take_from(octets + PDU_HEADER, h.size - PDU_HEADER, false));
	size_t size = pdu_end(&p);
	return size && send(fd, said, size, MSG_NOSIGNAL) == (ssize_t)size;
}

static void serve(void *arg)
{
	struct nameless *n = arg;
	int fd = accept(n->listener, NULL, NULL);

	while (fd >= 0 && serve_one(n, fd))
		;
	close(fd);
}

static void nameless_open(struct nameless *n)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof at;
	char text[64];

	*n = (struct nameless){ .listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
	assert_int_equal(bind(n->listener, (struct sockaddr *)&at, sizeof at), 0);
	assert_int_equal(listen(n->listener, 1), 0);
	assert_int_equal(getsockname(n->listener, (struct sockaddr *)&at, &size), 0);
	snprintf(text, sizeof text, "tcp:127.0.0.1:%u", ntohs(at.sin_port));
	for (unsigned i = 0; !i || text[i - 1]; i++)
		n->address[i] = (OLECHAR)text[i];
	harness_start(&n->thread, serve, n);
}

static void nameless_close(struct nameless *n)
{
	harness_join(&n->thread);
	close(n->listener);
}

/* A client connects, agrees upon an interface, and calls. */
static HRESULT call(struct nameless *n)
{
	char text[ADDRESS_MOST], why[WHY_MOST] = "";
	struct channel *c = NULL;
	struct address at;
	struct link *l;

	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	assert_int_equal(address_named(n->address, address_parse_called, text, &at, why), S_OK);
	assert_int_equal(link_dial(&at, 0, &l, why), S_OK);
	HRESULT hr = channel_outward_create(l, OUTWARD_PLAIN, &IID_IObjectExporter, NULL, 0, &c);
	if (SUCCEEDED(hr))
		hr = wire_invoke(c, SERVER_ALIVE, OS_FOREVER, NULL);
	channel_unref(c);
	link_unref(l);
	CoUninitialize();
	return hr;
}

static void expect(LPCOLESTR address, DWORD options, HRESULT hr, unsigned offered)
{
	struct nameless n;

	nameless_open(&n);
	if (options != ~(DWORD)0)
		assert_int_equal(AcomSetServerOptions(address ? n.address : NULL, options), S_OK);
	assert_int_equal(call(&n), hr);
	nameless_close(&n);
	assert_int_equal(n.offered, offered);
}

TEST(a_server_that_knows_only_the_null_syntax_is_no_server_unless_the_application_says_so)
{
	expect(NULL, ~(DWORD)0, RPC_S_UNKNOWN_IF, 1);
	expect(u"its own", ACOM_OFFER_NULL_SYNTAX, S_OK, 2);
	expect(NULL, ~(DWORD)0, RPC_S_UNKNOWN_IF, 1); /* another one */
}

TEST(what_is_said_of_one_server_counts_more_than_what_is_said_of_all)
{
	expect(NULL, ACOM_OFFER_NULL_SYNTAX, S_OK, 2);
	expect(u"its own", 0, RPC_S_UNKNOWN_IF, 1);
	expect(NULL, 0, RPC_S_UNKNOWN_IF, 1);
}

TEST(options_that_cannot_be_are_refused)
{
	assert_int_equal(AcomSetServerOptions(NULL, 2), E_INVALIDARG);
	assert_int_equal(AcomSetServerOptions(u"ftp:x", ACOM_OFFER_NULL_SYNTAX), RPC_S_PROTSEQ_NOT_SUPPORTED);
	assert_int_equal(AcomSetServerOptions(u"tcp:127.0.0.1", ACOM_OFFER_NULL_SYNTAX), RPC_S_INVALID_STRING_BINDING);
}

TEST(something_can_be_said_of_64_servers)
{
	char text[64];
	OLECHAR address[64];

	for (unsigned i = 0; i <= 64; i++) {
		snprintf(text, sizeof text, "tcp:127.0.0.1:%u", 4000 + i);
		for (unsigned k = 0; !k || text[k - 1]; k++)
			address[k] = (OLECHAR)text[k];
		assert_int_equal(AcomSetServerOptions(address, ACOM_OFFER_NULL_SYNTAX), i < 64 ? S_OK : RPC_E_OUT_OF_RESOURCES);
		assert_int_equal(AcomSetServerOptions(address, 0), i < 64 ? S_OK : RPC_E_OUT_OF_RESOURCES);
	}
}
