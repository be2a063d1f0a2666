/* descriptor.c - descriptors: a number in the octets, and beside them a descriptor of the receiver's own. */
#include "ndr/walk.h"

/* In place of the number: there is none, which is -1 in memory. */
static const uint32_t no_descriptor = 0xffffffff;

/* ---- those of a half ---- */

struct ndr_descriptors *descriptors_of(const int *fds, unsigned count, unsigned most)
{
	struct ndr_descriptors *d = count <= most ? os_zalloc(sizeof *d) : NULL;

	for (unsigned i = 0; i < count; i++)
		if (d)
			d->fds[d->count++] = fds[i];
		else
			os_close(fds[i]);
	return d;
}

struct ndr_ledger *ledger_create(void)
{
	struct ndr_ledger *l = os_zalloc(sizeof *l);

	if (l)
		os_store32(&l->refs, 1);
	return l;
}

void ledger_unref(struct ndr_ledger *l)
{
	if (l && !os_unref(&l->refs))
		os_free(l);
}

void descriptors_enter(struct ndr_descriptors *d, struct ndr_ledger *l)
{
	os_ref(&l->refs);
	os_add32(&l->held, d->count);
	d->ledger = l;
}

void descriptors_free(struct ndr_descriptors *d)
{
	if (d->ledger)
		os_sub32(&d->ledger->held, d->count);
	ledger_unref(d->ledger);
	for (unsigned i = 0; i < d->count; i++)
		if (d->fds[i] >= 0)
			os_close(d->fds[i]);
	os_free(d);
}

/* ---- values ---- */

static bool descriptor_is(const ACOM_TYPE *t, int fd)
{
	static const unsigned kinds[] = {
		[ACOM_FD_FILE] = 1u << OS_FD_REGULAR | 1u << OS_FD_DIRECTORY | 1u << OS_FD_DEVICE,
		[ACOM_FD_PIPE] = 1u << OS_FD_PIPE, [ACOM_FD_SOCKET] = 1u << OS_FD_SOCKET,
		[ACOM_FD_SECTION] = 1u << OS_FD_REGULAR, [ACOM_FD_EVENT] = 1u << OS_FD_NAMELESS,
	};

	return kinds[t->count] >> os_fd_kind(fd) & 1;
}

static int descriptor_load(const void *mem)
{
	int fd;

	memcpy(&fd, mem, sizeof fd);
	return fd;
}

static void descriptor_store(void *mem, int fd)
{
	memcpy(mem, &fd, sizeof fd);
}

/* A method that leaves 0 in an [out] value means none: zeroed is what [out] values of methods that fail are. */
static bool descriptor_is_none(const struct walk *w, int fd)
{
	return fd < 0 || (!fd && w->direction & ACOM_OUT);
}

static void descriptor_over(struct walk *w)
{
	w->n->hit = limit_own(ACOM_LIMIT_CALL_DESCRIPTORS, 0);
	walk_fail(w, RPC_E_OUT_OF_RESOURCES);
}

/* PUT: the sender's may be gone before the half is. */
static uint32_t descriptor_add(struct walk *w, const ACOM_TYPE *t, int fd)
{
	struct ndr *n = w->n;

	if (!descriptor_is(t, fd))
		walk_fail(w, E_HANDLE);
	else if (!n->put && !(n->put = os_zalloc(sizeof *n->put)))
		walk_fail(w, E_OUTOFMEMORY);
	else if (n->put->count >= limit_of(ACOM_LIMIT_CALL_DESCRIPTORS))
		descriptor_over(w);
	else if ((fd = os_dup(fd)) < 0)
		walk_fail(w, RPC_E_OUT_OF_RESOURCES);
	if (FAILED(w->hr))
		return no_descriptor;
	n->put->fds[n->put->count] = fd;
	return n->put->count++;
}

static void descriptor_send(struct walk *w, const ACOM_TYPE *t, int fd)
{
	uint32_t number = no_descriptor;

	if (!descriptor_is_none(w, fd) && w->n->bare)
		walk_fail(w, CO_E_NOT_SUPPORTED);
	else if (!descriptor_is_none(w, fd) && w->op == WALK_PUT)
		number = descriptor_add(w, t, fd);
	octets_u32(w, number);
}

/* Each is named once at most, and is what the row says. */
static void descriptor_receive(struct walk *w, const ACOM_TYPE *t, void *mem)
{
	uint32_t number = octets_u32(w, 0), bit = 1u << number % 32;
	struct ndr_descriptors *d = w->n->came;

	descriptor_store(mem, -1);
	if (FAILED(w->hr) || number == no_descriptor)
		return;
	if (!d || number >= d->count || d->taken & bit || !descriptor_is(t, d->fds[number])) {
		walk_fail(w, RPC_X_BAD_STUB_DATA);
		return;
	}
	d->taken |= bit;
	if (w->direction & ACOM_OUT && !w->inside)
		d->given |= bit;
	descriptor_store(mem, d->fds[number]);
}

void descriptor_walk(struct walk *w, const ACOM_TYPE *t, void *mem)
{
	int fd = descriptor_load(mem);

	if (walk_sends(w))
		descriptor_send(w, t, fd);
	else if (w->op == WALK_GET)
		descriptor_receive(w, t, mem);
	else if (w->op == WALK_FREE && !descriptor_is_none(w, fd))
		os_close(fd);
}

void descriptors_keep(struct ndr *n)
{
	struct ndr_descriptors *d = n->came;

	for (unsigned i = 0; d && i < d->count; i++)
		if (d->given >> i & 1)
			d->fds[i] = -1;
}

/* ---- none ---- */

void descriptors_blank(const ACOM_TYPE *t, void *mem, uint64_t size)
{
	char *at = mem;

	if (t->kind == ACOM_FD)
		descriptor_store(mem, -1);
	for (uint32_t i = 0; t->kind == ACOM_STRUCT && i < t->count; i++)
		descriptors_blank(t->fields[i].type, at + t->fields[i].offset, t->fields[i].type->size);
	if (t->kind == ACOM_ARRAY && array_owns(t->elem))
		for (uint64_t done = 0; done + t->elem->size <= size; done += t->elem->size)
			descriptors_blank(t->elem, at + done, t->elem->size);
}

/* ---- where there may be some ---- */

/* The types that were looked into; what does not fit may have some. */
struct looked { const ACOM_TYPE *types[128]; unsigned count; };

static bool type_has_descriptors(struct looked *l, const ACOM_TYPE *t)
{
	if (!t)
		return false;
	for (unsigned i = 0; i < l->count; i++)
		if (l->types[i] == t)
			return false;
	if (t->kind == ACOM_FD || l->count == ARRAY_COUNT(l->types))
		return true;
	l->types[l->count++] = t;
	if (type_has_descriptors(l, t->elem) || (t->user && type_has_descriptors(l, t->user->wire)))
		return true;
	for (uint32_t i = 0; t->fields && i < t->count; i++)
		if (type_has_descriptors(l, t->fields[i].type))
			return true;
	return false;
}

bool ndr_has_descriptors(const ACOM_INTERFACE *interface)
{
	struct looked l = { .count = 0 };

	for (uint32_t i = 0; i < interface->count; i++)
		for (uint16_t k = 0; k < interface->methods[i].count; k++)
			if (type_has_descriptors(&l, interface->methods[i].params[k].type))
				return true;
	return false;
}
