/* multiqi.c - several interfaces at once: IMultiQI and AsyncIMultiQI of proxies. */
#include "house.h"

/* An object with ISimpleStream, and with two pipes for which it is asked by the way. */
typedef struct Many {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	IPipeByte IPipeByte_iface;
	IPipeLong IPipeLong_iface;
	struct visits *visits;
} Many;

/* Each question for a pipe leaves a mark behind itself in the queue of its apartment. */
struct visits {
	struct work mark;
	os_u32 questions, marks, late; /* late: asked when a mark had run already */
	struct harness_gate *gate;     /* the questions wait for it, if it is set */
	struct harness_gate *hold;     /* a mark waits for it, if it is set: so nobody visits the apartment any more */
};

ACOM_FACE(Many, ISimpleStream)
ACOM_FACE(Many, IPipeByte)
ACOM_FACE(Many, IPipeLong)

static void mark_run(struct work *work, HRESULT hr)
{
	struct visits *v = container_of(work, struct visits, mark);

	(void)hr;
	if (v->hold)
		harness_gate_wait(v->hold);
	os_add32(&v->marks, 1);
}

static HRESULT Many_query(void *object, REFIID riid, void **ppv)
{
	Many *m = object;
	bool byte = IsEqualIID(riid, &IID_IPipeByte);
	struct visits *v = m->visits;

	if (!byte && !IsEqualIID(riid, &IID_IPipeLong))
		return E_NOINTERFACE;
	if (v->gate)
		harness_gate_wait(v->gate);
	if (os_load32(&v->marks))
		os_add32(&v->late, 1);
	if (os_add32(&v->questions, 1) == 1) {
		v->mark.run = mark_run;
		assert_int_equal(apartment_notify(thread_self()->apartment, &v->mark), S_OK);
	}
	*ppv = byte ? (void *)&m->IPipeByte_iface : (void *)&m->IPipeLong_iface;
	AcomObjectAddRef(&m->object);
	return S_OK;
}

static HRESULT Many_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *read)
{
	(void)This;
	(void)pv;
	(void)cb;
	*read = 0;
	return S_OK;
}

static HRESULT Many_Push(IPipeByte *This, BYTE *buf, ULONG n)
{
	(void)This;
	(void)buf;
	(void)n;
	return S_OK;
}

static HRESULT Many_PushLong(IPipeLong *This, LONG *buf, ULONG n)
{
	(void)This;
	(void)buf;
	(void)n;
	return S_OK;
}

static const ISimpleStreamVtbl Many_ISimpleStream_vtbl = { ACOM_UNKNOWN(Many, ISimpleStream), .Read = Many_Read };
static const IPipeByteVtbl Many_IPipeByte_vtbl = { ACOM_UNKNOWN(Many, IPipeByte), .Push = Many_Push };
static const IPipeLongVtbl Many_IPipeLong_vtbl = { ACOM_UNKNOWN(Many, IPipeLong), .Push = Many_PushLong };
static const AcomInterface Many_map[] = { ACOM_ENTRY(Many, ISimpleStream), ACOM_END };
static const AcomClass Many_class = { "Many", sizeof(Many), Many_map, NULL, NULL, Many_query };

static ISimpleStream *many_make(void *visits)
{
	ISimpleStream *s;

	assert_int_equal(AcomCreateObject(&Many_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	Many *m = Many_from_ISimpleStream(s);
	m->IPipeByte_iface.lpVtbl = (IPipeByteVtbl *)(uintptr_t)&Many_IPipeByte_vtbl;
	m->IPipeLong_iface.lpVtbl = (IPipeLongVtbl *)(uintptr_t)&Many_IPipeLong_vtbl;
	m->visits = visits;
	return s;
}

/* Runs body with a proxy, its IMultiQI, and a call object. */
static void with(struct visits *v, void (*body)(ISimpleStream *s, IMultiQI *multi, AsyncIMultiQI *call, struct visits *v))
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = many_make, .arg = v };
	ICallFactory *factory;
	AsyncIMultiQI *call;
	IMultiQI *multi;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_IMultiQI, (void **)&multi), S_OK);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIMultiQI, NULL, &IID_AsyncIMultiQI, (IUnknown **)&call), S_OK);
	body(s, multi, call, v);
	AsyncIMultiQI_Release(call);
	ICallFactory_Release(factory);
	IMultiQI_Release(multi);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

static void drop(MULTI_QI *mqis, ULONG count)
{
	for (ULONG i = 0; i < count; i++) {
		release_unknown(mqis[i].pItf);
		mqis[i].pItf = NULL;
		mqis[i].hr = S_OK;
	}
}

/* The pipes were asked for in one visit of the object's apartment, and work. */
static void check_pipes(const MULTI_QI *mqis, struct visits *v)
{
	LONG number = 7;
	BYTE octet = 7;

	assert_int_equal(IPipeByte_Push((IPipeByte *)mqis[0].pItf, &octet, 1), S_OK);
	assert_int_equal(IPipeLong_Push((IPipeLong *)mqis[1].pItf, &number, 1), S_OK);
	assert_int_equal(os_load32(&v->questions), 2);
	assert_int_equal(os_load32(&v->marks), 1);
	assert_int_equal(os_load32(&v->late), 0);
}

static void check_once(ISimpleStream *s, IMultiQI *multi, AsyncIMultiQI *call, struct visits *v)
{
	MULTI_QI mqis[] = { { .pIID = &IID_IPipeByte }, { .pIID = &IID_IPipeLong }, { .pIID = &IID_ISimpleStream },
	                    { .pIID = &IID_ICallFactory } };

	(void)call;
	assert_int_equal(IMultiQI_QueryMultipleInterfaces(multi, 4, mqis), S_OK);
	for (int i = 0; i < 4; i++)
		assert_int_equal(mqis[i].hr, S_OK);
	assert_ptr_equal(mqis[2].pItf, s);
	harness_gate_open(v->hold);
	check_pipes(mqis, v);
	drop(mqis, 4);
	assert_int_equal(IMultiQI_QueryMultipleInterfaces(multi, 2, mqis), S_OK); /* they are known now */
	check_pipes(mqis, v);
	drop(mqis, 2);
}

TEST(IMultiQI_goes_to_the_object_once_for_all_that_the_proxy_lacks)
{
	struct harness_gate hold = HARNESS_GATE_INIT;
	struct visits v = { .hold = &hold };

	with(&v, check_once);
}

static void check_async(ISimpleStream *s, IMultiQI *multi, AsyncIMultiQI *call, struct visits *v)
{
	MULTI_QI asked[] = { { .pIID = &IID_IPipeByte }, { .pIID = &IID_IPipeLong }, { .pIID = &IID_ISimpleStream } };
	MULTI_QI got[3] = { { .pIID = NULL } };
	ISynchronize *sync;

	(void)multi;
	assert_int_equal(AsyncIMultiQI_QueryInterface(call, &IID_ISynchronize, (void **)&sync), S_OK);
	assert_int_equal(AsyncIMultiQI_Finish_QueryMultipleInterfaces(call, got), RPC_E_CALL_COMPLETE);
	assert_int_equal(AsyncIMultiQI_Begin_QueryMultipleInterfaces(call, 3, asked), S_OK);
	memset(asked, 0, sizeof asked);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	asked[0].pIID = &IID_IPipeByte;
	assert_int_equal(AsyncIMultiQI_Begin_QueryMultipleInterfaces(call, 1, asked), RPC_S_CALLPENDING);
	harness_gate_open(v->gate);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	assert_int_equal(AsyncIMultiQI_Finish_QueryMultipleInterfaces(call, got), S_OK);
	assert_ptr_equal(got[2].pItf, s);
	check_pipes(got, v);
	drop(got, 3);
	assert_int_equal(AsyncIMultiQI_Begin_QueryMultipleInterfaces(call, 1, asked), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), S_OK); /* nobody had to be asked */
	assert_int_equal(AsyncIMultiQI_Finish_QueryMultipleInterfaces(call, got), S_OK);
	drop(got, 1);
	assert_int_equal(AsyncIMultiQI_Begin_QueryMultipleInterfaces(call, 1, asked), S_OK); /* and is abandoned */
	ISynchronize_Release(sync);
}

TEST(AsyncIMultiQI_does_not_wait_for_the_answers)
{
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct visits v = { .gate = &gate };

	with(&v, check_async);
}

/* The server is at the first question. Its answer comes too late, and is no answer to the next one. */
static void check_cancelled(ISimpleStream *s, IMultiQI *multi, AsyncIMultiQI *call, struct visits *v)
{
	MULTI_QI asked[] = { { .pIID = &IID_IPipeByte }, { .pIID = &IID_IPipeLong } }, got[2] = { { .pIID = NULL } };
	ICancelMethodCalls *cancel;
	ISynchronize *sync;

	(void)s;
	(void)multi;
	assert_int_equal(AsyncIMultiQI_QueryInterface(call, &IID_ISynchronize, (void **)&sync), S_OK);
	assert_int_equal(AsyncIMultiQI_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	for (ULONG seconds = 0; seconds < 2; seconds++) {
		assert_int_equal(AsyncIMultiQI_Begin_QueryMultipleInterfaces(call, 1, asked), S_OK);
		assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_S_CALLPENDING);
		assert_int_equal(ICancelMethodCalls_Cancel(cancel, seconds), S_OK);
		assert_int_equal(ICancelMethodCalls_Cancel(cancel, seconds), RPC_E_CALL_CANCELED);
		assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_CANCELED);
		assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
		assert_int_equal(AsyncIMultiQI_Finish_QueryMultipleInterfaces(call, got), RPC_E_CALL_CANCELED);
		assert_null(got[0].pItf);
		assert_int_equal(ICancelMethodCalls_Cancel(cancel, seconds), RPC_E_CALL_COMPLETE);
	}
	assert_int_equal(AsyncIMultiQI_Begin_QueryMultipleInterfaces(call, 2, asked), S_OK);
	harness_gate_open(v->gate);
	assert_int_equal(AsyncIMultiQI_Finish_QueryMultipleInterfaces(call, got), S_OK);
	assert_non_null(got[0].pItf);
	assert_non_null(got[1].pItf);
	drop(got, 2);
	ICancelMethodCalls_Release(cancel);
	ISynchronize_Release(sync);
}

TEST(B9_B10_AsyncIMultiQI_can_be_cancelled_while_the_object_does_not_answer)
{
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct visits v = { .gate = &gate };

	with(&v, check_cancelled);
}

static void check_some(ISimpleStream *s, IMultiQI *multi, AsyncIMultiQI *call, struct visits *v)
{
	static const IID nobody = { 0x12345678, 1, 2, { 3, 4, 5, 6, 7, 8, 9, 10 } };
	MULTI_QI mqis[] = { { .pIID = &IID_IPipeDouble }, { .pIID = &nobody }, { .pIID = &IID_IPipeByte } };

	(void)s;
	(void)v;
	assert_int_equal(IMultiQI_QueryMultipleInterfaces(multi, 3, mqis), S_FALSE);
	assert_int_equal(mqis[0].hr, E_NOINTERFACE);
	assert_null(mqis[0].pItf);
	assert_int_equal(mqis[1].hr, E_NOINTERFACE);
	assert_int_equal(mqis[2].hr, S_OK);
	drop(mqis, 3);
	assert_int_equal(IMultiQI_QueryMultipleInterfaces(multi, 2, mqis), E_NOINTERFACE);
	assert_null(mqis[0].pItf);
	drop(mqis, 2);
	assert_int_equal(AsyncIMultiQI_Begin_QueryMultipleInterfaces(call, 2, mqis), S_OK);
	assert_int_equal(AsyncIMultiQI_Finish_QueryMultipleInterfaces(call, mqis), E_NOINTERFACE);
	drop(mqis, 2);
}

TEST(IMultiQI_tells_of_each_whether_it_is_there)
{
	struct visits v = { .gate = NULL };

	with(&v, check_some);
}

static void check_refused(ISimpleStream *s, IMultiQI *multi, AsyncIMultiQI *call, struct visits *v)
{
	MULTI_QI mqis[] = { { .pIID = &IID_IPipeByte }, { .pIID = NULL } };

	(void)v;
	assert_int_equal(IMultiQI_QueryMultipleInterfaces(multi, 0, mqis), E_INVALIDARG);
	assert_int_equal(IMultiQI_QueryMultipleInterfaces(multi, 1, NULL), E_INVALIDARG);
	assert_int_equal(IMultiQI_QueryMultipleInterfaces(multi, 2, mqis), E_INVALIDARG);
	mqis[0].pItf = (IUnknown *)s;
	assert_int_equal(IMultiQI_QueryMultipleInterfaces(multi, 1, mqis), E_INVALIDARG);
	assert_int_equal(AsyncIMultiQI_Begin_QueryMultipleInterfaces(call, 1, mqis), E_INVALIDARG);
	assert_int_equal(AsyncIMultiQI_Finish_QueryMultipleInterfaces(call, NULL), E_INVALIDARG);
}

TEST(IMultiQI_wants_identifiers_and_empty_places)
{
	struct visits v = { .gate = NULL };

	with(&v, check_refused);
}

/* The server is gone: what the proxy knows it still knows. */
TEST(IMultiQI_of_an_object_that_is_gone)
{
	struct visits v = { .gate = NULL };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = many_make, .arg = &v };
	MULTI_QI mqis[] = { { .pIID = &IID_IPipeByte }, { .pIID = &IID_ISimpleStream } };
	IMultiQI *multi;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_IMultiQI, (void **)&multi), S_OK);
	house_close(&h);
	assert_int_equal(IMultiQI_QueryMultipleInterfaces(multi, 2, mqis), S_FALSE);
	assert_int_equal(mqis[0].hr, RPC_E_DISCONNECTED);
	drop(mqis, 2);
	assert_int_equal(IMultiQI_QueryMultipleInterfaces(multi, 1, mqis), RPC_E_DISCONNECTED);
	IMultiQI_Release(multi);
	ISimpleStream_Release(s);
	house_leave();
}
