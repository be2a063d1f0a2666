/* incoming_pool.c - calls that are over, for the next requests: these allocate nothing in the long run. */
#include "wire/incoming.h"

static struct pool spare;

struct incoming *incoming_of_pooled(struct pool_node *node)
{
	return container_of(node, struct incoming, call.pooled);
}

struct incoming *incoming_create(void)
{
	struct incoming *in = os_zalloc(sizeof *in);

	if (!in)
		return NULL;
	call_make(&in->call);
	in->channel.ops = &incoming_ops;
	return in;
}

static void incoming_destroy(struct pool_node *node)
{
	struct incoming *in = incoming_of_pooled(node);

	call_unmake(&in->call);
	os_free(in);
}

static void incoming_keep_spare(struct incoming *in)
{
	if (!pool_give(&spare, &in->call.pooled))
		incoming_destroy(&in->call.pooled);
}

static void incoming_keep_spares(struct pool_node *node, struct pool_node *last, unsigned count)
{
	struct pool_node *next;

	if (count == 1 ? pool_give(&spare, node) : pool_give_list(&spare, node, last, count))
		return;
	for (; node; node = next) {
		next = node->next;
		incoming_destroy(node);
	}
}

void incoming_pool_drain(void)
{
	pool_drain(&spare, incoming_destroy);
}

/* ---- of a thread ---- */

void incoming_rest_retired(struct thread_batch *b)
{
	if (b->retired)
		incoming_keep_spares(b->retired, b->last, b->retirees);
	b->retired = NULL;
}

/* Those of the batch that the calling thread is in, which ends by batch_end. NULL: it is in none. */
static struct thread_batch *incoming_batch(void)
{
	struct thread *self = thread_self();

	return self && self->batch.shared ? &self->batch : NULL;
}

/* Those of a batch are given back together. */
static void incoming_is_retired(struct incoming *in)
{
	enum { RETIREES = 16 };
	struct thread_batch *b = incoming_batch();

	if (!b) {
		incoming_keep_spare(in);
		return;
	}
	in->call.pooled.next = b->retired;
	b->last = b->retired ? b->last : &in->call.pooled;
	b->retirees = b->retired ? b->retirees + 1 : 1;
	b->retired = &in->call.pooled;
	if (b->retirees == RETIREES)
		incoming_rest_retired(b);
}

void incoming_retire(struct channel *c)
{
	struct incoming *in = container_of(c, struct incoming, channel);

	logical_forget(&in->logical);
	if (in->connection) /* which most have passed on */
		connection_unref(in->connection);
	stub_unref(in->call.stub);
	in->call.stub = NULL;
	incoming_is_retired(in);
}

struct pool_node *incoming_used_last(void)
{
	struct thread_batch *b = incoming_batch();
	struct pool_node *node = b ? b->retired : NULL;

	if (!node)
		return pool_take(&spare);
	b->retired = node->next;
	b->retirees--;
	return node;
}

/* ---- of a connection ---- */

/* Requests that came together are many: then the connection is counted for several at once, and calls are had for them. */
enum { AT_ONCE = 16 };
void incoming_count(struct connection *c)
{
	if (!c->counts) {
		c->more = c->more < AT_ONCE / 2 ? 2 * c->more + 1 : AT_ONCE;
		c->counts = c->more;
		os_add32(&c->refs, c->counts);
	}
	c->counts--;
}

struct pool_node *incoming_spare(struct connection *c)
{
	if (!c->calls)
		c->calls = c->more > 1 ? pool_take_some(&spare, c->more) : pool_take(&spare);
	struct pool_node *node = c->calls;
	c->calls = node ? node->next : NULL;
	return node;
}

void incoming_count_rest(struct connection *c)
{
	if (c->counts)
		os_sub32(&c->refs, c->counts);
	c->more = c->counts = 0;
	if (!c->calls)
		return;
	struct pool_node *last = c->calls;
	unsigned calls = 1;
	for (; last->next; last = last->next)
		calls++;
	incoming_keep_spares(c->calls, last, calls);
	c->calls = NULL;
}
