/* launch.c - a program that is started to serve, and does not: in simulated time, as one waits ten seconds for it. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/os_sim.h"
#include "house.h"
#include "../unit/transport.h"

/* A shell that says that it runs, and lasts until somebody closes `life`; both are pipes with names. */
struct deaf {
	struct class_place place;
	struct address at;
	char script[512];
	int started, life, told, standard_error;
};

static int pipe_named(const char *directory, const char *name)
{
	char path[256];

	snprintf(path, sizeof path, "%s/%s", directory, name);
	assert_int_equal(mkfifo(path, 0600), 0);
	int fd = open(path, O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0);
	return fd;
}

static void deaf_open(struct deaf *d)
{
	static char shell[] = "/bin/sh", option[] = "-c";
	const char *directory = scratch_make();
	char why[WHY_MOST];

	memset(d, 0, sizeof *d);
	d->started = pipe_named(directory, "started");
	d->life = pipe_named(directory, "life");
	snprintf(d->script, sizeof d->script, "exec 4<%s/life; echo >%s/started; read x <&4", directory, directory);
	snprintf(d->place.program, sizeof d->place.program, "%s", shell);
	snprintf(d->place.address, sizeof d->place.address, "unix:%s/socket", directory);
	snprintf(d->place.file, sizeof d->place.file, "deaf.class");
	d->place.words[0] = shell;
	d->place.words[1] = option;
	d->place.words[2] = d->script;
	d->place.address_line = 2;
	d->place.program_line = 3;
	assert_int_equal(launch_address(&d->place, &d->at, why), S_OK);
	d->told = memfd_create("told", MFD_CLOEXEC);
	d->standard_error = dup(STDERR_FILENO);
	assert_true(d->told >= 0 && d->standard_error >= 0 && dup2(d->told, STDERR_FILENO) >= 0);
}

/* The program has not been harmed: it has begun, and ends with this. */
static void deaf_close(struct deaf *d)
{
	char line;

	assert_int_equal(read(d->started, &line, 1), 1);
	close(d->life);
	close(d->started);
	close(d->told);
	scratch_remove();
}

static void expect_told(struct deaf *d)
{
	char text[1024] = "", wanted[1024];

	assert_true(dup2(d->standard_error, STDERR_FILENO) >= 0);
	close(d->standard_error);
	assert_true(pread(d->told, text, sizeof text - 1, 0) > 0);
	snprintf(wanted, sizeof wanted, "acom: class file deaf.class:3: /bin/sh: was started, but has not served at %s within "
	         "10000 ms (ACOM_LIMIT_CONNECT_TIME)\n", d->place.address);
	assert_string_equal(text, wanted);
}

SIM_TEST(a_program_that_does_not_serve_is_waited_for_ten_seconds, 5)
{
	char why[WHY_MOST];
	struct deaf d;
	struct link *l;

	house_enter(COINIT_MULTITHREADED);
	deaf_open(&d);
	uint64_t since = os_now();
	HRESULT hr = launch_reach(&d.place, &d.at, &l, why);
	expect_told(&d);
	assert_int_equal(hr, CO_E_SERVER_EXEC_FAILURE);
	assert_null(l);
	assert_int_equal((os_now() - since) / NS_PER_S, 10);
	deaf_close(&d);
	house_leave();
}
