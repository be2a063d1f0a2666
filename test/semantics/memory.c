/* memory.c - who owns which memory (decisions 8 and 9): [in,out] and [out] data in all four pairs, and the limits. */
#include "scene.h"

#include "ndr/ndr.h"

/* ---- a spy that counts the blocks that are alive ---- */

typedef struct Counter {
	AcomObject object;
	IMallocSpy IMallocSpy_iface;
	uint32_t alive, seen;
} Counter;

ACOM_FACE(Counter, IMallocSpy)

static SIZE_T Counter_PreAlloc(IMallocSpy *This, SIZE_T cb)
{
	Counter_from_IMallocSpy(This)->alive++;
	Counter_from_IMallocSpy(This)->seen++;
	return cb;
}

static void *Counter_PostAlloc(IMallocSpy *This, void *actual)
{
	(void)This;
	return actual;
}

static void *Counter_PreFree(IMallocSpy *This, void *pv, BOOL spied)
{
	Counter_from_IMallocSpy(This)->alive -= spied;
	return pv;
}

static void Counter_PostFree(IMallocSpy *This, BOOL spied)
{
	(void)This;
	(void)spied;
}

static SIZE_T Counter_PreRealloc(IMallocSpy *This, void *pv, SIZE_T cb, void **inner, BOOL spied)
{
	(void)This;
	(void)spied;
	*inner = pv;
	return cb;
}

static void *Counter_PostRealloc(IMallocSpy *This, void *actual, BOOL spied)
{
	(void)This;
	(void)spied;
	return actual;
}

static const IMallocSpyVtbl Counter_IMallocSpy_vtbl = {
	.QueryInterface = Counter_IMallocSpy_QueryInterface,
	.AddRef = Counter_IMallocSpy_AddRef,
	.Release = Counter_IMallocSpy_Release,
	.PreAlloc = Counter_PreAlloc,
	.PostAlloc = Counter_PostAlloc,
	.PreFree = Counter_PreFree,
	.PostFree = Counter_PostFree,
	.PreRealloc = Counter_PreRealloc,
	.PostRealloc = Counter_PostRealloc,
};
static const AcomInterface Counter_map[] = { ACOM_ENTRY(Counter, IMallocSpy), ACOM_END };
static const AcomClass Counter_class = { "counter", sizeof(Counter), Counter_map, NULL, NULL, NULL };

/* The body in each pair; what is allocated in it is freed in it, on both sides. */
static void each_pair(void (*body)(struct scene *s))
{
	IMallocSpy *spy;

	assert_int_equal(AcomCreateObject(&Counter_class, NULL, &IID_IMallocSpy, (void **)&spy), S_OK);
	assert_int_equal(CoRegisterMallocSpy(spy), S_OK);
	scene_each(body);
	assert_int_equal(CoRevokeMallocSpy(), S_OK);
	assert_int_equal(Counter_from_IMallocSpy(spy)->alive, 0);
	assert_true(Counter_from_IMallocSpy(spy)->seen > 0);
	IMallocSpy_Release(spy);
}

/* ---- pointers to pointers ---- */

/* From `value` (0: NULL), done `act`: to `expected` (0: NULL). */
static void number_becomes(struct scene *s, LONG value, enum mixer_act act, LONG expected)
{
	LONG *number = value ? mixer_number(value) : NULL;

	s->m.act = act;
	assert_int_equal(scene_call(s, Number, (s->mix, &number), (s->call, &number), (s->call, &number)), S_OK);
	assert_int_equal(number ? *number : 0, expected);
	CoTaskMemFree(number);
}

static void numbers(struct scene *s)
{
	number_becomes(s, 5, MIXER_KEEP, 5);
	number_becomes(s, 5, MIXER_CHANGE, 6);
	number_becomes(s, 5, MIXER_REPLACE, 1005);
	number_becomes(s, 5, MIXER_CLEAR, 0);
	number_becomes(s, 0, MIXER_KEEP, 0);
	number_becomes(s, 0, MIXER_GROW, 1000);
	number_becomes(s, 0, MIXER_CLEAR, 0);
}

TEST(decision_9_an_in_out_pointer_to_a_pointer_is_kept_changed_replaced_set_and_cleared_in_all_four_pairs)
{
	each_pair(numbers);
}

static void no_number(struct scene *s)
{
	LONG *kept = mixer_number(3);

	for (enum mixer_act act = MIXER_KEEP; act <= MIXER_CLEAR; act++) {
		s->m.act = act;
		assert_int_equal(scene_call(s, Number, (s->mix, NULL), (s->call, NULL), (s->call, NULL)), S_OK);
	}
	CoTaskMemFree(kept);
}

TEST(decision_9_an_in_out_unique_parameter_may_be_null_itself)
{
	each_pair(no_number);
}

/* ---- strings ---- */

static void text_becomes(struct scene *s, LPCOLESTR from, enum mixer_act act, LPCOLESTR to)
{
	LPOLESTR text = from ? mixer_text(from) : NULL;

	s->m.act = act;
	assert_int_equal(scene_call(s, Text, (s->mix, &text), (s->call, &text), (s->call, &text)), S_OK);
	assert_int_equal(!to, !text);
	assert_true(!to || mixer_text_is(text, to));
	CoTaskMemFree(text);
}

static void texts(struct scene *s)
{
	text_becomes(s, u"abc", MIXER_KEEP, u"abc");
	text_becomes(s, u"abc", MIXER_CHANGE, u"Xbc");
	text_becomes(s, u"abc", MIXER_REPLACE, u"other");
	text_becomes(s, u"abc", MIXER_GROW, u"a text that is longer than the one that was there");
	text_becomes(s, u"abc", MIXER_CLEAR, NULL);
	text_becomes(s, u"", MIXER_KEEP, u"");
	text_becomes(s, NULL, MIXER_KEEP, NULL);
	text_becomes(s, NULL, MIXER_REPLACE, u"other");
}

TEST(decision_9_an_in_out_string_is_kept_changed_replaced_grown_and_cleared_in_all_four_pairs)
{
	each_pair(texts);
}

enum { ROOM = 8 };

static void letters_become(struct scene *s, enum mixer_act act, HRESULT hr, LPCOLESTR to)
{
	OLECHAR letters[ROOM + 1] = u"abc";

	for (int i = 4; i <= ROOM; i++)
		letters[i] = u'#';
	s->m.act = act;
	assert_int_equal(scene_call(s, Letters, (s->mix, ROOM, letters), (s->call, ROOM, letters), (s->call, letters)), hr);
	assert_true(mixer_text_is(letters, to));
	assert_int_equal(letters[ROOM], u'#');
}

static void letters(struct scene *s)
{
	LONG *task = mixer_number(0); /* the spy must have seen something */

	letters_become(s, MIXER_KEEP, S_OK, u"abc");
	letters_become(s, MIXER_CHANGE, S_OK, u"Xbc");
	letters_become(s, MIXER_CLEAR, S_OK, u"");
	letters_become(s, MIXER_GROW, S_OK, u"xxxxxxx");
	letters_become(s, MIXER_BREAK, RPC_E_SERVER_CANTMARSHAL_DATA, u"abc");
	CoTaskMemFree(task);
}

TEST(decision_9_a_string_in_the_callers_room_may_grow_up_to_its_size_and_must_be_terminated)
{
	each_pair(letters);
}

/* ---- arrays ---- */

static void arrays(struct scene *s)
{
	LONG *values = needed(CoTaskMemAlloc(1000 * sizeof *values));

	for (LONG n = 0; n <= 1000; n += 500) {
		for (LONG i = 0; i < 1000; i++)
			values[i] = i;
		s->m.act = MIXER_CHANGE;
		assert_int_equal(scene_call(s, Values, (s->mix, n, values), (s->call, n, values), (s->call, values)), S_OK);
		for (LONG i = 0; i < 1000; i++)
			assert_int_equal(values[i], i + (i < n));
	}
	CoTaskMemFree(values);
}

TEST(decision_9_in_out_arrays_come_back_in_the_callers_memory)
{
	each_pair(arrays);
}

/* Decision 8: what the size was at Begin_ is the room; more is refused by the server, less is fine. */
static void sizes(struct scene *s)
{
	LONG *values = needed(CoTaskMemAlloc(10 * sizeof *values));

	for (enum mixer_act act = MIXER_KEEP; act <= MIXER_BREAK; act++) {
		bool broken = act == MIXER_BREAK, halved = act == MIXER_CLEAR, same = act == MIXER_KEEP || broken;
		LONG n = 8;
		for (LONG i = 0; i < 10; i++)
			values[i] = 100 + i;
		s->m.act = act;
		assert_int_equal(scene_call(s, Raise, (s->mix, &n, values), (s->call, &n, values), (s->call, &n, values)),
		                 broken ? RPC_E_SERVER_CANTMARSHAL_DATA : S_OK);
		assert_int_equal(n, halved ? 4 : 8);
		for (LONG i = 0; i < 10; i++)
			assert_int_equal(values[i], 100 + i + (!same && i < n));
	}
	CoTaskMemFree(values);
}

TEST(decision_8_a_method_that_raises_its_own_size_is_refused_and_the_callers_values_stay)
{
	each_pair(sizes);
}

static HRESULT make(struct scene *s, LONG n, LONG *count, LONG **values)
{
	return scene_call(s, Make, (s->mix, n, count, values), (s->call, n), (s->call, count, values));
}

static void made(struct scene *s)
{
	for (LONG n = 0; n <= 2000; n += 1000)
		for (enum mixer_act act = MIXER_KEEP; act <= MIXER_BREAK; act++) {
			LONG count = 77, *values = (LONG *)&count;
			s->m.act = act;
			HRESULT hr = make(s, n, &count, &values);
			assert_int_equal(hr, act == MIXER_BREAK ? RPC_E_SERVER_CANTMARSHAL_DATA : S_OK);
			assert_int_equal(count, FAILED(hr) ? 0 : n);
			if (FAILED(hr) || act == MIXER_CLEAR) {
				assert_null(values);
				continue;
			}
			for (LONG i = 0; i < n; i++)
				assert_int_equal(values[i], i * i);
			CoTaskMemFree(values);
		}
}

TEST(decision_8_arrays_that_the_method_makes_have_the_size_that_it_says)
{
	each_pair(made);
}

/* ---- structs that own ---- */

static MIX_ITEM item_new(void)
{
	MIX_ITEM item = { 3, needed(CoTaskMemAlloc(3 * sizeof(LONG))), mixer_text(u"abc"), mixer_number(5), NULL };

	for (LONG i = 0; i < 3; i++)
		item.values[i] = i;
	return item;
}

static void item_free(MIX_ITEM *item)
{
	CoTaskMemFree(item->values);
	CoTaskMemFree(item->name);
	CoTaskMemFree(item->number);
	release_unknown(item->object);
}

static void item_is(const MIX_ITEM *item, LONG first, LPCOLESTR name, LONG number)
{
	assert_int_equal(item->count, 3);
	for (LONG i = 0; i < 3; i++)
		assert_int_equal(item->values[i], i + first);
	assert_true(mixer_text_is(item->name, name));
	assert_int_equal(*item->number, number);
	assert_null(item->object);
}

static void items(struct scene *s)
{
	for (enum mixer_act act = MIXER_KEEP; act <= MIXER_BREAK; act++) {
		MIX_ITEM item = item_new();
		s->m.act = act;
		assert_int_equal(scene_call(s, Item, (s->mix, &item), (s->call, &item), (s->call, &item)),
		                 act == MIXER_BREAK ? RPC_E_SERVER_CANTMARSHAL_DATA : S_OK);
		if (act == MIXER_KEEP || act == MIXER_BREAK) {
			item_is(&item, 0, u"abc", 5);
		} else if (act == MIXER_CHANGE) {
			item_is(&item, 1, u"Xbc", 6);
		} else if (act == MIXER_CLEAR) {
			assert_true(!item.count && !item.values && !item.name && !item.number && !item.object);
		} else {
			assert_int_equal(item.count, act == MIXER_GROW ? 1000 : 2);
			assert_int_equal(item.values[item.count - 1], (item.count - 1) * (item.count - 1));
			assert_true(mixer_text_is(item.name, u"item"));
			assert_int_equal(*item.number, 7);
			assert_int_equal(where_alive(), 1);
		}
		item_free(&item);
		where_wait_alive(0);
	}
}

TEST(decision_9_a_struct_with_pointers_is_kept_changed_replaced_and_cleared_with_all_that_it_owns)
{
	each_pair(items);
}

/* ---- failures ---- */

/* C32: the HRESULT arrives; what the outputs hold is the caller's to free. */
static void failing(struct scene *s)
{
	static const HRESULT results[] = { S_FALSE, E_ACCESSDENIED };

	for (int i = 0; i < 2; i++) {
		LONG *number = mixer_number(1), count = 77, *values;
		MIX_ITEM item = item_new();
		s->m.hr = results[i];
		s->m.act = MIXER_REPLACE;
		assert_int_equal(scene_call(s, Number, (s->mix, &number), (s->call, &number), (s->call, &number)), results[i]);
		assert_int_equal(make(s, 4, &count, &values), results[i]);
		s->m.act = MIXER_CHANGE;
		assert_int_equal(scene_call(s, Item, (s->mix, &item), (s->call, &item), (s->call, &item)), results[i]);
		CoTaskMemFree(number);
		CoTaskMemFree(values);
		item_free(&item);
	}
}

TEST(C32_a_method_that_fails_leaks_nothing_of_what_it_replaced)
{
	each_pair(failing);
}

/* ---- two halves ---- */

/* What Begin_ got stays the caller's; what Finish_ gets is replaced as by a synchronous reply, and not sent (C43). */
static void other_memory(struct scene *s)
{
	LONG *begun = mixer_number(5), *finished = mixer_number(600);
	LPOLESTR begun_text = mixer_text(u"abc"), finished_text = mixer_text(u"not sent");

	if (s->async) {
		s->m.act = MIXER_REPLACE;
		assert_int_equal(AsyncIMix_Begin_Number(s->call, &begun), S_OK);
		assert_int_equal(AsyncIMix_Finish_Number(s->call, &finished), S_OK);
		assert_int_equal(*begun, 5);
		assert_int_equal(*finished, 1005);
		s->m.act = MIXER_CHANGE;
		assert_int_equal(AsyncIMix_Begin_Text(s->call, &begun_text), S_OK);
		assert_int_equal(AsyncIMix_Finish_Text(s->call, &finished_text), S_OK);
		assert_true(mixer_text_is(begun_text, u"abc"));
		assert_true(mixer_text_is(finished_text, u"Xbc"));
	}
	CoTaskMemFree(begun);
	CoTaskMemFree(finished);
	CoTaskMemFree(begun_text);
	CoTaskMemFree(finished_text);
}

TEST(C43_what_finish_is_given_is_replaced_and_what_begin_was_given_stays)
{
	each_pair(other_memory);
}

/* C42: sizes and iids are captured. */
static void gone_memory(struct scene *s)
{
	LONG *n = mixer_number(6), *values = needed(CoTaskMemAlloc(6 * sizeof *values)), *room;
	IID *iid = needed(CoTaskMemAlloc(sizeof *iid));
	IUnknown *object = NULL;

	*iid = IID_ISynchronize;
	memset(values, 0, 6 * sizeof *values);
	s->m.act = MIXER_CHANGE;
	if (s->async) {
		assert_int_equal(AsyncIMix_Begin_Raise(s->call, n, values), S_OK);
		CoTaskMemFree(values);
		*n = 100; /* no more than a place for the answer */
		room = needed(CoTaskMemAlloc(6 * sizeof *room));
		assert_int_equal(AsyncIMix_Finish_Raise(s->call, n, room), S_OK);
		assert_int_equal(*n, 6);
		assert_int_equal(room[5], 1);
		assert_int_equal(AsyncIMix_Begin_Give(s->call, iid), S_OK);
		memset(iid, 0xee, sizeof *iid);
		assert_int_equal(AsyncIMix_Finish_Give(s->call, &object), S_OK);
		assert_int_equal(ISynchronize_Signal((ISynchronize *)object), S_OK);
		IUnknown_Release(object);
		where_wait_alive(0);
		values = room;
	}
	CoTaskMemFree(n);
	CoTaskMemFree(values);
	CoTaskMemFree(iid);
}

TEST(C42_sizes_and_iids_may_be_gone_after_begin)
{
	each_pair(gone_memory);
}

/* ---- limits ---- */

static HRESULT read_some(ISimpleStream *s, bool async, BYTE *data, ULONG cb, ULONG *n)
{
	if (!async)
		return ISimpleStream_Read(s, data, cb, n);
	AsyncISimpleStream *call = house_call(s);
	HRESULT hr = AsyncISimpleStream_Begin_Read(call, cb);
	if (SUCCEEDED(hr))
		hr = AsyncISimpleStream_Finish_Read(call, data, n);
	AsyncISimpleStream_Release(call);
	return hr;
}

enum { MEBI = 1 << 20 };

/* Sync and async client, plain and async server. */
static void each_reader(void (*body)(ISimpleStream *s, bool async, BYTE *data))
{
	BYTE *data = needed(os_zalloc(16 * MEBI + 1));

	for (int i = 0; i < 4; i++) {
		struct house h = { .model = COINIT_APARTMENTTHREADED, .async = i & 1 };
		house_enter(COINIT_APARTMENTTHREADED);
		house_open(&h);
		ISimpleStream *s = house_stream(&h);
		body(s, i & 2, data);
		ISimpleStream_Release(s);
		house_close(&h);
		house_leave();
	}
	os_free(data);
}

static void read_large(ISimpleStream *s, bool async, BYTE *data)
{
	static const ULONG sizes[] = { 0, 1, MEBI, 16 * MEBI };
	ULONG n = 77;

	for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
		data[sizes[i]] = '#';
		assert_int_equal(read_some(s, async, data, sizes[i], &n), S_OK);
		assert_int_equal(n, sizes[i]);
		assert_int_equal(data[sizes[i]], '#');
		for (ULONG j = 0; j < n; j++)
			if (data[j] != 'a' + j % 26)
				fail_msg("octet %u is wrong", (unsigned)j);
	}
}

TEST(decision_9_a_small_request_may_ask_for_1_mebibyte_and_for_16)
{
	each_reader(read_large);
}

static void read_too_much(ISimpleStream *s, bool async, BYTE *data)
{
	ULONG n = 77;

	assert_int_equal(read_some(s, async, data, 16 * MEBI + 1, &n), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(n, 0);
	assert_int_equal(read_some(s, async, data, 10, &n), S_OK);
	assert_int_equal(n, 10);
	house_check(data, n);
}

TEST(decision_9_one_octet_more_than_16_mebibytes_is_refused)
{
	each_reader(read_too_much);
}

static void write_too_much(ISimpleStream *s, bool async, BYTE *data)
{
	ULONG n = 77;

	(void)async;
	for (ULONG i = 0; i < 5 * MEBI; i++)
		data[i] = (BYTE)('a' + i % 26);
	assert_int_equal(ISimpleStream_Write(s, data, 5 * MEBI, &n), RPC_E_OUT_OF_RESOURCES);
	assert_int_equal(n, 0);
	assert_int_equal(ISimpleStream_Write(s, data, MEBI, &n), S_OK);
	assert_int_equal(n, MEBI);
}

TEST(a_request_larger_than_its_limit_is_not_sent)
{
	each_reader(write_too_much);
}

/* A response that the method itself makes too large. */
static void make_too_much(struct scene *s)
{
	LONG count = 77, *values = &count;

	s->m.act = MIXER_KEEP;
	assert_int_equal(make(s, 5 * MEBI, &count, &values),
	                 RPC_E_SERVER_CANTMARSHAL_DATA);
	assert_int_equal(count, 0);
	assert_null(values);
}

TEST(a_response_larger_than_its_limit_is_refused)
{
	each_pair(make_too_much);
}
