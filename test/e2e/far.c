/* far.c - two machines: network namespaces with a cable between them, where there is a right to make such. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <unistd.h>

#include "certificates.h"
#include "command.h"
#include "scene.h"

/* ---- the machines ---- */

static int former = -1; /* the namespace that a command runs in */

static void enter_former(void)
{
	if (setns(former, CLONE_NEWNET))
		_exit(126);
}

/* ip ARGUMENTS, separated by blanks. */
static bool ip_try(const char *arguments, void (*before)(void))
{
	const char *argv[16] = { "ip" };
	static struct command c;
	char text[128], *rest = text;

	snprintf(text, sizeof text, "%s", arguments);
	for (int i = 1; i < 15 && rest; i++)
		argv[i] = strsep(&rest, " ");
	command_run(&c, argv, before);
	if (c.status)
		fprintf(stderr, "ip %s: status %d, %s\n", arguments, c.status, c.output);
	return !c.status;
}

static bool ip_all(const char *const *commands, size_t count)
{
	bool done = true;

	for (size_t i = 0; i < count && done; i++)
		done = ip_try(commands[i], NULL);
	return done;
}

/* This process is the first machine, with a cable that nobody has the other end of. */
static void machine_begin(void)
{
	static const char *const commands[] = {
		"link set lo up", "link add near type veth peer name far", "addr add 10.77.0.1/24 dev near",
		"-6 addr add fd77::1/64 dev near nodad", "link set near up",
	};

	if (unshare(CLONE_NEWNET)) {
		fprintf(stderr, "a network namespace needs a right that this user has not: %s\n", strerror(errno));
		skip();
	}
	if (!ip_all(commands, ARRAY_COUNT(commands))) {
		fprintf(stderr, "this kernel, or this container, has no cables between network namespaces\n");
		skip();
	}
}

/* The server's process becomes the second one, and takes the other end. */
static void machine_move(struct house *h)
{
	static const char *const commands[] = {
		"link set lo up", "addr add 10.77.0.2/24 dev far", "-6 addr add fd77::2/64 dev far nodad", "link set far up",
	};
	char hand_over[64];

	(void)h;
	former = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	assert_true(former >= 0 && !unshare(CLONE_NEWNET));
	snprintf(hand_over, sizeof hand_over, "link set far netns %d", (int)getpid());
	assert_true(ip_try(hand_over, enter_former));
	close(former);
	assert_true(ip_all(commands, ARRAY_COUNT(commands)));
}

/* The first machine knows the second one by a name, and nobody else does. */
static void machine_names(void)
{
	static const char hosts[] = "10.77.0.2 shop.test\n";
	char path[128];

	snprintf(path, sizeof path, "%s/hosts", scratch_make());
	file_write(path, hosts, strlen(hosts));
	bool mounted = !unshare(CLONE_NEWNS) && !mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) &&
		       !mount(path, "/etc/hosts", NULL, MS_BIND, NULL);
	int error = errno;
	scratch_remove(); /* which what is mounted outlives */
	if (mounted)
		return;
	fprintf(stderr, "this user, or this container, has no mounts of its own: %s\n", strerror(error));
	skip();
}

/* ---- the tests ---- */

static const char *listens; /* before its process begins */

static void move_and_listen(struct house *h)
{
	machine_move(h);
	away_at(h->away, listens);
}

static void (*prepare)(struct house *h) = move_and_listen;

/* A mixer on the second machine, which listens there, and is called there. */
static IMix *far_open(struct scene **s, const char *at, const char *called, DWORD client)
{
	char address[AWAY_ADDRESS], port[8];

	machine_begin();
	listens = at;
	*s = scene_mix();
	(*s)->house.prepare = prepare;
	scene_open(*s, AWAY_TLS, client);
	away_port(&(*s)->away, port);
	snprintf(address, sizeof address, "%s%s", called, port);
	away_at(&(*s)->away, address);
	return scene_object(*s, &IID_IMix);
}

static void far_close(struct scene *s, IMix *mix)
{
	IMix_Release(mix);
	scene_close(s);
}

static void calls_and_call_backs(const char *at, const char *called, DWORD client)
{
	struct mixer own = { .hr = S_OK };
	ISimpleStream *given;
	uint64_t thread;
	LONG calls = 0;
	struct scene *s;
	IMix *mix = far_open(&s, at, called, client), *mine = mixer_create(&own);

	assert_int_equal(IMix_CallBack(mix, mine, 3, &calls), S_OK);
	assert_int_equal(calls, 4);
	assert_int_equal(house_count(&own.entered), 2);
	IMix_Release(mine);
	assert_int_equal(IMix_Give(mix, &IID_ISimpleStream, (IUnknown **)&given), S_OK);
	assert_int_equal(where_ask(given, &thread), S_OK);
	assert_int_equal(thread, mixer_thread(&s->mixer));
	ISimpleStream_Release(given);
	far_close(s, mix);
}

TEST(machines_call_each_other)
{
	calls_and_call_backs("tls:10.77.0.2:0", "tls:10.77.0.2", COINIT_MULTITHREADED);
}

TEST(machines_call_each_other_by_IPv6)
{
	calls_and_call_backs("tls:[fd77::2]:0", "tls:[fd77::2]", COINIT_APARTMENTTHREADED);
}

static void move_and_prove_as_shop(struct house *h)
{
	certificates_use(away_certificates(), "shop");
	move_and_listen(h);
}

TEST(a_machine_is_called_by_the_name_that_the_system_knows_it_by)
{
	IMix *mix;
	struct scene *s;

	machine_names();
	prepare = move_and_prove_as_shop;
	mix = far_open(&s, "tls:10.77.0.2:0", "tls:shop.test", COINIT_MULTITHREADED);
	far_close(s, mix);
}

TEST(tcp_between_machines_is_tls)
{
	calls_and_call_backs("tcp:10.77.0.2:0", "tcp:10.77.0.2", COINIT_APARTMENTTHREADED);
}

TEST(a_server_that_listens_at_all_addresses_is_found_at_the_one_where_it_was_called)
{
	calls_and_call_backs("tls:0.0.0.0:0", "tls:10.77.0.2", COINIT_MULTITHREADED);
}

TEST(an_object_that_the_server_keeps_lives_until_it_lets_go_on_another_machine)
{
	struct scene *s;
	IMix *mix = far_open(&s, "tls:10.77.0.2:0", "tls:10.77.0.2", COINIT_MULTITHREADED);
	ISimpleStream *mine = where_create();

	assert_int_equal(IMix_Take(mix, (IUnknown *)mine), S_OK);
	ISimpleStream_Release(mine);
	assert_int_equal(where_alive(), 1);
	assert_int_equal(IMix_Take(mix, NULL), S_OK);
	where_wait_alive(0);
	far_close(s, mix);
}

/* In the multithreaded apartment because there is one. The server lets go of the object later than this thread lives. */
static void call_back(void *arg)
{
	static struct mixer own = { .hr = S_OK };
	IMix *mix = arg, *mine = mixer_create(&own);
	LONG calls = 0;

	assert_int_equal(IMix_CallBack(mix, mine, 3, &calls), S_OK);
	assert_int_equal(calls, 4);
	IMix_Release(mine);
}

TEST(a_thread_that_joined_no_apartment_is_called_back_on_another_machine)
{
	struct harness_thread thread;
	struct scene *s;
	IMix *mix = far_open(&s, "tls:10.77.0.2:0", "tls:10.77.0.2", COINIT_MULTITHREADED);

	harness_start(&thread, call_back, mix);
	harness_join(&thread);
	far_close(s, mix);
}

TEST(without_certificates_a_machine_neither_listens_for_others_nor_calls_them)
{
	COSERVERINFO server = { .pwszName = (LPOLESTR)(uintptr_t)u"tcp:10.77.0.2:4000" };
	MULTI_QI result = { .pIID = &IID_IUnknown };

	machine_begin();
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomListen(u"tcp:10.77.0.1:0"), E_ACCESSDENIED);
	assert_int_equal(CoCreateInstanceEx(&CLSID_House, NULL, CLSCTX_LOCAL_SERVER, &server, 1, &result), E_ACCESSDENIED);
	house_leave();
}
