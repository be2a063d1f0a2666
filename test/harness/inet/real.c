/* real.c - a session, and a connection and a request at a real server of the loopback. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "real.h"

INTERNET_PORT real_port(const char *server)
{
	char name[64];

	snprintf(name, sizeof name, "ACOM_%s_PORT", server);
	assert_non_null(getenv(name));
	return (INTERNET_PORT)atoi(getenv(name));
}

void real_session(struct real *r, DWORD flags, const char *proxy, const char *bypass)
{
	events_clear();
	*r = (struct real){ NULL, NULL, NULL };
	r->session = InternetOpen("test", proxy ? INTERNET_OPEN_TYPE_PROXY : INTERNET_OPEN_TYPE_DIRECT, proxy, bypass, flags);
	assert_non_null(r->session);
	InternetSetStatusCallback(r->session, events_callback);
}

void real_text(HINTERNET h, DWORD option, const char *text)
{
	assert_true(InternetSetOption(h, option, (char *)text, (DWORD)strlen(text)));
}

void real_number(HINTERNET h, DWORD option, DWORD number)
{
	assert_true(InternetSetOption(h, option, &number, sizeof number));
}

void real_believe(struct real *r)
{
	char path[256];

	snprintf(path, sizeof path, "%s/ca.pem", getenv("ACOM_WORK"));
	real_text(r->session, ACOM_INTERNET_OPTION_AUTHORITIES, path);
}

void real_connect_to(struct real *r, INTERNET_PORT port, DWORD flags)
{
	r->connect = InternetConnect(r->session, "127.0.0.1", port, NULL, NULL, INTERNET_SERVICE_HTTP, flags, REAL_CONNECT);
	assert_non_null(r->connect);
}

void real_connect(struct real *r, const char *server)
{
	real_connect_to(r, real_port(server), strcmp(server, "HTTP") ? INTERNET_FLAG_SECURE : 0);
}

void real_request(struct real *r, const char *verb, const char *object, DWORD flags)
{
	r->request = HttpOpenRequest(r->connect, verb, object, NULL, NULL, NULL, flags, REAL_REQUEST);
	assert_non_null(r->request);
}

DWORD real_send(struct real *r)
{
	DWORD error;

	events_finish(HttpSendRequest(r->request, NULL, 0, NULL, 0), REAL_REQUEST, &error, NULL);
	return error;
}

void real_sends(struct real *r)
{
	DWORD error = real_send(r);

	if (error)
		fail_msg("error %u", error);
}

void real_completes(DWORD_PTR context)
{
	DWORD error;

	SetLastError(ERROR_IO_PENDING);
	if (!events_finish(FALSE, context, &error, NULL))
		fail_msg("error %u", error);
}

const char *real_body(HINTERNET request, DWORD_PTR context)
{
	static char text[1 << 21];
	DWORD total = 0, got = 1, error;

	while (got) {
		if (!events_finish(InternetReadFile(request, text + total, (DWORD)sizeof text - 1 - total, &got), context, &error, NULL))
			fail_msg("error %u", error);
		total += got;
	}
	text[total] = 0;
	return text;
}

DWORD real_status(struct real *r)
{
	DWORD status, size = sizeof status;

	assert_true(HttpQueryInfo(r->request, HTTP_QUERY_STATUS_CODE | HTTP_QUERY_FLAG_NUMBER, &status, &size, NULL));
	return status;
}

void real_mistrusts(struct real *r, DWORD error, DWORD flag)
{
	static const DWORD all = SECURITY_FLAG_IGNORE_UNKNOWN_CA | SECURITY_FLAG_IGNORE_WRONG_USAGE |
				 SECURITY_FLAG_IGNORE_CERT_CN_INVALID | SECURITY_FLAG_IGNORE_CERT_DATE_INVALID;

	real_request(r, NULL, "/", 0);
	assert_int_equal(real_send(r), error);
	assert_string_equal(events_told(REAL_REQUEST), "60 10 11 20 21 50 51 100");
	real_number(r->request, INTERNET_OPTION_SECURITY_FLAGS, all & ~flag);
	assert_int_equal(real_send(r), error);
	real_number(r->request, INTERNET_OPTION_SECURITY_FLAGS, flag);
	real_sends(r);
	assert_int_equal(real_status(r), 200);
}

void real_end(struct real *r)
{
	assert_true(InternetCloseHandle(r->session));
}
