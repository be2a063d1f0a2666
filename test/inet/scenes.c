/* scenes.c - the two shops and the browser: what is asked for together takes as long as the slowest, not the sum. */
#include <stdio.h>
#include <string.h>

#include "inet/office.h"

#define OK "HTTP/1.1 200 OK\r\n\r\n"
#define ANSWER(name, milliseconds, text) static const struct web_step name[] = { WEB_REACH, \
	{ WEB_HEAD, OK, 0, milliseconds }, { WEB_BODY, text, 0, 0 }, { WEB_DONE, NULL, 0, 0 } }

static uint64_t began;

/* Durations count where time is simulated. */
static void takes(unsigned least, unsigned most)
{
#ifdef ACOM_SIM
	assert_in_range((os_now() - began) / 1000000, least, most);
#else
	(void)least;
	(void)most;
#endif
}

static void read_all(IHttpRequest *request, const char *expected)
{
	IInternetStream *stream;
	BYTE data[64];
	ULONG got;

	assert_int_equal(IHttpRequest_QueryInterface(request, &IID_IInternetStream, (void **)&stream), S_OK);
	assert_int_equal(IInternetStream_Read(stream, data, sizeof data, &got), S_OK);
	assert_int_equal(got, strlen(expected));
	assert_memory_equal(data, expected, got);
	IInternetStream_Release(stream);
}

/* ---- calls that pend together ---- */

enum { TOGETHER_MOST = 21 };
struct together {
	IHttpRequest *requests[TOGETHER_MOST];
	AsyncIHttpRequest *calls[TOGETHER_MOST];
	ISynchronize *syncs[TOGETHER_MOST];
	ISynchronizeContainer *container;
	unsigned count;
};

static void together_open(struct together *t)
{
	*t = (struct together){ .count = 0 };
	assert_int_equal(CoCreateInstance(&CLSID_SynchronizeContainer, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronizeContainer,
					  (void **)&t->container), S_OK);
}

static void together_begin(struct together *t, IHttpRequest *request)
{
	unsigned i = t->count++;

	t->requests[i] = request;
	t->calls[i] = needed(office_call(request, &IID_AsyncIHttpRequest));
	assert_int_equal(AsyncIHttpRequest_Begin_SendRequest(t->calls[i], NULL, NULL, 0), S_OK);
	assert_int_equal(AsyncIHttpRequest_QueryInterface(t->calls[i], &IID_ISynchronize, (void **)&t->syncs[i]), S_OK);
	assert_int_equal(ISynchronizeContainer_AddSynchronize(t->container, t->syncs[i]), S_OK);
}

/* Whoever is the first: finished. */
static unsigned together_next(struct together *t)
{
	ISynchronize *first;
	unsigned i;

	assert_int_equal(ISynchronizeContainer_WaitMultiple(t->container, 0, INFINITE, &first), S_OK);
	for (i = 0; t->syncs[i] != first; i++)
		assert_true(i < t->count);
	assert_int_equal(AsyncIHttpRequest_Finish_SendRequest(t->calls[i]), S_OK);
	ISynchronize_Reset(first);
	ISynchronize_Release(first);
	return i;
}

static void together_close(struct together *t)
{
	for (unsigned i = 0; i < t->count; i++) {
		ISynchronize_Release(t->syncs[i]);
		AsyncIHttpRequest_Release(t->calls[i]);
		IHttpRequest_Release(t->requests[i]);
	}
	ISynchronizeContainer_Release(t->container);
}

/* ---- the shops ---- */

ANSWER(downfall, 900, "espresso 2.40");
ANSWER(fourth, 300, "espresso 2.10");
static const struct web_page shops[] = {
	{ "http://downfall/prices", downfall }, { "http://fourth/prices", fourth }, { NULL, NULL },
};

static IHttpRequest *prices_of(struct office *o, const char *shop)
{
	IHttpConnection *connection;
	IHttpRequest *request;

	assert_int_equal(IInternetSession_ConnectHttp(o->session, shop, 0, 0, &connection), S_OK);
	assert_int_equal(IHttpConnection_OpenRequest(connection, NULL, "/prices", NULL, 0, 0, &request), S_OK);
	IHttpConnection_Release(connection);
	return request;
}

static void ask_and_wait(struct office *o, const char *shop, const char *prices)
{
	IHttpRequest *request = prices_of(o, shop);

	assert_int_equal(IHttpRequest_SendRequest(request, NULL, NULL, 0), S_OK);
	read_all(request, prices);
	IHttpRequest_Release(request);
}

SIM_TEST(N44_the_shops_one_after_the_other_and_both_at_once, 10)
{
	struct together both;
	struct office o;

	if (swept() || !office_session(&o, OFFICE_BESIDE, shops))
		return;
	began = os_now();
	ask_and_wait(&o, "downfall", "espresso 2.40");
	takes(900, 920);
	ask_and_wait(&o, "fourth", "espresso 2.10");
	takes(1200, 1240);
	together_open(&both);
	began = os_now();
	together_begin(&both, prices_of(&o, "downfall"));
	together_begin(&both, prices_of(&o, "fourth"));
	takes(0, 20);
	assert_int_equal(together_next(&both), 1);
	takes(300, 320);
	read_all(both.requests[1], "espresso 2.10");
	assert_int_equal(together_next(&both), 0);
	read_all(both.requests[0], "espresso 2.40");
	takes(900, 920);
	together_close(&both);
	office_close(&o);
}

/* ---- the browser ---- */

enum { IMAGES = 20 };
ANSWER(page, 50, "<img> <img> ...");
#define IMAGE(n) ANSWER(image##n, 40 + (n) * 7 % IMAGES * 20, "image" #n)
IMAGE(0); IMAGE(1); IMAGE(2); IMAGE(3); IMAGE(4); IMAGE(5); IMAGE(6); IMAGE(7); IMAGE(8); IMAGE(9);
IMAGE(10); IMAGE(11); IMAGE(12); IMAGE(13); IMAGE(14); IMAGE(15); IMAGE(16); IMAGE(17); IMAGE(18); IMAGE(19);
#define PAGE(n) { "http://shop/" #n, image##n }
static const struct web_page site[] = {
	{ "http://shop/page", page }, PAGE(0), PAGE(1), PAGE(2), PAGE(3), PAGE(4), PAGE(5), PAGE(6), PAGE(7), PAGE(8), PAGE(9),
	PAGE(10), PAGE(11), PAGE(12), PAGE(13), PAGE(14), PAGE(15), PAGE(16), PAGE(17), PAGE(18), PAGE(19), { NULL, NULL },
};

/* The page, and then all that is on it: each is shown when it comes. */
static void browse(enum office_where where)
{
	struct together images;
	struct office o;
	char text[16];

	if (swept() || !office_open(&o, where, site, "/page"))
		return;
	began = os_now();
	assert_int_equal(IHttpRequest_SendRequest(o.request, NULL, NULL, 0), S_OK);
	read_all(o.request, "<img> <img> ...");
	takes(50, 70);
	together_open(&images);
	began = os_now();
	for (unsigned i = 0; i < IMAGES; i++) {
		snprintf(text, sizeof text, "/%u", i);
		together_begin(&images, needed(office_request(&o, text, i)));
	}
	takes(0, 20);
	for (unsigned shown = 0; shown < IMAGES; shown++) {
		unsigned i = together_next(&images);

		takes(40 + i * 7 % IMAGES * 20, 60 + i * 7 % IMAGES * 20);
		snprintf(text, sizeof text, "image%u", i);
		read_all(images.requests[i], text);
	}
	takes(420, 440);
	together_close(&images);
	office_close(&o);
}

SIM_TEST(a_page_and_its_twenty_images_take_as_long_as_the_slowest, 5) { browse(OFFICE_HERE); }
SIM_TEST(a_page_and_its_twenty_images_come_from_another_apartment, 5) { browse(OFFICE_BESIDE); }
#ifndef ACOM_SIM
TEST(a_page_and_its_twenty_images_come_from_another_process) { browse(OFFICE_UNIX); }
#endif
