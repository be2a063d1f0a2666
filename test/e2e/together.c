/* together.c - how many requests it takes to ask for interfaces and to give references back. */
#include <stdio.h>
#include <stdlib.h>

#include "capture.h"
#include "command.h"
#include "scene.h"
#include "wire/wire.h"

enum { OBJECTS = 16, OPNUM = 22, OBJECT = 24, REFS = OBJECT + PDU_UUID + ORPC_THIS_SIZE };
enum { REM_QUERY_INTERFACE = 3, REM_ADD_REF, REM_RELEASE };

/* In memory of both processes: what the server tells of itself. */
struct told {
	IPID unknown; /* of its IRemUnknown */
	os_u32 alive; /* of its objects */
};

/* A server that gives objects, and what this process says to it meanwhile. */
struct recorded {
	struct scene *scene;
	struct told *told;
	IMix *mix;
	IUnknown *objects[OBJECTS];
	char path[256];
};

static HRESULT tell(void *arg)
{
	struct told *t = arg;

	t->unknown = *exporter_unknown();
	os_store32(&t->alive, (uint32_t)where_alive());
	return S_OK;
}

static void recorded_open(struct recorded *r, enum away_transport over)
{
	LPOLESTR text;

	unsetenv("ACOM_TEST_CAPTURES"); /* there would be two files of this process */
	r->scene = scene_mix();
	r->told = away_memory(sizeof *r->told);
	scene_open(r->scene, over, COINIT_MULTITHREADED);
	assert_int_equal(house_run(&r->scene->house, tell, r->told), S_OK);
	snprintf(r->path, sizeof r->path, "%s/x.pcap", scratch_make());
	setenv("ACOM_PCAP", r->path, 1);
	pcap_restart();
	r->mix = scene_object(r->scene, &IID_IMix);
	assert_int_equal(IMix_GiveMany(r->mix, OBJECTS, r->objects, &text), S_OK);
	CoTaskMemFree(text);
}

/* Requests to the server's IRemUnknown; *most: the largest number of what one is about, which stands at `at` of its parameters. */
static unsigned count_requests(const struct recorded *r, uint16_t opnum, size_t at, unsigned *most)
{
	unsigned n = 0;
	struct capture c;

	*most = 0;
	capture_read(r->path, &c);
	for (unsigned i = 0; i < c.flow_count; i++) {
		const uint8_t *pdu;
		size_t from = 0, size;

		while ((pdu = capture_pdu(&c.flows[i].out, &from, &size))) {
			if (pdu[2] != PDU_REQUEST || !(pdu[3] & PDU_OBJECT) || pdu[OPNUM] != opnum ||
			    memcmp(pdu + OBJECT, &r->told->unknown, PDU_UUID))
				continue;
			unsigned about = pdu[REFS + at] | pdu[REFS + at + 1] << 8;
			*most = about > *most ? about : *most;
			n++;
		}
	}
	capture_free(&c);
	return n;
}

/* The server has heard of all that. */
static void recorded_close(struct recorded *r)
{
	IMix_Release(r->mix);
	house_leave();
	unsetenv("ACOM_PCAP");
	pcap_restart();
	house_close(&r->scene->house);
	away_forget(r->told, sizeof *r->told);
	away_forget(r->scene, sizeof *r->scene);
	scratch_remove();
}

static void release_all(struct recorded *r)
{
	for (unsigned i = 0; i < OBJECTS; i++)
		assert_int_equal(IUnknown_Release(r->objects[i]), 0);
}

/* Nobody waits for the server's answer, but it does what it was told. */
static void wait_released(struct recorded *r)
{
	do
		assert_int_equal(house_run(&r->scene->house, tell, r->told), S_OK);
	while (os_load32(&r->told->alive));
}

ACROSS(objects_that_are_released_in_a_batch_are_given_back_in_one_request)
{
	struct recorded r;
	unsigned most;

	recorded_open(&r, over);
	assert_int_equal(AcomBatchBegin(), S_OK);
	release_all(&r);
	assert_int_equal(count_requests(&r, REM_RELEASE, 0, &most), 0);
	assert_int_equal(AcomBatchEnd(), S_OK);
	assert_int_equal(count_requests(&r, REM_RELEASE, 0, &most), 1);
	assert_int_equal(most, OBJECTS);
	wait_released(&r);
	recorded_close(&r);
}

ACROSS(what_is_released_in_a_batch_leaves_before_the_thread_waits)
{
	struct recorded r;
	unsigned most;
	IUnknown *mix;

	recorded_open(&r, over);
	assert_int_equal(AcomBatchBegin(), S_OK);
	release_all(&r);
	assert_int_equal(IMix_Give(r.mix, &IID_IUnknown, &mix), S_OK);
	assert_int_equal(count_requests(&r, REM_RELEASE, 0, &most), 1);
	assert_int_equal(AcomBatchEnd(), S_OK);
	IUnknown_Release(mix);
	wait_released(&r);
	recorded_close(&r);
}

ACROSS(objects_that_are_released_one_by_one_are_given_back_at_once)
{
	struct recorded r;
	unsigned most;

	recorded_open(&r, over);
	release_all(&r);
	assert_int_equal(count_requests(&r, REM_RELEASE, 0, &most), OBJECTS);
	assert_int_equal(most, 1);
	wait_released(&r);
	recorded_close(&r);
}

ACROSS(what_an_apartment_holds_when_it_ends_is_given_back_in_one_request)
{
	struct recorded r;
	unsigned most;

	recorded_open(&r, over);
	CoUninitialize();
	assert_int_equal(count_requests(&r, REM_RELEASE, 0, &most), 1);
	assert_true(most > OBJECTS); /* the mixer's interfaces, too */
	release_all(&r);
	wait_released(&r);
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	recorded_close(&r);
}

static void begin_and_end(void *call)
{
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	assert_int_equal(AcomBatchBegin(), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read((AsyncISimpleStream *)call, 4), S_OK);
}

/* Neither AcomBatchEnd nor CoUninitialize: its apartment goes on. */
ACROSS(what_a_thread_has_begun_in_a_batch_leaves_when_the_thread_ends)
{
	struct scene *s = scene_streams();
	struct harness_thread t;
	BYTE data[4];
	ULONG n;

	s->house.async = true;
	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	AsyncISimpleStream *call = house_call(stream);
	harness_start(&t, begin_and_end, call);
	harness_join(&t);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(stream);
	scene_close(s);
}

/* Who waits for the answer himself reads it, as a rule, and then the set does not tell of the connection any more. */
ACROSS(what_a_batch_began_is_answered_though_its_thread_waits_elsewhere)
{
	struct scene *s = scene_streams();
	ISynchronize *event;
	BYTE data[4];
	ULONG n;

	scene_open(s, over, COINIT_MULTITHREADED);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	AsyncISimpleStream *call = house_call(stream);
	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ISynchronize, (void **)&event), S_OK);
	assert_int_equal(AcomBatchBegin(), S_OK);
	for (int i = 0; i < 64; i++) {
		assert_int_equal(AsyncISimpleStream_Begin_Read(call, 4), S_OK);
		if (i % 2)
			assert_int_equal(ISynchronize_Wait(event, 0, INFINITE), S_OK);
		assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	}
	assert_int_equal(AcomBatchEnd(), S_OK);
	ISynchronize_Release(event);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(stream);
	scene_close(s);
}

/* A member of a container, and a call object's own descriptor. */
static void wait_for_descriptor(AsyncISimpleStream *call)
{
	HANDLE handle;
	DWORD index;

	assert_int_equal(AcomCallHandle(call, &handle), S_OK);
	assert_int_equal(CoWaitForMultipleHandles(0, INFINITE, 1, &handle, &index), S_OK);
}

static void wait_for_member(AsyncISimpleStream *call)
{
	ISynchronizeContainer *container;
	ISynchronize *sync, *taken;

	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ISynchronize, (void **)&sync), S_OK);
	assert_int_equal(CoCreateInstance(&CLSID_SynchronizeContainer, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronizeContainer,
	                                  (void **)&container), S_OK);
	assert_int_equal(ISynchronizeContainer_AddSynchronize(container, sync), S_OK);
	assert_int_equal(ISynchronizeContainer_WaitMultiple(container, 0, INFINITE, &taken), S_OK);
	ISynchronize_Release(taken);
	ISynchronizeContainer_Release(container);
	ISynchronize_Release(sync);
}

static void begun_and_waited(enum away_transport over, DWORD model, void (*wait)(AsyncISimpleStream *call))
{
	struct scene *s = scene_streams();
	BYTE data[4];
	ULONG n;

	scene_open(s, over, model);
	ISimpleStream *stream = scene_object(s, &IID_ISimpleStream);
	AsyncISimpleStream *call = house_call(stream);
	assert_int_equal(AcomBatchBegin(), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 4), S_OK);
	wait(call);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), S_OK);
	assert_int_equal(AcomBatchEnd(), S_OK);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(stream);
	scene_close(s);
}

ACROSS(what_a_batch_began_leaves_before_the_thread_waits_for_descriptors)
{
	begun_and_waited(over, COINIT_MULTITHREADED, wait_for_descriptor);
	begun_and_waited(over, COINIT_APARTMENTTHREADED, wait_for_descriptor);
	begun_and_waited(over, COINIT_APARTMENTTHREADED, wait_for_member);
}

/* ---- questions ---- */

static void check_answers(const MULTI_QI *q)
{
	assert_int_equal(q[0].hr, S_OK);
	assert_int_equal(q[1].hr, E_NOINTERFACE);
	assert_null(q[1].pItf);
	assert_int_equal(q[2].hr, S_OK);
	assert_true(where_same(needed(q[0].pItf), needed(q[2].pItf)));
	assert_int_equal(ISynchronize_Signal((ISynchronize *)q[2].pItf), S_OK);
	IUnknown_Release(q[0].pItf);
	IUnknown_Release(q[2].pItf);
}

#define QUESTIONS { { &IID_ISimpleStream, NULL, S_OK }, { &IID_IPipeByte, NULL, S_OK }, { &IID_ISynchronize, NULL, S_OK } }

ACROSS(several_questions_for_interfaces_are_one_request)
{
	MULTI_QI q[] = QUESTIONS;
	struct recorded r;
	IMultiQI *many;
	unsigned most;

	recorded_open(&r, over);
	unsigned before = count_requests(&r, REM_QUERY_INTERFACE, 20, &most);
	assert_int_equal(IUnknown_QueryInterface(r.objects[0], &IID_IMultiQI, (void **)&many), S_OK);
	assert_int_equal(IMultiQI_QueryMultipleInterfaces(many, ARRAY_COUNT(q), q), S_FALSE);
	assert_int_equal(count_requests(&r, REM_QUERY_INTERFACE, 20, &most), before + 1);
	assert_int_equal(most, ARRAY_COUNT(q));
	check_answers(q);
	IMultiQI_Release(many);
	release_all(&r);
	wait_released(&r);
	recorded_close(&r);
}

ACROSS(questions_of_an_asynchronous_call_are_one_request_too)
{
	MULTI_QI q[] = QUESTIONS;
	struct recorded r;
	ICallFactory *factory;
	AsyncIMultiQI *call;
	unsigned most;

	recorded_open(&r, over);
	unsigned before = count_requests(&r, REM_QUERY_INTERFACE, 20, &most);
	assert_int_equal(IUnknown_QueryInterface(r.objects[0], &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIMultiQI, NULL, &IID_AsyncIMultiQI, (IUnknown **)&call), S_OK);
	assert_int_equal(AsyncIMultiQI_Begin_QueryMultipleInterfaces(call, ARRAY_COUNT(q), q), S_OK);
	assert_int_equal(AsyncIMultiQI_Finish_QueryMultipleInterfaces(call, q), S_FALSE);
	assert_int_equal(count_requests(&r, REM_QUERY_INTERFACE, 20, &most), before + 1);
	assert_int_equal(most, ARRAY_COUNT(q));
	check_answers(q);
	AsyncIMultiQI_Release(call);
	ICallFactory_Release(factory);
	for (unsigned i = 0; i < OBJECTS; i++) /* whoever has read the answer may have the call, and it its object, for a moment more */
		IUnknown_Release(r.objects[i]);
	wait_released(&r);
	recorded_close(&r);
}

/* None of them is there. */
TEST(an_object_that_has_none_says_so_of_each)
{
	MULTI_QI q[] = { { &IID_IPipeByte, NULL, S_OK }, { &IID_IPipeLong, NULL, S_OK } };
	struct recorded r;
	IMultiQI *many;

	recorded_open(&r, AWAY_UNIX);
	assert_int_equal(IUnknown_QueryInterface(r.objects[0], &IID_IMultiQI, (void **)&many), S_OK);
	assert_int_equal(IMultiQI_QueryMultipleInterfaces(many, ARRAY_COUNT(q), q), E_NOINTERFACE);
	assert_int_equal(q[0].hr, E_NOINTERFACE);
	assert_int_equal(q[1].hr, E_NOINTERFACE);
	IMultiQI_Release(many);
	release_all(&r);
	wait_released(&r);
	recorded_close(&r);
}
