/* misuse.c - what the API answers to clients that use it wrongly: required pointers that are NULL, methods mixed up, and
 * threads of other apartments or of none (decisions 6, 15, 18, 43). */
#include "client.h"

/* ---- NULL for what is required (decision 18) ---- */

static void D18_sync_body(struct house *h, ISimpleStream *s)
{
	BYTE data[10];
	ULONG n;

	assert_int_equal(ISimpleStream_Read(s, NULL, 10, &n), RPC_X_NULL_REF_POINTER);
	assert_int_equal(ISimpleStream_Read(s, data, 10, NULL), RPC_X_NULL_REF_POINTER);
	assert_int_equal(ISimpleStream_Read(s, NULL, 10, NULL), RPC_X_NULL_REF_POINTER);
	assert_int_equal(ISimpleStream_Write(s, NULL, 10, &n), RPC_X_NULL_REF_POINTER);
	assert_int_equal(ISimpleStream_Write(s, data, 10, NULL), RPC_X_NULL_REF_POINTER);
	assert_int_equal((uint32_t)RPC_X_NULL_REF_POINTER, 0x800706F4u);
	assert_int_equal(house_count(&h->sync_reads) + house_count(&h->sync_writes) + house_count(&h->begins), 0);
}

TEST(D18_NULL_for_a_required_pointer_of_a_sync_method_is_refused_before_anything_is_sent)
{
	house_each(HOUSE_BOTH, D18_sync_body);
}

static void D18_begin_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);

	assert_int_equal(AsyncISimpleStream_Begin_Write(call, NULL, 10), RPC_X_NULL_REF_POINTER);
	client_finish(call, RPC_E_CALL_COMPLETE); /* idle as before */
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Write(call, NULL, 10), RPC_X_NULL_REF_POINTER);
	house_let(h);
	client_finish(call, S_OK);
	assert_int_equal(house_count(&h->sync_writes), 0);
	client_release(call);
}

TEST(D18_NULL_for_a_required_pointer_of_begin_is_refused_and_changes_no_state)
{
	house_each(HOUSE_BOTH, D18_begin_body);
}

static void D18_finish_with_NULL(AsyncISimpleStream *call)
{
	BYTE data[10];
	ULONG n;

	assert_int_equal(AsyncISimpleStream_Finish_Read(call, NULL, &n), RPC_X_NULL_REF_POINTER);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, NULL), RPC_X_NULL_REF_POINTER);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, NULL, NULL), RPC_X_NULL_REF_POINTER);
}

static void D18_finish_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ISynchronize *sync = client_sync(call);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	D18_finish_with_NULL(call); /* does not wait either */
	assert_int_equal(ISynchronize_Wait(sync, 0, 0), RPC_S_CALLPENDING);
	house_let(h);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	D18_finish_with_NULL(call);
	client_finish(call, S_OK);
	client_release(sync);
	client_release(call);
}

TEST(D18_NULL_for_an_out_parameter_of_finish_is_refused_and_the_call_stays_finishable)
{
	house_each(HOUSE_BOTH, D18_finish_body);
}

static void D18_query_body(struct house *h, ISimpleStream *s)
{
	static const IID *const iids[] = {
		&IID_IUnknown, &IID_AsyncISimpleStream, &IID_ISynchronize, &IID_ISynchronizeHandle, &IID_ICancelMethodCalls,
	};
	AsyncISimpleStream *call = house_call(s);

	(void)h;
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_IUnknown, NULL), E_POINTER);
	for (unsigned i = 0; i < sizeof iids / sizeof *iids; i++) {
		IUnknown *face;

		assert_int_equal(AsyncISimpleStream_QueryInterface(call, iids[i], (void **)&face), S_OK);
		assert_int_equal(IUnknown_QueryInterface(face, &IID_IUnknown, NULL), E_POINTER);
		client_release(face);
	}
	assert_int_equal(client_release(call), 0);
}

TEST(D18_QueryInterface_with_ppv_NULL_returns_E_POINTER)
{
	house_each(HOUSE_ASYNC, D18_query_body);
}

/* ---- undocumented answers (decision 43) ---- */

static void D43_finish_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ULONG n;

	assert_int_equal(AsyncISimpleStream_Finish_Write(call, &n), RPC_E_CALL_COMPLETE);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	for (int i = 0; i < 2; i++)
		assert_int_equal(AsyncISimpleStream_Finish_Write(call, &n), RPC_E_INVALIDMETHOD);
	house_let(h);
	client_finish(call, S_OK);
	assert_int_equal(AsyncISimpleStream_Finish_Write(call, &n), RPC_E_CALL_COMPLETE);
	client_release(call);
}

TEST(D43_finish_of_another_method_returns_RPC_E_INVALIDMETHOD_and_on_an_idle_object_RPC_E_CALL_COMPLETE)
{
	house_each(HOUSE_BOTH, D43_finish_body);
}

static void D43_idle_body(struct house *h, ISimpleStream *s)
{
	AsyncISimpleStream *call = house_call(s);
	ICancelMethodCalls *cancel = client_cancel(call);

	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_COMPLETE);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_S_CALLPENDING);
	house_let(h);
	client_finish(call, S_OK);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_COMPLETE);
	client_release(cancel);
	client_release(call);
}

TEST(D43_TestCancel_on_an_idle_call_object_returns_RPC_E_CALL_COMPLETE)
{
	house_each(HOUSE_BOTH, D43_idle_body);
}

static ICallFactory *factory_of(ISimpleStream *s)
{
	ICallFactory *factory;

	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ICallFactory, (void **)&factory), S_OK);
	return factory;
}

static void D43_create_body(struct house *h, ISimpleStream *s)
{
	static const IID unknown = { 0x5b1f0a98, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0x12, 0x34 } };
	static const IID *const iids[] = { &IID_AsyncISimpleStream, &IID_ISynchronize, &IID_ISimpleStream, &unknown };
	ICallFactory *factory = factory_of(s);
	IUnknown *outer = (IUnknown *)s, *call;

	(void)h;
	assert_int_equal(ICallFactory_CreateCall(factory, &unknown, NULL, &IID_IUnknown, &call), E_NOINTERFACE);
	for (unsigned i = 0; i < sizeof iids / sizeof *iids; i++)
		assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, outer, iids[i], &call),
		                 E_INVALIDARG);
	ICallFactory_Release(factory);
}

TEST(D43_CreateCall_of_an_unknown_iid_is_E_NOINTERFACE_and_aggregated_with_another_riid2_E_INVALIDARG)
{
	house_each(HOUSE_BOTH, D43_create_body);
}

/* ---- threads of other apartments (decision 6) ---- */

struct stranger {
	ISimpleStream *stream;
	AsyncISimpleStream *call;
	HRESULT expected;
};

static void on_a_thread(void (*run)(void *arg), void *arg)
{
	struct harness_thread thread;

	harness_start(&thread, run, arg);
	harness_join(&thread);
}

/* Everything that is bound to the apartment of the proxy. */
static void stranger_tries(struct stranger *v)
{
	ICallFactory *factory = factory_of(v->stream);
	BYTE data[10];
	IUnknown *call;
	ULONG n;

	assert_int_equal(ISimpleStream_Read(v->stream, data, sizeof data, &n), v->expected);
	assert_int_equal(ISimpleStream_Write(v->stream, data, sizeof data, &n), v->expected);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncISimpleStream, NULL, &IID_IUnknown, &call), v->expected);
	assert_null(call);
	assert_int_equal(AsyncISimpleStream_Begin_Read(v->call, 10), v->expected);
	assert_int_equal(AsyncISimpleStream_Finish_Read(v->call, data, &n), v->expected);
	assert_int_equal(AsyncISimpleStream_Begin_Write(v->call, data, 10), v->expected);
	assert_int_equal(AsyncISimpleStream_Finish_Write(v->call, &n), v->expected);
	ICallFactory_Release(factory);
}

static void D6_in_a_foreign_apartment(void *arg)
{
	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	stranger_tries(arg);
	CoUninitialize();
}

static void D6_body(struct house *h, ISimpleStream *s)
{
	struct stranger v = { s, house_call(s), RPC_E_WRONG_THREAD };
	ISynchronize *sync = client_sync(v.call);

	on_a_thread(D6_in_a_foreign_apartment, &v); /* idle */
	assert_int_equal(AsyncISimpleStream_Begin_Read(v.call, 10), S_OK);
	on_a_thread(D6_in_a_foreign_apartment, &v); /* pending */
	house_let(h);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	on_a_thread(D6_in_a_foreign_apartment, &v); /* complete */
	client_finish(v.call, S_OK);
	assert_int_equal(house_count(&h->sync_reads) + house_count(&h->begins), 1);
	client_release(sync);
	client_release(v.call);
}

TEST(D6_in_a_foreign_apartment_the_async_interface_and_the_proxy_answer_RPC_E_WRONG_THREAD)
{
	house_each(HOUSE_BOTH, D6_body);
}

static void D6_agile_faces(AsyncISimpleStream *call)
{
	ISynchronize *sync = client_sync(call);
	ICancelMethodCalls *cancel = client_cancel(call);
	ISynchronizeHandle *handle;
	HANDLE fd;

	assert_int_equal(ISynchronize_Signal(sync), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	assert_int_equal(ISynchronize_Reset(sync), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, 1), RPC_S_CALLPENDING);
	assert_int_equal(AsyncISimpleStream_QueryInterface(call, &IID_ISynchronizeHandle, (void **)&handle), S_OK);
	assert_int_equal(ISynchronizeHandle_GetHandle(handle, &fd), S_OK);
	assert_int_equal(os_poll(AcomHandleFd(fd), 0), 0);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_S_CALLPENDING);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel), RPC_E_CALL_CANCELED);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	assert_int_equal(os_poll(AcomHandleFd(fd), 0), 1);
	client_release(handle);
	client_release(cancel);
	client_release(sync);
}

static void D6_agile_in_a_foreign_apartment(void *call)
{
	assert_int_equal(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), S_OK);
	D6_agile_faces(call);
	CoUninitialize();
}

static void D6_agile_in_no_apartment(void *call)
{
	D6_agile_faces(call);
}

static void agile(struct house *h, ISimpleStream *s, void (*run)(void *arg))
{
	AsyncISimpleStream *call = house_call(s);

	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	harness_gate_wait(h->entered);
	on_a_thread(run, call);
	client_finish(call, RPC_E_CALL_CANCELED);
	house_let(h);
	client_release(call);
}

static void D6_agile_body(struct house *h, ISimpleStream *s)
{
	agile(h, s, D6_agile_in_a_foreign_apartment);
}

TEST(D6_ISynchronize_and_ICancelMethodCalls_of_a_call_object_work_in_every_apartment)
{
	house_each(HOUSE_BOTH, D6_agile_body);
}

static void D6_no_apartment_body(struct house *h, ISimpleStream *s)
{
	agile(h, s, D6_agile_in_no_apartment);
}

TEST(D6_ISynchronize_and_ICancelMethodCalls_of_a_call_object_work_on_a_thread_in_no_apartment)
{
	house_each(HOUSE_BOTH, D6_no_apartment_body);
}

/* ---- threads that never called CoInitializeEx (decision 15) ---- */

static void D15_nothing_works(void)
{
	IStream *stream;
	IUnknown *p = (IUnknown *)&stream;
	DWORD cookie;
	int fd;

	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&p),
	                 CO_E_NOTINITIALIZED);
	assert_null(p);
	assert_int_equal(CoGetClassObject(&CLSID_ManualResetEvent, CLSCTX_INPROC_SERVER, NULL, &IID_IUnknown, (void **)&p),
	                 CO_E_NOTINITIALIZED);
	assert_int_equal(AcomRegisterClass(&CLSID_ManualResetEvent, event_create, 0, &cookie), CO_E_NOTINITIALIZED);
	assert_int_equal(AcomDispatch(0), CO_E_NOTINITIALIZED);
	assert_int_equal(AcomApartmentFd(&fd), CO_E_NOTINITIALIZED);
	assert_int_equal(event_create(NULL, &IID_IUnknown, (void **)&p), S_OK);
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, p, &stream), CO_E_NOTINITIALIZED);
	assert_null(stream);
	IUnknown_Release(p);
	CoUninitialize(); /* does nothing */
}

struct travel {
	struct stranger stranger;
	IStream *stream;
};

static void D15_in_no_apartment(void *arg)
{
	struct travel *t = arg;
	IUnknown *p;

	stranger_tries(&t->stranger);
	assert_int_equal(CoGetInterfaceAndReleaseStream(t->stream, &IID_ISimpleStream, (void **)&p), CO_E_NOTINITIALIZED);
	assert_null(p);
	D15_nothing_works();
}

TEST(D15_without_an_MTA_a_thread_in_no_apartment_gets_CO_E_NOTINITIALIZED)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_AT_ONCE };

	D15_nothing_works();
	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	struct travel t = { { s, house_call(s), CO_E_NOTINITIALIZED }, NULL };
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_ISimpleStream, (IUnknown *)s, &t.stream), S_OK);
	on_a_thread(D15_in_no_apartment, &t);
	assert_int_equal(AsyncISimpleStream_Begin_Read(t.stranger.call, 10), S_OK); /* nothing has changed */
	client_finish(t.stranger.call, S_OK);
	assert_int_equal(house_count(&h.begins), 1);
	client_release(t.stranger.call);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	D15_nothing_works();
}

/* Uses the proxy and the call object of the MTA, and makes and marshals objects there. */
static void D15_default_member(void *arg)
{
	struct travel *t = arg;
	BYTE data[10];
	IUnknown *event;
	ULONG n;

	assert_int_equal(ISimpleStream_Read(t->stranger.stream, data, sizeof data, &n), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(t->stranger.call, 10), S_OK);
	client_finish(t->stranger.call, S_OK);
	AsyncISimpleStream *call = house_call(t->stranger.stream);
	ISynchronize *sync = client_sync(call);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	client_finish(call, S_OK);
	client_release(sync);
	client_release(call);
	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown,
	                                  (void **)&event), S_OK);
	assert_int_equal(CoMarshalInterThreadInterfaceInStream(&IID_IUnknown, event, &t->stream), S_OK);
	IUnknown_Release(event);
	assert_int_equal(AcomDispatch(0), S_FALSE); /* the MTA serves itself */
}

TEST(D15_while_there_is_an_MTA_a_thread_without_CoInitializeEx_belongs_to_it)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .async = true, .mode = HOUSE_AT_ONCE };
	ISynchronize *event;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	struct travel t = { { s, house_call(s), S_OK }, NULL };
	on_a_thread(D15_default_member, &t);
	assert_int_equal(CoGetInterfaceAndReleaseStream(t.stream, &IID_IUnknown, (void **)&event), S_OK);
	client_release(event);
	client_release(t.stranger.call);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	D15_nothing_works(); /* the MTA is gone, and the membership with it */
}

static void D15_not_of_that_apartment(void *arg)
{
	stranger_tries(arg);
}

TEST(D15_a_default_member_of_the_MTA_is_a_stranger_to_proxies_of_an_STA)
{
	struct house h = { .model = COINIT_MULTITHREADED, .async = true, .mode = HOUSE_AT_ONCE };

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	struct stranger v = { s, house_call(s), RPC_E_WRONG_THREAD };
	on_a_thread(D15_not_of_that_apartment, &v);
	client_release(v.call);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}
