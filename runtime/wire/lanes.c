/* lanes.c - a stream's octets by memory that both ends share: a lane for each direction, and the socket for bells and for the end.
 *
 * Who reads says before he sleeps how he wants to be woken, and looks once more; who writes looks for that behind his octets. What
 * is there is copied before anything is made of it: the other end may write on. Nothing that it writes leads out of the lanes.
 */
#include <errno.h>
#include <string.h>

#include "wire/transport.h"

/* LOOKS: at who says again and again that there is something. */
enum { LANE = 128 << 10, HALF = LANE / 2, DOZE_MS = OS_SOCKET_WAIT_MS, LOOKS = 8 };

/* How a reader sleeps, if he does. */
enum { AWAKE, BELL /* at the socket */, HERE /* at the word itself */ };

/* Positions go on for ever; where there is nothing they begin anew, so that short messages touch little memory. */
struct lane {
	_Alignas(64) os_u32 head; /* this line is the writer's */
	os_u32 base;              /* what lies at the beginning */
	os_u32 full;              /* it waits for room */
	os_u32 over;              /* what is not taken by now is not to be */
	_Alignas(64) os_u32 tail; /* and this one the reader's */
	os_u32 sleeps;
};
struct memory {
	struct lane lanes[2];     /* of who asked for it, and back */
	uint8_t octets[2][LANE];
};

struct lanes {
	struct memory *memory;
	unsigned out;             /* which lane */
	bool reads;               /* what comes, comes here; this and the next two are of who has the right to read */
	os_u32 rests;             /* how it was said for him that he sleeps: a bell may have been rung */
	os_u32 rung;              /* one was, before others said so once more */
	os_u32 tail;              /* what the lane says of it the other end can write */
	bool writes;              /* what goes, goes here, behind so many octets that go by the socket: */
	size_t before;
	os_u32 rings;             /* none of those is left: only bells go by the socket from here on */
	os_u32 head;
	uint32_t base;
	os_u32 blocked;           /* it found no room */
};

static os_u32 sharing; /* how many streams do */

/* ---- the beginning and the end ---- */

static bool sharing_enter(void)
{
	if (os_add32(&sharing, 1) <= limit_of(ACOM_LIMIT_SHARED_MEMORY))
		return true;
	os_sub32(&sharing, 1);
	return false;
}

/* The other end finds each reader at his socket. */
static struct lanes *lanes_create(int fd, bool asks)
{
	struct lanes *x = os_zalloc(sizeof *x);

	if (!x)
		return NULL;
	x->memory = os_memory_map(fd, sizeof *x->memory);
	if (!x->memory) {
		os_free(x);
		return NULL;
	}
	x->out = !asks;
	os_store32(&x->rests, BELL);
	os_store32(&x->memory->lanes[!x->out].sleeps, BELL);
	return x;
}

static bool lanes_begin(struct stream *s, int fd, bool asks)
{
	if (s->lanes || !s->transport->carries_descriptors || !sharing_enter())
		return false;
	s->lanes = lanes_create(fd, asks);
	if (!s->lanes)
		os_sub32(&sharing, 1);
	return s->lanes;
}

int stream_share(struct stream *s)
{
	int fd = os_memory_make(sizeof(struct memory));

	if (fd < 0 || lanes_begin(s, fd, true))
		return fd;
	os_close(fd);
	return -ENOMEM;
}

bool stream_share_with(struct stream *s, int fd)
{
	return lanes_begin(s, fd, false);
}

void stream_unshare(struct stream *s)
{
	lanes_close(s->lanes);
	s->lanes = NULL;
}

void stream_shift_reads(struct stream *s)
{
	s->lanes->reads = true;
}

void stream_shift_writes(struct stream *s, size_t before)
{
	s->lanes->before = before;
	s->lanes->writes = true;
	os_swap32(&s->lanes->rings, !before);
}

void lanes_close(struct lanes *x)
{
	os_memory_unmap(x->memory, sizeof *x->memory);
	os_free(x);
	os_sub32(&sharing, 1);
}

/* ---- who sleeps ---- */

/* The other end's reader. 0 or an errno: it is gone. */
static int rouse(const struct stream *s)
{
	struct lane *out = &s->lanes->memory->lanes[s->lanes->out];

	os_point();
	if (!os_load32(&out->sleeps) || !os_load32(&s->lanes->rings))
		return 0;
	switch (os_swap32(&out->sleeps, AWAKE)) {
	case AWAKE:
		return 0;
	case BELL:
		return os_socket_ring(s->fd);
	}
	os_memory_wake(&out->sleeps);
	return 0;
}

static struct lane *lane_in(const struct lanes *x)
{
	return &x->memory->lanes[!x->out];
}

static struct lane *lane_out(const struct lanes *x)
{
	return &x->memory->lanes[x->out];
}

/* By the reader. A bell that was rung for what others have said is taken. */
static void rest(const struct stream *s, unsigned how)
{
	struct lanes *x = s->lanes;
	unsigned rested = os_load32(&x->rests);

	os_store32(&x->rests, how);
	if (os_swap32(&lane_in(x)->sleeps, how) == AWAKE && rested == BELL)
		os_socket_unring(s->fd);
}

/* By anybody: the reader, if there is none now, is found at the socket. */
static void rest_at_socket(struct lanes *x)
{
	if (os_cas32(&lane_in(x)->sleeps, AWAKE, BELL) && os_swap32(&x->rests, BELL) == BELL)
		os_store32(&x->rung, true);
}

/* A bell that has been rung is taken: else who waits at the socket would hear it again, and a socket that is full of them is heard
 * no more. */
static void rise(const struct stream *s)
{
	struct lanes *x = s->lanes;
	unsigned rested = os_load32(&x->rests);

	if (rested == AWAKE)
		return;
	os_store32(&x->rests, AWAKE); /* first: what others say from now on is about the next time */
	bool rung = os_swap32(&lane_in(x)->sleeps, AWAKE) == AWAKE && rested == BELL;
	if (os_swap32(&x->rung, false) || rung)
		os_socket_unring(s->fd);
}

static bool is_there(const struct lanes *x)
{
	os_point();
	return os_load32(&lane_in(x)->head) != os_peek32(&x->tail);
}

/* Who waits for room is told when there is much. */
static uint32_t room_out(const struct lanes *x)
{
	os_point();
	return LANE - (os_peek32(&x->head) - os_load32(&lane_out(x)->tail));
}

static bool has_room_again(const struct lanes *x)
{
	return os_load32(&x->blocked) && room_out(x) >= HALF;
}

bool stream_is_told(const struct stream *s, bool wanted)
{
	struct lanes *x = s->lanes;

	if (!x || !x->reads)
		return true;
	rest_at_socket(x);
	return !(wanted && is_there(x)) && !has_room_again(x);
}

/* A reader says how far he is before he looks at anything, and then whether he may. */
size_t stream_untaken(const struct stream *s)
{
	if (!s->lanes || !s->lanes->writes)
		return 0;
	os_swap32(&lane_out(s->lanes)->over, true);
	os_point();
	uint32_t room = room_out(s->lanes);

	return room <= LANE ? LANE - room : 0;
}

void stream_hush(const struct stream *s)
{
	if (s->lanes && s->lanes->reads)
		os_socket_unring(s->fd);
}

bool lanes_reads(const struct lanes *x)
{
	return x->reads;
}

bool stream_is_shared_out(const struct stream *s)
{
	return s->lanes && s->lanes->writes && !s->lanes->before;
}

void lanes_deafen(const struct lanes *x)
{
	os_swap32(&lane_in(x)->sleeps, AWAKE);
	os_memory_wake(&lane_in(x)->sleeps);
}

/* Who sleeps at the word does not hear the socket. */
void stream_nudge(const struct stream *s)
{
	if (s->lanes)
		lanes_deafen(s->lanes);
}

void lanes_end(struct lanes *x)
{
	os_store32(&x->blocked, false);
	if (os_load32(&lane_out(x)->sleeps) == HERE)
		os_memory_wake(&lane_out(x)->sleeps);
}

/* ---- reading ---- */

/* `size` octets from `place` on of a lane, which is a ring. */
static void copy_from(const uint8_t *lane, uint32_t place, uint8_t *to, size_t size)
{
	size_t first = size < LANE - place ? size : LANE - place;

	memcpy(to, lane + place, first);
	memcpy(to + first, lane, size - first);
}

/* Into the rooms behind `skip` octets. */
static size_t fill(const struct lanes *x, const struct os_room *rooms, unsigned count, size_t skip, uint32_t place, size_t most)
{
	size_t done = 0;

	for (unsigned i = 0; i < count && done < most; i++) {
		size_t from = skip < rooms[i].size ? skip : rooms[i].size;
		size_t size = rooms[i].size - from < most - done ? rooms[i].size - from : most - done;

		skip -= from;
		copy_from(x->memory->octets[!x->out], (place + (uint32_t)done) % LANE, (uint8_t *)rooms[i].at + from, size);
		done += size;
	}
	return done;
}

/* As the writer can see. */
static bool is_half_read(const struct lane *in)
{
	os_point();
	return os_load32(&in->head) - os_load32(&in->tail) <= HALF;
}

/* Once a bell can be rung. It may be full again by then, and that is not what is told: the next one does. */
static void tell_of_room(const struct stream *s)
{
	const struct lanes *x = s->lanes;
	struct lane *in = lane_in(x);

	os_point();
	for (int i = 0; i < LOOKS && os_load32(&in->full) && os_load32(&x->rings) && is_half_read(in); i++) {
		if (!os_swap32(&in->full, false))
			return;
		if (is_half_read(in)) {
			rouse(s);
			return;
		}
		os_swap32(&in->full, true);
	}
}

/* What is there. S_FALSE: nothing. */
static HRESULT take(const struct stream *s, const struct os_room *rooms, unsigned count, struct arrival *a)
{
	struct lanes *x = s->lanes;
	struct lane *in = lane_in(x);
	uint32_t tail = os_peek32(&x->tail);

	os_point();
	uint32_t there = os_load32(&in->head) - tail;

	if (!there)
		return S_FALSE;
	if (there > LANE)
		return FAIL(RPC_S_PROTOCOL_ERROR);
	size_t taken = fill(x, rooms, count, a->size, (tail - os_peek32(&in->base)) % LANE, there);
	a->size += taken;
	tail += (uint32_t)taken;
	os_store32(&x->tail, tail);
	os_swap32(&in->tail, tail);
	os_point();
	if (os_load32(&in->over)) { /* behind the tail: one of both has seen the other */
		a->size = 0;
		return FAIL(RPC_E_DISCONNECTED);
	}
	tell_of_room(s);
	return taken ? S_OK : S_FALSE;
}

HRESULT lanes_try(const struct stream *s, const struct os_room *rooms, unsigned count, struct arrival *a)
{
	rise(s);
	HRESULT hr = take(s, rooms, count, a);
	return hr == S_FALSE && has_room_again(s->lanes) ? S_OK : hr;
}

/* Nothing is there after the reader has said that he sleeps. S_OK: he is to look again. */
static HRESULT fall_asleep(const struct stream *s)
{
	struct lanes *x = s->lanes;

	rest(s, BELL);
	if (is_there(x) || has_room_again(x))
		return S_OK;
	bool over = os_socket_unring(s->fd);
	if (is_there(x) || (!over && os_load32(&lane_in(x)->sleeps) != BELL))
		return S_OK;
	return over ? FAIL(RPC_E_DISCONNECTED) : S_FALSE;
}

HRESULT lanes_read(const struct stream *s, const struct os_room *rooms, unsigned count, struct arrival *a)
{
	HRESULT hr = S_OK;

	for (int i = 0; hr == S_OK && i < LOOKS; i++) {
		hr = lanes_try(s, rooms, count, a);
		if (hr != S_FALSE)
			return hr;
		hr = fall_asleep(s);
	}
	return hr;
}

HRESULT lanes_await(const struct stream *s, const struct os_room *rooms, unsigned count, struct arrival *a)
{
	struct lanes *x = s->lanes;

	rest(s, HERE);
	if (!is_there(x) && !has_room_again(x))
		os_memory_await(&lane_in(x)->sleeps, HERE, DOZE_MS);
	return lanes_try(s, rooms, count, a);
}

/* ---- writing ---- */

static void put(struct lanes *x, uint32_t head, const uint8_t *at, size_t size)
{
	uint32_t place = (head - x->base) % LANE;
	uint8_t *lane = x->memory->octets[x->out];
	size_t first = size < LANE - place ? size : LANE - place;

	memcpy(lane + place, at, first);
	memcpy(lane, at + first, size - first);
}

/* What there is room for of the parts behind `skip` octets. */
static size_t put_parts(struct lanes *x, const struct os_part *parts, unsigned count, size_t skip, size_t most)
{
	uint32_t head = os_peek32(&x->head);
	size_t done = 0;

	for (unsigned i = 0; i < count && done < most; i++) {
		size_t from = skip < parts[i].size ? skip : parts[i].size;
		size_t size = parts[i].size - from < most - done ? parts[i].size - from : most - done;

		skip -= from;
		put(x, head + (uint32_t)done, (const uint8_t *)parts[i].at + from, size);
		done += size;
	}
	os_store32(&x->head, head + (uint32_t)done);
	if (done)
		os_swap32(&lane_out(x)->head, head + (uint32_t)done);
	return done;
}

/* Where nothing is left to be read. */
static void begin_anew(struct lanes *x)
{
	x->base = os_peek32(&x->head);
	os_store32(&lane_out(x)->base, x->base);
}

/* Says that it waits, before it looks once more; if nobody reads, the bell is heard at the socket. */
static bool is_blocked(struct lanes *x)
{
	if (os_load32(&x->blocked))
		return true;
	os_store32(&x->blocked, true);
	os_swap32(&lane_out(x)->full, true);
	rest_at_socket(x);
	return false;
}

HRESULT lanes_write(const struct stream *s, const struct os_part *parts, unsigned count, size_t *done)
{
	struct lanes *x = s->lanes;
	size_t size = 0;

	for (unsigned i = 0; i < count; i++)
		size += parts[i].size;
	os_store32(&x->blocked, false);
	while (*done < size) {
		uint32_t room = room_out(x);

		if (room > LANE)
			return FAIL(RPC_S_PROTOCOL_ERROR);
		if (room == LANE)
			begin_anew(x);
		if (room)
			*done += put_parts(x, parts, count, *done, room);
		else if (is_blocked(x))
			break;
	}
	if (*done == size) /* what found none at first has found some since */
		os_store32(&x->blocked, false);
	if (*done && rouse(s))
		return FAIL(RPC_E_DISCONNECTED);
	return *done ? S_OK : S_FALSE;
}

size_t lanes_before(const struct lanes *x)
{
	return x->before;
}

unsigned lanes_cut(const struct lanes *x, const struct os_part *parts, unsigned count, struct os_part *cut)
{
	size_t left = x->before;
	unsigned n;

	for (n = 0; n < count && left; n++) {
		cut[n] = (struct os_part){ parts[n].at, parts[n].size < left ? parts[n].size : left };
		left -= cut[n].size;
	}
	return n;
}

void lanes_went(const struct stream *s, size_t size)
{
	s->lanes->before -= size;
	if (s->lanes->before)
		return;
	os_swap32(&s->lanes->rings, true);
	tell_of_room(s);
}
