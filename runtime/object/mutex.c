/* mutex.c - CLSID_AcomMutex: ISynchronizeMutex, a lock that one thread at a time holds, any number of times over. */
#include "object/object.h"

typedef struct Mutex {
	AcomObject object;
	ISynchronizeMutex ISynchronizeMutex_iface;
	ISynchronizeHandle ISynchronizeHandle_iface;
	struct waitable free;        /* set while nobody holds it */
	/* under the lock of all: */
	const struct thread *holder; /* NULL: none */
	unsigned times;
	struct Mutex *next, **link;  /* among those that its holder holds */
} Mutex;

/* A leaf, but for waitables. */
static os_mutex lock = OS_MUTEX_INIT;

ACOM_FACE(Mutex, ISynchronizeMutex)
ACOM_FACE(Mutex, ISynchronizeHandle)

/* The calling thread has it: not by its number, which is another one in a copy of the process. Locked. */
static bool mutex_is_mine(const Mutex *m)
{
	return m->holder && m->holder == thread_self();
}

/* The calling thread holds it once more, if it held it before. */
static bool mutex_again(Mutex *m)
{
	os_mutex_lock(&lock);
	bool mine = mutex_is_mine(m);
	m->times += mine;
	os_mutex_unlock(&lock);
	return mine;
}

static void mutex_hold(Mutex *m, struct thread *self)
{
	os_mutex_lock(&lock);
	m->holder = self;
	m->times = 1;
	m->next = self->mutexes;
	m->link = &self->mutexes;
	if (m->next)
		m->next->link = &m->next;
	self->mutexes = m;
	os_mutex_unlock(&lock);
	self->holds++;
}

/* Nobody holds it any more. Locked. */
static void mutex_unhold(Mutex *m)
{
	if (!m->holder)
		return;
	*m->link = m->next;
	if (m->next)
		m->next->link = m->link;
	m->holder = NULL;
}

/* Who comes next has it, and cannot know why. */
void mutex_thread_ends(struct thread *self)
{
	os_mutex_lock(&lock);
	while (self->mutexes) {
		Mutex *m = self->mutexes;
		mutex_unhold(m);
		waitable_set(&m->free);
	}
	os_mutex_unlock(&lock);
	self->holds = 0;
}

/* It has given one back. */
static void thread_lets_go(struct thread *self)
{
	self->holds--;
	thread_free_unused(self);
}

static HRESULT Mutex_Wait(ISynchronizeMutex *This, DWORD flags, DWORD milliseconds)
{
	Mutex *m = Mutex_from_ISynchronizeMutex(This);

	(void)flags;
	if (os_is_copy()) /* two would have it */
		return FAIL(CO_E_NOTINITIALIZED);
	if (mutex_again(m))
		return S_OK;
	HRESULT hr = waitable_wait(&m->free, wait_deadline(milliseconds));
	if (FAILED(hr))
		return hr;
	struct thread *self = thread_obtain();
	if (!self) {
		waitable_set(&m->free);
		return FAIL(E_OUTOFMEMORY);
	}
	mutex_hold(m, self);
	return S_OK;
}

static HRESULT Mutex_ReleaseMutex(ISynchronizeMutex *This)
{
	Mutex *m = Mutex_from_ISynchronizeMutex(This);

	if (os_is_copy())
		return FAIL(CO_E_NOTINITIALIZED);
	os_mutex_lock(&lock);
	bool mine = mutex_is_mine(m);
	bool last = mine && !--m->times;
	if (last)
		mutex_unhold(m);
	os_mutex_unlock(&lock);
	if (last) {
		waitable_set(&m->free);
		thread_lets_go(thread_self());
	}
	return mine ? S_OK : FAIL(E_ACCESSDENIED);
}

/* Who holds it is not for others to decide. */
static HRESULT Mutex_Reset(ISynchronizeMutex *This)
{
	(void)This;
	return FAIL(E_NOTIMPL);
}

static HRESULT Mutex_GetHandle(ISynchronizeHandle *This, HANDLE *ph)
{
	return waitable_handle(&Mutex_from_ISynchronizeHandle(This)->free, ph);
}

static const ISynchronizeMutexVtbl Mutex_ISynchronizeMutex_vtbl = {
	ACOM_UNKNOWN(Mutex, ISynchronizeMutex), Mutex_Wait, Mutex_ReleaseMutex, Mutex_Reset, Mutex_ReleaseMutex,
};
static const ISynchronizeHandleVtbl Mutex_ISynchronizeHandle_vtbl = {
	ACOM_UNKNOWN(Mutex, ISynchronizeHandle), Mutex_GetHandle,
};
static const AcomInterface Mutex_map[] = {
	ACOM_ENTRY(Mutex, ISynchronizeMutex), ACOM_ENTRY_AS(Mutex, ISynchronize, ISynchronizeMutex),
	ACOM_ENTRY_AS(Mutex, IAgileObject, ISynchronizeMutex), ACOM_ENTRY(Mutex, ISynchronizeHandle), ACOM_END,
};

static HRESULT Mutex_construct(void *object)
{
	Mutex *m = object;

	os_mutex_init(&m->free.lock);
	m->free.auto_reset = true;
	os_store32(&m->free.state, WAITABLE_SET);
	return S_OK;
}

static void Mutex_destruct(void *object)
{
	Mutex *m = object;

	os_mutex_lock(&lock);
	bool mine = mutex_is_mine(m);
	mutex_unhold(m);
	os_mutex_unlock(&lock);
	if (mine)
		thread_lets_go(thread_self());
	waitable_fini(&m->free);
}

static const AcomClass Mutex_class = { "Mutex", sizeof(Mutex), Mutex_map, Mutex_construct, Mutex_destruct, NULL };

HRESULT mutex_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Mutex_class, outer, riid, ppv);
}
