/* channel.c - what all channels share: their count. */
#include "call/call.h"

struct channel *channel_ref(struct channel *c)
{
	os_ref(&c->refs);
	return c;
}

void channel_unref(struct channel *c)
{
	if (c && !os_unref(&c->refs))
		c->ops->destroy(c);
}
