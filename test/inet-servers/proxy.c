/* proxy.c - servers that are reached through a proxy: HTTP, CONNECT, SOCKS 4, 4a and 5; HTTP, HTTPS and FTP. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "inet/real.h"

static long log_size(void)
{
	struct stat s;

	return stat(getenv("ACOM_PROXY_LOG"), &s) ? 0 : s.st_size;
}

static const char *log_since(long since)
{
	static char text[65536];
	FILE *f = fopen(getenv("ACOM_PROXY_LOG"), "r");

	assert_non_null(f);
	fseek(f, since, SEEK_SET);
	text[fread(text, 1, sizeof text - 1, f)] = 0;
	fclose(f);
	return text;
}

static void heard(long since, const char *expected)
{
	assert_string_equal(log_since(since), expected);
}

/* "SCHEME127.0.0.1:port"; loopback, too, goes through it. */
static void begin_at(struct real *r, const char *scheme, const char *server)
{
	char proxy[64];

	snprintf(proxy, sizeof proxy, "%s127.0.0.1:%u", scheme, real_port(server));
	real_session(r, INTERNET_FLAG_ASYNC, proxy, "<-loopback>");
}

static void begin(struct real *r, const char *scheme)
{
	begin_at(r, scheme, "PROXY");
}

static void gets_hello(struct real *r, const char *server, const char *log)
{
	char expected[128];
	long before = log_size();

	real_connect(r, server);
	real_request(r, NULL, "/", 0);
	real_sends(r);
	assert_string_equal(events_told(REAL_REQUEST), "60 10 11 20 21 30 31 40 41 100");
	assert_string_equal(real_body(r->request, REAL_REQUEST), "hello");
	snprintf(expected, sizeof expected, log, real_port(server));
	heard(before, expected);
}

static void reaches(const char *scheme, const char *server, const char *log)
{
	struct real r;

	begin(&r, scheme);
	real_believe(&r);
	gets_hello(&r, server, log);
	assert_string_equal(events_await(REAL_REQUEST, INTERNET_STATUS_CONNECTED_TO_SERVER, 1)->text, "127.0.0.1");
	real_end(&r);
}

TEST(a_page_through_a_proxy) { reaches("", "HTTP", "GET http://127.0.0.1:%u/\n"); }
TEST(a_secret_one_through_it) { reaches("", "HTTPS", "CONNECT 127.0.0.1:%u\n"); }
TEST(one_through_the_proxy_of_its_scheme) { reaches("http=nowhere.invalid:1 https=", "HTTPS", "CONNECT 127.0.0.1:%u\n"); }
TEST(a_page_through_socks4) { reaches("socks4://", "HTTP", "SOCKS4 127.0.0.1:%u \n"); }
TEST(a_page_through_socks4a) { reaches("socks=", "HTTP", "SOCKS4 127.0.0.1:%u \n"); }
TEST(a_page_through_socks5) { reaches("socks5://", "HTTP", "SOCKS5 127.0.0.1:%u \n"); }
TEST(a_secret_one_through_socks5) { reaches("socks5h://", "HTTPS", "SOCKS5 127.0.0.1:%u \n"); }

TEST(with_socks5_the_proxy_may_know_the_name)
{
	char expected[64];
	struct real r;
	long before;

	begin(&r, "socks5h://");
	before = log_size();
	r.connect = InternetConnect(r.session, "localhost", real_port("HTTP"), NULL, NULL, INTERNET_SERVICE_HTTP, 0, REAL_CONNECT);
	r.request = HttpOpenRequest(r.connect, NULL, "/", NULL, NULL, NULL, 0, REAL_REQUEST);
	real_sends(&r);
	assert_string_equal(events_await(REAL_REQUEST, INTERNET_STATUS_RESOLVING_NAME, 1)->text, "127.0.0.1");
	snprintf(expected, sizeof expected, "SOCKS5 localhost:%u \n", real_port("HTTP"));
	heard(before, expected);
	real_end(&r);
}

TEST(who_is_to_be_reached_without_it_is)
{
	char proxy[64];
	struct real r;
	long before = log_size();

	snprintf(proxy, sizeof proxy, "127.0.0.1:%u", real_port("PROXY"));
	real_session(&r, INTERNET_FLAG_ASYNC, proxy, "<-loopback>;127.*");
	real_connect(&r, "HTTP");
	real_request(&r, NULL, "/", 0);
	real_sends(&r);
	heard(before, "");
	real_end(&r);
}

TEST(a_name_that_no_proxy_has)
{
	struct real r;

	real_session(&r, INTERNET_FLAG_ASYNC, "http://nowhere.invalid:1", "<-loopback>");
	real_connect(&r, "HTTP");
	real_request(&r, NULL, "/", 0);
	assert_int_equal(real_send(&r), ERROR_INTERNET_PROXY_SERVER_UNREACHABLE);
	assert_string_equal(events_told(REAL_REQUEST), "60 10 100");
	assert_string_equal(events_await(REAL_REQUEST, INTERNET_STATUS_RESOLVING_NAME, 1)->text, "nowhere.invalid");
	real_end(&r);
}

/* ---- who asks the proxy ---- */

static void authenticates(const char *server, const char *lines)
{
	static const char told[] = "60 10 11 20 21 30 31 40 41 100"; /* and perhaps that the connection was closed */
	char expected[256];
	struct real r;
	long before;

	begin_at(&r, "", "ASKING");
	real_believe(&r);
	before = log_size();
	real_connect(&r, server);
	real_request(&r, NULL, "/", 0);
	real_sends(&r);
	assert_int_equal(real_status(&r), 407);
	assert_memory_equal(events_told(REAL_REQUEST), told, strlen(told));
	real_text(r.request, INTERNET_OPTION_PROXY_USERNAME, "ann");
	real_text(r.request, INTERNET_OPTION_PROXY_PASSWORD, "secret");
	real_sends(&r);
	assert_int_equal(real_status(&r), 200);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	snprintf(expected, sizeof expected, lines, real_port(server), real_port(server), real_port(server));
	heard(before, expected);
	real_end(&r);
}

TEST(a_proxy_that_asks_who_is_there_is_told)
{
	authenticates("HTTP", "GET http://127.0.0.1:%u/\nGET http://127.0.0.1:%u/\nGET http://127.0.0.1:%u/ ann\n");
}

TEST(and_so_is_one_before_a_secret_page)
{
	authenticates("HTTPS", "CONNECT 127.0.0.1:%u\nCONNECT 127.0.0.1:%u\nCONNECT 127.0.0.1:%u ann\n");
}

/* What the proxy has let ann through is not for those whom it does not know. */
TEST(a_tunnel_that_somebody_was_let_through_serves_nobody_else)
{
	struct real ann, nobody;
	char expected[128];
	long before;

	begin_at(&ann, "", "ASKING");
	real_believe(&ann);
	real_text(ann.session, INTERNET_OPTION_PROXY_USERNAME, "ann");
	real_text(ann.session, INTERNET_OPTION_PROXY_PASSWORD, "secret");
	real_connect(&ann, "HTTPS");
	real_request(&ann, NULL, "/", 0);
	real_sends(&ann);
	assert_int_equal(real_status(&ann), 200);
	assert_string_equal(real_body(ann.request, REAL_REQUEST), "hello");
	begin_at(&nobody, "", "ASKING");
	real_believe(&nobody);
	real_connect(&nobody, "HTTPS");
	real_request(&nobody, NULL, "/", 0);
	before = log_size();
	real_sends(&nobody);
	assert_int_equal(real_status(&nobody), 407);
	real_text(nobody.session, INTERNET_OPTION_PROXY_USERNAME, "eve");
	real_text(nobody.session, INTERNET_OPTION_PROXY_PASSWORD, "secret");
	real_sends(&nobody);
	assert_int_equal(real_status(&nobody), 407);
	snprintf(expected, sizeof expected, "CONNECT 127.0.0.1:%u\nCONNECT 127.0.0.1:%u\nCONNECT 127.0.0.1:%u\n", real_port("HTTPS"),
	         real_port("HTTPS"), real_port("HTTPS"));
	heard(before, expected);
	real_end(&nobody);
	before = log_size();
	real_sends(&ann);
	assert_int_equal(real_status(&ann), 200);
	heard(before, ""); /* her own serves her again */
	real_end(&ann);
}

TEST(what_a_proxy_says_that_lets_nobody_through_is_an_answer)
{
	char why[16];
	DWORD size = sizeof why;
	struct real r;

	begin(&r, "");
	r.connect = InternetConnect(r.session, "127.0.0.1", 1, NULL, NULL, INTERNET_SERVICE_HTTP, INTERNET_FLAG_SECURE, REAL_CONNECT);
	r.request = HttpOpenRequest(r.connect, NULL, "/", NULL, NULL, NULL, 0, REAL_REQUEST);
	real_sends(&r);
	assert_int_equal(real_status(&r), 403);
	strcpy(why, "X-Why");
	assert_true(HttpQueryInfo(r.request, HTTP_QUERY_CUSTOM, why, &size, NULL));
	assert_string_equal(why, "because");
	assert_string_equal(real_body(r.request, REAL_REQUEST), "");
	real_end(&r);
}

TEST(socks5_is_told_who_asks)
{
	struct real r;

	begin(&r, "socks5://");
	real_text(r.session, INTERNET_OPTION_PROXY_USERNAME, "ann");
	real_text(r.session, INTERNET_OPTION_PROXY_PASSWORD, "secret");
	gets_hello(&r, "HTTP", "SOCKS5 127.0.0.1:%u ann\n");
	real_text(r.session, INTERNET_OPTION_PROXY_PASSWORD, "wrong");
	real_connect(&r, "HTTPS");
	real_request(&r, NULL, "/", 0);
	assert_int_equal(real_send(&r), ERROR_INTERNET_INVALID_PROXY_REQUEST);
	real_end(&r);
}

/* ---- FTP ---- */

/* Of the connection for commands, and of that for the file. */
static void heard_twice(long since, const char *verb)
{
	const char *text = log_since(since);
	char line[64];

	snprintf(line, sizeof line, "%s 127.0.0.1:%u", verb, real_port("FTP"));
	assert_memory_equal(text, line, strlen(line));
	text = strchr(text, '\n') + 1;
	snprintf(line, sizeof line, "%s 127.0.0.1:", verb);
	assert_memory_equal(text, line, strlen(line));
	assert_ptr_equal(strchr(text, '\n') + 1, text + strlen(text));
}

/* A file of a mebibyte: both connections go through the proxy. */
static void gets_file(const char *scheme, const char *verb)
{
	DWORD_PTR result = 0;
	DWORD error;
	HINTERNET file;
	struct real r;
	long before;

	begin(&r, scheme);
	before = log_size();
	r.connect = InternetConnect(r.session, "127.0.0.1", real_port("FTP"), "ann", "secret", INTERNET_SERVICE_FTP, 0, REAL_CONNECT);
	assert_true(events_finish(r.connect != NULL, REAL_CONNECT, &error, &result));
	r.connect = (HINTERNET)result;
	file = FtpOpenFile(r.connect, "big", GENERIC_READ, FTP_TRANSFER_TYPE_BINARY, REAL_REQUEST);
	assert_true(events_finish(file != NULL, REAL_REQUEST, &error, &result));
	assert_int_equal(strlen(real_body((HINTERNET)result, REAL_REQUEST)), 1 << 20);
	heard_twice(before, verb);
	real_end(&r);
}

TEST(a_file_of_ftp_through_connect) { gets_file("", "CONNECT"); }
TEST(a_file_of_ftp_through_its_own_proxy) { gets_file("http=nowhere.invalid:1 ftp=ftp://", "CONNECT"); }
TEST(a_file_of_ftp_through_socks4) { gets_file("socks=", "SOCKS4"); }
TEST(a_file_of_ftp_through_socks5) { gets_file("socks5h://", "SOCKS5"); }

TEST(ftp_through_a_proxy_that_asks_who_is_there)
{
	DWORD_PTR result;
	DWORD error;
	HINTERNET h;
	struct real r;

	begin_at(&r, "", "ASKING");
	h = InternetConnect(r.session, "127.0.0.1", real_port("FTP"), "ann", "secret", INTERNET_SERVICE_FTP, 0, REAL_CONNECT);
	assert_false(events_finish(h != NULL, REAL_CONNECT, &error, NULL));
	assert_int_equal(error, ERROR_INTERNET_INVALID_PROXY_REQUEST);
	real_text(r.session, INTERNET_OPTION_PROXY_USERNAME, "ann");
	real_text(r.session, INTERNET_OPTION_PROXY_PASSWORD, "secret");
	h = InternetConnect(r.session, "127.0.0.1", real_port("FTP"), "ann", "secret", INTERNET_SERVICE_FTP, 0, REAL_REQUEST);
	assert_true(events_finish(h != NULL, REAL_REQUEST, &error, &result));
	real_end(&r);
}
