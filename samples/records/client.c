/* client.c - the client: begins a query, shows its progress, does other work and fetches the rows in pages; --cancel: or not.
 * Build: idlgen records.idl && cc -o records *.c $(pkg-config --cflags --libs acom sqlite3) -pthread */
#include <acom.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "server.h"

enum { PAGE = 8000, ENOUGH = 30000 };

static void check(HRESULT hr, const char *what)
{
	if (SUCCEEDED(hr))
		return;
	fprintf(stderr, "%s: %s\n", what, AcomErrorText(hr));
	exit(1);
}

/* ---- progress: the server calls this object, which lives in the client's apartment ---- */

typedef struct Status {
	AcomObject object;
	IQueryStatus IQueryStatus_iface;
	ULONG rows;
	bool quiet;
} Status;

ACOM_FACE(Status, IQueryStatus)

static HRESULT Status_Found(IQueryStatus *This, ULONG rows)
{
	Status *s = Status_from_IQueryStatus(This);

	s->rows = rows;
	if (!s->quiet)
		printf("  %u rows so far\n", rows);
	return S_OK;
}

static const IQueryStatusVtbl Status_IQueryStatus_vtbl = { ACOM_UNKNOWN(Status, IQueryStatus), Status_Found };
static const AcomInterface Status_map[] = { ACOM_ENTRY(Status, IQueryStatus), ACOM_END };
static const AcomClass Status_class = { .name = "Status", .size = sizeof(Status), .interfaces = Status_map };

/* ---- a query and its call object, on which one call at a time may pend ---- */

struct client {
	AcomApartment *server;
	AsyncIQuery *call;
	ISynchronize *sync;
	ICancelMethodCalls *cancel;
	Status *status; /* by its IQueryStatus, counted */
	unsigned work;
};

static AsyncIQuery *create_call(void)
{
	AsyncIQuery *call;
	IQuery *query;

	check(CoCreateInstance(&CLSID_Query, NULL, CLSCTX_INPROC_SERVER, &IID_IQuery, (void **)&query), "CoCreateInstance");
	check(AcomNewCall(query, &IID_AsyncIQuery, (void **)&call), "a call object");
	IQuery_Release(query);
	return call;
}

static void client_open(struct client *c)
{
	IQueryStatus *status;

	check(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), "CoInitializeEx");
	check(AcomApartmentOpen(COINIT_APARTMENTTHREADED, query_server, NULL, &c->server), "the server");
	c->call = create_call();
	check(AsyncIQuery_QueryInterface(c->call, &IID_ISynchronize, (void **)&c->sync), "ISynchronize");
	check(AsyncIQuery_QueryInterface(c->call, &IID_ICancelMethodCalls, (void **)&c->cancel), "ICancelMethodCalls");
	check(AcomCreateObject(&Status_class, NULL, &IID_IQueryStatus, (void **)&status), "the status");
	c->status = Status_from_IQueryStatus(status);
}

static void client_close(struct client *c)
{
	IQueryStatus_Release(&c->status->IQueryStatus_iface);
	ICancelMethodCalls_Release(c->cancel);
	ISynchronize_Release(c->sync);
	AsyncIQuery_Release(c->call);
	AcomApartmentClose(c->server);
	CoUninitialize();
}

static void query_begin(struct client *c, const char *sql)
{
	printf("%s\n", sql);
	check(AsyncIQuery_Begin_Run(c->call, sql, &c->status->IQueryStatus_iface), "Begin_Run");
}

/* Other work in small pieces; between two of them Wait serves the reports. Until the call is complete, or enough was found. */
static void work(struct client *c, ULONG enough)
{
	while (c->status->rows < enough && ISynchronize_Wait(c->sync, 0, 0) == RPC_S_CALLPENDING)
		for (int i = 0; i < 1000; i++)
			c->work = c->work * 1664525 + 1013904223;
}

/* ---- the rows, in pages: the next one is fetched while one is shown ---- */

static void page_show(Record *page, ULONG rows, unsigned number)
{
	if (rows)
		printf("  page %u: %u rows, from %s (%.2f) to %s (%.2f)\n", number, rows, page[0].name, page[0].value,
		       page[rows - 1].name, page[rows - 1].value);
	for (ULONG i = 0; i < rows; i++)
		CoTaskMemFree(page[i].name);
}

static void fetch(struct client *c)
{
	static Record pages[2][PAGE];
	HRESULT hr = S_OK;
	ULONG got;

	check(AsyncIQuery_Begin_Next(c->call, PAGE), "Begin_Next");
	for (unsigned n = 0; hr == S_OK; n++) {
		Record *page = pages[n % 2];
		hr = AsyncIQuery_Finish_Next(c->call, page, &got);
		check(hr, "Finish_Next");
		if (hr == S_OK)
			check(AsyncIQuery_Begin_Next(c->call, PAGE), "Begin_Next");
		page_show(page, got, n + 1);
	}
}

/* ---- the two stories ---- */

static void tell_pages(struct client *c)
{
	ULONG rows;

	query_begin(c, "SELECT number, name, distance FROM stars WHERE distance < 250 ORDER BY distance");
	work(c, ~0u);
	check(AsyncIQuery_Finish_Run(c->call, &rows), "Finish_Run");
	printf("  %u rows\n", rows);
	fetch(c);
}

/* Cancel waits until the server has answered, a minute at most. */
static void tell_cancel(struct client *c)
{
	ULONG rows;

	query_begin(c, "SELECT a.number, a.name, b.distance FROM stars a, stars b, stars c");
	work(c, ENOUGH);
	c->status->quiet = true;
	HRESULT hr = ICancelMethodCalls_Cancel(c->cancel, 60);
	printf("  Cancel: %s\n", AcomErrorName(hr));
	hr = AsyncIQuery_Finish_Run(c->call, &rows);
	printf("  Finish_Run: %s, %u rows\n", AcomErrorName(hr), rows);
	check(hr == E_ABORT ? S_OK : E_UNEXPECTED, "the server did not interrupt its query");
	query_begin(c, "SELECT number, name, distance FROM stars WHERE number <= 10");
	check(AsyncIQuery_Finish_Run(c->call, &rows), "Finish_Run");
	printf("  %u rows\n", rows);
}

int main(int argc, char **argv)
{
	struct client c = { 0 };

	client_open(&c);
	if (argc > 1 && !strcmp(argv[1], "--cancel"))
		tell_cancel(&c);
	else
		tell_pages(&c);
	client_close(&c);
	return 0;
}
