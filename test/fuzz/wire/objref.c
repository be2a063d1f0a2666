/* objref.c - what names objects and their places: OBJREFs and all that lies in them, what stands beside calls, addresses, class
 * files. It is refused, or read; what was read is written to octets that read the same. */
#include <acom/automation.h>

#include "account.h"
#include "fuzz.h"
#include "object/classfile.h"
#include "objects.h"
#include "sockets.h"

enum { HEAD = 2, BIG = 0x01, ROOM = 1 << 17, WORDS = 4096, LOOKS = 1000 };

/* Octets of a kind. True: they were read; then *p has what was written of it, unless nobody writes such. */
typedef bool reader(struct ndr *n, struct span octets, uint8_t flags, struct put *p);

static bool written(HRESULT hr)
{
	must(SUCCEEDED(hr) || hr == RPC_E_OUT_OF_RESOURCES, "what was read cannot be written");
	return true;
}

/* ---- OBJREFs ---- */

static void look_at_addresses(const struct bindings *b)
{
	static union {
		DUALSTRINGARRAY d;
		uint8_t octets[2 * WORDS + 16];
	} all;
	struct address addresses[8], again;
	struct binding one;
	size_t at = 0, count = 0;

	while (bindings_next(b, &at, &one))
		if (count < ARRAY_COUNT(addresses) && binding_address(&one, &addresses[count]))
			count++;
	if (FAILED(bindings_write(addresses, count, &all.d, WORDS)))
		return;
	struct bindings written = bindings_of(&all.d);
	must(bindings_check(&written) == S_OK, "addresses were written that cannot be read");
	at = 0;
	for (size_t i = 0; i < count; i++)
		must(bindings_next(&written, &at, &one) && binding_address(&one, &again) && address_equal(&addresses[i], &again),
		     "another address was written than was read");
}

static bool read_objref(struct ndr *n, struct span octets, uint8_t flags, struct put *p)
{
	struct objref o;

	(void)n;
	(void)flags;
	if (FAILED(objref_parse(&o, octets.at, octets.size)))
		return false;
	struct bindings b = { o.words, o.word_count, o.security };
	if (o.form != OBJREF_CUSTOM && SUCCEEDED(bindings_check(&b)))
		look_at_addresses(&b);
	if (o.form != OBJREF_CUSTOM)
		o.form = OBJREF_STANDARD;
	uint8_t *room = put_room(p, objref_octets(&o));
	if (room)
		objref_format(&o, room);
	return true;
}

/* ---- beside calls ---- */

static bool read_this(struct ndr *n, struct span octets, uint8_t flags, struct put *p)
{
	struct take t = take_from(octets.at, octets.size, flags & BIG);
	struct orpc_this self;

	return SUCCEEDED(orpc_read_this(n, &t, &self)) && written(orpc_write_this(n, &self, p));
}

static bool read_that(struct ndr *n, struct span octets, uint8_t flags, struct put *p)
{
	struct take t = take_from(octets.at, octets.size, flags & BIG);
	struct orpc_that that;

	return SUCCEEDED(orpc_read_that(n, &t, &that)) && written(orpc_write_that(n, &that, p));
}

static bool read_error(struct ndr *n, struct span octets, uint8_t flags, struct put *p)
{
	struct {
		ORPC_EXTENT head;
		uint8_t room[ORPC_EXTENT_MAX];
	} x = { .head.size = (uint32_t)(octets.size < ORPC_EXTENT_MAX ? octets.size : ORPC_EXTENT_MAX) };
	IErrorInfo *info;

	(void)flags;
	if (x.head.size)
		memcpy(x.head.data, octets.at, x.head.size);
	if (FAILED(orpc_error_read(n, &x.head, &info)))
		return false;
	HRESULT hr = orpc_error_write(n, info, p);
	IErrorInfo_Release(info);
	return written(hr);
}

/* ---- activation ---- */

static bool read_in(struct ndr *n, struct span octets, uint8_t flags, struct put *p)
{
	struct activation_in in;

	(void)flags;
	return SUCCEEDED(activation_read_in(n, octets, &in)) && written(activation_write_in(n, &in, p));
}

static bool read_out(struct ndr *n, struct span octets, uint8_t flags, struct put *p)
{
	struct activation_out out;

	(void)flags;
	return SUCCEEDED(activation_read_out(n, octets, &out)) && written(activation_write_out(n, &out, p));
}

static bool read_tower(struct ndr *n, struct span octets, uint8_t flags, struct put *p)
{
	struct pdu_syntax interface, again;

	(void)n;
	(void)flags;
	if (FAILED(tower_interface(octets, &interface)))
		return false;
	put_octets(p, octets.at, octets.size);
	must(p->over || tower_set_port(p->start, octets.size, 4711) == S_OK, "a tower has no port");
	must(p->over || tower_interface((struct span){ p->start, octets.size }, &again) == S_OK, "a tower is none any more");
	must(p->over || pdu_syntax_equal(&interface, &again), "a port changes an interface");
	return true;
}

/* ---- texts ---- */

static bool read_address(struct ndr *n, struct span octets, uint8_t flags, struct put *p)
{
	char text[256], why[WHY_MOST], again[ADDRESS_MOST];
	size_t size = octets.size < sizeof text - 1 ? octets.size : sizeof text - 1;
	struct address a;

	(void)n;
	(void)flags;
	if (size)
		memcpy(text, octets.at, size);
	text[size] = 0;
	if (FAILED(address_parse(text, &a, why)))
		return false;
	address_text(&a, again);
	put_octets(p, again, strlen(again));
	return true;
}

static bool inside(const char *at, const char *text, size_t size) { return !at || (at >= text && at <= text + size); }

static bool read_class_file(struct ndr *n, struct span octets, uint8_t flags, struct put *p)
{
	struct class_file f;
	char *text = os_alloc(octets.size + 1);

	(void)n;
	(void)flags;
	(void)p;
	must(text, "no memory for a text");
	if (octets.size)
		memcpy(text, octets.at, octets.size);
	classfile_read(text, octets.size, &f);
	must(inside(f.library, text, octets.size) && inside(f.progid, text, octets.size) && inside(f.address, text, octets.size) &&
	     inside(f.command, text, octets.size), "a class file names what it does not hold");
	must(!f.command || (f.command_size && inside(f.command + f.command_size - 1, text, octets.size) &&
			    !f.command[f.command_size - 1]), "a command has no end");
	classfile_is_named(&f, u"Coffee.Shop.1");
	os_free(text);
	return !f.bad_line;
}

/* ---- unmarshaling: what the OBJREF names is here, or there, where the rest of the octets is said ---- */

static void unmarshal(struct span octets, bool strong)
{
	LARGE_INTEGER start = { 0 };
	IStream *stream;
	IUnknown *p;

	must(stream_create(&stream) == S_OK, "no stream");
	must(IStream_Write(stream, octets.at, (ULONG)octets.size, NULL) == S_OK, "nothing is written");
	IStream_Seek(stream, start, STREAM_SEEK_SET, NULL);
	if (SUCCEEDED(CoUnmarshalInterface(stream, &IID_IUnknown, (void **)&p)))
		IUnknown_Release(p);
	if (strong) {
		IStream_Seek(stream, start, STREAM_SEEK_SET, NULL);
		CoReleaseMarshalData(stream);
	}
	IStream_Release(stream);
}

static bool read_reference(struct ndr *n, struct span octets, uint8_t flags, struct put *p)
{
	static const enum objref_kind kinds[] = { OBJREF_NORMAL, OBJREF_STRONG, OBJREF_WEAK };
	struct offered o = objects_offer(0, 1);
	size_t size = octets.size ? 4 * (size_t)octets.at[0] : 0;
	struct marshaled m;

	(void)n;
	(void)p;
	span_skip(&octets, octets.size != 0);
	struct span said = octets;
	octets.size = size < octets.size ? size : octets.size;
	span_skip(&said, octets.size);
	sockets_begin(&(struct outside){ .octets = said.at, .size = said.size, .peers = true });
	account_received(CLASSFILE_MOST / 64); /* who looks for a class has room for a file */
	must(objref_marshal(o.object, objects_interface(0)->iid, kinds[flags % 3], MSHCTX_INPROC, &m) == S_OK, "no reference");
	marshal_free(&m);
	unmarshal(octets, flags & 4);
	sockets_look(LOOKS);
	export_disconnect(o.object);
	objects_withdraw(&o);
	return true;
}

/* ---- an input ---- */

static reader *const readers[] = {
	read_objref, read_this, read_that, read_error, read_in, read_out, read_tower, read_address, read_class_file, read_reference,
};

/* Once more, of what was written: that is read to the same again. */
static void read_again(reader *read, uint8_t flags, const struct put *first)
{
	static uint8_t room[ROOM];
	struct put second = put_to(room, sizeof room, false);
	struct ndr n;

	if (first->over || !put_size(first))
		return;
	ndr_init(&n, &marshal_hooks, NULL);
	must(read(&n, (struct span){ first->start, put_size(first) }, flags & (uint8_t)~BIG, &second),
	     "what was written cannot be read");
	ndr_fini(&n);
	must(second.over || (put_size(first) == put_size(&second) && !memcmp(first->start, room, put_size(first))),
	     "what was read is written as something else");
}

void fuzz_try(const uint8_t *octets, size_t size)
{
	static uint8_t room[ROOM];
	static bool begun;
	struct put p = put_to(room, sizeof room, false);
	struct ndr n;

	if (!begun)
		objects_init();
	begun = true;
	if (size < HEAD)
		return;
	reader *read = readers[octets[0] % ARRAY_COUNT(readers)];
	const uint8_t *alone = account_alone(octets + HEAD, size - HEAD);
	sockets_begin(&(struct outside){ .octets = NULL });
	account_begin();
	account_received(size);
	ndr_init(&n, &marshal_hooks, NULL);
	bool whole = read(&n, (struct span){ alone, size - HEAD }, octets[1], &p);
	account_check();
	ndr_fini(&n);
	account_alone_end(alone);
	if (whole)
		read_again(read, octets[1], &p);
	objects_rest();
	must(!objects_live(), "an object is left over");
	sockets_end();
	account_end();
}
