/* listening.c - the addresses where this process listens, and what becomes of those who connect. */
#include <stdio.h>
#include <string.h>

#include "wire/transport.h"
#include "wire/wire.h"

/* An address with its listener. Counted by the list, while it is watched, and by its connections. */
struct listening {
	struct listening *next;
	os_u32 refs;
	struct watched watched;
	struct alarm again;      /* while it is set, it counts */
	struct assoc_service service;
	char name[OS_UNIX_MOST]; /* the secondary address of the service */
	bool private;            /* found by references only */
	uint8_t farewell[PDU_STUB];
	struct holdings *strangers; /* of clients over TCP that are none of ours, whose connections say nothing of their references */
	os_mutex lock;           /* guards the rest: who accepts, and who ends it */
	bool open, pauses;
	struct listener l;
};

static struct {
	os_mutex lock;
	struct listening *first;
	struct assoc_groups groups[OS_IPV6 + 1][2]; /* of each family, and with TLS: they never mix */
} listenings;

/* What a connection costs to accept; then others have their turn. HELPLESS_NS: until it is tried again, where none can be. */
enum { ACCEPTS_AT_ONCE = 16, HELPLESS_NS = 100000000 };

static void listening_free(struct listening *x)
{
	if (x->strangers)
		holdings_end(x->strangers);
	holdings_unref(x->strangers);
	os_mutex_fini(&x->lock);
	os_free(x);
}

static void listening_unref(struct listening *x)
{
	if (!os_unref(&x->refs))
		listening_free(x);
}

/* ---- who connects ---- */

static struct listening *listening_of(struct watched *w)
{
	return container_of(w, struct listening, watched);
}

static void listening_ref(struct watched *w)
{
	os_ref(&listening_of(w)->refs);
}

static void connection_is_gone(struct connection *c)
{
	listening_unref(c->user);
}

static void listening_take(struct listening *x, struct stream *s)
{
	struct connection *c;

	if (!s->secure && FAILED(access_check(&s->who, NULL))) { /* who it is, is not known so early over TLS */
		stream_close(s);
		return;
	}
	if (x->strangers)
		watch_by(&x->watched, WATCH_PINGS);
	if (FAILED(connection_accept(s, &x->service, &c)))
		return;
	os_ref(&x->refs);
	c->user = x;
	c->gone = connection_is_gone;
	connection_unref(c);
}

/* At once those who wait would be announced again and again, and nobody could do anything about it. Locked. */
static void listening_pause(struct listening *x)
{
	if (x->pauses)
		return;
	x->pauses = true;
	os_ref(&x->refs);
	alarm_set(&x->again, os_now() + HELPLESS_NS);
}

static void listening_ring(struct alarm *a)
{
	struct listening *x = container_of(a, struct listening, again);

	os_mutex_lock(&x->lock);
	x->pauses = false;
	os_mutex_unlock(&x->lock);
	watch_again(&x->watched, OS_READABLE);
	listening_unref(x);
}

/* S_FALSE: nobody is there any more, or nothing can be done for them now. */
static HRESULT listening_accept(struct listening *x, struct stream *s)
{
	char why[WHY_MOST] = "";

	os_mutex_lock(&x->lock);
	HRESULT hr = x->open ? transport_accept(&x->l, s, why) : S_FALSE;
	if (FAILED(hr) && os_load32(&x->l.helpless)) {
		listening_pause(x);
		hr = S_FALSE;
	}
	os_mutex_unlock(&x->lock);
	return hr;
}

static void listening_ready(struct watched *w, const struct os_ready *r, struct turn *t)
{
	struct listening *x = listening_of(w);
	HRESULT hr = S_OK;
	struct stream s;

	(void)r;
	(void)t;
	for (int i = 0; i < ACCEPTS_AT_ONCE && hr != S_FALSE; i++) {
		hr = listening_accept(x, &s);
		if (hr == S_OK)
			listening_take(x, &s);
	}
	if (hr != S_FALSE)
		watch_again(w, OS_READABLE);
	listening_unref(x);
}

/* ---- the end ---- */

/* Out of the list. Whether it was there: then its counts are the caller's. */
static bool listening_unlink(struct listening *x)
{
	os_mutex_lock(&listenings.lock);
	struct listening **link = &listenings.first;
	while (*link && *link != x)
		link = &(*link)->next;
	bool was = *link;
	if (was)
		*link = x->next;
	os_mutex_unlock(&listenings.lock);
	return was;
}

static void listening_end(struct listening *x)
{
	if (!listening_unlink(x))
		return;
	watch_forget(&x->watched);
	exporter_unlistens(&x->l.at);
	os_mutex_lock(&x->lock);
	x->open = false;
	transport_unlisten(&x->l);
	os_mutex_unlock(&x->lock);
	if (alarm_clear(&x->again))
		listening_unref(x);
	listening_unref(x); /* the set's */
	listening_unref(x);
}

static void listening_last(struct watched *w)
{
	listening_end(listening_of(w));
	listening_unref(listening_of(w));
}

/* Strangers who have not been heard of for long are given up, as long as there are some, or may be: who is connected. */
static void listening_expired(struct watched *w)
{
	enum { OTHERS = 3 /* the list's, the set's, ours */ };
	struct listening *x = listening_of(w);
	bool connected = os_load32(&x->refs) > OTHERS; /* first: what it takes before it goes is looked at */

	if (holdings_expire(x->strangers, os_now()) || connected)
		watch_until(w, WATCH_PINGS);
	listening_unref(x);
}

static const struct watched_ops listening_ops = {
	.ref = listening_ref, .ready = listening_ready, .end = listening_last, .expired = listening_expired,
};

/* ---- the beginning ---- */

/* The port, or what a socket is called in its directory. */
static void listening_name(struct listening *x)
{
	const struct os_address *at = &x->l.at.at;
	const char *slash = strrchr(at->path, '/');

	if (at->family == OS_UNIX)
		ascii_join(x->name, sizeof x->name, slash ? slash + 1 : at->path, NULL);
	else
		snprintf(x->name, sizeof x->name, "%u", at->port);
}

static void listening_offer(struct listening *x)
{
	listening_name(x);
	x->service = (struct assoc_service){
		.ops = &serve_ops, .groups = &listenings.groups[x->l.at.at.family][x->l.at.transport->secure], .address = x->name,
		.features = { PDU_KEEP_ON_ORPHAN, PDU_ACOM_FEATURES }, .strangers = x->strangers,
	};
}

/* What a bind is answered if there are too many connections: nobody reads it. The first PDU has this call id with our clients. */
static void listening_say(struct listening *x)
{
	struct put p = put_to(x->farewell, sizeof x->farewell, false);

	pdu_begin(&p, PDU_BIND_NAK, PDU_FIRST | PDU_LAST, 1);
	pdu_put_bind_nak(&p, PDU_NAK_LIMIT);
	x->l.farewell = (struct span){ x->farewell, pdu_end(&p) };
}

static void listening_link(struct listening *x)
{
	os_mutex_lock(&listenings.lock);
	struct listening **link = &listenings.first;
	while (*link)
		link = &(*link)->next;
	*link = x;
	os_mutex_unlock(&listenings.lock);
}

/* Before anybody knows of it. */
static void listening_close(struct listening *x)
{
	transport_unlisten(&x->l);
	listening_free(x);
}

/* Whatever happens, x is not the caller's any more. */
static HRESULT listening_open(struct listening *x)
{
	HRESULT hr = exporter_listens(&x->l.at);

	if (FAILED(hr)) {
		listening_close(x);
		return hr;
	}
	listening_offer(x);
	listening_say(x);
	x->watched.fd = x->l.fd;
	x->watched.ops = &listening_ops;
	x->again.ring = listening_ring;
	x->open = true;
	os_store32(&x->refs, 3); /* the list's, the set's, ours */
	listening_link(x);
	hr = watch_add(&x->watched, OS_READABLE);
	if (FAILED(hr))
		listening_end(x);
	listening_unref(x);
	return hr;
}

/* They are judged when nothing is locked (access.c). */
static bool anybody(void *arg, const struct peer *who)
{
	(void)arg;
	(void)who;
	return true;
}

HRESULT listening_begin(const struct address *a, bool private, char *why)
{
	static const struct peer_rule rule = { .allows = anybody };
	struct listening *x = os_zalloc(sizeof *x);

	if (!x)
		return why_not(why, E_OUTOFMEMORY, "%s", error_text(E_OUTOFMEMORY));
	HRESULT hr = transport_listen(a, &rule, &x->l, why);
	if (FAILED(hr)) {
		os_free(x);
		return hr;
	}
	os_mutex_init(&x->lock);
	x->private = private;
	hr = a->transport->names_peers ? S_OK : holdings_create_pinged(&x->strangers);
	if (SUCCEEDED(hr))
		hr = listening_open(x);
	else
		listening_close(x);
	return FAILED(hr) ? why_not(why, hr, "%s", error_text(hr)) : hr;
}

/* ---- for others ---- */

/* The first at this address, or (NULL) any that is not private; counted. */
static struct listening *listening_find(const struct address *a)
{
	os_mutex_lock(&listenings.lock);
	struct listening *x = listenings.first;
	while (x && (a ? !address_equal(&x->l.at, a) : x->private))
		x = x->next;
	if (x)
		os_ref(&x->refs);
	os_mutex_unlock(&listenings.lock);
	return x;
}

bool listening_stop(const struct address *a)
{
	struct listening *x = listening_find(a);

	if (!x)
		return false;
	listening_end(x);
	listening_unref(x);
	return true;
}

bool listening_at(ULONG index, char text[ADDRESS_MOST])
{
	os_mutex_lock(&listenings.lock);
	struct listening *x = listenings.first;
	while (x && (x->private || index--))
		x = x->next;
	if (x)
		address_text(&x->l.at, text);
	os_mutex_unlock(&listenings.lock);
	return x;
}
