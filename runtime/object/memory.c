/* memory.c - CoTaskMem, its IMalloc face, and the spy that may watch both. */
#include "object/object.h"

/* The size stands before each block, so that GetSize can be told; 16 octets keep the block aligned. */
struct block {
	size_t size;
	_Alignas(16) unsigned char data[];
};

/* A block that the spy saw begin, by the pointer that its user has: the spy may have moved it. */
struct spied {
	struct spied *next;
	void *pv;
};

/* Held over the spy's methods, as Windows does: a spy must not allocate. */
static struct {
	os_mutex lock; /* guards the rest */
	IMallocSpy *spy;
	struct spied *first;
	bool revoked;  /* goes once no block is left */
	os_u32 present;
} spying;

static struct block *block_of(void *pv)
{
	return pv ? container_of(pv, struct block, data) : NULL;
}

static void *block_alloc(size_t size)
{
	struct block *b = size > SIZE_MAX - sizeof *b ? NULL : os_alloc(sizeof *b + size);

	if (!b)
		return NULL;
	b->size = size;
	return b->data;
}

static void *block_realloc(void *pv, size_t size)
{
	struct block *b = size > SIZE_MAX - sizeof *b ? NULL : os_realloc(block_of(pv), sizeof *b + size);

	if (!b)
		return NULL;
	b->size = size;
	return b->data;
}

/* ---- with the spy, and under its lock ---- */

static bool spy_enter(void)
{
	if (!os_load32(&spying.present))
		return false;
	os_mutex_lock(&spying.lock);
	if (spying.spy)
		return true;
	os_mutex_unlock(&spying.lock);
	return false;
}

static void spy_leave(void)
{
	IMallocSpy *gone = NULL;

	if (spying.revoked && !spying.first) {
		gone = spying.spy;
		spying.spy = NULL;
		spying.revoked = false;
		os_store32(&spying.present, 0);
	}
	os_mutex_unlock(&spying.lock);
	release_unknown(gone);
}

/* Where the record of pv hangs; NULL hangs there when the spy has not seen pv begin. */
static struct spied **spied_find(const void *pv)
{
	struct spied **link = &spying.first;

	while (*link && (*link)->pv != pv)
		link = &(*link)->next;
	return link;
}

/* A revoked spy sees only the end of what it saw begin. */
static bool spy_cares(const void *pv)
{
	return !spying.revoked || *spied_find(pv);
}

static void *spied_alloc(SIZE_T cb)
{
	struct spied *s = os_alloc(sizeof *s);
	SIZE_T wanted = IMallocSpy_PreAlloc(spying.spy, cb);
	void *actual = s && (wanted || !cb) ? block_alloc(wanted) : NULL;
	void *pv = IMallocSpy_PostAlloc(spying.spy, actual);

	if (actual && pv) {
		*s = (struct spied){ spying.first, pv };
		spying.first = s;
		return pv;
	}
	os_free(block_of(actual));
	os_free(s);
	return NULL;
}

static void *spied_realloc(void *pv, SIZE_T cb)
{
	struct spied *s = *spied_find(pv);
	void *inner = NULL;
	SIZE_T wanted = IMallocSpy_PreRealloc(spying.spy, pv, cb, &inner, s != NULL);
	void *moved = wanted ? block_realloc(inner, wanted) : NULL;

	moved = IMallocSpy_PostRealloc(spying.spy, moved, s != NULL);
	if (moved && s)
		s->pv = moved;
	return moved;
}

static void spied_free(void *pv)
{
	struct spied **link = spied_find(pv), *s = *link;

	os_free(block_of(IMallocSpy_PreFree(spying.spy, pv, s != NULL)));
	if (s)
		*link = s->next;
	os_free(s);
	IMallocSpy_PostFree(spying.spy, s != NULL);
}

static SIZE_T spied_size(void *pv)
{
	BOOL spied = *spied_find(pv) != NULL;
	SIZE_T size = block_of(IMallocSpy_PreGetSize(spying.spy, pv, spied))->size;

	return IMallocSpy_PostGetSize(spying.spy, size, spied);
}

/* ---- CoTaskMem ---- */

void *CoTaskMemAlloc(SIZE_T cb)
{
	if (!spy_enter())
		return block_alloc(cb);
	void *pv = spying.revoked ? block_alloc(cb) : spied_alloc(cb);
	spy_leave();
	return pv;
}

void *CoTaskMemRealloc(void *pv, SIZE_T cb)
{
	if (!pv)
		return CoTaskMemAlloc(cb);
	if (!cb) {
		CoTaskMemFree(pv);
		return NULL;
	}
	if (!spy_enter())
		return block_realloc(pv, cb);
	void *moved = spy_cares(pv) ? spied_realloc(pv, cb) : block_realloc(pv, cb);
	spy_leave();
	return moved;
}

void CoTaskMemFree(void *pv)
{
	if (!pv)
		return;
	if (!spy_enter()) {
		os_free(block_of(pv));
		return;
	}
	if (spy_cares(pv))
		spied_free(pv);
	else
		os_free(block_of(pv));
	spy_leave();
}

/* ---- the spy comes and goes ---- */

HRESULT CoRegisterMallocSpy(IMallocSpy *spy)
{
	void *counted;

	if (!spy || FAILED(IMallocSpy_QueryInterface(spy, &IID_IMallocSpy, &counted)))
		return FAIL(E_INVALIDARG);
	os_mutex_lock(&spying.lock);
	bool taken = spying.spy != NULL;
	if (!taken) {
		spying.spy = counted;
		os_store32(&spying.present, 1);
	}
	os_mutex_unlock(&spying.lock);
	if (!taken)
		return S_OK;
	release_unknown(counted);
	return FAIL(CO_E_OBJISREG);
}

HRESULT CoRevokeMallocSpy(void)
{
	if (!spy_enter())
		return FAIL(CO_E_OBJNOTREG);
	bool again = spying.revoked;
	bool alive = spying.first != NULL;
	spying.revoked = true;
	spy_leave();
	return again ? FAIL(CO_E_OBJNOTREG) : alive ? E_ACCESSDENIED : S_OK;
}

/* ---- IMalloc ---- */

static HRESULT malloc_QueryInterface(IMalloc *This, REFIID riid, void **ppv)
{
	if (!ppv)
		return FAIL(E_POINTER);
	*ppv = NULL;
	if (!riid)
		return FAIL(E_INVALIDARG);
	*ppv = IsEqualIID(riid, &IID_IUnknown) || IsEqualIID(riid, &IID_IMalloc) ? This : NULL;
	return *ppv ? S_OK : E_NOINTERFACE;
}

/* The one allocator lives as long as the process. */
static ULONG malloc_AddRef(IMalloc *This)
{
	(void)This;
	return 1;
}

static ULONG malloc_Release(IMalloc *This)
{
	(void)This;
	return 1;
}

static void *malloc_Alloc(IMalloc *This, SIZE_T cb)
{
	(void)This;
	return CoTaskMemAlloc(cb);
}

static void *malloc_Realloc(IMalloc *This, void *pv, SIZE_T cb)
{
	(void)This;
	return CoTaskMemRealloc(pv, cb);
}

static void malloc_Free(IMalloc *This, void *pv)
{
	(void)This;
	CoTaskMemFree(pv);
}

static SIZE_T malloc_GetSize(IMalloc *This, void *pv)
{
	(void)This;
	if (!pv)
		return (SIZE_T)-1;
	if (!spy_enter())
		return block_of(pv)->size;
	SIZE_T size = spy_cares(pv) ? spied_size(pv) : block_of(pv)->size;
	spy_leave();
	return size;
}

static int32_t malloc_DidAlloc(IMalloc *This, void *pv)
{
	(void)This;
	(void)pv;
	return -1; /* "cannot tell", as the page allows */
}

static void malloc_HeapMinimize(IMalloc *This)
{
	(void)This;
}

static const IMallocVtbl malloc_vtbl = {
	malloc_QueryInterface, malloc_AddRef, malloc_Release, malloc_Alloc, malloc_Realloc,
	malloc_Free, malloc_GetSize, malloc_DidAlloc, malloc_HeapMinimize,
};

static IMalloc the_malloc = { &malloc_vtbl };

HRESULT CoGetMalloc(DWORD context, IMalloc **allocator)
{
	if (!allocator)
		return FAIL(E_POINTER);
	*allocator = NULL;
	if (context != 1)
		return FAIL(E_INVALIDARG);
	*allocator = &the_malloc;
	return S_OK;
}
