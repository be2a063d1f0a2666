/* line.h - a call object whose other end is a channel of the test's own, so that a schedule is short. */
#ifndef LINE_H
#define LINE_H

#include "test/semantics/shell.h"

#define SECOND 1000000000u

enum { OCTETS = 5 };

/* The channel, and the thread that answers what is sent. Fibres switch at scheduling points only: it needs no lock. */
struct line {
	struct channel channel;
	struct harness_thread server;
	os_parker parker;
	struct call *sent[8];
	unsigned count, answered;
	unsigned last;         /* the server's thread ends behind so many */
	uint64_t patience;     /* how long it waits before it answers */
	HRESULT hr;            /* how it answers */
	bool gives;            /* its count of the call goes with the answer, as on the wire */
	bool refuses;          /* it has no memory for requests */
	const char *broken;    /* it sends nothing, and says why; or NULL */
	struct IErrorInfo *raised; /* what the answer leaves as error object, counted; or NULL */
	unsigned told;         /* to cancel */
	unsigned destroyed;
	struct apartment *apartment;
	AsyncISimpleStream *call;
};

static inline struct line *line_of(struct channel *c)
{
	return container_of(c, struct line, channel);
}

static inline HRESULT line_buffer(struct channel *c, struct call *call, size_t size)
{
	return line_of(c)->refuses ? E_OUTOFMEMORY : call_buffer_reserve(&call->request, size);
}

static inline HRESULT line_send(struct channel *c, struct call *call, struct IErrorInfo **why)
{
	struct line *l = line_of(c);

	if (l->broken) {
		os_point();
		*why = needed(errorinfo_make(l->broken));
		return E_FAIL;
	}
	assert_true(l->count < ARRAY_COUNT(l->sent));
	l->sent[l->count++] = call;
	os_unpark(&l->parker);
	return S_OK;
}

static inline void line_cancel(struct channel *c, struct call *call)
{
	(void)call;
	line_of(c)->told++;
}

static inline void line_destroy(struct channel *c)
{
	line_of(c)->destroyed++;
}

/* ---- the server ---- */

/* What the stub and a method do. */
static inline void put_reply(struct call *c)
{
	struct call_serving *s = needed(call_serve(c));
	size_t size, used;

	assert_int_equal(ndr_get_request(&s->ndr, c->method, c->request.data, c->request.size, &s->args), S_OK);
	assert_int_equal(*(ULONG *)s->args[1], OCTETS);
	memcpy(*(BYTE **)s->args[0], "abcde", OCTETS);
	**(ULONG **)s->args[2] = OCTETS;
	assert_int_equal(ndr_size(&s->ndr, c->method, ACOM_OUT, s->args, &size), S_OK);
	assert_int_equal(call_buffer_reserve(&c->reply, size), S_OK);
	assert_int_equal(ndr_put(&s->ndr, c->method, ACOM_OUT, s->args, S_OK, c->reply.data, size, &used), S_OK);
	c->reply.size = (uint32_t)used;
	ndr_free(&s->ndr, c->method, s->args);
}

static inline void answer(struct line *l, struct call *c)
{
	if (SUCCEEDED(l->hr))
		put_reply(c);
	if (l->raised)
		c->serving->raised = l->raised;
	if (l->gives) {
		call_complete_with(c, l->hr, NULL);
		return;
	}
	call_complete(c, l->hr);
	call_unref(c);
}

static inline void server_main(void *arg)
{
	struct line *l = arg;
	os_parker nobody = { 0 };

	while (l->answered < l->last) {
		while (l->answered == l->count && l->answered < l->last)
			os_park(&l->parker, OS_FOREVER);
		if (l->patience)
			os_park(&nobody, os_now() + l->patience);
		if (l->answered < l->last)
			answer(l, l->sent[l->answered++]);
	}
}

/* No more calls will come than were sent. */
static inline void server_dismiss(struct line *l)
{
	l->last = l->count;
	os_unpark(&l->parker);
	harness_join(&l->server);
}

/* ---- the client ---- */

static inline const ACOM_INTERFACE *line_interface(void)
{
	HRESULT hr;
	const ACOM_INTERFACE *i = registry_find(&IID_ISimpleStream, &hr);

	assert_non_null(i);
	return i;
}

/* A call object in the calling thread's apartment, and a server that answers so many calls. */
static inline void line_open(struct line *l, DWORD model, unsigned calls, IUnknown *outer, REFIID riid, void **ppv)
{
	static const struct channel_ops ops = {
		.buffer = line_buffer, .send = line_send, .cancel = line_cancel, .destroy = line_destroy,
	}, gives = {
		.buffer = line_buffer, .send = line_send, .cancel = line_cancel, .destroy = line_destroy, .hands = true,
	};

	l->channel.ops = l->gives ? &gives : &ops;
	os_store32(&l->channel.refs, 1);
	l->last = calls;
	house_enter(model);
	l->apartment = apartment_current();
	assert_int_equal(call_object_create(&l->channel, line_interface(), security_default, l->apartment, NULL, outer, riid,
	                                    ppv), S_OK);
	harness_start(&l->server, server_main, l);
}

static inline void line_begin(struct line *l, DWORD model, unsigned calls)
{
	line_open(l, model, calls, NULL, &IID_AsyncISimpleStream, (void **)&l->call);
}

/* The call object is gone. */
static inline void line_end(struct line *l)
{
	apartment_unref(l->apartment);
	channel_unref(&l->channel);
	assert_int_equal(l->destroyed, 1);
	house_leave();
}

static inline HRESULT begin(struct line *l)
{
	return AsyncISimpleStream_Begin_Read(l->call, OCTETS);
}

/* Either all of the result or none of it. */
static inline HRESULT finish(struct line *l)
{
	BYTE octets[OCTETS] = { 0 };
	ULONG n = 99;
	HRESULT hr = AsyncISimpleStream_Finish_Read(l->call, octets, &n);

	assert_int_equal(n, SUCCEEDED(hr) ? OCTETS : 0);
	house_check(octets, n);
	return hr;
}

/* A second thread, which cancels. */
struct canceller {
	struct harness_thread thread;
	ICancelMethodCalls *cancel; /* counted */
	ULONG seconds;
	HRESULT hr;
};

static inline void cancel_main(void *arg)
{
	struct canceller *c = arg;

	c->hr = ICancelMethodCalls_Cancel(c->cancel, c->seconds);
	assert_true(c->hr == S_OK || c->hr == RPC_E_CALL_CANCELED || c->hr == RPC_E_CALL_COMPLETE);
	ICancelMethodCalls_Release(c->cancel);
}

static inline void cancel_start(struct canceller *c, AsyncISimpleStream *call, ULONG seconds)
{
	*c = (struct canceller){ .cancel = client_cancel(call), .seconds = seconds };
	harness_start(&c->thread, cancel_main, c);
}

static inline bool cancel_join(struct canceller *c)
{
	harness_join(&c->thread);
	return c->hr == S_OK;
}

#endif
