/* custom.c - objects that marshal themselves, between processes: read by classes that the application registered, and by no
 * others. */


#include "said.h"
#include "scene.h"
#include "test/semantics/shelf.h"

static const CLSID CLSID_Parcel = { 0x5b1f0a41, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0x00, 0x01 } };
static const CLSID CLSID_Stranger = { 0x5b1f0ab0, 0x7d0e, 0x4c55, { 0x9f, 0x6e, 0x2a, 0x6d, 0x6d, 0x3a, 0x00, 0x01 } };

/* Goes by value: a number, and a stream of the process that it comes from. */
typedef struct Parcel {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	IMarshal IMarshal_iface;
	ISimpleStream *content;
	ULONG number;
	CLSID reader;
} Parcel;

/* In memory of both processes. */
struct post {
	struct scene *scene;
	os_u32 on_the_way; /* written, and neither read nor given back */
	os_u32 made;       /* by the class, to read */
	DWORD flags;       /* of the server's registration */
	DWORD cookie;
};
static struct post *post;

ACOM_FACE(Parcel, ISimpleStream)
ACOM_FACE(Parcel, IMarshal)

static HRESULT Parcel_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	Parcel *p = Parcel_from_ISimpleStream(This);
	uint64_t thread;

	(void)pv, (void)cb;
	*pcbRead = p->number;
	return p->content ? where_ask(p->content, &thread) : S_OK;
}

static HRESULT Parcel_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	(void)This, (void)pv, (void)cb, (void)pcbWritten;
	return E_NOTIMPL;
}

static HRESULT Parcel_GetUnmarshalClass(IMarshal *This, REFIID riid, void *pv, DWORD context, void *reserved, DWORD flags,
                                        CLSID *clsid)
{
	(void)riid, (void)pv, (void)context, (void)reserved, (void)flags;
	*clsid = Parcel_from_IMarshal(This)->reader;
	return S_OK;
}

enum { PARCEL_MOST = 2048 };

static HRESULT Parcel_GetMarshalSizeMax(IMarshal *This, REFIID riid, void *pv, DWORD context, void *reserved, DWORD flags,
                                        DWORD *size)
{
	(void)This, (void)riid, (void)pv, (void)context, (void)reserved, (void)flags;
	*size = PARCEL_MOST;
	return S_OK;
}

static HRESULT Parcel_MarshalInterface(IMarshal *This, IStream *stream, REFIID riid, void *pv, DWORD context, void *reserved,
                                       DWORD flags)
{
	Parcel *p = Parcel_from_IMarshal(This);
	ULONG head[2] = { p->number, p->content != NULL };
	HRESULT hr = IStream_Write(stream, (BYTE *)head, sizeof head, NULL);

	(void)riid, (void)pv;
	if (SUCCEEDED(hr) && p->content)
		hr = CoMarshalInterface(stream, &IID_ISimpleStream, (IUnknown *)p->content, context, reserved, flags);
	if (SUCCEEDED(hr))
		os_add32(&post->on_the_way, 1);
	return hr;
}

static HRESULT read_head(IStream *stream, ULONG head[2])
{
	ULONG n = 0;

	assert_int_equal(IStream_Read(stream, (BYTE *)head, 2 * sizeof *head, &n), S_OK);
	os_sub32(&post->on_the_way, 1);
	return n == 2 * sizeof *head ? S_OK : E_FAIL;
}

static HRESULT Parcel_UnmarshalInterface(IMarshal *This, IStream *stream, REFIID riid, void **ppv)
{
	Parcel *p = Parcel_from_IMarshal(This);
	ULONG head[2] = { 0 };

	*ppv = NULL;
	HRESULT hr = read_head(stream, head);
	p->number = head[0];
	if (SUCCEEDED(hr) && head[1])
		hr = CoUnmarshalInterface(stream, &IID_ISimpleStream, (void **)&p->content);
	return SUCCEEDED(hr) ? IMarshal_QueryInterface(This, riid, ppv) : hr;
}

static HRESULT Parcel_ReleaseMarshalData(IMarshal *This, IStream *stream)
{
	ULONG head[2] = { 0 };
	HRESULT hr = read_head(stream, head);

	(void)This;
	return SUCCEEDED(hr) && head[1] ? CoReleaseMarshalData(stream) : hr;
}

static HRESULT Parcel_DisconnectObject(IMarshal *This, DWORD reserved)
{
	(void)This, (void)reserved;
	return S_OK;
}

static const ISimpleStreamVtbl Parcel_ISimpleStream_vtbl = { ACOM_UNKNOWN(Parcel, ISimpleStream), Parcel_Read, Parcel_Write };
static const IMarshalVtbl Parcel_IMarshal_vtbl = {
	ACOM_UNKNOWN(Parcel, IMarshal), Parcel_GetUnmarshalClass, Parcel_GetMarshalSizeMax, Parcel_MarshalInterface,
	Parcel_UnmarshalInterface, Parcel_ReleaseMarshalData, Parcel_DisconnectObject,
};
static const AcomInterface Parcel_map[] = { ACOM_ENTRY(Parcel, ISimpleStream), ACOM_ENTRY(Parcel, IMarshal), ACOM_END };

static HRESULT Parcel_construct(void *object)
{
	((Parcel *)object)->reader = CLSID_Parcel;
	return S_OK;
}

static void Parcel_destruct(void *object)
{
	release_unknown((IUnknown *)((Parcel *)object)->content);
}

static const AcomClass Parcel_class = { "Parcel", sizeof(Parcel), Parcel_map, Parcel_construct, Parcel_destruct, NULL };

static HRESULT parcel_make(IUnknown *outer, REFIID riid, void **ppv)
{
	os_add32(&post->made, 1);
	return AcomCreateObject(&Parcel_class, outer, riid, ppv);
}

static Parcel *parcel_new(ULONG number)
{
	ISimpleStream *s;

	assert_int_equal(AcomCreateObject(&Parcel_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	Parcel *p = Parcel_from_ISimpleStream(s);
	p->number = number;
	return p;
}

/* ---- the scene ---- */

static HRESULT post_register(void *arg)
{
	(void)arg;
	return AcomRegisterClass(&CLSID_Parcel, parcel_make, post->flags, &post->cookie);
}

static HRESULT post_revoke(void *arg)
{
	(void)arg;
	return CoRevokeClassObject(post->cookie);
}

/* The server has registered the class in its house, with these flags; ~0: not at all. */
static IMix *post_open(enum away_transport over, DWORD flags)
{
	post = away_memory(sizeof *post);
	post->scene = scene_mix();
	post->scene->mixer.act = MIXER_RETURN;
	post->flags = flags;
	scene_open(post->scene, over, COINIT_MULTITHREADED);
	if (flags != ~(DWORD)0)
		assert_int_equal(house_run(&post->scene->house, post_register, NULL), S_OK);
	return scene_object(post->scene, &IID_IMix);
}

static void post_close(IMix *mix)
{
	IMix_Release(mix);
	if (post->cookie)
		assert_int_equal(house_run(&post->scene->house, post_revoke, NULL), S_OK);
	scene_close(post->scene);
	assert_int_equal(os_load32(&post->on_the_way), 0);
	away_forget(post, sizeof *post);
}

static void expect_number(IUnknown *p, ULONG number)
{
	ISimpleStream *s;
	BYTE octet;
	ULONG n;

	assert_int_equal(IUnknown_QueryInterface(needed(p), &IID_ISimpleStream, (void **)&s), S_OK);
	assert_int_equal(ISimpleStream_Read(s, &octet, 1, &n), S_OK);
	assert_int_equal(n, number);
	ISimpleStream_Release(s);
}

/* The last failure's error object, which names the class. */
static void expect_text(const char *who)
{
	const char *said = error_said();

	if (!strstr(said, "{5B1F0A41-7D0E-4C55-9F6E-2A6D6D3A0001}") || !strstr(said, who))
		fail_msg("%s", said);
}

/* ---- both ways ---- */

ACROSS(an_object_that_marshals_itself_travels_if_its_class_is_registered_there)
{
	IMix *mix = post_open(over, ACOM_ALLOW_ANONYMOUS);
	DWORD cookie;

	assert_int_equal(AcomRegisterClass(&CLSID_Parcel, parcel_make, 0, &cookie), S_OK);
	Parcel *p = parcel_new(42);
	IUnknown *back = NULL;
	assert_int_equal(IMix_Take(mix, (IUnknown *)&p->ISimpleStream_iface), S_OK);
	assert_int_equal(os_load32(&post->on_the_way), 0);
	assert_int_equal(os_load32(&post->made), 1);
	AcomObjectRelease(&p->object);
	assert_int_equal(IMix_Exchange(mix, &back), S_OK);
	assert_int_equal(os_load32(&post->made), 2);
	assert_null(manager_remote_object_of(needed(back))); /* it is no proxy */
	expect_number(back, 42);
	IUnknown_Release(back);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	post_close(mix);
}

TEST(references_in_what_an_object_writes_of_itself_work_on_the_other_side)
{
	IMix *mix = post_open(AWAY_UNIX, 0);
	DWORD cookie;

	assert_int_equal(AcomRegisterClass(&CLSID_Parcel, parcel_make, 0, &cookie), S_OK);
	Parcel *p = parcel_new(7);
	IUnknown *back = NULL;
	p->content = where_create();
	assert_int_equal(IMix_Take(mix, (IUnknown *)&p->ISimpleStream_iface), S_OK);
	AcomObjectRelease(&p->object);
	assert_int_equal(where_alive(), 1); /* the server's copy of the parcel has it */
	assert_int_equal(IMix_Exchange(mix, &back), S_OK);
	expect_number(back, 7);
	IUnknown_Release(back);
	where_wait_alive(0);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	post_close(mix);
}

/* ---- refused ---- */

static void refused_there(enum away_transport over, DWORD flags, HRESULT hr)
{
	IMix *mix = post_open(over, flags);
	DWORD cookie;

	assert_int_equal(AcomRegisterClass(&CLSID_Parcel, parcel_make, 0, &cookie), S_OK);
	Parcel *p = parcel_new(42);
	if (over == AWAY_UNIX)
		p->content = where_create();
	assert_int_equal(IMix_Take(mix, (IUnknown *)&p->ISimpleStream_iface), hr);
	if (hr == REGDB_E_CLASSNOTREG)
		expect_text("the other process has not registered");
	assert_int_equal(os_load32(&post->scene->mixer.entered), 0);
	assert_int_equal(AcomObjectRelease(&p->object), 0);
	where_wait_alive(0);
	os_store32(&post->on_the_way, hr == REGDB_E_CLASSNOTREG ? os_load32(&post->on_the_way) : 0);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	post_close(mix);
}

ACROSS(a_server_that_has_not_registered_the_class_refuses_and_the_caller_has_it_back)
{
	refused_there(over, ~(DWORD)0, REGDB_E_CLASSNOTREG);
}

TEST(whoever_nobody_knows_names_only_classes_that_are_for_such)
{
	refused_there(AWAY_TCP, 0, RPC_X_BAD_STUB_DATA);
}

ACROSS(a_client_that_has_not_registered_the_class_refuses)
{
	IMix *mix = post_open(over, ACOM_ALLOW_ANONYMOUS);
	Parcel *p = parcel_new(42);
	IUnknown *none = NULL;

	assert_int_equal(IMix_Take(mix, (IUnknown *)&p->ISimpleStream_iface), S_OK);
	AcomObjectRelease(&p->object);
	assert_int_equal(IMix_Exchange(mix, &none), REGDB_E_CLASSNOTREG);
	assert_null(none);
	expect_text("this process has not registered");
	assert_int_equal(os_load32(&post->made), 1);
	os_store32(&post->on_the_way, 0); /* what nobody here can read, nobody can give back */
	post_close(mix);
}

/* The class is there, and this process cannot read its object. */
TEST(a_client_that_has_not_registered_the_class_of_a_new_object_refuses)
{
	ISimpleStream *none;
	IMix *mix = post_open(AWAY_UNIX, ACOM_ALLOW_ANONYMOUS);

	assert_int_equal(away_create(&post->scene->away, &CLSID_Parcel, &IID_ISimpleStream, (void **)&none), REGDB_E_CLASSNOTREG);
	expect_text("this process has not registered");
	os_store32(&post->on_the_way, 0);
	post_close(mix);
}

/* Of a class file, which anything else in the server would find. */
TEST(no_class_is_loaded_because_a_peer_names_it)
{
	struct shelf shelf;
	IUnknown *found;

	shelf_open(&shelf);
	shelf_write(&shelf, "place.class", "CLSID=" PLACE_CLSID "\nLibrary=/nowhere/place.so\n");
	IMix *mix = post_open(AWAY_UNIX, 0);
	Parcel *p = parcel_new(42);
	p->reader = CLSID_Stranger;
	told_begin();
	assert_int_equal(CoCreateInstance(&CLSID_Stranger, NULL, CLSCTX_ALL, &IID_IUnknown, (void **)&found), CO_E_DLLNOTFOUND);
	told_end();
	told_begin();
	assert_int_equal(IMix_Take(mix, (IUnknown *)&p->ISimpleStream_iface), REGDB_E_CLASSNOTREG);
	told_end();
	assert_int_equal(os_load32(&post->scene->mixer.entered), 0);
	assert_int_equal(os_load32(&post->made), 0);
	AcomObjectRelease(&p->object);
	os_store32(&post->on_the_way, 0); /* its class cannot be made here either */
	post_close(mix);
	shelf_close(&shelf);
}

static HRESULT no_marshaler_make(IUnknown *outer, REFIID riid, void **ppv)
{
	return where_make(outer, riid, ppv);
}

static HRESULT no_marshaler_register(void *arg)
{
	(void)arg;
	return AcomRegisterClass(&CLSID_Parcel, no_marshaler_make, 0, &post->cookie);
}

TEST(a_registered_class_without_IMarshal_reads_nothing)
{
	IMix *mix = post_open(AWAY_UNIX, ~(DWORD)0);
	DWORD cookie;

	assert_int_equal(house_run(&post->scene->house, no_marshaler_register, NULL), S_OK);
	assert_int_equal(AcomRegisterClass(&CLSID_Parcel, parcel_make, 0, &cookie), S_OK);
	Parcel *p = parcel_new(42);
	assert_int_equal(IMix_Take(mix, (IUnknown *)&p->ISimpleStream_iface), REGDB_E_CLASSNOTREG);
	AcomObjectRelease(&p->object);
	assert_int_equal(CoRevokeClassObject(cookie), S_OK);
	post_close(mix);
}
