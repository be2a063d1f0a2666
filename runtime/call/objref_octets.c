/* objref_octets.c - OBJREFs as octets (wire.md 3.2): taken apart and put together. What they mean is others' business. */
#include "base/cursor.h"
#include "call/call.h"

enum { SIGNATURE = 0x574F454D /* "MEOW" */, SIGNATURE_EXTENDED = 0x4E535956, WORD_SIZE = 2 };

static uint32_t form_of(struct take *t)
{
	uint32_t signature = take_u32(t), form = take_u32(t);
	bool known = form == OBJREF_STANDARD || form == OBJREF_HANDLER || form == OBJREF_CUSTOM || form == OBJREF_EXTENDED;

	return signature == SIGNATURE && known ? form : 0;
}

uint32_t objref_form(const uint8_t *octets, size_t size)
{
	struct take t = take_from(octets, size, false);

	return form_of(&t);
}

static void take_std(struct take *t, struct objref *o)
{
	o->flags = take_u32(t);
	o->references = take_u32(t);
	o->oxid = take_u64(t);
	o->oid = take_u64(t);
	o->ipid = take_guid(t);
}

static bool take_bindings(struct take *t, struct objref *o)
{
	o->word_count = take_u16(t);
	o->security = take_u16(t);
	o->words = take_octets(t, (size_t)o->word_count * WORD_SIZE).at;
	return o->word_count <= OBJREF_WORDS_MAX && o->security <= o->word_count;
}

static void take_custom(struct take *t, struct objref *o)
{
	o->clsid = take_guid(t);
	take_u64(t); /* nothing, and a size */
	o->data_size = take_left(t);
	o->data = take_octets(t, o->data_size).at;
}

HRESULT objref_parse(struct objref *o, const uint8_t *octets, size_t size)
{
	struct take t = take_from(octets, size, false);
	bool good = true;

	*o = (struct objref){ .form = form_of(&t) };
	if (!o->form)
		return FAIL(RPC_E_INVALID_OBJREF);
	o->iid = take_guid(&t);
	if (o->form == OBJREF_CUSTOM) {
		take_custom(&t, o);
	} else {
		take_std(&t, o);
		if (o->form == OBJREF_HANDLER)
			o->clsid = take_guid(&t);
		if (o->form == OBJREF_EXTENDED)
			good = take_u32(&t) == SIGNATURE_EXTENDED;
		good = take_bindings(&t, o) && good;
	}
	return good && !t.over ? S_OK : FAIL(RPC_E_INVALID_OBJREF);
}

size_t objref_octets(const struct objref *o)
{
	if (o->form == OBJREF_CUSTOM)
		return OBJREF_CUSTOM_SIZE + (o->data ? o->data_size : 0);
	return OBJREF_SIZE + (size_t)o->word_count * WORD_SIZE;
}

static void put_custom(struct put *p, const struct objref *o)
{
	put_guid(p, &o->clsid);
	put_u32(p, 0);
	put_u32(p, (uint32_t)o->data_size);
	if (o->data)
		put_octets(p, o->data, o->data_size);
}

static void put_standard(struct put *p, const struct objref *o)
{
	put_u32(p, o->flags);
	put_u32(p, o->references);
	put_u64(p, o->oxid);
	put_u64(p, o->oid);
	put_guid(p, &o->ipid);
	put_u16(p, o->word_count);
	put_u16(p, o->security);
	put_octets(p, o->words, (size_t)o->word_count * WORD_SIZE);
}

void objref_format(const struct objref *o, uint8_t *octets)
{
	struct put p = put_to(octets, objref_octets(o), false);

	put_u32(&p, SIGNATURE);
	put_u32(&p, o->form);
	put_guid(&p, &o->iid);
	if (o->form == OBJREF_CUSTOM)
		put_custom(&p, o);
	else
		put_standard(&p, o);
}
