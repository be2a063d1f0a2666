/* ndr.c - the operations of the walk on a method: what a client and a server do with a half of it. */
#include "ndr/walk.h"

/* What a reset keeps of stack and log, in entries. */
enum { NDR_KEPT = 1024 };
/* Octets of a half that are counted at most. */
enum { NDR_MEASURED = 256 << 20 };

void ndr_init(struct ndr *n, const struct ndr_hooks *hooks, void *context)
{
	*n = (struct ndr){ .hooks = hooks, .context = context };
}

static void ndr_pay_back(struct ndr *n)
{
	if (n->charged)
		os_sub32(&n->account->octets, n->charged);
	n->charged = 0;
}

void ndr_reset(struct ndr *n)
{
	ndr_pay_back(n);
	arena_reset(&n->arena);
	n->full = (struct ndr_full_table){ 0 };
	n->sent = NULL;
	n->gone = false;
	descriptors_close(&n->put);
	descriptors_close(&n->came);
	n->hit.which = 0;
	n->seen = 0;
	n->swap = n->lends = n->borrows = false;
	n->loan.size = n->landed.size = 0;
	n->into = NULL;
	n->saved_valid = false;
	n->saved = NULL;
	n->rooms = NULL;
	if (n->stack_room > NDR_KEPT) {
		os_free(n->stack);
		n->stack = NULL;
		n->stack_room = 0;
	}
	if (n->log_room > NDR_KEPT) {
		os_free(n->log);
		n->log = NULL;
		n->log_room = 0;
	}
}

void ndr_fini(struct ndr *n)
{
	ndr_pay_back(n);
	arena_fini(&n->arena);
	descriptors_close(&n->put);
	descriptors_close(&n->came);
	os_free(n->stack);
	os_free(n->log);
	*n = (struct ndr){ 0 };
}

static bool ndr_is_missing(const ACOM_TYPE *t, const void *arg)
{
	return t->flags & ACOM_REF && t->kind == ACOM_POINTER && !*(void *const *)arg;
}

/* An [out] one is a pointer, which most of the time is there: that says more than its type. */
const ACOM_PARAM *ndr_missing(const ACOM_METHOD *m, ndr_half halves, void *const *args)
{
	const ACOM_PARAM *p = m->params;

	for (uint16_t left = m->count; left; left--, p++, args++)
		if (p->flags & halves && !(p->flags & ACOM_OUT && *(void **)*args) && ndr_is_missing(p->type, *args))
			return p;
	return NULL;
}

/* Expressions over arguments stand in a parameter's chain of pointers and arrays; those of a struct see the struct. */
APART static HRESULT ndr_save_results(struct ndr *n, const ACOM_METHOD *m, void *const *args)
{
	HRESULT hr = S_OK;

	if (!n->saved && !(n->saved = arena_alloc(&n->arena, m->saves * sizeof *n->saved)))
		return FAIL(E_OUTOFMEMORY);
	for (uint16_t i = 0; i < m->count; i++) {
		const ACOM_TYPE *t = m->params[i].flags & ACOM_OUT ? m->params[i].type : NULL;

		for (; t && SUCCEEDED(hr); t = t->kind == ACOM_POINTER || t->kind == ACOM_ARRAY ? t->elem : NULL) {
			hr = expr_save(n, t, t->max, args);
			if (SUCCEEDED(hr))
				hr = expr_save(n, t, t->first, args);
			if (SUCCEEDED(hr))
				hr = expr_save(n, t, t->length, args);
		}
		if (FAILED(hr))
			return hr;
	}
	return S_OK;
}

HRESULT ndr_save(struct ndr *n, const ACOM_METHOD *m, void *const *args)
{
	HRESULT hr = m->saves ? ndr_save_results(n, m, args) : S_OK;

	if (SUCCEEDED(hr) && n)
		n->saved_valid = true;
	return hr;
}

/* SIZE or PUT: the half, and the HRESULT that ends a response. */
static void ndr_send(struct walk *w, const ACOM_METHOD *m, void *const *args, HRESULT result)
{
	w->args = args;
	walk_params(w, m, w->half, w->half);
	if (w->half == ACOM_OUT)
		octets_u32(w, (uint32_t)result);
}

/* What is too long is measured, so that it can be told; up to a bound, for it may have no end. */
APART static HRESULT ndr_size_walk(struct ndr *n, const ACOM_METHOD *m, ndr_half half, void *const *args, size_t *size)
{
	ACOM_LIMIT which = half == ACOM_IN ? ACOM_LIMIT_REQUEST : ACOM_LIMIT_RESPONSE;
	size_t most = limit_of(which) + (half == ACOM_IN ? 0 : NDR_SLACK);
	struct walk w;

	walk_init(&w, n, WALK_SIZE, half);
	w.size = NDR_MEASURED;
	ndr_send(&w, m, args, S_OK);
	*size = w.pos;
	if (w.hr != RPC_E_OUT_OF_RESOURCES && w.pos > most)
		walk_fail(&w, RPC_E_OUT_OF_RESOURCES);
	if (w.hr == RPC_E_OUT_OF_RESOURCES && !n->hit.which)
		n->hit = limit_own(which, w.pos > most ? w.pos : 0);
	return w.hr;
}

HRESULT ndr_size(struct ndr *n, const ACOM_METHOD *m, ndr_half half, void *const *args, size_t *size)
{
	return plain_is(m, half, size) ? S_OK : ndr_size_walk(n, m, half, args, size);
}

APART static HRESULT ndr_put_walk(struct ndr *n, const ACOM_METHOD *m, ndr_half half, void *const *args, HRESULT result,
				  uint8_t *buffer, size_t size, size_t *used)
{
	struct walk w;

	walk_init(&w, n, WALK_PUT, half);
	w.out = buffer;
	w.size = size - n->loan.size;
	ndr_send(&w, m, args, result);
	if (FAILED(w.hr)) {
		interface_undo(&w);
		descriptors_close(&n->put);
	} else
		n->sent = w.objrefs;
	*used = w.pos;
	return w.hr;
}

HRESULT ndr_put(struct ndr *n, const ACOM_METHOD *m, ndr_half half, void *const *args, HRESULT result,
		uint8_t *buffer, size_t size, size_t *used)
{
	if (plain_is(m, half, used) && size >= *used)
		return ndr_put_plain(m, half, args, result, buffer);
	return ndr_put_walk(n, m, half, args, result, buffer, size, used);
}

bool ndr_has_grown(struct ndr *n, const ACOM_METHOD *m, ndr_half half, void *const *args, size_t *size)
{
	size_t before = *size;
	bool outgrown = n->outgrown;

	n->outgrown = false;
	return outgrown && SUCCEEDED(ndr_size(n, m, half, args, size)) && *size > before;
}

/* The argument vector of a server: a zeroed variable for each parameter. */
static void **ndr_arguments(struct walk *w, const ACOM_METHOD *m)
{
	struct arena *a = &w->n->arena;
	void **args = arena_alloc(a, m->count * sizeof *args);

	for (uint16_t i = 0; args && i < m->count; i++)
		if (!(args[i] = arena_alloc(a, m->params[i].type->size)))
			args = NULL;
	if (!args)
		walk_fail(w, E_OUTOFMEMORY);
	return args;
}

/* The room for what the method returns, as large as the request says. */
static void ndr_make_room(struct walk *w, const ACOM_METHOD *m)
{
	struct walk init;

	if (FAILED(w->hr))
		return;
	walk_init(&init, w->n, WALK_INIT, ACOM_OUT);
	init.args = w->args;
	init.room = w->room;
	init.hr = ndr_save(w->n, m, w->args);
	walk_params(&init, m, ACOM_IN | ACOM_OUT, ACOM_OUT);
	w->hr = init.hr;
}

/* Of a method that is nothing but scalars. */
static HRESULT ndr_get_plain(struct ndr *n, const ACOM_METHOD *m, const uint8_t *buffer, bool whole, void ***args)
{
	*args = whole ? plain_get_request(&n->arena, m, buffer) : NULL;
	return *args ? S_OK : FAIL(whole ? E_OUTOFMEMORY : RPC_X_BAD_STUB_DATA);
}

APART static HRESULT ndr_request_walk(struct ndr *n, const ACOM_METHOD *m, const uint8_t *buffer, size_t size, void ***args)
{
	struct walk w;

	walk_receive(&w, n, ACOM_IN, buffer, size);
	w.args = *args = ndr_arguments(&w, m);
	walk_params(&w, m, ACOM_IN, ACOM_IN);
	full_join(&w);
	expr_compare(&w);
	ndr_make_room(&w, m);
	interface_get_all(&w);
	user_get_all(&w);
	owned_end(&w);
	if (FAILED(w.hr))
		*args = NULL;
	return w.hr;
}

HRESULT ndr_get_request(struct ndr *n, const ACOM_METHOD *m, const uint8_t *buffer, size_t size, void ***args)
{
	size_t plain, reply;

	if (plain_is(m, ACOM_IN, &plain) && plain_is(m, ACOM_OUT, &reply) && !n->swap)
		return ndr_get_plain(n, m, buffer, size >= plain, args);
	return ndr_request_walk(n, m, buffer, size, args);
}

APART static void ndr_free_walk(struct ndr *n, const ACOM_METHOD *m, void *const *args)
{
	struct walk w;

	walk_init(&w, n, WALK_FREE, ACOM_OUT);
	w.args = args;
	walk_params(&w, m, ACOM_OUT, ACOM_OUT);
}

void ndr_free(struct ndr *n, const ACOM_METHOD *m, void *const *args)
{
	if (!ndr_is_plain(m, ACOM_OUT))
		ndr_free_walk(n, m, args);
	if (n->users)
		user_clear_held(n);
	if (n->held)
		interface_release_held(n);
	descriptors_close(&n->came);
}

void ndr_discard(struct ndr *n, const ACOM_METHOD *m, ndr_half half, const uint8_t *buffer, size_t size)
{
	struct walk w;

	walk_receive(&w, n, half, buffer, size);
	w.discard = true;
	w.args = ndr_arguments(&w, m);
	walk_params(&w, m, half, half);
	user_undo(&w);
	interface_undo(&w);
}
