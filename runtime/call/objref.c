/* objref.c - references to objects as octets: the runtime's own marshaling (wire.md 3.2). */
#include "call/call.h"

/* STDOBJREF's flags: of a reference in a table. */
static const uint32_t std_flags[OBJREF_KINDS] = { [OBJREF_NORMAL] = 0, [OBJREF_STRONG] = 8, [OBJREF_WEAK] = 2 };
enum { FLAG_NO_PING = 0x1000 };

static const struct objref_abroad *abroad;

void objref_reach(const struct objref_abroad *a)
{
	abroad = a;
}

void objref_left(void)
{
	if (abroad)
		abroad->leaves();
}

bool context_is_inside(DWORD context)
{
	return context == MSHCTX_INPROC || context == MSHCTX_CROSSCTX;
}

/* ---- marshaling ---- */

/* What an interface is in a reference, with one more use. A proxy is passed on as a reference to the object behind it. */
static HRESULT objref_subject(IUnknown *p, REFIID iid, struct remote **r)
{
	struct stub *s;
	HRESULT hr = manager_remote_of(p, iid, r);

	if (hr != S_FALSE)
		return hr;
	hr = export_object(p, iid, &s);
	*r = SUCCEEDED(hr) ? &s->remote : NULL;
	return hr;
}

/* For others the process is named, and where it is. */
static HRESULT objref_address(const struct remote_object *object, DWORD context, struct objref *o, uint8_t *room)
{
	if (!abroad || context_is_inside(context))
		return S_OK;
	o->references *= OBJREF_REFERENCES;
	return abroad->address(object && object->apartment ? NULL : object, context, o, room);
}

static HRESULT objref_write(struct remote *r, enum objref_kind kind, bool lent, DWORD context, struct marshaled *m)
{
	uint8_t room[2 * OBJREF_WORDS_MAX];
	struct objref o = {
		.form = OBJREF_STANDARD, .iid = r->iid, .flags = std_flags[kind], .references = kind == OBJREF_NORMAL && !lent,
	};

	r->object->ops->name(r, &o);
	HRESULT hr = objref_address(r->object, context, &o, room);
	if (FAILED(hr))
		return hr;
	m->size = objref_octets(&o);
	m->octets = m->size <= sizeof m->standard ? m->standard : os_alloc(m->size);
	if (!m->octets)
		return FAIL(E_OUTOFMEMORY);
	objref_format(&o, m->octets);
	return S_OK;
}

/* What is lent is kept here, as if it were for this process. */
static HRESULT objref_make(IUnknown *p, REFIID iid, enum objref_kind kind, bool lent, DWORD context, struct marshaled *m)
{
	struct remote *r;

	*m = (struct marshaled){ 0 };
	if (os_is_copy())
		return FAIL(CO_E_NOTINITIALIZED);
	HRESULT hr = objref_subject(p, iid, &r);
	if (FAILED(hr))
		return hr;
	hr = objref_write(r, kind, lent, context, m);
	if (SUCCEEDED(hr))
		hr = r->object->ops->marshaled(r, kind, lent ? MSHCTX_INPROC : context);
	if (FAILED(hr)) {
		marshal_free(m);
		remote_unuse(r);
	}
	remote_unref(r);
	return hr;
}

HRESULT objref_marshal(IUnknown *p, REFIID iid, enum objref_kind kind, DWORD context, struct marshaled *m)
{
	return objref_make(p, iid, kind, false, context, m);
}

HRESULT objref_lend(IUnknown *p, REFIID iid, DWORD context, struct marshaled *m)
{
	return objref_make(p, iid, OBJREF_NORMAL, true, context, m);
}

HRESULT objref_size(IUnknown *p, DWORD context, ULONG *size)
{
	uint8_t room[2 * OBJREF_WORDS_MAX];
	struct objref o = { .form = OBJREF_STANDARD };
	HRESULT hr = objref_address(p ? manager_remote_object_of(p) : NULL, context, &o, room);

	*size = SUCCEEDED(hr) ? (ULONG)objref_octets(&o) : 0;
	return hr;
}

/* ---- unmarshaling ---- */

bool objref_is_standard(const uint8_t *octets, size_t size)
{
	return size >= OBJREF_SIZE && objref_form(octets, size) != OBJREF_CUSTOM;
}

static HRESULT objref_read(const uint8_t *octets, size_t size, struct objref *o, enum objref_kind *kind)
{
	HRESULT hr = objref_parse(o, octets, size);

	if (FAILED(hr))
		return hr;
	if (o->form == OBJREF_CUSTOM || (o->form == OBJREF_STANDARD && size != objref_octets(o)))
		return FAIL(RPC_E_INVALID_OBJREF);
	for (*kind = 0; *kind < OBJREF_KINDS; ++*kind)
		if (std_flags[*kind] == (o->flags & ~(uint32_t)FLAG_NO_PING))
			return S_OK;
	return FAIL(RPC_E_INVALID_OBJREF);
}

/* One of this process: written for itself, without an address, or for others. */
static HRESULT objref_target(const struct objref *o, enum objref_kind kind, struct objref_target *t)
{
	bool process = abroad && o->oxid == abroad->oxid();

	*t = (struct objref_target){ .ipid = o->ipid, .oxid = o->oxid, .oid = o->oid, .kind = kind, .process = process };
	t->left = process && kind == OBJREF_NORMAL && o->references;
	return process || (o->form == OBJREF_STANDARD && !o->word_count) ? S_OK : FAIL(RPC_E_INVALID_OBJREF);
}

static HRESULT objref_claim(const struct objref *o, enum objref_kind kind, struct remote **r)
{
	struct objref_target target;
	struct stub *s;
	HRESULT hr = abroad ? abroad->claim(o, kind, r) : S_FALSE;

	if (hr != S_FALSE)
		return hr;
	hr = objref_target(o, kind, &target);
	if (SUCCEEDED(hr))
		hr = export_claim(&target, &s);
	*r = SUCCEEDED(hr) ? &s->remote : NULL;
	return hr;
}

HRESULT objref_unmarshal(const uint8_t *octets, size_t size, REFIID riid, void **ppv)
{
	enum objref_kind kind;
	struct remote *r;
	struct objref o;
	HRESULT hr = os_is_copy() ? FAIL(CO_E_NOTINITIALIZED) : objref_read(octets, size, &o, &kind);

	*ppv = NULL;
	if (SUCCEEDED(hr))
		hr = objref_claim(&o, kind, &r);
	return FAILED(hr) ? hr : remote_resolve(r, riid, ppv);
}

/* What is gone already needs not be given back; and what a copy of the process has is the other one's. */
HRESULT objref_release(const uint8_t *octets, size_t size)
{
	struct objref_target target;
	enum objref_kind kind;
	struct objref o;
	struct stub *s;
	HRESULT hr = os_is_copy() ? FAIL(CO_E_NOTINITIALIZED) : objref_read(octets, size, &o, &kind);

	if (FAILED(hr))
		return hr;
	hr = abroad ? abroad->give_back(&o, kind) : S_FALSE;
	if (hr != S_FALSE)
		return hr;
	hr = objref_target(&o, kind, &target);
	if (FAILED(hr) || export_reclaim(&target, &s) != S_OK)
		return hr;
	export_unuse(stub_export(s));
	stub_unref(s);
	return S_OK;
}
