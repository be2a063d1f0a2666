/* orpc_error.c - error objects that go along with an answer: an OBJREF_CUSTOM in an extension (MS-DCOM 2.2.21). */
#include <acom/automation.h>

#include "call/objref.h"
#include "wire/forms.h"

const GUID orpc_error_extent = { 0x31C, 0, 0, { 0xC0, 0, 0, 0, 0, 0, 0, 0x46 } };
static const CLSID CLSID_ErrorObject = { 0x31B, 0, 0, { 0xC0, 0, 0, 0, 0, 0, 0, 0x46 } };

enum { SOURCE, DESCRIPTION, HELP_FILE, TEXTS };
/* Together they fit into an extension. */
static const UINT most_units[TEXTS] = { [SOURCE] = 256, [DESCRIPTION] = 1280, [HELP_FILE] = 384 };
/* A text that is there is marked by this number; three counts and the units follow it. */
enum { TEXT_IS_THERE = 0xFFFFFFFF };
enum { AT_TEXTS = 24, COUNTS = 12, UNIT = 2, ALIGN = 4 };
/* tshark takes it that extensions have such sizes. */
enum { EXTENT_ALIGN = 8 };

/* No half character remains. */
static void cut(BSTR text, UINT most)
{
	if (SysStringLen(text) <= most)
		return;
	if ((text[most] & 0xFC00) == 0xDC00)
		most--;
	text[most] = 0;
}

/* The walk numbers pointers; these have no numbers. */
static void mark_texts(uint8_t *octets, const BSTR texts[TEXTS])
{
	uint8_t *at = octets + AT_TEXTS;

	for (int i = 0; i < TEXTS; i++) {
		struct put mark = put_to(at, ALIGN, false);
		struct take count = take_from(at + ALIGN, ALIGN, false);

		at += ALIGN;
		if (!texts[i])
			continue;
		put_u32(&mark, TEXT_IS_THERE);
		at += COUNTS + ((size_t)take_u32(&count) * UNIT + ALIGN - 1) / ALIGN * ALIGN;
	}
}

static HRESULT write_form(struct ndr *n, void *const *args, const BSTR texts[TEXTS], struct put *p)
{
	size_t size;
	HRESULT hr = form_size(n, FORM(ErrorInformation), args, &size);
	uint8_t *head = SUCCEEDED(hr) ? put_room(p, OBJREF_CUSTOM_SIZE) : NULL;

	if (FAILED(hr))
		return hr;
	if (!head)
		return FAIL(RPC_E_OUT_OF_RESOURCES);
	objref_format(&(struct objref){ .form = OBJREF_CUSTOM, .iid = IID_IErrorInfo, .clsid = CLSID_ErrorObject,
	                                .data_size = size }, head);
	hr = form_write(n, FORM(ErrorInformation), args, p);
	put_zeros(p, -size & (EXTENT_ALIGN - 1));
	if (SUCCEEDED(hr) && !p->over)
		mark_texts(head + OBJREF_CUSTOM_SIZE, texts);
	return SUCCEEDED(hr) && p->over ? FAIL(RPC_E_OUT_OF_RESOURCES) : hr;
}

/* What its methods do not tell stays empty. */
HRESULT orpc_error_write(struct ndr *n, IErrorInfo *info, struct put *p)
{
	BSTR texts[TEXTS] = { NULL };
	DWORD version = 0, context = 0;
	GUID guid = { 0 };
	const GUID *interface = &guid;
	void *args[] = { &version, &context, &interface, &texts[SOURCE], &texts[DESCRIPTION], &texts[HELP_FILE] };

	IErrorInfo_GetGUID(info, &guid);
	IErrorInfo_GetHelpContext(info, &context);
	IErrorInfo_GetSource(info, &texts[SOURCE]);
	IErrorInfo_GetDescription(info, &texts[DESCRIPTION]);
	IErrorInfo_GetHelpFile(info, &texts[HELP_FILE]);
	for (int i = 0; i < TEXTS; i++)
		cut(texts[i], most_units[i]);
	HRESULT hr = write_form(n, args, texts, p);
	for (int i = 0; i < TEXTS; i++)
		SysFreeString(texts[i]);
	return hr;
}

static HRESULT fill(ICreateErrorInfo *made, void *const *args)
{
	HRESULT hr = ICreateErrorInfo_SetGUID(made, *(const GUID **)args[2]);

	ICreateErrorInfo_SetHelpContext(made, *(DWORD *)args[1]);
	if (SUCCEEDED(hr))
		hr = ICreateErrorInfo_SetSource(made, *(LPOLESTR *)args[3]);
	if (SUCCEEDED(hr))
		hr = ICreateErrorInfo_SetDescription(made, *(LPOLESTR *)args[4]);
	return FAILED(hr) ? hr : ICreateErrorInfo_SetHelpFile(made, *(LPOLESTR *)args[5]);
}

HRESULT orpc_error_read(struct ndr *n, const ORPC_EXTENT *extent, IErrorInfo **info)
{
	struct objref o;
	ICreateErrorInfo *made;
	void **args;
	size_t used;
	HRESULT hr = objref_parse(&o, extent->data, extent->size);

	*info = NULL;
	if (SUCCEEDED(hr) && (o.form != OBJREF_CUSTOM || !IsEqualCLSID(&o.clsid, &CLSID_ErrorObject)))
		hr = FAIL(RPC_E_INVALID_OBJREF);
	n->swap = false;
	if (SUCCEEDED(hr))
		hr = form_read(n, FORM(ErrorInformation), (struct span){ o.data, o.data_size }, &args, &used);
	if (SUCCEEDED(hr))
		hr = CreateErrorInfo(&made);
	if (FAILED(hr))
		return hr;
	hr = fill(made, args);
	if (SUCCEEDED(hr))
		hr = ICreateErrorInfo_QueryInterface(made, &IID_IErrorInfo, (void **)info);
	ICreateErrorInfo_Release(made);
	return hr;
}
