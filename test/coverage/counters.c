/* counters.c - what gcov counts is shared by all that a program forks, and written once, by the program itself: who is killed or
 * has no room for files has counted, too. By the linker's --wrap and counters.ld, in every program. */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern __attribute__((visibility("hidden"))) char gcov_counters_begin[], gcov_counters_end[];
void __gcov_dump(void);
void __real___gcov_exit(void);
void __wrap___gcov_exit(void);
_Noreturn void __wrap__exit(int status);
_Noreturn void __real__exit(int status);

static pid_t owner;

__attribute__((constructor(101))) static void share(void)
{
	size_t size = (size_t)(gcov_counters_end - gcov_counters_begin);
	char *kept = malloc(size);

	if (!kept)
		abort();
	memcpy(kept, gcov_counters_begin, size);
	if (mmap(gcov_counters_begin, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
		abort();
	memcpy(gcov_counters_begin, kept, size);
	free(kept);
	owner = getpid();
}

static void soften(int resource)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit))
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(resource, &limit);
}

/* A limit that the program has been given would cut the files. */
static void no_limits(void)
{
	soften(RLIMIT_FSIZE);
	soften(RLIMIT_NOFILE);
	soften(RLIMIT_AS);
}

/* Once, as gcov adds what is in the files to what is in memory, which is shared. By a process of its own: who is killed in the
 * middle would leave half a file. */
static void write_by(void (*write)(void))
{
	pid_t writer;

	if (getpid() != owner)
		return;
	owner = 0;
	writer = fork();
	if (writer <= 0) {
		setsid();
		no_limits();
		write();
	}
	if (!writer)
		__real__exit(0);
	waitpid(writer, NULL, 0);
}

void __wrap___gcov_exit(void)
{
	write_by(__real___gcov_exit);
}

void __wrap__exit(int status)
{
	write_by(__gcov_dump);
	__real__exit(status);
}
