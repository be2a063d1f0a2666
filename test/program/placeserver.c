/* placeserver.c - a program that a class file names: it serves the place class until nobody has an object any more, or does not.
 *
 * placeserver DIRECTORY what [...]: what it is started with is written to DIRECTORY/started; until it ends it has a lock on
 * DIRECTORY/runs, and it ends with whoever has DIRECTORY/life open. */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "simplestream.h"
#include "test/shared/place.h"

typedef struct Place {
	AcomObject object;
	ISimpleStream ISimpleStream_iface;
} Place;

ACOM_FACE(Place, ISimpleStream)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool unused;

static HRESULT Place_Read(ISimpleStream *This, BYTE *pv, ULONG cb, ULONG *pcbRead)
{
	struct place place = { This, (DWORD)getpid(), APTTYPE_MTA };

	*pcbRead = cb < sizeof place ? 0 : sizeof place;
	memcpy(pv, &place, *pcbRead);
	return S_OK;
}

static HRESULT Place_Write(ISimpleStream *This, const BYTE *pv, ULONG cb, ULONG *pcbWritten)
{
	(void)This;
	*pcbWritten = cb;
	if (cb && pv[0] == 'x')
		_exit(0);
	return S_OK;
}

static HRESULT Place_construct(void *object)
{
	(void)object;
	CoAddRefServerProcess();
	return S_OK;
}

static void Place_destruct(void *object)
{
	(void)object;
	if (CoReleaseServerProcess())
		return;
	pthread_mutex_lock(&lock);
	unused = true;
	pthread_cond_signal(&changed);
	pthread_mutex_unlock(&lock);
}

static const ISimpleStreamVtbl Place_ISimpleStream_vtbl = { ACOM_UNKNOWN(Place, ISimpleStream), Place_Read, Place_Write };
static const AcomInterface Place_map[] = { ACOM_ENTRY(Place, ISimpleStream), ACOM_END };
static const AcomClass Place_class = { "Place", sizeof(Place), Place_map, Place_construct, Place_destruct, NULL };

static HRESULT Place_create(IUnknown *outer, REFIID riid, void **ppv)
{
	return AcomCreateObject(&Place_class, outer, riid, ppv);
}

/* ---- what a test wants to know ---- */

static char directory[512];

static int file(const char *name, int flags)
{
	char path[600];

	snprintf(path, sizeof path, "%s/%s", directory, name);
	return open(path, flags | O_CLOEXEC, 0600);
}

/* A line for each start: descriptors, where standard input comes from, whether the session is its own, the words. */
static void tell_start(int argc, char **argv)
{
	char line[2048], input[64] = "", cwd[64] = "";
	size_t n = 0;

	for (int fd = 0; fd < 1024; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			n += (size_t)snprintf(line + n, sizeof line - n, "%d ", fd);
	if (readlink("/proc/self/fd/0", input, sizeof input - 1) < 0 || !getcwd(cwd, sizeof cwd))
		_exit(90);
	n += (size_t)snprintf(line + n, sizeof line - n, "%s %s %s %s %s", input, cwd, getsid(0) == getpid() ? "leads" : "follows",
	                      getenv("LISTEN_FDS"), getenv("ACOM_CLASS_PATH"));
	for (int i = 2; i < argc; i++)
		n += (size_t)snprintf(line + n, sizeof line - n, " [%s]", argv[i]);
	line[n++] = '\n';
	int fd = file("started", O_WRONLY | O_CREAT | O_APPEND);
	if (write(fd, line, n) != (ssize_t)n)
		_exit(91);
	close(fd);
}

/* Nobody may have it open any more. */
static void *live(void *arg)
{
	char octet;
	int life = file("life", O_RDONLY | O_NONBLOCK);

	(void)arg;
	fcntl(life, F_SETFL, O_RDONLY);
	while (read(life, &octet, 1) > 0)
		;
	_exit(92);
}

/* ---- serving ---- */

static int serve(const char *address)
{
	OLECHAR text[256];
	DWORD cookie;
	size_t n = 0;

	for (; address[n]; n++)
		text[n] = (unsigned char)address[n];
	text[n] = 0;
	if (FAILED(CoInitializeEx(NULL, COINIT_MULTITHREADED)) ||
	    FAILED(AcomRegisterClass(&CLSID_Place, Place_create, ACOM_ALLOW_ANONYMOUS, &cookie)) || FAILED(AcomListen(text)))
		return 93;
	pthread_mutex_lock(&lock);
	while (!unused)
		pthread_cond_wait(&changed, &lock);
	pthread_mutex_unlock(&lock);
	CoRevokeClassObject(cookie);
	CoUninitialize();
	return 0;
}

int main(int argc, char **argv)
{
	pthread_t thread;

	if (argc < 3)
		return 94;
	snprintf(directory, sizeof directory, "%s", argv[1]);
	tell_start(argc, argv);
	if (flock(file("runs", O_RDWR | O_CREAT), LOCK_EX) || pthread_create(&thread, NULL, live, NULL))
		return 95;
	if (!strcmp(argv[2], "serve"))
		return serve(argv[3]);
	if (!strcmp(argv[2], "kill"))
		raise(SIGKILL);
	if (!strcmp(argv[2], "deaf"))
		pthread_join(thread, NULL);
	return atoi(argv[2]);
}
