/* mixer.c - an object with IMix whose behaviour a test chooses; its methods, plain and as call object. */
#include "mixer.h"

#include "where.h"

typedef struct Mix {
	AcomObject object;
	IMix IMix_iface;
	ICallFactory ICallFactory_iface;
	struct mixer *m;
} Mix;

/* What Begin_ leaves for Finish_. */
typedef struct MixCall {
	AcomObject object;
	AsyncIMix AsyncIMix_iface;
	AcomServerCall call;
	struct mixer *m;
	const void *inout[2]; /* [in,out] memory, which is the same in both halves */
	IUnknown *object_in;
	IID iid;
	LONG n;
} MixCall;

static os_u32 alive;

static uint64_t mixers_alive(void)
{
	return os_load32(&alive);
}

__attribute__((constructor)) static void mixer_watch(void)
{
	harness_check("mixer", mixers_alive);
}

ACOM_FACE(Mix, IMix)
ACOM_FACE(Mix, ICallFactory)
ACOM_FACE(MixCall, AsyncIMix)

static struct mixer *mixer_of(IMix *This)
{
	return Mix_from_IMix(This)->m;
}

/* ---- memory ---- */

static void *task(const void *from, size_t size)
{
	return memcpy(needed(CoTaskMemAlloc(size)), from, size);
}

LONG *mixer_number(LONG value)
{
	return task(&value, sizeof value);
}

static size_t units(LPCOLESTR s)
{
	size_t n = 0;

	while (s[n])
		n++;
	return n;
}

LPOLESTR mixer_text(LPCOLESTR text)
{
	return task(text, (units(text) + 1) * sizeof *text);
}

bool mixer_text_is(LPCOLESTR a, LPCOLESTR b)
{
	return units(a) == units(b) && !memcmp(a, b, units(a) * sizeof *a);
}

static LONG *squares(LONG n)
{
	LONG *values = needed(CoTaskMemAlloc((size_t)n * sizeof *values + 1));

	for (LONG i = 0; i < n; i++)
		values[i] = (LONG)((ULONG)i * (ULONG)i);
	return values;
}

static bool replaces(enum mixer_act act)
{
	return act == MIXER_REPLACE || act == MIXER_GROW || act == MIXER_CLEAR;
}

static HRESULT do_number(struct mixer *m, LONG **number)
{
	LONG old = number && *number ? **number : 0;

	if (!number)
		return m->hr;
	if (m->act == MIXER_CHANGE && *number)
		**number += 1;
	if (!replaces(m->act))
		return m->hr;
	CoTaskMemFree(*number);
	*number = m->act == MIXER_CLEAR ? NULL : mixer_number(old + 1000);
	return m->hr;
}

static HRESULT do_text(struct mixer *m, LPOLESTR *text)
{
	if (m->act == MIXER_CHANGE && *text)
		(*text)[0] = u'X';
	if (!replaces(m->act))
		return m->hr;
	CoTaskMemFree(*text);
	*text = NULL;
	if (m->act != MIXER_CLEAR)
		*text = mixer_text(m->act == MIXER_GROW ? u"a text that is longer than the one that was there" : u"other");
	return m->hr;
}

static HRESULT do_letters(struct mixer *m, LONG room, OLECHAR *letters)
{
	if (m->act == MIXER_CHANGE)
		letters[0] = u'X';
	if (m->act == MIXER_CLEAR)
		letters[0] = 0;
	for (LONG i = 0; i < room && (m->act == MIXER_GROW || m->act == MIXER_BREAK); i++)
		letters[i] = i == room - 1 && m->act == MIXER_GROW ? 0 : u'x';
	return m->hr;
}

static HRESULT do_values(struct mixer *m, LONG n, LONG *values)
{
	for (LONG i = 0; values && i < n && m->act != MIXER_KEEP; i++)
		values[i] += 1;
	return m->hr;
}

static HRESULT do_raise(struct mixer *m, LONG *n, LONG *values)
{
	do_values(m, *n, values);
	if (m->act == MIXER_BREAK)
		*n += 1000;
	if (m->act == MIXER_CLEAR)
		*n /= 2;
	return m->hr;
}

enum { MAKE_MOST = 16 << 20 };

static HRESULT do_make(struct mixer *m, LONG n, LONG *count, LONG **values)
{
	if (n < 0 || n > MAKE_MOST)
		return E_INVALIDARG;
	*count = m->act == MIXER_BREAK ? -1 : n;
	*values = m->act == MIXER_CLEAR ? NULL : squares(n);
	return m->hr;
}

static void item_clear(MIX_ITEM *item)
{
	CoTaskMemFree(item->values);
	CoTaskMemFree(item->name);
	CoTaskMemFree(item->number);
	release_unknown(item->object);
	*item = (MIX_ITEM){ 0 };
}

static HRESULT do_item(struct mixer *m, MIX_ITEM *item)
{
	if (m->act == MIXER_CHANGE) {
		do_values(m, item->count, item->values);
		do_text(m, &item->name);
		do_number(m, &item->number);
	}
	if (m->act == MIXER_BREAK)
		item->count = -1;
	if (!replaces(m->act))
		return m->hr;
	item_clear(item);
	if (m->act == MIXER_CLEAR)
		return m->hr;
	item->count = m->act == MIXER_GROW ? 1000 : 2;
	item->values = squares(item->count);
	item->name = mixer_text(u"item");
	item->number = mixer_number(7);
	return where_make(NULL, &IID_IUnknown, (void **)&item->object);
}

/* ---- references ---- */

static HRESULT do_give(struct mixer *m, REFIID riid, IUnknown **object)
{
	HRESULT hr = m->act == MIXER_CLEAR ? S_OK : where_make(NULL, riid, (void **)object);

	if (m->act == MIXER_CLEAR)
		*object = NULL;
	return FAILED(hr) ? hr : m->hr;
}

/* Cannot be marshaled: it denies being an object. */
static HRESULT denying_QueryInterface(IUnknown *This, REFIID riid, void **ppv)
{
	(void)This;
	(void)riid;
	*ppv = NULL;
	return E_NOINTERFACE;
}

static ULONG denying_count(IUnknown *This)
{
	(void)This;
	return 1;
}

static const IUnknownVtbl denying_vtbl = { denying_QueryInterface, denying_count, denying_count };
static IUnknown denying = { &denying_vtbl };

static HRESULT do_give_many(struct mixer *m, LONG n, IUnknown **objects, LPOLESTR *text)
{
	for (LONG i = 0; i < n; i++)
		assert_int_equal(where_make(NULL, &IID_IUnknown, (void **)&objects[i]), S_OK);
	if (m->act == MIXER_BREAK) {
		IUnknown_Release(objects[n - 1]);
		objects[n - 1] = &denying;
	}
	*text = mixer_text(u"many");
	return m->hr;
}

static void keep(struct mixer *m, IUnknown *object)
{
	IUnknown *old = m->kept;

	if (object)
		IUnknown_AddRef(object);
	m->kept = object;
	release_unknown(old);
}

static HRESULT do_take(struct mixer *m, IUnknown *object)
{
	keep(m, object);
	return m->hr;
}

/* With iid_is the pointer is of that type: it can be called as it is. */
static HRESULT do_take_as(struct mixer *m, REFIID riid, IUnknown *object)
{
	if (object && IsEqualIID(riid, &IID_ISynchronize))
		assert_int_equal(ISynchronize_Signal((ISynchronize *)object), S_OK);
	keep(m, object);
	return m->hr;
}

/* Ours to release, since we replace it. */
static HRESULT do_exchange(struct mixer *m, IUnknown **object)
{
	IUnknown *before = m->kept;

	if (m->act == MIXER_RETURN) {
		m->kept = *object;
		*object = before;
		return m->hr;
	}
	keep(m, *object);
	if (!replaces(m->act))
		return m->hr;
	release_unknown(*object);
	*object = NULL;
	return m->act == MIXER_CLEAR ? m->hr : where_make(NULL, &IID_IUnknown, (void **)object);
}

static HRESULT do_self(struct mixer *m, IMix *mix, IMix **self)
{
	m->same = mix == m->self;
	*self = m->self;
	IMix_AddRef(m->self);
	return m->hr;
}

static HRESULT do_call_back(struct mixer *m, IMix *client, LONG depth, LONG *calls)
{
	HRESULT hr = m->hr;

	*calls = 0;
	if (depth && client)
		hr = IMix_CallBack(client, m->self, depth - 1, calls);
	*calls += 1;
	return hr;
}

/* ---- the plain methods ---- */

static void met(struct mixer *m)
{
	os_store32(&m->thread, (uint32_t)os_thread_id());
	os_add32(&m->entered, 1);
}

/* Inside a method nothing fails on purpose. */
static void inside(struct mixer *m, bool yes)
{
	if (m->fails)
		os_alloc_exempt(yes);
}

static struct mixer *enter(IMix *This)
{
	struct mixer *m = mixer_of(This);

	met(m);
	inside(m, true);
	if (m->gate)
		harness_gate_wait(m->gate);
	if (m->inside)
		m->inside(m->arg);
	return m;
}

static HRESULT leave(struct mixer *m, HRESULT hr)
{
	inside(m, false);
	os_add32(&m->left, 1);
	return hr;
}

#define PLAIN(name, Name, params, ...) \
	static HRESULT Mix_##Name params \
	{ \
		struct mixer *m = enter(This); \
		return leave(m, do_##name(m, __VA_ARGS__)); \
	}
PLAIN(number, Number, (IMix *This, LONG **number), number)
PLAIN(text, Text, (IMix *This, LPOLESTR *text), text)
PLAIN(letters, Letters, (IMix *This, LONG room, OLECHAR *letters), room, letters)
PLAIN(values, Values, (IMix *This, LONG n, LONG *values), n, values)
PLAIN(raise, Raise, (IMix *This, LONG *n, LONG *values), n, values)
PLAIN(make, Make, (IMix *This, LONG n, LONG *count, LONG **values), n, count, values)
PLAIN(item, Item, (IMix *This, MIX_ITEM *item), item)
PLAIN(give, Give, (IMix *This, REFIID riid, IUnknown **object), riid, object)
PLAIN(give_many, GiveMany, (IMix *This, LONG n, IUnknown **objects, LPOLESTR *text), n, objects, text)
PLAIN(take, Take, (IMix *This, IUnknown *object), object)
PLAIN(take_as, TakeAs, (IMix *This, REFIID riid, IUnknown *object), riid, object)
PLAIN(exchange, Exchange, (IMix *This, IUnknown **object), object)
PLAIN(self, Self, (IMix *This, IMix *mix, IMix **self), mix, self)
PLAIN(call_back, CallBack, (IMix *This, IMix *client, LONG depth, LONG *calls), client, depth, calls)

/* ---- the call object ---- */

enum {
	NUMBER = 1, TEXT, LETTERS, VALUES, RAISE, MAKE, ITEM, GIVE, GIVE_MANY, TAKE, TAKE_AS, EXCHANGE, SELF, CALL_BACK,
};

static HRESULT begin(AsyncIMix *This, DWORD method, LONG n, void *object, const void *inout, const void *more)
{
	MixCall *c = MixCall_from_AsyncIMix(This);
	HRESULT hr = AcomServerCallTryBegin(&c->call, method);

	met(c->m);
	if (FAILED(hr))
		return hr;
	if (c->m->begins)
		c->m->begins(c->m->arg);
	c->n = n;
	c->inout[0] = inout;
	c->inout[1] = more;
	c->object_in = object;
	if (object)
		IUnknown_AddRef(c->object_in);
	if (c->m->later)
		os_storep(&c->m->pending, &c->call);
	else
		AcomServerCallComplete(&c->call, S_OK);
	return S_OK;
}

static HRESULT finish(MixCall *c, DWORD method, const void *inout, const void *more)
{
	HRESULT hr, result;

	if (SUCCEEDED(AcomServerCallTryFinish(&c->call, method, &result)))
		AcomServerCallFinished(&c->call);
	hr = result;
	inside(c->m, true);
	os_store32(&c->m->thread, (uint32_t)os_thread_id());
	if (SUCCEEDED(hr)) {
		assert_ptr_equal(c->inout[0], inout);
		assert_ptr_equal(c->inout[1], more);
		if (c->m->inside)
			c->m->inside(c->m->arg);
	}
	return hr;
}

/* What Begin_ held goes with Finish_. */
static HRESULT finished(MixCall *c, HRESULT hr)
{
	release_unknown(c->object_in);
	c->object_in = NULL;
	return leave(c->m, hr);
}

/* One method's halves: the parameters of each, what Begin_ keeps, the [in,out] memory, the arguments of do_. */
#define HALVES(name, Name, METHOD, BEGIN, kept, inout, more, FINISH, ...) \
	static HRESULT MixCall_Begin_##Name BEGIN { return begin(This, METHOD, kept, inout, more); } \
	static HRESULT MixCall_Finish_##Name FINISH \
	{ \
		MixCall *c = MixCall_from_AsyncIMix(This); \
		HRESULT hr = finish(c, METHOD, inout, more); \
		return finished(c, FAILED(hr) ? hr : do_##name(c->m, __VA_ARGS__)); \
	}
#define P(...) __VA_ARGS__
HALVES(number, Number, NUMBER, (AsyncIMix *This, LONG **number), P(0, NULL), number, NULL,
       (AsyncIMix *This, LONG **number), number)
HALVES(text, Text, TEXT, (AsyncIMix *This, LPOLESTR *text), P(0, NULL), text, NULL,
       (AsyncIMix *This, LPOLESTR *text), text)
HALVES(letters, Letters, LETTERS, (AsyncIMix *This, LONG room, OLECHAR *letters), P(room, NULL), letters, NULL,
       (AsyncIMix *This, OLECHAR *letters), c->n, letters)
HALVES(values, Values, VALUES, (AsyncIMix *This, LONG n, LONG *values), P(n, NULL), values, NULL,
       (AsyncIMix *This, LONG *values), c->n, values)
HALVES(raise, Raise, RAISE, (AsyncIMix *This, LONG *n, LONG *values), P(0, NULL), n, values,
       (AsyncIMix *This, LONG *n, LONG *values), n, values)
HALVES(make, Make, MAKE, (AsyncIMix *This, LONG n), P(n, NULL), NULL, NULL,
       (AsyncIMix *This, LONG *count, LONG **values), c->n, count, values)
HALVES(item, Item, ITEM, (AsyncIMix *This, MIX_ITEM *item), P(0, NULL), item, NULL,
       (AsyncIMix *This, MIX_ITEM *item), item)
HALVES(give_many, GiveMany, GIVE_MANY, (AsyncIMix *This, LONG n), P(n, NULL), NULL, NULL,
       (AsyncIMix *This, IUnknown **objects, LPOLESTR *text), c->n, objects, text)
HALVES(take, Take, TAKE, (AsyncIMix *This, IUnknown *object), P(0, object), NULL, NULL,
       (AsyncIMix *This), c->object_in)
HALVES(exchange, Exchange, EXCHANGE, (AsyncIMix *This, IUnknown **object), P(0, NULL), object, NULL,
       (AsyncIMix *This, IUnknown **object), object)
HALVES(self, Self, SELF, (AsyncIMix *This, IMix *mix), P(0, mix), NULL, NULL,
       (AsyncIMix *This, IMix **self), (IMix *)c->object_in, self)
HALVES(call_back, CallBack, CALL_BACK, (AsyncIMix *This, IMix *client, LONG depth), P(depth, client), NULL, NULL,
       (AsyncIMix *This, LONG *calls), (IMix *)c->object_in, c->n, calls)

/* A REFIID is [in] memory: it is gone after Begin_. */
static void keep_iid(AsyncIMix *This, REFIID riid)
{
	MixCall_from_AsyncIMix(This)->iid = *riid;
}

static HRESULT MixCall_Begin_Give(AsyncIMix *This, REFIID riid)
{
	keep_iid(This, riid);
	return begin(This, GIVE, 0, NULL, NULL, NULL);
}

static HRESULT MixCall_Finish_Give(AsyncIMix *This, IUnknown **object)
{
	MixCall *c = MixCall_from_AsyncIMix(This);
	HRESULT hr = finish(c, GIVE, NULL, NULL);

	return finished(c, FAILED(hr) ? hr : do_give(c->m, &c->iid, object));
}

static HRESULT MixCall_Begin_TakeAs(AsyncIMix *This, REFIID riid, IUnknown *object)
{
	keep_iid(This, riid);
	return begin(This, TAKE_AS, 0, object, NULL, NULL);
}

static HRESULT MixCall_Finish_TakeAs(AsyncIMix *This)
{
	MixCall *c = MixCall_from_AsyncIMix(This);
	HRESULT hr = finish(c, TAKE_AS, NULL, NULL);

	return finished(c, FAILED(hr) ? hr : do_take_as(c->m, &c->iid, c->object_in));
}

#define PAIR(Name) .Begin_##Name = MixCall_Begin_##Name, .Finish_##Name = MixCall_Finish_##Name
static const AsyncIMixVtbl MixCall_AsyncIMix_vtbl = {
	ACOM_UNKNOWN(MixCall, AsyncIMix), PAIR(Number), PAIR(Text), PAIR(Letters), PAIR(Values), PAIR(Raise), PAIR(Make),
	PAIR(Item), PAIR(Give), PAIR(GiveMany), PAIR(Take), PAIR(TakeAs), PAIR(Exchange), PAIR(Self), PAIR(CallBack),
};
static const AcomInterface MixCall_map[] = {
	ACOM_ENTRY(MixCall, AsyncIMix), ACOM_SERVER_CALL_ENTRIES(MixCall, call), ACOM_END,
};

static HRESULT MixCall_construct(void *object)
{
	MixCall *c = object;
	HRESULT hr = AcomServerCallInit(&c->call, &c->object);

	if (SUCCEEDED(hr))
		os_add32(&alive, 1);
	return hr;
}

static void MixCall_destruct(void *object)
{
	MixCall *c = object;

	release_unknown(c->object_in);
	AcomServerCallFini(&c->call);
	os_sub32(&alive, 1);
}

static const AcomClass MixCall_class = {
	"mix call", sizeof(MixCall), MixCall_map, MixCall_construct, MixCall_destruct, NULL,
};

/* ---- the object ---- */

static HRESULT Mix_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	IUnknown *unknown;

	*ppv = NULL;
	if (!IsEqualIID(riid, &IID_AsyncIMix))
		return E_NOINTERFACE;
	HRESULT hr = AcomCreateObject(&MixCall_class, outer, &IID_IUnknown, (void **)&unknown);
	if (FAILED(hr))
		return hr;
	((MixCall *)AcomObjectOf(unknown))->m = Mix_from_ICallFactory(This)->m;
	hr = IUnknown_QueryInterface(unknown, riid2, (void **)ppv);
	IUnknown_Release(unknown);
	return hr;
}

static const IMixVtbl Mix_IMix_vtbl = {
	ACOM_UNKNOWN(Mix, IMix), Mix_Number, Mix_Text, Mix_Letters, Mix_Values, Mix_Raise, Mix_Make, Mix_Item, Mix_Give,
	Mix_GiveMany, Mix_Take, Mix_TakeAs, Mix_Exchange, Mix_Self, Mix_CallBack,
};
static const ICallFactoryVtbl Mix_ICallFactory_vtbl = { ACOM_UNKNOWN(Mix, ICallFactory), Mix_CreateCall };
static const AcomInterface plain_map[] = { ACOM_ENTRY(Mix, IMix), ACOM_END };
static const AcomInterface async_map[] = { ACOM_ENTRY(Mix, IMix), ACOM_ENTRY(Mix, ICallFactory), ACOM_END };

static HRESULT Mix_construct(void *object)
{
	(void)object;
	os_add32(&alive, 1);
	return S_OK;
}

/* What it kept goes with it. */
static void Mix_destruct(void *object)
{
	keep(((Mix *)object)->m, NULL);
	os_sub32(&alive, 1);
}

static const AcomClass plain_class = { "plain mix", sizeof(Mix), plain_map, Mix_construct, Mix_destruct, NULL };
static const AcomClass async_class = { "async mix", sizeof(Mix), async_map, Mix_construct, Mix_destruct, NULL };

IMix *mixer_create(struct mixer *m)
{
	assert_int_equal(AcomCreateObject(m->async ? &async_class : &plain_class, NULL, &IID_IMix, (void **)&m->self), S_OK);
	Mix_from_IMix(m->self)->m = m;
	return m->self;
}

ISimpleStream *mixer_make(void *mixer)
{
	return (ISimpleStream *)mixer_create(mixer);
}

/* ---- for its clients ---- */

IMix *mixer_proxy(struct house *h)
{
	IMix *mix;

	assert_int_equal(house_query(h, &IID_IMix, (void **)&mix), S_OK);
	return mix;
}

AsyncIMix *mixer_call(IMix *mix)
{
	ICallFactory *factory;
	AsyncIMix *call;

	assert_int_equal(IMix_QueryInterface(mix, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIMix, NULL, &IID_AsyncIMix, (IUnknown **)&call), S_OK);
	ICallFactory_Release(factory);
	return call;
}

void mixer_wait_pending(struct mixer *m)
{
	while (!os_loadp(&m->pending))
		if (!apartment_serve())
			os_yield();
}

struct order {
	struct mixer *m;
	HRESULT hr;
};

static HRESULT complete_run(void *arg)
{
	struct order *o = arg;
	AcomServerCall *call = os_loadp(&o->m->pending);

	os_storep(&o->m->pending, NULL);
	return AcomServerCallComplete(call, o->hr);
}

void mixer_complete(struct house *h, HRESULT hr)
{
	struct order o = { h->arg, hr };

	mixer_wait_pending(o.m);
	assert_int_equal(house_run(h, complete_run, &o), S_OK);
}

HRESULT mixer_complete_here(struct mixer *m, HRESULT hr)
{
	mixer_wait_pending(m);
	return complete_run(&(struct order){ m, hr });
}

void mixer_lose(struct mixer *m)
{
	mixer_wait_pending(m);
	AcomServerCall *call = os_loadp(&m->pending);
	os_storep(&m->pending, NULL);
	AcomObjectRelease(call->object);
}

static HRESULT drop_run(void *arg)
{
	keep(arg, NULL);
	return S_OK;
}

void mixer_drop(struct house *h)
{
	assert_int_equal(house_run(h, drop_run, h->arg), S_OK);
}
