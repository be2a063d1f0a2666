/* objref_octets.c - OBJREFs as octets (wire.md 3.2): taken apart and put together. What they mean is others' business. */
#include "base/bytes.h"
#include "call/call.h"

/* Little-endian, and without a gap. A STDOBJREF stands at AT_STD in all but the custom ones. */
enum {
	AT_SIGNATURE = 0, AT_FORM = 4, AT_IID = 8, AT_STD = 24, AT_REFERENCES = 28, AT_OXID = 32, AT_OID = 40, AT_IPID = 48,
	STD_END = 64,
	HANDLER_AT_CLSID = STD_END,
	CUSTOM_AT_CLSID = 24, CUSTOM_AT_SIZE = 44,
	GUID_SIZE = 16, WORD_SIZE = 2,
	BINDINGS_HEAD = 4, /* wNumEntries, wSecurityOffset */
};
enum { SIGNATURE = 0x574F454D /* "MEOW" */, SIGNATURE_EXTENDED = 0x4E535956 };

/* Where the DUALSTRINGARRAY stands; 0: there is none. */
static size_t at_bindings(uint32_t form)
{
	switch (form) {
	case OBJREF_STANDARD: return STD_END;
	case OBJREF_HANDLER: return HANDLER_AT_CLSID + GUID_SIZE;
	case OBJREF_EXTENDED: return STD_END + 4;
	default: return 0;
	}
}

uint32_t objref_form(const uint8_t *octets, size_t size)
{
	uint32_t form;

	if (size < OBJREF_HEAD || bytes_u32(octets + AT_SIGNATURE, false) != SIGNATURE)
		return 0;
	form = bytes_u32(octets + AT_FORM, false);
	return form == OBJREF_CUSTOM || at_bindings(form) ? form : 0;
}

static HRESULT parse_custom(struct objref *o, const uint8_t *octets, size_t size)
{
	if (size < OBJREF_CUSTOM_SIZE)
		return FAIL(RPC_E_INVALID_OBJREF);
	o->clsid = bytes_guid(octets + CUSTOM_AT_CLSID, false);
	o->data = octets + OBJREF_CUSTOM_SIZE;
	o->data_size = size - OBJREF_CUSTOM_SIZE;
	return S_OK;
}

static HRESULT parse_bindings(struct objref *o, const uint8_t *octets, size_t size, size_t at)
{
	o->words = octets + at + BINDINGS_HEAD;
	o->word_count = bytes_u16(octets + at, false);
	o->security = bytes_u16(octets + at + WORD_SIZE, false);
	if (o->word_count > OBJREF_WORDS_MAX || o->security > o->word_count ||
	    (size - at - BINDINGS_HEAD) / WORD_SIZE < o->word_count)
		return FAIL(RPC_E_INVALID_OBJREF);
	return S_OK;
}

HRESULT objref_parse(struct objref *o, const uint8_t *octets, size_t size)
{
	*o = (struct objref){ .form = objref_form(octets, size) };
	if (!o->form)
		return FAIL(RPC_E_INVALID_OBJREF);
	o->iid = bytes_guid(octets + AT_IID, false);
	if (o->form == OBJREF_CUSTOM)
		return parse_custom(o, octets, size);
	if (size < at_bindings(o->form) + BINDINGS_HEAD)
		return FAIL(RPC_E_INVALID_OBJREF);
	if (o->form == OBJREF_EXTENDED && bytes_u32(octets + STD_END, false) != SIGNATURE_EXTENDED)
		return FAIL(RPC_E_INVALID_OBJREF);
	o->flags = bytes_u32(octets + AT_STD, false);
	o->references = bytes_u32(octets + AT_REFERENCES, false);
	o->oxid = bytes_u64(octets + AT_OXID, false);
	o->oid = bytes_u64(octets + AT_OID, false);
	o->ipid = bytes_guid(octets + AT_IPID, false);
	if (o->form == OBJREF_HANDLER)
		o->clsid = bytes_guid(octets + HANDLER_AT_CLSID, false);
	return parse_bindings(o, octets, size, at_bindings(o->form));
}

size_t objref_octets(const struct objref *o)
{
	if (o->form == OBJREF_CUSTOM)
		return OBJREF_CUSTOM_SIZE + o->data_size;
	return OBJREF_SIZE + (size_t)o->word_count * WORD_SIZE;
}

static void write_custom(const struct objref *o, uint8_t *octets)
{
	bytes_put_guid(octets + CUSTOM_AT_CLSID, &o->clsid);
	bytes_put_u32(octets + CUSTOM_AT_SIZE - 4, 0);
	bytes_put_u32(octets + CUSTOM_AT_SIZE, (uint32_t)o->data_size);
	if (o->data)
		memcpy(octets + OBJREF_CUSTOM_SIZE, o->data, o->data_size);
}

static void write_standard(const struct objref *o, uint8_t *octets)
{
	bytes_put_u32(octets + AT_STD, o->flags);
	bytes_put_u32(octets + AT_REFERENCES, o->references);
	bytes_put_u64(octets + AT_OXID, o->oxid);
	bytes_put_u64(octets + AT_OID, o->oid);
	bytes_put_guid(octets + AT_IPID, &o->ipid);
	bytes_put_u16(octets + STD_END, o->word_count);
	bytes_put_u16(octets + STD_END + WORD_SIZE, o->security);
	if (o->word_count)
		memcpy(octets + OBJREF_SIZE, o->words, (size_t)o->word_count * WORD_SIZE);
}

void objref_format(const struct objref *o, uint8_t *octets)
{
	bytes_put_u32(octets + AT_SIGNATURE, SIGNATURE);
	bytes_put_u32(octets + AT_FORM, o->form);
	bytes_put_guid(octets + AT_IID, &o->iid);
	if (o->form == OBJREF_CUSTOM)
		write_custom(o, octets);
	else
		write_standard(o, octets);
}
