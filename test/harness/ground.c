/* ground.c - the directory below which all tests of a program make their files; it goes with the program, whatever they did. */
#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run.h"

enum { OPEN_MOST = 16, TRIES_MOST = 8, BELOW_MOST = 35 /* what tests put behind it are names of sockets, too */ };

static char ground[128];
static pid_t owner; /* its children end, too */

/* Some tests close a directory. */
static int open_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)where;
	return kind == FTW_DNR || kind == FTW_D ? chmod(path, 0700) && errno != ENOENT : 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path) && errno != ENOENT;
}

/* A program that a test started may just be making something. */
static void ground_remove(void)
{
	if (getpid() != owner)
		return;
	for (int i = 0; i < TRIES_MOST && !access(ground, F_OK); i++) {
		nftw(ground, open_one, OPEN_MOST, FTW_PHYS);
		nftw(ground, remove_one, OPEN_MOST, FTW_PHYS | FTW_DEPTH);
	}
}

/* Where the library makes sockets of its own. */
static bool make_runtime(void)
{
	char path[sizeof ground + sizeof "/run"];

	snprintf(path, sizeof path, "%s/run", ground);
	return !mkdir(path, 0700) && !setenv("XDG_RUNTIME_DIR", path, 1);
}

void ground_make(void)
{
	const char *below = getenv("TMPDIR");

	if (!below || strlen(below) > BELOW_MOST)
		below = "/tmp";
	snprintf(ground, sizeof ground, "%s/acom-XXXXXX", below);
	if (!mkdtemp(ground) || chmod(ground, 0755) || !make_runtime() || setenv("TMPDIR", ground, 1)) {
		perror(ground);
		exit(2);
	}
	owner = getpid();
	atexit(ground_remove);
}
