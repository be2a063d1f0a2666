/* message.c - how much memory is reserved for a message that says how long it is going to be. */
#include "../harness/harness.h"
#include "wire/inbox.h"

enum { LIMIT = 16 << 20, FIRST = 7036, TIMES = 32 };

static const uint8_t octets[FIRST];

static void add(struct message *m, size_t size, uint32_t hint)
{
	struct pdu_header h = { .size = (uint16_t)(PDU_STUB + size) };

	assert_int_equal(message_add(m, &h, (struct span){ octets, size }, hint, LIMIT), S_OK);
}

TEST(a_message_that_says_that_it_is_long_gets_room_for_a_multiple_of_what_is_there)
{
	struct message m = { .open = true };

	add(&m, FIRST, 1 << 20);
	assert_int_equal(m.room, FIRST * TIMES);
	assert_int_equal(m.left, (1 << 20) - FIRST);
	message_fini(&m);
}

TEST(a_message_gets_more_room_only_if_that_is_allowed_and_half_as_much_again)
{
	struct message m = { .open = true };
	size_t room, grown = 0;

	add(&m, FIRST, 1 << 20);
	room = m.room;
	while (m.room < 1 << 20) {
		assert_int_equal(message_go_on(&m, (struct span){ octets, 8 }, LIMIT), S_OK);
		message_reserve(&m);
		assert_true(m.room <= m.size * TIMES);
		assert_true(m.room == room || m.room >= room + room / 2 || m.room >= 1 << 20);
		grown += m.room != room;
		room = m.room;
	}
	assert_true(grown >= 3 && grown <= 5);
	message_fini(&m);
}

TEST(a_message_that_says_too_little_has_room_for_what_comes)
{
	struct message m = { .open = true };

	add(&m, 100, 10);
	assert_true(m.room >= 100);
	assert_int_equal(m.left, 0);
	add(&m, FIRST, 0);
	assert_true(m.room >= 100 + FIRST);
	assert_int_equal(m.size, 100 + FIRST);
	message_fini(&m);
}
