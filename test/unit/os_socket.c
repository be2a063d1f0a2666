/* os_socket.c - sockets behind the seam: octets and descriptors arrive, whatever breaks is an error, nothing stays open. */
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/base.h"
#include "command.h"
#include "harness.h"
#include "link.h"

#define SOON (os_now() + 1)

static ptrdiff_t put(int fd, const char *text)
{
	struct os_part part = { text, strlen(text) };

	return os_socket_write(fd, &part, 1, NULL, 0);
}

static ptrdiff_t put_with(int fd, const char *text, const int *fds, unsigned count)
{
	struct os_part part = { text, strlen(text) };

	return os_socket_write(fd, &part, 1, fds, count);
}

/* The next octets are these, and no descriptor comes with them. */
static void expect(int fd, const char *text)
{
	char buffer[256];
	int fds[OS_FDS_MOST];
	unsigned count = 99;

	assert_int_equal(os_socket_read(fd, buffer, sizeof buffer, fds, &count), strlen(text));
	assert_memory_equal(buffer, text, strlen(text));
	assert_int_equal(count, 0);
}

static ptrdiff_t take_with(int fd, unsigned fd_count)
{
	char buffer[256];
	int fds[OS_FDS_MOST];
	unsigned count = 99;
	ptrdiff_t n = os_socket_read(fd, buffer, sizeof buffer, fds, &count);

	assert_int_equal(count, fd_count);
	return n;
}

static ptrdiff_t take(int fd)
{
	return take_with(fd, 0);
}

static struct os_address in_directory(const char *directory, const char *name)
{
	struct os_address a = { .family = OS_UNIX };

	snprintf(a.path, sizeof a.path, "%.90s/%s", directory, name);
	return a;
}

static struct os_address ip(const char *text)
{
	struct os_address a = { .port = 0 };

	assert_true(os_ip_parse(text, &a));
	return a;
}

static void expect_safe(int fd)
{
	assert_true(fd > 2);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	assert_true(fcntl(fd, F_GETFL) & O_NONBLOCK);
}

/* Somebody listens at *a, another connects, they talk. */
static void talk_over(struct os_address *a)
{
	int listener = os_socket_listen(a), client, server;

	if (listener == -EADDRNOTAVAIL || listener == -EAFNOSUPPORT)
		skip(); /* a machine without IPv6 */
	expect_safe(listener);
	assert_int_equal(os_socket_address(listener, a), 0);
	assert_int_equal(os_socket_accept(listener), -EAGAIN);
	client = os_socket_connect(a, OS_FOREVER);
	expect_safe(client);
	assert_int_equal(os_poll(listener, OS_FOREVER), 1);
	server = os_socket_accept(listener);
	expect_safe(server);
	assert_int_equal(put(client, "hello"), 5);
	assert_int_equal(os_poll(server, OS_FOREVER), 1);
	expect(server, "hello");
	assert_int_equal(put(server, "well?"), 5);
	assert_int_equal(os_poll(client, OS_FOREVER), 1);
	expect(client, "well?");
	os_close(client);
	os_close(server);
	os_close(listener);
}

TEST(two_talk_over_a_path)
{
	const char *directory = scratch_make();

	struct os_address a = in_directory(directory, "s"), again;
	struct stat st;
	talk_over(&a);
	again = in_directory(directory, "s");
	assert_memory_equal(&a, &again, sizeof a);
	assert_int_equal(stat(a.path, &st), 0);
	assert_int_equal(st.st_mode, S_IFSOCK | 0600);
	assert_int_equal(os_socket_listen(&a), -EADDRINUSE);
	assert_int_equal(os_socket_connect(&a, OS_FOREVER), -ECONNREFUSED);
	assert_int_equal(os_file_remove(a.path), 0);
	assert_int_equal(os_socket_connect(&a, OS_FOREVER), -ENOENT);
	scratch_remove();
}

TEST(two_talk_over_ip_4)
{
	struct os_address a = ip("127.0.0.1");

	talk_over(&a);
	assert_int_not_equal(a.port, 0);
	assert_int_equal(a.family, OS_IPV4);
	assert_int_equal(os_socket_connect(&a, OS_FOREVER), -ECONNREFUSED);
}

TEST(two_talk_over_ip_6)
{
	struct os_address a = ip("::1");

	talk_over(&a);
	assert_int_not_equal(a.port, 0);
	assert_int_equal(a.family, OS_IPV6);
}

static void expect_option(int fd, int option, int wanted)
{
	int value = 0;
	socklen_t length = sizeof value;

	assert_int_equal(getsockopt(fd, IPPROTO_TCP, option, &value, &length), 0);
	assert_int_equal(value, wanted);
}

/* Of both ends of a new connection. */
static void expect_questions(int idle, int interval, int count)
{
	struct os_address a = ip("127.0.0.1");
	int listener = os_socket_listen(&a), end[2];

	assert_int_equal(os_socket_address(listener, &a), 0);
	end[0] = os_socket_connect(&a, OS_FOREVER);
	end[1] = os_socket_accept(listener);
	for (int i = 0; i < 2; i++) {
		expect_option(end[i], TCP_KEEPIDLE, idle);
		expect_option(end[i], TCP_KEEPINTVL, interval);
		expect_option(end[i], TCP_KEEPCNT, count);
		os_close(end[i]);
	}
	os_close(listener);
}

TEST(over_ip_the_kernel_asks_who_is_silent)
{
	expect_questions(60, 10, 6);
	os_socket_patience(1500, 3000);
	expect_questions(2, 1, 3);
	os_socket_patience(20000, 60000);
	expect_questions(20, 10, 6);
	os_socket_patience(0, 0);
	expect_questions(60, 10, 6);
}

TEST(a_port_has_one_listener)
{
	struct os_address a = ip("127.0.0.1");
	int listener = os_socket_listen(&a);

	assert_int_equal(os_socket_address(listener, &a), 0);
	assert_int_equal(os_socket_listen(&a), -EADDRINUSE);
	os_close(listener);
	listener = os_socket_listen(&a);
	assert_true(listener > 2);
	os_close(listener);
}

TEST(ip_addresses_are_numbers)
{
	static const struct { const char *text, *again; enum os_family family; } good[] = {
		{ "127.0.0.1", "127.0.0.1", OS_IPV4 }, { "127.255.255.254", "127.255.255.254", OS_IPV4 },
		{ "::1", "::1", OS_IPV6 }, { "0:0:0:0:0:0:0:1", "::1", OS_IPV6 },
		{ "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", OS_IPV6 },
	};
	static const char *const bad[] = { "", "localhost", "127.1", "127.0.0.01", "127.0.0.256", "1.2.3.4.5", ":", "::1::", " ::1" };
	struct os_address a;
	char text[OS_IP_MOST];

	for (size_t i = 0; i < ARRAY_COUNT(good); i++) {
		assert_true(os_ip_parse(good[i].text, &a));
		assert_int_equal(a.family, good[i].family);
		os_ip_text(&a, text);
		assert_string_equal(text, good[i].again);
	}
	for (size_t i = 0; i < ARRAY_COUNT(bad); i++)
		assert_false(os_ip_parse(bad[i], &a));
}

/* ---- names in the file system ---- */

/* A listener of the test's own making, at a name that the kernel takes. */
static int listen_at(const void *path, socklen_t size)
{
	struct sockaddr_un k = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	memcpy(k.sun_path, path, size);
	assert_int_equal(bind(fd, (struct sockaddr *)&k, offsetof(struct sockaddr_un, sun_path) + size), 0);
	assert_int_equal(listen(fd, 0), 0);
	return fd;
}

TEST(the_longest_path_that_the_kernel_has_is_told_unless_we_could_not_say_it)
{
	const char *directory = scratch_make();
	char name[OS_UNIX_MOST + 1], path[OS_UNIX_MOST + 1];
	struct os_address a;
	int fd;

	memset(name, 'x', sizeof name);
	for (int length = OS_UNIX_MOST - 1; length <= OS_UNIX_MOST; length++) {
		int n = snprintf(path, sizeof path, "%s/", directory);
		snprintf(path + n, sizeof path - (size_t)n, "%.*s", length - n, name);
		fd = listen_at(path, (socklen_t)length);
		assert_int_equal(os_socket_address(fd, &a), length < OS_UNIX_MOST ? 0 : ENAMETOOLONG);
		if (length < OS_UNIX_MOST)
			assert_string_equal(a.path, path);
		os_close(fd);
		assert_int_equal(os_file_remove(path), 0);
	}
	assert_int_equal(os_file_remove(directory), 0);
}

TEST(what_has_no_name_in_the_file_system_has_an_empty_one)
{
	struct link l = pair();
	struct os_address a;
	int fd = listen_at("\0acom-test", 10);

	assert_int_equal(os_socket_address(l.a, &a), 0);
	assert_int_equal(a.family, OS_UNIX);
	assert_string_equal(a.path, "");
	assert_int_equal(os_socket_address(fd, &a), 0);
	assert_string_equal(a.path, "");
	os_close(fd);
	link_close(l);
}

/* ---- connecting ---- */

/* So many connections wait to be accepted that the next one would have to wait, too. */
static void fill(const struct os_address *a, int *waiting, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		waiting[i] = os_socket_connect(a, os_now() + 1000000);
		assert_true(waiting[i] > 2 || waiting[i] == -ETIMEDOUT);
	}
	assert_int_equal(waiting[count - 1], -ETIMEDOUT);
	for (size_t i = 0; i < count; i++)
		if (waiting[i] >= 0)
			os_close(waiting[i]);
}

TEST(a_connect_that_nobody_takes_ends_at_its_deadline)
{
	const char *directory = scratch_make();
	int waiting[4];

	struct os_address a = in_directory(directory, "s");
	int fd = listen_at(a.path, (socklen_t)strlen(a.path));
	fill(&a, waiting, ARRAY_COUNT(waiting));
	assert_int_equal(os_socket_connect(&a, 0), -ETIMEDOUT); /* over before it began */
	os_close(fd);
	scratch_remove();
}

TEST(over_ip_too)
{
	struct sockaddr_in k = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), waiting[4];
	struct os_address a;

	assert_int_equal(bind(fd, (struct sockaddr *)&k, sizeof k), 0);
	assert_int_equal(listen(fd, 0), 0);
	assert_int_equal(os_socket_address(fd, &a), 0);
	fill(&a, waiting, ARRAY_COUNT(waiting));
	os_close(fd);
}

TEST(a_deadline_that_is_over_is_no_hindrance_where_nothing_has_to_be_waited_for)
{
	const char *directory = scratch_make();

	struct os_address a = in_directory(directory, "s");
	int listener = os_socket_listen(&a), fd = os_socket_connect(&a, 0);
	assert_true(fd > 2);
	os_close(fd);
	os_close(listener);
	scratch_remove();
}

static bool only_port(const char *range)
{
	int fd = open("/proc/sys/net/ipv4/ip_local_port_range", O_WRONLY | O_CLOEXEC);
	bool written = fd >= 0 && write(fd, range, strlen(range)) > 0;

	if (fd >= 0)
		close(fd);
	return written;
}

static bool start_loopback(void)
{
	struct ifreq lo = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool up = fd >= 0 && !ioctl(fd, SIOCSIFFLAGS, &lo);

	if (fd >= 0)
		close(fd);
	return up;
}

/* A network of its own, in which the kernel has one port to give out. */
TEST(nobody_is_connected_to_himself)
{
	struct os_address a = ip("127.0.0.1");

	if (unshare(CLONE_NEWNET) || !start_loopback() || !only_port("50000 50000"))
		skip(); /* for root only */
	a.port = 50000;
	assert_int_equal(os_socket_connect(&a, OS_FOREVER), -ECONNREFUSED);
}

TEST(both_sides_are_told_who_the_other_is)
{
	const char *directory = scratch_make();
	struct os_peer p = { 0 }, q = { 0 };

	struct os_address a = in_directory(directory, "s");
	int listener = os_socket_listen(&a), client = os_socket_connect(&a, OS_FOREVER), server = os_socket_accept(listener);
	assert_int_equal(os_socket_peer(client, &p), 0);
	assert_int_equal(os_socket_peer(server, &q), 0);
	assert_int_equal(p.process, getpid());
	assert_int_equal(p.user, os_user());
	assert_int_equal(p.group, getegid());
	assert_memory_equal(&p, &q, sizeof p);
	os_close(client);
	os_close(server);
	os_close(listener);
	scratch_remove();
	assert_int_equal(os_socket_peer(listener, &p), EBADF);
}

/* ---- octets ---- */

TEST(a_stream_is_empty_and_then_at_its_end_and_then_broken)
{
	struct link l = pair();

	assert_int_equal(take(l.a), -EAGAIN);
	assert_int_equal(put(l.b, "last"), 4);
	os_socket_end(l.b);
	expect(l.a, "last");
	assert_int_equal(take(l.a), 0);
	assert_int_equal(put(l.a, "still heard"), 11);
	expect(l.b, "still heard");
	assert_int_equal(put(l.b, "not"), -EPIPE); /* and no signal */
	os_close(l.b);
	assert_int_equal(put(l.a, "not"), -EPIPE);
	os_close(l.a);
}

static ptrdiff_t await(int fd)
{
	char buffer[16];
	int fds[OS_FDS_MOST];
	unsigned count;

	return os_socket_await(fd, buffer, sizeof buffer, fds, &count);
}

static void put_last(void *arg)
{
	assert_int_equal(put(*(int *)arg, "last"), 4);
	os_socket_end(*(int *)arg);
}

TEST(who_waits_in_his_read_hears_what_comes_and_the_end_and_that_nothing_does)
{
	struct harness_thread other;
	struct link l = pair();
	ptrdiff_t n = -EAGAIN;

	assert_true(os_socket_waits(l.a));
	assert_int_equal(await(l.a), -EAGAIN);
	assert_int_equal(take(l.a), -EAGAIN); /* at once, as before */
	while (put(l.a, "as before") > 0)
		;
	harness_start(&other, put_last, &l.b);
	while (n == -EAGAIN)
		n = await(l.a);
	assert_int_equal(n, 4);
	while ((n = await(l.a)) == -EAGAIN)
		;
	assert_int_equal(n, 0);
	harness_join(&other);
	link_close(l);
}

TEST(descriptors_that_nobody_expects_are_closed)
{
	struct link l = pair();
	unsigned count = 99;
	int ends[2];
	char c;

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(put_with(l.a, "x", &ends[1], 1), 1);
	close(ends[1]);
	assert_int_equal(os_socket_read(l.b, &c, 1, NULL, &count), 1);
	assert_int_equal(count, 0);
	assert_int_equal(read(ends[0], &c, 1), 0);
	close(ends[0]);
	link_close(l);
}

TEST(who_is_deafened_hears_the_end_and_speaks_on)
{
	struct link l = pair();

	assert_true(os_socket_waits(l.a));
	os_socket_deafen(l.a);
	assert_int_equal(await(l.a), 0);
	assert_int_equal(put(l.a, "x"), 1);
	expect(l.b, "x");
	link_close(l);
}

TEST(what_was_not_read_breaks_the_connection)
{
	struct link l = pair();

	assert_int_equal(put(l.a, "unread"), 6);
	os_close(l.b);
	assert_int_equal(take(l.a), -ECONNRESET);
	os_close(l.a);
}

TEST(parts_go_in_their_order_and_what_does_not_fit_is_left)
{
	enum { PARTS = OS_PARTS_MOST + 6 };
	struct os_part parts[PARTS];
	struct link l = pair();
	char octets[PARTS * 3], got[PARTS * 3];
	int fds[OS_FDS_MOST];
	unsigned count;

	for (unsigned i = 0; i < sizeof octets; i++)
		octets[i] = (char)i;
	for (unsigned i = 0; i < PARTS; i++)
		parts[i] = (struct os_part){ octets + 3 * i, 3 };
	assert_int_equal(os_socket_write(l.a, parts, PARTS, NULL, 0), 3 * OS_PARTS_MOST);
	assert_int_equal(os_socket_write(l.a, parts + OS_PARTS_MOST, 6, NULL, 0), 18);
	assert_int_equal(os_socket_read(l.b, got, sizeof got, fds, &count), sizeof got);
	assert_memory_equal(got, octets, sizeof got);
	link_close(l);
}

/* As much as the kernel takes at once; then the other end reads in small pieces. */
TEST(a_full_stream_takes_a_part_and_then_nothing_until_it_is_read)
{
	enum { MUCH = 4 << 20, PIECE = 1000 };
	char *octets = needed(os_alloc(MUCH)), got[PIECE];
	struct os_part part = { octets, MUCH };
	struct link l = pair();
	int fds[OS_FDS_MOST];
	unsigned count;
	ptrdiff_t written, n, at = 0;

	for (int i = 0; i < MUCH; i++)
		octets[i] = (char)(i * 7 + i / 251);
	written = os_socket_write(l.a, &part, 1, NULL, 0);
	assert_in_range(written, 1, MUCH - 1);
	assert_int_equal(os_socket_write(l.a, &part, 1, NULL, 0), -EAGAIN);
	while ((n = os_socket_read(l.b, got, PIECE, fds, &count)) > 0) {
		assert_memory_equal(got, octets + at, (size_t)n);
		at += n;
	}
	assert_int_equal(n, -EAGAIN);
	assert_int_equal(at, written);
	assert_int_equal(put(l.a, "again"), 5);
	os_free(octets);
	link_close(l);
}

/* ---- descriptors ---- */

static void expect_file(int fd, const char *text)
{
	char got[32] = "";

	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	assert_int_equal(pread(fd, got, sizeof got - 1, 0), strlen(text));
	assert_string_equal(got, text);
	os_close(fd);
}

static int file_with(const char *text)
{
	FILE *f = tmpfile();
	int fd;

	assert_non_null(f);
	fputs(text, f);
	fflush(f);
	fd = os_dup(fileno(f));
	fclose(f);
	return fd;
}

TEST(descriptors_come_with_the_last_write_that_a_read_has_a_part_of)
{
	struct link l = pair();
	int sent[2] = { file_with("one"), file_with("two") }, got[OS_FDS_MOST];
	unsigned count;
	char buffer[64];

	assert_int_equal(put(l.a, "before,"), 7);
	assert_int_equal(put_with(l.a, "with", sent, 2), 4);
	assert_int_equal(put(l.a, ",after"), 6);
	os_close(sent[0]);
	os_close(sent[1]);
	assert_int_equal(os_socket_read(l.b, buffer, sizeof buffer, got, &count), 11);
	assert_memory_equal(buffer, "before,with", 11);
	assert_int_equal(count, 2);
	expect_file(got[0], "one");
	expect_file(got[1], "two");
	expect(l.b, ",after");
	link_close(l);
}

TEST(descriptors_come_with_the_first_octet)
{
	struct link l = pair();
	int sent = file_with("one"), got[OS_FDS_MOST];
	unsigned count;
	char octet;

	assert_int_equal(put_with(l.a, "with", &sent, 1), 4);
	os_close(sent);
	assert_int_equal(os_socket_read(l.b, &octet, 1, got, &count), 1);
	assert_int_equal(count, 1);
	expect_file(got[0], "one");
	expect(l.b, "ith");
	link_close(l);
}

TEST(as_many_descriptors_as_can_be_read_can_be_written)
{
	struct link l = pair();
	int sent[OS_FDS_MOST + 1], got[OS_FDS_MOST];
	unsigned count;
	char buffer[8];

	for (int i = 0; i <= OS_FDS_MOST; i++)
		sent[i] = l.a;
	assert_int_equal(put_with(l.a, "x", sent, OS_FDS_MOST + 1), -EINVAL);
	assert_int_equal(put_with(l.a, "", sent, 1), -EINVAL); /* no octet that they could go with */
	assert_int_equal(put_with(l.a, "x", sent, OS_FDS_MOST), 1);
	assert_int_equal(os_socket_read(l.b, buffer, sizeof buffer, got, &count), 1);
	assert_int_equal(count, OS_FDS_MOST);
	for (unsigned i = 0; i < count; i++)
		os_close(got[i]);
	link_close(l);
}

/* What another program could send. */
static void send_many(int fd, unsigned count)
{
	union { struct cmsghdr head; char room[CMSG_SPACE(64 * sizeof(int))]; } control = { .room = "" };
	struct iovec octet = { "x", 1 };
	struct msghdr m = { .msg_iov = &octet, .msg_iovlen = 1, .msg_control = &control,
			    .msg_controllen = CMSG_SPACE(count * sizeof(int)) };
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);

	*c = (struct cmsghdr){ .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(count * sizeof(int)) };
	for (unsigned i = 0; i < count; i++)
		memcpy(CMSG_DATA(c) + i * sizeof fd, &fd, sizeof fd);
	assert_int_equal(sendmsg(fd, &m, 0), 1);
}

TEST(of_too_many_descriptors_none_is_kept)
{
	struct link l = pair();

	send_many(l.a, OS_FDS_MOST + 1);
	assert_int_equal(take_with(l.b, OS_FDS_LOST), 1);
	link_close(l);
}

TEST(where_there_is_no_room_for_all_descriptors_none_is_kept)
{
	struct link l = pair();
	struct rlimit before, narrow;

	send_many(l.a, 3);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	narrow = before;
	narrow.rlim_cur = (rlim_t)l.b + 2; /* at most one more */
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &narrow), 0);
	assert_int_equal(take_with(l.b, OS_FDS_LOST), 1);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	link_close(l);
}

/* Standard input is closed, as daemons do. */
TEST(no_descriptor_gets_the_number_of_a_standard_one)
{
	struct link l = pair();
	int input = os_dup(0), got[OS_FDS_MOST];
	struct os_address a = ip("127.0.0.1");
	unsigned count;
	char octet;

	send_many(l.a, 1);
	close(0);
	int listener = os_socket_listen(&a);
	expect_safe(listener);
	assert_int_equal(os_socket_address(listener, &a), 0);
	int client = os_socket_connect(&a, OS_FOREVER);
	expect_safe(client);
	assert_int_equal(os_poll(listener, OS_FOREVER), 1);
	int server = os_socket_accept(listener);
	expect_safe(server);
	assert_int_equal(os_socket_read(l.b, &octet, 1, got, &count), 1);
	assert_true(got[0] > 2);
	struct os_set set;
	assert_int_equal(os_set_make(&set), 0);
	assert_true(set.fd > 2);
	os_set_end(&set);
	os_close(got[0]);
	os_close(server);
	os_close(client);
	os_close(listener);
	assert_int_equal(dup2(input, 0), 0);
	os_close(input);
	link_close(l);
}

TEST(without_a_descriptor_to_have_everything_says_so)
{
	struct link l = pair();
	struct os_address a = ip("127.0.0.1");
	int listener = os_socket_listen(&a);
	struct rlimit before, none;
	struct os_set set;

	assert_int_equal(os_socket_address(listener, &a), 0);
	int client = os_socket_connect(&a, OS_FOREVER);
	assert_int_equal(os_poll(listener, OS_FOREVER), 1);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	none = before;
	none.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	assert_int_equal(os_socket_listen(&a), -EMFILE);
	assert_int_equal(os_socket_connect(&a, OS_FOREVER), -EMFILE);
	assert_int_equal(os_socket_accept(listener), -EMFILE);
	assert_int_equal(os_set_make(&set), EMFILE);
	assert_int_equal(os_directory_lock("/", OS_FOREVER), -EMFILE);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	os_close(client);
	os_close(listener);
	link_close(l);
}

/* ---- listeners that somebody else has made ---- */

TEST(a_listener_of_another_making_is_taken_and_nothing_else)
{
	struct link l = pair();
	int ends[2], bound = socket(AF_INET, SOCK_STREAM, 0), packets = socket(AF_INET, SOCK_DGRAM, 0), good = listen_at("\0x-acom", 7);

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(os_socket_adopt(ends[0]), ENOTSOCK);
	assert_int_equal(os_socket_adopt(l.a), EINVAL);
	assert_int_equal(os_socket_adopt(bound), EINVAL);
	assert_int_equal(os_socket_adopt(packets), EINVAL);
	assert_int_equal(fcntl(good, F_SETFD, 0), 0);
	assert_int_equal(os_socket_adopt(good), 0);
	expect_safe(good);
	assert_false(fcntl(bound, F_GETFD) & FD_CLOEXEC); /* left as they were */
	assert_false(fcntl(ends[0], F_GETFL) & O_NONBLOCK);
	close(ends[0]);
	close(ends[1]);
	close(bound);
	close(packets);
	os_close(good);
	assert_int_equal(os_socket_adopt(good), EBADF);
	link_close(l);
}
