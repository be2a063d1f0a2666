/* mutate.c - octets that are no NDR: 100 000 mutated halves of calls are refused or decoded; nothing is read outside them,
 * nothing leaks, and what was decoded can be encoded again. `make fuzz` tries more (ACOM_FUZZ=n). */
#include "chance.h"
#include "vec.h"

enum { BUFFERS = 100000 };

static void put_u32(struct buffer *b, uint32_t value)
{
	if (b->size >= 4)
		memcpy(b->at + chance((uint32_t)b->size / 4) * 4, &value, 4);
}

static void mutate(struct buffer *b)
{
	static const uint32_t liked[] = { 0, 1, 2, 3, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe, 0x40000000, 0x10000, 0x00020000 };

	for (uint32_t n = chance(4); b->size && n <= 4; n++)
		switch (chance(5)) {
		case 0:
			b->at[chance((uint32_t)b->size)] ^= (uint8_t)(1 << chance(8));
			break;
		case 1:
			b->at[chance((uint32_t)b->size)] = (uint8_t)chance(256);
			break;
		case 2:
			put_u32(b, liked[chance(ARRAY_COUNT(liked))]);
			break;
		case 3:
			put_u32(b, chance(20));
			break;
		case 4:
			b->size = chance(3) ? b->size : chance((uint32_t)b->size + 1);
			break;
		}
}

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
