/* rpcserver.c - a server of plain RPC on loopback TCP, for foreign clients to try the runtime's associations on.
 *
 *	rpcserver [PORT [MAPPER]]     serves on PORT (49600) and as endpoint mapper on MAPPER (135) until standard input ends
 *
 * Interfaces: rpcecho, the management interface, the endpoint mapper, and one method that takes anything, where Netlogon has
 * ServerReqChallenge.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire/wire.h"

enum { CONNECTIONS = 256, CHUNK = 65536, ANSWER = 1 << 20 };

struct caller {
	struct assoc_server server;
	int fd; /* -1: free */
	bool shut;
};
struct port {
	struct assoc_service service;
	int fd;
	char address[8];
};

static struct caller *connections[CONNECTIONS];
static struct port listeners[2];
static struct assoc_groups groups;
static uint16_t mapped_port;
static uint8_t answer_room[ANSWER];

/* ---- the interfaces: each method reads a stub and writes one; what it returns is a fault's status, or 0 ---- */

typedef uint32_t method(struct take *in, struct put *out);

static uint32_t done(const struct take *in, const struct put *out)
{
	return in->over || out->over ? 0x6F7 : 0;
}

static uint32_t echo_add_one(struct take *in, struct put *out)
{
	put_u32(out, take_u32(in) + 1);
	return done(in, out);
}

static uint32_t echo_data(struct take *in, struct put *out)
{
	uint32_t size = take_u32(in);
	bool same = take_u32(in) == size;
	struct span data = take_octets(in, size);

	put_u32(out, size);
	put_octets(out, data.at, data.size);
	return same ? done(in, out) : 0x6C6;
}

static uint32_t echo_sink(struct take *in, struct put *out)
{
	uint32_t size = take_u32(in);
	bool same = take_u32(in) == size;

	take_octets(in, size);
	return same ? done(in, out) : 0x6C6;
}

static uint32_t echo_source(struct take *in, struct put *out)
{
	uint32_t size = take_u32(in);

	put_u32(out, size);
	for (uint32_t i = 0; i < size && !out->over; i++)
		put_u8(out, (uint8_t)i);
	return done(in, out);
}

/* Null pointers, counts of nothing, and success. */
static uint32_t zeros(struct take *in, struct put *out)
{
	(void)in;
	put_u64(out, 0);
	put_u32(out, 0);
	return 0;
}

static uint32_t no_interfaces(struct take *in, struct put *out)
{
	(void)in;
	put_u64(out, 0);
	return 0;
}

/* The tower of the request, with our port and address in its fourth and fifth floor. */
static void put_tower(struct put *out, struct span tower)
{
	struct take t = take_from(tower.at, tower.size, false);
	uint8_t *copy = put_room(out, tower.size);

	if (!copy || !tower.size)
		return;
	memcpy(copy, tower.at, tower.size);
	for (unsigned floors = take_u16(&t), i = 0; i < floors && !t.over; i++) {
		struct span right;

		take_octets(&t, take_u16(&t));
		right = take_octets(&t, take_u16(&t));
		if (i == 3 && right.size == 2)
			memcpy(copy + (right.at - tower.at), (uint8_t[]){ (uint8_t)(mapped_port >> 8), (uint8_t)mapped_port }, 2);
		if (i == 4 && right.size == 4)
			memcpy(copy + (right.at - tower.at), (uint8_t[]){ 127, 0, 0, 1 }, 4);
	}
}

static uint32_t mapper_map(struct take *in, struct put *out)
{
	const uint8_t *start = in->at;
	struct span tower = { NULL, 0 };
	uint32_t most;

	if (take_u32(in))
		take_guid(in);
	if (take_u32(in)) {
		uint32_t max = take_u32(in);

		tower = take_octets(in, take_u32(in));
		if (max != tower.size)
			return 0x6C6;
	}
	take_octets(in, -(size_t)(in->at - start) & 3);
	take_octets(in, 20);
	most = take_u32(in);
	put_octets(out, (const uint8_t[20]){ 0 }, 20);
	put_u32(out, 1);
	put_u32(out, most);
	put_u32(out, 0);
	put_u32(out, 1);
	put_u32(out, 0x20000);
	put_u32(out, (uint32_t)tower.size);
	put_u32(out, (uint32_t)tower.size);
	put_tower(out, tower);
	put_align(out, 4);
	put_u32(out, 0);
	return done(in, out);
}

struct interface {
	struct pdu_syntax syntax;
	unsigned count;
	method *methods[8]; /* NULL: there is none */
};

static const struct interface interfaces[] = {
	{ { { 0x60A15EC5, 0x4DE8, 0x11D7, { 0xA6, 0x37, 0x00, 0x50, 0x56, 0xA2, 0x01, 0x82 } }, 1 }, 4,
	  { echo_add_one, echo_data, echo_sink, echo_source } },
	{ { { 0xAFA8BD80, 0x7D8A, 0x11C9, { 0xBE, 0xF4, 0x08, 0x00, 0x2B, 0x10, 0x29, 0x89 } }, 1 }, 2, { no_interfaces, zeros } },
	{ { { 0xE1AF8308, 0x5D1F, 0x11C9, { 0x91, 0xA4, 0x08, 0x00, 0x2B, 0x14, 0xA0, 0xFA } }, 3 }, 4,
	  { NULL, NULL, NULL, mapper_map } },
	{ { { 0x12345678, 0x1234, 0xABCD, { 0xEF, 0x00, 0x01, 0x23, 0x45, 0x67, 0xCF, 0xFB } }, 1 }, 5,
	  { NULL, NULL, NULL, NULL, zeros } },
};

static const void *find(void *context, const struct pdu_syntax *syntax)
{
	(void)context;
	for (size_t i = 0; i < ARRAY_COUNT(interfaces); i++)
		if (pdu_syntax_equal(&interfaces[i].syntax, syntax))
			return &interfaces[i];
	return NULL;
}

static void request(void *context, struct assoc_request *r)
{
	struct caller *c = context;
	const struct interface *i = r->interface;
	struct take in = take_from(r->stub.at, r->stub.size, r->big);
	struct put out = put_to(answer_room, sizeof answer_room, false);
	uint32_t status;

	if (r->opnum >= i->count || !i->methods[r->opnum]) {
		assoc_server_fault(&c->server, r->call, 0x1C010002, true, NULL);
		return;
	}
	status = i->methods[r->opnum](&in, &out);
	if (status || FAILED(assoc_server_respond(&c->server, r->call, (struct span){ answer_room, put_size(&out) }, no_span)))
		assoc_server_fault(&c->server, r->call, status ? status : PDU_NO_MEMORY, status != 0, NULL);
}

static void ignore(void *context, struct wire_call *call)
{
	(void)context, (void)call;
}

static void ignore_end(void *context, void *kept)
{
	(void)context, (void)kept;
}

static const struct assoc_server_ops ops = { find, request, ignore, ignore, ignore_end, NULL };

/* ---- connections ---- */

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void listen_on(struct port *l, uint16_t port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = { htonl(INADDR_LOOPBACK) } };

	l->fd = socket(AF_INET, SOCK_STREAM, 0);
	setsockopt(l->fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int));
	if (bind(l->fd, (struct sockaddr *)&at, sizeof at) || listen(l->fd, CONNECTIONS))
		die("listen");
	snprintf(l->address, sizeof l->address, "%u", port);
	l->service = (struct assoc_service){
		.ops = &ops, .groups = &groups, .address = l->address, .features = { PDU_SECURITY_MULTIPLEXING | PDU_KEEP_ON_ORPHAN },
	};
}

static void disconnect(struct caller **slot)
{
	struct caller *c = *slot;

	assoc_server_fini(&c->server);
	close(c->fd);
	free(c);
	*slot = NULL;
}

static void accept_from(struct port *l)
{
	int fd = accept(l->fd, NULL, NULL);

	for (int i = 0; i < CONNECTIONS && fd >= 0; i++) {
		struct caller *c;

		if (connections[i])
			continue;
		connections[i] = c = calloc(1, sizeof *c);
		if (!c || FAILED(assoc_server_init(&c->server, &l->service, c)))
			die("connection");
		c->fd = fd;
		return;
	}
	close(fd);
}

/* Everything that is to be sent, at once: the client reads. */
static bool send_all(struct caller *c)
{
	struct span s;

	while (outbox_spans(&c->server.a.outbox, &s, 1)) {
		ssize_t n = send(c->fd, s.at, s.size, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		outbox_sent(&c->server.a.outbox, (size_t)n);
	}
	return true;
}

/* A closed association reads on until the client has closed, too: otherwise its last answer could be lost. */
static void receive(struct caller **slot)
{
	static uint8_t octets[CHUNK];
	struct caller *c = *slot;
	ssize_t n = recv(c->fd, octets, sizeof octets, 0);

	if (n > 0)
		assoc_feed(&c->server.a, octets, (size_t)n);
	if (n <= 0 || !send_all(c))
		disconnect(slot);
	else if (c->server.a.closed != S_OK && !c->shut)
		c->shut = !shutdown(c->fd, SHUT_WR);
}

static void serve(void)
{
	struct pollfd fds[CONNECTIONS + 3];

	for (;;) {
		fds[CONNECTIONS] = (struct pollfd){ .fd = 0, .events = POLLIN };
		for (int i = 0; i < 2; i++)
			fds[CONNECTIONS + 1 + i] = (struct pollfd){ .fd = listeners[i].fd, .events = POLLIN };
		for (int i = 0; i < CONNECTIONS; i++)
			fds[i] = (struct pollfd){ .fd = connections[i] ? connections[i]->fd : -1, .events = POLLIN };
		if (poll(fds, ARRAY_COUNT(fds), -1) < 0)
			die("poll");
		for (int i = 0; i < CONNECTIONS; i++)
			if (fds[i].revents)
				receive(&connections[i]);
		for (int i = 0; i < 2; i++)
			if (fds[CONNECTIONS + 1 + i].revents)
				accept_from(&listeners[i]);
		if (fds[CONNECTIONS].revents && read(0, &(char){ 0 }, 1) <= 0)
			return;
	}
}

int main(int argc, char **argv)
{
	mapped_port = (uint16_t)(argc > 1 ? atoi(argv[1]) : 49600);
	listen_on(&listeners[0], mapped_port);
	listen_on(&listeners[1], (uint16_t)(argc > 2 ? atoi(argv[2]) : 135));
	puts("ready");
	fflush(stdout);
	serve();
	for (int i = 0; i < CONNECTIONS; i++)
		if (connections[i])
			disconnect(&connections[i]);
	return os_alloc_live() != 0;
}
