/* main.c - downloads many URLs at once into the current directory; Ctrl-C ends them, and the next time they go on where they were.
 * Build: cc -o fetch *.c $(pkg-config --cflags --libs acominet) -pthread
 *
 *	fetch URL ...        http, https, ftp and gopher */
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "download.h"

enum { AT_ONCE = 16, BAR = 30 };

static void check(HRESULT hr, const char *what)
{
	if (SUCCEEDED(hr))
		return;
	fprintf(stderr, "fetch: %s: %s\n", what, AcomErrorText(hr));
	exit(1);
}

/* ---- bars ---- */

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

static void print_bar(const struct download *d)
{
	int full = d->all ? (int)(d->done * BAR / d->all) : 0;

	printf("%-24.24s [", d->name);
	for (int i = 0; i < BAR; i++)
		putchar(i < full ? '#' : d->all ? '.' : ' ');
	printf("] %10llu", d->done);
	if (d->all)
		printf(" of %llu", d->all);
	printf("\033[K\n");
}

static void print_end(const struct download *d)
{
	if (SUCCEEDED(d->hr))
		printf("%s: %llu octets%s\n", d->name, d->done, d->begin ? ", resumed" : "");
	else
		printf("%s: %s\n", d->url, d->why);
}

/* On a terminal there are bars below what was told. */
static int bars;

static void erase_bars(void)
{
	if (bars)
		printf("\033[%dA\033[J", bars);
	bars = 0;
}

static void show_bars(struct download **active, int count)
{
	static double last;

	if (!isatty(1) || (bars == count && now() - last < 0.1))
		return;
	erase_bars();
	for (; bars < count; bars++)
		print_bar(active[bars]);
	fflush(stdout);
	last = now();
}

/* ---- all of them ---- */

static int interrupts(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL); /* threads that are started later have it, too */
	return signalfd(-1, &set, SFD_CLOEXEC);
}

struct fetch {
	IInternetSession *session;
	char **urls;                      /* that are not begun; ends with NULL */
	struct download *active[AT_ONCE];
	int count, failed, interrupted, signals;
};

static void begin_more(struct fetch *f)
{
	while (*f->urls && f->count < AT_ONCE && !f->interrupted) {
		struct download *d = malloc(sizeof *d);

		check(d ? S_OK : E_OUTOFMEMORY, "memory");
		download_begin(d, f->session, *f->urls++);
		f->active[f->count++] = d;
	}
}

static void drop_ended(struct fetch *f)
{
	int left = 0;

	for (int i = 0; i < f->count; i++) {
		struct download *d = f->active[i];

		if (d->step) {
			f->active[left++] = d;
			continue;
		}
		f->failed += FAILED(d->hr);
		erase_bars();
		print_end(d);
		free(d);
	}
	f->count = left;
}

static void interrupt(struct fetch *f)
{
	f->interrupted = 1;
	for (int i = 0; i < f->count; i++)
		download_cancel(f->active[i]);
}

static void wait_for_one(struct fetch *f)
{
	HANDLE handles[AT_ONCE + 1] = { (HANDLE)(intptr_t)f->signals };
	DWORD which;

	for (int i = 0; i < f->count; i++)
		handles[i + 1] = download_handle(f->active[i]);
	int first = f->interrupted; /* a second one changes nothing */
	check(CoWaitForMultipleHandles(0, INFINITE, (ULONG)(f->count + 1 - first), handles + first, &which), "waiting");
	if (which + (DWORD)first == 0)
		interrupt(f);
	else
		download_go_on(f->active[which + (DWORD)first - 1], f->session);
}

static void fetch_all(struct fetch *f)
{
	for (begin_more(f), drop_ended(f); f->count; begin_more(f), drop_ended(f)) {
		show_bars(f->active, f->count);
		wait_for_one(f);
	}
}

static HRESULT serve(void *arg)
{
	DWORD cookie;

	(void)arg;
	return AcomInternetRegister(0, &cookie);
}

int main(int argc, char **argv)
{
	struct fetch f = { .urls = argv + 1, .signals = interrupts() };
	AcomApartment *server;

	if (argc < 2) {
		fprintf(stderr, "fetch URL ...\n");
		return 2;
	}
	check(CoInitializeEx(NULL, COINIT_APARTMENTTHREADED), "CoInitializeEx");
	check(AcomApartmentOpen(COINIT_MULTITHREADED, serve, NULL, &server), "the internet client");
	check(CoCreateInstance(&CLSID_InternetSession, NULL, CLSCTX_INPROC_SERVER, &IID_IInternetSession, (void **)&f.session),
	      "a session");
	fetch_all(&f);
	IInternetSession_Release(f.session);
	AcomApartmentClose(server);
	CoUninitialize();
	if (f.interrupted)
		printf("The same command goes on where this one has ended.\n");
	return f.interrupted ? 130 : f.failed != 0;
}
