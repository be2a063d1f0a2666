/* unread.c - answers to what the runtime itself has asked another process, and that nobody reads: the references that they bring
 * beside interface pointers are given back. */
#include "wire/outward.h"

static bool is_row(const ACOM_METHOD *m, REFIID iid, unsigned row)
{
	const ACOM_INTERFACE *i = registry_find(iid, NULL);

	return i && m == &i->methods[row];
}

/* False: it is no answer, or memory is short. */
static bool unread_get(struct ndr *n, const ACOM_METHOD *m, struct span octets, void *const *args)
{
	HRESULT hr;

	return SUCCEEDED(ndr_save(n, m, args)) && SUCCEEDED(ndr_get_response(n, m, args, octets.at, octets.size, &hr));
}

/* Those of the server that has answered: it gives none of others. */
static void unread_drop(const STDOBJREF *s, const struct link *from)
{
	REMINTERFACEREF ref = { .ipid = s->ipid, .cPublicRefs = s->cPublicRefs };
	struct origin *o = s->cPublicRefs ? origin_find((uint64_t)s->oxid, &from->at) : NULL;

	if (o && link_is_with(o->link, from))
		origin_release(o, &ref, 1);
	origin_unref(o);
}

/* Of how many interfaces it is it says itself, behind the pointer to them. */
static void unread_query(struct ndr *n, const ACOM_METHOD *m, struct span octets, const struct link *from)
{
	struct take t = take_from(octets.at, octets.size, n->swap);
	REMQIRESULT *found = NULL, **results = &found;
	const IPID *ipid = NULL;
	const IID *iids = NULL;
	ULONG references = 0;

	take_u32(&t);
	USHORT count = (USHORT)take_u32(&t);
	void *args[] = { &ipid, &references, &count, &iids, &results };
	if (unread_get(n, m, octets, args))
		for (unsigned i = 0; found && i < count; i++)
			unread_drop(&found[i].std, from);
	CoTaskMemFree(found);
}

static void unread_results(struct ndr *n, const MInterfacePointer *answer, struct channel *c)
{
	struct activation_out out;

	if (FAILED(activation_read_out(n, (struct span){ answer->abData, answer->ulCntData }, &out)))
		return;
	for (DWORD i = 0; i < out.results->cIfs; i++) {
		const MInterfacePointer *p = out.results->ppIntfData[i];
		if (p)
			wire_hooks.discard(c, p->abData, p->ulCntData);
	}
}

static void unread_activation(struct ndr *n, const ACOM_METHOD *m, struct span octets, struct channel *c)
{
	MInterfacePointer *none = NULL, *answer = NULL, **out = &answer;
	void *object[] = { &none, &none, &out }, *class[] = { &none, &out };

	if (unread_get(n, m, octets, is_row(m, &IID_ISystemActivator, ROW_CREATE_INSTANCE) ? object : class) && answer) {
		ndr_reset(n);
		unread_results(n, answer, c);
	}
	CoTaskMemFree(answer);
}

void outward_unread(struct channel *c, const ACOM_METHOD *m, const uint8_t *octets, size_t size, bool big)
{
	bool query = is_row(m, &IID_IRemUnknown, ROW_QUERY_INTERFACE);
	struct span all = { octets, size };
	struct ndr n;

	if (!query && !is_row(m, &IID_ISystemActivator, ROW_GET_CLASS_OBJECT) && !is_row(m, &IID_ISystemActivator, ROW_CREATE_INSTANCE))
		return;
	ndr_init(&n, &marshal_hooks, NULL);
	n.swap = big;
	if (query)
		unread_query(&n, m, all, channel_link(c));
	else
		unread_activation(&n, m, all, c);
	ndr_fini(&n);
}
