/* tls.c - servers and clients that do not accept each other, and what each of them is told; others' TLS, and what is none. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "certificates.h"
#include "command.h"
#include "said.h"
#include "scene.h"

static const CLSID CLSID_Guarded = { 0xA0C0FFEE, 11, 1, { 1, 2, 3, 4, 5, 6, 7, 8 } };

/* In memory of both processes. */
static struct guarded {
	struct away away;
	const char *as, *authorities; /* the server */
	char scratch[128], log[160];  /* what it says to people */
	DWORD cookie;
} *guarded;

static HRESULT guarded_open(void *arg, LPCOLESTR address)
{
	struct guarded *g = arg;
	int log = open(g->log, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	assert_true(log >= 0 && dup2(log, STDERR_FILENO) == STDERR_FILENO);
	close(log);
	if (g->as)
		assert_int_equal(certificates_try(away_certificates(), g->as, g->authorities), S_OK);
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	assert_int_equal(AcomRegisterClass(&CLSID_Guarded, where_make, ACOM_ALLOW_ANONYMOUS, &g->cookie), S_OK);
	return AcomListen(address);
}

static void guarded_close(void *arg)
{
	struct guarded *g = arg;

	CoRevokeClassObject(g->cookie);
	CoUninitialize();
}

/* A server that proves itself so. */
static void serve(enum away_transport over, const char *as, const char *authorities)
{
	guarded = away_memory(sizeof *guarded);
	*guarded = (struct guarded){ .as = as, .authorities = authorities };
	snprintf(guarded->scratch, sizeof guarded->scratch, "%s", scratch_make());
	snprintf(guarded->log, sizeof guarded->log, "%s/log", guarded->scratch);
	away_open(&guarded->away, over, guarded_open, guarded_close, guarded);
	house_enter(COINIT_MULTITHREADED);
}

/* Says its server; NULL: nothing. */
static void served(const char *says)
{
	house_leave();
	away_close(&guarded->away);
	const char *log = file_read(guarded->log, NULL);
	if (says ? !strstr(log, says) : *log)
		fail_msg("the server says \"%s\", not \"%s\"", log, says ? says : "");
	scratch_remove();
	away_forget(guarded, sizeof *guarded);
}

static HRESULT make(ISimpleStream **s)
{
	return away_create(&guarded->away, &CLSID_Guarded, &IID_ISimpleStream, (void **)s);
}

static void expect_served(void)
{
	ISimpleStream *s;

	assert_int_equal(make(&s), S_OK);
	where_is(s);
	ISimpleStream_Release(s);
}

static void expect_refused(const char *client, const char *server, const char *client_says, const char *server_says)
{
	ISimpleStream *s;

	serve(AWAY_TLS, server, "ca");
	certificates_use(away_certificates(), client);
	assert_int_equal(make(&s), E_ACCESSDENIED);
	assert_null(s);
	error_says(client_says);
	served(server_says);
}

/* ---- who does not accept whom ---- */

#define NOT_OURS "it does not accept the certificate of this process: "

TEST(a_server_whose_certificate_has_expired_is_refused)
{
	expect_refused("alice", "expired", "its certificate (CN=expired) is not accepted: certificate has expired",
	               "TLS: 127.0.0.1: " NOT_OURS "certificate expired (E_ACCESSDENIED)");
}

TEST(a_server_of_another_name_is_refused)
{
	expect_refused("alice", "elsewhere", "its certificate (CN=elsewhere) is not accepted: it does not name this address",
	               NOT_OURS "bad certificate");
}

TEST(a_server_that_has_signed_itself_is_refused)
{
	expect_refused("alice", "self", "its certificate (CN=self) is not accepted: self-signed certificate", NOT_OURS "unknown CA");
}

TEST(a_client_whose_certificate_has_expired_is_refused)
{
	expect_refused("expired", "server", NOT_OURS "certificate expired",
	               "TLS: 127.0.0.1: its certificate (CN=expired) is not accepted: certificate has expired (E_ACCESSDENIED)");
}

TEST(a_client_of_another_authority_is_refused)
{
	expect_refused("stranger", "server", NOT_OURS "unknown CA",
	               "its certificate (CN=stranger) is not accepted: unable to get local issuer certificate");
}

TEST(a_client_that_has_signed_itself_is_refused)
{
	expect_refused("self", "server", NOT_OURS "unknown CA", "its certificate (CN=self) is not accepted: self-signed certificate");
}

TEST(a_client_that_does_not_know_the_servers_authority_refuses_it)
{
	ISimpleStream *s;

	serve(AWAY_TLS, "server", "ca");
	assert_int_equal(certificates_try(away_certificates(), "alice", "other-ca"), S_OK);
	assert_int_equal(make(&s), E_ACCESSDENIED);
	error_says("its certificate (CN=server) is not accepted: unable to get local issuer certificate");
	served(NOT_OURS "unknown CA");
}

TEST(who_is_refused_harms_nobody_and_may_come_back_with_a_better_certificate)
{
	ISimpleStream *s;

	serve(AWAY_TLS, "server", "ca");
	certificates_use(away_certificates(), "expired");
	assert_int_equal(make(&s), E_ACCESSDENIED);
	certificates_use(away_certificates(), "alice");
	expect_served();
	served("(CN=expired)");
}

/* Whoever gets at the port can fail as often as he likes. */
TEST(of_many_who_are_refused_so_many_are_told_of_and_the_last_one_says_so)
{
	enum { MANY = 20, TOLD = 16 };
	unsigned lines = 0;
	ISimpleStream *s;

	serve(AWAY_TLS, "server", "ca");
	certificates_use(away_certificates(), "expired");
	for (int i = 0; i < MANY; i++)
		assert_int_equal(make(&s), E_ACCESSDENIED);
	const char *log = file_read(guarded->log, NULL);
	for (const char *line = log; (line = strchr(line, '\n')); line++)
		lines++;
	assert_in_range(lines, TOLD - 1, TOLD); /* the next one may just be written */
	served("more of these are not told for a minute");
}

/* ---- other people's TLS, and none ---- */

/* OpenSSL's own client, until the server has had enough of it; what it says. */
static void expect_foreign(const char *version, const char *certificate, const char *says)
{
	char at[32] = "127.0.0.1", ca[256], cert[256], key[256];
	static struct command c;

	away_port(&guarded->away, at + strlen(at));
	snprintf(ca, sizeof ca, "%s/ca.pem", away_certificates());
	snprintf(cert, sizeof cert, "%s/%s.pem", away_certificates(), certificate ? certificate : "");
	snprintf(key, sizeof key, "%s/%s.key", away_certificates(), certificate ? certificate : "");
	const char *argv[] = { "openssl", "s_client", "-connect", at, version, "-CAfile", ca, "-ign_eof", certificate ? "-cert" : NULL,
	                       cert, "-key", key, NULL };
	command_run(&c, argv, NULL);
	if (!strstr(c.output, says))
		fail_msg("openssl says \"%s\", not \"%s\"", c.output, says);
}

TEST(a_client_without_a_certificate_is_refused)
{
	serve(AWAY_TLS, "server", "ca");
	expect_foreign("-tls1_3", NULL, "alert number 116"); /* certificate_required */
	expect_served();
	served("TLS: 127.0.0.1: it has no certificate (E_ACCESSDENIED)");
}

TEST(older_versions_of_TLS_are_refused)
{
	serve(AWAY_TLS, "server", "ca");
	expect_foreign("-tls1_2", "alice", "alert protocol version");
	expect_served();
	served("does not speak TLS 1.3 as it should: unsupported protocol");
}

/* The server is called by another scheme. */
static void call_it(const char *scheme)
{
	char port[8], address[AWAY_ADDRESS];

	away_port(&guarded->away, port);
	snprintf(address, sizeof address, "%s:127.0.0.1%s", scheme, port);
	away_at(&guarded->away, address);
}

TEST(plain_text_at_a_port_of_TLS_is_refused_and_the_server_goes_on)
{
	ISimpleStream *s;

	serve(AWAY_TLS, "server", "ca");
	call_it("tcp");
	assert_int_equal(make(&s), RPC_E_SERVER_DIED);
	call_it("tls");
	expect_served();
	served("does not speak TLS 1.3 as it should: wrong version number (RPC_S_PROTOCOL_ERROR)");
}

TEST(TLS_at_a_port_of_plain_text_is_refused_and_the_server_goes_on)
{
	ISimpleStream *s;

	serve(AWAY_TCP, NULL, NULL);
	certificates_make(guarded->scratch, NULL);
	certificates_use(guarded->scratch, "alice");
	call_it("tls");
	assert_int_equal(make(&s), RPC_E_SERVER_DIED);
	error_says("it has ended the connection before it said who it is");
	call_it("tcp");
	expect_served();
	served(NULL);
}
