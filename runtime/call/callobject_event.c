/* callobject_event.c - the synchronization object of a call: its own event, or whatever the controlling unknown has
 * (com-async.md 3.7). */
#include "call/callobject.h"

/* ---- its own event ---- */

/* From here on it is what it says. Begin_, which sees that somebody looks, is at one with him about that. */
APART void call_object_look_first(struct call_object *o)
{
	os_mutex_lock(&o->lock);
	if (os_load32(&o->looked) != LOOKED) {
		os_or32(&o->looked, LOOKING);
		os_point();
		struct call *c = os_loadp(&o->current);
		if (c)
			call_look(c, o);
		os_store32(&o->looked, LOOKED);
	}
	os_mutex_unlock(&o->lock);
}

bool call_object_is_looked_at(const struct call_object *o)
{
	return os_load32(&o->looked);
}

void call_object_unset(struct call_object *o)
{
	waitable_reset(&o->event);
}

/* Only our own event needs no user code. */
bool call_object_set(struct call_object *o)
{
	if (call_object_is_aggregated(o))
		return false;
	waitable_set(&o->event);
	return true;
}

/* ---- both ---- */

static HRESULT outer_sync(struct call_object *o, ISynchronize **sync)
{
	return IUnknown_QueryInterface(o->object.outer, &IID_ISynchronize, (void **)sync);
}

HRESULT call_object_reset(struct call_object *o)
{
	ISynchronize *sync;

	if (!call_object_is_aggregated(o)) {
		waitable_reset(&o->event);
		return S_OK;
	}
	HRESULT hr = outer_sync(o, &sync);
	if (FAILED(hr))
		return hr;
	hr = ISynchronize_Reset(sync);
	ISynchronize_Release(sync);
	return hr;
}

/* B13: Finish_ asks the controlling unknown to wait, once. C27: the call's own completion counts, and no Finish_ overtakes
 * its Signal but from inside, so that none is left for the next call. Where Signal was called already, the outer has no time
 * to wait: its event may have been reset by a wait before this one. Nor has it before Begin_ has succeeded: else nobody signals
 * it, and the event may be the one of the call before, which Reset has not met yet. */
void call_object_wait(struct call_object *o, struct call *c)
{
	bool begun = os_load32(&o->begun) == (uint32_t)c->id;
	ISynchronize *sync;
	HRESULT hr = E_NOINTERFACE;

	if (!call_object_is_aggregated(o))
		return;
	if (SUCCEEDED(outer_sync(o, &sync))) {
		hr = ISynchronize_Wait(sync, 0, os_load32(&o->teller) || !begun ? 0 : INFINITE);
		ISynchronize_Release(sync);
	}
	uint32_t teller = os_load32(&o->teller);
	if (teller != (uint32_t)os_thread_id() && !(teller && hr == S_OK && begun))
		waitable_wait(&o->heard, OS_FOREVER);
}

/* ---- an aggregate ---- */

void call_object_hold(struct call_object *o)
{
	if (!call_object_is_aggregated(o))
		return;
	IUnknown_AddRef(o->object.outer);
	o->agile = object_is_agile(o->object.outer);
}

void call_object_unhold(struct call_object *o)
{
	if (call_object_is_aggregated(o))
		IUnknown_Release(o->object.outer);
}

bool call_object_try_ref(struct call_object *o)
{
	return object_try_ref(&o->object);
}

void call_object_heard(struct call_object *o, struct call *c)
{
	os_mutex_lock(&o->lock);
	if (os_loadp(&o->current) == c)
		waitable_set(&o->heard);
	os_mutex_unlock(&o->lock);
}

static HRESULT call_object_signal_outer(struct call_object *o)
{
	ISynchronize *sync;
	HRESULT hr = outer_sync(o, &sync);

	if (FAILED(hr))
		return hr;
	hr = ISynchronize_Signal(sync);
	ISynchronize_Release(sync);
	return hr;
}

/* hr: whether the outer can be reached. Gives back what call_object_hold took, and o. */
static void call_object_deliver(struct call_object *o, struct call *c, HRESULT hr)
{
	IUnknown *outer = o->object.outer;

	os_store32(&o->teller, (uint32_t)os_thread_id());
	if (SUCCEEDED(hr)) {
		hr = call_object_signal_outer(o);
		if (FAILED(hr))
			call_spoil(c, hr);
	}
	call_object_heard(o, c);
	IUnknown_Release(&o->object.IUnknown_iface);
	IUnknown_Release(outer);
}

void call_object_signal_run(struct work *work, HRESULT hr)
{
	struct call_object *o = container_of(work, struct call_object, signal_work);
	struct call *c = o->told;

	call_object_deliver(o, c, o->agile ? S_OK : hr);
	call_unref(c);
}

/* Decision 6: on the completing thread if the outer is agile, else in its apartment. Who reads what comes from outside leaves
 * it to another thread of his apartment: others may wait for what he has read, or would read meanwhile. */
void call_object_signal(struct call_object *o, struct call *c)
{
	bool here = o->agile || apartment_is_current(o->apartment);
	struct apartment *where = here ? reader_home() : o->apartment;

	if (!where) {
		call_object_deliver(o, c, S_OK);
		return;
	}
	o->told = call_ref(c);
	HRESULT hr = apartment_notify(where, &o->signal_work);
	if (FAILED(hr))
		call_object_signal_run(&o->signal_work, here ? S_OK : hr);
}
