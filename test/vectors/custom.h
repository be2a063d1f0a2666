/* custom.h - the interface pointers of the vectors: objects that are a CLSID and some octets, sent as custom references. */
#ifndef TEST_CUSTOM_H
#define TEST_CUSTOM_H

#include "values.h"

enum { CUSTOM_MAX = 64 };

/* Nobody counts references to it. */
struct custom {
	IUnknown unknown;
	GUID clsid;
	uint32_t size;
	uint8_t data[CUSTOM_MAX];
};

static inline ULONG custom_Release(IUnknown *This)
{
	return This != NULL;
}

static const IUnknownVtbl custom_vtbl = { .Release = custom_Release };

/* Up to the octets: signature, flags (4: custom), IID, CLSID, no extension, how many octets. */
static inline size_t custom_head(uint8_t *at, const IID *iid, const struct custom *c)
{
	static const uint8_t first[] = { 'M', 'E', 'O', 'W', 4, 0, 0, 0 }, extension[4];
	const void *parts[] = { first, iid, &c->clsid, extension, &c->size };
	const size_t sizes[] = { sizeof first, sizeof *iid, sizeof c->clsid, sizeof extension, sizeof c->size };
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
		memcpy(at + n, parts[i], sizes[i]);
		n += sizes[i];
	}
	return n;
}

static inline HRESULT custom_size(void *context, REFIID iid, IUnknown *p, size_t *size)
{
	uint8_t head[CUSTOM_MAX];

	(void)context;
	*size = custom_head(head, iid, (struct custom *)p) + ((struct custom *)p)->size;
	return S_OK;
}

static inline HRESULT custom_put(void *context, REFIID iid, IUnknown *p, uint8_t *buffer, size_t size, size_t *used)
{
	const struct custom *c = (struct custom *)p;

	custom_size(context, iid, p, used);
	assert_true(*used <= size);
	memcpy(buffer + custom_head(buffer, iid, c), c->data, c->size);
	return S_OK;
}

/* One that is unmarshaled overwrites the one before. */
static inline HRESULT custom_get(void *context, REFIID iid, const uint8_t *objref, size_t size, uint64_t *until, IUnknown **p)
{
	static struct custom got;
	uint8_t head[CUSTOM_MAX];
	size_t n;

	(void)context, (void)until;
	got.unknown.lpVtbl = &custom_vtbl;
	memcpy(&got.clsid, objref + 24, sizeof got.clsid);
	memcpy(&got.size, objref + 44, sizeof got.size);
	n = custom_head(head, iid, &got);
	assert_int_equal(n + got.size, size);
	assert_memory_equal(objref, head, n);
	memcpy(got.data, objref + n, got.size);
	*p = &got.unknown;
	return S_OK;
}

static const struct ndr_hooks custom_hooks = { custom_size, custom_put, custom_get, NULL, 0, NULL, NULL };

#endif
