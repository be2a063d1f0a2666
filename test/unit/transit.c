/* transit.c - what references hold that are under way: claimed, void, given back, and left, in every order. */
#include "call/call.h"
#include "harness.h"

TEST(what_has_left_and_stays_after_all_is_one_of_the_youngest)
{
	struct transit t = { 0 };

	for (int i = 0; i < 3; i++) {
		transit_add(&t, OBJREF_NORMAL);
		transit_leaves(&t);
		if (i == 1)
			assert_int_equal(transit_age(&t), 0);
	}
	transit_stays(&t);
	assert_int_equal(t.young, 0);
	assert_int_equal(t.old, 2);
	transit_stays(&t);
	assert_int_equal(t.old, 1);
	assert_int_equal(transit_age(&t), 1);
	transit_stays(&t); /* it is void already */
	assert_int_equal(t.marshaled[OBJREF_NORMAL], 2);
	assert_int_equal(transit_end(&t), 2);
}

TEST(what_arrives_was_the_oldest)
{
	struct transit t = { 0 };

	assert_false(transit_arrives(&t));
	for (int i = 0; i < 2; i++) {
		transit_add(&t, OBJREF_NORMAL);
		transit_leaves(&t);
		assert_int_equal(transit_age(&t), 0);
		transit_add(&t, OBJREF_NORMAL);
		transit_leaves(&t);
		assert_true(transit_arrives(&t));
		assert_int_equal(t.young, 1);
		assert_true(transit_arrives(&t));
		assert_int_equal(t.young + t.old, 0);
	}
	assert_int_equal(transit_end(&t), 0);
}

TEST(a_weak_reference_holds_a_use_for_who_claims_it_first)
{
	struct transit t = { 0 };

	assert_int_equal(transit_claim(&t, OBJREF_WEAK), CO_E_OBJNOTCONNECTED);
	assert_int_equal(transit_return(&t, OBJREF_WEAK), S_FALSE);
	for (int i = 0; i < 2; i++)
		transit_add(&t, OBJREF_WEAK);
	for (int i = 0; i < 3; i++)
		assert_int_equal(transit_claim(&t, OBJREF_WEAK), i < 2 ? S_OK : S_FALSE);
	assert_int_equal(transit_return(&t, OBJREF_WEAK), S_FALSE); /* whoever has claimed it has its use */
	transit_add(&t, OBJREF_WEAK);
	assert_int_equal(transit_return(&t, OBJREF_WEAK), S_OK);
	assert_int_equal(transit_end(&t), 0);
}

TEST(a_strong_reference_is_claimed_until_it_is_given_back)
{
	struct transit t = { 0 };

	transit_add(&t, OBJREF_STRONG);
	for (int i = 0; i < 2; i++)
		assert_int_equal(transit_claim(&t, OBJREF_STRONG), S_FALSE);
	assert_int_equal(transit_return(&t, OBJREF_STRONG), S_OK);
	assert_int_equal(transit_claim(&t, OBJREF_STRONG), CO_E_OBJNOTCONNECTED);
	transit_add(&t, OBJREF_STRONG);
	transit_add(&t, OBJREF_NORMAL);
	assert_int_equal(transit_claim(&t, OBJREF_NORMAL), S_OK);
	assert_int_equal(transit_end(&t), 1);
}
