/* automation.c - BSTR, VARIANT and SAFEARRAY between apartments: all directions, in all four pairs of client and server. */
#include "automat.h"
#include "house.h"
#include "object/automation.h"
#include "where.h"

/* What the methods do with [in,out] values. */
enum act { KEEP, CHANGE, REPLACE, CLEAR };

struct server {
	bool async;
	enum act act;
};

typedef struct Automat {
	AcomObject object;
	IAutomat IAutomat_iface;
	ICallFactory ICallFactory_iface;
	struct server *s;
	BSTR name;
} Automat;

typedef struct AutomatCall {
	AcomObject object;
	AsyncIAutomat AsyncIAutomat_iface;
	AcomServerCall call;
	Automat *of;
	const void *inout;
	VARIANT value;      /* of Echo: [in] values are gone after Begin_ */
	BSTR text;
	SAFEARRAY *array;
	LONG n;
} AutomatCall;

ACOM_FACE(Automat, IAutomat)
ACOM_FACE(Automat, ICallFactory)
ACOM_FACE(AutomatCall, AsyncIAutomat)

/* ---- what the methods do ---- */

static BSTR needed_bstr(LPCOLESTR s)
{
	return needed(SysAllocString(s));
}

static HRESULT do_Text(enum act act, BSTR *text)
{
	if (act == CHANGE && *text)
		(*text)[0] = u'X';
	if (act == REPLACE || act == CLEAR)
		SysFreeString(*text);
	if (act == REPLACE)
		*text = needed_bstr(u"other");
	if (act == CLEAR)
		*text = NULL;
	return S_OK;
}

/* Changes it where it is, through a reference, too. */
static HRESULT change(VARIANT *v)
{
	switch (v->vt) {
	case VT_I4: v->lVal++; break;
	case VT_BSTR: return do_Text(CHANGE, &v->bstrVal);
	case VT_BYREF | VT_I4: ++*v->plVal; break;
	case VT_BYREF | VT_BSTR: return do_Text(REPLACE, v->pbstrVal);
	case VT_BYREF | VT_VARIANT: return change(v->pvarVal);
	case VT_BYREF | VT_ARRAY | VT_I4: ++*(LONG *)(*v->pparray)->pvData; break;
	case VT_ARRAY | VT_I4: ++*(LONG *)v->parray->pvData; break;
	case VT_BYREF | VT_UNKNOWN:
		release_unknown(*v->ppunkVal);
		return where_make(NULL, &IID_IUnknown, (void **)v->ppunkVal);
	}
	return S_OK;
}

static HRESULT do_Value(enum act act, VARIANT *v)
{
	if (act == CHANGE)
		return change(v);
	if (act == KEEP)
		return S_OK;
	VariantClear(v);
	if (act == REPLACE)
		*v = (VARIANT){ .vt = VT_BSTR, .bstrVal = needed_bstr(u"new") };
	return S_OK;
}

static HRESULT do_Array(enum act act, SAFEARRAY **a)
{
	VARIANT v = { .vt = VT_ARRAY | VT_I4, .parray = *a };

	if (act == CHANGE && *a)
		return change(&v);
	if (act == KEEP || act == CHANGE)
		return S_OK;
	SafeArrayDestroy(*a);
	*a = NULL;
	if (act == REPLACE) {
		*a = needed(SafeArrayCreateVector(VT_VARIANT, 3, 2));
		*(VARIANT *)(*a)->pvData = (VARIANT){ .vt = VT_BSTR, .bstrVal = needed_bstr(u"element") };
	}
	return S_OK;
}

static HRESULT do_Fill(enum act act, LONG n, VARIANT *values)
{
	for (LONG i = 0; i < n; i++)
		do_Value(act, &values[i]);
	return S_OK;
}

static HRESULT do_Record(enum act act, AUTOMAT_RECORD *r)
{
	do_Value(act, &r->value);
	do_Text(act, &r->text);
	do_Array(act, &r->array);
	do_Fill(act, r->count, r->more);
	return S_OK;
}

static HRESULT do_Echo(VARIANT *value, BSTR text, SAFEARRAY *array, VARIANT *values, BSTR *copy, SAFEARRAY **list)
{
	HRESULT hr = VariantCopyInd(values, value);

	if (SUCCEEDED(hr))
		hr = SafeArrayCopy(array, list);
	*copy = text ? needed(SysAllocStringLen(text, SysStringLen(text))) : NULL;
	return hr;
}

/* ---- the plain methods ---- */

static enum act act_of(IAutomat *This)
{
	return Automat_from_IAutomat(This)->s->act;
}

static HRESULT Automat_get_Name(IAutomat *This, BSTR *name)
{
	*name = needed(SysAllocString(Automat_from_IAutomat(This)->name));
	return S_OK;
}

static HRESULT Automat_put_Name(IAutomat *This, BSTR name)
{
	return SysReAllocString(&Automat_from_IAutomat(This)->name, name) ? S_OK : E_OUTOFMEMORY;
}

static HRESULT Automat_Text(IAutomat *This, BSTR *text) { return do_Text(act_of(This), text); }
static HRESULT Automat_Value(IAutomat *This, VARIANT *value) { return do_Value(act_of(This), value); }
static HRESULT Automat_Array(IAutomat *This, SAFEARRAY **array) { return do_Array(act_of(This), array); }
static HRESULT Automat_Fill(IAutomat *This, LONG n, VARIANT *values) { return do_Fill(act_of(This), n, values); }
static HRESULT Automat_Record(IAutomat *This, AUTOMAT_RECORD *record) { return do_Record(act_of(This), record); }

/* Those that travel as numbers are what they were; -1 is none of them. */
static bool numbers_arrived(DECIMAL decimal, CURRENCY money, DATE date, VARIANT_BOOL flag)
{
	return decimal.Hi32 == 7 && decimal.scale == 3 && money.int64 == -12345 && date == 36525.75 && flag == VARIANT_TRUE;
}

static HRESULT Automat_Echo(IAutomat *This, VARIANT value, BSTR text, SAFEARRAY *array, DECIMAL decimal, CURRENCY money,
			    DATE date, VARIANT_BOOL flag, VARIANT *values, BSTR *copy, SAFEARRAY **list)
{
	(void)This;
	return numbers_arrived(decimal, money, date, flag) ? do_Echo(&value, text, array, values, copy, list) : E_FAIL;
}

static HRESULT Automat_Sum(IAutomat *This, DISPPARAMS *params, VARIANT *sum)
{
	(void)This;
	*sum = (VARIANT){ .vt = VT_R8 };
	for (UINT i = 0; i < params->cArgs; i++) {
		VARIANT v = { .vt = VT_EMPTY };
		HRESULT hr = VariantChangeType(&v, &params->rgvarg[i], 0, VT_R8);

		if (FAILED(hr))
			return hr;
		sum->dblVal += v.dblVal;
	}
	return S_OK;
}

/* ---- the call object ---- */

static HRESULT begin(AsyncIAutomat *This, const void *inout)
{
	AutomatCall *c = AutomatCall_from_AsyncIAutomat(This);
	HRESULT hr = AcomServerCallTryBegin(&c->call, 1);

	c->inout = inout;
	return SUCCEEDED(hr) ? AcomServerCallComplete(&c->call, S_OK) : hr;
}

static enum act finish(AsyncIAutomat *This, const void *inout)
{
	AutomatCall *c = AutomatCall_from_AsyncIAutomat(This);
	HRESULT result;

	assert_int_equal(AcomServerCallTryFinish(&c->call, 1, &result), S_OK);
	AcomServerCallFinished(&c->call);
	assert_ptr_equal(c->inout, inout);
	return c->of->s->act;
}

#define HALVES(Name, type) \
	static HRESULT AutomatCall_Begin_##Name(AsyncIAutomat *This, type *value) { return begin(This, value); } \
	static HRESULT AutomatCall_Finish_##Name(AsyncIAutomat *This, type *value) { return do_##Name(finish(This, value), value); }
HALVES(Text, BSTR)
HALVES(Value, VARIANT)
HALVES(Array, LPSAFEARRAY)
HALVES(Record, AUTOMAT_RECORD)

static HRESULT AutomatCall_Begin_Fill(AsyncIAutomat *This, LONG n, VARIANT *values)
{
	AutomatCall_from_AsyncIAutomat(This)->n = n;
	return begin(This, values);
}

static HRESULT AutomatCall_Finish_Fill(AsyncIAutomat *This, VARIANT *values)
{
	return do_Fill(finish(This, values), AutomatCall_from_AsyncIAutomat(This)->n, values);
}

static HRESULT AutomatCall_Begin_Echo(AsyncIAutomat *This, VARIANT value, BSTR text, SAFEARRAY *array, DECIMAL decimal,
				      CURRENCY money, DATE date, VARIANT_BOOL flag)
{
	AutomatCall *c = AutomatCall_from_AsyncIAutomat(This);

	assert_true(numbers_arrived(decimal, money, date, flag));
	assert_int_equal(do_Echo(&value, text, array, &c->value, &c->text, &c->array), S_OK);
	return begin(This, NULL);
}

static HRESULT AutomatCall_Finish_Echo(AsyncIAutomat *This, VARIANT *values, BSTR *copy, SAFEARRAY **list)
{
	AutomatCall *c = AutomatCall_from_AsyncIAutomat(This);

	finish(This, NULL);
	*values = c->value;
	*copy = c->text;
	*list = c->array;
	return S_OK;
}

#define PAIR(Name) .Begin_##Name = AutomatCall_Begin_##Name, .Finish_##Name = AutomatCall_Finish_##Name
static const AsyncIAutomatVtbl AutomatCall_AsyncIAutomat_vtbl = {
	ACOM_UNKNOWN(AutomatCall, AsyncIAutomat), PAIR(Text), PAIR(Value), PAIR(Array), PAIR(Record), PAIR(Fill), PAIR(Echo),
};
static const AcomInterface AutomatCall_map[] = {
	ACOM_ENTRY(AutomatCall, AsyncIAutomat), ACOM_SERVER_CALL_ENTRIES(AutomatCall, call), ACOM_END,
};

static HRESULT AutomatCall_construct(void *object)
{
	return AcomServerCallInit(&((AutomatCall *)object)->call, object);
}

static void AutomatCall_destruct(void *object)
{
	AcomServerCallFini(&((AutomatCall *)object)->call);
}

static const AcomClass AutomatCall_class = {
	"automat call", sizeof(AutomatCall), AutomatCall_map, AutomatCall_construct, AutomatCall_destruct, NULL,
};

/* ---- the object ---- */

static HRESULT init_call(void *object, void *context)
{
	((AutomatCall *)object)->of = context;
	return S_OK;
}

static HRESULT Automat_CreateCall(ICallFactory *This, REFIID riid, IUnknown *outer, REFIID riid2, IUnknown **ppv)
{
	return AcomCreateCall(&AutomatCall_class, &IID_AsyncIAutomat, init_call, Automat_from_ICallFactory(This), riid, outer, riid2,
			      ppv);
}

static const IAutomatVtbl Automat_IAutomat_vtbl = {
	ACOM_UNKNOWN(Automat, IAutomat), Automat_get_Name, Automat_put_Name, Automat_Text, Automat_Value, Automat_Array,
	Automat_Echo, Automat_Sum, Automat_Fill, Automat_Record,
};
static const ICallFactoryVtbl Automat_ICallFactory_vtbl = { ACOM_UNKNOWN(Automat, ICallFactory), Automat_CreateCall };
static const AcomInterface plain_map[] = { ACOM_ENTRY(Automat, IAutomat), ACOM_END };
static const AcomInterface async_map[] = { ACOM_ENTRY(Automat, IAutomat), ACOM_ENTRY(Automat, ICallFactory), ACOM_END };

static void Automat_destruct(void *object)
{
	SysFreeString(((Automat *)object)->name);
}

static const AcomClass plain_class = { "automat", sizeof(Automat), plain_map, NULL, Automat_destruct, NULL };
static const AcomClass async_class = { "async automat", sizeof(Automat), async_map, NULL, Automat_destruct, NULL };

static ISimpleStream *make(void *server)
{
	struct server *s = server;
	IAutomat *a;

	assert_int_equal(AcomCreateObject(s->async ? &async_class : &plain_class, NULL, &IID_IAutomat, (void **)&a), S_OK);
	Automat_from_IAutomat(a)->s = s;
	return (ISimpleStream *)a;
}

/* ---- the four pairs ---- */

struct scene {
	struct server s;
	IAutomat *automat;
	AsyncIAutomat *call; /* NULL: the client calls synchronously */
};

static AsyncIAutomat *create_call(IAutomat *automat)
{
	ICallFactory *factory;
	AsyncIAutomat *call;

	assert_int_equal(IAutomat_QueryInterface(automat, &IID_ICallFactory, (void **)&factory), S_OK);
	assert_int_equal(ICallFactory_CreateCall(factory, &IID_AsyncIAutomat, NULL, &IID_AsyncIAutomat, (IUnknown **)&call), S_OK);
	ICallFactory_Release(factory);
	return call;
}

static void play(DWORD client, DWORD server, bool async_server, bool async, void (*body)(struct scene *s))
{
	struct scene s = { .s.async = async_server };
	struct house h = { .model = server, .make = make, .arg = &s.s };

	house_enter(client);
	house_open(&h);
	assert_int_equal(house_query(&h, &IID_IAutomat, (void **)&s.automat), S_OK);
	s.call = async ? create_call(s.automat) : NULL;
	body(&s);
	release_unknown(s.call);
	IAutomat_Release(s.automat);
	house_close(&h);
	house_leave();
}

static void each_pair(void (*body)(struct scene *s))
{
	for (int i = 0; i < 4; i++) {
		play(COINIT_APARTMENTTHREADED, COINIT_APARTMENTTHREADED, i & 1, i & 2, body);
		play(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, i & 1, i & 2, body);
		play(COINIT_APARTMENTTHREADED, COINIT_MULTITHREADED, i & 1, i & 2, body);
	}
}

/* The arguments of a synchronous client, and those of the halves of an asynchronous one. */
#define CALL(s, Name, all, in, out) \
	assert_int_equal(!(s)->call ? IAutomat_##Name all : \
			 AsyncIAutomat_Begin_##Name in == S_OK ? AsyncIAutomat_Finish_##Name out : E_FAIL, S_OK)
#define INOUT(s, Name, argument) CALL(s, Name, ((s)->automat, argument), ((s)->call, argument), ((s)->call, argument))

/* ---- BSTR ---- */

static void text_becomes(struct scene *s, BSTR from, enum act act, LPCOLESTR to)
{
	BSTR text = from;

	s->s.act = act;
	INOUT(s, Text, &text);
	assert_int_equal(!text, !to);
	if (to)
		assert_memory_equal(text, to, SysStringByteLen(text) + 2);
	SysFreeString(text);
}

static void texts(struct scene *s)
{
	text_becomes(s, needed_bstr(u"abc"), KEEP, u"abc");
	text_becomes(s, needed_bstr(u"abc"), CHANGE, u"Xbc");
	text_becomes(s, needed_bstr(u"abc"), REPLACE, u"other");
	text_becomes(s, needed_bstr(u"abc"), CLEAR, NULL);
	text_becomes(s, needed_bstr(u""), KEEP, u"");
	text_becomes(s, needed(SysAllocStringLen(u"a\0b", 3)), CHANGE, u"X\0b");
	text_becomes(s, NULL, KEEP, NULL);
	text_becomes(s, NULL, REPLACE, u"other");
}

TEST(an_in_out_bstr_is_kept_changed_replaced_and_cleared_in_all_four_pairs)
{
	each_pair(texts);
}

/* ---- VARIANT ---- */

static void call_value(struct scene *s, enum act act, VARIANT *v)
{
	s->s.act = act;
	INOUT(s, Value, v);
}

static void values(struct scene *s)
{
	VARIANT v = { .vt = VT_I4, .lVal = 5 };

	call_value(s, CHANGE, &v);
	assert_int_equal(v.lVal, 6);
	call_value(s, REPLACE, &v);
	assert_int_equal(v.vt, VT_BSTR);
	assert_memory_equal(v.bstrVal, u"new", 8);
	call_value(s, CHANGE, &v);
	assert_memory_equal(v.bstrVal, u"Xew", 8);
	call_value(s, CLEAR, &v);
	assert_int_equal(v.vt, VT_EMPTY);
	v.vt = VT_NULL;
	call_value(s, KEEP, &v);
	assert_int_equal(v.vt, VT_NULL);
	v = (VARIANT){ .vt = VT_ARRAY | VT_I4, .parray = needed(SafeArrayCreateVector(VT_I4, 0, 2)) };
	call_value(s, CHANGE, &v);
	assert_int_equal(*(LONG *)v.parray->pvData, 1);
	call_value(s, REPLACE, &v);
	assert_int_equal(VariantClear(&v), S_OK);
}

TEST(an_in_out_variant_is_kept_changed_replaced_and_cleared_in_all_four_pairs)
{
	each_pair(values);
}

/* What the caller's reference leads to changes; the reference does not. */
static void references(struct scene *s)
{
	LONG number = 41;
	BSTR text = needed_bstr(u"abc");
	SAFEARRAY *array = needed(SafeArrayCreateVector(VT_I4, 0, 1));
	VARIANT inner = { .vt = VT_I4, .lVal = 1 }, v = { .vt = VT_BYREF | VT_I4, .plVal = &number };
	IUnknown *object = NULL;

	call_value(s, CHANGE, &v);
	assert_ptr_equal(v.plVal, &number);
	assert_int_equal(number, 42);
	v = (VARIANT){ .vt = VT_BYREF | VT_BSTR, .pbstrVal = &text };
	call_value(s, CHANGE, &v);
	assert_ptr_equal(v.pbstrVal, &text);
	assert_memory_equal(text, u"other", 12);
	v = (VARIANT){ .vt = VT_BYREF | VT_VARIANT, .pvarVal = &inner };
	call_value(s, CHANGE, &v);
	assert_ptr_equal(v.pvarVal, &inner);
	assert_int_equal(inner.lVal, 2);
	v = (VARIANT){ .vt = VT_BYREF | VT_ARRAY | VT_I4, .pparray = &array };
	call_value(s, CHANGE, &v);
	assert_ptr_equal(v.pparray, &array);
	assert_int_equal(*(LONG *)array->pvData, 1);
	v = (VARIANT){ .vt = VT_BYREF | VT_UNKNOWN, .ppunkVal = &object };
	call_value(s, CHANGE, &v);
	assert_non_null(object);
	call_value(s, KEEP, &v);
	call_value(s, REPLACE, &v); /* by something else: the caller's memory stays as it was */
	assert_int_equal(v.vt, VT_BSTR);
	VariantClear(&v);
	IUnknown_Release(object);
	SysFreeString(text);
	SafeArrayDestroy(array);
}

TEST(what_an_in_out_variant_refers_to_changes_in_place_in_all_four_pairs)
{
	each_pair(references);
}

/* ---- SAFEARRAY ---- */

static void arrays(struct scene *s)
{
	SAFEARRAYBOUND bounds[] = { { 2, 1 }, { 3, -1 } };
	SAFEARRAY *a = needed(SafeArrayCreate(VT_I4, 2, bounds));
	LONG bound;

	s->s.act = CHANGE;
	INOUT(s, Array, &a);
	assert_int_equal(*(LONG *)a->pvData, 1);
	assert_int_equal(SafeArrayGetLBound(a, 2, &bound), S_OK);
	assert_int_equal(bound, -1);
	s->s.act = REPLACE;
	INOUT(s, Array, &a);
	assert_int_equal(a->rgsabound[0].lLbound, 3);
	assert_memory_equal(((VARIANT *)a->pvData)->bstrVal, u"element", 16);
	assert_int_equal(((VARIANT *)a->pvData)[1].vt, VT_EMPTY);
	s->s.act = KEEP;
	INOUT(s, Array, &a);
	s->s.act = CLEAR;
	INOUT(s, Array, &a);
	assert_null(a);
	s->s.act = KEEP;
	INOUT(s, Array, &a);
	assert_null(a);
}

TEST(an_in_out_array_is_kept_changed_replaced_and_cleared_in_all_four_pairs)
{
	each_pair(arrays);
}

/* ---- inside other types ---- */

static void records(struct scene *s)
{
	LONG number = 1;
	VARIANT more[3] = { { .vt = VT_I4, .lVal = 10 }, { .vt = VT_BYREF | VT_I4, .plVal = &number } };
	AUTOMAT_RECORD r = { .level = 1, .value = { .vt = VT_I4, .lVal = 5 }, .text = needed_bstr(u"abc"), .count = 2 };

	r.more = needed(CoTaskMemAlloc(2 * sizeof *r.more));
	memcpy(r.more, more, 2 * sizeof *r.more);
	s->s.act = CHANGE;
	INOUT(s, Record, &r);
	assert_int_equal(r.value.lVal, 6);
	assert_memory_equal(r.text, u"Xbc", 8);
	assert_int_equal(r.more[0].lVal, 11);
	assert_int_equal(*r.more[1].plVal, 2);
	s->s.act = REPLACE;
	INOUT(s, Record, &r);
	assert_memory_equal(r.more[1].bstrVal, u"new", 8);
	assert_non_null(r.array);
	s->s.act = CLEAR;
	INOUT(s, Record, &r);
	assert_null(r.array);
	CoTaskMemFree(r.more);
	s->s.act = CHANGE;
	CALL(s, Fill, (s->automat, 3, more), (s->call, 3, more), (s->call, more));
	assert_int_equal(more[0].lVal, 11);
	assert_ptr_equal(more[1].plVal, &number);
	assert_int_equal(number, 2);
}

TEST(variants_in_structs_and_arrays_change_in_place_but_not_behind_a_pointer)
{
	each_pair(records);
}

/* ---- by value ---- */

static void echoes(struct scene *s)
{
	DECIMAL decimal = { .Hi32 = 7 };
	CURRENCY money = { .int64 = -12345 };
	BSTR text = needed_bstr(u"echo"), copy = NULL;
	SAFEARRAY *a = needed(SafeArrayCreateVector(VT_UNKNOWN, 0, 2)), *list = NULL;
	VARIANT inner = { .vt = VT_DECIMAL }, value = { .vt = VT_BYREF | VT_VARIANT, .pvarVal = &inner }, back;
	IUnknown *object;

	assert_int_equal(where_make(NULL, &IID_IUnknown, (void **)&object), S_OK);
	((IUnknown **)a->pvData)[1] = object;
	decimal.scale = 3;
	inner.decVal = decimal;
	inner.vt = VT_DECIMAL;
	CALL(s, Echo, (s->automat, value, text, a, decimal, money, 36525.75, VARIANT_TRUE, &back, &copy, &list),
	     (s->call, value, text, a, decimal, money, 36525.75, VARIANT_TRUE), (s->call, &back, &copy, &list));
	assert_int_equal(back.vt, VT_DECIMAL);
	assert_int_equal(back.decVal.Hi32, 7);
	assert_memory_equal(copy, u"echo", 10);
	assert_ptr_equal(((IUnknown **)list->pvData)[1], object); /* it comes home */
	SysFreeString(text);
	SysFreeString(copy);
	SafeArrayDestroy(list);
	SafeArrayDestroy(a);
}

TEST(all_types_go_by_value_and_come_out_in_all_four_pairs)
{
	each_pair(echoes);
}

static void properties(struct scene *s)
{
	BSTR name = needed_bstr(u"Jim"), got;
	VARIANT args[] = { { .vt = VT_I2, .iVal = 40 }, { .vt = VT_BSTR, .bstrVal = name }, { .vt = VT_BYREF | VT_VARIANT } }, sum;
	DISPPARAMS params = { .rgvarg = args, .cArgs = 3 };

	assert_int_equal(IAutomat_put_Name(s->automat, name), S_OK);
	assert_int_equal(IAutomat_get_Name(s->automat, &got), S_OK);
	assert_memory_equal(got, u"Jim", 8);
	SysFreeString(got);
	args[2].pvarVal = &args[0];
	assert_int_equal(IAutomat_Sum(s->automat, &params, &sum), DISP_E_TYPEMISMATCH);
	args[1] = args[2];
	assert_int_equal(IAutomat_Sum(s->automat, &params, &sum), S_OK);
	assert_true(sum.dblVal == 120);
	args[2].vt = VT_RECORD;
	assert_int_equal(IAutomat_Sum(s->automat, &params, &sum), DISP_E_BADVARTYPE);
	SysFreeString(name);
}

TEST(arguments_of_late_bound_calls_travel)
{
	play(COINIT_MULTITHREADED, COINIT_APARTMENTTHREADED, false, false, properties);
}
