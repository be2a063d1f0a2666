/* halves.c - calls by chance, for seeds: interface pointers are OBJREFs that name something. */
#include "halves.h"

#include "account.h"
#include "test/fuzz/chance.h"

enum { TRIES = 200 };

static struct objref named = { .form = OBJREF_STANDARD, .references = 5, .oid = 1 };

void halves_name(uint64_t oxid, const GUID *ipid)
{
	named.oxid = oxid;
	named.ipid = *ipid;
}

static HRESULT named_size(void *context, REFIID iid, IUnknown *p, size_t *size)
{
	(void)context;
	(void)iid;
	(void)p;
	*size = objref_octets(&named);
	return S_OK;
}

static HRESULT named_put(void *context, REFIID iid, IUnknown *p, uint8_t *buffer, size_t size, size_t *used)
{
	(void)context;
	(void)p;
	*used = objref_octets(&named);
	if (*used > size)
		return E_UNEXPECTED;
	named.iid = *iid;
	objref_format(&named, buffer);
	return S_OK;
}

static const struct ndr_hooks named_hooks = { .size = named_size, .put = named_put, .get = hook_get, .discard = hook_discard };

static bool half_take(struct values *v, ndr_half half, struct half *to)
{
	static struct buffer b;

	if (FAILED(half_put(v, half, &b)) || b.size > sizeof to->octets)
		return false;
	to->size = b.size;
	memcpy(to->octets, b.at, b.size);
	return true;
}

bool halves_make(const ACOM_METHOD *m, struct half *request, struct half *response)
{
	bool ok = false;

	for (int i = 0; !ok && i < TRIES; i++) {
		struct values v;

		ok = chance_values(&v, m);
		v.n.hooks = &named_hooks;
		ok = ok && half_take(&v, ACOM_IN, request) && half_take(&v, ACOM_OUT, response);
		values_fini(&v);
	}
	return ok;
}

bool halves_put(const ACOM_METHOD *m, void *const *args, struct half *request)
{
	struct ndr n;

	ndr_init(&n, &named_hooks, NULL);
	HRESULT hr = ndr_save(&n, m, args);
	if (SUCCEEDED(hr))
		hr = ndr_put(&n, m, ACOM_IN, args, S_OK, request->octets, sizeof request->octets, &request->size);
	ndr_fini(&n);
	return SUCCEEDED(hr);
}

void put_hex(struct put *p, const char *hex)
{
	for (unsigned octet; sscanf(hex, "%2x", &octet) == 1; hex += 2)
		put_u8(p, (uint8_t)octet);
}

/* The harness' part that chance.h asks for. */
void *harness_needed(const void *p, const char *what, const char *file, int line)
{
	(void)file;
	(void)line;
	must(p, what);
	return (void *)p;
}
