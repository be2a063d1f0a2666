/* call_memory.c - the memory of calls, which are used again with the buffers that they have. */
#include "call/call.h"

enum { POOL_BUFFER = 64 << 10 }; /* larger ones are not kept */

static struct pool calls;

void call_make(struct call *c)
{
	os_mutex_init(&c->lock);
	os_mutex_init(&c->done.lock);
	c->request = (struct call_buffer){ .data = c->little, .room = CALL_LITTLE };
	c->work.run = stub_run;
	c->signal_work.run = call_object_signal_run;
}

static struct call *call_create(void)
{
	struct call *c = os_zalloc(sizeof *c);

	if (c)
		call_make(c);
	return c;
}

/* Nobody knows of it so far. */
static void call_start(struct call *c, const ACOM_METHOD *method)
{
	os_store32(&c->refs, 1);
	c->id = c->causality = causality_new(); /* C40: unless its caller waits it may outlive what its caller serves */
	c->caller = (DWORD)os_thread_id();
	c->method = method;
	call_step(c, CALL_BEGIN);
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

	if (c)
		call_open_own(c, channel_ref(channel), method);
	return c;
}

bool call_open_again(struct call *c, const ACOM_METHOD *method)
{
	if (!call_is_over(c) || os_load32(&c->refs) != 1)
		return false;
	call_start(c, method);
	return true;
}

struct call *call_ref(struct call *c)
{
	os_ref(&c->refs);
	return c;
}

/* What is no longer than that lies in the call itself. */
static void call_buffer_free(struct call_buffer *b)
{
	if (b->room > CALL_LITTLE)
		os_free(b->data);
}

HRESULT call_buffer_reserve(struct call_buffer *b, size_t size)
{
	size += b->head * CALL_HEAD;
	if (size <= b->room)
		return S_OK;
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
	b->size = b->head = b->received = b->big = 0;
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

	ndr_init(&n, NULL, NULL);
	call_ndr(c, &n)->swap = b->big;
	n.came = from ? descriptors_take(&from->put) : NULL;
	ndr_discard(&n, c->method, half, call_octets(b), b->size);
	ndr_fini(&n);
}

/* References that one end wrote and the other has not taken over are given back (decision 1): behind what a decode found
 * before it failed, or all. */
static void call_reset(struct call *c)
{
	if (c->client && c->client->sent)
		ndr_take_back(c->client, call_octets(&c->request), c->serving ? c->serving->ndr.seen : 0);
	if (c->serving && c->serving->ndr.sent)
		ndr_take_back(&c->serving->ndr, call_octets(&c->reply), c->client ? c->client->seen : 0);
	if (c->request.received)
		call_discard(c, ACOM_IN, &c->request);
	if (c->reply.received)
		call_discard(c, ACOM_OUT, &c->reply);
	call_buffer_reset(&c->request);
	call_buffer_reset(&c->reply);
	if (c->client)
		ndr_reset(c->client);
	if (c->serving)
		call_serving_reset(c->serving);
	waitable_renew(&c->done);
	c->work.run = stub_run;
	release_unknown(c->error);
	c->error = NULL;
	os_store32(&c->cancelled, 0);
	os_store32(&c->teller, 0);
	os_store32(&c->state, CALL_IDLE);
	c->cancel_wanted = c->sync = c->own = c->awaited = c->rejected = false;
	c->hr = c->work.kept = S_OK;
	c->owner = NULL;
}

void call_unmake(struct call *c)
{
	call_ends_free(c);
	call_buffer_free(&c->request);
	call_buffer_free(&c->reply);
	waitable_fini(&c->done);
	os_mutex_fini(&c->lock);
}

static void call_destroy(struct pool_node *node)
{
	struct call *c = container_of(node, struct call, pooled);

	call_unmake(c);
	os_free(c);
}

/* Whoever else let go of it did so before. What another end left in it might need user code to be given back. */
bool call_renew(struct call *c)
{
	if (os_load32(&c->refs) != 2 || !call_is_over(c) || c->error || (c->client && c->client->sent) || c->reply.received)
		return false;
	if (c->serving && (c->serving->ndr.sent || c->serving->raised))
		return false;
	call_reset(c);
	os_store32(&c->refs, 1);
	return true;
}

void call_unref(struct call *c)
{
	if (!c || os_unref_own(&c->refs))
		return;
	struct channel *channel = c->channel;
	call_reset(c);
	if (channel->ops->retire) {
		channel->ops->retire(channel);
		return;
	}
	c->channel = NULL;
	c->stub = NULL;
	if (!pool_give(&calls, &c->pooled))
		call_destroy(&c->pooled);
	channel_unref(channel);
}

void call_pool_drain(void)
{
	pool_drain(&calls, call_destroy);
}
