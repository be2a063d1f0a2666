/* rogue.c - a server by hand, on a thread of its own, with bare sockets. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <netinet/in.h>
#include <unistd.h>

#include "command.h"
#include "house.h"
#include "rogue.h"

enum { ROWS_FIRST = 3, THIS_SIZE = ORPC_THIS_SIZE, THAT_SIZE = ORPC_THAT_SIZE };
/* Slots. */
enum { QUERY_INTERFACE = 3, ADD_REF = 4, RELEASE = 5, CREATE_INSTANCE = 4, RESOLVE = 4, VALUES = 6, GIVE = 10 };

static const GUID remote_unknown = { 0x0bad0000, 1, 0, { 1 } }, object_ipid = { 0x0bad0000, 2, 0, { 2 } };
enum { OXID_HERE = 0x0bad, OID_HERE = 0x0dad };

/* ---- saying ---- */

struct put rogue_begin(enum pdu_type type, uint8_t flags, uint32_t call_id)
{
	static uint8_t octets[PDU_MOST];
	struct put p = put_to(octets, sizeof octets, false);

	pdu_begin(&p, type, flags, call_id);
	return p;
}

/* Over TCP the kernel may offer to who has hung up, with a window of nothing, what he will not take, for a minute. */
static bool is_heard(int fd)
{
	struct pollfd p = { fd, POLLOUT | POLLRDHUP, 0 };

	return poll(&p, 1, -1) > 0 && p.revents == POLLOUT;
}

static bool write_all(int fd, const uint8_t *octets, size_t size)
{
	while (size) {
		if (!is_heard(fd))
			return false;
		ssize_t n = send(fd, octets, size, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0 && errno == EAGAIN)
			continue;
		if (n <= 0)
			return false;
		octets += n;
		size -= (size_t)n;
	}
	return true;
}

bool rogue_say(struct rogue_asked *a, struct put *p)
{
	size_t size = pdu_end(p);

	assert_true(size);
	return a->link->fd >= 0 && write_all(a->link->fd, p->start, size);
}

void rogue_respond(struct rogue_asked *a, uint8_t flags, uint32_t call_id, uint16_t context, struct span stub)
{
	struct put p = rogue_begin(PDU_RESPONSE, flags, call_id);

	pdu_put_response(&p, &(struct pdu_response){ .alloc_hint = (uint32_t)stub.size, .context = context, .stub = stub });
	rogue_say(a, &p);
}

static void respond(struct rogue_asked *a, struct span stub)
{
	rogue_respond(a, PDU_FIRST | PDU_LAST, a->h.call_id, a->request.context, stub);
}

void rogue_answer(struct rogue_asked *a, REFIID iid, unsigned row, void *const *args)
{
	const ACOM_INTERFACE *interface = needed(registry_find(iid, NULL));
	size_t that = IsEqualIID(iid, &IID_IObjectExporter) ? 0 : THAT_SIZE, used;
	uint8_t octets[4096] = { 0 };
	struct ndr n;

	ndr_init(&n, &marshal_hooks, NULL);
	assert_int_equal(ndr_save(&n, &interface->methods[row], args), S_OK);
	assert_int_equal(ndr_put(&n, &interface->methods[row], ACOM_OUT, args, S_OK, octets + that, sizeof octets - that, &used), S_OK);
	ndr_fini(&n);
	respond(a, (struct span){ octets, that + used });
}

void rogue_leave(struct rogue *r, struct rogue_asked *a)
{
	close(a->link->fd);
	a->link->fd = -1;
	os_sub32(&r->connections, 1);
}

/* ---- its object ---- */

struct objref rogue_objref(struct rogue *r, uint8_t words[512])
{
	union {
		DUALSTRINGARRAY array;
		uint8_t room[512];
	} d;

	assert_int_equal(bindings_write(&r->at, 1, &d.array, 240), S_OK);
	memcpy(words, d.array.aStringArray, 2 * (size_t)d.array.wNumEntries);
	return (struct objref){
		.form = OBJREF_STANDARD, .iid = IID_IMix, .references = ROGUE_REFERENCES, .oxid = OXID_HERE, .oid = OID_HERE,
		.ipid = object_ipid, .words = words, .word_count = d.array.wNumEntries, .security = d.array.wSecurityOffset,
	};
}

static struct span own_objref(struct rogue *r, bool further, uint8_t octets[1024])
{
	uint8_t words[512];
	struct objref o = rogue_objref(r, words);

	o.oxid += further;
	objref_format(&o, octets);
	os_add32(&r->given, ROGUE_REFERENCES);
	return (struct span){ octets, objref_octets(&o) };
}

static MInterfacePointer *pointer_of(void *room, struct span octets)
{
	MInterfacePointer *p = room;

	p->ulCntData = (ULONG)octets.size;
	memcpy(p->abData, octets.at, octets.size);
	return p;
}

void rogue_activated(struct rogue *r, struct rogue_asked *a, struct span objref)
{
	static union { MInterfacePointer p; uint8_t room[2048]; } made, answer;
	static union { DUALSTRINGARRAY array; uint8_t room[512]; } where;
	IID iid = IID_IMix;
	HRESULT result = S_OK;
	MInterfacePointer *data = pointer_of(&made, objref), *out = &answer.p, **pout = &out, *none = NULL;
	PropsOutInfo results = { 1, &iid, &result, &data };
	customREMOTE_REPLY_SCM_INFO info = {
		.Oxid = OXID_HERE, .ipidRemUnknown = remote_unknown, .authnHint = 1, .serverVersion = { 5, 7 },
		.pdsaOxidBindings = &where.array,
	};
	ScmReplyInfoData reply = { .remoteReply = &info };
	struct activation_out properties = { &results, &reply };
	struct put p = put_to(answer.p.abData, 1900, false);
	void *args[] = { &none, &none, &pout };
	struct ndr n;

	assert_int_equal(bindings_write(&r->at, 1, &where.array, 240), S_OK);
	ndr_init(&n, &marshal_hooks, NULL);
	assert_int_equal(activation_write_out(&n, &properties, &p), S_OK);
	ndr_fini(&n);
	answer.p.ulCntData = (ULONG)put_size(&p);
	rogue_answer(a, &IID_ISystemActivator, CREATE_INSTANCE - ROWS_FIRST, args);
}

void rogue_gives(struct rogue_asked *a, struct span objref)
{
	uint8_t octets[2048] = { 0 };
	struct put p = put_to(octets + THAT_SIZE, sizeof octets - THAT_SIZE, false);

	put_u32(&p, 0x20000);
	put_u32(&p, (uint32_t)objref.size);
	put_u32(&p, (uint32_t)objref.size);
	put_octets(&p, objref.at, objref.size);
	while (put_size(&p) % 4)
		put_u8(&p, 0);
	put_u32(&p, S_OK);
	respond(a, (struct span){ octets, THAT_SIZE + put_size(&p) });
}

/* ---- behaving ---- */

void rogue_answer_bind(struct rogue_asked *a, unsigned results, uint16_t fragment, unsigned address_size)
{
	bool first = a->h.type == PDU_BIND;
	struct put p = rogue_begin(first ? PDU_BIND_ACK : PDU_ALTER_RESP, PDU_FIRST | PDU_LAST | PDU_CONC_MPX, a->h.call_id);

	pdu_put_bind_ack(&p, &(struct pdu_bind_ack){ .xmit = fragment, .recv = fragment, .group = 1, .count = (uint8_t)results,
						     .address = { (const uint8_t *)"135", first ? 4 : 0 } });
	for (unsigned i = 0; i < results; i++)
		pdu_put_result(&p, &a->results[i]);
	if (address_size)
		p.start[24] = (uint8_t)address_size;
	rogue_say(a, &p);
}

static void read_bind(struct rogue_asked *a, struct take body)
{
	enum pdu_feature_family family;
	struct pdu_context context;
	struct pdu_bind bind;
	uint16_t mask;

	assert_int_equal(pdu_read_bind(body, &bind), S_OK);
	assert_in_range(bind.count, 1, ASSOC_CONTEXTS_AT_ONCE - 1);
	for (unsigned i = 0; i < bind.count; i++) {
		pdu_next_context(&bind.contexts, &context);
		a->results[i] = (struct pdu_result){ PDU_ACCEPTED, 0, pdu_ndr };
		if (pdu_is_feature(&context, &family, &mask))
			a->results[i] = (struct pdu_result){ .result = PDU_NEGOTIATED, .reason = mask & PDU_GROUP_REFERENCES };
		else
			a->link->contexts[context.id % ASSOC_CONTEXTS] = context.interface.uuid;
	}
	a->offered = bind.count;
}

static uint16_t count_at(const struct rogue_asked *a, size_t at)
{
	struct take t = take_from(a->request.stub.at + at, a->request.stub.size - at, a->h.big);

	return take_u16(&t);
}

/* Of each interface that is taken back: an IPID, public and private references. */
static void count_taken(struct rogue *r, const struct rogue_asked *a)
{
	struct take t = take_from(a->request.stub.at + THIS_SIZE + 8, a->request.stub.size - THIS_SIZE - 8, a->h.big);

	for (unsigned i = count_at(a, THIS_SIZE); i; i--) {
		take_octets(&t, sizeof(GUID));
		os_add32(&r->taken, take_u32(&t));
		take_u32(&t);
	}
}

static void serve_remote_unknown(struct rogue *r, struct rogue_asked *a)
{
	HRESULT hr[2] = { S_OK, S_OK }, *results = hr;
	REMQIRESULT found = { S_OK, { 0, ROGUE_REFERENCES, OXID_HERE, OID_HERE, { 0x0bad0000, 3, 0, { 3 } } } };
	REMQIRESULT *query = &found, **pquery = &query;
	USHORT one = 1, count = count_at(a, THIS_SIZE);
	REMINTERFACEREF *refs = NULL;
	const IID *iids = NULL;
	const IPID *ipid = NULL;
	ULONG references = 0;
	void *queries[] = { &ipid, &references, &one, &iids, &pquery }, *adds[] = { &count, &refs, &results };
	static uint8_t nothing[THAT_SIZE + 4];

	if (a->request.opnum == QUERY_INTERFACE) {
		os_add32(&r->given, ROGUE_REFERENCES);
		rogue_answer(a, &IID_IRemUnknown, QUERY_INTERFACE - ROWS_FIRST, queries);
	} else if (a->request.opnum == ADD_REF) {
		assert_in_range(count, 0, 2);
		rogue_answer(a, &IID_IRemUnknown, ADD_REF - ROWS_FIRST, adds);
	} else {
		count_taken(r, a);
		respond(a, (struct span){ nothing, sizeof nothing });
	}
}

static void serve_exporter(struct rogue *r, struct rogue_asked *a)
{
	static union { DUALSTRINGARRAY array; uint8_t room[512]; } where;
	DUALSTRINGARRAY *bindings = &where.array, **pbindings = &bindings;
	COMVERSION version = { 5, 7 }, *pversion = &version;
	IPID ipid = remote_unknown, *pipid = &ipid;
	DWORD hint = 1, *phint = &hint;
	USHORT none = 0, *protocols = NULL;
	OXID oxid = 0, *poxid = &oxid;
	void *args[] = { &poxid, &none, &protocols, &pbindings, &pipid, &phint, &pversion };

	assert_int_equal(bindings_write(&r->at, 1, &where.array, 240), S_OK);
	rogue_answer(a, &IID_IObjectExporter, RESOLVE, args);
}

static void serve_mix(struct rogue *r, struct rogue_asked *a)
{
	LONG n = 3, values[] = { 1, 2, 3 }, *pvalues = values;
	void *args[] = { &n, &pvalues };
	uint8_t octets[1024];

	if (a->request.opnum == VALUES)
		rogue_answer(a, &IID_IMix, VALUES - ROWS_FIRST, args);
	else
		rogue_gives(a, own_objref(r, os_load32(&r->further), octets));
}

void rogue_behave(struct rogue *r, struct rogue_asked *a)
{
	const IID *iid = &a->link->contexts[a->request.context % ASSOC_CONTEXTS];
	uint8_t octets[1024];

	if (a->h.type != PDU_REQUEST)
		rogue_answer_bind(a, a->offered, PDU_MOST, 0);
	else if (IsEqualIID(iid, &IID_ISystemActivator))
		rogue_activated(r, a, own_objref(r, false, octets));
	else if (IsEqualIID(iid, &IID_IRemUnknown))
		serve_remote_unknown(r, a);
	else if (IsEqualIID(iid, &IID_IObjectExporter))
		serve_exporter(r, a);
	else
		serve_mix(r, a);
}

/* ---- hearing ---- */

static enum rogue_moment moment_of(struct rogue *r, const struct rogue_asked *a)
{
	const IID *iid = &a->link->contexts[a->request.context % ASSOC_CONTEXTS];
	uint16_t opnum = a->request.opnum;

	if (a->h.type != PDU_REQUEST)
		return a->h.type == PDU_BIND ? ROGUE_BIND : ROGUE_NEVER;
	if (IsEqualIID(iid, &IID_ISystemActivator))
		return ROGUE_ACTIVATE;
	if (IsEqualIID(iid, &IID_IRemUnknown))
		return opnum == QUERY_INTERFACE ? ROGUE_QUERY : ROGUE_NEVER;
	if (IsEqualIID(iid, &IID_IMix))
		return opnum == VALUES ? ROGUE_VALUES : ROGUE_GIVE;
	if (opnum != RESOLVE)
		os_add32(&r->pings, 1);
	return ROGUE_RESOLVE;
}

static void act(struct rogue *r, struct rogue_asked *a, enum rogue_moment moment)
{
	rogue_act doing = (rogue_act)os_loadp(&r->act);
	uint32_t meant = os_load32(&r->moment);

	if (moment == ROGUE_NEVER || moment != meant) {
		if (moment != ROGUE_ORPHANED && !(moment == ROGUE_VALUES && meant == ROGUE_ORPHANED))
			rogue_behave(r, a);
		return;
	}
	os_store32(&r->acted, 1);
	doing(r, a);
}

static void hear(struct rogue *r, struct rogue_asked *a, const uint8_t *pdu)
{
	struct take body = take_from(pdu + PDU_HEADER, a->h.size - PDU_HEADER, a->h.big);

	switch (a->h.type) {
	case PDU_BIND:
	case PDU_ALTER:
		read_bind(a, body);
		break;
	case PDU_REQUEST:
		assert_int_equal(pdu_read_request(&a->h, body, &a->request), S_OK);
		break;
	case PDU_ORPHANED:
		act(r, a, ROGUE_ORPHANED);
		return;
	default:
		return;
	}
	act(r, a, moment_of(r, a));
}

static void hear_octets(struct rogue *r, struct rogue_link *l)
{
	static uint8_t octets[65536];
	ssize_t n = recv(l->fd, octets, sizeof octets, 0);
	struct span left = { octets, n > 0 ? (size_t)n : 0 };
	struct rogue_asked a = { .link = l };
	const uint8_t *pdu;

	if (n <= 0)
		rogue_leave(r, &a);
	while (l->fd >= 0 && inbox_take(&l->inbox, &left, &pdu, &a.h) == S_OK)
		hear(r, &a, pdu);
}

static void accept_link(struct rogue *r)
{
	struct rogue_link *l = r->links;

	while (l->fd >= 0)
		l++;
	assert_true(l < r->links + ROGUE_LINKS);
	*l = (struct rogue_link){ .fd = accept(r->listener, NULL, NULL) };
	assert_true(l->fd >= 0);
	os_add32(&r->connections, 1);
}

static void serve(void *arg)
{
	struct rogue *r = arg;
	struct pollfd p[ROGUE_LINKS + 2];

	do {
		p[ROGUE_LINKS] = (struct pollfd){ .fd = r->listener, .events = POLLIN };
		p[ROGUE_LINKS + 1] = (struct pollfd){ .fd = r->quit[0], .events = POLLIN };
		for (int i = 0; i < ROGUE_LINKS; i++)
			p[i] = (struct pollfd){ .fd = r->links[i].fd, .events = POLLIN };
		assert_true(poll(p, ROGUE_LINKS + 2, -1) > 0);
		for (int i = 0; i < ROGUE_LINKS; i++)
			if (p[i].fd >= 0 && p[i].revents)
				hear_octets(r, &r->links[i]);
		if (p[ROGUE_LINKS].revents)
			accept_link(r);
	} while (!p[ROGUE_LINKS + 1].revents);
	for (int i = 0; i < ROGUE_LINKS; i++)
		if (r->links[i].fd >= 0)
			close(r->links[i].fd);
}

/* ---- life ---- */

static unsigned listen_unix(struct rogue *r)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };

	assert_in_range(snprintf(a.sun_path, sizeof a.sun_path, "%s/rogue", r->directory), 1, sizeof a.sun_path - 1);
	assert_int_equal(bind(r->listener, (struct sockaddr *)&a, sizeof a), 0);
	return 0;
}

static unsigned listen_tcp(struct rogue *r)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof a;

	assert_int_equal(bind(r->listener, (struct sockaddr *)&a, sizeof a), 0);
	assert_int_equal(getsockname(r->listener, (struct sockaddr *)&a, &size), 0);
	return ntohs(a.sin_port);
}

void rogue_open(struct rogue *r, enum away_transport over)
{
	char text[AWAY_ADDRESS], why[WHY_MOST];

	*r = (struct rogue){ .listener = socket(over == AWAY_UNIX ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
	directory_new(r->directory, sizeof r->directory, "rogue");
	unsigned port = over == AWAY_UNIX ? listen_unix(r) : listen_tcp(r);
	assert_int_equal(listen(r->listener, 16), 0);
	assert_int_equal(pipe(r->quit), 0);
	if (over == AWAY_UNIX)
		snprintf(text, sizeof text, "unix:%s/rogue", r->directory);
	else
		snprintf(text, sizeof text, "tcp:127.0.0.1:%u", port);
	for (size_t i = 0; i < sizeof text; i++)
		r->address[i] = (OLECHAR)(unsigned char)text[i];
	assert_int_equal(address_parse(text, &r->at, why), S_OK);
	for (int i = 0; i < ROGUE_LINKS; i++)
		r->links[i].fd = -1;
	harness_start(&r->thread, serve, r);
}

void rogue_close(struct rogue *r)
{
	close(r->quit[1]);
	harness_join(&r->thread);
	close(r->quit[0]);
	close(r->listener);
	scratch_clear(r->directory);
	assert_int_equal(rmdir(r->directory), 0);
}

void rogue_provoke(struct rogue *r, enum rogue_moment moment, rogue_act doing)
{
	os_store32(&r->acted, 0);
	os_storep(&r->act, (void *)(uintptr_t)doing);
	os_store32(&r->moment, doing ? moment : ROGUE_NEVER);
}

bool rogue_acted(struct rogue *r)
{
	return os_load32(&r->acted);
}

HRESULT rogue_create(struct rogue *r, IMix **mix)
{
	static const CLSID any = { 0x0bad0000, 9, 9, { 9 } };
	COSERVERINFO server = { .pwszName = r->address };
	MULTI_QI result = { .pIID = &IID_IMix };
	HRESULT hr = CoCreateInstanceEx(&any, NULL, CLSCTX_LOCAL_SERVER, &server, 1, &result);

	*mix = (IMix *)result.pItf;
	return hr;
}
