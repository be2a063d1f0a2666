/* holdings.c - what the clients of an association group hold of this process' objects (wire.md 3.3, 3.7).
 *
 * Strangers' holdings are in one book, as nothing says whose a request is: a client of DCOM activates, calls, releases and
 * pings over connections of its own each, which impacket puts into groups of their own, too. So each client (group) is given
 * IPIDs of its own, aliases: whoever names one has it from that client, over whatever connection, and nobody else can release
 * what it holds. Where a client has a stub's own IPID (an OBJREF of a request, or from a third one), it releases over the group
 * only that has asked for the references. Pings cannot be told apart: they name objects, not IPIDs, and come over any
 * connection. An object that several hold is thus given back when none of them pings it any more: too late for who is gone, but
 * never too early for who is there.
 */
#include "wire/wire.h"

enum { REFERENCES_MOST = 1u << 31 };

static os_u32 any_exposed; /* an object, to clients whom nobody knows */

/* By which IPID something is held; or by which own IPID of a stub it was given. */
struct holding_key {
	GUID ipid;
	uint64_t client; /* in a book: whose it is, unless the IPID says it; else 0 */
};

struct holding {
	struct map_node node, given_node;
	struct holding_key key, given; /* given: under an alias, to a client of a book */
	struct alias *alias; /* counted; NULL: by the stub's own IPID */
	struct stub *stub;   /* counted, and one use of its export */
	uint32_t references;
	struct held *held;   /* NULL: it is not pinged */
	struct holding *over;
};

struct holdings {
	os_u32 refs;
	os_mutex lock;
	struct map map, given;
	unsigned count;
	bool ended, anonymous;
	struct map objects;  /* held */
	struct pings *pings; /* NULL: objects are not pinged */
	/* Of one client of many whose objects are kept together: */
	struct holdings *book; /* where; NULL: here */
	uint64_t client;       /* who it is there */
};

HRESULT holdings_create(bool anonymous, struct holdings **h)
{
	*h = os_zalloc(sizeof **h);
	if (!*h)
		return FAIL(E_OUTOFMEMORY);
	os_store32(&(*h)->refs, 1);
	os_mutex_init(&(*h)->lock);
	(*h)->anonymous = anonymous;
	return S_OK;
}

HRESULT holdings_create_pinged(struct holdings **h)
{
	HRESULT hr = holdings_create(true, h);

	if (FAILED(hr))
		return hr;
	hr = pings_create(&(*h)->pings);
	if (FAILED(hr)) {
		holdings_unref(*h);
		*h = NULL;
	}
	return hr;
}

HRESULT holdings_create_client(struct holdings *book, struct holdings **h)
{
	static os_u64 clients;
	HRESULT hr = holdings_create(true, h);

	if (FAILED(hr))
		return hr;
	(*h)->book = holdings_ref(book);
	(*h)->client = os_add64(&clients, 1);
	return S_OK;
}

static struct holdings *book_of(struct holdings *h)
{
	return h->book ? h->book : h;
}

struct pings *holdings_pings(struct holdings *h)
{
	return book_of(h)->pings;
}

uint64_t holdings_client(const struct holdings *h)
{
	return h->client;
}

struct holdings *holdings_ref(struct holdings *h)
{
	os_ref(&h->refs);
	return h;
}

void holdings_unref(struct holdings *h)
{
	if (!h || os_unref(&h->refs))
		return;
	holdings_unref(h->book);
	pings_free(h->pings);
	os_mutex_fini(&h->lock);
	os_free(h);
}

bool holdings_hear(struct holdings *h, uint64_t oid)
{
	h = book_of(h);
	os_mutex_lock(&h->lock);
	bool held = held_hear(&h->objects, oid);
	os_mutex_unlock(&h->lock);
	return held;
}

/* ---- interfaces ---- */

static void use_end(struct stub *s)
{
	export_unuse_later(stub_export(s));
	stub_unref(s);
}

/* Locked. */
static struct holding *holding_find(const struct holdings *h, REFGUID ipid, uint64_t client)
{
	struct holding_key key = { *ipid, client };
	struct map_node *node = map_find(&h->map, &key, sizeof key);

	return node ? container_of(node, struct holding, node) : NULL;
}

/* What a client calls so: by an alias anybody's, else its own. Locked. */
static struct holding *holding_named(const struct holdings *book, REFGUID ipid, uint64_t client)
{
	struct holding *x = holding_find(book, ipid, 0);

	return x || !client ? x : holding_find(book, ipid, client);
}

/* Locked. */
static struct holding *holding_given(const struct holdings *book, REFGUID own, uint64_t client)
{
	struct holding_key key = { *own, client };
	struct map_node *node = map_find(&book->given, &key, sizeof key);

	return node ? container_of(node, struct holding, given_node) : NULL;
}

/* Locked. False: memory is short. */
static bool holding_list(struct holdings *h, struct holding *x)
{
	if (h->pings && !(x->held = held_join(&h->objects, stub_export(x->stub)->oid)))
		return false;
	if (map_add(&h->map, &x->node, &x->key, sizeof x->key)) {
		if (!x->given.client || map_add(&h->given, &x->given_node, &x->given, sizeof x->given)) {
			h->count++;
			return true;
		}
		map_remove(&h->map, &x->node);
	}
	held_leave(&h->objects, x->held);
	return false;
}

/* Locked. Takes over a use. */
static HRESULT holding_create(struct holdings *h, const struct holding *made)
{
	if (h->ended)
		return FAIL(RPC_E_DISCONNECTED);
	if (h->count >= limit_of(ACOM_LIMIT_OBJECTS))
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	struct holding *x = os_alloc(sizeof *x);
	if (!x)
		return FAIL(E_OUTOFMEMORY);
	*x = *made;
	stub_ref(x->stub);
	if (holding_list(h, x))
		return S_OK;
	stub_unref(x->stub);
	os_free(x);
	return FAIL(E_OUTOFMEMORY);
}

/* Locked. S_FALSE: a use is left over. */
static HRESULT holding_grow(const struct holdings *h, struct holding *x, uint32_t references)
{
	if (h->ended)
		return FAIL(RPC_E_DISCONNECTED);
	if (references > REFERENCES_MOST - x->references)
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	x->references += references;
	return S_FALSE;
}

/* Locked. By an IPID that the client has. */
static HRESULT holdings_count(struct holdings *h, REFGUID ipid, struct stub *s, uint32_t references)
{
	struct holdings *book = book_of(h);
	struct holding *x = holding_named(book, ipid, h->client);

	if (x)
		return holding_grow(book, x, references);
	struct holding made = { .key = { *ipid, h->client }, .stub = s, .references = references };
	if (!IsEqualGUID(ipid, &s->ipid)) {
		made.key.client = 0;
		made.alias = alias_find(ipid);
		if (!made.alias)
			return FAIL(RPC_E_DISCONNECTED);
	}
	HRESULT hr = holding_create(book, &made);
	if (FAILED(hr))
		alias_unref(made.alias);
	return hr;
}

/* Locked. By one that the client gets. */
static HRESULT holdings_count_given(struct holdings *h, struct stub *s, uint32_t references, IPID *ipid)
{
	struct holding *x = holding_given(h->book, &s->ipid, h->client);

	if (x) {
		*ipid = x->key.ipid;
		return holding_grow(h->book, x, references);
	}
	struct holding made = { .given = { s->ipid, h->client }, .alias = alias_create(&s->ipid), .stub = s, .references = references };
	if (!made.alias)
		return FAIL(E_OUTOFMEMORY);
	*ipid = made.key.ipid = made.alias->ipid;
	HRESULT hr = holding_create(h->book, &made);
	if (FAILED(hr))
		alias_unref(made.alias);
	return hr;
}

void holdings_expose(struct stub *s)
{
	os_store32(&stub_export(s)->anonymous, true);
	os_store32(&any_exposed, true);
}

/* A use may be left over. */
static HRESULT holdings_added(const struct holdings *h, struct stub *s, HRESULT hr)
{
	if (SUCCEEDED(hr) && h->anonymous)
		holdings_expose(s);
	if (hr != S_OK)
		export_unuse_later(stub_export(s));
	return FAILED(hr) ? hr : S_OK;
}

HRESULT holdings_add(struct holdings *h, REFGUID ipid, struct stub *s, uint32_t references)
{
	struct holdings *book = book_of(h);
	HRESULT hr = S_FALSE;

	os_mutex_lock(&book->lock);
	if (references)
		hr = references <= REFERENCES_MOST ? holdings_count(h, ipid, s, references) : FAIL(RPC_E_OUT_OF_RESOURCES);
	os_mutex_unlock(&book->lock);
	return holdings_added(h, s, hr);
}

HRESULT holdings_give(struct holdings *h, struct stub *s, uint32_t references, IPID *ipid)
{
	*ipid = s->ipid;
	if (!h->book || !references || references > REFERENCES_MOST)
		return holdings_add(h, ipid, s, references);
	os_mutex_lock(&h->book->lock);
	HRESULT hr = holdings_count_given(h, s, references, ipid);
	os_mutex_unlock(&h->book->lock);
	return holdings_added(h, s, hr);
}

bool holdings_may_claim(const struct holdings *h, REFGUID ipid)
{
	GUID own;

	return !h->book || !alias_own(ipid, &own);
}

bool holdings_are_anonymous(const struct holdings *h)
{
	return h->anonymous;
}

bool holdings_may_ask(const struct holdings *h)
{
	return !h->anonymous || os_load32(&any_exposed);
}

bool holdings_may(const struct holdings *h, const struct stub *s)
{
	return !h->anonymous || os_load32(&stub_export(s)->anonymous);
}

/* Locked; the stub is what the caller is to give back. */
static struct stub *holding_end(struct holdings *h, struct holding *x)
{
	struct stub *s = x->stub;

	map_remove(&h->map, &x->node);
	if (x->given.client)
		map_remove(&h->given, &x->given_node);
	held_leave(&h->objects, x->held);
	h->count--;
	alias_unref(x->alias);
	os_free(x);
	return s;
}

uint32_t holdings_release(struct holdings *h, REFGUID ipid, uint32_t references)
{
	struct holdings *book = book_of(h);
	struct stub *over = NULL;

	os_mutex_lock(&book->lock);
	struct holding *x = holding_named(book, ipid, h->client);
	uint32_t fewer = !x ? 0 : references < x->references ? references : x->references;
	if (x && !(x->references -= fewer))
		over = holding_end(book, x);
	os_mutex_unlock(&book->lock);
	if (over)
		use_end(over);
	return references - fewer;
}

bool holdings_has(struct holdings *h, REFGUID ipid)
{
	struct holdings *book = book_of(h);

	os_mutex_lock(&book->lock);
	bool has = holding_named(book, ipid, h->client);
	os_mutex_unlock(&book->lock);
	return has;
}

/* One of them; NULL: none is left. */
static struct stub *holdings_take(struct holdings *h)
{
	os_mutex_lock(&h->lock);
	h->ended = true;
	struct map_node *node = h->map.first;
	struct stub *s = node ? holding_end(h, container_of(node, struct holding, node)) : NULL;
	os_mutex_unlock(&h->lock);
	return s;
}

void holdings_end(struct holdings *h)
{
	struct stub *s;

	while ((s = holdings_take(h)))
		use_end(s);
}

/* Locked: a chain of those that nobody has been heard of for so long. */
static struct holding *holdings_overdue(struct holdings *h, uint64_t now)
{
	struct holding *over = NULL, *x;

	for (struct map_node *node = h->map.first; node; node = node->hh.next) {
		x = container_of(node, struct holding, node);
		if (!x->held || !held_is_overdue(x->held, now))
			continue;
		x->over = over;
		over = x;
	}
	return over;
}

bool holdings_expire(struct holdings *h, uint64_t now)
{
	os_mutex_lock(&h->lock);
	struct holding *over = holdings_overdue(h, now);
	while (over) {
		struct holding *next = over->over;
		use_end(holding_end(h, over)); /* no user code runs */
		over = next;
	}
	bool more = h->count;
	os_mutex_unlock(&h->lock);
	pings_expire(h->pings, now);
	return more;
}
