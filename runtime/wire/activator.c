/* activator.c - the ISystemActivator of this process: objects of its classes for clients of other processes (wire.md 3.5). */
#include "wire/wire.h"

enum { REMOTE_GET_CLASS_OBJECT = 3 };
enum { AUTHN_NONE = 1, INTERFACES_MOST = 128 };

/* One request, in the arena of its call. */
struct making {
	struct work work;
	struct call *call;
	struct apartment *where; /* counted */
	bool class_object;
	struct ndr ndr;          /* of what is read and written here, as the rows of the call have its own */
	struct activation_in in;
	struct activation_out out;
	PropsOutInfo results;
};

static void making_end(struct making *m, HRESULT hr)
{
	struct apartment *where = m->where;

	if (FAILED(hr))
		incoming_takes_back(m->call);
	ndr_fini(&m->ndr);
	if (FAILED(hr) && incoming_has_hit(m->call->channel))
		stub_end(m->call, hr); /* m is gone */
	else
		stub_reply(m->call, hr);
	apartment_unref(where);
}

/* ---- in the apartment of the class ---- */

static void *making_alloc(struct ndr *n, size_t size)
{
	return arena_alloc(&n->arena, size);
}

static HRESULT making_interface(struct making *m, IUnknown *object, REFIID iid, MInterfacePointer **made)
{
	IUnknown *p;
	HRESULT hr = IUnknown_QueryInterface(object, iid, (void **)&p);

	if (FAILED(hr))
		return hr;
	hr = incoming_marshal(m->call, p, iid, making_alloc, made);
	IUnknown_Release(p);
	if (hr != REGDB_E_IIDNOTREG)
		return hr;
	if (!m->call->serving->raised) /* for him who gets nothing at all */
		m->call->serving->raised = registry_missing(iid, "the server");
	return E_NOINTERFACE;
}

/* What there is of the interfaces that are asked for. */
static HRESULT making_interfaces(struct making *m, IUnknown *object)
{
	PropsOutInfo *r = &m->results;
	DWORD count = m->in.instantiation->cIID, found = 0;

	if (count > INTERFACES_MOST)
		return FAIL(E_INVALIDARG);
	r->cIfs = count;
	r->piid = m->in.instantiation->pIID;
	r->phresults = arena_alloc(&m->ndr.arena, count * sizeof *r->phresults);
	r->ppIntfData = arena_alloc(&m->ndr.arena, count * sizeof(*r->ppIntfData));
	if (!r->phresults || !r->ppIntfData)
		return FAIL(E_OUTOFMEMORY);
	for (DWORD i = 0; i < count; i++) {
		r->phresults[i] = making_interface(m, object, &r->piid[i], &r->ppIntfData[i]);
		found += SUCCEEDED(r->phresults[i]);
	}
	return found == count ? S_OK : found ? CO_S_NOTALLINTERFACES : r->phresults[0];
}

/* How to reach this process. */
static HRESULT making_reply(struct making *m, ScmReplyInfoData *reply, customREMOTE_REPLY_SCM_INFO *info)
{
	const struct connection *c = incoming_connection(m->call->channel);

	*info = (customREMOTE_REPLY_SCM_INFO){
		.Oxid = (OXID)exporter_oxid(), .ipidRemUnknown = *exporter_unknown(), .authnHint = AUTHN_NONE,
		.serverVersion = { ORPC_MAJOR, ORPC_MINOR },
	};
	*reply = (ScmReplyInfoData){ .remoteReply = info };
	m->out = (struct activation_out){ &m->results, reply };
	return exporter_binding_array(&c->stream, &info->pdsaOxidBindings);
}

static HRESULT making_write(struct making *m, MInterfacePointer *answer)
{
	struct put p = put_to(answer->abData, ORPC_OBJREF_MAX, false);
	HRESULT hr = activation_write_out(&m->ndr, &m->out, &p);

	answer->ulCntData = (ULONG)put_size(&p);
	return hr;
}

static HRESULT making_answer(struct making *m)
{
	customREMOTE_REPLY_SCM_INFO info;
	ScmReplyInfoData reply;
	HRESULT hr = making_reply(m, &reply, &info);

	if (FAILED(hr))
		return hr;
	MInterfacePointer *answer = CoTaskMemAlloc(sizeof *answer + ORPC_OBJREF_MAX);
	hr = answer ? making_write(m, answer) : FAIL(E_OUTOFMEMORY);
	CoTaskMemFree(info.pdsaOxidBindings);
	if (SUCCEEDED(hr))
		**(MInterfacePointer ***)m->call->serving->args[m->class_object ? 1 : 2] = answer;
	else
		CoTaskMemFree(answer);
	return hr;
}

static HRESULT making_object(struct making *m)
{
	bool anonymous = access_is_anonymous(&incoming_connection(m->call->channel)->stream.who);
	IUnknown *object;
	HRESULT hr = activation_serve(&m->in.instantiation->classId, anonymous, m->class_object, &IID_IUnknown, &object,
	                              &m->call->serving->raised);

	if (FAILED(hr))
		return hr;
	hr = making_interfaces(m, object);
	IUnknown_Release(object);
	return hr;
}

static void making_run(struct work *work, HRESULT hr)
{
	struct making *m = container_of(work, struct making, work);

	if (SUCCEEDED(hr))
		hr = making_object(m);
	if (SUCCEEDED(hr)) {
		HRESULT answered = making_answer(m);
		hr = FAILED(answered) ? answered : hr;
	}
	making_end(m, hr);
}

/* ---- on the thread that reads ---- */

static HRESULT making_start(struct making *m, const MInterfacePointer *properties)
{
	const struct peer *who = &incoming_connection(m->call->channel)->stream.who;
	HRESULT hr = properties ? activation_read_in(&m->ndr, (struct span){ properties->abData, properties->ulCntData }, &m->in) :
	                          FAIL(E_INVALIDARG);

	if (SUCCEEDED(hr))
		hr = activation_place(&m->in.instantiation->classId, access_is_anonymous(who), &m->where);
	if (SUCCEEDED(hr))
		hr = access_check(who, &m->in.instantiation->classId);
	return SUCCEEDED(hr) ? apartment_post(m->where, &m->work) : hr;
}

static void invoke(struct call *c)
{
	void **args = incoming_args(c);
	struct making *m = args ? arena_alloc(&c->serving->ndr.arena, sizeof *m) : NULL;

	if (!m) {
		if (args)
			stub_reply(c, FAIL(E_OUTOFMEMORY));
		return;
	}
	m->work.run = making_run;
	m->call = c;
	m->class_object = c->method->slot == REMOTE_GET_CLASS_OBJECT;
	ndr_init(&m->ndr, &marshal_hooks, NULL);
	if (!m->class_object && *(MInterfacePointer **)args[0]) {
		making_end(m, FAIL(CLASS_E_NOAGGREGATION));
		return;
	}
	HRESULT hr = making_start(m, *(MInterfacePointer **)args[m->class_object ? 0 : 1]);
	if (FAILED(hr))
		making_end(m, hr);
}

const struct service activator_service = { .iid = &IID_ISystemActivator, .first = 3, .invoke = invoke };
