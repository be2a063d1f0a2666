/* engine_many.c - which servers speak HTTP/2. Requests to them wait for a connection that is being made and share it; to others
 * each would wait for the one before it. */

#include "engine_curl.h"

/* Scheme, host and port, as the URL has them. */
static size_t origin_size(const char *url)
{
	const char *host = strstr(url, "://");

	return host ? (size_t)(host - url) + 3 + strcspn(host + 3, "/?#") : 0;
}

/* Its place, or MANY_MOST. */
static unsigned place_of(const struct curl_engine *e, const char *url)
{
	size_t size = origin_size(url);
	unsigned i;

	for (i = 0; i < MANY_MOST; i++)
		if (e->many[i] && strlen(e->many[i]) == size && ascii_equal_n(e->many[i], url, size))
			break;
	return i;
}

static void forget(struct curl_engine *e, unsigned place)
{
	os_free(e->many[place]);
	e->many[place] = NULL;
}

bool engine_knows(const struct curl_engine *e, const char *url)
{
	return place_of(e, url) < MANY_MOST;
}

/* For want of memory one connection more is made later. */
void engine_learn(struct run *r, bool many)
{
	struct curl_engine *e = r->engine;
	char *url = NULL;
	unsigned place;

	/* the transfer's may be that of a redirect by now */
	if (curl_easy_getinfo(r->easy, CURLINFO_EFFECTIVE_URL, &url) || !url)
		return;
	place = place_of(e, url);
	if (!many && place < MANY_MOST)
		forget(e, place);
	if (!many || place < MANY_MOST)
		return;
	forget(e, e->many_next);
	e->many[e->many_next] = text_copy(url, origin_size(url));
	e->many_next = (e->many_next + 1) % MANY_MOST;
}

void engine_forget(struct curl_engine *e)
{
	unsigned i;

	for (i = 0; i < MANY_MOST; i++)
		forget(e, i);
}
