/* mutate.c - octets that are no NDR: 100 000 mutated halves of calls are refused or decoded; nothing is read outside them,
 * nothing leaks, and what was decoded can be encoded again. `make fuzz` tries more (ACOM_FUZZ=n). */
#include "chance.h"
#include "vec.h"

enum { BUFFERS = HARNESS_COVERAGE ? 10000 : 100000 };

/* A call, and a half of it that carries something beside a result. */
static ndr_half choose(struct chance_call *c, const struct chance_methods *all)
{
	for (;;) {
		ndr_half half = chance(2) ? ACOM_IN : ACOM_OUT;

		assert_true(chance_call(c, all->at[chance((uint32_t)all->count)]));
		if (call_half(c, half)->size > (half == ACOM_IN ? 0 : sizeof(HRESULT)))
			return half;
	}
}

/* One mutated half; whether it decodes. */
static bool try_one(const struct chance_call *c, ndr_half half)
{
	struct buffer b = *call_half(c, half), settled;
	bool decoded;

	mutate(&b);
	decoded = call_settles(c, half, &b, &settled);
	call_discard(c, half, &b);
	return decoded;
}

TEST(mutated_octets_are_refused_or_decoded_and_nothing_is_lost)
{
	const char *more = getenv("ACOM_FUZZ");
	unsigned long buffers = more ? strtoul(more, NULL, 0) : BUFFERS, decoded = 0;
	struct chance_methods all = chance_methods(vec_interfaces);
	uint64_t live = os_alloc_live();
	static struct chance_call c;
	ndr_half half = ACOM_IN;

	chance_seed();
	for (unsigned long i = 0; i < buffers; i++) {
		if (i % 8 == 0)
			half = choose(&c, &all);
		decoded += try_one(&c, half);
		assert_int_equal(object_refs, 0);
		assert_int_equal(os_alloc_live(), live);
	}
	fprintf(stderr, "%lu mutated halves, %lu of them decoded\n", buffers, decoded);
	assert_true(decoded > buffers / 10); /* the mutations reach both kinds */
	assert_true(decoded < buffers / 10 * 9);
	free(all.at);
	registry_teardown();
}
