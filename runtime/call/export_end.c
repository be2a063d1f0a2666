/* export_end.c - who uses an exported object, and is in it: behind the last one it is given back. */
#include "call/exports.h"

void export_hide(struct export *e)
{
	if (e->hidden)
		return;
	e->hidden = true;
	map_remove(&exports.by_identity, &e->node);
	for (struct stub *s = e->stubs; s; s = s->next)
		map_remove(&exports.by_ipid, &s->node);
}

/* In the export's apartment, once: gives back the object. */
static void export_release(struct export *e)
{
	os_mutex_lock(&exports.lock);
	export_hide(e);
	IUnknown *identity = e->identity;
	struct stub *stubs = e->stubs;
	e->identity = NULL;
	e->stubs = NULL;
	if (identity) {
		*e->link = e->next;
		if (e->next)
			e->next->link = e->link;
	}
	os_mutex_unlock(&exports.lock);
	while (stubs) {
		struct stub *next = stubs->next;
		IUnknown *object = stubs->object;
		stubs->object = NULL;
		IUnknown_Release(object);
		stub_unref(stubs);
		stubs = next;
	}
	if (!identity)
		return;
	IUnknown_Release(identity);
	export_unref(e); /* the list's */
}

/* ---- those who are in it ---- */

/* While somebody is in it nobody releases it, so that the list's count keeps it. */
bool export_enter(struct export *e)
{
	uint32_t running = os_load32(&e->running);

	while (!(running & EXPORT_CUT) && !os_cas32(&e->running, running, running + 1))
		running = os_load32(&e->running);
	return !(running & EXPORT_CUT);
}

void export_leave(struct export *e)
{
	if (os_unref(&e->running) == EXPORT_CUT)
		export_release(e);
}

bool export_is_cut(const struct export *e)
{
	return os_load32(&e->running) & EXPORT_CUT;
}

void export_cut(struct export *e)
{
	uint32_t running = os_load32(&e->running);

	os_mutex_lock(&exports.lock);
	export_hide(e);
	os_mutex_unlock(&exports.lock);
	while (!(running & EXPORT_CUT) && !os_cas32(&e->running, running, running | EXPORT_CUT))
		running = os_load32(&e->running);
	if (!running)
		export_release(e);
}

void export_release_run(struct work *work, HRESULT hr)
{
	struct export *e = container_of(work, struct export, release);

	(void)hr; /* an apartment that ends runs this on its own thread, too */
	export_cut(e);
	export_unref(e);
}

/* ---- those who use it ---- */

bool export_try_uses(struct export *e, uint32_t count)
{
	uint32_t uses = os_load32(&e->uses);

	while (uses && !os_cas32(&e->uses, uses, uses + count))
		uses = os_load32(&e->uses);
	return uses;
}

bool export_try_use(struct export *e)
{
	return export_try_uses(e, 1);
}

/* Whether these were the last uses, so that the object is to be released; then counted. */
static bool export_run_down(struct export *e, uint32_t count)
{
	if (os_sub32(&e->uses, count))
		return false;
	os_mutex_lock(&exports.lock);
	export_hide(e);
	os_mutex_unlock(&exports.lock);
	os_ref(&e->refs);
	return true;
}

/* The last use releases the object, or posts that to its apartment; a dead one has done it, or will, on its own thread. */
void export_unuse(struct export *e)
{
	if (!export_run_down(e, 1))
		return;
	if (apartment_is_current(e->remote.apartment))
		export_release_run(&e->release, S_OK);
	else if (FAILED(apartment_notify(e->remote.apartment, &e->release)))
		export_unref(e);
}

void export_unuse_later(struct export *e)
{
	export_unuses_later(e, 1);
}

void export_unuses_later(struct export *e, uint32_t count)
{
	if (export_run_down(e, count) && FAILED(apartment_leave_notice(e->remote.apartment, &e->release)))
		export_unref(e);
}

/* ---- the end of an apartment ---- */

/* It goes when the last one leaves it: the apartment ends inside a method of the object. */
static bool export_goes_later(const struct export *e)
{
	uint32_t running = os_load32(&e->running);

	return running & EXPORT_CUT && running != EXPORT_CUT;
}

/* All of the apartment's, each counted: one look at those of the others, who may have many. NULL: none are left, nor will come. */
static struct export *exports_of(struct apartment *a)
{
	struct export *all = NULL, **last = &all;

	os_mutex_lock(&exports.lock);
	for (struct export *e = exports.all; e; e = e->next) {
		if (e->remote.apartment != a || export_goes_later(e))
			continue;
		os_ref(&e->refs);
		*last = e;
		last = &e->next_ending;
	}
	*last = NULL;
	if (!all)
		os_or32(&a->over, OVER_EXPORTS);
	os_mutex_unlock(&exports.lock);
	return all;
}

static void export_tell(struct export *e)
{
	uint32_t uses = os_load32(&e->uses);

	if (!uses || !trace_on(TRACE_HELD))
		return;
	os_mutex_lock(&exports.lock);
	const ACOM_INTERFACE *i = e->stubs ? e->stubs->remote.interface : NULL;
	os_mutex_unlock(&exports.lock);
	trace_write("held: apartment %llu ends while others use its object %p (%s): %u references, proxies and calls",
	            (unsigned long long)e->remote.apartment->id, (void *)e->key.identity, i ? i->name : "IUnknown", uses);
}

/* The next one. */
static struct export *export_end(struct export *e)
{
	struct export *next = e->next_ending;

	export_tell(e);
	export_cut(e);
	export_unref(e);
	return next;
}

void export_apartment_ends(struct apartment *a)
{
	struct export *e;

	while ((e = exports_of(a))) /* user code may export others */
		while (e)
			e = export_end(e);
}
