/* pdu_seeds.c - what a fuzzer of PDUs begins with: the captured ones, the hostile ones, and conversations about each method. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "fuzz.h"
#include "halves.h"
#include "objects.h"
#include "pdu.h"

enum { ROOM = 16384, SERVER = 0, CLIENT = 1, SERVED = 2, CALLED = 3, ROUNDS = 3 };
enum { BRINGS_TO_SERVER = 0x20, BRINGS_TO_CLIENT = 0x08, ASYNC = 0x10, TWICE = 0x20, PREFIX = 0x40, WITH_ALL_BUT_FIRST = 0xFE };
enum { SHARES_WITH_SERVER = 0x40, SPOILS_SERVER = 0x80, SHARES_WITH_CLIENT = 0x80, WITH_SECOND = 0x02, BRINGS = 0x40000000 };

static const struct pdu_syntax share_syntax = {
	{ 0x3f1d2b60, 0x8d0e, 0x4c1f, { 0x9a, 0x57, 0x6b, 0x1d, 0x2c, 0x4e, 0x7a, 0x90 } }, 1,
};
static const IID adder = { 0xA0C0FFEE, 0x0003, 0x4A11, { 0x90, 0, 0, 0, 0, 0, 0xAB, 0xCD } };

/* What inputs know of: the process itself, the first object that is offered, and the proxy's. */
enum { OUR_OXID = 1, OUR_UNKNOWN = 2, ITS_OXID = 0x0A, ITS_IPID = 0x0C };
static const GUID our_unknown = { OUR_UNKNOWN, 0, 0, { 0 } }, our_ipid = { 1, 0, 0x4000, { 0x80 } };
static const GUID its_ipid = { ITS_IPID, 0, 0, { 0 } };

static void (*keep)(const char *name, const uint8_t *octets, size_t size);
static uint8_t room[ROOM];
static unsigned serial;
static struct half request, response;

static struct put seed_begin(uint8_t flags, unsigned first, unsigned second, uint8_t third)
{
	struct put p = put_to(room, sizeof room, false);

	put_u8(&p, flags);
	put_u8(&p, (uint8_t)first);
	put_u8(&p, (uint8_t)second);
	put_u8(&p, third);
	return p;
}

static void seed_end(const char *kind, const struct put *p)
{
	char name[64];

	snprintf(name, sizeof name, "%s-%04u", kind, serial++);
	keep(name, p->start, put_size(p));
}

/* ---- what was captured, and what is hostile ---- */

static json_t *load(const char *path)
{
	json_t *j = json_load_file(path, 0, NULL);

	must(j, "the vectors cannot be read");
	return j;
}

static void seed_captured(void)
{
	json_t *all = load("test/vectors/pdu_vectors.json"), *j;
	size_t i;

	json_array_foreach(json_object_get(all, "pdus"), i, j)
		for (uint8_t end = SERVER; end <= CALLED; end++) {
			struct put p = seed_begin(end, 0, 3, 0);

			put_hex(&p, json_string_value(json_object_get(j, "hex")));
			seed_end("captured", &p);
		}
	json_decref(all);
}

static void seed_hostile(void)
{
	json_t *all = load("test/vectors/hostile.json"), *j, *step;
	size_t i, n;

	json_array_foreach(json_object_get(all, "inputs"), i, j) {
		struct put p = seed_begin(SERVER, 0, 20, 0);

		json_array_foreach(json_object_get(j, "steps"), n, step)
			put_hex(&p, json_string_value(step));
		if (n)
			seed_end("hostile", &p);
	}
	json_decref(all);
}

/* ---- PDUs ---- */

static struct put pdu_in(struct put *all) { return put_to(all->at, (size_t)(all->end - all->at), all->big); }

static void put_bind(struct put *all, uint32_t version, const IID *iid)
{
	struct pdu_syntax features = pdu_feature_syntax(PDU_FEATURES_ACOM, PDU_ACOM_FEATURES), interface = { *iid, version };
	struct put p = pdu_in(all);

	pdu_begin(&p, PDU_BIND, PDU_FIRST | PDU_LAST | PDU_CONC_MPX, 1);
	pdu_put_bind(&p, &(struct pdu_bind){ .xmit = PDU_LONG, .recv = PDU_LONG, .count = 2 });
	pdu_put_context(&p, &(struct pdu_context){ .id = 0, .count = 1, .interface = interface });
	pdu_put_syntax(&p, &pdu_ndr);
	pdu_put_context(&p, &(struct pdu_context){ .id = 7, .count = 1, .interface = interface });
	pdu_put_syntax(&p, &features);
	put_room(all, pdu_end(&p));
}

/* A step towards shared memory. */
static void put_share(struct put *all, uint32_t id)
{
	struct put p = pdu_in(all);

	pdu_begin(&p, PDU_ALTER, PDU_FIRST | PDU_LAST, id);
	pdu_put_bind(&p, &(struct pdu_bind){ .xmit = PDU_LONG, .recv = PDU_LONG, .count = 1 });
	pdu_put_context(&p, &(struct pdu_context){ .id = ASSOC_CONTEXTS + PDU_FEATURE_FAMILIES, .count = 1,
						   .interface = share_syntax });
	pdu_put_syntax(&p, &share_syntax);
	put_room(all, pdu_end(&p));
}

static void put_request(struct put *all, uint32_t id, const GUID *object, uint16_t opnum, bool plain)
{
	static uint8_t stub[HALF_MOST + ORPC_THIS_SIZE];
	struct put p = pdu_in(all), s = put_to(stub, sizeof stub, all->big);

	if (!plain) {
		put_u16(&s, ORPC_MAJOR);
		put_u16(&s, ORPC_MINOR);
		put_zeros(&s, ORPC_THIS_SIZE - 4);
	}
	put_octets(&s, request.octets, request.size);
	pdu_begin(&p, PDU_REQUEST, PDU_FIRST | PDU_LAST | (object ? PDU_OBJECT : 0), id);
	pdu_put_request(&p, &(struct pdu_request){ .alloc_hint = (uint32_t)put_size(&s), .opnum = opnum, .object = object,
						   .stub = { stub, put_size(&s) } });
	put_room(all, pdu_end(&p));
}

/* ---- conversations ---- */

static void seed_request(unsigned interface, const ACOM_METHOD *m, bool brings)
{
	const ACOM_INTERFACE *i = objects_interface(interface);
	unsigned second = brings ? WITH_ALL_BUT_FIRST : interface + 1;
	struct put p = seed_begin(SERVED | (brings ? BRINGS_TO_SERVER : 0), interface, second, 0);

	put_bind(&p, 0, i->iid);
	put_request(&p, 1, &our_ipid, m->slot, false);
	put_request(&p, 2, &our_ipid, m->slot, false);
	seed_end("request", &p);
}

/* Of what the process itself serves. */
static void seed_service(const IID *iid, const ACOM_METHOD *m)
{
	bool plain = IsEqualIID(iid, &IID_IObjectExporter);
	struct put p = seed_begin(SERVED, 0, 1, 0);

	put_bind(&p, 0, iid);
	put_request(&p, 1, &our_unknown, (uint16_t)(m->slot - (plain ? 3 : 0)), plain);
	seed_end("service", &p);
}

/* A bind, an alter_context, and answers to all that may be asked. */
static void seed_answer(unsigned interface, unsigned method, uint8_t flags)
{
	bool prefix = request.size && request.size < 256;
	struct put p = seed_begin((uint8_t)(CALLED | flags | (prefix ? PREFIX : 0)), interface, method, 0);

	if (prefix) {
		put_u8(&p, (uint8_t)request.size);
		put_octets(&p, request.octets, request.size);
	}
	put_ack(&p, PDU_BIND_ACK, 1, 3);
	put_ack(&p, PDU_ALTER_RESP, 2, 1);
	for (uint32_t id = 3; id < 6; id++)
		put_response(&p, id, 1, false, &response);
	seed_end("answer", &p);
}

/* ---- by shared memory ---- */

/* What follows the second step comes there; spoils: and the world writes something else there, too. */
static void seed_shared_request(unsigned interface, const ACOM_METHOD *m, unsigned spoils)
{
	struct put p = seed_begin(SERVED | BRINGS_TO_SERVER | SHARES_WITH_SERVER | (spoils ? SPOILS_SERVER : 0), interface, WITH_SECOND,
				  0);

	put_bind(&p, 0, objects_interface(interface)->iid);
	put_share(&p, 2);
	put_share(&p, 3);
	for (uint32_t id = 4; id < 8; id++)
		put_request(&p, id, &our_ipid, m->slot, false);
	put_u16(&p, (uint16_t)spoils);
	seed_end("shared-request", &p);
}

static void seed_shared_answer(unsigned interface, unsigned method, uint8_t flags)
{
	struct put p = seed_begin((uint8_t)(CALLED | SHARES_WITH_CLIENT | flags), interface, method, 0);

	put_ack(&p, PDU_BIND_ACK, 1, 3);
	for (uint32_t id = 2; id < 5; id++)
		put_ack(&p, PDU_ALTER_RESP, id, 1);
	for (uint32_t id = 5; id < 8; id++)
		put_response(&p, id, 1, false, &response);
	seed_end("shared-answer", &p);
}

/* At the ends of associations, which say of themselves what brings a descriptor. */
static void seed_shared_ends(void)
{
	struct put p = seed_begin(SERVER | 0x50, 0, 130, 0);

	put_bind(&p, 0, &adder);
	put_share(&p, BRINGS | 2);
	put_share(&p, 3);
	for (uint32_t id = 4; id < 8; id++)
		put_request(&p, id, &our_ipid, 3, false);
	seed_end("shared-server", &p);
	p = seed_begin(CLIENT | 0x50, 0, 130, 0);
	put_ack(&p, PDU_BIND_ACK, 1, 3);
	put_ack(&p, PDU_ALTER_RESP, 2, 1);
	put_ack(&p, PDU_ALTER_RESP, 9, 1);
	put_ack(&p, PDU_ALTER_RESP, 10, 1);
	for (uint32_t id = 3; id < 9; id++)
		put_response(&p, id, 0, true, &response);
	if (!(put_size(&p) & 1)) /* only of odd size it is a client that shares */
		put_u8(&p, 0);
	seed_end("shared-client", &p);
}

static void seed_method(unsigned interface, unsigned method)
{
	const ACOM_INTERFACE *i = objects_interface(interface);
	const ACOM_METHOD *m = objects_method(i, method);

	for (int round = 0; round < ROUNDS; round++) {
		halves_name(round ? OUR_OXID : ITS_OXID, round ? &our_ipid : &its_ipid);
		if (!halves_make(m, &request, &response))
			continue;
		seed_request(interface, m, round == 2);
		seed_service(i->iid, m);
		if (!method) {
			seed_shared_request(interface, m, round == 1 ? interface << 4 | 3 : 0);
			seed_shared_answer(interface, method, round == 1 ? ASYNC : 0);
		}
		seed_answer(interface, method, round == 1 ? ASYNC | TWICE : round == 2 ? BRINGS_TO_CLIENT : 0);
	}
}

/* ---- about references ---- */

static void seed_references(void)
{
	const GUID *pipid = &our_ipid;
	const IID *piid = objects_interface(1)->iid;
	REMINTERFACEREF refs[2] = { { our_ipid, 5, 0 }, { our_ipid, 1, 1 } }, *prefs = refs;
	REMQIRESULT *results = NULL, **presults = &results;
	HRESULT hrs[2], *phrs = hrs;
	ULONG count = 5;
	USHORT one = 1, two = 2;
	struct put p = seed_begin(SERVED, 0, 1, 0);

	put_bind(&p, 0, &IID_IRemUnknown);
	must(halves_put(halves_row(&IID_IRemUnknown, 0), ACOM_IN, (void *[]){ &pipid, &count, &one, &piid, &presults }, &request),
	     "no query");
	put_request(&p, 1, &our_unknown, 3, false);
	must(halves_put(halves_row(&IID_IRemUnknown, 1), ACOM_IN, (void *[]){ &two, &prefs, &phrs }, &request), "no references");
	put_request(&p, 2, &our_unknown, 4, false);
	must(halves_put(halves_row(&IID_IRemUnknown, 2), ACOM_IN, (void *[]){ &two, &prefs }, &request), "no release");
	put_request(&p, 3, &our_unknown, 5, false);
	seed_end("references", &p);
}

/* Fragments that are longer than others' may be; cut behind the first, or not. */
static void seed_long(uint8_t end)
{
	static const uint8_t stub[6400];
	struct put all = seed_begin(end, 0, 90, 23);

	put_bind(&all, 0, objects_interface(1)->iid);
	for (unsigned i = 0; i < 2; i++) {
		struct put p = pdu_in(&all);
		struct span part = { stub, i ? 300 : sizeof stub };
		pdu_begin(&p, PDU_REQUEST, i ? PDU_LAST : PDU_FIRST, 1);
		pdu_put_request(&p, &(struct pdu_request){ .alloc_hint = i ? 300 : 6700, .opnum = 3, .stub = part });
		put_room(&all, pdu_end(&p));
	}
	seed_end("long", &all);
}

/* One interface of an object of the class, or of that itself. */
static void seed_activation(const ACOM_METHOD *m, bool class_object)
{
	static union {
		MInterfacePointer p;
		uint8_t octets[2048];
	} in;
	IID iid = *objects_interface(0)->iid;
	InstantiationInfoData instantiation = { .classId = objects_class, .classCtx = CLSCTX_LOCAL_SERVER, .cIID = 1, .pIID = &iid };
	struct activation_in a = { .instantiation = &instantiation };
	struct put p = put_to(in.p.abData, sizeof in - sizeof in.p, false);
	MInterfacePointer *pin = &in.p, *none = NULL, *out = NULL, **pout = &out;
	struct ndr n;

	ndr_init(&n, &marshal_hooks, NULL);
	must(activation_write_in(&n, &a, &p) == S_OK, "no properties");
	ndr_fini(&n);
	in.p.ulCntData = (ULONG)put_size(&p);
	void **args = class_object ? (void *[]){ &pin, &pout } : (void *[]){ &none, &pin, &pout };
	must(halves_put(m, ACOM_IN, args, &request), "no activation");
	p = seed_begin(SERVED, 0, 1, 0);
	put_bind(&p, 0, &IID_ISystemActivator);
	put_request(&p, 1, NULL, m->slot, false);
	seed_end("activation", &p);
}

void fuzz_seeds(void (*k)(const char *name, const uint8_t *octets, size_t size))
{
	keep = k;
	objects_init();
	seed_captured();
	seed_hostile();
	for (unsigned i = 0; i < objects_interface_count(); i++)
		for (unsigned m = 0; m < objects_interface(i)->count; m++)
			seed_method(i, m);
	seed_references();
	seed_shared_ends();
	seed_long(SERVER);
	seed_long(SERVED);
	seed_activation(halves_row(&IID_ISystemActivator, 0), true);
	seed_activation(halves_row(&IID_ISystemActivator, 1), false);
}
