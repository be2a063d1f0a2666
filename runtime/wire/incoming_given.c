/* incoming_given.c - references in an answer: given back if it does not get to the client. */
#include "wire/incoming.h"

struct given {
	struct given *next;
	IPID ipid;
	uint32_t references;
	struct span objref; /* in place of these */
};

static bool incoming_add_given(struct call *c, const struct given *given)
{
	struct incoming *in = incoming_of(c->channel);
	struct given *g = arena_alloc(&c->serving->ndr.arena, sizeof *g);

	if (!g)
		return false;
	*g = *given;
	g->next = in->given;
	in->given = g;
	return true;
}

bool incoming_gives(struct call *c, REFGUID ipid, uint32_t references)
{
	return incoming_add_given(c, &(struct given){ .ipid = *ipid, .references = references });
}

bool incoming_gives_objref(struct call *c, struct span objref)
{
	return incoming_add_given(c, &(struct given){ .objref = objref });
}

HRESULT incoming_marshal(struct call *c, IUnknown *p, REFIID iid, void *(*alloc)(struct ndr *n, size_t size),
			 MInterfacePointer **made)
{
	struct ndr *n = &c->serving->ndr;
	size_t size, used;
	HRESULT hr = n->hooks->size(n->context, iid, p, &size);

	if (FAILED(hr))
		return hr;
	MInterfacePointer *x = *made = alloc(n, sizeof *x + size);
	if (!x)
		return FAIL(E_OUTOFMEMORY);
	hr = n->hooks->put(n->context, iid, p, x->abData, size, &used);
	x->ulCntData = SUCCEEDED(hr) ? (ULONG)used : 0;
	if (FAILED(hr) || incoming_gives_objref(c, (struct span){ x->abData, used }))
		return hr;
	n->hooks->take_back(n->context, x->abData, used);
	return FAIL(E_OUTOFMEMORY);
}

void incoming_takes_back(struct call *c)
{
	struct incoming *in = incoming_of(c->channel);
	const struct ndr *n = in->given ? &c->serving->ndr : NULL;

	for (struct given *g = in->given; g; g = g->next)
		if (g->objref.size)
			n->hooks->take_back(n->context, g->objref.at, g->objref.size);
		else
			holdings_release(in->connection->holdings, &g->ipid, g->references);
	in->given = NULL;
}
