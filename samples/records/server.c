/* server.c - a query on a database that lives in one thread's apartment. Its methods are ordinary ones: that the client does not
 * wait for them, or cancels them, is between the client and the library - and CoTestCancel. */
#include <acom.h>
#include <sqlite3.h>
#include <stdbool.h>

#include "server.h"

const CLSID CLSID_Query = { 0x8b0f4e20, 0x5d1c, 0x4f7a, { 0x9a, 0x33, 0x7c, 0x52, 0xe1, 0xd4, 0x00, 0x05 } };

enum {
	REPORT = 10000, /* rows from one report to the next */
	LOOK = 1000,    /* SQLite's instructions from one look for a cancel to the next */
};

static const char stars[] =
	"CREATE TABLE stars (number INTEGER PRIMARY KEY, name TEXT, distance REAL);"
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)"
	" INSERT INTO stars SELECT i, printf('star %d', i), i * 7919 % 50021 / 100.0 FROM n";

typedef struct Query {
	AcomObject object;
	IQuery IQuery_iface;
	sqlite3 *db;
	bool running;
	Record *rows; /* the names of those from `given` on are ours */
	ULONG count, room, given;
} Query;

ACOM_FACE(Query, IQuery)

/* ---- the rows of the result ---- */

static void forget_rows(Query *q)
{
	while (q->given < q->count)
		CoTaskMemFree(q->rows[q->given++].name);
	q->given = q->count = 0;
}

static HRESULT more_room(Query *q)
{
	ULONG room = q->room ? 2 * q->room : 1024;
	Record *rows = q->count < q->room ? q->rows : CoTaskMemRealloc(q->rows, room * sizeof *rows);

	if (!rows)
		return E_OUTOFMEMORY;
	if (q->count == q->room)
		q->room = room;
	q->rows = rows;
	return S_OK;
}

static HRESULT keep_row(Query *q, sqlite3_stmt *statement)
{
	const char *name = (const char *)sqlite3_column_text(statement, 1);
	size_t size = name ? strlen(name) + 1 : 0;
	HRESULT hr = more_room(q);

	if (FAILED(hr))
		return hr;
	Record row = { sqlite3_column_int(statement, 0), size ? CoTaskMemAlloc(size) : NULL, sqlite3_column_double(statement, 2) };
	if (size && !row.name)
		return E_OUTOFMEMORY;
	if (size)
		memcpy(row.name, name, size);
	q->rows[q->count++] = row;
	return S_OK;
}

/* ---- Run ---- */

/* SQLite calls this in the middle of a query. */
static int look_for_cancel(void *db)
{
	if (CoTestCancel() == RPC_E_CALL_CANCELED)
		sqlite3_interrupt(db);
	return 0;
}

static HRESULT ended(int code)
{
	return code == SQLITE_DONE ? S_OK : code == SQLITE_INTERRUPT ? E_ABORT : code == SQLITE_NOMEM ? E_OUTOFMEMORY : E_FAIL;
}

/* A report waits until the client has taken it, in whose apartment `status` lives. */
static HRESULT collect(Query *q, sqlite3_stmt *statement, IQueryStatus *status)
{
	HRESULT hr = S_OK;
	int code = SQLITE_DONE;

	while (SUCCEEDED(hr) && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		hr = keep_row(q, statement);
		if (SUCCEEDED(hr) && q->count % REPORT == 0)
			hr = IQueryStatus_Found(status, q->count);
	}
	return FAILED(hr) ? hr : ended(code);
}

static HRESULT Query_Run(IQuery *This, const char *sql, IQueryStatus *status, ULONG *rows)
{
	Query *q = Query_from_IQuery(This);
	sqlite3_stmt *statement;

	*rows = 0;
	if (q->running) /* the thread waits for a report to be taken, and serves meanwhile */
		return RPC_E_SERVERCALL_RETRYLATER;
	if (sqlite3_prepare_v2(q->db, sql, -1, &statement, NULL) != SQLITE_OK)
		return E_INVALIDARG;
	forget_rows(q);
	q->running = true;
	HRESULT hr = collect(q, statement, status);
	q->running = false;
	sqlite3_finalize(statement);
	if (FAILED(hr))
		forget_rows(q);
	*rows = q->count;
	return hr;
}

static HRESULT Query_Next(IQuery *This, ULONG asked, Record *page, ULONG *got)
{
	Query *q = Query_from_IQuery(This);

	*got = 0;
	if (q->running)
		return RPC_E_SERVERCALL_RETRYLATER;
	*got = asked < q->count - q->given ? asked : q->count - q->given;
	if (*got)
		memcpy(page, q->rows + q->given, *got * sizeof *page); /* the names are the caller's now */
	q->given += *got;
	return *got < asked ? S_FALSE : S_OK;
}

/* ---- the object ---- */

static HRESULT Query_construct(void *object)
{
	Query *q = object;
	bool good = sqlite3_open(":memory:", &q->db) == SQLITE_OK && sqlite3_exec(q->db, stars, NULL, NULL, NULL) == SQLITE_OK;

	if (!good)
		sqlite3_close(q->db);
	else
		sqlite3_progress_handler(q->db, LOOK, look_for_cancel, q->db);
	return good ? S_OK : E_FAIL;
}

static void Query_destruct(void *object)
{
	Query *q = object;

	forget_rows(q);
	CoTaskMemFree(q->rows);
	sqlite3_close(q->db);
}

static const IQueryVtbl Query_IQuery_vtbl = { ACOM_UNKNOWN(Query, IQuery), Query_Run, Query_Next };
static const AcomInterface Query_map[] = { ACOM_ENTRY(Query, IQuery), ACOM_END };
static const AcomClass Query_class = { "Query", sizeof(Query), Query_map, Query_construct, Query_destruct, NULL };

static HRESULT Query_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Query_class, outer, riid, ppv);
}

HRESULT query_server(void *arg)
{
	DWORD cookie;

	(void)arg;
	return AcomRegisterClass(&CLSID_Query, Query_create, 0, &cookie);
}
