/* leftover.c - answers that nobody waits for any more, but which were on their way: what they bring is given back. */
#include "wire/outward.h"

struct leftover {
	struct work work;
	struct connection *connection; /* whose unlocking runs it */
	const ACOM_METHOD *method;
	bool big;
	size_t size;
	uint8_t octets[];
};

static void leftover_run(struct work *work, HRESULT hr)
{
	struct leftover *x = container_of(work, struct leftover, work);
	struct outward from = { .channel.ops = &outward_ops, .link = x->connection->user };
	struct take t = take_from(x->octets, x->size, x->big);
	struct orpc_that that;
	struct ndr n;

	ndr_init(&n, &wire_hooks, &from.channel);
	n.swap = x->big;
	hr = orpc_read_that(&n, &t, &that);
	if (SUCCEEDED(hr)) {
		outward_unread(&from.channel, x->method, t.at, take_left(&t), x->big);
		ndr_discard(&n, x->method, ACOM_OUT, t.at, take_left(&t));
	}
	ndr_fini(&n);
	os_free(x);
}

void leftover_keep(struct connection *c, const ACOM_METHOD *method, const struct assoc_answer *a)
{
	struct leftover *x = os_alloc(sizeof *x + a->stub.size);

	if (!x)
		return;
	*x = (struct leftover){ { .run = leftover_run }, c, method, a->big, a->stub.size };
	if (a->stub.size)
		memcpy(x->octets, a->stub.at, a->stub.size);
	connection_defer(c, &x->work);
}
