/* connection_write.c - whoever has something to say to the other end writes it, as far as there is room. */
#include "wire/connections.h"

enum { PARTS = OS_PARTS_MOST, HELD_FROM = 1 << 20 };

/* Locked: what has not left will not. */
void connection_drop(struct connection *c)
{
	outbox_abandon(&c->assoc.outbox);
	c->writing = false;
}

/* Locked. What there is no room for goes when there is some, if somebody tells of it. */
void connection_write_later(struct connection *c)
{
	bool told = true;

	c->writing = true;
	if (!c->watched.id)
		connection_watch(c);
	else
		told = SUCCEEDED(connection_arm(c, true));
	if (told && c->watched.id)
		return;
	assoc_close(&c->assoc, RPC_E_OUT_OF_RESOURCES);
	connection_drop(c);
}

/* Locked. A server that takes nothing may have said why: if nobody else reads, that is heard. What broke the connection. */
static HRESULT connection_hear_last(struct connection *c, HRESULT wrote)
{
	uint8_t buffer[PDU_MOST];
	struct arrival a;

	if (c->serves || c->reading)
		return wrote;
	HRESULT hr = stream_read(&c->stream, buffer, sizeof buffer, &a);
	if (SUCCEEDED(hr) && a.fd_count)
		hr = assoc_bring(&c->assoc, a.fds, a.fd_count);
	if (hr == S_OK)
		assoc_feed(&c->assoc, buffer, a.size);
	pcap_came(&c->flow, buffer, a.size - (c->assoc.shifts ? c->assoc.bells : 0));
	return FAILED(hr) && wrote == RPC_E_DISCONNECTED ? hr : wrote;
}

/* Locked. The server refuses what lacks them; a client cannot read an answer without them. */
static void connection_bereave(struct connection *c)
{
	struct wire_call *call = calls_find(&c->assoc.calls, outbox_bereave(&c->assoc.outbox));

	if (call && !c->serves)
		call->bereft = true;
}

/* Locked, once. Each wait for room to write is one for other threads. */
static bool connection_widen(struct connection *c)
{
	bool first = !c->widened;

	c->widened = true;
	return first && os_socket_widen(c->stream.fd);
}

/* Locked: what is written from now on may be answered. Who is about to wait here needs nobody to tell him. */
void connection_expect(struct connection *c)
{
	if (!os_load32(&c->asks) || batch_reads(&c->source) || batch_reads(&c->alone))
		return;
	os_store32(&c->asks, 0);
	connection_watch(c);
}

/* Locked. */
void connection_flush(struct connection *c)
{
	struct os_part parts[PARTS];
	struct span spans[PARTS];
	HRESULT hr = S_OK;
	size_t done;

	connection_expect(c);
	while (hr == S_OK && c->assoc.outbox.sent < c->assoc.outbox.queued) {
		unsigned n = outbox_spans(&c->assoc.outbox, spans, PARTS);
		for (unsigned i = 0; i < n; i++)
			parts[i] = (struct os_part){ spans[i].at, spans[i].size };
		const struct ndr_descriptors *d = outbox_due(&c->assoc.outbox);
		hr = stream_write(&c->stream, parts, n, d ? d->fds : NULL, d ? d->count : 0, &done);
		pcap_went(&c->flow, parts, done);
		outbox_sent(&c->assoc.outbox, done);
		if (hr == RPC_E_OUT_OF_RESOURCES)
			connection_bereave(c);
		if (hr == RPC_E_OUT_OF_RESOURCES || (hr == S_FALSE && connection_widen(c)))
			hr = S_OK;
	}
	bool listens = hr == S_FALSE && stream_listens(&c->stream);
	if (hr == S_FALSE && !listens && !c->writing)
		connection_write_later(c);
	else if (hr == S_OK || listens) /* until whoever reads comes by */
		c->writing = false;
	if (FAILED(hr)) {
		connection_fail(c, connection_hear_last(c, hr));
		connection_drop(c);
	}
}

/* Locked: more is read, and more methods are called, when the client has read some of what it was answered. What methods answer
 * that are called already has room below the bound. */
bool connection_is_full(const struct connection *c)
{
	if (!c->serves || !c->writing)
		return false;
	uint32_t bound = limit_of(ACOM_LIMIT_UNSENT) / 2;
	return outbox_left(&c->assoc.outbox) > (bound < HELD_FROM ? bound : HELD_FROM);
}

/* Locked. */
void connection_measure(struct connection *c)
{
	bool full = c->assoc.closed == S_OK && connection_is_full(c);

	if (full != os_load32(&c->full))
		os_store32(&c->full, full);
	if (!full)
		connection_let_go(c);
}
