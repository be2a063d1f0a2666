/* links.c - further connections of a group: what has broken of them costs nothing, however often that is; and what goes by them. */
#include <dirent.h>

#include "files.h"
#include "links.h"
#include "rogue.h"
#include "sharing.h"
#include "test/unit/rows.h"

enum { ROUNDS = 40, FEW = 8 /* that the library or the system opens once */ };

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
		while (descriptors_open() > open + FEW) /* a reader may just be about to see the end */
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

static void refuse(struct rogue *r, struct rogue_asked *a)
{
	a->results[0] = (struct pdu_result){ .result = PDU_REJECTED, .reason = PDU_LOCAL_LIMIT };
	rogue_behave(r, a);
}

TEST(what_a_server_has_no_room_for_over_a_fresh_connection_is_asked_for_over_no_other)
{
	struct link *l, *over;
	struct rogue r;

	house_enter(COINIT_MULTITHREADED);
	rogue_open(&r, AWAY_UNIX);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CONTEXTS, 2), S_OK);
	l = dial(&r);
	rogue_provoke(&r, ROGUE_BIND, refuse);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(agree(l, 2, &over), RPC_E_OUT_OF_RESOURCES);
		assert_int_equal(further(l), 1);
		assert_ptr_equal(over, l->more);
		link_unref(over);
	}
	assert_int_equal(agree(l, 3, &over), S_OK); /* it had room for something */
	assert_ptr_equal(over, l->more);
	link_unref(over);
	assert_int_equal(further(l), 1);
	link_unref(l);
	rogue_close(&r);
	house_leave();
}

/* ---- an interface with descriptors, of which the client knows nothing ---- */

METHOD(reads, 0, IN(T_I32));

/* As who has the interface from an IDL of his own. */
static void know_others_rows(void)
{
	static const IID async = { 0x7416, 7, 7, { 7 } };
	static const int vtbl;
	static const ACOM_INTERFACE rows = {
		ACOM_META_VERSION, sizeof rows, "IDescriptors", &IID_IDescriptors, &async, &IID_IUnknown, 1, &reads, &vtbl, &vtbl,
	};
	static const ACOM_INTERFACE *const interfaces[] = { &rows };
	static ACOM_MODULE module = {
		.version = ACOM_META_VERSION, .size = sizeof module, .file = "others.idl", .count = 1, .interfaces = interfaces,
	};

	AcomUnlinkModule(system_handle_interfaces);
	assert_int_equal(AcomRegisterInterfaces(&module), S_OK);
}

TEST(what_only_the_server_knows_to_bring_descriptors_goes_by_a_connection_that_does_not_share)
{
	struct pdu_syntax interface = { .uuid = IID_IDescriptors };
	struct scene *s = scene_streams();
	struct link *over, *again;
	uint16_t context;

	share_from = 0;
	scene_open(s, AWAY_UNIX, COINIT_MULTITHREADED);
	know_others_rows();
	IUnknown *u = scene_object(s, &IID_IUnknown);
	while (shares(&s->away) != SHARE_BOTH) {
		void *none;
		assert_int_equal(IUnknown_QueryInterface(u, &IID_IMix, &none), E_NOINTERFACE);
	}
	struct link *l = scene_link(s);
	assert_int_equal(link_agree(l, &interface, 0, &over, &context), S_OK);
	assert_ptr_equal(over, l->more);
	assert_int_equal(link_agree(l, &interface, 0, &again, &context), S_OK);
	assert_ptr_equal(again, over);
	assert_int_not_equal(over->connection->client.shares, SHARE_BOTH);
	assert_null(over->more);
	link_unref(again);
	link_unref(over);
	link_unref(l);
	IUnknown_Release(u);
	scene_close(s);
}
