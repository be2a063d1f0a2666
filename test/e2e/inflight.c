/* inflight.c - the kernel takes no more descriptors: too many of this user's are on their way already (ETOOMANYREFS, unix(7)). */
#include <errno.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "files.h"
#include "scene.h"
#include "sharing.h"

enum { FEW = 200, MANY = 220 /* at once, of which a message takes 253 */, ROUNDS = 50 };

static int crowd[2];
static struct rlimit before;

/* Whoever has these may send as many as he likes. */
static void drop_capabilities(void)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct none[2] = { { 0 } };

	assert_int_equal(syscall(SYS_capset, &head, none), 0);
}

static ptrdiff_t send_descriptors(int fd, unsigned count)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(MANY * sizeof(int))];
	} control;
	struct iovec one = { "", 1 };
	size_t size = count * sizeof(int);
	struct msghdr m = { .msg_iov = &one, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = CMSG_SPACE(size) };

	memset(&control, 0, sizeof control);
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(size);
	for (unsigned i = 0; i < count; i++)
		memcpy(CMSG_DATA(c) + i * sizeof(int), &fd, sizeof fd);
	return sendmsg(crowd[0], &m, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* From here on this process can send none, and others of the user can, which have a higher limit. */
static HRESULT crowd_begin(void *unused)
{
	(void)unused;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, crowd), 0);
	struct rlimit few = { FEW, before.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	assert_int_equal(send_descriptors(crowd[0], MANY), 1);
	assert_int_equal(send_descriptors(crowd[0], 1), -1);
	return errno == ETOOMANYREFS ? S_OK : E_FAIL;
}

static HRESULT crowd_end(void *unused)
{
	(void)unused;
	close(crowd[1]);
	close(crowd[0]);
	return setrlimit(RLIMIT_NOFILE, &before) ? E_FAIL : S_OK;
}

static struct scene *open_files(struct files **f)
{
	struct scene *s = scene_streams();

	drop_capabilities();
	*f = away_memory(sizeof **f);
	(*f)->away = true;
	s->house.make = files_make;
	s->house.arg = *f;
	scene_open(s, AWAY_UNIX, COINIT_MULTITHREADED);
	return s;
}

static void close_files(struct scene *s, struct files *f)
{
	scene_close(s);
	away_forget(f, sizeof *f);
}

/* ---- what goes with calls ---- */

TEST(a_call_whose_descriptor_cannot_go_says_so_and_others_go_on)
{
	struct files *f;
	struct scene *s = open_files(&f);
	IDescriptors *d = scene_object(s, &IID_IDescriptors);
	struct link *l = link_to(&s->away), *same;
	int file = files_open(3);
	int64_t octets = 5;

	assert_int_equal(crowd_begin(NULL), S_OK);
	assert_int_equal(IDescriptors_Read(d, file, &octets), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(octets, 0);
	assert_int_equal(house_count(&f->calls), 0);
	assert_int_equal(IDescriptors_Read(d, -1, &octets), S_OK);
	assert_int_equal(crowd_end(NULL), S_OK);
	files_check(f, d);
	same = link_to(&s->away);
	assert_ptr_equal(same, l);
	link_unref(same);
	link_unref(l);
	close(file);
	IDescriptors_Release(d);
	close_files(s, f);
}

TEST(an_answer_whose_descriptor_cannot_go_is_none_that_the_client_can_read_and_others_go_on)
{
	struct files *f;
	struct scene *s = open_files(&f);
	IDescriptors *d = scene_object(s, &IID_IDescriptors);
	int reads = 0, writes = 0;

	assert_int_equal(away_run(&s->away, crowd_begin, NULL), S_OK);
	assert_int_equal(IDescriptors_Pipe(d, &reads, &writes), RPC_E_CLIENT_CANTUNMARSHAL_DATA);
	assert_int_equal(reads, -1);
	assert_int_equal(writes, -1);
	assert_int_equal(away_run(&s->away, crowd_end, NULL), S_OK);
	files_check(f, d);
	IDescriptors_Release(d);
	close_files(s, f);
}

/* ---- memory to be shared ---- */

TEST(memory_whose_descriptor_cannot_go_is_not_shared_and_calls_go_on)
{
	struct files *f;

	share_from = UINT32_MAX; /* not before there is a crowd */
	struct scene *s = open_files(&f);
	IUnknown *u = scene_object(s, &IID_IUnknown);

	assert_int_equal(crowd_begin(NULL), S_OK);
	share_from = 0;
	for (int i = 0; i < ROUNDS; i++) {
		void *none;
		assert_int_equal(IUnknown_QueryInterface(u, &IID_IMix, &none), E_NOINTERFACE);
	}
	assert_int_equal(shares(&s->away), SHARE_NEVER);
	assert_false(has_lanes(&s->away));
	assert_int_equal(crowd_end(NULL), S_OK);
	IUnknown_Release(u);
	close_files(s, f);
}
