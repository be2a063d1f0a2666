/* https.c - certificates that are right and wrong, and HTTP/2, at nginx and nghttpd. */
#include <stdio.h>
#include <string.h>

#include "inet/real.h"

static DWORD number(HINTERNET h, DWORD option)
{
	DWORD n = 0, size = sizeof n;

	assert_true(InternetQueryOption(h, option, &n, &size));
	return n;
}

static void begin(struct real *r, DWORD flags, const char *server)
{
	real_session(r, flags, NULL, NULL);
	real_believe(r);
	real_connect(r, server);
}

TEST(a_server_that_somebody_known_vouches_for_is_believed)
{
	struct real r;

	begin(&r, INTERNET_FLAG_ASYNC, "HTTPS");
	real_request(&r, NULL, "/", 0);
	real_sends(&r);
	assert_string_equal(events_told(REAL_REQUEST), "60 10 11 20 21 30 31 40 41 100");
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	assert_true(number(r.request, INTERNET_OPTION_SECURITY_FLAGS) & SECURITY_FLAG_SECURE);
	real_end(&r);
}

/* Refused without the flag, and let through by it, on the same handle and on another one; and other flags do not help. */
static void is_refused(const char *server, DWORD error, DWORD flag, bool believe)
{
	static const DWORD all = SECURITY_FLAG_IGNORE_UNKNOWN_CA | SECURITY_FLAG_IGNORE_WRONG_USAGE |
				 SECURITY_FLAG_IGNORE_CERT_CN_INVALID | SECURITY_FLAG_IGNORE_CERT_DATE_INVALID;
	struct real r;

	real_session(&r, INTERNET_FLAG_ASYNC, NULL, NULL);
	if (believe)
		real_believe(&r);
	real_connect(&r, server);
	real_request(&r, NULL, "/", 0);
	assert_int_equal(real_send(&r), error);
	assert_string_equal(events_told(REAL_REQUEST), "60 10 11 20 21 50 51 100");
	real_number(r.request, INTERNET_OPTION_SECURITY_FLAGS, all & ~flag);
	assert_int_equal(real_send(&r), error);
	real_number(r.request, INTERNET_OPTION_SECURITY_FLAGS, flag);
	assert_int_equal(number(r.request, INTERNET_OPTION_SECURITY_FLAGS), flag | SECURITY_FLAG_SECURE);
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	flag &= INTERNET_FLAG_IGNORE_CERT_CN_INVALID | INTERNET_FLAG_IGNORE_CERT_DATE_INVALID;
	real_request(&r, NULL, "/", flag);
	assert_int_equal(real_send(&r), flag ? ERROR_SUCCESS : error);
	real_end(&r);
}

TEST(N29_a_certificate_that_nobody_vouches_for)
{
	is_refused("SELF", ERROR_INTERNET_INVALID_CA, SECURITY_FLAG_IGNORE_UNKNOWN_CA, true);
}

TEST(N29_a_certificate_of_an_unknown_authority)
{
	is_refused("HTTPS", ERROR_INTERNET_INVALID_CA, SECURITY_FLAG_IGNORE_UNKNOWN_CA, false);
}

TEST(N29_a_certificate_whose_time_is_over)
{
	is_refused("EXPIRED", ERROR_INTERNET_SEC_CERT_DATE_INVALID, SECURITY_FLAG_IGNORE_CERT_DATE_INVALID, true);
}

TEST(N29_a_certificate_for_another_name)
{
	is_refused("OTHER", ERROR_INTERNET_SEC_CERT_CN_INVALID, SECURITY_FLAG_IGNORE_CERT_CN_INVALID, true);
}

TEST(N29_a_certificate_for_another_use)
{
	is_refused("USAGE", ERROR_INTERNET_SEC_INVALID_CERT, SECURITY_FLAG_IGNORE_WRONG_USAGE, true);
}

/* A connection that was made with open eyes, and a kept ticket, are nobody else's. */
TEST(what_is_not_minded_once_is_minded_by_others)
{
	struct real r, other;

	begin(&r, INTERNET_FLAG_ASYNC, "EXPIRED");
	real_request(&r, NULL, "/", INTERNET_FLAG_IGNORE_CERT_DATE_INVALID);
	real_sends(&r);
	assert_string_equal(real_body(r.request, REAL_REQUEST), "hello");
	other = r;
	real_request(&other, NULL, "/", 0);
	assert_int_equal(real_send(&other), ERROR_INTERNET_SEC_CERT_DATE_INVALID);
	real_end(&r);
}

TEST(all_that_is_wrong_may_be_one_error)
{
	struct real r;

	begin(&r, 0, "SELF");
	real_request(&r, NULL, "/", 0);
	real_number(r.request, INTERNET_OPTION_ERROR_MASK, INTERNET_ERROR_MASK_COMBINED_SEC_CERT);
	assert_int_equal(real_send(&r), ERROR_INTERNET_SEC_CERT_ERRORS);
	real_end(&r);
}

TEST(who_does_not_speak_tls_is_no_secure_channel)
{
	struct real r;

	real_session(&r, INTERNET_FLAG_ASYNC, NULL, NULL);
	real_connect(&r, "HTTP");
	real_request(&r, NULL, "/", INTERNET_FLAG_SECURE);
	assert_int_equal(real_send(&r), ERROR_INTERNET_SECURITY_CHANNEL_ERROR);
	real_end(&r);
}

TEST(authorities_that_are_not_there_vouch_for_nobody)
{
	struct real r;

	real_session(&r, INTERNET_FLAG_ASYNC, NULL, NULL);
	real_text(r.session, ACOM_INTERNET_OPTION_AUTHORITIES, "/nowhere/authority.pem");
	real_connect(&r, "HTTPS");
	real_request(&r, NULL, "/", 0);
	assert_int_equal(real_send(&r), ERROR_INTERNET_INVALID_CA);
	real_end(&r);
}
