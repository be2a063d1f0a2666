/* roundtrip.c - values of the methods of a whole corpus, made by chance out of its rows: put, get, put gives equal octets, and
 * no change of them does harm. Types whose functions a user would have to write are left out. */
#include "harness.h"
#include "test/fuzz/chance.h"

enum { ROUNDS = 3, MUTATIONS = 40, DEPTH = 16, FEWEST = 100 };

extern ACOM_MODULE *const corpus[]; /* ends with NULL; made by roundtrip.sh */

static bool wants_a_user(const ACOM_TYPE *t, int depth)
{
	bool wants = false;

	if (t->kind == ACOM_USER)
		return t->user->size != NULL;
	if (depth > DEPTH)
		return false;
	if (t->kind == ACOM_STRUCT || t->kind == ACOM_UNION)
		for (uint32_t i = 0; i < t->count; i++)
			wants |= t->fields[i].type && wants_a_user(t->fields[i].type, depth + 1);
	return wants || ((t->kind == ACOM_POINTER || t->kind == ACOM_ARRAY) && wants_a_user(t->elem, depth + 1));
}

static bool is_for_us(const ACOM_METHOD *m)
{
	for (uint16_t i = 0; i < m->count; i++)
		if (wants_a_user(m->params[i].type, 0))
			return false;
	return true;
}

static void mutate(const struct chance_call *c, ndr_half half)
{
	struct buffer b = *call_half(c, half), settled;

	if (!b.size)
		return;
	b.at[chance((uint32_t)b.size)] ^= (uint8_t)(1 << chance(8));
	if (!chance(3))
		b.size = chance((uint32_t)b.size);
	call_settles(c, half, &b, &settled);
	call_discard(c, half, &b);
}

static void both_ways(const struct chance_call *c, ndr_half half)
{
	const struct buffer *b = call_half(c, half);
	struct buffer settled;

	if (!call_settles(c, half, b, &settled) || settled.size != b->size || memcmp(settled.at, b->at, b->size))
		fail_msg("%s: other octets come back", c->m->name);
	for (int i = 0; i < MUTATIONS; i++)
		mutate(c, half);
}

static unsigned try_interface(const ACOM_INTERFACE *x)
{
	static struct chance_call c;
	unsigned methods = 0;

	for (uint32_t i = 0; i < x->count; i++) {
		if (!is_for_us(&x->methods[i]))
			continue;
		for (int round = 0; round < ROUNDS; round++) {
			if (!chance_call(&c, &x->methods[i]))
				fail_msg("no values fit the row of %s::%s", x->name, x->methods[i].name);
			both_ways(&c, ACOM_IN);
			both_ways(&c, ACOM_OUT);
		}
		methods++;
	}
	return methods;
}

TEST(the_rows_of_a_corpus_carry_values)
{
	unsigned interfaces = 0, methods = 0;

	chance_seed();
	for (ACOM_MODULE *const *m = corpus; *m; m++) {
		assert_int_equal(AcomRegisterInterfaces(*m), S_OK);
		for (uint32_t i = 0; i < (*m)->count; i++) {
			unsigned done = try_interface((*m)->interfaces[i]);

			methods += done;
			interfaces += done > 0;
		}
	}
	fprintf(stderr, "%u methods of %u interfaces\n", methods, interfaces);
	assert_true(interfaces >= FEWEST);
	registry_teardown();
}
