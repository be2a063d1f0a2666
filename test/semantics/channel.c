/* channel.c - statements about call objects over a channel that misbehaves: it fails, answers rubbish, or answers at once. */
#include <acom/automation.h>

#include "house.h"
#include "vec.h"
#include "where.h"

/* ---- the channel ---- */

struct fake {
	struct channel channel;
	AsyncIVec *call;
	HRESULT buffer_hr, send_hr;            /* what the two do */
	const char *send_error;                /* where it fails: the text of an error object */
	void (*inside_buffer)(struct fake *f); /* called inside, if set */
	void (*inside_send)(struct fake *f);
	struct call *sent;                     /* waits for its answer; counted */
	unsigned sends, cancels;
	bool destroyed;
};

static struct fake *fake_of(struct channel *c)
{
	return container_of(c, struct fake, channel);
}

static HRESULT fake_buffer(struct channel *c, struct call *call, size_t size)
{
	struct fake *f = fake_of(c);

	if (f->inside_buffer)
		f->inside_buffer(f);
	return FAILED(f->buffer_hr) ? f->buffer_hr : call_buffer_reserve(&call->request, size);
}

static HRESULT fake_send(struct channel *c, struct call *call, struct IErrorInfo **why)
{
	struct fake *f = fake_of(c);

	f->sends++;
	if (SUCCEEDED(f->send_hr)) {
		assert_null(f->sent);
		f->sent = call;
	}
	if (f->inside_send)
		f->inside_send(f);
	if (f->send_error)
		*why = needed(errorinfo_make(f->send_error));
	return f->send_hr;
}

static void fake_cancel(struct channel *c, struct call *call)
{
	(void)call;
	fake_of(c)->cancels++;
}

static void fake_destroy(struct channel *c)
{
	fake_of(c)->destroyed = true;
}

static const struct channel_ops fake_ops = {
	.buffer = fake_buffer, .send = fake_send, .cancel = fake_cancel, .destroy = fake_destroy,
};

/* The answer: octets if hr is a success, else hr. */
static void fake_answer(struct fake *f, HRESULT hr, const void *octets, size_t size)
{
	struct call *c = f->sent;

	f->sent = NULL;
	if (SUCCEEDED(hr)) {
		assert_int_equal(call_buffer_reserve(&c->reply, size), S_OK);
		if (size)
			memcpy(c->reply.data, octets, size);
		c->reply.size = size;
	}
	call_complete(c, hr);
	call_unref(c);
}

/* What each test does, in a client of either kind: afterwards nothing may hold the channel. */
static void with_fake(void (*body)(struct fake *f))
{
	static const DWORD models[] = { COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED };

	for (unsigned i = 0; i < 2; i++) {
		struct fake f = { .channel.ops = &fake_ops };

		os_store32(&f.channel.refs, 1);
		house_enter(models[i]);
		struct apartment *a = apartment_current();
		const ACOM_INTERFACE *interface = f.channel.interface = needed(registry_find(&IID_IVec, NULL));
		assert_int_equal(call_object_create(&f.channel, interface, security_default, a, NULL, NULL, &IID_AsyncIVec,
		                                    (void **)&f.call), S_OK);
		apartment_unref(a);
		body(&f);
		assert_int_equal(AsyncIVec_Release(f.call), 0);
		assert_null(f.sent);
		channel_unref(&f.channel);
		assert_true(f.destroyed);
		house_leave();
	}
}

static void *face_of(struct fake *f, REFIID iid)
{
	void *face;

	assert_int_equal(AsyncIVec_QueryInterface(f->call, iid, &face), S_OK);
	AsyncIVec_Release(f->call); /* the call object outlives it */
	return face;
}

static ISynchronize *sync_of(struct fake *f)
{
	return face_of(f, &IID_ISynchronize);
}

static ICancelMethodCalls *cancel_of(struct fake *f)
{
	return face_of(f, &IID_ICancelMethodCalls);
}

/* The object is idle: no Finish_ has anything to do, and a call goes through. */
static void assert_idle(struct fake *f)
{
	static const uint8_t reply[] = { 7, 0, 0, 0, 0, 0, 0, 0 };
	LONG a = 1;

	assert_int_equal(AsyncIVec_Finish_oLong(f->call, &a), RPC_E_CALL_COMPLETE);
	f->buffer_hr = f->send_hr = S_OK;
	f->send_error = NULL;
	f->inside_buffer = f->inside_send = NULL;
	assert_int_equal(AsyncIVec_Begin_oLong(f->call), S_OK);
	assert_int_equal(ISynchronize_Wait(sync_of(f), 0, 0), RPC_S_CALLPENDING);
	fake_answer(f, S_OK, reply, sizeof reply);
	assert_int_equal(ISynchronize_Wait(sync_of(f), 0, 0), S_OK);
	assert_int_equal(AsyncIVec_Finish_oLong(f->call, &a), S_OK);
	assert_int_equal(a, 7);
}

/* ---- Begin_ fails ---- */

static const HRESULT failures[] = { E_OUTOFMEMORY, RPC_E_SERVER_DIED_DNE, RPC_E_DISCONNECTED, E_FAIL };
enum { FAILURES = sizeof failures / sizeof *failures };

static void B4_body(struct fake *f)
{
	for (unsigned i = 0; i < FAILURES; i++) {
		f->send_hr = failures[i];
		assert_int_equal(AsyncIVec_Begin_oLong(f->call), failures[i]);
		f->send_hr = S_OK;
		f->buffer_hr = failures[i];
		assert_int_equal(AsyncIVec_Begin_oLong(f->call), failures[i]);
		f->buffer_hr = S_OK;
	}
	assert_int_equal(f->sends, FAILURES);
	assert_idle(f);
}

TEST(B4_the_code_of_begin_is_that_of_the_communication_layer)
{
	with_fake(B4_body);
}

static void B5_body(struct fake *f)
{
	f->send_hr = E_FAIL;
	assert_int_equal(AsyncIVec_Begin_oStrW(f->call), E_FAIL);
}

TEST(B5_when_begin_fails_releasing_the_call_object_cleans_up)
{
	with_fake(B5_body);
}

static void B6_body(struct fake *f)
{
	LONG a;

	f->send_hr = E_FAIL;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(AsyncIVec_Begin_oLong(f->call), E_FAIL);
		assert_int_equal(AsyncIVec_Finish_oLong(f->call, &a), RPC_E_CALL_COMPLETE);
	}
	assert_idle(f);
}

TEST(B6_finish_after_a_failed_begin_returns_an_error_and_does_not_hang)
{
	with_fake(B6_body);
}

static void C21_body(struct fake *f)
{
	LONG numbers[4] = { 0 };

	assert_int_equal(AsyncIVec_Begin_pE16(f->call, E16_A, (E16)0x10000), RPC_X_ENUM_VALUE_OUT_OF_RANGE);
	assert_int_equal(AsyncIVec_Finish_pE16(f->call), RPC_E_CALL_COMPLETE);
	assert_int_equal(AsyncIVec_Begin_aConf(f->call, -1, numbers), RPC_X_INVALID_BOUND);
	assert_int_equal(AsyncIVec_Finish_aConf(f->call), RPC_E_CALL_COMPLETE);
	assert_int_equal(f->sends, 0);
	assert_idle(f);
}

TEST(C21_begin_that_cannot_marshal_says_so_and_the_object_stays_idle)
{
	with_fake(C21_body);
}

/* ---- while Begin_ is at work ---- */

static void D2_while_marshaling(struct fake *f)
{
	f->inside_buffer = NULL;
	assert_int_equal(AsyncIVec_Begin_oLong(f->call), RPC_S_CALLPENDING);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel_of(f)), RPC_S_CALLPENDING);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel_of(f), 0), S_OK);
	assert_int_equal(ICancelMethodCalls_TestCancel(cancel_of(f)), RPC_E_CALL_CANCELED);
}

static void D2_body(struct fake *f)
{
	LONG a;

	f->inside_buffer = D2_while_marshaling;
	assert_int_equal(AsyncIVec_Begin_oLong(f->call), S_OK);
	assert_int_equal(ISynchronize_Wait(sync_of(f), 0, 0), S_OK);
	assert_int_equal(AsyncIVec_Finish_oLong(f->call, &a), RPC_E_CALL_CANCELED);
	if (f->sent)
		fake_answer(f, E_FAIL, NULL, 0);
	assert_idle(f);
}

TEST(D2_while_begin_is_at_work_another_begin_is_refused_and_cancel_is_remembered)
{
	with_fake(D2_body);
}

static void D2_cancel_inside_send(struct fake *f)
{
	assert_int_equal(ICancelMethodCalls_Cancel(cancel_of(f), 0), S_OK);
}

static void D2_undo_body(struct fake *f)
{
	LONG a;

	f->inside_send = D2_cancel_inside_send;
	f->send_hr = E_FAIL;
	assert_int_equal(AsyncIVec_Begin_oLong(f->call), S_OK);
	assert_int_equal(ISynchronize_Wait(sync_of(f), 0, 0), S_OK);
	assert_int_equal(AsyncIVec_Finish_oLong(f->call, &a), RPC_E_CALL_CANCELED);
	assert_idle(f);
}

TEST(D2_a_failed_send_is_not_rolled_back_when_completion_was_claimed_meanwhile)
{
	with_fake(D2_undo_body);
}

static void D1_answer_inside_send(struct fake *f)
{
	static const uint8_t reply[] = { 9, 0, 0, 0, 0, 0, 0, 0 };

	fake_answer(f, S_OK, reply, sizeof reply);
}

static void D1_body(struct fake *f)
{
	LONG a = 0;

	f->inside_send = D1_answer_inside_send;
	assert_int_equal(AsyncIVec_Begin_oLong(f->call), S_OK);
	assert_int_equal(ISynchronize_Wait(sync_of(f), 0, 0), S_OK);
	assert_int_equal(AsyncIVec_Finish_oLong(f->call, &a), S_OK);
	assert_int_equal(a, 9);
	assert_idle(f);
}

TEST(D1_an_answer_that_comes_before_send_returns_is_not_lost)
{
	with_fake(D1_body);
}

static void why_body(struct fake *f)
{
	IErrorInfo *error;
	BSTR text;
	LONG a;

	f->send_hr = E_FAIL;
	f->send_error = "the line is cut";
	assert_int_equal(AsyncIVec_Begin_oLong(f->call), E_FAIL);
	assert_int_equal(GetErrorInfo(0, &error), S_OK);
	assert_int_equal(IErrorInfo_GetDescription(error, &text), S_OK);
	assert_non_null(text);
	assert_memory_equal(text, u"the line is cut", sizeof u"the line is cut");
	SysFreeString(text);
	IErrorInfo_Release(error);
	f->inside_send = D2_cancel_inside_send;
	assert_int_equal(AsyncIVec_Begin_oLong(f->call), S_OK);
	assert_int_equal(AsyncIVec_Finish_oLong(f->call, &a), RPC_E_CALL_CANCELED);
	assert_int_equal(GetErrorInfo(0, &error), S_FALSE);
	assert_idle(f);
}

TEST(why_a_send_fails_is_told_by_begin_and_not_of_a_call_that_was_cancelled_meanwhile)
{
	with_fake(why_body);
}

/* ---- the answer is rubbish ---- */

/* u"ab" of oStrW, and S_OK. */
static const uint8_t string_reply[] = {
	0, 0, 2, 0, 3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 'a', 0, 'b', 0, 0, 0, 0, 0, 0, 0, 0, 0,
};

static void C20_string(struct fake *f, size_t size, HRESULT expected)
{
	LPOLESTR s = (LPOLESTR)(void *)&size; /* rubbish */

	assert_int_equal(AsyncIVec_Begin_oStrW(f->call), S_OK);
	fake_answer(f, S_OK, string_reply, size);
	assert_int_equal(ISynchronize_Wait(sync_of(f), 0, 0), S_OK);
	assert_int_equal(AsyncIVec_Finish_oStrW(f->call, &s), expected);
	assert_int_equal(s != NULL, SUCCEEDED(expected));
	CoTaskMemFree(s);
	assert_int_equal(AsyncIVec_Finish_oStrW(f->call, &s), RPC_E_CALL_COMPLETE);
}

static void C20_string_body(struct fake *f)
{
	for (size_t size = 0; size < sizeof string_reply; size++)
		C20_string(f, size, RPC_E_CLIENT_CANTUNMARSHAL_DATA);
	C20_string(f, sizeof string_reply, S_OK);
	assert_idle(f);
}

TEST(C20_a_reply_cut_short_gives_RPC_E_CLIENT_CANTUNMARSHAL_DATA_and_the_object_is_idle)
{
	with_fake(C20_string_body);
}

/* More elements than the caller's array has, and an OBJREF that is none. */
static void C20_rubbish_body(struct fake *f)
{
	uint8_t array[] = { 9, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0 };
	uint8_t objref[20] = { 1, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0, 'r', 'u', 'b', 'b' };
	LONG length = 5, numbers[2] = { 3, 4 };
	IUnknown *p = (IUnknown *)(void *)f;

	assert_int_equal(AsyncIVec_Begin_oArr(f->call, 2), S_OK);
	fake_answer(f, S_OK, array, sizeof array);
	assert_int_equal(AsyncIVec_Finish_oArr(f->call, &length, numbers), RPC_E_CLIENT_CANTUNMARSHAL_DATA);
	assert_int_equal(length, 0);
	assert_int_equal(numbers[0], 0);
	assert_int_equal(numbers[1], 0);
	assert_int_equal(AsyncIVec_Begin_oIface(f->call, &IID_IUnknown), S_OK);
	fake_answer(f, S_OK, objref, sizeof objref);
	assert_int_equal(AsyncIVec_Finish_oIface(f->call, &p), RPC_E_CLIENT_CANTUNMARSHAL_DATA);
	assert_null(p);
	assert_idle(f);
}

TEST(C20_a_reply_of_rubbish_leaves_the_outputs_zeroed_and_the_object_idle)
{
	with_fake(C20_rubbish_body);
}

/* ---- Finish_ fails: what becomes of the outputs ---- */

struct outputs {
	BYTE a;
	LONGLONG b;
	SHORT c;
};

/* Finish_oMulti, whose outputs were poisoned before. */
static void finish_multi(struct fake *f, HRESULT expected)
{
	struct outputs o = { 1, 2, 3 };

	assert_int_equal(AsyncIVec_Finish_oMulti(f->call, &o.a, &o.b, &o.c), expected);
	assert_int_equal(o.a, 0);
	assert_int_equal(o.b, 0);
	assert_int_equal(o.c, 0);
}

static void C22_out_body(struct fake *f)
{
	LPOLESTR s = (LPOLESTR)(void *)f;
	LONG n = 3, *numbers = &n;

	finish_multi(f, RPC_E_CALL_COMPLETE);
	assert_int_equal(AsyncIVec_Begin_oMulti(f->call), S_OK);
	assert_int_equal(AsyncIVec_Finish_oStrW(f->call, &s), RPC_E_INVALIDMETHOD);
	assert_null(s);
	fake_answer(f, RPC_E_SERVER_DIED, NULL, 0);
	finish_multi(f, RPC_E_SERVER_DIED);
	assert_int_equal(AsyncIVec_Begin_oMulti(f->call), S_OK);
	fake_answer(f, S_OK, "", 1);
	finish_multi(f, RPC_E_CLIENT_CANTUNMARSHAL_DATA);
	assert_int_equal(AsyncIVec_Begin_oArrP(f->call), S_OK);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel_of(f), 0), S_OK);
	assert_int_equal(AsyncIVec_Finish_oArrP(f->call, &n, &numbers), RPC_E_CALL_CANCELED);
	assert_int_equal(n, 0);
	assert_null(numbers);
	assert_int_equal(f->cancels, 1);
	fake_answer(f, S_OK, "", 1); /* too late */
	assert_idle(f);
}

TEST(C22_when_finish_fails_out_parameters_are_zeroed)
{
	with_fake(C22_out_body);
}

static void finish_in_out(struct fake *f, HRESULT expected)
{
	LONG a = 5, b = 6, *pb = &b;

	assert_int_equal(AsyncIVec_Finish_ioLong(f->call, &a, &pb), expected);
	assert_int_equal(a, 5);
	assert_ptr_equal(pb, &b);
	assert_int_equal(b, 6);
}

static void C22_in_out_body(struct fake *f)
{
	static const HRESULT hr[] = { RPC_E_SERVER_DIED, S_OK };
	LONG a = 1, b = 2, *pb = &b;

	finish_in_out(f, RPC_E_CALL_COMPLETE);
	for (unsigned i = 0; i < 2; i++) {
		assert_int_equal(AsyncIVec_Begin_ioLong(f->call, &a, &pb), S_OK);
		fake_answer(f, hr[i], "rubb", 4);
		finish_in_out(f, FAILED(hr[i]) ? hr[i] : RPC_E_CLIENT_CANTUNMARSHAL_DATA);
	}
	assert_int_equal(AsyncIVec_Begin_ioLong(f->call, &a, &pb), S_OK);
	assert_int_equal(ICancelMethodCalls_Cancel(cancel_of(f), 0), S_OK);
	finish_in_out(f, RPC_E_CALL_CANCELED);
	fake_answer(f, E_FAIL, NULL, 0);
	assert_idle(f);
}

TEST(C22_when_finish_fails_in_out_parameters_are_left_as_they_are)
{
	with_fake(C22_in_out_body);
}

/* ---- while Finish_ is at work ---- */

/* An object whose QueryInterface, which unmarshaling a pointer to it calls, does what it likes with the call object. */
typedef struct Nosy {
	AcomObject object;
	struct fake *fake;
	unsigned asked;
} Nosy;

static HRESULT Nosy_query(void *object, REFIID riid, void **ppv)
{
	Nosy *n = object;
	IUnknown *p;

	if (!IsEqualIID(riid, &IID_ISimpleStream))
		return E_NOINTERFACE;
	if (n->fake) {
		n->asked++;
		assert_int_equal(AsyncIVec_Begin_oLong(n->fake->call), RPC_S_CALLPENDING);
		assert_int_equal(AsyncIVec_Finish_oIface(n->fake->call, &p), RPC_E_CALL_COMPLETE);
		assert_int_equal(ICancelMethodCalls_Cancel(cancel_of(n->fake), 0), RPC_E_CALL_COMPLETE);
	}
	AcomObjectAddRef(&n->object);
	*ppv = &n->object.IUnknown_iface;
	return S_OK;
}

static const AcomInterface Nosy_map[] = { ACOM_END };
static const AcomClass Nosy_class = { "nosy", sizeof(Nosy), Nosy_map, NULL, NULL, Nosy_query };

static void D2_finishing_body(struct fake *f)
{
	uint8_t reply[12 + OBJREF_SIZE + 4] = { 1, 0, 0, 0, OBJREF_SIZE, 0, 0, 0, OBJREF_SIZE };
	IUnknown *object, *p = NULL;

	assert_int_equal(AcomCreateObject(&Nosy_class, NULL, &IID_IUnknown, (void **)&object), S_OK);
	assert_int_equal(where_marshal(object, &IID_ISimpleStream, OBJREF_NORMAL, reply + 12), S_OK);
	Nosy *nosy = AcomObjectOf(object);
	nosy->fake = f;
	assert_int_equal(AsyncIVec_Begin_oIface(f->call, &IID_ISimpleStream), S_OK);
	fake_answer(f, S_OK, reply, sizeof reply);
	assert_int_equal(AsyncIVec_Finish_oIface(f->call, &p), S_OK);
	assert_ptr_equal(p, object);
	assert_int_equal(nosy->asked, 1);
	assert_idle(f);
	IUnknown_Release(p);
	IUnknown_Release(object);
}

TEST(D2_while_finish_is_at_work_begin_finish_and_cancel_are_refused)
{
	with_fake(D2_finishing_body);
}
