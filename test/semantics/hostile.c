/* hostile.c - requests and replies that were changed on their way (C20, C22, decision 8), on a channel that is tapped. */

#include "scene.h"

/* ---- a channel in front of the real one, which shows the call ---- */

/* What is done to a half. */
struct change {
	size_t size;  /* what is left of it; SIZE_MAX: all */
	size_t at;    /* an octet to be changed, */
	uint8_t with; /* by this; 0: none */
	size_t was;   /* how long it was */
};

static void change(struct call_buffer *half, struct change *c)
{
	c->was = half->size;
	if (c->at < half->size)
		half->data[c->at] ^= c->with;
	if (c->size < half->size)
		half->size = c->size;
}

struct tap {
	struct channel channel;
	struct channel *real;
	struct call *call; /* the last one; counted */
	struct change *request; /* done to each request, if it is set; replies are left alone then */
	os_u32 destroyed;
};

static struct tap *tap_of(struct channel *c)
{
	return container_of(c, struct tap, channel);
}

static HRESULT tap_buffer(struct channel *c, struct call *call, size_t size)
{
	struct channel *real = tap_of(c)->real;

	return real->ops->buffer(real, call, size);
}

static HRESULT tap_send(struct channel *c, struct call *call, struct IErrorInfo **why)
{
	struct tap *t = tap_of(c);

	call_unref(t->call);
	t->call = call_ref(call);
	if (t->request)
		change(&call->request, t->request);
	return t->real->ops->send(t->real, call, why);
}

static void tap_cancel(struct channel *c, struct call *call)
{
	struct channel *real = tap_of(c)->real;

	real->ops->cancel(real, call);
}

/* It lives on the stack of its test. */
static void tap_destroy(struct channel *c)
{
	channel_unref(tap_of(c)->real);
	os_store32(&tap_of(c)->destroyed, 1);
}

static const struct channel_ops tap_ops = {
	.buffer = tap_buffer, .send = tap_send, .cancel = tap_cancel, .destroy = tap_destroy,
};

/* A call object of the proxy p for the interface, over a tap. */
static void *tap_call(struct tap *t, void *p, REFIID iid)
{
	struct proxy *proxy = container_of((struct face *)p, struct proxy, face);
	const ACOM_INTERFACE *interface = needed(registry_find(iid, NULL));
	void *call;

	*t = (struct tap){
		.channel = { .ops = &tap_ops, .interface = proxy->interface, .refs = { 1 } }, .real = channel_ref(proxy->channel),
	};
	assert_int_equal(call_object_create(&t->channel, interface, security_default, thread_self()->apartment, NULL, NULL,
	                                    interface->async_iid, &call), S_OK);
	return call;
}

/* The server may still be about to let go of a call that is complete. */
static void tap_done(struct tap *t)
{
	call_unref(t->call);
	channel_unref(&t->channel);
	while (!os_load32(&t->destroyed))
		os_yield();
}

/* The reply, once it is there. */
static struct call_buffer *tap_reply(struct tap *t, void *call)
{
	ISynchronize *sync;

	assert_int_equal(IUnknown_QueryInterface((IUnknown *)call, &IID_ISynchronize, (void **)&sync), S_OK);
	assert_int_equal(ISynchronize_Wait(sync, 0, INFINITE), S_OK);
	ISynchronize_Release(sync);
	assert_true(t->call->reply.size > 0);
	return &t->call->reply;
}

static void change_reply(struct tap *t, void *call, struct change *c)
{
	if (!t->request)
		change(tap_reply(t, call), c);
}

/* Refused by the library: the outputs are as C22 says. Anything else came out of the reply and is freed. */
static bool refused(HRESULT hr)
{
	return hr == RPC_E_CLIENT_CANTUNMARSHAL_DATA || hr == RPC_E_SERVER_CANTUNMARSHAL_DATA ||
	       hr == RPC_E_SERVER_CANTMARSHAL_DATA || hr == RPC_E_OUT_OF_RESOURCES || hr == E_OUTOFMEMORY;
}

enum { BITS = 9 }; /* each alone, and all of them */

/* How far to the next octet: it allocates what this one does. */
static size_t stride(void)
{
	return swept() ? 61 : 1;
}

/* ---- the calls: each begins, has its reply changed, finishes, checks, frees ---- */

static HRESULT play_number(struct tap *t, AsyncIMix *call, struct change *c)
{
	LONG *number = mixer_number(5);

	assert_int_equal(AsyncIMix_Begin_Number(call, &number), S_OK);
	change_reply(t, call, c);
	HRESULT hr = AsyncIMix_Finish_Number(call, &number);
	assert_true(!refused(hr) || *number == 5);
	CoTaskMemFree(number);
	return hr;
}

static HRESULT play_text(struct tap *t, AsyncIMix *call, struct change *c)
{
	LPOLESTR text = mixer_text(u"before");

	assert_int_equal(AsyncIMix_Begin_Text(call, &text), S_OK);
	change_reply(t, call, c);
	HRESULT hr = AsyncIMix_Finish_Text(call, &text);
	assert_true(!refused(hr) || mixer_text_is(text, u"before"));
	CoTaskMemFree(text);
	return hr;
}

enum { ROOM = 8 };

static HRESULT play_letters(struct tap *t, AsyncIMix *call, struct change *c)
{
	OLECHAR letters[ROOM + 1] = u"before";

	letters[ROOM] = u'#';
	assert_int_equal(AsyncIMix_Begin_Letters(call, ROOM, letters), S_OK);
	change_reply(t, call, c);
	HRESULT hr = AsyncIMix_Finish_Letters(call, letters);
	assert_true(!refused(hr) || mixer_text_is(letters, u"before"));
	assert_int_equal(letters[ROOM], u'#');
	return hr;
}

static HRESULT play_raise(struct tap *t, AsyncIMix *call, struct change *c)
{
	LONG n = 4, values[5] = { 1, 2, 3, 4, 99 };

	assert_int_equal(AsyncIMix_Begin_Raise(call, &n, values), S_OK);
	change_reply(t, call, c);
	HRESULT hr = AsyncIMix_Finish_Raise(call, &n, values);
	assert_true(!refused(hr) || (n == 4 && values[0] == 1 && values[3] == 4));
	assert_true(n >= 0 && n <= 4);
	assert_int_equal(values[4], 99);
	return hr;
}

static HRESULT play_make(struct tap *t, AsyncIMix *call, struct change *c)
{
	LONG count = 77, *values = &count;

	assert_int_equal(AsyncIMix_Begin_Make(call, 5), S_OK);
	change_reply(t, call, c);
	HRESULT hr = AsyncIMix_Finish_Make(call, &count, &values);
	assert_true(!refused(hr) || (!count && !values));
	for (LONG i = 0; i < count && values; i++)
		values[i] = 0; /* as long as it says */
	CoTaskMemFree(values);
	return hr;
}

static HRESULT play_item(struct tap *t, AsyncIMix *call, struct change *c)
{
	MIX_ITEM item = { 0, NULL, mixer_text(u"name"), NULL, NULL };

	assert_int_equal(AsyncIMix_Begin_Item(call, &item), S_OK);
	change_reply(t, call, c);
	HRESULT hr = AsyncIMix_Finish_Item(call, &item);
	assert_true(!refused(hr) || (!item.count && !item.values && mixer_text_is(item.name, u"name")));
	for (LONG i = 0; i < item.count && item.values; i++)
		item.values[i] = 0;
	CoTaskMemFree(item.values);
	CoTaskMemFree(item.name);
	CoTaskMemFree(item.number);
	release_unknown(item.object);
	return hr;
}

static HRESULT play_give(struct tap *t, AsyncIMix *call, struct change *c)
{
	IUnknown *object = (IUnknown *)&object;

	assert_int_equal(AsyncIMix_Begin_Give(call, &IID_ISimpleStream), S_OK);
	change_reply(t, call, c);
	HRESULT hr = AsyncIMix_Finish_Give(call, &object);
	assert_true(!refused(hr) || !object);
	release_unknown(object);
	return hr;
}

enum { MANY = 3 };

static HRESULT play_give_many(struct tap *t, AsyncIMix *call, struct change *c)
{
	IUnknown *objects[MANY + 1] = { (IUnknown *)t, (IUnknown *)t, (IUnknown *)t, (IUnknown *)t };
	LPOLESTR text = (LPOLESTR)t;

	assert_int_equal(AsyncIMix_Begin_GiveMany(call, MANY), S_OK);
	change_reply(t, call, c);
	HRESULT hr = AsyncIMix_Finish_GiveMany(call, objects, &text);
	assert_true(!refused(hr) || !text);
	assert_ptr_equal(objects[MANY], t);
	for (int i = 0; i < MANY; i++) {
		assert_true(!refused(hr) || !objects[i]);
		release_unknown(objects[i]);
	}
	CoTaskMemFree(text);
	return hr;
}

static HRESULT play_exchange(struct tap *t, AsyncIMix *call, struct change *c)
{
	ISimpleStream *mine = where_create();
	IUnknown *object, *before;

	assert_int_equal(ISimpleStream_QueryInterface(mine, &IID_IUnknown, (void **)&object), S_OK);
	before = object;
	assert_int_equal(AsyncIMix_Begin_Exchange(call, &object), S_OK);
	change_reply(t, call, c);
	HRESULT hr = AsyncIMix_Finish_Exchange(call, &object);
	assert_true(!refused(hr) || object == before);
	release_unknown(object);
	ISimpleStream_Release(mine);
	return hr;
}

static HRESULT play_take_as(struct tap *t, AsyncIMix *call, struct change *c)
{
	ISimpleStream *mine = where_create();
	IUnknown *object;

	assert_int_equal(ISimpleStream_QueryInterface(mine, &IID_ISynchronize, (void **)&object), S_OK);
	assert_int_equal(AsyncIMix_Begin_TakeAs(call, &IID_ISynchronize, object), S_OK);
	change_reply(t, call, c);
	HRESULT hr = AsyncIMix_Finish_TakeAs(call);
	IUnknown_Release(object);
	ISimpleStream_Release(mine);
	return hr;
}

/* Those with outputs; those whose server can cope with any number. */
static HRESULT (*const plays[])(struct tap *t, AsyncIMix *call, struct change *c) = {
	play_number, play_text, play_letters, play_raise, play_make, play_item, play_give, play_give_many, play_exchange,
};
static HRESULT (*const requests[])(struct tap *t, AsyncIMix *call, struct change *c) = {
	play_number, play_text, play_letters, play_raise, play_make, play_item, play_give, play_exchange, play_take_as,
};

/* ---- the scenes: plain and async server; the object ends with its house, so what is lost on the way does, too ---- */

static void with_tap(enum mixer_act act, void (*body)(struct scene *s, struct tap *t, AsyncIMix *call))
{
	for (int i = 0; i < 4; i++) {
		struct scene s = { .m = { .async = i & 1, .act = act } };
		struct tap t;

		house_enter(i & 2 ? COINIT_MULTITHREADED : COINIT_APARTMENTTHREADED);
		s.h = (struct house){ .model = COINIT_APARTMENTTHREADED, .make = mixer_make, .arg = &s.m };
		house_open(&s.h);
		s.mix = mixer_proxy(&s.h);
		AsyncIMix *call = tap_call(&t, s.mix, &IID_IMix);
		body(&s, &t, call);
		AsyncIMix_Release(call);
		tap_done(&t);
		IMix_Release(s.mix);
		house_close(&s.h);
		house_leave();
	}
}

static void untouched(struct scene *s, struct tap *t, AsyncIMix *call)
{
	for (size_t i = 0; i < ARRAY_COUNT(plays); i++) {
		struct change none = { .size = SIZE_MAX };
		assert_int_equal(plays[i](t, call, &none), S_OK);
	}
	mixer_drop(&s->h);
	where_wait_alive(0);
}

TEST(an_untouched_reply_is_taken)
{
	with_tap(MIXER_REPLACE, untouched);
}

static void truncated(struct scene *s, struct tap *t, AsyncIMix *call)
{
	for (size_t i = 0; i < ARRAY_COUNT(plays); i++) {
		struct change c = { 0 };
		do
			assert_int_equal(plays[i](t, call, &c), RPC_E_CLIENT_CANTUNMARSHAL_DATA);
		while ((c.size += stride()) < c.was);
		c.size = SIZE_MAX;
		assert_int_equal(plays[i](t, call, &c), S_OK); /* the object is idle again */
	}
	mixer_drop(&s->h);
}

TEST(C20_C22_a_reply_cut_off_anywhere_is_refused_outputs_are_zeroed_and_in_out_values_stay)
{
	with_tap(MIXER_REPLACE, truncated);
}

/* All references are there, only the last octet is missing: each is given back. */
static void last_octet(struct scene *s, struct tap *t, AsyncIMix *call)
{
	for (size_t i = 0; i < ARRAY_COUNT(plays); i++) {
		struct change c = { .size = SIZE_MAX };
		assert_int_equal(plays[i](t, call, &c), S_OK);
		c.size = c.was - 1;
		assert_int_equal(plays[i](t, call, &c), RPC_E_CLIENT_CANTUNMARSHAL_DATA);
		mixer_drop(&s->h);
		where_wait_alive(0);
	}
}

TEST(decision_1_the_references_in_a_reply_that_cannot_be_unmarshaled_are_given_back)
{
	with_tap(MIXER_REPLACE, last_octet);
}

/* The same when nobody wants it any more. */
static void abandoned(struct scene *s, struct tap *t, AsyncIMix *call)
{
	static const size_t less[] = { 0, 1, 4 };

	(void)t;
	(void)call;
	for (size_t i = 0; i < ARRAY_COUNT(less); i++) {
		struct tap again;
		AsyncIMix *mine = tap_call(&again, s->mix, &IID_IMix);
		assert_int_equal(AsyncIMix_Begin_GiveMany(mine, MANY), S_OK);
		struct call_buffer *reply = tap_reply(&again, mine);
		reply->size -= less[i];
		assert_int_equal(where_alive(), MANY);
		AsyncIMix_Release(mine);
		tap_done(&again);
		where_wait_alive(0);
	}
}

TEST(decision_1_the_references_in_a_broken_reply_that_nobody_takes_are_given_back)
{
	with_tap(MIXER_REPLACE, abandoned);
}

static void changed(struct scene *s, struct tap *t, AsyncIMix *call)
{
	for (size_t i = 0; i < ARRAY_COUNT(plays); i++) {
		struct change c = { .size = SIZE_MAX };
		do {
			for (int bit = swept() ? BITS - 1 : 0; bit < BITS; bit++) {
				c.with = (uint8_t)(bit < 8 ? 1 << bit : 0xff);
				plays[i](t, call, &c);
			}
		} while ((c.at += stride()) < c.was);
	}
	mixer_drop(&s->h);
}

TEST(U9_a_reply_with_any_octet_changed_is_refused_or_taken_and_nothing_is_overrun_or_leaked)
{
	with_tap(MIXER_GROW, changed);
	with_tap(MIXER_CHANGE, changed);
}

/* ---- the same with requests ---- */

static void truncated_request(struct scene *s, struct tap *t, AsyncIMix *call)
{
	for (size_t i = 0; i < ARRAY_COUNT(requests); i++) {
		struct change c = { 0 };
		uint32_t entered = house_count(&s->m.entered);
		t->request = &c;
		do
			assert_int_equal(requests[i](t, call, &c), RPC_E_SERVER_CANTUNMARSHAL_DATA);
		while ((c.size += stride()) < c.was);
		assert_int_equal(house_count(&s->m.entered), entered);
		t->request = NULL;
		c.size = SIZE_MAX;
		c.with = 0;
		assert_int_equal(requests[i](t, call, &c), S_OK);
	}
	mixer_drop(&s->h);
}

TEST(a_request_cut_off_anywhere_is_refused_before_the_method_is_entered)
{
	with_tap(MIXER_REPLACE, truncated_request);
}

/* A number stands behind the reference: that is cut off, the reference is whole. */
static void last_octet_of_request(struct scene *s, struct tap *t, AsyncIMix *call)
{
	struct mixer mine = { .act = MIXER_KEEP };
	IMix *me = mixer_create(&mine);
	struct change c = { .size = SIZE_MAX };
	LONG calls = 77;

	(void)s;
	t->request = &c;
	for (int i = 0; i < 2; i++) {
		c.size = i ? c.was - 1 : SIZE_MAX;
		assert_int_equal(AsyncIMix_Begin_CallBack(call, me, 0), S_OK);
		assert_int_equal(AsyncIMix_Finish_CallBack(call, &calls), i ? RPC_E_SERVER_CANTUNMARSHAL_DATA : S_OK);
		assert_int_equal(calls, !i);
		while (where_refs(me) > 1)
			if (!apartment_serve())
				os_yield();
	}
	t->request = NULL;
	IMix_Release(me);
}

TEST(decision_1_the_references_in_a_request_that_cannot_be_unmarshaled_are_given_back)
{
	with_tap(MIXER_CLEAR, last_octet_of_request);
}

static void changed_request(struct scene *s, struct tap *t, AsyncIMix *call)
{
	for (size_t i = 0; i < ARRAY_COUNT(requests); i++) {
		struct change c = { .size = SIZE_MAX };
		t->request = &c;
		do {
			for (int bit = swept() ? BITS - 1 : 0; bit < BITS; bit++) {
				c.with = (uint8_t)(bit < 8 ? 1 << bit : 0xff);
				requests[i](t, call, &c);
			}
		} while ((c.at += stride()) < c.was);
		t->request = NULL;
	}
	mixer_drop(&s->h);
}

TEST(a_request_with_any_octet_changed_is_refused_or_served_and_nothing_is_overrun_or_leaked)
{
	with_tap(MIXER_REPLACE, changed_request);
	with_tap(MIXER_CHANGE, changed_request);
}

/* ---- a reference that is used twice ---- */

static void used_twice(struct scene *s, struct tap *t, AsyncIMix *call)
{
	IUnknown *objects[MANY];
	LPOLESTR text;
	uint8_t *first = NULL, *second = NULL;

	assert_int_equal(AsyncIMix_Begin_GiveMany(call, MANY), S_OK);
	struct call_buffer *reply = tap_reply(t, call);
	for (size_t i = 0; i + 4 <= reply->size; i++)
		if (!memcmp(reply->data + i, "MEOW", 4)) {
			second = first ? second ? second : reply->data + i : NULL;
			first = first ? first : reply->data + i;
		}
	assert_non_null(second);
	memcpy(second, first, OBJREF_SIZE);
	assert_int_equal(AsyncIMix_Finish_GiveMany(call, objects, &text), RPC_E_CLIENT_CANTUNMARSHAL_DATA);
	for (int i = 0; i < MANY; i++)
		assert_null(objects[i]);
	assert_null(text);
	where_wait_alive(1); /* the one whose octets are gone, until its house is */
	(void)s;
}

TEST(a_reply_that_names_one_reference_twice_is_refused)
{
	with_tap(MIXER_KEEP, used_twice);
}

/* ---- decision 8: more than the caller's buffer holds ---- */

static void put_u32(uint8_t *at, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(v >> 8 * i);
}

/* The reply to Read(10): max_count, offset, actual_count, 10 octets, 2 of gap, *pcbRead, result. */
static const struct {
	uint32_t max, offset, actual, read;
	HRESULT hr;
} reads[] = {
	{ 10, 0, 10, 10, S_OK },
	{ 10, 0, 9, 10, RPC_E_CLIENT_CANTUNMARSHAL_DATA },
	{ 10, 0, 10, 9, RPC_E_CLIENT_CANTUNMARSHAL_DATA },
	{ 10, 0, 10, 1000, RPC_E_CLIENT_CANTUNMARSHAL_DATA },
	{ 11, 0, 10, 10, RPC_E_CLIENT_CANTUNMARSHAL_DATA },
	{ 1000, 0, 1000, 1000, RPC_E_CLIENT_CANTUNMARSHAL_DATA },
	{ 10, 0, 11, 11, RPC_E_CLIENT_CANTUNMARSHAL_DATA },
	{ 10, 1, 9, 9, RPC_E_CLIENT_CANTUNMARSHAL_DATA },
	{ 10, 0xffffffff, 10, 10, RPC_E_CLIENT_CANTUNMARSHAL_DATA },
	{ 10, 0, 0xffffffff, 0xffffffff, RPC_E_CLIENT_CANTUNMARSHAL_DATA },
	{ 0xffffffff, 0, 10, 10, RPC_E_CLIENT_CANTUNMARSHAL_DATA },
};

static void read_changed(struct tap *t, AsyncISimpleStream *call, size_t i)
{
	BYTE data[12];
	ULONG n = 77;

	memset(data, '#', sizeof data);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	struct call_buffer *reply = tap_reply(t, call);
	assert_int_equal(reply->size, 32);
	put_u32(reply->data, reads[i].max);
	put_u32(reply->data + 4, reads[i].offset);
	put_u32(reply->data + 8, reads[i].actual);
	put_u32(reply->data + 24, reads[i].read);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), reads[i].hr);
	assert_int_equal(n, reads[i].hr == S_OK ? 10 : 0);
	for (int j = 0; j < 10; j++)
		assert_int_equal(data[j], reads[i].hr == S_OK ? 'a' + j : 0);
	assert_true(data[10] == '#' && data[11] == '#');
}

TEST(decision_8_a_reply_larger_than_the_callers_buffer_or_that_contradicts_itself_is_refused)
{
	for (int k = 0; k < 2; k++) {
		struct house h = { .model = COINIT_APARTMENTTHREADED, .async = k };
		struct tap t;

		house_enter(COINIT_APARTMENTTHREADED);
		house_open(&h);
		ISimpleStream *s = house_stream(&h);
		AsyncISimpleStream *call = tap_call(&t, s, &IID_ISimpleStream);
		for (size_t i = 0; i < ARRAY_COUNT(reads); i++)
			read_changed(&t, call, i);
		AsyncISimpleStream_Release(call);
		tap_done(&t);
		ISimpleStream_Release(s);
		house_close(&h);
		house_leave();
	}
}

/* Everything fits together and all octets are there: only the caller's buffer is smaller. */
static void read_longer(struct tap *t, AsyncISimpleStream *call, uint32_t max, uint32_t count)
{
	BYTE data[200];
	ULONG n = 77;

	memset(data, '#', sizeof data);
	assert_int_equal(AsyncISimpleStream_Begin_Read(call, 10), S_OK);
	struct call_buffer *reply = tap_reply(t, call);
	assert_int_equal(call_buffer_reserve(reply, 12 + 100 + 8), S_OK);
	reply->size = 12 + 100 + 8;
	memset(reply->data, 0, reply->size);
	put_u32(reply->data, max);
	put_u32(reply->data + 8, count);
	put_u32(reply->data + 12 + 100, count);
	assert_int_equal(AsyncISimpleStream_Finish_Read(call, data, &n), RPC_E_CLIENT_CANTUNMARSHAL_DATA);
	assert_int_equal(n, 0);
	for (size_t i = 0; i < sizeof data; i++)
		assert_int_equal(data[i], i < 10 ? 0 : '#');
}

/* The same for a size that is [in,out] itself: n, max_count, 100 values, result. */
static void raise_higher(struct tap *t, AsyncIMix *call, uint32_t n, uint32_t max)
{
	LONG count = 4, values[200];

	for (LONG i = 0; i < 200; i++)
		values[i] = i;
	assert_int_equal(AsyncIMix_Begin_Raise(call, &count, values), S_OK);
	struct call_buffer *reply = tap_reply(t, call);
	assert_int_equal(call_buffer_reserve(reply, 4 + 4 + 400 + 4), S_OK);
	reply->size = 4 + 4 + 400 + 4;
	memset(reply->data, 0, reply->size);
	put_u32(reply->data, n);
	put_u32(reply->data + 4, max);
	assert_int_equal(AsyncIMix_Finish_Raise(call, &count, values), RPC_E_CLIENT_CANTUNMARSHAL_DATA);
	assert_int_equal(count, 4);
	for (LONG i = 0; i < 200; i++)
		assert_int_equal(values[i], i);
}

static void raise_each(struct scene *s, struct tap *t, AsyncIMix *call)
{
	(void)s;
	raise_higher(t, call, 100, 100);
	raise_higher(t, call, 4, 100);
	raise_higher(t, call, 100, 4);
	raise_higher(t, call, 0xffffffff, 100);
	raise_higher(t, call, 0xffffffff, 0xffffffff);
}

TEST(decision_8_a_complete_reply_that_is_too_large_for_the_callers_buffer_does_not_overrun_it)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct tap t;

	house_enter(COINIT_APARTMENTTHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	AsyncISimpleStream *call = tap_call(&t, s, &IID_ISimpleStream);
	read_longer(&t, call, 100, 100);
	read_longer(&t, call, 10, 100);
	read_longer(&t, call, 100, 10);
	AsyncISimpleStream_Release(call);
	tap_done(&t);
	ISimpleStream_Release(s);
	house_close(&h);
	house_leave();
	with_tap(MIXER_KEEP, raise_each);
}
