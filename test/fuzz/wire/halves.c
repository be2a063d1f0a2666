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

bool halves_put(const ACOM_METHOD *m, ndr_half half, void *const *args, struct half *h)
{
	struct ndr n;

	ndr_init(&n, &named_hooks, NULL);
	HRESULT hr = ndr_save(&n, m, args);
	if (SUCCEEDED(hr))
		hr = ndr_put(&n, m, half, args, S_OK, h->octets, sizeof h->octets, &h->size);
	ndr_fini(&n);
	return SUCCEEDED(hr);
}

const ACOM_METHOD *halves_row(const IID *iid, unsigned row) { return &registry_find(iid, NULL)->methods[row]; }

static struct put pdu_behind(struct put *all) { return put_to(all->at, (size_t)(all->end - all->at), all->big); }

void put_ack(struct put *all, enum pdu_type type, uint32_t id, unsigned results)
{
	struct put p = pdu_behind(all);

	pdu_begin(&p, type, PDU_FIRST | PDU_LAST | (type == PDU_BIND_ACK ? PDU_CONC_MPX : 0), id);
	pdu_put_bind_ack(&p, &(struct pdu_bind_ack){ .xmit = PDU_LONG, .recv = PDU_LONG, .group = 5, .count = (uint8_t)results });
	for (unsigned n = 0; n < results; n++)
		pdu_put_result(&p, n ? &(struct pdu_result){ .result = PDU_NEGOTIATED, .reason = 7 } :
				       &(struct pdu_result){ PDU_ACCEPTED, 0, pdu_ndr });
	put_room(all, pdu_end(&p));
}

void put_response(struct put *all, uint32_t id, uint16_t context, bool plain, const struct half *h)
{
	static uint8_t stub[HALF_MOST + ORPC_THAT_SIZE];
	struct put p = pdu_behind(all), s = put_to(stub, sizeof stub, all->big);

	put_zeros(&s, plain ? 0 : ORPC_THAT_SIZE);
	put_octets(&s, h->octets, h->size);
	pdu_begin(&p, PDU_RESPONSE, PDU_FIRST | PDU_LAST, id);
	pdu_put_response(&p, &(struct pdu_response){ .alloc_hint = 16, .context = context, .stub = { stub, put_size(&s) } });
	put_room(all, pdu_end(&p));
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
