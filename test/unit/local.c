/* local.c - listening at a path: directories that are not to be trusted, and each thing that can be in the way. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "transport.h"

enum { SOMEBODY = 4711 };

static bool there(const char *path)
{
	struct stat st;

	return !lstat(path, &st);
}

static unsigned mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(lstat(path, &st), 0);
	return st.st_mode & 07777;
}

/* A socket of another program's. It listens unless it is one of packets. */
static int foreign_socket(const char *path, int type)
{
	struct sockaddr_un k = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);

	assert_in_range(snprintf(k.sun_path, sizeof k.sun_path, "%s", path), 1, sizeof k.sun_path - 1);
	assert_int_equal(bind(fd, (struct sockaddr *)&k, sizeof k), 0);
	if (type == SOCK_STREAM)
		assert_int_equal(listen(fd, 0), 0);
	return fd;
}

/* ---- the directory ---- */

TEST(a_socket_is_the_users_alone_and_goes_with_its_listener)
{
	struct address a = address_in(scratch_make(), "s");
	struct listener l = listening(&a);

	assert_int_equal(mode_of(a.at.path), 0600);
	expect_service(&l);
	transport_unlisten(&l);
	assert_false(there(a.at.path));
	scratch_remove();
}

TEST(a_directory_that_is_missing_is_made)
{
	char directory[128];
	snprintf(directory, sizeof directory, "%s/new", scratch_make());
	struct address a = address_in(directory, "s");
	mode_t before = umask(0);
	struct listener l = listening(&a);

	umask(before);
	assert_int_equal(mode_of(directory), 0700);
	expect_service(&l);
	transport_unlisten(&l);
	scratch_remove();
}

TEST(but_not_its_parents)
{
	char directory[128];
	snprintf(directory, sizeof directory, "%s/no/new", scratch_make());
	struct address a = address_in(directory, "s");

	expect_no_listener(&a, RPC_S_CANT_CREATE_ENDPOINT, "directory cannot be made: No such file");
	scratch_remove();
}

/* A process that is stopped does not give it back. */
TEST(who_holds_the_directory_for_ever_holds_nobody_up_for_ever)
{
	const char *directory = scratch_make();
	struct address a = address_in(directory, "s");
	struct listener l = listening(&a);

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CONNECT_TIME, 1), S_OK);
	int holder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_int_equal(flock(holder, LOCK_EX), 0);
	expect_no_listener(&a, RPC_S_CANT_CREATE_ENDPOINT, "another process holds the lock of its directory for more than 1 ms");
	transport_unlisten(&l);
	assert_true(there(a.at.path)); /* the next one to listen there replaces it */
	close(holder);
	l = listening(&a);
	transport_unlisten(&l);
	assert_false(there(a.at.path));
	scratch_remove();
}

TEST(a_file_in_place_of_the_directory_is_none)
{
	char directory[128];
	snprintf(directory, sizeof directory, "%s/file", scratch_make());
	struct address a = address_in(directory, "s");

	file_write(directory, "", 0);
	expect_no_listener(&a, E_ACCESSDENIED, "it is a file, not a directory");
	scratch_remove();
}

TEST(a_directory_that_others_can_look_into_is_refused_and_stays_as_it_is)
{
	static const unsigned modes[] = { 0750, 0701, 0710, 0704, 0755 };
	const char *directory = scratch_make();
	struct address a = address_in(directory, "s");

	for (size_t i = 0; i < ARRAY_COUNT(modes); i++) {
		assert_int_equal(chmod(directory, modes[i]), 0);
		expect_no_listener(&a, E_ACCESSDENIED, ", not 0700");
		assert_int_equal(mode_of(directory), modes[i]);
		assert_false(there(a.at.path));
	}
	scratch_remove();
}

TEST(a_directory_that_others_can_write_is_refused_though_it_is_sticky)
{
	static const unsigned modes[] = { 0770, 0702, 01777 };
	const char *directory = scratch_make();
	struct address a = address_in(directory, "s");

	for (size_t i = 0; i < ARRAY_COUNT(modes); i++) {
		assert_int_equal(chmod(directory, modes[i]), 0);
		expect_no_listener(&a, E_ACCESSDENIED, "can be written by");
		assert_false(there(a.at.path));
	}
	scratch_remove();
}

TEST(the_directory_for_names_alone_is_made_and_closed_to_others)
{
	char directory[128];
	const char *runtime = scratch_make();
	snprintf(directory, sizeof directory, "%s/acom", runtime);
	setenv("XDG_RUNTIME_DIR", runtime, 1);
	struct address a = address_at("unix:shop");
	struct listener l = listening(&a);

	assert_int_equal(mode_of(directory), 0700);
	transport_unlisten(&l);
	assert_int_equal(chmod(directory, 0755), 0);
	l = listening(&a);
	assert_int_equal(mode_of(directory), 0700);
	expect_service(&l);
	transport_unlisten(&l);
	assert_int_equal(chmod(directory, 0775), 0); /* somebody may have put something into it */
	expect_no_listener(&a, E_ACCESSDENIED, "can be written by its group");
	scratch_remove();
}

/* Whoever can write above the directory can put another one in its place. What was made for nothing is gone again. */
TEST(a_parent_that_others_can_write_is_refused_unless_it_is_sticky)
{
	char parent[100], directory[128];
	snprintf(parent, sizeof parent, "%s/parent", scratch_make());
	snprintf(directory, sizeof directory, "%s/d", parent);
	struct address a = address_in(directory, "s");

	directory_make(parent);
	assert_int_equal(chmod(parent, 0777), 0);
	expect_no_listener(&a, E_ACCESSDENIED, "its directory can be written by everybody");
	assert_false(there(directory));
	assert_int_equal(chmod(parent, 01777), 0);
	struct listener l = listening(&a);
	transport_unlisten(&l);
	assert_int_equal(chmod(parent, 0770), 0);
	expect_no_listener(&a, E_ACCESSDENIED, "its directory can be written by its group");
	assert_true(there(directory)); /* it was there before */
	scratch_remove();
}

TEST(a_directory_of_somebody_else_is_refused)
{
	const char *directory = scratch_make();
	struct address a = address_in(directory, "s");

	if (os_user() || chown(directory, SOMEBODY, (gid_t)-1))
		skip(); /* only root can give files away */
	expect_no_listener(&a, E_ACCESSDENIED, "belongs to user 4711, not to root or user 0");
	assert_false(there(a.at.path));
	scratch_remove();
}

TEST(so_is_one_of_roots_for_somebody_else)
{
	const char *directory = scratch_make();
	struct address a = address_in(directory, "s");

	assert_int_equal(chmod(directory, 0755), 0);
	if (os_user() || seteuid(SOMEBODY))
		skip(); /* only root can become somebody else */
	expect_no_listener(&a, E_ACCESSDENIED, "belongs to user 0, not to user 4711");
	assert_int_equal(seteuid(0), 0);
	scratch_remove();
}

TEST(a_link_to_the_directory_is_followed_if_nobody_else_made_it)
{
	char directory[128], link[128];
	const char *scratch = scratch_make();
	snprintf(directory, sizeof directory, "%s/d", scratch);
	snprintf(link, sizeof link, "%s/link", scratch);
	struct address a = address_in(link, "s");

	assert_int_equal(mkdir(directory, 0700), 0);
	assert_int_equal(symlink(directory, link), 0);
	struct listener l = listening(&a);
	expect_service(&l);
	transport_unlisten(&l);
	if (!os_user()) {
		assert_int_equal(lchown(link, SOMEBODY, (gid_t)-1), 0);
		expect_no_listener(&a, E_ACCESSDENIED, "its symbolic link belongs to user 4711");
	}
	scratch_remove();
}

/* ---- what lies there ---- */

TEST(what_is_no_socket_is_not_replaced)
{
	struct address a = address_in(scratch_make(), "s");

	file_write(a.at.path, "dear", 4);
	expect_no_listener(&a, RPC_S_CANT_CREATE_ENDPOINT, "no socket is in its place");
	assert_string_equal(file_read(a.at.path, NULL), "dear");
	assert_int_equal(unlink(a.at.path), 0);
	assert_int_equal(mkdir(a.at.path, 0700), 0);
	expect_no_listener(&a, RPC_S_CANT_CREATE_ENDPOINT, "no socket is in its place");
	assert_true(there(a.at.path));
	scratch_remove();
}

/* Neither is it made where a link leads to, nor is the link replaced, though a dead socket is behind it. */
TEST(a_link_is_no_socket)
{
	char dead[128];
	const char *directory = scratch_make();
	struct address a = address_in(directory, "s");

	snprintf(dead, sizeof dead, "%s/dead", directory);
	assert_int_equal(symlink(dead, a.at.path), 0);
	expect_no_listener(&a, RPC_S_CANT_CREATE_ENDPOINT, "no socket is in its place");
	assert_false(there(dead));
	close(foreign_socket(dead, SOCK_STREAM));
	expect_no_listener(&a, RPC_S_CANT_CREATE_ENDPOINT, "no socket is in its place");
	assert_true(there(dead) && there(a.at.path));
	scratch_remove();
}

TEST(a_server_that_lives_is_not_replaced)
{
	struct address a = address_in(scratch_make(), "s");
	struct listener l = listening(&a);
	struct stream probe;

	expect_no_listener(&a, RPC_S_DUPLICATE_ENDPOINT, "a server listens there already");
	probe = accepted(&l); /* whoever asked whether it lives */
	expect_end(&probe);
	stream_close(&probe);
	expect_service(&l);
	transport_unlisten(&l);
	scratch_remove();
}

TEST(nor_is_one_that_has_no_time)
{
	struct address a = address_in(scratch_make(), "s");
	int fd = foreign_socket(a.at.path, SOCK_STREAM), waiting[4], n = 0;

	while (n < 4 && (waiting[n] = os_socket_connect(&a.at, 0)) >= 0)
		n++;
	assert_in_range(n, 1, 3);
	expect_no_listener(&a, RPC_S_DUPLICATE_ENDPOINT, "a server listens there already");
	while (n)
		os_close(waiting[--n]);
	os_close(fd);
	scratch_remove();
}

TEST(nor_is_a_socket_of_another_kind)
{
	struct address a = address_in(scratch_make(), "s");
	int fd = foreign_socket(a.at.path, SOCK_DGRAM);

	expect_no_listener(&a, RPC_S_CANT_CREATE_ENDPOINT, "Protocol wrong type for socket");
	assert_true(there(a.at.path));
	os_close(fd);
	scratch_remove();
}

TEST(what_a_dead_server_has_left_is_replaced)
{
	struct address a = address_in(scratch_make(), "s");
	struct listener l;

	close(foreign_socket(a.at.path, SOCK_STREAM));
	assert_true(there(a.at.path));
	l = listening(&a);
	expect_service(&l);
	transport_unlisten(&l);
	assert_false(there(a.at.path));
	scratch_remove();
}

/* The number of a process that there is not. */
static int dead_process(void)
{
	int status, process = fork();

	if (!process)
		_exit(0);
	assert_int_equal(waitpid(process, &status, 0), process);
	return process;
}

static void named(char *path, size_t size, const char *directory, int process, const char *rest)
{
	assert_in_range(snprintf(path, size, "%s/%d%s", directory, process, rest), 1, size - 1);
}

/* Private sockets whose process is dead, and at which nobody listens: nothing else. */
TEST(of_private_sockets_only_dead_ones_are_swept_away)
{
	const char *directory = scratch_make();
	char dead[128], live[128], heir[128], file[128], other[128];
	int process = dead_process();

	named(dead, sizeof dead, directory, process, "-0123456789abcdef");
	named(live, sizeof live, directory, getpid(), "-0123456789abcdef");
	named(heir, sizeof heir, directory, process, "-1123456789abcdef");
	named(file, sizeof file, directory, process, "-2123456789abcdef");
	named(other, sizeof other, directory, process, "-0123456789abcde");
	close(foreign_socket(dead, SOCK_STREAM));
	close(foreign_socket(live, SOCK_STREAM));
	close(foreign_socket(other, SOCK_STREAM));
	int listener = foreign_socket(heir, SOCK_STREAM);
	file_write(file, "x", 1);
	local_sweep(live);
	assert_false(there(dead));
	assert_true(there(live) && there(heir) && there(file) && there(other));
	close(listener);
	scratch_remove();
}

struct start {
	struct address at;
	struct harness_gate *gate;
	struct listener listener;
	HRESULT hr;
};

static void start_server(void *arg)
{
	struct start *s = arg;
	char why[WHY_MOST];

	harness_gate_wait(s->gate);
	s->hr = transport_listen(&s->at, NULL, &s->listener, why);
}

/* Both find it dead; the second must not take the first one's for dead, too. */
TEST(of_servers_that_start_together_one_replaces_the_dead_one)
{
	struct address a = address_in(scratch_make(), "s");
	int rounds = few(100);

	for (int i = 0; i < rounds; i++) {
		struct harness_gate gate = HARNESS_GATE_INIT;
		struct start s[3];
		struct harness_thread t[3];
		unsigned live = 0;

		close(foreign_socket(a.at.path, SOCK_STREAM));
		for (int j = 0; j < 3; j++) {
			s[j] = (struct start){ .at = a, .gate = &gate };
			harness_start(&t[j], start_server, &s[j]);
		}
		harness_gate_open(&gate);
		for (int j = 0; j < 3; j++)
			harness_join(&t[j]);
		for (int j = 0; j < 3; j++) {
			assert_true(s[j].hr == S_OK || s[j].hr == RPC_S_DUPLICATE_ENDPOINT);
			live += s[j].hr == S_OK;
		}
		assert_int_equal(live, 1);
		for (int j = 0; j < 3; j++)
			if (s[j].hr == S_OK)
				transport_unlisten(&s[j].listener);
		assert_false(there(a.at.path));
	}
	scratch_remove();
}

/* ---- what is removed ---- */

TEST(a_listener_removes_its_own_socket_only)
{
	struct address a = address_in(scratch_make(), "s");
	struct listener first = listening(&a), second;

	assert_int_equal(unlink(a.at.path), 0); /* somebody tidies up */
	second = listening(&a);
	transport_unlisten(&first);
	expect_service(&second);
	transport_unlisten(&second);
	assert_false(there(a.at.path));
	scratch_remove();
}

TEST(a_child_that_was_forked_removes_nothing)
{
	struct address a = address_in(scratch_make(), "s");
	struct listener l = listening(&a);
	pid_t child = fork();
	int status;

	if (!child) {
		transport_unlisten(&l);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	expect_service(&l);
	transport_unlisten(&l);
	scratch_remove();
}

TEST(a_directory_that_is_gone_keeps_nobody_from_closing)
{
	char directory[128];
	snprintf(directory, sizeof directory, "%s/new", scratch_make());
	struct address a = address_in(directory, "s");
	struct listener l = listening(&a);

	assert_int_equal(unlink(a.at.path), 0);
	assert_int_equal(rmdir(directory), 0);
	transport_unlisten(&l);
	assert_false(there(directory));
	scratch_remove();
}
