/* names.c - servers that are called by the names of their hosts. Where those are this program says itself, in place of the C
 * library. */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

#include "certificates.h"
#include "said.h"
#include "scene.h"
#include "test/semantics/shelf.h"

/* ---- who knows hosts ---- */

enum { PLACES_MOST = 10 };
static const char *places[PLACES_MOST + 1]; /* of every host */
static int unknown;                         /* EAI_*: what is said instead */
static os_u32 asked;
static os_u32 silent;                       /* nobody says anything before: */
static sem_t speaks;

static void place_write(struct addrinfo *a, const char *text)
{
	struct sockaddr_in6 *v6 = calloc(1, sizeof *v6);
	struct sockaddr_in *v4 = (void *)v6;

	a->ai_addr = (void *)v6;
	a->ai_family = strchr(text, ':') ? AF_INET6 : AF_INET;
	a->ai_addrlen = a->ai_family == AF_INET6 ? sizeof *v6 : sizeof *v4;
	a->ai_addr->sa_family = (sa_family_t)a->ai_family;
	assert_int_equal(inet_pton(a->ai_family, text, a->ai_family == AF_INET6 ? (void *)&v6->sin6_addr : &v4->sin_addr), 1);
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
	(void)name;
	(void)service;
	(void)hints;
	os_add32(&asked, 1);
	if (os_load32(&silent))
		sem_wait(&speaks);
	if (unknown)
		return unknown;
	*found = NULL;
	for (const char *const *p = places; *p; p++) {
		struct addrinfo *a = calloc(1, sizeof *a);
		place_write(a, *p);
		*found = a;
		found = &a->ai_next;
	}
	return 0;
}

void freeaddrinfo(struct addrinfo *a)
{
	while (a) {
		struct addrinfo *next = a->ai_next;
		free(a->ai_addr);
		free(a);
		a = next;
	}
}

static void host_is_at(const char *first, const char *second)
{
	places[0] = first;
	places[1] = second;
	places[2] = NULL;
}

/* ---- the server ---- */

static void prove_as_shop(struct house *h)
{
	(void)h;
	certificates_use(away_certificates(), "shop");
}

/* By this name, or number, from now on. */
static void call_it(struct scene *s, const char *host)
{
	char address[AWAY_ADDRESS], port[8];

	away_port(&s->away, port);
	snprintf(address, sizeof address, "%s%s", host, port);
	away_at(&s->away, address);
}

/* A mixer whose host is here; its certificate is good for shop.test and what is below branch.test, or for its numbers alone. */
static struct scene *shop_open(bool named, const char *host)
{
	struct scene *s = scene_mix();

	if (named)
		s->house.prepare = prove_as_shop;
	host_is_at("127.0.0.1", NULL);
	scene_open(s, AWAY_TLS, COINIT_MULTITHREADED);
	call_it(s, host);
	return s;
}

static HRESULT ask(struct scene *s, IMix **mix)
{
	return away_create(&s->away, &CLSID_House, &IID_IMix, (void **)mix);
}

static void expect_refused(struct scene *s, HRESULT hr, const char *says)
{
	IMix *mix;

	assert_int_equal(ask(s, &mix), hr);
	error_says(says);
}

static void expect_served(struct scene *s)
{
	IMix *mix;

	assert_int_equal(ask(s, &mix), S_OK);
	IMix_Release(mix);
}

/* ---- the tests ---- */

TEST(a_server_is_called_by_the_name_of_its_host_and_calls_back)
{
	struct scene *s = shop_open(true, "tls:shop.test");
	struct mixer own = { .hr = S_OK };
	IMix *mix, *mine = mixer_create(&own);
	ISimpleStream *given;
	uint64_t thread;
	LONG calls = 0;

	assert_int_equal(ask(s, &mix), S_OK);
	assert_int_equal(IMix_CallBack(mix, mine, 3, &calls), S_OK);
	assert_int_equal(calls, 4);
	IMix_Release(mine);
	assert_int_equal(IMix_Give(mix, &IID_ISimpleStream, (IUnknown **)&given), S_OK);
	assert_int_equal(where_ask(given, &thread), S_OK);
	assert_int_equal(thread, mixer_thread(&s->mixer));
	ISimpleStream_Release(given);
	IMix_Release(mix);
	scene_close(s);
}

TEST(tcp_to_a_host_with_a_name_is_tls)
{
	struct scene *s = shop_open(true, "tcp:shop.test");

	expect_served(s);
	scene_close(s);
}

TEST(a_name_below_one_with_a_star_is_good_and_one_further_below_is_not)
{
	struct scene *s = shop_open(true, "tls:north.branch.test");

	expect_served(s);
	call_it(s, "tls:far.north.branch.test");
	expect_refused(s, E_ACCESSDENIED, "(CN=shop) is not accepted: it does not name this address");
	scene_close(s);
}

TEST(a_host_that_is_called_by_a_name_proves_that_name_and_no_number_or_other_name)
{
	struct scene *s = shop_open(false, "tls:127.0.0.1");

	expect_served(s);
	call_it(s, "tls:shop.test");
	expect_refused(s, E_ACCESSDENIED, "(CN=server) is not accepted: it does not name this address");
	call_it(s, "tls:server"); /* which is its subject's */
	expect_refused(s, E_ACCESSDENIED, "(CN=server) is not accepted: it does not name this address");
	scene_close(s);
}

TEST(a_connection_by_one_name_serves_nobody_who_calls_another_name_or_the_number)
{
	struct scene *s = shop_open(true, "tls:shop.test");
	IMix *mix;

	assert_int_equal(ask(s, &mix), S_OK);
	call_it(s, "tls:127.0.0.1");
	expect_refused(s, E_ACCESSDENIED, "(CN=shop) is not accepted: it does not name this address");
	call_it(s, "tls:example.org");
	expect_refused(s, E_ACCESSDENIED, "(CN=shop) is not accepted: it does not name this address");
	IMix_Release(mix);
	scene_close(s);
}

TEST(a_name_is_looked_up_once_for_a_connection_however_it_is_written)
{
	struct scene *s = shop_open(true, "tls:shop.test");
	IMix *mix;

	assert_int_equal(ask(s, &mix), S_OK);
	call_it(s, "tls:SHOP.Test");
	expect_served(s);
	assert_int_equal(os_load32(&asked), 1);
	IMix_Release(mix);
	scene_close(s);
}

TEST(of_several_places_the_first_that_answers_is_taken)
{
	struct scene *s = shop_open(true, "tls:shop.test");

	host_is_at("127.0.0.9", "127.0.0.1"); /* nobody listens at the first one */
	expect_served(s);
	scene_close(s);
}

TEST(as_many_places_are_tried_as_there_is_room_for)
{
	struct scene *s = shop_open(true, "tls:shop.test");

	for (unsigned i = 0; i < PLACES_MOST; i++)
		places[i] = "127.0.0.9";
	places[PLACES_MOST] = NULL;
	expect_refused(s, RPC_S_SERVER_UNAVAILABLE, "Connection refused");
	scene_close(s);
}

TEST(a_host_that_nobody_knows_is_told_so)
{
	struct scene *s = shop_open(true, "tls:shop.test");

	unknown = EAI_NONAME;
	expect_refused(s, RPC_S_SERVER_UNAVAILABLE, "nobody knows where its host is: the name is unknown");
	unknown = EAI_AGAIN;
	expect_refused(s, RPC_S_SERVER_UNAVAILABLE, "nobody knows where its host is: whoever would know does not answer");
	unknown = EAI_MEMORY;
	expect_refused(s, E_OUTOFMEMORY, "memory is short");
	unknown = 0;
	host_is_at("fe80::1", NULL); /* which is good on one cable only */
	expect_refused(s, RPC_S_SERVER_UNAVAILABLE, "nobody knows where its host is");
	host_is_at("127.0.0.1", NULL);
	expect_served(s);
	scene_close(s);
}

TEST(nobody_waits_longer_for_a_name_than_for_a_connection)
{
	struct scene *s = shop_open(true, "tls:shop.test");

	assert_false(sem_init(&speaks, 0, 0));
	os_store32(&silent, true);
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CONNECT_TIME, 20), S_OK);
	expect_refused(s, RPC_S_SERVER_UNAVAILABLE, "nobody has said in time where its host is");
	assert_int_equal(AcomSetLimit(ACOM_LIMIT_CONNECT_TIME, 10000), S_OK);
	os_store32(&silent, false);
	sem_post(&speaks);
	expect_served(s);
	scene_close(s);
}

TEST(a_class_file_may_say_the_name_of_the_host_too)
{
	struct scene *s = shop_open(true, "tls:shop.test");
	char text[256], clsid[64], port[8];
	struct shelf shelf;
	LPOLESTR id;
	IMix *mix;

	assert_int_equal(StringFromCLSID(&CLSID_House, &id), S_OK);
	for (unsigned i = 0; (clsid[i] = (char)id[i]); i++)
		;
	CoTaskMemFree(id);
	away_port(&s->away, port);
	snprintf(text, sizeof text, "CLSID=%s\nAddress=tls:shop.test%s\n", clsid, port);
	shelf_open(&shelf);
	shelf_write(&shelf, "house.class", text);
	assert_int_equal(CoCreateInstance(&CLSID_House, NULL, CLSCTX_LOCAL_SERVER, &IID_IMix, (void **)&mix), S_OK);
	IMix_Release(mix);
	shelf_close(&shelf);
	scene_close(s);
}

TEST(nobody_listens_at_a_name)
{
	house_enter(COINIT_MULTITHREADED);
	assert_int_equal(AcomListen(u"tls:shop.test:0"), RPC_S_INVALID_STRING_BINDING);
	error_says("its host is neither localhost nor a number: shop.test");
	assert_int_equal(os_load32(&asked), 0);
	house_leave();
}
