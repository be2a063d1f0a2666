/* pings.c - sets of objects that strangers ping together (wire.md 3.7). */
#include "wire/wire.h"

struct pinged {
	struct map_node node;
	uint64_t oid;
};

struct ping_set {
	struct map_node node;
	uint64_t id, heard;
	struct map oids;
	unsigned count;
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

static HRESULT set_create(struct pings *p, struct ping_set **set)
{
	if (p->count >= limit_of(ACOM_LIMIT_PING_SETS))
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	struct ping_set *s = os_zalloc(sizeof *s);
	if (!s)
		return FAIL(E_OUTOFMEMORY);
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

static HRESULT set_change(struct ping_set *s, const int64_t *add, size_t adds, const int64_t *drop, size_t drops)
{
	HRESULT hr = S_OK;

	for (size_t i = 0; i < drops; i++) {
		struct pinged *o = pinged_find(s, (uint64_t)drop[i]);
		if (o)
			pinged_remove(s, o);
	}
	for (size_t i = 0; i < adds && SUCCEEDED(hr); i++)
		hr = pinged_add(s, (uint64_t)add[i]);
	s->heard = os_now();
	return hr;
}

/* ---- all of them ---- */

HRESULT pings_change(struct pings *p, uint64_t *id, const int64_t *add, size_t adds, const int64_t *drop, size_t drops)
{
	os_mutex_lock(&p->lock);
	struct ping_set *s = *id ? set_find(p, *id) : NULL;
	HRESULT hr = s ? S_OK : *id ? S_FALSE : set_create(p, &s);
	if (s) {
		hr = set_change(s, add, adds, drop, drops);
		if (FAILED(hr) && !*id)
			set_end(p, s);
		else
			*id = s->id;
	}
	os_mutex_unlock(&p->lock);
	return hr;
}

bool pings_simple(struct pings *p, uint64_t id, void (*hear)(void *arg, uint64_t oid), void *arg)
{
	os_mutex_lock(&p->lock);
	struct ping_set *s = set_find(p, id);
	if (s)
		s->heard = os_now();
	for (struct map_node *node = s ? s->oids.first : NULL; node; node = node->hh.next)
		hear(arg, container_of(node, struct pinged, node)->oid);
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
