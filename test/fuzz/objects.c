/* objects.c - octets that are no ORPC header, OBJREF, activation property or error object: 100 000 mutated ones are refused or
 * read; nothing is read outside them and nothing leaks. `make fuzz` tries more (ACOM_FUZZ=n). */
#include <acom/automation.h>

#include "chance.h"
#include "test/vectors/json.h"
#include "wire/wire.h"

enum { PIECES = 100000 };

/* What is understood of it; false: refused. n is empty before and afterwards. */
typedef bool reader(struct ndr *n, const uint8_t *octets, size_t size);

static bool read_this(struct ndr *n, const uint8_t *octets, size_t size)
{
	struct take t = take_from(octets, size, chance(2));
	struct orpc_this self;

	if (FAILED(orpc_read_this(n, &t, &self)))
		return false;
	orpc_extent(self.extensions, &orpc_error_extent);
	return true;
}

static bool read_that(struct ndr *n, const uint8_t *octets, size_t size)
{
	struct take t = take_from(octets, size, false);
	struct orpc_that that;
	IErrorInfo *info = NULL;

	if (FAILED(orpc_read_that(n, &t, &that)))
		return false;
	const ORPC_EXTENT *x = orpc_extent(that.extensions, &orpc_error_extent);
	if (x && FAILED(orpc_error_read(n, x, &info)))
		return false;
	release_unknown(info);
	return true;
}

static bool read_objref(struct ndr *n, const uint8_t *octets, size_t size)
{
	struct objref o;
	struct binding one;
	struct address a;
	size_t at = 0;

	(void)n;
	if (FAILED(objref_parse(&o, octets, size)))
		return false;
	struct bindings b = { o.words, o.word_count, o.security };
	if (FAILED(bindings_check(&b)))
		return false;
	while (bindings_next(&b, &at, &one))
		binding_address(&one, &a);
	return true;
}

static bool read_in(struct ndr *n, const uint8_t *octets, size_t size)
{
	struct activation_in in;

	return SUCCEEDED(activation_read_in(n, (struct span){ octets, size }, &in));
}

static bool read_out(struct ndr *n, const uint8_t *octets, size_t size)
{
	struct activation_out out;

	return SUCCEEDED(activation_read_out(n, (struct span){ octets, size }, &out));
}

/* ---- what is mutated ---- */

struct piece {
	reader *read;
	struct buffer octets;
};
enum { KINDS = 5 };

/* The OBJREF_CUSTOM in a captured stub. */
static void captured(struct piece *p, reader *read, size_t index, size_t at)
{
	json_t *all = vectors_load("pdu_vectors.json"), *pdu = json_array_get(json_object_get(all, "pdus"), index);
	size_t size = unhex(json_string_value(json_object_get(pdu, "stub")), p->octets.at);

	json_decref(all);
	p->read = read;
	p->octets.size = size - at;
	memmove(p->octets.at, p->octets.at + at, p->octets.size);
	assert_memory_equal(p->octets.at, "MEOW", 4);
}

static void with_extensions(struct piece *p, reader *read, bool request)
{
	static struct { ORPC_EXTENT head; unsigned char room[256]; } error, other;
	ORPC_EXTENT *all[] = { &other.head, &error.head };
	ORPC_EXTENT_ARRAY extensions = { 2, 0, all };
	struct orpc_this self = { { ORPC_MAJOR, ORPC_MINOR }, 0, { 0 }, &extensions };
	struct orpc_that that = { 0, &extensions };
	struct put put = put_to(error.head.data, sizeof error.room, false);
	ICreateErrorInfo *made;
	IErrorInfo *info;
	struct ndr n;

	ndr_init(&n, NULL, NULL);
	assert_int_equal(CreateErrorInfo(&made), S_OK);
	assert_int_equal(ICreateErrorInfo_SetDescription(made, (LPOLESTR)u"out of beans"), S_OK);
	assert_int_equal(ICreateErrorInfo_QueryInterface(made, &IID_IErrorInfo, (void **)&info), S_OK);
	assert_int_equal(orpc_error_write(&n, info, &put), S_OK);
	IErrorInfo_Release(info);
	ICreateErrorInfo_Release(made);
	error.head.id = orpc_error_extent;
	error.head.size = (uint32_t)put_size(&put);
	other.head.size = 11;
	put = put_to(p->octets.at, sizeof p->octets.at, false);
	assert_int_equal(request ? orpc_write_this(&n, &self, &put) : orpc_write_that(&n, &that, &put), S_OK);
	p->read = read;
	p->octets.size = put_size(&put);
	ndr_fini(&n);
}

static void pieces_init(struct piece pieces[KINDS])
{
	with_extensions(&pieces[0], read_this, true);
	with_extensions(&pieces[1], read_that, false);
	captured(&pieces[2], read_in, 13, 48);
	captured(&pieces[3], read_out, 14, 20);
	pieces[4].read = read_objref;
	pieces[4].octets.size = vector_octets("orpc.objref_standard", pieces[4].octets.at, NULL);
}

/* The copy ends where its block ends. */
static bool try_one(struct ndr *n, const struct piece *p, bool mutated)
{
	struct buffer b = p->octets;

	if (mutated)
		mutate(&b);
	uint8_t *copy = memcpy(needed(calloc(1, b.size + !b.size)), b.at, b.size);
	bool understood = p->read(n, copy, b.size);
	free(copy);
	ndr_reset(n);
	return understood;
}

TEST(mutated_octets_of_object_calls_are_refused_or_read)
{
	const char *more = getenv("ACOM_FUZZ");
	unsigned long count = more ? strtoul(more, NULL, 0) : PIECES, understood = 0;
	static struct piece pieces[KINDS];
	struct ndr n;

	chance_seed();
	ndr_init(&n, NULL, NULL);
	pieces_init(pieces);
	for (int i = 0; i < KINDS; i++)
		assert_true(try_one(&n, &pieces[i], false) || pieces[i].read == read_this);
	for (unsigned long i = 0; i < count; i++)
		understood += try_one(&n, &pieces[chance(KINDS)], true);
	fprintf(stderr, "%lu mutated pieces, %lu of them understood\n", count, understood);
	assert_true(understood > count / 10 && understood < count / 10 * 9);
	ndr_fini(&n);
	registry_teardown();
}
