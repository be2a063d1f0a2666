/* objref_octets.c - OBJREFs taken apart and put together: what other programs wrote, and what nobody should have written. */
#include "vec.h"

#include "call/call.h"
#include "test/vectors/json.h"

static const GUID coffee = { 0xc0ffee00, 0x1111, 0x2222, { 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa } };

/* Of a vector; the result is in a block of exactly its size. */
static uint8_t *vector(const char *id, size_t *size)
{
	uint8_t octets[512];

	*size = vector_octets(id, octets, NULL);
	return memcpy(needed(calloc(1, *size)), octets, *size);
}

static void check_same_again(const struct objref *o, const uint8_t *octets, size_t size)
{
	uint8_t *again = needed(calloc(1, size));

	assert_int_equal(objref_octets(o), size);
	objref_format(o, again);
	assert_memory_equal(again, octets, size);
	free(again);
}

TEST(orpc_vector_objref_standard)
{
	struct objref o;
	size_t size;
	uint8_t *octets = vector("orpc.objref_standard", &size);

	assert_int_equal(objref_parse(&o, octets, size), S_OK);
	assert_int_equal(o.form, OBJREF_STANDARD);
	assert_memory_equal(&o.iid, &coffee, sizeof coffee);
	assert_memory_equal(&o.ipid, &coffee, sizeof coffee);
	assert_int_equal(o.flags, 0);
	assert_int_equal(o.references, 5);
	assert_int_equal(o.oxid, 1);
	assert_int_equal(o.oid, 2);
	assert_int_equal(o.word_count, 22);
	assert_int_equal(o.security, 18);
	assert_ptr_equal(o.words, octets + OBJREF_SIZE);
	check_same_again(&o, octets, size);
	free(octets);
}

TEST(orpc_vector_objref_custom)
{
	struct objref o;
	size_t size;
	uint8_t *octets = vector("orpc.objref_custom", &size);

	assert_int_equal(objref_parse(&o, octets, size), S_OK);
	assert_int_equal(o.form, OBJREF_CUSTOM);
	assert_memory_equal(&o.iid, &IID_IUnknown, sizeof(IID));
	assert_memory_equal(&o.clsid, &coffee, sizeof coffee);
	assert_int_equal(o.data_size, 5);
	assert_memory_equal(o.data, "HELLO", 5);
	check_same_again(&o, octets, size);
	free(octets);
}

/* The STDOBJREF of the vector with octets before its DUALSTRINGARRAY: a class, or a signature. */
static uint8_t *other_form(uint32_t form, const void *insert, size_t count, const void *behind, size_t more, size_t *size)
{
	size_t plain;
	uint8_t *standard = vector("orpc.objref_standard", &plain), *octets = needed(calloc(1, plain + count + more));

	memcpy(octets, standard, 64);
	memcpy(octets + 4, &form, sizeof form);
	memcpy(octets + 64, insert, count);
	memcpy(octets + 64 + count, standard + 64, plain - 64);
	memcpy(octets + plain + count, behind, more);
	*size = plain + count + more;
	free(standard);
	return octets;
}

static void check_std(const struct objref *o)
{
	assert_int_equal(o->oxid, 1);
	assert_int_equal(o->oid, 2);
	assert_memory_equal(&o->ipid, &coffee, sizeof coffee);
	assert_int_equal(o->word_count, 22);
	assert_int_equal(o->security, 18);
	assert_int_equal(o->words[0], 7);
}

TEST(handlers_are_read_as_standard_ones)
{
	struct objref o;
	size_t size;
	uint8_t *octets = other_form(OBJREF_HANDLER, &coffee, sizeof coffee, "", 0, &size);

	assert_int_equal(objref_parse(&o, octets, size), S_OK);
	check_std(&o);
	assert_memory_equal(&o.clsid, &coffee, sizeof coffee);
	for (size_t n = 0; n < size; n++)
		assert_int_equal(objref_parse(&o, octets, n), RPC_E_INVALID_OBJREF);
	free(octets);
}

TEST(of_extended_ones_the_elements_are_passed_over)
{
	struct objref o;
	size_t size;
	uint8_t *octets = other_form(OBJREF_EXTENDED, "VYSN", 4, "\1\0\0\0VYSN and whatever", 21, &size);

	assert_int_equal(objref_parse(&o, octets, size), S_OK);
	check_std(&o);
	assert_int_equal(objref_parse(&o, octets, size - 21), S_OK);
	octets[64] ^= 1;
	assert_int_equal(objref_parse(&o, octets, size), RPC_E_INVALID_OBJREF);
	free(octets);
}

/* The copy ends where its block ends, so that a sanitizer sees what reads on. */
static HRESULT parse_copy(const uint8_t *octets, size_t size)
{
	struct objref o;
	uint8_t *copy = memcpy(needed(calloc(1, size + !size)), octets, size);
	HRESULT hr = objref_parse(&o, copy, size);
	unsigned sum = 0;

	for (size_t i = 0; SUCCEEDED(hr) && i < (size_t)o.word_count * 2; i++)
		sum += o.words[i];
	for (size_t i = 0; SUCCEEDED(hr) && o.data && i < o.data_size; i++)
		sum += o.data[i];
	free(copy);
	return sum == UINT32_MAX ? S_FALSE : hr;
}

TEST(cut_octets_are_refused)
{
	size_t size;
	uint8_t *octets = vector("orpc.objref_standard", &size);

	for (size_t n = 0; n < size; n++)
		assert_int_equal(parse_copy(octets, n), RPC_E_INVALID_OBJREF);
	assert_int_equal(parse_copy(octets, size), S_OK);
	free(octets);
	octets = vector("orpc.objref_custom", &size);
	for (size_t n = 0; n < OBJREF_CUSTOM_SIZE; n++)
		assert_int_equal(parse_copy(octets, n), RPC_E_INVALID_OBJREF);
	assert_int_equal(parse_copy(octets, OBJREF_CUSTOM_SIZE), S_OK);
	free(octets);
}

/* wire.md 5.5: 65 535 words, and a security offset beyond the entries. */
TEST(words_that_are_not_there_are_refused)
{
	size_t size;
	uint8_t *octets = vector("orpc.objref_standard", &size), *large = needed(calloc(1, OBJREF_SIZE + 2 * 65535));

	octets[64] = 23;
	assert_int_equal(parse_copy(octets, size), RPC_E_INVALID_OBJREF);
	octets[64] = 22;
	octets[66] = 23;
	assert_int_equal(parse_copy(octets, size), RPC_E_INVALID_OBJREF);
	octets[66] = 22;
	assert_int_equal(parse_copy(octets, size), S_OK);
	memcpy(large, octets, size);
	large[64] = large[65] = 0xff;
	assert_int_equal(parse_copy(large, OBJREF_SIZE + 2 * 65535), RPC_E_INVALID_OBJREF);
	large[64] = OBJREF_WORDS_MAX & 0xff;
	large[65] = OBJREF_WORDS_MAX >> 8;
	assert_int_equal(parse_copy(large, OBJREF_SIZE + 2 * 65535), S_OK);
	free(octets);
	free(large);
}

TEST(an_objref_has_exactly_one_form)
{
	size_t size;
	uint8_t *octets = vector("orpc.objref_standard", &size);

	for (int form = 0; form < 256; form++) {
		octets[4] = (uint8_t)form;
		if (form != 1 && form != 2 && form != 4)
			assert_int_equal(parse_copy(octets, size), RPC_E_INVALID_OBJREF);
	}
	free(octets);
}
