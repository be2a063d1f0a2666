/* pings.c - sets of objects that strangers ping together (wire.md 3.7). */
#include "wire/wire.h"

/* All of an address together have no more sets than so many of them may. */
enum { PINGS_CLIENTS = 64 };

struct pinged {
	struct map_node node;
	uint64_t oid;
};

struct ping_set {
	struct map_node node;
	uint64_t id, client, heard;
	struct map oids;
	unsigned count;
	uint16_t sequence; /* of the newest change */
};

struct pings {
	os_mutex lock;
	struct map sets;
	unsigned count;
};

HRESULT pings_create(struct pings **p)
{
	*p = os_zalloc(sizeof **p);
	if (!*p)
		return FAIL(E_OUTOFMEMORY);
	os_mutex_init(&(*p)->lock);
	return S_OK;
}

/* ---- one set; all locked ---- */

static struct pinged *pinged_find(const struct ping_set *s, uint64_t oid)
{
	struct map_node *node = map_find(&s->oids, &oid, sizeof oid);

	return node ? container_of(node, struct pinged, node) : NULL;
}

static void pinged_remove(struct ping_set *s, struct pinged *o)
{
	map_remove(&s->oids, &o->node);
	s->count--;
	os_free(o);
}

static HRESULT pinged_add(struct ping_set *s, uint64_t oid)
{
	if (pinged_find(s, oid))
		return S_OK;
	if (s->count >= limit_of(ACOM_LIMIT_PINGED_OBJECTS))
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	struct pinged *o = os_zalloc(sizeof *o);
	if (!o)
		return FAIL(E_OUTOFMEMORY);
	o->oid = oid;
	if (!map_add(&s->oids, &o->node, &o->oid, sizeof o->oid)) {
		os_free(o);
		return FAIL(E_OUTOFMEMORY);
	}
	s->count++;
	return S_OK;
}

static void set_end(struct pings *p, struct ping_set *s)
{
	while (s->oids.first)
		pinged_remove(s, container_of(s->oids.first, struct pinged, node));
	map_remove(&p->sets, &s->node);
	p->count--;
	os_free(s);
}

static struct ping_set *set_find(const struct pings *p, uint64_t id)
{
	struct map_node *node = map_find(&p->sets, &id, sizeof id);

	return node ? container_of(node, struct ping_set, node) : NULL;
}

/* A client that has gone may come back for its sets, as another one: those count only among all. */
static bool pings_has_room(const struct pings *p, uint64_t client)
{
	uint64_t most = limit_of(ACOM_LIMIT_PING_SETS), count = 0;

	for (struct map_node *node = p->sets.first; node; node = node->hh.next)
		count += container_of(node, struct ping_set, node)->client == client;
	return count < most && p->count < PINGS_CLIENTS * most;
}

static HRESULT set_create(struct pings *p, uint64_t client, struct ping_set **set)
{
	if (!pings_has_room(p, client))
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	struct ping_set *s = os_zalloc(sizeof *s);
	if (!s)
		return FAIL(E_OUTOFMEMORY);
	s->client = client;
	do
		os_random(&s->id, sizeof s->id);
	while (!s->id || set_find(p, s->id));
	if (!map_add(&p->sets, &s->node, &s->id, sizeof s->id)) {
		os_free(s);
		return FAIL(E_OUTOFMEMORY);
	}
	p->count++;
	*set = s;
	return S_OK;
}

/* Numbers go round. One of the same number is the same again, which changes nothing, or of somebody who does not count, as impacket
 * 0.10, whose changes all have 0. */
static bool set_knows_newer(const struct ping_set *s, uint16_t sequence)
{
	return (int16_t)(uint16_t)(sequence - s->sequence) < 0;
}

static bool set_hears(const struct ping_change *c)
{
	for (size_t i = 0; i < c->adds; i++)
		if (!c->hear(c->arg, (uint64_t)c->add[i]))
			return false;
	return true;
}

static HRESULT set_change(struct ping_set *s, const struct ping_change *c)
{
	HRESULT hr = S_OK;

	for (size_t i = 0; i < c->drops; i++) {
		struct pinged *o = pinged_find(s, (uint64_t)c->drop[i]);
		if (o)
			pinged_remove(s, o);
	}
	for (size_t i = 0; i < c->adds && SUCCEEDED(hr); i++)
		hr = pinged_add(s, (uint64_t)c->add[i]);
	s->sequence = c->sequence;
	return hr;
}

static void set_ping(struct ping_set *s, bool (*hear)(void *arg, uint64_t oid), void *arg)
{
	s->heard = os_now();
	for (struct map_node *node = s->oids.first; node; node = node->hh.next)
		hear(arg, container_of(node, struct pinged, node)->oid);
}

/* ---- all of them ---- */

/* Locked. */
static HRESULT pings_create_set(struct pings *p, uint64_t *id, const struct ping_change *c)
{
	struct ping_set *s = NULL;
	HRESULT hr = set_hears(c) ? set_create(p, c->client, &s) : FAIL(RPC_E_INVALID_OBJECT);

	if (FAILED(hr))
		return hr;
	hr = set_change(s, c);
	if (FAILED(hr)) {
		set_end(p, s);
		return hr;
	}
	*id = s->id;
	s->heard = os_now();
	return S_OK;
}

/* Locked. */
static HRESULT pings_change_set(struct ping_set *s, const struct ping_change *c)
{
	HRESULT hr = S_OK;

	if (!set_knows_newer(s, c->sequence))
		hr = set_hears(c) ? set_change(s, c) : FAIL(RPC_E_INVALID_OBJECT);
	if (SUCCEEDED(hr))
		set_ping(s, c->hear, c->arg);
	return hr;
}

HRESULT pings_change(struct pings *p, uint64_t *id, const struct ping_change *c)
{
	os_mutex_lock(&p->lock);
	struct ping_set *s = *id ? set_find(p, *id) : NULL;
	HRESULT hr = s ? pings_change_set(s, c) : *id ? S_FALSE : pings_create_set(p, id, c);
	os_mutex_unlock(&p->lock);
	return hr;
}

bool pings_simple(struct pings *p, uint64_t id, bool (*hear)(void *arg, uint64_t oid), void *arg)
{
	os_mutex_lock(&p->lock);
	struct ping_set *s = set_find(p, id);
	if (s)
		set_ping(s, hear, arg);
	os_mutex_unlock(&p->lock);
	return s;
}

void pings_expire(struct pings *p, uint64_t now)
{
	os_mutex_lock(&p->lock);
	for (struct map_node *node = p->sets.first, *next; node; node = next) {
		struct ping_set *s = container_of(node, struct ping_set, node);
		next = node->hh.next;
		if (s->heard + HOLDINGS_SECONDS * NS_PER_S <= now)
			set_end(p, s);
	}
	os_mutex_unlock(&p->lock);
}

void pings_free(struct pings *p)
{
	if (!p)
		return;
	pings_expire(p, UINT64_MAX);
	os_mutex_fini(&p->lock);
	os_free(p);
}
