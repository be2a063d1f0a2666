/* lanes.c - streams by memory that both ends share: what is written comes, who sleeps is told, and nothing is believed. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shared.h"
#include "transport.h"

enum { MOST = 3 * SHARED_LANE };

static uint8_t made[MOST], got[MOST];

static uint32_t chance(uint32_t below)
{
	static uint64_t state = 1;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(state >> 33) % below;
}

/* ---- the beginning ---- */

static bool is_taken(int fd)
{
	void *memory = os_memory_map(fd, 8192);

	if (memory)
		os_memory_unmap(memory, 8192);
	return memory;
}

static int memory_with(size_t size, int seals)
{
	int fd = memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	assert_int_equal(ftruncate(fd, (off_t)size), 0);
	assert_int_equal(fcntl(fd, F_ADD_SEALS, seals), 0);
	return fd;
}

static void expect_refused(int fd)
{
	assert_true(fd >= 0);
	assert_false(is_taken(fd));
	os_close(fd);
}

TEST(memory_that_could_be_taken_away_is_none)
{
	int fds[2], fd = memory_with(8192, F_SEAL_SHRINK);
	struct address a = address_in(scratch_make(), "f");

	assert_true(is_taken(fd));
	os_close(fd);
	expect_refused(memory_with(8192, 0));
	expect_refused(memory_with(8192, F_SEAL_GROW));
	expect_refused(memory_with(8191, F_SEAL_SHRINK));
	expect_refused(memory_with(8193, F_SEAL_SHRINK));
	expect_refused(memory_with(0, F_SEAL_SHRINK));
	expect_refused(memory_with(8192, F_SEAL_SHRINK | F_SEAL_WRITE));
	memset(made, 0, 8192);
	file_write(a.at.path, (const char *)made, 8192);
	expect_refused(open(a.at.path, O_RDWR | O_CLOEXEC));
	expect_refused(open("/dev/null", O_RDWR | O_CLOEXEC));
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	expect_refused(fds[0]);
	expect_refused(fds[1]);
	assert_false(is_taken(-1));
	scratch_remove();
}

TEST(memory_that_is_made_here_is_taken_there)
{
	int fd = os_memory_make(8192);

	assert_true(fd > STDERR_FILENO);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_true(is_taken(fd));
	assert_false(is_taken(0));
	assert_int_not_equal(ftruncate(fd, 0), 0);
	assert_int_not_equal(ftruncate(fd, 16384), 0);
	os_close(fd);
}

TEST(as_many_share_as_the_limit_says)
{
	struct shared s, t;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_SHARED_MEMORY, 2), S_OK);
	shared_open(&s);
	t.ends[0] = shared_stream(s.ends[0].fd);
	assert_int_equal(stream_share(&t.ends[0]), -ENOMEM);
	int fd = os_memory_make(sizeof(struct shared_memory));
	assert_false(stream_share_with(&t.ends[0], fd));
	shared_close(&s);
	t.ends[0] = shared_stream(-1);
	assert_false(stream_share_with(&t.ends[0], STDERR_FILENO)); /* those that fail do not count */
	assert_false(stream_share_with(&t.ends[0], -1));
	shared_open(&t);
	shared_close(&t);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_SHARED_MEMORY, 0), S_OK);
	assert_int_equal(stream_share(&t.ends[0]), -ENOMEM);
	os_close(fd);
}

TEST(a_stream_shares_once_and_only_where_descriptors_go)
{
	struct address a = address_at("tcp:127.0.0.1:0");
	struct stream far = { .fd = -1, .transport = transport_of(&a.at) };
	struct shared s;
	int fd = os_memory_make(sizeof(struct shared_memory));

	assert_true(fd >= 0);
	shared_open(&s);
	assert_int_equal(stream_share(&s.ends[0]), -ENOMEM);
	assert_false(stream_share_with(&s.ends[0], fd));
	assert_false(stream_share_with(&s.ends[1], fd));
	assert_int_equal(stream_share(&far), -ENOMEM);
	assert_false(stream_share_with(&far, fd));
	os_close(fd);
	shared_close(&s);
}

SWEEP(without_memory_nothing_is_shared)
{
	struct stream s = shared_stream(-1), t = s;
	int fd = stream_share(&s);

	if (fd < 0 && sweep_ok(fd == -ENOMEM ? E_OUTOFMEMORY : E_FAIL))
		fail();
	if (fd < 0)
		return;
	if (stream_share_with(&t, fd))
		lanes_close(t.lanes);
	else
		(void)sweep_ok(E_OUTOFMEMORY);
	lanes_close(s.lanes);
	os_close(fd);
}

/* ---- octets ---- */

/* What an end has written, and the other one has read. */
struct flow {
	struct stream *from, *to;
	uint64_t written, read;
};

static size_t flow_write(struct flow *f, size_t size)
{
	struct os_part part = { made, size };
	size_t done;

	shared_make(made, f->written, size);
	HRESULT hr = stream_write(f->from, &part, 1, NULL, 0, &done);
	assert_int_equal(hr, done ? S_OK : S_FALSE);
	f->written += done;
	return done;
}

static size_t flow_read(struct flow *f, size_t size)
{
	struct arrival a;
	HRESULT hr = stream_read(f->to, got, size, &a);

	assert_int_equal(hr, a.size ? S_OK : S_FALSE);
	assert_int_equal(a.fd_count, 0);
	shared_check(got, f->read, a.size);
	f->read += a.size;
	return a.size;
}

/* All of it, in as many pieces as there is room for. */
static void flow_carry(struct flow *f, size_t size)
{
	uint64_t end = f->written + size;

	while (f->read < end) {
		if (f->written < end)
			flow_write(f, (size_t)(end - f->written));
		flow_read(f, MOST);
	}
	assert_int_equal(flow_read(f, 1), 0);
}

static void sizes_go(struct flow *f)
{
	static const size_t around[] = { 4096, SHARED_HALF, SHARED_LANE, 2 * SHARED_LANE };

	for (size_t size = 1; size <= 300; size++)
		flow_carry(f, size);
	for (unsigned i = 0; i < ARRAY_COUNT(around); i++)
		for (size_t size = around[i] - 2; size <= around[i] + 2; size++)
			flow_carry(f, size);
	flow_carry(f, MOST);
}

TEST(octets_of_every_size_come_as_they_went)
{
	struct shared s;

	shared_open(&s);
	sizes_go(&(struct flow){ &s.ends[0], &s.ends[1], 0, 0 });
	sizes_go(&(struct flow){ &s.ends[1], &s.ends[0], 0, 0 });
	shared_close(&s);
}

/* ---- as a model has it ---- */

struct model {
	struct flow flow;
	bool sleeps, rung; /* the reader, and he has been told */
	bool blocked;      /* the writer found no room the last time */
	bool full;         /* ... or before, and was not told of any since */
};

/* In up to six parts, some of which are empty. */
static void model_write(struct model *m)
{
	struct os_part parts[6];
	unsigned count = 1 + chance(6);
	size_t size = 0, done, left = m->flow.written - m->flow.read;

	for (unsigned i = 0; i < count; i++) {
		size_t part = chance(4) ? chance(chance(3) ? 600 : MOST / 6) : 0;
		parts[i] = (struct os_part){ made + size, part };
		size += part;
	}
	shared_make(made, m->flow.written, size);
	HRESULT hr = stream_write(m->flow.from, parts, count, NULL, 0, &done);
	assert_int_equal(done, size < SHARED_LANE - left ? size : SHARED_LANE - left);
	assert_int_equal(hr, done ? S_OK : S_FALSE);
	m->flow.written += done;
	m->blocked = done < size;
	m->full |= m->blocked;
	m->rung |= m->sleeps && done;
	assert_int_equal(shared_rings(m->flow.to), m->rung);
}

/* Into up to four rooms. */
static void model_read(struct model *m)
{
	struct os_room rooms[4];
	unsigned count = 1 + chance(4);
	size_t size = 0, left = m->flow.written - m->flow.read;
	struct arrival a;

	for (unsigned i = 0; i < count; i++) {
		size_t room = 1 + chance(chance(3) ? 600 : MOST / 4);
		rooms[i] = (struct os_room){ got + size, room };
		size += room;
	}
	HRESULT hr = count == 1 ? stream_read(m->flow.to, got, size, &a) : stream_read_into(m->flow.to, rooms, count, &a);
	assert_int_equal(a.size, size < left ? size : left);
	assert_int_equal(hr, a.size ? S_OK : S_FALSE);
	shared_check(got, m->flow.read, a.size);
	m->flow.read += a.size;
	m->sleeps = !left;
	m->rung = false;
	assert_false(shared_rings(m->flow.to)); /* who has read hears no bell that was for this */
}

/* He is told once half of it is free, and hears of that by a read that brings nothing; whoever has had less by then, too. */
static void model_room(struct model *m)
{
	struct arrival a;
	bool told = m->full && m->flow.written - m->flow.read <= SHARED_HALF;

	assert_int_equal(shared_rings(m->flow.from), told);
	if (!told)
		return;
	m->full = false;
	assert_int_equal(stream_read(m->flow.from, got, 1, &a), m->blocked ? S_OK : S_FALSE);
	assert_int_equal(a.size, 0);
	model_write(m);
	assert_int_equal(stream_read(m->flow.from, got, 1, &a), S_FALSE);
	assert_false(shared_rings(m->flow.from));
}

static void model_runs(struct stream *from, struct stream *to, int steps)
{
	struct model m = { .flow = { from, to, 0, 0 }, .sleeps = true };
	struct arrival a;

	assert_int_equal(stream_read(from, got, 1, &a), S_FALSE);
	for (int i = 0; i < steps; i++) {
		if (chance(2))
			model_write(&m);
		else
			model_read(&m);
		model_room(&m);
	}
}

TEST(whatever_the_pieces_the_octets_are_those_and_bells_ring_when_they_should)
{
	struct shared s;

	for (int i = 0; i < few(20); i++) {
		shared_open(&s);
		model_runs(&s.ends[i % 2], &s.ends[!(i % 2)], 600);
		shared_close(&s);
	}
}

/* ---- the last octets that go by the socket ---- */

static void shift_behind(struct shared *s, struct flow *f, size_t before, size_t size)
{
	shared_prepare(s);
	*f = (struct flow){ &s->ends[0], &s->ends[1], 0, 0 };
	stream_shift_writes(f->from, before);
	while (f->written < size) {
		assert_int_equal(stream_is_shared_out(f->from), f->written >= before);
		if (!flow_write(f, size - f->written) || f->written == size)
			break;
	}
	while (f->read < before)
		assert_true(flow_read(f, (size_t)(before - f->read)));
	stream_shift_reads(f->to);
	while (f->read < f->written)
		flow_read(f, MOST);
	assert_int_equal(f->read, size);
	shared_close(s);
}

TEST(octets_before_the_shift_go_by_the_socket_and_the_rest_by_memory)
{
	struct shared s;
	struct flow f;

	for (size_t before = 0; before < 5000; before += 1 + chance(400))
		for (size_t more = 0; more < 5000; more += 1 + chance(700))
			shift_behind(&s, &f, before, before + more);
}

/* Parts are cut where the shift is. */
TEST(a_part_may_go_both_ways)
{
	struct os_part parts[4], cut[4];
	struct shared s;

	shared_prepare(&s);
	for (unsigned i = 0; i < 4; i++)
		parts[i] = (struct os_part){ made + 10 * i, i ? 10 * i : 5 }; /* 5, 10, 20, 30 */
	for (size_t before = 1; before < 70; before++) {
		stream_shift_writes(&s.ends[0], before);
		unsigned n = lanes_cut(s.ends[0].lanes, parts, 4, cut);
		size_t size = 0;
		for (unsigned i = 0; i < n; i++) {
			assert_ptr_equal(cut[i].at, parts[i].at);
			assert_in_range(cut[i].size, 1, parts[i].size);
			size += cut[i].size;
		}
		assert_int_equal(size, before < 65 ? before : 65);
	}
	shared_close(&s);
}

/* A socket that is full: what is behind it waits. */
TEST(nothing_overtakes_what_waits_for_room_in_the_socket)
{
	enum { BEFORE = 4 << 20 };
	struct shared s;
	struct flow f = { &s.ends[0], &s.ends[1], 0, 0 };

	shared_prepare(&s);
	stream_shift_writes(f.from, BEFORE);
	while (f.written < BEFORE) {
		uint64_t left = BEFORE + 100 - f.written;
		if (!flow_write(&f, left < MOST ? (size_t)left : MOST))
			flow_read(&f, MOST);
	}
	flow_write(&f, (size_t)(BEFORE + 100 - f.written));
	while (f.read < BEFORE)
		flow_read(&f, (size_t)(BEFORE - f.read < MOST ? BEFORE - f.read : MOST));
	assert_int_equal(f.read, BEFORE);
	stream_shift_reads(f.to);
	assert_int_equal(flow_read(&f, MOST), 100);
	shared_close(&s);
}

/* ---- who sleeps ---- */

TEST(a_reader_who_is_awake_hears_no_bell)
{
	struct shared s;
	struct flow f = { &s.ends[0], &s.ends[1], 0, 0 };

	shared_open(&s);
	assert_int_equal(os_load32(&s.memory->lanes[0].sleeps), SHARED_BELL);
	flow_write(&f, 10);
	assert_true(shared_rings(f.to));
	assert_int_equal(flow_read(&f, 10), 10); /* and has not looked for more */
	assert_false(shared_rings(f.to));
	assert_int_equal(os_load32(&s.memory->lanes[0].sleeps), SHARED_AWAKE);
	flow_write(&f, 10);
	assert_false(shared_rings(f.to));
	assert_false(stream_is_told(f.to, true)); /* there is some */
	assert_int_equal(flow_read(&f, 10), 10);
	assert_true(stream_is_told(f.to, true));
	assert_int_equal(os_load32(&s.memory->lanes[0].sleeps), SHARED_BELL);
	flow_write(&f, 10);
	flow_write(&f, 10);
	assert_true(shared_rings(f.to));
	assert_int_equal(flow_read(&f, MOST), 20);
	assert_int_equal(flow_read(&f, MOST), 0);
	assert_false(shared_rings(f.to));
	shared_close(&s);
}

/* A try says of nobody that he sleeps. */
TEST(who_tries_again_and_again_hears_no_bells)
{
	struct shared s;
	struct flow f = { &s.ends[0], &s.ends[1], 0, 0 };
	struct os_room room = { got, MOST };
	struct arrival a;

	shared_open(&s);
	arrival_clear(&a);
	assert_int_equal(lanes_try(f.to, &room, 1, &a), S_FALSE);
	flow_write(&f, 10);
	assert_false(shared_rings(f.to));
	assert_int_equal(lanes_try(f.to, &room, 1, &a), S_OK);
	assert_int_equal(a.size, 10);
	shared_close(&s);
}

/* A socket that is full of bells is heard no more by who is told once of what comes. */
TEST(of_bells_for_a_reader_who_has_said_that_he_waits_one_is_left_at_most)
{
	struct shared s;
	struct flow f = { &s.ends[0], &s.ends[1], 0, 0 };

	shared_open(&s);
	for (int i = 0; i < 1000; i++) {
		stream_is_told(f.to, true);
		flow_write(&f, 10);
		assert_true(shared_rings(f.to));
		assert_int_equal(flow_read(&f, 100), 10);
		assert_false(shared_rings(f.to));
	}
	shared_close(&s);
}

/* A thread that does something once the reader of a lane sleeps at its word. */
struct late {
	struct harness_thread thread;
	struct shared *shared;
	size_t size; /* that it writes; 0: nobody is to read any more */
};

static void late_main(void *arg)
{
	struct late *l = arg;
	struct flow f = { &l->shared->ends[0], &l->shared->ends[1], 0, 0 };

	while (os_load32(&l->shared->memory->lanes[0].sleeps) != SHARED_HERE)
		os_yield();
	if (l->size)
		flow_write(&f, l->size);
	else
		stream_deafen(f.to);
}

static void sleeps_at_the_word(size_t size)
{
	struct shared s;
	struct late l = { .shared = &s, .size = size };
	struct os_room room = { got, MOST };
	struct arrival a;
	HRESULT hr = S_FALSE;

	shared_open(&s);
	harness_start(&l.thread, late_main, &l);
	arrival_clear(&a);
	for (int i = 0; i < 1000 && hr == S_FALSE; i++) /* each time for OS_SOCKET_WAIT_MS at most */
		hr = lanes_await(&s.ends[1], &room, 1, &a);
	harness_join(&l.thread);
	assert_int_equal(hr, size ? S_OK : S_FALSE);
	assert_int_equal(a.size, size);
	shared_check(got, 0, size);
	assert_int_equal(shared_rings(&s.ends[1]), !size);
	shared_close(&s);
}

TEST(who_sleeps_at_the_word_is_woken_there)
{
	assert_true(os_memory_waits());
	for (int i = 0; i < few(20); i++)
		sleeps_at_the_word(10);
}

/* ---- two threads ---- */

/* Reads all that is written until it has as much; sleeps at the socket, or at the word. */
struct taker {
	struct harness_thread thread;
	struct flow flow;
	uint64_t size;
	bool dozes;
};

static void taker_main(void *arg)
{
	struct taker *t = arg;
	static uint8_t room[2][MOST];
	uint8_t *mine = room[t->dozes];
	struct os_room into = { mine, MOST };
	struct arrival a;

	while (t->flow.read < t->size) {
		arrival_clear(&a);
		HRESULT hr = t->dozes ? lanes_await(t->flow.to, &into, 1, &a) : stream_read(t->flow.to, mine, MOST, &a);
		assert_true(SUCCEEDED(hr));
		shared_check(mine, t->flow.read, a.size);
		t->flow.read += a.size;
		if (hr == S_FALSE && !t->dozes)
			assert_int_equal(os_poll(t->flow.to->fd, OS_FOREVER), 1);
	}
}

/* The writer waits for room at his socket. */
static void write_all(struct flow *f, uint64_t size)
{
	struct arrival a;

	while (f->written < size) {
		uint64_t left = size - f->written;
		if (flow_write(f, left < MOST ? (size_t)left : MOST))
			continue;
		HRESULT hr = stream_read(f->from, got, 1, &a);
		assert_true(SUCCEEDED(hr) && !a.size);
		if (hr == S_FALSE)
			assert_int_equal(os_poll(f->from->fd, OS_FOREVER), 1);
	}
}

static void crosses(bool dozes, uint64_t size)
{
	struct shared s;

	shared_open(&s);
	struct flow f = { &s.ends[0], &s.ends[1], 0, 0 };
	struct taker t = { .flow = f, .size = size, .dozes = dozes };
	harness_start(&t.thread, taker_main, &t);
	write_all(&f, size);
	harness_join(&t.thread);
	assert_int_equal(t.flow.read, size);
	shared_close(&s);
}

TEST(a_writer_and_a_reader_miss_nothing)
{
	crosses(false, (uint64_t)few(64) << 20);
	crosses(true, (uint64_t)few(64) << 20);
}

/* ---- the end ---- */

/* Room is nothing to hear of when nothing is left to be written: somebody would look for it again and again. */
TEST(who_writes_no_more_is_not_told_of_room)
{
	struct shared s;

	shared_open(&s);
	struct flow f = { &s.ends[0], &s.ends[1], 0, 0 };
	flow_write(&f, MOST);
	assert_int_equal(flow_read(&f, SHARED_LANE), SHARED_LANE);
	assert_false(stream_is_told(f.from, true));
	stream_end(f.from);
	assert_true(stream_is_told(f.from, true));
	shared_close(&s);
}

TEST(the_end_is_heard_behind_the_last_octet)
{
	struct shared s;
	struct arrival a;

	shared_open(&s);
	struct flow f = { &s.ends[0], &s.ends[1], 0, 0 };
	flow_write(&f, 1000);
	stream_end(f.from);
	for (int i = 0; i < 10; i++)
		assert_int_equal(flow_read(&f, 100), 100);
	assert_int_equal(stream_read(f.to, got, 1, &a), RPC_E_DISCONNECTED);
	assert_int_equal(stream_read(f.to, got, 1, &a), RPC_E_DISCONNECTED);
	shared_close(&s);
}

/* Whose socket is closed, with bells that it has not heard. */
TEST(who_is_gone_is_read_to_his_end)
{
	struct shared s;
	struct arrival a;

	shared_open(&s);
	struct flow f = { &s.ends[0], &s.ends[1], 0, 0 }, back = { &s.ends[1], &s.ends[0], 0, 0 };
	flow_write(&back, 10);
	flow_write(&f, SHARED_LANE);
	stream_close(f.from);
	f.from->lanes = NULL;
	while (f.read < SHARED_LANE)
		flow_read(&f, 10000);
	assert_int_equal(stream_read(f.to, got, 1, &a), RPC_E_DISCONNECTED);
	s.ends[0] = shared_stream(-1);
	shared_close(&s);
}

TEST(who_sleeps_at_the_word_hears_that_he_is_not_to_read)
{
	struct shared s;
	struct os_room room = { got, MOST };
	struct arrival a;

	shared_open(&s);
	struct late l = { .shared = &s };
	harness_start(&l.thread, late_main, &l);
	arrival_clear(&a);
	for (int i = 0; i < 3; i++)
		assert_int_equal(lanes_await(&s.ends[1], &room, 1, &a), S_FALSE);
	os_store32(&s.memory->lanes[0].sleeps, SHARED_HERE); /* or it has not come by yet */
	harness_join(&l.thread);
	assert_int_equal(stream_read(&s.ends[1], got, 1, &a), RPC_E_DISCONNECTED);
	shared_close(&s);
}

/* ---- the other end believes in nothing ---- */

static HRESULT read_once(struct stream *s)
{
	struct arrival a;

	return stream_read(s, got, MOST, &a);
}

static HRESULT write_once(struct stream *s, size_t size)
{
	size_t done;

	return stream_write(s, &(struct os_part){ made, size }, 1, NULL, 0, &done);
}

TEST(positions_that_cannot_be_end_the_stream)
{
	static const uint32_t far[] = { SHARED_LANE + 1, 2 * SHARED_LANE, 0x7fffffff, 0x80000000, 0u - SHARED_LANE - 1 };

	for (unsigned i = 0; i < ARRAY_COUNT(far); i++) {
		struct shared s;

		shared_open(&s);
		os_store32(&s.memory->lanes[0].head, far[i]);
		assert_int_equal(read_once(&s.ends[1]), RPC_S_PROTOCOL_ERROR);
		os_store32(&s.memory->lanes[1].tail, far[i]); /* ahead of the head by so many, or far behind it */
		assert_int_equal(write_once(&s.ends[1], 1), RPC_S_PROTOCOL_ERROR);
		shared_close(&s);
	}
}

TEST(a_beginning_that_lies_anywhere_leads_nowhere)
{
	for (int i = 0; i < 200; i++) {
		struct shared s;

		shared_open(&s);
		os_store32(&s.memory->lanes[0].head, 1 + chance(SHARED_LANE));
		os_store32(&s.memory->lanes[0].base, chance(2) ? chance(1u << 31) : 0u - chance(SHARED_LANE));
		assert_int_equal(read_once(&s.ends[1]), S_OK);
		assert_int_equal(read_once(&s.ends[1]), S_FALSE);
		shared_close(&s);
	}
}

/* How far he has read only the reader himself knows: else he would be told for ever of what is not there. */
TEST(a_reader_is_told_of_nothing_that_is_not_there)
{
	struct shared s;
	struct flow f;

	shared_open(&s);
	f = (struct flow){ &s.ends[0], &s.ends[1], 0, 0 };
	flow_write(&f, 10);
	assert_int_equal(flow_read(&f, 10), 10);
	assert_int_equal(flow_read(&f, 10), 0);
	os_store32(&s.memory->lanes[0].tail, 5);
	assert_true(stream_is_told(f.to, true));
	shared_close(&s);
}

TEST(a_sleep_of_an_unknown_kind_is_no_harm)
{
	struct shared s;

	shared_open(&s);
	for (uint32_t how = 0; how < 100; how++) {
		os_store32(&s.memory->lanes[0].sleeps, how % 50 ? 0u - how : how);
		os_store32(&s.memory->lanes[1].full, how);
		assert_int_equal(write_once(&s.ends[0], 10), S_OK);
		assert_int_equal(read_once(&s.ends[1]), S_OK);
		assert_int_equal(read_once(&s.ends[1]), S_FALSE);
	}
	shared_close(&s);
}

/* Nobody who writes waits for what the other end makes of bells. */
TEST(bells_that_nobody_takes_are_no_harm)
{
	struct shared s;

	shared_open(&s);
	for (int i = 0; i < 5000; i++) {
		os_store32(&s.memory->lanes[0].sleeps, SHARED_BELL);
		assert_int_equal(write_once(&s.ends[0], 10), S_OK);
	}
	assert_int_equal(read_once(&s.ends[1]), S_OK);
	assert_int_equal(read_once(&s.ends[1]), S_FALSE);
	assert_false(shared_rings(&s.ends[1]));
	shared_close(&s);
}

struct ringer {
	struct harness_thread thread;
	int fd;
	os_u32 ends;
};

static void ringer_main(void *arg)
{
	static const uint8_t octets[64 << 10];
	struct ringer *r = arg;

	while (!os_load32(&r->ends))
		if (send(r->fd, octets, sizeof octets, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 && errno != EAGAIN)
			return;
}

/* Who rings for ever does not hold a thread for ever. */
TEST(bells_without_end_end_the_stream)
{
	struct shared s;
	HRESULT hr = S_OK;

	shared_open(&s);
	struct ringer r = { .fd = s.ends[0].fd };
	harness_start(&r.thread, ringer_main, &r);
	while (SUCCEEDED(hr))
		hr = read_once(&s.ends[1]);
	os_store32(&r.ends, 1);
	harness_join(&r.thread);
	assert_int_equal(hr, RPC_E_DISCONNECTED);
	shared_close(&s);
}

TEST(descriptors_that_come_with_bells_are_closed)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { .head = { CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS } };
	struct iovec bell = { "", 1 };
	struct msghdr m = { .msg_iov = &bell, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = CMSG_LEN(sizeof(int)) };
	struct shared s;
	int fds[2];
	char octet;

	shared_open(&s);
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	memcpy(CMSG_DATA(&control.head), &fds[1], sizeof(int));
	assert_int_equal(sendmsg(s.ends[0].fd, &m, 0), 1);
	os_close(fds[1]);
	assert_int_equal(read_once(&s.ends[1]), S_FALSE);
	assert_int_equal(read(fds[0], &octet, 1), 0); /* nobody else has it */
	os_close(fds[0]);
	shared_close(&s);
}

#if !HARNESS_TSAN
/* Writes anything anywhere: what is read is what it makes of it, but nobody is led out of the lanes. */
struct scribbler {
	struct harness_thread thread;
	struct shared_memory *memory;
	os_u32 ends;
};

static void scribbler_main(void *arg)
{
	struct scribbler *k = arg;
	volatile uint32_t *words = (volatile uint32_t *)(void *)k->memory;
	uint64_t state = 7;

	while (!os_load32(&k->ends)) {
		state = state * 6364136223846793005u + 1442695040888963407u;
		uint32_t value = (uint32_t)(state >> 33), at = value % (sizeof k->memory->lanes / 4);
		words[at] = value & 1 ? value >> 8 : (value >> 8) % (SHARED_LANE + 2);
	}
}

TEST(values_that_change_while_they_are_read_lead_nowhere)
{
	for (int i = 0; i < few(2000); i++) {
		struct shared s;
		HRESULT hr = S_OK;

		shared_open(&s);
		struct scribbler k = { .memory = s.memory };
		harness_start(&k.thread, scribbler_main, &k);
		for (int n = 0; SUCCEEDED(hr) && n < 50; n++) {
			hr = read_once(&s.ends[1]);
			if (SUCCEEDED(hr))
				hr = write_once(&s.ends[1], chance(MOST));
			stream_is_told(&s.ends[1], true);
		}
		os_store32(&k.ends, 1);
		harness_join(&k.thread);
		assert_true(SUCCEEDED(hr) || hr == RPC_S_PROTOCOL_ERROR || hr == RPC_E_DISCONNECTED);
		shared_close(&s);
	}
}
#endif
