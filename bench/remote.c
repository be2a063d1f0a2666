/* remote.c - calls to another process over a Unix socket, beside a bare write and read of as many octets; the same by TLS, beside
 * OpenSSL alone. */
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/os.h"
#include "bench.h"
#include "far.h"
#ifdef BENCH_TLS
#include "tls.h"
#endif

enum { IN_FLIGHT = 64, MEBIBYTE = 1 << 20, KIBIBYTE = 1 << 10 };

/* ---- Add ---- */

static IAdder *adder;
static enum far_kind kind;
static void (*server_first)(void);

static void open_adder(void)
{
	far_open(kind, server_first);
	adder = far_connect(&IID_IAdder);
}

static void close_adder(void)
{
	IAdder_Release(adder);
	far_close();
}

static void run_adder(uint64_t n)
{
	for (uint64_t i = 0; i < n; i++) {
		LONG sum = 0;
		BENCH_CHECK(IAdder_Add(adder, (LONG)(i & 1023), 1, &sum) == S_OK && sum == (LONG)(i & 1023) + 1);
	}
}

/* ---- Add, many in flight: each that is complete is begun again, in a batch that goes out when the thread waits ---- */

static AsyncIAdder *calls[IN_FLIGHT];

static void open_flight(void)
{
	ICallFactory *factory;

	open_adder();
	BENCH_CHECK(IAdder_QueryInterface(adder, &IID_ICallFactory, (void **)&factory) == S_OK);
	for (int i = 0; i < IN_FLIGHT; i++)
		BENCH_CHECK(ICallFactory_CreateCall(factory, &IID_AsyncIAdder, NULL, &IID_AsyncIAdder,
		                                    (IUnknown **)&calls[i]) == S_OK);
	ICallFactory_Release(factory);
}

static void close_flight(void)
{
	for (int i = 0; i < IN_FLIGHT; i++)
		AsyncIAdder_Release(calls[i]);
	close_adder();
}

static void run_flight(uint64_t n)
{
	BENCH_CHECK(AcomBatchBegin() == S_OK);
	for (uint64_t i = 0; i < n + IN_FLIGHT; i++) {
		AsyncIAdder *c = calls[i % IN_FLIGHT];
		LONG sum = 0;
		if (i >= IN_FLIGHT && i - IN_FLIGHT < n)
			BENCH_CHECK(AsyncIAdder_Finish_Add(c, &sum) == S_OK && sum == (LONG)((i - IN_FLIGHT) & 1023) + 1);
		if (i < n)
			BENCH_CHECK(AsyncIAdder_Begin_Add(c, (LONG)(i & 1023), 1) == S_OK);
	}
	BENCH_CHECK(AcomBatchEnd() == S_OK);
}

/* ---- the same, but threads sleep at once ---- */

static void try_nothing(void)
{
	os_try_nothing(true);
}

static void open_sober(void)
{
	os_try_nothing(true);
	far_open(FAR_UNIX, try_nothing);
	adder = far_connect(&IID_IAdder);
}

static void close_sober(void)
{
	close_adder();
	os_try_nothing(false);
}

/* ---- Echo ---- */

static IEcho *echo;
static BYTE sent[MEBIBYTE], got[MEBIBYTE];

static void open_echo(void)
{
	far_open(kind, server_first);
	echo = far_connect(&IID_IEcho);
}

static void close_echo(void)
{
	IEcho_Release(echo);
	far_close();
}

static void run_echo(uint64_t n, ULONG size)
{
	for (uint64_t i = 0; i < n; i++) {
		sent[size - 1] = (BYTE)i;
		BENCH_CHECK(IEcho_Echo(echo, size, sent, got) == S_OK && got[size - 1] == (BYTE)i);
	}
}

static void run_echo_1k(uint64_t n)
{
	run_echo(n, KIBIBYTE);
}

static void run_echo_64k(uint64_t n)
{
	run_echo(n, 64 * KIBIBYTE);
}

static void run_echo_1m(uint64_t n)
{
	run_echo(n, MEBIBYTE);
}

/* ---- the floor: bare octets over a pair of sockets ---- */

static int bare[2];
static pid_t echoer;
static ssize_t (*bare_read)(int fd, void *to, size_t size) = read;
static ssize_t (*bare_write)(int fd, const void *from, size_t size) = write;

static bool read_all(int fd, void *to, size_t size)
{
	for (size_t have = 0; have < size;) {
		ssize_t n = bare_read(fd, (char *)to + have, size - have);
		if (n <= 0)
			return false;
		have += (size_t)n;
	}
	return true;
}

/* In one read if it comes in one piece; its size, and that of the answer, stand in front. */
static bool read_message(int fd, uint32_t sizes[2])
{
	ssize_t n = bare_read(fd, got, sizeof got);

	if (n < (ssize_t)(2 * sizeof *sizes))
		return false;
	memcpy(sizes, got, 2 * sizeof *sizes);
	return (size_t)n == sizes[0] || read_all(fd, got + n, sizes[0] - (size_t)n);
}

static void write_all(int fd, const void *from, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t n = bare_write(fd, (const char *)from + done, size - done);
		BENCH_CHECK(n > 0);
		done += (size_t)n;
	}
}

static void echo_until_closed(int fd)
{
	for (uint32_t sizes[2]; read_message(fd, sizes);)
		write_all(fd, got, sizes[1]);
}

static void open_bare(void)
{
	BENCH_CHECK(!socketpair(AF_UNIX, SOCK_STREAM, 0, bare));
	echoer = fork();
	BENCH_CHECK(echoer >= 0);
	if (!echoer) {
		close(bare[0]);
		echo_until_closed(bare[1]);
		_exit(0);
	}
	close(bare[1]);
}

static void close_bare(void)
{
	close(bare[0]);
	waitpid(echoer, NULL, 0);
}

static void run_bare(uint64_t n, uint32_t there, uint32_t back)
{
	uint32_t sizes[2] = { there, back };

	memcpy(sent, sizes, sizeof sizes);
	for (uint64_t i = 0; i < n; i++) {
		write_all(bare[0], sent, there);
		BENCH_CHECK(read_all(bare[0], got, back));
	}
}

static void run_bare_add(uint64_t n)
{
	run_bare(n, 80, 40);
}

/* As many as are in flight go there and back together. */
static void run_bare_flight(uint64_t n)
{
	run_bare((n + IN_FLIGHT - 1) / IN_FLIGHT, IN_FLIGHT * 80, IN_FLIGHT * 40);
}

static void run_bare_1k(uint64_t n)
{
	run_bare(n, KIBIBYTE + 80, KIBIBYTE + 40);
}

static void run_bare_64k(uint64_t n)
{
	run_bare(n, 64 * KIBIBYTE, 64 * KIBIBYTE);
}

static void run_bare_1m(uint64_t n)
{
	run_bare(n, MEBIBYTE, MEBIBYTE);
}

const struct bench_case bench_remote[] = {
	{ .name = "Unix socket, bare: 80 octets and 40", .open = open_bare, .run = run_bare_add, .close = close_bare },
	{ .name = "Unix socket, sync", .floor = "Unix socket, bare: 80 octets and 40", .open = open_adder, .run = run_adder,
	  .close = close_adder, .pinned = { .ratio = 0.9, .no_allocs = true } },
	{ .name = "Unix socket, sync, sleeping at once", .floor = "Unix socket, bare: 80 octets and 40", .open = open_sober,
	  .run = run_adder, .close = close_sober, .pinned = { .ratio = 1.05, .syscalls = 4, .no_allocs = true } },
	{ .name = "Unix socket, bare: 64 together", .open = open_bare, .run = run_bare_flight, .close = close_bare },
	{ .name = "Unix socket, 64 in flight", .floor = "Unix socket, bare: 64 together", .open = open_flight, .run = run_flight,
	  .close = close_flight, .pinned = { .ratio = 2.5, .syscalls = 0.3, .no_allocs = true } },
	{ .name = "Unix socket, bare: 1 KiB", .open = open_bare, .run = run_bare_1k, .close = close_bare },
	{ .name = "Unix socket, Echo of 1 KiB", .floor = "Unix socket, bare: 1 KiB", .open = open_echo, .run = run_echo_1k,
	  .close = close_echo, .pinned = { .ratio = 1.15 } },
	{ .name = "Unix socket, bare: 64 KiB", .open = open_bare, .run = run_bare_64k, .close = close_bare },
	{ .name = "Unix socket, Echo of 64 KiB", .floor = "Unix socket, bare: 64 KiB", .open = open_echo, .run = run_echo_64k,
	  .close = close_echo },
	{ .name = "Unix socket, bare: 1 MiB", .open = open_bare, .run = run_bare_1m, .close = close_bare },
	{ .name = "Unix socket, Echo of 1 MiB", .floor = "Unix socket, bare: 1 MiB", .open = open_echo, .run = run_echo_1m,
	  .close = close_echo, .pinned = { .ratio = 1 / 0.85 } },
	{ .name = NULL },
};

/* ---- TLS ---- */

#ifdef BENCH_TLS
static SSL *session;

static ssize_t session_read(int fd, void *to, size_t size)
{
	(void)fd;
	return tls_read(session, to, size);
}

static ssize_t session_write(int fd, const void *from, size_t size)
{
	(void)fd;
	return tls_write(session, from, size);
}

static void open_tls(void)
{
	bare_read = session_read;
	bare_write = session_write;
	tls_sockets(bare);
	echoer = fork();
	BENCH_CHECK(echoer >= 0);
	session = tls_begin(bare[!echoer], !echoer);
	if (!echoer) {
		close(bare[0]);
		echo_until_closed(bare[1]);
		_exit(0);
	}
	close(bare[1]);
}

static void close_tls(void)
{
	tls_end(session);
	close_bare();
	bare_read = read;
	bare_write = write;
}

static void far_by_tls(void (*open)(void))
{
	kind = FAR_TLS;
	server_first = tls_set;
	tls_set();
	open();
	kind = FAR_UNIX;
	server_first = NULL;
}

static void open_tls_adder(void)
{
	far_by_tls(open_adder);
}

static void open_tls_flight(void)
{
	far_by_tls(open_flight);
}

static void open_tls_echo(void)
{
	far_by_tls(open_echo);
}

const struct bench_case bench_tls[] = {
	{ .name = "TLS, OpenSSL alone: 80 octets and 40", .open = open_tls, .run = run_bare_add, .close = close_tls },
	{ .name = "TLS, sync", .floor = "TLS, OpenSSL alone: 80 octets and 40", .open = open_tls_adder, .run = run_adder,
	  .close = close_adder },
	{ .name = "TLS, OpenSSL alone: 64 together", .open = open_tls, .run = run_bare_flight, .close = close_tls },
	{ .name = "TLS, 64 in flight", .floor = "TLS, OpenSSL alone: 64 together", .open = open_tls_flight, .run = run_flight,
	  .close = close_flight },
	{ .name = "TLS, OpenSSL alone: 1 MiB", .open = open_tls, .run = run_bare_1m, .close = close_tls },
	{ .name = "TLS, Echo of 1 MiB", .floor = "TLS, OpenSSL alone: 1 MiB", .open = open_tls_echo, .run = run_echo_1m,
	  .close = close_echo },
	{ .name = NULL },
};
#else
const struct bench_case bench_tls[] = { { .name = NULL } };
#endif
