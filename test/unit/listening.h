/* listening.h - what tests of servers share: this process listens, with a class, and clients by hand. */
#ifndef LISTENING_H
#define LISTENING_H

#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "caller.h"
#include "command.h"
#include "house.h"
#include "where.h"

#include "wire/transport.h"

static const CLSID CLSID_Where = { 0xA0C0FFEE, 9, 1, { 1, 2, 3, 4, 5, 6, 7, 8 } };

/* A server in this process, at an address in a new directory. */
struct server {
	char directory[128], address[160];
	DWORD cookie;
};

static inline LPOLESTR wide(const char *text)
{
	static OLECHAR units[256];
	size_t n = utf16_from_utf8(text, units, 255);

	assert_in_range(n, 0, 254);
	units[n] = 0;
	return units;
}

static inline void server_open(struct server *s, DWORD flags)
{
	directory_new(s->directory, sizeof s->directory, "listen");
	assert_int_equal(chmod(s->directory, 0700), 0);
	snprintf(s->address, sizeof s->address, "unix:%s/socket", s->directory);
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomRegisterClass(&CLSID_Where, where_make, flags, &s->cookie), S_OK);
	assert_int_equal(AcomListen(wide(s->address)), S_OK);
}

static inline void server_close(struct server *s)
{
	house_leave();
	assert_string_equal(scratch_list(s->directory), "");
	assert_int_equal(rmdir(s->directory), 0);
}

static inline void read_it(struct caller *k, const struct objref *o)
{
	uint64_t thread = 0;
	BYTE *pv = (BYTE *)&thread;
	ULONG cb = sizeof thread, read = 0, *pcb = &read;
	void *args[] = { &pv, &cb, &pcb };

	assert_int_equal(caller_call(k, &IID_ISimpleStream, 3, &o->ipid, args), S_OK);
	assert_int_equal(read, sizeof thread);
	assert_int_not_equal(thread, 0);
	assert_int_not_equal(thread, os_thread_id());
}

/* Where it listens over TCP. */
static inline void dial_again(struct caller *k)
{
	LPOLESTR at = NULL;
	char text[ADDRESS_MOST];

	assert_int_equal(AcomListeningAt(1, &at), S_OK);
	for (size_t i = 0; i < sizeof text; i++)
		if (!(text[i] = (char)needed(at)[i]))
			break;
	CoTaskMemFree(at);
	assert_int_equal(AcomListeningAt(2, &at), S_FALSE);
	assert_null(at);
	caller_dial(k, text);
}

static inline void dial_tcp(struct caller *k)
{
	assert_int_equal(AcomListen(u"tcp:127.0.0.1:0"), S_OK);
	dial_again(k);
}

#endif
