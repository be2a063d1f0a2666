/* links.c - further connections of a group: what has broken of them costs nothing, however often that is. */
#include <dirent.h>

#include "house.h"
#include "rogue.h"

enum { ROUNDS = 40 };

/* Descriptors of this process. */
static int descriptors_open(void)
{
	DIR *all = needed(opendir("/proc/self/fd"));
	int count = 0;

	while (readdir(all))
		count++;
	closedir(all);
	return count;
}

/* The server agrees to what it is asked first over any further connection, and hangs up. */
static void agree_and_leave(struct rogue *r, struct rogue_asked *a)
{
	rogue_behave(r, a);
	rogue_leave(r, a);
}

static HRESULT agree(struct link *l, uint16_t number, struct link **over)
{
	struct pdu_syntax interface = { .uuid = { 0x0bad0000, number, 9, { 9 } } };
	uint16_t context;

	return link_agree(l, &interface, 0, over, &context);
}

static struct link *dial(struct rogue *r)
{
	char why[WHY_MOST] = "";
	struct link *l, *over;

	assert_int_equal(link_dial(&r->at, 0, &l, why), S_OK);
	for (uint16_t number = 0; number < 2; number++) { /* as many as it has room for */
		assert_int_equal(agree(l, number, &over), S_OK);
		assert_ptr_equal(over, l);
		link_unref(over);
	}
	return l;
}

/* Over a further connection, of which is found by the second interface that it has broken. */
static struct link *agree_in_vain(struct link *l)
{
	struct link *over, *same;

	assert_int_equal(agree(l, 2, &over), S_OK);
	assert_ptr_not_equal(over, l);
	assert_true(FAILED(agree(l, 3, &same)));
	assert_ptr_equal(same, over);
	assert_true(link_is_over(over));
	link_unref(same);
	return over;
}

static unsigned further(const struct link *l)
{
	unsigned count = 0;

	while ((l = l->more))
		count++;
	return count;
}

/* keep: as proxies do that the application does not release. */
static void break_again_and_again(bool keep)
{
	struct link *kept[ROUNDS];
	struct rogue r;
	int open = 0;

	house_enter(COINIT_MULTITHREADED);
	rogue_open(&r, AWAY_UNIX);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CONTEXTS, 2), S_OK);
	struct link *l = dial(&r);
	rogue_provoke(&r, ROGUE_BIND, agree_and_leave);
	for (int i = 0; i < ROUNDS; i++) {
		kept[i] = agree_in_vain(l);
		if (!keep)
			link_unref(kept[i]);
		if (!i)
			open = descriptors_open();
		while (descriptors_open() > open) /* a reader may just be about to see the end */
			os_yield();
		assert_in_range(further(l), 0, 1);
	}
	for (int i = 0; keep && i < ROUNDS; i++)
		link_unref(kept[i]);
	link_unref(l);
	rogue_close(&r);
	house_leave();
}

TEST(of_connections_that_break_again_and_again_none_is_left)
{
	break_again_and_again(false);
}

TEST(who_keeps_what_has_broken_keeps_no_descriptors)
{
	break_again_and_again(true);
}
