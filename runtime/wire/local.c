/* local.c - listening at a path: its directory is the user's alone, and what lies there is replaced only if it is dead. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "wire/transport.h"

enum { OTHERS = 077 };

/* Whether the directory is ours by its name: $XDG_RUNTIME_DIR/acom. */
static bool is_default(const char *directory)
{
	const char *runtime = os_env_trusted("XDG_RUNTIME_DIR");
	size_t n = runtime ? strlen(runtime) : 0;

	return n && !strncmp(directory, runtime, n) && !strcmp(directory + n, "/acom");
}

static HRESULT directory_private(const char *named, const char *real, const struct os_file *f, char *why)
{
	int error;

	if (f->owner != os_user())
		return why_not(why, E_ACCESSDENIED, "its directory belongs to user %u, not to user %u", f->owner, os_user());
	if (!(f->mode & OTHERS))
		return S_OK;
	if (!is_default(named))
		return why_not(why, E_ACCESSDENIED, "its directory has mode %04o, not 0700", f->mode);
	error = os_directory_close_to_others(real);
	return error ? why_error(why, E_ACCESSDENIED, error) : S_OK;
}

/* `real` is where `named` leads to. */
static HRESULT directory_trust(const char *named, const char *real, char *why)
{
	char way[OS_PATH_MOST];
	struct os_file f;

	ascii_join(way, sizeof way, named, NULL);
	HRESULT hr = trust_links(way, why);
	if (SUCCEEDED(hr))
		hr = trust_find(real, OS_FILE_DIRECTORY, &f, why);
	if (FAILED(hr)) /* it is no class file that is missing here */
		return hr == CO_E_DLLNOTFOUND ? FAIL(RPC_S_CANT_CREATE_ENDPOINT) : hr;
	hr = directory_private(named, real, &f, why);
	os_close(f.fd);
	return hr;
}

/* One that was made here and is not to be trusted goes again. */
static HRESULT directory_prepare(const char *named, char real[OS_PATH_MOST], char *why)
{
	int made = os_directory_make(named), error = made && made != EEXIST ? made : os_path_real(named, real);

	if (error)
		return why_not(why, error_from_system(error, RPC_S_CANT_CREATE_ENDPOINT), "its directory cannot be made: %s",
			       os_error_text(error));
	HRESULT hr = directory_trust(named, real, why);
	if (FAILED(hr) && !made)
		os_file_remove(real);
	return hr;
}

static void directory_of(const char *path, char directory[OS_UNIX_MOST])
{
	size_t n = (size_t)(strrchr(path, '/') - path);

	ascii_cut(directory, OS_UNIX_MOST, path, n ? n : 1);
}

/* Locked, so that of two servers that find a dead socket one cannot remove what the other has put in its place. */
static HRESULT directory_enter(const char *path, int *lock, char *why)
{
	char named[OS_UNIX_MOST], real[OS_PATH_MOST];

	directory_of(path, named);
	HRESULT hr = directory_prepare(named, real, why);
	if (FAILED(hr))
		return hr;
	*lock = os_directory_lock(real, connect_deadline());
	if (*lock == -ETIMEDOUT)
		return why_not(why, RPC_S_CANT_CREATE_ENDPOINT, "another process holds the lock of its directory for more than %u ms "
		               "(ACOM_LIMIT_CONNECT_TIME)", limit_of(ACOM_LIMIT_CONNECT_TIME));
	return *lock < 0 ? why_error(why, RPC_S_CANT_CREATE_ENDPOINT, -*lock) : S_OK;
}

/* ---- what lies there ---- */

static HRESULT in_the_way(const struct os_address *at, char *why)
{
	struct os_file f;
	int error = os_file_find(-1, at->path, &f), fd;

	if (error)
		return why_error(why, RPC_S_CANT_CREATE_ENDPOINT, error);
	os_close(f.fd);
	if (f.kind != OS_FILE_SOCKET)
		return why_not(why, RPC_S_CANT_CREATE_ENDPOINT, "something that is no socket is in its place");
	fd = os_socket_connect(at, 0);
	if (fd == -ECONNREFUSED)
		return S_OK;
	if (fd >= 0)
		os_close(fd);
	if (fd >= 0 || fd == -ETIMEDOUT)
		return why_not(why, RPC_S_DUPLICATE_ENDPOINT, "a server listens there already");
	return why_error(why, RPC_S_CANT_CREATE_ENDPOINT, -fd);
}

static HRESULT replace(struct listener *l, char *why)
{
	HRESULT hr = in_the_way(&l->at.at, why);
	int error = SUCCEEDED(hr) ? os_file_remove(l->at.at.path) : 0;

	if (error)
		hr = why_error(why, RPC_S_CANT_CREATE_ENDPOINT, error);
	return SUCCEEDED(hr) ? listener_open(l, why) : hr;
}

/* ---- what was left behind ---- */

enum { RANDOM_DIGITS = 16 };

void local_private_name(char name[LOCAL_NAME_MOST])
{
	uint64_t number;

	os_random(&number, sizeof number);
	snprintf(name, LOCAL_NAME_MOST, "%llu-%016llx", (unsigned long long)os_process_id(), (unsigned long long)number);
}

/* The process; 0: it is another name. */
static uint64_t private_process(const char *name)
{
	size_t digits = strspn(name, "0123456789");
	const char *random = name + digits + 1;
	uint64_t process = 0;

	if (digits > 9 || name[digits] != '-' || strspn(random, "0123456789abcdef") != RANDOM_DIGITS || random[RANDOM_DIGITS])
		return 0;
	for (size_t i = 0; i < digits; i++)
		process = 10 * process + (uint64_t)(name[i] - '0');
	return process;
}

/* Who lives is not even asked; and what somebody else listens at who has inherited it, or under whose eyes numbers of processes are
 * others, is not dead. */
static bool sweep_one(const char *name, void *directory)
{
	struct os_address at = { .family = OS_UNIX };
	uint64_t process = private_process(name);
	char why[WHY_MOST];

	if (process && !os_process_lives(process) &&
	    (size_t)snprintf(at.path, sizeof at.path, "%s/%s", (const char *)directory, name) < sizeof at.path &&
	    in_the_way(&at, why) == S_OK)
		os_file_remove(at.path);
	return true;
}

/* Locked, so that nobody is between having a socket and listening there. */
void local_sweep(const char *path)
{
	char directory[OS_UNIX_MOST], why[WHY_MOST];
	struct os_file f;
	int lock;

	directory_of(path, directory);
	if (FAILED(directory_enter(path, &lock, why)))
		return;
	if (!os_file_find(-1, directory, &f)) {
		os_file_list(&f, sweep_one, directory);
		os_close(f.fd);
	}
	os_directory_unlock(lock);
}

/* ---- listening ---- */

/* What it is known by when it is to be removed. */
static void remember(struct listener *l)
{
	struct os_file f;

	l->made = !os_file_find(-1, l->at.at.path, &f);
	if (!l->made)
		return;
	os_close(f.fd);
	l->device = f.device;
	l->number = f.number;
	l->process = os_process_id();
}

HRESULT local_listen(struct listener *l, char *why)
{
	int lock;
	HRESULT hr = directory_enter(l->at.at.path, &lock, why);

	if (FAILED(hr))
		return hr;
	hr = listener_open(l, why);
	if (hr == RPC_S_DUPLICATE_ENDPOINT)
		hr = replace(l, why);
	if (SUCCEEDED(hr))
		remember(l);
	os_directory_unlock(lock);
	return hr;
}

static void remove_own(const struct listener *l)
{
	struct os_file f;

	if (os_file_find(-1, l->at.at.path, &f))
		return;
	os_close(f.fd);
	if (f.device == l->device && f.number == l->number)
		os_file_remove(l->at.at.path);
}

/* While its socket is open no other file can get its number. */
void local_unlisten(struct listener *l)
{
	char named[OS_UNIX_MOST], real[OS_PATH_MOST];
	int lock;

	directory_of(l->at.at.path, named);
	if (l->process != os_process_id() || os_path_real(named, real))
		return;
	lock = os_directory_lock(real, connect_deadline());
	if (lock < 0)
		return;
	remove_own(l);
	os_directory_unlock(lock);
}
