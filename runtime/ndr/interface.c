/* interface.c - interface pointers: a [unique] pointer to counted octets, which floor 4 writes and reads. */
#include "ndr/walk.h"

/* One OBJREF among the octets. */
struct ndr_objref {
	struct ndr_objref *next;
	const ACOM_TYPE *type;
	const void *base;
	ndr_object_slot *slot;
	IUnknown *got; /* GET: what it became */
	const uint8_t *octets;
	size_t size;
	bool lent;     /* in [in] data: the method does not own the pointer */
	bool inside;   /* in the wire form of a user's type, which nobody owns */
};

void interface_walk(struct walk *w, const ACOM_TYPE *t, void *mem)
{
	ndr_object_slot *slot = mem;
	uint32_t id;

	if (w->op == WALK_FREE) {
		release_unknown(*slot);
		return;
	}
	id = octets_u32(w, *slot ? w->id : 0);
	w->id += *slot ? 4 : 0;
	if (id && SUCCEEDED(w->hr))
		pointer_push(w, &(struct ndr_referent){ .type = t, .slot = mem, .base = w->base });
}

static const IID *interface_iid(struct walk *w, const ACOM_TYPE *t, const void *base)
{
	const IID *iid;

	w->base = base;
	iid = t->max ? expr_iid(w, t->max) : t->iid;
	if (!iid)
		walk_fail(w, RPC_X_NULL_REF_POINTER);
	return iid;
}

/* Nobody will unmarshal it: one that was received, or written. */
static void interface_drop(struct ndr *n, const uint8_t *octets, size_t size, bool written)
{
	const struct ndr_hooks *h = n->hooks;

	(written && n->gone && h->sent ? h->sent : written && h->take_back ? h->take_back : h->discard)(n->context, octets, size);
}

/* Remembers an OBJREF that holds references, or gives them back at once. */
static void interface_note(struct walk *w, const struct ndr_referent *r, const uint8_t *octets, size_t size)
{
	struct ndr_objref *o = arena_alloc(&w->n->arena, sizeof *o);

	if (!o) {
		interface_drop(w->n, octets, size, w->op == WALK_PUT);
		walk_fail(w, E_OUTOFMEMORY);
		return;
	}
	*o = (struct ndr_objref){ .type = r->type, .base = r->base, .slot = (ndr_object_slot *)r->slot, .octets = octets,
		.size = size, .lent = !(w->direction & ACOM_OUT), .inside = r->inside };
	*w->last_objref = o;
	w->last_objref = &o->next;
}

/* Both counts of the conformant octets are the same number. */
static size_t interface_counts(struct walk *w, size_t size)
{
	uint32_t max = octets_u32(w, (uint32_t)size), count = octets_u32(w, (uint32_t)size);

	if (max != count)
		walk_fail(w, RPC_X_INVALID_BOUND);
	return count;
}

static void interface_size(struct walk *w, const IID *iid, IUnknown *p)
{
	size_t size = 0, at;
	HRESULT hr = w->n->hooks->size(w->n->context, iid, p, &size);

	if (FAILED(hr))
		walk_fail(w, hr);
	interface_counts(w, size);
	octets_claim(w, size, &at);
}

/* The octets go straight into the buffer, then the counts before them. */
static void interface_put(struct walk *w, const struct ndr_referent *r, const IID *iid)
{
	size_t counts, at, used = 0;
	HRESULT hr;

	octets_align(w, sizeof(uint32_t));
	if (!octets_claim(w, 2 * sizeof(uint32_t), &counts))
		return;
	at = w->pos;
	hr = w->n->hooks->put(w->n->context, iid, *(ndr_object_slot *)r->slot, w->out + at, w->size - at, &used);
	if (FAILED(hr)) {
		w->n->outgrown |= used > w->size - at;
		walk_fail(w, hr);
		return;
	}
	w->pos = counts;
	interface_counts(w, used);
	octets_claim(w, used, &at);
	interface_note(w, r, w->out + at, used);
}

static void interface_find(struct walk *w, const struct ndr_referent *r)
{
	size_t at, size = interface_counts(w, 0);

	if (!octets_claim(w, size, &at))
		return;
	w->n->seen = at + size;
	interface_note(w, r, w->in + at, size);
}

void interface_referent(struct walk *w, const struct ndr_referent *r)
{
	const IID *iid;

	if (w->op == WALK_GET) {
		interface_find(w, r);
		return;
	}
	iid = interface_iid(w, r->type, r->base);
	if (FAILED(w->hr))
		return;
	if (w->op == WALK_SIZE)
		interface_size(w, iid, *(ndr_object_slot *)r->slot);
	else
		interface_put(w, r, iid);
}

void interface_get_all(struct walk *w)
{
	uint64_t until = 0;

	for (struct ndr_objref *o = w->objrefs; o && SUCCEEDED(w->hr); o = o->next) {
		const IID *iid = interface_iid(w, o->type, o->base);
		IUnknown *got = NULL;
		HRESULT hr;

		if (!iid)
			return;
		hr = w->n->hooks->get(w->n->context, iid, o->octets, o->size, &until, &got);
		o->size = 0; /* its references are used up, whatever came of it */
		if (FAILED(hr))
			walk_fail(w, hr);
		else
			*o->slot = o->got = got;
	}
}

void interface_keep(struct walk *w)
{
	struct ndr_objref *next;

	for (struct ndr_objref *o = w->objrefs; o; o = next) {
		next = o->next;
		if (o->inside) {
			release_unknown(o->got);
		} else if (o->lent) {
			o->next = w->n->held;
			w->n->held = o;
		}
	}
}

void interface_undo(struct walk *w)
{
	for (struct ndr_objref *o = w->objrefs; o; o = o->next) {
		if (o->got) {
			*o->slot = NULL;
			release_unknown(o->got);
		} else if (o->size) {
			interface_drop(w->n, o->octets, o->size, w->op == WALK_PUT);
		}
	}
}

void ndr_take_back(struct ndr *n, const uint8_t *buffer, size_t from)
{
	for (struct ndr_objref *o = n->sent; o; o = o->next)
		if ((size_t)(o->octets - buffer) >= from)
			interface_drop(n, o->octets, o->size, true);
	n->sent = NULL;
}

const uint8_t *ndr_sent_next(const struct ndr *n, const struct ndr_objref **last, size_t *size)
{
	const struct ndr_objref *o = *last ? (*last)->next : n->sent;

	*last = o;
	*size = o ? o->size : 0;
	return o ? o->octets : NULL;
}

void interface_release_held(struct ndr *n)
{
	for (struct ndr_objref *o = n->held; o; o = o->next)
		release_unknown(o->got);
	n->held = NULL;
}
