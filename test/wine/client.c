/* client.c - one program for WinINet's interface, on Wine's wininet.dll or on libacominet: what its callback is told, a line each,
 * with nothing in it that differs from run to run.
 *
 *	client PORT PORT_OF_NOBODY
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _WIN32
#include <windows.h>
#include <wininet.h>
#define THREAD GetCurrentThreadId()
#define PAUSE Sleep(1)
#else
#include <acom/wininet.h>
#include <pthread.h>
#include <unistd.h>
#define THREAD ((unsigned long)pthread_self())
#define PAUSE usleep(1000)
#endif

enum { SESSION = 1, CONNECT, REQUEST, LINES = 256, LINE = 512 };
static char lines[LINES][LINE];
static unsigned count, completed, closed;
static unsigned long main_thread;
static HINTERNET handles[4];
static INTERNET_PORT port, nobody;

static const char *name_of(HINTERNET h)
{
	return h == handles[SESSION] ? "session" : h == handles[CONNECT] ? "connect" : h == handles[REQUEST] ? "request" : "new";
}

/* Of what is counted only that it is there. */
static void describe(DWORD status, const void *info, DWORD length, char text[LINE / 2])
{
	const INTERNET_ASYNC_RESULT *result = info;

	switch (status) {
	case INTERNET_STATUS_RESOLVING_NAME:
	case INTERNET_STATUS_NAME_RESOLVED:
	case INTERNET_STATUS_CONNECTING_TO_SERVER:
	case INTERNET_STATUS_CONNECTED_TO_SERVER:
	case INTERNET_STATUS_REDIRECT:
		snprintf(text, LINE / 2, " \"%s\" %d", (const char *)info, length == strlen(info) + 1);
		break;
	case INTERNET_STATUS_REQUEST_COMPLETE:
		snprintf(text, LINE / 2, " {%d, %lu} %lu", result->dwResult != 0, (unsigned long)result->dwError, (unsigned long)length);
		break;
	case INTERNET_STATUS_HANDLE_CREATED:
	case INTERNET_STATUS_HANDLE_CLOSING:
	case INTERNET_STATUS_REQUEST_SENT:
	case INTERNET_STATUS_RESPONSE_RECEIVED:
		snprintf(text, LINE / 2, " %lu", (unsigned long)length);
		break;
	default:
		snprintf(text, LINE / 2, "%s", info ? " something" : "");
	}
}

static void CALLBACK callback(HINTERNET h, DWORD_PTR context, DWORD status, void *info, DWORD length)
{
	char text[LINE / 2] = "";
	unsigned at = __atomic_fetch_add(&count, 1, __ATOMIC_SEQ_CST) % LINES;

	describe(status, info, length, text);
	snprintf(lines[at], LINE, "%lu %s %u%s%s", (unsigned long)status, name_of(h), (unsigned)context,
	         status == INTERNET_STATUS_HANDLE_CREATED || status == INTERNET_STATUS_HANDLE_CLOSING ? "" :
	         THREAD == main_thread ? " caller" : " other", text);
	if (status == INTERNET_STATUS_REQUEST_COMPLETE)
		__atomic_fetch_add(&completed, 1, __ATOMIC_SEQ_CST);
	if (status == INTERNET_STATUS_HANDLE_CLOSING)
		__atomic_fetch_add(&closed, 1, __ATOMIC_SEQ_CST);
}

static void await(unsigned *number, unsigned least)
{
	while (__atomic_load_n(number, __ATOMIC_SEQ_CST) < least)
		PAUSE;
}

/* How a function ends: at once, or once it has pended. */
static void end_of(const char *what, BOOL done)
{
	DWORD error = done ? 0 : GetLastError();
	unsigned i;

	if (error == ERROR_IO_PENDING)
		await(&completed, 1);
	for (i = 0; i < count; i++)
		puts(lines[i]);
	count = completed = 0;
	printf("= %s %s %lu\n", what, done ? "done" : error == ERROR_IO_PENDING ? "pended" : "failed", (unsigned long)error);
	fflush(stdout);
}

static void open_all(const char *title, DWORD flags, const char *host, INTERNET_PORT at, const char *verb, const char *path,
                     DWORD request_flags)
{
	printf("\n# %s\n", title);
	handles[SESSION] = InternetOpenA("client", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, flags);
	InternetSetStatusCallbackA(handles[SESSION], callback);
	handles[CONNECT] = InternetConnectA(handles[SESSION], host, at, NULL, NULL, INTERNET_SERVICE_HTTP, 0, CONNECT);
	handles[REQUEST] = HttpOpenRequestA(handles[CONNECT], verb, path, NULL, NULL, NULL,
	                                    request_flags | INTERNET_FLAG_NO_CACHE_WRITE | INTERNET_FLAG_RELOAD, REQUEST);
	end_of("open", handles[REQUEST] != NULL);
}

static void send_it(void)
{
	end_of("send", HttpSendRequestA(handles[REQUEST], NULL, 0, NULL, 0));
}

static void status(void)
{
	char text[64];
	DWORD size = sizeof text;

	printf("= status %s\n", HttpQueryInfoA(handles[REQUEST], HTTP_QUERY_STATUS_CODE, text, &size, NULL) ? text : "none");
}

/* Whether a read pends, and what is told of it, depends on what has come. */
static void read_all(void)
{
	static char body[65536];
	DWORD got = 0, total = 0, done;

	do {
		done = InternetReadFile(handles[REQUEST], body + total, (DWORD)sizeof body - total, &got);
		if (!done && GetLastError() == ERROR_IO_PENDING)
			await(&completed, 1);
		completed = 0;
		total += got;
	} while (got && total < sizeof body);
	count = 0;
	printf("= body %lu\n", (unsigned long)total);
}

static void close_all(void)
{
	BOOL done;

	closed = 0;
	InternetCloseHandle(handles[REQUEST]);
	InternetCloseHandle(handles[CONNECT]);
	done = InternetCloseHandle(handles[SESSION]);
	await(&closed, 2);
	end_of("close", done);
}

static void get(const char *title, DWORD flags, const char *path, DWORD request_flags)
{
	open_all(title, flags, "127.0.0.1", port, NULL, path, request_flags);
	send_it();
	status();
	read_all();
	close_all();
}

static void get_twice(DWORD flags)
{
	open_all("twice over one connection", flags, "127.0.0.1", port, NULL, "/hello", INTERNET_FLAG_KEEP_CONNECTION);
	send_it();
	read_all();
	send_it();
	read_all();
	close_all();
}

static void fail(const char *title, DWORD flags, const char *host, INTERNET_PORT at)
{
	open_all(title, flags, host, at, NULL, "/", 0);
	send_it();
	close_all();
}

static void write_it(DWORD flags)
{
	INTERNET_BUFFERSA in = { .dwStructSize = sizeof in, .dwBufferTotal = 11 };
	DWORD written = 0;

	open_all("a body that is written", flags, "127.0.0.1", port, "POST", "/hello", 0);
	end_of("send", HttpSendRequestExA(handles[REQUEST], &in, NULL, 0, 0));
	end_of("write", InternetWriteFile(handles[REQUEST], "hello ", 6, &written));
	end_of("write", InternetWriteFile(handles[REQUEST], "again", 5, &written));
	end_of("end", HttpEndRequestA(handles[REQUEST], NULL, 0, 0));
	status();
	read_all();
	close_all();
}

static void available(DWORD flags)
{
	DWORD n = 0;

	open_all("how much there is of a page", flags, "127.0.0.1", port, NULL, "/slow", 0);
	send_it();
	end_of("available", InternetQueryDataAvailable(handles[REQUEST], &n, 0, 0));
	printf("= %lu\n", (unsigned long)n);
	read_all();
	close_all();
}

static void all(DWORD flags)
{
	get("a page", flags, "/hello", 0);
	get("nothing there", flags, "/nothing", 0);
	get("a page that moved", flags, "/moved", 0);
	get("a page that moved, without following", flags, "/moved", INTERNET_FLAG_NO_AUTO_REDIRECT);
	get("a page without a body", flags, "/empty", 0);
	get_twice(flags);
	fail("a port where nobody is", flags, "127.0.0.1", nobody);
	fail("a name that nobody has", flags, "nosuch.invalid", port);
	write_it(flags);
	available(flags);
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 1;
	port = (INTERNET_PORT)atoi(argv[1]);
	nobody = (INTERNET_PORT)atoi(argv[2]);
	main_thread = THREAD;
	InternetOpenA("client", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, 0); /* as long as there is one, connections are kept */
	puts("## synchronous");
	all(0);
	puts("\n## asynchronous");
	all(INTERNET_FLAG_ASYNC);
	return 0;
}
