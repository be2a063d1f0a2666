/* foreign_ask.c - objects of other processes are asked which other interfaces they have. */
#include "foreign.h"

enum { REFERENCES = 5 }; /* asked for at once */
enum { QUESTIONS = 64 }; /* in one request */

/* Where the object can be asked is everywhere: it is asked by calls. But who wants it done meanwhile does not wait for them: a
 * worker does, or his own apartment as soon as he waits. */
HRESULT foreign_post(struct remote_object *r, struct work *work)
{
	struct apartment *a = apartment_with_workers(APARTMENT_MTA);

	(void)r;
	if (!a)
		a = apartment_home();
	HRESULT hr = a ? apartment_post(a, work) : FAIL(CO_E_NOTINITIALIZED);
	apartment_unref(a);
	return hr;
}

HRESULT foreign_call(struct remote_object *r, HRESULT (*fn)(void *arg), void *arg)
{
	(void)r;
	return fn(arg);
}

/* What the server says of one. */
static HRESULT object_learn(struct foreign_object *o, REFIID iid, const REMQIRESULT *said, struct remote **remote)
{
	struct reference r = { .iid = iid, .ipid = said->std.ipid, .references = said->std.cPublicRefs };
	HRESULT hr = said->hResult;

	if (FAILED(hr))
		return hr;
	if ((uint64_t)said->std.oxid != o->origin->oxid || (uint64_t)said->std.oid != o->key.id)
		hr = FAIL(RPC_E_INVALID_OBJREF);
	if (SUCCEEDED(hr))
		hr = foreign_interface(&r);
	if (SUCCEEDED(hr))
		return foreign_learn(o, &r, remote);
	foreign_drop(o->origin, &r);
	return hr;
}

/* Whom to ask, and what: one request. */
struct asked {
	uint64_t deadline;
	unsigned count;
	IID iids[QUESTIONS];
	struct question *questions[QUESTIONS];
};

static void object_ask(struct foreign_object *o, struct asked *a)
{
	struct foreign *any = foreign_known(o, NULL);
	REMQIRESULT *said = NULL;
	HRESULT hr = FAIL(RPC_E_DISCONNECTED);

	if (any)
		hr = origin_query(o->origin, &any->key.ipid, REFERENCES, a->iids, a->count, a->deadline, &said);
	if (any)
		remote_unref(&any->remote);
	for (unsigned i = 0; i < a->count; i++) {
		struct question *q = a->questions[i];
		q->hr = FAILED(hr) ? hr : object_learn(o, &q->iid, &said[i], &q->remote);
	}
	CoTaskMemFree(said);
	a->count = 0;
}

/* Whether it is to be asked for. */
static bool question_is_open(struct foreign_object *o, struct question *q)
{
	struct reference r = { .iid = &q->iid };

	q->remote = NULL;
	q->hr = q->ask ? foreign_interface(&r) : S_OK;
	if (!q->ask || FAILED(q->hr))
		return false;
	struct foreign *known = foreign_known(o, &q->iid);
	if (known)
		q->remote = &known->remote;
	return !known;
}

static void object_query(struct foreign_object *o, struct question *all, ULONG count, uint64_t deadline)
{
	struct asked a = { .deadline = deadline };

	for (ULONG i = 0; i < count; i++) {
		if (!question_is_open(o, &all[i]))
			continue;
		a.iids[a.count] = all[i].iid;
		a.questions[a.count++] = &all[i];
		if (a.count == QUESTIONS)
			object_ask(o, &a);
	}
	if (a.count)
		object_ask(o, &a);
}

void foreign_query(struct remote_object *object, struct question *all, ULONG count)
{
	object_query(object_of(object), all, count, OS_FOREVER);
}

HRESULT foreign_prepare(struct remote *r, REFIID iid, uint64_t deadline)
{
	struct foreign_object *o = object_of(r->object);
	struct pdu_syntax syntax = { .uuid = *iid };
	struct question q = { .iid = *iid, .ask = true };
	uint16_t context;

	if (IsEqualIID(iid, &IID_IUnknown))
		return S_OK;
	object_query(o, &q, 1, deadline);
	if (FAILED(q.hr))
		return q.hr;
	remote_unref(q.remote); /* the object has it */
	return link_agree(o->origin->link, &syntax, deadline, NULL, &context);
}
