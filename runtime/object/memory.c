/* memory.c - CoTaskMem, its IMalloc face, and the spy that may watch both. */
#include "object/object.h"

/* The size stands before each block, so that a spy and GetSize can be told; 16 octets keep the block aligned. */
struct block {
	size_t size;
	bool spied; /* went through the spy when it was made, so its end must, too */
	_Alignas(16) unsigned char data[];
};

/* Guards the spy and its counter. Held over the spy's methods, as Windows does: a spy must not allocate. */
static struct {
	os_mutex lock;
	IMallocSpy *spy;
	size_t blocks; /* alive and spied */
	bool revoked;  /* goes once `blocks` is 0 */
	os_u32 present;
} spying;

static struct block *block_of(void *pv)
{
	return pv ? container_of(pv, struct block, data) : NULL;
}

static void *block_alloc(size_t size, bool spied)
{
	struct block *b = size > SIZE_MAX - sizeof *b ? NULL : os_alloc(sizeof *b + size);

	if (!b)
		return NULL;
	b->size = size;
	b->spied = spied;
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

	if (spying.revoked && !spying.blocks) {
		gone = spying.spy;
		spying.spy = NULL;
		spying.revoked = false;
		os_store32(&spying.present, 0);
	}
	os_mutex_unlock(&spying.lock);
	release_unknown(gone);
}

void *CoTaskMemAlloc(SIZE_T cb)
{
	void *pv;

	if (!spy_enter())
		return block_alloc(cb, false);
	/* A revoked spy sees only the end of what it saw begin. */
	if (spying.revoked) {
		pv = block_alloc(cb, false);
	} else {
		SIZE_T wanted = IMallocSpy_PreAlloc(spying.spy, cb);
		pv = cb && !wanted ? NULL : block_alloc(wanted, true);
		spying.blocks += pv != NULL;
		pv = IMallocSpy_PostAlloc(spying.spy, pv);
	}
	spy_leave();
	return pv;
}

static void *realloc_spied(void *pv, SIZE_T cb)
{
	void *inner = NULL;
	BOOL spied = block_of(pv)->spied;
	SIZE_T wanted = IMallocSpy_PreRealloc(spying.spy, pv, cb, &inner, spied);
	void *moved = cb && !wanted ? NULL : block_realloc(inner, wanted);

	return IMallocSpy_PostRealloc(spying.spy, moved, spied);
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
	void *moved = block_of(pv)->spied ? realloc_spied(pv, cb) : block_realloc(pv, cb);
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
	BOOL spied = block_of(pv)->spied;
	void *inner = spied ? IMallocSpy_PreFree(spying.spy, pv, spied) : pv;
	os_free(block_of(inner));
	if (spied) {
		spying.blocks--;
		IMallocSpy_PostFree(spying.spy, spied);
	}
	spy_leave();
}

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
	bool alive = spying.blocks != 0;
	spying.revoked = true;
	spy_leave();
	return again ? FAIL(CO_E_OBJNOTREG) : alive ? E_ACCESSDENIED : S_OK;
}

static HRESULT malloc_QueryInterface(IMalloc *This, REFIID riid, void **ppv)
{
	if (!ppv)
		return FAIL(E_POINTER);
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
	return pv ? block_of(pv)->size : (SIZE_T)-1;
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
