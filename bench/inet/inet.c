/* inet.c - what downloads cost: 1 000 at once, and 50 that are slow, by libacominet, by libcurl alone and by curl(1), against the same
 * server in the same run. One line each, with the ratio and the goal.
 *
 *	bench-inet [ROUNDS]
 */
#include <acom.h>
#include <acom/wininet.h>
#include <curl/curl.h>
#include <dirent.h>
#include <malloc.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "server.h"

enum { DOWNLOADS = ALL, SLOW = 50, FEW = 50, PIECE = 65536, ROUNDS_MOST = 99 };
#define CHECK(c) \
	do { \
		if (!(c)) { \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #c); \
			server_stop(); \
			exit(1); \
		} \
	} while (0)

static int port;

static unsigned threads(void)
{
	DIR *d = opendir("/proc/self/task");
	unsigned count = 0;

	CHECK(d);
	while (readdir(d))
		count++;
	closedir(d);
	return count - 2;
}

static size_t memory(void)
{
	struct mallinfo2 m = mallinfo2();

	return m.uordblks + m.hblkhd;
}

/* ---- libacominet ---- */

struct download {
	HINTERNET request;
	DWORD got;
	size_t octets;
	char *piece;
};
static struct download downloads[DOWNLOADS + 1];
static unsigned left;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t over = PTHREAD_COND_INITIALIZER;

static void count_down(void)
{
	pthread_mutex_lock(&lock);
	if (!--left)
		pthread_cond_signal(&over);
	pthread_mutex_unlock(&lock);
}

/* Until it pends or there is no more. */
static void read_on(struct download *d)
{
	while (InternetReadFile(d->request, d->piece, PIECE, &d->got)) {
		d->octets += d->got;
		if (!d->got) {
			count_down();
			return;
		}
	}
	CHECK(GetLastError() == ERROR_IO_PENDING);
}

static void told(HINTERNET h, DWORD_PTR context, DWORD status, void *info, DWORD length)
{
	struct download *d = &downloads[context];
	INTERNET_ASYNC_RESULT *result = info;

	(void)h;
	(void)length;
	if (status != INTERNET_STATUS_REQUEST_COMPLETE)
		return;
	CHECK(result->dwResult);
	d->octets += d->got;
	d->got = 0;
	read_on(d);
}

struct seen {
	double seconds;
	unsigned threads;
	double memory; /* of a request that pends */
};

static HINTERNET begin(unsigned count, const char *path)
{
	HINTERNET session = InternetOpen("bench", INTERNET_OPEN_TYPE_DIRECT, NULL, NULL, INTERNET_FLAG_ASYNC), connect;
	unsigned i;

	CHECK(session);
	InternetSetStatusCallback(session, told);
	connect = InternetConnect(session, "127.0.0.1", (INTERNET_PORT)port, NULL, NULL, INTERNET_SERVICE_HTTP, 0, 0);
	CHECK(connect);
	left = count;
	for (i = 1; i <= count; i++) {
		downloads[i].octets = downloads[i].got = 0;
		downloads[i].request = HttpOpenRequest(connect, NULL, path, NULL, NULL, NULL, 0, i);
		CHECK(downloads[i].request);
		CHECK(!HttpSendRequest(downloads[i].request, NULL, 0, NULL, 0) && GetLastError() == ERROR_IO_PENDING);
	}
	return session;
}

static struct seen by_acom(unsigned count, const char *path, size_t octets)
{
	size_t before = memory();
	struct seen seen = { .seconds = bench_seconds() };
	HINTERNET session = begin(count, path);
	unsigned i;

	if (octets == 1) { /* all of them wait for half a second */
		usleep(500000);
		seen.memory = (double)(memory() - before) / count;
	}
	seen.threads = threads();
	pthread_mutex_lock(&lock);
	while (left)
		pthread_cond_wait(&over, &lock);
	pthread_mutex_unlock(&lock);
	seen.seconds = bench_seconds() - seen.seconds;
	for (i = 1; i <= count; i++)
		CHECK(downloads[i].octets == octets);
	InternetCloseHandle(session);
	while (threads() > 1) /* its connections end, too */
		usleep(1000);
	return seen;
}

/* ---- libcurl alone: as a program that wants the octets has it, which takes down each download when it is over ---- */

static size_t take(char *data, size_t size, size_t count, void *arg)
{
	struct download *d = arg;

	memcpy(d->piece + d->octets % (PIECE - CURL_MAX_WRITE_SIZE), data, size * count);
	d->octets += size * count;
	return size * count;
}

static void curl_begin(CURLM *multi, struct download *d, const char *url)
{
	CURL *easy = curl_easy_init();

	CHECK(easy);
	d->octets = 0;
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, d);
	CHECK(!curl_multi_add_handle(multi, easy));
}

static unsigned curl_end(CURLM *multi)
{
	unsigned ended = 0;
	CURLMsg *m;
	int more;

	for (; (m = curl_multi_info_read(multi, &more)); ended++) {
		CURL *easy = m->easy_handle;

		CHECK(m->msg == CURLMSG_DONE && !m->data.result);
		curl_multi_remove_handle(multi, easy);
		curl_easy_cleanup(easy);
	}
	return ended;
}

static struct seen by_curl(unsigned count, const char *path, size_t octets)
{
	size_t before = memory();
	struct seen seen = { .seconds = bench_seconds(), .threads = 1 };
	CURLM *multi = curl_multi_init();
	unsigned i, running = count;
	char url[64];
	int any;

	snprintf(url, sizeof url, "http://127.0.0.1:%d%s", port, path);
	for (i = 1; i <= count; i++)
		curl_begin(multi, &downloads[i], url);
	while (running) {
		CHECK(!curl_multi_perform(multi, &any));
		if (octets == 1 && !seen.memory && bench_seconds() - seen.seconds > 0.5)
			seen.memory = (double)(memory() - before) / count;
		running -= curl_end(multi);
		if (running)
			CHECK(!curl_multi_poll(multi, NULL, 0, 1000, NULL));
	}
	seen.seconds = bench_seconds() - seen.seconds;
	for (i = 1; i <= count; i++)
		CHECK(downloads[i].octets == octets);
	curl_multi_cleanup(multi);
	return seen;
}

/* ---- curl(1) ---- */

static double by_program(const char *path)
{
	char command[256];
	double before = bench_seconds();

	snprintf(command, sizeof command, "curl --noproxy '*' -s --parallel --parallel-immediate --parallel-max 300 -o /dev/null "
	         "'http://127.0.0.1:%d%s?[1-%d]' 2>/dev/null >&2", port, path, DOWNLOADS);
	return system(command) ? 0 : bench_seconds() - before;
}

/* ---- the table ---- */

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, unsigned count)
{
	qsort(values, count, sizeof *values, compare);
	return values[count / 2];
}

static void goal(bool met)
{
	puts(met ? "  met" : "  MISSED");
}

/* path: "/all" keeps all of them open at once, which curl(1) is not made for. */
static void throughput(unsigned rounds, const char *path, const char *what)
{
	double acom[ROUNDS_MOST], bare[ROUNDS_MOST], ratio[ROUNDS_MOST], program[ROUNDS_MOST], a, b;
	unsigned i, most = 0, mine = 0, theirs = 0;
	bool all = path[1];

	for (i = 0; i < rounds; i++) {
		struct seen seen = by_acom(DOWNLOADS, path, BODY);

		mine = server_connections();
		acom[i] = seen.seconds;
		bare[i] = by_curl(DOWNLOADS, path, BODY).seconds;
		theirs = server_connections();
		program[i] = all ? 0 : by_program(path);
		ratio[i] = bare[i] / acom[i];
		most = seen.threads > most ? seen.threads : most;
		server_connections();
	}
	a = median(acom, rounds);
	b = median(bare, rounds);
	printf("%d downloads of %d KiB at once%s\n", DOWNLOADS, BODY / 1024, what);
	printf("  curl_multi alone  %7.1f ms  %6.0f MiB/s  over %u connections\n", b * 1e3, DOWNLOADS * (BODY / 1048576.0) / b, theirs);
	if (!all)
		printf("  curl --parallel   %7.1f ms\n", median(program, rounds) * 1e3);
	printf("  libacominet       %7.1f ms  %6.0f MiB/s  over %u connections\n", a * 1e3, DOWNLOADS * (BODY / 1048576.0) / a, mine);
	printf("    throughput, of curl_multi's  %5.2f  goal 0.90", median(ratio, rounds));
	goal(median(ratio, rounds) >= 0.9);
	printf("    threads                      %5u  goal 3", most);
	goal(most <= 3);
}

static void by_objects(unsigned rounds, DWORD where, unsigned count, const char *what)
{
	double objects[ROUNDS_MOST], flat[ROUNDS_MOST], a, b;
	unsigned i;

	for (i = 0; i < rounds; i++) {
		objects[i] = objects_seconds(where, port, count, "/", BODY);
		flat[i] = by_acom(count, "/", BODY).seconds;
	}
	a = median(objects, rounds);
	b = median(flat, rounds);
	printf("%u downloads by objects%s  %.1f ms, by functions %.1f ms: %.2f\n", count, what, a * 1e3, b * 1e3, b / a);
}

static void slow(void)
{
	struct seen mine = by_acom(DOWNLOADS, "/slow", 1), bare = by_curl(DOWNLOADS, "/slow", 1);

	printf("    octets of a request that waits %.0f, of an easy handle %.0f\n", mine.memory, bare.memory);
	mine = by_acom(SLOW, "/slow", 1);
	printf("%d answers that take %.1f s each: %.3f s  goal 1.6", SLOW, SLOW_MS / 1e3, mine.seconds);
	goal(mine.seconds <= 1.6);
}

int main(int argc, char **argv)
{
	unsigned i, rounds = argc > 1 ? (unsigned)atoi(argv[1]) : 5;
	struct rlimit files;
	DWORD no_limit = 0;

	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	port = server_start();
	CHECK(port > 0 && rounds && rounds <= ROUNDS_MOST && files.rlim_max >= 2 * DOWNLOADS);
	CHECK(InternetSetOption(NULL, INTERNET_OPTION_MAX_CONNS_PER_SERVER, &no_limit, sizeof no_limit));
	curl_global_init(CURL_GLOBAL_DEFAULT);
	for (i = 1; i <= DOWNLOADS; i++) {
		CHECK((downloads[i].piece = malloc(PIECE)));
		memset(downloads[i].piece, 0, PIECE);
	}
	throughput(rounds, "/", "");
	throughput(rounds, "/all", ", none answered before all are there");
	slow();
	by_objects(rounds, CLSCTX_INPROC_SERVER, DOWNLOADS, "");
	by_objects(rounds, CLSCTX_LOCAL_SERVER, FEW, " in acom-inet-server");
	server_stop();
	return 0;
}
