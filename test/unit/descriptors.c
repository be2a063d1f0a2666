/* descriptors.c - descriptors go with calls between apartments; and what a client gets that lies about them. */
#include "caller.h"
#include "files.h"

/* ---- between apartments ---- */

static void between(DWORD client, DWORD server)
{
	struct files f = { 0 };
	struct house h = { .model = server, .make = files_make, .arg = &f };
	IDescriptors *d;

	house_enter(client);
	house_open(&h);
	assert_int_equal(house_query(&h, &IID_IDescriptors, (void **)&d), S_OK);
	files_check(&f, d);
	IDescriptors_Release(d);
	house_close(&h);
	house_leave();
}

TEST(each_side_has_descriptors_of_its_own)
{
	between(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
	between(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
	between(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
}

/* ---- a client that lies ---- */

enum { READ = 3, SEVERAL = 6 };

/* An object behind a connection, and a client by hand. */
struct stage {
	struct files files;
	struct house house;
	struct stub *stub;
	struct assoc_groups groups;
	struct assoc_service service;
	struct caller k;
};

static HRESULT stage_export(void *arg)
{
	struct stage *x = arg;
	IDescriptors *d;
	HRESULT hr = ISimpleStream_QueryInterface(x->house.object, &IID_IDescriptors, (void **)&d);

	assert_int_equal(hr, S_OK);
	hr = export_object((IUnknown *)d, &IID_IDescriptors, &x->stub);
	IDescriptors_Release(d);
	return hr;
}

static HRESULT stage_rest(void *arg)
{
	(void)arg;
	return S_OK;
}

static void stage_open(struct stage *x, uint16_t server, uint16_t client)
{
	memset(x, 0, sizeof *x);
	x->house = (struct house){ .model = COINIT_APARTMENTTHREADED, .make = files_make, .arg = &x->files };
	house_enter(COINIT_MULTITHREADED);
	house_open(&x->house);
	assert_int_equal(house_run(&x->house, stage_export, x), S_OK);
	x->service = caller_service(&x->groups);
	x->service.features[PDU_FEATURES_ACOM] = server;
	caller_open(&x->k, &x->service);
	x->k.peer.features[PDU_FEATURES_ACOM] = client;
	caller_context(&x->k, &(struct pdu_syntax){ IID_IDescriptors, 0 });
}

static void stage_close(struct stage *x)
{
	caller_close(&x->k);
	house_run(&x->house, stage_rest, NULL);
	while (os_load32(&stub_export(x->stub)->uses) > 1)
		os_yield();
	export_unuse(stub_export(x->stub));
	stub_unref(x->stub);
	house_close(&x->house);
	house_leave();
}

/* Asks, with so many files beside the octets. */
static void ask(struct stage *x, uint16_t opnum, const void *params, size_t size, unsigned count, struct reply *reply)
{
	struct ndr_descriptors *d = NULL;
	int fds[NDR_DESCRIPTORS], fd = x->k.fd;
	uint64_t at = x->k.client.a.outbox.queued;

	for (unsigned i = 0; i < count; i++)
		fds[i] = files_open(i);
	if (count)
		d = needed(descriptors_of(fds, count, NDR_DESCRIPTORS));
	x->k.fd = -1; /* not yet */
	caller_ask(&x->k, &IID_IDescriptors, opnum, &x->stub->ipid, params, size, reply);
	outbox_attach(&x->k.client.a.outbox, at, &d);
	x->k.fd = fd;
	caller_send(&x->k);
}

static void read_number(struct stage *x, uint32_t number, unsigned count, struct reply *reply)
{
	uint8_t params[4];
	struct put p = put_to(params, sizeof params, false);

	put_u32(&p, number);
	ask(x, READ, params, sizeof params, count, reply);
	caller_await(&x->k, reply);
}

static void expect_octets(struct stage *x, struct reply *reply, uint64_t octets)
{
	struct span s = caller_expect(&x->k, reply);
	struct take t = take_from(s.at, s.size, false);

	assert_int_equal(take_u64(&t), octets);
	assert_int_equal(take_u32(&t), S_OK);
}

TEST(numbers_that_lie_are_refused_and_what_nobody_names_is_closed)
{
	static const uint8_t twice[] = { 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0 };
	struct reply reply;
	struct stage x;

	stage_open(&x, PDU_DESCRIPTORS, PDU_DESCRIPTORS);
	read_number(&x, 2, 3, &reply);
	expect_octets(&x, &reply, 2);
	read_number(&x, 0xffffffff, 16, &reply);
	expect_octets(&x, &reply, (uint64_t)-1);
	read_number(&x, 1, 1, &reply);
	caller_expect_fault(&x.k, &reply, 0x6F7, true);
	read_number(&x, 0, 0, &reply);
	caller_expect_fault(&x.k, &reply, 0x6F7, true);
	ask(&x, SEVERAL, twice, sizeof twice, 2, &reply);
	caller_expect_fault(&x.k, &reply, 0x6F7, true);
	assert_int_equal(house_count(&x.files.calls), 2);
	read_number(&x, 0, 1, &reply);
	expect_octets(&x, &reply, 0);
	stage_close(&x);
}

TEST(answers_bring_theirs_beside_their_first_fragment)
{
	struct reply reply;
	struct stage x;

	stage_open(&x, PDU_DESCRIPTORS, PDU_DESCRIPTORS);
	ask(&x, SEVERAL, (const uint8_t[8]){ 0 }, 8, 0, &reply);
	caller_await(&x.k, &reply);
	assert_int_equal(reply.hr, S_OK);
	assert_int_equal(reply.descriptors, 2);
	stage_close(&x);
}

/* Somebody sends one all the same. */
static void expect_end(uint16_t server, uint16_t client)
{
	struct reply reply;
	struct stage x;

	stage_open(&x, server, client);
	assert_false(x.k.client.a.carries);
	read_number(&x, 0, 1, &reply);
	assert_int_equal(reply.hr, RPC_E_SERVER_DIED);
	assert_int_equal(house_count(&x.files.calls), 0);
	stage_close(&x);
}

TEST(where_they_are_not_agreed_upon_one_ends_the_connection)
{
	expect_end(0, PDU_DESCRIPTORS);
	expect_end(PDU_DESCRIPTORS, 0);
}

TEST(an_object_that_gives_one_where_they_are_not_agreed_upon_fails)
{
	struct reply reply;
	struct stage x;

	stage_open(&x, 0, 0);
	ask(&x, SEVERAL, (const uint8_t[8]){ 0 }, 8, 0, &reply);
	caller_expect_fault(&x.k, &reply, fault_from_hresult(RPC_E_SERVER_CANTMARSHAL_DATA), false);
	assert_int_equal(house_count(&x.files.calls), 1);
	stage_close(&x);
}

/* ---- a client that does not read ---- */

enum { PIPE = 4, PIPES = 1000, PIPE_ENDS = 2 };

static unsigned unsent(struct connection *c)
{
	unsigned n = 0;

	connection_lock(c);
	for (const struct ndr_descriptors *d = c->assoc.outbox.descriptors; d; d = d->next)
		n += d->count;
	connection_unlock(c);
	return n;
}

/* Others need some, too. */
TEST(who_does_not_read_his_answers_has_few_descriptors_wait_for_him)
{
	static struct reply replies[PIPES];
	unsigned good = 0, refused = 0;
	struct stage x;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_FOREIGN_CALLS, PIPES), S_OK);
	stage_open(&x, PDU_DESCRIPTORS, PDU_DESCRIPTORS);
	for (unsigned i = 0; i < PIPES; i++)
		ask(&x, PIPE, NULL, 0, 0, &replies[i]);
	while (house_count(&x.files.calls) < PIPES)
		os_yield();
	assert_in_range(unsent(x.k.connection), 1, 64);
	for (unsigned i = 0; i < PIPES; i++) {
		caller_await(&x.k, &replies[i]);
		good += replies[i].hr == S_OK && replies[i].descriptors == PIPE_ENDS;
		refused += replies[i].hr == S_FALSE && replies[i].status == (uint32_t)RPC_E_OUT_OF_RESOURCES;
	}
	assert_true(good);
	assert_true(refused);
	assert_int_equal(good + refused, PIPES);
	ask(&x, PIPE, NULL, 0, 0, &replies[0]);
	caller_await(&x.k, &replies[0]);
	assert_int_equal(replies[0].descriptors, PIPE_ENDS);
	stage_close(&x);
}
