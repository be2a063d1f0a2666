/* errorinfo.c - error objects: of a thread, and how they come from a server's method to its caller. */
#include <acom/automation.h>

#include "mixer.h"

static const GUID some_guid = { 0x0c5aa6e1, 0x1f3c, 0x4d6b, { 0x8e, 0x21, 1, 2, 3, 4, 5, 6 } };

/* ---- making and reading them ---- */

static void fill(ICreateErrorInfo *create, LPCOLESTR description)
{
	assert_int_equal(ICreateErrorInfo_SetGUID(create, &some_guid), S_OK);
	assert_int_equal(ICreateErrorInfo_SetSource(create, (LPOLESTR)u"source"), S_OK);
	assert_int_equal(ICreateErrorInfo_SetDescription(create, (LPOLESTR)u"an earlier one"), S_OK);
	assert_int_equal(ICreateErrorInfo_SetDescription(create, (LPOLESTR)description), S_OK);
	assert_int_equal(ICreateErrorInfo_SetHelpFile(create, (LPOLESTR)u"help"), S_OK);
	assert_int_equal(ICreateErrorInfo_SetHelpContext(create, 42), S_OK);
}

/* Leaves an error object on the calling thread. */
static void leave(LPCOLESTR description)
{
	ICreateErrorInfo *create;
	IErrorInfo *info;

	assert_int_equal(CreateErrorInfo(&create), S_OK);
	fill(create, description);
	assert_int_equal(ICreateErrorInfo_QueryInterface(create, &IID_IErrorInfo, (void **)&info), S_OK);
	assert_int_equal(SetErrorInfo(0, info), S_OK);
	IErrorInfo_Release(info);
	ICreateErrorInfo_Release(create);
}

static void text_is(BSTR text, LPCOLESTR expected)
{
	BSTR other = needed(SysAllocString(expected));

	assert_non_null(text);
	assert_int_equal(SysStringLen(text), SysStringLen(other));
	assert_memory_equal(text, other, SysStringByteLen(other));
	SysFreeString(text);
	SysFreeString(other);
}

static void check(IErrorInfo *info, LPCOLESTR description)
{
	BSTR text;
	GUID guid;
	DWORD context;

	assert_int_equal(IErrorInfo_GetGUID(info, &guid), S_OK);
	assert_memory_equal(&guid, &some_guid, sizeof guid);
	assert_int_equal(IErrorInfo_GetSource(info, &text), S_OK);
	text_is(text, u"source");
	assert_int_equal(IErrorInfo_GetDescription(info, &text), S_OK);
	text_is(text, description);
	assert_int_equal(IErrorInfo_GetHelpFile(info, &text), S_OK);
	text_is(text, u"help");
	assert_int_equal(IErrorInfo_GetHelpContext(info, &context), S_OK);
	assert_int_equal(context, 42);
}

/* What the calling thread has; it has none afterwards. */
static void expect(LPCOLESTR description)
{
	IErrorInfo *info;

	assert_int_equal(GetErrorInfo(0, &info), S_OK);
	check(info, description);
	assert_int_equal(IErrorInfo_Release(info), 0);
}

static void expect_none(void)
{
	IErrorInfo *info = (IErrorInfo *)&info;

	assert_int_equal(GetErrorInfo(0, &info), S_FALSE);
	assert_null(info);
}

static void library_says(const char *octets, LPCOLESTR expected)
{
	IErrorInfo *info = needed(errorinfo_make(octets));
	BSTR text;

	assert_int_equal(IErrorInfo_GetDescription(info, &text), S_OK);
	text_is(text, expected);
	assert_int_equal(IErrorInfo_Release(info), 0);
}

/* Names of files are any octets, and texts of the library are cut where they end. */
TEST(what_the_library_says_is_heard_though_it_names_what_is_no_text)
{
	library_says("/srv/K\xc3\xa4se: none", u"/srv/K\u00e4se: none");
	library_says("/srv/K\xe4se: none", u"/srv/K?se: none");
	library_says("cut: \xc3", u"cut: ?");
}

/* ---- of a thread ---- */

static void other_thread(void *unused)
{
	(void)unused;
	expect_none();
	leave(u"left behind by a thread that ends");
}

TEST(each_thread_has_an_error_object_or_none)
{
	struct harness_thread thread;

	expect_none();
	leave(u"one");
	harness_start(&thread, other_thread, NULL);
	harness_join(&thread);
	leave(u"two");
	expect(u"two");
	expect_none();
	leave(u"three");
	assert_int_equal(SetErrorInfo(0, NULL), S_OK);
	expect_none();
}

TEST(an_error_object_belongs_to_whoever_took_it)
{
	IErrorInfo *info;

	house_enter(COINIT_APARTMENTTHREADED);
	leave(u"one");
	assert_int_equal(GetErrorInfo(0, &info), S_OK);
	expect_none();
	assert_int_equal(SetErrorInfo(0, info), S_OK);
	assert_int_equal(IErrorInfo_Release(info), 1);
	house_leave(); /* which releases it */
	expect_none();
}

TEST(reserved_parameters_are_zero_and_results_have_a_place)
{
	IErrorInfo *info;

	assert_int_equal(CreateErrorInfo(NULL), E_INVALIDARG);
	assert_int_equal(SetErrorInfo(1, NULL), E_INVALIDARG);
	assert_int_equal(GetErrorInfo(1, &info), E_INVALIDARG);
	assert_int_equal(GetErrorInfo(0, NULL), E_INVALIDARG);
}

TEST(an_empty_error_object_answers_with_nothing)
{
	ICreateErrorInfo *create;
	IErrorInfo *info;
	BSTR text = (BSTR)&text;
	DWORD context = 1;
	GUID guid;

	assert_int_equal(CreateErrorInfo(&create), S_OK);
	assert_int_equal(ICreateErrorInfo_SetSource(create, NULL), S_OK);
	assert_int_equal(ICreateErrorInfo_QueryInterface(create, &IID_IErrorInfo, (void **)&info), S_OK);
	assert_int_equal(IErrorInfo_GetSource(info, &text), S_OK);
	assert_null(text);
	assert_int_equal(IErrorInfo_GetHelpContext(info, &context), S_OK);
	assert_int_equal(context, 0);
	assert_int_equal(IErrorInfo_GetGUID(info, &guid), S_OK);
	assert_true(IsEqualGUID(&guid, &GUID_NULL));
	assert_int_equal(IErrorInfo_GetDescription(info, NULL), E_INVALIDARG);
	IErrorInfo_Release(info);
	ICreateErrorInfo_Release(create);
}

/* ---- across apartments ---- */

static void raise(void *description)
{
	if (description)
		leave(description);
}

/* Runs body with a proxy in each situation; what the server's method leaves is m->arg. */
static void each(void (*body)(struct mixer *m, IMix *mix))
{
	static const DWORD models[][2] = {
		{ COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED }, { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED },
	};

	for (int i = 0; i < 4; i++) {
		struct mixer m = { .async = i & 1, .inside = raise, .hr = DISP_E_EXCEPTION };
		struct house h = { .model = models[i >> 1][1], .make = mixer_make, .arg = &m };

		house_enter(models[i >> 1][0]);
		house_open(&h);
		IMix *mix = mixer_proxy(&h);
		body(&m, mix);
		IMix_Release(mix);
		house_close(&h);
		house_leave();
	}
}

static HRESULT number(IMix *mix)
{
	LONG *n = NULL;

	return IMix_Number(mix, &n);
}

static HRESULT number_async(AsyncIMix *call)
{
	LONG *n = NULL;

	assert_int_equal(AsyncIMix_Begin_Number(call, &n), S_OK);
	return AsyncIMix_Finish_Number(call, &n);
}

static void check_arrives(struct mixer *m, IMix *mix)
{
	AsyncIMix *call = mixer_call(mix);

	for (int i = 0; i < 2; i++) {
		m->arg = (void *)u"sync";
		assert_int_equal(number(mix), DISP_E_EXCEPTION);
		expect(u"sync");
		expect_none();
		m->arg = (void *)u"async";
		assert_int_equal(number_async(call), DISP_E_EXCEPTION);
		expect(u"async");
		expect_none();
	}
	AsyncIMix_Release(call);
}

TEST(the_error_object_of_a_method_that_fails_comes_to_the_caller) { each(check_arrives); }

static void check_replaces(struct mixer *m, IMix *mix)
{
	AsyncIMix *call = mixer_call(mix);
	LONG *n = NULL;

	m->arg = NULL;
	leave(u"stale");
	assert_int_equal(number(mix), DISP_E_EXCEPTION);
	expect_none();
	leave(u"stale");
	assert_int_equal(number_async(call), DISP_E_EXCEPTION);
	expect_none();
	leave(u"stale");
	assert_int_equal(AsyncIMix_Finish_Number(call, &n), RPC_E_CALL_COMPLETE);
	expect_none();
	leave(u"stale");
	AsyncIMix_Release(call);
}

TEST(a_call_that_fails_without_error_object_leaves_none) { each(check_replaces); }

/* One of the library's own. */
static void told(LPCOLESTR description)
{
	IErrorInfo *info;
	BSTR text;

	assert_int_equal(GetErrorInfo(0, &info), S_OK);
	assert_int_equal(IErrorInfo_GetDescription(info, &text), S_OK);
	text_is(text, description);
	IErrorInfo_Release(info);
}

static void check_null(struct mixer *m, IMix *mix)
{
	AsyncIMix *call = mixer_call(mix);
	LONG count, *values;

	m->arg = NULL;
	leave(u"stale");
	assert_int_equal(IMix_Text(mix, NULL), RPC_X_NULL_REF_POINTER);
	told(u"IMix::Text: text must not be NULL");
	assert_int_equal(IMix_Values(mix, 1, NULL), RPC_X_NULL_REF_POINTER);
	told(u"IMix::Values: values must not be NULL");
	assert_int_equal(AsyncIMix_Begin_Values(call, 1, NULL), RPC_X_NULL_REF_POINTER);
	told(u"IMix::Values: values must not be NULL");
	assert_int_equal(AsyncIMix_Begin_Make(call, 1), S_OK);
	assert_int_equal(AsyncIMix_Finish_Make(call, &count, NULL), RPC_X_NULL_REF_POINTER);
	told(u"IMix::Make: values must not be NULL");
	assert_int_equal(AsyncIMix_Finish_Make(call, &count, &values), DISP_E_EXCEPTION);
	CoTaskMemFree(values);
	expect_none();
	assert_int_equal(AsyncIMix_Finish_Make(call, &count, &values), RPC_E_CALL_COMPLETE);
	expect_none();
	AsyncIMix_Release(call);
}

TEST(a_required_pointer_that_is_NULL_is_named) { each(check_null); }

static bool told_is(LPCOLESTR description)
{
	IErrorInfo *info;
	BSTR text = NULL;

	if (GetErrorInfo(0, &info) != S_OK)
		return false;
	IErrorInfo_GetDescription(info, &text);
	bool is = text && mixer_text_is(text, description);
	SysFreeString(text);
	IErrorInfo_Release(info);
	return is;
}

/* The method's failure is not the one of who cannot take its outputs. */
SWEEP(what_a_method_says_is_not_said_of_outputs_that_cannot_be_taken)
{
	struct mixer m = { .inside = raise, .hr = DISP_E_EXCEPTION, .arg = (void *)u"method" };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &m };
	IMix *self;

	if (!sweep_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED)))
		return;
	house_open(&h);
	os_alloc_exempt(true);
	IMix *mix = mixer_proxy(&h);
	os_alloc_exempt(false);
	HRESULT hr = IMix_Self(mix, NULL, &self);
	os_alloc_exempt(true);
	bool method = told_is(u"method");
	if (hr == DISP_E_EXCEPTION)
		IMix_Release(self);
	else if (!sweep_ok(hr))
		assert_false(method);
	IMix_Release(mix);
	os_alloc_exempt(false);
	house_close(&h);
	house_leave();
}

/* Nor one of before. */
TEST(an_activation_that_fails_without_error_object_leaves_none)
{
	IUnknown *p;

	house_enter(COINIT_MULTITHREADED);
	leave(u"stale");
	assert_int_equal(CoCreateInstance(&CLSID_StdEvent, NULL, CLSCTX_ALL, &IID_IUnknown, (void **)&p), S_OK);
	IUnknown_Release(p);
	told(u"stale");
	leave(u"stale");
	assert_int_equal(CoCreateInstance(&CLSID_StdEvent, NULL, CLSCTX_ALL, &IID_IMix, (void **)&p), E_NOINTERFACE);
	expect_none();
	leave(u"stale");
	assert_int_equal(CoGetClassObject(&CLSID_StdEvent, CLSCTX_ALL, NULL, &IID_IMix, (void **)&p), E_NOINTERFACE);
	expect_none();
	house_leave();
}

/* Nor does it stay on the server's thread, where the next method fails without one. */
static void check_success(struct mixer *m, IMix *mix)
{
	m->hr = S_OK;
	m->arg = (void *)u"nothing happened";
	assert_int_equal(number(mix), S_OK);
	expect_none();
	leave(u"earlier");
	assert_int_equal(number(mix), S_OK);
	m->hr = E_FAIL;
	m->arg = NULL;
	expect(u"earlier");
	assert_int_equal(number(mix), E_FAIL);
	expect_none();
}

TEST(a_call_that_succeeds_brings_no_error_object_and_takes_none) { each(check_success); }

/* The server has an object of its own when it is called, while it waits. */
static void check_nested(struct mixer *m, IMix *mix)
{
	static struct mixer mine; /* the server lets go of the object a little later */
	LONG calls;

	mine = (struct mixer){ .inside = raise, .arg = (void *)u"of the inner method", .hr = E_ABORT };
	IMix *client = mixer_create(&mine);
	m->arg = (void *)u"of the outer method";
	m->hr = S_OK;
	leave(u"of the caller");
	assert_int_equal(IMix_CallBack(mix, client, 1, &calls), E_ABORT);
	expect(u"of the inner method");
	mine.hr = S_OK;
	leave(u"of the caller");
	assert_int_equal(IMix_CallBack(mix, client, 1, &calls), S_OK);
	expect(u"of the caller");
	IMix_Release(client);
}

TEST(a_thread_keeps_its_error_object_while_it_serves) { each(check_nested); }

/* ---- what is copied ---- */

/* An IErrorInfo that knows a description, and no more. */
typedef struct Terse {
	AcomObject object;
	IErrorInfo IErrorInfo_iface;
} Terse;

ACOM_FACE(Terse, IErrorInfo)

static HRESULT Terse_GetGUID(IErrorInfo *This, GUID *guid)
{
	(void)This;
	(void)guid;
	return E_NOTIMPL;
}

static HRESULT Terse_no_text(IErrorInfo *This, BSTR *text)
{
	(void)This;
	(void)text;
	return E_NOTIMPL;
}

static HRESULT Terse_GetDescription(IErrorInfo *This, BSTR *text)
{
	(void)This;
	*text = SysAllocString(u"terse");
	return S_OK;
}

static HRESULT Terse_GetHelpContext(IErrorInfo *This, DWORD *context)
{
	(void)This;
	*context = 7;
	return S_OK;
}

static const IErrorInfoVtbl Terse_IErrorInfo_vtbl = {
	ACOM_UNKNOWN(Terse, IErrorInfo), Terse_GetGUID, Terse_no_text, Terse_GetDescription, Terse_no_text, Terse_GetHelpContext,
};
static const AcomInterface Terse_map[] = { ACOM_ENTRY(Terse, IErrorInfo), ACOM_END };
static const AcomClass Terse_class = { "Terse", sizeof(Terse), Terse_map, NULL, NULL, NULL };

static void raise_terse(void *unused)
{
	IErrorInfo *info;

	(void)unused;
	assert_int_equal(AcomCreateObject(&Terse_class, NULL, &IID_IErrorInfo, (void **)&info), S_OK);
	assert_int_equal(SetErrorInfo(0, info), S_OK);
	IErrorInfo_Release(info);
}

/* It answers when the server is gone. */
TEST(an_error_object_travels_as_a_copy_of_what_it_tells)
{
	struct mixer m = { .inside = raise_terse, .hr = E_FAIL };
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &m };
	IErrorInfo *info;
	DWORD context;
	BSTR text;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	IMix *mix = mixer_proxy(&h);
	assert_int_equal(number(mix), E_FAIL);
	IMix_Release(mix);
	house_close(&h);
	assert_int_equal(GetErrorInfo(0, &info), S_OK);
	assert_int_equal(IErrorInfo_GetDescription(info, &text), S_OK);
	text_is(text, u"terse");
	assert_int_equal(IErrorInfo_GetSource(info, &text), S_OK);
	assert_null(text);
	assert_int_equal(IErrorInfo_GetHelpContext(info, &context), S_OK);
	assert_int_equal(context, 7);
	assert_int_equal(IErrorInfo_Release(info), 0);
	house_leave();
}

/* ---- calls that nobody finishes, or that end otherwise ---- */

TEST(a_call_that_is_cancelled_or_abandoned_leaves_no_error_object)
{
	struct mixer m = { .inside = raise, .arg = (void *)u"late", .hr = E_FAIL };
	struct harness_gate gate = HARNESS_GATE_INIT;
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &m };
	ICancelMethodCalls *cancel;
	LONG *n = NULL;

	m.gate = &gate;
	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	IMix *mix = mixer_proxy(&h);
	AsyncIMix *call = mixer_call(mix);
	assert_int_equal(AsyncIMix_QueryInterface(call, &IID_ICancelMethodCalls, (void **)&cancel), S_OK);
	assert_int_equal(AsyncIMix_Begin_Number(call, &n), S_OK);
	leave(u"stale");
	assert_int_equal(ICancelMethodCalls_Cancel(cancel, 0), S_OK);
	assert_int_equal(AsyncIMix_Finish_Number(call, &n), RPC_E_CALL_CANCELED);
	expect_none();
	ICancelMethodCalls_Release(cancel);
	assert_int_equal(AsyncIMix_Begin_Number(call, &n), S_OK);
	AsyncIMix_Release(call);
	harness_gate_open(&gate);
	IMix_Release(mix);
	house_close(&h);
	expect_none();
	house_leave();
}

/* ---- a server that says which of its interfaces mean it; Begin_ that fails ---- */

typedef struct Fragile {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	ISupportErrorInfo ISupportErrorInfo_iface;
} Fragile;

ACOM_FACE(Fragile, ISimpleStream)
ACOM_FACE(Fragile, ISupportErrorInfo)

static HRESULT Fragile_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *read)
{
	(void)This;
	(void)pv;
	(void)cb;
	*read = 0;
	leave(u"broken");
	return E_FAIL;
}

static HRESULT Fragile_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *written)
{
	(void)This;
	(void)pv;
	leave(u"cannot be sent");
	*written = cb;
	return E_FAIL;
}

static HRESULT Fragile_InterfaceSupportsErrorInfo(ISupportErrorInfo *This, REFIID riid)
{
	(void)This;
	return IsEqualIID(riid, &IID_ISimpleStream) ? S_OK : S_FALSE;
}

static const ISimpleStreamVtbl Fragile_ISimpleStream_vtbl = { ACOM_UNKNOWN(Fragile, ISimpleStream), Fragile_Read, Fragile_Write };
static const ISupportErrorInfoVtbl Fragile_ISupportErrorInfo_vtbl = {
	ACOM_UNKNOWN(Fragile, ISupportErrorInfo), Fragile_InterfaceSupportsErrorInfo,
};
static const AcomInterface Fragile_map[] = {
	ACOM_ENTRY(Fragile, ISimpleStream), ACOM_ENTRY(Fragile, ISupportErrorInfo), ACOM_END,
};
static const AcomClass Fragile_class = { "Fragile", sizeof(Fragile), Fragile_map, NULL, NULL, NULL };

static ISimpleStream *fragile_make(void *unused)
{
	ISimpleStream *s;

	(void)unused;
	assert_int_equal(AcomCreateObject(&Fragile_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	return s;
}

/* As the documentation wants it: the questions in between are calls themselves. */
TEST(a_client_asks_ISupportErrorInfo_before_it_takes_the_error_object)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = fragile_make };
	ISupportErrorInfo *support;
	BYTE data[4];
	ULONG n;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	assert_int_equal(ISimpleStream_Read(s, data, 4, &n), E_FAIL);
	assert_int_equal(ISimpleStream_QueryInterface(s, &IID_ISupportErrorInfo, (void **)&support), S_OK);
	assert_int_equal(ISupportErrorInfo_InterfaceSupportsErrorInfo(support, &IID_IStream), S_FALSE);
	assert_int_equal(ISupportErrorInfo_InterfaceSupportsErrorInfo(support, &IID_ISimpleStream), S_OK);
	expect(u"broken");
	ISupportErrorInfo_Release(support);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
}

typedef struct FragileCall {
	AcomObject object;
	AsyncISimpleStream AsyncISimpleStream_iface;
} FragileCall;

ACOM_FACE(FragileCall, AsyncISimpleStream)

static HRESULT FragileCall_Begin_Read(AsyncISimpleStream *This, ULONG cb)
{
	(void)This;
	(void)cb;
	leave(u"not even begun");
	return E_ABORT;
}

static const AsyncISimpleStreamVtbl FragileCall_AsyncISimpleStream_vtbl = {
	ACOM_UNKNOWN(FragileCall, AsyncISimpleStream), .Begin_Read = FragileCall_Begin_Read,
};
static const AcomInterface FragileCall_map[] = { ACOM_ENTRY(FragileCall, AsyncISimpleStream), ACOM_END };
static const AcomClass FragileCall_class = { "FragileCall", sizeof(FragileCall), FragileCall_map, NULL, NULL, NULL };

typedef struct Factory {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	ICallFactory ICallFactory_iface;
} Factory;

ACOM_FACE(Factory, ISimpleStream)
ACOM_FACE(Factory, ICallFactory)

static HRESULT Factory_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	(void)This;
	return AcomCreateCall(&FragileCall_class, &IID_AsyncISimpleStream, NULL, NULL, riid, outer, riid2, ppv);
}

static const ISimpleStreamVtbl Factory_ISimpleStream_vtbl = { ACOM_UNKNOWN(Factory, ISimpleStream), Fragile_Read, Fragile_Write };
static const ICallFactoryVtbl Factory_ICallFactory_vtbl = { ACOM_UNKNOWN(Factory, ICallFactory), Factory_CreateCall };
static const AcomInterface Factory_map[] = {
	ACOM_ENTRY(Factory, ISimpleStream), ACOM_ENTRY(Factory, ICallFactory), ACOM_END,
};
static const AcomClass Factory_class = { "Factory", sizeof(Factory), Factory_map, NULL, NULL, NULL };

static ISimpleStream *factory_make(void *unused)
{
	ISimpleStream *s;

	(void)unused;
	assert_int_equal(AcomCreateObject(&Factory_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	return s;
}

static void check_begin_fails(struct house *h)
{
	ISimpleStream *s = house_stream(h);
	AsyncISimpleStream *call = house_call(s);
	BYTE data[4];
	ULONG n = 99;

	assert_int_equal(ISimpleStream_Read(s, data, 4, &n), E_ABORT);
	expect(u"not even begun");
	assert_int_equal(n, 0);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 4), S_OK);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 4), RPC_S_CALLPENDING);
	n = 99;
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), E_ABORT);
	expect(u"not even begun");
	assert_int_equal(n, 0);
	AsyncISimpleStream_Release(call);
	ISimpleStream_Release(s);
}

TEST(the_error_object_of_a_Begin_that_fails_comes_to_the_caller)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED, .make = factory_make };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	check_begin_fails(&h);
	house_close(&h);
	house_leave();
}

static void begin_fails_over(enum away_transport transport)
{
	struct house *h = away_memory(sizeof *h);
	struct away away;

	*h = (struct house){ .model = COINIT_APARTMENTTHREADED, .make = factory_make };
	house_open_away(h, &away, transport);
	house_enter(COINIT_MULTITHREADED);
	check_begin_fails(h);
	house_leave();
	house_close(h);
	away_forget(h, sizeof *h);
}

TEST(the_error_object_of_a_Begin_that_fails_comes_over_a_unix_socket) { begin_fails_over(AWAY_UNIX); }

TEST(the_error_object_of_a_Begin_that_fails_comes_over_tcp) { begin_fails_over(AWAY_TCP); }

/* ---- activation: what the class says ---- */

static const CLSID CLSID_Failing = { 0x5b1f0aab, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0, 3 } };

static HRESULT make_nothing(IUnknown *outer, REFIID riid, void **ppv)
{
	(void)outer;
	(void)riid;
	*ppv = NULL;
	leave(u"no database");
	return DISP_E_EXCEPTION;
}

static HRESULT register_failing(void *arg)
{
	DWORD cookie;

	(void)arg;
	return AcomRegisterClass(&CLSID_Failing, make_nothing, ACOM_ALLOW_ANONYMOUS, &cookie);
}

/* The thread of the class has what it had before. */
static HRESULT leave_there(void *arg)
{
	leave(arg);
	return S_OK;
}

static HRESULT told_there(void *arg)
{
	told(arg);
	return S_OK;
}

static void expect_no_database(HRESULT hr, IUnknown *p)
{
	assert_int_equal(hr, DISP_E_EXCEPTION);
	assert_null(p);
	told(u"no database");
}

TEST(the_error_object_of_a_class_in_another_apartment_comes_to_who_wants_an_object)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	MULTI_QI result = { &IID_IUnknown, NULL, S_OK };
	IUnknown *p;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	assert_int_equal(house_run(&h, register_failing, NULL), S_OK);
	assert_int_equal(house_run(&h, leave_there, (void *)u"its own"), S_OK);
	HRESULT hr = CoCreateInstance(&CLSID_Failing, NULL, CLSCTX_ALL, &IID_IUnknown, (void **)&p);
	expect_no_database(hr, p);
	assert_int_equal(CoEnableCallCancellation(NULL), S_OK); /* another way there */
	hr = CoCreateInstance(&CLSID_Failing, NULL, CLSCTX_ALL, &IID_IUnknown, (void **)&p);
	assert_int_equal(CoDisableCallCancellation(NULL), S_OK);
	expect_no_database(hr, p);
	hr = CoCreateInstanceEx(&CLSID_Failing, NULL, CLSCTX_ALL, NULL, 1, &result);
	expect_no_database(hr, result.pItf);
	assert_int_equal(house_run(&h, told_there, (void *)u"its own"), S_OK);
	house_close(&h);
	house_leave();
}

static HRESULT failing_open(void *arg, LPCOLESTR address)
{
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	assert_int_equal(register_failing(arg), S_OK);
	return AcomListen(address);
}

static void failing_close(void *arg)
{
	(void)arg;
	CoUninitialize();
}

static void activation_fails_over(enum away_transport transport)
{
	struct away away;
	IUnknown *p;

	away_open(&away, transport, failing_open, failing_close, NULL);
	house_enter(COINIT_APARTMENTTHREADED);
	HRESULT hr = away_create(&away, &CLSID_Failing, &IID_IUnknown, (void **)&p);
	expect_no_database(hr, p);
	leave(u"stale");
	hr = away_create(&away, &CLSID_StdEvent, &IID_IUnknown, (void **)&p);
	assert_int_equal(hr, REGDB_E_CLASSNOTREG);
	assert_false(told_is(u"stale"));
	house_leave();
	away_close(&away);
}

TEST(the_error_object_of_a_class_comes_over_a_unix_socket) { activation_fails_over(AWAY_UNIX); }

TEST(the_error_object_of_a_class_comes_over_tcp) { activation_fails_over(AWAY_TCP); }

/* ---- on threads that are in the MTA only by default, and so known to the runtime no longer than they must be ---- */

struct finisher {
	struct mixer *m;
	HRESULT hr;
	struct harness_thread thread;
};

static void finisher_run(void *arg)
{
	struct finisher *f = arg;

	f->hr = mixer_complete_here(f->m, S_OK);
	expect_none();
}

TEST(the_error_object_of_a_Finish_on_a_thread_that_nobody_knows_comes_to_the_caller)
{
	struct mixer m = { .async = true, .later = true, .inside = raise, .arg = (void *)u"there", .hr = DISP_E_EXCEPTION };
	struct house h = { .model = COINIT_MULTITHREADED, .make = mixer_make, .arg = &m };
	struct finisher f = { .m = &m };
	LONG *n = NULL;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	IMix *mix = mixer_proxy(&h);
	AsyncIMix *call = mixer_call(mix);
	assert_int_equal(AsyncIMix_Begin_Number(call, &n), S_OK);
	harness_start(&f.thread, finisher_run, &f);
	assert_int_equal(AsyncIMix_Finish_Number(call, &n), DISP_E_EXCEPTION);
	expect(u"there");
	harness_join(&f.thread);
	assert_int_equal(f.hr, S_OK);
	AsyncIMix_Release(call);
	IMix_Release(mix);
	house_close(&h);
	house_leave();
}

static void destruct_waits(void *unused)
{
	ISynchronize *event;

	(void)unused;
	os_alloc_exempt(true);
	assert_int_equal(CoCreateInstance(&CLSID_ManualResetEvent, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronize, (void **)&event),
	                 S_OK);
	os_alloc_exempt(false);
	assert_int_equal(ISynchronize_Wait(event, 0, 0), RPC_S_CALLPENDING);
	ISynchronize_Release(event);
}

static const AcomClass Waiting_class = { "Waiting", sizeof(Terse), Terse_map, NULL, destruct_waits, NULL };

static void end_with_error(void *unused)
{
	IErrorInfo *info;

	(void)unused;
	assert_int_equal(AcomCreateObject(&Waiting_class, NULL, &IID_IErrorInfo, (void **)&info), S_OK);
	assert_int_equal(SetErrorInfo(0, info), S_OK);
	IErrorInfo_Release(info);
}

TEST(an_error_object_that_its_thread_leaves_behind_may_wait_as_it_goes)
{
	struct harness_thread thread;

	house_enter(COINIT_MULTITHREADED);
	harness_start(&thread, end_with_error, NULL);
	harness_join(&thread);
	house_leave();
}

/* ---- for people ---- */

static void describe(LPCOLESTR description)
{
	ICreateErrorInfo *create;
	IErrorInfo *info;

	assert_int_equal(CreateErrorInfo(&create), S_OK);
	assert_int_equal(ICreateErrorInfo_SetDescription(create, (LPOLESTR)description), S_OK);
	assert_int_equal(ICreateErrorInfo_QueryInterface(create, &IID_IErrorInfo, (void **)&info), S_OK);
	assert_int_equal(SetErrorInfo(0, info), S_OK);
	IErrorInfo_Release(info);
	ICreateErrorInfo_Release(create);
}

TEST(a_message_is_what_the_error_object_says_or_else_what_the_number_means)
{
	char text[40];

	if (swept())
		return;
	describe(u"no caf\u00E9\r\nhere");
	AcomErrorMessage(E_FAIL, text, sizeof text);
	assert_string_equal(text, "no caf\u00E9  here");
	AcomErrorMessage(E_NOTIMPL, text, sizeof text); /* which is gone */
	assert_non_null(strstr(text, AcomErrorText(E_NOTIMPL)));
	assert_non_null(strstr(text, "(0x80004001)"));
	describe(u"of something else");
	AcomErrorMessage(S_OK, text, sizeof text);
	assert_string_equal(text, "done (0x00000000)");
	AcomErrorMessage(E_FAIL, text, sizeof text);
	assert_string_equal(text, "of something else");
	describe(u"");
	AcomErrorMessage((HRESULT)0x8badf00d, text, sizeof text);
	assert_string_equal(text, "unknown error (0x8BADF00D)");
}

TEST(a_message_is_cut_where_its_room_ends)
{
	char text[8] = "";

	if (swept())
		return;
	describe(u"so much is said");
	AcomErrorMessage(E_FAIL, text, sizeof text);
	assert_string_equal(text, "so");
	describe(u"a\U0001F600 is said");
	AcomErrorMessage(E_FAIL, text, sizeof text);
	assert_string_equal(text, "a"); /* no half of a character */
	describe(u"\xD800");
	AcomErrorMessage(E_FAIL, text, sizeof text);
	assert_memory_equal(text, AcomErrorText(E_FAIL), sizeof text - 1);
	AcomErrorMessage(E_FAIL, NULL, 0);
}
