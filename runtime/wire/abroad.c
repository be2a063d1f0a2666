/* abroad.c - OBJREFs of and for other processes wherever they are written and read but in calls: in streams, in tables, by hand. */
#include "wire/transport.h"

static HRESULT own_address(struct objref *o, uint8_t *room)
{
	const struct thread *self = thread_self();
	const struct connection *met = self ? self->meeting : NULL;
	union {
		DUALSTRINGARRAY words;
		uint8_t octets[sizeof(DUALSTRINGARRAY) + 2 * EXPORTER_WORDS];
	} d;
	HRESULT hr = exporter_bindings(met ? &met->stream : NULL, &d.words, EXPORTER_WORDS);

	if (FAILED(hr))
		return hr;
	o->oxid = exporter_oxid();
	o->word_count = d.words.wNumEntries;
	o->security = d.words.wSecurityOffset;
	o->words = room;
	memcpy(room, d.words.aStringArray, 2 * (size_t)o->word_count);
	return S_OK;
}

static HRESULT abroad_address(const struct remote_object *object, DWORD context, struct objref *o, uint8_t *room)
{
	const struct origin *origin = object ? foreign_origin(object) : NULL;

	(void)context;
	if (!origin)
		return own_address(o, room);
	o->oxid = origin->oxid;
	o->words = origin->words;
	o->word_count = origin->word_count;
	o->security = origin->security;
	return S_OK;
}

/* Of this process are those without an address, and those with its own OXID. */
static bool is_of_others(const struct objref *o)
{
	return o->word_count && o->oxid != exporter_oxid();
}

/* Whether its process has references for whoever gets it: then none of those that are kept here, as what is lent, are meant. */
static bool brings_references(const struct objref *o)
{
	return o->references && is_of_others(o);
}

static HRESULT abroad_claim(const struct objref *o, enum objref_kind kind, struct remote **r)
{
	HRESULT hr = brings_references(o) ? S_FALSE : foreign_claim(o, kind, r);

	if ((hr != S_FALSE && hr != CO_E_OBJNOTCONNECTED) || !is_of_others(o))
		return hr;
	return reference_take(o, origin_deadline(NULL), r);
}

/* Those that others have written, or that were made for others, are given back to their process. Who has brought none is not asked
 * for: what was kept here is void. */
static HRESULT abroad_give_back(const struct objref *o, enum objref_kind kind)
{
	struct origin *origin;
	HRESULT hr = brings_references(o) ? S_FALSE : foreign_give_back(o, kind);

	if (hr != S_FALSE || !is_of_others(o))
		return hr;
	if (!o->references)
		return S_OK;
	hr = origin_resolve(o, NULL, origin_deadline(NULL), &origin);
	if (FAILED(hr))
		return hr;
	origin_release_in_transit(origin, &o->ipid, o->references);
	origin_unref(origin);
	return S_OK;
}

const struct objref_abroad wire_abroad = { exporter_oxid, abroad_address, abroad_claim, abroad_give_back, lapse_expect };
