/* waiting.c - a small request until somebody takes it up: no call so far, so that many that wait take little. */
#include "wire/waiting.h"
#include "wire/wire.h"

enum { PARAMS_MOST = 30 /* so that memory has no gap */, SPARES = 256 };

unsigned waiting_from = 128;

struct waiting {
	struct work work;              /* kept: why no thread takes it */
	struct connection *connection; /* counted, until it becomes a call */
	struct wire_call *wire;        /* under the connection's lock */
	struct stub *stub;             /* counted, with a use of its export; likewise */
	const ACOM_METHOD *method;
	struct waiting_mark mark;
	GUID causality;
	uint8_t size;
	bool big;
	uint8_t params[PARAMS_MOST];
};

static struct waiting *waiting_of(struct work *work)
{
	return container_of(work, struct waiting, work);
}

/* ---- its memory; the connection is locked ---- */

static struct waiting *waiting_have(struct connection *c)
{
	struct work *spare = c->spare;

	if (!spare)
		return os_alloc(sizeof(struct waiting));
	c->spare = spare->next;
	c->spares--;
	return waiting_of(spare);
}

void waiting_free(struct connection *c, struct waiting *w)
{
	if (c->spares == SPARES) {
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
		os_free(waiting_have(c));
}

/* ---- it becomes a call ---- */

/* Nobody has been told of it: for want of memory. */
static void waiting_refuse(struct waiting *w)
{
	struct connection *c = w->connection;
	struct stub *stub = w->stub;

	connection_lock(c);
	assoc_server_fault(&c->server, w->wire, fault_from_hresult(E_OUTOFMEMORY), true, NULL);
	serve_answered(c, &w->stub, false);
	waiting_free(c, w);
	if (!c->assoc.calls.count)
		incoming_count_rest(c);
	connection_unlock(c);
	export_unuse_later(stub_export(stub));
	stub_unref(stub);
	connection_unref(c);
}

struct call *waiting_cancelled(struct waiting *w)
{
	return waiting_cancel(&w->mark);
}

static struct call *waiting_call(struct waiting *w)
{
	struct incoming_target target = { .stub = w->stub, .interface = w->stub->remote.interface, .method = w->method };
	struct call *c = incoming_make(w->connection, &target, &w->causality, w->wire, w);

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
	waiting_becomes(&w->mark, c);
	return c;
}

static void waiting_again(struct work *work, HRESULT hr);

static void waiting_run(struct waiting *w, HRESULT hr)
{
	struct call *c = waiting_call(w);

	if (c)
		stub_run(&c->work, hr);
	else
		waiting_refuse(w);
}

/* In the object's apartment: a client who does not read his answers gets no more of them. */
static void waiting_enter(struct work *work, HRESULT hr)
{
	struct waiting *w = waiting_of(work);

	work->run = waiting_again;
	if (FAILED(hr) || !connection_hold(w->connection, work))
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
	struct waiting *w = waiting_have(c);

	if (!w)
		return FAIL(E_OUTOFMEMORY);
	incoming_count(c);
	w->connection = c;
	w->wire = r->call;
	w->stub = t->stub;
	w->method = t->method;
	os_storep(&w->mark.call, NULL);
	os_store32(&w->mark.cancelled, 0);
	w->causality = *causality;
	w->size = (uint8_t)params.size;
	w->big = r->big;
	copy_octets(w->params, params.at, params.size);
	r->call->more = w;
	w->work.run = waiting_enter;
	w->work.kept = connection_post(c, stub_export(t->stub)->remote.apartment, &w->work);
	if (SUCCEEDED(w->work.kept))
		return S_OK;
	w->work.run = waiting_again;
	connection_defer(c, &w->work);
	return S_OK;
}
