/* connection_open.c - a connection begins, at either end. */
#include "wire/connections.h"

/* Takes over the stream. */
static struct connection *connection_create(const struct stream *s)
{
	struct connection *c = os_zalloc(sizeof *c);

	if (!c)
		return NULL;
	os_store32(&c->refs, 1);
	os_mutex_init(&c->lock);
	c->stream = *s;
	c->deferred_tail = &c->deferred;
	c->held_tail = &c->held;
	c->source.sleep = connection_sleep;
	c->alone.sleep = connection_sleep_alone;
	c->alone.read = connection_read_alone;
	c->watched.fd = s->fd;
	c->watched.ops = &connection_ops;
	c->term = WATCH_ALWAYS;
	c->room = READ_SIZE;
	return c;
}

static void connection_undo(struct connection *c)
{
	os_mutex_fini(&c->lock);
	os_free(c);
}

HRESULT connection_connect(const struct address *at, const struct peer_rule *rule, const struct assoc_peer *peer, uint64_t deadline,
			   struct connection **c, char *why)
{
	struct stream s;
	HRESULT hr = watch_prepare();

	*c = NULL;
	if (SUCCEEDED(hr))
		hr = transport_connect(at, rule, deadline, &s, why);
	if (FAILED(hr))
		return hr;
	struct connection *made = connection_create(&s);
	hr = made ? assoc_client_init(&made->client, peer, made) : FAIL(E_OUTOFMEMORY);
	if (SUCCEEDED(hr)) {
		made->assoc.bare = !stream_carries_descriptors(&made->stream);
		*c = made;
		return S_OK;
	}
	if (made)
		connection_undo(made);
	stream_close(&s);
	return hr;
}

HRESULT connection_accept(struct stream *s, const struct assoc_service *service, struct connection **c)
{
	struct connection *made = connection_create(s);
	HRESULT hr = made ? assoc_server_init(&made->server, service, made) : FAIL(E_OUTOFMEMORY);

	*c = NULL;
	if (FAILED(hr)) {
		if (made)
			connection_undo(made);
		stream_close(s);
		return hr;
	}
	made->serves = made->flow.serves = true;
	made->assoc.bare = !stream_carries_descriptors(&made->stream);
	connection_lock(made);
	made->assoc.dozes = !readers_look();
	connection_watch(made);
	hr = made->assoc.closed;
	connection_unlock(made);
	*c = made;
	if (FAILED(hr)) {
		connection_unref(made);
		*c = NULL;
	}
	return hr;
}
