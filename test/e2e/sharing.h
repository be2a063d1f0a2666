/* sharing.h - how far a client and a server have come with the memory that both share. */
#ifndef SHARING_H
#define SHARING_H

#include "away.h"
#include "wire/wire.h"

static inline struct link *link_to(const struct away *r)
{
	char text[AWAY_ADDRESS], why[WHY_MOST] = "";
	struct address a;
	struct link *l;

	away_address(r, text);
	assert_int_equal(address_parse(text, &a, why), S_OK);
	assert_int_equal(link_dial(&a, 0, &l, why), S_OK);
	return l;
}

static inline unsigned shares(const struct away *r)
{
	struct link *l = link_to(r);

	connection_lock(l->connection);
	unsigned how = l->connection->client.shares;
	connection_unlock(l->connection);
	link_unref(l);
	return how;
}

static inline bool has_lanes(const struct away *r)
{
	struct link *l = link_to(r);

	connection_lock(l->connection);
	bool has = l->connection->stream.lanes;
	connection_unlock(l->connection);
	link_unref(l);
	return has;
}

#endif
