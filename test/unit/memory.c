/* memory.c - CoTaskMem, IMalloc, and the whole protocol of the spy. */
#include "harness.h"
#include "object/object.h"

/* A spy that writes down what it is told, and keeps a header of its own in front of each block, as spies do. */
enum { HEADER = 48, GUARD = 16, KEPT = 64 };

typedef struct Spy {
	AcomObject object;
	IMallocSpy IMallocSpy_iface;
	char log[KEPT + 1]; /* a A: PreAlloc PostAlloc, r R: -Realloc, f F: -Free, g G: -GetSize; then + or - for fSpyed */
	unsigned logged;
	size_t last;        /* the last size that was asked for */
	bool refuse;        /* PreAlloc and PreRealloc answer 0 */
} Spy;

static os_u32 spies;

static uint64_t spies_alive(void)
{
	return os_load32(&spies);
}

__attribute__((constructor)) static void watch_spies(void)
{
	harness_check("spy", spies_alive);
}

ACOM_FACE(Spy, IMallocSpy)

static Spy *spy_note(IMallocSpy *This, char c)
{
	Spy *s = Spy_from_IMallocSpy(This);

	if (s->logged < KEPT)
		s->log[s->logged++] = c;
	return s;
}

static void spy_note_flag(IMallocSpy *This, char c, BOOL spied)
{
	spy_note(This, c);
	spy_note(This, spied ? '+' : '-');
}

static void *shift_in(void *actual)
{
	return actual ? memset(actual, 0xEE, HEADER), (char *)actual + HEADER : NULL;
}

/* Asserts that nobody has written into the header. */
static void *shift_out(void *pv)
{
	unsigned char *actual = (unsigned char *)pv - HEADER;

	for (int i = 0; i < HEADER; i++)
		assert_int_equal(actual[i], 0xEE);
	return actual;
}

static SIZE_T Spy_PreAlloc(IMallocSpy *This, SIZE_T cb)
{
	Spy *s = spy_note(This, 'a');

	s->last = cb;
	return s->refuse ? 0 : cb + HEADER + GUARD;
}

static void *Spy_PostAlloc(IMallocSpy *This, void *actual)
{
	spy_note(This, 'A');
	return shift_in(actual);
}

static void *Spy_PreFree(IMallocSpy *This, void *pv, BOOL spied)
{
	spy_note_flag(This, 'f', spied);
	return spied ? shift_out(pv) : pv;
}

static void Spy_PostFree(IMallocSpy *This, BOOL spied)
{
	spy_note_flag(This, 'F', spied);
}

static SIZE_T Spy_PreRealloc(IMallocSpy *This, void *pv, SIZE_T cb, void **inner, BOOL spied)
{
	Spy *s = Spy_from_IMallocSpy(This);

	spy_note_flag(This, 'r', spied);
	s->last = cb;
	*inner = spied ? shift_out(pv) : pv;
	return s->refuse ? 0 : spied ? cb + HEADER + GUARD : cb;
}

static void *Spy_PostRealloc(IMallocSpy *This, void *actual, BOOL spied)
{
	spy_note_flag(This, 'R', spied);
	return spied ? shift_in(actual) : actual;
}

static void *Spy_PreGetSize(IMallocSpy *This, void *pv, BOOL spied)
{
	spy_note_flag(This, 'g', spied);
	return spied ? shift_out(pv) : pv;
}

static SIZE_T Spy_PostGetSize(IMallocSpy *This, SIZE_T cb, BOOL spied)
{
	spy_note_flag(This, 'G', spied);
	return spied ? cb - HEADER - GUARD : cb;
}

static void *Spy_PreDidAlloc(IMallocSpy *This, void *pv, BOOL spied)
{
	(void)This;
	(void)spied;
	return pv;
}

static int32_t Spy_PostDidAlloc(IMallocSpy *This, void *pv, BOOL spied, int32_t answer)
{
	(void)This;
	(void)pv;
	(void)spied;
	return answer;
}

static void Spy_HeapMinimize(IMallocSpy *This)
{
	(void)This;
}

static const IMallocSpyVtbl Spy_IMallocSpy_vtbl = {
	ACOM_UNKNOWN(Spy, IMallocSpy), Spy_PreAlloc, Spy_PostAlloc, Spy_PreFree, Spy_PostFree, Spy_PreRealloc,
	Spy_PostRealloc, Spy_PreGetSize, Spy_PostGetSize, Spy_PreDidAlloc, Spy_PostDidAlloc, Spy_HeapMinimize,
	Spy_HeapMinimize,
};
static const AcomInterface Spy_map[] = { ACOM_ENTRY(Spy, IMallocSpy), ACOM_END };

static HRESULT Spy_construct(void *object)
{
	(void)object;
	os_add32(&spies, 1);
	return S_OK;
}

static void Spy_destruct(void *object)
{
	(void)object;
	os_sub32(&spies, 1);
}

static const AcomClass Spy_class = { "spy", sizeof(Spy), Spy_map, Spy_construct, Spy_destruct, NULL };

/* Registered, and held by the registration alone. */
static Spy *spy_register(void)
{
	IMallocSpy *spy;

	assert_int_equal(AcomCreateObject(&Spy_class, NULL, &IID_IMallocSpy, (void **)&spy), S_OK);
	assert_int_equal(CoRegisterMallocSpy(spy), S_OK);
	IMallocSpy_Release(spy);
	return Spy_from_IMallocSpy(spy);
}

static void expect_log(Spy *s, const char *log)
{
	assert_string_equal(s->log, log);
	memset(s->log, 0, sizeof s->log);
	s->logged = 0;
}

/* ---- CoTaskMem ---- */

TEST(blocks_are_aligned_for_any_type_and_keep_their_content)
{
	char *p = needed(CoTaskMemAlloc(10));

	assert_int_equal((uintptr_t)p % 16, 0);
	memcpy(p, "012345678", 10);
	p = needed(CoTaskMemRealloc(p, 100000));
	assert_int_equal((uintptr_t)p % 16, 0);
	assert_string_equal(p, "012345678");
	p = needed(CoTaskMemRealloc(p, 5));
	assert_memory_equal(p, "01234", 5);
	CoTaskMemFree(p);
}

TEST(realloc_of_nothing_allocates_and_to_nothing_frees)
{
	void *p = needed(CoTaskMemRealloc(NULL, 8)), *q = needed(CoTaskMemAlloc(0));

	assert_null(CoTaskMemRealloc(p, 0));
	CoTaskMemFree(q);
	CoTaskMemFree(NULL);
	assert_null(CoTaskMemRealloc(NULL, SIZE_MAX));
}

TEST(a_size_that_overflows_is_refused_and_the_block_stays)
{
	char *p = needed(CoTaskMemAlloc(4));

	memcpy(p, "abc", 4);
	assert_null(CoTaskMemAlloc(SIZE_MAX));
	assert_null(CoTaskMemAlloc(SIZE_MAX - 8));
	assert_null(CoTaskMemRealloc(p, SIZE_MAX - 8));
	assert_string_equal(p, "abc");
	CoTaskMemFree(p);
}

TEST(imalloc_is_the_same_allocator)
{
	IMalloc *m, *again;
	void *p;

	assert_int_equal(CoGetMalloc(1, &m), S_OK);
	p = needed(IMalloc_Alloc(m, 10));
	assert_int_equal(IMalloc_GetSize(m, p), 10);
	assert_int_equal(IMalloc_DidAlloc(m, p), -1);
	p = needed(IMalloc_Realloc(m, p, 20));
	assert_int_equal(IMalloc_GetSize(m, p), 20);
	CoTaskMemFree(p);
	p = needed(CoTaskMemAlloc(3));
	IMalloc_Free(m, p);
	IMalloc_HeapMinimize(m);
	assert_true(IMalloc_GetSize(m, NULL) == (SIZE_T)-1);
	assert_int_equal(IMalloc_QueryInterface(m, &IID_IMalloc, (void **)&again), S_OK);
	assert_ptr_equal(again, m);
	assert_int_equal(IMalloc_QueryInterface(m, &IID_IMallocSpy, (void **)&again), E_NOINTERFACE);
	assert_null(again);
	assert_int_equal(IMalloc_QueryInterface(m, &IID_IMalloc, NULL), E_POINTER);
	IMalloc_Release(m);
}

TEST(imalloc_asked_for_nothing_says_so)
{
	IMalloc *m;
	void *p = &p;

	assert_int_equal(CoGetMalloc(1, &m), S_OK);
	assert_int_equal(IMalloc_QueryInterface(m, NULL, &p), E_INVALIDARG);
	assert_null(p);
	IMalloc_Release(m);
}

TEST(cogetmalloc_takes_context_1_only)
{
	IMalloc *m = (IMalloc *)&m;

	assert_int_equal(CoGetMalloc(0, &m), E_INVALIDARG);
	assert_null(m);
	assert_int_equal(CoGetMalloc(2, &m), E_INVALIDARG);
	assert_int_equal(CoGetMalloc(1, NULL), E_POINTER);
}

SWEEP(a_block_that_cannot_grow_stays)
{
	char *p = CoTaskMemAlloc(4);

	if (!p)
		return;
	memcpy(p, "abc", 4);
	char *q = CoTaskMemRealloc(p, 4000);
	assert_true(q || os_alloc_failed());
	assert_string_equal(q ? q : p, "abc");
	CoTaskMemFree(q ? q : p);
}

/* ---- the spy ---- */

TEST(the_spy_sees_both_sides_of_each_step_and_may_move_the_block)
{
	Spy *s = spy_register();
	IMalloc *m;
	char *p;

	assert_int_equal(CoGetMalloc(1, &m), S_OK);
	p = needed(CoTaskMemAlloc(10));
	assert_int_equal(s->last, 10);
	memcpy(p, "012345678", 10);
	expect_log(s, "aA");
	assert_int_equal(IMalloc_GetSize(m, p), 10);
	expect_log(s, "g+G+");
	p = needed(CoTaskMemRealloc(p, 5000));
	assert_int_equal(s->last, 5000);
	assert_string_equal(p, "012345678");
	expect_log(s, "r+R+");
	CoTaskMemFree(p);
	expect_log(s, "f+F+");
	p = needed(IMalloc_Alloc(m, 1));
	p = needed(IMalloc_Realloc(m, p, 2));
	IMalloc_Free(m, p);
	expect_log(s, "aAr+R+f+F+");
	assert_int_equal(CoRevokeMallocSpy(), S_OK);
}

TEST(the_spy_is_told_of_bstrs_too)
{
	Spy *s = spy_register();
	BSTR b = needed(SysAllocString(u"abc"));

	expect_log(s, "aA");
	SysFreeString(b);
	expect_log(s, "f+F+");
	assert_int_equal(CoRevokeMallocSpy(), S_OK);
}

TEST(nothing_to_free_is_nothing_to_spy)
{
	Spy *s = spy_register();
	void *p;

	CoTaskMemFree(NULL);
	expect_log(s, "");
	p = needed(CoTaskMemRealloc(NULL, 4));
	expect_log(s, "aA");
	assert_null(CoTaskMemRealloc(p, 0));
	expect_log(s, "f+F+");
	assert_int_equal(CoRevokeMallocSpy(), S_OK);
}

TEST(a_spy_that_asks_for_nothing_makes_the_allocation_fail)
{
	Spy *s = spy_register();
	char *p = needed(CoTaskMemAlloc(4));

	memcpy(p, "abc", 4);
	s->refuse = true;
	assert_null(CoTaskMemAlloc(10));
	assert_null(CoTaskMemRealloc(p, 10));
	assert_string_equal(p, "abc");
	expect_log(s, "aAaAr+R+");
	CoTaskMemFree(p);
	assert_int_equal(CoRevokeMallocSpy(), S_OK);
}

TEST(blocks_from_before_the_spy_are_told_as_not_spied)
{
	char *p = needed(CoTaskMemAlloc(4)), *q = needed(CoTaskMemAlloc(4));
	Spy *s = spy_register();

	memcpy(p, "abc", 4);
	p = needed(CoTaskMemRealloc(p, 4000));
	assert_string_equal(p, "abc");
	expect_log(s, "r-R-");
	CoTaskMemFree(p);
	expect_log(s, "f-F-");
	assert_int_equal(CoRevokeMallocSpy(), S_OK);
	CoTaskMemFree(q);
}

TEST(there_is_one_spy_at_a_time)
{
	IMallocSpy *other;
	IMalloc *m;

	assert_int_equal(CoRevokeMallocSpy(), CO_E_OBJNOTREG);
	assert_int_equal(CoRegisterMallocSpy(NULL), E_INVALIDARG);
	assert_int_equal(CoGetMalloc(1, &m), S_OK);
	assert_int_equal(CoRegisterMallocSpy((IMallocSpy *)m), E_INVALIDARG);
	spy_register();
	assert_int_equal(AcomCreateObject(&Spy_class, NULL, &IID_IMallocSpy, (void **)&other), S_OK);
	assert_int_equal(CoRegisterMallocSpy(other), CO_E_OBJISREG);
	assert_int_equal(IMallocSpy_Release(other), 0);
	assert_int_equal(CoRevokeMallocSpy(), S_OK);
	assert_int_equal(CoRevokeMallocSpy(), CO_E_OBJNOTREG);
	assert_int_equal(spies_alive(), 0);
	spy_register();
	assert_int_equal(CoRevokeMallocSpy(), S_OK);
}

TEST(a_spy_with_blocks_alive_goes_with_the_last_of_them)
{
	Spy *s = spy_register();
	char *p = needed(CoTaskMemAlloc(4)), *q = needed(CoTaskMemAlloc(4)), *later;
	IMallocSpy *other;

	memcpy(p, "abc", 4);
	expect_log(s, "aAaA");
	assert_int_equal(CoRevokeMallocSpy(), E_ACCESSDENIED);
	assert_int_equal(CoRevokeMallocSpy(), CO_E_OBJNOTREG);
	assert_int_equal(AcomCreateObject(&Spy_class, NULL, &IID_IMallocSpy, (void **)&other), S_OK);
	assert_int_equal(CoRegisterMallocSpy(other), CO_E_OBJISREG);
	IMallocSpy_Release(other);
	later = needed(CoTaskMemAlloc(4));
	expect_log(s, "");
	p = needed(CoTaskMemRealloc(p, 1000));
	assert_string_equal(p, "abc");
	expect_log(s, "r+R+");
	CoTaskMemFree(later);
	expect_log(s, "");
	CoTaskMemFree(p);
	expect_log(s, "f+F+");
	assert_int_equal(spies_alive(), 1);
	CoTaskMemFree(q);
	assert_int_equal(spies_alive(), 0);
	spy_register();
	assert_int_equal(CoRevokeMallocSpy(), S_OK);
}

SWEEP(the_spy_meets_short_memory)
{
	IMallocSpy *spy;

	if (!sweep_ok(AcomCreateObject(&Spy_class, NULL, &IID_IMallocSpy, (void **)&spy)))
		return;
	assert_int_equal(CoRegisterMallocSpy(spy), S_OK);
	char *p = CoTaskMemAlloc(4);
	assert_true(p || os_alloc_failed());
	if (p) {
		memcpy(p, "abc", 4);
		char *q = CoTaskMemRealloc(p, 4000);
		assert_true(q || os_alloc_failed());
		assert_string_equal(q ? q : p, "abc");
		CoTaskMemFree(q ? q : p);
	}
	assert_int_equal(CoRevokeMallocSpy(), S_OK);
	IMallocSpy_Release(spy);
}

static void allocate_a_lot(void *arg)
{
	void *kept[10] = { NULL };

	(void)arg;
	for (int i = 0; i < few(500); i++) {
		CoTaskMemFree(kept[i % 10]);
		kept[i % 10] = needed(CoTaskMemAlloc((size_t)i));
		kept[i % 10] = needed(CoTaskMemRealloc(kept[i % 10], (size_t)i * 2 + 1));
	}
	for (int i = 0; i < 10; i++)
		CoTaskMemFree(kept[i]);
}

TEST(a_spy_may_come_and_go_while_threads_allocate)
{
	struct harness_thread threads[3];

	for (int i = 0; i < 3; i++)
		harness_start(&threads[i], allocate_a_lot, NULL);
	for (int i = 0; i < 20; i++) {
		IMallocSpy *spy;
		assert_int_equal(AcomCreateObject(&Spy_class, NULL, &IID_IMallocSpy, (void **)&spy), S_OK);
		HRESULT hr = CoRegisterMallocSpy(spy);
		assert_true(hr == S_OK || hr == CO_E_OBJISREG);
		IMallocSpy_Release(spy);
		hr = CoRevokeMallocSpy();
		assert_true(hr == S_OK || hr == E_ACCESSDENIED || hr == CO_E_OBJNOTREG);
	}
	for (int i = 0; i < 3; i++)
		harness_join(&threads[i]);
	assert_int_equal(CoRevokeMallocSpy(), CO_E_OBJNOTREG);
}
