/* reentry.c - what methods and handlers do to the runtime from inside: they go, cut themselves off, and leave things behind. */
#include <sys/resource.h>
#include <unistd.h>

#include "client.h"

/* ---- a message filter that goes while it is asked ---- */

typedef struct Leaver {
	AcomObject object;
	IMessageFilter IMessageFilter_iface;
	DWORD incoming, retry, pending;
	bool leaves;      /* it unregisters itself in each of its methods */
	bool *gone;       /* set when it is destroyed */
	bool *gone_early; /* ... while one of its methods ran */
	void (*goes)(void); /* called as it is destroyed */
	bool inside;
} Leaver;

ACOM_FACE(Leaver, IMessageFilter)

static DWORD leaver_act(Leaver *f, const DWORD *answer)
{
	bool *gone = f->gone;

	f->inside = true;
	if (f->leaves)
		assert_int_equal(CoRegisterMessageFilter(NULL, NULL), S_OK);
	if (*gone)
		return 0; /* f is, too */
	f->inside = false;
	return *answer;
}

static DWORD Leaver_HandleInComingCall(IMessageFilter *This, DWORD type, HTASK caller, DWORD ticks, LPINTERFACEINFO info)
{
	Leaver *f = Leaver_from_IMessageFilter(This);

	(void)type, (void)caller, (void)ticks, (void)info;
	return leaver_act(f, &f->incoming);
}

static DWORD Leaver_RetryRejectedCall(IMessageFilter *This, HTASK callee, DWORD ticks, DWORD type)
{
	Leaver *f = Leaver_from_IMessageFilter(This);

	(void)callee, (void)ticks, (void)type;
	return leaver_act(f, &f->retry);
}

static DWORD Leaver_MessagePending(IMessageFilter *This, HTASK callee, DWORD ticks, DWORD type)
{
	Leaver *f = Leaver_from_IMessageFilter(This);

	(void)callee, (void)ticks, (void)type;
	return leaver_act(f, &f->pending);
}

static void Leaver_destruct(void *object)
{
	Leaver *f = object;

	*f->gone = true;
	*f->gone_early |= f->inside;
	if (f->goes)
		f->goes();
}

static const IMessageFilterVtbl Leaver_IMessageFilter_vtbl = {
	ACOM_UNKNOWN(Leaver, IMessageFilter), Leaver_HandleInComingCall, Leaver_RetryRejectedCall, Leaver_MessagePending,
};
static const AcomInterface Leaver_map[] = { ACOM_ENTRY(Leaver, IMessageFilter), ACOM_END };
static const AcomClass Leaver_class = { "Leaver", sizeof(Leaver), Leaver_map, NULL, Leaver_destruct, NULL };

/* What a filter of this kind is to be, and what became of it. */
struct leaver {
	DWORD incoming, retry, pending;
	bool leaves, gone, gone_early;
	void (*goes)(void);
};

/* Registers one for the calling thread, which alone holds it. */
static HRESULT leaver_register(void *arg)
{
	struct leaver *l = arg;
	IMessageFilter *p;

	assert_int_equal(AcomCreateObject(&Leaver_class, NULL, &IID_IMessageFilter, (void **)&p), S_OK);
	Leaver *f = Leaver_from_IMessageFilter(p);
	f->incoming = l->incoming;
	f->retry = l->retry;
	f->pending = l->pending;
	f->leaves = l->leaves;
	f->goes = l->goes;
	f->gone = &l->gone;
	f->gone_early = &l->gone_early;
	HRESULT hr = CoRegisterMessageFilter(p, NULL);
	IMessageFilter_Release(p);
	return hr;
}

static HRESULT read_some(ISimpleStream *s)
{
	BYTE pv[4];
	ULONG n;

	return ISimpleStream_Read(s, pv, sizeof pv, &n);
}

static void check_left(const struct leaver *l)
{
	assert_true(l->gone);
	assert_false(l->gone_early);
}

TEST(a_filter_may_unregister_itself_while_it_is_asked_about_a_call)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct leaver server = { .incoming = SERVERCALL_RETRYLATER, .leaves = true };
	struct leaver client = { .retry = 0, .leaves = true };

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	assert_int_equal(leaver_register(&client), S_OK);
	assert_int_equal(house_run(&h, leaver_register, &server), S_OK);
	assert_int_equal(read_some(s), S_OK); /* rejected once, tried again */
	check_left(&server);
	check_left(&client);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

static void message_pending(void *tid)
{
	AcomMessagePending(*(DWORD *)tid);
}

TEST(a_filter_may_unregister_itself_while_it_is_asked_about_a_message)
{
	struct harness_gate gate = { 0 };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .gate = &gate };
	struct leaver client = { .pending = PENDINGMSG_CANCELCALL, .leaves = true };
	DWORD tid = (DWORD)os_thread_id();
	struct house_meanwhile m;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	assert_int_equal(leaver_register(&client), S_OK);
	house_meanwhile(&m, message_pending, &tid);
	assert_int_equal(read_some(s), RPC_E_CALL_CANCELED);
	house_meanwhile_join(&m);
	check_left(&client);
	harness_gate_open(&gate);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

/* The call waits for its next try, long: MessagePending ends that, not only the try after it. */
TEST(PENDINGMSG_CANCELCALL_ends_the_wait_for_the_next_try)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct leaver server = { .incoming = SERVERCALL_RETRYLATER };
	struct leaver client = { .retry = 24 * 3600 * 1000, .pending = PENDINGMSG_CANCELCALL };
	DWORD tid = (DWORD)os_thread_id();
	struct house_meanwhile m;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	assert_int_equal(house_run(&h, leaver_register, &server), S_OK);
	assert_int_equal(leaver_register(&client), S_OK);
	house_meanwhile(&m, message_pending, &tid);
	assert_int_equal(read_some(s), RPC_E_CALL_CANCELED);
	house_meanwhile_join(&m);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

static struct leaver heir;

static void register_heir(void)
{
	assert_int_equal(leaver_register(&heir), S_OK);
}

TEST(a_filter_that_registers_another_one_as_its_apartment_ends_leaves_nothing)
{
	struct leaver first = { .goes = register_heir };

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(leaver_register(&first), S_OK);
	house_leave();
	assert_true(first.gone);
	assert_true(heir.gone);
}

/* ---- what Begin_ says is no filter's rejection ---- */

TEST(a_Begin_that_fails_with_the_code_of_a_rejection_is_not_taken_for_one)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_FAIL_BEGIN,
		.hr = RPC_E_SERVERCALL_RETRYLATER };
	struct leaver client = { .retry = 0 };
	BYTE pv[4];
	ULONG n;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = house_call(s);
	assert_int_equal(leaver_register(&client), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, sizeof pv), S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, pv, &n), RPC_E_SERVERCALL_RETRYLATER);
	assert_int_equal(read_some(s), RPC_E_SERVERCALL_RETRYLATER);
	assert_int_equal(house_count(&h.begins), 2);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

/* ---- methods that cut their object off, or forget something ---- */

typedef struct Actor {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	struct actor *actor;
} Actor;

ACOM_FACE(Actor, ISimpleStream)

struct actor {
	void (*act)(Actor *a); /* the body of Read */
	struct house house;
	bool gone, gone_early, inside;
	DWORD tid;             /* of the thread that ran it */
};

static HRESULT Actor_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	Actor *a = Actor_from_ISimpleStream(This);
	struct actor *actor = a->actor;

	(void)pv, (void)cb;
	*pcbRead = 0;
	actor->tid = (DWORD)os_thread_id();
	actor->inside = true;
	actor->act(a);
	actor->inside = false;
	return S_OK;
}

static HRESULT Actor_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	(void)This, (void)pv, (void)cb, (void)pcbWritten;
	return E_NOTIMPL;
}

static void Actor_destruct(void *object)
{
	struct actor *actor = ((Actor *)object)->actor;

	actor->gone_early |= actor->inside;
	actor->gone = true;
}

static const ISimpleStreamVtbl Actor_ISimpleStream_vtbl = { ACOM_UNKNOWN(Actor, ISimpleStream), Actor_Read, Actor_Write };
static const AcomInterface Actor_map[] = { ACOM_ENTRY(Actor, ISimpleStream), ACOM_END };
static const AcomClass Actor_class = { "Actor", sizeof(Actor), Actor_map, NULL, Actor_destruct, NULL };

static ISimpleStream *actor_make(void *arg)
{
	ISimpleStream *s;

	assert_int_equal(AcomCreateObject(&Actor_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	Actor_from_ISimpleStream(s)->actor = arg;
	return s;
}

static ISimpleStream *actor_open(struct actor *a, DWORD client, DWORD server)
{
	a->house = (struct house){ .model = server, .make = actor_make, .arg = a };
	house_enter(client);
	house_open(&a->house);
	return house_stream(&a->house);
}

static void actor_close(struct actor *a, ISimpleStream *s)
{
	ISimpleStream_Release(s);
	house_close(&a->house);
	house_leave();
	assert_true(a->gone);
	assert_false(a->gone_early);
}

static struct actor spare;

/* The house's own reference goes, too, so that others' alone are left. */
static void cut_off(Actor *a)
{
	struct house *h = &a->actor->house;

	if (h->object == &a->ISimpleStream_iface) {
		h->object = actor_make(&spare);
		ISimpleStream_Release(&a->ISimpleStream_iface);
	}
	assert_int_equal(CoDisconnectObject((IUnknown *)&a->ISimpleStream_iface, 0), S_OK);
}

static void disconnects_itself(DWORD client, DWORD server)
{
	struct actor a = { .act = cut_off };
	ISimpleStream *s = actor_open(&a, client, server);

	assert_int_equal(read_some(s), S_OK);
	assert_int_equal(read_some(s), RPC_E_DISCONNECTED);
	actor_close(&a, s);
}

TEST(a_method_may_disconnect_its_own_object_which_goes_behind_it)
{
	disconnects_itself(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED);
	disconnects_itself(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);
	disconnects_itself(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED);
}

static void leave_cancellation(Actor *a)
{
	(void)a;
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
}

/* Threads of the MTA end with it, and nobody finds them any more. */
TEST(what_a_method_enables_on_a_thread_of_the_mta_ends_with_the_thread)
{
	struct actor a = { .act = leave_cancellation };
	ISimpleStream *s = actor_open(&a, COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED);

	assert_int_equal(read_some(s), S_OK);
	actor_close(&a, s);
	assert_int_equal(CoCancelCall(a.tid, 0), CO_E_CANCEL_DISABLED);
}

/* ---- a cancel object that disables cancellation on the thread that it cancels for ---- */

typedef struct Stopper {
	AcomObject object;
	ICancelMethodCalls ICancelMethodCalls_iface;
	unsigned cancels;
	bool looks; /* AddRef looks who else can be cancelled */
} Stopper;

ACOM_FACE(Stopper, ICancelMethodCalls)

static HRESULT Stopper_Cancel(ICancelMethodCalls *This, ULONG seconds)
{
	(void)seconds;
	assert_int_equal(CoSetCancelObject(NULL), E_ACCESSDENIED);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	Stopper_from_ICancelMethodCalls(This)->cancels++;
	return S_OK;
}

static HRESULT Stopper_TestCancel(ICancelMethodCalls *This)
{
	(void)This;
	return RPC_S_CALLPENDING;
}

/* AddRef is users' code like any other. */
static ULONG Stopper_AddRef_looking(ICancelMethodCalls *This)
{
	Stopper *s = Stopper_from_ICancelMethodCalls(This);

	if (s->looks)
		assert_int_equal(CoCancelCall(1, 0), CO_E_CANCEL_DISABLED);
	return Stopper_ICancelMethodCalls_AddRef(This);
}

static const ICancelMethodCallsVtbl Stopper_ICancelMethodCalls_vtbl = {
	Stopper_ICancelMethodCalls_QueryInterface, Stopper_AddRef_looking, Stopper_ICancelMethodCalls_Release, Stopper_Cancel,
	Stopper_TestCancel,
};
static const AcomInterface Stopper_map[] = { ACOM_ENTRY(Stopper, ICancelMethodCalls), ACOM_END };
static const AcomClass Stopper_class = { "Stopper", sizeof(Stopper), Stopper_map, NULL, NULL, NULL };

TEST(A73_objects_can_be_set_again_once_nobody_cancels)
{
	ICancelMethodCalls *p;

	assert_int_equal(AcomCreateObject(&Stopper_class, NULL, &IID_ICancelMethodCalls, (void **)&p), S_OK);
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK);
	assert_int_equal(CoSetCancelObject((IUnknown *)p), S_OK);
	assert_int_equal(CoCancelCall(0, 0), S_OK);
	assert_int_equal(Stopper_from_ICancelMethodCalls(p)->cancels, 1);
	assert_int_equal(CoSetCancelObject(NULL), S_OK);
	assert_int_equal(CoSetCancelObject((IUnknown *)p), S_OK);
	assert_int_equal(CoSetCancelObject(NULL), S_OK);
	assert_int_equal(ICancelMethodCalls_Release(p), 0);
}

TEST(a_cancel_object_is_counted_without_a_lock)
{
	ICancelMethodCalls *p, *found;

	assert_int_equal(AcomCreateObject(&Stopper_class, NULL, &IID_ICancelMethodCalls, (void **)&p), S_OK);
	assert_int_equal(CoSetCancelObject((IUnknown *)p), S_OK);
	Stopper_from_ICancelMethodCalls(p)->looks = true;
	assert_int_equal(CoGetCancelObject(0, &IID_ICancelMethodCalls, (void **)&found), S_OK);
	assert_ptr_equal(found, p);
	ICancelMethodCalls_Release(found);
	assert_int_equal(CoSetCancelObject(NULL), S_OK);
	assert_int_equal(ICancelMethodCalls_Release(p), 0);
}

/* ---- questions ---- */

struct inquiry {
	struct harness_thread thread;
	AsyncIUnknown *call;
	HRESULT hr;
};

static void finish_elsewhere(void *arg)
{
	struct inquiry *q = arg;
	void *p = &q;

	house_enter(COINIT_APARTMENTTHREADED);
	q->hr = AsyncIUnknown_Finish_QueryInterface(q->call, &p);
	assert_null(p);
	house_leave();
}

TEST(AsyncIUnknown_is_bound_to_its_apartment_in_both_halves)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct inquiry q = { .hr = E_FAIL };
	ICallFactory *factory;
	ISimpleStream *again;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIUnknown, NULL, &IID_AsyncIUnknown, (IUnknown **)&q.call),
	                 S_OK);
	assert_int_equal(AsyncIUnknown_Begin_QueryInterface(q.call, &IID_ISimpleStream), S_OK);
	harness_start(&q.thread, finish_elsewhere, &q);
	harness_join(&q.thread);
	assert_int_equal(q.hr, RPC_E_WRONG_THREAD);
	assert_int_equal(AsyncIUnknown_Finish_QueryInterface(q.call, (void **)&again), S_OK);
	ISimpleStream_Release(again);
	AsyncIUnknown_Release(q.call);
	ICallFactory_Release(factory);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

/* ---- references in streams ---- */

static void rewind_it(IStream *stream)
{
	static const LARGE_INTEGER start = { 0 };

	assert_int_equal(IStream_Seek(stream, start, STREAM_SEEK_SET, NULL), S_OK);
}

TEST(CoReleaseMarshalData_knows_what_is_no_reference)
{
	BYTE octets[OBJREF_SIZE] = { 'M', 'E', 'O', 'W', 7 };
	IStream *stream;
	void *p;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(stream_create(&stream), S_OK);
	assert_int_equal(IStream_Write(stream, octets, sizeof octets, NULL), S_OK);
	rewind_it(stream);
	assert_int_equal(CoUnmarshalInterface(stream, &IID_IUnknown, &p), RPC_E_INVALID_OBJREF);
	rewind_it(stream);
	assert_int_equal(CoReleaseMarshalData(stream), RPC_E_INVALID_OBJREF);
	IStream_Release(stream);
	house_leave();
}

typedef struct Agile {
	AcomObject object;
	ISynchronize ISynchronize_iface;
	IUnknown *marshaler;
} Agile;

ACOM_FACE(Agile, ISynchronize)

static HRESULT Agile_nothing(ISynchronize *This) { return This ? S_OK : E_FAIL; }
static HRESULT Agile_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	(void)flags, (void)milliseconds;
	return This ? E_FAIL : S_OK;
}

static HRESULT Agile_query(void *object, REFIID riid, void **ppv)
{
	Agile *a = object;

	return IsEqualIID(riid, &IID_IMarshal) ? IUnknown_QueryInterface(a->marshaler, riid, ppv) : E_NOINTERFACE;
}

static HRESULT Agile_construct(void *object)
{
	Agile *a = object;

	return CoCreateFreeThreadedMarshaler(&a->object.IUnknown_iface, &a->marshaler);
}

static void Agile_destruct(void *object)
{
	IUnknown_Release(((Agile *)object)->marshaler);
}

static const ISynchronizeVtbl Agile_ISynchronize_vtbl = {
	ACOM_UNKNOWN(Agile, ISynchronize), Agile_Wait, Agile_nothing, Agile_nothing,
};
static const AcomInterface Agile_map[] = { ACOM_ENTRY(Agile, ISynchronize), ACOM_END };
static const AcomClass Agile_class = { "Agile", sizeof(Agile), Agile_map, Agile_construct, Agile_destruct, Agile_query };

static ISynchronize *agile_new(void)
{
	ISynchronize *s;

	assert_int_equal(AcomCreateObject(&Agile_class, NULL, &IID_ISynchronize, (void **)&s), S_OK);
	return s;
}

/* "Any thread": also one that is in no apartment. */
TEST(what_the_free_threaded_marshaler_wrote_can_be_given_back_without_an_apartment)
{
	ISynchronize *s = agile_new();
	IStream *stream;

	assert_int_equal(stream_create(&stream), S_OK);
	assert_int_equal(CoMarshalInterface(stream, &IID_ISynchronize, (IUnknown *)s, MSHCTX_INPROC, NULL, MSHLFLAGS_NORMAL), S_OK);
	rewind_it(stream);
	assert_int_equal(CoReleaseMarshalData(stream), S_OK);
	IStream_Release(stream);
	assert_int_equal(ISynchronize_Release(s), 0);
}

/* Beyond the process it marshals as everybody does, with the same flags. */
TEST(a_strong_reference_of_the_free_threaded_marshaler_is_strong_in_every_context)
{
	ISynchronize *s, *again;
	IStream *stream;

	house_enter(COINIT_APARTMENTTHREADED);
	s = agile_new();
	assert_int_equal(stream_create(&stream), S_OK);
	assert_int_equal(CoMarshalInterface(stream, &IID_ISynchronize, (IUnknown *)s, MSHCTX_LOCAL, NULL, MSHLFLAGS_TABLESTRONG),
	                 S_OK);
	for (int i = 0; i < 2; i++) {
		rewind_it(stream);
		assert_int_equal(CoUnmarshalInterface(stream, &IID_ISynchronize, (void **)&again), S_OK);
		assert_ptr_equal(again, s);
		ISynchronize_Release(again);
	}
	rewind_it(stream);
	assert_int_equal(CoReleaseMarshalData(stream), S_OK);
	IStream_Release(stream);
	assert_int_equal(ISynchronize_Release(s), 0);
	house_leave();
}

/* ---- waiting ---- */

TEST(a_handle_that_is_none_is_refused)
{
	HANDLE none = NULL;
	DWORD index;

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(CoWaitForMultipleHandles(0, 0, 1, &none, &index), E_HANDLE);
	house_leave();
}

/* Without a descriptor for its calls the wait could last for ever. */
TEST(a_wait_that_cannot_serve_its_apartment_fails)
{
	struct rlimit all, none;
	int fds[2];
	DWORD index;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &all), 0);
	none = all;
	none.rlim_cur = (rlim_t)fds[1] + 1; /* the lowest free ones, so that none is free below */
	HANDLE handle = (HANDLE)(intptr_t)fds[0];
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	HRESULT hr = CoWaitForMultipleHandles(0, 0, 1, &handle, &index);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &all), 0);
	assert_int_equal(hr, RPC_E_OUT_OF_RESOURCES);
	close(fds[0]);
	close(fds[1]);
	house_leave();
}

/* Its descriptor is readable, its Wait fails. */
typedef struct Broken {
	AcomObject object;
	ISynchronize ISynchronize_iface;
	ISynchronizeHandle ISynchronizeHandle_iface;
	int fd;
} Broken;

ACOM_FACE(Broken, ISynchronize)
ACOM_FACE(Broken, ISynchronizeHandle)

static HRESULT Broken_nothing(ISynchronize *This) { return This ? E_ACCESSDENIED : S_OK; }

static HRESULT Broken_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	(void)flags, (void)milliseconds;
	return This ? E_ACCESSDENIED : S_OK;
}

static HRESULT Broken_GetHandle(ISynchronizeHandle *This, HANDLE *ph)
{
	*ph = (HANDLE)(intptr_t)Broken_from_ISynchronizeHandle(This)->fd;
	return S_OK;
}

static const ISynchronizeVtbl Broken_ISynchronize_vtbl = {
	ACOM_UNKNOWN(Broken, ISynchronize), Broken_Wait, Broken_nothing, Broken_nothing,
};
static const ISynchronizeHandleVtbl Broken_ISynchronizeHandle_vtbl = {
	ACOM_UNKNOWN(Broken, ISynchronizeHandle), Broken_GetHandle,
};
static const AcomInterface Broken_map[] = {
	ACOM_ENTRY(Broken, ISynchronize), ACOM_ENTRY(Broken, ISynchronizeHandle), ACOM_END,
};
static const AcomClass Broken_class = { "Broken", sizeof(Broken), Broken_map, NULL, NULL, NULL };

TEST(a_container_says_why_a_signalled_member_cannot_be_waited_for)
{
	ISynchronizeContainer *c;
	ISynchronize *s, *found;
	int fds[2];

	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "x", 1), 1);
	assert_int_equal(AcomCreateObject(&Broken_class, NULL, &IID_ISynchronize, (void **)&s), S_OK);
	Broken_from_ISynchronize(s)->fd = fds[0];
	assert_int_equal(container_create(NULL, &IID_ISynchronizeContainer, (void **)&c), S_OK);
	assert_int_equal(ISynchronizeContainer_AddSynchronize(c, s), S_OK);
	assert_int_equal(ISynchronizeContainer_WaitMultiple(c, 0, 0, &found), E_ACCESSDENIED);
	assert_null(found);
	assert_int_equal(ISynchronizeContainer_Release(c), 0);
	assert_int_equal(ISynchronize_Release(s), 0);
	close(fds[0]);
	close(fds[1]);
	house_leave();
}
