/* objref.c - references to objects as octets: the runtime's own marshaling (wire.md 3.2). */
#include "call/call.h"

/* Offsets of a standard OBJREF with an empty DUALSTRINGARRAY; all of it little-endian and unaligned. */
enum {
	AT_SIGNATURE = 0, AT_FLAGS = 4, AT_IID = 8, AT_STDFLAGS = 24, AT_PUBLICREFS = 28, AT_OXID = 32, AT_OID = 40,
	AT_IPID = 48, AT_BINDINGS = 64,
};
enum { SIGNATURE = 0x574F454D /* "MEOW" */, FLAG_STANDARD = 1 };

/* STDOBJREF's flags: of a reference in a table. */
static const uint32_t std_flags[OBJREF_KINDS] = { [OBJREF_NORMAL] = 0, [OBJREF_STRONG] = 8, [OBJREF_WEAK] = 2 };

static void put_le(uint8_t *to, uint64_t v, int octets)
{
	for (int i = 0; i < octets; i++)
		to[i] = (uint8_t)(v >> 8 * i);
}

static uint64_t get_le(const uint8_t *from, int octets)
{
	uint64_t v = 0;

	for (int i = 0; i < octets; i++)
		v |= (uint64_t)from[i] << 8 * i;
	return v;
}

static void put_guid(uint8_t *to, REFGUID g)
{
	put_le(to, g->Data1, 4);
	put_le(to + 4, g->Data2, 2);
	put_le(to + 6, g->Data3, 2);
	memcpy(to + 8, g->Data4, 8);
}

static GUID get_guid(const uint8_t *from)
{
	GUID g = { (uint32_t)get_le(from, 4), (uint16_t)get_le(from + 4, 2), (uint16_t)get_le(from + 6, 2), { 0 } };

	memcpy(g.Data4, from + 8, 8);
	return g;
}

static void objref_write(uint8_t *octets, const struct stub *s, enum objref_kind kind)
{
	memset(octets, 0, OBJREF_SIZE);
	put_le(octets + AT_SIGNATURE, SIGNATURE, 4);
	put_le(octets + AT_FLAGS, FLAG_STANDARD, 4);
	put_guid(octets + AT_IID, &s->iid);
	put_le(octets + AT_STDFLAGS, std_flags[kind], 4);
	put_le(octets + AT_PUBLICREFS, kind == OBJREF_NORMAL, 4);
	put_le(octets + AT_OXID, s->export->apartment->id, 8);
	put_le(octets + AT_OID, s->export->oid, 8);
	put_guid(octets + AT_IPID, &s->ipid);
}

/* A proxy is passed on as a reference to the object behind it. */
HRESULT objref_marshal(IUnknown *p, REFIID iid, enum objref_kind kind, uint8_t *octets)
{
	struct stub *s;
	HRESULT hr = manager_stub_of(p, iid, &s);

	if (hr == S_FALSE)
		hr = export_object(p, iid, &s);
	if (FAILED(hr))
		return hr;
	export_marshaled(s, kind);
	objref_write(octets, s, kind);
	stub_unref(s);
	return S_OK;
}

static HRESULT objref_read(const uint8_t *octets, size_t size, struct objref_target *t)
{
	if (size != OBJREF_SIZE || get_le(octets + AT_SIGNATURE, 4) != SIGNATURE ||
	    get_le(octets + AT_FLAGS, 4) != FLAG_STANDARD || get_le(octets + AT_BINDINGS, 4) != 0)
		return FAIL(RPC_E_INVALID_OBJREF);
	t->ipid = get_guid(octets + AT_IPID);
	t->oxid = get_le(octets + AT_OXID, 8);
	t->oid = get_le(octets + AT_OID, 8);
	for (t->kind = 0; t->kind < OBJREF_KINDS; t->kind++)
		if (std_flags[t->kind] == get_le(octets + AT_STDFLAGS, 4))
			return S_OK;
	return FAIL(RPC_E_INVALID_OBJREF);
}

static HRESULT objref_own(struct stub *s, REFIID riid, void **ppv)
{
	if (!export_enter(s->export))
		return FAIL(RPC_E_DISCONNECTED);
	HRESULT hr = s->object ? IUnknown_QueryInterface(s->object, riid, ppv) : FAIL(RPC_E_DISCONNECTED);
	export_leave(s->export);
	return hr;
}

/* In the object's own apartment the object itself, else its proxy. */
HRESULT objref_unmarshal(const uint8_t *octets, size_t size, REFIID riid, void **ppv)
{
	struct objref_target target;
	struct stub *s;
	HRESULT hr = objref_read(octets, size, &target);

	*ppv = NULL;
	if (SUCCEEDED(hr))
		hr = export_claim(&target, &s);
	if (FAILED(hr))
		return hr;
	if (apartment_is_current(s->export->apartment)) {
		hr = objref_own(s, riid, ppv);
		export_unuse(s->export);
	} else {
		hr = manager_unmarshal(s, riid, ppv);
	}
	stub_unref(s);
	return hr;
}

/* What is gone already needs not be given back. */
HRESULT objref_release(const uint8_t *octets, size_t size)
{
	struct objref_target target;
	struct stub *s;
	HRESULT hr = objref_read(octets, size, &target);

	if (FAILED(hr) || export_reclaim(&target, &s) != S_OK)
		return hr;
	export_unuse(s->export);
	stub_unref(s);
	return S_OK;
}
