/* notify.c - statements about notifications: the calls that COM made before there were call objects (IAdviseSink's). */
#include "client.h"
#include "filter.h"
#include "notice.h"

/* Test and server in STAs, the server's with a filter that refuses all. */
struct scene {
	struct notice notice;
	struct house house;
	Filter *filter;
	INotice *proxy;
};

static void scene_open(struct scene *s, DWORD client, DWORD server, void (*inside)(struct notice *n, LONG value))
{
	*s = (struct scene){ .notice = { .inside = inside }, .filter = filter_new() };
	s->house = (struct house){ .model = server, .make = notice_make, .arg = &s->notice };
	for (int i = 0; i < 4; i++)
		s->filter->incoming[i] = i & 1 ? SERVERCALL_REJECTED : SERVERCALL_RETRYLATER;
	house_enter(client);
	house_open(&s->house);
	s->proxy = notice_proxy(&s->house);
}

static void scene_close(struct scene *s)
{
	INotice_Release(s->proxy);
	house_close(&s->house);
	house_leave();
	filter_done(s->filter);
}

static HRESULT nothing(void *unused)
{
	(void)unused;
	return S_OK;
}

TEST(A92_a_notification_is_dispatched_whatever_the_message_filter_answers)
{
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, NULL);
	assert_int_equal(house_run(&s.house, register_run, s.filter), S_OK);
	for (LONG i = 0; i < 3; i++)
		assert_int_equal(INotice_Notify(s.proxy, i), S_OK);
	assert_int_equal(house_run(&s.house, nothing, NULL), S_OK); /* behind them */
	assert_int_equal(os_load32(&s.notice.entered), 3);
	assert_int_equal(s.filter->incomings, 3);
	scene_close(&s);
}

/* One that has an answer is waited for, and is not rejected either. */
TEST(A92_a_notification_with_an_answer_is_dispatched_too)
{
	struct scene s;
	LONG answer;

	scene_open(&s, COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, NULL);
	assert_int_equal(house_run(&s.house, register_run, s.filter), S_OK);
	assert_int_equal(INotice_Ask(s.proxy, 4, &answer), S_OK);
	assert_int_equal(answer, 5);
	assert_int_equal(s.filter->types[0], CALLTYPE_ASYNC);
	scene_close(&s);
}

/* ---- call types ---- */

struct pending {
	struct scene *scene;
	INotice *notice; /* of the server, to the test's apartment */
};

static HRESULT notify_back(void *arg)
{
	INotice *p;
	HRESULT hr = CoGetInterfaceAndReleaseStream(arg, &IID_INotice, (void **)&p);

	if (FAILED(hr))
		return hr;
	hr = INotice_Notify(p, 7);
	INotice_Release(p);
	return hr;
}

/* A synchronous call of the server's into the test's STA, which waits for it: the notification is served meanwhile. */
TEST(A93_the_filter_sees_whether_the_thread_waits_for_a_call)
{
	struct notice mine = { 0 };
	struct scene s;
	IStream *stream;
	LONG answer;

	scene_open(&s, COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, NULL);
	assert_int_equal(house_run(&s.house, register_run, s.filter), S_OK);
	assert_int_equal(INotice_Notify(s.proxy, 0), S_OK);
	assert_int_equal(house_run(&s.house, nothing, NULL), S_OK);
	assert_int_equal(s.filter->types[0], CALLTYPE_ASYNC);

	Filter *own = filter_new();
	own->incoming[0] = SERVERCALL_REJECTED;
	assert_int_equal(register_run(own), S_OK);
	IUnknown *object = (IUnknown *)notice_make(&mine);
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_INotice, object, &stream), S_OK);
	struct outgoing o;
	outgoing_enter(&o); /* as AcomCall does around its wait */
	assert_int_equal(house_run(&s.house, notify_back, stream), S_OK);
	while (!os_load32(&mine.entered))
		apartment_serve();
	assert_int_equal(outgoing_leave(&o, S_OK, false), S_OK);
	assert_int_equal(own->types[0], CALLTYPE_ASYNC_CALLPENDING);
	assert_int_equal(INotice_Ask(s.proxy, 1, &answer), S_OK);
	IUnknown_Release(object);
	assert_int_equal(CoRegisterMessageFilter(NULL, NULL), S_OK);
	filter_done(own);
	scene_close(&s);
}

/* Decision 42: what Begin_ begins is, on its way, the synchronous call; so a filter can refuse it unless it is a notification. */
TEST(A93_a_begun_notification_is_a_notification)
{
	AsyncINotice *call;
	ICallFactory *factory;
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, NULL);
	assert_int_equal(house_run(&s.house, register_run, s.filter), S_OK);
	assert_int_equal(INotice_QueryInterface(s.proxy, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncINotice, NULL, &IID_AsyncINotice, (IUnknown **)&call), S_OK);
	assert_int_equal(AsyncINotice_Begin_Notify(call, 1), S_OK);
	assert_int_equal(AsyncINotice_Finish_Notify(call), S_OK);
	assert_int_equal(s.filter->types[0], CALLTYPE_ASYNC);
	AsyncINotice_Release(call);
	ICallFactory_Release(factory);
	scene_close(&s);
}

/* ---- who waits ---- */

static void waits_for_the_gate(struct notice *n, LONG value)
{
	(void)value;
	harness_gate_wait(n->arg);
}

TEST(between_single_threaded_apartments_nobody_waits_for_a_notification)
{
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct scene s;

	scene_open(&s, COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, waits_for_the_gate);
	s.notice.arg = &gate;
	assert_int_equal(INotice_Notify(s.proxy, 0), S_OK); /* else nobody would open the gate */
	assert_int_equal(os_load32(&s.notice.entered), 0);
	harness_gate_open(&gate);
	assert_int_equal(house_run(&s.house, nothing, NULL), S_OK);
	assert_int_equal(os_load32(&s.notice.entered), 1);
	scene_close(&s);
}

TEST(notifications_are_synchronous_from_and_to_the_multithreaded_apartment)
{
	struct scene s;

	scene_open(&s, COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, NULL);
	assert_int_equal(INotice_Notify(s.proxy, 0), S_OK);
	assert_int_equal(os_load32(&s.notice.entered), 1);
	scene_close(&s);
	scene_open(&s, COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, NULL);
	assert_int_equal(INotice_Notify(s.proxy, 0), S_OK);
	assert_int_equal(os_load32(&s.notice.entered), 1);
	scene_close(&s);
}

/* ---- calling out ---- */

/* In the server's notification: a synchronous call of an object elsewhere. */
static void calls_out(struct notice *n, LONG value)
{
	ISimpleStream *s;
	ULONG got;
	BYTE pv[1];

	(void)value;
	assert_int_equal(house_query(n->arg, &IID_ISimpleStream, (void **)&s), S_OK);
	n->hr = ISimpleStream_Read(s, pv, 1, &got);
	AsyncISimpleStream *call = house_call(s);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 1), S_OK); /* which waits for nobody */
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, pv, &got), S_OK);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
}

static HRESULT calling_out(DWORD model)
{
	struct house other = { .model = COINIT_APARTMENTTHREADED };
	struct scene s;
	LONG answer;

	scene_open(&s, COINIT_APARTMENTTHREADED, model, calls_out);
	house_open(&other);
	s.notice.arg = &other;
	assert_int_equal(INotice_Ask(s.proxy, 0, &answer), S_OK);
	house_close(&other);
	scene_close(&s);
	return s.notice.hr;
}

TEST(A95_a_notification_that_is_being_processed_may_not_call_out)
{
	assert_int_equal(calling_out(COINIT_APARTMENTTHREADED), RPC_E_CANTCALLOUT_INASYNCCALL);
}

TEST(in_the_multithreaded_apartment_a_notification_may_call_out)
{
	assert_int_equal(calling_out(COINIT_MULTITHREADED), S_OK);
}

/* ---- message filters ---- */

typedef struct Caller {
	AcomObject object;
	IMessageFilter IMessageFilter_iface;
	ISimpleStream *stream;
	HRESULT incoming, retry;
} Caller;

ACOM_FACE(Caller, IMessageFilter)

static HRESULT caller_reads(Caller *c)
{
	BYTE pv[1];
	ULONG n;

	return ISimpleStream_Read(c->stream, pv, 1, &n);
}

static DWORD Caller_HandleInComingCall(IMessageFilter *This, DWORD type, HTASK caller, DWORD ticks, LPINTERFACEINFO info)
{
	Caller *c = Caller_from_IMessageFilter(This);

	(void)type, (void)caller, (void)ticks, (void)info;
	c->incoming = caller_reads(c);
	return SERVERCALL_ISHANDLED;
}

static DWORD Caller_RetryRejectedCall(IMessageFilter *This, HTASK callee, DWORD ticks, DWORD type)
{
	Caller *c = Caller_from_IMessageFilter(This);

	(void)callee, (void)ticks, (void)type;
	c->retry = caller_reads(c);
	return (DWORD)-1;
}

static DWORD Caller_MessagePending(IMessageFilter *This, HTASK callee, DWORD ticks, DWORD type)
{
	(void)This, (void)callee, (void)ticks, (void)type;
	return PENDINGMSG_WAITDEFPROCESS;
}

static const IMessageFilterVtbl Caller_IMessageFilter_vtbl = {
	ACOM_UNKNOWN(Caller, IMessageFilter), Caller_HandleInComingCall, Caller_RetryRejectedCall, Caller_MessagePending,
};
static const AcomInterface Caller_map[] = { ACOM_ENTRY(Caller, IMessageFilter), ACOM_END };
static const AcomClass Caller_class = { "Caller", sizeof(Caller), Caller_map, NULL, NULL, NULL };

static HRESULT rejects_run(void *filter)
{
	return register_run(filter);
}

TEST(a_message_filter_may_not_call_out)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	Filter *rejects = filter_new();
	IMessageFilter *filter;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	assert_int_equal(AcomCreateObject(&Caller_class, NULL, &IID_IMessageFilter, (void **)&filter), S_OK);
	Caller *c = Caller_from_IMessageFilter(filter);
	c->stream = house_stream(&h);
	assert_int_equal(CoRegisterMessageFilter(filter, NULL), S_OK);
	rejects->incoming[0] = SERVERCALL_RETRYLATER;
	assert_int_equal(house_run(&h, rejects_run, rejects), S_OK);
	assert_int_equal(caller_reads(c), RPC_E_CALL_REJECTED);
	assert_int_equal(c->retry, RPC_E_CANTCALLOUT_INEXTERNALCALL);
	assert_int_equal(caller_reads(c), S_OK);
	assert_int_equal(CoRegisterMessageFilter(NULL, NULL), S_OK);
	ISimpleStream_Release(c->stream);
	IMessageFilter_Release(filter);
	house_close(&h);
	house_leave();
	filter_done(rejects);
}
