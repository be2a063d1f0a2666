/* shared.h - two streams in one process whose octets go by memory that both share, and that memory as the test itself sees it. */
#ifndef SHARED_H
#define SHARED_H

#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include "harness.h"
#include "wire/transport.h"

/* What processes of different builds agree upon: so it is written down here once more. */
enum { SHARED_LANE = 128 << 10, SHARED_HALF = SHARED_LANE / 2 };
enum { SHARED_AWAKE, SHARED_BELL, SHARED_HERE };
struct shared_lane {
	_Alignas(64) os_u32 head;
	os_u32 base, full, over;
	_Alignas(64) os_u32 tail;
	os_u32 sleeps;
};
struct shared_memory {
	struct shared_lane lanes[2]; /* what the first one writes, and back */
	uint8_t octets[2][SHARED_LANE];
};

struct shared {
	struct stream ends[2];
	struct shared_memory *memory;
};

static inline struct stream shared_stream(int fd)
{
	return (struct stream){ .fd = fd, .transport = transport_of(&(struct os_address){ .family = OS_UNIX, .path = "/s" }) };
}

/* The first has asked, and neither writes or reads there yet. */
static inline void shared_prepare(struct shared *s)
{
	int fds[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds), 0);
	for (int i = 0; i < 2; i++)
		s->ends[i] = shared_stream(fds[i]);
	int fd = stream_share(&s->ends[0]);
	assert_true(fd >= 0);
	assert_true(stream_share_with(&s->ends[1], fd));
	s->memory = mmap(NULL, sizeof *s->memory, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_true(s->memory != MAP_FAILED);
	os_close(fd);
}

static inline void shared_open(struct shared *s)
{
	shared_prepare(s);
	for (int i = 0; i < 2; i++) {
		stream_shift_writes(&s->ends[i], 0);
		stream_shift_reads(&s->ends[i]);
	}
}

static inline void shared_close(struct shared *s)
{
	munmap(s->memory, sizeof *s->memory);
	for (int i = 0; i < 2; i++)
		stream_close(&s->ends[i]);
}

/* Each octet of a direction by its place. */
static inline uint8_t shared_octet(uint64_t at)
{
	return (uint8_t)((at * 0x9e3779b97f4a7c15u) >> 56);
}

static inline void shared_make(uint8_t *to, uint64_t at, size_t size)
{
	for (size_t i = 0; i < size; i++)
		to[i] = shared_octet(at + i);
}

static inline void shared_check(const uint8_t *octets, uint64_t at, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (octets[i] != shared_octet(at + i))
			fail_msg("octet %llu is 0x%02x, not 0x%02x", (unsigned long long)(at + i), octets[i], shared_octet(at + i));
}

/* Whether there is something to be heard at the socket. */
static inline bool shared_rings(const struct stream *s)
{
	return os_poll(s->fd, 0) == 1;
}

#endif
