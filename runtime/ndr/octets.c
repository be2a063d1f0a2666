/* octets.c - the bottom of the walk: alignment, bounds and byte order, here and nowhere else. */
#include "ndr/walk.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "values are sent as they stand in memory");

bool octets_claim(struct walk *w, size_t size, size_t *at)
{
	if (FAILED(w->hr) || w->op == WALK_INIT || w->op == WALK_FREE)
		return false;
	if (size > w->size - w->pos) {
		w->n->outgrown |= w->op == WALK_PUT;
		walk_fail(w, w->op == WALK_SIZE ? RPC_E_OUT_OF_RESOURCES : RPC_X_BAD_STUB_DATA);
		return false;
	}
	*at = w->pos;
	w->pos += size;
	return true;
}

/* Gaps are sent as zero and ignored on receipt; index 0 is the first octet of the stub. */
void octets_align(struct walk *w, size_t align)
{
	size_t at, gap = -w->pos & (align - 1);

	if (octets_claim(w, gap, &at) && w->op == WALK_PUT)
		memset(w->out + at, 0, gap);
}

static void octets_swap(uint8_t *p, size_t size, size_t count)
{
	for (; count; count--, p += size)
		for (size_t i = 0; i < size / 2; i++) {
			uint8_t octet = p[i];

			p[i] = p[size - 1 - i];
			p[size - 1 - i] = octet;
		}
}

/* Whether this array is lent: the first one that is large enough. The buffer has no room for it, and what follows it follows what
 * stands before it. */
APART static bool octets_lend(struct walk *w, const void *mem, size_t size)
{
	struct ndr_loan *loan = &w->n->loan;

	if (w->op == WALK_SIZE && !loan->size)
		*loan = (struct ndr_loan){ mem, w->pos, size };
	if (w->op != WALK_PUT || w->lent || loan->at != mem || loan->size != size)
		return false;
	w->lent = true;
	loan->from = w->pos;
	w->size += size;
	w->pos += size;
	w->out -= size;
	return true;
}

/* Whether this array is in its place already. What follows it follows what stands before it. */
APART static bool octets_landed(struct walk *w, const void *mem, size_t size)
{
	const struct ndr_landed *l = &w->n->landed;

	if (w->op != WALK_GET || w->lent || l->at != mem || l->size != size || l->from != w->pos)
		return false;
	w->lent = true;
	w->size += size;
	w->pos += size;
	w->in -= size;
	return true;
}

void octets_move(struct walk *w, void *mem, size_t size, size_t count)
{
	size_t at;

	if (!count)
		return;
	if (w->pos & (size - 1))
		octets_align(w, size);
	if (w->stays && w->n->lends && size * count >= NDR_LOAN_LEAST && octets_lend(w, mem, size * count))
		return;
	if (w->stays && w->n->landed.size && octets_landed(w, mem, size * count))
		return;
	if (!octets_claim(w, size * count, &at))
		return;
	if (w->op == WALK_PUT)
		octets_one(w->out + at, mem, size * count);
	if (w->op == WALK_GET && mem != w->in + at) {
		octets_one(mem, w->in + at, size * count);
		if (w->n->swap)
			octets_swap(mem, size, count);
	}
}

uint32_t octets_u32(struct walk *w, uint32_t v)
{
	octets_move(w, &v, sizeof v, 1);
	return v;
}
