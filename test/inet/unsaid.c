/* unsaid.c - users and passwords stand in no trace, and in nothing that a sink is told, wherever the objects live; and how long
 * URLs and what they consist of may be. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "inet/office.h"
#include "inet/shop.h"
#include "inet/site.h"

#ifndef ACOM_SIM
#include "command.h"
#include "inet/witness.h"

static const struct talk_reply replies[] = { SITE_LOGIN, SITE_HOME, { .command = "DELE", .reply = "250 gone\r\n" }, SITE_REST };
static const struct talk_server site = { "shop", 2121, "220 Come in.\r\n", replies };
static const char user[] = "ann", password[] = "secret", wrong[] = "wr0ng", hidden[] = "h1dden";

/* What standard error says from here on, also of processes that are forked. */
static int listen_to(char path[DIRECTORY_MOST + 16], int *usual)
{
	int told = memfd_create("told", 0);

	snprintf(path, DIRECTORY_MOST + 16, "%s/trace", scratch_make());
	setenv("ACOM_TRACE", "apartment,call,fail,held", 1);
	setenv("ACOM_TRACE_FILE", path, 1);
	*usual = dup(STDERR_FILENO);
	dup2(told, STDERR_FILENO);
	trace_restart();
	return told;
}

static void has_no_secret(int fd, const char *must_have)
{
	static char text[1 << 20];
	ssize_t size = pread(fd, text, sizeof text - 1, 0);

	close(fd);
	assert_in_range(size, 1, sizeof text - 2);
	text[size] = 0;
	assert_non_null(strstr(text, must_have));
	assert_null(strstr(text, password));
	assert_null(strstr(text, wrong));
	assert_null(strstr(text, hidden));
}

static void heard(int told, const char *path, int usual)
{
	dup2(usual, STDERR_FILENO);
	close(usual);
	unsetenv("ACOM_TRACE");
	unsetenv("ACOM_TRACE_FILE");
	trace_restart();
	has_no_secret(told, "ConnectFtp");
	has_no_secret(open(path, O_RDONLY), "ConnectFtp");
	scratch_remove();
}

/* One login that succeeds and others that fail, by names and by a URL. */
static void log_in(struct office *o)
{
	IFtpSession *ftp;
	IInternetStream *file;

	assert_int_equal(IInternetSession_ConnectFtp(o->session, "shop", 2121, user, password, 0, 1, &ftp), S_OK);
	assert_int_equal(IFtpSession_DeleteFile(ftp, "a"), S_OK);
	IFtpSession_Release(ftp);
	assert_true(FAILED(IInternetSession_ConnectFtp(o->session, "shop", 2121, user, wrong, 0, 2, &ftp)));
	assert_true(FAILED(IInternetSession_OpenUrl(o->session, "ftp://ann:h1dden@shop:2121/a", NULL, 0, 3, &IID_IInternetStream,
						    (void **)&file)));
}

static void traced(enum office_where where)
{
	char path[DIRECTORY_MOST + 16];
	static struct witness w;
	struct office o;
	int told, usual;
	unsigned i;

	if (swept())
		return;
	told = listen_to(path, &usual);
	talk_serve(&site);
	assert_true(office_session(&o, where, NULL));
	w = (struct witness){ .hr = S_OK };
	assert_true(witness_attach(&w, o.session));
	log_in(&o);
	office_close(&o);
	for (i = 0; i < w.count; i++)
		assert_true(!strstr(w.told[i].text, password) && !strstr(w.told[i].text, wrong) && !strstr(w.told[i].text, hidden));
	heard(told, path, usual);
}

TEST(passwords_are_in_no_trace_of_calls_between_apartments) { traced(OFFICE_BESIDE); }
TEST(passwords_are_in_no_trace_of_calls_between_processes) { traced(OFFICE_UNIX); }
#endif

/* ---- how long they may be ---- */

static const struct web_page pages[] = { { NULL, NULL } };

/* A URL of these with so many octets between them. */
static void url_is(const char *before, size_t size, const char *after, DWORD expected)
{
	char *url = needed(os_alloc(strlen(before) + size + strlen(after) + 1));
	HINTERNET session = needed(InternetOpen("test", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0)), h;

	memcpy(url, before, strlen(before));
	memset(url + strlen(before), 'a', size);
	strcpy(url + strlen(before) + size, after);
	h = InternetOpenUrl(session, url, NULL, 0, 0, 0);
	if ((h ? ERROR_SUCCESS : GetLastError()) != expected)
		fail_msg("%.16s...%.16s with %zu octets: %u", before, after, size, h ? ERROR_SUCCESS : GetLastError());
	InternetCloseHandle(session);
	os_free(url);
}

SIM_TEST(a_url_and_its_parts_are_as_long_as_they_may_be_and_no_longer, 1)
{
	if (swept())
		return;
	web_serve(pages);
	url_is("http://", INTERNET_MAX_HOST_NAME_LENGTH, "/", ERROR_INTERNET_NAME_NOT_RESOLVED);
	url_is("http://", INTERNET_MAX_HOST_NAME_LENGTH + 1, "/", ERROR_INTERNET_INVALID_URL);
	url_is("http://", INTERNET_MAX_USER_NAME_LENGTH, "@shop/", ERROR_INTERNET_NAME_NOT_RESOLVED);
	url_is("http://", INTERNET_MAX_USER_NAME_LENGTH + 1, "@shop/", ERROR_INTERNET_INVALID_URL);
	url_is("http://ann:", INTERNET_MAX_PASSWORD_LENGTH, "@shop/", ERROR_INTERNET_NAME_NOT_RESOLVED);
	url_is("http://ann:", INTERNET_MAX_PASSWORD_LENGTH + 1, "@shop/", ERROR_INTERNET_INVALID_URL);
	url_is("http://shop/", 2 * INTERNET_MAX_PATH_LENGTH, "", ERROR_INTERNET_NAME_NOT_RESOLVED);
	url_is("http://shop/", 9000000, "", ERROR_INTERNET_INVALID_URL);
	url_is("", 9000000, "", ERROR_INTERNET_UNRECOGNIZED_SCHEME);
	url_is("http://shop/", 65535 - strlen("http://shop/"), "", ERROR_INTERNET_NAME_NOT_RESOLVED);
	url_is("http://shop/", 65536 - strlen("http://shop/"), "", ERROR_INTERNET_INVALID_URL);
}
