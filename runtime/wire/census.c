/* census.c - the connections that were accepted: so many of each user, so many in all, and no more. */
#include "base/map.h"
#include "wire/transport.h"

/* Of a user, or of a host that is elsewhere. Those whom nobody knows are one user together: any of them may be the same. */
struct account {
	struct map_node node;
	struct { uint32_t known, user; uint8_t ip[16]; } key;
	unsigned count;
};

static os_mutex census_lock = OS_MUTEX_INIT;
static struct map accounts;
static unsigned total;

unsigned census_count(void)
{
	unsigned n;

	os_mutex_lock(&census_lock);
	n = total;
	os_mutex_unlock(&census_lock);
	return n;
}

static struct account *account_new(const struct peer *who)
{
	struct account *a = os_zalloc(sizeof *a);

	if (!a)
		return NULL;
	a->key.known = who->known;
	a->key.user = who->id.user;
	memcpy(a->key.ip, who->at.ip, sizeof a->key.ip);
	if (map_add(&accounts, &a->node, &a->key, sizeof a->key))
		return a;
	os_free(a);
	return NULL;
}

static struct account *account_of(const struct peer *who)
{
	struct account key = { .key = { .known = who->known, .user = who->id.user } };

	memcpy(key.key.ip, who->at.ip, sizeof key.key.ip);
	struct map_node *node = map_find(&accounts, &key.key, sizeof key.key);

	return node ? container_of(node, struct account, node) : account_new(who);
}

/* which: the limit that is in the way. */
static struct limit_hit too_many(const struct account *a)
{
	if (total >= limit_of(ACOM_LIMIT_CONNECTIONS))
		return limit_own(ACOM_LIMIT_CONNECTIONS, total + 1ull);
	if (a->count >= limit_of(ACOM_LIMIT_USER_CONNECTIONS))
		return limit_own(ACOM_LIMIT_USER_CONNECTIONS, a->count + 1ull);
	return (struct limit_hit){ 0 };
}

static HRESULT account_judge(const struct account *a, char *why)
{
	struct limit_hit hit = too_many(a);
	char text[LIMIT_TEXT];

	limit_text(&hit, text);
	return hit.which ? why_not(why, RPC_E_OUT_OF_RESOURCES, "%s", text) : S_OK;
}

static void account_end(struct account *a)
{
	if (a->count)
		return;
	map_remove(&accounts, &a->node);
	os_free(a);
}

HRESULT census_enter(const struct peer *who, struct account **a, char *why)
{
	HRESULT hr;

	os_mutex_lock(&census_lock);
	*a = account_of(who);
	hr = *a ? account_judge(*a, why) : why_not(why, E_OUTOFMEMORY, "%s", error_text(E_OUTOFMEMORY));
	if (SUCCEEDED(hr)) {
		(*a)->count++;
		total++;
	} else if (*a) {
		account_end(*a);
		*a = NULL;
	}
	os_mutex_unlock(&census_lock);
	return hr;
}

void census_leave(struct account *a)
{
	os_mutex_lock(&census_lock);
	a->count--;
	total--;
	account_end(a);
	os_mutex_unlock(&census_lock);
}
