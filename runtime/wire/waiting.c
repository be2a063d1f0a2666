/* waiting.c - a small request until it is taken up, and while a call object works at it: no call, so that many take little. */
#include "call/outer.h"
#include "wire/incoming.h"
#include "wire/waiting.h"

enum { PARAMS_MOST = 240, PARAMS_LEAST = 8, SPARES = 256 };

unsigned waiting_from = 128;

/* With PARAMS_LEAST it fills what an allocation of its size has. */
struct waiting {
	union {
		struct work work;      /* kept: why no thread takes it */
		struct parked parked;
	};
	struct wire_call wire;         /* a guest; shared: the call that it has become, more: the connection, counted until then */
	struct stub *stub;             /* counted until then, with a use of its export */
	GUID causality;
	os_u32 cancelled;
	uint16_t method;               /* among those of the stub's interface */
	uint8_t size;
	bool big : 1;
	bool is_parked : 1;            /* under the connection's lock */
	uint8_t params[];
};

static struct waiting *waiting_of(struct work *work)
{
	return container_of(work, struct waiting, work);
}

/* ---- its memory; the connection is locked ---- */

/* Those that are larger are rare. */
static struct waiting *waiting_have(struct connection *c, size_t params)
{
	struct work *spare = params <= PARAMS_LEAST ? c->spare : NULL;

	if (!spare)
		return os_alloc(sizeof(struct waiting) + (params <= PARAMS_LEAST ? PARAMS_LEAST : params));
	c->spare = spare->next;
	c->spares--;
	return waiting_of(spare);
}

void waiting_free(struct connection *c, struct waiting *w)
{
	if (c->spares == SPARES || w->size > PARAMS_LEAST) {
		os_free(w);
		return;
	}
	w->work.next = c->spare;
	c->spare = &w->work;
	c->spares++;
}

void waiting_fini(struct connection *c)
{
	while (c->spare)
		os_free(waiting_have(c, 0));
}

/* ---- what it has ---- */

static struct connection *waiting_connection(const struct waiting *w)
{
	return w->wire.more;
}

static struct waiting *waiting_of_wire(struct wire_call *wire)
{
	return wire->guest ? container_of(wire, struct waiting, wire) : NULL;
}

/* Locked. In place of the record that the connection has had. */
static void waiting_fill(struct waiting *w, struct connection *c, struct wire_call *wire, const struct incoming_target *t,
			 REFGUID causality)
{
	calls_settle(&c->assoc.calls, wire, &w->wire);
	w->wire.more = c;
	os_storep(&w->wire.shared, NULL);
	os_store32(&w->cancelled, 0);
	w->stub = t->stub;
	w->method = (uint16_t)(t->method - t->interface->methods);
	w->causality = *causality;
	w->is_parked = false;
}

static void waiting_keep(struct waiting *w, struct span params, bool big)
{
	w->size = (uint8_t)params.size;
	w->big = big;
	copy_octets(w->params, params.at, params.size);
}

/* ---- it becomes a call ---- */

/* Nobody has been told of it: for want of memory. */
static void waiting_refuse(struct waiting *w, bool did_not_execute)
{
	struct connection *c = waiting_connection(w);
	struct stub *stub = w->stub;

	connection_lock(c);
	assoc_server_fault(&c->server, &w->wire, fault_from_hresult(E_OUTOFMEMORY), did_not_execute, NULL);
	serve_answered(c, &w->stub, false);
	waiting_free(c, w);
	if (!c->assoc.calls.count)
		incoming_count_rest(c);
	connection_unlock(c);
	export_unuse_later(stub_export(stub));
	stub_unref(stub);
	connection_unref(c);
}

static struct call *waiting_call(struct waiting *w)
{
	const ACOM_INTERFACE *i = w->stub->remote.interface;
	struct incoming_target target = { .stub = w->stub, .interface = i, .method = &i->methods[w->method] };
	struct call *c = incoming_make(waiting_connection(w), &target, &w->causality, &w->wire, w);

	if (!c)
		return NULL;
	if (FAILED(call_buffer_reserve(&c->request, w->size))) {
		incoming_unmake(c);
		return NULL;
	}
	copy_octets(c->request.data, w->params, w->size);
	c->request.size = w->size;
	c->request.big = w->big;
	c->request.received = true;
	waiting_becomes(&w->wire.shared, &w->cancelled, c);
	return c;
}

static void waiting_again(struct work *work, HRESULT hr);

static void waiting_run(struct waiting *w, HRESULT hr)
{
	struct call *c = waiting_call(w);

	if (c)
		stub_run(&c->work, hr);
	else
		waiting_refuse(w, true);
}

/* In the object's apartment: a client who does not read his answers gets no more of them. */
static void waiting_enter(struct work *work, HRESULT hr)
{
	struct waiting *w = waiting_of(work);

	work->run = waiting_again;
	if (FAILED(hr) || !connection_hold(waiting_connection(w), work))
		waiting_run(w, hr);
}

/* Not locked: it was held back, or no thread takes it. */
static void waiting_again(struct work *work, HRESULT hr)
{
	struct waiting *w = waiting_of(work);

	hr = work->kept;
	work->run = waiting_enter;
	if (SUCCEEDED(hr))
		hr = apartment_post(stub_export(w->stub)->remote.apartment, work);
	if (FAILED(hr))
		waiting_run(w, hr);
}

/* ---- it comes ---- */

bool waiting_may(const struct assoc_request *r, struct span params, const struct incoming_target *t)
{
	return t->stub && params.size <= PARAMS_MOST && !r->descriptors;
}

HRESULT waiting_take(struct connection *c, struct assoc_request *r, struct span params, REFGUID causality,
		     const struct incoming_target *t)
{
	struct waiting *w = waiting_have(c, params.size);

	if (!w)
		return FAIL(E_OUTOFMEMORY);
	incoming_count(c);
	waiting_fill(w, c, r->call, t, causality);
	r->call = &w->wire;
	waiting_keep(w, params, r->big);
	w->work.run = waiting_enter;
	w->work.kept = connection_post(c, stub_export(t->stub)->remote.apartment, &w->work);
	if (SUCCEEDED(w->work.kept))
		return S_OK;
	w->work.run = waiting_again;
	connection_defer(c, &w->work);
	return S_OK;
}

/* ---- it waits again ---- */

/* It has begun: room for its outputs was granted then, and others may have taken it since. */
static void waiting_goes_on(struct call *c, uint64_t id)
{
	struct incoming *in = incoming_of(c->channel);

	c->id = id;
	in->begun = true;
	in->channel.account = NULL;
	if (c->serving)
		c->serving->ndr.account = NULL;
}

/* By who has its outer no more. */
static struct call *waiting_take_back(struct parked *p)
{
	struct waiting *w = container_of(p, struct waiting, parked);
	struct connection *of = waiting_connection(w);

	connection_lock(of);
	w->is_parked = false;
	connection_unlock(of);
	struct call *c = waiting_call(w);
	if (!c) {
		waiting_refuse(w, false);
		return NULL;
	}
	waiting_goes_on(c, p->id);
	return c;
}

static void *waiting_carrier(struct parked *p)
{
	return connection_ref(waiting_connection(container_of(p, struct waiting, parked)));
}

static void waiting_look(void *carrier)
{
	connection_look(carrier);
	connection_unref(carrier);
}

static bool waiting_is_cancelled(struct parked *p)
{
	return os_load32(&container_of(p, struct waiting, parked)->cancelled);
}

static const struct parked_ops waiting_ops = { waiting_take_back, waiting_carrier, waiting_look, waiting_is_cancelled };

bool waiting_is_parked(struct wire_call *wire)
{
	const struct waiting *w = waiting_of_wire(wire);

	return w && w->is_parked;
}

/* Its call object is told. */
static void waiting_tell_parked(struct waiting *w)
{
	if (!os_swap32(&w->cancelled, 1))
		outer_parked_cancelled(w->parked.outer, stub_export(w->stub)->remote.apartment);
}

struct call *waiting_cancelled(struct wire_call *wire)
{
	struct waiting *w = waiting_of_wire(wire);

	if (!w)
		return wire->user;
	if (!w->is_parked)
		return waiting_cancel(&w->wire.shared, &w->cancelled);
	waiting_tell_parked(w);
	return NULL;
}

enum { COUNTS = 2 /* of the calling thread and the stub's side */ };

/* Locked. Nothing points into the request, and nobody else has the call, or can get it but by its outer: those who ask for its
 * context have a count of it, as has a cancel on its way. What others call what it belongs to is known as long as the call is. */
static bool waiting_may_again(const struct incoming *in)
{
	const struct call *c = &in->call;
	uint32_t known = plain_known(c->method, ACOM_IN);

	return in->wire && known && !(known & PLAIN_POINTERS) && c->request.size <= PARAMS_MOST && !in->logical.known &&
	       in->connection->assoc.calls.count > waiting_from && call_counts(c) == COUNTS && !call_is_marked(c, CALL_CANCEL_ASKED);
}

/* Locked. NULL: memory is short. */
static struct waiting *waiting_again_of(struct incoming *in)
{
	const struct call_buffer *request = &in->call.request;
	struct incoming_target target = { .stub = in->call.stub, .interface = in->channel.interface, .method = in->call.method };
	struct waiting *w = in->waiting;

	if (w || !(w = waiting_have(in->connection, request->size)))
		return w;
	waiting_fill(w, in->connection, in->wire, &target, &in->logical.guid);
	waiting_keep(w, (struct span){ call_octets(request), request->size }, request->big);
	in->waiting = w; /* which goes with the call, if it is not parked */
	in->wire = &w->wire;
	os_storep(&w->wire.shared, &in->call);
	return w;
}

/* Locked. The call may be the last to go, for it gives back what it had of the connection's memory: so both count that. */
static bool waiting_begin_again(struct incoming *in, struct outer *outer)
{
	struct waiting *w = waiting_again_of(in);

	if (!w)
		return false;
	w->parked = (struct parked){ &waiting_ops, outer, in->call.id };
	if (!outer_parks(outer, &w->parked, COUNTS))
		return false;
	connection_ref(in->connection);
	os_storep(&w->wire.shared, NULL);
	w->is_parked = true;
	return true;
}

/* The call is nobody's any more; it gives back nothing that it has passed on. */
static void waiting_drop(struct incoming *in)
{
	struct call *c = &in->call;

	os_mutex_lock(&c->lock);
	c->serving->outer = NULL;
	os_mutex_unlock(&c->lock);
	ndr_free(&c->serving->ndr, c->method, c->serving->args);
	c->stub = NULL;
	call_unref(c);
	call_unref(c);
}

bool waiting_park(struct channel *channel, struct call *call, struct outer *outer)
{
	struct incoming *in = incoming_of(channel);
	struct connection *c = in->connection; /* as long as somebody besides the stub's side has the call */

	connection_lock(c);
	bool parks = call == &in->call && waiting_may_again(in) && waiting_begin_again(in, outer);
	connection_unlock(c);
	if (parks)
		waiting_drop(in);
	return parks;
}
