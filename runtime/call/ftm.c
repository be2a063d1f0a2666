/* ftm.c - the free-threaded marshaler: inside the process a reference is the pointer itself. What is written is a number that
 * only this process can turn into it: octets of a stranger's never become an address. */
#include "call/call.h"

struct ticket {
	struct map_node node;
	GUID number;
	IUnknown *object; /* counted; a weak reference of a table is strong here */
	bool once;        /* normal: unmarshaled once */
	os_u32 refs;      /* the table's, and those who are just using it */
};

static struct {
	os_mutex lock;
	struct map by_number;
} tickets;

/* ---- tickets ---- */

static void ticket_unref(struct ticket *t)
{
	if (os_unref(&t->refs))
		return;
	IUnknown_Release(t->object);
	os_free(t);
}

static HRESULT ticket_issue(IUnknown *object, bool once, GUID *number)
{
	struct ticket *t = os_zalloc(sizeof *t);

	if (!t)
		return FAIL(E_OUTOFMEMORY);
	CoCreateGuid(&t->number);
	*number = t->number;
	t->once = once;
	t->object = object;
	os_store32(&t->refs, 1);
	IUnknown_AddRef(object);
	os_mutex_lock(&tickets.lock);
	bool added = map_add(&tickets.by_number, &t->node, &t->number, sizeof t->number);
	os_mutex_unlock(&tickets.lock);
	if (added)
		return S_OK;
	ticket_unref(t);
	return FAIL(E_OUTOFMEMORY);
}

/* The object, counted; NULL: no such number. `back`: the ticket is given back. The object is not called under the lock. */
static IUnknown *ticket_use(REFGUID number, bool back)
{
	os_mutex_lock(&tickets.lock);
	struct map_node *node = map_find(&tickets.by_number, number, sizeof *number);
	struct ticket *t = node ? container_of(node, struct ticket, node) : NULL;
	if (t && (back || t->once))
		map_remove(&tickets.by_number, &t->node); /* its count is ours now */
	else if (t)
		os_ref(&t->refs);
	os_mutex_unlock(&tickets.lock);
	if (!t)
		return NULL;
	IUnknown *object = t->object;
	IUnknown_AddRef(object);
	ticket_unref(t);
	return object;
}

/* Objects of users' are not called any more, but by who is just using a ticket. */
void ftm_teardown(void)
{
	os_mutex_lock(&tickets.lock);
	while (tickets.by_number.first) {
		struct ticket *t = container_of(tickets.by_number.first, struct ticket, node);
		map_remove(&tickets.by_number, &t->node);
		if (!os_unref(&t->refs))
			os_free(t);
	}
	os_mutex_unlock(&tickets.lock);
}

/* ---- the marshaler ---- */

typedef struct FreeMarshaler {
	AcomObject object;
	IMarshal IMarshal_iface;
} FreeMarshaler;

ACOM_FACE(FreeMarshaler, IMarshal)

static HRESULT FreeMarshaler_GetUnmarshalClass(IMarshal *This, REFIID riid, void *pv, DWORD context, void *reserved,
                                               DWORD flags, CLSID *clsid)
{
	(void)This, (void)riid, (void)pv, (void)reserved, (void)flags;
	if (!clsid)
		return FAIL(E_POINTER);
	*clsid = context_is_inside(context) ? CLSID_InProcFreeMarshaler : CLSID_StdMarshal;
	return S_OK;
}

static HRESULT FreeMarshaler_GetMarshalSizeMax(IMarshal *This, REFIID riid, void *pv, DWORD context, void *reserved,
                                               DWORD flags, DWORD *size)
{
	(void)This, (void)riid, (void)reserved, (void)flags;
	if (!size)
		return FAIL(E_POINTER);
	*size = sizeof(GUID);
	return context_is_inside(context) ? S_OK : objref_size((IUnknown *)pv, context, size);
}

static HRESULT write_ticket(IStream *stream, IUnknown *object, DWORD flags)
{
	GUID number;
	HRESULT hr = ticket_issue(object, !(flags & (MSHLFLAGS_TABLESTRONG | MSHLFLAGS_TABLEWEAK)), &number);

	if (FAILED(hr))
		return hr;
	hr = IStream_Write(stream, (const BYTE *)&number, sizeof number, NULL);
	if (FAILED(hr))
		release_unknown(ticket_use(&number, true));
	return hr;
}

static HRESULT FreeMarshaler_MarshalInterface(IMarshal *This, IStream *stream, REFIID riid, void *pv, DWORD context,
                                              void *reserved, DWORD flags)
{
	IUnknown *object;

	(void)This, (void)reserved;
	if (!stream || !riid || !pv)
		return FAIL(E_INVALIDARG);
	HRESULT hr = IUnknown_QueryInterface((IUnknown *)pv, riid, (void **)&object);
	if (FAILED(hr))
		return hr;
	hr = context_is_inside(context) ? write_ticket(stream, object, flags) :
	     marshal_standard(stream, object, riid, context, flags);
	IUnknown_Release(object);
	return hr;
}

HRESULT ftm_resolve(const uint8_t *octets, REFIID riid, void **ppv)
{
	GUID number;

	memcpy(&number, octets, sizeof number);
	IUnknown *object = ticket_use(&number, false);
	if (!object)
		return FAIL(RPC_E_INVALID_OBJREF);
	HRESULT hr = IUnknown_QueryInterface(object, riid, ppv);
	IUnknown_Release(object);
	return hr;
}

HRESULT ftm_release(const uint8_t *octets)
{
	GUID number;

	memcpy(&number, octets, sizeof number);
	IUnknown *object = ticket_use(&number, true);
	if (!object)
		return FAIL(RPC_E_INVALID_OBJREF);
	IUnknown_Release(object);
	return S_OK;
}

static HRESULT read_number(IStream *stream, uint8_t *octets)
{
	ULONG got = 0;
	HRESULT hr = stream ? IStream_Read(stream, octets, FTM_SIZE, &got) : FAIL(E_INVALIDARG);

	return FAILED(hr) ? hr : got == FTM_SIZE ? S_OK : FAIL(RPC_E_INVALID_OBJREF);
}

static HRESULT FreeMarshaler_UnmarshalInterface(IMarshal *This, IStream *stream, REFIID riid, void **ppv)
{
	uint8_t octets[FTM_SIZE];

	(void)This;
	if (!ppv)
		return FAIL(E_POINTER);
	*ppv = NULL;
	HRESULT hr = read_number(stream, octets);
	return FAILED(hr) ? hr : ftm_resolve(octets, riid, ppv);
}

static HRESULT FreeMarshaler_ReleaseMarshalData(IMarshal *This, IStream *stream)
{
	uint8_t octets[FTM_SIZE];

	(void)This;
	HRESULT hr = read_number(stream, octets);
	return FAILED(hr) ? hr : ftm_release(octets);
}

static HRESULT FreeMarshaler_DisconnectObject(IMarshal *This, DWORD reserved)
{
	(void)This, (void)reserved;
	return S_OK; /* who has the pointer itself cannot be cut off */
}

static const IMarshalVtbl FreeMarshaler_IMarshal_vtbl = {
	ACOM_UNKNOWN(FreeMarshaler, IMarshal), FreeMarshaler_GetUnmarshalClass, FreeMarshaler_GetMarshalSizeMax,
	FreeMarshaler_MarshalInterface, FreeMarshaler_UnmarshalInterface, FreeMarshaler_ReleaseMarshalData,
	FreeMarshaler_DisconnectObject,
};
static const AcomInterface FreeMarshaler_map[] = { ACOM_ENTRY(FreeMarshaler, IMarshal), ACOM_END };
static const AcomClass FreeMarshaler_class = {
	"FreeMarshaler", sizeof(FreeMarshaler), FreeMarshaler_map, NULL, NULL, NULL,
};

HRESULT ftm_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&FreeMarshaler_class, outer, riid, ppv);
}

HRESULT CoCreateFreeThreadedMarshaler(IUnknown *outer, IUnknown **marshaler)
{
	return marshaler ? ftm_create(outer, &IID_IUnknown, (void **)marshaler) : FAIL(E_INVALIDARG);
}
