/* lend.c - octets of calls that leave from where they are, and what calls keep until then. */
#include "wire/wire.h"

struct lease {
	struct lender lender;
	struct work work;
	struct connection *connection;
	struct call *call; /* counted */
};

static void lease_end(struct lease *l)
{
	call_unref(l->call);
	os_free(l);
}

static void lease_run(struct work *work, HRESULT hr)
{
	(void)hr;
	lease_end(container_of(work, struct lease, work));
}

/* Locked. The call counts its channel, and that the connection. */
static void lease_done(struct lender *lender)
{
	struct lease *l = container_of(lender, struct lease, lender);

	connection_defer(l->connection, &l->work);
}

struct lender *lend_begin(struct connection *c, struct call *call)
{
	struct lease *l = os_alloc(sizeof *l);

	if (!l)
		return NULL;
	*l = (struct lease){ { lease_done, call }, { .run = lease_run }, c, call_ref(call) };
	return &l->lender;
}

void lend_undo(struct lender *lender)
{
	if (lender)
		lease_end(container_of(lender, struct lease, lender));
}

void lend_parts(const struct call_buffer *b, const struct ndr *n, struct span parts[PARCEL_PARTS])
{
	struct ndr_loan loan = n ? n->loan : (struct ndr_loan){ 0 };

	if (!loan.size)
		loan.from = b->size;
	parts[1] = (struct span){ call_octets(b), loan.from };
	parts[2] = (struct span){ loan.at, loan.size };
	parts[3] = (struct span){ call_octets(b) + loan.from, b->size - loan.from };
}
