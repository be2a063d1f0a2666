/* roundtrip.c - values of every method that is linked here: put, get, put gives equal octets; no part of them decodes, and
 * no bit of them can harm. */
#include "mix.h"
#include "simplestream.h"
#include "test/fuzz/chance.h"
#include "vec.h"

enum { ROUNDS = HARNESS_COVERAGE ? 20 : 200, SMALL = 200 };

EXTERN_C const IID IID_IUnions; /* its header has names of the other one, too */

static struct chance_methods all;

static void start(void)
{
	chance_seed();
	all = chance_methods(vec_interfaces);
}

static void end(void)
{
	free(all.at);
	registry_teardown();
}

/* Calls fn with both halves of calls of every method, and looks what is left over. */
static void each_half(int rounds, void (*fn)(const struct chance_call *c, ndr_half half))
{
	static struct chance_call c;

	start();
	for (size_t i = 0; i < all.count; i++)
		for (int round = 0; round < rounds; round++) {
			uint64_t live = os_alloc_live();

			if (!chance_call(&c, all.at[i]))
				fail_msg("no values fit the row of %s", all.at[i]->name);
			fn(&c, ACOM_IN);
			fn(&c, ACOM_OUT);
			if (object_refs || os_alloc_live() != live)
				fail_msg("%s: %d references and %d blocks are left", all.at[i]->name, object_refs,
					 (int)(os_alloc_live() - live));
		}
	end();
}

static bool is_linked(const IID *iid)
{
	return registry_find(iid, NULL) != NULL;
}

TEST(the_interfaces_of_all_tests_are_here)
{
	start();
	assert_true(is_linked(&IID_IVec) && is_linked(&IID_IMix) && is_linked(&IID_ISimpleStream) && is_linked(&IID_IUnions));
	assert_true(all.count > 150);
	end();
}

static void comes_back(const struct chance_call *c, ndr_half half)
{
	const struct buffer *b = call_half(c, half);
	struct buffer settled;

	if (!call_settles(c, half, b, &settled))
		fail_msg("%s: values that were put are refused", c->m->name);
	if (settled.size != b->size || memcmp(settled.at, b->at, b->size))
		fail_msg("%s: other octets come back", c->m->name);
}

TEST(what_was_put_and_got_is_put_again_as_it_was)
{
	each_half(ROUNDS, comes_back);
}

static void is_needed(const struct chance_call *c, ndr_half half)
{
	struct buffer b = *call_half(c, half), settled;

	while (b.size) {
		b.size--;
		if (call_settles(c, half, &b, &settled))
			fail_msg("%s decodes without its last octets", c->m->name);
		call_discard(c, half, &b);
	}
}

TEST(no_part_decodes)
{
	each_half(HARNESS_COVERAGE ? 1 : 20, is_needed);
}

static void is_harmless(const struct chance_call *c, ndr_half half)
{
	struct buffer b = *call_half(c, half), settled;

	for (size_t i = 0; i < 8 * b.size && b.size <= SMALL; i++) {
		b.at[i / 8] ^= (uint8_t)(1 << i % 8);
		call_settles(c, half, &b, &settled);
		call_discard(c, half, &b);
		b.at[i / 8] ^= (uint8_t)(1 << i % 8);
	}
}

TEST(no_flipped_bit_harms)
{
	each_half(HARNESS_COVERAGE ? 1 : 8, is_harmless);
}
