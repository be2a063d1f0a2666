/* logical.c - the names that others have for what they cause: known for as long as calls have them, to any thread. */
#include "harness.h"

#include "call/call.h"

/* Others'; of one number they have their place beside each other. */
static GUID name(uint32_t which, uint64_t number)
{
	struct { uint64_t first, second; } halves = { (uint64_t)which << 32, (uint64_t)which << 32 ^ number };
	GUID g;

	memcpy(&g, &halves, sizeof g);
	return g;
}

static void forget(void *arg)
{
	logical_forget(arg);
}

TEST(names_that_stand_beside_each_other_are_forgotten_by_several_threads)
{
	for (int i = 0; i < 50; i++) {
		struct harness_thread other;
		struct logical l[2];

		for (uint32_t k = 0; k < 2; k++) {
			GUID g = name(k + 1, 1);
			logical_is(&l[k], &g);
			logical_learn(&l[k]);
			GUID same = logical_guid(l[k].causality);
			assert_true(IsEqualGUID(&same, &g));
		}
		harness_start(&other, forget, &l[1]);
		logical_forget(&l[0]);
		harness_join(&other);
	}
}

/* Whoever chooses names does not know which of them are looked for together: else each is looked for among all. */
TEST(names_whose_numbers_end_alike_are_looked_for_as_fast_as_any)
{
	enum { NAMES = 260000 };
	struct logical *l = needed(calloc(NAMES, sizeof *l));

	for (uint32_t i = 0; i < NAMES; i++) {
		GUID g = name(i + 1, (uint64_t)i << 32);
		logical_is(&l[i], &g);
		logical_learn(&l[i]);
	}
	for (uint32_t i = 0; i < NAMES; i++) {
		GUID g = name(i + 1, (uint64_t)i << 32), same = logical_guid(l[i].causality);
		assert_true(IsEqualGUID(&same, &g));
	}
	for (uint32_t i = 0; i < NAMES; i++)
		logical_forget(&l[i]);
	free(l);
}
