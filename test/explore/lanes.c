/* lanes.c - every schedule of a writer and a reader at memory that both share: nobody sleeps while there is something for him. */
#include "shared.h"

enum { MORE = 8, MOST = SHARED_LANE + 64 };

/* One end, on a thread of its own: writes so many octets, and reads so many, in pieces. */
struct end {
	struct harness_thread thread;
	struct stream *stream;
	uint64_t write, read;   /* that are left */
	size_t most;            /* at once, of each */
	uint64_t written, came;
	bool looks;             /* it tries, and says only then that it waits at the socket: as who leaves, or sleeps elsewhere */
	size_t before;          /* so many come by the socket first */
	uint8_t *octets;
};
static uint8_t octets[2][MOST]; /* of both: a stack has no room for them */

static bool end_writes(struct end *e)
{
	size_t size = e->write < e->most ? (size_t)e->write : e->most, done = 0;

	if (!size)
		return false;
	shared_make(e->octets, e->written, size);
	HRESULT hr = stream_write(e->stream, &(struct os_part){ e->octets, size }, 1, NULL, 0, &done);
	assert_int_equal(hr, done ? S_OK : S_FALSE);
	e->written += done;
	e->write -= done;
	return done;
}

/* The last that comes by the socket. */
static bool end_reads_before(struct end *e)
{
	struct arrival a;
	HRESULT hr = stream_read(e->stream, e->octets, e->before, &a);

	assert_int_equal(hr, a.size ? S_OK : S_FALSE);
	e->before -= a.size;
	if (!e->before)
		stream_shift_reads(e->stream);
	return a.size;
}

/* Whether there was something; room is. */
static bool end_reads(struct end *e)
{
	struct os_room room = { e->octets, e->most };
	struct arrival a;

	arrival_clear(&a);
	HRESULT hr = e->looks ? lanes_try(e->stream, &room, 1, &a) : lanes_read(e->stream, &room, 1, &a);
	assert_true(hr == S_OK || (hr == S_FALSE && !a.size));
	shared_check(e->octets, e->came, a.size);
	e->came += a.size;
	assert_true(a.size <= e->read);
	e->read -= a.size;
	return hr == S_OK || (e->looks && !stream_is_told(e->stream, true));
}

static void end_main(void *arg)
{
	struct end *e = arg;

	while (e->write || e->read) {
		bool some = end_writes(e);
		if (!e->write && !e->read)
			break;
		some |= e->before ? end_reads_before(e) : end_reads(e);
		if (!some && (e->write || e->read))
			assert_int_equal(os_poll(e->stream->fd, OS_FOREVER), 1);
		if (!some && e->looks) /* who was told looks as who reads does */
			os_socket_unring(e->stream->fd);
	}
}

/* One of them on a thread of its own; the other one's is the test's. */
static void meet(struct end *one, struct end *other)
{
	struct shared s;

	shared_open(&s);
	one->stream = &s.ends[0];
	other->stream = &s.ends[1];
	one->octets = octets[0];
	other->octets = octets[1];
	harness_start(&one->thread, end_main, one);
	end_main(other);
	harness_join(&one->thread);
	assert_false(one->write || one->read || other->write || other->read);
	assert_true(stream_is_told(one->stream, true) && stream_is_told(other->stream, true)); /* else they would be told for ever */
	shared_close(&s);
}

static void written(uint64_t size, size_t at_once, size_t most, bool looks)
{
	static struct end one, other;

	one = (struct end){ .write = size, .most = at_once, .looks = looks };
	other = (struct end){ .read = size, .most = most, .looks = looks };
	meet(&one, &other);
}

EXPLORE(what_is_written_is_heard, 3)
{
	written(3 * MORE, MORE, MORE, false);
}

EXPLORE(what_is_written_is_heard_by_who_leaves, 3)
{
	written(3 * MORE, MORE, MORE, true);
}

/* A lane that is full, and half of it read at a time. */
EXPLORE(room_is_heard_of, 2)
{
	written(SHARED_LANE + MORE, MOST, SHARED_HALF, false);
}

/* A lane that is filled again while the reader is about to tell of the room that was there. */
EXPLORE(room_is_heard_of_each_time, 2)
{
	written(2 * SHARED_LANE + MORE, MOST, MOST, false);
}

EXPLORE(room_is_heard_of_by_who_leaves, 2)
{
	written(SHARED_LANE + MORE, MOST, SHARED_HALF, true);
}

/* Each asks for more than there is room for while the other one does. */
EXPLORE(both_lanes_may_be_full_at_once, 2)
{
	static struct end one, other;

	one = (struct end){ .write = SHARED_LANE + MORE, .read = SHARED_LANE + MORE, .most = MOST };
	other = (struct end){ .write = SHARED_LANE + MORE, .read = SHARED_LANE + MORE, .most = MOST };
	meet(&one, &other);
}

EXPLORE(to_and_fro, 3)
{
	static struct end one, other;

	one = (struct end){ .write = 2 * MORE, .read = 2 * MORE, .most = MORE };
	other = (struct end){ .write = 2 * MORE, .read = 2 * MORE, .most = MORE, .looks = true };
	meet(&one, &other);
}

/* ---- the shift ---- */

/* Of the end that is asked, which reads there already: what it says last by the socket, in two pieces. */
struct last {
	struct harness_thread thread;
	struct stream *stream;
};

static void last_main(void *arg)
{
	struct last *l = arg;
	size_t done;

	for (int i = 0; i < 2; i++) {
		assert_int_equal(stream_write(l->stream, &(struct os_part){ "12345678", MORE / 2 }, 1, NULL, 0, &done), S_OK);
		assert_int_equal(done, MORE / 2);
	}
}

static void shifted(size_t most)
{
	static struct end one, other;
	struct shared s;

	shared_prepare(&s);
	struct last l = { .stream = &s.ends[1] };
	one = (struct end){ .stream = &s.ends[0], .octets = octets[0], .write = SHARED_LANE + MORE, .most = MOST, .before = MORE };
	other = (struct end){ .stream = &s.ends[1], .octets = octets[1], .read = SHARED_LANE + MORE, .most = most };
	stream_shift_writes(&s.ends[0], 0);
	stream_shift_reads(&s.ends[1]);
	stream_shift_writes(&s.ends[1], MORE);
	harness_start(&one.thread, end_main, &one);
	harness_start(&l.thread, last_main, &l);
	end_main(&other);
	harness_join(&l.thread);
	harness_join(&one.thread);
	assert_false(one.write || other.read);
	shared_close(&s);
}

/* As long as the answer has not gone, nobody can be told of room. */
EXPLORE(room_is_heard_of_behind_the_shift, 2)
{
	shifted(MOST);
}

EXPLORE(room_is_heard_of_behind_the_shift_in_pieces, 2)
{
	shifted(SHARED_HALF);
}

/* ---- who writes, where nobody reads ---- */

/* Nobody has said that he waits at the socket. */
EXPLORE(who_only_writes_hears_of_room, 2)
{
	static struct end other, one;
	struct arrival a;
	struct shared s;

	shared_open(&s);
	one = (struct end){ .stream = &s.ends[0], .octets = octets[0], .write = SHARED_LANE + MORE, .most = MOST };
	other = (struct end){ .stream = &s.ends[1], .octets = octets[1], .read = SHARED_LANE + MORE, .most = SHARED_HALF };
	arrival_clear(&a);
	assert_int_equal(lanes_try(one.stream, &(struct os_room){ one.octets, 1 }, 1, &a), S_FALSE);
	harness_start(&other.thread, end_main, &other);
	while (one.write)
		if (!end_writes(&one))
			assert_int_equal(os_poll(one.stream->fd, OS_FOREVER), 1);
	harness_join(&other.thread);
	assert_false(other.read);
	shared_close(&s);
}
