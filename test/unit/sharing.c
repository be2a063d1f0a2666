/* sharing.c - clients by hand that share memory with a server: whatever they ask for, write there or send, others are served. */
#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>

#include "guest.h"

TEST(who_shares_asks_and_is_answered_by_memory)
{
	struct scene s;
	struct guest g;

	scene_open(&s);
	guest_share(&g, s.server.address);
	for (int i = 0; i < few(5000); i++) /* more than a lane has room for */
		guest_call(&g);
	guest_go(&g);
	scene_close(&s);
}

/* ---- what is asked for ---- */

/* A pipe whose other end tells when nobody has this one any more. */
static void expect_closed(int fds[2])
{
	char octet;

	os_close(fds[1]);
	assert_int_equal(read(fds[0], &octet, 1), 0);
	os_close(fds[0]);
}

static int memory_of(size_t size, int seals)
{
	int fd = memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	assert_int_equal(ftruncate(fd, (off_t)size), 0);
	assert_int_equal(fcntl(fd, F_ADD_SEALS, seals), 0);
	return fd;
}

static void expect_rejected(struct guest *g, int fd)
{
	assert_true(fd >= 0);
	assert_int_equal(guest_alter(g, &fd, 1), REJECTED);
	os_close(fd);
}

TEST(what_is_no_memory_is_rejected_and_the_connection_lives)
{
	struct scene s;
	struct guest g;
	int fds[2];

	scene_open(&s);
	guest_come(&g, s.server.address);
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	assert_int_equal(guest_alter(&g, &fds[1], 1), REJECTED);
	expect_closed(fds);
	expect_rejected(&g, memory_of(sizeof(struct shared_memory), 0));
	expect_rejected(&g, memory_of(sizeof(struct shared_memory), F_SEAL_GROW | F_SEAL_SEAL));
	expect_rejected(&g, memory_of(sizeof(struct shared_memory) - 1, F_SEAL_SHRINK));
	expect_rejected(&g, memory_of(sizeof(struct shared_memory) + 4096, F_SEAL_SHRINK));
	expect_rejected(&g, os_eventfd());
	expect_rejected(&g, open("/dev/zero", O_RDWR | O_CLOEXEC));
	assert_int_equal(guest_ask(&g), ACCEPTED);
	assert_int_equal(guest_alter(&g, NULL, 0), ACCEPTED);
	guest_call(&g);
	guest_go(&g);
	scene_close(&s);
}

TEST(who_asks_in_another_order_is_rejected)
{
	struct scene s;
	struct guest g;
	int fds[2], two[2];

	scene_open(&s);
	guest_come(&g, s.server.address);
	assert_int_equal(guest_alter(&g, NULL, 0), REJECTED); /* the second before the first, or that without one */
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	two[0] = os_memory_make(sizeof(struct shared_memory));
	two[1] = fds[1];
	assert_int_equal(guest_alter(&g, two, 2), REJECTED);
	os_close(two[0]);
	expect_closed(fds);
	assert_int_equal(guest_ask(&g), ACCEPTED);
	assert_int_equal(guest_ask(&g), ACCEPTED); /* the second step, whatever comes with it */
	guest_call(&g);

	uint8_t room[PDU_MOST]; /* once more, by memory */
	guest_write(&g, room, put_alter(room, sizeof room, ++g.id, PDU_ALTER));
	struct pdu_header h = guest_read_pdu(&g, room);
	assert_int_equal(answer_of(room, h.size), REJECTED);
	guest_call(&g);
	guest_go(&g);
	scene_close(&s);
}

/* A bind is to agree upon something else first. */
TEST(who_has_not_agreed_upon_anything_shares_nothing)
{
	struct scene s;
	struct guest g;
	int fds[2];

	scene_open(&s);
	for (int bind = 0; bind < 2; bind++) {
		uint8_t room[512];
		g = (struct guest){ .id = 1 };
		caller_dial(&g.k, s.server.address);
		size_t size = put_alter(room, sizeof room, 1, bind ? PDU_BIND : PDU_ALTER);
		assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
		guest_send(&g, room, size, &fds[1], 1);
		guest_hears_the_end(&g);
		expect_closed(fds);
		guest_go(&g);
	}
	guest_come(&g, s.server.address); /* and descriptors are agreed upon, or closed */
	guest_go(&g);
	g = (struct guest){ .id = 1 };
	caller_dial(&g.k, s.server.address);
	good_call(&g.k);
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	assert_int_not_equal(guest_alter(&g, &fds[1], 1), ACCEPTED);
	expect_closed(fds);
	guest_go(&g);
	scene_close(&s);
}

TEST(over_tcp_nobody_shares)
{
	struct server server;
	struct guest g = { .id = 1000 };

	server_open(&server, ACOM_ALLOW_ANONYMOUS);
	dial_tcp(&g.k);
	good_call(&g.k);
	assert_int_equal(guest_alter(&g, NULL, 0), REJECTED);
	good_call(&g.k);
	guest_go(&g);
	server_close(&server);
}

TEST(what_a_client_that_went_has_shared_others_may)
{
	struct scene s;
	struct guest one, two;

	scene_open(&s);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_SHARED_MEMORY, 1), S_OK);
	guest_share(&one, s.server.address);
	guest_come(&two, s.server.address);
	assert_int_equal(guest_ask(&two), REJECTED);
	guest_call(&one);
	guest_go(&one);
	while (guest_ask(&two) != ACCEPTED)
		os_yield();
	assert_int_equal(guest_alter(&two, NULL, 0), ACCEPTED);
	guest_go(&two); /* nothing was said by memory */
	while (guest_come(&one, s.server.address), guest_ask(&one) != ACCEPTED)
		guest_go(&one);
	guest_go(&one); /* before the second step */
	scene_close(&s);
}

/* ---- what comes by the socket behind the shift ---- */

TEST(what_comes_by_the_socket_is_bells_whatever_it_is)
{
	uint8_t room[512];
	struct scene s;
	struct guest g;
	int fds[2];

	scene_open(&s);
	guest_share(&g, s.server.address);
	for (int i = 0; i < 100; i++) {
		guest_send(&g, room, put_ask(&g, room, sizeof room), NULL, 0);
		guest_call(&g); /* the first answer that comes is this one's */
	}
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	guest_send(&g, "", 1, &fds[1], 1);
	expect_closed(fds);
	guest_call(&g);
	guest_go(&g);
	scene_close(&s);
}

/* In the same piece as the shift itself. */
TEST(what_follows_the_shift_at_once_is_bells_too)
{
	uint8_t room[1024];
	struct scene s;
	struct guest g;
	int fds[2];

	for (int descriptors = 0; descriptors < 2; descriptors++) {
		scene_open(&s);
		guest_come(&g, s.server.address);
		assert_int_equal(guest_ask(&g), ACCEPTED);
		size_t size = put_alter(room, sizeof room, ++g.id, PDU_ALTER);
		size += put_ask(&g, room + size, sizeof room - size);
		assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
		guest_send(&g, room, size, NULL, 0);
		if (descriptors)
			guest_send(&g, "", 1, &fds[1], 1);
		assert_int_equal(answer_of(room, guest_hear(&g, room, sizeof room)), ACCEPTED);
		guest_call(&g);
		expect_closed(fds);
		guest_go(&g);
		scene_close(&s);
	}
}

/* ---- in the middle of a long message ---- */

enum { MUCH = 100000 };

/* Of a request that is as long as `hint` says, or is not. */
static size_t put_fragment(struct guest *g, uint8_t *room, uint8_t flags, uint32_t hint, size_t size)
{
	static const uint8_t zeros[PDU_MOST];
	struct put p = put_to(room, PDU_MOST, false);

	pdu_begin(&p, PDU_REQUEST, flags, g->id);
	pdu_put_request(&p, &(struct pdu_request){ .context = g->context, .opnum = 3, .alloc_hint = hint, .stub = { zeros, size } });
	return pdu_end(&p);
}

static void await_read(const struct guest *g)
{
	int left;

	while (!ioctl(g->k.fd, SIOCOUTQ, &left) && left)
		os_yield();
}

/* Where the server reads the rest of it into its place; and bells, too. */
TEST(who_shifts_where_the_rest_of_a_message_belongs_is_sent_away)
{
	uint8_t room[2 * PDU_MOST];
	struct scene s;
	struct guest g;

	scene_open(&s);
	guest_come(&g, s.server.address);
	assert_int_equal(guest_ask(&g), ACCEPTED);
	g.id++;
	guest_send(&g, room, put_fragment(&g, room, PDU_FIRST, MUCH, PDU_MOST - PDU_STUB), NULL, 0);
	await_read(&g);
	good_call(&s.good); /* by the same reader, who has looked for the rest by then */
	size_t size = put_fragment(&g, room, PDU_LAST, 8, 8);
	size += put_alter(room + size, sizeof room - size, ++g.id, PDU_ALTER);
	memset(room + size, 0, 100);
	guest_send(&g, room, size + 100, NULL, 0);
	guest_hears_the_end(&g);
	guest_go(&g);
	scene_close(&s);
}

struct ringer {
	struct harness_thread thread;
	int fd;
};

static void ringer_main(void *arg)
{
	static const uint8_t octets[64 << 10];
	struct ringer *r = arg;

	while (send(r->fd, octets, sizeof octets, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0 || errno == EAGAIN)
		;
}

TEST(who_rings_without_end_is_sent_away)
{
	struct scene s;
	struct guest g;

	scene_open(&s);
	guest_share(&g, s.server.address);
	struct ringer r = { .fd = g.k.fd };
	harness_start(&r.thread, ringer_main, &r);
	for (int i = 0; i < 100; i++)
		good_call(&s.good);
	harness_join(&r.thread);
	guest_go(&g);
	scene_close(&s);
}

/* ---- what is written into memory ---- */

static void breaks(void (*act)(struct guest *g))
{
	struct scene s;
	struct guest g;

	scene_open(&s);
	guest_share(&g, s.server.address);
	guest_call(&g);
	act(&g);
	guest_hears_the_end(&g);
	good_call(&s.good);
	guest_go(&g);
	scene_close(&s);
}

static void head_far_ahead(struct guest *g)
{
	os_store32(&g->memory->lanes[0].head, g->head + SHARED_LANE + 1);
	guest_rings(g);
}

static void head_behind(struct guest *g)
{
	os_store32(&g->memory->lanes[0].head, g->head - 1);
	guest_rings(g);
}

static void tail_ahead(struct guest *g)
{
	uint8_t room[512];
	size_t size = put_ask(g, room, sizeof room);

	os_store32(&g->memory->lanes[1].tail, g->tail + 1);
	guest_write(g, room, size);
}

static void tail_far_behind(struct guest *g)
{
	uint8_t room[512];
	size_t size = put_ask(g, room, sizeof room);

	os_store32(&g->memory->lanes[1].tail, g->tail - SHARED_LANE - 1);
	guest_write(g, room, size);
}

static void no_pdu(struct guest *g)
{
	static const uint8_t zeros[64];

	guest_write(g, zeros, sizeof zeros);
}

static void half_a_pdu_and_the_end(struct guest *g)
{
	uint8_t room[512];
	size_t size = put_ask(g, room, sizeof room);

	guest_write(g, room, size / 2);
	os_socket_end(g->k.fd);
}

TEST(who_breaks_the_rules_is_sent_away)
{
	breaks(head_far_ahead);
	breaks(head_behind);
	breaks(tail_ahead);
	breaks(tail_far_behind);
	breaks(no_pdu);
	breaks(half_a_pdu_and_the_end);
}

/* What only costs whoever writes it. A socket full of bells that nobody takes would not tell the server of what it has missed. */
TEST(who_says_odd_things_of_his_sleep_is_served)
{
	struct scene s;
	struct guest g;

	scene_open(&s);
	guest_share(&g, s.server.address);
	for (uint32_t i = 0; i < (uint32_t)few(3000); i++) {
		os_store32(&g.memory->lanes[1].sleeps, i % 3 ? SHARED_BELL : 0u - i);
		os_store32(&g.memory->lanes[0].full, i | 1);
		guest_call(&g);
		os_socket_unring(g.k.fd);
		if (i % 500 == 0)
			good_call(&s.good);
	}
	guest_go(&g);
	scene_close(&s);
}

/* It asks and asks, and reads nothing. */
TEST(who_reads_nothing_is_in_nobodys_way)
{
	uint8_t room[512];
	struct scene s;
	struct guest g;

	scene_open(&s);
	guest_share(&g, s.server.address);
	for (int i = 0; i < few(20000); i++) {
		size_t size = put_ask(&g, room, sizeof room);
		if (SHARED_LANE - (g.head - os_load32(&g.memory->lanes[0].tail)) < size)
			break;
		guest_write(&g, room, size);
	}
	for (int i = 0; i < 100; i++)
		good_call(&s.good);
	guest_go(&g);
	scene_close(&s);
}

#if !HARNESS_TSAN
struct scribbler {
	struct harness_thread thread;
	struct guest *guest;
	size_t from, size; /* what it writes to */
	os_u32 ends;
};

static void scribbler_main(void *arg)
{
	struct scribbler *k = arg;
	volatile uint8_t *octets = (volatile uint8_t *)k->guest->memory;
	uint64_t state = 7;

	while (!os_load32(&k->ends)) {
		state = state * 6364136223846793005u + 1442695040888963407u;
		octets[k->from + (state >> 40) % k->size] = (uint8_t)(state >> 32);
		if (!(state >> 54))
			guest_rings(k->guest);
	}
}

static void scribbles(struct scene *s, size_t from, size_t size)
{
	struct guest g;

	guest_share(&g, s->server.address);
	guest_call(&g);
	struct scribbler k = { .guest = &g, .from = from, .size = size };
	harness_start(&k.thread, scribbler_main, &k);
	for (int i = 0; i < 20; i++)
		good_call(&s->good);
	os_store32(&k.ends, 1);
	harness_join(&k.thread);
	guest_go(&g);
}

TEST(who_scribbles_over_all_of_it_harms_nobody)
{
	struct scene s;
	size_t lanes = sizeof(struct shared_lane[2]), sleeps = offsetof(struct shared_lane, sleeps);

	if (swept())
		return;
	scene_open(&s);
	for (int i = 0; i < few(50); i++) {
		scribbles(&s, 0, sizeof(struct shared_memory));
		scribbles(&s, 0, lanes);
		scribbles(&s, lanes, SHARED_LANE);
		scribbles(&s, sleeps, 4);
		scribbles(&s, sizeof(struct shared_lane) + sleeps, 4);
		scribbles(&s, offsetof(struct shared_lane, full), 4);
		scribbles(&s, offsetof(struct shared_lane, base), 4);
		scribbles(&s, offsetof(struct shared_lane, head), 1);
	}
	scene_close(&s);
}
#endif
