/* secure.c - AcomSetTls and what it does not take; streams by TLS, octet by octet: both ends are here, and neither waits. */
#include <dlfcn.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "caller.h"
#include "certificates.h"
#include "command.h"
#include "house.h"
#include "said.h"
#include "transport.h"

enum { BIG = 1 << 20 };

static char directory[128];

static void certificates_begin(void)
{
	directory_new(directory, sizeof directory, "secure");
	certificates_make(directory, NULL);
}

static void certificates_end(void)
{
	assert_int_equal(AcomSetTls(NULL, NULL, NULL), S_OK);
	scratch_clear(directory);
	assert_int_equal(rmdir(directory), 0);
}

/* ---- AcomSetTls ---- */

static const char *file(const char *name)
{
	static char paths[4][256];
	static unsigned last;

	snprintf(paths[++last % 4], sizeof paths[0], "%s/%s", directory, name);
	return paths[last % 4];
}

static void expect_unfit(const char *certificate, const char *key, const char *authorities, HRESULT hr, const char *says)
{
	assert_int_equal(AcomSetTls(file(certificate), file(key), file(authorities)), hr);
	error_says(says);
}

TEST(files_that_are_none_for_TLS_are_refused_and_each_says_why)
{
	certificates_begin();
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	file_write(file("empty"), "", 0);
	file_write(file("text"), "no key\n", 7);
	assert_int_equal(chmod(file("text"), 0600), 0);
	expect_unfit("none.pem", "alice.key", "ca.pem", E_INVALIDARG, "none.pem cannot be read: No such file");
	expect_unfit("alice.pem", "none.key", "ca.pem", E_INVALIDARG, "none.key cannot be read: No such file");
	expect_unfit("alice.pem", "alice.key", "none.pem", E_INVALIDARG, "none.pem cannot be read: No such file");
	expect_unfit(".", "alice.key", "ca.pem", E_INVALIDARG, "is no file");
	expect_unfit("empty", "alice.key", "ca.pem", E_INVALIDARG, "the certificate");
	expect_unfit("alice.pem", "text", "ca.pem", E_INVALIDARG, "the key");
	expect_unfit("alice.pem", "alice.key", "empty", E_INVALIDARG, "the file of authorities");
	expect_unfit("alice.pem", "server.key", "ca.pem", E_INVALIDARG, "key values mismatch");
	expect_unfit("odd.pem", "secret.key", "ca.pem", E_INVALIDARG, "secret.key cannot be used");
	expect_unfit("odd.pem", "shown.key", "ca.pem", E_ACCESSDENIED, "is everybody's: its mode is 0644");
	CoUninitialize();
	certificates_end();
}

static void expect_too_few(const char *certificate, const char *key, const char *authorities)
{
	assert_int_equal(AcomSetTls(certificate, key, authorities), E_INVALIDARG);
	error_is("AcomSetTls: it takes a certificate, its key and the authorities, or three times NULL");
}

TEST(some_of_the_files_are_not_enough)
{
	expect_too_few("a", NULL, NULL);
	expect_too_few("a", "b", NULL);
	expect_too_few(NULL, "b", "c");
	expect_too_few(NULL, NULL, "c");
	assert_int_equal(AcomSetTls(NULL, NULL, NULL), S_OK);
}

TEST(without_settings_nobody_listens_or_connects)
{
	struct address a = address_at("tls:127.0.0.1:1"), elsewhere = address_at("tcp:192.0.2.1:1");
	char why[WHY_MOST];
	struct stream s;

	expect_no_listener(&a, E_ACCESSDENIED, "AcomSetTls");
	expect_no_listener(&elsewhere, E_ACCESSDENIED, "AcomSetTls");
	assert_int_equal(transport_connect(&a, NULL, 0, &s, why), E_ACCESSDENIED);
	assert_int_equal(transport_connect(&elsewhere, NULL, 0, &s, why), E_ACCESSDENIED);
	assert_non_null(strstr(why, "AcomSetTls"));
}

TEST(what_fails_leaves_what_there_was_and_nothing_ends_it)
{
	struct address a = address_at("tls:127.0.0.1:0");

	certificates_begin();
	certificates_use(directory, "server");
	assert_int_equal(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK);
	expect_unfit("none.pem", "server.key", "ca.pem", E_INVALIDARG, "none.pem");
	CoUninitialize();
	struct listener l = listening(&a);
	transport_unlisten(&l);
	assert_int_equal(AcomSetTls(NULL, NULL, NULL), S_OK);
	expect_no_listener(&a, E_ACCESSDENIED, "AcomSetTls");
	certificates_end();
}

/* ---- two ends ---- */

struct ends {
	struct listener listener;
	struct stream client, server;
};

/* Whom either end believes. */
static const char *authorities = "ca";

static void prove(const char *name)
{
	assert_int_equal(certificates_try(directory, name, authorities), S_OK);
}

/* Nothing has been said so far; NULL: it has no socket of TLS. */
static void ends_open(struct ends *e, const char *client, const char *server)
{
	struct address a = address_at("tls:127.0.0.1:0");

	certificates_begin();
	prove(server ? server : client);
	e->listener = listening(&a);
	if (!server)
		e->listener.at.transport = address_at("tcp:127.0.0.1:0").transport;
	prove(client ? client : server);
	a = e->listener.at;
	a.transport = address_at(client ? "tls:127.0.0.1:0" : "tcp:127.0.0.1:0").transport;
	e->client = connected(&a);
	prove(server ? server : client);
	e->server = accepted(&e->listener);
}

/* The server's is closed. */
static void client_close(struct ends *e)
{
	stream_close(&e->client);
	transport_unlisten(&e->listener);
	certificates_end();
}

static void ends_close(struct ends *e)
{
	stream_close(&e->server);
	client_close(e);
}

static HRESULT look(struct stream *s)
{
	char octets[64];
	struct arrival a;
	HRESULT hr = stream_read(s, octets, sizeof octets, &a);

	assert_int_equal(a.size, 0);
	return hr;
}

/* Until each knows the other one, or this is what has become of it. */
static void ends_shake(struct ends *e, HRESULT *client, HRESULT *server)
{
	*client = *server = S_FALSE;
	while (SUCCEEDED(*client) && SUCCEEDED(*server) && !(e->client.who.subject && e->server.who.subject)) {
		*client = look(&e->client);
		*server = SUCCEEDED(*client) ? look(&e->server) : S_FALSE;
		os_yield();
	}
}

static void ends_meet(struct ends *e)
{
	HRESULT client, server;

	ends_open(e, "server", "server");
	ends_shake(e, &client, &server);
	assert_int_equal(client, S_FALSE);
	assert_int_equal(server, S_FALSE);
}

static void expect_why(const struct stream *s, const char *says)
{
	char why[WHY_MOST] = "";

	stream_why(s, why);
	if (!strstr(why, says))
		fail_msg("\"%s\" does not say \"%s\"", why, says);
}

/* Until there is something; what it is. */
static HRESULT await(struct stream *s, void *octets, size_t size, struct arrival *a)
{
	HRESULT hr = stream_read(s, octets, size, a);

	while (hr == S_FALSE) {
		assert_int_equal(os_poll(s->fd, OS_FOREVER), 1);
		hr = stream_read(s, octets, size, a);
	}
	return hr;
}

TEST(each_end_knows_the_other_ones_subject_and_octets_go_both_ways)
{
	struct ends e;

	ends_meet(&e);
	assert_string_equal(e.client.who.subject, "CN=server");
	assert_string_equal(e.server.who.subject, "CN=server");
	assert_false(e.server.who.known);
	assert_int_equal(say(&e.client, "who is there?"), S_OK);
	expect_said(&e.server, "who is there?");
	assert_int_equal(say(&e.server, "it is me"), S_OK);
	expect_said(&e.client, "it is me");
	ends_close(&e);
}

TEST(what_is_said_first_waits_until_both_know_each_other)
{
	HRESULT client, server;
	struct ends e;

	ends_open(&e, "server", "server");
	assert_int_equal(say(&e.client, "now"), S_FALSE);
	ends_shake(&e, &client, &server);
	assert_int_equal(say(&e.client, "now"), S_OK);
	expect_said(&e.server, "now");
	ends_close(&e);
}

/* Writes what goes at once; how much. */
static size_t pour(struct stream *s, const uint8_t *octets, size_t size)
{
	size_t sent = 0, done;
	HRESULT hr = S_OK;

	while (sent < size && hr == S_OK) {
		size_t third = (size - sent) / 3;
		struct os_part parts[] = { { octets + sent, third }, { octets + sent + third, size - sent - third } };
		hr = stream_write(s, parts, 2, NULL, 0, &done);
		assert_true(SUCCEEDED(hr));
		assert_true((hr == S_OK) == (done > 0));
		sent += done;
	}
	return sent;
}

TEST(a_mebibyte_goes_through_although_the_other_end_does_not_always_read)
{
	uint8_t *out = malloc(BIG), *in = malloc(BIG);
	size_t sent = 0, got = 0;
	struct arrival a;
	struct ends e;

	for (size_t i = 0; i < BIG; i++)
		out[i] = (uint8_t)(i * 31 >> 3);
	ends_meet(&e);
	while (got < BIG) {
		sent += pour(&e.client, out + sent, BIG - sent);
		HRESULT hr = stream_read(&e.server, in + got, BIG - got < 70000 ? BIG - got : 70000, &a);
		assert_true(SUCCEEDED(hr));
		got += a.size;
	}
	assert_memory_equal(in, out, BIG);
	ends_close(&e);
	free(in);
	free(out);
}

TEST(octets_come_in_any_small_room_and_are_told_to_be_more)
{
	char octets[3], text[14] = "";
	struct arrival a;
	struct ends e;

	ends_meet(&e);
	assert_int_equal(say(&e.client, "one two three"), S_OK);
	for (size_t n = 0; n < 13; n += a.size) {
		assert_int_equal(await(&e.server, octets, sizeof octets, &a), S_OK);
		memcpy(text + n, octets, a.size);
		assert_true(a.more);
	}
	assert_string_equal(text, "one two three");
	assert_int_equal(look(&e.server), S_FALSE);
	ends_close(&e);
}

/* ---- ends of it ---- */

TEST(an_end_that_is_announced_comes_behind_what_was_said)
{
	struct arrival a;
	char octets[8];
	struct ends e;

	ends_meet(&e);
	assert_int_equal(say(&e.client, "last"), S_OK);
	stream_end(&e.client);
	assert_int_equal(await(&e.server, octets, sizeof octets, &a), S_OK);
	assert_int_equal(a.size, 4);
	assert_int_equal(await(&e.server, octets, sizeof octets, &a), RPC_E_DISCONNECTED);
	assert_int_equal(say(&e.server, "I heard"), S_OK);
	expect_said(&e.client, "I heard");
	ends_close(&e);
}

TEST(an_end_that_is_not_announced_is_one_all_the_same)
{
	struct arrival a;
	char octets[8];
	struct ends e;

	ends_meet(&e);
	assert_int_equal(shutdown(e.client.fd, SHUT_WR), 0);
	assert_int_equal(await(&e.server, octets, sizeof octets, &a), RPC_E_DISCONNECTED);
	assert_false(a.more);
	ends_close(&e);
}

static void inject(const struct stream *s, const void *octets, size_t size)
{
	assert_int_equal(send(s->fd, octets, size, MSG_NOSIGNAL), size);
}

/* It fails once, and then only waits for the end, so that the other one can read why. */
static void expect_broken(struct stream *s, HRESULT expected, const char *says)
{
	char octets[64];
	struct arrival a;

	assert_int_equal(await(s, octets, sizeof octets, &a), expected);
	assert_int_equal(a.size, 0);
	assert_true(a.more);
	assert_int_equal(stream_read(s, octets, sizeof octets, &a), S_FALSE);
	assert_int_equal(say(s, "more"), expected);
	expect_why(s, says);
}

static const uint8_t forged[] = { 23, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 };

TEST(octets_that_are_not_the_other_ends_break_it)
{
	struct ends e;

	ends_meet(&e);
	inject(&e.client, forged, sizeof forged);
	expect_broken(&e.server, RPC_S_PROTOCOL_ERROR, "bad record mac");
	ends_close(&e);
}

/* What is good comes first, and why it was the last is told behind that. */
TEST(what_breaks_it_is_told_behind_what_was_read_at_once_with_it)
{
	char octets[BIG / 16];
	struct arrival a;
	struct ends e;

	ends_meet(&e);
	assert_int_equal(say(&e.client, "last"), S_OK);
	inject(&e.client, forged, sizeof forged);
	assert_int_equal(await(&e.server, octets, sizeof octets, &a), S_OK);
	assert_int_equal(a.size, 4);
	assert_true(a.more);
	expect_broken(&e.server, RPC_S_PROTOCOL_ERROR, "bad record mac");
	ends_close(&e);
}

TEST(whoever_does_not_speak_TLS_is_told_so_at_once)
{
	struct ends e;

	ends_open(&e, NULL, "server");
	inject(&e.client, "GET / HTTP/1.1\r\n\r\n", 18);
	expect_broken(&e.server, RPC_S_PROTOCOL_ERROR, "does not speak TLS 1.3");
	ends_close(&e);
	ends_open(&e, "server", NULL);
	assert_int_equal(look(&e.client), S_FALSE);
	inject(&e.server, "\5\0\14\3", 4);
	inject(&e.server, "and so on", 9);
	expect_broken(&e.client, RPC_S_PROTOCOL_ERROR, "does not speak TLS 1.3");
	ends_close(&e);
}

/* So much that it is not read at once, and lies there. */
static void flood(const struct ends *e)
{
	enum { FLOOD = 160 << 10, THERE = 96 << 10 };
	static const char octets[FLOOD];
	int room = 2 * FLOOD, there = 0;
	size_t sent = 0;

	assert_int_equal(setsockopt(e->server.fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room), 0);
	while (sent < FLOOD || there < THERE) {
		ssize_t n = sent < FLOOD ? send(e->client.fd, octets, FLOOD - sent, MSG_NOSIGNAL | MSG_DONTWAIT) : 0;
		sent += n > 0 ? (size_t)n : 0;
		assert_int_equal(ioctl(e->server.fd, FIONREAD, &there), 0);
		os_yield();
	}
}

TEST(whoever_does_not_stop_does_not_keep_the_reader)
{
	struct arrival a;
	struct ends e;
	char octet;

	ends_open(&e, NULL, "server");
	flood(&e);
	assert_int_equal(stream_read(&e.server, &octet, 1, &a), RPC_S_PROTOCOL_ERROR);
	assert_true(a.more);
	assert_int_equal(stream_read(&e.server, &octet, 1, &a), S_OK);
	assert_int_equal(a.size, 0);
	assert_true(a.more);
	stream_end(&e.client);
	while (await(&e.server, &octet, 1, &a) == S_OK)
		assert_true(a.more);
	assert_false(a.more);
	assert_int_equal(stream_read(&e.server, &octet, 1, &a), RPC_E_DISCONNECTED);
	ends_close(&e);
}

/* What the session of an end is made of: new keys for it, and nothing else, so many times. */
static void renew(const struct stream *s, int times)
{
	const struct { os_mutex lock; const void *library; void *const *session; } *x = (const void *)s->secure;
	void *handle = needed(dlopen("libssl.so.3", RTLD_NOW | RTLD_NOLOAD));
	int (*update)(void *ssl, int type), (*shake)(void *ssl);

	*(void **)&update = needed(dlsym(handle, "SSL_key_update"));
	*(void **)&shake = needed(dlsym(handle, "SSL_do_handshake"));
	for (int i = 0; i < times; i++) {
		assert_int_equal(update(*x->session, 0), 1);
		assert_int_equal(shake(*x->session), 1);
	}
	dlclose(handle);
}

TEST(whoever_says_nothing_but_that_he_has_new_keys_does_not_keep_the_reader)
{
	enum { TIMES = 500 };
	struct arrival a;
	struct ends e;
	HRESULT hr;
	char octet;

	ends_meet(&e);
	renew(&e.client, TIMES);
	for (int i = 0; i < 5; i++) {
		assert_int_equal(stream_read(&e.server, &octet, 1, &a), S_OK);
		assert_int_equal(a.size, 0);
		assert_true(a.more);
	}
	assert_int_equal(say(&e.client, "x"), S_OK);
	while ((hr = await(&e.server, &octet, 1, &a)) == S_OK && !a.size)
		assert_true(a.more);
	assert_int_equal(hr, S_OK);
	assert_int_equal(octet, 'x');
	ends_close(&e);
}

/* However much of a hello there is, there is only silence, and then an end. */
TEST(a_hello_that_is_cut_is_waited_for_and_then_over)
{
	uint8_t hello[2048];
	struct ends e;

	ends_open(&e, "server", NULL);
	assert_int_equal(look(&e.client), S_FALSE);
	assert_int_equal(os_poll(e.server.fd, OS_FOREVER), 1);
	ssize_t size = recv(e.server.fd, hello, sizeof hello, 0);
	assert_in_range(size, 100, sizeof hello - 1);
	ends_close(&e);
	for (ssize_t cut = 1; cut < size; cut += 37) {
		ends_open(&e, NULL, "server");
		inject(&e.client, hello, (size_t)cut);
		assert_int_equal(os_poll(e.server.fd, OS_FOREVER), 1);
		assert_int_equal(look(&e.server), S_FALSE);
		assert_int_equal(shutdown(e.client.fd, SHUT_WR), 0);
		struct arrival a;
		assert_int_equal(await(&e.server, hello + sizeof hello - 1, 1, &a), RPC_E_DISCONNECTED);
		ends_close(&e);
	}
}

/* ---- certificates ---- */

static void expect_refused(const char *client, const char *server, const char *client_says, const char *server_says)
{
	HRESULT c, s;
	struct ends e;

	ends_open(&e, client, server);
	ends_shake(&e, &c, &s);
	struct stream *judge = FAILED(c) ? &e.client : &e.server, *judged = FAILED(c) ? &e.server : &e.client;
	assert_int_equal(FAILED(c) ? c : s, E_ACCESSDENIED);
	expect_broken(judged, E_ACCESSDENIED, judged == &e.server ? server_says : client_says);
	expect_why(judge, judge == &e.server ? server_says : client_says);
	ends_close(&e);
}

/* `name` at either end, and what the one says of the other. */
static void expect_never_good(const char *name, const char *why, const char *back)
{
	expect_refused("server", name, why, back);
	expect_refused(name, "server", back, why);
}

TEST(a_certificate_that_has_expired_is_not_accepted)
{
	expect_never_good("expired", "(CN=expired) is not accepted: certificate has expired", "does not accept the certificate of this "
	                  "process: certificate expired");
}

TEST(a_certificate_that_is_not_valid_yet_is_not_accepted)
{
	expect_never_good("early", "(CN=early) is not accepted: certificate is not yet valid", "does not accept the certificate");
}

TEST(a_certificate_that_has_signed_itself_is_not_accepted)
{
	expect_never_good("self", "(CN=self) is not accepted: self-signed certificate", "does not accept the certificate");
}

TEST(a_certificate_of_another_authority_is_not_accepted)
{
	expect_never_good("stranger", "(CN=stranger) is not accepted: unable to get local issuer", "does not accept the certificate of "
	                  "this process: unknown CA");
}

/* Nobody is there to hear it. */
TEST(a_certificate_is_not_accepted_of_who_has_hung_up_either)
{
	struct ends e;

	ends_open(&e, "server", "stranger");
	assert_int_equal(look(&e.client), S_FALSE);
	while (look(&e.server) == S_FALSE && os_poll(e.client.fd, 0) <= 0)
		os_yield();
	assert_int_equal(shutdown(e.client.fd, SHUT_WR), 0);
	struct arrival a;
	char octet;
	assert_int_equal(await(&e.client, &octet, 1, &a), E_ACCESSDENIED);
	expect_why(&e.client, "(CN=stranger) is not accepted: unable to get local issuer");
	ends_close(&e);
}

/* What a server said before it had gone is read though nothing can be written any more. */
TEST(why_it_is_not_accepted_is_heard_behind_a_write_that_failed)
{
	struct linger at_once = { .l_onoff = 1 };
	HRESULT hr = S_OK;
	struct ends e;

	ends_open(&e, "stranger", "server");
	do
		look(&e.client);
	while (!e.client.who.subject && look(&e.server) == S_FALSE);
	while (look(&e.server) == S_FALSE)
		os_yield();
	assert_int_equal(setsockopt(e.server.fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
	stream_close(&e.server);
	while (SUCCEEDED(hr))
		hr = say(&e.client, "more");
	assert_int_equal(hr, RPC_E_DISCONNECTED);
	struct arrival a;
	char octet;
	assert_int_equal(await(&e.client, &octet, 1, &a), E_ACCESSDENIED);
	expect_why(&e.client, "does not accept the certificate of this process: unknown CA");
	client_close(&e);
}

TEST(a_certificate_of_an_authority_that_only_has_the_name_is_not_accepted)
{
	expect_never_good("forged", "(CN=forged) is not accepted: certificate signature failure", "does not accept the certificate");
}

TEST(a_certificate_without_a_subject_is_not_accepted)
{
	expect_never_good("nobody", "(no subject) is not accepted: it has no subject", "does not accept the certificate");
}

TEST(a_certificate_that_its_authority_has_revoked_is_not_accepted)
{
	HRESULT client, server;
	struct ends e;

	ends_open(&e, "server", "revoked"); /* nobody has its list */
	ends_shake(&e, &client, &server);
	assert_string_equal(e.client.who.subject, "CN=revoked");
	ends_close(&e);
	authorities = "lists";
	expect_never_good("revoked", "(CN=revoked) is not accepted: certificate revoked", "does not accept the certificate of this "
	                  "process: certificate revoked");
	ends_meet(&e);
	ends_close(&e);
}

TEST(who_wants_a_list_takes_none_that_is_out_of_date_and_wants_each_authoritys)
{
	authorities = "old-lists";
	expect_refused("server", "server", "(CN=server) is not accepted: CRL has expired", "does not accept the certificate");
	authorities = "other-lists";
	expect_refused("server", "server", "(CN=server) is not accepted: unable to get certificate CRL",
	               "does not accept the certificate");
}

TEST(a_certificate_is_good_for_what_it_says)
{
	HRESULT client, server;
	struct ends e;

	expect_refused("server", "only-client", "(CN=only-client) is not accepted: unsuitable certificate purpose", "does not accept");
	expect_refused("only-server", "server", "does not accept", "(CN=only-server) is not accepted: unsuitable certificate purpose");
	ends_open(&e, "only-client", "only-server");
	ends_shake(&e, &client, &server);
	assert_string_equal(e.client.who.subject, "CN=only-server");
	assert_string_equal(e.server.who.subject, "CN=only-client");
	ends_close(&e);
}

TEST(a_chain_of_many_authorities_is_not_accepted_and_a_short_one_is)
{
	HRESULT client, server;
	struct ends e;

	expect_refused("long", "server", "does not accept the certificate", "certificate chain too long");
	ends_open(&e, "short", "server");
	ends_shake(&e, &client, &server);
	assert_string_equal(e.server.who.subject, "CN=short");
	ends_close(&e);
}

TEST(a_server_is_who_its_address_says)
{
	HRESULT client, server;
	struct ends e;

	expect_refused("server", "elsewhere", "(CN=elsewhere) is not accepted: it does not name this address", "does not accept");
	expect_refused("server", "alice", "(CN=alice) is not accepted: it does not name this address", "does not accept");
	ends_open(&e, "alice", "named");
	ends_shake(&e, &client, &server);
	assert_string_equal(e.client.who.subject, "CN=named"); /* localhost */
	assert_string_equal(e.server.who.subject, "CN=alice"); /* of clients no address is asked */
	ends_close(&e);
}

TEST(what_is_too_much_of_a_certificate_is_not_read)
{
	HRESULT client, server;
	struct ends e;

	ends_open(&e, "huge", "server");
	ends_shake(&e, &client, &server);
	assert_int_equal(server, RPC_S_PROTOCOL_ERROR);
	expect_why(&e.server, "excessive message size");
	ends_close(&e);
}

TEST(subjects_are_UTF_8_and_cannot_be_mistaken)
{
	HRESULT client, server;
	struct ends e;

	ends_open(&e, "umlaut", "server");
	ends_shake(&e, &client, &server);
	assert_string_equal(e.server.who.subject, "CN=\xc3\x84nne\\, B");
	ends_close(&e);
}

/* ---- little room ---- */

static void narrow(int fd, int option)
{
	int least = 1;

	assert_int_equal(setsockopt(fd, SOL_SOCKET, option, &least, sizeof least), 0);
}

/* One whose kernel takes next to nothing unless it is read. */
static struct stream narrow_client(const struct address *a)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(a->at.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct stream s = { .transport = a->transport };
	char why[WHY_MOST] = "";

	s.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	narrow(s.fd, SO_RCVBUF);
	assert_int_equal(connect(s.fd, (struct sockaddr *)&in, sizeof in), 0);
	assert_int_equal(fcntl(s.fd, F_SETFL, O_RDWR | O_NONBLOCK), 0);
	expect_done(secure_open(&s, a, why), why);
	return s;
}

/* The server has more to say of itself than there is room for. */
static void narrow_open(struct ends *e)
{
	struct address a = address_at("tls:127.0.0.1:0");

	certificates_begin();
	certificates_use(directory, "wide");
	e->listener = listening(&a);
	e->client = narrow_client(&e->listener.at);
	e->server = accepted(&e->listener);
	narrow(e->server.fd, SO_SNDBUF);
}

TEST(whoever_cannot_read_before_it_has_written_says_so)
{
	struct arrival a = { .blocked = false };
	HRESULT client, server;
	struct ends e;
	char octet;

	narrow_open(&e);
	assert_int_equal(look(&e.client), S_FALSE);
	while (!a.blocked)
		assert_int_equal(stream_read(&e.server, &octet, 1, &a), S_FALSE);
	ends_shake(&e, &client, &server);
	assert_string_equal(e.client.who.subject, "CN=wide");
	assert_string_equal(e.server.who.subject, "CN=wide");
	ends_close(&e);
}

static os_u32 gone;

static void is_gone(struct connection *c)
{
	(void)c;
	os_store32(&gone, 1);
}

TEST(a_connection_goes_on_shaking_hands_when_there_is_room)
{
	static struct assoc_groups groups;
	struct assoc_service service = caller_service(&groups);
	struct connection *c;
	struct ends e;

	os_store32(&gone, 0);
	house_enter(COINIT_MULTITHREADED);
	narrow_open(&e);
	assert_int_equal(connection_accept(&e.server, &service, &c), S_OK);
	c->gone = is_gone;
	connection_unref(c);
	while (!e.client.who.subject) {
		assert_int_equal(look(&e.client), S_FALSE);
		os_yield();
	}
	stream_close(&e.client);
	while (!os_load32(&gone))
		os_yield();
	transport_unlisten(&e.listener);
	house_leave();
	certificates_end();
}

/* The client knows the server, who then has gone and does not let it in. */
static void refuse_and_go(struct listener *l, struct connection *c)
{
	struct linger at_once = { .l_onoff = 1 };
	struct stream s;

	prove("server");
	s = accepted(l);
	do
		connection_look(c);
	while (!c->stream.who.subject && look(&s) == S_FALSE);
	while (look(&s) == S_FALSE)
		os_yield();
	assert_int_equal(setsockopt(s.fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
	stream_close(&s);
}

static HRESULT refused;

static void not_agreed(void *context, uint16_t id, HRESULT hr)
{
	(void)context;
	(void)id;
	refused = hr;
}

TEST(a_connection_that_cannot_write_ends_for_the_reason_that_it_then_reads)
{
	static const struct assoc_client_ops ops = { .agreed = not_agreed };
	struct address a = address_at("tls:127.0.0.1:0");
	struct assoc_peer peer = { .ops = &ops };
	char why[WHY_MOST];
	struct connection *c;
	uint16_t id;

	house_enter(COINIT_MULTITHREADED);
	certificates_begin();
	prove("server");
	struct listener l = listening(&a);
	prove("stranger");
	assert_int_equal(connection_connect(&l.at, NULL, &peer, 0, &c, why), S_OK);
	refuse_and_go(&l, c);
	connection_lock(c);
	assert_int_equal(assoc_client_offer(&c->client, &(struct pdu_syntax){ .uuid = IID_IUnknown }, &id), S_FALSE);
	connection_unlock(c);
	assert_int_equal(refused, E_ACCESSDENIED);
	connection_close(c, E_ABORT);
	connection_unref(c);
	transport_unlisten(&l);
	house_leave();
	certificates_end();
}

/* ---- how many ---- */

TEST(connections_of_another_host_are_limited_by_themselves)
{
	struct address plain = address_at("tcp:127.0.0.1:0");
	char why[WHY_MOST];
	struct stream more;
	struct ends e;

	assert_int_equal(AcomSetLimit(ACOM_LIMIT_USER_CONNECTIONS, 1), S_OK);
	ends_open(&e, "server", "server");
	struct stream second = connected(&e.listener.at);
	assert_int_equal(os_poll(e.listener.fd, OS_FOREVER), 1);
	assert_int_equal(transport_accept(&e.listener, &more, why), RPC_E_OUT_OF_RESOURCES);
	struct listener l = listening(&plain);
	expect_service(&l); /* somebody on this machine */
	transport_unlisten(&l);
	stream_close(&second);
	ends_close(&e);
}

/* ---- whom a peer can have this process call ---- */

enum { WORDS = 256 };

/* A reference that came `by` names this address. */
static HRESULT resolve(const struct stream *by, const struct address *a)
{
	union {
		DUALSTRINGARRAY words;
		uint8_t octets[sizeof(DUALSTRINGARRAY) + 2 * WORDS];
	} d;
	struct origin *origin;

	assert_int_equal(bindings_write(a, 1, &d.words, WORDS), S_OK);
	struct objref o = {
		.oxid = 1, .words = (uint8_t *)d.words.aStringArray, .word_count = d.words.wNumEntries, .security = d.words.wSecurityOffset,
	};
	return origin_resolve(&o, by, os_now() + 1000000000, &origin);
}

/* Nobody called there. */
static void expect_uncalled(const struct stream *by, struct listener *l)
{
	char why[WHY_MOST];
	struct stream s;

	assert_int_equal(resolve(by, &l->at), RPC_E_INVALID_OBJREF);
	assert_int_equal(transport_accept(l, &s, why), S_FALSE);
}

TEST(another_machine_has_nobody_called_but_itself)
{
	struct address socket = address_at("unix:secure"), plain = address_at("tcp:127.0.0.1:0"), tls = address_at("tls:127.0.0.1:0");
	struct ends e;

	house_enter(COINIT_MULTITHREADED);
	ends_meet(&e);
	struct listener sockets = listening(&socket), plains = listening(&plain), safe = listening(&tls);
	struct stream far = e.client;
	far.who.at = address_at("tls:192.0.2.7:1").at;
	expect_uncalled(&far, &sockets);
	expect_uncalled(&far, &plains);
	expect_uncalled(&far, &safe);
	transport_unlisten(&sockets);
	transport_unlisten(&plains);
	transport_unlisten(&safe);
	ends_close(&e);
	house_leave();
}

/* On this machine: by plain TCP nobody says where TLS is to be spoken. */
TEST(whoever_nobody_knows_has_nobody_called_by_TLS)
{
	struct stream anonymous = { .transport = address_at("tcp:127.0.0.1:0").transport };
	struct address tls = address_at("tls:127.0.0.1:0");

	house_enter(COINIT_MULTITHREADED);
	certificates_begin();
	certificates_use(directory, "server");
	struct listener l = listening(&tls);
	expect_uncalled(&anonymous, &l);
	transport_unlisten(&l);
	certificates_end();
	house_leave();
}
