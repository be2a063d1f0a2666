/* callobject_begin.c - Begin_ and Finish_ of a call object. */
#include "call/callobject.h"

/* Marshal, Reset, send (decision 2); user code runs in all three, so no lock is held. Takes over a count, unless it fails. */
static HRESULT call_object_start(struct call_object *o, struct call *c, void *const *args)
{
	HRESULT hr = call_put_request(c, args);

	if (FAILED(hr))
		call_object_look(o);
	else
		hr = call_object_reset(o);
	if (FAILED(hr))
		return call_undo(c, hr, NULL);
	call_object_hold(o);
	hr = call_send_away(c, c->light && !call_object_is_looked_at(o));
	if (FAILED(hr))
		call_object_unhold(o);
	return hr;
}

/* Takes over a count. */
static HRESULT call_object_begin(struct call_object *o, struct call *c, void *const *args)
{
	uint32_t id = (uint32_t)c->id; /* it may be over, and another one, behind that */
	HRESULT hr = call_object_start(o, c, args);

	if (SUCCEEDED(hr)) {
		if (call_object_is_aggregated(o))
			os_store32(&o->begun, id);
		return hr;
	}
	call_tell_error(c);
	call_object_heard(o, c);
	os_or32(&c->marks, CALL_USED);
	call_unref(c);
	return hr;
}

/* Around that. */
APART static void call_object_tell_begins(struct call *c)
{
	call_ref(c);
	tell_begins(c, TELL_BEGIN);
}

APART static void call_object_tell_ends(struct call *c, HRESULT hr)
{
	tell_ends(c, TELL_BEGIN, hr);
	call_unref(c);
}

HRESULT AcomBegin(void *This, const ACOM_METHOD *method, void **args)
{
	struct call_object *o = container_of((struct face *)This, struct call_object, async);
	struct call *c = NULL;
	HRESULT hr = apartment_check(o->apartment);

	method = call_method(o->interface, method);
	if (SUCCEEDED(hr))
		hr = ndr_check(method, ACOM_IN, args);
	if (SUCCEEDED(hr))
		hr = call_object_claim(o, method, &c);
	if (FAILED(hr)) {
		errorinfo_put(NULL);
		call_tell_null(o->interface, method, ACOM_IN, args, hr);
		return hr;
	}
	bool told = trace_may_be_on(TELL);
	if (told)
		call_object_tell_begins(c);
	hr = call_object_begin(o, c, args);
	if (told)
		call_object_tell_ends(c, hr);
	return hr;
}

/* ---- Finish_ ---- */

/* Waits if need be; the call is over then, unless somebody else finishes it. */
static HRESULT call_object_finish_current(struct call_object *o, struct call *c, void *const *args)
{
	call_object_wait(o, c);
	HRESULT hr = call_claim(c);
	if (FAILED(hr))
		return call_refuse(c->method, args, false, hr);
	hr = call_fetch(c, args);
	call_object_rest(o, c, 1);
	return hr;
}

static HRESULT call_object_finish(struct call_object *o, const ACOM_METHOD *method, void *const *args)
{
	struct call *c = call_object_enter(o);
	HRESULT hr;

	if (!c || call_is_over(c)) {
		hr = call_refuse(method, args, false, call_object_idle(CALL_FINISH));
	} else if (c->method != method) {
		hr = call_refuse(method, args, false, FAIL(RPC_E_INVALIDMETHOD));
	} else {
		tell_begins(c, TELL_FINISH);
		hr = call_object_finish_current(o, c, args);
		tell_ends(c, TELL_FINISH, hr);
	}
	call_object_leave(c);
	return hr;
}

HRESULT AcomFinish(void *This, const ACOM_METHOD *method, void **args)
{
	struct call_object *o = container_of((struct face *)This, struct call_object, async);
	HRESULT hr = apartment_check(o->apartment);

	method = call_method(o->interface, method);
	if (SUCCEEDED(hr))
		hr = ndr_check(method, ACOM_OUT, args);
	if (FAILED(hr)) {
		call_refuse(method, args, false, hr);
		call_tell_null(o->interface, method, ACOM_OUT, args, hr);
		return hr;
	}
	struct call *c = os_loadp(&o->current);
	if (!c || call_object_is_aggregated(o) || !call_claim_done(c, method))
		return call_object_finish(o, method, args);
	hr = call_fetch(c, args);
	call_object_rest(o, c, 0);
	return hr;
}
