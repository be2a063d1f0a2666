/* where.c - an object that tells where it is: on which thread its methods run, and that it ends where it began. */
#include "where.h"

typedef struct Where {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
	ISynchronize ISynchronize_iface;
	uint64_t apartment;
} Where;

static os_u32 alive;

uint64_t where_alive(void)
{
	return os_load32(&alive);
}

__attribute__((constructor)) static void where_watch(void)
{
	harness_check("object", where_alive);
}

void where_wait_alive(uint64_t n)
{
	while (where_alive() > n)
		if (!apartment_serve())
			os_yield();
}

ACOM_FACE(Where, ISimpleStream)
ACOM_FACE(Where, ISynchronize)

static uint64_t where_apartment(void)
{
	struct apartment *a = apartment_current();
	uint64_t id = a ? a->id : 0;

	apartment_unref(a);
	return id;
}

static HRESULT Where_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	uint64_t thread = os_thread_id();

	assert_true(cb >= sizeof thread);
	assert_true(where_apartment() == Where_from_ISimpleStream(This)->apartment);
	memcpy(pv, &thread, sizeof thread);
	*pcbRead = sizeof thread;
	return S_OK;
}

static HRESULT Where_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	(void)This;
	(void)pv;
	*pcbWritten = cb;
	return S_OK;
}

static HRESULT Where_Wait(ISynchronize *This, DWORD flags, DWORD milliseconds)
{
	(void)This;
	(void)flags;
	(void)milliseconds;
	return S_OK;
}

static HRESULT Where_Signal(ISynchronize *This)
{
	(void)This;
	return S_OK;
}

static const ISimpleStreamVtbl Where_ISimpleStream_vtbl = {
	ACOM_UNKNOWN(Where, ISimpleStream), Where_Read, Where_Write,
};
static const ISynchronizeVtbl Where_ISynchronize_vtbl = {
	ACOM_UNKNOWN(Where, ISynchronize), Where_Wait, Where_Signal, Where_Signal,
};
static const AcomInterface Where_map[] = {
	ACOM_ENTRY(Where, ISimpleStream), ACOM_ENTRY(Where, ISynchronize), ACOM_END,
};

static HRESULT Where_construct(void *object)
{
	((Where *)object)->apartment = where_apartment();
	os_add32(&alive, 1);
	return S_OK;
}

static void Where_destruct(void *object)
{
	assert_true(where_apartment() == ((Where *)object)->apartment);
	os_sub32(&alive, 1);
}

static const AcomClass Where_class = { "where", sizeof(Where), Where_map, Where_construct, Where_destruct, NULL };

HRESULT where_make(IUnknown *outer, REFIID riid, void **ppv)
{
	*ppv = NULL;
	return outer ? CLASS_E_NOAGGREGATION : AcomCreateObject(&Where_class, NULL, riid, ppv);
}

ISimpleStream *where_create(void)
{
	ISimpleStream *s;

	assert_int_equal(where_make(NULL, &IID_ISimpleStream, (void **)&s), S_OK);
	return s;
}

HRESULT where_ask(ISimpleStream *s, uint64_t *thread)
{
	ULONG n = 0;
	HRESULT hr = ISimpleStream_Read(s, (BYTE *)thread, sizeof *thread, &n);

	if (SUCCEEDED(hr))
		assert_int_equal(n, sizeof *thread);
	return hr;
}

uint64_t where_is(ISimpleStream *s)
{
	uint64_t thread = 0;

	assert_int_equal(where_ask(s, &thread), S_OK);
	return thread;
}

ULONG where_refs(void *p)
{
	IUnknown_AddRef((IUnknown *)p);
	return IUnknown_Release((IUnknown *)p);
}

bool where_same(void *p, void *q)
{
	IUnknown *a, *b;

	assert_int_equal(IUnknown_QueryInterface((IUnknown *)p, &IID_IUnknown, (void **)&a), S_OK);
	assert_int_equal(IUnknown_QueryInterface((IUnknown *)q, &IID_IUnknown, (void **)&b), S_OK);
	IUnknown_Release(a);
	IUnknown_Release(b);
	return a == b;
}

HRESULT where_marshal(IUnknown *p, REFIID iid, enum objref_kind kind, uint8_t *octets)
{
	struct marshaled m;
	HRESULT hr = objref_marshal(p, iid, kind, MSHCTX_INPROC, &m);

	if (FAILED(hr))
		return hr;
	assert_int_equal(m.size, OBJREF_SIZE);
	memcpy(octets, m.octets, m.size);
	marshal_free(&m);
	return hr;
}
