/* shop.c - a session, a connection and a request at the scripted shop. */
#include "shop.h"

static bool fails(struct shop *s)
{
	DWORD error = GetLastError();

	if (s->session)
		InternetCloseHandle(s->session);
	return sweep_ok(HRESULT_FROM_WIN32(error));
}

bool shop_connect(struct shop *s, const char *host, INTERNET_PORT port, DWORD flags)
{
	events_clear();
	*s = (struct shop){ NULL, NULL, NULL };
	s->session = InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, flags);
	if (s->session) {
		InternetSetStatusCallback(s->session, events_callback);
		s->connect = InternetConnect(s->session, host, port, NULL, NULL, INTERNET_SERVICE_HTTP, 0, CONNECT_CONTEXT);
	}
	return s->connect || fails(s);
}

bool shop_open_as(struct shop *s, const struct web_page *pages, DWORD flags, const char *verb, const char *object,
                  DWORD request_flags, DWORD_PTR context)
{
	web_serve(pages);
	if (!shop_connect(s, "shop", 0, flags))
		return false;
	s->request = HttpOpenRequest(s->connect, verb, object, NULL, NULL, NULL, request_flags, context);
	return s->request || fails(s);
}

bool shop_open(struct shop *s, const struct web_page *pages, DWORD flags, const char *object, DWORD_PTR context)
{
	return shop_open_as(s, pages, flags, NULL, object, 0, context);
}

bool shop_send(struct shop *s)
{
	DWORD error;

	return events_finish(HttpSendRequest(s->request, NULL, 0, NULL, 0), REQUEST_CONTEXT, &error, NULL) ||
	       sweep_ok(HRESULT_FROM_WIN32(error));
}

DWORD shop_read(struct shop *s, char *to, DWORD room, DWORD piece)
{
	DWORD total = 0, got = 1, error;

	while (got && total < room) {
		DWORD most = room - total < piece ? room - total : piece;

		if (!events_finish(InternetReadFile(s->request, to + total, most, &got), REQUEST_CONTEXT, &error, NULL)) {
			sweep_ok(HRESULT_FROM_WIN32(error));
			return 0;
		}
		total += got;
	}
	return total;
}

static void wait_if_it_pends(struct shop *s, BOOL done)
{
	if (done)
		return;
	assert_int_equal(GetLastError(), ERROR_IO_PENDING);
	assert_true(AcomInternetWait(s->request, INFINITE));
}

void shop_untold(struct shop *s, const char *text)
{
	DWORD size = (DWORD)strlen(text), got = 0;
	char body[16];

	assert_false(HttpSendRequest(s->request, NULL, 0, NULL, 0));
	wait_if_it_pends(s, FALSE);
	wait_if_it_pends(s, InternetReadFile(s->request, body, size, &got));
	assert_int_equal(got, size);
	assert_memory_equal(body, text, size);
}

DWORD shop_system_error(void)
{
	DWORD number = 0, size = sizeof number;

	assert_true(InternetQueryOption(NULL, INTERNET_OPTION_EXTENDED_ERROR, &number, &size));
	return number;
}
