/* inside.c - a thread that serves many calls of one object one behind the other stays in it between them, and no longer. */
#include "abroad.h"

enum { MANY = 40 };

/* An object that lets go of itself in the midst of its calls. */
typedef struct Quitter { AcomObject object; ISimpleStream ISimpleStream_iface; } Quitter;
ACOM_FACE(Quitter, ISimpleStream)

static struct {
	os_u32 calls, thread, after; /* which thread it was, and how many more of its calls came to a method */
	os_u32 asked;                /* for an ICallFactory */
} quits;

static HRESULT Quitter_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	uint32_t self = (uint32_t)os_thread_id();

	(void)pv;
	(void)cb;
	*pcbRead = 0;
	if (os_load32(&quits.thread) == self)
		os_add32(&quits.after, 1);
	if (os_add32(&quits.calls, 1) != MANY / 4)
		return S_OK;
	os_store32(&quits.thread, self);
	return CoDisconnectObject((IUnknown *)This, 0);
}

static HRESULT Quitter_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	(void)This;
	(void)pv;
	*pcbWritten = cb;
	return S_OK;
}

static const ISimpleStreamVtbl Quitter_ISimpleStream_vtbl = { ACOM_UNKNOWN(Quitter, ISimpleStream), Quitter_Read, Quitter_Write };
static const AcomInterface Quitter_map[] = { ACOM_ENTRY(Quitter, ISimpleStream), ACOM_END };

static HRESULT Quitter_query(void *o, REFIID riid, void **ppv)
{
	(void)o;
	*ppv = NULL;
	if (IsEqualIID(riid, &IID_ICallFactory))
		os_add32(&quits.asked, 1);
	return E_NOINTERFACE;
}
static const AcomClass Quitter_class = {
	.name = "Quitter", .size = sizeof(Quitter), .interfaces = Quitter_map, .query = Quitter_query,
};

static ISimpleStream *quitter_make(void *arg)
{
	ISimpleStream *s;

	(void)arg;
	assert_int_equal(AcomCreateObject(&Quitter_class, NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	return s;
}

struct scene {
	struct abroad abroad;
	ISimpleStream *stream;
	AsyncISimpleStream *calls[MANY];
};

static void scene_open(struct scene *x, ISimpleStream *(*make)(void *arg))
{
	house_enter(COINIT_MULTITHREADED);
	abroad_open(&x->abroad, (struct house){ .model = COINIT_MULTITHREADED, .make = make });
	x->stream = abroad_stream(&x->abroad);
	for (int i = 0; i < MANY; i++)
		x->calls[i] = house_call(x->stream);
}

static void scene_close(struct scene *x)
{
	for (int i = 0; i < MANY; i++)
		assert_int_equal(AsyncISimpleStream_Release(x->calls[i]), 0);
	assert_int_equal(ISimpleStream_Release(x->stream), 0);
	abroad_close(&x->abroad);
	house_leave();
}

/* They come together. */
static void begin_all(struct scene *x)
{
	AcomBatchBegin();
	for (int i = 0; i < MANY; i++)
		assert_int_equal(AsyncISimpleStream_Begin_Read(x->calls[i], 26), S_OK);
	AcomBatchEnd();
}

/* How many were answered; the others were of no object any more. */
static int finish_all(struct scene *x)
{
	BYTE octets[26];
	int answered = 0;
	ULONG n;

	for (int i = 0; i < MANY; i++) {
		HRESULT hr = AsyncISimpleStream_Finish_Read(x->calls[i], octets, &n);
		assert_true(hr == S_OK || hr == RPC_E_DISCONNECTED);
		answered += hr == S_OK;
	}
	return answered;
}

static HRESULT disconnect(void *arg)
{
	struct scene *x = arg;

	return CoDisconnectObject((IUnknown *)x->abroad.house.object, 0);
}

/* Its last user lets go of it. */
static void await_release(struct scene *x)
{
	while (os_load32(&stub_export(x->abroad.stub)->running) != EXPORT_CUT)
		os_yield();
}

TEST(of_an_object_that_lets_go_of_itself_in_a_call_those_that_came_with_it_are_refused)
{
	struct scene x;

	scene_open(&x, quitter_make);
	begin_all(&x);
	assert_in_range(finish_all(&x), MANY / 4, MANY); /* other threads may have come to its help */
	assert_int_equal(os_load32(&quits.after), 0);
	await_release(&x);
	scene_close(&x);
}

TEST(who_has_served_all_calls_that_came_together_is_in_their_object_no_longer)
{
	struct scene x;

	scene_open(&x, NULL);
	begin_all(&x);
	assert_int_equal(finish_all(&x), MANY);
	assert_int_equal(house_run(&x.abroad.house, disconnect, &x), S_OK);
	await_release(&x);
	scene_close(&x);
}

TEST(an_object_that_has_no_call_objects_is_asked_for_them_once)
{
	struct scene x;
	BYTE octets[26];
	ULONG n;

	scene_open(&x, quitter_make);
	for (int i = 1; i < MANY / 4; i++)
		assert_int_equal(ISimpleStream_Read(x.stream, octets, sizeof octets, &n), S_OK);
	assert_int_equal(os_load32(&quits.asked), 1);
	scene_close(&x);
}
