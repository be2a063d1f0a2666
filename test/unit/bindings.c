/* bindings.c - addresses in references: there and back, and arrays that lie; towers of the endpoint mapper. */
#include "vec.h"

#include "test/vectors/json.h"
#include "wire/wire.h"

enum { ROOM = 256 };

/* An array in memory with room for words. */
struct array {
	DUALSTRINGARRAY head;
	unsigned short room[ROOM];
};

static struct address address(const char *text)
{
	struct address a;
	char why[WHY_MOST];

	assert_int_equal(address_parse(text, &a, why), S_OK);
	return a;
}

static HRESULT write_one(struct array *a, const char *text)
{
	struct address at = address(text);

	return bindings_write(&at, 1, &a->head, ROOM);
}

static void check_next(const struct bindings *b, size_t *at, const char *text)
{
	struct binding one;
	struct address a;
	char again[ADDRESS_MOST];

	assert_true(bindings_next(b, at, &one));
	assert_true(binding_address(&one, &a));
	address_text(&a, again);
	assert_string_equal(again, text);
}

static void check_one(const struct bindings *b, const char *text)
{
	struct binding one;
	size_t at = 0;

	assert_int_equal(bindings_check(b), S_OK);
	check_next(b, &at, text);
	assert_false(bindings_next(b, &at, &one));
}

TEST(addresses_there_and_back)
{
	static const char *const addresses[] = {
		"unix:/run/user/1000/acom/shop.sock", "tcp:127.0.0.1:4000", "tcp:[::1]:65535",
		"unix:/tmp/\xc3\xa4[1]",
	};

	for (size_t i = 0; i < ARRAY_COUNT(addresses); i++) {
		struct array a;

		assert_int_equal(write_one(&a, addresses[i]), S_OK);
		assert_int_equal(a.head.wNumEntries % 2, 0);
		struct bindings b = bindings_of(&a.head);
		check_one(&b, addresses[i]);
	}
}

TEST(several_addresses_come_in_order)
{
	struct address addresses[] = { address("unix:/a"), address("tcp:127.0.0.1:2"), address("tcp:[::1]:3") };
	struct array a;
	struct binding one;
	size_t at = 0;

	assert_int_equal(bindings_write(addresses, 3, &a.head, ROOM), S_OK);
	struct bindings b = bindings_of(&a.head);
	assert_int_equal(bindings_check(&b), S_OK);
	check_next(&b, &at, "unix:/a");
	check_next(&b, &at, "tcp:127.0.0.1:2");
	check_next(&b, &at, "tcp:[::1]:3");
	assert_false(bindings_next(&b, &at, &one));
}

TEST(a_path_that_is_not_utf_8_is_not_written)
{
	struct array a;

	assert_int_equal(write_one(&a, "unix:/\xff"), E_INVALIDARG);
}

TEST(an_array_that_is_too_short_is_told)
{
	struct array a;
	struct address one = address("unix:/a");
	size_t whole;

	assert_int_equal(bindings_write(&one, 1, &a.head, ROOM), S_OK);
	whole = a.head.wNumEntries;
	for (size_t words = 0; words < whole; words++)
		assert_int_equal(bindings_write(&one, 1, &a.head, words), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(bindings_write(&one, 1, &a.head, whole), S_OK);
}

/* The vector's are of impacket's kind, and so are ours. */
TEST(the_words_are_those_of_the_vector)
{
	uint8_t octets[512];
	size_t size = vector_octets("orpc.objref_standard", octets, NULL);
	struct objref o;
	struct array a;

	assert_int_equal(objref_parse(&o, octets, size), S_OK);
	struct bindings b = { o.words, o.word_count, o.security };
	check_one(&b, "tcp:127.0.0.1:5000");
	assert_int_equal(write_one(&a, "tcp:127.0.0.1:5000"), S_OK);
	assert_int_equal(a.head.wNumEntries, o.word_count);
	assert_int_equal(a.head.wSecurityOffset, o.security);
	assert_memory_equal(a.head.aStringArray, o.words, 2 * (size_t)o.word_count);
}

/* ---- arrays that lie ---- */

static HRESULT check_words(const uint16_t *words, size_t count, size_t security)
{
	uint8_t *copy = memcpy(needed(calloc(1, 2 * count + 1)), words, 2 * count);
	uint8_t *exact = memcpy(needed(calloc(1, 2 * count + !count)), copy, 2 * count);
	struct bindings b = { exact, (uint16_t)count, (uint16_t)security };
	HRESULT hr = bindings_check(&b);
	struct binding one;
	size_t at = 0, found = 0;
	struct address a;

	while (hr == S_OK && bindings_next(&b, &at, &one)) {
		binding_address(&one, &a);
		found++;
	}
	assert_true(found <= count);
	free(copy);
	free(exact);
	return hr;
}

TEST(lists_without_an_end_are_refused)
{
	static const uint16_t good[] = { 7, 'h', '[', '1', ']', 0, 0, 10, 0xffff, 0, 0 };

	assert_int_equal(check_words(good, 11, 7), S_OK);
	assert_int_equal(check_words(good, 7, 7), S_OK);
	assert_int_equal(check_words(good, 0, 0), S_OK);
	assert_int_equal(check_words(good, 6, 0), RPC_E_INVALID_OBJREF);
	for (size_t security = 1; security < 7; security++)
		assert_int_equal(check_words(good, 11, security), RPC_E_INVALID_OBJREF);
	for (size_t count = 8; count < 11; count++)
		assert_int_equal(check_words(good, count, 7), RPC_E_INVALID_OBJREF);
	assert_int_equal(check_words(good, 5, 6), RPC_E_INVALID_OBJREF);
}

TEST(a_reference_has_so_many_words)
{
	static const uint16_t words[18] = { 7, 'h', 'o', 's', 't', 's', 'h', 'o', 's', 't', 's', 'h', 'o', 0, 0, 0 };

	assert_int_equal(check_words(words, 17, 15), S_OK);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_ADDRESS_WORDS, 16), S_OK);
	assert_int_equal(check_words(words, 16, 15), S_OK);
	assert_int_equal(check_words(words, 17, 15), RPC_E_INVALID_OBJREF);
}

static bool is_address(uint16_t tower, const char16_t *text)
{
	struct binding b = { tower, (const uint8_t *)text, 0 };
	struct address a;

	while (text[b.units])
		b.units++;
	return binding_address(&b, &a);
}

/* wire.md 5.5: other protocols, and other hosts, too. */
TEST(what_is_nowhere_to_connect_to_is_told)
{
	static const char16_t *const bad[] = {
		u"", u"127.0.0.1", u"127.0.0.1[", u"127.0.0.1[]", u"127.0.0.1[1", u"127.0.0.1[1]x", u"[1]", u"127.0.0.1[0]",
		u"127.0.0.1[65536]", u"127.0.0.1[-1]", u"127.0.0.1[ 1]", u"127.0.0.1[99999999999999999999]",
		u"h\u00e4[1]", u"]", u"::1]:1[2]",
		u"192.0.2.1[135]", u"server.example[135]", u"2001:db8::1[135]",
	};
	static const char16_t *const paths[] = {
		u"", u"[", u"[]", u"[a]", u"/a", u"[/a", u"/a]", u"[\xd800]", u"[/]", u"[/a\n]", u"[@a]",
	};
	char16_t longest[2 * ADDRESS_MOST] = u"[/";

	for (size_t i = 0; i < ARRAY_COUNT(bad); i++)
		if (is_address(7, bad[i]))
			fail_msg("tcp %zu", i);
	for (size_t i = 0; i < ARRAY_COUNT(paths); i++)
		if (is_address(16, paths[i]))
			fail_msg("path %zu", i);
	assert_true(is_address(7, u"127.0.0.1[1]"));
	assert_true(is_address(16, u"[/a]"));
	assert_false(is_address(8, u"127.0.0.1[1]"));
	assert_false(is_address(8, u"[/a]"));
	for (size_t i = 2; i < ARRAY_COUNT(longest) - 2; i++)
		longest[i] = 'h';
	longest[ARRAY_COUNT(longest) - 2] = ']';
	assert_false(is_address(16, longest));
	assert_false(is_address(7, longest));
}

/* Every word with every bit turned; the copy ends where its block ends. */
TEST(mutated_words_do_no_harm)
{
	struct array a;
	unsigned short *words = a.head.aStringArray;
	size_t good = 0;

	struct address addresses[] = { address("unix:/a"), address("tcp:[::1]:3") };
	assert_int_equal(bindings_write(addresses, 2, &a.head, ROOM), S_OK);
	for (size_t i = 0; i < 16u * a.head.wNumEntries; i++) {
		words[i / 16] ^= (uint16_t)(1 << i % 16);
		for (size_t security = 0; security <= a.head.wNumEntries; security++)
			good += check_words(words, a.head.wNumEntries, security) == S_OK;
		words[i / 16] ^= (uint16_t)(1 << i % 16);
	}
	assert_true(good > 0);
}

/* ---- towers ---- */

/* What rpcclient and Samba's Python ask for: the request of a capture. */
static const uint8_t tower[75] = {
	5, 0, 0x13, 0, 0x0d, 0x78, 0x56, 0x34, 0x12, 0x34, 0x12, 0xcd, 0xab, 0xef, 0, 1, 0x23, 0x45, 0x67, 0xcf, 0xfb, 1, 0, 2, 0, 0, 0,
	0x13, 0, 0x0d, 0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c, 0xc9, 0x11, 0x9f, 0xe8, 0x08, 0, 0x2b, 0x10, 0x48, 0x60, 2, 0, 2, 0, 0, 0,
	1, 0, 0x0b, 2, 0, 0, 0, 1, 0, 7, 2, 0, 0, 135, 1, 0, 9, 4, 0, 0, 0, 0, 0,
};

TEST(a_tower_says_its_interface_and_takes_a_port)
{
	uint8_t octets[sizeof tower];
	struct pdu_syntax s;

	assert_int_equal(tower_interface((struct span){ tower, sizeof tower }, &s), S_OK);
	assert_int_equal(s.uuid.Data1, 0x12345678);
	assert_int_equal(s.uuid.Data2, 0x1234);
	assert_int_equal(s.uuid.Data4[7], 0xfb);
	assert_int_equal(s.version, 1);
	memcpy(octets, tower, sizeof tower);
	assert_int_equal(tower_set_port(octets, sizeof octets, 49600), S_OK);
	for (size_t i = 0; i < sizeof tower; i++)
		assert_int_equal(octets[i], i == 64 ? 49600 >> 8 : i == 65 ? 49600 & 0xff : tower[i]);
}

static HRESULT tower_copy(const uint8_t *octets, size_t size)
{
	uint8_t *copy = memcpy(needed(calloc(1, size + !size)), octets, size);
	HRESULT hr = tower_set_port(copy, size, 1);

	free(copy);
	return hr;
}

TEST(towers_that_lie_are_refused)
{
	uint8_t octets[sizeof tower];
	size_t good = 0;

	for (size_t n = 0; n < sizeof tower; n++)
		assert_int_equal(tower_copy(tower, n), RPC_X_BAD_STUB_DATA);
	memcpy(octets, tower, sizeof tower);
	for (size_t i = 0; i < 8 * sizeof tower; i++) {
		octets[i / 8] ^= (uint8_t)(1 << i % 8);
		good += SUCCEEDED(tower_copy(octets, sizeof octets));
		octets[i / 8] ^= (uint8_t)(1 << i % 8);
	}
	assert_true(good > 8 * 16);
}
