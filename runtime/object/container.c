/* container.c - CLSID_SynchronizeContainer: waits for any of up to 63 synchronization objects. */
#include "object/object.h"

struct member {
	ISynchronize *sync;
	ISynchronizeHandle *handle; /* whose descriptor it is */
};

typedef struct Container {
	AcomObject object;
	ISynchronizeContainer ISynchronizeContainer_iface;
	os_mutex lock;
	struct member members[WAITS_MOST];
	int fds[WAITS_MOST];
	unsigned count;
	unsigned turn; /* where the next search begins, so that a member that stays signalled hides no other */
} Container;

ACOM_FACE(Container, ISynchronizeContainer)

static void member_release(const struct member *m)
{
	release_unknown(m->sync);
	release_unknown(m->handle);
}

/* What it takes to wait for `sync`. E_NOINTERFACE: it has no descriptor. */
static HRESULT member_open(ISynchronize *sync, struct member *m, int *fd)
{
	HANDLE handle = NULL;
	HRESULT hr = ISynchronize_QueryInterface(sync, &IID_ISynchronizeHandle, (void **)&m->handle);

	if (FAILED(hr))
		return hr;
	hr = ISynchronizeHandle_GetHandle(m->handle, &handle);
	*fd = AcomHandleFd(handle);
	m->sync = sync;
	ISynchronize_AddRef(sync);
	if (SUCCEEDED(hr))
		return S_OK;
	member_release(m);
	return hr;
}

static HRESULT Container_AddSynchronize(ISynchronizeContainer *This, ISynchronize *pSync)
{
	Container *c = Container_from_ISynchronizeContainer(This);
	struct member m = { 0 };
	int fd;

	if (!pSync)
		return FAIL(E_INVALIDARG);
	HRESULT hr = member_open(pSync, &m, &fd);
	if (FAILED(hr))
		return hr;
	os_mutex_lock(&c->lock);
	bool room = c->count < WAITS_MOST;
	if (room) {
		c->fds[c->count] = fd;
		c->members[c->count++] = m;
	}
	os_mutex_unlock(&c->lock);
	if (room)
		return S_OK;
	member_release(&m);
	return FAIL(RPC_E_OUT_OF_RESOURCES);
}

/* The first signalled member from `turn` on, which its own Wait has confirmed; counted. NULL: others were faster. A member whose
 * Wait fails ends ours. Members are never taken out, so what was copied stays valid while the container is referenced. */
static HRESULT container_take(Container *c, unsigned count, unsigned turn, uint64_t ready, ISynchronize **taken)
{
	for (unsigned i = 0; i < count; i++) {
		unsigned at = (turn + i) % count;
		ISynchronize *sync = c->members[at].sync;

		HRESULT hr = ready >> at & 1 ? ISynchronize_Wait(sync, 0, 0) : RPC_S_CALLPENDING;
		if (hr == RPC_S_CALLPENDING)
			continue;
		if (FAILED(hr))
			return hr;
		os_mutex_lock(&c->lock);
		c->turn = at + 1;
		os_mutex_unlock(&c->lock);
		ISynchronize_AddRef(*taken = sync);
		return S_OK;
	}
	return S_OK;
}

static HRESULT container_wait(Container *c, uint64_t deadline, ISynchronize **ppSync)
{
	int fds[WAITS_MOST];
	uint64_t ready;

	os_mutex_lock(&c->lock);
	unsigned count = c->count, turn = c->turn;
	memcpy(fds, c->fds, count * sizeof *fds);
	os_mutex_unlock(&c->lock);
	if (!count)
		return FAIL(RPC_E_NO_SYNC);
	while (!*ppSync) {
		HRESULT hr = waits_wait(fds, count, false, deadline, &ready);
		if (FAILED(hr))
			return hr == RPC_S_CALLPENDING ? RPC_E_TIMEOUT : hr;
		hr = container_take(c, count, turn, ready, ppSync);
		if (FAILED(hr))
			return hr;
		if (!*ppSync && !wait_is_in_time(deadline))
			return RPC_E_TIMEOUT;
	}
	return S_OK;
}

static HRESULT Container_WaitMultiple(ISynchronizeContainer *This, DWORD dwFlags, DWORD dwTimeOut, ISynchronize **ppSync)
{
	if (!ppSync)
		return FAIL(E_INVALIDARG);
	*ppSync = NULL;
	if (dwFlags & COWAIT_WAITALL || !waits_flags_known(dwFlags))
		return FAIL(E_INVALIDARG);
	if (os_is_copy())
		return FAIL(CO_E_NOTINITIALIZED);
	return container_wait(Container_from_ISynchronizeContainer(This), wait_deadline(dwTimeOut), ppSync);
}

static const ISynchronizeContainerVtbl Container_ISynchronizeContainer_vtbl = {
	ACOM_UNKNOWN(Container, ISynchronizeContainer), Container_AddSynchronize, Container_WaitMultiple,
};
static const AcomInterface Container_map[] = { ACOM_ENTRY(Container, ISynchronizeContainer), ACOM_END };

static HRESULT Container_construct(void *object)
{
	os_mutex_init(&((Container *)object)->lock);
	return S_OK;
}

static void Container_destruct(void *object)
{
	Container *c = object;

	for (unsigned i = 0; i < c->count; i++)
		member_release(&c->members[i]);
	os_mutex_fini(&c->lock);
}

static const AcomClass Container_class = {
	"SynchronizeContainer", sizeof(Container), Container_map, Container_construct, Container_destruct, NULL,
};

HRESULT container_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Container_class, outer, riid, ppv);
}
