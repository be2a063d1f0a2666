/* certificates.c - makes what tests of TLS need: authorities, good certificates, and such as nobody should accept.
 *
 *	certificates DIRECTORY [IP...]
 *
 * Of each NAME there are NAME.pem and NAME.key; lists.pem & co. are authorities with lists of what was revoked. server's is for
 * 127.0.0.1, ::1 and the IPs. */
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DAY = 24 * 60 * 60, NAMES_MOST = 1024 };

struct identity {
	X509 *certificate;
	EVP_PKEY *key;
};

/* What a certificate is to be; zeros: an ordinary one. */
struct wish {
	const char *subject; /* CN; NULL: none at all */
	const char *names;   /* its subjectAltName */
	const char *use;     /* its extendedKeyUsage */
	bool authority;
	int from, to;        /* days; both 0: from yesterday until tomorrow */
	size_t padding;      /* octets of a comment */
};

static const char *directory;

static void need(int good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "certificates: %s\n", what);
	exit(1);
}

static FILE *file_open(const char *name, const char *ending, mode_t mode)
{
	char path[512];

	snprintf(path, sizeof path, "%s/%s.%s", directory, name, ending);
	FILE *f = fopen(path, "wx");
	need(f && !chmod(path, mode), path);
	return f;
}

static void extend(X509 *x, int nid, const char *value)
{
	X509_EXTENSION *e = X509V3_EXT_conf_nid(NULL, NULL, nid, value);

	need(e && X509_add_ext(x, e, -1), value);
	X509_EXTENSION_free(e);
}

static void pad(X509 *x, size_t size)
{
	char *text = malloc(size + 1);

	need(text != NULL, "memory");
	memset(text, 'x', size);
	text[size] = 0;
	extend(x, NID_netscape_comment, text);
	free(text);
}

/* by: NULL: itself. */
static struct identity make(struct wish w, const struct identity *by)
{
	static long serial;
	struct identity made = { X509_new(), EVP_EC_gen("P-256") };
	X509 *x = made.certificate;

	need(x && made.key && X509_set_version(x, 2), "a certificate");
	ASN1_INTEGER_set(X509_get_serialNumber(x), ++serial);
	X509_gmtime_adj(X509_getm_notBefore(x), (w.from || w.to ? w.from : -1) * DAY);
	X509_gmtime_adj(X509_getm_notAfter(x), (w.from || w.to ? w.to : 1) * DAY);
	if (w.subject)
		X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8, (const unsigned char *)w.subject, -1,
		                           -1, 0);
	X509_set_issuer_name(x, X509_get_subject_name(by ? by->certificate : x));
	X509_set_pubkey(x, made.key);
	extend(x, NID_basic_constraints, w.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
	if (w.names)
		extend(x, NID_subject_alt_name, w.names);
	if (w.use)
		extend(x, NID_ext_key_usage, w.use);
	if (w.padding)
		pad(x, w.padding);
	need(X509_sign(x, by ? by->key : made.key, EVP_sha256()), "a signature");
	return made;
}

static void forget(struct identity *i)
{
	X509_free(i->certificate);
	EVP_PKEY_free(i->key);
}

static void write_certificates(const char *name, const struct identity *chain, size_t count)
{
	FILE *f = file_open(name, "pem", 0644);

	for (size_t i = 0; i < count; i++)
		need(PEM_write_X509(f, chain[i].certificate), name);
	fclose(f);
}

static void write_key(const char *name, EVP_PKEY *key, const char *password, mode_t mode)
{
	FILE *f = file_open(name, "key", mode);
	int size = password ? (int)strlen(password) : 0;

	need(PEM_write_PrivateKey(f, key, password ? EVP_aes_128_cbc() : NULL, (const unsigned char *)password, size, NULL, NULL),
	     name);
	fclose(f);
}

static void write_made(const char *name, struct wish w, const struct identity *by)
{
	struct identity made = make(w, by);

	write_certificates(name, &made, 1);
	write_key(name, made.key, NULL, 0600);
	forget(&made);
}

/* So many authorities between the root and the one at the end. */
static void write_chain(const char *name, const struct identity *root, int between)
{
	struct identity chain[32] = { 0 };
	char subject[32];

	for (int i = between; i > 0; i--) {
		snprintf(subject, sizeof subject, "between %d", i);
		chain[i] = make((struct wish){ .subject = subject, .authority = true }, i < between ? &chain[i + 1] : root);
	}
	chain[0] = make((struct wish){ .subject = name }, &chain[1]);
	write_certificates(name, chain, (size_t)between + 1);
	write_key(name, chain[0].key, NULL, 0600);
	for (int i = 0; i <= between; i++)
		forget(&chain[i]);
}

/* Authorities, and behind them the list of the last one, good until so many days from now. */
static void write_lists(const char *name, const struct identity *const *authorities, X509 *revoked, int until)
{
	X509_CRL *list = X509_CRL_new();
	X509_REVOKED *entry = X509_REVOKED_new();
	ASN1_TIME *when = X509_gmtime_adj(NULL, -2 * DAY);
	FILE *f = file_open(name, "pem", 0644);
	const struct identity *by = NULL;

	for (; *authorities; by = *authorities++)
		need(PEM_write_X509(f, (*authorities)->certificate), name);
	need(list && entry && when && X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(revoked)) &&
	     X509_REVOKED_set_revocationDate(entry, when) && X509_CRL_add0_revoked(list, entry), name);
	need(X509_CRL_set_version(list, 1) && X509_CRL_set_issuer_name(list, X509_get_subject_name(by->certificate)) &&
	     X509_CRL_set1_lastUpdate(list, when) && X509_gmtime_adj(when, until * DAY) && X509_CRL_set1_nextUpdate(list, when) &&
	     X509_CRL_sign(list, by->key, EVP_sha256()) && PEM_write_X509_CRL(f, list), name);
	fclose(f);
	ASN1_TIME_free(when);
	X509_CRL_free(list);
}

static void write_revoked(const struct identity *ca, const struct identity *other)
{
	struct identity made = make((struct wish){ .subject = "revoked", .names = "DNS:localhost" }, ca);

	write_certificates("revoked", &made, 1);
	write_key("revoked", made.key, NULL, 0600);
	write_lists("lists", (const struct identity *[]){ ca, NULL }, made.certificate, 1);
	write_lists("old-lists", (const struct identity *[]){ ca, NULL }, made.certificate, -1);
	write_lists("other-lists", (const struct identity *[]){ ca, other, NULL }, made.certificate, 1);
	forget(&made);
}

static void write_odd_keys(const struct identity *ca)
{
	struct identity made = make((struct wish){ .subject = "odd" }, ca);

	write_certificates("odd", &made, 1);
	write_key("secret", made.key, "open sesame", 0600);
	write_key("shown", made.key, NULL, 0644);
	forget(&made);
}

int main(int argc, char **argv)
{
	char names[NAMES_MOST] = "IP:127.0.0.1,IP:0:0:0:0:0:0:0:1";

	need(argc > 1, "certificates DIRECTORY [IP...]");
	directory = argv[1];
	for (int i = 2; i < argc; i++)
		snprintf(names + strlen(names), sizeof names - strlen(names), ",IP:%s", argv[i]);
	struct identity ca = make((struct wish){ .subject = "authority", .authority = true }, NULL);
	struct identity other = make((struct wish){ .subject = "other authority", .authority = true }, NULL);
	struct identity forger = make((struct wish){ .subject = "authority", .authority = true }, NULL);
	write_certificates("ca", &ca, 1);
	write_certificates("other-ca", &other, 1);
	write_made("server", (struct wish){ .subject = "server", .names = names }, &ca);
	write_made("named", (struct wish){ .subject = "named", .names = "DNS:localhost" }, &ca);
	write_made("shop", (struct wish){ .subject = "shop", .names = "DNS:shop.test,DNS:*.branch.test" }, &ca);
	write_made("alice", (struct wish){ .subject = "alice" }, &ca);
	write_made("umlaut", (struct wish){ .subject = "\xc3\x84nne, B" }, &ca);
	write_made("elsewhere", (struct wish){ .subject = "elsewhere", .names = "IP:192.0.2.1,DNS:example.org" }, &ca);
	write_made("expired", (struct wish){ .subject = "expired", .names = names, .from = -2, .to = -1 }, &ca);
	write_made("early", (struct wish){ .subject = "early", .names = names, .from = 1, .to = 2 }, &ca);
	write_made("self", (struct wish){ .subject = "self", .names = names }, NULL);
	write_made("stranger", (struct wish){ .subject = "stranger", .names = names }, &other);
	write_made("forged", (struct wish){ .subject = "forged", .names = names }, &forger);
	write_made("only-client", (struct wish){ .subject = "only-client", .names = names, .use = "clientAuth" }, &ca);
	write_made("only-server", (struct wish){ .subject = "only-server", .names = names, .use = "serverAuth" }, &ca);
	write_made("nobody", (struct wish){ .names = names }, &ca);
	write_made("huge", (struct wish){ .subject = "huge", .names = names, .padding = 40000 }, &ca);
	write_made("wide", (struct wish){ .subject = "wide", .names = names, .padding = 24000 }, &ca);
	write_chain("short", &ca, 2);
	write_chain("long", &ca, 16);
	write_odd_keys(&ca);
	write_revoked(&ca, &other);
	forget(&ca);
	forget(&other);
	forget(&forger);
	return 0;
}
