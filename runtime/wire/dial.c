/* dial.c - connections of this process to others: one for each address and, where it has no room for more interfaces, further
 * ones of the same group. */
#include "wire/wire.h"

static struct {
	os_mutex lock; /* comes before connections' locks */
	struct link *all;
} dial;

/* Who waits until an interface is agreed upon. */
struct agreement {
	struct agreement *next, **link;
	uint16_t context;
	HRESULT hr;
	struct waitable done;
};

/* ---- agreement ---- */

static void link_agreed(void *context, uint16_t id, HRESULT hr)
{
	struct link *l = ((struct connection *)context)->user;

	for (struct agreement *a = l->agreements; a; a = a->next) {
		if (a->context != id)
			continue;
		a->hr = hr;
		waitable_set(&a->done);
	}
}

static void agreement_enter(struct agreement *a, struct link *l, uint16_t context)
{
	*a = (struct agreement){ .next = l->agreements, .link = &l->agreements, .context = context, .hr = RPC_S_SERVER_UNAVAILABLE };
	os_mutex_init(&a->done.lock);
	os_storep(&a->done.source, &l->connection->source);
	if (a->next)
		a->next->link = &a->next;
	l->agreements = a;
}

static void agreement_leave(struct agreement *a)
{
	*a->link = a->next;
	if (a->next)
		a->next->link = a->link;
}

/* Whether its calls may have descriptors. */
static bool interface_brings(REFIID iid)
{
	const ACOM_INTERFACE *rows = registry_find(iid, NULL);

	return rows ? ndr_has_descriptors(rows) : !IsEqualIID(iid, &IID_IUnknown);
}

/* Over this one connection. */
static HRESULT link_offer(struct link *l, const struct pdu_syntax *interface, uint64_t deadline, uint16_t *context)
{
	struct connection *c = l->connection;
	struct agreement mine;

	connection_lock(c);
	bool elsewhere = c->stream.lanes && interface_brings(&interface->uuid) && c->assoc.closed == S_OK;
	HRESULT hr = elsewhere ? FAIL(RPC_E_OUT_OF_RESOURCES) : assoc_client_offer(&c->client, interface, context);
	if (hr == S_FALSE) {
		c->brings |= interface_brings(&interface->uuid);
		agreement_enter(&mine, l, *context);
	}
	connection_unlock(c);
	if (hr != S_FALSE)
		return hr;
	waitable_wait(&mine.done, deadline);
	connection_lock(c);
	agreement_leave(&mine);
	connection_unlock(c);
	waitable_fini(&mine.done);
	if (mine.hr == RPC_E_OUT_OF_RESOURCES && link_is_over(l)) /* which is all that such a server says */
		limit_tell((struct limit_hit){ .which = ACOM_LIMIT_USER_CONNECTIONS, .theirs = true });
	return mine.hr;
}

/* ---- links ---- */

static void link_gone(struct connection *c)
{
	os_free(c->user);
}

static void link_speaks(struct connection *c)
{
	link_release(c->user);
}

static void link_told(void *context)
{
	struct connection *c = context;

	if (os_peek32(&c->owes))
		link_pay(c);
}

static const struct assoc_client_ops link_ops = { link_agreed, channel_answer, channel_begins, link_shared, link_told };

static HRESULT link_create(const struct address *at, uint32_t group, uint64_t deadline, struct link **link, char *why)
{
	struct link *l = os_zalloc(sizeof *l);

	*link = NULL;
	if (!l)
		return FAIL(E_OUTOFMEMORY);
	os_store32(&l->refs, 1);
	os_store32(&l->minor, ORPC_MINOR);
	l->at = *at;
	l->peer = (struct assoc_peer){
		.ops = &link_ops, .group = group, .features = { PDU_KEEP_ON_ORPHAN, PDU_ACOM_FEATURES },
		.offer_null = options_of(at) & ACOM_OFFER_NULL_SYNTAX,
	};
	HRESULT hr = connection_connect(at, NULL, &l->peer, deadline, &l->connection, why);
	if (FAILED(hr)) {
		os_free(l);
		return hr;
	}
	if (*at->name)
		l->at.at = l->connection->stream.who.at;
	l->connection->user = l;
	l->connection->gone = link_gone;
	l->connection->speaks = link_speaks;
	*link = l;
	return S_OK;
}

struct link *link_ref(struct link *l)
{
	os_ref(&l->refs);
	return l;
}

static bool link_try_ref(struct link *l)
{
	uint32_t refs = os_load32(&l->refs);

	while (refs && !os_cas32(&l->refs, refs, refs + 1))
		refs = os_load32(&l->refs);
	return refs;
}

/* Nobody has a use for it: it is closed, so that nothing is told of it any more. */
static void link_close(struct link *l)
{
	struct connection *c = l->connection;

	connection_close(c, RPC_E_DISCONNECTED);
	connection_unref(c);
}

void link_forget(struct link *l)
{
	os_mutex_lock(&dial.lock);
	if (l->link)
		*l->link = l->next;
	if (l->link && l->next)
		l->next->link = l->link;
	l->link = NULL;
	os_mutex_unlock(&dial.lock);
}

void link_unref(struct link *l)
{
	if (!l || os_unref(&l->refs))
		return;
	struct link *more = l->more;
	link_forget(l);
	link_close(l);
	link_unref(more);
}

bool link_is_over(struct link *l)
{
	struct connection *c = l->connection;

	os_mutex_lock(&c->lock);
	bool over = c->assoc.closed != S_OK || c->client.draining;
	os_mutex_unlock(&c->lock);
	return over;
}

bool link_is_with(const struct link *l, const struct link *other)
{
	uint32_t group = l->connection->client.group;

	return l == other || (other && group && group == other->connection->client.group && address_equal(&l->at, &other->at));
}

/* A server that was not asked for what its address says is one for those who would have it by the same name. */
static bool link_leads_to(const struct link *l, const struct address *at)
{
	return address_is_called(&l->at, at) && (!*l->at.subject || !strcmp(l->at.subject, at->subject));
}

/* Counted; locked. */
static struct link *link_find(const struct address *at)
{
	struct link *l = dial.all;

	while (l && (!link_leads_to(l, at) || link_is_over(l) || !link_try_ref(l)))
		l = l->next;
	return l;
}

static struct link *link_known(const struct address *at)
{
	os_mutex_lock(&dial.lock);
	struct link *l = link_find(at);
	os_mutex_unlock(&dial.lock);
	return l;
}

/* Another thread may have been faster. */
static struct link *link_insert(struct link *fresh)
{
	os_mutex_lock(&dial.lock);
	struct link *l = link_find(&fresh->at);
	if (!l) {
		l = fresh;
		l->next = dial.all;
		l->link = &dial.all;
		if (l->next)
			l->next->link = &l->next;
		dial.all = l;
	}
	os_mutex_unlock(&dial.lock);
	if (l != fresh)
		link_unref(fresh);
	return l;
}

HRESULT link_dial(const struct address *at, uint64_t deadline, struct link **l, char *why)
{
	*l = link_known(at);
	if (*l)
		return S_OK;
	HRESULT hr = link_create(at, 0, deadline, l, why);
	if (SUCCEEDED(hr))
		*l = link_insert(*l);
	return hr;
}

/* The next one of its group, counted; NULL: there is none. Those that have broken go with who has a use for them still. */
static struct link *link_more(struct link *l)
{
	struct link *more, *gone;

	do {
		os_mutex_lock(&dial.lock);
		more = l->more;
		gone = more && link_is_over(more) ? more : NULL;
		if (gone) {
			l->more = gone->more;
			gone->more = NULL;
		} else if (more) {
			link_ref(more);
		}
		os_mutex_unlock(&dial.lock);
		link_unref(gone);
	} while (gone);
	return more;
}

/* Another thread may have been faster. */
static void link_append(struct link *l, struct link *fresh)
{
	os_mutex_lock(&dial.lock);
	bool first = !l->more;
	if (first)
		l->more = fresh;
	os_mutex_unlock(&dial.lock);
	if (!first)
		link_unref(fresh);
}

/* The same, but there is one afterwards. */
static HRESULT link_next(struct link *l, uint64_t deadline, struct link **more)
{
	char why[WHY_MOST];
	struct link *fresh;

	while (!(*more = link_more(l))) {
		HRESULT hr = link_create(&l->at, l->connection->client.group, deadline, &fresh, why);
		if (FAILED(hr))
			return hr;
		link_append(l, fresh);
	}
	return S_OK;
}

/* The server has refused it where it had agreed upon nothing, nor was about to: what it has no room for there it has none for over
 * any other connection. */
static bool link_is_in_vain(struct link *l, const struct pdu_syntax *interface)
{
	struct connection *c = l->connection;
	bool refused = false, used = false;

	os_mutex_lock(&c->lock);
	for (unsigned i = 0; i < c->client.context_count; i++) {
		used |= c->client.contexts[i].state != CONTEXT_REJECTED;
		refused |= pdu_syntax_equal(&c->client.contexts[i].interface, interface);
	}
	os_mutex_unlock(&c->lock);
	return refused && !used;
}

/* Over the first that has room for it; *at: counted, the first, and then that. */
static HRESULT link_offer_on(struct link **at, const struct pdu_syntax *interface, uint64_t deadline, uint16_t *context)
{
	HRESULT hr = link_offer(*at, interface, deadline, context);

	while (hr == RPC_E_OUT_OF_RESOURCES && !link_is_over(*at)) { /* which may be closed because of another limit */
		struct link *more;

		if (link_is_in_vain(*at, interface))
			break;
		hr = link_next(*at, deadline, &more);
		if (FAILED(hr))
			return hr;
		link_unref(*at);
		*at = more;
		hr = link_offer(*at, interface, deadline, context);
	}
	return hr;
}

HRESULT link_agree(struct link *l, const struct pdu_syntax *interface, uint64_t deadline, struct link **over, uint16_t *context)
{
	uint64_t end = deadline ? deadline : connect_deadline();
	struct link *at = link_ref(l);
	HRESULT hr = link_offer_on(&at, interface, end, context);

	if (!deadline && hr == RPC_S_SERVER_UNAVAILABLE && os_now() >= end)
		limit_tell(limit_own(ACOM_LIMIT_CONNECT_TIME, 0));
	if (over)
		*over = at;
	else
		link_unref(at);
	return hr;
}
