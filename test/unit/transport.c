/* transport.c - streams between processes: who may have one, how many, what travels, and that nothing stays open. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "transport.h"

enum { SOMEBODY = 4711 };

/* ---- addresses of this machine only ---- */

TEST(tcp_serves_in_both_families)
{
	struct address a = address_at("tcp:127.0.0.1:0");
	struct listener l = listening(&a);
	char why[WHY_MOST];

	assert_int_not_equal(l.at.at.port, 0);
	expect_service(&l);
	expect_no_listener(&l.at, RPC_S_DUPLICATE_ENDPOINT, "somebody listens there already");
	transport_unlisten(&l);
	a = address_at("tcp:[::1]:0");
	if (transport_listen(&a, NULL, &l, why) != S_OK)
		skip(); /* a machine without IPv6 */
	expect_service(&l);
	transport_unlisten(&l);
}

TEST(an_address_that_its_transport_has_not_is_refused_wherever_it_comes_from)
{
	struct address a = address_at("tcp:127.0.0.1:0");
	struct stream s;
	char why[WHY_MOST];

	assert_true(os_ip_parse("0.0.0.0", &a.at));
	expect_no_listener(&a, E_ACCESSDENIED, "not on this machine");
	assert_true(os_ip_parse("192.0.2.1", &a.at));
	a.at.port = 80;
	expect_no_listener(&a, E_ACCESSDENIED, "not on this machine");
	assert_int_equal(transport_connect(&a, NULL, 0, &s, why), E_ACCESSDENIED);
	assert_non_null(strstr(why, "not on this machine"));
	a = address_at("unix:/a");
	strcpy(a.at.path, "a");
	expect_no_listener(&a, E_ACCESSDENIED, "not on this machine");
}

/* ---- connecting ---- */

static void expect_unavailable(const struct address *a, uint64_t deadline, const char *says)
{
	char why[WHY_MOST];
	struct stream s;

	assert_int_equal(transport_connect(a, NULL, deadline, &s, why), RPC_S_SERVER_UNAVAILABLE);
	assert_string_equal(why, says);
}

TEST(where_nobody_listens_the_server_is_unavailable)
{
	struct address a = address_in(scratch_make(), "s"), tcp = address_at("tcp:127.0.0.1:0");
	struct listener l = listening(&tcp);

	expect_unavailable(&a, 0, "No such file or directory");
	file_write(a.at.path, "", 0);
	expect_unavailable(&a, 0, "Connection refused");
	tcp = l.at;
	transport_unlisten(&l);
	expect_unavailable(&tcp, 0, "Connection refused");
	scratch_remove();
}

TEST(a_server_that_takes_nobody_is_given_up)
{
	struct address a = address_in(scratch_make(), "s");
	struct listener l = listening(&a);
	int waiting[4], n = 0;

	assert_int_equal(listen(l.fd, 0), 0); /* no more than one may wait */
	while (n < 4 && (waiting[n] = os_socket_connect(&a.at, 0)) >= 0)
		n++;
	assert_in_range(n, 1, 3);
	expect_unavailable(&a, 1, "Connection timed out");
	expect_unavailable(&a, os_now() + 1000000, "Connection timed out");
	while (n)
		os_close(waiting[--n]);
	transport_unlisten(&l);
	scratch_remove();
}

/* ---- who may ---- */

struct asked {
	struct peer who;
	bool answer;
};

static bool ask(void *arg, const struct peer *who)
{
	struct asked *a = arg;

	a->who = *who;
	return a->answer;
}

static void expect_denied(struct listener *l, const char *says)
{
	char why[WHY_MOST];
	struct stream s;

	assert_int_equal(os_poll(l->fd, OS_FOREVER), 1);
	assert_int_equal(transport_accept(l, &s, why), E_ACCESSDENIED);
	assert_non_null(strstr(why, says));
	assert_int_equal(transport_accept(l, &s, why), S_FALSE);
}

TEST(a_server_may_say_who_connects)
{
	struct address a = address_in(scratch_make(), "s");
	struct asked asked = { .answer = false };
	struct peer_rule rule = { ask, &asked };
	struct listener l;
	struct stream client;
	char why[WHY_MOST];

	assert_int_equal(transport_listen(&a, &rule, &l, why), S_OK);
	client = connected(&a);
	expect_denied(&l, "is not allowed");
	expect_end(&client);
	stream_close(&client);
	assert_true(asked.who.known);
	assert_int_equal(asked.who.id.process, getpid());
	assert_int_equal(asked.who.id.user, os_user());
	asked.answer = true;
	expect_service(&l);
	transport_unlisten(&l);
	scratch_remove();
}

TEST(a_client_may_say_who_serves)
{
	struct address a = address_in(scratch_make(), "s");
	struct asked asked = { .answer = false };
	struct peer_rule rule = { ask, &asked };
	struct listener l = listening(&a);
	struct stream client, server;
	char why[WHY_MOST];

	assert_int_equal(transport_connect(&a, &rule, 0, &client, why), E_ACCESSDENIED);
	assert_non_null(strstr(why, "is not allowed"));
	server = accepted(&l);
	expect_end(&server);
	stream_close(&server);
	asked.answer = true;
	assert_int_equal(transport_connect(&a, &rule, 0, &client, why), S_OK);
	assert_int_equal(client.who.id.process, getpid());
	stream_close(&client);
	transport_unlisten(&l);
	scratch_remove();
}

TEST(over_tcp_nobody_is_known_and_nobody_is_asked)
{
	struct address a = address_at("tcp:127.0.0.1:0");
	struct asked asked = { .answer = false };
	struct peer_rule rule = { ask, &asked };
	struct listener l;
	char why[WHY_MOST];

	assert_int_equal(transport_listen(&a, &rule, &l, why), S_OK);
	struct stream client = connected(&l.at), server = accepted(&l);
	assert_false(client.who.known);
	assert_false(server.who.known);
	stream_close(&client);
	stream_close(&server);
	transport_unlisten(&l);
}

/* Connects as somebody else, and ends when the connection does. */
static pid_t somebody_connects(const struct address *a)
{
	pid_t child = fork();

	if (!child) {
		int fd = setuid(SOMEBODY) ? -1 : os_socket_connect(&a->at, OS_FOREVER);
		int fds[OS_FDS_MOST];
		unsigned count;
		char octet;

		if (fd < 0)
			_exit(1);
		os_poll(fd, OS_FOREVER);
		_exit(os_socket_read(fd, &octet, 1, fds, &count) ? 2 : 0);
	}
	return child;
}

static void expect_ended(pid_t child)
{
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* The directory and the socket would keep him away, too: they are opened here. */
TEST(somebody_else_is_sent_away_unless_he_is_allowed)
{
	const char *directory = scratch_make();
	struct address a = address_in(directory, "s");
	struct asked asked = { .answer = true };
	struct listener l = listening(&a);
	struct stream s;
	pid_t child;

	if (os_user())
		skip(); /* only root can become somebody else */
	assert_int_equal(chmod(directory, 0755), 0);
	assert_int_equal(chmod(a.at.path, 0666), 0);
	child = somebody_connects(&a);
	expect_denied(&l, "the other end is user 4711");
	expect_ended(child);
	l.rule = (struct peer_rule){ ask, &asked };
	child = somebody_connects(&a);
	s = accepted(&l);
	assert_int_equal(s.who.id.user, SOMEBODY);
	assert_int_equal(s.who.id.process, child);
	stream_close(&s);
	expect_ended(child);
	assert_int_equal(chmod(directory, 0700), 0);
	transport_unlisten(&l);
	scratch_remove();
}

TEST(the_socket_alone_keeps_somebody_else_away)
{
	const char *directory = scratch_make();
	struct address a = address_in(directory, "s");
	struct listener l = listening(&a);

	assert_int_equal(chmod(directory, 0755), 0);
	if (os_user() || seteuid(SOMEBODY))
		skip(); /* only root can become somebody else */
	expect_unavailable(&a, 0, "Permission denied");
	assert_int_equal(seteuid(0), 0);
	assert_int_equal(chmod(directory, 0700), 0);
	transport_unlisten(&l);
	scratch_remove();
}

/* Who could write where servers are looked for. */
TEST(somebody_elses_server_is_left_again_and_roots_is_not)
{
	const char *directory = scratch_make();
	struct address a = address_in(directory, "s"), b = address_in(directory, "root");
	struct listener mine, his;
	char why[WHY_MOST];
	struct stream s;

	if (os_user())
		skip(); /* only root can become somebody else */
	mine = listening(&b);
	assert_int_equal(chown(directory, SOMEBODY, (gid_t)-1), 0);
	assert_int_equal(seteuid(SOMEBODY), 0);
	his = listening(&a);
	assert_int_equal(seteuid(0), 0);
	assert_int_equal(transport_connect(&a, NULL, 0, &s, why), E_ACCESSDENIED);
	assert_non_null(strstr(why, "the other end is user 4711"));
	assert_int_equal(chmod(b.at.path, 0666), 0);
	assert_int_equal(seteuid(SOMEBODY), 0);
	s = connected(&b);
	assert_int_equal(s.who.id.user, 0);
	stream_close(&s);
	transport_unlisten(&his);
	assert_int_equal(seteuid(0), 0);
	assert_int_equal(chown(directory, 0, (gid_t)-1), 0);
	transport_unlisten(&mine);
	scratch_remove();
}

/* ---- how many ---- */

static void expect_too_many(struct listener *l, const char *says)
{
	struct stream client = connected(&l->at), s;
	char why[WHY_MOST];

	assert_int_equal(os_poll(l->fd, OS_FOREVER), 1);
	assert_int_equal(transport_accept(l, &s, why), RPC_E_OUT_OF_RESOURCES);
	assert_string_equal(why, says);
	expect_end(&client);
	stream_close(&client);
}

TEST(connections_are_limited_for_each_user_and_in_all)
{
	struct address a = address_in(scratch_make(), "s"), tcp = address_at("tcp:127.0.0.1:0");
	struct listener l = listening(&a), t = listening(&tcp);
	struct stream client[5], server[5];

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_USER_CONNECTIONS, 2), S_OK);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CONNECTIONS, 3), S_OK);
	for (int i = 0; i < 2; i++) {
		client[i] = connected(&a);
		server[i] = accepted(&l);
	}
	expect_too_many(&l, "3 connections of one user; the limit is 2, set by this process; "
			    "AcomSetLimit(ACOM_LIMIT_USER_CONNECTIONS, ...) changes it");
	client[2] = connected(&t.at);
	server[2] = accepted(&t);
	assert_int_equal(census_count(), 3);
	expect_too_many(&t, "4 connections; the limit is 3, set by this process; AcomSetLimit(ACOM_LIMIT_CONNECTIONS, ...) changes it");
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CONNECTIONS, 1024), S_OK);
	client[3] = connected(&t.at);
	server[3] = accepted(&t);
	expect_too_many(&t, "3 connections of one user; the limit is 2, set by this process; "
			    "AcomSetLimit(ACOM_LIMIT_USER_CONNECTIONS, ...) changes it");
	stream_close(&server[0]);
	stream_close(&client[0]);
	client[0] = connected(&a);
	server[0] = accepted(&l);
	for (int i = 0; i < 4; i++) {
		stream_close(&client[i]);
		stream_close(&server[i]);
	}
	assert_int_equal(census_count(), 0);
	transport_unlisten(&l);
	transport_unlisten(&t);
	scratch_remove();
}

/* Else whoever waits would keep the listener readable for ever. */
TEST(without_descriptors_who_connects_is_sent_away)
{
	struct address a = address_in(scratch_make(), "s");
	struct listener l = listening(&a);
	struct stream client = connected(&a), s;
	struct rlimit before, narrow;
	char why[WHY_MOST];

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	narrow = before;
	narrow.rlim_cur = (rlim_t)client.fd + 1; /* the spare one lies below */
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &narrow), 0);
	assert_int_equal(transport_accept(&l, &s, why), RPC_E_OUT_OF_RESOURCES);
	assert_string_equal(why, "Too many open files");
	expect_end(&client);
	assert_int_equal(transport_accept(&l, &s, why), S_FALSE);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	stream_close(&client);
	expect_service(&l);
	transport_unlisten(&l);
	scratch_remove();
}

SWEEP(without_memory_who_connects_is_sent_away)
{
	struct address a = address_at("tcp:127.0.0.1:0");
	struct listener l = listening(&a);
	struct stream client = connected(&l.at), server;
	char why[WHY_MOST];
	HRESULT hr;

	assert_int_equal(os_poll(l.fd, OS_FOREVER), 1);
	hr = transport_accept(&l, &server, why);
	if (sweep_ok(hr)) {
		stream_close(&server);
	} else {
		assert_string_equal(why, "out of memory");
		expect_end(&client);
	}
	assert_int_equal(census_count(), 0);
	stream_close(&client);
	transport_unlisten(&l);
}

/* ---- octets ---- */

TEST(a_stream_says_when_there_is_nothing_and_when_it_is_over)
{
	struct address a = address_at("tcp:127.0.0.1:0");
	struct listener l = listening(&a);
	struct stream client = connected(&l.at), server = accepted(&l);
	struct arrival n;
	char octet;

	assert_int_equal(stream_read(&client, &octet, 1, &n), S_FALSE);
	assert_int_equal(n.size, 0);
	assert_int_equal(say(&server, "last"), S_OK);
	stream_end(&server);
	expect_said(&client, "last");
	expect_end(&client);
	assert_int_equal(say(&client, "heard"), S_OK);
	expect_said(&server, "heard");
	assert_int_equal(say(&server, "not"), RPC_E_DISCONNECTED);
	stream_close(&server);
	stream_close(&client);
	transport_unlisten(&l);
}

static void fill_pattern(char *octets, size_t size)
{
	for (size_t i = 0; i < size; i++)
		octets[i] = (char)(i * 7 + i / 251);
}

/* Sends and receives at once through a set, in pieces as odd as the buffers: what the other side echoes is what was sent. */
static void expect_echo(struct stream *s, const char *octets, size_t size)
{
	size_t sent = 0, got = 0, done, shorter = 0;
	struct os_ready ready;
	struct arrival a;
	struct os_set set;
	char buffer[777];

	assert_int_equal(os_set_make(&set), 0);
	while (got < size) {
		struct os_part parts[3] = { { octets + sent, (size - sent) / 3 }, { octets + sent + (size - sent) / 3, 0 } };

		parts[2] = (struct os_part){ octets + sent + parts[0].size, size - sent - parts[0].size };
		assert_int_equal(os_set_watch(&set, s->fd, OS_READABLE | (sent < size ? OS_WRITABLE : 0u), s), 0);
		assert_int_equal(os_set_wait(&set, OS_FOREVER, &ready, 1), 1);
		if (sent < size && ready.events & OS_WRITABLE) {
			assert_true(SUCCEEDED(stream_write(s, parts, 3, NULL, 0, &done)));
			sent += done;
			shorter += sent < size;
		}
		if (ready.events & OS_READABLE && stream_read(s, buffer, sizeof buffer, &a) == S_OK) {
			assert_memory_equal(buffer, octets + got, a.size);
			got += a.size;
		}
	}
	assert_true(shorter > 0 || swept());
	os_set_end(&set);
}

/* Sends back what comes until the end, in the other process. */
static int echo(struct stream *s)
{
	char buffer[1000];
	struct arrival a;
	HRESULT hr = S_OK;

	while (SUCCEEDED(hr)) {
		os_poll(s->fd, OS_FOREVER);
		hr = stream_read(s, buffer, sizeof buffer, &a);
		for (size_t at = 0, done = 0; hr == S_OK && at < a.size; at += done) {
			struct os_part part = { buffer + at, a.size - at };

			if (FAILED(stream_write(s, &part, 1, NULL, 0, &done)))
				return 1;
		}
	}
	return hr == RPC_E_DISCONNECTED ? 0 : 2;
}

/* So that writes are short; as small as the kernel has it, where that does not cost time. */
static void narrow(const struct stream *s)
{
	int size = s->who.known ? 1 : 1 << 15;

	assert_int_equal(setsockopt(s->fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size), 0);
}

static void echo_over(struct listener *l)
{
	size_t size = (size_t)few(1 << 20);
	char *octets = needed(os_alloc(size));
	struct stream s;
	pid_t child = fork();
	int status;

	if (!child) {
		os_alloc_exempt(true);
		s = accepted(l);
		_exit(echo(&s));
	}
	fill_pattern(octets, size);
	s = connected(&l->at);
	narrow(&s);
	expect_echo(&s, octets, size);
	stream_close(&s);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	os_free(octets);
}

TEST(two_processes_talk_in_pieces_over_a_path)
{
	struct address a = address_in(scratch_make(), "s");
	struct listener l = listening(&a);

	echo_over(&l);
	transport_unlisten(&l);
	scratch_remove();
}

TEST(two_processes_talk_in_pieces_over_tcp)
{
	struct address a = address_at("tcp:127.0.0.1:0");
	struct listener l = listening(&a);

	echo_over(&l);
	transport_unlisten(&l);
}

TEST(a_process_that_is_killed_ends_its_streams)
{
	struct address a = address_in(scratch_make(), "s");
	struct listener l = listening(&a);
	pid_t child = fork();
	struct stream s;

	if (!child) {
		s = connected(&a);
		say(&s, "I am here");
		for (;;)
			pause();
	}
	s = accepted(&l);
	assert_int_equal(s.who.id.process, child);
	expect_said(&s, "I am here");
	assert_int_equal(kill(child, SIGKILL), 0);
	expect_end(&s);
	assert_int_equal(waitpid(child, NULL, 0), child);
	stream_close(&s);
	transport_unlisten(&l);
	scratch_remove();
}

/* ---- descriptors ---- */

TEST(descriptors_travel_over_a_path)
{
	struct address a = address_in(scratch_make(), "s");
	struct listener l = listening(&a);
	struct stream client = connected(&a), server = accepted(&l);
	struct os_part parts[2] = { { "one ", 4 }, { "PDU", 3 } };
	struct arrival n;
	char buffer[32];
	size_t done;
	int ends[2];

	assert_true(stream_carries_descriptors(&client));
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(stream_write(&client, parts, 2, ends, 2, &done), S_OK);
	close(ends[0]);
	close(ends[1]);
	assert_int_equal(stream_read(&server, buffer, sizeof buffer, &n), S_OK);
	assert_int_equal(n.size, 7);
	assert_int_equal(n.fd_count, 2);
	assert_int_equal(write(n.fds[1], "through", 7), 7);
	assert_int_equal(read(n.fds[0], buffer, sizeof buffer), 7);
	os_close(n.fds[0]);
	os_close(n.fds[1]);
	stream_close(&client);
	stream_close(&server);
	transport_unlisten(&l);
	scratch_remove();
}

TEST(too_many_descriptors_are_refused_on_both_sides)
{
	struct address a = address_in(scratch_make(), "s");
	struct listener l = listening(&a);
	struct stream client = connected(&a), server = accepted(&l);
	union { struct cmsghdr head; char room[CMSG_SPACE((OS_FDS_MOST + 1) * sizeof(int))]; } control = { .room = "" };
	struct iovec octet = { "x", 1 };
	struct msghdr m = { .msg_iov = &octet, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control };
	struct os_part part = { "x", 1 };
	int fds[OS_FDS_MOST + 1];
	struct arrival n;
	size_t done;
	char buffer[8];

	for (size_t i = 0; i < ARRAY_COUNT(fds); i++)
		fds[i] = client.fd;
	assert_int_equal(stream_write(&client, &part, 1, fds, ARRAY_COUNT(fds), &done), E_INVALIDARG);
	control.head = (struct cmsghdr){ .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fds) };
	memcpy(CMSG_DATA(&control.head), fds, sizeof fds);
	assert_int_equal(sendmsg(client.fd, &m, 0), 1);
	assert_int_equal(stream_read(&server, buffer, sizeof buffer, &n), RPC_S_PROTOCOL_ERROR);
	assert_int_equal(n.size, 0);
	assert_int_equal(n.fd_count, 0);
	stream_close(&client);
	stream_close(&server);
	transport_unlisten(&l);
	scratch_remove();
}

TEST(what_was_not_read_takes_its_descriptors_with_it)
{
	struct address a = address_in(scratch_make(), "s");
	struct listener l = listening(&a);
	struct stream client = connected(&a), server = accepted(&l);
	struct os_part part = { "x", 1 };
	size_t done;
	int ends[2];
	char octet;

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(stream_write(&client, &part, 1, &ends[1], 1, &done), S_OK);
	close(ends[1]);
	stream_close(&server);
	assert_int_equal(read(ends[0], &octet, 1), 0); /* its last writer is gone */
	close(ends[0]);
	stream_close(&client);
	transport_unlisten(&l);
	scratch_remove();
}

/* The kernel would take them, and lose them. */
TEST(tcp_carries_no_descriptors)
{
	struct address a = address_at("tcp:127.0.0.1:0");
	struct listener l = listening(&a);
	struct stream client = connected(&l.at);
	struct os_part part = { "x", 1 };
	size_t done = 1;

	assert_false(stream_carries_descriptors(&client));
	assert_int_equal(stream_write(&client, &part, 1, &l.fd, 1, &done), E_INVALIDARG);
	assert_int_equal(done, 0);
	stream_close(&client);
	transport_unlisten(&l);
}

/* ---- threads ---- */

enum { CALLERS = 4 };

static void accept_and_greet(void *arg)
{
	struct listener *l = arg;
	struct stream s;
	char why[WHY_MOST];
	HRESULT hr;

	do {
		assert_int_equal(os_poll(l->fd, OS_FOREVER), 1);
		hr = transport_accept(l, &s, why);
	} while (hr == S_FALSE); /* another thread was faster */
	assert_int_equal(hr, S_OK);
	assert_int_equal(say(&s, "hello"), S_OK);
	expect_end(&s);
	stream_close(&s);
}

static void call(void *arg)
{
	struct stream s = connected(&((struct listener *)arg)->at);

	expect_said(&s, "hello");
	stream_close(&s);
}

TEST(many_threads_accept_at_one_listener)
{
	struct address a = address_in(scratch_make(), "s");
	struct listener l = listening(&a);
	struct harness_thread t[2 * CALLERS];

	for (int i = 0; i < CALLERS; i++) {
		harness_start(&t[i], accept_and_greet, &l);
		harness_start(&t[CALLERS + i], call, &l);
	}
	for (int i = 0; i < 2 * CALLERS; i++)
		harness_join(&t[i]);
	assert_int_equal(census_count(), 0);
	transport_unlisten(&l);
	scratch_remove();
}
