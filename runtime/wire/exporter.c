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

/* Over what another one is met, and where this end of it is: over TLS no other address would do. */
struct meeting {
	const struct transport *transport;
	bool secure;
	struct address here; /* no transport: it is not far */
};

static struct meeting meeting_of(const struct stream *met)
{
	struct meeting m = { .transport = met ? met->transport : NULL, .secure = met && met->secure };

	if (met && stream_is_far(met)) {
		m.here.at = met->here;
		m.here.transport = m.transport;
		m.here.at.port = 0;
	}
	return m;
}

/* All of this machine's. */
static bool is_anywhere(const struct address *a)
{
	static const struct os_address anywhere[] = { { .family = OS_IPV4 }, { .family = OS_IPV6 } };

	return address_is_of(a, &anywhere[0]) || address_is_of(a, &anywhere[1]);
}

/* In what order they are named to who was not met by TLS. */
enum rank { OF_THE_TRANSPORT, WHERE_PEERS_ARE_KNOWN, WITHOUT_TLS, BY_TLS, RANKS };

static enum rank rank_of(const struct meeting *m, const struct address *a)
{
	if (a->transport == m->transport)
		return OF_THE_TRANSPORT;
	return a->at.family == OS_UNIX ? WHERE_PEERS_ARE_KNOWN : address_is_secure(a) ? BY_TLS : WITHOUT_TLS;
}

static bool address_suits(const struct meeting *m, const struct address *a, enum rank rank)
{
	if (!m->secure)
		return rank == rank_of(m, a) && !is_anywhere(a);
	return rank == OF_THE_TRANSPORT && a->transport == m->transport && a->at.family == m->here.at.family &&
	       (is_anywhere(a) || address_is_of(a, &m->here.at));
}

static size_t addresses_take(const struct meeting *m, enum rank rank, struct address *taken, size_t count)
{
	for (size_t i = 0; i < exporter.count && count < ADDRESSES_MOST; i++) {
		if (!address_suits(m, &exporter.addresses[i], rank))
			continue;
		taken[count] = exporter.addresses[i];
		if (m->secure)
			memcpy(taken[count].at.ip, m->here.at.ip, sizeof m->here.at.ip);
		count++;
	}
	return count;
}

static size_t addresses_for(const struct meeting *m, struct address taken[ADDRESSES_MOST])
{
	size_t count = 0;

	os_mutex_lock(&exporter.lock);
	for (unsigned rank = 0; rank < RANKS; rank++)
		count = addresses_take(m, rank, taken, count);
	os_mutex_unlock(&exporter.lock);
	return count;
}

/* Whether who was met can go by the first one: he may have no certificate, and where nobody knows him objects that he was given
 * elsewhere are not his. */
static bool addresses_do(const struct meeting *m, const struct address *taken, size_t count)
{
	if (!count || m->secure)
		return count;
	return m->here.transport ? !address_is_secure(&taken[0]) : taken[0].at.family == OS_UNIX;
}

HRESULT exporter_bindings(const struct stream *met, DUALSTRINGARRAY *d, size_t words)
{
	struct address taken[ADDRESSES_MOST];
	struct meeting m = meeting_of(met);
	size_t count = addresses_for(&m, taken);

	if (!addresses_do(&m, taken, count)) {
		HRESULT hr = listen_privately(m.here.transport ? &m.here : NULL);
		if (FAILED(hr) && !count)
			return hr;
		count = addresses_for(&m, taken);
	}
	return bindings_write(taken, count, d, words);
}

HRESULT exporter_binding_array(const struct stream *met, DUALSTRINGARRAY **d)
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
