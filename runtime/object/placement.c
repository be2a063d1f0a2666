/* placement.c - which apartment the objects of a library live in, and threads that serve those which no thread of the program
 * is in. */
#include "object/object.h"

enum host_kind { HOST_MTA, HOST_STA, HOSTS };

struct host {
	AcomApartment *thread;
	struct apartment *apartment; /* counted */
};

static struct {
	os_mutex lock;
	struct host all[HOSTS];
} hosts;

/* ---- their threads ---- */

static HRESULT host_enter(void *arg)
{
	*(struct apartment **)arg = apartment_current();
	return S_OK;
}

static HRESULT host_open(enum host_kind kind, struct host *h)
{
	DWORD flags = kind == HOST_STA ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED;

	return AcomApartmentOpen(flags, host_enter, &h->apartment, &h->thread);
}

static void host_close(struct host *h)
{
	AcomApartmentClose(h->thread);
	apartment_unref(h->apartment);
}

static struct apartment *host_apartment(enum host_kind kind)
{
	os_mutex_lock(&hosts.lock);
	struct apartment *a = hosts.all[kind].apartment;
	if (a)
		apartment_ref(a);
	os_mutex_unlock(&hosts.lock);
	return a;
}

/* Of two threads that both open one, the second closes its own. */
static HRESULT host_find(enum host_kind kind, struct apartment **where)
{
	struct host mine = { 0 };

	if ((*where = host_apartment(kind)))
		return S_OK;
	HRESULT hr = host_open(kind, &mine);
	if (FAILED(hr))
		return hr;
	os_mutex_lock(&hosts.lock);
	struct host *h = &hosts.all[kind];
	if (!h->thread) {
		*h = mine;
		mine = (struct host){ 0 };
	}
	*where = apartment_ref(h->apartment);
	os_mutex_unlock(&hosts.lock);
	host_close(&mine);
	return S_OK;
}

/* Whether only the hosts are left: they are the caller's then. A thread that wants one has entered an apartment before. */
static bool hosts_take(struct host taken[HOSTS])
{
	unsigned count = 0;

	os_mutex_lock(&hosts.lock);
	for (int i = 0; i < HOSTS; i++)
		count += hosts.all[i].thread != NULL;
	bool alone = count && apartment_threads() == count;
	if (alone) {
		memcpy(taken, hosts.all, sizeof hosts.all);
		memset(hosts.all, 0, sizeof hosts.all);
	}
	os_mutex_unlock(&hosts.lock);
	return alone;
}

void placement_thread_left(void)
{
	struct host taken[HOSTS];

	if (hosts_take(taken))
		for (int i = 0; i < HOSTS; i++)
			host_close(&taken[i]);
	if (!apartment_threads())
		libraries_process_ends();
}

/* ---- where objects live ---- */

static struct apartment *apartment_if(const struct apartment *current, enum apartment_kind kind)
{
	return current->kind == kind ? apartment_ref((struct apartment *)(uintptr_t)current) : NULL;
}

HRESULT placement_find(enum class_model model, struct apartment *current, struct apartment **where)
{
	*where = NULL;
	switch (model) {
	case MODEL_BOTH:
		*where = apartment_ref(current);
		return S_OK;
	case MODEL_NEUTRAL:
		return apartment_neutral(where);
	case MODEL_SINGLE:
		*where = apartment_main();
		break;
	case MODEL_APARTMENT:
		*where = apartment_if(current, APARTMENT_STA);
		break;
	case MODEL_FREE:
		*where = apartment_if(current, APARTMENT_MTA);
		break;
	}
	return *where ? S_OK : host_find(model == MODEL_FREE ? HOST_MTA : HOST_STA, where);
}

/* ---- whether their threads are busy ---- */

static HRESULT host_nothing(void *arg)
{
	(void)arg;
	return S_OK;
}

static bool kind_is_quiet(enum apartment_kind kind)
{
	struct apartment *a = apartment_with_workers(kind);
	bool quiet = !a || workers_are_idle(a);

	apartment_unref(a);
	return quiet;
}

bool placement_is_quiet(void)
{
	struct apartment *sta = host_apartment(HOST_STA);

	/* what ran there before this has returned */
	if (sta)
		apartment_call(sta, host_nothing, NULL);
	apartment_unref(sta);
	return kind_is_quiet(APARTMENT_MTA) && kind_is_quiet(APARTMENT_NTA);
}
