/* orpc.c - what stands before the parameters of calls on objects: ORPCTHIS, ORPCTHAT and their extensions (wire.md 3.1). */
#include "wire/forms.h"

/* Beyond what the rows allow. */
static bool extensions_may(const ORPC_EXTENT_ARRAY *x)
{
	if (!x || x->size > limit_of(ACOM_LIMIT_EXTENSIONS))
		return !x;
	for (unsigned i = 0; x->extent && i < x->size; i++)
		if (x->extent[i] && x->extent[i]->size > limit_of(ACOM_LIMIT_EXTENSION))
			return false;
	return true;
}

/* What remains is all that a form may have; the parameters begin at a multiple of 8. Counts that are as they should be see to
 * that, and any others are refused: nobody could say where the parameters are. */
static HRESULT read_extensions(struct ndr *n, struct take *t, const uint8_t *start, ORPC_EXTENT_ARRAY **extensions)
{
	void **args;
	size_t used;

	n->swap = t->big;
	HRESULT hr = form_read(n, FORM(Extensions), (struct span){ t->at, take_left(t) }, &args, &used);
	if (FAILED(hr))
		return hr == E_OUTOFMEMORY ? hr : FAIL(RPC_E_INVALID_HEADER);
	*extensions = *(ORPC_EXTENT_ARRAY **)args[0];
	if (!extensions_may(*extensions))
		return FAIL(RPC_E_INVALID_HEADER);
	t->at += used;
	return (size_t)(t->at - start) % ORPC_ALIGN ? FAIL(RPC_E_INVALID_HEADER) : S_OK;
}

/* Whether nothing more stands before the parameters: then *t is there. */
static HRESULT read_no_extensions(struct take *t)
{
	struct take ahead = *t;

	if (take_left(t) < sizeof(uint32_t))
		return FAIL(RPC_E_INVALID_HEADER);
	if (take_u32(&ahead))
		return S_FALSE;
	*t = ahead;
	return S_OK;
}

/* What stands before the pointer to extensions, as it lies there. */
struct this_head {
	uint16_t major, minor;
	uint32_t flags, reserved;
	CID causality;
};

/* The causality comes in one piece, and leaves so: who copies next what was written in parts waits for all of these. */
HRESULT orpc_read_plain_this(struct take *t, struct orpc_this *self)
{
	struct span octets = take_octets(t, sizeof(struct this_head));
	uint16_t major, minor;

	if (!octets.size) {
		*self = (struct orpc_this){ .extensions = NULL };
		return FAIL(RPC_E_INVALID_HEADER);
	}
	memcpy(&major, octets.at + offsetof(struct this_head, major), sizeof major);
	memcpy(&minor, octets.at + offsetof(struct this_head, minor), sizeof minor);
	memcpy(&self->flags, octets.at + offsetof(struct this_head, flags), sizeof self->flags);
	self->version.MajorVersion = cursor_u16(major, t->big);
	self->version.MinorVersion = cursor_u16(minor, t->big);
	self->flags = cursor_u32(self->flags, t->big);
	cursor_read_guid(&self->causality, octets.at + offsetof(struct this_head, causality), t->big);
	self->extensions = NULL;
	if (take_left(t) >= sizeof(uint32_t) && self->version.MajorVersion != ORPC_MAJOR)
		return FAIL(RPC_E_VERSION_MISMATCH);
	return read_no_extensions(t);
}

HRESULT orpc_read_this(struct ndr *n, struct take *t, struct orpc_this *self)
{
	const uint8_t *start = t->at;
	HRESULT hr = orpc_read_plain_this(t, self);

	return hr == S_FALSE ? read_extensions(n, t, start, &self->extensions) : hr;
}

HRESULT orpc_read_plain_that(struct take *t, struct orpc_that *that)
{
	that->flags = take_u32(t);
	that->extensions = NULL;
	return read_no_extensions(t);
}

HRESULT orpc_read_that(struct ndr *n, struct take *t, struct orpc_that *that)
{
	const uint8_t *start = t->at;
	HRESULT hr = orpc_read_plain_that(t, that);

	return hr == S_FALSE ? read_extensions(n, t, start, &that->extensions) : hr;
}

HRESULT orpc_extensions_size(struct ndr *n, ORPC_EXTENT_ARRAY *extensions, size_t *more)
{
	void *args[] = { &extensions };
	size_t size;
	HRESULT hr = form_size(n, FORM(Extensions), args, &size);

	*more = SUCCEEDED(hr) ? size - sizeof(uint32_t) : 0;
	return hr;
}

static HRESULT write_extensions(struct ndr *n, ORPC_EXTENT_ARRAY *extensions, struct put *p)
{
	void *args[] = { &extensions };

	if (extensions)
		return form_write(n, FORM(Extensions), args, p);
	put_u32(p, 0);
	return p->over ? FAIL(RPC_E_OUT_OF_RESOURCES) : S_OK;
}

HRESULT orpc_write_this(struct ndr *n, const struct orpc_this *self, struct put *p)
{
	struct this_head o = {
		.major = cursor_u16(self->version.MajorVersion, p->big), .minor = cursor_u16(self->version.MinorVersion, p->big),
		.flags = cursor_u32(self->flags, p->big), .causality = cursor_guid(self->causality, p->big),
	};

	CURSOR_PUT_STRUCT(p, &o);
	return write_extensions(n, self->extensions, p);
}

void orpc_write_plain_this(uint16_t minor, GUID causality, uint8_t octets[ORPC_THIS_SIZE])
{
	_Static_assert(offsetof(struct this_head, causality) == 12, "it begins in the middle of the second word");
	causality = cursor_guid(causality, false);
	uint64_t first = read_word(&causality), second = read_word((uint8_t *)&causality + sizeof first);

	write_word(octets, ORPC_MAJOR | (uint32_t)minor << 16);
	write_word(octets + 8, first << 32);
	write_word(octets + 16, first >> 32 | second << 32);
	write_word(octets + 24, second >> 32);
}

HRESULT orpc_write_that(struct ndr *n, const struct orpc_that *that, struct put *p)
{
	put_u32(p, that->flags);
	return write_extensions(n, that->extensions, p);
}

const ORPC_EXTENT *orpc_extent(const ORPC_EXTENT_ARRAY *extensions, REFGUID id)
{
	for (uint32_t i = 0; extensions && extensions->extent && i < extensions->size; i++)
		if (extensions->extent[i] && IsEqualGUID(&extensions->extent[i]->id, id))
			return extensions->extent[i];
	return NULL;
}
