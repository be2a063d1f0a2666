/* activation.c - activation properties: what an activator is asked for, and what it answers, in an OBJREF_CUSTOM each (wire.md
 * 3.5). Properties that name files, storage or other machines are never looked at. */
#include "call/objref.h"
#include "wire/forms.h"

enum activation_kind { ACTIVATION_IN, ACTIVATION_OUT };
enum activation_property {
	ACTIVATION_INSTANTIATION, ACTIVATION_REQUEST, ACTIVATION_RESULTS, ACTIVATION_REPLY, ACTIVATION_PROPERTIES,
};
enum { HEAD_SIZE = 8 /* a size, and nothing */, PICKLED_HEADER = 16, PICKLED_ALIGN = 8 };

#define SYSTEM_GUID(number) { number, 0, 0, { 0xC0, 0, 0, 0, 0, 0, 0, 0x46 } }

/* Of the two OBJREFs. */
static const struct {
	IID iid;
	CLSID clsid;
} kinds[] = {
	[ACTIVATION_IN] = { SYSTEM_GUID(0x1A2), SYSTEM_GUID(0x338) },
	[ACTIVATION_OUT] = { SYSTEM_GUID(0x1A3), SYSTEM_GUID(0x339) },
};
/* Those that are known; each is one form. */
static const struct {
	CLSID clsid;
	size_t form;
} properties[ACTIVATION_PROPERTIES] = {
	[ACTIVATION_INSTANTIATION] = { SYSTEM_GUID(0x1AB), FORM(InstantiationInfo) },
	[ACTIVATION_REQUEST] = { SYSTEM_GUID(0x1AA), FORM(ScmRequestInfo) },
	[ACTIVATION_RESULTS] = { SYSTEM_GUID(0x339), FORM(PropsOut) },
	[ACTIVATION_REPLY] = { SYSTEM_GUID(0x1B6), FORM(ScmReplyInfo) },
};

/* ---- reading ---- */

static HRESULT read_property(struct ndr *n, REFCLSID clsid, struct span octets, void *data[ACTIVATION_PROPERTIES])
{
	struct take t = take_from(octets.at, octets.size, false);
	HRESULT hr = S_OK;
	void **args;

	for (size_t i = 0; i < ACTIVATION_PROPERTIES && SUCCEEDED(hr); i++) {
		if (!IsEqualCLSID(clsid, &properties[i].clsid))
			continue;
		hr = pickle_read(n, properties[i].form, &t, &args);
		if (SUCCEEDED(hr))
			data[i] = *(void **)args[0];
	}
	return hr;
}

static HRESULT read_properties(struct ndr *n, struct take *t, void *data[ACTIVATION_PROPERTIES])
{
	void **args;
	HRESULT hr = pickle_read(n, FORM(Header), t, &args);

	if (FAILED(hr))
		return hr;
	const CustomHeader *header = *(CustomHeader **)args[0];
	if (!header->pclsid || !header->pSizes)
		return FAIL(RPC_X_BAD_STUB_DATA);
	for (DWORD i = 0; i < header->cIfs && SUCCEEDED(hr); i++) {
		hr = read_property(n, &header->pclsid[i], take_octets(t, header->pSizes[i]), data);
		if (t->over)
			hr = FAIL(RPC_X_BAD_STUB_DATA);
	}
	return hr;
}

static HRESULT read_kind(struct ndr *n, enum activation_kind kind, struct span objref, void *data[ACTIVATION_PROPERTIES])
{
	struct objref o;
	HRESULT hr = objref_parse(&o, objref.at, objref.size);

	memset(data, 0, ACTIVATION_PROPERTIES * sizeof *data);
	if (FAILED(hr))
		return hr;
	if (o.form != OBJREF_CUSTOM || !IsEqualCLSID(&o.clsid, &kinds[kind].clsid))
		return FAIL(RPC_E_INVALID_OBJREF);
	struct take t = take_from(o.data, o.data_size, false);
	uint64_t size = take_u64(&t) & UINT32_MAX;
	if (t.over || size > take_left(&t))
		return FAIL(RPC_X_BAD_STUB_DATA);
	t.end = t.at + size;
	return read_properties(n, &t, data);
}

HRESULT activation_read_in(struct ndr *n, struct span objref, struct activation_in *in)
{
	void *data[ACTIVATION_PROPERTIES];
	HRESULT hr = read_kind(n, ACTIVATION_IN, objref, data);

	in->instantiation = data[ACTIVATION_INSTANTIATION];
	in->request = data[ACTIVATION_REQUEST];
	if (SUCCEEDED(hr) && (!in->instantiation || !in->instantiation->pIID))
		hr = FAIL(RPC_X_BAD_STUB_DATA);
	return hr;
}

HRESULT activation_read_out(struct ndr *n, struct span objref, struct activation_out *out)
{
	void *data[ACTIVATION_PROPERTIES];
	HRESULT hr = read_kind(n, ACTIVATION_OUT, objref, data);

	out->results = data[ACTIVATION_RESULTS];
	out->reply = data[ACTIVATION_REPLY];
	if (FAILED(hr))
		return hr;
	bool whole = out->results && out->results->piid && out->results->phresults && out->results->ppIntfData && out->reply &&
	             out->reply->remoteReply && out->reply->remoteReply->pdsaOxidBindings;
	return whole ? S_OK : FAIL(RPC_X_BAD_STUB_DATA);
}

/* ---- writing ---- */

static HRESULT pickled_size(struct ndr *n, size_t form, void *data, DWORD *size)
{
	void *args[] = { &data };
	size_t octets;
	HRESULT hr = form_size(n, form, args, &octets);

	*size = SUCCEEDED(hr) ? (DWORD)(PICKLED_HEADER + (octets + PICKLED_ALIGN - 1) / PICKLED_ALIGN * PICKLED_ALIGN) : 0;
	return hr;
}

/* The header that names each property and its size. */
static HRESULT header_of(struct ndr *n, void *const data[ACTIVATION_PROPERTIES], CustomHeader *h)
{
	HRESULT hr = S_OK;

	for (size_t i = 0; i < ACTIVATION_PROPERTIES && SUCCEEDED(hr); i++) {
		if (!data[i])
			continue;
		h->pclsid[h->cIfs] = properties[i].clsid;
		hr = pickled_size(n, properties[i].form, data[i], &h->pSizes[h->cIfs]);
		h->totalSize += h->pSizes[h->cIfs++];
	}
	if (SUCCEEDED(hr))
		hr = pickled_size(n, FORM(Header), h, &h->headerSize);
	h->totalSize += h->headerSize;
	return hr;
}

static HRESULT write_property(struct ndr *n, size_t form, void *data, struct put *p)
{
	void *args[] = { &data };

	return pickle_write(n, form, args, p);
}

static HRESULT write_kind(struct ndr *n, enum activation_kind kind, void *const data[ACTIVATION_PROPERTIES], struct put *p)
{
	CLSID clsids[ACTIVATION_PROPERTIES];
	DWORD sizes[ACTIVATION_PROPERTIES];
	CustomHeader header = { .destCtx = MSHCTX_DIFFERENTMACHINE, .pclsid = clsids, .pSizes = sizes };
	HRESULT hr = header_of(n, data, &header);

	if (FAILED(hr))
		return hr;
	uint8_t *head = put_room(p, OBJREF_CUSTOM_SIZE);
	if (!head)
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	objref_format(&(struct objref){ .form = OBJREF_CUSTOM, .iid = kinds[kind].iid, .clsid = kinds[kind].clsid,
	                                .data_size = HEAD_SIZE + header.totalSize }, head);
	put_u32(p, header.totalSize);
	put_u32(p, 0);
	hr = write_property(n, FORM(Header), &header, p);
	for (size_t i = 0; i < ACTIVATION_PROPERTIES && SUCCEEDED(hr); i++)
		if (data[i])
			hr = write_property(n, properties[i].form, data[i], p);
	return hr;
}

HRESULT activation_write_in(struct ndr *n, const struct activation_in *in, struct put *p)
{
	void *data[ACTIVATION_PROPERTIES] = { [ACTIVATION_INSTANTIATION] = in->instantiation, [ACTIVATION_REQUEST] = in->request };

	return write_kind(n, ACTIVATION_IN, data, p);
}

HRESULT activation_write_out(struct ndr *n, const struct activation_out *out, struct put *p)
{
	void *data[ACTIVATION_PROPERTIES] = { [ACTIVATION_RESULTS] = out->results, [ACTIVATION_REPLY] = out->reply };

	return write_kind(n, ACTIVATION_OUT, data, p);
}
