/* site.c - a session and a connection at a scripted FTP site. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "site.h"

static const struct web_page nothing[] = { { NULL, NULL } };

HINTERNET site_handle(HINTERNET returned, DWORD_PTR context, DWORD *error)
{
	DWORD_PTR result = 0;

	if (returned)
		return returned;
	return events_finish(FALSE, context, error, &result) ? (HINTERNET)result : NULL;
}

bool site_done(BOOL returned, DWORD_PTR context)
{
	DWORD error;

	return events_finish(returned, context, &error, NULL) || sweep_ok(HRESULT_FROM_WIN32(error));
}

bool site_opened(HINTERNET *h, DWORD_PTR context)
{
	DWORD error = ERROR_SUCCESS;

	*h = site_handle(*h, context, &error);
	return *h || sweep_ok(HRESULT_FROM_WIN32(error));
}

bool site_session(struct site *s, const struct talk_server *server, DWORD flags)
{
	events_clear();
	web_serve(nothing);
	talk_serve(server);
	s->connect = NULL;
	s->session = InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, flags);
	if (!s->session)
		return sweep_ok(HRESULT_FROM_WIN32(GetLastError()));
	InternetSetStatusCallback(s->session, events_callback);
	return true;
}

bool site_open(struct site *s, const struct talk_server *server, DWORD flags, DWORD_PTR context)
{
	if (!site_session(s, server, flags))
		return false;
	s->connect = InternetConnect(s->session, "shop", 2121, "ann", "secret", INTERNET_SERVICE_FTP, 0, context);
	if (site_opened(&s->connect, context))
		return true;
	InternetCloseHandle(s->session);
	return false;
}

bool site_gopher(struct site *s, const struct talk_server *server, DWORD flags)
{
	if (!site_session(s, server, flags))
		return false;
	s->connect = InternetConnect(s->session, server->host, server->port, NULL, NULL, INTERNET_SERVICE_GOPHER, 0, SITE_CONTEXT);
	if (s->connect)
		return true;
	sweep_ok(HRESULT_FROM_WIN32(GetLastError()));
	InternetCloseHandle(s->session);
	return false;
}

void site_cancelled(DWORD_PTR context)
{
	assert_int_equal(events_await(context, INTERNET_STATUS_REQUEST_COMPLETE, 1)->error, ERROR_INTERNET_OPERATION_CANCELLED);
}

void site_local(char *path)
{
	const char *below = getenv("TMPDIR"); /* the program's own: what a failed assertion leaves goes with it */

	snprintf(path, SITE_LOCAL, "%s/ftp-%d", below ? below : "/tmp", getpid());
}

bool site_read(HINTERNET file, char *to, DWORD room, DWORD *size)
{
	DWORD got = 1;

	for (*size = 0; got && *size < room; *size += got)
		if (!site_done(InternetReadFile(file, to + *size, room - *size, &got), FILE_CONTEXT))
			return false;
	return true;
}

bool site_good(BOOL returned)
{
	return returned || sweep_ok(HRESULT_FROM_WIN32(GetLastError()));
}
