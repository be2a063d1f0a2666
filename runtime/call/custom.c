/* custom.c - what objects of other processes wrote of themselves: read by classes that the application registered here, and by no
 * others. */
#include "call/call.h"

/* Who reads it, and from where. */
struct custom {
	IMarshal *marshaler;
	IStream *stream;
};

static HRESULT custom_open(struct custom *c, const struct objref *o, bool anonymous)
{
	HRESULT hr = activation_unmarshaler(&o->clsid, anonymous, &c->marshaler);

	if (FAILED(hr))
		return hr;
	hr = marshal_stream(o->data, o->data_size, &c->stream);
	if (FAILED(hr))
		IMarshal_Release(c->marshaler);
	return hr;
}

static void custom_close(struct custom *c)
{
	IStream_Release(c->stream);
	IMarshal_Release(c->marshaler);
}

HRESULT custom_unmarshal(const struct objref *o, bool anonymous, REFIID iid, void **ppv)
{
	struct custom c;
	HRESULT hr = custom_open(&c, o, anonymous);

	*ppv = NULL;
	if (FAILED(hr))
		return hr;
	hr = IMarshal_UnmarshalInterface(c.marshaler, c.stream, iid, ppv);
	custom_close(&c);
	return hr == REGDB_E_CLASSNOTREG ? FAIL(RPC_E_INVALID_OBJREF) : hr; /* that one is about this class */
}

void custom_release(const struct objref *o, bool anonymous)
{
	struct custom c;

	if (FAILED(custom_open(&c, o, anonymous)))
		return;
	IMarshal_ReleaseMarshalData(c.marshaler, c.stream);
	custom_close(&c);
}
