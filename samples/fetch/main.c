/* main.c - downloads many URLs at once into the current directory; Ctrl-C ends them, and the next time they go on where they were.
 * Build: cc -o fetch *.c $(pkg-config --cflags --libs acominet) -pthread
 *
 *	fetch URL ...        http, https, ftp and gopher */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <acom.h>
#include <acom/automation.h>
#include <acom/inet.h>
#include <acom/wininet.h>

#include "bars.h"

enum { AT_ONCE = 16 };

struct download {
	const char *url;
	char name[160], part[168];   /* the file, and as long as it is not whole */
	FILE *file;
	ULONGLONG begin, done, all;  /* octets: that were there, are there, will be (0: nobody knows) */
	AsyncIInternetSession *open; /* the call that pends until there is something to be read, */
	AsyncIInternetStream *read;  /* and the one that pends then */
	char why[160];               /* it has failed */
};
static struct download *active[AT_ONCE];
static int count;
static bool failed, interrupted;

static void check(HRESULT hr, const char *what)
{
	if (SUCCEEDED(hr))
		return;
	fprintf(stderr, "fetch: %s: %s\n", what, AcomErrorText(hr));
	exit(1);
}

/* ---- names: the last part of the path, with a number behind it if an earlier URL has that one ---- */

static bool is_taken(const struct download *first, const struct download *d)
{
	for (; first < d; first++)
		if (!strcmp(first->name, d->name) || !strcmp(first->part, d->name) || !strcmp(first->name, d->part))
			return true;
	return false;
}

static void name(struct download *d, const struct download *first)
{
	const char *host = strstr(d->url, "://"), *end = d->url + strcspn(d->url, "?#"), *last = end;
	char number[16] = "";

	while (last > d->url && last[-1] != '/')
		last--;
	int size = host && last > host + 3 ? (int)(end - last) : 0;
	if (strspn(last, ".") >= (size_t)size) {
		last = "index.html";
		size = (int)strlen(last);
	}
	for (int n = 1; !*number || is_taken(first, d); n++) {
		snprintf(d->name, sizeof d->name, "%.*s%s", size < 128 ? size : 128, last, number);
		snprintf(d->part, sizeof d->part, "%s.part", d->name);
		snprintf(number, sizeof number, ".%d", n);
	}
}

/* ---- a download: one call after the other ---- */

static BYTE piece[65536];

static HRESULT fails(struct download *d, const char *why)
{
	snprintf(d->why, sizeof d->why, "%s", why);
	return E_FAIL;
}

static void *call_of(struct download *d)
{
	return d->read ? (void *)d->read : d->open;
}

/* What is there already is not asked for again. */
static HRESULT begin(struct download *d, IInternetSession *session)
{
	HRESULT hr;

	d->file = fopen(d->part, "a");
	if (!d->file)
		return fails(d, strerror(errno));
	d->done = (ULONGLONG)lseek(fileno(d->file), 0, SEEK_END);
	hr = AcomNewCall(session, &IID_AsyncIInternetSession, (void **)&d->open);
	return FAILED(hr) ? hr : AsyncIInternetSession_Begin_Download(d->open, d->url, d->done, INTERNET_FLAG_RELOAD, 0);
}

static HRESULT begin_read(struct download *d)
{
	return interrupted ? RPC_E_CALL_CANCELED : AsyncIInternetStream_Begin_Read(d->read, sizeof piece);
}

/* A server that does not know how to go on begins anew. */
static HRESULT opened(struct download *d)
{
	IInternetStream *stream;
	HRESULT hr = AsyncIInternetSession_Finish_Download(d->open, &d->begin, &d->all, &stream);

	if (hr == HTTP_E_STATUS(416))
		d->done = 0; /* what is there is not the beginning of that: forget it */
	if (FAILED(hr))
		return hr;
	hr = AcomNewCall(stream, &IID_AsyncIInternetStream, (void **)&d->read);
	IInternetStream_Release(stream);
	d->done = d->begin;
	if (ftruncate(fileno(d->file), (off_t)d->begin))
		return fails(d, strerror(errno));
	return FAILED(hr) ? hr : begin_read(d);
}

/* S_FALSE: that was all. */
static HRESULT come(struct download *d)
{
	ULONG got;
	HRESULT hr = AsyncIInternetStream_Finish_Read(d->read, piece, &got);

	if (fwrite(piece, 1, got, d->file) != got)
		return fails(d, strerror(errno));
	d->done += got;
	if (hr == S_FALSE && d->all > d->done)
		return fails(d, "the server has said too little");
	return hr == S_OK ? begin_read(d) : hr;
}

static void end(struct download *d, HRESULT hr)
{
	if (FAILED(hr) && !*d->why)
		AcomErrorMessage(hr, d->why, sizeof d->why);
	if (d->read)
		AsyncIInternetStream_Release(d->read);
	if (d->open)
		AsyncIInternetSession_Release(d->open);
	if (d->file && (fclose(d->file) || (SUCCEEDED(hr) && rename(d->part, d->name))))
		hr = fails(d, strerror(errno));
	if (FAILED(hr) && !d->done)
		unlink(d->part);
	failed |= FAILED(hr);
	bars_erase();
	if (SUCCEEDED(hr))
		printf("%s: %llu octets%s\n", d->name, (unsigned long long)d->done, d->begin ? ", resumed" : "");
	else
		printf("%s: %s\n", d->url, d->why);
}

/* ---- all of them ---- */

static void begin_more(struct download **next, const struct download *last, IInternetSession *session)
{
	for (; *next < last && count < AT_ONCE && !interrupted; ++*next) {
		HRESULT hr = begin(*next, session);

		if (FAILED(hr))
			end(*next, hr);
		else
			active[count++] = *next;
	}
}

static void go_on(void)
{
	for (int i = count; i--;) {
		HRESULT hr = AcomWaitForCall(call_of(active[i]), 0);

		if (hr == RPC_S_CALLPENDING)
			continue;
		hr = active[i]->read ? come(active[i]) : opened(active[i]);
		if (hr == S_OK)
			continue;
		end(active[i], hr);
		active[i] = active[--count];
	}
}

static void show_bars(void)
{
	if (bars_are_due(count))
		for (int i = 0; i < count; i++)
			bars_print(active[i]->name, active[i]->done, active[i]->all);
}

static void wait_for_some(int signals)
{
	HANDLE handles[AT_ONCE + 1] = { (HANDLE)(intptr_t)signals };
	struct signalfd_siginfo signal;
	DWORD which;

	for (int i = 0; i < count; i++)
		check(AcomCallHandle(call_of(active[i]), &handles[i + 1]), "a call");
	check(CoWaitForMultipleHandles(0, INFINITE, (ULONG)count + 1, handles, &which), "waiting");
	if (which == 0 && read(signals, &signal, sizeof signal) > 0)
		interrupted = true;
	for (int i = 0; interrupted && i < count; i++)
		AcomCancelCall(call_of(active[i]), 0); /* what is over already goes on, but nothing follows it */
}

static int interrupts(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL); /* threads that are started later have it, too */
	return signalfd(-1, &set, SFD_CLOEXEC);
}

int main(int argc, char **argv)
{
	struct download *all = calloc((size_t)argc, sizeof *all), *next = all, *last = all + argc - 1;
	int signals = interrupts();
	IInternetSession *session;
	DWORD cookie;

	if (argc < 2 || !all) {
		fprintf(stderr, "fetch URL ...\n");
		return 2;
	}
	for (struct download *d = all; d < last; d++) {
		d->url = *++argv;
		name(d, all);
	}
	check(CoInitializeEx(NULL, COINIT_MULTITHREADED), "CoInitializeEx");
	check(AcomInternetRegister(0, &cookie), "the internet client");
	check(CoCreateInstance(&CLSID_InternetSession, NULL, CLSCTX_INPROC_SERVER, &IID_IInternetSession, (void **)&session),
	      "a session");
	for (begin_more(&next, last, session); count; begin_more(&next, last, session)) {
		show_bars();
		wait_for_some(signals);
		go_on();
	}
	IInternetSession_Release(session);
	CoRevokeClassObject(cookie);
	CoUninitialize();
	free(all);
	if (interrupted)
		printf("The same command goes on where this one has ended.\n");
	return interrupted ? 130 : failed;
}
