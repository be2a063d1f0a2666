/* callobject_claim.c - which of its invocations a call object is busy with: another one, as long as others have the last. */
#include "call/callobject.h"
#include "call/steps.h"

/* ---- the one at hand ---- */

/* False: somebody is about to begin it anew, and may have found nobody: he does not expect that others count it then. */
static bool call_object_visit(struct call *c)
{
	os_add32(&c->marks, CALL_GUEST);
	if (!(os_load32(&c->state) & CALL_CLAIMED))
		return true;
	os_sub32(&c->marks, CALL_GUEST);
	return false;
}

struct call *call_object_enter(struct call_object *o)
{
	os_mutex_lock(&o->lock);
	struct call *c = os_loadp(&o->current);
	if (c && !call_object_visit(c))
		c = NULL;
	os_mutex_unlock(&o->lock);
	return c;
}

void call_object_leave(struct call *c)
{
	if (!c)
		return;
	os_mutex_lock(&c->lock);
	call_ref(c);
	os_mutex_unlock(&c->lock);
	os_sub32(&c->marks, CALL_GUEST);
	call_unref(c);
}

HRESULT call_object_idle(enum call_event event)
{
	enum call_state next;

	return FAIL(call_rule(CALL_IDLE, event, &next));
}

/* Whether the caller has the only count of it, and may look at it alone (but for `guests`). */
static bool call_is_alone(const struct call *c, uint32_t guests)
{
	os_point();
	/* before the counts: who leaves has one before he is no guest any more */
	bool looked_at = os_load32(&c->marks) / CALL_GUEST != guests;
	os_point();
	return !looked_at && call_counts(c) == 1;
}

/* ---- the next one ---- */

/* Nobody has called Signal: so before anybody meets the call of which that is said. */
static void call_object_hush(struct call_object *o)
{
	if (!call_object_is_aggregated(o))
		return;
	os_store32(&o->teller, 0);
	waitable_reset(&o->heard);
}

/* Claimed, and nobody else's. */
static struct call *call_object_reopen(struct call_object *o, struct call *c, const ACOM_METHOD *method)
{
	call_object_hush(o);
	call_open_again(c, method);
	return c;
}

/* One that was set aside and that nobody has any more, or another one. NULL: memory is short. Locked. */
static struct call *call_object_spare(struct call_object *o, const ACOM_METHOD *method)
{
	for (struct call *c = o->calls; c; c = c->sibling)
		if (os_load32(&c->state) == CALL_SET_ASIDE && call_is_alone(c, 0)) {
			call_open_again(c, method);
			return c;
		}
	struct call *c = call_open(o->channel, method);
	if (!c)
		return NULL;
	c->kin = true;
	c->light = o->channel->ops->hands && !call_object_is_aggregated(o);
	if (!c->light)
		call_ref(c);
	os_store32(&c->state, call_marked(CALL_BEGINNING, method));
	c->sibling = o->calls;
	o->calls = c;
	return c;
}

/* Locked. In place of `before` (NULL: none that was claimed), which others have still. */
static HRESULT call_object_replace(struct call_object *o, struct call *before, const ACOM_METHOD *method, struct call **c)
{
	if (before && os_load32(&before->state) & CALL_QUIET && !call_object_is_looked_at(o))
		call_object_set(o); /* until Reset */
	*c = call_object_spare(o, method);
	if (*c) {
		call_object_hush(o);
		os_storep(&o->current, *c);
	}
	if (before)
		os_store32(&before->state, CALL_SET_ASIDE);
	return *c ? S_OK : FAIL(E_OUTOFMEMORY);
}

/* Locked. The current call, claimed; NULL: there is none, or it was set aside. */
static HRESULT call_object_claim_current(struct call_object *o, struct call **c)
{
	HRESULT hr = S_OK;

	while (SUCCEEDED(hr) && (*c = os_loadp(&o->current)) && !call_claim_idle(*c)) {
		if (os_load32(&(*c)->state) == CALL_SET_ASIDE) {
			*c = NULL;
			return S_OK;
		}
		hr = call_is_busy(*c);
	}
	return hr;
}

/* The same as call_object_claim where somebody has `mine`, which was claimed, or (NULL) none was. */
static HRESULT call_object_claim_another(struct call_object *o, struct call *mine, const ACOM_METHOD *method, struct call **c)
{
	struct call *before = NULL;

	os_mutex_lock(&o->lock);
	HRESULT hr = mine ? S_OK : call_object_claim_current(o, &mine);
	if (SUCCEEDED(hr) && mine && call_is_alone(mine, 0)) {
		*c = call_object_reopen(o, mine, method);
	} else if (SUCCEEDED(hr)) {
		before = mine ? call_ref(mine) : NULL;
		hr = call_object_replace(o, before, method, c);
	}
	os_mutex_unlock(&o->lock);
	call_unref(before); /* perhaps it was the last one just now */
	return hr;
}

HRESULT call_object_claim(struct call_object *o, const ACOM_METHOD *method, struct call **c)
{
	struct call *mine = os_loadp(&o->current);
	HRESULT hr = S_OK;

	if (mine && !call_claim_idle(mine))
		mine = NULL;
	if (mine && call_is_alone(mine, 0))
		*c = call_object_reopen(o, mine, method);
	else
		hr = call_object_claim_another(o, mine, method, c);
	if (FAILED(hr))
		return hr;
	(*c)->owner = o;
	(*c)->security = os_load32(&o->security.settings);
	return S_OK;
}

/* ---- the one that was finished ---- */

/* Others have it, and may still when the next one is begun. */
static void call_object_set_aside(struct call_object *o, struct call *c)
{
	call_object_look(o);
	os_and32(&c->state, ~(uint32_t)CALL_QUIET);
	os_or32(&call_ref(c)->marks, CALL_USED);
	call_step_finished(c);
	call_unref(c);
}

void call_object_rest(struct call_object *o, struct call *c, uint32_t guests)
{
	if (!call_is_alone(c, guests)) {
		call_object_set_aside(o, c);
		return;
	}
	call_clean(c);
	call_step_finished(c);
}
