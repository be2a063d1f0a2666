/* orpcforms.c - the runtime's own calls with fixed values, for a foreign reader and writer of the same (objects.py).
 *
 *	orpcforms            a line "name hexadecimal" for each: our octets
 *	orpcforms - <lines   reads such lines of another writer: they must mean the same, so that written again they are ours
 */
#include <stdio.h>
#include <stdlib.h>

#include "ndr/walk.h"
#include "wire/wire.h"

enum { ROOM = 4096 };
enum kind { REQUEST, RESPONSE, IN, OUT };

static GUID coffee = { 0xc0ffee00, 0x1111, 0x2222, { 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa } };
static GUID tea = { 0x7ea, 1, 2, { 3, 4, 5, 6, 7, 8, 9, 10 } };

/* ---- the values ---- */

static USHORT one = 1, two = 2, nine = 9, tcp = 7, *protocols = &tcp, backoff = 3, *backoff_at = &backoff;
static ULONG five = 5;
static DWORD hint = 1, *hint_at = &hint, nothing, *nothing_at = &nothing;
static GUID *ripid = &coffee;
static IID iids[2], *iids_at = iids;
static OXID oxid = 0x1122334455667788, *oxid_at = &oxid;
static OID oids[] = { 1, 0x0123456789abcdef }, *oids_at = oids, *no_oids;
static REMINTERFACEREF references[2], *references_at = references;
static HRESULT results[] = { S_OK, (HRESULT)0x80010114 }, *results_at = results;
static REMQIRESULT result, *result_at = &result, **results_out = &result_at;
static COMVERSION version = { 5, 7 }, *version_at = &version;
static struct { DUALSTRINGARRAY head; unsigned short room[128]; } where;
static DUALSTRINGARRAY *where_at = &where.head, **where_out = &where_at;
static struct { MInterfacePointer head; unsigned char room[64]; } pointer;
static MInterfacePointer *pointer_at = &pointer.head, *no_pointer, **pointer_out = &pointer_at;

static const struct item {
	const char *name;
	const IID *iid; /* NULL: activation properties */
	size_t row;
	bool object;    /* ORPCTHIS or ORPCTHAT stand before it */
	enum kind kind;
	void *args[8];
} items[] = {
#define ROW(interface, method) &IID_##interface, offsetof(interface##Vtbl, method) / sizeof(void *) - 3
	{ "RemQueryInterface", ROW(IRemUnknown, RemQueryInterface), true, REQUEST, { &ripid, &five, &two, &iids_at } },
	{ "RemQueryInterfaceResponse", ROW(IRemUnknown, RemQueryInterface), true, RESPONSE,
		{ &ripid, &five, &one, &iids_at, &results_out } },
	{ "RemAddRef", ROW(IRemUnknown, RemAddRef), true, REQUEST, { &two, &references_at } },
	{ "RemAddRefResponse", ROW(IRemUnknown, RemAddRef), true, RESPONSE, { &two, &references_at, &results_at } },
	{ "RemRelease", ROW(IRemUnknown, RemRelease), true, REQUEST, { &two, &references_at } },
	{ "ResolveOxid2", ROW(IObjectExporter, ResolveOxid2), false, REQUEST, { &oxid_at, &one, &protocols } },
	{ "ResolveOxid2Response", ROW(IObjectExporter, ResolveOxid2), false, RESPONSE,
		{ &oxid_at, &one, &protocols, &where_out, &ripid, &hint_at, &version_at } },
	{ "ServerAlive2Response", ROW(IObjectExporter, ServerAlive2), false, RESPONSE, { &version_at, &where_out, &nothing_at } },
	{ "SimplePing", ROW(IObjectExporter, SimplePing), false, REQUEST, { &oxid_at } },
	{ "ComplexPing", ROW(IObjectExporter, ComplexPing), false, REQUEST,
		{ &oxid_at, &nine, &two, &(USHORT){ 0 }, &oids_at, &no_oids } },
	{ "ComplexPingResponse", ROW(IObjectExporter, ComplexPing), false, RESPONSE,
		{ &oxid_at, &nine, &two, &(USHORT){ 0 }, &oids_at, &no_oids, &backoff_at } },
	{ "RemoteCreateInstance", ROW(ISystemActivator, RemoteCreateInstance), true, REQUEST, { &no_pointer, &pointer_at } },
	{ "RemoteCreateInstanceResponse", ROW(ISystemActivator, RemoteCreateInstance), true, RESPONSE,
		{ &no_pointer, &pointer_at, &pointer_out } },
	{ "RemoteGetClassObject", ROW(ISystemActivator, RemoteGetClassObject), true, REQUEST, { &pointer_at } },
	{ "ActivationIn", NULL, 0, false, IN, { NULL } },
	{ "ActivationOut", NULL, 0, false, OUT, { NULL } },
};

static void values_init(void)
{
	struct address address;
	char why[WHY_MOST];

	iids[0] = tea;
	iids[1] = IID_IUnknown;
	references[0] = (REMINTERFACEREF){ coffee, 5, 0 };
	references[1] = (REMINTERFACEREF){ tea, 1, 2 };
	result = (REMQIRESULT){ S_OK, { 0x1000, 5, 1, 2, coffee } };
	pointer.head.ulCntData = 13;
	memcpy(pointer.head.abData, "no reference.", 13);
	if (FAILED(address_parse("tcp:127.0.0.1:5000", &address, why)) || FAILED(bindings_write(&address, 1, &where.head, 128)))
		abort();
}

/* ---- one of them ---- */

static void check(const char *name, HRESULT hr)
{
	if (SUCCEEDED(hr))
		return;
	printf("%s: 0x%08x\n", name, (unsigned)hr);
	exit(1);
}

static const ACOM_METHOD *method_of(const struct item *i)
{
	HRESULT hr;
	const ACOM_INTERFACE *interface = registry_find(i->iid, &hr);

	check(i->name, hr);
	return &interface->methods[i->row];
}

/* The extensions that go along: one, so that its array has a place that is empty. */
static HRESULT put_header(struct ndr *n, const struct item *i, struct put *p)
{
	static struct { ORPC_EXTENT head; unsigned char room[8]; } extent;
	ORPC_EXTENT *all[] = { &extent.head, NULL };
	ORPC_EXTENT_ARRAY extensions = { 1, 0, all };
	struct orpc_this self = { { ORPC_MAJOR, ORPC_MINOR }, 1, tea, &extensions };
	struct orpc_that that = { 0, &extensions };

	extent.head.id = coffee;
	extent.head.size = 5;
	memcpy(extent.head.data, "beans", 5);
	return !i->object ? S_OK : i->kind == REQUEST ? orpc_write_this(n, &self, p) : orpc_write_that(n, &that, p);
}

static void write_method(struct ndr *n, const struct item *i, void *const *args, struct put *p)
{
	const ACOM_METHOD *m = method_of(i);
	ndr_half half = i->kind == REQUEST ? ACOM_IN : ACOM_OUT;
	size_t size = 0, used;

	check(i->name, put_header(n, i, p));
	check(i->name, ndr_save(n, m, args));
	check(i->name, ndr_size(n, m, half, args, &size));
	check(i->name, ndr_put(n, m, half, args, S_FALSE, put_room(p, size), size, &used));
}

static void write_activation(struct ndr *n, const struct item *i, struct put *p)
{
	customREMOTE_REQUEST_SCM_INFO remote = { 2, 1, &tcp };
	customREMOTE_REPLY_SCM_INFO exporter = { oxid, &where.head, coffee, 1, version };
	InstantiationInfoData what = { .classId = coffee, .cIID = 2, .pIID = iids, .thisSize = 0, .clientCOMVersion = version };
	PMInterfacePointer pointers[] = { &pointer.head, NULL };
	PropsOutInfo made = { 2, iids, results, pointers };

	check(i->name, i->kind == IN ?
		activation_write_in(n, &(struct activation_in){ &what, &(ScmRequestInfoData){ NULL, &remote } }, p) :
		activation_write_out(n, &(struct activation_out){ &made, &(ScmReplyInfoData){ NULL, &exporter } }, p));
}

static size_t write_item(const struct item *i, uint8_t *octets)
{
	struct put p = put_to(octets, ROOM, false);
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	if (i->iid)
		write_method(&n, i, i->args, &p);
	else
		write_activation(&n, i, &p);
	ndr_fini(&n);
	return put_size(&p);
}

/* ---- what another one wrote ---- */

static void read_header(struct ndr *n, const struct item *i, struct take *t)
{
	struct orpc_this self = { .causality = tea };
	struct orpc_that that;
	bool request = i->kind == REQUEST;

	check(i->name, request ? orpc_read_this(n, t, &self) : orpc_read_that(n, t, &that));
	const ORPC_EXTENT *x = orpc_extent(request ? self.extensions : that.extensions, &coffee);
	check(i->name, x && x->size == 5 && !memcmp(x->data, "beans", 5) && IsEqualGUID(&self.causality, &tea) ? S_OK : E_FAIL);
}

/* The variables of a caller. */
static void response_args(struct ndr *n, const struct item *i, const ACOM_METHOD *m, void **args)
{
	struct walk w;

	walk_init(&w, n, WALK_INIT, ACOM_OUT);
	for (uint16_t k = 0; k < m->count; k++) {
		const ACOM_TYPE *elem = m->params[k].type->elem;
		void **variable = arena_alloc(&n->arena, sizeof *variable);

		args[k] = i->args[k];
		if (!(m->params[k].flags & ACOM_OUT))
			continue;
		*variable = arena_alloc(&n->arena, elem->kind == ACOM_ARRAY ? array_capacity(&w, elem) : elem->size);
		if (m->params[k].flags & ACOM_IN)
			memcpy(*variable, *(void **)i->args[k], elem->size);
		args[k] = variable;
	}
}

static void read_method(struct ndr *n, const struct item *i, struct take *t, struct put *again)
{
	const ACOM_METHOD *m = method_of(i);
	void *out[8], **args = out;
	HRESULT hr = S_FALSE;

	if (i->object)
		read_header(n, i, t);
	if (i->kind == REQUEST) {
		check(i->name, ndr_get_request(n, m, t->at, take_left(t), &args));
	} else {
		check(i->name, ndr_save(n, m, i->args));
		response_args(n, i, m, args);
		check(i->name, ndr_get_response(n, m, args, t->at, take_left(t), &hr));
	}
	check(i->name, hr == S_FALSE ? S_OK : E_FAIL);
	write_method(n, i, args, again);
	ndr_free(n, m, args);
}

/* Its properties may be more than ours: only what is read is compared. */
static void read_activation(struct ndr *n, const struct item *i, struct take *t, struct put *again)
{
	struct span all = { t->at, take_left(t) };
	struct activation_in in;
	struct activation_out out;

	if (i->kind == IN) {
		check(i->name, activation_read_in(n, all, &in));
		in.instantiation->thisSize = 0;
		check(i->name, activation_write_in(n, &in, again));
	} else {
		check(i->name, activation_read_out(n, all, &out));
		check(i->name, activation_write_out(n, &out, again));
	}
}

static bool means_the_same(const struct item *i, const uint8_t *octets, size_t size)
{
	uint8_t ours[ROOM], again[ROOM];
	struct take t = take_from(octets, size, false);
	struct put p = put_to(again, sizeof again, false);
	size_t expected = write_item(i, ours);
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	if (i->iid)
		read_method(&n, i, &t, &p);
	else
		read_activation(&n, i, &t, &p);
	ndr_fini(&n);
	return put_size(&p) == expected && !memcmp(ours, again, expected);
}

/* ---- all ---- */

static void write_all(void)
{
	uint8_t octets[ROOM];

	for (size_t i = 0; i < ARRAY_COUNT(items); i++) {
		size_t size = write_item(&items[i], octets);

		printf("%s ", items[i].name);
		for (size_t k = 0; k < size; k++)
			printf("%02x", octets[k]);
		printf("\n");
	}
}

static int read_all(void)
{
	static char name[64], hex[2 * ROOM + 1];
	uint8_t octets[ROOM];
	size_t count = 0;

	for (; scanf("%63s %8192s", name, hex) == 2; count++) {
		size_t size = 0, i = 0;

		for (unsigned octet; sscanf(hex + 2 * size, "%2x", &octet) == 1; size++)
			octets[size] = (uint8_t)octet;
		while (i < ARRAY_COUNT(items) && strcmp(items[i].name, name))
			i++;
		if (i == ARRAY_COUNT(items) || !means_the_same(&items[i], octets, size)) {
			printf("%s: it means something else\n", name);
			return 1;
		}
	}
	printf("%zu of impacket's were read\n", count);
	return count == ARRAY_COUNT(items) ? 0 : 1;
}

int main(int argc, char **argv)
{
	(void)argv;
	values_init();
	if (argc > 1)
		return read_all();
	write_all();
	return 0;
}
