/* call_memory.c - the memory of calls, which are used again with the buffers that they have. */
#include "call/steps.h"

enum { POOL_BUFFER = 64 << 10 }; /* larger ones are not kept */

static struct pool calls;

void call_make(struct call *c)
{
	os_mutex_init(&c->lock);
	os_mutex_init(&c->done.lock);
	c->request = (struct call_buffer){ .data = c->little, .room = CALL_LITTLE };
}

static struct call *call_create(void)
{
	struct call *c = os_zalloc(sizeof *c);

	if (c)
		call_make(c);
	return c;
}

static void call_number(struct call *c, const ACOM_METHOD *method)
{
	c->id = causality_new();
	c->caller = (DWORD)os_thread_id();
	c->method = method;
}

/* Nobody knows of it so far. */
static void call_start(struct call *c, const ACOM_METHOD *method)
{
	os_store32(&c->refs, 1);
	call_number(c, method);
	c->causality = c->id;
}

/* How interface pointers travel: as its channel says, which for a pooled one may be another than before. */
static struct ndr *call_ndr(const struct call *c, struct ndr *n)
{
	const struct ndr_hooks *own = c->channel->ops->hooks;

	n->hooks = own ? own : &marshal_hooks;
	n->context = own ? c->channel : NULL;
	n->bare = c->channel->bare;
	n->account = c->channel->account;
	return n;
}

void call_open_own(struct call *c, struct channel *channel, const ACOM_METHOD *method)
{
	c->owner = NULL;
	c->kin = c->light = false;
	c->channel = channel;
	if (c->client)
		call_ndr(c, c->client);
	if (c->serving)
		call_ndr(c, &c->serving->ndr);
	call_start(c, method);
}

struct call *call_open(struct channel *channel, const ACOM_METHOD *method)
{
	struct pool_node *node = pool_take(&calls);
	struct call *c = node ? container_of(node, struct call, pooled) : call_create();

	if (!c)
		return NULL;
	call_open_own(c, channel_ref(channel), method);
	call_step(c, CALL_BEGIN);
	return c;
}

bool call_claim_idle(struct call *c)
{
	uint32_t now = os_load32(&c->state);

	return (now & ~(uint32_t)CALL_QUIET) == CALL_IDLE && os_cas32(&c->state, now, now | CALL_CLAIMED);
}

void call_open_again(struct call *c, const ACOM_METHOD *method)
{
	if (call_is_marked(c, CALL_USED))
		call_clean(c);
	os_point();
	os_store32(&c->refs, c->light ? 1 : 2);
	call_number(c, method);
	if (trace_on(TELL))
		tell_step(c, CALL_IDLE, CALL_BEGIN);
	uint32_t quiet = os_load32(&c->state) & CALL_QUIET;
	os_store32(&c->state, call_marked(CALL_BEGINNING, method) | quiet); /* the last: who sees it may look at the rest */
}

struct call *call_ref(struct call *c)
{
	os_add32(&c->refs, 1 + CALL_TAKEN);
	return c;
}

/* What is no longer than that lies in the call itself. */
static void call_buffer_free(struct call_buffer *b)
{
	if (b->room > CALL_LITTLE)
		os_free(b->data);
}

HRESULT call_buffer_grow(struct call_buffer *b, size_t size)
{
	size += b->head * CALL_HEAD;
	size = size <= CALL_LITTLE ? CALL_LITTLE + 1 : size;
	uint8_t *data = size <= CALL_ROOM_MOST ? os_alloc(size) : NULL;
	if (!data)
		return FAIL(E_OUTOFMEMORY);
	call_buffer_free(b);
	b->data = data;
	b->room = size & CALL_ROOM_MOST;
	return S_OK;
}

void call_buffer_adopt(struct call_buffer *b, uint8_t *octets, uint32_t size)
{
	call_buffer_free(b);
	*b = (struct call_buffer){ .data = octets, .size = size, .room = size & CALL_ROOM_MOST };
}

static void call_buffer_reset(struct call_buffer *b)
{
	b->size = 0;
	if (b->head || b->received || b->big)
		b->head = b->received = b->big = 0;
	if (b->room <= POOL_BUFFER)
		return;
	call_buffer_free(b);
	*b = (struct call_buffer){ 0 };
}

/* ---- what each end needs ---- */

struct ndr *call_client(struct call *c)
{
	if (!c->client && (c->client = os_alloc(sizeof *c->client))) {
		ndr_init(c->client, NULL, NULL);
		call_ndr(c, c->client);
	}
	return c->client;
}

struct call_serving *call_serve(struct call *c)
{
	struct call_serving *s = c->serving;

	if (s || !(s = os_zalloc(sizeof *s)))
		return s;
	s->call = c;
	ndr_init(&s->ndr, NULL, NULL);
	call_ndr(c, &s->ndr);
	s->cancel_work.run = outer_cancel_run;
	os_mutex_lock(&c->lock); /* whoever cancels before asks nobody, but has left his mark */
	c->serving = s;
	os_mutex_unlock(&c->lock);
	return s;
}

static void call_serving_reset(struct call_serving *s)
{
	ndr_reset(&s->ndr);
	release_unknown(s->raised);
	s->raised = NULL;
	s->args = NULL;
}

static void call_ends_free(struct call *c)
{
	if (c->client)
		ndr_fini(c->client);
	if (c->serving)
		ndr_fini(&c->serving->ndr);
	os_free(c->client);
	os_free(c->serving);
}

/* What came from another process, and nobody has read. */
static void call_discard(struct call *c, ndr_half half, const struct call_buffer *b)
{
	struct ndr *from = half == ACOM_IN ? c->client : c->serving ? &c->serving->ndr : NULL, n;

	if (half == ACOM_OUT && c->channel->ops->unread)
		c->channel->ops->unread(c->channel, c->method, call_octets(b), b->size, b->big);
	ndr_init(&n, NULL, NULL);
	call_ndr(c, &n)->swap = b->big;
	n.came = from ? descriptors_take(&from->put) : NULL;
	ndr_discard(&n, c->method, half, call_octets(b), b->size);
	ndr_fini(&n);
}

/* References that one end wrote and the other has not taken over are given back (decision 1): behind what a decode found
 * before it failed, or all. */
static void call_take_back(struct call *c)
{
	if (c->client && c->client->sent)
		ndr_take_back(c->client, call_octets(&c->request), c->serving ? c->serving->ndr.seen : 0);
	if (c->serving && c->serving->ndr.sent)
		ndr_take_back(&c->serving->ndr, call_octets(&c->reply), c->client ? c->client->seen : 0);
}

static void call_ends_reset(struct call *c)
{
	if (c->client)
		ndr_reset(c->client);
	if (c->serving)
		call_serving_reset(c->serving);
}

void call_clean(struct call *c)
{
	bool ends = c->client || c->serving;

	if (ends)
		call_take_back(c);
	if (c->request.received)
		call_discard(c, ACOM_IN, &c->request);
	if (c->reply.received)
		call_discard(c, ACOM_OUT, &c->reply);
	call_buffer_reset(&c->request);
	call_buffer_reset(&c->reply);
	if (ends)
		call_ends_reset(c);
	waitable_renew(&c->done);
	release_unknown(c->error);
	c->error = NULL;
	if (call_is_marked(c, CALL_USED | CALL_CANCEL_ASKED))
		os_and32(&c->marks, -(uint32_t)CALL_GUEST);
	if (c->sync || c->own) /* of an object's call others may look at these just now */
		c->sync = c->own = false;
	c->awaited = c->rejected = false;
	c->hr = S_OK;
	c->owner = NULL;
}

void call_unmake(struct call *c)
{
	call_ends_free(c);
	call_buffer_free(&c->request);
	call_buffer_free(&c->reply);
	os_mutex_lock(&c->lock); /* who has completed it without a count of his own may be about to unlock it */
	os_mutex_unlock(&c->lock);
	waitable_fini(&c->done);
	os_mutex_fini(&c->lock);
}

static void call_destroy(struct pool_node *node)
{
	struct call *c = container_of(node, struct call, pooled);

	call_unmake(c);
	os_free(c);
}

/* Whoever else had a call of an object, when that is ready with it: what the others have left is given back now, not with the
 * object, or when the next one is begun. */
static void call_leave(struct call *c)
{
	uint32_t marks = os_load32(&c->marks);

	if (!(marks & CALL_USED) || marks >= CALL_GUEST) /* who leaves last */
		return;
	if (os_load32(&c->state) == CALL_SET_ASIDE || os_cas32(&c->state, CALL_IDLE, CALL_SET_ASIDE))
		call_clean(c);
}

/* Whether that was the last count; who has the last but one knows so: then the last one is the object's, if it is one's. */
static bool call_uncount(struct call *c)
{
	uint32_t refs;

	do {
		refs = os_load32(&c->refs);
		if ((refs & CALL_COUNTS) == 1) /* nobody else can take one */
			return true;
		if ((refs & CALL_COUNTS) == 2)
			call_leave(c);
	} while (!os_cas32(&c->refs, refs, refs - 1));
	return false;
}

void call_unref(struct call *c)
{
	if (!c || !call_uncount(c))
		return;
	struct channel *channel = c->channel;
	call_clean(c);
	os_store32(&c->state, CALL_IDLE);
	if (channel->ops->retire) {
		channel->ops->retire(channel);
		return;
	}
	c->channel = NULL;
	if (!pool_give(&calls, &c->pooled))
		call_destroy(&c->pooled);
	channel_unref(channel);
}

void call_pool_drain(void)
{
	pool_drain(&calls, call_destroy);
}
