/* calls.c - the calls of a connection by their ids; records of past ones are used again. */
#include "wire/pdu.h"

/* No call id has this size. */
static const char no_call[] = "none";

HRESULT calls_init(struct wire_calls *c)
{
	*c = (struct wire_calls){ .spare = NULL };
	return map_add(&c->map, &c->first, no_call, sizeof no_call) ? S_OK : FAIL(E_OUTOFMEMORY);
}

void calls_fini(struct wire_calls *c)
{
	struct wire_call *call;

	while ((call = calls_first(c)))
		calls_forget(c, call);
	map_remove(&c->map, &c->first);
	while ((call = c->made)) {
		c->made = call->made;
		os_free(call);
	}
}

static struct wire_call *calls_record(struct wire_calls *c)
{
	struct wire_call *call = c->spare;

	if (call) {
		c->spare = call->next;
	} else if ((call = os_alloc(sizeof *call))) {
		call->made = c->made;
		c->made = call;
	}
	c->count += call != NULL;
	return call;
}

struct wire_call *calls_add(struct wire_calls *c, uint32_t id, uint16_t context)
{
	struct wire_call *call = calls_record(c);

	if (!call)
		return NULL;
	*call = (struct wire_call){ .id = id, .context = context, .made = call->made };
	if (!map_add(&c->map, &call->node, &call->id, sizeof call->id)) {
		calls_free(c, call);
		return NULL;
	}
	return call;
}

struct wire_call *calls_find(const struct wire_calls *c, uint32_t id)
{
	struct map_node *node = map_find(&c->map, &id, sizeof id);

	return node ? container_of(node, struct wire_call, node) : NULL;
}

struct wire_call *calls_first(const struct wire_calls *c)
{
	struct map_node *node = c->first.hh.next;

	return node ? container_of(node, struct wire_call, node) : NULL;
}

struct wire_call *calls_next(const struct wire_call *call)
{
	struct map_node *node = call->node.hh.next;

	return node ? container_of(node, struct wire_call, node) : NULL;
}

void calls_forget(struct wire_calls *c, struct wire_call *call)
{
	map_remove(&c->map, &call->node);
}

void calls_free(struct wire_calls *c, struct wire_call *call)
{
	call->next = c->spare;
	c->spare = call;
	c->count--;
}
