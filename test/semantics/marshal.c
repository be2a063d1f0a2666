/* marshal.c - references between apartments by hand: CoMarshalInterface and its family, tables, custom marshalers, the global
 * interface table, agile references. */
#include "house.h"
#include "where.h"

static const LARGE_INTEGER start;

static IStream *stream_new(void)
{
	IStream *stream;

	assert_int_equal(stream_create(&stream), S_OK);
	return stream;
}

static void rewind_it(IStream *stream)
{
	assert_int_equal(IStream_Seek(stream, start, STREAM_SEEK_SET, NULL), S_OK);
}

/* What the server's thread does with its object. */
struct deed {
	struct house *house;
	IUnknown *object;
	IStream *stream;
	DWORD context, flags;
	HRESULT hr;
};

static HRESULT marshal_run(void *arg)
{
	struct deed *d = arg;
	ULONG size = 0;

	d->hr = CoGetMarshalSizeMax(&size, &IID_ISimpleStream, d->object, d->context, NULL, d->flags);
	if (FAILED(d->hr))
		return d->hr;
	d->hr = CoMarshalInterface(d->stream, &IID_ISimpleStream, d->object, d->context, NULL, d->flags);
	if (SUCCEEDED(d->hr)) {
		ULARGE_INTEGER end;
		assert_int_equal(IStream_Seek(d->stream, start, STREAM_SEEK_CUR, &end), S_OK);
		assert_true(end.QuadPart <= size);
	}
	return d->hr;
}

/* An object of an STA, marshaled there. */
static void scene_open(struct house *h, struct deed *d, DWORD flags)
{
	*h = (struct house){ .model = COINIT_APARTMENTTHREADED };
	house_enter(COINIT_MULTITHREADED);
	house_open(h);
	*d = (struct deed){ .house = h, .object = (IUnknown *)h->object, .stream = stream_new(), .context = MSHCTX_INPROC,
		.flags = flags };
	assert_int_equal(house_run(h, marshal_run, d), S_OK);
	rewind_it(d->stream);
}

static void scene_close(struct house *h, struct deed *d)
{
	assert_int_equal(IStream_Release(d->stream), 0);
	house_close(h);
	house_leave();
}

static ISimpleStream *unmarshal(struct deed *d, HRESULT expected)
{
	ISimpleStream *s;

	rewind_it(d->stream);
	assert_int_equal(CoUnmarshalInterface(d->stream, &IID_ISimpleStream, (void **)&s), expected);
	assert_true(!s == FAILED(expected));
	return s;
}

static void check_works(ISimpleStream *s)
{
	BYTE pv[4];
	ULONG n;

	assert_int_equal(ISimpleStream_Read(s, pv, sizeof pv, &n), S_OK);
	house_check(pv, n);
}

static HRESULT nothing(void *unused)
{
	(void)unused;
	return S_OK;
}

/* The server lets go of an object a little after its last answer. */
static void check_gone(struct deed *d)
{
	assert_int_equal(house_run(d->house, nothing, NULL), S_OK);
	unmarshal(d, RPC_E_DISCONNECTED);
}

static void use(struct deed *d)
{
	ISimpleStream *s = unmarshal(d, S_OK);

	check_works(s);
	ISimpleStream_Release(s);
}

static HRESULT release_data(struct deed *d)
{
	rewind_it(d->stream);
	return CoReleaseMarshalData(d->stream);
}

/* ---- the three kinds of references ---- */

TEST(a_normal_reference_is_unmarshaled_once)
{
	struct house h;
	struct deed d;
	IUnknown *u;

	scene_open(&h, &d, MSHLFLAGS_NORMAL);
	use(&d);
	check_gone(&d); /* the proxy was the last that used it */
	scene_close(&h, &d);
	scene_open(&h, &d, MSHLFLAGS_NOPING);
	assert_int_equal(CoUnmarshalInterface(d.stream, &IID_NULL, (void **)&u), S_OK);
	unmarshal(&d, CO_E_OBJNOTCONNECTED);
	check_works((ISimpleStream *)u);
	IUnknown_Release(u);
	scene_close(&h, &d);
}

TEST(a_strong_reference_of_a_table_is_unmarshaled_until_it_is_released)
{
	struct house h;
	struct deed d;

	scene_open(&h, &d, MSHLFLAGS_TABLESTRONG);
	for (int i = 0; i < 3; i++)
		use(&d);
	assert_int_equal(release_data(&d), S_OK);
	check_gone(&d);
	assert_int_equal(release_data(&d), S_OK); /* of nothing */
	scene_close(&h, &d);
}

TEST(a_weak_reference_of_a_table_lasts_as_long_as_its_object_is_used)
{
	struct house h;
	struct deed d;

	scene_open(&h, &d, MSHLFLAGS_TABLEWEAK);
	ISimpleStream *s = unmarshal(&d, S_OK);
	use(&d);
	use(&d);
	check_works(s);
	ISimpleStream_Release(s);
	check_gone(&d);
	assert_int_equal(release_data(&d), S_OK);
	scene_close(&h, &d);
}

TEST(a_reference_that_is_given_back_is_gone)
{
	static const DWORD kinds[] = { MSHLFLAGS_NORMAL, MSHLFLAGS_TABLESTRONG, MSHLFLAGS_TABLEWEAK };
	struct house h;
	struct deed d;

	for (int i = 0; i < 3; i++) {
		scene_open(&h, &d, kinds[i]);
		assert_int_equal(release_data(&d), S_OK);
		check_gone(&d);
		scene_close(&h, &d);
	}
}

TEST(a_proxy_is_marshaled_as_the_object_behind_it)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	ISimpleStream *s = house_stream(&h);
	struct deed d = { .house = &h, .object = (IUnknown *)s, .stream = stream_new(), .flags = MSHLFLAGS_TABLESTRONG };
	assert_int_equal(marshal_run(&d), S_OK);
	ISimpleStream *again = unmarshal(&d, S_OK);
	assert_ptr_equal(again, s);
	ISimpleStream_Release(again);
	ISimpleStream_Release(s);
	use(&d);
	assert_int_equal(release_data(&d), S_OK);
	scene_close(&h, &d);
}

TEST(what_is_no_reference_is_refused)
{
	struct house h;
	struct deed d;
	void *p = &p;
	ULONG size;

	scene_open(&h, &d, MSHLFLAGS_NORMAL);
	IStream *empty = stream_new();
	assert_int_equal(CoUnmarshalInterface(empty, &IID_IUnknown, &p), RPC_E_INVALID_OBJREF);
	assert_null(p);
	assert_int_equal(CoReleaseMarshalData(empty), RPC_E_INVALID_OBJREF);
	assert_int_equal(CoUnmarshalInterface(NULL, &IID_IUnknown, &p), E_INVALIDARG);
	assert_int_equal(CoUnmarshalInterface(d.stream, NULL, &p), E_INVALIDARG);
	assert_int_equal(CoUnmarshalInterface(d.stream, &IID_IUnknown, NULL), E_INVALIDARG);
	assert_int_equal(CoReleaseMarshalData(NULL), E_INVALIDARG);
	assert_int_equal(CoMarshalInterface(NULL, &IID_IUnknown, d.object, 0, NULL, 0), E_INVALIDARG);
	assert_int_equal(CoMarshalInterface(empty, &IID_IUnknown, NULL, 0, NULL, 0), E_INVALIDARG);
	assert_int_equal(CoMarshalInterface(empty, &IID_IUnknown, d.object, 9, NULL, 0), E_INVALIDARG);
	assert_int_equal(CoMarshalInterface(empty, &IID_IUnknown, d.object, 0, NULL, 3), E_INVALIDARG);
	assert_int_equal(CoMarshalInterface(empty, NULL, d.object, 0, NULL, 0), E_INVALIDARG);
	assert_int_equal(CoMarshalInterface(empty, &IID_IUnknown, d.object, 0, p = &d, 0), E_INVALIDARG);
	assert_int_equal(CoGetMarshalSizeMax(NULL, &IID_IUnknown, d.object, 0, NULL, 0), E_INVALIDARG);
	assert_int_equal(CoGetMarshalSizeMax(&size, NULL, d.object, 0, NULL, 0), E_INVALIDARG);
	assert_int_equal(CoGetMarshalSizeMax(&size, &IID_IUnknown, NULL, 0, NULL, 0), E_INVALIDARG);
	assert_int_equal(CoGetMarshalSizeMax(&size, &IID_IUnknown, d.object, 0, p, 0), E_INVALIDARG);
	assert_int_equal(CoGetMarshalSizeMax(&size, &IID_IUnknown, d.object, 9, NULL, 0), E_INVALIDARG);
	assert_int_equal(CoDisconnectObject(NULL, 0), E_INVALIDARG);
	assert_int_equal(CoDisconnectObject(d.object, 1), E_INVALIDARG);
	assert_int_equal(CoLockObjectExternal(NULL, TRUE, TRUE), E_INVALIDARG);
	IStream_AddRef(empty);
	assert_int_equal(CoGetInterfaceAndReleaseStream(empty, NULL, &p), RPC_E_INVALID_OBJREF);
	assert_null(p);
	IStream_Release(empty);
	use(&d);
	scene_close(&h, &d);
}

/* ---- cutting off, holding on ---- */

static HRESULT disconnect_run(void *object)
{
	return CoDisconnectObject((IUnknown *)object, 0);
}

TEST(CoDisconnectObject_cuts_off_who_uses_the_object)
{
	struct house h;
	struct deed d;
	BYTE pv[4];
	ULONG n;

	scene_open(&h, &d, MSHLFLAGS_TABLESTRONG);
	ISimpleStream *s = unmarshal(&d, S_OK);
	assert_int_equal(house_run(&h, disconnect_run, h.object), S_OK);
	assert_int_equal(ISimpleStream_Read(s, pv, sizeof pv, &n), RPC_E_DISCONNECTED);
	check_gone(&d);
	assert_int_equal(house_run(&h, disconnect_run, h.object), S_OK);
	rewind_it(d.stream);
	assert_int_equal(house_run(&h, marshal_run, &d), S_OK); /* it can be marshaled anew */
	use(&d);
	assert_int_equal(release_data(&d), S_OK);
	ISimpleStream_Release(s);
	scene_close(&h, &d);
}

static HRESULT lock_run(void *object) { return CoLockObjectExternal((IUnknown *)object, TRUE, FALSE); }
static HRESULT unlock_run(void *object) { return CoLockObjectExternal((IUnknown *)object, FALSE, TRUE); }

TEST(CoLockObjectExternal_keeps_an_object_reachable)
{
	struct house h;
	struct deed d;

	scene_open(&h, &d, MSHLFLAGS_TABLEWEAK);
	assert_int_equal(house_run(&h, unlock_run, h.object), E_UNEXPECTED);
	assert_int_equal(house_run(&h, lock_run, h.object), S_OK);
	assert_int_equal(house_run(&h, lock_run, h.object), S_OK);
	use(&d);
	assert_int_equal(house_run(&h, unlock_run, h.object), S_OK);
	use(&d);
	assert_int_equal(house_run(&h, unlock_run, h.object), S_OK);
	check_gone(&d);
	assert_int_equal(house_run(&h, unlock_run, h.object), E_UNEXPECTED);
	scene_close(&h, &d);
}

/* ---- objects that marshal themselves ---- */

typedef struct Free {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	IUnknown *marshaler;
	bool forbidden;
	uint64_t thread; /* that called Read */
} Free;

ACOM_FACE(Free, ISimpleStream)

static HRESULT Free_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	Free_from_ISimpleStream(This)->thread = os_thread_id();
	for (ULONG i = 0; i < cb; i++)
		pv[i] = (BYTE)('a' + i % 26);
	*pcbRead = cb;
	return S_OK;
}

static HRESULT Free_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	(void)This, (void)pv;
	*pcbWritten = cb;
	return S_OK;
}

static const ISimpleStreamVtbl Free_ISimpleStream_vtbl = { ACOM_UNKNOWN(Free, ISimpleStream), Free_Read, Free_Write };
static const AcomInterface Free_map[] = { ACOM_ENTRY(Free, ISimpleStream), ACOM_END };

static HRESULT Free_construct(void *object)
{
	Free *f = object;

	return CoCreateFreeThreadedMarshaler(f->object.outer, &f->marshaler);
}

static void Free_destruct(void *object)
{
	IUnknown_Release(((Free *)object)->marshaler);
}

static HRESULT Free_query(void *object, REFIID riid, void **ppv)
{
	Free *f = object;

	if (f->forbidden && IsEqualIID(riid, &IID_INoMarshal))
		return IUnknown_QueryInterface(f->object.outer, &IID_IUnknown, ppv);
	return IsEqualIID(riid, &IID_IMarshal) ? IUnknown_QueryInterface(f->marshaler, riid, ppv) : E_NOINTERFACE;
}

static const AcomClass Free_class = { "Free", sizeof(Free), Free_map, Free_construct, Free_destruct, Free_query };

static Free *free_new(void)
{
	ISimpleStream *s;

	assert_int_equal(AcomCreateObject(&Free_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	return Free_from_ISimpleStream(s);
}

/* In another apartment: the pointer itself comes out. */
static void *other_apartment_gets_itself(struct deed *d, Free *f)
{
	ISimpleStream *s = unmarshal(d, S_OK);

	assert_ptr_equal(s, &f->ISimpleStream_iface);
	check_works(s);
	assert_true(f->thread == os_thread_id());
	return s;
}

static void free_thread(void *arg)
{
	struct deed *d = arg;
	Free *f = Free_from_ISimpleStream((ISimpleStream *)d->object);

	house_enter(COINIT_APARTMENTTHREADED);
	ISimpleStream_Release((ISimpleStream *)other_apartment_gets_itself(d, f));
	house_leave();
}

static void in_another_apartment(void (*fn)(void *arg), void *arg)
{
	struct harness_thread thread;

	harness_start(&thread, fn, arg);
	harness_join(&thread);
}

TEST(the_free_threaded_marshaler_passes_the_pointer_itself)
{
	static const DWORD kinds[] = { MSHLFLAGS_NORMAL, MSHLFLAGS_TABLESTRONG, MSHLFLAGS_TABLEWEAK };

	house_enter(COINIT_APARTMENTTHREADED);
	for (int i = 0; i < 3; i++) {
		Free *f = free_new();
		struct deed d = { .object = (IUnknown *)&f->ISimpleStream_iface, .stream = stream_new(),
			.context = MSHCTX_INPROC, .flags = kinds[i] };

		assert_int_equal(marshal_run(&d), S_OK);
		in_another_apartment(free_thread, &d);
		if (kinds[i] == MSHLFLAGS_NORMAL) {
			unmarshal(&d, RPC_E_INVALID_OBJREF);
		} else {
			in_another_apartment(free_thread, &d);
			assert_int_equal(release_data(&d), S_OK);
			assert_int_equal(release_data(&d), RPC_E_INVALID_OBJREF);
		}
		IStream_Release(d.stream);
		assert_int_equal(ISimpleStream_Release(&f->ISimpleStream_iface), 0);
	}
	house_leave();
}

TEST(the_free_threaded_marshaler_leaves_other_processes_to_the_runtime)
{
	house_enter(COINIT_APARTMENTTHREADED);
	Free *f = free_new();
	struct deed d = { .object = (IUnknown *)&f->ISimpleStream_iface, .stream = stream_new(), .context = MSHCTX_LOCAL };

	assert_int_equal(marshal_run(&d), S_OK);
	ISimpleStream *s = unmarshal(&d, S_OK);
	assert_ptr_equal(s, &f->ISimpleStream_iface); /* it is its own apartment */
	ISimpleStream_Release(s);
	IStream_Release(d.stream);
	assert_int_equal(ISimpleStream_Release(&f->ISimpleStream_iface), 0);
	house_leave();
}

/* As an object whose own IMarshal leads there calls it: its own data, without a header in front. */
TEST(the_free_threaded_marshaler_can_be_called_directly)
{
	IMarshal *m;
	void *p = &p;
	CLSID clsid;
	DWORD size, far;

	house_enter(COINIT_APARTMENTTHREADED);
	Free *f = free_new();
	IUnknown *object = (IUnknown *)&f->ISimpleStream_iface;
	IStream *stream = stream_new(), *empty = stream_new();
	assert_int_equal(CoCreateFreeThreadedMarshaler(NULL, NULL), E_INVALIDARG);
	assert_int_equal(IUnknown_QueryInterface(f->marshaler, &IID_IMarshal, (void **)&m), S_OK);
	assert_int_equal(IMarshal_GetUnmarshalClass(m, &IID_IUnknown, object, MSHCTX_LOCAL, NULL, 0, NULL), E_POINTER);
	assert_int_equal(IMarshal_GetMarshalSizeMax(m, &IID_IUnknown, object, MSHCTX_INPROC, NULL, 0, NULL), E_POINTER);
	assert_int_equal(IMarshal_GetUnmarshalClass(m, &IID_IUnknown, object, MSHCTX_LOCAL, NULL, 0, &clsid), S_OK);
	assert_true(IsEqualCLSID(&clsid, &CLSID_StdMarshal));
	assert_int_equal(IMarshal_GetMarshalSizeMax(m, &IID_IUnknown, object, MSHCTX_LOCAL, NULL, 0, &far), S_OK);
	assert_int_equal(IMarshal_GetMarshalSizeMax(m, &IID_IUnknown, NULL, MSHCTX_LOCAL, NULL, 0, &size), S_OK);
	assert_int_equal(size, far); /* who has no pointer at hand may ask, too */
	assert_int_equal(IMarshal_GetMarshalSizeMax(m, &IID_IUnknown, object, MSHCTX_CROSSCTX, NULL, 0, &size), S_OK);
	assert_int_equal(IMarshal_MarshalInterface(m, NULL, &IID_IUnknown, object, MSHCTX_INPROC, NULL, 0), E_INVALIDARG);
	assert_int_equal(IMarshal_MarshalInterface(m, stream, NULL, object, MSHCTX_INPROC, NULL, 0), E_INVALIDARG);
	assert_int_equal(IMarshal_MarshalInterface(m, stream, &IID_IUnknown, NULL, MSHCTX_INPROC, NULL, 0), E_INVALIDARG);
	assert_int_equal(IMarshal_MarshalInterface(m, stream, &IID_IStream, object, MSHCTX_INPROC, NULL, 0), E_NOINTERFACE);
	assert_int_equal(IMarshal_MarshalInterface(m, stream, &IID_ISimpleStream, object, MSHCTX_INPROC, NULL, 0), S_OK);
	assert_int_equal(IMarshal_MarshalInterface(m, stream, &IID_ISimpleStream, object, MSHCTX_INPROC, NULL, 0), S_OK);
	ULARGE_INTEGER end;
	assert_int_equal(IStream_Seek(stream, start, STREAM_SEEK_CUR, &end), S_OK);
	assert_int_equal(end.QuadPart, 2 * size);
	rewind_it(stream);
	assert_int_equal(IMarshal_UnmarshalInterface(m, stream, &IID_ISimpleStream, NULL), E_POINTER);
	assert_int_equal(IMarshal_UnmarshalInterface(m, NULL, &IID_ISimpleStream, &p), E_INVALIDARG);
	assert_null(p);
	assert_int_equal(IMarshal_UnmarshalInterface(m, empty, &IID_ISimpleStream, &p), RPC_E_INVALID_OBJREF);
	assert_int_equal(IMarshal_UnmarshalInterface(m, stream, &IID_ISimpleStream, &p), S_OK);
	assert_ptr_equal(p, object);
	ISimpleStream_Release((ISimpleStream *)p);
	assert_int_equal(IMarshal_ReleaseMarshalData(m, stream), S_OK);
	assert_int_equal(IMarshal_ReleaseMarshalData(m, stream), RPC_E_INVALID_OBJREF);
	rewind_it(stream);
	assert_int_equal(IMarshal_ReleaseMarshalData(m, stream), RPC_E_INVALID_OBJREF);
	assert_int_equal(CoDisconnectObject(object, 0), S_OK);
	IMarshal_Release(m);
	IStream_Release(stream);
	IStream_Release(empty);
	assert_int_equal(ISimpleStream_Release(&f->ISimpleStream_iface), 0);
	house_leave();
}

TEST(an_object_with_INoMarshal_is_not_marshaled)
{
	IGlobalInterfaceTable *git;
	IAgileReference *reference;
	DWORD cookie;

	house_enter(COINIT_APARTMENTTHREADED);
	Free *f = free_new();
	struct deed d = { .object = (IUnknown *)&f->ISimpleStream_iface, .stream = stream_new() };
	f->forbidden = true;
	assert_int_equal(marshal_run(&d), CO_E_NOT_SUPPORTED);
	assert_int_equal(RoGetAgileReference(AGILEREFERENCE_DEFAULT, &IID_ISimpleStream, d.object, &reference), CO_E_NOT_SUPPORTED);
	assert_null(reference);
	assert_int_equal(CoCreateInstance(&CLSID_StdGlobalInterfaceTable, NULL, CLSCTX_INPROC_SERVER, &IID_IGlobalInterfaceTable,
	                                  (void **)&git), S_OK);
	assert_int_equal(IGlobalInterfaceTable_RegisterInterfaceInGlobal(git, d.object, &IID_ISimpleStream, &cookie),
	                 CO_E_NOT_SUPPORTED);
	assert_int_equal(cookie, 0);
	IGlobalInterfaceTable_Release(git);
	IStream_Release(d.stream);
	assert_int_equal(ISimpleStream_Release(&f->ISimpleStream_iface), 0);
	house_leave();
}

/* ---- the global interface table ---- */

static IGlobalInterfaceTable *git_new(void)
{
	IGlobalInterfaceTable *git;

	assert_int_equal(CoCreateInstance(&CLSID_StdGlobalInterfaceTable, NULL, CLSCTX_INPROC_SERVER, &IID_IGlobalInterfaceTable,
	                                  (void **)&git), S_OK);
	return git;
}

struct entry {
	IUnknown *object;
	DWORD cookie;
	HRESULT hr;
};

static HRESULT register_run(void *arg)
{
	struct entry *e = arg;
	IGlobalInterfaceTable *git = git_new();
	HRESULT hr = IGlobalInterfaceTable_RegisterInterfaceInGlobal(git, e->object, &IID_ISimpleStream, &e->cookie);

	IGlobalInterfaceTable_Release(git);
	return hr;
}

static void get_and_use(void *arg)
{
	struct entry *e = arg;
	ISimpleStream *s;

	house_enter(COINIT_APARTMENTTHREADED);
	IGlobalInterfaceTable *git = git_new();
	e->hr = IGlobalInterfaceTable_GetInterfaceFromGlobal(git, e->cookie, &IID_ISimpleStream, (void **)&s);
	if (SUCCEEDED(e->hr)) {
		check_works(s);
		ISimpleStream_Release(s);
	}
	IGlobalInterfaceTable_Release(git);
	house_leave();
}

TEST(the_global_interface_table_gives_every_apartment_a_pointer_until_it_is_revoked)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct entry e = { 0 };
	void *p = &p;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	e.object = (IUnknown *)h.object;
	assert_int_equal(house_run(&h, register_run, &e), S_OK);
	assert_int_not_equal(e.cookie, 0);
	for (int i = 0; i < 3; i++) {
		in_another_apartment(get_and_use, &e);
		assert_int_equal(e.hr, S_OK);
	}
	IGlobalInterfaceTable *git = git_new();
	assert_int_equal(IGlobalInterfaceTable_RevokeInterfaceFromGlobal(git, e.cookie), S_OK);
	assert_int_equal(IGlobalInterfaceTable_RevokeInterfaceFromGlobal(git, e.cookie), E_INVALIDARG);
	assert_int_equal(IGlobalInterfaceTable_GetInterfaceFromGlobal(git, e.cookie, &IID_ISimpleStream, &p), E_INVALIDARG);
	assert_null(p);
	IGlobalInterfaceTable_Release(git);
	house_close(&h);
	house_leave();
}

TEST(what_is_left_in_the_table_goes_with_its_apartment)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct entry e = { 0 };

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	e.object = (IUnknown *)h.object;
	assert_int_equal(house_run(&h, register_run, &e), S_OK);
	house_close(&h);
	in_another_apartment(get_and_use, &e);
	assert_int_equal(e.hr, RPC_E_DISCONNECTED);
	house_leave();
}

/* ---- agile references ---- */

struct agile {
	IUnknown *object;
	IAgileReference *reference;
};

static HRESULT agile_run(void *arg)
{
	struct agile *a = arg;

	return RoGetAgileReference(AGILEREFERENCE_DELAYEDMARSHAL, &IID_ISimpleStream, a->object, &a->reference);
}

static void resolve_and_use(void *arg)
{
	struct agile *a = arg;
	ISimpleStream *s;

	house_enter(COINIT_APARTMENTTHREADED);
	assert_int_equal(IAgileReference_Resolve(a->reference, &IID_ISimpleStream, (void **)&s), S_OK);
	check_works(s);
	ISimpleStream_Release(s);
	house_leave();
}

TEST(an_agile_reference_is_resolved_in_any_apartment)
{
	struct house h = { .model = COINIT_APARTMENTTHREADED };
	struct agile a = { 0 };
	IAgileObject *agile;

	house_enter(COINIT_MULTITHREADED);
	house_open(&h);
	a.object = (IUnknown *)h.object;
	assert_int_equal(house_run(&h, agile_run, &a), S_OK);
	in_another_apartment(resolve_and_use, &a);
	in_another_apartment(resolve_and_use, &a);
	assert_int_equal(IAgileReference_QueryInterface(a.reference, &IID_IAgileObject, (void **)&agile), S_OK);
	IAgileObject_Release(agile);
	assert_int_equal(IAgileReference_Resolve(a.reference, &IID_ISimpleStream, NULL), E_POINTER);
	assert_int_equal(IAgileReference_Release(a.reference), 0);
	assert_int_equal(RoGetAgileReference(7, &IID_IUnknown, a.object, &a.reference), E_INVALIDARG);
	house_close(&h);
	house_leave();
}

/* ---- memory ---- */

SWEEP(references_without_memory)
{
	struct entry e = { 0 };
	struct agile a = { 0 };
	IUnknown *own = NULL;
	IStream *stream;
	void *p;

	if (!sweep_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED)))
		return;
	if (sweep_ok(AcomCreateObject(&Free_class, NULL, &IID_IUnknown, (void **)&own))) {
		IGlobalInterfaceTable *git;
		e.object = a.object = own;
		if (sweep_ok(CoCreateInstance(&CLSID_StdGlobalInterfaceTable, NULL, CLSCTX_INPROC_SERVER,
		                              &IID_IGlobalInterfaceTable, (void **)&git))) {
			if (sweep_ok(IGlobalInterfaceTable_RegisterInterfaceInGlobal(git, own, &IID_ISimpleStream, &e.cookie)))
				assert_int_equal(IGlobalInterfaceTable_RevokeInterfaceFromGlobal(git, e.cookie), S_OK);
			IGlobalInterfaceTable_Release(git);
		}
		if (sweep_ok(agile_run(&a)))
			IAgileReference_Release(a.reference);
		if (sweep_ok(CoMarshalInterThreadInterfaceInStream(&IID_ISimpleStream, own, &stream)) &&
		    sweep_ok(CoGetInterfaceAndReleaseStream(stream, &IID_ISimpleStream, &p)))
			IUnknown_Release((IUnknown *)p);
		assert_int_equal(IUnknown_Release(own), 0);
	}
	CoUninitialize();
}

/* Its marshaler leaves other processes to the runtime, whose reference it would not know again. */
SWEEP(what_was_written_for_other_processes_is_given_back_without_memory)
{
	struct marshaled m;

	if (!sweep_ok(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED)))
		return;
	os_alloc_exempt(true);
	Free *f = free_new();
	os_alloc_exempt(false);
	IUnknown *own = (IUnknown *)&f->ISimpleStream_iface;
	if (sweep_ok(marshal_make(&m, own, &IID_ISimpleStream, MSHCTX_LOCAL, MSHLFLAGS_TABLESTRONG))) {
		marshal_release(m.octets, m.size);
		marshal_free(&m);
	}
	assert_int_equal(IUnknown_Release(own), 0);
	CoUninitialize();
}
