/* main.c - two shops are asked for their prices, one after the other and both at once; what happens when, side by side.
 * Build: cc -o coffee *.c $(pkg-config --cflags --libs acominet) -pthread
 *
 *	coffee [--draw NAME]     also draws what the program did, by acom-timeline: NAME-sync.svg, NAME-async.svg */
#include <acom.h>
#include <acom/inet.h>
#include <acom/wininet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "shops.h"

/* Fourth Coffee is usually slower, so Downfall is asked first; today it is not. */
enum { DOWNFALL, FOURTH };
static struct shop shops[] = {
	{ .name = "Downfall Coffee & Tea", .prices = "espresso 2.40\nlatte 3.10\n", .milliseconds = 900 },
	{ .name = "Fourth Coffee", .prices = "espresso 2.10\nlatte 3.60\n", .milliseconds = 300 },
};

static void check(HRESULT hr, const char *what)
{
	if (SUCCEEDED(hr))
		return;
	fprintf(stderr, "%s: %s\n", what, AcomErrorText(hr));
	exit(1);
}

/* ---- what happens when ---- */

enum { EVENTS = 9 };
static const struct { const char *event, *sync, *async; } table[EVENTS] = {
	{ NULL, NULL, NULL },
	{ "the start", "ask Downfall", "ask Downfall and Fourth" },
	{ "Fourth has answered the asynchronous version", "waits", "download Fourth's prices" },
	{ "Downfall has answered", "download Downfall's prices", "download Downfall's prices" },
	{ "Downfall's prices are there", "ask Fourth", "compare prices" },
	{ "the asynchronous version has compared", "waits", "done" },
	{ "Fourth has answered the synchronous version", "download Fourth's prices", "" },
	{ "Fourth's prices are there", "compare prices", "" },
	{ "the synchronous version has compared", "done", "" },
};

struct events {
	double since, at[EVENTS]; /* milliseconds; 0: it did not happen */
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void happens(struct events *e, int event)
{
	if (event == 1)
		e->since = now();
	e->at[event] = now() - e->since;
}

static void print_time(const struct events *e, int event)
{
	if (e->at[event] > 0 || event == 1)
		printf("%5.0f ms  ", e->at[event]);
	else
		printf("          ");
}

static void print_events(const struct events *sync, const struct events *async)
{
	printf("%-48s%-38s%s\n", "   event", "synchronous version", "asynchronous version");
	for (int i = 1; i < EVENTS; i++) {
		printf("%d  %-45s", i, table[i].event);
		print_time(sync, i);
		printf("%-*s", *table[i].async ? 28 : 0, table[i].sync);
		if (*table[i].async)
			print_time(async, i);
		printf("%s\n", table[i].async);
	}
}

/* ---- prices ---- */

struct prices {
	IHttpRequest *request;
	char text[256];
};

static void prices_open(struct prices *p, IInternetSession *session, const struct shop *shop)
{
	IHttpConnection *connection;

	check(IInternetSession_ConnectHttp(session, "127.0.0.1", shop->port, 0, &connection), "ConnectHttp");
	check(IHttpConnection_OpenRequest(connection, "GET", "/prices", NULL, 0, 0, &p->request), "OpenRequest");
	IHttpConnection_Release(connection);
}

static void prices_download(struct prices *p)
{
	IInternetStream *stream;
	ULONG n;

	check(IHttpRequest_QueryInterface(p->request, &IID_IInternetStream, (void **)&stream), "IInternetStream");
	check(IInternetStream_Read(stream, (BYTE *)p->text, sizeof p->text - 1, &n), "Read");
	p->text[n] = 0;
	IInternetStream_Release(stream);
	IHttpRequest_Release(p->request);
}

static void prices_compare(const struct prices *p)
{
	double price[2];

	for (int i = 0; i < 2; i++)
		price[i] = strtod(strchr(p[i].text, ' '), NULL);
	printf("  an espresso is %.2f at %s, %.2f at %s\n", price[0], shops[0].name, price[1], shops[1].name);
}

/* ---- one after the other ---- */

static void run_sync(IInternetSession *session, struct events *e)
{
	struct prices prices[2];

	for (int i = 0; i < 2; i++)
		prices_open(&prices[i], session, &shops[i]);
	happens(e, 1);
	check(IHttpRequest_SendRequest(prices[DOWNFALL].request, NULL, NULL, 0), "SendRequest"); /* waits */
	happens(e, 3);
	prices_download(&prices[DOWNFALL]);
	happens(e, 4);
	check(IHttpRequest_SendRequest(prices[FOURTH].request, NULL, NULL, 0), "SendRequest");
	happens(e, 6);
	prices_download(&prices[FOURTH]);
	happens(e, 7);
	prices_compare(prices);
	happens(e, 8);
}

/* ---- both at once ---- */

static ISynchronize *begin(AsyncIHttpRequest *call, ISynchronizeContainer *both)
{
	ISynchronize *sync;

	check(AsyncIHttpRequest_Begin_SendRequest(call, NULL, NULL, 0), "Begin_SendRequest"); /* does not wait */
	check(AsyncIHttpRequest_QueryInterface(call, &IID_ISynchronize, (void **)&sync), "ISynchronize");
	check(ISynchronizeContainer_AddSynchronize(both, sync), "AddSynchronize");
	return sync;
}

static void run_async(IInternetSession *session, struct events *e)
{
	struct prices prices[2];
	AsyncIHttpRequest *calls[2];
	ISynchronize *syncs[2], *first;
	ISynchronizeContainer *both;

	check(CoCreateInstance(&CLSID_SynchronizeContainer, NULL, CLSCTX_INPROC_SERVER, &IID_ISynchronizeContainer, (void **)&both),
	      "the container");
	for (int i = 0; i < 2; i++) {
		prices_open(&prices[i], session, &shops[i]);
		check(AcomNewCall(prices[i].request, &IID_AsyncIHttpRequest, (void **)&calls[i]), "a call object");
	}
	happens(e, 1);
	for (int i = 0; i < 2; i++)
		syncs[i] = begin(calls[i], both);
	for (int i = 0; i < 2; i++) { /* whoever comes first */
		check(ISynchronizeContainer_WaitMultiple(both, 0, INFINITE, &first), "WaitMultiple");
		int which = first == syncs[FOURTH] ? FOURTH : DOWNFALL;
		happens(e, which == FOURTH ? 2 : 3);
		check(AsyncIHttpRequest_Finish_SendRequest(calls[which]), "Finish_SendRequest");
		prices_download(&prices[which]);
		ISynchronize_Reset(first); /* it stays in the container */
		ISynchronize_Release(first);
		ISynchronize_Release(syncs[which]);
		AsyncIHttpRequest_Release(calls[which]);
	}
	happens(e, 4);
	prices_compare(prices);
	happens(e, 5);
	ISynchronizeContainer_Release(both);
}

/* ---- the program ---- */

static HRESULT serve(void *arg)
{
	DWORD cookie;

	(void)arg;
	return AcomInternetRegister(0, &cookie);
}

/* The same once more, traced. What comes before the requests are calls 1 to 5 and 10 to 13. */
static void draw(char *program, char *name)
{
	execlp("sh", "sh", "-c", "ACOM_TRACE_FILE=\"$1.json\" \"$0\" && "
	       "acom-timeline -q 60 -c 6-9 -t 'one after the other' \"$1.json\" >\"$1-sync.svg\" && "
	       "acom-timeline -q 60 -c 14-17 -t 'both at once' \"$1.json\" >\"$1-async.svg\" && rm \"$1.json\"",
	       program, name, (char *)NULL);
	perror("sh");
	exit(1);
}

int main(int argc, char **argv)
{
	struct events sync = { 0 }, async = { 0 };
	IInternetSession *session;
	AcomApartment *server;

	if (argc == 3 && !strcmp(argv[1], "--draw"))
		draw(argv[0], argv[2]);
	for (int i = 0; i < 2; i++)
		shop_open(&shops[i]);
	check(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), "CoInitializeEx");
	check(AcomApartmentOpen(COINIT_MULTITHREADED, serve, NULL, &server), "the internet client");
	check(CoCreateInstance(&CLSID_InternetSession, NULL, CLSCTX_INPROC_SERVER, &IID_IInternetSession, (void **)&session),
	      "a session");
	check(IInternetSession_Open(session, "coffee", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0), "Open");
	run_sync(session, &sync);
	run_async(session, &async);
	print_events(&sync, &async);
	printf("The asynchronous version was done after %.0f ms, the synchronous one after %.0f ms.\n", async.at[5], sync.at[8]);
	IInternetSession_Release(session);
	AcomApartmentClose(server);
	CoUninitialize();
	for (int i = 0; i < 2; i++)
		shop_close(&shops[i]);
	return 0;
}
