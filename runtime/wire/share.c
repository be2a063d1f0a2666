/* share.c - a connection of this machine gets memory that both ends share, once it is worth that. */
#include "wire/connections.h"

uint32_t share_from = 16 << 10; /* octets that have come; what tests set lower */

/* ---- the client's end ---- */

/* Descriptors go by the socket, with octets: interfaces that have some have connections of their own then. */
static bool share_pays(const struct connection *c)
{
	return c->came >= share_from && c->client.shares == SHARE_NOT && c->assoc.carries && !c->brings && c->assoc.closed == S_OK &&
	       limit_of(ACOM_LIMIT_SHARED_MEMORY);
}

void connection_share(struct connection *c)
{
	if (c->serves || !share_pays(c))
		return;
	int fd = stream_share(&c->stream);
	if (fd < 0)
		c->client.shares = SHARE_NEVER;
	else if (FAILED(assoc_client_share(&c->client, fd)))
		stream_unshare(&c->stream);
}

void link_shared(void *context, enum share how)
{
	struct connection *c = context;

	if (how == SHARE_NEVER)
		stream_unshare(&c->stream);
	else if (how == SHARE_BOTH)
		stream_shift_reads(&c->stream);
	else
		stream_shift_writes(&c->stream, outbox_left(&c->assoc.outbox));
}

/* ---- the server's end ---- */

/* A descriptor may come, whatever becomes of it. */
bool connection_may_share(const struct connection *c)
{
	return c->serves && c->server.shares == SHARE_NOT;
}

bool serve_share(void *context, int fd)
{
	struct connection *c = context;

	return limit_of(ACOM_LIMIT_SHARED_MEMORY) && !c->brings && stream_share_with(&c->stream, fd);
}

void serve_shared(void *context)
{
	struct connection *c = context;

	stream_shift_reads(&c->stream);
	stream_shift_writes(&c->stream, outbox_left(&c->assoc.outbox));
}
