/* engine_dial.c - connections that libcurl tries to make. When one has failed it goes on with the next address only when something
 * else happens to that transfer, which may be never: it is made to look. */
#include "engine_curl.h"

bool dial_begin(struct curl_engine *e, struct easy *easy, curl_socket_t fd)
{
	unsigned i = easy->dials[0] != CURL_SOCKET_BAD; /* one for either kind of addresses */

	if (!users_room(e, fd))
		return false;
	if (easy->dials[i] != CURL_SOCKET_BAD)
		e->users[easy->dials[i]].dials = NULL;
	easy->dials[i] = fd;
	e->users[fd].dials = easy;
	return true;
}

void dial_over(struct curl_engine *e, struct easy *easy)
{
	unsigned i;

	for (i = 0; i < ARRAY_COUNT(easy->dials); i++) {
		if (easy->dials[i] != CURL_SOCKET_BAD)
			e->users[easy->dials[i]].dials = NULL;
		easy->dials[i] = CURL_SOCKET_BAD;
	}
}

void dial_failed(struct curl_engine *e, struct easy *easy)
{
	if (!e->acts || easy->failed)
		return;
	easy->failed = true;
	easy->next_failed = e->failed;
	e->failed = easy;
}

void dial_closed(struct curl_engine *e, curl_socket_t fd)
{
	struct easy *easy = (size_t)fd < e->user_count ? e->users[fd].dials : NULL;

	if (!easy)
		return;
	easy->dials[easy->dials[1] == fd] = CURL_SOCKET_BAD;
	e->users[fd].dials = NULL;
	dial_failed(e, easy);
}

/* It looks at what was paused, and goes on. */
void dial_on(struct curl_engine *e)
{
	while (e->failed) {
		struct easy *easy = e->failed;

		e->failed = easy->next_failed;
		easy->failed = false;
		curl_easy_pause(easy->curl, CURLPAUSE_SEND);
		curl_easy_pause(easy->curl, CURLPAUSE_CONT);
	}
}
