/* objref_seeds.c - what a fuzzer of OBJREFs begins with: one of each kind, ours and captured ones. */
#include <acom/automation.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "account.h"
#include "fuzz.h"
#include "halves.h"
#include "objects.h"

/* As objref.c's readers stand. */
enum { OBJREF, THIS, THAT, ERROR, IN, OUT, TOWER, ADDRESS, CLASS_FILE, REFERENCE };
enum { ROOM = 8192, CAPTURED_IN = 13, CAPTURED_IN_AT = 48, CAPTURED_OUT = 14, CAPTURED_OUT_AT = 20 };

static void (*keep)(const char *name, const uint8_t *octets, size_t size);
static uint8_t room[ROOM];
static unsigned serial;

static struct put seed_begin(uint8_t kind, uint8_t flags)
{
	struct put p = put_to(room, sizeof room, false);

	put_u8(&p, kind);
	put_u8(&p, flags);
	return p;
}

static void seed_end(const struct put *p)
{
	char name[64];

	snprintf(name, sizeof name, "%u-%04u", p->start[0], serial++);
	keep(name, p->start, put_size(p));
}

static void seed_text(uint8_t kind, const char *text)
{
	struct put p = seed_begin(kind, 0);

	put_octets(&p, text, strlen(text));
	seed_end(&p);
}

/* ---- OBJREFs ---- */

static size_t objref_make(uint8_t *octets, uint32_t form, uint64_t oxid, const struct address *a, size_t count)
{
	static union {
		DUALSTRINGARRAY d;
		uint8_t octets[2048];
	} all;
	GUID ipid = { 1, 0, 0x4000, { 0x80 } };
	struct objref o = { .form = form, .iid = *objects_interface(0)->iid, .references = 5, .oxid = oxid, .oid = 1, .ipid = ipid,
			    .data = room, .data_size = form == OBJREF_CUSTOM ? 16 : 0, .clsid = CLSID_InProcFreeMarshaler };

	if (count) {
		must(bindings_write(a, count, &all.d, 512) == S_OK, "no addresses");
		o.words = (const uint8_t *)all.d.aStringArray;
		o.word_count = all.d.wNumEntries;
		o.security = all.d.wSecurityOffset;
	}
	objref_format(&o, octets);
	return objref_octets(&o);
}

static void seed_objrefs(void)
{
	static const char *const texts[] = { "unix:/run/shop", "tcp:127.0.0.1:4000", "tcp:[::1]:4001", "tls:192.0.2.1:443" };
	struct address a[ARRAY_COUNT(texts)];
	uint8_t octets[2048];
	char why[WHY_MOST];

	for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
		must(address_parse(texts[i], &a[i], why) == S_OK, "no address");
		seed_text(ADDRESS, texts[i]);
	}
	for (uint32_t form = OBJREF_STANDARD; form <= OBJREF_CUSTOM; form *= 4)
		for (uint64_t oxid = 1; oxid < 3; oxid++)
			for (size_t count = 0; count <= ARRAY_COUNT(texts); count++)
				for (uint8_t flags = 0; flags < 8; flags++) {
					size_t size = objref_make(octets, form, oxid, a, count);
					struct put p = seed_begin(flags ? REFERENCE : OBJREF, flags);

					if (flags)
						put_u8(&p, (uint8_t)((size + 3) / 4));
					put_octets(&p, octets, size);
					seed_end(&p);
				}
}

/* What names an object of a process that is asked for it: it says where it is, and has references for us. */
static void seed_far_object(uint8_t flags)
{
	static struct half resolved, counted;
	static union {
		DUALSTRINGARRAY d;
		uint8_t octets[512];
	} all;
	COMVERSION version = { ORPC_MAJOR, ORPC_MINOR }, *pversion = &version;
	GUID unknown = { 7, 0, 0, { 0 } }, *punknown = &unknown;
	USHORT towers[] = { 16, 7 }, *ptowers = towers, two = 2, one = 1;
	OXID oxid = 2, *poxid = &oxid;
	DWORD hint = 0, *phint = &hint;
	DUALSTRINGARRAY *pall = &all.d, **ppall = &pall;
	HRESULT result = S_OK, *presult = &result;
	REMINTERFACEREF ref = { .cPublicRefs = 5 }, *pref = &ref;
	uint8_t octets[512];
	struct address a;
	char why[WHY_MOST];

	must(address_parse("unix:/run/shop", &a, why) == S_OK && bindings_write(&a, 1, &all.d, 128) == S_OK, "no address");
	must(halves_put(halves_row(&IID_IObjectExporter, 4), ACOM_OUT,
			(void *[]){ &poxid, &two, &ptowers, &ppall, &punknown, &phint, &pversion }, &resolved), "nothing is resolved");
	must(halves_put(halves_row(&IID_IRemUnknown, 1), ACOM_OUT, (void *[]){ &one, &pref, &presult }, &counted), "no references");
	size_t size = objref_make(octets, OBJREF_STANDARD, 2, &a, 1);
	struct put p = seed_begin(REFERENCE, flags);
	put_u8(&p, (uint8_t)((size + 3) / 4));
	put_octets(&p, octets, size);
	put_zeros(&p, -size & 3);
	put_ack(&p, PDU_BIND_ACK, 1, 3);
	put_response(&p, 2, 0, true, &resolved);
	put_ack(&p, PDU_ALTER_RESP, 3, 1);
	for (uint32_t id = 4; id < 8; id++)
		put_response(&p, id, 1, false, &counted);
	seed_end(&p);
}

/* ---- beside calls ---- */

static void seed_extensions(void)
{
	static struct {
		ORPC_EXTENT head;
		unsigned char room[256];
	} error, other;
	ORPC_EXTENT *all[] = { &other.head, &error.head };
	ORPC_EXTENT_ARRAY extensions = { 2, 0, all };
	struct orpc_this self = { { ORPC_MAJOR, ORPC_MINOR }, 0, { 0 }, &extensions };
	struct put p = put_to(error.head.data, sizeof error.room, false);
	ICreateErrorInfo *made;
	IErrorInfo *info;
	struct ndr n;

	ndr_init(&n, &marshal_hooks, NULL);
	must(CreateErrorInfo(&made) == S_OK, "no error object");
	ICreateErrorInfo_SetDescription(made, (LPOLESTR)u"out of beans");
	ICreateErrorInfo_QueryInterface(made, &IID_IErrorInfo, (void **)&info);
	must(orpc_error_write(&n, info, &p) == S_OK, "no error");
	IErrorInfo_Release(info);
	ICreateErrorInfo_Release(made);
	error.head.id = orpc_error_extent;
	error.head.size = (uint32_t)put_size(&p);
	other.head.size = 11;
	p = seed_begin(ERROR, 0);
	put_octets(&p, error.head.data, error.head.size);
	seed_end(&p);
	p = seed_begin(THIS, 0);
	must(orpc_write_this(&n, &self, &p) == S_OK, "no ORPCTHIS");
	seed_end(&p);
	p = seed_begin(THAT, 0);
	must(orpc_write_that(&n, &(struct orpc_that){ 0, &extensions }, &p) == S_OK, "no ORPCTHAT");
	seed_end(&p);
	ndr_fini(&n);
}

/* What begins there in a captured stub. */
static void seed_captured(uint8_t kind, size_t index, size_t at)
{
	json_t *all = json_load_file("test/vectors/pdu_vectors.json", 0, NULL);
	const char *hex = json_string_value(json_object_get(json_array_get(json_object_get(all, "pdus"), index), "stub"));
	struct put p = seed_begin(kind, 0);

	must(hex && strlen(hex) > 2 * at, "nothing was captured");
	put_hex(&p, hex + 2 * at);
	seed_end(&p);
	json_decref(all);
}

void fuzz_seeds(void (*k)(const char *name, const uint8_t *octets, size_t size))
{
	struct put p = seed_begin(TOWER, 0);

	keep = k;
	objects_init();
	put_hex(&p, "050013000dc55ea160e84dd711a637005056a20182010002000000"
		    "13000d045d888aeb1cc9119fe808002b10486002000200000001000b02000000"
		    "0100070200008701000904007f000001");
	seed_end(&p);
	seed_objrefs();
	for (uint8_t flags = 0; flags < 8; flags++)
		seed_far_object(flags);
	seed_extensions();
	seed_captured(IN, CAPTURED_IN, CAPTURED_IN_AT);
	seed_captured(OUT, CAPTURED_OUT, CAPTURED_OUT_AT);
	seed_text(CLASS_FILE, "# a shop\nCLSID = {A0C0FFEE-0003-4A11-9000-00000000ABCD}\nName=Shop\nProgID=Coffee.Shop.1\n"
			      "Library=shop.so\nThreadingModel=Both\n");
	seed_text(CLASS_FILE, "CLSID={A0C0FFEE-0003-4A11-9000-00000000ABCD}\nAddress=unix:shop\n"
			      "LocalServer=/bin/shop --serve\n");
}
