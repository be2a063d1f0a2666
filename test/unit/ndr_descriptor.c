/* ndr_descriptor.c - descriptors beside the octets: each has one owner, whatever fails and wherever. The harness counts them. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ndr/walk.h"
#include "rows.h"

#define T_FD(k) \
	(&(const ACOM_TYPE){ .name = "int", .kind = ACOM_FD, .align = 4, .size = sizeof(int), .wire = 4, .count = ACOM_FD_##k })

struct opened {
	int file;
	uint32_t octets;
	int pipes[2];
};
static const ACOM_TYPE t_opened = T_STRUCT(struct opened, 4, 16, FIELD(struct opened, file, T_FD(FILE)),
	FIELD(struct opened, octets, T_U32), FIELD(struct opened, pipes, T_FIXED(T_FD(PIPE), int, 4, 2, 4)));

METHOD(takes, 0, IN(T_FD(PIPE)), IN(T_U8), IN(T_FD(FILE)));
METHOD(gives, 0, OUT(T_REF(T_FD(PIPE))), OUT(T_REF(&t_opened)));
METHOD(swaps, 0, IN_OUT(T_REF(T_FD(PIPE))));
ARG(many_count, 0, uint32_t)
METHOD(many, 0, IN(T_U32), IN(T_REF(T_CONF(T_FD(PIPE), EXPR(many_count, ACOM_IN, 0)))));

static void pipe_open(int fds[2])
{
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
}

static void pipe_close(const int fds[2])
{
	close(fds[0]);
	close(fds[1]);
}

static bool same(int a, int b)
{
	struct stat x, y;

	assert_int_equal(fstat(a, &x), 0);
	assert_int_equal(fstat(b, &y), 0);
	return x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* What carries them does. */
static void pass(struct ndr *from, struct ndr *to)
{
	to->came = descriptors_take(&from->put);
}

struct ends {
	struct ndr client, server;
};

static void start(struct ends *e)
{
	ndr_init(&e->client, NULL, NULL);
	ndr_init(&e->server, NULL, NULL);
}

static void stop(struct ends *e)
{
	ndr_fini(&e->client);
	ndr_fini(&e->server);
}

TEST(a_descriptor_is_a_number_and_the_callee_has_one_of_its_own_as_long_as_the_method_lasts)
{
	int fds[2], file = open("/", O_RDONLY | O_CLOEXEC);
	uint8_t n = 9;
	void *mine[] = { &fds[0], &n, &file }, **args;
	struct ends e;

	pipe_open(fds);
	start(&e);
	struct octets o = put_request(&e.client, &takes, mine);
	assert_octets(o, U32(0), 9, 0, 0, 0, U32(1));
	pass(&e.client, &e.server);
	assert_int_equal(get_request(&e.server, &takes, o.at, o.size, &args), S_OK);
	int got = *(int *)args[0];
	assert_int_not_equal(got, fds[0]);
	assert_true(same(got, fds[0]));
	assert_true(same(*(int *)args[2], file));
	assert_int_equal(fcntl(got, F_GETFD), FD_CLOEXEC);
	ndr_free(&e.server, &takes, args);
	assert_int_equal(fcntl(got, F_GETFD), -1);
	octets_free(&o);
	stop(&e);
	pipe_close(fds);
	close(file);
}

TEST(none_is_a_number_too_and_needs_nothing_to_carry_it)
{
	int none = -1, negative = -7;
	uint8_t n = 9;
	void *mine[] = { &none, &n, &negative }, **args;
	struct ends e;

	start(&e);
	e.client.bare = e.server.bare = true;
	struct octets o = put_request(&e.client, &takes, mine);
	assert_octets(o, U32(0xffffffffu), 9, 0, 0, 0, U32(0xffffffffu));
	assert_null(e.client.put);
	assert_int_equal(get_request(&e.server, &takes, o.at, o.size, &args), S_OK);
	assert_int_equal(*(int *)args[0], -1);
	assert_int_equal(*(int *)args[2], -1);
	ndr_free(&e.server, &takes, args);
	octets_free(&o);
	stop(&e);
}

TEST(descriptor_0_can_be_passed)
{
	int in = 0, none = -1;
	uint8_t n = 0;
	void *mine[] = { &in, &n, &none }, **args;
	int fds[2], saved = dup(0);
	struct ends e;

	pipe_open(fds);
	assert_int_equal(dup2(fds[0], 0), 0);
	start(&e);
	struct octets o = put_request(&e.client, &takes, mine);
	pass(&e.client, &e.server);
	assert_int_equal(get_request(&e.server, &takes, o.at, o.size, &args), S_OK);
	assert_true(same(*(int *)args[0], fds[0]));
	ndr_free(&e.server, &takes, args);
	octets_free(&o);
	stop(&e);
	pipe_close(fds);
	assert_int_equal(saved < 0 ? close(0) : dup2(saved, 0), 0);
	close(saved);
}

/* The request of a method without [in], and the server's arguments. */
static void **serve(struct ends *e, const ACOM_METHOD *m, void **args)
{
	void **made;

	assert_int_equal(ndr_save(&e->client, m, args), S_OK);
	assert_int_equal(ndr_get_request(&e->server, m, (const uint8_t *)"", 0, &made), S_OK);
	return made;
}

TEST(what_a_method_gives_belongs_to_the_caller)
{
	int fds[2], mine = 1;
	struct opened opened = { 1, 1, { 1, 1 } }, *popened = &opened;
	int *pmine = &mine;
	void *outs[] = { &pmine, &popened };
	struct ends e;

	start(&e);
	void **args = serve(&e, &gives, outs);
	struct opened *given = *(struct opened **)args[1];
	assert_int_equal(**(int **)args[0], -1); /* a method that leaves it alone gives none */
	assert_int_equal(given->file, -1);
	assert_int_equal(given->pipes[1], -1);
	assert_int_equal(given->octets, 0);
	pipe_open(fds);
	**(int **)args[0] = dup(fds[0]);
	given->file = open("/", O_RDONLY | O_CLOEXEC);
	given->pipes[1] = dup(fds[1]);
	given->pipes[0] = 0; /* nor is zero one */
	struct octets o = put_half(&e.server, &gives, ACOM_OUT, args, S_OK);
	ndr_free(&e.server, &gives, args);
	pass(&e.server, &e.client);
	assert_int_equal(get_response(&e.client, &gives, o.at, o.size, outs), S_OK);
	assert_true(same(mine, fds[0]));
	assert_true(same(opened.pipes[1], fds[1]));
	assert_int_equal(opened.pipes[0], -1);
	stop(&e);
	close(mine);
	close(opened.file);
	close(opened.pipes[1]);
	pipe_close(fds);
	octets_free(&o);
}

TEST(an_in_out_value_is_replaced_like_any_other_that_is_owned)
{
	int old[2], fresh[2], value;
	int *pvalue = &value;
	void *both[] = { &pvalue }, **args;
	struct ends e;

	pipe_open(old);
	pipe_open(fresh);
	value = dup(old[0]);
	int before = value;
	start(&e);
	struct octets o = put_request(&e.client, &swaps, both);
	pass(&e.client, &e.server);
	assert_int_equal(get_request(&e.server, &swaps, o.at, o.size, &args), S_OK);
	octets_free(&o);
	int *theirs = *(int **)args[0];
	assert_true(same(*theirs, old[0]));
	close(*theirs);
	*theirs = dup(fresh[0]);
	o = put_half(&e.server, &swaps, ACOM_OUT, args, S_OK);
	ndr_free(&e.server, &swaps, args);
	pass(&e.server, &e.client);
	assert_int_equal(get_response(&e.client, &swaps, o.at, o.size, both), S_OK);
	assert_true(same(value, fresh[0]));
	assert_true(value == before || fcntl(before, F_GETFD) == -1);
	octets_free(&o);
	stop(&e);
	close(value);
	pipe_close(old);
	pipe_close(fresh);
}

static HRESULT refused(struct ends *e, const ACOM_METHOD *m, void **args)
{
	uint8_t room[256];
	size_t size = 0, used;
	HRESULT hr = ndr_save(&e->client, m, args);

	if (SUCCEEDED(hr))
		hr = ndr_size(&e->client, m, ACOM_IN, args, &size);
	assert_true(size <= sizeof room);
	if (SUCCEEDED(hr))
		hr = ndr_put(&e->client, m, ACOM_IN, args, S_OK, room, size, &used);
	assert_null(e->client.put);
	return hr;
}

TEST(what_cannot_be_sent_is_refused_before_anything_is)
{
	int fds[2], file = open("/", O_RDONLY | O_CLOEXEC), gone = 999, pipes[NDR_DESCRIPTORS + 1];
	uint32_t count = NDR_DESCRIPTORS + 1;
	int *ppipes = pipes;
	uint8_t n = 9;
	struct ends e;

	pipe_open(fds);
	start(&e);
	assert_int_equal(refused(&e, &takes, (void *[]){ &fds[0], &n, &gone }), E_HANDLE);
	assert_int_equal(refused(&e, &takes, (void *[]){ &fds[0], &n, &fds[1] }), E_HANDLE); /* a pipe is no file */
	assert_int_equal(refused(&e, &takes, (void *[]){ &file, &n, &file }), E_HANDLE);
	for (uint32_t i = 0; i < count; i++)
		pipes[i] = fds[i & 1];
	assert_int_equal(refused(&e, &many, (void *[]){ &count, &ppipes }), RPC_E_OUT_OF_RESOURCES);
	e.client.bare = true;
	assert_int_equal(refused(&e, &takes, (void *[]){ &fds[0], &n, &file }), CO_E_NOT_SUPPORTED);
	stop(&e);
	pipe_close(fds);
	close(file);
}

/* A request that brings two ends of a pipe, whatever its octets say. */
static HRESULT bring(const ACOM_METHOD *m, const uint8_t *octets, size_t size)
{
	struct ends e;
	void **args;
	int fds[2];

	pipe_open(fds);
	start(&e);
	e.server.came = descriptors_of(fds, 2, NDR_DESCRIPTORS);
	assert_non_null(e.server.came);
	HRESULT hr = get_request(&e.server, m, octets, size, &args);
	if (SUCCEEDED(hr))
		ndr_free(&e.server, m, args);
	stop(&e);
	return hr;
}

TEST(octets_that_lie_get_nothing_and_leave_nothing_open)
{
	static const uint8_t good[] = { U32(2), U32(2), U32(1), U32(0) }, twice[] = { U32(2), U32(2), U32(1), U32(1) },
			     beyond[] = { U32(2), U32(2), U32(0), U32(2) }, far[] = { U32(1), U32(1), U32(32) },
			     unnamed[] = { U32(1), U32(1), U32(0) }, cut[] = { U32(2), U32(2), U32(1) },
			     file[] = { U32(0), 0, 0, 0, 0, U32(1) };

	assert_int_equal(bring(&many, good, sizeof good), S_OK);
	assert_int_equal(bring(&many, unnamed, sizeof unnamed), S_OK);
	assert_int_equal(bring(&many, twice, sizeof twice), RPC_X_BAD_STUB_DATA);
	assert_int_equal(bring(&many, beyond, sizeof beyond), RPC_X_BAD_STUB_DATA);
	assert_int_equal(bring(&many, far, sizeof far), RPC_X_BAD_STUB_DATA);
	assert_int_equal(bring(&many, cut, sizeof cut), RPC_X_BAD_STUB_DATA);
	assert_int_equal(bring(&takes, file, sizeof file), RPC_X_BAD_STUB_DATA); /* it is a pipe */
}

TEST(a_response_that_lies_leaves_none_in_the_callers_variables)
{
	static const uint8_t twice[] = { U32(0), U32(0xffffffffu), U32(7), U32(0), U32(1), U32(0) };
	struct opened opened = { 0, 1, { 0, 0 } }, *popened = &opened;
	int fds[2], mine = 0, *pmine = &mine;
	void *outs[] = { &pmine, &popened };
	struct ends e;

	start(&e);
	assert_int_equal(ndr_save(&e.client, &gives, outs), S_OK);
	pipe_open(fds);
	e.client.came = descriptors_of(fds, 2, NDR_DESCRIPTORS);
	assert_int_equal(get_response(&e.client, &gives, twice, sizeof twice, outs), RPC_X_BAD_STUB_DATA);
	assert_int_equal(mine, -1);
	assert_int_equal(opened.file, -1);
	assert_int_equal(opened.octets, 0);
	assert_int_equal(opened.pipes[0], -1);
	assert_int_equal(opened.pipes[1], -1);
	ndr_zero_out(&e.client, &gives, outs);
	assert_int_equal(mine, -1);
	stop(&e);
}

TEST(a_row_says_what_its_descriptor_is)
{
	static const ACOM_TYPE bad[] = {
		{ .name = "none", .kind = ACOM_FD, .align = 4, .size = 4, .wire = 4 },
		{ .name = "unknown", .kind = ACOM_FD, .align = 4, .size = 4, .wire = 4, .count = ACOM_DESCRIPTOR_COUNT },
		{ .name = "range", .kind = ACOM_FD, .flags = ACOM_RANGE, .align = 4, .size = 4, .wire = 4, .count = 1 },
		{ .name = "wide", .kind = ACOM_FD, .align = 8, .size = 8, .wire = 8, .count = 1 },
	};

	for (size_t i = 0; i < ARRAY_COUNT(bad); i++)
		assert_false(scalar_verify(&bad[i]));
	assert_true(scalar_verify(T_FD(EVENT)));
	assert_false(scalar_is_tag(T_FD(FILE)));
}

/* Every allocation fails once; whatever was sent or received is closed. */
SWEEP(without_memory_nothing_stays_open)
{
	int fds[2];
	uint32_t count = 2;
	int *pfds = fds;
	void *mine[] = { &count, &pfds }, **args;
	uint8_t room[64];
	size_t size = 0, used = 0;
	struct ends e;

	if (pipe2(fds, O_CLOEXEC))
		return;
	start(&e);
	HRESULT hr = ndr_save(&e.client, &many, mine);
	if (SUCCEEDED(hr))
		hr = ndr_size(&e.client, &many, ACOM_IN, mine, &size);
	if (SUCCEEDED(hr))
		hr = ndr_put(&e.client, &many, ACOM_IN, mine, S_OK, room, sizeof room, &used);
	pass(&e.client, &e.server);
	if (SUCCEEDED(hr))
		hr = ndr_get_request(&e.server, &many, room, used, &args);
	if (SUCCEEDED(hr))
		ndr_free(&e.server, &many, args);
	stop(&e);
	pipe_close(fds);
	sweep_ok(hr);
}
