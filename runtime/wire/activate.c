/* activate.c - objects of classes that a server at an address has: the client of ISystemActivator (wire.md 3.5). */
#include "wire/transport.h"
#include "wire/wire.h"

enum { ASKED_MOST = 128 /* interfaces at once */, REQUEST_ROOM = 4096 + ASKED_MOST * sizeof(IID), LOST_MOST = 8 };

/* What is asked for, and where. */
struct order {
	const struct activation_order *wanted;
	struct link *link; /* counted */
	bool sent;
	struct IErrorInfo *told; /* of a failure; counted; NULL: nothing */
	struct ndr ndr;    /* of what is written and read */
};

/* ---- the request ---- */

static HRESULT order_write(struct order *o, IID *iids, MInterfacePointer *request, size_t room)
{
	USHORT towers[] = { 16, 7 };
	customREMOTE_REQUEST_SCM_INFO protocols = { .cRequestedProtseqs = ARRAY_COUNT(towers), .pRequestedProtseqs = towers };
	ScmRequestInfoData scm = { .remoteRequest = &protocols };
	InstantiationInfoData instantiation = {
		.classId = *o->wanted->clsid, .classCtx = o->wanted->context, .cIID = o->wanted->count, .pIID = iids,
		.clientCOMVersion = { ORPC_MAJOR, (USHORT)os_load32(&o->link->minor) },
	};
	struct put p = put_to(request->abData, room, false);

	for (ULONG i = 0; i < o->wanted->count; i++)
		iids[i] = *o->wanted->results[i].pIID;
	HRESULT hr = activation_write_in(&o->ndr, &(struct activation_in){ &instantiation, &scm }, &p);
	request->ulCntData = (ULONG)put_size(&p);
	return hr;
}

static HRESULT order_send(struct order *o, struct channel *c, MInterfacePointer *request, MInterfacePointer **reply)
{
	MInterfacePointer *none = NULL;
	void *create[] = { &none, &request, &reply }, *get[] = { &request, &reply };

	return o->wanted->object ? wire_ask(c, ROW_GET_CLASS_OBJECT, OS_FOREVER, get, &o->told) :
	                           wire_ask(c, ROW_CREATE_INSTANCE, OS_FOREVER, create, &o->told);
}

/* *reply: CoTaskMemFree. */
static HRESULT order_place(struct order *o, MInterfacePointer **reply)
{
	MInterfacePointer *request = os_alloc(sizeof *request + REQUEST_ROOM);
	IID *iids = os_alloc(o->wanted->count * sizeof *iids);
	struct channel *c = NULL;
	HRESULT hr = request && iids ? order_write(o, iids, request, REQUEST_ROOM) : FAIL(E_OUTOFMEMORY);

	*reply = NULL;
	if (SUCCEEDED(hr))
		hr = channel_outward_create(o->link, OUTWARD_SERVICE, &IID_ISystemActivator, NULL, 0, &c);
	o->sent = SUCCEEDED(hr);
	if (o->sent)
		hr = order_send(o, c, request, reply);
	channel_unref(c);
	os_free(iids);
	os_free(request);
	return hr;
}

/* ---- the answer ---- */

/* It is about what was asked for. */
static bool answer_fits(const struct order *o, const PropsOutInfo *r)
{
	ULONG i = 0;

	while (r->cIfs == o->wanted->count && i < r->cIfs && IsEqualIID(&r->piid[i], o->wanted->results[i].pIID))
		i++;
	return i == o->wanted->count;
}

static HRESULT result_take(struct order *o, HRESULT told, const MInterfacePointer *data, uint64_t until, MULTI_QI *result)
{
	if (FAILED(told))
		return told;
	if (!data)
		return FAIL(RPC_E_INVALID_OBJREF);
	HRESULT hr = reference_resolve(data->abData, data->ulCntData, o->link, until, result->pIID, (void **)&result->pItf);
	if (hr == REGDB_E_IIDNOTREG)
		errorinfo_put(registry_missing(result->pIID, "this process"));
	return hr;
}

static HRESULT answer_take(struct order *o, const PropsOutInfo *r)
{
	uint64_t until = origin_deadline(NULL); /* for all of them */
	MULTI_QI *results = o->wanted->results;
	ULONG found = 0;

	for (ULONG i = 0; i < r->cIfs; i++) {
		results[i].hr = result_take(o, r->phresults[i], r->ppIntfData[i], until, &results[i]);
		found += SUCCEEDED(results[i].hr);
	}
	return found == r->cIfs ? S_OK : found ? CO_S_NOTALLINTERFACES : results[0].hr;
}

/* The exporter is known from here on: its references need not be asked for anywhere else. */
static HRESULT answer_read(struct order *o, const MInterfacePointer *reply)
{
	struct origin *origin = NULL;
	struct activation_out out;

	if (!reply)
		return FAIL(RPC_E_INVALID_OBJREF);
	HRESULT hr = activation_read_out(&o->ndr, (struct span){ reply->abData, reply->ulCntData }, &out);
	if (FAILED(hr) || !answer_fits(o, out.results))
		return FAILED(hr) ? hr : FAIL(RPC_E_INVALID_OBJREF);
	const customREMOTE_REPLY_SCM_INFO *scm = out.reply->remoteReply;
	struct bindings b = bindings_of(scm->pdsaOxidBindings);
	if ((uint64_t)scm->Oxid != exporter_oxid())
		hr = origin_learn((uint64_t)scm->Oxid, o->link, &scm->ipidRemUnknown, &b, 0, &origin);
	if (SUCCEEDED(hr))
		hr = answer_take(o, out.results);
	origin_unref(origin);
	return hr;
}

/* ---- both ---- */

/* How long one goes on asking: servers end, and come back. */
struct patience {
	uint64_t deadline;
	unsigned lost;
	bool lasts;
};

/* A server that is stopping has a successor soon. A connection of old may have lost its server, which may be back: then nothing was
 * executed. What a server that a class file describes may have made is gone with it, or with its apartment. */
static void patience_judge(struct patience *p, HRESULT hr, const struct order *o)
{
	bool in_vain = !o->sent || o->wanted->described, stops = hr == CO_E_SERVER_STOPPING;
	bool lost = hr == RPC_E_SERVER_DIED_DNE || (in_vain && hr == RPC_E_SERVER_DIED) ||
	            (o->wanted->described && hr == RPC_E_DISCONNECTED);

	p->lasts = os_now() < p->deadline && (stops || (lost && ++p->lost < LOST_MOST));
	if (stops || lost)
		link_forget(o->link);
}

/* What a server says with a number only, and what mostly is behind it. */
static void activate_guess(const struct activation_order *wanted, const struct address *at, HRESULT hr, char *why)
{
	bool hung_up = hr == RPC_E_SERVER_DIED || hr == RPC_E_SERVER_DIED_DNE;
	char clsid[GUID_TEXT];

	if (hr == REGDB_E_CLASSNOTREG)
		why_not(why, hr, "the server has not registered class %s for CLSCTX_LOCAL_SERVER", guid_name(wanted->clsid, clsid));
	else if (hr == E_ACCESSDENIED && at->transport->names_peers)
		why_not(why, hr, "the server does not give this process objects of the class");
	else if (hr == E_ACCESSDENIED)
		why_not(why, hr, "the server does not give the class to clients over TCP: it is not registered with ACOM_ALLOW_ANONYMOUS, "
		        "or AcomSetAccess refuses");
	else if (hung_up && at->at.family != OS_UNIX && !at->transport->secure)
		why_not(why, hr, "the server has hung up; one that speaks TLS has an address with tls:");
}

/* What comes of reading the answer says itself why, and the class may have, over there. */
static HRESULT order_try(const struct activation_order *wanted, struct link *l, struct patience *p, char *why)
{
	struct order o = { .wanted = wanted, .link = l };
	MInterfacePointer *reply;

	ndr_init(&o.ndr, &marshal_hooks, NULL);
	HRESULT hr = order_place(&o, &reply);
	ndr_reset(&o.ndr);
	patience_judge(p, hr, &o);
	if (o.sent)
		errorinfo_put(o.told); /* of an earlier try there is none any more */
	if (SUCCEEDED(hr))
		hr = answer_read(&o, reply);
	else if (!o.told)
		activate_guess(wanted, &l->at, hr, why);
	CoTaskMemFree(reply);
	ndr_fini(&o.ndr);
	return hr;
}

/* The one that a class file describes is started if it is not there. */
static HRESULT server_reach(const struct activation_order *wanted, const struct address *at, struct link **l, char *why)
{
	return wanted->described ? launch_reach(wanted->described, at, l, why) : link_dial(at, 0, l, why);
}

static HRESULT activate_at(const struct activation_order *wanted, const struct address *at, char *why)
{
	struct patience p = { .deadline = connect_deadline(), .lasts = true };
	struct link *l;
	HRESULT hr = S_OK;

	while (p.lasts) {
		*why = 0;
		hr = server_reach(wanted, at, &l, why);
		if (FAILED(hr) && !*why && !wanted->described)
			activate_guess(wanted, at, hr, why);
		if (FAILED(hr))
			return hr;
		*why = 0; /* until it was reached it may have been missing */
		hr = order_try(wanted, l, &p, why);
		if (FAILED(hr))
			stream_why(&l->connection->stream, why);
		link_unref(l);
	}
	return hr;
}

static HRESULT server_named(const struct activation_order *wanted, char text[ADDRESS_MOST], struct address *at, char *why)
{
	return wanted->count > ASKED_MOST ? FAIL(E_INVALIDARG) : address_named(wanted->server, address_parse_called, text, at, why);
}

static HRESULT activate_there(const struct activation_order *wanted)
{
	const struct class_place *described = wanted->described;
	char text[ADDRESS_MOST] = "", shown[ADDRESS_SHOWN], why[WHY_MOST] = "";
	struct address at = { 0 };
	HRESULT hr = described ? launch_address(described, &at, why) : server_named(wanted, text, &at, why);

	if (SUCCEEDED(hr))
		hr = activate_at(wanted, &at, why);
	if (FAILED(hr) && *why) {
		address_shown(described ? described->address : text, &at, shown);
		say_why(hr, shown, why);
	}
	return hr;
}

__attribute__((constructor)) static void activate_init(void)
{
	activation_reach(activate_there);
}
