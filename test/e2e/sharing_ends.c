/* sharing_ends.c - what becomes of calls that a server that dies has not taken from memory, and of memory that it does not want. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "files.h"
#include "scene.h"
#include "sharing.h"
#include "trap.h"

enum { INSIDE = 8, BEHIND = 100, AT_ONCE = 0, LATER = 1 << 30, SOME = 4096, ROUNDS = 50 };

static HRESULT read_sync(ISimpleStream *s)
{
	BYTE data[4];
	ULONG n;

	return ISimpleStream_Read(s, data, sizeof data, &n);
}

static void share(const struct away *r, ISimpleStream *s)
{
	share_from = AT_ONCE;
	while (shares(r) != SHARE_BOTH)
		assert_int_equal(read_sync(s), S_OK);
}

static ISimpleStream *open_shared(struct trap **t, DWORD client)
{
	*t = trap_make(COINIT_MULTITHREADED);
	trap_open(*t, AWAY_UNIX, client);
	ISimpleStream *s = trap_stream(*t);
	share(&(*t)->away, s);
	return s;
}

/* ---- a server that dies ---- */

static void end_all(AsyncISimpleStream **calls, int count, HRESULT hr)
{
	for (int i = 0; i < count; i++) {
		assert_int_equal(trap_finish(calls[i]), hr);
		AsyncISimpleStream_Release(calls[i]);
	}
}

/* It is stopped before they are written, and all of them are in the lane: none of them can have run. */
static void die_behind_requests(DWORD client)
{
	AsyncISimpleStream *inside[INSIDE], *behind[BEHIND];
	struct trap *t;
	ISimpleStream *s = open_shared(&t, client);

	for (uint32_t i = 0; i < INSIDE; i++)
		inside[i] = trap_begin(s, i, 4);
	trap_wait(t, INSIDE);
	trap_stop(t);
	for (uint32_t i = 0; i < BEHIND; i++)
		behind[i] = trap_begin(s, INSIDE + i, 4);
	trap_kill(t);
	end_all(inside, INSIDE, RPC_E_SERVER_DIED);
	end_all(behind, BEHIND, RPC_E_SERVER_DIED_DNE);
	for (int i = 0; i < BEHIND; i++)
		assert_int_equal(os_load32(&t->inside[INSIDE + i]), 0);
	ISimpleStream_Release(s);
	trap_close(t);
}

TEST(what_a_dead_server_has_not_taken_from_memory_did_not_run)
{
	die_behind_requests(COINIT_MULTITHREADED);
	die_behind_requests(COINIT_APARTMENTTHREADED);
}

static void call_a_dead_one(DWORD client)
{
	struct trap *t;
	ISimpleStream *s = open_shared(&t, client);

	trap_kill(t);
	assert_int_equal(read_sync(s), RPC_E_SERVER_DIED_DNE);
	assert_int_not_equal(read_sync(s), S_OK);
	ISimpleStream_Release(s);
	trap_close(t);
}

TEST(who_learns_of_a_servers_end_by_his_next_call_knows_that_it_did_not_run)
{
	for (int i = 0; i < repeats(10, 1000); i++) {
		call_a_dead_one(COINIT_MULTITHREADED);
		call_a_dead_one(COINIT_APARTMENTTHREADED);
	}
}

struct next {
	struct trap *trap;
	OLECHAR at[AWAY_ADDRESS];
};

static HRESULT listen_there(void *arg)
{
	return AcomListen(((struct next *)arg)->at);
}

static void activate_again(DWORD client)
{
	struct trap *next = trap_make(COINIT_MULTITHREADED), *t = trap_make(COINIT_MULTITHREADED);
	struct next *n = away_memory(sizeof *n);

	next->passes = true;
	house_open_away(&next->house, &next->away, AWAY_UNIX);
	trap_open(t, AWAY_UNIX, client);
	ISimpleStream *s = trap_stream(t), *again;
	share(&t->away, s);
	memcpy(n->at, t->away.address, sizeof n->at);
	trap_kill(t);
	assert_int_equal(away_run(&next->away, listen_there, n), S_OK);
	assert_int_equal(house_query(&t->house, &IID_ISimpleStream, (void **)&again), S_OK);
	assert_int_equal(read_sync(again), S_OK);
	ISimpleStream_Release(again);
	ISimpleStream_Release(s);
	house_leave();
	house_close(&next->house);
	house_close(&t->house);
	for (int i = 0; i < 2; i++) {
		struct trap *gone = i ? t : next;
		close(gone->came);
		close(gone->let);
		away_forget(gone, sizeof *gone);
	}
	away_forget(n, sizeof *n);
}

TEST(a_server_that_was_started_again_is_reached_at_once)
{
	activate_again(COINIT_MULTITHREADED);
	activate_again(COINIT_APARTMENTTHREADED);
}

/* A stopped one may go on, and then takes them. */
TEST(what_a_silent_server_has_not_taken_may_run)
{
	struct trap *t;
	ISimpleStream *s = open_shared(&t, COINIT_MULTITHREADED);
	AsyncISimpleStream *calls[BEHIND];

	trap_stop(t);
	assert_int_equal(AcomSetHeartbeat(20, 20), S_OK);
	for (uint32_t i = 0; i < BEHIND; i++)
		calls[i] = trap_begin(s, i, 4);
	end_all(calls, BEHIND, RPC_E_SERVER_DIED);
	assert_int_equal(AcomSetHeartbeat(0, 0), S_OK);
	trap_let(t, BEHIND);
	trap_go_on(t);
	ISimpleStream_Release(s);
	trap_close(t);
}

/* ---- a client that does not take answers ---- */

/* It has an apartment of its own, and so reads nothing before it waits. */
TEST(whoever_begins_many_calls_before_he_waits_gets_all_answers)
{
	enum { BEGUN = 4000 };
	static AsyncISimpleStream *calls[BEGUN];
	static BYTE data[SOME];
	struct trap *t;
	ISimpleStream *s = open_shared(&t, COINIT_APARTMENTTHREADED);
	int count = few(BEGUN);
	ULONG n;

	t->passes = true;
	for (int i = 0; i < count; i++) {
		calls[i] = house_call(s);
		assert_int_equal(AsyncISimpleStream_Begin_Read(calls[i], SOME), S_OK);
	}
	for (int i = 0; i < count; i++) {
		assert_int_equal(AsyncISimpleStream_Finish_Read(calls[i], data, &n), S_OK);
		assert_int_equal(n, SOME);
		AsyncISimpleStream_Release(calls[i]);
	}
	assert_int_equal(shares(&t->away), SHARE_BOTH);
	ISimpleStream_Release(s);
	trap_close(t);
}

/* ---- a server that does not share ---- */

static struct rlimit before;

/* From here on no descriptor has room: that which is free first is beyond the bound. */
static HRESULT take_descriptors(void *unused)
{
	int fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);

	(void)unused;
	close(fd);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	struct rlimit none = { (rlim_t)fd, before.rlim_max };
	return setrlimit(RLIMIT_NOFILE, &none) ? E_FAIL : S_OK;
}

static HRESULT give_descriptors(void *unused)
{
	(void)unused;
	return setrlimit(RLIMIT_NOFILE, &before) ? E_FAIL : S_OK;
}

/* What maps of this process have to do with memory that is shared by name. */
static int mapped(void)
{
	FILE *maps = needed(fopen("/proc/self/maps", "r"));
	char line[512];
	int count = 0;

	while (fgets(line, sizeof line, maps))
		count += strstr(line, "memfd:acom") != NULL;
	fclose(maps);
	return count;
}

static void expect_socket(const struct away *r, ISimpleStream *s)
{
	share_from = AT_ONCE;
	for (int i = 0; i < ROUNDS; i++)
		assert_int_equal(read_sync(s), S_OK);
	assert_false(has_lanes(r));
	assert_int_equal(mapped(), 0);
}

TEST(a_server_without_room_for_the_descriptor_goes_on_by_the_socket)
{
	struct trap *t = trap_make(COINIT_MULTITHREADED);

	share_from = LATER;
	trap_open(t, AWAY_UNIX, COINIT_MULTITHREADED);
	ISimpleStream *s = trap_stream(t);
	assert_int_equal(read_sync(s), S_OK);
	assert_int_equal(away_run(&t->away, take_descriptors, NULL), S_OK);
	expect_socket(&t->away, s);
	assert_int_equal(away_run(&t->away, give_descriptors, NULL), S_OK);
	assert_int_equal(read_sync(s), S_OK);
	ISimpleStream_Release(s);
	trap_close(t);
}

/* Its place is free for another one, and interfaces with descriptors need no connection of their own. */
TEST(memory_that_a_server_refuses_is_given_back)
{
	struct scene *refuses = scene_streams();
	struct files *f = away_memory(sizeof *f);
	struct trap *t = trap_make(COINIT_MULTITHREADED);
	IDescriptors *d;

	f->away = true;
	refuses->house.make = files_make;
	refuses->house.arg = f;
	refuses->house.model = COINIT_MULTITHREADED;
	house_open_away(&t->house, &t->away, AWAY_UNIX);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_SHARED_MEMORY, 0), S_OK);
	house_open_away(&refuses->house, &refuses->away, AWAY_UNIX);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_SHARED_MEMORY, 1), S_OK);
	house_enter(COINIT_MULTITHREADED);
	share_from = AT_ONCE;
	IUnknown *u = scene_object(refuses, &IID_IUnknown);
	for (int i = 0; i < ROUNDS; i++) {
		void *none;
		assert_int_equal(IUnknown_QueryInterface(u, &IID_IMix, &none), E_NOINTERFACE);
	}
	assert_false(has_lanes(&refuses->away));
	assert_int_equal(mapped(), 0);
	assert_int_equal(IUnknown_QueryInterface(u, &IID_IDescriptors, (void **)&d), S_OK);
	files_check(f, d);
	struct link *l = link_to(&refuses->away);
	assert_null(l->more);
	link_unref(l);
	ISimpleStream *s = trap_stream(t);
	share(&t->away, s);
	ISimpleStream_Release(s);
	IDescriptors_Release(d);
	IUnknown_Release(u);
	house_leave();
	house_close(&refuses->house);
	house_close(&t->house);
	close(t->came);
	close(t->let);
	away_forget(t, sizeof *t);
	away_forget(f, sizeof *f);
	away_forget(refuses, sizeof *refuses);
}
