/* halfopen.c - the other end is gone without a word: between one moment and the next no packet gets through. */
#include <linux/sockios.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "holder.h"
#include "trap.h"

/* The loopback of this process and of those that it forks later, and of nobody else. */
static bool loopback_set(bool up)
{
	struct ifreq r = { .ifr_name = "lo", .ifr_flags = up ? IFF_UP | IFF_RUNNING : 0 };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool done = fd >= 0 && !ioctl(fd, SIOCSIFFLAGS, &r);

	if (fd >= 0)
		close(fd);
	return done;
}

static void network_of_our_own(void)
{
	if ((unshare(CLONE_NEWNET) && unshare(CLONE_NEWUSER | CLONE_NEWNET)) || !loopback_set(true))
		skip();
}

static unsigned octets_on_their_way(void)
{
	unsigned sum = 0;
	int octets;

	for (int fd = 3; fd < 64; fd++)
		if (!ioctl(fd, SIOCOUTQ, &octets))
			sum += (unsigned)octets;
	return sum;
}

/* Else the kernel would not ask, but say it all again, for a quarter of an hour. */
static HRESULT await_acknowledgements(void *unused)
{
	(void)unused;
	while (octets_on_their_way())
		os_yield();
	return S_OK;
}

enum { SECOND = 1000 }; /* the least that the kernel knows */

static HRESULT ask_soon(void *unused)
{
	(void)unused;
	return AcomSetHeartbeat(SECOND, SECOND);
}

static void vanish(DWORD server, DWORD client)
{
	struct trap *t = trap_make(server);

	assert_int_equal(ask_soon(NULL), S_OK);
	trap_open(t, AWAY_TCP, client);
	ISimpleStream *s = trap_stream(t);
	AsyncISimpleStream *call = trap_begin(s, 0, 4);
	trap_wait(t, 1);
	await_acknowledgements(NULL);
	assert_true(loopback_set(false));
	assert_int_equal(trap_finish(call), RPC_E_SERVER_DIED);
	assert_true(loopback_set(true));
	trap_let(t, 1);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	trap_close(t);
	assert_int_equal(AcomSetHeartbeat(0, 0), S_OK);
}

TEST(a_server_that_has_vanished_misses_heartbeats)
{
	network_of_our_own();
	vanish(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
	vanish(COINIT_MULTITHREADED, COINIT_MULTITHREADED);
}

TEST(a_server_that_never_promised_to_read_and_has_vanished_misses_the_kernels_questions)
{
	network_of_our_own();
	vanish(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
	vanish(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
}

/* ---- the client ---- */

/* Its last words do not get through. */
TEST(what_a_client_held_that_has_vanished_is_released)
{
	struct scene *s = scene_mix();
	struct holder h;

	network_of_our_own();
	assert_int_equal(ask_soon(NULL), S_OK); /* of the server, too, which is forked from here */
	house_open_away(&s->house, &s->away, AWAY_TCP);
	holder_start(&h, s, 3);
	assert_int_equal(away_run(&s->away, await_acknowledgements, NULL), S_OK);
	assert_true(loopback_set(false));
	holder_end(&h);
	assert_true(loopback_set(true));
	house_close(&s->house);
	away_forget(s, sizeof *s);
	assert_int_equal(AcomSetHeartbeat(0, 0), S_OK);
}
