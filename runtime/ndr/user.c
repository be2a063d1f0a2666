/* user.c - types that travel as another type: the library converts them, or functions of the user write and read them. */
#include <acom/user.h>

#include "ndr/walk.h"

/* What stands for a pointer to such a type, as MIDL's stubs send it: "User". */
enum { USER_MARKER = 0x72657355 };

/* One value of a decode. */
struct ndr_user {
	struct ndr_user *next;
	const ACOM_TYPE *type;
	void *value;
	bool made;   /* it owns something, perhaps */
	bool inside; /* it is part of another one's wire form */
	bool lent;   /* in [in] data: the method does not own it */
	_Alignas(max_align_t) uint8_t wire[]; /* what it is converted from */
};

/* ---- the four functions of a user ---- */

/* What `flags` stands in when they are called. */
struct user_call {
	ULONG flags;
	ULONG magic;
	void *buffer;
	size_t size;
};

enum { USER_MAGIC = 0x41555352 };

static struct user_call user_call(struct ndr *n, void *buffer, size_t size)
{
	ULONG representation = n->swap ? 0 : NDR_LOCAL_DATA_REPRESENTATION;

	return (struct user_call){ representation << 16 | (n->hooks ? n->hooks->distance : 0), USER_MAGIC, buffer, size };
}

RPC_STATUS NdrGetUserMarshalInfo(ULONG *flags, ULONG level, NDR_USER_MARSHAL_INFO *info)
{
	struct user_call *c = flags ? container_of(flags, struct user_call, flags) : NULL;

	if (!info || level != 1 || !c || c->magic != USER_MAGIC)
		return RPC_S_INVALID_ARG;
	*info = (NDR_USER_MARSHAL_INFO){ .InformationLevel = 1, .Level1 = { .Buffer = c->buffer,
		.BufferSize = (ULONG)c->size, .pfnAllocate = CoTaskMemAlloc, .pfnFree = CoTaskMemFree } };
	return RPC_S_OK;
}

/* The octets that the user's functions take from here on. */
static size_t user_size(struct walk *w, const ACOM_TYPE *t, void *value)
{
	struct user_call c = user_call(w->n, NULL, 0);
	size_t end = SUCCEEDED(w->hr) ? t->user->size(&c.flags, (ULONG)w->pos, value) : w->pos;

	if (end < w->pos)
		walk_fail(w, RPC_X_BAD_STUB_DATA);
	return end < w->pos ? 0 : end - w->pos;
}

/* How far a function went; too far if it went back or refused. */
static size_t user_used(const uint8_t *end, const uint8_t *start)
{
	return end < start ? SIZE_MAX : (size_t)(end - start);
}

/* They write to zeroed memory that lies as the octets do, for they align by addresses. */
static void user_put(struct walk *w, const ACOM_TYPE *t, void *value)
{
	size_t gap = w->pos % 8, size = user_size(w, t, value), used, at;
	uint8_t *room = arena_alloc(&w->n->arena, gap + size);
	struct user_call c = user_call(w->n, room, size);

	if (!room)
		walk_fail(w, E_OUTOFMEMORY);
	if (FAILED(w->hr))
		return;
	c.buffer = room += gap;
	used = user_used(t->user->marshal(&c.flags, room, value), room);
	if (used > size)
		walk_fail(w, RPC_X_BAD_STUB_DATA);
	else if (octets_claim(w, used, &at))
		memcpy(w->out + at, room, used);
}

/* The octets received, where they may be aligned and changed. */
static uint8_t *user_octets(struct walk *w)
{
	if (!w->copy && (w->copy = arena_alloc(&w->n->arena, w->size)))
		memcpy(w->copy, w->in, w->size);
	if (!w->copy)
		walk_fail(w, E_OUTOFMEMORY);
	return w->copy;
}

static struct ndr_user *user_note(struct walk *w, const ACOM_TYPE *t, void *value, bool inside, size_t wire)
{
	struct ndr_user *u = arena_alloc(&w->n->arena, sizeof *u + wire);

	if (!u) {
		walk_fail(w, E_OUTOFMEMORY);
		return NULL;
	}
	*u = (struct ndr_user){ w->users, t, value, .inside = inside, .lent = !(w->direction & ACOM_OUT) };
	return w->users = u;
}

/* A value whose end is not where it can be is still freed: it may own something. */
static void user_get(struct walk *w, const ACOM_TYPE *t, void *value, bool inside)
{
	uint8_t *octets = user_octets(w);
	struct ndr_user *u = octets ? user_note(w, t, value, inside, 0) : NULL;
	size_t left = w->size - w->pos, used, at;
	uint8_t *end;
	struct user_call c = user_call(w->n, octets, left);

	if (!u)
		return;
	c.buffer = octets += w->pos;
	end = t->user->unmarshal(&c.flags, octets, value);
	used = user_used(end, octets);
	u->made = end != NULL;
	if (used > left)
		walk_fail(w, RPC_X_BAD_STUB_DATA);
	else
		octets_claim(w, used, &at);
}

/* What stands in the place of W, or of what W points to. */
static void user_functions(struct walk *w, const ACOM_TYPE *t, void *value, bool inside)
{
	const ACOM_TYPE *wire = user_form(t)->kind == ACOM_POINTER ? user_form(t)->elem : user_form(t);
	size_t at;

	octets_align(w, wire->flags & ACOM_CONFORMANT ? sizeof(uint32_t) : wire->align);
	if (FAILED(w->hr))
		return;
	if (w->op == WALK_SIZE)
		octets_claim(w, user_size(w, t, value), &at);
	else if (w->op == WALK_PUT)
		user_put(w, t, value);
	else if (w->op == WALK_GET)
		user_get(w, t, value, inside);
}

void user_referent(struct walk *w, const struct ndr_referent *r)
{
	user_functions(w, r->type, r->slot, r->inside);
}

/* ---- conversion by the library ---- */

struct user_scratch {
	ACOM_SCRATCH scratch;
	struct arena *arena;
};

static void *user_scratch_alloc(ACOM_SCRATCH *scratch, size_t size)
{
	return arena_alloc(container_of(scratch, struct user_scratch, scratch)->arena, size);
}

/* The wire form of what is sent; NULL: there is none. */
static void *user_to_wire(struct walk *w, const ACOM_TYPE *t, void *value)
{
	struct user_scratch s = { { user_scratch_alloc }, &w->n->arena };
	void *wire = arena_alloc(s.arena, user_form(t)->size);
	HRESULT hr = wire ? t->user->to_wire(value, wire, &s.scratch) : FAIL(E_OUTOFMEMORY);

	if (SUCCEEDED(hr))
		return wire;
	walk_fail(w, hr);
	return NULL;
}

/* Memory for the wire form, filled when it is to be sent. */
static void *user_wire(struct walk *w, const ACOM_TYPE *t, void *value)
{
	if (walk_sends(w))
		return user_to_wire(w, t, value);
	struct ndr_user *u = user_note(w, t, value, w->inside, user_form(t)->size);
	return u ? u->wire : NULL;
}

static void user_in_place(struct walk *w, const ACOM_TYPE *t, void *wire)
{
	bool inside = w->inside;

	w->inside = true;
	walk_value(w, t, wire);
	w->inside = inside;
}

/* The marker takes the place of a pointer's id; what it points to comes with the other referents. */
static void user_pointer(struct walk *w, const ACOM_TYPE *t, void *slot, bool present)
{
	if (octets_u32(w, present ? USER_MARKER : 0) && SUCCEEDED(w->hr))
		pointer_push(w, &(struct ndr_referent){ .type = t, .slot = slot, .value = t->kind == ACOM_POINTER ? *(ndr_slot *)slot :
			NULL, .inside = w->inside || t->kind == ACOM_POINTER });
}

/* ---- for the walk ---- */

static void user_clear(struct ndr *n, const ACOM_TYPE *t, void *value)
{
	struct user_call c = user_call(n, NULL, 0);

	if (t->user->clear)
		t->user->clear(value);
	else
		t->user->free(&c.flags, value);
}

void user_walk(struct walk *w, const ACOM_TYPE *t, void *mem)
{
	bool functions = t->user->size;
	void *wire;

	w->top = false;
	if (w->op == WALK_FREE)
		user_clear(w->n, t, mem);
	else if (w->op == WALK_INIT)
		return;
	else if (functions && user_form(t)->kind == ACOM_POINTER)
		user_pointer(w, t, mem, true);
	else if (functions)
		user_functions(w, t, mem, w->inside);
	else if ((wire = user_wire(w, t, mem)) && user_form(t)->kind == ACOM_POINTER)
		user_pointer(w, user_form(t), wire, *(ndr_slot *)wire);
	else if (wire)
		user_in_place(w, user_form(t), wire);
}

/* The last one first: what is part of another one's wire form was met later than that. */
void user_get_all(struct walk *w)
{
	for (struct ndr_user *u = w->users; u && SUCCEEDED(w->hr); u = u->next) {
		HRESULT hr = u->made || !u->type->user->from_wire ? S_OK : u->type->user->from_wire(u->wire, u->value);

		if (FAILED(hr))
			walk_fail(w, hr);
		else if (u->type->user->from_wire)
			u->made = true;
	}
}

void user_keep(struct walk *w)
{
	struct ndr_user *next;

	for (struct ndr_user *u = w->users; u; u = next) {
		next = u->next;
		if (u->made && u->inside) {
			user_clear(w->n, u->type, u->value);
		} else if (u->made && u->lent) {
			u->next = w->n->users;
			w->n->users = u;
		}
	}
}

void user_undo(struct walk *w)
{
	for (struct ndr_user *u = w->users; u; u = u->next)
		if (u->made)
			user_clear(w->n, u->type, u->value);
}

void user_clear_held(struct ndr *n)
{
	for (struct ndr_user *u = n->users; u; u = u->next)
		user_clear(n, u->type, u->value);
	n->users = NULL;
}
