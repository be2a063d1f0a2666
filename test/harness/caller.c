/* caller.c - a client by hand. */
#include "caller.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire/transport.h"

static struct caller *caller_of(void *context)
{
	return context;
}

static void caller_agreed(void *context, uint16_t id, HRESULT hr)
{
	assert_non_null(caller_of(context));
	(void)id;
	(void)hr;
}

static void caller_answer(void *context, struct wire_call *call, struct assoc_answer *answer)
{
	struct reply *reply = call->user;

	(void)context;
	reply->done = true;
	reply->call = NULL;
	reply->hr = answer->hr;
	reply->status = answer->status;
	reply->did_not_execute = answer->did_not_execute;
	reply->big = answer->big;
	reply->size = answer->stub.size;
	reply->descriptors = answer->descriptors ? answer->descriptors->count : 0;
	size_t kept = reply->size < sizeof reply->octets ? reply->size : sizeof reply->octets;
	if (kept)
		memcpy(reply->octets, answer->stub.at, kept);
}

struct assoc_service caller_service(struct assoc_groups *groups)
{
	return (struct assoc_service){
		.ops = &serve_ops, .groups = groups, .address = "4000", .features = { PDU_KEEP_ON_ORPHAN, 0 },
	};
}

static void caller_init(struct caller *k, uint32_t group)
{
	static const struct assoc_client_ops ops = { caller_agreed, caller_answer, NULL, NULL, NULL };

	*k = (struct caller){ .peer = { .ops = &ops, .group = group, .features = { PDU_KEEP_ON_ORPHAN, 0 } } };
	assert_int_equal(CoCreateGuid(&k->causality), S_OK);
	assert_int_equal(assoc_client_init(&k->client, &k->peer, k), S_OK);
}

static void caller_connect(struct caller *k, uint32_t group, const struct assoc_service *service)
{
	int ends[2];

	caller_init(k, group);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
	k->fd = ends[0];
	struct stream s = { .fd = ends[1], .transport = &transports[0] };
	assert_int_equal(os_socket_peer(s.fd, &s.who.id), 0);
	s.who.known = true;
	assert_int_equal(connection_accept(&s, service, &k->connection), S_OK);
}

void caller_dial(struct caller *k, const char *address)
{
	char why[WHY_MOST] = "";
	struct address a;
	struct stream s;

	caller_init(k, 0);
	assert_int_equal(address_parse(address, &a, why), S_OK);
	if (FAILED(transport_connect(&a, NULL, 0, &s, why)))
		fail_msg("%s: %s", address, why);
	k->fd = s.fd;
}

void caller_open(struct caller *k, const struct assoc_service *service)
{
	caller_connect(k, 0, service);
}

void caller_join(struct caller *k, const struct caller *other, const struct assoc_service *service)
{
	caller_connect(k, other->client.group, service);
}

void caller_close(struct caller *k)
{
	assert_int_equal(close(k->fd), 0);
	while (k->connection && os_load32(&k->connection->refs) > 1)
		os_yield();
	connection_unref(k->connection);
	assoc_client_fini(&k->client);
}

void caller_send(struct caller *k)
{
	struct span s;

	while (k->fd >= 0 && outbox_spans(&k->client.a.outbox, &s, 1)) {
		const struct ndr_descriptors *d = outbox_due(&k->client.a.outbox);
		ptrdiff_t n = os_socket_write(k->fd, &(struct os_part){ s.at, s.size }, 1, d ? d->fds : NULL, d ? d->count : 0);
		if (n < 0 && n != -EAGAIN) {
			assoc_close(&k->client.a, RPC_E_SERVER_DIED);
			return;
		}
		if (n > 0)
			outbox_sent(&k->client.a.outbox, (size_t)n);
		else
			os_yield();
	}
}

void caller_receive(struct caller *k)
{
	uint8_t octets[4096];

	os_poll(k->fd, OS_FOREVER);
	int fds[OS_FDS_MOST];
	unsigned count;
	ptrdiff_t n = os_socket_read(k->fd, octets, sizeof octets, fds, &count);
	if (n > 0 && count)
		assert_int_equal(assoc_bring(&k->client.a, fds, count), S_OK);
	if (n > 0)
		assoc_feed(&k->client.a, octets, (size_t)n);
	else if (n != -EAGAIN)
		assoc_close(&k->client.a, RPC_E_SERVER_DIED);
	caller_send(k);
}

uint16_t caller_context(struct caller *k, const struct pdu_syntax *interface)
{
	uint16_t id;
	HRESULT hr;

	while ((hr = assoc_client_offer(&k->client, interface, &id)) == S_FALSE) {
		caller_send(k);
		caller_receive(k);
	}
	assert_int_equal(hr, S_OK);
	return id;
}

void caller_ask_plain(struct caller *k, const struct pdu_syntax *interface, uint16_t opnum, const GUID *object, const void *stub,
		      size_t size, struct reply *reply)
{
	struct pdu_request r = { .context = caller_context(k, interface), .opnum = opnum, .object = object, .stub = { stub, size } };

	memset(reply, 0, sizeof *reply);
	assert_int_equal(assoc_client_call(&k->client, &r, reply, &reply->call), S_OK);
	caller_send(k);
}

void caller_ask(struct caller *k, REFIID iid, uint16_t opnum, const GUID *ipid, const void *params, size_t size,
		struct reply *reply)
{
	struct pdu_syntax interface = { *iid, 0 };
	static uint8_t stub[1 << 20];
	struct put p = put_to(stub, sizeof stub, false);

	put_u16(&p, ORPC_MAJOR);
	put_u16(&p, ORPC_MINOR);
	put_u64(&p, 0);
	put_guid(&p, &k->causality);
	put_u32(&p, 0);
	put_octets(&p, params, size);
	caller_ask_plain(k, &interface, opnum, ipid, stub, put_size(&p), reply);
}

void caller_await(struct caller *k, struct reply *reply)
{
	while (!reply->done)
		caller_receive(k);
}

void caller_expect_fault(struct caller *k, struct reply *reply, uint32_t status, bool did_not_execute)
{
	caller_await(k, reply);
	assert_int_equal(reply->hr, S_FALSE);
	assert_int_equal(reply->status, status);
	assert_int_equal(reply->did_not_execute, did_not_execute);
}

struct span caller_expect_plain(struct caller *k, struct reply *reply)
{
	caller_await(k, reply);
	if (reply->hr == S_FALSE)
		fail_msg("fault %08x", reply->status);
	assert_int_equal(reply->hr, S_OK);
	assert_in_range(reply->size, 0, sizeof reply->octets);
	return (struct span){ reply->octets, reply->size };
}

struct span caller_expect(struct caller *k, struct reply *reply)
{
	static const uint8_t that[ORPC_THAT_SIZE];
	struct span s = caller_expect_plain(k, reply);

	assert_in_range(s.size, sizeof that, sizeof reply->octets);
	assert_memory_equal(s.at, that, sizeof that);
	span_skip(&s, sizeof that);
	return s;
}

HRESULT caller_call(struct caller *k, REFIID iid, uint16_t slot, const GUID *ipid, void *const *args)
{
	const ACOM_INTERFACE *interface = needed(registry_find(iid, NULL));
	const ACOM_METHOD *m = &interface->methods[slot - 3];
	static uint8_t params[1 << 16];
	size_t size, used;
	struct reply reply;
	HRESULT result;
	struct ndr n;

	ndr_init(&n, &marshal_hooks, NULL);
	assert_int_equal(ndr_save(&n, m, args), S_OK);
	assert_int_equal(ndr_size(&n, m, ACOM_IN, args, &size), S_OK);
	assert_in_range(size, 0, sizeof params);
	assert_int_equal(ndr_put(&n, m, ACOM_IN, args, S_OK, params, size, &used), S_OK);
	struct span s;
	if (IsEqualIID(iid, &IID_IObjectExporter)) {
		caller_ask_plain(k, &(struct pdu_syntax){ *iid, 0 }, slot - 3, NULL, params, used, &reply);
		s = caller_expect_plain(k, &reply);
	} else {
		caller_ask(k, iid, slot, ipid, params, used, &reply);
		s = caller_expect(k, &reply);
	}
	assert_int_equal(ndr_get_response(&n, m, args, s.at, s.size, &result), S_OK);
	ndr_fini(&n);
	return result;
}

/* ---- activation ---- */

static MInterfacePointer *properties_of(REFCLSID clsid, DWORD count, const IID *iids)
{
	static union {
		MInterfacePointer p;
		uint8_t room[ORPC_OBJREF_MAX];
	} u;
	InstantiationInfoData info = { .classId = *clsid, .cIID = count, .pIID = (IID *)iids, .clientCOMVersion = { 5, 7 } };
	struct activation_in in = { .instantiation = &info };
	struct put p = put_to(u.p.abData, sizeof u.room - sizeof u.p, false);
	struct ndr n;

	ndr_init(&n, &marshal_hooks, NULL);
	assert_int_equal(activation_write_in(&n, &in, &p), S_OK);
	ndr_fini(&n);
	u.p.ulCntData = (ULONG)put_size(&p);
	return &u.p;
}

HRESULT caller_activate(struct caller *k, REFCLSID clsid, bool class_object, DWORD count, const IID *iids, struct activated *a)
{
	MInterfacePointer *in = properties_of(clsid, count, iids), *none = NULL, *out = NULL, **pout = &out;
	void *object[] = { &none, &in, &pout }, *class[] = { &in, &pout };
	HRESULT hr = caller_call(k, &IID_ISystemActivator, class_object ? 3 : 4, NULL, class_object ? class : object);

	ndr_init(&a->ndr, &marshal_hooks, NULL);
	a->out = (struct activation_out){ NULL, NULL };
	if (out)
		assert_int_equal(activation_read_out(&a->ndr, (struct span){ out->abData, out->ulCntData }, &a->out), S_OK);
	assert_int_equal(!out, FAILED(hr));
	CoTaskMemFree(out);
	return hr;
}

struct objref activated_objref(const struct activated *a, DWORD index)
{
	const MInterfacePointer *p = needed(a->out.results->ppIntfData[index]);
	struct objref o;

	assert_int_equal(a->out.results->phresults[index], S_OK);
	assert_int_equal(objref_parse(&o, p->abData, p->ulCntData), S_OK);
	return o;
}

void activated_fini(struct activated *a)
{
	ndr_fini(&a->ndr);
}
