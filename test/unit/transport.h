/* transport.h - what tests of transports share: addresses below a directory of their own, listeners, and talk. */
#ifndef TEST_TRANSPORT_H
#define TEST_TRANSPORT_H

#include <stdio.h>
#include <string.h>

#include "command.h"
#include "harness.h"
#include "wire/transport.h"

static inline struct address address_at(const char *text)
{
	char why[WHY_MOST];
	struct address a;

	assert_int_equal(address_parse(text, &a, why), S_OK);
	return a;
}

/* unix:DIRECTORY/NAME */
static inline struct address address_in(const char *directory, const char *name)
{
	char text[ADDRESS_MOST];

	assert_in_range(snprintf(text, sizeof text, "unix:%s/%s", directory, name), 1, sizeof text - 1);
	return address_at(text);
}

/* Says why, if it is no success. */
static inline void expect_done(HRESULT hr, const char *why)
{
	if (hr != S_OK)
		fprintf(stderr, "%s\n", why);
	assert_int_equal(hr, S_OK);
}

static inline struct listener listening(const struct address *a)
{
	char why[WHY_MOST] = "";
	struct listener l;

	expect_done(transport_listen(a, NULL, &l, why), why);
	return l;
}

/* Listening fails with this code, and says this. */
static inline void expect_no_listener(const struct address *a, HRESULT hr, const char *says)
{
	char why[WHY_MOST] = "";
	struct listener l;

	assert_int_equal(transport_listen(a, NULL, &l, why), hr);
	if (!strstr(why, says) || strchr(why, '\n'))
		fail_msg("\"%s\" does not say \"%s\"", why, says);
}

static inline struct stream connected(const struct address *a)
{
	char why[WHY_MOST] = "";
	struct stream s;

	expect_done(transport_connect(a, NULL, 0, &s, why), why);
	return s;
}

static inline struct stream accepted(struct listener *l)
{
	char why[WHY_MOST] = "";
	struct stream s;

	assert_int_equal(os_poll(l->fd, OS_FOREVER), 1);
	expect_done(transport_accept(l, &s, why), why);
	return s;
}

static inline HRESULT say(struct stream *s, const char *text)
{
	struct os_part part = { text, strlen(text) };
	size_t done;
	HRESULT hr = stream_write(s, &part, 1, NULL, 0, &done);

	assert_int_equal(done, hr == S_OK ? strlen(text) : 0);
	return hr;
}

static inline void expect_said(struct stream *s, const char *text)
{
	char buffer[64];
	struct arrival a;

	assert_int_equal(os_poll(s->fd, OS_FOREVER), 1);
	assert_int_equal(stream_read(s, buffer, sizeof buffer, &a), S_OK);
	assert_int_equal(a.size, strlen(text));
	assert_memory_equal(buffer, text, a.size);
	assert_int_equal(a.fd_count, 0);
}

static inline void expect_end(struct stream *s)
{
	struct arrival a;
	char octet;

	assert_int_equal(os_poll(s->fd, OS_FOREVER), 1);
	assert_int_equal(stream_read(s, &octet, 1, &a), RPC_E_DISCONNECTED);
	assert_int_equal(a.size, 0);
	assert_int_equal(a.fd_count, 0);
}

/* Both ways, over one connection to a listener. */
static inline void expect_service(struct listener *l)
{
	struct stream client = connected(&l->at), server = accepted(l);

	assert_int_equal(say(&client, "who is there?"), S_OK);
	expect_said(&server, "who is there?");
	assert_int_equal(say(&server, "it is me"), S_OK);
	expect_said(&client, "it is me");
	stream_close(&client);
	expect_end(&server);
	stream_close(&server);
}


#endif
