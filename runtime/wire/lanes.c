/* lanes.c - a stream's octets by memory that both ends share: a lane for each direction, and the socket for bells and for the end.
 *
 * Who reads says before he sleeps how he wants to be woken, and looks once more; who writes looks for that behind his octets. What
 * is there is copied before anything is made of it: the other end may write on. Nothing that it writes leads out of the lanes.
 */
#include <errno.h>

#include "wire/lanes.h"

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

int lanes_rouse(const struct stream *s)
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

/* A bell that was rung for what others have said is taken. */
void lanes_rest(const struct stream *s, unsigned how)
{
	struct lanes *x = s->lanes;
	unsigned rested = os_load32(&x->rests);

	os_store32(&x->rests, how);
	if (os_swap32(&lane_in(x)->sleeps, how) == AWAKE && rested == BELL)
		os_socket_unring(s->fd);
}

void lanes_rest_at_socket(struct lanes *x)
{
	if (os_cas32(&lane_in(x)->sleeps, AWAKE, BELL) && os_swap32(&x->rests, BELL) == BELL)
		os_store32(&x->rung, true);
}

/* A bell that has been rung is taken: else who waits at the socket would hear it again, and a socket that is full of them is heard
 * no more. */
void lanes_rise(const struct stream *s)
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

bool stream_is_told(const struct stream *s, bool wanted)
{
	struct lanes *x = s->lanes;

	if (!x || !x->reads)
		return true;
	lanes_rest_at_socket(x);
	return !(wanted && lanes_have_octets(x)) && !lanes_have_room(x);
}

/* A reader says how far he is before he looks at anything, and then whether he may. */
size_t stream_untaken(const struct stream *s)
{
	if (!s->lanes || !s->lanes->writes)
		return 0;
	os_swap32(&lane_out(s->lanes)->over, true);
	os_point();
	uint32_t room = lanes_room(s->lanes);

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
