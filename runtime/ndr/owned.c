/* owned.c - the memory that a decode makes: where it comes from, how much it may be, and how it is undone. */
#include "ndr/walk.h"

void *owned_grow(void *p, size_t *room, size_t size)
{
	size_t more = *room ? 2 * *room : 16;
	void *grown = os_realloc(p, more * size);

	if (grown)
		*room = more;
	return grown;
}

/* What a method or a caller may free and replace; logged until the decode has succeeded. */
static void *owned_task_memory(struct ndr *n, size_t size)
{
	void *p;

	if (n->log_count == n->log_room) {
		void *log = owned_grow(n->log, &n->log_room, sizeof *n->log);

		if (!log)
			return NULL;
		n->log = log;
	}
	p = CoTaskMemAlloc(size ? size : 1);
	if (!p)
		return NULL;
	n->log[n->log_count++] = p;
	return memset(p, 0, size);
}

/* What the calls of a connection have in common: others may take of it meanwhile. */
static bool owned_charge(struct walk *w, uint64_t size)
{
	struct ndr_account *a = w->n->account;
	uint32_t most = limit_of(ACOM_LIMIT_OUT_MEMORY), had = a ? os_load32(&a->octets) : 0;

	while (a && size <= most && had <= most - size && !os_cas32(&a->octets, had, had + (uint32_t)size))
		had = os_load32(&a->octets);
	if (a && (size > most || had > most - size)) {
		w->n->hit = limit_own(ACOM_LIMIT_OUT_MEMORY, had + size);
		walk_fail(w, RPC_E_OUT_OF_RESOURCES);
		return false;
	}
	w->n->charged += a ? (uint32_t)size : 0;
	return true;
}

/* Takes `size` octets from a budget. The room of [out] arrays is bounded by the limit of a response, everything else by
 * the octets received; what a fixed [out] type takes the row says, not the peer. */
static bool owned_afford(struct walk *w, uint64_t size, bool room, bool fixed)
{
	size_t *budget = room ? &w->room : &w->received;

	if (room && fixed)
		return true;
	if (size > *budget) {
		if (room || walk_is_capped(w))
			w->n->hit = limit_own(room ? ACOM_LIMIT_RESPONSE : ACOM_LIMIT_DECODED, room ? size : 0);
		walk_fail(w, room ? RPC_E_OUT_OF_RESOURCES : E_OUTOFMEMORY);
		return false;
	}
	if (room && !owned_charge(w, size))
		return false;
	*budget -= size;
	return true;
}

/* [in] data, and what a parameter itself points to, live as long as the invocation: nobody else may free them. */
void *owned_alloc(struct walk *w, const ACOM_TYPE *t, bool top)
{
	bool out = w->direction & ACOM_OUT, fixed = !(t->flags & ACOM_CONFORMANT);
	uint64_t size = array_memory(t, w->bounds.max);
	void *p;

	if (!owned_afford(w, size, out && top, fixed))
		return NULL;
	p = out && !top && !w->inside && !w->discard ? owned_task_memory(w->n, size) : arena_alloc(&w->n->arena, size);
	if (!p)
		walk_fail(w, E_OUTOFMEMORY);
	return p;
}

/* A method neither changes nor frees what it is given. */
void *owned_borrow(struct walk *w, const ACOM_TYPE *t)
{
	size_t plain = t->kind == ACOM_ARRAY ? scalar_plain(t->elem) : 0;
	bool mine = w->n->borrows && w->op == WALK_GET && w->direction == ACOM_IN && !w->inside && !w->discard;

	if (!mine || !plain || (t->flags & (ACOM_CONFORMANT | ACOM_VARYING)) != ACOM_CONFORMANT || (w->n->swap && plain > 1))
		return NULL;
	size_t at = (w->pos + plain - 1) & -plain;
	const uint8_t *p = w->in + at;
	bool whole = at <= w->size && w->bounds.max <= (w->size - at) / plain;
	return whole && w->bounds.max && !((uintptr_t)p & (plain - 1)) ? (void *)(uintptr_t)p : NULL;
}

void owned_end(struct walk *w)
{
	struct ndr *n = w->n;

	if (SUCCEEDED(w->hr)) {
		user_keep(w);
		interface_keep(w);
		descriptors_keep(n);
	} else {
		user_undo(w);
		interface_undo(w);
		while (n->log_count)
			CoTaskMemFree(n->log[--n->log_count]);
	}
	n->log_count = 0;
}
