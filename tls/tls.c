/* tls.c - libacom-tls.so: TLS 1.3 with certificates at both ends, by OpenSSL; the core loads it when it is told to. */
#include <errno.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tls.h"

/* Octets of the certificates that the other end shows, and how many authorities may stand above its own. */
enum { CHAIN_OCTETS = 32 << 10, CHAIN_DEPTH = 8, ALERTS = 1000 /* reasons from here on are alerts */ };

struct secure_settings {
	SSL_CTX *ctx;
};

struct secure_session {
	SSL *ssl;
	struct secure_below below;
	bool serves, checks;           /* checks: for one of these: */
	uint8_t ip[16];
	size_t ip_size;
	char name[SECURE_SUBJECT], expected[SECURE_SUBJECT];
	char subject[SECURE_SUBJECT];  /* the other end's */
	bool below_ended;
	struct secure_fault fault;     /* what broke it: said again, as the library itself does not know it twice */
};

void fault_set(struct secure_fault *f, HRESULT hr, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(f->why, sizeof f->why, format, args);
	va_end(args);
	f->hr = hr;
}

/* ---- octets below ---- */

static BIO_METHOD *below_method; /* as long as the process */

static int below_moved(BIO *bio, ptrdiff_t n, int again)
{
	struct secure_session *s = BIO_get_data(bio);

	s->below_ended = n <= 0 && n != -EAGAIN; /* who cannot write any more may read why */
	if (n > 0)
		return (int)n;
	if (n == -EAGAIN)
		BIO_set_flags(bio, again | BIO_FLAGS_SHOULD_RETRY);
	return -1;
}

static int below_read(BIO *bio, char *buffer, int size)
{
	struct secure_session *s = BIO_get_data(bio);

	BIO_clear_retry_flags(bio);
	return below_moved(bio, s->below.read(s->below.arg, buffer, (size_t)size), BIO_FLAGS_READ);
}

static int below_write(BIO *bio, const char *octets, int size)
{
	struct secure_session *s = BIO_get_data(bio);

	BIO_clear_retry_flags(bio);
	return below_moved(bio, s->below.write(s->below.arg, octets, (size_t)size), BIO_FLAGS_WRITE);
}

static long below_control(BIO *bio, int command, long number, void *pointer)
{
	(void)bio;
	(void)number;
	(void)pointer;
	return command == BIO_CTRL_FLUSH;
}

static bool below_prepare(void)
{
	if (below_method)
		return true;
	BIO_METHOD *m = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "acom");
	if (!m || !BIO_meth_set_read(m, below_read) || !BIO_meth_set_write(m, below_write) ||
	    !BIO_meth_set_ctrl(m, below_control)) {
		BIO_meth_free(m);
		return false;
	}
	below_method = m;
	return true;
}

static bool below_attach(struct secure_session *s)
{
	BIO *bio = BIO_new(below_method);

	if (!bio)
		return false;
	BIO_set_data(bio, s);
	BIO_set_init(bio, 1);
	SSL_set_bio(s->ssl, bio, bio);
	return true;
}

/* ---- who the other end is ---- */

/* As RFC 4514 writes it, in UTF-8. False: it has none, or a longer one than anybody could tell whole. */
static bool subject_of(X509 *certificate, char text[SECURE_SUBJECT])
{
	unsigned long form = XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB;
	BIO *out = BIO_new(BIO_s_mem());
	int n = out && certificate ? X509_NAME_print_ex(out, X509_get_subject_name(certificate), 0, form) : -1;
	bool whole = n > 0 && n < SECURE_SUBJECT && BIO_read(out, text, n) == n;

	text[whole ? n : 0] = 0;
	BIO_free(out);
	return whole;
}

/* A subject's CN is no name of a host. */
static bool is_expected(const struct secure_session *s, X509 *certificate)
{
	enum { NAMES = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT };

	return (s->ip_size && X509_check_ip(certificate, s->ip, s->ip_size, 0) == 1) ||
	       (*s->name && X509_check_host(certificate, s->name, 0, NAMES, NULL) == 1) ||
	       (*s->expected && !strcmp(s->expected, s->subject));
}

static const char *mismatch(const struct secure_session *s, X509 *certificate)
{
	if (!*s->subject)
		return "it has no subject, or one that is too long";
	return s->checks && !is_expected(s, certificate) ? "it does not name this address" : NULL;
}

/* For each certificate of the chain, the other end's own last. */
static int verify(int good, X509_STORE_CTX *x)
{
	struct secure_session *s = SSL_get_app_data(X509_STORE_CTX_get_ex_data(x, SSL_get_ex_data_X509_STORE_CTX_idx()));
	X509 *certificate = X509_STORE_CTX_get0_cert(x);
	int error = X509_STORE_CTX_get_error(x);

	subject_of(certificate, s->subject);
	const char *why = !good ? X509_verify_cert_error_string(error) :
	                  X509_STORE_CTX_get_error_depth(x) ? NULL : mismatch(s, certificate);
	if (!why)
		return 1;
	if (good)
		X509_STORE_CTX_set_error(x, X509_V_ERR_HOSTNAME_MISMATCH);
	fault_set(&s->fault, E_ACCESSDENIED, "its certificate (%.80s) is not accepted: %s", *s->subject ? s->subject : "no subject",
	          why);
	return 0;
}

/* ---- what went wrong ---- */

static bool is_about_certificates(int alert)
{
	return (alert >= SSL_AD_BAD_CERTIFICATE && alert <= SSL_AD_CERTIFICATE_UNKNOWN) || alert == SSL_AD_UNKNOWN_CA ||
	       alert == SSL_AD_ACCESS_DENIED || alert == SSL_AD_CERTIFICATE_REQUIRED || alert == SSL_AD_DECRYPT_ERROR;
}

static void alert_tell(int alert, struct secure_fault *f)
{
	const char *text = alert == SSL_AD_CERTIFICATE_REQUIRED ? "certificate required" : SSL_alert_desc_string_long(alert);

	if (is_about_certificates(alert))
		fault_set(f, E_ACCESSDENIED, "it does not accept the certificate of this process: %s", text);
	else
		fault_set(f, RPC_S_PROTOCOL_ERROR, "it breaks off TLS: %s", text);
}

static void error_tell(struct secure_fault *f)
{
	unsigned long error = ERR_peek_error();
	int reason = ERR_GET_REASON(error);

	if (reason == SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE)
		fault_set(f, E_ACCESSDENIED, "it has no certificate");
	else if (reason == ERR_R_MALLOC_FAILURE)
		fault_set(f, E_OUTOFMEMORY, "memory is short");
	else if (ERR_GET_LIB(error) == ERR_LIB_SSL && reason > ALERTS)
		alert_tell(reason - ALERTS, f);
	else
		fault_set(f, RPC_S_PROTOCOL_ERROR, "it does not speak TLS 1.3 as it should: %s",
		          error ? ERR_reason_error_string(error) : "no reason is known");
}

static enum secure_step step_of(struct secure_session *s, int result, struct secure_fault *f)
{
	switch (SSL_get_error(s->ssl, result)) {
	case SSL_ERROR_NONE:
		return SECURE_DONE;
	case SSL_ERROR_WANT_READ:
		return SECURE_AWAITS_OCTETS;
	case SSL_ERROR_WANT_WRITE:
		return SECURE_AWAITS_ROOM;
	case SSL_ERROR_ZERO_RETURN:
		return SECURE_ENDED;
	default:
		break;
	}
	if (SUCCEEDED(s->fault.hr) && s->below_ended)
		return SECURE_ENDED;
	if (SUCCEEDED(s->fault.hr))
		error_tell(&s->fault);
	*f = s->fault;
	return SECURE_FAILED;
}

/* ---- settings ---- */

static const char *first_error(void)
{
	const char *text = ERR_reason_error_string(ERR_peek_error());

	return text ? text : "it is not what it should be";
}

/* What OpenSSL says of a file that is not there does not help anybody. */
static bool file_look(const char *what, const char *path, mode_t forbidden, struct secure_fault *f)
{
	struct stat st;
	FILE *file = fopen(path, "re");
	int error = !file || fstat(fileno(file), &st) ? errno : 0;

	if (file)
		fclose(file);
	if (error)
		fault_set(f, E_INVALIDARG, "the %s %s cannot be read: %s", what, path, strerrordesc_np(error));
	else if (!S_ISREG(st.st_mode))
		fault_set(f, E_INVALIDARG, "the %s %s is no file", what, path);
	else if (st.st_mode & forbidden)
		fault_set(f, E_ACCESSDENIED, "the %s %s is everybody's: its mode is %04o", what, path, (unsigned)st.st_mode & 07777);
	else
		return true;
	return false;
}

static bool file_take(int good, const char *what, const char *path, struct secure_fault *f)
{
	if (good != 1)
		fault_set(f, E_INVALIDARG, "the %s %s cannot be used: %s", what, path, first_error());
	return good == 1;
}

/* An encrypted key is none that could be used: nobody is asked for its password. */
static int no_password(char *buffer, int size, int writing, void *arg)
{
	(void)buffer;
	(void)size;
	(void)writing;
	(void)arg;
	return -1;
}

static bool take_files(SSL_CTX *ctx, const char *certificate, const char *key, const char *authorities, struct secure_fault *f)
{
	return file_look("certificate", certificate, 0, f) && file_look("key", key, S_IRWXO, f) &&
	       file_look("file of authorities", authorities, 0, f) &&
	       file_take(SSL_CTX_use_certificate_chain_file(ctx, certificate), "certificate", certificate, f) &&
	       file_take(SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM), "key", key, f) &&
	       file_take(SSL_CTX_load_verify_file(ctx, authorities), "file of authorities", authorities, f);
}

/* Nothing is resumed: whoever comes shows his certificate. */
static bool prepare(SSL_CTX *ctx)
{
	if (!SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION) || !SSL_CTX_set_max_proto_version(ctx, TLS1_3_VERSION) ||
	    !SSL_CTX_set_num_tickets(ctx, 0))
		return false;
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET);
	SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS |
	                      SSL_MODE_NO_AUTO_CHAIN);
	SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, verify);
	SSL_CTX_set_verify_depth(ctx, CHAIN_DEPTH);
	SSL_CTX_set_max_cert_list(ctx, CHAIN_OCTETS);
	SSL_CTX_set_default_passwd_cb(ctx, no_password);
	return true;
}

/* Whoever has a list of revoked certificates among the authorities wants each authority's to be looked at. */
static void mind_lists(SSL_CTX *ctx)
{
	STACK_OF(X509_OBJECT) *all = X509_STORE_get0_objects(SSL_CTX_get_cert_store(ctx));

	for (int i = 0; i < sk_X509_OBJECT_num(all); i++)
		if (X509_OBJECT_get_type(sk_X509_OBJECT_value(all, i)) == X509_LU_CRL)
			X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(ctx), X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
}

static void tls_unload(struct secure_settings *s)
{
	if (s)
		SSL_CTX_free(s->ctx);
	OPENSSL_free(s);
}

static struct secure_settings *tls_load(const char *certificate, const char *key, const char *authorities, struct secure_fault *f)
{
	OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, NULL); /* threads may be in it, or just about to end, when the process does */
	struct secure_settings *s = OPENSSL_zalloc(sizeof *s);

	ERR_clear_error();
	fault_set(f, E_OUTOFMEMORY, "memory is short");
	if (s && below_prepare() && (s->ctx = SSL_CTX_new(TLS_method())) && prepare(s->ctx) &&
	    take_files(s->ctx, certificate, key, authorities, f)) {
		mind_lists(s->ctx);
		return s;
	}
	tls_unload(s);
	ERR_clear_error();
	return NULL;
}

/* ---- sessions ---- */

static void tls_close(struct secure_session *s)
{
	SSL_free(s->ssl);
	OPENSSL_free(s);
}

static void expect(struct secure_session *s, const struct secure_expected *e)
{
	s->checks = true;
	s->ip_size = e->ip_size <= sizeof s->ip ? e->ip_size : 0;
	if (s->ip_size)
		memcpy(s->ip, e->ip, s->ip_size);
	snprintf(s->name, sizeof s->name, "%s", e->name ? e->name : "");
	snprintf(s->expected, sizeof s->expected, "%s", e->subject ? e->subject : "");
}

static struct secure_session *tls_open(struct secure_settings *settings, bool serves, const struct secure_expected *e,
                                       const struct secure_below *below)
{
	struct secure_session *s = OPENSSL_zalloc(sizeof *s);

	if (!s)
		return NULL;
	s->below = *below;
	s->serves = serves;
	if (e)
		expect(s, e);
	s->ssl = SSL_new(settings->ctx);
	if (!s->ssl || !SSL_set_app_data(s->ssl, s) || !below_attach(s)) {
		tls_close(s);
		return NULL;
	}
	if (serves)
		SSL_set_accept_state(s->ssl);
	else
		SSL_set_connect_state(s->ssl);
	return s;
}

static enum secure_step tls_shake(struct secure_session *s, struct secure_fault *f)
{
	ERR_clear_error();
	return step_of(s, SSL_do_handshake(s->ssl), f);
}

static const char *tls_subject(const struct secure_session *s)
{
	return s->subject;
}

static enum secure_step tls_read(struct secure_session *s, void *buffer, size_t size, size_t *moved, struct secure_fault *f)
{
	ERR_clear_error();
	return step_of(s, SSL_read_ex(s->ssl, buffer, size, moved), f);
}

static enum secure_step tls_write(struct secure_session *s, const void *octets, size_t size, size_t *moved, struct secure_fault *f)
{
	ERR_clear_error();
	return step_of(s, SSL_write_ex(s->ssl, octets, size, moved), f);
}

static void tls_end(struct secure_session *s)
{
	ERR_clear_error();
	SSL_shutdown(s->ssl);
	ERR_clear_error();
}

/* ---- what the core finds ---- */

const struct secure_library *acom_tls(unsigned version);
__attribute__((visibility("default"))) const struct secure_library *acom_tls(unsigned version)
{
	static const struct secure_library library = {
		.load = tls_load, .unload = tls_unload, .open = tls_open, .close = tls_close, .shake = tls_shake,
		.subject = tls_subject, .read = tls_read, .write = tls_write, .end = tls_end, .look_up = tls_look_up,
	};

	return version == SECURE_VERSION ? &library : NULL;
}
