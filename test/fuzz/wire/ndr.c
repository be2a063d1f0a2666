/* ndr.c - octets of either half of a call, by the rows of all methods that are linked here: they are refused, or decoded; and what
 * was decoded is encoded to octets that decode to the same. */
#include "account.h"
#include "fuzz.h"
#include "objects.h"
#include "sockets.h"

enum { HEAD = 5, REPLY = 0x01, BIG = 0x02, DISCARD = 0x04, ARGUMENTS = 2048, ENCODED = 1 << 20, OBJREF_LEAST = 24 };

/* ---- interface pointers: what is long enough names one of two objects, or none ---- */

static unsigned references;

static ULONG pointer_add_ref(IUnknown *p) { return p ? ++references : 0; }
static ULONG pointer_release(IUnknown *p) { return p ? --references : 0; }
static const IUnknownVtbl pointer_vtbl = { NULL, pointer_add_ref, pointer_release };
static IUnknown pointers[2] = { { &pointer_vtbl }, { &pointer_vtbl } };

static HRESULT pointer_size(void *context, REFIID iid, IUnknown *p, size_t *size)
{
	(void)context;
	must(iid && (p == &pointers[0] || p == &pointers[1]), "an interface pointer comes from nowhere");
	*size = OBJREF_LEAST;
	return S_OK;
}

static HRESULT pointer_put(void *context, REFIID iid, IUnknown *p, uint8_t *buffer, size_t size, size_t *used)
{
	must(size >= OBJREF_LEAST && iid, "there is no room for an interface pointer");
	memset(buffer, p == &pointers[1] ? 1 : 0, OBJREF_LEAST);
	return pointer_size(context, iid, p, used);
}

static HRESULT pointer_get(void *context, REFIID iid, const uint8_t *octets, size_t size, uint64_t *until, IUnknown **p)
{
	(void)context, (void)until;
	*p = NULL;
	must(iid, "an interface pointer of no interface");
	if (size < OBJREF_LEAST || octets[size - 1] > 1)
		return RPC_E_INVALID_OBJREF;
	*p = &pointers[octets[size - 1]];
	references++;
	return S_OK;
}

static void pointer_discard(void *context, const uint8_t *octets, size_t size)
{
	volatile uint8_t last = size ? octets[size - 1] : 0; /* a sanitizer looks */

	(void)context;
	(void)last;
}

static const struct ndr_hooks hooks = { .size = pointer_size, .put = pointer_put, .get = pointer_get, .discard = pointer_discard };

/* ---- a half ---- */

struct half {
	const ACOM_METHOD *m;
	bool reply;
	const uint8_t *request; /* of a reply: with as many zeros behind it as it takes */
	HRESULT result;
};

/* The variables into which a reply goes: those that a server makes of the request. */
static HRESULT variables(struct ndr *n, const struct half *h, void ***args)
{
	return ndr_get_request(n, h->m, h->request, ARGUMENTS, args);
}

/* *args: to be freed, unless it is NULL. */
static HRESULT decode(struct ndr *n, struct half *h, struct span octets, bool big, void ***args)
{
	const uint8_t *alone = account_alone(octets.at, octets.size);
	HRESULT hr = S_OK;

	*args = NULL;
	ndr_init(n, &hooks, NULL);
	if (h->reply)
		hr = variables(n, h, args);
	if (FAILED(hr))
		*args = NULL;
	n->swap = big;
	if (SUCCEEDED(hr))
		hr = h->reply ? ndr_get_response(n, h->m, *args, alone, octets.size, &h->result) :
		                ndr_get_request(n, h->m, alone, octets.size, args);
	if (FAILED(hr) && !h->reply)
		*args = NULL;
	n->swap = false;
	account_alone_end(alone);
	return hr;
}

/* False: it is too long to be worth while. */
static bool encode(struct ndr *n, const struct half *h, void **args, uint8_t *octets, size_t *size)
{
	ndr_half half = h->reply ? ACOM_OUT : ACOM_IN;
	size_t most;

	must(SUCCEEDED(ndr_size(n, h->m, half, args, &most)), "what was decoded cannot be measured");
	if (most > ENCODED)
		return false;
	must(SUCCEEDED(ndr_put(n, h->m, half, args, h->result, octets, most, size)), "what was decoded cannot be encoded");
	must(*size <= most, "more octets than were announced");
	ndr_give(n);
	return true;
}

static void finish(struct ndr *n, const struct half *h, void **args)
{
	if (args)
		ndr_free(n, h->m, args);
	ndr_fini(n);
}

/* Decoded and encoded; false: it was not decoded, or is too long. */
static bool settle(struct half *h, struct span from, bool big, uint8_t *octets, size_t *size)
{
	struct ndr n;
	void **args;
	HRESULT hr = decode(&n, h, from, big, &args);
	bool encoded = SUCCEEDED(hr) && encode(&n, h, args, octets, size);

	finish(&n, h, args);
	return encoded;
}

static void try_half(struct half *h, struct span octets, bool big)
{
	static uint8_t first[ENCODED], second[ENCODED];
	size_t size, again;
	struct ndr n;
	void **args;

	decode(&n, h, octets, big, &args);
	account_check();
	finish(&n, h, args);
	if (!settle(h, octets, big, first, &size))
		return;
	must(settle(h, (struct span){ first, size }, false, second, &again), "what was encoded cannot be decoded");
	must(size == again && !memcmp(first, second, size), "what was decoded is encoded to something else");
}

static void discard(const struct half *h, struct span octets, bool big)
{
	const uint8_t *alone = account_alone(octets.at, octets.size);
	struct ndr n;

	ndr_init(&n, &hooks, NULL);
	n.swap = big;
	ndr_discard(&n, h->m, h->reply ? ACOM_OUT : ACOM_IN, alone, octets.size);
	ndr_fini(&n);
	account_alone_end(alone);
}

/* ---- an input ---- */

/* The request that a reply belongs to stands before it, behind its size. */
static const uint8_t *request_take(struct span *octets, unsigned size)
{
	static uint8_t request[ARGUMENTS];

	size = size < octets->size ? size : (unsigned)octets->size;
	size = size < ARGUMENTS ? size : ARGUMENTS;
	if (size)
		memcpy(request, octets->at, size);
	memset(request + size, 0, ARGUMENTS - size);
	span_skip(octets, size);
	return request;
}

void fuzz_try(const uint8_t *octets, size_t size)
{
	static bool begun;
	struct half h;

	if (!begun)
		objects_init();
	begun = true;
	if (size < HEAD)
		return;
	struct span rest = { octets + HEAD, size - HEAD };
	h = (struct half){ .m = objects_method(objects_interface(octets[1]), octets[2]), .reply = octets[0] & REPLY };
	sockets_begin(&(struct outside){ .octets = NULL });
	account_begin();
	account_received(PDU_STUB + ORPC_THAT_SIZE + size + (h.reply ? ARGUMENTS : 0)); /* it came in a PDU */
	if (h.reply)
		h.request = request_take(&rest, octets[3] | (unsigned)octets[4] << 8);
	if (octets[0] & DISCARD)
		discard(&h, rest, octets[0] & BIG);
	else
		try_half(&h, rest, octets[0] & BIG);
	must(!references, "interface pointers are left over");
	account_end();
}
