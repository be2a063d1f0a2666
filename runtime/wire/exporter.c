/* exporter.c - this process, as others know it: its OXID, its IRemUnknown, and where it listens. */
#include "wire/wire.h"

static struct {
	os_mutex lock;
	uint64_t named; /* the process for which it is */
	uint64_t oxid;
	IPID unknown;
	struct address *addresses;
	size_t count;
} exporter;

/* A child of this process is another one. Locked. */
static void exporter_name(void)
{
	uint64_t process = os_process_id();

	if (exporter.named == process)
		return;
	os_random(&exporter.oxid, sizeof exporter.oxid);
	os_random(&exporter.unknown, sizeof exporter.unknown);
	exporter.named = process;
}

uint64_t exporter_oxid(void)
{
	os_mutex_lock(&exporter.lock);
	exporter_name();
	os_mutex_unlock(&exporter.lock);
	return exporter.oxid;
}

const IPID *exporter_unknown(void)
{
	os_mutex_lock(&exporter.lock);
	exporter_name();
	os_mutex_unlock(&exporter.lock);
	return &exporter.unknown;
}

/* ---- addresses ---- */

HRESULT exporter_listens(const struct address *a)
{
	os_mutex_lock(&exporter.lock);
	struct address *more = os_realloc(exporter.addresses, (exporter.count + 1) * sizeof *more);
	if (more) {
		exporter.addresses = more;
		more[exporter.count++] = *a;
	}
	os_mutex_unlock(&exporter.lock);
	return more ? S_OK : FAIL(E_OUTOFMEMORY);
}

void exporter_unlistens(const struct address *a)
{
	size_t i = 0;

	os_mutex_lock(&exporter.lock);
	while (i < exporter.count && !address_equal(&exporter.addresses[i], a))
		i++;
	if (i < exporter.count) {
		memmove(&exporter.addresses[i], &exporter.addresses[i + 1], (exporter.count - i - 1) * sizeof *a);
		exporter.count--;
	}
	if (!exporter.count) {
		os_free(exporter.addresses);
		exporter.addresses = NULL;
	}
	os_mutex_unlock(&exporter.lock);
}

enum { ADDRESSES_MOST = 16 }; /* that a reference names */

/* Those of a transport, or of all but that. */
static size_t addresses_take(const struct transport *of, bool others, struct address *taken, size_t count)
{
	for (size_t i = 0; i < exporter.count && count < ADDRESSES_MOST; i++)
		if ((exporter.addresses[i].transport == of) != others)
			taken[count++] = exporter.addresses[i];
	return count;
}

static size_t addresses_for(const struct transport *met, struct address taken[ADDRESSES_MOST])
{
	os_mutex_lock(&exporter.lock);
	size_t count = addresses_take(met, false, taken, 0);
	count = addresses_take(met, true, taken, count);
	os_mutex_unlock(&exporter.lock);
	return count;
}

HRESULT exporter_bindings(const struct transport *met, DUALSTRINGARRAY *d, size_t words)
{
	struct address taken[ADDRESSES_MOST];
	size_t count = addresses_for(met, taken);

	if (!count) {
		HRESULT hr = listen_privately(met);
		if (FAILED(hr))
			return hr;
		count = addresses_for(met, taken);
	}
	return bindings_write(taken, count, d, words);
}

HRESULT exporter_binding_array(const struct transport *met, DUALSTRINGARRAY **d)
{
	*d = CoTaskMemAlloc(sizeof **d + EXPORTER_WORDS * sizeof(*d)->aStringArray[0]);
	if (!*d)
		return FAIL(E_OUTOFMEMORY);
	HRESULT hr = exporter_bindings(met, *d, EXPORTER_WORDS);
	if (FAILED(hr)) {
		CoTaskMemFree(*d);
		*d = NULL;
	}
	return hr;
}
