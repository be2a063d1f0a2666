/* streams.c - simulated streams: a schedule cuts reads and writes, puts them off and breaks connections, and comes again. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "base/base.h"
#include "base/os_sim.h"
#include "harness.h"

enum { OCTETS = 10 };

/* What has happened in all schedules. */
static unsigned shorter, later, broken, whole;

struct end {
	int fd;
	char octets[OCTETS];
	size_t count;
	ptrdiff_t last;
};

static void count(ptrdiff_t n, size_t size)
{
	shorter += n > 0 && (size_t)n < size;
	later += n == -EAGAIN;
	broken += n == -ECONNRESET;
}

/* Waits as a connection does: for the descriptor, in a set. */
static void await(int fd, unsigned events)
{
	struct os_ready ready;
	struct os_set s;

	assert_int_equal(os_set_make(&s), 0);
	assert_int_equal(os_set_watch(&s, fd, events, &s), 0);
	assert_int_equal(os_set_wait(&s, OS_FOREVER, &ready, 1), 1);
	os_set_end(&s);
}

static void write_all(void *arg)
{
	struct end *e = arg;

	do {
		struct os_part left = { e->octets + e->count, OCTETS - e->count };

		await(e->fd, OS_WRITABLE);
		e->last = os_socket_write(e->fd, &left, 1, NULL, 0);
		count(e->last, left.size);
		e->count += e->last > 0 ? (size_t)e->last : 0;
	} while (e->count < OCTETS && (e->last > 0 || e->last == -EAGAIN));
	os_socket_end(e->fd);
}

static void read_all(void *arg)
{
	struct end *e = arg;
	int fds[OS_FDS_MOST];
	unsigned none;

	do {
		await(e->fd, OS_READABLE);
		e->last = os_socket_read(e->fd, e->octets + e->count, OCTETS - e->count + 1, fds, &none);
		count(e->last, OCTETS - e->count);
		e->count += e->last > 0 ? (size_t)e->last : 0;
	} while (e->last > 0 || e->last == -EAGAIN);
}

/* Whatever happens, what arrives is a beginning of what was written; all of it unless the connection broke. */
static void transfer(unsigned faults)
{
	struct end from = { .octets = "0123456789" }, to = { .count = 0 };
	struct harness_thread writer;
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds), 0);
	from.fd = fds[0];
	to.fd = fds[1];
	sim_streams(faults);
	harness_start(&writer, write_all, &from);
	read_all(&to);
	harness_join(&writer);
	assert_memory_equal(from.octets, to.octets, to.count);
	assert_true(to.count <= from.count);
	if (from.last > 0 && !to.last)
		assert_int_equal(to.count, OCTETS);
	whole += to.count == OCTETS;
	os_close(fds[0]);
	os_close(fds[1]);
}

EXPLORE(octets_arrive_however_they_are_cut_and_put_off, 2)
{
	unsigned before = whole;

	transfer(SIM_CUT | SIM_LATER);
	assert_int_equal(whole, before + 1);
}

EXPLORE(what_arrives_before_a_break_is_a_beginning, 2)
{
	transfer(SIM_CUT | SIM_LATER | SIM_BREAK);
}

static void transfer_with(void *faults)
{
	transfer((unsigned)(uintptr_t)faults);
}

/* Each fault that was asked for happens, and no other. */
TEST(a_schedule_chooses_among_the_faults_that_were_asked_for)
{
	for (unsigned faults = 0; faults < 8; faults++) {
		shorter = later = broken = whole = 0;
		for (uint64_t seed = 1; seed <= 200; seed++)
			assert_int_equal(sim_run(seed, transfer_with, (void *)(uintptr_t)faults), 0);
		assert_int_equal(!!shorter, !!(faults & SIM_CUT));
		assert_int_equal(!!later, !!(faults & SIM_LATER));
		assert_int_equal(!!broken, !!(faults & SIM_BREAK));
		assert_true(whole > 0 && (faults & SIM_BREAK || whole == 200));
	}
}
