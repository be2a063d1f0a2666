/* engine_verify.c - certificates that lack something which the application does not mind. libcurl can only believe all or nothing;
 * what OpenSSL does not like can be passed one by one. Its functions are those of the library that libcurl has loaded: nothing is
 * linked against it. With another library in its place only all of it together can be passed. */
#include <stdio.h>

#include "engine_curl.h"

/* Of OpenSSL's names for what is wrong (X509_V_ERR_*). */
static const struct { int code; DWORD error, flag; } faults[] = {
	{ 9, ERROR_INTERNET_SEC_CERT_DATE_INVALID, SECURITY_FLAG_IGNORE_CERT_DATE_INVALID },  /* not yet valid */
	{ 10, ERROR_INTERNET_SEC_CERT_DATE_INVALID, SECURITY_FLAG_IGNORE_CERT_DATE_INVALID }, /* expired */
	{ 2, ERROR_INTERNET_INVALID_CA, SECURITY_FLAG_IGNORE_UNKNOWN_CA },                    /* no issuer */
	{ 18, ERROR_INTERNET_INVALID_CA, SECURITY_FLAG_IGNORE_UNKNOWN_CA },                   /* its own issuer */
	{ 19, ERROR_INTERNET_INVALID_CA, SECURITY_FLAG_IGNORE_UNKNOWN_CA },                   /* an issuer that is its own */
	{ 20, ERROR_INTERNET_INVALID_CA, SECURITY_FLAG_IGNORE_UNKNOWN_CA },                   /* an issuer that is not here */
	{ 21, ERROR_INTERNET_INVALID_CA, SECURITY_FLAG_IGNORE_UNKNOWN_CA },                   /* nobody to ask */
	{ 23, ERROR_INTERNET_SEC_CERT_REVOKED, 0 },
	{ 26, ERROR_INTERNET_SEC_INVALID_CERT, SECURITY_FLAG_IGNORE_WRONG_USAGE },            /* not for servers */
	{ 3, ERROR_INTERNET_SEC_CERT_REV_FAILED, SECURITY_FLAG_IGNORE_REVOCATION },           /* no list */
	{ 11, ERROR_INTERNET_SEC_CERT_REV_FAILED, SECURITY_FLAG_IGNORE_REVOCATION },          /* a list of the future */
	{ 12, ERROR_INTERNET_SEC_CERT_REV_FAILED, SECURITY_FLAG_IGNORE_REVOCATION },          /* an old one */
};
enum { ALL = SECURITY_FLAG_IGNORE_CERT_DATE_INVALID | SECURITY_FLAG_IGNORE_UNKNOWN_CA };

/* ---- OpenSSL ---- */

typedef int verify_callback(int good, void *store);
static struct {
	bool looked;
	void (*set_verify)(void *context, int (*fn)(void *store, void *arg), void *arg);
	int (*verify)(void *store);
	void (*set_callback)(void *store, verify_callback *fn);
	int (*error)(void *store);
	void (*set_error)(void *store, int code);
	int (*init)(uint64_t options, const void *settings);
} ssl;
static DWORD passed; /* of the certificate that is being looked at */

#define FIND(library, member, name) \
	do { \
		os_function found = os_library_function(library, name); \
		memcpy(&ssl.member, &found, sizeof found); \
	} while (0)

static bool ssl_is_there(void)
{
	const char *name = curl_version_info(CURLVERSION_NOW)->ssl_version;
	CURL *(*const inside)(void) = curl_easy_init;
	void *library, *address;

	if (!ssl.looked && name && !strncmp(name, "OpenSSL/", 8)) {
		memcpy(&address, &inside, sizeof address);
		library = os_library_of(address);
		FIND(library, set_verify, "SSL_CTX_set_cert_verify_callback");
		FIND(library, verify, "X509_verify_cert");
		FIND(library, set_callback, "X509_STORE_CTX_set_verify_cb");
		FIND(library, error, "X509_STORE_CTX_get_error");
		FIND(library, set_error, "X509_STORE_CTX_set_error");
		FIND(library, init, "OPENSSL_init_crypto");
	}
	ssl.looked = true;
	return ssl.set_verify && ssl.verify && ssl.set_callback && ssl.error && ssl.set_error;
}

void verify_init(void)
{
	enum { NO_ATEXIT = 0x80000 };

	if (ssl_is_there() && ssl.init)
		ssl.init(NO_ATEXIT, NULL);
}

static int on_fault(int good, void *store)
{
	int code = good ? 0 : ssl.error(store);
	size_t i;

	for (i = 0; code && i < ARRAY_COUNT(faults); i++)
		if (faults[i].code == code && (faults[i].flag & passed))
			good = 1;
	if (code && good)
		ssl.set_error(store, 0);
	return good;
}

/* A server may show its certificate once more when the transfer is long over: all that is known of it is in the argument. */
static int on_certificate(void *store, void *arg)
{
	passed = (DWORD)(uintptr_t)arg;
	ssl.set_callback(store, on_fault);
	return ssl.verify(store);
}

static CURLcode on_context(CURL *easy, void *context, void *arg)
{
	(void)easy;
	ssl.set_verify(context, on_certificate, arg);
	return CURLE_OK;
}

/* OpenSSL likes each certificate that is only another's; libcurl then says 1. */
DWORD verify_error(CURL *easy)
{
	long code = 0;
	size_t i;

	curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &code);
	if (code <= 1)
		return ssl_is_there() ? ERROR_INTERNET_SEC_CERT_CN_INVALID : ERROR_INTERNET_SEC_INVALID_CERT;
	for (i = 0; i < ARRAY_COUNT(faults); i++)
		if (faults[i].code == code)
			return faults[i].error;
	return ERROR_INTERNET_SEC_INVALID_CERT;
}

/* ---- who is believed ---- */

static bool is_login_to_proxy(const struct way *w)
{
	return w->proxy && (w->logins[LOGIN_PROXY_USER] || strchr(w->proxy, '@'));
}

/* In octets that mean nothing in a list of directories. */
static void add_hex(char *name, const char *text)
{
	char *to = name + strlen(name);

	for (; text && *text; text++)
		to += snprintf(to, 3, "%02x", (unsigned char)*text);
	strcpy(to, ".");
}

static size_t key_size(const struct way *w)
{
	size_t size = w->proxy ? strlen(w->proxy) : 0;
	unsigned i;

	for (i = LOGIN_PROXY_USER; i <= LOGIN_PROXY_PASSWORD; i++)
		size += w->logins[i] ? strlen(w->logins[i]) : 0;
	return 2 * size + 16;
}

static void add_key(char *name, const struct way *w)
{
	if (!is_login_to_proxy(w))
		return;
	strcat(name, ":/dev/null/");
	add_hex(name, w->proxy);
	add_hex(name, w->logins[LOGIN_PROXY_USER]);
	add_hex(name, w->logins[LOGIN_PROXY_PASSWORD]);
}

/* What was believed under other conditions, or a tunnel that a proxy has let somebody through, serves nobody else: libcurl keeps
 * connections and their tickets apart by this name. */
static bool set_directory(CURL *easy, const struct way *w)
{
	static const DWORD kinds[] = { SECURITY_FLAG_IGNORE_UNKNOWN_CA, SECURITY_FLAG_IGNORE_CERT_DATE_INVALID,
				       SECURITY_FLAG_IGNORE_WRONG_USAGE, SECURITY_FLAG_IGNORE_REVOCATION };
	const char *directory = w->authorities ? NULL : curl_version_info(CURLVERSION_NOW)->capath;
	unsigned times = 0, i;
	char *name = os_alloc(512 + key_size(w));
	bool failed = !name;

	for (i = 0; i < ARRAY_COUNT(kinds); i++)
		times |= w->ignored & kinds[i] ? 1u << i : 0;
	if (failed)
		return false;
	strcpy(name, directory && strlen(directory) < 256 ? directory : "/dev/null");
	while (times--)
		strcat(name, "/.");
	add_key(name, w);
	EASY_SET(easy, CURLOPT_CAPATH, name);
	EASY_SET(easy, CURLOPT_PROXY_CAPATH, name);
	os_free(name);
	return !failed;
}

static bool set_passed(CURL *easy, const struct way *w)
{
	bool failed = false;

	if (ssl_is_there()) {
		EASY_SET(easy, CURLOPT_SSL_CTX_FUNCTION, on_context);
		EASY_SET(easy, CURLOPT_SSL_CTX_DATA, (void *)(uintptr_t)w->ignored);
	} else if ((w->ignored & ALL) == ALL) {
		EASY_SET(easy, CURLOPT_SSL_VERIFYPEER, 0L);
	}
	return !failed;
}

/* Without OpenSSL a connection with a login serves once. */
static bool keep_apart(CURL *easy, const struct way *w)
{
	bool failed = false;

	if (ssl_is_there())
		return set_directory(easy, w);
	EASY_SET(easy, CURLOPT_FRESH_CONNECT, (long)is_login_to_proxy(w));
	EASY_SET(easy, CURLOPT_FORBID_REUSE, (long)is_login_to_proxy(w));
	return !failed;
}

bool verify_apply(CURL *easy, const struct way *w)
{
	bool passes = w->ignored & ~SECURITY_FLAG_IGNORE_CERT_CN_INVALID, failed = false;

	if (w->authorities) {
		EASY_SET(easy, CURLOPT_CAINFO, w->authorities);
		EASY_SET(easy, CURLOPT_CAPATH, NULL);
		EASY_SET(easy, CURLOPT_PROXY_CAINFO, w->authorities);
		EASY_SET(easy, CURLOPT_PROXY_CAPATH, NULL);
	}
	if (w->ignored & SECURITY_FLAG_IGNORE_CERT_CN_INVALID)
		EASY_SET(easy, CURLOPT_SSL_VERIFYHOST, 0L);
	if (passes)
		failed |= !set_passed(easy, w);
	return !failed && (!(passes || is_login_to_proxy(w)) || keep_apart(easy, w));
}
